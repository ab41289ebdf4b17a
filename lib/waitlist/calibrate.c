/* How people leave a list: treatment and removal hazards by band of time waited, from a history.
 * Source: Wood and Worthington 2025 (flows and mean of ratios); ratio estimators with weights (Cochran,
 * Sampling Techniques, ch. 6). Leaves the reading of a history to history.c, one list to calibrate_list.c,
 * its use to project.c. */
#include "waitlist/calibrate.h"

#include <float.h>
#include <stdio.h>
#include <string.h>

/* lists that are worth a hand-over between threads */
#define GRAIN 64

static cpw_calibrate_options defaults(void) {
  cpw_calibrate_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.estimator = CPW_ESTIMATE_POOLED;
  o.unrecorded = CPW_UNRECORDED_ALLOW;
  o.recency = 0.8;
  o.last_period = -1;
  return o;
}

void cpw_calibrate_options_init_sized(cpw_calibrate_options *options, size_t size) {
  cpw_calibrate_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

void cpw_history_init_sized(cpw_history *history, size_t size) {
  cpw_history h;
  memset(&h, 0, sizeof h);
  cpwi_init_sized(history, size, &h, sizeof h);
}

/* ---------------------------------------------------------------- what the caller gave ------ */

static int32_t check_choices(const cpw_calibrate_options *o, cpw_error *err) {
  const cpwi_choice choices[] = {
      {"estimator", o->estimator, CPW_ESTIMATE_COMBINED},
      {"unrecorded", o->unrecorded, CPW_UNRECORDED_COHORT},
      {"detail", o->detail, 1},
      {"steady", o->steady, 1},
      {"variance", o->variance, 1},
      {"seasonal", o->seasonal, CPW_SEASONAL_MONTH},
  };
  int32_t status =
      cpwi_check_choices(choices, sizeof choices / sizeof *choices, CPWI_CALIBRATE, err);
  if (status != CPW_OK) return status;
  if (!(o->recency > 0.0 && o->recency <= 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_CALIBRATE, "options.recency = %s must be in (0, 1]",
                     cpwi_number(o->recency).text);
  if (!(o->removal_recency >= 0.0 && o->removal_recency <= 1.0))
    return cpwi_fail(
        err, CPW_EDOMAIN, -1, CPWI_CALIBRATE,
        "options.removal_recency = %s must be in (0, 1], or 0 for that of options.recency",
        cpwi_number(o->removal_recency).text);
  return cpwi_check_allocator(o->allocator, CPWI_CALIBRATE, err);
}

/* Which periods are used: the one after the first, up to the last; or the only one. */
static int32_t take_window(cpwi_calibration *j, cpw_error *err) {
  int64_t periods = j->history.periods, first = j->options.first_period,
          last = j->options.last_period;
  if (last == -1) last = periods - 1;
  if (first < 0 || first >= periods)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_CALIBRATE,
                     "options.first_period = %lld must be 0 to %lld, the last of the history",
                     (long long)first, (long long)(periods - 1));
  if (last < first || last >= periods)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_CALIBRATE,
                     "options.last_period = %lld must be -1 or %lld to %lld", (long long)last,
                     (long long)first, (long long)(periods - 1));
  if (first == last && !j->options.steady)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_CALIBRATE,
                     "one period gives an opening list only: two are needed, or options.steady = 1 "
                     "for a list in balance");
  j->steady = first == last;
  j->first = j->steady ? first : first + 1;
  j->last = last;
  j->flows = j->last - j->first + 1;
  return CPW_OK;
}

static int32_t check_shape(const cpw_history *h, int64_t bands, cpw_error *err) {
  int64_t cells;
  if (h->lists < 1 || h->periods < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_CALIBRATE,
                     "history.lists = %lld and history.periods = %lld must be >= 1",
                     (long long)h->lists, (long long)h->periods);
  if (!h->starts || !h->treated || !h->waiting)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_CALIBRATE, "history.%s is NULL",
                     !h->starts ? "starts" : (!h->treated ? "treated" : "waiting"));
  if (!cpwi_multiply(h->lists, h->periods, &cells) || !cpwi_multiply(cells, bands, &cells) ||
      cells > INT64_MAX / (int64_t)sizeof(double))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, CPWI_CALIBRATE,
                     "%lld lists of %lld periods and %lld bands are too many", (long long)h->lists,
                     (long long)h->periods, (long long)bands);
  int32_t status = cpwi_check_dimension(h->list, "history.list", h->lists, CPWI_CALIBRATE, err);
  if (status != CPW_OK) return status;
  return cpwi_check_dimension(h->period, "history.period", h->periods, CPWI_CALIBRATE, err);
}

/* Only what is used: completions and starts of the first period may be anything. */
static int32_t check_counts(const cpwi_calibration *j, cpw_error *err) {
  const cpw_history *h = &j->history;
  int64_t n = j->bands.count;
  cpwi_block starts = {.name = "starts",
                       .lists = h->lists,
                       .periods = h->periods,
                       .values = h->starts,
                       .list = h->list,
                       .period = h->period};
  cpwi_block treated = starts, waiting;
  treated.name = "treated";
  treated.bands = n;
  treated.lower = j->bands.lower;
  treated.values = h->treated;
  waiting = treated;
  waiting.name = "waiting";
  waiting.values = h->waiting;
  for (int64_t list = 0; list < h->lists; list++) {
    int64_t row = list * h->periods + j->first, opening = j->steady ? row : row - 1;
    int32_t status = cpwi_check_range(&starts, row, j->flows, 0.0, DBL_MAX, CPWI_CALIBRATE, err);
    if (status == CPW_OK)
      status = cpwi_check_range(&treated, row * n, j->flows * n, 0.0, DBL_MAX, CPWI_CALIBRATE, err);
    if (status == CPW_OK)
      status = cpwi_check_range(&waiting, opening * n, (row + j->flows - opening) * n, 0.0, DBL_MAX,
                                CPWI_CALIBRATE, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

int32_t cpwi_take_calibrate_options(cpw_calibrate_options *known,
                                    const cpw_calibrate_options *given, cpw_error *err) {
  *known = defaults();
  int32_t status = cpwi_take_options(known, sizeof *known, given, CPWI_CALIBRATE, err);
  if (status == CPW_OK) status = check_choices(known, err);
  if (status == CPW_OK && known->removal_recency == 0.0) known->removal_recency = known->recency;
  return status;
}

/* The cohort rule follows people from band to band. */
static int32_t check_cohort(const cpwi_calibration *j, cpw_error *err) {
  int regular = 1;
  for (int64_t m = 1; m < j->bands.count; m++)
    regular &= fabs(j->bands.lower[m] - (double)m * j->bands.period) <= 1e-12 * j->bands.lower[m];
  if (regular || j->options.unrecorded != CPW_UNRECORDED_COHORT) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, CPWI_CALIBRATE,
                   "options.unrecorded = CPW_UNRECORDED_COHORT goes with bands that are one period "
                   "wide only");
}

static int32_t take(cpwi_calibration *j, const cpw_history *history,
                    const cpw_calibrate_options *options, cpw_error *err) {
  int32_t status;
  if (!history) return cpwi_fail(err, CPW_EINVAL, -1, CPWI_CALIBRATE, "history is NULL");
  cpw_history_init(&j->history);
  if ((status = cpwi_take_calibrate_options(&j->options, options, err)) != CPW_OK ||
      (status = cpwi_take_options(&j->history, sizeof j->history, history, CPWI_CALIBRATE, err)) !=
          CPW_OK ||
      (status = cpwi_take_bands(&j->bands, j->history.bands, CPWI_CALIBRATE, err)) != CPW_OK ||
      (status = check_shape(&j->history, j->bands.count, err)) != CPW_OK ||
      (status = take_window(j, err)) != CPW_OK || (status = check_cohort(j, err)) != CPW_OK)
    return status;
  return check_counts(j, err);
}

/* ---------------------------------------------------------------- the arrays of the result -- */

static int32_t add_by_list(cpwi_calibration *j, cpw_result *result, int32_t merge, cpw_error *err) {
  const cpwi_column columns[] = {
      {"treatment_hazard", "share", "share of the band treated in a period", "list band",
       &j->treatment.hazard},
      {"removal_hazard", "share",
       "share of the band removed without treatment in a period; negative: net transfers in",
       "list band", &j->removal.hazard},
      {"start_uplift", "share", "unrecorded clock starts on top of the recorded ones", "list",
       &j->uplift},
      {"starts", "people", "recorded clock starts per period, weighted average", "list",
       &j->starts},
      {"capacity", "people", "treatments per period, weighted average", "list", &j->capacity},
      {"waiting", "people", "waiting at the end of the last period", "list band", &j->waiting},
  };
  return cpwi_add_columns(result, columns, sizeof columns / sizeof *columns, merge, err);
}

static int32_t add_totals(cpwi_calibration *j, cpw_result *result, int32_t merge, cpw_error *err) {
  static const char *const shape = "list period";
  const cpwi_column columns[] = {
      {"total_opening", "people", "waiting before the period", shape, &j->total_opening},
      {"total_starts", "people", "recorded clock starts in the period", shape, &j->total_starts},
      {"total_unrecorded", "people", "joined in the period without a recorded clock start", shape,
       &j->total_unrecorded},
      {"total_treated", "people", "treated in the period", shape, &j->total_treated},
      {"total_removed", "people", "removed without treatment in the period", shape,
       &j->total_removed},
      {"total_closing", "people", "waiting at the end of the period", shape, &j->total_closing},
  };
  return cpwi_add_columns(result, columns, sizeof columns / sizeof *columns, merge, err);
}

static int32_t add_detail(cpwi_calibration *j, cpw_result *result, int32_t merge, cpw_error *err) {
  static const char *const shape = "list period band";
  const cpwi_column columns[] = {
      {"inflow", "people", "one period older, and recorded clock starts", shape, &j->inflow},
      {"unrecorded", "people", "joined in the period without a recorded clock start", shape,
       &j->unrecorded},
      {"treated", "people", "treated in the period", shape, &j->treated},
      {"removed", "people", "removed without treatment in the period", shape, &j->removed},
      {"closing", "people", "waiting at the end of the period", shape, &j->closing},
  };
  return cpwi_add_columns(result, columns, sizeof columns / sizeof *columns, merge, err);
}

static int32_t add_more(cpwi_calibration *j, cpw_result *result, int32_t merge, cpw_error *err) {
  static const char *const shape = "list band";
  const cpwi_column shrunk[] = {
      {"shrink_weight", "share", "weight of the list's own treatment hazard", shape,
       &j->treatment.own},
      {"removal_shrink_weight", "share", "weight of the list's own removal hazard", shape,
       &j->removal.own},
  };
  const cpwi_column variance[] = {
      {"treatment_variance", "", "variance of the treatment hazard", shape, &j->treatment_variance},
      {"removal_variance", "", "variance of the removal hazard", shape, &j->removal_variance},
      {"hazard_covariance", "", "covariance of both hazards", shape, &j->covariance},
      {"starts_variance", "people^2", "variance of a period's clock starts", "list",
       &j->starts_variance},
      {"capacity_variance", "people^2", "variance of a period's treatments", "list",
       &j->capacity_variance},
      {"flow_covariance", "people^2", "covariance of a period's clock starts and treatments",
       "list", &j->flow_covariance},
  };
  int32_t status = CPW_OK;
  if (j->options.parent) status = cpwi_add_columns(result, shrunk, 2, merge, err);
  if (status == CPW_OK && j->options.variance)
    status = cpwi_add_columns(result, variance, 6, merge, err);
  if (status == CPW_OK && j->options.seasonal != CPW_SEASONAL_NONE)
    status = cpwi_add_season(j, result, merge, err);
  return status;
}

static int32_t add_arrays(cpwi_calibration *j, cpw_result *result, cpw_error *err) {
  const cpw_history *h = &j->history;
  int32_t merge = cpwi_list_merge(h->list), status;
  if ((status = cpwi_add_labelled(result, "list", h->lists, h->list, 0, err)) != CPW_OK ||
      (status = cpwi_add_labelled(result, "period", j->flows, h->period, j->first, err)) !=
          CPW_OK ||
      (status = cpwi_add_bands(result, &j->bands, j->options.allocator, err)) != CPW_OK ||
      (status = add_by_list(j, result, merge, err)) != CPW_OK ||
      (status = add_totals(j, result, merge, err)) != CPW_OK ||
      (status = add_more(j, result, merge, err)) != CPW_OK)
    return status;
  return j->options.detail ? add_detail(j, result, merge, err) : CPW_OK;
}

/* ---------------------------------------------------------------- notes --------------------- */

static int64_t count_limited(const cpwi_calibration *j) {
  int64_t limited = 0, cells = j->history.lists * j->bands.count;
  for (int64_t i = 0; i < cells; i++)
    limited += j->removal.hazard[i] == -1.0;
  return limited;
}

static int32_t add_notes(const cpwi_calibration *j, cpw_result *result, cpw_error *err) {
  static const char *const estimators[] = {"ratio of sums", "mean of ratios"};
  static const char *const choices[] = {
      "negative removals kept as net transfers in",
      "negative removals set to 0",
      "negative removals of the first band added to the starts, others kept",
      "negative removals of the first band added to the starts, others set to 0",
      "starts raised by the share missing in the first band, then negative removals set to 0",
      "people without a clock start put back on the list from their clock start on"};
  char text[320];
  int apart = j->options.removal_recency != j->options.recency;
  snprintf(
      text, sizeof text, "%s over %lld periods, a period weighing %s of the one after it%s%s; %s",
      estimators[j->options.estimator], (long long)j->flows, cpwi_number(j->options.recency).text,
      apart ? ", for removals " : "", apart ? cpwi_number(j->options.removal_recency).text : "",
      j->words ? j->words : choices[j->options.unrecorded]);
  int32_t status = cpw_result_add_note(result, "estimate", text, err);
  if (status == CPW_OK && j->options.seasonal == CPW_SEASONAL_MONTH && !j->starts_month)
    status = cpw_result_add_note(result, "seasonal",
                                 "fewer than 24 periods: no factors by month of the year", err);
  if (status == CPW_OK && j->steady)
    status = cpw_result_add_note(result, "steady",
                                 "one period only: its opening list was taken to be its closing "
                                 "list",
                                 err);
  int64_t limited = count_limited(j);
  if (status == CPW_OK && limited > 0) {
    snprintf(text, sizeof text,
             "%lld removal hazards of %lld stand at the limit of -1: no more may join a band "
             "unrecorded than are in it",
             (long long)limited, (long long)(j->history.lists * j->bands.count));
    status = cpw_result_add_note(result, "limited", text, err);
  }
  return status;
}

/* ---------------------------------------------------------------- the public one ------------ */

/* Weights by recency, the last period first. Returns their sum. */
static double fill_weights(int64_t flows, double recency, double *out) {
  double weight = 1.0, sum = 0.0;
  for (int64_t k = flows - 1; k >= 0; k--) {
    out[k] = weight;
    sum += weight;
    weight *= recency;
  }
  return sum;
}

static int32_t take_weights(cpwi_calibration *j, cpw_error *err) {
  j->weight = cpwi_alloc(j->options.allocator, (size_t)j->flows, 2 * sizeof *j->weight);
  if (!j->weight)
    return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_CALIBRATE, "no memory for %lld periods",
                     (long long)j->flows);
  j->weights = fill_weights(j->flows, j->options.recency, j->weight);
  j->removal_weights = fill_weights(j->flows, j->options.removal_recency, j->weight + j->flows);
  return CPW_OK;
}

static int32_t calibrate_into(cpwi_calibration *j, cpw_result *result, const cpw_run *run,
                              cpw_error *err) {
  int32_t status;
  if ((status = cpwi_take_calendar(j, err)) != CPW_OK ||
      (status = add_arrays(j, result, err)) != CPW_OK ||
      (status = take_weights(j, err)) != CPW_OK || (status = cpwi_take_parents(j, err)) != CPW_OK)
    return status;
  status = cpwi_ageing_init(&j->ageing, &j->bands, j->options.allocator);
  if (status != CPW_OK)
    return cpwi_fail(err, status, -1, CPWI_CALIBRATE, "no memory for %lld bands",
                     (long long)j->bands.count);
  status =
      cpwi_parallel(run, j->history.lists, GRAIN, cpwi_calibrate_range, j, CPWI_CALIBRATE, err);
  if (status != CPW_OK) return status;
  cpwi_shrink(j);
  if (j->options.seasonal != CPW_SEASONAL_NONE) cpwi_season(j);
  return add_notes(j, result, err);
}

int32_t cpwi_calibrate(const cpw_history *history, const cpw_calibrate_options *options,
                       const cpw_run *run, const char *words, cpw_result **out, cpw_error *err) {
  cpwi_calibration j;
  memset(&j, 0, sizeof j);
  cpw_run known;
  int32_t status;
  j.words = words;
  if ((status = cpwi_take_run(&known, run, CPWI_CALIBRATE, err)) != CPW_OK ||
      (status = take(&j, history, options, err)) != CPW_OK)
    return status;
  cpw_result *result;
  if ((status = cpw_result_new(j.options.allocator, &result, err)) != CPW_OK) return status;
  status = calibrate_into(&j, result, &known, err);
  cpwi_release(j.options.allocator, j.weight);
  cpwi_free_parents(&j);
  cpwi_ageing_free(&j.ageing, j.options.allocator);
  if (status != CPW_OK) {
    cpw_result_free(result);
    return status;
  }
  *out = result;
  return CPW_OK;
}

int32_t cpw_waitlist_calibrate(const cpw_history *history, const cpw_calibrate_options *options,
                               const cpw_run *run, cpw_result **out, cpw_error *err) {
  cpw_calibrate_options known;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, CPWI_CALIBRATE, "out is NULL");
  int32_t status = cpwi_take_calibrate_options(&known, options, err);
  if (status != CPW_OK) return status;
  return known.estimator == CPW_ESTIMATE_COMBINED
             ? cpwi_calibrate_combined(history, &known, run, out, err)
             : cpwi_calibrate(history, &known, run, NULL, out, err);
}
