/* A ledger, its accounts, and what stands in it.
 * Source: the rules in carepath/ledger.h. Leaves texts to texts.c, entries to post.c, sums over
 * many to statement.c. */
#include "ledger/internal.h"

#include "base/words.h"

#include <string.h>

int32_t cpw_ledger_new(const cpw_allocator *allocator, cpw_ledger **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out must not be NULL");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  cpw_ledger *l = cpwi_alloc_zero(allocator, 1, sizeof *l);
  if (!l) return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for a ledger");
  l->allocator = allocator;
  *out = l;
  return CPW_OK;
}

void cpw_ledger_free(cpw_ledger *ledger) {
  if (!ledger) return;
  const cpw_allocator *a = ledger->allocator;
  for (int64_t i = 0; i < ledger->texts; i++)
    cpwi_release(a, ledger->text[i]);
  cpwi_release(a, ledger->text);
  cpwi_release(a, ledger->account_of);
  cpwi_release(a, ledger->slot);
  cpwi_release(a, ledger->account);
  cpwi_release(a, ledger->row);
  cpwi_release(a, ledger);
}

static int32_t check_account(const cpw_ledger *l, const cpw_ledger_account *a, const char *where,
                             cpw_error *err) {
  if (!l || !a)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s must not be NULL", l ? "account" : "ledger");
  if (!a->name || !*a->name)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "account.name must be given and not empty");
  if (a->kind != CPW_LEDGER_OPEN && a->kind != CPW_LEDGER_FUND)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "account.kind = %d must be CPW_LEDGER_OPEN or CPW_LEDGER_FUND", (int)a->kind);
  const char *const texts[] = {a->name, a->organisation, a->place, a->line};
  static const char *const names[] = {"name", "organisation", "place", "line"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    if (cpwi_ledger_check_text(texts[i], "account.", names[i], where, err) != CPW_OK)
      return CPW_EINVAL;
  int64_t known = cpwi_ledger_known(l, a->name);
  if (known >= 0 && l->account_of[known] >= 0)
    return cpwi_fail(err, CPW_EINVAL, l->account_of[known], where,
                     "account.name = '%s' is taken: account %lld has it", a->name,
                     (long long)l->account_of[known]);
  return CPW_OK;
}

int32_t cpw_ledger_open(cpw_ledger *ledger, const cpw_ledger_account *account, int64_t *index,
                        cpw_error *err) {
  int32_t status = check_account(ledger, account, __func__, err);
  if (status != CPW_OK) return status;
  cpw_ledger *l = ledger;
  cpwi_ledger_account made = {0};
  made.kind = account->kind;
  made.name = cpwi_ledger_text(l, account->name);
  made.organisation = cpwi_ledger_text(l, account->organisation);
  made.place = cpwi_ledger_text(l, account->place);
  made.line = cpwi_ledger_text(l, account->line);
  cpwi_ledger_account *grown = cpwi_ledger_grow(l->allocator, l->account, &l->account_room,
                                                l->accounts + 1, sizeof *l->account);
  if (grown) l->account = grown;
  if (!grown || made.name < 0 || made.organisation < 0 || made.place < 0 || made.line < 0)
    return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for account '%s'", account->name);
  l->account_of[made.name] = l->accounts;
  l->account[l->accounts] = made;
  if (index) *index = l->accounts;
  l->accounts++;
  return CPW_OK;
}

int64_t cpw_ledger_accounts(const cpw_ledger *ledger) {
  return ledger ? ledger->accounts : 0;
}

int64_t cpw_ledger_entries(const cpw_ledger *ledger) {
  return ledger ? ledger->rows : 0;
}

/* The name of an account that is like one that is not there; NULL: none, or no memory to look. */
static const char *like(const cpw_ledger *l, const char *name) {
  const char **names = cpwi_alloc(l->allocator, (size_t)l->accounts, sizeof *names);
  if (!names) return NULL;
  for (int64_t i = 0; i < l->accounts; i++)
    names[i] = l->text[l->account[i].name];
  const char *near = cpwi_nearest(name, names, l->accounts);
  cpwi_release(l->allocator, names);
  return near;
}

int32_t cpw_ledger_find(const cpw_ledger *ledger, const char *name, int64_t *index,
                        cpw_error *err) {
  if (!ledger || !name || !index)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "ledger, name and index must not be NULL");
  int64_t text = cpwi_ledger_known(ledger, name);
  if (text < 0 || ledger->account_of[text] < 0) {
    const char *near = like(ledger, name);
    return cpwi_fail(err, CPW_ENOTFOUND, -1, __func__, "no account '%s'%s%s%s", name,
                     near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
  }
  *index = ledger->account_of[text];
  return CPW_OK;
}

static int32_t check_index(const cpw_ledger *l, int64_t index, const void *out, const char *where,
                           cpw_error *err) {
  if (!l || !out) return cpwi_fail(err, CPW_EINVAL, -1, where, "ledger and out must not be NULL");
  if (index >= 0 && index < l->accounts) return CPW_OK;
  return cpwi_fail(err, CPW_ENOTFOUND, -1, where, "index = %lld: there are %lld accounts",
                   (long long)index, (long long)l->accounts);
}

int32_t cpw_ledger_account_at(const cpw_ledger *ledger, int64_t index, cpw_ledger_account *out,
                              cpw_error *err) {
  int32_t status = check_index(ledger, index, out, __func__, err);
  if (status != CPW_OK) return status;
  const cpwi_ledger_account *a = &ledger->account[index];
  memset(out, 0, sizeof *out);
  out->name = ledger->text[a->name];
  out->organisation = ledger->text[a->organisation];
  out->place = ledger->text[a->place];
  out->line = ledger->text[a->line];
  out->kind = a->kind;
  out->debits = a->debits;
  out->credits = a->credits;
  out->balance = a->debits - a->credits;
  return CPW_OK;
}

int32_t cpw_ledger_balance(const cpw_ledger *ledger, int64_t index, int64_t *out, cpw_error *err) {
  int32_t status = check_index(ledger, index, out, __func__, err);
  if (status == CPW_OK) *out = ledger->account[index].debits - ledger->account[index].credits;
  return status;
}

int32_t cpw_ledger_entry_at(const cpw_ledger *ledger, int64_t number, cpw_ledger_entry *out,
                            cpw_error *err) {
  if (!ledger || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "ledger and out must not be NULL");
  if (number < 0 || number >= ledger->rows)
    return cpwi_fail(err, CPW_ENOTFOUND, -1, __func__, "number = %lld: there are %lld entries",
                     (long long)number, (long long)ledger->rows);
  const cpwi_ledger_row *r = &ledger->row[number];
  cpw_ledger_entry e = {
      r->from, r->to, r->amount, r->period, ledger->text[r->line], ledger->text[r->reason]};
  *out = e;
  return CPW_OK;
}
