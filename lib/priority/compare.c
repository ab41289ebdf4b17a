/* Why one patient stands before another, and the least that would swap them.
 * Source: carepath/priority.h. Leaves nearest weights to meet.c and searches for facts to trial.c. */
#include "priority/swap.h"

#include <string.h>

/* -------- filling the result */

static int has_score(const cpwi_pair *p) {
  return p->r->policy.rule == CPW_PRIORITY_SCORE;
}

static int counts_in_score(const cpwi_ranker *r, int64_t k) {
  const cpw_priority_criterion *c = &r->policy.criteria[k];
  if (r->policy.rule != CPW_PRIORITY_SCORE) return 0;
  return c->part == CPW_PRIORITY_CLINICAL || r->policy.cap_kind != CPW_PRIORITY_CAP_DAYS;
}

static void fill_criteria(const cpwi_pair *p, const double *weight, double *difference,
                          double *swap_fact) {
  cpwi_key first = cpwi_key_of(p->r, p->row[0], NULL);
  for (int64_t k = 0; k < p->r->policy.criterion_count; k++) {
    int64_t column = p->r->policy.criteria[k].source;
    cpwi_goal goal = {p->r, p->row[1], column, first, p->row[0], 1};
    int counts = counts_in_score(p->r, k);
    difference[k] = counts ? weight[k] * (p->value[1][k] - p->value[0][k]) : 0.0;
    swap_fact[k] = has_score(p) ? cpwi_nearest_fact(&goal) : CPWI_NAN;
  }
}

static void add_criteria(cpw_result *out, cpwi_pair *p, int32_t *status, cpw_error *err) {
  const char *by = "criterion";
  int64_t m = p->r->policy.criterion_count;
  double apart = CPWI_NAN;
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
      out, "swap_fact", "",
      "The nearest fact of the second that would put him or her first, were tier and "
      "breach the same; NaN: none, or it is so already.",
      by, status, err);
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
    *status = cpwi_meet(p, swap_weights, alone, &apart, err);
  }
  cpwi_add_real(out, "swap_distance", "share",
                "Root of the sum of squared changes of the swap weights; NaN: none.", apart, status,
                err);
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

static double swap_wait(const cpwi_pair *p) {
  cpwi_goal goal = {p->r, p->row[1], -1, cpwi_key_of(p->r, p->row[0], NULL), p->row[0], 0};
  if (p->r->fixed && (p->r->fixed[p->row[0]] || p->r->fixed[p->row[1]])) return CPWI_NAN;
  return cpwi_least_wait(&goal) - p->r->list.wait[p->row[1]];
}

static int32_t compare(const cpwi_places *places, int64_t first, int64_t second, cpw_result **out,
                       cpw_error *err) {
  int second_leads = places->place[second] < places->place[first];
  cpwi_pair p;
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
