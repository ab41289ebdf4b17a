/* What a node does with an amount - top-slice, reserve, what is passed on - and the amounts with which it can
 * pass on so much: all whole pounds, so found by search, not by division.
 * Source: the rules in carepath/devolve.h; one pound more is at most one pound more passed on, so every
 * amount in between occurs. Leaves bounds to ranges.c. */
#include "devolve/internal.h"

cpwi_devolve_parts cpwi_devolve_split(const cpwi_devolve *d, int64_t place, int64_t amount) {
  cpwi_devolve_parts p = {0, 0, 0};
  p.topslice = cpwi_decimal_times(cpwi_decimal_whole(amount), d->rate[place], 0);
  p.rest = amount - p.topslice - d->reserve[place];
  if (d->children[place] > 0 && p.rest > 0)
    p.passed = cpwi_decimal_times(cpwi_decimal_whole(p.rest), d->share[place], 0);
  return p;
}

static int passes_all(const cpwi_devolve *d, int64_t place) {
  return d->rate[place].digits == 0 && d->reserve[place] == 0 && d->share[place].digits == 1 &&
         d->share[place].power == 0 && d->children[place] > 0;
}

/* Whether an amount is enough to keep the reserve and to pass on at least `needed`. */
static int is_enough(const cpwi_devolve *d, int64_t place, int64_t amount, int64_t needed) {
  cpwi_devolve_parts p = cpwi_devolve_split(d, place, amount);
  return p.rest >= 0 && p.passed >= needed;
}

static double as_real(cpwi_decimal x) {
  double value = (double)x.digits;
  for (int32_t i = x.power; i < 0; i++)
    value /= 10.0;
  return value;
}

/* About the amount that passes on `needed`; only a place to begin. */
static int64_t guess(const cpwi_devolve *d, int64_t place, int64_t needed) {
  double share = d->children[place] > 0 ? as_real(d->share[place]) : 1.0;
  double amount =
      ((double)needed / share + (double)d->reserve[place]) / (1.0 - as_real(d->rate[place]));
  return amount >= 0.0 && amount < 9e18 ? (int64_t)amount : INT64_MAX;
}

int64_t cpwi_devolve_least_for(const cpwi_devolve *d, int64_t place, int64_t needed) {
  if (passes_all(d, place)) return needed;
  if (is_enough(d, place, 0, needed)) return 0;
  if (!is_enough(d, place, INT64_MAX, needed)) return -1;
  int64_t low = 0, high = INT64_MAX, at = guess(d, place, needed), step = 1;
  /* low is too little, high is enough: close in on the guess, then halve */
  if (at <= 0) at = 1;
  if (is_enough(d, place, at, needed)) {
    high = at;
    for (; high > step && is_enough(d, place, high - step, needed); step *= 2)
      high -= step;
    low = high > step ? high - step : 0;
  } else {
    low = at;
    for (; low < INT64_MAX - step && !is_enough(d, place, low + step, needed); step *= 2)
      low += step;
    high = low < INT64_MAX - step ? low + step : INT64_MAX;
  }
  while (high - low > 1) {
    int64_t middle = low + (high - low) / 2;
    if (is_enough(d, place, middle, needed))
      high = middle;
    else
      low = middle;
  }
  return high;
}

int64_t cpwi_devolve_most_for(const cpwi_devolve *d, int64_t place, int64_t wanted) {
  if (wanted == INT64_MAX || d->children[place] == 0) return INT64_MAX;
  int64_t more = cpwi_devolve_least_for(d, place, wanted + 1);
  return more < 0 ? INT64_MAX : more - 1;
}
