/* PROMETHEE I and II: flows of all criteria, weighted.
 * Source: Brans, Vincke and Mareschal, EJOR 24:228-238 (1986). Criteria are computed on several threads
 * and added in their order, so that the number of threads does not show.
 * Leaves the flows of one criterion to flows.c. */
#include "base/order.h"
#include "mcda/internal.h"

#include <unistd.h>

#define MOST_AT_ONCE 8 /* criteria: each takes 48 bytes a row */
#define HUGE_VALUE   0x1p900
#define SHRINK       0x1p-200 /* keeps products of counts and values within the doubles */

typedef struct criterion {
  double *y, *work, *plus, *minus; /* (n), (2 n), (n), (n): one block */
  int64_t *order;
} criterion;

typedef struct flows {
  cpwi_mcda *w;
  const cpw_mcda_preference *preferences;
  double *positive, *negative, *net;
  criterion *slots; /* (slot_count) criteria at work */
  int64_t slot_count, first;
} flows;

static const cpw_mcda_preference usual = {CPW_MCDA_USUAL, 0, 0, 0, 0};

static const cpw_mcda_preference *preference_of(const flows *f, int64_t j) {
  return f->preferences ? &f->preferences[j] : &usual;
}

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t fail_preference(const cpwi_mcda *w, int64_t j, const char *field, double value,
                               const char *rule, cpw_error *err) {
  return cpwi_fail(err, CPW_EDOMAIN, j, w->where, "preferences[%lld].%s = %s must be %s",
                   (long long)j, field, cpwi_number(value).text, rule);
}

static int32_t check_preference(const cpwi_mcda *w, const cpw_mcda_preference *f, int64_t j,
                                cpw_error *err) {
  const int32_t shape = f->shape;
  const int has_q =
      shape == CPW_MCDA_U_SHAPE || shape == CPW_MCDA_LEVEL || shape == CPW_MCDA_LINEAR;
  const int has_p =
      shape == CPW_MCDA_V_SHAPE || shape == CPW_MCDA_LEVEL || shape == CPW_MCDA_LINEAR;
  if (shape < CPW_MCDA_USUAL || shape > CPW_MCDA_GAUSSIAN)
    return cpwi_fail(err, CPW_EINVAL, j, w->where, "preferences[%lld].shape = %d must be 1 to %d",
                     (long long)j, (int)shape, CPW_MCDA_GAUSSIAN);
  if (f->reserved != 0)
    return cpwi_fail(err, CPW_EINVAL, j, w->where, "preferences[%lld].reserved = %d must be 0",
                     (long long)j, (int)f->reserved);
  if (has_q && !(f->q >= 0 && f->q < HUGE_VALUE))
    return fail_preference(w, j, "q", f->q, "0 or more and below 2^900", err);
  if (has_p && !(f->p > (has_q ? f->q : 0) && f->p < HUGE_VALUE))
    return fail_preference(w, j, "p", f->p,
                           has_q ? "above q and below 2^900" : "above 0 and below 2^900", err);
  if (shape == CPW_MCDA_GAUSSIAN && !(f->s > 0 && f->s < HUGE_VALUE))
    return fail_preference(w, j, "s", f->s, "above 0 and below 2^900", err);
  if (shape == CPW_MCDA_GAUSSIAN && w->table.rows > CPW_MCDA_MAX_PAIRED)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, w->where,
                     "table.rows = %lld must be at most %d with CPW_MCDA_GAUSSIAN",
                     (long long)w->table.rows, CPW_MCDA_MAX_PAIRED);
  return CPW_OK;
}

/* ---------------------------------------------------------------- one criterion ------------- */

/* y, and the preference function, in a unit in which nothing overflows */
static cpw_mcda_preference turn(const flows *f, int64_t j, double *y) {
  const cpw_mcda_table *t = &f->w->table;
  const cpwi_mcda_column *c = &f->w->columns[j];
  const double direction = (double)cpwi_mcda_direction(f->w, j);
  const int shrink = fabs(c->best) > HUGE_VALUE || fabs(c->worst) > HUGE_VALUE;
  const double factor = shrink ? SHRINK : 1;
  for (int64_t i = 0; i < t->rows; i++)
    y[i] = direction * t->values[i * t->criteria + j] * factor;
  cpw_mcda_preference p = *preference_of(f, j);
  p.q *= factor;
  p.p *= factor;
  p.s *= factor;
  return p;
}

static int32_t compute(void *context, int64_t first, int64_t last, cpw_error *err) {
  const flows *f = context;
  const int64_t n = f->w->table.rows;
  int32_t status = CPW_OK;
  for (int64_t k = first; k < last && status == CPW_OK; k++) {
    const criterion *c = &f->slots[k];
    const cpw_mcda_preference p = turn(f, f->first + k, c->y);
    status = cpwi_order(c->y, n, 0, c->order, f->w->table.allocator, f->w->where, err);
    if (status != CPW_OK) break;
    status = cpwi_mcda_flow(c->y, c->order, n, &p, f->w->run.cancel, c->work, c->plus, c->minus);
    if (status == CPW_ECANCELLED)
      cpwi_fail(err, status, -1, f->w->where, "cancelled by the caller");
  }
  return status;
}

static void add_criterion(const flows *f, int64_t j, const criterion *c) {
  const double weight = f->w->table.weights[j];
  for (int64_t i = 0; i < f->w->table.rows; i++) {
    if (f->positive) f->positive[i] += weight * c->plus[i];
    if (f->negative) f->negative[i] += weight * c->minus[i];
    f->net[i] += weight * (c->plus[i] - c->minus[i]);
  }
}

/* ---------------------------------------------------------------- all of them --------------- */

static void free_slots(flows *f) {
  for (int64_t k = 0; f->slots && k < f->slot_count; k++) {
    cpwi_release(f->w->table.allocator, f->slots[k].y);
    cpwi_release(f->w->table.allocator, f->slots[k].order);
  }
  cpwi_release(f->w->table.allocator, f->slots);
}

static int32_t make_slots(flows *f, cpw_error *err) {
  const cpw_mcda_table *t = &f->w->table;
  int64_t threads = f->w->run.threads > 0 ? f->w->run.threads : sysconf(_SC_NPROCESSORS_ONLN);
  threads = threads < 1 ? 1 : threads > MOST_AT_ONCE ? MOST_AT_ONCE : threads;
  f->slot_count = threads < t->criteria ? threads : t->criteria;
  f->slots = cpwi_alloc_zero(t->allocator, (size_t)f->slot_count, sizeof *f->slots);
  if (!f->slots)
    return cpwi_fail(err, CPW_ENOMEM, -1, f->w->where, "no memory for %lld criteria",
                     (long long)f->slot_count);
  for (int64_t k = 0; k < f->slot_count; k++) {
    criterion *c = &f->slots[k];
    c->y = cpwi_mcda_numbers(f->w, t->rows, 5, err);
    if (!c->y) return CPW_ENOMEM;
    c->order = cpwi_alloc(t->allocator, (size_t)t->rows, sizeof *c->order);
    if (!c->order)
      return cpwi_fail(err, CPW_ENOMEM, -1, f->w->where, "no memory for %lld rows",
                       (long long)t->rows);
    c->work = c->y + t->rows;
    c->plus = c->work + 2 * t->rows;
    c->minus = c->plus + t->rows;
  }
  return CPW_OK;
}

/* tells the caller how far it is; CPW_ECANCELLED if the answer is not 0 */
static int32_t report(const cpwi_mcda *w, double done, cpw_error *err) {
  if (!w->run.progress || w->run.progress(w->run.progress_context, done) == 0) return CPW_OK;
  return cpwi_fail(err, CPW_ECANCELLED, -1, w->where, "cancelled by the caller");
}

static int32_t add_all(flows *f, cpw_error *err) {
  const int64_t m = f->w->table.criteria;
  cpw_run run = f->w->run;
  run.progress = NULL; /* of a group of criteria: told here */
  int32_t status = CPW_OK;
  for (f->first = 0; f->first < m && status == CPW_OK; f->first += f->slot_count) {
    int64_t group = m - f->first < f->slot_count ? m - f->first : f->slot_count;
    status = cpwi_parallel(&run, group, 1, compute, f, f->w->where, err);
    for (int64_t k = 0; k < group && status == CPW_OK; k++)
      add_criterion(f, f->first + k, &f->slots[k]);
    if (status == CPW_OK) status = report(f->w, (double)(f->first + group) / (double)m, err);
  }
  return status;
}

/* means over the other rows */
static void divide(double *x, int64_t n) {
  for (int64_t i = 0; x && n > 1 && i < n; i++)
    x[i] /= (double)(n - 1);
}

int32_t cpwi_mcda_flows_into(cpwi_mcda *w, const cpw_mcda_preference *preferences, double *positive,
                             double *negative, double *net, cpw_error *err) {
  const int64_t n = w->table.rows;
  int32_t status = CPW_OK;
  for (int64_t j = 0; preferences && j < w->table.criteria && status == CPW_OK; j++)
    status = check_preference(w, &preferences[j], j, err);
  if (status == CPW_OK) status = cpwi_mcda_scale(w, CPW_MCDA_NONE, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < n; i++) {
    net[i] = 0;
    if (positive) positive[i] = 0;
    if (negative) negative[i] = 0;
  }
  flows f = {w, preferences, positive, negative, net, NULL, 0, 0};
  status = make_slots(&f, err);
  if (status == CPW_OK) status = add_all(&f, err);
  free_slots(&f);
  divide(positive, n);
  divide(negative, n);
  divide(net, n);
  return status;
}

int32_t cpw_mcda_promethee(const cpw_mcda_table *table, const cpw_mcda_preference *preferences,
                           const cpw_run *run, double *positive, double *negative, double *net,
                           cpw_error *err) {
  cpwi_mcda w;
  int32_t status = cpwi_mcda_take(&w, table, run, 0, __func__, err);
  const int64_t n = w.table.rows;
  if (status == CPW_OK && !positive && !negative && !net && n > 0)
    status =
        cpwi_fail(err, CPW_EINVAL, -1, __func__, "one of positive, negative and net must be given");
  double *work = status == CPW_OK ? cpwi_mcda_numbers(&w, n, 3, err) : NULL;
  if (status == CPW_OK && !work) status = CPW_ENOMEM;
  if (work)
    status = cpwi_mcda_flows_into(&w, preferences, positive ? work : NULL,
                                  negative ? work + n : NULL, work + 2 * n, err);
  if (work && status == CPW_OK) {
    cpwi_mcda_hand_out(positive, work, n);
    cpwi_mcda_hand_out(negative, work + n, n);
    cpwi_mcda_hand_out(net, work + 2 * n, n);
  }
  cpwi_release(w.table.allocator, work);
  cpwi_mcda_free(&w);
  return status;
}
