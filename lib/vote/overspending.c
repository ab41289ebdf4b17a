/* The Method of Equal Shares with bounded overspending: a project may be bought whose supporters have but a part
 * alpha of its cost, at a price that is the higher the less they have; what they lack is never collected.
 * Source: Papasotiropoulos, Pishbin, Skibski, Skowron and Was, "Method of equal shares with bounded overspending",
 * arXiv 2409.15005 (2024): the project of the least rho / alpha, where sum min(b, alpha rho u) = alpha cost and
 * supporters then pay min(b, rho u).
 * Leaves exactness: its fractions would double in length with every purchase, so they are of 100 bits here. */
#include "base/order.h"
#include "vote/internal.h"
#include "vote/pair.h"

#include <string.h>

typedef struct deal {
  cpwi_pair level; /* alpha rho in money a unit of weight */
  cpwi_pair rho;   /* what supporters pay, a unit of weight */
  cpwi_pair
      value; /* rho / alpha / scale: the least is bought; a stale one is too low, never too high */
  int32_t clean; /* 1: no supporter has paid since */
} deal;

typedef struct engine {
  cpwi_vote *t;
  const cpwi_election *v;
  cpwi_pair *money; /* (ballots) of a voter */
  deal *deal;       /* (projects) */
  int32_t *open;    /* (projects) */
  int64_t opened;
  int64_t *at;      /* (most supporters) */
  cpwi_pair *reach; /* (most supporters) money a unit of weight */
} engine;

static int64_t weight_at(const engine *s, int64_t k) {
  return s->v->points ? s->v->points[k] : 1;
}

static int by_reach(const void *context, const void *a, const void *b) {
  const engine *s = context;
  int64_t i = *(const int64_t *)a, j = *(const int64_t *)b;
  cpwi_pair x = s->reach[i], y = s->reach[j];
  if (x.high != y.high) return x.high < y.high ? -1 : 1;
  if (x.low != y.low) return x.low < y.low ? -1 : 1;
  return (i > j) - (i < j);
}

/* level against what is collected at it: rho / alpha = level / alpha^2 */
static void consider(const engine *s, int32_t p, cpwi_pair level, cpwi_pair collected, deal *best) {
  cpwi_pair cost = cpwi_pair_whole(s->v->given.cost[p]);
  cpwi_pair alpha = cpwi_pair_over(collected, cost);
  if (cpwi_pair_compare(alpha, (cpwi_pair){1.0, 0.0}) >= 0) alpha = (cpwi_pair){1.0, 0.0};
  if (!(alpha.high > 0.0) || !(level.high > 0.0)) return;
  cpwi_pair rho = cpwi_pair_over(level, alpha);
  cpwi_pair value =
      cpwi_pair_over(cpwi_pair_over(rho, alpha), cpwi_pair_whole(cpwi_scale(s->t, p)));
  if (best->value.high > 0.0 && cpwi_pair_compare(value, best->value) >= 0) return;
  *best = (deal){level, rho, value, 1};
}

/* The best deal of a project: at a level where a supporter has just given all, or where the cost is met. In
 * between level / alpha^2 is greater than at one of the ends. */
static int32_t look(engine *s, int32_t p) {
  const cpwi_election *v = s->v;
  int64_t first = v->start[p], n = v->start[p + 1] - first;
  cpwi_pair cost = cpwi_pair_whole(v->given.cost[p]), given = {0.0, 0.0}, rest = {0.0, 0.0};
  deal best = {{0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, 1};
  for (int64_t k = 0; k < n; k++) {
    int64_t people = cpwi_multiplicity(v, v->ballot[first + k]);
    s->at[k] = k;
    s->reach[k] =
        cpwi_pair_over(s->money[v->ballot[first + k]], cpwi_pair_whole(weight_at(s, first + k)));
    rest = cpwi_pair_add(rest, cpwi_pair_whole(people * weight_at(s, first + k)));
  }
  if (!cpwi_sort(v->a, s->at, n, sizeof *s->at, by_reach, s)) return CPW_ENOMEM;
  for (int64_t k = 0; k < n; k++) {
    int64_t at = s->at[k], entry = first + at;
    cpwi_pair people = cpwi_pair_whole(cpwi_multiplicity(v, v->ballot[entry]));
    cpwi_pair weight = cpwi_pair_times(people, cpwi_pair_whole(weight_at(s, entry)));
    cpwi_pair collected = cpwi_pair_add(given, cpwi_pair_times(s->reach[at], rest));
    if (cpwi_pair_compare(collected, cost) >= 0) {
      consider(s, p, cpwi_pair_over(cpwi_pair_minus(cost, given), rest), cost, &best);
      break;
    }
    consider(s, p, s->reach[at], collected, &best);
    given = cpwi_pair_add(given, cpwi_pair_times(people, s->money[v->ballot[entry]]));
    rest = cpwi_pair_minus(rest, weight);
  }
  s->deal[p] = best;
  return CPW_OK;
}

static int fits(const engine *s, int32_t p) {
  return s->t->out.cost + (uint64_t)s->v->given.cost[p] <= (cpwi_wide)s->v->given.budget;
}

static void close_at(engine *s, int64_t k) {
  s->open[k] = s->open[--s->opened];
}

/* The best open project, or -1; those that do not fit or have no money behind them are closed. */
static int32_t next(engine *s, int32_t *chosen) {
  int32_t best = -1;
  for (int64_t k = 0; k < s->opened;) {
    int32_t p = s->open[k], status = CPW_OK;
    deal *d = &s->deal[p];
    int stale = !d->clean;
    int worse = best >= 0 && stale && d->value.high > 0.0 &&
                cpwi_pair_compare(d->value, s->deal[best].value) > 0;
    if (fits(s, p) && stale && !worse) status = look(s, p);
    if (status != CPW_OK) return status;
    if (!fits(s, p) || !(d->value.high > 0.0)) {
      close_at(s, k);
      continue;
    }
    k++;
    if (worse) continue;
    int sign = best < 0 ? -1 : cpwi_pair_compare(d->value, s->deal[best].value);
    if (sign < 0 || (sign == 0 && s->v->rank[p] < s->v->rank[best])) best = p;
  }
  *chosen = best;
  return CPW_OK;
}

static void buy(engine *s, int32_t p, double share) {
  const cpwi_election *v = s->v;
  const deal *d = &s->deal[p];
  for (int64_t k = v->start[p]; k < v->start[p + 1]; k++) {
    int32_t ballot = v->ballot[k];
    cpwi_pair pays = cpwi_pair_times(d->rho, cpwi_pair_whole(weight_at(s, k)));
    cpwi_pair left = cpwi_pair_minus(s->money[ballot], pays);
    s->money[ballot] = left.high > 1e-22 * share ? left : (cpwi_pair){0.0, 0.0};
    for (int64_t i = v->row[ballot]; i < v->row[ballot + 1]; i++)
      s->deal[v->project[i]].clean = 0;
  }
  for (int64_t k = 0; k < s->opened; k++)
    if (s->open[k] == p) {
      close_at(s, k);
      break;
    }
  cpwi_outcome_add(s->t, p, d->rho.high / (double)cpwi_scale(s->t, p));
}

/* free and supported first, in the order of ties; what can never be bought is left out */
static void begin(engine *s) {
  const cpwi_election *v = s->v;
  cpwi_vote *t = s->t;
  cpwi_pair share = cpwi_pair_over(cpwi_pair_whole(v->given.budget), cpwi_pair_whole(v->voters));
  t->out.share = share.high;
  for (int64_t i = 0; i < v->ballots; i++)
    s->money[i] = share;
  cpwi_vote_take_free(t);
  for (int64_t p = 0; p < v->projects; p++)
    if (v->votes[p] > 0 && v->given.cost[p] > 0) s->open[s->opened++] = (int32_t)p;
}

static int32_t run(engine *s, cpw_error *err) {
  int32_t chosen = 0;
  begin(s);
  while (chosen >= 0) {
    int32_t status = cpwi_vote_progress(s->t, 0.0, err);
    if (status != CPW_OK) return status;
    if (next(s, &chosen) != CPW_OK) return cpwi_vote_no_memory(s->t, err);
    if (chosen >= 0) buy(s, chosen, s->t->out.share);
  }
  return CPW_OK;
}

int32_t cpwi_vote_overspending(cpwi_vote *t, cpw_error *err) {
  engine s;
  const cpw_allocator *a = t->v.a;
  size_t m = (size_t)t->v.projects, c = (size_t)t->v.ballots;
  int32_t status;
  memset(&s, 0, sizeof s);
  s.t = t;
  s.v = &t->v;
  s.money = cpwi_alloc(a, c, sizeof *s.money);
  s.deal = cpwi_alloc_zero(a, m, sizeof *s.deal);
  s.open = cpwi_alloc(a, m, sizeof *s.open);
  s.at = cpwi_alloc(a, c, sizeof *s.at);
  s.reach = cpwi_alloc(a, c, sizeof *s.reach);
  if (s.money && s.deal && s.open && s.at && s.reach) {
    status = run(&s, err);
    for (int64_t i = 0; status == CPW_OK && t->out.left && i < t->v.ballots; i++)
      t->out.left[i] = s.money[i].high;
  } else {
    status = cpwi_vote_no_memory(t, err);
  }
  void *const block[] = {s.money, s.deal, s.open, s.at, s.reach};
  for (size_t k = 0; k < sizeof block / sizeof *block; k++)
    cpwi_release(a, block[k]);
  return status;
}
