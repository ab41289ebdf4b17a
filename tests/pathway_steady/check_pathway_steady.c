/* Tests of the long run of a network: closed forms, the reference network, an exact pair with blocking, sizes. */
#include "carepath/pathway_steady.h"
#include "carepath/queue.h"

#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- networks ------------------ */

enum { MOST = 8 };

/* A small network in one place. */
typedef struct small {
  cpw_pathway p;
  cpw_stage stage[MOST];
  cpw_duration law[MOST];
  cpw_stay stay[MOST];
  cpw_route route[3 * MOST];
  cpw_arrivals come[MOST];
  cpw_change change[MOST];
  cpw_duration after[MOST];
  const char *group[MOST];
} small;

static const char *const names[MOST] = {"a", "b", "c", "d", "e", "f", "g", "h"};

static void begin(small *s) {
  memset(s, 0, sizeof *s);
  cpw_pathway_init(&s->p);
  s->p.stage = s->stage;
  s->p.route = s->route;
  s->p.arrival = s->come;
  s->p.stay = s->stay;
  s->p.change = s->change;
}

static int add_stage(small *s, int32_t kind, double servers, int32_t law, double mean, double cv) {
  int i = (int)s->p.stages++;
  cpw_stage_init(&s->stage[i]);
  s->stage[i].name = names[i];
  s->stage[i].kind = kind;
  s->stage[i].servers = servers;
  s->law[i].law = law;
  s->law[i].mean = mean;
  s->law[i].cv = cv;
  if (kind == CPW_STAGE_DECISION || kind == CPW_STAGE_EXIT) return i;
  int64_t k = s->p.stays++;
  s->stay[k].stage = i;
  s->stay[k].group = -1;
  s->stay[k].duration = &s->law[i];
  return i;
}

static void add_route(small *s, int from, int to, double chance) {
  cpw_route *r = &s->route[s->p.routes++];
  cpw_route_init(r);
  r->from = from;
  r->to = to;
  r->chance = chance;
}

static void add_come(small *s, int stage, int group, double rate) {
  cpw_arrivals *a = &s->come[s->p.arrivals++];
  cpw_arrivals_init(a);
  a->stage = stage;
  a->group = group;
  a->rate = rate;
}

static cpw_result *solve(const small *s) {
  cpw_result *r = NULL;
  cpw_error err = {0};
  int32_t status = cpw_pathway_steady(&s->p, NULL, &r, &err);
  ck_assert_msg(status == CPW_OK, "%d: %s", (int)status, err.message);
  return r;
}

static double figure(const cpw_result *r, const char *name, int64_t i) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a != NULL, "no array %s", name);
  ck_assert_int_lt(i, a->size);
  return a->real[i];
}

static int64_t method(const cpw_result *r, int64_t i) {
  return cpw_result_find(r, "method")->integer[i];
}

static void near(double got, double want, double part) {
  ck_assert_msg(fabs(got - want) <= part * fmax(fabs(want), 1e-300), "got %.17g, want %.17g", got,
                want);
}

/* jackson_3node of pathway_cases.json */
static void three_nodes(small *s) {
  static const double mean[] = {1 / 2.0, 1 / 1.5, 1.0}, servers[] = {3, 4, 4};
  begin(s);
  for (int i = 0; i < 3; i++)
    add_stage(s, CPW_STAGE_SERVERS, servers[i], CPW_DURATION_EXPONENTIAL, mean[i], 0);
  add_route(s, 0, 1, 0.6);
  add_route(s, 0, 2, 0.2);
  add_route(s, 0, CPW_NONE, 0.2);
  add_route(s, 1, 0, 0.1);
  add_route(s, 1, 2, 0.3);
  add_route(s, 1, CPW_NONE, 0.6);
  add_come(s, 0, 0, 4);
  add_come(s, 1, 0, 1);
}

/* ---------------------------------------------------------------- reference ----------------- */

START_TEST(jackson_network)
{
  static const double rate[] = {4.361702127659575, 3.617021276595745, 1.9574468085106382};
  static const double wait[] = {0.32501769179745726, 0.1219807656675571, 0.08010856297476977};
  static const double number[] = {3.5984814216697605, 2.8525545424854903, 2.1142550594399747};
  small s;
  three_nodes(&s);
  cpw_result *r = solve(&s);
  for (int i = 0; i < 3; i++) {
    near(figure(r, "arrival_rate", i), rate[i], 1e-12);
    near(figure(r, "wait_mean", i), wait[i], 1e-11);
    near(figure(r, "queue_mean", i) + figure(r, "inside_mean", i), number[i], 1e-11);
    ck_assert_int_eq(method(r, i), CPW_STEADY_EXACT);
    ck_assert(figure(r, "ca2", i) == 1.0);
  }
  near(figure(r, "time_in_system", 0), 1.713058204719045, 1e-11);
  near(figure(r, "exit_rate", 0), 5, 1e-12);
  cpw_result_free(r);
}
END_TEST

/* W3 of methods/queueing.md: exact waits of its four stages before the ward. */
START_TEST(elective_network)
{
  static const double wait[] = {0.055411, 0.069290, 0.120426, 0.146879};
  static const double servers[] = {5, 23, 14, 6}, mean[] = {0.1, 0.5, 0.5, 0.25};
  small s;
  begin(&s);
  for (int i = 0; i < 4; i++)
    add_stage(&s, CPW_STAGE_SERVERS, servers[i], CPW_DURATION_EXPONENTIAL, mean[i], 0);
  int ward = add_stage(&s, CPW_STAGE_BEDS, 75, CPW_DURATION_LOGNORMAL, 3, 1);
  int care = add_stage(&s, CPW_STAGE_BEDS, 33, CPW_DURATION_EXPONENTIAL, 10, 0);
  s.stage[care].waiting_room = 0;
  add_route(&s, 0, 1, 1);
  add_route(&s, 1, 2, 0.6);
  add_route(&s, 1, 3, 0.2);
  add_route(&s, 1, CPW_NONE, 0.2);
  add_route(&s, 2, 3, 0.5);
  add_route(&s, 2, CPW_NONE, 0.5);
  add_route(&s, 3, ward, 1);
  add_route(&s, ward, care, 0.15);
  add_route(&s, ward, CPW_NONE, 0.85);
  add_come(&s, 0, 0, 40);
  cpw_result *r = solve(&s);
  for (int i = 0; i < 4; i++)
    ck_assert_double_eq_tol(figure(r, "wait_mean", i), wait[i], 1e-6);
  near(figure(r, "arrival_rate", ward), 20, 1e-12);
  near(figure(r, "arrival_rate", care), 3, 1e-12);
  ck_assert(figure(r, "blocked_mean", ward) > 0);
  cpw_result_free(r);
}
END_TEST

/* bas_tandem_exact of pathway_cases.json */
START_TEST(blocking_pair)
{
  small s;
  begin(&s);
  int acute = add_stage(&s, CPW_STAGE_BEDS, 10, CPW_DURATION_EXPONENTIAL, 5, 0);
  int community = add_stage(&s, CPW_STAGE_BEDS, 6, CPW_DURATION_EXPONENTIAL, 6, 0);
  s.stage[community].waiting_room = 0;
  add_route(&s, acute, community, 0.7);
  add_route(&s, acute, CPW_NONE, 0.3);
  add_come(&s, acute, 0, 1.2);
  cpw_result *r = solve(&s);
  ck_assert_int_eq(method(r, acute), CPW_STEADY_PAIR);
  near(figure(r, "wait_mean", acute), 2.464560222176755, 1e-8);
  near(figure(r, "blocked_mean", acute), 1.6112624833382518, 1e-8);
  near(figure(r, "blocked_time", acute), 1.34271873611521, 1e-8);
  near(figure(r, "queue_mean", acute), 2.957472266612106, 1e-8);
  near(figure(r, "inside_mean", community), 5.04, 1e-11);
  cpw_result_free(r);
}
END_TEST

/* Hunt, Operations Research 4 (1956): one server each, equal rates, no room between: the most that goes through is 2/3. */
START_TEST(pair_at_its_limit)
{
  small s;
  begin(&s);
  add_stage(&s, CPW_STAGE_SERVERS, 1, CPW_DURATION_EXPONENTIAL, 1, 0);
  add_stage(&s, CPW_STAGE_SERVERS, 1, CPW_DURATION_EXPONENTIAL, 1, 0);
  s.stage[1].waiting_room = 0;
  add_route(&s, 0, 1, 1);
  add_come(&s, 0, 0, 0.66);
  cpw_result *r = solve(&s);
  ck_assert_int_eq(method(r, 0), CPW_STEADY_PAIR);
  ck_assert(isfinite(figure(r, "wait_mean", 0)));
  cpw_result_free(r);
  s.come[0].rate = 0.67;
  r = solve(&s);
  ck_assert_int_eq(method(r, 0), CPW_STEADY_UNSTABLE);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNSTABLE);
  near(figure(r, "throughput", 0), 2.0 / 3.0, 1e-9);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- formulae ------------------ */

START_TEST(general_services)
{
  small s;
  begin(&s);
  add_stage(&s, CPW_STAGE_SERVERS, 1, CPW_DURATION_GAMMA, 0.8, 0.5);
  add_come(&s, 0, 0, 1);
  cpw_result *r = solve(&s);
  /* Pollaczek and Khinchine: lambda E[S^2] / (2 (1 - rho)), by hand: 0.8^2 1.25 / 0.4 */
  near(figure(r, "wait_mean", 0), 2.0, 1e-12);
  ck_assert_int_eq(method(r, 0), CPW_STEADY_TWO_MOMENTS);
  cpw_result_free(r);
}
END_TEST

START_TEST(slots_evenly_spread)
{
  small s;
  begin(&s);
  add_stage(&s, CPW_STAGE_SLOTS, 2, CPW_DURATION_FIXED, 0, 0);
  add_come(&s, 0, 0, 1);
  cpw_result *r = solve(&s);
  /* a slot each 1/2, load 1/2: M/D/1 wait 1/4 and half a gap 1/4 */
  near(figure(r, "wait_mean", 0), 0.5, 1e-12);
  near(figure(r, "utilisation", 0), 0.5, 1e-12);
  cpw_result_free(r);
}
END_TEST

START_TEST(shared_pace)
{
  small s;
  begin(&s);
  add_stage(&s, CPW_STAGE_CASELOAD, 4, CPW_DURATION_LOGNORMAL, 2, 3);
  add_come(&s, 0, 0, 1.5);
  cpw_result *r = solve(&s);
  cpw_queue_measures m;
  ck_assert_int_eq(cpw_queue_mmc(1.5, 0.5, 4, &m, NULL), CPW_OK);
  /* numbers do not depend on the law: those of M/M/4 */
  near(figure(r, "inside_mean", 0), m.mean_number, 1e-12);
  near(figure(r, "wait_mean", 0) + 1.0, 1.0, 1e-12);
  cpw_result_free(r);
}
END_TEST

START_TEST(limited_room)
{
  small s;
  begin(&s);
  add_stage(&s, CPW_STAGE_BEDS, 3, CPW_DURATION_EXPONENTIAL, 2, 0);
  add_stage(&s, CPW_STAGE_DELAY, 1, CPW_DURATION_FIXED, 4, 0);
  s.stage[0].waiting_room = 0;
  s.stage[0].when_full = CPW_FULL_OVERFLOW;
  s.stage[0].overflow = 1;
  add_come(&s, 0, 0, 1);
  cpw_result *r = solve(&s);
  double lost = cpw_queue_erlang_b(2, 3);
  near(figure(r, "overflowed", 0), lost, 1e-12);
  near(figure(r, "arrival_rate", 1), lost, 1e-12);
  near(figure(r, "inside_mean", 1), 4 * lost, 1e-12);
  cpw_result_free(r);
}
END_TEST

START_TEST(people_who_leave)
{
  small s;
  begin(&s);
  add_stage(&s, CPW_STAGE_SERVERS, 95, CPW_DURATION_EXPONENTIAL, 1, 0);
  add_stage(&s, CPW_STAGE_EXIT, 1, 0, 0, 0);
  s.after[0].law = CPW_DURATION_EXPONENTIAL;
  s.after[0].mean = 50;
  s.change[0] =
      (cpw_change){.stage = 0, .group = -1, .to = 1, .to_group = -1, .after = &s.after[0]};
  s.p.changes = 1;
  add_come(&s, 0, 0, 100);
  cpw_result *r = solve(&s);
  /* erlangA of pathway_cases.json */
  near(figure(r, "queue_mean", 0), 250.02712391170525, 1e-9);
  near(figure(r, "left_rate", 0), 100 * 0.05000542478234105, 1e-9);
  near(figure(r, "exit_rate", 1), 100 * 0.05000542478234105, 1e-9);
  near(figure(r, "prob_wait", 0), 0.9999176838211065, 1e-9);
  cpw_result_free(r);
}
END_TEST

START_TEST(groups_by_priority)
{
  static const char *const two[] = {"urgent", "routine"};
  static const int32_t priority[] = {0, 1};
  for (int preempt = 0; preempt < 2; preempt++) {
    small s;
    begin(&s);
    add_stage(&s, CPW_STAGE_SERVERS, 3, CPW_DURATION_EXPONENTIAL, 1, 0);
    s.p.group = two;
    s.p.groups = 2;
    s.p.priority = priority;
    s.stage[0].order = CPW_ORDER_PRIORITY;
    s.stage[0].preempt = preempt ? CPW_PREEMPT_RESUME : CPW_PREEMPT_NONE;
    add_come(&s, 0, 0, 0.56);
    add_come(&s, 0, 1, 2.24);
    cpw_result *r = solve(&s);
    double want[2];
    static const double rate[] = {0.56, 2.24};
    ck_assert_int_eq(cpw_queue_priority_mmc(rate, 2, 1, 3,
                                            preempt ? CPW_QUEUE_INTERRUPTS : CPW_QUEUE_WAITS_TURN,
                                            want, NULL, NULL, NULL, NULL, NULL),
                     CPW_OK);
    near(figure(r, "wait_mean", 1), want[0], 1e-12);
    near(figure(r, "wait_mean", 2), want[1], 1e-12);
    near(figure(r, "wait_mean", 0), 0.2 * want[0] + 0.8 * want[1], 1e-12);
    ck_assert_int_eq(method(r, 0), CPW_STEADY_PRIORITY);
    cpw_result_free(r);
  }
}
END_TEST

/* M^[3]/M/1: Wq = (rho + (b - 1)/2) / (1 - rho); D/M/1 at 0.8: the root of sigma = exp(-(1 - sigma)/0.8) by hand, 1.6927 */
START_TEST(batches_and_even_arrivals)
{
  small s;
  begin(&s);
  add_stage(&s, CPW_STAGE_SERVERS, 1, CPW_DURATION_EXPONENTIAL, 1, 0);
  add_come(&s, 0, 0, 0.6);
  s.come[0].batch = 3;
  cpw_result *r = solve(&s);
  near(figure(r, "wait_mean", 0), 4, 1e-12);
  cpw_result_free(r);
  s.come[0].batch = 1;
  s.come[0].rate = 0.8;
  s.come[0].dispersion = 0;
  r = solve(&s);
  ck_assert_double_eq_tol(figure(r, "wait_mean", 0), 1.6927, 1e-3);
  cpw_result_free(r);
}
END_TEST

/* Ten beds, five more for the overflow: together they lose what 15 lose, which the two-stage chain confirms (0.36497). */
START_TEST(overflow_is_peaked)
{
  small s;
  begin(&s);
  add_stage(&s, CPW_STAGE_BEDS, 10, CPW_DURATION_EXPONENTIAL, 1, 0);
  add_stage(&s, CPW_STAGE_BEDS, 5, CPW_DURATION_EXPONENTIAL, 1, 0);
  s.stage[0].waiting_room = s.stage[1].waiting_room = 0;
  s.stage[0].when_full = CPW_FULL_OVERFLOW;
  s.stage[0].overflow = 1;
  s.stage[1].when_full = CPW_FULL_TURN_AWAY;
  add_come(&s, 0, 0, 10);
  cpw_result *r = solve(&s);
  ck_assert_double_eq_tol(figure(r, "turned_away", 1), 10 * cpw_queue_erlang_b(10, 15), 0.01);
  cpw_result_free(r);
}
END_TEST

START_TEST(pools_that_cannot_keep_up)
{
  static const cpw_shared_pool pool = {"staff", 3, CPW_NONE, CPW_NONE};
  static const cpw_pool_use use[] = {{0, 0, 1, 0, 0}, {1, 0, 1, 0, 0}};
  small s;
  begin(&s);
  add_stage(&s, CPW_STAGE_SERVERS, 10, CPW_DURATION_EXPONENTIAL, 1, 0);
  add_stage(&s, CPW_STAGE_SERVERS, 10, CPW_DURATION_EXPONENTIAL, 1, 0);
  add_route(&s, 0, 1, 1);
  add_come(&s, 0, 0, 1.8);
  s.p.pool = &pool;
  s.p.pools = 1;
  s.p.use = use;
  s.p.uses = 2;
  cpw_result *r = solve(&s);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNSTABLE);
  near(figure(r, "pool_used", 0), 3.6, 1e-12);
  ck_assert_ptr_nonnull(strstr(cpw_result_note(r, "pool 0"), "pool \"staff\" cannot keep up"));
  cpw_result_free(r);
}
END_TEST

/* Whitt's equations must give 1 where all is exponential, whatever the routes. */
START_TEST(two_moments_reduce_to_jackson)
{
  small s;
  three_nodes(&s);
  cpw_result *exact = solve(&s);
  s.stage[0].order = CPW_ORDER_LAST_COME;
  for (int i = 0; i < 3; i++) /* gamma with cv 1 is exponential, but is not known to be */
    s.law[i] = (cpw_duration){.law = CPW_DURATION_GAMMA, .mean = s.law[i].mean, .cv = 1};
  cpw_result *r = solve(&s);
  for (int i = 0; i < 3; i++) {
    near(figure(r, "ca2", i), 1.0, 1e-14);
    near(figure(r, "wait_mean", i), figure(exact, "wait_mean", i), 1e-13);
  }
  cpw_result_free(r);
  cpw_result_free(exact);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

static double figure_of(small *s, const char *name, int64_t i) {
  cpw_result *r = solve(s);
  double f = figure(r, name, i);
  cpw_result_free(r);
  return f;
}

/* Derivatives against differences of whole solutions, in closed form (loop 0) and not (1). */
START_TEST(derivatives)
{
  small s;
  three_nodes(&s);
  if (_i) s.law[0] = (cpw_duration){.law = CPW_DURATION_LOGNORMAL, .mean = 0.5, .cv = 2};
  cpw_result *r = solve(&s);
  const double h = 1e-4;
  for (int k = 0; k < 3; k++)
    for (int j = 0; j < 3; j++) {
      double keep = s.stage[k].servers;
      s.stage[k].servers = keep + h;
      double up = figure_of(&s, "wait_mean", j), time_up = figure_of(&s, "time_in_system", 0);
      s.stage[k].servers = keep - h;
      double down = figure_of(&s, "wait_mean", j), time_down = figure_of(&s, "time_in_system", 0);
      s.stage[k].servers = keep;
      ck_assert_double_eq_tol(figure(r, "wait_by_capacity", j * 3 + k), (up - down) / (2 * h),
                              1e-6);
      ck_assert_double_eq_tol(figure(r, "time_by_capacity", k), (time_up - time_down) / (2 * h),
                              1e-6);
    }
  for (int a = 0; a < 2; a++)
    for (int j = 0; j < 3; j++) {
      double keep = s.come[a].rate;
      s.come[a].rate = keep + h;
      double up = figure_of(&s, "wait_mean", j), time_up = figure_of(&s, "time_in_system", 0);
      s.come[a].rate = keep - h;
      double down = figure_of(&s, "wait_mean", j), time_down = figure_of(&s, "time_in_system", 0);
      s.come[a].rate = keep;
      ck_assert_double_eq_tol(figure(r, "wait_by_demand", j * 2 + a), (up - down) / (2 * h), 1e-6);
      ck_assert_double_eq_tol(figure(r, "time_by_demand", a), (time_up - time_down) / (2 * h),
                              1e-6);
    }
  cpw_result_free(r);
}
END_TEST

START_TEST(overload_is_named)
{
  small s;
  three_nodes(&s);
  s.stage[0].servers = 2;
  cpw_result *r = solve(&s);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNSTABLE);
  ck_assert_int_eq(method(r, 0), CPW_STEADY_UNSTABLE);
  /* sends on 4 a time: 4 + 0.1 x 3.4 come; 1 + 0.6 x 4 to the second */
  near(figure(r, "throughput", 0), 4, 1e-12);
  near(figure(r, "arrival_rate", 1), 3.4, 1e-12);
  near(figure(r, "headroom", 0), 2 - 2.17, 1e-9);
  ck_assert_ptr_nonnull(strstr(cpw_result_note(r, "unstable 0"), "stage \"a\" cannot keep up"));
  ck_assert(isfinite(figure(r, "wait_mean", 1)));
  cpw_result_free(r);
}
END_TEST

START_TEST(nobody_comes)
{
  small s;
  three_nodes(&s);
  s.come[0].rate = s.come[1].rate = 0;
  cpw_result *r = solve(&s);
  ck_assert_int_eq(method(r, 0), CPW_STEADY_NOBODY);
  ck_assert(figure(r, "queue_mean", 0) == 0);
  ck_assert(isnan(figure(r, "time_in_system", 0)));
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- sizes --------------------- */

START_TEST(sizes_are_least)
{
  static const int32_t goals[] = {CPW_SIZE_MEAN_WAIT, CPW_SIZE_WITHIN, CPW_SIZE_PROB_WAIT,
                                  CPW_SIZE_UTILISATION};
  static const double limits[] = {0.05, 0.1, 0, 0}, shares[] = {0, 0.95, 0.05, 0.7};
  small s;
  three_nodes(&s);
  cpw_pathway_size_goal g = {-1, goals[_i], limits[_i], shares[_i]};
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_pathway_size(&s.p, &g, 1, NULL, &r, NULL), CPW_OK);
  for (int i = 0; i < 3; i++) {
    double now = figure(r, "reached", i), before = figure(r, "before", i);
    ck_assert_msg(goals[_i] == CPW_SIZE_WITHIN      ? now >= 0.95 && !(before >= 0.95)
                  : goals[_i] == CPW_SIZE_MEAN_WAIT ? now <= 0.05 && !(before <= 0.05)
                                                    : now <= shares[_i] && !(before <= shares[_i]),
                  "stage %d: %g, %g", i, now, before);
    ck_assert(figure(r, "needed", i) == floor(figure(r, "needed", i)));
    near(figure(r, "more", i) + 10, figure(r, "needed", i) - s.stage[i].servers + 10, 1e-15);
  }
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void refuses_goal(cpw_pathway_size_goal g, int32_t code, const char *words) {
  small s;
  three_nodes(&s);
  cpw_result *r = NULL;
  cpw_error err = {0};
  ck_assert_int_eq(cpw_pathway_size(&s.p, &g, 1, NULL, &r, &err), code);
  ck_assert_msg(strstr(err.message, words) != NULL, "%s", err.message);
  ck_assert_ptr_null(r);
}

START_TEST(goals_that_are_none)
{
  refuses_goal((cpw_pathway_size_goal){-1, 9, 0, 0}, CPW_EINVAL, "goals[0].goal = 9 is not a goal");
  refuses_goal((cpw_pathway_size_goal){7, 0, 1, 0}, CPW_EINVAL,
               "goals[0].stage = 7 must be -1 or from 0 to 2");
  refuses_goal((cpw_pathway_size_goal){-1, CPW_SIZE_MEAN_WAIT, -1, 0}, CPW_EDOMAIN,
               "goals[0].limit = -1");
  refuses_goal((cpw_pathway_size_goal){-1, CPW_SIZE_PROB_WAIT, 0, 1}, CPW_EDOMAIN,
               "goals[0].share = 1");
}
END_TEST

START_TEST(arguments_that_are_refused)
{
  small s;
  cpw_result *r = NULL;
  cpw_error err = {0};
  three_nodes(&s);
  ck_assert_int_eq(cpw_pathway_steady(&s.p, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_pathway_steady(NULL, NULL, &r, &err), CPW_EINVAL);
  s.route[2].chance = 0.3;
  ck_assert_int_eq(cpw_pathway_steady(&s.p, NULL, &r, &err), CPW_EDOMAIN);
  ck_assert_ptr_nonnull(strstr(err.message, "1.1"));
  ck_assert_ptr_null(r);
  cpw_pathway_steady_options o;
  cpw_pathway_steady_options_init(&o);
  o.struct_size += 8;
  three_nodes(&s);
  ck_assert_int_eq(cpw_pathway_steady(&s.p, &o, &r, &err), CPW_EABI);
  static const double p[] = {1.5};
  cpw_pathway_steady_options_init(&o);
  o.probabilities = p;
  o.probability_count = 1;
  ck_assert_int_eq(cpw_pathway_steady(&s.p, &o, &r, &err), CPW_EDOMAIN);
  ck_assert_ptr_nonnull(strstr(err.message, "probabilities[0] = 1.5"));
}
END_TEST

START_TEST(names_of_methods)
{
  for (int32_t i = 0; i < CPW_STEADY_METHODS; i++)
    ck_assert_ptr_nonnull(cpw_pathway_steady_method(i));
  ck_assert_ptr_null(cpw_pathway_steady_method(-1));
  ck_assert_ptr_null(cpw_pathway_steady_method(CPW_STEADY_METHODS));
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t run_pair(void *context) {
  small s;
  (void)context;
  begin(&s);
  add_stage(&s, CPW_STAGE_BEDS, 2, CPW_DURATION_EXPONENTIAL, 1, 0);
  add_stage(&s, CPW_STAGE_BEDS, 2, CPW_DURATION_EXPONENTIAL, 1, 0);
  s.stage[1].waiting_room = 0;
  add_route(&s, 0, 1, 1);
  add_come(&s, 0, 0, 0.5);
  cpw_result *r = NULL;
  int32_t status = cpw_pathway_steady(&s.p, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

static int32_t run_size(void *context) {
  small s;
  (void)context;
  begin(&s);
  add_stage(&s, CPW_STAGE_SERVERS, 2, CPW_DURATION_EXPONENTIAL, 1, 0);
  add_come(&s, 0, 0, 0.5);
  cpw_pathway_size_goal g = {-1, CPW_SIZE_MEAN_WAIT, 1, 0};
  cpw_result *r = NULL;
  int32_t status = cpw_pathway_size(&s.p, &g, 1, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(pair_without_memory)
{ cpwt_each_allocation_fails(run_pair, NULL); }
END_TEST

START_TEST(size_without_memory)
{ cpwt_each_allocation_fails(run_size, NULL); }
END_TEST

int main(void) {
  Suite *suite = suite_create("pathway_steady");
  const char *cases[] = {"limits", "errors", "reference", "properties", "oom"};
  TCase *t[5];
  for (int i = 0; i < 5; i++) {
    t[i] = tcase_create(cases[i]);
    tcase_set_timeout(t[i], 300);
    suite_add_tcase(suite, t[i]);
  }
  tcase_add_test(t[0], overload_is_named);
  tcase_add_test(t[0], nobody_comes);
  tcase_add_test(t[0], pair_at_its_limit);
  tcase_add_test(t[0], names_of_methods);
  tcase_add_test(t[1], goals_that_are_none);
  tcase_add_test(t[1], arguments_that_are_refused);
  tcase_add_test(t[2], jackson_network);
  tcase_add_test(t[2], elective_network);
  tcase_add_test(t[2], blocking_pair);
  tcase_add_test(t[2], general_services);
  tcase_add_test(t[2], slots_evenly_spread);
  tcase_add_test(t[2], shared_pace);
  tcase_add_test(t[2], limited_room);
  tcase_add_test(t[2], people_who_leave);
  tcase_add_test(t[2], groups_by_priority);
  tcase_add_test(t[2], batches_and_even_arrivals);
  tcase_add_test(t[2], overflow_is_peaked);
  tcase_add_test(t[0], pools_that_cannot_keep_up);
  tcase_add_test(t[3], two_moments_reduce_to_jackson);
  tcase_add_loop_test(t[3], derivatives, 0, 2);
  tcase_add_loop_test(t[3], sizes_are_least, 0, 4);
  tcase_add_test(t[4], pair_without_memory);
  tcase_add_test(t[4], size_without_memory);
  return cpwt_run(&suite, 1);
}
