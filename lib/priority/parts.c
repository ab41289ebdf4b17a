/* The parts of a score: values of facts, weights, limits, the cap of equity, days that count.
 * Source: carepath/priority.h. Leaves value functions to value.c and the order to order.c. */
#include "priority/grid.h"
#include "priority/value.h"

int32_t cpwi_block_of(const cpwi_ranker *r, int32_t tier, int32_t breached) {
  int32_t block = r->policy.tiers_are_targets ? 0 : 2 * tier;
  return block + (r->policy.breaches_first && !breached);
}

static double ratio(double wait, double target) {
  return isfinite(target) ? wait / target : 0.0;
}

double cpwi_fact_of(const cpwi_ranker *r, const cpw_priority_criterion *c, int64_t row,
                    double wait) {
  if (c->source >= 0) return r->fact[c->source][row];
  if (c->source == CPW_PRIORITY_WAIT) return wait;
  return ratio(wait, r->policy.tiers[r->list.tier ? r->list.tier[row] : 0].target);
}

static int32_t bad_fact(const cpwi_ranker *r, const cpw_priority_criterion *c, int64_t row,
                        double fact, cpw_error *err) {
  cpwi_patient_name name = cpwi_name_patient(&r->list, row);
  if (isnan(fact))
    return cpwi_fail(err, CPW_EDOMAIN, row, r->where,
                     "criterion \"%s\" of %s is missing: the policy must say what a missing one "
                     "is worth",
                     c->name, name.text);
  if (c->shape == CPW_PRIORITY_CATEGORIES && isfinite(fact))
    return cpwi_fail(err, CPW_EDOMAIN, row, r->where,
                     "criterion \"%s\" of %s = %s is no category: they are 0 to %lld", c->name,
                     name.text, cpwi_number(fact).text, (long long)c->knots - 1);
  return cpwi_fail(err, CPW_EDOMAIN, row, r->where, "criterion \"%s\" of %s = %s must be finite",
                   c->name, name.text, cpwi_number(fact).text);
}

/* The facts of a block under one criterion: the column itself, or days waited. */
static const double *gather(const cpwi_ranker *r, int64_t k, int64_t first, int64_t count,
                            const cpwi_trial *trial, const double *wait, const cpwi_block *b,
                            double *room) {
  const cpw_priority_criterion *c = &r->policy.criteria[k];
  if (trial && trial->column >= 0 && trial->column == c->source) {
    for (int64_t i = 0; i < count; i++)
      room[i] = trial->fact;
    return room;
  }
  if (c->source >= 0) return r->fact[c->source] + first;
  if (c->source == CPW_PRIORITY_WAIT) return wait;
  for (int64_t i = 0; i < count; i++)
    room[i] = ratio(wait[i], r->policy.tiers[b->tier[i]].target);
  return room;
}

/* Adds one criterion to a part of the score. */
static int32_t add_criterion(const cpwi_ranker *r, int64_t k, int64_t first, int64_t count,
                             const double *fact, cpwi_block *b, cpw_error *err) {
  const cpw_priority_criterion *c = &r->policy.criteria[k];
  double value[CPWI_BLOCK], weight = c->weight;
  int fair = c->part == CPW_PRIORITY_EQUITY;
  double *part = fair ? b->equity : b->clinical;
  cpwi_values_of(c, fact, count, value);
  for (int64_t i = 0; i < count; i++) {
    double adds = weight * value[i];
    if (isnan(adds)) return bad_fact(r, c, first + i, fact[i], err);
    if (isnan(fact[i])) b->missing[i]++;
    if (fair) b->uncapped[i] += adds;
    if (c->characteristic && adds > c->limit) {
      adds = c->limit;
      b->capped[i] = 1;
    }
    part[i] += adds;
  }
  return CPW_OK;
}

static int32_t add_part(const cpwi_ranker *r, int32_t part, int64_t first, int64_t count,
                        const cpwi_trial *trial, const double *wait, cpwi_block *b,
                        cpw_error *err) {
  double room[CPWI_BLOCK];
  int32_t status = CPW_OK;
  for (int64_t k = 0; k < r->policy.criterion_count && status == CPW_OK; k++) {
    if (r->policy.criteria[k].part != part) continue;
    const double *fact = gather(r, k, first, count, trial, wait, b, room);
    status = add_criterion(r, k, first, count, fact, b, err);
  }
  return status;
}

/* Who is in which tier, for how long, and beyond its target. */
static void begin(const cpwi_ranker *r, int64_t first, int64_t count, const cpwi_trial *trial,
                  cpwi_block *b, double *wait) {
  for (int64_t i = 0; i < count; i++) {
    wait[i] = trial ? trial->wait : r->list.wait[first + i];
    b->tier[i] = r->list.tier ? r->list.tier[first + i] : 0;
    b->breached[i] = wait[i] > r->policy.tiers[b->tier[i]].target;
    b->clinical[i] = b->equity[i] = b->uncapped[i] = 0.0;
    b->missing[i] = b->capped[i] = 0;
  }
}

/* Holds equity to its cap and turns it into days where the cap is in days. */
static void cap_equity(const cpwi_ranker *r, int64_t count, const double *wait, cpwi_block *b) {
  const cpw_priority_policy *p = &r->policy;
  for (int64_t i = 0; i < count; i++) {
    b->wait[i] = wait[i];
    if (p->cap_kind == CPW_PRIORITY_CAP_SCORE && b->equity[i] > p->cap) {
      b->equity[i] = p->cap;
      b->capped[i] = 1;
    }
    if (p->cap_kind != CPW_PRIORITY_CAP_DAYS) continue;
    b->equity[i] = r->equity_most > 0.0 ? p->cap * (b->equity[i] / r->equity_most) : 0.0;
    b->wait[i] = cpwi_on_grid(wait[i] + b->equity[i], CPWI_DAY_STEPS);
  }
}

static double rule_score(const cpwi_ranker *r, const cpwi_block *b, int64_t i) {
  const cpw_priority_tier *t = &r->policy.tiers[b->tier[i]];
  switch (r->policy.rule) {
  case CPW_PRIORITY_SCORE:
    return b->clinical[i] + (r->policy.cap_kind == CPW_PRIORITY_CAP_DAYS ? 0.0 : b->equity[i]);
  case CPW_PRIORITY_LONGEST:
    return 0.0;
  case CPW_PRIORITY_RATIO:
    return ratio(b->wait[i], t->target);
  case CPW_PRIORITY_DUE: /* -inf without a target: after all who have one */
    return b->wait[i] - t->target;
  default:
    return t->rate * b->wait[i];
  }
}

int32_t cpwi_work_block(const cpwi_ranker *r, int64_t first, int64_t count, const cpwi_trial *trial,
                        cpwi_block *block, cpw_error *err) {
  double wait[CPWI_BLOCK] = {0.0};
  begin(r, first, count, trial, block, wait);
  int32_t status = add_part(r, CPW_PRIORITY_EQUITY, first, count, trial, wait, block, err);
  if (status != CPW_OK) return status;
  cap_equity(r, count, wait, block);
  /* with a cap in days, what reads the wait reads the days that count: block->wait */
  status = add_part(r, CPW_PRIORITY_CLINICAL, first, count, trial, block->wait, block, err);
  for (int64_t i = 0; i < count && status == CPW_OK; i++)
    block->score[i] = cpwi_on_grid(rule_score(r, block, i), CPWI_SCORE_STEPS);
  return status;
}

cpwi_key cpwi_key_of(const cpwi_ranker *r, int64_t row, const cpwi_trial *trial) {
  cpwi_block b;
  cpwi_key key = {0, 0, CPWI_NAN, CPWI_NAN};
  if (cpwi_work_block(r, row, 1, trial, &b, NULL) != CPW_OK) return key;
  key.breached = b.breached[0];
  key.block = cpwi_block_of(r, b.tier[0], b.breached[0]);
  key.score = b.score[0];
  key.wait = b.wait[0];
  return key;
}
