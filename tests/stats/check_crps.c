/* Continuous ranked probability scores: against fractions, the double sum, quadrature and each other;
 * misuse; memory that runs out. */
#include "stats/check_stats.h"
#include "stats/reference_values.h"

static double score_of(const double *x, const double *w, double y, int64_t n, int32_t form) {
  cpw_error err;
  double score;
  fine(cpw_crps_ensembles(x, w, &y, 1, n, form, NULL, &score, &err), &err);
  return score;
}

START_TEST(as_fractions)
{
  for (size_t i = 0; i < COUNT(crps_cases); i++) {
    const crps_case *c = &crps_cases[i];
    const double *x = crps_members + c->first, *w = c->equal ? NULL : crps_weights + c->first;
    double standard = score_of(x, w, c->observed, c->count, CPW_CRPS_STANDARD);
    double fair = score_of(x, w, c->observed, c->count, CPW_CRPS_FAIR);
    within(standard, c->standard, 1e-14, "standard", (int64_t)i);
    ck_assert_msg(fabs(fair - c->fair) <= 1e-14 * (c->equal ? c->fair : c->standard),
                  "fair[%zu] is %.17g, not %.17g", i, fair, c->fair);
  }
}
END_TEST

START_TEST(normal_values)
{
  for (size_t i = 0; i < COUNT(crps_normal_cases); i++) {
    const crps_normal_case *c = &crps_normal_cases[i];
    double score = cpw_crps_normal(c->mean, c->sd, c->observed);
    double size = fmax(c->sd, c->score);
    ck_assert_msg(fabs(score - c->score) <= 1e-15 * size, "%.17g, not %.17g", score, c->score);
    same_bits(cpw_crps_normal(-c->mean, c->sd, -c->observed), score, "mirrored", (int64_t)i);
  }
  same_bits(cpw_crps_normal(3, 0, 5.5), 2.5, "no spread", 0);
  const double nan = (double)NAN;
  ck_assert(cpwi_is_nan(cpw_crps_normal(nan, 1, 0)) && cpwi_is_nan(cpw_crps_normal(0, nan, 0)));
  ck_assert(cpwi_is_nan(cpw_crps_normal(0, 1, nan)) && cpwi_is_nan(cpw_crps_normal(0, -1, 0)));
}
END_TEST

/* the double sum of the definition, where nothing cancels badly */
START_TEST(as_the_double_sum)
{
  uint64_t state = 15;
  for (int round = 0; round < rounds(400, 40); round++) {
    int64_t n = 2 + (int64_t)(draw_bits(&state) % 40);
    double x[42], w[42], total = 0, first = 0, second = 0, squares = 0;
    fill(x, n, round % 5, state);
    for (int64_t i = 0; i < n; i++)
      total += w[i] = i < 2 ? 0.5 : draw_bits(&state) % 4 == 0 ? 0 : draw(&state);
    double y = round % 3 == 0 ? x[0] : draw_kind(&state, round % 5);
    for (int64_t i = 0; i < n; i++) {
      first += w[i] / total * fabs(x[i] - y);
      squares += w[i] / total * w[i] / total;
      for (int64_t j = 0; j < n; j++)
        second += w[i] / total * w[j] / total * fabs(x[i] - x[j]) / 2;
    }
    double size = 1e-12 * (first + second);
    double standard = score_of(x, w, y, n, CPW_CRPS_STANDARD);
    ck_assert_double_le(fabs(standard - (first - second)), size);
    ck_assert_double_ge(standard, 0);
    double fair = score_of(x, w, y, n, CPW_CRPS_FAIR);
    ck_assert_double_le(fabs(fair - (first - second / (1 - squares))), size / (1 - squares));
    /* the order of members does not matter */
    for (int64_t i = 0; i < n / 2; i++) {
      double v = x[i], u = w[i];
      x[i] = x[n - 1 - i];
      w[i] = w[n - 1 - i];
      x[n - 1 - i] = v;
      w[n - 1 - i] = u;
    }
    same_bits(score_of(x, w, y, n, CPW_CRPS_STANDARD), standard, "reversed", round);
    same_bits(score_of(x, w, y, n, CPW_CRPS_FAIR), fair, "reversed, fair", round);
    /* equal weights are no weights */
    for (int64_t i = 0; i < n; i++)
      w[i] = 1;
    same_bits(score_of(x, w, y, n, CPW_CRPS_STANDARD), score_of(x, NULL, y, n, CPW_CRPS_STANDARD),
              "equal weights", round);
  }
}
END_TEST

/* one member: the absolute error. Many quantiles of a normal: the closed form. */
START_TEST(limits_of_ensembles)
{
  same_bits(score_of((const double[]){4}, NULL, 1.5, 1, CPW_CRPS_STANDARD), 2.5, "one member", 0);
  same_bits(score_of((const double[]){4, 4, 4}, NULL, 4, 3, CPW_CRPS_FAIR), 0, "exact", 0);
  same_bits(score_of((const double[]){-0.0, 0.0}, NULL, -0.0, 2, CPW_CRPS_FAIR), 0, "zeros", 0);
  int64_t n = 2000;
  double *x = malloc((size_t)n * sizeof *x);
  for (int64_t i = 0; i < n; i++)
    x[i] = 3 + 2 * cpw_normal_quantile(((double)i + 0.5) / (double)n);
  for (double y = -4; y < 10; y += 0.7)
    within(score_of(x, NULL, y, n, CPW_CRPS_STANDARD), cpw_crps_normal(3, 2, y), 2e-3, "normal", 0);
  free(x);
}
END_TEST

/* quantiles at (i - 1/2)/m score as the ensemble that they are */
START_TEST(quantiles_as_members)
{
  uint64_t state = 16;
  for (int round = 0; round < rounds(300, 30); round++) {
    cpw_error err;
    int64_t m = 1 + (int64_t)(draw_bits(&state) % 30);
    double x[60], p[30], y[2], score[2], expected[2];
    fill(x, 2 * m, round % 5, state);
    qsort(x, (size_t)m, sizeof *x, compare_doubles);
    qsort(x + m, (size_t)m, sizeof *x, compare_doubles);
    for (int64_t i = 0; i < m; i++)
      p[i] = ((double)i + 0.5) / (double)m;
    y[0] = draw_kind(&state, round % 5);
    y[1] = x[m];
    fine(cpw_crps_quantiles(x, p, y, 2, m, score, &err), &err);
    fine(cpw_crps_ensembles(x, NULL, y, 2, m, CPW_CRPS_STANDARD, NULL, expected, &err), &err);
    for (int i = 0; i < 2; i++)
      ck_assert_double_le(fabs(score[i] - expected[i]), 1e-12 * (score[i] + expected[i]));
  }
}
END_TEST

START_TEST(misuse)
{
  cpw_error err;
  const double inf = (double)INFINITY, nan = (double)NAN;
  double x[] = {1, 2, 3, 4}, bad[] = {1, 2, 3, nan}, far[] = {-1e308, 1.7e308}, y[] = {1, 2};
  double off[] = {0, inf}, out[2] = {77, 77}, w[] = {1, 1, 1, 0}, negative[] = {1, 1, -1, 1};
  double none[] = {1, 1, 0, 0}, heavy[] = {1e308, 1e308, 1, 1}, p[] = {0.5, 2};
  cpw_allocator half = {0};
#define ENSEMBLES(x, w, y, cases, n, form, a, out)                                                 \
  cpw_crps_ensembles(x, w, y, cases, n, form, a, out, &err)
  fails(ENSEMBLES(NULL, NULL, y, 2, 2, 1, NULL, out), CPW_EINVAL, &err, "the forecast is NULL");
  fails(ENSEMBLES(x, NULL, NULL, 2, 2, 1, NULL, out), CPW_EINVAL, &err, "observed is NULL");
  fails(ENSEMBLES(x, NULL, y, 2, 2, 1, NULL, NULL), CPW_EINVAL, &err, "out is NULL");
  fails(ENSEMBLES(x, NULL, y, -1, 2, 1, NULL, out), CPW_EINVAL, &err, "cases = -1");
  fails(ENSEMBLES(x, NULL, y, 2, 0, 1, NULL, out), CPW_EINVAL, &err, "n = 0");
  fails(ENSEMBLES(x, NULL, y, 2, INT64_MAX, 1, NULL, out), CPW_EOVERFLOW, &err, "too large");
  fails(ENSEMBLES(x, NULL, y, 2, 2, 3, NULL, out), CPW_EINVAL, &err, "form = 3");
  fails(ENSEMBLES(x, NULL, y, 2, 1, 2, NULL, out), CPW_EINVAL, &err, "fair");
  fails(ENSEMBLES(x, NULL, y, 2, 2, 1, &half, out), CPW_EINVAL, &err, "alloc");
  fails(ENSEMBLES(bad, NULL, y, 2, 2, 1, NULL, out), CPW_EDOMAIN, &err,
        "a member of case 1 is nan");
  ck_assert_int_eq(err.index, 1);
  fails(ENSEMBLES(x, NULL, off, 2, 2, 1, NULL, out), CPW_EDOMAIN, &err,
        "observed of case 1 is inf");
  fails(ENSEMBLES(far, NULL, y, 1, 2, 1, NULL, out), CPW_EOVERFLOW, &err, "case 0");
  fails(ENSEMBLES(x, negative, y, 2, 2, 1, NULL, out), CPW_EDOMAIN, &err,
        "a weight of case 1 is -1");
  fails(ENSEMBLES(x, bad, y, 2, 2, 1, NULL, out), CPW_EDOMAIN, &err, "a weight of case 1 is nan");
  fails(ENSEMBLES(x, none, y, 2, 2, 1, NULL, out), CPW_EDOMAIN, &err, "0 members with weight");
  fails(ENSEMBLES(x, w, y, 2, 2, 2, NULL, out), CPW_EDOMAIN, &err, "1 members with weight");
  fails(ENSEMBLES(x, heavy, y, 2, 2, 1, NULL, out), CPW_EOVERFLOW, &err, "weights of case 0");
  fine(ENSEMBLES(NULL, NULL, NULL, 0, 2, 1, NULL, NULL), &err);
#define QUANTILES(x, p, y, cases, n, out) cpw_crps_quantiles(x, p, y, cases, n, out, &err)
  p[1] = 0.9;
  fails(QUANTILES(NULL, p, y, 2, 2, out), CPW_EINVAL, &err, "the forecast is NULL");
  fails(QUANTILES(x, NULL, y, 2, 2, out), CPW_EINVAL, &err, "p is NULL");
  fails(QUANTILES(x, p, y, 2, 0, out), CPW_EINVAL, &err, "count = 0");
  fails(QUANTILES(bad, p, y, 2, 2, out), CPW_EDOMAIN, &err, "a quantile of case 1 is nan");
  fails(QUANTILES(x, p, off, 2, 2, out), CPW_EDOMAIN, &err, "observed of case 1 is inf");
  fails(QUANTILES(far, p, y, 1, 2, out), CPW_EOVERFLOW, &err, "case 0");
  p[1] = 2;
  fails(QUANTILES(x, p, y, 2, 2, out), CPW_EDOMAIN, &err, "p[1] = 2");
  same_bits(out[0], 77, "untouched", 0);
}
END_TEST

static int32_t ask(void *context) {
  cpw_error err;
  const double x[] = {3, 1, 2}, y = 2.5;
  double out;
  return cpw_crps_ensembles(x, NULL, &y, 1, 3, CPW_CRPS_FAIR, context, &out, &err);
}

START_TEST(memory_runs_out)
{ cpwt_each_allocation_fails(ask, NULL); }
END_TEST

void crps_tests(const cases *c) {
  tcase_add_test(c->reference, as_fractions);
  tcase_add_test(c->reference, normal_values);
  tcase_add_test(c->properties, as_the_double_sum);
  tcase_add_test(c->limits, limits_of_ensembles);
  tcase_add_test(c->properties, quantiles_as_members);
  tcase_add_test(c->errors, misuse);
  tcase_add_test(c->oom, memory_runs_out);
}
