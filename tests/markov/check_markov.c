/* Markov chains: matrix exponentials against mpmath and msm, first-step equations against closed forms, fits
 * against closed forms, msm's likelihood and own simulations. */
#include "markov/panel.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const double four[16] = {-0.3, 0.2,  0.05,  0.05, 0.1, -0.25, 0.1, 0.05,
                                0.0,  0.15, -0.35, 0.2,  0.0, 0.0,   0.0, 0.0};

static void near_relative(double got, double want, double tolerance) {
  ck_assert_msg(fabs(got - want) <= tolerance * fabs(want), "got %.17g, want %.17g", got, want);
}

static void all_near(const double *got, const double *want, size_t n, double tolerance) {
  for (size_t i = 0; i < n; i++)
    near_relative(got[i], want[i], tolerance);
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(nothing_and_one_state)
{
  double one = 0, out[16], q[4] = {0, 0, 0, 0};
  cpw_error err;
  ck_assert_int_eq(cpw_markov_probabilities(&one, 1, 5, NULL, out, &err), CPW_OK);
  ck_assert(out[0] == 1);
  ck_assert_int_eq(cpw_markov_time_in_states(&one, 1, 5, NULL, out, &err), CPW_OK);
  ck_assert(out[0] == 5);
  ck_assert_int_eq(cpw_markov_stationary(&one, 1, NULL, out, &err), CPW_OK);
  ck_assert(out[0] == 1);
  ck_assert_int_eq(cpw_markov_sojourn(q, 2, out, &err), CPW_OK);
  ck_assert(isinf(out[0]) && isinf(out[1]));
  ck_assert_int_eq(cpw_markov_absorption(q, 2, NULL, out, &err), CPW_OK);
  ck_assert(out[0] == 1 && out[1] == 0 && out[2] == 0 && out[3] == 1);
  ck_assert_int_eq(cpw_markov_probabilities(four, 4, 0, NULL, out, &err), CPW_OK);
  for (int i = 0; i < 16; i++)
    ck_assert(out[i] == (i % 5 == 0));
  ck_assert_int_eq(cpw_markov_time_in_states(four, 4, 0, NULL, out, &err), CPW_OK);
  for (int i = 0; i < 16; i++)
    ck_assert(out[i] == 0);
}
END_TEST

START_TEST(two_states_in_closed_form)
{
  /* p01(t) = a/(a+b) (1 - exp(-(a+b)t)) over many orders of magnitude */
  for (int k = -12; k <= 12; k++) {
    for (int l = -3; l <= 3; l++) {
      double a = pow(10, k), b = a * pow(10, 2 * l), q[4] = {0, a, b, 0}, p[4];
      for (double t = 1e-9; t < 1e10; t *= 100) {
        ck_assert_int_eq(cpw_markov_probabilities(q, 2, t, NULL, p, NULL), CPW_OK);
        double left = -cpw_math_expm1(-(a + b) * t);
        near_relative(p[1], a / (a + b) * left, 1e-12);
        near_relative(p[2], b / (a + b) * left, 1e-12);
        ck_assert_double_eq_tol(p[0] + p[1], 1, 1e-15);
      }
    }
  }
}
END_TEST

START_TEST(hazards_and_probabilities)
{
  ck_assert(cpw_hazard_from_probability(0, 1) == 0);
  ck_assert(isinf(cpw_hazard_from_probability(1, 2)));
  near_relative(cpw_hazard_from_probability(0.5, 2), 0.34657359027997264, 1e-15);
  near_relative(cpw_hazard_from_probability(1e-18, 1), 1e-18, 1e-15);
  const double bad[] = {-0.1, 1.1, (double)NAN};
  for (size_t i = 0; i < COUNT(bad); i++)
    ck_assert(isnan(cpw_hazard_from_probability(bad[i], 1)));
  ck_assert(isnan(cpw_hazard_from_probability(0.5, 0)));
  ck_assert(isnan(cpw_probability_from_hazard(-1, 1)) && isnan(cpw_probability_from_hazard(1, 0)));
  ck_assert(cpw_probability_from_hazard((double)INFINITY, 1) == 1);
  for (double p = 1e-6; p < 1; p *= 3)
    near_relative(cpw_probability_from_hazard(cpw_hazard_from_probability(p, 0.3), 0.3), p, 1e-14);
  /* the trap: a stock that halves in m steps; 1 - 0.5^(1/m) taken as a rate makes it too large. With one step
   * the stock in balance, 1/rate, is 1/0.5 = 2 instead of 1/log 2 = 1.44 */
  near_relative(1 / cpw_hazard_from_probability(0.5, 1), 1.4426950408889634, 1e-15);
}
END_TEST

START_TEST(states_that_are_never_reached)
{
  /* 0 <-> 1, 2 -> 3 absorbing, 4 absorbing, 5 -> 1 or 4 */
  double q[36] = {0}, out[36];
  q[0 * 6 + 1] = 1;
  q[1 * 6 + 0] = 2;
  q[2 * 6 + 3] = 4;
  q[5 * 6 + 1] = 1;
  q[5 * 6 + 4] = 3;
  const int32_t target[6] = {0, 0, 0, 0, 1, 0};
  ck_assert_int_eq(cpw_markov_first_passage(q, 6, target, NULL, out, NULL), CPW_OK);
  for (int i = 0; i < 6; i++)
    ck_assert(i == 4 ? out[i] == 0 : isinf(out[i]));
  ck_assert_int_eq(cpw_markov_passage(q, 6, target, (double)INFINITY, NULL, out, NULL), CPW_OK);
  const double ever[6] = {0, 0, 0, 0, 1, 0.75};
  for (int i = 0; i < 6; i++)
    ck_assert_double_eq_tol(out[i], ever[i], 1e-15);
  ck_assert_int_eq(cpw_markov_absorption(q, 6, NULL, out, NULL), CPW_OK);
  const double last[6] = {0.25 * 2 / 3, 0.25 / 3, 0, 0, 0.75, 0};
  for (int j = 0; j < 6; j++)
    ck_assert_double_eq_tol(out[5 * 6 + j], last[j], 1e-15);
  ck_assert_int_eq(cpw_markov_time_in_states(q, 6, (double)INFINITY, NULL, out, NULL), CPW_OK);
  ck_assert(out[2 * 6 + 2] == 0.25 && isinf(out[2 * 6 + 3]) && out[2 * 6 + 4] == 0);
  ck_assert(out[5 * 6 + 5] == 0.25 && isinf(out[5 * 6 + 0]) && isinf(out[5 * 6 + 4]));
  cpw_error err;
  ck_assert_int_eq(cpw_markov_stationary(q, 6, NULL, out, &err), CPW_EDOMAIN);
  ck_assert_str_eq(
      err.message,
      "rates: states 0 and 3 never reach one another: the long run depends on the start");
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

START_TEST(tables_that_are_refused)
{
  cpw_error err;
  double q[4] = {0, 1, 1, 0}, out[4] = {7, 7, 7, 7}, many[2] = {1, 0.5};
  ck_assert_int_eq(cpw_markov_check(NULL, 2, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "rates is NULL");
  ck_assert_int_eq(cpw_markov_check(q, 0, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "states = 0 must be from 1 to 500");
  ck_assert_int_eq(cpw_markov_check(q, 501, &err), CPW_EINVAL);
  q[2] = -1;
  ck_assert_int_eq(cpw_markov_probabilities(q, 2, 1, NULL, out, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "rates[1][0] = -1 must be finite and >= 0");
  ck_assert_int_eq(err.index, 2);
  q[2] = 1;
  q[3] = -2;
  ck_assert_int_eq(cpw_markov_check(q, 2, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "rates[1][1] = -2 must be 0 or minus the sum of its row, -1");
  double huge[9] = {0, 1e308, 1e308, 0, 0, 0, 0, 0, 0};
  ck_assert_int_eq(cpw_markov_check(huge, 3, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "rates[0]: the sum of the row must be finite");
  q[3] = 0;
  ck_assert_int_eq(cpw_markov_probabilities(q, 2, -1, NULL, out, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "time = -1 must be finite and >= 0");
  ck_assert_int_eq(cpw_markov_time_in_states(q, 2, (double)NAN, NULL, out, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "horizon = nan must be >= 0");
  const int32_t none[2] = {0, 0}, bad[2] = {0, 2};
  ck_assert_int_eq(cpw_markov_first_passage(q, 2, none, NULL, out, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "targets: none is 1");
  ck_assert_int_eq(cpw_markov_passage(q, 2, bad, 1, NULL, out, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "targets[1] = 2 must be 0 or 1");
  ck_assert_int_eq(cpw_markov_first_passage(q, 2, NULL, NULL, out, &err), CPW_EINVAL);
  const int32_t good[2] = {0, 1};
  ck_assert_int_eq(cpw_markov_passage(q, 2, good, -1, NULL, out, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "time = -1 must be >= 0");
  ck_assert_int_eq(cpw_markov_propagate(q, 2, many, many, 2, NULL, out, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "times[1] = 0.5 must not be below times[0] = 1");
  many[0] = -1;
  ck_assert_int_eq(cpw_markov_propagate(q, 2, many, many + 1, 1, NULL, out, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "start[0] = -1 must be finite and >= 0");
  const double start[2] = {0.5, 0.5};
  ck_assert_int_eq(cpw_markov_propagate(q, 2, start, many, -1, NULL, out, &err), CPW_EINVAL);
  for (int i = 0; i < 4; i++)
    ck_assert(out[i] == 7);
  ck_assert_int_eq(cpw_markov_sojourn(q, 2, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_markov_next(q, 2, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_markov_probabilities(q, 2, 1, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_markov_stationary(q, 2, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_markov_absorption(q, 2, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_markov_time_in_states(q, 2, 1, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_markov_first_passage(q, 2, good, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_markov_passage(q, 2, good, 1, NULL, NULL, &err), CPW_EINVAL);
}
END_TEST

/* five subjects of whom states are seen, not known or deaths; also given to msm */
enum { ROWS = 16 };
static const int64_t subject[ROWS] = {1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 5};
static const double times[ROWS] = {0, 1, 2.5, 4, 0, 1.5, 3, 0, 1, 2, 5, 0, 2, 0, 0.5, 3};
static const int32_t state[ROWS] = {0, 1, -1, 2, 0, 0, 1, 1, 0, -1, -1, 0, 2, 0, 1, -1};
static const int32_t kind[ROWS] = {0, 0, 3, 2, 0, 0, 0, 0, 0, 3, 3, 0, 2, 0, 0, 3};
static const double covariate[ROWS] = {0, 0, 0, 0, 1, 1, 1, 0.5, 0.5, 1, 1, 0, 0, 2, 2, 2};
static const int32_t from[4] = {0, 0, 1, 1}, to[4] = {1, 2, 0, 2};
static const double start[4] = {0.3, 0.1, 0.2, 0.25};

static cpw_panel small_panel(void) {
  cpw_panel p;
  cpw_panel_init(&p);
  p.rows = ROWS;
  p.subject = subject;
  p.time = times;
  p.state = state;
  p.kind = kind;
  return p;
}

static int32_t fit_small(const cpw_panel *p, const cpw_markov_options *o, cpw_error *err) {
  cpw_result *r = NULL;
  int32_t status = cpw_markov_fit(p, 3, from, to, 4, o, NULL, &r, err);
  ck_assert((status == CPW_OK) == (r != NULL));
  cpw_result_free(r);
  return status;
}

START_TEST(panels_that_are_refused)
{
  cpw_error err;
  cpw_result *r = NULL;
  cpw_panel p = small_panel();
  int32_t s[ROWS], k[ROWS];
  double t[ROWS];
  memcpy(s, state, sizeof s);
  memcpy(k, kind, sizeof k);
  memcpy(t, times, sizeof t);
  p.state = s;
  p.kind = k;
  p.time = t;
  s[1] = 3;
  ck_assert_int_eq(fit_small(&p, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "state[1] = 3 must be from 0 to 2");
  ck_assert_int_eq(err.index, 1);
  s[1] = 1;
  s[2] = 0;
  ck_assert_int_eq(fit_small(&p, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "state[2] = 0 must be -1");
  s[2] = -1;
  k[4] = CPW_PANEL_DIED;
  ck_assert_int_eq(fit_small(&p, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message,
                   "kind[4] = 2 must be CPW_PANEL_SEEN: it is the first row of subject 2");
  k[4] = 4;
  ck_assert_int_eq(fit_small(&p, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "kind[4] = 4 must be one of CPW_PANEL_...");
  k[4] = 0;
  t[5] = 0;
  ck_assert_int_eq(fit_small(&p, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "time[5] = 0: subject 2 has two rows at this time");
  t[5] = (double)INFINITY;
  ck_assert_int_eq(fit_small(&p, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "time[5] = inf must be finite");
  t[5] = 1.5;
  s[4] = 2;
  ck_assert_int_eq(fit_small(&p, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message,
                   "state[5]: subject 2 cannot be in state 0 after state 2 by the moves allowed");
  s[4] = 0;
  p.rows = 1;
  ck_assert_int_eq(fit_small(&p, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "panel.rows = 1 must be >= 2");
  p.rows = ROWS;
  p.covariates = 1;
  ck_assert_int_eq(fit_small(&p, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "panel.covariate is NULL");
  double x[ROWS] = {0};
  x[3] = (double)NAN;
  p.covariate = x;
  ck_assert_int_eq(fit_small(&p, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "covariate[3][0] = nan must be finite");
  p.covariates = 65;
  ck_assert_int_eq(fit_small(&p, NULL, &err), CPW_EINVAL);
  p.covariates = 0;
  const int64_t alone[ROWS] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
  cpw_panel single = p;
  single.subject = alone;
  single.kind = NULL;
  int32_t zero[ROWS] = {0};
  single.state = zero;
  ck_assert_int_eq(fit_small(&single, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "panel: no subject has two rows");
  ck_assert_int_eq(cpw_markov_fit(NULL, 3, from, to, 4, NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_markov_fit(&p, 3, from, to, 4, NULL, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_markov_fit(&p, 3, NULL, to, 4, NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_markov_fit(&p, 1, from, to, 4, NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "states = 1 must be from 2 to 64");
  ck_assert_int_eq(cpw_markov_fit(&p, 3, from, to, 7, NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "moves = 7 must be from 1 to 6");
  const int32_t twice[4] = {1, 1, 0, 2}, self[4] = {0, 2, 0, 2};
  ck_assert_int_eq(cpw_markov_fit(&p, 3, from, twice, 4, NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "from[1] = 0 and to[1] = 1: a move twice");
  ck_assert_int_eq(cpw_markov_fit(&p, 3, from, self, 4, NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "from[0] = 0 and to[0] = 0 must be two states from 0 to 2");
  ck_assert(r == NULL);
}
END_TEST

START_TEST(options_that_are_refused)
{
  cpw_error err;
  cpw_panel p = small_panel();
  cpw_markov_options o;
  cpw_markov_options_init(&o);
  o.level = 1;
  ck_assert_int_eq(fit_small(&p, &o, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "options.level = 1 must be > 0 and < 1");
  o.level = 0.9;
  o.tolerance = 0;
  ck_assert_int_eq(fit_small(&p, &o, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "options.tolerance = 0 must be finite and > 0");
  o.tolerance = 1e-9;
  o.iterations = -1;
  ck_assert_int_eq(fit_small(&p, &o, &err), CPW_EINVAL);
  o.iterations = 1;
  o.reserved = 1;
  ck_assert_int_eq(fit_small(&p, &o, &err), CPW_EINVAL);
  o.reserved = 0;
  const double bad[4] = {0.1, 0.1, 0, 0.1};
  o.start = bad;
  ck_assert_int_eq(fit_small(&p, &o, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "options.start[2] = 0 must be finite and > 0");
  o.start = NULL;
  o.iterations = 1;
  ck_assert_int_eq(fit_small(&p, &o, &err), CPW_ENOCONV);
  ck_assert_ptr_nonnull(strstr(err.message, "no maximum within 1 steps: the log likelihood is -"));
  p.covariates = 1;
  p.covariate = covariate;
  const int32_t effect[4] = {0, 1, 2, 0};
  o.effect = effect;
  ck_assert_int_eq(fit_small(&p, &o, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "options.effect[2] = 2 must be 0 or 1");
  o.effect = NULL;
  const double at = (double)NAN;
  o.at = &at;
  ck_assert_int_eq(fit_small(&p, &o, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "options.at[0] = nan must be finite");
}
END_TEST

START_TEST(data_that_the_start_does_not_reach)
{
  const int64_t who[2] = {1, 1};
  const double when[2] = {0, 1}, far[2] = {1e-200, 1e-200};
  const int32_t what[2] = {0, 2}, f[2] = {0, 1}, t[2] = {1, 2};
  cpw_panel p;
  cpw_panel_init(&p);
  p.rows = 2;
  p.subject = who;
  p.time = when;
  p.state = what;
  cpw_markov_options o;
  cpw_markov_options_init(&o);
  o.start = far;
  cpw_result *r = NULL;
  cpw_error err;
  ck_assert_int_eq(cpw_markov_fit(&p, 3, f, t, 2, &o, NULL, &r, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message,
                   "the data cannot happen by the rates to begin from: give options.start");
  ck_assert(r == NULL);
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

/* mpmath, 60 digits: expm of Q t */
START_TEST(slow_beside_quick)
{
  const double q[9] = {0, 1000, 1e-6, 500, 0, 1e-7, 1e-3, 0, 0};
  const double time[3] = {0.001, 1, 1000};
  const double want[3][9] = {{0.48208677298766082, 0.51791322630159164, 7.1074754280853348e-10,
                              0.25895661315079585, 0.74104338660457822, 2.446259283890578e-10,
                              6.7860843649755584e-7, 3.213910631097764e-7, 0.99999900000050039},
                             {0.3333331998003155, 0.66666640000009761, 4.0019958688996086e-7,
                              0.33333320000011539, 0.66666640039969818, 3.9960018643034025e-7,
                              0.00033361065583784714, 0.00066588931052113726, 0.99900050003364102},
                             {0.33324906461334164, 0.66649812928950749, 0.00025280609715086609,
                              0.33324906468688806, 0.66649812943660062, 0.00025280587651132766,
                              0.21067178849191791, 0.42134308658948181, 0.36798512491860028}};
  double p[9];
  for (int k = 0; k < 3; k++) {
    ck_assert_int_eq(cpw_markov_probabilities(q, 3, time[k], NULL, p, NULL), CPW_OK);
    all_near(p, want[k], 9, 1e-13);
  }
  for (int i = 0; i < 3; i++) {
    double unit[3] = {i == 0, i == 1, i == 2}, out[9];
    ck_assert_int_eq(cpw_markov_propagate(q, 3, unit, time, 3, NULL, out, NULL), CPW_OK);
    for (int k = 0; k < 3; k++)
      all_near(out + (size_t)k * 3, want[k] + (size_t)i * 3, 3, 1e-12);
  }
}
END_TEST

/* mpmath: expm of [[Q, I], [0, 0]] 7.5 */
START_TEST(time_in_states)
{
  const double want[12] = {3.3418216523540878,  1.9371693578638221,  0.69164952959480622,
                           1.5293594601872839,  0.90933976746652513, 4.033471181948894,
                           0.90933976746652513, 1.6478492831180558,  0.23697964586154366,
                           1.2455198282690159,  2.8871517686208252,  3.1303487572486153};
  double out[16];
  ck_assert_int_eq(cpw_markov_time_in_states(four, 4, 7.5, NULL, out, NULL), CPW_OK);
  all_near(out, want, 12, 1e-13);
  ck_assert(out[12] == 0 && out[13] == 0 && out[14] == 0 && fabs(out[15] - 7.5) < 1e-14);
}
END_TEST

/* a line of n states: the mean first passage up has a closed form, with p and q of gambler's ruin */
START_TEST(long_lines)
{
  enum { N = 60 };
  double *q = calloc(N * N, sizeof *q), out[N];
  int32_t target[N] = {0};
  target[N - 1] = 1;
  for (int i = 0; i + 1 < N; i++) {
    q[i * N + i + 1] = 1;
    if (i) q[i * N + i - 1] = 2;
  }
  ck_assert_int_eq(cpw_markov_first_passage(q, N, target, NULL, out, NULL), CPW_OK);
  /* from i to i + 1: h_0 = 1, h_i = 1 + 2 h_{i-1} -> h_i = 2^(i+1) - 1, all exact here */
  double sum = 0;
  for (int i = N - 2; i >= 0; i--) {
    sum += ldexp(1, i + 1) - 1;
    near_relative(out[i], sum, 1e-12);
  }
  for (int i = 0; i < N; i++)
    q[(N - 1) * N + i] = i == N - 2 ? 2 : 0;
  ck_assert_int_eq(cpw_markov_stationary(q, N, NULL, out, NULL), CPW_OK);
  for (int i = 1; i < N; i++)
    near_relative(out[i], out[0] * ldexp(1, -i), 1e-13);
  free(q);
}
END_TEST

/* The value of msm 1.7, computed with
 *   msm(s ~ t, subject=id, data=d, qmatrix=rbind(c(0,.3,.1),c(.2,0,.25),c(0,0,0)), deathexact=3, censor=99,
 *       censor.states=c(1,2), fixedpars=TRUE, [covariates=~x, covinits=list(x=c(.1,-.2,.3,.4)), center=FALSE])
 * on the rows above, states from 1 and 99 for -1. */
START_TEST(likelihood_of_msm)
{
  cpw_panel p = small_panel();
  p.covariates = 1;
  p.covariate = covariate;
  cpw_markov_options o;
  cpw_markov_options_init(&o);
  const double zero = 0;
  o.at = &zero;
  cpwi_panel_data d;
  ck_assert_int_eq(cpwi_panel_take(&d, &p, 3, from, to, 4, &o, "test", NULL), CPW_OK);
  double theta[8] = {0, 0, 0, 0, 0, 0, 0, 0}, value = 0;
  const double effects[4] = {0.1, -0.2, 0.3, 0.4}, want[2] = {26.5297942353778, 27.2422953305713};
  cpw_run run;
  cpw_run_init(&run);
  for (int with = 0; with < 2; with++) {
    for (int k = 0; k < 4; k++) {
      theta[k] = cpw_math_log(start[k]);
      theta[4 + k] = with * effects[k];
    }
    double gradient[8], outer[64];
    ck_assert_int_eq(cpwi_panel_likelihood(&d, theta, &run, &value, gradient, outer, "test", NULL),
                     CPW_OK);
    near_relative(-2 * value, want[with], 1e-14);
    for (int k = 0; k < 8; k++) { /* the scores against differences */
      double up = 0, down = 0, old = theta[k];
      theta[k] = old + 1e-5;
      ck_assert_int_eq(cpwi_panel_likelihood(&d, theta, &run, &up, NULL, NULL, "test", NULL),
                       CPW_OK);
      theta[k] = old - 1e-5;
      ck_assert_int_eq(cpwi_panel_likelihood(&d, theta, &run, &down, NULL, NULL, "test", NULL),
                       CPW_OK);
      theta[k] = old;
      ck_assert_double_eq_tol(gradient[k], (up - down) / 2e-5, 1e-8);
    }
  }
  cpwi_panel_free(&d);
}
END_TEST

static double number_of(const cpw_result *r, const char *name, int at) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_ptr_nonnull(a);
  return a->real[at];
}

/* states seen at equal intervals h: the counts give P, and rates q01 + q10 = -log(1 - p01 - p10)/h */
START_TEST(two_states_at_equal_intervals)
{
  enum { SUBJECTS = 100 };
  int64_t who[2 * SUBJECTS];
  double when[2 * SUBJECTS];
  int32_t what[2 * SUBJECTS];
  for (int i = 0; i < SUBJECTS; i++) { /* 60 from 0, of whom 15 move; 40 from 1, of whom 8 move */
    int first = i >= 60, moves = first ? i - 60 < 8 : i < 15;
    who[2 * i] = who[2 * i + 1] = i;
    when[2 * i] = i;
    when[2 * i + 1] = i + 2.0;
    what[2 * i] = first;
    what[2 * i + 1] = first ^ moves;
  }
  cpw_panel p;
  cpw_panel_init(&p);
  p.rows = 2 * SUBJECTS;
  p.subject = who;
  p.time = when;
  p.state = what;
  const int32_t f[2] = {0, 1}, t[2] = {1, 0};
  cpw_result *r = NULL;
  cpw_error err;
  ck_assert_msg(cpw_markov_fit(&p, 2, f, t, 2, NULL, NULL, &r, &err) == CPW_OK, "%s", err.message);
  double sum = -log(1 - 0.25 - 0.2) / 2;
  near_relative(number_of(r, "rate", 0), sum * 0.25 / 0.45, 1e-7);
  near_relative(number_of(r, "rate", 1), sum * 0.2 / 0.45, 1e-7);
  double best = 15 * log(0.25) + 45 * log(0.75) + 8 * log(0.2) + 32 * log(0.8);
  near_relative(number_of(r, "log_likelihood", 0), best, 1e-13);
  ck_assert(number_of(r, "subjects", 0) == 100 && number_of(r, "intervals", 0) == 100);
  ck_assert_str_eq(cpw_result_note(r, "identified"), "all parameters are");
  cpw_result_free(r);
}
END_TEST

/* moves seen exactly: rate = moves / time at risk, se of its log 1/sqrt(moves); two groups: their ratio */
START_TEST(moves_seen_exactly)
{
  enum { N = 40 };
  int64_t who[2 * N];
  double when[2 * N], group[2 * N], risk[2] = {0, 0};
  int32_t what[2 * N], how[2 * N], moved[2] = {0, 0};
  for (int i = 0; i < N; i++) {
    int g = i % 2, moves = i % 5 != 0;
    double time = 1 + 0.37 * i * (1 + g);
    who[2 * i] = who[2 * i + 1] = 7 * i;
    group[2 * i] = group[2 * i + 1] = g;
    when[2 * i] = 3;
    when[2 * i + 1] = 3 + time;
    what[2 * i] = how[2 * i] = 0;
    what[2 * i + 1] = moves;
    how[2 * i + 1] = moves ? CPW_PANEL_MOVED : CPW_PANEL_SEEN;
    risk[g] += time;
    moved[g] += moves;
  }
  cpw_panel p;
  cpw_panel_init(&p);
  p.rows = 2 * N;
  p.subject = who;
  p.time = when;
  p.state = what;
  p.kind = how;
  p.covariates = 1;
  p.covariate = group;
  const int32_t f = 0, t = 1;
  const double zero = 0;
  cpw_markov_options o;
  cpw_markov_options_init(&o);
  o.at = &zero;
  cpw_result *r = NULL;
  cpw_error err;
  ck_assert_msg(cpw_markov_fit(&p, 2, &f, &t, 1, &o, NULL, &r, &err) == CPW_OK, "%s", err.message);
  near_relative(number_of(r, "rate", 0), moved[0] / risk[0], 1e-8);
  near_relative(number_of(r, "hazard_ratio", 0), moved[1] / risk[1] / (moved[0] / risk[0]), 1e-8);
  near_relative(number_of(r, "log_rate_se", 0), 1 / sqrt(moved[0]), 1e-6);
  near_relative(number_of(r, "effect_se", 0), sqrt(1.0 / moved[0] + 1.0 / moved[1]), 1e-6);
  near_relative(number_of(r, "rate_upper", 0),
                moved[0] / risk[0] * exp(1.9599639845400545 / sqrt(moved[0])), 1e-6);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

/* a random chain followed exactly, and looked at now and then: panel data */
typedef struct walk {
  cpw_stream s;
  int64_t n;
  int64_t who[20000];
  double when[20000];
  int32_t what[20000], how[20000];
} walk;

static void follow(walk *w, const double *q, int n, int subjects) {
  cpw_stream_init(&w->s, 3, 0, 0, 0);
  w->n = 0;
  for (int i = 0; i < subjects; i++) {
    double now = 0, look = 0;
    int at = i % 2;
    for (int looks = 0; looks < 8;) {
      double leave = 0;
      for (int j = 0; j < n; j++)
        leave += j == at ? 0 : q[at * n + j];
      double next = leave > 0 ? now + cpw_random_exponential(&w->s, 1 / leave) : 1e9;
      while (looks < 8 && look <= next) {
        w->who[w->n] = i;
        w->when[w->n] = look;
        w->what[w->n] = at;
        w->how[w->n++] = CPW_PANEL_SEEN;
        looks++;
        look += 0.5 * (double)(1 + cpw_random_below(&w->s, 4));
      }
      if (looks == 8) break;
      double u = cpw_random_uniform(&w->s) * leave;
      for (int j = 0; j < n; j++)
        if (j != at && (u -= q[at * n + j]) < 0) {
          at = j;
          break;
        }
      now = next;
      if (at != n - 1) continue;
      w->who[w->n] = i;
      w->when[w->n] = now;
      w->what[w->n] = at;
      w->how[w->n++] = CPW_PANEL_DIED;
      break;
    }
  }
}

START_TEST(own_data_are_recovered)
{
  const double q[9] = {0, 0.3, 0.1, 0.2, 0, 0.25, 0, 0, 0};
  walk *w = malloc(sizeof *w);
  follow(w, q, 3, 1000);
  cpw_panel p;
  cpw_panel_init(&p);
  p.rows = w->n;
  p.subject = w->who;
  p.time = w->when;
  p.state = w->what;
  p.kind = w->how;
  cpw_result *one = NULL, *two = NULL;
  cpw_error err;
  cpw_run run;
  cpw_run_init(&run);
  ck_assert_msg(cpw_markov_fit(&p, 3, from, to, 4, NULL, &run, &one, &err) == CPW_OK, "%s",
                err.message);
  for (int k = 0; k < 4; k++) {
    double off = cpw_math_log(number_of(one, "rate", k) / q[from[k] * 3 + to[k]]);
    ck_assert_double_lt(fabs(off), 4 * number_of(one, "log_rate_se", k));
    ck_assert_double_lt(fabs(number_of(one, "gradient", k)), 1e-3);
  }
  /* rows backwards, two threads: the same bits */
  for (int64_t i = 0; i < w->n / 2; i++) {
    int64_t j = w->n - 1 - i, who = w->who[i];
    double when = w->when[i];
    int32_t what = w->what[i], how = w->how[i];
    w->who[i] = w->who[j], w->when[i] = w->when[j], w->what[i] = w->what[j], w->how[i] = w->how[j];
    w->who[j] = who, w->when[j] = when, w->what[j] = what, w->how[j] = how;
  }
  run.threads = 2;
  ck_assert_msg(cpw_markov_fit(&p, 3, from, to, 4, NULL, &run, &two, &err) == CPW_OK, "%s",
                err.message);
  const char *names[] = {"rate", "rate_lower", "log_rate_se", "log_likelihood"};
  for (size_t k = 0; k < COUNT(names); k++)
    ck_assert(number_of(one, names[k], 0) == number_of(two, names[k], 0));
  cpw_result_free(one);
  cpw_result_free(two);
  const int32_t stop = 1;
  run.cancel = &stop;
  two = NULL;
  ck_assert_int_eq(cpw_markov_fit(&p, 3, from, to, 4, NULL, &run, &two, &err), CPW_ECANCELLED);
  ck_assert(two == NULL);
  free(w);
}
END_TEST

START_TEST(what_cannot_be_told_apart)
{
  /* covariate twice: the two effects are not determined */
  enum { N = 30 };
  int64_t who[2 * N];
  double when[2 * N], x[4 * N];
  int32_t what[2 * N];
  for (int i = 0; i < N; i++) {
    who[2 * i] = who[2 * i + 1] = i;
    when[2 * i] = 0;
    when[2 * i + 1] = 1;
    what[2 * i] = 0;
    what[2 * i + 1] = i % 3 == 0;
    for (int k = 0; k < 4; k++)
      x[4 * i + k] = i % 2;
  }
  cpw_panel p;
  cpw_panel_init(&p);
  p.rows = 2 * N;
  p.subject = who;
  p.time = when;
  p.state = what;
  p.covariates = 2;
  p.covariate = x;
  const int32_t f = 0, t = 1;
  cpw_result *r = NULL;
  cpw_error err;
  ck_assert_msg(cpw_markov_fit(&p, 2, &f, &t, 1, NULL, NULL, &r, &err) == CPW_OK, "%s",
                err.message);
  ck_assert_str_eq(cpw_result_note(r, "identified"),
                   "1 of 3 parameters are not determined by the data");
  ck_assert(isnan(number_of(r, "effect_se", 1)));
  ck_assert(number_of(r, "effect_se", 0) > 0);
  cpw_result_free(r);
}
END_TEST

START_TEST(chapman_and_kolmogorov)
{
  cpw_stream s;
  cpw_stream_init(&s, 9, 0, 0, 0);
  enum { N = 12 };
  double q[N * N], a[N * N], b[N * N], c[N * N], ab[N * N];
  for (int round = 0; round < 20; round++) {
    for (int i = 0; i < N * N; i++)
      q[i] = i % (N + 1) && cpw_random_below(&s, 3) ? cpw_math_exp(12 * cpw_random_uniform(&s) - 6)
                                                    : 0;
    double t = cpw_random_exponential(&s, 1), u = cpw_random_exponential(&s, 3);
    ck_assert_int_eq(cpw_markov_probabilities(q, N, t, NULL, a, NULL), CPW_OK);
    ck_assert_int_eq(cpw_markov_probabilities(q, N, u, NULL, b, NULL), CPW_OK);
    ck_assert_int_eq(cpw_markov_probabilities(q, N, t + u, NULL, c, NULL), CPW_OK);
    cpwi_table_product(a, b, N, ab);
    all_near(ab, c, N * N, 2e-12);
    /* relabelled: states backwards */
    for (int i = 0; i < N * N; i++)
      a[i] = q[N * N - 1 - i];
    ck_assert_int_eq(cpw_markov_probabilities(a, N, t + u, NULL, b, NULL), CPW_OK);
    for (int i = 0; i < N * N; i++)
      near_relative(b[N * N - 1 - i], c[i], 1e-12);
    ck_assert_int_eq(cpw_markov_absorption(q, N, NULL, a, NULL), CPW_OK);
    for (int i = 0; i < N; i++) {
      double sum = 0;
      for (int j = 0; j < N; j++)
        sum += a[i * N + j];
      ck_assert_double_eq_tol(sum, 1, 1e-12);
    }
  }
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t every_function(void *context) {
  (void)context;
  double out[16];
  const double people[4] = {1, 2, 3, 4}, time = 1;
  const int32_t target[4] = {0, 0, 0, 1};
  int32_t status = cpw_markov_probabilities(four, 4, 1, NULL, out, NULL);
  if (status == CPW_OK) status = cpw_markov_propagate(four, 4, people, &time, 1, NULL, out, NULL);
  if (status == CPW_OK) status = cpw_markov_time_in_states(four, 4, 1, NULL, out, NULL);
  if (status == CPW_OK) status = cpw_markov_first_passage(four, 4, target, NULL, out, NULL);
  if (status == CPW_OK) status = cpw_markov_passage(four, 4, target, 1, NULL, out, NULL);
  if (status == CPW_OK) status = cpw_markov_stationary(four, 4, NULL, out, NULL);
  if (status == CPW_OK) status = cpw_markov_absorption(four, 4, NULL, out, NULL);
  return status;
}

static int32_t a_fit(void *context) {
  (void)context;
  cpw_panel p = small_panel();
  cpw_markov_options o;
  cpw_markov_options_init(&o);
  o.iterations = 0;
  cpw_result *r = NULL;
  int32_t status = cpw_markov_fit(&p, 3, from, to, 4, &o, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(memory_fails)
{
  cpwt_each_allocation_fails(every_function, NULL);
  cpwt_each_allocation_fails(a_fit, NULL);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("markov");
  const struct {
    const char *name;
    const TTest *tests[8];
  } cases[] = {
      {"limits",
       {nothing_and_one_state, two_states_in_closed_form, hazards_and_probabilities,
        states_that_are_never_reached}},
      {"errors",
       {tables_that_are_refused, panels_that_are_refused, options_that_are_refused,
        data_that_the_start_does_not_reach}},
      {"reference",
       {slow_beside_quick, time_in_states, long_lines, likelihood_of_msm,
        two_states_at_equal_intervals, moves_seen_exactly}},
      {"properties", {own_data_are_recovered, what_cannot_be_told_apart, chapman_and_kolmogorov}},
      {"oom", {memory_fails}}};
  for (size_t k = 0; k < COUNT(cases); k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 120);
    for (int i = 0; cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    suite_add_tcase(suite, tcase);
  }
  return cpwt_run(&suite, 1);
}
