/* Moments: against fractions, any order and any split, repeated values, values that are not finite. */
#include "stats/check_stats.h"
#include "stats/reference_values.h"

static cpw_moments moments_of(const double *x, int64_t n) {
  cpw_error err;
  cpw_moments m;
  cpw_moments_init(&m);
  fine(cpw_moments_add_array(&m, x, n, &err), &err);
  return m;
}

START_TEST(as_fractions)
{
  const sum_case *c = &sum_cases[_i];
  cpw_moments m = moments_of(sum_values + c->first, c->count);
  same_bits(cpw_moments_sum(&m), c->sum, c->name, 0);
  same_bits(cpw_moments_mean(&m), c->mean, c->name, 1);
  same_bits(cpw_moments_variance(&m, 1), c->sample_variance, c->name, 2);
  same_bits(cpw_moments_variance(&m, 0), c->population_variance, c->name, 3);
  within(cpw_moments_sd(&m, 1), c->sd, 2.3e-16, c->name, 4);
  within(cpw_moments_rms(&m), c->rms, 2.3e-16, c->name, 5);
  same_bits(m.minimum, c->minimum + 0.0, c->name, 6);
  same_bits(m.maximum, c->maximum + 0.0, c->name, 7);
}
END_TEST

START_TEST(nothing_one_two)
{
  cpw_moments m;
  cpw_moments_init(NULL);
  cpw_moments_init(&m);
  ck_assert(cpwi_is_nan(cpw_moments_mean(&m)) && cpwi_is_nan(cpw_moments_rms(&m)));
  ck_assert(cpwi_is_nan(cpw_moments_variance(&m, 0)) && cpwi_is_nan(cpw_moments_sd(&m, 0)));
  same_bits(cpw_moments_sum(&m), 0, "sum", 0);
  same_bits(m.minimum, (double)INFINITY, "minimum", 0);
  same_bits(m.maximum, -(double)INFINITY, "maximum", 0);
  cpw_moments_add(&m, -3);
  same_bits(cpw_moments_mean(&m), -3, "mean", 1);
  same_bits(cpw_moments_variance(&m, 0), 0, "variance", 1);
  same_bits(cpw_moments_sd(&m, 0), 0, "sd", 1);
  same_bits(cpw_moments_rms(&m), 3, "rms", 1);
  ck_assert(cpwi_is_nan(cpw_moments_variance(&m, 1)) && cpwi_is_nan(cpw_moments_sd(&m, 1)));
  cpw_moments_add(&m, 5);
  same_bits(cpw_moments_variance(&m, 1), 32, "variance", 2);
  ck_assert(cpwi_is_nan(cpw_moments_variance(&m, -1)));
  ck_assert(cpwi_is_nan(cpw_moments_variance(&m, 2)));
}
END_TEST

START_TEST(zeros_have_no_sign)
{
  const double zeros[2][2] = {{-0.0, 0.0}, {0.0, -0.0}};
  cpw_moments a = moments_of(zeros[0], 2), b = moments_of(zeros[1], 2);
  ck_assert_mem_eq(&a, &b, sizeof a);
  same_bits(a.minimum, 0, "minimum", 0);
  same_bits(a.maximum, 0, "maximum", 0);
}
END_TEST

START_TEST(not_finite)
{
  const double inf = (double)INFINITY, nan = (double)NAN;
  const struct {
    double x[3], mean, rms, minimum, maximum;
  } t[] = {{{1, inf, 2}, inf, inf, 1, inf},
           {{1, -inf, 2}, -inf, inf, -inf, 2},
           {{inf, -inf, 2}, nan, inf, -inf, inf},
           {{3, nan, 2}, nan, nan, 2, 3},
           {{nan, inf, 2}, nan, nan, 2, inf}};
  for (size_t i = 0; i < COUNT(t); i++) {
    cpw_moments m = moments_of(t[i].x, 3);
    same_bits(cpw_moments_mean(&m), t[i].mean, "mean", (int64_t)i);
    same_bits(cpw_moments_sum(&m), t[i].mean, "sum", (int64_t)i);
    same_bits(cpw_moments_rms(&m), t[i].rms, "rms", (int64_t)i);
    same_bits(m.minimum, t[i].minimum, "minimum", (int64_t)i);
    same_bits(m.maximum, t[i].maximum, "maximum", (int64_t)i);
    ck_assert(cpwi_is_nan(cpw_moments_variance(&m, 0)));
  }
}
END_TEST

/* a spread of 1 in numbers around 1e15, and sizes whose squares no double holds */
START_TEST(nothing_cancels)
{
  double x[1000];
  for (int i = 0; i < 1000; i++)
    x[i] = 1e15 + i % 2;
  cpw_moments m = moments_of(x, 1000);
  same_bits(cpw_moments_variance(&m, 0), 0.25, "variance", 0);
  same_bits(cpw_moments_sd(&m, 0), 0.5, "sd", 0);
  for (int i = 0; i < 1000; i++)
    x[i] = i % 2 ? 3e300 : 1e300;
  m = moments_of(x, 1000);
  same_bits(cpw_moments_variance(&m, 0), (double)INFINITY, "variance", 1);
  within(cpw_moments_sd(&m, 0), 1e300, 5e-16, "sd", 1);
  for (int i = 0; i < 1000; i++)
    x[i] = i % 2 ? 3e-300 : 1e-300;
  m = moments_of(x, 1000);
  same_bits(cpw_moments_variance(&m, 0), 0, "variance", 2);
  within(cpw_moments_sd(&m, 0), 1e-300, 5e-16, "sd", 2);
  for (int i = 0; i < 1000; i++)
    x[i] = i % 2 ? 3 * 0x1p-1074 : 0x1p-1074;
  m = moments_of(x, 1000);
  same_bits(cpw_moments_sd(&m, 0), 0x1p-1074, "sd", 3);
  for (int i = 0; i < 1000; i++)
    x[i] = i % 2 ? -0x1.fffffffffffffp1023 : 0x1.fffffffffffffp1023;
  m = moments_of(x, 1000);
  same_bits(cpw_moments_sd(&m, 0), 0x1.fffffffffffffp1023, "sd", 4);
}
END_TEST

START_TEST(misuse)
{
  cpw_error err;
  cpw_moments m, other, garbage, before;
  double x = 1;
  cpw_moments_init(&m);
  cpw_moments_init(&other);
  memset(&garbage, 0x5a, sizeof garbage);
  fails(cpw_moments_add_array(NULL, &x, 1, &err), CPW_EINVAL, &err, "moments is NULL");
  fails(cpw_moments_add_array(&m, NULL, 1, &err), CPW_EINVAL, &err, "x is NULL");
  fails(cpw_moments_add_array(&m, &x, -1, &err), CPW_EINVAL, &err, "count = -1");
  fails(cpw_moments_add_array(&garbage, &x, 1, &err), CPW_EINVAL, &err, "init");
  fails(cpw_moments_add_times(NULL, 1, 1, &err), CPW_EINVAL, &err, "NULL");
  fails(cpw_moments_add_times(&garbage, 1, 1, &err), CPW_EINVAL, &err, "init");
  fails(cpw_moments_add_times(&m, 1, -1, &err), CPW_EDOMAIN, &err, "times = -1 must be >= 0");
  fails(cpw_moments_merge(NULL, &m, &err), CPW_EINVAL, &err, "moments is NULL");
  fails(cpw_moments_merge(&m, NULL, &err), CPW_EINVAL, &err, "other is NULL");
  fails(cpw_moments_merge(&m, &garbage, &err), CPW_EINVAL, &err, "other are no moments");
  other.minimum = (double)NAN;
  fails(cpw_moments_merge(&m, &other, &err), CPW_EINVAL, &err, "other are no moments");
  fine(cpw_moments_add_times(&m, 1, (int64_t)1 << 62, &err), &err);
  before = m;
  fails(cpw_moments_add_times(&m, 1, 1, &err), CPW_EOVERFLOW, &err, "2^62");
  fails(cpw_moments_add_array(&m, &x, 1, &err), CPW_EOVERFLOW, &err, "2^62");
  fails(cpw_moments_merge(&m, &m, &err), CPW_EOVERFLOW, &err, "2^62");
  fine(cpw_moments_add_times(&m, 7, 0, &err), &err);
  ck_assert_mem_eq(&before, &m, sizeof m);
}
END_TEST

START_TEST(any_order_any_split)
{
  int64_t n = 1500;
  double *x = malloc((size_t)n * sizeof *x);
  fill(x, n, _i, 12);
  x[7] = -0.0;
  x[8] = 0.0;
  for (int64_t i = 0; i < _i % 4; i++) /* nothing special, NaN, or all three */
    x[i] = i == 0 ? (double)NAN : i == 1 ? (double)INFINITY : -(double)INFINITY;
  uint64_t state = 98;
  cpw_moments whole = moments_of(x, n);
  for (int round = 0; round < rounds(20, 3); round++) {
    cpw_error err;
    cpw_moments one, parts[5];
    shuffle(x, n, &state);
    cpw_moments_init(&one);
    for (int64_t i = 0; i < n; i++)
      cpw_moments_add(&one, x[i]);
    ck_assert_mem_eq(&one, &whole, sizeof one);
    for (int64_t k = 0; k < 5; k++)
      parts[k] = moments_of(x + n * k / 5, n * (k + 1) / 5 - n * k / 5);
    for (int64_t k = 0; k < 4; k++)
      fine(cpw_moments_merge(&parts[0], &parts[(k * 3 + round) % 4 + 1], &err), &err);
    ck_assert_mem_eq(&parts[0], &whole, sizeof whole);
  }
  double mean = cpw_moments_mean(&whole);
  ck_assert(_i % 4 > 0 ? cpwi_is_nan(mean) : mean >= whole.minimum && mean <= whole.maximum);
  free(x);
}
END_TEST

/* a value fed many times is that many values; merging with nothing changes nothing */
START_TEST(times_and_merging)
{
  uint64_t state = 97;
  for (int i = 0; i < rounds(300, 40); i++) {
    cpw_error err;
    cpw_moments one, many, empty, before;
    cpw_moments_init(&one);
    cpw_moments_init(&many);
    cpw_moments_init(&empty);
    for (int k = 0; k < 4; k++) {
      double x = draw_kind(&state, (i + k) % KINDS);
      if (i % 17 == 0 && k == 2) x = k % 2 ? (double)NAN : -(double)INFINITY;
      int64_t times = (int64_t)(draw_bits(&state) % 50);
      for (int64_t t = 0; t < times; t++)
        cpw_moments_add(&one, x);
      fine(cpw_moments_add_times(&many, x, times, &err), &err);
      ck_assert_mem_eq(&one, &many, sizeof one);
    }
    before = one;
    fine(cpw_moments_merge(&one, &empty, &err), &err);
    ck_assert_mem_eq(&one, &before, sizeof one);
    fine(cpw_moments_merge(&empty, &one, &err), &err);
    ck_assert_mem_eq(&one, &empty, sizeof one);
    /* doubling by merging with oneself is feeding twice as often */
    double x = draw_kind(&state, i % KINDS);
    cpw_moments_init(&many);
    cpw_moments_init(&one);
    cpw_moments_add(&one, x);
    for (int k = 0; k < 40; k++)
      fine(cpw_moments_merge(&one, &one, &err), &err);
    fine(cpw_moments_add_times(&many, x, (int64_t)1 << 40, &err), &err);
    ck_assert_mem_eq(&one, &many, sizeof one);
    same_bits(cpw_moments_mean(&one), x + 0.0, "mean", i);
    same_bits(cpw_moments_variance(&one, 0), 0, "variance", i);
  }
}
END_TEST

void moments_tests(const cases *c) {
  tcase_add_loop_test(c->reference, as_fractions, 0, (int)COUNT(sum_cases));
  tcase_add_test(c->limits, nothing_one_two);
  tcase_add_test(c->limits, zeros_have_no_sign);
  tcase_add_test(c->limits, not_finite);
  tcase_add_test(c->limits, nothing_cancels);
  tcase_add_test(c->errors, misuse);
  tcase_add_loop_test(c->properties, any_order_any_split, 0, KINDS);
  tcase_add_test(c->properties, times_and_merging);
}
