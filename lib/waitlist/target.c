/* The least capacity that reaches a standard at a date, list by list.
 * Source: search of the whole range of capacities on a grid, golden section at its peaks (Kiefer 1953),
 * bisection of the first crossing. Leaves a single projection to course.c. */
#include "waitlist/internal.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const WHERE = "cpw_waitlist_target";

/* lists that are worth a hand-over between threads */
#define GRAIN 4

/* capacities that are tried before anything is refined: even steps, and steps of an eighth of an
 * octave below the most */
#define EVEN_STEPS      32
#define GEOMETRIC_STEPS 64
#define CANDIDATES      (EVEN_STEPS + GEOMETRIC_STEPS + 2)
#define PEAK_STEPS      16
#define NEAR_STEPS      32
#define CLOSE_STEPS     16
#define TOLERANCE       1e-9

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
  int32_t status = cpwi_add_labelled(result, "list", j->backlog.lists, list, 0, err);
  if (status != CPW_OK) return status;
  if (o->period)
    status = cpwi_add_labelled(result, "period", o->periods, o->period, 0, err);
  else
    status = cpwi_add_numbered(result, "period", o->periods, o->allocator, err);
  if (status != CPW_OK) return status;
  void *memory = NULL;
  status = cpw_result_add_array(result, "outcome", "",
                                "0 reached, 1 already met, 2 by clearing the list, 3 unreachable, "
                                "4 outgrows all bounds",
                                "list", CPW_INT64, merge, &memory, err);
  j->outcome = memory;
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

static double try_capacity(search *s, double capacity) {
  double share = follow(s, capacity, -1).share;
  if (share > s->best || (share == s->best && capacity < s->at)) {
    s->best = share;
    s->at = capacity;
  }
  return share;
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

static void insert(double *sorted, int *count, double value) {
  int i = *count;
  while (i > 0 && sorted[i - 1] > value)
    i--;
  if (i > 0 && sorted[i - 1] == value) return;
  memmove(sorted + i + 1, sorted + i, (size_t)(*count - i) * sizeof *sorted);
  sorted[i] = value;
  ++*count;
}

/* Capacities to try, in rising order, all on the grid. */
static int candidates(const search *s, double *sorted) {
  const cpwi_grid *grid = &s->course->grid;
  const double ratio = sqrt(sqrt(sqrt(0.5))); /* an eighth of an octave */
  double value = s->most;
  int count = 0;
  insert(sorted, &count, 0.0);
  for (int i = 1; i < EVEN_STEPS; i++)
    insert(sorted, &count, cpwi_on_grid(s->most * ((double)i / EVEN_STEPS), grid));
  for (int i = 0; i < GEOMETRIC_STEPS; i++, value *= ratio)
    insert(sorted, &count, cpwi_on_grid(value, grid));
  if (s->today < s->most) insert(sorted, &count, cpwi_down_to_grid(s->today, grid));
  return count;
}

/* Narrows [low, high], of which the upper end meets the standard and the lower does not. */
static double bisect(search *s, double low, double high) {
  const cpwi_grid *grid = &s->course->grid;
  while (high - low > grid->step && high - low > TOLERANCE * high) {
    double middle = cpwi_on_grid(low + 0.5 * (high - low), grid);
    if (meets(s, try_capacity(s, middle)))
      high = middle;
    else
      low = middle;
  }
  return high;
}

/* Golden section for a peak between two capacities that both miss the standard. Returns a capacity
 * that meets it, or -1. */
static double peak_that_meets(search *s, double low, double high) {
  const double golden = 0.6180339887498949;
  const cpwi_grid *grid = &s->course->grid;
  double a = cpwi_on_grid(high - golden * (high - low), grid);
  double b = cpwi_on_grid(low + golden * (high - low), grid);
  double at_a = try_capacity(s, a), at_b = try_capacity(s, b);
  for (int k = 0; k < PEAK_STEPS; k++) {
    if (meets(s, at_a)) return a;
    if (meets(s, at_b)) return b;
    if (at_a >= at_b) {
      high = b;
      b = a;
      at_b = at_a;
      a = cpwi_on_grid(high - golden * (high - low), grid);
      at_a = try_capacity(s, a);
    } else {
      low = a;
      a = b;
      at_a = at_b;
      b = cpwi_on_grid(low + golden * (high - low), grid);
      at_b = try_capacity(s, b);
    }
  }
  return -1.0;
}

/* Looks at even steps from `low`, which misses the standard, up to `high`, and at the peaks between
 * them. Returns the least capacity that was seen to meet it, or -1. */
static double first_of(search *s, double low, double high, int steps) {
  double at[3] = {low, low, low}, share[3] = {-2.0, -2.0, -2.0}; /* the last three */
  for (int k = 1; k <= steps; k++) {
    double here = cpwi_on_grid(low + (high - low) * ((double)k / steps), &s->course->grid);
    at[0] = at[1], at[1] = at[2], at[2] = here;
    share[0] = share[1], share[1] = share[2], share[2] = try_capacity(s, here);
    if (meets(s, share[2])) return bisect(s, at[1], here);
    if (k < 3 || !(share[1] > share[0] && share[1] >= share[2])) continue;
    double peak = peak_that_meets(s, at[0], here);
    if (peak >= 0.0) return bisect(s, at[0], peak);
  }
  return -1.0;
}

/* The response ripples where bands run empty: looks again in small steps below the first crossing
 * that was seen, and in smaller ones close to it. */
static double first_crossing(search *s, double low, double high) {
  double crossing = first_of(s, low, high, NEAR_STEPS);
  double near = cpwi_on_grid(crossing - crossing / NEAR_STEPS, &s->course->grid);
  if (!(near > low)) return crossing;
  if (meets(s, try_capacity(s, near))) return first_of(s, low, near, CLOSE_STEPS);
  return first_of(s, near, crossing, CLOSE_STEPS);
}

/* The same around the best share, where no capacity was seen to meet the standard. */
static double last_chance(search *s) {
  double low = s->at - s->at / CLOSE_STEPS, high = s->at + s->at / CLOSE_STEPS;
  return first_of(s, low, high < s->most ? high : s->most, NEAR_STEPS);
}

/* The least capacity that meets the standard, or -1; the best share of all is noted on the way. */
static double solve(search *s) {
  double capacity[CANDIDATES], share[CANDIDATES], solved = -1.0;
  int count = candidates(s, capacity);
  for (int i = 0; i < count && (solved < 0.0 || s->best < 1.0); i++) {
    share[i] = try_capacity(s, capacity[i]);
    if (solved >= 0.0) continue;
    double low = capacity[i < 3 ? 0 : i - 3];
    if (meets(s, share[i])) {
      solved = i == 0 ? 0.0 : first_crossing(s, low, capacity[i]);
    } else if (i >= 2 && share[i - 1] > share[i - 2] && share[i - 1] >= share[i]) {
      double peak = peak_that_meets(s, capacity[i - 2], capacity[i]);
      if (peak >= 0.0) solved = first_crossing(s, low, peak);
    }
  }
  return solved >= 0.0 ? solved : last_chance(s);
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
  s->best = -2.0;
  s->at = 0.0;
  try_capacity(s, s->most); /* an empty list cannot be bettered, and ends the search early */
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
  int64_t outcome = CPW_OUTCOME_OK, first = -1, count;
  for (int64_t list = 0; list < j->backlog.lists; list++)
    if (j->outcome[list] > outcome) outcome = j->outcome[list]; /* in order of severity */
  if (cpw_result_set_outcome(result, (int32_t)outcome) != CPW_OK)
    return cpwi_fail(err, CPW_EINTERNAL, -1, WHERE, "outcome %lld is unknown to the result",
                     (long long)outcome);
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
