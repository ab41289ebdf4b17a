/* Stress: one list by hand, replications against single runs, the tail by sorting, sizes that break in closed form,
 * reserve as capacity, answers as happenings, Shapley by hand, the same bits for any threads and any split. */
#include "carepath.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define INF ((double)INFINITY)

enum { ORGANISATIONS = 3, SERVICES = 2, UNITS = 3, GROUPS = 2, WEEKS = 52 };
/* shocks: loss (certain where asked for), strike and surge (by chance); policies: more, pool, answer */
enum { LOSS, STRIKE, SURGE, MORE, POOL, ANSWER, POLICIES };

typedef struct world {
  cpw_system s;
  cpw_system_organisation organisation[ORGANISATIONS];
  cpw_system_service service[SERVICES];
  cpw_system_list list[UNITS * GROUPS];
  cpw_system_capacity capacity[UNITS];
  cpw_system_alliance alliance[1];
  cpw_system_member member[2];
  cpw_system_policy policy[POLICIES];
  cpw_system_effect effect[POLICIES];
  cpw_system_scenario scenario[1];
  cpw_system_pick pick[4];
} world;

static void add_policies(world *w) {
  static const char *const id[POLICIES] = {"loss", "strike", "surge", "more", "pool", "answer"};
  static const int32_t lever[POLICIES] = {CPW_LEVER_CAPACITY, CPW_LEVER_CAPACITY,
                                          CPW_LEVER_DEMAND,   CPW_LEVER_CAPACITY,
                                          CPW_LEVER_POOL,     CPW_LEVER_CAPACITY};
  static const double amount[POLICIES] = {-0.5, -0.6, 0.5, 0.2, 1, 0.5};
  static const double until[POLICIES] = {4, 3, 8, 1e9, 1e9, 6};
  for (int i = 0; i < POLICIES; i++) {
    int shock = i <= SURGE;
    cpw_system_row_init(CPW_SYSTEM_POLICIES, &w->policy[i]);
    cpw_system_row_init(CPW_SYSTEM_EFFECTS, &w->effect[i]);
    w->policy[i].id = id[i];
    w->policy[i].kind = shock ? CPW_POLICY_SHOCK : CPW_POLICY_DECIDED;
    w->policy[i].from = 0;
    w->policy[i].chance = shock ? 2 : 0;
    w->policy[i].loading = shock ? 0.5 : 0;
    w->effect[i].policy = i;
    w->effect[i].lever = lever[i];
    w->effect[i].amount = amount[i];
    w->effect[i].until = until[i];
    w->effect[i].spread = i == STRIKE || i == SURGE ? 0.3 : 0;
  }
  w->policy[MORE].cost = 1000 * CPW_WEEKS_PER_YEAR; /* 1,000 a week */
  w->policy[MORE].once = 500;
  w->effect[POOL].alliance = 0;
}

/* ics over a and b; a: eyes and hips, b: eyes. Each with two groups. */
static void make(world *w) {
  static const char *const id[ORGANISATIONS] = {"ics", "a", "b"};
  static const char *const service[SERVICES] = {"eyes", "hips"};
  static const char *const group[GROUPS] = {"poor", "rich"};
  static const int32_t at[UNITS] = {1, 1, 2}, of[UNITS] = {0, 1, 0};
  static const double capacity[UNITS] = {10, 10, 20}, starts[UNITS] = {8, 9.5, 12};
  memset(w, 0, sizeof *w);
  cpw_system_init(&w->s);
  for (int i = 0; i < ORGANISATIONS; i++) {
    cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, &w->organisation[i]);
    w->organisation[i].id = id[i];
    w->organisation[i].kind = i ? CPW_ORG_ACUTE : CPW_ORG_ICS;
    w->organisation[i].parent = i ? 0 : CPW_NONE;
  }
  for (int i = 0; i < SERVICES; i++) {
    cpw_system_row_init(CPW_SYSTEM_SERVICES, &w->service[i]);
    w->service[i].id = service[i];
    w->service[i].unit_cost = 100;
  }
  for (int u = 0; u < UNITS; u++) {
    cpw_system_row_init(CPW_SYSTEM_CAPACITY, &w->capacity[u]);
    w->capacity[u].organisation = at[u];
    w->capacity[u].service = of[u];
    w->capacity[u].treatments = capacity[u];
    for (int g = 0; g < GROUPS; g++) {
      cpw_system_list *l = &w->list[u * GROUPS + g];
      cpw_system_row_init(CPW_SYSTEM_LISTS, l);
      l->organisation = at[u];
      l->service = of[u];
      l->group = g;
      l->starts = starts[u] / GROUPS;
    }
  }
  w->alliance[0] = (cpw_system_alliance){.id = "together"};
  for (int i = 0; i < 2; i++) {
    cpw_system_row_init(CPW_SYSTEM_MEMBERS, &w->member[i]);
    w->member[i].alliance = 0;
    w->member[i].organisation = i + 1;
    w->member[i].service = 0;
  }
  add_policies(w);
  w->scenario[0] = (cpw_system_scenario){.id = "chance"};
  w->pick[0] = (cpw_system_pick){0, STRIKE};
  w->pick[1] = (cpw_system_pick){0, SURGE};
  w->s.name = "test";
  w->s.weeks = WEEKS;
  w->s.group = group;
  w->s.groups = GROUPS;
  w->s.organisation = w->organisation, w->s.organisations = ORGANISATIONS;
  w->s.service = w->service, w->s.services = SERVICES;
  w->s.list = w->list, w->s.lists = UNITS * GROUPS;
  w->s.capacity = w->capacity, w->s.capacities = UNITS;
  w->s.alliance = w->alliance, w->s.alliances = 1;
  w->s.member = w->member, w->s.members = 2;
  w->s.policy = w->policy, w->s.policies = POLICIES;
  w->s.effect = w->effect, w->s.effects = POLICIES;
  w->s.scenario = w->scenario, w->s.scenarios = 1;
  w->s.pick = w->pick, w->s.picks = 2;
}

/* only unit 0, one group */
static void make_one(world *w) {
  make(w);
  w->s.groups = 1;
  w->s.group = NULL;
  w->s.capacities = 1;
  w->s.lists = 1;
  w->list[0].starts = 8;
  w->s.alliances = w->s.members = 0;
  w->effect[POOL].lever = CPW_LEVER_CAPACITY;
  w->effect[POOL].alliance = CPW_NONE;
  w->effect[POOL].amount = 0.1;
}

static cpw_system_stress_options usual(void) {
  cpw_system_stress_options o;
  cpw_system_stress_options_init(&o);
  o.every = 1;
  o.least = 0; /* one person is a list */
  return o;
}

static cpw_run times(int64_t n) {
  cpw_run run;
  cpw_run_init(&run);
  run.replications = n;
  run.seed = 11;
  return run;
}

static const double *real(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a && a->real, "no %s", name);
  return a->real;
}

static const int64_t *whole(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a && a->integer, "no %s", name);
  return a->integer;
}

static cpw_result *stress(const world *w, const cpw_system_stress_options *o, const cpw_run *run) {
  cpw_result *r = NULL;
  cpw_error err;
  ck_assert_msg(cpw_system_stress(&w->s, o, run, &r, &err) == CPW_OK, "%s", err.message);
  return r;
}

static cpw_result *breaks(const world *w, const cpw_system_stress_options *o,
                          const cpw_system_strain *strain) {
  cpw_result *r = NULL;
  cpw_error err;
  ck_assert_msg(cpw_system_stress_break(&w->s, o, strain, NULL, &r, &err) == CPW_OK, "%s",
                err.message);
  return r;
}

/* person-weeks of a run of its own */
static double waited(const world *w, const int32_t *policy, int64_t policies,
                     const cpw_system_happening *h, int64_t count) {
  cpw_system_run_options o;
  cpw_result *r = NULL;
  cpw_error err;
  cpw_system_run_options_init(&o);
  o.policy = policy, o.policies = policies;
  o.happening = h, o.happenings = count;
  ck_assert_msg(cpw_system_run(&w->s, &o, NULL, &r, &err) == CPW_OK, "%s", err.message);
  double x = real(r, "total_waited")[0];
  cpw_result_free(r);
  return x;
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(nothing_happens)
{
  world w;
  cpw_system_stress_options o = usual();
  cpw_run run = times(3);
  make(&w);
  cpw_result *r = stress(&w, &o, &run);
  for (int i = 0; i < 3; i++) {
    ck_assert_double_eq(real(r, "loss")[i], 0);
    ck_assert_double_eq(real(r, "resilience_loss")[i], 0);
    ck_assert_double_eq(real(r, "recovery")[i], 0);
    ck_assert(whole(r, "collapsed")[i] == 0 && whole(r, "happenings")[i] == 0);
  }
  ck_assert_double_eq(real(r, "recovered")[0], 1);
  ck_assert_double_eq(real(r, "loss_cvar")[0], 0);
  cpw_result_free(r);
  run = times(1);
  r = stress(&w, &o, &run);
  ck_assert(isnan(real(r, "loss_sd")[0]) && isnan(real(r, "loss_lower")[0]));
  cpw_result_free(r);
}
END_TEST

START_TEST(nobody_and_no_capacity)
{
  world w;
  cpw_system_stress_options o = usual();
  cpw_result *r = NULL;
  make(&w);
  w.capacity[0].treatments = 0; /* starts without capacity */
  w.list[2].starts = w.list[3].starts = 0;
  ck_assert_int_eq(cpw_system_stress_margin(&w.s, &o, NULL, &r, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNSTABLE);
  ck_assert(real(r, "rho")[0] == INF && real(r, "loss")[0] == -INF && real(r, "surge")[1] == INF);
  ck_assert(real(r, "rho")[1] == 0 && real(r, "loss")[1] == 1 && real(r, "clearing")[1] == 0);
  ck_assert_int_eq(whole(r, "fragility")[0], 0);
  ck_assert_int_eq(whole(r, "unstable")[0], 1);
  cpw_result_free(r);
  r = breaks(&w, &o, NULL);
  ck_assert_double_eq(real(r, "size")[1], INF); /* nobody: nothing breaks it */
  ck_assert_double_eq(real(r, "size")[0], INF); /* nothing to lose: as bad as undisturbed */
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

START_TEST(refusals)
{
  world w;
  cpw_result *r = NULL;
  cpw_error err;
  cpw_system_stress_options o;
  const int32_t strike[] = {STRIKE}, more[] = {MORE}, twice[] = {MORE, MORE}, none[] = {99};
  make(&w);
#define REFUSED(code, text, call)                                                                  \
  do {                                                                                             \
    memset(&err, 0, sizeof err);                                                                   \
    ck_assert_int_eq(call, code);                                                                  \
    ck_assert_msg(strstr(err.message, text) != NULL, "%s", err.message);                           \
    ck_assert_ptr_null(r);                                                                         \
  } while (0)
#define OPTION(code, text, change)                                                                 \
  do {                                                                                             \
    o = usual();                                                                                   \
    change;                                                                                        \
    REFUSED(code, text, cpw_system_stress(&w.s, &o, NULL, &r, &err));                              \
  } while (0)
  OPTION(CPW_EINVAL, "options.loss", o.loss = 7);
  OPTION(CPW_EINVAL, "options.weight must be given", o.loss = CPW_STRESS_WEIGHTS);
  OPTION(CPW_EDOMAIN, "options.level = 1 must be in [0, 1)", o.level = 1);
  OPTION(CPW_EDOMAIN, "options.tolerance = -1", o.tolerance = -1);
  OPTION(CPW_EDOMAIN, "options.least = -1 must be", o.least = -1);
  OPTION(CPW_EDOMAIN, "options.collapse = 1 must be > 1", o.collapse = 1);
  OPTION(CPW_EDOMAIN, "options.confidence = 0", o.confidence = 0);
  OPTION(CPW_EDOMAIN, "options.every = 0 must be >= 1", o.every = 0);
  OPTION(CPW_EDOMAIN, "options.weeks = -3", o.weeks = -3);
  OPTION(CPW_EDOMAIN, "bands = 1", o.bands = 1);
  OPTION(CPW_EINVAL, "options.scenario = 4", o.scenario = 4);
  OPTION(CPW_EINVAL, "options.policy: 2 rows", o.policies = 2);
  OPTION(CPW_EINVAL, "options.policy: strike is a shock", (o.policy = strike, o.policies = 1));
  OPTION(CPW_EINVAL, "options.policy: more is there already", (o.policy = twice, o.policies = 2));
  OPTION(CPW_EINVAL, "options.shock: more is decided", (o.shock = more, o.shocks = 1));
  OPTION(CPW_EINVAL, "options.shock: 99 is none of 6", (o.shock = none, o.shocks = 1));
  OPTION(CPW_EINVAL, "options.shock: strike is there already",
         (o.scenario = 0, o.shock = strike, o.shocks = 1));
  OPTION(CPW_EABI, "", o.struct_size = sizeof o + 8);
  const double weight[] = {1, (double)NAN};
  OPTION(CPW_EDOMAIN, "options.group_weight[1] = nan", o.group_weight = weight);
  o = usual();
  REFUSED(CPW_EINVAL, "system must be given", cpw_system_stress(NULL, &o, NULL, &r, &err));
  REFUSED(CPW_EINVAL, "out must be given", cpw_system_stress(&w.s, &o, NULL, NULL, &err));
  cpw_system_measure m = {.id = "m", .cost = 0};
#define MEASURE(code, text, change)                                                                \
  do {                                                                                             \
    m = (cpw_system_measure){.id = "m", .cost = 0};                                                \
    change;                                                                                        \
    REFUSED(code, text, cpw_system_stress_frontier(&w.s, &o, &m, 1, NULL, &r, &err));              \
    if (strstr(text, "cost") == NULL)                                                              \
      REFUSED(code, "factor", cpw_system_stress_attribute(&w.s, &o, &m, 1, NULL, &r, &err));       \
  } while (0)
  MEASURE(CPW_EINVAL, "0 has no id", m.id = "");
  MEASURE(CPW_EDOMAIN, "reserve = -1", m.reserve = -1);
  MEASURE(CPW_EDOMAIN, "cost = -1 must be", m.cost = -1);
  MEASURE(CPW_EINVAL, "is not a policy that can be decided", (m.policy = strike, m.policies = 1));
  MEASURE(CPW_EINVAL, "more holds already", (m.policy = twice, m.policies = 2));
  cpw_system_measure two[] = {{.id = "m"}, {.id = "m"}};
  REFUSED(CPW_EINVAL, "measure \"m\" is there twice",
          cpw_system_stress_frontier(&w.s, &o, two, 2, NULL, &r, &err));
  REFUSED(CPW_EINVAL, "at least one measure",
          cpw_system_stress_frontier(&w.s, &o, two, 0, NULL, &r, &err));
  REFUSED(CPW_EINVAL, "1 to 12 factors",
          cpw_system_stress_attribute(&w.s, &o, two, 13, NULL, &r, &err));
  cpw_system_strain t;
#define STRAIN(code, text, change)                                                                 \
  do {                                                                                             \
    cpw_system_strain_init(&t);                                                                    \
    change;                                                                                        \
    REFUSED(code, text, cpw_system_stress_break(&w.s, &o, &t, NULL, &r, &err));                    \
  } while (0)
  STRAIN(CPW_EINVAL, "strain.lever = 2", t.lever = CPW_LEVER_STAY);
  STRAIN(CPW_EINVAL, "strain.scope = 2", t.scope = 2);
  STRAIN(CPW_EDOMAIN, "strain.most = 2 must be at most 1", t.most = 2);
  STRAIN(CPW_EDOMAIN, "strain.precision = 0", t.precision = 0);
  STRAIN(CPW_EDOMAIN, "strain.from = -1", t.from = -1);
  STRAIN(CPW_EDOMAIN, "strain.duration = 0", t.duration = 0);
  const double lag[] = {1, -2};
  REFUSED(CPW_EDOMAIN, "lag[1] = -2",
          cpw_system_stress_lag(&w.s, &o, ANSWER, lag, 2, NULL, &r, &err));
  REFUSED(CPW_EINVAL, "response = 1 is not a policy",
          cpw_system_stress_lag(&w.s, &o, STRIKE, lag, 1, NULL, &r, &err));
  REFUSED(CPW_EINVAL, "at least one lag",
          cpw_system_stress_lag(&w.s, &o, ANSWER, lag, 0, NULL, &r, &err));
  o.policy = more, o.policies = 1;
  REFUSED(CPW_EINVAL, "response: more holds already",
          cpw_system_stress_lag(&w.s, &o, MORE, lag, 1, NULL, &r, &err));
  o = usual();
  cpw_system_happening d = {.policy = 42, .size = 1};
  REFUSED(CPW_EINVAL, "direction[0].policy = 42",
          cpw_system_stress_joint(&w.s, &o, &d, 1, NULL, NULL, &r, &err));
  d = (cpw_system_happening){.policy = LOSS, .size = -1};
  REFUSED(CPW_EDOMAIN, "direction[0]: onset = 0 must be finite, size = -1",
          cpw_system_stress_joint(&w.s, &o, &d, 1, NULL, NULL, &r, &err));
  REFUSED(CPW_EINVAL, "a direction must be given",
          cpw_system_stress_joint(&w.s, &o, &d, 0, NULL, NULL, &r, &err));
  cpw_stress_list hand;
  ck_assert_int_eq(cpw_stress_list_by_hand(5, 4, 0, 0, 1, &hand, &err), CPW_EDOMAIN);
  ck_assert_ptr_nonnull(strstr(err.message, "starts = 5 and capacity = 4"));
  ck_assert_int_eq(cpw_stress_list_by_hand(3, 4, 2, 0, 1, &hand, &err), CPW_EDOMAIN);
  ck_assert_int_eq(cpw_stress_list_by_hand(3, 4, 0, 0, 1, NULL, &err), CPW_EINVAL);
}
END_TEST

static int stop(void *context, double done) {
  (void)context;
  (void)done;
  return 1;
}

START_TEST(cancelled)
{
  world w;
  cpw_result *r = NULL;
  cpw_run run = times(50);
  cpw_system_stress_options o = usual();
  const cpw_system_happening d = {.policy = LOSS, .size = 1};
  make(&w);
  run.progress = stop;
  ck_assert_int_eq(cpw_system_stress(&w.s, &o, &run, &r, NULL), CPW_ECANCELLED);
  ck_assert_int_eq(cpw_system_stress_break(&w.s, &o, NULL, &run, &r, NULL), CPW_ECANCELLED);
  ck_assert_int_eq(cpw_system_stress_joint(&w.s, &o, &d, 1, NULL, &run, &r, NULL), CPW_ECANCELLED);
  ck_assert_ptr_null(r);
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

START_TEST(one_list_by_hand)
{
  world w;
  cpw_stress_list hand;
  cpw_system_stress_options o = usual();
  const cpw_system_happening h = {.policy = LOSS, .onset = 10, .size = 1};
  make_one(&w);
  o.happening = &h, o.happenings = 1;
  /* capacity 5 for starts 8 in 4 weeks: 3 a week more, then 2 a week fewer */
  ck_assert_int_eq(cpw_stress_list_by_hand(8, 10, 0.5, 0, 4, &hand, NULL), CPW_OK);
  ck_assert(hand.peak == 12 && hand.recovery == 6 && hand.loss == 60);
  ck_assert_double_eq_tol(hand.least, 0.2, 1e-15);
  cpw_result *r = stress(&w, &o, NULL);
  ck_assert_double_eq_tol(real(r, "loss")[0], hand.loss, 1e-9);
  ck_assert_double_eq_tol(real(r, "resilience_loss")[0], hand.loss - 9 * 0.05, 1e-9);
  ck_assert_double_eq(real(r, "recovery")[0], 4 + hand.recovery);
  ck_assert(whole(r, "collapsed")[0] == 1 && whole(r, "happenings")[0] == 1);
  ck_assert(isnan(real(r, "peak")[0])); /* nobody waits undisturbed */
  cpw_result_free(r);
  o.collapse = hand.peak; /* more than, not as much as */
  r = stress(&w, &o, NULL);
  ck_assert_int_eq(whole(r, "collapsed")[0], 0);
  cpw_result_free(r);
  o.weeks = 19; /* 2 people are left at the end */
  r = stress(&w, &o, NULL);
  ck_assert_double_eq(real(r, "recovery")[0], INF);
  ck_assert(real(r, "recovered")[0] == 0 && real(r, "recovery_median")[0] == INF);
  cpw_result_free(r);
  o.weeks = 0;
  o.every = 4; /* ends of weeks 12, 16, 20: 6, 8, 0 people */
  r = stress(&w, &o, NULL);
  ck_assert_double_eq(real(r, "recovery")[0], 10);
  ck_assert_double_eq_tol(real(r, "resilience_loss")[0], 4 * (6 + 8 - 0.1), 1e-9);
  cpw_result_free(r);
  /* headroom none: never */
  ck_assert_int_eq(cpw_stress_list_by_hand(10, 10, 0.1, 0, 1, &hand, NULL), CPW_OK);
  ck_assert(hand.recovery == INF && hand.loss == INF);
  ck_assert_int_eq(cpw_stress_list_by_hand(8, 10, 0, 0.5, 2, &hand, NULL), CPW_OK);
  ck_assert(hand.peak == 4 && hand.recovery == 2 && hand.loss == 8 && hand.least == 0);
}
END_TEST

static int up(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* every replication again, with shocks drawn here and an ordinary run; the worst tenth by sorting */
START_TEST(replications_against_single_runs)
{
  enum { N = 40 };
  world w;
  cpw_system_stress_options o = usual();
  cpw_run run = times(N);
  const int32_t drawn[] = {SURGE, STRIKE}, more[] = {MORE};
  const cpw_system_happening sure = {.policy = LOSS, .onset = 20, .size = 0.7};
  cpw_system_happening h[64];
  double sorted[N], sum = 0, tail = 0;
  make(&w);
  o.scenario = 0;
  o.policy = more, o.policies = 1;
  o.happening = &sure, o.happenings = 1;
  run.first_replication = 5;
  cpw_result *r = stress(&w, &o, &run);
  double calm = waited(&w, more, 1, NULL, 0);
  ck_assert_double_eq_tol(real(r, "undisturbed_waited")[0], calm, 1e-9);
  for (int i = 0; i < N; i++) {
    int64_t count = 0;
    ck_assert_int_eq(
        cpw_system_shocks_draw(&w.s, drawn, 2, WEEKS, run.seed, 5 + i, h, 63, &count, NULL),
        CPW_OK);
    h[count] = sure;
    double loss = waited(&w, more, 1, h, count + 1) - calm;
    ck_assert_double_eq_tol(real(r, "loss")[i], loss, 1e-6);
    ck_assert_int_eq(whole(r, "happenings")[i], count + 1);
    double units = 0, groups = 0;
    for (int u = 0; u < UNITS; u++)
      units += real(r, "unit_loss")[i * UNITS + u];
    for (int g = 0; g < GROUPS; g++)
      groups += real(r, "group_loss")[i * GROUPS + g];
    ck_assert_double_eq_tol(units, loss, 1e-6);
    ck_assert_double_eq_tol(groups, loss, 1e-6);
    sorted[i] = real(r, "loss")[i];
    sum += sorted[i];
  }
  qsort(sorted, N, sizeof *sorted, up);
  for (int i = N - 4; i < N; i++)
    tail += sorted[i] / 4;
  ck_assert_double_eq_tol(real(r, "loss_mean")[0], sum / N, 1e-9 * fabs(sum));
  ck_assert_double_eq_tol(real(r, "loss_cvar")[0], tail, 1e-9 * tail);
  ck_assert_double_eq(real(r, "loss_worst")[0], sorted[N - 1]);
  ck_assert_double_eq(real(r, "loss_var")[0], sorted[N - 5]);
  ck_assert(real(r, "loss_lower")[0] < sum / N && real(r, "loss_upper")[0] > sum / N);
  ck_assert_double_eq_tol(real(r, "loss_quantile")[2], (sorted[19] + sorted[20]) / 2, 1e-9);
  cpw_result_free(r);
}
END_TEST

/* The engine's own replications (whole people) meet the same shocks: as happenings by hand, bit by bit. */
START_TEST(the_engine_draws_the_same)
{
  world w;
  cpw_run run = times(1);
  cpw_system_run_options o;
  const int32_t drawn[] = {STRIKE, SURGE};
  cpw_system_happening h[64];
  double difference = 0;
  make(&w);
  for (int i = 0; i < 10; i++) {
    cpw_system_plan *chance = NULL, *by_hand = NULL;
    cpw_result *a = NULL, *b = NULL;
    int64_t count = 0;
    run.first_replication = i;
    ck_assert_int_eq(
        cpw_system_shocks_draw(&w.s, drawn, 2, WEEKS, run.seed, i, h, 64, &count, NULL), CPW_OK);
    cpw_system_run_options_init(&o);
    o.scenario = 0;
    ck_assert_int_eq(cpw_system_plan_new(&w.s, &o, &chance, NULL), CPW_OK);
    o.scenario = CPW_NONE;
    o.happening = h, o.happenings = count;
    ck_assert_int_eq(cpw_system_plan_new(&w.s, &o, &by_hand, NULL), CPW_OK);
    ck_assert_int_eq(cpw_system_plan_replicate(chance, &run, &a, NULL), CPW_OK);
    ck_assert_int_eq(cpw_system_plan_replicate(by_hand, &run, &b, NULL), CPW_OK);
    const cpw_array *x = cpw_result_find(a, "total"), *y = cpw_result_find(b, "total");
    ck_assert_mem_eq(x->real, y->real, (size_t)x->size * sizeof(double));
    difference += x->real[1];
    cpw_result_free(a);
    cpw_result_free(b);
    cpw_system_plan_free(chance);
    cpw_system_plan_free(by_hand);
  }
  ck_assert_double_gt(difference, 0);
}
END_TEST

/* A provider of care leaves: patients stay longer, beds are blocked, and the lists lose treatments. */
START_TEST(care_that_ends_blocks_beds)
{
  world w;
  cpw_system_stress_options o = usual();
  cpw_network *network = NULL;
  cpw_system_pathway way;
  cpw_system_effect effect[CPW_SHOCK_MOST_EFFECTS];
  int64_t effects = 0;
  const cpw_system_happening h = {.policy = 0, .onset = 10, .size = 1};
  double loss[2];
  make_one(&w);
  ck_assert_int_eq(cpw_shock_preset_rows("care_exit", 0, CPW_NONE, CPW_NONE, &w.policy[0], effect,
                                         &effects, NULL),
                   CPW_OK);
  w.s.policies = 1;
  w.s.scenarios = w.s.picks = 0;
  w.s.effect = effect, w.s.effects = effects;
  w.list[0].waiting = 200;
  o.happening = &h, o.happenings = 1;
  ck_assert_int_eq(
      cpw_preset_network(cpw_preset_find("discharge"), NULL, NULL, 0, NULL, &network, NULL),
      CPW_OK);
  cpw_system_row_init(CPW_SYSTEM_PATHWAYS, &way);
  way.organisation = 1, way.service = 0, way.lost = 0.02;
  way.network = cpw_network_pathway(network, NULL);
  for (int k = 0; k < 2; k++) {
    w.s.pathway = &way, w.s.pathways = k;
    cpw_result *r = stress(&w, &o, NULL);
    loss[k] = real(r, "loss")[0];
    double single = waited(&w, NULL, 0, &h, 1) - waited(&w, NULL, 0, NULL, 0);
    ck_assert_double_eq_tol(loss[k], single, 1e-6);
    cpw_result_free(r);
  }
  ck_assert_double_gt(loss[0], 0);
  ck_assert_double_gt(loss[1], 1.05 * loss[0]);
  cpw_network_free(network);
}
END_TEST

START_TEST(other_losses)
{
  world w;
  cpw_system_stress_options o = usual();
  const cpw_system_happening h = {.policy = LOSS, .onset = 47, .size = 1};
  cpw_system_totals weight = {.closing = 2};
  const double only[] = {0, 3};
  make_one(&w);
  o.happening = &h, o.happenings = 1;
  o.loss = CPW_STRESS_WEIGHTS, o.weight = &weight;
  cpw_result *r = stress(&w, &o, NULL); /* 12 when the shock ends, 10 a week later, at the end */
  ck_assert_double_eq_tol(real(r, "loss")[0], 20, 1e-9);
  cpw_result_free(r);
  o.loss = CPW_STRESS_HARM; /* 3 + 6 + 9 + 12 + 10 person-weeks */
  w.service[0].harm = 0.25;
  r = stress(&w, &o, NULL);
  ck_assert_double_eq_tol(real(r, "loss")[0], 10, 1e-9);
  cpw_result_free(r);
  o.loss = CPW_STRESS_UNMET;
  r = stress(&w, &o, NULL);
  ck_assert_double_eq(real(r, "loss")[0], 0); /* nobody beyond 18 weeks */
  cpw_result_free(r);
  w.service[0].weeks = 1; /* 10 wait; the longest first or not, some wait over a week */
  r = stress(&w, &o, NULL);
  ck_assert(real(r, "loss")[0] > 0 && real(r, "loss")[0] < 10);
  cpw_result_free(r);
  make(&w);
  o.loss = CPW_STRESS_WAITED;
  r = stress(&w, &o, NULL);
  double rich = real(r, "group_loss")[1];
  cpw_result_free(r);
  o.group_weight = only;
  r = stress(&w, &o, NULL);
  ck_assert_double_eq_tol(real(r, "loss")[0], 3 * rich, 1e-9);
  ck_assert_double_eq(real(r, "group_loss")[0], 0);
  cpw_result_free(r);
}
END_TEST

START_TEST(margins)
{
  world w;
  cpw_result *r = NULL;
  static const double rho[] = {0.8, 0.95, 0.6}, headroom[] = {2, 0.5, 8};
  static const int64_t rank[] = {1, 0, 2};
  make(&w);
  w.list[0].waiting = 30;
  ck_assert_int_eq(cpw_system_stress_margin(&w.s, NULL, NULL, &r, NULL), CPW_OK);
  for (int u = 0; u < UNITS; u++) {
    ck_assert_double_eq_tol(real(r, "rho")[u], rho[u], 1e-12);
    ck_assert_double_eq_tol(real(r, "rho_peak")[u], rho[u], 1e-12);
    ck_assert_double_eq_tol(real(r, "headroom")[u], headroom[u], 1e-9);
    ck_assert_double_eq_tol(real(r, "surge")[u], 1 / rho[u] - 1, 1e-9);
    ck_assert_double_eq_tol(real(r, "loss")[u], 1 - rho[u], 1e-9);
    ck_assert_int_eq(whole(r, "fragility")[u], rank[u]);
  }
  ck_assert_double_eq_tol(real(r, "clearing")[0], 15, 1e-9);
  ck_assert_double_eq(real(r, "clearing")[1], 0);
  ck_assert_double_eq_tol(real(r, "rho_all")[0], 29.5 / 40, 1e-12);
  ck_assert_int_eq(whole(r, "unstable")[0], 0);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_OK);
  ck_assert_str_eq(cpw_result_find(r, "rho")->dimension[0]->coordinate_names[0], "organisation");
  cpw_result_free(r);
}
END_TEST

/* A list of s starts and capacity c: a share x lost in d weeks from week f leaves (s - c (1 - x)) d people, of whom
 * (c - s)(H - f - d) are gone by the end H. */
START_TEST(sizes_that_break)
{
  world w;
  cpw_system_strain t;
  cpw_system_stress_options o = usual();
  make(&w);
  cpw_system_strain_init(&t);
  t.from = 13;
  t.precision = 1e-7;
  o.collapse = INF;
  static const double c[] = {10, 10, 20}, s[] = {8, 9.5, 12};
  const double d = 13, left = WEEKS - 26;
  cpw_result *r = breaks(&w, &o, &t);
  for (int u = 0; u < UNITS; u++) {
    double least = 1 - (s[u] - ((c[u] - s[u]) * left + 0.05) / d) / c[u];
    double size = real(r, "size")[u], held = real(r, "held")[u];
    if (least > 1) {
      ck_assert(size == INF && held == 1);
      continue;
    }
    ck_assert(size >= least - 1e-9 && size <= least + 1e-7 && held <= least + 1e-9);
    ck_assert(size - held <= 1e-7);
  }
  ck_assert(whole(r, "weakest")[0] == 1 && whole(r, "broken")[0] == 2);
  cpw_result_free(r);
  o.collapse = 2; /* more than two people */
  t.recover = 0;
  r = breaks(&w, &o, &t);
  for (int u = 0; u < UNITS; u++)
    ck_assert_double_eq_tol(real(r, "size")[u], 1 - (s[u] - 2 / d) / c[u], 2e-7);
  cpw_result_free(r);
  t.lever = CPW_LEVER_DEMAND; /* s (1 + x) - c = 2/d */
  t.most = 5;
  r = breaks(&w, &o, &t);
  for (int u = 0; u < UNITS; u++)
    ck_assert_double_eq_tol(real(r, "size")[u], (2 / d + c[u]) / s[u] - 1, 2e-7);
  ck_assert_int_eq(whole(r, "fragility")[1], 0);
  cpw_result_free(r);
  o.least = 0.5; /* twice half a week of starts */
  r = breaks(&w, &o, &t);
  for (int u = 0; u < UNITS; u++)
    ck_assert_double_eq_tol(real(r, "size")[u], (s[u] / d + c[u]) / s[u] - 1, 2e-7);
  cpw_result_free(r);
  o.least = 0;
  t.lever = CPW_LEVER_CAPACITY; /* broken without a shock of its own */
  t.most = 1;
  const cpw_system_happening h = {.policy = LOSS, .size = 2};
  o.happening = &h, o.happenings = 1;
  r = breaks(&w, &o, &t);
  ck_assert(real(r, "size")[0] == 0 && real(r, "held")[0] == 0);
  cpw_result_free(r);
}
END_TEST

/* Units that disturb one another are looked at one after the other: the same sizes as alone. */
START_TEST(sizes_one_at_a_time)
{
  world w;
  cpw_system_strain t;
  cpw_system_stress_options o = usual();
  make(&w);
  cpw_system_strain_init(&t);
  t.from = 13;
  cpw_result *free_ones = breaks(&w, &o, &t);
  w.organisation[2].parent = 1; /* a shock to eyes at a meets eyes at b */
  cpw_result *nested = breaks(&w, &o, &t);
  for (int u = 0; u < UNITS; u++)
    ck_assert_double_eq(real(free_ones, "size")[u], real(nested, "size")[u]);
  cpw_result_free(free_ones);
  cpw_result_free(nested);
  make(&w); /* pooled: a unit has the headroom of both */
  const int32_t pool[] = {POOL};
  o.policy = pool, o.policies = 1;
  o.collapse = INF;
  t.most = 1;
  cpw_result *pooled = breaks(&w, &o, &t);
  ck_assert_double_eq(real(pooled, "size")[0], INF); /* 10 of 30 lost, 20 there for 20 */
  ck_assert_double_lt(real(pooled, "size")[1], 1);
  cpw_result_free(pooled);
}
END_TEST

/* An organisation: all services there and below, broken by the sum of their lists. */
START_TEST(organisations_that_break)
{
  world w;
  cpw_system_strain t;
  cpw_system_stress_options o = usual();
  make(&w);
  cpw_system_strain_init(&t);
  t.recover = 0;
  t.precision = 1e-7;
  t.scope = CPW_STRAIN_ORGANISATION;
  o.least = 1; /* collapsed: the list exceeds two weeks of starts */
  cpw_result *r = breaks(&w, &o, &t);
  const cpw_dimension *d = cpw_result_find(r, "size")->dimension[0];
  ck_assert(d->length == 3 && strcmp(d->coordinate_labels[0][0], "ics") == 0);
  /* at a share x lost for 13 weeks a unit has 13 max(0, s - c (1 - x)) people; by halving here */
  static const double c[] = {10, 10, 20}, s[] = {8, 9.5, 12};
  static const int from[] = {0, 0, 2}, to[] = {3, 2, 3};
  for (int k = 0; k < 3; k++) {
    double low = 0, high = 1, floor = 0;
    for (int u = from[k]; u < to[k]; u++)
      floor += s[u];
    while (high - low > 1e-9) {
      double x = (low + high) / 2, list = 0;
      for (int u = from[k]; u < to[k]; u++)
        list += 13 * fmax(0, s[u] - c[u] * (1 - x));
      *(list > 2 * floor ? &high : &low) = x;
    }
    ck_assert_double_eq_tol(real(r, "size")[k], high, 2e-7);
  }
  ck_assert(whole(r, "weakest")[0] == 1 && whole(r, "broken")[0] == 3);
  cpw_result_free(r);
}
END_TEST

START_TEST(joint_shock)
{
  world w;
  cpw_system_strain t;
  cpw_system_stress_options o = usual();
  cpw_result *r = NULL;
  const cpw_system_happening d[] = {{.policy = LOSS, .onset = 13, .size = 1}};
  make(&w);
  cpw_system_strain_init(&t);
  t.precision = 1e-7;
  t.recover = 0;
  /* capacity (1 - t/2) c for 4 weeks: a unit breaks where (s - c (1 - t/2)) 4 > 2, the first is that of 9.5 */
  ck_assert_int_eq(cpw_system_stress_joint(&w.s, &o, d, 1, &t, NULL, &r, NULL), CPW_OK);
  ck_assert_double_eq_tol(real(r, "first")[0], 2 * (1 - (9.5 - 0.5) / 10), 2e-7);
  ck_assert(whole(r, "broken")[0] == 0 && whole(r, "broken")[1] == 1 && whole(r, "broken")[2] == 0);
  /* together more than 2: hips alone until the eyes at a begin at t = 0.4: hips 0.5 -> 4 (5 t - 0.5) = 2 */
  ck_assert_double_eq_tol(real(r, "all")[0], 0.2, 2e-7);
  ck_assert(real(r, "first_held")[0] < real(r, "first")[0]);
  cpw_result_free(r);
  r = NULL;
  t.most = 0.1;
  ck_assert_int_eq(cpw_system_stress_joint(&w.s, &o, d, 1, &t, NULL, &r, NULL), CPW_OK);
  ck_assert(real(r, "first")[0] == INF && real(r, "all")[0] == INF && whole(r, "broken")[1] == 0);
  cpw_result_free(r);
}
END_TEST

START_TEST(frontier_of_reserve)
{
  enum { M = 5, N = 30 };
  world w, more;
  cpw_system_stress_options o = usual();
  cpw_run run = times(N);
  cpw_result *r = NULL;
  cpw_error err;
  const int32_t policy[] = {MORE};
  const cpw_system_measure m[M] = {
      {.id = "nothing", .cost = (double)NAN},
      {.id = "tenth", .reserve = 0.1, .cost = (double)NAN},
      {.id = "half", .reserve = 0.5, .cost = (double)NAN},
      {.id = "waste", .reserve = 0.05, .cost = 1e9},
      {.id = "policy", .policy = policy, .policies = 1, .cost = (double)NAN}};
  make(&w);
  o.scenario = 0;
  ck_assert_msg(cpw_system_stress_frontier(&w.s, &o, m, M, &run, &r, &err) == CPW_OK, "%s",
                err.message);
  double week = 100 * (10 + 10 + 20);
  ck_assert_double_eq(real(r, "cost")[0], 0);
  ck_assert_double_eq_tol(real(r, "cost")[1], 0.1 * week * WEEKS, 1e-6);
  ck_assert_double_eq_tol(real(r, "cost")[2], 0.5 * week * WEEKS, 1e-6);
  ck_assert_double_eq(real(r, "cost")[3], 1e9);
  ck_assert_double_eq_tol(real(r, "cost")[4], 0.2 * week * WEEKS + 1000 * WEEKS + 500, 1e-3);
  ck_assert_double_eq(real(r, "saved_mean")[0], 0);
  ck_assert_double_eq(real(r, "loss_cvar")[0], real(r, "none_cvar")[0]);
  ck_assert_int_eq(whole(r, "efficient")[3], 0);
  ck_assert(whole(r, "dominated_by")[3] >= 0 && whole(r, "dominated_by")[0] == -1);
  ck_assert(whole(r, "efficient")[0] && whole(r, "efficient")[1] && whole(r, "efficient")[2]);
  ck_assert(whole(r, "knee")[0] == 1 || whole(r, "knee")[0] == 4);
  /* a reserve is so much capacity more: as a system that has it; who waits undisturbed is nobody in both */
  make(&more);
  for (int u = 0; u < UNITS; u++)
    more.capacity[u].treatments *= 1.1;
  cpw_result *own = stress(&more, &o, &run);
  ck_assert_double_eq_tol(real(own, "undisturbed_waited")[0], 0, 1e-9);
  ck_assert_double_eq_tol(real(r, "loss_mean")[1], real(own, "loss_mean")[0], 1e-6);
  ck_assert_double_eq_tol(real(r, "loss_cvar")[1], real(own, "loss_cvar")[0], 1e-6);
  ck_assert_double_eq(real(r, "recovery_median")[1], real(own, "recovery_median")[0]);
  double slope = (real(r, "loss_cvar")[0] - real(r, "loss_cvar")[1]) / real(r, "cost")[1];
  ck_assert_double_eq_tol(real(r, "slope")[1], slope, 1e-9);
  ck_assert(isnan(real(r, "slope")[0]) && isnan(real(r, "slope")[3]));
  cpw_result_free(own);
  cpw_result_free(r);
}
END_TEST

START_TEST(a_faster_response)
{
  world w;
  cpw_system_stress_options o = usual();
  cpw_result *r = NULL;
  const double lag[] = {8, 0, 2};
  const cpw_system_happening h[] = {{.policy = LOSS, .onset = 10, .size = 1},
                                    {.policy = LOSS, .onset = 12, .size = 1}};
  make_one(&w);
  w.effect[ANSWER].amount = 0.2; /* 12 a week instead of 10; 6 instead of 5 */
  o.happening = h, o.happenings = 2;
  ck_assert_int_eq(cpw_system_stress_lag(&w.s, &o, ANSWER, lag, 3, NULL, &r, NULL), CPW_OK);
  double calm = waited(&w, NULL, 0, NULL, 0), none = waited(&w, NULL, 0, h, 2) - calm;
  ck_assert_double_eq_tol(real(r, "none_mean")[0], none, 1e-9);
  double loss[3];
  for (int i = 0; i < 3; i++) { /* the second shock begins while the first answer lasts */
    const cpw_system_happening all[] = {
        h[0], h[1], {.policy = ANSWER, .onset = 10 + lag[i], .size = 1}};
    loss[i] = waited(&w, NULL, 0, all, 3) - calm;
    ck_assert_double_eq_tol(real(r, "loss_mean")[i], loss[i], 1e-9);
    ck_assert_double_eq_tol(real(r, "saved_mean")[i], none - loss[i], 1e-9);
  }
  ck_assert(isnan(real(r, "week_value")[1]));
  ck_assert_double_eq_tol(real(r, "week_value")[2], (loss[2] - loss[1]) / 2, 1e-9);
  ck_assert_double_eq_tol(real(r, "week_value")[0], (loss[0] - loss[2]) / 6, 1e-9);
  ck_assert_double_gt(real(r, "week_value")[0], 0);
  cpw_result_free(r);
  /* later than the answer lasts: answered twice */
  const cpw_system_happening far[] = {{.policy = LOSS, .onset = 10, .size = 1},
                                      {.policy = LOSS, .onset = 16, .size = 1}};
  const cpw_system_happening both[] = {far[0],
                                       far[1],
                                       {.policy = ANSWER, .onset = 10, .size = 1},
                                       {.policy = ANSWER, .onset = 16, .size = 1}};
  o.happening = far;
  r = NULL;
  ck_assert_int_eq(cpw_system_stress_lag(&w.s, &o, ANSWER, &lag[1], 1, NULL, &r, NULL), CPW_OK);
  ck_assert_double_eq_tol(real(r, "loss_mean")[0], waited(&w, NULL, 0, both, 4) - calm, 1e-9);
  cpw_result_free(r);
}
END_TEST

START_TEST(structure_against_money)
{
  enum { N = 25 };
  world w;
  cpw_system_stress_options o = usual();
  cpw_run run = times(N);
  cpw_result *r = NULL;
  const int32_t pool[] = {POOL}, more[] = {MORE}, both[] = {POOL, MORE};
  const cpw_system_measure f[] = {{.id = "boundaries", .policy = pool, .policies = 1},
                                  {.id = "money", .policy = more, .policies = 1}};
  make(&w);
  o.scenario = 0;
  ck_assert_int_eq(cpw_system_stress_attribute(&w.s, &o, f, 2, &run, &r, NULL), CPW_OK);
  double mean[4], calm = waited(&w, NULL, 0, NULL, 0);
  const int32_t *const set[] = {NULL, pool, more, both};
  const int64_t size[] = {0, 1, 1, 2};
  for (int k = 0; k < 4; k++) { /* the undisturbed run is that without factors */
    o.policy = set[k], o.policies = size[k];
    cpw_result *one = stress(&w, &o, &run);
    mean[k] = real(one, "loss_mean")[0] + real(one, "undisturbed_waited")[0] - calm;
    ck_assert_double_eq_tol(real(r, "value")[k], mean[0] - mean[k], 1e-6);
    cpw_result_free(one);
  }
  const double *part = real(r, "shapley");
  double v1 = mean[0] - mean[1], v2 = mean[0] - mean[2], all = mean[0] - mean[3];
  ck_assert_double_gt(v1, 0);
  ck_assert_double_eq_tol(part[0], (v1 + all - v2) / 2, 1e-6);
  ck_assert_double_eq_tol(part[1], (v2 + all - v1) / 2, 1e-6);
  ck_assert_double_eq(part[0] + part[1], real(r, "whole")[0]);
  ck_assert_double_eq(real(r, "none")[0] - real(r, "all")[0], real(r, "whole")[0]);
  ck_assert_double_eq_tol(real(r, "alone")[0], v1, 1e-6);
  ck_assert_double_eq_tol(real(r, "last")[0], all - v2, 1e-6);
  ck_assert_double_eq_tol(real(r, "interplay")[0], all - v1 - v2, 1e-6);
  ck_assert_double_gt(real(r, "shapley_error")[0], 0);
  ck_assert_str_eq(cpw_result_find(r, "shapley")->dimension[0]->coordinate_labels[0][1], "money");
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

static void same_bits(const cpw_result *a, const cpw_result *b) {
  for (int64_t k = 0; cpw_result_at(a, k); k++) {
    const cpw_array *x = cpw_result_at(a, k), *y = cpw_result_find(b, x->name);
    ck_assert_msg(y && x->size == y->size, "%s", x->name);
    const void *p = x->real ? (const void *)x->real : x->integer;
    const void *q = y->real ? (const void *)y->real : y->integer;
    ck_assert_msg(memcmp(p, q, (size_t)x->size * 8) == 0, "%s", x->name);
  }
}

START_TEST(any_threads_any_split)
{
  world w;
  cpw_system_stress_options o = usual();
  cpw_run one = times(20), many = times(20), part = times(8);
  make(&w);
  o.scenario = 0;
  many.threads = 4;
  cpw_result *a = stress(&w, &o, &one), *b = stress(&w, &o, &many), *merged = NULL;
  same_bits(a, b);
  cpw_result *first = stress(&w, &o, &part);
  part.first_replication = 8, part.replications = 12;
  cpw_result *second = stress(&w, &o, &part);
  const cpw_result *both[] = {second, first};
  ck_assert_int_eq(cpw_result_merge(both, 2, NULL, &merged, NULL), CPW_OK);
  same_bits(a, merged);
  cpw_result *const all[] = {a, b, first, second, merged};
  for (size_t k = 0; k < sizeof all / sizeof *all; k++)
    cpw_result_free(all[k]);
  cpw_result *x = NULL, *y = NULL;
  ck_assert_int_eq(cpw_system_stress_break(&w.s, &o, NULL, &one, &x, NULL), CPW_OK);
  ck_assert_int_eq(cpw_system_stress_break(&w.s, &o, NULL, &many, &y, NULL), CPW_OK);
  same_bits(x, y);
  cpw_result_free(x);
  cpw_result_free(y);
}
END_TEST

START_TEST(order_of_rows)
{
  world w, v;
  cpw_system_stress_options o = usual();
  cpw_run run = times(10);
  make(&w);
  make(&v);
  o.scenario = 0;
  for (int u = 0; u < UNITS; u++) {
    v.capacity[u] = w.capacity[UNITS - 1 - u];
    v.list[u] = w.list[UNITS * GROUPS - 1 - u];
    v.list[UNITS + u] = w.list[UNITS - 1 - u];
  }
  cpw_result *a = stress(&w, &o, &run), *b = stress(&v, &o, &run);
  static const char *const name[] = {"loss", "resilience_loss", "recovery", "group_loss"};
  for (size_t k = 0; k < sizeof name / sizeof *name; k++)
    ck_assert_mem_eq(real(a, name[k]), real(b, name[k]), 10 * sizeof(double));
  for (int u = 0; u < UNITS; u++)
    ck_assert_double_eq(real(a, "unit_mean")[u], real(b, "unit_mean")[UNITS - 1 - u]);
  cpw_result_free(a);
  cpw_result_free(b);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t all_of_it(void *context) {
  world *w = context;
  cpw_result *r[6] = {NULL};
  cpw_run run = times(2);
  cpw_system_stress_options o = usual();
  cpw_system_strain t;
  const int32_t more[] = {MORE};
  const cpw_system_measure m[] = {{.id = "a", .reserve = 0.1, .cost = (double)NAN},
                                  {.id = "b", .policy = more, .policies = 1}};
  const cpw_system_happening h = {.policy = LOSS, .onset = 2, .size = 1};
  const double lag = 1;
  cpw_system_strain_init(&t);
  t.precision = 0.6;
  o.scenario = 0;
  o.weeks = 4;
  int32_t status = cpw_system_stress(&w->s, &o, &run, &r[0], NULL);
  if (status == CPW_OK) status = cpw_system_stress_frontier(&w->s, &o, m, 2, &run, &r[1], NULL);
  if (status == CPW_OK) status = cpw_system_stress_margin(&w->s, &o, &run, &r[2], NULL);
  if (status == CPW_OK) status = cpw_system_stress_break(&w->s, &o, &t, &run, &r[3], NULL);
  if (status == CPW_OK) status = cpw_system_stress_joint(&w->s, &o, &h, 1, &t, &run, &r[4], NULL);
  if (status == CPW_OK)
    status = cpw_system_stress_lag(&w->s, &o, ANSWER, &lag, 1, &run, &r[5], NULL);
  for (int k = 0; k < 6; k++)
    cpw_result_free(r[k]);
  cpw_result *last = NULL;
  if (status == CPW_OK) status = cpw_system_stress_attribute(&w->s, &o, m, 2, &run, &last, NULL);
  cpw_result_free(last);
  return status;
}

START_TEST(memory_fails)
{
  world w;
  make(&w);
  cpwt_each_allocation_fails(all_of_it, &w);
}
END_TEST

static Suite *stress_suite(void) {
  Suite *suite = suite_create("system_stress");
  struct {
    const char *name;
    const TTest *tests[15];
  } cases[] = {{"limits", {nothing_happens, nobody_and_no_capacity}},
               {"errors", {refusals, cancelled}},
               {"reference",
                {one_list_by_hand, replications_against_single_runs, the_engine_draws_the_same,
                 care_that_ends_blocks_beds, other_losses, margins, sizes_that_break,
                 sizes_one_at_a_time, organisations_that_break, joint_shock, frontier_of_reserve,
                 a_faster_response, structure_against_money}},
               {"properties", {any_threads_any_split, order_of_rows}},
               {"oom", {memory_fails}}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 240);
    for (int i = 0; cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    suite_add_tcase(suite, tcase);
  }
  return suite;
}

int main(void) {
  Suite *suites[] = {stress_suite()};
  return cpwt_run(suites, 1);
}
