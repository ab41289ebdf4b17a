/* The principal eigenvector of pairwise judgements, by powers of the matrix.
 * Source: Saaty, Journal of Mathematical Psychology 15:234 (1977); Harker, Mathematical Modelling
 * 9:353 (1987) where judgements are missing. Leaves checks to judgements.c.
 * The matrix is scaled by the weights of log_least.c first, b_ij = a_ij w_j / w_i: all entries are then
 * near 1 whatever the range of the weights, and 1 is the answer where all judgements agree. */
#include "carepath/random.h"
#include "weights/internal.h"

#include <string.h>

#define PLAIN      50   /* iterations before the diagonal is raised */
#define ITERATIONS 2000 /* iterations in all, before the matrix is squared */
#define SQUARINGS  60
#define POLISH     8
#define STILL      1e-15 /* relative change of a component that is none */

/* b / scale, where ln scale is the largest logarithm; returns it. */
static double fill(const double *log, int64_t n, const double *y, double *b) {
  double most = 0.0;
  for (int64_t i = 0; i < n; i++)
    for (int64_t j = 0; j < n; j++) {
      double e = log[i * n + j] - (y[i] - y[j]);
      if (e > most) most = e;
    }
  for (int64_t i = 0; i < n; i++) {
    double diagonal = 1.0;
    for (int64_t j = 0; j < n; j++) {
      double e = log[i * n + j] - (y[i] - y[j]);
      b[i * n + j] = isnan(e) ? 0.0 : cpw_math_exp(e - most);
      diagonal += isnan(e) ? 1.0 : 0.0;
    }
    b[i * n + i] = diagonal * cpw_math_exp(-most);
  }
  return most;
}

/* x becomes b x scaled to the sum 1; returns the sum, and the largest relative change in *change. */
static double step(const double *b, int64_t n, double *x, double *room, double *change) {
  double sum = 0.0;
  for (int64_t i = 0; i < n; i++) {
    room[i] = 0.0;
    for (int64_t j = 0; j < n; j++)
      room[i] += b[i * n + j] * x[j];
    sum += room[i];
  }
  *change = 0.0;
  for (int64_t i = 0; i < n; i++) {
    double next = room[i] / sum;
    *change = fmax(*change, fabs(next - x[i]) / next);
    x[i] = next;
  }
  return sum;
}

/* p becomes p p with the largest entry 1. */
static void square(double *p, double *room, int64_t n) {
  double most = 0.0;
  memset(room, 0, (size_t)(n * n) * sizeof *room);
  for (int64_t i = 0; i < n; i++)
    for (int64_t k = 0; k < n; k++)
      for (int64_t j = 0; j < n; j++)
        room[i * n + j] += p[i * n + k] * p[k * n + j];
  for (int64_t i = 0; i < n * n; i++)
    most = fmax(most, room[i]);
  for (int64_t i = 0; i < n * n; i++)
    p[i] = room[i] / most;
}

/* Where plain iteration is slow: the rows of a high power all point the same way. */
static int32_t by_squares(const double *b, int64_t n, double *x, double *room,
                          const cpw_allocator *a, const char *where, cpw_error *err) {
  double *p = cpwi_weights_memory(a, n * n, 2 * sizeof *p, where, err), change = 1.0;
  if (!p) return CPW_ENOMEM;
  memcpy(p, b, (size_t)(n * n) * sizeof *p);
  for (int k = 0; k < SQUARINGS && change > STILL; k++) {
    square(p, p + n * n, n);
    for (int64_t i = 0; i < n; i++)
      x[i] = 1.0 / (double)n;
    (void)step(p, n, x, room, &change);
    memcpy(room, x, (size_t)n * sizeof *x);
    (void)step(p, n, room, p + n * n, &change); /* the same again: nothing is left of the others */
  }
  cpwi_release(a, p);
  for (int k = 0; k < POLISH; k++)
    (void)step(b, n, x, room, &change);
  return CPW_OK;
}

static int32_t iterate(double *b, int64_t n, double *x, double *room, double *sum,
                       const cpw_allocator *a, const char *where, cpw_error *err) {
  double change = 1.0;
  for (int64_t i = 0; i < n; i++)
    x[i] = 1.0 / (double)n;
  for (int k = 0; k < PLAIN && change > STILL; k++)
    *sum = step(b, n, x, room, &change);
  double shift =
      change > STILL ? *sum : 0.0; /* judgements in a circle have eigenvalues all round it */
  for (int64_t i = 0; i < n; i++)
    b[i * n + i] += shift;
  for (int k = PLAIN; k < ITERATIONS && change > STILL; k++)
    (void)step(b, n, x, room, &change);
  int32_t status = change > STILL ? by_squares(b, n, x, room, a, where, err) : CPW_OK;
  if (status == CPW_OK) *sum = step(b, n, x, room, &change) - shift;
  return status;
}

int32_t cpwi_principal(const double *log, int64_t n, const double *y, double *log_vector,
                       double *lambda, const cpw_allocator *a, const char *where, cpw_error *err) {
  double *b = cpwi_weights_memory(a, n * n + 2 * n, sizeof *b, where, err), sum = 0.0;
  if (!b) return CPW_ENOMEM;
  double *x = b + n * n, *room = x + n, most = fill(log, n, y, b);
  int32_t status = iterate(b, n, x, room, &sum, a, where, err);
  if (status == CPW_OK) {
    *lambda = sum * cpw_math_exp(most);
    for (int64_t i = 0; i < n; i++)
      log_vector[i] = y[i] + cpw_math_log(x[i]);
    if (!isfinite(*lambda) || !isfinite(log_vector[0]))
      status = cpwi_fail(err, CPW_EOVERFLOW, -1, where, "the judgements are too far apart");
  }
  cpwi_release(a, b);
  return status;
}
