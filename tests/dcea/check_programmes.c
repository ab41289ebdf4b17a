/* Programmes: net benefit by group, who ranks where, what the answer hangs on, and draws. Expected values
 * by hand, from the definitions, or by brute force in the test. */
#include "dcea/check_dcea.h"

#include <stdio.h>

static const double ok_recipients[5] = {4000, 1000, 1000, 1000, 1000};
static const double ok_gain[5] = {.05, .04, .04, .03, .03};
static const double ok_cost[5] = {400, 400, 400, 400, 300};
static const double steep[5] = {.26, .22, .22, .16, .14};

static cpw_dcea_programme usual(void) {
  cpw_dcea_programme m = {ok_recipients, ok_gain, ok_cost, 1e5};
  return m;
}

static cpw_dcea_options at(double threshold) {
  cpw_dcea_options o;
  cpw_dcea_options_init(&o);
  o.threshold = threshold;
  return o;
}

static cpw_result *evaluate(const cpw_dcea_programme *m, int64_t count, const cpw_dcea_options *o) {
  cpw_dcea_population p = fifths();
  cpw_result *r = NULL;
  cpw_error err;
  int32_t status = cpw_dcea_evaluate(&p, m, count, o, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

/* ---------------------------------------------------------------- net benefit --------------- */

/* 4000 x 400 + 3 x 1000 x 400 + 1000 x 300 + 100,000 = 3.2m; at 20,000 a QALY 160 are lost elsewhere */
START_TEST(net_benefit_by_hand)
{
  cpw_dcea_population p = {5, people, NULL};
  cpw_dcea_programme m = usual();
  double net[5], cost = 0, all = 5.25e7;
  ck_assert_int_eq(cpw_dcea_net_benefit(&p, &m, 20000, steep, net, &cost, NULL), CPW_OK);
  ck_assert_double_eq(cost, 3.2e6);
  for (int i = 0; i < 5; i++)
    ck_near(net[i], ok_recipients[i] * ok_gain[i] - 160 * steep[i], 1e-14);
  ck_assert_int_eq(cpw_dcea_net_benefit(&p, &m, 20000, NULL, net, NULL, NULL), CPW_OK);
  for (int i = 0; i < 5; i++)
    ck_near(net[i], ok_recipients[i] * ok_gain[i] - 160 * people[i] / all, 1e-14);
  ck_assert_int_eq(cpw_dcea_net_benefit(&p, &m, WITHOUT_END, steep, net, NULL, NULL), CPW_OK);
  ck_near(net[0], 200, 1e-15);
  m.cost = NULL;
  ck_assert_int_eq(cpw_dcea_net_benefit(&p, &m, 20000, steep, net, &cost, NULL), CPW_OK);
  ck_assert_double_eq(cost, 1e5);
  m.fixed_cost = -2e5; /* what saves money gains elsewhere */
  ck_assert_int_eq(cpw_dcea_net_benefit(&p, &m, 20000, steep, net, &cost, NULL), CPW_OK);
  ck_near(net[0], 200 + 2.6, 1e-15);
}
END_TEST

START_TEST(shares_carried_over)
{
  double s[10], sum = 0;
  ck_assert_int_eq(cpw_dcea_shares(steep, 5, NULL, 5, s, NULL), CPW_OK);
  ck_assert_mem_eq(s, steep, sizeof steep);
  ck_assert_int_eq(cpw_dcea_shares(steep, 5, NULL, 10, s, NULL), CPW_OK);
  for (int i = 0; i < 10; i++)
    ck_near(s[i], steep[i / 2] / 2, 1e-15);
  ck_assert_int_eq(cpw_dcea_shares(steep, 5, NULL, 1, s, NULL), CPW_OK);
  ck_near(s[0], 1, 1e-15);
  const double mixed[] = {0, 30, 30, 0, 40, 0}; /* ends at 1.5, 3 and 5 fifths */
  ck_assert_int_eq(cpw_dcea_shares(steep, 5, mixed, 6, s, NULL), CPW_OK);
  const double expected[] = {0, .26 + .11, .11 + .22, 0, .3, 0};
  for (int i = 0; i < 6; i++)
    ck_assert_double_eq_tol(s[i], expected[i], 1e-15);
  const double odd[] = {1 / 3., 1e-9, 7, .1, 1e6, 0};
  ck_assert_int_eq(cpw_dcea_shares(steep, 5, odd, 6, s, NULL), CPW_OK);
  for (int i = 0; i < 6; i++)
    sum += s[i];
  ck_near(sum, 1, 1e-15);
  ck_assert_double_eq(s[5], 0);
}
END_TEST

static void net_refused(cpw_dcea_population p, cpw_dcea_programme m, double threshold,
                        const double *shares, int32_t code, const char *message) {
  cpw_error err;
  double net[5] = {7, 7, 7, 7, 7}, cost = 7;
  ck_assert_int_eq(cpw_dcea_net_benefit(&p, &m, threshold, shares, net, &cost, &err), code);
  ck_assert_str_eq(err.message, message);
  for (int i = 0; i < 5; i++)
    ck_assert_double_eq(net[i], 7);
  ck_assert_double_eq(cost, 7);
}

START_TEST(net_benefit_refuses)
{
  cpw_dcea_population p = fifths(), q;
  cpw_dcea_programme ok = usual(), m = ok;
  const double short_of[5] = {.26, .22, .22, .16, .04}, below[5] = {-.1, .3, .3, .3, .2};
  const double bad[5] = {1, 2, NO_NUMBER, 4, 5}, minus[5] = {1, -1, 1, 1, 1},
               empty[5] = {1, 1, 1, 1, 0};
  const double most[5] = {1e308, 1e308, 1e308, 1e308, 1e308};
  net_refused(p, ok, 0, steep, CPW_EDOMAIN, "threshold = 0 must be > 0");
  net_refused(p, ok, NO_NUMBER, steep, CPW_EDOMAIN, "threshold = nan must be > 0");
  net_refused(p, ok, 1, short_of, CPW_EDOMAIN, "shares sums to 0.9, not to 1");
  net_refused(p, ok, 1, below, CPW_EDOMAIN, "shares[0] = -0.1 must be finite and >= 0");
  q = p, q.people = empty;
  net_refused(q, ok, 1, steep, CPW_EDOMAIN, "shares[4] = 0.14 must be 0 where there are no people");
  net_refused(q, ok, 1, NULL, CPW_EDOMAIN,
              "programme.recipients[4] = 1000 must be 0 where there are no people");
  m.recipients = minus;
  net_refused(p, m, 1, steep, CPW_EDOMAIN, "programme.recipients[1] = -1 must be finite and >= 0");
  m = ok, m.gain = bad;
  net_refused(p, m, 1, steep, CPW_EDOMAIN, "programme.gain[2] = nan must be finite");
  m = ok, m.cost = bad;
  net_refused(p, m, 1, steep, CPW_EDOMAIN, "programme.cost[2] = nan must be finite");
  m = ok, m.fixed_cost = WITHOUT_END;
  net_refused(p, m, 1, steep, CPW_EDOMAIN, "programme.fixed_cost = inf must be finite");
  m = ok, m.recipients = NULL;
  net_refused(p, m, 1, steep, CPW_EINVAL, "programme.recipients is NULL");
  m = ok, m.gain = NULL;
  net_refused(p, m, 1, steep, CPW_EINVAL, "programme.gain is NULL");
  m = ok, m.gain = most;
  net_refused(p, m, 1, steep, CPW_EOVERFLOW,
              "programme gains group 0 more than the largest number");
  m = ok, m.cost = most;
  net_refused(p, m, 1, steep, CPW_EOVERFLOW, "programme costs more than the largest number");
  net_refused(p, ok, 1e-308, steep, CPW_EOVERFLOW,
              "net benefit of group 0 is beyond the largest number");
  cpw_error err;
  double net[5];
  ck_assert_int_eq(cpw_dcea_net_benefit(&p, NULL, 1, steep, net, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "programme is NULL");
  ck_assert_int_eq(cpw_dcea_net_benefit(&p, &ok, 1, steep, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "net_benefit is NULL");
  ck_assert_int_eq(cpw_dcea_shares(NULL, 5, NULL, 5, net, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "table is NULL");
  ck_assert_int_eq(cpw_dcea_shares(steep, 5, NULL, 5, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "shares is NULL");
  ck_assert_int_eq(cpw_dcea_shares(steep, 0, NULL, 5, net, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "parts = 0 must be >= 1");
  ck_assert_int_eq(cpw_dcea_shares(steep, 5, NULL, -1, net, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "groups = -1 must be >= 1");
  ck_assert_int_eq(cpw_dcea_shares(steep, 4, NULL, 5, net, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "table sums to 0.86, not to 1");
  ck_assert_int_eq(cpw_dcea_shares(steep, 5, minus, 5, net, &err), CPW_EDOMAIN);
  ck_assert_int_eq(cpw_dcea_shares(steep, 5, most, 5, net, &err), CPW_EOVERFLOW);
  ck_assert_str_eq(err.message, "people sum to more than the largest number");
}
END_TEST

/* ---------------------------------------------------------------- evaluate ------------------ */

/* what stands in the result is what the pieces say */
START_TEST(evaluation_is_its_pieces)
{
  cpw_dcea_population p = fifths();
  cpw_dcea_programme m = usual();
  cpw_dcea_options o = at(20000);
  const double grid[] = {0, 2, 10.95, 25}, thresholds[] = {10000, 20000, 1e9};
  const double gradients[] = {.26, .22, .22, .16, .14, .2, .2, .2, .2, .2};
  o.shares = steep;
  o.aversions = 4, o.aversion_grid = grid;
  o.thresholds = 3, o.threshold_grid = thresholds;
  o.gradients = 2, o.gradient_shares = gradients;
  cpw_result *r = evaluate(&m, 1, &o);
  double net[5], cost = 0, w[5], weighted = 0;
  cpw_dcea_change c;
  ck_assert_int_eq(cpw_dcea_net_benefit(&p, &m, 20000, steep, net, &cost, NULL), CPW_OK);
  ck_assert_int_eq(cpw_dcea_assess(&p, net, 0, 10.95, NULL, &c, NULL), CPW_OK);
  ck_assert_int_eq(cpw_dcea_weights(&p, 0, 10.95, 2, 0, NULL, w, NULL), CPW_OK);
  ck_assert_mem_eq(real(r, "net_benefit"), net, sizeof net);
  ck_assert_mem_eq(real(r, "weight"), w, sizeof w);
  for (int i = 0; i < 5; i++) {
    ck_assert_double_eq(real(r, "gain")[i], ok_recipients[i] * ok_gain[i]);
    ck_near(real(r, "opportunity_cost")[i], 160 * steep[i], 1e-13);
    ck_assert_double_eq(real(r, "health_after")[i], health[i] + net[i] / people[i]);
    weighted += w[i] * net[i];
  }
  ck_assert_double_eq(real(r, "total_cost")[0], cost);
  ck_assert_double_eq(real(r, "ede_benefit")[0], c.ede_benefit);
  ck_assert_double_eq(real(r, "efficiency")[0], c.efficiency);
  ck_assert_double_eq(real(r, "equity")[0], c.equity);
  ck_assert_double_eq(real(r, "plane_equity")[0], c.equity);
  ck_assert_double_eq(real(r, "ede_before")[0], c.ede_before);
  ck_assert_double_eq(real(r, "slope_change")[0], c.slope_change);
  ck_near(real(r, "weighted_benefit")[0], weighted, 1e-13);
  ck_near(weighted, c.ede_benefit, 1e-5); /* the derivative, for a small programme */
  ck_assert_int_eq(integer(r, "quadrant")[0], CPW_DCEA_WIN_WIN);
  for (int k = 0; k < 4; k++) {
    ck_assert_int_eq(cpw_dcea_assess(&p, net, 0, grid[k], NULL, &c, NULL), CPW_OK);
    ck_assert_double_eq(real(r, "by_aversion")[k], c.ede_benefit);
    ck_assert_double_eq(real(r, "aversion")[k], grid[k]);
  }
  for (int k = 0; k < 5; k++) {
    const double *shares = k < 3 ? steep : gradients + 5 * (k - 3);
    double other = k < 3 ? thresholds[k] : 20000;
    ck_assert_int_eq(cpw_dcea_net_benefit(&p, &m, other, shares, net, NULL, NULL), CPW_OK);
    ck_assert_int_eq(cpw_dcea_assess(&p, net, 0, 10.95, NULL, &c, NULL), CPW_OK);
    ck_assert_double_eq(real(r, k < 3 ? "by_threshold" : "by_gradient")[k < 3 ? k : k - 3],
                        c.ede_benefit);
  }
  ck_assert_str_eq(cpw_result_note(r, "aversion"), "Atkinson 10.95 (Robson et al. 2017)");
  ck_assert_str_eq(cpw_result_note(r, "threshold"), "20000");
  cpw_result_free(r);
}
END_TEST

/* the programme breaks even at its threshold, and the sign is the other one on the other side */
START_TEST(break_even)
{
  cpw_dcea_population p = fifths();
  const double aversion[3] = {10.95, .15, 3};
  for (int32_t measure = 0; measure < 3; measure++)
    for (int sign = -1; sign < 2; sign += 2) {
      cpw_dcea_programme m = usual();
      double gain[5], cost[5];
      for (int i = 0; i < 5; i++) { /* or one that does harm and saves money */
        gain[i] = sign * ok_gain[i];
        cost[i] = sign * ok_cost[i];
      }
      m.gain = gain, m.cost = cost, m.fixed_cost *= sign;
      cpw_dcea_options o = at(20000);
      o.measure = measure;
      o.aversion = aversion[measure];
      o.shares = steep;
      cpw_result *r = evaluate(&m, 1, &o);
      double k = real(r, "break_even_threshold")[0], net[5];
      ck_assert(k > 1000 && k < 20000);
      for (int side = -1; side < 2; side++) {
        cpw_dcea_change c;
        ck_assert_int_eq(
            cpw_dcea_net_benefit(&p, &m, k * (1 + side * 1e-9), steep, net, NULL, NULL), CPW_OK);
        ck_assert_int_eq(cpw_dcea_assess(&p, net, measure, aversion[measure], NULL, &c, NULL), 0);
        if (side)
          ck_assert((c.ede_change > 0) == (side * sign > 0));
        else
          ck_assert_double_eq_tol(c.ede_change, 0, 1e-17);
      }
      cpw_result_free(r);
    }
}
END_TEST

/* without aversion the threshold is total cost/total gain; where nothing is gained there is none */
START_TEST(break_even_at_the_ends)
{
  cpw_dcea_programme m[3] = {usual(), usual(), usual()};
  const double none[5] = {0}, harm[5] = {-1, 0, 0, 0, 0};
  m[1].cost = none, m[1].fixed_cost = 0;
  m[2].gain = harm;
  cpw_dcea_options o = at(20000);
  o.aversion = 0;
  cpw_result *r = evaluate(m, 3, &o);
  ck_near(real(r, "break_even_threshold")[0], 3.2e6 / 340, 1e-13);
  ck_assert(isnan(real(r, "break_even_threshold")[1]) && isnan(real(r, "break_even_threshold")[2]));
  cpw_result_free(r);
  /* with little aversion, health may run out before the welfare does */
  const double people1[] = {1, 1e6}, health1[] = {1e-3, 80}, gain1[] = {0, 1}, n1[] = {0, 1000};
  const double all[] = {1, 0};
  cpw_dcea_population p = {2, people1, health1};
  cpw_dcea_programme q = {n1, gain1, NULL, 1};
  o.aversion = .5;
  o.shares = all;
  ck_assert_int_eq(cpw_dcea_evaluate(&p, &q, 1, &o, &r, NULL), CPW_OK);
  ck_assert(isnan(real(r, "break_even_threshold")[0]));
  cpw_result_free(r);
}
END_TEST

/* against comparing all with all, mixtures of two included */
static int64_t slow_status(const double *x, const double *y, int n, int i) {
  for (int a = 0; a <= n; a++) {
    double xa = a < n ? x[a] : 0, ya = a < n ? y[a] : 0;
    if (xa >= x[i] && ya >= y[i] && (xa > x[i] || ya > y[i])) return CPW_DCEA_DOMINATED;
  }
  for (int a = 0; a <= n; a++)
    for (int b = 0; b <= n; b++) {
      double xa = a < n ? x[a] : 0, ya = a < n ? y[a] : 0, xb = b < n ? x[b] : 0,
             yb = b < n ? y[b] : 0;
      if (!(xa > x[i] && x[i] > xb)) continue;
      double share = (x[i] - xb) / (xa - xb);
      if (ya * share + yb * (1 - share) > y[i] + 1e-9) return CPW_DCEA_EXTENDED_DOMINATED;
    }
  return CPW_DCEA_EFFICIENT;
}

START_TEST(frontier_by_brute_force)
{
  enum { MOST = 12 };
  cpw_stream s;
  cpw_stream_init(&s, 5, 0, 0, 0);
  for (int world = 0; world < 30; world++) {
    cpw_dcea_programme m[MOST];
    double gain[MOST][5];
    int n = 1 + (int)cpw_random_below(&s, MOST);
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < 5; i++)
        gain[k][i] = (double)cpw_random_below(&s, 5) - 1.5;
      if (k > 0 && cpw_random_below(&s, 4) == 0) memcpy(gain[k], gain[k - 1], sizeof gain[k]);
      m[k] = (cpw_dcea_programme){ok_recipients, gain[k], NULL, 0};
    }
    cpw_dcea_options o = at(1);
    o.axis = CPW_DCEA_AXIS_GAP;
    cpw_result *r = evaluate(m, n, &o);
    const double *x = real(r, "efficiency"), *y = real(r, "plane_equity");
    for (int k = 0; k < n; k++) {
      ck_assert_int_eq(integer(r, "status")[k], slow_status(x, y, n, k));
      int64_t rank = 1, second = 1;
      for (int j = 0; j < n; j++) {
        rank += real(r, "ede_benefit")[j] > real(r, "ede_benefit")[k];
        second += x[j] > x[k];
      }
      ck_assert_int_eq(integer(r, "rank")[k], rank);
      ck_assert_int_eq(integer(r, "rank_efficiency")[k], second);
      ck_assert_int_eq(integer(r, "quadrant")[k], cpw_dcea_quadrant(x[k], y[k]));
    }
    cpw_result_free(r);
  }
}
END_TEST

/* equal, extendedly dominated and dominated options by hand: gap axis, so equity is minus the change */
START_TEST(axes_by_hand)
{
  const double n[] = {1, 1}, h[] = {50, 60}, reached[] = {1, 1};
  const double gains[4][2] = {{0, 4}, {1, 0}, {2, 2}, {-1, -1}};
  cpw_dcea_programme m[4];
  for (int k = 0; k < 4; k++)
    m[k] = (cpw_dcea_programme){reached, gains[k], NULL, 0};
  cpw_dcea_population p = {2, n, h};
  cpw_dcea_options o = at(1);
  o.axis = CPW_DCEA_AXIS_GAP;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_dcea_evaluate(&p, m, 4, &o, &r, NULL), CPW_OK);
  const double gap[] = {-4, 1, 0, 0};
  const int64_t status[] = {CPW_DCEA_DOMINATED, CPW_DCEA_EFFICIENT, CPW_DCEA_EFFICIENT,
                            CPW_DCEA_DOMINATED};
  const int64_t quadrant[] = {CPW_DCEA_WIN_LOSE, CPW_DCEA_WIN_WIN, CPW_DCEA_WIN_WIN,
                              CPW_DCEA_LOSE_LOSE};
  ck_assert_mem_eq(real(r, "plane_equity"), gap, sizeof gap);
  ck_assert_mem_eq(integer(r, "status"), status, sizeof status);
  ck_assert_mem_eq(integer(r, "quadrant"), quadrant, sizeof quadrant);
  cpw_result_free(r);
  o.axis = CPW_DCEA_AXIS_SLOPE; /* mid-points .25 and .75: twice the gap */
  ck_assert_int_eq(cpw_dcea_evaluate(&p, m, 4, &o, &r, NULL), CPW_OK);
  for (int k = 0; k < 4; k++)
    ck_assert_double_eq_tol(real(r, "plane_equity")[k], 2 * gap[k], 1e-14);
  cpw_result_free(r);
  /* the gap turns round: from 10 one way to 6 the other */
  const double over[] = {16, 0};
  m[0].gain = over;
  o.axis = CPW_DCEA_AXIS_GAP;
  ck_assert_int_eq(cpw_dcea_evaluate(&p, m, 1, &o, &r, NULL), CPW_OK);
  ck_assert_double_eq(real(r, "plane_equity")[0], 4);
  cpw_result_free(r);
}
END_TEST

START_TEST(direct_weights)
{
  const double weight[] = {3, 2, 1, 1, 0};
  cpw_dcea_programme m = usual();
  cpw_dcea_options o = at(20000);
  o.weight = weight;
  o.shares = steep;
  o.measure = CPW_DCEA_KOLM;
  cpw_result *r = evaluate(&m, 1, &o);
  double sum = 0;
  for (int i = 0; i < 5; i++)
    sum += weight[i] * real(r, "net_benefit")[i];
  ck_near(real(r, "weighted_benefit")[0], sum, 1e-14);
  ck_assert_str_eq(cpw_result_note(r, "aversion"), "Kolm 0.15 (Robson et al. 2017)");
  cpw_result_free(r);
}
END_TEST

static void options_refused(cpw_dcea_options o, int32_t code, const char *message) {
  cpw_dcea_population p = fifths();
  cpw_dcea_programme m = usual();
  cpw_result *r = NULL;
  cpw_error err;
  ck_assert_int_eq(cpw_dcea_evaluate(&p, &m, 1, &o, &r, &err), code);
  ck_assert_str_eq(err.message, message);
  ck_assert_ptr_null(r);
}

START_TEST(evaluate_refuses)
{
  const double bad[5] = {1, -2, 3, 4, 5}, grid[] = {1, -1}, shares[] = {.5, .5, 0, 0, .1};
  const char *const texts[] = {"a", NULL}, *const *const columns[] = {texts};
  const char *const names[] = {"programme"};
  const cpw_dcea_options ok = at(20000);
  cpw_dcea_options o = ok;
  cpw_dimension d = {"programme", 2, 1, names, columns};
  o.threshold = NO_NUMBER;
  options_refused(o, CPW_EDOMAIN,
                  "options.threshold must be set: what a QALY costs elsewhere has no default");
  o.threshold = -5;
  options_refused(o, CPW_EDOMAIN, "options.threshold = -5 must be > 0");
  o = ok, o.measure = 3;
  options_refused(o, CPW_EINVAL, "options.measure = 3 must be 0 to 2");
  o = ok, o.axis = -1;
  options_refused(o, CPW_EINVAL, "options.axis = -1 must be 0 to 2");
  o = ok, o.measure = CPW_DCEA_EXTENDED_GINI;
  options_refused(
      o, CPW_EDOMAIN,
      "options.aversion must be set for the extended Gini: no value was published for it");
  o = ok, o.aversion = -1;
  options_refused(o, CPW_EDOMAIN, "options.aversion = -1 must be finite and >= 0 (Atkinson)");
  o = ok, o.flip_lower = 40;
  options_refused(o, CPW_EDOMAIN, "options.flip_upper = 30 must be > options.flip_lower = 40");
  o = ok, o.flip_lower = -1;
  options_refused(o, CPW_EDOMAIN, "options.flip_lower = -1 must be finite and >= 0 (Atkinson)");
  o = ok, o.flip_upper = WITHOUT_END;
  options_refused(o, CPW_EDOMAIN, "options.flip_upper = inf must be finite and >= 0 (Atkinson)");
  o = ok, o.weight = bad;
  options_refused(o, CPW_EDOMAIN, "options.weight[1] = -2 must be finite and >= 0");
  o = ok, o.shares = shares;
  options_refused(o, CPW_EDOMAIN, "options.shares sums to 1.1, not to 1");
  o = ok, o.aversions = 2;
  options_refused(o, CPW_EINVAL, "options.aversions = 2, but its grid is NULL");
  o.aversion_grid = grid;
  options_refused(o, CPW_EDOMAIN,
                  "options.aversion_grid[1] = -1 must be finite and >= 0 (Atkinson)");
  o = ok, o.threshold_grid = grid;
  options_refused(o, CPW_EINVAL, "options.thresholds = 0, but its grid is given");
  o.thresholds = 2;
  options_refused(o, CPW_EDOMAIN, "options.threshold_grid[1] = -1 must be > 0");
  o = ok, o.gradients = -1;
  options_refused(o, CPW_EINVAL, "options.gradients = -1 must be >= 0 and no more than fit");
  o.gradients = 1, o.gradient_shares = shares;
  options_refused(o, CPW_EDOMAIN, "options.gradient_shares[0] sums to 1.1, not to 1");
  o = ok, o.programme_labels = &d;
  options_refused(o, CPW_EINVAL, "options.programme_labels labels 2 positions, but there are 1");
  o = ok, d.length = 5, o.group_labels = &d;
  options_refused(o, CPW_EINVAL, "label 1 of coordinate programme of options.group_labels is NULL");
  d.coordinate_names = NULL;
  options_refused(o, CPW_EINVAL, "options.group_labels has 1 coordinates without names or labels");
  o = ok, o.struct_size = sizeof o + 8;
  cpw_dcea_population p = fifths();
  cpw_dcea_programme m[2] = {usual(), usual()};
  cpw_result *r = NULL;
  cpw_error err;
  struct {
    cpw_dcea_options o;
    double more;
  } larger = {o, 1};
  ck_assert_int_eq(cpw_dcea_evaluate(&p, m, 1, &larger.o, &r, &err), CPW_EABI);
  ck_assert_int_eq(cpw_dcea_evaluate(&p, m, 0, &ok, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "count = 0 must be >= 1");
  ck_assert_int_eq(cpw_dcea_evaluate(&p, NULL, 1, &ok, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "programmes is NULL");
  ck_assert_int_eq(cpw_dcea_evaluate(&p, m, 1, &ok, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "out is NULL");
  ck_assert_int_eq(cpw_dcea_evaluate(&p, m, 1, NULL, &r, &err), CPW_EDOMAIN);
  m[1].gain = bad, m[1].cost = NULL;
  const double nan_gain[5] = {1, 2, NO_NUMBER, 4, 5};
  m[1].gain = nan_gain;
  ck_assert_int_eq(cpw_dcea_evaluate(&p, m, 2, &ok, &r, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "programmes[1].gain[2] = nan must be finite");
  const double deadly[5] = {-1e9, 0, 0, 0, 0};
  m[1].gain = deadly;
  ck_assert_int_eq(cpw_dcea_evaluate(&p, m, 2, &ok, &r, &err), CPW_EDOMAIN);
  ck_assert(strstr(err.message, "health of group 0 after the change = -"));
  ck_assert_ptr_null(r);
}
END_TEST

/* another order of groups is another order of answers: bit by bit, where no order of groups counts */
START_TEST(groups_in_another_order)
{
  static const int order[5] = {3, 0, 4, 2, 1};
  double n[5], h[5], reached[5], gain[5], cost[5], shares[5];
  for (int i = 0; i < 5; i++) {
    n[i] = people[order[i]], h[i] = health[order[i]], reached[i] = ok_recipients[order[i]];
    gain[i] = ok_gain[order[i]], cost[i] = ok_cost[order[i]], shares[i] = steep[order[i]];
  }
  cpw_dcea_population q = {5, n, h};
  cpw_dcea_programme m = usual(), other = {reached, gain, cost, 1e5};
  static const char *const same[] = {"ede_benefit", "equity",           "efficiency",
                                     "ede_change",  "weighted_benefit", "break_even_threshold",
                                     "flip"};
  for (int32_t measure = 0; measure < 3; measure++) {
    cpw_dcea_options o = at(6000);
    o.measure = measure;
    o.aversion = measure == CPW_DCEA_KOLM ? .1 : 3;
    o.shares = steep;
    cpw_result *a = evaluate(&m, 1, &o), *b = NULL;
    o.shares = shares;
    ck_assert_int_eq(cpw_dcea_evaluate(&q, &other, 1, &o, &b, NULL), CPW_OK);
    for (size_t k = 0; k < COUNT(same); k++)
      ck_assert_mem_eq(real(a, same[k]), real(b, same[k]), sizeof(double));
    for (int i = 0; i < 5; i++) {
      ck_assert_double_eq(real(b, "net_benefit")[i], real(a, "net_benefit")[order[i]]);
      ck_assert_double_eq(real(b, "weight")[i], real(a, "weight")[order[i]]);
    }
    cpw_result_free(a);
    cpw_result_free(b);
  }
}
END_TEST

/* ---------------------------------------------------------------- draws --------------------- */

#define DRAWS 1001

static double *random_gains(double spread) {
  double *gains = malloc(DRAWS * 5 * sizeof *gains);
  cpw_stream s;
  cpw_stream_init(&s, 9, 0, 0, 0);
  for (int i = 0; gains && i < DRAWS * 5; i++)
    gains[i] = ok_gain[i % 5] + spread * (cpw_random_uniform(&s) - .5);
  return gains;
}

static int rising(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* every draw as if it were a programme; the median of 1001 is the 501st, and 5 % are 50 steps */
START_TEST(draws_one_by_one)
{
  cpw_dcea_population p = fifths();
  cpw_dcea_programme m = usual();
  double *gains = random_gains(.1), benefit[DRAWS], sum = 0;
  if (!gains) ck_abort_msg("no memory");
  cpw_dcea_options o = at(9000);
  o.shares = steep;
  cpw_run run;
  cpw_run_init(&run);
  cpw_result *r = NULL, *two = NULL;
  ck_assert_int_eq(cpw_dcea_draws(&p, &m, gains, NULL, DRAWS, .9, 1, &o, &run, &r, NULL), CPW_OK);
  int64_t counts[CPW_DCEA_QUADRANTS] = {0}, better = 0;
  for (int64_t k = 0; k < DRAWS; k++) {
    double net[5];
    cpw_dcea_change c;
    m.gain = gains + 5 * k;
    ck_assert_int_eq(cpw_dcea_net_benefit(&p, &m, 9000, steep, net, NULL, NULL), CPW_OK);
    ck_assert_int_eq(cpw_dcea_assess(&p, net, 0, 10.95, NULL, &c, NULL), CPW_OK);
    ck_assert_double_eq(real(r, "draw_ede_benefit")[k], c.ede_benefit);
    ck_assert_double_eq(real(r, "draw_efficiency")[k], c.efficiency);
    ck_assert_double_eq(real(r, "draw_equity")[k], c.equity);
    counts[cpw_dcea_quadrant(c.efficiency, c.equity)]++;
    better += c.ede_benefit > 0;
    benefit[k] = c.ede_benefit;
    sum += c.ede_benefit;
  }
  for (int q = 0; q < CPW_DCEA_QUADRANTS; q++)
    ck_assert_double_eq(real(r, "probability")[q], (double)counts[q] / DRAWS);
  ck_assert(counts[1] > 0 && counts[3] > 0);
  ck_assert_double_eq(real(r, "probability_better")[0], (double)better / DRAWS);
  qsort(benefit, DRAWS, sizeof *benefit, rising);
  ck_near(real(r, "mean")[1], sum / DRAWS, 1e-12);
  ck_near(real(r, "lower")[1], benefit[50], 1e-12);
  ck_near(real(r, "upper")[1], benefit[950], 1e-12);
  ck_assert_double_eq(real(r, "sd")[4], 0); /* costs do not vary */
  ck_assert_double_eq(real(r, "mean")[4], 3.2e6);
  run.threads = 3;
  ck_assert_int_eq(cpw_dcea_draws(&p, &m, gains, NULL, DRAWS, .9, 1, &o, &run, &two, NULL), CPW_OK);
  for (int64_t k = 0; cpw_result_at(r, k); k++) {
    const cpw_array *a = cpw_result_at(r, k), *b = cpw_result_at(two, k);
    ck_assert_mem_eq(a->real, b->real, (size_t)a->size * sizeof(double));
  }
  cpw_result_free(r);
  cpw_result_free(two);
  free(gains);
}
END_TEST

/* groups of equal health, whose order by the change differs from draw to draw */
START_TEST(draws_of_equal_groups)
{
  const double n[] = {1.1e6, .7e6, .3e6, 1.9e6, 1e6}, h[] = {70.1, 70.1, 70.1, 70.1, 60.7};
  cpw_dcea_population p = {5, n, h};
  cpw_dcea_programme m = usual();
  double *gains = random_gains(.1);
  if (!gains) ck_abort_msg("no memory");
  cpw_dcea_options o = at(9000);
  o.measure = CPW_DCEA_EXTENDED_GINI;
  o.aversion = 2.3;
  cpw_run run;
  cpw_run_init(&run);
  cpw_result *one = NULL, *two = NULL;
  ck_assert_int_eq(cpw_dcea_draws(&p, &m, gains, NULL, DRAWS, .9, 1, &o, &run, &one, NULL), CPW_OK);
  run.threads = 2;
  ck_assert_int_eq(cpw_dcea_draws(&p, &m, gains, NULL, DRAWS, .9, 1, &o, &run, &two, NULL), CPW_OK);
  for (int64_t k = 0; cpw_result_at(one, k); k++) {
    const cpw_array *a = cpw_result_at(one, k), *b = cpw_result_at(two, k);
    ck_assert_mem_eq(a->real, b->real, (size_t)a->size * sizeof(double));
  }
  cpw_result_free(one);
  cpw_result_free(two);
  free(gains);
}
END_TEST

START_TEST(draws_at_the_ends)
{
  cpw_dcea_population p = fifths();
  cpw_dcea_programme m = usual();
  cpw_dcea_options o = at(9000);
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_dcea_draws(&p, &m, ok_gain, ok_cost, 1, .95, 0, &o, NULL, &r, NULL), CPW_OK);
  ck_assert_double_eq(real(r, "mean")[1], real(r, "lower")[1]);
  ck_assert(isnan(real(r, "sd")[1]));
  ck_assert_ptr_null(cpw_result_find(r, "draw_equity"));
  cpw_result_free(r);
}
END_TEST

static int stop(void *context, double done) {
  (void)context, (void)done;
  return 1;
}

START_TEST(draws_refuse)
{
  cpw_dcea_population p = fifths();
  cpw_dcea_programme m = usual();
  cpw_dcea_options o = at(9000);
  cpw_result *r = NULL;
  cpw_error err;
  double *gains = random_gains(.1);
  if (!gains) ck_abort_msg("no memory");
  ck_assert_int_eq(cpw_dcea_draws(&p, NULL, gains, NULL, 2, .9, 0, &o, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "programme is NULL");
  ck_assert_int_eq(cpw_dcea_draws(&p, &m, NULL, NULL, 2, .9, 0, &o, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "gains is NULL");
  ck_assert_int_eq(cpw_dcea_draws(&p, &m, gains, NULL, 2, .9, 0, &o, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "out is NULL");
  ck_assert_int_eq(cpw_dcea_draws(&p, &m, gains, NULL, 0, .9, 0, &o, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "draws = 0 must be >= 1");
  ck_assert_int_eq(cpw_dcea_draws(&p, &m, gains, NULL, 2, 1, 0, &o, NULL, &r, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "level = 1 must be > 0 and < 1");
  ck_assert_int_eq(cpw_dcea_draws(&p, &m, gains, NULL, 2, .9, 2, &o, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "keep = 2 must be 0 or 1");
  ck_assert_int_eq(cpw_dcea_draws(&p, &m, gains, NULL, INT64_MAX / 4, .9, 0, &o, NULL, &r, &err),
                   CPW_EOVERFLOW);
  ck_assert_str_eq(err.message, "2305843009213693951 draws of 5 groups are too many");
  ck_assert_int_eq(cpw_dcea_draws(&p, &m, gains, NULL, 2, .9, 0, NULL, NULL, &r, &err),
                   CPW_EDOMAIN);
  gains[5 * 700 + 3] = NO_NUMBER;
  ck_assert_int_eq(cpw_dcea_draws(&p, &m, gains, NULL, DRAWS, .9, 0, &o, NULL, &r, &err),
                   CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "draw[700].gain[3] = nan must be finite");
  ck_assert_int_eq(err.index, 700);
  gains[5 * 700 + 3] = -1e9;
  ck_assert_int_eq(cpw_dcea_draws(&p, &m, gains, NULL, DRAWS, .9, 0, &o, NULL, &r, &err),
                   CPW_EDOMAIN);
  ck_assert_int_eq(err.index, 700);
  gains[5 * 700 + 3] = 0;
  cpw_run run;
  cpw_run_init(&run);
  run.progress = stop;
  ck_assert_int_eq(cpw_dcea_draws(&p, &m, gains, NULL, DRAWS, .9, 0, &o, &run, &r, &err),
                   CPW_ECANCELLED);
  run.struct_size = 4096;
  ck_assert_int_eq(cpw_dcea_draws(&p, &m, gains, NULL, DRAWS, .9, 0, &o, &run, &r, &err), CPW_EABI);
  ck_assert_ptr_null(r);
  free(gains);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t everything(void *context) {
  cpw_dcea_population p = fifths();
  cpw_dcea_programme m[2] = {usual(), usual()};
  const double grid[] = {1, 2};
  cpw_dcea_options o = at(9000);
  o.measure = CPW_DCEA_EXTENDED_GINI;
  o.aversion = 2;
  o.flip_upper = 1.01;
  o.thresholds = 2, o.threshold_grid = grid;
  cpw_result *r = NULL;
  int32_t status = *(const int *)context
                       ? cpw_dcea_draws(&p, m, ok_gain, NULL, 1, .9, 1, &o, NULL, &r, NULL)
                       : cpw_dcea_evaluate(&p, m, 2, &o, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(memory_fails)
{
  int which[2] = {0, 1};
  for (int k = 0; k < 2; k++)
    cpwt_each_allocation_fails(everything, &which[k]);
}
END_TEST

/* ---------------------------------------------------------------- rounding ------------------ */

/* 800 people gain .02 each, 16 QALYs; 240,000 at 15,000 a QALY lose 16 elsewhere: health is 0 in all, and
 * the deprived gain. Beside it nothing at all, which ties with it in efficiency. */
START_TEST(no_health_in_all)
{
  const double many[5] = {400, 100, 100, 100, 100}, few[5] = {0},
               gain[5] = {.02, .02, .02, .02, .02}, cost[5] = {300, 300, 300, 300, 300},
               none[5] = {0};
  const double heads[5] = {1e5, 1e5, 1e5, 1e5, 1e5};
  cpw_dcea_population p = {5, heads, health};
  const cpw_dcea_programme m[2] = {{many, gain, cost, 0}, {few, none, NULL, 0}};
  cpw_dcea_options o = at(15000);
  o.shares = steep;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_dcea_evaluate(&p, m, 2, &o, &r, NULL), CPW_OK);
  ck_assert_double_eq(real(r, "efficiency")[0], 0);
  ck_assert_double_gt(real(r, "equity")[0], 0);
  ck_assert_int_eq(integer(r, "quadrant")[0], CPW_DCEA_WIN_WIN);
  ck_assert_int_eq(integer(r, "flips")[0], 0);
  ck_assert_double_nan(real(r, "flip")[0]);
  ck_assert_int_eq(integer(r, "rank_efficiency")[0], 1);
  ck_assert_int_eq(integer(r, "rank_efficiency")[1], 1);
  cpw_result_free(r);
  double gains[50];
  for (int k = 0; k < 50; k++)
    gains[k] = .02;
  ck_assert_int_eq(cpw_dcea_draws(&p, m, gains, NULL, 10, .9, 0, &o, NULL, &r, NULL), CPW_OK);
  ck_assert_double_eq(real(r, "probability")[CPW_DCEA_WIN_WIN], 1);
  cpw_result_free(r);
  double net[5], flip;
  int64_t count = 1;
  cpw_dcea_change c;
  ck_assert_int_eq(cpw_dcea_net_benefit(&p, &m[0], 15000, steep, net, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_dcea_assess(&p, net, 0, 10.95, NULL, &c, NULL), CPW_OK);
  ck_assert_double_eq(c.efficiency, 0);
  ck_assert_int_eq(cpw_dcea_flips(&p, net, 0, 0, 30, 1, NULL, &flip, &count, NULL), CPW_OK);
  ck_assert_int_eq(count, 0);
}
END_TEST

/* any recipients, any gain and cost the same for all: at the threshold cost/gain nothing is left in all;
 * where the shares are those of the recipients nothing is left in any group */
START_TEST(no_health_in_all_of_many)
{
  cpw_stream s;
  cpw_stream_init(&s, 7, 0, 1, 0);
  for (int k = 0; k < 200; k++) {
    double recipients[5], gain[5], cost[5], own[5], all = 0, g = .01 + cpw_random_uniform(&s),
                                                    c = 100 + 1e4 * cpw_random_uniform(&s);
    for (int i = 0; i < 5; i++) {
      all += recipients[i] = 1 + floor(1000 * cpw_random_uniform(&s));
      gain[i] = g;
      cost[i] = c;
    }
    for (int i = 0; i < 5; i++)
      own[i] = recipients[i] / all;
    cpw_dcea_programme m = {recipients, gain, cost, 0};
    cpw_dcea_options o = at(c / g);
    o.measure = k % 3;
    if (o.measure == CPW_DCEA_EXTENDED_GINI) o.aversion = 2;
    o.shares = steep;
    cpw_result *r = evaluate(&m, 1, &o);
    ck_assert_double_eq(real(r, "efficiency")[0], 0);
    ck_assert_int_ne(integer(r, "quadrant")[0], CPW_DCEA_LOSE_WIN);
    ck_assert_int_ne(integer(r, "quadrant")[0], CPW_DCEA_WIN_LOSE);
    cpw_result_free(r);
    o.shares = own;
    for (o.axis = 0; o.axis < 3; o.axis++) {
      r = evaluate(&m, 1, &o);
      ck_assert_int_eq(integer(r, "quadrant")[0], CPW_DCEA_NEUTRAL);
      ck_assert_double_eq(real(r, "ede_benefit")[0], 0);
      ck_assert_double_eq(real(r, "weighted_benefit")[0], 0);
      ck_assert_int_eq(integer(r, "flips")[0], 0);
      cpw_result_free(r);
    }
  }
}
END_TEST

void add_programmes(TCase *const *cases) {
  tcase_add_test(cases[REFERENCE], net_benefit_by_hand);
  tcase_add_test(cases[REFERENCE], shares_carried_over);
  tcase_add_test(cases[REFERENCE], axes_by_hand);
  tcase_add_test(cases[REFERENCE], break_even);
  tcase_add_test(cases[REFERENCE], draws_one_by_one);
  tcase_add_test(cases[REFERENCE], no_health_in_all);
  tcase_add_test(cases[PROPERTIES], no_health_in_all_of_many);
  tcase_add_test(cases[LIMITS], break_even_at_the_ends);
  tcase_add_test(cases[LIMITS], draws_at_the_ends);
  tcase_add_test(cases[ERRORS], net_benefit_refuses);
  tcase_add_test(cases[ERRORS], evaluate_refuses);
  tcase_add_test(cases[ERRORS], draws_refuse);
  tcase_add_test(cases[PROPERTIES], evaluation_is_its_pieces);
  tcase_add_test(cases[PROPERTIES], frontier_by_brute_force);
  tcase_add_test(cases[PROPERTIES], direct_weights);
  tcase_add_test(cases[PROPERTIES], draws_of_equal_groups);
  tcase_add_test(cases[PROPERTIES], groups_in_another_order);
  tcase_add_test(cases[OOM], memory_fails);
}
