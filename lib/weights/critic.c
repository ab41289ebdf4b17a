/* CRITIC weights: the spread of each criterion times its conflict with the others.
 * Source: Diakoulaki, Mavrotas and Papayannakis, Computers and Operations Research 22:763 (1995).
 * Leaves data and sums to columns.c.
 * Columns are scaled to length 1 about their means: 1 - r = sum (u - v)^2 / 2, which is exact where two
 * agree. A criterion of which less is better changes the sign of its correlations. */
#include "weights/internal.h"

#include <string.h>

#define NO_CONFLICT 1e-13 /* 1 - r of columns that agree but for rounding */

static double difference(double x, double y, double sign) {
  double d = x - sign * y;
  return d * d;
}

/* Ranks of a column; NULL where memory is short. */
static double *ranks_of(const double *x, int64_t rows, const cpw_allocator *a, cpw_error *err) {
  double *ranks = cpwi_weights_memory(a, rows, sizeof *ranks, CPWI_OBJECTIVE, err);
  int64_t *order = ranks ? cpwi_weights_memory(a, rows, sizeof *order, CPWI_OBJECTIVE, err) : NULL;
  if (!order || cpwi_mid_ranks(x, rows, order, ranks, a, CPWI_OBJECTIVE, err) != CPW_OK) {
    cpwi_release(a, ranks);
    ranks = NULL;
  }
  cpwi_release(a, order);
  return ranks;
}

typedef struct job {
  cpwi_columns *c;
  double *spread;   /* (columns) sd over range, but for a common factor */
  double *conflict; /* (columns, columns) 1 - r */
} job;

/* The column scaled to length 1 about its mean (that of its ranks, where they are asked for). */
static int32_t prepare_column(const job *t, int64_t j, cpw_error *err) {
  cpwi_columns *c = t->c;
  const cpw_allocator *a = c->options.allocator;
  double *x = cpwi_column(c, j), *ranks = NULL, range = c->high[j] - c->low[j];
  if (c->options.correlation == CPW_WEIGHTS_SPEARMAN) {
    ranks = ranks_of(x, c->rows, a, err);
    if (!ranks) return CPW_ENOMEM;
  }
  (void)cpwi_column_scale(x, c->rows, c->low[j], range);
  double length = t->spread[j] = cpwi_column_centre(x, c->rows);
  if (ranks) {
    memcpy(x, ranks, (size_t)c->rows * sizeof *x);
    (void)cpwi_column_scale(x, c->rows, 1.0, (double)c->rows);
    length = cpwi_column_centre(x, c->rows);
  }
  for (int64_t i = 0; i < c->rows; i++)
    x[i] /= length;
  cpwi_release(a, ranks);
  return CPW_OK;
}

static int32_t prepare(void *context, int64_t first, int64_t last, cpw_error *err) {
  const job *t = context;
  int32_t status = CPW_OK;
  for (int64_t j = first; j < last && status == CPW_OK; j++) {
    t->spread[j] = 0.0;
    if (!cpwi_constant(t->c, j)) status = prepare_column(t, j, err);
  }
  return status;
}

static int32_t pairs_of(void *context, int64_t first, int64_t last, cpw_error *err) {
  const job *t = context;
  cpwi_columns *c = t->c;
  const int32_t *d = c->options.direction;
  int64_t m = c->columns;
  (void)err;
  for (int64_t k = first; k < last; k++) {
    int64_t i = k / m, j = k % m;
    t->conflict[k] = 0.0;
    if (i >= j || cpwi_constant(c, i) || cpwi_constant(c, j)) continue;
    double sign = d && d[i] != d[j] ? -1.0 : 1.0;
    t->conflict[k] =
        0.5 * cpwi_column_sum(cpwi_column(c, i), cpwi_column(c, j), c->rows, difference, sign, 4.0);
  }
  return CPW_OK;
}

/* spread times the sum of the conflicts; one varying column alone has all the weight */
static int32_t combine(const job *t, double *score, cpw_error *err) {
  int64_t m = t->c->columns;
  double most = 0.0;
  for (int64_t j = 0; j < m; j++) {
    double sum = 0.0;
    for (int64_t i = 0; i < m; i++) {
      double conflict = i < j ? t->conflict[i * m + j] : t->conflict[j * m + i];
      most = fmax(most, conflict);
      sum += conflict;
    }
    score[j] = t->spread[j] * (t->c->varying == 1 ? 1.0 : sum);
  }
  if (t->c->varying == 1 || most > NO_CONFLICT) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_OBJECTIVE,
                   "no two criteria conflict: every correlation is 1");
}

int32_t cpwi_critic_scores(cpwi_columns *c, double *score, cpw_error *err) {
  int64_t m = c->columns;
  job t = {c, NULL, NULL};
  t.spread =
      cpwi_weights_memory(c->options.allocator, m + m * m, sizeof *t.spread, CPWI_OBJECTIVE, err);
  if (!t.spread) return CPW_ENOMEM;
  t.conflict = t.spread + m;
  int32_t status = cpwi_parallel(&c->run, m, 1, prepare, &t, CPWI_OBJECTIVE, err);
  if (status == CPW_OK)
    status = cpwi_parallel(&c->run, m * m, 1, pairs_of, &t, CPWI_OBJECTIVE, err);
  if (status == CPW_OK) status = combine(&t, score, err);
  cpwi_release(c->options.allocator, t.spread);
  return status;
}
