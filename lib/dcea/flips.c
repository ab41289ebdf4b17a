/* Aversions at which a change of health turns from better to worse: zeros of the change of the EDE.
 * A search in steps, a golden section around every least |change|, bisection of every crossing.
 * Source: the rules in carepath/dcea.h. Leaves the change itself to welfare.c. */
#include "dcea/internal.h"

#define STEPS   1024
#define SECTION 48 /* golden sections: (0.618)^48 of two steps */

typedef struct search {
  cpwi_groups *g;
  double *found;
  int64_t capacity, count;
} search;

static void bisect(search *s, double low, double high, int32_t rising) {
  for (;;) {
    double middle = low + (high - low) * 0.5;
    if (!(middle > low && middle < high)) break;
    double y = cpwi_groups_change(s->g, middle);
    if (y == 0.0)
      low = high = middle;
    else if ((y < 0.0) == rising)
      low = middle;
    else
      high = middle;
  }
  if (s->count < s->capacity) s->found[s->count] = low;
  s->count++;
}

/* Between a and d the sign is that of `sign` at the ends: is there a place where it is the other one? */
static int32_t dip(search *s, double a, double d, double sign, double *at) {
  const double ratio = 0.6180339887498949;
  double b = d - ratio * (d - a), c = a + ratio * (d - a);
  double fb = sign * cpwi_groups_settled(s->g, b), fc = sign * cpwi_groups_settled(s->g, c);
  for (int k = 0; k < SECTION && fb >= 0.0 && fc >= 0.0; k++) {
    if (fb < fc) {
      d = c, c = b, fc = fb;
      b = d - ratio * (d - a);
      fb = sign * cpwi_groups_settled(s->g, b);
    } else {
      a = b, b = c, fb = fc;
      c = a + ratio * (d - a);
      fc = sign * cpwi_groups_settled(s->g, c);
    }
  }
  *at = fb < 0.0 ? b : c;
  return fb < 0.0 || fc < 0.0;
}

static double step_at(double lower, double upper, int64_t k) {
  return k == STEPS ? upper : lower + (upper - lower) * ((double)k / STEPS);
}

int64_t cpwi_groups_flips(cpwi_groups *g, double lower, double upper, int64_t capacity,
                          double *aversion) {
  search s = {g, aversion, capacity, 0};
  double at[3] = {0, 0, 0}, y[3] = {0, 0, 0}; /* the last three steps whose change is not 0 */
  int64_t have = 0;
  for (int64_t k = 0; k <= STEPS; k++) {
    double x = step_at(lower, upper, k), now = cpwi_groups_settled(g, x);
    if (!(now > 0.0 || now < 0.0)) continue;
    at[0] = at[1], at[1] = at[2], at[2] = x;
    y[0] = y[1], y[1] = y[2], y[2] = now;
    have++;
    double sign = y[1] > 0.0 ? 1.0 : -1.0, middle = 0.0;
    if (have >= 3 && sign * y[0] > sign * y[1] && sign * y[2] >= sign * y[1] &&
        dip(&s, at[0], at[2], sign, &middle)) {
      bisect(&s, at[0], middle, sign < 0.0);
      bisect(&s, middle, at[2], sign > 0.0);
    } else if (have >= 2 && sign * y[2] < 0.0) {
      bisect(&s, at[1], at[2], sign < 0.0);
    }
  }
  return s.count;
}

int32_t cpw_dcea_flips(const cpw_dcea_population *population, const double *net_benefit,
                       int32_t measure, double lower, double upper, int64_t capacity,
                       const cpw_allocator *allocator, double *aversion, int64_t *count,
                       cpw_error *err) {
  if (!count || (!aversion && capacity > 0))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", count ? "aversion" : "count");
  if (capacity < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "capacity = %lld must be >= 0",
                     (long long)capacity);
  cpwi_groups g;
  int32_t status = cpwi_groups_init(&g, population, measure, allocator, __func__, err);
  if (status == CPW_OK) status = cpwi_dcea_check_aversion(measure, lower, "lower", __func__, err);
  if (status == CPW_OK) status = cpwi_dcea_check_aversion(measure, upper, "upper", __func__, err);
  if (status == CPW_OK && !(upper > lower))
    status = cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "upper = %s must be > lower = %s",
                       cpwi_number(upper).text, cpwi_number(lower).text);
  if (status == CPW_OK) status = cpwi_groups_set(&g, net_benefit, NULL, err);
  if (status == CPW_OK) *count = cpwi_groups_flips(&g, lower, upper, capacity, aversion);
  cpwi_groups_free(&g);
  return status;
}
