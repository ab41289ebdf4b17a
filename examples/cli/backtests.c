/* Back-tests of all methods on one history, and their figures.
 * The tests are the library's (cpw_backtest): rolling origins, Tashman (2000).
 * Leaves the text to backtest.c and the page to backtest_page.c. */
#include "backtests.h"

#include "results.h"
#include "say.h"

#include <math.h>
#include <stdlib.h>

const double level_shares[LEVELS] = {0.5, 0.8, 0.95};

static const struct {
  const char *name, *words;
} methods[METHODS] = {{"default", "this library"},
                      {"planner", "published planner"},
                      {"functions", "published functions"},
                      {"plain", "ratio of sums"},
                      {"naive", "list as it is"}};

const char *method_name(int32_t method) {
  return methods[method].name;
}

const char *method_words(int32_t method) {
  return methods[method].words;
}

/* ---------------------------------------------------------------- running */

static int run_method(const model *m, int32_t method, cpw_result **out) {
  cpw_error err;
  cpw_backtest_options options;
  const settings *set = m->set;
  cpw_backtest_options_init(&options);
  options.method = method;
  options.flows = set->flows;
  options.first_origin = set->first_origin;
  options.last_origin = set->last_origin;
  options.horizon = set->horizon;
  options.whole_bands = set->whole_bands;
  options.least = set->least;
  options.weeks = set->weeks;
  cpw_run run = watched_run((int32_t)set->threads, (uint64_t)set->seed, "testing");
  int32_t status = cpw_backtest(&m->history, &options, &run, out, &err);
  clear_progress();
  return status ? fail_library(set->files[0], &err) : DONE;
}

/* Origins that the history has no periods for are a mistake of the command. */
static int check_origins(const model *m) {
  const settings *set = m->set;
  long long last = (long long)m->history.periods - 1;
  if (m->history.periods < 3)
    return fail(BAD_DATA, "%s: periods: %lld; a back-test needs three", set->files[0], last + 1);
  if (set->first_origin >= last)
    return fail(
        USAGE,
        "--from=%lld: the history has %lld periods after its first one, and one must be left "
        "to be predicted",
        (long long)set->first_origin, last);
  if (set->last_origin >= last)
    return fail(USAGE, "--until=%lld: the history has %lld periods after its first one",
                (long long)set->last_origin, last);
  if (set->last_origin >= 0 && set->last_origin < set->first_origin)
    return fail(USAGE, "--until=%lld lies before --from=%lld", (long long)set->last_origin,
                (long long)set->first_origin);
  return DONE;
}

int backtests_run(const model *m, backtests *out) {
  *out = (backtests){.chosen = m->set->method, .first_origin = m->set->first_origin};
  int code = check_origins(m);
  for (int32_t method = 0; !code && method < METHODS; method++)
    code = run_method(m, method, &out->of[method]);
  if (code) return code;
  const cpw_array *course = cpw_result_find(out->of[out->chosen], "predicted_total");
  out->origins = course->dimension[1]->length;
  out->horizon = course->dimension[2]->length;
  return DONE;
}

void backtests_free(backtests *b) {
  for (int method = 0; method < METHODS; method++)
    cpw_result_free(b->of[method]);
  *b = (backtests){0};
}

/* ---------------------------------------------------------------- figures */

static double cell(const cpw_result *r, const char *array, int64_t i) {
  const cpw_array *a = cpw_result_find(r, array);
  if (!a) return (double)NAN;
  return a->real ? a->real[i] : (double)a->integer[i];
}

double ahead_error(const backtests *b, int32_t method, const char *array, int64_t ahead) {
  return cell(b->of[method], array, ahead - 1);
}

double origin_error(const backtests *b, int32_t method, const char *array, int64_t origin) {
  return cell(b->of[method], array, origin);
}

double list_error(const backtests *b, const char *array, int64_t list, int64_t origin) {
  return cell(b->of[b->chosen], array, list * b->origins + origin);
}

double course_figure(const backtests *b, const char *array, int64_t list, int64_t origin,
                     int64_t ahead) {
  return cell(b->of[b->chosen], array, (list * b->origins + origin) * b->horizon + ahead - 1);
}

double coverage_of(const backtests *b, int share, int level, int64_t ahead) {
  if (!ahead) return cell(b->of[b->chosen], share ? "within_coverage" : "coverage", level);
  return cell(b->of[b->chosen], share ? "ahead_within_coverage" : "ahead_coverage",
              (ahead - 1) * LEVELS + level);
}

double mean_list_error(const backtests *b, int64_t list) {
  double sum = 0;
  int64_t count = 0;
  for (int64_t origin = 0; origin < b->origins; origin++) {
    double mape = list_error(b, "list_mape", list, origin);
    if (!(list_error(b, "used", list, origin) > 0) || isnan(mape)) continue;
    sum += mape;
    count++;
  }
  return count ? sum / (double)count : (double)NAN;
}

int64_t *worst_first(const model *m, const backtests *b, int64_t *count) {
  int64_t *order = calloc((size_t)m->lists, sizeof *order);
  double *mean = calloc((size_t)m->lists, sizeof *mean);
  *count = 0;
  for (int64_t i = 0; order && mean && i < m->lists; i++) {
    int64_t at = *count;
    mean[i] = mean_list_error(b, i);
    if (isnan(mean[i])) continue;
    for (; at > 0 && mean[order[at - 1]] < mean[i]; at--)
      order[at] = order[at - 1];
    order[at] = i;
    ++*count;
  }
  if (!mean) {
    free(order);
    order = NULL;
  }
  free(mean);
  return order;
}

phrase limit_words(const model *m) {
  return fixed(m->set->weeks, m->set->weeks == floor(m->set->weeks) ? 0 : 1);
}

/* ---------------------------------------------------------------- side by side */

static int32_t add_side_by_side(const backtests *b, cpw_result *to, cpw_error *err) {
  static const char *const arrays[] = {"ahead_list_mape", "ahead_within_mae"};
  static const char *const names[] = {"list_mape", "within_mae"};
  int32_t status = CPW_OK;
  for (int i = 0; !status && i < 2; i++) {
    void *memory;
    const cpw_array *a = cpw_result_find(b->of[0], arrays[i]);
    status = cpw_result_add_array(to, names[i], a->unit, a->description, "method ahead", CPW_DOUBLE,
                                  CPW_MERGE_SAME, &memory, err);
    double *out = memory;
    for (int32_t method = 0; !status && method < METHODS; method++)
      for (int64_t ahead = 1; ahead <= b->horizon; ahead++)
        *out++ = ahead_error(b, method, arrays[i], ahead);
  }
  return status;
}

int backtests_result(const backtests *b, cpw_result **out) {
  cpw_error err;
  cpw_result *to;
  const char *names[METHODS];
  const cpw_array *course = cpw_result_find(b->of[0], "ahead_list_mape");
  for (int32_t method = 0; method < METHODS; method++)
    names[method] = method_name(method);
  if (cpw_result_new(NULL, &to, &err)) return fail_library(NULL, &err);
  int32_t status = cpw_result_add_dimension(to, "method", METHODS, names, &err);
  if (!status) status = copy_dimension(to, course->dimension[0], b->horizon, &err);
  if (!status) status = add_side_by_side(b, to, &err);
  if (!status) status = copy_notes(to, b->of[b->chosen], &err);
  if (!status) {
    *out = to;
    return DONE;
  }
  cpw_result_free(to);
  return fail_library(NULL, &err);
}
