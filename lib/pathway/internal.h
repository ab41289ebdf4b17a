/* lib/pathway/internal.h - what the engines share: a network that was checked, as dense tables by stage and group;
 * values by calendar; the dimensions of a result. */
#ifndef CPWI_PATHWAY_INTERNAL_H
#define CPWI_PATHWAY_INTERNAL_H

#include "carepath/pathway.h"

#include "base/internal.h"
#include "duration/internal.h"

/* One way out of a stage for a group. */
typedef struct cpwi_way {
  int32_t to;       /* stage or CPW_NONE: out */
  int32_t to_group; /* a group, never -1 */
  double
      chance; /* > 0 (>= 0 with SHORTEST and FIRST_FREE); of one stage and group they sum to exactly 1
                                by cumulative */
  double cumulative;         /* up to and with this way; the last is exactly 1 */
  const cpw_duration *delay; /* NULL: none */
} cpwi_way;

/* A network, checked and laid out. cell = stage * groups + group. */
typedef struct cpwi_pathway {
  cpw_pathway p; /* the caller's, of our size */
  const cpw_allocator *allocator;
  int64_t stages, groups, cells;
  const cpw_duration *
      *stay; /* (cells) NULL: no time (decisions, exits, slots without); always 0 where nobody comes
                                and no row says more */
  int64_t *
      way_first; /* (cells + 1) ways of a cell: way[way_first[cell]] to before way_first[cell + 1]; at
                                   least one but for exits (no row: one way out) */
  cpwi_way *way;
  int64_t *change_first;          /* (cells + 1) */
  cpw_change *change;             /* by cell; group and to_group resolved (to_group never -1) */
  int64_t *use_first;             /* (stages + 1) */
  cpw_pool_use *use;              /* by stage */
  int32_t *priority;              /* (cells) */
  double *weight, *target, *harm; /* (cells) */
  int32_t *exit;                  /* (stages) 1, 2, ... for exits, else -1 */
  int64_t exits;                  /* 1 + number of exit stages: 0 is out, not named */
} cpwi_pathway;

/* The defaults that cpw_pathway_init gives. */
cpw_pathway cpwi_pathway_defaults(void);

/* Checks everything (see cpw_pathway_check) and lays it out; on error nothing is left to free. */
int32_t cpwi_pathway_prepare(const cpw_pathway *given, const cpw_allocator *allocator,
                             const char *where, cpwi_pathway *out, cpw_error *err);
void cpwi_pathway_release(cpwi_pathway *network);

/* Value by time: calendar x factor, either of which may be CPW_NONE; constant between changes. */
typedef struct cpwi_profile {
  const cpw_calendar *calendar, *factor; /* NULL: 1 */
} cpwi_profile;
cpwi_profile cpwi_profile_of(const cpw_pathway *p, int32_t calendar, int32_t factor);
double cpwi_profile_at(const cpwi_profile *f, double t);
/* The first time after t at which the value may change; infinite: never. Steps are counted, not added:
 * k x period, so that no rounding piles up; at(next(t)) is the value of the new step. */
double cpwi_profile_next(const cpwi_profile *f, double t);
/* Integral from a to b, a <= b; and the time at which the integral from a reaches `amount` (inf: never). */
double cpwi_profile_integral(const cpwi_profile *f, double a, double b);
double cpwi_profile_reach(const cpwi_profile *f, double a, double amount);
/* Mean over one round (both repeat, a common round) or from `a` to `b` otherwise. */
double cpwi_profile_mean(const cpwi_profile *f, double a, double b);
/* The largest value from a on. */
double cpwi_profile_most(const cpwi_profile *f, double a);
static inline int32_t cpwi_profile_constant(const cpwi_profile *f) {
  return (!f->calendar || f->calendar->count == 1) && (!f->factor || f->factor->count == 1);
}

/* Adds the dimensions stage, who, exit and (where there are pools) pool to a result, with names as labels. `who` has
 * 1 entry with one group, else 1 + groups (all first): *who is its length. */
int32_t cpwi_pathway_dimensions(const cpwi_pathway *network, cpw_result *result, int64_t *who,
                                cpw_error *err);
#endif
