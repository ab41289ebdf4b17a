/* The key of a patient at any moment of a simulation, as one number.
 * Source: carepath/discipline.h; the parts of the key as in lib/priority/parts.c, in the same order of adding, so
 * that they are the same to the bit. Leaves what does not change with time to standing.c. */
#include "discipline/internal.h"
#include "priority/grid.h"

#include <math.h>
#include <string.h>

/* ---------------------------------------------------------------- parts --------------------- */

static double ratio(double wait, double target) {
  return isfinite(target) ? wait / target : 0.0;
}

/* One part: what is known, and from the first criterion that reads the wait on, those worked out and the
 * others looked up. */
static inline double part_of(const cpw_discipline *d, int64_t standing, int32_t which, double wait,
                             double target) {
  int64_t criteria = d->policy.criterion_count;
  double sum = d->standing[standing].part[which];
  for (int64_t k = d->moves[which]; k < criteria; k++) {
    const cpw_priority_criterion *c = &d->policy.criteria[k];
    if (c->part != which) continue;
    if (c->source >= 0) {
      sum += d->adds[standing * criteria + k];
      continue;
    }
    double fact = c->source == CPW_PRIORITY_WAIT ? wait : ratio(wait, target);
    double add = c->weight * cpw_priority_value(c, fact);
    if (c->characteristic && add > c->limit) add = c->limit;
    sum += add;
  }
  return sum;
}

/* The score where criteria read the wait; `counted` is set to the days that count. */
static double moving_score(const cpw_discipline *d, int64_t standing, double wait, double target,
                           double *counted) {
  const cpw_priority_policy *p = &d->policy;
  double equity = part_of(d, standing, CPW_PRIORITY_EQUITY, wait, target);
  if (p->cap_kind == CPW_PRIORITY_CAP_SCORE && equity > p->cap) equity = p->cap;
  if (p->cap_kind == CPW_PRIORITY_CAP_DAYS) {
    double days = d->equity_most > 0.0 ? p->cap * (equity / d->equity_most) : 0.0;
    *counted = cpwi_on_grid(wait + days, CPWI_DAY_STEPS);
    equity = 0.0;
  }
  double clinical = part_of(d, standing, CPW_PRIORITY_CLINICAL, *counted, target);
  return p->cap_kind == CPW_PRIORITY_CAP_DAYS ? clinical : clinical + equity;
}

static double rule_score(const cpw_discipline *d, const cpwi_standing *s,
                         const cpw_priority_tier *tier, double counted) {
  switch (d->policy.rule) {
  case CPW_PRIORITY_SCORE:
    return s->score;
  case CPW_PRIORITY_RATIO:
    return ratio(counted, tier->target);
  case CPW_PRIORITY_DUE:
    return counted - tier->target;
  default:
    return tier->rate * counted;
  }
}

/* ---------------------------------------------------------------- packing ------------------- */

static uint64_t steps(double x, double most, int bits) {
  if (!(x > 0.0)) return 0;
  return x < most ? (uint64_t)x : (UINT64_C(1) << bits) - 1;
}

double cpwi_discipline_key(const cpw_discipline *d, int64_t standing, int32_t tier, double wait) {
  const cpw_priority_policy *p = &d->policy;
  const cpwi_standing *s = &d->standing[standing];
  const cpw_priority_tier *t = &p->tiers[tier];
  const cpwi_layout *l = &d->layout;
  double ranked = wait < d->options.longest ? wait : d->options.longest;
  double counted = ranked, score = 0.0;
  if (d->adds)
    score = moving_score(d, standing, ranked, t->target, &counted);
  else if (p->cap_kind == CPW_PRIORITY_CAP_DAYS)
    counted = cpwi_on_grid(ranked + s->days, CPWI_DAY_STEPS);
  if (l->score_bits && !(d->adds && p->rule == CPW_PRIORITY_SCORE))
    score = rule_score(d, s, t, counted);
  score = cpwi_on_grid(score, CPWI_SCORE_STEPS);
  int32_t block =
      (p->tiers_are_targets ? 0 : 2 * tier) + (p->breaches_first && !(wait > t->target));
  uint64_t key = (uint64_t)(l->blocks - 1 - block);
  if (l->score_bits)
    key = key << l->score_bits |
          steps((score + l->score_shift) * l->score_scale, l->score_most, l->score_bits);
  if (l->wait_bits)
    key = key << l->wait_bits | steps(counted * l->wait_scale, l->wait_most, l->wait_bits);
  /* from 2^60 on: positive, finite and normal doubles, in the order of their bits */
  uint64_t bits = key + (UINT64_C(1) << 60);
  double number;
  memcpy(&number, &bits, sizeof number);
  return number;
}

int32_t cpwi_discipline_is_steady(const cpw_discipline *d) {
  const cpwi_layout *l = &d->layout;
  if (d->policy.breaches_first || l->wait_bits) return 0;
  return !l->score_bits || (d->policy.rule == CPW_PRIORITY_SCORE && !d->adds);
}

/* ---------------------------------------------------------------- who asks ------------------ */

/* Whose facts a patient has: -1 where nobody's. */
static int64_t standing_of(const cpw_discipline *d, const cpw_patient *x, cpw_stream *draw) {
  int64_t row = x->row;
  if (row >= 0) {
    if (d->row) row = row < d->options.rows ? d->row[row] : d->patients;
    return row < d->patients ? row : -1;
  }
  if (x->class_index < 0 || x->class_index >= d->options.classes || x->group_index < 0 ||
      x->group_index >= d->options.groups)
    return -1;
  int64_t groups = d->options.groups, cell = x->class_index * groups + x->group_index;
  if (d->options.joiner_fact) return d->patients + cell;
  int64_t first = d->lender_first[cell], last = d->lender_first[cell + 1];
  if (first == last) { /* nobody in the group: anybody of the class */
    first = d->lender_first[x->class_index * groups];
    last = d->lender_first[(x->class_index + 1) * groups];
  }
  if (first == last) {
    first = 0;
    last = d->patients;
  }
  if (first == last) return -1;
  cpw_stream_entity(draw, (uint64_t)x->number);
  return d->lender[first + (int64_t)cpw_random_below(draw, (uint64_t)(last - first))];
}

static int32_t tier_of(const cpw_discipline *d, const cpw_patient *x, int64_t standing) {
  return x->row < 0 && d->join_tier ? d->join_tier[x->class_index] : d->standing[standing].tier;
}

int32_t cpwi_discipline_tier(const cpw_discipline *d, const cpw_patient *x, cpw_stream *draw) {
  int64_t standing = standing_of(d, x, draw);
  return standing < 0 ? -1 : tier_of(d, x, standing);
}

/* Asks for the facts of somebody a few places on before they are needed: people come in no order of memory. */
static inline void fetch_ahead(const cpw_discipline *d, const cpw_patient *x) {
  int64_t row = x->row;
  if (row < 0 || row >= (d->row ? d->options.rows : d->patients)) return;
#if defined(__GNUC__)
  __builtin_prefetch(&d->standing[d->row ? d->row[row] : row]);
#endif
}

enum { AHEAD = 12 };

int32_t cpw_discipline_score(void *context, const cpw_patient *patients, int64_t count, double now,
                             double *scores) {
  const cpw_discipline *d = context;
  double passed = now - d->options.lead;
  cpw_stream draw = d->draw;
  for (int64_t i = 0; i < count; i++) {
    const cpw_patient *x = &patients[i];
    if (i + AHEAD < count) fetch_ahead(d, x + AHEAD);
    int64_t k = standing_of(d, x, &draw);
    if (k < 0) return 1;
    const cpwi_standing *s = &d->standing[k];
    int here = x->row >= 0 && !(x->joined > 0.0);
    double since = here ? passed : passed - x->joined;
    double wait = (here ? s->wait : 0.0) + (since > 0.0 ? since * d->options.days : 0.0);
    scores[i] = cpwi_discipline_key(d, k, tier_of(d, x, k), wait);
  }
  return 0;
}
