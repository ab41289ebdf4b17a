/* A system made ready for one week: rows in an order of their own, what is there in that week, offers by service.
 * Source: the rules at the top of carepath/system_people.h.
 * Leaves need to need.c, homes to home.c. */
#include "system/internal.h"
#include "system_people/internal.h"

#include <stdlib.h>
#include <string.h>

#define COMPARE(x, y)                                                                              \
  if ((x) != (y)) return (x) < (y) ? -1 : 1

static int by_person(const void *left, const void *right) {
  const cpw_system_people *x = *(const cpw_system_people *const *)left;
  const cpw_system_people *y = *(const cpw_system_people *const *)right;
  COMPARE(x->area, y->area);
  COMPARE(x->age, y->age);
  COMPARE(x->group, y->group);
  COMPARE(x->segment, y->segment);
  return (x->people > y->people) - (x->people < y->people);
}

static int by_foot(const void *left, const void *right) {
  const cpw_system_footprint *x = *(const cpw_system_footprint *const *)left;
  const cpw_system_footprint *y = *(const cpw_system_footprint *const *)right;
  COMPARE(x->area, y->area);
  COMPARE(x->organisation, y->organisation);
  return (x->share > y->share) - (x->share < y->share);
}

/* an id and its row, for sorting */
typedef struct label {
  const char *id;
  int64_t service, row;
} label;

static int by_label(const void *left, const void *right) {
  const label *x = left, *y = right;
  COMPARE(x->service, y->service);
  int ids = strcmp(x->id, y->id);
  return ids != 0 ? ids : (x->row > y->row) - (x->row < y->row);
}

static int32_t none_left(const cpwi_people *p, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, p->where, "no memory for the people of the system");
}

static int32_t allocate(cpwi_people *p, cpw_error *err) {
  const cpw_system *s = &p->s;
  size_t areas = (size_t)s->areas;
  p->area = cpwi_alloc(p->a, areas, sizeof *p->area);
  p->row = cpwi_alloc(p->a, (size_t)s->peoples, sizeof *p->row);
  p->row_of = cpwi_alloc_zero(p->a, areas + 1, sizeof *p->row_of);
  p->foot = cpwi_alloc(p->a, (size_t)s->footprints, sizeof *p->foot);
  p->foot_of = cpwi_alloc_zero(p->a, areas + 1, sizeof *p->foot_of);
  p->mix = cpwi_alloc_zero(p->a, (size_t)p->groups, sizeof *p->mix);
  p->unit = cpwi_alloc(p->a, (size_t)s->capacities, sizeof *p->unit);
  p->offers = cpwi_alloc_zero(p->a, (size_t)s->services, sizeof *p->offers);
  if (p->area && p->row && p->row_of && p->foot && p->foot_of && p->mix && p->unit && p->offers)
    return CPW_OK;
  return none_left(p, err);
}

/* areas by id, units by service and their organisation's id; labels: room for the longer of both */
static void order_units(cpwi_people *p, label *labels) {
  const cpw_system *s = &p->s;
  for (int64_t k = 0; k < s->areas; k++)
    labels[k] = (label){s->area[k].id, 0, k};
  if (s->areas > 0) qsort(labels, (size_t)s->areas, sizeof *labels, by_label);
  for (int64_t k = 0; k < s->areas; k++)
    p->area[k] = labels[k].row;
  int64_t units = 0;
  for (int64_t k = 0; k < s->capacities; k++) {
    const cpw_system_organisation *o = &s->organisation[s->capacity[k].organisation];
    if (cpwi_people_holds(o->from, o->until, p->week))
      labels[units++] = (label){o->id, s->capacity[k].service, k};
  }
  if (units > 0) qsort(labels, (size_t)units, sizeof *labels, by_label);
  for (int64_t k = 0; k < units; k++) {
    cpwi_people_offers *o = &p->offers[labels[k].service];
    if (o->count++ == 0) o->first = k;
    p->unit[k] = labels[k].row;
  }
}

/* rows by area: begins[a] is the first of area a */
static void index_rows(cpwi_people *p) {
  const cpw_system *s = &p->s;
  for (int64_t k = 0; k < s->peoples; k++)
    p->row[k] = &s->people[k];
  if (s->peoples > 0) qsort(p->row, (size_t)s->peoples, sizeof *p->row, by_person);
  for (int64_t k = 0; k < s->peoples; k++)
    p->row_of[s->people[k].area + 1]++;
  int64_t feet = 0;
  for (int64_t k = 0; k < s->footprints; k++) {
    const cpw_system_footprint *f = &s->footprint[k];
    if (!cpwi_people_holds(f->from, f->until, p->week)) continue;
    p->foot[feet++] = f;
    p->foot_of[f->area + 1]++;
  }
  if (feet > 0) qsort(p->foot, (size_t)feet, sizeof *p->foot, by_foot);
  for (int64_t k = 0; k < s->areas; k++) {
    p->row_of[k + 1] += p->row_of[k];
    p->foot_of[k + 1] += p->foot_of[k];
  }
}

/* the groups of everybody whose group is told, area by area */
static void whole_mix(cpwi_people *p) {
  double all = 0;
  for (int64_t k = 0; k < p->s.areas; k++)
    for (int64_t r = p->row_of[p->area[k]]; r < p->row_of[p->area[k] + 1]; r++)
      if (p->row[r]->group >= 0) {
        p->mix[p->row[r]->group] += p->row[r]->people;
        all += p->row[r]->people;
      }
  for (int64_t g = 0; g < p->groups; g++)
    p->mix[g] = all > 0 ? p->mix[g] / all : 1 / (double)p->groups;
}

int32_t cpwi_system_people_take(cpwi_people *p, const cpw_system *system, double week,
                                const cpw_allocator *allocator, const char *where, cpw_error *err) {
  memset(p, 0, sizeof *p);
  p->where = where;
  p->week = week;
  if (!system) return cpwi_fail(err, CPW_EINVAL, -1, where, "system is NULL");
  int32_t status = cpwi_check_allocator(allocator, where, err);
  if (status != CPW_OK) return status;
  p->a = allocator;
  p->s = cpwi_system_defaults();
  status = cpwi_take_options(&p->s, sizeof p->s, system, where, err);
  if (status == CPW_OK) status = cpwi_people_check(&p->s, where, err);
  if (status != CPW_OK) return status;
  p->ages = p->s.ages;
  p->groups = p->s.groups;
  p->segments = p->s.segments;
  int64_t most = p->s.areas > p->s.capacities ? p->s.areas : p->s.capacities;
  label *labels = cpwi_alloc(p->a, (size_t)most, sizeof *labels);
  status = labels ? allocate(p, err) : none_left(p, err);
  if (status == CPW_OK) {
    order_units(p, labels);
    index_rows(p);
    whole_mix(p);
  }
  cpwi_release(p->a, labels);
  return status;
}

void cpwi_people_drop(cpwi_people *p) {
  void *blocks[] = {p->area, p->row,    p->row_of, p->foot,   p->foot_of,
                    p->mix,  p->offers, p->rate,   p->rising, p->unit};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
    cpwi_release(p->a, blocks[k]);
}
