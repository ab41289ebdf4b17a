/* Areas that go over in another way than their organisation: the lines of a new map.
 * Source: the rules in carepath/system_organisations.h.
 * Leaves the shares themselves to reorganise_people.c. */
#include "base/order.h"
#include "system_organisations/reorganise.h"

#include <string.h>

#define NOTHING 1e-12

static int32_t check_row(const cpwi_reorg *k, int64_t i, cpw_error *err) {
  const cpw_system_handover *h = &k->c.handover[i];
  const char *const table = "change.handover";
  int32_t s = cpwi_orgs_number(h->organisation, k->s.organisations, table, i, "organisation",
                               k->where, err);
  if (s == CPW_OK) s = cpwi_orgs_number(h->to, k->s.organisations, table, i, "to", k->where, err);
  if (s == CPW_OK) s = cpwi_orgs_number(h->area, k->s.areas, table, i, "area", k->where, err);
  if (s != CPW_OK) return s;
  if (h->to == h->organisation)
    return cpwi_fail(err, CPW_EINVAL, i, k->where, "change.handover[%lld] is of %s to itself",
                     (long long)i, cpwi_orgs_named(&k->s, h->to).text);
  if (!(h->share > 0 && h->share <= 1))
    return cpwi_fail(err, CPW_EDOMAIN, i, k->where,
                     "change.handover[%lld].share = %s must be above 0 and at most 1", (long long)i,
                     cpwi_number(h->share).text);
  if (!cpwi_orgs_alive(&k->s, h->organisation, k->c.week) ||
      !cpwi_orgs_alive(&k->s, h->to, k->c.week))
    return cpwi_fail(err, CPW_EINVAL, i, k->where,
                     "change.handover[%lld]: %s or %s does not exist in week %s", (long long)i,
                     cpwi_orgs_named(&k->s, h->organisation).text,
                     cpwi_orgs_named(&k->s, h->to).text, cpwi_number(k->c.week).text);
  return CPW_OK;
}

static int by_area(const void *context, const void *a, const void *b) {
  const cpwi_reorg *k = context;
  const cpw_system_handover *p = &k->c.handover[*(const int64_t *)a];
  const cpw_system_handover *q = &k->c.handover[*(const int64_t *)b];
  if (p->organisation != q->organisation) return p->organisation > q->organisation ? 1 : -1;
  if (p->area != q->area) return p->area > q->area ? 1 : -1;
  return (k->rank[p->to] > k->rank[q->to]) - (k->rank[p->to] < k->rank[q->to]);
}

/* one area of one organisation: handovers order[0] .. order[count - 1], receivers by id */
static int32_t add_group(cpwi_reorg *k, const int64_t *order, int64_t count, cpw_error *err) {
  const cpw_system_handover *first = &k->c.handover[order[0]];
  int64_t n = k->s.organisations + k->groups, at = k->first[n];
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t j = 0; j < count; j++) {
    const cpw_system_handover *h = &k->c.handover[order[j]];
    if (j > 0 && k->c.handover[order[j - 1]].to == h->to)
      return cpwi_fail(err, CPW_EINVAL, order[j], k->where,
                       "change hands area %d of %s over to %s twice", (int)h->area,
                       cpwi_orgs_named(&k->s, h->organisation).text,
                       cpwi_orgs_named(&k->s, h->to).text);
    k->part[at++] = (cpwi_reorg_part){h->to, h->share};
    k->receives[h->to] = 1;
    cpw_exact_sum_add(&sum, h->share);
  }
  double gone = cpw_exact_sum_value(&sum);
  int rest = gone < 1 - NOTHING;
  if (gone > 1 + NOTHING || (rest && k->ends[first->organisation]))
    return cpwi_fail(err, CPW_EDOMAIN, order[0], k->where,
                     "what organisation %s hands over of area %d sums to %s, %s",
                     cpwi_orgs_named(&k->s, first->organisation).text, (int)first->area,
                     cpwi_number(gone).text, rest ? "and it gives all away" : "over 1");
  if (rest) k->part[at++] = (cpwi_reorg_part){first->organisation, 1 - gone};
  if (!cpwi_sort(k->a, k->part + k->first[n], at - k->first[n], sizeof *k->part, cpwi_reorg_by_rank,
                 k))
    return cpwi_fail(err, CPW_ENOMEM, -1, k->where, "no memory for %lld parts", (long long)count);
  if (at - k->first[n] > k->widest) k->widest = at - k->first[n];
  k->group[k->groups][0] = first->organisation;
  k->group[k->groups][1] = first->area;
  k->groups++;
  k->first[n + 1] = at;
  return CPW_OK;
}

int32_t cpwi_reorg_areas(cpwi_reorg *k, cpw_error *err) {
  int64_t n = k->c.handovers, *order = NULL;
  int32_t s = CPW_OK;
  for (int64_t i = 0; s == CPW_OK && i < n; i++)
    s = check_row(k, i, err);
  if (s != CPW_OK || n == 0) return s;
  order = cpwi_alloc(k->a, (size_t)n, sizeof *order);
  for (int64_t i = 0; order && i < n; i++)
    order[i] = i;
  if (!order || !cpwi_sort(k->a, order, n, sizeof *order, by_area, k))
    s = cpwi_fail(err, CPW_ENOMEM, -1, k->where, "no memory for %lld handovers", (long long)n);
  for (int64_t i = 0, j; s == CPW_OK && i < n; i = j) {
    const cpw_system_handover *h = &k->c.handover[order[i]];
    for (j = i; j < n && k->c.handover[order[j]].organisation == h->organisation &&
                k->c.handover[order[j]].area == h->area;)
      j++;
    s = add_group(k, order + i, j - i, err);
  }
  cpwi_release(k->a, order);
  return s;
}

int64_t cpwi_reorg_group(const cpwi_reorg *k, int64_t organisation, int64_t area) {
  int64_t low = 0, high = k->groups;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    const int64_t *g = k->group[middle];
    if (g[0] == organisation && g[1] == area) return k->s.organisations + middle;
    if (g[0] < organisation || (g[0] == organisation && g[1] < area))
      low = middle + 1;
    else
      high = middle;
  }
  return organisation;
}
