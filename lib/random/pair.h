/* lib/random/pair.h - arithmetic in twice the precision of a double, for sums and quotients of money that
 * would lose their last digits otherwise: pairs high + low with |low| <= ulp(high) / 2.
 * Source: Dekker, Numerische Mathematik 18 (1971); Knuth, TAOCP 2, 4.2.2. The exact sum and product of
 * two doubles are those of random. */
#ifndef CPWI_RANDOM_PAIR_H
#define CPWI_RANDOM_PAIR_H

#include "random/internal.h"

static inline cpwi_pair cpwi_pair_of(double x) {
  return (cpwi_pair){x, 0};
}

static inline cpwi_pair cpwi_pair_negative(cpwi_pair a) {
  return (cpwi_pair){-a.high, -a.low};
}

static inline cpwi_pair cpwi_pair_half(cpwi_pair a) {
  return (cpwi_pair){0.5 * a.high, 0.5 * a.low};
}

static inline cpwi_pair cpwi_pair_add(cpwi_pair a, cpwi_pair b) {
  cpwi_pair s = cpwi_two_sum(a.high, b.high), t = cpwi_two_sum(a.low, b.low);
  s = cpwi_fast_sum(s.high, s.low + t.high);
  return cpwi_fast_sum(s.high, s.low + t.low);
}

static inline cpwi_pair cpwi_pair_subtract(cpwi_pair a, cpwi_pair b) {
  return cpwi_pair_add(a, cpwi_pair_negative(b));
}

static inline cpwi_pair cpwi_pair_plus(cpwi_pair a, double b) {
  return cpwi_pair_add(a, cpwi_pair_of(b));
}

static inline cpwi_pair cpwi_pair_times(cpwi_pair a, double b) {
  cpwi_pair p = cpwi_two_product(a.high, b);
  return cpwi_fast_sum(p.high, p.low + a.low * b);
}

/* b is not 0 */
static inline cpwi_pair cpwi_pair_divide(cpwi_pair a, cpwi_pair b) {
  double q = a.high / b.high;
  cpwi_pair rest = cpwi_pair_subtract(a, cpwi_pair_times(b, q));
  double q2 = rest.high / b.high;
  rest = cpwi_pair_subtract(rest, cpwi_pair_times(b, q2));
  cpwi_pair sum = cpwi_fast_sum(q, q2);
  return cpwi_pair_plus(sum, rest.high / b.high);
}

static inline int cpwi_pair_below(cpwi_pair a, cpwi_pair b) {
  return a.high < b.high || (a.high <= b.high && a.low < b.low);
}

static inline double cpwi_pair_value(cpwi_pair a) {
  return a.high + a.low;
}

#endif
