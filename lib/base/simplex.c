/* A small dense linear programme in standard form by the two-phase simplex method.
 * Source: Dantzig, Linear Programming and Extensions (1963); Bland, Mathematics of Operations
 * Research 2:103 (1977), against cycling. Leaves what the rows mean to the caller. */
#include "base/simplex.h"

#include <math.h>
#include <string.h>

#define SMALL_COST  1e-10 /* a reduced cost that is as good as none */
#define SMALL_PIVOT 1e-9
#define FEASIBLE    1e-9

/* The tableau: rows of [A | artificial | b], and the reduced costs in the last row. */
typedef struct tableau {
  int64_t rows, columns, width;
  double *cell;
  int64_t *basis; /* (rows) column of each row */
  int64_t pivots;
} tableau;

static double *row_of(const tableau *t, int64_t row) {
  return t->cell + row * t->width;
}

static void pivot(tableau *t, int64_t row, int64_t column) {
  double *p = row_of(t, row), by = p[column];
  for (int64_t k = 0; k < t->width; k++)
    p[k] /= by;
  p[column] = 1.0;
  for (int64_t i = 0; i <= t->rows; i++) {
    double *r = row_of(t, i), times = r[column];
    if (i == row || times == 0.0) continue;
    for (int64_t k = 0; k < t->width; k++)
      r[k] -= times * p[k];
    r[column] = 0.0;
  }
  t->basis[row] = column;
  t->pivots++;
}

/* The column with the least reduced cost, or the first that is negative; -1: none is. */
static int64_t entering(const tableau *t, int bland) {
  const double *cost = row_of(t, t->rows);
  int64_t best = -1;
  for (int64_t k = 0; k < t->columns; k++) {
    if (cost[k] >= -SMALL_COST) continue;
    if (bland) return k;
    if (best < 0 || cost[k] < cost[best]) best = k;
  }
  return best;
}

/* The row that limits the column most; of equal ones that whose column comes first; -1: none. */
static int64_t leaving(const tableau *t, int64_t column) {
  int64_t best = -1;
  double least = 0.0;
  for (int64_t i = 0; i < t->rows; i++) {
    const double *r = row_of(t, i);
    if (r[column] <= SMALL_PIVOT) continue;
    double ratio = r[t->width - 1] / r[column];
    if (best < 0 || ratio < least || (ratio <= least && t->basis[i] < t->basis[best])) {
      best = i;
      least = ratio;
    }
  }
  return best;
}

static int32_t improve(tableau *t) {
  int64_t patience = 20 * (t->rows + t->columns), last = 10 * patience, start = t->pivots;
  for (;;) {
    int64_t column = entering(t, t->pivots - start > patience);
    if (column < 0) return CPW_OK;
    int64_t row = leaving(t, column);
    if (row < 0 || t->pivots - start > last) return CPW_ENOCONV;
    pivot(t, row, column);
  }
}

/* Reduced costs of `cost` for the present basis, without those of artificial columns. */
static void price(tableau *t, const double *cost) {
  double *z = row_of(t, t->rows);
  memset(z, 0, (size_t)t->width * sizeof *z);
  memcpy(z, cost, (size_t)t->columns * sizeof *z);
  for (int64_t i = 0; i < t->rows; i++) {
    double c = t->basis[i] < t->columns ? cost[t->basis[i]] : 0.0;
    if (c == 0.0) continue;
    const double *r = row_of(t, i);
    for (int64_t k = 0; k < t->width; k++)
      z[k] -= c * r[k];
  }
}

static void fill(tableau *t, const cpwi_programme *p) {
  double *z = row_of(t, t->rows);
  memset(t->cell, 0, (size_t)((t->rows + 1) * t->width) * sizeof *t->cell);
  for (int64_t i = 0; i < t->rows; i++) {
    double *r = row_of(t, i), sign = p->b[i] < 0.0 ? -1.0 : 1.0;
    for (int64_t k = 0; k < t->columns; k++)
      r[k] = sign * p->a[i * t->columns + k];
    r[t->columns + i] = 1.0;
    r[t->width - 1] = sign * p->b[i];
    t->basis[i] = t->columns + i;
    for (int64_t k = 0; k < t->width; k++) /* the sum of the artificial variables, reduced */
      if (k < t->columns || k == t->width - 1) z[k] -= r[k];
  }
}

/* Artificial variables that stayed at 0 give way to real ones, where a row has any. */
static void drop_artificial(tableau *t) {
  for (int64_t i = 0; i < t->rows; i++) {
    if (t->basis[i] < t->columns) continue;
    const double *r = row_of(t, i);
    int64_t best = -1;
    for (int64_t k = 0; k < t->columns; k++)
      if (fabs(r[k]) > SMALL_PIVOT && (best < 0 || fabs(r[k]) > fabs(r[best]))) best = k;
    if (best >= 0) pivot(t, i, best);
  }
}

static int32_t solve(tableau *t, const cpwi_programme *p, double *x) {
  fill(t, p);
  int32_t status = improve(t);
  if (status != CPW_OK) return status;
  if (-row_of(t, t->rows)[t->width - 1] > FEASIBLE) return CPW_EDOMAIN;
  drop_artificial(t);
  price(t, p->c);
  if ((status = improve(t)) != CPW_OK) return status;
  memset(x, 0, (size_t)t->columns * sizeof *x);
  for (int64_t i = 0; i < t->rows; i++)
    if (t->basis[i] < t->columns) x[t->basis[i]] = fmax(row_of(t, i)[t->width - 1], 0.0);
  return CPW_OK;
}

int32_t cpwi_simplex(const cpwi_programme *programme, const cpw_allocator *allocator, double *x,
                     int64_t *pivots) {
  tableau t = {.rows = programme->rows, .columns = programme->columns};
  t.width = t.columns + t.rows + 1;
  t.cell = cpwi_alloc(allocator, (size_t)(t.rows + 1), (size_t)t.width * sizeof *t.cell);
  t.basis = cpwi_alloc(allocator, (size_t)t.rows, sizeof *t.basis);
  int32_t status = t.cell && t.basis ? solve(&t, programme, x) : CPW_ENOMEM;
  *pivots = t.pivots;
  cpwi_release(allocator, t.basis);
  cpwi_release(allocator, t.cell);
  return status;
}
