/* How much equity costs whom? A list of 500 people, drawn at random, more deprived people with longer waits;
 * a weekly clinic of 38; the score is pain and days waited, with at most a cap for deprivation. Four caps, simulated
 * on the same people: inequality of waits, people beyond their target, waits, who is later than without equity. */
#include <carepath.h>
#include <math.h>
#include <stdio.h>

enum { PEOPLE = 500, GROUPS = 5, CLASSES = 2, CAPS = 4 };

static double wait[PEOPLE], pain[PEOPLE], quintile[PEOPLE];
static int32_t tier[PEOPLE], group[PEOPLE];

static void draw_people(void) {
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  for (int i = 0; i < PEOPLE; i++) {
    group[i] = (int32_t)cpw_random_below(&s, GROUPS);
    tier[i] = cpw_random_uniform(&s) < 0.2 ? 0 : 1;
    quintile[i] = group[i] + 1;
    pain[i] = (double)cpw_random_below(&s, 11);
    wait[i] =
        floor((tier[i] ? 60.0 : 12.0) * (1.15 - 0.06 * group[i]) * cpw_random_exponential(&s, 1.0));
  }
}

static double figure(const cpw_result *r, const char *name, int k) {
  return cpw_result_find(r, name)->real[k];
}

int main(void) {
  static const double pain_at[] = {0, 10}, rises[] = {0, 1}, falls[] = {1, 0}, wait_at[] = {0, 365},
                      quintile_at[] = {1, 5}, caps[CAPS] = {0, 0.05, 0.1, 0.2};
  static const cpw_priority_tier tiers[CLASSES] = {{"urgent", 28, 0}, {"routine", 126, 0}};
  static const double arrivals[CLASSES] = {5, 21}, slots = 38;
  static const double shares[CLASSES * GROUPS] = {0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2};
  static const cpw_duration patience[CLASSES] = {{CPW_DURATION_GEOMETRIC, 0, 150, 0, 0, NULL},
                                                 {CPW_DURATION_GEOMETRIC, 0, 150, 0, 0, NULL}};
  static const char *const quintiles[GROUPS] = {"1 most deprived", "2", "3", "4", "5 least"};
  const double nan = (double)NAN;
  const cpw_priority_criterion criteria[] = {{.name = "pain",
                                              .weight = 0.5,
                                              .source = 0,
                                              .knots = 2,
                                              .at = pain_at,
                                              .value = rises,
                                              .missing = nan,
                                              .until = CPW_DATE_NONE},
                                             {.name = "wait",
                                              .weight = 0.3,
                                              .source = CPW_PRIORITY_WAIT,
                                              .knots = 2,
                                              .at = wait_at,
                                              .value = rises,
                                              .missing = nan,
                                              .until = CPW_DATE_NONE},
                                             {.name = "deprivation",
                                              .weight = 0.2,
                                              .source = 1,
                                              .knots = 2,
                                              .at = quintile_at,
                                              .value = falls,
                                              .part = CPW_PRIORITY_EQUITY,
                                              .missing = nan,
                                              .until = CPW_DATE_NONE}};
  const double *facts[] = {pain, quintile};
  cpw_priority_policy policy;
  cpw_priority_list list;
  cpw_discipline_options people;
  cpw_patients_list service;
  cpw_frontier_options options;
  cpw_run run;
  cpw_result *result = NULL;
  cpw_error err;

  draw_people();
  cpw_priority_policy_init(&policy);
  policy.tiers = tiers;
  policy.tier_count = CLASSES;
  policy.criteria = criteria;
  policy.criterion_count = 3;
  policy.cap_kind = CPW_PRIORITY_CAP_SCORE;
  cpw_priority_list_init(&list);
  list.patients = PEOPLE;
  list.tier = tier;
  list.wait = wait;
  list.fact = facts;
  list.columns = 2;
  cpw_discipline_options_init(&people);
  people.class_index = tier; /* classes of those who join are the tiers, groups the quintiles */
  people.group_index = group;
  cpw_patients_list_init(&service);
  service.periods = 52;
  service.classes = CLASSES;
  service.groups = GROUPS;
  service.arrivals = arrivals;
  service.group_shares = shares;
  service.patience = patience;
  service.slots = &slots;
  cpw_frontier_options_init(&options);
  options.people = &people;
  options.settings = caps;
  options.setting_count = CAPS;
  options.follow = 208; /* weeks, until everybody of today's list is treated or has left */
  cpw_run_init(&run);
  run.replications = 20;
  if (cpw_frontier_run(&policy, &list, &service, &options, &run, &result, &err)) {
    fprintf(stderr, "%s\n", err.message);
    return 1;
  }
  printf("cap   SII of waits, days    beyond target   mean    95th    later than with cap 0\n");
  const int64_t *by = cpw_result_find(result, "dominated_by")->integer;
  for (int k = 0; k < CAPS; k++) {
    printf("%-4g  %6.1f [%5.1f, %5.1f]   %8.1f      %6.1f  %6.1f   %5.1f people by %4.1f days",
           caps[k], figure(result, "sii", k), figure(result, "sii_lower", k),
           figure(result, "sii_upper", k), figure(result, "breaches", k),
           figure(result, "wait_mean", k), figure(result, "wait_p95", k),
           figure(result, "delayed", k), k ? figure(result, "delay_mean", k) : 0.0);
    if (by[k] >= 0) printf("  (cap %g is better)", caps[by[k]]);
    printf("\n");
  }
  printf("mean days from today's list on, by quintile, with cap 0 and %g:\n", caps[CAPS - 1]);
  for (int g = 0; g < GROUPS; g++)
    printf("  %-16s %6.1f %6.1f\n", quintiles[g], figure(result, "group_wait", g),
           figure(result, "group_wait", (CAPS - 1) * GROUPS + g));
  cpw_result_free(result);
  return 0;
}
