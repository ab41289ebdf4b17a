/* Weights by logarithmic least squares: the row geometric mean, or with gaps the equations of a graph.
 * Source: Crawford and Williams, Journal of Mathematical Psychology 29:387 (1985); Bozoki, Fulop and
 * Ronyai, Mathematical and Computer Modelling 52:318 (2010). Leaves checks to judgements.c. */
#include "carepath/random.h"
#include "weights/internal.h"

/* Sums of the judgements that are there, row by row: the right-hand sides. */
static void row_sums(const double *log, int64_t n, double *sum) {
  for (int64_t i = 0; i < n; i++) {
    sum[i] = 0.0;
    for (int64_t j = 0; j < n; j++)
      if (!isnan(log[i * n + j])) sum[i] += log[i * n + j];
  }
}

/* The Laplacian of the judgements that are there, plus 1/n: its inverse maps sums to y of mean 0. */
static void fill(const double *log, int64_t n, double *l) {
  for (int64_t i = 0; i < n; i++) {
    double degree = 0.0;
    for (int64_t j = 0; j < n; j++) {
      int there = i != j && !isnan(log[i * n + j]);
      degree += there;
      l[i * n + j] = 1.0 / (double)n - there;
    }
    l[i * n + i] += degree;
  }
}

/* The inverse of a symmetric positive definite matrix in place, by Gauss and Jordan without pivoting. */
static void invert(double *a, int64_t n) {
  for (int64_t k = 0; k < n; k++) {
    double pivot = 1.0 / a[k * n + k], *row = a + k * n;
    row[k] = 1.0;
    for (int64_t j = 0; j < n; j++)
      row[j] *= pivot;
    for (int64_t i = 0; i < n; i++) {
      double times = a[i * n + k];
      if (i == k || times == 0.0) continue;
      a[i * n + k] = 0.0;
      for (int64_t j = 0; j < n; j++)
        a[i * n + j] -= times * row[j];
    }
  }
}

static void complete(const double *log, int64_t n, double *y, double *resistance) {
  row_sums(log, n, y);
  for (int64_t i = 0; i < n; i++)
    y[i] /= (double)n;
  for (int64_t i = 0; resistance && i < n * n; i++)
    resistance[i] = 2.0 / (double)n;
}

int32_t cpwi_log_least(const double *log, int64_t n, double *y, double *resistance,
                       const cpw_allocator *a, const char *where, cpw_error *err) {
  if (cpwi_judgements_missing(log, n) == 0) {
    complete(log, n, y, resistance);
    return CPW_OK;
  }
  double *inverse = cpwi_weights_memory(a, n * n + n, sizeof *inverse, where, err);
  if (!inverse) return CPW_ENOMEM;
  double *sum = inverse + n * n;
  row_sums(log, n, sum);
  fill(log, n, inverse);
  invert(inverse, n);
  for (int64_t i = 0; i < n; i++) {
    y[i] = 0.0;
    for (int64_t j = 0; j < n; j++)
      y[i] += inverse[i * n + j] * sum[j];
  }
  for (int64_t i = 0; resistance && i < n; i++)
    for (int64_t j = 0; j < n; j++)
      resistance[i * n + j] =
          inverse[i * n + i] + inverse[j * n + j] - inverse[i * n + j] - inverse[j * n + i];
  cpwi_release(a, inverse);
  return CPW_OK;
}

void cpwi_weights_from_logs(const double *log, int64_t n, double *weights) {
  double most = log[0];
  for (int64_t i = 1; i < n; i++)
    most = fmax(most, log[i]);
  for (int64_t i = 0; i < n; i++)
    weights[i] = cpw_math_exp(log[i] - most);
  (void)cpwi_weights_scale(weights, n);
}
