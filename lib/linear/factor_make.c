/* The LU factors of a basis from scratch: columns and rows of one entry first, then the rest by columns.
 * Source: triangular parts as in Orchard-Hays (1968); the nucleus left-looking, fewest entries first, with
 * threshold pivoting (Gilbert and Peierls 1988; Suhl and Suhl 1990).
 * Leaves solving to factor.c and the choice of the basis to simplex.c. */
#include "linear/internal.h"

#include <string.h>

#define LEAST_PIVOT 1e-11 /* after scaling */
#define THRESHOLD   0.1   /* of the largest entry of the column */

typedef struct making {
  cpwi_linear *lp;
  cpwi_factor *f;
  int64_t *across_start, *across;    /* columns of the basis by rows */
  int64_t *rows_left, *columns_left; /* entries of a column, row, in the active part */
  int64_t *order;                    /* of columns; the first `taken` are pivoted */
  int64_t *at_row;                   /* pivot row of a column of head, -1 */
  int64_t *owner;                    /* column of head that is pivoted in a row, -1 */
  int64_t *stack, *pattern, *place;
  int64_t taken, pivots;
} making;

/* Column k of head, as a list of entries. */
static int64_t column(const making *g, int64_t k, const int64_t **rows, const double **values,
                      int64_t *own_row, const double *minus_one) {
  int64_t j = g->lp->head[k];
  if (j >= g->lp->n) {
    *own_row = j - g->lp->n;
    *rows = own_row;
    *values = minus_one;
    return 1;
  }
  *rows = g->lp->row + g->lp->start[j];
  *values = g->lp->value + g->lp->start[j];
  return g->lp->start[j + 1] - g->lp->start[j];
}

static const double MINUS_ONE = -1.0;

static void count(making *g) {
  int64_t m = g->f->m, own;
  const int64_t *rows;
  const double *values;
  for (int64_t k = 0; k < m; k++) {
    g->rows_left[k] = column(g, k, &rows, &values, &own, &MINUS_ONE);
    for (int64_t p = 0; p < g->rows_left[k]; p++)
      g->across_start[rows[p] + 1]++;
    g->at_row[k] = g->owner[k] = -1;
  }
  for (int64_t i = 0; i < m; i++) {
    g->columns_left[i] = g->across_start[i + 1];
    g->across_start[i + 1] += g->across_start[i];
    g->place[i] = g->across_start[i];
  }
  for (int64_t k = 0; k < m; k++)
    for (int64_t p = 0, n = column(g, k, &rows, &values, &own, &MINUS_ONE); p < n; p++)
      g->across[g->place[rows[p]]++] = k;
}

static void take(making *g, int64_t k, int64_t row) {
  g->at_row[k] = row;
  g->owner[row] = k;
  g->order[g->taken++] = k;
}

/* Columns with one entry in the rows that are left. */
static void take_columns(making *g) {
  int64_t top = 0, own;
  const int64_t *rows;
  const double *values;
  for (int64_t k = g->f->m - 1; k >= 0; k--)
    if (g->rows_left[k] == 1) g->stack[top++] = k;
  while (top > 0) {
    int64_t k = g->stack[--top], p = 0, n = column(g, k, &rows, &values, &own, &MINUS_ONE);
    while (p < n && g->owner[rows[p]] >= 0)
      p++;
    if (p == n || fabs(values[p]) < LEAST_PIVOT) continue;
    int64_t row = rows[p];
    take(g, k, row);
    for (int64_t q = g->across_start[row]; q < g->across_start[row + 1]; q++) {
      int64_t other = g->across[q];
      if (g->at_row[other] < 0 && --g->rows_left[other] == 1) g->stack[top++] = other;
    }
  }
}

/* Rows with one entry in the columns that are left. */
static void take_rows(making *g) {
  int64_t top = 0, own;
  const int64_t *rows;
  const double *values;
  for (int64_t i = g->f->m - 1; i >= 0; i--)
    if (g->owner[i] < 0 && g->columns_left[i] == 1) g->stack[top++] = i;
  while (top > 0) {
    int64_t i = g->stack[--top], q = g->across_start[i], end = g->across_start[i + 1], p = 0;
    while (q < end && g->at_row[g->across[q]] >= 0)
      q++;
    if (q == end || g->owner[i] >= 0) continue;
    int64_t k = g->across[q], n = column(g, k, &rows, &values, &own, &MINUS_ONE);
    while (rows[p] != i)
      p++;
    if (fabs(values[p]) < LEAST_PIVOT) continue;
    take(g, k, i);
    for (p = 0; p < n; p++)
      if (g->owner[rows[p]] < 0 && --g->columns_left[rows[p]] == 1) g->stack[top++] = rows[p];
  }
}

/* The rest in the order of their entries, by counting. */
static void order_rest(making *g) {
  int64_t m = g->f->m;
  memset(g->place, 0, (size_t)m * sizeof *g->place);
  for (int64_t k = 0; k < m; k++)
    if (g->at_row[k] < 0) g->place[g->rows_left[k] < m ? g->rows_left[k] : m - 1]++;
  int64_t at = g->taken;
  for (int64_t c = 0; c < m; c++) {
    int64_t here = g->place[c];
    g->place[c] = at;
    at += here;
  }
  for (int64_t k = 0; k < m; k++)
    if (g->at_row[k] < 0) g->order[g->place[g->rows_left[k] < m ? g->rows_left[k] : m - 1]++] = k;
}

/* Subtracts the columns of L from `first` on from a column; returns how many rows it touches. */
static int64_t eliminate(making *g, double *x, int64_t first, int64_t touched) {
  const cpwi_sparse *l = &g->f->lower;
  int32_t *mark = g->lp->mark;
  for (int64_t k = first; k < g->f->lower_pivots; k++) {
    double t = x[g->f->lower_row[k]];
    if (t == 0.0) continue;
    for (int64_t p = l->start[k]; p < l->start[k + 1]; p++) {
      int64_t i = l->index[p];
      if (!mark[i]) {
        mark[i] = 1;
        g->pattern[touched++] = i;
      }
      x[i] -= t * l->value[p];
    }
  }
  return touched;
}

/* Of the rows that are left, one with few entries whose own is not small; -1 if all are nothing. */
static int64_t choose_row(const making *g, const double *x, int64_t touched) {
  double most = 0.0;
  int64_t best = -1;
  for (int64_t p = 0; p < touched; p++)
    if (g->owner[g->pattern[p]] < 0) most = fmax(most, fabs(x[g->pattern[p]]));
  if (most < LEAST_PIVOT) return -1;
  for (int64_t p = 0; p < touched; p++) {
    int64_t i = g->pattern[p];
    if (g->owner[i] >= 0 || fabs(x[i]) < THRESHOLD * most) continue;
    if (best < 0 || g->columns_left[i] < g->columns_left[best] ||
        (g->columns_left[i] == g->columns_left[best] && fabs(x[i]) > fabs(x[best])))
      best = i;
  }
  return best;
}

/* A column goes into L and U with its pivot in `row`, which is not yet anybody's or its own. */
static int32_t put_down(making *g, const double *x, int64_t touched, int64_t k, int64_t row) {
  cpwi_factor *f = g->f;
  int64_t before = f->lower.count;
  for (int64_t p = 0; p < touched; p++) {
    int64_t i = g->pattern[p];
    if (i == row || x[i] == 0.0) continue;
    int done = g->place[i] != 0; /* the row has its pivot */
    if (!cpwi_sparse_add(done ? &f->upper : &f->lower, i, done ? x[i] : x[i] / x[row],
                         g->lp->allocator))
      return CPW_ENOMEM;
  }
  f->pivot[g->pivots] = row;
  f->diagonal[g->pivots++] = x[row];
  f->upper.start[g->pivots] = f->upper.count;
  if (f->lower.count > before) {
    f->lower_row[f->lower_pivots++] = row;
    f->lower.start[f->lower_pivots] = f->lower.count;
  }
  g->owner[row] = k;
  g->at_row[k] = row;
  g->place[row] = 1;
  return CPW_OK;
}

/* All columns in their order; the number of dependent ones is m - pivots afterwards. */
static int32_t factorise(making *g) {
  double *x = g->lp->work;
  int32_t *mark = g->lp->mark, status = CPW_OK;
  int64_t m = g->f->m, first = 0, own;
  const int64_t *rows;
  const double *values;
  memset(x, 0, (size_t)m * sizeof *x);
  memset(g->place, 0, (size_t)m * sizeof *g->place);
  for (int64_t o = 0; o < m && status == CPW_OK; o++) {
    int64_t k = g->order[o], n = column(g, k, &rows, &values, &own, &MINUS_ONE), touched = 0;
    if (o == g->taken) first = g->f->lower_pivots;
    for (int64_t p = 0; p < n; p++) {
      x[rows[p]] = values[p];
      mark[rows[p]] = 1;
      g->pattern[touched++] = rows[p];
    }
    int64_t row = g->at_row[k];
    if (row < 0) {
      touched = eliminate(g, x, first, touched);
      row = choose_row(g, x, touched);
    }
    if (row >= 0) status = put_down(g, x, touched, k, row);
    for (int64_t p = 0; p < touched; p++) {
      x[g->pattern[p]] = 0.0;
      mark[g->pattern[p]] = 0;
    }
  }
  return status;
}

/* Rows of U from its columns. */
static int32_t turn(making *g) {
  cpwi_factor *f = g->f;
  cpwi_sparse *u = &f->upper, *a = &f->across;
  if (a->room < u->count) {
    int64_t *index = cpwi_grow(g->lp->allocator, a->index, (size_t)u->count, sizeof *index);
    if (!index) return CPW_ENOMEM;
    a->index = index;
    double *value = cpwi_grow(g->lp->allocator, a->value, (size_t)u->count, sizeof *value);
    if (!value) return CPW_ENOMEM;
    a->value = value;
    a->room = u->count;
  }
  a->count = u->count;
  for (int64_t k = 0; k < f->m; k++)
    g->place[f->pivot[k]] = k;
  memset(a->start, 0, (size_t)(f->m + 1) * sizeof *a->start);
  for (int64_t p = 0; p < u->count; p++)
    a->start[g->place[u->index[p]] + 1]++;
  for (int64_t k = 0; k < f->m; k++) {
    a->start[k + 1] += a->start[k];
    g->stack[k] = a->start[k];
  }
  for (int64_t k = 0; k < f->m; k++)
    for (int64_t p = u->start[k]; p < u->start[k + 1]; p++) {
      int64_t at = g->stack[g->place[u->index[p]]]++;
      a->index[at] = f->pivot[k];
      a->value[at] = u->value[p];
    }
  return CPW_OK;
}

/* Columns that depend on others leave the basis, activities of the rows without a pivot come in. */
static int64_t repair(making *g) {
  int64_t i = 0, repaired = 0;
  cpwi_linear *lp = g->lp;
  for (int64_t k = 0; k < g->f->m; k++) {
    if (g->at_row[k] >= 0) continue;
    int64_t out = lp->head[k];
    while (g->owner[i] >= 0)
      i++;
    lp->status[out] =
        lp->lower[out] > -(double)INFINITY
            ? CPW_LINEAR_AT_LOWER
            : (lp->upper[out] < (double)INFINITY ? CPW_LINEAR_AT_UPPER : CPW_LINEAR_FREE);
    lp->head[k] = lp->n + i;
    lp->status[lp->n + i++] = CPW_LINEAR_BASIC;
    repaired++;
  }
  return repaired;
}

static int32_t make(making *g, int64_t *repaired) {
  cpwi_factor *f = g->f;
  g->taken = g->pivots = 0;
  f->lower_pivots = f->lower.count = f->upper.count = f->etas.count = f->exchanges = 0;
  memset(g->across_start, 0, (size_t)(f->m + 1) * sizeof *g->across_start);
  count(g);
  take_columns(g);
  take_rows(g);
  order_rest(g);
  int32_t status = factorise(g);
  if (status != CPW_OK) return status;
  *repaired = repair(g);
  if (*repaired > 0) return CPW_OK;
  status = turn(g);
  for (int64_t k = 0; k < f->m; k++)
    g->stack[g->at_row[k]] = g->lp->head[k];
  memcpy(g->lp->head, g->stack, (size_t)f->m * sizeof *g->stack);
  f->base = f->lower.count + f->upper.count + f->m;
  return status;
}

int32_t cpwi_factor_make(cpwi_linear *lp, int64_t *repaired) {
  int64_t entries = 0, m = lp->m;
  for (int64_t k = 0; k < m; k++) {
    int64_t j = lp->head[k];
    entries += j >= lp->n ? 1 : lp->start[j + 1] - lp->start[j];
  }
  making g;
  memset(&g, 0, sizeof g);
  g.lp = lp;
  g.f = &lp->factor;
  int64_t *block =
      cpwi_alloc(lp->allocator, (size_t)entries + 2 * (size_t)m + 9 * (size_t)m + 1, sizeof *block);
  if (!block) return CPW_ENOMEM;
  int64_t **const parts[] = {&g.rows_left, &g.columns_left, &g.order,   &g.at_row,
                             &g.owner,     &g.stack,        &g.pattern, &g.place};
  for (int i = 0; i < 8; i++)
    *parts[i] = block + (size_t)i * (size_t)m;
  g.across_start = block + 8 * (size_t)m;
  g.across = g.across_start + m + 1;
  int32_t status = make(&g, repaired);
  cpwi_release(lp->allocator, block);
  return status;
}
