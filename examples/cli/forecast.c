/* The command `carepath forecast`: list size, 18-week share and people over a year, month by month.
 * Model: as in carepath/forecast.h (damped trend, shrunk season, bands from a back-test).
 * Leaves the modelling to the library and reading a history by time waited to history.c. */
#include "input.h"
#include "labels.h"
#include "model.h"
#include "output.h"
#include "results.h"
#include "say.h"
#include "settings.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MEASURES = 4, SCORED = 3, MOST_SHOWN = 12 };

/* ---------------------------------------------------------------- reading */

static int read_lists(const settings *set, cpw_result **data) {
  cpw_error err;
  input in;
  int code = input_open(&in, set->files[0], 0);
  if (code) return code;
  cpw_source source = input_source(&in);
  int32_t status = cpw_forecast_read(&source, NULL, data, &err);
  clear_progress();
  code = status ? fail_library(in.name, &err) : DONE;
  if (!code && input_is_open_ended(&in))
    say("%s: the last line has no line end: is the file cut off?", in.name);
  static const char *const told[] = {"missing", "absent"};
  for (size_t k = 0; k < sizeof told / sizeof *told && !code; k++)
    if (cpw_result_note(*data, told[k])) say("%s: %s", in.name, cpw_result_note(*data, told[k]));
  input_close(&in);
  return code;
}

/* The header of a tidy history has a column of bands; that of list sizes has measures. */
static int is_history(const settings *set, int *answer) {
  input in;
  *answer = 0;
  if (strcmp(set->files[0], "-") == 0) return DONE;
  int code = input_open(&in, set->files[0], 0);
  if (code) return code;
  char head[256];
  size_t n = in.head_count < sizeof head - 1 ? in.head_count : sizeof head - 1;
  memcpy(head, in.head, n);
  head[n] = '\0';
  head[strcspn(head, "\n")] = '\0';
  *answer = input_is_extract(&in) || strstr(head, "months_waited") || strstr(head, "weeks_lo");
  input_close(&in);
  return DONE;
}

/* A list that lacks a month has its series all the same: here it is left out of the history. */
static settings history_settings(const settings *set) {
  settings own = *set;
  int given = 0;
  for (int i = 0; i < set->typed.count; i++)
    given |= strcmp(set->typed.name[i], "missing") == 0;
  if (!given) own.missing = CPW_MISSING_DROP;
  return own;
}

static int read_all(const settings *set, cpw_result **data, cpw_result **past) {
  int alone, code = is_history(set, &alone);
  if (code) return code;
  if (!alone && set->file_count > 2)
    return fail(USAGE, "forecast takes list sizes and a history by time waited: 2 files, not %d",
                set->file_count);
  if (!alone) code = read_lists(set, data);
  settings own = history_settings(set);
  if (!code && (alone || set->file_count == 2))
    code = read_history(&own, set->files + !alone, set->file_count - !alone,
                        set->months < 0 ? 13 : set->months, NULL, past);
  return code;
}

/* ---------------------------------------------------------------- text: the forecast */

static double cell(const cpw_result *r, const char *name, int64_t list, int measure, int64_t t) {
  const cpw_array *a = cpw_result_find(r, name);
  return a ? a->real[(list * MEASURES + measure) * a->dimension[2]->length + t] : (double)NAN;
}

/* "7,355,950 (7,100,000 to 7,600,000)" */
static void put_band(grid *g, const cpw_result *r, int64_t list, int measure, int64_t t) {
  double low = cell(r, "q10", list, measure, t), high = cell(r, "q90", list, measure, t);
  double mean = cell(r, "mean", list, measure, t);
  if (isnan(mean)) {
    grid_cell(g, "");
    return;
  }
  phrase words = measure == 1 ? phrased("%s (%s to %s)", percent(mean, 1).text,
                                        fixed(100 * low, 1).text, fixed(100 * high, 1).text)
                              : phrased("%s (%s to %s)", people(mean).text, people(low).text,
                                        people(high).text);
  grid_cell(g, words.text);
}

static void put_list(buffer *b, const cpw_result *r, int64_t list, const char *name) {
  static const char *const headings[] = {"<month", "waiting", "within 18 weeks", "over 52 weeks"};
  const cpw_dimension *period = cpw_result_find(r, "mean")->dimension[2];
  putf(b, "\n%s\n\n", name);
  grid g;
  grid_begin(&g, headings, 4);
  for (int64_t t = 0; t < period->length; t++) {
    grid_cell(&g, dimension_label(period, t));
    put_band(&g, r, list, 0, t);
    put_band(&g, r, list, 1, t);
    put_band(&g, r, list, 3, t);
  }
  grid_print(&g, b, "  ");
  grid_free(&g);
}

static void put_notes(buffer *b, const cpw_result *r) {
  const char *key;
  for (int64_t i = 0; (key = cpw_result_note_key(r, i)); i++)
    if (strcmp(key, "source") != 0) putf(b, "\n%s: %s\n", key, cpw_result_note(r, key));
}

static int print_forecast(const settings *set, const cpw_result *r) {
  buffer b = {0};
  const cpw_dimension *list = cpw_result_find(r, "mean")->dimension[0];
  char **names = dimension_names(list, list->length);
  if (!names) return fail_memory();
  int64_t shown = list->length < MOST_SHOWN ? list->length : MOST_SHOWN;
  put(&b, "Central forecast, and in brackets the band that holds 80 % of outcomes\n");
  for (int64_t i = 0; i < shown; i++)
    put_list(&b, r, i, names[i]);
  if (shown < list->length)
    putf(&b, "\n%lld more lists: see --format=csv\n", (long long)(list->length - shown));
  put_notes(&b, r);
  free_names(names, list->length);
  return write_buffer(set->output, &b);
}

/* ---------------------------------------------------------------- text: the back-test */

static void put_score(grid *g, const cpw_result *r, const char *name, int64_t row) {
  double value = cpw_result_find(r, name)->real[row];
  grid_cell(g, isnan(value) ? "" : fixed(100 * value, 2).text);
}

static void put_scores(buffer *b, const cpw_result *r, int64_t measure, int64_t group) {
  static const char *const columns[] = {
      "error", "error_naive", "error_seasonal", "weighted",   "weighted_naive", "weighted_seasonal",
      "crps",  "coverage_50", "coverage_80",    "coverage_95"};
  static const char *const headings[] = {"months ahead", "error",   "naive",    "seasonal",
                                         "weighted",     "naive",   "seasonal", "crps",
                                         "in 50 %",      "in 80 %", "in 95 %"};
  const cpw_array *error = cpw_result_find(r, "error");
  int64_t groups = error->dimension[1]->length, ahead = error->dimension[2]->length;
  grid g;
  grid_begin(&g, headings, 11);
  for (int64_t h = 0; h < ahead; h++) {
    if (h % 3 != 2 && h != 0 && h + 1 != ahead) continue;
    grid_cell(&g, dimension_label(error->dimension[2], h));
    for (size_t k = 0; k < sizeof columns / sizeof *columns; k++)
      put_score(&g, r, columns[k], (measure * groups + group) * ahead + h);
  }
  putf(b, "\n%s, %s\n\n", dimension_label(error->dimension[0], measure),
       dimension_label(error->dimension[1], group));
  grid_print(&g, b, "  ");
  grid_free(&g);
}

static int print_backtest(const settings *set, const cpw_result *r) {
  buffer b = {0};
  int64_t groups = cpw_result_find(r, "error")->dimension[1]->length;
  put(&b, "Errors in %: of the list for total, in points of the list for within_18 and over_52;\n"
          "weighted: people wrong of people there were. Crps in the unit of error.\n");
  for (int64_t measure = 0; measure < SCORED; measure++)
    for (int64_t group = 0; group < groups; group++)
      put_scores(&b, r, measure, group);
  return write_buffer(set->output, &b);
}

/* ---------------------------------------------------------------- the command */

static int answer(const settings *set, const cpw_result *r) {
  if (set->format != FORMAT_TEXT && set->format >= 0)
    return write_table(set->output, set->format == FORMAT_JSON, r,
                       set->format == FORMAT_JSON ? NULL
                       : set->backtest            ? "error"
                                                  : "mean");
  return set->backtest ? print_backtest(set, r) : print_forecast(set, r);
}

static int forecast(const settings *set, const cpw_result *data, const cpw_result *past,
                    cpw_result **out) {
  cpw_error err;
  cpw_history history;
  cpw_bands bands;
  cpw_forecast_options options;
  cpw_forecast_options_init(&options);
  cpw_history_init(&history);
  cpw_bands_init(&bands);
  options.periods = set->periods;
  if (past && cpw_history_view(past, &history, &bands, &err)) return fail_library(NULL, &err);
  cpw_run run = watched_run((int32_t)set->threads, (uint64_t)set->seed, "forecasting");
  int32_t status;
  if (set->backtest && !data)
    return fail(USAGE, "--backtest takes list sizes by month (columns period, measure, count)");
  if (set->backtest)
    status = cpw_forecast_waitlist_backtest(data, &options, &run, out, &err);
  else
    status = cpw_forecast_waitlist(data, past ? &history : NULL, &options, &run, out, &err);
  clear_progress();
  return status ? fail_library(set->files[0], &err) : DONE;
}

int run_forecast(const void *given) {
  const settings *set = given;
  cpw_result *data = NULL, *past = NULL, *result = NULL;
  int code = read_all(set, &data, &past);
  if (!code) code = forecast(set, data, past, &result);
  if (!code) code = answer(set, result);
  cpw_result_free(result);
  cpw_result_free(past);
  cpw_result_free(data);
  return code;
}
