/* Everybody's place: keys, order, and what the caller asked for.
 * Source: carepath/priority.h. Leaves the parts of the score to parts.c and sorting to order.c. */
#include "priority/value.h"

#include <string.h>

enum { GRAIN = 16 * CPWI_BLOCK };

int32_t cpwi_keys_new(cpwi_keys *k, int64_t n, const cpwi_ranker *r, cpw_error *err) {
  k->score = cpwi_alloc(r->allocator, (size_t)n, sizeof *k->score);
  k->wait = cpwi_alloc(r->allocator, (size_t)n, sizeof *k->wait);
  k->block = cpwi_alloc(r->allocator, (size_t)n, sizeof *k->block);
  k->notes = cpwi_alloc(r->allocator, (size_t)n, sizeof *k->notes);
  if (k->score && k->wait && k->block && k->notes) return CPW_OK;
  return cpwi_fail(err, CPW_ENOMEM, -1, r->where, "no memory for %lld patients", (long long)n);
}

void cpwi_keys_free(cpwi_keys *k, const cpwi_ranker *r) {
  cpwi_release(r->allocator, k->notes);
  cpwi_release(r->allocator, k->block);
  cpwi_release(r->allocator, k->wait);
  cpwi_release(r->allocator, k->score);
}

typedef struct working {
  const cpwi_ranker *r;
  const cpwi_keys *k;
  double *clinical, *equity;
} working;

static void store(const working *w, int64_t first, int64_t count, const cpwi_block *b) {
  for (int64_t i = 0; i < count; i++) {
    w->k->score[first + i] = b->score[i];
    w->k->wait[first + i] = b->wait[i];
    w->k->block[first + i] = cpwi_block_of(w->r, b->tier[i], b->breached[i]);
    w->k->notes[first + i] = 4 * b->missing[i] + 2 * b->capped[i] + b->breached[i];
    if (w->clinical) w->clinical[first + i] = b->clinical[i];
    if (w->equity) w->equity[first + i] = b->equity[i];
  }
}

static int32_t work_range(void *context, int64_t first, int64_t last, cpw_error *err) {
  const working *w = context;
  cpwi_block b;
  for (int64_t row = first; row < last; row += CPWI_BLOCK) {
    int64_t count = last - row < CPWI_BLOCK ? last - row : CPWI_BLOCK;
    int32_t status = cpwi_work_block(w->r, row, count, NULL, &b, err);
    if (status != CPW_OK) return status;
    store(w, row, count, &b);
  }
  return CPW_OK;
}

int32_t cpwi_work_out_keys(const cpwi_ranker *r, const cpwi_keys *k, double *clinical,
                           double *equity, const cpw_run *run, cpw_error *err) {
  cpw_run known;
  int32_t status = cpwi_take_run(&known, run, r->where, err);
  working w = {r, k, clinical, equity};
  if (status != CPW_OK) return status;
  return cpwi_parallel(&known, r->list.patients, GRAIN, work_range, &w, r->where, err);
}

/* -------- the ranking that the caller asked for */

typedef struct ranked {
  cpwi_keys keys;
  int64_t *order;
  double *clinical, *equity;
} ranked;

static int32_t ranked_new(ranked *d, const cpwi_ranker *r, const cpw_priority_ranking *wanted,
                          cpw_error *err) {
  size_t n = (size_t)r->list.patients;
  int32_t status = cpwi_keys_new(&d->keys, r->list.patients, r, err);
  if (status != CPW_OK) return status;
  d->order = cpwi_alloc(r->allocator, n, sizeof *d->order);
  d->clinical = wanted->clinical ? cpwi_alloc(r->allocator, n, sizeof *d->clinical) : NULL;
  d->equity = wanted->equity ? cpwi_alloc(r->allocator, n, sizeof *d->equity) : NULL;
  if (d->order && (!wanted->clinical || d->clinical) && (!wanted->equity || d->equity))
    return CPW_OK;
  return cpwi_fail(err, CPW_ENOMEM, -1, r->where, "no memory for %lld patients",
                   (long long)r->list.patients);
}

static void ranked_free(ranked *d, const cpwi_ranker *r) {
  cpwi_release(r->allocator, d->equity);
  cpwi_release(r->allocator, d->clinical);
  cpwi_release(r->allocator, d->order);
  cpwi_keys_free(&d->keys, r);
}

static void hand_reals(double *out, const double *from, int64_t n) {
  if (out) memcpy(out, from, (size_t)n * sizeof *out);
}

static void hand_over(const cpwi_ranker *r, const ranked *d, cpw_priority_ranking *out) {
  int64_t n = r->list.patients;
  const int32_t *notes = d->keys.notes;
  hand_reals(out->score, d->keys.score, n);
  hand_reals(out->clinical, d->clinical, n);
  hand_reals(out->equity, d->equity, n);
  hand_reals(out->wait, d->keys.wait, n);
  if (out->order) memcpy(out->order, d->order, (size_t)n * sizeof *out->order);
  for (int64_t i = 0; out->place && i < n; i++)
    out->place[d->order[i]] = i + 1;
  for (int64_t i = 0; out->tier && i < n; i++)
    out->tier[i] = r->list.tier ? r->list.tier[i] : 0;
  for (int64_t i = 0; out->breached && i < n; i++)
    out->breached[i] = notes[i] & 1;
  out->missing = out->capped = out->breaches = 0;
  for (int64_t i = 0; i < n; i++) {
    out->missing += notes[i] >> 2;
    out->capped += (notes[i] >> 1) & 1;
    out->breaches += notes[i] & 1;
  }
}

int32_t cpw_priority_rank(const cpw_priority_policy *policy, const cpw_priority_list *list,
                          cpw_priority_ranking *ranking, cpw_error *err) {
  cpw_priority_ranking out;
  cpwi_ranker r;
  ranked d = {0};
  cpw_priority_ranking_init_sized(&out, sizeof out);
  if (!ranking) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "ranking must be given");
  int32_t status = cpwi_take_options(&out, sizeof out, ranking, __func__, err);
  if (status != CPW_OK) return status;
  status = cpwi_ranker_new(&r, policy, list, out.allocator, __func__, err);
  if (status == CPW_OK) status = ranked_new(&d, &r, &out, err);
  if (status == CPW_OK)
    status = cpwi_work_out_keys(&r, &d.keys, d.clinical, d.equity, out.run, err);
  if (status == CPW_OK) status = cpwi_order_rows(&r, &d.keys, d.order, err);
  if (status == CPW_OK) {
    hand_over(&r, &d, &out);
    ranking->missing = out.missing;
    ranking->capped = out.capped;
    ranking->breaches = out.breaches;
  }
  ranked_free(&d, &r);
  cpwi_ranker_free(&r);
  return status;
}

/* -------- values of all facts */

static int32_t value_rows(const cpwi_ranker *r, double *values, int32_t *block, cpw_error *err) {
  int64_t m = r->policy.criterion_count;
  cpwi_block b;
  for (int64_t row = 0; row < r->list.patients; row++) {
    int32_t status = cpwi_work_block(r, row, 1, NULL, &b, err); /* checks the facts */
    if (status != CPW_OK) return status;
    if (block) block[row] = 1 + cpwi_block_of(r, b.tier[0], b.breached[0]);
    for (int64_t k = 0; values && k < m; k++) {
      const cpw_priority_criterion *c = &r->policy.criteria[k];
      double wait = c->part == CPW_PRIORITY_EQUITY ? r->list.wait[row] : b.wait[0];
      values[row * m + k] = cpw_priority_value(c, cpwi_fact_of(r, c, row, wait));
    }
  }
  return CPW_OK;
}

int32_t cpw_priority_values(const cpw_priority_policy *policy, const cpw_priority_list *list,
                            double *values, int32_t *block, cpw_error *err) {
  cpwi_ranker r;
  if (!values) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "values must be given");
  int32_t status = cpwi_ranker_new(&r, policy, list, NULL, __func__, err);
  /* once without writing, so that an error leaves the output untouched */
  if (status == CPW_OK) status = value_rows(&r, NULL, NULL, err);
  if (status == CPW_OK) status = value_rows(&r, values, block, err);
  cpwi_ranker_free(&r);
  return status;
}
