/* A convex quadratic programme over a path: limits, changes, and a few rows that may be missed at a price.
 * Source: Mehrotra, SIAM J. Optimization 2:575-601 (1992), in the form for quadratic costs; the normal
 * equations are tridiagonal with a narrow border. Leaves what the rows mean to free.c. */
#include "plan/internal.h"

#define MOST_STEPS 60
#define CLOSE      1e-11
#define AWAY       0.995 /* of the way to the nearest limit */
#define FIXED      1e-13 /* limits that leave no room */

/* The inequalities in one row after the other: x >= low, x <= high, a step up, a step down, the rows,
 * e >= 0, z >= 0. The last number of `v` and so on is e, the one before it z. */
typedef struct point {
  const cpwi_programme *p;
  int64_t n, rows, border, all;
  double *v, *dv;         /* (n + 2) x, z, e */
  double *s, *y;          /* (all) slack and price of each inequality */
  double *ds, *dy;        /* (all) the step */
  double *gap, *push;     /* (all) how far s is off; s y that is aimed at, less what it is */
  double *force;          /* (n + 2) what is off in the prices */
  double *diagonal, *off; /* (n) the tridiagonal matrix, then its factors */
  double *coupling;       /* (n) of x with z */
  double *column;         /* (1 + rows, n) the inverse on the border */
  double *square;         /* (border, border + 1) */
  double zz;              /* of z with itself */
} point;

int64_t cpwi_programme_memory(int64_t count, int64_t rows) {
  int64_t per_period, sum, border = rows + 2, square;
  if (rows > INT32_MAX || !cpwi_multiply(count, 30 + 2 + rows, &per_period) ||
      !cpwi_multiply(border, border + 1, &square) || per_period > INT64_MAX / 4 ||
      square > INT64_MAX / 4)
    return -1;
  sum = per_period + square + 6 * rows + 40;
  return sum;
}

static double *take(double **memory, int64_t count) {
  double *block = *memory;
  *memory += count;
  return block;
}

static void lay_out(point *q, const cpwi_programme *p) {
  double *memory = p->memory;
  memset(q, 0, sizeof *q);
  q->p = p;
  q->n = p->count;
  q->rows = p->rows;
  q->border = p->rows + 2;
  q->all = 4 * p->count + p->rows + 2;
  double **const wide[] = {&q->s, &q->y, &q->ds, &q->dy, &q->gap, &q->push};
  for (size_t k = 0; k < sizeof wide / sizeof *wide; k++)
    *wide[k] = take(&memory, q->all);
  q->v = take(&memory, q->n + 2);
  q->dv = take(&memory, q->n + 2);
  q->force = take(&memory, q->n + 2);
  q->diagonal = take(&memory, q->n);
  q->off = take(&memory, q->n);
  q->coupling = take(&memory, q->n);
  q->column = take(&memory, q->n * (1 + q->rows));
  q->square = take(&memory, q->border * (q->border + 1));
}

static int32_t is_fixed(const point *q, int64_t t) {
  return !(q->p->high[t] - q->p->low[t] > FIXED);
}

/* Which inequalities there are. */
static int32_t holds(const point *q, int64_t i) {
  int64_t n = q->n;
  if (i < 2 * n) return !is_fixed(q, i % n);
  if (i < 4 * n) {
    int64_t t = i % n;
    if (q->p->spread > 0.0) return 1;
    return q->p->change < HUGE_VAL && !(is_fixed(q, t) && (t == 0 || is_fixed(q, t - 1)));
  }
  return i + 1 < q->all || q->p->spread > 0.0;
}

/* A row of the inequalities at v, less its right side where `whole`. */
static double row_at(const point *q, int64_t i, const double *v, int32_t whole) {
  const cpwi_programme *p = q->p;
  int64_t n = q->n, t = i % n;
  if (i < n) return v[t] - (whole ? p->low[t] : 0.0);
  if (i < 2 * n) return (whole ? p->high[t] : 0.0) - v[t];
  if (i < 4 * n) {
    double step = v[t] - (t > 0 ? v[t - 1] : 0.0) + (whole ? p->base[t] : 0.0);
    return (whole ? p->change : 0.0) + (p->spread > 0.0 ? v[n] : 0.0) + (i < 3 * n ? -step : step);
  }
  if (i >= 4 * n + q->rows) return i + 1 < q->all ? v[n + 1] : v[n];
  const double *row = p->row + (i - 4 * n) * n;
  double sum = v[n + 1] - (whole ? p->least[i - 4 * n] : 0.0);
  for (t = 0; t < n; t++)
    sum += row[t] * v[t];
  return sum;
}

/* out += row i, times `times` */
static void add_row(const point *q, int64_t i, double times, double *out) {
  int64_t n = q->n, t = i % n;
  if (i < 2 * n) {
    out[t] += i < n ? times : -times;
  } else if (i < 4 * n) {
    double part = i < 3 * n ? -times : times;
    out[t] += part;
    if (t > 0) out[t - 1] -= part;
    if (q->p->spread > 0.0) out[n] += times;
  } else if (i < 4 * n + q->rows) {
    const double *row = q->p->row + (i - 4 * n) * n;
    for (t = 0; t < n; t++)
      out[t] += times * row[t];
    out[n + 1] += times;
  } else {
    out[i + 1 < q->all ? n + 1 : n] += times;
  }
}

/* The gradient of the cost, less the prices of the inequalities. */
static void find_force(point *q) {
  const cpwi_programme *p = q->p;
  int64_t n = q->n;
  for (int64_t t = 0; t < n; t++) {
    double from = p->base[t] + q->v[t] - (t > 0 ? q->v[t - 1] : 0.0);
    double to = t + 1 < n ? p->base[t + 1] + q->v[t + 1] - q->v[t] : 0.0;
    q->force[t] = p->linear + p->quadratic * (from - to);
  }
  q->force[n] = p->spread;
  q->force[n + 1] = p->penalty;
  for (int64_t i = 0; i < q->all; i++)
    if (holds(q, i)) add_row(q, i, -q->y[i], q->force);
  if (!(p->spread > 0.0)) q->force[n] = 0.0;
  for (int64_t t = 0; t < n; t++)
    if (is_fixed(q, t)) q->force[t] = 0.0;
}

/* ---------------------------------------------------------------- the matrix ---------------- */

static void add_step(point *q, int64_t t, double weight) {
  q->diagonal[t] += weight;
  if (t == 0) return;
  q->diagonal[t - 1] += weight;
  q->off[t] -= weight;
}

static void fill_matrix(point *q) {
  int64_t n = q->n;
  memset(q->diagonal, 0, (size_t)n * sizeof *q->diagonal);
  memset(q->off, 0, (size_t)n * sizeof *q->off);
  memset(q->coupling, 0, (size_t)n * sizeof *q->coupling);
  q->zz = q->p->spread > 0.0 ? q->y[q->all - 1] / q->s[q->all - 1] : 1.0;
  for (int64_t t = 0; t < n; t++) {
    if (q->p->quadratic > 0.0) add_step(q, t, q->p->quadratic);
    for (int64_t k = 0; k < 4; k++) {
      int64_t i = k * n + t;
      if (!holds(q, i)) continue;
      double weight = q->y[i] / q->s[i];
      if (k < 2) {
        q->diagonal[t] += weight;
        continue;
      }
      add_step(q, t, weight);
      if (!(q->p->spread > 0.0)) continue;
      q->zz += weight;
      q->coupling[t] += k == 2 ? -weight : weight;
      if (t > 0) q->coupling[t - 1] += k == 2 ? weight : -weight;
    }
  }
  for (int64_t t = 0; t < n; t++) {
    if (!is_fixed(q, t)) continue;
    q->diagonal[t] = 1.0;
    q->off[t] = q->coupling[t] = 0.0;
    if (t + 1 < n) q->off[t + 1] = 0.0;
  }
  for (int64_t t = 1; t < n; t++) { /* L D L' */
    double factor = q->off[t] / q->diagonal[t - 1];
    q->diagonal[t] -= factor * q->off[t];
    q->off[t] = factor;
  }
}

static void solve_tridiagonal(const point *q, double *x) {
  for (int64_t t = 1; t < q->n; t++)
    x[t] -= q->off[t] * x[t - 1];
  for (int64_t t = 0; t < q->n; t++)
    x[t] /= q->diagonal[t];
  for (int64_t t = q->n - 2; t >= 0; t--)
    x[t] -= q->off[t + 1] * x[t + 1];
}

static void find_columns(point *q) {
  int64_t n = q->n;
  for (int64_t j = 0; j <= q->rows; j++) {
    double *column = q->column + j * n;
    for (int64_t t = 0; t < n; t++)
      column[t] = is_fixed(q, t) ? 0.0 : j == 0 ? -q->coupling[t] : q->p->row[(j - 1) * n + t];
    solve_tridiagonal(q, column);
  }
}

static double dot(int64_t n, const double *a, const double *b) {
  double sum = 0.0;
  for (int64_t t = 0; t < n; t++)
    sum += a[t] * b[t];
  return sum;
}

/* Gauss with the largest pivot in the column; the last column is the right side and the answer. */
static void solve_square(int64_t m, double *a) {
  int64_t w = m + 1;
  for (int64_t k = 0; k < m; k++) {
    int64_t top = k;
    for (int64_t i = k + 1; i < m; i++)
      if (fabs(a[i * w + k]) > fabs(a[top * w + k])) top = i;
    for (int64_t j = k; j < w && top != k; j++) {
      double swap = a[k * w + j];
      a[k * w + j] = a[top * w + j];
      a[top * w + j] = swap;
    }
    if (!(fabs(a[k * w + k]) > 0.0)) a[k * w + k] = 1e-300;
    for (int64_t i = 0; i < m; i++) {
      if (i == k) continue;
      double factor = a[i * w + k] / a[k * w + k];
      for (int64_t j = k; j < w && factor != 0.0; j++)
        a[i * w + j] -= factor * a[k * w + j];
    }
  }
  for (int64_t k = 0; k < m; k++)
    a[k * w + m] /= a[k * w + k];
}

/* The border: z, e, and the change of the price of every row. `r` is the right side of x, already
 * through the tridiagonal matrix. */
static void solve_border(point *q, const double *r, double rz, double re, const double *rg) {
  int64_t n = q->n, m = q->border, w = m + 1;
  int64_t at_e = 4 * n + q->rows;
  double *a = q->square;
  for (int64_t i = 0; i < m; i++) {
    const double *left = i == 0 ? q->coupling : i >= 2 ? q->p->row + (i - 2) * n : NULL;
    for (int64_t j = 0; j < m; j++) {
      const double *column = j == 0 ? q->column : j >= 2 ? q->column + (j - 1) * n : NULL;
      a[i * w + j] = left && column ? dot(n, left, column) : 0.0;
    }
    a[i * w + m] = (i == 0 ? rz : i == 1 ? re : rg[i - 2]) - (left ? dot(n, left, r) : 0.0);
  }
  a[0] += q->zz;
  a[w + 1] += q->y[at_e] / q->s[at_e];
  for (int64_t k = 0; k < q->rows; k++) {
    a[w + 2 + k] -= 1.0;
    a[(2 + k) * w + 1] += 1.0;
    a[(2 + k) * w + 2 + k] += q->s[4 * n + k] / q->y[4 * n + k];
  }
  solve_square(m, a);
}

/* The step that goes with `push`. */
static void find_step(point *q) {
  int64_t n = q->n, m = q->border;
  double *r = q->dv, *rg = q->dy + 4 * n;
  for (int64_t t = 0; t < n + 2; t++)
    r[t] = -q->force[t];
  for (int64_t i = 0; i < q->all; i++) {
    if (!holds(q, i)) continue;
    if (i >= 4 * n && i < 4 * n + q->rows)
      rg[i - 4 * n] = q->push[i] / q->y[i] + q->gap[i];
    else
      add_row(q, i, q->push[i] / q->s[i] + q->y[i] / q->s[i] * q->gap[i], r);
  }
  for (int64_t t = 0; t < n; t++)
    if (is_fixed(q, t)) r[t] = 0.0;
  if (!(q->p->spread > 0.0)) r[n] = 0.0;
  solve_tridiagonal(q, r);
  solve_border(q, r, r[n], r[n + 1], rg);
  const double *answer = q->square + m;
  double z = answer[0], e = answer[m + 1];
  for (int64_t t = 0; t < n; t++) {
    double sum = z * q->column[t];
    for (int64_t k = 0; k < q->rows; k++)
      sum += answer[(2 + k) * (m + 1)] * q->column[(1 + k) * n + t];
    q->dv[t] += sum;
  }
  q->dv[n] = z;
  q->dv[n + 1] = e;
  for (int64_t i = 0; i < q->all; i++) {
    if (!holds(q, i)) continue;
    q->ds[i] = row_at(q, i, q->dv, 0) - q->gap[i];
    q->dy[i] = (q->push[i] - q->y[i] * q->ds[i]) / q->s[i];
  }
}

/* ---------------------------------------------------------------- the way to the answer ----- */

static void start(point *q) {
  const cpwi_programme *p = q->p;
  int64_t n = q->n;
  for (int64_t t = 0; t < n; t++) {
    double margin = 0.25 * (p->high[t] - p->low[t]), x = p->x[t];
    if (x < p->low[t] + margin) x = p->low[t] + margin;
    if (x > p->high[t] - margin) x = p->high[t] - margin;
    q->v[t] = is_fixed(q, t) ? p->low[t] : x;
  }
  q->v[n] = q->v[n + 1] = 0.0;
  double missed = 0.0, steep = 0.0;
  for (int64_t t = 0; t < n; t++)
    steep = fmax(steep, fabs(p->base[t] + q->v[t] - (t > 0 ? q->v[t - 1] : 0.0)));
  for (int64_t k = 0; k < q->rows; k++)
    missed = fmax(missed, -row_at(q, 4 * n + k, q->v, 1));
  if (p->spread > 0.0) q->v[n] = 2.0 * steep + 1.0;
  q->v[n + 1] = 2.0 * missed + 1.0;
  /* near the middle, where prices add up to the penalty */
  double mean = p->penalty * q->v[n + 1] / (double)(q->rows + 1);
  for (int64_t i = 0; i < q->all; i++) {
    double value = holds(q, i) ? row_at(q, i, q->v, 1) : 1.0;
    q->s[i] = value > 1e-3 ? value : 1e-3;
    q->y[i] = mean / q->s[i];
    q->ds[i] = q->dy[i] = 0.0;
  }
}

/* Mean of slack times price; how far slacks are off goes into `gap`. */
static double look(point *q) {
  double sum = 0.0, count = 0.0;
  for (int64_t i = 0; i < q->all; i++) {
    if (!holds(q, i)) continue;
    q->gap[i] = q->s[i] - row_at(q, i, q->v, 1);
    sum += q->s[i] * q->y[i];
    count += 1.0;
  }
  find_force(q);
  return count > 0.0 ? sum / count : 0.0;
}

/* How far the step may go, at most all the way. */
static double room_for(const point *q, double away) {
  double most = 1.0;
  for (int64_t i = 0; i < q->all; i++) {
    if (!holds(q, i)) continue;
    if (q->ds[i] < 0.0) most = fmin(most, -away * q->s[i] / q->ds[i]);
    if (q->dy[i] < 0.0) most = fmin(most, -away * q->y[i] / q->dy[i]);
  }
  return most;
}

/* Towards the answer alone, to see how far that goes; then with the curvature and the centre that this
 * asks for. */
static void predict_and_correct(point *q, double mean) {
  double sum = 0.0, count = 0.0, far;
  for (int64_t i = 0; i < q->all; i++)
    q->push[i] = -q->s[i] * q->y[i];
  fill_matrix(q);
  find_columns(q);
  find_step(q);
  far = room_for(q, 1.0);
  for (int64_t i = 0; i < q->all; i++) {
    if (!holds(q, i)) continue;
    sum += (q->s[i] + far * q->ds[i]) * (q->y[i] + far * q->dy[i]);
    count += 1.0;
  }
  double ratio = sum / count / mean, centre = ratio * ratio * ratio * mean;
  for (int64_t i = 0; i < q->all; i++)
    q->push[i] = centre - q->s[i] * q->y[i] - q->ds[i] * q->dy[i];
  find_step(q);
}

/* Close to the answer the matrix may lose its last digits. */
static int32_t is_a_step(const point *q) {
  double sum = 0.0;
  for (int64_t t = 0; t < q->n + 2; t++)
    sum += fabs(q->dv[t]);
  return sum <= DBL_MAX;
}

double cpwi_programme_solve(const cpwi_programme *p) {
  point q;
  lay_out(&q, p);
  start(&q);
  for (int step = 0; step < MOST_STEPS; step++) {
    double mean = look(&q);
    if (mean < CLOSE) break;
    predict_and_correct(&q, mean);
    double far = room_for(&q, AWAY);
    if (!(far > 1e-12) || !is_a_step(&q)) break; /* rounding: no further */
    for (int64_t t = 0; t < q.n + 2; t++)
      q.v[t] += far * q.dv[t];
    for (int64_t i = 0; i < q.all; i++) {
      q.s[i] += far * q.ds[i];
      q.y[i] += far * q.dy[i];
    }
  }
  for (int64_t t = 0; t < q.n; t++) {
    double x = q.v[t] < p->low[t] ? p->low[t] : q.v[t];
    p->x[t] = x > p->high[t] ? p->high[t] : x;
  }
  return q.v[q.n + 1] > 0.0 ? q.v[q.n + 1] : 0.0;
}
