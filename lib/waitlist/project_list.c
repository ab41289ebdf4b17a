/* One list projected: period after period, written into the arrays of the result.
 * Source: the recursion in carepath/waitlist.h. Leaves a single period to course.c, linked lists to
 * project_group.c. */
#include "waitlist/project.h"

#include <math.h>
#include <string.h>

int32_t cpwi_walker_init(cpwi_walker *w, const cpwi_projection *j) {
  const cpw_project_options *o = &j->options;
  int32_t status = cpwi_course_init(&w->course, &j->ageing, o->periods, o->allocator);
  w->scratch = cpwi_alloc(o->allocator, (size_t)j->bands.count, 3 * sizeof *w->scratch);
  w->course.mode = o->capacity_mode;
  w->course.surplus = o->surplus;
  w->course.longest_first = o->longest_first;
  return w->scratch ? status : CPW_ENOMEM;
}

void cpwi_walker_free(cpwi_walker *w, const cpw_allocator *allocator) {
  cpwi_release(allocator, w->scratch);
  cpwi_course_free(&w->course, allocator);
}

double *cpwi_row_by_band(const cpwi_projection *j, int32_t array, int64_t row) {
  return j->by_band[array] ? j->by_band[array] + row * j->bands.count : NULL;
}

cpwi_flows cpwi_flows_at(const cpwi_projection *j, int64_t row, const cpwi_walker *w) {
  int64_t n = j->bands.count;
  cpwi_flows flows = {w->scratch, w->scratch + n, w->scratch + 2 * n, NULL};
  if (!j->options.bands) return flows;
  flows.waiting = cpwi_row_by_band(j, BY_BAND_WAITING, row);
  flows.treated = cpwi_row_by_band(j, BY_BAND_TREATED, row);
  flows.removed = cpwi_row_by_band(j, BY_BAND_REMOVED, row);
  if (w->course.transfers || w->course.uplifted) /* else it stays zero */
    flows.unrecorded = cpwi_row_by_band(j, BY_BAND_UNRECORDED, row);
  return flows;
}

static void write_totals(const cpwi_projection *j, int64_t row, const cpwi_totals *totals) {
  j->total[TOTAL_OPENING][row] = totals->opening;
  j->total[TOTAL_STARTS][row] = totals->starts;
  j->total[TOTAL_UNRECORDED][row] = totals->unrecorded;
  j->total[TOTAL_TREATED][row] = totals->treated;
  j->total[TOTAL_REMOVED][row] = totals->removed;
  j->total[TOTAL_CLOSING][row] = totals->closing;
  j->total[TOTAL_UNUSED][row] = totals->unused;
  if (j->total[TOTAL_URGENT]) j->total[TOTAL_URGENT][row] = totals->urgent;
  if (j->total[TOTAL_UNMET]) j->total[TOTAL_UNMET][row] = totals->unmet;
  if (j->total[TOTAL_ADJUSTED]) j->total[TOTAL_ADJUSTED][row] = totals->adjusted;
}

static int has_negative(int64_t count, const double *x) {
  int negative = 0;
  for (int64_t i = 0; x && i < count; i++)
    negative |= x[i] < 0.0;
  return negative;
}

void cpwi_write_period(const cpwi_projection *j, int64_t row, const cpwi_flows *flows,
                       const cpwi_totals *totals) {
  write_totals(j, row, totals);
  if (j->options.surplus != CPW_SURPLUS_CONSERVE && has_negative(j->bands.count, flows->waiting))
    cpwi_no_measures(&j->measures, row);
  else
    cpwi_measure(&j->measures, row, flows->waiting, totals->closing);
}

static void no_values(double *row, int64_t count) {
  for (int64_t i = 0; row && i < count; i++)
    row[i] = CPWI_NAN;
}

void cpwi_give_up(const cpwi_projection *j, int64_t list, int64_t first) {
  int64_t periods = j->options.periods, row = list * periods + first, rows = periods - first;
  j->outcome[list] = CPW_OUTCOME_UNSTABLE;
  for (int64_t t = 0; t < rows; t++)
    cpwi_no_measures(&j->measures, row + t);
  for (int32_t k = 0; k < CPWI_TOTALS; k++)
    if (j->total[k]) no_values(j->total[k] + row, rows);
  for (int32_t k = 0; k < CPWI_BY_BAND; k++)
    no_values(cpwi_row_by_band(j, k, row), rows * j->bands.count);
}

double cpwi_capacity_of(const cpwi_projection *j, int64_t list, int64_t row) {
  if (j->options.capacity) return j->options.capacity[row];
  return j->options.capacity_mode == CPW_CAPACITY_RATES ? 1.0 : j->backlog.capacity[list];
}

int32_t cpwi_fail_too_many(const cpwi_projection *j, int64_t list, const char *where,
                           cpw_error *err) {
  return cpwi_fail(err, CPW_EOVERFLOW, list, where, "%s: too many people",
                   cpwi_list_label(j->backlog.list, list).text);
}

int32_t cpwi_project_list(const cpwi_projection *j, int64_t list, cpwi_walker *walker,
                          const char *where, cpw_error *err) {
  int64_t periods = j->options.periods, n = j->bands.count, row = list * periods;
  cpwi_course *course = &walker->course;
  const double *starts = j->options.starts ? j->options.starts + row : NULL;
  if (cpwi_course_take(course, &j->backlog, list, starts) != CPW_OK)
    return cpwi_fail_too_many(j, list, where, err);
  course->urgent = j->options.urgent ? j->options.urgent[list] : 0.0;
  course->first = 0.0; /* of the list before */
  if (j->opening) memcpy(j->opening + list * n, course->opening, (size_t)n * sizeof(double));
  const double *before = course->opening;
  double people = cpwi_sum(n, before);
  for (int64_t t = 0; t < periods; t++, row++) {
    cpwi_flows flows = cpwi_flows_at(j, row, walker);
    cpwi_totals totals;
    course->adjusted = cpwi_row_by_band(j, BY_BAND_ADJUSTED, row);
    if (cpwi_course_step(course, t, cpwi_capacity_of(j, list, row), before, people, &flows,
                         &totals) != CPW_OK) {
      cpwi_give_up(j, list, t);
      return CPW_OK;
    }
    cpwi_write_period(j, row, &flows, &totals);
    before = flows.waiting;
    people = totals.closing;
  }
  return CPW_OK;
}
