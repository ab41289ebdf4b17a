/* Sums over columns, the same bits whatever the order of the rows.
 * Source: Demmel and Nguyen, Fast Reproducible Floating-Point Summation (2013): a number is split by adding
 * and taking away a large one. Leaves what is summed to the methods. */
#include "weights/internal.h"

#include <string.h>

/* A part with unit u takes numbers up to 2^(51 - bits) u, `bits` those of twice the count: their sum stays
 * below 2^52 u, so that every addition is exact. What a part leaves is half a unit at most. */
void cpwi_sum_begin(cpwi_sum *s, double bound, int64_t count) {
  int bits = 2, exponent;
  memset(s, 0, sizeof *s);
  for (int64_t n = count; n > 0; n >>= 1)
    bits++;
  (void)frexp(bound, &exponent); /* bound <= 2^exponent */
  for (int k = 0; k < 3; k++) {
    int unit = exponent + bits - 51;
    s->coarse[k] = ldexp(1.5, unit + 52);
    exponent = unit;
  }
}

void cpwi_sum_block(cpwi_sum *s, const double *term) {
  const double a = s->coarse[0], b = s->coarse[1], c = s->coarse[2];
  double part[3][4];
  memcpy(part, s->part, sizeof part);
  for (int64_t i = 0; i < CPWI_BLOCK; i += 4)
    for (int64_t lane = 0; lane < 4; lane++) {
      double x = term[i + lane], high = (x + a) - a, rest = x - high;
      double middle = (rest + b) - b, low = ((rest - middle) + c) - c;
      part[0][lane] += high;
      part[1][lane] += middle;
      part[2][lane] += low;
    }
  memcpy(s->part, part, sizeof part);
}

double cpwi_sum_end(const cpwi_sum *s) {
  double sum[3];
  for (int k = 0; k < 3; k++)
    sum[k] = (s->part[k][0] + s->part[k][1]) + (s->part[k][2] + s->part[k][3]);
  return sum[0] + (sum[1] + sum[2]);
}

static double value(double x, double same, double none) {
  (void)same;
  (void)none;
  return x;
}

static double square(double x, double same, double none) {
  (void)none;
  return x * same;
}

double cpwi_column_scale(double *x, int64_t rows, double low, double range) {
  for (int64_t i = 0; i < rows; i++)
    x[i] = (x[i] - low) / range;
  return cpwi_column_sum(x, x, rows, value, 0.0, 1.0) / (double)rows;
}

double cpwi_column_centre(double *x, int64_t rows) {
  double mean = cpwi_column_sum(x, x, rows, value, 0.0, 1.0) / (double)rows;
  for (int64_t i = 0; i < rows; i++)
    x[i] -= mean;
  return sqrt(cpwi_column_sum(x, x, rows, square, 0.0, 1.0));
}
