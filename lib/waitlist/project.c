/* Many lists projected forward: options, the arrays of the result, the outcome.
 * Source: the recursion in carepath/waitlist.h (Wood 2022; Wood and Worthington 2025).
 * Leaves the way of one list to project_list.c, that of linked ones to project_group.c, a single period to
 * course.c, and what a board asks of a list to measures.c. */
#include "waitlist/project.h"

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

static int32_t check_choices(const cpw_project_options *o, cpw_error *err) {
  const cpwi_choice choices[] = {
      {"capacity_mode", o->capacity_mode, CPW_CAPACITY_CAP},
      {"surplus", o->surplus, CPW_SURPLUS_PRIORITISE_LONG_WAITERS},
      {"bands", o->bands, 1},
      {"whole_bands", o->whole_bands, 1},
  };
  int32_t status = cpwi_check_choices(choices, sizeof choices / sizeof *choices, WHERE, err);
  if (status != CPW_OK) return status;
  if (!(o->longest_first >= 0.0 && o->longest_first <= 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "options.longest_first = %s must be in [0, 1]",
                     cpwi_number(o->longest_first).text);
  if (o->surplus == CPW_SURPLUS_CONSERVE) return CPW_OK;
  if (o->capacity_mode != CPW_CAPACITY_COUNTS || o->longest_first > 0.0 || o->urgent ||
      o->event_count > 0 || o->transfer_count > 0)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "options.surplus = %d, a published rule, goes with counts of capacity only, "
                     "without longest_first, urgent, events and transfers",
                     (int)o->surplus);
  return CPW_OK;
}

/* The arrays of the options: name, shape, range. */
static int32_t check_arrays(const cpwi_projection *j, cpw_error *err) {
  const cpw_project_options *o = &j->options;
  const cpw_backlog *b = &j->backlog;
  const struct {
    const char *name;
    const double *values;
    int64_t periods, bands;
    double most;
  } arrays[] = {
      {"options.starts", o->starts, o->periods, 0, DBL_MAX},
      {"options.capacity", o->capacity, o->periods, 0, DBL_MAX},
      {"options.multiplier", o->multiplier, 0, j->bands.count, DBL_MAX},
      {"options.urgent", o->urgent, 0, 0, 1.0},
  };
  int32_t status = CPW_OK;
  for (size_t k = 0; k < sizeof arrays / sizeof *arrays && status == CPW_OK; k++) {
    cpwi_block block = {.name = arrays[k].name,
                        .lists = b->lists,
                        .periods = arrays[k].periods,
                        .bands = arrays[k].bands,
                        .values = arrays[k].values,
                        .lower = j->bands.lower,
                        .list = b->list,
                        .period = o->period};
    if (!arrays[k].values) continue;
    if (arrays[k].most < DBL_MAX)
      status = cpwi_check_range(&block, 0, b->lists, 0.0, arrays[k].most, WHERE, err);
    else
      status = cpwi_check_counts(&block, WHERE, err);
  }
  return status;
}

static int32_t check_options(const cpwi_projection *j, cpw_error *err) {
  const cpw_project_options *o = &j->options;
  int32_t status = cpwi_check_allocator(o->allocator, WHERE, err);
  if (status != CPW_OK) return status;
  if (o->periods < 1)
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "options.periods = %lld must be >= 1",
                     (long long)o->periods);
  if ((status = cpwi_check_dimension(o->period, "options.period", o->periods, WHERE, err)) !=
          CPW_OK ||
      (status = check_arrays(j, err)) != CPW_OK ||
      (status = cpwi_check_moves(o, &j->backlog, &j->bands, WHERE, err)) != CPW_OK)
    return status;
  return check_choices(o, err);
}

/* The treatment hazards times the multipliers; they must be numbers. */
static int32_t take_multiplier(cpwi_projection *j, cpw_error *err) {
  int64_t cells = j->backlog.lists * j->bands.count;
  if (!j->options.multiplier) return CPW_OK;
  j->hazard = cpwi_alloc(j->options.allocator, (size_t)cells, sizeof *j->hazard);
  if (!j->hazard)
    return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld hazards", (long long)cells);
  for (int64_t i = 0; i < cells; i++) {
    j->hazard[i] = j->backlog.treatment_hazard[i] * j->options.multiplier[i];
    if (!(j->hazard[i] <= DBL_MAX))
      return cpwi_fail(err, CPW_EOVERFLOW, i, WHERE,
                       "treatment_hazard[%lld] = %s times multiplier = %s is too large",
                       (long long)i, cpwi_number(j->backlog.treatment_hazard[i]).text,
                       cpwi_number(j->options.multiplier[i]).text);
  }
  j->backlog.treatment_hazard = j->hazard;
  return CPW_OK;
}

/* ---------------------------------------------------------------- the arrays of the result -- */

/* Which arrays a projection has beside those that it always has. */
static int wanted(const cpw_project_options *o, int32_t with) {
  switch (with) {
  case WITH_URGENT:
    return o->urgent != NULL;
  case WITH_EVENTS:
    return o->events != NULL;
  case WITH_TRANSFERS:
    return o->transfers != NULL;
  case WITH_PUBLISHED:
    return o->surplus > CPW_SURPLUS_NONE;
  default:
    return 1;
  }
}

/* An array of the result, in the order of BY_BAND_... or TOTAL_... */
typedef struct column {
  int32_t with;
  const char *name, *description;
} column;

static const column BY_BAND[CPWI_BY_BAND] = {
    {WITH_ALL, "waiting", "waiting at the end of the period"},
    {WITH_ALL, "treated", "treated in the period"},
    {WITH_ALL, "removed", "removed without treatment in the period"},
    {WITH_ALL, "unrecorded", "joined in the period without a recorded clock start"},
    {WITH_PUBLISHED, "adjusted", "put in (or out) by the published rule of redistribution"},
    {WITH_EVENTS, "added", "joined by an event"},
    {WITH_EVENTS, "withdrawn", "left by an event without treatment"},
    {WITH_EVENTS, "extra_treated", "treated by an event, beyond the capacity"},
    {WITH_TRANSFERS, "moved_in", "came from another list"},
    {WITH_TRANSFERS, "moved_out", "went to another list"},
};

static const column TOTAL[CPWI_TOTALS] = {
    {WITH_ALL, "total_opening", "waiting before the period"},
    {WITH_ALL, "total_starts", "clock starts in the period"},
    {WITH_ALL, "total_unrecorded", "joined in the period without a recorded clock start"},
    {WITH_ALL, "total_treated", "treated in the period"},
    {WITH_ALL, "total_removed", "removed without treatment in the period"},
    {WITH_ALL, "total_closing", "waiting at the end of the period"},
    {WITH_ALL, "unused_capacity", "treatments that nobody was left for"},
    {WITH_URGENT, "urgent_treated", "treated as urgent in the period, a part of treated"},
    {WITH_URGENT, "urgent_unmet", "urgent people whom the capacity did not reach in the period"},
    {WITH_PUBLISHED, "total_adjusted", "put in (or out) by the published rule of redistribution"},
    {WITH_EVENTS, "total_added", "joined by an event"},
    {WITH_EVENTS, "total_withdrawn", "left by an event without treatment"},
    {WITH_EVENTS, "total_extra_treated", "treated by an event, beyond the capacity"},
    {WITH_TRANSFERS, "total_moved_in", "came from another list"},
    {WITH_TRANSFERS, "total_moved_out", "went to another list"},
};

static int32_t add_table(const cpwi_projection *j, cpw_result *result, const column *columns,
                         int64_t count, const char *shape, int32_t merge, double **memory,
                         cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t k = 0; k < count && status == CPW_OK; k++) {
    const cpwi_column c = {columns[k].name, "people", columns[k].description, shape, &memory[k]};
    if (wanted(&j->options, columns[k].with)) status = cpwi_add_columns(result, &c, 1, merge, err);
  }
  return status;
}

static int32_t add_by_band(cpwi_projection *j, cpw_result *result, int32_t merge, cpw_error *err) {
  const cpwi_column opening = {"opening", "people", "waiting before the first period", "list band",
                               &j->opening};
  int32_t status = cpwi_add_columns(result, &opening, 1, merge, err);
  if (status != CPW_OK) return status;
  return add_table(j, result, BY_BAND, CPWI_BY_BAND, "list period band", merge, j->by_band, err);
}

/* One dimension of moves by their lists (that are left) with its two columns. */
static int32_t add_moves_of(const cpwi_projection *j, cpw_result *result, const char *name,
                            const int64_t *list, int64_t count, const cpwi_column *columns,
                            cpw_error *err) {
  const cpw_backlog *b = &j->backlog;
  int32_t status = cpwi_add_numbered_by_list(result, name, count, list, b->lists, b->list,
                                             j->options.allocator, err);
  if (status != CPW_OK) return status;
  return cpwi_add_columns(result, columns, 2, cpwi_list_merge(b->list), err);
}

/* What came of every event and every transfer. */
static int32_t add_moves(cpwi_projection *j, cpw_result *result, cpw_error *err) {
  const cpw_project_options *o = &j->options;
  const cpwi_column events[] = {
      {"event_done", "people", "whom the event took or brought", "event", &j->event_done},
      {"event_short", "people", "whom the event was to take and who were not there", "event",
       &j->event_short}};
  const cpwi_column transfers[] = {
      {"transfer_done", "people", "who were transferred", "transfer period", &j->transfer_done},
      {"transfer_short", "people", "who were to be transferred and were not there",
       "transfer period", &j->transfer_short}};
  int64_t most = o->event_count > o->transfer_count ? o->event_count : o->transfer_count;
  int64_t *list = cpwi_alloc(o->allocator, (size_t)most, sizeof *list);
  int32_t status = CPW_OK;
  if (!list)
    return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld moves", (long long)most);
  for (int64_t i = 0; i < o->event_count; i++)
    list[i] = o->events[i].list;
  if (wanted(o, WITH_EVENTS))
    status = add_moves_of(j, result, "event", list, o->event_count, events, err);
  for (int64_t i = 0; i < o->transfer_count; i++)
    list[i] = o->transfers[i].from;
  if (wanted(o, WITH_TRANSFERS) && status == CPW_OK)
    status = add_moves_of(j, result, "transfer", list, o->transfer_count, transfers, err);
  cpwi_release(o->allocator, list);
  return status;
}

static int32_t add_arrays(cpwi_projection *j, cpw_result *result, cpw_error *err) {
  const cpw_project_options *o = &j->options;
  const cpw_dimension *list = j->backlog.list;
  int32_t merge = cpwi_list_merge(list);
  int32_t status = cpwi_add_lists_and_periods(result, j->backlog.lists, list, o->periods, o->period,
                                              o->allocator, err);
  if (status == CPW_OK) status = cpwi_add_bands(result, &j->bands, o->allocator, err);
  if (status == CPW_OK)
    status = cpwi_add_outcome(result,
                              "0: projected to the end, 4: outgrows all bounds and has no figures "
                              "from then on",
                              merge, &j->outcome, err);
  if (status == CPW_OK && o->bands) status = add_by_band(j, result, merge, err);
  if (status == CPW_OK)
    status = add_table(j, result, TOTAL, CPWI_TOTALS, "list period", merge, j->total, err);
  if (status == CPW_OK) status = add_moves(j, result, err);
  if (status != CPW_OK) return status;
  return cpwi_measures_add(&j->measures, result, &j->bands, o->whole_bands, merge, err);
}

/* ---------------------------------------------------------------- the outcome --------------- */

/* Which lists outgrow all bounds, and when the first of them does. */
static int32_t conclude(const cpwi_projection *j, cpw_result *result, cpw_error *err) {
  int64_t periods = j->options.periods, first = -1, count = 0, t = 0;
  for (int64_t list = 0; list < j->backlog.lists; list++)
    if (j->outcome[list] == CPW_OUTCOME_UNSTABLE && count++ == 0) first = list;
  if (count == 0) return CPW_OK;
  while (!isnan(j->total[TOTAL_CLOSING][first * periods + t]))
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

/* Published rules move people who then do not reconcile with the flows. */
static int32_t note_adjusted(const cpwi_projection *j, cpw_result *result, cpw_error *err) {
  if (!wanted(&j->options, WITH_PUBLISHED) || !j->options.bands) return CPW_OK;
  int64_t rows = 0, n = j->bands.count;
  for (int64_t row = 0; row < j->backlog.lists * j->options.periods; row++)
    rows += cpwi_absolute_sum(n, j->by_band[BY_BAND_ADJUSTED] + row * n) > 0.0;
  if (rows == 0) return CPW_OK;
  char text[200];
  snprintf(text, sizeof text,
           "in %lld of %lld rows of list and period people were moved by the published rule: their "
           "flows reconcile with the list only by the array adjusted",
           (long long)rows, (long long)(j->backlog.lists * j->options.periods));
  return cpw_result_add_note(result, "unreconciled", text, err);
}

static int32_t project_range(void *context, int64_t first, int64_t last, cpw_error *err) {
  const cpwi_projection *j = context;
  cpwi_walker walker;
  int32_t status = cpwi_walker_init(&walker, j);
  if (status != CPW_OK)
    status = cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld periods of %lld bands",
                       (long long)j->options.periods, (long long)j->bands.count);
  for (int64_t list = first; list < last && status == CPW_OK; list++) {
    int64_t group = j->network.group ? j->network.group[list] : -1;
    if (group < 0)
      status = cpwi_project_list(j, list, &walker, WHERE, err);
    else if (group == list) /* the first list of a group takes the others along */
      status = cpwi_project_group(j, list, WHERE, err);
  }
  cpwi_walker_free(&walker, j->options.allocator);
  return status;
}

static int32_t project_into(cpwi_projection *j, cpw_result *result, const cpw_run *run,
                            cpw_error *err) {
  const cpw_project_options *o = &j->options;
  int32_t status = add_arrays(j, result, err);
  if (status == CPW_OK) status = take_multiplier(j, err);
  if (status != CPW_OK) return status;
  status = cpwi_ageing_init(&j->ageing, &j->bands, o->allocator);
  if (status == CPW_OK && (o->event_count > 0 || o->transfer_count > 0))
    status = cpwi_network_init(&j->network, o, j->backlog.lists);
  if (status == CPW_OK)
    status = cpwi_parallel(run, j->backlog.lists, GRAIN, project_range, j, WHERE, err);
  else
    status = cpwi_fail(err, status, -1, WHERE, "no memory for %lld lists of %lld bands",
                       (long long)j->backlog.lists, (long long)j->bands.count);
  if (status == CPW_OK) status = note_adjusted(j, result, err);
  return status == CPW_OK ? conclude(j, result, err) : status;
}

int32_t cpw_waitlist_project(const cpw_backlog *backlog, const cpw_project_options *options,
                             const cpw_run *run, cpw_result **out, cpw_error *err) {
  cpwi_projection j;
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
  status = project_into(&j, result, &known, err);
  cpwi_network_free(&j.network, j.options.allocator);
  cpwi_ageing_free(&j.ageing, j.options.allocator);
  cpwi_release(j.options.allocator, j.hazard);
  if (status != CPW_OK) {
    cpw_result_free(result);
    return status;
  }
  *out = result;
  return CPW_OK;
}
