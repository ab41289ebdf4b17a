/* The Method of Equal Shares: every voter has an equal share of the budget, and the project that costs its
 * supporters least per unit of satisfaction is bought while there is one that its supporters can pay for.
 * Source: Peters, Pierczynski and Skowron, "Proportional participatory budgeting with additive utilities" (2021).
 * Leaves the price of a project to price.c, larger and larger shares to add1.c, what is left to greedy.c. */
#include "vote/shares.h"
#include "carepath/stats.h"

#include <string.h>

#define UNIT 2.220446049250313e-16 /* 2^-52 */

/* -------- a heap of open projects: the least offer.low on top; a stale one is too low, never too high */

static int before(const cpwi_shares *s, int32_t p, int32_t q) {
  double x = s->offer[p].low, y = s->offer[q].low;
  return x < y || (x == y && s->v->rank[p] < s->v->rank[q]);
}

static void push(cpwi_shares *s, int32_t p) {
  int64_t k = s->heaped++;
  while (k > 0 && before(s, p, s->heap[(k - 1) / 2])) {
    s->heap[k] = s->heap[(k - 1) / 2];
    k = (k - 1) / 2;
  }
  s->heap[k] = p;
}

static int32_t pop(cpwi_shares *s) {
  int32_t top = s->heap[0], last = s->heap[--s->heaped];
  int64_t k = 0;
  for (int64_t child; (child = 2 * k + 1) < s->heaped; k = child) {
    if (child + 1 < s->heaped && before(s, s->heap[child + 1], s->heap[child])) child++;
    if (!before(s, s->heap[child], last)) break;
    s->heap[k] = s->heap[child];
  }
  if (s->heaped > 0) s->heap[k] = last;
  return top;
}

/* -------- which project is next */

/* Looks at the projects that may be the best, and leaves them in s->looked; returns how many. */
static int32_t look(cpwi_shares *s, int64_t *count, double *best, cpw_error *err) {
  int affordable;
  *count = 0;
  *best = (double)INFINITY;
  while (s->heaped > 0 && s->offer[s->heap[0]].low <= *best) {
    int32_t p = pop(s), status = CPW_OK;
    cpwi_offer *o = &s->offer[p];
    if (!o->clean) {
      status = cpwi_look(s, p, 0, &affordable);
      if (status == CPW_OK && affordable && !o->sure && o->low <= *best)
        status = cpwi_look(s, p, 1, &affordable);
      if (status != CPW_OK) return cpwi_vote_no_memory(s->t, err);
      if (!affordable) continue;
      o->clean = o->sure;
      o->group = 0;
    }
    s->looked[(*count)++] = p;
    if (o->sure && o->high < *best) *best = o->high;
  }
  return CPW_OK;
}

/* The exact price of p as number / (D s->rich). */
static int32_t price(cpwi_shares *s, int32_t p, cpwi_natural *number) {
  int affordable;
  int32_t status = cpwi_look(s, p, 1, &affordable);
  return status == CPW_OK ? cpwi_exact_price(s, p, number) : status;
}

/* compares number / (rich scale) of two projects */
static int32_t compare(cpwi_shares *s, int64_t rich_best, int64_t scale_best, int64_t rich,
                       int64_t scale, int *sign) {
  const cpw_allocator *a = s->x.a;
  int32_t status = cpwi_natural_copy(a, &s->left, &s->other);
  if (status == CPW_OK) status = cpwi_natural_multiply(a, &s->left, (uint64_t)rich_best);
  if (status == CPW_OK) status = cpwi_natural_multiply(a, &s->left, (uint64_t)scale_best);
  if (status == CPW_OK) status = cpwi_natural_copy(a, &s->right, &s->best);
  if (status == CPW_OK) status = cpwi_natural_multiply(a, &s->right, (uint64_t)rich);
  if (status == CPW_OK) status = cpwi_natural_multiply(a, &s->right, (uint64_t)scale);
  *sign = cpwi_natural_compare(&s->left, &s->right);
  return status;
}

static void join_group(cpwi_shares *s, int32_t p, int32_t q) {
  if (s->offer[p].group == 0) s->offer[p].group = ++s->groups;
  s->offer[q].group = s->offer[p].group;
}

/* The best of those that doubles do not tell apart, by exact prices, then by the order of ties. */
static int32_t choose(cpwi_shares *s, int64_t count, int32_t *chosen) {
  int32_t best = s->looked[0], status = CPW_OK;
  int64_t rich = 0, scale = 1; /* of s->best, once that is made */
  for (int64_t k = 1; k < count && status == CPW_OK; k++) {
    int32_t p = s->looked[k];
    int sign = 0;
    if (s->offer[p].group == 0 || s->offer[p].group != s->offer[best].group) {
      if (rich == 0) {
        status = price(s, best, &s->best);
        rich = s->rich;
        scale = cpwi_scale(s->t, best);
      }
      if (status == CPW_OK) status = price(s, p, &s->other);
      if (status == CPW_OK) status = compare(s, rich, scale, s->rich, cpwi_scale(s->t, p), &sign);
      if (status == CPW_OK && sign == 0) join_group(s, best, p);
    }
    if (sign < 0) {
      cpwi_natural swap = s->best;
      s->best = s->other;
      s->other = swap;
      rich = s->rich;
      scale = cpwi_scale(s->t, p);
    }
    if (sign < 0 || (sign == 0 && s->v->rank[p] < s->v->rank[best])) best = p;
  }
  *chosen = best;
  return status;
}

/* *chosen is the project to buy next, or -1 */
static int32_t next(cpwi_shares *s, int32_t *chosen, cpw_error *err) {
  int64_t count, tied = 0;
  double best;
  int32_t status = look(s, &count, &best, err);
  *chosen = -1;
  if (status != CPW_OK || count == 0) return status;
  for (int64_t k = 0; k < count; k++) {
    int32_t p = s->looked[k];
    if (s->offer[p].low > best) continue;
    s->looked[k] = s->looked[tied];
    s->looked[tied++] = p;
  }
  if (choose(s, tied, chosen) != CPW_OK) return cpwi_vote_no_memory(s->t, err);
  for (int64_t k = 0; k < count; k++)
    if (s->looked[k] != *chosen) push(s, s->looked[k]);
  return CPW_OK;
}

/* -------- paying */

static void dirty(cpwi_shares *s, int32_t ballot) {
  const cpwi_election *v = s->v;
  for (int64_t k = v->row[ballot]; k < v->row[ballot + 1]; k++)
    s->offer[v->project[k]].clean = 0;
}

/* The same price for any order of the ballots: their money in an exact sum. Within the offer's error. */
static double price_of_all(const cpwi_shares *s, int32_t p) {
  cpw_exact_sum lacks;
  double rest = 0.0;
  cpw_exact_sum_init(&lacks);
  cpw_exact_sum_add(&lacks, (double)s->v->given.cost[p]);
  for (int64_t k = 0; k < s->supporters; k++) {
    const cpwi_supporter *one = &s->supporter[k];
    if (one->mark == CPWI_PAYS_ALL)
      cpw_exact_sum_add(&lacks, -one->people * one->value);
    else
      rest += one->people * one->weight;
  }
  return cpw_exact_sum_value(&lacks) / rest;
}

static int32_t buy(cpwi_shares *s, int32_t p, cpw_error *err) {
  int affordable;
  int32_t j = (int32_t)s->x.rounds;
  cpwi_offer *o = &s->offer[p];
  int64_t rich = 0;
  if (cpwi_look(s, p, 1, &affordable) != CPW_OK) return cpwi_vote_no_memory(s->t, err);
  o->price = price_of_all(s, p);
  for (int64_t k = 0; k < s->supporters; k++) {
    const cpwi_supporter *one = &s->supporter[k];
    cpwi_money *m = &s->money[one->ballot];
    double pays = o->price * one->weight;
    dirty(s, one->ballot);
    if (one->mark != CPWI_PAYS_ALL)
      rich += (s->listed ? s->listed[one->at] : 1) * cpwi_multiplicity(s->v, one->ballot);
    if (one->mark != CPWI_PAYS_PRICE) {
      s->gone[one->ballot] = one->mark == CPWI_PAYS_ALL ? j + 1 : -(j + 1);
      *m = (cpwi_money){0.0, 0.0};
      continue;
    }
    m->error += o->error * one->weight + 2.0 * UNIT * (m->value + pays);
    m->value -= pays;
  }
  s->bought[j] = p;
  s->round[p] = j;
  s->x.den[j] = rich;
  s->x.rounds++;
  cpwi_outcome_add(s->t, p, o->price / (double)cpwi_scale(s->t, p));
  return CPW_OK;
}

/* -------- one run */

static void begin(cpwi_shares *s) {
  const cpwi_election *v = s->v;
  double value = cpwi_share_value(s->t, s->share);
  int64_t entries = v->start[v->projects];
  for (int64_t i = 0; i < v->ballots; i++)
    s->money[i] = (cpwi_money){value, 2.0 * UNIT * value};
  memset(s->gone, 0, (size_t)v->ballots * sizeof *s->gone);
  if (entries > 0) memcpy(s->list, v->ballot, (size_t)entries * sizeof *s->list);
  if (entries > 0 && s->listed) memcpy(s->listed, v->points, (size_t)entries * sizeof *s->listed);
  s->heaped = s->groups = 0;
  for (int64_t p = 0; p < v->projects; p++) {
    double weight = (double)(v->points ? v->total[p] : v->votes[p]);
    double cost = (double)v->given.cost[p];
    s->round[p] = -1;
    s->length[p] = v->start[p + 1] - v->start[p];
    s->offer[p] = (cpwi_offer){0};
    if (v->votes[p] == 0 || v->given.cost[p] == 0) continue;
    s->offer[p].low = cost / weight / (double)cpwi_scale(s->t, p) * (1.0 - 16.0 * UNIT);
    push(s, (int32_t)p);
  }
}

static int32_t once(void *engine, cpwi_share share, cpw_error *err) {
  cpwi_shares *s = engine;
  int32_t chosen = 0, status = CPW_OK;
  cpwi_outcome_clear(s->t);
  s->share = share;
  s->t->out.share = cpwi_share_value(s->t, share);
  cpwi_vote_take_free(s->t);
  if (cpwi_exact_begin(&s->x, share, (uint64_t)s->v->voters) != CPW_OK)
    return cpwi_vote_no_memory(s->t, err);
  begin(s);
  while (status == CPW_OK && chosen >= 0) {
    status = next(s, &chosen, err);
    if (status == CPW_OK && chosen >= 0) status = buy(s, chosen, err);
    if (status == CPW_OK) status = cpwi_vote_progress(s->t, 0.0, err);
  }
  return status;
}

/* -------- memory */

static int32_t allocate(cpwi_shares *s) {
  const cpwi_election *v = s->v;
  const cpw_allocator *a = v->a;
  size_t m = (size_t)v->projects, c = (size_t)v->ballots, entries = (size_t)v->start[m];
  size_t most = 0;
  for (size_t p = 0; p < m; p++) {
    size_t length = (size_t)(v->start[p + 1] - v->start[p]);
    if (length > most) most = length;
  }
  s->money = cpwi_alloc(a, c, sizeof *s->money);
  s->gone = cpwi_alloc(a, c, sizeof *s->gone);
  s->round = cpwi_alloc(a, m, sizeof *s->round);
  s->bought = cpwi_alloc(a, m, sizeof *s->bought);
  s->offer = cpwi_alloc(a, m, sizeof *s->offer);
  s->length = cpwi_alloc(a, m, sizeof *s->length);
  s->heap = cpwi_alloc(a, m, sizeof *s->heap);
  s->looked = cpwi_alloc(a, m, sizeof *s->looked);
  s->list = cpwi_alloc(a, entries, sizeof *s->list);
  if (v->points) s->listed = cpwi_alloc(a, entries, sizeof *s->listed);
  s->supporter = cpwi_alloc(a, most, sizeof *s->supporter);
  int there = s->money && s->gone && s->round && s->bought && s->offer && s->length && s->heap &&
              s->looked && s->list && (s->listed || !v->points) && s->supporter;
  return there ? cpwi_exact_init(&s->x, v->projects, a) : CPW_ENOMEM;
}

static void release(cpwi_shares *s) {
  const cpw_allocator *a = s->v->a;
  void *const block[] = {s->money, s->gone,   s->round, s->bought, s->offer,    s->length,
                         s->heap,  s->looked, s->list,  s->listed, s->supporter};
  cpwi_natural *const big[] = {&s->best, &s->other, &s->left, &s->right, &s->lack};
  for (size_t k = 0; k < sizeof block / sizeof *block; k++)
    cpwi_release(a, block[k]);
  for (size_t k = 0; k < sizeof big / sizeof *big; k++)
    cpwi_natural_free(a, big[k]);
  cpwi_exact_free(&s->x);
}

int32_t cpwi_vote_shares(cpwi_vote *t, cpw_error *err) {
  cpwi_shares s;
  int32_t status;
  memset(&s, 0, sizeof s);
  s.t = t;
  s.v = &t->v;
  s.x.a = t->v.a;
  if (allocate(&s) != CPW_OK)
    status = cpwi_vote_no_memory(t, err);
  else
    status = cpwi_add1(t, once, &s, err);
  for (int64_t i = 0; status == CPW_OK && t->out.left && i < t->v.ballots; i++)
    t->out.left[i] = s.money[i].value > 0.0 ? s.money[i].value : 0.0;
  release(&s);
  return status;
}
