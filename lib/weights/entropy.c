/* Entropy weights: 1 - e_j, where e_j is the entropy of a column's shares over ln(rows).
 * Source: Shannon 1948, as in Zeleny, Multiple Criteria Decision Making (1982).
 * Leaves data and sums to columns.c.
 * 1 - e = sum of g(x / mean) / (rows ln rows) with g(r) = r ln r - r + 1 >= 0: no cancellation where a
 * column is nearly constant; the divisor is common to all columns. */
#include "carepath/random.h"
#include "weights/internal.h"

/* g(1 + d) = d^2/2 - d^3/6 + d^4/12 - ... where d is small, (-1)^k d^k / (k (k - 1)) */
static double gain(double x, double same, double mean) {
  (void)same;
  double d = (x - mean) / mean, r = x / mean, sum = 0.0;
  if (!(r > 0.0)) return 1.0;
  if (fabs(d) > 0.0625) return r * cpw_math_log(r) - d;
  for (int k = 14; k >= 2; k--)
    sum = 1.0 / (double)(k * (k - 1)) - d * sum;
  return d * d * sum;
}

typedef struct job {
  cpwi_columns *c;
  double *score;
} job;

static int32_t columns_of(void *context, int64_t first, int64_t last, cpw_error *err) {
  const job *t = context;
  cpwi_columns *c = t->c;
  (void)err;
  for (int64_t j = first; j < last; j++) {
    double *x = cpwi_column(c, j), low = c->low[j], range = c->high[j] - low;
    t->score[j] = 0.0;
    if (cpwi_constant(c, j)) continue;
    double mean = cpwi_column_scale(x, c->rows, low, range) + low / range;
    for (int64_t i = 0; i < c->rows; i++)
      x[i] += low / range;
    double most = fmax(gain(low / range, 0.0, mean), gain(c->high[j] / range, 0.0, mean));
    t->score[j] = cpwi_column_sum(x, x, c->rows, gain, mean, 2.0 * most) / (double)c->rows;
  }
  return CPW_OK;
}

int32_t cpwi_entropy_scores(cpwi_columns *c, double *score, cpw_error *err) {
  job t = {c, score};
  return cpwi_parallel(&c->run, c->columns, 1, columns_of, &t, CPWI_OBJECTIVE, err);
}
