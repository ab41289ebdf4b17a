/* The least capacity that reaches a standard at a date, list by list.
 * Source: the share at the date as a function of one capacity, whose whole range is searched.
 * Leaves the search to search.c and a single projection to course.c. */
#include "waitlist/search.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const WHERE = "cpw_waitlist_target";

/* lists that are worth a hand-over between threads */
#define GRAIN 4

static cpw_target_options defaults(void) {
  cpw_target_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.weeks = CPW_RTT_WEEKS;
  o.share = 0.92;
  o.periods = 12;
  o.profile = CPW_PROFILE_FLAT;
  return o;
}

void cpw_target_options_init_sized(cpw_target_options *options, size_t size) {
  cpw_target_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

typedef struct job {
  cpw_backlog backlog;
  cpw_bands bands;
  cpw_target_options options;
  cpwi_ageing ageing;
  cpwi_limit limit;
  /* arrays of the result */
  int64_t *outcome;
  double *capacity, *factor, *extra, *reached, *unchanged, *best;
  double *path, *within, *closing;
} job;

/* ---------------------------------------------------------------- what the caller gave ------ */

static int32_t check_options(const cpw_target_options *o, cpw_error *err) {
  int32_t status = cpwi_check_allocator(o->allocator, WHERE, err);
  if (status != CPW_OK) return status;
  if (!(o->weeks > 0.0 && o->weeks <= DBL_MAX))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "options.weeks = %s must be finite and > 0",
                     cpwi_number(o->weeks).text);
  if (!(o->share > 0.0 && o->share <= 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "options.share = %s must be in (0, 1]",
                     cpwi_number(o->share).text);
  if (o->periods < 1)
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE,
                     "options.periods = %lld must be >= 1: the date lies ahead",
                     (long long)o->periods);
  if (o->profile != CPW_PROFILE_FLAT && o->profile != CPW_PROFILE_RAMP)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "options.profile = %d must be 0 or 1",
                     (int)o->profile);
  if (o->whole_bands != 0 && o->whole_bands != 1)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "options.whole_bands = %d must be 0 or 1",
                     (int)o->whole_bands);
  if (!(o->longest_first >= 0.0 && o->longest_first <= 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "options.longest_first = %s must be in [0, 1]",
                     cpwi_number(o->longest_first).text);
  return CPW_OK;
}

static int32_t check_arrays(job *j, cpw_error *err) {
  const cpw_target_options *o = &j->options;
  const cpw_backlog *b = &j->backlog;
  int32_t status = cpwi_check_dimension(o->period, "options.period", o->periods, WHERE, err);
  if (status != CPW_OK) return status;
  cpwi_block block = {.name = "options.starts",
                      .lists = b->lists,
                      .periods = o->periods,
                      .values = o->starts,
                      .list = b->list,
                      .period = o->period};
  if (o->starts && (status = cpwi_check_counts(&block, WHERE, err)) != CPW_OK) return status;
  block.name = "options.limit";
  block.periods = 0;
  block.values = o->limit;
  if (o->limit && (status = cpwi_check_counts(&block, WHERE, err)) != CPW_OK) return status;
  j->limit = cpwi_limit_at(&j->bands, o->weeks, o->whole_bands);
  if (j->limit.band < 0)
    return cpwi_fail_open_band(&j->bands, "options.weeks", o->weeks, WHERE, err);
  return CPW_OK;
}

/* ---------------------------------------------------------------- the arrays of the result -- */

static int32_t add_columns(job *j, cpw_result *result, int32_t merge, cpw_error *err) {
  const cpwi_column columns[] = {
      {"capacity", "people", "treatments per period at the date", "list", &j->capacity},
      {"factor", "", "capacity over today's", "list", &j->factor},
      {"extra", "people", "treated by the date beyond those whom today's capacity would treat",
       "list", &j->extra},
      {"share_reached", "share", "within the limit at the date", "list", &j->reached},
      {"share_unchanged", "share", "within the limit at the date with today's capacity", "list",
       &j->unchanged},
      {"share_best", "share", "the best that any allowed capacity attains", "list", &j->best},
      {"capacity_path", "people", "treatments per period", "list period", &j->path},
      {"within", "share", "within the limit", "list period", &j->within},
      {"total_closing", "people", "waiting at the end of the period", "list period", &j->closing},
  };
  return cpwi_add_columns(result, columns, sizeof columns / sizeof *columns, merge, err);
}

static int32_t add_arrays(job *j, cpw_result *result, cpw_error *err) {
  const cpw_target_options *o = &j->options;
  const cpw_dimension *list = j->backlog.list;
  int32_t merge = cpwi_list_merge(list);
  int32_t status = cpwi_add_lists_and_periods(result, j->backlog.lists, list, o->periods, o->period,
                                              o->allocator, err);
  if (status == CPW_OK)
    status = cpwi_add_outcome(result,
                              "0 reached, 1 already met, 2 only by leaving fewer than join, "
                              "3 unreachable, 4 outgrows all bounds",
                              merge, &j->outcome, err);
  return status == CPW_OK ? add_columns(j, result, merge, err) : status;
}

/* ---------------------------------------------------------------- one list, one capacity ---- */

/* One list under search. */
typedef struct search {
  const job *job;
  int64_t list;
  cpwi_course *course;
  double *scratch; /* (3, bands) */
  double today;    /* capacity */
  double limit;    /* the most that is allowed, on the grid */
  double most;     /* the most that is worth trying */
  double best, at; /* the best share so far and the least capacity that attains it */
} search;

/* Where a capacity leads: share at the date (1 for an empty list, -1 for one that outgrows all
 * bounds), people at the date, people treated by then. */
typedef struct end {
  double share, closing, treated, joining;
} end;

static double on_path(const search *s, double capacity, int64_t t) {
  const cpw_target_options *o = &s->job->options;
  double value = capacity;
  if (o->profile == CPW_PROFILE_RAMP && t + 1 < o->periods)
    value = s->today + (capacity - s->today) * ((double)(t + 1) / (double)o->periods);
  if (value < s->course->grid.most) value = cpwi_down_to_grid(value, &s->course->grid);
  if (value > s->limit && capacity <= s->limit) value = s->limit; /* a ramp down from too much */
  return value;
}

/* What the result says of the periods from t on of a list that outgrows its grid: the path only. */
static end give_up(const search *s, double capacity, int64_t t, int64_t row) {
  const job *j = s->job;
  for (; row >= 0 && t < j->options.periods; t++) {
    j->path[row + t] = on_path(s, capacity, t);
    j->within[row + t] = j->closing[row + t] = CPWI_NAN;
  }
  return (end){-1.0, CPWI_NAN, CPWI_NAN, CPWI_NAN};
}

/* Projects the list; by period into the result where `row` >= 0. */
static end follow(search *s, double capacity, int64_t row) {
  const job *j = s->job;
  int64_t n = j->bands.count;
  cpwi_flows flows = {s->scratch, s->scratch + n, s->scratch + 2 * n, NULL};
  const double *before = s->course->opening;
  end e = {0.0, cpwi_sum(n, before), 0.0, 0.0};
  for (int64_t t = 0; t < j->options.periods; t++) {
    double offered = on_path(s, capacity, t);
    cpwi_totals totals;
    if (cpwi_course_step(s->course, t, offered, before, e.closing, &flows, &totals) != CPW_OK)
      return give_up(s, capacity, t, row);
    e.closing = totals.closing;
    e.treated += totals.treated;
    e.joining = totals.starts + totals.unrecorded;
    before = flows.waiting;
    if (row < 0) continue;
    j->path[row + t] = offered;
    j->within[row + t] = cpwi_within(n, before, j->limit);
    j->closing[row + t] = e.closing;
  }
  e.share = e.closing > 0.0 ? cpwi_within(n, before, j->limit) : 1.0;
  return e;
}

/* ---------------------------------------------------------------- the search ---------------- */

static double share_at(void *context, double capacity) {
  return follow(context, capacity, -1).share;
}

static int meets(const search *s, double share) {
  return share >= s->job->options.share;
}

/* With how many treatments per period everybody is treated by the date: flat, those who can be
 * treated in the fullest period; ramped, those at the date if nobody was treated before. */
static double enough_for_all(search *s) {
  const job *j = s->job;
  int64_t n = j->bands.count;
  int32_t ramp = j->options.profile == CPW_PROFILE_RAMP;
  cpwi_flows flows = {s->scratch, s->scratch + n, s->scratch + 2 * n, NULL};
  const double *before = s->course->opening;
  double people = cpwi_sum(n, before), enough = 0.0;
  for (int64_t t = 0; t < j->options.periods; t++) {
    cpwi_totals totals;
    if (cpwi_course_step(s->course, t, ramp ? 0.0 : DBL_MAX, before, people, &flows, &totals) !=
        CPW_OK)
      return s->course->grid.most;
    before = flows.waiting;
    people = totals.closing;
    if (ramp)
      enough = people;
    else if (totals.treated > enough)
      enough = totals.treated;
  }
  return enough;
}

/* A limit, rounded down to the grid. */
static double limit_of(const search *s) {
  const double *limit = s->job->options.limit;
  const cpwi_grid *grid = &s->course->grid;
  if (!limit) return DBL_MAX;
  if (limit[s->list] >= grid->most) return limit[s->list];
  return cpwi_down_to_grid(limit[s->list], grid);
}

/* The least capacity that meets the standard, or -1; the best share of all is noted on the way. */
static double solve(search *s) {
  cpwi_search least = {.value = share_at,
                       .context = s,
                       .grid = &s->course->grid,
                       .enough = s->job->options.share,
                       .top = 1.0, /* an empty list cannot be bettered */
                       .today = s->today,
                       .most = s->most};
  double solved = cpwi_search_least(&least);
  s->best = least.best;
  s->at = least.at;
  return solved;
}

/* ---------------------------------------------------------------- one list ------------------ */

static int64_t outcome_of(const search *s, double solved, end today, end reached) {
  if (reached.share < 0.0) return CPW_OUTCOME_UNSTABLE;
  if (solved < 0.0) return CPW_OUTCOME_UNREACHABLE;
  if (meets(s, today.share)) return CPW_OUTCOME_ALREADY_MET;
  int32_t cleared = reached.closing <= 0.0 || reached.closing < reached.joining;
  return cleared ? CPW_OUTCOME_CLEARED : CPW_OUTCOME_OK;
}

static double share_or_none(double share) {
  return share >= 0.0 ? share : CPWI_NAN;
}

static void write_list(const search *s, end today, end reached) {
  const job *j = s->job;
  int64_t list = s->list;
  j->capacity[list] = j->path[(list + 1) * j->options.periods - 1];
  j->factor[list] = s->today > 0.0 ? j->capacity[list] / s->today : CPWI_NAN;
  j->extra[list] = reached.treated - today.treated;
  j->reached[list] = share_or_none(reached.share);
  j->unchanged[list] = share_or_none(today.share);
  j->best[list] = share_or_none(s->best);
}

static int32_t target_list(search *s, cpw_error *err) {
  const job *j = s->job;
  int64_t row = s->list * j->options.periods;
  const double *starts = j->options.starts ? j->options.starts + row : NULL;
  if (cpwi_course_take(s->course, &j->backlog, s->list, starts) != CPW_OK)
    return cpwi_fail(err, CPW_EOVERFLOW, s->list, WHERE, "%s: too many people",
                     cpwi_list_label(j->backlog.list, s->list).text);
  s->today = j->backlog.capacity[s->list];
  s->limit = limit_of(s);
  s->most = enough_for_all(s);
  if (s->limit < s->most) s->most = s->limit;
  double solved = solve(s);
  if (s->best < 0.0) s->at = s->most; /* it outgrows everything: with the most it does so last */
  end today = follow(s, s->today, -1);
  end reached = follow(s, solved >= 0.0 ? solved : s->at, row);
  j->outcome[s->list] = outcome_of(s, solved, today, reached);
  write_list(s, today, reached);
  return CPW_OK;
}

static int32_t target_range(void *context, int64_t first, int64_t last, cpw_error *err) {
  const job *j = context;
  const cpw_allocator *allocator = j->options.allocator;
  cpwi_course course;
  search s;
  memset(&s, 0, sizeof s);
  int32_t status = cpwi_course_init(&course, &j->ageing, j->options.periods, allocator);
  s.scratch = cpwi_alloc(allocator, (size_t)j->bands.count, 3 * sizeof *s.scratch);
  if (status != CPW_OK || !s.scratch)
    status = cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld periods of %lld bands",
                       (long long)j->options.periods, (long long)j->bands.count);
  course.longest_first = j->options.longest_first;
  s.job = j;
  s.course = &course;
  for (s.list = first; s.list < last && status == CPW_OK; s.list++)
    status = target_list(&s, err);
  cpwi_release(allocator, s.scratch);
  cpwi_course_free(&course, allocator);
  return status;
}

/* ---------------------------------------------------------------- outcome and reasons ------- */

/* Of what was asked for, as many digits as it takes. */
static double asked_percent(const job *j) {
  return rint(j->options.share * 1e10) / 1e8;
}

/* The best share, in percent: rounded down, so that it never looks like what was asked for. */
static cpwi_text best_percent(const job *j, int64_t list) {
  double tenths = floor(j->best[list] * 1000.0);
  if (tenths >= asked_percent(j) * 10.0) tenths -= 1.0;
  return cpwi_number((tenths > 0.0 ? tenths : 0.0) / 10.0);
}

static cpwi_text pace(double capacity) {
  return cpwi_number(rint(capacity * 100.0) / 100.0);
}

/* "; 2 more lists cannot either" */
static void say_others(char *text, size_t size, int64_t others, const char *what) {
  text[0] = '\0';
  if (others > 0)
    snprintf(text, size, "; %lld more %s %s", (long long)others, others == 1 ? "list" : "lists",
             what);
}

/* Why the standard is out of reach: the limit is too low, or more treatments do not help. */
static int32_t add_reason(const job *j, cpw_result *result, int64_t list, int64_t others,
                          cpw_error *err) {
  const cpw_target_options *o = &j->options;
  double capacity = j->capacity[list];
  int at_limit = o->limit && capacity >= (1.0 - 1e-6) * o->limit[list];
  char text[512], more[64];
  say_others(more, sizeof more, others, "cannot either");
  snprintf(text, sizeof text,
           "%s: at most %s %% within %s weeks after %lld periods, at %s treatments per period, %s; "
           "%s %% was asked for%s",
           cpwi_plain_label(j->backlog.list, "list", list, 0).text, best_percent(j, list).text,
           cpwi_number(o->weeks).text, (long long)o->periods, pace(capacity).text,
           at_limit ? "the most that are allowed"
                    : "and more treatments do not raise the share, because they go to short waits",
           cpwi_number(asked_percent(j)).text, more);
  return cpw_result_add_note(result, "why", text, err);
}

/* Which list outgrows its grid whatever is tried. */
static int32_t add_growth(const job *j, cpw_result *result, int64_t list, int64_t others,
                          cpw_error *err) {
  char text[512], more[64];
  say_others(more, sizeof more, others, others == 1 ? "does too" : "do too");
  snprintf(text, sizeof text,
           "%s outgrows a thousand times the people who were to be expected, at every capacity up "
           "to %s treatments per period: look at its removal hazards%s",
           cpwi_plain_label(j->backlog.list, "list", list, 0).text, pace(j->capacity[list]).text,
           more);
  return cpw_result_add_note(result, "unstable", text, err);
}

/* How many lists have an outcome, and which is the first. */
static int64_t count_outcome(const job *j, int64_t outcome, int64_t *first) {
  int64_t count = 0;
  for (int64_t list = 0; list < j->backlog.lists; list++)
    if (j->outcome[list] == outcome && count++ == 0) *first = list;
  return count;
}

static int32_t conclude(const job *j, cpw_result *result, cpw_error *err) {
  int64_t first = -1, count;
  int32_t outcome = CPW_OUTCOME_ALREADY_MET;
  for (int64_t list = 0; list < j->backlog.lists; list++)
    outcome = cpwi_worse_outcome(outcome, (int32_t)j->outcome[list]);
  if (cpw_result_set_outcome(result, outcome) != CPW_OK)
    return cpwi_fail(err, CPW_EINTERNAL, -1, WHERE, "outcome %d is unknown to the result",
                     (int)outcome);
  int32_t status = CPW_OK;
  if ((count = count_outcome(j, CPW_OUTCOME_UNREACHABLE, &first)) > 0)
    status = add_reason(j, result, first, count - 1, err);
  if (status == CPW_OK && (count = count_outcome(j, CPW_OUTCOME_UNSTABLE, &first)) > 0)
    status = add_growth(j, result, first, count - 1, err);
  return status;
}

/* ---------------------------------------------------------------- the public one ------------ */

static int32_t solve_into(job *j, cpw_result *result, const cpw_run *run, cpw_error *err) {
  int32_t status = add_arrays(j, result, err);
  if (status != CPW_OK) return status;
  status = cpwi_ageing_init(&j->ageing, &j->bands, j->options.allocator);
  if (status == CPW_OK)
    status = cpwi_parallel(run, j->backlog.lists, GRAIN, target_range, j, WHERE, err);
  else
    status =
        cpwi_fail(err, status, -1, WHERE, "no memory for %lld bands", (long long)j->bands.count);
  cpwi_ageing_free(&j->ageing, j->options.allocator);
  return status == CPW_OK ? conclude(j, result, err) : status;
}

int32_t cpw_waitlist_target(const cpw_backlog *backlog, const cpw_target_options *options,
                            const cpw_run *run, cpw_result **out, cpw_error *err) {
  job j;
  memset(&j, 0, sizeof j);
  j.options = defaults();
  cpw_run known;
  int32_t status;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "out is NULL");
  if ((status = cpwi_take_options(&j.options, sizeof j.options, options, WHERE, err)) != CPW_OK ||
      (status = check_options(&j.options, err)) != CPW_OK ||
      (status = cpwi_take_run(&known, run, WHERE, err)) != CPW_OK ||
      (status = cpwi_take_backlog(&j.backlog, &j.bands, backlog, WHERE, err)) != CPW_OK ||
      (status = check_arrays(&j, err)) != CPW_OK)
    return status;
  cpw_result *result;
  if ((status = cpw_result_new(j.options.allocator, &result, err)) != CPW_OK) return status;
  if ((status = solve_into(&j, result, &known, err)) != CPW_OK) {
    cpw_result_free(result);
    return status;
  }
  *out = result;
  return CPW_OK;
}
