/* Equity weights of groups at their health, in each of the published forms.
 * Source: Robson et al. 2017 (relative to the least deprived); the derivative of the EDE for the
 * marginal ones. Leaves ranks to ranked.c. */
#include "dcea/internal.h"

#include <string.h>

/* exp(-k (x - from)), whose k is the aversion of either measure */
static void exponentials(const cpwi_groups *g, double k, double from, double *out) {
  for (int64_t i = 0; i < g->n; i++)
    out[i] = cpw_math_exp(-k * (g->x[i] - from));
}

/* Divides by the mean over people. */
static void normalise(cpwi_groups *g, double *weight) {
  for (int64_t i = 0; i < g->n; i++)
    g->term[i] = g->people[i] > 0.0 ? g->share[i] * weight[i] : 0.0;
  double mean = cpwi_groups_sum(g);
  for (int64_t i = 0; i < g->n; i++)
    weight[i] /= mean;
}

static double least_x(const cpwi_groups *g) {
  double least = (double)INFINITY;
  for (int64_t i = 0; i < g->n; i++)
    if (g->people[i] > 0.0 && g->x[i] < least) least = g->x[i];
  return least;
}

static int32_t check(const cpwi_groups *g, const double *weight, cpw_error *err) {
  for (int64_t i = 0; i < g->n; i++)
    if (!cpwi_dcea_finite(weight[i]))
      return cpwi_fail(err, CPW_EOVERFLOW, i, g->where,
                       "the weight of group %lld is beyond the largest number", (long long)i);
  return CPW_OK;
}

static int32_t fill(cpwi_groups *g, double aversion, int32_t form, int64_t reference,
                    double *weight, cpw_error *err) {
  if (g->measure == CPW_DCEA_EXTENDED_GINI) {
    cpwi_ranked_density(g, aversion, weight);
    double unit = form == CPW_DCEA_WEIGHT_RELATIVE ? weight[reference] : 1.0;
    if (unit == 0.0)
      return cpwi_fail(err, CPW_EDOMAIN, reference, g->where,
                       "group %lld has a weight of 0: no other can be relative to it",
                       (long long)reference);
    for (int64_t i = 0; i < g->n; i++)
      weight[i] /= unit;
  } else if (form == CPW_DCEA_WEIGHT_RELATIVE) {
    exponentials(g, aversion, g->x[reference], weight);
  } else if (form == CPW_DCEA_WEIGHT_NORMALISED || g->measure == CPW_DCEA_KOLM) {
    exponentials(g, aversion, least_x(g), weight);
    normalise(g, weight);
  } else {
    exponentials(g, aversion, cpwi_groups_level(g, aversion), weight);
  }
  return check(g, weight, err);
}

int32_t cpw_dcea_weights(const cpw_dcea_population *population, int32_t measure, double aversion,
                         int32_t form, int64_t reference, const cpw_allocator *allocator,
                         double *weight, cpw_error *err) {
  if (!weight) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "weight is NULL");
  cpwi_groups g;
  int32_t status = cpwi_groups_init(&g, population, measure, allocator, __func__, err);
  if (status == CPW_OK)
    status = cpwi_dcea_check_aversion(measure, aversion, "aversion", __func__, err);
  if (status == CPW_OK && (form < 0 || form > CPW_DCEA_WEIGHT_MARGINAL))
    status = cpwi_fail(err, CPW_EINVAL, -1, __func__, "form = %d must be from 0 to %d", form,
                       CPW_DCEA_WEIGHT_MARGINAL);
  if (status == CPW_OK && reference == -1) reference = g.n - 1;
  if (status == CPW_OK && form == CPW_DCEA_WEIGHT_RELATIVE && (reference < 0 || reference >= g.n))
    status = cpwi_fail(err, CPW_EINVAL, -1, __func__, "reference = %lld must be from 0 to %lld",
                       (long long)reference, (long long)(g.n - 1));
  if (status == CPW_OK) { /* dx is free: nothing has changed here */
    status = fill(&g, aversion, form, reference, g.dx, err);
    if (status == CPW_OK) memcpy(weight, g.dx, (size_t)g.n * sizeof *weight);
  }
  cpwi_groups_free(&g);
  return status;
}
