/* The utilitarian greedy: the best project first, what does not fit is passed over. It also spends what equal
 * shares leave over.
 * Source: the rule of most cities; pabutools orders by satisfaction per money, equalshares.net by votes.
 * Leaves the best set of all to welfare.c. */
#include "base/order.h"
#include "vote/internal.h"

/* total satisfaction of a project, as the order wants it, is worth x worth scale over cost */
typedef struct merit {
  uint64_t worth;        /* votes or points */
  uint64_t scale, price; /* worth scale / price is the merit; price 0: beyond all */
  int32_t rank, project;
} merit;

static merit merit_of(const cpwi_vote *t, int64_t p) {
  const cpwi_election *v = &t->v;
  int points = t->o.satisfaction == CPW_VOTE_POINTS && t->o.greedy != 2;
  int by_cost = t->o.satisfaction == CPW_VOTE_COST;
  merit m = {(uint64_t)(points ? v->total[p] : v->votes[p]), 1, 1, v->rank[p], (int32_t)p};
  uint64_t cost = (uint64_t)v->given.cost[p];
  if (t->o.greedy == 0 && !by_cost) m.price = cost;
  if (t->o.greedy == 1 && by_cost) m.scale = cost;
  if (t->o.greedy == 0 && cost == 0) m.price = 0;
  return m;
}

static int compare(const void *context, const void *a, const void *b) {
  const merit *x = a, *y = b;
  int64_t tie = (int64_t)x->rank - y->rank;
  int x_beyond = x->price == 0 && x->worth > 0, y_beyond = y->price == 0 && y->worth > 0;
  (void)context;
  if (x_beyond != y_beyond) return y_beyond - x_beyond;
  if (!x_beyond) {
    /* all scales or all prices are 1: the products have 128 bits */
    cpwi_wide left = (cpwi_wide)x->worth * x->scale * (y->price ? y->price : 1);
    cpwi_wide right = (cpwi_wide)y->worth * y->scale * (x->price ? x->price : 1);
    if (left != right) return left < right ? 1 : -1;
  }
  return (tie > 0) - (tie < 0);
}

int32_t cpwi_vote_greedy(cpwi_vote *t, cpw_error *err) {
  int64_t m = t->v.projects;
  int sorted;
  merit *order = cpwi_alloc(t->v.a, (size_t)m, sizeof *order);
  for (int64_t p = 0; order && p < m; p++)
    order[p] = merit_of(t, p);
  sorted = order && cpwi_sort(t->v.a, order, m, sizeof *order, compare, NULL);
  for (int64_t k = 0; sorted && k < m; k++) {
    int32_t p = order[k].project;
    if (t->out.place[p] >= 0) continue;
    if (t->out.cost + (uint64_t)t->v.given.cost[p] <= (cpwi_wide)t->v.given.budget)
      cpwi_outcome_add(t, p, CPWI_NAN);
  }
  cpwi_release(t->v.a, order);
  return sorted ? CPW_OK : cpwi_vote_no_memory(t, err);
}
