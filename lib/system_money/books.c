/* The flows of money as a double-entry ledger: an account for each fund, leak, overhead and transaction cost.
 * Source: the list of accounts at cpw_system_ledger.
 * Leaves statements and the trial balance to carepath/ledger.h. */
#include "base/order.h"
#include "system_money/internal.h"

#include <string.h>

const char *cpwi_money_place(const cpw_system *s, int64_t organisation) {
  for (int32_t kind = CPW_ORG_PLACE; organisation >= 0;) {
    for (int64_t up = organisation; up >= 0; up = s->organisation[up].parent)
      if (s->organisation[up].kind == kind) return s->organisation[up].id;
    if (kind == CPW_ORG_ICS) break;
    kind = CPW_ORG_ICS;
  }
  return "";
}

const char *cpwi_money_owner(const cpw_system *s, int64_t fund) {
  int32_t o = s->fund[fund].organisation;
  return o == CPW_NONE ? "" : s->organisation[o].id;
}

char *cpwi_money_account(const cpw_allocator *a, const char *prefix, const char *id) {
  size_t p = strlen(prefix), n = strlen(id);
  char *text = cpwi_alloc(a, p + n + 2, 1);
  if (!text) return NULL;
  memcpy(text, prefix, p);
  text[p] = ' ';
  memcpy(text + p + 1, id, n + 1);
  return text;
}

typedef struct books {
  const cpwi_money *m;
  cpw_ledger *ledger;
  int64_t outside;
  int64_t *fund, *leak, *transaction; /* (funds) accounts, -1: none */
  int64_t *overhead;                  /* (organisations) */
  int64_t *sorted;                    /* funds or organisations by id */
} books;

static int32_t open_account(books *b, const char *prefix, const char *id, int64_t organisation,
                            const char *line, int32_t kind, int64_t *index, cpw_error *err) {
  const cpw_system *s = b->m->s;
  char *name = cpwi_money_account(b->m->a, prefix, id);
  if (!name) return cpwi_fail(err, CPW_ENOMEM, -1, b->m->where, "no memory for accounts");
  cpw_ledger_account account = {0};
  account.name = name;
  account.organisation = organisation >= 0 ? s->organisation[organisation].id : "";
  account.place = cpwi_money_place(s, organisation);
  account.line = cpwi_money_text(line);
  account.kind = kind;
  int32_t status = cpw_ledger_open(b->ledger, &account, index, err);
  cpwi_release(b->m->a, name);
  return status;
}

/* Accounts of all funds, then of the leaks, then of the transactions, each by id. */
static int32_t open_funds(books *b, const char *prefix, int32_t kind, const int64_t *used,
                          int64_t *index, cpw_error *err) {
  const cpwi_money *m = b->m;
  for (int64_t i = 0; i < m->funds; i++) {
    int64_t f = b->sorted[i];
    index[f] = -1;
    if (used && !used[f]) continue;
    const cpw_system_fund *r = &m->s->fund[f];
    int32_t status = open_account(b, prefix, r->id, r->organisation, r->line, kind, &index[f], err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

static int by_id(const void *context, const void *x, const void *y) {
  const cpw_system_organisation *o = context;
  int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
  int order = strcmp(o[a].id, o[b].id);
  return order ? order : (a > b) - (a < b);
}

static int32_t open_overheads(books *b, const int64_t *used, cpw_error *err) {
  const cpwi_money *m = b->m;
  for (int64_t i = 0; i < m->organisations; i++)
    b->sorted[i] = i;
  if (!cpwi_sort(m->a, b->sorted, m->organisations, sizeof *b->sorted, by_id, m->s->organisation))
    return cpwi_fail(err, CPW_ENOMEM, -1, m->where, "no memory for accounts");
  for (int64_t i = 0; i < m->organisations; i++) {
    int64_t o = b->sorted[i];
    b->overhead[o] = -1;
    if (!used[o]) continue;
    int32_t status = open_account(b, "overhead", m->s->organisation[o].id, o, "", CPW_LEDGER_OPEN,
                                  &b->overhead[o], err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

/* `used` is (funds or organisations): which have an entry of this kind. */
static void mark(const cpwi_money *m, int64_t kind, int64_t *used, int64_t count) {
  for (int64_t i = 0; i < count; i++)
    used[i] = 0;
  for (int64_t i = 0; i < m->entries; i++)
    if (m->entry[i].kind == kind) used[m->entry[i].to] = 1;
}

static int32_t open_all(books *b, int64_t *used, cpw_error *err) {
  const cpwi_money *m = b->m;
  cpw_ledger_account outside = {.name = "outside", .kind = CPW_LEDGER_OPEN};
  int32_t status = cpw_ledger_open(b->ledger, &outside, &b->outside, err);
  for (int64_t i = 0; i < m->funds; i++)
    b->sorted[m->rank[i]] = i;
  if (status == CPW_OK) status = open_funds(b, "fund", CPW_LEDGER_FUND, NULL, b->fund, err);
  mark(m, CPWI_MONEY_LEAK, used, m->funds);
  if (status == CPW_OK) status = open_funds(b, "leak", CPW_LEDGER_OPEN, used, b->leak, err);
  mark(m, CPWI_MONEY_TRANSACTION, used, m->funds);
  if (status == CPW_OK)
    status = open_funds(b, "transactions", CPW_LEDGER_OPEN, used, b->transaction, err);
  mark(m, CPWI_MONEY_OVERHEAD, used, m->organisations);
  return status == CPW_OK ? open_overheads(b, used, err) : status;
}

static cpw_ledger_entry entry_of(const books *b, const cpwi_money_entry *e) {
  const cpw_system *s = b->m->s;
  cpw_ledger_entry x = {.amount = e->amount, .period = e->year, .from = b->fund[e->fund]};
  switch (e->kind) {
  case CPWI_MONEY_BROUGHT:
    x.from = b->outside;
    x.to = b->fund[e->to];
    x.reason = "brought in";
    break;
  case CPWI_MONEY_LEAK:
    x.to = b->leak[e->to];
    x.reason = "leak";
    break;
  case CPWI_MONEY_OVERHEAD:
    x.to = b->overhead[e->to];
    x.reason = "overhead";
    return x;
  case CPWI_MONEY_TRANSACTION:
    x.to = b->transaction[e->to];
    x.reason = "transactions";
    break;
  default:
    x.to = b->fund[e->to];
    x.reason = "payment";
    break;
  }
  x.line = cpwi_money_text(s->fund[e->to].line);
  return x;
}

static int32_t post_all(const books *b, cpw_error *err) {
  const cpwi_money *m = b->m;
  cpw_ledger_entry *entry =
      cpwi_alloc_zero(m->a, (size_t)(m->entries ? m->entries : 1), sizeof *entry);
  if (!entry) return cpwi_fail(err, CPW_ENOMEM, -1, m->where, "no memory for entries");
  for (int64_t i = 0; i < m->entries; i++)
    entry[i] = entry_of(b, &m->entry[i]);
  int32_t status = cpw_ledger_post(b->ledger, entry, m->entries, NULL, err);
  cpwi_release(m->a, entry);
  return status;
}

int32_t cpwi_money_books(const cpwi_money *m, cpw_ledger **out, cpw_error *err) {
  books b = {.m = m};
  int64_t most = m->funds > m->organisations ? m->funds : m->organisations;
  int64_t *room = cpwi_alloc_zero(m->a, (size_t)most, 6 * sizeof *room);
  if (!room) return cpwi_fail(err, CPW_ENOMEM, -1, m->where, "no memory for accounts");
  b.fund = room;
  b.leak = room + most;
  b.transaction = room + 2 * most;
  b.overhead = room + 3 * most;
  b.sorted = room + 4 * most;
  int32_t status = cpw_ledger_new(m->a, &b.ledger, err);
  if (status == CPW_OK) status = open_all(&b, room + 5 * most, err);
  if (status == CPW_OK) status = post_all(&b, err);
  cpwi_release(m->a, room);
  if (status == CPW_OK)
    *out = b.ledger;
  else
    cpw_ledger_free(b.ledger);
  return status;
}
