/* Capacity and hard limits after a reorganisation: treatments shared out and added up, unit costs by treatments.
 * Source: carepath/system_organisations.h; treatments on a grid, largest remainders.
 * Leaves response curves where they were: the new row names the old one whose curve it keeps. */
#include "system_organisations/reorganise.h"

#include <string.h>

/* ---------------------------------------------------------------- capacity ------------------ */

typedef struct capacities {
  cpwi_reorg_slots slots;
  int exponent;
  int64_t *treatments;          /* (rows) in steps */
  int64_t *from, *most;         /* (rows) old row of the largest part, and that part in steps */
  int64_t *calendar;            /* (rows) */
  cpw_exact_sum *limit;         /* (rows) the most a week */
  cpw_exact_sum *money, *plain; /* (rows) unit cost x treatments, unit cost */
  int64_t *rows, *named;        /* (rows) old rows in it, and those with a unit cost of their own */
} capacities;

static int capacity_key(const cpwi_reorg *k, int64_t row, int64_t *key) {
  key[0] = k->s.capacity[row].organisation;
  key[1] = k->s.capacity[row].service;
  key[2] = key[3] = 0;
  return 1;
}

static double cost_of(const cpwi_reorg *k, int64_t row) {
  const cpw_system_capacity *c = &k->s.capacity[row];
  return c->unit_cost >= 0 ? c->unit_cost : k->s.service[c->service].unit_cost;
}

static int32_t check_capacity(cpwi_reorg *k, cpw_error *err) {
  const cpw_system *s = &k->s;
  if (s->capacities < 0 || (s->capacities > 0 && !s->capacity))
    return cpwi_fail(err, CPW_EINVAL, -1, k->where, "system.capacity is NULL");
  for (int64_t i = 0; i < s->capacities; i++) {
    const cpw_system_capacity *c = &s->capacity[i];
    int32_t e = cpwi_orgs_number(c->organisation, s->organisations, "capacity", i, "organisation",
                                 k->where, err);
    if (e == CPW_OK)
      e = cpwi_orgs_number(c->service, s->services, "capacity", i, "service", k->where, err);
    if (e == CPW_OK)
      e = cpwi_orgs_amount(c->treatments, "capacity", i, "treatments", k->where, err);
    if (e == CPW_OK) e = cpwi_orgs_amount(cost_of(k, i), "capacity", i, "unit_cost", k->where, err);
    if (e != CPW_OK) return e;
    if (!(c->most >= c->treatments))
      return cpwi_fail(err, CPW_EDOMAIN, i, k->where,
                       "capacity[%lld].most = %s must be at least treatments, %s", (long long)i,
                       cpwi_number(c->most).text, cpwi_number(c->treatments).text);
    cpw_exact_sum_add(&k->kept[CPWI_KEPT_TREATMENTS].given, c->treatments);
  }
  return CPW_OK;
}

static int32_t reserve(const cpwi_reorg *k, capacities *t, cpw_error *err) {
  int64_t **whole[6] = {&t->treatments, &t->from, &t->most, &t->calendar, &t->rows, &t->named};
  cpw_exact_sum **sums[3] = {&t->limit, &t->money, &t->plain};
  int have = 1;
  for (int i = 0; i < 6; i++) {
    *whole[i] = cpwi_alloc_zero(k->a, (size_t)t->slots.rows, sizeof(int64_t));
    have = have && *whole[i];
  }
  for (int i = 0; i < 3; i++) {
    *sums[i] = cpwi_orgs_sums(t->slots.rows, k->a);
    have = have && *sums[i];
  }
  return have ? CPW_OK
              : cpwi_fail(err, CPW_ENOMEM, -1, k->where, "no memory for %lld rows of capacity",
                          (long long)t->slots.rows);
}

static void release(const cpwi_reorg *k, capacities *t) {
  void *all[9] = {t->treatments, t->from,  t->most,  t->calendar, t->rows,
                  t->named,      t->limit, t->money, t->plain};
  cpwi_reorg_slots_drop(k, &t->slots);
  for (int i = 0; i < 9; i++)
    cpwi_release(k->a, all[i]);
}

static void note_part(const cpwi_reorg *k, capacities *t, int64_t row, int64_t to, double share,
                      int64_t steps) {
  const cpw_system_capacity *c = &k->s.capacity[row];
  if (t->rows[to] == 0 || steps > t->most[to]) {
    t->from[to] = row;
    t->most[to] = steps;
  }
  if (t->rows[to] == 0) t->calendar[to] = c->calendar;
  if (t->calendar[to] != c->calendar) t->calendar[to] = CPW_NONE;
  t->rows[to]++;
  t->named[to] += c->unit_cost >= 0;
  cpw_exact_sum_add(&t->limit[to], c->most * share);
  cpw_exact_sum_add(&t->money[to], cost_of(k, row) * cpwi_reorg_amount(steps, t->exponent));
  cpw_exact_sum_add(&t->plain[to], cost_of(k, row));
}

static int32_t share_capacity(cpwi_reorg *k, capacities *t, int64_t row, cpw_error *err) {
  const cpw_system_capacity *c = &k->s.capacity[row];
  const int64_t *to = t->slots.row + t->slots.first[row];
  int64_t steps = cpwi_reorg_steps(c->treatments, t->exponent);
  int32_t status = cpwi_reorg_split(k, c->organisation, steps, err);
  if (status != CPW_OK) return status;
  for (int64_t j = 0; j < cpwi_reorg_parts(k, c->organisation); j++) {
    t->treatments[to[j]] += k->whole[j];
    note_part(k, t, row, to[j], k->part[k->first[c->organisation] + j].share, k->whole[j]);
  }
  cpw_exact_sum_add(&k->kept[CPWI_KEPT_TREATMENTS].before,
                    t->slots.old[to[0]] == row ? c->treatments
                                               : cpwi_reorg_amount(steps, t->exponent));
  return CPW_OK;
}

typedef struct capacity_arrays {
  int64_t *organisation, *service, *calendar, *from;
  double *treatments, *most, *cost;
} capacity_arrays;

static int32_t add_capacity(cpwi_reorg *k, const capacities *t, capacity_arrays *a,
                            cpw_error *err) {
  int32_t s = cpw_result_add_dimension(k->r, "capacity", t->slots.rows, NULL, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(k->r, "capacity_organisation", "", "where", "capacity", &a->organisation,
                        err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(k->r, "capacity_service", "", "of what", "capacity", &a->service, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(k->r, "capacity_calendar", "", "profile, or -1", "capacity", &a->calendar,
                        err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(k->r, "capacity_from", "", "old row whose curve it keeps", "capacity",
                        &a->from, err);
  if (s == CPW_OK)
    s = cpwi_orgs_real(k->r, "treatments", "treatments a week", "what can be done", "capacity",
                       &a->treatments, err);
  if (s == CPW_OK)
    s = cpwi_orgs_real(k->r, "most", "treatments a week", "whatever is spent", "capacity", &a->most,
                       err);
  return s == CPW_OK ? cpwi_orgs_real(k->r, "unit_cost", "money", "of one treatment", "capacity",
                                      &a->cost, err)
                     : s;
}

/* by treatments; the service's where all old rows had that */
static double new_cost(const capacities *t, int64_t row, double treatments) {
  if (t->named[row] == 0) return CPWI_NAN;
  if (treatments > 0) return cpw_exact_sum_value(&t->money[row]) / treatments;
  return cpw_exact_sum_value(&t->plain[row]) / (double)t->rows[row];
}

static int32_t write_capacity(cpwi_reorg *k, const capacities *t, cpw_error *err) {
  capacity_arrays a = {0};
  int32_t status = add_capacity(k, t, &a, err);
  for (int64_t i = 0; status == CPW_OK && i < t->slots.rows; i++) {
    const cpw_system_capacity *old = t->slots.old[i] >= 0 ? &k->s.capacity[t->slots.old[i]] : NULL;
    double treatments = cpwi_reorg_amount(t->treatments[i], t->exponent);
    double most = cpw_exact_sum_value(&t->limit[i]);
    a.organisation[i] = t->slots.key[i][0];
    a.service[i] = t->slots.key[i][1];
    a.calendar[i] = t->calendar[i];
    a.from[i] = t->from[i];
    a.treatments[i] = old ? old->treatments : treatments;
    a.most[i] = old ? old->most : most > treatments ? most : treatments;
    a.cost[i] = old ? old->unit_cost : new_cost(t, i, treatments);
    cpw_exact_sum_add(&k->kept[CPWI_KEPT_TREATMENTS].after, a.treatments[i]);
  }
  return status;
}

int32_t cpwi_reorg_capacity(cpwi_reorg *k, cpw_error *err) {
  capacities t;
  memset(&t, 0, sizeof t);
  int32_t status = check_capacity(k, err);
  if (status != CPW_OK) return status;
  t.exponent = cpwi_reorg_grid(&k->kept[CPWI_KEPT_TREATMENTS].given);
  status = cpwi_reorg_slots_make(k, k->s.capacities, capacity_key, &t.slots, err);
  if (status == CPW_OK) status = reserve(k, &t, err);
  for (int64_t i = 0; status == CPW_OK && i < k->s.capacities; i++)
    status = share_capacity(k, &t, i, err);
  if (status == CPW_OK) status = write_capacity(k, &t, err);
  release(k, &t);
  return status;
}

/* ---------------------------------------------------------------- limits -------------------- */

static int limit_key(const cpwi_reorg *k, int64_t row, int64_t *key) {
  key[0] = k->s.limit[row].organisation;
  key[1] = k->s.limit[row].resource;
  key[2] = key[3] = 0;
  return 1;
}

static int32_t check_limits(cpwi_reorg *k, cpw_error *err) {
  const cpw_system *s = &k->s;
  if (s->limits < 0 || (s->limits > 0 && !s->limit))
    return cpwi_fail(err, CPW_EINVAL, -1, k->where, "system.limit is NULL");
  for (int64_t i = 0; i < s->limits; i++) {
    const cpw_system_limit *l = &s->limit[i];
    int32_t e = cpwi_orgs_number(l->organisation, s->organisations, "limits", i, "organisation",
                                 k->where, err);
    if (e == CPW_OK)
      e = cpwi_orgs_number(l->resource, s->resources, "limits", i, "resource", k->where, err);
    if (e == CPW_OK) e = cpwi_orgs_amount(l->amount, "limits", i, "amount", k->where, err);
    if (e != CPW_OK) return e;
    cpw_exact_sum_add(&k->kept[CPWI_KEPT_LIMITS].given, l->amount);
  }
  return CPW_OK;
}

static int32_t share_limits(cpwi_reorg *k, const cpwi_reorg_slots *slots, int exponent,
                            int64_t *steps, cpw_error *err) {
  for (int64_t i = 0; i < k->s.limits; i++) {
    const cpw_system_limit *l = &k->s.limit[i];
    const int64_t *to = slots->row + slots->first[i];
    int64_t amount = cpwi_reorg_steps(l->amount, exponent);
    int32_t status = cpwi_reorg_split(k, l->organisation, amount, err);
    if (status != CPW_OK) return status;
    for (int64_t j = 0; j < cpwi_reorg_parts(k, l->organisation); j++)
      steps[to[j]] += k->whole[j];
    cpw_exact_sum_add(&k->kept[CPWI_KEPT_LIMITS].before,
                      slots->old[to[0]] == i ? l->amount : cpwi_reorg_amount(amount, exponent));
  }
  return CPW_OK;
}

static int32_t write_limits(cpwi_reorg *k, const cpwi_reorg_slots *slots, int exponent,
                            const int64_t *steps, cpw_error *err) {
  int64_t *resource = NULL, *organisation = NULL;
  double *amount = NULL;
  int32_t s = cpw_result_add_dimension(k->r, "limit", slots->rows, NULL, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(k->r, "limit_resource", "", "of what", "limit", &resource, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(k->r, "limit_organisation", "", "whose", "limit", &organisation, err);
  if (s == CPW_OK) s = cpwi_orgs_real(k->r, "amount", "", "a week", "limit", &amount, err);
  for (int64_t i = 0; s == CPW_OK && i < slots->rows; i++) {
    resource[i] = slots->key[i][1];
    organisation[i] = slots->key[i][0];
    amount[i] = slots->old[i] >= 0 ? k->s.limit[slots->old[i]].amount
                                   : cpwi_reorg_amount(steps[i], exponent);
    cpw_exact_sum_add(&k->kept[CPWI_KEPT_LIMITS].after, amount[i]);
  }
  return s;
}

int32_t cpwi_reorg_limits(cpwi_reorg *k, cpw_error *err) {
  cpwi_reorg_slots slots;
  int64_t *steps = NULL;
  int32_t status = check_limits(k, err);
  if (status != CPW_OK) return status;
  int exponent = cpwi_reorg_grid(&k->kept[CPWI_KEPT_LIMITS].given);
  status = cpwi_reorg_slots_make(k, k->s.limits, limit_key, &slots, err);
  if (status == CPW_OK) {
    steps = cpwi_alloc_zero(k->a, (size_t)slots.rows, sizeof *steps);
    status = steps ? share_limits(k, &slots, exponent, steps, err)
                   : cpwi_fail(err, CPW_ENOMEM, -1, k->where, "no memory for %lld limits",
                               (long long)slots.rows);
  }
  if (status == CPW_OK) status = write_limits(k, &slots, exponent, steps, err);
  cpwi_release(k->a, steps);
  cpwi_reorg_slots_drop(k, &slots);
  return status;
}
