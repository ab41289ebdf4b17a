/* lib/pathway_steady/internal.h - what the files of this module share: the state of a solution by cell (stage x
 * groups + group) and by stage. One fixed point: traffic -> variability -> stations -> shares of who is served. */
#ifndef CPWI_PATHWAY_STEADY_INTERNAL_H
#define CPWI_PATHWAY_STEADY_INTERNAL_H

#include "carepath/pathway_steady.h"
#include "carepath/queue.h"
#include "pathway/internal.h"

/* One way that people move from a cell: a route, a change while waiting, an overflow. */
typedef struct cpwi_steady_edge {
  int64_t to;    /* cell; -1: out */
  int32_t kind;  /* CPWI_EDGE_... */
  int32_t row;   /* way, or change, of the network */
  double weight; /* share of those who come to the cell; set by cpwi_steady_weights */
} cpwi_steady_edge;
enum { CPWI_EDGE_WAY, CPWI_EDGE_CHANGE, CPWI_EDGE_OVERFLOW, CPWI_EDGE_MISSED, CPWI_EDGE_LOST };

typedef struct cpwi_steady {
  cpwi_pathway net;
  cpw_pathway_steady_options options;
  const cpw_allocator *allocator;
  /* edges by cell, structure fixed; weights follow the shares */
  int64_t *first; /* (cells + 1) */
  cpwi_steady_edge *edge;
  int64_t *edge_cell; /* (edges) where it begins */
  int64_t edges;
  int64_t *order,
      *component; /* (cells) cells by strongly connected component, sources first; (components + 1) */
  int64_t components, largest;
  double *dense; /* (largest x (largest + 2)) work */
  int64_t *local;
  /* by cell */
  double *outside; /* rate from outside */
  double *rate;    /* who come, outside and routes */
  double *inner;   /* of those, by a change of group while waiting at the same stage */
  double *served, *over,
      *lost;       /* shares of rate: begin service, overflow, turned away; served + over + lost
                                    + left + missed = 1 unless the stage cannot keep up */
  double *before;  /* work: the shares of the pass before */
  double *left;    /* (changes of the network, by cell) share of rate */
  double *no_show; /* share who leave after not attending */
  double *m1, *m2; /* moments of the duration */
  double *wait;    /* mean wait of those who come */
  double *stay,
      *blocked; /* factor on the mean duration (slower pace); mean time blocked after service */
  /* by stage */
  double *capacity, *lambda, *load, *tau, *cs2, *ca2, *prob_wait, *calls;
  double *
      hold_time; /* time that those who come here from a stage with servers hold their place there */
  double
      *block_time; /* mean time that those who are through with this stage hold their place in it */
  double *external2;   /* squared coefficient of variation of what comes from outside */
  double *batch_extra; /* mean number of one's own batch who are ahead, of those who come */
  double *peak,
      *peak_out; /* variance over mean of busy servers that the stream would take without limit; of the overflow */
  double *external_streams; /* so many equal streams it is like; work of take_arrivals */
  int32_t *method;
  double *flow, *matrix; /* (stages x stages) */
  int32_t poisson;       /* every stream is Poisson and every stage product form: ca2 = 1 */
  double unsettled;      /* the largest change of a share in the last pass; 0: settled */
} cpwi_steady;

/* Rate of those who come to a cell, without those who were there in another group. */
static inline double cpwi_steady_coming(const cpwi_steady *s, int64_t cell) {
  double rate = s->rate[cell] - s->inner[cell];
  return rate > 0.0 ? rate : 0.0;
}

/* People of a cell who wait: those who are let in, times their mean wait (Little). */
static inline double cpwi_steady_waiting(const cpwi_steady *s, int64_t cell) {
  double in = cpwi_steady_coming(s, cell) * (1.0 - s->lost[cell] - s->over[cell]);
  return in > 0.0 ? in * s->wait[cell] : 0.0;
}

int32_t cpwi_steady_prepare(const cpw_pathway *given, const cpw_pathway_steady_options *options,
                            const char *where, cpwi_steady *s, cpw_error *err);
void cpwi_steady_end(cpwi_steady *s);
/* The fixed point; fills rates, methods, waits. */
int32_t cpwi_steady_solve(cpwi_steady *s, const char *where, cpw_error *err);

int32_t cpwi_steady_edges(cpwi_steady *s, const char *where, cpw_error *err);
void cpwi_steady_weights(cpwi_steady *s);
void cpwi_steady_traffic(cpwi_steady *s);
void cpwi_steady_variability(cpwi_steady *s);
void cpwi_steady_peaks(cpwi_steady *s);
int32_t cpwi_steady_station(cpwi_steady *s, int64_t stage, cpw_error *err);
/* long-run mean of a calendar times a factor */
double cpwi_steady_mean(const cpwi_pathway *n, int32_t calendar, int32_t factor);
/* mean rate of a row of arrivals */
double cpwi_steady_arrival_rate(const cpwi_pathway *n, int64_t row);
/* blocking.c: whether a full stage blocks; its waits and hold_time (0: nobody before it can be blocked); block_time */
int32_t cpwi_steady_blocks(const cpwi_steady *s, int64_t stage);
int32_t cpwi_steady_blocking(cpwi_steady *s, int64_t stage, double tau, double *wait,
                             double *chance);
void cpwi_steady_holding(cpwi_steady *s);

/* pair.c: two stages with blocking after service. */
typedef struct cpwi_steady_pair {
  double lambda, mu1, mu2, onward;
  int64_t servers1, servers2, room;
  double most; /* the most that can go through; the rest is unknown unless lambda is below it */
  double queue, blocked, between, prob_wait, prob_wait2; /* people; chances */
} cpwi_steady_pair;
/* pairs.c */
int32_t cpwi_steady_pairs(cpwi_steady *s, const char *where, cpw_error *err);
/* steady.c: whether the groups that come to a stage have one exponential law */
int32_t cpwi_steady_one_exponential(const cpwi_steady *s, int64_t stage);
int32_t cpwi_steady_solve_pair(const cpwi_steady_pair *p, const cpw_allocator *a,
                               cpwi_steady_pair *out);
/* result.c */
int32_t cpwi_steady_result(cpwi_steady *s, const char *where, cpw_result **out, cpw_error *err);
/* slopes.c */
int32_t cpwi_steady_slopes(cpwi_steady *s, cpw_result *r, const char *where, cpw_error *err);
/* people on the way from a cell */
double cpwi_steady_travelling(const cpwi_steady *s, int64_t cell);
#endif
