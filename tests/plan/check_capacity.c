/* Plans: bit for bit against the projection of their own path, against
 * cpw_waitlist_target and brute force, where peers fail, outcomes, what goals
 * cost, errors, threads, memory. */
#include "carepath/rtt.h"
#include "plan/suites.h"
#include "waitlist/world.h"

#include <float.h>
#include <math.h>

static cpw_result *solve(const cpw_backlog *b, const cpw_plan_options *o) {
  cpw_error err;
  cpw_result *r = NULL;
  int32_t status = cpw_plan_capacity(b, o, NULL, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

static cpw_plan_options ask(const cpw_goal *goals, int64_t count, int32_t profile) {
  cpw_plan_options o;
  cpw_plan_options_init(&o);
  o.goals = goals;
  o.goal_count = count;
  o.profile = profile;
  o.sensitivity = 0;
  return o;
}

static cpw_result *project(const cpw_backlog *b, const cpw_plan_options *o, const cpw_result *r) {
  cpw_project_options p;
  cpw_project_options_init(&p);
  p.periods = cpw_result_find(r, "capacity_path")->dimension[1]->length;
  p.starts = o->starts;
  p.capacity = cpwt_real(r, "capacity_path");
  p.longest_first = o->longest_first;
  cpw_result *out = NULL;
  ck_assert_int_eq(cpw_waitlist_project(b, &p, NULL, &out, NULL), CPW_OK);
  return out;
}

/* ---------------------------------------------------------------- by
 * projection ------------- */

/* What a goal measures, from the list of a projection. */
static double measure(const cpw_backlog *b, const cpw_plan_options *o, const cpw_goal *g,
                      const double *list, double closing) {
  double share = 0, people = 0;
  if (isnan(closing)) return (double)NAN;
  if (g->kind == CPW_GOAL_SIZE) return closing;
  ck_assert_int_eq(cpw_waitlist_within(b->bands, 1, list, g->weeks, o->whole_bands, &share, NULL),
                   CPW_OK);
  if (g->kind == CPW_GOAL_WITHIN) return closing > 0 ? share : 1.0;
  people = (1 - share) * closing;
  if (g->kind == CPW_GOAL_LONG_WAITS) return closing > 0 ? people : 0.0;
  return closing > 0 ? people / closing : 0.0;
}

static int same(double a, double b) {
  return a == b || (isnan(a) && isnan(b));
}

static void check_goal(const cpw_backlog *b, const cpw_plan_options *o, const cpw_result *r,
                       const cpw_result *p, int64_t l, int64_t k) {
  const cpw_goal *g = &o->goals[k];
  int64_t at = l * o->goal_count + k, n = b->bands->count;
  int64_t periods = cpw_result_find(r, "capacity_path")->dimension[1]->length;
  int64_t row = l * periods + g->period - 1, met = cpwt_integer(r, "goal_met")[at];
  double value = cpwt_real(r, "goal_value")[at], slack = cpwt_real(r, "goal_slack")[at];
  if (g->list >= 0 && g->list != l) {
    ck_assert(met == -1 && isnan(value) && isnan(slack));
    return;
  }
  double closing = cpwt_real(p, "total_closing")[row];
  double measured = measure(b, o, g, cpwt_real(p, "waiting") + row * n, closing);
  if (g->kind == CPW_GOAL_WITHIN || g->kind == CPW_GOAL_SIZE)
    ck_assert(same(value, measured));
  else if (!isnan(value))
    ck_assert_double_le(fabs(value - measured),
                        1e-9 * (g->kind == CPW_GOAL_LONG_WAITS ? closing : 1));
  ck_assert_int_eq(met, slack >= 0);
  if (met) ck_assert(g->kind == CPW_GOAL_WITHIN ? value >= g->level : value <= g->level);
}

/* Every figure is that of projecting the path; outcomes agree with what is met;
 * limits are kept. */
static void check_plan(const cpw_backlog *b, const cpw_plan_options *o, const cpw_result *r) {
  cpw_result *p = project(b, o, r);
  const cpw_array *path = cpw_result_find(r, "capacity_path");
  int64_t periods = path->dimension[1]->length;
  for (int64_t i = 0; i < path->size; i++) {
    int64_t l = i / periods;
    ck_assert(same(cpwt_real(r, "total_closing")[i], cpwt_real(p, "total_closing")[i]));
    ck_assert(same(cpwt_real(r, "unused_capacity")[i], cpwt_real(p, "unused_capacity")[i]));
    double size = 1e-9 * (path->real[i] + 1);
    ck_assert(path->real[i] >= 0.0);
    if (o->upper) ck_assert_double_le(path->real[i], o->upper[i]);
    if (o->lower) ck_assert_double_ge(path->real[i] + size, o->lower[i]);
    double before = i % periods ? path->real[i - 1] : b->capacity[l];
    if (o->change) ck_assert_double_le(fabs(path->real[i] - before), o->change[l] + size);
  }
  for (int64_t l = 0; l < b->lists; l++) {
    int64_t outcome = cpwt_integer(r, "outcome")[l];
    int missed = 0;
    for (int64_t k = 0; k < o->goal_count; k++) {
      check_goal(b, o, r, p, l, k);
      missed |= cpwt_integer(r, "goal_met")[l * o->goal_count + k] == 0;
    }
    ck_assert_int_eq(missed, outcome >= CPW_OUTCOME_UNREACHABLE);
  }
  cpw_result_free(p);
}

static void random_goals(const world *w, cpw_stream *s, cpw_goal *goals, int64_t count) {
  double edge = w->lower[w->bands.count - 1] * w->bands.unit_weeks;
  for (int64_t k = 0; k < count; k++) {
    int32_t kind = (int32_t)cpw_random_below(s, 4);
    double level = kind == CPW_GOAL_WITHIN       ? 0.3 + 0.69 * cpw_random_uniform(s)
                   : kind == CPW_GOAL_LONG_SHARE ? 0.7 * cpw_random_uniform(s)
                                                 : 10 * w->waiting[0] * cpw_random_uniform(s);
    goals[k] = cpwt_goal(kind, edge * (0.1 + 0.9 * cpw_random_uniform(s)), level,
                         1 + (int64_t)cpw_random_below(s, (uint64_t)w->periods));
    if (world_chance(s, 0.3))
      goals[k].list = (int64_t)cpw_random_below(s, (uint64_t)w->backlog.lists);
  }
}

START_TEST(random_plans_are_what_their_path_does)
{
  cpw_stream s;
  cpw_stream_init(&s, 83, 0, 0, 0);
  world *w = malloc(sizeof *w);
  double upper[WORLD_LISTS * WORLD_PERIODS], shape[WORLD_LISTS * WORLD_PERIODS];
  int seen[5] = {0};
  for (int k = 0; k < cpwt_cases(150); k++) {
    cpw_goal goals[3];
    do
      world_make(w, &s, world_chance(&s, 0.9));
    while (w->bands.count < 2);
    int64_t count = 1 + (int64_t)cpw_random_below(&s, 3);
    random_goals(w, &s, goals, count);
    cpw_plan_options o = ask(goals, count, (int32_t)cpw_random_below(&s, 4));
    o.periods = w->periods;
    if (o.profile == CPW_PROFILE_PERIODS) o.objective = (int32_t)cpw_random_below(&s, 3);
    if (o.profile == CPW_PROFILE_SHAPE) o.shape = shape;
    o.sensitivity = world_chance(&s, 0.2);
    o.whole_bands = world_chance(&s, 0.2);
    if (world_chance(&s, 0.3)) o.longest_first = cpw_random_uniform(&s);
    if (world_chance(&s, 0.5)) o.starts = w->plan_starts;
    for (int64_t i = 0; i < WORLD_LISTS * WORLD_PERIODS; i++) {
      upper[i] = w->capacity[0] * (0.5 + 2 * cpw_random_uniform(&s));
      shape[i] = 0.1 + cpw_random_uniform(&s);
    }
    if (world_chance(&s, 0.4)) o.upper = upper;
    cpw_result *r = solve(&w->backlog, &o);
    check_plan(&w->backlog, &o, r);
    for (int64_t l = 0; l < w->backlog.lists; l++)
      seen[cpwt_integer(r, "outcome")[l]]++;
    cpw_result_free(r);
  }
  if (cpwt_cases(150) == 150)
    for (int k = 0; k < 4; k++)
      ck_assert_msg(seen[k] > 10, "outcome %d came %d times", k, seen[k]);
  free(w);
}
END_TEST

START_TEST(one_goal_is_a_target)
{
  cpw_bands bands;
  cpw_backlog b = cpwt_england(&bands);
  for (int32_t profile = 0; profile < 2; profile++)
    for (int k = 0; k < 3; k++) {
      const double shares[] = {0.62, 0.65, 0.92};
      cpw_goal goal = cpwt_goal(CPW_GOAL_WITHIN, 18, shares[k], 12);
      cpw_plan_options o = ask(&goal, 1, profile);
      cpw_target_options t;
      cpw_target_options_init(&t);
      t.share = shares[k];
      t.profile = profile;
      cpw_result *r = solve(&b, &o), *target = NULL;
      ck_assert_int_eq(cpw_waitlist_target(&b, &t, NULL, &target, NULL), CPW_OK);
      ck_assert_int_eq(cpwt_integer(r, "outcome")[0], cpwt_integer(target, "outcome")[0]);
      for (int m = 0; m < 12; m++) {
        double wanted = cpwt_real(target, "capacity_path")[m];
        ck_assert_double_eq_tol(cpwt_real(r, "capacity_path")[m], wanted, 1e-8 * wanted);
      }
      double extra = cpwt_real(target, "extra")[0];
      ck_assert_double_eq_tol(cpwt_real(r, "extra")[0], extra, 1e-8 * 12 * b.capacity[0]);
      cpw_result_free(r);
      cpw_result_free(target);
    }
}
END_TEST

/* ---------------------------------------------------------------- brute force
 * --------------- */

#define PERIODS 3
#define POINTS  41

/* A small list with two dates, all paths on a grid. */
static double brute_force(const cpw_backlog *b, const cpw_plan_options *o, double most) {
  double best = HUGE_VAL, today = b->capacity[0];
  enum { ALL = POINTS * POINTS * POINTS };
  cpw_project_options p;
  cpw_project_options_init(&p);
  p.periods = PERIODS;
  p.longest_first = o->longest_first;
  for (int i = 0; i < ALL; i++) {
    double path[PERIODS], cost[3] = {0}, before = today;
    for (int t = 0, rest = i; t < PERIODS; t++, rest /= POINTS) {
      path[t] = most * (rest % POINTS) / (POINTS - 1);
      cost[0] += path[t];
      cost[1] += (path[t] - before) * (path[t] - before);
      cost[2] = fmax(cost[2], fabs(path[t] - before));
      before = path[t];
    }
    if (!(cost[o->objective] < best)) continue;
    p.capacity = path;
    cpw_result *r = NULL;
    ck_assert_int_eq(cpw_waitlist_project(b, &p, NULL, &r, NULL), CPW_OK);
    int met = 1;
    for (int64_t k = 0; k < o->goal_count; k++) {
      const cpw_goal *g = &o->goals[k];
      double value = measure(b, o, g, cpwt_real(r, "waiting") + (g->period - 1) * b->bands->count,
                             cpwt_real(r, "total_closing")[g->period - 1]);
      met &= g->kind == CPW_GOAL_WITHIN ? value >= g->level : value <= g->level;
    }
    if (met) best = cost[o->objective];
    cpw_result_free(r);
  }
  return best;
}

/* Never worse than all paths of a grid, up to a few cases in which the search
 * ended elsewhere. */
START_TEST(free_periods_against_brute_force)
{
  cpw_stream s;
  cpw_stream_init(&s, 84, 0, 0, 0);
  static const double lower[] = {0, 1, 2, 3};
  cpw_bands bands;
  cpw_bands_init(&bands);
  bands.count = 4;
  bands.lower = lower;
  bands.unit_weeks = CPW_WEEKS_PER_MONTH;
  int worse = 0, cases = cpwt_cases(60), found = 0;
  for (int k = 0; k < cases; k++) {
    double waiting[4], treatment[4], removal[4], starts[1] = {100}, capacity[1], upper[PERIODS];
    for (int m = 0; m < 4; m++) {
      waiting[m] = 100 * cpw_random_uniform(&s);
      treatment[m] = 0.1 + 0.4 * cpw_random_uniform(&s);
      removal[m] = 0.1 * cpw_random_uniform(&s);
    }
    capacity[0] = 60 + 50 * cpw_random_uniform(&s);
    double most = 200;
    for (int t = 0; t < PERIODS; t++)
      upper[t] = most;
    cpw_backlog b;
    cpw_backlog_init(&b);
    b.lists = 1;
    b.bands = &bands;
    b.waiting = waiting;
    b.treatment_hazard = treatment;
    b.removal_hazard = removal;
    b.starts = starts;
    b.capacity = capacity;
    cpw_goal goals[2] = {cpwt_goal(CPW_GOAL_WITHIN, 9, 0.5 + 0.4 * cpw_random_uniform(&s), 3),
                         cpwt_goal(CPW_GOAL_LONG_WAITS, 12, 20 + 20 * cpw_random_uniform(&s), 2)};
    cpw_plan_options o = ask(goals, 2, CPW_PROFILE_PERIODS);
    o.objective = k % 3;
    o.upper = upper;
    o.longest_first = k % 2 ? 0.4 : 0.0;
    double best = brute_force(&b, &o, most), mine;
    cpw_result *r = solve(&b, &o);
    check_plan(&b, &o, r);
    const double *path = cpwt_real(r, "capacity_path");
    double squares = 0, before = capacity[0];
    for (int t = 0; t < PERIODS; t++) {
      squares += (path[t] - before) * (path[t] - before);
      before = path[t];
    }
    mine = o.objective == 0   ? cpwt_real(r, "total")[0]
           : o.objective == 1 ? squares
                              : cpwt_real(r, "largest_change")[0];
    int met = cpw_result_outcome(r) < CPW_OUTCOME_UNREACHABLE;
    ck_assert_msg(met || best == HUGE_VAL, "case %d: not found", k);
    found += met;
    worse += met && mine > best * (1 + 1e-6) + 1e-6;
    cpw_result_free(r);
  }
  ck_assert_int_gt(found, cases / 2);
  ck_assert_msg(worse * 20 <= cases, "%d of %d are worse than brute force", worse, cases);
}
END_TEST

/* ---------------------------------------------------------------- where peers
 * fail ---------- */

/* England at 35 % and 8 % beyond 18 weeks: the published optimiser gives NaN,
 * or clears the list. */
START_TEST(england_at_35_and_8_per_cent)
{
  cpw_backlog b;
  cpw_bands bands;
  cpw_result *calibration = cpwt_calibrated("specialty=Total", &b, &bands);
  ck_assert_ptr_nonnull(calibration);
  cpw_goal goals[2] = {cpwt_goal(CPW_GOAL_LONG_SHARE, 18, 0.35, 10),
                       cpwt_goal(CPW_GOAL_LONG_SHARE, 18, 0.08, 46)};
  double change[1] = {25000};
  for (int32_t profile = 0; profile < 4; profile += 3) {
    cpw_plan_options o = ask(goals, 2, profile);
    o.longest_first = 0.3;
    if (profile) o.change = change;
    cpw_result *r = solve(&b, &o);
    check_plan(&b, &o, r);
    ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_OK);
    ck_assert_double_lt(cpwt_real(r, "capacity")[0], 1.3 * b.capacity[0]);
    cpw_result_free(r);
    o.longest_first = 0.0; /* in today's order only by leaving next to nobody: said so */
    r = solve(&b, &o);
    check_plan(&b, &o, r);
    ck_assert_int_ge(cpw_result_outcome(r), profile ? CPW_OUTCOME_OK : CPW_OUTCOME_CLEARED);
    cpw_result_free(r);
  }
  cpw_result_free(calibration);
}
END_TEST

/* Dorset County Hospital, November 2024, taken as in balance, in 13 month
 * bands. */
static cpw_result *dorset(cpw_backlog *b, cpw_bands *bands) {
  cpw_rtt *rtt = NULL;
  cpw_result *extract = NULL, *data = NULL, *calibration = NULL;
  cpw_history history;
  cpw_calibrate_options steady;
  cpw_history_init(&history);
  cpw_backlog_init(b);
  cpw_bands_init(bands);
  cpw_calibrate_options_init(&steady);
  steady.steady = 1;
  ck_assert_int_eq(cpw_rtt_new(NULL, &rtt, NULL), CPW_OK);
  ck_assert_int_eq(cpw_rtt_read_path(rtt, "examples/data/dorset_rtt_2024-11.csv", NULL), CPW_OK);
  ck_assert_int_eq(cpw_rtt_result(rtt, &extract, NULL), CPW_OK);
  ck_assert_int_eq(cpw_history_from_rtt(extract, 13, NULL, &data, NULL), CPW_OK);
  ck_assert_int_eq(cpw_history_view(data, &history, bands, NULL), CPW_OK);
  ck_assert_int_eq(cpw_waitlist_calibrate(&history, &steady, NULL, &calibration, NULL), CPW_OK);
  ck_assert_int_eq(cpw_backlog_view(calibration, b, bands, NULL), CPW_OK);
  cpw_rtt_free(rtt);
  cpw_result_free(extract);
  cpw_result_free(data);
  return calibration;
}

static double within_with(const cpw_backlog *b, double capacity) {
  double path[12];
  for (int t = 0; t < 12; t++)
    path[t] = capacity;
  cpw_project_options p;
  cpw_project_options_init(&p);
  p.capacity = path;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_waitlist_project(b, &p, NULL, &r, NULL), CPW_OK);
  double within = cpwt_real(r, "within_18")[11];
  cpw_result_free(r);
  return within;
}

/* Just below the answer the share is far from the standard: 92 % is met by
 * clearance, all at once. With half the treatments to the longest waits it
 * takes less. */
START_TEST(dorset_has_a_cliff)
{
  cpw_backlog b;
  cpw_bands bands;
  cpw_result *calibration = dorset(&b, &bands);
  cpw_goal goal = cpwt_goal(CPW_GOAL_WITHIN, 18, 0.92, 12);
  cpw_plan_options o = ask(&goal, 1, CPW_PROFILE_FLAT);
  double before = 0.0;
  for (int k = 0; k < 3; k++) {
    o.longest_first = 0.25 * k;
    cpw_result *r = solve(&b, &o);
    check_plan(&b, &o, r);
    ck_assert_int_lt(cpw_result_outcome(r), CPW_OUTCOME_UNREACHABLE);
    double capacity = cpwt_real(r, "capacity")[0];
    if (k > 0) {
      ck_assert_double_lt(capacity, before);
    } else { /* one per cent less, and not half of them are within */
      ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_CLEARED);
      ck_assert_double_lt(within_with(&b, 0.99 * capacity), 0.5);
    }
    before = capacity;
    cpw_result_free(r);
  }
  o.longest_first = 0.0;
  o.profile = CPW_PROFILE_PERIODS;
  o.objective = CPW_PLAN_SMOOTH_LARGEST;
  cpw_result *r = solve(&b, &o);
  check_plan(&b, &o, r);
  ck_assert_int_lt(cpw_result_outcome(r), CPW_OUTCOME_UNREACHABLE);
  cpw_result_free(r);
  cpw_result_free(calibration);
}
END_TEST

/* Short waits are treated first by far: more capacity empties the short bands
 * and the share falls, until nobody is left and it is all at once met. */
START_TEST(near_clearance)
{
  static const double lower[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  cpw_bands bands;
  cpw_bands_init(&bands);
  bands.count = 13;
  bands.lower = lower;
  bands.unit_weeks = CPW_WEEKS_PER_MONTH;
  double waiting[13], treatment[13], removal[13], starts[] = {5000}, capacity[] = {4469};
  for (int m = 0; m < 13; m++) {
    waiting[m] = 3600 - 270 * m;
    treatment[m] = m < 4 ? 0.5 : 0.02;
    removal[m] = 0.02;
  }
  cpw_backlog b;
  cpw_backlog_init(&b);
  b.lists = 1;
  b.bands = &bands;
  b.waiting = waiting;
  b.treatment_hazard = treatment;
  b.removal_hazard = removal;
  b.starts = starts;
  b.capacity = capacity;
  cpw_goal goal = cpwt_goal(CPW_GOAL_WITHIN, 18, 0.92, 12);
  cpw_plan_options o = ask(&goal, 1, CPW_PROFILE_FLAT);
  cpw_result *r = solve(&b, &o);
  check_plan(&b, &o, r);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_CLEARED);
  cpw_result_free(r);
  double upper[12];
  for (int t = 0; t < 12; t++)
    upper[t] = 6000;
  o.upper = upper;
  r = solve(&b, &o);
  check_plan(&b, &o, r);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNREACHABLE);
  ck_assert_ptr_nonnull(strstr(cpw_result_note(r, "why"), "92 % within 18 weeks"));
  cpw_result_free(r);
  o.longest_first = 0.5; /* explained: the order of treatment is the obstacle */
  r = solve(&b, &o);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_OK);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- outcomes
 * ------------------ */

START_TEST(lists_of_every_outcome)
{
  cpw_bands bands;
  static const double lower[] = {0, 1, 2, 3};
  cpw_bands_init(&bands);
  bands.count = 4;
  bands.lower = lower;
  bands.unit_weeks = 4;
  double waiting[20], hazard[20], removal[20] = {0};
  for (int i = 0; i < 20; i++) {
    waiting[i] = i < 4 ? 0 : 10; /* the first list is empty */
    hazard[i] = 0.2;
  }
  removal[19] = -1.0;
  waiting[19] = 1000;
  const double starts[] = {0, 50, 50, 50, 50}, capacity[] = {0, 45, 60, 45, 0};
  double upper[5 * 30];
  for (int i = 0; i < 5 * 30; i++)
    upper[i] = i >= 90 && i < 120 ? 0 : i >= 120 ? 2 : 1e9; /* list 3 closes, list 4 outgrows */
  cpw_backlog b;
  cpw_backlog_init(&b);
  b.lists = 5;
  b.bands = &bands;
  b.waiting = waiting;
  b.treatment_hazard = hazard;
  b.removal_hazard = removal;
  b.starts = starts;
  b.capacity = capacity;
  cpw_goal goals[2] = {cpwt_goal(CPW_GOAL_WITHIN, 8, 0.7, 30),
                       cpwt_goal(CPW_GOAL_SIZE, 0, 500, 30)};
  goals[1].list = 1;
  for (int32_t profile = 0; profile < 4; profile++) {
    cpw_plan_options o = ask(goals, 2, profile);
    double shape[5 * 30];
    for (int i = 0; i < 5 * 30; i++)
      shape[i] = 1.0 + (i % 3);
    if (profile == CPW_PROFILE_SHAPE) o.shape = shape;
    o.upper = upper;
    o.sensitivity = 1;
    cpw_result *r = solve(&b, &o);
    const int64_t *outcome = cpwt_integer(r, "outcome");
    check_plan(&b, &o, r);
    ck_assert_int_eq(outcome[0], CPW_OUTCOME_ALREADY_MET);
    ck_assert_int_lt(outcome[1], CPW_OUTCOME_UNREACHABLE);
    ck_assert_int_eq(outcome[3], CPW_OUTCOME_UNREACHABLE);
    ck_assert_double_eq(cpwt_real(r, "total")[3], 0.0);
    ck_assert_int_eq(outcome[4], CPW_OUTCOME_UNSTABLE);
    ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNSTABLE);
    ck_assert_ptr_nonnull(strstr(cpw_result_note(r, "why"), "list 3: no path"));
    ck_assert_ptr_nonnull(strstr(cpw_result_note(r, "unstable"), "list 4"));
    ck_assert(isnan(cpwt_real(r, "extra")[4]) && isnan(cpwt_real(r, "per_demand")[4]));
    cpw_result_free(r);
  }
  b.lists = 2; /* a list without a goal keeps what it has */
  goals[0].list = 0;
  cpw_plan_options o = ask(goals, 1, CPW_PROFILE_PERIODS);
  cpw_result *r = solve(&b, &o);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_ALREADY_MET);
  ck_assert_double_eq(cpwt_real(r, "capacity_path")[30 + 7], 45.0);
  ck_assert_int_eq(cpwt_integer(r, "goal_met")[1], -1);
  cpw_result_free(r);
  goals[0].list = -1; /* one already met, one that takes a change: the worse is
                         the change */
  o.profile = CPW_PROFILE_FLAT;
  r = solve(&b, &o);
  ck_assert_int_eq(cpwt_integer(r, "outcome")[0], CPW_OUTCOME_ALREADY_MET);
  ck_assert_int_eq(cpw_result_outcome(r), (int32_t)cpwt_integer(r, "outcome")[1]);
  cpw_result_free(r);
}
END_TEST

START_TEST(smooth_paths_keep_today_where_it_will_do)
{
  cpw_bands bands;
  cpw_backlog b = cpwt_england(&bands);
  const double plenty[] = {2e6};
  b.capacity = plenty;
  cpw_goal goal = cpwt_goal(CPW_GOAL_WITHIN, 18, 0.6, 12);
  for (int32_t objective = 1; objective < 3; objective++) {
    cpw_plan_options o = ask(&goal, 1, CPW_PROFILE_PERIODS);
    o.objective = objective;
    cpw_result *r = solve(&b, &o);
    ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_ALREADY_MET);
    ck_assert_double_le(cpwt_real(r, "largest_change")[0], 1e-3);
    cpw_result_free(r);
  }
}
END_TEST

/* ---------------------------------------------------------------- what goals
 * cost ----------- */

START_TEST(prices_are_plans_made_again)
{
  cpw_bands bands;
  cpw_backlog b = cpwt_england(&bands);
  double starts[14], upper[14];
  for (int t = 0; t < 14; t++) {
    starts[t] = b.starts[0];
    upper[t] = 3e6;
  }
  for (int32_t profile = 0; profile < 4; profile += 3) {
    cpw_goal goal = cpwt_goal(CPW_GOAL_WITHIN, 18, 0.75, 12), changed;
    cpw_plan_options o = ask(&goal, 1, profile), again = o;
    o.sensitivity = 1;
    o.longest_first = again.longest_first = 0.3;
    if (profile) o.objective = again.objective = CPW_PLAN_SMOOTH_SQUARES;
    o.upper = again.upper = upper;
    cpw_result *r = solve(&b, &o), *x;
    double capacity = cpwt_real(r, "capacity")[0], near = 2e-4 * capacity * (profile ? 1 : 1e-3);
    again.goals = &changed;
    changed = goal;
    changed.level = 0.76;
    x = solve(&b, &again);
    ck_assert_double_eq_tol(cpwt_real(x, "capacity")[0] - capacity, cpwt_real(r, "per_level")[0],
                            near);
    ck_assert_double_gt(cpwt_real(r, "per_level")[0], 0.0);
    cpw_result_free(x);
    changed = goal;
    changed.period = 13;
    x = solve(&b, &again);
    ck_assert_double_eq_tol(cpwt_real(x, "capacity")[0] - capacity, cpwt_real(r, "per_later")[0],
                            near);
    cpw_result_free(x);
    for (int t = 0; t < 14; t++)
      starts[t] = 1.01 * b.starts[0];
    changed = goal;
    again.starts = starts;
    x = solve(&b, &again);
    ck_assert_double_eq_tol(cpwt_real(x, "capacity")[0] - capacity, cpwt_real(r, "per_demand")[0],
                            near);
    cpw_result_free(x);
    ck_assert_int_eq(cpwt_integer(r, "goal_binding")[0], 1);
    ck_assert_double_gt(cpwt_real(r, "marginal")[11], 0.0);
    cpw_result_free(r);
  }
}
END_TEST

START_TEST(goals_that_cannot_be_harder)
{
  cpw_bands bands;
  cpw_backlog b = cpwt_england(&bands);
  cpw_goal goals[3] = {cpwt_goal(CPW_GOAL_WITHIN, 18, 0.995, 6),
                       cpwt_goal(CPW_GOAL_LONG_SHARE, 18, 0.005, 6),
                       cpwt_goal(CPW_GOAL_LONG_WAITS, 52, 1000, 6)};
  cpw_plan_options o = ask(goals, 3, CPW_PROFILE_FLAT);
  o.sensitivity = 1;
  cpw_result *r = solve(&b, &o);
  ck_assert(isnan(cpwt_real(r, "per_level")[0]) && isnan(cpwt_real(r, "per_level")[1]));
  ck_assert(!isnan(cpwt_real(r, "per_level")[2]));
  ck_assert_str_eq(cpw_result_find(r, "goal_met")->dimension[1]->coordinate_labels[0][1],
                   "at most 0.5 % beyond 18 weeks at the end of period 6");
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors
 * -------------------- */

START_TEST(plans_that_are_none)
{
  cpw_error err;
  cpw_bands bands;
  cpw_backlog b = cpwt_england(&bands);
  const cpw_goal good_goal = cpwt_goal(CPW_GOAL_WITHIN, 18, 0.65, 2);
  cpw_goal g = good_goal;
  const cpw_plan_options good = ask(&g, 1, CPW_PROFILE_FLAT);
  cpw_plan_options o;
  cpw_result *r = NULL;
  const double bad[] = {1, -2}, zero[] = {0, 0}, one[] = {1, 1}, two[] = {2, 2};
#define FAILS(change, code, text)                                                                  \
  g = good_goal;                                                                                   \
  o = good;                                                                                        \
  change;                                                                                          \
  cpwt_fails(cpw_plan_capacity(&b, &o, NULL, &r, &err), code, &err, text);                         \
  ck_assert_ptr_null(r)
  FAILS(o.goal_count = 0, CPW_EINVAL, "a plan needs one goal at least");
  FAILS(o.goals = NULL, CPW_EINVAL, "a plan needs one goal at least");
  FAILS(g.period = 0, CPW_EDOMAIN, "options.goals[0].period = 0 must be >= 1: the date lies ahead");
  FAILS((g.period = 3, o.periods = 2), CPW_EDOMAIN, "lies beyond options.periods = 2");
  FAILS(g.period = INT64_MAX, CPW_EOVERFLOW, "too many");
  FAILS(g.level = 1.01, CPW_EDOMAIN, "options.goals[0].level = 1.01 must be in (0, 1]");
  FAILS(g.level = 0, CPW_EDOMAIN, "level = 0 must be in (0, 1]");
  FAILS((g.kind = CPW_GOAL_LONG_SHARE, g.level = 1), CPW_EDOMAIN, "must be in [0, 1)");
  FAILS((g.kind = CPW_GOAL_LONG_WAITS, g.level = -1), CPW_EDOMAIN,
        "must be finite and >= 0: people");
  FAILS((g.kind = CPW_GOAL_SIZE, g.level = HUGE_VAL), CPW_EDOMAIN,
        "must be finite and >= 0: people");
  FAILS(g.kind = 4, CPW_EINVAL, "options.goals[0].kind = 4 must be 0 to 3");
  FAILS(g.reserved = 1, CPW_EINVAL, "options.goals[0].reserved = 1 must be 0");
  FAILS(g.weeks = 0, CPW_EDOMAIN, "options.goals[0].weeks = 0 must be finite and > 0");
  FAILS(g.weeks = 53, CPW_EDOMAIN, "options.goals[0].weeks = 53 lies in the open band");
  FAILS(g.list = 1, CPW_EINVAL, "options.goals[0].list = 1 must be -1 (every list) or 0 to 0");
  FAILS(g.struct_size = 4096, CPW_EABI, "struct_size");
  FAILS(o.periods = -1, CPW_EDOMAIN, "options.periods = -1");
  FAILS(o.profile = 4, CPW_EINVAL, "options.profile = 4 must be 0 to 3");
  FAILS(o.objective = 3, CPW_EINVAL, "options.objective");
  FAILS(o.objective = 1, CPW_EINVAL, "options.objective goes with options.profile = 3");
  FAILS(o.change = one, CPW_EINVAL, "options.change goes with options.profile = 3");
  FAILS(o.whole_bands = 2, CPW_EINVAL, "options.whole_bands");
  FAILS(o.sensitivity = -1, CPW_EINVAL, "options.sensitivity");
  FAILS(o.longest_first = 2, CPW_EDOMAIN, "options.longest_first");
  FAILS(o.shape = one, CPW_EINVAL, "options.shape goes with");
  FAILS(o.profile = CPW_PROFILE_SHAPE, CPW_EINVAL, "options.shape goes with");
  FAILS((o.profile = CPW_PROFILE_SHAPE, o.shape = zero), CPW_EINVAL, "options.shape is 0 in every");
  FAILS(o.starts = bad, CPW_EDOMAIN, "options.starts[0][1] = -2");
  FAILS(o.lower = bad, CPW_EDOMAIN, "options.lower[0][1] = -2");
  FAILS(o.upper = bad, CPW_EDOMAIN, "options.upper[0][1] = -2");
  FAILS((o.lower = two, o.upper = one), CPW_EINVAL,
        "the limits contradict: no capacity in period 1");
  FAILS((o.profile = CPW_PROFILE_PERIODS, o.upper = one, o.change = two), CPW_EINVAL,
        "list 0: the limits contradict");
  FAILS(o.struct_size = 4096, CPW_EABI, "struct_size");
  const cpw_dimension period = {"period", 3, 0, NULL, NULL};
  FAILS(o.period = &period, CPW_EINVAL, "options.period labels 3");
  cpw_allocator half = {0};
  FAILS(o.allocator = &half, CPW_EINVAL, "allocator");
  const double huge[13] = {1e308, 1e308};
  const double *waiting = b.waiting;
  b.waiting = huge;
  FAILS(o.periods = 2, CPW_EOVERFLOW, "too many people");
  b.waiting = waiting;
#undef FAILS
  cpw_goal unlike[2] = {good_goal, good_goal};
  unlike[1].struct_size -= 8;
  o = ask(unlike, 2, CPW_PROFILE_FLAT);
  cpwt_fails(cpw_plan_capacity(&b, &o, NULL, &r, &err), CPW_EABI, &err,
             "options.goals[1].struct_size");
  cpwt_fails(cpw_plan_capacity(NULL, &good, NULL, &r, &err), CPW_EINVAL, &err, "backlog is NULL");
  cpwt_fails(cpw_plan_capacity(&b, &good, NULL, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  cpwt_fails(cpw_plan_capacity(&b, NULL, NULL, &r, &err), CPW_EINVAL, &err, "one goal at least");
}
END_TEST

START_TEST(any_number_of_threads_gives_the_same_bytes)
{
  cpw_backlog b;
  cpw_bands bands;
  cpw_result *calibration = cpwt_calibrated(NULL, &b, &bands), *r[3];
  ck_assert_ptr_nonnull(calibration);
  b.lists = cpwt_cases((int)b.lists);
  b.list = NULL;
  cpw_goal goals[2] = {cpwt_goal(CPW_GOAL_WITHIN, 18, 0.65, 10),
                       cpwt_goal(CPW_GOAL_LONG_SHARE, 52, 0.01, 12)};
  cpw_plan_options o = ask(goals, 2, CPW_PROFILE_PERIODS);
  o.objective = CPW_PLAN_SMOOTH_SQUARES;
  for (int k = 0; k < 3; k++) {
    const int32_t threads[] = {1, 2, 5};
    cpw_run run;
    cpw_run_init(&run);
    run.threads = threads[k];
    ck_assert_int_eq(cpw_plan_capacity(&b, &o, &run, &r[k], NULL), CPW_OK);
    const cpw_array *x = cpw_result_find(r[0], "capacity_path");
    ck_assert_int_eq(memcmp(x->real, cpwt_real(r[k], "capacity_path"), (size_t)x->size * 8), 0);
  }
  for (int k = 0; k < 3; k++)
    cpw_result_free(r[k]);
  int32_t cancel = 1;
  cpw_run run;
  cpw_run_init(&run);
  run.cancel = &cancel;
  cpw_error err;
  cpwt_fails(cpw_plan_capacity(&b, &o, &run, &r[0], &err), CPW_ECANCELLED, &err, "cancelled");
  cpw_result_free(calibration);
}
END_TEST

static int32_t plan_with_failing_memory(void *context) {
  cpw_bands bands;
  cpw_backlog b = cpwt_england(&bands);
  cpw_goal goals[2] = {cpwt_goal(CPW_GOAL_WITHIN, 18, 0.62, 3),
                       cpwt_goal(CPW_GOAL_SIZE, 0, 1e7, 2)};
  cpw_plan_options o = ask(goals, 2, CPW_PROFILE_PERIODS);
  bands.period = 0.7; /* uneven: shares are allocated too */
  cpw_result *r = context;
  cpw_error err;
  memset(&err, 0, sizeof err);
  int32_t status = cpw_plan_capacity(&b, &o, NULL, &r, &err);
  if (status != CPW_OK)
    return r == context && err.code == status && err.message[0] ? status : CPW_EINTERNAL;
  cpw_result_free(r);
  return CPW_OK;
}

START_TEST(memory_fails_anywhere)
{ cpwt_each_allocation_fails(plan_with_failing_memory, NULL); }
END_TEST

Suite *cpwt_capacity_suite(void) {
  Suite *suite = suite_create("plan capacity");
  TCase *reference = tcase_create("reference");
  tcase_set_timeout(reference, 300);
  tcase_add_test(reference, one_goal_is_a_target);
  tcase_add_test(reference, free_periods_against_brute_force);
  tcase_add_test(reference, england_at_35_and_8_per_cent);
  tcase_add_test(reference, dorset_has_a_cliff);
  tcase_add_test(reference, near_clearance);
  tcase_add_test(reference, prices_are_plans_made_again);
  suite_add_tcase(suite, reference);
  TCase *limits = tcase_create("limits");
  tcase_set_timeout(limits, 120);
  tcase_add_test(limits, lists_of_every_outcome);
  tcase_add_test(limits, smooth_paths_keep_today_where_it_will_do);
  tcase_add_test(limits, goals_that_cannot_be_harder);
  suite_add_tcase(suite, limits);
  TCase *errors = tcase_create("errors");
  tcase_add_test(errors, plans_that_are_none);
  suite_add_tcase(suite, errors);
  TCase *properties = tcase_create("properties");
  tcase_set_timeout(properties, 300);
  tcase_add_test(properties, random_plans_are_what_their_path_does);
  tcase_add_test(properties, any_number_of_threads_gives_the_same_bytes);
  suite_add_tcase(suite, properties);
  TCase *oom = tcase_create("oom");
  tcase_set_timeout(oom, 300);
  tcase_add_test(oom, memory_fails_anywhere);
  suite_add_tcase(suite, oom);
  return suite;
}
