/* Random policies over random lists: nobody is lost, no tier and no breach is crossed, equity stays within
 * its cap, nobody is reordered by who leaves, contributions sum to the score. Usage: property_priority [COUNT] [SEED], or --digest. */
#include "carepath/priority.h"
#include "carepath/random.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define PATIENTS 60
#define CRITERIA 5
#define COLUMNS  3
#define KNOTS    4
#define TIERS    3

typedef struct world {
  cpw_priority_policy policy;
  cpw_priority_list list;
  cpw_priority_tier tiers[TIERS];
  cpw_priority_criterion criteria[CRITERIA];
  double at[CRITERIA][KNOTS], value[CRITERIA][KNOTS];
  double wait[PATIENTS], fact[COLUMNS][PATIENTS];
  const double *column[COLUMNS];
  int32_t tier[PATIENTS];
} world;

typedef struct ranked {
  int64_t order[PATIENTS], place[PATIENTS];
  double score[PATIENTS], equity[PATIENTS], wait[PATIENTS];
  int32_t breached[PATIENTS];
} ranked;

static int32_t below(cpw_stream *s, int64_t n) {
  return (int32_t)cpw_random_below(s, (uint64_t)n);
}

static void make_criterion(world *w, cpw_stream *s, int k) {
  static const char *const NAMES[CRITERIA] = {"one", "two", "three", "four", "five"};
  cpw_priority_criterion *c = &w->criteria[k];
  c->name = NAMES[k];
  c->part = below(s, 2);
  c->shape = below(s, 4);
  /* the last column holds categories, the others numbers */
  c->source = c->shape == CPW_PRIORITY_CATEGORIES ? COLUMNS - 1 : below(s, COLUMNS + 1) - 2;
  c->knots = c->shape == CPW_PRIORITY_S_SHAPED ? 3 : 2 + below(s, KNOTS - 1);
  c->at = c->shape == CPW_PRIORITY_CATEGORIES ? NULL : w->at[k];
  if (c->shape == CPW_PRIORITY_CATEGORIES) c->knots = KNOTS;
  c->value = w->value[k];
  c->missing = below(s, 4) ? cpw_random_uniform(s) : 0.0;
  c->until = CPW_DATE_NONE;
  int falls = below(s, 2);
  for (int i = 0; i < KNOTS; i++) {
    w->at[k][i] = (i ? w->at[k][i - 1] : -5.0) + 0.25 * (1 + below(s, 40));
    w->value[k][i] = (falls ? KNOTS - 1 - i : i) / (double)(KNOTS - 1);
  }
}

static void make_policy(world *w, cpw_stream *s) {
  static const char *const NAMES[TIERS] = {"P1", "P2", "P3"};
  cpw_priority_policy *p = &w->policy;
  double left = 1.0;
  cpw_priority_policy_init(p);
  for (int k = 0; k < TIERS; k++) {
    double target = below(s, 4) ? 1 + below(s, 60) : (double)INFINITY;
    w->tiers[k] = (cpw_priority_tier){NAMES[k], target, 1 + below(s, 5)};
  }
  for (int k = 0; k < CRITERIA; k++) {
    make_criterion(w, s, k);
    w->criteria[k].weight = k == CRITERIA - 1 ? left : 0.25 * below(s, 2);
    left -= w->criteria[k].weight;
  }
  p->tiers = w->tiers;
  p->tier_count = TIERS;
  p->criteria = w->criteria;
  p->criterion_count = CRITERIA;
  p->cap_kind = below(s, 3);
  if (p->cap_kind == CPW_PRIORITY_CAP_SCORE) p->cap = 0.25 * cpw_random_uniform(s);
  if (p->cap_kind == CPW_PRIORITY_CAP_DAYS) p->cap = below(s, 50);
  p->breaches_first = below(s, 2);
  p->tiers_are_targets = below(s, 2);
  p->rule = below(s, 3) ? CPW_PRIORITY_SCORE : below(s, 6);
  if (p->rule == CPW_PRIORITY_SCORE) return;
  for (int k = 0; k < CRITERIA; k++)
    w->criteria[k].part = CPW_PRIORITY_EQUITY;
  p->cap_kind = CPW_PRIORITY_CAP_DAYS;
  p->cap = below(s, 50);
}

static void make(world *w, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  memset(w, 0, sizeof *w);
  make_policy(w, &s);
  cpw_priority_list_init(&w->list);
  w->list.patients = below(&s, PATIENTS + 1);
  w->list.tier = w->tier;
  w->list.wait = w->wait;
  w->list.fact = w->column;
  w->list.columns = COLUMNS;
  for (int i = 0; i < PATIENTS; i++) {
    w->tier[i] = below(&s, TIERS);
    w->wait[i] = below(&s, 30);
    for (int k = 0; k < COLUMNS; k++)
      w->fact[k][i] = below(&s, 12) ? below(&s, KNOTS) : (double)NAN;
  }
  for (int k = 0; k < COLUMNS; k++)
    w->column[k] = w->fact[k];
}

static int rank(const world *w, ranked *r) {
  cpw_priority_ranking out;
  cpw_priority_ranking_init(&out);
  out.order = r->order;
  out.place = r->place;
  out.score = r->score;
  out.equity = r->equity;
  out.wait = r->wait;
  out.breached = r->breached;
  return cpw_priority_rank(&w->policy, &w->list, &out, NULL) == CPW_OK;
}

static const char *in_order(const world *w, const ranked *r) {
  const cpw_priority_policy *p = &w->policy;
  for (int64_t k = 0; k < w->list.patients; k++) {
    int64_t b = r->order[k], a = k ? r->order[k - 1] : b;
    if (r->place[b] != k + 1) return "a place and the order differ";
    if (p->cap_kind != CPW_PRIORITY_CAP_NONE && r->equity[b] > p->cap * (1 + 1e-15))
      return "equity is beyond its cap";
    if (a == b) continue;
    if (!p->tiers_are_targets && w->tier[a] > w->tier[b]) return "a tier is crossed";
    if (!p->tiers_are_targets && w->tier[a] < w->tier[b]) continue;
    if (p->breaches_first && r->breached[a] < r->breached[b]) return "a breach is crossed";
    if (p->breaches_first && r->breached[a] > r->breached[b]) continue;
    if (r->score[a] < r->score[b]) return "a higher score comes later";
    if (!(r->score[a] > r->score[b]) && r->wait[a] < r->wait[b]) return "a longer wait comes later";
  }
  return NULL;
}

/* The last row leaves: everybody else keeps the order. */
static const char *order_stays(world *w, const ranked *all) {
  ranked rest;
  int64_t n = w->list.patients, at = 0;
  if (n == 0) return NULL;
  w->list.patients = n - 1;
  int ranks = rank(w, &rest);
  w->list.patients = n;
  if (!ranks) return "a shorter list is refused";
  for (int64_t k = 0; k < n; k++)
    if (all->order[k] != n - 1 && all->order[k] != rest.order[at++])
      return "whoever leaves reorders the others";
  return NULL;
}

static const char *reasons_add_up(const world *w, const ranked *r, int64_t row) {
  cpw_result *out = NULL;
  double sum = 0.0;
  if (cpw_priority_explain(&w->policy, &w->list, row, NULL, &out, NULL) != CPW_OK)
    return "no reasons are given";
  for (int k = 0; k < CRITERIA; k++)
    sum += cpw_result_find(out, "contribution")->real[k];
  int64_t place = cpw_result_find(out, "place")->integer[0];
  cpw_result_free(out);
  if (place != r->place[row]) return "the reasons are for another place";
  if (w->policy.rule == CPW_PRIORITY_SCORE && fabs(sum - r->score[row]) > 1e-12)
    return "the contributions do not sum to the score";
  return NULL;
}

static const char *problem(uint64_t seed) {
  world w;
  ranked r;
  make(&w, seed);
  if (!rank(&w, &r)) return "a list is refused";
  const char *found = in_order(&w, &r);
  if (!found) found = order_stays(&w, &r);
  if (!found && w.list.patients > 0)
    found = reasons_add_up(&w, &r, (int64_t)(seed % (uint64_t)w.list.patients));
  return found;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  ranked r;
  cpw_result *out = NULL;
  make(&w, seed);
  memset(&r, 0, sizeof r);
  if (!rank(&w, &r)) return 0;
  if (w.list.patients > 1 &&
      cpw_priority_compare(&w.policy, &w.list, 0, 1, NULL, &out, NULL) == CPW_OK)
    hash = worlds_digest(out, hash);
  cpw_result_free(out);
  for (int64_t k = 0; k < w.list.patients; k++)
    hash = (hash ^ (uint64_t)r.order[k]) * UINT64_C(0x100000001b3);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"priority", "random policies", 20000, 500, problem, digest};
  return worlds_main(&w, argc, argv);
}
