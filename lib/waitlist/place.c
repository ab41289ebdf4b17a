/* Who is treated: a number of treatments placed on the bands of a list, nobody twice.
 * Source: proportional placing with limits ("water filling"): a band that is full passes its part on
 * to the others. Leaves the meaning of capacity, and what nobody is left for, to course.c. */
#include "waitlist/internal.h"

#include <float.h>
#include <math.h>

/* Longest wait first. Returns what is left. */
static double place_longest(cpwi_course *c, double left, double *treated) {
  for (int64_t m = c->bands - 1; m >= 0 && left > 0.0; m--) {
    double take = c->room[m] < left ? c->room[m] : left;
    treated[m] += take;
    c->room[m] -= take;
    left -= take;
  }
  return left;
}

static int everything_fits(const cpwi_course *c, double rate) {
  int over = 0;
  for (int64_t m = 0; m < c->bands; m++)
    over |= rate * c->want[m] > c->room[m];
  return !over;
}

/* Fills the bands that would overflow and takes them out of the proportion. Returns what is left. */
static double fill_full_bands(cpwi_course *c, double rate, double left, double *treated) {
  for (int64_t m = 0; m < c->bands; m++) {
    if (!(rate * c->want[m] > c->room[m])) continue;
    double take = c->room[m] < left ? c->room[m] : left;
    treated[m] += take;
    c->room[m] -= take;
    left -= take;
    c->want[m] = 0.0;
  }
  return left;
}

/* The few grid steps that rounding placed too many or too few. Returns what is left. */
static double settle(cpwi_course *c, double left, double *treated) {
  for (int64_t m = c->bands - 1; m >= 0 && left > 0.0; m--) {
    if (!(c->want[m] > 0.0)) continue;
    double take = c->room[m] < left ? c->room[m] : left;
    treated[m] += take;
    c->room[m] -= take;
    left -= take;
  }
  for (int64_t m = 0; m < c->bands && left < 0.0; m++) {
    if (!(c->want[m] > 0.0)) continue;
    double give = treated[m] < -left ? treated[m] : -left;
    treated[m] -= give;
    c->room[m] += give;
    left += give;
  }
  return left;
}

/* In proportion to want; ends after at most as many rounds as there are bands, because every round
 * but the last fills one. Returns what is left: nothing, or what only others can take. */
static double place_in_proportion(cpwi_course *c, double left, double *treated) {
  for (;;) {
    double total = cpwi_sum(c->bands, c->want);
    if (!(total > 0.0) || !(left > 0.0)) return left;
    double rate = left / total;
    if (!(rate <= DBL_MAX)) return left; /* hazards too small to tell from none */
    if (everything_fits(c, rate)) {
      for (int64_t m = 0; m < c->bands; m++) {
        double take = cpwi_on_grid(rate * c->want[m], &c->grid);
        treated[m] += take;
        c->room[m] -= take;
        left -= take;
      }
      return settle(c, left, treated);
    }
    left = fill_full_bands(c, rate, left, treated);
  }
}

double cpwi_place(cpwi_course *c, double capacity, double available, double *treated) {
  if (capacity >= available) {
    for (int64_t m = 0; m < c->bands; m++) {
      treated[m] = c->room[m];
      c->room[m] = 0.0;
    }
    return available;
  }
  for (int64_t m = 0; m < c->bands; m++)
    treated[m] = 0.0;
  double first = c->longest_first > 0.0 ? cpwi_on_grid(c->longest_first * capacity, &c->grid) : 0.0;
  double left = first > 0.0 ? place_longest(c, first, treated) : 0.0;
  left = place_in_proportion(c, capacity - first + left, treated);
  if (left > 0.0) left = place_longest(c, left, treated);
  return capacity - left;
}

double cpwi_place_unlimited(cpwi_course *c, double capacity, double *treated) {
  double total = cpwi_sum(c->bands, c->want), left = capacity;
  int64_t last = -1; /* takes what rounding leaves */
  double rate = total != 0.0 ? capacity / total : 0.0;
  for (int64_t m = 0; m < c->bands; m++) {
    double take = rate * c->want[m];
    if (!(fabs(take) <= c->grid.most)) return CPWI_NAN;
    treated[m] = cpwi_on_grid(take, &c->grid);
    left -= treated[m];
    if (c->want[m] != 0.0) last = m;
  }
  if (rate != 0.0 && last >= 0) {
    treated[last] += left;
    left = 0.0;
  }
  for (int64_t m = 0; m < c->bands; m++)
    c->room[m] -= treated[m];
  return capacity - left;
}
