/* lib/vote/pair.h - numbers of some 100 bits as the sum of two doubles (Dekker, "A floating-point technique
 * for extending the available precision", Numer. Math. 18, 1971; Knuth's two-sum). Relative error of an
 * operation below 2^-100, finite numbers away from the limits of doubles. */
#ifndef CPWI_VOTE_PAIR_H
#define CPWI_VOTE_PAIR_H

typedef struct cpwi_pair {
  double high, low;
} cpwi_pair;

static inline cpwi_pair cpwi_pair_of(double a, double b) { /* a + b, exactly */
  double sum = a + b, rest = sum - a;
  return (cpwi_pair){sum, (a - (sum - rest)) + (b - rest)};
}

static inline cpwi_pair cpwi_pair_product(double a, double b) { /* a b, exactly */
  const double split = 134217729.0;                             /* 2^27 + 1 */
  double p = a * b, x = split * a, y = split * b;
  double a1 = x - (x - a), b1 = y - (y - b), a2 = a - a1, b2 = b - b1;
  return (cpwi_pair){p, ((a1 * b1 - p) + a1 * b2 + a2 * b1) + a2 * b2};
}

static inline cpwi_pair cpwi_pair_add(cpwi_pair a, cpwi_pair b) {
  cpwi_pair s = cpwi_pair_of(a.high, b.high), t = cpwi_pair_of(a.low, b.low);
  s = cpwi_pair_of(s.high, s.low + t.high);
  return cpwi_pair_of(s.high, s.low + t.low);
}

static inline cpwi_pair cpwi_pair_minus(cpwi_pair a, cpwi_pair b) {
  return cpwi_pair_add(a, (cpwi_pair){-b.high, -b.low});
}

static inline cpwi_pair cpwi_pair_times(cpwi_pair a, cpwi_pair b) {
  cpwi_pair p = cpwi_pair_product(a.high, b.high);
  return cpwi_pair_of(p.high, p.low + (a.high * b.low + a.low * b.high));
}

static inline cpwi_pair cpwi_pair_over(cpwi_pair a, cpwi_pair b) {
  double q = a.high / b.high;
  cpwi_pair rest = cpwi_pair_minus(a, cpwi_pair_times(b, (cpwi_pair){q, 0.0}));
  double more = rest.high / b.high;
  rest = cpwi_pair_minus(rest, cpwi_pair_times(b, (cpwi_pair){more, 0.0}));
  return cpwi_pair_add(cpwi_pair_of(q, more), (cpwi_pair){rest.high / b.high, 0.0});
}

static inline cpwi_pair cpwi_pair_whole(int64_t n) { /* exactly, n >= 0 */
  return cpwi_pair_of((double)(n >> 32) * 4294967296.0, (double)(n & 0xffffffff));
}

/* -1, 0, 1; equal within the relative tolerance that accumulated rounding stays far below */
static inline int cpwi_pair_compare(cpwi_pair a, cpwi_pair b) {
  double over = cpwi_pair_minus(a, b).high, size = a.high > b.high ? a.high : b.high;
  return over > 1e-20 * size ? 1 : over < -1e-20 * size ? -1 : 0;
}

#endif
