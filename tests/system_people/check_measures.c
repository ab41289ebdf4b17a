/* Entitlement against integrals, pooled rates against a search over the likelihood, peers by hand, access against
 * the measures of equity.h. */
#include "carepath.h"
#include "measures.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

/* ---------------------------------------------------------------- entitlement --------------- */

static const cpw_system_entitlement usual = {1000, 8, 0.9, 0.75, 25, 0.8};

/* P(X >= t) and E[X; X >= t] by the midpoint rule on the normal scale */
static void integrate(const cpw_system_entitlement *r, double t, double *above, double *part) {
  double s = sqrt(log(1 + r->variation * r->variation)), m = log(r->mean) - s * s / 2;
  double from = (log(t) - m) / s, step = 1e-4;
  *above = *part = 0;
  for (double z = from + step / 2; z < 12; z += step) {
    double density = exp(-z * z / 2) / sqrt(2 * 3.14159265358979323846) * step;
    *above += density;
    *part += density * exp(m + s * z);
  }
}

START_TEST(entitlement_by_integral)
{
  const double t[] = {1, 8, 20};
  cpw_system_eligible e[3];
  ck_assert_int_eq(cpw_system_eligibility(&usual, t, 3, e, NULL), CPW_OK);
  for (int k = 0; k < 3; k++) {
    double above, part;
    integrate(&usual, t[k], &above, &part);
    ck_assert_double_eq_tol(e[k].entitled, 1000 * above, 1e-4);
    ck_assert_double_eq_tol(e[k].demand, 750 * above, 1e-4);
    ck_assert_double_eq_tol(e[k].met, 750 * part, 1e-3);
    ck_assert_double_eq_tol(e[k].met + e[k].unmet, 8000, 1e-9);
    ck_assert_double_eq_tol(e[k].cost, e[k].met * 25 * 0.8, 1e-9);
    ck_assert_double_eq_tol(e[k].cost + e[k].charges, e[k].met * 25, 1e-9);
    const double near[] = {t[k] - 1e-4, t[k] + 1e-4};
    cpw_system_eligible n[2];
    ck_assert_int_eq(cpw_system_eligibility(&usual, near, 2, n, NULL), CPW_OK);
    ck_assert_double_eq_tol(e[k].marginal, (n[0].cost - n[1].cost) / 2e-4,
                            1e-6 * (1 + e[k].marginal));
  }
}
END_TEST

START_TEST(entitlement_at_its_ends)
{
  const double none = 0, same[] = {0, 8, 8.1};
  cpw_system_eligible e[3];
  ck_assert_int_eq(cpw_system_eligibility(&usual, &none, 1, e, NULL), CPW_OK);
  ck_assert_double_eq(e[0].entitled, 1000); /* free to everybody */
  ck_assert_double_eq_tol(e[0].met, 6000, 1e-9);
  cpw_system_entitlement all = usual;
  all.variation = 0; /* everybody needs the same */
  ck_assert_int_eq(cpw_system_eligibility(&all, same, 3, e, NULL), CPW_OK);
  ck_assert(e[0].entitled == 1000 && e[1].entitled == 1000 && e[2].entitled == 0);
  ck_assert(e[2].cost == 0 && e[2].unmet == 8000);
  double t = -7;
  ck_assert_int_eq(cpw_system_affordable(&usual, 1e9, &t, NULL), CPW_OK);
  ck_assert_double_eq(t, 0);
  ck_assert_int_eq(cpw_system_affordable(&usual, 0, &t, NULL), CPW_OK);
  ck_assert(t == (double)INFINITY);
  for (double budget = 1e3; budget < 1.2e5; budget += 7e3) {
    ck_assert_int_eq(cpw_system_affordable(&usual, budget, &t, NULL), CPW_OK);
    ck_assert_int_eq(cpw_system_eligibility(&usual, &t, 1, e, NULL), CPW_OK);
    ck_assert_double_eq_tol(e[0].cost / budget, 1, 1e-9);
  }
  ck_assert_int_eq(cpw_system_affordable(&all, 100, &t, NULL), CPW_OK);
  ck_assert_int_eq(cpw_system_eligibility(&all, &t, 1, e, NULL), CPW_OK);
  ck_assert_double_eq(e[0].cost, 0);
}
END_TEST

START_TEST(entitlement_that_is_wrong)
{
  cpw_error e;
  cpw_system_eligible out = {.threshold = -7};
  cpw_system_entitlement r = usual;
  double t[] = {-1}, limit = -7;
  says(cpw_system_eligibility(NULL, t, 1, &out, &e), CPW_EINVAL, &e, "rule is NULL");
  says(cpw_system_eligibility(&r, t, 1, &out, &e), CPW_EDOMAIN, &e,
       "threshold[0] = -1 must be finite and >= 0");
  says(cpw_system_eligibility(&r, t, -1, &out, &e), CPW_EINVAL, &e, "count = -1 must be >= 0");
  says(cpw_system_eligibility(&r, NULL, 1, &out, &e), CPW_EINVAL, &e, "threshold is NULL");
  says(cpw_system_affordable(&r, (double)NAN, &limit, &e), CPW_EDOMAIN, &e,
       "budget = nan must be finite and >= 0");
  says(cpw_system_affordable(&r, 1, NULL, &e), CPW_EINVAL, &e, "threshold is NULL");
  r.uptake = 1.5;
  says(cpw_system_affordable(&r, 1, &limit, &e), CPW_EDOMAIN, &e,
       "rule.uptake = 1.5 must be in [0, 1]");
  r = usual;
  r.mean = 0;
  says(cpw_system_eligibility(&r, t, 1, &out, &e), CPW_EDOMAIN, &e,
       "rule.mean = 0 must be finite and > 0");
  ck_assert(out.threshold == -7 && limit == -7);
}
END_TEST

/* ---------------------------------------------------------------- pooled rates -------------- */

/* log-likelihood of the negative binomial, written again */
static double likelihood(const double *y, const double *e, int n, double a, double m) {
  double sum = 0, b = a / m;
  for (int k = 0; k < n; k++)
    sum += lgamma(a + y[k]) - lgamma(a) + a * log(b / (b + e[k])) + y[k] * log(e[k] / (b + e[k]));
  return sum;
}

START_TEST(pooled_by_search)
{
  const double y[] = {2, 14, 30, 9, 55, 0, 21, 8}, e[] = {1, 2, 3, 1.5, 4, 0.8, 2.5, 1};
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_system_shrink(y, e, 8, 0.95, NULL, NULL, &r, NULL), CPW_OK);
  double a = number(r, "shape", 0), m = number(r, "mean", 0), best = likelihood(y, e, 8, a, m);
  for (double u = -2; u <= 2; u += 0.05) /* nothing near is better */
    for (double v = -1; v <= 1; v += 0.05)
      ck_assert(likelihood(y, e, 8, a * exp(u), m * exp(v)) <= best + 1e-9);
  ck_assert_double_eq_tol(number(r, "variance", 0), m * m / a, 1e-12);
  for (int k = 0; k < 8; k++) {
    double b = a / m, w = e[k] / (e[k] + b);
    ck_assert_double_eq_tol(number(r, "weight", k), w, 1e-12);
    ck_assert_double_eq_tol(number(r, "pooled", k), w * y[k] / e[k] + (1 - w) * m, 1e-11);
    double lower = number(r, "lower", k), upper = number(r, "upper", k);
    ck_assert_double_eq_tol(cpw_gamma_cdf(lower * (b + e[k]), a + y[k]), 0.025, 1e-11);
    ck_assert_double_eq_tol(cpw_gamma_cdf(upper * (b + e[k]), a + y[k]), 0.975, 1e-11);
    int64_t higher = 1;
    for (int j = 0; j < 8; j++)
      higher += number(r, "pooled", j) > number(r, "pooled", k);
    ck_assert_int_eq((int64_t)number(r, "rank", k), higher);
  }
  cpw_result_free(r);
}
END_TEST

/* two places of the same exposure: closed form of the mean; no difference: all pooled; one place */
START_TEST(pooled_at_its_ends)
{
  const double y[] = {100, 200}, e[] = {10, 10}, alike[] = {101, 99};
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_system_shrink(y, e, 2, 0.9, NULL, NULL, &r, NULL), CPW_OK);
  ck_assert_double_eq_tol(number(r, "mean", 0), 15, 1e-10);
  ck_assert(number(r, "pooled", 0) > 10 && number(r, "pooled", 1) < 20);
  cpw_result_free(r);
  ck_assert_int_eq(cpw_system_shrink(alike, e, 2, 0.9, NULL, NULL, &r, NULL), CPW_OK);
  ck_assert(number(r, "weight", 0) == 0 && number(r, "variance", 0) == 0);
  ck_assert(number(r, "pooled", 0) == 10 && number(r, "pooled", 1) == 10);
  ck_assert(number(r, "shape", 0) == (double)INFINITY && number(r, "rank", 1) == 1);
  cpw_result_free(r);
  ck_assert_int_eq(cpw_system_shrink(y, e, 1, 0.9, NULL, NULL, &r, NULL), CPW_OK);
  ck_assert(number(r, "pooled", 0) == 10 && isnan(number(r, "dispersion", 0)));
  cpw_result_free(r);
}
END_TEST

/* drawn from a gamma law: the law comes back, and pooled rates are nearer to the truth than crude ones */
START_TEST(pooled_is_nearer)
{
  enum { N = 2000 };
  static double y[N], e[N], truth[N];
  cpw_stream s;
  cpw_stream_init(&s, 11, 0, 0, 0);
  for (int k = 0; k < N; k++) {
    truth[k] = cpw_random_gamma(&s, 4, 0.5);
    e[k] = 0.5 + 5 * cpw_random_uniform(&s);
    y[k] = (double)cpw_random_poisson(&s, e[k] * truth[k]);
  }
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_system_shrink(y, e, N, 0.95, NULL, NULL, &r, NULL), CPW_OK);
  ck_assert(fabs(number(r, "mean", 0) - 2) < 0.2 && fabs(number(r, "shape", 0) - 4) < 0.8);
  double crude = 0, pooled = 0, inside = 0;
  for (int k = 0; k < N; k++) {
    crude += pow(number(r, "crude", k) - truth[k], 2);
    pooled += pow(number(r, "pooled", k) - truth[k], 2);
    inside += number(r, "lower", k) <= truth[k] && truth[k] <= number(r, "upper", k);
  }
  ck_assert(pooled < 0.8 * crude);
  ck_assert(inside > 0.93 * N && inside < 0.97 * N);
  cpw_result_free(r);
}
END_TEST

START_TEST(rates_that_are_wrong)
{
  const double y[] = {1, 2}, none[] = {0, 0}, bad[] = {1, -2}, e[] = {1, 0};
  cpw_result *r = NULL;
  cpw_error err;
  says(cpw_system_shrink(y, y, 0, 0.9, NULL, NULL, &r, &err), CPW_EINVAL, &err,
       "places = 0 must be >= 1");
  says(cpw_system_shrink(y, NULL, 2, 0.9, NULL, NULL, &r, &err), CPW_EINVAL, &err,
       "exposure is NULL");
  says(cpw_system_shrink(bad, y, 2, 0.9, NULL, NULL, &r, &err), CPW_EDOMAIN, &err,
       "count[1] = -2 must be 0 to 1e8");
  says(cpw_system_shrink(y, e, 2, 0.9, NULL, NULL, &r, &err), CPW_EDOMAIN, &err,
       "exposure[1] = 0 must be > 0, at most 1e100");
  says(cpw_system_shrink(none, y, 2, 0.9, NULL, NULL, &r, &err), CPW_EDOMAIN, &err,
       "there is no event at all");
  says(cpw_system_shrink(y, y, 2, 1, NULL, NULL, &r, &err), CPW_EDOMAIN, &err,
       "level = 1 must be in (0, 1)");
  ck_assert(r == NULL);
}
END_TEST

/* ---------------------------------------------------------------- peers --------------------- */

START_TEST(peers_by_hand)
{
  /* the second feature is the same for all */
  const double x[] = {0, 5, 1, 5, 3, 5, 10, 5}, weight[] = {4, 1};
  int64_t peer[8];
  double far[8];
  ck_assert_int_eq(cpw_system_peers(x, NULL, 4, 2, 2, NULL, peer, far, NULL), CPW_OK);
  const int64_t expected[] = {1, 2, 0, 2, 1, 0, 2, 1};
  double sd = sqrt((12.25 + 6.25 + 0.25 + 42.25) / 3); /* of 0, 1, 3, 10: mean 3.5 */
  for (int k = 0; k < 8; k++)
    ck_assert_int_eq(peer[k], expected[k]);
  ck_assert_double_eq_tol(far[0], 1 / sd, 1e-14);
  ck_assert_double_eq_tol(far[7], 9 / sd, 1e-14);
  ck_assert_int_eq(cpw_system_peers(x, weight, 4, 2, 2, NULL, peer, far, NULL), CPW_OK);
  ck_assert_double_eq_tol(far[0], 2 / sd, 1e-14);
  const double same[] = {1, 1, 1};
  ck_assert_int_eq(cpw_system_peers(same, NULL, 3, 1, 2, NULL, peer, NULL, NULL), CPW_OK);
  ck_assert(peer[0] == 1 && peer[1] == 2 && peer[2] == 0 && peer[3] == 2 && peer[5] == 1);
}
END_TEST

/* against looking at all others */
START_TEST(peers_by_looking)
{
  enum { N = 30, F = 3, P = 7 };
  double x[N * F], far[N * P], sd[F] = {0};
  int64_t peer[N * P];
  cpw_stream s;
  cpw_stream_init(&s, 12, 0, 0, 0);
  for (int k = 0; k < N * F; k++)
    x[k] = (double)cpw_random_below(&s, 1000);
  for (int f = 0; f < F; f++) {
    double mean = 0;
    for (int p = 0; p < N; p++)
      mean += x[p * F + f] / N;
    for (int p = 0; p < N; p++)
      sd[f] += pow(x[p * F + f] - mean, 2) / (N - 1);
  }
  ck_assert_int_eq(cpw_system_peers(x, NULL, N, F, P, NULL, peer, far, NULL), CPW_OK);
  for (int p = 0; p < N; p++)
    for (int k = 0; k < P; k++) {
      int nearer = 0;
      for (int q = 0; q < N; q++) {
        double d = 0;
        for (int f = 0; f < F; f++)
          d += pow(x[p * F + f] - x[q * F + f], 2) / sd[f];
        if (q == peer[p * P + k]) ck_assert_double_eq_tol(sqrt(d), far[p * P + k], 1e-12);
        nearer += q != p && sqrt(d) < far[p * P + k] - 1e-12;
      }
      ck_assert_int_eq(nearer, k);
    }
}
END_TEST

START_TEST(peers_that_are_wrong)
{
  const double x[] = {0, 1, (double)NAN}, w[] = {-1};
  int64_t peer[3] = {-7};
  cpw_error e;
  says(cpw_system_peers(NULL, NULL, 3, 1, 1, NULL, peer, NULL, &e), CPW_EINVAL, &e,
       "feature is NULL");
  says(cpw_system_peers(x, NULL, 3, 1, 1, NULL, peer, NULL, &e), CPW_EDOMAIN, &e,
       "feature[2][0] = nan must be finite, at most 1e100");
  says(cpw_system_peers(x, w, 2, 1, 1, NULL, peer, NULL, &e), CPW_EDOMAIN, &e,
       "weight[0] = -1 must be 0 to 1e100");
  says(cpw_system_peers(x, NULL, 2, 1, 2, NULL, peer, NULL, &e), CPW_EINVAL, &e,
       "places = 2, features = 1, peers = 2: at least 2, 1 and 1, and fewer peers than places");
  ck_assert_int_eq(peer[0], -7);
}
END_TEST

/* ---------------------------------------------------------------- access -------------------- */

START_TEST(access_by_hand)
{
  const double used[] = {80, 95, 110, 120, 140}, need[] = {100, 100, 100, 100, 100};
  const double people[] = {10, 10, 10, 10, 10};
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_system_access(used, need, people, 5, 0.95, NULL, NULL, &r, NULL), CPW_OK);
  ck_assert_double_eq_tol(number(r, "all", 0), 1.09, 1e-14);
  ck_assert_double_eq_tol(number(r, "gap", 0), -0.6, 1e-14);
  ck_assert_double_eq_tol(number(r, "ratio", 0), 80 / 140.0, 1e-14);
  /* least squares on 0.1, 0.3, 0.5, 0.7, 0.9: slope = sum of (x - 1/2) y / 0.4 */
  double slope = (-0.4 * 0.8 - 0.2 * 0.95 + 0.2 * 1.2 + 0.4 * 1.4) / 0.4;
  ck_assert_double_eq_tol(number(r, "sii", 0), slope, 1e-13);
  ck_assert_double_eq_tol(number(r, "rii", 0), (1.09 + slope / 2) / (1.09 - slope / 2), 1e-13);
  double variance = (0.16 * 0.8 + 0.04 * 0.95 + 0.04 * 1.2 + 0.16 * 1.4) / 100 / 0.16;
  ck_assert_double_eq_tol(number(r, "sii_upper", 0) - number(r, "sii", 0),
                          cpw_normal_quantile(0.975) * sqrt(variance), 1e-12);
  double c = 0, below = 0; /* 2 cov(y, R)/mean */
  for (int g = 0; g < 5; g++, below += 0.2)
    c += 2 * 0.2 * (used[g] / 100) * (below + 0.1) / 1.09;
  ck_assert_double_eq_tol(number(r, "concentration", 0), c - 1, 1e-12);
  ck_assert_double_eq_tol(number(r, "relative", 4), 1.4 / 1.09, 1e-14);
  cpw_interval limits;
  ck_assert_int_eq(cpw_rates_count_interval(80, 0.95, CPW_RATES_AUTO, &limits, NULL), CPW_OK);
  ck_assert_double_eq_tol(number(r, "lower", 0), limits.lower / 100, 1e-13);
  cpw_result_free(r);
}
END_TEST

START_TEST(access_that_is_wrong)
{
  const double used[] = {1, 2}, bad[] = {1, -2}, none[] = {0, 1};
  cpw_result *r = NULL;
  cpw_error e;
  says(cpw_system_access(used, used, used, 1, 0.9, NULL, NULL, &r, &e), CPW_EINVAL, &e,
       "groups = 1 must be >= 2");
  says(cpw_system_access(used, NULL, used, 2, 0.9, NULL, NULL, &r, &e), CPW_EINVAL, &e,
       "need is NULL");
  says(cpw_system_access(bad, used, used, 2, 0.9, NULL, NULL, &r, &e), CPW_EDOMAIN, &e,
       "used[1] = -2 must be 0 to 1e11");
  says(cpw_system_access(used, none, used, 2, 0.9, NULL, NULL, &r, &e), CPW_EDOMAIN, &e,
       "need[0] = 0 must be finite and > 0");
  says(cpw_system_access(used, used, none, 2, 0.9, NULL, NULL, &r, &e), CPW_EDOMAIN, &e,
       "people[0] = 0 must be finite and > 0");
  says(cpw_system_access(used, used, used, 2, 0, NULL, NULL, &r, &e), CPW_EDOMAIN, &e,
       "level = 0 must be in (0, 1)");
  ck_assert(r == NULL);
  ck_assert_int_eq(cpw_system_access(none, used, used, 2, 0.9, NULL, NULL, &r, NULL), CPW_OK);
  cpw_result_free(r);
}
END_TEST

static int32_t all_of_it(void *context) {
  const double y[] = {2, 14, 30}, e[] = {1, 2, 3};
  int64_t peer[3];
  cpw_result *r = NULL;
  (void)context;
  int32_t status = cpw_system_shrink(y, e, 3, 0.9, NULL, NULL, &r, NULL);
  cpw_result_free(r);
  r = NULL;
  if (status == CPW_OK) status = cpw_system_access(y, e, e, 3, 0.9, NULL, NULL, &r, NULL);
  cpw_result_free(r);
  if (status == CPW_OK) status = cpw_system_peers(y, NULL, 3, 1, 1, NULL, peer, NULL, NULL);
  return status;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(all_of_it, NULL); }
END_TEST

Suite *measures_suite(void) {
  Suite *suite = suite_create("system_people measures");
  const struct {
    const char *name;
    const TTest *tests[8];
  } cases[] = {
      {"limits", {entitlement_at_its_ends, pooled_at_its_ends}},
      {"errors",
       {entitlement_that_is_wrong, rates_that_are_wrong, peers_that_are_wrong,
        access_that_is_wrong}},
      {"reference", {entitlement_by_integral, pooled_by_search, peers_by_hand, access_by_hand}},
      {"properties", {pooled_is_nearer, peers_by_looking}},
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
