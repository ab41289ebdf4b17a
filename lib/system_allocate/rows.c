/* The spend of the greatest weighted gain where limits, targets or crossing sets stand in the way: a linear programme
 * over the points of all tables.
 * Source: the convex combination form of concave curves (Dantzig 1963, section 24.3), solved by cpw_linear_solve; first
 * the least that targets must be missed by, then the most gain.
 * Leaves whole pounds to pounds.c. */
#include "system_allocate/internal.h"

#include "carepath/linear.h"

#include <string.h>

typedef struct rows {
  cpwi_allocate *s;
  const double *weight;
  int above;
  int64_t columns, rows, entries, points; /* points: columns that are points of units */
  int64_t *place, *start, *row;           /* place: (columns) of each point */
  double *value;                          /* (entries) */
  double *x, *cost, *upper;               /* (columns) spend of a point, its gain, bound */
  double *row_lower, *row_upper, *dual;   /* (rows) */
  double *share;                          /* (columns) the solution */
  int64_t missed;                         /* first column of what targets miss */
} rows;

/* ---------------------------------------------------------------- points of a unit ---------- */

static void add_spend(double *x, int64_t *n, double at, double low, double high) {
  int64_t i = *n;
  if (!(at >= low && at <= high)) return;
  while (i > 0 && x[i - 1] > at)
    i--;
  if (i > 0 && x[i - 1] == at) return;
  memmove(x + i + 1, x + i, (size_t)(*n - i) * sizeof *x);
  x[i] = at;
  ++*n;
}

/* the spends at which a unit's measures bend: its table's, and where prolonged chords meet */
static int64_t spends_of(const rows *m, int64_t p, double *x, double *cx, double *cy) {
  const cpwi_allocate *s = m->s;
  const cpwi_allocate_table *t = &s->table[p];
  double low = s->lower[p], high = s->upper[p];
  int64_t n = 0;
  add_spend(x, &n, low, low, high);
  add_spend(x, &n, high, low, high);
  for (int64_t i = 0; i < t->count; i++)
    add_spend(x, &n, t->x[i], low, high);
  for (int64_t k = -1; m->above && k < s->targets; k++) {
    if (k >= 0 && !cpwi_allocate_asks(s, k)) continue;
    int64_t count = cpwi_allocate_curve(s, p, m->weight, k, 1, cx, cy);
    for (int64_t i = 0; i < count; i++)
      add_spend(x, &n, cx[i], low, high);
  }
  return n;
}

static int64_t most_spends(const rows *m, int64_t p) {
  int64_t measures = 1 + (m->above ? m->s->targets + 1 : 0);
  return cpwi_allocate_curve_size(m->s, p) * measures + 2;
}

static double weighed(const cpwi_allocate *s, const double *value, const double *weight) {
  double sum = 0.0;
  for (int64_t g = 0; g < s->groups; g++)
    if (weight[g] > 0) sum += weight[g] * cpwi_allocate_mixed_at(s, value, g);
  return sum;
}

static void add_entry(rows *m, int64_t row, double value) {
  if (value == 0.0) return;
  m->row[m->entries] = row;
  m->value[m->entries++] = value;
}

/* one column: a spend of a unit with all that it gains and takes */
static void add_column(rows *m, int64_t p, double at, double *read, double *cx, double *cy) {
  cpwi_allocate *s = m->s;
  int64_t c = m->columns++, row = s->n, outcomes = s->groups * CPW_ALLOCATE_OUTCOMES;
  cpwi_allocate_read(s, p, at, read);
  m->place[c] = p;
  m->x[c] = at;
  m->upper[c] = (double)INFINITY;
  m->start[c] = m->entries;
  m->cost[c] = weighed(s, read, m->weight);
  if (m->above) {
    int64_t n = cpwi_allocate_curve(s, p, m->weight, -1, 1, cx, cy);
    m->cost[c] = cpwi_allocate_straight(cx, cy, n, at);
  }
  add_entry(m, p, 1.0);
  add_entry(m, row++, at);
  for (int64_t i = 0; i < s->sets; i++)
    add_entry(m, row++, s->set[i].in[p] ? at : 0.0);
  /* what is taken at once, not straight between the points: so a column takes no less than the spends that it bounds */
  double more = cpwi_allocate_limited(s, p) ? cpwi_allocate_capacity(s, p, at) - s->idle[p] : 0.0;
  for (int64_t i = 0; i < s->limits; i++)
    add_entry(m, row++, s->limit[i].take[p] * more);
  for (int64_t k = 0; k < s->targets; k++) {
    double surplus = cpwi_allocate_asks(s, k) ? read[outcomes + k] : 0.0;
    if (m->above && cpwi_allocate_asks(s, k)) {
      int64_t n = cpwi_allocate_curve(s, p, m->weight, k, 1, cx, cy);
      surplus = cpwi_allocate_straight(cx, cy, n, at);
    }
    add_entry(m, row++, surplus);
  }
}

/* ---------------------------------------------------------------- the programme ------------- */

static void fill_rows(rows *m) {
  cpwi_allocate *s = m->s;
  int64_t row = 0;
  for (; row < s->n; row++)
    m->row_lower[row] = m->row_upper[row] = 1.0;
  m->row_lower[row] = -(double)INFINITY;
  m->row_upper[row++] = (double)s->options.budget;
  for (int64_t i = 0; i < s->sets; i++, row++) {
    int held = i != s->skip_set && s->set[i].units > 0;
    m->row_lower[row] = held ? s->set[i].least : -(double)INFINITY;
    m->row_upper[row] = held ? s->set[i].most : (double)INFINITY;
  }
  for (int64_t i = 0; i < s->limits; i++, row++) {
    m->row_lower[row] = -(double)INFINITY;
    m->row_upper[row] = s->limit[i].room;
  }
  for (int64_t k = 0; k < s->targets; k++, row++) {
    const cpwi_allocate_target *t = &s->target[k];
    m->row_lower[row] =
        cpwi_allocate_asks(s, k) ? t->needed + (m->above ? 0.0 : t->margin) : -(double)INFINITY;
    m->row_upper[row] = (double)INFINITY;
  }
}

static void fill_missed(rows *m) {
  cpwi_allocate *s = m->s;
  m->points = m->missed = m->columns;
  for (int64_t k = 0; k < s->targets; k++) {
    int64_t c = m->columns++;
    m->place[c] = -1;
    m->x[c] = m->cost[c] = 0.0;
    m->upper[c] = cpwi_allocate_asks(s, k) ? (double)INFINITY : 0.0;
    m->start[c] = m->entries;
    add_entry(m, s->n + 1 + s->sets + s->limits + k, 1.0);
  }
  m->start[m->columns] = m->entries;
}

static int32_t make_room(rows *m, double **scratch, cpw_error *err) {
  cpwi_allocate *s = m->s;
  int64_t columns = s->targets, widest = 0;
  m->rows = s->n + 1 + s->sets + s->limits + s->targets;
  for (int64_t p = 0; p < s->n; p++) {
    int64_t most = most_spends(m, p);
    columns += most;
    widest = most > widest ? most : widest;
  }
  size_t c = (size_t)columns, r = (size_t)m->rows;
  size_t per = (size_t)(2 + s->sets + s->limits + s->targets);
  m->place = cpwi_alloc_zero(s->a, c, sizeof *m->place);
  m->start = cpwi_alloc_zero(s->a, c + 1, sizeof *m->start);
  m->row = cpwi_alloc_zero(s->a, c * per, sizeof *m->row);
  m->value = cpwi_alloc_zero(s->a, c * per, sizeof *m->value);
  m->x = cpwi_alloc_zero(s->a, 4 * c, sizeof *m->x);
  m->row_lower = cpwi_alloc_zero(s->a, 3 * r, sizeof *m->row_lower);
  *scratch = cpwi_alloc_zero(s->a, 3 * (size_t)widest + (size_t)s->width, sizeof **scratch);
  if (!m->place || !m->start || !m->row || !m->value || !m->x || !m->row_lower || !*scratch)
    return cpwi_allocate_no_memory(s, err);
  m->cost = m->x + c;
  m->upper = m->cost + c;
  m->share = m->upper + c;
  m->row_upper = m->row_lower + r;
  m->dual = m->row_upper + r;
  double *x = *scratch, *cx = x + widest, *cy = cx + widest, *read = cy + widest;
  for (int64_t p = 0; p < s->n; p++) {
    int64_t n = spends_of(m, p, x, cx, cy);
    for (int64_t i = 0; i < n; i++)
      add_column(m, p, x[i], read, cx, cy);
  }
  return CPW_OK;
}

static int32_t run_programme(rows *m, const double *cost, int maximise, double *objective,
                             cpw_error *err) {
  cpw_linear_program program;
  cpw_linear_options options;
  cpw_linear_answer answer;
  cpw_linear_program_init(&program);
  cpw_linear_options_init(&options);
  cpw_linear_answer_init(&answer);
  program.rows = m->rows;
  program.columns = m->columns;
  program.entries = m->entries;
  program.cost = cost;
  program.column_upper = m->upper;
  program.row_lower = m->row_lower;
  program.row_upper = m->row_upper;
  program.start = m->start;
  program.row = m->row;
  program.value = m->value;
  program.maximise = maximise;
  options.allocator = m->s->a;
  answer.x = m->share;
  answer.dual = m->dual;
  int32_t status = cpw_linear_solve(&program, &options, &answer, err);
  if (status != CPW_OK) return status;
  if (answer.status == CPW_LINEAR_INFEASIBLE)
    return cpwi_fail(err, CPW_EDOMAIN, -1, m->s->where,
                     "guarantees cannot all be kept within the budget of %lld and the limits",
                     (long long)m->s->options.budget);
  if (answer.status != CPW_LINEAR_OPTIMAL)
    return cpwi_fail(err, CPW_ENOCONV, -1, m->s->where, "the linear programme was not solved");
  *objective = m->above ? answer.bound : answer.objective;
  return CPW_OK;
}

/* The least that targets must be missed by; what each misses is its bound from then on. */
static int32_t miss_least(rows *m, int32_t *short_of, cpw_error *err) {
  cpwi_allocate *s = m->s;
  double least = 0.0;
  if (s->targets == 0) return CPW_OK;
  double *cost = cpwi_alloc_zero(s->a, (size_t)m->columns, sizeof *cost);
  if (!cost) return cpwi_allocate_no_memory(s, err);
  for (int64_t k = 0; k < s->targets; k++)
    cost[m->missed + k] = 1.0;
  int above = m->above;
  m->above = 0;
  int32_t status = run_programme(m, cost, 0, &least, err);
  m->above = above;
  cpwi_release(s->a, cost);
  for (int64_t k = 0; status == CPW_OK && k < s->targets; k++) {
    double missed = m->share[m->missed + k], scale = 1e-9 * (1.0 + fabs(s->target[k].needed));
    if (missed > (above ? 0.0 : s->target[k].margin) + 1e3 * scale) *short_of = 1;
    m->upper[m->missed + k] = missed + scale;
  }
  return status;
}

/* Whether a unit may spend less than the programme's mixture: limits hold it, no guarantee does. */
static int may_settle(const cpwi_allocate *s, int64_t p) {
  for (int64_t j = 0; j < s->sets; j++)
    if (s->set[j].in[p] && s->set[j].least > 0) return 0;
  return cpwi_allocate_limited(s, p);
}

/* A mixture of two points of a unit takes less of a limit than the same money does at once: treatments are concave in
 * money. So the spend is the one that buys the mixture's treatments: it costs no more, and what it gains, concave in
 * treatments, is no less. */
static void settle(rows *m, double *x) {
  cpwi_allocate *s = m->s;
  for (int64_t p = 0; p < s->n; p++) {
    double use = 0.0, low = s->lower[p], high = x[p];
    if (!may_settle(s, p) || !(high > low)) continue;
    for (int64_t c = 0; c < m->points; c++)
      if (m->place[c] == p && m->share[c] > 0)
        use += m->share[c] * cpwi_allocate_capacity(s, p, m->x[c]);
    if (!(cpwi_allocate_capacity(s, p, high) > use)) continue;
    for (int k = 0; k < 60 && high - low > 0.5; k++) {
      double middle = 0.5 * (low + high);
      if (cpwi_allocate_capacity(s, p, middle) > use)
        high = middle;
      else
        low = middle;
    }
    x[p] = low;
  }
}

static int32_t find_best(rows *m, cpwi_allocate_best *best, cpw_error *err) {
  cpwi_allocate *s = m->s;
  fill_missed(m);
  fill_rows(m);
  int32_t status = miss_least(m, &best->short_of, err);
  if (status == CPW_OK) status = run_programme(m, m->cost, 1, &best->value, err);
  if (status != CPW_OK) return status;
  for (int64_t p = 0; p < s->n; p++)
    best->x[p] = 0.0;
  for (int64_t c = 0; c < m->points; c++)
    if (m->share[c] > 0) {
      best->x[m->place[c]] += m->share[c] * m->x[c];
      if (best->far) best->far[m->place[c]] = m->x[c]; /* a unit's columns rise */
    }
  for (int64_t p = 0; p < s->n; p++) { /* shares sum to 1 but for rounding */
    if (best->x[p] < s->lower[p]) best->x[p] = s->lower[p];
    if (best->x[p] > s->upper[p]) best->x[p] = s->upper[p];
  }
  settle(m, best->x);
  best->price = m->dual[s->n] > 0 ? m->dual[s->n] : 0.0;
  for (int64_t i = 0; best->limit_price && i < s->limits; i++) {
    double price = m->dual[s->n + 1 + s->sets + i];
    best->limit_price[i] = price > 0 ? price : 0.0;
  }
  return CPW_OK;
}

int32_t cpwi_allocate_solve_rows(cpwi_allocate *s, const double *weight, int above,
                                 cpwi_allocate_best *best, cpw_error *err) {
  rows m;
  memset(&m, 0, sizeof m);
  m.s = s;
  m.weight = weight;
  m.above = above;
  double *scratch = NULL;
  int32_t status = make_room(&m, &scratch, err);
  if (status == CPW_OK) status = find_best(&m, best, err);
  void *const blocks[] = {m.place, m.start, m.row, m.value, m.x, m.row_lower, scratch};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
    cpwi_release(s->a, blocks[k]);
  return status;
}
