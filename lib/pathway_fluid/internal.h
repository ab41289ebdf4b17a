/* lib/pathway_fluid/internal.h - what the files of the module share: a network laid out as stocks and flows, the
 * figures of a run, and the engines over them.
 * Source: the rules in carepath/pathway_fluid.h. Leaves the checks of the network to pathway. */
#ifndef CPWI_PATHWAY_FLUID_INTERNAL_H
#define CPWI_PATHWAY_FLUID_INTERNAL_H

#include "carepath/pathway_fluid.h"
#include "carepath/phases.h"
#include "pathway/internal.h"

#define CPWI_FLUID          "cpw_pathway_fluid"
#define CPWI_FLUID_GRADIENT "cpw_pathway_fluid_gradient"

#define NO_LIMIT ((double)INFINITY)

/* What a stage is to the engines. */
enum { FLUID_LINE, FLUID_SLOTS, FLUID_DELAY, FLUID_INSTANT, FLUID_EXIT };

/* Who of a class is in service: wait alike, weight x wait alike, wait - target alike. */
enum { FLUID_SAME_WAIT, FLUID_WEIGHTED_WAIT, FLUID_DUE_WAIT };

/* Flows that are added up, by cell. */
enum {
  FLOW_IN,      /* came to the stage */
  FLOW_OUT,     /* left it after service */
  FLOW_LEFT,    /* left waiting, and those not attending who are not rebooked */
  FLOW_CHANGED, /* changed group while waiting, out of this group */
  FLOW_JOINED,  /* ... into this group */
  FLOW_TURNED,  /* turned away */
  FLOW_OVERFLOWED,
  FLOW_MISSED,
  FLOW_BEGAN, /* service of the first phase done (LINE: plus the change of its stock = those who begin) */
  FLOW_QUEUE, /* people, so that the sum is people x time */
  FLOW_INSIDE,
  FLOW_BLOCKED,
  FLOW_OUTSIDE,
  FLOWS
};

/* A way that is taken: to a cell, or out. */
typedef struct fluid_way {
  int64_t cell;   /* stage * groups + group after it; -1: out, not named */
  int32_t group;  /* after it */
  int32_t delays; /* phases of the time on the way, 0: none */
  int64_t delay;  /* first stock of it */
  int64_t rate;   /* first of its rates */
} fluid_way;

/* A change while waiting. */
typedef struct fluid_change {
  int64_t cell;         /* -1: out */
  int32_t group, stays; /* stays: at the same stage */
  double hazard;        /* exponential: its rate; otherwise negative */
  double mean;          /* otherwise: of the law, as far as the table goes */
  int64_t table, rows;  /* of `hazards`: pairs of y, h */
} fluid_change;

typedef struct fluid_cell {
  int64_t
      stock; /* first of its stocks: `slots` of people at the stage, then `phases` (LINE: but the first) */
  int32_t slots;   /* LINE, SLOTS: by where they came from: 0 elsewhere, then the cells `source` */
  int32_t phases;  /* of the time in service */
  int64_t rate;    /* first of its rates and onward chances */
  int64_t source;  /* first of its cells of origin, in order, in `sources` (slots - 1) */
  int64_t rebook;  /* first stock of those who are rebooked */
  int32_t rebooks; /* phases of it, 0: at once */
  int32_t rank;    /* class of the group in the stage's order, 0 first */
  double scale;    /* of its wait: weight or target */
} fluid_cell;

typedef struct fluid_stage {
  int32_t kind, lag, classes;
  int32_t limited; /* turns away or sends on when full */
  int32_t blocks;  /* others are blocked by it, or wait outside */
  int32_t uses;    /* takes units of pools */
  int32_t alike;   /* one class, one rate of the first phase: shares are in proportion */
  int32_t reserved;
  double room, missed, leave;
  cpwi_profile capacity;
  double planned; /* servers, of the unit of capacity: SLOTS a time */
} fluid_stage;

typedef struct fluid_use {
  int64_t stage;
  int32_t rank;
  double units;
} fluid_use;

typedef struct cpwi_fluid {
  cpwi_pathway net;
  cpw_pathway_fluid_options o;
  const cpw_allocator *allocator;
  int64_t stages, groups, cells, ways, arrivals, changes, pools;
  int64_t stocks, rates, periods;
  fluid_stage *stage;
  fluid_cell *cell;
  fluid_way *way;       /* as net.way */
  double *chance;       /* (ways) */
  fluid_change *change; /* as net.change */
  double *hazards;
  int64_t *sources, pairs;
  double *rate, *onward;              /* (rates) */
  int32_t *stock_group, *stock_stage; /* (stocks); stage -1: on the way */
  double *initial;                    /* (stocks) */
  int64_t *order;           /* (stages) those whose blocked people depend on others after those */
  int32_t ring;             /* stages block one another in a ring */
  int64_t *limits, limited; /* limited stages, those that send on before those they send to */
  int64_t *use_first;       /* (pools + 1) */
  fluid_use *use;           /* by pool, by rank */
  cpwi_profile *pool, *come;
  int64_t
      flows; /* FLOWS x cells, then the network's: exits x groups, entered, left, moved in, out x
                              groups, pools */
  int64_t flow_exit, flow_entered, flow_left, flow_moved_in, flow_moved_out, flow_pool,
      flow_people;     /* by group: people x time in the network */
  int32_t approximate; /* bits: FLUID_SAID_... */
  int32_t reserved;
} cpwi_fluid;

/* What a note has to say. */
enum {
  FLUID_SAID_PHASES = 1,
  FLUID_SAID_HOLD = 2,
  FLUID_SAID_ROUTING = 4,
  FLUID_SAID_CHANGES = 8,
  FLUID_SAID_ORDER = 16,
  FLUID_SAID_RING = 32,
  FLUID_SAID_NO_TIME = 64,
  FLUID_SAID_TRACE = 128,
  FLUID_SAID_MISSED = 256
};

/* Figures at reporting times, by cell. */
enum { AT_QUEUE, AT_INSIDE, AT_BLOCKED, AT_TIMES };
/* Figures of reporting periods, by cell. */
enum { IN_ARRIVED, IN_SERVED, IN_WAIT, IN_BEGUN, IN_FIGURES };

/* What a run says, by cell and group. */
typedef struct fluid_figures {
  double *at;                /* (periods, AT_TIMES, cells) or NULL */
  double *in;                /* (periods, IN_FIGURES, cells) or NULL */
  double *group;             /* (periods, groups) people in the network */
  double *total;             /* (flows) over the time that counts */
  double *opening, *closing; /* (groups) at warm_up and at the horizon */
  double *wait, *wait2, *waits,
      *within; /* (cells) sums over those who begin: of waits, squares, people, in time */
  int64_t steps;
  /* whole people: spread over the replications */
  double *at_sd;    /* (periods, AT_TIMES, cells) or NULL */
  double *group_sd; /* (periods, 1 + groups) or NULL */
} fluid_figures;

/* setup.c: lays a network out; cpwi_fluid_release in any case. */
int32_t cpwi_fluid_setup(cpwi_fluid *f, const cpw_pathway *pathway,
                         const cpw_pathway_fluid_options *options, const char *where,
                         cpw_error *err);
void cpwi_fluid_release(cpwi_fluid *f);
/* match.c: phases of a duration, of at most o.phases; law of a fixed time too. */
int32_t cpwi_fluid_match(const cpw_duration *d, int32_t most, cpw_coxian *out, cpw_error *err);
/* Phases of somebody who was there for a time already: (phases) shares. */
void cpwi_fluid_aged(const cpw_coxian *law, double age, double *out);
/* initial.c: people who are there at the beginning. */
int32_t cpwi_fluid_initial(cpwi_fluid *f, const char *where, cpw_error *err);
/* Phases of somebody in service for `age`, in equilibrium where that is not known: (phases) shares. */
void cpwi_fluid_phases_of(const cpwi_fluid *f, const fluid_cell *c, double age, double *share);
/* The group in which somebody goes on from a cell to a stage. */
int32_t cpwi_fluid_group_on(const cpwi_fluid *f, int64_t cell, int32_t next);
/* hazard.c */
int32_t cpwi_fluid_hazards(cpwi_fluid *f, const char *where, cpw_error *err);
/* The resolved row of stays of a cell, -1: none. */
int64_t cpwi_fluid_stay_row(const cpwi_fluid *f, int64_t stage, int64_t group);

/* times.c: the reporting periods. */
double cpwi_fluid_time(const cpwi_fluid *f, int64_t period);

/* fifo.c: waits between the curves of people who came and who began, of one cell. */
typedef struct fluid_parcel {
  double from, to, people;
} fluid_parcel;
typedef struct fluid_line {
  fluid_parcel *parcel; /* those from `first` on wait, in order of coming */
  int64_t first, count, room;
  double waiting; /* people */
} fluid_line;
typedef struct fluid_waits {
  double people, sum, squares, within;
} fluid_waits;
int32_t cpwi_line_come(fluid_line *line, const cpw_allocator *a, double from, double to,
                       double people);
/* Some of all who wait leave. */
void cpwi_line_leave(fluid_line *line, double people);
/* The first begin, evenly between two times; target: infinite or NaN: none. */
void cpwi_line_begin(fluid_line *line, double from, double to, double people, double target,
                     fluid_waits *waits);
double cpwi_line_mean_coming(const fluid_line *line);

/* figures.c: what a run says, and the waits on the way. */
typedef struct fluid_record {
  const cpwi_fluid *f;
  fluid_figures *figures;
  fluid_line *line; /* (cells) */
  int32_t opened;
} fluid_record;
/* What is known at the end of a period: flows since its start; who is there now. */
typedef struct fluid_period {
  const double *since;        /* (flows) */
  const double *people;       /* (flows) of which QUEUE, INSIDE, BLOCKED are read */
  const double *first, *held; /* (cells) now */
  const double *first_before, *held_before;
  double from, to;
  int64_t period; /* the one that ended */
} fluid_period;
int32_t cpwi_figures_new(const cpwi_fluid *f, fluid_figures *out, cpw_error *err);
void cpwi_figures_free(const cpwi_fluid *f, fluid_figures *figures);
int32_t cpwi_record_new(const cpwi_fluid *f, fluid_figures *figures, fluid_record *out,
                        cpw_error *err);
void cpwi_record_free(fluid_record *record);
/* Those who wait at the beginning; who of them begins at once. */
int32_t cpwi_record_open(fluid_record *record, const double *people);
int32_t cpwi_record_period(fluid_record *record, const fluid_period *p);
void cpwi_record_now(fluid_record *record, int64_t period, const double *people);
/* engine_real.c */
int32_t cpwi_fluid_run(cpwi_fluid *f, const cpw_run *run, fluid_figures *figures, cpw_error *err);
/* result.c */
int32_t cpwi_fluid_result(const cpwi_fluid *f, const fluid_figures *figures, cpw_result **out,
                          cpw_error *err);
/* engine_dual.c: one parameter; value and slope of each output */
int32_t cpwi_fluid_derive(cpwi_fluid *f, const cpw_run *run, const cpw_fluid_output *outputs,
                          int64_t m, const cpw_fluid_parameter *parameter, double *value,
                          double *slope, cpw_error *err);
/* cohort.c */
int32_t cpwi_fluid_cohort(cpwi_fluid *f, const cpw_run *run, fluid_figures *figures,
                          cpw_error *err);

#endif
