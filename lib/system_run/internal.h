/* lib/system_run/internal.h - a scenario made ready to run: units, lanes, what acts upon them, and the week of a block.
 *   plan.c     units and lanes, opening lists on their grid
 *   acts.c     which effects act upon which unit, and the blocks that they make
 *   figures.c  capacity, starts, shares of a unit in a week
 *   place.c    who is treated
 *   week.c     the weeks of a block
 *   totals.c, result.c, replicate.c, forecast.c: what is made of them
 * A lane is the list of one unit and group; lane = unit x groups + group. People are counted in steps: whole numbers in
 * doubles, below 2^53. */
#ifndef CPWI_SYSTEM_RUN_INTERNAL_H
#define CPWI_SYSTEM_RUN_INTERNAL_H

#include "base/internal.h"
#include "carepath/random.h"
#include "carepath/system_run.h"

#include "system_run/cells.h"

/* An effect that acts upon one unit. */
typedef struct cpwi_act {
  const cpw_system_effect *effect;
  const cpw_system_member *member; /* by which it is meant, or NULL */
  double shift;                    /* weeks that are added to its own */
  double amount;                   /* as it acts here: size and compliance are in it */
  int32_t
      to; /* the other unit: where people or money go; with `arrives`, where it comes from; or -1 */
  int32_t arrives; /* 1: the unit is the `to` of it (REINVEST) */
} cpwi_act;

/* What acts upon whom. */
typedef struct cpwi_acts {
  int64_t *first; /* (units + 1) of act */
  cpwi_act *act;
  int32_t *block;       /* (units) first unit of the block */
  int32_t *order;       /* (units) block by block, within it by number */
  int64_t *block_first; /* (blocks + 1) of order */
  int64_t blocks;
  const cpw_allocator *allocator;
} cpwi_acts;

/* Who is treated together: lanes that share a capacity. */
typedef struct cpwi_lane {
  double *people;      /* (stride) steps */
  const double *curve; /* (stride) weights by band */
  double weight;       /* of the group in the order */
  double ahead;        /* weeks added to its wait in the order */
  double keep;         /* steps of capacity kept for it */
  double treated, treated_weeks;
} cpwi_lane;

struct cpw_system_plan {
  const cpw_system *s;
  cpw_system_run_options o; /* its arrays are copies */
  cpw_allocator own;
  const cpw_allocator *allocator;
  int64_t units, groups, weeks, bands;
  int64_t stride; /* cells of a lane in memory: bands, and empty ones up to a multiple of four */
  const cpwi_cells *cells;
  double step;      /* people in a step */
  double *opening;  /* (units, groups, stride) steps */
  double *starts;   /* (units, groups) people a week at time 0 */
  double *growth;   /* (units, groups) a year */
  double *removal;  /* (units, groups) share a week */
  double *curve;    /* (services, bands) */
  double *lost;     /* (units, weeks) treatments that blocked patients take, or NULL */
  int32_t *unit_of; /* (organisations, services) or -1 */
  cpwi_acts acts;
  cpw_system_happening *sure; /* what the scenario and the options make happen for certain */
  int64_t sures;
  int32_t *shock; /* shocks of the scenario: certain in a run, by chance in replications */
  int64_t shocks;
  double *network; /* (pathways, 3, weeks) people blocked, in service, waiting; or NULL */
};

cpw_system_run_options cpwi_system_run_defaults(void);

/* -------- acts.c */
int32_t cpwi_acts_make(const cpw_system_plan *p, const cpw_system_happening *happening,
                       int64_t count, cpwi_acts *out, const char *where, cpw_error *err);
void cpwi_acts_free(cpwi_acts *acts);
/* 1 if organisation `o` is `above` or below it */
int cpwi_system_below(const cpw_system *s, int32_t o, int32_t above);
/* the amount of an act in a week: its level times its amount */
double cpwi_act_now(const cpwi_act *a, double week);

/* -------- figures.c */
typedef struct cpwi_unit_week {
  double capacity; /* treatments */
  double money;    /* more money in the week */
  double spend;    /* capacity that is not bought with it x cost, and that money */
  double pooled;   /* share of the capacity that the alliance works off together */
  int32_t pool;    /* alliance, or -1 */
} cpwi_unit_week;
void cpwi_unit_figures(const cpw_system_plan *p, const cpwi_acts *acts, int64_t unit, int64_t week,
                       double money, cpwi_unit_week *out);
double cpwi_lane_starts(const cpw_system_plan *p, const cpwi_acts *acts, int64_t unit,
                        int64_t group, int64_t week);
double cpwi_lane_removal(const cpw_system_plan *p, const cpwi_acts *acts, int64_t unit,
                         int64_t group, int64_t week);
void cpwi_lane_order(const cpw_system_plan *p, const cpwi_acts *acts, int64_t unit, int64_t group,
                     int64_t week, double capacity, double step, cpwi_lane *lane);

/* -------- place.c */
static inline double cpwi_whole_near(double x) {
  return (x + CPWI_WHOLE) - CPWI_WHOLE;
}
/* Of what is never negative: cutting off is rounding down, without a branch. */
static inline double cpwi_whole_down(double x) {
  return (double)(int64_t)x;
}
typedef struct cpwi_desk {
  cpwi_lane **lane;
  int64_t lanes, bands, stride;
  const cpwi_cells *cells;
  double longest_first; /* share that goes strictly by week waited */
  int64_t *next, *band; /* (lanes) scratch */
  double
      chance; /* in [0, 1): where the roundings of whole people begin; < 0: not whole people, fluid */
} cpwi_desk;
/* places a capacity in steps; what is unused */
double cpwi_desk_place(cpwi_desk *desk, double capacity);
/* takes an amount strictly by week waited; what nobody was left for. */
double cpwi_desk_longest(cpwi_desk *desk, double amount);

/* -------- week.c */
typedef struct cpwi_lane_week {
  double starts, moved_in, moved_out, treated, treated_weeks, removed, closing; /* steps */
} cpwi_lane_week;
typedef struct cpwi_sink {
  void *context;
  /* one unit's week: (groups) lane weeks, (groups, stride) people at the end */
  void (*week)(void *context, int64_t unit, int64_t week, const cpwi_unit_week *figures,
               double unused, const cpwi_lane_week *lanes, const double *people);
} cpwi_sink;
/* Chance: NULL for the fluid. */
typedef struct cpwi_chance {
  uint64_t seed, replication;
} cpwi_chance;
/* runs the units acts->order[first..last) that make one block. opening: (units, groups, stride) */
int32_t cpwi_block_run(const cpw_system_plan *p, const cpwi_acts *acts, int64_t block,
                       const double *opening, double step, const double *money,
                       const cpwi_chance *chance, const cpwi_sink *sink, const char *where,
                       cpw_error *err);

/* people within so many weeks, or beyond, of (bands) people */
double cpwi_people_within(const double *people, int64_t bands, double weeks);

#endif
