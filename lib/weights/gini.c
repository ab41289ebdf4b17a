/* Gini weights: the Gini coefficient of each column, sum_i sum_k |x_i - x_k| / (2 rows^2 mean).
 * Source: Li and Chi 2009; the coefficient from sorted values, sum (2 i - rows - 1) x_(i) / (rows sum x).
 * Leaves sorting to base/order.h, sums to columns.c. */
#include "base/order.h"
#include "weights/internal.h"

static double product(double x, double place, double none) {
  (void)none;
  return x * place;
}

/* x sorted, from 0 and over its range, and the place of each relative to the middle, -1 to 1 */
static double coefficient(const cpwi_columns *c, int64_t j, const int64_t *order, double *sorted) {
  double *x = cpwi_column(c, j), n = (double)c->rows, *place = sorted + c->rows;
  double range = c->high[j] - c->low[j];
  double mean = cpwi_column_scale(x, c->rows, c->low[j], range) + c->low[j] / range;
  for (int64_t i = 0; i < c->rows; i++) {
    sorted[i] = x[order[i]]; /* the places sum to 0: values from 0 do as well */
    place[i] = ((double)(i + 1) - (n - (double)i)) / n;
  }
  return cpwi_column_sum(sorted, place, c->rows, product, 0.0, 1.0) / n / mean;
}

typedef struct job {
  cpwi_columns *c;
  double *score;
} job;

static int32_t columns_of(void *context, int64_t first, int64_t last, cpw_error *err) {
  const job *t = context;
  const cpwi_columns *c = t->c;
  const cpw_allocator *a = c->options.allocator;
  int32_t status = CPW_OK;
  double *sorted = cpwi_weights_memory(a, c->rows, 2 * sizeof *sorted, CPWI_OBJECTIVE, err);
  if (!sorted) return CPW_ENOMEM;
  int64_t *order = cpwi_weights_memory(a, c->rows, sizeof *order, CPWI_OBJECTIVE, err);
  if (!order) status = CPW_ENOMEM;
  for (int64_t j = first; j < last && status == CPW_OK; j++) {
    t->score[j] = 0.0;
    if (cpwi_constant(c, j)) continue;
    status = cpwi_order(cpwi_column(c, j), c->rows, 0, order, a, CPWI_OBJECTIVE, err);
    if (status == CPW_OK) t->score[j] = coefficient(c, j, order, sorted);
  }
  cpwi_release(a, order);
  cpwi_release(a, sorted);
  return status;
}

int32_t cpwi_gini_scores(cpwi_columns *c, double *score, cpw_error *err) {
  job t = {c, score};
  return cpwi_parallel(&c->run, c->columns, 1, columns_of, &t, CPWI_OBJECTIVE, err);
}
