/* A system whose assumed values are multiplied: columns of rows that rest on assumptions alone.
 * Source: the bases of carepath/system.h.
 * Leaves what comes of it to assumptions.c and information.c. */
#include "system_explain/internal.h"

#include <string.h>

enum {
  LIST_WAITING,
  LIST_STARTS,
  LIST_REMOVAL,
  TREATMENTS,
  CAPACITY_COST,
  SERVICE_COST,
  SERVICE_GAIN,
  SERVICE_HARM,
  NEED_RATE,
  LIMIT_AMOUNT,
  EFFECT_AMOUNT,
  POLICY_COST,
  POLICY_ONCE,
  PEOPLE
};

static const char *const item_names[CPWI_EXPLAIN_ITEMS] = {
    "lists.waiting",      "lists.starts",       "lists.removal",  "capacity.treatments",
    "capacity.unit_cost", "services.unit_cost", "services.gain",  "services.harm",
    "need.rate",          "limits.amount",      "effects.amount", "policies.cost",
    "policies.once",      "people.people"};

const char *cpw_system_assumption_name(int64_t item) {
  return item >= 0 && item < CPWI_EXPLAIN_ITEMS ? item_names[item] : NULL;
}

/* A value counts where its row is assumed and it is not 0: nothing that multiplies 0 changes it. */
static int is(int32_t basis, double value) {
  return basis == CPW_BASIS_ASSUMED && value != 0 && isfinite(value);
}

void cpwi_explain_count(const cpw_system *s, int64_t rows[CPWI_EXPLAIN_ITEMS]) {
  memset(rows, 0, CPWI_EXPLAIN_ITEMS * sizeof *rows);
  for (int64_t i = 0; i < s->lists; i++) {
    rows[LIST_WAITING] += is(s->list[i].basis, s->list[i].waiting);
    rows[LIST_STARTS] += is(s->list[i].basis, s->list[i].starts);
    rows[LIST_REMOVAL] += is(s->list[i].basis, s->list[i].removal);
  }
  for (int64_t i = 0; i < s->capacities; i++) {
    rows[TREATMENTS] += is(s->capacity[i].basis, s->capacity[i].treatments);
    rows[CAPACITY_COST] += is(s->capacity[i].basis, s->capacity[i].unit_cost);
  }
  for (int64_t i = 0; i < s->services; i++) {
    rows[SERVICE_COST] += is(s->service[i].basis, s->service[i].unit_cost);
    rows[SERVICE_GAIN] += is(s->service[i].basis, s->service[i].gain);
    rows[SERVICE_HARM] += is(s->service[i].basis, s->service[i].harm);
  }
  for (int64_t i = 0; i < s->needs; i++)
    rows[NEED_RATE] += is(s->need[i].basis, s->need[i].rate);
  for (int64_t i = 0; i < s->limits; i++)
    rows[LIMIT_AMOUNT] += is(s->limit[i].basis, s->limit[i].amount);
  for (int64_t i = 0; i < s->effects; i++)
    rows[EFFECT_AMOUNT] += is(s->effect[i].basis, s->effect[i].amount);
  for (int64_t i = 0; i < s->policies; i++) {
    rows[POLICY_COST] += is(s->policy[i].basis, s->policy[i].cost);
    rows[POLICY_ONCE] += is(s->policy[i].basis, s->policy[i].once);
  }
  for (int64_t i = 0; i < s->peoples; i++)
    rows[PEOPLE] += is(s->people[i].basis, s->people[i].people);
}

/* ---------------------------------------------------------------- scaled tables -------------- */

static void scale(int32_t basis, double *value, double factor) {
  if (is(basis, *value)) *value *= factor;
}

static void scale_lists(cpw_system_list *r, int64_t n, const double *f) {
  for (int64_t i = 0; i < n; i++) {
    scale(r[i].basis, &r[i].waiting, f[LIST_WAITING]);
    scale(r[i].basis, &r[i].starts, f[LIST_STARTS]);
    scale(r[i].basis, &r[i].removal, f[LIST_REMOVAL]);
    if (r[i].removal > 1) r[i].removal = 1;
  }
}

static void scale_capacity(cpw_system_capacity *r, int64_t n, const double *f) {
  for (int64_t i = 0; i < n; i++) {
    scale(r[i].basis, &r[i].treatments, f[TREATMENTS]);
    scale(r[i].basis, &r[i].unit_cost, f[CAPACITY_COST]);
    if (r[i].most < r[i].treatments) r[i].most = r[i].treatments;
  }
}

static void scale_services(cpw_system_service *r, int64_t n, const double *f) {
  for (int64_t i = 0; i < n; i++) {
    scale(r[i].basis, &r[i].unit_cost, f[SERVICE_COST]);
    scale(r[i].basis, &r[i].gain, f[SERVICE_GAIN]);
    scale(r[i].basis, &r[i].harm, f[SERVICE_HARM]);
  }
}

/* Whether a lever's share can be no more than all of it. */
static int is_part(const cpw_system_effect *r) {
  if (r->mode != CPW_EFFECT_SHARE) return 0;
  return r->lever == CPW_LEVER_DIVERT || r->lever == CPW_LEVER_POOL ||
         r->lever == CPW_LEVER_DEVOLVE || r->lever == CPW_LEVER_GUARANTEE ||
         r->lever == CPW_LEVER_REORGANISE;
}

static void scale_effects(cpw_system_effect *r, int64_t n, const double *f) {
  for (int64_t i = 0; i < n; i++) {
    scale(r[i].basis, &r[i].amount, f[EFFECT_AMOUNT]);
    if (is_part(&r[i]) && r[i].amount > 1) r[i].amount = 1;
    if (r[i].mode == CPW_EFFECT_SHARE && r[i].amount < -1) r[i].amount = -1;
  }
}

static void scale_policies(cpw_system_policy *r, int64_t n, const double *f) {
  for (int64_t i = 0; i < n; i++) {
    scale(r[i].basis, &r[i].cost, f[POLICY_COST]);
    scale(r[i].basis, &r[i].once, f[POLICY_ONCE]);
  }
}

static void scale_others(const cpw_system *s, cpw_system_need *need, cpw_system_limit *limit,
                         cpw_system_people *people, const double *f) {
  for (int64_t i = 0; i < s->needs; i++)
    scale(need[i].basis, &need[i].rate, f[NEED_RATE]);
  for (int64_t i = 0; i < s->limits; i++)
    scale(limit[i].basis, &limit[i].amount, f[LIMIT_AMOUNT]);
  for (int64_t i = 0; i < s->peoples; i++)
    scale(people[i].basis, &people[i].people, f[PEOPLE]);
}

static void *copy(cpwi_explain_scaled *out, int k, const void *from, int64_t count, size_t size,
                  int *none) {
  out->table[k] = cpwi_alloc_zero(out->a, (size_t)count, size);
  if (!out->table[k])
    *none = 1;
  else if (count)
    memcpy(out->table[k], from, (size_t)count * size);
  return out->table[k];
}

int32_t cpwi_explain_scale(const cpwi_explain *x, const double factor[CPWI_EXPLAIN_ITEMS],
                           cpwi_explain_scaled *out, cpw_error *err) {
  const cpw_system *s = x->s;
  int none = 0;
  *out = (cpwi_explain_scaled){.s = *s, .a = x->a};
  cpw_system_list *list = copy(out, 0, s->list, s->lists, sizeof *list, &none);
  cpw_system_capacity *capacity = copy(out, 1, s->capacity, s->capacities, sizeof *capacity, &none);
  cpw_system_service *service = copy(out, 2, s->service, s->services, sizeof *service, &none);
  cpw_system_need *need = copy(out, 3, s->need, s->needs, sizeof *need, &none);
  cpw_system_limit *limit = copy(out, 4, s->limit, s->limits, sizeof *limit, &none);
  cpw_system_effect *effect = copy(out, 5, s->effect, s->effects, sizeof *effect, &none);
  cpw_system_policy *policy = copy(out, 6, s->policy, s->policies, sizeof *policy, &none);
  cpw_system_people *people = copy(out, 7, s->people, s->peoples, sizeof *people, &none);
  if (none || !list || !capacity || !service || !need || !limit || !effect || !policy || !people) {
    cpwi_explain_unscale(out);
    return cpwi_fail(err, CPW_ENOMEM, -1, x->where, "no memory for a copy of the system");
  }
  scale_lists(list, s->lists, factor);
  scale_capacity(capacity, s->capacities, factor);
  scale_services(service, s->services, factor);
  scale_effects(effect, s->effects, factor);
  scale_policies(policy, s->policies, factor);
  scale_others(s, need, limit, people, factor);
  out->s.list = list;
  out->s.capacity = capacity;
  out->s.service = service;
  out->s.need = need;
  out->s.limit = limit;
  out->s.effect = effect;
  out->s.policy = policy;
  out->s.people = people;
  return CPW_OK;
}

void cpwi_explain_unscale(cpwi_explain_scaled *scaled) {
  for (int k = 0; k < 8; k++) {
    cpwi_release(scaled->a, scaled->table[k]);
    scaled->table[k] = NULL;
  }
}

/* ---------------------------------------------------------------- decisions ------------------ */

int32_t cpwi_explain_find(const cpwi_explain *x, cpwi_explain_items *out, cpw_error *err) {
  int64_t rows[CPWI_EXPLAIN_ITEMS] = {0};
  cpwi_explain_count(x->s, rows);
  memset(out, 0, sizeof *out);
  for (int64_t k = 0; k < CPWI_EXPLAIN_ITEMS; k++) {
    if (!rows[k]) continue;
    out->item[out->count] = k;
    out->rows[out->count] = rows[k];
    out->name[out->count++] = item_names[k];
  }
  if (out->count) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, x->where, "no row of the system says that it is assumed");
}

int32_t cpwi_explain_choose(const cpwi_explain *x, const cpwi_explain_items *items,
                            const double *factor, double *worth, double *measure, cpw_error *err) {
  double all[CPWI_EXPLAIN_ITEMS] = {0}, m[CPW_EXPLAIN_MEASURES] = {0};
  for (int k = 0; k < CPWI_EXPLAIN_ITEMS; k++)
    all[k] = 1;
  for (int64_t k = 0; k < items->count; k++)
    all[items->item[k]] = factor[k];
  cpwi_explain_scaled scaled;
  int32_t status = cpwi_explain_scale(x, all, &scaled, err);
  if (status != CPW_OK) return status;
  for (int32_t c = CPW_NONE; status == CPW_OK && c < x->s->scenarios; c++) {
    cpwi_explain_what what = {&scaled.s, c, x->policy, x->policies};
    if (!worth && c != x->scenario) continue;
    status = cpwi_explain_run(x, &what, m, NULL, err);
    if (status != CPW_OK) break;
    double value = cpwi_explain_worth(x, m);
    status = cpwi_explain_number(x, value, err);
    if (worth) worth[c + 1] = value;
    if (measure && c == x->scenario) *measure = m[x->o.measure];
  }
  if (status == CPW_OK && measure) status = cpwi_explain_number(x, *measure, err);
  cpwi_explain_unscale(&scaled);
  return status;
}

int64_t cpwi_explain_best(const double *worth, int64_t count) {
  int64_t best = 0;
  for (int64_t k = 1; k < count; k++)
    if (worth[k] > worth[best]) best = k;
  return best;
}
