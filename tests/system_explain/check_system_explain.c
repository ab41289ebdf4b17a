/* Explanations: parts of a change against all orders by brute force, sums that hold with ==, digests that do not know the
 * order of rows, decisions that change where the arithmetic says, scorecards by hand. */
#include "support/support.h"
#include "system_run/small.h"

#include <math.h>
#include <stdlib.h>

#define OK(call) ck_assert_int_eq((call), CPW_OK)
#define MOST     12

/* the small system with room for more policies, three scenarios and a board above the organisations */
typedef struct world {
  small w;
  cpw_system_policy policy[MOST];
  cpw_system_effect effect[MOST];
  cpw_system_scenario scenario[3];
  cpw_system_pick pick[2 * MOST];
  cpw_system_source source[2];
} world;

static void begin(world *x) {
  memset(x, 0, sizeof *x);
  small_make(&x->w);
  x->w.s.policy = x->policy;
  x->w.s.effect = x->effect;
  x->w.s.scenario = x->scenario;
  x->w.s.pick = x->pick;
  x->w.s.source = x->source;
  static const char *const id[3] = {"first", "second", "third"};
  for (int i = 0; i < 3; i++)
    x->scenario[i].id = id[i];
  x->w.s.scenarios = 1;
}

/* a policy that adds treatments a week, or with a share multiplies, in a scenario */
static cpw_system_effect *more(world *x, const char *id, int32_t organisation, int32_t mode,
                               double amount, int32_t scenario) {
  cpw_system *s = &x->w.s;
  cpw_system_policy *p = &x->policy[s->policies];
  cpw_system_effect *e = &x->effect[s->effects++];
  cpw_system_row_init(CPW_SYSTEM_POLICIES, p);
  cpw_system_row_init(CPW_SYSTEM_EFFECTS, e);
  p->id = id;
  e->policy = (int32_t)s->policies++;
  e->lever = CPW_LEVER_CAPACITY;
  e->mode = mode;
  e->organisation = organisation;
  e->amount = amount;
  x->pick[s->picks++] = (cpw_system_pick){scenario, e->policy};
  if (scenario >= s->scenarios) s->scenarios = scenario + 1;
  return e;
}

static cpw_system_explain_options usual(cpw_system_run_options *run, int32_t scenario) {
  cpw_system_explain_options o;
  cpw_system_explain_options_init(&o);
  cpw_system_run_options_init(run);
  run->scenario = scenario;
  o.run = run;
  return o;
}

static double real(const cpw_result *r, const char *name, int64_t at) {
  const cpw_array *x = cpw_result_find(r, name);
  ck_assert_ptr_nonnull(x);
  ck_assert(x->real && at < x->size);
  return x->real[at];
}

static int64_t whole(const cpw_result *r, const char *name, int64_t at) {
  const cpw_array *x = cpw_result_find(r, name);
  ck_assert_ptr_nonnull(x);
  ck_assert(x->integer && at < x->size);
  return x->integer[at];
}

/* A total of a run of some policies, by the engine alone. */
static double total_of(const cpw_system *s, const int32_t *policy, int64_t policies,
                       const char *name) {
  cpw_system_run_options o;
  cpw_result *r = NULL;
  cpw_system_run_options_init(&o);
  o.policy = policy;
  o.policies = policies;
  OK(cpw_system_run(s, &o, NULL, &r, NULL));
  double x = real(r, name, 0);
  cpw_result_free(r);
  return x;
}

static cpw_result *change_of(const world *x, const cpw_system_explain_options *o) {
  cpw_result *r = NULL;
  cpw_error err = {0};
  int32_t status = cpw_system_explain_change(&x->w.s, o, NULL, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", err.message);
  return r;
}

static void sums_exactly(const cpw_result *r, int64_t n, int64_t cells) {
  for (int64_t k = 0; k < cells; k++) {
    double up = 0, down = 0;
    for (int64_t i = 0; i < n; i++) {
      up += real(r, "part", i * cells + k);
      down += real(r, "part", (n - 1 - i) * cells + k);
    }
    ck_assert(up == real(r, "change", k));
    ck_assert(down == real(r, "change", k));
    ck_assert(real(r, "baseline", k) + real(r, "change", k) == real(r, "scenario", k));
  }
}

/* ---------------------------------------------------------------- change --------------------- */

/* What each does alone is its part where they touch different lists. */
START_TEST(apart)
{
  static world x;
  cpw_system_run_options run;
  begin(&x);
  more(&x, "a", 0, CPW_EFFECT_ADD, 1, 0);
  more(&x, "b", 1, CPW_EFFECT_SHARE, 0.1, 0);
  more(&x, "c", 2, CPW_EFFECT_SHARE, -0.2, 0);
  cpw_system_explain_options o = usual(&run, 0);
  cpw_result *r = change_of(&x, &o);
  ck_assert_int_eq(whole(r, "runs", 0), 8);
  sums_exactly(r, 3, 1);
  for (int64_t i = 0; i < 3; i++) {
    ck_assert(fabs(real(r, "part", i) - real(r, "alone", i)) < 1e-8);
    ck_assert(real(r, "part_se", i) == 0);
  }
  ck_assert(real(r, "part", 0) < 0 && real(r, "part", 2) > 0);
  ck_assert_str_eq(cpw_result_note(r, "method"), "shapley, exact");
  cpw_result_free(r);
}
END_TEST

/* All orders of three policies that help and hinder one another, by the engine alone. */
START_TEST(brute_force)
{
  static world x;
  static const int order[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
  cpw_system_run_options run;
  double part[3] = {0};
  begin(&x);
  more(&x, "a", 0, CPW_EFFECT_SHARE, 0.6, 0);
  more(&x, "b", 0, CPW_EFFECT_SHARE, 0.5, 0);
  more(&x, "c", 0, CPW_EFFECT_SHARE, -0.4, 0);
  for (int k = 0; k < 6; k++) {
    int32_t policy[3] = {0};
    double before = total_of(&x.w.s, policy, 0, "total_treated");
    for (int i = 0; i < 3; i++) {
      policy[i] = order[k][i];
      double after = total_of(&x.w.s, policy, i + 1, "total_treated");
      part[order[k][i]] += (after - before) / 6;
      before = after;
    }
  }
  cpw_system_explain_options o = usual(&run, 0);
  o.measure = CPW_EXPLAIN_TREATED;
  cpw_result *r = change_of(&x, &o);
  for (int64_t i = 0; i < 3; i++)
    ck_assert(fabs(real(r, "part", i) - part[i]) < 1e-8);
  sums_exactly(r, 3, 1);
  cpw_result_free(r);
}
END_TEST

START_TEST(waterfall)
{
  static world x;
  static const int32_t policy[2] = {0, 1};
  cpw_system_run_options run;
  begin(&x);
  more(&x, "a", 0, CPW_EFFECT_SHARE, 0.6, 0);
  more(&x, "b", 0, CPW_EFFECT_SHARE, 0.5, 0);
  cpw_system_explain_options o = usual(&run, 0);
  o.method = CPW_EXPLAIN_ORDER;
  o.measure = CPW_EXPLAIN_WAITED;
  cpw_result *r = change_of(&x, &o);
  double none = total_of(&x.w.s, policy, 0, "total_waited"),
         one = total_of(&x.w.s, policy, 1, "total_waited");
  double both = total_of(&x.w.s, policy, 2, "total_waited");
  ck_assert(fabs(real(r, "part", 0) - (one - none)) < 1e-6);
  ck_assert(fabs(real(r, "part", 1) - (both - one)) < 1e-6);
  ck_assert_int_eq(whole(r, "runs", 0), 3);
  sums_exactly(r, 2, 1);
  cpw_result_free(r);
}
END_TEST

/* By group, organisation and service the parts are those of all. */
START_TEST(cells)
{
  static world x;
  cpw_system_run_options run;
  begin(&x);
  more(&x, "a", 0, CPW_EFFECT_SHARE, 0.3, 0);
  more(&x, "b", CPW_NONE, CPW_EFFECT_SHARE, 0.2, 0)->service = 1;
  cpw_system_explain_options o = usual(&run, 0);
  for (int32_t m = 0; m < CPW_EXPLAIN_MEASURES; m++) {
    o.measure = m;
    o.by = CPW_EXPLAIN_BY_ALL;
    cpw_result *all = change_of(&x, &o);
    for (int32_t by = CPW_EXPLAIN_BY_GROUP; by <= CPW_EXPLAIN_BY_SERVICE; by++) {
      if (m == CPW_EXPLAIN_SPEND && by == CPW_EXPLAIN_BY_GROUP) continue;
      o.by = by;
      cpw_result *r = change_of(&x, &o);
      int64_t n = cpw_result_find(r, "change")->size;
      ck_assert_int_eq(n, by == CPW_EXPLAIN_BY_ORGANISATION ? 3 : 2);
      sums_exactly(r, 2, n);
      for (int64_t i = 0; i < 2; i++) {
        double sum = 0;
        for (int64_t k = 0; k < n; k++)
          sum += real(r, "part", i * n + k);
        ck_assert(fabs(sum - real(all, "part", i)) <= 1e-9 * (1 + fabs(real(all, "scenario", 0))));
      }
      cpw_result_free(r);
    }
    cpw_result_free(all);
  }
}
END_TEST

static const char *const twelve[MOST] = {"a", "b", "c", "d", "e", "f",
                                         "g", "h", "i", "j", "k", "l"};

START_TEST(drawn_orders)
{
  static world x;
  cpw_system_run_options run;
  cpw_run how;
  begin(&x);
  for (int i = 0; i < MOST; i++)
    more(&x, twelve[i], i % 3, CPW_EFFECT_SHARE, 0.02 * (i - 4), 0);
  cpw_system_explain_options o = usual(&run, 0);
  o.samples = 8;
  cpw_run_init(&how);
  cpw_result *one = NULL, *two = NULL;
  OK(cpw_system_explain_change(&x.w.s, &o, &how, &one, NULL));
  how.threads = 2;
  OK(cpw_system_explain_change(&x.w.s, &o, &how, &two, NULL));
  sums_exactly(one, MOST, 1);
  ck_assert_str_eq(cpw_result_note(one, "method"), "shapley, drawn orders");
  ck_assert_int_eq(whole(one, "runs", 0), 2 + 8 * (MOST - 1));
  for (int64_t i = 0; i < MOST; i++) {
    ck_assert(real(one, "part", i) == real(two, "part", i));
    ck_assert(real(one, "part_se", i) >= 0);
    ck_assert(isnan(real(one, "alone", i)));
  }
  ck_assert(fabs(real(one, "part", 4)) < 1e-9); /* x 1: a policy that does nothing has no part */
  cpw_result_free(one);
  cpw_result_free(two);
}
END_TEST

/* ---------------------------------------------------------------- conservation --------------- */

START_TEST(conserved)
{
  static world x;
  begin(&x);
  more(&x, "a", 0, CPW_EFFECT_SHARE, 0.3, 0);
  cpw_system_effect *e = more(&x, "b", 0, CPW_EFFECT_ADD, 5, 0);
  e->lever = CPW_LEVER_DIVERT;
  e->to = 1;
  cpw_system_run_options o;
  cpw_system_run_options_init(&o);
  o.scenario = 0;
  cpw_result *run = NULL, *r = NULL;
  OK(cpw_system_run(&x.w.s, &o, NULL, &run, NULL));
  OK(cpw_system_explain_conservation(&x.w.s, run, NULL, &r, NULL));
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_OK);
  ck_assert_int_eq(whole(r, "lists", 0), SMALL_LISTS);
  ck_assert_int_eq(whole(r, "wrong", 0), 0);
  ck_assert(real(r, "moved", 0) == 0 && real(r, "all_difference", 0) == 0);
  ck_assert(real(r, "moved_out", 0) > 0 && real(r, "moved_in", 1) == real(r, "moved_out", 0));
  ck_assert(real(r, "all_opening", 0) == real(run, "total_opening", 0));
  cpw_result_free(r);
  x.w.s.capacities--;
  cpw_error err = {0};
  ck_assert_int_eq(cpw_system_explain_conservation(&x.w.s, run, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "run is of 6 units and 2 groups, the system of 5 and 2");
  cpw_result_free(run);
}
END_TEST

/* A run of one list that lost two people. */
START_TEST(lost_people)
{
  static world x;
  static const char *const name[7] = {"opening", "starts",  "moved_in", "moved_out",
                                      "treated", "removed", "closing"};
  static const double value[7] = {10, 5, 0, 0, 4, 1, 8};
  begin(&x);
  x.w.s.capacities = 1;
  x.w.s.groups = 1;
  cpw_result *run = NULL, *r = NULL;
  OK(cpw_result_new(NULL, &run, NULL));
  OK(cpw_result_add_dimension(run, "unit", 1, NULL, NULL));
  OK(cpw_result_add_dimension(run, "group", 1, NULL, NULL));
  OK(cpw_result_add_dimension(run, "period", 1, NULL, NULL));
  for (int k = 0; k < 7; k++) {
    void *at = NULL;
    OK(cpw_result_add_array(run, name[k], "", "", "unit group period", CPW_DOUBLE, CPW_MERGE_SAME,
                            &at, NULL));
    *(double *)at = value[k];
  }
  OK(cpw_system_explain_conservation(&x.w.s, run, NULL, &r, NULL));
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNREACHABLE);
  ck_assert_int_eq(whole(r, "wrong", 0), 1);
  ck_assert(real(r, "difference", 0) == 2);
  cpw_result_free(r);
  cpw_result_free(run);
}
END_TEST

/* ---------------------------------------------------------------- bases, digests ------------- */

START_TEST(bases)
{
  static world x;
  begin(&x);
  for (int i = 0; i < SMALL_LISTS; i++)
    x.w.list[i].basis = i < 3 ? CPW_BASIS_ASSUMED : CPW_BASIS_REAL;
  cpw_system_row_init(CPW_SYSTEM_SOURCES, &x.source[0]);
  cpw_system_row_init(CPW_SYSTEM_SOURCES, &x.source[1]);
  x.source[0].table = "lists";
  x.source[0].field = "starts";
  x.source[0].basis = CPW_BASIS_REAL;
  x.source[0].source = "RTT";
  x.source[1].table = "services";
  x.source[1].basis = CPW_BASIS_ASSUMED;
  x.w.s.sources = 2;
  cpw_result *r = NULL;
  OK(cpw_system_explain_bases(&x.w.s, NULL, &r, NULL));
  /* lists of 300 people and 40 more a unit: 2 x (300 + 340 + ... + 500) = 4800 */
  ck_assert(real(r, "amount", 0 * CPW_BASES + CPW_BASIS_ASSUMED) == 940);
  ck_assert(real(r, "share", 0 * CPW_BASES + CPW_BASIS_ASSUMED) == 940.0 / 4800);
  ck_assert(real(r, "share", 1 * CPW_BASES + CPW_BASIS_REAL) == 0.75);
  ck_assert(isnan(real(r, "share", 4 * CPW_BASES)));
  ck_assert_int_eq(whole(r, "rows", CPW_SYSTEM_LISTS * CPW_BASES + CPW_BASIS_ASSUMED), 3);
  ck_assert_int_eq(whole(r, "source_rows", 0), SMALL_LISTS);
  const cpw_dimension *d = cpw_result_find(r, "source_rows")->dimension[0];
  ck_assert_str_eq(d->coordinate_names[5], "source_headline");
  ck_assert_str_eq(d->coordinate_labels[5][0], "starts");
  ck_assert_str_eq(d->coordinate_labels[5][1], "");
  ck_assert_str_eq(d->coordinate_labels[3][0], "RTT");
  cpw_result_free(r);
}
END_TEST

START_TEST(digests)
{
  static world x;
  char first[CPW_SHA256_CHARS], again[CPW_SHA256_CHARS];
  begin(&x);
  more(&x, "a", 0, CPW_EFFECT_SHARE, 0.3, 0);
  more(&x, "b", 1, CPW_EFFECT_SHARE, 0.2, 0);
  OK(cpw_system_digest(&x.w.s, NULL, first, NULL));
  static world y;
  y = x;
  y.w.s.list = y.w.list;
  for (int i = 0; i < SMALL_LISTS; i++)
    y.w.list[i] = x.w.list[SMALL_LISTS - 1 - i];
  OK(cpw_system_digest(&y.w.s, NULL, again, NULL));
  ck_assert_str_eq(first, again);
  /* organisations the other way round: what names them follows */
  y = x;
  y.w.s.organisation = y.w.organisation;
  y.w.s.list = y.w.list;
  y.w.s.capacity = y.w.capacity;
  y.w.s.member = y.w.member;
  y.w.s.effect = y.effect;
  for (int i = 0; i < 3; i++)
    y.w.organisation[i] = x.w.organisation[2 - i];
  for (int i = 0; i < SMALL_LISTS; i++)
    y.w.list[i].organisation = 2 - y.w.list[i].organisation;
  for (int i = 0; i < SMALL_UNITS; i++)
    y.w.capacity[i].organisation = 2 - y.w.capacity[i].organisation;
  for (int i = 0; i < 2; i++) {
    y.w.member[i].organisation = 2 - y.w.member[i].organisation;
    y.effect[i].organisation = 2 - y.effect[i].organisation;
  }
  OK(cpw_system_digest(&y.w.s, NULL, again, NULL));
  ck_assert_str_eq(first, again);
  y.w.list[0].starts = nextafter(11, 12);
  OK(cpw_system_digest(&y.w.s, NULL, again, NULL));
  ck_assert_str_ne(first, again);
  y = x;
  y.w.s.group = y.w.group;
  y.w.group[0] = x.w.group[1];
  y.w.group[1] = x.w.group[0];
  OK(cpw_system_digest(&y.w.s, NULL, again, NULL));
  ck_assert_str_ne(first, again);
}
END_TEST

START_TEST(audit)
{
  static world x;
  cpw_system_run_options o;
  cpw_run run;
  cpw_run_init(&run);
  cpw_system_run_options_init(&o);
  begin(&x);
  more(&x, "a", 0, CPW_EFFECT_SHARE, 0.3, 0);
  more(&x, "b", 1, CPW_EFFECT_SHARE, 0.2, 0);
  o.scenario = 0;
  cpw_result *one = NULL, *two = NULL, *made = NULL;
  char digest[CPW_SHA256_CHARS];
  OK(cpw_system_audit(&x.w.s, &o, &run, &one, NULL));
  ck_assert_str_eq(cpw_result_note(one, "scenario"), "first");
  ck_assert_str_eq(cpw_result_note(one, "policies"), "a, b");
  ck_assert_str_eq(cpw_result_note(one, "version"), cpw_version());
  ck_assert_int_eq(whole(one, "weeks", 0), 52);
  /* who makes the run again finds its digest */
  OK(cpw_system_run(&x.w.s, &o, NULL, &made, NULL));
  OK(cpw_system_result_digest(made, digest, NULL));
  ck_assert_str_eq(cpw_result_note(one, "run_digest"), digest);
  OK(cpw_system_digest(&x.w.s, NULL, digest, NULL));
  ck_assert_str_eq(cpw_result_note(one, "input_digest"), digest);
  cpw_result_free(made);
  run.replications = 3;
  run.seed = UINT64_C(0x100000002);
  OK(cpw_system_audit(&x.w.s, &o, &run, &two, NULL));
  ck_assert_int_eq(whole(two, "seed_high", 0), 1);
  ck_assert_int_eq(whole(two, "seed_low", 0), 2);
  ck_assert_str_eq(cpw_result_note(two, "engine"), "cpw_system_plan_replicate");
  ck_assert_str_ne(cpw_result_note(one, "run_digest"), cpw_result_note(two, "run_digest"));
  cpw_result_free(one);
  run.threads = 2;
  OK(cpw_system_audit(&x.w.s, &o, &run, &one, NULL));
  ck_assert_str_eq(cpw_result_note(one, "run_digest"), cpw_result_note(two, "run_digest"));
  cpw_result_free(one);
  cpw_result_free(two);
}
END_TEST

/* ---------------------------------------------------------------- assumptions ---------------- */

/* One scenario whose benefit is certain and whose cost is assumed: a pound is worth a pound, somebody treated what makes the
 * scenario worth 1.1 of its cost. */
static double decision(world *x, cpw_system_run_options *run, cpw_system_explain_options *o,
                       double *worth) {
  static const int32_t policy[1] = {0};
  begin(x);
  more(x, "a", CPW_NONE, CPW_EFFECT_SHARE, 0.1, 0);
  double extra =
      total_of(&x->w.s, policy, 1, "total_treated") - total_of(&x->w.s, policy, 0, "total_treated");
  double capacity =
      total_of(&x->w.s, policy, 1, "total_spend") - total_of(&x->w.s, policy, 0, "total_spend");
  x->policy[0].basis = CPW_BASIS_ASSUMED;
  x->policy[0].cost = 1e6;
  double cost = 1e6 * 52 / CPW_WEEKS_PER_YEAR;
  *o = usual(run, 0);
  o->measure = CPW_EXPLAIN_SPEND;
  memset(worth, 0, CPW_EXPLAIN_MEASURES * sizeof *worth);
  worth[CPW_EXPLAIN_SPEND] = -1;
  worth[CPW_EXPLAIN_TREATED] = (1.1 * cost + capacity) / extra;
  o->worth = worth;
  return cost;
}

START_TEST(switch_value)
{
  static world x;
  double worth[CPW_EXPLAIN_MEASURES];
  cpw_system_run_options run;
  cpw_system_explain_options o;
  double cost = decision(&x, &run, &o, worth);
  cpw_result *r = NULL;
  OK(cpw_system_explain_assumptions(&x.w.s, &o, NULL, &r, NULL));
  const cpw_dimension *d = cpw_result_find(r, "swing")->dimension[0];
  ck_assert_int_eq(d->length, 1);
  ck_assert_str_eq(d->coordinate_labels[0][0], "policies.cost");
  ck_assert(fabs(real(r, "swing", 0) - 0.4 * cost) < 1e-6 * cost);
  ck_assert_int_eq(whole(r, "preferred", 0), 0);
  ck_assert_int_eq(whole(r, "preferred_low", 0), 0);
  ck_assert_int_eq(whole(r, "preferred_high", 0), -1);
  ck_assert(fabs(real(r, "switch", 0) - 1.1) < 1e-6);
  cpw_result_free(r);
  o.vary = 0.05;
  OK(cpw_system_explain_assumptions(&x.w.s, &o, NULL, &r, NULL));
  ck_assert(isnan(real(r, "switch", 0)));
  cpw_result_free(r);
}
END_TEST

START_TEST(tornado)
{
  static world x;
  cpw_system_run_options run;
  begin(&x);
  for (int i = 0; i < SMALL_LISTS; i++)
    x.w.list[i].basis = CPW_BASIS_ASSUMED;
  x.w.capacity[0].basis = CPW_BASIS_ASSUMED;
  cpw_system_explain_options o = usual(&run, CPW_NONE);
  cpw_result *r = NULL;
  OK(cpw_system_explain_assumptions(&x.w.s, &o, NULL, &r, NULL));
  const cpw_dimension *d = cpw_result_find(r, "swing")->dimension[0];
  ck_assert_int_eq(d->length, 4);
  ck_assert_str_eq(d->coordinate_labels[0][0], "lists.starts");
  static const int32_t none[1] = {0};
  double base = total_of(&x.w.s, none, 0, "total_closing");
  for (int64_t i = 0; i < 4; i++) {
    ck_assert(real(r, "base", i) == base);
    if (i) ck_assert(real(r, "swing", i) <= real(r, "swing", i - 1));
  }
  cpw_result_free(r);
  o.samples = 8;
  OK(cpw_system_explain_screen(&x.w.s, &o, NULL, &r, NULL));
  int64_t best = -1;
  for (int64_t i = 0; i < 4; i++)
    if (whole(r, "rank", i) == 1) best = i;
  ck_assert_str_eq(cpw_result_find(r, "rank")->dimension[1]->coordinate_labels[0][best],
                   "lists.starts");
  cpw_result_free(r);
}
END_TEST

/* The worth of the scenario over the baseline is cost x (1.1 - f), f uniform on 0.5 to 1.5: knowing f is worth
 * cost x (E max(0, 1.1 - f) - 0.1) = cost x (0.18 - 0.1). */
START_TEST(information)
{
  static world x;
  double worth[CPW_EXPLAIN_MEASURES];
  cpw_system_run_options run;
  cpw_system_explain_options o;
  double cost = decision(&x, &run, &o, worth);
  cpw_run how;
  cpw_run_init(&how);
  how.replications = 600;
  how.threads = 2;
  o.vary = 0.5;
  cpw_result *r = NULL;
  OK(cpw_system_explain_information(&x.w.s, &o, &how, &r, NULL));
  ck_assert(fabs(real(r, "evpi", 0) / cost - 0.08) < 5 * real(r, "evpi_se", 0) / cost + 0.001);
  ck_assert(fabs(real(r, "evppi", 0) - real(r, "evpi", 0)) < 0.02 * cost);
  ck_assert_int_eq(whole(r, "best", 0), 0);
  ck_assert(fabs((real(r, "mean_worth", 1) - real(r, "mean_worth", 0)) / cost - 0.1) < 0.06);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- scorecard ------------------ */

START_TEST(scorecard)
{
  static world x;
  cpw_system_run_options run;
  cpw_result *made = NULL, *r = NULL;
  begin(&x);
  for (int i = 0; i < 3; i++)
    x.w.organisation[i].kind = CPW_ORG_PLACE;
  x.w.capacity[4].treatments = x.w.capacity[5].treatments = 12; /* C falls behind */
  for (int i = 8; i < 12; i++)
    x.w.list[i].starts = i % 2 ? 4 : 13; /* and has more of the most deprived */
  cpw_system_run_options_init(&run);
  OK(cpw_system_run(&x.w.s, &run, NULL, &made, NULL));
  OK(cpw_system_scorecard(&x.w.s, made, NULL, &r, NULL));
  const cpw_array *closing = cpw_result_find(made, "closing"),
                  *beyond = cpw_result_find(made, "beyond");
  double all = 0, late = 0;
  for (int64_t i = 3; i < 16;
       i += 4) { /* organisation A: two units of two groups, four periods, the last */
    all += closing->real[i];
    late += beyond->real[i];
  }
  ck_assert(fabs(real(r, "waiting", 0) - all) < 1.5);
  ck_assert(fabs(real(r, "within", 0) - (all - late) / all) < 0.005);
  for (int64_t p = 0; p < 3; p++) {
    if (whole(r, "withheld", p) & 2) continue;
    ck_assert(real(r, "within_lower", p) <= real(r, "within", p));
    ck_assert(real(r, "within_upper", p) >= real(r, "within", p));
  }
  ck_assert_int_eq(whole(r, "within_flag", 2), -2);
  ck_assert(whole(r, "within_flag", 0) > 0);
  cpw_result_free(r);
  /* a place of few people is withheld, and another with it so that it cannot be worked out */
  cpw_system_scorecard_options o;
  cpw_system_scorecard_options_init(&o);
  o.dispersion =
      CPW_RATES_DISPERSION_ADD; /* three places that differ beyond chance: none stands out as much */
  OK(cpw_system_scorecard(&x.w.s, made, &o, &r, NULL));
  for (int64_t p = 0; p < 3; p++)
    ck_assert(llabs((long long)whole(r, "within_flag", p)) < 2);
  cpw_result_free(r);
  o.dispersion = 3;
  cpw_error bad = {0};
  ck_assert_int_eq(cpw_system_scorecard(&x.w.s, made, &o, &r, &bad), CPW_EINVAL);
  ck_assert_str_eq(bad.message, "options.dispersion = 3 must be 0 to 2");
  o.dispersion = 0;
  o.least = 1e6;
  OK(cpw_system_scorecard(&x.w.s, made, &o, &r, NULL));
  for (int64_t p = 0; p < 3; p++) {
    ck_assert(isnan(real(r, "waiting", p)) && isnan(real(r, "within", p)) &&
              isnan(real(r, "gap", p)));
    ck_assert_int_eq(whole(r, "withheld", p), 15);
  }
  cpw_result_free(r);
  cpw_error err = {0};
  o.kind = CPW_ORG_COUNCIL;
  ck_assert_int_eq(cpw_system_scorecard(&x.w.s, made, &o, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "the system has no organisation of kind council");
  o.kind = CPW_ORG_PLACE;
  o.period = 4;
  ck_assert_int_eq(cpw_system_scorecard(&x.w.s, made, &o, &r, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "options.period = 4 must be a period of the run, 0 to 3, or -1");
  o.period = 0;
  o.level = 0.9;
  ck_assert_int_eq(cpw_system_scorecard(&x.w.s, made, &o, &r, &err), CPW_EDOMAIN);
  cpw_result_free(made);
}
END_TEST

/* ---------------------------------------------------------------- compare -------------------- */

START_TEST(compare)
{
  static world x;
  cpw_system_run_options run;
  begin(&x);
  more(&x, "a", 0, CPW_EFFECT_SHARE, 0.3, 0);
  more(&x, "b", 1, CPW_EFFECT_SHARE, 0.2, 1);
  cpw_system_explain_options o = usual(&run, CPW_NONE);
  cpw_result *all = NULL, *part[2] = {0}, *merged = NULL;
  OK(cpw_system_compare(&x.w.s, NULL, 0, &o, NULL, &all, NULL));
  int64_t m = CPW_EXPLAIN_MEASURES;
  static const int32_t a[1] = {0};
  ck_assert_int_eq(cpw_result_find(all, "value")->size, 3 * m);
  ck_assert(real(all, "value", m + CPW_EXPLAIN_TREATED) == total_of(&x.w.s, a, 1, "total_treated"));
  ck_assert(real(all, "difference", CPW_EXPLAIN_WAITING) == 0);
  ck_assert(real(all, "difference", m + CPW_EXPLAIN_WAITING) < 0);
  static const int32_t first[2] = {CPW_NONE, 1}, second[1] = {0};
  OK(cpw_system_compare(&x.w.s, first, 2, &o, NULL, &part[0], NULL));
  OK(cpw_system_compare(&x.w.s, second, 1, &o, NULL, &part[1], NULL));
  const cpw_result *const parts[2] = {part[0], part[1]};
  OK(cpw_result_merge(parts, 2, NULL, &merged, NULL));
  const cpw_array *v = cpw_result_find(merged, "value");
  ck_assert_int_eq(v->size, 3 * m);
  for (int64_t k = 0; k < 3; k++) {
    const char *label = v->dimension[0]->coordinate_labels[0][k];
    int64_t at = strcmp(label, "baseline") == 0 ? 0 : strcmp(label, "first") == 0 ? 1 : 2;
    for (int64_t i = 0; i < m; i++)
      ck_assert(v->real[k * m + i] == real(all, "value", at * m + i));
  }
  cpw_result_free(merged);
  cpw_result_free(part[0]);
  cpw_result_free(part[1]);
  cpw_result_free(all);
}
END_TEST

/* Common random numbers: the limits of a difference are narrower than those of either. */
START_TEST(paired)
{
  static world x;
  cpw_system_run_options run;
  cpw_run how;
  begin(&x);
  more(&x, "a", 0, CPW_EFFECT_SHARE, 0.05, 0);
  cpw_system_explain_options o = usual(&run, CPW_NONE);
  cpw_run_init(&how);
  how.replications = 20;
  cpw_result *r = NULL;
  OK(cpw_system_compare(&x.w.s, NULL, 0, &o, &how, &r, NULL));
  const cpw_array *mean = cpw_result_find(r, "mean");
  int64_t n = mean->dimension[1]->length, at = -1;
  for (int64_t k = 0; k < n; k++)
    if (strcmp(mean->dimension[1]->coordinate_labels[0][k], "waiting") == 0) at = k;
  ck_assert_int_ge(at, 0);
  ck_assert(real(r, "paired", at) == 0 && real(r, "paired_lower", at) == 0);
  ck_assert(fabs(real(r, "paired", n + at) - (mean->real[n + at] - mean->real[at])) <
            1e-9 * mean->real[at]);
  ck_assert(real(r, "paired_upper", n + at) - real(r, "paired_lower", n + at) <
            real(r, "mean_upper", n + at) - real(r, "mean_lower", n + at));
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- limits and errors ---------- */

START_TEST(limits)
{
  static world x;
  cpw_system_run_options run;
  begin(&x);
  more(&x, "a", 0, CPW_EFFECT_SHARE, 0, 0); /* does nothing */
  cpw_system_explain_options o = usual(&run, 0);
  cpw_result *r = change_of(&x, &o);
  ck_assert(real(r, "change", 0) == 0 && real(r, "part", 0) == 0);
  cpw_result_free(r);
  for (int i = 0; i < SMALL_LISTS; i++)
    x.w.list[i].waiting = x.w.list[i].starts = 0; /* nobody */
  r = change_of(&x, &o);
  ck_assert(real(r, "baseline", 0) == 0 && real(r, "scenario", 0) == 0);
  cpw_result_free(r);
  ck_assert_str_eq(cpw_system_measure_name(CPW_EXPLAIN_SPEND), "spend");
  ck_assert_ptr_null(cpw_system_measure_name(CPW_EXPLAIN_MEASURES));
  ck_assert_ptr_null(cpw_system_measure_name(-1));
  ck_assert_str_eq(cpw_system_assumption_name(0), "lists.waiting");
  ck_assert_ptr_null(cpw_system_assumption_name(14));
}
END_TEST

static void refuses(const world *x, const cpw_system_explain_options *o, int32_t code,
                    const char *message) {
  cpw_result *r = NULL;
  cpw_error err = {0};
  ck_assert_int_eq(cpw_system_explain_change(&x->w.s, o, NULL, &r, &err), code);
  ck_assert_str_eq(err.message, message);
  ck_assert_ptr_null(r);
}

START_TEST(errors)
{
  static world x;
  cpw_system_run_options run;
  begin(&x);
  more(&x, "a", 0, CPW_EFFECT_SHARE, 0.1, 0);
  cpw_system_explain_options o = usual(&run, CPW_NONE);
  refuses(&x, &o, CPW_EINVAL, "the scenario has 0 policies: 1 to 64 can be told apart");
  o = usual(&run, 3);
  refuses(&x, &o, CPW_EINVAL, "options.run.scenario = 3 must be a scenario, 0 to 0, or -1");
  o = usual(&run, 0);
  o.measure = 9;
  refuses(&x, &o, CPW_EINVAL, "options.measure = 9 must be 0 to 8");
  o = usual(&run, 0);
  o.samples = 3;
  refuses(&x, &o, CPW_EDOMAIN, "options.samples = 3 must be even, 2 to 1000000");
  o = usual(&run, 0);
  o.vary = 0;
  refuses(&x, &o, CPW_EDOMAIN, "options.vary = 0 must be in (0, 1]");
  o = usual(&run, 0);
  o.measure = CPW_EXPLAIN_SPEND;
  o.by = CPW_EXPLAIN_BY_GROUP;
  refuses(&x, &o, CPW_EINVAL, "money is not told apart by group");
  o = usual(&run, 0);
  o.measure = CPW_EXPLAIN_OVER_52;
  run.bands = 20;
  refuses(&x, &o, CPW_EDOMAIN,
          "the measure over_52 has no value: more bands are needed for it, or sums are infinite");
  o = usual(&run, 0);
  cpw_result *r = NULL;
  cpw_error err = {0};
  ck_assert_int_eq(cpw_system_explain_assumptions(&x.w.s, &o, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "no row of the system says that it is assumed");
  x.policy[0].basis = CPW_BASIS_ASSUMED;
  x.policy[0].cost = 5;
  ck_assert_int_eq(cpw_system_explain_information(&x.w.s, &o, NULL, &r, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "run.replications = 1 must be >= 2");
  static const int32_t twice[2] = {0, 0};
  ck_assert_int_eq(cpw_system_compare(&x.w.s, twice, 2, &o, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "scenario[1] = 0 is there twice");
  ck_assert_int_eq(cpw_system_explain_change(NULL, &o, NULL, &r, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_system_explain_change(&x.w.s, &o, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_ptr_null(r);
}
END_TEST

/* ---------------------------------------------------------------- memory --------------------- */

static int32_t all_of_it(void *context) {
  const world *x = context;
  const cpw_system *s = &x->w.s;
  cpw_system_run_options run;
  cpw_system_explain_options o = usual(&run, 0);
  char digest[CPW_SHA256_CHARS];
  cpw_result *made = NULL, *r[6] = {0};
  run.bands = 60;
  int32_t status = cpw_system_run(s, &run, NULL, &made, NULL);
  if (status == CPW_OK) status = cpw_system_explain_change(s, &o, NULL, &r[0], NULL);
  if (status == CPW_OK) status = cpw_system_explain_conservation(s, made, NULL, &r[1], NULL);
  if (status == CPW_OK) status = cpw_system_explain_bases(s, NULL, &r[2], NULL);
  if (status == CPW_OK) status = cpw_system_scorecard(s, made, NULL, &r[3], NULL);
  if (status == CPW_OK) status = cpw_system_digest(s, NULL, digest, NULL);
  if (status == CPW_OK) status = cpw_system_compare(s, NULL, 0, &o, NULL, &r[4], NULL);
  if (status == CPW_OK) status = cpw_system_explain_assumptions(s, &o, NULL, &r[5], NULL);
  cpw_result_free(made);
  for (int k = 0; k < 6; k++)
    cpw_result_free(r[k]);
  return status;
}

START_TEST(no_memory)
{
  static world x;
  begin(&x);
  x.w.s.weeks = 3;
  for (int i = 0; i < 3; i++)
    x.w.organisation[i].kind = CPW_ORG_PLACE;
  more(&x, "a", 0, CPW_EFFECT_SHARE, 0.1, 0);
  x.policy[0].basis = CPW_BASIS_ASSUMED;
  x.policy[0].cost = 5;
  cpwt_each_allocation_fails(all_of_it, &x);
}
END_TEST

static TCase *tcase(Suite *s, const char *name) {
  TCase *t = tcase_create(name);
  tcase_set_timeout(t, 300);
  suite_add_tcase(s, t);
  return t;
}

int main(void) {
  Suite *s = suite_create("system_explain");
  TCase *limits_case = tcase(s, "limits"), *errors_case = tcase(s, "errors"),
        *reference = tcase(s, "reference");
  TCase *properties = tcase(s, "properties"), *oom = tcase(s, "oom");
  tcase_add_test(limits_case, limits);
  tcase_add_test(errors_case, errors);
  tcase_add_test(reference, apart);
  tcase_add_test(reference, brute_force);
  tcase_add_test(reference, waterfall);
  tcase_add_test(reference, lost_people);
  tcase_add_test(reference, bases);
  tcase_add_test(reference, switch_value);
  tcase_add_test(reference, tornado);
  tcase_add_test(reference, information);
  tcase_add_test(reference, scorecard);
  tcase_add_test(reference, audit);
  tcase_add_test(properties, cells);
  tcase_add_test(properties, drawn_orders);
  tcase_add_test(properties, conserved);
  tcase_add_test(properties, digests);
  tcase_add_test(properties, compare);
  tcase_add_test(properties, paired);
  tcase_add_test(oom, no_memory);
  return cpwt_run(&s, 1);
}
