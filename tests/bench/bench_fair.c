/* Cost of minimum numbers, re-ranking, tests and measures of a ranking. Prints plain lines, never judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/fair.h"
#include "carepath/random.h"

#include <stdio.h>
#include <time.h>

#define PEOPLE 1000000
#define GROUPS 4
#define TIERS  5

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double score[PEOPLE], mean[GROUPS];
static int32_t group[PEOPLE], tier[PEOPLE], ranked[PEOPLE];
static int64_t minimum[GROUPS * PEOPLE], order[PEOPLE];

static void tables(void) {
  static const int64_t sizes[] = {100, 1000, 10000};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    double chance = 0, adjusted = 0, t0 = seconds();
    if (cpw_fair_minimum(sizes[i], 0.3, 0.1, minimum, NULL) != CPW_OK) return;
    double t1 = seconds();
    if (cpw_fair_failure(sizes[i], 0.3, minimum, NULL, &chance, NULL) != CPW_OK) return;
    double t2 = seconds();
    if (cpw_fair_adjusted(sizes[i], 0.3, 0.1, CPW_FAIR_NEAREST, NULL, minimum, &adjusted, &chance,
                          NULL) != CPW_OK)
      return;
    double t3 = seconds();
    printf("  k %-6lld minimum %8.3f ms  failure %8.3f ms  adjusted %9.3f ms\n",
           (long long)sizes[i], 1e3 * (t1 - t0), 1e3 * (t2 - t1), 1e3 * (t3 - t2));
  }
}

static void people(void) {
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  for (int64_t i = 0; i < PEOPLE; i++) {
    group[i] = (int32_t)cpw_random_below(&s, GROUPS + 1) - 1;
    tier[i] = (int32_t)cpw_random_below(&s, TIERS);
    score[i] = cpw_random_uniform(&s) - 0.1 * group[i];
  }
}

static void ranking(const char *name, const int32_t *tiers, const double *share) {
  cpw_fair_people p;
  cpw_fair_people_init(&p);
  p.count = PEOPLE;
  p.score = score;
  p.group = group;
  p.tier = tiers;
  p.groups = GROUPS;
  cpw_fair_verdict verdict;
  cpw_fair_cost cost;
  if (cpw_fair_quota(PEOPLE, GROUPS, share, CPW_FAIR_FLOOR, minimum, NULL) != CPW_OK) return;
  double t0 = seconds();
  if (cpw_fair_rerank(&p, PEOPLE, PEOPLE, minimum, NULL, order, &verdict, NULL) != CPW_OK) return;
  double t1 = seconds();
  if (cpw_fair_costs(&p, PEOPLE, order, NULL, NULL, &cost, NULL) != CPW_OK) return;
  double t2 = seconds();
  printf("  %-22s rerank %6.0f ns a person  costs %6.0f ns  moved %lld\n", name,
         1e9 * (t1 - t0) / PEOPLE, 1e9 * (t2 - t1) / PEOPLE, (long long)verdict.moved);
}

static void measures(void) {
  for (int64_t i = 0; i < PEOPLE; i++)
    ranked[i] = group[order[i]];
  double value = 0, t0 = seconds();
  if (cpw_fair_exposure(PEOPLE, GROUPS, ranked, NULL, mean, NULL, NULL, NULL, NULL, NULL) != CPW_OK)
    return;
  double t1 = seconds();
  if (cpw_fair_divergence(PEOPLE, GROUPS, ranked, CPW_FAIR_NDKL, 1, NULL, &value, NULL) != CPW_OK)
    return;
  double t2 = seconds();
  printf("  exposure %6.0f ns a place  ndkl %6.0f ns a place\n", 1e9 * (t1 - t0) / PEOPLE,
         1e9 * (t2 - t1) / PEOPLE);
}

int main(void) {
  static const double even[] = {0.2, 0.2, 0.2, 0.2}, none[] = {0, 0, 0, 0};
  printf("fair: tables of one group of 0.3 at 0.1; %d people, %d groups\n", PEOPLE, GROUPS);
  tables();
  people();
  ranking("by score alone", NULL, none);
  ranking("quotas of a fifth", NULL, even);
  ranking("quotas in five tiers", tier, even);
  measures();
  return 0;
}
