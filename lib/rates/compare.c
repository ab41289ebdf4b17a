/* Two rates beside each other: by their variances, or exactly by their counts.
 * Source: Breslow and Day (1987), section 2.3; Przyborowski and Wilenski (1940); Zou and Donner (2008).
 * Leaves the rates and their variances to direct.c. */
#include "rates/internal.h"

#include "carepath/random.h"

static int32_t check_level(double level, const char *where, cpw_error *err) {
  if (level > 0 && level < 1) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where, "level = %s must be inside (0, 1)",
                   cpwi_number(level).text);
}

typedef struct named {
  const char *name;
  double value;
} named;

static int32_t check_named(const named *n, int count, const char *where, cpw_error *err) {
  for (int i = 0; i < count; i++)
    if (!cpwi_is_finite(n[i].value) || n[i].value < 0)
      return cpwi_fail(err, CPW_EDOMAIN, -1, where, "%s = %s must be finite and >= 0", n[i].name,
                       cpwi_number(n[i].value).text);
  return CPW_OK;
}

/* a/b without an exception to the rule that the caller sees: 0/0 is no number, x/0 is inf */
static double over(double a, double b) {
  if (b > 0) return a / b;
  return a > 0 ? (double)INFINITY : CPWI_NAN;
}

int32_t cpw_rates_compare(double a, double variance_a, double b, double variance_b, double level,
                          cpw_rates_comparison *out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  const named values[] = {
      {"a", a}, {"variance_a", variance_a}, {"b", b}, {"variance_b", variance_b}};
  int32_t status = check_named(values, 4, __func__, err);
  if (status == CPW_OK) status = check_level(level, __func__, err);
  if (status != CPW_OK) return status;
  double z = cpwi_two_sided(level), error = sqrt(variance_a + variance_b);
  cpw_rates_comparison c = {.difference = a - b, .ratio = over(a, b)};
  c.difference_lower = c.difference - z * error;
  c.difference_upper = c.difference + z * error;
  c.z = error > 0 ? c.difference / error : CPWI_NAN;
  c.p_value = error > 0 ? 2 * cpw_normal_cdf(-fabs(c.z)) : CPWI_NAN;
  c.ratio_lower = c.ratio_upper = CPWI_NAN;
  if (a > 0 && b > 0) {
    double log_error = sqrt(variance_a / a / a + variance_b / b / b);
    c.ratio_lower = c.ratio * cpw_math_exp(-z * log_error);
    c.ratio_upper = c.ratio * cpw_math_exp(z * log_error);
  } else if (a > 0 || b > 0) { /* the logarithm says nothing */
    c.ratio_lower = 0;
    c.ratio_upper = (double)INFINITY;
  }
  *out = c;
  return CPW_OK;
}

static void compare_ratio(const double count[2], const double exposure[2], double level,
                          cpw_rates_comparison *c) {
  double n = count[0] + count[1], per = exposure[1] / exposure[0];
  double share = exposure[0] / (exposure[0] + exposure[1]);
  c->ratio = over(count[0] / exposure[0], count[1] / exposure[1]);
  c->ratio_lower = c->ratio_upper = CPWI_NAN;
  c->p_value = 1;
  if (n == 0) return;
  cpwi_range of_a = cpwi_clopper(count[0], n, level), of_b = cpwi_clopper(count[1], n, level);
  /* 1 minus the lower limit of a's share is the upper limit of b's */
  c->ratio_lower = per * over(of_a.lower, of_b.upper);
  c->ratio_upper = per * over(of_a.upper, of_b.lower);
  double below = cpw_binomial_cdf(count[0], n, share);
  double above = cpw_binomial_upper(count[0] - 1, n, share);
  double tail = below < above ? below : above;
  c->p_value = tail < 0.5 ? 2 * tail : 1;
}

int32_t cpw_rates_compare_counts(double count_a, double exposure_a, double count_b,
                                 double exposure_b, double level, cpw_rates_comparison *out,
                                 cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  const double count[] = {count_a, count_b}, exposure[] = {exposure_a, exposure_b};
  const char *const names[][2] = {{"count_a", "exposure_a"}, {"count_b", "exposure_b"}};
  for (int i = 0; i < 2; i++) {
    if (!(count[i] >= 0 && count[i] <= CPWI_RATES_TRIALS_MOST && count[i] == floor(count[i])))
      return cpwi_fail(err, CPW_EDOMAIN, -1, __func__,
                       "%s = %s must be a whole number from 0 to %s", names[i][0],
                       cpwi_number(count[i]).text, cpwi_number(CPWI_RATES_TRIALS_MOST).text);
    if (!(exposure[i] >= 1e-150 && exposure[i] <= 1e150))
      return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "%s = %s must be from 1e-150 to 1e150",
                       names[i][1], cpwi_number(exposure[i]).text);
  }
  int32_t status = check_level(level, __func__, err);
  if (status != CPW_OK) return status;
  cpw_rates_comparison c = {.z = CPWI_NAN};
  compare_ratio(count, exposure, level, &c);
  cpwi_range a = cpwi_count_limits(count_a, level, CPW_RATES_EXACT);
  cpwi_range b = cpwi_count_limits(count_b, level, CPW_RATES_EXACT);
  double down_a = (count_a - a.lower) / exposure_a, up_a = (a.upper - count_a) / exposure_a;
  double down_b = (count_b - b.lower) / exposure_b, up_b = (b.upper - count_b) / exposure_b;
  c.difference = count_a / exposure_a - count_b / exposure_b;
  c.difference_lower = c.difference - sqrt(down_a * down_a + up_b * up_b);
  c.difference_upper = c.difference + sqrt(up_a * up_a + down_b * down_b);
  *out = c;
  return CPW_OK;
}
