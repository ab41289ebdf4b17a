/* Money down a tree, from a system to its places and neighbourhoods, then a pooled fund of a health body and a council
 * from plan to year end: who pays for an overspend, and a ledger that closes. Names and figures are made up. */
#include <carepath.h>
#include <math.h>
#include <stdio.h>

static int fail(const cpw_error *err) {
  fprintf(stderr, "%s: %s\n", err->where, err->message);
  return 1;
}

static const int64_t *pounds(const cpw_result *result, const char *name) {
  return cpw_result_find(result, name)->integer;
}

/* the system keeps 2 % and 500,000; Quay may not have more than 9 million */
static int down(cpw_error *err) {
  enum { NODES = 7 };
  static const char *const id[NODES] = {"System", "East", "West",   "Bridge",
                                        "Quay",   "Hill", "Orchard"};
  static const char *const above[NODES] = {NULL,   "System", "System", "East",
                                           "East", "West",   "West"};
  const double weight[NODES] = {(double)NAN, (double)NAN, (double)NAN, 41000, 63000, 38000, 52000};
  const double topslice[NODES] = {0.02, 0, 0, 0, 0, 0, 0};
  const int64_t reserve[NODES] = {500000, 0, 0, 0, 0, 0, 0}, total[1] = {30000000};
  int64_t cap[NODES], parent[NODES];
  for (int i = 0; i < NODES; i++)
    cap[i] = i == 4 ? 9000000 : CPW_DEVOLVE_NO_CAP;
  int32_t status = cpw_devolve_parents(id, above, NODES, NULL, parent, err);
  if (status != CPW_OK) return status;

  cpw_devolve_tree tree;
  cpw_devolve_tree_init(&tree);
  tree.nodes = NODES;
  tree.id = id;
  tree.parent = parent;
  tree.total = total;
  tree.weight = weight;
  tree.topslice = topslice;
  tree.reserve = reserve;
  tree.cap = cap;
  cpw_result *levels = NULL, *leaves = NULL;
  status = cpw_devolve_run(&tree, &levels, err);
  if (status != CPW_OK) return status;
  /* what Quay may not have: for its neighbour in East alone, or for everybody? */
  tree.rule = CPW_DEVOLVE_LEAVES;
  status = cpw_devolve_run(&tree, &leaves, err);
  if (status == CPW_OK) {
    printf("receives      level by level  all leaves alike\n");
    for (int i = 0; i < NODES; i++)
      printf("%*s%-*s  %12lld  %16lld%s\n", 2 * (int)pounds(levels, "level")[i], "",
             12 - 2 * (int)pounds(levels, "level")[i], id[i],
             (long long)pounds(levels, "received")[i], (long long)pounds(leaves, "received")[i],
             pounds(levels, "binding")[i] == CPW_DEVOLVE_AT_MOST ? "  its cap" : "");
    printf("the system keeps %lld\n", (long long)pounds(levels, "kept")[0]);
  }
  cpw_result_free(levels);
  cpw_result_free(leaves);
  return status;
}

static int print_trial(const cpw_ledger *ledger, cpw_error *err) {
  for (int64_t k = 0; k < cpw_ledger_accounts(ledger); k++) {
    cpw_ledger_account account;
    int32_t status = cpw_ledger_account_at(ledger, k, &account, err);
    if (status != CPW_OK) return status;
    if (account.debits != 0 || account.credits != 0)
      printf("%-22s %10lld %10lld %10lld\n", account.name, (long long)account.debits,
             (long long)account.credits, (long long)account.balance);
  }
  cpw_ledger_trial trial;
  int32_t status = cpw_ledger_trial_balance(ledger, &trial, err);
  if (status != CPW_OK) return status;
  printf("%-22s %10lld %10lld %10lld  (%lld entries)\n", "trial balance", (long long)trial.debits,
         (long long)trial.credits, (long long)trial.balances, (long long)trial.entries);
  return CPW_OK;
}

int main(void) {
  static const char *const partner[2] = {"Council", "Health"};
  static const char *const line[3] = {"equipment", "home first", "reablement"};
  static const char *const fence[1] = {"disabled facilities"};
  const int64_t contribution[6] = {900000, 300000,  1200000, /* Council: [partner line] */
                                   400000, 1500000, 800000}; /* Health */
  const int64_t owner[1] = {0}, amount[1] = {600000};
  const int32_t allows[3] = {1, 0, 0}; /* equipment alone */
  const int64_t spend[3] = {1150000, 2100000, 2050000};
  cpw_error err;
  if (down(&err) != CPW_OK) return fail(&err);

  cpw_pool pool;
  cpw_pool_init(&pool);
  pool.partners = 2;
  pool.partner = partner;
  pool.lines = 3;
  pool.line = line;
  pool.contribution = contribution;
  pool.fences = 1;
  pool.fence = fence;
  pool.fence_partner = owner;
  pool.fence_amount = amount;
  pool.fence_allows = allows;
  cpw_result *year = NULL;
  cpw_ledger *ledger = NULL;
  if (cpw_pool_year(&pool, spend, NULL, &year, &ledger, &err) != CPW_OK) return fail(&err);
  printf("\nline            budget      spend   from other lines  overspent\n");
  for (int i = 0; i < 3; i++)
    printf("%-11s %10lld %10lld %18lld %10lld\n", line[i], (long long)pounds(year, "budget")[i],
           (long long)pounds(year, "spend")[i], (long long)pounds(year, "vired")[i],
           (long long)pounds(year, "overspend")[i]);
  printf("partner           paid      added  more than without a pool\n");
  for (int i = 0; i < 2; i++)
    printf("%-11s %10lld %10lld %25lld\n", partner[i], (long long)pounds(year, "partner_paid")[i],
           (long long)pounds(year, "partner_added")[i],
           (long long)pounds(year, "partner_effect")[i]);
  printf("\naccount                        in        out    balance\n");
  int32_t status = print_trial(ledger, &err);
  cpw_ledger_free(ledger);
  cpw_result_free(year);
  year = NULL;
  if (status != CPW_OK) return fail(&err);

  /* a ring-fence that does not fit in its fund */
  const int64_t large[1] = {1000000};
  pool.fence_amount = large;
  status = cpw_pool_year(&pool, spend, NULL, &year, NULL, &err);
  printf("\n%s\n", status == CPW_OK ? "the ring-fence fits" : err.message);
  cpw_result_free(year);
  return 0;
}
