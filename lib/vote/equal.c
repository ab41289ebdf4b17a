/* Exact equal shares: whoever pays for a project pays the same, and the project that gives its payers most for
 * their money is bought while there is one.
 * Source: Kraiczy, Robinson and Elkind, "Streamlining equal shares", arXiv 2502.11797 (2025), algorithm 1.
 * Leaves the least larger share that changes the outcome to add_opt.c, Add1 to add1.c. */
#include "vote/equal.h"

#include <string.h>

#define UNIT 2.220446049250313e-16 /* 2^-52 */

/* -------- exact */

static int32_t make(cpwi_equal *s) {
  const cpw_allocator *a = s->x.a;
  int32_t status = CPW_OK;
  while (s->x.made < s->x.rounds && status == CPW_OK) {
    int64_t j = s->x.made;
    status = cpwi_natural_copy(a, &s->x.number[j], &s->whole);
    if (status == CPW_OK)
      status = cpwi_natural_multiply(a, &s->x.number[j], (uint64_t)s->v->given.cost[s->bought[j]]);
    if (status == CPW_OK) status = cpwi_natural_multiply(a, &s->whole, (uint64_t)s->x.den[j]);
    if (status == CPW_OK) s->x.made++;
  }
  return status;
}

int32_t cpwi_equal_left(cpwi_equal *s, int32_t ballot, cpwi_natural *number) {
  const cpwi_election *v = s->v;
  int32_t status = make(s);
  if (status != CPW_OK) return status;
  cpwi_exact_clear(&s->x);
  for (int64_t k = v->row[ballot]; k < v->row[ballot + 1]; k++)
    if (s->paid[k]) s->x.coef[s->round[v->project[k]]] = 1;
  return cpwi_exact_money(&s->x, s->x.rounds, number);
}

int cpwi_same_paid(const cpwi_equal *s, int32_t a, int32_t b) {
  const cpwi_election *v = s->v;
  int64_t i = v->row[a], j = v->row[b];
  for (;;) {
    while (i < v->row[a + 1] && !s->paid[i])
      i++;
    while (j < v->row[b + 1] && !s->paid[j])
      j++;
    if (i == v->row[a + 1] || j == v->row[b + 1]) return i == v->row[a + 1] && j == v->row[b + 1];
    if (v->project[i] != v->project[j]) return 0;
    i++;
    j++;
  }
}

/* *sign of what a voter has left against cost / payers */
static int32_t compare_exactly(cpwi_equal *s, int32_t ballot, int64_t cost, int64_t payers,
                               int *sign) {
  const cpw_allocator *a = s->x.a;
  int32_t status = cpwi_equal_left(s, ballot, &s->left);
  if (status == CPW_OK) status = cpwi_natural_multiply(a, &s->left, (uint64_t)payers);
  if (status == CPW_OK) status = cpwi_natural_copy(a, &s->right, &s->whole);
  if (status == CPW_OK) status = cpwi_natural_multiply(a, &s->right, (uint64_t)cost);
  *sign = cpwi_natural_compare(&s->left, &s->right);
  return status;
}

/* -------- who can pay */

/* Strikes out who has less than cost / payers; returns in *struck the voters that are. */
static int32_t strike(cpwi_equal *s, int32_t p, int64_t payers, int64_t *struck) {
  const cpwi_election *v = s->v;
  int64_t first = v->start[p], cost = v->given.cost[p];
  int32_t known = -1, status = CPW_OK;
  int known_sign = 0;
  double price = (double)cost / (double)payers;
  *struck = 0;
  for (int64_t k = first; k < v->start[p + 1] && status == CPW_OK; k++) {
    int32_t ballot = v->ballot[k];
    if (s->out[k - first]) continue;
    double over = s->has[ballot].value - price;
    double doubt = s->has[ballot].error + 4.0 * UNIT * price;
    int sign = over < -doubt ? -1 : 1;
    if (over >= -doubt && over <= doubt) {
      if (known < 0 || !cpwi_same_paid(s, known, ballot)) {
        status = compare_exactly(s, ballot, cost, payers, &known_sign);
        known = ballot;
      }
      sign = known_sign;
    }
    if (sign >= 0) continue;
    s->out[k - first] = 1;
    *struck += cpwi_multiplicity(v, ballot);
  }
  return status;
}

/* How many can pay for p, all the same: s->payers[p], 0 where nobody can. */
static int32_t look(cpwi_equal *s, int32_t p) {
  int64_t struck, payers = s->v->votes[p];
  int32_t status = CPW_OK;
  memset(s->out, 0, (size_t)(s->v->start[p + 1] - s->v->start[p]));
  do {
    status = strike(s, p, payers, &struck);
    payers -= struck;
  } while (struck > 0 && payers > 0 && status == CPW_OK);
  s->payers[p] = payers;
  s->clean[p] = 1;
  return status;
}

int cpwi_deal_compare(const cpwi_equal *s, int32_t p, int64_t payers_p, int32_t q,
                      int64_t payers_q) {
  int by_cost = s->t->o.satisfaction == CPW_VOTE_COST;
  const int64_t *cost = s->v->given.cost;
  cpwi_wide x = (cpwi_wide)(uint64_t)payers_q * (by_cost ? 1 : (uint64_t)cost[p]);
  cpwi_wide y = (cpwi_wide)(uint64_t)payers_p * (by_cost ? 1 : (uint64_t)cost[q]);
  return (x > y) - (x < y);
}

/* *chosen is the best open project, or -1 */
static int32_t next(cpwi_equal *s, int32_t *chosen) {
  int32_t best = -1;
  for (int64_t k = 0; k < s->v->projects; k++) {
    int32_t p = (int32_t)k, status = CPW_OK;
    if (s->round[p] >= 0 || s->payers[p] == 0) continue;
    if (best >= 0 && cpwi_deal_compare(s, p, s->payers[p], best, s->payers[best]) > 0) continue;
    if (!s->clean[p]) status = look(s, p);
    if (status != CPW_OK) return status;
    if (s->payers[p] == 0) continue;
    int sign = best < 0 ? -1 : cpwi_deal_compare(s, p, s->payers[p], best, s->payers[best]);
    if (sign < 0 || (sign == 0 && s->v->rank[p] < s->v->rank[best])) best = p;
  }
  *chosen = best;
  return CPW_OK;
}

/* -------- buying */

static void mark_paid(cpwi_equal *s, int32_t ballot, int32_t p) {
  const cpwi_election *v = s->v;
  for (int64_t k = v->row[ballot]; k < v->row[ballot + 1]; k++) {
    if (v->project[k] == p) s->paid[k] = 1;
    s->clean[v->project[k]] = 0;
  }
}

static int32_t buy(cpwi_equal *s, int32_t p) {
  const cpwi_election *v = s->v;
  int64_t first = v->start[p], j = s->x.rounds;
  int32_t status = look(s, p);
  double price = (double)v->given.cost[p] / (double)s->payers[p];
  if (status != CPW_OK) return status;
  for (int64_t k = first; k < v->start[p + 1]; k++) {
    cpwi_has *has = &s->has[v->ballot[k]];
    if (s->out[k - first]) continue;
    has->error += 2.0 * UNIT * (has->value + price);
    has->value -= price;
    mark_paid(s, v->ballot[k], p);
  }
  s->bought[j] = p;
  s->round[p] = (int32_t)j;
  s->x.den[j] = s->payers[p];
  s->x.rounds++;
  cpwi_outcome_add(s->t, p, price / (double)cpwi_scale(s->t, p));
  return CPW_OK;
}

/* -------- one run, with the share that x holds */

static int32_t run(cpwi_equal *s, cpw_error *err) {
  const cpwi_election *v = s->v;
  int32_t chosen = 0, status;
  int64_t steps = s->t->out.steps;
  cpwi_outcome_clear(s->t);
  s->t->out.steps = steps;
  s->t->out.share = s->share;
  cpwi_vote_take_free(s->t);
  s->x.rounds = s->x.made = 0;
  if (v->row[v->ballots] > 0) memset(s->paid, 0, (size_t)v->row[v->ballots]);
  for (int64_t i = 0; i < v->ballots; i++)
    s->has[i] = (cpwi_has){s->share, s->share_error};
  for (int64_t p = 0; p < v->projects; p++) {
    s->round[p] = -1;
    s->clean[p] = 0;
    s->payers[p] = v->given.cost[p] > 0 ? v->votes[p] : 0;
  }
  status = cpwi_natural_copy(s->x.a, &s->whole, &s->x.unit);
  while (status == CPW_OK && chosen >= 0) {
    status = next(s, &chosen);
    if (status == CPW_OK && chosen >= 0) status = buy(s, chosen);
  }
  if (status != CPW_OK) return cpwi_vote_no_memory(s->t, err);
  return cpwi_vote_progress(s->t, 0.0, err);
}

static int32_t once(void *engine, cpwi_share share, cpw_error *err) {
  cpwi_equal *s = engine;
  if (cpwi_exact_begin(&s->x, share, (uint64_t)s->v->voters) != CPW_OK)
    return cpwi_vote_no_memory(s->t, err);
  s->share = cpwi_share_value(s->t, share);
  s->share_error = 2.0 * UNIT * s->share;
  return run(s, err);
}

/* -------- Add-opt: through the shares that change the outcome */

/* a share that is kept, to come back to */
typedef struct kept {
  cpwi_natural share, unit;
  double value, error;
  int64_t steps;
  cpwi_wide cost;
} kept;

static int32_t keep(cpwi_equal *s, kept *k) {
  int32_t status = cpwi_natural_copy(s->x.a, &k->share, &s->x.share);
  if (status == CPW_OK) status = cpwi_natural_copy(s->x.a, &k->unit, &s->x.unit);
  k->value = s->share;
  k->error = s->share_error;
  k->steps = s->t->out.steps;
  k->cost = s->t->out.cost;
  return status;
}

static int32_t go_back(cpwi_equal *s, const kept *k, cpw_error *err) {
  int32_t status = cpwi_natural_copy(s->x.a, &s->x.share, &k->share);
  if (status == CPW_OK) status = cpwi_natural_copy(s->x.a, &s->x.unit, &k->unit);
  if (status != CPW_OK) return cpwi_vote_no_memory(s->t, err);
  s->share = k->value;
  s->share_error = k->error;
  s->t->out.steps = k->steps;
  return run(s, err);
}

static int32_t add_opt(cpwi_equal *s, kept *best, cpw_error *err) {
  cpwi_vote *t = s->t;
  cpwi_wide budget = (cpwi_wide)t->v.given.budget;
  int more = 1;
  int32_t status = once(s, cpwi_share_start(t, 0), err);
  if (status == CPW_OK && keep(s, best) != CPW_OK) status = cpwi_vote_no_memory(t, err);
  while (status == CPW_OK && !(t->o.exhaustive && cpwi_exhaustive(t, t->o.exhaustive))) {
    if (cpwi_equal_raise(s, &more) != CPW_OK) return cpwi_vote_no_memory(t, err);
    if (!more) break;
    if (t->out.steps == t->o.max_steps)
      return cpwi_fail(err, CPW_ENOCONV, -1, t->where, "options.max_steps = %lld were not enough",
                       (long long)t->o.max_steps);
    t->out.steps++;
    status = run(s, err);
    if (status == CPW_OK && t->out.cost > budget && t->o.exhaustive) break;
    int better = t->out.cost <= budget && (t->o.exhaustive || t->out.cost > best->cost);
    if (status == CPW_OK && better && keep(s, best) != CPW_OK) status = cpwi_vote_no_memory(t, err);
  }
  return status == CPW_OK ? go_back(s, best, err) : status;
}

/* -------- memory */

static int32_t allocate(cpwi_equal *s) {
  const cpwi_election *v = s->v;
  const cpw_allocator *a = v->a;
  size_t m = (size_t)v->projects;
  for (int64_t p = 0; p < v->projects; p++)
    if (v->start[p + 1] - v->start[p] > s->most) s->most = v->start[p + 1] - v->start[p];
  s->has = cpwi_alloc(a, (size_t)v->ballots, sizeof *s->has);
  s->round = cpwi_alloc(a, m, sizeof *s->round);
  s->bought = cpwi_alloc(a, m, sizeof *s->bought);
  s->payers = cpwi_alloc(a, m, sizeof *s->payers);
  s->clean = cpwi_alloc(a, m, sizeof *s->clean);
  s->paid = cpwi_alloc(a, (size_t)v->row[v->ballots], 1);
  s->out = cpwi_alloc(a, (size_t)s->most, 1);
  int there = s->has && s->round && s->bought && s->payers && s->clean && s->paid && s->out;
  return there ? cpwi_exact_init(&s->x, v->projects, a) : CPW_ENOMEM;
}

static void release(cpwi_equal *s) {
  const cpw_allocator *a = s->v->a;
  void *const block[] = {s->has, s->round, s->bought, s->payers, s->clean, s->paid, s->out};
  cpwi_natural *const number[] = {&s->whole, &s->left, &s->right};
  for (size_t k = 0; k < sizeof block / sizeof *block; k++)
    cpwi_release(a, block[k]);
  for (size_t k = 0; k < sizeof number / sizeof *number; k++)
    cpwi_natural_free(a, number[k]);
  cpwi_exact_free(&s->x);
}

int32_t cpwi_vote_equal(cpwi_vote *t, cpw_error *err) {
  cpwi_equal s;
  kept best;
  int opt = t->o.completion == CPW_VOTE_ADD_OPT || t->o.completion == CPW_VOTE_ADD_OPTU;
  int32_t status;
  memset(&s, 0, sizeof s);
  memset(&best, 0, sizeof best);
  s.t = t;
  s.v = &t->v;
  s.x.a = t->v.a;
  if (allocate(&s) != CPW_OK)
    status = cpwi_vote_no_memory(t, err);
  else
    status = opt ? add_opt(&s, &best, err) : cpwi_add1(t, once, &s, err);
  for (int64_t i = 0; status == CPW_OK && t->out.left && i < t->v.ballots; i++)
    t->out.left[i] = s.has[i].value > s.has[i].error ? s.has[i].value : 0.0;
  cpwi_natural_free(t->v.a, &best.share);
  cpwi_natural_free(t->v.a, &best.unit);
  release(&s);
  return status;
}
