/* Loss by the weeks between a shock and the answer to it: what a faster response is worth.
 * Source: the definitions in carepath/system_stress.h; paired differences over the same shocks.
 * Leaves which shock is answered, and the runs, to sample.c. */
#include "system_stress/internal.h"

enum { LAG, MEAN, CVAR, AREA, MEDIAN, SAVED, SAVED_ERROR, VALUE, VALUE_ERROR, FIGURES };

static const struct {
  const char *name, *unit, *text;
} FIGURE[FIGURES] = {
    {"lag", "weeks", "between an onset and the answer"},
    {"loss_mean", "", "mean loss"},
    {"loss_cvar", "", "mean of the worst 1 - level"},
    {"resilience_mean", "person-weeks", "mean resilience loss"},
    {"recovery_median", "weeks", "median recovery; inf: not by the end"},
    {"saved_mean", "", "loss without response - with it"},
    {"saved_error", "", "standard error over the paired replications"},
    {"week_value", "", "loss saved by a week less, from here to the next shorter lag"},
    {"week_error", "", "standard error over the paired replications"}};

typedef struct lags {
  const cpwi_stress *w;
  int32_t response;
  const double *lag;
  int64_t count;
  double *x[FIGURES]; /* (count) in the result */
} lags;

static int32_t check(const lags *l, cpw_error *err) {
  const cpwi_stress *w = l->w;
  if (l->response < 0 || l->response >= w->system.policies ||
      w->system.policy[l->response].kind != CPW_POLICY_DECIDED)
    return cpwi_fail(err, CPW_EINVAL, l->response, w->where,
                     "response = %d is not a policy that can be decided", (int)l->response);
  for (int64_t k = 0; k < w->holds; k++)
    if (w->held[k] == l->response)
      return cpwi_fail(err, CPW_EINVAL, l->response, w->where, "response: %s holds already",
                       w->system.policy[l->response].id);
  for (int64_t i = 0; i < l->count; i++)
    if (!(l->lag[i] >= 0 && l->lag[i] - l->lag[i] == 0))
      return cpwi_fail(err, CPW_EDOMAIN, i, w->where, "lag[%lld] = %s must be finite and >= 0",
                       (long long)i, cpwi_number(l->lag[i]).text);
  return CPW_OK;
}

/* The lag that is shorter, but by the least; -1: none. */
static int64_t shorter(const lags *l, int64_t i) {
  int64_t best = -1;
  for (int64_t j = 0; j < l->count; j++)
    if (l->lag[j] < l->lag[i] && (best < 0 || l->lag[j] > l->lag[best])) best = j;
  return best;
}

static void week_value(const lags *l, const cpwi_stress_sample *s, int64_t i) {
  int64_t j = shorter(l, i);
  l->x[VALUE][i] = l->x[VALUE_ERROR][i] = CPWI_NAN;
  if (j < 0) return;
  double weeks = l->lag[i] - l->lag[j];
  cpwi_stress_paired(s->loss + (i + 1) * s->n, s->loss + (j + 1) * s->n, s->n, &l->x[VALUE][i],
                     &l->x[VALUE_ERROR][i]);
  l->x[VALUE][i] /= weeks;
  l->x[VALUE_ERROR][i] /= weeks;
}

static int32_t fill(const lags *l, const cpwi_stress_sample *s, cpw_result *r, cpw_error *err) {
  const cpwi_stress *w = l->w;
  int32_t status = CPW_OK;
  for (int64_t i = -1; i < l->count && status == CPW_OK; i++) {
    int64_t at = (i + 1) * s->n;
    cpwi_stress_summary sum;
    status = cpwi_stress_summarise(s->loss + at, s->area + at, s->recovery + at, s->collapsed + at,
                                   s->n, w->o.level, w->o.confidence, w->allocator, &sum, err);
    if (status == CPW_OK && i < 0)
      status = cpwi_stress_number(r, "none_mean", "", "mean loss without response", sum.mean,
                                  CPW_MERGE_SAME, err);
    if (status == CPW_OK && i < 0)
      status = cpwi_stress_number(r, "none_cvar", "", "CVaR without response", sum.cvar,
                                  CPW_MERGE_SAME, err);
    if (status != CPW_OK || i < 0) continue;
    l->x[LAG][i] = l->lag[i];
    l->x[MEAN][i] = sum.mean;
    l->x[CVAR][i] = sum.cvar;
    l->x[AREA][i] = sum.area_mean;
    l->x[MEDIAN][i] = sum.recovery_median;
    cpwi_stress_paired(s->loss, s->loss + at, s->n, &l->x[SAVED][i], &l->x[SAVED_ERROR][i]);
    week_value(l, s, i);
  }
  return status;
}

static int32_t answer(lags *l, const cpwi_stress_sample *s, cpw_result **out, cpw_error *err) {
  cpw_result *r = NULL;
  int32_t status = cpw_result_new(l->w->allocator, &r, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(r, "response", l->count, NULL, err);
  for (int k = 0; k < FIGURES && status == CPW_OK; k++)
    status = cpwi_stress_array(r, FIGURE[k].name, FIGURE[k].unit, FIGURE[k].text, "response",
                               CPW_DOUBLE, CPW_MERGE_SAME, &l->x[k], err);
  if (status == CPW_OK) status = fill(l, s, r, err);
  if (status == CPW_OK) status = cpwi_stress_notes(l->w, r, err);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}

static int32_t compare(lags *l, cpw_result **out, cpw_error *err) {
  const cpwi_stress *w = l->w;
  cpwi_stress_sample s = {0};
  int32_t status = check(l, err);
  if (status != CPW_OK) return status;
  cpwi_stress_case *cases = cpwi_alloc_zero(w->allocator, (size_t)l->count + 1, sizeof *cases);
  if (!cases) return cpwi_stress_no_memory(w, err);
  for (int64_t i = 0; i <= l->count && status == CPW_OK; i++) {
    status = cpwi_stress_case_new(w, 1, 1, &cases[i], err);
    if (status != CPW_OK || i == 0) continue;
    cases[i].response = l->response;
    cases[i].lag = l->lag[i - 1];
  }
  if (status == CPW_OK) status = cpwi_stress_sample_new(w, l->count + 1, 0, &s, err);
  if (status == CPW_OK) status = cpwi_stress_sample_run(w, cases, &s, err);
  if (status == CPW_OK) status = answer(l, &s, out, err);
  cpwi_stress_sample_free(w, &s);
  for (int64_t i = 0; i <= l->count; i++)
    cpwi_stress_case_free(w, &cases[i]);
  cpwi_release(w->allocator, cases);
  return status;
}

int32_t cpw_system_stress_lag(const cpw_system *system, const cpw_system_stress_options *options,
                              int32_t response, const double *lag, int64_t count,
                              const cpw_run *run, cpw_result **out, cpw_error *err) {
  cpwi_stress w;
  if (!out || !lag || count < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out and at least one lag must be given");
  int32_t status = cpwi_stress_begin(&w, system, options, run, __func__, err);
  lags l = {.w = &w, .response = response, .lag = lag, .count = count};
  if (status == CPW_OK) status = compare(&l, out, err);
  cpwi_stress_finish(&w);
  return status;
}
