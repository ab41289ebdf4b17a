/* Random pools under every rule: the ledger closes, what partners pay is what is spent and carried, ring-fences are
 * kept, and nothing is overspent beside money that could meet it. Usage: property_pool [COUNT]
 * [SEED], or --digest. */
#include "worlds.h"

#include <string.h>

#define MOST 6

typedef struct world {
  cpw_stream s;
  cpw_pool pool;
  const char *name[MOST];
  int64_t contribution[MOST * MOST], opening[MOST], owner[MOST], amount[MOST], before[MOST];
  int64_t limit[MOST], spend[MOST];
  int32_t allows[MOST * MOST];
  double share[MOST], leakage[MOST];
} world;

static int64_t below(world *w, uint64_t n) {
  return (int64_t)cpw_random_below(&w->s, n);
}

static void make(world *w, uint64_t seed) {
  static const char *const names[MOST] = {"d", "b", "f", "a", "e", "c"};
  memset(w, 0, sizeof *w);
  cpw_stream_init(&w->s, seed, 0, 0, 0);
  cpw_pool *p = &w->pool;
  cpw_pool_init(p);
  int64_t n = p->partners = 1 + below(w, MOST), m = p->lines = 1 + below(w, MOST);
  uint64_t scale = below(w, 2) ? 10 : 1000000;
  p->fences = below(w, MOST + 1);
  for (int64_t i = 0; i < MOST; i++) {
    w->name[i] = names[i];
    w->opening[i] = below(w, 3) ? 0 : below(w, 2 * scale) - (int64_t)scale;
    w->before[i] = below(w, 3) ? 0 : below(w, scale);
    w->owner[i] = below(w, (uint64_t)n);
    w->amount[i] = below(w, scale);
    w->limit[i] = below(w, scale);
    w->spend[i] = below(w, 3 * (uint64_t)n * scale);
    w->leakage[i] = cpw_random_uniform(&w->s) / 10;
    w->share[i] = 1.0 / (double)n;
  }
  for (int64_t k = 0; k < n * m; k++)
    w->contribution[k] = below(w, 4) ? below(w, 3 * scale) : 0;
  w->contribution[0]++;
  for (int64_t k = 0; k < p->fences * m; k++)
    w->allows[k] = below(w, 3) > 0;
  p->partner = p->line = p->fence = w->name;
  p->contribution = w->contribution;
  p->opening = w->opening;
  p->fence_partner = w->owner;
  p->fence_amount = w->amount;
  p->fence_opening = w->before;
  p->fence_allows = w->allows;
  p->leakage = w->leakage;
  p->share = w->share;
  p->limit = w->limit;
  p->lead = below(w, (uint64_t)n);
  p->overspend = (int32_t)below(w, 5);
  p->underspend = (int32_t)below(w, 5);
  p->virement = below(w, 4) > 0;
}

static const int64_t *whole(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name)->integer;
}

static int64_t sum(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  int64_t total = 0;
  for (int64_t i = 0; i < a->size; i++)
    total += a->integer[i];
  return total;
}

static const char *closes(const cpw_result *r, const cpw_ledger *ledger) {
  cpw_ledger_trial t;
  cpw_result *s = NULL;
  if (cpw_ledger_trial_balance(ledger, &t, NULL) != CPW_OK || t.difference || t.balances)
    return "the trial balance is not zero";
  int64_t before = sum(r, "brought_forward") + sum(r, "fence_brought_forward");
  int64_t after = sum(r, "carried_forward") + sum(r, "fence_carried_forward");
  if (sum(r, "net") != sum(r, "spend") + after - before) return "money is made or lost";
  if (cpw_ledger_statement(ledger, CPW_LEDGER_BY_ORGANISATION, 0, 0, &s, NULL) != CPW_OK)
    return "no statement";
  int64_t closing = sum(s, "closing"), in = sum(s, "in"), out = sum(s, "out");
  cpw_result_free(s);
  return closing == 0 && in == out ? NULL : "the statement does not close";
}

static const char *fences_hold(const world *w, const cpw_result *r) {
  int64_t m = w->pool.lines;
  for (int64_t f = 0; f < w->pool.fences; f++) {
    if (whole(r, "fence_paid")[f] != w->amount[f]) return "a ring-fence is not paid in full";
    if (w->amount[f] + w->before[f] != whole(r, "fence_used")[f] + whole(r, "fence_returned")[f] +
                                           whole(r, "fence_carried_forward")[f])
      return "a ring-fence does not close";
    for (int64_t l = 0; l < m; l++)
      if (!w->allows[f * m + l] && whole(r, "fence_use")[f * m + l])
        return "ring-fenced money went where it must not";
  }
  return NULL;
}

/* with virement and general money left, nothing is overspent */
static const char *virement_is_complete(const world *w, const cpw_result *r) {
  if (!w->pool.virement || sum(r, "overspend") == 0) return NULL;
  if (sum(r, "underspend") > 0) return "general money is left beside an overspend";
  for (int64_t f = 0; f < w->pool.fences; f++)
    for (int64_t l = 0; l < w->pool.lines; l++)
      if (whole(r, "overspend")[l] > 0 && w->allows[f * w->pool.lines + l] &&
          whole(r, "fence_returned")[f] > 0)
        return "ring-fenced money is left beside an overspend that it may meet";
  return NULL;
}

static const char *problem(uint64_t seed) {
  world w;
  cpw_result *r = NULL;
  cpw_ledger *ledger = NULL;
  cpw_error err;
  make(&w, seed);
  if (cpw_pool_year(&w.pool, w.spend, NULL, &r, &ledger, &err) != CPW_OK)
    return strstr(err.message, "does not fit") || strstr(err.message, "nobody contributes")
               ? NULL
               : "a pool is refused";
  const char *found = closes(r, ledger);
  if (!found) found = fences_hold(&w, r);
  if (!found) found = virement_is_complete(&w, r);
  cpw_result_free(r);
  cpw_ledger_free(ledger);
  return found;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  cpw_result *r = NULL;
  cpw_ledger *ledger = NULL;
  make(&w, seed);
  if (cpw_pool_year(&w.pool, w.spend, NULL, &r, &ledger, NULL) != CPW_OK) return hash * 31 + seed;
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  if (cpw_ledger_journal(ledger, &r, NULL) != CPW_OK) return 0;
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  cpw_ledger_free(ledger);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"pool", "random pools", 20000, 3000, problem, digest};
  return worlds_main(&w, argc, argv);
}
