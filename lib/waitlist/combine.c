/* Two ways to read a history in one: negative removals kept, and starts raised instead, weighted by how
 * well each would have done on that history. Source: Bates and Granger, Operational Research
 * Quarterly 20:451-468 (1969). Leaves each candidate to calibrate.c and project.c. */
#include "waitlist/calibrate.h"

#define CANDIDATES 2 /* signed; starts raised */
#define EARLIEST   3 /* periods of flows that an origin leaves to calibrate on */
#define PRIOR      6 /* origins that half and half is worth */

/* Both candidates on a window that ends at some period. */
typedef struct pair {
  cpw_result *calibration[CANDIDATES];
} pair;

static void pair_free(pair *p) {
  for (int k = 0; k < CANDIDATES; k++)
    cpw_result_free(p->calibration[k]);
}

static int32_t pair_make(pair *p, const cpw_history *history, const cpw_calibrate_options *options,
                         const cpw_run *run, cpw_error *err) {
  static const int32_t choice[CANDIDATES] = {CPW_UNRECORDED_ALLOW, CPW_UNRECORDED_UPLIFT};
  cpw_calibrate_options o = *options;
  int32_t status = CPW_OK;
  o.estimator = CPW_ESTIMATE_POOLED;
  p->calibration[0] = p->calibration[1] = NULL;
  for (int k = 0; k < CANDIDATES && status == CPW_OK; k++) {
    o.unrecorded = choice[k];
    status = cpwi_calibrate(history, &o, run,
                            "negative removals kept, combined with raised starts by past errors",
                            &p->calibration[k], err);
  }
  if (status != CPW_OK) pair_free(p);
  return status;
}

/* ---------------------------------------------------------------- past errors --------------- */

/* The flows of a window after an origin, as they came. */
typedef struct window {
  const cpw_history *history;
  int64_t origin, last, n;
  double *starts, *capacity; /* (lists, last - origin) */
} window;

static void take_flows(const window *w) {
  int64_t ahead = w->last - w->origin;
  for (int64_t l = 0; l < w->history->lists; l++)
    for (int64_t t = 0; t < ahead; t++) {
      int64_t row = l * w->history->periods + w->origin + 1 + t;
      w->starts[l * ahead + t] = w->history->starts[row];
      w->capacity[l * ahead + t] = cpwi_sum(w->n, w->history->treated + row * w->n);
    }
}

/* Relative error of a list and the mean of its bands'; 0 where nobody waits. */
static double error_of(int64_t n, const double *predicted, const double *observed) {
  double total = cpwi_sum(n, observed), sum = 0.0;
  int64_t some = 0;
  for (int64_t m = 0; m < n; m++)
    if (observed[m] > 0.0) {
      sum += fabs(predicted[m] - observed[m]) / observed[m];
      some++;
    }
  if (!(total > 0.0)) return 0.0;
  return fabs(cpwi_sum(n, predicted) - total) / total + sum / (double)some;
}

static int32_t add_errors(const window *w, const cpw_result *calibration, const cpw_run *run,
                          const cpw_allocator *allocator, double *errors, cpw_error *err) {
  cpw_backlog backlog;
  cpw_bands bands;
  cpw_project_options options;
  cpw_result *projection = NULL;
  cpw_backlog_init(&backlog);
  cpw_bands_init(&bands);
  cpw_project_options_init(&options);
  options.periods = w->last - w->origin;
  options.starts = w->starts;
  options.capacity = w->capacity;
  options.allocator = allocator;
  int32_t status = cpw_backlog_view(calibration, &backlog, &bands, err);
  if (status == CPW_OK) status = cpw_waitlist_project(&backlog, &options, run, &projection, err);
  if (status != CPW_OK) return status;
  const double *waiting = cpw_result_find(projection, "waiting")->real;
  for (int64_t l = 0; l < w->history->lists; l++)
    for (int64_t t = 0; t < options.periods; t++) {
      int64_t row = l * w->history->periods + w->origin + 1 + t;
      double error = error_of(w->n, waiting + (l * options.periods + t) * w->n,
                              w->history->waiting + row * w->n);
      errors[l] += isnan(error) ? 1.0 : error; /* a list that outgrew its grid is all wrong */
    }
  cpw_result_free(projection);
  return CPW_OK;
}

/* Errors (candidates, lists) over all origins of the window. */
static int32_t past_errors(window *w, const cpw_calibrate_options *options, const cpw_run *run,
                           double *errors, cpw_error *err) {
  cpw_calibrate_options o = *options;
  int32_t status = CPW_OK;
  o.variance = o.detail = o.seasonal = 0;
  for (w->origin = o.first_period + EARLIEST; w->origin < w->last && status == CPW_OK;
       w->origin++) {
    pair p;
    o.last_period = w->origin;
    if ((status = pair_make(&p, w->history, &o, run, err)) != CPW_OK) return status;
    take_flows(w);
    for (int k = 0; k < CANDIDATES && status == CPW_OK; k++)
      status =
          add_errors(w, p.calibration[k], run, o.allocator, errors + k * w->history->lists, err);
    pair_free(&p);
  }
  return status;
}

/* ---------------------------------------------------------------- the combination ----------- */

/* Weight of the candidate with raised starts. */
static double weight_of(const double *errors, int64_t lists, int64_t list, int64_t origins) {
  double kept = errors[list], raised = errors[lists + list], both = kept + raised;
  double by_error = both > 0.0 ? kept / both : 0.5; /* inverse errors over their sum */
  return 0.5 + (by_error - 0.5) * (double)origins / (double)(origins + PRIOR);
}

typedef struct rows {
  double *treatment, *removal, *uplift;
} rows;

static rows rows_of(cpw_result *result) {
  return (rows){cpwi_result_memory(result, "treatment_hazard"),
                cpwi_result_memory(result, "removal_hazard"),
                cpwi_result_memory(result, "start_uplift")};
}

/* Into the first of two: the flows that both give together. `reached` bands hold the raised starts. */
static void combine_list(rows into, rows raised, int64_t list, int64_t n, int64_t reached,
                         double weight) {
  double uplift = raised.uplift[list], joint = weight * uplift;
  for (int64_t m = 0; m < n; m++) {
    int64_t i = list * n + m;
    double theirs = m < reached ? weight * (1.0 + uplift) : weight;
    double all = m < reached ? 1.0 + joint : 1.0;
    into.treatment[i] = ((1.0 - weight) * into.treatment[i] + theirs * raised.treatment[i]) / all;
    into.removal[i] = ((1.0 - weight) * into.removal[i] + theirs * raised.removal[i]) / all;
  }
  into.uplift[list] = joint;
}

static int32_t combine(pair *p, const window *w, const double *errors, int64_t origins,
                       const cpw_allocator *allocator, cpw_error *err) {
  cpw_result *result = p->calibration[0];
  cpwi_ageing ageing;
  double *weight = NULL;
  const cpwi_column column = {"combine_weight", "share",
                              "weight of the candidate with raised starts", "list", &weight};
  cpw_bands bands;
  cpw_backlog backlog;
  cpw_bands_init(&bands);
  cpw_backlog_init(&backlog);
  int32_t status = cpwi_add_columns(result, &column, 1, cpwi_list_merge(w->history->list), err);
  if (status == CPW_OK) status = cpw_backlog_view(result, &backlog, &bands, err);
  if (status != CPW_OK) return status;
  status = cpwi_ageing_init(&ageing, &bands, allocator);
  if (status == CPW_OK)
    for (int64_t l = 0; l < w->history->lists; l++) {
      weight[l] = weight_of(errors, w->history->lists, l, origins);
      combine_list(rows_of(result), rows_of(p->calibration[1]), l, w->n, ageing.reached, weight[l]);
    }
  else
    status =
        cpwi_fail(err, status, -1, CPWI_CALIBRATE, "no memory for %lld bands", (long long)w->n);
  cpwi_ageing_free(&ageing, allocator);
  return status;
}

static int32_t combine_into(window *w, pair *p, const cpw_calibrate_options *options,
                            const cpw_run *run, cpw_error *err) {
  int64_t lists = w->history->lists, ahead = w->last - options->first_period + 1;
  double *errors = cpwi_alloc_zero(options->allocator, (size_t)lists, CANDIDATES * sizeof *errors);
  double *flows = cpwi_alloc(options->allocator, (size_t)lists, 2 * (size_t)ahead * sizeof *flows);
  int32_t status = CPW_OK;
  int64_t origins = w->last - options->first_period - EARLIEST;
  w->starts = flows;
  w->capacity = flows ? flows + lists * ahead : NULL;
  if (!errors || !flows)
    status = cpwi_fail(err, CPW_ENOMEM, -1, CPWI_CALIBRATE,
                       "no memory for the errors of %lld lists", (long long)lists);
  if (status == CPW_OK) status = past_errors(w, options, run, errors, err);
  if (status == CPW_OK)
    status = combine(p, w, errors, origins > 0 ? origins : 0, options->allocator, err);
  cpwi_release(options->allocator, errors);
  cpwi_release(options->allocator, flows);
  return status;
}

int32_t cpwi_calibrate_combined(const cpw_history *history, const cpw_calibrate_options *options,
                                const cpw_run *run, cpw_result **out, cpw_error *err) {
  pair p;
  cpw_history known;
  window w = {.history = &known};
  cpw_run quiet;
  int32_t status = cpwi_take_run(&quiet, run, CPWI_CALIBRATE, err);
  if (status != CPW_OK) return status;
  quiet.progress = NULL;
  if ((status = pair_make(&p, history, options, &quiet, err)) != CPW_OK) return status;
  cpw_history_init(&known); /* checked by the candidates */
  status = cpwi_take_options(&known, sizeof known, history, CPWI_CALIBRATE, err);
  if (status == CPW_OK) {
    w.last = options->last_period == -1 ? known.periods - 1 : options->last_period;
    w.n = known.bands->count;
    status = combine_into(&w, &p, options, &quiet, err);
  }
  if (status != CPW_OK) {
    pair_free(&p);
    return status;
  }
  cpw_result_free(p.calibration[1]);
  *out = p.calibration[0];
  return CPW_OK;
}
