/* tests/pathway/check_pathway.h - a small valid network that tests spoil, one field at a time. */
#ifndef CPWT_PATHWAY_H
#define CPWT_PATHWAY_H

#include "pathway/internal.h"
#include "support/support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* clinic (servers) -> triage (decision) -> ward (beds) or recovery (delay) -> home (exit); two groups, one pool, a weekly
 * calendar that is closed on two days of seven, somebody of each state at time 0. */
enum { CLINIC, TRIAGE, WARD, RECOVERY, HOME, STAGES };

typedef struct sample {
  cpw_pathway p;
  cpw_stage stage[STAGES];
  const char *group[2];
  cpw_duration law, after;
  cpw_route route[6];
  cpw_arrivals arrival[2];
  cpw_stay stay[3];
  cpw_change change[1];
  double week[7];
  cpw_calendar calendar[1];
  cpw_shared_pool pool[1];
  cpw_pool_use use[1];
  cpw_initial initial[3];
  double figure[2 * STAGES];
} sample;

void make_sample(sample *s);
void check_tests(TCase *limits, TCase *errors, TCase *properties);
void profile_tests(TCase *limits, TCase *reference);
void network_tests(TCase *limits, TCase *errors, TCase *oom);

#endif
