/* What is supposed to change: --starts, --capacity, --skew, and how they go on (--growth, --season).
 * No source: counts, factors and percentages of what the history shows.
 * Leaves multiples of the hazards (--mode=rates) to model.c. */
#include "model.h"
#include "say.h"

#include <stdlib.h>
#include <string.h>

static double changed(amount a, double calibrated) {
  if (a.kind == AMOUNT_SAME) return calibrated;
  return a.kind == AMOUNT_COUNT ? a.value : a.value * calibrated;
}

/* The published skew, as factors of the treatment hazards. */
static int apply_skew(model *m) {
  cpw_error err;
  const skew *s = &m->set->skew;
  int64_t bands = m->bands_count;
  if (s->value == 0) return DONE;
  m->skewed = calloc((size_t)(bands * (m->lists + 1)), sizeof *m->skewed);
  if (!m->skewed) return fail_memory();
  double *factor = m->skewed + bands * m->lists;
  if (s->pivot > (double)(bands - 1))
    return fail(USAGE, "--skew: the pivot must be a band from 1 to %lld", (long long)bands - 1);
  if (cpw_waitlist_skew(s->method, s->value, s->pivot, bands, factor, &err))
    return fail_library(NULL, &err);
  for (int64_t i = 0; i < bands * m->lists; i++)
    m->skewed[i] = m->backlog.treatment_hazard[i] * factor[i % bands];
  m->backlog.treatment_hazard = m->skewed;
  return DONE;
}

int model_apply_scenario(model *m) {
  const settings *set = m->set;
  if (set->capacity_mode == CPW_CAPACITY_RATES && set->capacity.kind == AMOUNT_COUNT)
    return fail(USAGE, "--mode=rates takes a factor (xF) or a change (+P%%) as --capacity, not a "
                       "count");
  size_t lists = (size_t)m->lists;
  double *memory = calloc(3 * lists, sizeof *memory);
  if (!memory) return fail_memory();
  double *starts = memory + lists, *capacity = memory + 2 * lists;
  m->today = memory;
  for (size_t i = 0; i < lists; i++) {
    m->today[i] = m->backlog.capacity[i];
    starts[i] = changed(set->starts, m->backlog.starts[i]);
    capacity[i] = set->capacity_mode == CPW_CAPACITY_RATES
                      ? m->backlog.capacity[i]
                      : changed(set->capacity, m->backlog.capacity[i]);
  }
  m->backlog.starts = starts;
  m->backlog.capacity = capacity;
  return apply_skew(m);
}

/* ---------------------------------------------------------------- over the periods */

/* A level for each list over the periods ahead; NULL: no memory, or an error that was said. */
static int lay_out(const model *m, const double *level, double growth, const season *s,
                   double **out) {
  cpw_error err;
  cpw_demand_options options;
  date first;
  cpw_demand_options_init(&options);
  options.growth = growth;
  options.periods_per_year = 365.25 / 7 / (m->bands.period * m->bands.unit_weeks);
  if (monthly(&m->bands)) options.periods_per_year = 12;
  if (s && s->count) {
    if (!monthly(&m->bands) || !date_parse(m->ahead_text[0], &first))
      return fail(USAGE, "--season is for monthly figures with dates, and a period here is a %s",
                  period_noun(m));
    options.seasons = s->count;
    options.season = s->factor;
    options.first_season = first.month - 1;
  }
  *out = calloc((size_t)(m->lists * m->ahead), sizeof **out);
  if (!*out) return fail_memory();
  if (cpw_demand_series(m->lists, m->ahead, level, NULL, &options, *out, &err))
    return fail_library(NULL, &err);
  return DONE;
}

int model_lay_out_scenario(model *m) {
  const settings *set = m->set;
  int code = DONE;
  if (set->growth != 0 || set->season.count)
    code = lay_out(m, m->backlog.starts, set->growth, &set->season, &m->future_starts);
  if (!code && set->capacity_growth != 0) {
    if (set->capacity_mode == CPW_CAPACITY_RATES)
      return fail(USAGE, "--capacity-growth is for treatments as counts, not for --mode=rates");
    code = lay_out(m, m->backlog.capacity, set->capacity_growth, NULL, &m->future_capacity);
  }
  if (code || set->urgent == 0) return code;
  m->urgent = calloc((size_t)m->lists, sizeof *m->urgent);
  if (!m->urgent) return fail_memory();
  for (int64_t i = 0; i < m->lists; i++)
    m->urgent[i] = set->urgent;
  m->linked = 1;
  return DONE;
}
