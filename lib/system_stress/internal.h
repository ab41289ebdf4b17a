/* lib/system_stress/internal.h - a stress test step by step.
 *   options.c   the defaults, and what can be wrong
 *   setup.c     what holds and what is drawn; the undisturbed run
 *   engine.c    one run of the fluid engine: path of every list, totals
 *   cases.c     variants of the system: measures, reserve, strains, a response
 *   sample.c    replications of cases: loss, shortfall, recovery, collapse
 *   summary.c   mean, tail and shares of a sample
 *   stress.c, frontier.c, margin.c, breaking.c, joint.c, lag.c, attribute.c   one question each
 *   list.c      one list by hand */
#ifndef CPWI_SYSTEM_STRESS_INTERNAL_H
#define CPWI_SYSTEM_STRESS_INTERNAL_H

#include "base/internal.h"
#include "carepath/stats.h"
#include "carepath/system_stress.h"

/* doubles in a cpw_system_totals */
#define CPWI_STRESS_FIELDS (sizeof(cpw_system_totals) / sizeof(double))
/* probabilities of the quantiles that are given */
#define CPWI_STRESS_QUANTILES 5

/* -------- engine.c: what a run leaves. */
typedef struct cpwi_stress_figures {
  double *list;              /* (units, periods) people at the end of each */
  double *all;               /* (periods) of all units together */
  cpw_system_totals *totals; /* (units, groups) */
  double *starts, *capacity; /* (units, periods) sums of the weeks */
} cpwi_stress_figures;

/* A variant of the system: rows that it has more, what holds, what happens for certain, who answers. */
typedef struct cpwi_stress_case {
  cpw_system system;
  cpw_system_policy *policy; /* its own rows, or NULL: those of the system */
  cpw_system_effect *effect;
  int32_t *held; /* (holds) policies */
  int64_t holds;
  cpw_system_happening *sure; /* (sures) */
  int64_t sures;
  int32_t drawn;    /* 1: shocks are drawn */
  int32_t response; /* policy that answers, or -1 */
  double lag;       /* weeks between an onset and the answer */
} cpwi_stress_case;

typedef struct cpwi_stress {
  const char *where;
  cpw_system system; /* the caller's, of our size */
  cpw_system_stress_options o;
  cpw_run run;
  const cpw_allocator *allocator;
  int64_t units, groups, weeks, periods;
  int32_t *held; /* (holds) decided policies of the scenario and of the options */
  int64_t holds;
  int32_t *shock; /* (shocks) drawn */
  int64_t shocks;
  double weight[CPWI_STRESS_FIELDS];
  cpwi_stress_figures calm; /* undisturbed */
  double *floor;            /* (units, then of all) people that count as a list where fewer wait */
} cpwi_stress;

static inline double cpwi_stress_end(const cpwi_stress *w, int64_t period) {
  int64_t end = (period + 1) * w->o.every;
  return (double)(end < w->weeks ? end : w->weeks);
}
static inline double cpwi_stress_width(const cpwi_stress *w, int64_t period) {
  return cpwi_stress_end(w, period) - (double)(period * w->o.every);
}
static inline int32_t cpwi_stress_no_memory(const cpwi_stress *w, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, w->where, "out of memory");
}

/* -------- options.c */
cpw_system_stress_options cpwi_stress_defaults(void);
int32_t cpwi_stress_check(const cpwi_stress *w, cpw_error *err);
int32_t cpwi_stress_strain_take(cpw_system_strain *known, const cpw_system_strain *given,
                                const char *where, cpw_error *err);

/* -------- setup.c: all of it, with the undisturbed run. What was begun is freed with cpwi_stress_finish, on errors too. */
int32_t cpwi_stress_begin(cpwi_stress *w, const cpw_system *system,
                          const cpw_system_stress_options *options, const cpw_run *run,
                          const char *where, cpw_error *err);
void cpwi_stress_finish(cpwi_stress *w);

/* -------- engine.c */
int32_t cpwi_stress_figures_new(const cpwi_stress *w, cpwi_stress_figures *f, cpw_error *err);
void cpwi_stress_figures_free(const cpwi_stress *w, cpwi_stress_figures *f);
int32_t cpwi_stress_plan(const cpwi_stress *w, const cpwi_stress_case *c,
                         const cpw_system_happening *h, int64_t count, cpw_system_plan **out,
                         cpw_error *err);
int32_t cpwi_stress_run(const cpwi_stress *w, const cpwi_stress_case *c,
                        const cpw_system_happening *h, int64_t count, const cpw_run *run,
                        cpwi_stress_figures *f, cpw_error *err);

/* -------- cases.c */
/* The system with its policies and happenings; drawn: with its shocks. */
int32_t cpwi_stress_case_new(const cpwi_stress *w, int32_t disturbed, int32_t drawn,
                             cpwi_stress_case *c, cpw_error *err);
/* Adds what measures do; set: bits of those that are on. */
int32_t cpwi_stress_case_measures(const cpwi_stress *w, const cpw_system_measure *m, int64_t count,
                                  int64_t set, cpwi_stress_case *c, cpw_error *err);
/* Adds a shock with `effects` rows, which happens for certain; the caller fills the rows in. */
int32_t cpwi_stress_case_shock(const cpwi_stress *w, int64_t effects, cpwi_stress_case *c,
                               cpw_system_effect **rows, cpw_error *err);
void cpwi_stress_case_free(const cpwi_stress *w, cpwi_stress_case *c);
int32_t cpwi_stress_measures_check(const cpwi_stress *w, const cpw_system_measure *m, int64_t count,
                                   const char *what, cpw_error *err);

/* -------- sample.c: replications of cases, (cases, n) each. */
typedef struct cpwi_stress_sample {
  int64_t cases, n;
  double *loss, *area, *recovery, *peak;
  int64_t *collapsed, *happenings;
  double *unit_loss, *group_loss; /* (cases, n, units), (cases, n, groups), or NULL */
  int32_t *unit_collapsed;        /* (cases, n, units), or NULL */
} cpwi_stress_sample;
int32_t cpwi_stress_sample_new(const cpwi_stress *w, int64_t cases, int32_t detail,
                               cpwi_stress_sample *s, cpw_error *err);
void cpwi_stress_sample_free(const cpwi_stress *w, cpwi_stress_sample *s);
int32_t cpwi_stress_sample_run(const cpwi_stress *w, const cpwi_stress_case *cases,
                               cpwi_stress_sample *s, cpw_error *err);
/* 1 where a list collapsed, 2 where it has a shortfall at the end, 3 both, 0 neither */
int32_t cpwi_stress_state(const cpwi_stress *w, const double *list, const double *calm,
                          double floor);
/* of a unit in a run */
int32_t cpwi_stress_unit_state(const cpwi_stress *w, const cpwi_stress_figures *f, int64_t unit);

/* -------- summary.c */
typedef struct cpwi_stress_summary {
  double mean, lower, upper, sd, var, cvar, worst; /* of the loss */
  double area_mean, area_cvar;
  double recovered, recovery_median;
  double collapse, collapse_lower, collapse_upper;
  double quantile[CPWI_STRESS_QUANTILES];
} cpwi_stress_summary;
extern const double cpwi_stress_probability[CPWI_STRESS_QUANTILES];
int32_t cpwi_stress_summarise(const double *loss, const double *area, const double *recovery,
                              const int64_t *collapsed, int64_t n, double level, double confidence,
                              const cpw_allocator *allocator, cpwi_stress_summary *out,
                              cpw_error *err);
/* mean and standard error (NaN for one) of a - b over n replications; b NULL: of a */
void cpwi_stress_paired(const double *a, const double *b, int64_t n, double *mean, double *error);

/* -------- results: an array and its memory; units with their organisations and services */
int32_t cpwi_stress_array(cpw_result *r, const char *name, const char *unit, const char *text,
                          const char *dimensions, int32_t type, int32_t merge, void *memory,
                          cpw_error *err);
int32_t cpwi_stress_number(cpw_result *r, const char *name, const char *unit, const char *text,
                           double value, int32_t merge, cpw_error *err);
int32_t cpwi_stress_integer(cpw_result *r, const char *name, const char *text, int64_t value,
                            cpw_error *err);
int32_t cpwi_stress_units(const cpwi_stress *w, cpw_result *r, cpw_error *err);
int32_t cpwi_stress_notes(const cpwi_stress *w, cpw_result *r, cpw_error *err);
/* ranks the positions of an array's dimension: 0 for the greatest (sign 1) or least (sign -1); ties by its labels */
int32_t cpwi_stress_rank(const cpwi_stress *w, const cpw_result *r, const char *of, double sign,
                         int64_t *rank, cpw_error *err);

#endif
