/* Minimum contributions by a uniform uplift, and the cost of jointly funded packages by funder.
 * Source: NHS England, Better Care Fund policy framework; largest remainders (carepath/apportion.h).
 * Leaves the year of a pool to year.c. */
#include "pool/internal.h"

#include "carepath/apportion.h"
#include "ledger/decimal.h"

#include <string.h>

/* previous x (1 + rate) rounded up: the uplift is rounded up, a reduction down. -1: beyond 2^63 - 1. */
static int64_t uplifted(int64_t previous, double rate) {
  int64_t change =
      cpwi_decimal_times(cpwi_decimal_whole(previous), cpwi_decimal_of(fabs(rate)), rate > 0.0);
  if (rate < 0.0) return previous - change;
  return change > INT64_MAX - previous ? -1 : previous + change;
}

int32_t cpw_pool_minimums(const int64_t *previous, int64_t count, double rate, int64_t *minimum,
                          cpw_error *err) {
  if (count < 0 || (count > 0 && (!previous || !minimum)))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__,
                     "previous and minimum must not be NULL, count = %lld must be >= 0",
                     (long long)count);
  if (!(rate >= -1.0) || isinf(rate))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "rate = %s must be finite and >= -1",
                     cpwi_number(rate).text);
  for (int64_t i = 0; i < count; i++) {
    if (previous[i] < 0)
      return cpwi_fail(err, CPW_EDOMAIN, i, __func__, "previous[%lld] = %lld must be >= 0",
                       (long long)i, (long long)previous[i]);
    if (uplifted(previous[i], rate) < 0)
      return cpwi_fail(err, CPW_EOVERFLOW, i, __func__,
                       "previous[%lld] = %lld with its uplift is beyond 2^63 - 1", (long long)i,
                       (long long)previous[i]);
  }
  for (int64_t i = 0; i < count; i++)
    minimum[i] = uplifted(previous[i], rate);
  return CPW_OK;
}

static int32_t check_packages(const int64_t *cost, int64_t packages, const double *share,
                              int64_t partners, int32_t each, const char *where, cpw_error *err) {
  char name[40] = "share";
  for (int64_t k = 0; k < packages; k++)
    if (cost[k] < 0)
      return cpwi_fail(err, CPW_EDOMAIN, k, where, "cost[%lld] = %lld must be >= 0", (long long)k,
                       (long long)cost[k]);
  int32_t status = CPW_OK;
  for (int64_t k = 0; k < (each ? packages : 1) && status == CPW_OK; k++) {
    if (each) {
      cpw_format_int64(k, name + 6);
      name[5] = '[';
      memcpy(name + strlen(name), "]", 2);
    }
    status =
        cpwi_fund_check_shares(share + k * partners, partners, name, each ? k : -1, where, err);
  }
  return status;
}

int32_t cpw_pool_packages(const int64_t *cost, int64_t packages, const double *share,
                          int64_t partners, int32_t each, const cpw_allocator *allocator,
                          int64_t *part, cpw_error *err) {
  int64_t cells;
  if (packages < 0 || partners < 1 || each < 0 || each > 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__,
                     "packages = %lld must be >= 0, partners = %lld >= 1, each = %d 0 or 1",
                     (long long)packages, (long long)partners, (int)each);
  if (!share || (packages > 0 && (!cost || !part)))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "cost, share and part must not be NULL");
  if (!cpwi_multiply(packages, partners, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, __func__, "%lld packages x %lld partners are too many",
                     (long long)packages, (long long)partners);
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK)
    status = check_packages(cost, packages, share, partners, each, __func__, err);
  if (status != CPW_OK) return status;
  int64_t *made = cpwi_alloc(allocator, (size_t)cells, sizeof *made);
  if (!made)
    return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld parts", (long long)cells);
  cpw_apportion_options options;
  cpw_apportion_options_init(&options);
  options.allocator = allocator;
  for (int64_t k = 0; k < packages && status == CPW_OK; k++)
    status = cpw_apportion(cost[k], share + (each ? k : 0) * partners, partners, &options,
                           made + k * partners, err);
  if (status == CPW_OK && cells > 0) memcpy(part, made, (size_t)cells * sizeof *part);
  cpwi_release(allocator, made);
  return status;
}
