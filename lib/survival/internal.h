/* lib/survival/internal.h - what the files of the module share: people in the order of their times, the
 * steps of a group's curve, limits, and the network of groups that a test compares.
 * Source: the rules in carepath/survival.h. */
#ifndef CPWI_SURVIVAL_INTERNAL_H
#define CPWI_SURVIVAL_INTERNAL_H

#include "base/internal.h"
#include "carepath/survival.h"

/* -------- crowd.c: rows by bucket (a group, a stratum), within a bucket by time. People who are alike may
 * have become one row. Rows of nobody and,
 * where `from` is given, rows that end before it are left out. */
typedef struct cpwi_person {
  double time, weight;
  int32_t event, group;
} cpwi_person;

typedef struct cpwi_slice {
  int64_t count;
  cpwi_person *row;
} cpwi_slice;

typedef struct cpwi_crowd {
  const cpw_allocator *allocator;
  int64_t buckets;
  cpwi_slice all, late;        /* late: who is seen from an entry > 0 on; the entry is the time */
  int64_t *start, *late_start; /* (buckets + 1) */
} cpwi_crowd;

/* What to sort, and how. */
typedef struct cpwi_plan {
  const cpw_survival_rows *rows; /* checked */
  const int64_t *bucket;         /* (rows), or NULL: all in one */
  int64_t buckets;
  double from;
  int32_t groups; /* != 0: keep the group of every row */
  int32_t cause;  /* >= 0: events become 1 (this cause; 0: any) or 0; < 0: they stay */
} cpwi_plan;

/* Copies options of any age and checks every row. */
int32_t cpwi_survival_take(cpw_survival_rows *known, const cpw_survival_rows *given,
                           const char *where, cpw_error *err);
/* Whole numbers of an array from 0 to below `count`. */
int32_t cpwi_survival_check_index(const char *name, const int64_t *index, int64_t rows,
                                  int64_t count, const char *where, cpw_error *err);
/* Free the people in any case. */
int32_t cpwi_crowd_sort(cpwi_crowd *p, const cpwi_plan *plan, const cpw_allocator *allocator,
                        const char *where, cpw_error *err);
void cpwi_crowd_free(cpwi_crowd *p);
/* The rows of a bucket. */
cpwi_slice cpwi_crowd_slice(const cpwi_crowd *p, int64_t bucket);
cpwi_slice cpwi_crowd_late(const cpwi_crowd *p, int64_t bucket);
/* The most rows of a bucket. */
int64_t cpwi_crowd_most(const cpwi_crowd *p);

/* -------- steps.c: the distinct times of a slice, and who is at risk, leaves and is last seen. */
typedef struct cpwi_steps {
  const cpw_allocator *allocator;
  int64_t count, causes, late;
  double *time, *risk; /* at risk at the time */
  double *tail;        /* all whose time is this one or later, seen yet or not */
  double *dead;        /* (count, causes) by cause */
  double *seen;        /* last seen waiting at the time */
  const cpwi_person *late_row;
  double *late_tail; /* (late + 1) all who are seen from this entry or a later one on */
} cpwi_steps;

/* Room for slices of up to so many rows; free it in any case. */
int32_t cpwi_steps_init(cpwi_steps *s, int64_t rows, int64_t late, int64_t causes,
                        const cpw_allocator *allocator, const char *where, cpw_error *err);
void cpwi_steps_fill(cpwi_steps *s, const cpwi_slice *all, const cpwi_slice *late);
void cpwi_steps_free(cpwi_steps *s);

/* -------- walk.c: a group's curves, step by step. With a single cause the incidence is that of the
 * survival curve, and its own numbers are not used. */
typedef struct cpwi_cause {
  double incidence, lost;                      /* F, and its area */
  double var, var_lost, cov_s, cov_ls, cov_lf; /* of F, of its area; with S of any cause; with F */
} cpwi_cause;

typedef struct cpwi_curve {
  double survival, greenwood; /* S; sum d/(n (n - d)), the variance of log S */
  double base, base_risk;     /* S and people where the last stretch without censoring began */
  double left;                /* people after the last step */
} cpwi_curve;

typedef struct cpwi_walk {
  cpwi_curve own, any;       /* of the cause asked for, of any */
  double hazard, var_hazard; /* Nelson-Aalen of the cause asked for */
  double area, var_area, cov_area;
  double time; /* areas reach up to here */
  int32_t cause;
  int64_t causes;
  int64_t only; /* the only cause with an event so far; -1: there is none, -2: there are several */
  cpwi_cause cause_of[CPW_SURVIVAL_MAX_CAUSES];
} cpwi_walk;

void cpwi_survival_walk_start(cpwi_walk *w, int32_t cause, int64_t causes, double from);
/* Areas up to a time, all level. */
void cpwi_walk_on(cpwi_walk *w, double time);
/* The events of step j. */
void cpwi_walk_step(cpwi_walk *w, const cpwi_steps *s, int64_t j);
/* F of a cause (from 0) and its variance, its area and the variance of that. */
typedef struct cpwi_share {
  double incidence, var, lost, var_lost;
} cpwi_share;
cpwi_share cpwi_walk_share(const cpwi_walk *w, int64_t cause, double from);
/* S after so many of those at risk have left. */
void cpwi_curve_drop(cpwi_curve *c, double risk, double dead);
/* Variance of S: NaN where S is 0. */
double cpwi_curve_variance(const cpwi_curve *c);

/* -------- interval.c: limits of S, or of F = 1 - S, by conf_type. */
typedef struct cpwi_band {
  int32_t type;
  double z;
} cpwi_band;
void cpwi_band_survival(const cpwi_band *b, double s, double se, double *lower, double *upper);
void cpwi_band_incidence(const cpwi_band *b, double f, double se, double *lower, double *upper);
/* On the scale on which the limits are m -+ h; S in (0, 1), `relative` is se/S. */
void cpwi_band_scale(const cpwi_band *b, double s, double relative, double *m, double *h);
/* Whether both limits are above a level for certain; cheap, and does not see all that are. */
int32_t cpwi_band_is_above(const cpwi_band *b, double s, double relative, double level);
double cpwi_band_of(const cpwi_band *b, double s); /* S on that scale; infinite beyond (0, 1) */

/* -------- percentile.c: where a curve and its limits come down to 1 - p. */
typedef struct cpwi_crossing {
  double first, second; /* times, NaN until then */
  double level;         /* 1 - p */
  double above, below;  /* it, with a tolerance, on the scale of the limits */
} cpwi_crossing;
typedef struct cpwi_percentiles {
  cpwi_band band;
  int64_t count;
  cpwi_crossing *at[3]; /* (count) of the curve, its lower and its upper limit */
  double next[3];       /* the highest crossing that is still to come, on its scale; -inf: none */
  double level;         /* no limit above it has a crossing to come */
  double last[3];       /* where they end; the limits on their scale; NaN: nowhere */
} cpwi_percentiles;
int32_t cpwi_percentiles_init(cpwi_percentiles *q, const double *p, int64_t count, cpwi_band band,
                              const cpw_allocator *allocator, const char *where, cpw_error *err);
void cpwi_percentiles_free(cpwi_percentiles *q, const cpw_allocator *allocator);
void cpwi_percentiles_start(cpwi_percentiles *q);
void cpwi_percentiles_step(cpwi_percentiles *q, double time, double s, double relative);
/* (count) each, given the last time seen. */
void cpwi_percentiles_end(const cpwi_percentiles *q, double until, double *quantile, double *lower,
                          double *upper);

/* -------- options.c: checked options, defaults filled in. */
int32_t cpwi_survival_options_take(cpw_survival_options *known, const cpw_survival_options *given,
                                   const cpw_survival_rows *rows, const char *where,
                                   cpw_error *err);
int32_t cpwi_survival_test_take(cpw_survival_test_options *known,
                                const cpw_survival_test_options *given,
                                const cpw_survival_rows *rows, const char *where, cpw_error *err);

/* -------- tables.c: the arrays of the result. All by group first, then as their names say. */
typedef struct cpwi_table {
  double *people, *events, *waiting, *seen_until;
  double *mean, *mean_se, *mean_lower, *mean_upper;
  double *lost, *lost_se, *lost_lower, *lost_upper;
  double *quantile, *quantile_lower, *quantile_upper;
  double *fquantile, *fquantile_lower, *fquantile_upper;
  double *still, *still_se, *still_lower, *still_upper;
  double *share, *share_se, *share_lower, *share_upper;
  double *at_risk, *new_events, *new_waiting;
  double *survival, *survival_se, *survival_lower, *survival_upper, *hazard, *hazard_se;
  double *incidence, *incidence_se, *incidence_lower, *incidence_upper;
  double *tau;
} cpwi_table;
int32_t cpwi_survival_tables(cpw_result *result, const cpw_survival_options *o, int64_t groups,
                             int64_t causes, cpwi_table *t, cpw_error *err);

/* -------- compare.c: O - E of k groups within a stratum, added to what is there. */
typedef struct cpwi_compared {
  int64_t groups;
  double *observed, *expected;
  double *link; /* (groups, groups) minus the covariance of O - E of two groups, >= 0: by the lower
                   number first; the others are not used */
} cpwi_compared;
typedef struct cpwi_comparer cpwi_comparer; /* memory to work in */
int32_t cpwi_comparer_new(cpwi_comparer **c, const cpw_survival_test_options *o, int64_t groups,
                          int64_t rows, int64_t late, const char *where, cpw_error *err);
void cpwi_comparer_free(cpwi_comparer *c);
void cpwi_compare(cpwi_comparer *c, const cpwi_slice *all, const cpwi_slice *late,
                  cpwi_compared *to);
/* Sums over all strata; free them in any case. */
int32_t cpwi_compared_init(cpwi_compared *c, int64_t groups, const cpw_allocator *allocator,
                           const char *where, cpw_error *err);
void cpwi_compared_clear(cpwi_compared *c);
void cpwi_compared_free(cpwi_compared *c, const cpw_allocator *allocator);
int32_t cpwi_compare_all(const cpw_survival_rows *rows, const cpw_survival_test_options *o,
                         cpwi_compared *to, const char *where, cpw_error *err);
static inline double cpwi_link(const cpwi_compared *c, int64_t g, int64_t h) {
  return g == h ? 0 : g < h ? c->link[g * c->groups + h] : c->link[h * c->groups + g];
}

/* -------- mesh.c: solves V x = r for a covariance whose rows sum to 0, without a subtraction. */
typedef struct cpwi_mesh {
  int64_t count;
  double *factor; /* (count, count) */
  double *pivot;  /* (count) 0: nothing left to compare with */
} cpwi_mesh;
/* Groups in the order of `order` (NULL: as they are). Free it in any case. */
int32_t cpwi_mesh_init(cpwi_mesh *n, const cpwi_compared *c, const int64_t *order,
                       const cpw_allocator *allocator, const char *where, cpw_error *err);
void cpwi_mesh_free(cpwi_mesh *n, const cpw_allocator *allocator);
/* r (count) becomes what back-substitution starts from. */
void cpwi_mesh_forward(const cpwi_mesh *n, double *r);
/* r (count) after forward becomes x, with x = 0 at the last node. */
void cpwi_mesh_back(const cpwi_mesh *n, double *r);
/* Chi-square of r'V^- r and its degrees of freedom; r is used up. */
double cpwi_mesh_statistic(const cpwi_mesh *n, double *r, int64_t *degrees);

/* P(chi-square with `degrees` > x); NaN without degrees of freedom. */
double cpwi_survival_chi_square(double x, int64_t degrees);

#endif
