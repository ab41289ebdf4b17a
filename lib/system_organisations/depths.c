/* The layers of a system: organisations and running costs by depth and by kind.
 * Source: the definitions in carepath/system_organisations.h.
 * Leaves the tree itself to tree.c. */
#include "system_organisations/internal.h"

#include <math.h>

typedef struct depths {
  cpw_system s;
  double week;
  const char *where;
  const cpw_allocator *allocator;
  int64_t *depth; /* (organisations) -1: does not exist in the week */
  int64_t layers;
  cpw_result *r;
} depths;

static int32_t find_depths(depths *d, cpw_error *err) {
  for (int64_t i = 0; i < d->s.organisations; i++) {
    d->depth[i] = -1;
    int32_t status = cpwi_orgs_amount(d->s.organisation[i].overhead, "organisations", i, "overhead",
                                      d->where, err);
    if (status != CPW_OK) return status;
    if (d->s.organisation[i].kind < 0 || d->s.organisation[i].kind >= CPW_ORG_KINDS)
      return cpwi_fail(err, CPW_EINVAL, i, d->where,
                       "organisations[%lld].kind = %d must be 0 to %d", (long long)i,
                       (int)d->s.organisation[i].kind, CPW_ORG_KINDS - 1);
    if (!cpwi_orgs_alive(&d->s, i, d->week)) continue;
    int64_t depth = 0;
    for (int64_t at = cpwi_orgs_parent(&d->s, i, d->week); at >= 0;
         at = cpwi_orgs_parent(&d->s, at, d->week))
      depth++;
    d->depth[i] = depth;
    if (depth + 1 > d->layers) d->layers = depth + 1;
  }
  return CPW_OK;
}

static int32_t add_dimensions(depths *d, cpw_error *err) {
  const char *kind[CPW_ORG_KINDS] = {0};
  for (int32_t k = 0; k < CPW_ORG_KINDS; k++)
    kind[k] = cpw_system_kind_name(k);
  int32_t s = cpw_result_new(d->allocator, &d->r, err);
  if (s == CPW_OK) s = cpw_result_add_dimension(d->r, "layer", d->layers, NULL, err);
  if (s == CPW_OK) s = cpw_result_add_dimension(d->r, "kind", CPW_ORG_KINDS, kind, err);
  return s == CPW_OK ? cpwi_orgs_dimension(d->r, &d->s, "organisation", CPW_SYSTEM_ORGANISATIONS,
                                           d->allocator, err)
                     : s;
}

/* what those sum to that exist and that the test picks */
static double overhead_of(const depths *d, int by_kind, int64_t value, int64_t *count) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < d->s.organisations; i++) {
    if (d->depth[i] < 0) continue;
    if (value >= 0 && (by_kind ? d->s.organisation[i].kind : d->depth[i]) != value) continue;
    cpw_exact_sum_add(&sum, d->s.organisation[i].overhead);
    ++*count;
  }
  return cpw_exact_sum_value(&sum);
}

static int64_t kinds_of(const depths *d, int64_t layer) {
  int64_t kinds = 0;
  uint32_t seen = 0;
  for (int64_t i = 0; i < d->s.organisations; i++)
    if (d->depth[i] == layer) seen |= UINT32_C(1) << d->s.organisation[i].kind;
  for (; seen; seen &= seen - 1)
    kinds++;
  return kinds;
}

static int32_t write_layers(depths *d, cpw_error *err) {
  int64_t *count = NULL, *kinds = NULL, *kind_count = NULL, all = 0;
  double *cost = NULL, *kind_cost = NULL, *total = NULL;
  int32_t s = cpwi_orgs_whole(d->r, "organisations", "", "organisations at this depth", "layer",
                              &count, err);
  if (s == CPW_OK)
    s = cpwi_orgs_real(d->r, "overhead", "money a year", "running cost of them", "layer", &cost,
                       err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(d->r, "kinds", "", "different kinds of them", "layer", &kinds, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(d->r, "count", "", "organisations of this kind", "kind", &kind_count, err);
  if (s == CPW_OK)
    s = cpwi_orgs_real(d->r, "kind_overhead", "money a year", "running cost of them", "kind",
                       &kind_cost, err);
  if (s == CPW_OK)
    s = cpwi_orgs_real(d->r, "total_overhead", "money a year", "of all", "", &total, err);
  if (s != CPW_OK) return s;
  for (int64_t l = 0; l < d->layers; l++) {
    cost[l] = overhead_of(d, 0, l, &count[l]);
    kinds[l] = kinds_of(d, l);
  }
  for (int64_t k = 0; k < CPW_ORG_KINDS; k++)
    kind_cost[k] = overhead_of(d, 1, k, &kind_count[k]);
  *total = overhead_of(d, 0, -1, &all);
  return CPW_OK;
}

static int32_t write_organisations(depths *d, cpw_error *err) {
  int64_t *depth = NULL, *reports = NULL, *below = NULL;
  double *cost = NULL;
  int32_t s = cpwi_orgs_whole(d->r, "depth", "", "0 at the root, -1: does not exist in the week",
                              "organisation", &depth, err);
  if (s == CPW_OK)
    s = cpwi_orgs_whole(d->r, "reports", "", "that are directly below", "organisation", &reports,
                        err);
  if (s == CPW_OK) s = cpwi_orgs_whole(d->r, "below", "", "all below", "organisation", &below, err);
  if (s == CPW_OK)
    s = cpwi_orgs_real(d->r, "overhead_below", "money a year", "its own and of all below",
                       "organisation", &cost, err);
  cpw_exact_sum *sum = s == CPW_OK ? cpwi_orgs_sums(d->s.organisations, d->allocator) : NULL;
  if (s != CPW_OK) return s;
  if (!sum) return cpwi_fail(err, CPW_ENOMEM, -1, d->where, "no memory for sums");
  for (int64_t i = 0; i < d->s.organisations; i++) {
    depth[i] = d->depth[i];
    if (d->depth[i] < 0) continue;
    int64_t parent = cpwi_orgs_parent(&d->s, i, d->week);
    if (parent >= 0) reports[parent]++;
    for (int64_t at = i; at >= 0; at = cpwi_orgs_parent(&d->s, at, d->week)) {
      below[at] += at != i;
      cpw_exact_sum_add(&sum[at], d->s.organisation[i].overhead);
    }
  }
  for (int64_t i = 0; i < d->s.organisations; i++)
    cost[i] = cpw_exact_sum_value(&sum[i]);
  cpwi_release(d->allocator, sum);
  return CPW_OK;
}

/* money a year and head, where people are known */
static int32_t write_head(depths *d, cpw_error *err) {
  double *head = NULL;
  int64_t all = 0;
  cpw_exact_sum people;
  cpw_exact_sum_init(&people);
  if (d->s.peoples > 0 && !d->s.people)
    return cpwi_fail(err, CPW_EINVAL, -1, d->where, "system.people is NULL");
  for (int64_t i = 0; i < d->s.peoples; i++) {
    int32_t status = cpwi_orgs_amount(d->s.people[i].people, "people", i, "people", d->where, err);
    if (status != CPW_OK) return status;
    cpw_exact_sum_add(&people, d->s.people[i].people);
  }
  if (!(cpw_exact_sum_value(&people) > 0)) return CPW_OK;
  int32_t status = cpwi_orgs_real(d->r, "overhead_head", "money a year and head",
                                  "of everybody in the system", "", &head, err);
  if (status == CPW_OK) *head = overhead_of(d, 0, -1, &all) / cpw_exact_sum_value(&people);
  return status;
}

int32_t cpw_system_depths(const cpw_system *system, double week, const cpw_allocator *allocator,
                          cpw_result **out, cpw_error *err) {
  depths d = {.week = week, .where = __func__, .allocator = allocator};
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK && !out) status = cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  if (status == CPW_OK) status = cpwi_orgs_take(&d.s, system, __func__, err);
  if (status == CPW_OK) status = cpwi_orgs_week(week, __func__, err);
  if (status != CPW_OK) return status;
  d.depth = cpwi_alloc(allocator, (size_t)d.s.organisations, sizeof *d.depth);
  if (!d.depth)
    status = cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld organisations",
                       (long long)d.s.organisations);
  if (status == CPW_OK) status = find_depths(&d, err);
  if (status == CPW_OK) status = add_dimensions(&d, err);
  if (status == CPW_OK) status = write_layers(&d, err);
  if (status == CPW_OK) status = write_organisations(&d, err);
  if (status == CPW_OK) status = write_head(&d, err);
  cpwi_release(allocator, d.depth);
  if (status == CPW_OK)
    *out = d.r;
  else
    cpw_result_free(d.r);
  return status;
}
