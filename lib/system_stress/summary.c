/* Mean, tail and shares of the replications of one variant, and paired differences.
 * Source: Rockafellar and Uryasev (2002) by cpw_tail_risk; Student and Wilson intervals of lib/stats.
 * Leaves the replications to sample.c. */
#include "system_stress/internal.h"

#include "carepath/sensitivity.h"

#include <string.h>

const double cpwi_stress_probability[CPWI_STRESS_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};

static int32_t of_loss(const double *loss, int64_t n, double level, double confidence,
                       const cpw_allocator *a, cpwi_stress_summary *out, cpw_error *err) {
  cpw_moments m;
  cpw_tail tail;
  cpw_interval interval;
  cpw_moments_init(&m);
  int32_t status = cpw_moments_add_array(&m, loss, n, err);
  if (status == CPW_OK) status = cpw_tail_risk(loss, NULL, n, level, a, &tail, err);
  if (status == CPW_OK)
    status = cpw_quantiles(loss, n, cpwi_stress_probability, CPWI_STRESS_QUANTILES, CPW_QUANTILE_7,
                           a, out->quantile, err);
  if (status != CPW_OK) return status;
  out->mean = cpw_moments_mean(&m);
  out->lower = out->upper = out->sd = CPWI_NAN;
  out->var = tail.value_at_risk;
  out->cvar = tail.conditional;
  out->worst = tail.worst;
  if (n < 2) return CPW_OK;
  out->sd = cpw_moments_sd(&m, 1);
  status = cpw_mean_interval(&m, confidence, &interval, err);
  if (status != CPW_OK) return status;
  out->lower = interval.lower;
  out->upper = interval.upper;
  return CPW_OK;
}

static int32_t of_path(const double *area, const double *recovery, const int64_t *collapsed,
                       int64_t n, double level, double confidence, const cpw_allocator *a,
                       cpwi_stress_summary *out, cpw_error *err) {
  const double half = 0.5;
  double back = 0, broken = 0;
  cpw_tail tail;
  cpw_interval interval;
  for (int64_t i = 0; i < n; i++) {
    back += recovery[i] < (double)INFINITY;
    broken += collapsed[i] != 0;
  }
  int32_t status = cpw_tail_risk(area, NULL, n, level, a, &tail, err);
  /* the inverse of the distribution function: no value between a number and infinity is made up */
  if (status == CPW_OK)
    status = cpw_quantiles(recovery, n, &half, 1, CPW_QUANTILE_1, a, &out->recovery_median, err);
  if (status == CPW_OK) status = cpw_wilson_interval(broken, (double)n, confidence, &interval, err);
  if (status != CPW_OK) return status;
  out->area_mean = tail.mean;
  out->area_cvar = tail.conditional;
  out->recovered = back / (double)n;
  out->collapse = interval.estimate;
  out->collapse_lower = interval.lower;
  out->collapse_upper = interval.upper;
  return CPW_OK;
}

int32_t cpwi_stress_summarise(const double *loss, const double *area, const double *recovery,
                              const int64_t *collapsed, int64_t n, double level, double confidence,
                              const cpw_allocator *allocator, cpwi_stress_summary *out,
                              cpw_error *err) {
  memset(out, 0, sizeof *out);
  int32_t status = of_loss(loss, n, level, confidence, allocator, out, err);
  if (status != CPW_OK) return status;
  return of_path(area, recovery, collapsed, n, level, confidence, allocator, out, err);
}

void cpwi_stress_paired(const double *a, const double *b, int64_t n, double *mean, double *error) {
  cpw_moments m;
  cpw_moments_init(&m);
  for (int64_t i = 0; i < n; i++)
    cpw_moments_add(&m, b ? a[i] - b[i] : a[i]);
  *mean = cpw_moments_mean(&m);
  *error = n > 1 ? cpw_moments_sd(&m, 1) / sqrt((double)n) : CPWI_NAN;
}
