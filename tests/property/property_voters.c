/* Elections of any shape: groups sum to the whole, merged ballots are as single ones, relabelling projects relabels
 * the answers, equal shares leave no claim, and the axioms imply each other. Usage: property_voters [COUNT] [SEED],
 * or --digest. */
#include "carepath/voters.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define PROJECTS 8
#define BALLOTS  9

typedef struct town {
  int64_t cost[PROJECTS], times[BALLOTS], first[BALLOTS + 1], points[BALLOTS * PROJECTS];
  int64_t group_of[BALLOTS];
  int32_t project[BALLOTS * PROJECTS], place[PROJECTS];
  cpw_election e;
} town;

static void wire(town *t) {
  cpw_election_init(&t->e);
  t->e.projects = PROJECTS;
  t->e.ballots = BALLOTS;
  t->e.cost = t->cost;
  t->e.multiplicity = t->times;
  t->e.first = t->first;
  t->e.project = t->project;
  t->e.points = t->points;
}

static void make(town *t, uint64_t seed) {
  cpw_stream s;
  memset(t, 0, sizeof *t);
  cpw_stream_init(&s, seed, 0, 0, 0);
  wire(t);
  t->e.budget = 20 + (int64_t)cpw_random_below(&s, 200);
  int64_t left = t->e.budget, entries = 0;
  for (int p = 0; p < PROJECTS; p++) {
    t->cost[p] = 1 + (int64_t)cpw_random_below(&s, 60);
    t->place[p] = -1;
    if (cpw_random_below(&s, 2) && t->cost[p] <= left) left -= t->cost[p], t->place[p] = p;
  }
  for (int b = 0; b < BALLOTS; b++) {
    t->times[b] = (int64_t)cpw_random_below(&s, 6);
    t->group_of[b] = (int64_t)cpw_random_below(&s, 3);
    for (int p = 0; p < PROJECTS; p++)
      if (cpw_random_below(&s, 3) == 0) {
        t->project[entries] = p;
        t->points[entries++] = (int64_t)cpw_random_below(&s, 4);
      }
    t->first[b + 1] = entries;
  }
  t->times[0]++;
}

static cpw_result *outcome(const town *t, int32_t satisfaction) {
  cpw_voters_options o;
  cpw_result *r = NULL;
  cpw_voters_options_init(&o);
  o.group_of = t->group_of;
  o.groups = 3;
  o.satisfaction = satisfaction;
  return cpw_voters_outcome(&t->e, t->place, &o, &r, NULL) == CPW_OK ? r : NULL;
}

static const char *sums_hold(const town *t) {
  cpw_result *r = outcome(t, CPW_VOTE_COST);
  if (!r) return "an election is refused";
  double money = 0, spent = 0;
  int64_t voters = 0, excluded = 0, all = cpw_result_find(r, "voters")->integer[0];
  for (int g = 0; g < 3; g++) {
    money += cpw_result_find(r, "group_money")->real[g];
    voters += cpw_result_find(r, "group_voters")->integer[g];
    excluded += cpw_result_find(r, "group_excluded")->integer[g];
  }
  spent = (double)(cpw_result_find(r, "cost")->integer[0] -
                   cpw_result_find(r, "unsupported")->integer[0]);
  const char *found = NULL;
  if (fabs(money - spent) > 1e-11 * (1 + spent)) found = "the groups' money is not what was spent";
  if (voters != all) found = "the groups are not all voters";
  if (excluded != cpw_result_find(r, "excluded")->integer[0])
    found = "the groups' excluded are not all";
  cpw_result_free(r);
  return found;
}

/* project p of the one is project PROJECTS - 1 - p of the other */
static void turn(const town *from, town *to) {
  *to = *from;
  wire(to);
  to->e.budget = from->e.budget;
  for (int p = 0; p < PROJECTS; p++) {
    to->cost[PROJECTS - 1 - p] = from->cost[p];
    to->place[PROJECTS - 1 - p] = from->place[p];
  }
  for (int64_t i = 0; i < from->first[BALLOTS]; i++)
    to->project[i] = PROJECTS - 1 - from->project[i];
}

static const char *labels_do_not_matter(const town *t) {
  town other;
  cpw_result *a = NULL, *b = NULL;
  const char *found = NULL;
  turn(t, &other);
  for (int32_t s = 0; s < 2 && !found; s++) {
    if (cpw_voters_represented(&t->e, t->place, s, NULL, &a, NULL) != CPW_OK ||
        cpw_voters_represented(&other.e, other.place, s, NULL, &b, NULL) != CPW_OK)
      found = "claims are refused";
    for (int p = 0; p < PROJECTS && !found; p++) {
      const double *x = &cpw_result_find(a, "margin")->real[p];
      const double *y = &cpw_result_find(b, "margin")->real[PROJECTS - 1 - p];
      if (memcmp(x, y, sizeof *x) != 0 && !(isnan(*x) && isnan(*y)))
        found = "another order of projects, another claim";
    }
    cpw_result_free(a);
    cpw_result_free(b);
    a = b = NULL;
  }
  return found;
}

static int holds(const town *t, const int32_t *place, int32_t axiom, int32_t satisfaction) {
  cpw_voters_verdict v;
  if (cpw_voters_justified(&t->e, place, axiom, satisfaction, 10000000, NULL, &v, NULL, NULL) !=
      CPW_OK)
    return -1;
  return v.verdict == CPW_VOTERS_HOLDS;
}

static const char *axioms_imply(const town *t, int32_t satisfaction) {
  int h[CPW_VOTERS_AXIOMS];
  for (int32_t k = 0; k < CPW_VOTERS_AXIOMS; k++)
    if ((h[k] = holds(t, t->place, k, satisfaction)) < 0) return "an axiom is refused";
  if (h[CPW_VOTERS_EJR] && !h[CPW_VOTERS_EJR_ONE]) return "EJR without EJR-1";
  if (h[CPW_VOTERS_EJR_ANY] && !h[CPW_VOTERS_EJR_ONE]) return "EJR-x without EJR-1";
  if (h[CPW_VOTERS_EJR] && !h[CPW_VOTERS_PJR]) return "EJR without PJR";
  if (h[CPW_VOTERS_EJR_ONE] && !h[CPW_VOTERS_PJR_ONE]) return "EJR-1 without PJR-1";
  if (h[CPW_VOTERS_EJR_ANY] && !h[CPW_VOTERS_PJR_ANY]) return "EJR-x without PJR-x";
  if (h[CPW_VOTERS_PJR_ANY] && !h[CPW_VOTERS_PJR_ONE]) return "PJR-x without PJR-1";
  return NULL;
}

static const char *shares_are_fair(const town *t, int32_t satisfaction) {
  cpw_vote_options o;
  int32_t place[PROJECTS];
  cpw_result *r = NULL;
  cpw_vote_options_init(&o);
  o.satisfaction = satisfaction;
  if (cpw_vote_select(&t->e, &o, NULL, place, NULL, NULL) != CPW_OK) return "a rule is refused";
  if (cpw_voters_represented(&t->e, place, satisfaction, NULL, &r, NULL) != CPW_OK)
    return "an outcome is refused";
  int64_t violations = cpw_result_find(r, "violations")->integer[0];
  cpw_result_free(r);
  if (violations > 0) return "equal shares leave a claim";
  return holds(t, place, CPW_VOTERS_EJR_ANY, satisfaction) == 1 ? NULL
                                                                : "equal shares violate EJR-x";
}

static const char *problem(uint64_t seed) {
  town t;
  make(&t, seed);
  const char *found = sums_hold(&t);
  if (!found) found = labels_do_not_matter(&t);
  for (int32_t s = 0; s < 2 && !found; s++) {
    found = axioms_imply(&t, s);
    if (!found) found = shares_are_fair(&t, s);
  }
  return found;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  town t;
  cpw_result *r = NULL;
  make(&t, seed);
  for (int32_t s = 0; s < CPW_VOTE_SATISFACTIONS; s++) {
    r = outcome(&t, s);
    hash = worlds_digest(r, hash);
    cpw_result_free(r);
  }
  if (cpw_voters_represented(&t.e, t.place, CPW_VOTE_COST, NULL, &r, NULL) != CPW_OK) return 0;
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"voters", "random elections", 2000, 300, problem, digest};
  return worlds_main(&w, argc, argv);
}
