/* People by organisation and group in a week.
 * Source: the shares of footprints; else the people of those right below, of the kind that has most.
 * Leaves need to need.c. */
#include "system_people/internal.h"

#include <stdlib.h>
#include <string.h>

typedef struct label {
  const char *id;
  int64_t row;
} label;

static int by_id(const void *left, const void *right) {
  const label *x = left, *y = right;
  int ids = strcmp(x->id, y->id);
  return ids != 0 ? ids : (x->row > y->row) - (x->row < y->row);
}

static int is_there(const cpwi_people *p, int64_t organisation) {
  const cpw_system_organisation *o = &p->s.organisation[organisation];
  return cpwi_people_holds(o->from, o->until, p->week);
}

/* people of an area, by group */
static void area_people(const cpwi_people *p, int64_t area, double *groups) {
  double mix[64] = {0};
  cpwi_people_mix(p, area, mix);
  for (int64_t g = 0; g < p->groups; g++)
    groups[g] = 0;
  for (int64_t r = p->row_of[area]; r < p->row_of[area + 1]; r++) {
    const cpw_system_people *row = p->row[r];
    for (int64_t g = 0; g < p->groups; g++)
      groups[g] += row->group < 0 ? row->people * mix[g] : row->group == g ? row->people : 0;
  }
}

static int64_t depth_of(const cpwi_people *p, int64_t organisation) {
  int64_t depth = 0;
  for (; organisation >= 0; organisation = p->s.organisation[organisation].parent)
    depth++;
  return depth;
}

static double all_groups(const cpwi_people *p, const double *people, int64_t organisation) {
  double sum = 0;
  for (int64_t g = 0; g < p->groups; g++)
    sum += people[organisation * p->groups + g];
  return sum;
}

/* the kind of those right below that has the most people: several kinds may cover the same people */
static int32_t widest(const cpwi_people *p, const label *order, int64_t up, const double *people) {
  double sum[CPW_ORG_KINDS] = {0};
  int32_t found = 0;
  for (int64_t k = 0; k < p->s.organisations; k++) {
    int32_t kind = p->s.organisation[order[k].row].kind;
    if (p->s.organisation[order[k].row].parent == up && kind >= 0 && kind < CPW_ORG_KINDS)
      sum[kind] += all_groups(p, people, order[k].row);
  }
  for (int32_t kind = 1; kind < CPW_ORG_KINDS; kind++)
    if (sum[kind] > sum[found]) found = kind;
  return found;
}

/* those without a footprint, from the lowest up: what stands right below them is complete by then */
static void gather(const cpwi_people *p, const label *order, const uint8_t *own, int64_t deepest,
                   double *people) {
  for (int64_t depth = deepest - 1; depth > 0; depth--)
    for (int64_t up = 0; up < p->s.organisations; up++) {
      if (own[up] || !is_there(p, up) || depth_of(p, up) != depth) continue;
      int32_t kind = widest(p, order, up, people);
      for (int64_t k = 0; k < p->s.organisations; k++) {
        const cpw_system_organisation *o = &p->s.organisation[order[k].row];
        for (int64_t g = 0; o->parent == up && o->kind == kind && g < p->groups; g++)
          people[up * p->groups + g] += people[order[k].row * p->groups + g];
      }
    }
}

static void count(const cpwi_people *p, label *order, uint8_t *own, double *people) {
  double groups[64] = {0};
  int64_t deepest = 0;
  for (int64_t k = 0; k < p->s.organisations; k++) {
    int64_t depth = depth_of(p, k);
    deepest = depth > deepest ? depth : deepest;
    order[k] = (label){p->s.organisation[k].id, k};
  }
  if (p->s.organisations > 0) qsort(order, (size_t)p->s.organisations, sizeof *order, by_id);
  for (int64_t k = 0; k < p->s.areas; k++) {
    int64_t area = p->area[k];
    area_people(p, area, groups);
    for (int64_t f = p->foot_of[area]; f < p->foot_of[area + 1]; f++) {
      int64_t o = p->foot[f]->organisation;
      if (!is_there(p, o)) continue;
      own[o] = 1;
      for (int64_t g = 0; g < p->groups; g++)
        people[o * p->groups + g] += p->foot[f]->share * groups[g];
    }
  }
  gather(p, order, own, deepest, people);
}

int32_t cpw_system_people_by(const cpw_system *system, double week, const cpw_allocator *allocator,
                             double *people, cpw_error *err) {
  cpwi_people p;
  if (!people || week - week != 0)
    return cpwi_fail(err, people ? CPW_EDOMAIN : CPW_EINVAL, -1, __func__, "%s",
                     people ? "week must be finite" : "people is NULL");
  int32_t status = cpwi_system_people_take(&p, system, week, allocator, __func__, err);
  if (status == CPW_OK) {
    size_t all = (size_t)p.s.organisations, cells = all * (size_t)p.groups;
    label *order = cpwi_alloc(p.a, all, sizeof *order);
    uint8_t *own = cpwi_alloc_zero(p.a, all, sizeof *own);
    double *sum = cpwi_alloc_zero(p.a, cells, sizeof *sum);
    if (order && own && sum) {
      count(&p, order, own, sum);
      memcpy(people, sum, cells * sizeof *sum);
    } else {
      status = cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the organisations");
    }
    cpwi_release(p.a, order);
    cpwi_release(p.a, own);
    cpwi_release(p.a, sum);
  }
  cpwi_people_drop(&p);
  return status;
}
