/* Slope and relative index of inequality: against R's lm, Fieller's definition, published figures, and
 * the simulation against the closed form. */
#include "check_equity.h"
#include "equity/slope.h"

enum { GROUPS = 10 };

/* phe_sii_* of ../shared/reference/equity_cases.json */
static const double people[2 * GROUPS] = {7291,  7997,  6105,  7666,  5790,  6934,  5918,
                                          5974,  7147,  7534,  21675, 20065, 19750, 24713,
                                          20112, 19618, 22408, 19752, 18939, 19312};
static const double value[2 * GROUPS] = {75.9, 78.3, 83.8, 83.6, 80.5, 81.1, 81.7, 84.2, 80.6, 86.3,
                                         70.5, 71.6, 72.5, 73.5, 73.1, 76.2, 78.7, 80.6, 80.9, 80};
static const double lower[2 * GROUPS] = {72.7, 75.3, 80.9, 80.2, 77.1, 78,  79,
                                         81.4, 75.8, 83.2, 70.1, 71.1, 72,  73.1,
                                         72.7, 75.7, 78.2, 80.1, 80.4, 79.5};
static const double upper[2 * GROUPS] = {79.1, 81.4, 86.8, 87.1, 83.8, 84.2, 84.4,
                                         86.9, 85.4, 89.4, 71,   72.1, 73.2, 73.7,
                                         75.8, 78.8, 79.8, 81.2, 81.3, 80.9};

static cpw_slope_options usual(int32_t method) {
  cpw_slope_options o;
  cpw_slope_options_init(&o);
  o.method = method;
  if (method == CPW_SLOPE_EXACT || method == CPW_SLOPE_SIMULATED) {
    o.lower = lower;
    o.upper = upper;
  }
  return o;
}

static void fit(const double *y, int64_t areas, const cpw_slope_options *o, const cpw_run *run,
                cpw_slope *out, cpw_slope_limits *limits) {
  WORKS(cpw_equity_slope(y, people, areas, GROUPS, o, run, out, limits, &err));
}

/* ---------------------------------------------------------------- reference ----------------- */

/* R 4.2.2: a <- people/sum(people); b <- cumsum(a)-a/2; summary(lm(g(v) ~ b, weights=a)), vcov, confint
 * at 0.99, sigma */
START_TEST(lines_are_those_of_lm)
{
  const struct {
    int32_t transform;
    double divide, start, slope, start_se, slope_se, covariance, sigma, low, high;
  } table[] = {
      {CPW_SCALE_NONE, 1, 78.0320787695299458, 7.0002347600798958, 1.5606676524284533,
       2.7066723902069270, -3.6630377139542394, 0.77728029973711543, -2.0816994880903072,
       16.082169008250098},
      {CPW_SCALE_LOG, 1, 4.356975100178494209, 0.086699316752021874, 0.019213670413874243,
       0.033322348382660037, -0.00055518945086768302, 0.0095692426732288949, -0.025110068861433466,
       0.19850870236547721},
      {CPW_SCALE_LOGIT, 100, 1.26675772815159160, 0.46106933471660549, 0.10454951433462273,
       0.18132065684756005, -0.016438590299815311, 0.052070200668883827, -0.14733170017874730,
       1.0694703696119583},
  };
  for (size_t k = 0; k < COUNT(table); k++) {
    double y[GROUPS], level = 0.99;
    for (int i = 0; i < GROUPS; i++)
      y[i] = value[i] / table[k].divide;
    cpw_slope_options o = usual(CPW_SLOPE_RESIDUAL);
    o.transform = table[k].transform;
    o.level = &level;
    cpw_slope s;
    cpw_slope_limits l;
    fit(y, 1, &o, NULL, &s, &l);
    double start = cpwi_scale(s.intercept, table[k].transform);
    CLOSE(start, table[k].start, 1e-12);
    CLOSE(s.slope, table[k].slope, 1e-12);
    CLOSE(s.intercept_se, table[k].start_se, 1e-12);
    CLOSE(s.slope_se, table[k].slope_se, 1e-12);
    CLOSE(s.covariance, table[k].covariance, 1e-12);
    CLOSE(s.residual_sd, table[k].sigma, 1e-12);
    ck_assert_double_eq(l.level, 0.99);
    if (table[k].transform == CPW_SCALE_NONE) {
      CLOSE(l.sii_lower, table[k].low, 1e-11);
      CLOSE(l.sii_upper, table[k].high, 1e-11);
      CLOSE(s.sii_se, table[k].slope_se, 1e-12);
    } else { /* the slope's limits, through the transform about the middle */
      double middle = table[k].start + table[k].slope / 2, ends[2] = {table[k].low, table[k].high};
      double sii[2];
      for (int e = 0; e < 2; e++)
        sii[e] = cpwi_unscale(middle + ends[e] / 2, o.transform) -
                 cpwi_unscale(middle - ends[e] / 2, o.transform);
      CLOSE(l.sii_lower, sii[0], 1e-10);
      CLOSE(l.sii_upper, sii[1], 1e-10);
      ck_assert_double_nan(s.sii_se);
    }
  }
}
END_TEST

/* R: V <- A diag(se^2) A'; the RII's limits are the roots, by uniroot, of Fieller's definition; the
 * logit's by qlogis of value and limits over 100, plogis(h + s/2) - plogis(h - s/2) */
START_TEST(exact_limits_are_those_of_r)
{
  cpw_slope_options o = usual(CPW_SLOPE_EXACT);
  cpw_slope s;
  cpw_slope_limits l;
  fit(value, 1, &o, NULL, &s, &l);
  CLOSE(s.slope_se * s.slope_se, 3.8556648700652287, 1e-12);
  CLOSE(s.intercept_se * s.intercept_se, 1.1542308949185265, 1e-12);
  CLOSE(s.covariance, -1.8257176890776077, 1e-12);
  CLOSE(l.rii_lower, 1.0394650416107496, 1e-12);
  CLOSE(l.rii_upper, 1.1423904267100562, 1e-12);
  ck_assert_int_eq(l.rii_kind, CPW_FIELLER_BOUNDED);
  double y[GROUPS], low[GROUPS], high[GROUPS];
  for (int i = 0; i < GROUPS; i++) {
    y[i] = value[i] / 100;
    low[i] = lower[i] / 100;
    high[i] = upper[i] / 100;
  }
  o.transform = CPW_SCALE_LOGIT;
  o.lower = low;
  o.upper = high;
  fit(y, 1, &o, NULL, &s, &l);
  CLOSE(l.sii_lower, 0.029448785522320331, 1e-12);
  CLOSE(l.sii_upper, 0.10855981224053168, 1e-12);
  CLOSE(l.rii_lower, 1.036719820800212410, 1e-12);
  CLOSE(l.rii_upper, 1.14346166148576622, 1e-12);
  CLOSE(s.sii, 0.068947047441138776, 1e-12);
  CLOSE(s.rii, 1.088372438998282288, 1e-13);
  CLOSE(s.intercept, 0.780187219258244746, 1e-13);
}
END_TEST

/* the deterministic figures of PHEindicatormethods @093fd28, and sii_analytic_ci_Area2 */
START_TEST(published_lines)
{
  cpw_slope_options o = usual(CPW_SLOPE_EXACT);
  cpw_slope s[2];
  cpw_slope_limits l[2];
  fit(value, 2, &o, NULL, s, l);
  CLOSE(s[0].sii, 7.0002347600799, 1e-12);
  CLOSE(s[1].sii, 12.6227385636316, 1e-12);
  CLOSE(s[0].rii, 1.08970970491194, 1e-13);
  CLOSE(s[1].rii, 1.1820343480015, 1e-13);
  CLOSE(s[0].intercept, 78.0320787695299, 1e-13);
  CLOSE(s[1].intercept, 69.3426196880598, 1e-13);
  CLOSE(s[1].sii_se, 0.314142890770717, 1e-12);
  CLOSE(l[1].sii_lower, 12.0070298117218, 1e-12);
  CLOSE(l[1].sii_upper, 13.2384473155416, 1e-12);
  o.transform = CPW_SCALE_LOG;
  fit(value, 2, &o, NULL, s, l);
  CLOSE(s[0].sii, 7.06624104648841, 1e-12);
  CLOSE(s[1].sii, 12.6077307582058, 1e-12);
  CLOSE(s[0].rii, 1.09056871467068, 1e-13);
  CLOSE(s[1].rii, 1.18135617469961, 1e-13);
  CLOSE(s[0].intercept, 78.0207720975411, 1e-13);
  CLOSE(s[1].intercept, 69.5191701031886, 1e-13);
}
END_TEST

/* ---------------------------------------------------------------- multiplier ---------------- */

/* A published program swaps the limits and inverts the RII for any multiplier below 1; here only one
 * below 0 does, at 0.5 everything is half of what it is at 1. */
START_TEST(multipliers)
{
  for (int32_t transform = CPW_SCALE_NONE; transform <= CPW_SCALE_LOG; transform++)
    for (int32_t method = CPW_SLOPE_EXACT; method <= CPW_SLOPE_RESIDUAL; method++) {
      cpw_slope_options o = usual(method);
      cpw_slope one[2], half[2], negative[2];
      cpw_slope_limits l1[2], lh[2], ln[2];
      o.transform = transform;
      fit(value, 2, &o, NULL, one, l1);
      o.multiplier = 0.5;
      fit(value, 2, &o, NULL, half, lh);
      o.multiplier = -100;
      fit(value, 2, &o, NULL, negative, ln);
      for (int a = 0; a < 2; a++) {
        CLOSE(half[a].sii, one[a].sii / 2, 1e-14);
        CLOSE(half[a].rii, one[a].rii, 1e-14);
        CLOSE(lh[a].sii_lower, l1[a].sii_lower / 2, 1e-14);
        CLOSE(lh[a].sii_upper, l1[a].sii_upper / 2, 1e-14);
        CLOSE(lh[a].rii_lower, l1[a].rii_lower, 1e-14);
        CLOSE(lh[a].rii_upper, l1[a].rii_upper, 1e-14);
        CLOSE(negative[a].sii, -100 * one[a].sii, 1e-14);
        CLOSE(negative[a].rii, 1 / one[a].rii, 1e-14);
        CLOSE(negative[a].intercept, 100 * one[a].intercept, 1e-14);
        CLOSE(negative[a].end, 100 * one[a].end, 1e-14);
        CLOSE(ln[a].sii_lower, -100 * l1[a].sii_upper, 1e-12);
        CLOSE(ln[a].sii_upper, -100 * l1[a].sii_lower, 1e-12);
        /* the positions of the simulation are not mirrored where halves are rounded to even */
        double tolerance = method == CPW_SLOPE_SIMULATED ? 1e-4 : 1e-12;
        CLOSE(ln[a].rii_lower, 1 / l1[a].rii_upper, tolerance);
        CLOSE(ln[a].rii_upper, 1 / l1[a].rii_lower, tolerance);
        ck_assert(lh[a].sii_lower < half[a].sii && half[a].sii < lh[a].sii_upper);
        ck_assert(ln[a].sii_lower < negative[a].sii && negative[a].sii < ln[a].sii_upper);
        ck_assert(ln[a].rii_lower < negative[a].rii && negative[a].rii < ln[a].rii_upper);
      }
    }
}
END_TEST

/* ---------------------------------------------------------------- simulation ---------------- */

static cpw_run a_run(int64_t replications, uint64_t seed, int32_t threads) {
  cpw_run run;
  cpw_run_init(&run);
  run.replications = replications;
  run.seed = seed;
  run.threads = threads;
  return run;
}

/* round(R (1 - c)) and round(R c) with c = level + (1 - level)/2: R 4.2.2,
 * for (R in c(1000, 1500, 99999, 1e5)) for (l in c(.9, .95, .998)) { c <- l+(1-l)/2;
 * cat(round(R*(1-c)), round(R*c), "") } */
START_TEST(positions_are_those_published)
{
  const struct {
    int64_t replications;
    double level;
    int64_t low, high;
  } table[] = {
      {1000, 0.9, 50, 950},       {1000, 0.95, 25, 975},       {1000, 0.998, 1, 999},
      {1500, 0.9, 75, 1425},      {1500, 0.95, 38, 1462},      {1500, 0.998, 2, 1498},
      {100000, 0.9, 5000, 95000}, {100000, 0.95, 2500, 97500}, {100000, 0.998, 100, 99900}};
  for (size_t k = 0; k < COUNT(table); k++) {
    ck_assert_int_eq(cpwi_lower_position(table[k].replications, table[k].level), table[k].low);
    ck_assert_int_eq(cpwi_upper_position(table[k].replications, table[k].level), table[k].high);
  }
}
END_TEST

/* within five standard deviations of an order statistic of the closed form's law, for each scale */
START_TEST(simulation_comes_to_the_closed_form)
{
  enum { R = 400000 };
  double levels[] = {0.95, 0.998};
  for (int32_t transform = CPW_SCALE_NONE; transform <= CPW_SCALE_LOG; transform++) {
    cpw_slope_options o = usual(CPW_SLOPE_EXACT);
    cpw_slope s[2];
    cpw_slope_limits exact[4], drawn[4];
    cpw_run run = a_run(R, 9, 2);
    o.transform = transform;
    o.level = levels;
    o.levels = 2;
    fit(value, 2, &o, NULL, s, exact);
    o.method = CPW_SLOPE_SIMULATED;
    fit(value, 2, &o, &run, s, drawn);
    for (int k = 0; k < 4; k++) {
      double tail = (1 - exact[k].level) / 2, z = cpw_normal_quantile(tail);
      double error = sqrt(tail * (1 - tail) / R) / cpw_normal_pdf(z); /* in standard errors */
      double se = (exact[k].sii_upper - exact[k].sii_lower) / (-2 * z);
      double rii_se = (exact[k].rii_upper - exact[k].rii_lower) / (-2 * z);
      ck_assert_double_eq_tol(drawn[k].sii_lower, exact[k].sii_lower, 5.5 * error * se);
      ck_assert_double_eq_tol(drawn[k].sii_upper, exact[k].sii_upper, 5.5 * error * se);
      ck_assert_double_eq_tol(drawn[k].rii_lower, exact[k].rii_lower, 5.5 * error * rii_se);
      ck_assert_double_eq_tol(drawn[k].rii_upper, exact[k].rii_upper, 5.5 * error * rii_se);
    }
  }
}
END_TEST

/* Errors of logarithms or log odds without a transform: drawn group by group, carried back, refitted.
 * With errors this small the first order is close; and against a loop over draws of the same stream. */
START_TEST(errors_on_another_scale)
{
  enum { R = 20000 };
  for (int32_t scale = CPW_SCALE_LOG; scale <= CPW_SCALE_LOGIT; scale++) {
    double y[GROUPS], se[GROUPS], a[GROUPS], *sii = malloc(R * sizeof *sii), total = 0, z[GROUPS];
    ck_assert_ptr_nonnull(sii);
    for (int i = 0; i < GROUPS; i++) {
      y[i] = value[i] / (scale == CPW_SCALE_LOGIT ? 100 : 1);
      se[i] = 0.02 + 0.001 * i;
      total += people[i];
    }
    for (int i = 0; i < GROUPS; i++)
      a[i] = people[i] / total;
    cpw_slope_options o = usual(CPW_SLOPE_EXACT);
    cpw_slope s;
    cpw_slope_limits exact, drawn;
    cpw_run run = a_run(R, 4, 1);
    o.lower = o.upper = NULL;
    o.se = se;
    o.scale = scale;
    fit(y, 1, &o, NULL, &s, &exact);
    o.method = CPW_SLOPE_SIMULATED;
    fit(y, 1, &o, &run, &s, &drawn);
    cpw_stream stream;
    cpw_stream_init(&stream, 4, 0, 0x657174736c6f7065u, 0);
    for (int r = 0; r < R; r++) {
      double before = 0, xy = 0, xx = 0, mean = 0;
      for (int i = 0; i < GROUPS; i++) {
        z[i] =
            cpwi_unscale(cpwi_scale(y[i], scale) + se[i] * cpw_random_normal(&stream, 0, 1), scale);
        mean += a[i] * z[i];
      }
      for (int i = 0; i < GROUPS; i++) {
        double rank = before + a[i] / 2 - 0.5;
        xy += a[i] * rank * (z[i] - mean);
        xx += a[i] * rank * rank;
        before += a[i];
      }
      sii[r] = xy / xx;
    }
    double p[] = {0.025, 0.975}, limits[2];
    WORKS(cpw_quantiles(sii, R, p, 2, CPW_QUANTILE_1, NULL, limits, &err));
    CLOSE(drawn.sii_lower, limits[0], 1e-10);
    CLOSE(drawn.sii_upper, limits[1], 1e-10);
    ck_assert_double_eq_tol(exact.sii_lower, limits[0], 0.04 * (limits[1] - limits[0]));
    ck_assert_double_eq_tol(exact.sii_upper, limits[1], 0.04 * (limits[1] - limits[0]));
    CLOSE(s.sii_se, (exact.sii_upper - exact.sii_lower) / 2 / 1.959963984540054, 1e-12);
    free(sii);
  }
}
END_TEST

/* any number of threads; an area does not depend on those after it */
START_TEST(the_same_bits_however_it_is_run)
{
  cpw_slope_options o = usual(CPW_SLOPE_SIMULATED);
  cpw_slope s[2];
  cpw_slope_limits one[2], other[2];
  cpw_run run = a_run(3000, 7, 1);
  fit(value, 2, &o, &run, s, one);
  run.threads = 3;
  fit(value, 2, &o, &run, s, other);
  ck_assert_mem_eq(one, other, sizeof one);
  fit(value, 1, &o, &run, s, other);
  ck_assert_mem_eq(one, other, sizeof *one);
  run.seed = 8;
  fit(value, 2, &o, &run, s, other);
  ck_assert_double_ne(one[0].sii_lower, other[0].sii_lower);
  ck_assert_double_ne(one[0].rii_lower, other[0].rii_lower);
}
END_TEST

static int stop(void *context, double done) {
  (void)context;
  (void)done;
  return 1;
}

START_TEST(a_run_can_be_stopped)
{
  cpw_slope_options o = usual(CPW_SLOPE_SIMULATED);
  cpw_slope s[2];
  cpw_slope_limits l[2];
  cpw_run run = a_run(3000, 7, 1);
  const volatile int32_t flag = 1;
  memset(s, 7, sizeof s);
  cpw_slope before = s[0];
  run.cancel = &flag;
  FAILS(CPW_ECANCELLED, "cancelled by the caller",
        cpw_equity_slope(value, people, 2, GROUPS, &o, &run, s, l, &err));
  run.cancel = NULL;
  run.progress = stop;
  FAILS(CPW_ECANCELLED, "cancelled by the caller",
        cpw_equity_slope(value, people, 2, GROUPS, &o, &run, s, l, &err));
  ck_assert_mem_eq(s, &before, sizeof before);
  /* a flag that is set while an area is drawn */
  double numbers[6][2] = {{0.5, 0.5}, {1, 2}, {1, 2}, {1, 1}, {-1, 1}, {1.5, -0.5}}, level = 0.95;
  cpwi_fit one = {.groups = 2,
                  .multiplier = 1,
                  .share = numbers[0],
                  .y = numbers[1],
                  .centre = numbers[2],
                  .se = numbers[3],
                  .to_slope = numbers[4],
                  .to_intercept = numbers[5]};
  run.progress = NULL;
  run.cancel = &flag;
  FAILS(CPW_ECANCELLED, "cancelled by the caller",
        cpwi_fit_simulate(&one, &run, 0, &level, 1, NULL, l, "here", &err));
}
END_TEST

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(two_groups_and_groups_of_nobody)
{
  double y[] = {10, 99, 4}, n[] = {3, 0, 1}, se[] = {1, 7, 2};
  cpw_slope_options o = usual(CPW_SLOPE_NONE);
  cpw_slope s;
  o.se = se;
  o.method = CPW_SLOPE_EXACT;
  cpw_slope_limits l;
  WORKS(cpw_equity_slope(y, n, 1, 3, &o, NULL, &s, &l, &err));
  /* ranks 3/8 and 7/8: slope -6 over 1/2 */
  CLOSE(s.sii, -12, 1e-14);
  CLOSE(s.intercept, 10 + 12 * 0.375, 1e-14);
  CLOSE(s.mean, 8.5, 1e-15);
  CLOSE(s.sii_se, 2 * sqrt(5), 1e-14);
  ck_assert_double_nan(s.residual_sd);
  o.method = CPW_SLOPE_NONE;
  WORKS(cpw_equity_slope(y, n, 1, 3, &o, NULL, &s, NULL, &err));
  ck_assert_double_nan(s.sii_se);
  ck_assert_double_nan(s.covariance);
}
END_TEST

START_TEST(equal_values_and_no_errors)
{
  double y[] = {2, 2, 2, 2}, se[] = {0, 0, 0, 0}, zero[] = {0, 0, 0, 0};
  cpw_slope_options o = usual(CPW_SLOPE_NONE);
  cpw_slope s;
  cpw_slope_limits l;
  cpw_run run = a_run(1000, 1, 1);
  o.se = se;
  for (int32_t method = CPW_SLOPE_EXACT; method <= CPW_SLOPE_RESIDUAL; method++) {
    o.method = method;
    WORKS(cpw_equity_slope(y, NULL, 1, 4, &o, &run, &s, &l, &err));
    ck_assert_double_eq(s.sii, 0);
    ck_assert_double_eq(s.rii, 1);
    ck_assert_double_eq(l.sii_lower, 0);
    ck_assert_double_eq(l.sii_upper, 0);
    ck_assert_double_eq(l.rii_lower, 1);
    ck_assert_double_eq(l.rii_upper, 1);
    WORKS(cpw_equity_slope(zero, NULL, 1, 4, &o, &run, &s, &l, &err));
    ck_assert_double_nan(s.rii);
  }
}
END_TEST

/* an intercept that may be 0: all three outcomes of Fieller */
START_TEST(a_relative_index_without_bounds)
{
  double y[] = {0.5, 2, 3, 5}, small[] = {0.01, 0.01, 0.01, 0.01}, se[] = {1, 1, 1, 1};
  double large[] = {9, 9, 9, 9};
  const double *errors[] = {small, se, large};
  cpw_slope_options o = usual(CPW_SLOPE_NONE);
  o.method = CPW_SLOPE_EXACT;
  for (int32_t kind = 0; kind < 3; kind++) {
    cpw_slope s;
    cpw_slope_limits l;
    o.se = errors[kind];
    WORKS(cpw_equity_slope(y, NULL, 1, 4, &o, NULL, &s, &l, &err));
    ck_assert_int_eq(l.rii_kind, kind);
  }
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

#define SLOPE(y, n, a, k) cpw_equity_slope(y, n, a, k, &o, &run, s, l, &err)

START_TEST(bad_data_are_named)
{
  double bad[2 * GROUPS], zero[GROUPS] = {5};
  cpw_slope_options o = usual(CPW_SLOPE_EXACT);
  cpw_run run = a_run(1000, 1, 1);
  cpw_slope s[2];
  cpw_slope_limits l[2];
  memset(s, 7, sizeof s);
  cpw_slope before = s[0];
  FAILS(CPW_EINVAL, "value is NULL", SLOPE(NULL, people, 1, GROUPS));
  FAILS(CPW_EINVAL, "out is NULL",
        cpw_equity_slope(value, people, 1, GROUPS, &o, NULL, NULL, l, &err));
  FAILS(CPW_EINVAL, "areas = 0 must be >= 1 and groups = 10 >= 2", SLOPE(value, people, 0, GROUPS));
  FAILS(CPW_EINVAL, "areas = 1 must be >= 1 and groups = 1 >= 2", SLOPE(value, people, 1, 1));
  FAILS(CPW_EOVERFLOW, "areas x groups is too large", SLOPE(value, people, INT64_MAX, 2));
  memcpy(bad, value, sizeof bad);
  bad[13] = (double)NAN;
  FAILS(CPW_EDOMAIN, "value[13] = nan must be finite", SLOPE(bad, people, 2, GROUPS));
  bad[13] = -1;
  FAILS(CPW_EDOMAIN, "population[13] = -1 must be finite and >= 0", SLOPE(value, bad, 2, GROUPS));
  FAILS(CPW_EDOMAIN, "area 0 has people in 1 groups: a line needs 2",
        SLOPE(value, zero, 1, GROUPS));
  zero[1] = zero[2] = 1e308;
  FAILS(CPW_EOVERFLOW, "the population of area 0 is beyond the largest double",
        SLOPE(value, zero, 1, GROUPS));
  o.transform = CPW_SCALE_LOG;
  FAILS(CPW_EDOMAIN, "value[13] = -1 must be > 0 for a logarithm", SLOPE(bad, people, 2, GROUPS));
  o.transform = CPW_SCALE_LOGIT;
  FAILS(CPW_EDOMAIN, "value[0] = 75.9 must be inside (0, 1) for log odds",
        SLOPE(value, people, 2, GROUPS));
  o = usual(CPW_SLOPE_EXACT);
  o.lower = NULL;
  FAILS(CPW_EINVAL, "options.se, or lower and upper, must be given for this method",
        SLOPE(value, people, 2, GROUPS));
  o.lower = upper;
  o.upper = lower;
  FAILS(CPW_EDOMAIN, "options.upper[0] = 72.7 must not be below options.lower = 79.1",
        SLOPE(value, people, 2, GROUPS));
  o = usual(CPW_SLOPE_EXACT);
  o.se = value;
  FAILS(CPW_EINVAL, "options.se must not be given together with lower and upper",
        SLOPE(value, people, 2, GROUPS));
  o.lower = o.upper = NULL;
  o.se = bad;
  FAILS(CPW_EDOMAIN, "options.se[13] = -1 must be finite and >= 0",
        SLOPE(value, people, 2, GROUPS));
  o = usual(CPW_SLOPE_EXACT);
  o.scale = CPW_SCALE_LOG;
  o.lower = bad;
  FAILS(CPW_EDOMAIN, "options.lower[13] = -1 must be > 0 for a logarithm",
        SLOPE(value, people, 2, GROUPS));
  o = usual(CPW_SLOPE_RESIDUAL);
  FAILS(CPW_EDOMAIN, "area 0 has people in 2 groups: a line needs 3", SLOPE(value, people, 1, 2));
  ck_assert_mem_eq(s, &before, sizeof before);
}
END_TEST

START_TEST(bad_options_are_named)
{
  cpw_slope_options o = usual(CPW_SLOPE_EXACT);
  cpw_run run = a_run(1000, 1, 1);
  cpw_slope s[2];
  cpw_slope_limits l[2];
  cpw_allocator half = {NULL, NULL, NULL, NULL};
  double levels[] = {0.9, 1};
  o.transform = 3;
  FAILS(CPW_EINVAL, "options.transform = 3 must be 0 to 2", SLOPE(value, people, 1, GROUPS));
  o = usual(CPW_SLOPE_EXACT);
  o.scale = -1;
  FAILS(CPW_EINVAL, "options.scale = -1 must be 0 to 2", SLOPE(value, people, 1, GROUPS));
  o = usual(4);
  FAILS(CPW_EINVAL, "options.method = 4 must be 0 to 3", SLOPE(value, people, 1, GROUPS));
  o = usual(CPW_SLOPE_EXACT);
  o.transform = CPW_SCALE_LOG;
  o.scale = CPW_SCALE_LOGIT;
  FAILS(CPW_EINVAL, "options.scale = 2 must be options.transform = 1, or 0",
        SLOPE(value, people, 1, GROUPS));
  o = usual(CPW_SLOPE_EXACT);
  o.multiplier = 0;
  FAILS(CPW_EDOMAIN, "options.multiplier = 0 must be finite and not 0",
        SLOPE(value, people, 1, GROUPS));
  o = usual(CPW_SLOPE_EXACT);
  o.levels = 2;
  FAILS(CPW_EINVAL, "options.level is NULL", SLOPE(value, people, 1, GROUPS));
  o.level = levels;
  FAILS(CPW_EDOMAIN, "options.level[1] = 1 must be inside (0, 1)", SLOPE(value, people, 1, GROUPS));
  o.levels = 0;
  FAILS(CPW_EINVAL, "options.levels = 0 must be >= 1", SLOPE(value, people, 1, GROUPS));
  o = usual(CPW_SLOPE_EXACT);
  o.limit_level = 0;
  FAILS(CPW_EDOMAIN, "options.limit_level = 0 must be inside (0, 1)",
        SLOPE(value, people, 1, GROUPS));
  o = usual(CPW_SLOPE_SIMULATED);
  run.replications = 10;
  FAILS(CPW_EDOMAIN, "run.replications = 10 are too few for options.level[0] = 0.95",
        SLOPE(value, people, 1, GROUPS));
  run.replications = 0;
  ck_assert_int_eq(cpw_equity_slope(value, people, 1, GROUPS, &o, &run, s, l, NULL), CPW_EDOMAIN);
  o.struct_size = sizeof o + 8;
  ck_assert_int_eq(cpw_equity_slope(value, people, 1, GROUPS, &o, NULL, s, l, NULL), CPW_EABI);
  o = usual(CPW_SLOPE_EXACT);
  o.allocator = &half;
  ck_assert_int_eq(cpw_equity_slope(value, people, 1, GROUPS, &o, NULL, s, l, NULL), CPW_EINVAL);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

/* scaling all values scales the SII and leaves the RII; a constant added leaves the SII */
START_TEST(scaling_and_shifting)
{
  double scaled[2 * GROUPS], shifted[2 * GROUPS], se[2 * GROUPS], scaled_se[2 * GROUPS];
  for (int i = 0; i < 2 * GROUPS; i++) {
    se[i] = 1 + 0.1 * i;
    scaled[i] = 8 * value[i];
    scaled_se[i] = 8 * se[i];
    shifted[i] = value[i] + 1e9;
  }
  cpw_slope_options o = usual(CPW_SLOPE_NONE);
  cpw_slope s[2], t[2];
  cpw_slope_limits a[2], b[2];
  cpw_run run = a_run(2000, 3, 1);
  for (int32_t method = CPW_SLOPE_EXACT; method <= CPW_SLOPE_RESIDUAL; method++) {
    o.method = method;
    o.se = se;
    fit(value, 2, &o, &run, s, a);
    o.se = scaled_se;
    fit(scaled, 2, &o, &run, t, b);
    for (int k = 0; k < 2; k++) {
      ck_assert_double_eq(t[k].sii, 8 * s[k].sii);
      ck_assert_double_eq(t[k].rii, s[k].rii);
      ck_assert_double_eq(t[k].mean, 8 * s[k].mean);
      ck_assert_double_eq(b[k].sii_lower, 8 * a[k].sii_lower);
      CLOSE(b[k].rii_upper, a[k].rii_upper, 1e-13);
    }
    o.se = se;
    fit(shifted, 2, &o, &run, t, b);
    for (int k = 0; k < 2; k++) {
      CLOSE(t[k].sii, s[k].sii, 1e-7); /* the values themselves lost digits */
      CLOSE(t[k].mean, s[k].mean + 1e9, 1e-15);
    }
  }
}
END_TEST

/* many areas one by one */
START_TEST(areas_are_independent)
{
  enum { AREAS = 300 };
  static double y[AREAS * GROUPS], n[AREAS * GROUPS], se[AREAS * GROUPS];
  cpw_stream stream;
  cpw_stream_init(&stream, 6, 0, 0, 0);
  for (int i = 0; i < AREAS * GROUPS; i++) {
    y[i] = cpw_random_gamma(&stream, 5, 2);
    n[i] = cpw_random_below(&stream, 8) ? cpw_random_exponential(&stream, 1000) : 0;
    se[i] = cpw_random_exponential(&stream, 1);
  }
  static cpw_slope all[AREAS];
  static cpw_slope_limits limits[AREAS * 2];
  double levels[] = {0.9, 0.99};
  cpw_slope_options o = usual(CPW_SLOPE_NONE);
  o.method = CPW_SLOPE_EXACT;
  o.se = se;
  o.level = levels;
  o.levels = 2;
  cpw_run run = a_run(1, 1, 2);
  WORKS(cpw_equity_slope(y, n, AREAS, GROUPS, &o, &run, all, limits, &err));
  for (int a = 0; a < AREAS; a++) {
    cpw_slope one;
    cpw_slope_limits two[2];
    o.se = se + (size_t)a * GROUPS;
    WORKS(cpw_equity_slope(y + (size_t)a * GROUPS, n + (size_t)a * GROUPS, 1, GROUPS, &o, NULL,
                           &one, two, &err));
    ck_assert_mem_eq(&one, &all[a], sizeof one);
    ck_assert_mem_eq(two, &limits[2 * a], sizeof two);
    ck_assert(two[1].sii_lower < two[0].sii_lower && two[1].sii_upper > two[0].sii_upper);
    CLOSE(one.intercept + one.slope / 2, one.mean, 1e-12);
  }
}
END_TEST

/* Values and errors times a power of two: the same digits, whatever the method. */
START_TEST(lines_at_any_scale)
{
  const int powers[] = {-800, -664, 300, 664, 900};
  const struct {
    int32_t method, scale;
  } rows[] = {
      {CPW_SLOPE_NONE, 0},      {CPW_SLOPE_EXACT, 0},    {CPW_SLOPE_EXACT, CPW_SCALE_LOG},
      {CPW_SLOPE_SIMULATED, 0}, {CPW_SLOPE_RESIDUAL, 0}, {CPW_SLOPE_SIMULATED, CPW_SCALE_LOG}};
  cpw_run run = a_run(1000, 1, 1);
  for (size_t m = 0; m < COUNT(rows); m++)
    for (size_t k = 0; k < COUNT(powers); k++) {
      double y[GROUPS], se[GROUPS], log_se[GROUPS];
      cpw_slope one, s;
      cpw_slope_limits limit, l;
      memset(&limit, 0, sizeof limit);
      memset(&l, 0, sizeof l);
      cpw_slope_options o = usual(rows[m].method);
      o.lower = o.upper = NULL;
      for (int i = 0; i < GROUPS; i++)
        se[i] = 1 + .1 * i, log_se[i] = .01 + .001 * i;
      o.scale = rows[m].scale;
      o.se = o.scale ? log_se : se;
      WORKS(cpw_equity_slope(value, people, 1, GROUPS, &o, &run, &one, &limit, &err));
      for (int i = 0; i < GROUPS; i++) {
        y[i] = ldexp(value[i], powers[k]);
        se[i] = ldexp(se[i], powers[k]);
      }
      WORKS(cpw_equity_slope(y, people, 1, GROUPS, &o, &run, &s, &l, &err));
      /* the logarithm of 2^900 y has 10 bits fewer behind the point than that of y */
      double close = o.scale && rows[m].method == CPW_SLOPE_SIMULATED ? 1e-11 : 0;
      CLOSE(s.sii, ldexp(one.sii, powers[k]), 0);
      CLOSE(s.rii, one.rii, 0);
      CLOSE(s.mean, ldexp(one.mean, powers[k]), 0);
      if (rows[m].method == CPW_SLOPE_NONE) continue;
      CLOSE(s.residual_sd, ldexp(one.residual_sd, powers[k]), 0);
      if (!isnan(one.slope_se)) CLOSE(s.slope_se, ldexp(one.slope_se, powers[k]), 0);
      CLOSE(l.sii_lower, ldexp(limit.sii_lower, powers[k]), close);
      CLOSE(l.sii_upper, ldexp(limit.sii_upper, powers[k]), close);
      CLOSE(l.rii_lower, limit.rii_lower, close);
      CLOSE(l.rii_upper, limit.rii_upper, close);
      ck_assert_int_eq(l.rii_kind, limit.rii_kind);
    }
}
END_TEST

/* errors of a size that their squares do not have: with equal errors e they are e times what they are at 1 */
START_TEST(errors_at_any_scale)
{
  const double sizes[] = {1e-200, 1e200};
  double se[GROUPS], ones[GROUPS];
  cpw_slope_options o = usual(CPW_SLOPE_EXACT);
  o.lower = o.upper = NULL;
  for (int i = 0; i < GROUPS; i++)
    ones[i] = 1;
  o.se = ones;
  cpw_slope one, s;
  cpw_slope_limits limit, l;
  WORKS(cpw_equity_slope(value, people, 1, GROUPS, &o, NULL, &one, &limit, &err));
  o.se = se;
  for (size_t k = 0; k < COUNT(sizes); k++) {
    for (int i = 0; i < GROUPS; i++)
      se[i] = sizes[k];
    WORKS(cpw_equity_slope(value, people, 1, GROUPS, &o, NULL, &s, &l, &err));
    CLOSE(s.sii_se, sizes[k] * one.sii_se, 1e-14);
    if (sizes[k] > 1) CLOSE(l.sii_upper, sizes[k] * (limit.sii_upper - one.sii), 1e-12);
    if (sizes[k] > 1) CLOSE(l.sii_lower, sizes[k] * (limit.sii_lower - one.sii), 1e-12);
    if (sizes[k] < 1) ck_assert(l.sii_upper == s.sii && l.rii_lower == l.rii_upper);
    ck_assert_int_eq(l.rii_kind, sizes[k] > 1 ? CPW_FIELLER_UNBOUNDED : CPW_FIELLER_BOUNDED);
  }
}
END_TEST

START_TEST(lines_beyond_the_numbers)
{
  const double ends[] = {1e308, -1e308}, three[] = {1, 2, 3}, crowd[] = {1e300, 1e-300, 1e-300};
  cpw_slope s;
  FAILS(CPW_EOVERFLOW, "the line of area 0 is beyond the largest double",
        cpw_equity_slope(ends, NULL, 1, 2, NULL, NULL, &s, NULL, &err));
  FAILS(CPW_EDOMAIN, "area 0 has all its people in one group, to the last digit: a line needs 2",
        cpw_equity_slope(three, crowd, 1, 3, NULL, NULL, &s, NULL, &err));
}
END_TEST

static int32_t once(void *context) {
  cpw_slope s[2];
  cpw_slope_limits l[2];
  cpw_run run = a_run(1000, 1, 1);
  const cpw_slope_options *o = context;
  return cpw_equity_slope(value, people, 2, GROUPS, o, &run, s, l, NULL);
}

START_TEST(failing_memory_is_an_error)
{
  cpw_slope_options o = usual(CPW_SLOPE_SIMULATED);
  cpwt_each_allocation_fails(once, &o);
  o.method = CPW_SLOPE_EXACT;
  cpwt_each_allocation_fails(once, &o);
}
END_TEST

void slope_tests(const cases *c) {
  const TTest *limits[] = {two_groups_and_groups_of_nobody, equal_values_and_no_errors,
                           a_relative_index_without_bounds};
  const TTest *errors[] = {lines_beyond_the_numbers, bad_data_are_named, bad_options_are_named,
                           a_run_can_be_stopped};
  const TTest *reference[] = {lines_are_those_of_lm, exact_limits_are_those_of_r, published_lines,
                              positions_are_those_published, errors_on_another_scale};
  const TTest *properties[] = {lines_at_any_scale,
                               errors_at_any_scale,
                               multipliers,
                               simulation_comes_to_the_closed_form,
                               the_same_bits_however_it_is_run,
                               scaling_and_shifting,
                               areas_are_independent};
  for (size_t i = 0; i < COUNT(limits); i++)
    tcase_add_test(c->limits, limits[i]);
  for (size_t i = 0; i < COUNT(errors); i++)
    tcase_add_test(c->errors, errors[i]);
  for (size_t i = 0; i < COUNT(reference); i++)
    tcase_add_test(c->reference, reference[i]);
  for (size_t i = 0; i < COUNT(properties); i++)
    tcase_add_test(c->properties, properties[i]);
  tcase_add_test(c->oom, failing_memory_is_an_error);
}
