/* A replication by periods: patience that has ended and validation, people who join, then slots given out
 * one after the other.
 * Source: the rules in carepath/patients.h. Leaves who is next to waiting.c. */
#include "patients/internal.h"

static cpw_stream stream_of(const cpwi_worker *w, int64_t replication, uint64_t purpose,
                            uint64_t entity) {
  cpw_stream s;
  cpw_stream_init(&s, w->p->run.seed, (uint64_t)replication, purpose, entity);
  return s;
}

/* ---------------------------------------------------------------- joining ------------------- */

/* How many batches of a class join in period t (from 0). */
static int64_t draw_batches(cpwi_worker *w, int64_t replication, int64_t t, int64_t k) {
  const cpwi_patients *p = w->p;
  double mean = cpwi_arrival_rate(p, t, k), dispersion = p->list.dispersion;
  if (!(mean > 0.0)) return 0;
  if (dispersion == 0.0) return p->even[t * p->classes + k];
  cpw_stream s = stream_of(w, replication, CPWI_DRAW_JOINING, (uint64_t)k << 32 | (uint64_t)t);
  if (dispersion > 1.0) return cpw_random_negative_binomial(&s, mean / (dispersion - 1.0), mean);
  if (p->count) return cpwi_count_draw(&w->count[k], &s);
  return cpw_random_poisson(&s, mean);
}

static int32_t join(cpwi_worker *w, const cpwi_person *x, int64_t period, cpw_error *err) {
  cpwi_tally_joined(&w->tally, x, period);
  return cpwi_waiting_join(&w->waiting, x, err);
}

static int32_t join_rows(cpwi_worker *w, int64_t period, cpw_error *err) {
  const cpwi_patients *p = w->p;
  for (; w->row < p->rows.rows && p->rows.joined[w->row] <= (double)period; w->row++) {
    cpwi_person x = cpwi_supply_row(&w->supply, w->row, NULL);
    int32_t status = join(w, &x, period, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

/* Who joins at the same time, class by class. */
static int32_t join_by_class(cpwi_worker *w, int64_t period, cpw_error *err) {
  const cpwi_patients *p = w->p;
  for (int64_t k = 0; k < p->classes && p->list.arrivals; k++) {
    int64_t count = w->joining[k];
    if (count == 0) continue;
    cpwi_person *x = cpwi_waiting_join_many(&w->waiting, k, count, err);
    if (!x) return CPW_ENOMEM;
    cpwi_supply_many(&w->supply, k, count, (double)period, x);
    if (p->groups == 1) w->tally.joined[k * (p->periods + 1) + period] += (int32_t)count;
    for (int64_t i = 0; p->groups > 1 && i < count; i++)
      cpwi_tally_joined(&w->tally, &x[i], period);
  }
  return CPW_OK;
}

static int32_t join_all(cpwi_worker *w, int64_t replication, int64_t period, cpw_error *err) {
  const cpwi_patients *p = w->p;
  int64_t *count = w->joining, *at = w->joining + p->classes, k;
  int32_t status = join_rows(w, period, err);
  for (k = 0; k < p->classes && p->list.arrivals; k++) {
    int64_t size = p->list.batch ? p->list.batch[k] : 1;
    count[k] = size * draw_batches(w, replication, period - 1, k);
    at[k] = 0;
    if ((double)count[k] > CPWI_MOST_PATIENTS - (double)w->supply.number)
      return cpwi_fail(err, CPW_EOVERFLOW, k, CPWI_SIMULATE_PATIENTS,
                       "more than 2^31 people join in a replication");
  }
  if (p->unmixed) return status == CPW_OK ? join_by_class(w, period, err) : status;
  while (status == CPW_OK && p->list.arrivals &&
         (k = cpwi_interleave(count, p->classes, at)) >= 0) {
    cpwi_person x;
    cpwi_supply_next(&w->supply, k, (double)period, &x);
    status = join(w, &x, period, err);
  }
  return status;
}

/* ---------------------------------------------------------------- slots --------------------- */

/* Slots that are there after the sessions of a pool that are cancelled. */
static int64_t after_cancelling(const cpwi_worker *w, int64_t slots, cpw_stream *cancelled,
                                int64_t *lost) {
  const cpw_patients_list *l = &w->p->list;
  if (l->cancelled == 0.0 || slots == 0) return slots;
  int64_t sessions = (slots - 1) / l->session_slots + 1;
  int64_t gone = cpw_random_binomial(cancelled, sessions, l->cancelled);
  gone = gone < sessions ? gone * l->session_slots : slots; /* the last session may be smaller */
  if (gone > slots) gone = slots;
  *lost += gone;
  return slots - gone;
}

/* A treatment under way takes its slots first. */
static void pay_debt(cpwi_pool *from) {
  int64_t paid = *from->debt < from->left ? *from->debt : from->left;
  *from->debt -= paid;
  from->left -= paid;
  from->used += paid;
}

static int32_t call_in(cpwi_worker *w, const cpwi_person *x, cpwi_pool *from, int64_t period,
                       cpw_error *err) {
  int64_t needed = w->p->needed[x->class_index];
  int64_t paid = needed < from->left ? needed : from->left;
  from->left -= paid;
  from->used += paid;
  *from->debt += needed - paid;
  int64_t batch = w->p->batch_of[period];
  if (batch >= 0 && !w->p->simple)
    w->tally.sums[batch * w->p->cells + cpwi_cell(w->p, x->class_index, x->group)].taken +=
        (double)needed;
  return cpwi_attends(w, x, (double)period, period, err);
}

/* Slots of one period: of each class, and for anybody last. */
typedef struct period_slots {
  cpwi_pool *ring; /* (classes), NULL: none */
  cpwi_pool any;
} period_slots;

/* New appointments in the slots of one kind: of one class, or of all (-1). */
static int32_t call_booked(cpwi_worker *w, cpwi_pool *from, int64_t class_index, int64_t period,
                           cpw_error *err) {
  int32_t status = CPW_OK;
  int64_t k;
  while (status >= 0 && from->left > 0 &&
         (k = cpwi_waiting_due(&w->waiting, class_index, (double)period)) >= 0) {
    cpwi_person x = cpwi_waiting_booked(&w->waiting, k);
    status = call_in(w, &x, from, period, err);
  }
  return status;
}

static int32_t call_ring_fenced(cpwi_worker *w, period_slots *s, int64_t period, cpw_error *err) {
  const cpwi_patients *p = w->p;
  const cpwi_person *x;
  for (int64_t k = 0; s->ring && k < p->classes; k++) {
    while (s->ring[k].left > 0 && (x = cpwi_waiting_next_of(&w->waiting, k, (double)period))) {
      int32_t status = call_in(w, x, &s->ring[k], period, err);
      if (status < 0) return status;
    }
    if (!p->list.release) continue;
    int64_t freed = (int64_t)floor(p->list.release[k] * (double)s->ring[k].left + 1e-9);
    s->ring[k].left -= freed;
    s->any.left += freed;
  }
  return CPW_OK;
}

/* A slot each, and everybody comes: the usual case, and the one that is to be fast. */
static int call_all_simply(cpwi_worker *w, period_slots *s, int64_t period) {
  const cpwi_patients *p = w->p;
  const double now = (double)period;
  const int64_t stride = p->periods + 1, batch = p->batch_of[period];
  cpwi_tally *t = &w->tally;
  int32_t *treated = t->treated + period;
  int32_t *whole = batch < 0 ? NULL : t->whole + batch * p->cells * p->waits;
  int64_t left = s->any.left;
  const cpwi_person *x;
  for (; left > 0 && (x = cpwi_waiting_next(&w->waiting, now)); left--) {
    int64_t cell = cpwi_cell(p, x->class_index, x->group);
    double wait = now - x->joined;
    treated[cell * stride]++;
    if (whole) whole[cell * p->waits + (int64_t)wait]++;
    if (wait > p->least_limit) cpwi_tally_late(t, x, wait, period);
  }
  s->any.used += s->any.left - left;
  s->any.left = left;
  return CPW_OK;
}

static int32_t call_anybody(cpwi_worker *w, period_slots *s, int64_t period, cpw_error *err) {
  const cpwi_person *x;
  if (!w->p->list.missed && !w->p->list.slots_needed && !w->waiting.overtakes && !w->tally.records)
    return call_all_simply(w, s, period);
  while (s->any.left > 0 && (x = cpwi_waiting_next(&w->waiting, (double)period))) {
    int32_t status = call_in(w, x, &s->any, period, err);
    if (status < 0) return status;
  }
  return CPW_OK;
}

static int64_t open_pools(cpwi_worker *w, int64_t replication, int64_t period, period_slots *s,
                          int64_t *lost) {
  const cpwi_patients *p = w->p;
  cpw_stream cancelled = stream_of(w, replication, CPWI_DRAW_CANCELLED, (uint64_t)period);
  int64_t offered = p->slots[period - 1];
  s->any = (cpwi_pool){after_cancelling(w, offered, &cancelled, lost), 0, &w->debt[p->classes]};
  for (int64_t k = 0; s->ring && k < p->classes; k++) {
    int64_t slots = p->ring[(period - 1) * p->classes + k];
    offered += slots;
    s->ring[k] = (cpwi_pool){after_cancelling(w, slots, &cancelled, lost), 0, &w->debt[k]};
    pay_debt(&s->ring[k]);
  }
  pay_debt(&s->any);
  return offered;
}

static int32_t give_slots(cpwi_worker *w, int64_t replication, int64_t period, cpw_error *err) {
  const cpwi_patients *p = w->p;
  period_slots s = {w->pools, {0, 0, NULL}};
  int64_t lost = 0, offered = open_pools(w, replication, period, &s, &lost);
  int32_t status = CPW_OK;
  for (int64_t k = 0; s.ring && k < p->classes && status >= 0; k++)
    status = call_booked(w, &s.ring[k], k, period, err);
  if (status >= 0) status = call_booked(w, &s.any, -1, period, err);
  if (status >= 0) status = call_ring_fenced(w, &s, period, err);
  if (status >= 0) status = call_booked(w, &s.any, -1, period, err); /* what was released */
  if (status >= 0) status = call_anybody(w, &s, period, err);
  if (status < 0) return status;
  int64_t used = s.any.used, batch = p->batch_of[period];
  for (int64_t k = 0; s.ring && k < p->classes; k++)
    used += s.ring[k].used;
  if (batch < 0) return CPW_OK;
  w->tally.use[batch].offered += (double)offered;
  w->tally.use[batch].used += (double)used;
  w->tally.use[batch].lost += (double)lost;
  return CPW_OK;
}

/* ---------------------------------------------------------------- a period ------------------ */

static void validate_list(cpwi_worker *w, int64_t replication, int64_t period) {
  const cpw_patients_list *l = &w->p->list;
  double share = l->validation ? l->validation[(period - 1) % l->validation_rows] : 0.0;
  if (!(share > 0.0)) return;
  cpw_stream s = stream_of(w, replication, CPWI_DRAW_VALIDATION, (uint64_t)period);
  cpwi_waiting_validate(&w->waiting, share, (double)period, &s);
}

int32_t cpwi_run_slots(cpwi_worker *w, int64_t replication, cpw_error *err) {
  const cpwi_patients *p = w->p;
  int64_t rescore = p->list.rescore;
  int32_t status = CPW_OK;
  for (int64_t k = 0; k <= p->classes; k++)
    w->debt[k] = 0;
  for (int64_t t = 1; t <= p->periods && status == CPW_OK; t++) {
    cpwi_waiting_period(&w->waiting, t);
    validate_list(w, replication, t);
    status = cpwi_check_cancelled(p, err);
    if (status == CPW_OK) status = join_all(w, replication, t, err);
    if (status == CPW_OK && rescore && t % rescore == 0)
      status = cpwi_waiting_rescore(&w->waiting, (double)t, err);
    if (status == CPW_OK) status = cpwi_waiting_score(&w->waiting, (double)t, err);
    if (status == CPW_OK) status = give_slots(w, replication, t, err);
    cpwi_settle_overtakes(w, (double)t, t);
  }
  return status;
}
