/* Which units are at home in an area, and what each takes of it by footprint.
 * Source: the rules at the top of carepath/system_people.h: the nearest footprint above, less what others below cover.
 * Leaves choice to demand.c. */
#include "system_people/internal.h"

#include <string.h>

#define NOTHING 1e-12 /* what is left of a share of 1 by rounding */

int32_t cpwi_people_home_new(const cpwi_people *p, cpwi_people_home *h, cpw_error *err) {
  memset(h, 0, sizeof *h);
  size_t all = (size_t)p->s.organisations, units = (size_t)p->s.capacities;
  h->share = cpwi_alloc_zero(p->a, all, sizeof *h->share);
  h->covered = cpwi_alloc_zero(p->a, all, sizeof *h->covered);
  h->treats = cpwi_alloc_zero(p->a, all, sizeof *h->treats);
  h->count = cpwi_alloc_zero(p->a, all, sizeof *h->count);
  h->nearest = cpwi_alloc(p->a, units, sizeof *h->nearest);
  h->weight = cpwi_alloc(p->a, units, sizeof *h->weight);
  if (h->share && h->covered && h->treats && h->count && h->nearest && h->weight) return CPW_OK;
  return cpwi_fail(err, CPW_ENOMEM, -1, p->where, "no memory for the homes of areas");
}

void cpwi_people_home_free(const cpwi_people *p, cpwi_people_home *h) {
  void *blocks[] = {h->share, h->covered, h->treats, h->count, h->nearest, h->weight};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
    cpwi_release(p->a, blocks[k]);
}

void cpwi_people_home_area(const cpwi_people *p, cpwi_people_home *h, int64_t area) {
  for (int64_t k = p->foot_of[area]; k < p->foot_of[area + 1]; k++)
    h->share[p->foot[k]->organisation] += p->foot[k]->share;
}

void cpwi_people_home_leave(const cpwi_people *p, cpwi_people_home *h, int64_t area) {
  for (int64_t k = p->foot_of[area]; k < p->foot_of[area + 1]; k++)
    h->share[p->foot[k]->organisation] = 0;
}

/* organisation itself or the nearest above it that has the area in its footprint; -1: none */
static int64_t footprint_of(const cpwi_people *p, const cpwi_people_home *h, int64_t organisation) {
  while (organisation >= 0 && !(h->share[organisation] > 0))
    organisation = p->s.organisation[organisation].parent;
  return organisation;
}

/* the nearest one above a footprint under which units stand directly; -1: none */
static int64_t next_up(const cpwi_people *p, const cpwi_people_home *h, int64_t organisation) {
  do
    organisation = p->s.organisation[organisation].parent;
  while (organisation >= 0 && h->count[organisation] == 0);
  return organisation;
}

int cpwi_people_home_units(const cpwi_people *p, cpwi_people_home *h, int64_t service) {
  const int64_t *unit = p->unit + p->offers[service].first;
  int64_t n = p->offers[service].count;
  int any = 0;
  for (int64_t k = 0; k < n; k++) {
    int64_t f = footprint_of(p, h, p->s.capacity[unit[k]].organisation);
    h->nearest[k] = f;
    if (f < 0) continue;
    any = 1;
    h->covered[f] = 0;
    h->treats[f] = (h->count[f]++ == 0 ? 0 : h->treats[f]) + p->s.capacity[unit[k]].treatments;
  }
  for (int64_t k = 0; k < n;
       k++) /* one unit of each footprint speaks for it: it is marked below 0 */
    if (h->nearest[k] >= 0 && h->count[h->nearest[k]] > 0) {
      int64_t f = h->nearest[k], up = next_up(p, h, f);
      if (up >= 0) h->covered[up] += h->share[f];
      h->count[f] = -h->count[f];
    }
  double sum = 0;
  for (int64_t k = 0; k < n; k++) {
    int64_t f = h->nearest[k];
    h->weight[k] = 0;
    if (f < 0) continue;
    double left = h->share[f] - h->covered[f];
    if (!(left > NOTHING)) continue;
    h->weight[k] = left * (h->treats[f] > 0 ? p->s.capacity[unit[k]].treatments / h->treats[f]
                                            : 1 / (double)-h->count[f]);
    sum += h->weight[k];
  }
  for (int64_t k = 0; k < n; k++) {
    if (h->nearest[k] >= 0) h->count[h->nearest[k]] = 0;
    if (sum > 0) h->weight[k] /= sum;
  }
  return any;
}
