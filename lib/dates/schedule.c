/* Slots for the people of a list: who is treated when, and slots of an even capacity.
 * Source: the rules in carepath/dates.h; a binary heap (Williams, Communications of the ACM 7:347,
 * 1964). Leaves checks to rows.c and targets of priorities to carepath/waitlist.h. */
#include "carepath/waitlist.h"
#include "dates/internal.h"

#include <float.h>
#include <math.h>
#include <string.h>

static const char *const WHERE = "cpw_dates_schedule";

/* Who waits for a slot: the least first, by key, then by referral, then by row. */
typedef struct waiter {
  int64_t key, row;
  int32_t referral, gone; /* the day from which the patient is no longer there */
} waiter;

typedef struct heap {
  waiter *item;
  int64_t count;
} heap;

static int before(const waiter *a, const waiter *b) {
  if (a->key != b->key) return a->key < b->key;
  if (a->referral != b->referral) return a->referral < b->referral;
  return a->row < b->row;
}

static void push(heap *h, waiter w) {
  int64_t k = h->count++;
  while (k > 0 && before(&w, &h->item[(k - 1) / 2])) {
    h->item[k] = h->item[(k - 1) / 2];
    k = (k - 1) / 2;
  }
  h->item[k] = w;
}

static waiter pop(heap *h) {
  waiter first = h->item[0], last = h->item[--h->count];
  int64_t k = 0;
  for (;;) {
    int64_t child = 2 * k + 1;
    if (child >= h->count) break;
    if (child + 1 < h->count && before(&h->item[child + 1], &h->item[child])) child++;
    if (!before(&h->item[child], &last)) break;
    h->item[k] = h->item[child];
    k = child;
  }
  if (h->count > 0) h->item[k] = last;
  return first;
}

/* ---------------------------------------------------------------- in order of time ---------- */

/* Indices by date, equal dates in the order given. `at` (days + 1) is scratch. */
static void order_by_date(const int32_t *dates, int64_t count, int32_t first, int64_t days,
                          int64_t *at, int64_t *order) {
  memset(at, 0, (size_t)(days + 1) * sizeof *at);
  for (int64_t i = 0; i < count; i++)
    at[dates[i] - first + 1]++;
  for (int64_t k = 0; k < days; k++)
    at[k + 1] += at[k];
  for (int64_t i = 0; i < count; i++)
    order[at[dates[i] - first]++] = i;
}

typedef struct plan {
  const cpwi_dates *d;
  int64_t slots;
  const int32_t *slot;
  int64_t *rows_in_time, *slots_in_time, *at, *patient;
  int32_t *removal;
  heap waiting;
} plan;

static waiter waiter_of(const cpwi_dates *d, int64_t row) {
  const cpw_date_rows *r = &d->rows;
  int64_t target = r->priority ? cpw_waitlist_priority_days(r->priority[row]) : 0;
  int64_t due = (int64_t)r->referral[row] + target;
  return (waiter){d->options.order == CPW_DATES_BY_DUE ? due : target, row, r->referral[row],
                  cpwi_date_or_never(r->withdrawal, row)};
}

static void give_slots(plan *p) {
  const cpw_date_rows *r = &p->d->rows;
  int64_t next = 0;
  for (int64_t k = 0; k < p->slots; k++) {
    int64_t s = p->slots_in_time[k];
    int32_t day = p->slot[s];
    for (; next < r->rows && r->referral[p->rows_in_time[next]] < day; next++) {
      int64_t row = p->rows_in_time[next];
      if (r->removal[row] == CPW_DATE_NONE) push(&p->waiting, waiter_of(p->d, row));
    }
    p->patient[s] = -1;
    while (p->waiting.count > 0 && p->patient[s] < 0) {
      waiter w = pop(&p->waiting);
      if (w.gone > day) p->patient[s] = w.row;
    }
    if (p->patient[s] >= 0) p->removal[p->patient[s]] = day;
  }
}

/* The published rule: the next row in row order, or nobody. */
static void give_published(plan *p) {
  const cpw_date_rows *r = &p->d->rows;
  int64_t row = 0;
  for (int64_t s = 0; s < p->slots; s++) {
    while (row < r->rows && r->removal[row] != CPW_DATE_NONE)
      row++;
    int taken = row < r->rows && p->slot[s] > r->referral[row];
    p->patient[s] = taken ? row : -1;
    if (taken) p->removal[row++] = p->slot[s];
  }
}

static int32_t check_slots(const plan *p, int32_t *first, int32_t *last, cpw_error *err) {
  *first = p->d->rows.rows > 0 ? p->d->first_referral : 0;
  *last = p->d->rows.rows > 0 ? p->d->last_referral : 0;
  for (int64_t s = 0; s < p->slots; s++) {
    if (!cpwi_is_date(p->slot[s]))
      return cpwi_fail(err, CPW_EDOMAIN, s, WHERE,
                       "slot[%lld] must be a date in the years 1 to 9999", (long long)s);
    if (p->slot[s] < *first) *first = p->slot[s];
    if (p->slot[s] > *last) *last = p->slot[s];
  }
  return CPW_OK;
}

static void run_plan(plan *p, int32_t first, int64_t days) {
  if (p->d->options.published) {
    give_published(p);
    return;
  }
  order_by_date(p->d->rows.referral, p->d->rows.rows, first, days, p->at, p->rows_in_time);
  order_by_date(p->slot, p->slots, first, days, p->at, p->slots_in_time);
  give_slots(p);
}

static int32_t make_plan(plan *p, int32_t *removal, int64_t *patient, cpw_error *err) {
  const cpw_allocator *a = p->d->options.allocator;
  int32_t first, last, status = check_slots(p, &first, &last, err);
  if (status != CPW_OK) return status;
  int64_t rows = p->d->rows.rows, days = (int64_t)last - first + 1;
  p->rows_in_time = cpwi_alloc(a, (size_t)rows, sizeof *p->rows_in_time);
  p->slots_in_time = cpwi_alloc(a, (size_t)p->slots, sizeof *p->slots_in_time);
  p->at = cpwi_alloc(a, (size_t)days + 1, sizeof *p->at);
  p->patient = cpwi_alloc(a, (size_t)p->slots, sizeof *p->patient);
  p->removal = cpwi_alloc(a, (size_t)rows, sizeof *p->removal);
  p->waiting.item = cpwi_alloc(a, (size_t)rows, sizeof *p->waiting.item);
  if (!p->rows_in_time || !p->slots_in_time || !p->at || !p->patient || !p->removal ||
      !p->waiting.item) {
    status = cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld rows and %lld slots",
                       (long long)rows, (long long)p->slots);
  } else {
    if (rows > 0) memcpy(p->removal, p->d->rows.removal, (size_t)rows * sizeof *removal);
    run_plan(p, first, days);
    if (rows > 0) memcpy(removal, p->removal, (size_t)rows * sizeof *removal);
    if (patient && p->slots > 0) memcpy(patient, p->patient, (size_t)p->slots * sizeof *patient);
  }
  void *const blocks[] = {p->rows_in_time, p->slots_in_time, p->at,
                          p->patient,      p->removal,       p->waiting.item};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
    cpwi_release(a, blocks[k]);
  return status;
}

int32_t cpw_dates_schedule(const cpw_date_rows *rows, int64_t slots, const int32_t *slot,
                           const cpw_dates_options *options, int32_t *removal, int64_t *patient,
                           cpw_error *err) {
  cpwi_dates d;
  int32_t status = cpwi_dates_take(&d, rows, options, 1, 0, WHERE, err);
  if (status != CPW_OK) return status;
  if (slots < 0 || (slots > 0 && !slot) || (d.rows.rows > 0 && !removal))
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "%s",
                     slots < 0            ? "slots must be >= 0"
                     : slots > 0 && !slot ? "slot is NULL"
                                          : "removal is NULL");
  plan p = {.d = &d, .slots = slots, .slot = slot};
  return make_plan(&p, removal, patient, err);
}

/* ---------------------------------------------------------------- even slots ---------------- */

int32_t cpw_dates_sim_schedule(int32_t start, int64_t days, double capacity, int64_t room,
                               int32_t *slot, int64_t *count, cpw_error *err) {
  if (!count) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "count is NULL");
  if (!cpwi_is_date(start))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "start must be a date in the years 1 to 9999");
  if (days < 1)
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "days = %lld must be >= 1", (long long)days);
  if (!(capacity > 0.0 && capacity <= DBL_MAX))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "capacity = %s must be finite and > 0",
                     cpwi_number(capacity).text);
  if (days - 1 > CPWI_LAST_DATE - start)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, __func__, "%lld days go beyond the year 9999",
                     (long long)days);
  double last = (double)(days - 1);
  if (!(last * capacity < 0x1p53))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, __func__, "more than 2^53 slots");
  int64_t found = (int64_t)floor(last * capacity) + 1;
  while ((double)found / capacity <= last) /* the product may have been rounded down */
    found++;
  while (found > 1 && (double)(found - 1) / capacity > last)
    found--;
  if (slot && found > room)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, __func__, "%lld slots do not fit into room for %lld",
                     (long long)found, (long long)room);
  for (int64_t j = 0; slot && j < found; j++)
    slot[j] = start + (int32_t)ceil((double)j / capacity);
  *count = found;
  return CPW_OK;
}
