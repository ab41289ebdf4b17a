/* The counts of a replication: who joined, was treated or left in which period, how long they had waited,
 * and what was used of the capacity.
 * Source: by counting; everything that is added up over replications is whole, so that their order
 * does not matter. Leaves what the counts say to figures.c. */
#include "patients/internal.h"

#include <string.h>

/* ---------------------------------------------------------------- life ---------------------- */

static int32_t take_memory(cpwi_tally *t) {
  const cpwi_patients *p = t->p;
  const cpw_allocator *a = p->options.allocator;
  size_t cells = (size_t)p->cells, batches = (size_t)p->batches, limits = (size_t)p->limit_count;
  size_t by_period = cells * (size_t)(p->periods + 1);
  size_t slices = (size_t)p->periods * (size_t)p->who;
  t->joined = cpwi_alloc(a, by_period, 3 * sizeof *t->joined);
  t->over = cpwi_alloc(a, cells * (size_t)(p->periods + 2), limits * sizeof *t->over);
  if (p->slots_clock)
    t->whole = cpwi_alloc(a, batches * cells * (size_t)p->waits, sizeof *t->whole);
  t->sums = cpwi_alloc(a, batches * cells, sizeof *t->sums);
  t->within = cpwi_alloc(a, batches * cells, limits * sizeof *t->within);
  t->use = cpwi_alloc(a, batches, sizeof *t->use);
  t->path = cpwi_alloc(a, slices + (size_t)p->who, sizeof *t->path);
  t->late = cpwi_alloc(a, (size_t)p->who, limits * sizeof *t->late);
  t->level = cpwi_alloc(a, cells, (1 + limits) * sizeof *t->level);
  t->slice = cpwi_alloc(a, (size_t)p->who, sizeof *t->slice);
  t->waits = cpwi_alloc_zero(a, cells * (size_t)p->waits, sizeof *t->waits);
  t->list = cpwi_alloc_zero(a, slices, 5 * sizeof *t->list);
  t->list_over = cpwi_alloc_zero(a, slices, limits * sizeof *t->list_over);
  if (!t->joined || !t->over || !t->sums || !t->within || !t->use || !t->path || !t->late ||
      !t->slice || !t->level || !t->waits || !t->list || !t->list_over ||
      (p->slots_clock && !t->whole))
    return CPW_ENOMEM;
  t->treated = t->joined + by_period;
  t->removed = t->treated + by_period;
  t->squares = t->list + slices;
  for (size_t k = 0; k < 3; k++)
    t->flows[k] = t->squares + (k + 1) * slices;
  return CPW_OK;
}

int32_t cpwi_tally_init(cpwi_tally *t, const cpwi_patients *p, cpw_error *err) {
  const cpw_allocator *a = p->options.allocator;
  size_t classes = (size_t)p->classes;
  t->p = p;
  int32_t status = take_memory(t);
  if (status == CPW_OK && p->options.overtakes &&
      !(t->overtook = cpwi_alloc_zero(a, classes * classes, sizeof *t->overtook)))
    status = CPW_ENOMEM;
  if (status != CPW_OK)
    return cpwi_fail(err, status, -1, CPWI_SIMULATE_PATIENTS,
                     "no memory for the counts of %lld periods", (long long)p->periods);
  return CPW_OK;
}

void cpwi_tally_free(cpwi_tally *t) {
  if (!t->p) return;
  const cpw_allocator *a = t->p->options.allocator;
  void *blocks[] = {t->joined, t->over,  t->sums,      t->within,   t->use,   t->path,  t->late,
                    t->list,   t->waits, t->list_over, t->overtook, t->whole, t->slice, t->level};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
    cpwi_release(a, blocks[k]);
}

void cpwi_tally_begin(cpwi_tally *t) {
  const cpwi_patients *p = t->p;
  size_t cells = (size_t)p->cells, batches = (size_t)p->batches, limits = (size_t)p->limit_count;
  size_t by_period = cells * (size_t)(p->periods + 1);
  memset(t->joined, 0, 3 * by_period * sizeof *t->joined);
  memset(t->over, 0, cells * (size_t)(p->periods + 2) * limits * sizeof *t->over);
  if (t->whole) memset(t->whole, 0, batches * cells * (size_t)p->waits * sizeof *t->whole);
  memset(t->sums, 0, batches * cells * sizeof *t->sums);
  memset(t->within, 0, batches * cells * limits * sizeof *t->within);
  memset(t->use, 0, batches * sizeof *t->use);
  t->records = NULL;
}

/* ---------------------------------------------------------------- time ---------------------- */

static int64_t cell_of(const cpwi_tally *t, const cpwi_person *x) {
  return cpwi_cell(t->p, x->class_index, x->group);
}

/* First period of a batch less one: where its time begins. */
static inline double batch_begins(const cpwi_patients *p, int64_t batch) {
  int64_t warm = p->options.warm_up, length = p->periods - warm;
  if (batch == 0) return (double)warm;
  if (batch == p->batches) return (double)p->periods;
  int64_t begins = warm + batch * length / p->batches;
  return (double)begins;
}

/* The part of [from, to] in the batch. */
static inline double part_in(const cpwi_patients *p, int64_t batch, double from, double to) {
  double first = batch_begins(p, batch), last = batch_begins(p, batch + 1);
  double low = from > first ? from : first, high = to < last ? to : last;
  return high > low ? high - low : 0.0;
}

/* Adds a time to one sum a batch, `stride` bytes apart; all of it to the only one in most cases. */
static inline void add_time(const cpwi_patients *p, double *sum, size_t stride, double from,
                            double to, double servers) {
  if (p->batches == 1 && from >= p->counted_from && to <= p->counted_to) {
    *sum += servers * (to - from);
    return;
  }
  for (int64_t b = 0; b < p->batches; b++) {
    double *at = (double *)(void *)((char *)sum + (size_t)b * stride);
    *at += servers * part_in(p, b, from, to);
  }
}

void cpwi_tally_used(cpwi_tally *t, double from, double to, double servers) {
  add_time(t->p, &t->use->used, sizeof *t->use, from, to, servers);
}

void cpwi_tally_taken(cpwi_tally *t, const cpwi_person *x, double from, double to) {
  const cpwi_patients *p = t->p;
  add_time(p, &t->sums[cell_of(t, x)].taken, (size_t)p->cells * sizeof *t->sums, from, to, 1.0);
}

void cpwi_tally_offered(cpwi_tally *t, double from, double to, double servers) {
  add_time(t->p, &t->use->offered, sizeof *t->use, from, to, servers);
}

/* Time spent waiting, where lists are counted over time: with slots they are at the ends of periods. */
static inline void add_waiting(cpwi_tally *t, int64_t cell, double from, double to) {
  const cpwi_patients *p = t->p;
  if (p->slots_clock) return;
  add_time(p, &t->sums[cell].waiting, (size_t)p->cells * sizeof *t->sums, from, to, 1.0);
}

/* ---------------------------------------------------------------- waits --------------------- */

/* Which bucket a wait is counted in: by its leading bits. */
static inline int64_t bucket_of(const cpwi_patients *p, double wait) {
  int64_t i = (int64_t)(cpwi_bits_of(wait) >> CPWI_WAIT_SHIFT) - CPWI_WAIT_FIRST;
  return i < 0 ? 0 : i < p->waits ? i : p->waits - 1;
}

/* On the list beyond the limit from the first whole period on until the one in which the wait ended. */
static void add_over(cpwi_tally *t, int64_t cell, int64_t limit, const cpwi_person *x,
                     int64_t end) {
  const cpwi_patients *p = t->p;
  double first = floor(x->joined + p->limits[limit]) + 1.0;
  int64_t from = first > 0.0 ? (int64_t)first : 0;
  int32_t *over = t->over + (cell * p->limit_count + limit) * (p->periods + 2);
  if (from >= end) return;
  over[from]++;
  over[end]--;
}

static void add_all_over(cpwi_tally *t, int64_t cell, const cpwi_person *x, double wait,
                         int64_t end) {
  for (int64_t k = 0; k < t->p->limit_count; k++)
    if (wait > t->p->limits[k]) add_over(t, cell, k, x, end);
}

/* Everybody's record stands where they joined; it is written once, when it is known how their wait ends. */
void cpwi_tally_record(cpwi_tally *t, const cpwi_person *x, double ended, int32_t status) {
  if (!t->records || x->number >= t->p->options.record_room) return;
  t->records[x->number] = (cpw_patient_record){x->number,      x->row,   x->joined, ended,
                                               x->class_index, x->group, status,    x->missed};
}

/* ---------------------------------------------------------------- what happens -------------- */

void cpwi_tally_joined(cpwi_tally *t, const cpwi_person *x, int64_t period) {
  t->joined[cell_of(t, x) * (t->p->periods + 1) + period]++;
}

void cpwi_tally_missed(cpwi_tally *t, const cpwi_person *x, int64_t period) {
  int64_t batch = t->p->batch_of[period];
  if (batch >= 0) t->sums[batch * t->p->cells + cell_of(t, x)].missed++;
}

void cpwi_tally_late(cpwi_tally *t, const cpwi_person *x, double wait, int64_t period) {
  add_all_over(t, cell_of(t, x), x, wait, period);
}

void cpwi_tally_treated_in_time(cpwi_tally *t, const cpwi_person *x, double now, int64_t period) {
  const cpwi_patients *p = t->p;
  int64_t cell = cell_of(t, x), batch = p->batch_of[period], limits = p->limit_count;
  double wait = now - x->joined;
  add_waiting(t, cell, x->joined, now);
  if (batch < 0) return;
  cpwi_sums *s = &t->sums[batch * p->cells + cell];
  int64_t *within = t->within + (batch * p->cells + cell) * limits;
  s->treated++;
  s->wait += wait;
  s->squares += wait * wait;
  s->breached += wait > p->target[x->class_index];
  if (wait <= p->least_limit)
    s->in_time++;
  else
    for (int64_t k = 0; k < limits; k++)
      within[k] += wait <= p->limits[k];
  t->waits[cell * p->waits + bucket_of(p, wait)]++;
}

void cpwi_tally_removed(cpwi_tally *t, const cpwi_person *x) {
  int64_t cell = cell_of(t, x), period = cpwi_period_of(x->leaves);
  t->removed[cell * (t->p->periods + 1) + period]++;
  add_all_over(t, cell, x, x->leaves - x->joined, period);
  add_waiting(t, cell, x->joined, x->leaves);
  cpwi_tally_record(t, x, x->leaves, CPW_PATIENT_REMOVED);
}

void cpwi_tally_waiting(cpwi_tally *t, const cpwi_person *x) {
  const cpwi_patients *p = t->p;
  int64_t cell = cell_of(t, x);
  double wait = (double)p->periods - x->joined;
  add_all_over(t, cell, x, wait, p->periods + 1);
  add_waiting(t, cell, x->joined, (double)p->periods);
  t->sums[(p->batches - 1) * p->cells + cell].breaching += wait > p->target[x->class_index];
  cpwi_tally_record(t, x, CPWI_NAN, CPW_PATIENT_WAITING);
}

/* With slots all that waits say is in their counts. */
static void sum_whole(cpwi_tally *t, int64_t batch, int64_t cell) {
  const cpwi_patients *p = t->p;
  int64_t at = batch * p->cells + cell, limits = p->limit_count;
  const int32_t *count = t->whole + at * p->waits;
  int64_t *within = t->within + at * limits;
  cpwi_sums *s = &t->sums[at];
  double target = p->target[cell / p->groups];
  for (int64_t i = 0; i < p->waits; i++) {
    if (count[i] == 0) continue;
    double wait = (double)i, people = (double)count[i];
    s->treated += count[i];
    if (p->simple) s->taken += people;
    s->wait += people * wait;
    s->squares += people * wait * wait;
    s->breached += wait > target ? count[i] : 0;
    for (int64_t k = 0; k < limits; k++)
      within[k] += wait <= p->limits[k] ? count[i] : 0;
    t->waits[cell * p->waits + i] += count[i];
  }
}

/* In continuous time those within the lowest limit are counted once for all limits. */
static void spread_in_time(cpwi_tally *t) {
  const cpwi_patients *p = t->p;
  for (int64_t i = 0; i < p->batches * p->cells; i++)
    for (int64_t k = 0; k < p->limit_count; k++)
      t->within[i * p->limit_count + k] += t->sums[i].in_time;
}

void cpwi_tally_end(cpwi_tally *t) {
  spread_in_time(t);
  for (int64_t b = 0; t->whole && b < t->p->batches; b++)
    for (int64_t cell = 0; cell < t->p->cells; cell++)
      sum_whole(t, b, cell);
}
