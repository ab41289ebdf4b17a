/* The least number at which something is met, where more need not be better.
 * Source: a grid over the whole range, golden section at its peaks (Kiefer 1953), bisection of the first
 * crossing. Leaves what the number means, and a single projection, to target.c and plan. */
#include "waitlist/search.h"

/* numbers that are tried before anything is refined: even steps, and steps of an eighth of an octave
 * below the most */
#define EVEN_STEPS      32
#define GEOMETRIC_STEPS 64
#define CANDIDATES      (EVEN_STEPS + GEOMETRIC_STEPS + 2)
#define PEAK_STEPS      16
#define NEAR_STEPS      32
#define CLOSE_STEPS     16
#define TOLERANCE       1e-9

double cpwi_search_try(cpwi_search *s, double level) {
  double value = s->value(s->context, level);
  if (value > s->best || (value == s->best && level < s->at)) {
    s->best = value;
    s->at = level;
  }
  return value;
}

static int meets(const cpwi_search *s, double value) {
  return value >= s->enough;
}

static void insert(double *sorted, int *count, double value) {
  int i = *count;
  while (i > 0 && sorted[i - 1] > value)
    i--;
  if (i > 0 && sorted[i - 1] == value) return;
  memmove(sorted + i + 1, sorted + i, (size_t)(*count - i) * sizeof *sorted);
  sorted[i] = value;
  ++*count;
}

/* Numbers to try, in rising order, all on the grid. */
static int candidates(const cpwi_search *s, double *sorted) {
  const double ratio = sqrt(sqrt(sqrt(0.5))); /* an eighth of an octave */
  double value = s->most;
  int count = 0;
  insert(sorted, &count, 0.0);
  for (int i = 1; i < EVEN_STEPS; i++)
    insert(sorted, &count, cpwi_on_grid(s->most * ((double)i / EVEN_STEPS), s->grid));
  for (int i = 0; i < GEOMETRIC_STEPS; i++, value *= ratio)
    insert(sorted, &count, cpwi_on_grid(value, s->grid));
  if (s->today < s->most) insert(sorted, &count, cpwi_down_to_grid(s->today, s->grid));
  return count;
}

/* Narrows [low, high], of which the upper end meets it and the lower does not. */
static double bisect(cpwi_search *s, double low, double high) {
  while (high - low > s->grid->step && high - low > TOLERANCE * high) {
    double middle = cpwi_on_grid(low + 0.5 * (high - low), s->grid);
    if (meets(s, cpwi_search_try(s, middle)))
      high = middle;
    else
      low = middle;
  }
  return high;
}

/* Golden section for a peak between two numbers that both miss it. Returns one that meets it, or -1. */
static double peak_that_meets(cpwi_search *s, double low, double high) {
  const double golden = 0.6180339887498949;
  double a = cpwi_on_grid(high - golden * (high - low), s->grid);
  double b = cpwi_on_grid(low + golden * (high - low), s->grid);
  double at_a = cpwi_search_try(s, a), at_b = cpwi_search_try(s, b);
  for (int k = 0; k < PEAK_STEPS; k++) {
    if (meets(s, at_a)) return a;
    if (meets(s, at_b)) return b;
    if (at_a >= at_b) {
      high = b;
      b = a;
      at_b = at_a;
      a = cpwi_on_grid(high - golden * (high - low), s->grid);
      at_a = cpwi_search_try(s, a);
    } else {
      low = a;
      a = b;
      at_a = at_b;
      b = cpwi_on_grid(low + golden * (high - low), s->grid);
      at_b = cpwi_search_try(s, b);
    }
  }
  return -1.0;
}

/* Looks at even steps from `low`, which misses it, up to `high`, and at the peaks between them.
 * Returns the least number that was seen to meet it, or -1. */
static double first_of(cpwi_search *s, double low, double high, int steps) {
  double at[3] = {low, low, low}, value[3] = {-DBL_MAX, -DBL_MAX, -DBL_MAX}; /* the last three */
  for (int k = 1; k <= steps; k++) {
    double here = cpwi_on_grid(low + (high - low) * ((double)k / steps), s->grid);
    at[0] = at[1], at[1] = at[2], at[2] = here;
    value[0] = value[1], value[1] = value[2], value[2] = cpwi_search_try(s, here);
    if (meets(s, value[2])) return bisect(s, at[1], here);
    if (k < 3 || !(value[1] > value[0] && value[1] >= value[2])) continue;
    double peak = peak_that_meets(s, at[0], here);
    if (peak >= 0.0) return bisect(s, at[0], peak);
  }
  return -1.0;
}

/* The response ripples where bands run empty: looks again in small steps below the first crossing
 * that was seen, and in smaller ones close to it. */
static double first_crossing(cpwi_search *s, double low, double high) {
  double crossing = first_of(s, low, high, NEAR_STEPS);
  double near = cpwi_on_grid(crossing - crossing / NEAR_STEPS, s->grid);
  if (!(near > low)) return crossing;
  if (meets(s, cpwi_search_try(s, near))) return first_of(s, low, near, CLOSE_STEPS);
  return first_of(s, near, crossing, CLOSE_STEPS);
}

/* The same around the best, where nothing was seen to meet it. */
static double last_chance(cpwi_search *s) {
  double low = s->at - s->at / CLOSE_STEPS, high = s->at + s->at / CLOSE_STEPS;
  return first_of(s, low, high < s->most ? high : s->most, NEAR_STEPS);
}

double cpwi_search_least(cpwi_search *s) {
  double level[CANDIDATES], value[CANDIDATES], solved = -1.0;
  s->best = -HUGE_VAL;
  s->at = 0.0;
  cpwi_search_try(s, s->most); /* what cannot be bettered ends the search early */
  int count = candidates(s, level);
  for (int i = 0; i < count && (solved < 0.0 || s->best < s->top); i++) {
    value[i] = cpwi_search_try(s, level[i]);
    if (solved >= 0.0) continue;
    double low = level[i < 3 ? 0 : i - 3];
    if (meets(s, value[i])) {
      solved = i == 0 ? 0.0 : first_crossing(s, low, level[i]);
    } else if (i >= 2 && value[i - 1] > value[i - 2] && value[i - 1] >= value[i]) {
      double peak = peak_that_meets(s, level[i - 2], level[i]);
      if (peak >= 0.0) solved = first_crossing(s, low, peak);
    }
  }
  return solved >= 0.0 ? solved : last_chance(s);
}
