/* Equally distributed equivalents of Atkinson, Kolm and the extended Gini, and the inequality they imply.
 * Source: Atkinson (1970), Kolm (1976), Donaldson and Weymark (1980); means of powers and exponentials are
 * taken from the end that counts, indices near 0 from distances of the mean. Leaves entropies to entropy.c. */
#include "equity/internal.h"

#include <float.h>

typedef struct pair {
  double ede, index;
} pair;

/* -------- means of exp(t_i), t_i <= 0 with the greatest 0: their logarithm. `less` is the mean of
 * exp(t) - 1. */
static double log_mean(const cpwi_rows *rows, const double *t) {
  cpwi_bag less, whole;
  cpwi_bag_start(&less);
  cpwi_bag_start(&whole);
  for (int64_t i = 0; i < rows->n; i++) {
    double power = cpw_math_exp(t[i]);
    cpwi_bag_add(&less, rows->w[i] * cpw_math_expm1(t[i]));
    cpwi_bag_add(&whole, rows->w[i] * power);
  }
  double s = cpwi_bag_value(&less) / rows->total;
  return s > -0.5 ? cpw_math_log1p(s) : cpw_math_log(cpwi_bag_value(&whole) / rows->total);
}

/* -------- Atkinson: log(ede / mean) is log(sum p u^r) / r with r = 1 - e */

/* (sum p y^r)^(1/r) from the least value for r < 0, from the greatest for r > 0 */
static double power_mean(const cpwi_rows *rows, double r, double *t) {
  double end = r < 0 ? rows->least : rows->greatest;
  for (int64_t i = 0; i < rows->n; i++)
    t[i] = rows->y[i] > 0 ? r * cpw_math_log(rows->y[i] / end) : -(double)INFINITY;
  return end * cpw_math_exp(log_mean(rows, t) / r);
}

static double geometric_mean(const cpwi_rows *rows) {
  cpwi_bag sum;
  cpwi_bag_start(&sum);
  for (int64_t i = 0; i < rows->n; i++)
    cpwi_bag_add(&sum, rows->w[i] * cpw_math_log(rows->y[i] / rows->mean));
  return rows->mean * cpw_math_exp(cpwi_bag_value(&sum) / rows->total);
}

static pair atkinson(const cpwi_rows *rows, double e, double *t) {
  double r = 1 - e, mean = rows->mean;
  if (e == 0) return (pair){mean, mean != 0 ? 0 : CPWI_NAN};
  if (!(rows->least >= 0)) return (pair){CPWI_NAN, CPWI_NAN};
  if (mean == 0) return (pair){0, CPWI_NAN};
  if (rows->least == 0 && e >= 1) return (pair){0, 1};
  /* log(ede / mean) from generalised entropy, while everybody is near the mean */
  double entropy = cpwi_entropy(rows, r), s = r * (r - 1) * entropy;
  if (fabs(s) <= 0.5) {
    double log = r != 0 ? cpw_math_log1p(s) / r : -entropy;
    if (fabs(log) <= 0.5) {
      double index = -cpw_math_expm1(log);
      return (pair){mean - mean * index, index};
    }
  }
  double ede = r != 0 ? power_mean(rows, r, t) : geometric_mean(rows);
  return (pair){ede, (mean - ede) / mean};
}

/* -------- Kolm: mean - ede is log(sum p exp(-a z)) / a with z = y - mean */

static pair kolm(const cpwi_rows *rows, double aversion, double *t) {
  double a = fmin(ldexp(aversion, rows->exponent), DBL_MAX), mean = rows->mean;
  if (a == 0) return (pair){mean, 0};
  if (a * (mean - rows->least) <= 500) { /* the mean of exp(t) - 1 - t, since that of t is 0 */
    cpwi_bag sum;
    cpwi_bag_start(&sum);
    for (int64_t i = 0; i < rows->n; i++)
      cpwi_bag_add(&sum, rows->w[i] * cpwi_exp_rest(-a * (rows->y[i] - mean)));
    double index = cpw_math_log1p(cpwi_bag_value(&sum) / rows->total) / a;
    return (pair){mean - index, index};
  }
  for (int64_t i = 0; i < rows->n; i++)
    t[i] = -a * (rows->y[i] - rows->least);
  double ede = rows->least - log_mean(rows, t) / a;
  return (pair){ede, mean - ede};
}

/* least + sum (y - least) [(1-F')^v - (1-F)^v]: no term is below 0, so that an equivalent near the least
 * value keeps its digits; blocks are of equal values here. */
static pair extended_gini(const cpwi_line *line, double v) {
  const cpwi_rows *rows = &line->rows;
  double mean = rows->mean, before = 1;
  if (v == 1) return (pair){mean, mean != 0 ? 0 : CPWI_NAN};
  cpwi_walk walk;
  cpwi_step step;
  cpwi_bag sum;
  cpwi_bag_start(&sum);
  cpwi_walk_start(&walk, line);
  while (cpwi_walk_next(&walk, &step)) {
    double after = step.left > 0 ? cpw_math_pow(step.left, v) : 0;
    cpwi_bag_add(&sum, (rows->y[step.first] - rows->least) * (before - after));
    before = after;
  }
  double lost = 0 - cpwi_line_extended(line, v);
  return (pair){rows->least + cpwi_bag_value(&sum), mean != 0 ? lost / mean : CPWI_NAN};
}

/* -------- the call */

static int32_t check(int32_t kind, const double *aversion, int64_t count, const double *ede,
                     const char *where, cpw_error *err) {
  if (kind < CPW_EDE_ATKINSON || kind > CPW_EDE_GINI)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "kind = %d must be one of CPW_EDE_...", (int)kind);
  if (count < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "count = %lld must be >= 0", (long long)count);
  if (count > 0 && (!aversion || !ede))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", aversion ? "ede" : "aversion");
  double least = kind == CPW_EDE_GINI ? 1 : 0;
  for (int64_t k = 0; k < count; k++)
    if (!(aversion[k] >= least && aversion[k] <= DBL_MAX))
      return cpwi_fail(err, CPW_EDOMAIN, k, where, "aversion[%lld] = %s must be finite and >= %d",
                       (long long)k, cpwi_number(aversion[k]).text, (int)least);
  return CPW_OK;
}

/* the relative indices have no unit, Kolm's has the value's */
static void put(const cpwi_rows *rows, int32_t kind, int64_t k, pair found, double *ede,
                double *index) {
  ede[k] = cpwi_rows_unit(rows, found.ede);
  if (index) index[k] = kind == CPW_EDE_KOLM ? cpwi_rows_unit(rows, found.index) : found.index;
}

static int32_t by_rank(const cpwi_data *data, const double *aversion, int64_t count,
                       const cpw_allocator *allocator, double *ede, double *index,
                       const char *where, cpw_error *err) {
  cpwi_line line;
  int32_t status = cpwi_line_take(&line, data, data->value, "value", allocator, where, err);
  for (int64_t k = 0; status == CPW_OK && k < count; k++)
    put(&line.rows, CPW_EDE_GINI, k, extended_gini(&line, aversion[k]), ede, index);
  cpwi_line_free(&line);
  return status;
}

static int32_t by_value(const cpwi_data *data, int32_t kind, const double *aversion, int64_t count,
                        const cpw_allocator *allocator, double *ede, double *index,
                        const char *where, cpw_error *err) {
  cpwi_rows rows;
  double *t = NULL;
  int32_t status = cpwi_rows_take(&rows, data, NULL, allocator, where, err);
  if (status == CPW_OK) {
    t = cpwi_alloc(allocator, (size_t)rows.n, sizeof *t);
    if (!t) status = cpwi_no_memory(where, err);
  }
  for (int64_t k = 0; status == CPW_OK && k < count; k++) {
    pair found =
        kind == CPW_EDE_KOLM ? kolm(&rows, aversion[k], t) : atkinson(&rows, aversion[k], t);
    put(&rows, kind, k, found, ede, index);
  }
  cpwi_release(allocator, t);
  cpwi_rows_free(&rows);
  return status;
}

int32_t cpw_equity_ede(const double *value, const double *weight, int64_t n, int32_t kind,
                       const double *aversion, int64_t count, const cpw_allocator *allocator,
                       double *ede, double *index, cpw_error *err) {
  cpwi_data data = {"value", "weight", "n", value, weight, n};
  int32_t status = check(kind, aversion, count, ede, __func__, err);
  if (status == CPW_OK) status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  if (kind == CPW_EDE_GINI)
    return by_rank(&data, aversion, count, allocator, ede, index, __func__, err);
  return by_value(&data, kind, aversion, count, allocator, ede, index, __func__, err);
}
