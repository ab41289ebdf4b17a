/* Many lists projected forward: options, the arrays of the result, one list after the other.
 * Source: the recursion in carepath/waitlist.h (Wood 2022; Wood and Worthington 2025).
 * Leaves a single period to course.c and what a board asks of a list to measures.c. */
#include "waitlist/internal.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const WHERE = "cpw_waitlist_project";

/* lists that are worth a hand-over between threads */
#define GRAIN 64

static cpw_project_options defaults(void) {
  cpw_project_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.periods = 12;
  o.capacity_mode = CPW_CAPACITY_COUNTS;
  o.surplus = CPW_SURPLUS_CONSERVE;
  o.bands = 1;
  return o;
}

void cpw_project_options_init_sized(cpw_project_options *options, size_t size) {
  cpw_project_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

void cpw_backlog_init_sized(cpw_backlog *backlog, size_t size) {
  cpw_backlog b;
  memset(&b, 0, sizeof b);
  cpwi_init_sized(backlog, size, &b, sizeof b);
}

/* ---------------------------------------------------------------- what the caller gave ------ */

typedef struct job {
  cpw_backlog backlog;
  cpw_bands bands;
  cpw_project_options options;
  cpwi_ageing ageing;
  cpwi_measures measures;
  int64_t *outcome; /* arrays of the result; by band NULL where they are not wanted */
  double *opening, *waiting, *treated, *removed, *unrecorded;
  double *total_opening, *total_starts, *total_unrecorded, *total_treated, *total_removed,
      *total_closing, *unused;
} job;

static int32_t check_choices(const cpw_project_options *o, cpw_error *err) {
  const struct {
    const char *name;
    int32_t value, most;
  } choices[] = {
      {"capacity_mode", o->capacity_mode, CPW_CAPACITY_CAP},
      {"surplus", o->surplus, CPW_SURPLUS_NONE},
      {"bands", o->bands, 1},
      {"whole_bands", o->whole_bands, 1},
  };
  for (size_t k = 0; k < sizeof choices / sizeof *choices; k++)
    if (choices[k].value < 0 || choices[k].value > choices[k].most)
      return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "options.%s = %d must be 0 to %d",
                       choices[k].name, (int)choices[k].value, (int)choices[k].most);
  if (!(o->longest_first >= 0.0 && o->longest_first <= 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "options.longest_first = %s must be in [0, 1]",
                     cpwi_number(o->longest_first).text);
  if (o->surplus == CPW_SURPLUS_NONE &&
      (o->capacity_mode != CPW_CAPACITY_COUNTS || o->longest_first > 0.0))
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "options.surplus = CPW_SURPLUS_NONE goes with counts of capacity and "
                     "longest_first = 0 only");
  return CPW_OK;
}

static int32_t check_options(const job *j, cpw_error *err) {
  const cpw_project_options *o = &j->options;
  const cpw_backlog *b = &j->backlog;
  int32_t status = cpwi_check_allocator(o->allocator, WHERE, err);
  if (status != CPW_OK) return status;
  if (o->periods < 1)
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "options.periods = %lld must be >= 1",
                     (long long)o->periods);
  if ((status = check_choices(o, err)) != CPW_OK ||
      (status = cpwi_check_dimension(o->period, "options.period", o->periods, WHERE, err)) !=
          CPW_OK)
    return status;
  cpwi_block block = {.name = "options.starts",
                      .lists = b->lists,
                      .periods = o->periods,
                      .values = o->starts,
                      .list = b->list,
                      .period = o->period};
  if (o->starts && (status = cpwi_check_counts(&block, WHERE, err)) != CPW_OK) return status;
  block.name = "options.capacity";
  block.values = o->capacity;
  if (o->capacity && (status = cpwi_check_counts(&block, WHERE, err)) != CPW_OK) return status;
  return CPW_OK;
}

/* ---------------------------------------------------------------- the arrays of the result -- */

static int32_t add_by_band(job *j, cpw_result *result, int32_t merge, cpw_error *err) {
  static const char *const shape = "list period band";
  const cpwi_column columns[] = {
      {"opening", "people", "waiting before the first period", "list band", &j->opening},
      {"waiting", "people", "waiting at the end of the period", shape, &j->waiting},
      {"treated", "people", "treated in the period", shape, &j->treated},
      {"removed", "people", "removed without treatment in the period", shape, &j->removed},
      {"unrecorded", "people", "joined in the period without a recorded clock start", shape,
       &j->unrecorded},
  };
  return cpwi_add_columns(result, columns, sizeof columns / sizeof *columns, merge, err);
}

static int32_t add_totals(job *j, cpw_result *result, int32_t merge, cpw_error *err) {
  static const char *const shape = "list period";
  const cpwi_column columns[] = {
      {"total_opening", "people", "waiting before the period", shape, &j->total_opening},
      {"total_starts", "people", "clock starts in the period", shape, &j->total_starts},
      {"total_unrecorded", "people", "joined in the period without a recorded clock start", shape,
       &j->total_unrecorded},
      {"total_treated", "people", "treated in the period", shape, &j->total_treated},
      {"total_removed", "people", "removed without treatment in the period", shape,
       &j->total_removed},
      {"total_closing", "people", "waiting at the end of the period", shape, &j->total_closing},
      {"unused_capacity", "people", "treatments that nobody was left for", shape, &j->unused},
  };
  return cpwi_add_columns(result, columns, sizeof columns / sizeof *columns, merge, err);
}

static int32_t add_arrays(job *j, cpw_result *result, cpw_error *err) {
  const cpw_project_options *o = &j->options;
  const cpw_dimension *list = j->backlog.list;
  int32_t merge = cpwi_list_merge(list);
  int32_t status = cpwi_add_labelled(result, "list", j->backlog.lists, list, 0, err);
  if (status != CPW_OK) return status;
  if (o->period)
    status = cpwi_add_labelled(result, "period", o->periods, o->period, 0, err);
  else
    status = cpwi_add_numbered(result, "period", o->periods, o->allocator, err);
  if (status != CPW_OK) return status;
  if ((status = cpwi_add_bands(result, &j->bands, o->allocator, err)) != CPW_OK) return status;
  void *memory = NULL;
  status = cpw_result_add_array(result, "outcome", "",
                                "0: projected to the end, 4: outgrows all bounds and has no "
                                "figures from then on",
                                "list", CPW_INT64, merge, &memory, err);
  if (status != CPW_OK) return status;
  j->outcome = memory;
  if (o->bands && (status = add_by_band(j, result, merge, err)) != CPW_OK) return status;
  if ((status = add_totals(j, result, merge, err)) != CPW_OK) return status;
  return cpwi_measures_add(&j->measures, result, &j->bands, o->whole_bands, merge, err);
}

/* ---------------------------------------------------------------- one list after the other -- */

/* Where the bands of row `row` go: into the result, or over and over into the same scratch. */
static cpwi_flows flows_at(const job *j, int64_t row, int32_t unrecorded, double *scratch) {
  int64_t n = j->bands.count;
  cpwi_flows flows = {scratch, scratch + n, scratch + 2 * n, NULL};
  if (j->options.bands) {
    flows.waiting = j->waiting + row * n;
    flows.treated = j->treated + row * n;
    flows.removed = j->removed + row * n;
    if (unrecorded) flows.unrecorded = j->unrecorded + row * n; /* else it stays zero */
  }
  return flows;
}

static void write_totals(const job *j, int64_t row, const cpwi_totals *totals) {
  j->total_opening[row] = totals->opening;
  j->total_starts[row] = totals->starts;
  j->total_unrecorded[row] = totals->unrecorded;
  j->total_treated[row] = totals->treated;
  j->total_removed[row] = totals->removed;
  j->total_closing[row] = totals->closing;
  j->unused[row] = totals->unused;
}

static void no_values(double *row, int64_t count) {
  for (int64_t i = 0; i < count; i++)
    row[i] = CPWI_NAN;
}

/* A list that outgrows its grid has no figures from period `first` on; the others do not mind. */
static void give_up(const job *j, int64_t list, int64_t first) {
  const cpwi_totals none = {CPWI_NAN, CPWI_NAN, CPWI_NAN, CPWI_NAN, CPWI_NAN, CPWI_NAN, CPWI_NAN};
  double *const by_band[] = {j->waiting, j->treated, j->removed, j->unrecorded};
  int64_t n = j->bands.count, periods = j->options.periods;
  j->outcome[list] = CPW_OUTCOME_UNSTABLE;
  for (int64_t row = list * periods + first; row < (list + 1) * periods; row++) {
    write_totals(j, row, &none);
    cpwi_no_measures(&j->measures, row);
    for (size_t k = 0; j->options.bands && k < sizeof by_band / sizeof *by_band; k++)
      no_values(by_band[k] + row * n, n);
  }
}

static double capacity_of(const job *j, int64_t list, int64_t row) {
  if (j->options.capacity) return j->options.capacity[row];
  return j->options.capacity_mode == CPW_CAPACITY_RATES ? 1.0 : j->backlog.capacity[list];
}

static int has_negative(int64_t count, const double *x) {
  int negative = 0;
  for (int64_t i = 0; i < count; i++)
    negative |= x[i] < 0.0;
  return negative;
}

/* scratch: three rows of flows */
static int32_t project_list(const job *j, int64_t list, cpwi_course *course, double *scratch,
                            cpw_error *err) {
  int64_t periods = j->options.periods, n = j->bands.count, row = list * periods;
  const double *starts = j->options.starts ? j->options.starts + row : NULL;
  if (cpwi_course_take(course, &j->backlog, list, starts) != CPW_OK)
    return cpwi_fail(err, CPW_EOVERFLOW, list, WHERE, "%s: too many people",
                     cpwi_list_label(j->backlog.list, list).text);
  if (j->options.bands)
    memcpy(j->opening + list * n, course->opening, (size_t)n * sizeof *course->opening);
  int32_t unrecorded =
      course->transfers || (j->backlog.start_uplift && j->backlog.start_uplift[list] > 0.0);
  const double *before = course->opening;
  double people = cpwi_sum(n, before);
  for (int64_t t = 0; t < periods; t++, row++) {
    cpwi_flows flows = flows_at(j, row, unrecorded, scratch);
    cpwi_totals totals;
    if (cpwi_course_step(course, t, capacity_of(j, list, row), before, people, &flows, &totals) !=
        CPW_OK) {
      give_up(j, list, t);
      return CPW_OK;
    }
    write_totals(j, row, &totals);
    if (course->surplus == CPW_SURPLUS_NONE && has_negative(n, flows.waiting))
      cpwi_no_measures(&j->measures, row);
    else
      cpwi_measure(&j->measures, row, flows.waiting, totals.closing);
    before = flows.waiting;
    people = totals.closing;
  }
  return CPW_OK;
}

static int32_t project_range(void *context, int64_t first, int64_t last, cpw_error *err) {
  const job *j = context;
  const cpw_allocator *allocator = j->options.allocator;
  cpwi_course course;
  int32_t status = cpwi_course_init(&course, &j->ageing, j->options.periods, allocator);
  double *scratch = cpwi_alloc(allocator, (size_t)j->bands.count, 3 * sizeof *scratch);
  if (status != CPW_OK || !scratch)
    status = cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld periods of %lld bands",
                       (long long)j->options.periods, (long long)j->bands.count);
  course.mode = j->options.capacity_mode;
  course.surplus = j->options.surplus;
  course.longest_first = j->options.longest_first;
  for (int64_t list = first; list < last && status == CPW_OK; list++)
    status = project_list(j, list, &course, scratch, err);
  cpwi_release(allocator, scratch);
  cpwi_course_free(&course, allocator);
  return status;
}

/* ---------------------------------------------------------------- the outcome --------------- */

/* Which lists outgrow all bounds, and when the first of them does. */
static int32_t conclude(const job *j, cpw_result *result, cpw_error *err) {
  int64_t periods = j->options.periods, first = -1, count = 0, t = 0;
  for (int64_t list = 0; list < j->backlog.lists; list++)
    if (j->outcome[list] == CPW_OUTCOME_UNSTABLE && count++ == 0) first = list;
  if (count == 0) return CPW_OK;
  while (!isnan(j->total_closing[first * periods + t]))
    t++;
  char text[640];
  snprintf(text, sizeof text,
           "%lld of %lld lists %s a thousand times the people who were to be expected and %s no "
           "figures from then on (look at the removal hazards): %s%s in period %s",
           (long long)count, (long long)j->backlog.lists, count == 1 ? "outgrows" : "outgrow",
           count == 1 ? "has" : "have", count == 1 ? "" : "first ",
           cpwi_plain_label(j->backlog.list, "list", first, 0).text,
           cpwi_plain_label(j->options.period, "number", t, 1).text);
  int32_t status = cpw_result_set_outcome(result, CPW_OUTCOME_UNSTABLE);
  return status == CPW_OK ? cpw_result_add_note(result, "unstable", text, err) : status;
}

/* ---------------------------------------------------------------- the public one ------------ */

static int32_t project_into(job *j, cpw_result *result, const cpw_run *run, cpw_error *err) {
  int32_t status = add_arrays(j, result, err);
  if (status != CPW_OK) return status;
  status = cpwi_ageing_init(&j->ageing, &j->bands, j->options.allocator);
  if (status == CPW_OK)
    status = cpwi_parallel(run, j->backlog.lists, GRAIN, project_range, j, WHERE, err);
  else
    status =
        cpwi_fail(err, status, -1, WHERE, "no memory for %lld bands", (long long)j->bands.count);
  cpwi_ageing_free(&j->ageing, j->options.allocator);
  return status == CPW_OK ? conclude(j, result, err) : status;
}

int32_t cpw_waitlist_project(const cpw_backlog *backlog, const cpw_project_options *options,
                             const cpw_run *run, cpw_result **out, cpw_error *err) {
  job j;
  memset(&j, 0, sizeof j);
  j.options = defaults();
  cpw_run known;
  int32_t status;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "out is NULL");
  if ((status = cpwi_take_options(&j.options, sizeof j.options, options, WHERE, err)) != CPW_OK ||
      (status = cpwi_take_run(&known, run, WHERE, err)) != CPW_OK ||
      (status = cpwi_take_backlog(&j.backlog, &j.bands, backlog, WHERE, err)) != CPW_OK ||
      (status = check_options(&j, err)) != CPW_OK)
    return status;
  cpw_result *result;
  if ((status = cpw_result_new(j.options.allocator, &result, err)) != CPW_OK) return status;
  if ((status = project_into(&j, result, &known, err)) != CPW_OK) {
    cpw_result_free(result);
    return status;
  }
  *out = result;
  return CPW_OK;
}
