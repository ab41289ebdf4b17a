/* Charts of shares and rates, whose limits move with the size of each point.
 * Source: Shewhart's p and u charts; Laney, Quality Engineering 14:531-537 (2002), for sigma_z.
 * Leaves moving ranges to limits.c, the rules to chart.c. */
#include "spc/internal.h"

/* d2 for two points: what the mean moving range is of a standard deviation. */
#define D2 1.128

typedef struct attributes {
  const double *count, *size;
  int32_t kind, laney;
  double *z;
} attributes;

static int32_t check(const attributes *a, int64_t n, const char *where, cpw_error *err) {
  for (int64_t i = 0; i < n; i++) {
    double x = a->count[i], of = a->size[i];
    if (cpwi_is_nan(x) || cpwi_is_nan(of)) continue;
    if (!cpwi_is_finite(x) || x < 0 || x > 1e100)
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "count[%lld] = %s must be from 0 to 1e100, or NaN", (long long)i,
                       cpwi_number(x).text);
    if (!cpwi_is_finite(of) || of < 0 || (of > 0 && (of < 1e-100 || of > 1e100)))
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "size[%lld] = %s must be 0 or from 1e-100 to 1e100, or NaN", (long long)i,
                       cpwi_number(of).text);
    if (x > 0 && of == 0)
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "count[%lld] = %s must be 0 where size is 0",
                       (long long)i, cpwi_number(x).text);
    if (a->kind == CPW_SPC_SHARES && x > of)
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "count[%lld] = %s must be at most size = %s",
                       (long long)i, cpwi_number(x).text, cpwi_number(of).text);
  }
  return CPW_OK;
}

static double mean_of(const cpwi_chart *c, const attributes *a, int64_t first, int64_t end) {
  cpw_exact_sum count, size;
  cpw_exact_sum_init(&count);
  cpw_exact_sum_init(&size);
  for (int64_t i = first; i < end; i++) {
    if (cpwi_is_nan(c->value[i])) continue;
    cpw_exact_sum_add(&count, a->count[i]);
    cpw_exact_sum_add(&size, a->size[i]);
  }
  return size.count ? cpw_exact_sum_value(&count) / cpw_exact_sum_value(&size) : CPWI_NAN;
}

static double error_of(const attributes *a, double mean, int64_t i) {
  return sqrt((a->kind == CPW_SPC_SHARES ? mean * (1 - mean) : mean) / a->size[i]);
}

static void draw_phase(cpwi_chart *c, const attributes *a, int64_t phase) {
  const cpw_spc_options *o = c->options;
  int64_t first = cpwi_chart_first(o, c->n, phase), end = cpwi_chart_first(o, c->n, phase + 1);
  int64_t baseline = cpwi_chart_baseline(c, first, end);
  int32_t close_gaps = o->gaps == CPW_SPC_GAPS_CLOSE;
  double mean = mean_of(c, a, first, first + baseline);
  for (int64_t i = first; i < end; i++) {
    double error = error_of(a, mean, i), away = c->value[i] - mean;
    a->z[i] = cpwi_is_nan(c->value[i]) ? CPWI_NAN : error > 0 ? away / error : 0;
  }
  cpwi_spread s = cpwi_spc_spread(a->z + first, baseline, o->screen, close_gaps);
  cpwi_spc_ranges(a->z + first, end - first, close_gaps, c->range + first);
  double sigma = a->laney ? s.range_mean / D2 : 1;
  for (int64_t i = first; i < end; i++) {
    double away = 3 * sigma * error_of(a, mean, i), lower = mean - away, upper = mean + away;
    int missing = cpwi_is_nan(c->value[i]);
    c->lines.mean[i] = mean;
    c->lines.near_lower[i] = missing ? CPWI_NAN : mean - 2 * away / 3;
    c->lines.near_upper[i] = missing ? CPWI_NAN : mean + 2 * away / 3;
    c->lines.lower[i] = missing ? CPWI_NAN : lower < 0 ? 0 : lower;
    c->lines.upper[i] = missing ? CPWI_NAN : a->kind == CPW_SPC_SHARES && upper > 1 ? 1 : upper;
    c->range_limit[i] = CPW_SPC_RANGE_FACTOR * s.all_ranges_mean;
  }
  c->range_mean[phase] = s.range_mean;
  c->baseline_points[phase] = s.points;
  c->range_points[phase] = s.ranges;
  c->screened[phase] = s.screened;
  c->sigma[phase] = sigma;
}

static int32_t draw(cpwi_chart *c, attributes *a, const char *where, cpw_error *err) {
  const cpw_allocator *allocator = c->options->allocator;
  a->z = cpwi_alloc(allocator, (size_t)c->n, sizeof *a->z);
  if (!a->z)
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld points", (long long)c->n);
  for (int64_t i = 0; i < c->n; i++)
    c->value[i] = a->size[i] > 0 ? a->count[i] / a->size[i] : CPWI_NAN;
  for (int64_t p = 0; p < c->phases; p++)
    draw_phase(c, a, p);
  cpwi_release(allocator, a->z);
  return cpwi_chart_judge(c, where, err);
}

int32_t cpw_spc_attributes(const double *count, const double *size, int64_t n, int32_t kind,
                           int32_t laney, const cpw_spc_options *options, cpw_result **out,
                           cpw_error *err) {
  if (!count || !size || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !count  ? "count"
                     : !size ? "size"
                             : "out");
  if (n < 1) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "n = %lld must be >= 1", (long long)n);
  const cpwi_choice choices[] = {{"kind", kind, CPW_SPC_RATES}, {"laney", laney, 1}};
  attributes a = {count, size, kind, laney, NULL};
  cpw_spc_options o;
  cpwi_chart c;
  int32_t status = cpwi_check_choices(choices, 2, __func__, err);
  if (status == CPW_OK) status = cpwi_spc_take(&o, options, n, __func__, err);
  if (status == CPW_OK) status = check(&a, n, __func__, err);
  if (status != CPW_OK) return status;
  status = cpwi_chart_new(&c, &o, n, 1, err);
  if (status == CPW_OK) status = draw(&c, &a, __func__, err);
  if (status != CPW_OK) {
    cpw_result_free(c.result);
    return status;
  }
  *out = c.result;
  return CPW_OK;
}
