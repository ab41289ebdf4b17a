/* The elementary functions against those of libm in long double, and their special values. */
#include "random/check_random.h"

#include <float.h>

static real unit_in_last_place(real exact) {
  int exponent;
  (void)frexpl(exact, &exponent);
  return ldexpl(1, exponent - 53 > -1074 ? exponent - 53 : -1074);
}

typedef struct range {
  const char *name;
  double (*ours)(double);
  real (*exact)(real);
  double low, high;
  int geometric; /* points spread by ratio, with the sign of low */
  double most;   /* units in the last place */
} range;

static real log_gamma_exact(real x) {
  return lgammal(x);
}

static const range ranges[] = {
    {"log", cpw_math_log, logl, 1e-300, 1e300, 1, 0.51},
    {"log", cpw_math_log, logl, 0.5, 2, 0, 0.51},
    {"log", cpw_math_log, logl, 0.985, 1.02, 0, 0.51},
    {"log", cpw_math_log, logl, 0.999999, 1.000001, 0, 0.51},
    {"log", cpw_math_log, logl, 5e-324, 3e-308, 1, 0.51},
    {"log1p", cpw_math_log1p, log1pl, 1e-20, 1e300, 1, 0.51},
    {"log1p", cpw_math_log1p, log1pl, -1e-20, -0.9999999, 1, 0.51},
    {"log1p", cpw_math_log1p, log1pl, -0.95, 3, 0, 0.51},
    {"log1p", cpw_math_log1p, log1pl, -0.02, 0.02, 0, 0.51},
    {"exp", cpw_math_exp, expl, -708.3, 709.7, 0, 0.52},
    {"exp", cpw_math_exp, expl, -1, 1, 0, 0.52},
    {"exp", cpw_math_exp, expl, 1e-18, 1, 1, 0.52},
    {"exp", cpw_math_exp, expl, -745.1, -708.3, 0, 0.77},
    {"expm1", cpw_math_expm1, expm1l, -1, 1, 0, 0.54},
    {"expm1", cpw_math_expm1, expm1l, -0.02, 0.02, 0, 0.54},
    {"expm1", cpw_math_expm1, expm1l, -45, 45, 0, 0.54},
    {"expm1", cpw_math_expm1, expm1l, 1e-18, 700, 1, 0.54},
    {"expm1", cpw_math_expm1, expm1l, -1e-18, -50, 1, 0.54},
    {"log_gamma", cpw_math_log_gamma, log_gamma_exact, 1e-300, 0.8, 1, 2},
    {"log_gamma", cpw_math_log_gamma, log_gamma_exact, 0.3, 3, 0, 2},
    {"log_gamma", cpw_math_log_gamma, log_gamma_exact, 0.99, 1.01, 0, 2},
    {"log_gamma", cpw_math_log_gamma, log_gamma_exact, 1.99, 2.01, 0, 2},
    {"log_gamma", cpw_math_log_gamma, log_gamma_exact, 2, 12, 0, 2},
    {"log_gamma", cpw_math_log_gamma, log_gamma_exact, 10, 1e3, 1, 2},
    {"log_gamma", cpw_math_log_gamma, log_gamma_exact, 1e3, 2e305, 1, 2},
};
#define RANGES ((int)(sizeof ranges / sizeof *ranges))

START_TEST(errors_in_the_last_place)
{
  if (!can_judge()) return;
  const range *r = &ranges[_i];
  cpw_stream stream;
  cpw_stream_init(&stream, 31, (uint64_t)_i, 0, 0);
  int64_t n = rounds(400000, 20000);
  real worst = 0;
  double at = 0;
  for (int64_t i = 0; i < n; i++) {
    real u = cpw_random_uniform(&stream);
    double x = (double)(r->geometric ? r->low * powl((real)r->high / r->low, u)
                                     : r->low + (r->high - r->low) * u);
    real exact = r->exact(x);
    if (exact == 0) continue;
    real error = fabsl(r->ours(x) - exact) / unit_in_last_place(exact);
    if (!(error <= worst)) {
      worst = error;
      at = x;
    }
  }
  if (getenv("CAREPATH_VERBOSE"))
    printf("%-10s %10g to %10g: %.4Lf ulp at %.17g\n", r->name, r->low, r->high, worst, at);
  ck_assert_msg(worst < r->most, "%s(%.17g) is off by %.4Lf units in the last place", r->name, at,
                worst);
}
END_TEST

START_TEST(powers)
{
  if (!can_judge()) return;
  cpw_stream stream;
  cpw_stream_init(&stream, 32, 0, 0, 0);
  for (int64_t i = rounds(400000, 20000); i > 0; i--) {
    double y = -1000 + 2000 * cpw_random_uniform(&stream);
    double x = (double)expl((-745 + 1454 * (real)cpw_random_uniform(&stream)) / y);
    real exact = powl(x, y);
    if (!(exact < 0x1p1023L) || exact < 0x1p-1021L) continue;
    real error = fabsl(cpw_math_pow(x, y) - exact) / unit_in_last_place(exact);
    if (error >= 0.6L) ck_abort_msg("pow(%.17g, %.17g) is off by %.4Lf ulp", x, y, error);
  }
}
END_TEST

START_TEST(special_values)
{
  double nan = CPWI_NAN, inf = 1 / (nan == nan ? 1.0 : 0.0);
  static const struct {
    double (*ours)(double);
    double x, y;
  } rows[] = {
      {cpw_math_log, 1, 0},
      {cpw_math_log, 0x1p-1074, -0x1.74385446d71c3p+9},
      {cpw_math_log, DBL_MAX, 0x1.62e42fefa39efp+9},
      {cpw_math_log1p, 0x1p-1074, 0x1p-1074},
      {cpw_math_log1p, -0x1p-60, -0x1p-60},
      {cpw_math_log1p, DBL_MAX, 0x1.62e42fefa39efp+9},
      {cpw_math_exp, 0, 1},
      {cpw_math_exp, -746, 0},
      {cpw_math_exp, -745.2, 0},
      {cpw_math_exp, -745.13, 0x1p-1074},
      {cpw_math_exp, 0x1p-60, 1},
      {cpw_math_exp, 709.782712893384, DBL_MAX * (1 - 0x1.d1p-44)},
      {cpw_math_expm1, 0x1p-1074, 0x1p-1074},
      {cpw_math_expm1, -1e-17, -1e-17},
      {cpw_math_expm1, -1000, -1},
      {cpw_math_expm1, -40, -1},
      {cpw_math_log_gamma, 1, 0},
      {cpw_math_log_gamma, 2, 0},
      {cpw_math_log_gamma, 3, 0x1.62e42fefa39efp-1},
      {cpw_math_log_gamma, 0.5, 0x1.250d048e7a1bdp-1},
      {cpw_math_log_gamma, 0x1p-1074, 0x1.74385446d71c3p+9},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    double y = rows[i].ours(rows[i].x);
    ck_assert_msg(fabs(y - rows[i].y) <= fabs(rows[i].y) * 1e-12, "row %zu: f(%.17g) = %.17g", i,
                  rows[i].x, y);
    if (rows[i].y == 0 || fabs(rows[i].y) < 0x1p-1000) ck_assert_double_eq(y, rows[i].y);
  }
  ck_assert_double_eq(cpw_math_log(0), -inf);
  ck_assert_double_eq(cpw_math_log(-0.0), -inf);
  ck_assert_double_eq(cpw_math_log(inf), inf);
  ck_assert_double_nan(cpw_math_log(-1));
  ck_assert_double_nan(cpw_math_log(-inf));
  ck_assert_double_nan(cpw_math_log(nan));
  ck_assert_double_eq(cpw_math_log1p(-1), -inf);
  ck_assert_double_eq(cpw_math_log1p(inf), inf);
  ck_assert_double_nan(cpw_math_log1p(-1.5));
  ck_assert_double_nan(cpw_math_log1p(nan));
  ck_assert(signbit(cpw_math_log1p(-0.0)) && signbit(cpw_math_expm1(-0.0)));
  ck_assert_double_eq(cpw_math_exp(inf), inf);
  ck_assert_double_eq(cpw_math_exp(710), inf);
  ck_assert_double_eq(cpw_math_exp(709.8), inf);
  ck_assert_double_eq(cpw_math_exp(-inf), 0);
  ck_assert_double_nan(cpw_math_exp(nan));
  ck_assert_double_eq(cpw_math_expm1(inf), inf);
  ck_assert_double_eq(cpw_math_expm1(-inf), -1);
  ck_assert_double_nan(cpw_math_expm1(nan));
  ck_assert_double_eq(cpw_math_log_gamma(0), inf);
  ck_assert_double_eq(cpw_math_log_gamma(inf), inf);
  ck_assert_double_eq(cpw_math_log_gamma(1e306), inf);
  ck_assert_double_nan(cpw_math_log_gamma(-0.5));
  ck_assert_double_nan(cpw_math_log_gamma(nan));
}
END_TEST

START_TEST(special_powers)
{
  double nan = CPWI_NAN, inf = 1 / (nan == nan ? 1.0 : 0.0);
  const double rows[][3] = {
      {2, 10, 1024},
      {2, -1074, 0x1p-1074},
      {2, 1024, inf},
      {2, -1080, 0},
      {0, 2, 0},
      {0, -2, inf},
      {0, 0, 1},
      {nan, 0, 1},
      {1, nan, 1},
      {1, inf, 1},
      {inf, 2, inf},
      {inf, -2, 0},
      {0.5, inf, 0},
      {0.5, -inf, inf},
      {2, inf, inf},
      {2, -inf, 0},
      {1e300, 1e300, inf},
      {1e-300, 1e300, 0},
      {9, 0.5, 3},
      {0x1p-1074, 1, 0x1p-1074},
      {DBL_MAX, 1, DBL_MAX},
      {1 + 0x1p-52, 0x1p-52, 1},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    double y = cpw_math_pow(rows[i][0], rows[i][1]);
    ck_assert_msg(y == rows[i][2], "pow(%g, %g) = %.17g", rows[i][0], rows[i][1], y);
  }
  ck_assert_double_nan(cpw_math_pow(-1, 2));
  ck_assert_double_nan(cpw_math_pow(nan, 2));
  ck_assert_double_nan(cpw_math_pow(2, nan));
}
END_TEST

/* What mass functions are made of. */
START_TEST(deviances_and_corrections)
{
  if (!can_judge()) return;
  cpw_stream stream;
  cpw_stream_init(&stream, 33, 0, 0, 0);
  real worst = 0, other = 0;
  for (int64_t i = rounds(500000, 20000); i > 0; i--) {
    double m = (double)expl(-2 + 36 * (real)cpw_random_uniform(&stream));
    double d = m * (double)expm1l(-3 + 6 * (real)cpw_random_uniform(&stream));
    if (i % 2) d *= (double)expl(-30 * (real)cpw_random_uniform(&stream));
    real e = (real)d / m, sum = 0, power = e * e;
    for (int k = 2; k < 30; k++, power *= e)
      sum += (k % 2 ? -1 : 1) * power / (k * (k - 1));
    real exact = fabsl(e) < 0.02L ? m * sum : ((real)m + d) * log1pl(e) - d;
    worst = fmaxl(worst, fabsl(cpwi_deviance(d, m) / exact - 1));
    sum = 0;
    power = e * e;
    for (int k = 2; k < 30; k++, power *= e)
      sum += (k % 2 ? 1 : -1) * power / k;
    exact = fabsl(e) < 0.02L ? sum : log1pl(e) - e;
    if (e > -0.99L) other = fmaxl(other, fabsl(cpwi_log1p_minus((double)e) / exact - 1));
  }
  ck_assert_ldouble_le(worst, 2e-14L);
  ck_assert_ldouble_le(other, 2e-15L);
  ck_assert_double_eq(cpwi_deviance(-12.5, 12.5), 12.5);
  ck_assert_double_eq(cpwi_deviance(0, 3), 0);
  real log_factorial = 0;
  for (int n = 1; n < 3000; n++) {
    log_factorial += logl(n);
    real exact = log_factorial - (n * (logl(n) - 1) + logl(2 * 3.14159265358979323846L * n) / 2);
    ck_assert_ldouble_eq_tol(cpwi_stirling(n), exact, 2e-15L + n * 2e-17L);
  }
}
END_TEST

void math_tests(const cases *c) {
  tcase_add_loop_test(c->reference, errors_in_the_last_place, 0, RANGES);
  tcase_add_test(c->reference, powers);
  tcase_add_test(c->reference, deviances_and_corrections);
  tcase_add_test(c->limits, special_values);
  tcase_add_test(c->limits, special_powers);
}
