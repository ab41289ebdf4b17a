/* Clock starts of units: the demand of every area, service and group, sent where its people go.
 * Source: the rules at the top of carepath/system_people.h.
 * Leaves tables of it to describe.c. */
#include "system_people/flow.h"

#include <string.h>

static int32_t none_left(const cpwi_people_flow *f, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, f->p.where, "no memory for the demand of the areas");
}

static int32_t room(cpwi_people_flow *f, cpw_error *err) {
  const cpw_system *s = &f->p.s;
  const cpw_allocator *a = f->p.a;
  size_t units = (size_t)s->capacities, groups = (size_t)f->p.groups;
  int64_t cells = 0;
  if (!cpwi_multiply(s->areas, s->services * f->p.groups, &cells)) return none_left(f, err);
  f->taste = cpwi_alloc_zero(a, (size_t)s->services * groups, sizeof *f->taste);
  f->km = cpwi_alloc(a, (size_t)s->organisations, sizeof *f->km);
  f->utility = cpwi_alloc(a, units, sizeof *f->utility);
  f->share = cpwi_alloc(a, units, sizeof *f->share);
  f->weight = cpwi_alloc(a, units, sizeof *f->weight);
  f->part = cpwi_alloc(a, units, sizeof *f->part);
  f->demand = cpwi_alloc(a, (size_t)cells, sizeof *f->demand);
  f->rising = cpwi_alloc(a, (size_t)cells, sizeof *f->rising);
  f->grain = cpwi_alloc_zero(a, (size_t)s->services, sizeof *f->grain);
  f->starts = cpwi_alloc_zero(a, units * groups, sizeof *f->starts);
  f->growing = cpwi_alloc_zero(a, units * groups, sizeof *f->growing);
  if (f->taste && f->km && f->utility && f->share && f->weight && f->part && f->demand &&
      f->rising && f->grain && f->starts && f->growing)
    return CPW_OK;
  return none_left(f, err);
}

/* demand of all areas, rounded to the grain of its service */
static int32_t fill(cpwi_people_flow *f, cpw_error *err) {
  int64_t services = f->p.s.services, groups = f->p.groups, cells = services * groups;
  int32_t status = CPW_OK;
  for (int64_t k = 0; k < f->p.s.areas && status == CPW_OK; k++) {
    int64_t area = f->p.area[k];
    double *demand = f->demand + area * cells;
    status = cpwi_people_demand(&f->p, area, demand, f->rising + area * cells, err);
    for (int64_t c = 0; status == CPW_OK && c < cells; c++)
      f->grain[c / groups] += demand[c];
  }
  for (int64_t v = 0; v < services && status == CPW_OK; v++) {
    if (!(f->grain[v] < (double)INFINITY))
      status = cpwi_fail(err, CPW_EOVERFLOW, v, f->p.where,
                         "the demand for service %lld is more than a double holds", (long long)v);
    f->grain[v] = status == CPW_OK ? cpwi_people_grain(f->grain[v]) : 1;
  }
  for (int64_t c = 0; status == CPW_OK && c < f->p.s.areas * cells; c++) {
    double grain = f->grain[c % cells / groups];
    f->demand[c] = floor(f->demand[c] / grain + 0.5) * grain;
  }
  return status;
}

static int32_t check_wait(const cpwi_people_flow *f, cpw_error *err) {
  for (int64_t k = 0; f->wait && k < f->p.s.capacities; k++)
    if (f->wait[k] - f->wait[k] != 0)
      return cpwi_fail(err, CPW_EDOMAIN, k, f->p.where, "wait[%lld] = %s must be finite",
                       (long long)k, cpwi_number(f->wait[k]).text);
  return CPW_OK;
}

int32_t cpwi_people_flow_take(cpwi_people_flow *f, const cpw_system *system, double week,
                              const double *wait, const cpw_allocator *allocator, const char *where,
                              cpw_error *err) {
  memset(f, 0, sizeof *f);
  int32_t status = cpwi_system_people_take(&f->p, system, week, allocator, where, err);
  f->wait = wait;
  if (status == CPW_OK) status = check_wait(f, err);
  if (status == CPW_OK) status = cpwi_people_need(&f->p, err);
  if (status == CPW_OK) status = cpwi_people_home_new(&f->p, &f->home, err);
  if (status == CPW_OK) status = room(f, err);
  if (status == CPW_OK) status = cpwi_people_tastes(f, err);
  return status == CPW_OK ? fill(f, err) : status;
}

void cpwi_people_flow_drop(cpwi_people_flow *f) {
  const cpw_allocator *a = f->p.a;
  void *blocks[] = {f->taste,  f->km,     f->utility, f->share,  f->weight, f->part,
                    f->demand, f->rising, f->grain,   f->starts, f->growing};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
    cpwi_release(a, blocks[k]);
  cpwi_people_home_free(&f->p, &f->home);
  cpwi_people_drop(&f->p);
}

/* what is measured on the way of one group */
static void measure(cpwi_people_flow *f, int64_t service, int64_t group, double choosing,
                    double surplus, double whole) {
  cpwi_people_sums *m = &f->sums;
  int64_t at = service * f->p.groups + group;
  const int64_t *unit = f->p.unit + f->p.offers[service].first;
  const cpw_system_choice *c = f->taste[at];
  for (int64_t k = 0; k < f->p.offers[service].count; k++) {
    double km = f->km[f->p.s.capacity[unit[k]].organisation];
    if (km >= 0) {
      m->known[at] += f->part[k];
      m->travel[at] += f->part[k] * km;
    }
    if (f->home.nearest[k] < 0) m->away[at] += f->part[k];
    if (f->wait) m->wait[at] += f->part[k] * f->wait[unit[k]];
  }
  if (c && c->distance < 0) {
    m->choosing[at] += whole * choosing;
    m->surplus[at] += whole * choosing * surplus / -c->distance;
  }
}

static int32_t send_service(cpwi_people_flow *f, int64_t area, int64_t service, cpw_error *err) {
  int64_t groups = f->p.groups, n = f->p.offers[service].count;
  const int64_t *unit = f->p.unit + f->p.offers[service].first;
  const cpw_system_choice *taste = NULL; /* of the weights that stand in f->weight */
  double choosing = 0, surplus = 0;
  int at_home = -1;
  for (int64_t g = 0; g < groups; g++) {
    int64_t cell = (area * f->p.s.services + service) * groups + g;
    double whole = f->demand[cell];
    if (!(whole > 0)) continue;
    int again = at_home >= 0 && f->taste[service * groups + g] == taste;
    if (at_home < 0) at_home = cpwi_people_home_units(&f->p, &f->home, service);
    if (!again) {
      int32_t status = cpwi_people_where(f, area, service, g, at_home, &choosing, &surplus, err);
      if (status != CPW_OK) return status;
      taste = f->taste[service * groups + g];
    }
    cpwi_people_parts(whole, f->grain[service], f->weight, n, f->part);
    double rise = f->rising[cell] / whole;
    for (int64_t k = 0; k < n; k++) {
      if (!(f->part[k] > 0)) continue;
      f->starts[unit[k] * groups + g] += f->part[k];
      f->growing[unit[k] * groups + g] += f->part[k] * rise;
    }
    if (f->sums.known) measure(f, service, g, choosing, surplus, whole);
  }
  return CPW_OK;
}

int32_t cpwi_people_flow_send(cpwi_people_flow *f, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t k = 0; k < f->p.s.areas && status == CPW_OK; k++) {
    int64_t area = f->p.area[k];
    cpwi_people_home_area(&f->p, &f->home, area);
    if (f->p.s.choices > 0 || f->sums.known) cpwi_people_kilometres(f, area);
    for (int64_t v = 0; v < f->p.s.services && status == CPW_OK; v++)
      status = send_service(f, area, v, err);
    cpwi_people_home_leave(&f->p, &f->home, area);
  }
  return status;
}

int32_t cpw_system_demand(const cpw_system *system, const double *wait,
                          const cpw_allocator *allocator, double *starts, double *growth,
                          cpw_error *err) {
  if (!system || !starts)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", system ? "starts" : "system");
  cpwi_people_flow f;
  int32_t status = cpwi_people_flow_take(&f, system, 0, wait, allocator, __func__, err);
  if (status == CPW_OK) status = cpwi_people_flow_send(&f, err);
  for (int64_t k = 0; status == CPW_OK && k < f.p.s.capacities * f.p.groups; k++) {
    starts[k] = f.starts[k];
    if (growth) growth[k] = f.starts[k] > 0 ? f.growing[k] / f.starts[k] : 0;
  }
  cpwi_people_flow_drop(&f);
  return status;
}
