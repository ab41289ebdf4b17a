/* Survival against R's survival 3.5-3 (Debian r-cran-survival), closed forms, and exact invariances. The
 * forty people are those of the shared reference cases; unless said otherwise the values were printed by
 *   Rscript -e 'library(survival); t <- c(3, 5, ...); e <- c(1, 1, ...); g <- rep(0:3, 10); ...'
 * with the call that stands beside them. */
#include "check_survival.h"

#include "carepath/random.h"

enum { PEOPLE = 40 };
static const double weeks[PEOPLE] = {3,  5,  7,  8,  12, 14, 18, 18, 20, 22, 25, 26, 30, 31,
                                     35, 40, 41, 44, 50, 52, 2,  4,  6,  9,  10, 11, 13, 15,
                                     16, 19, 21, 23, 24, 28, 29, 33, 36, 38, 45, 60};
static const int32_t left[PEOPLE] = {1, 1, 0, 1, 1, 2, 1, 1, 0, 1, 1, 2, 0, 1, 1, 1, 0, 1, 2, 0,
                                     1, 2, 1, 1, 0, 1, 1, 1, 2, 1, 0, 1, 1, 1, 1, 0, 1, 1, 2, 1};

static cpw_survival_rows forty(int64_t *group) {
  cpw_survival_rows rows = rows_of(PEOPLE, weeks, left);
  rows.causes = 2;
  rows.groups = 4;
  rows.group = group;
  for (int64_t i = 0; i < PEOPLE; i++)
    group[i] = i % 4;
  return rows;
}

/* ---------------------------------------------------------------- against R ----------------- */

/* d <- survdiff(Surv(t, e == 1) ~ g, rho = rho): d$chisq, pchisq(d$chisq, 3, lower = FALSE), d$obs, d$exp */
START_TEST(four_groups)
{
  static const struct {
    double rho, statistic, p, observed[4], expected[4];
  } by_rho[] = {{0,
                 1.2060048444186009,
                 0.75156446514434405,
                 {5, 8, 6, 7},
                 {4.982826764798129, 5.8095374308843297, 6.7582695206583745, 8.4493662836591614}},
                {1,
                 0.3913653565082148,
                 0.9420203774100353,
                 {3.7464255936391799, 4.6626877784467995, 3.8962508034494538, 4.3709383832088466},
                 {3.4798724687073754, 3.9005743130843258, 4.3826043623180411, 4.9132514146345381}},
                {0.5,
                 0.67804042942084986,
                 0.87835650014423439,
                 {4.2639512227097027, 5.9817800739419287, 4.7870939712310454, 5.3789049838142819},
                 {4.11367376780135, 4.6888138217147635, 5.3475410125478353, 6.2617016496330109}}};
  int64_t group[PEOPLE];
  cpw_survival_rows rows = forty(group);
  for (int64_t k = 0; k < COUNT(by_rho); k++) {
    cpw_survival_test_options o = usual_test();
    cpw_survival_test t;
    double observed[4], expected[4];
    o.test = CPW_SURVIVAL_FLEMING_HARRINGTON;
    o.rho = by_rho[k].rho;
    ck_assert_int_eq(cpw_survival_compare(&rows, &o, &t, observed, expected, NULL, NULL), CPW_OK);
    same(t.statistic, by_rho[k].statistic, 1e-13);
    same(t.p, by_rho[k].p, 1e-13);
    ck_assert_int_eq(t.degrees, 3);
    all_same(observed, by_rho[k].observed, 4, 1e-14);
    all_same(expected, by_rho[k].expected, 4, 1e-14);
    o.test = k == 0 ? CPW_SURVIVAL_LOGRANK : CPW_SURVIVAL_PETO;
    o.rho = 0;
    if (k == 2) continue;
    ck_assert_int_eq(cpw_survival_compare(&rows, &o, &t, NULL, NULL, NULL, NULL), CPW_OK);
    same(t.statistic, by_rho[k].statistic, 1e-13);
  }
}
END_TEST

/* survdiff(Surv(t, e == 1) ~ g + strata(s)) with s of 0, 1, 1, 0, 1, 1, ..., rho = 0 and 1; and
 * sum(w * u)/sqrt(w' d$var w) of u <- d$obs - d$exp without strata */
START_TEST(strata_and_trend)
{
  int64_t group[PEOPLE], stratum[PEOPLE];
  cpw_survival_rows rows = forty(group);
  cpw_survival_test_options o = usual_test();
  cpw_survival_test t;
  for (int64_t i = 0; i < PEOPLE; i++)
    stratum[i] = i % 3 > 0;
  ck_assert_int_eq(cpw_survival_compare(&rows, &o, &t, NULL, NULL, NULL, NULL), CPW_OK);
  same(t.trend, -0.67363946702141919, 1e-12);
  const double score[] = {10, 8, 3, 1};
  o.score = score;
  ck_assert_int_eq(cpw_survival_compare(&rows, &o, &t, NULL, NULL, NULL, NULL), CPW_OK);
  same(t.trend, 0.78602274200906563, 1e-12);
  o.stratum = stratum;
  o.strata = 2;
  ck_assert_int_eq(cpw_survival_compare(&rows, &o, &t, NULL, NULL, NULL, NULL), CPW_OK);
  same(t.statistic, 0.90844705630003619, 1e-13);
  o.test = CPW_SURVIVAL_PETO;
  ck_assert_int_eq(cpw_survival_compare(&rows, &o, &t, NULL, NULL, NULL, NULL), CPW_OK);
  same(t.statistic, 0.35314134996199026, 1e-13);
}
END_TEST

/* survdiff of each pair, pchisq, p.adjust(p, "holm"); V <- d$var[-1, -1]; b <- solve(V, (d$obs - d$exp)[-1]);
 * exp(b), exp(b - qnorm(.975) * sqrt(diag(solve(V)))) */
START_TEST(pairs_and_ratios)
{
  int64_t group[PEOPLE];
  cpw_survival_rows rows = forty(group);
  const double pair[] = {0.07548475504178391, 0.0055096696052805531, 0.035133478475424716,
                         0.69443821648247428, 1.1333638191248532,    0.02362674037360948};
  const double ratio[] = {1, 1.452661614798356, 0.88620296374461316, 0.81500398228980986};
  const double lower[] = {1, 0.43653703201179361, 0.27573881146253121, 0.25910315431426667};
  double statistic[16], p[16], adjusted[16], got[4], low[4], high[4];
  ck_assert_int_eq(cpw_survival_pairwise(&rows, NULL, statistic, p, adjusted, NULL), CPW_OK);
  int64_t at = 0;
  for (int g = 0; g < 4; g++)
    for (int h = g + 1; h < 4; h++, at++) {
      same(statistic[4 * g + h], pair[at], 1e-12);
      same(statistic[4 * h + g], pair[at], 1e-12);
      same(adjusted[4 * g + h], 1, 0);
    }
  same(p[11], 0.87783846048973646, 1e-12);
  ck_assert(isnan(statistic[5]) && isnan(p[0]) && isnan(adjusted[15]));
  ck_assert_int_eq(cpw_survival_ratios(&rows, NULL, 0, 0.95, got, low, high, NULL), CPW_OK);
  all_same(got, ratio, 4, 1e-12);
  all_same(low, lower, 4, 1e-12);
  for (int g = 0; g < 4; g++)
    same(low[g] * high[g], got[g] * got[g], 1e-12);
}
END_TEST

/* a <- survfit(Surv(t, factor(e, 0:2)) ~ 1): a$pstate and a$std.err at 18, 36, 60 (infinitesimal jackknife, the
 * same as the delta method without weights and entries) */
START_TEST(two_causes)
{
  static const double limit[] = {18, 36, 60};
  const cpw_survival_rows given = rows_of(PEOPLE, weeks, left);
  cpw_survival_rows rows = given;
  cpw_survival_options o = usual();
  rows.causes = 2;
  o.limits = 3;
  o.limit = limit;
  cpw_result *r = curves(&rows, &o);
  all_same(real(r, "share"),
           (const double[]){0.31086337760910815, 0.61406388361796327, 0.80907210626185955,
                            0.078130929791271342, 0.1073529411764706, 0.19092789373814045},
           6, 1e-13);
  all_same(real(r, "share_se"),
           (const double[]){0.074699920806982026, 0.083625961540137628, 0.070863269375629173,
                            0.043343038117349193, 0.05085115635426718, 0.070863269375629187},
           6, 1e-13);
  cpw_result_free(r);
  /* as if removals did not happen, and of any cause: survfit(Surv(t, e >= 1) ~ 1)$surv = 1 - F1 - F2 */
  o.cause = 0;
  r = curves(&rows, &o);
  same(real(r, "still")[1], 1 - 0.61406388361796327 - 0.1073529411764706, 1e-13);
  cpw_result_free(r);
}
END_TEST

/* f <- survfit(Surv(en, t, e == 1) ~ 1, conf.type = "log-log") with en of floor(t/2) for every other one;
 * quantile(f); survival:::survmean(f, rmean = 30); coxph(Surv(en, t, e == 1) ~ factor(g), ties = "exact")$score */
START_TEST(seen_from_entry_on)
{
  static const double grid[] = {2, 9, 22, 45}, part[] = {0.25, 0.5, 0.75};
  int64_t group[PEOPLE];
  double entry[PEOPLE];
  cpw_survival_rows rows = forty(group);
  cpw_survival_options o = usual();
  for (int i = 0; i < PEOPLE; i++)
    entry[i] = i % 2 ? (double)(int)(weeks[i] / 2) : 0;
  rows.entry = entry;
  cpw_survival_test t;
  ck_assert_int_eq(cpw_survival_compare(&rows, NULL, &t, NULL, NULL, NULL, NULL), CPW_OK);
  same(t.statistic, 4.9931583260478067, 1e-12);
  rows.groups = 1;
  rows.group = NULL;
  o.tau = 30;
  o.times = 4;
  o.time = grid;
  o.probabilities = 3;
  o.probability = part;
  cpw_result *r = curves(&rows, &o);
  all_same(real(r, "at_risk"), (const double[]){20, 20, 17, 4}, 4, 0);
  all_same(real(r, "survival"),
           (const double[]){0.94999999999999996, 0.74248898349967329, 0.48502208931659607,
                            0.15064215479950749},
           4, 1e-14);
  all_same(real(r, "survival_lower"),
           (const double[]){0.69474319325657019, 0.51532686525964155, 0.29430523771931327,
                            0.051843395827035718},
           4, 1e-13);
  all_same(real(r, "survival_upper"),
           (const double[]){0.99280222859339717, 0.87483072440888354, 0.65179153507407983,
                            0.29801140302770668},
           4, 1e-13);
  all_same(real(r, "quantile"), (const double[]){9, 22, 38}, 3, 0);
  all_same(real(r, "quantile_lower"), (const double[]){2, 11, 24}, 3, 0);
  all_same(real(r, "quantile_upper"), (const double[]){18, 31, (double)INFINITY}, 3, 0);
  same(real(r, "restricted_mean")[0], 19.374075145661326, 1e-13);
  same(real(r, "restricted_mean_se")[0], 2.0518068642040634, 1e-13);
  cpw_result_free(r);
}
END_TEST

/* survfit(Surv(t, e >= 1) ~ 1, start.time = 10, conf.type = "log"): surv and upper at 16, 30, 45 */
START_TEST(from_a_later_start)
{
  static const double grid[] = {5, 16, 30, 45};
  cpw_survival_rows rows = rows_of(PEOPLE, weeks, left);
  cpw_survival_options o = usual();
  rows.causes = 2;
  o.cause = 0;
  o.conf_type = CPW_SURVIVAL_LOG;
  o.from = 10;
  o.times = 4;
  o.time = grid;
  cpw_result *r = curves(&rows, &o);
  all_same(real(r, "survival"),
           (const double[]){1, 0.80645161290322587, 0.46129032258064517, 0.15222580645161288}, 4,
           1e-14);
  all_same(real(r, "survival_upper"),
           (const double[]){1, 0.9582394913435105, 0.68307577264481434, 0.40375950740856148}, 4,
           1e-13);
  cpw_result_free(r);
}
END_TEST

/* pchisq(x, df, lower = FALSE) */
START_TEST(chi_square)
{
  static const double values[][3] = {{0.01, 1, 0.92034432544594202},
                                     {3.84, 1, 0.050043521248705224},
                                     {9, 9, 0.43727418891386705},
                                     {120, 99, 0.074243855805966805},
                                     {0.5, 2, 0.77880078307140488}};
  for (int64_t k = 0; k < COUNT(values); k++)
    same(cpwi_survival_chi_square(values[k][0], (int64_t)values[k][1]), values[k][2], 1e-12);
  double far = cpwi_survival_chi_square(60, 1);
  ck_assert_double_eq_tol(far / 9.4857375710738494e-15, 1, 1e-11);
  ck_assert(isnan(cpwi_survival_chi_square(1, 0)));
}
END_TEST

/* ---------------------------------------------------------------- closed forms -------------- */

/* nobody is censored: shares are binomial, their variance p (1 - p)/n; the mean is that of min(T, tau) */
START_TEST(nobody_is_censored)
{
  enum { MANY = 1000 };
  static double time[MANY];
  static int32_t event[MANY];
  const double limit[] = {200, 700};
  double sum = 0, squares = 0, gone = 0;
  cpw_survival_options o = usual();
  for (int i = 0; i < MANY; i++) {
    time[i] = i + 1;
    event[i] = i % 3 == 0 ? 2 : 1;
    double x = i + 1 < 500 ? i + 1 : 500;
    sum += x;
    squares += x * x;
    gone += i + 1 <= 200 && i % 3 == 0;
  }
  cpw_survival_rows rows = rows_of(MANY, time, event);
  rows.causes = 2;
  o.cause = 0;
  o.limit = limit;
  o.tau = 500;
  cpw_result *r = curves(&rows, &o);
  double mean = sum / MANY, variance = squares / MANY - mean * mean, f = gone / MANY;
  same(real(r, "still")[0], 0.8, 0);
  same(real(r, "still")[1], 0.3, 0);
  same(real(r, "still_se")[0], sqrt(0.8 * 0.2 / MANY), 1e-13);
  same(real(r, "restricted_mean")[0], mean, 1e-13);
  same(real(r, "restricted_mean_se")[0], sqrt(variance / MANY), 1e-12);
  same(real(r, "share")[2], f, 1e-13);
  same(real(r, "share_se")[2], sqrt(f * (1 - f) / MANY), 1e-12);
  same(real(r, "time_lost")[0] + real(r, "time_lost")[1] + mean, 500, 1e-13);
  cpw_result_free(r);
}
END_TEST

/* two people, one after the other: 1/2 expected of each group at the first event, variance 1/4 */
START_TEST(two_people)
{
  const double time[] = {1, 2};
  const int32_t event[] = {1, 1};
  const int64_t group[] = {1, 0};
  cpw_survival_rows rows = rows_of(2, time, event);
  rows.group = group;
  rows.groups = 2;
  cpw_survival_test t;
  double observed[2], expected[2], variance[4];
  ck_assert_int_eq(cpw_survival_compare(&rows, NULL, &t, observed, expected, variance, NULL),
                   CPW_OK);
  all_same(observed, (const double[]){1, 1}, 2, 0);
  all_same(expected, (const double[]){1.5, 0.5}, 2, 0);
  all_same(variance, (const double[]){0.25, -0.25, -0.25, 0.25}, 4, 0);
  same(t.statistic, 1, 0);
  same(t.trend, 1, 0);
}
END_TEST

/* one of two at first, then one of two million who are seen only then: 1/4 of variance each, of which the
 * second must not be lost beside the first */
START_TEST(few_at_risk_at_first)
{
  const double time[] = {1, 1, 2, 3, 3}, entry[] = {0, 0, 1.5, 1.5, 1.5};
  const double weight[] = {1, 1, 1, 1e6, 1e6 + 1};
  const int32_t event[] = {1, 0, 1, 0, 0};
  const int64_t group[] = {0, 1, 0, 0, 1};
  cpw_survival_rows rows = rows_of(5, time, event);
  rows.entry = entry;
  rows.weight = weight;
  rows.group = group;
  rows.groups = 2;
  cpw_survival_test t;
  double expected[2], variance[4];
  ck_assert_int_eq(cpw_survival_compare(&rows, NULL, &t, NULL, expected, variance, NULL), CPW_OK);
  all_same(expected, (const double[]){1, 1}, 2, 1e-15);
  all_same(variance, (const double[]){0.5, -0.5, -0.5, 0.5}, 4, 1e-15);
  same(t.statistic, 2, 1e-14);
}
END_TEST

/* ---------------------------------------------------------------- invariances --------------- */

enum { CROWD = 400 };
typedef struct crowd {
  double time[CROWD], weight[CROWD], entry[CROWD];
  int32_t event[CROWD];
  int64_t group[CROWD];
  cpw_survival_rows rows;
} crowd;

static void fill(crowd *c, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  c->rows = rows_of(CROWD, c->time, c->event);
  c->rows.causes = 2;
  c->rows.groups = 3;
  c->rows.group = c->group;
  c->rows.weight = c->weight;
  c->rows.entry = c->entry;
  for (int i = 0; i < CROWD; i++) {
    c->time[i] = 1 + (double)cpw_random_below(&s, 50);
    c->entry[i] = (double)cpw_random_below(&s, (uint64_t)c->time[i]);
    c->weight[i] = (double)cpw_random_below(&s, 4);
    c->event[i] = (int32_t)cpw_random_below(&s, 3);
    c->group[i] = (int64_t)cpw_random_below(&s, 3);
  }
}

static void same_results(const cpw_result *a, const cpw_result *b) {
  for (int64_t k = 0; cpw_result_at(a, k); k++) {
    const cpw_array *x = cpw_result_at(a, k);
    all_same(real(b, x->name), x->real, x->size, 0);
  }
}

/* people are people: a weight of 3 is three rows, and their order does not matter, to the last bit */
START_TEST(weights_are_rows)
{
  static crowd c, copy;
  static double time[4 * CROWD], entry[4 * CROWD];
  static int32_t event[4 * CROWD];
  static int64_t group[4 * CROWD];
  fill(&c, 3);
  copy = c;
  int64_t n = 0;
  for (int i = CROWD - 1; i >= 0; i--)
    for (int k = 0; k < (int)c.weight[i]; k++, n++) {
      time[n] = c.time[i];
      entry[n] = c.entry[i];
      event[n] = c.event[i];
      group[n] = c.group[i];
    }
  copy.rows = rows_of(n, time, event);
  copy.rows.causes = 2;
  copy.rows.groups = 3;
  copy.rows.group = group;
  copy.rows.entry = entry;
  cpw_survival_options o = usual();
  o.every = 1;
  cpw_result *a = curves(&c.rows, &o), *b = curves(&copy.rows, &o);
  same_results(a, b);
  cpw_result_free(a);
  cpw_result_free(b);
  for (int32_t test = 0; test <= CPW_SURVIVAL_TARONE_WARE; test++) {
    cpw_survival_test_options to = usual_test();
    cpw_survival_test one, other;
    to.test = test;
    ck_assert_int_eq(cpw_survival_compare(&c.rows, &to, &one, NULL, NULL, NULL, NULL), CPW_OK);
    ck_assert_int_eq(cpw_survival_compare(&copy.rows, &to, &other, NULL, NULL, NULL, NULL), CPW_OK);
    same(one.statistic, other.statistic, 1e-12);
  }
}
END_TEST

/* other numbers for the groups: the same numbers elsewhere */
START_TEST(relabelled_groups)
{
  static crowd c;
  static int64_t other[CROWD];
  const int64_t to[] = {2, 0, 1};
  fill(&c, 4);
  for (int i = 0; i < CROWD; i++)
    other[i] = to[c.group[i]];
  cpw_result *a = curves(&c.rows, NULL);
  cpw_survival_test one, two;
  double p[9], q[9], e[3], f[3];
  ck_assert_int_eq(cpw_survival_compare(&c.rows, NULL, &one, NULL, e, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_survival_pairwise(&c.rows, NULL, p, NULL, NULL, NULL), CPW_OK);
  c.rows.group = other;
  cpw_result *b = curves(&c.rows, NULL);
  ck_assert_int_eq(cpw_survival_compare(&c.rows, NULL, &two, NULL, f, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_survival_pairwise(&c.rows, NULL, q, NULL, NULL, NULL), CPW_OK);
  same(one.statistic, two.statistic, 1e-12);
  for (int g = 0; g < 3; g++) {
    same(e[g], f[to[g]], 0);
    all_same(real(b, "quantile_lower") + 3 * to[g], real(a, "quantile_lower") + 3 * g, 3, 0);
    all_same(real(b, "share_se") + 4 * to[g], real(a, "share_se") + 4 * g, 4, 0);
    for (int h = 0; h < 3; h++)
      same(p[3 * g + h], q[3 * to[g] + to[h]], 1e-13);
  }
  cpw_result_free(a);
  cpw_result_free(b);
}
END_TEST

/* a unit of time twice as long: times halve, shares and tests stay */
START_TEST(another_unit)
{
  static crowd c;
  fill(&c, 5);
  cpw_result *a = curves(&c.rows, NULL);
  cpw_survival_test one, two;
  ck_assert_int_eq(cpw_survival_compare(&c.rows, NULL, &one, NULL, NULL, NULL, NULL), CPW_OK);
  for (int i = 0; i < CROWD; i++) {
    c.time[i] *= 0.5;
    c.entry[i] *= 0.5;
  }
  const double limit[] = {9, 26};
  cpw_survival_options o = usual();
  o.limit = limit;
  cpw_result *b = curves(&c.rows, &o);
  ck_assert_int_eq(cpw_survival_compare(&c.rows, NULL, &two, NULL, NULL, NULL, NULL), CPW_OK);
  ck_assert_mem_eq(&one, &two, sizeof one);
  for (int k = 0; k < 9; k++)
    same(real(b, "quantile")[k], real(a, "quantile")[k] / 2, 0);
  for (int g = 0; g < 3; g++)
    same(real(b, "restricted_mean_se")[g], real(a, "restricted_mean_se")[g] / 2, 0);
  all_same(real(b, "still_lower"), real(a, "still_lower"), 6, 0);
  cpw_result_free(a);
  cpw_result_free(b);
}
END_TEST

void value_tests(const cases *c) {
  tcase_add_test(c->reference, four_groups);
  tcase_add_test(c->reference, strata_and_trend);
  tcase_add_test(c->reference, pairs_and_ratios);
  tcase_add_test(c->reference, two_causes);
  tcase_add_test(c->reference, seen_from_entry_on);
  tcase_add_test(c->reference, from_a_later_start);
  tcase_add_test(c->reference, chi_square);
  tcase_add_test(c->reference, nobody_is_censored);
  tcase_add_test(c->reference, two_people);
  tcase_add_test(c->reference, few_at_risk_at_first);
  tcase_add_test(c->properties, weights_are_rows);
  tcase_add_test(c->properties, relabelled_groups);
  tcase_add_test(c->properties, another_unit);
}
