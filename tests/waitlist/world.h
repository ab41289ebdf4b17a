/* tests/waitlist/world.h - random lists of every size and shape, for the tests and for
 * tests/property/property_waitlist.c. */
#ifndef CPWT_WAITLIST_WORLD_H
#define CPWT_WAITLIST_WORLD_H

#include "carepath/random.h"
#include "carepath/waitlist.h"

#include <stdlib.h>
#include <string.h>

#define WORLD_BANDS   30
#define WORLD_LISTS   5
#define WORLD_PERIODS 15

/* A backlog, a year of plans and a history, all random. Large: one at a time, on the heap. */
typedef struct world {
  cpw_bands bands;
  cpw_backlog backlog;
  cpw_history history;
  int64_t periods;
  double lower[WORLD_BANDS];
  double waiting[WORLD_LISTS * WORLD_BANDS], treatment[WORLD_LISTS * WORLD_BANDS],
      removal[WORLD_LISTS * WORLD_BANDS];
  double uplift[WORLD_LISTS], starts[WORLD_LISTS], capacity[WORLD_LISTS];
  double plan_starts[WORLD_LISTS * WORLD_PERIODS], plan_capacity[WORLD_LISTS * WORLD_PERIODS];
  double past_starts[WORLD_LISTS * WORLD_PERIODS];
  double past_treated[WORLD_LISTS * WORLD_PERIODS * WORLD_BANDS];
  double past_waiting[WORLD_LISTS * WORLD_PERIODS * WORLD_BANDS];
} world;

static inline int world_chance(cpw_stream *s, double p) {
  return cpw_random_uniform(s) < p;
}

/* ten to the power of -3 to 9, so that grids of every fineness occur */
static inline double world_size(cpw_stream *s) {
  double size = 1e-3;
  for (int i = (int)cpw_random_below(s, 13); i > 0; i--)
    size *= 10.0;
  return size * (0.5 + cpw_random_uniform(s));
}

/* a count of about `size`: whole people in half of the worlds, none at all now and then */
static inline double world_count(cpw_stream *s, double size, int whole) {
  if (world_chance(s, 0.1)) return 0.0;
  double count = 2.0 * size * cpw_random_uniform(s);
  return whole ? (double)(int64_t)count : count;
}

static inline void world_make_bands(world *w, cpw_stream *s) {
  cpw_bands_init(&w->bands);
  w->bands.count = 1 + (int64_t)cpw_random_below(s, WORLD_BANDS);
  w->bands.lower = w->lower;
  int regular = world_chance(s, 0.5);
  if (world_chance(s, 0.5)) w->bands.period = regular ? 3.0 : CPW_WEEKS_PER_MONTH;
  w->bands.unit_weeks = world_chance(s, 0.5) ? 1.0 : CPW_WEEKS_PER_MONTH;
  w->lower[0] = 0.0;
  for (int64_t m = 1; m < w->bands.count; m++)
    w->lower[m] =
        regular ? (double)m * w->bands.period : w->lower[m - 1] + 0.1 + 3.0 * cpw_random_uniform(s);
}

/* shrinking: 1 where no removal hazard is to be negative */
static inline void world_make(world *w, cpw_stream *s, int shrinking) {
  memset(w, 0, sizeof *w);
  world_make_bands(w, s);
  int64_t lists = 1 + (int64_t)cpw_random_below(s, WORLD_LISTS), n = w->bands.count;
  w->periods = 1 + (int64_t)cpw_random_below(s, WORLD_PERIODS);
  for (int64_t l = 0; l < lists; l++) {
    int whole = world_chance(s, 0.5);
    double size = world_size(s);
    w->uplift[l] = world_chance(s, 0.7) ? 0.0 : 0.2 * cpw_random_uniform(s);
    w->starts[l] = world_count(s, size, whole);
    w->capacity[l] = world_count(s, size * (world_chance(s, 0.2) ? 20.0 : 1.0), whole);
    for (int64_t m = 0; m < n; m++) {
      int64_t i = l * n + m;
      w->waiting[i] = world_count(s, size, whole);
      w->treatment[i] = world_chance(s, 0.2) ? 0.0 : 0.4 * cpw_random_uniform(s);
      w->removal[i] = world_chance(s, 0.2) ? 0.0 : 0.2 * cpw_random_uniform(s);
      if (!shrinking && world_chance(s, 0.2)) w->removal[i] = -0.1 * cpw_random_uniform(s);
    }
    for (int64_t t = 0; t < w->periods; t++) {
      int64_t row = l * w->periods + t;
      w->plan_starts[row] = world_count(s, size, whole);
      w->plan_capacity[row] = world_count(s, size * (world_chance(s, 0.1) ? 50.0 : 1.0), whole);
      w->past_starts[row] = world_count(s, size, whole);
      for (int64_t m = 0; m < n; m++) {
        w->past_treated[row * n + m] = world_count(s, 0.3 * size, whole);
        w->past_waiting[row * n + m] = world_count(s, size, whole);
      }
    }
  }
  cpw_backlog_init(&w->backlog);
  w->backlog.lists = lists;
  w->backlog.bands = &w->bands;
  w->backlog.waiting = w->waiting;
  w->backlog.treatment_hazard = w->treatment;
  w->backlog.removal_hazard = w->removal;
  w->backlog.start_uplift = w->uplift;
  w->backlog.starts = w->starts;
  w->backlog.capacity = w->capacity;
  cpw_history_init(&w->history);
  w->history.lists = lists;
  w->history.periods = w->periods;
  w->history.bands = &w->bands;
  w->history.starts = w->past_starts;
  w->history.treated = w->past_treated;
  w->history.waiting = w->past_waiting;
}

/* ---------------------------------------------------------------- the balance --------------- */

/* What does not balance in a projection or a calibration with detail, or NULL. Every identity is
 * checked with ==, once in the order of the bands and once backwards. `opening` is (lists, bands),
 * `closing` (lists, periods, bands): where the people of the bands stand before and after. */
static inline const char *world_imbalance(const cpw_result *r, const cpw_bands *bands,
                                          const double *opening, const char *closing_name) {
  const cpw_array *total = cpw_result_find(r, "total_closing");
  const double *closing = cpw_result_find(r, closing_name)->real;
  const double *treated = cpw_result_find(r, "treated")->real;
  const double *removed = cpw_result_find(r, "removed")->real;
  const double *unrecorded = cpw_result_find(r, "unrecorded")->real;
  const double *t_opening = cpw_result_find(r, "total_opening")->real;
  const double *t_starts = cpw_result_find(r, "total_starts")->real;
  const double *t_unrecorded = cpw_result_find(r, "total_unrecorded")->real;
  const double *t_treated = cpw_result_find(r, "total_treated")->real;
  const double *t_removed = cpw_result_find(r, "total_removed")->real;
  int64_t n = bands->count, lists = total->dimension[0]->length;
  int64_t periods = total->dimension[1]->length;
  for (int64_t l = 0; l < lists; l++)
    for (int64_t t = 0; t < periods; t++) {
      int64_t row = l * periods + t;
      const double *before = t > 0 ? closing + (row - 1) * n : opening + l * n;
      double up[5] = {0}, down[5] = {0};
      for (int64_t m = 0; m < n; m++) {
        int64_t i = row * n + m, j = row * n + n - 1 - m;
        up[0] += before[m], down[0] += before[n - 1 - m];
        up[1] += unrecorded[i], down[1] += unrecorded[j];
        up[2] += treated[i], down[2] += treated[j];
        up[3] += removed[i], down[3] += removed[j];
        up[4] += closing[i], down[4] += closing[j];
      }
      if (memcmp(up, down, sizeof up) != 0) return "the order of adding matters";
      if (up[0] != t_opening[row]) return "total_opening";
      if (up[1] != t_unrecorded[row]) return "total_unrecorded";
      if (up[2] != t_treated[row]) return "total_treated";
      if (up[3] != t_removed[row]) return "total_removed";
      if (up[4] != total->real[row]) return "total_closing";
      if (up[0] + t_starts[row] + up[1] - up[2] - up[3] != up[4]) return "the balance";
      if (up[0] - up[3] - up[2] + up[1] - up[4] != -t_starts[row])
        return "the balance in another order";
    }
  return NULL;
}

/* The same by band, where bands are one period wide and the inflow is plain. */
static inline const char *world_band_imbalance(const cpw_result *r, const cpw_bands *bands,
                                               const double *opening, const char *closing_name) {
  const cpw_array *total = cpw_result_find(r, "total_closing");
  const double *closing = cpw_result_find(r, closing_name)->real;
  const double *treated = cpw_result_find(r, "treated")->real;
  const double *removed = cpw_result_find(r, "removed")->real;
  const double *unrecorded = cpw_result_find(r, "unrecorded")->real;
  const double *starts = cpw_result_find(r, "total_starts")->real;
  int64_t n = bands->count, lists = total->dimension[0]->length;
  int64_t periods = total->dimension[1]->length;
  for (int64_t l = 0; l < lists; l++)
    for (int64_t t = 0; t < periods; t++) {
      int64_t row = l * periods + t;
      const double *before = t > 0 ? closing + (row - 1) * n : opening + l * n;
      for (int64_t m = 0; m < n; m++) {
        int64_t i = row * n + m;
        double inflow = m > 0 ? before[m - 1] : starts[row];
        if (m == n - 1) inflow += before[m];
        if (inflow + unrecorded[i] - treated[i] - removed[i] != closing[i])
          return "the balance of a band";
      }
    }
  return NULL;
}

#endif
