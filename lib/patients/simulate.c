/* Running a list: replications over threads, rounds of them until the mean wait is known well enough, and
 * what all of them together say.
 * Source: house rules (whole sums, figures by number of the replication: the same bits for any number of
 * threads); sequential stopping after Law, Simulation Modeling and Analysis, 2015, 9.4.1. Leaves
 * a replication to slots.c and servers.c, the result to result.c. */
#include "patients/internal.h"

#include <string.h>

#define WHERE       CPWI_SIMULATE_PATIENTS
#define FIRST_ROUND 32

/* The workers of a call: those at rest, and all their sums in the end. */
typedef struct team {
  cpwi_patients *p;
  cpwi_ledger ledger;
  int64_t room; /* rows in the ledger */
  cpwi_worker *rest;
  pthread_mutex_t lock;
} team;

/* ---------------------------------------------------------------- workers ------------------- */

static void worker_free(cpwi_worker *w) {
  if (!w) return;
  const cpw_allocator *a = w->p->options.allocator;
  cpwi_supply_free(&w->supply);
  cpwi_waiting_free(&w->waiting);
  cpwi_tally_free(&w->tally);
  cpwi_clock_free(w);
  cpwi_release(a, w->missed);
  cpwi_release(a, w->joining);
  cpwi_release(a, w->debt);
  cpwi_release(a, w->count);
  cpwi_release(a, w->pools);
  cpwi_release(a, w);
}

static int32_t worker_memory(cpwi_worker *w) {
  const cpwi_patients *p = w->p;
  const cpw_allocator *a = p->options.allocator;
  size_t n = (size_t)p->classes;
  if (cpwi_supply_init(&w->supply, p) != CPW_OK ||
      cpwi_waiting_init(&w->waiting, p, &w->tally) != CPW_OK ||
      !(w->missed = cpwi_alloc(a, n, sizeof *w->missed)))
    return CPW_ENOMEM;
  if (!p->slots_clock) return cpwi_clock_new(w);
  w->joining = cpwi_alloc(a, n, 2 * sizeof *w->joining);
  w->debt = cpwi_alloc(a, n + 1, sizeof *w->debt);
  if (p->count) w->count = cpwi_alloc(a, n, sizeof *w->count);
  if (p->ring) w->pools = cpwi_alloc(a, n, sizeof *w->pools);
  if (!w->joining || !w->debt || (p->count && !w->count) || (p->ring && !w->pools))
    return CPW_ENOMEM;
  if (p->count) memcpy(w->count, p->count, n * sizeof *w->count);
  return CPW_OK;
}

static int32_t worker_new(const cpwi_patients *p, cpwi_worker **out, cpw_error *err) {
  cpwi_worker *w = cpwi_alloc_zero(p->options.allocator, 1, sizeof *w);
  int32_t status = CPW_ENOMEM;
  if (w) {
    w->p = p;
    status = cpwi_tally_init(&w->tally, p, err);
    if (status == CPW_OK) status = worker_memory(w);
  }
  if (status == CPW_OK) {
    *out = w;
    return CPW_OK;
  }
  worker_free(w);
  return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for a replication of %lld periods",
                   (long long)p->periods);
}

static int32_t take_worker(team *t, cpwi_worker **out, cpw_error *err) {
  pthread_mutex_lock(&t->lock);
  cpwi_worker *w = t->rest;
  if (w) t->rest = w->next;
  pthread_mutex_unlock(&t->lock);
  if (!w) return worker_new(t->p, out, err);
  *out = w;
  return CPW_OK;
}

static void give_worker(team *t, cpwi_worker *w) {
  pthread_mutex_lock(&t->lock);
  w->next = t->rest;
  t->rest = w;
  pthread_mutex_unlock(&t->lock);
}

/* ---------------------------------------------------------------- replications -------------- */

static int32_t replicate(cpwi_worker *w, const team *t, int64_t number, cpw_error *err) {
  const cpwi_patients *p = w->p;
  int64_t replication = p->run.first_replication + number;
  cpwi_supply_begin(&w->supply, replication);
  cpwi_tally_begin(&w->tally);
  cpwi_waiting_begin(&w->waiting, replication);
  if (number == 0) w->tally.records = p->records;
  for (int64_t k = 0; k < p->classes; k++)
    cpw_stream_init(&w->missed[k], p->run.seed, (uint64_t)replication, CPWI_DRAW_MISSED,
                    (uint64_t)k);
  w->row = p->opening;
  int32_t status = cpwi_open_list(w, replication, err);
  if (status == CPW_OK)
    status = p->slots_clock ? cpwi_run_slots(w, replication, err)
                            : cpwi_run_servers(w, replication, err);
  if (status != CPW_OK) return status;
  cpwi_waiting_end(&w->waiting, (double)p->periods);
  cpwi_tally_conclude(&w->tally, &t->ledger, number * p->replication_rows);
  if (number == 0 && p->record_count) *p->record_count = w->supply.number;
  return CPW_OK;
}

/* A range of the replications of a round; `first` of the round is the context's. */
typedef struct a_round {
  team *t;
  int64_t first;
} a_round;

static int32_t run_range(void *context, int64_t first, int64_t last, cpw_error *err) {
  a_round *r = context;
  cpwi_worker *w = NULL;
  int32_t status = take_worker(r->t, &w, err);
  for (int64_t i = first; i < last && status == CPW_OK; i++)
    status = replicate(w, r->t, r->first + i, err);
  if (w) give_worker(r->t, w);
  return status;
}

static int32_t make_room(team *t, int64_t replications, cpw_error *err) {
  const cpwi_patients *p = t->p;
  int64_t rows = replications * p->replication_rows;
  for (int k = 0; k < CPWI_FIGURES && rows > t->room; k++) {
    double *base = cpwi_grow(p->options.allocator, t->ledger.base[k],
                             (size_t)rows * (size_t)t->ledger.size[k], sizeof *base);
    if (!base)
      return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld replications",
                       (long long)replications);
    t->ledger.base[k] = base;
  }
  t->room = rows > t->room ? rows : t->room;
  return CPW_OK;
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

static int32_t run_round(team *t, int64_t done, int64_t target, cpw_error *err) {
  a_round r = {t, done};
  progress all = {&t->p->run, (double)done, (double)(target - done),
                  (double)t->p->run.replications};
  cpw_run run = t->p->run;
  if (run.progress) {
    run.progress = tell;
    run.progress_context = &all;
  }
  int64_t grain = (target - done) / 64;
  int32_t status = make_room(t, target, err);
  if (status != CPW_OK) return status;
  return cpwi_parallel(&run, target - done, grain, run_range, &r, WHERE, err);
}

/* All replications, or as many as the precision takes: `*done` in the end. */
static int32_t run_all(team *t, int64_t *done, cpw_error *err) {
  const cpwi_patients *p = t->p;
  int64_t most = p->run.replications, target = most;
  double precision = p->options.precision;
  if (precision > 0.0 && target > FIRST_ROUND) target = FIRST_ROUND;
  for (*done = 0;; target = target > most / 2 ? most : 2 * target) {
    int32_t status = run_round(t, *done, target, err);
    if (status != CPW_OK) return status;
    *done = target;
    if (target == most) return CPW_OK;
    if (!(cpwi_half_width(&t->ledger, target, p->options.level) <= precision)) continue;
    if (!p->run.progress || p->run.progress(p->run.progress_context, 1.0) == 0) return CPW_OK;
    return cpwi_fail(err, CPW_ECANCELLED, -1, WHERE, "cancelled by the caller");
  }
}

/* ---------------------------------------------------------------- sums ---------------------- */

static void add_array(int64_t *to, const int64_t *from, int64_t count) {
  for (int64_t i = 0; i < count; i++)
    to[i] += from[i];
}

/* Waits are counted by cell and wanted by slice. */
static void add_waits(const cpwi_patients *p, int64_t *to, const int64_t *from) {
  int64_t slice[4];
  for (int64_t cell = 0; cell < p->cells; cell++) {
    int64_t slices = cpwi_slices(p, cell, slice);
    for (int64_t s = 0; s < slices; s++)
      add_array(to + slice[s] * p->waits, from + cell * p->waits, p->waits);
  }
}

static int32_t add_up(const team *t, cpwi_patient_totals *sums, cpw_error *err) {
  const cpwi_patients *p = t->p;
  int64_t slices = p->periods * p->who, size[CPWI_TOTALS];
  for (int k = 0; k < CPWI_TOTALS; k++)
    size[k] = slices;
  size[CPWI_T_OVER] = slices * p->limit_count;
  size[CPWI_T_WAITS] = p->who * p->waits;
  size[CPWI_T_OVERTOOK] = p->classes * p->classes;
  sums->buckets = p->waits;
  for (int k = 0; k < CPWI_TOTALS - !p->options.overtakes; k++)
    if (!(sums->sum[k] = cpwi_alloc_zero(p->options.allocator, (size_t)size[k], sizeof(int64_t))))
      return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for the sums of %lld periods",
                       (long long)p->periods);
  for (const cpwi_worker *w = t->rest; w; w = w->next) {
    const cpwi_tally *c = &w->tally;
    add_array(sums->sum[CPWI_T_LIST], c->list, slices);
    add_array(sums->sum[CPWI_T_SQUARES], c->squares, slices);
    for (int k = 0; k < 3; k++)
      add_array(sums->sum[CPWI_T_JOINED + k], c->flows[k], slices);
    add_array(sums->sum[CPWI_T_OVER], c->list_over, size[CPWI_T_OVER]);
    add_waits(p, sums->sum[CPWI_T_WAITS], c->waits);
    if (p->options.overtakes)
      add_array(sums->sum[CPWI_T_OVERTOOK], c->overtook, p->classes * p->classes);
  }
  return CPW_OK;
}

/* ---------------------------------------------------------------- the call ------------------ */

static void team_free(team *t) {
  const cpw_allocator *a = t->p->options.allocator;
  while (t->rest) {
    cpwi_worker *w = t->rest;
    t->rest = w->next;
    worker_free(w);
  }
  for (int k = 0; k < CPWI_FIGURES; k++)
    cpwi_release(a, t->ledger.base[k]);
  pthread_mutex_destroy(&t->lock);
}

static int32_t run_and_tell(team *t, cpw_result **out, cpw_error *err) {
  const cpwi_patients *p = t->p;
  cpwi_patient_totals sums = {{NULL}, 0};
  int64_t done = 0;
  for (int k = 0; k < CPWI_FIGURES; k++) {
    int64_t limits = strstr(CPWI_FIGURE[k].dimensions, "limit") ? p->limit_count : 1;
    t->ledger.size[k] = *CPWI_FIGURE[k].dimensions ? p->who * limits : 1;
  }
  int32_t status = run_all(t, &done, err);
  if (status == CPW_OK) status = add_up(t, &sums, err);
  if (status == CPW_OK) status = cpwi_patients_result(p, &sums, &t->ledger, done, out, err);
  for (int k = 0; k < CPWI_TOTALS; k++)
    cpwi_release(p->options.allocator, sums.sum[k]);
  return status;
}

/* Room for records of our own, so that the caller's stay as they are if something fails. */
static int32_t take_records(cpwi_patients *p, cpw_error *err) {
  if (p->options.record_room == 0) return CPW_OK;
  p->records = cpwi_alloc(p->options.allocator, (size_t)p->options.record_room, sizeof *p->records);
  if (p->records) return CPW_OK;
  return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld records",
                   (long long)p->options.record_room);
}

static void give_records(const cpwi_patients *p, int64_t count) {
  const cpw_patients_options *o = &p->options;
  int64_t there = count < o->record_room ? count : o->record_room;
  if (there > 0) memcpy(o->records, p->records, (size_t)there * sizeof *o->records);
  if (o->record_count) *o->record_count = count;
}

int32_t cpw_patients_simulate(const cpw_patients_list *list, const cpw_patients_options *options,
                              const cpw_run *run, cpw_result **out, cpw_error *err) {
  cpwi_patients p;
  int64_t count = 0;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "out is NULL");
  int32_t status = cpwi_patients_take(&p, list, options, run, err);
  if (status == CPW_OK) status = take_records(&p, err);
  if (status == CPW_OK) {
    team t;
    memset(&t, 0, sizeof t);
    t.p = &p;
    p.record_count = &count;
    pthread_mutex_init(&t.lock, NULL);
    status = run_and_tell(&t, out, err);
    team_free(&t);
  }
  if (status == CPW_OK) give_records(&p, count);
  cpwi_release(p.options.allocator, p.records);
  cpwi_patients_free(&p);
  return status;
}
