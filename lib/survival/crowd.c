/* Rows of people: checked, and put into the order of their times within groups or strata.
 * Source: the rules in carepath/survival.h; the order by radix sort (base/order.h).
 * Leaves who is at risk to steps.c. */
#include "survival/internal.h"

#include "base/order.h"

#include <string.h>

#define MOST_PEOPLE 9007199254740992.0 /* 2^53: whole numbers are exact up to here */

/* ---------------------------------------------------------------- checks -------------------- */

static cpw_survival_rows defaults(void) {
  cpw_survival_rows r;
  memset(&r, 0, sizeof r);
  r.struct_size = sizeof r;
  r.groups = r.causes = 1;
  return r;
}

void cpw_survival_rows_init_sized(cpw_survival_rows *rows, size_t size) {
  cpw_survival_rows r = defaults();
  cpwi_init_sized(rows, size, &r, sizeof r);
}

static int is_finite(double x) {
  return x - x == 0;
}

static int32_t check_shape(const cpw_survival_rows *r, const char *where, cpw_error *err) {
  if (r->rows < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "rows = %lld must be >= 0", (long long)r->rows);
  if (r->rows > 0 && (!r->time || !r->event))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", r->time ? "event" : "time");
  if (r->groups < 1 || (r->groups > 1 && !r->group && r->rows > 0))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "groups = %lld must be >= 1, and 1 without group",
                     (long long)r->groups);
  if (r->causes < 1 || r->causes > CPW_SURVIVAL_MAX_CAUSES)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "causes = %lld must be 1 to %d",
                     (long long)r->causes, CPW_SURVIVAL_MAX_CAUSES);
  return CPW_OK;
}

static int32_t check_times(const cpw_survival_rows *r, const char *where, cpw_error *err) {
  for (int64_t i = 0; i < r->rows; i++)
    if (!(r->time[i] >= 0) || !is_finite(r->time[i]))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "time[%lld] = %s must be finite and >= 0",
                       (long long)i, cpwi_number(r->time[i]).text);
  for (int64_t i = 0; i < r->rows; i++)
    if (r->event[i] < 0 || r->event[i] > r->causes)
      return cpwi_fail(err, CPW_EINVAL, i, where, "event[%lld] = %d must be 0 to %lld",
                       (long long)i, (int)r->event[i], (long long)r->causes);
  return CPW_OK;
}

static int32_t check_entries(const cpw_survival_rows *r, const char *where, cpw_error *err) {
  for (int64_t i = 0; r->entry && i < r->rows; i++) {
    double entry = r->entry[i];
    if (!(entry >= 0) || (entry >= r->time[i] && entry > 0))
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "entry[%lld] = %s must be >= 0 and below the time, %s (or 0)", (long long)i,
                       cpwi_number(entry).text, cpwi_number(r->time[i]).text);
  }
  return CPW_OK;
}

static int32_t check_weights(const cpw_survival_rows *r, const char *where, cpw_error *err) {
  double people = 0;
  for (int64_t i = 0; r->weight && i < r->rows; i++) {
    if (!(r->weight[i] >= 0) || !is_finite(r->weight[i]))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "weight[%lld] = %s must be finite and >= 0",
                       (long long)i, cpwi_number(r->weight[i]).text);
    people += r->weight[i];
    if (people > MOST_PEOPLE)
      return cpwi_fail(err, CPW_EOVERFLOW, i, where, "weight: the sum up to row %lld is over 2^53",
                       (long long)i);
  }
  return CPW_OK;
}

int32_t cpwi_survival_check_index(const char *name, const int64_t *index, int64_t rows,
                                  int64_t count, const char *where, cpw_error *err) {
  for (int64_t i = 0; index && i < rows; i++)
    if (index[i] < 0 || index[i] >= count)
      return cpwi_fail(err, CPW_EINVAL, i, where, "%s[%lld] = %lld must be 0 to %lld", name,
                       (long long)i, (long long)index[i], (long long)(count - 1));
  return CPW_OK;
}

int32_t cpwi_survival_take(cpw_survival_rows *known, const cpw_survival_rows *given,
                           const char *where, cpw_error *err) {
  cpw_survival_rows r = defaults();
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, where, "rows is NULL");
  int32_t status = cpwi_take_options(&r, sizeof r, given, where, err);
  if (status == CPW_OK) status = check_shape(&r, where, err);
  if (status == CPW_OK) status = check_times(&r, where, err);
  if (status == CPW_OK)
    status = cpwi_survival_check_index("group", r.group, r.rows, r.groups, where, err);
  if (status == CPW_OK) status = check_entries(&r, where, err);
  if (status == CPW_OK) status = check_weights(&r, where, err);
  if (status == CPW_OK) *known = r;
  return status;
}

/* ---------------------------------------------------------------- order --------------------- */

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

/* Where each bucket begins; the last number is the count of all. */
static void count_rows(const cpwi_plan *plan, int (*takes)(const cpwi_plan *, int64_t),
                       int64_t *start) {
  memset(start, 0, ((size_t)plan->buckets + 1) * sizeof *start);
  for (int64_t i = 0; i < plan->rows->rows; i++)
    if (takes(plan, i)) start[bucket_of(plan, i) + 1]++;
  for (int64_t b = 0; b < plan->buckets; b++)
    start[b + 1] += start[b];
}

static int make_room(cpwi_slice *s, int64_t count, int events, int groups, const cpw_allocator *a) {
  s->count = count;
  s->time = cpwi_alloc(a, (size_t)count, sizeof *s->time);
  s->weight = cpwi_alloc(a, (size_t)count, sizeof *s->weight);
  if (events) s->event = cpwi_alloc(a, (size_t)count, sizeof *s->event);
  if (groups) s->group = cpwi_alloc(a, (size_t)count, sizeof *s->group);
  return s->time && s->weight && (s->event || !events) && (s->group || !groups);
}

/* Puts the rows where they belong; next (buckets) is used up. */
static void place(const cpwi_plan *plan, int (*takes)(const cpwi_plan *, int64_t),
                  const double *time, const int64_t *order, int64_t *next, cpwi_slice *s) {
  const cpw_survival_rows *r = plan->rows;
  for (int64_t k = 0; k < r->rows; k++) {
    int64_t row = order[k];
    if (!takes(plan, row)) continue;
    int64_t at = next[bucket_of(plan, row)]++;
    s->time[at] = time[row];
    s->weight[at] = r->weight ? r->weight[row] : 1;
    if (s->event) s->event[at] = event_of(plan, row);
    if (s->group) s->group[at] = r->group ? r->group[row] : 0;
  }
}

/* One of the two slices, in order. */
static int32_t sort_slice(const cpwi_plan *plan, int late, int64_t *order, int64_t *next,
                          cpwi_crowd *p, const char *where, cpw_error *err) {
  int (*takes)(const cpwi_plan *, int64_t) = late ? is_late : is_kept;
  const double *time = late ? plan->rows->entry : plan->rows->time;
  cpwi_slice *slice = late ? &p->late : &p->all;
  int64_t *start = late ? p->late_start : p->start;
  count_rows(plan, takes, start);
  if (!make_room(slice, start[plan->buckets], !late, plan->groups, p->allocator))
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld rows",
                     (long long)start[plan->buckets]);
  if (slice->count == 0) return CPW_OK;
  int32_t status = cpwi_order(time, plan->rows->rows, 0, order, p->allocator, where, err);
  if (status != CPW_OK) return status;
  memcpy(next, start, (size_t)plan->buckets * sizeof *next);
  place(plan, takes, time, order, next, slice);
  return CPW_OK;
}

int32_t cpwi_crowd_sort(cpwi_crowd *p, const cpwi_plan *plan, const cpw_allocator *allocator,
                        const char *where, cpw_error *err) {
  memset(p, 0, sizeof *p);
  p->allocator = allocator;
  p->buckets = plan->buckets;
  size_t starts = (size_t)plan->buckets + 1;
  p->start = cpwi_alloc(allocator, starts, sizeof *p->start);
  p->late_start = cpwi_alloc(allocator, starts, sizeof *p->late_start);
  int64_t *order = cpwi_alloc(allocator, (size_t)plan->rows->rows, sizeof *order);
  int64_t *next = cpwi_alloc(allocator, starts, sizeof *next);
  int32_t status = CPW_OK;
  if (!p->start || !p->late_start || !order || !next)
    status = cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld rows",
                       (long long)plan->rows->rows);
  if (status == CPW_OK) status = sort_slice(plan, 0, order, next, p, where, err);
  if (status == CPW_OK) status = sort_slice(plan, 1, order, next, p, where, err);
  cpwi_release(allocator, order);
  cpwi_release(allocator, next);
  return status;
}

static void free_slice(cpwi_slice *s, const cpw_allocator *a) {
  cpwi_release(a, s->time);
  cpwi_release(a, s->weight);
  cpwi_release(a, s->event);
  cpwi_release(a, s->group);
}

void cpwi_crowd_free(cpwi_crowd *p) {
  free_slice(&p->all, p->allocator);
  free_slice(&p->late, p->allocator);
  cpwi_release(p->allocator, p->start);
  cpwi_release(p->allocator, p->late_start);
}

static cpwi_slice part(const cpwi_slice *s, int64_t from, int64_t to) {
  cpwi_slice r = {to - from, s->time + from, s->weight + from, NULL, NULL};
  if (s->event) r.event = s->event + from;
  if (s->group) r.group = s->group + from;
  return r;
}

cpwi_slice cpwi_crowd_slice(const cpwi_crowd *p, int64_t bucket) {
  return part(&p->all, p->start[bucket], p->start[bucket + 1]);
}

cpwi_slice cpwi_crowd_late(const cpwi_crowd *p, int64_t bucket) {
  return part(&p->late, p->late_start[bucket], p->late_start[bucket + 1]);
}

int64_t cpwi_crowd_most(const cpwi_crowd *p) {
  int64_t most = 0;
  for (int64_t b = 0; b < p->buckets; b++) {
    int64_t count = p->start[b + 1] - p->start[b];
    if (count > most) most = count;
  }
  return most;
}
