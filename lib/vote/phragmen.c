/* Sequential Phragmen: a project's cost is a load on its supporters, and the project that leaves them with the
 * least load is bought, until one of the least would break the budget.
 * Source: Brill, Freeman, Janson and Lackner, "Phragmen's voting methods and justified representation" (2017);
 * for costs Los, Christoff and Grossi, "Proportional budget allocations: towards a systematization" (2022).
 * Leaves what is left over to greedy.c. Exact as shares.c: doubles with their error, then fractions. */
#include "vote/internal.h"

#include <string.h>

#define UNIT 2.220446049250313e-16 /* 2^-52 */

typedef struct load {
  double value, error;
} load;

typedef struct engine {
  cpwi_vote *t;
  const cpwi_election *v;
  cpwi_exact x;
  int32_t *last;   /* (ballots) the latest purchase that a ballot supports, or -1: its load */
  load *loaded;    /* (projects) load of a purchase */
  int32_t *bought; /* (projects) project of a purchase */
  load *next;      /* (projects) load if it were bought: of an open project a lower bound */
  int32_t *clean;  /* (projects) 1: no supporter's load has changed since */
  int64_t *group;  /* (projects) of one group, > 0: found to tie exactly, and clean */
  int64_t groups;
  int32_t *open, *tied; /* (projects) */
  int64_t opened, ties;
  cpwi_natural best, other, left, right;
} engine;

/* -------- a project's load, by doubles and exactly */

static load look(const engine *s, int32_t p) {
  const cpwi_election *v = s->v;
  double sum = 0.0, error = 0.0, cost = (double)v->given.cost[p], votes = (double)v->votes[p];
  int64_t first = v->start[p], last = v->start[p + 1];
  for (int64_t k = first; k < last; k++) {
    int32_t j = s->last[v->ballot[k]];
    if (j < 0) continue;
    double people = (double)cpwi_multiplicity(v, v->ballot[k]);
    sum += people * s->loaded[j].value;
    error += people * s->loaded[j].error;
  }
  double rounding = (double)(last - first + 8) * UNIT * (sum + cost);
  return (load){(sum + cost) / votes, 1.001 * (error + rounding) / votes};
}

/* numerator of the load of p, with purchases before `level` alone, over D_level votes */
static int32_t number_of(engine *s, int32_t p, int64_t level, cpwi_natural *number) {
  const cpwi_election *v = s->v;
  int sign;
  cpwi_exact_clear(&s->x);
  for (int64_t k = v->start[p]; k < v->start[p + 1]; k++) {
    int32_t ballot = v->ballot[k], latest = -1;
    for (int64_t i = v->row[ballot]; i < v->row[ballot + 1]; i++) {
      int32_t j = s->clean[v->project[i]]; /* see bought_in */
      j = j < 0 ? -j - 1 : -1;
      if (j < level && j > latest) latest = j;
    }
    if (latest >= 0) s->x.coef[latest] += cpwi_multiplicity(v, ballot);
  }
  return cpwi_exact_lack(&s->x, v->given.cost[p], level, number, &sign);
}

static int32_t make(engine *s) {
  int32_t status = CPW_OK;
  while (s->x.made < s->x.rounds && status == CPW_OK) {
    int64_t j = s->x.made;
    status = number_of(s, s->bought[j], j, &s->x.number[j]);
    if (status == CPW_OK) cpwi_exact_made(&s->x);
  }
  return status;
}

/* *sign of load(p) - load(best), whose numerator is in s->best */
static int32_t compare(engine *s, int32_t best, int32_t p, int *sign) {
  const cpw_allocator *a = s->x.a;
  int32_t status = number_of(s, p, s->x.rounds, &s->other);
  if (status == CPW_OK) status = cpwi_natural_copy(a, &s->left, &s->other);
  if (status == CPW_OK) status = cpwi_natural_multiply(a, &s->left, (uint64_t)s->v->votes[best]);
  if (status == CPW_OK) status = cpwi_natural_copy(a, &s->right, &s->best);
  if (status == CPW_OK) status = cpwi_natural_multiply(a, &s->right, (uint64_t)s->v->votes[p]);
  *sign = cpwi_natural_compare(&s->left, &s->right);
  return status;
}

/* -------- all projects of exactly the least load */

static double low(load x) {
  return x.value - x.error;
}
static double high(load x) {
  return x.value + x.error;
}

/* Those that may have it, by doubles; the stale ones among them are looked at. */
static void candidates(engine *s) {
  double best = (double)INFINITY;
  for (int again = 1; again;) {
    again = 0;
    for (int64_t k = 0; k < s->opened; k++) {
      int32_t p = s->open[k];
      if (s->clean[p] || low(s->next[p]) > best) continue;
      s->next[p] = look(s, p);
      s->clean[p] = 1;
      s->group[p] = 0;
      if (high(s->next[p]) < best) best = high(s->next[p]);
      again = 1;
    }
    for (int64_t k = 0; k < s->opened; k++)
      if (s->clean[s->open[k]] && high(s->next[s->open[k]]) < best)
        best = high(s->next[s->open[k]]);
  }
  s->ties = 0;
  for (int64_t k = 0; k < s->opened; k++)
    if (low(s->next[s->open[k]]) <= best) s->tied[s->ties++] = s->open[k];
}

static int32_t least(engine *s) {
  int64_t kept = 1;
  int32_t status = CPW_OK, known = 0;
  candidates(s);
  for (int64_t k = 1; k < s->ties && status == CPW_OK; k++) {
    int32_t best = s->tied[0], p = s->tied[k];
    int sign = 0;
    if (s->group[p] == 0 || s->group[p] != s->group[best]) {
      if (!known) status = make(s);
      if (!known && status == CPW_OK) status = number_of(s, best, s->x.rounds, &s->best);
      known = 1;
      if (status == CPW_OK) status = compare(s, best, p, &sign);
      if (sign == 0 && s->group[best] == 0) s->group[best] = ++s->groups;
      if (sign == 0) s->group[p] = s->group[best];
    }
    if (sign < 0) {
      cpwi_natural swap = s->best;
      s->best = s->other;
      s->other = swap;
      kept = 0;
    }
    if (sign <= 0) s->tied[kept++] = p;
  }
  s->ties = kept;
  return status;
}

/* -------- buying */

static void buy(engine *s, int32_t p) {
  const cpwi_election *v = s->v;
  int32_t j = (int32_t)s->x.rounds++;
  s->bought[j] = p;
  s->loaded[j] = s->next[p];
  s->x.den[j] = v->votes[p];
  for (int64_t k = v->start[p]; k < v->start[p + 1]; k++) {
    int32_t ballot = v->ballot[k];
    s->last[ballot] = j;
    for (int64_t i = v->row[ballot]; i < v->row[ballot + 1]; i++)
      if (s->clean[v->project[i]] > 0) s->clean[v->project[i]] = 0;
  }
  s->clean[p] = -j - 1; /* bought in purchase j */
  for (int64_t k = 0; k < s->opened; k++)
    if (s->open[k] == p) s->open[k] = s->open[s->opened - 1];
  s->opened--;
  cpwi_outcome_add(s->t, p, s->next[p].value);
}

static int32_t run(engine *s, cpw_error *err) {
  cpwi_vote *t = s->t;
  const cpwi_election *v = s->v;
  while (s->opened > 0) {
    int32_t status = cpwi_vote_progress(t, 0.0, err);
    if (status != CPW_OK) return status;
    if (least(s) != CPW_OK) return cpwi_vote_no_memory(t, err);
    int32_t first = s->tied[0];
    for (int64_t k = 0; k < s->ties; k++) {
      int32_t p = s->tied[k];
      if (t->out.cost + (uint64_t)v->given.cost[p] > (cpwi_wide)v->given.budget) return CPW_OK;
      if (v->rank[p] < v->rank[first]) first = p;
    }
    buy(s, first);
  }
  return CPW_OK;
}

/* -------- memory */

static int32_t allocate(engine *s) {
  const cpw_allocator *a = s->v->a;
  size_t m = (size_t)s->v->projects;
  s->last = cpwi_alloc(a, (size_t)s->v->ballots, sizeof *s->last);
  s->loaded = cpwi_alloc_zero(a, m, sizeof *s->loaded);
  s->bought = cpwi_alloc_zero(a, m, sizeof *s->bought);
  s->next = cpwi_alloc_zero(a, m, sizeof *s->next);
  s->clean = cpwi_alloc_zero(a, m, sizeof *s->clean);
  s->group = cpwi_alloc_zero(a, m, sizeof *s->group);
  s->open = cpwi_alloc_zero(a, m, sizeof *s->open);
  s->tied = cpwi_alloc_zero(a, m, sizeof *s->tied);
  if (!s->last || !s->loaded || !s->bought || !s->next || !s->clean || !s->group || !s->open ||
      !s->tied)
    return CPW_ENOMEM;
  for (int64_t i = 0; i < s->v->ballots; i++)
    s->last[i] = -1;
  return cpwi_exact_init(&s->x, s->v->projects, a);
}

static void release(engine *s) {
  const cpw_allocator *a = s->v->a;
  void *const block[] = {s->last,  s->loaded, s->bought, s->next,
                         s->clean, s->group,  s->open,   s->tied};
  cpwi_natural *const big[] = {&s->best, &s->other, &s->left, &s->right};
  for (size_t k = 0; k < sizeof block / sizeof *block; k++)
    cpwi_release(a, block[k]);
  for (size_t k = 0; k < sizeof big / sizeof *big; k++)
    cpwi_natural_free(a, big[k]);
  cpwi_exact_free(&s->x);
}

int32_t cpwi_vote_phragmen(cpwi_vote *t, cpw_error *err) {
  engine s;
  int32_t status;
  const cpwi_share none = {0, 0};
  memset(&s, 0, sizeof s);
  s.t = t;
  s.v = &t->v;
  s.x.a = t->v.a;
  if (allocate(&s) != CPW_OK || cpwi_exact_begin(&s.x, none, 1) != CPW_OK) {
    status = cpwi_vote_no_memory(t, err);
  } else {
    for (int64_t p = 0; p < t->v.projects; p++)
      if (t->v.votes[p] > 0 && t->v.given.cost[p] <= t->v.given.budget)
        s.open[s.opened++] = (int32_t)p;
    status = run(&s, err);
  }
  for (int64_t i = 0; status == CPW_OK && t->out.left && i < t->v.ballots; i++)
    t->out.left[i] = s.last[i] < 0 ? 0.0 : s.loaded[s.last[i]].value;
  release(&s);
  return status;
}
