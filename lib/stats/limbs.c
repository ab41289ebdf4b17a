/* Limbs of superaccumulators and the counters beside them: merging, checking, canonical form.
 * Source: Neal, arXiv:1505.05571 (2015), with balanced digits so that small sums around 0 carry
 * short. Leaves the reading of a number from the limbs to big.c. */
#include "stats/internal.h"

#include <math.h>

int cpwi_limbs_canonical(const int64_t *limb, int64_t count) {
  for (int64_t i = 0; i < count; i++)
    if (limb[i] < -CPWI_LIMB_HALF || limb[i] >= CPWI_LIMB_HALF) return 0;
  return limb[count - 1] > -CPWI_LIMB_HALF / 2 && limb[count - 1] < CPWI_LIMB_HALF / 2;
}

void cpwi_limbs_merge(int64_t *limb, const int64_t *other, int64_t count) {
  for (int64_t i = 0; i < count; i++)
    limb[i] += other[i];
  cpwi_limbs_settle(limb, count);
}

void cpwi_count_special(cpwi_counters *counters, uint64_t bits, int64_t times) {
  int is_nan = (bits & (((uint64_t)1 << 52) - 1)) != 0;
  *(is_nan ? &counters->nan : bits >> 63 ? &counters->down : &counters->up) += times;
}

int cpwi_counters_valid(cpwi_counters c) {
  if (c.count < 0 || c.nan < 0 || c.up < 0 || c.down < 0) return 0;
  return c.nan <= c.count && c.down <= c.count - c.nan - c.up;
}

int32_t cpwi_check_values(const void *x, int64_t count, const char *where, cpw_error *err) {
  if (count < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "count = %lld must be >= 0", (long long)count);
  if (count > 0 && !x) return cpwi_fail(err, CPW_EINVAL, -1, where, "x is NULL");
  return CPW_OK;
}

int32_t cpwi_check_room(int64_t count, int64_t more, const char *where, cpw_error *err) {
  if (count <= CPWI_MOST_VALUES && more <= CPWI_MOST_VALUES - count) return CPW_OK;
  return cpwi_fail(err, CPW_EOVERFLOW, -1, where,
                   "count = %lld and %lld more are beyond 2^62 values", (long long)count,
                   (long long)more);
}

int cpwi_special_sum(cpwi_counters c, double *value) {
  if (c.nan == 0 && c.up == 0 && c.down == 0) return 0;
  if (c.nan > 0 || (c.up > 0 && c.down > 0))
    *value = (double)NAN;
  else
    *value = c.up > 0 ? (double)INFINITY : -(double)INFINITY;
  return 1;
}
