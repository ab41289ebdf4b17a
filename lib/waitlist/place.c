/* Who is treated: a number of treatments placed on the bands of a list, nobody twice.
 * Source: proportional placing with limits ("water filling"): a band that is full passes its part on
 * to the others. Leaves the meaning of capacity, and what nobody is left for, to course.c. */
#include "waitlist/internal.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* Moves up to `left` people of one band from those who can be treated to those who are. */
static inline double take_up_to(double left, double *room, double *treated) {
  double take = *room < left ? *room : left;
  *treated += take;
  *room -= take;
  return left - take;
}

/* Longest wait first. Returns what is left. */
static double place_longest(cpwi_course *c, double left, double *treated) {
  for (int64_t m = c->bands - 1; m >= 0 && left > 0.0; m--)
    left = take_up_to(left, &c->room[m], &treated[m]);
  return left;
}

/* Shortest wait first. Returns what is left. */
static double place_shortest(cpwi_course *c, double left, double *treated) {
  for (int64_t m = 0; m < c->bands && left > 0.0; m++)
    left = take_up_to(left, &c->room[m], &treated[m]);
  return left;
}

static int everything_fits(const cpwi_course *c, double rate) {
  const double *want = c->want, *room = c->room;
  int64_t m = 0, n = c->bands;
  int over = 0;
  for (; m + 2 <= n; m += 2)
    over |= (rate * want[m] > room[m]) | (rate * want[m + 1] > room[m + 1]);
  if (m < n) over |= rate * want[m] > room[m];
  return !over;
}

/* Fills the bands that would overflow and takes them out of the proportion. Returns what is left. */
static double fill_full_bands(cpwi_course *c, double rate, double left, double *treated) {
  for (int64_t m = 0; m < c->bands; m++) {
    if (!(rate * c->want[m] > c->room[m])) continue;
    left = take_up_to(left, &c->room[m], &treated[m]);
    c->want[m] = 0.0;
  }
  return left;
}

/* Everybody's part, rounded. Returns what rounding leaves, or less than nothing. */
static double take_parts(cpwi_course *c, double rate, double left, double *treated) {
  const double magic = c->grid.magic, *want = c->want;
  double *room = c->room, placed = 0.0;
  cpwi_two placed_two = {0.0, 0.0};
  int64_t m = 0;
  for (; m + 2 <= c->bands; m += 2) {
    cpwi_two take = (rate * cpwi_load_two(want + m) + magic) - magic;
    cpwi_store_two(treated + m, cpwi_load_two(treated + m) + take);
    cpwi_store_two(room + m, cpwi_load_two(room + m) - take);
    placed_two += take;
  }
  for (; m < c->bands; m++) {
    double take = cpwi_on_grid(rate * want[m], &c->grid);
    treated[m] += take;
    room[m] -= take;
    placed += take;
  }
  return left - (placed + placed_two[0] + placed_two[1]);
}

/* The few grid steps that rounding placed too few or too many. Returns what is left. */
static double settle(cpwi_course *c, double left, double *treated) {
  for (int64_t m = c->bands - 1; m >= 0 && left > 0.0; m--)
    if (c->want[m] > 0.0) left = take_up_to(left, &c->room[m], &treated[m]);
  for (int64_t m = 0; m < c->bands && left < 0.0; m++)
    if (c->want[m] > 0.0) left = -take_up_to(-left, &treated[m], &c->room[m]);
  return left;
}

/* In proportion to want, of which there is `total`; ends after at most as many rounds as there are
 * bands, because every round but the last fills one. Returns what is left: nothing, or what only
 * others can take. */
static double place_in_proportion(cpwi_course *c, double total, double left, double *treated) {
  while (total > 0.0 && left > 0.0) {
    double rate = left / total;
    if (!(rate <= DBL_MAX)) break; /* hazards too small to tell from none */
    if (everything_fits(c, rate)) return settle(c, take_parts(c, rate, left, treated), treated);
    left = fill_full_bands(c, rate, left, treated);
    total = cpwi_sum(c->bands, c->want);
  }
  return left;
}

double cpwi_place(cpwi_course *c, double wanted, double capacity, double available,
                  double *treated) {
  double *room = c->room;
  if (capacity >= available) {
    for (int64_t m = 0; m < c->bands; m++) {
      treated[m] = room[m];
      room[m] = 0.0;
    }
    return available;
  }
  memset(treated, 0, (size_t)c->bands * sizeof *treated);
  double first = 0.0, left = 0.0, rest = capacity - c->first;
  if (c->first > 0.0) place_shortest(c, c->first, treated);
  if (c->longest_first > 0.0) {
    first = cpwi_on_grid(c->longest_first * rest, &c->grid);
    left = place_longest(c, first, treated);
  }
  left = place_in_proportion(c, wanted, rest - first + left, treated);
  if (left > 0.0) left = place_longest(c, left, treated);
  return capacity - left;
}

double cpwi_place_unlimited(cpwi_course *c, double wanted, double capacity, double *treated) {
  double left = capacity, rate = wanted != 0.0 ? capacity / wanted : 0.0;
  int64_t last = -1; /* takes what rounding leaves */
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
