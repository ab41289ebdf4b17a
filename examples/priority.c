/* Who is next on a small list, and why: a policy in plain text, five patients, one explanation, one comparison.
 * Usage: priority (prints text). */
#include <carepath.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char POLICY[] = "carepath-policy 1\n"
                             "name \"Hip and knee replacement\"\n"
                             "tier P2 28\n"
                             "tier P3 84\n"
                             "tier P4 none\n"
                             "cap 0.10 score            # equity never counts more than this\n"
                             "criterion pain\n"
                             "  weight 0.5\n"
                             "  categories none:0 mild:0.2 moderate:0.6 severe:1\n"
                             "criterion wait\n"
                             "  weight 0.3\n"
                             "  source wait\n"
                             "  linear 0:0 126:0.6 364:1\n"
                             "criterion deprivation\n"
                             "  weight 0.2\n"
                             "  part equity\n"
                             "  column imd_decile\n"
                             "  linear 1:1 10:0\n";

enum { PATIENTS = 5 };
static const char *const ID[PATIENTS] = {"A1", "B2", "C3", "D4", "E5"};
static const int32_t TIER[PATIENTS] = {1, 1, 0, 1, 2};
static const double WAIT[PATIENTS] = {60, 60, 10, 90, 300};
static const double PAIN[PATIENTS] = {2, 2, 3, 0,
                                      3}; /* codes: none 0, mild 1, moderate 2, severe 3 */
static const double IMD[PATIENTS] = {9, 2, 5, 5, 1};

static double number(const cpw_result *result, const char *name) {
  const cpw_array *a = cpw_result_find(result, name);
  return a->real ? a->real[0] : (double)a->integer[0];
}

static int print_list(const cpw_priority_policy *policy, const cpw_priority_list *list) {
  int64_t order[PATIENTS];
  double score[PATIENTS], equity[PATIENTS];
  int32_t breached[PATIENTS];
  cpw_priority_ranking r;
  cpw_priority_ranking_init(&r);
  r.order = order;
  r.score = score;
  r.equity = equity;
  r.breached = breached;
  if (cpw_priority_rank(policy, list, &r, NULL) != CPW_OK) return 1;
  for (int k = 0; k < PATIENTS; k++) {
    int64_t i = order[k];
    printf("%d  %s  %s  %s  score %.3f, of which equity %.3f\n", k + 1, ID[i],
           policy->tiers[TIER[i]].name, breached[i] ? "breached" : "in time ", score[i], equity[i]);
  }
  printf("equity was capped for %d of %d patients\n", (int)r.capped, PATIENTS);
  return 0;
}

static int explain(const cpw_priority_policy *policy, const cpw_priority_list *list, int64_t row) {
  cpw_result *why = NULL;
  if (cpw_priority_explain(policy, list, row, NULL, &why, NULL) != CPW_OK) return 1;
  printf("\n%s stands at place %.0f of %d:\n", ID[row], number(why, "place"), PATIENTS);
  for (int64_t k = 0; k < policy->criterion_count; k++)
    printf("  %-12s %5.2f x %.2f counts %.3f\n", policy->criteria[k].name,
           cpw_result_find(why, "weight")->real[k], cpw_result_find(why, "value")->real[k],
           cpw_result_find(why, "contribution")->real[k]);
  printf("  one place higher after %.0f days waited, if nobody else waited longer\n",
         ceil(number(why, "next_wait")));
  cpw_result_free(why);
  return 0;
}

static int compare(const cpw_priority_policy *policy, const cpw_priority_list *list) {
  cpw_result *why = NULL;
  if (cpw_priority_compare(policy, list, 0, 1, NULL, &why, NULL) != CPW_OK) return 1;
  printf("\n%s stands before %s; they would swap under the weights",
         ID[(int)number(why, "row_first")], ID[(int)number(why, "row_second")]);
  for (int64_t k = 0; k < policy->criterion_count; k++)
    printf(" %s %.3f", policy->criteria[k].name, cpw_result_find(why, "swap_weights")->real[k]);
  printf("\nor had the second waited %.1f days more\n", number(why, "swap_wait"));
  cpw_result_free(why);
  return 0;
}

int main(void) {
  const double *facts[] = {PAIN, IMD};
  cpw_text text = {POLICY, sizeof POLICY - 1, 0};
  cpw_source source;
  cpw_policy *policy = NULL;
  cpw_priority_list list;
  cpw_error err;
  cpw_priority_list_init(&list);
  list.patients = PATIENTS;
  list.id = ID;
  list.tier = TIER;
  list.wait = WAIT;
  list.fact = facts;
  list.columns = 2;
  if (cpw_text_source(&text, "policy", &source) != CPW_OK) return 1;
  if (cpw_policy_read(&source, NULL, &policy, &err) != CPW_OK) {
    fprintf(stderr, "%s line %d: %s\n", err.where, (int)err.line, err.message);
    return 1;
  }
  const cpw_priority_policy *view = cpw_policy_view(policy);
  int failed = print_list(view, &list) || explain(view, &list, 0) || compare(view, &list);
  cpw_policy_free(policy);
  return failed;
}
