/* Response curves: names, what is refused, values against mpmath, inverses, envelopes, curves that are made.
 * The decimal values below come from mpmath at 80 digits: f(2.25), f'(2.25), f(1e9 + 1) - f(1e9) and
 * f(2.25 + 2^-40) - f(2.25) with a = 7, t = 3, shape 0.4 (power) and 2.5 (hill); findroot for the rest. */
#include "response/internal.h"
#include "support/support.h"

#include <math.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define INF          ((double)INFINITY)

static void close_to(double got, double wanted, double relative) {
  ck_assert_msg(fabs(got - wanted) <= relative * fabs(wanted), "got %.17g, wanted %.17g", got,
                wanted);
}

static cpw_response curve(int32_t kind, double a, double t, double shape, double upfront) {
  cpw_response r = {kind, 0, a, t, shape, upfront, 0, NULL, NULL};
  return r;
}

static const double step_x[] = {0, 2, 3, 5, 6}, step_y[] = {0, 1, 5, 6, 8};

static cpw_response steps(void) {
  cpw_response r = {CPW_RESPONSE_POINTS, 0, 0, 0, 0, 0, 5, step_x, step_y};
  return r;
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(names_and_numbers)
{
  for (int32_t k = 0; k < CPW_RESPONSE_COUNT; k++)
    ck_assert_int_eq(cpw_response_number(cpw_response_name(k)), k);
  ck_assert_str_eq(cpw_response_name(CPW_RESPONSE_HILL), "hill");
  ck_assert_ptr_null(cpw_response_name(-1));
  ck_assert_ptr_null(cpw_response_name(CPW_RESPONSE_COUNT));
  ck_assert_int_eq(cpw_response_number("cubic"), CPW_ENOTFOUND);
  ck_assert_int_eq(cpw_response_number(NULL), CPW_ENOTFOUND);
}
END_TEST

START_TEST(curves_at_their_edges)
{
  cpw_response none = curve(CPW_RESPONSE_LINEAR, 0, 0, 0, 0);
  ck_assert(cpw_response_value(&none, INF) == 0 && cpw_response_slope(&none, 0, 1) == 0);
  ck_assert(cpw_response_spend(&none, 1) == INF && cpw_response_spend(&none, 0) == 0);
  cpw_response e = curve(CPW_RESPONSE_EXPONENTIAL, 7, 3, 0, 2);
  ck_assert(cpw_response_value(&e, 0) == 0 && cpw_response_value(&e, 2) == 0);
  ck_assert(cpw_response_value(&e, INF) == 7 && cpw_response_slope(&e, INF, 1) == 0);
  ck_assert(cpw_response_slope(&e, 2, -1) == 0 && cpw_response_slope(&e, 2, 1) == 7.0 / 3);
  ck_assert(cpw_response_spend(&e, 7) == INF && cpw_response_spend(&e, -1) == 0);
  ck_assert(cpw_response_gain(&e, INF, INF) == 0 && cpw_response_gain(&e, 0, INF) == 7);
  cpw_response h = curve(CPW_RESPONSE_HILL, 7, 3, 0.5, 0);
  ck_assert(cpw_response_slope(&h, 0, 1) == INF && cpw_response_value(&h, INF) == 7);
  h.shape = 1;
  ck_assert(cpw_response_slope(&h, 0, 1) == 7.0 / 3);
  h.shape = 2;
  ck_assert(cpw_response_slope(&h, 0, 1) == 0 && cpw_response_value(&h, 3) == 3.5);
  cpw_response root = curve(CPW_RESPONSE_POWER, 2, 0, 0.5, 0);
  ck_assert(cpw_response_value(&root, 9) == 6 && cpw_response_slope(&root, 0, 1) == INF);
  ck_assert(cpw_response_spend(&root, 6) == 9 && cpw_response_inflection(&root) == 0);
  cpw_response line = curve(CPW_RESPONSE_POWER, 2, 5, 1, 0);
  ck_assert(cpw_response_value(&line, 9) == 18 && cpw_response_slope(&line, 3, 1) == 2);
}
END_TEST

START_TEST(points_at_their_kinks)
{
  cpw_response r = steps();
  const double x[] = {0, 1, 2, 2.5, 3, 4, 5, 6, 9}, y[] = {0, .5, 1, 3, 5, 5.5, 6, 8, 8};
  const double left[] = {.5, .5, .5, 4, 4, .5, .5, 2, 0}, right[] = {.5, .5, 4, 4, .5, .5, 2, 0, 0};
  for (size_t i = 0; i < COUNT(x); i++) {
    ck_assert(cpw_response_value(&r, x[i]) == y[i]);
    ck_assert(cpw_response_slope(&r, x[i], -1) == left[i]);
    ck_assert(cpw_response_slope(&r, x[i], 1) == right[i]);
    for (size_t j = 0; j < COUNT(x); j++)
      close_to(cpw_response_gain(&r, x[i], x[j]), y[j] - y[i], 1e-15);
  }
  ck_assert(cpw_response_spend(&r, 3) == 2.5 && cpw_response_spend(&r, 8) == 6);
  ck_assert(cpw_response_spend(&r, 8.1) == INF && cpw_response_inflection(&r) == 5);
  r.upfront = 1;
  ck_assert(cpw_response_value(&r, 3.5) == 3 && cpw_response_value(&r, 1) == 0);
  ck_assert(cpw_response_spend(&r, 3) == 3.5);
  const double one_x[] = {4}, one_y[] = {3};
  cpw_response one = {CPW_RESPONSE_POINTS, 0, 0, 0, 0, 0, 1, one_x, one_y};
  ck_assert(cpw_response_value(&one, 0) == 3 && cpw_response_value(&one, 9) == 3);
  ck_assert(cpw_response_slope(&one, 4, 1) == 0 && cpw_response_inflection(&one) == 0);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static const struct refused {
  cpw_response r;
  int32_t code;
  const char *message;
} refused[] = {
    {{9, 0, 1, 1, 0, 0, 0, NULL, NULL}, CPW_EINVAL, "curve.kind = 9 must be a CPW_RESPONSE_..."},
    {{0, 1, 1, 0, 0, 0, 0, NULL, NULL}, CPW_EINVAL, "curve.reserved = 1 must be 0"},
    {{0, 0, -1, 0, 0, 0, 0, NULL, NULL},
     CPW_EDOMAIN,
     "curve.a = -1 must be 0 or from 1e-100 to 1e100 (linear)"},
    {{0, 0, 1, 2, 0, 0, 0, NULL, NULL}, CPW_EINVAL, "curve.t = 2 must be 0 (linear)"},
    {{0, 0, 1, 0, 2, 0, 0, NULL, NULL}, CPW_EINVAL, "curve.shape = 2 must be 0 (linear)"},
    {{1, 0, 1, 0, 0, 0, 0, NULL, NULL},
     CPW_EDOMAIN,
     "curve.t = 0 must be > 0: from 1e-100 to 1e100 (exponential)"},
    {{3, 0, 1, -1, .5, 0, 0, NULL, NULL},
     CPW_EDOMAIN,
     "curve.t = -1 must be 0 or from 1e-100 to 1e100 (power)"},
    {{3, 0, 1, 1, 1.5, 0, 0, NULL, NULL},
     CPW_EDOMAIN,
     "curve.shape = 1.5 must be > 0 and <= 1 (power)"},
    {{4, 0, 1, 1, 0, 0, 0, NULL, NULL},
     CPW_EDOMAIN,
     "curve.shape = 0 must be from 0.01 to 100 (hill)"},
    {{2, 0, 1, 1, 0, -3, 0, NULL, NULL}, CPW_EDOMAIN, "curve.upfront = -3 must be finite and >= 0"},
    {{2, 0, 1, 1, 0, 0, 2, NULL, NULL}, CPW_EINVAL, "curve.points must not be given (log)"},
    {{2, 0, 1, 1, 0, 0, 0, step_x, NULL}, CPW_EINVAL, "curve.x must not be given (log)"},
    {{2, 0, 1, 1, 0, 0, 0, NULL, step_x}, CPW_EINVAL, "curve.y must not be given (log)"},
    {{5, 0, 1, 0, 0, 0, 5, step_x, step_y}, CPW_EINVAL, "curve.a = 1 must be 0 (points)"},
    {{5, 0, 0, 0, 0, 0, 0, step_x, step_y}, CPW_EINVAL, "curve.points = 0 must be >= 1"},
    {{5, 0, 0, 0, 0, 0, 5, step_x, NULL}, CPW_EINVAL, "curve.y must be given (points)"},
};

START_TEST(curves_that_are_refused)
{
  cpw_error err;
  const struct refused *c = &refused[_i];
  ck_assert_int_eq(cpw_response_check(&c->r, "curve", &err), c->code);
  ck_assert_str_eq(err.message, c->message);
  ck_assert(isnan(cpw_response_value(&c->r, 1)) && isnan(cpw_response_slope(&c->r, 1, 1)));
  ck_assert(isnan(cpw_response_gain(&c->r, 1, 2)) && isnan(cpw_response_spend(&c->r, 1)));
  ck_assert(isnan(cpw_response_inflection(&c->r)));
}
END_TEST

START_TEST(points_that_are_refused)
{
  double x[] = {0, 1, 2}, y[] = {0, 1, 2};
  cpw_response r = {CPW_RESPONSE_POINTS, 0, 0, 0, 0, 0, 3, x, y};
  cpw_error err;
  x[1] = 0;
  ck_assert_int_eq(cpw_response_check(&r, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "response.x[1] = 0 must be greater than the one before");
  ck_assert_int_eq(err.index, 1);
  x[1] = (double)NAN;
  ck_assert_int_eq(cpwi_response_check(&r, "response", 4, "f", &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "response[4].x[1] = nan must be finite and >= 0");
  ck_assert_int_eq(err.index, 4);
  x[1] = 1;
  y[2] = 0.5;
  ck_assert_int_eq(cpw_response_check(&r, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "response.y[2] = 0.5 must be no less than the one before");
  y[2] = INF;
  ck_assert_int_eq(cpw_response_check(&r, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "response.y[2] = inf must be finite");
  y[2] = 1e200;
  ck_assert_int_eq(cpw_response_check(&r, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "response.y[2] = 1e+200 must be at most 1e100 in size");
  ck_assert_int_eq(cpw_response_check(NULL, "curve", &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "curve must be given");
}
END_TEST

START_TEST(calls_that_are_refused)
{
  cpw_response r = curve(CPW_RESPONSE_LOG, 7, 3, 0, 0);
  cpw_error err;
  double a = -1, b = -1, x[] = {1, -1};
  ck_assert(isnan(cpw_response_value(&r, -1)) && isnan(cpw_response_value(&r, (double)NAN)));
  ck_assert(isnan(cpw_response_gain(&r, 0, -1)) && isnan(cpw_response_slope(&r, -1, 1)));
  ck_assert(isnan(cpw_response_spend(&r, (double)NAN)));
  ck_assert_int_eq(cpw_response_fill(&r, x, 2, NULL, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "x[1] = -1 must be >= 0");
  ck_assert_int_eq(cpw_response_fill(&r, x, -1, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "n = -1 must be >= 0");
  ck_assert_int_eq(cpw_response_fill(&r, NULL, 1, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "x must be given");
  ck_assert_int_eq(cpw_response_demand(&r, 0, 0, 1, &a, &b, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "price = 0 must be > 0");
  ck_assert_int_eq(cpw_response_demand(&r, 1, -1, 1, &a, &b, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "lower = -1 must be finite and >= 0");
  ck_assert_int_eq(cpw_response_demand(&r, 1, 2, 1, &a, &b, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "upper = 1 must be >= lower = 2");
  ck_assert_int_eq(cpw_response_demand(&r, 1, 2, 3, NULL, &b, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "least must be given");
  ck_assert_int_eq(cpw_response_envelope(&r, 0, INF, &a, &b, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "upper = inf must be finite and >= lower = 0");
  ck_assert_int_eq(cpw_response_envelope(&r, INF, INF, &a, &b, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "lower = inf must be finite and >= 0");
  ck_assert_int_eq(cpw_response_envelope(&r, 0, 1, &a, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "slope must be given");
  ck_assert_int_eq(cpw_response_envelope(&r, 0, 1, NULL, &b, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "to must be given");
  r.t = -1;
  ck_assert_int_eq(cpw_response_demand(&r, 1, 0, 1, &a, &b, NULL), CPW_EDOMAIN);
  ck_assert_int_eq(cpw_response_envelope(&r, 0, 1, &a, &b, NULL), CPW_EDOMAIN);
  ck_assert_int_eq(cpw_response_fill(&r, x, 1, NULL, NULL, NULL), CPW_EDOMAIN);
  ck_assert(a == -1 && b == -1);
}
END_TEST

START_TEST(makers_that_are_refused)
{
  double c[] = {1, 2}, p[] = {1, 2}, x[3] = {-1}, y[3] = {-1};
  int64_t k = -1;
  cpw_error err;
  cpw_response r;
  ck_assert_int_eq(cpw_response_tiers(c, p, 0, 1, x, y, &k, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "n = 0 must be >= 1");
  ck_assert_int_eq(cpw_response_tiers(c, p, 2, 1, x, y, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "points must be given");
  ck_assert_int_eq(cpw_response_tiers(c, p, 2, -1, x, y, &k, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "gain = -1 must be finite and >= 0");
  c[1] = INF;
  ck_assert_int_eq(cpw_response_tiers(c, p, 2, 1, x, y, &k, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "capacity[1] = inf must be finite and >= 0");
  c[1] = 1e200;
  p[1] = 1e200;
  ck_assert_int_eq(cpw_response_tiers(c, p, 2, 1, x, y, &k, &err), CPW_EOVERFLOW);
  p[1] = 0;
  ck_assert_int_eq(cpw_response_tiers(c, p, 2, 1, x, y, &k, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "price[1] = 0 must be finite and > 0");
  ck_assert(k == -1 && x[0] == -1 && y[0] == -1);
  ck_assert_int_eq(cpw_response_concave(c, p, 0, y, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_response_concave(c, p, 2, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "out must be given");
  c[1] = 1;
  ck_assert_int_eq(cpw_response_concave(c, p, 2, y, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "x[1] = 1 must be greater than the one before");
  c[1] = 2;
  p[0] = (double)NAN;
  ck_assert_int_eq(cpw_response_concave(c, p, 2, y, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "y[0] = nan must be finite");
  ck_assert_int_eq(cpw_response_fit(CPW_RESPONSE_POINTS, c, p, NULL, 2, 0, &r, NULL, &err),
                   CPW_EINVAL);
  ck_assert_int_eq(cpw_response_fit(CPW_RESPONSE_LOG, c, p, NULL, 2, 0, &r, NULL, &err),
                   CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "y[0] = nan must be finite");
  ck_assert_int_eq(cpw_response_fit(CPW_RESPONSE_LOG, c, c, NULL, 2, 1, &r, NULL, &err),
                   CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "shape = 1 must be 0");
  ck_assert_int_eq(cpw_response_fit(CPW_RESPONSE_HILL, c, c, NULL, 2, 101, &r, NULL, &err),
                   CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "shape = 101 must be 0 or from 0.01 to 100");
  const double zero[] = {0, 0}, minus[] = {1, -1};
  ck_assert_int_eq(cpw_response_fit(CPW_RESPONSE_LOG, zero, c, NULL, 2, 0, &r, NULL, &err),
                   CPW_EDOMAIN);
  ck_assert_int_eq(cpw_response_fit(CPW_RESPONSE_LOG, c, c, zero, 2, 0, &r, NULL, &err),
                   CPW_EDOMAIN);
  ck_assert_int_eq(cpw_response_fit(CPW_RESPONSE_LOG, c, c, minus, 2, 0, &r, NULL, &err),
                   CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "weight[1] = -1 must be finite and >= 0");
  ck_assert_int_eq(cpw_response_fit(CPW_RESPONSE_LOG, minus, c, NULL, 2, 0, &r, NULL, &err),
                   CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "x[1] = -1 must be finite and >= 0");
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

static const struct known {
  int32_t kind;
  double shape, value, slope, far, near, at_half;
} known[] = {
    {CPW_RESPONSE_EXPONENTIAL, 0, 3.69343413081289705, 1.10218862306236765, 0,
     1.0024347130294705289e-12, 4.6213351228414467694},
    {CPW_RESPONSE_LOG, 0, 3.9173105155479588039, 1.3333333333333333333, 6.9999999755000000863e-9,
     1.2126596023637992784e-12, 11},
    {CPW_RESPONSE_POWER, 0.4, 2.7252756918528190949, 1.0352910254674543112,
     0.000011147000752089227207, 9.4159170245566247643e-13, 14.659566765355747424},
    {CPW_RESPONSE_HILL, 2.5, 2.2929762203058343454, 1.7131894595639381357,
     8.6266302656097633183e-30, 1.5581367366065846074e-12, 5.3692333043388260244},
};

START_TEST(values_and_slopes)
{
  const struct known *k = &known[_i];
  cpw_response r = curve(k->kind, 7, 3, k->shape, 0);
  const double x[] = {2.25, 0};
  double v[2], s[2], least = 0, most = 0;
  close_to(cpw_response_value(&r, 2.25), k->value, 1e-15);
  close_to(cpw_response_slope(&r, 2.25, 1), k->slope, 1e-14);
  close_to(cpw_response_gain(&r, 2.25, 2.25 + 0x1p-40), k->near, 1e-14);
  close_to(cpw_response_gain(&r, 1e9, 1e9 + 1), k->far, 1e-14);
  close_to(cpw_response_gain(&r, 1e9 + 1, 1e9), -k->far, 1e-14);
  close_to(cpw_response_spend(&r, k->value), 2.25, 1e-14);
  ck_assert_int_eq(cpw_response_demand(&r, 0.5, 0, INF, &least, &most, NULL), CPW_OK);
  close_to(least, k->at_half, 1e-13);
  ck_assert(least == most);
  ck_assert_int_eq(cpw_response_fill(&r, x, 2, v, s, NULL), CPW_OK);
  ck_assert(v[0] == cpw_response_value(&r, 2.25) && v[1] == 0);
  ck_assert(s[0] == cpw_response_slope(&r, 2.25, 1));
  /* the same beyond an upfront part */
  r.upfront = 4;
  close_to(cpw_response_value(&r, 6.25), k->value, 1e-15);
  close_to(cpw_response_spend(&r, k->value), 6.25, 1e-14);
}
END_TEST

START_TEST(chords)
{
  double to = 0, slope = 0;
  cpw_response h = curve(CPW_RESPONSE_HILL, 7, 3, 2.5, 0);
  close_to(cpw_response_inflection(&h), 2.1376201793663835475, 1e-15);
  ck_assert_int_eq(cpw_response_envelope(&h, 0, 100, &to, &slope, NULL), CPW_OK);
  close_to(to, 3.5282370675740207178, 1e-15);
  close_to(slope, cpw_response_slope(&h, to, 1), 1e-13);
  ck_assert_int_eq(cpw_response_envelope(&h, 0.5, 100, &to, &slope, NULL), CPW_OK);
  close_to(to, 3.1738494887555701683, 1e-12);
  ck_assert_int_eq(cpw_response_envelope(&h, 0.5, 3, &to, &slope, NULL), CPW_OK);
  ck_assert(to == 3);
  ck_assert_int_eq(cpw_response_envelope(&h, 0.5, 1, &to, &slope, NULL), CPW_OK);
  ck_assert(to == 1);
  ck_assert_int_eq(cpw_response_envelope(&h, 2.2, 9, &to, &slope, NULL), CPW_OK);
  ck_assert(to == 2.2 && isnan(slope));
  cpw_response e = curve(CPW_RESPONSE_EXPONENTIAL, 7, 3, 0, 2);
  ck_assert_int_eq(cpw_response_envelope(&e, 0, 100, &to, &slope, NULL), CPW_OK);
  close_to(to, 4.907658169317233614, 1e-12);
  cpw_response line = curve(CPW_RESPONSE_LINEAR, 2, 0, 0, 3);
  ck_assert_int_eq(cpw_response_envelope(&line, 1, 7, &to, &slope, NULL), CPW_OK);
  ck_assert(to == 7 && slope == 8.0 / 6);
  cpw_response points = steps();
  ck_assert_int_eq(cpw_response_envelope(&points, 0, 6, &to, &slope, NULL), CPW_OK);
  ck_assert(to == 3 && slope == 5.0 / 3);
  ck_assert_int_eq(cpw_response_envelope(&points, 2, 4, &to, &slope, NULL), CPW_OK);
  ck_assert(to == 2 && isnan(slope));
}
END_TEST

START_TEST(demand_of_straight_pieces)
{
  double a = 0, b = 0;
  cpw_response r = steps(); /* its hull: 5/3 to 3, then 1 to 6 */
  const double price[] = {2, 5.0 / 3, 1.2, 1, .5, INF};
  const double least[] = {0, 0, 3, 3, 6, 0}, most[] = {0, 3, 3, 6, 6, 0};
  for (size_t i = 0; i < COUNT(price); i++) {
    ck_assert_int_eq(cpw_response_demand(&r, price[i], 0, 6, &a, &b, NULL), CPW_OK);
    ck_assert(a == least[i] && b == most[i]);
  }
  cpw_response line = curve(CPW_RESPONSE_LINEAR, 2, 0, 0, 0);
  ck_assert_int_eq(cpw_response_demand(&line, 2, 1, 5, &a, &b, NULL), CPW_OK);
  ck_assert(a == 1 && b == 5);
  ck_assert_int_eq(cpw_response_demand(&line, 1, 1, INF, &a, NULL, NULL), CPW_OK);
  ck_assert(a == INF);
  ck_assert_int_eq(cpw_response_demand(&line, 3, 1, INF, &a, &b, NULL), CPW_OK);
  ck_assert(a == 1 && b == 1);
  cpw_response h = curve(CPW_RESPONSE_HILL, 7, 3, 2.5, 0);
  double to = 0, slope = 0;
  ck_assert_int_eq(cpw_response_envelope(&h, 0, 9, &to, &slope, NULL), CPW_OK);
  ck_assert_int_eq(cpw_response_demand(&h, slope * 1.01, 0, 9, &a, &b, NULL), CPW_OK);
  ck_assert(a == 0 && b == 0);
  ck_assert_int_eq(cpw_response_demand(&h, slope * 0.99, 0, 9, &a, &b, NULL), CPW_OK);
  ck_assert(a > to && a == b);
}
END_TEST

START_TEST(tiers_in_order_of_price)
{
  /* 100 at 700, 40 at 900, 60 at 1100; none of the tier that has no capacity */
  const double capacity[] = {60, 100, 0, 40}, price[] = {1100, 700, 800, 900};
  double x[5], y[5];
  int64_t k = 0;
  ck_assert_int_eq(cpw_response_tiers(capacity, price, 4, 0.5, x, y, &k, NULL), CPW_OK);
  ck_assert_int_eq(k, 4);
  const double spend[] = {0, 70000, 106000, 172000}, benefit[] = {0, 50, 70, 100};
  for (int i = 0; i < 4; i++)
    ck_assert(x[i] == spend[i] && y[i] == benefit[i]);
  cpw_response r = {CPW_RESPONSE_POINTS, 0, 0, 0, 0, 0, k, x, y};
  ck_assert(cpw_response_inflection(&r) == 0);
}
END_TEST

START_TEST(slopes_pooled)
{
  /* slopes 1, 3, -1, 1 of lengths 1, 1, 2, 2: pools (1 3) = 2 and (-1 1) = 0 */
  const double x[] = {0, 1, 2, 4, 6}, y[] = {1, 2, 5, 3, 5};
  const double wanted[] = {1, 3, 5, 5, 5};
  double out[5];
  ck_assert_int_eq(cpw_response_concave(x, y, 5, out, NULL), CPW_OK);
  for (int i = 0; i < 5; i++)
    ck_assert(out[i] == wanted[i]);
  const double concave[] = {0, 3, 5, 6, 6.5};
  ck_assert_int_eq(cpw_response_concave(x, concave, 5, out, NULL), CPW_OK);
  for (int i = 0; i < 5; i++)
    ck_assert(out[i] == concave[i]);
  ck_assert_int_eq(cpw_response_concave(x, y, 1, out, NULL), CPW_OK);
  ck_assert(out[0] == 1);
}
END_TEST

START_TEST(fits_find_their_curve)
{
  const struct known *k = &known[_i];
  cpw_response r = curve(k->kind, 7, 3, k->shape, 0), got;
  double x[12], y[12], w[12], left = -1;
  for (int i = 0; i < 12; i++) {
    x[i] = 0.5 * (double)(i + 1);
    y[i] = cpw_response_value(&r, x[i]);
    w[i] = 1 + (double)(i % 3);
  }
  ck_assert_int_eq(cpw_response_fit(k->kind, x, y, w, 12, k->shape, &got, &left, NULL), CPW_OK);
  close_to(got.a, 7, 1e-5);
  close_to(got.t, 3, 1e-5);
  ck_assert(left >= 0 && left < 1e-10);
  /* with the shape to be found as well: the squares are small, the parameters near */
  ck_assert_int_eq(cpw_response_fit(k->kind, x, y, w, 12, 0, &got, &left, NULL), CPW_OK);
  ck_assert(left >= 0 && left < 1e-6);
  ck_assert_int_eq(cpw_response_check(&got, NULL, NULL), CPW_OK);
}
END_TEST

START_TEST(a_line_fits_exactly)
{
  const double x[] = {1, 2, 3}, y[] = {2, 3, 7}, down[] = {-1, -2, -3};
  cpw_response r;
  double left = 0;
  ck_assert_int_eq(cpw_response_fit(CPW_RESPONSE_LINEAR, x, y, NULL, 3, 0, &r, &left, NULL),
                   CPW_OK);
  close_to(r.a, 29.0 / 14, 1e-15); /* sum xy / sum xx */
  close_to(left, 62 - 29.0 * 29 / 14, 1e-13);
  ck_assert_int_eq(cpw_response_fit(CPW_RESPONSE_LINEAR, x, down, NULL, 3, 0, &r, &left, NULL),
                   CPW_OK);
  ck_assert(r.a == 0 && left == 14);
}
END_TEST

/* ---------------------------------------------------------------- out of memory ------------- */

static int32_t make_points(void *context) {
  double x[4], y[4];
  const double c[] = {1, 2, 3};
  int64_t k = 0;
  (void)context;
  int32_t status = cpw_response_tiers(c, c, 3, 1, x, y, &k, NULL);
  return status == CPW_OK ? cpw_response_concave(c, c, 3, y, NULL) : status;
}

START_TEST(memory_runs_short)
{ cpwt_each_allocation_fails(make_points, NULL); }
END_TEST

int main(void) {
  Suite *suite = suite_create("response");
  TCase *limits = tcase_create("limits"), *errors = tcase_create("errors");
  TCase *reference = tcase_create("reference"), *oom = tcase_create("oom");
  suite_add_tcase(suite, limits);
  suite_add_tcase(suite, errors);
  suite_add_tcase(suite, reference);
  suite_add_tcase(suite, oom);
  tcase_add_test(limits, names_and_numbers);
  tcase_add_test(limits, curves_at_their_edges);
  tcase_add_test(limits, points_at_their_kinks);
  tcase_add_loop_test(errors, curves_that_are_refused, 0, (int)COUNT(refused));
  tcase_add_test(errors, points_that_are_refused);
  tcase_add_test(errors, calls_that_are_refused);
  tcase_add_test(errors, makers_that_are_refused);
  tcase_add_loop_test(reference, values_and_slopes, 0, (int)COUNT(known));
  tcase_add_test(reference, chords);
  tcase_add_test(reference, demand_of_straight_pieces);
  tcase_add_test(reference, tiers_in_order_of_price);
  tcase_add_test(reference, slopes_pooled);
  tcase_add_loop_test(reference, fits_find_their_curve, 0, (int)COUNT(known));
  tcase_add_test(reference, a_line_fits_exactly);
  tcase_add_test(oom, memory_runs_short);
  return cpwt_run(&suite, 1);
}
