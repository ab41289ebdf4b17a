/* Entries: checked, posted all or none, reversed by a further one.
 * Source: the rules in carepath/ledger.h; no sum overflows because the sum of all amounts does not.
 * Leaves accounts to accounts.c, texts to texts.c. */
#include "ledger/internal.h"

#include <stdio.h>

/* Numbers are put into messages by %lld alone: no locale. */
static int32_t check_accounts(const cpw_ledger *l, const cpw_ledger_entry *e, const char *place,
                              const char *where, cpw_error *err) {
  const int64_t ends[] = {e->from, e->to};
  for (int i = 0; i < 2; i++)
    if (ends[i] < 0 || ends[i] >= l->accounts) {
      if (l->accounts == 0)
        return cpwi_fail(err, CPW_EINVAL, -1, where,
                         "%s%s = %lld must be an account: none was opened", place,
                         i ? "to" : "from", (long long)ends[i]);
      return cpwi_fail(err, CPW_EINVAL, -1, where, "%s%s = %lld must be an account, 0 to %lld",
                       place, i ? "to" : "from", (long long)ends[i], (long long)(l->accounts - 1));
    }
  if (e->from == e->to)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%sto = %lld must be another account than from",
                     place, (long long)e->to);
  return CPW_OK;
}

static int32_t check_amount(const cpw_ledger *l, const cpw_ledger_entry *e, const char *place,
                            const char *where, cpw_error *err) {
  if (e->amount < 1)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "%samount = %lld must be >= 1", place,
                     (long long)e->amount);
  int64_t last = l->rows ? l->row[l->rows - 1].period : 0;
  if (e->period < last)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "%speriod = %lld must be >= %lld%s", place,
                     (long long)e->period, (long long)last, last ? ", that of the last entry" : "");
  if (e->amount > INT64_MAX - l->turnover)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where,
                     "%samount = %lld takes the sum of all entries beyond 2^63 - 1", place,
                     (long long)e->amount);
  const cpwi_ledger_account *from = &l->account[e->from];
  int64_t holds = from->debits - from->credits;
  if (from->kind == CPW_LEDGER_FUND && e->amount > holds)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                     "%samount = %lld is more than account '%s' holds: %lld, %lld short", place,
                     (long long)e->amount, l->text[from->name], (long long)holds,
                     (long long)(e->amount - holds));
  return CPW_OK;
}

static int32_t check_entry(const cpw_ledger *l, const cpw_ledger_entry *e, const char *place,
                           const char *where, cpw_error *err) {
  int32_t status = check_accounts(l, e, place, where, err);
  if (status != CPW_OK) return status;
  if (!e->reason || !*e->reason)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%sreason must be given and not empty", place);
  status = cpwi_ledger_check_text(e->reason, place, "reason", where, err);
  if (status == CPW_OK) status = cpwi_ledger_check_text(e->line, place, "line", where, err);
  return status == CPW_OK ? check_amount(l, e, place, where, err) : status;
}

int32_t cpwi_ledger_post_one(cpw_ledger *l, const cpw_ledger_entry *e, const char *place,
                             const char *where, cpw_error *err) {
  int32_t status = check_entry(l, e, place, where, err);
  if (status != CPW_OK) return status;
  cpwi_ledger_row row = {e->from, e->to, e->amount, e->period, 0, 0};
  row.line = cpwi_ledger_text(l, e->line);
  row.reason = cpwi_ledger_text(l, e->reason);
  cpwi_ledger_row *grown =
      cpwi_ledger_grow(l->allocator, l->row, &l->row_room, l->rows + 1, sizeof *l->row);
  if (grown) l->row = grown;
  if (!grown || row.line < 0 || row.reason < 0)
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for entry %lld", (long long)l->rows);
  l->account[e->from].credits += e->amount;
  l->account[e->to].debits += e->amount;
  l->turnover += e->amount;
  l->row[l->rows++] = row;
  return CPW_OK;
}

/* Takes the last entries back until `rows` are left: nobody has seen them yet. */
static void unpost(cpw_ledger *l, int64_t rows) {
  while (l->rows > rows) {
    const cpwi_ledger_row *r = &l->row[--l->rows];
    l->account[r->from].credits -= r->amount;
    l->account[r->to].debits -= r->amount;
    l->turnover -= r->amount;
  }
}

int32_t cpw_ledger_post(cpw_ledger *ledger, const cpw_ledger_entry *entries, int64_t count,
                        int64_t *number, cpw_error *err) {
  if (!ledger || (!entries && count > 0))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "ledger and entries must not be NULL");
  if (count < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "count = %lld must be >= 0", (long long)count);
  int64_t before = ledger->rows;
  for (int64_t i = 0; i < count; i++) {
    char place[40];
    snprintf(place, sizeof place, "entries[%lld].", (long long)i);
    int32_t status = cpwi_ledger_post_one(ledger, &entries[i], place, __func__, err);
    if (status == CPW_OK) continue;
    if (err) err->index = i;
    unpost(ledger, before);
    return status;
  }
  if (number) *number = before;
  return CPW_OK;
}

int32_t cpw_ledger_reverse(cpw_ledger *ledger, int64_t number, int64_t period, const char *reason,
                           int64_t *out, cpw_error *err) {
  cpw_ledger_entry wrong;
  int32_t status = cpw_ledger_entry_at(ledger, number, &wrong, err);
  if (status != CPW_OK) return status;
  int64_t from = wrong.to, at = ledger->rows;
  wrong.to = wrong.from;
  wrong.from = from;
  wrong.period = period;
  wrong.reason = reason;
  status = cpwi_ledger_post_one(ledger, &wrong, "", __func__, err);
  if (status == CPW_OK && out) *out = at;
  return status;
}
