/* What a ledger adds up to: the trial balance, statements by account, organisation, place or line, the journal.
 * Source: the rules in carepath/ledger.h; every sum here is at most the sum of all amounts.
 * Leaves the entries to post.c, results and their CSV to base. */
#include "ledger/internal.h"

#include "base/order.h"

#include <string.h>

/* ---------------------------------------------------------------- trial balance -------------- */

int32_t cpw_ledger_trial_balance(const cpw_ledger *ledger, cpw_ledger_trial *out, cpw_error *err) {
  if (!ledger || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "ledger and out must not be NULL");
  const cpw_ledger *l = ledger;
  int64_t *sums = cpwi_alloc_zero(l->allocator, (size_t)l->accounts, 2 * sizeof *sums);
  if (!sums) return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the sums");
  for (int64_t i = 0; i < l->rows; i++) {
    sums[2 * l->row[i].to] += l->row[i].amount;
    sums[2 * l->row[i].from + 1] += l->row[i].amount;
  }
  cpw_ledger_trial t = {l->accounts, l->rows, 0, 0, 0, 0};
  int64_t wrong = -1;
  for (int64_t i = 0; i < l->accounts; i++) {
    const cpwi_ledger_account *a = &l->account[i];
    if ((a->debits != sums[2 * i] || a->credits != sums[2 * i + 1]) && wrong < 0) wrong = i;
    t.debits += sums[2 * i];
    t.credits += sums[2 * i + 1];
    t.balances += sums[2 * i] - sums[2 * i + 1];
  }
  cpwi_release(l->allocator, sums);
  if (wrong >= 0)
    return cpwi_fail(err, CPW_EINTERNAL, wrong, __func__,
                     "account '%s' does not have the sums of its entries",
                     l->text[l->account[wrong].name]);
  t.difference = t.debits - t.credits;
  *out = t;
  return CPW_OK;
}

/* ---------------------------------------------------------------- statements ----------------- */

typedef struct groups {
  const cpw_allocator *allocator;
  int64_t *of;        /* (accounts) group of each */
  const char **label; /* (count) */
  int64_t count;
} groups;

static void free_groups(groups *g) {
  cpwi_release(g->allocator, g->of);
  cpwi_release(g->allocator, g->label);
}

static int64_t attribute(const cpwi_ledger_account *a, int32_t by) {
  switch (by) {
  case CPW_LEDGER_BY_ORGANISATION:
    return a->organisation;
  case CPW_LEDGER_BY_PLACE:
    return a->place;
  case CPW_LEDGER_BY_LINE:
    return a->line;
  default:
    return a->name;
  }
}

typedef struct labelled {
  const char *label;
  int64_t account;
} labelled;

static int by_label(const void *context, const void *a, const void *b) {
  (void)context;
  return strcmp(((const labelled *)a)->label, ((const labelled *)b)->label);
}

/* Accounts in order of opening are groups of one each; everything else goes by its name. */
static int32_t make_groups(const cpw_ledger *l, int32_t by, groups *g, const char *where,
                           cpw_error *err) {
  g->allocator = l->allocator;
  g->of = cpwi_alloc(l->allocator, (size_t)l->accounts, sizeof *g->of);
  g->label = cpwi_alloc(l->allocator, (size_t)l->accounts, sizeof *g->label);
  labelled *item = cpwi_alloc(l->allocator, (size_t)l->accounts, sizeof *item);
  int fits = g->of && g->label && item;
  for (int64_t i = 0; fits && i < l->accounts; i++) {
    item[i].label = l->text[attribute(&l->account[i], by)];
    item[i].account = i;
  }
  if (fits && by != CPW_LEDGER_BY_ACCOUNT)
    fits = cpwi_sort(l->allocator, item, l->accounts, sizeof *item, by_label, NULL);
  for (int64_t i = 0; fits && i < l->accounts; i++) {
    if (g->count == 0 || strcmp(g->label[g->count - 1], item[i].label) != 0)
      g->label[g->count++] = item[i].label;
    g->of[item[i].account] = g->count - 1;
  }
  cpwi_release(l->allocator, item);
  return fits ? CPW_OK : cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the groups");
}

enum { OPENING, IN, OUT, WITHIN, CLOSING, COLUMNS };

static void add_entries(const cpw_ledger *l, const groups *g, int64_t first, int64_t last,
                        int64_t *const *column) {
  for (int64_t i = 0; i < l->rows; i++) {
    const cpwi_ledger_row *r = &l->row[i];
    int64_t from = g->of[r->from], to = g->of[r->to];
    if (r->period > last) break;
    if (r->period < first) {
      column[OPENING][from] -= r->amount;
      column[OPENING][to] += r->amount;
    } else if (from == to) {
      column[WITHIN][to] += r->amount;
    } else {
      column[OUT][from] += r->amount;
      column[IN][to] += r->amount;
    }
  }
  for (int64_t k = 0; k < g->count; k++)
    column[CLOSING][k] = column[OPENING][k] + column[IN][k] - column[OUT][k];
}

static int32_t fill_statement(const cpw_ledger *l, const groups *g, const char *dimension,
                              int64_t first, int64_t last, cpw_result *result, cpw_error *err) {
  static const char *const names[COLUMNS][2] = {
      {"opening", "What was there before the first period."},
      {"in", "What came in from other groups."},
      {"out", "What went out to other groups."},
      {"within", "What moved between accounts of the group."},
      {"closing", "What is there after the last period: opening + in - out."}};
  int64_t *column[COLUMNS] = {NULL};
  int32_t status = cpw_result_add_dimension(result, dimension, g->count, g->label, err);
  for (int i = 0; i < COLUMNS && status == CPW_OK; i++) {
    void *memory = NULL;
    status = cpw_result_add_array(result, names[i][0], "money", names[i][1], dimension, CPW_INT64,
                                  CPW_MERGE_SAME, &memory, err);
    column[i] = memory;
  }
  if (status == CPW_OK) add_entries(l, g, first, last, column);
  return status;
}

int32_t cpw_ledger_statement(const cpw_ledger *ledger, int32_t by, int64_t first, int64_t last,
                             cpw_result **out, cpw_error *err) {
  static const char *const dimensions[] = {"account", "organisation", "place", "line"};
  if (!ledger || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "ledger and out must not be NULL");
  if (by < CPW_LEDGER_BY_ACCOUNT || by > CPW_LEDGER_BY_LINE)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "by = %d must be 0 to 3", (int)by);
  if (last < first)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "last = %lld must be >= first = %lld",
                     (long long)last, (long long)first);
  groups g = {0};
  cpw_result *result = NULL;
  int32_t status = make_groups(ledger, by, &g, __func__, err);
  if (status == CPW_OK) status = cpw_result_new(ledger->allocator, &result, err);
  if (status == CPW_OK)
    status = fill_statement(ledger, &g, dimensions[by], first, last, result, err);
  free_groups(&g);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}

/* ---------------------------------------------------------------- journal -------------------- */

static int32_t add_labels(const cpw_ledger *l, const char **label, cpw_result *result,
                          cpw_error *err) {
  static const char *const names[] = {"from", "to", "line", "reason"};
  int32_t status = CPW_OK;
  for (int k = 0; k < 4 && status == CPW_OK; k++) {
    for (int64_t i = 0; i < l->rows; i++) {
      const cpwi_ledger_row *r = &l->row[i];
      int64_t account = k == 0 ? r->from : r->to;
      label[i] = l->text[k < 2 ? l->account[account].name : k == 2 ? r->line : r->reason];
    }
    status = cpw_result_add_coordinate(result, "entry", names[k], label, err);
  }
  return status;
}

static int32_t fill_journal(const cpw_ledger *l, const char **label, cpw_result *result,
                            cpw_error *err) {
  int32_t status = cpw_result_add_dimension(result, "entry", l->rows, NULL, err);
  if (status == CPW_OK) status = add_labels(l, label, result, err);
  void *amount = NULL, *period = NULL;
  if (status == CPW_OK)
    status = cpw_result_add_array(result, "amount", "money", "What went from one to the other.",
                                  "entry", CPW_INT64, CPW_MERGE_SAME, &amount, err);
  if (status == CPW_OK)
    status = cpw_result_add_array(result, "period", "", "In which period.", "entry", CPW_INT64,
                                  CPW_MERGE_SAME, &period, err);
  for (int64_t i = 0; i < l->rows && status == CPW_OK; i++) {
    ((int64_t *)amount)[i] = l->row[i].amount;
    ((int64_t *)period)[i] = l->row[i].period;
  }
  return status;
}

int32_t cpw_ledger_journal(const cpw_ledger *ledger, cpw_result **out, cpw_error *err) {
  if (!ledger || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "ledger and out must not be NULL");
  cpw_result *result = NULL;
  const char **label = cpwi_alloc(ledger->allocator, (size_t)ledger->rows, sizeof *label);
  int32_t status = CPW_OK;
  if (!label) status = cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the labels");
  if (status == CPW_OK) status = cpw_result_new(ledger->allocator, &result, err);
  if (status == CPW_OK) status = fill_journal(ledger, label, result, err);
  cpwi_release(ledger->allocator, label);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}
