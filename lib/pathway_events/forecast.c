/* What one patient may expect: the network simulated from now on, until he has left, in many futures.
 * Source: conditioning on who is there now, with what is left of stays given how long they have lasted (duration.h).
 * Leaves the futures to engine.c. */
#include "base/order.h"
#include "pathway_events/result.h"

#define WHERE "cpw_pathway_forecast"

static const double PROBABILITIES[] = {0.1, 0.5, 0.9};

static cpw_pathway_forecast_options defaults(void) {
  cpw_pathway_forecast_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.horizon = 3650.0;
  o.initial = -1;
  return o;
}

void cpw_pathway_forecast_options_init_sized(cpw_pathway_forecast_options *options, size_t size) {
  cpw_pathway_forecast_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

/* ---------------------------------------------------------------- what happens -------------- */

static int64_t future_of(const cpwi_engine *e) {
  return e->replication - e->p->run.first_replication;
}

void cpwi_forecast_begins(cpwi_engine *e, int32_t stage) {
  const cpwi_forecast *f = e->p->forecast;
  double *at = &f->begins[future_of(e) * e->p->n.stages + stage];
  if (e->now < *at) *at = e->now;
}

void cpwi_forecast_leaves(cpwi_engine *e, int64_t exit) {
  const cpwi_forecast *f = e->p->forecast;
  f->leaves[future_of(e)] = e->now;
  f->exit[future_of(e)] = (int32_t)exit;
  e->tagged = CPWI_NONE;
  e->stopped = 1;
}

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t check(const cpw_pathway_forecast_options *o, cpw_error *err) {
  if (!(o->horizon > 0.0 && cpwi_is_finite(o->horizon)))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "options.horizon = %s must be finite and > 0",
                     cpwi_number(o->horizon).text);
  if (o->probabilities && o->probability_count < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "options.probability_count = %lld must be >= 1",
                     (long long)o->probability_count);
  return cpwi_events_probabilities(o->probabilities, o->probability_count, WHERE, err);
}

static int32_t fail_number(const char *name, int64_t value, int64_t below, cpw_error *err) {
  return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "options.%s = %lld must be from 0 to %lld", name,
                   (long long)value, (long long)below - 1);
}

static int32_t check_whom(const cpwi_events *p, const cpw_pathway_forecast_options *o,
                          cpw_error *err) {
  const cpw_pathway *n = &p->n.p;
  if (o->initial < -1 || o->initial >= n->initials)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "options.initial = %lld must be -1 (somebody new) or a row of the %lld of the "
                     "initial people",
                     (long long)o->initial, (long long)n->initials);
  if (o->initial >= 0) {
    int64_t people = (int64_t)n->initial[o->initial].people;
    return o->nth >= 0 && o->nth < people ? CPW_OK : fail_number("nth", o->nth, people, err);
  }
  if (o->stage < 0 || o->stage >= n->stages) return fail_number("stage", o->stage, n->stages, err);
  if (o->group < 0 || o->group >= n->groups) return fail_number("group", o->group, n->groups, err);
  return CPW_OK;
}

/* ---------------------------------------------------------------- futures ------------------- */

static int32_t run_range(void *context, int64_t first, int64_t last, cpw_error *err) {
  const cpwi_events *p = context;
  cpwi_engine *e = NULL;
  int32_t status = cpwi_engine_new(p, &e, err);
  for (int64_t i = first; i < last && status == CPW_OK; i++)
    status = cpwi_replicate(e, p->run.first_replication + i, err);
  cpwi_engine_free(e);
  return status;
}

static int32_t take_memory(cpwi_events *p, cpwi_forecast *f, cpw_error *err) {
  const cpw_allocator *a = p->options.allocator;
  int64_t n = p->run.replications, size;
  int ok = cpwi_multiply(n, p->n.stages, &size);
  f->begins = ok ? cpwi_alloc(a, (size_t)size, sizeof *f->begins) : NULL;
  f->leaves = cpwi_alloc(a, (size_t)n, 2 * sizeof *f->leaves);
  f->exit = cpwi_alloc(a, (size_t)n, sizeof *f->exit);
  if (!f->begins || !f->leaves || !f->exit)
    return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld futures", (long long)n);
  f->waits = f->leaves + n;
  for (int64_t i = 0; i < size; i++)
    f->begins[i] = CPWI_NEVER_ENDS;
  for (int64_t i = 0; i < n; i++) {
    f->leaves[i] = CPWI_NEVER_ENDS;
    f->exit[i] = CPWI_NONE;
  }
  return CPW_OK;
}

/* Where he is now: what he has begun he reaches at once. */
static int32_t now_at(const cpwi_events *p, const cpw_pathway_forecast_options *o) {
  return o->initial >= 0 ? p->n.p.initial[o->initial].stage : o->stage;
}

static void finish(const cpwi_events *p, cpwi_forecast *f, const cpw_pathway_forecast_options *o) {
  int32_t stage = now_at(p, o);
  int begun = o->initial >= 0 && p->n.p.initial[o->initial].state != CPW_INITIAL_WAITING;
  for (int64_t i = 0; i < p->run.replications; i++) {
    double *at = &f->begins[i * p->n.stages + stage];
    if (begun) *at = 0.0;
    f->waits[i] = *at;
  }
}

/* ---------------------------------------------------------------- the result ---------------- */

/* Share of the finite values, their mean, and quantiles of all. */
typedef struct law {
  double *share, *mean, *quantile;
} law;

static int32_t put_law(const cpwi_events *p, const double *x, const law *to, int64_t *order,
                       cpw_error *err) {
  int64_t n = p->run.replications, finite = 0;
  double sum = 0.0;
  int32_t status = cpwi_order(x, n, 0, order, p->options.allocator, WHERE, err);
  if (status != CPW_OK) return status;
  for (; finite < n && x[order[finite]] < CPWI_NEVER_ENDS; finite++)
    sum += x[order[finite]];
  *to->share = (double)finite / (double)n;
  *to->mean = finite > 0 ? sum / (double)finite : CPWI_NAN;
  for (int64_t q = 0; q < p->probability_count; q++) {
    double at = ceil(p->probabilities[q] * (double)n - 1e-9);
    int64_t k = at < 1.0 ? 0 : (int64_t)at - 1;
    to->quantile[q] = x[order[k < n ? k : n - 1]];
  }
  return CPW_OK;
}

static const cpwi_named ARRAYS[] = {
    {"wait_quantile", "time", "until he begins the stage where he is", "quantile"},
    {"wait_mean", "time", "the same, over the futures in which he does", ""},
    {"begin_share", "share", "of the futures in which he does", ""},
    {"reach_quantile", "time", "until he first begins each stage", "stage quantile"},
    {"reach_mean", "time", "the same, over the futures in which he does", "stage"},
    {"reach_share", "share", "of the futures in which he does", "stage"},
    {"leave_quantile", "time", "until he leaves the network", "quantile"},
    {"leave_mean", "time", "the same, over the futures in which he does", ""},
    {"inside_share", "share", "of the futures in which he is there at the horizon", ""},
    {"exit_share", "share", "of the futures in which he leaves by it", "exit"},
};
#define ARRAY_COUNT 10

static int32_t put_arrays(const cpwi_events *p, cpwi_forecast *f, double *m[ARRAY_COUNT],
                          int64_t *order, double *column, cpw_error *err) {
  int64_t n = p->run.replications, stages = p->n.stages;
  law wait = {m[2], m[1], m[0]}, leave = {m[8], m[7], m[6]};
  int32_t status = put_law(p, f->waits, &wait, order, err);
  if (status == CPW_OK) status = put_law(p, f->leaves, &leave, order, err);
  *m[8] = 1.0 - *m[8];
  for (int64_t s = 0; s < stages && status == CPW_OK; s++) {
    law reach = {m[5] + s, m[4] + s, m[3] + s * p->probability_count};
    for (int64_t i = 0; i < n; i++)
      column[i] = f->begins[i * stages + s];
    status = put_law(p, column, &reach, order, err);
  }
  for (int64_t x = 0; x < p->n.exits; x++) {
    int64_t count = 0;
    for (int64_t i = 0; i < n; i++)
      count += f->exit[i] == x;
    m[9][x] = (double)count / (double)n;
  }
  return status;
}

static int32_t fill(cpw_result *result, const cpwi_events *p, cpwi_forecast *f, cpw_error *err) {
  const cpw_allocator *a = p->options.allocator;
  double *m[ARRAY_COUNT];
  int64_t who;
  void *memory;
  int32_t status = cpwi_pathway_dimensions(&p->n, result, &who, err);
  if (status == CPW_OK)
    status = cpwi_add_probabilities(result, p->probabilities, p->probability_count, a, err);
  for (int k = 0; k < ARRAY_COUNT && status == CPW_OK; k++) {
    status = cpw_result_add_array(result, ARRAYS[k].name, ARRAYS[k].unit, ARRAYS[k].description,
                                  ARRAYS[k].dimensions, CPW_DOUBLE, CPW_MERGE_SAME, &memory, err);
    m[k] = memory;
  }
  if (status == CPW_OK)
    status = cpw_result_add_array(result, "replications", "", "number of futures", "", CPW_INT64,
                                  CPW_MERGE_SAME, &memory, err);
  if (status != CPW_OK) return status;
  memcpy(memory, &p->run.replications, sizeof p->run.replications);
  int64_t *order = cpwi_alloc(a, (size_t)p->run.replications, sizeof *order);
  double *column = cpwi_alloc(a, (size_t)p->run.replications, sizeof *column);
  if (order && column)
    status = put_arrays(p, f, m, order, column, err);
  else
    status = cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for the quantiles");
  cpwi_release(a, order);
  cpwi_release(a, column);
  return status;
}

static int32_t run_futures(cpwi_events *p, cpwi_forecast *f, const cpw_pathway_forecast_options *o,
                           cpw_result **out, cpw_error *err) {
  cpw_result *result = NULL;
  int32_t status = take_memory(p, f, err);
  if (status == CPW_OK)
    status = cpwi_parallel(&p->run, p->run.replications, p->run.replications / 64 + 1, run_range, p,
                           WHERE, err);
  if (status == CPW_OK) {
    finish(p, f, o);
    status = cpw_result_new(p->options.allocator, &result, err);
  }
  if (status == CPW_OK) status = fill(result, p, f, err);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}

int32_t cpw_pathway_forecast(const cpw_pathway *pathway,
                             const cpw_pathway_forecast_options *options, const cpw_run *run,
                             cpw_result **out, cpw_error *err) {
  cpw_pathway_forecast_options o = defaults();
  cpwi_forecast f;
  cpwi_events p;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "out is NULL");
  int32_t status = cpwi_take_options(&o, sizeof o, options, WHERE, err);
  if (status == CPW_OK) status = cpwi_check_allocator(o.allocator, WHERE, err);
  if (status == CPW_OK) status = check(&o, err);
  if (status != CPW_OK) return status;
  status = cpwi_events_options(&p, NULL, err);
  p.where = WHERE;
  p.options.allocator = o.allocator;
  p.options.horizon = o.horizon;
  p.probabilities = o.probabilities ? o.probabilities : PROBABILITIES;
  p.probability_count = o.probabilities ? o.probability_count : 3;
  memset(&f, 0, sizeof f);
  f.stage = o.stage;
  f.group = o.group;
  f.row = o.initial;
  f.nth = o.nth;
  p.forecast = &f;
  if (status == CPW_OK) status = cpwi_events_take(&p, pathway, run, err);
  if (status == CPW_OK) status = check_whom(&p, &o, err);
  if (status == CPW_OK) status = run_futures(&p, &f, &o, out, err);
  cpwi_release(o.allocator, f.begins);
  cpwi_release(o.allocator, f.leaves);
  cpwi_release(o.allocator, f.exit);
  cpwi_events_free(&p);
  return status;
}
