/* The ledger of a pool: one account for everybody, one entry for every step.
 * Source: the names in carepath/pool.h. Leaves the book-keeping to ledger, the steps to year.c. */
#include "pool/internal.h"

#include "ledger/internal.h"

#include <stdio.h>

typedef struct holder {
  const char *prefix, *id, *organisation, *place, *line;
  int32_t kind;
} holder;

/* Opens the account, or finds it where several share one (providers). */
static int32_t open_account(cpwi_fund *p, const holder *h, int64_t *account, cpw_error *err) {
  char name[4200];
  snprintf(name, sizeof name, "%s%s", h->prefix, h->id);
  cpw_ledger_account a = {name, h->organisation, h->place, h->line, h->kind, 0, 0, 0, 0};
  int64_t known = cpwi_ledger_known(p->ledger, name);
  if (known >= 0 && p->ledger->account_of[known] >= 0) {
    *account = p->ledger->account_of[known];
    return CPW_OK;
  }
  return cpw_ledger_open(p->ledger, &a, account, err);
}

static const char *text_at(const char *const *texts, int64_t row) {
  return texts && texts[row] ? texts[row] : "";
}

static int32_t open_line(cpwi_fund *p, int64_t l, cpw_error *err) {
  const cpw_pool *g = &p->given;
  int64_t row = p->line[l];
  holder line = {"line ",      g->line[row],   "pool", text_at(g->line_place, row),
                 g->line[row], CPW_LEDGER_OPEN};
  int32_t status = open_account(p, &line, &p->line_account[l], err);
  const char *who = text_at(g->provider, row);
  holder provider = {
      *who ? "provider " : "providers", who, *who ? who : "providers", "", "", CPW_LEDGER_OPEN};
  if (status == CPW_OK) status = open_account(p, &provider, &p->provider_account[l], err);
  return status;
}

int32_t cpwi_fund_open(cpwi_fund *p, cpw_error *err) {
  const cpw_pool *g = &p->given;
  const holder before = {"brought forward", "", "pool", "", "", CPW_LEDGER_OPEN};
  const holder outside = {"outside", "", "outside", "", "", CPW_LEDGER_OPEN};
  int32_t status = cpw_ledger_new(g->allocator, &p->ledger, err);
  if (status == CPW_OK) status = open_account(p, &before, &p->brought_forward, err);
  if (status == CPW_OK) status = open_account(p, &outside, &p->outside, err);
  for (int64_t i = 0; i < p->partners && status == CPW_OK; i++) {
    const char *id = g->partner[p->partner[i]];
    holder h = {"partner ", id, id, text_at(g->partner_place, p->partner[i]), "", CPW_LEDGER_OPEN};
    status = open_account(p, &h, &p->partner_account[i], err);
  }
  for (int64_t r = 0; r < p->fences && status == CPW_OK; r++) {
    holder h = {"fence ", g->fence[p->fence[r]], "pool", "", "", CPW_LEDGER_FUND};
    status = open_account(p, &h, &p->fence_account[r], err);
  }
  for (int64_t l = 0; l < p->lines && status == CPW_OK; l++)
    status = open_line(p, l, err);
  return status;
}

int32_t cpwi_fund_post(cpwi_fund *p, int64_t from, int64_t to, int64_t amount, int64_t line,
                       const char *reason, cpw_error *err) {
  if (amount == 0) return CPW_OK;
  cpw_ledger_entry e = {from, to, amount, 0, line < 0 ? "" : p->given.line[p->line[line]], reason};
  if (amount < 0) {
    e.from = to;
    e.to = from;
    e.amount = -amount;
  }
  return cpwi_ledger_post_one(p->ledger, &e, "entry.", CPWI_POOL, err);
}
