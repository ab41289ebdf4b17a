/* Which rows reorder the others when they leave: the check of a method for rank reversal.
 * Source: Belton and Gear, Omega 11:228-230 (1983), for the question; the definition of a reversal stands
 * in carepath/mcda.h. Leaves the scores to method.c. */
#include "base/order.h"
#include "mcda/internal.h"

#define CLOSE 1e-12 /* of the largest score: no strict order */

typedef struct removals {
  cpwi_mcda *w;
  const cpw_mcda_method *method;
  const int64_t *rows; /* (count), or NULL: every row */
  int64_t count;
  double *score;            /* (n) of all rows */
  int64_t *order;           /* (n) best first */
  cpw_mcda_reversal *found; /* (count); removed is -1 where nothing is reversed */
} removals;

static double largest(const double *x, int64_t n) {
  double most = 0;
  for (int64_t i = 0; i < n; i++)
    most = fabs(x[i]) > most ? fabs(x[i]) : most;
  return most;
}

/* Looks along the order of all for a row that was strictly above another and is strictly below now.
 * `now` holds the scores without row `out`. */
static int find(const removals *r, int64_t out, const double *now, cpw_mcda_reversal *pair) {
  const int64_t n = r->w->table.rows;
  const double before = CLOSE * largest(r->score, n), after = CLOSE * largest(now, n - 1);
  int64_t above = 0, lowest = -1;
  for (int64_t k = 0; k < n; k++) {
    const int64_t row = r->order[k];
    if (row == out) continue;
    for (; r->score[r->order[above]] > r->score[row] + before; above++) {
      int64_t other = r->order[above];
      if (other == out) continue;
      if (lowest < 0 || now[other - (other > out)] < now[lowest - (lowest > out)]) lowest = other;
    }
    if (lowest >= 0 && now[row - (row > out)] > now[lowest - (lowest > out)] + after) {
      *pair = (cpw_mcda_reversal){out, lowest, row};
      return 1;
    }
  }
  return 0;
}

/* The table without one row, in `values`. */
static cpwi_mcda without(const cpwi_mcda *w, int64_t out, double *values) {
  cpwi_mcda less = *w;
  const size_t row = (size_t)w->table.criteria;
  const size_t before = (size_t)out * row, after = (size_t)(w->table.rows - 1 - out) * row;
  memcpy(values, w->table.values, before * sizeof *values);
  memcpy(values + before, w->table.values + before + row, after * sizeof *values);
  less.table.values = values;
  less.table.rows--;
  less.columns = NULL;
  less.run.threads = 1;
  less.run.progress = NULL;
  return less;
}

static int32_t remove_rows(void *context, int64_t first, int64_t last, cpw_error *err) {
  const removals *r = context;
  const cpw_mcda_table *t = &r->w->table;
  double *values = cpwi_mcda_numbers(r->w, t->rows, t->criteria, err);
  double *now = values ? cpwi_mcda_numbers(r->w, t->rows, 1, err) : NULL;
  int32_t status = now ? CPW_OK : CPW_ENOMEM;
  for (int64_t k = first; k < last && status == CPW_OK; k++) {
    const int64_t out = r->rows ? r->rows[k] : k;
    cpwi_mcda less = without(r->w, out, values);
    status = cpwi_mcda_score_into(&less, r->method, now, err);
    cpwi_mcda_free(&less);
    if (status != CPW_OK) break;
    r->found[k].removed = -1;
    find(r, out, now, &r->found[k]);
  }
  cpwi_release(t->allocator, now);
  cpwi_release(t->allocator, values);
  return status;
}

static int32_t check_rows(const removals *r, int64_t capacity, const cpw_mcda_reversal *examples,
                          const int64_t *found, cpw_error *err) {
  const cpwi_mcda *w = r->w;
  if (w->table.rows < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, w->where, "table.rows = 0 must be >= 1");
  if (r->count < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, w->where, "count = %lld must be >= 0",
                     (long long)r->count);
  if (capacity < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, w->where, "capacity = %lld must be >= 0",
                     (long long)capacity);
  if (!found || (!examples && capacity > 0))
    return cpwi_fail(err, CPW_EINVAL, -1, w->where, "%s must be given",
                     found ? "examples" : "found");
  for (int64_t k = 0; r->rows && k < r->count; k++)
    if (r->rows[k] < 0 || r->rows[k] >= w->table.rows)
      return cpwi_fail(err, CPW_EINVAL, k, w->where, "remove[%lld] = %lld must be 0 to %lld",
                       (long long)k, (long long)r->rows[k], (long long)(w->table.rows - 1));
  return CPW_OK;
}

static int32_t make(removals *r, cpw_error *err) {
  const cpw_allocator *a = r->w->table.allocator;
  const int64_t n = r->w->table.rows;
  r->score = cpwi_mcda_numbers(r->w, n, 1, err);
  if (!r->score) return CPW_ENOMEM;
  r->order = cpwi_alloc(a, (size_t)n, sizeof *r->order);
  r->found = cpwi_alloc(a, (size_t)r->count, sizeof *r->found);
  if (!r->order || !r->found)
    return cpwi_fail(err, CPW_ENOMEM, -1, r->w->where, "no memory for %lld rows", (long long)n);
  cpw_run run = r->w->run;
  r->w->run.progress = NULL; /* told by the loop over the removals */
  int32_t status = cpwi_mcda_score_into(r->w, r->method, r->score, err);
  r->w->run = run;
  if (status == CPW_OK) status = cpwi_order(r->score, n, 1, r->order, a, r->w->where, err);
  if (status != CPW_OK) return status;
  return cpwi_parallel(&run, r->count, 1 + r->count / 256, remove_rows, r, r->w->where, err);
}

static void hand_over(const removals *r, int64_t capacity, cpw_mcda_reversal *examples,
                      int64_t *found) {
  int64_t count = 0;
  for (int64_t k = 0; k < r->count; k++) {
    if (r->found[k].removed < 0) continue;
    if (count < capacity) examples[count] = r->found[k];
    count++;
  }
  *found = count;
}

int32_t cpw_mcda_reversals(const cpw_mcda_table *table, const cpw_mcda_method *method,
                           const int64_t *remove, int64_t count, const cpw_run *run,
                           int64_t capacity, cpw_mcda_reversal *examples, int64_t *found,
                           cpw_error *err) {
  cpwi_mcda w;
  cpw_mcda_method known;
  int32_t status = cpwi_mcda_take(&w, table, run, 0, __func__, err);
  removals r = {&w, &known, remove, remove ? count : w.table.rows, NULL, NULL, NULL};
  if (status == CPW_OK) status = cpwi_mcda_take_method(&known, method, __func__, err);
  if (status == CPW_OK) status = check_rows(&r, capacity, examples, found, err);
  if (status == CPW_OK) status = make(&r, err);
  if (status == CPW_OK) hand_over(&r, capacity, examples, found);
  cpwi_release(w.table.allocator, r.score);
  cpwi_release(w.table.allocator, r.order);
  cpwi_release(w.table.allocator, r.found);
  cpwi_mcda_free(&w);
  return status;
}
