/* Laws of parameters, points, Sobol' indices, screening, tornado, value of information and tails: closed forms,
 * published values, quantiles of R 4.2, and brute force. */
#include "carepath.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PI 3.14159265358979323846

static int near(double got, double expected, double relative) {
  return fabs(got - expected) <= relative * (fabs(expected) > 1 ? fabs(expected) : 1);
}

static const double *real(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->real) ck_abort_msg("%s is not there", name);
  return a->real;
}

static cpw_parameter of(int32_t law, double a, double b, double c) {
  cpw_parameter p;
  memset(&p, 0, sizeof p);
  p.law = law;
  p.a = a;
  p.b = b;
  p.c = c;
  return p;
}

static cpw_sensitivity_options usual(void) {
  cpw_sensitivity_options o;
  cpw_sensitivity_options_init(&o);
  return o;
}

/* ---------------------------------------------------------------- laws ---------------------- */

/* Rscript -e 'options(digits=17); qgamma(c(.1,.5,.9),4,scale=2.5); qlnorm(c(.1,.9),log(10)-log(1.25)/2,
 * sqrt(log(1.25))); qbeta(c(.1,.5,.9),2,5); 2+10*qbeta(c(.1,.5,.95),1.8,4.2)' and so on */
static const struct {
  int32_t law;
  double a, b, c, u, x;
} quantiles[] = {
    {CPW_PARAMETER_FIXED, 7, 0, 0, 0.3, 7},
    {CPW_PARAMETER_UNIFORM, -2, 6, 0, 0.25, 0},
    {CPW_PARAMETER_UNIFORM, -2, 6, 0, 1, 6},
    {CPW_PARAMETER_TRIANGULAR, 0, 10, 2, 0.2, 2},
    {CPW_PARAMETER_TRIANGULAR, 0, 10, 2, 0.8, 6},
    {CPW_PARAMETER_TRIANGULAR, 3, 3, 3, 0.8, 3},
    {CPW_PARAMETER_PERT, 2, 12, 4, 0.1, 2.8990213045924165},
    {CPW_PARAMETER_PERT, 2, 12, 4, 0.5, 4.7667225939251896},
    {CPW_PARAMETER_PERT, 2, 12, 4, 0.95, 8.2127672401619023},
    {CPW_PARAMETER_NORMAL, 10, 2, 0, 0.95, 10 + 2 * 1.6448536269514722},
    {CPW_PARAMETER_NORMAL_INTERVAL, 0.7, 0.95, 0, 0.1, 0.7},
    {CPW_PARAMETER_NORMAL_INTERVAL, 0.7, 0.95, 0.9, 0.95, 0.95},
    {CPW_PARAMETER_LOGNORMAL, 10, 5, 0, 0.1, 4.8823812260832105},
    {CPW_PARAMETER_LOGNORMAL, 10, 5, 0, 0.9, 16.385447242959025},
    {CPW_PARAMETER_LOGNORMAL_INTERVAL, 2, 8, 0, 0.1, 2},
    {CPW_PARAMETER_LOGNORMAL_INTERVAL, 2, 8, 0, 0.5, 4},
    {CPW_PARAMETER_LOGNORMAL_INTERVAL, 2, 8, 0, 0.9, 8},
    {CPW_PARAMETER_GAMMA, 10, 5, 0, 0.1, 4.3619239070622786},
    {CPW_PARAMETER_GAMMA, 10, 5, 0, 0.5, 9.1801518721272402},
    {CPW_PARAMETER_GAMMA, 10, 5, 0, 0.9, 16.701957670639661},
    {CPW_PARAMETER_BETA, 2, 5, 0, 0.1, 0.092595258913128753},
    {CPW_PARAMETER_BETA, 2, 5, 0, 0.9, 0.51031630655149163},
};

START_TEST(quantiles_of_laws)
{
  cpw_parameter p = of(quantiles[_i].law, quantiles[_i].a, quantiles[_i].b, quantiles[_i].c);
  double x = cpw_parameter_quantile(&p, quantiles[_i].u);
  ck_assert_msg(near(x, quantiles[_i].x, 1e-12), "%d: %.17g, expected %.17g", _i, x,
                quantiles[_i].x);
  ck_assert_str_eq(cpw_parameter_law_name(p.law),
                   cpw_parameter_law_name(cpw_parameter_law_number(cpw_parameter_law_name(p.law))));
}
END_TEST

/* closed forms; the lognormal interval's from R as above */
static const struct {
  int32_t law;
  double a, b, c, mean, sd;
} moments[] = {
    {CPW_PARAMETER_FIXED, 7, 0, 0, 7, 0},
    {CPW_PARAMETER_UNIFORM, 0, 12, 0, 6, 3.4641016151377544},
    {CPW_PARAMETER_TRIANGULAR, 0, 10, 2, 4, 2.1602468994692869},
    {CPW_PARAMETER_PERT, 2, 12, 4, 5, 1.7320508075688772},
    {CPW_PARAMETER_NORMAL, -3, 2, 0, -3, 2},
    {CPW_PARAMETER_NORMAL_INTERVAL, 0.7, 0.95, 0, 0.825, 0.25 / 2.5631031310892007},
    {CPW_PARAMETER_LOGNORMAL, 10, 5, 0, 10, 5},
    {CPW_PARAMETER_LOGNORMAL_INTERVAL, 2, 8, 0, 4.6300245475729369, 2.6990321225332501},
    {CPW_PARAMETER_LOGNORMAL_INTERVAL, 3, 3, 0, 3, 0},
    {CPW_PARAMETER_GAMMA, 10, 5, 0, 10, 5},
    {CPW_PARAMETER_BETA, 2, 5, 0, 2.0 / 7, 0.15971914124998499},
};

START_TEST(moments_of_laws)
{
  cpw_parameter p = of(moments[_i].law, moments[_i].a, moments[_i].b, moments[_i].c);
  double mean, sd;
  ck_assert_int_eq(cpw_parameter_moments(&p, &mean, &sd, NULL), CPW_OK);
  ck_assert_msg(near(mean, moments[_i].mean, 1e-14) && near(sd, moments[_i].sd, 1e-14),
                "%d: %.17g %.17g", _i, mean, sd);
  ck_assert_int_eq(cpw_parameter_moments(&p, NULL, NULL, NULL), CPW_OK);
}
END_TEST

START_TEST(choices)
{
  const double values[] = {5, 1, 3, 1}, weights[] = {2, 1, 4, 1};
  cpw_parameter p = of(CPW_PARAMETER_CHOICES, 0, 0, 0);
  p.values = values;
  p.weights = weights;
  p.count = 4;
  const double u[] = {0, 0.25, 0.26, 0.75, 0.76, 1}, x[] = {1, 1, 3, 3, 5, 5};
  double out[6], mean, sd;
  for (int i = 0; i < 6; i++)
    ck_assert_double_eq(cpw_parameter_quantile(&p, u[i]), x[i]);
  ck_assert_int_eq(cpw_parameters_map(&p, 1, u, 6, NULL, out, NULL), CPW_OK);
  ck_assert_mem_eq(out, x, sizeof x);
  ck_assert_int_eq(cpw_parameter_moments(&p, &mean, &sd, NULL), CPW_OK);
  ck_assert(near(mean, 3, 1e-15) && near(sd, sqrt(2), 1e-15));
  const double zeros[] = {0, 0, 1, 0};
  p.weights = zeros;
  ck_assert_double_eq(cpw_parameter_quantile(&p, 0), 3);
  p.weights = NULL;
  ck_assert_double_eq(cpw_parameter_quantile(&p, 0.5), 1);
}
END_TEST

static const struct {
  cpw_parameter p;
  int32_t code;
  const char *message;
} bad_laws[] = {
    {{.law = 11}, CPW_EINVAL, "parameter.law = 11 must be 0 to 10"},
    {{.law = -1}, CPW_EINVAL, "parameter.law = -1 must be 0 to 10"},
    {{.law = 1, .reserved = 1}, CPW_EINVAL, "parameter.reserved must be 0"},
    {{.law = 1, .count = 3},
     CPW_EINVAL,
     "parameter.values, .weights and .count are for choices alone"},
    {{.law = 1, .a = (double)NAN}, CPW_EDOMAIN, "parameter.a = nan must be finite (uniform)"},
    {{.law = 1, .a = 3, .b = 1}, CPW_EDOMAIN, "parameter.b = 1 must be >= a = 3 (uniform)"},
    {{.law = 1, .a = -1e308, .b = 1e308}, CPW_EOVERFLOW, "parameter: b - a is too large"},
    {{.law = 1, .b = 1, .c = 2},
     CPW_EDOMAIN,
     "parameter.c = 2 must be 0: the law does not take it (uniform)"},
    {{.law = 2, .b = 1, .c = 2},
     CPW_EDOMAIN,
     "parameter.c = 2 must be between a and b (triangular)"},
    {{.law = 4, .b = -1}, CPW_EDOMAIN, "parameter.b = -1 must be >= 0 (normal)"},
    {{.law = 5, .b = 1, .c = 1},
     CPW_EDOMAIN,
     "parameter.c = 1 must be 0 (for 0.8), or above 0 and below 1 (normal_interval)"},
    {{.law = 6, .b = 1}, CPW_EDOMAIN, "parameter.a = 0 must be > 0 (lognormal)"},
    {{.law = 6, .a = 1, .b = 1e7},
     CPW_EDOMAIN,
     "parameter.b = 10000000 must be >= 0 and at most 1e6 times a (lognormal)"},
    {{.law = 7, .b = 1}, CPW_EDOMAIN, "parameter.a = 0 must be > 0 (lognormal_interval)"},
    {{.law = 8, .a = 1}, CPW_EDOMAIN, "parameter.b = 0 must be at least 1e-6 times a (gamma)"},
    {{.law = 9, .a = 2e10, .b = 1},
     CPW_EDOMAIN,
     "parameter.a = 20000000000 must be at most 1e10 (beta)"},
    {{.law = 9, .a = 2}, CPW_EDOMAIN, "parameter.b = 0 must be > 0 and at most 1e10 (beta)"},
    {{.law = 10}, CPW_EINVAL, "parameter.values must hold at least one value (choices)"},
};

START_TEST(laws_that_are_none)
{
  cpw_error err;
  ck_assert_int_eq(cpw_parameter_check(&bad_laws[_i].p, NULL, &err), bad_laws[_i].code);
  ck_assert_str_eq(err.message, bad_laws[_i].message);
  ck_assert_double_nan(cpw_parameter_quantile(&bad_laws[_i].p, 0.5));
}
END_TEST

START_TEST(choices_that_are_none)
{
  double values[] = {1, 2}, weights[] = {0, 0};
  cpw_parameter p = of(CPW_PARAMETER_CHOICES, 0, 0, 0);
  cpw_error err;
  p.values = values;
  p.weights = weights;
  p.count = 2;
  ck_assert_int_eq(cpw_parameter_check(&p, "parameters[3]", &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "parameters[3].weights must not all be 0");
  weights[1] = -1;
  ck_assert_int_eq(cpw_parameter_check(&p, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "parameter.weights[1] = -1 must be finite and >= 0");
  weights[1] = 1;
  values[0] = (double)INFINITY;
  ck_assert_int_eq(cpw_parameter_check(&p, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "parameter.values[0] = inf must be finite");
  values[0] = -1.7e308;
  values[1] = 1.7e308;
  ck_assert_int_eq(cpw_parameter_check(&p, NULL, &err), CPW_EOVERFLOW);
  ck_assert_int_eq(cpw_parameter_check(NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "parameter is NULL");
  ck_assert_ptr_null(cpw_parameter_law_name(11));
  ck_assert_int_eq(cpw_parameter_law_number("flat"), CPW_ENOTFOUND);
  ck_assert_int_eq(cpw_parameter_law_number(NULL), CPW_ENOTFOUND);
}
END_TEST

START_TEST(maps_that_are_none)
{
  cpw_parameter p[2] = {of(CPW_PARAMETER_NORMAL, 0, 1, 0), of(CPW_PARAMETER_UNIFORM, 0, 1, 0)};
  double unit[4] = {0.5, 0.5, 0, 0.5}, x[4] = {9, 9, 9, 9};
  cpw_error err;
  ck_assert_int_eq(cpw_parameters_map(p, 2, unit, 2, NULL, x, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "unit[1][0] = 0 gives -inf, which is not finite (normal)");
  unit[3] = 1.5;
  unit[2] = 0.1;
  ck_assert_int_eq(cpw_parameters_map(p, 2, unit, 2, NULL, x, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "unit[1][1] = 1.5 must be from 0 to 1");
  ck_assert_int_eq(err.index, 3);
  p[1].b = -1;
  ck_assert_int_eq(cpw_parameters_map(p, 2, unit, 2, NULL, x, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "parameters[1].b = -1 must be >= a = 0 (uniform)");
  ck_assert_int_eq(cpw_parameters_map(NULL, 2, unit, 2, NULL, x, &err), CPW_EINVAL);
  p[1].b = 1;
  ck_assert_int_eq(cpw_parameters_map(p, 0, unit, 2, NULL, x, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_parameters_map(p, 2, unit, -1, NULL, x, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_parameters_map(p, 2, NULL, 2, NULL, x, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_parameters_map(p, 2, unit, INT64_MAX, NULL, x, &err), CPW_EOVERFLOW);
  for (int i = 0; i < 4; i++)
    ck_assert_double_eq(x[i], 9);
  ck_assert_int_eq(cpw_parameters_map(p, 2, NULL, 0, NULL, NULL, &err), CPW_OK);
}
END_TEST

/* ---------------------------------------------------------------- points -------------------- */

/* the first ten points in three dimensions, as in Bratley and Fox and everywhere since */
START_TEST(first_points)
{
  static const double known[] = {0,      0,      0,      0.5,    0.5,    0.5,   0.75,  0.25,
                                 0.25,   0.25,   0.75,   0.75,   0.375,  0.375, 0.625, 0.875,
                                 0.875,  0.125,  0.625,  0.125,  0.875,  0.125, 0.625, 0.375,
                                 0.1875, 0.3125, 0.9375, 0.6875, 0.8125, 0.4375};
  double unit[30], part[9];
  ck_assert_int_eq(cpw_sobol_points(0, 10, 3, 0, 0, unit, NULL), CPW_OK);
  ck_assert_mem_eq(unit, known, sizeof known);
  ck_assert_int_eq(cpw_sobol_points(7, 3, 3, 0, 0, part, NULL), CPW_OK);
  ck_assert_mem_eq(part, known + 21, sizeof part);
  ck_assert_int_eq(cpw_sobol_points(CPW_SOBOL_MOST - 1, 1, 3, 1, 5, part, NULL), CPW_OK);
  ck_assert_int_eq(cpw_sobol_points(CPW_SOBOL_MOST, 0, 3, 1, 5, NULL, NULL), CPW_OK);
}
END_TEST

#define NET 1024
static double net[NET * CPW_SOBOL_DIMENSIONS];

/* Every dimension has one point in each of 2^k cells, scrambled or not; and dimensions 1 and 2 one in each
 * box of that size (a (0, 10, 2)-net). */
START_TEST(points_are_even)
{
  static char seen[NET];
  ck_assert_int_eq(cpw_sobol_points(NET * _i, NET, CPW_SOBOL_DIMENSIONS, _i > 0, 3, net, NULL),
                   CPW_OK);
  for (int d = 0; d < CPW_SOBOL_DIMENSIONS; d++) {
    memset(seen, 0, sizeof seen);
    for (int i = 0; i < NET; i++)
      seen[(int)(net[i * CPW_SOBOL_DIMENSIONS + d] * NET)]++;
    for (int i = 0; i < NET; i++)
      ck_assert_msg(seen[i] == 1, "dimension %d cell %d", d, i);
  }
  for (int wide = 1; wide < NET; wide *= 2) {
    memset(seen, 0, sizeof seen);
    for (int i = 0; i < NET; i++) {
      const double *u = net + i * CPW_SOBOL_DIMENSIONS;
      seen[(int)(u[0] * wide) * (NET / wide) + (int)(u[1] * (NET / wide))]++;
    }
    for (int i = 0; i < NET; i++)
      ck_assert_int_eq(seen[i], 1);
  }
}
END_TEST

/* No two of the first 256 dimensions are alike, and pairs are not correlated (Joe and Kuo's criterion). */
START_TEST(dimensions_differ)
{
  ck_assert_int_eq(cpw_sobol_points(0, NET, CPW_SOBOL_DIMENSIONS, 0, 0, net, NULL), CPW_OK);
  for (int a = 0; a < CPW_SOBOL_DIMENSIONS; a++)
    for (int b = 0; b < a; b++) {
      double sum = 0;
      int quarter = 0;
      for (int i = 0; i < NET; i++) {
        double x = net[i * CPW_SOBOL_DIMENSIONS + a], y = net[i * CPW_SOBOL_DIMENSIONS + b];
        sum += (x - 0.5) * (y - 0.5);
        quarter += x < 0.5 && y < 0.5;
      }
      ck_assert_msg(fabs(12 * sum / NET) < 0.3 && quarter == NET / 4, "%d and %d: %g", a, b,
                    12 * sum / NET);
    }
}
END_TEST

/* scrambled points are uniform: the mean over seeds of a point that does not move in the plain sequence */
START_TEST(scrambling_is_uniform)
{
  double u[2], sum = 0, squares = 0;
  for (uint64_t seed = 0; seed < 4000; seed++) {
    ck_assert_int_eq(cpw_sobol_points(0, 1, 2, 1, seed, u, NULL), CPW_OK);
    ck_assert(u[0] > 0 && u[0] < 1);
    sum += u[0];
    squares += u[1] * u[1];
  }
  ck_assert(fabs(sum / 4000 - 0.5) < 0.02 && fabs(squares / 4000 - 1.0 / 3) < 0.02);
}
END_TEST

START_TEST(points_that_are_none)
{
  double u[4];
  cpw_error err;
  ck_assert_int_eq(cpw_sobol_points(0, 2, 257, 0, 0, u, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "dimensions = 257 must be at most 256");
  ck_assert_int_eq(cpw_sobol_points(0, 2, 0, 0, 0, u, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "dimensions = 0 must be >= 1");
  ck_assert_int_eq(cpw_sobol_points(0, 2, 2, 2, 0, u, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_sobol_points(-1, 2, 2, 0, 0, u, &err), CPW_EDOMAIN);
  ck_assert_int_eq(cpw_sobol_points(CPW_SOBOL_MOST, 1, 2, 0, 0, u, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message,
                   "points 4294967296 to 4294967296 + 1 must lie within 0 to 4294967296");
  ck_assert_int_eq(cpw_sobol_points(0, 2, 2, 0, 0, NULL, &err), CPW_EINVAL);
}
END_TEST

/* ---------------------------------------------------------------- samples ------------------- */

#define DRAWS 8192
static double draws[3 * DRAWS];

START_TEST(tied_draws)
{
  cpw_parameter p[3] = {of(CPW_PARAMETER_NORMAL, 1, 2, 0), of(CPW_PARAMETER_NORMAL, 0, 1, 0),
                        of(CPW_PARAMETER_UNIFORM, 0, 1, 0)};
  const double r[9] = {1, -0.6, 0, -0.6, 1, 0.5, 0, 0.5, 1};
  cpw_sensitivity_options o = usual();
  o.correlation = r;
  o.points = _i;
  double sum[3] = {0}, product = 0, cross = 0, slack = _i == CPW_POINTS_RANDOM ? 0.04 : 0.002;
  ck_assert_int_eq(cpw_parameters_sample(p, 3, DRAWS, &o, NULL, draws, NULL), CPW_OK);
  for (int i = 0; i < DRAWS; i++) {
    for (int j = 0; j < 3; j++)
      sum[j] += draws[3 * i + j];
    product += (draws[3 * i] - 1) / 2 * draws[3 * i + 1];
    cross += draws[3 * i + 1] * (draws[3 * i + 2] - 0.5);
  }
  ck_assert(fabs(sum[0] / DRAWS - 1) < 2 * slack && fabs(sum[2] / DRAWS - 0.5) < slack);
  ck_assert_msg(fabs(product / DRAWS + 0.6) < slack, "%g", product / DRAWS);
  /* E[Z Phi(W)] of normal scores with correlation r is r / (2 sqrt(pi)) */
  ck_assert_msg(fabs(cross / DRAWS - 0.5 / (2 * sqrt(PI))) < slack, "%g", cross / DRAWS);
}
END_TEST

START_TEST(ties_of_all_kinds)
{
  cpw_parameter p[2] = {of(CPW_PARAMETER_NORMAL, 0, 1, 0), of(CPW_PARAMETER_NORMAL, 0, 1, 0)};
  double r[4] = {1, 1, 1, 1}, x[16];
  cpw_sensitivity_options o = usual();
  cpw_error err;
  o.correlation = r; /* singular: the same number twice */
  ck_assert_int_eq(cpw_parameters_sample(p, 2, 8, &o, NULL, x, &err), CPW_OK);
  for (int i = 0; i < 8; i++)
    ck_assert(fabs(x[2 * i] - x[2 * i + 1]) < 1e-12);
  r[1] = 0.5;
  ck_assert_int_eq(cpw_parameters_sample(p, 2, 8, &o, NULL, x, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "correlation[1][0] = 1 must be symmetric");
  r[2] = r[1] = 2;
  ck_assert_int_eq(cpw_parameters_sample(p, 2, 8, &o, NULL, x, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "correlation[1][0] = 2 must be from -1 to 1");
  r[0] = 0.5;
  ck_assert_int_eq(cpw_parameters_sample(p, 2, 8, &o, NULL, x, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "correlation[0][0] = 0.5 must be 1");
  const double no[9] = {1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1};
  cpw_parameter q[3] = {p[0], p[0], p[0]};
  o.correlation = no;
  ck_assert_int_eq(cpw_parameters_sample(q, 3, 5, &o, NULL, x, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "correlation is not positive semidefinite: parameter 2 cannot be "
                                "tied to those before it as it says");
  ck_assert_int_eq(cpw_parameters_sample(q, 257, 5, &o, NULL, x, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_parameters_sample(q, 3, -1, NULL, NULL, x, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_parameters_sample(q, 3, 5, NULL, NULL, NULL, &err), CPW_EINVAL);
}
END_TEST

/* ---------------------------------------------------------------- Sobol' indices ------------ */

static int32_t ishigami(void *context, const double *x, int64_t p, double *y, int64_t outputs) {
  (void)context;
  (void)p;
  double s = sin(x[1]), z = x[2] * x[2];
  y[0] = sin(x[0]) + 7 * s * s + 0.1 * z * z * sin(x[0]);
  for (int64_t o = 1; o < outputs; o++)
    y[o] = o == 1 ? 1e6 + y[0] : 3; /* far from 0; one that never varies */
  return CPW_OK;
}

static int32_t g_function(void *context, const double *x, int64_t p, double *y, int64_t outputs) {
  const double *a = context;
  (void)outputs;
  y[0] = 1;
  for (int64_t i = 0; i < p; i++)
    y[0] *= (fabs(4 * x[i] - 2) + a[i]) / (1 + a[i]);
  return CPW_OK;
}

static cpw_model model_of(int32_t (*f)(void *, const double *, int64_t, double *, int64_t),
                          void *context) {
  cpw_model m;
  cpw_model_init(&m);
  m.evaluate = f;
  m.context = context;
  return m;
}

static const double ishigami_first[] = {0.31390519114781146, 0.4424111447900409, 0};
static const double ishigami_total[] = {0.5575888552099592, 0.4424111447900409,
                                        0.24368366406214773};

/* the case sobol_ishigami, by each kind of points; 4.4 standard errors, which holds for any seed */
START_TEST(indices_of_ishigami)
{
  cpw_parameter p[3];
  for (int i = 0; i < 3; i++)
    p[i] = of(CPW_PARAMETER_UNIFORM, -PI, PI, 0);
  p[0].name = "stay";
  cpw_model m = model_of(ishigami, NULL);
  cpw_sensitivity_options o = usual();
  cpw_run run;
  cpw_run_init(&run);
  run.threads = 2;
  o.points = _i;
  o.second_order = 1;
  o.resamples = 299;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_sobol(&m, 3, p, 3, 4096, &o, &run, &r, NULL), CPW_OK);
  const double *first = real(r, "first"), *total = real(r, "total"), *pair = real(r, "second");
  const double *first_se = real(r, "first_se"), *total_se = real(r, "total_se");
  const double *pair_se = real(r, "second_se");
  for (int i = 0; i < 3; i++) {
    ck_assert(fabs(first[i] - ishigami_first[i]) < 4.4 * first_se[i] && first_se[i] < 0.025);
    ck_assert(fabs(total[i] - ishigami_total[i]) < 4.4 * total_se[i] && total_se[i] < 0.03);
    /* 1e6 further away the same to rounding of the answers themselves */
    ck_assert(fabs(first[3 + i] - first[i]) < 1e-8 && fabs(total[3 + i] - total[i]) < 1e-8);
    ck_assert_double_nan(first[6 + i]);
    ck_assert_double_nan(pair[4 * i]);
  }
  ck_assert(fabs(pair[2] - 0.24368366406214773) < 4.4 * pair_se[2] && pair[2] == pair[6]);
  ck_assert(fabs(pair[1]) < 4.4 * pair_se[1] && fabs(pair[5]) < 4.4 * pair_se[5]);
  ck_assert(fabs(real(r, "mean")[0] - 3.5) < 0.1 && real(r, "mean")[2] == 3);
  /* V = a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2 */
  ck_assert(fabs(real(r, "variance")[0] - 13.844587940719254) < 0.5);
  ck_assert(near(real(r, "first_sum")[0], first[0] + first[1] + first[2], 1e-15));
  ck_assert_str_eq(cpw_result_note(r, "constant"), "output 2 does not vary: no indices");
  ck_assert_str_eq(cpw_result_find(r, "first")->dimension[1]->coordinate_labels[0][0], "stay");
  ck_assert_str_eq(cpw_result_find(r, "first")->dimension[1]->coordinate_labels[0][2], "x3");
  ck_assert_str_eq(cpw_result_find(r, "first")->dimension[0]->coordinate_labels[0][1], "y2");
  cpw_result_free(r);
}
END_TEST

/* Sobol's g-function: V_i = 1/(3 (1 + a_i)^2), V = prod(1 + V_i) - 1 */
START_TEST(indices_of_the_g_function)
{
  double a[6] = {0, 1, 4.5, 9, 99, 99}, part[6], all = 1;
  cpw_parameter p[6];
  for (int i = 0; i < 6; i++) {
    p[i] = of(CPW_PARAMETER_UNIFORM, 0, 1, 0);
    part[i] = 1 / (3 * (1 + a[i]) * (1 + a[i]));
    all *= 1 + part[i];
  }
  cpw_model m = model_of(g_function, a);
  cpw_sensitivity_options o = usual();
  o.second_order = 1;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_sobol(&m, 1, p, 6, 8192, &o, NULL, &r, NULL), CPW_OK);
  for (int i = 0; i < 6; i++) {
    double first = part[i] / (all - 1), total = part[i] / (1 + part[i]) * all / (all - 1);
    ck_assert_double_ge(first, real(r, "first_lower")[i]);
    ck_assert_double_le(first, real(r, "first_upper")[i]);
    ck_assert_double_ge(total, real(r, "total_lower")[i]);
    ck_assert_double_le(total, real(r, "total_upper")[i]);
    for (int j = 0; j < i; j++) {
      double pair = part[i] * part[j] / (all - 1);
      ck_assert_double_ge(pair, real(r, "second_lower")[6 * i + j]);
      ck_assert_double_le(pair, real(r, "second_upper")[6 * i + j]);
    }
  }
  cpw_result_free(r);
}
END_TEST

/* three scenarios by two by hand, with chances; nothing varies; errors */
START_TEST(answers_on_a_grid)
{
  const double y[] = {1, 3, 2, 4, 9, 11}, weights[] = {1, 1, 2, 3, 1}; /* additive: y = a + b */
  const int64_t levels[] = {3, 2};
  double first[2], total[2], mean, variance;
  cpw_error err;
  ck_assert_int_eq(
      cpw_sobol_grid(y, levels, 2, weights, NULL, first, total, &mean, &variance, NULL), CPW_OK);
  /* a is 1, 2, 9 with 1/4, 1/4, 1/2: mean 5.25, variance 14.1875; b is 0, 2 with 3/4, 1/4: 0.5, 0.75 */
  ck_assert(near(mean, 5.75, 1e-15) && near(variance, 14.9375, 1e-15));
  ck_assert(near(first[0], 14.1875 / 14.9375, 1e-15) && near(total[0], first[0], 1e-15));
  ck_assert(near(first[1], 0.75 / 14.9375, 1e-15) && near(total[1], first[1], 1e-15));
  const double product[] = {1, -1, -1, 1}; /* all of it an interaction */
  const int64_t two[] = {2, 2};
  ck_assert_int_eq(cpw_sobol_grid(product, two, 2, NULL, NULL, first, total, NULL, NULL, NULL),
                   CPW_OK);
  ck_assert(first[0] == 0 && first[1] == 0 && total[0] == 1 && total[1] == 1);
  const double same[] = {4, 4, 4, 4};
  ck_assert_int_eq(cpw_sobol_grid(same, two, 2, NULL, NULL, first, NULL, NULL, &variance, NULL),
                   CPW_OK);
  ck_assert(isnan(first[0]) && variance == 0);
  double bad[] = {1, 1, 0, 0};
  ck_assert_int_eq(cpw_sobol_grid(same, two, 2, bad, NULL, first, total, NULL, NULL, &err),
                   CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "the weights of parameter 1 must have a finite sum > 0");
  bad[2] = -1;
  ck_assert_int_eq(cpw_sobol_grid(same, two, 2, bad, NULL, first, total, NULL, NULL, &err),
                   CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "weights[2] = -1 must be finite and >= 0");
  bad[2] = (double)NAN;
  ck_assert_int_eq(cpw_sobol_grid(bad, two, 2, NULL, NULL, first, total, NULL, NULL, &err),
                   CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "y[2] = nan must be finite");
  const int64_t none[] = {2, 0}, many[] = {INT64_MAX, INT64_MAX};
  ck_assert_int_eq(cpw_sobol_grid(bad, none, 2, NULL, NULL, first, total, NULL, NULL, &err),
                   CPW_EINVAL);
  ck_assert_str_eq(err.message, "levels[1] = 0 must be >= 1");
  ck_assert_int_eq(cpw_sobol_grid(bad, many, 2, NULL, NULL, first, total, NULL, NULL, &err),
                   CPW_EOVERFLOW);
  ck_assert_int_eq(cpw_sobol_grid(bad, NULL, 2, NULL, NULL, first, total, NULL, NULL, &err),
                   CPW_EINVAL);
  ck_assert_int_eq(cpw_sobol_grid(bad, two, 0, NULL, NULL, first, total, NULL, NULL, &err),
                   CPW_EINVAL);
  const double huge[] = {1e308, -1e308, 0, 0};
  ck_assert_int_eq(cpw_sobol_grid(huge, two, 2, NULL, NULL, first, total, NULL, NULL, &err),
                   CPW_EOVERFLOW);
}
END_TEST

static int same_bits(const cpw_result *a, const cpw_result *b) {
  for (int64_t k = 0; cpw_result_at(a, k); k++) {
    const cpw_array *x = cpw_result_at(a, k), *y = cpw_result_at(b, k);
    if (x->real && memcmp(x->real, y->real, (size_t)x->size * sizeof *x->real)) return 0;
  }
  return 1;
}

START_TEST(threads_do_not_matter)
{
  cpw_parameter p[3];
  for (int i = 0; i < 3; i++)
    p[i] = of(CPW_PARAMETER_UNIFORM, -PI, PI, 0);
  cpw_model m = model_of(ishigami, NULL);
  cpw_result *r[4];
  for (int k = 0; k < 4; k++) {
    cpw_run run;
    cpw_run_init(&run);
    run.threads = k == 0 ? 1 : 2 + k;
    run.seed = k == 3 ? 2 : 1;
    ck_assert_int_eq(cpw_sobol(&m, 1, p, 3, 256, NULL, &run, &r[k], NULL), CPW_OK);
  }
  ck_assert(same_bits(r[0], r[1]) && same_bits(r[0], r[2]) && !same_bits(r[0], r[3]));
  for (int k = 0; k < 4; k++)
    cpw_result_free(r[k]);
}
END_TEST

/* the design as the header says, and without pairs the same rows without those of pairs */
START_TEST(rows_of_a_design)
{
  double few[8 * 5 * 3], many[8 * 8 * 3];
  cpw_sensitivity_options o = usual();
  ck_assert_int_eq(cpw_sobol_rows(8, 3, 0), 40);
  ck_assert_int_eq(cpw_sobol_rows(8, 3, 1), 64);
  ck_assert_int_eq(cpw_sobol_rows(INT64_MAX, 3, 1), -1);
  ck_assert_int_eq(cpw_sobol_rows(8, 0, 1), -1);
  ck_assert_int_eq(cpw_sobol_rows(8, 1, 2), -1);
  ck_assert_int_eq(cpw_sobol_design(3, 8, &o, NULL, few, NULL), CPW_OK);
  o.second_order = 1;
  ck_assert_int_eq(cpw_sobol_design(3, 8, &o, NULL, many, NULL), CPW_OK);
  for (int i = 0; i < 8; i++) {
    const double *a = few + 15 * i, *b = a + 12, *more = many + 24 * i;
    ck_assert_mem_eq(a, more, 12 * sizeof *a);
    ck_assert_mem_eq(b, more + 21, 3 * sizeof *b);
    for (int k = 0; k < 3; k++)
      for (int j = 0; j < 3; j++) {
        ck_assert_double_eq(more[3 * (1 + k) + j], j == k ? b[j] : a[j]);
        ck_assert_double_eq(more[3 * (4 + k) + j], j == k ? a[j] : b[j]);
      }
  }
}
END_TEST

START_TEST(studies_that_are_none)
{
  double unit[64], y[40] = {0}, r1[4] = {1, 0, 0, 1};
  cpw_sensitivity_options o = usual();
  cpw_result *r = NULL;
  cpw_error err;
  ck_assert_int_eq(cpw_sobol_design(2, 10, NULL, NULL, unit, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "base = 10 must be a power of two for Sobol' points, such as 16");
  ck_assert_int_eq(cpw_sobol_design(2, 1, NULL, NULL, unit, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_sobol_design(129, 8, NULL, NULL, unit, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_sobol_design(2, 8, NULL, NULL, NULL, &err), CPW_EINVAL);
  o.correlation = r1;
  ck_assert_int_eq(cpw_sobol_design(2, 8, &o, NULL, unit, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "options.correlation must be NULL: the indices are those of "
                                "independent parameters");
  o = usual();
  o.points = 3;
  ck_assert_int_eq(cpw_sobol_design(2, 8, &o, NULL, unit, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "options.points = 3 must be 0 to 2");
  o = usual();
  o.level = 1;
  ck_assert_int_eq(cpw_sobol_design(2, 8, &o, NULL, unit, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "options.level = 1 must be above 0 and below 1");
  o = usual();
  o.resamples = 1;
  ck_assert_int_eq(cpw_sobol_indices(y, 1, NULL, 3, 8, &o, NULL, &r, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "options.resamples = 1 must be 0, or 2 to 2147483647");
  o = usual();
  o.struct_size += 8;
  ck_assert_int_eq(cpw_sobol_indices(y, 1, NULL, 3, 8, &o, NULL, &r, &err), CPW_EABI);
  y[7] = (double)NAN;
  ck_assert_int_eq(cpw_sobol_indices(y, 1, NULL, 3, 8, NULL, NULL, &r, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "y[7] = nan must be finite");
  ck_assert_int_eq(cpw_sobol_indices(y, 2, NULL, 3, 4, NULL, NULL, &r, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "y[3][1] = nan must be finite");
  y[7] = 1e300;
  ck_assert_int_eq(cpw_sobol_indices(y, 1, NULL, 3, 8, NULL, NULL, &r, &err), CPW_OK);
  ck_assert_double_nan(real(r, "first")[0]); /* A and B do not vary */
  cpw_result_free(r);
  r = NULL;
  y[5] = 1;
  ck_assert_int_eq(cpw_sobol_indices(y, 1, NULL, 3, 8, NULL, NULL, &r, &err), CPW_EOVERFLOW);
  y[5] = 1e300;
  ck_assert_int_eq(cpw_sobol_indices(y, 1, NULL, 3, 8, NULL, NULL, &r, &err), CPW_EOVERFLOW);
  ck_assert_int_eq(cpw_sobol_indices(y, 0, NULL, 3, 8, NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_sobol_indices(y, 1, NULL, 0, 8, NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_sobol_indices(y, 1, NULL, 3, 1, NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_sobol_indices(NULL, 1, NULL, 3, 8, NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_sobol_indices(y, 1, NULL, 3, 8, NULL, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_sobol_indices(y, 1, NULL, 3, INT64_MAX / 2, NULL, NULL, &r, &err),
                   CPW_EOVERFLOW);
  ck_assert_ptr_null(r);
}
END_TEST

static int32_t fails(void *context, const double *x, int64_t p, double *y, int64_t outputs) {
  (void)p;
  (void)outputs;
  y[0] = context ? (double)NAN : 1;
  return x[0] >= 3 && !context ? CPW_ENOCONV : CPW_OK;
}

static int stop(void *context, double done) {
  (void)context;
  return done > 0.5;
}

START_TEST(models_that_fail)
{
  const double x[5] = {1, 2, 3, 4, 5};
  double y[5] = {9, 9, 9, 9, 9};
  cpw_model m = model_of(fails, NULL);
  cpw_error err;
  cpw_run run;
  cpw_run_init(&run);
  run.threads = 3;
  ck_assert_int_eq(cpw_model_evaluate(&m, x, 5, 1, 1, &run, NULL, y, &err), CPW_ENOCONV);
  ck_assert_str_eq(err.message, "the model failed on row 2: no convergence");
  ck_assert_int_eq(err.index, 2);
  m.context = &m;
  ck_assert_int_eq(cpw_model_evaluate(&m, x, 5, 1, 1, &run, NULL, y, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "answer 0 of the model on row 0 = nan must be finite");
  ck_assert_double_eq(y[0], 9);
  m.context = NULL;
  run.progress = stop;
  run.threads = 1;
  ck_assert_int_eq(cpw_model_evaluate(&m, x, 2, 1, 1, &run, NULL, y, &err), CPW_ECANCELLED);
  ck_assert_int_eq(cpw_model_evaluate(NULL, x, 2, 1, 1, NULL, NULL, y, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_model_evaluate(&m, NULL, 2, 1, 1, NULL, NULL, y, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_model_evaluate(&m, x, -2, 1, 1, NULL, NULL, y, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_model_evaluate(&m, x, 2, 0, 1, NULL, NULL, y, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_model_evaluate(&m, x, 2, 1, 0, NULL, NULL, y, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_model_evaluate(&m, x, INT64_MAX, 1, 2, NULL, NULL, y, &err), CPW_EOVERFLOW);
  m.evaluate = NULL;
  ck_assert_int_eq(cpw_model_evaluate(&m, x, 2, 1, 1, NULL, NULL, y, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "model.evaluate is NULL");
  cpw_result *r = NULL;
  cpw_parameter p = of(CPW_PARAMETER_UNIFORM, 0, 1, 0);
  ck_assert_int_eq(cpw_sobol(&m, 1, &p, 1, 8, NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_sobol(&m, 1, &p, INT64_MAX, 8, NULL, NULL, &r, &err), CPW_EINVAL);
  m = model_of(ishigami, NULL);
  ck_assert_int_eq(cpw_sobol(&m, 1, NULL, 1, 8, NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_morris(&m, 1, &p, 0, 8, NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_morris(&m, 1, &p, 1, 0, NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_morris(&m, 1, &p, 1, INT64_MAX, NULL, NULL, &r, &err), CPW_EOVERFLOW);
}
END_TEST

/* ---------------------------------------------------------------- screening ----------------- */

static int32_t straight(void *context, const double *x, int64_t p, double *y, int64_t outputs) {
  const double *slope = context;
  (void)outputs;
  y[0] = 5;
  for (int64_t i = 0; i < p; i++)
    y[0] += slope[i] * x[i];
  return CPW_OK;
}

/* of a straight line the effects are the slopes, whatever the design */
START_TEST(effects_of_a_line)
{
  double slope[4] = {3, -8, 0, 1};
  cpw_parameter p[4];
  for (int i = 0; i < 4; i++)
    p[i] = of(CPW_PARAMETER_UNIFORM, 0, 2, 0);
  cpw_model m = model_of(straight, slope);
  cpw_sensitivity_options o = usual();
  o.morris = _i % 2;
  o.levels = 2 + 2 * _i;
  o.trim = _i == 3 ? 0 : 0.05;
  o.points = _i == 5 ? CPW_POINTS_RANDOM : CPW_POINTS_SCRAMBLED;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_morris(&m, 1, p, 4, 10, &o, NULL, &r, NULL), CPW_OK);
  const int64_t *rank = cpw_result_find(r, "rank")->integer;
  for (int i = 0; i < 4; i++) {
    ck_assert(fabs(real(r, "mu")[i] - 2 * slope[i]) < 1e-12);
    ck_assert(fabs(real(r, "mu_star")[i] - 2 * fabs(slope[i])) < 1e-12);
    ck_assert(real(r, "sigma")[i] < 1e-12);
    ck_assert(real(r, "mu_star_lower")[i] <= real(r, "mu_star")[i] &&
              real(r, "mu_star")[i] <= real(r, "mu_star_upper")[i]);
  }
  ck_assert(rank[0] == 2 && rank[1] == 1 && rank[2] == 4 && rank[3] == 3);
  cpw_result_free(r);
}
END_TEST

/* On Morris's own grid of 4 levels the second parameter of Ishigami has effects of size 7 sin^2(pi/3)/(2/3) = 7.875
 * always, as tables of that function say; signs of either kind. */
START_TEST(effects_of_ishigami)
{
  cpw_parameter p[3];
  for (int i = 0; i < 3; i++)
    p[i] = of(CPW_PARAMETER_UNIFORM, -PI, PI, 0);
  cpw_model m = model_of(ishigami, NULL);
  cpw_sensitivity_options o = usual();
  o.trim = 0;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_morris(&m, 1, p, 3, 64, &o, NULL, &r, NULL), CPW_OK);
  ck_assert(near(real(r, "mu_star")[1], 7.875, 1e-12));
  ck_assert(fabs(real(r, "mu")[1]) < 4 && real(r, "sigma")[1] > 6);
  cpw_result_free(r);
  ck_assert_int_eq(cpw_morris(&m, 1, p, 3, 1, &o, NULL, &r, NULL), CPW_OK);
  ck_assert_double_nan(real(r, "sigma")[0]);
  ck_assert_double_nan(real(r, "mu_star_upper")[0]);
  cpw_result_free(r);
}
END_TEST

START_TEST(screenings_that_are_none)
{
  double unit[2 * 3 * 2], y[6] = {0};
  cpw_sensitivity_options o = usual();
  cpw_result *r = NULL;
  cpw_error err;
  ck_assert_int_eq(cpw_morris_design(2, 2, &o, NULL, unit, &err), CPW_OK);
  unit[8] = unit[6];
  unit[9] = unit[7];
  ck_assert_int_eq(cpw_morris_effects(unit, y, 1, NULL, 2, 2, &o, &r, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "unit row 4: exactly one parameter, another each time, must differ "
                                "from the row before");
  o.morris = CPW_MORRIS_RADIAL;
  ck_assert_int_eq(cpw_morris_effects(unit, y, 1, NULL, 2, 2, &o, &r, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "unit row 2: exactly one parameter, another each time, must differ "
                                "from the base row");
  o = usual();
  ck_assert_int_eq(cpw_morris_design(2, 2, &o, NULL, unit, &err), CPW_OK);
  y[3] = (double)INFINITY;
  ck_assert_int_eq(cpw_morris_effects(unit, y, 1, NULL, 2, 2, &o, &r, &err), CPW_EDOMAIN);
  y[3] = 1.7e308;
  ck_assert_int_eq(cpw_morris_effects(unit, y, 1, NULL, 2, 2, &o, &r, &err), CPW_EOVERFLOW);
  o.levels = 3;
  ck_assert_int_eq(cpw_morris_design(2, 2, &o, NULL, unit, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "options.levels = 3 must be an even number from 2 to 1024");
  o = usual();
  o.trim = 0.5;
  ck_assert_int_eq(cpw_morris_design(2, 2, &o, NULL, unit, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "options.trim = 0.5 must be 0 to 0.4");
  ck_assert_int_eq(cpw_morris_design(0, 2, NULL, NULL, unit, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_morris_design(2, 0, NULL, NULL, unit, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_morris_design(2, 2, NULL, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_morris_design(1 << 30, CPW_SOBOL_MOST, NULL, NULL, unit, &err),
                   CPW_EOVERFLOW);
  o = usual();
  o.morris = CPW_MORRIS_RADIAL;
  ck_assert_int_eq(cpw_morris_design(129, 2, &o, NULL, unit, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_morris_effects(NULL, y, 1, NULL, 2, 2, NULL, &r, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_morris_effects(unit, y, 1, NULL, 2, 2, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_ptr_null(r);
}
END_TEST

/* ---------------------------------------------------------------- one at a time ------------- */

START_TEST(a_tornado)
{
  cpw_parameter p[3] = {of(CPW_PARAMETER_UNIFORM, 0, 10, 0), of(CPW_PARAMETER_NORMAL, 0, 1, 0),
                        of(CPW_PARAMETER_FIXED, 4, 0, 0)};
  double x[21], y[7];
  cpw_swing bars[3];
  ck_assert_int_eq(cpw_one_way_design(p, 3, 0.8, NULL, x, NULL), CPW_OK);
  ck_assert(x[0] == 5 && x[1] == 0 && x[2] == 4);
  ck_assert(near(x[3], 1, 1e-15) && near(x[6], 9, 1e-15) && x[4] == 0 && x[9] == 5);
  ck_assert(near(x[10], -1.2815515655446004, 1e-14) && near(x[13], 1.2815515655446004, 1e-14));
  for (int i = 0; i < 7; i++)
    y[i] = x[3 * i] + 10 * x[3 * i + 1] * x[3 * i + 1] + x[3 * i + 2];
  ck_assert_int_eq(cpw_one_way_swings(y, 3, NULL, bars, NULL), CPW_OK);
  /* the normal one bends: both ends are above the base */
  ck_assert(bars[0].parameter == 1 && near(bars[0].swing, 16.423744, 1e-6));
  ck_assert(bars[0].low > bars[0].base && near(bars[0].low, bars[0].high, 1e-12));
  ck_assert(bars[1].parameter == 0 && near(bars[1].swing, 8, 1e-14) && bars[2].swing == 0);
  const double base[3] = {1, 2, 3};
  ck_assert_int_eq(cpw_one_way_design(p, 3, 0.8, base, x, NULL), CPW_OK);
  ck_assert(x[0] == 1 && x[1] == 2 && x[5] == 3);
  const double even[7] = {0, 1, 0, 0, 1, -1, 0};
  ck_assert_int_eq(cpw_one_way_swings(even, 3, NULL, bars, NULL), CPW_OK);
  ck_assert(bars[0].parameter == 0 && bars[1].parameter == 1 && bars[2].parameter == 2);
}
END_TEST

START_TEST(tornados_that_are_none)
{
  cpw_parameter p = of(CPW_PARAMETER_UNIFORM, 0, 10, 0);
  double x[3], y[3] = {0, (double)NAN, 0}, base = (double)NAN;
  cpw_swing bar;
  cpw_error err;
  ck_assert_int_eq(cpw_one_way_design(&p, 1, 1, NULL, x, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "level = 1 must be above 0 and below 1");
  ck_assert_int_eq(cpw_one_way_design(&p, 1, 0.5, &base, x, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "base[0] = nan must be finite");
  ck_assert_int_eq(cpw_one_way_design(NULL, 1, 0.5, NULL, x, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_one_way_design(&p, 0, 0.5, NULL, x, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_one_way_design(&p, 1, 0.5, NULL, NULL, &err), CPW_EINVAL);
  cpw_parameter wide = of(CPW_PARAMETER_LOGNORMAL_INTERVAL, 1e-300, 1e300, 0.1);
  ck_assert_int_eq(cpw_one_way_design(&wide, 1, 0.9, NULL, x, &err), CPW_EOVERFLOW);
  ck_assert_int_eq(cpw_one_way_swings(y, 1, NULL, &bar, &err), CPW_EDOMAIN);
  ck_assert_int_eq(cpw_one_way_swings(y, 0, NULL, &bar, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_one_way_swings(y, 1, NULL, NULL, &err), CPW_EINVAL);
  y[1] = 1.7e308;
  y[2] = -1.7e308;
  ck_assert_int_eq(cpw_one_way_swings(y, 1, NULL, &bar, &err), CPW_EOVERFLOW);
}
END_TEST

/* ---------------------------------------------------------------- value of information ------ */

START_TEST(perfect_information_by_hand)
{
  const double nb[] = {0, 3, 1, 0, -3, 1, 0, 1, -2, 0, -5, 4};
  cpw_perfect_information p;
  ck_assert_int_eq(cpw_evpi(nb, 4, 3, 0.95, &p, NULL), CPW_OK);
  /* means 0, -1, 1: the third; the best of each draw 3, 1, 1, 4; gains 2, 0, 3, 0 */
  ck_assert(p.best == 2 && p.current == 1 && p.perfect == 2.25 && p.evpi == 1.25);
  ck_assert_double_eq(p.best_share, 0.5);
  ck_assert(near(p.se, sqrt(6.75 / 3) / 2, 1e-15));
  ck_assert(p.lower == 0 && near(p.upper, 1.25 + 1.959963984540054 * 0.75, 1e-14));
  ck_assert_int_eq(cpw_evpi(nb, 1, 3, 0.95, &p, NULL), CPW_OK);
  ck_assert(p.evpi == 0 && p.best == 1 && isnan(p.se));
  ck_assert_int_eq(cpw_evpi(nb, 12, 1, 0.95, &p, NULL), CPW_OK);
  ck_assert(p.evpi == 0 && p.best_share == 1 && p.se == 0);
}
END_TEST

#define ROWS 32768
static double benefit[2 * ROWS], inputs[2 * ROWS];

/* NB of the second option is a + b of normal parameters, of the first 0: EVPI = s phi(0) with s the standard deviation of
 * the sum, EVPPI = s phi(0) with that of its conditional mean */
START_TEST(partial_information_of_normals)
{
  cpw_parameter p[2] = {of(CPW_PARAMETER_NORMAL, 0, 2, 0), of(CPW_PARAMETER_NORMAL, 0, 1, 0)};
  const double tie = 0.5 * _i, r[4] = {1, tie, tie, 1}, phi = 0.3989422804014327;
  cpw_sensitivity_options o = usual();
  cpw_partial_information part[2];
  cpw_perfect_information all;
  o.correlation = r;
  ck_assert_int_eq(cpw_parameters_sample(p, 2, ROWS, &o, NULL, inputs, NULL), CPW_OK);
  for (int i = 0; i < ROWS; i++) {
    benefit[2 * i] = 0;
    benefit[2 * i + 1] = inputs[2 * i] + inputs[2 * i + 1];
  }
  ck_assert_int_eq(cpw_evpi(benefit, ROWS, 2, 0.95, &all, NULL), CPW_OK);
  ck_assert(fabs(all.evpi - phi * sqrt(5 + 4 * tie)) < 4 * all.se);
  for (int method = 0; method < 2; method++) {
    ck_assert_int_eq(cpw_evppi(benefit, inputs, ROWS, 2, 2, method, method ? 64 : 0, 0.95, NULL,
                               NULL, part, NULL),
                     CPW_OK);
    ck_assert(fabs(part[0].evppi - phi * (2 + tie)) < 0.01 && part[0].se > 0);
    ck_assert(fabs(part[1].evppi - phi * (1 + 2 * tie)) < 0.01);
    ck_assert(near(part[0].share, part[0].evppi / all.evpi, 1e-15));
    ck_assert_int_eq(part[0].terms, method ? 64 : part[0].terms);
    ck_assert(part[0].lower <= part[0].evppi && part[0].evppi <= part[0].upper);
  }
}
END_TEST

/* a parameter of few values: exactly the mean of each value; the order of rows does not matter */
START_TEST(partial_information_of_choices)
{
  static const double x[] = {1, 2, 1, 3, 2, 3, 1, 2}, back[] = {2, 1, 3, 2, 3, 1, 2, 1};
  static const double nb[] = {0, 1, 0, -1, 0, 3, 0, -5, 0, -3, 0, -1, 0, 2, 0, -2};
  static const double turned[] = {0, -2, 0, 2, 0, -1, 0, -3, 0, -5, 0, 3, 0, -1, 0, 1};
  cpw_partial_information p, q;
  ck_assert_int_eq(cpw_evppi(nb, x, 8, 2, 1, CPW_EVPPI_BINS, 8, 0.9, NULL, NULL, &p, NULL), CPW_OK);
  /* means 2, -2, -3 over 3, 2 + 1 and 2 draws; only the first is worth it: 6 / 8 */
  ck_assert(near(p.evppi, 0.75, 1e-15));
  /* without noise the regression finds them too; the order of rows does not matter, with noise or without */
  double plain[16] = {0};
  for (int i = 0; i < 8; i++)
    plain[2 * i + 1] = x[i] < 2 ? 2 : x[i] > 2 ? -3 : -2;
  ck_assert_int_eq(cpw_evppi(plain, x, 8, 2, 1, CPW_EVPPI_REGRESSION, 2, 0.9, NULL, NULL, &p, NULL),
                   CPW_OK);
  ck_assert(near(p.evppi, 0.75, 1e-13) && p.terms == 2);
  for (int method = 0; method < 2; method++) {
    ck_assert_int_eq(cpw_evppi(nb, x, 8, 2, 1, method, 2, 0.9, NULL, NULL, &p, NULL), CPW_OK);
    ck_assert_int_eq(cpw_evppi(turned, back, 8, 2, 1, method, 2, 0.9, NULL, NULL, &q, NULL),
                     CPW_OK);
    ck_assert_mem_eq(&p, &q, sizeof p);
  }
  const double same[8] = {4, 4, 4, 4, 4, 4, 4, 4};
  ck_assert_int_eq(cpw_evppi(nb, same, 8, 2, 1, 0, 0, 0.9, NULL, NULL, &q, NULL), CPW_OK);
  ck_assert(q.evppi == 0 && q.terms == 0);
  ck_assert_int_eq(cpw_evppi(nb, x, 8, 1, 1, 0, 0, 0.9, NULL, NULL, &q, NULL), CPW_OK);
  ck_assert(q.evppi == 0 && isnan(q.share));
}
END_TEST

START_TEST(information_that_is_none)
{
  double nb[4] = {0, 1, 2, (double)NAN}, x[2] = {1, 2};
  cpw_perfect_information p;
  cpw_partial_information q;
  cpw_error err;
  ck_assert_int_eq(cpw_evpi(nb, 2, 2, 0.95, &p, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "net_benefit[1][1] = nan must be finite");
  nb[3] = 1;
  ck_assert_int_eq(cpw_evpi(nb, 0, 2, 0.95, &p, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_evpi(nb, 2, 0, 0.95, &p, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_evpi(nb, 2, 2, 0, &p, &err), CPW_EDOMAIN);
  ck_assert_int_eq(cpw_evpi(nb, 2, 2, 0.9, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_evpi(NULL, 2, 2, 0.9, &p, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_evpi(nb, INT64_MAX, 2, 0.9, &p, &err), CPW_EOVERFLOW);
  ck_assert_int_eq(cpw_evppi(nb, x, 2, 2, 1, 2, 0, 0.9, NULL, NULL, &q, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_evppi(nb, x, 2, 2, 1, 0, 21, 0.9, NULL, NULL, &q, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "terms = 21 must be 0, or 1 to 20");
  ck_assert_int_eq(cpw_evppi(nb, x, 2, 2, 1, 1, 3, 0.9, NULL, NULL, &q, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "terms = 3 must be 0, or 2 to 2");
  ck_assert_int_eq(cpw_evppi(nb, x, 1, 2, 1, 1, 0, 0.9, NULL, NULL, &q, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_evppi(nb, x, 2, 2, 0, 1, 0, 0.9, NULL, NULL, &q, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_evppi(nb, NULL, 2, 2, 1, 1, 0, 0.9, NULL, NULL, &q, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_evppi(nb, x, 2, 2, 1, 1, 0, 0.9, NULL, NULL, NULL, &err), CPW_EINVAL);
  nb[0] = 1.7e308;
  nb[1] = -1.7e308;
  ck_assert_int_eq(cpw_evppi(nb, x, 2, 2, 1, 1, 0, 0.9, NULL, NULL, &q, &err), CPW_EOVERFLOW);
  nb[0] = -1.7e308;
  nb[1] = 1.7e308;
  nb[2] = 1.7e308;
  nb[3] = -1.7e308;
  ck_assert_int_eq(cpw_evpi(nb, 2, 2, 0.9, &p, &err), CPW_EOVERFLOW);
}
END_TEST

/* ---------------------------------------------------------------- tails --------------------- */

/* min over v of v + E max(L - v, 0) / (1 - level), which some loss attains */
static double by_definition(const double *loss, const double *w, int n, double level) {
  double best = (double)INFINITY, all = 0;
  for (int i = 0; i < n; i++)
    all += w[i];
  for (int k = 0; k < n; k++) {
    double sum = 0;
    for (int i = 0; i < n; i++)
      if (loss[i] > loss[k]) sum += w[i] / all * (loss[i] - loss[k]);
    best = fmin(best, loss[k] + sum / (1 - level));
  }
  return best;
}

START_TEST(tails)
{
  const double loss[] = {80, 0, 12, 0, 5, 10, 0, 20, 40, 150};
  cpw_tail t;
  ck_assert_int_eq(cpw_tail_risk(loss, NULL, 10, 0.8, NULL, &t, NULL), CPW_OK);
  ck_assert(t.value_at_risk == 40 && near(t.conditional, 115, 1e-15)); /* the case cvar */
  ck_assert(near(t.mean, 31.7, 1e-15) && t.worst == 150);
  cpw_stream s;
  cpw_stream_init(&s, 7, 0, 0, 0);
  for (int k = 0; k < 200; k++) {
    double w[10], level = cpw_random_uniform(&s);
    for (int i = 0; i < 10; i++)
      w[i] = (double)cpw_random_below(&s, 4);
    w[3] += 1;
    ck_assert_int_eq(cpw_tail_risk(loss, w, 10, level, NULL, &t, NULL), CPW_OK);
    ck_assert(near(t.conditional, by_definition(loss, w, 10, level), 1e-13));
  }
  ck_assert_int_eq(cpw_tail_risk(loss, NULL, 10, 0, NULL, &t, NULL), CPW_OK);
  ck_assert(near(t.conditional, 31.7, 1e-15) && t.value_at_risk == 0);
  ck_assert_int_eq(cpw_tail_risk(loss, NULL, 10, 0.99, NULL, &t, NULL), CPW_OK);
  ck_assert(t.conditional == 150 && t.value_at_risk == 150);
  const double zero[] = {1, 0};
  ck_assert_int_eq(cpw_tail_risk(loss, zero, 2, 0.5, NULL, &t, NULL), CPW_OK);
  ck_assert(t.worst == 80 && t.conditional == 80);
  const double tied[] = {2, 2, 2}, light[] = {1, 0, 1};
  ck_assert_int_eq(cpw_tail_risk(tied, light, 3, 0.9, NULL, &t, NULL), CPW_OK);
  ck_assert(t.value_at_risk == 2 && t.conditional == 2);
}
END_TEST

START_TEST(tails_that_are_none)
{
  double loss[2] = {1, (double)INFINITY}, w[2] = {0, 0};
  cpw_tail t;
  cpw_error err;
  ck_assert_int_eq(cpw_tail_risk(loss, NULL, 2, 0.8, NULL, &t, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "loss[1] = inf must be finite");
  loss[1] = 2;
  ck_assert_int_eq(cpw_tail_risk(loss, w, 2, 0.8, NULL, &t, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "weights must not all be 0");
  w[1] = -1;
  ck_assert_int_eq(cpw_tail_risk(loss, w, 2, 0.8, NULL, &t, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "weights[1] = -1 must be finite and >= 0");
  w[0] = w[1] = 1.7e308;
  ck_assert_int_eq(cpw_tail_risk(loss, w, 2, 0.8, NULL, &t, &err), CPW_EOVERFLOW);
  ck_assert_int_eq(cpw_tail_risk(loss, NULL, 2, 1, NULL, &t, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "level = 1 must be >= 0 and below 1");
  ck_assert_int_eq(cpw_tail_risk(loss, NULL, 0, 0.8, NULL, &t, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_tail_risk(NULL, NULL, 2, 0.8, NULL, &t, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_tail_risk(loss, NULL, 2, 0.8, NULL, NULL, &err), CPW_EINVAL);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t sobol_once(void *context) {
  cpw_parameter p[2] = {of(CPW_PARAMETER_UNIFORM, 0, 1, 0), of(CPW_PARAMETER_CHOICES, 0, 0, 0)};
  const double values[2] = {1, 2};
  double slope[2] = {1, 2};
  cpw_model m = model_of(straight, slope);
  cpw_sensitivity_options o = usual();
  cpw_result *r = NULL;
  (void)context;
  p[1].values = values;
  p[1].count = 2;
  o.resamples = 2;
  o.second_order = 1;
  int32_t status = cpw_sobol(&m, 1, p, 2, 2, &o, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

static int32_t morris_once(void *context) {
  cpw_parameter p[2] = {of(CPW_PARAMETER_UNIFORM, 0, 1, 0), of(CPW_PARAMETER_UNIFORM, 0, 1, 0)};
  double slope[2] = {1, 2};
  cpw_model m = model_of(straight, slope);
  cpw_sensitivity_options o = usual();
  cpw_result *r = NULL;
  o.morris = context != NULL;
  int32_t status = cpw_morris(&m, 1, p, 2, 2, &o, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

static int32_t rest_once(void *context) {
  cpw_parameter p[2] = {of(CPW_PARAMETER_UNIFORM, 0, 1, 0), of(CPW_PARAMETER_UNIFORM, 0, 1, 0)};
  const double r[4] = {1, 0.5, 0.5, 1}, nb[4] = {0, 1, 0, -1}, y[5] = {0, 1, 2, 3, 4};
  double x[4];
  cpw_sensitivity_options o = usual();
  cpw_partial_information q[2];
  cpw_swing bars[2];
  cpw_tail t;
  (void)context;
  o.correlation = r;
  int32_t status = cpw_parameters_sample(p, 2, 2, &o, NULL, x, NULL);
  if (status == CPW_OK) status = cpw_evppi(nb, x, 2, 2, 2, 0, 0, 0.9, NULL, NULL, q, NULL);
  if (status == CPW_OK) status = cpw_one_way_swings(y, 2, NULL, bars, NULL);
  const int64_t levels[2] = {2, 2};
  if (status == CPW_OK)
    status = cpw_sobol_grid(y, levels, 2, NULL, NULL, x, NULL, NULL, NULL, NULL);
  if (status == CPW_OK) status = cpw_tail_risk(y, NULL, 5, 0.5, NULL, &t, NULL);
  return status;
}

START_TEST(memory_fails)
{
  cpwt_each_allocation_fails(sobol_once, NULL);
  cpwt_each_allocation_fails(morris_once, NULL);
  int radial = 1;
  cpwt_each_allocation_fails(morris_once, &radial);
  cpwt_each_allocation_fails(rest_once, NULL);
}
END_TEST

#define COUNT(x) (int)(sizeof(x) / sizeof *(x))

int main(void) {
  Suite *suite = suite_create("sensitivity");
  TCase *limits = tcase_create("limits"), *errors = tcase_create("errors");
  TCase *reference = tcase_create("reference"), *properties = tcase_create("properties");
  TCase *oom = tcase_create("oom");
  TCase *const all[] = {limits, errors, reference, properties, oom};
  tcase_add_test(limits, choices);
  tcase_add_test(limits, perfect_information_by_hand);
  tcase_add_test(limits, a_tornado);
  tcase_add_test(limits, rows_of_a_design);
  tcase_add_test(limits, answers_on_a_grid);
  tcase_add_loop_test(errors, laws_that_are_none, 0, COUNT(bad_laws));
  tcase_add_test(errors, choices_that_are_none);
  tcase_add_test(errors, maps_that_are_none);
  tcase_add_test(errors, points_that_are_none);
  tcase_add_test(errors, studies_that_are_none);
  tcase_add_test(errors, models_that_fail);
  tcase_add_test(errors, screenings_that_are_none);
  tcase_add_test(errors, tornados_that_are_none);
  tcase_add_test(errors, information_that_is_none);
  tcase_add_test(errors, tails_that_are_none);
  tcase_add_loop_test(reference, quantiles_of_laws, 0, COUNT(quantiles));
  tcase_add_loop_test(reference, moments_of_laws, 0, COUNT(moments));
  tcase_add_test(reference, first_points);
  tcase_add_loop_test(reference, indices_of_ishigami, 0, 3);
  tcase_add_test(reference, indices_of_the_g_function);
  tcase_add_test(reference, effects_of_ishigami);
  tcase_add_loop_test(reference, partial_information_of_normals, 0, 2);
  tcase_add_test(reference, partial_information_of_choices);
  tcase_add_test(reference, tails);
  tcase_add_loop_test(properties, points_are_even, 0, 3);
  tcase_add_test(properties, dimensions_differ);
  tcase_add_test(properties, scrambling_is_uniform);
  tcase_add_loop_test(properties, tied_draws, 0, 3);
  tcase_add_test(properties, ties_of_all_kinds);
  tcase_add_test(properties, threads_do_not_matter);
  tcase_add_loop_test(properties, effects_of_a_line, 0, 6);
  tcase_add_test(oom, memory_fails);
  for (int k = 0; k < COUNT(all); k++) {
    tcase_set_timeout(all[k], 120);
    suite_add_tcase(suite, all[k]);
  }
  return cpwt_run(&suite, 1);
}
