/* A backlog run many times: lists and replications over threads, whole people or expected flows.
 * Source: the model in carepath/simulate.h.
 * Leaves one replication to demand.c, hazards.c, people.c and waitlist/course.c, sums to result.c. */
#include "simulate/internal.h"

#include <float.h>

/* figures that are held at a time where they are not kept: 64 MiB */
#define FIGURES_AT_A_TIME (INT64_C(1) << 23)
/* replications that are worth a hand-over between threads, and cells */
#define GRAIN       8
#define GRAIN_CELLS 4

/* One thread's memory for a range of replications. */
typedef struct worker {
  const cpwi_simulation *s;
  cpwi_plan plan;
  cpwi_hazards hazards;
  cpwi_people people;
  cpwi_course course;
  double *flows;          /* (bands, 3) of the course */
  int64_t *sum;           /* (periods, bands) the list by band, added up; or NULL */
  double unit;            /* what sum counts */
  cpwi_measures measures; /* of one row: */
  double share, wait[3], beyond[4];
  int64_t bound[3];
} worker;

static void prepare_measures(worker *w) {
  static const double weeks[4] = {52.0, 65.0, 78.0, 104.0};
  const cpwi_simulation *s = w->s;
  cpwi_measures *m = &w->measures;
  m->bands = &s->bands;
  m->within = cpwi_limit_at(&s->bands, CPW_RTT_WEEKS, s->options.whole_bands);
  m->share = &w->share;
  for (int k = 0; k < 4; k++) {
    m->over[k] = cpwi_limit_at(&s->bands, weeks[k], s->options.whole_bands);
    m->beyond[k] = &w->beyond[k];
  }
  for (int k = 0; k < 3; k++) {
    m->wait[k] = &w->wait[k];
    m->bound[k] = &w->bound[k];
  }
}

static int32_t worker_init(worker *w, const cpwi_simulation *s) {
  const cpw_allocator *allocator = s->options.allocator;
  const size_t n = (size_t)s->bands.count, periods = (size_t)s->options.periods;
  memset(w, 0, sizeof *w);
  w->s = s;
  int32_t status = cpwi_plan_init(&w->plan, s), hazards = cpwi_hazards_init(&w->hazards, s);
  if (status == CPW_OK) status = hazards;
  if (s->options.process && status == CPW_OK)
    status = cpwi_people_init(&w->people, &s->ageing, allocator);
  if (!s->options.process && status == CPW_OK) {
    status = cpwi_course_init(&w->course, &s->ageing, s->options.periods, allocator);
    w->course.longest_first = s->options.longest_first;
    w->flows = cpwi_alloc(allocator, n, 3 * sizeof *w->flows);
    if (!w->flows) status = CPW_ENOMEM;
  }
  if (s->options.bands && status == CPW_OK) {
    w->sum = cpwi_alloc_zero(allocator, periods, n * sizeof *w->sum);
    if (!w->sum) status = CPW_ENOMEM;
  }
  prepare_measures(w);
  return status;
}

static void worker_free(worker *w) {
  const cpw_allocator *allocator = w->s->options.allocator;
  cpwi_plan_free(&w->plan, w->s);
  cpwi_hazards_free(&w->hazards, w->s);
  cpwi_people_free(&w->people, allocator);
  cpwi_course_free(&w->course, allocator);
  cpwi_release(allocator, w->flows);
  cpwi_release(allocator, w->sum);
}

/* ---------------------------------------------------------------- what a period leaves ------ */

static int32_t add_to_mean_list(worker *w, int64_t t, const double *waiting) {
  int64_t *sum = w->sum + t * w->s->bands.count;
  for (int64_t m = 0; m < w->s->bands.count; m++) {
    double steps = waiting[m] / w->unit;
    if (steps > 1024.0 * CPWI_MOST_PEOPLE) return CPW_EOVERFLOW;
    sum[m] += (int64_t)floor(steps + 0.5);
  }
  return CPW_OK;
}

/* The figures of one period; those of a list that outgrew all bounds do not exist. */
static void write_figures(const cpwi_simulation *s, int64_t cell, int64_t replication,
                          const double *figure) {
  const cpwi_figures *f = &s->figures;
  int64_t r = replication - s->run.first_replication;
  int64_t at = cell * f->by_cell + r * f->by_replication;
  for (int k = 0; k < CPWI_MEASURES; k++)
    f->base[k][at] = figure ? figure[k] : CPWI_NAN;
}

static int32_t write_period(worker *w, int64_t t, int64_t cell, int64_t replication,
                            const double *waiting, const cpwi_totals *totals) {
  double figure[CPWI_MEASURES];
  cpwi_measure(&w->measures, 0, waiting, totals->closing);
  figure[CPWI_CLOSING] = totals->closing;
  figure[CPWI_STARTS] = totals->starts;
  figure[CPWI_JOINED] = totals->unrecorded;
  figure[CPWI_TREATED] = totals->treated;
  figure[CPWI_REMOVED] = totals->removed;
  figure[CPWI_UNUSED] = totals->unused;
  figure[CPWI_WITHIN] = w->share;
  for (int k = 0; k < 4; k++)
    figure[CPWI_OVER + k] = w->beyond[k];
  figure[CPWI_MEDIAN] = w->wait[0];
  figure[CPWI_P92] = w->wait[1];
  write_figures(w->s, cell, replication, figure);
  return w->sum ? add_to_mean_list(w, t, waiting) : CPW_OK;
}

/* ---------------------------------------------------------------- one replication ----------- */

/* From period t on. */
static void give_up(const cpwi_simulation *s, int64_t t, int64_t cell, int64_t replication) {
  for (; t < s->options.periods; t++, cell++)
    write_figures(s, cell, replication, NULL);
}

static int32_t run_people(worker *w, int64_t list, int64_t replication) {
  const cpwi_simulation *s = w->s;
  const int64_t periods = s->options.periods;
  const int64_t *opening = s->opening + (list - s->first) * s->bands.count;
  int64_t cell = (list - s->first) * periods;
  double people = 0.0, began = cpwi_sum(periods, w->plan.starts);
  for (int64_t m = 0; m < s->bands.count; m++)
    people += (double)opening[m];
  people += began * (1.0 + w->hazards.uplift);
  if (!(people <= CPWI_MOST_PEOPLE)) return CPW_EOVERFLOW;
  w->people.most = 1000.0 * people;
  cpwi_people_take(&w->people, s, &w->hazards, opening, list, replication);
  for (int64_t t = 0; t < periods; t++, cell++) {
    cpwi_totals totals;
    if (cpwi_people_step(&w->people, &w->hazards, w->plan.starts[t], w->plan.capacity[t],
                         &totals) != CPW_OK) {
      give_up(s, t, cell, replication);
      return CPW_OK;
    }
    int32_t status = write_period(w, t, cell, replication, w->people.waiting, &totals);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

static int32_t run_flows(worker *w, int64_t list, int64_t replication) {
  const cpwi_simulation *s = w->s;
  const int64_t n = s->bands.count, periods = s->options.periods;
  int64_t cell = (list - s->first) * periods;
  cpw_backlog one = s->backlog;
  one.waiting += list * n;
  one.treatment_hazard = w->hazards.treatment;
  one.removal_hazard = w->hazards.removal;
  one.start_uplift = &w->hazards.uplift;
  if (cpwi_course_take(&w->course, &one, 0, w->plan.starts) != CPW_OK) return CPW_EOVERFLOW;
  const double *before = w->course.opening;
  double people = cpwi_sum(n, before);
  for (int64_t t = 0; t < periods; t++, cell++) {
    cpwi_flows flows = {w->flows, w->flows + n, w->flows + 2 * n, NULL};
    cpwi_totals totals;
    if (cpwi_course_step(&w->course, t, w->plan.capacity[t], before, people, &flows, &totals) !=
        CPW_OK) {
      give_up(s, t, cell, replication);
      return CPW_OK;
    }
    int32_t status = write_period(w, t, cell, replication, flows.waiting, &totals);
    if (status != CPW_OK) return status;
    before = flows.waiting;
    people = totals.closing;
  }
  return CPW_OK;
}

static int32_t run_one(worker *w, int64_t list, int64_t replication) {
  const cpwi_simulation *s = w->s;
  int32_t status = cpwi_plan_draw(&w->plan, s, list, replication);
  if (status != CPW_OK) return status;
  cpwi_hazards_draw(&w->hazards, s, list, replication);
  return s->options.process ? run_people(w, list, replication) : run_flows(w, list, replication);
}

/* ---------------------------------------------------------------- many of them -------------- */

/* Adds a worker's sums for a list to everybody's: whole numbers, so the order does not matter. */
static void hand_in(worker *w, int64_t list) {
  cpwi_simulation *s = (cpwi_simulation *)(uintptr_t)w->s;
  int64_t cells = s->options.periods * s->bands.count;
  if (!w->sum) return;
  int64_t *to = s->list.sum + list * cells;
  pthread_mutex_lock(&s->lock);
  for (int64_t i = 0; i < cells; i++)
    to[i] += w->sum[i];
  pthread_mutex_unlock(&s->lock);
  memset(w->sum, 0, (size_t)cells * sizeof *w->sum);
}

static int32_t run_range(void *context, int64_t first, int64_t last, cpw_error *err) {
  const cpwi_simulation *s = context;
  const int64_t replications = s->run.replications;
  worker w;
  int32_t status = worker_init(&w, s);
  if (status != CPW_OK)
    status = cpwi_fail(err, status, -1, CPWI_SIMULATE, "no memory for %lld periods of %lld bands",
                       (long long)s->options.periods, (long long)s->bands.count);
  for (int64_t i = first; i < last && status == CPW_OK; i++) {
    int64_t list = s->first + i / replications, r = i % replications;
    if (w.sum) w.unit = s->list.unit[list];
    status = run_one(&w, list, s->run.first_replication + r);
    if (status != CPW_OK)
      status = cpwi_fail(err, status, list, CPWI_SIMULATE, "%s: too many people",
                         cpwi_list_label(s->backlog.list, list).text);
    else if (r == replications - 1 || i == last - 1)
      hand_in(&w, list);
  }
  worker_free(&w);
  return status;
}

static int32_t summarise_range(void *context, int64_t first, int64_t last, cpw_error *err) {
  const cpwi_simulation *s = context;
  return cpwi_summarise(&s->summary, &s->figures, first, last, s->first * s->options.periods,
                        s->options.allocator, err);
}

/* The opening lists that are run next, in whole people. */
static int32_t take_openings(cpwi_simulation *s, cpw_error *err) {
  const int64_t n = s->bands.count;
  for (int64_t l = 0; l < s->lists; l++) {
    const double *waiting = s->backlog.waiting + (s->first + l) * n;
    if (!(cpwi_sum(n, waiting) <= CPWI_MOST_PEOPLE))
      return cpwi_fail(err, CPW_EOVERFLOW, s->first + l, CPWI_SIMULATE, "%s: too many people",
                       cpwi_list_label(s->backlog.list, s->first + l).text);
    cpwi_whole_people(n, waiting, s->opening + l * n);
  }
  return CPW_OK;
}

/* People where they are whole, else a 2^32nd part of everybody whom the plan has. */
static double unit_of(const cpwi_simulation *s, int64_t list) {
  const int64_t n = s->bands.count, periods = s->options.periods;
  if (s->options.process) return 1.0;
  double size = cpwi_sum(n, s->backlog.waiting + list * n);
  for (int64_t t = 0; t < periods; t++)
    size += s->options.starts ? s->options.starts[list * periods + t] : s->backlog.starts[list];
  int exponent = 0;
  frexp(size <= DBL_MAX ? size : DBL_MAX, &exponent);
  return ldexp(1.0, (exponent < -900 ? -900 : exponent) - 32);
}

/* The share of all lists, where only some are run now. */
static int report(void *context, double done) {
  const cpwi_simulation *s = context;
  double share = ((double)s->first + done * (double)s->lists) / (double)s->backlog.lists;
  return s->run.progress(s->run.progress_context, share);
}

static int32_t run_lists(cpwi_simulation *s, cpw_error *err) {
  int32_t status = s->options.process ? take_openings(s, err) : CPW_OK;
  cpw_run run = s->run;
  if (run.progress) run.progress = report;
  run.progress_context = s;
  if (status == CPW_OK)
    status = cpwi_parallel(&run, s->lists * s->run.replications, GRAIN, run_range, s, CPWI_SIMULATE,
                           err);
  run.progress = NULL;
  if (status == CPW_OK)
    status = cpwi_parallel(&run, s->lists * s->options.periods, GRAIN_CELLS, summarise_range, s,
                           CPWI_SIMULATE, err);
  return status;
}

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t fail_memory(const cpwi_simulation *s, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_SIMULATE,
                   "no memory for %lld replications of %lld periods",
                   (long long)s->run.replications, (long long)s->options.periods);
}

/* Where the figures stand: in the result where they are kept, else in `memory` for some lists. */
static int32_t place_figures(cpwi_simulation *s, double *const *paths, int64_t lists,
                             double **memory, cpw_error *err) {
  cpwi_figures *f = &s->figures;
  const int64_t periods = s->options.periods;
  int64_t cells, size;
  f->replications = s->run.replications;
  if (s->options.keep) {
    f->by_cell = 1;
    f->by_replication = lists * periods;
    memcpy(f->base, paths, sizeof f->base);
    return CPW_OK;
  }
  if (!cpwi_multiply(lists, periods, &cells) || !cpwi_multiply(cells, f->replications, &size) ||
      size > INT64_MAX / CPWI_MEASURES)
    return fail_memory(s, err);
  *memory = cpwi_alloc(s->options.allocator, (size_t)size, CPWI_MEASURES * sizeof **memory);
  if (!*memory) return fail_memory(s, err);
  f->by_cell = f->replications;
  f->by_replication = 1;
  for (int k = 0; k < CPWI_MEASURES; k++)
    f->base[k] = *memory + k * size;
  return CPW_OK;
}

/* How many lists are run at a time. */
static int64_t lists_at_a_time(const cpwi_simulation *s) {
  double figures = (double)s->options.periods * (double)s->run.replications * CPWI_MEASURES;
  double lists = (double)FIGURES_AT_A_TIME / figures;
  if (s->options.keep || lists > (double)s->backlog.lists) return s->backlog.lists;
  return lists > 1.0 ? (int64_t)lists : 1;
}

static int32_t run_all(cpwi_simulation *s, double *const *paths, cpw_error *err) {
  int64_t lists = lists_at_a_time(s);
  double *memory = NULL;
  int32_t status = place_figures(s, paths, lists, &memory, err);
  if (status == CPW_OK && s->options.process) {
    s->opening = cpwi_alloc(s->options.allocator, (size_t)lists,
                            (size_t)s->bands.count * sizeof *s->opening);
    if (!s->opening) status = fail_memory(s, err);
  }
  for (int64_t l = 0; l < s->backlog.lists && s->list.unit; l++)
    s->list.unit[l] = unit_of(s, l);
  for (; s->first < s->backlog.lists && status == CPW_OK; s->first += lists) {
    int64_t left = s->backlog.lists - s->first;
    s->lists = left < lists ? left : lists;
    status = run_lists(s, err);
  }
  cpwi_release(s->options.allocator, memory);
  cpwi_release(s->options.allocator, s->opening);
  return status;
}

/* ---------------------------------------------------------------- the public one ------------ */

static int32_t simulate_into(cpwi_simulation *s, cpw_result *result, cpw_error *err) {
  double *paths[CPWI_MEASURES] = {NULL};
  int32_t status = cpwi_simulate_add_arrays(s, result, paths, err);
  if (status == CPW_OK) status = run_all(s, paths, err);
  return status == CPW_OK ? cpwi_simulate_conclude(result, err) : status;
}

static int32_t simulate_new(cpwi_simulation *s, cpw_result **out, cpw_error *err) {
  cpw_result *result;
  int32_t status = cpwi_ageing_init(&s->ageing, &s->bands, s->options.allocator);
  if (status != CPW_OK)
    return cpwi_fail(err, status, -1, CPWI_SIMULATE, "no memory for %lld bands",
                     (long long)s->bands.count);
  if ((status = cpw_result_new(s->options.allocator, &result, err)) != CPW_OK) return status;
  if ((status = simulate_into(s, result, err)) != CPW_OK) {
    cpw_result_free(result);
    return status;
  }
  *out = result;
  return CPW_OK;
}

int32_t cpw_simulate_waitlist(const cpw_backlog *backlog, const cpw_simulate_options *options,
                              const cpw_run *run, cpw_result **out, cpw_error *err) {
  cpwi_simulation s;
  memset(&s, 0, sizeof s);
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, CPWI_SIMULATE, "out is NULL");
  pthread_mutex_init(&s.lock, NULL);
  int32_t status = cpwi_simulate_take(&s, backlog, options, run, err);
  if (status == CPW_OK) status = simulate_new(&s, out, err);
  cpwi_ageing_free(&s.ageing, s.options.allocator);
  cpw_result_free(s.past.flows);
  pthread_mutex_destroy(&s.lock);
  return status;
}
