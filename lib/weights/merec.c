/* MEREC weights: how much the performance of the rows changes when a criterion is left out.
 * Source: Keshavarz-Ghorabaee, Amiri, Zavadskas, Turskis and Antucheviciene, Symmetry 13:525 (2021).
 * Leaves data and sums to columns.c.
 * With l_ij = |ln normalised x_ij| and a_i = sum_j l_ij / m the change of ln(1 + a_i) without criterion j is
 * -ln(1 - (l_ij / m) / (1 + a_i)). */
#include "carepath/random.h"
#include "weights/internal.h"

#define GRAIN 4096

/* ln of a / b, both > 0, without overflow of the quotient */
static double log_ratio(double a, double b) {
  double r = a / b;
  return isfinite(r) && r > 0.0 ? cpw_math_log(r) : cpw_math_log(a) - cpw_math_log(b);
}

/* Each value becomes l_ij / m; benefit min / x, cost x / max. */
static int32_t take_logs(void *context, int64_t first, int64_t last, cpw_error *err) {
  cpwi_columns *c = context;
  (void)err;
  for (int64_t j = 0; j < c->columns; j++) {
    int cost = c->options.direction && c->options.direction[j] < 0;
    double *x = cpwi_column(c, j);
    for (int64_t i = first; i < last; i++)
      x[i] = fmax(cost ? log_ratio(c->high[j], x[i]) : log_ratio(x[i], c->low[j]), 0.0) /
             (double)c->varying;
  }
  return CPW_OK;
}

static double change(double l, double total, double none) {
  (void)none;
  return -cpw_math_log1p(-l / (1.0 + total));
}

typedef struct job {
  cpwi_columns *c;
  const double *total; /* (rows) a_i */
  double *score;
} job;

static int32_t columns_of(void *context, int64_t first, int64_t last, cpw_error *err) {
  const job *t = context;
  (void)err;
  for (int64_t j = first; j < last; j++) {
    const cpwi_columns *c = t->c;
    double most =
        log_ratio(c->high[j], c->low[j]) / (double)c->varying; /* of l / (1 + l) at most */
    t->score[j] = 0.0;
    if (!cpwi_constant(c, j))
      t->score[j] = cpwi_column_sum(cpwi_column(c, j), t->total, c->rows, change, 0.0, 2.0 * most);
  }
  return CPW_OK;
}

int32_t cpwi_merec_scores(cpwi_columns *c, double *score, cpw_error *err) {
  const cpw_allocator *a = c->options.allocator;
  double *total = cpwi_weights_memory(a, c->rows, sizeof *total, CPWI_OBJECTIVE, err);
  if (!total) return CPW_ENOMEM;
  int32_t status = cpwi_parallel(&c->run, c->rows, GRAIN, take_logs, c, CPWI_OBJECTIVE, err);
  for (int64_t i = 0; i < c->rows; i++)
    total[i] = 0.0;
  for (int64_t j = 0; j < c->columns && status == CPW_OK; j++)
    for (int64_t i = 0; i < c->rows; i++)
      total[i] += cpwi_column(c, j)[i];
  job t = {c, total, score};
  if (status == CPW_OK)
    status = cpwi_parallel(&c->run, c->columns, 1, columns_of, &t, CPWI_OBJECTIVE, err);
  cpwi_release(a, total);
  return status;
}
