/* Exponential, normal and lognormal variates: inversion, one word a draw.
 * Source: the exponential by log(1 - u), the normal by its quantile function in piecewise
 * polynomials (tables.c); both with tails beyond the word's own bits (philox.c, extension).
 * Leaves gamma and beta to gamma.c, many lanes at once to wide.inc. */
#include "random/wide.h"

/* ---------------------------------------------------------------- exponential --------------- */

/* The ends of the word's range, where its 64 bits leave less than full precision. */
static double exponential_end(const cpw_stream *stream, uint64_t number, uint64_t survival) {
  if (survival < CPWI_SHORT_WORD) return -cpw_math_log(cpwi_open_unit(stream, number, survival));
  return -cpw_math_log1p(-cpwi_open_unit(stream, number, ~survival));
}

/* -log(survival 2^-64), with all 64 bits of the survival probability */
static inline double exponential_of(const cpw_stream *stream, uint64_t number, uint64_t word) {
  uint64_t survival = ~word;
  if (CPWI_UNLIKELY(survival - CPWI_SHORT_WORD > UINT64_MAX - 2 * CPWI_SHORT_WORD))
    return exponential_end(stream, number, survival);
  int32_t zeros = cpwi_leading_zeros(survival);
  uint64_t z = survival << zeros, cell = (z >> 56) & 127;
  double inverse = cpwi_log_table[cell][0];
  /* two halves of 32 bits times an inverse of 13: exact, and so is the difference */
  double upper = (double)(int64_t)(z >> 32) * 0x1p-31;
  double lower = (double)(int64_t)(z & 0xffffffff) * 0x1p-63;
  double r = (upper * inverse - 1) + lower * inverse;
  double octaves = (double)((cell >= CPWI_LOG_HALVED) - 1 - zeros);
  cpwi_pair log = cpwi_log_cell(octaves, cell, r, 0);
  return -(log.high + log.low);
}

double cpwi_exponential(cpw_stream *stream) {
  uint64_t word = cpwi_next(stream);
  return exponential_of(stream, stream->position - 1, word);
}

void cpwi_exponentials_plain(const cpw_stream *stream, uint64_t first, const uint64_t *words,
                             size_t n, double *out) {
  for (size_t i = 0; i < n; i++)
    out[i] = exponential_of(stream, first + i, words[i]);
}

void cpwi_exponentials_by(const cpwi_wide *wide, const cpw_stream *stream, uint64_t first,
                          const uint64_t *words, size_t n, double *out) {
  size_t done = wide ? wide->exponentials(stream, first, words, n, out) : 0;
  cpwi_exponentials_plain(stream, first + done, words + done, n - done, out + done);
}

void cpwi_exponentials(const cpw_stream *stream, uint64_t first, const uint64_t *words, size_t n,
                       double *out) {
  cpwi_exponentials_by(cpwi_wide_for(n), stream, first, words, n, out);
}

double cpw_random_exponential(cpw_stream *stream, double mean) {
  if (!cpwi_is_nonnegative(mean)) return CPWI_NAN;
  return mean * cpwi_exponential(stream);
}

/* ---------------------------------------------------------------- normal -------------------- */

/* Tail probabilities from 2^-7 to 1/2 are in the table: `tail` is such a one times 2^64. */
#define QUANTILE_TABLE_FROM (UINT64_C(1) << 57)

double cpwi_far_quantile(double tail) {
  double r = sqrt(-2 * cpw_math_log(tail));
  int32_t piece = 0;
  while (piece < 5 && r >= cpwi_quantile_tail[piece][1])
    piece++;
  const double *row = cpwi_quantile_tail[piece], *c = row + 2;
  double s = (r - row[0]) * (2 / (row[1] - row[0])) - 1, sum = c[13];
  for (int32_t i = 12; i >= 0; i--)
    sum = sum * s + c[i];
  return r - sum / r;
}

static inline double normal_of(const cpw_stream *stream, uint64_t number, uint64_t word) {
  /* the upper half of the words mirrors the lower one */
  uint64_t upper = word >> 63, tail = word ^ (0 - upper);
  double x;
  if (CPWI_LIKELY(tail >= QUANTILE_TABLE_FROM)) {
    int32_t zeros = cpwi_leading_zeros(tail);
    uint64_t z = tail << zeros;
    const double *c = cpwi_quantile_table[(uint64_t)(zeros - 1) * 32 + ((z >> 58) & 31)];
    int64_t across = (int64_t)(z << 6 >> 1) - (INT64_C(1) << 62);
    double s = (double)across * 0x1p-62, s2 = s * s;
    double low = (c[1] + c[2] * s) + s2 * (c[3] + c[4] * s);
    double high = (c[5] + c[6] * s) + s2 * c[7];
    x = c[0] + s * (low + (s2 * s2) * high);
  } else {
    x = cpwi_far_quantile(cpwi_open_unit(stream, number, tail));
  }
  return cpwi_from_bits(cpwi_bits_of(x) ^ (1 - upper) << 63); /* -x for the lower half */
}

double cpwi_normal(cpw_stream *stream) {
  uint64_t word = cpwi_next(stream);
  return normal_of(stream, stream->position - 1, word);
}

void cpwi_normals_plain(const cpw_stream *stream, uint64_t first, const uint64_t *words, size_t n,
                        double *out) {
  for (size_t i = 0; i < n; i++)
    out[i] = normal_of(stream, first + i, words[i]);
}

void cpwi_normals_by(const cpwi_wide *wide, const cpw_stream *stream, uint64_t first,
                     const uint64_t *words, size_t n, double *out) {
  size_t done = wide ? wide->normals(stream, first, words, n, out) : 0;
  cpwi_normals_plain(stream, first + done, words + done, n - done, out + done);
}

void cpwi_normals(const cpw_stream *stream, uint64_t first, const uint64_t *words, size_t n,
                  double *out) {
  cpwi_normals_by(cpwi_wide_for(n), stream, first, words, n, out);
}

double cpw_random_normal(cpw_stream *stream, double mean, double sd) {
  if (!cpwi_is_finite(mean) || !cpwi_is_nonnegative(sd)) return CPWI_NAN;
  return mean + sd * cpwi_normal(stream);
}

double cpw_random_lognormal(cpw_stream *stream, double mu, double sigma) {
  if (!cpwi_is_finite(mu) || !cpwi_is_nonnegative(sigma)) return CPWI_NAN;
  return cpw_math_exp(mu + sigma * cpwi_normal(stream));
}
