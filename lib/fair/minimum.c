/* Minimum numbers of FA*IR: quantiles of binomial distributions, place by place.
 * Source: Zehlike et al., CIKM 2017, section 4; the recurrences of the binomial distribution in double-double
 * arithmetic (Dekker, Numerische Mathematik 18, 1971). Leaves several places at once to failure.c and adjust.c. */
#include "fair/internal.h"

/* a number as the sum of two doubles, |low| <= ulp(high) / 2 */
typedef struct pair {
  double high, low;
} pair;

static pair quick(double a, double b) {
  double sum = a + b;
  return (pair){sum, b - (sum - a)};
}

/* a + b of any sizes */
static pair sum_of(double a, double b) {
  double sum = a + b, back = sum - a;
  return (pair){sum, (a - (sum - back)) + (b - back)};
}

/* a b, of numbers far from the largest double */
static pair product_of(double a, double b) {
  double x = 134217729.0 * a, y = 134217729.0 * b; /* 2^27 + 1: Veltkamp's halves */
  double a1 = x - (x - a), b1 = y - (y - b), a2 = a - a1, b2 = b - b1, product = a * b;
  return (pair){product, ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2};
}

static pair add(pair a, pair b) {
  pair s = sum_of(a.high, b.high), t = sum_of(a.low, b.low);
  s = quick(s.high, s.low + t.high);
  return quick(s.high, s.low + t.low);
}

static pair times(pair a, pair b) {
  pair p = product_of(a.high, b.high);
  return quick(p.high, p.low + (a.high * b.low + a.low * b.high));
}

static pair times_ratio(pair a, double over, double under) {
  pair p = times(a, (pair){over, 0.0});
  double q = p.high / under;
  pair back = product_of(q, under);
  return quick(q, ((p.high - back.high) - back.low + p.low) / under);
}

/* Binomial(i, share) up to t: P(= t) and P(<= t) */
typedef struct level {
  double share;
  pair other; /* 1 - share */
  int64_t i, t;
  pair mass, below;
} level;

static void begin(level *l, double share) {
  *l = (level){share, sum_of(1.0, -share), 0, 0, {1.0, 0.0}, {1.0, 0.0}};
}

/* from i to i + 1 with the same t: P(<= t) loses share x P(= t); the mass of t + 1 is kept at hand */
static pair step(level *l) {
  pair taken = times(l->mass, (pair){l->share, 0.0});
  pair next = times_ratio(taken, (double)(l->i + 1), (double)(l->t + 1));
  l->below = add(l->below, (pair){-taken.high, -taken.low});
  l->mass = times(times_ratio(l->mass, (double)(l->i + 1), (double)(l->i + 1 - l->t)), l->other);
  l->i++;
  return next;
}

static void raise_to(level *l, pair next) {
  l->t++;
  l->mass = next;
  l->below = add(l->below, next);
}

void cpwi_fair_minimum(int64_t places, double share, double alpha, int64_t *minimum) {
  level l;
  begin(&l, share);
  for (int64_t i = 0; i < places; i++) {
    if (alpha > 0.0) {
      pair next = step(&l);
      double tie = CPWI_FAIR_ROUNDING * (double)l.i;
      pair rest = add(l.below, (pair){-alpha, 0.0});
      if (rest.high < -alpha * tie) raise_to(&l, next);
    }
    minimum[i] = l.t;
  }
}

double cpwi_fair_least_level(int64_t places, double share, const int64_t *minimum) {
  level l;
  double least = 1.0;
  begin(&l, share);
  for (int64_t i = 0; i < places; i++) {
    pair next = step(&l);
    if (minimum[i] > l.t) raise_to(&l, next);
    if (l.below.high < least) least = l.below.high;
  }
  return least;
}

int32_t cpwi_fair_check_significance(int64_t places, double share, double alpha,
                                     const int64_t *minimum, const char *where, cpw_error *err) {
  if (places < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "places = %lld must be >= 1", (long long)places);
  if (!(share > 0.0 && share < 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "share = %s must be above 0 and below 1",
                     cpwi_number(share).text);
  if (!(alpha > 0.0 && alpha < 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "alpha = %s must be above 0 and below 1",
                     cpwi_number(alpha).text);
  if (!minimum) return cpwi_fail(err, CPW_EINVAL, -1, where, "minimum must be given");
  return CPW_OK;
}

int32_t cpw_fair_minimum(int64_t places, double share, double alpha, int64_t *minimum,
                         cpw_error *err) {
  int32_t status = cpwi_fair_check_significance(places, share, alpha, minimum, __func__, err);
  if (status == CPW_OK) cpwi_fair_minimum(places, share, alpha, minimum);
  return status;
}
