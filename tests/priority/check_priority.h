/* tests/priority/check_priority.h - what the tests of policies and lists share: random worlds, and the order
 * by its definition. */
#ifndef CPWT_CHECK_PRIORITY_H
#define CPWT_CHECK_PRIORITY_H

#include "carepath.h"
#include "support/support.h"

typedef struct cpwt_cases {
  TCase *limits, *errors, *reference, *properties, *oom;
} cpwt_cases;

void cpwt_add_values(const cpwt_cases *cases);
void cpwt_add_policies(const cpwt_cases *cases);
void cpwt_add_ranking(const cpwt_cases *cases);
void cpwt_add_overrides(const cpwt_cases *cases);
void cpwt_add_reasons(const cpwt_cases *cases);
void cpwt_add_swaps(const cpwt_cases *cases);

enum { CPWT_PATIENTS = 400, CPWT_CRITERIA = 6, CPWT_TIERS = 4 };

/* A policy and a list in one piece of memory. */
typedef struct cpwt_world {
  cpw_priority_tier tier[CPWT_TIERS];
  cpw_priority_criterion criterion[CPWT_CRITERIA];
  double at[CPWT_CRITERIA][5], value[CPWT_CRITERIA][5];
  cpw_priority_policy policy;
  double wait[CPWT_PATIENTS], fact[4][CPWT_PATIENTS];
  const double *columns[4];
  int32_t tier_of[CPWT_PATIENTS];
  char ids[CPWT_PATIENTS][12];
  const char *id[CPWT_PATIENTS];
  cpw_priority_list list;
} cpwt_world;

/* Four tiers, four columns of facts and both kinds of waits: criteria 0, 1, 2 clinical (straight lines over
 * column 0, categories over column 1, days waited), 3 and 4 equity (S-shaped over column 2, lines over
 * column 3), 5 clinical (days waited / target, monotone). Facts, waits, weights, cap and its kind from the
 * seed; many ties. */
void cpwt_make_world(cpwt_world *w, uint64_t seed, int64_t patients);

/* Everything that a ranking gives, by cpw_priority_rank, which must succeed. */
typedef struct cpwt_ranked {
  int64_t order[CPWT_PATIENTS], place[CPWT_PATIENTS];
  double score[CPWT_PATIENTS], clinical[CPWT_PATIENTS], equity[CPWT_PATIENTS], wait[CPWT_PATIENTS];
  int32_t tier[CPWT_PATIENTS], breached[CPWT_PATIENTS];
  cpw_priority_ranking ranking;
} cpwt_ranked;
void cpwt_rank(const cpwt_world *w, cpwt_ranked *out);

/* Score of a patient by the definition, in the order of the criteria. */
double cpwt_score(const cpwt_world *w, int64_t row, double *wait_counted);
/* 1 if row a comes before row b by the definition of the key. */
int cpwt_before(const cpwt_world *w, int64_t a, int64_t b);

#endif
