/* lib/event_log/internal.h - what the files of the module share: checked options, the stays of a log
 * sorted by patient and time within its window, and samples of durations.
 * Source: the rules in carepath/event_log.h. Leaves what is made of them to the other files. */
#ifndef CPWI_EVENT_LOG_INTERNAL_H
#define CPWI_EVENT_LOG_INTERNAL_H

#include "base/internal.h"
#include "base/order.h"
#include "carepath/event_log.h"

/* The most stages, and the most groups: numbers fit 32 bits, tables of both fit memory. */
#define CPWI_LOG_MOST 1000000
/* Times beyond are no times: a double there has steps of an eighth. */
#define CPWI_LOG_LATEST 1e15

/* A stay, or a wait that has not led to one. */
typedef struct cpwi_stay {
  int64_t patient, row;
  double start;   /* INFINITY: still waits */
  double end;     /* INFINITY: goes on at the end of the window */
  double arrival; /* NaN: not given */
  int32_t stage, group;
} cpwi_stay;

/* A log made ready. Stays are sorted by patient, start, end, stage, group, arrival; those that ended
 * before the window are there, those that began after it are not. */
typedef struct cpwi_log {
  cpw_event_log log;
  cpw_event_log_options o;
  const char *where;
  double from, until;
  cpwi_stay *stay; /* (n) */
  int64_t n;
  cpw_event_log_counts counts;
} cpwi_log;

/* Takes and checks everything; free it in any case. A finite `cut` is the end of the window whatever
 * the options say, and what lies outside is then cut. */
int32_t cpwi_log_take(cpwi_log *l, const cpw_event_log *log, const cpw_event_log_options *options,
                      double cut, const char *where, cpw_error *err);
void cpwi_log_free(cpwi_log *l);

int32_t cpwi_log_take_options(cpwi_log *l, const cpw_event_log_options *given, cpw_error *err);
/* CPW_ENOMEM; in the header so that the analyser sees it. */
static inline int32_t cpwi_log_no_memory(const cpwi_log *l, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, l->where, "no memory for a log of %lld rows",
                   (long long)l->log.rows);
}

static inline int cpwi_stay_waits(const cpwi_stay *s) {
  return isinf(s->start);
}
/* it ended before the window, or lasted to its very begin: of the window it says nothing */
static inline int cpwi_stay_before(const cpwi_log *l, const cpwi_stay *s) {
  return s->start < l->from && s->end <= l->from;
}
/* the stay before of the same patient, NULL where there is none */
static inline const cpwi_stay *cpwi_stay_previous(const cpwi_log *l, int64_t i) {
  return i > 0 && l->stay[i - 1].patient == l->stay[i].patient ? &l->stay[i - 1] : NULL;
}
static inline const cpwi_stay *cpwi_stay_next(const cpwi_log *l, int64_t i) {
  return i + 1 < l->n && l->stay[i + 1].patient == l->stay[i].patient ? &l->stay[i + 1] : NULL;
}
/* time between two stays; overlapping ones follow each other at once */
static inline double cpwi_stay_gap(const cpwi_stay *before, const cpwi_stay *after) {
  return after->start > before->end ? after->start - before->end : 0.0;
}
static inline int64_t cpwi_stay_cell(const cpwi_log *l, const cpwi_stay *s) {
  return (int64_t)s->group * l->log.stages + s->stage;
}
/* When the wait for a stay began: NaN where that is not known. */
double cpwi_stay_waits_from(const cpwi_log *l, int64_t i);
/* 1 if a stay or wait is its patient's first, 2 if the patient returns after too long a gap, 0 if it
 * follows another. */
int32_t cpwi_stay_arrives(const cpwi_log *l, int64_t i);

/* -------- labels.c: dimensions group and stage, and arrays by table. */
typedef struct cpwi_log_array {
  const char *name, *unit, *description, *dimensions;
  double **real; /* one of the two */
  int64_t **integer;
} cpwi_log_array;
int32_t cpwi_log_add_arrays(cpw_result *result, const cpwi_log_array *arrays, size_t count,
                            cpw_error *err);
int32_t cpwi_log_add_group(const cpwi_log *l, cpw_result *result, cpw_error *err);
int32_t cpwi_log_add_stage(const cpwi_log *l, cpw_result *result, cpw_error *err);
/* stages and one more, "exit" */
int32_t cpwi_log_add_to(const cpwi_log *l, cpw_result *result, cpw_error *err);

/* -------- incidence.c: competing causes in one cell. */
typedef struct cpwi_cause {
  int64_t count;          /* events */
  double share, variance; /* the incidence in the end */
  double first, second;   /* sums of jump * gap, jump * gap^2 */
  double base, worth;     /* share = base + held * worth, so much for each ... */
  int64_t held;           /* ... of so many */
  int64_t now;            /* events of the present time */
  double g, a0, a1, a2;   /* sums over all events of the steps that the variance needs */
  double b, c0, c1;       /* sums over its own */
} cpwi_cause;

/* One person: what happened, how long after the end of the stay. */
typedef struct cpwi_after {
  double gap;
  int64_t cell;
  int32_t to; /* the next stage; -1: not seen again by then */
  int32_t reserved;
} cpwi_after;

typedef struct cpwi_incidence {
  int64_t causes; /* stages moved to, then as many of returns */
  int64_t people, undecided;
  double stay, stay_variance; /* share without a move, and its variance */
  int64_t touched;
  int64_t *list;     /* (touched) causes with events */
  int64_t *now;      /* scratch: those with events at the present time */
  cpwi_cause *cause; /* (causes) */
} cpwi_incidence;

int32_t cpwi_incidence_init(cpwi_incidence *f, const cpwi_log *l, cpw_error *err);
void cpwi_incidence_free(cpwi_incidence *f, const cpwi_log *l);
/* Of the n people of one cell, sorted by gap, those who moved first; gaps above `longest` are returns. */
void cpwi_incidence_take(cpwi_incidence *f, const cpwi_after *after, int64_t n, double longest);

/* -------- samples: durations sorted by time, ended ones first, then by entry. */
typedef struct cpwi_sample {
  const double *time, *entry;
  const int32_t *ended;
  int64_t n;
} cpwi_sample;

/* What is known of a sample before a law is fitted. */
typedef struct cpwi_spread {
  int64_t n;                 /* rows above 0 */
  int64_t ended;             /* of them, over */
  int64_t zeros, from_start; /* ended at 0; rows that were seen from the start, zeros included */
  int64_t first;             /* index of the first row above 0 */
  double zero, zero_likelihood;
  double least, most; /* of the ended ones above 0 */
  double longest;     /* of all */
  double sum;         /* of the ended ones above 0, and so on: */
  double exposure;    /* sum of time - entry of all above 0 */
  double log_sum, log_mean;
  double log_square; /* of the logs less their mean */
  int32_t plain;     /* all above 0 are over and seen from the start */
} cpwi_spread;

/* A Kaplan-Meier curve as steps. */
typedef struct cpwi_steps {
  double *time, *after; /* (n) at each time at which something ends: the share that lasts beyond */
  int64_t n;
  double mean; /* area to the longest time */
} cpwi_steps;

/* Memory for samples of at most n rows. */
typedef struct cpwi_fitter {
  const cpw_allocator *allocator;
  double *log_time, *log_entry, *entries; /* (n) */
  cpwi_steps steps;
  cpwi_sample sample;
  cpwi_spread spread;
} cpwi_fitter;

int cpwi_fitter_init(cpwi_fitter *f, int64_t n, const cpw_allocator *allocator);
void cpwi_fitter_free(cpwi_fitter *f);
void cpwi_fitter_take(cpwi_fitter *f, const cpwi_sample *sample);
void cpwi_fitter_fit(const cpwi_fitter *f, int32_t law, double level, cpw_event_log_fit *fit);
/* Whether all that ended is alike and nothing lasts longer: a fixed duration. */
int cpwi_spread_is_fixed(const cpwi_spread *s);
int32_t cpwi_log_check_laws(const int32_t *law, int64_t count, const char *where, cpw_error *err);
/* The place of the law with the least criterion, -1 if none was fitted. */
int64_t cpwi_log_choose(const cpw_event_log_fit *fits, int64_t count, int32_t criterion,
                        int64_t ended);
/* Sets items (n) to the order of rows by cell (may be NULL), time, those that are over first (ended may
 * be NULL: all are), then by entry (may be NULL). */
void cpwi_sample_order(const double *time, const int32_t *ended, const double *entry,
                       const int64_t *cell, int64_t n, cpwi_item *items, cpwi_item *spare,
                       int64_t *counts);

/* -------- newton.c: two numbers of the greatest likelihood. */
typedef struct cpwi_likelihood {
  double value, g[2], h[3]; /* h: 00, 01, 11 */
} cpwi_likelihood;
typedef void (*cpwi_likelihood_of)(const void *context, const double at[2], cpwi_likelihood *out);
typedef struct cpwi_newton {
  cpwi_likelihood_of of;
  const void *context;
  double lowest, highest; /* of at[1] */
  double people;
} cpwi_newton;
/* From `at`, which becomes the best; returns CPW_EVENT_LOG_FITTED, ..._EDGE or ..._LOST. */
int32_t cpwi_newton_climb(const cpwi_newton *problem, double at[2], cpwi_likelihood *best,
                          int64_t *steps);

/* -------- fit_scale.c, fit_gamma.c: one law of the rows of a sample above 0. */
typedef struct cpwi_fitted {
  int32_t state;
  int64_t steps;
  double mean, cv, log_likelihood, log_mean_variance;
} cpwi_fitted;
void cpwi_newton_climb_from_both(const cpwi_newton *p, double at[2], const double exponential[2],
                                 cpwi_likelihood *best, cpwi_fitted *out);
void cpwi_fit_edge(cpwi_fitted *x);
void cpwi_fit_scale(const cpwi_fitter *f, int32_t law, cpwi_fitted *out);
void cpwi_fit_gamma(const cpwi_fitter *f, cpwi_fitted *out);
double cpwi_digamma(double x);
double cpwi_trigamma(double x);

/* -------- flows.c */
/* Whole periods from one time to another, CPW_EDOMAIN if there are none or too many. */
int32_t cpwi_log_count_periods(const cpwi_log *l, double from, double until, int64_t *periods,
                               cpw_error *err);
/* -------- durations.c: the laws of a log, for the back-test. */
int32_t cpwi_log_durations(const cpwi_log *l, const cpw_run *run, cpw_result **out, cpw_error *err);
/* -------- routes.c */
int32_t cpwi_log_routes(const cpwi_log *l, cpw_result **out, cpw_error *err);

#endif
