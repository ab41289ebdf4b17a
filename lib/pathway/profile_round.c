/* Values by time in the long run: their mean over a round and the largest that is still to come.
 * Source: lib/pathway/internal.h; two calendars that repeat have a common round where a small multiple of the
 * one is a multiple of the other; where there is none, every value of the one meets every value of the other
 * (Weyl, Mathematische Annalen 77, 1916) and the mean of the product is the product of the means.
 * Leaves values at one time and integrals to profile.c. */
#include "pathway/profile.h"

#include <float.h>

/* Rounds of the shorter kind that are tried for a common round, and the steps that are walked at most. */
#define MOST_ROUNDS 10000
#define MOST_STEPS  10000000.0

static double mean_of(const cpw_calendar *c) {
  if (!c) return 1;
  if (!c->repeat) return c->values[c->count - 1];
  double sum = 0, rest = 0;
  for (int64_t k = 0; k < c->count; k++) {
    double x = c->values[k], next = sum + x;
    rest += sum >= x ? (sum - next) + x : (x - next) + sum;
    sum = next;
  }
  return (sum + rest) / (double)c->count;
}

static double most_of(const cpw_calendar *c, double a) {
  if (!c) return 1;
  int64_t first = 0;
  if (!c->repeat) {
    double k = floor(a / c->period);
    first = k >= (double)(c->count - 1) ? c->count - 1 : k > 1 ? (int64_t)k - 1 : 0;
  }
  double most = c->repeat ? 0 : cpwi_calendar_at(c, a);
  for (int64_t k = first; k < c->count; k++)
    if (c->values[k] > most && (c->repeat || (double)(k + 1) * c->period > a)) most = c->values[k];
  return most;
}

static int varies(const cpw_calendar *c) {
  return c && c->count > 1;
}

/* The time after which both have begun their rounds anew; 0: none that is short. */
static double common_round(const cpw_calendar *a, const cpw_calendar *b) {
  double p = (double)a->count * a->period, q = (double)b->count * b->period;
  for (int32_t m = 1; m <= MOST_ROUNDS; m++) {
    double n = m * p / q, whole = floor(n + 0.5);
    if (whole < 1 || fabs(n - whole) > 1e-9 * whole) continue;
    double steps = m * (double)a->count + whole * (double)b->count;
    return steps <= MOST_STEPS ? m * p : 0;
  }
  return 0;
}

/* The largest value from a to b, which is beyond it. */
static double most_between(const cpwi_profile *f, double a, double b) {
  double most = cpwi_profile_at(f, a);
  for (double t = cpwi_profile_next(f, a); t < b; t = cpwi_profile_next(f, t)) {
    double value = cpwi_profile_at(f, t);
    if (value > most) most = value;
  }
  return most;
}

static double end_of(const cpw_calendar *c) {
  return varies(c) && !c->repeat ? (double)(c->count - 1) * c->period : 0;
}

double cpwi_profile_most(const cpwi_profile *f, double a) {
  const cpw_calendar *c = f->calendar, *d = f->factor;
  if (!varies(c) || !varies(d)) return most_of(c, a) * most_of(d, a);
  if (c->repeat && d->repeat) {
    double round = common_round(c, d);
    return round > 0 ? most_between(f, a, a + round) : most_of(c, a) * most_of(d, a);
  }
  double c_end = end_of(c), d_end = end_of(d), end = c_end > d_end ? c_end : d_end;
  double most = end > a ? most_between(f, a, end) : 0, from = end > a ? end : a;
  double later = most_of(c, from) * most_of(d, from);
  return most > later ? most : later;
}

double cpwi_profile_mean(const cpwi_profile *f, double a, double b) {
  const cpw_calendar *c = f->calendar, *d = f->factor;
  int forever = (!varies(c) || c->repeat) && (!varies(d) || d->repeat);
  if (!forever && b <= DBL_MAX)
    return a < b ? cpwi_profile_integral(f, a, b) / (b - a) : cpwi_profile_at(f, a);
  if (forever && varies(c) && varies(d)) {
    double round = common_round(c, d);
    if (round > 0) return cpwi_profile_integral(f, 0, round) / round;
  }
  return mean_of(c) * mean_of(d);
}
