/* Running a network: replications over threads, rounds of them until the time in the network is known well enough.
 * Source: house rules (figures added up in the order of the replications, counts whole: the same bits for any number of
 * threads); sequential stopping after Law, Simulation Modeling and Analysis, 2015, 9.4.1. Leaves a
 * replication to engine.c, the result to result.c. */
#include "pathway_events/result.h"

#define FIRST_ROUND 32
#define ROW_BYTES   (INT64_C(64) << 20) /* of figures that wait to be added up */

typedef struct team {
  cpwi_events *p;
  cpwi_row_places layout;
  cpwi_spread *spread;
  double *rows; /* those of a round, or with keep all */
  int64_t room, first;
  cpwi_engine *rest;
  pthread_mutex_t lock;
  cpw_pathway_event *trace;
  int64_t trace_count;
} team;

static cpwi_engine *take_engine(team *t) {
  pthread_mutex_lock(&t->lock);
  cpwi_engine *e = t->rest;
  if (e) t->rest = e->rest;
  pthread_mutex_unlock(&t->lock);
  return e;
}

static void give_engine(team *t, cpwi_engine *e) {
  pthread_mutex_lock(&t->lock);
  e->rest = t->rest;
  t->rest = e;
  pthread_mutex_unlock(&t->lock);
}

/* ---------------------------------------------------------------- rounds -------------------- */

static int32_t run_one(team *t, cpwi_engine *e, int64_t number, cpw_error *err) {
  const cpwi_events *p = t->p;
  e->tracing = number == 0 && (p->options.trace || p->options.trace_count);
  e->trace = t->trace;
  int32_t status = cpwi_replicate(e, p->run.first_replication + number, err);
  if (status != CPW_OK) return status;
  if (e->tracing) t->trace_count = e->trace_count;
  int64_t row = p->options.keep ? number : number - t->first;
  cpwi_figures(e, &t->layout, t->rows + row * t->layout.row);
  return CPW_OK;
}

static int32_t run_range(void *context, int64_t first, int64_t last, cpw_error *err) {
  team *t = context;
  cpwi_engine *e = take_engine(t);
  int32_t status = e ? CPW_OK : cpwi_engine_new(t->p, &e, err);
  for (int64_t i = first; i < last && status == CPW_OK; i++)
    status = run_one(t, e, t->first + i, err);
  if (e) give_engine(t, e);
  return status;
}

/* How far all rounds together are, of the most replications there can be. */
typedef struct progress {
  const cpw_run *run;
  double done, part, most;
} progress;

static int tell(void *context, double share) {
  const progress *p = context;
  return p->run->progress(p->run->progress_context, (p->done + share * p->part) / p->most);
}

static int32_t make_room(team *t, int64_t rows, cpw_error *err) {
  if (rows <= t->room) return CPW_OK;
  int64_t size;
  double *grown = NULL;
  if (cpwi_multiply(rows, t->layout.row, &size))
    grown = cpwi_grow(t->p->options.allocator, t->rows, (size_t)size, sizeof *grown);
  if (!grown)
    return cpwi_fail(err, CPW_ENOMEM, -1, t->p->where, "no memory for %lld replications",
                     (long long)rows);
  t->rows = grown;
  t->room = rows;
  return CPW_OK;
}

static int32_t run_round(team *t, int64_t done, int64_t count, cpw_error *err) {
  const cpwi_events *p = t->p;
  progress all = {&p->run, (double)done, (double)count, (double)p->run.replications};
  cpw_run run = p->run;
  if (run.progress) {
    run.progress = tell;
    run.progress_context = &all;
  }
  t->first = done;
  int32_t status = make_room(t, p->options.keep ? done + count : count, err);
  if (status == CPW_OK)
    status = cpwi_parallel(&run, count, count / 64 + 1, run_range, t, p->where, err);
  if (status != CPW_OK) return status;
  const double *row = t->rows + (p->options.keep ? done * t->layout.row : 0);
  for (int64_t r = 0; r < count; r++, row += t->layout.row)
    cpwi_spread_add(t->spread, row, t->layout.row);
  return CPW_OK;
}

static int32_t run_to(team *t, int64_t *done, int64_t target, cpw_error *err) {
  int64_t most = ROW_BYTES / (t->layout.row * (int64_t)sizeof(double));
  if (most < 16) most = 16;
  while (*done < target) {
    int64_t count = target - *done < most ? target - *done : most;
    int32_t status = run_round(t, *done, count, err);
    if (status != CPW_OK) return status;
    *done += count;
  }
  return CPW_OK;
}

/* All replications, or as many as the precision takes: `*done` in the end. */
static int32_t run_all(team *t, int64_t *done, cpw_error *err) {
  const cpwi_events *p = t->p;
  int64_t most = p->run.replications, target = most;
  double precision = p->options.precision;
  if (precision > 0.0 && target > FIRST_ROUND) target = FIRST_ROUND;
  for (*done = 0;; target = target > most / 2 ? most : 2 * target) {
    int32_t status = run_to(t, done, target, err);
    if (status != CPW_OK || target == most) return status;
    const cpwi_spread *s = &t->spread[t->layout.at[CPWI_G_TIME_IN_SYSTEM]];
    if (!(cpwi_half_width_of(s, p->options.level) <= precision)) continue;
    if (!p->run.progress || p->run.progress(p->run.progress_context, 1.0) == 0) return CPW_OK;
    return cpwi_fail(err, CPW_ECANCELLED, -1, p->where, "cancelled by the caller");
  }
}

/* ---------------------------------------------------------------- the call ------------------ */

static int32_t team_init(team *t, cpwi_events *p, cpw_error *err) {
  const cpw_pathway_events_options *o = &p->options;
  memset(t, 0, sizeof *t);
  t->p = p;
  cpwi_row_layout(p, &t->layout);
  t->spread = cpwi_alloc_zero(o->allocator, (size_t)t->layout.row, sizeof *t->spread);
  if (o->trace_room > 0)
    t->trace = cpwi_alloc(o->allocator, (size_t)o->trace_room, sizeof *t->trace);
  pthread_mutex_init(&t->lock, NULL);
  if (t->spread && (o->trace_room == 0 || t->trace)) return CPW_OK;
  return cpwi_fail(err, CPW_ENOMEM, -1, p->where, "no memory for %lld figures",
                   (long long)t->layout.row);
}

static void team_free(team *t) {
  const cpw_allocator *a = t->p->options.allocator;
  while (t->rest) {
    cpwi_engine *e = t->rest;
    t->rest = e->rest;
    cpwi_engine_free(e);
  }
  cpwi_release(a, t->spread);
  cpwi_release(a, t->rows);
  cpwi_release(a, t->trace);
  pthread_mutex_destroy(&t->lock);
}

static void give_trace(const team *t) {
  const cpw_pathway_events_options *o = &t->p->options;
  int64_t there = t->trace_count < o->trace_room ? t->trace_count : o->trace_room;
  if (there > 0) memcpy(o->trace, t->trace, (size_t)there * sizeof *t->trace);
  if (o->trace_count) *o->trace_count = t->trace_count;
}

static int32_t simulate(cpwi_events *p, cpw_result **out, cpw_error *err) {
  team t;
  int64_t done = 0;
  int32_t status = team_init(&t, p, err);
  if (status == CPW_OK) status = run_all(&t, &done, err);
  cpwi_outcome o = {p, &t.layout, t.spread, t.rows, t.rest, done};
  if (status == CPW_OK) status = cpwi_pathway_result(&o, out, err);
  if (status == CPW_OK) give_trace(&t);
  team_free(&t);
  return status;
}

int32_t cpw_pathway_simulate(const cpw_pathway *pathway, const cpw_pathway_events_options *options,
                             const cpw_run *run, cpw_result **out, cpw_error *err) {
  cpwi_events p;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, CPWI_SIMULATE_PATHWAY, "out is NULL");
  int32_t status = cpwi_events_options(&p, options, err);
  if (status != CPW_OK) return status;
  status = cpwi_events_take(&p, pathway, run, err);
  if (status == CPW_OK) status = simulate(&p, out, err);
  cpwi_events_free(&p);
  return status;
}
