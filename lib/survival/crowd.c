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
  if (r->groups < 1 || r->groups > INT32_MAX || (r->groups > 1 && !r->group && r->rows > 0))
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
