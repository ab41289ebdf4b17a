/* An XmR chart: one mean and one pair of limits for each phase.
 * Source: Wheeler, Understanding Variation (1993). Leaves the numbers to limits.c, the rules to chart.c. */
#include "spc/internal.h"

static int32_t draw_phase(cpwi_chart *c, int64_t phase, const char *where, cpw_error *err) {
  const cpw_spc_options *o = c->options;
  int64_t first = cpwi_chart_first(o, c->n, phase), end = cpwi_chart_first(o, c->n, phase + 1);
  int32_t close_gaps = o->gaps == CPW_SPC_GAPS_CLOSE;
  cpwi_spread s =
      cpwi_spc_spread(c->value + first, cpwi_chart_baseline(c, first, end), o->screen, close_gaps);
  double away = CPW_SPC_LIMIT_FACTOR * s.range_mean, near = 2 * away / 3;
  cpwi_spc_ranges(c->value + first, end - first, close_gaps, c->range + first);
  if (s.ranges > 0 && !cpwi_is_finite(2 * away + fabs(s.mean)))
    return cpwi_fail(err, CPW_EOVERFLOW, first, where,
                     "the limits of phase %lld are beyond any double", (long long)phase);
  for (int64_t i = first; i < end; i++) {
    c->lines.mean[i] = s.mean;
    c->lines.lower[i] = s.mean - away;
    c->lines.upper[i] = s.mean + away;
    c->lines.near_lower[i] = s.mean - near;
    c->lines.near_upper[i] = s.mean + near;
    c->range_limit[i] = CPW_SPC_RANGE_FACTOR * s.all_ranges_mean;
  }
  c->range_mean[phase] = s.range_mean;
  c->baseline_points[phase] = s.points;
  c->range_points[phase] = s.ranges;
  c->screened[phase] = s.screened;
  return CPW_OK;
}

static int32_t draw(cpwi_chart *c, const double *y, const char *where, cpw_error *err) {
  memcpy(c->value, y, (size_t)c->n * sizeof *y);
  int32_t status = CPW_OK;
  for (int64_t p = 0; p < c->phases && status == CPW_OK; p++)
    status = draw_phase(c, p, where, err);
  return status == CPW_OK ? cpwi_chart_judge(c, where, err) : status;
}

int32_t cpw_spc_xmr(const double *y, int64_t n, const cpw_spc_options *options, cpw_result **out,
                    cpw_error *err) {
  if (!y || !out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", y ? "out" : "y");
  if (n < 1) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "n = %lld must be >= 1", (long long)n);
  cpw_spc_options o;
  cpwi_chart c;
  int32_t status = cpwi_spc_take(&o, options, n, __func__, err);
  for (int64_t i = 0; i < n && status == CPW_OK; i++)
    if (!cpwi_is_nan(y[i]) && !cpwi_is_finite(y[i]))
      status = cpwi_fail(err, CPW_EDOMAIN, i, __func__, "y[%lld] = %s must be finite, or NaN",
                         (long long)i, cpwi_number(y[i]).text);
  if (status != CPW_OK) return status;
  status = cpwi_chart_new(&c, &o, n, 0, err);
  if (status == CPW_OK) status = draw(&c, y, __func__, err);
  if (status != CPW_OK) {
    cpw_result_free(c.result);
    return status;
  }
  *out = c.result;
  return CPW_OK;
}
