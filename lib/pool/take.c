/* A pool put in order of its ids, with what sums over it must hold: minimums, ring-fences that fit, purposes.
 * Source: the rules in carepath/pool.h. Leaves single values to check.c, the year to year.c. */
#include "pool/internal.h"

#include "base/order.h"
#include "ledger/decimal.h"

#include <string.h>

static cpw_pool defaults(void) {
  cpw_pool g;
  memset(&g, 0, sizeof g);
  g.struct_size = sizeof g;
  g.virement = 1;
  g.lead = -1;
  return g;
}

void cpw_pool_init_sized(cpw_pool *pool, size_t size) {
  cpw_pool g = defaults();
  cpwi_init_sized(pool, size, &g, sizeof g);
}

/* ---------------------------------------------------------------- memory --------------------- */

static int64_t *part_of(cpwi_fund *p, int64_t count) {
  int64_t *at = p->memory + p->used;
  p->used += count;
  return at;
}

static int32_t make_room(cpwi_fund *p, cpw_error *err) {
  const cpw_pool *g = &p->given;
  int64_t n = p->partners = g->partners, m = p->lines = g->lines, f = p->fences = g->fences;
  int64_t room = 7 * n * m + 9 * n + 15 * m + 9 * f + 4 * f * m + (f + m);
  p->memory = cpwi_alloc_zero(g->allocator, (size_t)room, sizeof *p->memory);
  if (!p->memory)
    return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_POOL, "no memory for %lld partners and %lld lines",
                     (long long)n, (long long)m);
  int64_t **const cells[] = {&p->agreed, &p->withheld, &p->paid, &p->general,
                             &p->added,  &p->returned, &p->alone};
  int64_t **const partners[] = {&p->partner,      &p->partner_at, &p->paid_total,
                                &p->agreed_total, &p->weight,     &p->limit,
                                &p->part,         &p->owed,       &p->partner_account};
  int64_t **const lines[] = {
      &p->line,    &p->line_at, &p->opening, &p->spend,        &p->leaked,
      &p->vired,   &p->left,    &p->over,    &p->overspend,    &p->underspend,
      &p->closing, &p->give,    &p->take,    &p->line_account, &p->provider_account};
  int64_t **const fences[] = {&p->fence, &p->owner, &p->amount,     &p->brought,      &p->supply,
                              &p->back,  &p->kept,  &p->seen_fence, &p->fence_account};
  int64_t **const matrices[] = {&p->placed, &p->use, &p->flow, &p->allows};
  for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
    *cells[i] = part_of(p, n * m);
  for (size_t i = 0; i < sizeof partners / sizeof *partners; i++)
    *partners[i] = part_of(p, n);
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
    *lines[i] = part_of(p, m);
  for (size_t i = 0; i < sizeof fences / sizeof *fences; i++)
    *fences[i] = part_of(p, f);
  for (size_t i = 0; i < sizeof matrices / sizeof *matrices; i++)
    *matrices[i] = part_of(p, f * m);
  p->queue = part_of(p, f);
  p->seen_line = part_of(p, m);
  return CPW_OK;
}

void cpwi_fund_free(cpwi_fund *p) {
  cpwi_release(p->given.allocator, p->memory);
  cpw_ledger_free(p->ledger);
}

/* ---------------------------------------------------------------- ids ------------------------ */

static int by_id(const void *context, const void *a, const void *b) {
  const char *const *id = context;
  return strcmp(id[*(const int64_t *)a], id[*(const int64_t *)b]);
}

static int32_t sort_ids(const cpwi_fund *p, const char *const *id, int64_t count, const char *name,
                        int64_t *order, cpw_error *err) {
  for (int64_t i = 0; i < count; i++) {
    order[i] = i;
    if (!id[i] || !*id[i])
      return cpwi_fail(err, CPW_EINVAL, i, CPWI_POOL, "%s[%lld] must be given and not empty", name,
                       (long long)i);
  }
  if (count > 1 && !cpwi_sort(p->given.allocator, order, count, sizeof *order, by_id, id))
    return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_POOL, "no memory for the order of the ids");
  for (int64_t k = 1; k < count; k++)
    if (strcmp(id[order[k]], id[order[k - 1]]) == 0)
      return cpwi_fail(err, CPW_EINVAL, order[k], CPWI_POOL,
                       "%s[%lld] = '%s' is that of row %lld too", name, (long long)order[k],
                       id[order[k]], (long long)order[k - 1]);
  return CPW_OK;
}

static int32_t sort_all(cpwi_fund *p, cpw_error *err) {
  const cpw_pool *g = &p->given;
  int32_t status = sort_ids(p, g->partner, p->partners, "partner", p->partner, err);
  if (status == CPW_OK) status = sort_ids(p, g->line, p->lines, "line", p->line, err);
  if (status == CPW_OK) status = sort_ids(p, g->fence, p->fences, "fence", p->fence, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < p->partners; i++)
    p->partner_at[p->partner[i]] = i;
  for (int64_t l = 0; l < p->lines; l++)
    p->line_at[p->line[l]] = l;
  return CPW_OK;
}

/* ---------------------------------------------------------------- values --------------------- */

static void copy_values(cpwi_fund *p, const int64_t *spend, const int64_t *alone) {
  const cpw_pool *g = &p->given;
  int64_t m = p->lines;
  for (int64_t l = 0; l < m; l++) {
    int64_t row = p->line[l];
    p->opening[l] = g->opening ? g->opening[row] : 0;
    p->spend[l] = spend[row];
    if (g->leakage)
      p->leaked[l] =
          cpwi_decimal_times(cpwi_decimal_whole(spend[row]), cpwi_decimal_of(g->leakage[row]), 0);
    for (int64_t i = 0; i < p->partners; i++) {
      int64_t from = p->partner[i] * m + row;
      p->agreed[i * m + l] = g->contribution[from];
      if (alone) p->alone[i * m + l] = alone[from];
    }
  }
  for (int64_t r = 0; r < p->fences; r++) {
    int64_t row = p->fence[r];
    p->owner[r] = p->partner_at[g->fence_partner[row]];
    p->amount[r] = g->fence_amount[row];
    p->brought[r] = g->fence_opening ? g->fence_opening[row] : 0;
    for (int64_t l = 0; l < m; l++)
      p->allows[r * m + l] = g->fence_allows[row * m + p->line[l]];
  }
}

static int adds(int64_t *sum, const int64_t *x, int64_t count) {
  for (int64_t i = 0; x && i < count; i++) {
    int64_t size = x[i] < 0 ? -x[i] : x[i];
    if (size > INT64_MAX - *sum) return 0;
    *sum += size;
  }
  return 1;
}

/* Whatever is added up later is at most the sum of everything. */
static int32_t check_sizes(const cpw_pool *g, const int64_t *spend, const int64_t *alone,
                           cpw_error *err) {
  int64_t sum = 0, apart = 0, cells = g->partners * g->lines;
  if (adds(&sum, g->contribution, cells) && adds(&sum, g->opening, g->lines) &&
      adds(&sum, g->fence_amount, g->fences) && adds(&sum, g->fence_opening, g->fences) &&
      adds(&sum, spend, g->lines) && adds(&apart, alone, cells))
    return CPW_OK;
  return cpwi_fail(err, CPW_EOVERFLOW, -1, CPWI_POOL,
                   "the amounts of the pool sum beyond 2^63 - 1");
}

static int32_t check_minimums(cpwi_fund *p, cpw_error *err) {
  const cpw_pool *g = &p->given;
  for (int64_t row = 0; row < p->partners; row++) {
    int64_t i = p->partner_at[row];
    int64_t total = p->agreed_total[i] = cpwi_fund_sum(p->agreed + i * p->lines, p->lines);
    if (g->minimum && total < g->minimum[row])
      return cpwi_fail(err, CPW_EDOMAIN, row, CPWI_POOL,
                       "partner '%s' contributes %lld, below its minimum %lld: %lld short",
                       g->partner[row], (long long)total, (long long)g->minimum[row],
                       (long long)(g->minimum[row] - total));
  }
  for (int64_t u = 0; u < g->purposes; u++) {
    int64_t money = 0;
    for (int64_t row = 0; row < p->lines; row++)
      if (g->purpose_counts[u * p->lines + row]) {
        for (int64_t i = 0; i < p->partners; i++)
          money += g->contribution[i * p->lines + row];
        if (g->opening && g->opening[row] > 0) money += g->opening[row];
      }
    if (money < g->purpose_minimum[u])
      return cpwi_fail(err, CPW_EDOMAIN, u, CPWI_POOL,
                       "purpose '%s' must have %lld, the lines that count for it have %lld: %lld "
                       "short",
                       g->purpose[u] ? g->purpose[u] : "", (long long)g->purpose_minimum[u],
                       (long long)money, (long long)(g->purpose_minimum[u] - money));
  }
  return CPW_OK;
}

/* The ring-fences of every partner fit in what it has agreed to contribute to the lines they allow. */
static int32_t check_fences(cpwi_fund *p, cpw_error *err) {
  for (int64_t i = 0; i < p->partners; i++) {
    memcpy(p->supply, p->amount, (size_t)p->fences * sizeof *p->supply);
    memcpy(p->give, p->agreed + i * p->lines, (size_t)p->lines * sizeof *p->give);
    cpwi_fund_flow(p, i, p->supply, p->give);
    for (int64_t r = 0; r < p->fences; r++)
      if (p->owner[r] == i && p->supply[r] > 0)
        return cpwi_fail(err, CPW_EDOMAIN, p->fence[r], CPWI_POOL,
                         "fence '%s' of %lld does not fit in what '%s' contributes to the lines it "
                         "allows: %lld over",
                         p->given.fence[p->fence[r]], (long long)p->amount[r],
                         p->given.partner[p->partner[i]], (long long)p->supply[r]);
  }
  return CPW_OK;
}

static int32_t take_conditions(cpwi_fund *p, cpw_error *err) {
  const cpw_pool *g = &p->given;
  int64_t m = p->lines, *conditional = p->added; /* not needed yet */
  for (int64_t c = 0; c < g->conditions; c++) {
    int64_t at = p->partner_at[g->condition_partner[c]] * m + p->line_at[g->condition_line[c]];
    if (g->condition_amount[c] > p->agreed[at] - conditional[at])
      return cpwi_fail(err, CPW_EDOMAIN, c, CPWI_POOL,
                       "condition_amount[%lld] = %lld is more than is left of the contribution of "
                       "'%s' to '%s': %lld over",
                       (long long)c, (long long)g->condition_amount[c],
                       g->partner[g->condition_partner[c]], g->line[g->condition_line[c]],
                       (long long)(g->condition_amount[c] - (p->agreed[at] - conditional[at])));
    conditional[at] += g->condition_amount[c];
    if (!g->condition_met[c]) p->withheld[at] += g->condition_amount[c];
  }
  memset(conditional, 0, (size_t)(p->partners * m) * sizeof *conditional);
  return CPW_OK;
}

int32_t cpwi_fund_take(cpwi_fund *p, const cpw_pool *pool, const int64_t *spend,
                       const int64_t *alone, cpw_error *err) {
  memset(p, 0, sizeof *p);
  cpw_pool given = defaults();
  if (!pool) return cpwi_fail(err, CPW_EINVAL, -1, CPWI_POOL, "pool must not be NULL");
  int32_t status = cpwi_take_options(&given, sizeof given, pool, CPWI_POOL, err);
  if (status == CPW_OK) status = cpwi_fund_check(&given, spend, alone, err);
  if (status == CPW_OK) status = check_sizes(&given, spend, alone, err);
  if (status != CPW_OK) return status;
  p->given = given;
  status = make_room(p, err);
  if (status == CPW_OK) status = sort_all(p, err);
  if (status != CPW_OK) return status;
  copy_values(p, spend, alone);
  status = check_minimums(p, err);
  if (status == CPW_OK) status = check_fences(p, err);
  return status == CPW_OK ? take_conditions(p, err) : status;
}
