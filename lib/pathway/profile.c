/* Values by time: a calendar times a factor, each constant between its steps, and their integral.
 * Source: lib/pathway/internal.h; steps are counted (k x period), never added up.
 * Leaves long-run means and what two calendars have in common to profile_round.c. */
#include "pathway/profile.h"

#include <float.h>

/* Beyond this number of steps a double no longer counts them one by one. */
#define MOST_STEPS 4503599627370496.0 /* 2^52 */

cpwi_profile cpwi_profile_of(const cpw_pathway *p, int32_t calendar, int32_t factor) {
  cpwi_profile f = {calendar >= 0 ? &p->calendar[calendar] : NULL,
                    factor >= 0 ? &p->calendar[factor] : NULL};
  return f;
}

/* The step that holds at t: k x period <= t < (k + 1) x period as rounded. */
static double step_at(const cpw_calendar *c, double t) {
  double k = floor(t / c->period);
  if (!(k > 0)) k = 0;
  if (k >= MOST_STEPS) return k;
  while (k > 0 && k * c->period > t)
    k--;
  while ((k + 1) * c->period <= t)
    k++;
  return k;
}

static double value_of_step(const cpw_calendar *c, double k) {
  double count = (double)c->count;
  if (k >= count) k = c->repeat ? fmod(k, count) : count - 1;
  return c->values[(int64_t)k];
}

double cpwi_calendar_at(const cpw_calendar *c, double t) {
  if (!c) return 1;
  return c->count == 1 ? c->values[0] : value_of_step(c, step_at(c, t));
}

/* The first later step with another value, looking once round. */
static double next_change(const cpw_calendar *c, double t) {
  if (!c || c->count == 1) return (double)INFINITY;
  double k = step_at(c, t), value = value_of_step(c, k);
  for (int64_t looked = 0; looked < c->count; looked++) {
    k++;
    if (!c->repeat && k >= (double)c->count) break;
    if (value_of_step(c, k) == value) continue;
    double next = k * c->period;
    return next > t ? next : nextafter(t, (double)INFINITY);
  }
  return (double)INFINITY;
}

double cpwi_profile_at(const cpwi_profile *f, double t) {
  return cpwi_calendar_at(f->calendar, t) * cpwi_calendar_at(f->factor, t);
}

double cpwi_profile_next(const cpwi_profile *f, double t) {
  double a = next_change(f->calendar, t), b = next_change(f->factor, t);
  return a < b ? a : b;
}

const cpw_calendar *cpwi_profile_alone(const cpwi_profile *f) {
  int a = f->calendar && f->calendar->count > 1, b = f->factor && f->factor->count > 1;
  if (a == b) return NULL;
  const cpw_calendar *c = a ? f->calendar : f->factor;
  return c && c->repeat ? c : NULL;
}

/* A sum that keeps what rounding drops (Neumaier, ZAMM 54, 1974). */
typedef struct kept {
  double sum, rest;
} kept;
static void keep(kept *k, double x) {
  double sum = k->sum + x;
  k->rest += fabs(k->sum) >= fabs(x) ? (k->sum - sum) + x : (x - sum) + k->sum;
  k->sum = sum;
}

/* Step by step; each piece is a length times a value. */
static double walk(const cpwi_profile *f, double a, double b) {
  kept total = {0, 0};
  while (a < b) {
    double next = cpwi_profile_next(f, a);
    double end = next < b ? next : b, value = cpwi_profile_at(f, a);
    if (value > 0) keep(&total, (end - a) * value);
    a = end;
  }
  return total.sum + total.rest;
}

double cpwi_profile_integral(const cpwi_profile *f, double a, double b) {
  if (!(a < b)) return 0;
  const cpw_calendar *c = cpwi_profile_alone(f);
  double count = c ? (double)c->count : 0;
  if (!c || !(b - a > 2 * count * c->period) || b > DBL_MAX) return walk(f, a, b);
  /* to the next step, whole rounds from there, and the rest */
  double first = step_at(c, a) + 1, start = first * c->period;
  double rounds = floor((b - start) / (count * c->period));
  double end = (first + rounds * count) * c->period;
  while (end > b)
    end = (first + --rounds * count) * c->period;
  double around = walk(f, start, (first + count) * c->period);
  kept total = {walk(f, a, start), 0};
  keep(&total, rounds * around);
  keep(&total, walk(f, end, b));
  return total.sum + total.rest;
}

/* A calendar that has ended on 0: from then on there is nothing. */
static int is_over(const cpw_calendar *c, double t) {
  return c && !c->repeat && c->values[c->count - 1] == 0 && cpwi_calendar_at(c, t) == 0 &&
         step_at(c, t) >= (double)(c->count - 1);
}

/* From t, whole rounds at once, as many as are surely short of the amount. */
static double skip_rounds(const cpwi_profile *f, const cpw_calendar *c, double t, double *amount) {
  double count = (double)c->count, k = step_at(c, t) + 1, start = k * c->period;
  double around = walk(f, start, (k + count) * c->period);
  double rounds = floor(*amount / around) - 2;
  if (!(rounds >= 1)) return t;
  *amount -= walk(f, t, start) + rounds * around;
  return (k + rounds * count) * c->period;
}

double cpwi_profile_reach(const cpwi_profile *f, double a, double amount) {
  if (!(amount > 0)) return a;
  if (!(cpwi_profile_most(f, a) > 0)) return (double)INFINITY;
  const cpw_calendar *c = cpwi_profile_alone(f);
  double patience = c ? a + (double)c->count * c->period : (double)INFINITY;
  for (double t = a;;) {
    double next = cpwi_profile_next(f, t), value = cpwi_profile_at(f, t);
    if (value > 0) {
      double piece = (next - t) * value;
      if (piece >= amount) return t + amount / value;
      amount -= piece;
    } else if (is_over(f->calendar, t) || is_over(f->factor, t)) {
      return (double)INFINITY;
    }
    if (!(next <= DBL_MAX)) return (double)INFINITY;
    t = next;
    if (c && t >= patience) { /* a whole round was not enough */
      t = skip_rounds(f, c, t, &amount);
      patience = (double)INFINITY;
    }
  }
}
