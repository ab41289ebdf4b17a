/* Random elections, many ties: what is spent is within the budget; the order of projects and ballots, merging of
 * ballots and the unit of money change nothing; whom equal shares leave out could not be paid for; prices and loads
 * never fall; more money never makes the best set worse. Usage: property_vote [COUNT] [SEED], or --digest. */
#include "carepath/vote.h"
#include "worlds.h"

#include <stdio.h>
#include <string.h>

#define PROJECTS 12
#define BALLOTS  40
#define ENTRIES  (BALLOTS * 6)

typedef struct world {
  cpw_election e;
  int64_t cost[PROJECTS], people[BALLOTS], first[BALLOTS + 1], points[ENTRIES];
  int32_t project[ENTRIES];
  char text[PROJECTS][8];
  const char *id[PROJECTS];
} world;

static int32_t below(cpw_stream *s, int32_t n) {
  return (int32_t)cpw_random_below(s, (uint64_t)n);
}

static void join(world *w, int64_t projects, int64_t ballots, int64_t budget) {
  cpw_election_init(&w->e);
  w->e.projects = projects;
  w->e.ballots = ballots;
  w->e.budget = budget;
  w->e.cost = w->cost;
  w->e.id = w->id;
  w->e.multiplicity = w->people;
  w->e.first = w->first;
  w->e.project = w->project;
  w->e.points = w->points;
}

static void make(world *w, uint64_t seed) {
  cpw_stream s;
  memset(w, 0, sizeof *w);
  cpw_stream_init(&s, seed, 0, 0, 0);
  int32_t projects = 1 + below(&s, PROJECTS), ballots = 1 + below(&s, BALLOTS);
  int64_t unit = below(&s, 5) ? 1 : 1000003, sum = 0, used = 0;
  for (int32_t p = 0; p < projects; p++) {
    w->cost[p] = unit * (below(&s, 3) ? 12 * (1 + below(&s, 5)) : 1 + below(&s, 100));
    sum += w->cost[p];
    snprintf(w->text[p], sizeof w->text[p], "%d", (int)p);
    w->id[p] = w->text[p];
  }
  for (int32_t i = 0; i < ballots; i++) {
    w->people[i] = 1 + below(&s, 3);
    int32_t most = below(&s, 7);
    for (int32_t p = below(&s, projects); p < projects && most > 0; p += 1 + below(&s, 3), most--) {
      w->project[used] = p;
      w->points[used++] = below(&s, 4);
    }
    w->first[i + 1] = used;
  }
  join(w, projects, ballots, (int64_t)cpw_random_below(&s, (uint64_t)sum + 1));
}

static cpw_vote_options how(int32_t kind) {
  static const int32_t WAYS[][3] = {
      {CPW_VOTE_EQUAL_SHARES, CPW_VOTE_COST, CPW_VOTE_ALONE},
      {CPW_VOTE_EQUAL_SHARES, CPW_VOTE_CARDINALITY, CPW_VOTE_ALONE},
      {CPW_VOTE_EQUAL_SHARES, CPW_VOTE_POINTS, CPW_VOTE_ALONE},
      {CPW_VOTE_PHRAGMEN, CPW_VOTE_COST, CPW_VOTE_ALONE},
      {CPW_VOTE_EXACT_EQUAL_SHARES, CPW_VOTE_COST, CPW_VOTE_ALONE},
      {CPW_VOTE_EXACT_EQUAL_SHARES, CPW_VOTE_CARDINALITY, CPW_VOTE_ADD_OPTU},
      {CPW_VOTE_OVERSPENDING, CPW_VOTE_COST, CPW_VOTE_ALONE},
      {CPW_VOTE_GREEDY, CPW_VOTE_POINTS, CPW_VOTE_ALONE},
      {CPW_VOTE_WELFARE, CPW_VOTE_POINTS, CPW_VOTE_ALONE},
      {CPW_VOTE_EQUAL_SHARES, CPW_VOTE_POINTS, CPW_VOTE_UTILITARIAN}};
  cpw_vote_options o;
  cpw_vote_options_init(&o);
  o.rule = WAYS[kind][0];
  o.satisfaction = WAYS[kind][1];
  o.completion = WAYS[kind][2];
  return o;
}

#define WAYS_COUNT 10

/* the same election with its rows turned round, ballots one a voter where there is room, money in units of 7 */
static void turn(const world *from, world *to) {
  int64_t m = from->e.projects, c = from->e.ballots, used = 0;
  memset(to, 0, sizeof *to);
  for (int64_t p = 0; p < m; p++) {
    to->cost[p] = 7 * from->cost[m - 1 - p];
    to->id[p] = from->text[m - 1 - p];
  }
  for (int64_t i = 0; i < c; i++) {
    int64_t old = c - 1 - i;
    to->people[i] = from->people[old];
    for (int64_t k = from->first[old]; k < from->first[old + 1]; k++) {
      to->project[used] = (int32_t)(m - 1 - from->project[k]);
      to->points[used++] = from->points[k];
    }
    to->first[i + 1] = used;
  }
  join(to, m, c, 7 * from->e.budget);
}

static const char *turned_round(const world *w, const cpw_vote_options *o, const int32_t *place) {
  world other;
  int32_t again[PROJECTS];
  turn(w, &other);
  if (cpw_vote_select(&other.e, o, NULL, again, NULL, NULL) != CPW_OK)
    return "turned round: refused";
  for (int64_t p = 0; p < w->e.projects; p++)
    if (again[w->e.projects - 1 - p] != place[p]) return "the order of the rows matters";
  return NULL;
}

static const char *within_budget(const world *w, const int32_t *place,
                                 const cpw_vote_outcome *out) {
  int64_t cost = 0, count = 0;
  for (int64_t p = 0; p < w->e.projects; p++) {
    if (place[p] < 0) continue;
    cost += w->cost[p];
    count++;
  }
  if (cost != out->cost || count != out->selected) return "the outcome does not add up";
  if (cost > w->e.budget || cost + out->left != w->e.budget) return "more is spent than there is";
  return NULL;
}

/* shares: nobody pays more than the share, what was left out could not be paid for, prices never fall */
static const char *prices_hold(const world *w, const cpw_vote_options *o) {
  cpw_result *r = NULL;
  const char *found = NULL;
  if (cpw_vote_run(&w->e, o, NULL, &r, NULL) != CPW_OK) return "a run is refused";
  const double *price = cpw_result_find(r, "round_price")->real;
  int64_t by_rule = cpw_result_find(r, "by_rule")->integer[0];
  for (int64_t k = 1; k < by_rule; k++)
    if (price[k] < price[k - 1] * (1 - 1e-12)) found = "a price falls";
  if (o->rule == CPW_VOTE_EQUAL_SHARES) {
    const double *left = cpw_result_find(r, "left")->real;
    const double *behind = cpw_result_find(r, "behind")->real;
    const int64_t *place = cpw_result_find(r, "place")->integer;
    double money = 0, spent = 0, share = cpw_result_find(r, "share")->real[0];
    int64_t voters = cpw_result_find(r, "voters")->integer[0];
    for (int64_t i = 0; i < w->e.ballots; i++) {
      money += left[i] * (double)w->people[i];
      if (left[i] < 0 || left[i] > share) found = "money left out of range";
    }
    for (int64_t p = 0; p < w->e.projects; p++) {
      int bought = place[p] >= 0 && place[p] < by_rule;
      if (bought) spent += (double)w->cost[p];
      if (!bought && behind[p] > (double)w->cost[p] * (1 + 1e-12)) found = "a project was left out";
    }
    double all = share * (double)voters;
    if (money + spent < all * (1 - 1e-12) || money + spent > all * (1 + 1e-12))
      found = "money is lost";
  }
  cpw_result_free(r);
  return found;
}

static const char *more_is_better(const world *w, const cpw_vote_options *o, double least) {
  world richer = *w;
  cpw_vote_outcome out;
  int32_t place[PROJECTS];
  join(&richer, w->e.projects, w->e.ballots, w->e.budget + 11);
  if (cpw_vote_select(&richer.e, o, NULL, place, &out, NULL) != CPW_OK) return "richer: refused";
  return out.satisfaction < least ? "more money makes the best set worse" : NULL;
}

static const char *problem(uint64_t seed) {
  world w;
  const char *found = NULL;
  make(&w, seed);
  for (int32_t k = 0; k < WAYS_COUNT && !found; k++) {
    cpw_vote_options o = how(k);
    cpw_vote_outcome out;
    int32_t place[PROJECTS];
    if (cpw_vote_select(&w.e, &o, NULL, place, &out, NULL) != CPW_OK) return "a rule is refused";
    found = within_budget(&w, place, &out);
    /* which of several best sets is chosen is not promised to be the same in other units */
    if (!found && o.rule != CPW_VOTE_WELFARE) found = turned_round(&w, &o, place);
    if (!found && o.rule <= CPW_VOTE_EXACT_EQUAL_SHARES && o.rule != CPW_VOTE_WELFARE &&
        o.rule != CPW_VOTE_GREEDY && o.rule != CPW_VOTE_OVERSPENDING)
      found = prices_hold(&w, &o);
    if (!found && o.rule == CPW_VOTE_WELFARE) found = more_is_better(&w, &o, out.satisfaction);
  }
  return found;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  make(&w, seed);
  for (int32_t k = 0; k < WAYS_COUNT; k++) {
    cpw_vote_options o = how(k);
    cpw_result *r = NULL;
    if (cpw_vote_run(&w.e, &o, NULL, &r, NULL) == CPW_OK) hash = worlds_digest(r, hash);
    cpw_result_free(r);
  }
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"vote", "random elections", 2000, 300, problem, digest};
  return worlds_main(&w, argc, argv);
}
