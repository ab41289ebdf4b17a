/* The event engine: against closed forms and exact chains, the traps of other tools, what is refused, forecasts.
 * An interval of 99.9 % of independent replications must hold the exact value; with a fixed seed it does or does not. */
#include "carepath/pathway_events.h"
#include "carepath/queue.h"
#include "support/support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST 8

static const char *const GROUPS[] = {"urgent", "routine"};

/* A network in plain rows. */
typedef struct net {
  cpw_pathway p;
  cpw_stage stage[MOST];
  cpw_route route[24];
  cpw_arrivals arrival[MOST];
  cpw_stay stay[MOST];
  cpw_duration law[MOST];
  cpw_change change[MOST];
  cpw_initial initial[MOST];
  cpw_calendar calendar[2];
  cpw_shared_pool pool[2];
  cpw_pool_use use[MOST];
  cpw_pathway_events_options o;
  cpw_run run;
} net;

static net *start(void) {
  net *n = calloc(1, sizeof *n);
  ck_assert_ptr_nonnull(n);
  cpw_pathway_init(&n->p);
  cpw_pathway_events_options_init(&n->o);
  cpw_run_init(&n->run);
  n->p.stage = n->stage;
  n->p.route = n->route;
  n->p.arrival = n->arrival;
  n->p.stay = n->stay;
  n->p.change = n->change;
  n->p.initial = n->initial;
  n->p.calendar = n->calendar;
  n->p.pool = n->pool;
  n->p.use = n->use;
  n->run.replications = 40;
  n->run.threads = 2;
  n->o.horizon = 4000;
  n->o.warm_up = 400;
  n->o.level = 0.999;
  return n;
}

static cpw_stage *add_stage(net *n, const char *name, int32_t kind, double servers,
                            cpw_duration d) {
  int64_t k = n->p.stages++;
  cpw_stage_init(&n->stage[k]);
  n->stage[k].name = name;
  n->stage[k].kind = kind;
  n->stage[k].servers = servers;
  n->law[k] = d;
  if (kind != CPW_STAGE_DECISION && kind != CPW_STAGE_EXIT)
    n->stay[n->p.stays++] = (cpw_stay){(int32_t)k, -1, &n->law[k]};
  return &n->stage[k];
}

static cpw_route *add_route(net *n, int32_t from, int32_t to, double chance) {
  cpw_route *r = &n->route[n->p.routes++];
  cpw_route_init(r);
  r->from = from;
  r->to = to;
  r->chance = chance;
  return r;
}

static cpw_arrivals *add_arrivals(net *n, int32_t stage, int32_t group, double rate) {
  cpw_arrivals *a = &n->arrival[n->p.arrivals++];
  cpw_arrivals_init(a);
  a->stage = stage;
  a->group = group;
  a->rate = rate;
  return a;
}

static void add_initial(net *n, int32_t stage, int32_t state, double people, double time) {
  n->initial[n->p.initials++] = (cpw_initial){stage, 0, state, 0, people, time, -1, 0};
}

static cpw_duration law(int32_t kind, double mean, double cv) {
  return (cpw_duration){kind, 0, mean, cv, 0, NULL};
}

static cpw_duration expo(double mean) {
  return law(CPW_DURATION_EXPONENTIAL, mean, 0);
}

static cpw_result *simulate(const net *n) {
  cpw_result *result = NULL;
  cpw_error err;
  int32_t status = cpw_pathway_simulate(&n->p, &n->o, &n->run, &result, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return result;
}

static double value(const cpw_result *r, const char *name, int64_t i) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a && a->real && i < a->size, "%s has no value %lld", name, (long long)i);
  return a->real[i];
}

/* The exact value lies in the interval, which is not wide. */
static void holds(const cpw_result *r, const char *name, int64_t i, double exact, double width) {
  char lower[64], upper[64];
  snprintf(lower, sizeof lower, "%s_lower", name);
  snprintf(upper, sizeof upper, "%s_upper", name);
  double a = value(r, lower, i), b = value(r, upper, i);
  ck_assert_msg(a <= exact && exact <= b, "%s[%lld]: %.8g is not in [%.8g, %.8g]", name,
                (long long)i, exact, a, b);
  ck_assert_msg((b - a) / 2 <= width * fabs(exact), "%s: [%.8g, %.8g] is wide", name, a, b);
}

static void end(net *n, cpw_result *r) {
  cpw_result_free(r);
  free(n);
}

/* ---------------------------------------------------------------- closed forms -------------- */

START_TEST(queues_of_several_servers)
{
  net *n = start();
  add_stage(n, "clinic", CPW_STAGE_SERVERS, 3, expo(1))->target = 0.5;
  add_arrivals(n, 0, 0, 2.4);
  cpw_result *r = simulate(n);
  double tail = cpw_queue_mmc_wait_tail(2.4, 1, 3, 0.5);
  cpw_queue_measures m;
  ck_assert_int_eq(cpw_queue_mmc(2.4, 1, 3, &m, NULL), CPW_OK);
  holds(r, "wait_mean", 0, m.mean_wait, 0.12);
  holds(r, "queue_mean", 0, m.mean_queue, 0.12);
  holds(r, "inside_mean", 0, 2.4, 0.01);
  holds(r, "utilisation", 0, 0.8, 0.01);
  holds(r, "within", 0, 1 - tail, 0.05);
  holds(r, "time_in_system", 0, m.mean_wait + 1, 0.12);
  holds(r, "exit_rate", 0, 2.4, 0.01);
  double q = cpw_queue_mmc_wait_quantile(2.4, 1, 3, 0.92);
  ck_assert_double_eq_tol(value(r, "wait_quantile", 1), q, 0.04 * q);
  ck_assert_double_eq(value(r, "capacity_mean", 0), 3);
  end(n, r);
}
END_TEST

/* ../shared/reference jackson_3node */
START_TEST(network_of_product_form)
{
  static const double gamma[] = {4.361702127659575, 3.617021276595745, 1.9574468085106382};
  static const double wait[] = {0.32501769179745726, 0.1219807656675571, 0.08010856297476977};
  net *n = start();
  add_stage(n, "a", CPW_STAGE_SERVERS, 3, expo(0.5));
  add_stage(n, "b", CPW_STAGE_SERVERS, 4, expo(1 / 1.5));
  add_stage(n, "c", CPW_STAGE_SERVERS, 4, expo(1));
  add_route(n, 0, 1, 0.6);
  add_route(n, 0, 2, 0.2);
  add_route(n, 0, -1, 0.2);
  add_route(n, 1, 0, 0.1);
  add_route(n, 1, 2, 0.3);
  add_route(n, 1, -1, 0.6);
  add_arrivals(n, 0, 0, 4);
  add_arrivals(n, 1, 0, 1);
  cpw_result *r = simulate(n);
  for (int k = 0; k < 3; k++) {
    holds(r, "wait_mean", k, wait[k], 0.12);
    holds(r, "arrival_rate", k, gamma[k], 0.01);
  }
  holds(r, "time_in_system", 0, 1.713058204719045, 0.12);
  end(n, r);
}
END_TEST

/* ../shared/reference bas_tandem_exact: an exact chain */
START_TEST(blocking_after_service)
{
  net *n = start();
  add_stage(n, "acute", CPW_STAGE_BEDS, 10, expo(5));
  add_stage(n, "community", CPW_STAGE_BEDS, 6, expo(6))->waiting_room = 0;
  add_route(n, 0, 1, 0.7);
  add_route(n, 0, -1, 0.3);
  add_arrivals(n, 0, 0, 1.2);
  n->o.horizon = 20000;
  n->o.warm_up = 1000;
  cpw_result *r = simulate(n);
  holds(r, "blocked_mean", 0, 1.6112624833382518, 0.12);
  holds(r, "blocked_time", 0, 1.34271873611521, 0.12);
  holds(r, "queue_mean", 0, 2.957472266612106, 0.2);
  holds(r, "wait_mean", 0, 2.464560222176755, 0.2);
  holds(r, "inside_mean", 1, 5.04, 0.01);
  end(n, r);
}
END_TEST

START_TEST(loss_does_not_depend_on_the_law)
{
  double blocked = cpw_queue_erlang_b(8, 10);
  for (int k = 0; k < 2; k++) {
    net *n = start();
    cpw_stage *s = add_stage(n, "ward", CPW_STAGE_BEDS, 10, law(CPW_DURATION_LOGNORMAL, 4, 1.2));
    s->waiting_room = 0;
    s->when_full = k == 0 ? CPW_FULL_TURN_AWAY : CPW_FULL_OVERFLOW;
    if (k == 1) s->overflow = 1;
    if (k == 1) add_stage(n, "elsewhere", CPW_STAGE_DELAY, 1, expo(1));
    add_arrivals(n, 0, 0, 2);
    cpw_result *r = simulate(n);
    holds(r, k == 0 ? "turned_away" : "overflowed", 0, 2 * blocked, 0.12);
    holds(r, "inside_mean", 0, 8 * (1 - blocked), 0.01);
    if (k == 1) holds(r, "arrival_rate", 1, 2 * blocked, 0.12);
    end(n, r);
  }
}
END_TEST

START_TEST(processor_sharing_does_not_depend_on_the_law)
{
  net *n = start();
  add_stage(n, "team", CPW_STAGE_CASELOAD, 1, law(CPW_DURATION_LOGNORMAL, 1, 1.5));
  add_arrivals(n, 0, 0, 0.7);
  n->o.horizon = 20000;
  cpw_result *r = simulate(n);
  holds(r, "inside_mean", 0, 0.7 / 0.3, 0.12);
  holds(r, "stay_mean", 0, 1 / 0.3, 0.12);
  ck_assert_double_eq(value(r, "wait_mean", 0), 0);
  end(n, r);
}
END_TEST

/* M/M/1 with two classes of mean 1: Cobham 1954; preemption: Conway, Maxwell and Miller, Theory of Scheduling, 1967 */
static void two_classes(int32_t preempt, double time[2]) {
  net *n = start();
  cpw_stage *s = add_stage(n, "clinic", CPW_STAGE_SERVERS, 1, expo(1));
  s->order = CPW_ORDER_PRIORITY;
  s->preempt = preempt;
  n->p.groups = 2;
  n->p.group = GROUPS;
  add_arrivals(n, 0, 0, 0.3);
  add_arrivals(n, 0, 1, 0.4);
  n->o.horizon = 20000;
  cpw_result *r = simulate(n);
  for (int g = 0; g < 2; g++)
    holds(r, "time_in_system", 1 + g, time[g], 0.12);
  end(n, r);
}

START_TEST(priorities)
{
  double cobham[2] = {1 + 0.7 / 0.7, 1 + 0.7 / (0.7 * 0.3)};
  double resume[2] = {1 / 0.7, 1 / (0.7 * 0.3)};
  two_classes(CPW_PREEMPT_NONE, cobham);
  two_classes(CPW_PREEMPT_RESUME, resume);
  two_classes(CPW_PREEMPT_RESAMPLE, resume); /* no memory: the same law */
}
END_TEST

/* Fixed service 1, interrupted by class 1 with rate r: a restart takes (e^r - 1)/r of server time a completion, and the
 * server works for class 1 in between (mean busy period 1/(1 - r)), so completion takes (e^r - 1)/r / (1 - r). */
START_TEST(restart_begins_again)
{
  net *n = start();
  const double rate = 0.3;
  cpw_stage *s = add_stage(n, "clinic", CPW_STAGE_SERVERS, 1, law(CPW_DURATION_FIXED, 1, 0));
  s->order = CPW_ORDER_PRIORITY;
  s->preempt = CPW_PREEMPT_RESTART;
  n->p.groups = 2;
  n->p.group = GROUPS;
  add_arrivals(n, 0, 0, rate);
  add_arrivals(n, 0, 1, 0.001); /* alone: waits for nobody of its own class */
  n->o.horizon = 400000;
  n->run.replications = 20;
  cpw_result *r = simulate(n);
  double served = (exp(rate) - 1) / rate / (1 - rate);
  double first =
      rate / (2 * (1 - rate)) / (1 - rate); /* until class 1 is away: M/D/1 work by its growth */
  holds(r, "time_in_system", 2, served + first, 0.12);
  end(n, r);
}
END_TEST

/* ../shared/reference erlangA */
START_TEST(leaving_while_waiting)
{
  net *n = start();
  cpw_duration patience = expo(50);
  add_stage(n, "list", CPW_STAGE_SERVERS, 95, expo(1));
  add_stage(n, "gone", CPW_STAGE_EXIT, 1, expo(1));
  add_arrivals(n, 0, 0, 100);
  n->change[0] = (cpw_change){0, -1, 1, -1, &patience};
  n->p.changes = 1;
  n->o.horizon = 1000;
  n->o.warm_up = 300;
  n->run.replications = 16;
  cpw_result *r = simulate(n);
  holds(r, "queue_mean", 0, 250.02712391170525, 0.12);
  holds(r, "left_rate", 0, 100 * 0.05000542478234105, 0.12);
  holds(r, "exit_rate", 1, 100 * 0.05000542478234105, 0.12);
  end(n, r);
}
END_TEST

START_TEST(shared_pool_is_one_queue)
{
  net *n = start();
  add_stage(n, "a", CPW_STAGE_SERVERS, 50, expo(1));
  add_stage(n, "b", CPW_STAGE_SERVERS, 50, expo(1));
  n->pool[0] = (cpw_shared_pool){"nurses", 6, -1, -1};
  n->p.pools = 1;
  n->use[0] = (cpw_pool_use){0, 0, 2, 0, 0};
  n->use[1] = (cpw_pool_use){1, 0, 2, 0, 0};
  n->p.uses = 2;
  add_arrivals(n, 0, 0, 1.2);
  add_arrivals(n, 1, 0, 1.2);
  cpw_result *r = simulate(n);
  cpw_queue_measures m;
  ck_assert_int_eq(cpw_queue_mmc(2.4, 1, 3, &m, NULL), CPW_OK);
  holds(r, "wait_mean", 0, m.mean_wait, 0.12);
  holds(r, "wait_mean", 1, m.mean_wait, 0.12);
  holds(r, "pool_used", 0, 4.8, 0.01);
  ck_assert_double_eq(value(r, "pool_capacity", 0), 6);
  end(n, r);
}
END_TEST

/* rate 10 and 2 in turn, each for 5: m' = rate - m/2 from 0 */
START_TEST(arrivals_by_time)
{
  static const double values[] = {10, 2};
  net *n = start();
  add_stage(n, "home", CPW_STAGE_DELAY, 1, expo(2));
  n->calendar[0] = (cpw_calendar){"season", 5, values, 2, 1, 0};
  n->p.calendars = 1;
  add_arrivals(n, 0, 0, 1)->calendar = 0;
  n->o.horizon = 20;
  n->o.warm_up = 0;
  n->o.period = 5;
  n->run.replications = 4000;
  cpw_result *r = simulate(n);
  double m = 0;
  for (int k = 0; k < 4; k++) {
    ck_assert_double_eq_tol(value(r, "inside", k), m,
                            4 * sqrt(m / 4000) + 1e-12); /* as the period begins */
    m = 2 * values[k % 2] + (m - 2 * values[k % 2]) * exp(-2.5);
    ck_assert_double_eq_tol(value(r, "arrived", k), 5 * values[k % 2], 4 * sqrt(50.0 / 4000));
  }
  end(n, r);
}
END_TEST

/* ---------------------------------------------------------------- exact by hand ------------- */

START_TEST(slots_open_in_the_middle)
{
  static const double times[] = {0.1, 0.2, 0.6, 2.6, 2.7};
  net *n = start();
  add_stage(n, "clinic", CPW_STAGE_SLOTS, 1, law(CPW_DURATION_FIXED, 0, 0));
  cpw_arrivals *a = add_arrivals(n, 0, 0, 0);
  a->times = times;
  a->count = 5;
  n->o.horizon = 10;
  n->o.warm_up = 0;
  n->run.replications = 1;
  cpw_result *r = simulate(n); /* slots at 0.5, 1.5, ...: given at 0.5 1.5 2.5 3.5 4.5 */
  double waits = (0.4 + 1.3 + 1.9 + 0.9 + 1.8) / 5;
  ck_assert_double_eq_tol(value(r, "wait_mean", 0), waits, 1e-12);
  ck_assert_double_eq_tol(value(r, "capacity_mean", 0), 1, 1e-12);
  ck_assert_double_eq_tol(value(r, "utilisation", 0), 0.5, 1e-12);
  end(n, r);
}
END_TEST

/* Two stages of one server without waiting rooms send to each other: the second blocks the first, and back. */
static net *ring(int32_t deadlock) {
  static const double times[] = {0, 0.5};
  net *n = start();
  add_stage(n, "ward", CPW_STAGE_BEDS, 1, law(CPW_DURATION_FIXED, 2, 0))->waiting_room = 0;
  add_stage(n, "rehab", CPW_STAGE_BEDS, 1, law(CPW_DURATION_FIXED, 2, 0))->waiting_room = 0;
  n->p.groups = 2;
  n->p.group = GROUPS; /* group 0 goes there, group 1 comes back */
  add_route(n, 0, 1, 1)->group = 0;
  add_route(n, 0, -1, 1)->group = 1;
  add_route(n, 1, 0, 1)->group = 1;
  add_route(n, 1, -1, 1)->group = 0;
  for (int g = 0; g < 2; g++) {
    cpw_arrivals *a = add_arrivals(n, g, g, 0);
    a->times = &times[g];
    a->count = 1;
  }
  n->p.deadlock = deadlock;
  n->o.horizon = 100;
  n->o.warm_up = 0;
  n->run.replications = 1;
  return n;
}

/* Two rings that stand blocked at the start: both turn at once. */
START_TEST(two_rings_at_the_start)
{
  static const int32_t next[] = {1, 0, 3, 2};
  static const char *const names[] = {"a", "b", "c", "d"};
  net *n = start();
  for (int i = 0; i < 4; i++) {
    add_stage(n, names[i], CPW_STAGE_BEDS, 1, law(CPW_DURATION_FIXED, 2, 0))->waiting_room = 0;
    add_route(n, i, -1, 1);
    add_initial(n, i, CPW_INITIAL_BLOCKED, 1, 0);
    n->initial[i].next = next[i];
  }
  n->o.horizon = 100;
  n->o.warm_up = 0;
  n->run.replications = 1;
  cpw_result *r = simulate(n);
  ck_assert_double_eq(value(r, "deadlocks", 0), 2);
  ck_assert_double_eq(value(r, "closing", 0), 0);
  end(n, r);
}
END_TEST

START_TEST(ring_of_blocked_patients)
{
  net *n = ring(CPW_DEADLOCK_SWAP);
  cpw_result *r = simulate(n); /* swap at 2.5, both out at 4.5 */
  ck_assert_double_eq(value(r, "deadlocks", 0), 1);
  ck_assert_double_eq(value(r, "left", 0), 2);
  ck_assert_double_eq_tol(value(r, "time_in_system", 0), (4.5 + 4.0) / 2, 1e-12);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_OK);
  end(n, r);
  n = ring(CPW_DEADLOCK_STOP);
  r = simulate(n);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNSTABLE);
  ck_assert_int_eq(cpw_result_find(r, "stopped")->integer[0], 1);
  ck_assert_str_eq(cpw_result_note(r, "deadlock"), "replication 0, time 2.5: rehab ward");
  ck_assert_double_eq(value(r, "closing", 0), 2);
  end(n, r);
}
END_TEST

START_TEST(hold_keeps_patients_before_service)
{
  static const double times[] = {0, 0.5};
  net *n = start();
  add_stage(n, "a", CPW_STAGE_SERVERS, 2, law(CPW_DURATION_FIXED, 1, 0));
  cpw_stage *s = add_stage(n, "b", CPW_STAGE_SERVERS, 1, law(CPW_DURATION_FIXED, 3, 0));
  s->waiting_room = 0;
  s->when_full = CPW_FULL_HOLD;
  add_route(n, 0, 1, 1);
  cpw_arrivals *a = add_arrivals(n, 0, 0, 0);
  a->times = times;
  a->count = 2;
  n->o.horizon = 100;
  n->o.warm_up = 0;
  n->run.replications = 1;
  cpw_result *r = simulate(n); /* first 0-1-4; second waits until 4, 4-5, 5-8 */
  ck_assert_double_eq_tol(value(r, "wait_mean", 0), 3.5 / 2, 1e-12);
  ck_assert_double_eq_tol(value(r, "time_in_system", 0), (4 + 7.5) / 2, 1e-12);
  ck_assert_double_eq(value(r, "blocked_mean", 0), 0);
  end(n, r);
}
END_TEST

START_TEST(who_does_not_attend)
{
  net *n = start();
  cpw_stage *s = add_stage(n, "clinic", CPW_STAGE_SERVERS, 50, expo(1));
  s->missed = 0.2;
  s->missed_leave = 0.25;
  s->missed_to = 1;
  s->rebook = 3;
  add_stage(n, "discharged", CPW_STAGE_EXIT, 1, expo(1));
  add_arrivals(n, 0, 0, 10);
  cpw_result *r = simulate(n);
  double calls = 10 / (1 - 0.2 * 0.75);
  holds(r, "missed_rate", 0, 0.2 * calls, 0.02);
  holds(r, "exit_rate", 1, 0.05 * calls, 0.12);
  holds(r, "wait_mean", 0, 3 * 0.15 / 0.85, 0.12);
  end(n, r);
}
END_TEST

START_TEST(routes_in_turn_and_shortest)
{
  net *n = start();
  add_stage(n, "triage", CPW_STAGE_DECISION, 1, expo(1))->routing = CPW_ROUTE_IN_TURN;
  add_stage(n, "a", CPW_STAGE_DELAY, 1, law(CPW_DURATION_FIXED, 0, 0));
  add_stage(n, "b", CPW_STAGE_DELAY, 1, law(CPW_DURATION_FIXED, 0, 0));
  add_route(n, 0, 1, 0.75);
  add_route(n, 0, 2, 0.25);
  add_arrivals(n, 0, 0, 1)->dispersion = 0;
  n->o.horizon = 400;
  n->o.warm_up = 0;
  n->run.replications = 2;
  cpw_result *r = simulate(n);
  ck_assert_double_eq(value(r, "arrival_rate", 0), 1);
  ck_assert_double_eq(value(r, "arrival_rate", 1), 0.75);
  ck_assert_double_eq(value(r, "arrival_rate", 2), 0.25);
  end(n, r);
}
END_TEST

/* ---------------------------------------------------------------- traps of other tools ------ */

/* pathway.md, trap 1 and the case ipacs_initial_queue: people who wait at the start keep their places. From day 40 on
 * that case has the 29.52 and 29.7 of 2,000 runs. Exact, with c^2 = exp(0.36) - 1: given a start on day t the bed in question has
 * had t/10 + (c^2 - 1)/2 starts before and the others 9 t/10 on average, so the starter is number 1 + t + (c^2 - 1)/2, who came 30
 * before that: he has waited 29 + (1 - c^2)/2 = 29.28 days. */
START_TEST(those_who_wait_are_not_overtaken)
{
  static const int day[] = {5, 10, 20, 30, 40, 50};
  static const double mean[] = {4.99, 9.99, 20.0, 28.33, 29.28, 29.28};
  static cpw_pathway_event trace[4096];
  double came[1024], sum[6] = {0}, count[6] = {0};
  net *n = start();
  double sd = sqrt(exp(0.36) - 1);
  add_stage(n, "beds", CPW_STAGE_BEDS, 10, law(CPW_DURATION_LOGNORMAL, 10, sd));
  add_arrivals(n, 0, 0, 1);
  add_initial(n, 0, CPW_INITIAL_IN_SERVICE, 10, (double)NAN);
  add_initial(n, 0, CPW_INITIAL_WAITING, 30, 0);
  int64_t events;
  n->o.horizon = 60;
  n->o.warm_up = 0;
  n->o.trace = trace;
  n->o.trace_room = 4096;
  n->o.trace_count = &events;
  n->run.replications = 1;
  for (int64_t i = 0; i < 2000; i++) {
    n->run.first_replication = i;
    cpw_result_free(simulate(n));
    for (int64_t k = 0; k < events; k++) {
      if (trace[k].kind == CPW_EVENT_ENTERS) came[trace[k].patient] = trace[k].time;
      for (int d = 0; d < 6 && trace[k].kind == CPW_EVENT_BEGINS && trace[k].patient >= 10; d++)
        if (floor(trace[k].time + 0.5) == day[d]) {
          sum[d] += trace[k].time - came[trace[k].patient];
          count[d]++;
        }
    }
  }
  for (int d = 0; d < 6; d++)
    ck_assert_double_eq_tol(sum[d] / count[d], mean[d], 0.5);
  free(n);
}
END_TEST

/* trap 2: a balanced system stays balanced from day 0; S(x)/E[S], not uniform */
START_TEST(balanced_from_the_start)
{
  net *n = start();
  add_stage(n, "ward", CPW_STAGE_DELAY, 1, law(CPW_DURATION_LOGNORMAL, 10, sqrt(exp(0.36) - 1)));
  add_arrivals(n, 0, 0, 5);
  add_initial(n, 0, CPW_INITIAL_IN_SERVICE, 50, (double)NAN);
  n->o.horizon = 30;
  n->o.warm_up = 0;
  n->o.period = 1;
  n->run.replications = 2000;
  cpw_result *r = simulate(n);
  for (int k = 0; k < 30; k++)
    ck_assert_double_eq_tol(value(r, "inside", k), 50, 4 * sqrt(50.0 / 2000));
  end(n, r);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

START_TEST(common_random_numbers)
{
  cpw_result *r[2], *d = NULL;
  net *n = start();
  add_stage(n, "a", CPW_STAGE_SERVERS, 3, law(CPW_DURATION_LOGNORMAL, 1, 1));
  add_stage(n, "b", CPW_STAGE_SERVERS, 40, law(CPW_DURATION_GAMMA, 2, 0.7));
  add_route(n, 0, 1, 0.5);
  add_route(n, 0, -1, 0.5);
  add_arrivals(n, 0, 0, 2.4);
  n->o.patients = 2000;
  n->o.horizon = (double)INFINITY;
  n->o.warm_up = 0;
  n->o.keep = 1;
  for (int k = 0; k < 2; k++) {
    n->stage[0].servers = 3 + k;
    n->stage[0].order = k == 0 ? CPW_ORDER_FIRST_COME : CPW_ORDER_LAST_COME;
    r[k] = simulate(n);
  }
  for (int64_t i = 0; i < 40 * 2; i++)
    ck_assert_double_eq_tol(value(r[0], "stay_mean_path", i), value(r[1], "stay_mean_path", i),
                            1e-12);
  ck_assert_int_eq(cpw_pathway_difference(r[0], r[1], 0.95, NULL, &d, NULL), CPW_OK);
  ck_assert_double_lt(value(d, "wait_mean_upper", 0), 0);
  ck_assert_double_lt(value(d, "time_in_system_sd", 0), value(r[0], "time_in_system_sd", 0));
  cpw_result_free(d);
  cpw_result_free(r[1]);
  end(n, r[0]);
}
END_TEST

START_TEST(precision_is_reached)
{
  net *n = start();
  add_stage(n, "a", CPW_STAGE_SERVERS, 1, expo(1));
  add_arrivals(n, 0, 0, 0.5);
  n->o.precision = 0.05;
  n->o.level = 0.95;
  n->run.replications = 1000;
  cpw_result *r = simulate(n);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_OK);
  ck_assert_int_eq(cpw_result_find(r, "replications")->integer[0], 32);
  ck_assert_double_le(value(r, "precision", 0), 0.05);
  cpw_result_free(r);
  n->o.precision = 1e-6;
  n->run.replications = 40;
  r = simulate(n);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNREACHABLE);
  ck_assert_ptr_nonnull(cpw_result_note(r, "precision"));
  end(n, r);
}
END_TEST

static int32_t by_number(void *context, const cpw_pathway_patient *x, int64_t count, double now,
                         double *scores) {
  (void)now;
  (void)context;
  for (int64_t i = 0; i < count; i++)
    scores[i] = (double)x[i].patient;
  return 0;
}

START_TEST(scores_say_who_is_next)
{
  net *n = start();
  add_stage(n, "a", CPW_STAGE_SERVERS, 1, expo(1))->order = CPW_ORDER_LAST_COME;
  add_arrivals(n, 0, 0, 0.8);
  n->run.replications = 3;
  cpw_result *last = simulate(n); /* the highest number is the last who came */
  n->stage[0].order = CPW_ORDER_SCORE;
  n->o.score = by_number;
  cpw_result *scored = simulate(n);
  ck_assert_double_eq(value(last, "wait_sd", 0), value(scored, "wait_sd", 0));
  ck_assert_double_eq(value(last, "wait_mean", 0), value(scored, "wait_mean", 0));
  cpw_result_free(last);
  end(n, scored);
}
END_TEST

/* ---------------------------------------------------------------- forecasts ----------------- */

/* Behind 4 who wait and one in service of a single exponential server: the wait is Erlang 5, the median 4.670909. */
START_TEST(wait_behind_five)
{
  net *n = start();
  cpw_pathway_forecast_options o;
  cpw_result *r = NULL;
  add_stage(n, "clinic", CPW_STAGE_SERVERS, 1, expo(1));
  add_stage(n, "home", CPW_STAGE_EXIT, 1, expo(1));
  add_route(n, 0, 1, 1);
  add_arrivals(n, 0, 0, 0.5);
  add_initial(n, 0, CPW_INITIAL_IN_SERVICE, 1, (double)NAN);
  add_initial(n, 0, CPW_INITIAL_WAITING, 4, 3);
  n->run.replications = 20000;
  cpw_pathway_forecast_options_init(&o);
  ck_assert_int_eq(cpw_pathway_forecast(&n->p, &o, &n->run, &r, NULL), CPW_OK);
  ck_assert_double_eq_tol(value(r, "wait_mean", 0), 5, 4 * sqrt(5.0 / 20000));
  ck_assert_double_eq_tol(value(r, "wait_quantile", 1), 4.670909, 0.08);
  ck_assert_double_eq_tol(value(r, "leave_mean", 0), 6, 4 * sqrt(6.0 / 20000));
  ck_assert_double_eq(value(r, "exit_share", 1), 1);
  ck_assert_double_eq(value(r, "begin_share", 0), 1);
  cpw_result_free(r);
  o.initial = 1;
  o.nth = 2; /* the third of those who wait */
  ck_assert_int_eq(cpw_pathway_forecast(&n->p, &o, &n->run, &r, NULL), CPW_OK);
  ck_assert_double_eq_tol(value(r, "wait_mean", 0), 3, 4 * sqrt(3.0 / 20000));
  cpw_result_free(r);
  o.initial = 0;
  o.nth = 0;
  ck_assert_int_eq(cpw_pathway_forecast(&n->p, &o, &n->run, &r, NULL), CPW_OK);
  ck_assert_double_eq(value(r, "wait_mean", 0), 0);
  ck_assert_double_eq_tol(value(r, "leave_mean", 0), 1, 4 * sqrt(1.0 / 20000));
  end(n, r);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void refused(const net *n, int32_t code, const char *message) {
  cpw_result *r = NULL;
  cpw_error err;
  ck_assert_int_eq(cpw_pathway_simulate(&n->p, &n->o, &n->run, &r, &err), code);
  ck_assert_str_eq(err.message, message);
  ck_assert_ptr_null(r);
}

static net *plain(void) {
  net *n = start();
  add_stage(n, "a", CPW_STAGE_SERVERS, 1, expo(1));
  add_arrivals(n, 0, 0, 0.5);
  n->run.replications = 2;
  n->o.horizon = 100;
  n->o.warm_up = 10;
  return n;
}

START_TEST(options_that_are_wrong)
{
  const double p[] = {0.5, 1.5};
  net *n = plain();
#define REFUSED(field, wrong, right, code, message)                                                \
  n->o.field = wrong;                                                                              \
  refused(n, code, message);                                                                       \
  n->o.field = right
  REFUSED(horizon, 0, 100, CPW_EDOMAIN, "options.horizon = 0 must be > 0");
  REFUSED(horizon, (double)NAN, 100, CPW_EDOMAIN, "options.horizon = nan must be > 0");
  REFUSED(warm_up, 100, 10, CPW_EDOMAIN,
          "options.warm_up = 100 must be >= 0 and below the horizon");
  REFUSED(period, -1, 0, CPW_EDOMAIN, "options.period = -1 must be finite and >= 0");
  REFUSED(period, 1e-6, 0, CPW_EDOMAIN,
          "options.period = 0.000001 must be 0 or above a ten millionth of a finite horizon");
  REFUSED(level, 1, 0.9, CPW_EDOMAIN, "options.level = 1 must be in (0, 1)");
  REFUSED(precision, -1, 0, CPW_EDOMAIN, "options.precision = -1 must be finite and >= 0");
  REFUSED(patients, -1, 0, CPW_EINVAL, "options.patients = -1 must be >= 0");
  REFUSED(trace_room, 1, 0, CPW_EINVAL, "options.trace is NULL, trace_room is 1");
  REFUSED(keep, 2, 0, CPW_EINVAL, "options.keep = 2 must be 0 to 1");
  REFUSED(
      horizon, (double)INFINITY, 100, CPW_EDOMAIN,
      "options.horizon must be finite where patients is 0 and people go on coming (arrivals[0])");
  n->o.probabilities = p;
  refused(n, CPW_EINVAL, "options.probability_count = 0 must be >= 1");
  n->o.probability_count = 2;
  refused(n, CPW_EDOMAIN, "options.probabilities[1] = 1.5 must be in [0, 1]");
  n->o.probabilities = NULL;
  add_initial(n, 0, CPW_INITIAL_WAITING, 1.5, 0);
  refused(n, CPW_EDOMAIN,
          "initial[0].people = 1.5 must be whole, at most 1e9, in the event engine");
  n->p.initials = 0;
  n->run.replications = 0;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_pathway_simulate(&n->p, &n->o, &n->run, &r, NULL), CPW_EDOMAIN);
  ck_assert_int_eq(cpw_pathway_simulate(NULL, NULL, NULL, &r, NULL), CPW_EINVAL);
  ck_assert_int_eq(cpw_pathway_simulate(&n->p, NULL, NULL, NULL, NULL), CPW_EINVAL);
  free(n);
}
END_TEST

static int32_t bad_score(void *context, const cpw_pathway_patient *x, int64_t count, double now,
                         double *scores) {
  (void)x;
  (void)count;
  (void)now;
  scores[0] = (double)NAN;
  return context != NULL;
}

START_TEST(scores_that_are_wrong)
{
  net *n = plain();
  n->stage[0].order = CPW_ORDER_SCORE;
  n->o.score = bad_score;
  cpw_error err;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_pathway_simulate(&n->p, &n->o, &n->run, &r, &err), CPW_EDOMAIN);
  ck_assert_ptr_nonnull(strstr(err.message, "options.score gave nan for patient "));
  n->o.score_context = n;
  ck_assert_int_eq(cpw_pathway_simulate(&n->p, &n->o, &n->run, &r, &err), CPW_ECANCELLED);
  int32_t flag = 1;
  n->o.score = NULL;
  n->run.cancel = &flag;
  n->o.horizon = 1e6;
  ck_assert_int_eq(cpw_pathway_simulate(&n->p, &n->o, &n->run, &r, &err), CPW_ECANCELLED);
  free(n);
}
END_TEST

START_TEST(forecasts_and_differences_that_are_wrong)
{
  net *n = plain();
  cpw_pathway_forecast_options o;
  cpw_error err;
  cpw_result *r = simulate(n), *out = NULL;
  cpw_pathway_forecast_options_init(&o);
#define NO_FORECAST(code, text)                                                                    \
  ck_assert_int_eq(cpw_pathway_forecast(&n->p, &o, &n->run, &out, &err), code);                    \
  ck_assert_str_eq(err.message, text)
  o.horizon = (double)INFINITY;
  NO_FORECAST(CPW_EDOMAIN, "options.horizon = inf must be finite and > 0");
  o.horizon = 10;
  o.initial = 0;
  NO_FORECAST(CPW_EINVAL, "options.initial = 0 must be -1 (somebody new) or a row of the 0 of the "
                          "initial people");
  o.initial = -1;
  o.stage = 1;
  NO_FORECAST(CPW_EINVAL, "options.stage = 1 must be from 0 to 0");
  o.stage = 0;
  o.group = -1;
  NO_FORECAST(CPW_EINVAL, "options.group = -1 must be from 0 to 0");
  add_initial(n, 0, CPW_INITIAL_WAITING, 2, 0);
  o.initial = 0;
  o.nth = 2;
  NO_FORECAST(CPW_EINVAL, "options.nth = 2 must be from 0 to 1");
  ck_assert_int_eq(cpw_pathway_difference(r, r, 0.95, NULL, &out, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "base was not kept: simulate it with options.keep");
  ck_assert_int_eq(cpw_pathway_difference(r, r, 1, NULL, &out, &err), CPW_EDOMAIN);
  ck_assert_int_eq(cpw_pathway_difference(r, NULL, 0.9, NULL, &out, &err), CPW_EINVAL);
  ck_assert_ptr_null(out);
  end(n, r);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t everything(void *context) {
  net *n = context;
  cpw_result *r = NULL, *d = NULL, *f = NULL;
  cpw_pathway_forecast_options o;
  cpw_pathway_forecast_options_init(&o);
  o.horizon = 20;
  int32_t status = cpw_pathway_simulate(&n->p, &n->o, &n->run, &r, NULL);
  if (status == CPW_OK) status = cpw_pathway_difference(r, r, 0.9, NULL, &d, NULL);
  if (status == CPW_OK) status = cpw_pathway_forecast(&n->p, &o, &n->run, &f, NULL);
  cpw_result_free(r);
  cpw_result_free(d);
  cpw_result_free(f);
  return status;
}

START_TEST(memory_fails)
{
  net *n = plain();
  static cpw_pathway_event trace[8];
  n->stage[0].order = CPW_ORDER_DUE;
  add_stage(n, "team", CPW_STAGE_CASELOAD, 1, expo(1));
  add_route(n, 0, 1, 1);
  n->o.horizon = 30;
  n->o.warm_up = 0;
  n->o.period = 10;
  n->o.keep = 1;
  n->o.trace = trace;
  n->o.trace_room = 8;
  n->run.threads = 1;
  cpwt_each_allocation_fails(everything, n);
  free(n);
}
END_TEST

static Suite *pathway_events_suite(void) {
  Suite *suite = suite_create("pathway_events");
  const struct {
    const char *name;
    const TTest *tests[16];
  } cases[] = {
      {"limits",
       {slots_open_in_the_middle, ring_of_blocked_patients, two_rings_at_the_start,
        hold_keeps_patients_before_service, routes_in_turn_and_shortest}},
      {"errors",
       {options_that_are_wrong, scores_that_are_wrong, forecasts_and_differences_that_are_wrong}},
      {"reference",
       {queues_of_several_servers, network_of_product_form, blocking_after_service,
        loss_does_not_depend_on_the_law, processor_sharing_does_not_depend_on_the_law, priorities,
        restart_begins_again, leaving_while_waiting, shared_pool_is_one_queue, arrivals_by_time,
        who_does_not_attend, those_who_wait_are_not_overtaken, balanced_from_the_start,
        wait_behind_five}},
      {"properties", {common_random_numbers, precision_is_reached, scores_say_who_is_next}},
      {"oom", {memory_fails}}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 300);
    for (int i = 0; i < 16 && cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    suite_add_tcase(suite, tcase);
  }
  return suite;
}

int main(void) {
  Suite *suites[] = {pathway_events_suite()};
  return cpwt_run(suites, 1);
}
