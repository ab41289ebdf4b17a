/* Whether weights are weights, panels panels and ranks ranks; numbers scaled to the sum 1.
 * Source: the rules in carepath/weights.h.
 * Leaves judgements to judgements.c, data to columns.c. */
#include "carepath/stats.h"
#include "weights/internal.h"

#include <stdio.h>
#include <string.h>

int32_t cpwi_weights_count(int64_t n, int64_t most, const char *name, const char *where,
                           cpw_error *err) {
  if (n >= 1 && n <= most) return CPW_OK;
  if (most == INT64_MAX)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s = %lld must be >= 1", name, (long long)n);
  return cpwi_fail(err, CPW_EINVAL, -1, where, "%s = %lld must be 1 to %lld", name, (long long)n,
                   (long long)most);
}

int32_t cpwi_weights_choice(const char *name, int32_t value, int32_t most, const char *where,
                            cpw_error *err) {
  if (value >= 0 && value <= most) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, where, "%s = %d must be 0 to %d", name, (int)value,
                   (int)most);
}

int32_t cpwi_weights_cells(int64_t rows, int64_t columns, const char *row_name,
                           const char *column_name, int64_t *cells, const char *where,
                           cpw_error *err) {
  int32_t status = cpwi_weights_count(rows, INT64_MAX, row_name, where, err);
  if (status == CPW_OK) status = cpwi_weights_count(columns, INT64_MAX, column_name, where, err);
  if (status != CPW_OK) return status;
  if (cpwi_multiply(rows, columns, cells) && *cells <= INT64_MAX / 64) return CPW_OK;
  return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "%lld x %lld is too large", (long long)rows,
                   (long long)columns);
}

void *cpwi_weights_memory(const cpw_allocator *a, int64_t count, size_t size, const char *where,
                          cpw_error *err) {
  void *memory = cpwi_alloc(a, (size_t)count, size);
  if (!memory)
    (void)cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld numbers", (long long)count);
  return memory;
}

/* Where a number stands: "weights[2]", or "weights[1][2]" in a panel; name is at most 32 long. */
typedef struct place {
  char text[96];
} place;

static place place_of(const char *name, int64_t member, int64_t j) {
  place p;
  if (member < 0)
    (void)snprintf(p.text, sizeof p.text, "%s[%lld]", name, (long long)j);
  else
    (void)snprintf(p.text, sizeof p.text, "%s[%lld][%lld]", name, (long long)member, (long long)j);
  return p;
}

static int32_t check_row(const double *w, int64_t n, const char *name, int64_t member,
                         const char *where, cpw_error *err) {
  int64_t first = member < 0 ? 0 : member * n;
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t j = 0; j < n; j++)
    if (!(w[j] >= 0.0) || !isfinite(w[j]))
      return cpwi_fail(err, CPW_EDOMAIN, first + j, where, "%s = %s must be finite and >= 0",
                       place_of(name, member, j).text, cpwi_number(w[j]).text);
  int32_t status = cpw_exact_sum_add_array(&sum, w, n, err);
  if (status != CPW_OK) return status;
  double total = cpw_exact_sum_value(&sum);
  if (fabs(total - 1.0) <= CPW_WEIGHTS_SUM_TOLERANCE) return CPW_OK;
  if (member < 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "the %s sum to %s, must be 1",
                     strcmp(name, "panel") ? name : "weights of the panel",
                     cpwi_number(total).text);
  return cpwi_fail(err, CPW_EDOMAIN, first, where,
                   "the weights of member %lld sum to %s, must be 1", (long long)member,
                   cpwi_number(total).text);
}

int32_t cpw_weights_check(const double *weights, int64_t n, const char *where, cpw_error *err) {
  const char *name = where ? where : __func__;
  if (!weights) return cpwi_fail(err, CPW_EINVAL, -1, name, "weights is NULL");
  int32_t status = cpwi_weights_count(n, INT64_MAX, "n", name, err);
  return status == CPW_OK ? check_row(weights, n, "weights", -1, name, err) : status;
}

int32_t cpwi_weights_take_common(const double *panel, int64_t n, const char *where,
                                 cpw_error *err) {
  return check_row(panel, n, "panel", -1, where, err);
}

int32_t cpwi_weights_take_panel(const double *weights, int64_t members, int64_t n,
                                const char *where, cpw_error *err) {
  int64_t cells;
  if (!weights) return cpwi_fail(err, CPW_EINVAL, -1, where, "weights is NULL");
  int32_t status = cpwi_weights_cells(members, n, "members", "n", &cells, where, err);
  for (int64_t k = 0; k < members && status == CPW_OK; k++)
    status = check_row(weights + k * n, n, "weights", k, where, err);
  return status;
}

int32_t cpwi_weights_take_ranks(const double *ranks, int64_t members, int64_t n, const char *where,
                                cpw_error *err) {
  int64_t cells;
  if (!ranks) return cpwi_fail(err, CPW_EINVAL, -1, where, "ranks is NULL");
  int32_t status = cpwi_weights_cells(members, n, "members", "n", &cells, where, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < cells; i++)
    if (!isfinite(ranks[i]))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "ranks[%lld][%lld] = %s must be finite",
                       (long long)(i / n), (long long)(i % n), cpwi_number(ranks[i]).text);
  return CPW_OK;
}

int32_t cpwi_weights_take_shares(const double *shares, int64_t members, const char *where,
                                 cpw_error *err) {
  double most = 0.0;
  if (!shares) return CPW_OK;
  for (int64_t k = 0; k < members; k++) {
    if (!(shares[k] >= 0.0) || !isfinite(shares[k]))
      return cpwi_fail(err, CPW_EDOMAIN, k, where,
                       "member_weights[%lld] = %s must be finite and >= 0", (long long)k,
                       cpwi_number(shares[k]).text);
    most = fmax(most, shares[k]);
  }
  if (most > 0.0) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where, "member_weights are all 0");
}

int cpwi_weights_scale(double *w, int64_t n) {
  double most = 0.0;
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t j = 0; j < n; j++)
    most = fmax(most, w[j]);
  if (!(most > 0.0)) return 0;
  for (int64_t j = 0; j < n; j++) {
    w[j] /= most;
    cpw_exact_sum_add(&sum, w[j]);
  }
  double total = cpw_exact_sum_value(&sum);
  for (int64_t j = 0; j < n; j++)
    w[j] /= total;
  return 1;
}
