/* Scores of points and intervals: by definition, by hand, in any order, and misuse. */
#include "stats/check_stats.h"

START_TEST(pinball_and_interval)
{
  same_bits(cpw_pinball_loss(10, 0.75, 14), 3, "under", 0);
  same_bits(cpw_pinball_loss(10, 0.75, 6), 1, "over", 0);
  same_bits(cpw_pinball_loss(10, 0.75, 10), 0, "met", 0);
  same_bits(cpw_pinball_loss(10, 0, 14), 0, "p = 0", 0);
  same_bits(cpw_pinball_loss(10, 1, 4), 0, "p = 1", 0);
  const double nan = (double)NAN;
  ck_assert(cpwi_is_nan(cpw_pinball_loss(1, -0.1, 1)) && cpwi_is_nan(cpw_pinball_loss(1, 1.1, 1)));
  ck_assert(cpwi_is_nan(cpw_pinball_loss(nan, 0.5, 1)) &&
            cpwi_is_nan(cpw_pinball_loss(1, 0.5, nan)));
  ck_assert(cpwi_is_nan(cpw_pinball_loss(1, nan, 1)));
  same_bits(cpw_interval_score(2, 6, 0.75, 4), 4, "inside", 0);
  same_bits(cpw_interval_score(2, 6, 0.75, 6), 4, "at the end", 0);
  same_bits(cpw_interval_score(2, 6, 0.75, 1), 4 + 8, "below", 0);
  same_bits(cpw_interval_score(2, 6, 0.75, 9), 4 + 24, "above", 0);
  ck_assert(cpwi_is_nan(cpw_interval_score(6, 2, 0.75, 4)));
  ck_assert(cpwi_is_nan(cpw_interval_score(2, 6, 0, 4)));
  ck_assert(cpwi_is_nan(cpw_interval_score(2, 6, 1, 4)));
  ck_assert(cpwi_is_nan(cpw_interval_score(2, 6, 0.5, nan)));
  ck_assert(cpwi_is_nan(cpw_interval_score(nan, 6, 0.5, 4)));
  /* an interval of quantiles scores 2/(1 - level) times the sum of its two pinball losses */
  for (double y = -3; y < 12; y += 0.37) {
    double sum = cpw_pinball_loss(2, 0.125, y) + cpw_pinball_loss(6, 0.875, y);
    within(cpw_interval_score(2, 6, 0.75, y), sum * 8, 1e-14, "identity", 0);
  }
}
END_TEST

START_TEST(coverage_by_hand)
{
  const double lower[] = {0, 0, 0, 5, -4}, upper[] = {1, 2, 3, 5, -2}, y[] = {0.5, 2, 4, 5, -5};
  cpw_error err;
  cpw_coverage c;
  cpw_interval share;
  fine(cpw_interval_coverage(lower, upper, y, 5, 0.8, 0.9, &c, &err), &err);
  fine(cpw_wilson_interval(3, 5, 0.9, &share, &err), &err);
  ck_assert_int_eq(c.count, 5);
  ck_assert_int_eq(c.covered, 3);
  ck_assert_int_eq(c.below, 1);
  ck_assert_int_eq(c.above, 1);
  same_bits(c.coverage, 0.6, "coverage", 0);
  same_bits(c.coverage_lower, share.lower, "lower", 0);
  same_bits(c.coverage_upper, share.upper, "upper", 0);
  within(c.mean_width, 8.0 / 5, 1e-15, "width", 0);
  within(c.mean_score, (8 + 10.0 + 10.0) / 5, 1e-14, "score", 0);
}
END_TEST

START_TEST(accuracy_by_hand)
{
  const double a[] = {100, 0, 50, -20, 0}, f[] = {110, 2, 40, -20, 0};
  cpw_error err;
  cpw_accuracy r;
  fine(cpw_forecast_accuracy(a, f, 5, 4, &r, &err), &err);
  ck_assert_int_eq(r.count, 5);
  ck_assert_int_eq(r.zero_actuals, 2);
  same_bits(r.bias, 2.0 / 5, "bias", 0);
  same_bits(r.mae, 22.0 / 5, "mae", 0);
  within(r.rmse, sqrt(204.0 / 5), 3e-16, "rmse", 0);
  within(r.mape, (0.1 + 0.2) / 3, 3e-16, "mape", 0);
  within(r.smape, (20.0 / 210 + 2 + 20.0 / 90) / 5, 5e-16, "smape", 0);
  within(r.mase, 1.1, 3e-16, "mase", 0);
  fine(cpw_forecast_accuracy(a + 1, f + 1, 1, (double)NAN, &r, &err), &err);
  ck_assert(cpwi_is_nan(r.mape) && cpwi_is_nan(r.mase));
  const double big_a[] = {-1e308, 3e-320}, big_f[] = {-1.5e308, 1};
  fine(cpw_forecast_accuracy(big_a, big_f, 2, (double)NAN, &r, &err), &err);
  within(r.smape, (2 * 0.5 / 2.5 + 2) / 2, 1e-15, "smape of large numbers", 0);
  within(r.rmse, 0.5e308 / sqrt(2), 1e-15, "rmse of large numbers", 0);
  same_bits(r.mape, (double)INFINITY, "mape of a tiny actual", 0);
}
END_TEST

START_TEST(scale_by_hand)
{
  const double y[] = {1, 4, 2, 8, 5, 7};
  cpw_error err;
  double scale;
  fine(cpw_naive_scale(y, 6, 1, &scale, &err), &err);
  within(scale, (3 + 2 + 6 + 3 + 2) / 5.0, 1e-16, "season 1", 0);
  fine(cpw_naive_scale(y, 6, 3, &scale, &err), &err);
  within(scale, (7 + 1 + 5) / 3.0, 1e-16, "season 3", 0);
  fine(cpw_naive_scale(y, 6, 5, &scale, &err), &err);
  same_bits(scale, 6, "season 5", 0);
}
END_TEST

START_TEST(any_order)
{
  enum { N = 200 };
  double a[N], f[N], u[N];
  uint64_t state = 40;
  cpw_error err;
  cpw_accuracy first, again;
  cpw_coverage cover, recover;
  for (int i = 0; i < N; i++) {
    a[i] = draw_kind(&state, _i);
    f[i] = draw_kind(&state, _i);
    u[i] = f[i] + fabs(draw_kind(&state, _i));
  }
  fine(cpw_forecast_accuracy(a, f, N, 3, &first, &err), &err);
  fine(cpw_interval_coverage(f, u, a, N, 0.9, 0.95, &cover, &err), &err);
  for (int i = N - 1; i > 0; i--) {
    int j = (int)(draw_bits(&state) % (uint64_t)(i + 1));
    double *arrays[] = {a, f, u};
    for (int k = 0; k < 3; k++) {
      double v = arrays[k][i];
      arrays[k][i] = arrays[k][j];
      arrays[k][j] = v;
    }
  }
  fine(cpw_forecast_accuracy(a, f, N, 3, &again, &err), &err);
  fine(cpw_interval_coverage(f, u, a, N, 0.9, 0.95, &recover, &err), &err);
  ck_assert_mem_eq(&first, &again, sizeof first);
  ck_assert_mem_eq(&cover, &recover, sizeof cover);
  ck_assert_int_eq(cover.covered + cover.below + cover.above, N);
  ck_assert(fabs(first.bias) <= first.mae && first.mae <= first.rmse * (1 + 1e-15));
  ck_assert(cover.mean_score >= cover.mean_width);
}
END_TEST

START_TEST(misuse)
{
  cpw_error err;
  const double nan = (double)NAN, inf = (double)INFINITY;
  const double x[] = {1, 2}, bad[] = {1, nan}, low[] = {0, 3}, huge[] = {-1.7e308, 1.7e308};
  const double minus[] = {1.7e308, -1.7e308};
  cpw_coverage c = {.count = 77};
  cpw_accuracy a = {.count = 77};
  double scale = 77;
#define COVERAGE(l, u, y, n, level, confidence, out)                                               \
  cpw_interval_coverage(l, u, y, n, level, confidence, out, &err)
  fails(COVERAGE(NULL, x, x, 2, 0.9, 0.9, &c), CPW_EINVAL, &err, "lower is NULL");
  fails(COVERAGE(x, NULL, x, 2, 0.9, 0.9, &c), CPW_EINVAL, &err, "upper is NULL");
  fails(COVERAGE(x, x, NULL, 2, 0.9, 0.9, &c), CPW_EINVAL, &err, "observed is NULL");
  fails(COVERAGE(x, x, x, 2, 0.9, 0.9, NULL), CPW_EINVAL, &err, "out is NULL");
  fails(COVERAGE(x, x, x, 0, 0.9, 0.9, &c), CPW_EINVAL, &err, "n = 0");
  fails(COVERAGE(x, x, x, 2, 1, 0.9, &c), CPW_EDOMAIN, &err, "level = 1");
  fails(COVERAGE(x, x, x, 2, 0.9, nan, &c), CPW_EDOMAIN, &err, "confidence = nan");
  fails(COVERAGE(bad, x, x, 2, 0.9, 0.9, &c), CPW_EDOMAIN, &err, "lower[1] = nan");
  fails(COVERAGE(x, bad, x, 2, 0.9, 0.9, &c), CPW_EDOMAIN, &err, "upper[1] = nan");
  fails(COVERAGE(x, x, bad, 2, 0.9, 0.9, &c), CPW_EDOMAIN, &err, "observed[1] = nan");
  fails(COVERAGE(low, x, x, 2, 0.9, 0.9, &c), CPW_EDOMAIN, &err,
        "lower[1] = 3 must be <= upper[1]");
  ck_assert_int_eq(err.index, 1);
  fails(COVERAGE(x, x, huge, 2, 0.9, 0.9, &c), CPW_EOVERFLOW, &err, "case 0");
  fails(cpw_forecast_accuracy(NULL, x, 2, nan, &a, &err), CPW_EINVAL, &err, "actual is NULL");
  fails(cpw_forecast_accuracy(x, NULL, 2, nan, &a, &err), CPW_EINVAL, &err, "forecast is NULL");
  fails(cpw_forecast_accuracy(x, x, 2, nan, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  fails(cpw_forecast_accuracy(x, x, 0, nan, &a, &err), CPW_EINVAL, &err, "n = 0");
  fails(cpw_forecast_accuracy(x, x, 2, 0, &a, &err), CPW_EDOMAIN, &err, "scale = 0");
  fails(cpw_forecast_accuracy(x, x, 2, inf, &a, &err), CPW_EDOMAIN, &err, "scale = inf");
  fails(cpw_forecast_accuracy(bad, x, 2, nan, &a, &err), CPW_EDOMAIN, &err, "actual[1] = nan");
  fails(cpw_forecast_accuracy(x, bad, 2, nan, &a, &err), CPW_EDOMAIN, &err, "forecast[1] = nan");
  fails(cpw_forecast_accuracy(huge, minus, 2, nan, &a, &err), CPW_EOVERFLOW, &err, "forecast[0]");
  fails(cpw_naive_scale(NULL, 2, 1, &scale, &err), CPW_EINVAL, &err, "series is NULL");
  fails(cpw_naive_scale(x, 2, 1, NULL, &err), CPW_EINVAL, &err, "scale is NULL");
  fails(cpw_naive_scale(x, 2, 0, &scale, &err), CPW_EINVAL, &err, "season = 0");
  fails(cpw_naive_scale(x, 2, 2, &scale, &err), CPW_EINVAL, &err, "season = 2");
  fails(cpw_naive_scale(bad, 2, 1, &scale, &err), CPW_EDOMAIN, &err, "series[1] = nan");
  fails(cpw_naive_scale(huge, 2, 1, &scale, &err), CPW_EOVERFLOW, &err, "series[1] - series[0]");
  same_bits(scale, 77, "untouched", 0);
  ck_assert_int_eq(a.count, 77);
  ck_assert_int_eq(c.count, 77);
}
END_TEST

void score_tests(const cases *c) {
  tcase_add_test(c->reference, pinball_and_interval);
  tcase_add_test(c->reference, coverage_by_hand);
  tcase_add_test(c->reference, accuracy_by_hand);
  tcase_add_test(c->reference, scale_by_hand);
  tcase_add_loop_test(c->properties, any_order, 0, 5);
  tcase_add_test(c->errors, misuse);
}
