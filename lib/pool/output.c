/* The year of a pool as a result, in the order of the caller's rows.
 * Source: the names in carepath/pool.h. Leaves the ledger to accounts.c. */
#include "pool/internal.h"

typedef struct column {
  const char *name, *description;
  const int64_t *value; /* by position */
} column;

static int32_t add(cpw_result *result, const char *name, const char *description,
                   const char *dimensions, int64_t **memory, cpw_error *err) {
  void *block = NULL;
  int32_t status = cpw_result_add_array(result, name, "money", description, dimensions, CPW_INT64,
                                        CPW_MERGE_SAME, &block, err);
  *memory = block;
  return status;
}

/* Arrays over the same dimension: rows by row[], columns (1 where there are none) by column_row[]. */
static int32_t add_all(cpw_result *result, const char *dimensions, const column *all, size_t count,
                       const int64_t *row, int64_t rows, const int64_t *column_row, int64_t columns,
                       cpw_error *err) {
  int32_t status = CPW_OK;
  for (size_t k = 0; k < count && status == CPW_OK; k++) {
    int64_t *to = NULL;
    status = add(result, all[k].name, all[k].description, dimensions, &to, err);
    for (int64_t i = 0; i < rows && status == CPW_OK; i++)
      for (int64_t j = 0; j < columns; j++)
        to[row[i] * columns + (column_row ? column_row[j] : 0)] = all[k].value[i * columns + j];
  }
  return status;
}

static int32_t add_dimensions(const cpw_pool *g, cpw_result *result, cpw_error *err) {
  int32_t status = cpw_result_add_dimension(result, "partner", g->partners, g->partner, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(result, "line", g->lines, g->line, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(result, "fence", g->fences, g->fences ? g->fence : NULL, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(result, "purpose", g->purposes,
                                      g->purposes ? g->purpose : NULL, err);
  return status == CPW_OK ? cpw_result_add_dimension(result, "condition", g->conditions, NULL, err)
                          : status;
}

/* net, effect and the totals by partner are made from what is there. */
static int32_t add_derived(const cpwi_fund *p, cpw_result *result, cpw_error *err) {
  static const char *const names[][2] = {
      {"partner_paid", "Contributions paid."},
      {"partner_added", "Towards overspends."},
      {"partner_returned", "Got back."},
      {"partner_net", "paid + added - returned."},
      {"partner_alone", "What it would have paid without pooling."},
      {"partner_effect", "net - alone: above 0 it pays for others."}};
  int64_t *net = NULL, *effect = NULL, *total[6] = {NULL};
  int32_t status = add(result, "net", "paid + added - returned.", "partner line", &net, err);
  if (status == CPW_OK)
    status = add(result, "effect", "net - alone: above 0 the partner pays for others.",
                 "partner line", &effect, err);
  for (int k = 0; k < 6 && status == CPW_OK; k++)
    status = add(result, names[k][0], names[k][1], "partner", &total[k], err);
  for (int64_t i = 0; i < p->partners && status == CPW_OK; i++)
    for (int64_t l = 0; l < p->lines; l++) {
      int64_t at = i * p->lines + l, row = p->partner[i], to = row * p->lines + p->line[l];
      net[to] = p->paid[at] + p->added[at] - p->returned[at];
      effect[to] = net[to] - p->alone[at];
      const int64_t values[6] = {p->paid[at], p->added[at], p->returned[at],
                                 net[to],     p->alone[at], effect[to]};
      for (int k = 0; k < 6; k++)
        total[k][row] += values[k];
    }
  return status;
}

static int32_t add_lines(const cpwi_fund *p, cpw_result *result, cpw_error *err) {
  const column lines[] = {{"brought_forward", "General money at the beginning.", p->opening},
                          {"spend", "What was spent.", p->spend},
                          {"leaked", "Part of it for people of other places.", p->leaked},
                          {"vired", "From other lines, less what was given to them.", p->vired},
                          {"overspend", "What nobody in the pool could meet.", p->overspend},
                          {"underspend", "General money that was left.", p->underspend},
                          {"carried_forward", "General money at the end.", p->closing}};
  int64_t *budget = NULL;
  int32_t status = add(result, "budget", "Contributions paid to the line.", "line", &budget, err);
  for (int64_t i = 0; i < p->partners && status == CPW_OK; i++)
    for (int64_t l = 0; l < p->lines; l++)
      budget[p->line[l]] += p->paid[i * p->lines + l];
  if (status != CPW_OK) return status;
  return add_all(result, "line", lines, sizeof lines / sizeof *lines, p->line, p->lines, NULL, 1,
                 err);
}

static int32_t add_fences(const cpwi_fund *p, cpw_result *result, cpw_error *err) {
  const column fences[] = {{"fence_brought_forward", "At the beginning.", p->brought},
                           {"fence_returned", "Back to its partner.", p->back},
                           {"fence_carried_forward", "At the end.", p->kept}};
  const column uses[] = {{"fence_use", "Spent on the line.", p->use}};
  int64_t *used = NULL, *paid = NULL;
  int32_t status = add(result, "fence_paid", "Contributed this year.", "fence", &paid, err);
  if (status == CPW_OK) status = add(result, "fence_used", "Spent.", "fence", &used, err);
  for (int64_t r = 0; r < p->fences && status == CPW_OK; r++) {
    used[p->fence[r]] = cpwi_fund_sum(p->use + r * p->lines, p->lines);
    paid[p->fence[r]] = used[p->fence[r]] + p->back[r] + p->kept[r] - p->brought[r];
  }
  if (status == CPW_OK)
    status = add_all(result, "fence", fences, 3, p->fence, p->fences, NULL, 1, err);
  if (status == CPW_OK)
    status = add_all(result, "fence line", uses, 1, p->fence, p->fences, p->line, p->lines, err);
  return status;
}

static int32_t add_conditions(const cpwi_fund *p, cpw_result *result, cpw_error *err) {
  const cpw_pool *g = &p->given;
  int64_t *minimum = NULL, *spend = NULL, *lacking = NULL, *amount = NULL, *withheld = NULL;
  int32_t s = add(result, "purpose_minimum", "Least spend.", "purpose", &minimum, err);
  if (s == CPW_OK) s = add(result, "purpose_spend", "Spend that counts.", "purpose", &spend, err);
  if (s == CPW_OK) s = add(result, "purpose_short", "Below the least.", "purpose", &lacking, err);
  if (s == CPW_OK)
    s = add(result, "condition_amount", "What depends on it.", "condition", &amount, err);
  if (s == CPW_OK)
    s = add(result, "condition_withheld", "What was withheld.", "condition", &withheld, err);
  if (s != CPW_OK) return s;
  for (int64_t u = 0; u < g->purposes; u++) {
    minimum[u] = g->purpose_minimum[u];
    for (int64_t l = 0; l < p->lines; l++)
      if (g->purpose_counts[u * p->lines + p->line[l]]) spend[u] += p->spend[l];
    lacking[u] = spend[u] < minimum[u] ? minimum[u] - spend[u] : 0;
  }
  for (int64_t c = 0; c < g->conditions; c++) {
    amount[c] = g->condition_amount[c];
    withheld[c] = g->condition_met[c] ? 0 : amount[c];
  }
  return CPW_OK;
}

static int32_t add_notes(const cpw_pool *g, cpw_result *result, cpw_error *err) {
  static const char *const over[] = {"contribution", "shares", "lead", "limit", "carry"};
  static const char *const under[] = {"contribution", "shares", "lead", "contributors", "carry"};
  int32_t status = cpw_result_add_note(result, "overspend", over[g->overspend], err);
  if (status == CPW_OK)
    status = cpw_result_add_note(result, "underspend", under[g->underspend], err);
  return status == CPW_OK ? cpw_result_add_note(result, "virement", g->virement ? "yes" : "no", err)
                          : status;
}

int32_t cpwi_fund_output(const cpwi_fund *p, cpw_result **out, cpw_error *err) {
  const column cells[] = {{"contribution", "Agreed for the year.", p->agreed},
                          {"withheld", "Not paid: a condition was not met.", p->withheld},
                          {"paid", "contribution - withheld.", p->paid},
                          {"added", "Towards overspends.", p->added},
                          {"returned", "Got back.", p->returned},
                          {"alone", "What it would have paid without pooling.", p->alone}};
  cpw_result *result = NULL;
  int32_t s = cpw_result_new(p->given.allocator, &result, err);
  if (s == CPW_OK) s = add_dimensions(&p->given, result, err);
  if (s == CPW_OK)
    s = add_all(result, "partner line", cells, sizeof cells / sizeof *cells, p->partner,
                p->partners, p->line, p->lines, err);
  if (s == CPW_OK) s = add_derived(p, result, err);
  if (s == CPW_OK) s = add_lines(p, result, err);
  if (s == CPW_OK) s = add_fences(p, result, err);
  if (s == CPW_OK) s = add_conditions(p, result, err);
  if (s == CPW_OK) s = add_notes(&p->given, result, err);
  if (s == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return s;
}
