/* Why one patient stands before another, and the least that would swap them.
 * Source: carepath/priority.h. Leaves nearest weights to swap.c and searches for facts to trial.c. */
#include "priority/swap.h"

#include <string.h>

/* What a criterion adds for the second patient less for the first, per unit of weight, as the caps stand:
 * where a cap or limit holds, more weight adds nothing. */
typedef struct gains {
  double *gain, *weight, *nearest, *spare; /* (criteria), spare (2 x criteria) */
  int64_t *index;                          /* (criteria) which criteria may move */
  int64_t count;
  double need; /* what the weighted gains must come to */
} gains;

typedef struct pair {
  const cpwi_ranker *r;
  int64_t row[2];
  cpwi_block block[2];
  double *value[2]; /* (criteria) */
} pair;

static int counts_in_score(const cpwi_ranker *r, int64_t k) {
  const cpw_priority_criterion *c = &r->policy.criteria[k];
  return c->part == CPW_PRIORITY_CLINICAL || r->policy.cap_kind != CPW_PRIORITY_CAP_DAYS;
}

/* What one side's criterion adds under a weight, held by its limit. */
static double adds(const pair *p, int side, int64_t k, double weight) {
  const cpw_priority_criterion *c = &p->r->policy.criteria[k];
  double sum = weight * p->value[side][k];
  return c->characteristic && sum > c->limit ? c->limit : sum;
}

/* One part of one side's score under other weights, before the cap. */
static double part_of(const pair *p, int side, int32_t part, const double *weight) {
  double sum = 0.0;
  for (int64_t k = 0; k < p->r->policy.criterion_count; k++)
    if (p->r->policy.criteria[k].part == part && counts_in_score(p->r, k))
      sum += adds(p, side, k, weight[k]);
  return sum;
}

static int is_capped(const pair *p, int side, const double *weight) {
  const cpw_priority_policy *policy = &p->r->policy;
  return policy->cap_kind == CPW_PRIORITY_CAP_SCORE &&
         part_of(p, side, CPW_PRIORITY_EQUITY, weight) > policy->cap;
}

static double score_of(const pair *p, int side, const double *weight) {
  double equity =
      is_capped(p, side, weight) ? p->r->policy.cap : part_of(p, side, CPW_PRIORITY_EQUITY, weight);
  return part_of(p, side, CPW_PRIORITY_CLINICAL, weight) + equity;
}

/* What more weight would add to this side's score: nothing where a cap or limit holds. */
static double moves(const pair *p, int side, int64_t k, const double *weight) {
  const cpw_priority_criterion *c = &p->r->policy.criteria[k];
  if (c->part == CPW_PRIORITY_EQUITY && is_capped(p, side, weight)) return 0.0;
  if (c->characteristic && weight[k] * p->value[side][k] > c->limit) return 0.0;
  return p->value[side][k];
}

/* The gains and what they must come to, as the caps stand under the weights `at`. */
static void find_gains(const pair *p, const double *at, gains *g) {
  const cpwi_ranker *r = p->r;
  double here = 0.0;
  g->count = 0;
  for (int64_t k = 0; k < r->policy.criterion_count; k++) {
    if (!counts_in_score(r, k)) continue;
    g->index[g->count] = k;
    g->gain[g->count] = moves(p, 1, k, at) - moves(p, 0, k, at);
    g->weight[g->count] = r->policy.criteria[k].weight;
    here += at[k] * g->gain[g->count];
    g->count++;
  }
  /* what does not move stays: the rest of the difference has to be made up */
  g->need = here - (score_of(p, 1, at) - score_of(p, 0, at));
}

/* The weight of one criterion at which the scores meet, all others that count in proportion. */
static double swap_alone(const gains *g, int64_t j) {
  double total = 0.0, others = 0.0, w = g->weight[j];
  for (int64_t i = 0; i < g->count; i++) {
    total += g->weight[i];
    if (i != j) others += g->weight[i] * g->gain[i];
  }
  if (!(total - w > 0.0)) return CPWI_NAN;
  double each = others / (total - w), turn = g->gain[j] - each;
  double t = turn != 0.0 ? (g->need - total * each) / turn : CPWI_NAN;
  return t >= 0.0 && t <= total ? t : CPWI_NAN;
}

/* -------- filling the result */

static int has_score(const pair *p) {
  return p->r->policy.rule == CPW_PRIORITY_SCORE;
}

/* The nearest weights under which the scores meet. Caps may begin or end to hold on the way there, so the
 * gains are found again where that led, a few times. */
static double find_weights(const pair *p, gains *g, double *weight) {
  enum { ROUNDS = 16 };
  for (int round = 0; round < ROUNDS; round++) {
    find_gains(p, weight, g);
    double apart =
        cpwi_nearest_weights(g->weight, g->gain, g->count, g->need, g->nearest, g->spare);
    if (isnan(apart)) return apart;
    for (int64_t i = 0; i < g->count; i++)
      weight[g->index[i]] = g->nearest[i];
    if (fabs(score_of(p, 1, weight) - score_of(p, 0, weight)) <= 1e-12) return apart;
  }
  return CPWI_NAN;
}

static void fill_weights(const pair *p, gains *g, double *swap_weights, double *alone,
                         double *apart) {
  int64_t m = p->r->policy.criterion_count;
  for (int64_t k = 0; k < m; k++) {
    swap_weights[k] = p->r->policy.criteria[k].weight;
    alone[k] = CPWI_NAN;
  }
  find_gains(p, swap_weights, g);
  for (int64_t i = 0; i < g->count; i++)
    alone[g->index[i]] = swap_alone(g, i);
  *apart = find_weights(p, g, swap_weights);
  for (int64_t k = 0; isnan(*apart) && k < m; k++)
    swap_weights[k] = CPWI_NAN;
}

static int32_t gains_new(gains *g, const cpwi_ranker *r, cpw_error *err) {
  size_t m = (size_t)r->policy.criterion_count;
  g->gain = cpwi_alloc(r->allocator, m, 5 * sizeof *g->gain);
  g->index = cpwi_alloc(r->allocator, m, sizeof *g->index);
  if (!g->gain || !g->index)
    return cpwi_fail(err, CPW_ENOMEM, -1, r->where, "no memory for %zu criteria", m);
  g->weight = g->gain + m;
  g->nearest = g->gain + 2 * m;
  g->spare = g->gain + 3 * m;
  return CPW_OK;
}

static void fill_no_weights(int64_t m, double *swap_weights, double *alone, double *apart) {
  *apart = CPWI_NAN;
  for (int64_t k = 0; k < m; k++)
    swap_weights[k] = alone[k] = CPWI_NAN;
}

static void fill_criteria(const pair *p, const double *weight, double *difference,
                          double *swap_fact) {
  cpwi_key first = cpwi_key_of(p->r, p->row[0], NULL);
  for (int64_t k = 0; k < p->r->policy.criterion_count; k++) {
    cpwi_goal goal = {p->r, p->row[1], k, first, -1};
    difference[k] = weight[k] * (p->value[1][k] - p->value[0][k]);
    swap_fact[k] = has_score(p) ? cpwi_nearest_fact(&goal) : CPWI_NAN;
  }
}

static void add_criteria(cpw_result *out, pair *p, int32_t *status, cpw_error *err) {
  const char *by = "criterion";
  int64_t m = p->r->policy.criterion_count;
  double apart = CPWI_NAN;
  gains g = {0};
  p->value[0] =
      cpwi_add_reals(out, "value_first", "share", "Value of the first's fact.", by, status, err);
  p->value[1] =
      cpwi_add_reals(out, "value_second", "share", "Value of the second's fact.", by, status, err);
  double *weight = cpwi_add_reals(out, "weight", "share", "Weight.", by, status, err);
  double *difference =
      cpwi_add_reals(out, "difference", "score",
                     "Weight x (value of the second - of the first), uncapped.", by, status, err);
  double *swap_weights =
      cpwi_add_reals(out, "swap_weights", "share",
                     "The weights nearest to the policy's under which the scores meet; NaN: none.",
                     by, status, err);
  double *alone =
      cpwi_add_reals(out, "swap_alone", "share",
                     "The weight of this criterion at which the scores meet, all others "
                     "in proportion; NaN: none.",
                     by, status, err);
  double *fact = cpwi_add_reals(
      out, "swap_fact", "", "The nearest fact of the second at which the scores meet; NaN: none.",
      by, status, err);
  if (*status == CPW_OK) *status = gains_new(&g, p->r, err);
  for (int64_t k = 0; *status == CPW_OK && k < m; k++) {
    const cpw_priority_criterion *c = &p->r->policy.criteria[k];
    weight[k] = c->weight;
    for (int side = 0; side < 2; side++) {
      int equity = c->part == CPW_PRIORITY_EQUITY;
      double wait = equity ? p->r->list.wait[p->row[side]] : p->block[side].wait[0];
      p->value[side][k] = cpw_priority_value(c, cpwi_fact_of(p->r, c, p->row[side], wait));
    }
  }
  if (*status == CPW_OK) {
    fill_criteria(p, weight, difference, fact);
    if (has_score(p))
      fill_weights(p, &g, swap_weights, alone, &apart);
    else
      fill_no_weights(m, swap_weights, alone, &apart);
  }
  cpwi_add_real(out, "swap_distance", "share",
                "Root of the sum of squared changes of the swap weights; NaN: none.", apart, status,
                err);
  cpwi_release(p->r->allocator, g.index);
  cpwi_release(p->r->allocator, g.gain);
}

static int32_t decided_by(const cpwi_ranker *r, const cpwi_key *a, const cpwi_key *b,
                          const int64_t *row) {
  if (r->fixed && (r->fixed[row[0]] || r->fixed[row[1]])) return CPW_DECIDED_BY_OVERRIDE;
  if (a->block / 2 != b->block / 2) return CPW_DECIDED_BY_TIER;
  if (a->block != b->block) return CPW_DECIDED_BY_BREACH;
  if (a->score < b->score || a->score > b->score) return CPW_DECIDED_BY_SCORE;
  if (a->wait < b->wait || a->wait > b->wait) return CPW_DECIDED_BY_WAIT;
  return CPW_DECIDED_BY_ID;
}

static double swap_wait(const pair *p) {
  cpwi_goal goal = {p->r, p->row[1], -1, cpwi_key_of(p->r, p->row[0], NULL), p->row[0]};
  if (p->r->fixed && (p->r->fixed[p->row[0]] || p->r->fixed[p->row[1]])) return CPWI_NAN;
  return cpwi_least_wait(&goal) - p->r->list.wait[p->row[1]];
}

static int32_t compare(const cpwi_places *places, int64_t first, int64_t second, cpw_result **out,
                       cpw_error *err) {
  int second_leads = places->place[second] < places->place[first];
  pair p;
  memset(&p, 0, sizeof p);
  p.r = places->r;
  p.row[0] = second_leads ? second : first;
  p.row[1] = second_leads ? first : second;
  cpwi_key key[2];
  cpw_result *result = NULL;
  int32_t status = cpwi_reason_result(p.r, &result, err);
  for (int side = 0; side < 2 && status == CPW_OK; side++) {
    key[side] = cpwi_key_at(places, p.row[side]);
    status = cpwi_work_block(p.r, p.row[side], 1, NULL, &p.block[side], err);
  }
  if (status == CPW_OK) {
    cpwi_add_whole(result, "decided_by", "", "The first part of the key in which they differ.",
                   decided_by(p.r, &key[0], &key[1], p.row), &status, err);
    cpwi_add_whole(result, "row_first", "", "Row of whoever stands before the other.", p.row[0],
                   &status, err);
    cpwi_add_whole(result, "row_second", "", "Row of the other.", p.row[1], &status, err);
    cpwi_add_whole(result, "place_first", "place", "Place of the first.", places->place[p.row[0]],
                   &status, err);
    cpwi_add_whole(result, "place_second", "place", "Place of the second.", places->place[p.row[1]],
                   &status, err);
    cpwi_add_real(result, "score_first", "score", "Score of the first.", key[0].score, &status,
                  err);
    cpwi_add_real(result, "score_second", "score", "Score of the second.", key[1].score, &status,
                  err);
    cpwi_add_real(result, "swap_wait", "days",
                  "Days more that the second would have to have waited to stand before the first; "
                  "NaN: no wait would do.",
                  swap_wait(&p), &status, err);
  }
  if (status == CPW_OK) add_criteria(result, &p, &status, err);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}

int32_t cpw_priority_compare(const cpw_priority_policy *policy, const cpw_priority_list *list,
                             int64_t first, int64_t second, const cpw_allocator *allocator,
                             cpw_result **out, cpw_error *err) {
  cpwi_ranker r;
  cpwi_places p = {0};
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out must be given");
  int32_t status = cpwi_ranker_new(&r, policy, list, allocator, __func__, err);
  if (status == CPW_OK && (first < 0 || first >= r.list.patients || second < 0 ||
                           second >= r.list.patients || first == second))
    status = cpwi_fail(err, CPW_EINVAL, second, __func__,
                       "rows %lld and %lld must be two different rows below %lld", (long long)first,
                       (long long)second, (long long)r.list.patients);
  if (status == CPW_OK) status = cpwi_places_new(&p, &r, err);
  if (status == CPW_OK) status = compare(&p, first, second, out, err);
  cpwi_places_free(&p);
  cpwi_ranker_free(&r);
  return status;
}
