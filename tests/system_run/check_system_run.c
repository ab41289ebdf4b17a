/* The engine of a system: lists by hand, against the engine of waitlist and the patient-level list, conservation through
 * every lever, the same bits by any instructions and threads, whole people around the fluid. */
#include "small.h"
#include "support/support.h"

#include "system_run/cells.h"

#include <math.h>
#include <stdlib.h>

#define TOTAL(t, u, g) ((t)[(u)*SMALL_GROUPS + (g)])

static void totals_of(const small *w, cpw_system_totals *t) {
  cpw_system_plan *p = NULL;
  cpw_error err = {0};
  ck_assert_msg(small_plan(w, &p, &err) == CPW_OK, "%s", err.message);
  ck_assert_int_eq(cpw_system_plan_totals(p, NULL, SMALL_UNITS, NULL, NULL, t, NULL), CPW_OK);
  cpw_system_plan_free(p);
}

static void conserved(const cpw_system_totals *t) {
  double in = 0, out = 0;
  for (int k = 0; k < SMALL_LISTS; k++) {
    ck_assert_double_eq(t[k].opening + t[k].starts + t[k].moved_in - t[k].treated - t[k].removed -
                            t[k].moved_out,
                        t[k].closing);
    in += t[k].moved_in;
    out += t[k].moved_out;
  }
  ck_assert_double_eq(in, out);
}

/* only unit 0 has people: `waiting` of group 0 who just joined, `starts` a week */
static void alone(small *w, double waiting, double starts, double removal, double capacity) {
  small_make(w);
  w->s.weeks = 10;
  for (int k = 0; k < SMALL_LISTS; k++) {
    w->list[k].waiting = w->list[k].starts = w->list[k].removal = 0;
    w->list[k].shape = CPW_NONE;
  }
  w->list[0].waiting = waiting;
  w->list[0].starts = starts;
  w->list[0].removal = removal;
  w->capacity[0].treatments = capacity;
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(a_list_by_hand)
{
  small w;
  cpw_system_totals t[SMALL_LISTS];
  alone(&w, 100, 8, 0, 12); /* M(t) = 100 - 4 t */
  totals_of(&w, t);
  ck_assert_double_eq(t[0].closing, 60);
  ck_assert_double_eq(t[0].treated, 120);
  double waited = 0;
  for (int k = 1; k <= 10; k++)
    waited += 100 - 4 * k;
  ck_assert_double_eq(t[0].waited, waited);
  /* first come, first served: those of time 0 stand in band k + 1 in week k, those who join in week j in band k - j */
  double weeks = 0;
  for (int k = 0; k < 8; k++)
    weeks += 12 * (k + 1.5);
  weeks += 4 * 9.5 + 8 * 8.5; /* week 8: the last four, then the first who joined */
  weeks += 8 * 8.5 + 4 * 7.5; /* week 9 */
  ck_assert_double_eq_tol(t[0].treated_weeks, weeks, 1e-6);
  ck_assert_double_eq(t[0].within, 60);
}
END_TEST

START_TEST(nobody_and_nothing)
{
  small w;
  cpw_system_totals t[SMALL_LISTS];
  alone(&w, 0, 0, 0, 0);
  totals_of(&w, t);
  for (int k = 0; k < SMALL_LISTS; k++)
    ck_assert_double_eq(t[k].closing, 0);
  alone(&w, 5, 0, 0, 1e300); /* more capacity than people */
  totals_of(&w, t);
  ck_assert_double_eq(t[0].treated, 5);
  alone(&w, 5, 0, 1, 0); /* everybody leaves at once */
  totals_of(&w, t);
  ck_assert_double_eq(t[0].removed, 5);
  alone(&w, 1, 0, 0.5, 0); /* half of one patient in every week, to the last step */
  totals_of(&w, t);
  ck_assert_double_eq_tol(t[0].closing, 1 / 1024.0, 1e-12);
}
END_TEST

START_TEST(a_billion_people)
{
  small w;
  cpw_system_totals t[SMALL_LISTS];
  cpw_system_plan *p;
  cpw_error err;
  alone(&w, 1e9, 0, 0, 1e7);
  totals_of(&w, t);
  ck_assert_double_eq(t[0].closing, 9e8);
  alone(&w, 2e12, 0, 0, 1);
  ck_assert_int_eq(small_plan(&w, &p, &err), CPW_EOVERFLOW);
  ck_assert_str_eq(err.message, "2000000000001 people over the horizon are more than 2^40");
}
END_TEST

START_TEST(a_level_over_time)
{
  cpw_system_effect e;
  cpw_system_row_init(CPW_SYSTEM_EFFECTS, &e);
  e.from = 4;
  e.lag = 2;
  e.ramp = 4;
  e.until = 20;
  e.fade = 2;
  const double week[] = {0, 5, 6, 7, 9, 10, 19, 20, 21, 22},
               level[] = {0, 0, 0.125, 0.375, 0.875, 1, 1, 0.75, 0.25, 0};
  for (int k = 0; k < 10; k++)
    ck_assert_double_eq(cpw_system_level(&e, week[k]), level[k]);
  ck_assert(isnan(cpw_system_level(NULL, 0)));
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

typedef struct wrong {
  int32_t code;
  const char *message;
  void (*make)(small *w, cpw_system_run_options *o);
} wrong;

static const int32_t ninth[1] = {9};
static const double owed[SMALL_UNITS] = {0, -1};
static const cpw_system_happening odd = {.policy = 0, .onset = 0, .size = -1};

static void no_scenario(small *w, cpw_system_run_options *o) {
  (void)w;
  o->scenario = 7;
}
static void one_band(small *w, cpw_system_run_options *o) {
  (void)w;
  o->bands = 1;
}
static void no_period(small *w, cpw_system_run_options *o) {
  (void)w;
  o->every = 0;
}
static void no_policy(small *w, cpw_system_run_options *o) {
  (void)w;
  o->policy = ninth;
  o->policies = 1;
}
static void owes(small *w, cpw_system_run_options *o) {
  (void)w;
  o->money = owed;
}
static void strange(small *w, cpw_system_run_options *o) {
  small_policy(w, "x", CPW_LEVER_CAPACITY, CPW_EFFECT_SHARE, 1);
  o->happening = &odd;
  o->happenings = 1;
}
static void empty(small *w, cpw_system_run_options *o) {
  (void)o;
  w->s.capacities = 0;
  w->s.lists = 0;
}
static void nowhere(small *w, cpw_system_run_options *o) {
  static const int32_t first[1] = {0};
  cpw_system_effect *e = small_policy(w, "x", CPW_LEVER_DIVERT, CPW_EFFECT_SHARE, 0.5);
  e->to = 2;
  e->organisation = 0;
  w->s.capacities = 4; /* C offers nothing any more */
  w->s.lists = 8;
  o->policy = first;
  o->policies = 1;
}

static const wrong wrongs[] = {
    {CPW_EINVAL, "options.scenario = 7 must be a scenario, 0 to 0, or -1", no_scenario},
    {CPW_EDOMAIN, "options.bands = 1 must be 2 to 1045", one_band},
    {CPW_EDOMAIN, "options.every = 0 must be >= 1 week", no_period},
    {CPW_EINVAL, "options.policy[0] = 9 must be a policy, 0 to -1", no_policy},
    {CPW_EDOMAIN, "options.money[1] = -1 must be finite and >= 0", owes},
    {CPW_EDOMAIN, "options.happening[0]: onset 0 must be finite, size -1 finite and >= 0", strange},
    {CPW_EINVAL, "the system has no capacity: nothing can be run", empty},
    {CPW_EINVAL,
     "effects[0] (divert): organisation \"C\" has no capacity for service \"eyes\"; a row of 0 "
     "will do",
     nowhere}};

START_TEST(wrong_plans)
{
  small w;
  cpw_system_plan *p = NULL;
  cpw_error err = {0};
  cpw_system_run_options o;
  cpw_system_run_options_init(&o);
  small_make(&w);
  wrongs[_i].make(&w, &o);
  ck_assert_int_eq(cpw_system_plan_new(&w.s, &o, &p, &err), wrongs[_i].code);
  ck_assert_str_eq(err.message, wrongs[_i].message);
  ck_assert_ptr_null(p);
}
END_TEST

START_TEST(wrong_calls)
{
  small w;
  cpw_system_plan *p = NULL;
  cpw_result *r = NULL;
  cpw_error err = {0};
  cpw_system_totals t[SMALL_LISTS];
  const int64_t twice[2] = {1, 1}, part[1] = {0};
  small_make(&w);
  small_policy(&w, "pool", CPW_LEVER_POOL, CPW_EFFECT_SHARE, 1)->alliance = 0;
  ck_assert_int_eq(small_plan(&w, &p, &err), CPW_OK);
  ck_assert_int_eq(cpw_system_plan_totals(NULL, NULL, 6, NULL, NULL, t, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_system_plan_totals(p, NULL, 5, NULL, NULL, t, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_system_plan_totals(p, twice, 2, NULL, NULL, t, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "unit[1] = 1 must be a row of capacity, 0 to 5, once");
  ck_assert_int_eq(cpw_system_plan_totals(p, part, 1, NULL, NULL, t, &err), CPW_EINVAL);
  ck_assert_str_eq(
      err.message,
      "the block of unit 0 has 2 units, of which 1 are asked for: it can be run only whole");
  ck_assert_int_eq(cpw_system_plan_totals(p, NULL, 6, owed, NULL, t, &err), CPW_EDOMAIN);
  ck_assert_int_eq(cpw_system_plan_forecast(p, 9, 0, 1, &r, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_system_plan_forecast(p, 0, 0, -1, &r, &err), CPW_EDOMAIN);
  ck_assert_int_eq(cpw_system_plan_forecast(p, 0, 0, 80, &r, &err), CPW_EDOMAIN);
  ck_assert_str_eq(
      err.message,
      "waited = 80: nobody of that list has waited 80 weeks, so that nobody can be followed");
  ck_assert_int_eq(cpw_system_plan_run(p, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_system_plan_replicate(NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_system_plan_block(p, 2), 0);
  ck_assert_int_eq(cpw_system_plan_block(p, 3), 1);
  ck_assert_int_eq(cpw_system_plan_block(p, 6), -1);
  ck_assert(isnan(cpw_system_plan_capacity(p, 6, 0, 0)) &&
            isnan(cpw_system_plan_capacity(p, 0, 52, 0)));
  ck_assert_double_eq(cpw_system_plan_capacity(p, 0, 0, 2000), 22);
  cpw_system_plan_free(p);
  cpw_system_plan_free(NULL);
}
END_TEST

/* ---------------------------------------------------------------- second methods ------------ */

/* One group: the same recursion in the engine of waitlist. */
START_TEST(as_the_engine_of_waitlist)
{
  small w;
  cpw_system_totals t[SMALL_LISTS];
  double lower[105], hazard[105], removal[105], waiting[105], curve[105];
  small_make(&w);
  for (int u = 0; u < SMALL_UNITS; u++)
    w.list[u * SMALL_GROUPS + 1].waiting = w.list[u * SMALL_GROUPS + 1].starts = 0;
  for (int k = 0; k < 105; k++)
    curve[k] = 0.01 + 0.002 * k;
  w.profile[1].id = "curve";
  w.profile[1].values = curve;
  w.profile[1].count = 105;
  w.s.profiles = 2;
  w.service[1].curve = 1;
  w.capacity[1].treatments = 14;
  totals_of(&w, t);
  double all = 0;
  for (int k = 0; k < SMALL_SHAPE; k++)
    all += w.shape[k];
  for (int k = 0; k < 105; k++) {
    lower[k] = k;
    hazard[k] = curve[k];
    removal[k] = 0.01;
    waiting[k] = k < SMALL_SHAPE ? 340 * w.shape[k] / all : 0;
  }
  cpw_bands bands;
  cpw_backlog b;
  cpw_project_options o;
  cpw_result *r = NULL;
  const double starts = 11, capacity = 14;
  cpw_bands_init(&bands);
  bands.count = 105;
  bands.lower = lower;
  cpw_backlog_init(&b);
  b.lists = 1;
  b.bands = &bands;
  b.waiting = waiting;
  b.treatment_hazard = hazard;
  b.removal_hazard = removal;
  b.starts = &starts;
  b.capacity = &capacity;
  cpw_project_options_init(&o);
  o.periods = 52;
  o.longest_first = 0.5;
  ck_assert_int_eq(cpw_waitlist_project(&b, &o, NULL, &r, NULL), CPW_OK);
  const double *closing = cpw_result_find(r, "total_closing")->real;
  const double *within = cpw_result_find(r, "within_18")->real;
  ck_assert_double_eq_tol(TOTAL(t, 1, 0).closing, closing[51], 1e-6);
  ck_assert_double_eq_tol(TOTAL(t, 1, 0).within / TOTAL(t, 1, 0).closing, within[51], 1e-8);
  cpw_result_free(r);
}
END_TEST

/* Whole people with chance lie around the fluid; the patient-level list, which is another engine, too. */
START_TEST(events_around_the_fluid)
{
  small w;
  cpw_system_plan *p = NULL;
  cpw_system_totals t[SMALL_LISTS];
  cpw_result *r = NULL;
  cpw_run run;
  enum { RUNS = 200 };
  small_make(&w);
  w.capacity[0].treatments = 24;
  ck_assert_int_eq(small_plan(&w, &p, NULL), CPW_OK);
  ck_assert_int_eq(cpw_system_plan_totals(p, NULL, SMALL_UNITS, NULL, NULL, t, NULL), CPW_OK);
  cpw_run_init(&run);
  run.replications = RUNS;
  run.threads = 2;
  ck_assert_int_eq(cpw_system_plan_replicate(p, &run, &r, NULL), CPW_OK);
  const cpw_array *total = cpw_result_find(r, "total");
  double fluid[4] = {0}, sum[4] = {0}, square[4] = {0};
  for (int k = 0; k < SMALL_LISTS; k++) {
    fluid[0] += t[k].closing;
    fluid[1] += t[k].waited;
    fluid[2] += t[k].treated;
    fluid[3] += t[k].removed;
  }
  for (int k = 0; k < RUNS; k++)
    for (int m = 0; m < 4; m++) {
      double x = total->real[k * (total->size / RUNS) + m];
      sum[m] += x / RUNS;
      square[m] += x * x / RUNS;
    }
  for (int m = 0; m < 4; m++) {
    double sd = sqrt(fmax(square[m] - sum[m] * sum[m], 0));
    ck_assert_msg(fabs(sum[m] - fluid[m]) <= 3.3 * sd / sqrt(RUNS) + 1e-3 * fluid[m],
                  "measure %d: %f, fluid %f, sd %f", m, sum[m], fluid[m], sd);
  }
  cpw_result_free(r);
  cpw_system_plan_free(p);
}
END_TEST

/* First come, first served without leaving: waits of the treated in the patient-level list with slots. */
START_TEST(as_the_patient_level_list)
{
  small w;
  cpw_system_totals t[SMALL_LISTS];
  alone(&w, 300, 10, 0, 13);
  w.s.weeks = 40;
  totals_of(&w, t);
  cpw_patients_list l;
  cpw_run run;
  cpw_result *r = NULL;
  const int64_t waiting[1] = {300};
  const double arrivals[1] = {10}, slots[1] = {13};
  cpw_patients_list_init(&l);
  l.periods = 40;
  l.waiting = waiting;
  l.bands = 1;
  l.arrivals = arrivals;
  l.slots = slots;
  cpw_run_init(&run);
  run.replications = 400;
  ck_assert_int_eq(cpw_patients_simulate(&l, NULL, &run, &r, NULL), CPW_OK);
  const double list = *cpw_result_find(r, "closing")->real,
               low = *cpw_result_find(r, "closing_lower")->real;
  const double wait = *cpw_result_find(r, "wait_mean")->real,
               lower = *cpw_result_find(r, "wait_mean_lower")->real;
  ck_assert(list > low && fabs(t[0].closing - list) <= 2 * (list - low));
  /* there whoever joins and is treated in a period has waited 0, here half a week */
  ck_assert(fabs(t[0].treated_weeks / t[0].treated - 0.5 - wait) <=
            2 * (wait - lower) + 1e-3 * wait);
  cpw_result_free(r);
  ck_assert_double_eq(t[0].closing, 300 - 3 * 40.0);
}
END_TEST

/* ---------------------------------------------------------------- levers -------------------- */

START_TEST(levers_conserve_people)
{
  small w;
  cpw_system_totals t[SMALL_LISTS], base[SMALL_LISTS];
  small_make(&w);
  totals_of(&w, base);
  conserved(base);
  cpw_system_effect *e = small_policy(&w, "divert", CPW_LEVER_DIVERT, CPW_EFFECT_SHARE, 0.3);
  e->organisation = 0;
  e->to = 1;
  e->ramp = 10;
  e = small_policy(&w, "move", CPW_LEVER_DIVERT, CPW_EFFECT_ADD, 5);
  e->organisation = 0;
  e->service = 1;
  e->to = 2;
  e->until = 20;
  small_policy(&w, "pool", CPW_LEVER_POOL, CPW_EFFECT_SHARE, 0.5)->alliance = 0;
  e = small_policy(&w, "merge", CPW_LEVER_REORGANISE, CPW_EFFECT_SHARE, 1);
  e->organisation = 2;
  e->to = 0;
  e->from = 26;
  small_policy(&w, "keep", CPW_LEVER_GUARANTEE, CPW_EFFECT_SHARE, 0.8)->group = 0;
  totals_of(&w, t);
  conserved(t);
  for (int k = 8; k < 12; k++)
    ck_assert_double_eq(t[k].closing, 0); /* C is no more */
  double treated = 0;
  for (int k = 0; k < SMALL_LISTS; k++)
    treated += t[k].treated;
  ck_assert_double_eq_tol(treated, 6 * 20 * 52.0, 1e-6); /* no capacity is lost on the way */
}
END_TEST

START_TEST(a_merger_keeps_every_band)
{
  small w;
  cpw_system_totals before[SMALL_LISTS], after[SMALL_LISTS];
  small_make(&w);
  w.s.weeks = 1;
  for (int u = 0; u < SMALL_UNITS; u++)
    w.capacity[u].treatments = 0;
  totals_of(&w, before);
  cpw_system_effect *e = small_policy(&w, "merge", CPW_LEVER_REORGANISE, CPW_EFFECT_SHARE, 0.25);
  e->organisation = 2;
  e->to = 0;
  totals_of(&w, after);
  conserved(after);
  for (int k = 0; k < 4; k++) {
    ck_assert_double_eq_tol(after[8 + k].closing, 0.75 * before[8 + k].closing, 1e-9);
    ck_assert_double_eq_tol(after[k].within + after[8 + k].within,
                            before[k].within + before[8 + k].within, 1e-9);
    ck_assert_double_eq_tol(after[k].over_52 + after[8 + k].over_52,
                            before[k].over_52 + before[8 + k].over_52, 1e-9);
  }
}
END_TEST

START_TEST(order_and_guarantees)
{
  small w;
  cpw_system_totals t[SMALL_LISTS];
  small_make(&w);
  totals_of(&w, t);
  ck_assert_double_eq(TOTAL(t, 0, 0).treated, TOTAL(t, 0, 1).treated); /* alike */
  small_policy(&w, "first", CPW_LEVER_PRIORITISE, CPW_EFFECT_ADD, 1000)->group = 0;
  totals_of(&w,
            t); /* eyes: strictly by week waited; the first group as if it had waited for years */
  ck_assert_double_eq_tol(TOTAL(t, 0, 0).closing, 0, 1e-9);
  ck_assert(TOTAL(t, 0, 1).treated < TOTAL(t, 0, 0).treated);
  small_make(&w);
  small_policy(&w, "weigh", CPW_LEVER_PRIORITISE, CPW_EFFECT_SHARE, 2)->group = 1;
  totals_of(&w, t); /* hips: half by weight */
  ck_assert(TOTAL(t, 1, 1).treated > TOTAL(t, 1, 0).treated);
  small_make(&w);
  cpw_system_effect *e = small_policy(&w, "keep", CPW_LEVER_GUARANTEE, CPW_EFFECT_ADD, 15);
  e->group = 0;
  w.s.weeks = 10;
  totals_of(&w, t);
  ck_assert(TOTAL(t, 0, 0).treated >= 150 - 1e-9);
}
END_TEST

START_TEST(money_buys_capacity)
{
  small w;
  cpw_system_plan *p = NULL;
  cpw_response more = {.kind = CPW_RESPONSE_EXPONENTIAL, .a = 10, .t = 5000};
  small_make(&w);
  w.capacity[2].more = &more;
  w.capacity[3].most = 21;
  cpw_system_effect *e =
      small_policy(&w, "money", CPW_LEVER_MONEY, CPW_EFFECT_ADD, 4000 * CPW_WEEKS_PER_YEAR);
  e->from = 5;
  e = small_policy(&w, "shift", CPW_LEVER_REINVEST, CPW_EFFECT_ADD, 3000 * CPW_WEEKS_PER_YEAR);
  e->organisation = 2;
  e->service = 0;
  e->to = 2;
  e->to_service = 1;
  ck_assert_int_eq(small_plan(&w, &p, NULL), CPW_OK);
  ck_assert_double_eq_tol(cpw_system_plan_capacity(p, 0, 0, 0), 20, 1e-12);
  ck_assert_double_eq_tol(cpw_system_plan_capacity(p, 0, 5, 0), 24, 1e-12);
  ck_assert_double_eq_tol(cpw_system_plan_capacity(p, 0, 5, 500), 24.5, 1e-12);
  ck_assert_double_eq_tol(cpw_system_plan_capacity(p, 2, 5, 0), 20 + 10 * (1 - exp(-0.8)), 1e-12);
  ck_assert_double_eq(cpw_system_plan_capacity(p, 3, 5, 0), 21);
  ck_assert_double_eq_tol(cpw_system_plan_capacity(p, 4, 0, 0), 17, 1e-12);
  ck_assert_double_eq_tol(cpw_system_plan_capacity(p, 5, 0, 0), 23, 1e-12);
  cpw_system_plan_free(p);
}
END_TEST

START_TEST(what_is_reinvested_was_there)
{
  small w;
  cpw_system_plan *p = NULL;
  cpw_result *r = NULL;
  for (int dear = 0; dear < 2; dear++) {
    small_make(&w);
    cpw_system_effect *e = small_policy(&w, "shift", CPW_LEVER_REINVEST, CPW_EFFECT_ADD,
                                        (dear ? 3000 : 50000) * CPW_WEEKS_PER_YEAR);
    e->organisation = 0;
    e->service = 0;
    e->to = 1; /* A spends 20,000 a week on eyes: more than that cannot go */
    if (dear) small_policy(&w, "dear", CPW_LEVER_COST, CPW_EFFECT_SHARE, 0.5);
    ck_assert_int_eq(small_plan(&w, &p, NULL), CPW_OK);
    ck_assert_double_eq_tol(cpw_system_plan_capacity(p, 0, 0, 0), dear ? 18 : 0, 1e-12);
    ck_assert_double_eq_tol(cpw_system_plan_capacity(p, 2, 0, 0), dear ? 22 : 40, 1e-12);
    ck_assert_double_eq_tol(cpw_system_plan_capacity(p, 4, 0, 1500), dear ? 21 : 21.5, 1e-12);
    ck_assert_int_eq(cpw_system_plan_run(p, NULL, &r, NULL), CPW_OK);
    ck_assert_double_eq_tol(*cpw_result_find(r, "total_spend")->real,
                            6 * 52 * (dear ? 30000.0 : 20000.0), 1e-3);
    cpw_result_free(r);
    cpw_system_plan_free(p);
  }
}
END_TEST

START_TEST(diverted_shares_over_one)
{
  small w;
  cpw_system_totals t[SMALL_LISTS];
  small_make(&w);
  for (int k = 1; k <= 2; k++) {
    cpw_system_effect *e =
        small_policy(&w, k == 1 ? "x" : "y", CPW_LEVER_DIVERT, CPW_EFFECT_SHARE, 0.8);
    e->organisation = 0;
    e->to = k;
  }
  totals_of(&w, t);
  conserved(t);
  ck_assert_double_eq_tol(TOTAL(t, 0, 0).starts, 0, 1e-9);
  ck_assert_double_eq_tol(TOTAL(t, 2, 0).starts, 1.5 * 11 * 52, 1e-6);
  ck_assert_double_eq_tol(TOTAL(t, 4, 0).starts, 1.5 * 11 * 52, 1e-6);
}
END_TEST

/* However much demand is multiplied, the grid of people holds it. */
START_TEST(demand_many_times_over)
{
  static const char *const id[5] = {"a", "b", "c", "d", "e"};
  small w;
  cpw_system_totals t[SMALL_LISTS];
  small_make(&w);
  w.s.weeks = 156;
  for (int k = 0; k < SMALL_LISTS; k++)
    w.list[k].removal = 0.0123;
  for (int k = 0; k < 5; k++)
    small_policy(&w, id[k], CPW_LEVER_DEMAND, CPW_EFFECT_SHARE, 9);
  totals_of(&w, t);
  conserved(t);
  ck_assert_double_eq_tol(TOTAL(t, 0, 0).starts, 11e5 * 156, 1e-3);
}
END_TEST

START_TEST(two_alliances_at_one_unit)
{
  small w;
  cpw_system_plan *p = NULL;
  cpw_error err = {0};
  const cpw_system_alliance two[2] = {{.id = "X"}, {.id = "Y"}};
  cpw_system_member member[2];
  small_make(&w);
  for (int k = 0; k < 2; k++) {
    cpw_system_row_init(CPW_SYSTEM_MEMBERS, &member[k]);
    member[k].alliance = k;
    small_policy(&w, k ? "y" : "x", CPW_LEVER_POOL, CPW_EFFECT_SHARE, 0.4)->alliance = k;
  }
  w.s.alliance = two;
  w.s.alliances = 2;
  w.s.member = member;
  ck_assert_int_eq(small_plan(&w, &p, &err), CPW_EINVAL);
  ck_assert_str_eq(
      err.message,
      "effects[1] (pool): \"A\" for service \"eyes\" is pooled by alliance \"X\" and by "
      "\"Y\"; one can have it");
}
END_TEST

START_TEST(shares_multiply_amounts_add)
{
  small w;
  cpw_system_plan *p = NULL;
  const double half[2] = {1, 0.5};
  small_make(&w);
  w.profile[1].id = "calendar";
  w.profile[1].values = half;
  w.profile[1].count = 2;
  w.s.profiles = 2;
  w.capacity[0].calendar = 1;
  w.organisation[0].compliance = 0.5;
  small_policy(&w, "a", CPW_LEVER_CAPACITY, CPW_EFFECT_SHARE, 0.2);
  small_policy(&w, "b", CPW_LEVER_CAPACITY, CPW_EFFECT_SHARE, -0.5);
  small_policy(&w, "c", CPW_LEVER_CAPACITY, CPW_EFFECT_ADD, 3);
  ck_assert_int_eq(small_plan(&w, &p, NULL), CPW_OK);
  ck_assert_double_eq_tol(cpw_system_plan_capacity(p, 2, 0, 0), 20 * 1.2 * 0.5 + 3, 1e-12);
  ck_assert_double_eq_tol(cpw_system_plan_capacity(p, 0, 1, 0), 10 * 1.1 * 0.75 + 1.5,
                          1e-12); /* half complies */
  cpw_system_plan_free(p);
}
END_TEST

/* ---------------------------------------------------------------- results ------------------- */

START_TEST(a_run_says_what_totals_say)
{
  small w;
  cpw_system_plan *p = NULL;
  cpw_system_totals t[SMALL_LISTS];
  cpw_result *r = NULL;
  small_make(&w);
  w.policy[0].cost = 100;
  cpw_system_effect *e = small_policy(&w, "divert", CPW_LEVER_DIVERT, CPW_EFFECT_SHARE, 0.3);
  w.policy[0].cost = CPW_WEEKS_PER_YEAR * 10;
  w.policy[0].once = 7;
  e->organisation = 0;
  e->to = 1;
  ck_assert_int_eq(small_plan(&w, &p, NULL), CPW_OK);
  ck_assert_int_eq(cpw_system_plan_totals(p, NULL, SMALL_UNITS, NULL, NULL, t, NULL), CPW_OK);
  ck_assert_int_eq(cpw_system_plan_run(p, NULL, &r, NULL), CPW_OK);
  const cpw_array *closing = cpw_result_find(r, "closing"),
                  *treated = cpw_result_find(r, "treated");
  const cpw_array *opening = cpw_result_find(r, "opening");
  double sum = 0;
  for (int k = 0; k < SMALL_LISTS; k++) {
    double all = 0;
    for (int q = 0; q < 4; q++)
      all += treated->real[k * 4 + q];
    ck_assert_double_eq(closing->real[k * 4 + 3], t[k].closing);
    ck_assert_double_eq(all, t[k].treated);
    ck_assert_double_eq(opening->real[k * 4], t[k].opening);
    ck_assert_double_eq(opening->real[k * 4 + 1], closing->real[k * 4]);
    sum += t[k].closing;
  }
  ck_assert_double_eq(*cpw_result_find(r, "total_closing")->real, sum);
  ck_assert_double_eq_tol(*cpw_result_find(r, "total_spend")->real, 6 * 52 * 20000.0 + 527, 1e-3);
  ck_assert_str_eq(cpw_result_note(r, "scenario"), "baseline");
  cpw_result_free(r);
  cpw_system_plan_free(p);
}
END_TEST

START_TEST(one_patient_by_hand)
{
  small w;
  cpw_system_plan *p = NULL;
  cpw_result *r = NULL;
  alone(&w, 100, 0, 0, 20); /* all treated within five weeks */
  ck_assert_int_eq(small_plan(&w, &p, NULL), CPW_OK);
  ck_assert_int_eq(cpw_system_plan_forecast(p, 0, 0, 0.5, &r, NULL), CPW_OK);
  const double *by = cpw_result_find(r, "treated_by")->real,
               *q = cpw_result_find(r, "quantile")->real;
  for (int k = 0; k < 5; k++)
    ck_assert_double_eq_tol(by[k], 0.2 * (k + 1), 1e-9);
  ck_assert_double_eq_tol(q[2], 2.5, 1e-9);
  ck_assert_double_eq_tol(q[4], 4.5, 1e-9);
  cpw_result_free(r);
  cpw_system_plan_free(p);
}
END_TEST

/* ---------------------------------------------------------------- the same bits ------------- */

START_TEST(any_instructions_the_same_bits)
{
  const cpwi_cells *here = cpwi_cells_here();
  double a[104], b[104], curve[104], wa = 0, wb = 0;
  cpw_stream s;
  cpw_stream_init(&s, 7, (uint64_t)_i, 0, 0);
  for (int k = 0; k < 104; k++) {
    a[k] = b[k] = (double)cpw_random_below(&s, (uint64_t)1 << (10 + 4 * _i));
    curve[k] = cpw_random_uniform(&s) * 3;
  }
  ck_assert_double_eq(here->asked(a, curve, 104), cpwi_cells_plain.asked(b, curve, 104));
  ck_assert_double_eq(here->leave(a, 104, 0.013), cpwi_cells_plain.leave(b, 104, 0.013));
  ck_assert_double_eq(here->parts(a, curve, 104, 0.5, &wa),
                      cpwi_cells_plain.parts(b, curve, 104, 0.5, &wb));
  ck_assert_double_eq(wa, wb);
  ck_assert_double_eq(here->sum(a, 104), cpwi_cells_plain.sum(b, 104));
  for (int k = 0; k < 104; k++) {
    ck_assert_double_eq(a[k], b[k]);
    ck_assert(a[k] >= 0 && a[k] == floor(a[k]));
  }
}
END_TEST

START_TEST(threads_and_splits_change_nothing)
{
  small w;
  cpw_system_plan *p = NULL;
  cpw_result *one = NULL, *two = NULL, *part[2] = {NULL, NULL}, *merged = NULL;
  cpw_run run;
  small_make(&w);
  small_policy(&w, "pool", CPW_LEVER_POOL, CPW_EFFECT_SHARE, 0.5)->alliance = 0;
  ck_assert_int_eq(small_plan(&w, &p, NULL), CPW_OK);
  cpw_run_init(&run);
  run.replications = 6;
  ck_assert_int_eq(cpw_system_plan_replicate(p, &run, &one, NULL), CPW_OK);
  run.threads = 2;
  ck_assert_int_eq(cpw_system_plan_replicate(p, &run, &two, NULL), CPW_OK);
  run.replications = 3;
  ck_assert_int_eq(cpw_system_plan_replicate(p, &run, &part[1], NULL), CPW_OK);
  run.first_replication = 3;
  ck_assert_int_eq(cpw_system_plan_replicate(p, &run, &part[0], NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_merge((const cpw_result *const *)part, 2, NULL, &merged, NULL),
                   CPW_OK);
  const cpw_array *a = cpw_result_find(one, "by_group"), *b = cpw_result_find(two, "by_group"),
                  *c = cpw_result_find(merged, "by_group");
  ck_assert_int_eq(a->size, c->size);
  ck_assert_int_eq(memcmp(a->real, b->real, (size_t)a->size * sizeof *a->real), 0);
  ck_assert_int_eq(memcmp(a->real, c->real, (size_t)a->size * sizeof *a->real), 0);
  cpw_result_free(one);
  cpw_result_free(two);
  cpw_result_free(part[0]);
  cpw_result_free(part[1]);
  cpw_result_free(merged);
  cpw_system_plan_free(p);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t everything(void *context) {
  small *w = context;
  cpw_system_plan *p = NULL;
  cpw_result *r = NULL;
  cpw_system_totals t[SMALL_LISTS];
  int32_t status = small_plan(w, &p, NULL);
  if (status == CPW_OK) status = cpw_system_plan_totals(p, NULL, SMALL_UNITS, NULL, NULL, t, NULL);
  if (status == CPW_OK) status = cpw_system_plan_run(p, NULL, &r, NULL);
  cpw_result_free(r);
  r = NULL;
  if (status == CPW_OK) status = cpw_system_plan_replicate(p, NULL, &r, NULL);
  cpw_result_free(r);
  r = NULL;
  if (status == CPW_OK) status = cpw_system_plan_forecast(p, 0, 0, 3, &r, NULL);
  cpw_result_free(r);
  cpw_system_plan_free(p);
  return status;
}

START_TEST(memory_fails)
{
  small w;
  small_make(&w);
  w.s.weeks = 3;
  small_policy(&w, "pool", CPW_LEVER_POOL, CPW_EFFECT_SHARE, 0.5)->alliance = 0;
  cpwt_each_allocation_fails(everything, &w);
}
END_TEST

static Suite *system_run_suite(void) {
  Suite *suite = suite_create("system_run");
  struct {
    const char *name;
    const TTest *tests[14];
  } cases[] = {
      {"limits", {a_list_by_hand, nobody_and_nothing, a_billion_people, a_level_over_time}},
      {"errors", {wrong_calls}},
      {"reference",
       {as_the_engine_of_waitlist, events_around_the_fluid, as_the_patient_level_list}},
      {"properties",
       {levers_conserve_people, a_merger_keeps_every_band, order_and_guarantees,
        money_buys_capacity, what_is_reinvested_was_there, diverted_shares_over_one,
        two_alliances_at_one_unit, demand_many_times_over, shares_multiply_amounts_add,
        a_run_says_what_totals_say, one_patient_by_hand, threads_and_splits_change_nothing}},
      {"oom", {memory_fails}}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 120);
    for (int i = 0; cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    if (k == 1) tcase_add_loop_test(tcase, wrong_plans, 0, (int)(sizeof wrongs / sizeof *wrongs));
    if (k == 3) tcase_add_loop_test(tcase, any_instructions_the_same_bits, 0, 10);
    suite_add_tcase(suite, tcase);
  }
  return suite;
}

int main(void) {
  Suite *suites[] = {system_run_suite()};
  return cpwt_run(suites, 1);
}
