/* The affordable set of projects of the greatest total satisfaction, proven.
 * Source: a 0/1 knapsack, solved by knapsack (floor 1), which says which of several best sets it takes.
 * Leaves the search to knapsack; projects are handed over in the order of ties, so that their rows do not matter. */
#include "carepath/knapsack.h"
#include "vote/internal.h"

static int32_t too_large(const cpwi_vote *t, int64_t p, cpw_error *err) {
  return cpwi_fail(err, CPW_EOVERFLOW, p, t->where,
                   "the satisfaction of all projects must sum to at most 2^62 (votes times cost%s)",
                   cpwi_call_project(&t->v.given, p).text);
}

/* value and cost in the order of ties */
static int32_t fill(const cpwi_vote *t, int64_t *value, int64_t *cost, cpw_error *err) {
  const cpwi_election *v = &t->v;
  cpwi_wide sum = 0;
  for (int64_t k = 0; k < v->projects; k++) {
    int32_t p = v->ranked[k];
    int64_t each = t->o.satisfaction == CPW_VOTE_POINTS ? v->total[p] : v->votes[p];
    int affordable = v->given.cost[p] <= v->given.budget;
    cpwi_wide worth = (cpwi_wide)(uint64_t)each * (uint64_t)cpwi_scale(t, p);
    if (!affordable) worth = 0;
    sum += worth;
    if (sum > (cpwi_wide)1 << 62) return too_large(t, p, err);
    value[k] = (int64_t)worth;
    cost[k] = v->given.cost[p];
  }
  return CPW_OK;
}

static int32_t solve(cpwi_vote *t, const int64_t *value, const int64_t *cost, int32_t *chosen,
                     cpw_error *err) {
  cpw_knapsack_options o;
  cpw_knapsack_answer answer;
  int32_t status;
  cpw_knapsack_options_init(&o);
  o.cancel = t->run.cancel;
  o.allocator = t->v.a;
  status =
      cpw_knapsack_solve(value, cost, t->v.projects, t->v.given.budget, &o, chosen, &answer, err);
  if (status != CPW_OK) return status;
  if (!answer.proven)
    return cpwi_fail(err, CPW_ENOCONV, -1, t->where,
                     "the best set is not proven: %lld found, no more than %lld possible",
                     (long long)answer.value, (long long)answer.bound);
  for (int64_t k = 0; k < t->v.projects; k++) {
    /* supported, and free of charge: worth nothing to Cost, wanted all the same */
    int free = cost[k] == 0 && t->v.votes[t->v.ranked[k]] > 0;
    if (chosen[k] || free) cpwi_outcome_add(t, t->v.ranked[k], CPWI_NAN);
  }
  return CPW_OK;
}

int32_t cpwi_vote_welfare(cpwi_vote *t, cpw_error *err) {
  const cpw_allocator *a = t->v.a;
  size_t m = (size_t)t->v.projects;
  int32_t status;
  int32_t *chosen = cpwi_alloc_zero(a, m, sizeof *chosen);
  int64_t *value = cpwi_alloc(a, m, sizeof *value), *cost = cpwi_alloc(a, m, sizeof *cost);
  if (chosen && value && cost) {
    status = fill(t, value, cost, err);
    if (status == CPW_OK) status = solve(t, value, cost, chosen, err);
  } else {
    status = cpwi_vote_no_memory(t, err);
  }
  cpwi_release(a, chosen);
  cpwi_release(a, value);
  cpwi_release(a, cost);
  return status;
}
