/* Exact sums of doubles: the same bytes for any order of values and merges, one rounding at the end.
 * Source: Neal, arXiv:1505.05571 (2015), small superaccumulator; limbs settled after every call.
 * Leaves sums of squares to moments.c and the rounding to big.c. */
#include "stats/internal.h"

#include <math.h>

#define LIMBS CPW_EXACT_SUM_LIMBS

void cpw_exact_sum_init(cpw_exact_sum *sum) {
  if (sum) memset(sum, 0, sizeof *sum);
}

static void count_special(cpw_exact_sum *sum, uint64_t bits) {
  cpwi_counters c = CPWI_COUNTERS_OF(sum);
  cpwi_count_special(&c, bits, 1);
  CPWI_SET_COUNTERS(sum, c);
}

void cpw_exact_sum_add(cpw_exact_sum *sum, double x) {
  uint64_t bits = cpwi_bits(x);
  sum->count++;
  if (cpwi_exponent(bits) == CPWI_SPECIAL) {
    count_special(sum, bits);
    return;
  }
  cpwi_limbs_settle(cpwi_limbs_add(sum->limb, cpwi_split(bits)), 2);
}

int cpwi_exact_sum_valid(const cpw_exact_sum *sum) {
  return cpwi_counters_valid(CPWI_COUNTERS_OF(sum)) && cpwi_limbs_canonical(sum->limb, LIMBS);
}

static int32_t check(const cpw_exact_sum *sum, const char *name, const char *where,
                     cpw_error *err) {
  if (!sum) return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", name);
  if (!cpwi_exact_sum_valid(sum))
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "%s is no exact sum: call cpw_exact_sum_init first", name);
  return CPW_OK;
}

int32_t cpw_exact_sum_add_array(cpw_exact_sum *sum, const double *x, int64_t count,
                                cpw_error *err) {
  int32_t status = check(sum, "sum", __func__, err);
  if (status == CPW_OK) status = cpwi_check_values(x, count, __func__, err);
  if (status == CPW_OK) status = cpwi_check_room(sum->count, count, __func__, err);
  if (status != CPW_OK) return status;
  for (int64_t begin = 0; begin < count; begin += CPWI_BATCH) {
    int64_t end = count - begin > CPWI_BATCH ? begin + CPWI_BATCH : count;
    for (int64_t i = begin; i < end; i++) {
      uint64_t bits = cpwi_bits(x[i]);
      if (cpwi_exponent(bits) == CPWI_SPECIAL)
        count_special(sum, bits);
      else
        cpwi_limbs_add(sum->limb, cpwi_split(bits));
    }
    cpwi_limbs_settle(sum->limb, LIMBS);
  }
  sum->count += count;
  return CPW_OK;
}

int32_t cpw_exact_sum_merge(cpw_exact_sum *sum, const cpw_exact_sum *other, cpw_error *err) {
  int32_t status = check(sum, "sum", __func__, err);
  if (status == CPW_OK) status = check(other, "other", __func__, err);
  if (status == CPW_OK) status = cpwi_check_room(sum->count, other->count, __func__, err);
  if (status != CPW_OK) return status;
  sum->count += other->count;
  sum->nan += other->nan;
  sum->positive_infinities += other->positive_infinities;
  sum->negative_infinities += other->negative_infinities;
  cpwi_limbs_merge(sum->limb, other->limb, LIMBS);
  return CPW_OK;
}

double cpw_exact_sum_value(const cpw_exact_sum *sum) {
  double value;
  if (cpwi_special_sum(CPWI_COUNTERS_OF(sum), &value)) return value;
  cpwi_big big;
  cpwi_big_of_limbs(&big, sum->limb, LIMBS, CPWI_SUM_EXPONENT);
  return cpwi_big_round(&big);
}

double cpwi_exact_mean(const cpw_exact_sum *sum) {
  double value;
  if (sum->count <= 0) return (double)NAN;
  if (cpwi_special_sum(CPWI_COUNTERS_OF(sum), &value)) return value;
  cpwi_big big;
  cpwi_big_of_limbs(&big, sum->limb, LIMBS, CPWI_SUM_EXPONENT);
  cpwi_big_divide(&big, (uint64_t)sum->count, 1);
  return cpwi_big_round(&big);
}
