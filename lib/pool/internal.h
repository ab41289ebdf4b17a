/* lib/pool/internal.h - what the files of the module share: a pool with everybody in order of their ids, and the
 * state of its year.
 * Source: the rules in carepath/pool.h. */
#ifndef CPWI_POOL_INTERNAL_H
#define CPWI_POOL_INTERNAL_H

#include "base/internal.h"
#include "carepath/pool.h"

#define CPWI_POOL "cpw_pool_year"

/* Positions are those in the order of the ids, so nothing depends on the caller's rows. */
typedef struct cpwi_fund {
  cpw_pool given;
  int64_t partners, lines, fences;
  int64_t *memory, used, room;     /* all arrays below are parts of it */
  int64_t *partner, *line, *fence; /* row of each position */
  int64_t *partner_at, *line_at;   /* position of each row */
  /* [partner line] */
  int64_t *agreed, *withheld, *paid, *general, *added, *returned, *alone;
  /* (partners): paid and agreed in all; a column of weights, its limits and what came out */
  int64_t *paid_total, *agreed_total, *weight, *limit, *part, *owed;
  /* (lines) */
  int64_t *opening, *spend, *leaked, *vired, *left, *over, *overspend, *underspend, *closing, *give,
      *take;
  /* (fences) */
  int64_t *owner, *amount, *brought, *supply, *back, *kept;
  /* [fence line]: placed in the line and left of it; spent there; a flow; allowed */
  int64_t *placed, *use, *flow, *allows;
  int64_t *seen_fence, *seen_line, *queue; /* for flow.c */
  cpw_ledger *ledger;
  int64_t *partner_account, *line_account, *fence_account, *provider_account;
  int64_t brought_forward, outside;
} cpwi_fund;

/* take.c: everything of the caller checked and put in order. Free it in any case. */
int32_t cpwi_fund_take(cpwi_fund *p, const cpw_pool *pool, const int64_t *spend,
                       const int64_t *alone, cpw_error *err);
void cpwi_fund_free(cpwi_fund *p);
/* check.c: what pool.h asks of a pool, apart from sums over it. */
int32_t cpwi_fund_check(const cpw_pool *g, const int64_t *spend, const int64_t *alone,
                        cpw_error *err);
/* Shares >= 0 that sum to 1 or 100; `what` names them in messages. */
int32_t cpwi_fund_check_shares(const double *share, int64_t count, const char *what, int64_t index,
                               const char *where, cpw_error *err);

/* flow.c: as much of `supply` (fences) as can go to `demand` (lines) that they allow: a maximum flow, into
 * p->flow; supply and demand are reduced. `owner` >= 0: only the ring-fences of that partner. */
void cpwi_fund_flow(cpwi_fund *p, int64_t owner, int64_t *supply, int64_t *demand);

/* accounts.c: the ledger. */
int32_t cpwi_fund_open(cpwi_fund *p, cpw_error *err);
/* An entry about a line (-1: none); an amount of 0 is none, one below 0 goes the other way. */
int32_t cpwi_fund_post(cpwi_fund *p, int64_t from, int64_t to, int64_t amount, int64_t line,
                       const char *reason, cpw_error *err);

/* rules.c: who pays what is overspent, who gets what is left. */
int32_t cpwi_fund_overspend(cpwi_fund *p, cpw_error *err);
int32_t cpwi_fund_underspend(cpwi_fund *p, cpw_error *err);
/* Shares `total` by weights, where these are all 0 by what was paid, then by what was agreed; into p->part. */
int32_t cpwi_fund_by_weight(cpwi_fund *p, int64_t total, const int64_t *weight, cpw_error *err);

/* output.c: the result. */
int32_t cpwi_fund_output(const cpwi_fund *p, cpw_result **out, cpw_error *err);

static inline int64_t cpwi_fund_sum(const int64_t *x, int64_t n) {
  int64_t sum = 0;
  for (int64_t i = 0; i < n; i++)
    sum += x[i];
  return sum;
}

#endif
