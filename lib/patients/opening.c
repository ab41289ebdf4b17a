/* The list at the start of a replication: people by name and counts by time waited, in order of joining;
 * and what both clocks do alike with whoever is called.
 * Source: the rules in carepath/patients.h. Leaves time to slots.c and servers.c. */
#include "patients/internal.h"

#include <string.h>

int64_t cpwi_interleave(const int64_t *count, int64_t n, int64_t *at) {
  int64_t best = -1;
  for (int64_t k = 0; k < n; k++) {
    if (at[k] >= count[k]) continue;
    /* its next one stands at (at + 1/2) / count of the way */
    if (best < 0 || (2 * at[k] + 1) * count[best] < (2 * at[best] + 1) * count[k]) best = k;
  }
  if (best >= 0) at[best]++;
  return best;
}

static int32_t join_list(cpwi_worker *w, const cpwi_person *x, cpw_error *err) {
  cpwi_tally_joined(&w->tally, x, 0);
  return cpwi_waiting_join(&w->waiting, x, err);
}

/* People by name who joined up to a moment. */
static int32_t open_rows(cpwi_worker *w, int64_t *row, double moment, cpw_stream *left,
                         cpw_error *err) {
  const cpwi_patients *p = w->p;
  for (; *row < p->opening && p->rows.joined[*row] <= moment; (*row)++) {
    cpwi_person x = cpwi_supply_row(&w->supply, *row, left);
    int32_t status = join_list(w, &x, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

/* People who have waited `band` to band + 1 periods, all cells in turn. */
static int32_t open_band(cpwi_worker *w, int64_t band, int64_t *count, int64_t *at, int64_t *row,
                         cpw_stream *left, cpw_error *err) {
  const cpwi_patients *p = w->p;
  int64_t total = 0;
  for (int64_t cell = 0; cell < p->cells; cell++) {
    count[cell] = p->list.waiting[cell * p->bands + band];
    at[cell] = 0;
    total += count[cell];
  }
  for (int64_t i = 0; i < total; i++) {
    int64_t cell = cpwi_interleave(count, p->cells, at);
    double joined = 0.0 - (double)band;
    if (!p->slots_clock) joined -= 1.0 - ((double)i + 0.5) / (double)total;
    int32_t status = open_rows(w, row, joined, left, err);
    if (status != CPW_OK) return status;
    cpwi_person x =
        cpwi_supply_waiting(&w->supply, cell / p->groups, cell % p->groups, joined, left);
    if ((status = join_list(w, &x, err)) != CPW_OK) return status;
  }
  return CPW_OK;
}

int32_t cpwi_open_list(cpwi_worker *w, int64_t replication, cpw_error *err) {
  const cpwi_patients *p = w->p;
  const cpw_allocator *allocator = p->options.allocator;
  int64_t row = 0, *count = cpwi_alloc(allocator, (size_t)p->cells, 2 * sizeof *count);
  cpw_stream *left = cpwi_alloc(allocator, (size_t)p->classes, sizeof *left);
  int32_t status = count && left ? CPW_OK : CPW_ENOMEM;
  if (status != CPW_OK)
    status = cpwi_fail(err, status, -1, CPWI_SIMULATE_PATIENTS, "no memory for %lld cells",
                       (long long)p->cells);
  for (int64_t k = 0; k < p->classes && status == CPW_OK; k++)
    cpw_stream_init(&left[k], p->run.seed, (uint64_t)replication, CPWI_DRAW_OPENING, (uint64_t)k);
  for (int64_t band = p->bands - 1; band >= 0 && status == CPW_OK; band--)
    status = open_band(w, band, count, count + p->cells, &row, left, err);
  if (status == CPW_OK) status = open_rows(w, &row, 0.0, left, err);
  cpwi_release(allocator, count);
  cpwi_release(allocator, left);
  return status;
}

int32_t cpwi_check_cancelled(const cpwi_patients *p, cpw_error *err) {
  if (!p->run.cancel || !cpwi_read_flag(p->run.cancel)) return CPW_OK;
  return cpwi_fail(err, CPW_ECANCELLED, -1, CPWI_SIMULATE_PATIENTS, "cancelled by the caller");
}

/* ---------------------------------------------------------------- called in ----------------- */

void cpwi_settle_overtakes(cpwi_worker *w, double now, int64_t period) {
  int64_t *counts = w->p->batch_of[period] >= 0 ? w->tally.overtook : NULL;
  if (w->waiting.overtakes) cpwi_overtakes_count(w->waiting.overtakes, w->p, now, counts);
}

static int32_t misses(cpwi_worker *w, cpwi_person *x, double now, int64_t period, cpw_error *err) {
  const cpw_patients_list *l = &w->p->list;
  int64_t k = x->class_index;
  double removed = l->missed_removed ? l->missed_removed[k] : 0.0;
  cpwi_tally_missed(&w->tally, x, period);
  x->missed++;
  if (removed > 0.0 && cpw_random_uniform(&w->missed[k]) < removed) {
    x->leaves = now;
    if (w->waiting.overtakes) cpwi_overtakes_gone(w->waiting.overtakes, x);
    cpwi_tally_removed(&w->tally, x);
    return CPW_OK;
  }
  x->due = now + (double)l->rebook;
  return cpwi_waiting_book(&w->waiting, x, err);
}

int32_t cpwi_may_attend(cpwi_worker *w, const cpwi_person *x, double now, int64_t period,
                        cpw_error *err) {
  const double *missed = w->p->list.missed;
  int64_t k = x->class_index;
  if (missed && missed[k] > 0.0 && cpw_random_uniform(&w->missed[k]) < missed[k]) {
    cpwi_person stays = *x;
    return misses(w, &stays, now, period, err);
  }
  if (w->waiting.overtakes && cpwi_overtakes_treated(w->waiting.overtakes, w->p, x) != CPW_OK)
    return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_SIMULATE_PATIENTS,
                     "no memory for who overtook whom");
  cpwi_tally_treated(&w->tally, x, now, period);
  return 1;
}
