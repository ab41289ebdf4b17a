/* Random small choices against every whole plan, and random joint plans against what must hold: budgets, rules,
 * everybody counted once, more money never worse, the order of options never another value.
 * Usage: property_plans [COUNT] [SEED], or --digest. */
#include "carepath/plans.h"
#include "carepath/random.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define OPTIONS 8
#define FUTURES 3
#define BUDGETS 2
#define RULES   3

typedef struct world {
  cpw_plans_problem p;
  double benefit[FUTURES * OPTIONS], probability[FUTURES], cost[BUDGETS * OPTIONS], budget[BUDGETS];
  double upper[OPTIONS], weight[RULES * OPTIONS], least[RULES], baseline[OPTIONS];
  int64_t later[RULES], earlier[RULES], start[RULES + 1], member[3 * RULES];
} world;

static double whole(cpw_stream *s, int64_t from, int64_t to) {
  return (double)(from + (int64_t)cpw_random_below(s, (uint64_t)(to - from + 1)));
}

static int64_t below(cpw_stream *s, int64_t n) {
  return (int64_t)cpw_random_below(s, (uint64_t)n);
}

static void make_rules(world *w, cpw_stream *s) {
  cpw_plans_problem *p = &w->p;
  p->precedences = p->options > 1 ? below(s, RULES) : 0;
  for (int64_t k = 0; k < p->precedences; k++) { /* upwards, so never in a circle */
    w->later[k] = 1 + below(s, p->options - 1);
    w->earlier[k] = below(s, w->later[k]);
  }
  p->exclusions = below(s, RULES);
  for (int64_t k = 0; k < p->exclusions; k++) {
    w->start[k + 1] = w->start[k] + 1 + below(s, 3);
    for (int64_t q = w->start[k]; q < w->start[k + 1]; q++)
      w->member[q] = (w->start[k] + below(s, 2) + q) % p->options;
  }
  p->guarantees = below(s, 2);
  for (int64_t g = 0; g < p->guarantees; g++) {
    w->least[g] = whole(s, 0, 20);
    for (int64_t i = 0; i < p->options; i++)
      w->weight[g * p->options + i] = below(s, 2) ? whole(s, 0, 9) : 0.0;
  }
  p->later = w->later;
  p->earlier = w->earlier;
  p->exclusion_start = w->start;
  p->exclusion_option = w->member;
  p->guarantee_weight = w->weight;
  p->guarantee = w->least;
}

static void make(world *w, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  memset(w, 0, sizeof *w);
  cpw_plans_problem *p = &w->p;
  cpw_plans_problem_init(p);
  p->options = 1 + below(&s, OPTIONS);
  p->scenarios = 1 + below(&s, FUTURES);
  p->budgets = below(&s, BUDGETS + 1);
  p->measure = (int32_t)below(&s, 4);
  p->level = 0.25 * (double)below(&s, 4);
  p->whole = 1;
  double left = 1.0;
  for (int64_t f = 0; f < p->scenarios; f++) {
    w->probability[f] = f == p->scenarios - 1 ? left : 0.5 * left;
    left -= w->probability[f];
    for (int64_t i = 0; i < p->options; i++)
      w->benefit[f * p->options + i] = whole(&s, -3, 30);
  }
  for (int64_t b = 0; b < p->budgets; b++) {
    w->budget[b] = whole(&s, 0, 70);
    for (int64_t i = 0; i < p->options; i++)
      w->cost[b * p->options + i] = whole(&s, 0, 30);
  }
  for (int64_t i = 0; i < p->options; i++) {
    w->upper[i] = below(&s, 5) ? 1.0 : 2.0;
    w->baseline[i] = (double)(below(&s, 4) == 0);
  }
  p->benefit = w->benefit;
  p->probability = w->probability;
  p->cost = w->cost;
  p->budget = w->budget;
  p->upper = w->upper;
  if (below(&s, 2)) p->baseline = w->baseline;
  make_rules(w, &s);
}

/* -------- every whole plan */

static double sum(const double *weight, const double *x, int64_t n) {
  double all = 0.0;
  for (int64_t i = 0; i < n; i++)
    all += weight[i] * x[i];
  return all;
}

/* budget `but` may be overspent; -1: none */
static int keeps(const world *w, const double *x, double slack, int64_t but) {
  const cpw_plans_problem *p = &w->p;
  for (int64_t b = 0; b < p->budgets; b++)
    if (b != but && sum(w->cost + b * p->options, x, p->options) > w->budget[b] + slack) return 0;
  for (int64_t g = 0; g < p->guarantees; g++)
    if (sum(w->weight + g * p->options, x, p->options) < w->least[g] - slack) return 0;
  for (int64_t k = 0; k < p->precedences; k++)
    if (x[w->later[k]] > x[w->earlier[k]] + slack) return 0;
  for (int64_t k = 0; k < p->exclusions; k++) {
    double of_set = 0.0;
    for (int64_t q = w->start[k]; q < w->start[k + 1]; q++)
      of_set += x[w->member[q]];
    if (of_set > 1.0 + slack) return 0;
  }
  return 1;
}

/* Of the measure, greater is better; mean of the worst share by moving the threshold over all benefits. */
static double worth(const world *w, const double *x, const double *best) {
  const cpw_plans_problem *p = &w->p;
  double value[FUTURES] = {0}, mean = 0.0, least = (double)INFINITY, regret = -(double)INFINITY;
  double tail = -(double)INFINITY;
  for (int64_t f = 0; f < p->scenarios; f++) {
    value[f] = sum(w->benefit + f * p->options, x, p->options);
    mean += w->probability[f] * value[f];
    least = fmin(least, value[f]);
    regret = fmax(regret, best[f] - value[f]);
  }
  for (int64_t t = 0; t < p->scenarios; t++) {
    double here = value[t];
    for (int64_t f = 0; f < p->scenarios; f++)
      here -= w->probability[f] * fmax(value[t] - value[f], 0.0) / (1.0 - p->level);
    tail = fmax(tail, here);
  }
  const double values[] = {mean, tail, least, -regret};
  return values[p->measure];
}

static int next_plan(const world *w, double *x) {
  for (int64_t i = 0; i < w->p.options; i++) {
    if (x[i] < w->upper[i]) {
      x[i] += 1.0;
      return 1;
    }
    x[i] = 0.0;
  }
  return 0;
}

/* The best of all whole plans; 0 where there is none. */
static int enumerate(const world *w, double *best, double *of_future) {
  double x[OPTIONS] = {0};
  int any = 0;
  for (int f = 0; f < FUTURES; f++)
    of_future[f] = -(double)INFINITY;
  do {
    if (!keeps(w, x, 0.0, -1)) continue;
    any = 1;
    for (int64_t f = 0; f < w->p.scenarios; f++)
      of_future[f] = fmax(of_future[f], sum(w->benefit + f * w->p.options, x, w->p.options));
  } while (next_plan(w, x));
  *best = -(double)INFINITY;
  memset(x, 0, sizeof x);
  do {
    if (any && keeps(w, x, 0.0, -1)) *best = fmax(*best, worth(w, x, of_future));
  } while (next_plan(w, x));
  return any;
}

static double least_overspend(const world *w, int64_t b) {
  double x[OPTIONS] = {0}, least = (double)INFINITY;
  do {
    double over = sum(w->cost + b * w->p.options, x, w->p.options) - w->budget[b];
    if (keeps(w, x, 0.0, b)) least = fmin(least, over);
  } while (next_plan(w, x));
  return least;
}

static double number(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  return a->real ? a->real[0] : (double)a->integer[0];
}

static const char *no_plan(const world *w, const cpw_result *r) {
  if (cpw_result_outcome(r) != CPW_OUTCOME_UNREACHABLE) return "a plan where there is none";
  if (!cpw_result_note(r, "conflict")) return "no word of what is in the way";
  for (int64_t b = 0; b < w->p.budgets; b++)
    if (cpw_result_find(r, "short_by")->real[b] != least_overspend(w, b)) return "another shortage";
  return NULL;
}

static const char *with_parts(const world *w, double value) {
  cpw_plans_problem p = w->p;
  cpw_result *r = NULL;
  double best[FUTURES];
  const char *found = NULL;
  p.whole = 0;
  if (cpw_plans_choose(&p, NULL, &r, NULL) != CPW_OK) return "parts are refused";
  double sign = p.measure == CPW_PLANS_REGRET ? -1.0 : 1.0, parts = sign * number(r, "value");
  const double *x = cpw_result_find(r, "amount")->real;
  memcpy(best, cpw_result_find(r, "scenario_best")->real, (size_t)p.scenarios * sizeof *best);
  if (!keeps(w, x, 1e-9, -1)) found = "parts break a rule";
  if (!found && fabs(worth(w, x, best) - parts) > 1e-9 * (1.0 + fabs(parts)))
    found = "parts are not worth what they say";
  if (p.measure != CPW_PLANS_REGRET && parts < value - 1e-9)
    found = "parts are worse than whole options";
  cpw_result_free(r);
  return found;
}

static const char *of_choice(uint64_t seed) {
  world w;
  cpw_result *r = NULL, *more = NULL;
  double best = 0.0, of_future[FUTURES];
  make(&w, seed);
  if (cpw_plans_choose(&w.p, NULL, &r, NULL) != CPW_OK) return "a problem is refused";
  const char *found = NULL;
  double sign = w.p.measure == CPW_PLANS_REGRET ? -1.0 : 1.0, value = sign * number(r, "value");
  if (!enumerate(&w, &best, of_future)) {
    found = no_plan(&w, r);
    cpw_result_free(r);
    return found;
  }
  const double *x = cpw_result_find(r, "amount")->real;
  if (cpw_result_outcome(r) != CPW_OUTCOME_OK) found = "no plan where there is one";
  if (!found && !keeps(&w, x, 0.0, -1)) found = "a rule is broken";
  if (!found && number(r, "proven") != 1.0) found = "not proven";
  if (!found && fabs(value - best) > 1e-9 * (1.0 + fabs(best))) found = "a plan is better";
  if (!found && fabs(worth(&w, x, of_future) - value) > 1e-9 * (1.0 + fabs(value)))
    found = "the plan is not worth what it says";
  if (!found && number(r, "gain") < -1e-9) found = "worse than the baseline";
  if (!found) found = with_parts(&w, value);
  for (int64_t b = 0; b < w.p.budgets; b++)
    w.budget[b] += 7.0;
  if (!found && cpw_plans_choose(&w.p, NULL, &more, NULL) != CPW_OK)
    found = "more money is refused";
  if (!found && w.p.measure != CPW_PLANS_REGRET && number(more, "value") < value - 1e-9)
    found = "more money is worse";
  cpw_result_free(r);
  cpw_result_free(more);
  return found;
}

/* -------- joint plans */

#define LISTS  3
#define GROUPS 3
#define TIERS  2
#define TIMES  3

typedef struct lists {
  cpw_plans_lists l;
  double list[LISTS * GROUPS], demand[TIMES * LISTS * GROUPS], cost[LISTS * TIERS];
  double capacity[LISTS * TIERS], budget[TIMES], weight[GROUPS], next[LISTS * LISTS], most[2];
  int64_t of[2], over[2];
} lists;

static void make_lists(lists *w, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 1, 0, 0);
  memset(w, 0, sizeof *w);
  cpw_plans_lists *l = &w->l;
  cpw_plans_lists_init(l);
  l->specialties = 1 + below(&s, LISTS);
  l->groups = 1 + below(&s, GROUPS);
  l->tiers = 1 + below(&s, TIERS);
  l->periods = 1 + below(&s, TIMES);
  l->carry = (int32_t)below(&s, 2);
  for (int i = 0; i < LISTS * GROUPS; i++)
    w->list[i] = whole(&s, 0, 300);
  for (int i = 0; i < TIMES * LISTS * GROUPS; i++)
    w->demand[i] = whole(&s, 0, 90);
  for (int i = 0; i < LISTS * TIERS; i++) {
    w->cost[i] = whole(&s, 100, 5000);
    w->capacity[i] = whole(&s, 0, 200);
  }
  for (int t = 0; t < TIMES; t++)
    w->budget[t] = whole(&s, 0, 500000);
  for (int g = 0; g < GROUPS; g++)
    w->weight[g] = whole(&s, 0, 3);
  if (l->specialties > 1) w->next[1] = 0.5; /* of those treated from list 0 half join list 1 */
  l->gaps = l->groups > 1 ? below(&s, 3) : 0;
  for (int64_t k = 0; k < l->gaps; k++) {
    w->of[k] = k;
    w->over[k] = (k + 1) % l->groups;
    w->most[k] = 0.1 * whole(&s, -2, 4);
  }
  l->list = w->list;
  l->demand = w->demand;
  l->tier_cost = w->cost;
  l->tier_capacity = w->capacity;
  l->budget = w->budget;
  l->group_weight = w->weight;
  if (l->specialties == LISTS) l->next = w->next;
  l->gap_of = w->of;
  l->gap_over = w->over;
  l->gap_most = w->most;
}

static const char *balances(const lists *w, const cpw_result *r) {
  const cpw_plans_lists *l = &w->l;
  const double *end = cpw_result_find(r, "end_list")->real;
  const double *treated = cpw_result_find(r, "treated")->real;
  const double *activity = cpw_result_find(r, "activity")->real;
  int64_t cells = l->specialties * l->groups;
  for (int64_t t = 0; t < l->periods; t++)
    for (int64_t k = 0; k < l->specialties; k++) {
      double places = 0.0, people = 0.0;
      for (int64_t q = 0; q < l->tiers; q++)
        places += activity[(t * l->specialties + k) * l->tiers + q];
      for (int64_t g = 0; g < l->groups; g++) {
        int64_t at = t * cells + k * l->groups + g;
        double before = t ? end[at - cells] : w->list[k * l->groups + g], joins = w->demand[at];
        for (int64_t i = 0; l->next && i < l->specialties; i++)
          joins += w->next[i * l->specialties + k] * treated[t * cells + i * l->groups + g];
        people += treated[at];
        if (fabs(before + joins - treated[at] - end[at]) > 1e-8) return "somebody is lost";
        if (end[at] < 0.0 || treated[at] < 0.0) return "less than nobody";
      }
      if (fabs(places - people) > 1e-8) return "somebody is treated without a place";
    }
  return NULL;
}

static const char *of_lists(uint64_t seed) {
  lists w;
  cpw_result *r = NULL, *more = NULL;
  make_lists(&w, seed);
  if (cpw_plans_joint(&w.l, NULL, &r, NULL) != CPW_OK) return "lists are refused";
  const char *found = balances(&w, r);
  double value = number(r, "weighted_end_list"), least = 0.0;
  int kept = cpw_result_outcome(r) == CPW_OUTCOME_OK;
  for (int64_t k = 0; k < w.l.gaps; k++) {
    double miss = cpw_result_find(r, "gap")->real[k] - w.most[k];
    double said = cpw_result_find(r, "gap_short")->real[k];
    least += said;
    if (!found && miss > said + 1e-9) found = "a gap is wider than it may be";
  }
  if (!found && kept != (least == 0.0)) found = "missed or not?";
  if (!found && kept && value < number(r, "without_gap_rules") - 1e-7)
    found = "rules make the list shorter";
  if (!found && !w.l.next && value > number(r, "nobody_treated") + 1e-7)
    found = "worse than doing nothing";
  for (int64_t t = 0; t < w.l.periods; t++) {
    if (!found && cpw_result_find(r, "unspent")->real[t] < 0.0) found = "a budget is overspent";
    w.budget[t] += 10000.0;
  }
  if (!found && cpw_plans_joint(&w.l, NULL, &more, NULL) != CPW_OK) found = "more money is refused";
  if (!found && kept && number(more, "weighted_end_list") > value + 1e-7)
    found = "more money is worse";
  cpw_result_free(r);
  cpw_result_free(more);
  return found;
}

static const char *problem(uint64_t seed) {
  const char *found = of_choice(seed);
  return found ? found : of_lists(seed);
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  lists l;
  cpw_result *r = NULL, *s = NULL;
  make(&w, seed);
  make_lists(&l, seed);
  if (cpw_plans_choose(&w.p, NULL, &r, NULL) == CPW_OK) hash = worlds_digest(r, hash);
  if (cpw_plans_joint(&l.l, NULL, &s, NULL) == CPW_OK) hash = worlds_digest(s, hash);
  cpw_result_free(r);
  cpw_result_free(s);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"plans", "random choices and lists", 3000, 200, problem, digest};
  return worlds_main(&w, argc, argv);
}
