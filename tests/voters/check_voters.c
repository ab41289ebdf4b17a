/* What came out for whom: a town by hand, groups that stay away, and proportionality against brute force over
 * all groups of voters. */
#include "carepath.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define M 4

/* ---------------------------------------------------------------- a town by hand ------------ */

/* Five voters, budget 100: a (60) of voters 0-2, b (40) of 0 and 1, c (40) of 3, d (50) of nobody. */
static const int64_t cost[M] = {60, 40, 40, 50};
static const char *const id[M] = {"a", "b", "c", "d"};
static const int64_t times[4] = {2, 1, 1, 1}, first[5] = {0, 2, 3, 4, 4};
static const int32_t project[4] = {0, 1, 0, 2};

static cpw_election town(void) {
  cpw_election e;
  cpw_election_init(&e);
  e.projects = M;
  e.ballots = 4;
  e.budget = 100;
  e.cost = cost;
  e.id = id;
  e.multiplicity = times;
  e.first = first;
  e.project = project;
  return e;
}

static const double *real(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->real) ck_abort_msg("%s is not there", name);
  return a->real;
}

static const int64_t *whole(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->integer) ck_abort_msg("%s is not there", name);
  return a->integer;
}

#define NEAR(x, y) ck_assert_double_eq_tol(x, y, 1e-14)

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(town_by_hand)
{
  cpw_election e = town();
  const int32_t place[M] = {0, 1, -1, -1};
  const int64_t ballot_of[5] = {0, 2, 0, 1, 3}, group_of[5] = {1, 0, 0, 1, 0};
  const char *const names[] = {"north", "south"};
  cpw_voters_options o;
  cpw_voters_options_init(&o);
  o.ballot_of = ballot_of;
  o.group_of = group_of;
  o.group_names = names;
  o.voters = 5;
  o.groups = 2;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_voters_outcome(&e, place, &o, &r, NULL), CPW_OK);
  ck_assert_int_eq(whole(r, "voters")[0], 5);
  ck_assert_int_eq(whole(r, "excluded")[0], 2);
  ck_assert_int_eq(whole(r, "blank")[0], 1);
  NEAR(real(r, "exclusion")[0], 0.4);
  NEAR(real(r, "satisfaction_mean")[0], 1.0); /* 2 2 1 0 0 */
  NEAR(real(r, "satisfaction_sd")[0], sqrt(0.8));
  NEAR(real(r, "satisfaction_gini")[0], 0.48); /* sum |x - y| / (2 n^2 mean) = 24 / 50 */
  ck_assert_int_eq(whole(r, "cost")[0], 100);
  ck_assert_int_eq(whole(r, "left")[0], 0);
  const int64_t with[] = {2, 1, 2}, alone[] = {1, 0, 1, 0};
  ck_assert_mem_eq(whole(r, "voters_with"), with, sizeof with);
  ck_assert_mem_eq(whole(r, "supporters_without"), alone, sizeof alone);
  NEAR(real(r, "cost_per_supporter")[0], 20);
  ck_assert_double_nan(real(r, "cost_per_supporter")[3]);
  NEAR(real(r, "money")[0], 40);
  NEAR(real(r, "money")[1], 20);
  const int64_t members[] = {3, 2}, out[] = {2, 0};
  ck_assert_mem_eq(whole(r, "group_voters"), members, sizeof members);
  ck_assert_mem_eq(whole(r, "group_excluded"), out, sizeof out);
  NEAR(real(r, "group_money")[0], 40);
  NEAR(real(r, "group_money")[1], 60);
  NEAR(real(r, "group_ratio")[0], 0.4 / 0.6);
  NEAR(real(r, "group_ratio")[1], 0.6 / 0.4);
  NEAR(real(r, "group_mean")[1], 1.5);
  NEAR(real(r, "group_votes_share")[0], 0.5); /* 3 of 6 votes */
  ck_assert_str_eq(cpw_result_find(r, "group_money")->dimension[0]->coordinate_labels[0][1],
                   "south");
  cpw_result_free(r);
}
END_TEST

START_TEST(money_and_points_as_satisfaction)
{
  cpw_election e = town();
  const int32_t place[M] = {0, -1, -1, 5};
  const int64_t points[4] = {30, 0, 5, 10};
  cpw_voters_options o;
  cpw_result *r = NULL;
  cpw_voters_options_init(&o);
  o.satisfaction = CPW_VOTE_COST;
  e.money_unit = 10;
  ck_assert_int_eq(cpw_voters_outcome(&e, place, &o, &r, NULL), CPW_OK);
  NEAR(real(r, "satisfaction")[0], 6);
  ck_assert_int_eq(whole(r, "cost")[0], 110);
  ck_assert_int_eq(whole(r, "left")[0], -10);
  ck_assert_int_eq(whole(r, "unsupported")[0], 50);
  NEAR(real(r, "group_money_share")[0], 1);
  cpw_result_free(r);
  o.satisfaction = CPW_VOTE_POINTS;
  e.points = points;
  e.points_unit = 10;
  ck_assert_int_eq(cpw_voters_outcome(&e, place, &o, &r, NULL), CPW_OK);
  NEAR(real(r, "satisfaction")[0], 3);
  NEAR(real(r, "satisfaction")[1], 0.5);
  ck_assert_int_eq(whole(r, "supporters")[1], 0); /* 0 points are no support */
  cpw_result_free(r);
}
END_TEST

/* nobody, nothing */
START_TEST(nobody)
{
  const int64_t none[1] = {0};
  cpw_election e;
  cpw_result *r = NULL;
  int32_t place[1] = {-1};
  cpw_election_init(&e);
  e.first = none;
  e.budget = 5;
  ck_assert_int_eq(cpw_voters_outcome(&e, place, NULL, &r, NULL), CPW_OK);
  ck_assert_int_eq(whole(r, "voters")[0], 0);
  ck_assert_double_nan(real(r, "exclusion")[0]);
  ck_assert_double_nan(real(r, "satisfaction_gini")[0]);
  cpw_result_free(r);
  ck_assert_int_eq(cpw_voters_represented(&e, place, CPW_VOTE_COST, NULL, &r, NULL), CPW_OK);
  ck_assert_int_eq(whole(r, "violations")[0], 0);
  cpw_result_free(r);
  cpw_voters_verdict v;
  ck_assert_int_eq(
      cpw_voters_justified(&e, place, CPW_VOTERS_PJR, CPW_VOTE_COST, 10, NULL, &v, NULL, NULL),
      CPW_OK);
  ck_assert_int_eq(v.verdict, CPW_VOTERS_HOLDS);
}
END_TEST

START_TEST(a_group_stays_away)
{
  cpw_election e = town();
  const int64_t group_of[4] = {0, 0, 1, 1};
  cpw_voters_options o;
  cpw_vote_options rule;
  cpw_result *r = NULL;
  cpw_voters_options_init(&o);
  o.group_of = group_of;
  o.groups = 2;
  cpw_vote_options_init(&rule);
  rule.rule = CPW_VOTE_GREEDY;
  rule.greedy = 2;
  ck_assert_int_eq(cpw_voters_without(&e, &rule, &o, NULL, &r, NULL), CPW_OK);
  const int64_t with[M] = {1, 1, 0, 0};
  ck_assert_mem_eq(whole(r, "selected"), with, sizeof with);
  ck_assert_int_eq(whole(r, "selected_without")[2], 1); /* c, without the first group */
  ck_assert_int_eq(whole(r, "group_voters")[0], 3);
  ck_assert_int_eq(whole(r, "gained")[0] >= 1, 1);
  ck_assert_int_eq(whole(r, "lost")[1], 0);
  cpw_result_free(r);
}
END_TEST

/* the winner of the two claims: c costs 40, its voter is owed 20; by hand */
START_TEST(claims_by_hand)
{
  cpw_election e = town();
  const int32_t nothing[M] = {-1, -1, -1, -1};
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_voters_represented(&e, nothing, CPW_VOTE_COST, NULL, &r, NULL), CPW_OK);
  /* a: 3 voters are owed 60, it costs 60; b: 2 are owed 40, 40 */
  const int64_t violated[M] = {1, 1, 0, 0}, group[M] = {3, 2, 1, 0};
  ck_assert_mem_eq(whole(r, "violated"), violated, sizeof violated);
  ck_assert_mem_eq(whole(r, "group"), group, sizeof group);
  NEAR(real(r, "margin")[0], 0);
  NEAR(real(r, "margin")[2], 20);
  NEAR(real(r, "entitled")[2], 20);
  ck_assert_double_nan(real(r, "margin")[3]);
  ck_assert_int_eq(whole(r, "violations")[0], 2);
  cpw_result_free(r);
  cpw_voters_verdict v;
  int32_t set[M];
  ck_assert_int_eq(cpw_voters_justified(&e, nothing, CPW_VOTERS_EJR, CPW_VOTE_CARDINALITY, 1000,
                                        set, &v, NULL, NULL),
                   CPW_OK);
  ck_assert_int_eq(v.verdict, CPW_VOTERS_VIOLATED);
  ck_assert_int_eq(v.set_cost, cost[set[0] ? 0 : 1]);
  NEAR(v.held, 0);
  NEAR(v.deserved, 1);
  ck_assert_int_eq(cpw_voters_justified(&e, nothing, CPW_VOTERS_EJR, CPW_VOTE_CARDINALITY, 1, set,
                                        &v, NULL, NULL),
                   CPW_OK);
  ck_assert_int_ne(v.verdict, CPW_VOTERS_HOLDS);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

START_TEST(arguments_that_are_wrong)
{
  cpw_election e = town();
  const int32_t place[M] = {0, -1, -1, -1};
  int64_t group_of[5] = {0, 1, 2, 0, 0}, ballot_of[5] = {0, 0, 1, 2, 3};
  cpw_voters_options o;
  cpw_result *r = NULL;
  cpw_error err;
  cpw_voters_verdict v;
  cpw_voters_options_init(&o);
  ck_assert_int_eq(cpw_voters_outcome(NULL, place, &o, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "election is NULL");
  ck_assert_int_eq(cpw_voters_outcome(&e, NULL, &o, &r, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_voters_outcome(&e, place, &o, NULL, &err), CPW_EINVAL);
  o.groups = 2;
  ck_assert_int_eq(cpw_voters_outcome(&e, place, &o, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "options.groups = 2 must be >= 1, and 1 without options.group_of");
  o.group_of = group_of;
  ck_assert_int_eq(cpw_voters_outcome(&e, place, &o, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "options.group_of[2] = 2 must be 0 to 1");
  ck_assert_int_eq(err.index, 2);
  group_of[2] = 1;
  o.voters = 5;
  ck_assert_int_eq(cpw_voters_outcome(&e, place, &o, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "options.voters = 5 must be >= 0, and 0 without options.ballot_of");
  o.ballot_of = ballot_of;
  ballot_of[4] = 9;
  ck_assert_int_eq(cpw_voters_outcome(&e, place, &o, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "options.ballot_of[4] = 9 must be 0 to 3");
  ballot_of[4] = 1;
  ck_assert_int_eq(cpw_voters_outcome(&e, place, &o, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "options.ballot_of gives ballot 1 2 voters, but "
                                "election.multiplicity[1] = 1");
  ballot_of[4] = 3;
  o.satisfaction = 7;
  ck_assert_int_eq(cpw_voters_outcome(&e, place, &o, &r, &err), CPW_EINVAL);
  o.satisfaction = CPW_VOTE_COST;
  o.struct_size += 8;
  ck_assert_int_eq(cpw_voters_outcome(&e, place, &o, &r, &err), CPW_EABI);
  e.budget = -1;
  ck_assert_int_eq(cpw_voters_outcome(&e, place, NULL, &r, &err), CPW_EDOMAIN);
  e.budget = 100;
  ck_assert_int_eq(cpw_voters_represented(&e, place, CPW_VOTE_POINTS, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "satisfaction = 2 must be CPW_VOTE_COST or CPW_VOTE_CARDINALITY");
  ck_assert_int_eq(cpw_voters_represented(&e, NULL, CPW_VOTE_COST, NULL, &r, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_voters_justified(&e, place, 6, CPW_VOTE_COST, 1, NULL, &v, NULL, &err),
                   CPW_EINVAL);
  ck_assert_str_eq(err.message, "axiom = 6 must be 0 to 5");
  ck_assert_int_eq(cpw_voters_justified(&e, place, 0, CPW_VOTE_COST, 0, NULL, &v, NULL, &err),
                   CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "most_steps = 0 must be >= 1");
  ck_assert_int_eq(cpw_voters_justified(&e, place, 0, 2, 1, NULL, &v, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_voters_justified(&e, place, 0, 0, 1, NULL, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_voters_without(NULL, NULL, NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_ptr_null(r);
}
END_TEST

START_TEST(costs_beyond_64_bits)
{
  cpw_election e = town();
  const int64_t dear[M] = {INT64_MAX, INT64_MAX, 1, 1};
  const int32_t both[M] = {0, 1, -1, -1}, one[M] = {0, -1, -1, -1};
  cpw_result *r = NULL;
  cpw_error err;
  e.cost = dear;
  e.budget = INT64_MAX;
  ck_assert_int_eq(cpw_voters_outcome(&e, both, NULL, &r, &err), CPW_EOVERFLOW);
  ck_assert_str_eq(err.message, "the selected projects cost more than 2^63 - 1");
  ck_assert_int_eq(cpw_voters_outcome(&e, one, NULL, &r, &err), CPW_OK);
  ck_assert_int_eq(whole(r, "left")[0], 0);
  cpw_result_free(r);
  ck_assert_int_eq(cpw_voters_represented(&e, both, CPW_VOTE_COST, NULL, &r, &err), CPW_OK);
  ck_assert_int_eq(whole(r, "violated")[2], 1); /* c costs 1 */
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- brute force --------------- */

#define VOTERS   6
#define PROJECTS 5

typedef struct small {
  int64_t cost[PROJECTS], budget, first[VOTERS + 1];
  int32_t project[VOTERS * PROJECTS], place[PROJECTS];
  unsigned approves[VOTERS], selected;
  cpw_election e;
} small;

static void make_small(small *s, uint64_t seed) {
  cpw_stream stream;
  int64_t left;
  memset(s, 0, sizeof *s);
  cpw_stream_init(&stream, seed, 0, 0, 0);
  s->budget = left = 10 + (int64_t)cpw_random_below(&stream, 20);
  for (int p = 0; p < PROJECTS; p++)
    s->cost[p] = 1 + (int64_t)cpw_random_below(&stream, 12);
  int64_t entries = 0;
  uint64_t types = 1 + cpw_random_below(&stream, 3);
  for (int v = 0; v < VOTERS; v++) {
    for (int p = 0; p < PROJECTS; p++) {
      int yes = cpw_random_below(&stream, 2) == 0;
      if (v > 0 && (uint64_t)v % 3 >= types) yes = s->approves[v - 1] >> p & 1;
      if (!yes) continue;
      s->project[entries++] = p;
      s->approves[v] |= 1U << p;
    }
    s->first[v + 1] = entries;
  }
  for (int p = 0; p < PROJECTS; p++) {
    int take = cpw_random_below(&stream, 2) == 0 && s->cost[p] <= left;
    s->place[p] = take ? p : -1;
    if (take) left -= s->cost[p], s->selected |= 1U << p;
  }
  cpw_election_init(&s->e);
  s->e.projects = PROJECTS;
  s->e.ballots = VOTERS;
  s->e.budget = s->budget;
  s->e.cost = s->cost;
  s->e.first = s->first;
  s->e.project = s->project;
}

static int64_t worth(const small *s, unsigned set, int32_t satisfaction) {
  int64_t sum = 0;
  for (int p = 0; p < PROJECTS; p++)
    if (set >> p & 1) sum += satisfaction == CPW_VOTE_COST ? s->cost[p] : 1;
  return sum;
}

/* Whether a group N may claim a set T, by the words of the definition. */
static int claims(const small *s, unsigned n, unsigned t, int32_t axiom, int32_t satisfaction) {
  int64_t size = 0, bonus = -1, deserved = worth(s, t, satisfaction);
  unsigned together = 0;
  int64_t best = 0;
  for (int v = 0; v < VOTERS; v++) {
    if (!(n >> v & 1)) continue;
    if ((s->approves[v] & t) != t) return 0;
    size++;
    together |= s->approves[v] & s->selected;
    int64_t held = worth(s, s->approves[v] & s->selected, satisfaction);
    if (held > best) best = held;
  }
  if (worth(s, t, CPW_VOTE_COST) * VOTERS > size * s->budget) return 0;
  int64_t held = axiom < CPW_VOTERS_PJR ? best : worth(s, together, satisfaction);
  if (axiom == CPW_VOTERS_EJR || axiom == CPW_VOTERS_PJR) return held < deserved;
  int one = axiom == CPW_VOTERS_EJR_ONE || axiom == CPW_VOTERS_PJR_ONE;
  for (int p = 0; p < PROJECTS; p++) {
    if (!(t & ~s->selected) || !((t & ~s->selected) >> p & 1)) continue;
    int64_t w = worth(s, 1U << p, satisfaction);
    if (bonus < 0 || (one ? w > bonus : w < bonus)) bonus = w;
  }
  return bonus >= 0 && held + bonus <= deserved;
}

static int brute(const small *s, int32_t axiom, int32_t satisfaction) {
  for (unsigned n = 1; n < 1U << VOTERS; n++)
    for (unsigned t = 1; t < 1U << PROJECTS; t++)
      if (claims(s, n, t, axiom, satisfaction)) return 1;
  return 0;
}

START_TEST(justified_as_brute_force)
{
  int found = 0;
  for (uint64_t seed = 0; seed < 150; seed++) {
    small s;
    make_small(&s, seed);
    for (int32_t axiom = 0; axiom < CPW_VOTERS_AXIOMS; axiom++)
      for (int32_t satisfaction = 0; satisfaction < 2; satisfaction++) {
        cpw_voters_verdict v;
        int32_t set[PROJECTS];
        ck_assert_int_eq(
            cpw_voters_justified(&s.e, s.place, axiom, satisfaction, 1000000, set, &v, NULL, NULL),
            CPW_OK);
        int expected = brute(&s, axiom, satisfaction);
        ck_assert_msg(v.verdict == (expected ? CPW_VOTERS_VIOLATED : CPW_VOTERS_HOLDS),
                      "seed %d axiom %d satisfaction %d", (int)seed, axiom, satisfaction);
        found += expected;
        if (!expected) continue;
        unsigned t = 0, any = 0;
        for (int p = 0; p < PROJECTS; p++)
          t |= (unsigned)set[p] << p;
        for (unsigned n = 1; n < 1U << VOTERS && !any; n++)
          any = (unsigned)claims(&s, n, t, axiom, satisfaction);
        ck_assert_int_eq((int)any, 1);
      }
  }
  ck_assert_int_gt(found, 100);
}
END_TEST

/* EJR+: a group that all support x, all with at most t, with money enough for (t + s) cost / s */
static int claims_one(const small *s, int p, int32_t satisfaction) {
  for (unsigned n = 1; n < 1U << VOTERS; n++) {
    int64_t size = 0, best = 0, all = 1;
    for (int v = 0; v < VOTERS; v++) {
      if (!(n >> v & 1)) continue;
      all &= s->approves[v] >> p & 1;
      size++;
      int64_t held = worth(s, s->approves[v] & s->selected, satisfaction);
      if (held > best) best = held;
    }
    int64_t unit = satisfaction == CPW_VOTE_COST ? s->cost[p] : 1;
    if (all && s->cost[p] <= s->budget &&
        size * s->budget * unit >= (best + unit) * s->cost[p] * VOTERS)
      return 1;
  }
  return 0;
}

START_TEST(represented_as_brute_force)
{
  int found = 0;
  for (uint64_t seed = 0; seed < 300; seed++) {
    small s;
    make_small(&s, seed);
    for (int32_t satisfaction = 0; satisfaction < 2; satisfaction++) {
      cpw_result *r = NULL;
      ck_assert_int_eq(cpw_voters_represented(&s.e, s.place, satisfaction, NULL, &r, NULL), CPW_OK);
      for (int p = 0; p < PROJECTS; p++) {
        int expected = !(s.selected >> p & 1) && claims_one(&s, p, satisfaction);
        ck_assert_int_eq(whole(r, "violated")[p], expected);
        if (expected) ck_assert_double_le(real(r, "margin")[p], 0);
        found += expected;
      }
      cpw_result_free(r);
    }
  }
  ck_assert_int_gt(found, 50);
}
END_TEST

/* what the paper proves: equal shares leave no claim up to one project */
START_TEST(equal_shares_leave_no_claim)
{
  for (uint64_t seed = 0; seed < 300; seed++) {
    small s;
    make_small(&s, seed);
    for (int32_t satisfaction = 0; satisfaction < 2; satisfaction++) {
      cpw_vote_options o;
      int32_t place[PROJECTS];
      cpw_result *r = NULL;
      cpw_voters_verdict v;
      cpw_vote_options_init(&o);
      o.satisfaction = satisfaction;
      ck_assert_int_eq(cpw_vote_select(&s.e, &o, NULL, place, NULL, NULL), CPW_OK);
      ck_assert_int_eq(cpw_voters_represented(&s.e, place, satisfaction, NULL, &r, NULL), CPW_OK);
      ck_assert_int_eq(whole(r, "violations")[0], 0);
      cpw_result_free(r);
      ck_assert_int_eq(cpw_voters_justified(&s.e, place, CPW_VOTERS_EJR_ANY, satisfaction, 1000000,
                                            NULL, &v, NULL, NULL),
                       CPW_OK);
      ck_assert_int_eq(v.verdict, CPW_VOTERS_HOLDS);
    }
  }
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

/* groups sum to the whole; one ballot a voter is as merged ballots */
START_TEST(parts_sum)
{
  for (uint64_t seed = 0; seed < 100; seed++) {
    small s;
    make_small(&s, seed);
    const int64_t group_of[VOTERS] = {0, 1, 2, 0, 1, 2};
    cpw_voters_options o;
    cpw_result *r = NULL;
    cpw_voters_options_init(&o);
    o.group_of = group_of;
    o.groups = 3;
    ck_assert_int_eq(cpw_voters_outcome(&s.e, s.place, &o, &r, NULL), CPW_OK);
    double money = 0, alone = 0;
    int64_t members = 0;
    for (int g = 0; g < 3; g++)
      money += real(r, "group_money")[g], members += whole(r, "group_voters")[g];
    for (int v = 0; v < VOTERS; v++)
      alone += real(r, "money")[v];
    double spent = (double)(whole(r, "cost")[0] - whole(r, "unsupported")[0]);
    ck_assert_double_eq_tol(money, spent, 1e-12);
    ck_assert_double_eq_tol(alone, spent, 1e-12);
    ck_assert_int_eq(members, VOTERS);
    cpw_result_free(r);
  }
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t everything(void *context) {
  (void)context;
  cpw_election e = town();
  const int32_t place[M] = {0, -1, -1, -1};
  const int64_t ballot_of[5] = {0, 2, 0, 1, 3}, group_of[5] = {1, 0, 0, 1, 0};
  cpw_voters_options o;
  cpw_result *r = NULL;
  cpw_voters_verdict v;
  cpw_voters_options_init(&o);
  o.ballot_of = ballot_of;
  o.group_of = group_of;
  o.voters = 5;
  o.groups = 2;
  int32_t status = cpw_voters_outcome(&e, place, &o, &r, NULL);
  if (status != CPW_OK) return status;
  cpw_result_free(r);
  r = NULL;
  status = cpw_voters_represented(&e, place, CPW_VOTE_COST, NULL, &r, NULL);
  if (status != CPW_OK) return status;
  cpw_result_free(r);
  return cpw_voters_justified(&e, place, CPW_VOTERS_PJR, CPW_VOTE_COST, 1000, NULL, &v, NULL, NULL);
}

static int32_t leaving(void *context) {
  (void)context;
  cpw_election e = town();
  cpw_result *r = NULL;
  int32_t status = cpw_voters_without(&e, NULL, NULL, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(memory_fails)
{
  cpwt_each_allocation_fails(everything, NULL);
  cpwt_each_allocation_fails(leaving, NULL);
}
END_TEST

static Suite *voters_suite(void) {
  Suite *suite = suite_create("voters");
  const struct {
    const char *name;
    const TTest *tests[8];
  } cases[] = {
      {"limits",
       {town_by_hand, money_and_points_as_satisfaction, nobody, a_group_stays_away,
        claims_by_hand}},
      {"errors", {arguments_that_are_wrong, costs_beyond_64_bits}},
      {"reference", {justified_as_brute_force, represented_as_brute_force}},
      {"properties", {equal_shares_leave_no_claim, parts_sum}},
      {"oom", {memory_fails}},
  };
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
  Suite *suites[] = {voters_suite()};
  return cpwt_run(suites, 1);
}
