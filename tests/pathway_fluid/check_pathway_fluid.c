/* Networks as flows and as whole people: closed forms, a solution by another solver, Little's law, derivatives against
 * differences, traps of published tools, every refusal. */
#include "pathway_fluid/net.h"

#define EXP(mean) net_law(&n, CPW_DURATION_EXPONENTIAL, mean, 0)

static double at(const cpw_result *r, const char *name, int64_t t, int64_t s) {
  const cpw_array *a = cpw_result_find(r, name);
  int64_t who = a->dimension[2]->length;
  return a->real[(t * a->dimension[1]->length + s) * who];
}

static double there(const cpw_result *r, int64_t t, int64_t s) {
  return at(r, "queue", t, s) + at(r, "inside", t, s);
}

static double balance(const cpw_result *r, int64_t who) {
  return real(r, "opening")[who] + real(r, "entered")[who] + real(r, "moved_in")[who] -
         real(r, "left")[who] - real(r, "closing")[who] - real(r, "moved_out")[who];
}

/* ---------------------------------------------------------------- limits -------------------- */

/* nobody comes, nobody is there */
START_TEST(nobody)
{
  net n;
  net_init(&n);
  net_stage(&n, "a", CPW_STAGE_SERVERS, 2, EXP(1));
  net_arrive(&n, 0, 0, 0);
  cpw_pathway_fluid_options o = over(3, 1);
  cpw_result *r = solve(&n, &o);
  ck_assert_double_eq(real(r, "queue_mean")[0], 0);
  ck_assert_double_nan(real(r, "wait_mean")[0]);
  ck_assert_double_eq(real(r, "entered")[0], 0);
  ck_assert_double_nan(real(r, "time_in_system")[0]);
  ck_assert_double_eq(real(r, "capacity_mean")[0], 2);
  cpw_result_free(r);
  o.horizon = 0.5; /* shorter than a period */
  r = solve(&n, &o);
  ck_assert_int_eq(cpw_result_find(r, "queue")->dimension[0]->length, 1);
  cpw_result_free(r);
  o.series = 0;
  r = solve(&n, &o);
  ck_assert_ptr_null(cpw_result_find(r, "queue"));
  cpw_result_free(r);
}
END_TEST

/* an overloaded line: n grows by 5 a day, all places taken, wait = queue/throughput */
START_TEST(overload)
{
  net n;
  net_init(&n);
  net_stage(&n, "a", CPW_STAGE_SERVERS, 10, EXP(1));
  net_arrive(&n, 0, 0, 15);
  net_initial(&n, 0, 0, CPW_INITIAL_IN_SERVICE, 10, (double)NAN);
  cpw_pathway_fluid_options o = over(20, 1);
  cpw_result *r = solve(&n, &o);
  for (int64_t t = 0; t < 20; t++) {
    near(at(r, "queue", t, 0), 5.0 * (double)t, 1e-9);
    near(at(r, "inside", t, 0), 10, 1e-9);
    /* who begins at t came at 2t/3: mean of t/3 over the day */
    near(at(r, "wait", t, 0), ((double)t + 0.5) / 3, 1e-9);
  }
  near(real(r, "wait_mean")[0], 20.0 / 6, 1e-9);
  near(real(r, "wait_sd")[0], 20.0 / 3 / sqrt(12.0), 1e-9);
  near(real(r, "utilisation")[0], 1, 1e-9);
  cpw_result_free(r);
}
END_TEST

/* a room that fills: 5 a day turned away from the day at which it is full; overflow goes on */
START_TEST(full_rooms)
{
  net n;
  net_init(&n);
  net_stage(&n, "a", CPW_STAGE_SERVERS, 10, EXP(1));
  net_stage(&n, "b", CPW_STAGE_DELAY, 0, EXP(2));
  n.stage[0].waiting_room = 7;
  n.stage[0].when_full = CPW_FULL_TURN_AWAY;
  net_arrive(&n, 0, 0, 15);
  net_initial(&n, 0, 0, CPW_INITIAL_IN_SERVICE, 10, (double)NAN);
  cpw_pathway_fluid_options o = over(20, 1);
  cpw_result *r = solve(&n, &o);
  near(at(r, "queue", 1, 0), 5, 1e-8);
  near(at(r, "queue", 2, 0), 7, 1e-8);
  /* full after 7/5 days */
  near(real(r, "turned_away")[0] * 20, 5 * (20 - 1.4), 1e-6);
  near(balance(r, 0), 0, 1e-9);
  cpw_result_free(r);
  n.stage[0].when_full = CPW_FULL_OVERFLOW;
  n.stage[0].overflow = 1;
  r = solve(&n, &o);
  near(real(r, "overflowed")[0] * 20, 5 * (20 - 1.4), 1e-6);
  near(real(r, "arrival_rate")[1] * 20, 5 * (20 - 1.4), 1e-6);
  /* 5 a day for two days each, from day 1.4 on */
  near(at(r, "inside", 10, 1), 10 * (1 - exp(-(10 - 1.4) / 2)), 1e-5);
  near(balance(r, 0), 0, 1e-9);
  cpw_result_free(r);
}
END_TEST

START_TEST(slots_and_missed)
{
  /* 10 slots a week for 14 people: 10 begin, whatever the calendar's step; one in five does not attend */
  net n;
  net_init(&n);
  static const double week[] = {2, 0};
  net_stage(&n, "clinic", CPW_STAGE_SLOTS, 5, NULL);
  n.stage[0].calendar = net_calendar(&n, "weeks", 3.5, week, 2, 1);
  net_arrive(&n, 0, 0, 2);
  cpw_pathway_fluid_options o = over(70, 3.5);
  o.warm_up = 35; /* by then there is a list, and no slot is lost */
  cpw_result *r = solve(&n, &o);
  near(real(r, "throughput")[0], 10.0 / 7, 1e-6);
  near(at(r, "queue", 18, 0) - at(r, "queue", 8, 0), 35 * (2 - 10.0 / 7), 1e-6);
  near(real(r, "capacity_mean")[0], 10.0 / 7, 1e-12);
  cpw_result_free(r);
  n.stage[0].missed = 0.2;
  n.stage[0].missed_leave = 0.25;
  r = solve(&n, &o);
  near(real(r, "throughput")[0], 8.0 / 7, 0.01);
  near(real(r, "missed_rate")[0], 2.0 / 7, 0.01);
  near(real(r, "left_rate")[0], 0.5 / 7, 0.01);
  near(balance(r, 0), 0, 1e-9);
  n.stage[0].rebook = 2;
  cpw_result_free(r);
  r = solve(&n, &o);
  near(balance(r, 0), 0, 1e-9);
  cpw_result_free(r);
}
END_TEST

START_TEST(caseloads_and_pools)
{
  /* 20 cases at full pace, 30 a day for a day each: everybody is slowed down, the others wait for a place */
  net n;
  net_init(&n);
  net_stage(&n, "team", CPW_STAGE_CASELOAD, 20, EXP(1));
  n.stage[0].places = 40;
  net_arrive(&n, 0, 0, 30);
  cpw_pathway_fluid_options o = over(60, 1);
  cpw_result *r = solve(&n, &o);
  near(at(r, "inside", 50, 0), 40, 1e-6);
  near(at(r, "served", 50, 0), 20, 1e-6);
  cpw_result_free(r);
  /* one pool of 12 for two stages, the first before the second */
  net_init(&n);
  net_stage(&n, "a", CPW_STAGE_SERVERS, 10, EXP(1));
  net_stage(&n, "b", CPW_STAGE_SERVERS, 10, EXP(1));
  net_arrive(&n, 0, 0, 6);
  net_arrive(&n, 1, 0, 9);
  n.pool[0] = (cpw_shared_pool){"staff", 12, CPW_NONE, CPW_NONE};
  n.p.pools = 1;
  n.use[0] = (cpw_pool_use){0, 0, 1, 0, 0};
  n.use[1] = (cpw_pool_use){1, 0, 1, 1, 0};
  n.p.uses = 2;
  r = solve(&n, &o);
  near(at(r, "inside", 50, 0), 6, 1e-6);
  near(at(r, "inside", 50, 1), 6, 1e-6);
  near(at(r, "served", 50, 1), 6, 1e-6);
  near(real(r, "pool_capacity")[0], 12, 1e-12);
  cpw_result_free(r);
  /* of one rank: in proportion to what they would use */
  n.use[1].rank = 0;
  n.arrival[0].rate = 20;
  n.arrival[1].rate = 20;
  r = solve(&n, &o);
  near(at(r, "inside", 50, 0), 6, 1e-6);
  near(at(r, "inside", 50, 1), 6, 1e-6);
  cpw_result_free(r);
}
END_TEST

/* orders of two groups in an overloaded stage: who waits how long */
START_TEST(orders)
{
  net n;
  net_init(&n);
  static const char *const names[] = {"urgent", "routine"};
  static const double weights[] = {3, 1}, targets[] = {2, 5};
  n.p.group = names;
  n.p.groups = 2;
  n.p.weight = weights;
  n.p.targets = targets;
  net_stage(&n, "a", CPW_STAGE_SERVERS, 10, NULL);
  n.stay[0] = (cpw_stay){0, 0, EXP(0.5)};
  n.stay[1] = (cpw_stay){0, 1, EXP(2)};
  n.p.stays = 2;
  net_arrive(&n, 0, 0, 4);
  net_arrive(&n, 0, 1, 6); /* load 14 for 10 */
  /* impatience keeps the line finite */
  net_change(&n, 0, -1, CPW_NONE, -1, EXP(10));
  cpw_pathway_fluid_options o = over(400, 1);
  o.warm_up = 300;
  cpw_result *r = solve(&n, &o);
  const double *wait = real(r, "wait_mean"); /* all, urgent, routine */
  near(wait[1], wait[2], 0.05 * wait[2]);
  near(real(r, "inside_mean")[0], 10, 1e-6);
  cpw_result_free(r);
  n.stage[0].order = CPW_ORDER_PRIORITY;
  r = solve(&n, &o);
  wait = real(r, "wait_mean");
  near(wait[1], 0, 1e-9);
  ck_assert_double_gt(wait[2], 1);
  cpw_result_free(r);
  n.stage[0].order = CPW_ORDER_ACCUMULATING;
  r = solve(&n, &o);
  wait = real(r, "wait_mean");
  near(3 * wait[1], wait[2], 0.15 * wait[2]);
  cpw_result_free(r);
  n.stage[0].order = CPW_ORDER_DUE;
  r = solve(&n, &o);
  wait = real(r, "wait_mean");
  /* 3 apart, but for those who leave before */
  near(wait[1] + 3, wait[2], 0.7);
  near(balance(r, 0), 0, 1e-9);
  near(balance(r, 1), 0, 1e-9);
  cpw_result_free(r);
  n.stage[0].order = CPW_ORDER_SCORE; /* the greater weight first */
  r = solve(&n, &o);
  near(real(r, "wait_mean")[1], 0, 1e-9);
  cpw_result_free(r);
}
END_TEST

/* routing by places: two equal stages share equally; the first free takes what it can */
START_TEST(routing)
{
  net n;
  net_init(&n);
  net_stage(&n, "door", CPW_STAGE_DECISION, 0, NULL);
  net_stage(&n, "a", CPW_STAGE_SERVERS, 10, EXP(1));
  net_stage(&n, "b", CPW_STAGE_SERVERS, 10, EXP(1));
  net_route(&n, 0, 1, 0.9);
  net_route(&n, 0, 2, 0.1);
  net_arrive(&n, 0, 0, 12);
  cpw_pathway_fluid_options o = over(40, 1);
  cpw_result *r = solve(&n, &o);
  near(at(r, "inside", 39, 1), 10, 1e-3);
  near(at(r, "inside", 39, 2), 1.2, 1e-3);
  cpw_result_free(r);
  n.stage[0].routing = CPW_ROUTE_SHORTEST;
  r = solve(&n, &o);
  near(at(r, "inside", 39, 1), 6, 1e-4);
  near(at(r, "inside", 39, 2), 6, 1e-4);
  ck_assert_ptr_nonnull(cpw_result_note(r, "routing"));
  cpw_result_free(r);
  n.stage[0].routing = CPW_ROUTE_FIRST_FREE;
  r = solve(&n, &o);
  near(there(r, 39, 1) + there(r, 39, 2), 12, 1e-3);
  near(at(r, "queue", 39, 1), 0, 1e-9);
  ck_assert_double_gt(at(r, "inside", 39, 1), 9.7);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void refused(const net *n, const cpw_pathway_fluid_options *o, int32_t code,
                    const char *message) {
  cpw_result *r = NULL;
  cpw_error err;
  ck_assert_int_eq(cpw_pathway_fluid(&n->p, o, NULL, &r, &err), code);
  ck_assert_str_eq(err.message, message);
  ck_assert_ptr_null(r);
}

static void one_stage(net *out) {
  net_init(out);
  net_stage(out, "a", CPW_STAGE_SERVERS, 2, net_law(out, CPW_DURATION_EXPONENTIAL, 1, 0));
  net_arrive(out, 0, 0, 1);
}

START_TEST(options_refused)
{
  net n;
  one_stage(&n);
  cpw_pathway_fluid_options o = over(10, 1), good = o;
  cpw_error err;
  ck_assert_int_eq(cpw_pathway_fluid(&n.p, &o, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "out is NULL");
  o.horizon = 0;
  refused(&n, &o, CPW_EDOMAIN, "options.horizon = 0 must be finite and > 0");
  o = good;
  o.period = (double)NAN;
  refused(&n, &o, CPW_EDOMAIN,
          "options.period = nan must be finite, > 0 and at least a millionth of options.horizon");
  o = good;
  o.warm_up = 10;
  refused(&n, &o, CPW_EDOMAIN, "options.warm_up = 10 must be >= 0 and below options.horizon");
  o = good;
  o.tolerance = 0.5;
  refused(&n, &o, CPW_EDOMAIN, "options.tolerance = 0.5 must be from 1e-12 to 0.01");
  o = good;
  o.step = -1;
  refused(&n, &o, CPW_EDOMAIN,
          "options.step = -1 must be 0 or a finite time above a billionth of options.horizon");
  o = good;
  o.phases = 0;
  refused(&n, &o, CPW_EINVAL, "options.phases = 0 must be 1 to 32");
  o = good;
  o.cohort = 2;
  refused(&n, &o, CPW_EINVAL, "options.cohort = 2 must be 0 to 1");
  o = good;
  o.cohort = 1;
  net_initial(&n, 0, 0, CPW_INITIAL_WAITING, 1.5, 0);
  refused(&n, &o, CPW_EDOMAIN, "initial[0].people = 1.5 must be whole with options.cohort");
  o = good;
  o.struct_size += 8;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_pathway_fluid(&n.p, &o, NULL, &r, NULL), CPW_EABI);
  const int32_t stop = 1;
  cpw_run run;
  cpw_run_init(&run);
  run.cancel = &stop;
  ck_assert_int_eq(cpw_pathway_fluid(&n.p, &good, &run, &r, &err), CPW_ECANCELLED);
}
END_TEST

START_TEST(gradients_refused)
{
  net n;
  one_stage(&n);
  cpw_pathway_fluid_options o = over(10, 1);
  cpw_fluid_output out = {CPW_FLUID_QUEUE, 0, 0, 0};
  cpw_fluid_parameter p = {CPW_FLUID_CAPACITY, 0, 1};
  double value = 7, slope = 8;
  cpw_error err;
#define REFUSED(text)                                                                              \
  do {                                                                                             \
    ck_assert_int_eq(                                                                              \
        cpw_pathway_fluid_gradient(&n.p, &o, &out, 1, &p, 1, NULL, &value, &slope, &err),          \
        CPW_EINVAL);                                                                               \
    ck_assert_str_eq(err.message, text);                                                           \
    ck_assert(value == 7.0 && slope == 8.0);                                                       \
  } while (0)
  REFUSED("parameters[0].row = 1 must be from 0 to 0");
  p.kind = 4;
  REFUSED("parameters[0].kind = 4 must be from 0 to 3, reserved 0");
  out.stage = 1;
  REFUSED("outputs[0].stage = 1 must be from -1 to 0");
  out.stage = 0;
  out.kind = 5;
  REFUSED("outputs[0].kind = 5 must be from 0 to 4");
  out.kind = 0;
  o.cohort = 1;
  REFUSED("options.cohort = 1 must be 0: whole people have no derivatives");
  o.cohort = 0;
  const double times[] = {1, 2};
  n.arrival[0].times = times;
  n.arrival[0].count = 2;
  p = (cpw_fluid_parameter){CPW_FLUID_ARRIVALS, 0, 0};
  REFUSED("parameters[0].row = 0 are arrivals given by times, without a rate");
  ck_assert_int_eq(cpw_pathway_fluid_gradient(&n.p, &o, &out, 0, &p, 1, NULL, &value, &slope, &err),
                   CPW_EINVAL);
  ck_assert_str_eq(err.message, "m = 0 must be >= 1");
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

/* two stages, more beds in the second from day 30: scipy.integrate.solve_ivp (case fluid_2node) */
START_TEST(two_stages)
{
  net n;
  net_init(&n);
  static const double steps[] = {1, 2};
  net_stage(&n, "a", CPW_STAGE_SERVERS, 45, EXP(5));
  net_stage(&n, "b", CPW_STAGE_SERVERS, 30, EXP(10));
  n.stage[1].calendar = net_calendar(&n, "beds", 30, steps, 2, 0);
  net_route(&n, 0, 1, 0.5);
  net_route(&n, 0, CPW_NONE, 0.5);
  net_arrive(&n, 0, 0, 10);
  net_initial(&n, 0, 0, CPW_INITIAL_IN_SERVICE, 45, (double)NAN);
  net_initial(&n, 1, 0, CPW_INITIAL_IN_SERVICE, 30, (double)NAN);
  cpw_pathway_fluid_options o = over(201, 1);
  o.tolerance = 1e-9;
  cpw_result *r = solve(&n, &o);
  const int64_t days[] = {10, 30, 60, 200};
  const double a[] = {55, 75, 105, 245}, b[] = {45, 75, 47.030029283991134, 45.00000168871475};
  for (int i = 0; i < 4; i++) {
    near(there(r, days[i], 0), a[i], 1e-7);
    near(there(r, days[i], 1), b[i], 1e-6);
  }
  near(balance(r, 0), 0, 1e-9);
  cpw_result_free(r);
}
END_TEST

/* unlimited places, constant arrivals, empty at first: rate x integral of P(T > u) to t, by law; exponential and
 * Erlang's laws are exact phases: 12 (1 - e^-t/3 ) x 3 and so on */
START_TEST(delays_fill)
{
  net n;
  net_init(&n);
  net_stage(&n, "home", CPW_STAGE_DELAY, 0, EXP(3));
  net_stage(&n, "rehab", CPW_STAGE_DELAY, 0, net_law(&n, CPW_DURATION_GAMMA, 3, sqrt(0.5)));
  net_arrive(&n, 0, 0, 12);
  net_arrive(&n, 1, 0, 12);
  cpw_pathway_fluid_options o = over(20, 0.5);
  o.tolerance = 1e-11;
  cpw_result *r = solve(&n, &o);
  for (int64_t k = 0; k < 40; k++) {
    double t = 0.5 * (double)k, m = 2.0 / 3; /* rate of each of two phases */
    near(at(r, "inside", k, 0), 36 * (1 - exp(-t / 3)), 1e-8);
    double one = 12 / m * (1 - exp(-m * t)), two = 12 / m * (1 - exp(-m * t) * (1 + m * t));
    near(at(r, "inside", k, 1), one + two, 1e-8);
  }
  cpw_result_free(r);
}
END_TEST

/* arrivals in a weekly wave, 10 + 3 sin(2 pi t / 7), unlimited places, mean 4 days: Eick, Massey and Whitt (1993),
 * values of the case mt_m_inf_weekly; the wave as a calendar of 1,400 steps a week, at their middles */
START_TEST(weekly_wave)
{
  enum { STEPS = 1400 };
  static double wave[STEPS];
  for (int k = 0; k < STEPS; k++)
    wave[k] = 1 + 0.3 * sin(2 * acos(-1.0) * (k + 0.5) / STEPS);
  net n;
  net_init(&n);
  net_stage(&n, "home", CPW_STAGE_DELAY, 0, EXP(4));
  net_arrive(&n, 0, 0, 10)->calendar = net_calendar(&n, "week", 7.0 / STEPS, wave, STEPS, 1);
  cpw_pathway_fluid_options o = over(21, 1);
  o.tolerance = 1e-9;
  cpw_result *r = solve(&n, &o);
  const int64_t days[] = {0, 1, 2, 5, 10, 20};
  const double mean[] = {0,
                         10.005092475405249,
                         19.152413692326697,
                         29.276410997407346,
                         40.14050667088206,
                         37.14213181574861};
  for (int i = 0; i < 6; i++)
    near(at(r, "inside", days[i], 0), mean[i], 1e-4);
  cpw_result_free(r);
}
END_TEST

/* acute beds behind full community beds: the long run is set by the community; blocked = beds - what flows needs */
START_TEST(blocking)
{
  net n;
  net_init(&n);
  net_stage(&n, "acute", CPW_STAGE_BEDS, 10, EXP(5));
  net_stage(&n, "community", CPW_STAGE_BEDS, 6, EXP(6));
  n.stage[1].waiting_room = 0;
  net_route(&n, 0, 1, 0.7);
  net_route(&n, 0, CPW_NONE, 0.3);
  net_arrive(&n, 0, 0, 1.6);
  cpw_pathway_fluid_options o = over(400, 1);
  o.warm_up = 300;
  cpw_result *r = solve(&n, &o);
  /* the community takes 1 a day: 1/0.7 leave acute, 5/0.7 beds in service, the others blocked */
  near(real(r, "throughput")[0], 1 / 0.7, 1e-5);
  near(real(r, "inside_mean")[0], 5 / 0.7, 1e-4);
  near(real(r, "blocked_mean")[0], 10 - 5 / 0.7, 1e-4);
  near(real(r, "blocked_time")[0], (10 - 5 / 0.7) * 0.7, 1e-4);
  near(real(r, "utilisation")[0], 1, 1e-6);
  cpw_result_free(r);
  /* demand that fits: nobody is blocked (a fluid has no bad luck) */
  n.arrival[0].rate = 1.2;
  r = solve(&n, &o);
  near(real(r, "blocked_mean")[0], 0, 1e-9);
  near(real(r, "inside_mean")[0], 6, 1e-5);
  near(real(r, "inside_mean")[1], 0.84 * 6, 1e-5);
  cpw_result_free(r);
}
END_TEST

/* who waits at the beginning stays in front of those who come later: 10 beds, 30 people waiting, one comes a day */
START_TEST(trap_first_come_stays_first)
{
  net n;
  net_init(&n);
  net_stage(&n, "ward", CPW_STAGE_BEDS, 10, net_law(&n, CPW_DURATION_LOGNORMAL, 10, 0.66));
  net_arrive(&n, 0, 0, 1);
  net_initial(&n, 0, 0, CPW_INITIAL_IN_SERVICE, 10, (double)NAN);
  net_initial(&n, 0, 0, CPW_INITIAL_WAITING, 30, 0);
  cpw_pathway_fluid_options o = over(60, 1);
  cpw_result *r = solve(&n, &o);
  near(at(r, "wait", 10, 0), 10.5, 1e-6);
  near(at(r, "wait", 20, 0), 20.5, 1e-6);
  near(at(r, "wait", 40, 0), 30, 1e-6);
  near(at(r, "wait", 59, 0), 30, 1e-6);
  cpw_result_free(r);
}
END_TEST

/* what is balanced stays balanced from day 0, by any law, because those inside are as far on as they should be */
START_TEST(trap_balance_from_day_0)
{
  const int32_t laws[] = {CPW_DURATION_EXPONENTIAL, CPW_DURATION_LOGNORMAL, CPW_DURATION_GAMMA,
                          CPW_DURATION_WEIBULL};
  const double cv[] = {0, 0.6583, 0.4, 1.7};
  for (int k = 0; k < 4; k++) {
    net n;
    net_init(&n);
    net_stage(&n, "ward", CPW_STAGE_BEDS, 60, net_law(&n, laws[k], 10, cv[k]));
    net_arrive(&n, 0, 0, 5);
    net_initial(&n, 0, 0, CPW_INITIAL_IN_SERVICE, 50, (double)NAN);
    cpw_pathway_fluid_options o = over(60, 1);
    cpw_result *r = solve(&n, &o);
    for (int64_t t = 0; t < 60; t++)
      near(at(r, "inside", t, 0), 50, 1e-3);
    cpw_result_free(r);
  }
}
END_TEST

/* 30 % leave within a month of waiting: after a month 70 % are there, if the rate is -ln(0.7), and not 0.3 */
START_TEST(trap_share_as_rate)
{
  net n;
  net_init(&n);
  net_stage(&n, "list", CPW_STAGE_SERVERS, 1, EXP(1e9));
  net_initial(&n, 0, 0, CPW_INITIAL_WAITING, 1001, 0);
  net_change(&n, 0, -1, CPW_NONE, -1, EXP(-1 / log(0.7)));
  cpw_pathway_fluid_options o = over(3, 1);
  o.tolerance = 1e-10;
  cpw_result *r = solve(&n, &o);
  near(at(r, "queue", 1, 0), 700, 1e-5);
  near(at(r, "queue", 2, 0), 490, 1e-5);
  cpw_result_free(r);
}
END_TEST

/* patience of 2 for all: 15 come, 10 begin, 5 leave; in the long run the wait is 2, 10 x 2 begin after it and those
 * who leave stood for 2 days: queue 15 x 2 */
START_TEST(patience)
{
  net n;
  net_init(&n);
  net_stage(&n, "a", CPW_STAGE_SERVERS, 10, EXP(1));
  net_arrive(&n, 0, 0, 15);
  net_change(&n, 0, -1, CPW_NONE, -1, net_law(&n, CPW_DURATION_FIXED, 2, 0));
  cpw_pathway_fluid_options o = over(200, 1);
  o.warm_up = 150;
  cpw_result *r = solve(&n, &o);
  near(real(r, "left_rate")[0], 5, 1e-4);
  near(real(r, "queue_mean")[0], 30, 0.1);
  ck_assert_ptr_nonnull(cpw_result_note(r, "changes"));
  cpw_result_free(r);
  /* exponential patience, mean 2: queue = (15 - 10) x 2 */
  n.change[0].after = EXP(2);
  r = solve(&n, &o);
  near(real(r, "queue_mean")[0], 10, 1e-4);
  near(real(r, "left_rate")[0], 5, 1e-4);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

static void busy_network(net *out) {
#define n (*out)
  net_init(out);
  static const double hours[] = {1, 0.5, 1.2, 0.8}, seasons[] = {1, 2, 0.5};
  net_stage(out, "acute", CPW_STAGE_BEDS, 10, net_law(out, CPW_DURATION_GAMMA, 5, 0.6));
  net_stage(out, "community", CPW_STAGE_BEDS, 6, net_law(out, CPW_DURATION_LOGNORMAL, 6, 1));
  n.stage[1].waiting_room = 0;
  net_stage(out, "clinic", CPW_STAGE_SLOTS, 9, NULL);
  n.stage[2].waiting_room = 20;
  n.stage[2].when_full = CPW_FULL_TURN_AWAY;
  n.stage[0].calendar = net_calendar(out, "hours", 7, hours, 4, 1);
  net_route(out, 0, 1, 0.6);
  net_route(out, 0, CPW_NONE, 0.3);
  net_route(out, 0, 2, 0.1);
  net_route(out, 2, 0, 0.5);
  net_route(out, 2, CPW_NONE, 0.5);
  net_arrive(out, 0, 0, 1.6)->calendar = net_calendar(out, "seasons", 1, seasons, 3, 1);
  net_arrive(out, 2, 0, 10);
#undef n
}

static double *field(net *n, const cpw_fluid_parameter *p) {
  switch (p->kind) {
  case CPW_FLUID_CAPACITY:
    return &n->stage[p->row].servers;
  case CPW_FLUID_ARRIVALS:
    return &n->arrival[p->row].rate;
  case CPW_FLUID_DURATION:
    return &n->law[p->row].mean;
  default:
    return &n->route[p->row].chance;
  }
}

/* derivatives against differences of the answers, at a tolerance that leaves the differences four digits */
START_TEST(gradient)
{
  enum { M = 7, N = 8 };
  const cpw_fluid_output out[M] = {{CPW_FLUID_QUEUE, 0, 0, -1},    {CPW_FLUID_QUEUE, 1, 2, -1},
                                   {CPW_FLUID_BLOCKED, 0, -1, -1}, {CPW_FLUID_THROUGHPUT, 0, 1, 0},
                                   {CPW_FLUID_WAIT, 0, 0, 0},      {CPW_FLUID_INSIDE, 1, 0, 0},
                                   {CPW_FLUID_THROUGHPUT, 1, 2, 0}};
  const cpw_fluid_parameter par[N] = {{CPW_FLUID_CAPACITY, 0, 0}, {CPW_FLUID_CAPACITY, 0, 1},
                                      {CPW_FLUID_CAPACITY, 0, 2}, {CPW_FLUID_ARRIVALS, 0, 0},
                                      {CPW_FLUID_ARRIVALS, 0, 1}, {CPW_FLUID_DURATION, 0, 0},
                                      {CPW_FLUID_DURATION, 0, 1}, {CPW_FLUID_CHANCE, 0, 0}};
  net n;
  busy_network(&n);
  cpw_pathway_fluid_options o = over(40, 1);
  o.warm_up = 10.5;
  o.tolerance = 1e-10;
  double value[M], slope[M * N], again[M * N], side[2][M];
  cpw_run run;
  cpw_run_init(&run);
  ck_assert_int_eq(cpw_pathway_fluid_gradient(&n.p, &o, out, M, par, N, &run, value, slope, NULL),
                   CPW_OK);
  run.threads = 2;
  ck_assert_int_eq(cpw_pathway_fluid_gradient(&n.p, &o, out, M, par, N, &run, value, again, NULL),
                   CPW_OK);
  ck_assert_mem_eq(slope, again, sizeof slope);
  for (int k = 0; k < N; k++) {
    double *x = field(&n, &par[k]), keep = *x, h = 1e-4 * keep;
    double a = n.route[1].chance, b = n.route[2].chance;
    for (int s = 0; s < 2; s++) {
      *x = keep + (s ? h : -h);
      if (par[k].kind == CPW_FLUID_CHANCE) {
        n.route[1].chance = a * (1 - *x) / (1 - keep);
        n.route[2].chance = b * (1 - *x) / (1 - keep);
      }
      ck_assert_int_eq(
          cpw_pathway_fluid_gradient(&n.p, &o, out, M, NULL, 0, NULL, side[s], NULL, NULL), CPW_OK);
    }
    *x = keep;
    n.route[1].chance = a;
    n.route[2].chance = b;
    for (int j = 0; j < M; j++) {
      double difference = (side[1][j] - side[0][j]) / (2 * h);
      near(slope[j * N + k], difference, 1e-3 * fabs(difference) + 1e-4);
    }
  }
}
END_TEST

/* capacity does not matter to who waits where a room is full: its length is the room */
START_TEST(gradient_at_a_full_room)
{
  net n;
  net_init(&n);
  net_stage(&n, "a", CPW_STAGE_SERVERS, 10, EXP(1));
  n.stage[0].waiting_room = 7;
  n.stage[0].when_full = CPW_FULL_TURN_AWAY;
  net_arrive(&n, 0, 0, 15);
  const cpw_fluid_output out[] = {{CPW_FLUID_QUEUE, 1, 0, 0}, {CPW_FLUID_INSIDE, 1, 0, 0}};
  const cpw_fluid_parameter par[] = {{CPW_FLUID_ARRIVALS, 0, 0}, {CPW_FLUID_CAPACITY, 0, 0}};
  cpw_pathway_fluid_options o = over(30, 1);
  double value[2], slope[4];
  ck_assert_int_eq(cpw_pathway_fluid_gradient(&n.p, &o, out, 2, par, 2, NULL, value, slope, NULL),
                   CPW_OK);
  near(value[0], 7, 1e-6);
  near(slope[0], 0, 1e-6);
  near(slope[1], 0, 1e-6);
  near(slope[2], 0, 1e-6);
  near(slope[3], 1, 1e-6);
}
END_TEST

/* finer steps do not change the answer beyond the tolerance; equal steps agree with it */
START_TEST(tolerance_holds)
{
  net n;
  busy_network(&n);
  cpw_pathway_fluid_options o = over(60, 1), fine = o, equal = o;
  fine.tolerance = 1e-10;
  equal.step = 0.01;
  cpw_result *a = solve(&n, &o), *b = solve(&n, &fine), *c = solve(&n, &equal);
  for (int64_t t = 0; t < 60; t++)
    for (int64_t s = 0; s < 3; s++) {
      near(there(a, t, s), there(b, t, s), 1e-3 * (1 + there(b, t, s)));
      near(there(c, t, s), there(b, t, s), 1e-3 * (1 + there(b, t, s)));
    }
  cpw_result_free(a);
  cpw_result_free(b);
  cpw_result_free(c);
}
END_TEST

static cpw_result *people(const net *n, double horizon, int64_t replications, int32_t threads) {
  cpw_pathway_fluid_options o = over(horizon, 1);
  cpw_run run;
  cpw_run_init(&run);
  run.replications = replications;
  run.threads = threads;
  o.cohort = 1;
  o.warm_up = 20;
  cpw_result *r = NULL;
  cpw_error err;
  int32_t status = cpw_pathway_fluid(&n->p, &o, &run, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

/* whole people: whole numbers, nobody missing, the same bits on two threads */
START_TEST(whole_people)
{
  net n;
  busy_network(&n);
  net_initial(&n, 0, 0, CPW_INITIAL_WAITING, 4, 2);
  net_initial(&n, 1, 0, CPW_INITIAL_IN_SERVICE, 5, (double)NAN);
  cpw_result *one = people(&n, 60, 1, 1);
  ck_assert_double_eq(balance(one, 0), 0);
  for (int64_t t = 0; t < 60; t++)
    for (int64_t s = 0; s < 3; s++)
      ck_assert_double_eq(there(one, t, s), floor(there(one, t, s)));
  cpw_result_free(one);
  cpw_result *a = people(&n, 60, 9, 1), *b = people(&n, 60, 9, 2);
  for (int64_t i = 0; cpw_result_at(a, i); i++)
    ck_assert_mem_eq(cpw_result_at(a, i)->real, cpw_result_at(b, i)->real,
                     (size_t)cpw_result_at(a, i)->size * sizeof(double));
  ck_assert_double_gt(at(a, "queue_sd", 30, 0), 0);
  cpw_result_free(a);
  cpw_result_free(b);
}
END_TEST

/* in a large overloaded system whole people go as flows do; in a small one they wait where flows do not */
START_TEST(people_and_flows)
{
  net n;
  net_init(&n);
  net_stage(&n, "a", CPW_STAGE_SERVERS, 1000, EXP(1));
  net_arrive(&n, 0, 0, 1100);
  net_change(&n, 0, -1, CPW_NONE, -1, EXP(5));
  cpw_result *r = people(&n, 60, 20, 1);
  near(real(r, "queue_mean")[0], 500, 25); /* (1100 - 1000) x 5 */
  near(real(r, "inside_mean")[0], 1000, 1);
  near(real(r, "wait_mean")[0], 0.4766, 0.03); /* 5 ln 1.1 */
  cpw_result_free(r);
  /* M/M/1 at load 0.5, L = 1 */
  net_init(&n);
  net_stage(&n, "a", CPW_STAGE_SERVERS, 1, EXP(1));
  net_arrive(&n, 0, 0, 0.5);
  r = people(&n, 5020, 20, 1);
  near(real(r, "queue_mean")[0] + real(r, "inside_mean")[0], 1, 0.06);
  near(real(r, "inside_mean")[0], 0.5, 0.01);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t run_once(void *context) {
  const net *n = context;
  cpw_pathway_fluid_options o = over(4, 1);
  cpw_result *r = NULL;
  int32_t status = cpw_pathway_fluid(&n->p, &o, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

static int32_t run_people(void *context) {
  const net *n = context;
  cpw_pathway_fluid_options o = over(3, 1);
  cpw_result *r = NULL;
  o.cohort = 1;
  int32_t status = cpw_pathway_fluid(&n->p, &o, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

static int32_t run_gradient(void *context) {
  const net *n = context;
  cpw_pathway_fluid_options o = over(2, 1);
  const cpw_fluid_output out = {CPW_FLUID_QUEUE, 0, 0, 0};
  const cpw_fluid_parameter par = {CPW_FLUID_CAPACITY, 0, 0};
  double value, slope;
  return cpw_pathway_fluid_gradient(&n->p, &o, &out, 1, &par, 1, NULL, &value, &slope, NULL);
}

START_TEST(memory)
{
  net n;
  busy_network(&n);
  cpwt_each_allocation_fails(run_once, &n);
  cpwt_each_allocation_fails(run_people, &n);
  cpwt_each_allocation_fails(run_gradient, &n);
}
END_TEST

static Suite *suite(void) {
  Suite *s = suite_create("pathway_fluid");
  TCase *c = tcase_create("limits");
  tcase_add_test(c, nobody);
  tcase_add_test(c, overload);
  tcase_add_test(c, full_rooms);
  tcase_add_test(c, slots_and_missed);
  tcase_add_test(c, caseloads_and_pools);
  tcase_add_test(c, orders);
  tcase_add_test(c, routing);
  suite_add_tcase(s, c);
  c = tcase_create("errors");
  tcase_add_test(c, options_refused);
  tcase_add_test(c, gradients_refused);
  suite_add_tcase(s, c);
  c = tcase_create("reference");
  tcase_add_test(c, two_stages);
  tcase_add_test(c, delays_fill);
  tcase_add_test(c, weekly_wave);
  tcase_add_test(c, blocking);
  tcase_add_test(c, trap_first_come_stays_first);
  tcase_add_test(c, trap_balance_from_day_0);
  tcase_add_test(c, trap_share_as_rate);
  tcase_add_test(c, patience);
  suite_add_tcase(s, c);
  c = tcase_create("properties");
  tcase_set_timeout(c, 60);
  tcase_add_test(c, gradient);
  tcase_add_test(c, gradient_at_a_full_room);
  tcase_add_test(c, tolerance_holds);
  tcase_add_test(c, whole_people);
  tcase_add_test(c, people_and_flows);
  suite_add_tcase(s, c);
  c = tcase_create("oom");
  tcase_set_timeout(c, 60);
  tcase_add_test(c, memory);
  suite_add_tcase(s, c);
  return s;
}

int main(void) {
  Suite *suites[] = {suite()};
  return cpwt_run(suites, 1);
}
