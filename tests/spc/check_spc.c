/* Control charts: limits and rules by hand, Laney's charts against arithmetic in R, the rules against a slow
 * reading of their definitions. The reference cases have charts of the peers. */
#include "carepath/spc.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])
#define NONE     ((double)NAN)
#define INF      ((double)INFINITY)

static void near(double found, double expected, double relative, const char *what, int64_t index) {
  if (isnan(expected) && isnan(found)) return;
  ck_assert_msg(found == expected || fabs(found - expected) <= relative * fabs(expected),
                "%s[%lld] = %.17g, expected %.17g", what, (long long)index, found, expected);
}

static void fails(int32_t status, int32_t expected, const cpw_error *err, const char *part) {
  ck_assert_msg(status == expected && err->code == expected, "status %d, expected %d: %s", status,
                expected, err->message);
  ck_assert_msg(strstr(err->message, part) != NULL, "\"%s\" lacks \"%s\"", err->message, part);
}

static const double *real(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->real) ck_abort_msg("%s is not there", name);
  return a->real;
}

static const int64_t *whole(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->integer) ck_abort_msg("%s is not there", name);
  return a->integer;
}

static cpw_spc_options usual(void) {
  cpw_spc_options o;
  cpw_spc_options_init(&o);
  return o;
}

static cpw_result *xmr(const double *y, int64_t n, const cpw_spc_options *o) {
  cpw_result *r = NULL;
  cpw_error err;
  int32_t status = cpw_spc_xmr(y, n, o, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

/* ---------------------------------------------------------------- limits -------------------- */

/* ranges 2, 2, 2, 16: mean 5.5; 16 < 3.267*5.5 stays, but with one more 2 it goes: 16 > 3.267*4.8 */
START_TEST(screening)
{
  const double y[] = {1, 3, 1, 3, 19}, longer[] = {3, 1, 3, 1, 3, 19};
  cpw_spc_limits l;
  ck_assert_int_eq(cpw_spc_limits_of(y, 5, 1, &l, NULL), CPW_OK);
  ck_assert(l.points == 5 && l.ranges == 4 && l.screened == 0 && l.mean == 5.4);
  near(l.range_mean, 5.5, 1e-15, "mean range", 0);
  near(l.upper, 5.4 + 2.66 * 5.5, 1e-15, "upper", 0);
  near(l.near_lower, 5.4 - 2.66 * 5.5 * 2 / 3, 1e-14, "near", 0);
  ck_assert_int_eq(cpw_spc_limits_of(longer, 6, 1, &l, NULL), CPW_OK);
  ck_assert(l.ranges == 4 && l.screened == 1 && l.range_mean == 2 && l.all_ranges_mean == 4.8);
  near(l.range_limit, 3.267 * 4.8, 1e-15, "range limit", 0);
  ck_assert_int_eq(cpw_spc_limits_of(longer, 6, 0, &l, NULL), CPW_OK);
  ck_assert(l.screened == 0 && l.range_mean == 4.8);
}
END_TEST

/* one step: without its range, the only one above 0, every point would be outside; ranges 0 (10 times) and 1 */
START_TEST(hardly_moves)
{
  const double y[] = {5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 6};
  cpw_spc_limits l;
  ck_assert_int_eq(cpw_spc_limits_of(y, 12, 1, &l, NULL), CPW_OK);
  ck_assert(l.ranges == 11 && l.screened == 0);
  near(l.range_mean, 1 / 11.0, 1e-15, "mean range", 0);
  cpw_result *r = xmr(y, 12, NULL);
  for (int i = 0; i < 12; i++)
    ck_assert_int_eq(whole(r, "rules")[i] & (CPW_SPC_ABOVE_LIMIT | CPW_SPC_BELOW_LIMIT),
                     i == 11 ? CPW_SPC_ABOVE_LIMIT : 0);
  cpw_result_free(r);
}
END_TEST

START_TEST(short_baseline)
{
  const double y[] = {1, NONE, 4, 6, 2, 3, 4};
  cpw_spc_options o = usual();
  o.baseline = 10;
  cpw_result *r = xmr(y, 4, &o);
  ck_assert_int_eq(whole(r, "baseline_points")[0], 3);
  cpw_result_free(r);
  o.baseline = 2;
  r = xmr(y, 7, &o);
  ck_assert(whole(r, "baseline_points")[0] == 2 && whole(r, "points")[0] == 6);
  ck_assert(real(r, "mean")[6] == 2.5);
  cpw_result_free(r);
}
END_TEST

START_TEST(short_and_flat)
{
  const double y[] = {5, 5, 5, 5}, gap[] = {1, NONE, 4, 6};
  cpw_spc_limits l;
  ck_assert_int_eq(cpw_spc_limits_of(NULL, 0, 1, &l, NULL), CPW_OK);
  ck_assert(l.points == 0 && isnan(l.mean) && isnan(l.upper));
  ck_assert_int_eq(cpw_spc_limits_of(y, 1, 1, &l, NULL), CPW_OK);
  ck_assert(l.mean == 5 && l.ranges == 0 && isnan(l.upper));
  ck_assert_int_eq(cpw_spc_limits_of(y, 4, 1, &l, NULL), CPW_OK);
  /* all equal: the limits are the mean, where a strict screen would leave nothing */
  ck_assert(l.upper == 5 && l.lower == 5 && l.ranges == 3 && l.screened == 0);
  ck_assert_int_eq(cpw_spc_limits_of(gap, 4, 1, &l, NULL), CPW_OK);
  ck_assert(l.points == 3 && l.ranges == 1 && l.range_mean == 2);
  cpw_result *r = xmr(y, 4, NULL);
  ck_assert(whole(r, "too_short")[0] == 1 && whole(r, "variation")[0] == CPW_SPC_TOO_SHORT);
  ck_assert(whole(r, "cause")[3] == 0 && isnan(real(r, "range")[0]) && real(r, "range")[1] == 0);
  cpw_result_free(r);
  const double none[] = {NONE, NONE};
  r = xmr(none, 2, NULL);
  ck_assert(isnan(real(r, "mean")[1]) && whole(r, "type")[0] == CPW_SPC_MISSING);
  ck_assert(whole(r, "points")[0] == 0 && whole(r, "assurance")[0] == CPW_SPC_NO_TARGET);
  cpw_result_free(r);
}
END_TEST

START_TEST(missing_months)
{
  const double y[] = {1, 2, 3, 4, NONE, 5, 6, 7, 8, 3};
  cpw_spc_options o = usual();
  o.run = 20;
  cpw_result *r = xmr(y, 10, &o);
  ck_assert(whole(r, "range_points")[0] == 7 && isnan(real(r, "range")[5]));
  for (int i = 0; i < 10; i++)
    ck_assert((whole(r, "rules")[i] & CPW_SPC_RISING) == 0);
  ck_assert(whole(r, "target_met")[4] == -1 && whole(r, "type")[4] == CPW_SPC_MISSING);
  cpw_result_free(r);
  o.gaps = CPW_SPC_GAPS_CLOSE;
  o.screen = 0; /* 3 after 8 */
  r = xmr(y, 10, &o);
  ck_assert(whole(r, "range_points")[0] == 8 && real(r, "range")[5] == 1);
  for (int i = 0; i < 10; i++)
    ck_assert(((whole(r, "rules")[i] & CPW_SPC_RISING) != 0) == (i != 4 && i != 9));
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- rules --------------------- */

/* a rise of seven, a fall of seven from its top: the top shows the fall, which comes later */
START_TEST(turning_points)
{
  const double y[] = {1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1, 2, 1, 2, 1};
  cpw_result *r = xmr(y, 17, NULL);
  const int64_t *rules = whole(r, "rules"), *cause = whole(r, "cause");
  ck_assert((rules[6] & CPW_SPC_RISING) && (rules[6] & CPW_SPC_FALLING));
  for (int i = 0; i < 13; i++) {
    int64_t trend = i < 6 ? CPW_SPC_RISING : CPW_SPC_FALLING;
    ck_assert(rules[i] & trend);
    if (!(rules[i] & 3)) ck_assert_int_eq(cause[i], trend);
  }
  ck_assert((rules[13] & 12) == 0);
  cpw_result_free(r);
  /* a rise of seven, then a step down to the first of another: the last of the first one is rising */
  const double two[] = {1, 2, 3, 4, 5, 6, 7, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5};
  r = xmr(two, 14, NULL);
  for (int i = 0; i < 14; i++)
    ck_assert_int_eq(whole(r, "rules")[i] & 12, CPW_SPC_RISING);
  cpw_result_free(r);
  /* a trough shows the rise */
  double under[17];
  for (int i = 0; i < 17; i++)
    under[i] = -y[i];
  r = xmr(under, 17, NULL);
  if (!(whole(r, "rules")[6] & 3)) ck_assert_int_eq(whole(r, "cause")[6], CPW_SPC_RISING);
  cpw_result_free(r);
}
END_TEST

/* mean 0, limits -+ 3 by hand: two of three near, all three above, but not with one below between */
START_TEST(two_in_three)
{
  /* 1, -1 in turn: mean range 2 and limits 5.32, near limits 3.55, and the rest balances the mean */
  const double base[] = {1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1,
                         1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1};
  double y[28];
  cpw_spc_options o = usual();
  o.baseline = 24;
  memcpy(y, base, sizeof base);
  y[24] = 4, y[25] = 0.5, y[26] = 4, y[27] = -1;
  cpw_result *r = xmr(y, 28, &o);
  ck_assert(real(r, "mean")[27] == 0);
  near(real(r, "upper")[0], 5.32, 1e-15, "upper", 0);
  ck_assert(whole(r, "rules")[24] == CPW_SPC_NEAR_UPPER && whole(r, "rules")[25] == 0 &&
            whole(r, "rules")[26] == CPW_SPC_NEAR_UPPER);
  cpw_result_free(r);
  y[25] = -0.5;
  r = xmr(y, 28, &o);
  ck_assert(whole(r, "rules")[24] == 0 && whole(r, "rules")[26] == 0);
  cpw_result_free(r);
  y[25] = 0.5, y[26] = 6; /* outside: it is not near, unless that counts */
  r = xmr(y, 28, &o);
  ck_assert(whole(r, "rules")[24] == 0 && whole(r, "rules")[26] == CPW_SPC_ABOVE_LIMIT);
  cpw_result_free(r);
  o.outside_is_near = 1;
  r = xmr(y, 28, &o);
  ck_assert(whole(r, "rules")[24] == CPW_SPC_NEAR_UPPER);
  ck_assert(whole(r, "rules")[26] == (CPW_SPC_ABOVE_LIMIT | CPW_SPC_NEAR_UPPER));
  ck_assert(whole(r, "cause")[26] == CPW_SPC_ABOVE_LIMIT);
  cpw_result_free(r);
}
END_TEST

/* every rule read off its definition, point by point */
static int64_t slow_rules(const double *y, int n, int i, double mean, double upper, double lower,
                          double near_upper, double near_lower) {
  int64_t rules = 0;
  if (y[i] > upper) rules |= CPW_SPC_ABOVE_LIMIT;
  if (y[i] < lower) rules |= CPW_SPC_BELOW_LIMIT;
  for (int s = 0; s + 7 <= n; s++) {
    int above = 1, below = 1, up = 1, down = 1;
    for (int k = s; k < s + 7; k++) {
      above &= y[k] > mean;
      below &= y[k] < mean;
      if (k > s) up &= y[k] > y[k - 1], down &= y[k] < y[k - 1];
    }
    if (i < s || i >= s + 7) continue;
    rules |= (above ? CPW_SPC_ABOVE_MEAN : 0) | (below ? CPW_SPC_BELOW_MEAN : 0) |
             (up ? CPW_SPC_RISING : 0) | (down ? CPW_SPC_FALLING : 0);
  }
  for (int s = 0; s + 3 <= n; s++) {
    int high = 0, low = 0, above = 1, below = 1;
    for (int k = s; k < s + 3; k++) {
      high += y[k] > near_upper && y[k] <= upper;
      low += y[k] < near_lower && y[k] >= lower;
      above &= y[k] > mean;
      below &= y[k] < mean;
    }
    if (i < s || i >= s + 3) continue;
    if (above && high >= 2 && y[i] > near_upper && y[i] <= upper) rules |= CPW_SPC_NEAR_UPPER;
    if (below && low >= 2 && y[i] < near_lower && y[i] >= lower) rules |= CPW_SPC_NEAR_LOWER;
  }
  return rules;
}

START_TEST(rules_by_definition)
{
  uint64_t state = 1;
  int seen[8] = {0};
  for (int round = 0; round < 1500; round++) {
    double y[24], slope = 0;
    int n = 5 + (int)(round % 20);
    for (int i = 0; i < n; i++) {
      state = state * 6364136223846793005U + 1442695040888963407U;
      double u = (double)(state >> 40) / 16777216.0;
      slope += u - 0.5;
      y[i] = round % 3 == 0 ? floor(8 * u) : round % 3 == 1 ? slope : slope + u * u * u * 4;
    }
    cpw_result *r = xmr(y, n, NULL);
    for (int i = 0; i < n; i++) {
      int64_t expected =
          slow_rules(y, n, i, real(r, "mean")[i], real(r, "upper")[i], real(r, "lower")[i],
                     real(r, "near_upper")[i], real(r, "near_lower")[i]);
      ck_assert_msg(whole(r, "rules")[i] == expected, "round %d, point %d: %lld, expected %lld",
                    round, i, (long long)whole(r, "rules")[i], (long long)expected);
      for (int b = 0; b < 8; b++)
        seen[b] += expected >> b & 1;
      ck_assert((whole(r, "cause")[i] == 0) == (expected == 0));
      ck_assert((whole(r, "cause")[i] & expected) == whole(r, "cause")[i]);
    }
    cpw_result_free(r);
  }
  for (int b = 0; b < 8; b++)
    ck_assert_int_gt(seen[b], 20);
}
END_TEST

/* ---------------------------------------------------------------- phases and targets -------- */

START_TEST(phases)
{
  double y[30], up[15], down[15];
  for (int i = 0; i < 15; i++) {
    up[i] = y[i] = 10 + i % 3;
    down[i] = y[15 + i] = 30 - i % 2;
  }
  const int64_t change[] = {15};
  cpw_spc_options o = usual();
  o.change = change;
  o.changes = 1;
  cpw_result *r = xmr(y, 30, &o), *a = xmr(up, 15, NULL), *b = xmr(down, 15, NULL);
  for (int i = 0; i < 15; i++) {
    ck_assert(real(r, "mean")[i] == real(a, "mean")[i] &&
              real(r, "upper")[15 + i] == real(b, "upper")[i]);
    ck_assert(whole(r, "rules")[i] == whole(a, "rules")[i]);
    ck_assert(whole(r, "rules")[15 + i] == whole(b, "rules")[i] && whole(r, "phase")[15 + i] == 1);
  }
  ck_assert(isnan(real(r, "range")[15]) && whole(r, "first")[1] == 15 &&
            whole(r, "points")[1] == 15);
  cpw_result_free(r);
  r = xmr(y, 30, NULL);
  ck_assert(whole(r, "cause")[0] == CPW_SPC_BELOW_LIMIT ||
            whole(r, "rules")[0] & CPW_SPC_BELOW_MEAN);
  ck_assert(whole(r, "variation")[0] == CPW_SPC_IMPROVEMENT_HIGH && whole(r, "special")[0] == 30);
  cpw_result_free(r);
  cpw_result_free(a);
  cpw_result_free(b);
}
END_TEST

/* mean 11, limits 11 -+ 2.66 * 4/3 = 7.45 to 14.55 */
START_TEST(targets)
{
  double y[12], trajectory[12];
  for (int i = 0; i < 12; i++) {
    y[i] = 10 + i % 3;
    trajectory[i] = i < 6 ? 11 : 20;
  }
  const struct {
    double target;
    int32_t improvement;
    int64_t assurance, hits;
  } t[] = {{15, CPW_SPC_UP, CPW_SPC_FAIL, 0},           {7, CPW_SPC_UP, CPW_SPC_PASS, 12},
           {11, CPW_SPC_UP, CPW_SPC_INCONSISTENT, 8},   {15, CPW_SPC_DOWN, CPW_SPC_PASS, 12},
           {7, CPW_SPC_DOWN, CPW_SPC_FAIL, 0},          {11, CPW_SPC_DOWN, CPW_SPC_INCONSISTENT, 8},
           {11, CPW_SPC_NEUTRAL, CPW_SPC_NO_TARGET, 0}, {NONE, CPW_SPC_UP, CPW_SPC_NO_TARGET, 0}};
  for (size_t i = 0; i < COUNT(t); i++) {
    cpw_spc_options o = usual();
    o.target = t[i].target;
    o.improvement = t[i].improvement;
    cpw_result *r = xmr(y, 12, &o);
    ck_assert_int_eq(whole(r, "assurance")[0], t[i].assurance);
    ck_assert_int_eq(whole(r, "hits")[0], t[i].hits);
    ck_assert_int_eq(whole(r, "variation")[0], CPW_SPC_COMMON_CAUSE);
    cpw_result_free(r);
    o.least = 13;
    r = xmr(y, 12, &o);
    ck_assert_int_eq(whole(r, "assurance")[0],
                     t[i].assurance == CPW_SPC_NO_TARGET ? CPW_SPC_NO_TARGET : CPW_SPC_UNSURE);
    cpw_result_free(r);
  }
  cpw_spc_options o = usual();
  o.trajectory = trajectory;
  cpw_result *r = xmr(y, 12, &o);
  ck_assert(whole(r, "assurance")[0] == CPW_SPC_FAIL && whole(r, "hits")[0] == 4);
  ck_assert(real(r, "target")[11] == 20 && whole(r, "target_met")[1] == 1);
  cpw_result_free(r);
  trajectory[11] = NONE; /* the one before holds */
  r = xmr(y, 12, &o);
  ck_assert(whole(r, "assurance")[0] == CPW_SPC_FAIL && whole(r, "target_met")[11] == -1);
  cpw_result_free(r);
}
END_TEST

START_TEST(types)
{
  double y[14];
  for (int i = 0; i < 14; i++)
    y[i] = i < 7 ? 1 + 0.1 * (i % 2) : 5 + 0.1 * (i % 2);
  const int64_t expected[3][2] = {{CPW_SPC_IMPROVEMENT_LOW, CPW_SPC_CONCERN_HIGH},
                                  {CPW_SPC_NEUTRAL_LOW, CPW_SPC_NEUTRAL_HIGH},
                                  {CPW_SPC_CONCERN_LOW, CPW_SPC_IMPROVEMENT_HIGH}};
  for (int d = -1; d <= 1; d++) {
    cpw_spc_options o = usual();
    o.improvement = d;
    cpw_result *r = xmr(y, 14, &o);
    ck_assert(whole(r, "type")[0] == expected[d + 1][0] &&
              whole(r, "type")[13] == expected[d + 1][1]);
    cpw_result_free(r);
  }
  ck_assert_str_eq(cpw_spc_cause_text(0), "common cause");
  ck_assert_str_eq(cpw_spc_cause_text(CPW_SPC_FALLING), "falling trend");
  ck_assert_str_eq(cpw_spc_cause_text(CPW_SPC_BELOW_MEAN), "run below the mean");
  ck_assert_str_eq(cpw_spc_cause_text(3), "");
  ck_assert_str_eq(cpw_spc_type_text(CPW_SPC_CONCERN_HIGH), "special cause: concern, high");
  ck_assert_str_eq(cpw_spc_type_text(-1), "");
  ck_assert_str_eq(cpw_spc_type_text(9), "");
  ck_assert_str_eq(cpw_spc_assurance_text(CPW_SPC_FAIL), "will consistently miss the target");
  ck_assert_str_eq(cpw_spc_assurance_text(5), "");
}
END_TEST

/* ---------------------------------------------------------------- shares and rates ---------- */

static const double count[] = {12, 15, 9, 20, 14, 11, 18, 30, 13, 10, 16, 12};
static const double size[] = {100, 120, 90, 150, 110, 95, 130, 140, 105, 100, 115, 98};

static cpw_result *attributes(int64_t n, int32_t kind, int32_t laney, const cpw_spc_options *o) {
  cpw_result *r = NULL;
  cpw_error err;
  int32_t status = cpw_spc_attributes(count, size, n, kind, laney, o, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

/* R: P <- sum(x)/sum(n); z <- (x/n - P)/sqrt(P*(1-P)/n); s <- mean(abs(diff(z)))/1.128; P -+ 3*s*sqrt(...) */
START_TEST(laney)
{
  cpw_spc_options o = usual();
  o.screen = 0;
  cpw_result *r = attributes(12, CPW_SPC_SHARES, 1, &o);
  near(real(r, "mean")[0], 0.133037694013304, 1e-13, "mean", 0);
  near(real(r, "sigma_z")[0], 0.888365826634721, 1e-13, "sigma", 0);
  near(real(r, "lower")[0], 0.0425268612700344, 1e-12, "lower", 0);
  near(real(r, "upper")[0], 0.223548526756573, 1e-13, "upper", 0);
  cpw_result_free(r);
  r = attributes(12, CPW_SPC_SHARES, 0, &o);
  near(real(r, "upper")[7], 0.21914593129408, 1e-13, "upper", 7);
  ck_assert(real(r, "sigma_z")[0] == 1 && real(r, "upper")[7] > real(r, "value")[7] - 0.01);
  cpw_result_free(r);
  r = attributes(12, CPW_SPC_RATES, 1, &o);
  near(real(r, "sigma_z")[0], 0.827164622715579, 1e-13, "sigma", 1);
  near(real(r, "upper")[0], 0.223548526756573, 1e-13, "upper", 1);
  cpw_result_free(r);
}
END_TEST

START_TEST(attribute_ends)
{
  const double none[] = {0, 0, 0, 0}, all[] = {5, 6, 7, 0}, some[] = {5, 6, 7, 0};
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_spc_attributes(none, some, 4, CPW_SPC_SHARES, 1, NULL, &r, NULL), CPW_OK);
  ck_assert(real(r, "upper")[0] == 0 && whole(r, "rules")[0] == 0 && isnan(real(r, "upper")[3]));
  ck_assert(isnan(real(r, "value")[3]) && whole(r, "points")[0] == 3);
  cpw_result_free(r);
  ck_assert_int_eq(cpw_spc_attributes(all, some, 4, CPW_SPC_SHARES, 0, NULL, &r, NULL), CPW_OK);
  ck_assert(real(r, "upper")[0] == 1 && real(r, "lower")[1] == 1);
  cpw_result_free(r);
  const double few[] = {1, 0, 1}, small[] = {4, 3, 5};
  ck_assert_int_eq(cpw_spc_attributes(few, small, 3, CPW_SPC_SHARES, 0, NULL, &r, NULL), CPW_OK);
  ck_assert(real(r, "lower")[0] == 0 && real(r, "upper")[0] < 1);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors, memory ------------ */

START_TEST(refusals)
{
  const double y[] = {1, 2, 3}, bad[] = {1, INF, 3};
  const int64_t change[] = {2, 1};
  cpw_spc_limits l = {.points = 7};
  cpw_result *r = NULL;
  cpw_error err;
  fails(cpw_spc_limits_of(y, 3, 1, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  fails(cpw_spc_limits_of(NULL, 3, 1, &l, &err), CPW_EINVAL, &err, "y is NULL");
  fails(cpw_spc_limits_of(y, -1, 1, &l, &err), CPW_EINVAL, &err, "n = -1 must be >= 0");
  fails(cpw_spc_limits_of(y, 3, 2, &l, &err), CPW_EINVAL, &err, "screen");
  fails(cpw_spc_limits_of(bad, 3, 1, &l, &err), CPW_EDOMAIN, &err,
        "y[1] = inf must be finite, or NaN");
  const double far[] = {1.7e308, -1.7e308};
  fails(cpw_spc_limits_of(far, 2, 0, &l, &err), CPW_EOVERFLOW, &err,
        "the limits are beyond any double");
  ck_assert(l.points == 7);
  fails(cpw_spc_xmr(far, 2, NULL, &r, &err), CPW_EOVERFLOW, &err,
        "the limits of phase 0 are beyond");
  fails(cpw_spc_xmr(NULL, 3, NULL, &r, &err), CPW_EINVAL, &err, "y is NULL");
  fails(cpw_spc_xmr(y, 3, NULL, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  fails(cpw_spc_xmr(y, 0, NULL, &r, &err), CPW_EINVAL, &err, "n = 0 must be >= 1");
  fails(cpw_spc_xmr(bad, 3, NULL, &r, &err), CPW_EDOMAIN, &err, "y[1] = inf");
  cpw_spc_options o = usual();
  o.improvement = 2;
  fails(cpw_spc_xmr(y, 3, &o, &r, &err), CPW_EINVAL, &err, "options.improvement = 2 must be");
  o = usual();
  o.gaps = 2;
  fails(cpw_spc_xmr(y, 3, &o, &r, &err), CPW_EINVAL, &err, "gaps");
  o = usual();
  o.run = 1;
  fails(cpw_spc_xmr(y, 3, &o, &r, &err), CPW_EINVAL, &err, "options.run = 1 must be >= 2");
  o = usual();
  o.trend = 2;
  fails(cpw_spc_xmr(y, 3, &o, &r, &err), CPW_EINVAL, &err, "options.trend = 2 must be >= 3");
  o = usual();
  o.baseline = 1;
  fails(cpw_spc_xmr(y, 3, &o, &r, &err), CPW_EINVAL, &err, "options.baseline = 1 must be 0");
  o = usual();
  o.least = -1;
  fails(cpw_spc_xmr(y, 3, &o, &r, &err), CPW_EINVAL, &err, "options.least = -1");
  o = usual();
  o.changes = 2;
  fails(cpw_spc_xmr(y, 3, &o, &r, &err), CPW_EINVAL, &err,
        "options.changes = 2 must be the length");
  o.change = change;
  fails(cpw_spc_xmr(y, 3, &o, &r, &err), CPW_EINVAL, &err,
        "options.change[1] = 1 must be above 2 and at most 2");
  o = usual();
  o.target = INF;
  fails(cpw_spc_xmr(y, 3, &o, &r, &err), CPW_EDOMAIN, &err, "options.target = inf");
  o.target = 1;
  o.trajectory = y;
  fails(cpw_spc_xmr(y, 3, &o, &r, &err), CPW_EINVAL, &err, "must not both be given");
  o.target = NONE;
  o.trajectory = bad;
  fails(cpw_spc_xmr(y, 3, &o, &r, &err), CPW_EDOMAIN, &err, "options.trajectory[1] = inf");
  fails(cpw_spc_attributes(NULL, y, 3, 0, 0, NULL, &r, &err), CPW_EINVAL, &err, "count is NULL");
  fails(cpw_spc_attributes(y, NULL, 3, 0, 0, NULL, &r, &err), CPW_EINVAL, &err, "size is NULL");
  fails(cpw_spc_attributes(y, y, 3, 0, 0, NULL, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  fails(cpw_spc_attributes(y, y, 0, 0, 0, NULL, &r, &err), CPW_EINVAL, &err, "n = 0");
  fails(cpw_spc_attributes(y, y, 3, 2, 0, NULL, &r, &err), CPW_EINVAL, &err, "kind");
  fails(cpw_spc_attributes(bad, y, 3, 0, 0, NULL, &r, &err), CPW_EDOMAIN, &err, "count[1] = inf");
  fails(cpw_spc_attributes(y, bad, 3, 0, 0, NULL, &r, &err), CPW_EDOMAIN, &err, "size[1] = inf");
  const double less[] = {1, 1, 0};
  fails(cpw_spc_attributes(y, less, 3, 0, 0, NULL, &r, &err), CPW_EDOMAIN, &err,
        "count[1] = 2 must be at most size = 1");
  fails(cpw_spc_attributes(y, less, 3, 1, 0, NULL, &r, &err), CPW_EDOMAIN, &err,
        "count[2] = 3 must be 0 where size is 0");
  ck_assert(r == NULL);
}
END_TEST

static int32_t memory_body(void *context) {
  cpw_result *r = NULL;
  (void)context;
  int32_t status = cpw_spc_xmr(count, 12, NULL, &r, NULL);
  cpw_result_free(r);
  r = NULL;
  if (status == CPW_OK) status = cpw_spc_attributes(count, size, 12, 0, 1, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(memory)
{ cpwt_each_allocation_fails(memory_body, NULL); }
END_TEST

static TCase *tcase(Suite *suite, const char *name) {
  TCase *made = tcase_create(name);
  tcase_set_timeout(made, 120);
  suite_add_tcase(suite, made);
  return made;
}

int main(void) {
  Suite *suite = suite_create("spc");
  TCase *limits = tcase(suite, "limits"), *errors = tcase(suite, "errors");
  TCase *reference = tcase(suite, "reference"), *properties = tcase(suite, "properties");
  TCase *oom = tcase(suite, "oom");
  tcase_add_test(limits, short_and_flat);
  tcase_add_test(limits, hardly_moves);
  tcase_add_test(limits, short_baseline);
  tcase_add_test(limits, missing_months);
  tcase_add_test(limits, attribute_ends);
  tcase_add_test(errors, refusals);
  tcase_add_test(reference, screening);
  tcase_add_test(reference, turning_points);
  tcase_add_test(reference, two_in_three);
  tcase_add_test(reference, targets);
  tcase_add_test(reference, types);
  tcase_add_test(reference, laney);
  tcase_add_test(properties, rules_by_definition);
  tcase_add_test(properties, phases);
  tcase_add_test(oom, memory);
  return cpwt_run(&suite, 1);
}
