/* People in the order of their times, within groups or strata: whole times are counted, others sorted.
 * Source: the rules in carepath/survival.h; the order by radix sort (base/order.h).
 * Leaves the checks to check.c, who is at risk to steps.c and compare.c. */
#include "survival/internal.h"

#include "base/order.h"

#include <string.h>

static int is_kept(const cpwi_plan *plan, int64_t row) {
  const cpw_survival_rows *r = plan->rows;
  return r->time[row] >= plan->from && !(r->weight && r->weight[row] <= 0);
}

static int is_late(const cpwi_plan *plan, int64_t row) {
  return plan->rows->entry && plan->rows->entry[row] > 0 && is_kept(plan, row);
}

static int64_t bucket_of(const cpwi_plan *plan, int64_t row) {
  return plan->bucket ? plan->bucket[row] : 0;
}

static int32_t event_of(const cpwi_plan *plan, int64_t row) {
  int32_t event = plan->rows->event[row];
  if (plan->cause < 0) return event;
  return plan->cause == 0 ? event > 0 : event == plan->cause;
}

/* ---------------------------------------------------------------- counting ------------------ */

/* Whole times: people who are alike in bucket, time, group and event are one row, and need no order. */
typedef struct cells {
  int64_t times, groups, events, count;
  double *people;
} cells;

/* How many cells there are; 0 if a time is not whole, or sorting the rows is less work. */
static int64_t count_cells(const cpwi_plan *plan, int late, cells *c) {
  const cpw_survival_rows *r = plan->rows;
  const double *time = late ? r->entry : r->time;
  double most = 0, limit = (double)r->rows;
  for (int64_t i = 0; i < r->rows; i++) {
    if (time[i] > limit || (double)(int64_t)time[i] < time[i]) return 0;
    most = time[i] > most ? time[i] : most;
  }
  int64_t all = 0;
  c->times = (int64_t)most + 1;
  c->groups = plan->groups ? r->groups : 1;
  c->events = late ? 1 : plan->cause >= 0 ? 2 : r->causes + 1;
  if (!cpwi_multiply(c->times, c->groups, &all) || !cpwi_multiply(all, c->events, &all) ||
      !cpwi_multiply(all, plan->buckets, &all))
    return 0;
  return all <= r->rows / 2 ? all : 0;
}

static void fill_cells(const cpwi_plan *plan, int late, const cells *c) {
  const cpw_survival_rows *r = plan->rows;
  const double *time = late ? r->entry : r->time;
  for (int64_t i = 0; i < r->rows; i++) {
    if (late ? !is_late(plan, i) : !is_kept(plan, i)) continue;
    int64_t group = plan->groups && r->group ? r->group[i] : 0;
    int64_t at = (bucket_of(plan, i) * c->times + (int64_t)time[i]) * c->groups + group;
    c->people[at * c->events + (late ? 0 : event_of(plan, i))] += r->weight ? r->weight[i] : 1;
  }
}

/* The cells with people as rows, bucket by bucket, and where each bucket begins. */
static void read_cells(const cpwi_plan *plan, const cells *c, int64_t *start, cpwi_person *to) {
  int64_t at = 0, each = c->times * c->groups * c->events;
  for (int64_t b = 0; b < plan->buckets; b++) {
    start[b] = at;
    for (int64_t k = 0; k < each; k++) {
      double people = c->people[b * each + k];
      if (!(people > 0)) continue;
      int64_t place = k / c->events, time = place / c->groups;
      to[at].time = (double)time;
      to[at].weight = people;
      to[at].event = (int32_t)(k % c->events);
      to[at].group = (int32_t)(place % c->groups);
      at++;
    }
  }
  start[plan->buckets] = at;
}

static int32_t count_slice(const cpwi_plan *plan, int late, cells *c, cpwi_crowd *p,
                           const char *where, cpw_error *err) {
  cpwi_slice *slice = late ? &p->late : &p->all;
  int64_t *start = late ? p->late_start : p->start;
  c->people = cpwi_alloc_zero(p->allocator, (size_t)c->count, sizeof *c->people);
  slice->row = cpwi_alloc(p->allocator, (size_t)c->count, sizeof *slice->row);
  int32_t status = CPW_OK;
  if (c->people && slice->row) {
    fill_cells(plan, late, c);
    read_cells(plan, c, start, slice->row);
    slice->count = start[plan->buckets];
  } else {
    status =
        cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld counts", (long long)c->count);
  }
  cpwi_release(p->allocator, c->people);
  return status;
}

/* ---------------------------------------------------------------- sorting ------------------- */

/* Where each bucket begins; the last number is the count of all. */
static void count_rows(const cpwi_plan *plan, int late, int64_t *start) {
  memset(start, 0, ((size_t)plan->buckets + 1) * sizeof *start);
  for (int64_t i = 0; i < plan->rows->rows; i++)
    if (late ? is_late(plan, i) : is_kept(plan, i)) start[bucket_of(plan, i) + 1]++;
  for (int64_t b = 0; b < plan->buckets; b++)
    start[b + 1] += start[b];
}

/* Puts the rows into their buckets, as they come; next (buckets) is used up. */
static void deal(const cpwi_plan *plan, int late, int64_t *next, cpwi_person *to) {
  const cpw_survival_rows *r = plan->rows;
  const double *time = late ? r->entry : r->time;
  for (int64_t i = 0; i < r->rows; i++) {
    if (late ? !is_late(plan, i) : !is_kept(plan, i)) continue;
    cpwi_person *p = &to[next[bucket_of(plan, i)]++];
    p->time = time[i];
    p->weight = r->weight ? r->weight[i] : 1;
    p->event = event_of(plan, i);
    p->group = r->group ? (int32_t)r->group[i] : 0;
  }
}

static int64_t most_of(const int64_t *start, int64_t buckets) {
  int64_t most = 0;
  for (int64_t b = 0; b < buckets; b++)
    if (start[b + 1] - start[b] > most) most = start[b + 1] - start[b];
  return most;
}

/* Memory to sort in. */
typedef struct bench {
  cpwi_person *dealt; /* (rows) */
  double *time;       /* (the most rows of a bucket) */
  int64_t *order;
} bench;

static int32_t sort_bucket(const bench *w, int64_t from, int64_t count, cpwi_person *to,
                           const cpw_allocator *a, const char *where, cpw_error *err) {
  const cpwi_person *dealt = w->dealt + from;
  for (int64_t i = 0; i < count; i++)
    w->time[i] = dealt[i].time;
  int32_t status = cpwi_order(w->time, count, 0, w->order, a, where, err);
  for (int64_t i = 0; i < count && status == CPW_OK; i++)
    to[from + i] = dealt[w->order[i]];
  return status;
}

/* All rows, or those of who is seen late, bucket by bucket in order. */
static int32_t sort_slice(const cpwi_plan *plan, int late, int64_t *next, cpwi_crowd *p,
                          const char *where, cpw_error *err) {
  const cpw_allocator *a = p->allocator;
  cpwi_slice *slice = late ? &p->late : &p->all;
  int64_t *start = late ? p->late_start : p->start;
  bench w;
  cells c;
  c.count = count_cells(plan, late, &c);
  if (c.count > 0) return count_slice(plan, late, &c, p, where, err);
  count_rows(plan, late, start);
  size_t n = (size_t)start[plan->buckets], most = (size_t)most_of(start, plan->buckets);
  slice->count = start[plan->buckets];
  slice->row = cpwi_alloc(a, n, sizeof *slice->row);
  w.dealt = cpwi_alloc(a, n, sizeof *w.dealt);
  w.time = cpwi_alloc(a, most, sizeof *w.time);
  w.order = cpwi_alloc(a, most, sizeof *w.order);
  int32_t status = CPW_OK;
  if (!slice->row || !w.dealt || !w.time || !w.order)
    status = cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %zu rows", n);
  if (status == CPW_OK && n > 0) {
    memcpy(next, start, (size_t)plan->buckets * sizeof *next);
    deal(plan, late, next, w.dealt);
  }
  for (int64_t b = 0; b < plan->buckets && n > 0 && status == CPW_OK; b++)
    status = sort_bucket(&w, start[b], start[b + 1] - start[b], slice->row, a, where, err);
  cpwi_release(a, w.dealt);
  cpwi_release(a, w.time);
  cpwi_release(a, w.order);
  return status;
}

int32_t cpwi_crowd_sort(cpwi_crowd *p, const cpwi_plan *plan, const cpw_allocator *allocator,
                        const char *where, cpw_error *err) {
  memset(p, 0, sizeof *p);
  p->allocator = allocator;
  p->buckets = plan->buckets;
  size_t starts = (size_t)plan->buckets + 1;
  p->start = cpwi_alloc(allocator, starts, sizeof *p->start);
  p->late_start = cpwi_alloc(allocator, starts, sizeof *p->late_start);
  int64_t *next = cpwi_alloc(allocator, starts, sizeof *next);
  int32_t status = CPW_OK;
  if (!p->start || !p->late_start || !next)
    status = cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld groups",
                       (long long)plan->buckets);
  if (status == CPW_OK) status = sort_slice(plan, 0, next, p, where, err);
  if (status == CPW_OK && plan->rows->entry) status = sort_slice(plan, 1, next, p, where, err);
  if (status == CPW_OK && !plan->rows->entry) memset(p->late_start, 0, starts * sizeof *next);
  cpwi_release(allocator, next);
  return status;
}

void cpwi_crowd_free(cpwi_crowd *p) {
  cpwi_release(p->allocator, p->all.row);
  cpwi_release(p->allocator, p->late.row);
  cpwi_release(p->allocator, p->start);
  cpwi_release(p->allocator, p->late_start);
}

cpwi_slice cpwi_crowd_slice(const cpwi_crowd *p, int64_t bucket) {
  int64_t from = p->start[bucket];
  cpwi_slice s = {p->start[bucket + 1] - from, p->all.row + from};
  return s;
}

cpwi_slice cpwi_crowd_late(const cpwi_crowd *p, int64_t bucket) {
  int64_t from = p->late_start[bucket], count = p->late_start[bucket + 1] - from;
  cpwi_slice s = {count, count > 0 ? p->late.row + from : NULL};
  return s;
}

int64_t cpwi_crowd_most(const cpwi_crowd *p) {
  return most_of(p->start, p->buckets);
}
