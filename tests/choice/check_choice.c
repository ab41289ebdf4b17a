/* Choice: the logistic, finite differences, distances between known places, equilibria by halving and by potential,
 * estimates by closed form and by search. */
#include "carepath.h"
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define INF ((double)INFINITY)

static double number(const cpw_result *r, const char *name, int64_t at) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a != NULL && at < a->size, "%s", name);
  if (!a || at >= a->size) return 0;
  return a->real ? a->real[at] : (double)a->integer[at];
}

static void says(int32_t status, int32_t code, const cpw_error *err, const char *message) {
  ck_assert_int_eq(status, code);
  ck_assert_str_eq(err->message, message);
}

/* ---------------------------------------------------------------- distance ------------------ */

START_TEST(distances)
{
  const double pi = 3.14159265358979323846, quarter = CPW_CHOICE_EARTH * pi / 2;
  ck_assert_double_eq(cpw_choice_distance(1, 50, 1, 50), 0);
  ck_assert_double_eq_tol(cpw_choice_distance(0, 0, 90, 0) / quarter, 1, 1e-12);
  ck_assert_double_eq_tol(cpw_choice_distance(0, -90, 17, 90) / quarter, 2, 1e-7);
  ck_assert_double_eq_tol(cpw_choice_distance(0, 0, 0, 1e-7) / (quarter / 90e7), 1, 1e-9);
  ck_assert_double_eq_tol(cpw_choice_distance(179.5, 0, -179.5, 0) / (quarter / 90), 1, 1e-12);
  /* London (51.5074 N, 0.1278 W) to Bristol (51.4545 N, 2.5879 W): by the cosine rule */
  double a = 51.5074 * pi / 180, b = 51.4545 * pi / 180, d = (2.5879 - 0.1278) * pi / 180;
  double rule = CPW_CHOICE_EARTH * acos(sin(a) * sin(b) + cos(a) * cos(b) * cos(d));
  ck_assert_double_eq_tol(cpw_choice_distance(-0.1278, 51.5074, -2.5879, 51.4545), rule, 1e-8);
  ck_assert_double_eq(cpw_choice_distance(-0.1278, 51.5074, -2.5879, 51.4545),
                      cpw_choice_distance(-2.5879, 51.4545, -0.1278, 51.5074));
  ck_assert(isnan(cpw_choice_distance((double)NAN, 0, 0, 0)));
  ck_assert(isnan(cpw_choice_distance(0, 91, 0, 0)) && isnan(cpw_choice_distance(0, 0, 361, 0)));
}
END_TEST

/* ---------------------------------------------------------------- shares -------------------- */

START_TEST(shares_by_logistic)
{
  for (double u = -30; u <= 30; u += 0.7) {
    const double v[] = {u, 0};
    double p[2], away, sum;
    ck_assert_int_eq(cpw_choice_shares(v, 2, -INF, p, &away, &sum, NULL), CPW_OK);
    ck_assert_double_eq_tol(p[0], 1 / (1 + exp(-u)), 1e-15);
    ck_assert_double_eq_tol(p[0] + p[1], 1, 1e-15);
    ck_assert(away == 0);
    ck_assert_double_eq_tol(sum, log(exp(u) + 1), 1e-13);
    ck_assert_int_eq(cpw_choice_shares(v, 1, 0, p, &away, &sum, NULL),
                     CPW_OK); /* against going nowhere */
    ck_assert_double_eq_tol(p[0], 1 / (1 + exp(-u)), 1e-15);
    ck_assert_double_eq_tol(away, 1 / (1 + exp(u)), 1e-15);
  }
}
END_TEST

START_TEST(shares_of_any_utilities)
{
  double p[3], away, sum;
  const double great[] = {1e300, 1e300, -1e300}, low[] = {-1e300, -INF, -1e300};
  ck_assert_int_eq(cpw_choice_shares(great, 3, 0, p, &away, &sum, NULL), CPW_OK);
  ck_assert(p[0] == 0.5 && p[1] == 0.5 && p[2] == 0 && away == 0);
  ck_assert_int_eq(cpw_choice_shares(low, 3, -INF, p, NULL, NULL, NULL), CPW_OK);
  ck_assert(p[0] == 0.5 && p[1] == 0 && p[2] == 0.5);
  ck_assert_int_eq(cpw_choice_shares(low, 3, 5, p, &away, &sum, NULL), CPW_OK);
  ck_assert(p[0] == 0 && away == 1 && sum == 5);
  double alias[] = {1, 2};
  ck_assert_int_eq(cpw_choice_shares(alias, 2, -INF, alias, NULL, NULL, NULL), CPW_OK);
  ck_assert_double_eq_tol(alias[1], 1 / (1 + exp(-1)), 1e-15);
  cpw_error e;
  const double bad[] = {1, INF}, none[] = {-INF, -INF};
  p[0] = -7;
  says(cpw_choice_shares(bad, 2, 0, p, NULL, NULL, &e), CPW_EDOMAIN, &e,
       "utility[1] = inf must be finite or -inf");
  says(cpw_choice_shares(none, 2, -INF, p, NULL, NULL, &e), CPW_EDOMAIN, &e,
       "all utilities are -inf: nothing to be had");
  says(cpw_choice_shares(bad, 0, 0, p, NULL, NULL, &e), CPW_EINVAL, &e, "options = 0 must be >= 1");
  says(cpw_choice_shares(NULL, 2, 0, p, NULL, NULL, &e), CPW_EINVAL, &e, "utility is NULL");
  says(cpw_choice_shares(bad, 1, (double)NAN, p, NULL, NULL, &e), CPW_EDOMAIN, &e,
       "outside = nan must be finite or -inf");
  ck_assert_double_eq(p[0], -7);
}
END_TEST

/* marginal effects by finite differences; elasticities are logarithmic */
START_TEST(effects_by_differences)
{
  const double x[] = {3, 7, 1.5}, beta = -0.4, step = 1e-5;
  double u[3], p[3], effect[9], elasticity[9], up[3], down[3];
  for (int j = 0; j < 3; j++)
    u[j] = beta * x[j];
  ck_assert_int_eq(cpw_choice_shares(u, 3, -1, p, NULL, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_choice_effects(p, x, 3, beta, effect, elasticity, NULL), CPW_OK);
  for (int k = 0; k < 3; k++) {
    double keep = u[k];
    u[k] = beta * (x[k] + step);
    ck_assert_int_eq(cpw_choice_shares(u, 3, -1, up, NULL, NULL, NULL), CPW_OK);
    u[k] = beta * (x[k] - step);
    ck_assert_int_eq(cpw_choice_shares(u, 3, -1, down, NULL, NULL, NULL), CPW_OK);
    u[k] = keep;
    for (int j = 0; j < 3; j++) {
      double slope = (up[j] - down[j]) / (2 * step);
      ck_assert_double_eq_tol(effect[j * 3 + k], slope, 1e-9);
      ck_assert_double_eq_tol(elasticity[j * 3 + k], slope * x[k] / p[j], 1e-8);
    }
  }
  cpw_error e;
  const double bad[] = {0.5, 1.5, 0}, much[] = {0.5, 0.5, 0.5};
  says(cpw_choice_effects(bad, x, 3, 1, effect, NULL, &e), CPW_EDOMAIN, &e,
       "share[1] = 1.5 must be in [0, 1]");
  says(cpw_choice_effects(much, x, 3, 1, effect, NULL, &e), CPW_EDOMAIN, &e,
       "the shares sum to 1.5: at most 1");
  says(cpw_choice_effects(p, NULL, 3, 1, NULL, elasticity, &e), CPW_EINVAL, &e,
       "attribute is NULL");
  says(cpw_choice_effects(p, x, 3, INF, effect, NULL, &e), CPW_EDOMAIN, &e,
       "coefficient = inf must be finite");
}
END_TEST

/* ---------------------------------------------------------------- flows --------------------- */

/* two origins of two groups, three providers */
static const double people[] = {1000, 500}, km[] = {2, 10, 30, 12, 3, INF}, weeks[] = {20, 8, 4},
                    quality[] = {0, 1, 3}, extra[] = {0.5, 0, -0.5};
static const int64_t groups[] = {1, 0};
static const cpw_choice_taste tastes[] = {{-0.1, -0.05, 0.2, 0.3}, {-0.06, -0.02, 0.4, 0.8}};

static cpw_choice usual(void) {
  cpw_choice c;
  cpw_choice_init(&c);
  c.origins = 2;
  c.providers = 3;
  c.groups = 2;
  c.group = groups;
  c.people = people;
  c.distance = km;
  c.wait = weeks;
  c.quality = quality;
  c.constant = extra;
  c.taste = tastes;
  return c;
}

START_TEST(flows_by_hand)
{
  cpw_choice c = usual();
  c.outside = -3;
  double flows[6], away[2];
  ck_assert_int_eq(cpw_choice_flows(&c, flows, away, NULL), CPW_OK);
  for (int i = 0; i < 2; i++) {
    const cpw_choice_taste *t = &tastes[groups[i]];
    double v[3], sum = exp(-3), all = 0;
    for (int j = 0; j < 3; j++) {
      v[j] = km[i * 3 + j] < INF ? exp(extra[j] + t->distance * km[i * 3 + j] + t->wait * weeks[j] +
                                       t->quality * quality[j])
                                 : 0;
      sum += v[j];
    }
    for (int j = 0; j < 3; j++) {
      double captive = j == i ? 1 - t->free : 0; /* the nearest has the origin's number */
      ck_assert_double_eq_tol(flows[i * 3 + j], people[i] * (captive + t->free * v[j] / sum),
                              1e-11);
      all += flows[i * 3 + j];
    }
    ck_assert_double_eq_tol(away[i], people[i] * t->free * exp(-3) / sum, 1e-11);
    ck_assert_double_eq_tol(all + away[i], people[i], 1e-11);
  }
  const int64_t captive[] = {2, -1};
  c.captive = captive;
  double other[6];
  ck_assert_int_eq(cpw_choice_flows(&c, other, NULL, NULL), CPW_OK);
  ck_assert_double_eq_tol(other[2] - flows[2], 200, 1e-10);
  ck_assert_double_eq_tol(flows[0] - other[0], 200, 1e-10);
  ck_assert_double_eq(flows[5], 0); /* not to be had */
}
END_TEST

START_TEST(what_follows_from_flows)
{
  cpw_choice c = usual();
  double flows[6], demand[3] = {0}, travel[2], stay[2];
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_choice_flows(&c, flows, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_choice_describe(&c, &r, NULL), CPW_OK);
  for (int i = 0; i < 2; i++) {
    int g = (int)groups[i];
    double hhi = 0, wait = 0;
    travel[g] = 0;
    for (int j = 0; j < 3; j++) {
      ck_assert_double_eq(number(r, "flows", i * 3 + j), flows[i * 3 + j]);
      demand[j] += flows[i * 3 + j];
      if (flows[i * 3 + j] > 0) travel[g] += flows[i * 3 + j] * km[i * 3 + j] / people[i];
      hhi += pow(flows[i * 3 + j] / people[i], 2);
      wait += weeks[j] * flows[i * 3 + j] / people[i];
    }
    stay[g] = (flows[i * 3 + i] - people[i] * (1 - tastes[g].free)) / (people[i] * tastes[g].free);
    ck_assert_double_eq_tol(number(r, "travel", g), travel[g], 1e-12);
    ck_assert_double_eq_tol(number(r, "hhi", g), hhi, 1e-13);
    ck_assert_double_eq_tol(number(r, "wait", g), wait, 1e-12);
    ck_assert_double_eq_tol(number(r, "stay", g), stay[g], 1e-13);
    ck_assert_double_eq(number(r, "people", g), people[i]);
    ck_assert_double_eq_tol(number(r, "surplus_km", g),
                            number(r, "surplus", g) / -tastes[g].distance, 1e-12);
  }
  double squares = 0;
  for (int j = 0; j < 3; j++) {
    ck_assert_double_eq_tol(number(r, "market_share", j), demand[j] / 1500, 1e-14);
    squares += pow(demand[j] / 1500, 2);
  }
  ck_assert_double_eq_tol(number(r, "hhi_market", 0), squares, 1e-14);
  ck_assert_double_eq_tol(number(r, "effective", 0), 1 / squares, 1e-12);
  cpw_result_free(r);
}
END_TEST

/* the log-sum's derivative by a provider's wait is -(its share) x coefficient: surplus against shares */
START_TEST(surplus_by_differences)
{
  cpw_choice c = usual();
  double near[] = {20, 8, 4};
  cpw_result *r[2] = {NULL, NULL};
  c.wait = near;
  double flows[6];
  ck_assert_int_eq(cpw_choice_flows(&c, flows, NULL, NULL), CPW_OK);
  for (int k = 0; k < 2; k++) {
    near[1] = 8 + (k ? 1e-5 : -1e-5);
    ck_assert_int_eq(cpw_choice_describe(&c, &r[k], NULL), CPW_OK);
  }
  double slope = (number(r[1], "surplus", 1) - number(r[0], "surplus", 1)) / 2e-5;
  double share = flows[1] / (people[0] * tastes[1].free); /* the captive go to the first */
  ck_assert_double_eq_tol(slope, tastes[1].wait * share, 1e-8);
  cpw_result_free(r[0]);
  cpw_result_free(r[1]);
}
END_TEST

START_TEST(nobody_chooses)
{
  cpw_choice c = usual();
  const double none[] = {0, 0};
  cpw_result *r = NULL;
  c.people = none;
  ck_assert_int_eq(cpw_choice_describe(&c, &r, NULL), CPW_OK);
  ck_assert(isnan(number(r, "travel", 0)) && isnan(number(r, "hhi_market", 0)));
  ck_assert(number(r, "demand", 0) == 0 && isnan(number(r, "market_share", 0)));
  cpw_result_free(r);
  const cpw_choice_taste captives[] = {{0, 0, 0, 0}, {0, 0, 0, 0}};
  c.people = people;
  c.taste = captives;
  ck_assert_int_eq(cpw_choice_describe(&c, &r, NULL), CPW_OK);
  ck_assert(number(r, "flows", 0) == 1000 && number(r, "flows", 4) == 500);
  ck_assert(isnan(number(r, "stay", 0)) && isnan(number(r, "surplus", 1)));
  cpw_result_free(r);
}
END_TEST

START_TEST(choices_that_are_wrong)
{
  double flows[6] = {-7};
  cpw_error e;
  cpw_choice c = usual();
  const double bad[] = {1000, -1}, negative[] = {2, 10, -30, 12, 3, INF},
               nowhere[] = {INF, INF, INF, 1, 1, 1}, nan[] = {(double)NAN, 0, 0};
  const int64_t two[] = {0, 2};
  says(cpw_choice_flows(NULL, flows, NULL, &e), CPW_EINVAL, &e, "choice is NULL");
  says(cpw_choice_flows(&c, NULL, NULL, &e), CPW_EINVAL, &e, "flows is NULL");
  c.people = bad;
  says(cpw_choice_flows(&c, flows, NULL, &e), CPW_EDOMAIN, &e,
       "people[1] = -1 must be finite and >= 0");
  c = usual();
  c.distance = negative;
  says(cpw_choice_flows(&c, flows, NULL, &e), CPW_EDOMAIN, &e,
       "distance[0][2] = -30 must be inf or 0 to 1e100");
  c.distance = nowhere;
  says(cpw_choice_flows(&c, flows, NULL, &e), CPW_EDOMAIN, &e,
       "origin 0 has people and nowhere to go");
  c = usual();
  c.group = two;
  says(cpw_choice_flows(&c, flows, NULL, &e), CPW_EINVAL, &e, "group[1] = 2 must be 0 to 1");
  c = usual();
  const int64_t four[] = {0, 3};
  c.captive = four;
  says(cpw_choice_flows(&c, flows, NULL, &e), CPW_EINVAL, &e, "captive[1] = 3 must be -1 to 2");
  c = usual();
  c.wait = nan;
  says(cpw_choice_flows(&c, flows, NULL, &e), CPW_EDOMAIN, &e,
       "wait[0] = nan must be finite, at most 1e100");
  c = usual();
  const cpw_choice_taste wild[] = {{-0.1, -0.05, 0.2, 0.3}, {-0.06, INF, 0.4, 0.8}};
  c.taste = wild;
  says(cpw_choice_flows(&c, flows, NULL, &e), CPW_EDOMAIN, &e,
       "taste[1].wait = inf must be finite, at most 1e100");
  c.taste = NULL;
  says(cpw_choice_flows(&c, flows, NULL, &e), CPW_EINVAL, &e, "choice.taste is NULL");
  c = usual();
  c.outside = INF;
  says(cpw_choice_flows(&c, flows, NULL, &e), CPW_EDOMAIN, &e,
       "choice.outside = inf must be -inf or at most 1e100");
  c.providers = 0;
  says(cpw_choice_flows(&c, flows, NULL, &e), CPW_EINVAL, &e, "choice.providers = 0 must be >= 1");
  ck_assert_double_eq(flows[0], -7);
}
END_TEST

/* ---------------------------------------------------------------- market -------------------- */

START_TEST(markets)
{
  const double same[] = {3, 3, 3, 3, 3}, one[] = {0, 7, 0}, great[] = {1e308, 1e308}, none[] = {0};
  const double mixed[] = {5, 1, 2, 8, 4};
  cpw_choice_market m;
  ck_assert_int_eq(cpw_choice_concentration(same, 5, &m, NULL), CPW_OK);
  ck_assert_double_eq_tol(m.hhi, 0.2, 1e-15);
  ck_assert_double_eq_tol(m.effective, 5, 1e-14);
  ck_assert_double_eq_tol(m.entropy, log(5), 1e-14);
  ck_assert_double_eq_tol(m.largest, 0.8, 1e-15);
  ck_assert(m.total == 15 && m.leader == 0);
  ck_assert_int_eq(cpw_choice_concentration(one, 3, &m, NULL), CPW_OK);
  ck_assert(m.hhi == 1 && m.highest == 1 && m.leader == 1 && m.entropy == 0 && m.largest == 1);
  ck_assert_int_eq(cpw_choice_concentration(great, 2, &m, NULL), CPW_OK);
  ck_assert(m.hhi == 0.5 && m.highest == 0.5);
  ck_assert_int_eq(cpw_choice_concentration(mixed, 5, &m, NULL), CPW_OK);
  ck_assert_double_eq_tol(m.largest, 19.0 / 20, 1e-15);
  ck_assert_double_eq_tol(m.hhi, 110.0 / 400, 1e-15);
  ck_assert_int_eq(m.leader, 3);
  cpw_error e;
  says(cpw_choice_concentration(none, 1, &m, &e), CPW_EDOMAIN, &e, "all amounts are 0");
  says(cpw_choice_concentration(none, 0, &m, &e), CPW_EINVAL, &e, "n = 0 must be >= 1");
  says(cpw_choice_concentration(NULL, 1, &m, &e), CPW_EINVAL, &e, "amount is NULL");
  const double bad[] = {1, (double)NAN};
  says(cpw_choice_concentration(bad, 2, &m, &e), CPW_EDOMAIN, &e,
       "amount[1] = nan must be finite and >= 0");
}
END_TEST

/* ---------------------------------------------------------------- equilibrium --------------- */

/* two providers and one wait that rises: the share by halving */
START_TEST(equilibrium_by_halving)
{
  const double all[] = {100}, least[] = {5, 10}, slope[] = {0.3, 0.05};
  const cpw_choice_taste t = {0, -0.2, 0, 1};
  cpw_choice c;
  cpw_choice_init(&c);
  c.origins = 1;
  c.providers = 2;
  c.people = all;
  c.taste = &t;
  cpw_choice_response w;
  cpw_choice_response_init(&w);
  w.least = least;
  w.slope = slope;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_choice_equilibrium(&c, &w, &r, NULL), CPW_OK);
  double low = 0, high = 100;
  for (int k = 0; k < 100; k++) {
    double x = (low + high) / 2, u = -0.2 * (5 + 0.3 * x - 10 - 0.05 * (100 - x));
    if (100 / (1 + exp(-u)) > x)
      low = x;
    else
      high = x;
  }
  ck_assert_double_eq_tol(number(r, "demand", 0), low, 1e-6);
  ck_assert_double_eq_tol(number(r, "wait_at", 0), 5 + 0.3 * low, 1e-6);
  ck_assert(number(r, "converged", 0) == 1 && number(r, "unique", 0) == 1);
  ck_assert(number(r, "residual", 0) <= 1e-10);
  cpw_result_free(r);
}
END_TEST

/* a steep market that a plain fixed point would swing about in for ever */
START_TEST(equilibrium_that_is_steep)
{
  const double all[] = {1000, 400}, capacity[] = {200, 300, 350}, slope[] = {50, 50, 50};
  const double start[] = {0, 100, 0}, other[] = {100, 0, 50};
  const cpw_choice_taste t[] = {{-0.1, -1, 0, 1}, {-0.05, -0.3, 0, 0.7}};
  cpw_choice c = usual();
  c.people = all;
  c.taste = t;
  cpw_choice_response w;
  cpw_choice_response_init(&w);
  w.kind = CPW_CHOICE_POWER;
  w.capacity = capacity;
  w.slope = slope;
  w.most = 10000;
  cpw_result *r[2] = {NULL, NULL};
  for (int k = 0; k < 2; k++) { /* whatever it begins with */
    c.wait = k ? start : other;
    ck_assert_int_eq(cpw_choice_equilibrium(&c, &w, &r[k], NULL), CPW_OK);
    ck_assert_int_eq(cpw_result_outcome(r[k]), CPW_OUTCOME_OK);
  }
  double wait[3], flows[6];
  for (int j = 0; j < 3; j++) {
    ck_assert_double_eq_tol(number(r[0], "demand", j), number(r[1], "demand", j), 1e-5);
    wait[j] = number(r[0], "wait_at", j);
    ck_assert_double_eq_tol(wait[j], 50 * pow(number(r[0], "demand", j) / capacity[j], 4), 1e-4);
  }
  c.wait = wait; /* flows and waits agree */
  ck_assert_int_eq(cpw_choice_flows(&c, flows, NULL, NULL), CPW_OK);
  for (int j = 0; j < 3; j++)
    ck_assert_double_eq_tol(flows[j] + flows[3 + j], number(r[0], "demand", j), 1e-6);
  cpw_result_free(r[0]);
  w.most = 2;
  ck_assert_int_eq(cpw_choice_equilibrium(&c, &w, &r[0], NULL), CPW_OK);
  cpw_result_free(r[1]);
  cpw_result_free(r[0]);
}
END_TEST

static int32_t falls_ill(void *context, int64_t provider, double flow, double *wait) {
  int *calls = context;
  if (++*calls > 3) return CPW_EIO;
  *wait = (double)provider + flow / 100;
  return CPW_OK;
}

static int32_t no_wait(void *context, int64_t provider, double flow, double *wait) {
  (void)context;
  *wait = provider == 1 && flow > 0 ? (double)NAN : 0;
  return CPW_OK;
}

START_TEST(responses_that_are_wrong)
{
  cpw_choice c = usual();
  cpw_choice_response w;
  cpw_choice_response_init(&w);
  cpw_result *r = NULL;
  cpw_error e;
  const double slope[] = {1, -1, 1}, capacity[] = {1, 0, 1};
  int calls = 0;
  says(cpw_choice_equilibrium(&c, NULL, &r, &e), CPW_EINVAL, &e, "response is NULL");
  w.slope = slope;
  says(cpw_choice_equilibrium(&c, &w, &r, &e), CPW_EDOMAIN, &e,
       "response.slope[1] = -1 must be finite and >= 0");
  w.slope = NULL;
  w.kind = CPW_CHOICE_POWER;
  says(cpw_choice_equilibrium(&c, &w, &r, &e), CPW_EINVAL, &e, "response.capacity is NULL");
  w.capacity = capacity;
  says(cpw_choice_equilibrium(&c, &w, &r, &e), CPW_EDOMAIN, &e,
       "response.capacity[1] = 0 must be finite and > 0");
  w.power = 0.5;
  says(cpw_choice_equilibrium(&c, &w, &r, &e), CPW_EDOMAIN, &e,
       "response.power = 0.5 must be in [1, 100]");
  w.kind = CPW_CHOICE_FUNCTION;
  says(cpw_choice_equilibrium(&c, &w, &r, &e), CPW_EINVAL, &e, "response.wait_of is NULL");
  w.wait_of = falls_ill;
  w.context = &calls;
  says(cpw_choice_equilibrium(&c, &w, &r, &e), CPW_EIO, &e, "the wait of provider 0 failed");
  w.wait_of = no_wait;
  ck_assert_int_eq(cpw_choice_equilibrium(&c, &w, &r, &e), CPW_EDOMAIN);
  w.tolerance = 0;
  says(cpw_choice_equilibrium(&c, &w, &r, &e), CPW_EDOMAIN, &e,
       "response.tolerance = 0 must be in (0, 1)");
  w.most = 0;
  says(cpw_choice_equilibrium(&c, &w, &r, &e), CPW_EDOMAIN, &e, "response.most = 0 must be >= 1");
  w.kind = 3;
  says(cpw_choice_equilibrium(&c, &w, &r, &e), CPW_EINVAL, &e, "options.kind = 3 must be 0 to 2");
  ck_assert(r == NULL);
}
END_TEST

/* ---------------------------------------------------------------- estimation ---------------- */

/* one attribute that is 1 for the first option: the logarithm of the odds; se^2 = 1/n1 + 1/n2 */
START_TEST(estimate_by_odds)
{
  const double count[] = {30, 70}, x[] = {1, 0};
  cpw_choice_counts c;
  cpw_choice_counts_init(&c);
  c.cases = 1;
  c.options = 2;
  c.attributes = 1;
  c.count = count;
  c.attribute = x;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_choice_estimate(&c, &r, NULL), CPW_OK);
  ck_assert_double_eq_tol(number(r, "coefficient", 0), log(30 / 70.0), 1e-12);
  ck_assert_double_eq_tol(number(r, "se", 0), sqrt(1 / 30.0 + 1 / 70.0), 1e-12);
  ck_assert_double_eq_tol(number(r, "log_likelihood", 0), 30 * log(0.3) + 70 * log(0.7), 1e-11);
  ck_assert_double_eq_tol(number(r, "null_log_likelihood", 0), 100 * log(0.5), 1e-11);
  ck_assert_double_eq_tol(number(r, "upper", 0) - number(r, "coefficient", 0),
                          cpw_normal_quantile(0.975) * number(r, "se", 0), 1e-12);
  ck_assert_double_eq_tol(number(r, "gradient", 0), 0, 1e-9);
  cpw_result_free(r);
}
END_TEST

/* expected counts of a known law: the coefficients come back; information by differences of the gradient */
START_TEST(estimate_of_expected_counts)
{
  enum { CASES = 12, OPTIONS = 4, N = 3 };
  double x[CASES * OPTIONS * N], count[CASES * OPTIONS], u[OPTIONS], p[OPTIONS];
  uint8_t available[CASES * OPTIONS];
  const double beta[N] = {-0.4, 1.2, 0.3};
  cpw_stream s;
  cpw_stream_init(&s, 3, 0, 0, 0);
  for (int k = 0; k < CASES * OPTIONS * N; k++)
    x[k] = cpw_random_normal(&s, 0, 1) * (k % 3 ? 1 : 5);
  for (int i = 0; i < CASES; i++) {
    for (int j = 0; j < OPTIONS; j++) {
      available[i * OPTIONS + j] = j != i % 5;
      u[j] = 0;
      for (int k = 0; k < N; k++)
        u[j] += beta[k] * x[(i * OPTIONS + j) * N + k];
      if (!available[i * OPTIONS + j]) u[j] = -INF;
    }
    ck_assert_int_eq(cpw_choice_shares(u, OPTIONS, -INF, p, NULL, NULL, NULL), CPW_OK);
    for (int j = 0; j < OPTIONS; j++)
      count[i * OPTIONS + j] = (10 + i) * p[j];
  }
  cpw_choice_counts c;
  cpw_choice_counts_init(&c);
  c.cases = CASES;
  c.options = OPTIONS;
  c.attributes = N;
  c.count = count;
  c.attribute = x;
  c.available = available;
  cpw_result *r = NULL, *ridge = NULL;
  ck_assert_int_eq(cpw_choice_estimate(&c, &r, NULL), CPW_OK);
  double product[N * N] = {0};
  for (int k = 0; k < N; k++)
    ck_assert_double_eq_tol(number(r, "coefficient", k), beta[k], 1e-10);
  for (int i = 0; i < CASES; i++) { /* information again, from shares and means */
    double mean[N] = {0}, all = 10 + i;
    for (int j = 0; j < OPTIONS; j++)
      for (int k = 0; k < N; k++)
        mean[k] += count[i * OPTIONS + j] / all * x[(i * OPTIONS + j) * N + k];
    for (int j = 0; j < OPTIONS; j++)
      for (int k = 0; k < N; k++)
        for (int m = 0; m < N; m++)
          for (int q = 0; q < N; q++)
            product[k * N + m] +=
                count[i * OPTIONS + j] * (x[(i * OPTIONS + j) * N + k] - mean[k]) *
                (x[(i * OPTIONS + j) * N + q] - mean[q]) * number(r, "covariance", q * N + m);
  }
  for (int k = 0; k < N * N; k++)
    ck_assert_double_eq_tol(product[k], k % (N + 1) == 0, 1e-9);
  c.ridge = 5;
  ck_assert_int_eq(cpw_choice_estimate(&c, &ridge, NULL), CPW_OK);
  ck_assert(fabs(number(ridge, "coefficient", 1)) < 1.2);
  ck_assert(number(ridge, "log_likelihood", 0) < number(r, "log_likelihood", 0));
  cpw_result_free(r);
  cpw_result_free(ridge);
}
END_TEST

/* drawn choices: within four standard errors */
START_TEST(estimate_of_drawn_choices)
{
  enum { CASES = 200 };
  static double x[CASES * 3 * 2], count[CASES * 3];
  const double beta[] = {-0.08, -0.03};
  cpw_stream s;
  cpw_stream_init(&s, 5, 0, 0, 0);
  for (int i = 0; i < CASES; i++) {
    double u[3], p[3];
    int64_t drawn[3];
    for (int j = 0; j < 3; j++) {
      x[(i * 3 + j) * 2] = 40 * cpw_random_uniform(&s);
      x[(i * 3 + j) * 2 + 1] = 30 * cpw_random_uniform(&s);
      u[j] = beta[0] * x[(i * 3 + j) * 2] + beta[1] * x[(i * 3 + j) * 2 + 1];
    }
    ck_assert_int_eq(cpw_choice_shares(u, 3, -INF, p, NULL, NULL, NULL), CPW_OK);
    ck_assert_int_eq(cpw_random_multinomial(&s, 50, p, 3, drawn, NULL), CPW_OK);
    for (int j = 0; j < 3; j++)
      count[i * 3 + j] = (double)drawn[j];
  }
  cpw_choice_counts c;
  cpw_choice_counts_init(&c);
  c.cases = CASES;
  c.options = 3;
  c.attributes = 2;
  c.count = count;
  c.attribute = x;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_choice_estimate(&c, &r, NULL), CPW_OK);
  for (int k = 0; k < 2; k++)
    ck_assert(fabs(number(r, "coefficient", k) - beta[k]) < 4 * number(r, "se", k));
  cpw_result_free(r);
}
END_TEST

START_TEST(estimates_that_are_wrong)
{
  const double all[] = {10, 0, 10, 0}, some[] = {5, 5, 4, 6}, x[] = {1, 0, 3, 2},
               same[] = {1, 1, 2, 2}, twice[] = {1, 2, 0, 0, 3, 6, 1, 2}, none[] = {0, 0, 0, 0};
  const char *const names[] = {"distance", "miles"};
  const uint8_t off[] = {1, 0, 1, 1};
  cpw_result *r = NULL;
  cpw_error e;
  cpw_choice_counts c;
  cpw_choice_counts_init(&c);
  c.cases = 2;
  c.options = 2;
  c.attributes = 1;
  c.count = all;
  c.attribute = x;
  c.names = names;
  says(cpw_choice_estimate(&c, &r, &e), CPW_ENOCONV, &e,
       "attribute 0 distance tells without exception who is chosen: no finite maximum; a ridge "
       "gives one");
  c.ridge = 1;
  ck_assert_int_eq(cpw_choice_estimate(&c, &r, NULL), CPW_OK);
  ck_assert(number(r, "coefficient", 0) > 1 && number(r, "coefficient", 0) < 10);
  cpw_result_free(r);
  r = NULL;
  c.ridge = 0;
  c.count = some;
  c.attribute = same;
  says(cpw_choice_estimate(&c, &r, &e), CPW_EDOMAIN, &e,
       "attribute 0 distance does not differ within any case, or depends on those before it");
  c.attributes = 2;
  c.attribute = twice;
  says(cpw_choice_estimate(&c, &r, &e), CPW_EDOMAIN, &e,
       "attribute 1 miles does not differ within any case, or depends on those before it");
  c.attributes = 1;
  c.attribute = x;
  c.available = off;
  says(cpw_choice_estimate(&c, &r, &e), CPW_EDOMAIN, &e,
       "count[0][1] = 5 chose what is not available");
  c.available = NULL;
  c.count = none;
  says(cpw_choice_estimate(&c, &r, &e), CPW_EDOMAIN, &e, "nobody chose anything");
  c.count = some;
  c.level = 1;
  says(cpw_choice_estimate(&c, &r, &e), CPW_EDOMAIN, &e, "counts.level = 1 must be in (0, 1)");
  c.tolerance = 0.1;
  says(cpw_choice_estimate(&c, &r, &e), CPW_EDOMAIN, &e,
       "counts.tolerance = 0.1 must be in (0, 1e-9]");
  c.options = 1;
  says(cpw_choice_estimate(&c, &r, &e), CPW_EINVAL, &e, "counts.options = 1 must be >= 2");
  says(cpw_choice_estimate(NULL, &r, &e), CPW_EINVAL, &e, "counts is NULL");
  ck_assert(r == NULL);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t everything(void *context) {
  const double count[] = {30, 70}, x[] = {1, 0};
  cpw_choice c = usual();
  cpw_choice_response w;
  cpw_choice_response_init(&w);
  cpw_choice_counts n;
  cpw_choice_counts_init(&n);
  n.cases = 1;
  n.options = 2;
  n.attributes = 1;
  n.count = count;
  n.attribute = x;
  (void)context;
  cpw_result *r[3] = {NULL, NULL, NULL};
  int32_t status = cpw_choice_describe(&c, &r[0], NULL);
  if (status == CPW_OK) status = cpw_choice_equilibrium(&c, &w, &r[1], NULL);
  if (status == CPW_OK) status = cpw_choice_estimate(&n, &r[2], NULL);
  for (int k = 0; k < 3; k++)
    cpw_result_free(r[k]);
  return status;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(everything, NULL); }
END_TEST

static Suite *choice_suite(void) {
  Suite *suite = suite_create("choice");
  const struct {
    const char *name;
    const TTest *tests[9];
  } cases[] = {
      {"limits", {distances, shares_of_any_utilities, nobody_chooses}},
      {"errors", {choices_that_are_wrong, responses_that_are_wrong, estimates_that_are_wrong}},
      {"reference",
       {shares_by_logistic, flows_by_hand, what_follows_from_flows, markets, equilibrium_by_halving,
        estimate_by_odds, estimate_of_expected_counts}},
      {"properties",
       {effects_by_differences, surplus_by_differences, equilibrium_that_is_steep,
        estimate_of_drawn_choices}},
      {"oom", {memory_fails}}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 120);
    for (int i = 0; cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    suite_add_tcase(suite, tcase);
  }
  return suite;
}

int main(void) {
  Suite *suites[] = {choice_suite()};
  return cpwt_run(suites, 1);
}
