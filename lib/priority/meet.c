/* The weights nearest to the policy's at which the scores of two patients meet.
 * Source: carepath/priority.h. A cap and the limit of a protected criterion bend the score: it is straight as long
 * as each of them holds, or does not, for each of the two; so there is one problem with straight sums for every
 * such state, and the nearest of their answers. Leaves each problem to nearest.c. */
#include "priority/swap.h"

#include <string.h>

#define MEET 1e-9 /* scores that meet */

/* Where one side's score bends: at the cap of equity (criterion -1) or at the limit of a criterion. */
typedef struct bend {
  int side;
  int64_t criterion; /* among those that count */
} bend;

/* The criteria that count in the score, and the room for one problem over them. */
typedef struct meeting {
  const cpwi_pair *pair;
  int64_t *index; /* (count) */
  int64_t count;
  bend bends[CPWI_MOST_BENDS];
  int bend_count;
  double *weight, *best, *gain, *w, *spare; /* (count) each, spare (2 count) */
  double *rows[CPWI_MOST_BENDS];            /* (count) each */
} meeting;

static int counts(const cpwi_ranker *r, int64_t k) {
  const cpw_priority_criterion *c = &r->policy.criteria[k];
  return c->part == CPW_PRIORITY_CLINICAL || r->policy.cap_kind != CPW_PRIORITY_CAP_DAYS;
}

static int is_equity(const meeting *m, int64_t i) {
  return m->pair->r->policy.criteria[m->index[i]].part == CPW_PRIORITY_EQUITY;
}

/* What one criterion adds under a weight, held by the limit of a protected one. */
static double adds(const meeting *m, int side, int64_t i, double weight) {
  const cpw_priority_criterion *c = &m->pair->r->policy.criteria[m->index[i]];
  double sum = weight * m->pair->value[side][m->index[i]];
  return c->characteristic && sum > c->limit ? c->limit : sum;
}

static double score_of(const meeting *m, int side, const double *weight) {
  const cpw_priority_policy *policy = &m->pair->r->policy;
  double clinical = 0.0, equity = 0.0;
  for (int64_t i = 0; i < m->count; i++)
    *(is_equity(m, i) ? &equity : &clinical) += adds(m, side, i, weight[i]);
  if (policy->cap_kind == CPW_PRIORITY_CAP_SCORE && equity > policy->cap) equity = policy->cap;
  return clinical + equity;
}

/* Whether a side's limit or cap holds in a state: as the state says, and for what is no bend of its own as it is
 * under the policy's weights. */
static int holds(const meeting *m, unsigned state, int side, int64_t criterion) {
  for (int k = 0; k < m->bend_count; k++)
    if (m->bends[k].side == side && m->bends[k].criterion == criterion) return (state >> k) & 1;
  if (criterion < 0) return 0;
  const cpw_priority_criterion *c = &m->pair->r->policy.criteria[m->index[criterion]];
  double full = m->weight[criterion] * m->pair->value[side][m->index[criterion]];
  return c->characteristic && full > c->limit;
}

/* Adds one side's sum over the criteria of both parts, or of equity alone, with a sign; returns what does not
 * move with the weights. */
static double add_sum(const meeting *m, unsigned state, int side, int equity_alone, double sign,
                      double *gain) {
  int capped = !equity_alone && holds(m, state, side, -1);
  double still = capped ? sign * m->pair->r->policy.cap : 0.0;
  for (int64_t i = 0; i < m->count; i++) {
    const cpw_priority_criterion *c = &m->pair->r->policy.criteria[m->index[i]];
    if ((capped && is_equity(m, i)) || (equity_alone && !is_equity(m, i))) continue;
    if (holds(m, state, side, i))
      still += sign * c->limit;
    else
      gain[i] += sign * m->pair->value[side][m->index[i]];
  }
  return still;
}

/* The row that keeps a bend on its side of the cap or limit; returns what it must come to. */
static double keep_bend(const meeting *m, unsigned state, int k, double *gain) {
  const bend *b = &m->bends[k];
  const cpw_priority_policy *policy = &m->pair->r->policy;
  double sign = (state >> k) & 1 ? 1.0 : -1.0;
  memset(gain, 0, (size_t)m->count * sizeof *gain);
  if (b->criterion < 0) return sign * policy->cap - add_sum(m, state, b->side, 1, sign, gain);
  gain[b->criterion] = sign * m->pair->value[b->side][m->index[b->criterion]];
  return sign * policy->criteria[m->index[b->criterion]].limit;
}

/* The nearest weights in one state. NaN: none. */
static double solve(const meeting *m, unsigned state) {
  cpwi_nearest p = {m->weight, {m->gain}, {0.0}, m->count, 1 + m->bend_count, m->w, m->spare};
  double sign = m->pair->block[1].score[0] < m->pair->block[0].score[0] ? 1.0 : -1.0;
  memset(m->gain, 0, (size_t)m->count * sizeof *m->gain);
  p.need[0] = -add_sum(m, state, 1, 0, sign, m->gain);
  p.need[0] -= add_sum(m, state, 0, 0, -sign, m->gain);
  for (int k = 0; k < m->bend_count; k++) {
    p.gain[1 + k] = m->rows[k];
    p.need[1 + k] = keep_bend(m, state, k, m->rows[k]);
  }
  double far = cpwi_nearest_weights(&p);
  if (isnan(far)) return far;
  return fabs(score_of(m, 1, m->w) - score_of(m, 0, m->w)) <= MEET ? far : CPWI_NAN;
}

static double solve_all(const meeting *m) {
  double best = CPWI_NAN;
  for (unsigned state = 0; state < 1u << m->bend_count; state++) {
    double far = solve(m, state);
    if (isnan(far) || far >= best) continue; /* false while best is NaN */
    best = far;
    memcpy(m->best, m->w, (size_t)m->count * sizeof *m->best);
  }
  return best;
}

/* The score of the second less that of the first when one criterion has the weight t. */
static double gap_alone(const meeting *m, int64_t j, double t, double total) {
  double rest = total - m->weight[j];
  for (int64_t i = 0; i < m->count; i++)
    m->w[i] = i == j ? t : m->weight[i] * ((total - t) / rest);
  return score_of(m, 1, m->w) - score_of(m, 0, m->w);
}

/* The nearest such weight on one side of today's: caps bend the gap in a few places, so the way there is
 * walked in steps before the step in which the gap changes sign is halved. */
static double alone_towards(const meeting *m, int64_t j, double end, double total) {
  enum { STEPS = 64 };
  double from = m->weight[j], before = from, sign = gap_alone(m, j, from, total) < 0.0 ? 1.0 : -1.0;
  for (int step = 1; step <= STEPS; step++) {
    double t = step == STEPS ? end : from + (end - from) * step / STEPS;
    if (sign * gap_alone(m, j, t, total) < 0.0) {
      before = t;
      continue;
    }
    for (double middle = before + (t - before) / 2.0; middle != before && middle != t;
         middle = before + (t - before) / 2.0)
      *(sign * gap_alone(m, j, middle, total) < 0.0 ? &before : &t) = middle;
    return t;
  }
  return CPWI_NAN;
}

static double alone_weight(const meeting *m, int64_t j) {
  double total = 0.0, w = m->weight[j];
  for (int64_t i = 0; i < m->count; i++)
    total += m->weight[i];
  if (!(total - w > 0.0)) return CPWI_NAN;
  double less = w > 0.0 ? alone_towards(m, j, 0.0, total) : CPWI_NAN;
  double more = alone_towards(m, j, total, total);
  if (isnan(less) || isnan(more)) return isnan(less) ? more : less;
  return w - less <= more - w ? less : more;
}

/* The cap of both sides first, then the limits of as many protected criteria as there is room for. */
static void find_bends(meeting *m) {
  const cpw_priority_policy *policy = &m->pair->r->policy;
  for (int64_t i = -1; i < m->count; i++) {
    int bends = i < 0 ? policy->cap_kind == CPW_PRIORITY_CAP_SCORE
                      : policy->criteria[m->index[i]].characteristic != CPW_PROTECTED_NONE;
    for (int side = 0; bends && side < 2 && m->bend_count < CPWI_MOST_BENDS; side++)
      m->bends[m->bend_count++] = (bend){side, i};
  }
}

static int32_t meeting_new(meeting *m, const cpwi_pair *pair, cpw_error *err) {
  const cpwi_ranker *r = pair->r;
  size_t n = (size_t)r->policy.criterion_count;
  double *room = cpwi_alloc_zero(r->allocator, n, (6 + CPWI_MOST_BENDS) * sizeof *room);
  m->pair = pair;
  m->weight = room;
  m->index = cpwi_alloc(r->allocator, n, sizeof *m->index);
  if (!room || !m->index)
    return cpwi_fail(err, CPW_ENOMEM, -1, r->where, "no memory for %zu criteria", n);
  m->best = room + n;
  m->gain = room + 2 * n;
  m->w = room + 3 * n;
  m->spare = room + 4 * n;
  for (size_t k = 0; k < CPWI_MOST_BENDS; k++)
    m->rows[k] = room + (6 + k) * n;
  for (int64_t k = 0; k < r->policy.criterion_count; k++) {
    if (!counts(r, k)) continue;
    m->weight[m->count] = r->policy.criteria[k].weight;
    m->index[m->count++] = k;
  }
  find_bends(m);
  return CPW_OK;
}

int32_t cpwi_meet(const cpwi_pair *pair, double *weights, double *alone, double *distance,
                  cpw_error *err) {
  const cpwi_ranker *r = pair->r;
  int64_t n = r->policy.criterion_count;
  meeting m;
  memset(&m, 0, sizeof m);
  *distance = CPWI_NAN;
  for (int64_t k = 0; k < n; k++) {
    weights[k] = r->policy.criteria[k].weight;
    alone[k] = CPWI_NAN;
  }
  int32_t status = r->policy.rule == CPW_PRIORITY_SCORE ? meeting_new(&m, pair, err) : CPW_OK;
  if (status == CPW_OK && m.count > 0) *distance = solve_all(&m);
  for (int64_t i = 0; i < m.count && status == CPW_OK; i++) {
    weights[m.index[i]] = m.best[i];
    alone[m.index[i]] = alone_weight(&m, i);
  }
  for (int64_t k = 0; isnan(*distance) && k < n; k++)
    weights[k] = CPWI_NAN;
  cpwi_release(r->allocator, m.index);
  cpwi_release(r->allocator, m.weight);
  return status;
}
