/* Two stages of a list, up to the decision to admit and from it to admission: how people pass them.
 * Source: the contract of cpw_waitlist_stages (the same removal hazard in both stages tells decisions from
 * removals). Leaves the calibration of each list to calibrate.c and reading the stages to history.c. */
#include "waitlist/internal.h"

#include <stdio.h>
#include <string.h>

static const char *const WHERE = "cpw_waitlist_stages";

typedef struct job {
  cpw_history history; /* both stages, list by list */
  cpw_bands bands;
  cpw_calibrate_options options;
  const cpw_run *run;
  cpw_result *single;                       /* every stage as a list of its own, with its inflows */
  cpw_result *whole;                        /* the two stages of a list added up */
  double *sums;                             /* starts, treated and waiting of the lists added up */
  const double *removal, *uplift;           /* of the whole */
  const double *inflow, *treated, *closing; /* (lists, periods used, bands) of the single ones */
  int64_t pairs, used;                      /* periods used */
  double *treatment, *removed, *decision, *start_uplift; /* arrays of the result */
  int64_t limited;
} job;

/* ---------------------------------------------------------------- what the caller gave ------ */

static int32_t check(job *j, const cpw_history *given, const cpw_calibrate_options *options,
                     cpw_error *err) {
  cpw_history_init(&j->history);
  cpw_calibrate_options_init(&j->options);
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "history is NULL");
  int32_t status = cpwi_take_options(&j->history, sizeof j->history, given, WHERE, err);
  if (status != CPW_OK ||
      (status = cpwi_take_options(&j->options, sizeof j->options, options, WHERE, err)) != CPW_OK ||
      (status = cpwi_take_bands(&j->bands, j->history.bands, WHERE, err)) != CPW_OK)
    return status;
  j->history.bands = &j->bands;
  j->pairs = j->history.lists / 2;
  if (j->history.lists < 2 || j->history.lists % 2 != 0)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "history.lists = %lld must be even: every list as two stages",
                     (long long)j->history.lists);
  if (j->options.unrecorded != CPW_UNRECORDED_ALLOW &&
      j->options.unrecorded != CPW_UNRECORDED_FLOOR)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "options.unrecorded = %d must be CPW_UNRECORDED_ALLOW or _FLOOR for stages",
                     (int)j->options.unrecorded);
  if (j->options.estimator != CPW_ESTIMATE_POOLED && j->options.estimator != CPW_ESTIMATE_MEAN)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "options.estimator = %d must be CPW_ESTIMATE_POOLED or _MEAN for stages",
                     (int)j->options.estimator);
  if (j->options.detail != 0 || j->options.parent || j->options.variance != 0 ||
      j->options.seasonal != CPW_SEASONAL_NONE)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "options.detail, parent, variance and seasonal do not go with stages");
  return CPW_OK;
}

/* ---------------------------------------------------------------- two calibrations ---------- */

/* to[k] = from[2k] + from[2k + 1], of rows of `count` numbers */
static void add_stages(int64_t pairs, int64_t count, const double *from, double *to) {
  for (int64_t k = 0; k < pairs; k++)
    for (int64_t i = 0; i < count; i++)
      to[k * count + i] = from[2 * k * count + i] + from[(2 * k + 1) * count + i];
}

/* The stages of every list added up, calibrated: their removals. The single lists have been checked. */
static int32_t calibrate_whole(job *j, cpw_error *err) {
  cpw_history h = j->history;
  int64_t rows = j->pairs * h.periods, cells = rows * j->bands.count;
  j->sums = cpwi_alloc(j->options.allocator, (size_t)(rows + 2 * cells), sizeof *j->sums);
  if (!j->sums)
    return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld lists", (long long)j->pairs);
  add_stages(j->pairs, h.periods, h.starts, j->sums);
  add_stages(j->pairs, h.periods * j->bands.count, h.treated, j->sums + rows);
  add_stages(j->pairs, h.periods * j->bands.count, h.waiting, j->sums + rows + cells);
  h.lists = j->pairs;
  h.starts = j->sums;
  h.treated = j->sums + rows;
  h.waiting = j->sums + rows + cells;
  h.list = NULL;
  int32_t status = cpw_waitlist_calibrate(&h, &j->options, j->run, &j->whole, err);
  if (status == CPW_OK) j->removal = cpw_result_find(j->whole, "removal_hazard")->real;
  return status;
}

static int32_t calibrate_single(job *j, cpw_error *err) {
  cpw_calibrate_options o = j->options;
  o.detail = 1;
  int32_t status = cpw_waitlist_calibrate(&j->history, &o, j->run, &j->single, err);
  if (status != CPW_OK) return status;
  const cpw_array *inflow = cpw_result_find(j->single, "inflow");
  j->used = inflow->dimension[1]->length;
  j->inflow = inflow->real;
  j->treated = cpw_result_find(j->single, "treated")->real;
  j->closing = cpw_result_find(j->single, "closing")->real;
  return CPW_OK;
}

/* ---------------------------------------------------------------- hazards ------------------- */

/* A hazard on the way: weighted sums of who left and who could, or of their ratios. */
typedef struct ratio {
  double above, below;
} ratio;

static void add_ratio(const job *j, ratio *r, double weight, double left, double could) {
  if (j->options.estimator == CPW_ESTIMATE_POOLED) {
    r->above += weight * left;
    r->below += weight * could;
    return;
  }
  r->above += could != 0.0 ? weight * (left / could) : 0.0;
  r->below += weight;
}

static double value_of(ratio r) {
  return r.below > 0.0 ? r.above / r.below : 0.0;
}

static double limit(double value, double most, int64_t *limited) {
  if (value >= 0.0 && value <= most) return value;
  ++*limited;
  return value > most ? most : 0.0;
}

/* Who was decided on in a period: those who are in the second stage beyond whom its inflow explains. */
static double decisions(double removal, double inflow, double treated, double closing) {
  return removal < 1.0 ? (closing + treated) / (1.0 - removal) - inflow : 0.0;
}

static void estimate_band(job *j, int64_t pair, int64_t m) {
  int64_t n = j->bands.count, first = 2 * pair, second = first + 1;
  double removal = j->removal[pair * n + m], weight = 1.0;
  ratio decision = {0, 0}, early = {0, 0}, late = {0, 0};
  for (int64_t t = j->used - 1; t >= 0; t--, weight *= j->options.recency) {
    int64_t a = (first * j->used + t) * n + m, b = (second * j->used + t) * n + m;
    double x = decisions(removal, j->inflow[b], j->treated[b], j->closing[b]);
    add_ratio(j, &decision, weight, x, j->inflow[a]);
    add_ratio(j, &early, weight, j->treated[a], j->inflow[a] - x);
    add_ratio(j, &late, weight, j->treated[b], j->inflow[b] + x);
  }
  j->removed[first * n + m] = j->removed[second * n + m] = removal;
  j->decision[first * n + m] = limit(value_of(decision), 1.0, &j->limited);
  j->treatment[first * n + m] = limit(value_of(early), HUGE_VAL, &j->limited);
  j->treatment[second * n + m] = limit(value_of(late), HUGE_VAL, &j->limited);
}

/* ---------------------------------------------------------------- the result ---------------- */

/* Copies an array of the single calibration, with its dimensions. */
static int32_t copy_array(job *j, cpw_result *result, const char *name, const char *dimensions,
                          int32_t merge, cpw_error *err) {
  const cpw_array *a = cpw_result_find(j->single, name);
  double *to = NULL;
  const cpwi_column c = {name, a->unit, a->description, dimensions, &to};
  int32_t status = cpwi_add_columns(result, &c, 1, merge, err);
  if (status == CPW_OK) memcpy(to, a->real, (size_t)a->size * sizeof *to);
  return status;
}

static int32_t add_hazards(job *j, cpw_result *result, int32_t merge, cpw_error *err) {
  const cpwi_column columns[] = {
      {"treatment_hazard", "share", "treated per period, of those not decided on in it",
       "list band", &j->treatment},
      {"removal_hazard", "share", "removed per period, the same in both stages", "list band",
       &j->removed},
      {"decision_hazard", "share", "decided on per period: they go to the second stage",
       "list band", &j->decision},
      {"start_uplift", "share", "unrecorded clock starts on top: none", "list", &j->start_uplift},
  };
  return cpwi_add_columns(result, columns, sizeof columns / sizeof *columns, merge, err);
}

static int32_t add_notes(const job *j, cpw_result *result, cpw_error *err) {
  const char *estimate = cpw_result_note(j->single, "estimate");
  const char *steady = cpw_result_note(j->single, "steady");
  char text[160];
  int32_t status = CPW_OK;
  if (estimate) status = cpw_result_add_note(result, "estimate", estimate, err);
  if (status == CPW_OK && steady) status = cpw_result_add_note(result, "steady", steady, err);
  if (status != CPW_OK || j->limited == 0) return status;
  snprintf(
      text, sizeof text,
      "%lld hazards of decision or treatment were beyond their limits (decisions taken back, or "
      "more than could be): the stages do not follow the history there",
      (long long)j->limited);
  return cpw_result_add_note(result, "limited", text, err);
}

static int32_t build(job *j, cpw_result *result, cpw_error *err) {
  static const char *const by_list[] = {"starts", "capacity"};
  static const char *const by_period[] = {"total_opening", "total_starts", "total_treated",
                                          "total_closing"};
  const cpw_dimension *period = cpw_result_find(j->single, "total_opening")->dimension[1];
  int32_t merge = cpwi_list_merge(j->history.list);
  int32_t status = cpwi_add_labelled(result, "list", j->history.lists, j->history.list, 0, err);
  if (status == CPW_OK)
    status = cpwi_add_labelled(result, "period", period->length, period, 0, err);
  if (status == CPW_OK) status = cpwi_add_bands(result, &j->bands, j->options.allocator, err);
  if (status == CPW_OK) status = add_hazards(j, result, merge, err);
  if (status == CPW_OK) status = copy_array(j, result, "waiting", "list band", merge, err);
  for (size_t k = 0; k < 2 && status == CPW_OK; k++)
    status = copy_array(j, result, by_list[k], "list", merge, err);
  for (size_t k = 0; k < 4 && status == CPW_OK; k++)
    status = copy_array(j, result, by_period[k], "list period", merge, err);
  if (status != CPW_OK) return status;
  for (int64_t pair = 0; pair < j->pairs; pair++)
    for (int64_t m = 0; m < j->bands.count; m++)
      estimate_band(j, pair, m);
  return add_notes(j, result, err);
}

static int32_t calibrate_both(job *j, cpw_result **result, cpw_error *err) {
  int32_t status = calibrate_single(j, err);
  if (status == CPW_OK) status = calibrate_whole(j, err);
  if (status == CPW_OK) status = cpw_result_new(j->options.allocator, result, err);
  return status == CPW_OK ? build(j, *result, err) : status;
}

int32_t cpw_waitlist_stages(const cpw_history *history, const cpw_calibrate_options *options,
                            const cpw_run *run, cpw_result **out, cpw_error *err) {
  job j;
  memset(&j, 0, sizeof j);
  cpw_result *result = NULL;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "out is NULL");
  int32_t status = check(&j, history, options, err);
  if (status != CPW_OK) return status;
  j.run = run;
  status = calibrate_both(&j, &result, err);
  cpwi_release(j.options.allocator, j.sums);
  cpw_result_free(j.single);
  cpw_result_free(j.whole);
  if (status != CPW_OK) {
    cpw_result_free(result);
    return status;
  }
  *out = result;
  return CPW_OK;
}

int32_t cpw_stages_view(const cpw_result *stages, int64_t pairs, cpw_transfer *transfers,
                        cpw_error *err) {
  if (!stages || !transfers)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", stages ? "transfers" : "stages");
  const cpw_array *a = cpw_result_find(stages, "decision_hazard");
  if (!a || a->type != CPW_DOUBLE || a->dimensions != 2 ||
      strcmp(a->dimension[0]->name, "list") != 0 || strcmp(a->dimension[1]->name, "band") != 0)
    return cpwi_fail(err, CPW_ENOTFOUND, -1, __func__,
                     "the result has no array decision_hazard by list and band");
  if (2 * pairs != a->dimension[0]->length || pairs < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "pairs = %lld must be half of the %lld lists",
                     (long long)pairs, (long long)a->dimension[0]->length);
  for (int64_t k = 0; k < pairs; k++) {
    const double *hazard = a->real + 2 * k * a->dimension[1]->length;
    transfers[k] =
        (cpw_transfer){.from = 2 * k, .to = 2 * k + 1, .amount = 1.0, .hazard = hazard, .share = 1};
  }
  return CPW_OK;
}
