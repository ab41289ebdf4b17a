/* Scores of a policy under weights that chance draws, place by place.
 * Source: the key of carepath/priority.h: clinical part + equity part with limits and cap, on its grid. Where
 * days waited move with the weights, or there is no score, the policy's own code does it.
 * Leaves value functions and that code to lib/priority, and who is in to run.c. */
#include "priority/grid.h"
#include "priority/value.h"
#include "smaa/internal.h"

enum { BLOCK = 512 };

int32_t cpwi_smaa_policy_values(cpwi_smaa *s, cpw_error *err) {
  const cpwi_ranker *r = &s->policy->places;
  double fact[BLOCK];
  s->value = cpwi_mcda_numbers(&s->mcda, s->n, s->m, err);
  if (!s->value) return CPW_ENOMEM;
  for (int64_t k = 0; k < s->m; k++)
    for (int64_t first = 0; first < s->n; first += BLOCK) {
      const cpw_priority_criterion *c = &r->policy.criteria[k];
      int64_t count = s->n - first < BLOCK ? s->n - first : BLOCK;
      for (int64_t i = 0; i < count; i++)
        fact[i] = cpwi_fact_of(r, c, first + i, r->list.wait[first + i]);
      cpwi_values_of(c, fact, count, s->value + k * s->n + first);
    }
  return CPW_OK;
}

static void add_criterion(double *restrict part, const double *restrict value, double weight,
                          int64_t n) {
  for (int64_t i = 0; i < n; i++)
    part[i] += weight * value[i];
}

static void add_limited(double *restrict part, const double *restrict value, double weight,
                        double limit, int64_t n) {
  for (int64_t i = 0; i < n; i++) {
    double adds = weight * value[i];
    part[i] += adds > limit ? limit : adds;
  }
}

/* Numbers of steps of the grid: in the order of the scores and equal where these are. */
static void add_up(const double *equity, double cap, double *score, int64_t n) {
  for (int64_t i = 0; i < n; i++) {
    double counts = equity[i] > cap ? cap : equity[i];
    score[i] = (double)(int64_t)((score[i] + counts) * CPWI_SCORE_STEPS + 0.5); /* >= 0: as floor */
  }
}

static void score_block(const cpwi_smaa *s, const double *weights, int64_t first, int64_t count,
                        double *score) {
  const cpw_priority_policy *p = &s->policy->places.policy;
  double equity[BLOCK];
  for (int64_t i = 0; i < count; i++)
    score[i] = equity[i] = 0.0;
  for (int64_t k = 0; k < s->m;
       k++) { /* each part in the order of the criteria, as the policy adds */
    const cpw_priority_criterion *c = &p->criteria[k];
    const double *value = s->value + k * s->n + first;
    double *part = c->part == CPW_PRIORITY_EQUITY ? equity : score;
    if (c->characteristic)
      add_limited(part, value, weights[k], c->limit, count);
    else
      add_criterion(part, value, weights[k], count);
  }
  add_up(equity, p->cap_kind == CPW_PRIORITY_CAP_SCORE ? p->cap : (double)INFINITY, score, count);
}

/* The policy with the weights of the draw, by its own code. */
static void rank_anew(const cpwi_smaa *s, const double *weights, cpw_priority_criterion *criteria,
                      int64_t first, int64_t last, double *score, double *wait) {
  cpwi_ranker r = s->policy->places;
  cpwi_block b;
  for (int64_t k = 0; k < s->m; k++)
    criteria[k].weight = weights[k];
  r.policy.criteria = criteria;
  r.equity_most = cpwi_greatest_equity(&r.policy);
  for (int64_t row = first; row < last; row += CPWI_BLOCK) {
    int64_t count = last - row < CPWI_BLOCK ? last - row : CPWI_BLOCK;
    /* the facts have been checked under the policy's own weights: this cannot fail */
    if (cpwi_work_block(&r, row, count, NULL, &b, NULL) != CPW_OK) return;
    memcpy(score + row, b.score, (size_t)count * sizeof *score);
    memcpy(wait + row, b.wait, (size_t)count * sizeof *wait);
  }
}

void cpwi_smaa_policy_scores(const cpwi_smaa *s, const double *weights,
                             cpw_priority_criterion *criteria, int64_t first, int64_t last,
                             double *score, double *wait) {
  if (s->policy->by_rank) {
    rank_anew(s, weights, criteria, first, last, score, wait);
    return;
  }
  for (int64_t at = first; at < last; at += BLOCK)
    score_block(s, weights, at, last - at < BLOCK ? last - at : BLOCK, score + at);
}
