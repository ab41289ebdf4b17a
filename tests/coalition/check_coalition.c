/* Coalitions: values by brute force over all orders, the nucleolus by Kohlberg's criterion, by the Talmud and
 * by airports, votes by counting, gains to the pound. */
#include "carepath.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST 8
#define SETS (1 << MOST)

static double any(cpw_stream *s) {
  return cpw_random_below(s, 2) ? (double)cpw_random_below(s, 10) : cpw_random_uniform(s) * 4 - 1;
}

static void random_game(cpw_stream *s, int n, double *v) {
  v[0] = 0;
  for (int set = 1; set < 1 << n; set++)
    v[set] = any(s);
}

static void fill(int32_t form, double amount, const double *members, int64_t n, double *v) {
  ck_assert_int_eq(cpw_coalition_table(form, amount, members, n, v, NULL), CPW_OK);
}

static cpw_coalition_options usual(void) {
  cpw_coalition_options o;
  cpw_coalition_options_init(&o);
  return o;
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(one_member)
{
  const double v[] = {0, 5}, costs[] = {5};
  double x[1], level;
  cpw_coalition_core core;
  ck_assert_int_eq(cpw_coalition_shapley(v, 1, x, NULL), CPW_OK);
  ck_assert_double_eq(x[0], 5);
  ck_assert_int_eq(cpw_coalition_banzhaf(v, 1, 1, x, NULL), CPW_OK);
  ck_assert_double_eq(x[0], 5);
  ck_assert_int_eq(cpw_coalition_tau(v, 1, NULL, x, NULL), CPW_OK);
  ck_assert_double_eq(x[0], 5);
  ck_assert_int_eq(cpw_coalition_nucleolus(v, 1, NULL, x, NULL), CPW_OK);
  ck_assert_double_eq(x[0], 5);
  ck_assert_int_eq(cpw_coalition_least_core(v, 1, NULL, &level, x, NULL), CPW_OK);
  ck_assert(x[0] == 5 && level == -(double)INFINITY);
  ck_assert_int_eq(cpw_coalition_test_core(v, 1, x, NULL, &core, NULL), CPW_OK);
  ck_assert(core.in_core == 1 && core.coalition == -1 && core.loss == 0);
  for (int32_t m = CPW_COALITION_SHAPLEY; m <= CPW_COALITION_NUCLEOLUS; m++) {
    ck_assert_int_eq(cpw_coalition_airport(costs, 1, m, NULL, x, NULL), CPW_OK);
    ck_assert_double_eq(x[0], 5);
    ck_assert_int_eq(cpw_coalition_airport(NULL, 0, m, NULL, NULL, NULL), CPW_OK);
  }
  const int64_t votes[] = {3};
  double b[1];
  ck_assert_int_eq(cpw_coalition_power(votes, 1, 2, NULL, NULL, x, b, NULL), CPW_OK);
  ck_assert(fabs(x[0] - 1) < 1e-15 && b[0] == 1);
}
END_TEST

/* nothing to gain, everybody alike, money of any size */
START_TEST(games_of_any_size)
{
  const double scales[] = {0, 1e-200, 1, 1e200};
  for (int k = 0; k < 4; k++) {
    double v[16], x[4];
    const double same[] = {1, 1, 1, 1};
    fill(CPW_COALITION_SQUARE, scales[k], same, 4, v);
    ck_assert_int_eq(cpw_coalition_shapley(v, 4, x, NULL), CPW_OK);
    for (int i = 0; i < 4; i++)
      ck_assert(fabs(x[i] - 4 * scales[k]) <= 1e-15 * scales[k]);
    ck_assert_int_eq(cpw_coalition_nucleolus(v, 4, NULL, x, NULL), CPW_OK);
    for (int i = 0; i < 4; i++)
      ck_assert(fabs(x[i] - 4 * scales[k]) <= 1e-12 * scales[k]);
  }
}
END_TEST

/* together no more than alone: one division only */
START_TEST(nothing_to_gain)
{
  const double own[] = {3, 5, 0, 2};
  double v[16], x[4], level;
  fill(CPW_COALITION_SUM, 0, own, 4, v);
  ck_assert_int_eq(cpw_coalition_nucleolus(v, 4, NULL, x, NULL), CPW_OK);
  for (int i = 0; i < 4; i++)
    ck_assert_double_eq_tol(x[i], own[i], 1e-14);
  ck_assert_int_eq(cpw_coalition_least_core(v, 4, NULL, &level, NULL, NULL), CPW_OK);
  ck_assert_double_eq_tol(level, 0, 1e-14);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void says(int32_t status, int32_t code, const cpw_error *err, const char *message) {
  ck_assert_int_eq(status, code);
  ck_assert_str_eq(err->message, message);
}

START_TEST(games_that_are_wrong)
{
  const double v[] = {0, 1, 1, 3}, bad[] = {0, 1, (double)NAN, 3}, nobody[] = {1, 1, 1, 1};
  const double great[] = {0, 1e301, 0, 0}, less[] = {0, 3, 3, 4};
  double x[4] = {-7, -7, -7, -7}, level = -7;
  cpw_error e;
  says(cpw_coalition_shapley(v, 0, x, &e), CPW_EINVAL, &e, "n = 0 must be 1 to 24");
  says(cpw_coalition_shapley(v, 25, x, &e), CPW_EINVAL, &e, "n = 25 must be 1 to 24");
  says(cpw_coalition_nucleolus(v, 21, NULL, x, &e), CPW_EINVAL, &e, "n = 21 must be 1 to 20");
  says(cpw_coalition_shapley(NULL, 2, x, &e), CPW_EINVAL, &e, "values is NULL");
  says(cpw_coalition_shapley(v, 2, NULL, &e), CPW_EINVAL, &e, "shares is NULL");
  says(cpw_coalition_shapley(bad, 2, x, &e), CPW_EDOMAIN, &e, "values[2] = nan must be finite");
  ck_assert_int_eq(e.index, 2);
  says(cpw_coalition_shapley(nobody, 2, x, &e), CPW_EDOMAIN, &e,
       "values[0] = 1 must be 0: it is nobody");
  says(cpw_coalition_shapley(great, 2, x, &e), CPW_EDOMAIN, &e,
       "values as great as 1e+301: at most 1e300");
  says(cpw_coalition_banzhaf(v, 2, 2, x, &e), CPW_EINVAL, &e, "normalise = 2 must be 0 or 1");
  const double nought[] = {0, 0,  0,  -2,
                           0, -2, -2, 2}; /* 3 v(N) - v of pairs - v of singles = 0 / 4 */
  says(cpw_coalition_banzhaf(nought, 3, 1, x, &e), CPW_EDOMAIN, &e,
       "the shares sum to 0 and cannot be scaled to 2");
  says(cpw_coalition_nucleolus(less, 2, NULL, x, &e), CPW_EDOMAIN, &e,
       "the members have 6 alone and 4 together (gap 2)");
  says(cpw_coalition_least_core(less, 2, NULL, &level, x, &e), CPW_EDOMAIN, &e,
       "the members have 6 alone and 4 together (gap 2)");
  cpw_coalition_options o = usual();
  o.costs = 1;
  says(cpw_coalition_nucleolus(v, 2, &o, x, &e), CPW_EDOMAIN, &e,
       "the members pay 2 alone and 3 together (gap 1)");
  o.costs = 2;
  says(cpw_coalition_nucleolus(v, 2, &o, x, &e), CPW_EINVAL, &e,
       "options.costs = 2 must be 0 to 1");
  o = usual();
  o.tolerance = 0.5;
  says(cpw_coalition_nucleolus(v, 2, &o, x, &e), CPW_EDOMAIN, &e,
       "options.tolerance = 0.5 must be in [0, 0.1]");
  says(cpw_coalition_nucleolus(v, 2, NULL, NULL, &e), CPW_EINVAL, &e, "shares is NULL");
  says(cpw_coalition_least_core(v, 2, NULL, NULL, x, &e), CPW_EINVAL, &e, "complaint is NULL");
  says(cpw_coalition_tau(less, 2, NULL, x, &e), CPW_EDOMAIN, &e,
       "member 0 can ask 3 at least and 1 at most: the game has no tau value");
  cpw_coalition_core core;
  says(cpw_coalition_test_core(v, 2, NULL, NULL, &core, &e), CPW_EINVAL, &e, "shares is NULL");
  says(cpw_coalition_test_core(v, 2, v, NULL, NULL, &e), CPW_EINVAL, &e, "out is NULL");
  says(cpw_coalition_test_core(v, 2, bad + 1, NULL, &core, &e), CPW_EDOMAIN, &e,
       "shares[1] = nan must be finite and at most 1e300");
  says(cpw_coalition_describe(v, 2, NULL, NULL, &e), CPW_EINVAL, &e, "out is NULL");
  ck_assert(x[0] == -7 && level == -7);
}
END_TEST

START_TEST(forms_and_costs_that_are_wrong)
{
  const double m[] = {1, 2}, bad[] = {1, -2}, great[] = {1e300, 1e300};
  double v[4], x[2];
  cpw_error e;
  says(cpw_coalition_table(6, 0, m, 2, v, &e), CPW_EINVAL, &e, "form = 6 must be 0 to 5");
  says(cpw_coalition_table(0, 0, m, 0, v, &e), CPW_EINVAL, &e, "n = 0 must be 1 to 24");
  says(cpw_coalition_table(0, 0, NULL, 2, v, &e), CPW_EINVAL, &e, "members is NULL");
  says(cpw_coalition_table(0, 0, m, 2, NULL, &e), CPW_EINVAL, &e, "values is NULL");
  says(cpw_coalition_table(2, (double)INFINITY, m, 2, v, &e), CPW_EDOMAIN, &e,
       "amount = inf must be finite");
  says(cpw_coalition_table(0, 0, bad, 2, v, &e), CPW_EDOMAIN, &e,
       "members[1] = -2 must be finite and >= 0");
  says(cpw_coalition_table(0, 0, great, 2, v, &e), CPW_EDOMAIN, &e,
       "the values would be above 1e300");
  says(cpw_coalition_airport(m, 2, 2, NULL, x, &e), CPW_EINVAL, &e,
       "method = 2 must be CPW_COALITION_SHAPLEY or CPW_COALITION_NUCLEOLUS");
  says(cpw_coalition_airport(m, -1, 0, NULL, x, &e), CPW_EINVAL, &e, "n = -1 must be >= 0");
  says(cpw_coalition_airport(NULL, 2, 0, NULL, x, &e), CPW_EINVAL, &e, "costs is NULL");
  says(cpw_coalition_airport(m, 2, 0, NULL, NULL, &e), CPW_EINVAL, &e, "shares is NULL");
  says(cpw_coalition_airport(bad, 2, 0, NULL, x, &e), CPW_EDOMAIN, &e,
       "costs[1] = -2 must be finite and >= 0");
}
END_TEST

START_TEST(votes_that_are_wrong)
{
  const int64_t w[] = {3, 2, 1}, bad[] = {3, -2, 1}, great[] = {INT64_MAX, 2, 1},
                odd[] = {1, INT64_C(1) << 31};
  double x[3];
  cpw_error e;
  says(cpw_coalition_power(w, 0, 1, NULL, NULL, x, NULL, &e), CPW_EINVAL, &e,
       "n = 0 must be 1 to 10000");
  says(cpw_coalition_power(NULL, 3, 1, NULL, NULL, x, NULL, &e), CPW_EINVAL, &e, "weights is NULL");
  says(cpw_coalition_power(bad, 3, 1, NULL, NULL, x, NULL, &e), CPW_EDOMAIN, &e,
       "weights[1] = -2 must be >= 0");
  says(cpw_coalition_power(w, 3, 7, NULL, NULL, x, NULL, &e), CPW_EDOMAIN, &e,
       "quota = 7 must be 1 to 6, all the votes");
  says(cpw_coalition_power(w, 3, 0, NULL, NULL, x, NULL, &e), CPW_EDOMAIN, &e,
       "quota = 0 must be 1 to 6, all the votes");
  says(cpw_coalition_power(great, 3, 1, NULL, NULL, x, NULL, &e), CPW_EOVERFLOW, &e,
       "the votes sum to more than an int64");
  says(cpw_coalition_power(odd, 2, 1, NULL, NULL, x, NULL, &e), CPW_EOVERFLOW, &e,
       "the votes sum to 2147483649, divided by what they have in common: at most 2^31 - 1");
}
END_TEST

static int32_t squares(void *context, const int64_t *members, int64_t count, double *value) {
  int64_t *calls = context;
  if (calls && ++*calls == 5) return CPW_EIO;
  for (int64_t k = 1; k < count; k++) /* rising */
    if (members[k] <= members[k - 1]) return CPW_EINTERNAL;
  *value = (double)(count * count);
  return CPW_OK;
}

static int32_t no_number(void *context, const int64_t *members, int64_t count, double *value) {
  (void)context;
  (void)members;
  *value = count == 2 ? (double)NAN : 1;
  return CPW_OK;
}

START_TEST(functions_that_fail)
{
  cpw_coalition_game g;
  cpw_coalition_game_init(&g);
  double v[8], x[3];
  cpw_error e;
  int64_t calls = 0;
  says(cpw_coalition_tabulate(&g, 3, NULL, v, &e), CPW_EINVAL, &e, "game.worth is NULL");
  says(cpw_coalition_sample(&g, 3, NULL, NULL, x, NULL, &e), CPW_EINVAL, &e, "game.worth is NULL");
  g.worth = squares;
  g.context = &calls;
  says(cpw_coalition_tabulate(&g, 3, NULL, v, &e), CPW_EIO, &e, "the game failed at coalition 5");
  calls = 0;
  says(cpw_coalition_sample(&g, 3, NULL, NULL, x, NULL, &e), CPW_EIO, &e,
       "the game failed when member 1 joined");
  g.worth = no_number;
  says(cpw_coalition_tabulate(&g, 3, NULL, v, &e), CPW_EDOMAIN, &e,
       "the game gives coalition 3 the value nan, which is not finite");
  says(cpw_coalition_sample(&g, 3, NULL, NULL, x, NULL, &e), CPW_EDOMAIN, &e,
       "the game gives the value nan when member 1 joins, which is not finite");
  says(cpw_coalition_tabulate(&g, 3, NULL, NULL, &e), CPW_EINVAL, &e, "values is NULL");
  says(cpw_coalition_tabulate(&g, 0, NULL, v, &e), CPW_EINVAL, &e, "n = 0 must be 1 to 24");
  says(cpw_coalition_sample(&g, 0, NULL, NULL, x, NULL, &e), CPW_EINVAL, &e, "n = 0 must be >= 1");
  cpw_run run;
  cpw_run_init(&run);
  says(cpw_coalition_sample(&g, 3, &run, NULL, x, NULL, &e), CPW_EINVAL, &e,
       "run.replications = 1 must be >= 2");
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

static void permute(double *sums, int *order, int at, int n, const double *v) {
  if (at == n) {
    int set = 0;
    for (int k = 0; k < n; k++) {
      sums[order[k]] += v[set | 1 << order[k]] - v[set];
      set |= 1 << order[k];
    }
    return;
  }
  for (int k = at; k < n; k++) {
    int swap = order[at];
    order[at] = order[k];
    order[k] = swap;
    permute(sums, order, at + 1, n, v);
    order[k] = order[at];
    order[at] = swap;
  }
}

START_TEST(values_by_all_orders)
{
  cpw_stream s;
  cpw_stream_init(&s, 3, 0, 0, 0);
  double orders = 1;
  for (int n = 1; n <= MOST; n++) {
    double v[SETS], sums[MOST] = {0}, x[MOST], b[MOST];
    int order[MOST];
    orders *= n;
    for (int i = 0; i < n; i++)
      order[i] = i;
    random_game(&s, n, v);
    permute(sums, order, 0, n, v);
    ck_assert_int_eq(cpw_coalition_shapley(v, n, x, NULL), CPW_OK);
    ck_assert_int_eq(cpw_coalition_banzhaf(v, n, 0, b, NULL), CPW_OK);
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int set = 0; set < 1 << n; set++)
        sum += set >> i & 1 ? v[set] : -v[set];
      ck_assert_double_eq_tol(x[i], sums[i] / orders, 1e-12);
      ck_assert_double_eq_tol(b[i], sum / (double)(1 << (n - 1)), 1e-13);
    }
  }
}
END_TEST

/* budget_cases.json, shapley-01: 5/2, 35/6, 40/3, 115/3 */
START_TEST(the_airport)
{
  const double costs[] = {60, 10, 35, 20}, expected[] = {115 / 3.0, 5 / 2.0, 40 / 3.0, 35 / 6.0};
  double v[16], x[4], y[4];
  fill(CPW_COALITION_MAX, 0, costs, 4, v);
  ck_assert_int_eq(cpw_coalition_shapley(v, 4, x, NULL), CPW_OK);
  ck_assert_int_eq(cpw_coalition_airport(costs, 4, CPW_COALITION_SHAPLEY, NULL, y, NULL), CPW_OK);
  for (int i = 0; i < 4; i++) {
    ck_assert_double_eq_tol(x[i], expected[i], 1e-13);
    ck_assert_double_eq_tol(y[i], expected[i], 1e-13);
  }
}
END_TEST

/* fixed cost and each its own: an equal part of the fixed cost on top; gains of scale: what a member brings
 * times what all bring; two members: half of the gain */
START_TEST(closed_forms)
{
  const double own[] = {3, 7, 11, 2};
  double v[16], x[4];
  fill(CPW_COALITION_FIXED, 20, own, 4, v);
  ck_assert_int_eq(cpw_coalition_shapley(v, 4, x, NULL), CPW_OK);
  for (int i = 0; i < 4; i++)
    ck_assert_double_eq_tol(x[i], own[i] + 5, 1e-14);
  fill(CPW_COALITION_SQUARE, 0.5, own, 4, v);
  ck_assert_int_eq(cpw_coalition_shapley(v, 4, x, NULL), CPW_OK);
  for (int i = 0; i < 4; i++)
    ck_assert_double_eq_tol(x[i], 0.5 * own[i] * 23, 1e-12);
  const double two[] = {0, 1, 2, 6};
  ck_assert_int_eq(cpw_coalition_shapley(two, 2, x, NULL), CPW_OK);
  ck_assert(x[0] == 2.5 && x[1] == 3.5);
  ck_assert_int_eq(cpw_coalition_nucleolus(two, 2, NULL, x, NULL), CPW_OK);
  ck_assert(fabs(x[0] - 2.5) < 1e-14 && fabs(x[1] - 3.5) < 1e-14);
  ck_assert_int_eq(cpw_coalition_tau(two, 2, NULL, x, NULL), CPW_OK);
  ck_assert(fabs(x[0] - 2.5) < 1e-14 && fabs(x[1] - 3.5) < 1e-14);
}
END_TEST

/* Aumann and Maschler (1985): the Talmud rule is the nucleolus of the claims game; O'Neill (1982): random
 * arrival is its Shapley value; Curiel, Maschler and Tijs (1987): adjusted proportional is its tau value */
START_TEST(claims_games)
{
  cpw_stream s;
  cpw_stream_init(&s, 4, 0, 0, 0);
  for (int k = 0; k < 120; k++) {
    int64_t n = 1 + (int64_t)cpw_random_below(&s, 7);
    double claims[MOST], v[SETS], x[MOST], y[MOST], total = 0;
    for (int64_t i = 0; i < n; i++)
      total += claims[i] = (double)(1 + cpw_random_below(&s, 60));
    double estate = floor(total * cpw_random_uniform(&s)) + 0.5;
    fill(CPW_COALITION_CLAIMS, estate, claims, n, v);
    cpw_claims_options o;
    cpw_claims_options_init(&o);
    const int32_t rules[] = {CPW_CLAIMS_TALMUD, CPW_CLAIMS_RANDOM_ARRIVAL,
                             CPW_CLAIMS_ADJUSTED_PROPORTIONAL};
    for (int r = 0; r < 3; r++) {
      o.rule = rules[r];
      ck_assert_int_eq(cpw_claims_divide(estate, claims, n, &o, x, NULL), CPW_OK);
      ck_assert_int_eq(r == 0   ? cpw_coalition_nucleolus(v, n, NULL, y, NULL)
                       : r == 1 ? cpw_coalition_shapley(v, n, y, NULL)
                                : cpw_coalition_tau(v, n, NULL, y, NULL),
                       CPW_OK);
      for (int64_t i = 0; i < n; i++)
        ck_assert_double_eq_tol(x[i], y[i], 1e-11 * total);
    }
    cpw_coalition_core core;
    ck_assert_int_eq(cpw_coalition_test_core(v, n, x, NULL, &core, NULL), CPW_OK);
    ck_assert(core.in_core && core.alone);
  }
}
END_TEST

START_TEST(airports_by_nucleolus)
{
  cpw_stream s;
  cpw_stream_init(&s, 5, 0, 0, 0);
  cpw_coalition_options o = usual();
  o.costs = 1;
  for (int k = 0; k < 100; k++) {
    int64_t n = 2 + (int64_t)cpw_random_below(&s, 7);
    double costs[MOST], v[SETS], x[MOST], y[MOST];
    for (int64_t i = 0; i < n; i++)
      costs[i] = (double)cpw_random_below(&s, k % 2 ? 6 : 100);
    fill(CPW_COALITION_MAX, 0, costs, n, v);
    ck_assert_int_eq(cpw_coalition_nucleolus(v, n, &o, x, NULL), CPW_OK);
    ck_assert_int_eq(cpw_coalition_airport(costs, n, CPW_COALITION_NUCLEOLUS, NULL, y, NULL),
                     CPW_OK);
    for (int64_t i = 0; i < n; i++)
      ck_assert_double_eq_tol(x[i], y[i], 1e-11 * (1 + v[(1 << n) - 1]));
  }
}
END_TEST

/* Whether weights > 0 on the first `positive` coalitions and >= 0 on the rest give everybody 1: greatest t
 * with weights >= t. */
static int is_balanced(const int *sets, int positive, int count, int n) {
  int64_t row[SETS * (MOST + 2)], column[SETS * (MOST + 2)], entries = 0;
  double value[SETS * (MOST + 2)], lower[SETS + MOST], upper[SETS + MOST], cost[SETS + 1] = {0};
  double most[SETS + 1];
  for (int k = 0; k < count; k++) {
    for (int i = 0; i < n; i++)
      if (sets[k] >> i & 1) {
        row[entries] = i;
        column[entries] = k;
        value[entries++] = 1;
      }
    most[k] = (double)INFINITY;
    if (k >= positive) continue;
    row[entries] = row[entries + 1] = n + k; /* weight - t >= 0 */
    column[entries] = k;
    value[entries++] = 1;
    column[entries] = count;
    value[entries++] = -1;
  }
  for (int i = 0; i < n + positive; i++) {
    lower[i] = i < n;
    upper[i] = i < n ? 1 : (double)INFINITY;
  }
  cost[count] = most[count] = 1;
  double x[SETS + 1];
  cpw_linear_program p;
  cpw_linear_answer a;
  cpw_linear_program_init(&p);
  cpw_linear_answer_init(&a);
  p.rows = n + positive;
  p.columns = count + 1;
  p.entries = entries;
  p.cost = cost;
  p.column_upper = most;
  p.row_lower = lower;
  p.row_upper = upper;
  p.row = row;
  p.column = column;
  p.value = value;
  p.maximise = 1;
  a.x = x;
  ck_assert_int_eq(cpw_linear_solve(&p, NULL, &a, NULL), CPW_OK);
  return a.status == CPW_LINEAR_OPTIMAL && a.objective > 1e-9;
}

/* Kohlberg, SIAM J. Appl. Math. 20 (1971): shares are the nucleolus where, for every level, the coalitions
 * that complain as much are balanced (members who get what they have alone may help) */
static void is_nucleolus(const double *v, const double *x, int n, int imputations) {
  double complaint[SETS], last = (double)INFINITY;
  int sets[SETS + MOST], all = (1 << n) - 1;
  for (int set = 1; set < all; set++) {
    complaint[set] = v[set];
    for (int i = 0; i < n; i++)
      if (set >> i & 1) complaint[set] -= x[i];
  }
  for (;;) {
    double level = -(double)INFINITY;
    int count = 0, positive;
    for (int set = 1; set < all; set++)
      if (complaint[set] < last - 1e-7) level = fmax(level, complaint[set]);
    if (level == -(double)INFINITY) return;
    for (int set = 1; set < all; set++)
      if (complaint[set] >= level - 1e-7) sets[count++] = set;
    positive = count;
    for (int i = 0; imputations && i < n; i++)
      if (x[i] - v[1 << i] < 1e-7) sets[count++] = 1 << i;
    if (count > SETS) return;
    ck_assert_msg(is_balanced(sets, positive, count, n), "complaints of %g are not balanced",
                  level);
    last = level;
  }
}

START_TEST(nucleolus_by_kohlberg)
{
  cpw_stream s;
  cpw_stream_init(&s, 100 + (uint64_t)_i, 0, 0, 0);
  int n = 2 + (int)cpw_random_below(&s, 4);
  double v[SETS], x[MOST], alone = 0, sum = 0, level, y[MOST];
  random_game(&s, n, v);
  for (int i = 0; i < n; i++)
    alone += v[1 << i];
  cpw_coalition_options o = usual();
  o.preimputations = _i % 2;
  if (!o.preimputations && v[(1 << n) - 1] <= alone) v[(1 << n) - 1] = alone + 3;
  cpw_error e;
  int32_t status = cpw_coalition_nucleolus(v, n, &o, x, &e);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : e.message);
  for (int i = 0; i < n; i++) {
    sum += x[i];
    if (!o.preimputations) ck_assert(x[i] >= v[1 << i] - 1e-9);
  }
  ck_assert_double_eq_tol(sum, v[(1 << n) - 1], 1e-9);
  is_nucleolus(v, x, n, !o.preimputations);
  /* its greatest complaint is that of the least core */
  cpw_coalition_core core;
  ck_assert_int_eq(cpw_coalition_least_core(v, n, &o, &level, y, NULL), CPW_OK);
  ck_assert_int_eq(cpw_coalition_test_core(v, n, x, NULL, &core, NULL), CPW_OK);
  ck_assert_double_eq_tol(core.complaint, level, 1e-9);
  ck_assert_int_eq(cpw_coalition_test_core(v, n, y, NULL, &core, NULL), CPW_OK);
  ck_assert_double_eq_tol(core.complaint, level, 1e-9);
}
END_TEST

/* the United Nations' Security Council: 5 with a veto, 10 without, 9 votes: 7 votes and 1, 39 needed. Shapley
 * and Shubik, Am. Pol. Sci. Rev. 48 (1954), for the later council: 421/2145 and 4/2145 */
START_TEST(the_security_council)
{
  int64_t votes[15];
  double shubik[15], banzhaf[15];
  for (int i = 0; i < 15; i++)
    votes[i] = i < 5 ? 7 : 1;
  ck_assert_int_eq(cpw_coalition_power(votes, 15, 39, NULL, NULL, shubik, banzhaf, NULL), CPW_OK);
  for (int i = 0; i < 15; i++) {
    ck_assert_double_eq_tol(shubik[i], (i < 5 ? 421 : 4) / 2145.0, 1e-15);
    /* 848 of the 2^14 coalitions of others for a veto, 84 for one without: of 10 at least 4, of 9 just 3 */
    ck_assert_double_eq_tol(banzhaf[i], (i < 5 ? 848 : 84) / 16384.0, 1e-16);
  }
}
END_TEST

START_TEST(votes_by_coalitions)
{
  cpw_stream s;
  cpw_stream_init(&s, 8, 0, 0, 0);
  for (int k = 0; k < 60; k++) {
    int64_t n = 1 + (int64_t)cpw_random_below(&s, 8), votes[MOST], sum = 0, times = 1 + k % 3;
    double w[MOST], v[SETS], x[MOST], y[MOST], b[MOST], c[MOST];
    for (int64_t i = 0; i < n; i++) {
      sum += votes[i] = times * (int64_t)cpw_random_below(&s, 9);
      w[i] = (double)votes[i];
    }
    if (sum == 0) continue;
    int64_t quota = 1 + (int64_t)cpw_random_below(&s, (uint64_t)sum);
    fill(CPW_COALITION_VOTE, (double)quota, w, n, v);
    ck_assert_int_eq(cpw_coalition_shapley(v, n, x, NULL), CPW_OK);
    ck_assert_int_eq(cpw_coalition_banzhaf(v, n, 0, b, NULL), CPW_OK);
    ck_assert_int_eq(cpw_coalition_power(votes, n, quota, NULL, NULL, y, c, NULL), CPW_OK);
    for (int64_t i = 0; i < n; i++) {
      ck_assert_double_eq_tol(x[i], y[i], 1e-14);
      ck_assert_double_eq_tol(b[i], c[i], 1e-14);
    }
  }
  /* one vote each: 1/n, of any number of members */
  enum { many = 301 };
  int64_t votes[many];
  double x[many], y[many];
  for (int i = 0; i < many; i++)
    votes[i] = 1;
  cpw_run run;
  cpw_run_init(&run);
  ck_assert_int_eq(cpw_coalition_power(votes, many, 160, &run, NULL, x, NULL, NULL), CPW_OK);
  run.threads = 2;
  ck_assert_int_eq(cpw_coalition_power(votes, many, 160, &run, NULL, y, NULL, NULL), CPW_OK);
  for (int i = 0; i < many; i++)
    ck_assert_double_eq_tol(x[i], 1.0 / many, 1e-13);
  ck_assert_mem_eq(x, y, sizeof x);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

/* members by other numbers: the same shares by other numbers; sums; who adds nothing gets nothing */
START_TEST(what_values_keep)
{
  cpw_stream s;
  cpw_stream_init(&s, 9, 0, 0, 0);
  for (int k = 0; k < 60; k++) {
    int n = 2 + (int)cpw_random_below(&s, 5);
    double v[SETS], w[SETS], x[MOST], y[MOST], sum = 0;
    random_game(&s, n, v);
    v[(1 << n) - 1] = 30;
    for (int set = 0; set < 1 << n; set++) { /* member i is now i + 1 */
      int turned = (set << 1 | set >> (n - 1)) & ((1 << n) - 1);
      w[turned] = v[set];
    }
    for (int nucleolus = 0; nucleolus < 2; nucleolus++) {
      sum = 0;
      if (nucleolus) {
        ck_assert_int_eq(cpw_coalition_nucleolus(v, n, NULL, x, NULL), CPW_OK);
        ck_assert_int_eq(cpw_coalition_nucleolus(w, n, NULL, y, NULL), CPW_OK);
      } else {
        ck_assert_int_eq(cpw_coalition_shapley(v, n, x, NULL), CPW_OK);
        ck_assert_int_eq(cpw_coalition_shapley(w, n, y, NULL), CPW_OK);
      }
      for (int i = 0; i < n; i++) {
        sum += x[i];
        ck_assert_double_eq_tol(x[i], y[(i + 1) % n], 1e-10);
      }
      ck_assert_double_eq_tol(sum, 30, 1e-10);
    }
    for (int set = 0; set < 1 << n; set++)
      w[set] = v[set & ~1]; /* member 0 adds nothing */
    ck_assert_int_eq(cpw_coalition_shapley(w, n, x, NULL), CPW_OK);
    ck_assert_double_eq(x[0], 0);
  }
}
END_TEST

START_TEST(kinds_of_games)
{
  const double own[] = {3, 7, 11, 2}, majority[] = {1, 1, 1};
  double v[16];
  cpw_coalition_facts f;
  fill(CPW_COALITION_SQUARE, 1, own, 4, v);
  ck_assert_int_eq(cpw_coalition_describe(v, 4, NULL, &f, NULL), CPW_OK);
  ck_assert(f.convex && f.superadditive && f.monotone && f.essential);
  ck_assert(f.not_convex == -1 && f.not_superadditive == -1 && f.not_monotone == -1);
  ck_assert_double_eq(f.gain, 23 * 23 - 9 - 49 - 121 - 4);
  fill(CPW_COALITION_VOTE, 2, majority, 3, v);
  ck_assert_int_eq(cpw_coalition_describe(v, 3, NULL, &f, NULL), CPW_OK);
  ck_assert(!f.convex && f.superadditive && f.monotone && f.essential);
  ck_assert_int_eq(f.not_convex, 1);
  fill(CPW_COALITION_FIXED, 5, own, 4, v); /* as costs: savings */
  cpw_coalition_options o = usual();
  o.costs = 1;
  ck_assert_int_eq(cpw_coalition_describe(v, 4, &o, &f, NULL), CPW_OK);
  ck_assert(f.convex && f.superadditive && !f.monotone && f.essential && f.gain == 15);
  ck_assert_int_eq(cpw_coalition_describe(v, 4, NULL, &f, NULL), CPW_OK);
  ck_assert(!f.superadditive && f.monotone && !f.essential && f.not_superadditive == 3);
  int32_t stop = 1;
  cpw_run run;
  cpw_run_init(&run);
  run.cancel = &stop;
  o.run = &run;
  double x[10], great[1024], members[10];
  for (int i = 0; i < 10; i++)
    members[i] = 1 + i;
  fill(CPW_COALITION_MAX, 0, members, 10, great);
  ck_assert_int_eq(cpw_coalition_nucleolus(great, 10, &o, x, NULL), CPW_ECANCELLED);
}
END_TEST

START_TEST(who_would_leave)
{
  const double v[] = {0, 0, 0, 6, 0, 6, 6, 8}, even[] = {8 / 3.0, 8 / 3.0, 8 / 3.0},
               odd[] = {5, 5, -2};
  cpw_coalition_core c;
  ck_assert_int_eq(cpw_coalition_test_core(v, 3, even, NULL, &c, NULL), CPW_OK);
  ck_assert(!c.in_core && c.alone && c.coalition == 3);
  ck_assert_double_eq_tol(c.complaint, 2 / 3.0, 1e-14);
  ck_assert_int_eq(cpw_coalition_test_core(v, 3, odd, NULL, &c, NULL), CPW_OK);
  ck_assert(!c.in_core && !c.alone && c.coalition == 5 && c.complaint == 3);
  ck_assert(c.member == 2 && c.loss == 2 && c.surplus == 0);
  const double costs[] = {0, 4, 4, 5}, dear[] = {4.5, 0.5};
  cpw_coalition_options o = usual();
  o.costs = 1;
  ck_assert_int_eq(cpw_coalition_test_core(costs, 2, dear, &o, &c, NULL), CPW_OK);
  ck_assert(!c.in_core && c.member == 0 && c.loss == 0.5 && c.coalition == 1);
}
END_TEST

static int32_t greatest(void *context, const int64_t *members, int64_t count, double *value) {
  const double *costs = context;
  *value = 0;
  for (int64_t k = 0; k < count; k++)
    *value = fmax(*value, costs[members[k]]);
  return CPW_OK;
}

START_TEST(drawn_orders)
{
  const double costs[] = {10, 20, 35, 60, 5, 44};
  double v[64], exact[6], x[30], error[30];
  int64_t none = 100;
  cpw_coalition_game g;
  cpw_coalition_game_init(&g);
  g.worth = squares;
  ck_assert_int_eq(cpw_coalition_tabulate(&g, 3, NULL, v, NULL), CPW_OK);
  ck_assert(v[7] == 9 && v[5] == 4 && v[4] == 1 && v[0] == 0);
  g.context = &none;
  cpw_run run;
  cpw_run_init(&run);
  run.replications = 50;
  ck_assert_int_eq(cpw_coalition_sample(&g, 30, &run, NULL, x, error, NULL), CPW_OK);
  for (int i = 0; i < 30; i++)
    ck_assert(fabs(x[i] - 30) < 1e-12 && error[i] < 1e-12);
  /* the greatest of costs by drawn orders, whatever the threads */
  double costs_of[6], again[6];
  memcpy(costs_of, costs, sizeof costs);
  fill(CPW_COALITION_MAX, 0, costs, 6, v);
  ck_assert_int_eq(cpw_coalition_shapley(v, 6, exact, NULL), CPW_OK);
  g.worth = greatest;
  g.context = costs_of;
  run.replications = 2000;
  ck_assert_int_eq(cpw_coalition_sample(&g, 6, &run, NULL, x, error, NULL), CPW_OK);
  for (int i = 0; i < 6; i++)
    ck_assert(error[i] > 0 && fabs(x[i] - exact[i]) < 5 * error[i]);
  run.threads = 2;
  ck_assert_int_eq(cpw_coalition_sample(&g, 6, &run, NULL, again, NULL, NULL), CPW_OK);
  ck_assert_mem_eq(x, again, sizeof again);
}
END_TEST

/* ---------------------------------------------------------------- gains --------------------- */

static cpw_coalition_books books_of(int64_t n, const int64_t *alone, const int64_t *actual,
                                    int32_t rule) {
  cpw_coalition_books b;
  cpw_coalition_books_init(&b);
  b.members = n;
  b.alone = alone;
  b.actual = actual;
  b.rule = rule;
  return b;
}

START_TEST(gains_by_hand)
{
  const int64_t alone[] = {10, 20, 30}, actual[] = {25, 15, 33};
  const char *ids[] = {"c", "b", "a"};
  int64_t x[3], paid[3];
  cpw_coalition_gain g;
  cpw_coalition_books b = books_of(3, alone, actual, CPW_COALITION_EQUAL);
  ck_assert_int_eq(cpw_coalition_share_gain(&b, x, paid, &g, NULL), CPW_OK);
  ck_assert(x[0] == 15 && x[1] == 24 && x[2] == 34); /* 13 among 3: the first has the odd pound */
  ck_assert(paid[0] == -10 && paid[1] == 9 && paid[2] == 1);
  ck_assert(g.gain == 13 && g.outcome == CPW_OUTCOME_OK && g.lifted == 0 && g.transfer == 10);
  b.ids = ids;
  ck_assert_int_eq(cpw_coalition_share_gain(&b, x, NULL, NULL, NULL), CPW_OK);
  ck_assert(x[0] == 14 && x[1] == 24 && x[2] == 35);
  b = books_of(3, alone, actual, CPW_COALITION_PROPORTIONAL); /* 13/6, 26/6, 39/6 */
  ck_assert_int_eq(cpw_coalition_share_gain(&b, x, NULL, NULL, NULL), CPW_OK);
  ck_assert(x[0] == 12 && x[1] == 24 && x[2] == 37);
  const double weights[] = {0, 1, 0};
  b.weights = weights;
  ck_assert_int_eq(cpw_coalition_share_gain(&b, x, NULL, NULL, NULL), CPW_OK);
  ck_assert(x[0] == 10 && x[1] == 33 && x[2] == 30);
}
END_TEST

/* The third harms every coalition that it joins but the last: the Shapley value would leave it worse off than
 * alone; the others give up what that takes, the same each. */
START_TEST(nobody_is_worse_off)
{
  const int64_t alone[] = {0, 0, 0}, actual[] = {60, 0, 0};
  const double v[] = {0, 0, 0, 60, 0, -60, -60, 60}; /* Shapley: 30, 30, 0 less 10, 10, 20: */
  double phi[3];
  ck_assert_int_eq(cpw_coalition_shapley(v, 3, phi, NULL), CPW_OK);
  ck_assert_double_eq_tol(phi[2], -20, 1e-12);
  int64_t x[3], paid[3];
  cpw_coalition_gain g;
  cpw_coalition_books b = books_of(3, alone, actual, CPW_COALITION_SHAPLEY);
  b.values = v;
  ck_assert_int_eq(cpw_coalition_share_gain(&b, x, paid, &g, NULL), CPW_OK);
  ck_assert(x[0] == 30 && x[1] == 30 && x[2] == 0 && g.lifted == 1);
  b.rule = CPW_COALITION_NUCLEOLUS;
  ck_assert_int_eq(cpw_coalition_share_gain(&b, x, paid, &g, NULL), CPW_OK);
  ck_assert(x[0] == 30 && x[1] == 30 && x[2] == 0 && g.lifted == 0);
  /* a loss is said to be one */
  const int64_t lost[] = {-10, 0, 0};
  b.actual = lost;
  for (int32_t rule = CPW_COALITION_SHAPLEY; rule <= CPW_COALITION_EQUAL; rule++) {
    b.rule = rule;
    b.values = rule == CPW_COALITION_EQUAL ? NULL : v;
    ck_assert_int_eq(cpw_coalition_share_gain(&b, x, paid, &g, NULL), CPW_OK);
    ck_assert(g.gain == -10 && g.outcome == CPW_OUTCOME_UNREACHABLE);
    ck_assert(x[0] + x[1] + x[2] == -10 && paid[0] + paid[1] + paid[2] == 0);
  }
  ck_assert(x[0] == -3 && x[1] == -3 && x[2] == -4);
}
END_TEST

START_TEST(gains_add_up)
{
  const double weights[] = {1, 2, 3, 4, 5, 6};
  cpw_stream s;
  cpw_stream_init(&s, 12, 0, 0, 0);
  for (int k = 0; k < 300; k++) {
    int64_t n = 1 + (int64_t)cpw_random_below(&s, 6), alone[MOST], actual[MOST], x[MOST],
            paid[MOST];
    double v[SETS];
    for (int64_t i = 0; i < n; i++) {
      alone[i] = (int64_t)cpw_random_below(&s, 1000);
      actual[i] = alone[i] + (int64_t)cpw_random_below(&s, 400) - 150;
    }
    v[0] = 0;
    for (int set = 1; set < 1 << n; set++)
      v[set] = 300 * any(&s);
    for (int32_t rule = 0; rule < 4; rule++) {
      cpw_coalition_books b = books_of(n, alone, actual, rule);
      cpw_coalition_gain g;
      cpw_error e;
      if (rule == CPW_COALITION_PROPORTIONAL) b.weights = weights;
      if (rule <= CPW_COALITION_NUCLEOLUS) b.values = v;
      int32_t status = cpw_coalition_share_gain(&b, x, paid, &g, &e);
      ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : e.message);
      int64_t sum = 0, moved = 0;
      for (int64_t i = 0; i < n; i++) {
        sum += paid[i];
        moved += paid[i] > 0 ? paid[i] : 0;
        ck_assert_int_eq(x[i] - actual[i], paid[i]);
        if (g.outcome == CPW_OUTCOME_OK) ck_assert_int_ge(x[i], alone[i]);
      }
      ck_assert_int_eq(sum, 0);
      ck_assert_int_eq(moved, g.transfer);
      ck_assert_int_eq(g.outcome, g.gain >= 0 ? CPW_OUTCOME_OK : CPW_OUTCOME_UNREACHABLE);
    }
  }
}
END_TEST

/* Gains and losses far beyond 2^53, of which no pound is lost: expected values by Python's integers and
 * fractions.Fraction, largest remainders by hand. */
START_TEST(gains_of_any_size)
{
  const int64_t nothing[3] = {0, 0, 0}, loss[] = {INT64_C(100000000000000001), 0, 0};
  int64_t x[3], paid[3];
  cpw_coalition_gain g;
  cpw_coalition_books b = books_of(3, loss, nothing, CPW_COALITION_EQUAL);
  ck_assert_int_eq(cpw_coalition_share_gain(&b, x, paid, &g, NULL), CPW_OK);
  /* -33333333333333333 2/3 each: the rest of a third is the same, the first has the odd pound */
  ck_assert_int_eq(x[0], INT64_C(66666666666666668));
  ck_assert_int_eq(x[1], INT64_C(-33333333333333334));
  ck_assert_int_eq(x[2], INT64_C(-33333333333333334));
  ck_assert(g.outcome == CPW_OUTCOME_UNREACHABLE && paid[0] + paid[1] + paid[2] == 0);

  const int64_t alone[] = {INT64_C(517612936028637190), INT64_C(367193867103182924)},
                actual[] = {INT64_C(567218130437447206), INT64_C(-348686747852140514)};
  b = books_of(2, alone, actual, CPW_COALITION_EQUAL);
  ck_assert_int_eq(cpw_coalition_share_gain(&b, x, paid, &g, NULL), CPW_OK);
  ck_assert_int_eq(x[0], INT64_C(184475225755380479)); /* the gain is even */
  ck_assert_int_eq(x[1], INT64_C(34056156829926213));

  const int64_t large[] = {INT64_C(1) << 62, (INT64_C(1) << 62) - 1};
  const double weights[] = {1, 2}, wide[] = {1e300, 2e300 / 2}, tiny[] = {5e-324, 1e-323};
  b = books_of(2, nothing, large, CPW_COALITION_PROPORTIONAL);
  b.weights = weights;
  ck_assert_int_eq(cpw_coalition_share_gain(&b, x, paid, &g, NULL), CPW_OK);
  ck_assert_int_eq(x[0], INT64_C(3074457345618258602)); /* and a third */
  ck_assert_int_eq(x[1], INT64_C(6148914691236517205));
  b.weights = tiny;
  ck_assert_int_eq(cpw_coalition_share_gain(&b, x, paid, &g, NULL), CPW_OK);
  ck_assert_int_eq(x[0], INT64_C(3074457345618258602));
  b.weights = wide;
  ck_assert_int_eq(cpw_coalition_share_gain(&b, x, paid, &g, NULL), CPW_OK);
  ck_assert_int_eq(x[0], INT64_C(4611686018427387904));
  ck_assert_int_eq(x[1], INT64_C(4611686018427387903));

  /* the weights are what each has alone: 2^53 + 1 and 1, which doubles cannot tell from 2^53 */
  const int64_t odd[] = {(INT64_C(1) << 53) + 1, 1}, more[] = {(INT64_C(1) << 54) + 4, 0};
  b = books_of(2, odd, more, CPW_COALITION_PROPORTIONAL);
  ck_assert_int_eq(cpw_coalition_share_gain(&b, x, paid, &g, NULL), CPW_OK);
  ck_assert_int_eq(x[0], (INT64_C(1) << 54) + 2);
  ck_assert_int_eq(x[1], 2);
  const int64_t most[] = {INT64_MAX, 0}, worst[] = {0, 0};
  b = books_of(2, most, worst, CPW_COALITION_PROPORTIONAL);
  ck_assert_int_eq(cpw_coalition_share_gain(&b, x, paid, &g, NULL), CPW_OK);
  ck_assert(x[0] == 0 && x[1] == 0);
}
END_TEST

/* Money up to 2^62 of any sign, under every rule: it ends, and sums to the pound. */
START_TEST(great_gains_add_up)
{
  const double weights[] = {1, 0, 3.5, 1e-30, 1e17};
  cpw_stream s;
  cpw_stream_init(&s, 13, 0, 0, 0);
  for (int k = 0; k < 400; k++) {
    int64_t n = 1 + (int64_t)cpw_random_below(&s, 5), alone[5], actual[5], x[5], paid[5];
    double v[32] = {0};
    for (int64_t i = 0; i < n; i++) {
      alone[i] = (int64_t)cpw_random_below(&s, UINT64_C(1) << 59) - (INT64_C(1) << 58);
      actual[i] = (int64_t)cpw_random_below(&s, UINT64_C(1) << 59) - (INT64_C(1) << 58);
    }
    for (int set = 1; set < 1 << n; set++)
      v[set] = 0x1p58 * any(&s);
    for (int32_t rule = 0; rule < 4; rule++) {
      cpw_coalition_books b = books_of(n, alone, actual, rule);
      cpw_coalition_gain g;
      cpw_error e;
      if (rule == CPW_COALITION_PROPORTIONAL) b.weights = weights;
      if (rule <= CPW_COALITION_NUCLEOLUS) b.values = v;
      int32_t status = cpw_coalition_share_gain(&b, x, paid, &g, &e);
      ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : e.message);
      int64_t sum = 0;
      for (int64_t i = 0; i < n; i++) {
        sum += paid[i];
        ck_assert_int_eq(x[i] - actual[i], paid[i]);
        if (g.outcome == CPW_OUTCOME_OK) ck_assert_int_ge(x[i], alone[i]);
      }
      ck_assert_int_eq(sum, 0);
    }
  }
}
END_TEST

/* costs near the greatest double, and near the least: Shapley by hand, nucleolus by that of the same costs
 * over a power of two */
START_TEST(airports_of_any_size)
{
  const double same[] = {1e308, 1e308, 1e308, 1e308}, two[] = {1.7e308, 1e308},
               power[] = {0x1p1023, 0x1.8p1022, 0x1p1000};
  double x[4], small[3], y[3];
  for (int32_t method = 0; method < 2; method++) {
    ck_assert_int_eq(cpw_coalition_airport(same, 4, method, NULL, x, NULL), CPW_OK);
    for (int i = 0; i < 4; i++)
      ck_assert_double_eq(x[i], 2.5e307);
    ck_assert_int_eq(cpw_coalition_airport(two, 2, method, NULL, x, NULL), CPW_OK);
    ck_assert_double_eq_tol(x[0] / 1e308, 1.2, 1e-15);
    ck_assert_double_eq_tol(x[1] / 1e308, 0.5, 1e-15);
    for (int i = 0; i < 3; i++)
      small[i] = power[i] * 0x1p-1000;
    ck_assert_int_eq(cpw_coalition_airport(power, 3, method, NULL, x, NULL), CPW_OK);
    ck_assert_int_eq(cpw_coalition_airport(small, 3, method, NULL, y, NULL), CPW_OK);
    for (int i = 0; i < 3; i++)
      ck_assert_double_eq(x[i], y[i] * 0x1p1000);
  }
}
END_TEST

START_TEST(books_that_are_wrong)
{
  const int64_t alone[] = {10, -20}, actual[] = {25, 15}, great[] = {INT64_MAX, INT64_MAX};
  const double v[] = {0, 1, 1, 3}, zero[] = {0, 0}, bad[] = {1, -1};
  const char *ids[] = {"a", NULL};
  int64_t x[2] = {-7, -7};
  cpw_error e;
  cpw_coalition_books b = books_of(2, alone, actual, 4);
  says(cpw_coalition_share_gain(NULL, x, NULL, NULL, &e), CPW_EINVAL, &e, "books is NULL");
  says(cpw_coalition_share_gain(&b, NULL, NULL, NULL, &e), CPW_EINVAL, &e, "shares is NULL");
  says(cpw_coalition_share_gain(&b, x, NULL, NULL, &e), CPW_EINVAL, &e,
       "books.rule = 4 must be 0 to 3");
  b.rule = CPW_COALITION_SHAPLEY;
  says(cpw_coalition_share_gain(&b, x, NULL, NULL, &e), CPW_EINVAL, &e,
       "books.values must be given with this rule");
  b.rule = CPW_COALITION_EQUAL;
  b.values = v;
  says(cpw_coalition_share_gain(&b, x, NULL, NULL, &e), CPW_EINVAL, &e,
       "books.values must not be given with this rule");
  b.values = NULL;
  b.weights = zero;
  says(cpw_coalition_share_gain(&b, x, NULL, NULL, &e), CPW_EINVAL, &e,
       "books.weights must not be given with this rule");
  b.rule = CPW_COALITION_PROPORTIONAL;
  says(cpw_coalition_share_gain(&b, x, NULL, NULL, &e), CPW_EDOMAIN, &e, "the weights are all 0");
  b.weights = bad;
  says(cpw_coalition_share_gain(&b, x, NULL, NULL, &e), CPW_EDOMAIN, &e,
       "books.weights[1] = -1 must be >= 0 and at most 1e300");
  b.weights = NULL;
  says(cpw_coalition_share_gain(&b, x, NULL, NULL, &e), CPW_EDOMAIN, &e,
       "books.alone[1] = -20 must be >= 0 where it is the weight: give books.weights");
  b.rule = CPW_COALITION_EQUAL;
  b.ids = ids;
  says(cpw_coalition_share_gain(&b, x, NULL, NULL, &e), CPW_EINVAL, &e, "books.ids[1] is NULL");
  b.ids = NULL;
  b.members = 0;
  says(cpw_coalition_share_gain(&b, x, NULL, NULL, &e), CPW_EINVAL, &e,
       "books.members = 0 must be 1 to 2147483648");
  b.members = 2;
  b.actual = great;
  says(cpw_coalition_share_gain(&b, x, NULL, NULL, &e), CPW_EOVERFLOW, &e,
       "the results sum to more than an int64 or gain more than one");
  b.actual = NULL;
  says(cpw_coalition_share_gain(&b, x, NULL, NULL, &e), CPW_EINVAL, &e, "books.actual is NULL");
  ck_assert_int_eq(x[0], -7);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t everything(void *context) {
  const double v[] = {0, 0, 0, 60, 0, -60, -60, 60}, costs[] = {4, 2, 7};
  const int64_t alone[] = {0, 0, 0}, actual[] = {60, 0, 0}, votes[] = {3, 2, 2};
  double x[3], y[3], level;
  int64_t shares[3];
  (void)context;
  cpw_coalition_game g;
  cpw_coalition_game_init(&g);
  g.worth = squares;
  cpw_run run;
  cpw_run_init(&run);
  run.replications = 2;
  int32_t status = cpw_coalition_nucleolus(v, 3, NULL, x, NULL);
  if (status == CPW_OK) status = cpw_coalition_least_core(v, 3, NULL, &level, x, NULL);
  if (status == CPW_OK) status = cpw_coalition_airport(costs, 3, 1, NULL, x, NULL);
  if (status == CPW_OK) status = cpw_coalition_sample(&g, 3, &run, NULL, x, y, NULL);
  if (status == CPW_OK) status = cpw_coalition_power(votes, 3, 4, NULL, NULL, x, y, NULL);
  cpw_coalition_books b = books_of(3, alone, actual, CPW_COALITION_SHAPLEY);
  b.values = v;
  if (status == CPW_OK) status = cpw_coalition_share_gain(&b, shares, NULL, NULL, NULL);
  return status;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(everything, NULL); }
END_TEST

static Suite *coalition_suite(void) {
  Suite *suite = suite_create("coalition");
  const struct {
    const char *name;
    const TTest *tests[9];
  } cases[] = {
      {"limits",
       {one_member, games_of_any_size, nothing_to_gain, gains_of_any_size, airports_of_any_size}},
      {"errors",
       {games_that_are_wrong, forms_and_costs_that_are_wrong, votes_that_are_wrong,
        functions_that_fail, books_that_are_wrong}},
      {"reference",
       {values_by_all_orders, the_airport, closed_forms, claims_games, airports_by_nucleolus,
        the_security_council, votes_by_coalitions, gains_by_hand}},
      {"properties",
       {what_values_keep, kinds_of_games, who_would_leave, drawn_orders, nobody_is_worse_off,
        gains_add_up, great_gains_add_up}},
      {"oom", {memory_fails}}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 120);
    for (int i = 0; cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    if (k == 2) tcase_add_loop_test(tcase, nucleolus_by_kohlberg, 0, 60);
    suite_add_tcase(suite, tcase);
  }
  return suite;
}

int main(void) {
  Suite *suites[] = {coalition_suite()};
  return cpwt_run(suites, 1);
}
