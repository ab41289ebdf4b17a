/* The year of a pool, step by step: money in, ring-fences placed, spend met, lines that help each other, and
 * what is left over after that.
 * Source: the five steps at the head of carepath/pool.h. Leaves flows to flow.c, the rules of the agreement to
 * rules.c, entries to accounts.c. */
#include "pool/internal.h"

#include "carepath/apportion.h"

#include <string.h>

/* Whole parts of `total` by whole weights of lines or ring-fences. */
static int32_t share(const cpwi_fund *p, int64_t total, const int64_t *weight, int64_t count,
                     int64_t *parts, cpw_error *err) {
  cpw_apportion_options options;
  cpw_apportion_options_init(&options);
  options.allocator = p->given.allocator;
  if (total == 0) {
    memset(parts, 0, (size_t)count * sizeof *parts);
    return CPW_OK;
  }
  return cpw_apportion_whole(total, weight, count, &options, parts, err);
}

/* ---------------------------------------------------------------- money in ------------------- */

static int32_t bring_forward(cpwi_fund *p, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t l = 0; l < p->lines && status == CPW_OK; l++)
    status = cpwi_fund_post(p, p->brought_forward, p->line_account[l], p->opening[l], l,
                            "brought forward", err);
  for (int64_t r = 0; r < p->fences && status == CPW_OK; r++)
    status = cpwi_fund_post(p, p->brought_forward, p->fence_account[r], p->brought[r], -1,
                            "brought forward", err);
  return status;
}

/* One partner pays: ring-fenced money first, the rest of each contribution is general. */
static int32_t contribute(cpwi_fund *p, int64_t i, cpw_error *err) {
  int64_t m = p->lines;
  int32_t status = CPW_OK;
  for (int64_t l = 0; l < m; l++)
    p->paid[i * m + l] = p->general[i * m + l] = p->agreed[i * m + l] - p->withheld[i * m + l];
  memcpy(p->supply, p->amount, (size_t)p->fences * sizeof *p->supply);
  cpwi_fund_flow(p, i, p->supply, p->general + i * m);
  for (int64_t r = 0; r < p->fences; r++)
    for (int64_t l = 0; l < m && status == CPW_OK && p->owner[r] == i; l++) {
      p->placed[r * m + l] = p->flow[r * m + l];
      status = cpwi_fund_post(p, p->partner_account[i], p->fence_account[r], p->flow[r * m + l], l,
                              "ring-fenced contribution", err);
    }
  for (int64_t l = 0; l < m && status == CPW_OK; l++)
    status = cpwi_fund_post(p, p->partner_account[i], p->line_account[l], p->general[i * m + l], l,
                            "contribution", err);
  p->paid_total[i] = cpwi_fund_sum(p->paid + i * m, m);
  return status;
}

/* ---------------------------------------------------------------- spend ---------------------- */

/* Money of ring-fences goes to the lines as p->flow says. */
static int32_t use_fences(cpwi_fund *p, const char *reason, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t l = 0; l < p->lines; l++)
    for (int64_t r = 0; r < p->fences && status == CPW_OK; r++) {
      int64_t at = r * p->lines + l;
      p->use[at] += p->flow[at];
      status =
          cpwi_fund_post(p, p->fence_account[r], p->line_account[l], p->flow[at], l, reason, err);
    }
  return status;
}

/* What was brought forward is spent before anything else; p->kept is what is left of it. */
static int32_t spend_brought(cpwi_fund *p, cpw_error *err) {
  memcpy(p->kept, p->brought, (size_t)p->fences * sizeof *p->kept);
  cpwi_fund_flow(p, -1, p->kept, p->over);
  return use_fences(p, "ring-fenced spend", err);
}

/* Then what is placed in the line, in proportion. */
static int32_t spend_placed(cpwi_fund *p, cpw_error *err) {
  int64_t m = p->lines;
  int32_t status = CPW_OK;
  for (int64_t l = 0; l < m && status == CPW_OK; l++) {
    for (int64_t r = 0; r < p->fences; r++)
      p->supply[r] = p->placed[r * m + l];
    int64_t there = cpwi_fund_sum(p->supply, p->fences);
    int64_t used = there < p->over[l] ? there : p->over[l];
    status = share(p, used, p->supply, p->fences, p->back, err);
    for (int64_t r = 0; r < p->fences && status == CPW_OK; r++) {
      p->flow[r * m + l] = p->back[r];
      p->placed[r * m + l] -= p->back[r];
    }
    p->over[l] -= used;
  }
  return status == CPW_OK ? use_fences(p, "ring-fenced spend", err) : status;
}

/* Then general money: what is left, or what is over. */
static int32_t spend_general(cpwi_fund *p, cpw_error *err) {
  int64_t m = p->lines;
  int32_t status = CPW_OK;
  for (int64_t l = 0; l < m && status == CPW_OK; l++) {
    int64_t general = p->opening[l];
    for (int64_t i = 0; i < p->partners; i++)
      general += p->general[i * m + l];
    int64_t balance = general - p->over[l];
    p->left[l] = balance > 0 ? balance : 0;
    p->over[l] = balance < 0 ? -balance : 0;
    status = cpwi_fund_post(p, p->line_account[l], p->provider_account[l],
                            p->spend[l] - p->leaked[l], l, "spend", err);
    if (status == CPW_OK)
      status = cpwi_fund_post(p, p->line_account[l], p->outside, p->leaked[l], l, "leakage", err);
  }
  return status;
}

static int32_t spend_all(cpwi_fund *p, cpw_error *err) {
  memcpy(p->over, p->spend, (size_t)p->lines * sizeof *p->over); /* what is not met yet */
  int32_t status = p->fences > 0 ? spend_brought(p, err) : CPW_OK;
  if (status == CPW_OK && p->fences > 0) status = spend_placed(p, err);
  return status == CPW_OK ? spend_general(p, err) : status;
}

/* ---------------------------------------------------------------- virement ------------------- */

/* A ring-fence gave `sent` to other lines: from where it was placed, in proportion, then from what was
 * brought forward. */
static int32_t take_placed(cpwi_fund *p, int64_t r, int64_t sent, cpw_error *err) {
  int64_t *placed = p->placed + r * p->lines;
  int64_t there = cpwi_fund_sum(placed, p->lines), from = sent < there ? sent : there;
  p->kept[r] -= sent - from;
  int32_t status = share(p, from, placed, p->lines, p->give, err);
  for (int64_t l = 0; l < p->lines && status == CPW_OK; l++) {
    placed[l] -= p->give[l];
    p->vired[l] -= p->give[l];
  }
  return status;
}

static int32_t vire_fences(cpwi_fund *p, cpw_error *err) {
  int64_t m = p->lines;
  int32_t status = CPW_OK;
  for (int64_t r = 0; r < p->fences; r++)
    p->supply[r] = p->kept[r] + cpwi_fund_sum(p->placed + r * m, m);
  cpwi_fund_flow(p, -1, p->supply, p->over);
  for (int64_t r = 0; r < p->fences && status == CPW_OK; r++) {
    status = take_placed(p, r, cpwi_fund_sum(p->flow + r * m, m), err);
    for (int64_t l = 0; l < m; l++)
      p->vired[l] += p->flow[r * m + l];
  }
  return status == CPW_OK ? use_fences(p, "virement of ring-fenced money", err) : status;
}

static int32_t vire_general(cpwi_fund *p, cpw_error *err) {
  int64_t m = p->lines, left = cpwi_fund_sum(p->left, m), over = cpwi_fund_sum(p->over, m);
  int64_t moved = left < over ? left : over;
  int32_t status = share(p, moved, p->left, m, p->give, err);
  if (status == CPW_OK) status = share(p, moved, p->over, m, p->take, err);
  for (int64_t l = 0; l < m && status == CPW_OK; l++) {
    p->left[l] -= p->give[l];
    p->over[l] -= p->take[l];
    p->vired[l] += p->take[l] - p->give[l];
  }
  /* givers and takers are matched in the order of their ids */
  for (int64_t from = 0, to = 0; status == CPW_OK && from < m && to < m;) {
    int64_t amount = p->give[from] < p->take[to] ? p->give[from] : p->take[to];
    status =
        cpwi_fund_post(p, p->line_account[from], p->line_account[to], amount, to, "virement", err);
    p->give[from] -= amount;
    p->take[to] -= amount;
    if (p->give[from] == 0)
      from++;
    else if (p->take[to] == 0)
      to++;
  }
  return status;
}

/* ---------------------------------------------------------------- the end of the year -------- */

/* Ring-fenced money that is left goes back to its partner, unless it is carried forward. */
static int32_t return_fences(cpwi_fund *p, cpw_error *err) {
  int64_t m = p->lines;
  int32_t status = CPW_OK;
  memset(p->back, 0, (size_t)p->fences * sizeof *p->back);
  for (int64_t r = 0; r < p->fences; r++)
    for (int64_t l = 0; l < m && status == CPW_OK; l++) {
      int64_t amount = p->placed[r * m + l];
      if (p->given.underspend == CPW_POOL_UNDER_CARRY) {
        p->kept[r] += amount;
        continue;
      }
      p->back[r] += amount;
      p->returned[p->owner[r] * m + l] += amount;
      status = cpwi_fund_post(p, p->fence_account[r], p->partner_account[p->owner[r]], amount, l,
                              "ring-fenced money returned", err);
    }
  return status;
}

/* What each would have paid without pooling: every line's spend by the contributions agreed for it. */
static int32_t split_alone(cpwi_fund *p, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t l = 0; l < p->lines && status == CPW_OK; l++) {
    for (int64_t i = 0; i < p->partners; i++)
      p->weight[i] = p->agreed[i * p->lines + l];
    if (cpwi_fund_sum(p->weight, p->partners) == 0)
      memcpy(p->weight, p->agreed_total, (size_t)p->partners * sizeof *p->weight);
    status = cpwi_fund_by_weight(p, p->spend[l], p->weight, err);
    for (int64_t i = 0; i < p->partners && status == CPW_OK; i++)
      p->alone[i * p->lines + l] = p->part[i];
  }
  return status;
}

static int32_t run_year(cpwi_fund *p, cpw_error *err) {
  int32_t status = bring_forward(p, err);
  for (int64_t i = 0; i < p->partners && status == CPW_OK; i++)
    status = contribute(p, i, err);
  if (status == CPW_OK) status = spend_all(p, err);
  if (status == CPW_OK && p->given.virement && p->fences > 0) status = vire_fences(p, err);
  if (status == CPW_OK && p->given.virement) status = vire_general(p, err);
  memcpy(p->overspend, p->over, (size_t)p->lines * sizeof *p->over);
  memcpy(p->underspend, p->left, (size_t)p->lines * sizeof *p->left);
  if (status == CPW_OK) status = cpwi_fund_overspend(p, err);
  if (status == CPW_OK) status = cpwi_fund_underspend(p, err);
  if (status == CPW_OK) status = return_fences(p, err);
  for (int64_t l = 0; l < p->lines; l++)
    p->closing[l] = p->left[l] - p->over[l];
  return status;
}

int32_t cpw_pool_year(const cpw_pool *pool, const int64_t *spend, const int64_t *alone,
                      cpw_result **out, cpw_ledger **ledger, cpw_error *err) {
  cpwi_fund p;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out must not be NULL");
  int32_t status = cpwi_fund_take(&p, pool, spend, alone, err);
  if (status == CPW_OK) status = cpwi_fund_open(&p, err);
  if (status == CPW_OK) status = run_year(&p, err);
  if (status == CPW_OK && !alone) status = split_alone(&p, err);
  if (status == CPW_OK) status = cpwi_fund_output(&p, out, err);
  if (status == CPW_OK && ledger) {
    *ledger = p.ledger;
    p.ledger = NULL;
  }
  cpwi_fund_free(&p);
  return status;
}
