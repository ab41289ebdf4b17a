/* Seven schemes, one budget: which to buy, what one more pound would do, and what changes when a scheme needs another
 * first. */
#include <carepath.h>
#include <stdio.h>

enum { SCHEMES = 7 };

static const char *const name[SCHEMES] = {"weekend lists", "theatre refit", "community hub",
                                          "tele-review",   "triage nurses", "scanner",
                                          "scanner staff"};

static void show(const char *what, const int32_t *chosen, const cpw_knapsack_answer *a) {
  printf("%s: %lld weeks of waiting saved for %lld, %lld left%s\n", what, (long long)a->value,
         (long long)a->cost, (long long)a->unspent, a->proven ? ", proven" : "");
  for (int j = 0; j < SCHEMES; j++)
    if (chosen[j]) printf("  %s\n", name[j]);
}

int main(void) {
  const int64_t saved[SCHEMES] = {5200, 9100, 4300, 2600, 3900, 300, 7800};
  const int64_t cost[SCHEMES] = {240000, 450000, 210000, 90000, 180000, 260000, 120000};
  const int64_t budget = 800000;
  int32_t chosen[SCHEMES];
  cpw_knapsack_answer answer;
  cpw_error err;

  if (cpw_knapsack_solve(saved, cost, SCHEMES, budget, NULL, chosen, &answer, &err)) goto failed;
  show("each on its own", chosen, &answer);
  printf("  value of a pound at the margin %.4f; next: %s, for %lld more\n", answer.price,
         answer.next < 0 ? "nothing" : name[answer.next], (long long)answer.next_extra);

  /* staff are no use without the scanner; the hub and tele-review are two ways to do the same */
  const int64_t need_first[SCHEMES + 1] = {0, 0, 0, 0, 0, 0, 0, 1}, need[] = {5};
  const int64_t group[SCHEMES] = {-1, -1, 0, 0, -1, -1, -1};
  cpw_knapsack_rules rules;
  cpw_knapsack_rules_init(&rules);
  rules.need_first = need_first;
  rules.need = need;
  rules.group = group;
  rules.groups = 1;
  if (cpw_knapsack_select(saved, cost, SCHEMES, budget, &rules, NULL, chosen, &answer, &err))
    goto failed;
  show("with what they need", chosen, &answer);
  return 0;
failed:
  fprintf(stderr, "%s: %s\n", err.where, err.message);
  return 1;
}
