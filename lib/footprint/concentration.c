/* How concentrated an amount is among its owners: Herfindahl-Hirschman, concentration ratio, effective numbers.
 * Source: Hirschman, American Economic Review 54:761 (1964); Hill, Ecology 54:427 (1973).
 * Leaves who owns what after a merger to the caller. */
#include "carepath/random.h"
#include "footprint/internal.h"

/* ---------------------------------------------------------------- amounts by owner ---------- */

static int32_t check(const double *amount, const int64_t *owner, int64_t n, const char *where,
                     cpw_error *err) {
  for (int64_t i = 0; i < n; i++) {
    if (!(amount[i] >= 0 && amount[i] <= 1e300))
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "amount[%lld] = %s must be >= 0 and at most 1e300", (long long)i,
                       cpwi_number(amount[i]).text);
    if (owner && (owner[i] < 0 || owner[i] >= n))
      return cpwi_fail(err, CPW_EINVAL, i, where, "owner[%lld] = %lld must be 0 to %lld",
                       (long long)i, (long long)owner[i], (long long)n - 1);
  }
  return CPW_OK;
}

static int32_t by_owner(const double *amount, const int64_t *owner, int64_t n, double *total,
                        const cpw_allocator *a, const char *where, cpw_error *err) {
  cpw_exact_sum *sum = owner ? cpwi_footprint_sums(n, a) : NULL;
  if (owner && !sum)
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld amounts", (long long)n);
  for (int64_t i = 0; sum && i < n; i++)
    cpw_exact_sum_add(&sum[owner[i]], amount[i]);
  for (int64_t i = 0; i < n; i++)
    total[i] = sum ? cpw_exact_sum_value(&sum[i]) : amount[i];
  cpwi_release(a, sum);
  return CPW_OK;
}

/* ---------------------------------------------------------------- indices ------------------- */

/* amounts in falling order; `whole` is their sum */
static void measure(const double *amount, const int64_t *order, int64_t n, int64_t k, double whole,
                    cpw_footprint_concentration *c) {
  cpw_exact_sum squares, top, entropy;
  cpw_exact_sum_init(&squares);
  cpw_exact_sum_init(&top);
  cpw_exact_sum_init(&entropy);
  for (int64_t i = 0; i < n; i++) {
    double share = amount[order[i]] / whole;
    if (!(amount[order[i]] > 0)) break;
    c->holders++;
    cpw_exact_sum_add(&squares, share * share);
    if (i < k) cpw_exact_sum_add(&top, amount[order[i]]);
    if (share > 0) cpw_exact_sum_add(&entropy, -share * cpw_math_log(share));
  }
  double equal = 1 / (double)c->holders;
  c->hhi = cpw_exact_sum_value(&squares);
  if (c->hhi < equal) c->hhi = equal; /* a last bit below what can be */
  if (c->hhi > 1) c->hhi = 1;
  c->points = c->hhi * 10000;
  c->effective = 1 / c->hhi;
  c->normalised = c->holders > 1 ? (c->hhi - equal) / (1 - equal) : CPWI_NAN;
  c->largest = amount[order[0]] / whole;
  c->largest_k = cpw_exact_sum_value(&top) / whole;
  c->entropy_number = cpw_math_exp(cpw_exact_sum_value(&entropy));
}

static int32_t concentrate(const double *total, int64_t n, int64_t k, int64_t *order,
                           const cpw_allocator *a, const char *where,
                           cpw_footprint_concentration *out, cpw_error *err) {
  cpw_footprint_concentration c = {0};
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < n; i++)
    cpw_exact_sum_add(&sum, total[i]);
  double whole = cpw_exact_sum_value(&sum);
  if (!(whole > 0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "the amounts are all 0: nobody has anything");
  if (!(whole <= 1e300))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "the amounts sum to more than 1e300");
  int32_t status = cpwi_order(total, n, 1, order, a, where, err);
  if (status != CPW_OK) return status;
  measure(total, order, n, k, whole, &c);
  *out = c;
  return CPW_OK;
}

int32_t cpw_footprint_concentrate(const double *amount, const int64_t *owner, int64_t n, int64_t k,
                                  const cpw_allocator *allocator, cpw_footprint_concentration *out,
                                  cpw_error *err) {
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  if (!amount || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", amount ? "out" : "amount");
  if (n < 1 || k < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "n = %lld and k = %lld must be >= 1",
                     (long long)n, (long long)k);
  status = check(amount, owner, n, __func__, err);
  if (status != CPW_OK) return status;
  double *total = cpwi_alloc(allocator, (size_t)n, sizeof *total);
  int64_t *order = cpwi_alloc(allocator, (size_t)n, sizeof *order);
  if (!total || !order)
    status = cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld amounts", (long long)n);
  else
    status = by_owner(amount, owner, n, total, allocator, __func__, err);
  if (status == CPW_OK) status = concentrate(total, n, k, order, allocator, __func__, out, err);
  cpwi_release(allocator, total);
  cpwi_release(allocator, order);
  return status;
}
