/* Every setting in every replication: the same people, another order.
 * Source: common random numbers (Law, Simulation Modeling and Analysis, 2015, 11.2); the simulation is
 * lib/patients'. Leaves what came out to measure.c. */
#include "frontier/internal.h"

#include <math.h>
#include <string.h>

/* What a thread works with. */
typedef struct worker {
  cpwi_frontier *f;
  cpwi_outcomes now, before;
  double *scratch;
  int64_t periods; /* the longest simulation so far */
} worker;

/* ---------------------------------------------------------------- memory -------------------- */

static void outcomes_free(cpwi_outcomes *o, const cpw_allocator *a) {
  cpwi_release(a, o->record);
  cpwi_release(a, o->lasted);
  cpwi_release(a, o->wait);
}

static int32_t grow_one(cpwi_outcomes *o, int64_t room, const cpw_allocator *a) {
  cpw_patient_record *record = cpwi_grow(a, o->record, (size_t)room, sizeof *record);
  if (record) o->record = record;
  double *lasted = cpwi_grow(a, o->lasted, (size_t)room, sizeof *lasted);
  if (lasted) o->lasted = lasted;
  double *wait = cpwi_grow(a, o->wait, (size_t)room, sizeof *wait);
  if (wait) o->wait = wait;
  if (!record || !lasted || !wait) return CPW_ENOMEM;
  o->room = room;
  return CPW_OK;
}

static int32_t grow(worker *w, int64_t room, cpw_error *err) {
  const cpw_allocator *a = w->f->allocator;
  double *scratch = cpwi_grow(a, w->scratch, (size_t)room, sizeof *scratch);
  if (scratch) w->scratch = scratch;
  if (!scratch || grow_one(&w->now, room, a) != CPW_OK || grow_one(&w->before, room, a) != CPW_OK)
    return cpwi_frontier_no_memory(err);
  return CPW_OK;
}

static void worker_free(worker *w) {
  outcomes_free(&w->now, w->f->allocator);
  outcomes_free(&w->before, w->f->allocator);
  cpwi_release(w->f->allocator, w->scratch);
}

/* ---------------------------------------------------------------- one simulation ------------ */

static int32_t simulate_once(worker *w, const cpwi_setting *s, int64_t replication, int64_t periods,
                             int64_t *people, cpw_error *err) {
  const cpwi_frontier *f = w->f;
  cpw_discipline discipline = cpwi_discipline_for(s->discipline, f->run.seed, replication);
  cpw_patients_list list = f->service;
  cpw_patients_options options;
  cpw_run run;
  cpw_result *result = NULL;
  cpw_patients_options_init(&options);
  cpw_run_init(&run);
  list.periods = periods;
  options.records = w->now.record;
  options.record_room = w->now.room;
  options.record_count = people;
  options.allocator = f->allocator;
  run.seed = f->run.seed;
  run.first_replication = replication;
  run.cancel = f->run.cancel;
  int32_t status = cpw_discipline_apply(&discipline, &list, err);
  if (status == CPW_OK) status = cpw_patients_simulate(&list, &options, &run, &result, err);
  cpw_result_free(result);
  return status;
}

/* Joins until there is room for everybody who counts. */
static int32_t simulate_all(worker *w, const cpwi_setting *s, int64_t replication, int64_t periods,
                            cpw_error *err) {
  int64_t people = 0;
  int32_t status = simulate_once(w, s, replication, periods, &people, err);
  if (status == CPW_OK && w->f->options.everybody && people > w->now.room) {
    status = grow(w, people + people / 8, err);
    if (status == CPW_OK) status = simulate_once(w, s, replication, periods, &people, err);
  }
  w->now.count = people < w->now.room ? people : w->now.room;
  if (!w->f->options.everybody) w->now.count = w->f->patients;
  return status;
}

static int64_t count_waiting(const cpwi_outcomes *o) {
  int64_t waiting = 0;
  for (int64_t i = 0; i < o->count; i++)
    waiting += o->record[i].status == CPW_PATIENT_WAITING;
  return waiting;
}

/* Time on the list of everybody, in periods from today (or from joining) on and in days in all. */
static void take_times(const cpwi_frontier *f, cpwi_outcomes *o, int64_t periods) {
  const cpw_discipline *d = f->setting[0].discipline;
  for (int64_t i = 0; i < o->count; i++) {
    const cpw_patient_record *r = &o->record[i];
    double end = r->status == CPW_PATIENT_WAITING ? (double)periods : r->ended;
    double before = r->row >= 0 ? d->standing[d->row[r->row]].wait : 0.0;
    o->lasted[i] = r->row >= 0 ? end : end - r->joined;
    o->wait[i] = before + o->lasted[i] * d->options.days;
  }
}

/* One setting, followed as long as it was asked for. */
static int32_t run_setting(worker *w, int64_t setting, int64_t replication, cpw_error *err) {
  const cpwi_frontier *f = w->f;
  int64_t periods = f->service.periods, most = f->options.follow;
  for (;;) {
    int32_t status = simulate_all(w, &f->setting[setting], replication, periods, err);
    if (status != CPW_OK) return status;
    if (periods >= most || count_waiting(&w->now) == 0) break;
    periods = periods > most / 2 ? most : 2 * periods;
  }
  if (periods > w->periods) w->periods = periods;
  take_times(f, &w->now, periods);
  return CPW_OK;
}

/* ---------------------------------------------------------------- all of them --------------- */

static int32_t run_replication(worker *w, int64_t k, cpw_error *err) {
  cpwi_frontier *f = w->f;
  int64_t replication = f->run.first_replication + k;
  int32_t status = CPW_OK;
  w->periods = 0;
  for (int64_t s = 0; s < f->settings && status == CPW_OK; s++) {
    double *figures = f->figures + (k * f->settings + s) * f->width;
    status = run_setting(w, s, replication, err);
    if (status == CPW_OK && s == 0) {
      cpwi_outcomes first = w->now;
      w->now = w->before;
      w->before = first;
    }
    if (status == CPW_OK)
      status = cpwi_frontier_measure(f, s ? &w->now : &w->before, &w->before, replication,
                                     w->scratch, figures, err);
  }
  f->periods[k] = w->periods;
  return status;
}

static int32_t run_some(void *context, int64_t first, int64_t last, cpw_error *err) {
  worker w;
  memset(&w, 0, sizeof w);
  w.f = context;
  int64_t extra = w.f->options.everybody ? w.f->patients / 4 + 64 : 0;
  int32_t status = grow(&w, w.f->patients + extra > 0 ? w.f->patients + extra : 1, err);
  for (int64_t k = first; k < last && status == CPW_OK; k++)
    status = run_replication(&w, k, err);
  worker_free(&w);
  return status;
}

int32_t cpwi_frontier_simulate(cpwi_frontier *f, cpw_error *err) {
  f->width = CPWI_E_FIGURES + CPWI_E_GROUP_FIGURES * f->groups;
  int64_t each = 0;
  f->periods = cpwi_alloc_zero(f->allocator, (size_t)f->run.replications, sizeof *f->periods);
  if (cpwi_multiply(f->settings, f->width, &each))
    f->figures =
        cpwi_alloc(f->allocator, (size_t)f->run.replications, (size_t)each * sizeof *f->figures);
  if (!f->periods || !f->figures) return cpwi_frontier_no_memory(err);
  return cpwi_parallel(&f->run, f->run.replications, 1, run_some, f, CPWI_FRONTIER, err);
}
