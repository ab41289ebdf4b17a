/* Whole pounds from a spend: the pounds that are sure, then the rest to whoever gains most by it.
 * Source: cpw_budget_allocate_units (Fox 1966) where sets are nested and no row holds; otherwise whole pounds below the
 * spend, and what limits still forbid is given back.
 * Leaves what the pounds do to the engine. */
#include "system_allocate/internal.h"

#include <string.h>

/* ---------------------------------------------------------------- by the unit --------------- */

typedef struct pounds {
  int64_t *lower, *upper, *group, *floor, *cap; /* group: parents stand behind */
} pounds;

static void fill_pounds(const cpwi_allocate *s, const cpw_budget_problem *p, const double *x,
                        const pounds *w) {
  for (int64_t i = 0; i < s->n; i++) {
    double sure = x ? cpwi_allocate_whole(x[i]) : s->lower[i];
    w->lower[i] = (int64_t)(sure > s->lower[i] ? sure : s->lower[i]);
    w->upper[i] = (int64_t)s->upper[i];
    if (w->lower[i] > w->upper[i]) w->lower[i] = w->upper[i];
  }
  for (int64_t j = 0; j < p->groups; j++) {
    w->floor[j] = (int64_t)p->floor[j];
    w->cap[j] = p->cap[j] < 4e18 ? (int64_t)p->cap[j] : INT64_MAX / 4;
  }
}

static int32_t by_unit(cpwi_allocate *s, const double *x, int64_t *spend, int64_t *whole,
                       double *bounds, cpw_error *err) {
  size_t n = (size_t)s->n, sets = (size_t)s->sets;
  pounds w = {whole, whole + n, whole + 2 * n, whole + 3 * n + sets, whole + 3 * n + 2 * sets};
  cpw_budget_problem p;
  cpw_budget_units u;
  cpw_budget_options options;
  cpwi_allocate_problem(s, &p, w.group, bounds); /* groups, and parents behind them */
  fill_pounds(s, &p, x, &w);
  cpw_budget_units_init(&u);
  cpw_budget_options_init(&options);
  options.allocator = s->a;
  u.n = s->n;
  u.response = s->curve;
  u.lower = w.lower;
  u.upper = w.upper;
  u.budget = s->options.budget;
  u.groups = p.groups;
  u.group = p.group;
  u.parent = p.parent;
  u.floor = p.groups > 0 ? w.floor : NULL;
  u.cap = p.groups > 0 ? w.cap : NULL;
  return cpw_budget_allocate_units(&u, &options, spend, NULL, err);
}

/* ---------------------------------------------------------------- under rows ---------------- */

static double set_sum(const cpwi_allocate *s, int64_t set, const int64_t *spend) {
  double sum = 0.0;
  for (int64_t p = 0; p < s->n; p++)
    if (s->set[set].in[p]) sum += (double)spend[p];
  return sum;
}

/* a limit that money still breaks: its units give back the same part of what they have beyond their least */
static void give_back(const cpwi_allocate *s, int64_t limit, const double *x, int64_t *spend,
                      double *trial) {
  double low = 0.0, high = 1.0, room = s->limit[limit].room;
  const double *take = s->limit[limit].take;
  for (int64_t p = 0; p < s->n; p++)
    trial[p] = (double)spend[p];
  if (!(cpwi_allocate_limit_use(s, limit, trial) > room)) return;
  for (int k = 0; k < 50; k++) {
    double part = 0.5 * (low + high);
    for (int64_t p = 0; p < s->n; p++)
      if (take[p] > 0) trial[p] = cpwi_allocate_whole(s->lower[p] + part * (x[p] - s->lower[p]));
    if (cpwi_allocate_limit_use(s, limit, trial) > room)
      high = part;
    else
      low = part;
  }
  for (int64_t p = 0; p < s->n; p++)
    if (take[p] > 0)
      spend[p] = (int64_t)cpwi_allocate_whole(s->lower[p] + low * (x[p] - s->lower[p]));
}

static int limits_allow(const cpwi_allocate *s, const int64_t *spend, int64_t place,
                        double *trial) {
  for (int64_t i = 0; i < s->limits; i++) {
    if (!(s->limit[i].take[place] > 0)) continue;
    for (int64_t p = 0; p < s->n; p++)
      trial[p] = (double)(spend[p] + (p == place));
    if (cpwi_allocate_limit_use(s, i, trial) > s->limit[i].room) return 0;
  }
  return 1;
}

static int allowed(const cpwi_allocate *s, const int64_t *spend, int64_t place, double *trial) {
  if ((double)spend[place] + 1.0 > s->upper[place]) return 0;
  for (int64_t j = 0; j < s->sets; j++)
    if (s->set[j].in[place] && j != s->skip_set && set_sum(s, j, spend) + 1.0 > s->set[j].most)
      return 0;
  return limits_allow(s, spend, place, trial);
}

/* first whatever sets are below their least, then pound after pound to whoever gains most by it and may have it */
static void give_rest(const cpwi_allocate *s, const double *x, int64_t *spend, int64_t left,
                      double *trial, char *shut) {
  for (int64_t j = 0; j < s->sets && left > 0; j++)
    for (int64_t p = 0; p < s->n && left > 0; p++)
      if (j != s->skip_set && s->set[j].in[p] && set_sum(s, j, spend) < s->set[j].least &&
          x[p] > (double)spend[p] && (double)spend[p] < s->upper[p]) {
        spend[p]++;
        left--;
      }
  for (int64_t step = 0; left > 0 && step < 2 * s->n + 64; step++) {
    int64_t best = -1;
    double most = 0.0;
    for (int64_t p = 0; p < s->n; p++) {
      double gain = shut[p] ? 0.0 : cpw_response_slope(&s->curve[p], (double)spend[p], 1);
      if (gain > most) {
        most = gain;
        best = p;
      }
    }
    if (best < 0) return;
    shut[best] = (char)!allowed(s, spend, best, trial);
    if (shut[best]) continue;
    spend[best]++;
    left--;
  }
}

static void under_rows(cpwi_allocate *s, const double *x, int64_t *spend, double *trial,
                       char *shut) {
  int64_t left = s->options.budget;
  for (int64_t p = 0; p < s->n; p++) {
    spend[p] = (int64_t)cpwi_allocate_whole(x[p]);
    if ((double)spend[p] < s->lower[p]) spend[p] = (int64_t)s->lower[p];
  }
  for (int64_t i = 0; i < s->limits; i++)
    give_back(s, i, x, spend, trial);
  for (int64_t p = 0; p < s->n; p++)
    left -= spend[p];
  give_rest(s, x, spend, left, trial, shut);
}

/* ---------------------------------------------------------------- the last pound ----------- */

typedef struct polish {
  cpwi_allocate *s;
  int64_t *spend;
  double *gain, *down, *up, *trial; /* (groups), (n, groups) of a pound less and more, (groups) */
  double *value;                    /* (2, width) */
} polish;

static void pound_of(const polish *w, int64_t p, double step, double *by_group) {
  const cpwi_allocate *s = w->s;
  cpwi_allocate_read(s, p, (double)w->spend[p], w->value);
  cpwi_allocate_read(s, p, (double)w->spend[p] + step, w->value + s->width);
  for (int64_t g = 0; g < s->groups; g++)
    by_group[g] =
        cpwi_allocate_mixed_at(s, w->value + s->width, g) - cpwi_allocate_mixed_at(s, w->value, g);
}

/* The move of one pound that gains most is made; 0 where none gains. */
static int move_one(polish *w) {
  const cpwi_allocate *s = w->s;
  int64_t groups = s->groups, from = -1, to = -1;
  double best = cpwi_allocate_welfare(s, w->gain);
  best += 1e-12 * fabs(best);
  for (int64_t i = 0; i < s->n; i++)
    for (int64_t j = 0; j < s->n; j++) {
      if (i == j || (double)w->spend[i] <= s->lower[i] || (double)w->spend[j] >= s->upper[j])
        continue;
      for (int64_t g = 0; g < groups; g++)
        w->trial[g] = w->gain[g] + w->down[i * groups + g] + w->up[j * groups + g];
      double welfare = cpwi_allocate_welfare(s, w->trial);
      if (!(welfare > best)) continue;
      w->spend[i]--;
      w->spend[j]++;
      if (cpwi_allocate_keeps(s, w->spend)) {
        best = welfare;
        from = i;
        to = j;
      }
      w->spend[i]++;
      w->spend[j]--;
    }
  if (from < 0) return 0;
  for (int64_t g = 0; g < groups; g++)
    w->gain[g] += w->down[from * groups + g] + w->up[to * groups + g];
  w->spend[from]--;
  w->spend[to]++;
  return 1;
}

/* With aversion the best whole pounds are not those that are best by the marginal weights: single pounds are moved. */
static int32_t move_pounds(cpwi_allocate *s, int64_t *spend, cpw_error *err) {
  size_t n = (size_t)s->n, groups = (size_t)s->groups;
  double *room =
      cpwi_alloc_zero(s->a, 2 * groups + 2 * n * groups + 2 * (size_t)s->width, sizeof *room);
  double *x = cpwi_alloc_zero(s->a, n, sizeof *x);
  int32_t status = room && x ? CPW_OK : cpwi_allocate_no_memory(s, err);
  if (status == CPW_OK) {
    polish w = {s,
                spend,
                room,
                room + 2 * groups,
                room + 2 * groups + n * groups,
                room + groups,
                room + 2 * groups + 2 * n * groups};
    for (size_t p = 0; p < n; p++)
      x[p] = (double)spend[p];
    cpwi_allocate_gains(s, x, w.gain);
    for (int moves = 0; moves < 100; moves++) {
      for (int64_t p = 0; p < s->n; p++) {
        pound_of(&w, p, spend[p] > 0 ? -1.0 : 0.0, w.down + p * s->groups);
        pound_of(&w, p, 1.0, w.up + p * s->groups);
      }
      if (!move_one(&w)) break;
    }
  }
  cpwi_release(s->a, room);
  cpwi_release(s->a, x);
  return status;
}

static int rows_stand(const cpwi_allocate *s, const int64_t *spend) {
  for (int64_t k = 0; k < s->targets; k++)
    if (cpwi_allocate_asks(s, k)) return 1;
  return !s->nested || !cpwi_allocate_keeps(s, spend);
}

int32_t cpwi_allocate_pounds(cpwi_allocate *s, const double *weight, const double *x,
                             int64_t *spend, cpw_error *err) {
  int32_t status = cpwi_allocate_curves(s, weight, -1, 0, err);
  size_t n = (size_t)s->n, sets = (size_t)s->sets;
  int64_t *whole = cpwi_alloc_zero(s->a, 3 * n + 3 * sets, sizeof *whole);
  double *trial = cpwi_alloc_zero(s->a, n + 2 * sets, sizeof *trial);
  char *shut = cpwi_alloc_zero(s->a, n, sizeof *shut);
  int plain = s->options.welfare == CPW_ALLOCATE_SUM && s->limits == 0;
  if (status == CPW_OK && (!whole || !trial || !shut)) status = cpwi_allocate_no_memory(s, err);
  if (status == CPW_OK && s->nested)
    status = by_unit(s, plain ? NULL : x, spend, whole, trial, err);
  if (status == CPW_OK && rows_stand(s, spend)) under_rows(s, x, spend, trial, shut);
  if (status == CPW_OK && s->options.welfare != CPW_ALLOCATE_SUM && s->n <= 32)
    status = move_pounds(s, spend, err);
  cpwi_release(s->a, whole);
  cpwi_release(s->a, trial);
  cpwi_release(s->a, shut);
  return status;
}
