/* Rules of voting: ties that only fractions see, elections worked out by hand, by the oracle in plain fractions
 * (tests/python/vote_oracle.py) and by brute force; wrong input; what must hold of every outcome. */
#include "carepath.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST 16 /* projects of a test */

/* -------- elections */

/* 7 voters, 6 projects: what the tests of all rules share */
static const int64_t COST[] = {12, 30, 7, 24, 18, 9};
static const int64_t FIRST[] = {0, 2, 4, 6, 9, 11, 13, 15};
static const int32_t PROJECT[] = {0, 1, 0, 2, 1, 3, 3, 4, 5, 2, 5, 0, 3, 1, 4};
static const int64_t POINTS[] = {5, 2, 3, 4, 1, 6, 2, 2, 3, 1, 1, 2, 3, 4, 1};
static const char *const ID[] = {"p0", "p1", "p2", "p3", "p4", "p5"};

static cpw_election usual(void) {
  cpw_election e;
  cpw_election_init(&e);
  e.projects = 6;
  e.ballots = 7;
  e.budget = 60;
  e.cost = COST;
  e.first = FIRST;
  e.project = PROJECT;
  e.points = POINTS;
  return e;
}

static cpw_election made(int64_t projects, const int64_t *cost, int64_t ballots,
                         const int64_t *first, const int32_t *project, int64_t budget) {
  cpw_election e;
  cpw_election_init(&e);
  e.projects = projects;
  e.cost = cost;
  e.ballots = ballots;
  e.first = first;
  e.project = project;
  e.budget = budget;
  return e;
}

static cpw_vote_options rule(int32_t number, int32_t satisfaction, int32_t completion) {
  cpw_vote_options o;
  cpw_vote_options_init(&o);
  o.rule = number;
  o.satisfaction = satisfaction;
  o.completion = completion;
  return o;
}

/* the selected projects in order, as "0 2 5" */
static const char *selected(const cpw_election *e, const cpw_vote_options *o) {
  static char text[256];
  int32_t place[MOST];
  cpw_vote_outcome outcome;
  cpw_error err;
  size_t used = 0;
  int32_t status = cpw_vote_select(e, o, NULL, place, &outcome, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  text[0] = '\0';
  for (int64_t k = 0; k < outcome.selected; k++)
    for (int64_t p = 0; p < e->projects; p++)
      if (place[p] == k)
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%d", k ? " " : "", (int)p);
  return text;
}

static cpw_result *run(const cpw_election *e, const cpw_vote_options *o) {
  cpw_result *r = NULL;
  cpw_error err;
  int32_t status = cpw_vote_run(e, o, NULL, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

static const cpw_array *array(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a) ck_abort_msg("%s is not there", name);
  return a;
}

static double real(const cpw_result *r, const char *name, int64_t k) {
  return array(r, name)->real[k];
}

static int64_t whole(const cpw_result *r, const char *name, int64_t k) {
  return array(r, name)->integer[k];
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(nothing_to_choose_from)
{
  const int64_t first[] = {0, 0};
  cpw_election e = made(0, NULL, 1, first, NULL, 10);
  for (int32_t k = 0; k < CPW_VOTE_RULES; k++) {
    cpw_vote_options o = rule(k, CPW_VOTE_COST, CPW_VOTE_ALONE);
    cpw_vote_outcome outcome;
    ck_assert_int_eq(cpw_vote_select(&e, &o, NULL, NULL, &outcome, NULL), CPW_OK);
    ck_assert_int_eq(outcome.selected, 0);
    ck_assert_int_eq(outcome.left, 10);
    cpw_result *r = run(&e, &o);
    ck_assert_int_eq(array(r, "selected")->size, 0);
    cpw_result_free(r);
  }
}
END_TEST

START_TEST(one_project_one_voter)
{
  const int64_t cost[] = {10}, first[] = {0, 1};
  const int32_t project[] = {0};
  for (int32_t k = 0; k < CPW_VOTE_RULES; k++)
    for (int64_t budget = 9; budget <= 11; budget++) {
      cpw_election e = made(1, cost, 1, first, project, budget);
      cpw_vote_options o = rule(k, CPW_VOTE_CARDINALITY, CPW_VOTE_ALONE);
      ck_assert_str_eq(selected(&e, &o), budget < 10 ? "" : "0");
    }
}
END_TEST

/* three shares of 10/3 are 10; 2 of them are 1/3 short of 7: doubles get one of the two wrong */
START_TEST(thirds)
{
  const int64_t cost[] = {10, 7}, all[] = {0, 1, 2, 3}, two[] = {0, 1, 2, 2};
  const int32_t same[] = {0, 0, 0}, other[] = {1, 1};
  cpw_election e = made(2, cost, 3, all, same, 10);
  cpw_vote_options o = rule(CPW_VOTE_EQUAL_SHARES, CPW_VOTE_COST, CPW_VOTE_ALONE);
  cpw_result *r = run(&e, &o);
  ck_assert_int_eq(whole(r, "selected", 0), 1);
  for (int k = 0; k < 3; k++)
    ck_assert_double_eq(real(r, "left", k), 0.0);
  cpw_result_free(r);
  e = made(2, cost, 3, two, other, 10);
  r = run(&e, &o);
  ck_assert_int_eq(whole(r, "spent", 0), 0);
  ck_assert_double_eq_tol(real(r, "behind", 1), 20.0 / 3, 1e-12);
  ck_assert_double_eq_tol(real(r, "missing_money", 1), 1.0 / 3, 1e-12);
  ck_assert_double_eq(real(r, "missing_votes", 1), 1.0);
  ck_assert_double_eq(real(r, "missing_votes", 0), 3.0); /* nobody supports it */
  cpw_result_free(r);
}
END_TEST

/* 1/7 + 1/11 + ...: after purchases of 7, 11 and 13 voters their common supporter has exactly the rest */
START_TEST(exactly_affordable_after_purchases)
{
  /* share 1001 x 3; one voter supports all, and pays 3 x 1001/7, /11, /13 on the way: 429, 273, 231 */
  enum { PEOPLE = 1 + 6 + 10 + 12 };
  const int64_t cost[] = {3003, 3003, 3003, 2070, 2071};
  int64_t first[PEOPLE + 1] = {0};
  int32_t project[PEOPLE + 4];
  int64_t used = 0;
  for (int32_t p = 0; p < 4; p++)
    project[used++] = p;
  for (int i = 1; i < PEOPLE; i++) {
    first[i] = used;
    project[used++] = i < 7 ? 0 : i < 17 ? 1 : 2;
  }
  first[PEOPLE] = used;
  cpw_election e = made(5, cost, PEOPLE, first, project, (int64_t)PEOPLE * 3003);
  cpw_vote_options o = rule(CPW_VOTE_EQUAL_SHARES, CPW_VOTE_COST, CPW_VOTE_ALONE);
  ck_assert_str_eq(selected(&e, &o), "2 1 0 3");
  project[3] = 4; /* one more than the 2070 that are left */
  ck_assert_str_eq(selected(&e, &o), "2 1 0");
  o.rule = CPW_VOTE_EXACT_EQUAL_SHARES;
  ck_assert_str_eq(selected(&e, &o), "2 1 0");
  project[3] = 3;
  ck_assert_str_eq(selected(&e, &o), "2 1 0 3");
}
END_TEST

START_TEST(free_projects)
{
  const int64_t cost[] = {0, 5, 0, 0}, first[] = {0, 3};
  const int32_t project[] = {2, 1, 0};
  cpw_election e = made(4, cost, 1, first, project, 5);
  for (int32_t k = 0; k < CPW_VOTE_RULES; k++) {
    cpw_vote_options o = rule(k, CPW_VOTE_COST, CPW_VOTE_ALONE);
    /* the greedy of both conventions takes what nobody supports where it fits */
    ck_assert_str_eq(selected(&e, &o), k == CPW_VOTE_GREEDY    ? "0 2 1 3"
                                       : k == CPW_VOTE_WELFARE ? "0 1 2"
                                                               : "0 2 1");
  }
  e.budget = 0;
  for (int32_t k = 0; k < CPW_VOTE_RULES; k++) {
    cpw_vote_options o = rule(k, CPW_VOTE_CARDINALITY, CPW_VOTE_ALONE);
    ck_assert_str_eq(selected(&e, &o), k == CPW_VOTE_GREEDY ? "0 2 3" : "0 2");
  }
}
END_TEST

/* budgets and costs near 2^63, differences of 1 */
START_TEST(large_money)
{
  const int64_t top = INT64_MAX, half = INT64_MAX / 2;
  const int64_t cost[] = {half + 1, half, top, top - 1}, first[] = {0, 4, 8};
  const int32_t project[] = {0, 1, 2, 3, 0, 1, 2, 3};
  const char *const want[CPW_VOTE_RULES] = {"0 1", "0 1", "0 1", "1 0", "0 1", "0 1"};
  cpw_election e = made(4, cost, 2, first, project, top);
  for (int32_t k = 0; k < CPW_VOTE_RULES; k++) {
    cpw_vote_options o = rule(k, CPW_VOTE_COST, CPW_VOTE_ALONE);
    cpw_vote_outcome outcome;
    int32_t place[4];
    cpw_error err;
    int32_t status = cpw_vote_select(&e, &o, NULL, place, &outcome, &err);
    if (k == CPW_VOTE_WELFARE) {
      ck_assert_int_eq(status, CPW_EOVERFLOW);
      ck_assert_str_eq(
          err.message,
          "the satisfaction of all projects must sum to at most 2^62 (votes times cost)");
      continue;
    }
    ck_assert_int_eq(status, CPW_OK);
    ck_assert_str_eq(selected(&e, &o), want[k]);
    ck_assert_int_eq(outcome.cost, top);
    ck_assert_int_eq(outcome.left, 0);
  }
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void refused(const cpw_election *e, const cpw_vote_options *o, int32_t code,
                    const char *message) {
  int32_t place[MOST] = {-7};
  cpw_result *r = NULL;
  cpw_vote_outcome outcome = {.selected = -7};
  cpw_error err;
  ck_assert_int_eq(cpw_vote_select(e, o, NULL, place, &outcome, &err), code);
  ck_assert_str_eq(err.message, message);
  ck_assert_int_eq(place[0], -7);
  ck_assert_int_eq(outcome.selected, -7);
  ck_assert_int_eq(cpw_vote_run(e, o, NULL, &r, NULL), code);
  ck_assert_ptr_null(r);
}

START_TEST(elections_that_are_wrong)
{
  const int64_t bad_cost[] = {12, 30, -7, 24, 18, 9};
  const int64_t falling[] = {0, 2, 1, 6, 9, 11, 13, 15}, late[] = {1, 2, 4, 6, 9, 11, 13, 15};
  const int32_t unknown[] = {0, 1, 0, 6, 1, 3, 3, 4, 5, 2, 5, 0, 3, 1, 4};
  const int32_t twice[] = {0, 1, 0, 2, 1, 1, 3, 4, 5, 2, 5, 0, 3, 1, 4};
  const int64_t minus[] = {5, 2, 3, -4, 1, 6, 2, 2, 3, 1, 1, 2, 3, 4, 1};
  const int64_t many[] = {1, 1, 1, INT64_MAX, 1, 1, 1}, less[] = {1, 1, -1, 1, 1, 1, 1};
  const int64_t nobody[] = {0, 0, 0, 0, 0, 0, 0};
  const char *const same[] = {"p0", "p1", "p2", "p0", "p4", "p5"};
  const char *const empty[] = {"p0", "", "p2", "p3", "p4", "p5"};
  cpw_election e;
#define WRONG(change, code, message)                                                               \
  e = usual();                                                                                     \
  e.id = ID;                                                                                       \
  change;                                                                                          \
  refused(&e, NULL, code, message)
  refused(NULL, NULL, CPW_EINVAL, "election is NULL");
  WRONG(e.projects = -1, CPW_EDOMAIN, "election.projects = -1 must be 0 to 2147483647");
  WRONG(e.ballots = -1, CPW_EDOMAIN, "election.ballots = -1 must be 0 to 2147483647");
  WRONG(e.budget = -1, CPW_EDOMAIN, "election.budget = -1 must be 0 to 9223372036854775807");
  WRONG(e.money_unit = 0, CPW_EDOMAIN, "election.money_unit = 0 must be 1 to 9223372036854775807");
  WRONG(e.points_unit = 0, CPW_EDOMAIN,
        "election.points_unit = 0 must be 1 to 9223372036854775807");
  WRONG(e.cost = NULL, CPW_EINVAL, "election.cost is NULL");
  WRONG(e.first = NULL, CPW_EINVAL, "election.first is NULL");
  WRONG(e.project = NULL, CPW_EINVAL, "election.project is NULL");
  WRONG(e.first = late, CPW_EINVAL, "first[0] = 1 must be 0");
  WRONG(e.first = falling, CPW_EINVAL, "first[2] = 1 must be >= first[1]");
  WRONG(e.cost = bad_cost, CPW_EDOMAIN, "cost[2] = -7 must be >= 0 (project \"p2\")");
  WRONG(e.id = same, CPW_EINVAL, "id[3] = \"p0\" is that of project 0 too");
  WRONG(e.id = empty, CPW_EINVAL, "id[1] must be a text that is not empty");
  WRONG(e.project = unknown, CPW_EDOMAIN, "project[3] = 6 of ballot 1 is no project: there are 6");
  WRONG(e.project = twice, CPW_EINVAL, "project[5] = 1 is twice on ballot 2 (project \"p1\")");
  WRONG(e.points = minus, CPW_EDOMAIN, "points[3] = -4 must be >= 0 (project \"p2\")");
  WRONG(e.multiplicity = less, CPW_EDOMAIN, "multiplicity[2] = -1 must be >= 0");
  WRONG(e.multiplicity = many, CPW_EOVERFLOW,
        "voters and their points must sum to at most 2^62 (ballot 3)");
  WRONG(e.multiplicity = nobody, CPW_EDOMAIN,
        "election.ballots = 7 hold no voter: nobody to share the budget");
  WRONG(e.struct_size = 1, CPW_EABI,
        "struct_size is 1, but this library (" CPW_VERSION_STRING
        ") takes 8 to 96: set it with the "
        "_init function");
#undef WRONG
  const int64_t crowd[] = {INT64_MAX, 1}, none[] = {0, 0, 0};
  e = made(0, NULL, 2, none, NULL, 1);
  e.multiplicity = crowd;
  refused(&e, NULL, CPW_EOVERFLOW, "voters must sum to at most 2^62");
}
END_TEST

START_TEST(options_that_are_wrong)
{
  cpw_election e = usual();
  cpw_vote_options o;
#define WRONG(change, code, message)                                                               \
  cpw_vote_options_init(&o);                                                                       \
  change;                                                                                          \
  refused(&e, &o, code, message)
  WRONG(o.rule = 6, CPW_EINVAL, "options.rule = 6 must be 0 to 5");
  WRONG(o.satisfaction = -1, CPW_EINVAL, "options.satisfaction = -1 must be 0 to 2");
  WRONG(o.completion = 6, CPW_EINVAL, "options.completion = 6 must be 0 to 5");
  WRONG(o.greedy = 3, CPW_EINVAL, "options.greedy = 3 must be 0 to 2");
  WRONG(o.whole_start = 2, CPW_EINVAL, "options.whole_start = 2 must be 0 to 1");
  WRONG(o.exhaustive = 3, CPW_EINVAL, "options.exhaustive = 3 must be 0 to 2");
  WRONG(o.skip_affordable = 2, CPW_EINVAL, "options.skip_affordable = 2 must be 0 to 1");
  WRONG(o.details = 2, CPW_EINVAL, "options.details = 2 must be 0 to 1");
  WRONG(o.tie[0] = 7, CPW_EINVAL, "options.tie[0] = 7 must be 1 to 6, or 0");
  WRONG(o.tie[2] = 4, CPW_EINVAL, "options.tie[2] = 4 must be 0: the list ended before it");
  WRONG(o.step = -1, CPW_EDOMAIN, "options.step = -1 must be >= 0");
  WRONG(o.max_steps = 0, CPW_EDOMAIN, "options.max_steps = 0 must be >= 1");
  WRONG((o.rule = CPW_VOTE_PHRAGMEN, o.completion = CPW_VOTE_ADD1), CPW_EINVAL,
        "options.completion add1 is of equal shares, not of the rule phragmen");
  WRONG(o.completion = CPW_VOTE_ADD_OPT, CPW_EINVAL,
        "options.completion add_opt is of the rule exact_equal_shares, not of equal_shares");
  WRONG((o.rule = CPW_VOTE_EXACT_EQUAL_SHARES, o.satisfaction = CPW_VOTE_POINTS), CPW_EINVAL,
        "options.satisfaction points is not of the rule exact_equal_shares: its supporters are "
        "equal");
  WRONG((o.completion = CPW_VOTE_ADD1, o.max_steps = 1), CPW_ENOCONV,
        "options.max_steps = 1 were not enough: a larger options.step takes fewer");
#undef WRONG
  cpw_error err;
  cpw_vote_options_init(&o);
  ck_assert_int_eq(cpw_vote_convention(NULL, 0, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "options is NULL");
  ck_assert_int_eq(cpw_vote_convention(&o, 2, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "convention = 2 must be 0 to 1");
  o.struct_size = 4096;
  ck_assert_int_eq(cpw_vote_convention(&o, 0, &err), CPW_EABI);
  ck_assert_int_eq(cpw_vote_select(&e, NULL, NULL, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "place is NULL");
  ck_assert_int_eq(cpw_vote_run(&e, NULL, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "out is NULL");
}
END_TEST

static int stop(void *context, double done) {
  (void)done;
  return ++*(int *)context > 2;
}

START_TEST(cancelled)
{
  cpw_election e = usual();
  cpw_vote_options o = rule(CPW_VOTE_EQUAL_SHARES, CPW_VOTE_COST, CPW_VOTE_ADD1);
  volatile int32_t now = 1;
  int32_t place[MOST];
  int calls = 0;
  cpw_run job;
  cpw_error err;
  cpw_run_init(&job);
  job.cancel = &now;
  for (int32_t k = 0; k < CPW_VOTE_RULES; k++) {
    cpw_vote_options any = rule(k, CPW_VOTE_COST, CPW_VOTE_ALONE);
    ck_assert_int_eq(cpw_vote_select(&e, &any, &job, place, NULL, &err), CPW_ECANCELLED);
  }
  job.cancel = NULL;
  job.progress = stop;
  job.progress_context = &calls;
  ck_assert_int_eq(cpw_vote_select(&e, &o, &job, place, NULL, &err), CPW_ECANCELLED);
  ck_assert_str_eq(err.message, "cancelled");
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

/* the oracle in plain fractions, run by hand on this election:
 *   cd tests/python; python3 -c "import vote_oracle as o; ..."
 * welfare by all subsets; bounded overspending by doubles */
START_TEST(by_the_oracle)
{
  static const struct {
    int32_t rule, satisfaction, completion, exhaustive;
    const char *selected;
  } want[] = {
      {CPW_VOTE_EQUAL_SHARES, CPW_VOTE_COST, CPW_VOTE_ALONE, 1, "0 2 5"},
      {CPW_VOTE_EQUAL_SHARES, CPW_VOTE_CARDINALITY, CPW_VOTE_ALONE, 1, "2 0 5"},
      {CPW_VOTE_EQUAL_SHARES, CPW_VOTE_POINTS, CPW_VOTE_ALONE, 1, "0 2 5"},
      {CPW_VOTE_EQUAL_SHARES, CPW_VOTE_COST, CPW_VOTE_ADD1, 1, "0 3 2 5"},
      {CPW_VOTE_EQUAL_SHARES, CPW_VOTE_CARDINALITY, CPW_VOTE_ADD1, 1, "2 0 5 3"},
      {CPW_VOTE_EQUAL_SHARES, CPW_VOTE_POINTS, CPW_VOTE_ADD1, 1, "0 2 5 3"},
      {CPW_VOTE_EQUAL_SHARES, CPW_VOTE_COST, CPW_VOTE_UTILITARIAN, 1, "0 2 5 1"},
      {CPW_VOTE_EQUAL_SHARES, CPW_VOTE_CARDINALITY, CPW_VOTE_UTILITARIAN, 1, "2 0 5 3"},
      {CPW_VOTE_GREEDY, CPW_VOTE_COST, CPW_VOTE_ALONE, 1, "0 1 2 5"},
      {CPW_VOTE_GREEDY, CPW_VOTE_CARDINALITY, CPW_VOTE_ALONE, 1, "2 0 5 3"},
      {CPW_VOTE_GREEDY, CPW_VOTE_POINTS, CPW_VOTE_ALONE, 1, "0 2 3 5"},
      {CPW_VOTE_WELFARE, CPW_VOTE_COST, CPW_VOTE_ALONE, 1, "1 3"},
      {CPW_VOTE_WELFARE, CPW_VOTE_POINTS, CPW_VOTE_ALONE, 1, "0 2 3 5"},
      {CPW_VOTE_PHRAGMEN, CPW_VOTE_COST, CPW_VOTE_ALONE, 1, "2 0 5 1"},
      {CPW_VOTE_OVERSPENDING, CPW_VOTE_COST, CPW_VOTE_ALONE, 1, "0 3 2 5"},
      {CPW_VOTE_EXACT_EQUAL_SHARES, CPW_VOTE_COST, CPW_VOTE_ALONE, 1, "0 2 5"},
      {CPW_VOTE_EXACT_EQUAL_SHARES, CPW_VOTE_CARDINALITY, CPW_VOTE_ALONE, 1, "2 0 5"},
      {CPW_VOTE_EXACT_EQUAL_SHARES, CPW_VOTE_COST, CPW_VOTE_ADD_OPT, 0, "0 1 2 5"},
      {CPW_VOTE_EXACT_EQUAL_SHARES, CPW_VOTE_CARDINALITY, CPW_VOTE_ADD_OPT, 0, "2 0 5 3"},
  };
  cpw_election e = usual();
  for (size_t k = 0; k < sizeof want / sizeof *want; k++) {
    cpw_vote_options o = rule(want[k].rule, want[k].satisfaction, want[k].completion);
    o.exhaustive = want[k].exhaustive;
    const char *got = selected(&e, &o);
    ck_assert_msg(strcmp(got, want[k].selected) == 0, "case %d: got %s, expected %s", (int)k, got,
                  want[k].selected);
  }
  cpw_vote_options o = rule(CPW_VOTE_GREEDY, CPW_VOTE_COST, CPW_VOTE_ALONE);
  o.greedy = 1;
  ck_assert_str_eq(selected(&e, &o), "1 3");
}
END_TEST

/* money left, by the oracle: 18/7, 0, 60/7, 51/28, 601/140, 216/35, 60/7 with points */
START_TEST(money_by_the_oracle)
{
  const double left[] = {18.0 / 7, 0.0, 60.0 / 7, 51.0 / 28, 601.0 / 140, 216.0 / 35, 60.0 / 7};
  cpw_election e = usual();
  cpw_vote_options o = rule(CPW_VOTE_EQUAL_SHARES, CPW_VOTE_POINTS, CPW_VOTE_ALONE);
  e.id = ID;
  cpw_result *r = run(&e, &o);
  for (int i = 0; i < 7; i++)
    ck_assert_double_eq_tol(real(r, "left", i), left[i], 1e-13);
  ck_assert_double_eq_tol(real(r, "share", 0), 60.0 / 7, 1e-14);
  ck_assert_int_eq(whole(r, "spent", 0), 28);
  ck_assert_int_eq(whole(r, "unspent", 0), 32);
  ck_assert_double_eq(real(r, "satisfaction", 0), 10 + 5 + 4);
  /* project 1, cost 30: behind it the voters 0, 2 and 6 */
  ck_assert_double_eq_tol(real(r, "behind", 1), 18.0 / 7 + 120.0 / 7, 1e-13);
  ck_assert_double_eq_tol(real(r, "missing_money", 1), 30.0 - 138.0 / 7, 1e-13);
  ck_assert_double_eq(real(r, "missing_votes", 1), 2.0); /* 72/7 of shares of 60/7 */
  ck_assert_double_eq_tol(real(r, "round_behind", 1), 180.0 / 7, 1e-13); /* before purchase 0 */
  ck_assert_str_eq(array(r, "round_project")->dimension[0]->coordinate_labels[0][1], "p2");
  ck_assert_str_eq(cpw_result_note(r, "measure"), "points");
  cpw_result_free(r);
}
END_TEST

/* Streamlining equal shares, the example of the implementation in pabutools: costs 2, 3.2 and 6, budget 10, 5 voters:
 * {p1, p2}; a raise of 1/2 a voter buys p3 instead of p2 */
START_TEST(published_add_opt)
{
  const int64_t cost[] = {20, 32, 60}, first[] = {0, 1, 3, 5, 7, 8};
  const int32_t project[] = {0, 0, 2, 1, 2, 1, 2, 2};
  cpw_election e = made(3, cost, 5, first, project, 100);
  e.money_unit = 10;
  cpw_vote_options o = rule(CPW_VOTE_EXACT_EQUAL_SHARES, CPW_VOTE_CARDINALITY, CPW_VOTE_ALONE);
  ck_assert_str_eq(selected(&e, &o), "0 1");
  o.completion = CPW_VOTE_ADD_OPT;
  ck_assert_str_eq(selected(&e, &o), "0 1"); /* which is exhaustive */
  o.exhaustive = 0;
  cpw_result *r = run(&e, &o);
  ck_assert_int_eq(whole(r, "spent", 0), 80);
  ck_assert_int_eq(whole(r, "selected", 2), 1);
  ck_assert_double_eq_tol(real(r, "share", 0), 25.0, 1e-12);
  ck_assert_int_eq(whole(r, "steps", 0), 1);
  cpw_result_free(r);
}
END_TEST

/* the two conventions of Add1: from 10/3 or from 3; exhaustive or not; begun or not */
START_TEST(both_forms_of_add1)
{
  const int64_t cost[] = {8, 4, 1}, first[] = {0, 2, 3, 3};
  const int32_t project[] = {0, 2, 1};
  cpw_election e = made(3, cost, 3, first, project, 10);
  cpw_vote_options o = rule(CPW_VOTE_EQUAL_SHARES, CPW_VOTE_CARDINALITY, CPW_VOTE_ADD1);
  cpw_vote_outcome outcome;
  int32_t place[3];
  /* shares 10/3, 13/3: {2}, {2, 1}, and project 0 does not fit any more; with 28/3 it would be bought */
  ck_assert_int_eq(cpw_vote_select(&e, &o, NULL, place, &outcome, NULL), CPW_OK);
  ck_assert_int_eq(outcome.cost, 5);
  ck_assert_int_eq(outcome.steps, 1);
  ck_assert_double_eq_tol(outcome.share, 13.0 / 3, 1e-14);
  o.exhaustive = 0;
  ck_assert_int_eq(cpw_vote_select(&e, &o, NULL, place, &outcome, NULL), CPW_OK);
  ck_assert_int_eq(outcome.cost, 5);
  ck_assert_int_eq(outcome.steps, 5);
  ck_assert_double_eq_tol(outcome.share, 25.0 / 3, 1e-14);
  ck_assert_int_eq(cpw_vote_convention(&o, CPW_VOTE_EQUALSHARES_NET, NULL), CPW_OK);
  ck_assert_int_eq(o.completion, CPW_VOTE_ADD1);
  ck_assert_int_eq(cpw_vote_select(&e, &o, NULL, place, &outcome, NULL), CPW_OK);
  ck_assert_int_eq(outcome.steps, 5);
  ck_assert_double_eq(outcome.share, 8.0); /* 9 buys project 0 too */
  e.budget = 13;                           /* all are affordable together: not begun */
  ck_assert_int_eq(cpw_vote_select(&e, &o, NULL, place, &outcome, NULL), CPW_OK);
  ck_assert_int_eq(outcome.steps, 0);
  ck_assert_double_eq_tol(outcome.share, 13.0 / 3, 1e-14);
  ck_assert_int_eq(outcome.cost, 5);
  ck_assert_int_eq(cpw_vote_convention(&o, CPW_VOTE_PABUTOOLS, NULL), CPW_OK);
  ck_assert_int_eq(cpw_vote_select(&e, &o, NULL, place, &outcome, NULL), CPW_OK);
  ck_assert_int_eq(outcome.cost, 13);
  /* exhaustive: with 7 left nothing fits that has supporters, but project 3 would */
  const int64_t more[] = {8, 4, 1, 2};
  e = made(4, more, 3, first, project, 7);
  ck_assert_int_eq(cpw_vote_select(&e, &o, NULL, (int32_t[4]){0}, &outcome, NULL), CPW_OK);
  ck_assert_int_eq(outcome.steps, 2); /* 7/3, 10/3, 13/3: {2, 1} leaves 2 */
  o.exhaustive = 2;
  ck_assert_int_eq(cpw_vote_select(&e, &o, NULL, (int32_t[4]){0}, &outcome, NULL), CPW_OK);
  ck_assert_int_eq(outcome.steps, 6); /* to 25/3, where 28/3 would buy project 0 */
}
END_TEST

START_TEST(ties_by_every_rule)
{
  /* 2 (cost 6, 3 votes), 1 (cost 4, 2 votes), 0 (cost 4, 2 votes): the same rho by cost */
  const int64_t cost[] = {4, 4, 6}, first[] = {0, 1, 2, 3, 4, 5, 6};
  const int32_t project[] = {0, 0, 1, 1, 2, 2};
  const char *const id[] = {"9", "10", "8"};
  cpw_election e = made(3, cost, 6, first, project, 24);
  cpw_vote_options o = rule(CPW_VOTE_EQUAL_SHARES, CPW_VOTE_COST, CPW_VOTE_ALONE);
  const int64_t people[] = {1, 1, 1, 1, 1, 1};
  e.multiplicity = people;
  e.id = id;
  static const struct {
    int32_t tie;
    const char *selected;
  } want[] = {{CPW_VOTE_TIE_ID, "1 2 0"},
              {CPW_VOTE_TIE_LISTED, "0 1 2"},
              {CPW_VOTE_TIE_MIN_COST, "1 0 2"},
              {CPW_VOTE_TIE_MAX_COST, "2 1 0"},
              {CPW_VOTE_TIE_MAX_VOTES, "1 2 0"}};
  for (size_t k = 0; k < sizeof want / sizeof *want; k++) {
    o.tie[0] = want[k].tie;
    ck_assert_str_eq(selected(&e, &o), want[k].selected);
  }
  e.id = NULL; /* by row where there are no ids */
  o.tie[0] = CPW_VOTE_TIE_ID;
  ck_assert_str_eq(selected(&e, &o), "0 1 2");
}
END_TEST

/* chance: every order comes up, each about as often, and the rows do not matter */
START_TEST(ties_by_chance)
{
  const int64_t cost[] = {4, 4, 4}, first[] = {0, 1, 2, 3};
  const int32_t project[] = {0, 1, 2};
  const char *const id[] = {"a", "b", "c"}, *const turned[] = {"c", "a", "b"};
  cpw_election e = made(3, cost, 3, first, project, 12);
  cpw_vote_options o = rule(CPW_VOTE_EQUAL_SHARES, CPW_VOTE_COST, CPW_VOTE_ALONE);
  int32_t place[3], other[3];
  int count[3] = {0};
  o.tie[0] = CPW_VOTE_TIE_RANDOM;
  for (uint64_t seed = 0; seed < 3000; seed++) {
    o.tie_seed = seed;
    e.id = id;
    ck_assert_int_eq(cpw_vote_select(&e, &o, NULL, place, NULL, NULL), CPW_OK);
    for (int p = 0; p < 3; p++)
      count[p] += place[p] == 0;
    e.id = turned;
    ck_assert_int_eq(cpw_vote_select(&e, &o, NULL, other, NULL, NULL), CPW_OK);
    ck_assert(other[1] == place[0] && other[2] == place[1] && other[0] == place[2]);
  }
  for (int p = 0; p < 3; p++) /* 1000 +- 5 standard deviations of 26 */
    ck_assert(count[p] > 870 && count[p] < 1130);
}
END_TEST

/* ---------------------------------------------------------------- real elections ------------ */

typedef struct city {
  const char *file;
  int32_t rule, satisfaction, completion, convention;
  int64_t cost, selected;
} city;

/* cost by pabutools 33b8575 and the calculator of equalshares.net (shared reference cases) */
static const city CITIES[] = {
    {"data/pb/poland_lodz_2022_.pb", CPW_VOTE_EQUAL_SHARES, CPW_VOTE_COST, CPW_VOTE_ALONE,
     CPW_VOTE_PABUTOOLS, 2987680, 29},
    {"data/pb/poland_wroclaw_2015_150-500.pb", CPW_VOTE_EQUAL_SHARES, CPW_VOTE_COST, CPW_VOTE_ALONE,
     CPW_VOTE_PABUTOOLS, 2500000, 5},
    {"data/pb/france_toulouse_2019_.pb", CPW_VOTE_EQUAL_SHARES, CPW_VOTE_POINTS, CPW_VOTE_ADD1,
     CPW_VOTE_PABUTOOLS, 858000, 20},
    {"data/pb/france_toulouse_2019_.pb", CPW_VOTE_EQUAL_SHARES, CPW_VOTE_POINTS, CPW_VOTE_ADD1U,
     CPW_VOTE_PABUTOOLS, 997000, 22},
};

START_TEST(cities)
{
  const city *c = &CITIES[_i];
  const char *path = cpwt_shared(c->file);
  cpw_pabulib *file = NULL;
  cpw_election e;
  cpw_vote_outcome outcome;
  cpw_vote_options o = rule(c->rule, c->satisfaction, c->completion);
  if (!path) return;
  ck_assert_int_eq(cpw_pabulib_read_path(path, NULL, &file, NULL), CPW_OK);
  cpw_election_init(&e);
  ck_assert_int_eq(cpw_pabulib_election(file, &e, NULL), CPW_OK);
  ck_assert_int_eq(cpw_vote_convention(&o, c->convention, NULL), CPW_OK);
  int32_t *place = malloc((size_t)e.projects * sizeof *place);
  if (!place) ck_abort_msg("out of memory");
  ck_assert_int_eq(cpw_vote_select(&e, &o, NULL, place, &outcome, NULL), CPW_OK);
  ck_assert_int_eq(outcome.cost, c->cost * e.money_unit);
  ck_assert_int_eq(outcome.selected, c->selected);
  free(place);
  cpw_pabulib_free(file);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

/* The calculator's greedy takes what has most votes; with all options the outcome never depends on how ballots are
 * merged */
START_TEST(merged_ballots)
{
  const int64_t cost[] = {12, 30, 7, 24}, two[] = {0, 2, 4}, many[] = {0, 2, 4, 6, 8, 10, 10};
  const int64_t people[] = {3, 2, 1}, three[] = {0, 2, 4, 4};
  const int32_t once[] = {0, 1, 3, 2}, each[] = {0, 1, 1, 0, 2, 3, 0, 1, 3, 2};
  cpw_election merged = made(4, cost, 3, three, once, 60), apart = made(4, cost, 6, many, each, 60);
  (void)two;
  merged.multiplicity = people;
  for (int32_t k = 0; k < CPW_VOTE_RULES; k++)
    for (int32_t s = 0; s < 2; s++) {
      cpw_vote_options o = rule(k, s, CPW_VOTE_ALONE);
      char kept[256];
      strcpy(kept, selected(&merged, &o));
      ck_assert_str_eq(selected(&apart, &o), kept);
    }
}
END_TEST

/* names and numbers belong together */
START_TEST(names)
{
  for (int32_t k = 0; k < CPW_VOTE_RULES; k++)
    ck_assert_int_eq(cpw_vote_rule_number(cpw_vote_rule_name(k)), k);
  for (int32_t k = 0; k < CPW_VOTE_SATISFACTIONS; k++)
    ck_assert_int_eq(cpw_vote_satisfaction_number(cpw_vote_satisfaction_name(k)), k);
  for (int32_t k = 0; k < CPW_VOTE_COMPLETIONS; k++)
    ck_assert_int_eq(cpw_vote_completion_number(cpw_vote_completion_name(k)), k);
  for (int32_t k = 1; k <= CPW_VOTE_TIES; k++)
    ck_assert_int_eq(cpw_vote_tie_number(cpw_vote_tie_name(k)), k);
  ck_assert_ptr_null(cpw_vote_rule_name(-1));
  ck_assert_ptr_null(cpw_vote_satisfaction_name(CPW_VOTE_SATISFACTIONS));
  ck_assert_ptr_null(cpw_vote_completion_name(CPW_VOTE_COMPLETIONS));
  ck_assert_ptr_null(cpw_vote_tie_name(0));
  ck_assert_ptr_null(cpw_vote_tie_name(CPW_VOTE_TIES + 1));
  ck_assert_int_eq(cpw_vote_rule_number("mes"), CPW_ENOTFOUND);
  ck_assert_int_eq(cpw_vote_satisfaction_number(NULL), CPW_ENOTFOUND);
  ck_assert_int_eq(cpw_vote_completion_number(""), CPW_ENOTFOUND);
  ck_assert_int_eq(cpw_vote_tie_number("best"), CPW_ENOTFOUND);
}
END_TEST

START_TEST(tally)
{
  const int64_t want_votes[] = {3, 3, 2, 3, 2, 2}, want_points[] = {10, 7, 5, 11, 3, 4};
  int64_t votes[6], points[6], voters = 0;
  cpw_election e = usual();
  ck_assert_int_eq(cpw_election_check(&e, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_election_tally(&e, votes, points, &voters, NULL, NULL), CPW_OK);
  ck_assert_mem_eq(votes, want_votes, sizeof votes);
  ck_assert_mem_eq(points, want_points, sizeof points);
  ck_assert_int_eq(voters, 7);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t everything(void *context) {
  const int32_t *k = context;
  cpw_election e = usual();
  cpw_vote_options o = rule(k[0], k[1], k[2]);
  cpw_result *r = NULL;
  e.id = ID;
  o.tie[0] = CPW_VOTE_TIE_RANDOM;
  int32_t status = cpw_vote_run(&e, &o, NULL, &r, NULL);
  /* an assertion would take memory of its own */
  if (status == CPW_OK && cpw_result_find(r, "spent")->integer[0] > 60) status = CPW_EINTERNAL;
  cpw_result_free(r);
  return status;
}

START_TEST(memory_fails)
{
  int32_t rules[][3] = {
      {CPW_VOTE_EQUAL_SHARES, CPW_VOTE_POINTS, CPW_VOTE_ADD1U},
      {CPW_VOTE_WELFARE, CPW_VOTE_COST, CPW_VOTE_ALONE},
      {CPW_VOTE_PHRAGMEN, CPW_VOTE_COST, CPW_VOTE_ALONE},
      {CPW_VOTE_OVERSPENDING, CPW_VOTE_COST, CPW_VOTE_ALONE},
      {CPW_VOTE_EXACT_EQUAL_SHARES, CPW_VOTE_COST, CPW_VOTE_ADD_OPT},
  };
  cpwt_each_allocation_fails(everything, rules[_i]);
}
END_TEST

/* every comparison is in doubt: equal ballots, equal costs */
static int32_t ties(void *context) {
  const int64_t cost[] = {6, 6, 6, 6}, first[] = {0, 2, 4, 6, 8};
  const int32_t project[] = {0, 1, 1, 2, 2, 3, 3, 0};
  const int32_t *k = context;
  cpw_election e = made(4, cost, 4, first, project, 24);
  cpw_vote_options o = rule(*k, CPW_VOTE_COST, CPW_VOTE_ALONE);
  cpw_vote_outcome outcome;
  int32_t place[4];
  int32_t status = cpw_vote_select(&e, &o, NULL, place, &outcome, NULL);
  return status == CPW_OK && outcome.selected != 4 ? CPW_EINTERNAL : status;
}

START_TEST(memory_fails_in_ties)
{
  int32_t rules[] = {CPW_VOTE_EQUAL_SHARES, CPW_VOTE_PHRAGMEN, CPW_VOTE_EXACT_EQUAL_SHARES};
  cpwt_each_allocation_fails(ties, &rules[_i]);
}
END_TEST

static Suite *vote_suite(void) {
  Suite *suite = suite_create("vote");
  const struct {
    const char *name;
    const TTest *tests[8];
    int times[8]; /* of a loop test */
  } cases[] = {{"limits",
                {nothing_to_choose_from, one_project_one_voter, thirds,
                 exactly_affordable_after_purchases, free_projects, large_money},
                {0}},
               {"errors", {elections_that_are_wrong, options_that_are_wrong, cancelled}, {0}},
               {"reference",
                {by_the_oracle, money_by_the_oracle, published_add_opt, both_forms_of_add1,
                 ties_by_every_rule, ties_by_chance, cities},
                {0, 0, 0, 0, 0, 0, sizeof CITIES / sizeof *CITIES}},
               {"properties", {merged_ballots, names, tally}, {0}},
               {"oom", {memory_fails, memory_fails_in_ties}, {5, 3}}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 120);
    for (int i = 0; i < 8 && cases[k].tests[i]; i++)
      tcase_add_loop_test(tcase, cases[k].tests[i], 0, cases[k].times[i] ? cases[k].times[i] : 1);
    suite_add_tcase(suite, tcase);
  }
  return suite;
}

int main(void) {
  Suite *suites[] = {vote_suite()};
  return cpwt_run(suites, 1);
}
