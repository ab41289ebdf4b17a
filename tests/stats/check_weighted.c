/* Weighted quantiles: against fractions, against the unweighted ones, any order, misuse. */
#include "stats/check_stats.h"
#include "stats/reference_values.h"

START_TEST(by_definition)
{
  const weighted_case *c = &weighted_cases[_i];
  const double *x = weighted_values + c->first, *w = weighted_weights + c->first;
  for (int32_t method = 1; method <= 3; method++) {
    cpw_error err;
    double q;
    fine(cpw_weighted_quantiles(x, w, c->count, &c->p, 1, method, NULL, &q, &err), &err);
    ck_assert_msg(fabs(q - c->expected[method - 1]) <= 1e-13 * (1 + fabs(c->expected[method - 1])),
                  "method %d at %.17g: %.17g, not %.17g", (int)method, c->p, q,
                  c->expected[method - 1]);
  }
}
END_TEST

/* equal weights of any size: types 1 and 7 */
START_TEST(equal_weights)
{
  uint64_t state = 2;
  for (int round = 0; round < rounds(200, 20); round++) {
    cpw_error err;
    int64_t n = 1 + (int64_t)(draw_bits(&state) % 100);
    double x[100], w[100], p[20], q[20], r[20], weight = 0.001 + draw(&state) * 1000;
    fill(x, n, _i, state);
    for (int64_t i = 0; i < n; i++)
      w[i] = weight;
    for (int64_t i = 0; i < 20; i++)
      p[i] = i < 5 ? (double)i / 4 : draw(&state);
    fine(cpw_quantiles(x, n, p, 20, CPW_QUANTILE_1, NULL, q, &err), &err);
    fine(cpw_weighted_quantiles(x, w, n, p, 20, CPW_WEIGHTED_INVERSE, NULL, r, &err), &err);
    for (int i = 0; i < 20; i++)
      same_bits(r[i], q[i], "type 1", i);
    fine(cpw_quantiles(x, n, p, 20, CPW_QUANTILE_7, NULL, q, &err), &err);
    fine(cpw_weighted_quantiles(x, w, n, p, 20, CPW_WEIGHTED_INTERPOLATED, NULL, r, &err), &err);
    for (int i = 0; i < 20; i++) {
      cpwi_position at = cpwi_quantile_position(n, p[i], CPW_QUANTILE_7);
      double sorted[100];
      memcpy(sorted, x, (size_t)n * sizeof *x);
      qsort(sorted, (size_t)n, sizeof *x, compare_doubles);
      double size = fabs(sorted[at.lower]) + fabs(sorted[at.upper]);
      ck_assert_msg(fabs(r[i] - q[i]) <= 1e-13 * size, "type 7 of %lld at %.17g: %.17g, not %.17g",
                    (long long)n, p[i], r[i], q[i]);
    }
  }
}
END_TEST

/* counts as weights: type 7 of the array with its values repeated */
START_TEST(counts_repeat)
{
  uint64_t state = 4;
  for (int round = 0; round < rounds(200, 20); round++) {
    cpw_error err;
    double x[10], w[10], repeated[100], p[20], q[20], r[20];
    int64_t total = 0;
    for (int i = 0; i < 10; i++) {
      x[i] = draw_kind(&state, round % 5);
      int64_t times = (int64_t)(draw_bits(&state) % 10) + (i == 0);
      w[i] = (double)times;
      for (int64_t k = 0; k < times; k++)
        repeated[total++] = x[i];
    }
    for (int i = 0; i < 20; i++)
      p[i] = i < 5 ? (double)i / 4 : draw(&state);
    fine(cpw_quantiles(repeated, total, p, 20, CPW_QUANTILE_7, NULL, q, &err), &err);
    fine(cpw_weighted_quantiles(x, w, 10, p, 20, CPW_WEIGHTED_COUNTS, NULL, r, &err), &err);
    for (int i = 0; i < 20; i++)
      ck_assert_msg(fabs(r[i] - q[i]) <= 1e-11 * (1 + fabs(q[i])), "%.17g, not %.17g", r[i], q[i]);
  }
}
END_TEST

/* any order gives the same bits; so does any scale of the weights by powers of two */
START_TEST(any_order_any_scale)
{
  uint64_t state = 6;
  for (int round = 0; round < rounds(100, 10); round++) {
    cpw_error err;
    int64_t n = 1 + (int64_t)(draw_bits(&state) % 200);
    double x[200], w[200], p[10], q[10], r[10];
    for (int64_t i = 0; i < n; i++) {
      x[i] = draw_kind(&state, round % 5);
      w[i] = i == 0 ? 1 : draw_bits(&state) % 5 == 0 ? 0 : draw(&state);
    }
    for (int i = 0; i < 10; i++)
      p[i] = draw(&state);
    for (int32_t method = 1; method <= 2; method++) {
      fine(cpw_weighted_quantiles(x, w, n, p, 10, method, NULL, q, &err), &err);
      for (int64_t i = n - 1; i > 0; i--) {
        int64_t j = (int64_t)(draw_bits(&state) % (uint64_t)(i + 1));
        double v = x[i], u = w[i];
        x[i] = x[j];
        w[i] = w[j];
        x[j] = v;
        w[j] = u;
      }
      for (int64_t i = 0; i < n; i++)
        w[i] *= 0x1p-60;
      fine(cpw_weighted_quantiles(x, w, n, p, 10, method, NULL, r, &err), &err);
      for (int i = 0; i < 10; i++)
        same_bits(r[i], q[i], "quantile", i);
      for (int64_t i = 0; i < n; i++)
        w[i] *= 0x1p60;
    }
  }
}
END_TEST

START_TEST(extreme_weights)
{
  cpw_error err;
  const double x[] = {1, 2, 3}, huge[] = {1e308, 1, 1e-300}, tiny[] = {5e-324, 5e-324, 0};
  const double p[] = {0, 0.5, 1};
  double q[3];
  for (int32_t method = 1; method <= 3; method++) {
    fine(cpw_weighted_quantiles(x, huge, 3, p, 3, method, NULL, q, &err), &err);
    same_bits(q[1], 1, "the heavy one", method);
  }
  fine(cpw_weighted_quantiles(x, tiny, 3, p, 3, CPW_WEIGHTED_INTERPOLATED, NULL, q, &err), &err);
  same_bits(q[0], 1, "tiny", 0);
  same_bits(q[1], 1.5, "tiny", 1);
  same_bits(q[2], 2, "tiny", 2);
  const double four[] = {1, 2, 3, 4}, lost[] = {1, 1e-18, 1e-18, 1};
  fine(cpw_weighted_quantiles(four, lost, 4, p, 3, CPW_WEIGHTED_INTERPOLATED, NULL, q, &err), &err);
  same_bits(q[0], 1, "weights that vanish", 0);
  within(q[1], 2.5, 1e-14, "weights that vanish", 1);
  same_bits(q[2], 4, "weights that vanish", 2);
  fine(cpw_weighted_quantiles(four, lost, 4, p, 3, CPW_WEIGHTED_COUNTS, NULL, q, &err), &err);
  same_bits(q[1], 2.5, "counts that vanish", 1);
  same_bits(q[2], 4, "counts that vanish", 2);
  fine(cpw_weighted_quantiles(x, huge, 1, p, 3, 2, NULL, q, &err), &err);
  for (int i = 0; i < 3; i++)
    same_bits(q[i], 1, "one value", i);
}
END_TEST

START_TEST(misuse)
{
  cpw_error err;
  const double x[] = {1, 2, (double)NAN}, w[] = {1, 2, 3}, bad[] = {1, -2, 3}, none[] = {0, 0};
  const double huge[] = {1e308, 1e308}, small[] = {0.25, 0.25}, p = 0.5, over = 2;
  cpw_allocator half = {0};
  double q = 77;
  fails(cpw_weighted_quantiles(NULL, w, 2, &p, 1, 1, NULL, &q, &err), CPW_EINVAL, &err,
        "x is NULL");
  fails(cpw_weighted_quantiles(x, NULL, 2, &p, 1, 1, NULL, &q, &err), CPW_EINVAL, &err,
        "w is NULL");
  fails(cpw_weighted_quantiles(x, w, 0, &p, 1, 1, NULL, &q, &err), CPW_EINVAL, &err, "n = 0");
  fails(cpw_weighted_quantiles(x, w, 2, &p, 1, 0, NULL, &q, &err), CPW_EINVAL, &err, "method = 0");
  fails(cpw_weighted_quantiles(x, w, 2, &p, 1, 4, NULL, &q, &err), CPW_EINVAL, &err, "method = 4");
  fails(cpw_weighted_quantiles(x, w, 3, &p, 1, 1, NULL, &q, &err), CPW_EDOMAIN, &err, "x[2] = nan");
  fails(cpw_weighted_quantiles(w, bad, 3, &p, 1, 1, NULL, &q, &err), CPW_EDOMAIN, &err,
        "w[1] = -2");
  fails(cpw_weighted_quantiles(w, x, 3, &p, 1, 1, NULL, &q, &err), CPW_EDOMAIN, &err, "w[2] = nan");
  fails(cpw_weighted_quantiles(x, none, 2, &p, 1, 1, NULL, &q, &err), CPW_EDOMAIN, &err, "are 0");
  fails(cpw_weighted_quantiles(x, huge, 2, &p, 1, 1, NULL, &q, &err), CPW_EOVERFLOW, &err, "sum");
  fails(cpw_weighted_quantiles(x, small, 2, &p, 1, 3, NULL, &q, &err), CPW_EDOMAIN, &err, "0.5");
  fails(cpw_weighted_quantiles(x, w, 2, &over, 1, 1, NULL, &q, &err), CPW_EDOMAIN, &err,
        "p[0] = 2");
  fails(cpw_weighted_quantiles(x, w, 2, &p, 1, 1, &half, &q, &err), CPW_EINVAL, &err, "alloc");
  same_bits(q, 77, "untouched", 0);
}
END_TEST

static int32_t ask(void *context) {
  cpw_error err;
  const double x[] = {3, 1, 2}, w[] = {1, 2, 3}, p = 0.3;
  double q;
  return cpw_weighted_quantiles(x, w, 3, &p, 1, 2, context, &q, &err);
}

START_TEST(memory_runs_out)
{ cpwt_each_allocation_fails(ask, NULL); }
END_TEST

void weighted_tests(const cases *c) {
  tcase_add_loop_test(c->reference, by_definition, 0, (int)COUNT(weighted_cases));
  tcase_add_loop_test(c->properties, equal_weights, 0, 5);
  tcase_add_test(c->properties, counts_repeat);
  tcase_add_test(c->properties, any_order_any_scale);
  tcase_add_test(c->limits, extreme_weights);
  tcase_add_test(c->errors, misuse);
  tcase_add_test(c->oom, memory_runs_out);
}
