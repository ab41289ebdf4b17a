/* lib/system_govern/internal.h - a commons made ready, its money shared among players, and how answers are written
 * down. What the files of this module share.
 * Source: the definitions in carepath/system_govern.h. */
#ifndef CPWI_SYSTEM_GOVERN_INTERNAL_H
#define CPWI_SYSTEM_GOVERN_INTERNAL_H

#include "base/internal.h"
#include "carepath/budget.h"
#include "carepath/system_govern.h"
#include "system_govern/sheet.h"

/* Ways to decide (cpw_system_govern_equilibrium). */
enum { CPWI_ALONE, CPWI_COORDINATED, CPWI_PRICED, CPWI_JOINT, CPWI_WAYS };

/* -------- commons.c: a checked commons, its rows in the order of their names, so that the order in which they were
 * given changes nothing. Row k is the caller's member_row[k], option_row[k]. */
typedef struct cpwi_commons {
  cpw_system_commons c; /* as given */
  cpw_system_govern_options o;
  cpw_run run;
  const char *where;
  int64_t members, options, lines;
  int64_t *member_row, *option_row;
  int64_t *line, *owner;          /* (options) */
  int64_t *budget;                /* (members, lines) */
  int64_t *line_money;            /* (lines) */
  cpw_response *response, *local; /* (options); local: what places believe */
  cpw_response *believed;         /* (options) by the centre, where given */
  double *points;                 /* of curves of points, without what rounding bends */
  double *share;                  /* (options, members) */
  double *upper, *worth;          /* (options) worth: of a unit of benefit to all */
  double *weight, *people;        /* (members) */
  int32_t owned;                  /* 1: every option has an owner */
  int32_t alike;                  /* 1: shares in the same proportion for all options */
} cpwi_commons;
int32_t cpwi_commons_init(cpwi_commons *g, const cpw_system_commons *given,
                          const cpw_system_govern_options *options, const cpw_run *run,
                          const char *where, cpw_error *err);
void cpwi_commons_free(cpwi_commons *g);
/* order[k]: the row of the k-th name in byte order, equal ones and NULL by row. CPW_ENOMEM. */
int32_t cpwi_govern_order(const char *const *names, int64_t n, const cpw_allocator *allocator,
                          int64_t *order, const char *where, cpw_error *err);
/* CPW_ECANCELLED where the caller's flag is up or progress says so. */
int32_t cpwi_commons_goes_on(const cpwi_commons *g, double done, cpw_error *err);

/* -------- curves.c */
/* A curve that is given: checked, and concave but for rounding. */
int32_t cpwi_commons_curve(const cpw_response *r, const char *field, int64_t row, const char *where,
                           cpw_error *err);
/* Drops points below the line between their neighbours, in place; how many are left. */
int64_t cpwi_govern_hull(double *x, double *y, int64_t n);
/* Points of all curves. */
int64_t cpwi_govern_points(const cpw_response *curves, int64_t n);
/* The curve itself, or its hull in *room (2 x points), which is moved on. */
cpw_response cpwi_govern_clean(const cpw_response *r, double **room);

/* -------- bench.c: room to solve one allocation after the other. */
typedef struct cpwi_bench {
  const cpwi_commons *g;
  int64_t n, groups;
  int64_t *option;        /* (options) which ones are in the problem */
  int64_t *group;         /* (options) */
  cpw_response *response; /* (options) */
  double *weight, *lower, *upper, *spend;
  double *cap; /* (members) */
} cpwi_bench;
int32_t cpwi_bench_init(cpwi_bench *b, const cpwi_commons *g, cpw_error *err);
void cpwi_bench_free(cpwi_bench *b);
/* The spend of the greatest sum of value x benefit over the options of a line that `may` (NULL: all), above `lower`
 * (NULL: 0), with `budget` beside the lower bounds. spend (options): those of the line that may are written. price may be NULL. */
typedef struct cpwi_purse {
  int64_t line;
  const double *value;          /* (options) */
  const uint8_t *may;           /* (options) */
  const double *lower;          /* (options) */
  const cpw_response *response; /* (options) */
  const int64_t *own;           /* (members, lines) caps of what owners spend; NULL: none */
  double budget;
} cpwi_purse;
int32_t cpwi_bench_solve(cpwi_bench *b, const cpwi_purse *purse, double *spend, double *price,
                         cpw_error *err);

/* -------- players.c: members and pools who each spend money of their own for what they value. */
typedef struct cpwi_players {
  int64_t count;
  double *value;                /* (count, options) */
  uint8_t *may;                 /* (count, options) */
  double *money;                /* (count, lines) */
  double *own;                  /* (count, options) what they spend */
  double *spend;                /* (options) all of them together */
  double *best, *others;        /* (options) room */
  double *regret;               /* (count) what each could still gain */
  const cpw_response *response; /* (options) */
  int64_t rounds;
  int32_t settled, reserved; /* 1: nobody gains more than the tolerance */
} cpwi_players;
int32_t cpwi_players_init(cpwi_players *p, const cpwi_commons *g, int64_t count, cpw_error *err);
void cpwi_players_free(cpwi_players *p, const cpwi_commons *g);
/* Player k is member m for itself, with its whole budget or `money` (lines). */
void cpwi_players_single(cpwi_players *p, const cpwi_commons *g, int64_t k, int64_t m,
                         const double *money);
/* Best responses until they come to rest. */
int32_t cpwi_players_settle(cpwi_players *p, const cpwi_commons *g, cpwi_bench *b, cpw_error *err);

/* -------- measure.c: what a spend gives. */
/* benefit (members) by the true curves; returns the welfare. */
double cpwi_commons_benefit(const cpwi_commons *g, const double *spend, double *benefit);
double cpwi_commons_line_welfare(const cpwi_commons *g, const double *spend, int64_t line);
double cpwi_commons_sum(const double *x, int64_t n);
/* Gini and least of the benefits a head. */
int32_t cpwi_commons_spread(const cpwi_commons *g, const double *benefit, double *gini,
                            double *least, cpw_error *err);
/* One purse for each line: spend (options), price (lines). */
int32_t cpwi_commons_joint(const cpwi_commons *g, cpwi_bench *b, double *spend, double *price,
                           cpw_error *err);

#endif
