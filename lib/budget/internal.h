/* lib/budget/internal.h - a problem made ready: its tree of groups, the pieces that its curves are cut into,
 * and the search for the price of money. What the files of this module share.
 * Includes the internals of response, whose curves these are. */
#ifndef CPWI_BUDGET_INTERNAL_H
#define CPWI_BUDGET_INTERNAL_H

#include "base/order.h"
#include "carepath/budget.h"
#include "carepath/stats.h"
#include "response/internal.h"

/* Sums of money in whole numbers, 2^62 of them for the budget: the same sum in any order. */
__extension__ typedef __int128 cpwi_money;

/* Bounds by which two sums of decimal numbers may differ and be meant to be equal, relative. */
#define CPWI_BUDGET_SLOP 1e-12

/* An exact sum fed through a small buffer, several times faster than one by one. */
#define CPWI_BATCH_SIZE 128
typedef struct cpwi_batch {
  cpw_exact_sum sum;
  int64_t count;
  double x[CPWI_BATCH_SIZE];
} cpwi_batch;
static inline void cpwi_batch_init(cpwi_batch *b) {
  cpw_exact_sum_init(&b->sum);
  b->count = 0;
}
/* total.c: feeds what is in the buffer */
void cpwi_batch_flush(cpwi_batch *b);
static inline void cpwi_batch_add(cpwi_batch *b, double x) {
  b->x[b->count++] = x;
  if (b->count == CPWI_BATCH_SIZE) cpwi_batch_flush(b);
}
double cpwi_batch_total(cpwi_batch *b);
/* + what another one has, in any order */
void cpwi_batch_merge(cpwi_batch *b, cpwi_batch *other);
double cpwi_exact_total(const double *x, int64_t n);

/* cpwi_parallel without a word on progress, chunk by chunk; run NULL: on this thread */
int32_t cpwi_chunks(const cpw_run *run, int64_t chunks, cpwi_body body, void *context,
                    const char *where, cpw_error *err);

/* -------- tree.c: groups as nodes in postorder, so that those within a node come right before it; the
 * last node is the system. */
typedef struct cpwi_node {
  int64_t group;         /* the caller's number; -1: the system */
  int64_t parent;        /* node; -1 for the system */
  int64_t first;         /* first node within it, itself where there is none */
  int64_t begin, end;    /* its own options in `member`, those of the nodes within not counted */
  int64_t piece, pieces; /* its own pieces: from, beyond */
} cpwi_node;

typedef struct cpwi_tree {
  int64_t nodes, n;
  cpwi_node *node; /* (nodes) */
  int64_t *member; /* (n) options, node by node, by index within one */
  int64_t *place;  /* (n) node of each option */
  int64_t *of;     /* (groups) node of each group */
  const cpw_allocator *allocator;
} cpwi_tree;
int32_t cpwi_tree_init(cpwi_tree *tree, int64_t n, int64_t groups, const int64_t *group,
                       const int64_t *parent, const cpw_allocator *allocator, const char *where,
                       cpw_error *err);
void cpwi_tree_free(cpwi_tree *tree);

/* -------- problem.c: a checked problem with every array there. */
typedef struct cpwi_problem {
  cpw_budget_problem p; /* as given; upper, group, ... may be NULL */
  cpw_budget_options options;
  cpwi_tree tree;
  double *weight, *lower, *upper; /* (n) */
  double *floor, *cap;            /* (nodes) of sums; the system's cap is the budget */
  double *base;                   /* (nodes) sum of the lower bounds within, exact */
  double slack;                   /* budget - base of the system, >= 0 */
  int32_t plain; /* 1: every curve is concave by its kind from its lower bound on */
  const char *where;
} cpwi_problem;
/* run: NULL for this thread alone */
int32_t cpwi_problem_init(cpwi_problem *b, const cpw_budget_problem *given,
                          const cpw_budget_options *options, const cpw_run *run, const char *where,
                          cpw_error *err);
/* After a change of lower and upper: sums and feasibility again. */
int32_t cpwi_problem_sums(cpwi_problem *b, cpw_error *err);
void cpwi_problem_free(cpwi_problem *b);
int32_t cpwi_take_budget_options(cpw_budget_options *known, const cpw_budget_options *given,
                                 const char *where, cpw_error *err);
/* -1 where every curve is concave on its interval, otherwise the first option whose curve is not. */
int64_t cpwi_problem_convex(const cpwi_problem *b);

/* -------- pieces.c: every option is bought piece after piece: straight ones at one price, smooth ones at
 * falling prices. theta is the logarithm of a price. */
enum {
  CPWI_LINE,   /* from low to high at theta = q */
  CPWI_EXP,    /* x = s + p (q - theta) */
  CPWI_LOG,    /* x = s + p e^-theta */
  CPWI_SQUARE, /* x = s + (p e^-theta)^2 */
  CPWI_POWER,  /* x = s + exp(p (q - theta)) */
  CPWI_HILL, /* x = upfront + t exp(u/p), u of theta - q, the last u: p; theta at its ends: r, s */
  CPWI_FAIR, /* by its curve: q = ln weight, p = alpha; theta at its ends: r, s */
  CPWI_PIECE_KINDS
};
typedef struct cpwi_piece { /* 64 bytes: a line of the cache */
  int32_t kind, reserved;
  int64_t option;
  double p, q, r, s;
  double low, high; /* spend at its ends */
} cpwi_piece;

/* A price, and whether straight pieces of that very price are bought as well. */
typedef struct cpwi_price {
  double theta;
  int32_t inclusive;
} cpwi_price;

/* Spend within [low, high] at a price (HILL keeps its u for the next one); *sense, if asked for: its fall with theta. */
double cpwi_piece_spend(cpwi_piece *piece, const cpw_response *response, cpwi_price price,
                        double inverse, double *sense);
/* FAIR pieces: the logarithm of the marginal utility of a spend. */
double cpwi_fair_theta(const cpwi_piece *piece, const cpw_response *response, double x,
                       int32_t side);

typedef struct cpwi_pieces {
  cpwi_piece *piece;
  int64_t count, room, lines;
  int32_t several;    /* 1: an option is cut into more pieces than one */
  double scale;       /* money to whole numbers, 2^62 of them for what is beyond the lower bounds */
  cpwi_money *full;   /* (nodes) what all pieces of a node that gain anything take */
  cpwi_money *idle;   /* (nodes) what those take that gain nothing */
  cpwi_piece *sample; /* (chosen) some of them, the same ones in any order of rows */
  int64_t chosen;
} cpwi_pieces;
/* alpha < 0: plain benefits; otherwise their alpha-fair utility. Fills the nodes' piece and pieces. */
int32_t cpwi_pieces_make(cpwi_problem *b, double alpha, const cpw_run *run, cpwi_pieces *out,
                         cpw_error *err);
void cpwi_pieces_free(const cpwi_problem *b, cpwi_pieces *pieces);

/* -------- start.c: a theta to begin the search with, by the sample alone; caps and floors do not count. */
double cpwi_start(const cpwi_problem *b, const cpwi_pieces *pieces);

/* -------- search.c: the spend of a tree at the prices that meet its budget. */
typedef struct cpwi_solution {
  double *spend; /* (n) the caller's */
  double *theta; /* (nodes) price within each; its own is that of the node's last search */
  int64_t evaluations;
  int32_t limited; /* 1: no money is left that gains anything */
} cpwi_solution;
int32_t cpwi_search(cpwi_problem *b, const cpwi_pieces *pieces, const cpw_run *run,
                    cpwi_solution *solution, cpw_error *err);
/* Concave envelopes: cuts the pieces, searches. theta (nodes) is the caller's and may be NULL. */
int32_t cpwi_relax(cpwi_problem *b, double alpha, const cpw_run *run, double *spend, double *theta,
                   cpw_error *err);

/* -------- answer.c: theta (nodes) is the logarithm of the price within each node. */
double cpwi_value(const cpwi_problem *b, const double *spend);
/* sums of every node, with those of the nodes within; (nodes) */
void cpwi_node_sums(const cpwi_tree *t, const double *x, double *sum);
/* who would take the next money and who would give the last; room: (nodes) */
void cpwi_margins(const cpwi_problem *b, const double *spend, const double *slope, double *room,
                  cpw_budget_answer *answer);
/* (n) weighted slopes to the right of a spend */
void cpwi_slopes(const cpwi_problem *b, const double *spend, double *slope);
/* Whether a spend keeps bounds, groups and budget; room: (nodes) */
int32_t cpwi_keeps(const cpwi_problem *b, const double *spend, double *room);
/* Value, spent, margins, slopes (n) and, where theta is given, the gap, in one go over the options. */
int32_t cpwi_appraise(const cpwi_problem *b, const cpw_run *run, const double *spend,
                      const double *theta, double *slope, double *room, cpw_budget_answer *answer,
                      cpw_error *err);
/* How far a spend is from the optimum of concave curves, by its prices. */
double cpwi_gap(const cpwi_problem *b, const double *spend, const double *slope,
                const double *theta);

/* -------- shaped.c: branch and bound where envelopes are not the curves. */
int32_t cpwi_shaped(cpwi_problem *b, const cpw_run *run, double *spend, double *theta,
                    cpw_budget_answer *answer, cpw_error *err);
/* the same value on the concave envelopes of [lower, upper] */
double cpwi_envelope_value(const cpwi_problem *b, const double *spend);

/* -------- units.c: a problem in whole units, checked. */
typedef struct cpwi_units {
  cpw_budget_units p;
  cpwi_problem b;                       /* the same as numbers, with caps and without floors */
  int64_t *lower, *upper, *now, *trial; /* (n) upper: at most what the budget leaves */
  int64_t *floor, *cap;                 /* (nodes) */
  int64_t *sum;                         /* (nodes) of now */
  const char *where;
} cpwi_units;
int32_t cpwi_units_init(cpwi_units *u, const cpw_budget_units *given,
                        const cpw_budget_options *options, const char *where, cpw_error *err);
void cpwi_units_free(cpwi_units *u);
/* weighted gain of the unit after `units` */
double cpwi_unit_gain(const cpwi_units *u, int64_t option, int64_t units);
double cpwi_units_value(const cpwi_units *u, const int64_t *units);
void cpwi_units_sums(const cpwi_units *u, const int64_t *units, int64_t *sum);
/* -1 where units keep every rule; otherwise a message that names the first broken one */
int32_t cpwi_units_keep(const cpwi_units *u, const int64_t *units, const char *name,
                        cpw_error *err);
/* Whether one more unit may go into an option, or out of it, by the sums of the groups around it. */
int cpwi_units_room(const cpwi_units *u, const int64_t *sum, int64_t option, int in);
/* -------- greedy.c: `now` from the lower bounds to the optimum */
int32_t cpwi_greedy(cpwi_units *u, cpw_error *err);

#endif
