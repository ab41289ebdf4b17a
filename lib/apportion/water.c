/* The level k for which k w_i, held within bounds, sums to the total: which rows are free, exactly.
 * Source: breakpoint search for the continuous quadratic knapsack (Kiwiel, J. Optim. Theory Appl. 134,
 * 2007), its comparisons in whole numbers. Leaves the rounding of the free rows to hamilton.c. */
#include "apportion/internal.h"

#include <string.h>

/* A level: v / w, the point where a row meets a bound v. w.m = 0 is no level: beyond all. */
typedef struct level {
  uint64_t v;
  cpwi_weight w;
} level;

typedef struct search {
  cpwi_apportion *a;
  int64_t *row; /* (count) rows that are not settled */
  int64_t count;
  cpwi_signed_wide held; /* what settled rows have at their bounds */
  cpwi_big sum;          /* the weight of settled rows that are free */
  level from, to;        /* k lies between these, or is one of them */
} search;

static int compare(level x, level y) {
  return cpwi_compare_scaled((cpwi_wide)x.v * y.w.m, y.w.e, (cpwi_wide)y.v * x.w.m, x.w.e);
}

static level at_lower(const cpwi_apportion *a, int64_t i) {
  level l = {(uint64_t)cpwi_lower(a, i), a->weight[i]};
  return l;
}
static level at_upper(const cpwi_apportion *a, int64_t i) {
  level l = {(uint64_t)cpwi_upper(a, i), a->weight[i]};
  return l;
}

/* what the whole would take at a level, less the total: its sign */
static int excess(const search *s, level p) {
  const cpwi_apportion *a = s->a;
  cpwi_signed_wide held = s->held;
  cpwi_big sum = s->sum, left, right;
  for (int64_t k = 0; k < s->count; k++) {
    int64_t i = s->row[k];
    if (compare(at_lower(a, i), p) >= 0)
      held += cpwi_lower(a, i);
    else if (compare(at_upper(a, i), p) <= 0)
      held += cpwi_upper(a, i);
    else
      cpwi_big_add(a, &sum, a->weight[i]);
  }
  if (held > a->total) return 1;
  /* p sum against total - held */
  cpwi_big_times(a, &left, &sum, p.v);
  cpwi_big_product(a, &right, p.w, (uint64_t)(a->total - held));
  return cpwi_big_compare(a, &left, &right);
}

/* settles the rows that have no bound between `from` and `to` */
static void settle(search *s) {
  cpwi_apportion *a = s->a;
  int64_t left = 0;
  for (int64_t k = 0; k < s->count; k++) {
    int64_t i = s->row[k];
    level low = at_lower(a, i), high = at_upper(a, i);
    if (compare(high, s->from) <= 0)
      a->parts[i] = (int64_t)high.v;
    else if (s->to.w.m && compare(low, s->to) >= 0)
      a->parts[i] = (int64_t)low.v;
    else if (compare(low, s->from) <= 0 && s->to.w.m && compare(high, s->to) >= 0)
      a->parts[i] = -1; /* free */
    else {
      s->row[left++] = i;
      continue;
    }
    if (a->parts[i] >= 0)
      s->held += a->parts[i];
    else
      cpwi_big_add(a, &s->sum, a->weight[i]);
  }
  s->count = left;
}

/* a level strictly inside, from the middle row: every row that is left has one */
static level inside(const search *s) {
  int64_t i = s->row[s->count / 2];
  level low = at_lower(s->a, i), high = at_upper(s->a, i);
  int low_is_inside = compare(low, s->from) > 0 && (!s->to.w.m || compare(low, s->to) < 0);
  return low_is_inside ? low : high;
}

static void find(search *s) {
  settle(s);
  while (s->count > 0) {
    level p = inside(s);
    int sign = excess(s, p);
    if (sign <= 0) s->from = p;
    if (sign >= 0) s->to = p;
    settle(s);
  }
}

/* rows without weight are held; without bounds all others are free */
static void begin(search *s, cpwi_apportion *a, int64_t *row) {
  memset(s, 0, sizeof *s);
  s->a = a;
  s->row = row;
  s->from.w.m = (uint64_t)1 << 63;
  for (int64_t i = 0; i < a->n; i++) {
    if (a->weight[i].m == 0) {
      a->parts[i] = cpwi_lower(a, i);
      s->held += a->parts[i];
    } else if (cpwi_lower(a, i) == 0 && cpwi_upper(a, i) == a->total) {
      a->parts[i] = -1;
      cpwi_big_add(a, &s->sum, a->weight[i]);
    } else {
      row[s->count++] = i;
    }
  }
}

int32_t cpwi_water_level(cpwi_apportion *a, cpwi_water *w, cpw_error *err) {
  memset(w, 0, sizeof *w);
  w->free = cpwi_alloc(a->options.allocator, (size_t)a->n, sizeof *w->free);
  if (!w->free)
    return cpwi_fail(err, CPW_ENOMEM, -1, a->where, "no memory for %lld rows", (long long)a->n);
  search s;
  begin(&s, a, w->free);
  find(&s);
  for (int64_t i = 0; i < a->n; i++)
    if (a->parts[i] < 0) w->free[w->count++] = i;
  w->rest = (int64_t)(a->total - s.held);
  w->sum = s.sum;
  if (w->count > 0 && w->rest > 0) w->k = cpwi_big_ratio(a, (uint64_t)w->rest, &w->sum);
  return CPW_OK;
}
