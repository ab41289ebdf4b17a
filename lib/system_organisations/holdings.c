/* What each organisation holds in a week: people of its footprint, lists, capacity, its own and with all below it.
 * Source: the definitions in carepath/system_organisations.h; sums are exact and rounded once.
 * Leaves how they change over time to the engine, other footprints to footprint.h. */
#include "system_organisations/internal.h"

#include <string.h>

/* ---------------------------------------------------------------- people -------------------- */

typedef struct census {
  const cpw_system *s;
  double week;
  const char *where;
  const cpw_allocator *allocator;
  double *area; /* (areas, groups) people */
  int8_t *own;  /* (organisations) 1: has rows in the week */
  int8_t *done; /* (organisations) */
} census;

static int32_t check_people(const cpw_system *s, const char *where, cpw_error *err) {
  if (s->areas < 0 || s->peoples < 0 || s->footprints < 0 || (s->peoples > 0 && !s->people) ||
      (s->footprints > 0 && !s->footprint))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "system.people or system.footprint is NULL");
  for (int64_t i = 0; i < s->peoples; i++) {
    const cpw_system_people *p = &s->people[i];
    int32_t status = cpwi_orgs_number(p->area, s->areas, "people", i, "area", where, err);
    if (status == CPW_OK && p->group != CPW_NONE)
      status = cpwi_orgs_number(p->group, s->groups, "people", i, "group", where, err);
    if (status == CPW_OK) status = cpwi_orgs_amount(p->people, "people", i, "people", where, err);
    if (status != CPW_OK) return status;
  }
  for (int64_t i = 0; i < s->footprints; i++) {
    const cpw_system_footprint *f = &s->footprint[i];
    int32_t status = cpwi_orgs_number(f->area, s->areas, "footprints", i, "area", where, err);
    if (status == CPW_OK)
      status = cpwi_orgs_number(f->organisation, s->organisations, "footprints", i, "organisation",
                                where, err);
    if (status != CPW_OK) return status;
    if (!(f->share > 0 && f->share <= 1))
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "footprints[%lld].share = %s must be above 0 and at most 1", (long long)i,
                       cpwi_number(f->share).text);
  }
  return CPW_OK;
}

static int32_t count_areas(census *c, cpw_error *err) {
  const cpw_system *s = c->s;
  cpw_exact_sum *sum = cpwi_orgs_sums(s->areas * s->groups, c->allocator);
  if (!sum)
    return cpwi_fail(err, CPW_ENOMEM, -1, c->where, "no memory for %lld areas",
                     (long long)s->areas);
  for (int64_t i = 0; i < s->peoples; i++) {
    const cpw_system_people *p = &s->people[i];
    cpw_exact_sum *at = sum + p->area * s->groups;
    if (p->group != CPW_NONE)
      cpw_exact_sum_add(&at[p->group], p->people);
    else
      for (int64_t g = 0; g < s->groups; g++)
        cpw_exact_sum_add(&at[g], p->people / (double)s->groups);
  }
  for (int64_t i = 0; i < s->areas * s->groups; i++)
    c->area[i] = cpw_exact_sum_value(&sum[i]);
  cpwi_release(c->allocator, sum);
  return CPW_OK;
}

/* people of the rows that hold in the week */
static int32_t count_rows(census *c, double *people, cpw_error *err) {
  const cpw_system *s = c->s;
  int64_t cells = s->organisations * s->groups;
  cpw_exact_sum *sum = cpwi_orgs_sums(cells, c->allocator);
  if (!sum)
    return cpwi_fail(err, CPW_ENOMEM, -1, c->where, "no memory for %lld organisations",
                     (long long)s->organisations);
  for (int64_t i = 0; i < s->footprints; i++) {
    const cpw_system_footprint *f = &s->footprint[i];
    if (!cpwi_orgs_holds(f->from, f->until, c->week)) continue;
    c->own[f->organisation] = 1;
    for (int64_t g = 0; g < s->groups; g++)
      cpw_exact_sum_add(&sum[f->organisation * s->groups + g],
                        f->share * c->area[f->area * s->groups + g]);
  }
  for (int64_t i = 0; i < cells; i++)
    people[i] = cpw_exact_sum_value(&sum[i]);
  cpwi_release(c->allocator, sum);
  return CPW_OK;
}

/* people of all groups directly below, of one kind; into `into` (groups) where there is one */
static double of_kind(const census *c, int64_t above, int32_t kind, const double *people,
                      double *into) {
  const cpw_system *s = c->s;
  cpw_exact_sum all;
  cpw_exact_sum_init(&all);
  for (int64_t g = 0; g < s->groups; g++) {
    cpw_exact_sum sum;
    cpw_exact_sum_init(&sum);
    for (int64_t i = 0; i < s->organisations; i++)
      if (s->organisation[i].kind == kind && cpwi_orgs_alive(s, i, c->week) &&
          cpwi_orgs_parent(s, i, c->week) == above)
        cpw_exact_sum_add(&sum, people[i * s->groups + g]);
    if (into) into[g] = cpw_exact_sum_value(&sum);
    cpw_exact_sum_add(&all, cpw_exact_sum_value(&sum));
  }
  return cpw_exact_sum_value(&all);
}

/* An organisation without rows has the people of those below it, which are known before it. */
static void gather(census *c, int64_t i, double *people) {
  double most = 0;
  int32_t best = -1;
  for (int32_t kind = 0; kind < CPW_ORG_KINDS; kind++) {
    double sum = of_kind(c, i, kind, people, NULL);
    if (sum > most) {
      most = sum;
      best = kind;
    }
  }
  if (best >= 0) (void)of_kind(c, i, best, people, people + i * c->s->groups);
}

/* 1 where all below are done */
static int ready(const census *c, int64_t i) {
  for (int64_t j = 0; j < c->s->organisations; j++)
    if (!c->done[j] && cpwi_orgs_alive(c->s, j, c->week) && cpwi_orgs_parent(c->s, j, c->week) == i)
      return 0;
  return 1;
}

static void climb(census *c, double *people) {
  int64_t n = c->s->organisations;
  for (int64_t i = 0; i < n; i++)
    c->done[i] = c->own[i] || !cpwi_orgs_alive(c->s, i, c->week);
  for (int64_t changed = 1; changed > 0;) {
    changed = 0;
    for (int64_t i = 0; i < n; i++)
      if (!c->done[i] && ready(c, i)) {
        gather(c, i, people);
        c->done[i] = 1;
        changed++;
      }
  }
}

int32_t cpwi_orgs_people(const cpw_system *s, double week, double *people,
                         const cpw_allocator *allocator, const char *where, cpw_error *err) {
  census c = {.s = s, .week = week, .where = where, .allocator = allocator};
  int64_t cells = 0;
  int32_t status = check_people(s, where, err);
  if (status != CPW_OK) return status;
  if (!cpwi_multiply(s->areas, s->groups, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "too many areas");
  c.area = cpwi_alloc(allocator, (size_t)cells, sizeof *c.area);
  c.own = cpwi_alloc_zero(allocator, (size_t)s->organisations, sizeof *c.own);
  c.done = cpwi_alloc_zero(allocator, (size_t)s->organisations, sizeof *c.done);
  if (!c.area || !c.own || !c.done)
    status = cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld areas", (long long)s->areas);
  if (status == CPW_OK) status = count_areas(&c, err);
  if (status == CPW_OK) status = count_rows(&c, people, err);
  if (status == CPW_OK) climb(&c, people);
  cpwi_release(allocator, c.area);
  cpwi_release(allocator, c.own);
  cpwi_release(allocator, c.done);
  return status;
}

/* ---------------------------------------------------------------- lists and capacity -------- */

typedef struct holdings {
  cpw_system s;
  double week;
  const char *where;
  const cpw_allocator *allocator;
  cpw_result *r;
  double *people, *waiting, *starts, *waiting_below, *treatments, *treatments_below;
  double *people_all, *waiting_all, *treatments_all, *spend_all;
  int64_t *alive;
} holdings;

static int32_t check_units(const holdings *h, cpw_error *err) {
  const cpw_system *s = &h->s;
  if (s->lists < 0 || s->capacities < 0 || (s->lists > 0 && !s->list) ||
      (s->capacities > 0 && !s->capacity))
    return cpwi_fail(err, CPW_EINVAL, -1, h->where, "system.list or system.capacity is NULL");
  for (int64_t i = 0; i < s->lists; i++) {
    const cpw_system_list *l = &s->list[i];
    int32_t e = cpwi_orgs_number(l->organisation, s->organisations, "lists", i, "organisation",
                                 h->where, err);
    if (e == CPW_OK)
      e = cpwi_orgs_number(l->service, s->services, "lists", i, "service", h->where, err);
    if (e == CPW_OK) e = cpwi_orgs_number(l->group, s->groups, "lists", i, "group", h->where, err);
    if (e == CPW_OK) e = cpwi_orgs_amount(l->waiting, "lists", i, "waiting", h->where, err);
    if (e == CPW_OK) e = cpwi_orgs_amount(l->starts, "lists", i, "starts", h->where, err);
    if (e != CPW_OK) return e;
  }
  for (int64_t i = 0; i < s->capacities; i++) {
    const cpw_system_capacity *c = &s->capacity[i];
    int32_t e = cpwi_orgs_number(c->organisation, s->organisations, "capacity", i, "organisation",
                                 h->where, err);
    if (e == CPW_OK)
      e = cpwi_orgs_number(c->service, s->services, "capacity", i, "service", h->where, err);
    if (e == CPW_OK)
      e = cpwi_orgs_amount(c->treatments, "capacity", i, "treatments", h->where, err);
    if (e != CPW_OK) return e;
  }
  return CPW_OK;
}

static int32_t add_arrays(holdings *h, cpw_error *err) {
  const struct {
    const char *name, *unit, *what, *dimensions;
    double **at;
  } t[10] = {
      {"people", "people", "of its footprint", "organisation group", &h->people},
      {"waiting", "people", "on its own lists", "organisation service group", &h->waiting},
      {"starts", "people a week", "that join its own lists", "organisation service group",
       &h->starts},
      {"waiting_below", "people", "with all below", "organisation service group",
       &h->waiting_below},
      {"treatments", "treatments a week", "its own", "organisation service", &h->treatments},
      {"treatments_below", "treatments a week", "with all below", "organisation service",
       &h->treatments_below},
      {"people_all", "people", "of all groups", "organisation", &h->people_all},
      {"waiting_all", "people", "with all below", "organisation", &h->waiting_all},
      {"treatments_all", "treatments a week", "with all below", "organisation", &h->treatments_all},
      {"spend_all", "money a year", "treatments a year x unit cost, with all below", "organisation",
       &h->spend_all}};
  int32_t s = cpw_result_new(h->allocator, &h->r, err);
  if (s == CPW_OK)
    s = cpwi_orgs_dimension(h->r, &h->s, "organisation", CPW_SYSTEM_ORGANISATIONS, h->allocator,
                            err);
  if (s == CPW_OK)
    s = cpwi_orgs_dimension(h->r, &h->s, "service", CPW_SYSTEM_SERVICES, h->allocator, err);
  if (s == CPW_OK)
    s = cpwi_orgs_dimension(h->r, &h->s, "group", CPW_SYSTEM_GROUPS, h->allocator, err);
  for (int i = 0; s == CPW_OK && i < 10; i++)
    s = cpwi_orgs_real(h->r, t[i].name, t[i].unit, t[i].what, t[i].dimensions, t[i].at, err);
  return s == CPW_OK ? cpwi_orgs_whole(h->r, "alive", "", "1: exists in the week", "organisation",
                                       &h->alive, err)
                     : s;
}

/* Adds `amount` to an organisation and to all above it, in sums of `width` an organisation. */
static void add_upwards(const cpw_system *s, cpw_exact_sum *sum, int64_t width, int64_t place,
                        int64_t organisation, double amount) {
  for (int64_t at = organisation; at >= 0; at = s->organisation[at].parent)
    cpw_exact_sum_add(&sum[at * width + place], amount);
}

static void read_sums(const cpw_exact_sum *sum, int64_t n, double *out) {
  for (int64_t i = 0; i < n; i++)
    out[i] = cpw_exact_sum_value(&sum[i]);
}

static void count_lists(holdings *h, cpw_exact_sum *own, cpw_exact_sum *below, cpw_exact_sum *all) {
  const cpw_system *s = &h->s;
  int64_t width = s->services * s->groups, cells = s->organisations * width;
  for (int64_t i = 0; i < s->lists; i++) {
    const cpw_system_list *l = &s->list[i];
    int64_t place = l->service * s->groups + l->group;
    cpw_exact_sum_add(&own[l->organisation * width + place], l->waiting);
    add_upwards(s, below, width, place, l->organisation, l->waiting);
    add_upwards(s, all, 1, 0, l->organisation, l->waiting);
  }
  read_sums(own, cells, h->waiting);
  read_sums(below, cells, h->waiting_below);
  read_sums(all, s->organisations, h->waiting_all);
  if (cells > 0) memset(own, 0, (size_t)cells * sizeof *own);
  for (int64_t i = 0; i < s->lists; i++) {
    const cpw_system_list *l = &s->list[i];
    cpw_exact_sum_add(&own[l->organisation * width + l->service * s->groups + l->group], l->starts);
  }
  read_sums(own, cells, h->starts);
}

static double unit_cost(const cpw_system *s, const cpw_system_capacity *c) {
  return c->unit_cost >= 0 ? c->unit_cost : s->service[c->service].unit_cost;
}

static void count_capacity(holdings *h, cpw_exact_sum *own, cpw_exact_sum *below,
                           cpw_exact_sum *all, cpw_exact_sum *spend) {
  const cpw_system *s = &h->s;
  for (int64_t i = 0; i < s->capacities; i++) {
    const cpw_system_capacity *c = &s->capacity[i];
    double money = c->treatments * CPW_WEEKS_PER_YEAR * unit_cost(s, c);
    cpw_exact_sum_add(&own[c->organisation * s->services + c->service], c->treatments);
    add_upwards(s, below, s->services, c->service, c->organisation, c->treatments);
    add_upwards(s, all, 1, 0, c->organisation, c->treatments);
    add_upwards(s, spend, 1, 0, c->organisation, money);
  }
  read_sums(own, s->organisations * s->services, h->treatments);
  read_sums(below, s->organisations * s->services, h->treatments_below);
  read_sums(all, s->organisations, h->treatments_all);
  read_sums(spend, s->organisations, h->spend_all);
}

static int32_t count_units(holdings *h, cpw_error *err) {
  const cpw_system *s = &h->s;
  int64_t wide = s->organisations * s->services * s->groups;
  const int64_t n[7] = {wide,
                        wide,
                        s->organisations,
                        s->organisations * s->services,
                        s->organisations * s->services,
                        s->organisations,
                        s->organisations};
  cpw_exact_sum *sum[7] = {0};
  int have = 1;
  for (int i = 0; i < 7; i++) {
    sum[i] = cpwi_orgs_sums(n[i], h->allocator);
    have = have && sum[i];
  }
  if (have) {
    count_lists(h, sum[0], sum[1], sum[2]);
    count_capacity(h, sum[3], sum[4], sum[5], sum[6]);
  }
  for (int i = 0; i < 7; i++)
    cpwi_release(h->allocator, sum[i]);
  return have ? CPW_OK
              : cpwi_fail(err, CPW_ENOMEM, -1, h->where, "no memory for %lld lists",
                          (long long)wide);
}

static void sum_people(holdings *h) {
  for (int64_t i = 0; i < h->s.organisations; i++) {
    cpw_exact_sum sum;
    cpw_exact_sum_init(&sum);
    for (int64_t g = 0; g < h->s.groups; g++)
      cpw_exact_sum_add(&sum, h->people[i * h->s.groups + g]);
    h->people_all[i] = cpw_exact_sum_value(&sum);
    h->alive[i] = cpwi_orgs_alive(&h->s, i, h->week);
  }
}

int32_t cpw_system_holdings(const cpw_system *system, double week, const cpw_allocator *allocator,
                            cpw_result **out, cpw_error *err) {
  holdings h = {.week = week, .where = __func__, .allocator = allocator};
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK && !out) status = cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  if (status == CPW_OK) status = cpwi_orgs_take(&h.s, system, __func__, err);
  if (status == CPW_OK) status = cpwi_orgs_week(week, __func__, err);
  if (status == CPW_OK) status = check_units(&h, err);
  if (status == CPW_OK) status = add_arrays(&h, err);
  if (status == CPW_OK) status = cpwi_orgs_people(&h.s, week, h.people, allocator, __func__, err);
  if (status == CPW_OK) status = count_units(&h, err);
  if (status == CPW_OK) {
    sum_people(&h);
    *out = h.r;
  } else
    cpw_result_free(h.r);
  return status;
}
