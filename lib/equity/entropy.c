/* Generalised entropy, Theil's T and L among it, as a sum of terms that are none below 0: no cancellation
 * where everybody is nearly equal, and no jump where a passes 0 or 1. Source: Cowell (2011); the terms are
 * Bregman distances of y from the mean. Leaves Atkinson's indices to ede.c. */
#include "equity/internal.h"
#include "random/internal.h"

/* exp(t) - 1 - t >= 0 */
double cpwi_exp_rest(double t) {
  if (fabs(t) > 0.5) return cpw_math_expm1(t) - t;
  double sum = 0;
  for (int i = 16; i >= 3; i--)
    sum = (sum + 1) * (t / i);
  return 0.5 * t * t * (1 + sum);
}

/* log u and the distances log u - x and u log u - x of u = 1 + x > 0, each to its own last digits */
typedef struct near {
  double log, of_l, of_t;
} near;
static near near_mean(double u, double x) {
  if (x < -0.5) {
    double log = cpw_math_log(u);
    return (near){log, log - x, u * log - x};
  }
  return (near){cpw_math_log1p(x), cpwi_log1p_minus(x), cpwi_deviance(x, 1)};
}

/* [u^a - 1 - a x] / (a (a - 1)) of u = 1 + x > 0. Near a = 0 and a = 1 by the distances of L and T, to
 * which the power adds a small rest; far from the mean straight. */
static double term(double u, double x, double a) {
  near n = near_mean(u, x);
  double b = a - 1;
  if (a <= 0.5) {
    double t = a * n.log;
    if (fabs(t) > 1 && fabs(x) > 0.5) return (cpw_math_expm1(t) / a - x) / b;
    return (n.of_l + (a != 0 ? cpwi_exp_rest(t) / a : 0)) / b;
  }
  double t = b * n.log;
  if (fabs(t) > 1 && fabs(x) > 0.5) return (u * cpw_math_expm1(t) / b - x) / a;
  return (n.of_t + (b != 0 ? u * (cpwi_exp_rest(t) / b) : 0)) / a;
}

/* the limit of a term at u = 0 */
static double zero_term(double a) {
  return a > 0 ? 1 / a : (double)INFINITY;
}

double cpwi_entropy(const cpwi_rows *rows, double a) {
  double mean = rows->mean;
  if (mean == 0 || (a != 2 && !(rows->least >= 0))) return CPWI_NAN;
  if (a <= 0 && rows->least == 0) return (double)INFINITY;
  cpwi_bag sum;
  cpwi_bag_start(&sum);
  for (int64_t i = 0; i < rows->n; i++) {
    double u = rows->y[i] / mean, x = (rows->y[i] - mean) / mean;
    double here = a == 2 ? 0.5 * x * x : u > 0 ? term(u, x, a) : zero_term(a);
    cpwi_bag_add(&sum, rows->w[i] * here);
  }
  return cpwi_bag_value(&sum) / rows->total;
}

/* Both of Theil's in one pass, then the squares of their influence: of T u log u - T - (T + 1)(u - 1), of
 * L (u - 1) - log u - L. */
cpwi_theil cpwi_theil_of(const cpwi_rows *rows) {
  cpwi_theil none = {CPWI_NAN, CPWI_NAN, CPWI_NAN, CPWI_NAN};
  double mean = rows->mean, n = (double)rows->n;
  if (mean == 0 || !(rows->least >= 0)) return none;
  cpwi_bag t, l;
  cpwi_bag_start(&t);
  cpwi_bag_start(&l);
  for (int64_t i = 0; i < rows->n; i++) {
    double u = rows->y[i] / mean, x = (rows->y[i] - mean) / mean;
    near here = u > 0 ? near_mean(u, x) : (near){0, -(double)INFINITY, 1};
    cpwi_bag_add(&t, rows->w[i] * here.of_t);
    cpwi_bag_add(&l, rows->w[i] * -here.of_l);
  }
  cpwi_theil found = none;
  found.t = cpwi_bag_value(&t) / rows->total;
  found.l = cpwi_bag_value(&l) / rows->total;
  cpwi_bag_start(&t);
  cpwi_bag_start(&l);
  for (int64_t i = 0; i < rows->n; i++) {
    double u = rows->y[i] / mean, log = u > 0 ? cpw_math_log(u) : 0;
    double of_t = u * log - found.t - (found.t + 1) * (u - 1), of_l = (u - 1) - log - found.l;
    cpwi_bag_add(&t, rows->w[i] * (of_t * of_t));
    cpwi_bag_add(&l, rows->w[i] * (of_l * of_l));
  }
  found.t_se = sqrt(cpwi_bag_value(&t) / rows->total / n);
  if (rows->least > 0) found.l_se = sqrt(cpwi_bag_value(&l) / rows->total / n);
  return found;
}

int32_t cpw_equity_entropy(const double *value, const double *weight, int64_t n, const double *a,
                           int64_t count, const cpw_allocator *allocator, double *out,
                           cpw_error *err) {
  if (count < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "count = %lld must be >= 0", (long long)count);
  if (count > 0 && (!a || !out))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", a ? "out" : "a");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK && count > 0) status = cpwi_check_finite(a, count, "a", __func__, err);
  if (status != CPW_OK) return status;
  cpwi_rows rows;
  cpwi_data data = {"value", "weight", "n", value, weight, n};
  status = cpwi_rows_take(&rows, &data, NULL, allocator, __func__, err);
  for (int64_t k = 0; status == CPW_OK && k < count; k++)
    out[k] = cpwi_entropy(&rows, a[k]);
  cpwi_rows_free(&rows);
  return status;
}
