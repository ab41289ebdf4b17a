/* lib/dcea/internal.h - what the files of the module share: a population prepared for one measure of
 * welfare, options taken and checked, programmes in QALYs, and the law of waiting.
 * Source: the rules in carepath/dcea.h. */
#ifndef CPWI_DCEA_INTERNAL_H
#define CPWI_DCEA_INTERNAL_H

#include "base/internal.h"
#include "carepath/dcea.h"
#include "carepath/random.h"
#include "carepath/stats.h"

#define CPWI_DCEA_SUM_TOLERANCE 1e-9 /* of shares that must sum to 1 */
/* What is left over within this part of the health that came and went is rounding, and taken as 0. */
#define CPWI_DCEA_ROUNDING 1e-14

static inline int32_t cpwi_dcea_finite(double x) {
  return x - x == 0.0;
}

/* -------- groups.c: a population and one change of it, prepared for one measure. */

typedef struct cpwi_groups {
  int64_t n;
  const double *people, *health;
  int32_t measure;
  const cpw_allocator *allocator;
  const char *where;
  double total, mean;   /* people; health per head */
  double reference;     /* ATKINSON: the least health; otherwise 0 */
  double *share;        /* (n) of people */
  double *x;            /* (n) log(health/reference) for ATKINSON, health for the others */
  double *after;        /* (n) health after the change */
  double *dx;           /* (n) change of x */
  double *moved;        /* (n) change of health per head */
  double *term;         /* (n) scratch */
  double *noise;        /* (n) how far rounding may have moved the change of each group */
  double *weight;       /* (n) EXTENDED_GINI: coefficients before */
  double *weight_after; /* (n) and after */
  int64_t *order, *order_after, *spare; /* (n) EXTENDED_GINI: by rising health */
  double slope;                         /* of health before */
  double known_aversion, known_ede;     /* the last EDE before that was asked for; NaN: none */
  double efficiency;                    /* sum of the change; 0 within `rounding` */
  double rounding;                      /* sum of noise */
} cpwi_groups;

/* Checks people (and health unless the measure is -1); free it in any case. */
int32_t cpwi_groups_init(cpwi_groups *g, const cpw_dcea_population *p, int32_t measure,
                         const cpw_allocator *a, const char *where, cpw_error *err);
void cpwi_groups_free(cpwi_groups *g);
/* Sets the change. `noise` (n): how far rounding may have moved each; NULL: a part of what it is. */
int32_t cpwi_groups_set(cpwi_groups *g, const double *net_benefit, const double *noise,
                        cpw_error *err);
/* The exact sum of g->term. */
double cpwi_groups_sum(const cpwi_groups *g);
int32_t cpwi_dcea_check_population(const cpw_dcea_population *p, int32_t health, const char *where,
                                   cpw_error *err);

/* -------- welfare.c: levels and changes of the EDE at an aversion. */

int32_t cpwi_dcea_check_aversion(int32_t measure, double aversion, const char *name,
                                 const char *where, cpw_error *err);
/* The aversion at which EDE is the mean: 0, or 1 for EXTENDED_GINI. */
double cpwi_dcea_neutral(int32_t measure);
double cpwi_groups_ede(cpwi_groups *g, double aversion);
/* The EDE in the scale of x: log(EDE/reference) for ATKINSON. Not for EXTENDED_GINI. */
double cpwi_groups_level(cpwi_groups *g, double aversion);
double cpwi_groups_change(cpwi_groups *g, double aversion);
/* The same; 0 where it is no more than rounding. */
double cpwi_groups_settled(cpwi_groups *g, double aversion);
void cpwi_groups_assess(cpwi_groups *g, double aversion, cpw_dcea_change *out);

/* -------- ranked.c: EXTENDED_GINI. */

/* The order by rising health before and after, for a change that is set (or for none). */
int32_t cpwi_ranked_prepare(cpwi_groups *g, int32_t changed, cpw_error *err);
double cpwi_ranked_ede(cpwi_groups *g, double v);
double cpwi_ranked_change(cpwi_groups *g, double v);
/* What a QALY of each group adds, groups of equal health as one. */
void cpwi_ranked_density(cpwi_groups *g, double v, double *density);

/* -------- flips.c */

int64_t cpwi_groups_flips(cpwi_groups *g, double lower, double upper, int64_t capacity,
                          double *aversion);

/* -------- slope.c: health in the order given, from the most to the least deprived. */

double cpwi_groups_slope(cpwi_groups *g, const double *health);
double cpwi_groups_gap(const cpwi_groups *g, const double *health);
/* Of the change; 0 where it is no more than rounding. */
double cpwi_groups_slope_change(cpwi_groups *g);
double cpwi_groups_gap_change(const cpwi_groups *g);

/* -------- programme.c */

/* Checks shares (n): "name[2] = ... must be ...", "name sums to 0.9, not to 1". */
int32_t cpwi_dcea_check_shares(const double *shares, const double *people, int64_t n,
                               const char *name, int64_t row, const char *where, cpw_error *err);
/* Recipients x gain by group, and the total cost. `name` is how messages call the programme. */
int32_t cpwi_dcea_programme(const cpw_dcea_population *p, const cpw_dcea_programme *programme,
                            const char *name, const char *where, double *gain, double *cost,
                            cpw_error *err);
/* Shares of the caller, checked, or by people. */
int32_t cpwi_dcea_take_shares(const cpw_dcea_population *p, const double *shares, const char *name,
                              const char *where, double *out, cpw_error *err);
int32_t cpwi_dcea_check_threshold(double threshold, const char *name, const char *where,
                                  cpw_error *err);
/* out = gain - cost/threshold x share; 0 where threshold is inf. noise: what rounding may have done. */
void cpwi_dcea_net(const double *gain, double cost, double threshold, const double *shares,
                   int64_t n, double *out, double *noise);

/* -------- options.c */

typedef struct cpwi_dcea {
  cpw_dcea_options options;
  double aversion; /* the one that counts */
  double *shares;  /* (groups) own copy */
  const char *where;
} cpwi_dcea;

int32_t cpwi_dcea_take(cpwi_dcea *d, const cpw_dcea_population *p, int64_t programmes,
                       const cpw_dcea_options *options, const char *where, cpw_error *err);
void cpwi_dcea_free(cpwi_dcea *d);
/* Equity of the plane. */
double cpwi_dcea_axis(const cpw_dcea_change *c, int32_t axis);

/* -------- frontier.c: ranks and domination of `n` points; (0, 0) is one more. */

int32_t cpwi_dcea_ranks(const double *value, int64_t n, int64_t *rank, const cpw_allocator *a,
                        const char *where, cpw_error *err);
int32_t cpwi_dcea_frontier(const double *efficiency, const double *equity, int64_t n,
                           int64_t *state, const cpw_allocator *a, const char *where,
                           cpw_error *err);

/* -------- even.c: the threshold at which a programme breaks even; NaN where there is none. `scratch` has
 * 2 x groups. */

int32_t cpwi_dcea_break_even(cpwi_groups *g, const double *gain, double cost, const double *shares,
                             double aversion, double *scratch, double *threshold, cpw_error *err);

/* -------- output.c: dimensions and arrays of results. */

int32_t cpwi_dcea_check_labels(const cpw_dimension *d, const char *name, int64_t length,
                               const char *where, cpw_error *err);
int32_t cpwi_dcea_add_dimension(cpw_result *result, const char *name, int64_t length,
                                const cpw_dimension *labels, cpw_error *err);
typedef struct cpwi_dcea_column {
  const char *name, *unit, *description, *dimensions;
  double **real;     /* either this */
  int64_t **integer; /* or that */
} cpwi_dcea_column;
int32_t cpwi_dcea_add_columns(cpw_result *result, const cpwi_dcea_column *columns, size_t count,
                              cpw_error *err);

int32_t cpwi_dcea_add_notes(const cpwi_dcea *d, cpw_result *result, cpw_error *err);

/* -------- wait_law.c, wait_options.c, wait_table.c */

int32_t cpwi_wait_check_law(const cpw_dcea_wait_law *law, const char *where, cpw_error *err);
/* QALYs without harms (`loss`) and harms from week `from` to week `to`, hazard times `factor`. */
void cpwi_wait_between(const cpw_dcea_wait_law *law, double factor, double from, double to,
                       double *loss, double *harms);

#define CPWI_WAIT_WHOLE   0 /* from 0 to the time in the band: a whole wait */
#define CPWI_WAIT_SO_FAR  1 /* of those who still wait at that time */
#define CPWI_WAIT_TO_COME 2 /* from that time to `remaining` weeks later */
/* Mean over times spread evenly over [low, high): QALYs, harms included, and harms. */
void cpwi_wait_band(const cpw_dcea_wait_law *law, double factor, int32_t part, double low,
                    double high, double remaining, double *loss, double *harms);

typedef struct cpwi_wait {
  cpw_dcea_wait_options options;
  const cpw_dcea_waiting *waiting;
  const cpw_dcea_wait_law *law;
  const char *where;
} cpwi_wait;
int32_t cpwi_wait_take(cpwi_wait *w, const cpw_dcea_waiting *waiting, const char *name,
                       const cpw_dcea_wait_law *law, const cpw_dcea_wait_options *options,
                       const char *where, cpw_error *err);
int32_t cpwi_wait_check(const cpw_dcea_waiting *waiting, const char *name, const char *where,
                        cpw_error *err);
static inline double cpwi_wait_upper(const cpw_dcea_waiting *w, int64_t band) {
  return band + 1 < w->bands ? w->lower[band + 1] : w->lower[band] + w->last_width;
}
/* QALYs and harms of one person in each (list, band), weights of the lists included. */
void cpwi_wait_table(const cpwi_wait *w, int32_t part, double *loss, double *harms);

#endif
