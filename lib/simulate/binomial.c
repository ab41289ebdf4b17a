/* Binomial numbers where very many are drawn, each of another law: the bits of cpw_random_binomial
 * with less work a draw.
 * Source: Hormann, J. Statist. Comput. Simul. 46, 1993 (BTRS), with a second squeeze by series.
 * Leaves small expectations, and candidates that the series cannot tell, to random/. */
#include "simulate/binomial.h"

#include "random/internal.h"

/* A law above an expectation of 10, p <= 1/2: its mean is base + fraction. */
typedef struct law {
  double mean, misses; /* n p and n (1 - p) */
  double fraction, a, b, sd;
  int64_t base;
} law;

/* y^2 / 2 - y^3 / 6 + ...: (1 + y) log(1 + y) - y but for y^6 / 15 where |y| <= 1/2 */
static inline double deviance(double y) {
  return 0.5 - y * (1.0 / 6 - y * (1.0 / 12 - y * (1.0 / 20)));
}

/* log(1 + y), but for 0.4 |y|^5 there */
static inline double logarithm(double y) {
  return y - y * y * (0.5 - y * (1.0 / 3 - y * 0.25));
}

/* log(P(j) / P(mode)) - log(level) within *error, or no answer: an error without end. Both cells of
 * the law, successes and failures, have a deviance, a count and a Stirling correction, as in
 * random/count.c; those of the mode, at most 1 from the mean, are quadratic but for the last error. */
static double log_ratio(const law *l, double j, double mode, double level, double *error) {
  double one = 1 / l->mean, other = 1 / l->misses, both = one + other;
  double d = j - l->fraction, e = mode - l->fraction, y = d * one, z = -d * other;
  double size = fabs(y) > fabs(z) ? fabs(y) : fabs(z), size2 = size * size, d2 = d * d;
  *error = HUGE_VAL;
  if (!(size <= 0.5)) return 0;
  *error = 1e-9 + both * d2 * size2 * size2 * (1.0 / 15) + 0.4 * size2 * size2 * size +
           both * size2 * size * (1.0 / 6) + both * both * (1 + both);
  double here = both * (0.5 * e * e + 1.0 / 12) + 0.5 * e * (one - other);
  double there = d2 * (one * deviance(y) + other * deviance(z)) +
                 0.5 * (logarithm(y) + logarithm(z)) +
                 (1.0 / 12) * (one * (1 - y + y * y) + other * (1 - z + z * z));
  return here - there - cpw_math_log(level);
}

static int exactly(int64_t n, double p, int64_t j, double level) {
  cpwi_count_law full;
  cpwi_binomial_prepare(&full, n, p);
  return cpwi_cells_log_ratio(&full.cells, j, level) >= 0;
}

static int accepts(const law *l, int64_t n, double p, int64_t j, double level) {
  double error, ahead = log_ratio(l, (double)j, floor(l->fraction + p), level, &error);
  if (ahead > error) return 1;
  if (ahead < -error) return 0;
  return exactly(n, p, j, level);
}

static int64_t draw(cpw_stream *stream, int64_t n, double p) {
  law l;
  double trials = (double)n;
  cpwi_pair mean = cpwi_two_product(trials, p);
  l.mean = mean.high;
  l.misses = (trials - mean.high) - mean.low;
  l.base = (int64_t)mean.high;
  l.fraction = (mean.high - (double)l.base) + mean.low;
  if (l.fraction < 0) {
    l.base -= 1;
    l.fraction += 1;
  }
  l.sd = sqrt(mean.high * (1 - p));
  l.b = 1.15 + 2.53 * l.sd;
  l.a = -0.0873 + 0.0248 * l.b + 0.01 * p;
  const double centre = l.fraction + 0.5, squeeze = 0.92 - 4.2 / l.b;
  for (;;) {
    double u = cpwi_unit(cpwi_next(stream)) - 0.5, v = cpwi_next_open(stream);
    double room = 0.5 - fabs(u), x = (2 * l.a / room + l.b) * u + centre;
    if (!(fabs(x) < 0x1p62)) continue;
    int64_t j = cpwi_floor(x);
    if (j < -l.base || j > n - l.base) continue;
    if (room >= 0.07 && v <= squeeze) return l.base + j;
    double level = v * ((2.83 + 5.1 / l.b) * l.sd) / (l.a / (room * room) + l.b);
    if (accepts(&l, n, p, j, level)) return l.base + j;
  }
}

int64_t cpwi_binomial(cpw_stream *stream, int64_t n, double p) {
  double trials = (double)n, rarer = p > 0.5 ? 1 - p : p;
  if (!(trials * rarer >= 10)) return cpw_random_binomial(stream, n, p);
  return p > 0.5 ? n - draw(stream, n, rarer) : draw(stream, n, p);
}
