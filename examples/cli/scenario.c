/* What is supposed to change: --starts and --capacity in place of the calibrated figures.
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
  return DONE;
}
