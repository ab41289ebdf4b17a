/* Who pays what is overspent, and who gets what is left, by the rules of the agreement.
 * Source: the rules in carepath/pool.h; largest remainders (carepath/apportion.h). Leaves what is
 * overspent or left to year.c. */
#include "pool/internal.h"

#include "carepath/apportion.h"

#include <string.h>

static int32_t share_whole(cpwi_fund *p, int64_t total, const int64_t *weight, const int64_t *upper,
                           cpw_error *err) {
  cpw_apportion_options options;
  cpw_apportion_options_init(&options);
  options.upper = upper;
  options.allocator = p->given.allocator;
  return cpw_apportion_whole(total, weight, p->partners, &options, p->part, err);
}

int32_t cpwi_fund_by_weight(cpwi_fund *p, int64_t total, const int64_t *weight, cpw_error *err) {
  const int64_t *const all[] = {weight, p->paid_total, p->agreed_total};
  memset(p->part, 0, (size_t)p->partners * sizeof *p->part);
  if (total == 0) return CPW_OK;
  for (int i = 0; i < 3; i++)
    if (cpwi_fund_sum(all[i], p->partners) > 0) return share_whole(p, total, all[i], NULL, err);
  return cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_POOL,
                   "nobody contributes anything: %lld cannot be shared by contributions",
                   (long long)total);
}

/* Fixed shares are doubles, in order of rows: put into that of the ids first. */
static int32_t by_shares(cpwi_fund *p, int64_t total, cpw_error *err) {
  const cpw_allocator *a = p->given.allocator;
  double *share = cpwi_alloc(a, (size_t)p->partners, sizeof *share);
  if (!share) return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_POOL, "no memory for the shares");
  for (int64_t i = 0; i < p->partners; i++)
    share[i] = p->given.share[p->partner[i]];
  cpw_apportion_options options;
  cpw_apportion_options_init(&options);
  options.allocator = a;
  int32_t status = cpw_apportion(total, share, p->partners, &options, p->part, err);
  cpwi_release(a, share);
  return status;
}

static void to_lead(cpwi_fund *p, int64_t total) {
  memset(p->part, 0, (size_t)p->partners * sizeof *p->part);
  p->part[p->partner_at[p->given.lead]] = total;
}

/* What is above a partner's limit goes to the lead. */
static void keep_limits(cpwi_fund *p) {
  int64_t lead = p->partner_at[p->given.lead], excess = 0;
  for (int64_t i = 0; i < p->partners; i++) {
    int64_t limit = p->given.limit[p->partner[i]];
    if (i == lead || p->part[i] <= limit) continue;
    excess += p->part[i] - limit;
    p->part[i] = limit;
  }
  p->part[lead] += excess;
}

/* The parts of all partners line by line, in proportion; each line and each partner sums to its own. */
static int32_t spread(cpwi_fund *p, const int64_t *by_line, int64_t *cells, cpw_error *err) {
  int32_t status = CPW_OK;
  memcpy(p->weight, p->part, (size_t)p->partners * sizeof *p->weight);
  memcpy(p->limit, p->part, (size_t)p->partners * sizeof *p->limit);
  for (int64_t l = 0; l < p->lines && status == CPW_OK; l++) {
    if (by_line[l] == 0) continue;
    status = share_whole(p, by_line[l], p->weight, p->limit, err);
    for (int64_t i = 0; i < p->partners && status == CPW_OK; i++) {
      p->limit[i] -= p->part[i];
      cells[i * p->lines + l] += p->part[i];
    }
  }
  return status;
}

int32_t cpwi_fund_overspend(cpwi_fund *p, cpw_error *err) {
  int64_t total = cpwi_fund_sum(p->over, p->lines), m = p->lines;
  int32_t rule = p->given.overspend, status = CPW_OK;
  if (total == 0) return CPW_OK;
  if (rule == CPW_POOL_OVER_CARRY) return CPW_OK;
  if (rule == CPW_POOL_OVER_SHARES)
    status = by_shares(p, total, err);
  else if (rule == CPW_POOL_OVER_LEAD)
    to_lead(p, total);
  else
    status = cpwi_fund_by_weight(p, total, p->paid_total, err);
  if (status == CPW_OK && rule == CPW_POOL_OVER_LIMIT) keep_limits(p);
  if (status == CPW_OK) status = spread(p, p->over, p->added, err);
  for (int64_t l = 0; l < m && status == CPW_OK; l++) {
    for (int64_t i = 0; i < p->partners && status == CPW_OK; i++)
      status = cpwi_fund_post(p, p->partner_account[i], p->line_account[l], p->added[i * m + l], l,
                              "overspend", err);
    p->over[l] = 0;
  }
  return status;
}

/* Back to those who put general money into the line. */
static int32_t to_contributors(cpwi_fund *p, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t l = 0; l < p->lines && status == CPW_OK; l++) {
    if (p->left[l] == 0) continue;
    for (int64_t i = 0; i < p->partners; i++)
      p->weight[i] = p->general[i * p->lines + l];
    status = cpwi_fund_by_weight(p, p->left[l], p->weight, err);
    for (int64_t i = 0; i < p->partners && status == CPW_OK; i++)
      p->returned[i * p->lines + l] += p->part[i];
  }
  return status;
}

int32_t cpwi_fund_underspend(cpwi_fund *p, cpw_error *err) {
  int64_t total = cpwi_fund_sum(p->left, p->lines), m = p->lines;
  int32_t rule = p->given.underspend, status = CPW_OK;
  if (total == 0 || rule == CPW_POOL_UNDER_CARRY) return CPW_OK;
  if (rule == CPW_POOL_UNDER_CONTRIBUTORS)
    status = to_contributors(p, err);
  else if (rule == CPW_POOL_UNDER_SHARES)
    status = by_shares(p, total, err);
  else if (rule == CPW_POOL_UNDER_LEAD)
    to_lead(p, total);
  else
    status = cpwi_fund_by_weight(p, total, p->paid_total, err);
  if (status == CPW_OK && rule != CPW_POOL_UNDER_CONTRIBUTORS)
    status = spread(p, p->left, p->returned, err);
  for (int64_t l = 0; l < m && status == CPW_OK; l++) {
    for (int64_t i = 0; i < p->partners && status == CPW_OK; i++)
      status = cpwi_fund_post(p, p->line_account[l], p->partner_account[i], p->returned[i * m + l],
                              l, "underspend", err);
    p->left[l] = 0;
  }
  return status;
}
