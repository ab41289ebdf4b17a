/* Shocks: numbers by chi-square against Poisson, onsets against uniform, sizes by their moments, dependence by the
 * loading, the same draws whoever else is drawn, and the named shocks. */
#include "carepath.h"
#include "support/support.h"

#include <math.h>
#include <string.h>

enum { SHOCKS = 4, REPLICATIONS = 20000, MOST = 256 };

static cpw_system_policy POLICY[SHOCKS + 1];
static cpw_system_effect EFFECT[SHOCKS + 2];
static cpw_system SYSTEM;

/* shocks a, b, c, d with the given chances and loadings, and a policy that is decided */
static void make(const double *chance, const double *loading, double spread) {
  static const char *const id[] = {"a", "b", "c", "d", "decided"};
  cpw_system_init(&SYSTEM);
  for (int i = 0; i <= SHOCKS; i++) {
    cpw_system_row_init(CPW_SYSTEM_POLICIES, &POLICY[i]);
    POLICY[i].id = id[i];
    POLICY[i].kind = i < SHOCKS ? CPW_POLICY_SHOCK : CPW_POLICY_DECIDED;
    POLICY[i].chance = i < SHOCKS ? chance[i] : 0;
    POLICY[i].loading = i < SHOCKS ? loading[i] : 0;
  }
  for (int i = 0; i < SHOCKS + 2; i++) {
    cpw_system_row_init(CPW_SYSTEM_EFFECTS, &EFFECT[i]);
    EFFECT[i].policy = i % SHOCKS;
    EFFECT[i].amount = -0.2;
    EFFECT[i].spread = i < SHOCKS ? spread : spread / 2; /* the greatest counts */
  }
  SYSTEM.policy = POLICY;
  SYSTEM.policies = SHOCKS + 1;
  SYSTEM.effect = EFFECT;
  SYSTEM.effects = SHOCKS + 2;
}

static int64_t draw(const int32_t *policy, int64_t policies, int64_t replication,
                    cpw_system_happening *out) {
  int64_t count = -1;
  cpw_error err;
  ck_assert_msg(cpw_system_shocks_draw(&SYSTEM, policy, policies, 156, 7, replication, out, MOST,
                                       &count, &err) == CPW_OK,
                "%s", err.message);
  return count;
}

static int64_t of(const cpw_system_happening *h, int64_t count, int32_t policy,
                  cpw_system_happening *out) {
  int64_t n = 0;
  for (int64_t i = 0; i < count; i++)
    if (h[i].policy == policy) out[n++] = h[i];
  return n;
}

static double years(void) {
  return 156 / CPW_WEEKS_PER_YEAR;
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(nothing_happens)
{
  const double never[SHOCKS] = {0}, none[SHOCKS] = {0};
  const int32_t all[] = {0, 1, 2, 3};
  cpw_system_happening h[MOST];
  make(never, none, 0.5);
  ck_assert_int_eq(draw(all, SHOCKS, 0, h), 0);
  ck_assert_int_eq(draw(NULL, 0, 0, h), 0);
}
END_TEST

START_TEST(without_spread_the_size_is_one)
{
  const double often[SHOCKS] = {3, 3, 3, 3}, some[SHOCKS] = {0, 0.5, 0.9, 1};
  const int32_t all[] = {0, 1, 2, 3};
  cpw_system_happening h[MOST];
  make(often, some, 0);
  int64_t n = draw(all, SHOCKS, 3, h);
  ck_assert_int_gt(n, 0);
  for (int64_t i = 0; i < n; i++) {
    ck_assert_double_eq(h[i].size, 1);
    ck_assert(h[i].onset >= 0 && h[i].onset < 156 && h[i].reserved == 0);
    if (i > 0) ck_assert(h[i - 1].onset <= h[i].onset);
  }
}
END_TEST

START_TEST(count_first_draw_then)
{
  const double often[SHOCKS] = {3, 3, 3, 3}, some[SHOCKS] = {0};
  const int32_t all[] = {0, 1, 2, 3};
  cpw_system_happening h[MOST];
  int64_t count = -1;
  make(often, some, 0.2);
  ck_assert_int_eq(cpw_system_shocks_draw(&SYSTEM, all, 4, 156, 7, 5, NULL, 0, &count, NULL),
                   CPW_OK);
  ck_assert_int_eq(count, draw(all, 4, 5, h));
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

START_TEST(refusals)
{
  const double often[SHOCKS] = {3, 3, 3, 3}, some[SHOCKS] = {0};
  cpw_system_happening h[MOST];
  cpw_error err;
  int64_t count = -5;
  const int32_t all[] = {0, 1, 2, 3}, twice[] = {1, 1}, decided[] = {4}, none[] = {9};
#define REFUSED(code, text, ...)                                                                   \
  do {                                                                                             \
    memset(&err, 0, sizeof err);                                                                   \
    ck_assert_int_eq(cpw_system_shocks_draw(__VA_ARGS__, &count, &err), code);                     \
    ck_assert_msg(strstr(err.message, text) != NULL, "%s", err.message);                           \
    ck_assert_int_eq(count, -5);                                                                   \
  } while (0)
  make(often, some, 0.2);
  REFUSED(CPW_EINVAL, "must be given", NULL, all, 4, 156, 1, 0, h, MOST);
  REFUSED(CPW_EINVAL, "out where most > 0", &SYSTEM, all, 4, 156, 1, 0, NULL, MOST);
  REFUSED(CPW_EINVAL, "need an array", &SYSTEM, NULL, 4, 156, 1, 0, h, MOST);
  REFUSED(CPW_EINVAL, "policy 1 is named twice", &SYSTEM, twice, 2, 156, 1, 0, h, MOST);
  REFUSED(CPW_EINVAL, "decided, not a shock", &SYSTEM, decided, 1, 156, 1, 0, h, MOST);
  REFUSED(CPW_EINVAL, "policy 9 is none: the system has 5", &SYSTEM, none, 1, 156, 1, 0, h, MOST);
  REFUSED(CPW_EINVAL, "replication = -1 must be >= 0", &SYSTEM, all, 4, 156, 1, -1, h, MOST);
  REFUSED(CPW_EDOMAIN, "weeks = 0 must be finite and > 0", &SYSTEM, all, 4, 0, 1, 0, h, MOST);
  REFUSED(CPW_EDOMAIN, "weeks = inf must be", &SYSTEM, all, 4, (double)INFINITY, 1, 0, h, MOST);
  REFUSED(CPW_EINVAL, "do not fit into most = 1", &SYSTEM, all, 4, 156, 1, 0, h, 1);
  POLICY[1].loading = 1.5;
  REFUSED(CPW_EDOMAIN, "loading of b = 1.5 must be in [0, 1]", &SYSTEM, all, 4, 156, 1, 0, h, MOST);
  POLICY[1].loading = 0;
  POLICY[2].chance = (double)NAN;
  REFUSED(CPW_EDOMAIN, "chance of c = nan must be", &SYSTEM, all, 4, 156, 1, 0, h, MOST);
  POLICY[2].chance = 1e9;
  REFUSED(CPW_EOVERFLOW, "c happens", &SYSTEM, all, 4, 156, 1, 0, h, MOST);
  POLICY[2].chance = 1;
  EFFECT[3].spread = -1;
  REFUSED(CPW_EDOMAIN, "effect[3].spread = -1", &SYSTEM, all, 4, 156, 1, 0, h, MOST);
  EFFECT[3].spread = (double)INFINITY;
  REFUSED(CPW_EDOMAIN, "effect[3].spread = inf", &SYSTEM, all, 4, 156, 1, 0, h, MOST);
  EFFECT[3].spread = 0;
  SYSTEM.effect = NULL;
  REFUSED(CPW_EINVAL, "effects are missing", &SYSTEM, all, 4, 156, 1, 0, h, MOST);
  SYSTEM.effect = EFFECT;
  SYSTEM.struct_size = sizeof SYSTEM + 8;
  REFUSED(CPW_EABI, "", &SYSTEM, all, 4, 156, 1, 0, h, MOST);
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

/* sum of (seen - expected)^2/expected for counts 0 to top - 1, and top or more */
static double against_poisson(const int64_t *seen, int top, double mean) {
  double sum = 0;
  for (int n = 0; n <= top; n++) {
    double p = n < top ? cpw_poisson_cdf(n, mean) - cpw_poisson_cdf(n - 1, mean)
                       : cpw_poisson_upper(top - 1, mean);
    double expected = REPLICATIONS * p, d = (double)seen[n] - expected;
    sum += d * d / expected;
  }
  return sum;
}

/* loop over loadings: the laws are the same whatever they are. Chi-square at 99.99 %, moments within 5 standard
 * errors; the seed is fixed. */
START_TEST(marginals_are_exact)
{
  static const double LOADING[] = {0, 0.3, 0.7, 1};
  const double l = LOADING[_i], spread = 0.5;
  const double often[SHOCKS] = {1, 0.2, 3, 0.5}, load[SHOCKS] = {l, l, l, l};
  static const int TOP[] = {8, 3, 16, 5};
  const int32_t all[] = {0, 1, 2, 3};
  cpw_system_happening h[MOST], mine[MOST];
  int64_t seen[SHOCKS][20] = {{0}}, weeks[SHOCKS][12] = {{0}}, drawn[SHOCKS] = {0};
  double sum[SHOCKS] = {0}, log_sum[SHOCKS] = {0}, squares[SHOCKS] = {0};
  make(often, load, spread);
  for (int64_t r = 0; r < REPLICATIONS; r++) {
    int64_t n = draw(all, SHOCKS, r, h);
    for (int32_t s = 0; s < SHOCKS; s++) {
      int64_t k = of(h, n, s, mine);
      seen[s][k < TOP[s] ? k : TOP[s]]++;
      drawn[s] += k;
      for (int64_t i = 0; i < k; i++) {
        weeks[s][(int)(mine[i].onset / 13)]++;
        sum[s] += mine[i].size;
        log_sum[s] += log(mine[i].size);
        squares[s] += log(mine[i].size) * log(mine[i].size);
      }
    }
  }
  for (int s = 0; s < SHOCKS; s++) {
    double n = (double)drawn[s], uniform = 0, variance = log1p(spread * spread);
    ck_assert_double_lt(against_poisson(seen[s], TOP[s], often[s] * years()),
                        cpw_chi_square_quantile(0.9999, TOP[s]));
    for (int q = 0; q < 12; q++)
      uniform += pow((double)weeks[s][q] - n / 12, 2) / (n / 12);
    ck_assert_double_lt(uniform, cpw_chi_square_quantile(0.9999, 11));
    ck_assert_double_lt(fabs(sum[s] / n - 1), 5 * spread / sqrt(n));
    ck_assert_double_lt(fabs(log_sum[s] / n + variance / 2), 5 * sqrt(variance / n));
    ck_assert_double_lt(fabs(squares[s] / n - variance - variance * variance / 4),
                        5 * 2 * variance / sqrt(n));
  }
}
END_TEST

/* correlation of the numbers of shocks a and b, both with mean 3, over the replications */
static double correlation(double la, double lb) {
  const double often[SHOCKS] = {1, 1, 0, 0}, load[SHOCKS] = {la, lb, 0, 0};
  const int32_t two[] = {0, 1};
  cpw_system_happening h[MOST], mine[MOST];
  double x = 0, y = 0, xx = 0, yy = 0, xy = 0;
  make(often, load, 0);
  for (int64_t r = 0; r < REPLICATIONS; r++) {
    int64_t n = draw(two, 2, r, h);
    double a = (double)of(h, n, 0, mine), b = (double)(n - (int64_t)a);
    x += a, y += b, xx += a * a, yy += b * b, xy += a * b;
  }
  double n = REPLICATIONS;
  return (xy / n - x * y / n / n) / sqrt((xx / n - x * x / n / n) * (yy / n - y * y / n / n));
}

START_TEST(numbers_hang_together_by_the_loading)
{
  ck_assert_double_lt(fabs(correlation(0, 0)), 5 / sqrt(REPLICATIONS));
  ck_assert_double_lt(fabs(correlation(0, 1)), 5 / sqrt(REPLICATIONS));
  double some = correlation(0.5, 0.5), more = correlation(0.8, 0.8), all = correlation(1, 1);
  ck_assert(some > 0.15 && some < 0.3); /* a b = 0.25 of the normals, somewhat less of counts */
  ck_assert(more > 0.5 && more < 0.7);  /* 0.64 */
  ck_assert_double_eq_tol(all, 1, 1e-12);
}
END_TEST

START_TEST(loading_one_is_together)
{
  const double often[SHOCKS] = {2, 2, 0.5, 0}, load[SHOCKS] = {1, 1, 1, 0};
  const int32_t three[] = {2, 0, 1};
  cpw_system_happening h[MOST], a[MOST], b[MOST], c[MOST];
  make(often, load, 0.5);
  for (int64_t r = 0; r < 500; r++) {
    int64_t n = draw(three, 3, r, h), na = of(h, n, 0, a), nb = of(h, n, 1, b), nc = of(h, n, 2, c);
    ck_assert_int_eq(na, nb);
    ck_assert_int_le(nc, na);
    for (int64_t i = 0; i < na; i++)
      ck_assert(a[i].onset == b[i].onset && a[i].size == b[i].size);
    for (int64_t i = 0; i < nc; i++) { /* the rarer is among the others */
      int found = 0;
      for (int64_t j = 0; j < na; j++)
        found |= c[i].onset == a[j].onset && c[i].size == a[j].size;
      ck_assert(found);
    }
  }
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

START_TEST(others_change_nothing)
{
  const double often[SHOCKS] = {1, 2, 3, 1}, load[SHOCKS] = {0.2, 0.5, 0.9, 1};
  const int32_t all[] = {3, 1, 0, 2}, again[] = {0, 1, 2, 3};
  cpw_system_happening h[MOST], g[MOST], alone[MOST], mine[MOST];
  for (int64_t r = 0; r < 200; r++) {
    make(often, load, 0.5);
    int64_t n = draw(all, SHOCKS, r, h);
    ck_assert_int_eq(draw(again, SHOCKS, r, g), n);
    ck_assert_mem_eq(g, h, (size_t)n * sizeof *h);
    for (int32_t s = 0; s < SHOCKS; s++) {
      int64_t k = draw(&s, 1, r, alone);
      ck_assert_int_eq(of(h, n, s, mine), k);
      if (k > 0) ck_assert_mem_eq(mine, alone, (size_t)k * sizeof *mine);
    }
    /* other rows: the shock is the same by its id */
    const int32_t last = SHOCKS, first = 0;
    cpw_system_policy swap = POLICY[SHOCKS];
    int64_t k = draw(&first, 1, r, alone);
    POLICY[SHOCKS] = POLICY[0];
    POLICY[0] = swap;
    EFFECT[0].policy = EFFECT[4].policy = SHOCKS;
    ck_assert_int_eq(draw(&last, 1, r, mine), k);
    for (int64_t i = 0; i < k; i++)
      ck_assert(mine[i].onset == alone[i].onset && mine[i].size == alone[i].size);
  }
}
END_TEST

START_TEST(a_greater_chance_adds)
{
  const double once[SHOCKS] = {1}, twice[SHOCKS] = {2}, load[SHOCKS] = {0.5};
  const int32_t first = 0;
  cpw_system_happening h[MOST], g[MOST];
  for (int64_t r = 0; r < 200; r++) {
    make(once, load, 0.5);
    int64_t n = draw(&first, 1, r, h);
    make(twice, load, 0.5);
    int64_t m = draw(&first, 1, r, g);
    ck_assert_int_le(n, m);
    for (int64_t i = 0, j = 0; i < n; i++) { /* those that happened happen still */
      while (j < m && g[j].onset != h[i].onset)
        j++;
      ck_assert_int_lt(j, m);
    }
  }
}
END_TEST

START_TEST(many_happen)
{
  const double often[SHOCKS] = {1000}, load[SHOCKS] = {1};
  const int32_t first = 0;
  int64_t count = 0;
  double mean = 1000 * years(), sum = 0;
  make(often, load, 0);
  for (int64_t r = 0; r < 400; r++) {
    ck_assert_int_eq(cpw_system_shocks_draw(&SYSTEM, &first, 1, 156, 7, r, NULL, 0, &count, NULL),
                     CPW_OK);
    sum += (double)count;
  }
  ck_assert_double_lt(fabs(sum / 400 - mean), 5 * sqrt(mean / 400));
}
END_TEST

START_TEST(presets_are_rows)
{
  cpw_system_policy policy;
  cpw_system_effect effect[CPW_SHOCK_MOST_EFFECTS];
  cpw_error err;
  int64_t effects = 0, count = 0;
  for (; cpw_shock_preset_at(count); count++) {
    const cpw_shock_preset *p = cpw_shock_preset_at(count);
    ck_assert_int_eq(cpw_shock_preset_find(p->id), count);
    ck_assert_ptr_nonnull(strstr(p->note, "assumed"));
    ck_assert_int_eq(cpw_shock_preset_rows(p->id, 3, 2, CPW_NONE, &policy, effect, &effects, &err),
                     CPW_OK);
    ck_assert_int_eq(policy.kind, CPW_POLICY_SHOCK);
    ck_assert(policy.chance == p->chance && policy.loading == p->loading && policy.from == 0);
    ck_assert(policy.basis == CPW_BASIS_ASSUMED && policy.until > policy.from);
    ck_assert(effects == p->effects && effects >= 1 && effects <= CPW_SHOCK_MOST_EFFECTS);
    for (int64_t i = 0; i < effects; i++) {
      const cpw_system_effect *e = &effect[i];
      ck_assert(e->policy == 3 && e->organisation == 2 && e->service == CPW_NONE);
      ck_assert(e->mode == CPW_EFFECT_SHARE && e->amount >= -1 && e->until > e->from);
      ck_assert(e->spread == p->spread && e->basis == CPW_BASIS_ASSUMED && e->lag == 0);
      ck_assert(e->ramp >= 0 && e->fade >= 0 && cpw_system_lever_name(e->lever));
    }
  }
  ck_assert_int_eq(count, 7);
  ck_assert_ptr_null(cpw_shock_preset_at(-1));
  ck_assert_int_eq(cpw_shock_preset_find("nothing"), -1);
  ck_assert_int_eq(cpw_shock_preset_find(NULL), -1);
  ck_assert_int_eq(cpw_shock_preset_rows("flood", 0, -1, -1, &policy, effect, &effects, &err),
                   CPW_ENOTFOUND);
  ck_assert_ptr_nonnull(strstr(err.message, "no shock \"flood\": there are winter, pandemic"));
  ck_assert_int_eq(cpw_shock_preset_rows("winter", -1, -1, -1, &policy, effect, &effects, &err),
                   CPW_EINVAL);
  ck_assert_int_eq(cpw_shock_preset_rows(NULL, 0, -1, -1, &policy, effect, &effects, &err),
                   CPW_EINVAL);
}
END_TEST

static Suite *shocks_suite(void) {
  Suite *suite = suite_create("system_shocks");
  struct {
    const char *name;
    const TTest *tests[8];
  } cases[] = {{"limits", {nothing_happens, without_spread_the_size_is_one, count_first_draw_then}},
               {"errors", {refusals}},
               {"reference", {numbers_hang_together_by_the_loading, loading_one_is_together}},
               {"properties",
                {others_change_nothing, a_greater_chance_adds, many_happen, presets_are_rows}}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 120);
    for (int i = 0; cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    if (k == 2) tcase_add_loop_test(tcase, marginals_are_exact, 0, 4);
    suite_add_tcase(suite, tcase);
  }
  return suite;
}

int main(void) {
  Suite *suites[] = {shocks_suite()};
  return cpwt_run(suites, 1);
}
