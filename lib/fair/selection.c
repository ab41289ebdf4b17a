/* Groups among the first of a ranking: counts, selection rates, skew.
 * Source: Uniform Guidelines on Employee Selection Procedures 1978 (ratio of rates); Geyik, Ambler and
 * Kenthapadi, KDD 2019 (skew). Leaves attention by place to exposure.c. */
#include "carepath/random.h"
#include "fair/internal.h"

#include <string.h>

/* Numbers of people by group, in memory of one's own. */
typedef struct counts {
  int64_t *all, *first; /* (groups) of everybody, of the first */
  double *value;        /* (groups) */
} counts;

static void count(int64_t places, const int32_t *group, int64_t *number) {
  for (int64_t i = 0; i < places; i++)
    if (group[i] >= 0) number[group[i]]++;
}

static int32_t take_counts(counts *c, int64_t places, int64_t groups, const int32_t *group,
                           int64_t first, const cpw_allocator *a, const char *where,
                           cpw_error *err) {
  c->all = cpwi_alloc_zero(a, (size_t)groups, 2 * sizeof *c->all);
  c->value = c->all ? cpwi_alloc(a, (size_t)groups, sizeof *c->value) : NULL;
  if (!c->value) {
    if (c->all) cpwi_release(a, c->all);
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld groups", (long long)groups);
  }
  c->first = c->all + groups;
  count(places, group, c->all);
  count(first, group, c->first);
  return CPW_OK;
}

static void release(counts *c, const cpw_allocator *a) {
  cpwi_release(a, c->all);
  cpwi_release(a, c->value);
}

static int32_t check_first(int64_t first, int64_t least, int64_t places, const char *where,
                           cpw_error *err) {
  if (first >= least && first <= places) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, where, "first = %lld must be %lld to places, %lld",
                   (long long)first, (long long)least, (long long)places);
}

int32_t cpw_fair_selection(int64_t places, int64_t groups, const int32_t *group, int64_t first,
                           const cpw_allocator *allocator, int64_t *selected, double *share,
                           double *rate, cpw_fair_spread *spread, cpw_error *err) {
  counts c;
  int32_t status = cpwi_fair_check_groups(places, groups, group, __func__, err);
  if (status == CPW_OK) status = check_first(first, 0, places, __func__, err);
  if (status == CPW_OK) status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  if (!selected) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "selected must be given");
  status = take_counts(&c, places, groups, group, first, allocator, __func__, err);
  if (status != CPW_OK) return status;
  for (int64_t g = 0; g < groups; g++) {
    selected[g] = c.first[g];
    if (share) share[g] = first > 0 ? (double)c.first[g] / (double)first : CPWI_NAN;
    c.value[g] = c.all[g] > 0 ? (double)c.first[g] / (double)c.all[g] : CPWI_NAN;
    if (rate) rate[g] = c.value[g];
  }
  if (spread) *spread = cpwi_fair_spread(groups, c.value);
  release(&c, allocator);
  return CPW_OK;
}

static int32_t check_wished(int64_t groups, const double *wished, const char *where,
                            cpw_error *err) {
  double sum = 0.0;
  for (int64_t g = 0; wished && g < groups; g++) {
    if (!(wished[g] > 0.0 && wished[g] <= 1.0))
      return cpwi_fail(err, CPW_EDOMAIN, g, where, "wished[%lld] = %s must be above 0, at most 1",
                       (long long)g, cpwi_number(wished[g]).text);
    sum += wished[g];
  }
  if (sum > 1.0 + CPWI_FAIR_ROUNDING * (double)groups)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                     "the wished shares sum to %s, which must be at most 1", cpwi_number(sum).text);
  return CPW_OK;
}

int32_t cpw_fair_skew(int64_t places, int64_t groups, const int32_t *group, int64_t first,
                      const double *wished, const cpw_allocator *allocator, double *skew,
                      cpw_fair_spread *spread, cpw_error *err) {
  counts c;
  int32_t status = cpwi_fair_check_groups(places, groups, group, __func__, err);
  if (status == CPW_OK) status = check_first(first, 1, places, __func__, err);
  if (status == CPW_OK) status = check_wished(groups, wished, __func__, err);
  if (status == CPW_OK) status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  if (!skew) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "skew must be given");
  status = take_counts(&c, places, groups, group, first, allocator, __func__, err);
  if (status != CPW_OK) return status;
  for (int64_t g = 0; g < groups; g++) {
    double share = (double)c.first[g] / (double)first;
    double wish = wished ? wished[g] : (double)c.all[g] / (double)places;
    skew[g] = wish > 0.0 ? cpw_math_log(share / wish) : CPWI_NAN;
  }
  if (spread) {
    *spread = cpwi_fair_spread(groups, skew);
    spread->ratio = CPWI_NAN;
  }
  release(&c, allocator);
  return CPW_OK;
}
