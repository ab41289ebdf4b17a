/* lib/system_allocate/internal.h - an allocation at work: the units in an order of their own, the tables of what money
 * gains at each, the rules as sets and rows, and the search for the best spend.
 * Source: carepath/system_allocate.h. Units are kept in the order of (organisation id, service id), so that the order of
 * the caller's rows changes nothing; `place` is a number in that order. */
#ifndef CPWI_SYSTEM_ALLOCATE_INTERNAL_H
#define CPWI_SYSTEM_ALLOCATE_INTERNAL_H

#include "base/internal.h"
#include "carepath/budget.h"
#include "carepath/random.h"
#include "carepath/system_allocate.h"

#define CPWI_ALLOCATE "cpw_system_allocate"

/* What gives the figures: the engine of system_run, or in tests a closed form. Money is by week. */
typedef struct cpwi_allocate_engine {
  const void *context;
  const cpw_system *system;
  int64_t weeks;
  int32_t (*totals)(const void *context, const int64_t *unit, int64_t units, const double *money,
                    const cpw_run *run, cpw_system_totals *totals, cpw_error *err);
  int64_t (*block)(const void *context, int64_t unit);
  double (*capacity)(const void *context, int64_t unit, int64_t week, double money);
} cpwi_allocate_engine;
/* plan.c */
int32_t cpwi_allocate_plan(const cpw_system_plan *plan, cpwi_allocate_engine *out,
                           const char *where, cpw_error *err);

/* What is gained at a unit by rising spends, from none on: groups x outcomes, the targets' surpluses, treatments a week. */
typedef struct cpwi_allocate_table {
  int64_t count, room;
  double *x;     /* (room) rising */
  double *value; /* (room, width) */
} cpwi_allocate_table;

/* A set of units with a least and a most. */
typedef struct cpwi_allocate_set {
  char *in;      /* (n) */
  int64_t units; /* how many are in it */
  double least, most;
  int64_t parent; /* the smallest set around it, -1: none */
} cpwi_allocate_set;

/* A limit that holds for somebody. */
typedef struct cpwi_allocate_limit {
  int64_t row;  /* of the system's limits */
  double *take; /* (n) of the resource for one treatment */
  double room;  /* what is left of it without more money, >= 0 */
  double used;  /* without more money */
} cpwi_allocate_limit;

typedef struct cpwi_allocate_target {
  char *in;      /* (n) */
  double needed; /* of all together: surplus that must be gained; <= 0: met without money */
  double margin; /* more than that is asked for, where whole pounds or a table were short */
  double too_little, enough; /* margins that were */
  int64_t *least; /* (n) each by itself: pounds, -1: not in it or not to be had; else NULL */
  double before, after;
} cpwi_allocate_target;

typedef struct cpwi_allocate {
  cpwi_allocate_engine engine;
  const cpw_system *system;
  cpw_system_allocate_options options;
  cpw_run run;
  const cpw_allocator *a;
  const char *where;
  int64_t n, all, groups, width; /* units at work, units of the system, ... */
  int64_t *unit;                 /* (n) row of capacity by place */
  int64_t *place;                /* (all) place by row, -1: not at work */
  int64_t *member, *first;       /* units by block; (all + 1) where those of a unit's block begin */
  int64_t *size;                 /* (all) units in its block */
  cpw_system_totals *base, *now; /* (all, groups) without money; room */
  double *money;                 /* (all) room: money a week by position in a call */
  int64_t *called;               /* (all) room: units of a call */
  double mix[CPW_ALLOCATE_OUTCOMES];
  double *weight, *people, *bears; /* (groups); bears: outcome in all, without money */
  double *lower, *upper, *idle;    /* (n) pounds; idle: treatments a week without more money */
  int64_t *least;                  /* (n) pounds: lower, or what a target for each unit asks for */
  cpwi_allocate_table *table;      /* (n) */
  cpwi_allocate_set *set;          /* (sets) */
  int64_t sets;
  cpwi_allocate_limit *limit; /* (limits) */
  int64_t limits;
  cpwi_allocate_target *target; /* (targets) */
  int64_t targets;
  int64_t skip_set, skip_target; /* left out for a price; -1: none */
  int32_t nested;                /* 1: sets are nested */
  int32_t dropped;               /* 1: targets for each unit are beyond the budget */
  int32_t loose;                 /* 1: targets of all together are left aside */
  double runs;                   /* of all units */
  double kink;                   /* the most that a figure was below its table, relative */
  /* curves.c: what the solvers read */
  cpw_response *curve; /* (n) */
  double *curve_x, *curve_y;
  int64_t curve_room;
} cpwi_allocate;

/* options.c */
cpw_system_allocate_options cpwi_allocate_defaults(void);
int32_t cpwi_allocate_take(cpwi_allocate *s, const cpwi_allocate_engine *engine,
                           const cpw_system_allocate_options *options, const cpw_run *run,
                           const char *where, cpw_error *err);
static inline int32_t cpwi_allocate_no_memory(const cpwi_allocate *s, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, s->where, "no memory for the tables of %lld units",
                   (long long)s->n);
}
/* whether an organisation is another one or below it; CPW_NONE: everybody is */
int cpwi_allocate_under(const cpw_system *system, int32_t organisation, int32_t top);

/* units.c: order, blocks and what comes without money; `top`: units of an organisation alone, or CPW_NONE. */
int32_t cpwi_allocate_units(cpwi_allocate *s, int32_t top, cpw_error *err);
void cpwi_allocate_free(cpwi_allocate *s);

/* outcome.c: what totals gain against those without money */
/* own: also what targets of each unit by itself ask for */
void cpwi_allocate_gain(const cpwi_allocate *s, int64_t row, const cpw_system_totals *t, int own,
                        double *value);
/* by group, weighed by the mix: (groups) from (groups, outcomes) */
void cpwi_allocate_mixed(const cpwi_allocate *s, const double *value, double *by_group);
double cpwi_allocate_mixed_at(const cpwi_allocate *s, const double *value, int64_t group);
/* sets people and what they bear, for the mix */
void cpwi_allocate_bear(cpwi_allocate *s);

/* evaluate.c: the engine at work */
typedef struct cpwi_allocate_job {
  int64_t place;
  double x;
} cpwi_allocate_job;
/* a call of the engine, counted; progress and cancel */
int32_t cpwi_allocate_call(cpwi_allocate *s, const int64_t *unit, int64_t units,
                           const double *money, cpw_system_totals *totals, cpw_error *err);
/* each by itself in its block; puts the points into the tables */
int32_t cpwi_allocate_evaluate(cpwi_allocate *s, const cpwi_allocate_job *job, int64_t jobs,
                               cpw_error *err);
/* all units at once: gains by group (groups), surpluses of targets (targets); totals (n, groups) by place,
   nullable. Points of units that are blocks of their own go into the tables where `keep`. */
int32_t cpwi_allocate_realise(cpwi_allocate *s, const int64_t *spend, int keep, double *gain,
                              double *surplus, cpw_system_totals *totals, cpw_error *err);

/* table.c */
int32_t cpwi_allocate_put(cpwi_allocate *s, int64_t place, double x, const double *value,
                          cpw_error *err);
int cpwi_allocate_has(const cpwi_allocate_table *t, double x);
/* whether a spend is far enough from the points beside it to tell something */
int cpwi_allocate_apart(const cpwi_allocate_table *t, double x);
/* straight between the points: (width) */
void cpwi_allocate_read(const cpwi_allocate *s, int64_t place, double x, double *value);
/* gains by group of a spend: (groups) */
void cpwi_allocate_gains(const cpwi_allocate *s, const double *x, double *gain);
/* the same for a target's surplus */
double cpwi_allocate_surplus(const cpwi_allocate *s, const double *x, int64_t target);

/* The least part of an interval that is cut off, so that the rounding of a short chord is not prolonged to more than it
 * is. */
#define CPWI_ALLOCATE_PART   1e-4
#define CPWI_ALLOCATE_CHORDS 0
#define CPWI_ALLOCATE_ABOVE  1
#define CPWI_ALLOCATE_POINTS 2
/* curves.c: concave curves of a unit between its bounds, by weights of groups (target < 0) or of a target's surplus;
   `above`: the chords, the envelope of the prolonged ones, or the points alone. Returns how many points. x, y: room for 3 count + 4 */
int64_t cpwi_allocate_curve(const cpwi_allocate *s, int64_t place, const double *weight,
                            int64_t target, int above, double *x, double *y);
int64_t cpwi_allocate_curve_size(const cpwi_allocate *s, int64_t place);
/* all of them, into s->curve */
int32_t cpwi_allocate_curves(cpwi_allocate *s, const double *weight, int64_t target, int above,
                             cpw_error *err);
/* the height of the prolonged chords over a curve at a spend */
double cpwi_allocate_straight(const double *x, const double *y, int64_t n, double at);
/* where the prolonged chords of interval j meet, and how high */
double cpwi_allocate_meet(const double *x, const double *y, int64_t n, int64_t j, double *height);

/* rules.c: guarantees as sets, limits and targets as rows */
int32_t cpwi_allocate_rules(cpwi_allocate *s, cpw_error *err);
void cpwi_allocate_rules_free(cpwi_allocate *s);
double cpwi_allocate_capacity(const cpwi_allocate *s, int64_t place, double pounds);
/* whether a limit holds a unit */
int cpwi_allocate_limited(const cpwi_allocate *s, int64_t place);
/* what a spend takes of a limit beyond what is taken without money */
double cpwi_allocate_limit_use(const cpwi_allocate *s, int64_t limit, const double *x);
/* whether there is a spend that keeps bounds and nested guarantees; CPW_EDOMAIN says why not */
int32_t cpwi_allocate_feasible(const cpwi_allocate *s, cpw_error *err);
/* whether a target of all together is to be kept now */
int cpwi_allocate_asks(const cpwi_allocate *s, int64_t target);
/* whether a spend keeps bounds, budget, guarantees and limits */
int cpwi_allocate_keeps(const cpwi_allocate *s, const int64_t *spend);

/* best.c: the spend of the greatest weighted gain */
typedef struct cpwi_allocate_best {
  double *x;           /* (n) */
  double value, price; /* price: of the budget */
  double *limit_price; /* (limits) nullable */
  double *far;         /* (n) nullable: the greatest spend of which a mixture is made, under rows */
  int32_t short_of;    /* 1: targets cannot be met */
  int32_t reserved;
} cpwi_allocate_best;
int32_t cpwi_allocate_solve(cpwi_allocate *s, const double *weight, int above,
                            cpwi_allocate_best *best, cpw_error *err);
/* rows.c: the same by a linear programme */
int32_t cpwi_allocate_solve_rows(cpwi_allocate *s, const double *weight, int above,
                                 cpwi_allocate_best *best, cpw_error *err);
/* best.c: curves, sets and bounds as a budget problem; parents and groups into room (n + sets), floors and caps into
   bounds (2 sets) */
void cpwi_allocate_problem(cpwi_allocate *s, cpw_budget_problem *p, int64_t *room, double *bounds);

/* welfare.c */
double cpwi_allocate_welfare(const cpwi_allocate *s, const double *gain);
void cpwi_allocate_marginal(const cpwi_allocate *s, const double *gain, double *weight);
/* the spend of the greatest welfare; weight: (groups) the marginal ones at the end */
int32_t cpwi_allocate_climb(cpwi_allocate *s, cpwi_allocate_best *best, double *weight,
                            cpw_error *err);

/* pounds.c: whole pounds from a spend */
/* the whole pounds in an amount, where rounding may have taken the last part of one */
static inline double cpwi_allocate_whole(double x) {
  return floor(x + 1e-6);
}
int32_t cpwi_allocate_pounds(cpwi_allocate *s, const double *weight, const double *x,
                             int64_t *spend, cpw_error *err);

/* targets.c: least pounds of each unit for targets that hold for each; sets s->least */
int32_t cpwi_allocate_each(cpwi_allocate *s, cpw_error *err);
void cpwi_allocate_least(cpwi_allocate *s);
/* least pounds for a target by itself, -1: not within the budget */
int32_t cpwi_allocate_target_money(cpwi_allocate *s, int64_t target, int64_t *pounds,
                                   cpw_error *err);

/* refine.c */
typedef struct cpwi_allocate_answer {
  int64_t *spend;        /* (n) */
  double *weight, *gain; /* (groups) marginal weights; realised gains */
  double *surplus;       /* (targets) realised */
  double *limit_price;   /* (limits) */
  double *up, *far;      /* (n) spend of the bound; greatest spend of its mixture */
  double welfare, bound, price;
  int64_t rounds;
  int32_t short_of, reserved;
} cpwi_allocate_answer;
/* first tables; `full`: also rounds until the gap is small. */
int32_t cpwi_allocate_tabulate(cpwi_allocate *s, cpw_error *err);
int32_t cpwi_allocate_optimise(cpwi_allocate *s, cpwi_allocate_answer *answer, cpw_error *err);
int32_t cpwi_allocate_answer_new(const cpwi_allocate *s, cpwi_allocate_answer *answer,
                                 cpw_error *err);
void cpwi_allocate_answer_free(const cpwi_allocate *s, cpwi_allocate_answer *answer);

/* compare.c: other spends, and which is best */
typedef struct cpwi_allocate_report {
  cpwi_allocate *s;
  cpwi_allocate_answer *answer;
  int64_t others, chosen; /* baseline, capitation, then those given; chosen: -1 the optimum */
  int64_t *other;         /* (others, n) by place */
  double *other_welfare;  /* (others) */
  int64_t *other_kept;    /* (others) */
  const int64_t *spend;   /* (n) what is chosen */
  double *gain, *surplus; /* (groups), (targets) of it */
  double welfare;
  double *set_cost; /* (sets) welfare forgone */
  double *target_cost,
      *target_nearer;        /* (targets) and people that a target brings within the standard */
  int64_t *target_money;     /* (targets) */
  cpw_system_totals *totals; /* (n, groups) */
} cpwi_allocate_report;
int32_t cpwi_allocate_report_new(cpwi_allocate_report *r, cpw_error *err);
void cpwi_allocate_report_free(cpwi_allocate_report *r);
int32_t cpwi_allocate_compare(cpwi_allocate_report *r, cpw_error *err);
/* prices.c: what rules cost, by solving without each */
int32_t cpwi_allocate_prices(cpwi_allocate_report *r, cpw_error *err);
/* result.c */
int32_t cpwi_allocate_result(const cpwi_allocate_report *r, cpw_result **out, cpw_error *err);
/* notes.c */
int32_t cpwi_allocate_notes(const cpwi_allocate_report *r, cpw_result *result, cpw_error *err);
/* whether a target is met by what was realised */
int cpwi_allocate_met(const cpwi_allocate_report *r, int64_t target);

/* allocate.c and its sisters: the public functions with an engine */
int32_t cpwi_allocate_run(const cpwi_allocate_engine *engine,
                          const cpw_system_allocate_options *options, const cpw_run *run,
                          cpw_result **out, cpw_error *err);
int32_t cpwi_allocate_place(const cpwi_allocate_engine *engine,
                            const cpw_system_allocate_options *options, int32_t organisation,
                            double price, const cpw_run *run, cpw_result **out, cpw_error *err);
int32_t cpwi_allocate_panel(const cpwi_allocate_engine *engine,
                            const cpw_system_allocate_options *options,
                            const cpw_system_panel *panel, const cpw_run *run, cpw_result **out,
                            cpw_error *err);
int32_t cpwi_system_curve(const cpwi_allocate_engine *engine,
                          const cpw_system_allocate_options *options, int64_t unit,
                          const double *spend, int64_t n, const cpw_run *run, double *benefit,
                          cpw_error *err);
/* labels of units: dimension "unit" with coordinates organisation and service */
int32_t cpwi_allocate_label_units(const cpwi_allocate *s, const int64_t *row, int64_t n,
                                  cpw_result *r, cpw_error *err);

#endif
