/* The suite of policies, lists and reasons: its cases, random worlds, the key by its definition. */
#include "priority/check_priority.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void line(cpwt_world *w, int k, const char *name, int64_t source, int32_t part,
                 int32_t shape, const double *at, const double *value, int64_t knots) {
  cpw_priority_criterion *c = &w->criterion[k];
  memset(c, 0, sizeof *c);
  for (int64_t i = 0; i < knots; i++) {
    w->at[k][i] = at ? at[i] : 0.0;
    w->value[k][i] = value[i];
  }
  c->name = name;
  c->source = source;
  c->part = part;
  c->shape = shape;
  c->knots = knots;
  c->at = at ? w->at[k] : NULL;
  c->value = w->value[k];
  c->missing = (double)NAN;
  c->until = CPW_DATE_NONE;
}

static void make_policy(cpwt_world *w, cpw_stream *s) {
  static const char *const TIERS[] = {"P1", "P2", "P3", "P4"};
  static const double TARGETS[] = {3.0, 28.0, 84.0, (double)INFINITY};
  double sum = 0.0, weight[CPWT_CRITERIA];
  for (int k = 0; k < CPWT_TIERS; k++)
    w->tier[k] = (cpw_priority_tier){TIERS[k], TARGETS[k], (double)(CPWT_TIERS - k)};
  line(w, 0, "pain", 0, CPW_PRIORITY_CLINICAL, CPW_PRIORITY_LINEAR, (double[]){0, 4, 10},
       (double[]){0, 0.25, 1}, 3);
  line(w, 1, "function", 1, CPW_PRIORITY_CLINICAL, CPW_PRIORITY_CATEGORIES, NULL,
       (double[]){0, 0.5, 1}, 3);
  line(w, 2, "wait", CPW_PRIORITY_WAIT, CPW_PRIORITY_CLINICAL, CPW_PRIORITY_LINEAR,
       (double[]){0, 100, 300}, (double[]){0, 0.75, 1}, 3);
  line(w, 3, "deprivation", 2, CPW_PRIORITY_EQUITY, CPW_PRIORITY_S_SHAPED, (double[]){1, 4, 10},
       (double[]){1, 0, 0}, 3);
  line(w, 4, "distance", 3, CPW_PRIORITY_EQUITY, CPW_PRIORITY_LINEAR, (double[]){0, 50},
       (double[]){0, 1}, 2);
  line(w, 5, "share of target", CPW_PRIORITY_WAIT_RATIO, CPW_PRIORITY_CLINICAL,
       CPW_PRIORITY_MONOTONE, (double[]){0, 0.5, 1, 2}, (double[]){0, 0.2, 0.9, 1}, 4);
  for (int k = 0; k < CPWT_CRITERIA; k++)
    sum += weight[k] = 0.05 + cpw_random_uniform(s);
  for (int k = 0; k < CPWT_CRITERIA; k++)
    w->criterion[k].weight = weight[k] / sum;
  cpw_priority_policy_init(&w->policy);
  w->policy.tiers = w->tier;
  w->policy.tier_count = CPWT_TIERS;
  w->policy.criteria = w->criterion;
  w->policy.criterion_count = CPWT_CRITERIA;
  w->policy.cap_kind = (int32_t)cpw_random_below(s, 3);
  if (w->policy.cap_kind == CPW_PRIORITY_CAP_SCORE) w->policy.cap = 0.2 * cpw_random_uniform(s);
  if (w->policy.cap_kind == CPW_PRIORITY_CAP_DAYS) w->policy.cap = 60.0 * cpw_random_uniform(s);
  w->policy.breaches_first = cpw_random_below(s, 4) != 0;
  w->policy.tiers_are_targets = cpw_random_below(s, 8) == 0;
}

void cpwt_make_world(cpwt_world *w, uint64_t seed, int64_t patients) {
  cpw_stream s;
  memset(w, 0, sizeof *w);
  cpw_stream_init(&s, seed, 0, 0, 77);
  make_policy(w, &s);
  for (int64_t i = 0; i < patients; i++) {
    w->tier_of[i] = (int32_t)cpw_random_below(&s, CPWT_TIERS);
    w->wait[i] = (double)cpw_random_below(&s, 40) * 5.0; /* ties */
    w->fact[0][i] = (double)cpw_random_below(&s, 4) * 3.0;
    w->fact[1][i] = (double)cpw_random_below(&s, 3);
    w->fact[2][i] = 1.0 + (double)cpw_random_below(&s, 10);
    w->fact[3][i] = cpw_random_below(&s, 2) ? 0.0 : 60.0 * cpw_random_uniform(&s);
    snprintf(w->ids[i], sizeof w->ids[i], "P%04u", (unsigned)((i * 7919 + 13) % 10007));
    w->id[i] = w->ids[i];
  }
  for (int k = 0; k < 4; k++)
    w->columns[k] = w->fact[k];
  cpw_priority_list_init(&w->list);
  w->list.patients = patients;
  w->list.tier = w->tier_of;
  w->list.wait = w->wait;
  w->list.fact = w->columns;
  w->list.columns = 4;
  w->list.id = cpw_random_below(&s, 2) ? w->id : NULL;
}

void cpwt_rank(const cpwt_world *w, cpwt_ranked *out) {
  cpw_error err;
  cpw_priority_ranking_init(&out->ranking);
  out->ranking.order = out->order;
  out->ranking.place = out->place;
  out->ranking.score = out->score;
  out->ranking.clinical = out->clinical;
  out->ranking.equity = out->equity;
  out->ranking.wait = out->wait;
  out->ranking.tier = out->tier;
  out->ranking.breached = out->breached;
  int32_t status = cpw_priority_rank(&w->policy, &w->list, &out->ranking, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
}

/* -------- the key by its definition, criterion by criterion */

static double fact_of(const cpwt_world *w, int64_t k, int64_t row, double wait) {
  const cpw_priority_criterion *c = &w->criterion[k];
  double target = w->tier[w->tier_of[row]].target;
  if (c->source >= 0) return w->fact[c->source][row];
  if (c->source == CPW_PRIORITY_WAIT) return wait;
  return target < (double)INFINITY ? wait / target : 0.0;
}

static double sum_part(const cpwt_world *w, int64_t row, int32_t part, double wait) {
  double sum = 0.0;
  for (int64_t k = 0; k < w->policy.criterion_count; k++)
    if (w->criterion[k].part == part)
      sum +=
          w->criterion[k].weight * cpw_priority_value(&w->criterion[k], fact_of(w, k, row, wait));
  return sum;
}

/* On the grid of the header: what differs by rounding alone is equal. */
static double on_grid(double x, double steps) {
  return floor(x * steps + 0.5) / steps;
}

double cpwt_score(const cpwt_world *w, int64_t row, double *wait_counted) {
  double wait = w->wait[row], equity = sum_part(w, row, CPW_PRIORITY_EQUITY, wait), most = 0.0;
  for (int64_t k = 0; k < w->policy.criterion_count; k++)
    if (w->criterion[k].part == CPW_PRIORITY_EQUITY) most += w->criterion[k].weight; /* best: 1 */
  if (w->policy.cap_kind == CPW_PRIORITY_CAP_DAYS) {
    wait = on_grid(wait + w->policy.cap * (equity / most), 1e9);
    equity = 0.0;
  } else if (w->policy.cap_kind == CPW_PRIORITY_CAP_SCORE && equity > w->policy.cap) {
    equity = w->policy.cap;
  }
  *wait_counted = wait;
  return on_grid(sum_part(w, row, CPW_PRIORITY_CLINICAL, wait) + equity, 1e12);
}

int cpwt_before(const cpwt_world *w, int64_t a, int64_t b) {
  double wait_a, wait_b, score_a = cpwt_score(w, a, &wait_a), score_b = cpwt_score(w, b, &wait_b);
  int32_t tier_a = w->tier_of[a], tier_b = w->tier_of[b];
  int late_a = w->wait[a] > w->tier[tier_a].target, late_b = w->wait[b] > w->tier[tier_b].target;
  if (tier_a != tier_b && !w->policy.tiers_are_targets) return tier_a < tier_b;
  if (late_a != late_b && w->policy.breaches_first) return late_a;
  if (score_a < score_b || score_a > score_b) return score_a > score_b;
  if (wait_a < wait_b || wait_a > wait_b) return wait_a > wait_b;
  return w->list.id ? strcmp(w->list.id[a], w->list.id[b]) < 0 : a < b;
}

static TCase *add_case(Suite *suite, const char *name) {
  TCase *added = tcase_create(name);
  tcase_set_timeout(added, 120);
  suite_add_tcase(suite, added);
  return added;
}

int main(void) {
  Suite *suite = suite_create("priority");
  cpwt_cases cases = {add_case(suite, "limits"), add_case(suite, "errors"),
                      add_case(suite, "reference"), add_case(suite, "properties"),
                      add_case(suite, "oom")};
  cpwt_add_values(&cases);
  cpwt_add_policies(&cases);
  cpwt_add_ranking(&cases);
  cpwt_add_overrides(&cases);
  cpwt_add_reasons(&cases);
  cpwt_add_swaps(&cases);
  return cpwt_run(&suite, 1);
}
