/* Exact sums: against fractions, any order and any split, values that are not finite, misuse. */
#include "stats/check_stats.h"
#include "stats/reference_values.h"

static cpw_exact_sum sum_of(const double *x, int64_t n) {
  cpw_error err;
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  fine(cpw_exact_sum_add_array(&sum, x, n, &err), &err);
  return sum;
}

START_TEST(as_fractions)
{
  const sum_case *c = &sum_cases[_i];
  cpw_exact_sum sum = sum_of(sum_values + c->first, c->count);
  same_bits(cpw_exact_sum_value(&sum), c->sum, c->name, 0);
  ck_assert_int_eq(sum.count, c->count);
  same_bits(cpwi_exact_mean(&sum), c->mean, c->name, 1);
}
END_TEST

START_TEST(nothing_and_zeros)
{
  cpw_exact_sum sum, zero_bytes;
  memset(&zero_bytes, 0, sizeof zero_bytes);
  cpw_exact_sum_init(&sum);
  cpw_exact_sum_init(NULL);
  ck_assert_mem_eq(&sum, &zero_bytes, sizeof sum);
  same_bits(cpw_exact_sum_value(&sum), 0.0, "nothing", 0);
  ck_assert(cpwi_is_nan(cpwi_exact_mean(&sum)));
  cpw_exact_sum_add(&sum, -0.0);
  cpw_exact_sum_add(&sum, -0.0);
  same_bits(cpw_exact_sum_value(&sum), 0.0, "zeros", 0);
  same_bits(cpwi_exact_mean(&sum), 0.0, "zeros", 1);
  cpw_error err;
  fine(cpw_exact_sum_add_array(&sum, NULL, 0, &err), &err);
  ck_assert_int_eq(sum.count, 2);
}
END_TEST

START_TEST(not_finite)
{
  const double inf = (double)INFINITY, nan = (double)NAN, huge = 1.7976931348623157e308;
  const struct {
    double x[3], expected;
  } t[] = {{{1, inf, -huge}, inf},        {{-inf, 5, 1}, -inf},
           {{inf, 1, -inf}, nan},         {{1, nan, 2}, nan},
           {{nan, inf, -inf}, nan},       {{huge, huge, huge}, inf},
           {{-huge, -huge, -huge}, -inf}, {{huge, -huge, huge}, huge}};
  for (size_t i = 0; i < COUNT(t); i++) {
    cpw_exact_sum sum = sum_of(t[i].x, 3), one;
    same_bits(cpw_exact_sum_value(&sum), t[i].expected, "sum", (int64_t)i);
    cpw_exact_sum_init(&one);
    for (int k = 0; k < 3; k++)
      cpw_exact_sum_add(&one, t[i].x[k]);
    ck_assert_mem_eq(&one, &sum, sizeof sum);
  }
  cpw_exact_sum sum = sum_of(t[4].x, 3);
  ck_assert_int_eq(sum.nan, 1);
  ck_assert_int_eq(sum.positive_infinities, 1);
  ck_assert_int_eq(sum.negative_infinities, 1);
}
END_TEST

/* every power of two and both signs, next to the largest and the least doubles */
START_TEST(every_exponent)
{
  cpw_exact_sum sum;
  for (int power = -1074; power <= 1023; power++) {
    double x = ldexp(1, power), y = power > -1022 ? x * (2 - 0x1p-52) : x;
    cpw_exact_sum_init(&sum);
    cpw_exact_sum_add(&sum, x);
    same_bits(cpw_exact_sum_value(&sum), x, "power", power);
    cpw_exact_sum_add(&sum, -y);
    cpw_exact_sum_add(&sum, -x);
    same_bits(cpw_exact_sum_value(&sum), -y, "odd", power);
    cpw_exact_sum_add(&sum, y);
    for (int i = 0; i < CPW_EXACT_SUM_LIMBS; i++)
      ck_assert_int_eq(sum.limb[i], 0);
  }
}
END_TEST

/* 2^62 values of the largest size still fit: by doubling a sum with itself */
START_TEST(as_many_as_allowed)
{
  const double huge = 1.7976931348623157e308;
  cpw_error err;
  for (int sign = -1; sign <= 1; sign += 2) {
    cpw_exact_sum sum, back;
    cpw_exact_sum_init(&sum);
    cpw_exact_sum_add(&sum, sign * huge);
    for (int i = 0; i < 62; i++)
      fine(cpw_exact_sum_merge(&sum, &sum, &err), &err);
    ck_assert_int_eq(sum.count, (int64_t)1 << 62);
    ck_assert(cpwi_limbs_canonical(sum.limb, CPW_EXACT_SUM_LIMBS));
    same_bits(cpw_exact_sum_value(&sum), sign * (double)INFINITY, "sum", 0);
    same_bits(cpwi_exact_mean(&sum), sign * huge, "mean", 0);
    back = sum;
    fails(cpw_exact_sum_merge(&sum, &sum, &err), CPW_EOVERFLOW, &err, "2^62");
    ck_assert_mem_eq(&back, &sum, sizeof sum);
    fails(cpw_exact_sum_add_array(&sum, &huge, 1, &err), CPW_EOVERFLOW, &err, "2^62");
    for (int i = 0; i < 10; i++) /* one by one there is room for centuries */
      cpw_exact_sum_add(&sum, sign * huge);
    ck_assert(cpwi_limbs_canonical(sum.limb, CPW_EXACT_SUM_LIMBS));
  }
}
END_TEST

START_TEST(misuse)
{
  cpw_error err;
  cpw_exact_sum sum, other, garbage;
  double x = 1;
  cpw_exact_sum_init(&sum);
  cpw_exact_sum_init(&other);
  memset(&garbage, 0x5a, sizeof garbage);
  fails(cpw_exact_sum_add_array(NULL, &x, 1, &err), CPW_EINVAL, &err, "sum is NULL");
  fails(cpw_exact_sum_add_array(&sum, NULL, 1, &err), CPW_EINVAL, &err, "x is NULL");
  fails(cpw_exact_sum_add_array(&sum, &x, -1, &err), CPW_EINVAL, &err, "count = -1");
  fails(cpw_exact_sum_add_array(&garbage, &x, 1, &err), CPW_EINVAL, &err, "init");
  fails(cpw_exact_sum_merge(NULL, &other, &err), CPW_EINVAL, &err, "sum is NULL");
  fails(cpw_exact_sum_merge(&sum, NULL, &err), CPW_EINVAL, &err, "other is NULL");
  fails(cpw_exact_sum_merge(&sum, &garbage, &err), CPW_EINVAL, &err, "other is no exact sum");
  int64_t *counters[] = {&other.count, &other.nan, &other.positive_infinities,
                         &other.negative_infinities};
  for (int i = 0; i < 4; i++) {
    *counters[i] = -1;
    fails(cpw_exact_sum_merge(&sum, &other, &err), CPW_EINVAL, &err, "other is no exact sum");
    *counters[i] = 0;
  }
  other.limb[CPW_EXACT_SUM_LIMBS - 1] = (int64_t)1 << 30;
  fails(cpw_exact_sum_merge(&sum, &other, &err), CPW_EINVAL, &err, "other is no exact sum");
  other.limb[CPW_EXACT_SUM_LIMBS - 1] = 0;
  other.limb[3] = (int64_t)1 << 31;
  fails(cpw_exact_sum_merge(&sum, &other, &err), CPW_EINVAL, &err, "other is no exact sum");
  ck_assert_int_eq(cpw_exact_sum_merge(&sum, &garbage, NULL), CPW_EINVAL);
}
END_TEST

/* the same bytes one by one, as an array, in another order, in parts that are merged in any order */
START_TEST(any_order_any_split)
{
  int64_t n = 3000;
  double *x = malloc((size_t)n * sizeof *x);
  fill(x, n, _i, 11);
  for (int64_t i = 0; i < _i % 4; i++) /* nothing special, NaN, or all three */
    x[i] = i == 0 ? (double)NAN : i == 1 ? (double)INFINITY : -(double)INFINITY;
  uint64_t state = 99;
  cpw_exact_sum whole = sum_of(x, n);
  for (int round = 0; round < rounds(20, 3); round++) {
    cpw_error err;
    cpw_exact_sum one, parts[7], merged;
    shuffle(x, n, &state);
    cpw_exact_sum_init(&one);
    for (int64_t i = 0; i < n; i++)
      cpw_exact_sum_add(&one, x[i]);
    ck_assert_mem_eq(&one, &whole, sizeof one);
    cpw_exact_sum_init(&merged);
    for (int64_t k = 0; k < 7; k++) {
      int64_t from = n * k / 7, to = n * (k + 1) / 7;
      parts[k] = sum_of(x + from, to - from);
    }
    for (int64_t k = 0; k < 7; k++)
      fine(cpw_exact_sum_merge(&merged, &parts[(k * 3 + round) % 7], &err), &err);
    ck_assert_mem_eq(&merged, &whole, sizeof merged);
    for (int width = 1; width < 7; width *= 2) /* as a tree */
      for (int k = 0; k + width < 7; k += 2 * width)
        fine(cpw_exact_sum_merge(&parts[k], &parts[k + width], &err), &err);
    ck_assert_mem_eq(&parts[0], &whole, sizeof whole);
  }
  free(x);
}
END_TEST

/* -------- big integers directly: rounding and division, against integer arithmetic */

static cpwi_big big_of(uint64_t high, uint64_t low, int64_t exponent) {
  cpwi_big big = {.count = 4, .exponent = exponent};
  big.digit[0] = (uint32_t)low;
  big.digit[1] = (uint32_t)(low >> 32);
  big.digit[2] = (uint32_t)high;
  big.digit[3] = (uint32_t)(high >> 32);
  while (big.count > 0 && big.digit[big.count - 1] == 0)
    big.count--;
  return big;
}

START_TEST(rounds_to_even)
{
  const uint64_t one = (uint64_t)1 << 53;
  const struct {
    uint64_t high, low;
    int inexact;
    double expected;
  } t[] = {{0, one + 1, 0, 0x1p53},          {0, one + 1, 1, 0x1p53 + 2},
           {0, one + 3, 0, 0x1p53 + 4},      {0, one - 1, 0, 0x1p53 - 1},
           {0, UINT64_MAX, 0, 0x1p64},       {1, 0, 0, 0x1p64},
           {1, 1 << 11, 0, 0x1p64},          {1, (1 << 11) + 1, 0, 0x1p64 + 0x1p12},
           {1, 3 << 11, 0, 0x1p64 + 0x1p13}, {0, 0, 0, 0.0},
           {1, 1 << 11, 1, 0x1p64 + 0x1p12}};
  for (size_t i = 0; i < COUNT(t); i++) {
    cpwi_big big = big_of(t[i].high, t[i].low, 0);
    big.inexact = t[i].inexact;
    same_bits(cpwi_big_round(&big), t[i].expected, "rounded", (int64_t)i);
    int64_t exponent;
    double wide = cpwi_big_round_wide(&big, &exponent);
    same_bits(ldexp(wide, (int)exponent), t[i].expected, "wide", (int64_t)i);
    big.negative = 1;
    same_bits(cpwi_big_round(&big) + 0.0, 0.0 - t[i].expected, "negative", (int64_t)i);
  }
}
END_TEST

START_TEST(rounds_subnormal)
{
  const struct {
    uint64_t low;
    int64_t exponent;
    double expected;
  } t[] = {{1, -1074, 0x1p-1074},
           {1, -1075, 0},
           {3, -1076, 0x1p-1074},
           {1, -1076, 0},
           {1, -2000, 0},
           {3, -1075, 0x1p-1073},
           {5, -1075, 0x1p-1073},
           {(uint64_t)1 << 53, -1075, 0x1p-1022},
           {((uint64_t)1 << 53) - 1, -1075, 0x1p-1022},
           {((uint64_t)1 << 53) - 3, -1075, 0x1p-1022 - 0x1p-1073},
           {1, 1023, 0x1p1023},
           {1, 1024, (double)INFINITY},
           {UINT64_MAX, 960, (double)INFINITY}};
  for (size_t i = 0; i < COUNT(t); i++) {
    cpwi_big big = big_of(0, t[i].low, t[i].exponent);
    same_bits(cpwi_big_round(&big), t[i].expected, "rounded", (int64_t)i);
    big.negative = 1;
    same_bits(cpwi_big_round(&big), t[i].expected == 0 ? 0 : -t[i].expected, "negative",
              (int64_t)i);
  }
}
END_TEST

START_TEST(divides)
{
  const division_case *c = &division_cases[_i];
  cpwi_big big = big_of(c->high, c->low, c->exponent);
  cpwi_big_divide(&big, c->first, c->second);
  same_bits(cpwi_big_round(&big), c->expected, "quotient", _i);
  big = big_of(c->high, c->low, c->exponent);
  cpwi_big_divide(&big, c->second, c->first);
  same_bits(cpwi_big_round(&big), c->expected, "quotient", _i);
}
END_TEST

/* a b / b is a again, and what is taken away comes back */
START_TEST(scales_and_subtracts)
{
  uint64_t state = 5;
  for (int i = 0; i < 2000; i++) {
    uint64_t a = draw_bits(&state) >> 11 | 1, b = draw_bits(&state) >> (2 + draw_bits(&state) % 62);
    if (b == 0) continue;
    cpwi_big big = big_of(0, a, -64), small = big_of(0, draw_bits(&state), -128);
    cpwi_big_scale(&big, b);
    cpwi_big rest = big;
    cpwi_big_subtract(&rest, &small);
    ck_assert_double_le(cpwi_big_round(&rest), cpwi_big_round(&big));
    small = rest;
    rest = big;
    cpwi_big_subtract(&rest, &small); /* what was taken away */
    ck_assert_double_le(cpwi_big_round(&rest), 1);
    cpwi_big_divide(&big, b, 1);
    ck_assert_int_eq(big.inexact, 0);
    same_bits(cpwi_big_round(&big), ldexp((double)a, -64), "quotient", i);
  }
}
END_TEST

void sum_tests(const cases *c) {
  tcase_add_loop_test(c->reference, as_fractions, 0, (int)COUNT(sum_cases));
  tcase_add_test(c->limits, nothing_and_zeros);
  tcase_add_test(c->limits, not_finite);
  tcase_add_test(c->limits, every_exponent);
  tcase_add_test(c->limits, as_many_as_allowed);
  tcase_add_test(c->errors, misuse);
  tcase_add_loop_test(c->properties, any_order_any_split, 0, KINDS);
  tcase_add_test(c->reference, rounds_to_even);
  tcase_add_test(c->reference, rounds_subnormal);
  tcase_add_loop_test(c->reference, divides, 0, (int)COUNT(division_cases));
  tcase_add_test(c->properties, scales_and_subtracts);
}
