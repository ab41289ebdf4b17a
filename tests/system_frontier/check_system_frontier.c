/* Universal against targeted: runs made by hand with the same levers, sums that must agree, a loss that rises held
 * against its integral. */
#include "carepath.h"
#include "support/support.h"

#include <math.h>
#include <string.h>

#define GROUPS 3
#define UNITS  4

/* A trust with a branch that offers the same, a hospital, two services. */
typedef struct world {
  cpw_system s;
  cpw_system_organisation organisation[3];
  cpw_system_service service[2];
  cpw_system_list list[UNITS * GROUPS];
  cpw_system_capacity capacity[UNITS];
  cpw_system_policy policy[1];
  cpw_system_effect effect[UNITS * GROUPS];
} world;

static const char *const groups[GROUPS] = {"most deprived", "middle", "least deprived"};

static void fill_lists(world *w) {
  const double starts[UNITS] = {40, 12, 25, 9};
  for (int u = 0; u < UNITS; u++) {
    cpw_system_capacity *c = &w->capacity[u];
    cpw_system_row_init(CPW_SYSTEM_CAPACITY, c);
    c->organisation = u < 2 ? u : 2;
    c->service = u == 3;
    c->treatments = starts[u] * 0.9;
    for (int g = 0; g < GROUPS; g++) {
      cpw_system_list *l = &w->list[u * GROUPS + g];
      cpw_system_row_init(CPW_SYSTEM_LISTS, l);
      l->organisation = c->organisation;
      l->service = c->service;
      l->group = g;
      l->starts = starts[u] * (g == 0 ? 0.3 : 0.35);
      l->waiting = l->starts * (g == 0 ? 24 : 20);
    }
  }
}

static void make(world *w) {
  static const char *const ids[3] = {"trust", "branch", "hospital"};
  memset(w, 0, sizeof *w);
  cpw_system_init(&w->s);
  w->s.weeks = 52;
  w->s.group = groups;
  w->s.groups = GROUPS;
  for (int o = 0; o < 3; o++) {
    cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, &w->organisation[o]);
    w->organisation[o].id = ids[o];
    w->organisation[o].kind = CPW_ORG_ACUTE;
    w->organisation[o].parent = o == 1 ? 0 : CPW_NONE;
  }
  for (int v = 0; v < 2; v++) {
    cpw_system_row_init(CPW_SYSTEM_SERVICES, &w->service[v]);
    w->service[v].id = v ? "eyes" : "hips";
    w->service[v].unit_cost = v ? 800 : 5000;
    w->service[v].gain = v ? 0.1 : 0.8;
    w->service[v].harm = v ? 0.001 : 0.004;
  }
  fill_lists(w);
  w->s.organisation = w->organisation;
  w->s.organisations = 3;
  w->s.service = w->service;
  w->s.services = 2;
  w->s.list = w->list;
  w->s.lists = UNITS * GROUPS;
  w->s.capacity = w->capacity;
  w->s.capacities = UNITS;
}

static cpw_system_frontier_options usual(void) {
  cpw_system_frontier_options o;
  cpw_system_frontier_options_init(&o);
  o.money = 30000;
  o.steps = 4;
  return o;
}

static cpw_result *frontier(const world *w, const cpw_system_frontier_options *o) {
  cpw_result *r = NULL;
  cpw_error e;
  memset(&e, 0, sizeof e);
  int32_t status = cpw_system_frontier(&w->s, o, NULL, &r, &e);
  ck_assert_msg(status == CPW_OK, "%s", e.message);
  return r;
}

static double real(const cpw_result *r, const char *name, int64_t at) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a && a->real && at < a->size, "no %s[%lld]", name, (long long)at);
  return a->real[at];
}

static int64_t whole(const cpw_result *r, const char *name, int64_t at) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a && a->integer && at < a->size, "no %s[%lld]", name, (long long)at);
  return a->integer[at];
}

static void near(double got, double want, double tolerance) {
  ck_assert_msg(fabs(got - want) <= tolerance * (1 + fabs(want)), "%.17g is not %.17g", got, want);
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(no_money)
{
  world w;
  make(&w);
  cpw_system_frontier_options o = usual();
  o.money = 0;
  cpw_result *r = frontier(&w, &o);
  for (int64_t k = 0; k < 6; k++) {
    ck_assert(real(r, "health_gain", k) == 0 && real(r, "added", k) == 0);
    ck_assert(real(r, "treated", k) == real(r, "treated", 0));
    ck_assert(whole(r, "dominated_by", k) == -1 && fabs(real(r, "inequality", k)) < 1e-12);
  }
  ck_assert(isnan(real(r, "target", 0)) && real(r, "target", 1) == 0 && real(r, "target", 5) == 1);
  cpw_result_free(r);
}
END_TEST

/* nobody on any list, no capacity: no treated, no waits, no error */
START_TEST(nobody)
{
  world w;
  make(&w);
  for (int k = 0; k < UNITS * GROUPS; k++)
    w.list[k].starts = w.list[k].waiting = 0;
  cpw_system_frontier_options o = usual();
  cpw_result *r = frontier(&w, &o);
  ck_assert(real(r, "treated", 5) == 0 && isnan(real(r, "mean_wait", 5)));
  ck_assert(isnan(real(r, "wait_slope", 5)) && real(r, "health_gain", 5) == 0);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void says(int32_t status, int32_t code, const cpw_error *err, const char *message) {
  ck_assert_msg(status == code, "status %d, not: %s", (int)status, message);
  ck_assert_str_eq(err->message, message);
}

#define FRONTIER(w, o) cpw_system_frontier(&(w).s, o, NULL, &r, &e)

START_TEST(options_that_are_wrong)
{
  world w;
  cpw_error e;
  cpw_result *r = NULL;
  make(&w);
  says(cpw_system_frontier(NULL, NULL, NULL, &r, &e), CPW_EINVAL, &e, "system is NULL");
  says(cpw_system_frontier(&w.s, NULL, NULL, NULL, &e), CPW_EINVAL, &e, "out is NULL");
  cpw_system_frontier_options o = usual();
  o.target = 2;
  says(FRONTIER(w, &o), CPW_EINVAL, &e, "options.target = 2 must be 0 to 1");
  o = usual();
  o.money = (double)NAN;
  says(FRONTIER(w, &o), CPW_EDOMAIN, &e, "options.money = nan must be finite and >= 0");
  o = usual();
  o.targeted = GROUPS;
  says(FRONTIER(w, &o), CPW_EDOMAIN, &e, "options.targeted = 3 must be 1 to 2");
  o = usual();
  o.steps = 1001;
  says(FRONTIER(w, &o), CPW_EDOMAIN, &e, "options.steps = 1001 must be 1 to 1000");
  const double none[UNITS] = {0}, people[GROUPS] = {1, 0, 1}, falls[5] = {1, 2, 1, 3, 3};
  o = usual();
  o.split = none;
  says(FRONTIER(w, &o), CPW_EDOMAIN, &e, "options.split sums to 0: money goes nowhere");
  o = usual();
  o.people = people;
  says(FRONTIER(w, &o), CPW_EDOMAIN, &e, "options.people[1] = 0 must be finite and > 0");
  o = usual();
  o.rise = falls;
  says(FRONTIER(w, &o), CPW_EDOMAIN, &e, "options.rise[2] = 1 must be no less than before");
  cpw_system_run_options run;
  cpw_system_run_options_init(&run);
  run.bands = 60;
  const double even[5] = {1, 1, 1, 1, 1};
  o.rise = even;
  o.run = &run;
  says(FRONTIER(w, &o), CPW_EDOMAIN, &e,
       "options.run.bands = 60 must be >= 105 for a loss that rises to 104 weeks");
  w.s.groups = 1;
  w.s.lists = 1;
  says(FRONTIER(w, NULL), CPW_EINVAL, &e, "the system has one group: nobody to target");
  make(&w);
  for (int v = 0; v < 2; v++)
    w.service[v].unit_cost = 0;
  o = usual();
  says(FRONTIER(w, &o), CPW_EDOMAIN, &e,
       "units spend 0 now: options.split must say where money goes");
  ck_assert_ptr_null(r);
}
END_TEST

START_TEST(a_caller_who_stops)
{
  world w;
  cpw_result *r = NULL;
  int32_t stop = 1;
  cpw_run run;
  cpw_run_init(&run);
  run.cancel = &stop;
  make(&w);
  ck_assert_int_eq(cpw_system_frontier(&w.s, NULL, &run, &r, NULL), CPW_ECANCELLED);
  ck_assert_ptr_null(r);
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

/* The money by spend now, and the same effects made by hand: one row a unit, the branch told apart by its name. */
static void by_hand(world *w, double share, double *money, cpw_system_totals *totals) {
  double spend = 0, starts[UNITS];
  for (int u = 0; u < UNITS; u++)
    spend += w->capacity[u].treatments * w->service[w->capacity[u].service].unit_cost;
  cpw_system_row_init(CPW_SYSTEM_POLICIES, &w->policy[0]);
  w->policy[0].id = "by hand";
  for (int u = 0; u < UNITS; u++) {
    double cost = w->service[w->capacity[u].service].unit_cost;
    money[u] = 30000 * w->capacity[u].treatments * cost / spend;
    starts[u] = money[u] / cost; /* treatments that it buys */
  }
  for (int u = 0; u < UNITS; u++) {
    cpw_system_effect *e = &w->effect[u];
    cpw_system_row_init(CPW_SYSTEM_EFFECTS, e);
    e->lever = CPW_LEVER_GUARANTEE;
    e->mode = CPW_EFFECT_ADD;
    e->group = 0;
    e->organisation = w->capacity[u].organisation;
    e->service = w->capacity[u].service;
    e->amount = share * (u == 1 ? starts[1] - starts[0] : starts[u]);
    e->from = 0;
    e->until = (double)INFINITY;
  }
  w->s.policy = w->policy;
  w->s.policies = 1;
  w->s.effect = w->effect;
  w->s.effects = UNITS;
  cpw_system_run_options o;
  cpw_system_run_options_init(&o);
  const int32_t picked[] = {0};
  o.policy = picked;
  o.policies = 1;
  o.money = money;
  cpw_system_plan *plan = NULL;
  ck_assert_int_eq(cpw_system_plan_new(&w->s, &o, &plan, NULL), CPW_OK);
  ck_assert_int_eq(cpw_system_plan_totals(plan, NULL, UNITS, NULL, NULL, totals, NULL), CPW_OK);
  cpw_system_plan_free(plan);
}

START_TEST(the_same_by_hand)
{
  for (int64_t point = 1; point <= 5; point += 2) {
    world w, hand;
    double money[UNITS];
    cpw_system_totals t[UNITS * GROUPS];
    make(&w);
    make(&hand);
    cpw_system_frontier_options o = usual();
    cpw_result *r = frontier(&w, &o);
    by_hand(&hand, real(r, "target", point), money, t);
    double health = 0;
    for (int g = 0; g < GROUPS; g++) {
      double treated = 0, waited = 0, weeks = 0, on = 0, closing = 0;
      for (int u = 0; u < UNITS; u++) {
        const cpw_system_totals *x = &t[u * GROUPS + g];
        const cpw_system_service *v = &w.service[w.capacity[u].service];
        treated += x->treated;
        waited += x->waited;
        weeks += x->treated_weeks;
        on += x->opening + x->starts;
        closing += x->closing;
        health += v->gain * x->treated - v->harm * x->waited;
      }
      near(real(r, "group_treated", point * GROUPS + g), treated, 1e-9);
      near(real(r, "group_list_wait", point * GROUPS + g), waited / on, 1e-9);
      near(real(r, "group_wait", point * GROUPS + g), weeks / treated, 1e-9);
      near(real(r, "group_waiting", point * GROUPS + g), closing, 1e-9);
    }
    near(real(r, "health", point), health, 1e-9);
    near(real(r, "money", point), 30000 * CPW_WEEKS_PER_YEAR, 1e-12);
    near(real(r, "added", point),
         money[0] / 5000 + money[1] / 5000 + money[2] / 5000 + money[3] / 800, 1e-12);
    cpw_result_free(r);
  }
}
END_TEST

/* Lists that never empty: the same treatments at any share, more for the groups meant, nobody lost. */
START_TEST(what_targeting_moves)
{
  for (int32_t target = CPW_SYSTEM_TARGET_KEEP; target <= CPW_SYSTEM_TARGET_ORDER; target++) {
    world w;
    make(&w);
    cpw_system_frontier_options o = usual();
    o.target = target;
    const double health[GROUPS] = {60, 66, 72}, people[GROUPS] = {900, 1000, 1100};
    o.health = health;
    o.people = people;
    cpw_result *r = frontier(&w, &o);
    for (int64_t k = 1; k <= 5; k++) {
      double sum = 0;
      near(real(r, "treated", k), real(r, "treated", 1), 1e-9);
      near(real(r, "health_gain", k), real(r, "health_gain", 1), 1e-9);
      for (int g = 0; g < GROUPS; g++)
        sum += real(r, "group_gain", k * GROUPS + g);
      near(sum, real(r, "health_gain", k), 1e-9);
      if (k == 1) continue;
      ck_assert(real(r, "group_treated", k * GROUPS) > real(r, "group_treated", (k - 1) * GROUPS));
      ck_assert(real(r, "inequality", k) < real(r, "inequality", k - 1));
      ck_assert(real(r, "wait_gap", k) < real(r, "wait_gap", k - 1));
      ck_assert(real(r, "ede", k) > real(r, "ede", k - 1));
    }
    ck_assert_str_eq(cpw_result_note(r, "conservation"),
                     "opening + starts + moved - treated - removed = closing in every run");
    ck_assert_str_eq(cpw_result_note(r, "people"), "as given");
    cpw_result_free(r);
  }
}
END_TEST

/* The least deprived gain more by a treatment: targeting keeps less than all of the gain, and the whole frontier
 * from universal to targeted is undominated. */
START_TEST(a_frontier)
{
  world w;
  make(&w);
  cpw_system_frontier_options o = usual();
  const double benefit[GROUPS] = {0.9, 1, 1.1};
  o.benefit = benefit;
  cpw_result *r = frontier(&w, &o);
  for (int64_t k = 1; k <= 5; k++) {
    ck_assert(whole(r, "dominated_by", k) == -1);
    if (k > 1) ck_assert(real(r, "gain_kept", k) < real(r, "gain_kept", k - 1));
  }
  near(real(r, "gain_kept", 1), 1, 0);
  near(real(r, "inequality_kept", 1), 1, 0);
  cpw_result_free(r);
  const double turned[GROUPS] = {1.1, 1,
                                 0.9}; /* and where they gain less, targeted is better in both */
  o.benefit = turned;
  r = frontier(&w, &o);
  for (int64_t k = 1; k < 5; k++)
    ck_assert(whole(r, "dominated_by", k) == 5);
  cpw_result_free(r);
}
END_TEST

/* A cohort that nobody treats: what it loses is the integral of the law, but for the grid of weeks. */
START_TEST(a_loss_that_rises)
{
  world w;
  make(&w);
  const double rise[CPW_SYSTEM_RISE_PIECES] = {1, 2, 3, 5, 8},
               even[CPW_SYSTEM_RISE_PIECES] = {1, 1, 1, 1, 1};
  for (int k = 0; k < UNITS * GROUPS; k++) {
    w.list[k].starts = 0;
    w.list[k].waiting = k < GROUPS ? 100 : 0;
  }
  for (int u = 0; u < UNITS; u++)
    w.capacity[u].treatments = 0;
  w.s.weeks = 130;
  cpw_system_frontier_options o = usual();
  o.money = 0;
  o.steps = 1;
  o.rise = rise;
  cpw_result *r = frontier(&w, &o);
  const double start[] = {0, 18, 52, 65, 104}, per_week[] = {0.004, 0.008, 0.012, 0.02, 0.032};
  const cpw_dcea_wait_law law = {.pieces = 5, .start = start, .loss = per_week};
  double loss = 0;
  ck_assert_int_eq(cpw_dcea_wait_loss(&law, 0, 130, &loss, NULL, NULL), CPW_OK);
  ck_assert(fabs(real(r, "health", 0) + 300 * loss) <= 300 * 0.032);
  cpw_result_free(r);
  make(&w);
  o = usual();
  cpw_result *flat = frontier(&w, &o);
  o.rise = even;
  r = frontier(&w, &o);
  for (int64_t k = 0; k < 6; k++)
    near(real(r, "health", k), real(flat, "health", k), 1e-12);
  cpw_result_free(r);
  cpw_result_free(flat);
}
END_TEST

START_TEST(threads)
{
  world w;
  make(&w);
  cpw_system_frontier_options o = usual();
  cpw_run run;
  cpw_run_init(&run);
  run.threads = 3;
  cpw_result *one = frontier(&w, &o), *three = NULL;
  ck_assert_int_eq(cpw_system_frontier(&w.s, &o, &run, &three, NULL), CPW_OK);
  for (int64_t k = 0; k < 6; k++)
    ck_assert(real(one, "health", k) == real(three, "health", k));
  cpw_result_free(one);
  cpw_result_free(three);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t everything(void *context) {
  (void)context;
  world w;
  make(&w);
  w.s.weeks = 3;
  cpw_system_frontier_options o = usual();
  const double rise[CPW_SYSTEM_RISE_PIECES] = {1, 2, 3, 5, 8}, health[GROUPS] = {60, 66, 72};
  o.rise = rise;
  o.health = health;
  o.steps = 1;
  cpw_result *r = NULL;
  int32_t status = cpw_system_frontier(&w.s, &o, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(everything, NULL); }
END_TEST

static Suite *frontier_suite(void) {
  Suite *suite = suite_create("system_frontier");
  const struct {
    const char *name;
    const TTest *tests[5];
  } cases[] = {{"limits", {no_money, nobody}},
               {"errors", {options_that_are_wrong, a_caller_who_stops}},
               {"reference", {the_same_by_hand, a_loss_that_rises}},
               {"properties", {what_targeting_moves, a_frontier, threads}},
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
  Suite *suites[] = {frontier_suite()};
  return cpwt_run(suites, 1);
}
