/* From a history to a calibrated, projected backlog, with the labels that go with it.
 * The modelling is the library's: cpw_waitlist_calibrate, _project and _measures.
 * Leaves reading to history.c, --rates to rates.c, --starts and --capacity to scenario.c. */
#include "model.h"
#include "changes.h"

#include "say.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const double *real_array(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  return a ? a->real : NULL;
}

/* ---------------------------------------------------------------- time */

int monthly(const cpw_bands *bands) {
  return fabs(bands->period * bands->unit_weeks - CPW_WEEKS_PER_MONTH) < 1e-9;
}

const char *period_noun(const model *m) {
  if (monthly(&m->bands)) return "month";
  return m->bands.period * m->bands.unit_weeks == 1 ? "week" : "period";
}

const char *last_period(const model *m) {
  return dimension_label(m->history.period, m->history.periods - 1);
}

phrase label_ahead(const model *m, int64_t n) {
  date last;
  double weeks = m->bands.period * m->bands.unit_weeks;
  if (date_parse(last_period(m), &last)) {
    if (monthly(&m->bands)) return date_label(date_plus_months(last, n));
    if (last.day && weeks == floor(weeks))
      return date_label(date_plus_days(last, 7 * (int64_t)weeks * n));
  }
  return phrased("+%lld", (long long)n);
}

int64_t periods_to(const model *m, const horizon *by, int64_t otherwise) {
  date last;
  if (!by->date.year) return by->periods ? by->periods : otherwise;
  if (!date_parse(last_period(m), &last)) return 0;
  double days = 7 * m->bands.period * m->bands.unit_weeks;
  int64_t steps = monthly(&m->bands) ? months_between(last, by->date)
                                     : (int64_t)floor((double)days_between(last, by->date) / days);
  return steps > 0 ? steps : 0;
}

/* ---------------------------------------------------------------- the steps */

void settle_model(settings *set) {
  if (set->format < 0) set->format = FORMAT_TEXT;
  if (set->months < 0) set->months = 13; /* twelve months and over, as published */
  set->names = 1;
}

static int was_given(const settings *set, const char *option) {
  for (int i = 0; i < set->typed.count; i++)
    if (strcmp(set->typed.name[i], option) == 0) return 1;
  return 0;
}

/* An option that the file at hand knows nothing of is a mistake, not a wish. */
static int check_options(const model *m) {
  static const char *const for_extracts[] = {"group",  "nonc", "provider", "treatment-function",
                                             "months", NULL};
  static const char *const for_tidy[] = {"where", "bands", NULL};
  const source_record *first = &m->source[0];
  int extract = source_is_extract(first);
  const char *const *misplaced = extract ? for_tidy : for_extracts;
  for (; *misplaced; misplaced++)
    if (was_given(m->set, *misplaced))
      return fail(USAGE,
                  extract ? "--%s is for tidy files, and %s is an official extract"
                          : "--%s is for official extracts, and %s is a tidy file",
                  *misplaced, first->name);
  return DONE;
}

int model_read(model *m, const settings *set) {
  cpw_error err;
  *m = (model){.set = set};
  int code = read_history(set, set->files, set->file_count, set->months, m, &m->data);
  if (!code) code = check_options(m);
  if (code) return code;
  cpw_history_init(&m->history);
  cpw_bands_init(&m->bands);
  if (cpw_history_view(m->data, &m->history, &m->bands, &err)) return fail_library(NULL, &err);
  m->lists = m->history.lists;
  m->bands_count = m->bands.count;
  m->list_names = dimension_names(m->history.list, m->lists);
  if (!m->list_names) return fail_memory();
  if (cpw_waitlist_measures(&m->bands, m->lists, m->history.periods, m->history.waiting,
                            m->history.list, m->history.period, set->whole_bands, NULL, &m->past,
                            &err))
    return fail_library(set->files[0], &err);
  return DONE;
}

void calibrate_options(const settings *set, const cpw_history *history,
                       cpw_calibrate_options *out) {
  cpw_calibrate_options_init(out);
  out->estimator = set->estimator;
  out->unrecorded = set->unrecorded;
  out->recency = set->recency;
  out->steady = history->periods == 1 && (set->steady || set->rates);
}

int calibrate_history(const settings *set, const cpw_history *history, const char *file,
                      cpw_result **out) {
  cpw_error err;
  cpw_calibrate_options options;
  calibrate_options(set, history, &options);
  cpw_run run = watched_run((int32_t)set->threads, (uint64_t)set->seed, "calibrating");
  int32_t status = cpw_waitlist_calibrate(history, &options, &run, out, &err);
  clear_progress();
  return status ? fail_library(file, &err) : DONE;
}

int model_calibrate(model *m) {
  cpw_error err;
  const settings *set = m->set;
  if (m->history.periods == 1 && !set->steady && !set->rates)
    return fail(BAD_DATA,
                "%s: holds one period (%s) and a calibration needs two: give --rates=FILE to use "
                "another history's hazards, or --steady to take the list as in balance",
                set->files[0], last_period(m));
  if (m->history.periods > 1 && set->steady)
    return fail(USAGE, "--steady is for a history of one period; %s holds %lld", set->files[0],
                (long long)m->history.periods);
  int code = calibrate_history(set, &m->history, set->files[0], &m->calibration);
  if (code) return code;
  cpw_backlog_init(&m->backlog);
  cpw_bands_init(&m->backlog_bands);
  if (cpw_backlog_view(m->calibration, &m->backlog, &m->backlog_bands, &err))
    return fail_library(NULL, &err);
  if (set->rates && (code = model_borrow_rates(m))) return code;
  code = model_apply_scenario(m);
  if (!code && nobody_starts(m)) say("%s: %s", set->files[0], no_starts_words);
  return code;
}

const char no_starts_words[] = "there are no clock starts: nobody is taken to join the list. Give "
                               "--starts, or a file that has them.";

int nobody_starts(const model *m) {
  if (m->set->starts.kind == AMOUNT_COUNT) return 0; /* as was asked */
  for (int64_t i = 0; i < m->lists; i++)
    if (m->backlog.starts[i] > 0) return 0;
  return 1;
}

static int label_periods(model *m, int64_t periods) {
  m->ahead = periods;
  m->ahead_label = calloc((size_t)periods, sizeof *m->ahead_label);
  m->ahead_text = calloc((size_t)periods, sizeof *m->ahead_text);
  if (!m->ahead_label || !m->ahead_text) return fail_memory();
  for (int64_t t = 0; t < periods; t++) {
    m->ahead_label[t] = label_ahead(m, t + 1);
    m->ahead_text[t] = m->ahead_label[t].text;
  }
  static const char *const names[] = {"period"};
  m->ahead_coordinates[0] = m->ahead_text;
  m->ahead_dimension = (cpw_dimension){"period", periods, 1, names, m->ahead_coordinates};
  return DONE;
}

/* Multiples of the hazards for every list and period, where that is what --capacity means. */
static double *rate_multiples(const model *m) {
  size_t cells = (size_t)(m->lists * m->ahead);
  double *factor = calloc(cells, sizeof *factor);
  for (size_t i = 0; factor && i < cells; i++)
    factor[i] = m->set->capacity.kind == AMOUNT_SAME ? 1 : m->set->capacity.value;
  return factor;
}

int model_project(model *m, int64_t periods_ahead) {
  cpw_error err;
  int code = label_periods(m, periods_ahead);
  if (!code) code = model_lay_out_scenario(m);
  if (!code) code = read_changes(m);
  if (code) return code;
  cpw_project_options options;
  cpw_project_options_init(&options);
  options.periods = periods_ahead;
  options.starts = m->future_starts;
  options.surplus = m->set->surplus;
  options.urgent = m->urgent;
  options.events = m->events;
  options.event_count = m->event_count;
  options.transfers = m->transfers;
  options.transfer_count = m->transfer_count;
  options.capacity_mode = m->set->capacity_mode;
  options.longest_first = m->set->longest_first;
  options.whole_bands = m->set->whole_bands;
  options.period = &m->ahead_dimension;
  double *factor = NULL;
  if (options.capacity_mode == CPW_CAPACITY_RATES && !(factor = rate_multiples(m)))
    return fail_memory();
  options.capacity = factor ? factor : m->future_capacity;
  cpw_run run = watched_run((int32_t)m->set->threads, (uint64_t)m->set->seed, "projecting");
  int32_t status = cpw_waitlist_project(&m->backlog, &options, &run, &m->projection, &err);
  clear_progress();
  free(factor);
  return status ? fail_library(m->set->files[0], &err) : DONE;
}

void model_free(model *m) {
  for (int i = 0; i < m->sources; i++)
    free(m->source[i].name);
  free_names(m->list_names, m->lists);
  free_names(m->rates_used, m->lists);
  free(m->replaced);
  free(m->today);
  free(m->ahead_label);
  free(m->ahead_text);
  changes_free(m);
  free(m->skewed);
  free(m->urgent);
  free(m->future_starts);
  free(m->future_capacity);
  cpw_result_free(m->simulation);
  cpw_result_free(m->projection);
  cpw_result_free(m->rates);
  cpw_result_free(m->calibration);
  cpw_result_free(m->past);
  cpw_result_free(m->data);
  *m = (model){0};
}
