/* A pool as the caller gives it: what must be there, indices, domains.
 * Source: the domains in carepath/pool.h. Leaves ids that are there twice and all sums to take.c. */
#include "pool/internal.h"

#include "carepath/stats.h"

static int32_t missing(const char *name, cpw_error *err) {
  return cpwi_fail(err, CPW_EINVAL, -1, CPWI_POOL, "%s must not be NULL", name);
}

static int32_t check_counts(const cpw_pool *g, cpw_error *err) {
  const int64_t counts[] = {g->partners, g->lines, g->fences, g->purposes, g->conditions};
  static const char *const names[] = {"partners", "lines", "fences", "purposes", "conditions"};
  int64_t cells;
  for (int i = 0; i < 5; i++)
    if (counts[i] < (i < 2))
      return cpwi_fail(err, CPW_EINVAL, -1, CPWI_POOL, "pool.%s = %lld must be >= %d", names[i],
                       (long long)counts[i], i < 2);
  for (int i = 0; i < 5; i++)
    if (!cpwi_multiply(counts[i], g->lines, &cells) || cells > (int64_t)1 << 40)
      return cpwi_fail(err, CPW_EOVERFLOW, -1, CPWI_POOL, "%lld %s x %lld lines are too many",
                       (long long)counts[i], names[i], (long long)g->lines);
  return CPW_OK;
}

typedef struct wanted {
  const void *pointer;
  int64_t count; /* wanted where this is > 0 */
  const char *name;
} wanted;

static int32_t check_present(const cpw_pool *g, const int64_t *spend, cpw_error *err) {
  const wanted w[] = {{g->partner, 1, "pool.partner"},
                      {g->line, 1, "pool.line"},
                      {g->contribution, 1, "pool.contribution"},
                      {spend, 1, "spend"},
                      {g->fence, g->fences, "pool.fence"},
                      {g->fence_partner, g->fences, "pool.fence_partner"},
                      {g->fence_amount, g->fences, "pool.fence_amount"},
                      {g->fence_allows, g->fences, "pool.fence_allows"},
                      {g->purpose, g->purposes, "pool.purpose"},
                      {g->purpose_minimum, g->purposes, "pool.purpose_minimum"},
                      {g->purpose_counts, g->purposes, "pool.purpose_counts"},
                      {g->condition_partner, g->conditions, "pool.condition_partner"},
                      {g->condition_line, g->conditions, "pool.condition_line"},
                      {g->condition_amount, g->conditions, "pool.condition_amount"},
                      {g->condition_met, g->conditions, "pool.condition_met"}};
  for (size_t i = 0; i < sizeof w / sizeof *w; i++)
    if (!w[i].pointer && w[i].count > 0) return missing(w[i].name, err);
  return CPW_OK;
}

typedef struct amounts {
  const int64_t *value;
  int64_t count;
  const char *name;
} amounts;

static int32_t check_amounts(const cpw_pool *g, const int64_t *spend, const int64_t *alone,
                             cpw_error *err) {
  int64_t cells = g->partners * g->lines;
  const amounts all[] = {{g->contribution, cells, "contribution"},
                         {g->minimum, g->partners, "minimum"},
                         {g->fence_amount, g->fences, "fence_amount"},
                         {g->fence_opening, g->fences, "fence_opening"},
                         {g->purpose_minimum, g->purposes, "purpose_minimum"},
                         {g->condition_amount, g->conditions, "condition_amount"},
                         {g->limit, g->partners, "limit"},
                         {spend, g->lines, "spend"},
                         {alone, cells, "alone"}};
  for (size_t k = 0; k < sizeof all / sizeof *all; k++)
    for (int64_t i = 0; all[k].value && i < all[k].count; i++)
      if (all[k].value[i] < 0)
        return cpwi_fail(err, CPW_EDOMAIN, i, CPWI_POOL, "%s[%lld] = %lld must be >= 0",
                         all[k].name, (long long)i, (long long)all[k].value[i]);
  for (int64_t i = 0; g->opening && i < g->lines; i++)
    if (g->opening[i] == INT64_MIN)
      return cpwi_fail(err, CPW_EOVERFLOW, i, CPWI_POOL, "opening[%lld] is too large a deficit",
                       (long long)i);
  return CPW_OK;
}

static int32_t check_indices(const int64_t *index, int64_t count, int64_t most, const char *name,
                             cpw_error *err) {
  for (int64_t i = 0; i < count; i++)
    if (index[i] < 0 || index[i] >= most)
      return cpwi_fail(err, CPW_EINVAL, i, CPWI_POOL, "%s[%lld] = %lld must be 0 to %lld", name,
                       (long long)i, (long long)index[i], (long long)(most - 1));
  return CPW_OK;
}

static int32_t check_flags(const int32_t *flag, int64_t count, const char *name, cpw_error *err) {
  for (int64_t i = 0; i < count; i++)
    if (flag[i] != 0 && flag[i] != 1)
      return cpwi_fail(err, CPW_EINVAL, i, CPWI_POOL, "%s[%lld] = %d must be 0 or 1", name,
                       (long long)i, (int)flag[i]);
  return CPW_OK;
}

int32_t cpwi_fund_check_shares(const double *share, int64_t count, const char *what, int64_t index,
                               const char *where, cpw_error *err) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < count; i++) {
    if (!(share[i] >= 0.0) || isinf(share[i]))
      return cpwi_fail(err, CPW_EDOMAIN, index < 0 ? i : index, where,
                       "%s[%lld] = %s must be finite and >= 0", what, (long long)i,
                       cpwi_number(share[i]).text);
    cpw_exact_sum_add(&sum, share[i]);
  }
  double total = cpw_exact_sum_value(&sum);
  if (fabs(total - 1.0) <= 1e-9 || fabs(total - 100.0) <= 1e-7) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, index, where, "%s sums to %s, must be 1 (or 100)", what,
                   cpwi_number(total).text);
}

static int32_t check_rules(const cpw_pool *g, cpw_error *err) {
  const cpwi_choice choices[] = {{"overspend", g->overspend, CPW_POOL_OVER_CARRY},
                                 {"underspend", g->underspend, CPW_POOL_UNDER_CARRY},
                                 {"virement", g->virement, 1}};
  int32_t status = cpwi_check_choices(choices, 3, CPWI_POOL, err);
  if (status != CPW_OK) return status;
  int shares = g->overspend == CPW_POOL_OVER_SHARES || g->underspend == CPW_POOL_UNDER_SHARES;
  int lead = g->overspend == CPW_POOL_OVER_LEAD || g->overspend == CPW_POOL_OVER_LIMIT ||
             g->underspend == CPW_POOL_UNDER_LEAD;
  if (shares && !g->share)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_POOL, "fixed shares need pool.share");
  if (g->overspend == CPW_POOL_OVER_LIMIT && !g->limit)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_POOL, "CPW_POOL_OVER_LIMIT needs pool.limit");
  if (g->lead < (lead ? 0 : -1) || g->lead >= g->partners)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_POOL, "pool.lead = %lld must be 0 to %lld%s",
                     (long long)g->lead, (long long)(g->partners - 1),
                     lead ? ": a rule needs a lead" : ", or -1 for none");
  return g->share ? cpwi_fund_check_shares(g->share, g->partners, "share", -1, CPWI_POOL, err)
                  : CPW_OK;
}

int32_t cpwi_fund_check(const cpw_pool *g, const int64_t *spend, const int64_t *alone,
                        cpw_error *err) {
  int32_t s = check_counts(g, err);
  if (s == CPW_OK) s = cpwi_check_allocator(g->allocator, CPWI_POOL, err);
  if (s == CPW_OK) s = check_present(g, spend, err);
  if (s == CPW_OK) s = check_amounts(g, spend, alone, err);
  if (s == CPW_OK)
    s = check_indices(g->fence_partner, g->fences, g->partners, "fence_partner", err);
  if (s == CPW_OK)
    s = check_indices(g->condition_partner, g->conditions, g->partners, "condition_partner", err);
  if (s == CPW_OK)
    s = check_indices(g->condition_line, g->conditions, g->lines, "condition_line", err);
  if (s == CPW_OK) s = check_flags(g->fence_allows, g->fences * g->lines, "fence_allows", err);
  if (s == CPW_OK)
    s = check_flags(g->purpose_counts, g->purposes * g->lines, "purpose_counts", err);
  if (s == CPW_OK) s = check_flags(g->condition_met, g->conditions, "condition_met", err);
  for (int64_t i = 0; s == CPW_OK && g->leakage && i < g->lines; i++)
    if (!(g->leakage[i] >= 0.0 && g->leakage[i] <= 1.0))
      s = cpwi_fail(err, CPW_EDOMAIN, i, CPWI_POOL, "leakage[%lld] = %s must be 0 to 1",
                    (long long)i, cpwi_number(g->leakage[i]).text);
  return s == CPW_OK ? check_rules(g, err) : s;
}
