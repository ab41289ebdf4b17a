/* lib/phases/internal.h - what the files of this module share.
 * Includes the internals of markov, whose chains carry the phases. */
#ifndef CPWI_PHASES_INTERNAL_H
#define CPWI_PHASES_INTERNAL_H

#include "base/internal.h"
#include "carepath/phases.h"
#include "markov/internal.h"

#include <float.h>
#include <string.h>

/* -------- check.c */
int32_t cpwi_phases_check(const cpw_phases *law, const char *what, const char *where,
                          cpw_error *err);
int32_t cpwi_coxian_check(const cpw_coxian *law, const char *what, const char *where,
                          cpw_error *err);
int32_t cpwi_hyper_erlang_check(const cpw_hyper_erlang *law, const char *where, cpw_error *err);

/* -------- coxian.c: E[X^k] of the part that is not zero, k = 1 to 3; the law of mean 1 and squared cv; times
 * are multiplied by mean */
void cpwi_coxian_powers(const cpw_coxian *law, double moments[3]);
void cpwi_coxian_of_two(double square, int32_t max_phases, cpw_coxian *out);
void cpwi_coxian_scale(cpw_coxian *law, double mean);

/* -------- three.c: the law of mean 1 and E[X^2], E[X^3]; 0 if no law of max_phases phases has them */
int cpwi_coxian_of_three(double second, double third, int32_t max_phases, cpw_coxian *out);

/* -------- fit.c: durations in order, equal ones as one, in units of `unit` */
typedef struct cpwi_lengths {
  int64_t n;
  double *time, *log_time, *ended,
      *waiting; /* (n) and weights of those that ended then, or were last seen */
} cpwi_lengths;

/* -------- em.c: one fit of given shapes to lengths, from a start in law (shares and means) */
typedef struct cpwi_em {
  const cpwi_lengths *data;
  double tolerance;
  int32_t iterations, steps, converged;
  double log_likelihood; /* of the part that is not zero, in the unit of the data */
} cpwi_em;
void cpwi_em_fit(cpwi_em *em, cpw_hyper_erlang *law);
/* Erlang's law at a time > 0: log of its density; log of its survival, and what one more phase of the same rate
 * would add to that as a factor */
double cpwi_erlang_log_density(int32_t shape, double mean, double time, double log_time);
double cpwi_erlang_log_survival(int32_t shape, double mean, double time, double *one_more);

#endif
