/* Exact quantiles: the nine definitions in fractions, three ways to ask, selection against sorting,
 * inputs that are bad for a quicksort, infinities, misuse, memory that runs out. */
#include "stats/check_stats.h"
#include "stats/reference_values.h"

START_TEST(by_definition)
{
  const quantile_case *c = &quantile_cases[_i];
  const double *x = quantile_values + c->first;
  for (int32_t type = 1; type <= 9; type++) {
    cpw_error err;
    double q[3], copy[128], sorted[128];
    memcpy(copy, x, (size_t)c->count * sizeof *x);
    memcpy(sorted, x, (size_t)c->count * sizeof *x);
    qsort(sorted, (size_t)c->count, sizeof *x, compare_doubles);
    fine(cpw_quantiles(x, c->count, &c->p, 1, type, NULL, &q[0], &err), &err);
    fine(cpw_quantiles_in_place(copy, c->count, &c->p, 1, type, NULL, &q[1], &err), &err);
    fine(cpw_quantiles_sorted(sorted, c->count, &c->p, 1, type, &q[2], &err), &err);
    double scale = fabs(sorted[0]) > fabs(sorted[c->count - 1]) ? sorted[0] : sorted[c->count - 1];
    ck_assert_msg(fabs(q[0] - c->expected[type - 1]) <= 1e-15 * fabs(scale) * 4,
                  "type %d of %d values at %.17g: %.17g, not %.17g", (int)type, c->count, c->p,
                  q[0], c->expected[type - 1]);
    if (type <= 3) same_bits(q[0], c->expected[type - 1], "order statistic", type);
    same_bits(q[1], q[0], "in place", type);
    same_bits(q[2], q[0], "sorted", type);
  }
}
END_TEST

/* many probabilities at once, in any order, of arrays of every kind and of many sizes */
START_TEST(as_after_sorting)
{
  uint64_t state = 8;
  for (int round = 0; round < rounds(150, 15); round++) {
    cpw_error err;
    int64_t n = 1 + (int64_t)(draw_bits(&state) % (round % 10 == 0 ? 5000u : 200u)), m = 40;
    double *x = malloc((size_t)n * sizeof *x), *copy = malloc((size_t)n * sizeof *x);
    double *sorted = malloc((size_t)n * sizeof *x), p[40], q[40], r[40], s[40];
    fill(x, n, _i, state);
    memcpy(copy, x, (size_t)n * sizeof *x);
    memcpy(sorted, x, (size_t)n * sizeof *x);
    qsort(sorted, (size_t)n, sizeof *sorted, compare_doubles);
    for (int64_t i = 0; i < m; i++)
      p[i] = i % 7 == 0 ? (double)(draw_bits(&state) % 5) / 4 : draw(&state);
    int32_t type = 1 + round % 9;
    fine(cpw_quantiles(x, n, p, m, type, NULL, q, &err), &err);
    fine(cpw_quantiles_sorted(sorted, n, p, m, type, r, &err), &err);
    memcpy(s, p, sizeof p);
    fine(cpw_quantiles_in_place(copy, n, s, m, type, NULL, s, &err), &err); /* out over p */
    for (int64_t i = 0; i < m; i++) {
      same_bits(q[i], r[i], "quantile", i);
      same_bits(s[i], r[i], "in place", i);
      ck_assert(q[i] >= sorted[0] && q[i] <= sorted[n - 1]);
      ck_assert_msg(memcmp(&x[i % n], &x[i % n], 8) == 0, "untouched");
    }
    qsort(copy, (size_t)n, sizeof *copy, compare_doubles);
    for (int64_t i = 0; i < n; i++)
      ck_assert(copy[i] == sorted[i]);
    free(x);
    free(copy);
    free(sorted);
  }
}
END_TEST

/* Values that make every pivot the second smallest: undoes what the partition swaps, step by step,
 * so that the selection must fall back on sorting. */
static void fill_worst(double *x, int n) {
  int place[120];
  for (int i = 0; i < n; i++)
    place[i] = i;
  int next = 0;
  for (int low = 0; n - low > 2; low += 2) {
    int mid = low + (n - low) / 2, moved = place[mid];
    x[place[low]] = next++;
    x[moved] = next++;
    place[mid] = place[low + 1];
    place[low + 1] = moved;
    if (n - low <= 4)
      for (int i = low + 2; i < n; i++)
        x[place[i]] = next++;
  }
}

START_TEST(bad_for_quicksort)
{
  double x[120], sorted[120];
  fill_worst(x, 120);
  memcpy(sorted, x, sizeof x);
  qsort(sorted, 120, sizeof *sorted, compare_doubles);
  for (int i = 0; i < 120; i++)
    ck_assert_double_eq(sorted[i], i);
  for (int rank = 0; rank < 120; rank++) {
    double copy[120], wanted = rank;
    memcpy(copy, x, sizeof x);
    cpwi_select_doubles(copy, 120, &wanted, 1);
    ck_assert_double_eq(copy[rank], rank);
  }
  cpwi_sort_doubles(x, 120);
  ck_assert_mem_eq(x, sorted, sizeof x);
}
END_TEST

START_TEST(patterns)
{
  int64_t n = rounds(20000, 2000);
  double *x = malloc((size_t)n * sizeof *x);
  for (int pattern = 0; pattern < 6; pattern++) {
    for (int64_t i = 0; i < n; i++)
      x[i] = (double)(pattern == 0   ? i
                      : pattern == 1 ? n - i
                      : pattern == 2 ? (i < n / 2 ? i : n - i)
                      : pattern == 3 ? i % 2
                      : pattern == 4 ? 5
                                     : i * 7919 % n);
    cpwi_sort_doubles(x, n);
    for (int64_t i = 1; i < n; i++)
      ck_assert(x[i - 1] <= x[i]);
  }
  cpwi_pair *pairs = malloc(2 * (size_t)n * sizeof *pairs);
  uint64_t state = 3;
  for (int64_t m = 0; m < 200; m++) {
    double total = 0, after = 0;
    for (int64_t i = 0; i < m; i++) {
      pairs[i] = (cpwi_pair){(double)(draw_bits(&state) % 20), (double)(draw_bits(&state) % 3)};
      total += pairs[i].x * 3 + pairs[i].w;
    }
    cpwi_sort_pairs(pairs, pairs + n, m);
    for (int64_t i = 0; i < m; i++) {
      after += pairs[i].x * 3 + pairs[i].w;
      if (i > 0)
        ck_assert(pairs[i - 1].x < pairs[i].x ||
                  (pairs[i - 1].x == pairs[i].x && pairs[i - 1].w <= pairs[i].w));
    }
    ck_assert_double_eq(total, after);
  }
  free(pairs);
  free(x);
}
END_TEST

/* p n that should be whole is whole: 0.07 x 100 and its like for every n up to 1000 */
START_TEST(products_that_should_be_whole)
{
  for (int64_t n = 1; n <= 1000; n++)
    for (int64_t k = 0; k <= n; k++) {
      double p = (double)k / (double)n;
      cpwi_position at = cpwi_quantile_position(n, p, CPW_QUANTILE_1);
      ck_assert_int_eq(at.lower, k > 0 ? k - 1 : 0);
      ck_assert_double_eq(at.weight, 0);
      ck_assert_double_eq(cpwi_quantile_position(n, p, CPW_QUANTILE_2).weight, 0.5);
    }
}
END_TEST

START_TEST(infinities)
{
  cpw_error err;
  const double inf = (double)INFINITY;
  const double x[] = {inf, 3, -inf, 7}, ends[] = {inf, -inf};
  const double p[] = {0, 1.0 / 6, 1.0 / 3, 0.5, 0.9, 1};
  const double expected[] = {-inf, -inf, 3, 5, inf, inf};
  double q[6];
  fine(cpw_quantiles(x, 4, p, 6, CPW_QUANTILE_7, NULL, q, &err), &err);
  for (int i = 0; i < 6; i++)
    same_bits(q[i], expected[i], "quantile", i);
  q[0] = 5;
  const double half[] = {0, 0.5};
  fails(cpw_quantiles(ends, 2, half, 2, CPW_QUANTILE_7, NULL, q, &err), CPW_EDOMAIN, &err,
        "p[1] = 0.5 lies between -inf and inf");
  same_bits(q[0], 5, "untouched", 0);
  fine(cpw_quantiles(ends, 2, half, 2, CPW_QUANTILE_1, NULL, q, &err), &err);
  same_bits(q[1], -inf, "type 1", 0);
}
END_TEST

START_TEST(extremes_do_not_overflow)
{
  cpw_error err;
  const double huge = 0x1.fffffffffffffp1023, x[] = {huge, -huge}, y[] = {huge, huge};
  const double p[] = {0, 0.25, 0.5, 0.75, 1};
  const double expected[] = {-huge, -huge / 2, 0, huge / 2, huge};
  double q[5];
  fine(cpw_quantiles(x, 2, p, 5, CPW_QUANTILE_7, NULL, q, &err), &err);
  for (int i = 0; i < 5; i++)
    ck_assert_double_le(fabs(q[i] - expected[i]), 1e-15 * huge);
  fine(cpw_quantiles(y, 2, p, 5, CPW_QUANTILE_7, NULL, q, &err), &err);
  for (int i = 0; i < 5; i++)
    same_bits(q[i], huge, "constant", i);
  const double zeros[] = {-0.0, 0.0, -0.0};
  fine(cpw_quantiles(zeros, 3, p, 5, CPW_QUANTILE_7, NULL, q, &err), &err);
  for (int i = 0; i < 5; i++)
    same_bits(q[i], 0, "zero", i);
  fine(cpw_quantiles(zeros, 3, NULL, 0, CPW_QUANTILE_7, NULL, NULL, &err), &err);
}
END_TEST

/* rounding must not carry an interpolation past its ends: one sign, both signs, shares near 1 */
START_TEST(between_stays_between)
{
  uint64_t state = 12;
  for (int i = 0; i < rounds(200000, 5000); i++) {
    double a = draw(&state) - (i % 2), b = a + draw(&state) * pow(2, -50 * draw(&state));
    double w = i % 3 == 0 ? 1 - pow(2, -53 * draw(&state)) : draw(&state);
    double v = cpwi_between(a, b, w);
    ck_assert_msg(v >= a && v <= b, "%.17g of [%.17g, %.17g] is %.17g", w, a, b, v);
  }
}
END_TEST

START_TEST(misuse)
{
  cpw_error err;
  double x[] = {3, 1, 2}, with_nan[] = {3, (double)NAN, 1}, q = 77;
  const double p = 0.5, wrong[] = {-0.1, 1.1, (double)NAN};
  cpw_allocator half = {0};
  fails(cpw_quantiles(NULL, 3, &p, 1, 7, NULL, &q, &err), CPW_EINVAL, &err, "x is NULL");
  fails(cpw_quantiles(x, 0, &p, 1, 7, NULL, &q, &err), CPW_EINVAL, &err, "n = 0");
  fails(cpw_quantiles(x, 3, NULL, 1, 7, NULL, &q, &err), CPW_EINVAL, &err, "p is NULL");
  fails(cpw_quantiles(x, 3, &p, 1, 7, NULL, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  fails(cpw_quantiles(x, 3, &p, -1, 7, NULL, &q, &err), CPW_EINVAL, &err, "count = -1");
  fails(cpw_quantiles(x, 3, &p, 1, 12, NULL, &q, &err), CPW_EINVAL, &err, "type = 12");
  fails(cpw_quantiles(x, 3, &p, 1, 7, &half, &q, &err), CPW_EINVAL, &err, "alloc");
  fails(cpw_quantiles_in_place(x, 3, &p, 1, 7, &half, &q, &err), CPW_EINVAL, &err, "alloc");
  fails(cpw_quantiles_in_place(with_nan, 3, &p, 1, 7, NULL, &q, &err), CPW_EDOMAIN, &err, "x[1]");
  fails(cpw_quantiles_sorted(x, 3, &p, 1, 7, &q, &err), CPW_EINVAL, &err, "x[1] = 1 must be >=");
  fails(cpw_quantiles_sorted(with_nan, 3, &p, 1, 7, &q, &err), CPW_EDOMAIN, &err, "x[1] = nan");
  ck_assert_int_eq(err.index, 1);
  for (size_t i = 0; i < COUNT(wrong); i++)
    fails(cpw_quantiles(x, 3, &wrong[i], 1, 7, NULL, &q, &err), CPW_EDOMAIN, &err, "in [0, 1]");
  same_bits(q, 77, "untouched", 0);
}
END_TEST

static int32_t ask(void *context) {
  cpw_error err;
  double x[] = {3, 1, 2}, p[] = {0.1, 0.9}, q[2];
  int32_t status = cpw_quantiles(x, 3, p, 2, 7, context, q, &err);
  return status == CPW_OK ? cpw_quantiles_in_place(x, 3, p, 2, 7, context, q, &err) : status;
}

START_TEST(memory_runs_out)
{ cpwt_each_allocation_fails(ask, NULL); }
END_TEST

void quantile_tests(const cases *c) {
  tcase_add_loop_test(c->reference, by_definition, 0, (int)COUNT(quantile_cases));
  tcase_add_loop_test(c->properties, as_after_sorting, 0, KINDS);
  tcase_add_test(c->limits, bad_for_quicksort);
  tcase_add_test(c->properties, patterns);
  tcase_add_test(c->properties, products_that_should_be_whole);
  tcase_add_test(c->limits, infinities);
  tcase_add_test(c->limits, extremes_do_not_overflow);
  tcase_add_test(c->properties, between_stays_between);
  tcase_add_test(c->errors, misuse);
  tcase_add_test(c->oom, memory_runs_out);
}
