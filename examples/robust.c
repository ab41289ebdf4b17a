/* Would they still be next under other weights, and what if no group may be left out of the beginning? The chance
 * of every patient to be among the next of the tier when weights are uncertain; then the same list so that the
 * most deprived have their share of every beginning, and who gains and who is delayed by that. All patients are
 * made up. */
#include <carepath.h>
#include <stdio.h>
#include <string.h>

enum { PATIENTS = 14, CRITERIA = 3, NEXT = 6, FIRST = 5, SLOTS = 1 };

static const char POLICY[] = "carepath-policy 1\n"
                             "tier P2 28\n"
                             "tier P3 91\n"
                             "breaches ignored\n"
                             "criterion pain\n"
                             "  weight 0.5\n"
                             "  linear 0:0 10:1\n"
                             "criterion function\n"
                             "  weight 0.3\n"
                             "  column oxford\n"
                             "  linear 10:1 40:0\n"
                             "criterion wait\n"
                             "  weight 0.2\n"
                             "  source wait-ratio\n"
                             "  linear 0:0 1:1\n";

static const char *const ID[PATIENTS] = {"A", "B", "C", "D", "E", "F", "G",
                                         "H", "I", "J", "K", "L", "M", "N"};
static const int32_t TIER[PATIENTS] = {0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
static const double WAIT[PATIENTS] = {12, 20, 5, 25, 70, 30, 85, 50, 20, 60, 90, 10, 40, 75};
static const double PAIN[PATIENTS] = {8, 6, 9, 5, 8, 9, 5, 7, 8, 4, 3, 9, 6, 5};
static const double OXFORD[PATIENTS] = {20, 16, 25, 18, 22, 25, 20, 18, 30, 16, 24, 28, 32, 35};
static const int32_t FIFTH[PATIENTS] = {4, 2, 3, 0, 4, 3, 0,
                                        2, 4, 0, 0, 3, 1, 1}; /* 0 most deprived */

/* Weights are drawn around those of the policy; no draw puts anybody above a more urgent tier. */
static int chances(const cpw_priority_policy *policy, const cpw_priority_list *list, int32_t *block,
                   cpw_result **out, cpw_error *err) {
  static const int64_t top[1] = {NEXT};
  double values[PATIENTS * CRITERIA], weights[CRITERIA];
  int32_t tier[PATIENTS];
  cpw_mcda_table table;
  cpw_smaa_options options;
  cpw_run run;
  if (cpw_priority_values(policy, list, values, block, err)) return 1;
  for (int j = 0; j < CRITERIA; j++)
    weights[j] = policy->criteria[j].weight;
  for (int i = 0; i < PATIENTS; i++)
    tier[i] = block[i] + 1; /* here tiers count from 1 */
  cpw_mcda_table_init(&table);
  table.rows = PATIENTS;
  table.criteria = CRITERIA;
  table.values = values;
  table.weights = weights;
  table.normalise = CPW_MCDA_NONE; /* values of a policy are from 0 to 1 already */
  cpw_smaa_options_init(&options);
  options.law = CPW_SMAA_DIRICHLET;
  options.concentration = 20;
  options.tier = tier;
  options.top = top;
  options.tops = 1;
  cpw_run_init(&run);
  run.seed = 7;
  run.replications = 20000;
  return cpw_smaa_simulate(&table, &options, &run, out, err) != CPW_OK;
}

/* The same scores, but of the first 1, 2, ... FIRST of a tier at least two fifths are of the most deprived. */
static int rerank(const double *score, const int32_t *block, int64_t *order, cpw_error *err) {
  const double share = 0.4;
  int32_t group[PATIENTS];
  int64_t minimum[FIRST];
  cpw_fair_people people;
  cpw_fair_verdict verdict;
  cpw_fair_cost cost;
  for (int i = 0; i < PATIENTS; i++)
    group[i] = FIFTH[i] == 0 ? 0 : -1; /* -1: everybody else */
  cpw_fair_people_init(&people);
  people.count = PATIENTS;
  people.score = score;
  people.group = group;
  people.tier = block;
  if (cpw_fair_quota(FIRST, 1, &share, CPW_FAIR_FLOOR, minimum, err) ||
      cpw_fair_rerank(&people, PATIENTS, FIRST, minimum, NULL, order, &verdict, err) ||
      cpw_fair_costs(&people, PATIENTS, order, NULL, NULL, &cost, err))
    return 1;
  printf("\nat least %.0f %% of the first 1, 2, ... %d of a tier: %s\n", 100 * share, FIRST,
         verdict.passes ? "met" : "cannot be met");
  printf("%d people stand later than by score, by at most %d places\n", (int)cost.delayed,
         (int)cost.most_places);
  return 0;
}

static int impact(const int64_t *before, const int64_t *order, cpw_error *err) {
  int64_t after[PATIENTS];
  cpw_impact_characteristic fifth = {"imd_fifth", 5, NULL, FIFTH, 1, 0};
  cpw_impact_list list;
  cpw_impact_options options;
  cpw_result *r = NULL;
  for (int k = 0; k < PATIENTS; k++)
    after[order[k]] = k + 1;
  cpw_impact_list_init(&list);
  list.patients = PATIENTS;
  list.before = before;
  list.after = after;
  list.wait = WAIT;
  list.characteristics = &fifth;
  list.characteristic_count = 1;
  cpw_impact_options_init(&options);
  options.slots = SLOTS;
  options.top = NEXT;
  if (cpw_impact_measure(&list, &options, &r, err)) return 1;
  printf("fifth  people  earlier  same  later  mean days at treatment\n");
  for (int g = 0; g < 5; g++)
    printf("%5d  %6.0f  %7.0f  %4.0f  %5.0f  %6.1f -> %.1f\n", g + 1,
           cpw_result_find(r, "people")->real[g], cpw_result_find(r, "earlier")->real[g],
           cpw_result_find(r, "same")->real[g], cpw_result_find(r, "later")->real[g],
           cpw_result_find(r, "wait_before")->real[g], cpw_result_find(r, "wait_after")->real[g]);
  printf("slope of waits %.1f -> %.1f days from the most to the least deprived\n",
         cpw_result_find(r, "slope_before")->real[0], cpw_result_find(r, "slope_after")->real[0]);
  cpw_result_free(r);
  return 0;
}

static int run(const cpw_priority_policy *policy, const cpw_priority_list *list, cpw_error *err) {
  int64_t order[PATIENTS], place[PATIENTS], fair[PATIENTS];
  double score[PATIENTS];
  int32_t block[PATIENTS];
  cpw_priority_ranking ranking;
  cpw_result *robust = NULL;
  cpw_priority_ranking_init(&ranking);
  ranking.order = order;
  ranking.place = place;
  ranking.score = score;
  if (cpw_priority_rank(policy, list, &ranking, err) || chances(policy, list, block, &robust, err))
    return 1;
  printf("place  who  tier  score  P(among the next %d)\n", NEXT);
  for (int k = 0; k < PATIENTS; k++) {
    int64_t i = order[k];
    printf("%5d  %-3s  %s   %.3f  %.2f\n", k + 1, ID[i], policy->tiers[TIER[i]].name, score[i],
           cpw_result_find(robust, "top_probability")->real[i]);
  }
  cpw_result_free(robust);
  return rerank(score, block, fair, err) || impact(place, fair, err);
}

int main(void) {
  const double *facts[] = {PAIN, OXFORD};
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
  int failed =
      cpw_policy_read(&source, NULL, &policy, &err) || run(cpw_policy_view(policy), &list, &err);
  if (failed) fprintf(stderr, "%s: %s\n", err.where, err.message);
  cpw_policy_free(policy);
  return failed;
}
