/* Mean, variance, least and greatest of any number of values, exact until one last rounding.
 * Source: n sum(x^2) - sum(x)^2 in integers; limbs as in Neal, arXiv:1505.05571 (2015).
 * Leaves big-integer arithmetic to big.c and intervals to interval.c. */
#include "stats/internal.h"

#include <math.h>

#define LIMBS   CPW_EXACT_SUM_LIMBS
#define SQUARES CPW_MOMENTS_LIMBS

void cpw_moments_init(cpw_moments *moments) {
  if (!moments) return;
  memset(moments, 0, sizeof *moments);
  moments->minimum = (double)INFINITY;
  moments->maximum = -(double)INFINITY;
}

/* Adds x^2 to carry-save limbs and returns the first of the four touched. The square of the 53-bit
 * mantissa is 106 bits: high and low 64-bit words from products of 32-bit halves. */
static inline int64_t *add_square(int64_t *limb, cpwi_parts p) {
  uint64_t h = p.mantissa >> 32, l = p.mantissa & CPWI_DIGIT;
  uint64_t ends = l * l, middle = h * l;
  uint64_t low = ends + (middle << 33);
  uint64_t high = h * h + (middle >> 31) + (low < ends);
  uint64_t shift = 2 * p.position % CPWI_LIMB_BITS;
  limb += 2 * p.position / CPWI_LIMB_BITS;
  limb[0] += (int64_t)(low << shift & CPWI_DIGIT);
  limb[1] += (int64_t)(low >> (32 - shift) & CPWI_DIGIT);
  limb[2] += (int64_t)((low >> 32 >> (32 - shift) | high << shift) & CPWI_DIGIT);
  limb[3] += (int64_t)(high >> (32 - shift));
  return limb;
}

static void count_special(cpw_moments *moments, uint64_t bits, int64_t times) {
  cpwi_counters c = CPWI_COUNTERS_OF(moments);
  cpwi_count_special(&c, bits, times);
  CPWI_SET_COUNTERS(moments, c);
}

/* x is not NaN; adding 0 makes -0 a 0, so that the order of zeros leaves no trace */
static inline void note_extremes(cpw_moments *moments, double x) {
  x += 0.0;
  moments->minimum = x < moments->minimum ? x : moments->minimum;
  moments->maximum = x > moments->maximum ? x : moments->maximum;
}

void cpw_moments_add(cpw_moments *moments, double x) {
  uint64_t bits = cpwi_bits(x);
  moments->count++;
  if (!cpwi_is_nan(x)) note_extremes(moments, x);
  if (cpwi_exponent(bits) == CPWI_SPECIAL) {
    count_special(moments, bits, 1);
    return;
  }
  cpwi_parts parts = cpwi_split(bits);
  cpwi_limbs_settle(cpwi_limbs_add(moments->sum, parts), 2);
  cpwi_limbs_settle(add_square(moments->squares, parts), 4);
}

static int32_t check(const cpw_moments *moments, const char *name, const char *where,
                     cpw_error *err) {
  if (!moments) return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", name);
  if (!cpwi_moments_valid(moments))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s are no moments: call cpw_moments_init first",
                     name);
  return CPW_OK;
}

int cpwi_moments_valid(const cpw_moments *moments) {
  return cpwi_counters_valid(CPWI_COUNTERS_OF(moments)) &&
         cpwi_limbs_canonical(moments->sum, LIMBS) &&
         cpwi_limbs_canonical(moments->squares, SQUARES) && !cpwi_is_nan(moments->minimum) &&
         !cpwi_is_nan(moments->maximum);
}

/* limbs += sign * mantissa^power * times * 2^position: rare, so through big integers */
static void add_scaled(int64_t *limb, int64_t count, cpwi_parts p, int power, int64_t times) {
  cpwi_big product = {.count = 2};
  product.digit[0] = (uint32_t)(p.mantissa & CPWI_DIGIT);
  product.digit[1] = (uint32_t)(p.mantissa >> CPWI_LIMB_BITS);
  if (power == 2) {
    cpwi_big mantissa = product;
    cpwi_big_square(&product, &mantissa);
    p.position *= 2;
    p.sign = 0;
  }
  cpwi_big_scale(&product, (uint64_t)times);
  uint64_t first = p.position / CPWI_LIMB_BITS, shift = p.position % CPWI_LIMB_BITS;
  for (int64_t i = 0; i < product.count; i++) {
    uint64_t v = (uint64_t)product.digit[i] << shift;
    limb[(int64_t)first + i] += cpwi_signed(v & CPWI_DIGIT, p.sign);
    limb[(int64_t)first + i + 1] += cpwi_signed(v >> CPWI_LIMB_BITS, p.sign);
  }
  cpwi_limbs_settle(limb, count);
}

int32_t cpw_moments_add_times(cpw_moments *moments, double x, int64_t times, cpw_error *err) {
  int32_t status = check(moments, "moments", __func__, err);
  if (status != CPW_OK) return status;
  if (times < 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "times = %lld must be >= 0", (long long)times);
  status = cpwi_check_room(moments->count, times, __func__, err);
  if (status != CPW_OK || times == 0) return status;
  uint64_t bits = cpwi_bits(x);
  moments->count += times;
  if (!cpwi_is_nan(x)) note_extremes(moments, x);
  if (cpwi_exponent(bits) == CPWI_SPECIAL) {
    count_special(moments, bits, times);
    return CPW_OK;
  }
  add_scaled(moments->sum, LIMBS, cpwi_split(bits), 1, times);
  add_scaled(moments->squares, SQUARES, cpwi_split(bits), 2, times);
  return CPW_OK;
}

int32_t cpw_moments_add_array(cpw_moments *moments, const double *x, int64_t count,
                              cpw_error *err) {
  int32_t status = check(moments, "moments", __func__, err);
  if (status == CPW_OK) status = cpwi_check_values(x, count, __func__, err);
  if (status == CPW_OK) status = cpwi_check_room(moments->count, count, __func__, err);
  if (status != CPW_OK) return status;
  for (int64_t begin = 0; begin < count; begin += CPWI_BATCH) {
    int64_t end = count - begin > CPWI_BATCH ? begin + CPWI_BATCH : count;
    for (int64_t i = begin; i < end; i++) {
      uint64_t bits = cpwi_bits(x[i]);
      if (!cpwi_is_nan(x[i])) note_extremes(moments, x[i]);
      if (cpwi_exponent(bits) == CPWI_SPECIAL) {
        count_special(moments, bits, 1);
        continue;
      }
      cpwi_parts parts = cpwi_split(bits);
      cpwi_limbs_add(moments->sum, parts);
      add_square(moments->squares, parts);
    }
    cpwi_limbs_settle(moments->sum, LIMBS);
    cpwi_limbs_settle(moments->squares, SQUARES);
  }
  moments->count += count;
  return CPW_OK;
}

int32_t cpw_moments_merge(cpw_moments *moments, const cpw_moments *other, cpw_error *err) {
  int32_t status = check(moments, "moments", __func__, err);
  if (status == CPW_OK) status = check(other, "other", __func__, err);
  if (status == CPW_OK) status = cpwi_check_room(moments->count, other->count, __func__, err);
  if (status != CPW_OK) return status;
  if (other->minimum < moments->minimum) moments->minimum = other->minimum;
  if (other->maximum > moments->maximum) moments->maximum = other->maximum;
  moments->count += other->count;
  moments->nan += other->nan;
  moments->positive_infinities += other->positive_infinities;
  moments->negative_infinities += other->negative_infinities;
  cpwi_limbs_merge(moments->sum, other->sum, LIMBS);
  cpwi_limbs_merge(moments->squares, other->squares, SQUARES);
  return CPW_OK;
}

double cpw_moments_sum(const cpw_moments *moments) {
  double value;
  if (cpwi_special_sum(CPWI_COUNTERS_OF(moments), &value)) return value;
  cpwi_big big;
  cpwi_big_of_limbs(&big, moments->sum, LIMBS, CPWI_SUM_EXPONENT);
  return cpwi_big_round(&big);
}

double cpw_moments_mean(const cpw_moments *moments) {
  double value;
  if (moments->count <= 0) return (double)NAN;
  if (cpwi_special_sum(CPWI_COUNTERS_OF(moments), &value)) return value;
  cpwi_big big;
  cpwi_big_of_limbs(&big, moments->sum, LIMBS, CPWI_SUM_EXPONENT);
  cpwi_big_divide(&big, (uint64_t)moments->count, 1);
  return cpwi_big_round(&big);
}

/* the exact variance; 0 where there is none */
static int variance(const cpw_moments *moments, int64_t ddof, cpwi_big *out) {
  double special;
  if (ddof < 0 || moments->count <= ddof) return 0;
  if (cpwi_special_sum(CPWI_COUNTERS_OF(moments), &special)) return 0;
  uint64_t n = (uint64_t)moments->count;
  cpwi_big sum, square;
  cpwi_big_of_limbs(&sum, moments->sum, LIMBS, CPWI_SUM_EXPONENT);
  cpwi_big_square(&square, &sum);
  cpwi_big_of_limbs(out, moments->squares, SQUARES, CPWI_SQUARE_EXPONENT);
  cpwi_big_scale(out, n);
  cpwi_big_subtract(out, &square);
  cpwi_big_divide(out, n, n - (uint64_t)ddof);
  return 1;
}

double cpw_moments_variance(const cpw_moments *moments, int64_t ddof) {
  cpwi_big big;
  return variance(moments, ddof, &big) ? cpwi_big_round(&big) : (double)NAN;
}

double cpw_moments_sd(const cpw_moments *moments, int64_t ddof) {
  cpwi_big big;
  return variance(moments, ddof, &big) ? cpwi_big_root(&big) : (double)NAN;
}

double cpw_moments_rms(const cpw_moments *moments) {
  double special;
  if (moments->count <= 0) return (double)NAN;
  if (moments->nan > 0) return (double)NAN;
  if (cpwi_special_sum(CPWI_COUNTERS_OF(moments), &special)) return (double)INFINITY;
  cpwi_big big;
  cpwi_big_of_limbs(&big, moments->squares, SQUARES, CPWI_SQUARE_EXPONENT);
  cpwi_big_divide(&big, (uint64_t)moments->count, 1);
  return cpwi_big_root(&big);
}
