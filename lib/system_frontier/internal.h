/* lib/system_frontier/internal.h - a sweep made ready: its options, the money of every unit, and what came of each
 * share. What the files of this module share.
 * Source: the definitions in carepath/system_frontier.h. */
#ifndef CPWI_SYSTEM_FRONTIER_INTERNAL_H
#define CPWI_SYSTEM_FRONTIER_INTERNAL_H

#include "base/internal.h"
#include "carepath/system_frontier.h"

/* What came of one run, by group, all units together. */
typedef struct cpwi_targeting_group {
  double opening, starts, treated, removed, closing, moved, waited, treated_weeks, within, over_52;
  double health; /* gain of the treated less harm of waiting */
} cpwi_targeting_group;

typedef struct cpwi_targeting {
  const cpw_system *s;
  cpw_system_frontier_options o;
  cpw_system_run_options base; /* as the caller's; its money is added to */
  cpw_run given, run;          /* run: without progress, for the engine */
  const cpw_allocator *allocator;
  const char *where;
  int64_t units, groups, points;
  double *money;      /* (units) more money a week, the caller's own included */
  double *more;       /* (units) of it what is swept */
  double *added;      /* (units) treatments a week that it buys, mean over the horizon */
  double *who;        /* (units, groups) opening and starts of the baseline */
  double *people;     /* (groups) */
  int32_t *policy;    /* the caller's and one more */
  cpw_system changed; /* the system with one policy more */
  cpw_system_policy *policies;
  cpw_system_effect *effects; /* the system's, then those of the sweep */
  char name[64];
  const char *source;          /* where the people come from */
  cpwi_targeting_group *group; /* (points, groups) */
  int32_t conserved, reserved;
} cpwi_targeting;

/* -------- take.c: options and people, checked; room */
int32_t cpwi_targeting_init(cpwi_targeting *f, const cpw_system *system,
                            const cpw_system_frontier_options *options, const cpw_run *run,
                            const char *where, cpw_error *err);
void cpwi_targeting_free(cpwi_targeting *f);

/* -------- points.c: the baseline (0), then the shares 0 to 1 */
int32_t cpwi_targeting_run(cpwi_targeting *f, cpw_error *err);
double cpwi_targeting_share(const cpwi_targeting *f, int64_t point);

/* -------- count.c: what came of a plan */
int32_t cpwi_targeting_count(cpwi_targeting *f, const cpw_system_plan *plan, int64_t point,
                             cpw_error *err);

/* -------- write.c */
int32_t cpwi_targeting_write(const cpwi_targeting *f, cpw_result **out, cpw_error *err);

#endif
