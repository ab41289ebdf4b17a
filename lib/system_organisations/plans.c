/* Plans of several organisations on the same providers: who promised over 100 %, and what can be kept.
 * Source: each service by cpw_footprint_reconcile (greatest flow, least cut).
 * Leaves the flow to footprint.h. */
#include "carepath/footprint.h"
#include "system_organisations/internal.h"

#include <string.h>

typedef struct plans {
  cpw_system s;
  double week;
  const char *where;
  const cpw_allocator *a;
  const cpw_system_promise *promise;
  int64_t promises;
  int64_t *unit;                 /* (organisations, services) rows of capacity, -1: none */
  double *capacity;              /* (organisations) of one service */
  const char **id;               /* (organisations) */
  cpw_footprint_promise *listed; /* (promises) of one service */
  int64_t *row;                  /* (promises) */
  int8_t *many;                  /* (organisations) plans of a provider: 1, 2 or more */
  int32_t *planner;              /* (organisations) the first */
  char conflicts[2048], cut[4096];
  cpw_result *r;
  int64_t *of_provider, *of_planner, *of_service, *planners, *binding, *count, *shared;
  double *amount, *allocated, *treatments, *promised, *over, *given, *need, *served, *shortfall,
      *total;
} plans;

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t find_units(plans *p, cpw_error *err) {
  const cpw_system *s = &p->s;
  for (int64_t i = 0; i < s->organisations * s->services; i++)
    p->unit[i] = -1;
  for (int64_t i = 0; i < s->capacities; i++) {
    const cpw_system_capacity *c = &s->capacity[i];
    int32_t e = cpwi_orgs_number(c->organisation, s->organisations, "capacity", i, "organisation",
                                 p->where, err);
    if (e == CPW_OK)
      e = cpwi_orgs_number(c->service, s->services, "capacity", i, "service", p->where, err);
    if (e == CPW_OK)
      e = cpwi_orgs_amount(c->treatments, "capacity", i, "treatments", p->where, err);
    if (e != CPW_OK) return e;
    p->unit[c->organisation * s->services + c->service] = i;
  }
  return CPW_OK;
}

static int32_t check_promises(const plans *p, cpw_error *err) {
  const cpw_system *s = &p->s;
  for (int64_t i = 0; i < p->promises; i++) {
    const cpw_system_promise *m = &p->promise[i];
    int32_t e =
        cpwi_orgs_number(m->provider, s->organisations, "promise", i, "provider", p->where, err);
    if (e == CPW_OK)
      e = cpwi_orgs_number(m->planner, s->organisations, "promise", i, "planner", p->where, err);
    if (e == CPW_OK)
      e = cpwi_orgs_number(m->service, s->services, "promise", i, "service", p->where, err);
    if (e == CPW_OK) e = cpwi_orgs_amount(m->amount, "promise", i, "amount", p->where, err);
    if (e != CPW_OK) return e;
    if (p->unit[m->provider * s->services + m->service] < 0 ||
        !cpwi_orgs_alive(s, m->provider, p->week))
      return cpwi_fail(err, CPW_EINVAL, i, p->where,
                       "promise[%lld]: organisation %s has no capacity of service %s in week %s",
                       (long long)i, cpwi_orgs_named(s, m->provider).text,
                       s->service[m->service].id ? s->service[m->service].id : "",
                       cpwi_number(p->week).text);
  }
  return CPW_OK;
}

/* ---------------------------------------------------------------- one service --------------- */

static void put(char *text, size_t size, const char *more) {
  size_t used = strlen(text), length = strlen(more);
  if (used + length < size) memcpy(text + used, more, length + 1);
}

static void put_note(const plans *p, char *text, size_t size, int64_t service, const char *note) {
  const char *id = p->s.service[service].id;
  if (!note) return;
  if (text[0]) put(text, size, "; ");
  put(text, size, id ? id : "");
  put(text, size, ": ");
  put(text, size, note);
}

static const double *real(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  return a ? a->real : NULL;
}

static void copy_answer(plans *p, const cpw_result *r, int64_t service, int64_t listed) {
  const double *kept = real(r, "kept"), *promised = real(r, "promised"), *over = real(r, "over");
  const double *given = real(r, "allocated"), *need = real(r, "need"), *served = real(r, "served");
  const double *left = real(r, "shortfall"), *total = real(r, "shortfall_total");
  const cpw_array *binding = cpw_result_find(r, "binding"),
                  *count = cpw_result_find(r, "conflicts");
  if (!kept || !promised || !over || !given || !need || !served || !left || !total || !binding ||
      !count)
    return;
  for (int64_t i = 0; i < listed; i++) {
    p->allocated[p->row[i]] = kept[i];
    p->planners[p->unit[p->listed[i].provider * p->s.services + service]] +=
        p->listed[i].amount > 0;
  }
  for (int64_t o = 0; o < p->s.organisations; o++) {
    int64_t unit = p->unit[o * p->s.services + service];
    int64_t cell = o * p->s.services + service;
    p->need[cell] = need[o];
    p->served[cell] = served[o];
    p->shortfall[cell] = left[o];
    if (unit < 0) continue;
    p->promised[unit] = promised[o];
    p->over[unit] = over[o];
    p->given[unit] = given[o];
    p->binding[unit] = binding->integer[o];
  }
  *p->count += *count->integer;
  if (cpw_result_outcome(r) != CPW_OUTCOME_OK) {
    *p->total += *total;
    (void)cpw_result_set_outcome(p->r, CPW_OUTCOME_UNREACHABLE);
  }
  put_note(p, p->conflicts, sizeof p->conflicts, service, cpw_result_note(r, "conflicts"));
  put_note(p, p->cut, sizeof p->cut, service, cpw_result_note(r, "cut"));
}

static int32_t one_service(plans *p, int64_t service, cpw_error *err) {
  cpw_footprint_plans f;
  cpw_result *r = NULL;
  int64_t listed = 0;
  for (int64_t o = 0; o < p->s.organisations; o++) {
    int64_t unit = p->unit[o * p->s.services + service];
    int here = unit >= 0 && cpwi_orgs_alive(&p->s, o, p->week);
    p->capacity[o] = here ? p->s.capacity[unit].treatments : 0;
  }
  for (int64_t i = 0; i < p->promises; i++)
    if (p->promise[i].service == service) {
      const cpw_system_promise *m = &p->promise[i];
      p->listed[listed] =
          (cpw_footprint_promise){m->provider, m->planner, m->amount, (double)INFINITY};
      p->row[listed++] = i;
    }
  if (listed == 0) return CPW_OK;
  cpw_footprint_plans_init(&f);
  f.providers = f.systems = p->s.organisations;
  f.capacity = p->capacity;
  f.promise = p->listed;
  f.promises = listed;
  f.provider_id = f.system_id = p->id;
  f.allocator = p->a;
  int32_t status = cpw_footprint_reconcile(&f, &r, err);
  if (status == CPW_OK) copy_answer(p, r, service, listed);
  cpw_result_free(r);
  return status;
}

/* ---------------------------------------------------------------- the answer ---------------- */

static int32_t add_units(plans *p, cpw_error *err) {
  const char **label = cpwi_alloc(p->a, (size_t)p->s.capacities, sizeof *label);
  const char **service = cpwi_alloc(p->a, (size_t)p->s.capacities, sizeof *service);
  int32_t s = label && service ? CPW_OK
                               : cpwi_fail(err, CPW_ENOMEM, -1, p->where,
                                           "no memory for %lld units", (long long)p->s.capacities);
  for (int64_t i = 0; s == CPW_OK && i < p->s.capacities; i++) {
    const char *id = p->s.service[p->s.capacity[i].service].id;
    label[i] = p->id[p->s.capacity[i].organisation];
    service[i] = id ? id : "";
  }
  if (s == CPW_OK) s = cpw_result_add_dimension(p->r, "unit", p->s.capacities, NULL, err);
  if (s == CPW_OK) s = cpw_result_add_coordinate(p->r, "unit", "unit_provider", label, err);
  if (s == CPW_OK) s = cpw_result_add_coordinate(p->r, "unit", "unit_service", service, err);
  cpwi_release(p->a, label);
  cpwi_release(p->a, service);
  return s;
}

static int32_t add_arrays(plans *p, cpw_error *err) {
  const struct {
    const char *name, *what, *dimensions;
    double **real;
    int64_t **whole;
  } t[18] = {{"promise_provider", "who provides", "promise", NULL, &p->of_provider},
             {"promise_planner", "whose plan", "promise", NULL, &p->of_planner},
             {"promise_service", "of what", "promise", NULL, &p->of_service},
             {"amount", "what the plan says", "promise", &p->amount, NULL},
             {"allocated", "what is kept of it, or beyond it", "promise", &p->allocated, NULL},
             {"treatments", "what the unit can do", "unit", &p->treatments, NULL},
             {"promised", "what it promised to all", "unit", &p->promised, NULL},
             {"over", "promised beyond what it can do", "unit", &p->over, NULL},
             {"allocated_unit", "what it gives", "unit", &p->given, NULL},
             {"planners", "on how many plans it is", "unit", NULL, &p->planners},
             {"binding", "1: it is in the way", "unit", NULL, &p->binding},
             {"need", "what the plan takes", "planner service", &p->need, NULL},
             {"served", "what it gets", "planner service", &p->served, NULL},
             {"shortfall", "what is left", "planner service", &p->shortfall, NULL},
             {"conflicts", "units promised over 100 %", "", NULL, &p->count},
             {"shortfall_total", "left whatever is done", "", &p->total, NULL},
             {"shared", "providers on several plans", "", NULL, &p->shared},
             {NULL, NULL, NULL, NULL, NULL}};
  int32_t s = cpw_result_add_dimension(p->r, "promise", p->promises, NULL, err);
  if (s == CPW_OK) s = add_units(p, err);
  if (s == CPW_OK)
    s = cpwi_orgs_dimension(p->r, &p->s, "planner", CPW_SYSTEM_ORGANISATIONS, p->a, err);
  if (s == CPW_OK) s = cpwi_orgs_dimension(p->r, &p->s, "service", CPW_SYSTEM_SERVICES, p->a, err);
  for (int i = 0; s == CPW_OK && t[i].name; i++)
    s = t[i].real
            ? cpwi_orgs_real(p->r, t[i].name, "", t[i].what, t[i].dimensions, t[i].real, err)
            : cpwi_orgs_whole(p->r, t[i].name, "", t[i].what, t[i].dimensions, t[i].whole, err);
  return s;
}

static void fill_promises(plans *p) {
  for (int64_t i = 0; i < p->promises; i++) {
    const cpw_system_promise *m = &p->promise[i];
    p->of_provider[i] = m->provider;
    p->of_planner[i] = m->planner;
    p->of_service[i] = m->service;
    p->amount[i] = m->amount;
    if (p->many[m->provider] == 0) {
      p->many[m->provider] = 1;
      p->planner[m->provider] = m->planner;
    } else if (p->planner[m->provider] != m->planner)
      p->many[m->provider] = 2;
  }
  for (int64_t o = 0; o < p->s.organisations; o++)
    *p->shared += p->many[o] > 1;
  for (int64_t i = 0; i < p->s.capacities; i++)
    p->treatments[i] = p->s.capacity[i].treatments;
}

static int32_t reserve(plans *p, cpw_error *err) {
  size_t n = (size_t)p->s.organisations, m = (size_t)p->promises;
  int64_t cells = 0;
  if (!cpwi_multiply(p->s.organisations, p->s.services, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, p->where, "too many organisations");
  p->unit = cpwi_alloc(p->a, (size_t)cells, sizeof *p->unit);
  p->capacity = cpwi_alloc(p->a, n, sizeof *p->capacity);
  p->id = cpwi_alloc(p->a, n, sizeof *p->id);
  p->listed = cpwi_alloc(p->a, m, sizeof *p->listed);
  p->row = cpwi_alloc(p->a, m, sizeof *p->row);
  p->many = cpwi_alloc_zero(p->a, n, sizeof *p->many);
  p->planner = cpwi_alloc_zero(p->a, n, sizeof *p->planner);
  if (!p->unit || !p->capacity || !p->id || !p->listed || !p->row || !p->many || !p->planner)
    return cpwi_fail(err, CPW_ENOMEM, -1, p->where, "no memory for %lld promises",
                     (long long)p->promises);
  for (size_t i = 0; i < n; i++)
    p->id[i] = p->s.organisation[i].id ? p->s.organisation[i].id : "";
  return CPW_OK;
}

static int32_t answer(plans *p, cpw_error *err) {
  int32_t s = reserve(p, err);
  if (s == CPW_OK) s = find_units(p, err);
  if (s == CPW_OK) s = check_promises(p, err);
  if (s == CPW_OK) s = cpw_result_new(p->a, &p->r, err);
  if (s == CPW_OK) s = add_arrays(p, err);
  if (s != CPW_OK) return s;
  fill_promises(p);
  for (int64_t service = 0; s == CPW_OK && service < p->s.services; service++)
    s = one_service(p, service, err);
  if (s == CPW_OK && p->conflicts[0]) s = cpw_result_add_note(p->r, "conflicts", p->conflicts, err);
  if (s == CPW_OK && p->cut[0]) s = cpw_result_add_note(p->r, "cut", p->cut, err);
  return s;
}

int32_t cpw_system_plans(const cpw_system *system, double week, const cpw_system_promise *promise,
                         int64_t promises, const cpw_allocator *allocator, cpw_result **out,
                         cpw_error *err) {
  plans p;
  memset(&p, 0, sizeof p);
  p.week = week;
  p.where = __func__;
  p.a = allocator;
  p.promise = promise;
  p.promises = promises;
  int32_t s = cpwi_check_allocator(allocator, __func__, err);
  if (s != CPW_OK) return s;
  if (!out || promises < 0 || (promises > 0 && !promise))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s",
                     out ? "promise is NULL, or promises below 0" : "out is NULL");
  s = cpwi_orgs_take(&p.s, system, __func__, err);
  if (s == CPW_OK) s = cpwi_orgs_week(week, __func__, err);
  if (s == CPW_OK && (p.s.capacities < 0 || (p.s.capacities > 0 && !p.s.capacity)))
    s = cpwi_fail(err, CPW_EINVAL, -1, __func__, "system.capacity is NULL");
  if (s != CPW_OK) return s;
  s = answer(&p, err);
  if (s == CPW_OK)
    *out = p.r;
  else
    cpw_result_free(p.r);
  cpwi_release(allocator, p.unit);
  cpwi_release(allocator, p.capacity);
  cpwi_release(allocator, p.id);
  cpwi_release(allocator, p.listed);
  cpwi_release(allocator, p.row);
  cpwi_release(allocator, p.many);
  cpwi_release(allocator, p.planner);
  return s;
}
