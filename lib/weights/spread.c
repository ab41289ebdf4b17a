/* Weights by the spread of each column: standard deviation, variance, angle with a constant column.
 * Source: Shuai, Zong, He et al. 2012, the angle; the others are common.
 * Leaves data and sums to columns.c. */
#include "weights/internal.h"

#define QUARTER 0.78539816339744830962 /* pi / 4 */

/* arctan of t >= 0 by halving the angle until the series is short: the same bits everywhere. */
static double arctan(double t) {
  double turned = 0.0, times = 1.0, sum = 0.0;
  if (t > 1.0) { /* pi/4 + arctan((t - 1) / (t + 1)) */
    turned = QUARTER;
    t = isfinite(t) ? (1.0 - 1.0 / t) / (1.0 + 1.0 / t) : 1.0;
  }
  while (t > 0.1) {
    t = t / (1.0 + sqrt(1.0 + t * t));
    times *= 2.0;
  }
  for (int k = 17; k >= 1; k -= 2) /* t^19/19 is below 1e-20 */
    sum = 1.0 / k - t * t * sum;
  return turned + times * t * sum;
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
    double range = c->high[j] - c->low[j];
    t->score[j] = 0.0;
    if (cpwi_constant(c, j)) continue;
    double *x = cpwi_column(c, j), mean = cpwi_column_scale(x, c->rows, c->low[j], range);
    double sd = cpwi_column_centre(x, c->rows) / sqrt((double)c->rows);
    t->score[j] =
        c->options.method == CPW_WEIGHTS_ANGLE ? arctan(sd / (c->low[j] / range + mean)) : sd;
  }
  return CPW_OK;
}

int32_t cpwi_spread_scores(cpwi_columns *c, double *score, cpw_error *err) {
  job t = {c, score};
  double most = 0.0;
  int32_t status = cpwi_parallel(&c->run, c->columns, 1, columns_of, &t, CPWI_OBJECTIVE, err);
  if (status != CPW_OK || c->options.method == CPW_WEIGHTS_ANGLE) return status;
  for (int64_t j = 0; j < c->columns; j++)
    most = fmax(most, c->high[j] - c->low[j]);
  for (int64_t j = 0; j < c->columns; j++) {
    if (c->options.scale == CPW_WEIGHTS_RAW) score[j] *= (c->high[j] - c->low[j]) / most;
    if (c->options.method == CPW_WEIGHTS_VARIANCE) score[j] *= score[j];
  }
  return CPW_OK;
}
