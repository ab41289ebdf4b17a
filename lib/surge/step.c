/* One step of a linear system whose input rises along a line: exact by Taylor series on a short piece and
 * doubling, or one step of Euler.
 * Source: E = exp(M h), F, G, H its repeated integrals from 0 to h; E(2h) = E E, F(2h) = F + E F, and so on. M has
 * nothing below 0 off its diagonal, so doubling adds what is >= 0 and loses nothing. Leaves M to project.c. */
#include "surge/internal.h"

enum { TERMS = 14 };
#define SHORT 0x1p-4 /* norm of M h of the piece */

static void multiply(int64_t m, const double *a, const double *b, double *out) {
  memset(out, 0, (size_t)(m * m) * sizeof *out);
  for (int64_t i = 0; i < m; i++)
    for (int64_t k = 0; k < m; k++) {
      double x = a[i * m + k];
      if (x == 0.0) continue;
      for (int64_t j = 0; j < m; j++)
        out[i * m + j] += x * b[k * m + j];
    }
}

static void apply(int64_t m, const double *a, const double *x, double *out) {
  for (int64_t i = 0; i < m; i++) {
    double sum = 0.0;
    for (int64_t j = 0; j < m; j++)
      sum += a[i * m + j] * x[j];
    out[i] = sum;
  }
}

static double norm(int64_t m, const double *a) {
  double most = 0.0;
  for (int64_t i = 0; i < m; i++) {
    double sum = 0.0;
    for (int64_t j = 0; j < m; j++)
      sum += fabs(a[i * m + j]);
    if (sum > most) most = sum;
  }
  return most;
}

static void identity(int64_t m, double scale, double *out) {
  memset(out, 0, (size_t)(m * m) * sizeof *out);
  for (int64_t i = 0; i < m; i++)
    out[i * m + i] = scale;
}

/* F by Horner's rule: F = h (I + Mh/2 (I + Mh/3 (...))), E = I + M F */
static void short_matrices(cpwi_surge_system *y, double h) {
  int64_t m = y->m;
  identity(m, 1.0, y->f);
  for (int n = TERMS; n >= 2; n--) {
    multiply(m, y->matrix, y->f, y->spare);
    for (int64_t i = 0; i < m * m; i++)
      y->f[i] = y->spare[i] * (h / (double)n) + (i % (m + 1) == 0 ? 1.0 : 0.0);
  }
  for (int64_t i = 0; i < m * m; i++)
    y->f[i] *= h;
  multiply(m, y->matrix, y->f, y->e);
  for (int64_t i = 0; i < m; i++)
    y->e[i * m + i] += 1.0;
}

/* the columns of e1: h^2 sum (Mh)^k e1/(k + 2)!, and with one power more */
static void short_columns(cpwi_surge_system *y, double h, double *power, double *next) {
  int64_t m = y->m;
  double second = h * h / 2.0, third = h * h * h / 6.0;
  memset(power, 0, (size_t)m * sizeof *power);
  memset(y->g, 0, (size_t)m * sizeof *y->g);
  memset(y->k, 0, (size_t)m * sizeof *y->k);
  power[0] = 1.0;
  for (int n = 1; n <= TERMS; n++) {
    for (int64_t i = 0; i < m; i++) {
      y->g[i] += second * power[i];
      y->k[i] += third * power[i];
    }
    apply(m, y->matrix, power, next);
    memcpy(power, next, (size_t)m * sizeof *power);
    second *= h / (double)(n + 2);
    third *= h / (double)(n + 3);
  }
}

/* all four from h to 2h; the old ones stand on the right of every line */
static void twice(cpwi_surge_system *y, double h, double *column) {
  int64_t m = y->m;
  apply(m, y->e, y->k, column);
  for (int64_t i = 0; i < m; i++)
    y->k[i] += h * y->g[i] + 0.5 * h * h * y->f[i * m] + column[i];
  apply(m, y->e, y->g, column);
  for (int64_t i = 0; i < m; i++)
    y->g[i] += h * y->f[i * m] + column[i];
  multiply(m, y->e, y->f, y->spare);
  for (int64_t i = 0; i < m * m; i++)
    y->f[i] += y->spare[i];
  multiply(m, y->e, y->e, y->spare);
  memcpy(y->e, y->spare, (size_t)(m * m) * sizeof *y->e);
}

void cpwi_surge_exact(cpwi_surge_system *y, double h) {
  double size = norm(y->m, y->matrix) * h;
  int doublings = 0;
  for (; size > SHORT && doublings < 1000; doublings++)
    size *= 0.5;
  double piece = ldexp(h, -doublings);
  short_matrices(y, piece);
  short_columns(y, piece, y->one, y->one + y->m);
  for (int d = 0; d < doublings; d++, piece *= 2.0)
    twice(y, piece, y->one);
}

void cpwi_surge_euler(cpwi_surge_system *y, double h) {
  int64_t m = y->m;
  identity(m, h, y->f);
  for (int64_t i = 0; i < m * m; i++)
    y->e[i] = h * y->matrix[i] + (i % (m + 1) == 0 ? 1.0 : 0.0);
  memset(y->g, 0, (size_t)m * sizeof *y->g);
  memset(y->k, 0, (size_t)m * sizeof *y->k);
}
