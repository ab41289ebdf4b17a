/* Allocation over a system: against brute force over all pounds, random spends, prices, and the engine itself. */
#include "world.h"

#include "../support/support.h"
#include "../system_run/small.h"
#include "carepath.h"

#include <math.h>
#include <stdlib.h>

static const double *reals(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a && a->real, "no %s", name);
  return a->real;
}

static const int64_t *wholes(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a && a->integer, "no %s", name);
  return a->integer;
}

static cpw_system_allocate_options asked(int64_t budget) {
  cpw_system_allocate_options o;
  cpw_system_allocate_options_init(&o);
  o.budget = budget;
  o.gap = 1e-9;
  o.rounds = 40;
  return o;
}

static cpw_result *allocate(const world *w, const cpw_system_allocate_options *o) {
  cpw_result *r = NULL;
  cpw_error e;
  cpwi_allocate_engine engine = world_engine(w);
  int32_t status = cpwi_allocate_run(&engine, o, NULL, &r, &e);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : e.message);
  return r;
}

/* ---------------------------------------------------------------- brute force --------------- */

typedef int (*allowed)(const world *w, const int64_t *spend, const void *context);

/* the best welfare of all multiples of `step` pounds that are allowed; three units */
static double brute(const world *w, const cpw_system_allocate_options *o, int64_t step, allowed may,
                    const void *context, int64_t *best) {
  double most = -(double)INFINITY;
  int64_t x[3];
  for (x[0] = 0; x[0] <= o->budget; x[0] += step)
    for (x[1] = 0; x[0] + x[1] <= o->budget; x[1] += step)
      for (x[2] = 0; x[0] + x[1] + x[2] <= o->budget; x[2] += step) {
        if (may && !may(w, x, context)) continue;
        double welfare = world_welfare(w, x, o);
        if (welfare > most) {
          most = welfare;
          memcpy(best, x, sizeof x);
        }
      }
  return most;
}

static void is_brute(const world *w, const cpw_system_allocate_options *o, int64_t step,
                     allowed may, const void *context, double tolerance, int seed) {
  int64_t best[3] = {0};
  double most = brute(w, o, step, may, context, best);
  cpw_result *r = allocate(w, o);
  const int64_t *x = wholes(r, "spend");
  double welfare = *reals(r, "welfare"), bound = *reals(r, "upper_bound");
  ck_assert_double_eq_tol(welfare, world_welfare(w, x, o), 1e-9 * fabs(welfare) + 1e-9);
  ck_assert_msg(!may || may(w, x, context), "seed %d: the answer keeps the rules", seed);
  ck_assert_msg(welfare >= most - tolerance * fabs(most) - 1e-9,
                "seed %d: %.12g of %.12g: %d %d %d, best %d %d %d", seed, welfare, most, (int)x[0],
                (int)x[1], (int)x[2], (int)best[0], (int)best[1], (int)best[2]);
  ck_assert_msg(bound >= most * (1 - 1e-9) - 1e-9, "seed %d: bound %.12g below %.12g", seed, bound,
                most);
  ck_assert_msg(x[0] + x[1] + x[2] + *wholes(r, "unspent") == o->budget, "seed %d", seed);
  cpw_result_free(r);
}

START_TEST(sums_are_brute_force)
{
  world w;
  const double weight[] = {3, 1, 0.5};
  world_make(&w, (uint64_t)_i, 3, 0.4);
  cpw_system_allocate_options o = asked(30);
  o.outcome = _i % 2 ? CPW_ALLOCATE_WAITED : CPW_ALLOCATE_HEALTH;
  if (_i % 3 == 0) o.weight = weight;
  is_brute(&w, &o, 1, NULL, NULL, 1e-9, _i);
}
END_TEST

START_TEST(aversion_is_brute_force)
{
  world w;
  world_make(&w, (uint64_t)_i + 100, 3, 0.4);
  cpw_system_allocate_options o = asked(24);
  o.welfare = _i % 2 ? CPW_ALLOCATE_ATKINSON : CPW_ALLOCATE_KOLM;
  o.aversion = _i % 2 ? 3.0 : 0.2;
  is_brute(&w, &o, 1, NULL, NULL, 2e-4, _i);
}
END_TEST

static int keeps_guarantees(const world *w, const int64_t *x, const void *context) {
  const cpw_system_allocate_options *o = context;
  (void)w;
  int64_t north = x[0] + x[1], eyes = x[0] + x[2];
  return north >= o->guarantee[0].least &&
         (o->guarantee[0].most < 0 || north <= o->guarantee[0].most) &&
         (o->guarantees < 2 || (eyes >= o->guarantee[1].least && eyes <= o->guarantee[1].most));
}

START_TEST(guarantees_are_brute_force)
{
  world w;
  const cpw_system_guarantee g[] = {{0, CPW_NONE, 50000, _i % 2 ? 90000 : -1},
                                    {CPW_NONE, 0, 80000, 110000}};
  world_make(&w, (uint64_t)_i + 200, 3, 4e-5);
  cpw_system_allocate_options o = asked(240000);
  o.guarantee = g;
  o.guarantees = _i % 3 ? 1 : 2; /* the second crosses the first */
  is_brute(&w, &o, 10000, keeps_guarantees, &o, 1e-6, _i);
}
END_TEST

static int keeps_limits(const world *w, const int64_t *x, const void *context) {
  (void)context;
  for (int64_t o = 0; o < w->s.limits; o++) {
    double used = 0;
    for (int64_t u = 2 * o; u < 2 * o + 2 && u < w->s.capacities; u++)
      used += w->use[u % 2].amount * world_capacity(w, u, 0, (double)x[u] / CPW_WEEKS_PER_YEAR);
    if (used > w->limit[o].amount * (1 + 1e-9)) return 0;
  }
  return 1;
}

START_TEST(limits_are_brute_force)
{
  world w;
  world_make(&w, (uint64_t)_i + 300, 3, 4e-5);
  world_limit(&w, 4.0);
  cpw_system_allocate_options o = asked(240000);
  is_brute(&w, &o, 10000, keeps_limits, NULL, 1e-6, _i);
}
END_TEST

/* More money is never worse, however little of it the limits let be used; the bound stays near. */
START_TEST(more_money_under_limits)
{
  static const int64_t budget[] = {10000000,  20000000,   40000000,
                                   100000000, 1000000000, 4503599627370496};
  cpw_system_book *book = NULL;
  cpw_system_plan *plan = NULL;
  double before = 0;
  ck_assert_int_eq(cpw_system_read_folder("examples/data/system", NULL, &book, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_system_plan_new(cpw_system_book_view(book), NULL, &plan, NULL), CPW_OK);
  for (int k = 0; k < 6; k++) {
    cpw_result *r = NULL;
    cpw_system_allocate_options o;
    cpw_system_allocate_options_init(&o);
    o.budget = budget[k];
    ck_assert_int_eq(cpw_system_allocate(plan, &o, NULL, &r, NULL), CPW_OK);
    ck_assert_double_ge(*reals(r, "welfare"), before * (1 - 1e-3));
    ck_assert_double_le(*reals(r, "gap"), 0.02);
    before = *reals(r, "welfare");
    cpw_result_free(r);
  }
  cpw_system_plan_free(plan);
  cpw_system_book_free(book);
}
END_TEST

/* surplus of all together */
static double surplus(const world *w, const int64_t *x, double share) {
  double sum = 0;
  cpw_system_totals t[WORLD_GROUPS];
  for (int64_t u = 0; u < w->s.capacities; u++) {
    world_unit(w, u, (double)x[u] / CPW_WEEKS_PER_YEAR, t);
    for (int g = 0; g < WORLD_GROUPS; g++)
      sum += t[g].within - share * t[g].closing;
  }
  return sum;
}

static int meets_target(const world *w, const int64_t *x, const void *context) {
  return surplus(w, x, *(const double *)context) >= 0;
}

START_TEST(targets_are_brute_force)
{
  world w;
  const double share = 0.9;
  const cpw_system_target t = {CPW_NONE, CPW_NONE, 0, 0, share};
  world_make(&w, (uint64_t)_i + 400, 3, 8e-5);
  cpw_system_allocate_options o = asked(300000);
  o.target = &t;
  o.targets = 1;
  int64_t best[3] = {0};
  double most = brute(&w, &o, 5000, meets_target, &share, best);
  double free = brute(&w, &o, 5000, NULL, NULL, best);
  cpw_result *r = allocate(&w, &o);
  double welfare = *reals(r, "welfare");
  if (most > -(double)INFINITY) {
    ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_OK);
    ck_assert_int_eq(*wholes(r, "target_met"), 1);
    ck_assert_double_ge(surplus(&w, wholes(r, "spend"), share), -1e-6);
    ck_assert_double_ge(welfare, most * (1 - 1e-4));
    ck_assert_double_ge(*reals(r, "upper_bound"), most * (1 - 1e-9));
    ck_assert_double_eq_tol(*reals(r, "target_cost"), free - most, 0.02 * free);
  } else {
    ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNREACHABLE);
    ck_assert_int_eq(*wholes(r, "target_met"), 0);
  }
  cpw_result_free(r);
}
END_TEST

static int64_t least_alone(const world *w, int64_t u, double share, int64_t budget) {
  for (int64_t x = 0; x <= budget; x++) {
    cpw_system_totals t[WORLD_GROUPS];
    double sum = 0;
    world_unit(w, u, (double)x / CPW_WEEKS_PER_YEAR, t);
    for (int g = 0; g < WORLD_GROUPS; g++)
      sum += t[g].within - share * t[g].closing;
    if (sum >= 0) return x;
  }
  return -1;
}

START_TEST(each_unit_meets_its_target)
{
  world w;
  const double share = 0.8;
  const cpw_system_target t = {CPW_NONE, CPW_NONE, 1, 0, share};
  world_make(&w, (uint64_t)_i + 500, 4, 0.02);
  cpw_system_allocate_options o = asked(6000);
  o.target = &t;
  o.targets = 1;
  cpw_result *r = allocate(&w, &o);
  const int64_t *x = wholes(r, "spend");
  int64_t sum = 0;
  for (int64_t u = 0; u < 4; u++) {
    int64_t least = least_alone(&w, u, share, o.budget);
    sum += least < 0 ? o.budget + 1 : least;
    if (cpw_result_outcome(r) == CPW_OUTCOME_OK) ck_assert_int_ge(x[u], least);
  }
  ck_assert_int_eq(cpw_result_outcome(r),
                   sum <= o.budget ? CPW_OUTCOME_OK : CPW_OUTCOME_UNREACHABLE);
  if (sum <= o.budget) {
    ck_assert_int_ge(*wholes(r, "target_money"), sum);
    ck_assert_int_le(*wholes(r, "target_money"), sum + 4 + sum / 1000);
    double after = *reals(r, "target_after"); /* nobody waits: NaN */
    ck_assert(isnan(after) || after >= share - 1e-9);
  }
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- prices -------------------- */

START_TEST(places_at_the_price_are_the_joint_optimum)
{
  world w;
  world_make(&w, (uint64_t)_i + 600, 6, 1e-5);
  cpw_system_allocate_options o = asked(3000000);
  o.gap = 1e-6;
  cpw_result *r = allocate(&w, &o), *p = NULL;
  const int64_t *x = wholes(r, "spend");
  double price = *reals(r, "price"), welfare = *reals(r, "welfare");
  ck_assert_double_eq_tol(*reals(r, "dual"), welfare, 1e-5 * welfare);
  cpwi_allocate_engine engine = world_engine(&w);
  double surplus_sum = 0;
  for (int32_t place = 0; place < 3 && price > 0; place++) {
    ck_assert_int_eq(cpwi_allocate_place(&engine, &o, place, price, NULL, &p, NULL), CPW_OK);
    const int64_t *row = wholes(p, "number");
    for (int k = 0; k < 2;
         k++) { /* what the system gives is as good for the place as its own choice */
      double own = reals(p, "benefit")[k] - price * reals(p, "most")[k];
      double given = reals(r, "benefit")[row[k]] - price * (double)x[row[k]];
      ck_assert_double_ge(given, own - 1e-4 * welfare);
      ck_assert_double_ge(reals(p, "most")[k], reals(p, "least")[k]);
    }
    surplus_sum += *reals(p, "surplus");
    cpw_result_free(p);
  }
  if (price > 0)
    ck_assert_double_eq_tol(price * (double)o.budget + surplus_sum, welfare, 1e-4 * welfare);
  cpw_result_free(r);
}
END_TEST

START_TEST(limits_have_prices)
{
  world w;
  world_make(&w, 7, 4, 1e-5);
  world_limit(&w, 1.5);
  cpw_system_allocate_options o = asked(4000000);
  o.gap = 1e-7;
  cpw_result *r = allocate(&w, &o);
  for (int l = 0; l < 2; l++) {
    double price = reals(r, "limit_price")[l], old = w.limit[l].amount, step = 1e-2;
    ck_assert_double_le(reals(r, "limit_used")[l], old * (1 + 1e-9));
    w.limit[l].amount = old + step;
    cpw_result *more = allocate(&w, &o);
    double gained = (*reals(more, "welfare") - *reals(r, "welfare")) / step;
    ck_assert_double_eq_tol(price, gained, 0.05 * fabs(gained) + 1e-3);
    w.limit[l].amount = old;
    cpw_result_free(more);
  }
  ck_assert_double_gt(reals(r, "limit_price")[0] + reals(r, "limit_price")[1], 0);
  cpw_result_free(r);
}
END_TEST

START_TEST(guarantees_cost_what_they_take)
{
  world w;
  world_make(&w, 11, 4, 1e-5);
  const cpw_system_guarantee g = {1, CPW_NONE, 1800000, -1};
  cpw_system_allocate_options o = asked(2000000);
  cpw_result *without = allocate(&w, &o);
  o.guarantee = &g;
  o.guarantees = 1;
  cpw_result *with = allocate(&w, &o);
  double cost = *reals(without, "welfare") - *reals(with, "welfare");
  ck_assert_double_eq_tol(*reals(with, "guarantee_cost"), cost, 1e-4 * *reals(with, "welfare"));
  ck_assert_int_ge(*wholes(with, "guarantee_spend"), 1800000);
  cpw_result_free(without);
  cpw_result_free(with);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

START_TEST(nothing_feasible_is_better)
{
  world w;
  cpw_stream s;
  cpw_stream_init(&s, (uint64_t)_i, 1, 0, 0);
  world_make(&w, (uint64_t)_i + 700, WORLD_UNITS, 1e-5);
  cpw_system_allocate_options o = asked(1000000 + (int64_t)cpw_random_below(&s, 9000000));
  o.gap = 1e-4;
  o.outcome = (int32_t)cpw_random_below(&s, 2);
  o.welfare = o.outcome == CPW_ALLOCATE_WAITED ? (int32_t)cpw_random_below(&s, 3) : 0;
  o.aversion = o.welfare == CPW_ALLOCATE_KOLM ? 0.1 : 2;
  cpw_result *r = allocate(&w, &o);
  double welfare = *reals(r, "welfare"), gap = *reals(r, "gap");
  ck_assert_double_le(gap, 1e-3);
  ck_assert_double_ge(welfare, *reals(r, "baseline_welfare"));
  ck_assert_double_ge(welfare, *reals(r, "capitation_welfare"));
  for (int k = 0; k < 1000; k++) {
    double part[WORLD_UNITS], sum = 0;
    int64_t x[WORLD_UNITS];
    for (int u = 0; u < WORLD_UNITS; u++)
      sum += part[u] = cpw_random_exponential(&s, 1);
    for (int u = 0; u < WORLD_UNITS; u++)
      x[u] = (int64_t)(part[u] / sum * (double)o.budget);
    ck_assert_double_ge(welfare, world_welfare(&w, x, &o) - 1e-9 * welfare);
  }
  cpw_result_free(r);
}
END_TEST

/* rows the other way round */
static void reverse(const world *from, world *to) {
  int64_t n = from->s.capacities;
  *to = *from;
  to->s.capacity = to->capacity;
  to->s.organisation = to->organisation;
  to->s.service = to->service;
  to->s.group = to->group;
  for (int64_t u = 0; u < n; u++) {
    to->capacity[u] = from->capacity[n - 1 - u];
    to->opening[u] = from->opening[n - 1 - u];
    to->starts[u] = from->starts[n - 1 - u];
    memcpy(to->part[u], from->part[n - 1 - u], sizeof to->part[u]);
  }
}

START_TEST(order_of_rows_does_not_matter)
{
  world a, b;
  world_make(&a, (uint64_t)_i + 800, WORLD_UNITS, 1e-5);
  for (int u = 2; u < WORLD_UNITS; u++) { /* equals, so that there are ties */
    a.opening[u] = a.opening[u % 2];
    a.starts[u] = a.starts[u % 2];
    a.capacity[u].treatments = a.capacity[u % 2].treatments;
    memcpy(a.part[u], a.part[u % 2], sizeof a.part[u]);
  }
  reverse(&a, &b);
  cpw_system_allocate_options o = asked(1234567);
  o.gap = 1e-4;
  o.welfare = _i % 3;
  cpw_result *r = allocate(&a, &o), *q = allocate(&b, &o);
  for (int u = 0; u < WORLD_UNITS; u++)
    ck_assert_int_eq(wholes(r, "spend")[u], wholes(q, "spend")[WORLD_UNITS - 1 - u]);
  ck_assert(*reals(r, "welfare") == *reals(q, "welfare"));
  ck_assert(*reals(r, "upper_bound") == *reals(q, "upper_bound"));
  cpw_result_free(r);
  cpw_result_free(q);
}
END_TEST

START_TEST(a_better_alternative_is_taken)
{
  world w;
  world_make(&w, 3, 3, 0.4);
  cpw_system_allocate_options o = asked(20);
  cpw_result *best = allocate(&w, &o);
  int64_t x[3];
  memcpy(x, wholes(best, "spend"), sizeof x);
  o.alternative = x;
  o.alternatives = 1;
  o.rounds = 0;
  o.points = 3;
  cpw_result *r = allocate(&w, &o);
  ck_assert_double_ge(*reals(r, "welfare"), *reals(best, "welfare") * (1 - 1e-12));
  ck_assert_int_eq(wholes(r, "alternative_kept")[2], 1);
  cpw_result_free(best);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- panels -------------------- */

START_TEST(opinions_are_allocations)
{
  world w;
  world_make(&w, 21, WORLD_UNITS, 1e-5);
  const double weight[] = {1, 1, 1, 5, 1, 1, 1, 1, 5}, share[] = {2, 1, 1};
  const char *const name[] = {"all", "deprived", "others"};
  cpw_system_allocate_options o = asked(2000000);
  cpw_system_panel p;
  cpw_system_panel_init(&p);
  p.opinions = 3;
  p.name = name;
  p.weight = weight;
  p.share = share;
  cpw_result *r = NULL;
  cpwi_allocate_engine engine = world_engine(&w);
  ck_assert_int_eq(cpwi_allocate_panel(&engine, &o, &p, NULL, &r, NULL), CPW_OK);
  const double *regret = reals(r, "regret");
  for (int i = 0; i < 3; i++) {
    o.weight = weight + 3 * i;
    cpw_result *one = allocate(&w, &o);
    ck_assert_double_eq_tol(reals(r, "welfare")[i], *reals(one, "welfare"),
                            1e-5 * *reals(one, "welfare"));
    cpw_result_free(one);
    ck_assert(regret[4 * i] == 0);
    double mean = 0;
    for (int u = 0; u < WORLD_UNITS; u++)
      mean += reals(r, "spend_mean")[u];
    ck_assert_double_eq_tol(mean, 2000000, 1);
  }
  ck_assert_double_le(*reals(r, "agreement"), 1);
  cpw_result_free(r);
}
END_TEST

START_TEST(aversion_makes_a_frontier)
{
  world w;
  world_make(&w, 22, WORLD_UNITS, 1e-5);
  const double aversion[] = {0, 1, 5, 20};
  cpw_system_allocate_options o = asked(2000000);
  o.welfare = CPW_ALLOCATE_ATKINSON;
  o.gap = 1e-5;
  cpw_system_panel p;
  cpw_system_panel_init(&p);
  p.opinions = 4;
  p.aversion = aversion;
  cpw_result *r = NULL;
  cpwi_allocate_engine engine = world_engine(&w);
  ck_assert_int_eq(cpwi_allocate_panel(&engine, &o, &p, NULL, &r, NULL), CPW_OK);
  for (int i = 1; i < 4; i++) { /* the total falls as aversion grows */
    ck_assert_double_le(reals(r, "outcome_total")[i],
                        reals(r, "outcome_total")[i - 1] * (1 + 1e-4));
  }
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- curves -------------------- */

START_TEST(curves_are_the_engine)
{
  world w;
  world_make(&w, 31, 3, 1e-5);
  const double spend[] = {500000, 0, 1e6, 12345};
  double benefit[4];
  cpwi_allocate_engine engine = world_engine(&w);
  cpw_system_allocate_options o = asked(0);
  ck_assert_int_eq(cpwi_system_curve(&engine, &o, 1, spend, 4, NULL, benefit, NULL), CPW_OK);
  for (int k = 0; k < 4; k++) {
    const int64_t x[] = {0, (int64_t)spend[k], 0};
    ck_assert_double_eq_tol(benefit[k], world_welfare(&w, x, &o), 1e-9 * benefit[k] + 1e-9);
  }
  ck_assert(benefit[1] == 0);
}
END_TEST

/* ---------------------------------------------------------------- the real engine ----------- */

START_TEST(the_engine_itself)
{
  small w;
  cpw_system_plan *plan = NULL;
  cpw_result *r = NULL;
  cpw_error e;
  small_make(&w);
  for (int32_t outcome = 0; outcome < CPW_ALLOCATE_OUTCOMES; outcome++) {
    cpw_system_allocate_options o;
    cpw_system_allocate_options_init(&o);
    o.budget = 1000000;
    o.outcome = outcome;
    ck_assert_int_eq(cpw_system_plan_new(&w.s, NULL, &plan, NULL), CPW_OK);
    int32_t status = cpw_system_allocate(plan, &o, NULL, &r, &e);
    ck_assert_msg(status == CPW_OK, "%s", e.message);
    double welfare = *reals(r, "welfare");
    ck_assert_double_ge(welfare, *reals(r, "capitation_welfare"));
    ck_assert_double_ge(welfare, 0);
    if (outcome == CPW_ALLOCATE_WAITED) ck_assert_double_le(*reals(r, "gap"), 0.01);
    cpw_result_free(r);
    cpw_system_plan_free(plan);
  }
}
END_TEST

/* units of a pool are one block */
START_TEST(pooled_units_are_run_together)
{
  small w;
  cpw_system_plan *plan = NULL;
  cpw_result *r = NULL;
  small_make(&w);
  cpw_system_effect *effect = small_policy(&w, "pool", CPW_LEVER_POOL, CPW_EFFECT_SHARE, 1);
  effect->alliance = 0;
  const int32_t policy = 0;
  cpw_system_run_options run;
  cpw_system_run_options_init(&run);
  run.policy = &policy;
  run.policies = 1;
  cpw_error e;
  int32_t status = cpw_system_plan_new(&w.s, &run, &plan, &e);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : e.message);
  cpw_system_allocate_options o;
  cpw_system_allocate_options_init(&o);
  o.budget = 500000;
  status = cpw_system_allocate(plan, &o, NULL, &r, &e);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : e.message);
  ck_assert_int_eq(wholes(r, "shared")[0], 2);
  ck_assert_int_eq(wholes(r, "shared")[4], 1);
  ck_assert(strstr(cpw_result_note(r, "blocks"), "4 units share") != NULL);
  ck_assert_double_ge(*reals(r, "welfare"), *reals(r, "capitation_welfare"));
  cpw_result_free(r);
  cpw_system_plan_free(plan);
}
END_TEST

/* ---------------------------------------------------------------- limits and errors --------- */

START_TEST(no_money_changes_nothing)
{
  world w;
  world_make(&w, 41, 4, 1e-5);
  cpw_system_allocate_options o = asked(0);
  cpw_result *r = allocate(&w, &o);
  ck_assert(*reals(r, "welfare") == 0 && *reals(r, "gap") == 0);
  ck_assert_int_eq(*wholes(r, "unspent"), 0);
  cpw_result_free(r);
}
END_TEST

START_TEST(money_that_gains_nothing_is_left)
{
  world w;
  world_make(&w, 42, 3, 1e-3);
  cpw_system_allocate_options o = asked(INT64_C(1) << 40);
  o.outcome = CPW_ALLOCATE_WAITED;
  cpw_result *r = allocate(&w, &o);
  ck_assert_int_gt(*wholes(r, "unspent"), 0);
  ck_assert_double_le(*reals(r, "gap"), 1e-3);
  cpw_result_free(r);
}
END_TEST

START_TEST(nobody_waits)
{
  world w;
  world_make(&w, 43, 2, 1e-3);
  for (int u = 0; u < 2; u++)
    w.opening[u] = w.starts[u] = 0;
  for (int32_t k = 0; k < 3; k++) {
    cpw_system_allocate_options o = asked(1000);
    o.welfare = k;
    cpw_result *r = allocate(&w, &o);
    ck_assert(*reals(r, "welfare") == 0);
    cpw_result_free(r);
  }
}
END_TEST

static void refused(const world *w, const cpw_system_allocate_options *o, int32_t code,
                    const char *message) {
  cpw_result *r = NULL;
  cpw_error e;
  cpwi_allocate_engine engine = world_engine(w);
  int32_t status = cpwi_allocate_run(&engine, o, NULL, &r, &e);
  ck_assert_int_eq(status, code);
  ck_assert_str_eq(e.message, message);
  ck_assert(r == NULL);
}

START_TEST(wrong_options)
{
  world w;
  world_make(&w, 51, 3, 1e-5);
  cpw_system_allocate_options o = asked(-1);
  refused(&w, &o, CPW_EDOMAIN, "options.budget = -1 must be 0 to 2^52");
  o = asked(100);
  o.gap = (double)NAN;
  refused(&w, &o, CPW_EDOMAIN, "options.gap = nan must be > 0 and at most 1");
  o = asked(100);
  o.aversion = -1;
  refused(&w, &o, CPW_EDOMAIN, "options.aversion = -1 must be from 0 to 100");
  o = asked(100);
  o.points = 2;
  refused(&w, &o, CPW_EINVAL, "options.points = 2 must be 3 to 64");
  const double weight[] = {1, (double)NAN, 1};
  o = asked(100);
  o.weight = weight;
  refused(&w, &o, CPW_EDOMAIN, "options.weight[1] = nan must be finite and >= 0");
  const int64_t lower[] = {60, 50, 0}, upper[] = {10, 100, 100};
  o = asked(100);
  o.lower = lower;
  refused(&w, &o, CPW_EDOMAIN, "options.lower sums to 110, 10 more than the budget 100");
  o.upper = upper;
  refused(&w, &o, CPW_EDOMAIN, "options.upper[0] = 10 must be >= lower[0] = 60");
  o = asked(100);
  o.outcome = CPW_ALLOCATE_HEALTH;
  o.welfare = CPW_ALLOCATE_ATKINSON;
  refused(&w, &o, CPW_EINVAL,
          "Atkinson's measure takes waits and people, not health that may be gained: use Kolm's");
  o = asked(100);
  o.targets = 1;
  refused(&w, &o, CPW_EINVAL, "options.target must be given");
}
END_TEST

START_TEST(wrong_rules)
{
  world w;
  world_make(&w, 52, 4, 1e-5);
  cpw_system_guarantee g[] = {{0, CPW_NONE, 60, -1}, {1, CPW_NONE, 50, -1}};
  cpw_system_allocate_options o = asked(100);
  o.guarantee = g;
  o.guarantees = 2;
  refused(&w, &o, CPW_EDOMAIN,
          "guarantees and least pounds sum to 110, 10 more than the budget 100");
  g[0].organisation = 9;
  refused(&w, &o, CPW_EINVAL, "options.guarantee[0].organisation = 9 is no organisation");
  g[0].organisation = 0;
  g[0].most = 3;
  refused(&w, &o, CPW_EDOMAIN,
          "options.guarantee[0].most = 3 must be >= least = 60, or -1 for none");
  g[0].most = -1;
  g[0].organisation = 2;
  refused(&w, &o, CPW_EDOMAIN, "options.guarantee[0] is for units of which there are none");
  const int64_t lower[] = {30, 0, 0, 0};
  g[0] = (cpw_system_guarantee){0, CPW_NONE, 10, 20};
  g[1] = (cpw_system_guarantee){1, CPW_NONE, 0, -1};
  o.lower = lower;
  refused(&w, &o, CPW_EDOMAIN,
          "options.guarantee[0].most = 20 is below the 30 that its units must get");
  const cpw_system_target t = {CPW_NONE, 5, 0, 0, 0.9}, u = {CPW_NONE, CPW_NONE, 0, 0, 2};
  o = asked(100);
  o.target = &t;
  o.targets = 1;
  refused(&w, &o, CPW_EINVAL, "options.target[0].service = 5 is no service");
  o.target = &u;
  refused(&w, &o, CPW_EDOMAIN, "options.target[0].share = 2 must be in [0, 1], or NaN");
}
END_TEST

START_TEST(wrong_calls)
{
  world w;
  cpw_error e;
  cpw_result *r = NULL;
  double benefit = 7;
  const double spend[] = {-1};
  world_make(&w, 53, 3, 1e-5);
  cpwi_allocate_engine engine = world_engine(&w);
  ck_assert_int_eq(cpw_system_allocate(NULL, NULL, NULL, &r, &e), CPW_EINVAL);
  ck_assert_str_eq(e.message, "plan must be given");
  ck_assert_int_eq(cpwi_system_curve(&engine, NULL, 3, spend, 1, NULL, &benefit, &e), CPW_EINVAL);
  ck_assert_str_eq(e.message, "unit = 3 must be a row of capacity, 0 to 2");
  ck_assert_int_eq(cpwi_system_curve(&engine, NULL, 0, spend, 1, NULL, &benefit, &e), CPW_EDOMAIN);
  ck_assert_str_eq(e.message, "spend[0] = -1 must be finite and >= 0");
  ck_assert(benefit == 7);
  ck_assert_int_eq(cpwi_allocate_place(&engine, NULL, 9, 1, NULL, &r, &e), CPW_EINVAL);
  ck_assert_str_eq(e.message, "organisation = 9 is no organisation");
  ck_assert_int_eq(cpwi_allocate_place(&engine, NULL, 0, 0, NULL, &r, &e), CPW_EDOMAIN);
  ck_assert_str_eq(e.message, "price = 0 must be finite and > 0");
  cpw_system_panel p;
  cpw_system_panel_init(&p);
  ck_assert_int_eq(cpwi_allocate_panel(&engine, NULL, &p, NULL, &r, &e), CPW_EINVAL);
  ck_assert_str_eq(e.message, "panel.opinions = 0 must be 1 to 4096");
  w.fails = 1;
  ck_assert_int_eq(cpwi_allocate_run(&engine, NULL, NULL, &r, &e), CPW_ENOMEM);
}
END_TEST

static int stop_at_half(void *context, double done) {
  double *last = context;
  ck_assert(done > *last && done < 1);
  *last = done;
  return done > 0.5;
}

START_TEST(callers_may_stop)
{
  world w;
  cpw_error e;
  cpw_result *r = NULL;
  double last = 0;
  world_make(&w, 54, 3, 1e-5);
  cpwi_allocate_engine engine = world_engine(&w);
  cpw_system_allocate_options o = asked(1000000);
  o.points = 12;
  cpw_run run;
  cpw_run_init(&run);
  run.progress = stop_at_half;
  run.progress_context = &last;
  ck_assert_int_eq(cpwi_allocate_run(&engine, &o, &run, &r, &e), CPW_ECANCELLED);
  ck_assert_double_gt(last, 0.5);
  ck_assert(r == NULL);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t everything(void *context) {
  const world *w = context;
  const double weight[] = {1, 1, 1, 3, 1, 1};
  const cpw_system_guarantee g[] = {{0, CPW_NONE, 5, 9}};
  const cpw_system_target t[] = {{CPW_NONE, CPW_NONE, 0, 0, 0.7}, {0, CPW_NONE, 1, 0, 0.5}};
  cpw_system_allocate_options o = asked(24);
  cpw_result *r = NULL;
  cpwi_allocate_engine engine = world_engine(w);
  o.rounds = 1;
  o.points = 3;
  o.guarantee = g;
  o.guarantees = 1;
  o.target = t;
  o.targets = 2;
  int32_t status = cpwi_allocate_run(&engine, &o, NULL, &r, NULL);
  cpw_result_free(r);
  r = NULL;
  o.guarantees = o.targets = 0;
  o.welfare = CPW_ALLOCATE_ATKINSON;
  cpw_system_panel p;
  cpw_system_panel_init(&p);
  p.opinions = 2;
  p.weight = weight;
  if (status == CPW_OK) status = cpwi_allocate_panel(&engine, &o, &p, NULL, &r, NULL);
  cpw_result_free(r);
  r = NULL;
  if (status == CPW_OK) status = cpwi_allocate_place(&engine, &o, 0, 1.0, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(memory_fails)
{
  world w;
  world_make(&w, 61, 3, 0.4);
  world_limit(&w, 4.0);
  cpwt_each_allocation_fails(everything, &w);
}
END_TEST

typedef struct cases {
  const char *name;
  const TTest *tests[8];
  int loops[8];
} cases;

static Suite *allocate_suite(void) {
  Suite *suite = suite_create("system_allocate");
  const cases all[] = {
      {"limits",
       {no_money_changes_nothing, money_that_gains_nothing_is_left, nobody_waits},
       {1, 1, 1}},
      {"errors", {wrong_options, wrong_rules, wrong_calls, callers_may_stop}, {1, 1, 1, 1}},
      {"reference",
       {sums_are_brute_force, aversion_is_brute_force, guarantees_are_brute_force,
        limits_are_brute_force, more_money_under_limits, targets_are_brute_force,
        each_unit_meets_its_target, curves_are_the_engine},
       {24, 16, 18, 12, 1, 16, 10, 1}},
      {"prices",
       {places_at_the_price_are_the_joint_optimum, limits_have_prices,
        guarantees_cost_what_they_take},
       {10, 1, 1}},
      {"properties",
       {nothing_feasible_is_better, order_of_rows_does_not_matter, a_better_alternative_is_taken,
        opinions_are_allocations, aversion_makes_a_frontier, the_engine_itself,
        pooled_units_are_run_together},
       {20, 9, 1, 1, 1, 1, 1}},
      {"oom", {memory_fails}, {1}}};
  for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
    TCase *tcase = tcase_create(all[k].name);
    tcase_set_timeout(tcase, 300);
    for (int i = 0; i < 8 && all[k].tests[i]; i++)
      tcase_add_loop_test(tcase, all[k].tests[i], 0, all[k].loops[i]);
    suite_add_tcase(suite, tcase);
  }
  return suite;
}

int main(void) {
  Suite *suites[] = {allocate_suite()};
  return cpwt_run(suites, 1);
}
