/* One matrix, or one set of weights, from those of a panel's members.
 * Source: Forman and Peniwati, European Journal of Operational Research 108:165 (1998).
 * Leaves weights from a matrix to ahp.c, orders to orders.c. */
#include "base/order.h"
#include "carepath/random.h"
#include "carepath/stats.h"
#include "weights/internal.h"

#include <string.h>

/* ---------------------------------------------------------------- judgements ---------------- */

/* The weighted mean of the members' logarithms of one judgement; NaN where nobody gave it. */
static double mean_log(const double *logs, int64_t members, int64_t cells, int64_t at,
                       const double *shares) {
  cpw_exact_sum sum, share;
  cpw_exact_sum_init(&sum);
  cpw_exact_sum_init(&share);
  for (int64_t k = 0; k < members; k++) {
    double log = logs[k * cells + at], s = shares ? shares[k] : 1.0;
    if (isnan(log)) continue;
    cpw_exact_sum_add(&sum, s * log);
    cpw_exact_sum_add(&share, s);
  }
  double all = cpw_exact_sum_value(&share);
  return all > 0.0 ? cpw_exact_sum_value(&sum) / all : CPWI_NAN;
}

static void combine_cells(const double *logs, int64_t members, int64_t n, const double *shares,
                          double *matrix) {
  for (int64_t i = 0; i < n; i++) {
    matrix[i * n + i] = 1.0;
    for (int64_t j = i + 1; j < n; j++) {
      double log = mean_log(logs, members, n * n, i * n + j, shares);
      matrix[i * n + j] = cpw_math_exp(log);
      matrix[j * n + i] = cpw_math_exp(-log);
    }
  }
}

int32_t cpw_weights_combine_judgements(const double *matrices, int64_t members, int64_t n,
                                       const double *member_weights, double *matrix,
                                       const cpw_allocator *allocator, cpw_error *err) {
  int64_t cells = 0;
  if (!matrices || !matrix)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__,
                     matrices ? "matrix is NULL" : "matrices is NULL");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK)
    status = cpwi_weights_count(n, CPW_WEIGHTS_MOST_CRITERIA, "n", __func__, err);
  if (status == CPW_OK)
    status = cpwi_weights_cells(members, n * n, "members", "n", &cells, __func__, err);
  if (status == CPW_OK) status = cpwi_weights_take_shares(member_weights, members, __func__, err);
  if (status != CPW_OK) return status;
  double *logs = cpwi_weights_memory(allocator, cells, sizeof *logs, __func__, err);
  if (!logs) return CPW_ENOMEM;
  for (int64_t k = 0; k < members && status == CPW_OK; k++)
    status = cpwi_judgements_take(matrices + k * n * n, n, k, logs + k * n * n, __func__, err);
  if (status == CPW_OK) combine_cells(logs, members, n, member_weights, matrix);
  cpwi_release(allocator, logs);
  return status;
}

/* ---------------------------------------------------------------- weights ------------------- */

typedef struct panel {
  const double *weights, *shares; /* (members, n), (members) or NULL */
  int64_t members, n, method, cut;
  double *column; /* (members) scratch */
  int64_t *order; /* (members) scratch */
  const cpw_allocator *allocator;
  const char *where;
} panel;

/* The (weighted) mean of numbers; with `log` that of their logarithms, -inf where one is 0 and counts. */
static double mean(const panel *p, int log) {
  cpw_exact_sum sum, share;
  cpw_exact_sum_init(&sum);
  cpw_exact_sum_init(&share);
  for (int64_t k = 0; k < p->members; k++) {
    double s = p->shares ? p->shares[k] : 1.0, x = p->column[k];
    if (s == 0.0) continue;
    cpw_exact_sum_add(&sum, s * (log ? cpw_math_log(x) : x));
    cpw_exact_sum_add(&share, s);
  }
  return cpw_exact_sum_value(&sum) / cpw_exact_sum_value(&share);
}

/* The mean of the sorted numbers `first` to `last`, both included. */
static double mean_of_middle(const panel *p, int64_t first, int64_t last) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t k = first; k <= last; k++)
    cpw_exact_sum_add(&sum, p->column[p->order[k]]);
  return cpw_exact_sum_value(&sum) / (double)(last - first + 1);
}

static int32_t combine_column(const panel *p, double *value, cpw_error *err) {
  int64_t last = p->members - 1, cut = p->cut;
  if (p->method == CPW_WEIGHTS_MEAN) {
    *value = mean(p, 0);
    return CPW_OK;
  }
  if (p->method == CPW_WEIGHTS_GEOMETRIC_MEAN) {
    *value = cpw_math_exp(mean(p, 1));
    return CPW_OK;
  }
  int32_t status = cpwi_order(p->column, p->members, 0, p->order, p->allocator, p->where, err);
  if (status != CPW_OK) return status;
  if (p->method == CPW_WEIGHTS_MEDIAN) cut = last / 2;
  *value = mean_of_middle(p, cut, last - cut);
  return CPW_OK;
}

static int32_t combine_columns(const panel *p, double *values, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t j = 0; j < p->n && status == CPW_OK; j++) {
    for (int64_t k = 0; k < p->members; k++)
      p->column[k] = p->weights[k * p->n + j];
    status = combine_column(p, &values[j], err);
  }
  return status;
}

static int32_t check(int32_t method, const double *shares, int64_t members, double trim,
                     const char *where, cpw_error *err) {
  int32_t status = cpwi_weights_choice("method", method, CPW_WEIGHTS_TRIMMED_MEAN, where, err);
  if (status != CPW_OK) return status;
  if (shares && method > CPW_WEIGHTS_GEOMETRIC_MEAN)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "member_weights must not be given with this method, only with a mean");
  if (method == CPW_WEIGHTS_TRIMMED_MEAN && !(trim >= 0.0 && trim < 0.5))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "trim = %s must be 0 to below 0.5",
                     cpwi_number(trim).text);
  return cpwi_weights_take_shares(shares, members, where, err);
}

static int32_t solve(panel *p, double *values, double *combined, double *unscaled, cpw_error *err) {
  size_t bytes = (size_t)p->n * sizeof *values;
  double *scaled = values + p->n;
  int32_t status = combine_columns(p, values, err);
  if (status != CPW_OK) return status;
  memcpy(scaled, values, bytes);
  if (!cpwi_weights_scale(scaled, p->n))
    return cpwi_fail(err, CPW_EDOMAIN, -1, p->where, "every criterion has the combined weight 0");
  memcpy(combined, scaled, bytes);
  if (unscaled) memcpy(unscaled, values, bytes);
  return CPW_OK;
}

int32_t cpw_weights_combine(const double *weights, int64_t members, int64_t n, int32_t method,
                            const double *member_weights, double trim, double *combined,
                            double *unscaled, const cpw_allocator *allocator, cpw_error *err) {
  if (!combined) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "combined is NULL");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = cpwi_weights_take_panel(weights, members, n, __func__, err);
  if (status == CPW_OK) status = check(method, member_weights, members, trim, __func__, err);
  if (status != CPW_OK) return status;
  double *room = cpwi_weights_memory(allocator, members + 2 * n, sizeof *room, __func__, err);
  int64_t *order =
      room ? cpwi_weights_memory(allocator, members, sizeof *order, __func__, err) : NULL;
  status = order ? CPW_OK : CPW_ENOMEM;
  if (status == CPW_OK) {
    panel p = {weights, member_weights, members, n, method, 0, room, order, allocator, __func__};
    /* a share such as 1/6 of 6 members is 1 although its product is rounded */
    if (method == CPW_WEIGHTS_TRIMMED_MEAN)
      p.cut = (int64_t)(trim * (double)members * (1.0 + 1e-12));
    if (2 * p.cut >= members) p.cut = (members - 1) / 2;
    status = solve(&p, room + members, combined, unscaled, err);
  }
  cpwi_release(allocator, order);
  cpwi_release(allocator, room);
  return status;
}
