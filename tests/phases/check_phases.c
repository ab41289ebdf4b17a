/* Phase-type laws: values against mpmath and Erlang's closed forms, moments of chains against the laws they
 * match, fits against a direct search and the laws that the data were drawn from. */
#include "phases/internal.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const double initial[3] = {0.5, 0.3, 0.1};
static const double rates[9] = {0, 1, 0.5, 0.2, 0, 0.3, 0, 0.05, 0};
static const double exits[3] = {1.5, 0.5, 0.1};
static const cpw_phases three = {3, 0, initial, rates, exits};

static void near_relative(double got, double want, double tolerance) {
  ck_assert_msg(fabs(got - want) <= tolerance * fabs(want), "got %.17g, want %.17g", got, want);
}

static cpw_duration duration(int32_t law, double mean, double cv, double zero) {
  return (cpw_duration){.law = law, .mean = mean, .cv = cv, .zero = zero};
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(times_at_their_edges)
{
  const double t[6] = {-1, 0, (double)INFINITY, 1e-300, 1e6, -0.0};
  double out[6];
  ck_assert_int_eq(cpw_phases_survival(&three, t, 6, NULL, out, NULL), CPW_OK);
  ck_assert(out[0] == 1 && out[2] == 0);
  ck_assert_double_eq_tol(out[1], 0.9, 1e-15);
  ck_assert_double_eq_tol(out[3], 0.9, 1e-15);
  ck_assert_double_eq_tol(out[5], 0.9, 1e-15);
  ck_assert(out[4] >= 0 && out[4] < 1e-300);
  ck_assert_int_eq(cpw_phases_density(&three, t, 6, NULL, out, NULL), CPW_OK);
  ck_assert(out[0] == 0 && out[2] == 0);
  ck_assert_double_eq_tol(out[1], 0.91, 1e-15);
  ck_assert_int_eq(cpw_phases_survival(&three, NULL, 0, NULL, NULL, NULL), CPW_OK);
  const double p[4] = {0, 0.1, 0.05, 1};
  ck_assert_int_eq(cpw_phases_quantile(&three, p, 4, NULL, out, NULL), CPW_OK);
  ck_assert(out[0] == 0 && out[2] == 0 && isinf(out[3]) && out[1] < 1e-14);
}
END_TEST

START_TEST(phases_that_nobody_is_in)
{
  const double begin[3] = {1, 0, 0}, way[9] = {0}, out_of[3] = {2, 0, 0};
  const cpw_phases law = {3, 0, begin, way, out_of};
  double m1, m2, m3, share[3];
  ck_assert_int_eq(cpw_phases_moments(&law, &m1, &m2, &m3, NULL), CPW_OK);
  ck_assert(m1 == 0.5 && m2 == 0.5 && m3 == 0.75);
  ck_assert_int_eq(cpw_phases_equilibrium(&law, share, NULL), CPW_OK);
  ck_assert(share[0] == 1 && share[1] == 0 && share[2] == 0);
  const double none[3] = {0, 0, 0};
  const cpw_phases zero = {3, 0, none, way, none};
  ck_assert_int_eq(cpw_phases_moments(&zero, &m1, NULL, NULL, NULL), CPW_OK);
  ck_assert(m1 == 0);
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  ck_assert_int_eq(cpw_phases_fill(&zero, &s, share, 3, NULL), CPW_OK);
  ck_assert(share[0] == 0 && share[2] == 0);
  cpw_error err;
  ck_assert_int_eq(cpw_phases_equilibrium(&zero, share, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "law.initial: nobody is ever inside");
}
END_TEST

START_TEST(chains_at_their_edges)
{
  cpw_coxian c;
  ck_assert_int_eq(cpw_coxian_two_moments(0, 3, 4, &c, NULL), CPW_OK);
  ck_assert(c.phases == 0 && c.zero == 1 && c.matched == 3);
  double m1 = 1;
  ck_assert_int_eq(cpw_coxian_moments(&c, &m1, NULL, NULL, NULL), CPW_OK);
  ck_assert(m1 == 0);
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  ck_assert(cpw_coxian_draw(&c, &s) == 0 && cpw_stream_position(&s) == 0);
  ck_assert_int_eq(cpw_coxian_two_moments(5, 1, 1, &c, NULL), CPW_OK);
  ck_assert(c.phases == 1 && c.rate[0] == 0.2 && c.onward[0] == 0 && c.matched == 2);
  ck_assert_int_eq(cpw_coxian_two_moments(5, 2, 1, &c, NULL), CPW_OK);
  ck_assert(c.phases == 1 && c.rate[0] == 0.2 && c.matched == 1);
  ck_assert_int_eq(cpw_coxian_two_moments(5, 0, 32, &c, NULL), CPW_OK);
  ck_assert(c.phases == 32 && c.matched == 1);
  near_relative(c.rate[31], 6.4, 1e-15);
  for (int k = 1; k <= 32; k++) { /* cv = 1/sqrt(k): Erlang's laws, with no phase too many */
    ck_assert_int_eq(cpw_coxian_two_moments(1, sqrt(1.0 / k), 32, &c, NULL), CPW_OK);
    ck_assert_int_eq(c.phases, k);
    ck_assert_int_eq(c.matched, 2);
  }
  const cpw_duration fixed = duration(CPW_DURATION_FIXED, 0, 0, 0);
  ck_assert_int_eq(cpw_coxian_match(&fixed, 4, &c, NULL), CPW_OK);
  ck_assert(c.phases == 0 && c.zero == 1);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

START_TEST(laws_that_are_refused)
{
  cpw_error err;
  double a[3], r[9], e[3], out[3] = {7, 7, 7};
  cpw_phases law = {3, 0, a, r, e};
  memcpy(a, initial, sizeof a);
  memcpy(r, rates, sizeof r);
  memcpy(e, exits, sizeof e);
  ck_assert_int_eq(cpw_phases_check(&law, NULL, &err), CPW_OK);
  ck_assert_int_eq(cpw_phases_check(NULL, "stay", &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "stay is NULL");
  law.count = 65;
  ck_assert_int_eq(cpw_phases_check(&law, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "law.count = 65 must be from 1 to 64");
  law.count = 3;
  law.reserved = 1;
  ck_assert_int_eq(cpw_phases_check(&law, NULL, &err), CPW_EINVAL);
  law.reserved = 0;
  law.exits = NULL;
  ck_assert_int_eq(cpw_phases_check(&law, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "law.exits is NULL");
  law.exits = e;
  r[3] = -1;
  ck_assert_int_eq(cpw_phases_moments(&law, out, NULL, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "law.rates[3] = -1 must be finite and >= 0");
  r[3] = 0.2;
  r[4] = -2;
  ck_assert_int_eq(cpw_phases_check(&law, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(
      err.message,
      "law.rates[4] = -2 must be 0 or minus the sum of the rates and the exit of its phase");
  r[4] = -1;
  ck_assert_int_eq(cpw_phases_check(&law, NULL, &err), CPW_OK);
  a[0] = 0.7;
  ck_assert_int_eq(cpw_phases_check(&law, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "law.initial: the sum 1.1 must be <= 1");
  a[0] = (double)NAN;
  ck_assert_int_eq(cpw_phases_check(&law, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "law.initial[0] = nan must be >= 0 and <= 1");
  a[0] = 0.5;
  e[1] = (double)INFINITY;
  ck_assert_int_eq(cpw_phases_check(&law, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "law.exits[1] = inf must be finite and >= 0");
  e[1] = 0.5;
  e[2] = r[7] = 0;
  ck_assert_int_eq(cpw_phases_check(&law, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "law: nobody leaves phase 2");
  ck_assert_int_eq(err.index, 2);
  ck_assert(out[0] == 7);
}
END_TEST

START_TEST(calls_that_are_refused)
{
  cpw_error err;
  double out[2] = {7, 7}, bad[2] = {1, (double)NAN};
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  ck_assert_int_eq(cpw_phases_survival(&three, bad, 2, NULL, out, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "times[1] = nan must be a number");
  ck_assert_int_eq(cpw_phases_survival(&three, bad, -1, NULL, out, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_phases_survival(&three, NULL, 1, NULL, out, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_phases_density(&three, bad, 1, NULL, NULL, &err), CPW_EINVAL);
  bad[1] = 1.5;
  ck_assert_int_eq(cpw_phases_quantile(&three, bad, 2, NULL, out, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "probabilities[1] = 1.5 must be >= 0 and <= 1");
  ck_assert_int_eq(cpw_phases_propagate(&three, NULL, -1, NULL, out, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "t = -1 must be finite and >= 0");
  const double people[3] = {1, -1, 0};
  ck_assert_int_eq(cpw_phases_propagate(&three, people, 1, NULL, out, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "start[1] = -1 must be finite and >= 0");
  ck_assert_int_eq(cpw_phases_propagate(&three, NULL, 1, NULL, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_phases_fill(&three, NULL, out, 1, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_phases_fill(&three, &s, NULL, 1, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_phases_fill(&three, &s, out, -1, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_phases_equilibrium(&three, NULL, &err), CPW_EINVAL);
  ck_assert(out[0] == 7 && cpw_stream_position(&s) == 0);
}
END_TEST

START_TEST(chains_that_are_refused)
{
  cpw_error err;
  cpw_coxian c, good;
  double out[32];
  ck_assert_int_eq(cpw_coxian_two_moments(3, 0.5, 8, &c, &err), CPW_OK);
  good = c;
  c.onward[1] = 1.2;
  ck_assert_int_eq(cpw_coxian_check(&c, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "law.onward[1] = 1.2 must be >= 0 and <= 1");
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  ck_assert(isnan(cpw_coxian_draw(&c, &s)) && cpw_stream_position(&s) == 0);
  c = good;
  c.onward[3] = 0.5;
  ck_assert_int_eq(cpw_coxian_moments(&c, out, NULL, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "law.onward[3] = 0.5 must be 0 for the last phase");
  c = good;
  c.rate[0] = 0;
  ck_assert_int_eq(cpw_coxian_equilibrium(&c, out, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "law.rate[0] = 0 must be finite and > 0");
  c = good;
  c.phases = 33;
  ck_assert_int_eq(cpw_coxian_check(&c, "c", &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "c.phases = 33 must be from 0 to 32");
  c.phases = 0;
  ck_assert_int_eq(cpw_coxian_check(&c, "c", &err), CPW_EDOMAIN);
  c.zero = 1;
  ck_assert_int_eq(cpw_coxian_equilibrium(&c, out, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_coxian_phases(&c, out, out, out, &err), CPW_EINVAL);
  c = good;
  c.zero = 1;
  ck_assert_int_eq(cpw_coxian_equilibrium(&c, out, &err), CPW_EDOMAIN);
  ck_assert_int_eq(cpw_coxian_phases(&good, NULL, out, out, &err), CPW_EINVAL);
  c = good;
  ck_assert_int_eq(cpw_coxian_two_moments(-1, 1, 8, &c, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "mean = -1 must be finite and >= 0");
  ck_assert_int_eq(cpw_coxian_two_moments(1, 101, 8, &c, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "cv = 101 must be from 0 to 100");
  ck_assert_int_eq(cpw_coxian_two_moments(1, 1, 33, &c, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "max_phases = 33 must be from 1 to 32");
  ck_assert_int_eq(cpw_coxian_two_moments(1e-320, 1, 3, &c, &err), CPW_EDOMAIN);
  ck_assert_int_eq(cpw_coxian_three_moments(1, 0.5, 1, 3, &c, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "m2 = 0.5 must be >= m1^2");
  ck_assert_int_eq(cpw_coxian_three_moments(1, 2, 3, 3, &c, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "m3 = 3 must be >= m2^2 / m1");
  ck_assert_int_eq(cpw_coxian_three_moments(0, 2, 3, 3, &c, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "m1 = 0 must be finite and > 0");
  ck_assert_int_eq(cpw_coxian_three_moments(1, 2, 6, 0, &c, &err), CPW_EINVAL);
  const cpw_duration never = duration(CPW_DURATION_NEVER, 0, 0, 0), fine = duration(2, 1, 0, 0);
  ck_assert_int_eq(cpw_coxian_match(&never, 4, &c, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "duration.law = 0 (never): what does not end has no phases");
  ck_assert_int_eq(cpw_coxian_match(NULL, 4, &c, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_coxian_match(&fine, 0, &c, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_coxian_match(&fine, 1, NULL, &err), CPW_EINVAL);
  ck_assert(memcmp(&c, &good, sizeof c) == 0);
}
END_TEST

START_TEST(fits_that_are_refused)
{
  cpw_error err;
  double t[3] = {1, 2, 3}, w[3] = {1, 1, 1};
  int32_t ended[3] = {1, 1, 0};
  cpw_hyper_erlang law;
  cpw_phases_options o;
  cpw_phases_options_init(&o);
  memset(&law, 7, sizeof law);
  t[1] = -1;
  ck_assert_int_eq(cpw_phases_fit(t, ended, w, 3, NULL, &law, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "times[1] = -1 must be finite and >= 0");
  t[1] = 2;
  ended[2] = 2;
  ck_assert_int_eq(cpw_phases_fit(t, ended, w, 3, NULL, &law, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "ended[2] = 2 must be 0 or 1");
  ended[2] = 0;
  w[0] = (double)NAN;
  ck_assert_int_eq(cpw_phases_fit(t, ended, w, 3, NULL, &law, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "weights[0] = nan must be finite and >= 0");
  w[0] = w[1] = 0;
  ck_assert_int_eq(cpw_phases_fit(t, ended, w, 3, NULL, &law, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "times: no duration above 0 with a weight has ended");
  w[0] = w[1] = 1e308;
  ck_assert_int_eq(cpw_phases_fit(t, ended, w, 3, NULL, &law, NULL, &err), CPW_EOVERFLOW);
  ck_assert_int_eq(cpw_phases_fit(t, ended, NULL, 0, NULL, &law, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "n = 0 must be >= 1");
  ck_assert_int_eq(cpw_phases_fit(NULL, NULL, NULL, 3, NULL, &law, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_phases_fit(t, NULL, NULL, 3, NULL, NULL, NULL, &err), CPW_EINVAL);
  const struct {
    int32_t phases, branches, criterion, iterations;
    double tolerance;
    const char *message;
  } bad[] = {{0, 1, 0, 1, 0.1, "options.phases = 0 must be from 1 to 64"},
             {4, 9, 0, 1, 0.1, "options.branches = 9 must be from 1 to 8"},
             {4, 1, 3, 1, 0.1, "options.criterion = 3 must be from 0 to 2"},
             {4, 1, 0, 0, 0.1, "options.iterations = 0 must be >= 1"},
             {4, 1, 0, 1, 0, "options.tolerance = 0 must be > 0 and < 1"}};
  for (size_t i = 0; i < COUNT(bad); i++) {
    o.phases = bad[i].phases;
    o.branches = bad[i].branches;
    o.criterion = bad[i].criterion;
    o.iterations = bad[i].iterations;
    o.tolerance = bad[i].tolerance;
    ck_assert_int_lt(cpw_phases_fit(t, NULL, NULL, 3, &o, &law, NULL, &err), 0);
    ck_assert_str_eq(err.message, bad[i].message);
  }
  const int32_t shapes[2] = {1, 64};
  cpw_phases_options_init(&o);
  o.shapes = shapes;
  o.branches = 2;
  ck_assert_int_eq(cpw_phases_fit(t, NULL, NULL, 3, &o, &law, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "options.shapes[1] = 64 must be >= 1, all together <= 64");
  o.struct_size += 8;
  ck_assert_int_eq(cpw_phases_fit(t, NULL, NULL, 3, &o, &law, NULL, &err), CPW_EABI);
  ck_assert_int_eq(law.branches, 0x07070707);
  int32_t count = 0;
  double out[1];
  ck_assert_int_eq(cpw_hyper_erlang_phases(&law, &count, out, out, out, &err), CPW_EINVAL);
  cpw_hyper_erlang one = {.branches = 1, .share = {1}, .mean = {2}, .shape = {1}};
  ck_assert_int_eq(cpw_hyper_erlang_phases(&one, NULL, out, out, out, &err), CPW_EINVAL);
  one.share[0] = 0.5;
  ck_assert_int_eq(cpw_hyper_erlang_phases(&one, &count, out, out, out, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "law.share: the sum 0.5 must be 1");
  one.share[0] = 1;
  one.mean[0] = 0;
  ck_assert_int_eq(cpw_hyper_erlang_phases(&one, &count, out, out, out, &err), CPW_EDOMAIN);
  one.mean[0] = 1;
  one.shape[0] = 65;
  ck_assert_int_eq(cpw_hyper_erlang_phases(&one, &count, out, out, out, &err), CPW_EINVAL);
  one.shape[0] = 1;
  one.zero = 1;
  ck_assert_int_eq(cpw_hyper_erlang_phases(&one, &count, out, out, out, &err), CPW_EDOMAIN);
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

/* mpmath, 40 digits: alpha expm(T t), alpha (-T)^-k */
START_TEST(values_of_mpmath)
{
  const double t[4] = {100, 0.01, 10, 1};
  const double survival[4] = {9.8867467235599528e-7, 0.8910003142886361, 0.11001200766983045,
                              0.4856499678107024};
  const double density[4] = {1.2764295194946535e-7, 0.89003001549883159, 0.014227207439948431,
                             0.18748989834801378};
  double out[4], m[3], share[3];
  ck_assert_int_eq(cpw_phases_survival(&three, t, 4, NULL, out, NULL), CPW_OK);
  for (int i = 0; i < 4; i++)
    near_relative(out[i], survival[i], 1e-13);
  ck_assert_int_eq(cpw_phases_quantile(&three, survival, 0, NULL, out, NULL), CPW_OK);
  ck_assert_int_eq(cpw_phases_density(&three, t, 4, NULL, out, NULL), CPW_OK);
  for (int i = 0; i < 4; i++)
    near_relative(out[i], density[i], 1e-13);
  ck_assert_int_eq(cpw_phases_moments(&three, m, m + 1, m + 2, NULL), CPW_OK);
  near_relative(m[0], 3.5, 1e-14);
  near_relative(m[1], 48.77027027027027, 1e-14);
  near_relative(m[2], 1117.6002556610665, 1e-14);
  ck_assert_int_eq(cpw_phases_equilibrium(&three, share, NULL), CPW_OK);
  const double equilibrium[3] = {0.059845559845559846, 0.1833976833976834, 0.75675675675675676};
  for (int i = 0; i < 3; i++)
    near_relative(share[i], equilibrium[i], 1e-14);
}
END_TEST

/* chains of k equal phases against Erlang's law by Poisson sums, far into both tails */
START_TEST(erlang_in_closed_form)
{
  for (int k = 1; k <= 32; k *= 2) {
    cpw_coxian c;
    ck_assert_int_eq(cpw_coxian_two_moments(k, sqrt(1.0 / k), 32, &c, NULL), CPW_OK);
    double a[32], r[32 * 32], e[32], t[5] = {0.01, 1, 20, 100, 400}, s[5], q[5];
    ck_assert_int_eq(cpw_coxian_phases(&c, a, r, e, NULL), CPW_OK);
    const cpw_phases law = {k, 0, a, r, e};
    ck_assert_int_eq(cpw_phases_survival(&law, t, 5, NULL, s, NULL), CPW_OK);
    for (int i = 0; i < 5; i++) {
      double term = 1, sum = 1;
      for (int j = 1; j < k; j++)
        sum += term *= t[i] / j;
      near_relative(s[i], sum * cpw_math_exp(-t[i]), 2e-12);
    }
    const double p[5] = {1e-9, 0.1, 0.5, 0.9, 1 - 0x1p-40};
    ck_assert_int_eq(cpw_phases_quantile(&law, p, 5, NULL, q, NULL), CPW_OK);
    ck_assert_int_eq(cpw_phases_survival(&law, q, 5, NULL, s, NULL), CPW_OK);
    for (int i = 2; i < 5; i++)
      near_relative(s[i], 1 - p[i], 1e-11);
    double people[32], gone = 0;
    ck_assert_int_eq(cpw_phases_propagate(&law, NULL, q[0], NULL, people, &gone, NULL), CPW_OK);
    near_relative(gone, 1e-9, 1e-11);
  }
}
END_TEST

/* a law of phases so quick that the matrix is squared: two phases in a loop, slowly left */
START_TEST(quick_phases_slowly_left)
{
  const double a[2] = {1, 0}, r[4] = {0, 1e6, 1e6, 0}, e[2] = {0, 2e-3};
  const cpw_phases law = {2, 0, a, r, e};
  double m1, t[2] = {1000, 5000}, s[2];
  ck_assert_int_eq(cpw_phases_moments(&law, &m1, NULL, NULL, NULL), CPW_OK);
  near_relative(m1, 1000.000001, 1e-14);
  ck_assert_int_eq(cpw_phases_survival(&law, t, 2, NULL, s, NULL), CPW_OK);
  /* mpmath, 40 digits, by eigenvalues */
  near_relative(s[0], 0.367879441539321763, 1e-13);
  near_relative(s[1], 0.00673794701929930812, 1e-13);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

static void check_match(const cpw_duration *d, int32_t most, int32_t matched) {
  cpw_coxian c;
  double want[3], got[3];
  cpw_error err;
  ck_assert_msg(cpw_coxian_match(d, most, &c, &err) == CPW_OK, "%s", err.message);
  ck_assert_msg(c.matched == matched, "law %d mean %g cv %g: matched %d", (int)d->law, d->mean,
                d->cv, (int)c.matched);
  ck_assert_int_le(c.phases, most);
  ck_assert_int_eq(cpw_duration_moments(d, want, want + 1, want + 2, NULL), CPW_OK);
  ck_assert_int_eq(cpw_coxian_moments(&c, got, got + 1, got + 2, NULL), CPW_OK);
  for (int i = 0; i < matched; i++)
    near_relative(got[i], want[i], 1e-11);
  near_relative(c.zero, d->zero, 1e-15);
}

START_TEST(chains_have_the_moments_of_their_law)
{
  for (double mean = 1e-9; mean < 1e10; mean *= 1e3) {
    for (double cv = 0.25; cv < 40; cv *= 1.3) {
      const cpw_duration lognormal = duration(CPW_DURATION_LOGNORMAL, mean, cv, 0.25);
      const cpw_duration gamma = duration(CPW_DURATION_GAMMA, mean, cv, 0);
      check_match(&lognormal, 32, 3);
      check_match(&gamma, 32, 3);
      if (cv > 1) {
        const cpw_duration hyper = duration(CPW_DURATION_HYPEREXPONENTIAL, mean, cv, 0.5);
        check_match(&hyper, 2, 3);
      }
    }
    const cpw_duration fixed = duration(CPW_DURATION_FIXED, mean, 0, 0);
    const cpw_duration exponential = duration(CPW_DURATION_EXPONENTIAL, mean, 0, 0.1);
    const cpw_duration narrow = duration(CPW_DURATION_LOGNORMAL, mean, 0.5, 0);
    check_match(&fixed, 8, 1);
    check_match(&exponential, 1, 3);
    check_match(&narrow, 4, 2);
  }
}
END_TEST

START_TEST(data_keep_their_zeros)
{
  const double values[5] = {0, 0, 3, 4, 20};
  cpw_empirical *data = NULL;
  ck_assert_int_eq(cpw_empirical_new(values, NULL, 5, NULL, &data, NULL), CPW_OK);
  cpw_duration d = {.law = CPW_DURATION_EMPIRICAL, .zero = 0.5, .empirical = data};
  cpw_coxian c;
  ck_assert_int_eq(cpw_coxian_match(&d, 16, &c, NULL), CPW_OK);
  near_relative(c.zero, 0.7, 1e-15);
  double want[3], got[3];
  ck_assert_int_eq(cpw_duration_moments(&d, want, want + 1, want + 2, NULL), CPW_OK);
  ck_assert_int_eq(cpw_coxian_moments(&c, got, got + 1, got + 2, NULL), CPW_OK);
  ck_assert_int_eq(c.matched, 3);
  for (int i = 0; i < 3; i++)
    near_relative(got[i], want[i], 1e-11);
  cpw_empirical_free(data);
}
END_TEST

START_TEST(two_moments_at_any_cv)
{
  for (double cv = 0; cv <= 100; cv = cv * 1.02 + 0.001) {
    cpw_coxian c;
    double m1, m2;
    ck_assert_int_eq(cpw_coxian_two_moments(7, cv, 32, &c, NULL), CPW_OK);
    ck_assert_int_eq(cpw_coxian_check(&c, NULL, NULL), CPW_OK);
    ck_assert_int_eq(cpw_coxian_moments(&c, &m1, &m2, NULL, NULL), CPW_OK);
    near_relative(m1, 7, 1e-13);
    ck_assert_int_eq(c.matched, cv * cv * 32 >= 1 ? 2 : 1);
    if (c.matched == 2) near_relative(m2, 49 * (1 + cv * cv), 1e-12);
  }
}
END_TEST

START_TEST(draws_follow_the_law)
{
  enum { N = 40000 };
  double *x = malloc(N * sizeof *x), m1, m2, sum = 0;
  cpw_stream s;
  cpw_stream_init(&s, 5, 0, 0, 0);
  ck_assert_int_eq(cpw_phases_fill(&three, &s, x, N, NULL), CPW_OK);
  ck_assert_int_eq(cpw_phases_moments(&three, &m1, &m2, NULL, NULL), CPW_OK);
  int beyond = 0, zeros = 0;
  for (int i = 0; i < N; i++) {
    sum += x[i];
    beyond += x[i] > 1;
    zeros += x[i] == 0;
  }
  ck_assert_double_lt(fabs(sum / N - m1), 4 * sqrt((m2 - m1 * m1) / N));
  ck_assert_double_lt(fabs((double)beyond / N - 0.4856499678107024), 4 * 0.5 / sqrt(N));
  ck_assert_double_lt(fabs((double)zeros / N - 0.1), 4 * 0.3 / sqrt(N));
  cpw_coxian c;
  const cpw_duration d = duration(CPW_DURATION_LOGNORMAL, 3, 1.4, 0.3);
  ck_assert_int_eq(cpw_coxian_match(&d, 8, &c, NULL), CPW_OK);
  ck_assert_int_eq(cpw_coxian_moments(&c, &m1, &m2, NULL, NULL), CPW_OK);
  sum = 0;
  for (int i = 0; i < N; i++)
    sum += cpw_coxian_draw(&c, &s);
  ck_assert_double_lt(fabs(sum / N - m1), 4 * sqrt((m2 - m1 * m1) / N));
  free(x);
}
END_TEST

START_TEST(inside_in_balance)
{
  /* who is found inside goes on as the equilibrium law says: mean E[X^2] / 2 E[X]; both forms agree */
  const cpw_duration d = duration(CPW_DURATION_WEIBULL, 6, 0.8, 0.2);
  cpw_coxian c;
  double a[32], r[32 * 32], e[32], share[32], again[32], m1, m2, rest;
  ck_assert_int_eq(cpw_coxian_match(&d, 32, &c, NULL), CPW_OK);
  ck_assert_int_eq(cpw_coxian_phases(&c, a, r, e, NULL), CPW_OK);
  ck_assert_int_eq(cpw_coxian_equilibrium(&c, share, NULL), CPW_OK);
  const cpw_phases law = {c.phases, 0, a, r, e}, inside = {c.phases, 0, share, r, e};
  ck_assert_int_eq(cpw_phases_equilibrium(&law, again, NULL), CPW_OK);
  for (int i = 0; i < c.phases; i++)
    near_relative(again[i], share[i], 1e-13);
  ck_assert_int_eq(cpw_duration_moments(&d, &m1, &m2, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_phases_moments(&inside, &rest, NULL, NULL, NULL), CPW_OK);
  near_relative(rest, m2 / (2 * m1), 1e-11);
}
END_TEST

/* -------- fits */

static double *mixture(cpw_stream *s, int n) {
  double *x = malloc((size_t)n * sizeof *x);
  for (int i = 0; i < n; i++)
    x[i] = i % 5 < 3 ? cpw_random_gamma(s, 2, 1.5) : cpw_random_gamma(s, 6, 3);
  return x;
}

/* one exponential: the mean is the time over the ends, whatever did not end; zeros apart */
START_TEST(exponential_in_closed_form)
{
  const double t[6] = {0, 3, 5, 0, 2, 4}, w[6] = {2, 1, 1, 9, 3, 2};
  const int32_t ended[6] = {1, 1, 0, 0, 1, 0};
  cpw_phases_options o;
  cpw_phases_options_init(&o);
  o.phases = o.branches = 1;
  o.tolerance = 1e-15;
  cpw_hyper_erlang law;
  cpw_phases_fitted how;
  ck_assert_int_eq(cpw_phases_fit(t, ended, w, 6, &o, &law, &how, NULL), CPW_OK);
  near_relative(law.mean[0], 22.0 / 4, 1e-7);
  near_relative(law.zero, 2.0 / 9, 1e-15);
  double best = 2 * log(2.0 / 9) + 7 * log(7.0 / 9) - 4 * log(5.5) - 4;
  near_relative(how.log_likelihood, best, 1e-12);
  ck_assert_int_eq(how.parameters, 2);
  near_relative(how.aic, 4 - 2 * best, 1e-12);
  near_relative(how.bic, 2 * log(9) - 2 * best, 1e-12);
  ck_assert(how.weight == 9 && how.converged == 1);
}
END_TEST

START_TEST(the_likelihood_never_falls)
{
  cpw_stream s;
  cpw_stream_init(&s, 2, 0, 0, 0);
  enum { N = 200 };
  double *x = mixture(&s, N), before = -1e300;
  int32_t ended[N];
  for (int i = 0; i < N; i++) {
    double look = cpw_random_exponential(&s, 15);
    ended[i] = x[i] <= look;
    x[i] = fmin(x[i], look);
  }
  const int32_t shapes[3] = {1, 3, 7};
  cpw_phases_options o;
  cpw_phases_options_init(&o);
  o.shapes = shapes;
  o.branches = 3;
  o.tolerance = 1e-15;
  for (int steps = 1; steps < 40; steps++) {
    cpw_hyper_erlang law;
    cpw_phases_fitted how;
    o.iterations = steps;
    ck_assert_int_eq(cpw_phases_fit(x, ended, NULL, N, &o, &law, &how, NULL), CPW_OK);
    ck_assert_double_ge(how.log_likelihood, before - 1e-10);
    before = how.log_likelihood;
    if (steps % 13) continue;
    /* against the law itself as phases */
    double a[64], r[64 * 64], e[64], own = 0, value;
    int32_t count;
    ck_assert_int_eq(cpw_hyper_erlang_phases(&law, &count, a, r, e, NULL), CPW_OK);
    const cpw_phases p = {count, 0, a, r, e};
    for (int i = 0; i < N; i++) {
      int32_t status = ended[i] ? cpw_phases_density(&p, &x[i], 1, NULL, &value, NULL)
                                : cpw_phases_survival(&p, &x[i], 1, NULL, &value, NULL);
      ck_assert_int_eq(status, CPW_OK);
      own += log(value);
    }
    near_relative(how.log_likelihood, own, 1e-11);
  }
  free(x);
}
END_TEST

START_TEST(the_law_of_the_data_is_found)
{
  cpw_stream s;
  cpw_stream_init(&s, 4, 0, 0, 0);
  enum { N = 4000 };
  double *x = mixture(&s, N);
  cpw_hyper_erlang law, shuffled;
  cpw_phases_fitted how;
  ck_assert_int_eq(cpw_phases_fit(x, NULL, NULL, N, NULL, &law, &how, NULL), CPW_OK);
  ck_assert(law.branches == 2 && law.shape[0] == 2 && law.shape[1] == 6);
  ck_assert_double_eq_tol(law.share[0], 0.6, 0.04);
  ck_assert_double_eq_tol(law.mean[0], 3, 0.2);
  ck_assert_double_eq_tol(law.mean[1], 18, 0.6);
  ck_assert_int_eq(how.converged, 1);
  /* any order, any unit */
  int64_t *order = malloc(N * sizeof *order);
  double *y = malloc(N * sizeof *y);
  for (int i = 0; i < N; i++)
    order[i] = i;
  cpw_random_shuffle(&s, order, N);
  for (int i = 0; i < N; i++)
    y[i] = x[order[i]];
  ck_assert_int_eq(cpw_phases_fit(y, NULL, NULL, N, NULL, &shuffled, NULL, NULL), CPW_OK);
  ck_assert(memcmp(&law, &shuffled, sizeof law) == 0);
  for (int i = 0; i < N; i++)
    y[i] = x[i] * 0x1p-400;
  ck_assert_int_eq(cpw_phases_fit(y, NULL, NULL, N, NULL, &shuffled, NULL, NULL), CPW_OK);
  near_relative(shuffled.mean[1] * 0x1p400, law.mean[1], 1e-9);
  free(order);
  free(y);
  free(x);
}
END_TEST

START_TEST(weights_are_rows)
{
  const double t[4] = {1, 2, 5, 9}, w[4] = {2, 1, 3, 1};
  const double long_t[7] = {1, 1, 2, 5, 5, 5, 9};
  cpw_hyper_erlang a, b;
  cpw_phases_fitted fa, fb;
  ck_assert_int_eq(cpw_phases_fit(t, NULL, w, 4, NULL, &a, &fa, NULL), CPW_OK);
  ck_assert_int_eq(cpw_phases_fit(long_t, NULL, NULL, 7, NULL, &b, &fb, NULL), CPW_OK);
  ck_assert(memcmp(&a, &b, sizeof a) == 0 && fa.log_likelihood == fb.log_likelihood);
  /* all alike: as many phases as there may be, and the mean */
  const double same[3] = {4, 4, 4};
  ck_assert_int_eq(cpw_phases_fit(same, NULL, NULL, 3, NULL, &a, NULL, NULL), CPW_OK);
  ck_assert(a.branches == 1 && a.shape[0] == 12);
  near_relative(a.mean[0], 4, 1e-14);
  ck_assert_int_eq(cpw_phases_fit(same, NULL, NULL, 1, NULL, &a, NULL, NULL), CPW_OK);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t every_function(void *context) {
  (void)context;
  const double t[2] = {1, 0.5};
  double out[3];
  cpw_hyper_erlang law;
  int32_t status = cpw_phases_survival(&three, t, 2, NULL, out, NULL);
  if (status == CPW_OK) status = cpw_phases_density(&three, t, 2, NULL, out, NULL);
  if (status == CPW_OK) status = cpw_phases_quantile(&three, t, 2, NULL, out, NULL);
  if (status == CPW_OK) status = cpw_phases_propagate(&three, NULL, 1, NULL, out, NULL, NULL);
  if (status == CPW_OK) status = cpw_phases_fit(t, NULL, NULL, 2, NULL, &law, NULL, NULL);
  return status;
}

static int32_t a_large_fit(void *context) {
  cpw_phases_options o;
  cpw_phases_options_init(&o);
  o.branches = o.phases = 1;
  cpw_hyper_erlang law;
  return cpw_phases_fit(context, NULL, NULL, 300, &o, &law, NULL, NULL);
}

START_TEST(memory_fails)
{
  double t[300];
  for (int i = 0; i < 300; i++)
    t[i] = 1 + i;
  cpwt_each_allocation_fails(every_function, NULL);
  cpwt_each_allocation_fails(a_large_fit, t);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("phases");
  const struct {
    const char *name;
    const TTest *tests[12];
  } cases[] = {{"limits", {times_at_their_edges, phases_that_nobody_is_in, chains_at_their_edges}},
               {"errors",
                {laws_that_are_refused, calls_that_are_refused, chains_that_are_refused,
                 fits_that_are_refused}},
               {"reference",
                {values_of_mpmath, erlang_in_closed_form, quick_phases_slowly_left,
                 exponential_in_closed_form}},
               {"properties",
                {chains_have_the_moments_of_their_law, data_keep_their_zeros, two_moments_at_any_cv,
                 draws_follow_the_law, inside_in_balance, the_likelihood_never_falls,
                 the_law_of_the_data_is_found, weights_are_rows}},
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
