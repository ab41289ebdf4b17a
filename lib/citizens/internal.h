/* lib/citizens/internal.h - what the files of the module share: ballots as shares, draws and what they say, and
 * the fit of strengths.
 * Source: the rules in carepath/citizens.h. Leaves random numbers and quantiles to the floors below. */
#ifndef CPWI_CITIZENS_INTERNAL_H
#define CPWI_CITIZENS_INTERNAL_H

#include "base/internal.h"
#include "carepath/citizens.h"
#include "carepath/random.h"

__extension__ typedef __int128 cpwi_citizens_wide;

/* What is drawn, as the purpose of a stream; the entity is the class. */
#define CPWI_CITIZENS_SHARES    UINT64_C(0x43495401)
#define CPWI_CITIZENS_STRENGTHS UINT64_C(0x43495402)

#define CPWI_CITIZENS_MOST_DRAWS 10000000
#define CPWI_CITIZENS_DRAWS      10000

/* -------- options.c */
int32_t cpwi_citizens_take(cpw_citizens_panel *known, const cpw_citizens_panel *given,
                           const char *where, cpw_error *err);
int32_t cpwi_citizens_take_fit(cpw_citizens_fit *known, const cpw_citizens_fit *given,
                               const char *where, cpw_error *err);
int32_t cpwi_citizens_take_run(cpw_run *known, const cpw_run *given, const char *where,
                               cpw_error *err);
int32_t cpwi_citizens_check_criteria(int64_t criteria, int64_t least, const char *where,
                                     cpw_error *err);
/* Draws must be weights. */
int32_t cpwi_citizens_check_draws(const double *draws, int64_t count, int64_t criteria,
                                  const char *where, cpw_error *err);

/* -------- voices.c: the different share vectors of each class, in an order of their own. */
typedef struct cpwi_voices {
  const cpw_citizens_panel *panel;
  const char *where;
  double *share;      /* (kept, criteria), by class, then in lexicographic order */
  double *people;     /* (kept) how many people; whole numbers below 2^53 */
  int64_t *start;     /* (classes + 1) */
  int64_t *voting;    /* (classes) people who say something */
  int64_t *abstained; /* (classes) */
} cpwi_voices;
int32_t cpwi_voices_make(cpwi_voices *s, const cpw_citizens_panel *panel, const char *where,
                         cpw_error *err);
void cpwi_voices_free(cpwi_voices *s);

/* -------- draw.c: fills (classes, count, criteria) and the whole (count, criteria). */
typedef struct cpwi_drawing {
  const cpwi_voices *shares;
  const double *share_sum;    /* (classes, criteria) */
  const double *class_weight; /* (classes) sum 1; 0 for a class that says nothing */
  const cpw_run *run;
  double *draws;     /* (classes, count, criteria) */
  double *overall;   /* (count, criteria) */
  cpw_alias **alias; /* (classes) of draw.c alone */
} cpwi_drawing;
int32_t cpwi_citizens_draw(const cpwi_drawing *d, cpw_error *err);

/* -------- describe.c: what draws say. Arrays that are not wanted are NULL. */
typedef struct cpwi_description {
  double *mean, *sd, *lower, *upper, *first, *rank_mean; /* (criteria) */
  double *rank, *above;                                  /* (criteria, criteria) */
  double *concentration;                                 /* one number */
} cpwi_description;
int32_t cpwi_citizens_describe(const double *draws, int64_t count, int64_t criteria, double level,
                               const cpwi_description *out, const cpw_allocator *a,
                               const char *where, cpw_error *err);

/* -------- results */
typedef struct cpwi_citizens_array {
  const char *name, *unit, *description, *dimensions;
  int32_t type;
  void **to;
} cpwi_citizens_array;
int32_t cpwi_citizens_add(cpw_result *result, const cpwi_citizens_array *arrays, size_t count,
                          cpw_error *err);
int32_t cpwi_citizens_add_criteria(cpw_result *result, int64_t criteria, const char *const *names,
                                   cpw_error *err);

/* -------- strengths.c: the maximum of a concave log-likelihood in u, which adding a constant to all u leaves
 * as it is. */
typedef struct cpwi_strengths {
  const char *where;
  const cpw_citizens_fit *fit;
  const cpw_allocator *a;
  int64_t n;
  double total; /* judgements: the scale of the gradient */
  /* adds to the log-likelihood, its gradient (n) and its information (n, n) at u */
  double (*add)(const void *context, const double *u, double *gradient, double *information);
  const void *context;
  double *u, *gradient, *information, *covariance, *factor, *step, *trial;
  int64_t iterations;
  double log_likelihood;
} cpwi_strengths;
int32_t cpwi_strengths_fit(cpwi_strengths *s, cpw_error *err);
void cpwi_strengths_free(cpwi_strengths *s);
/* Adds `count` judgements of i over j under Bradley and Terry. */
double cpwi_pair_add(int64_t n, int64_t i, int64_t j, double over, double under, const double *u,
                     double *gradient, double *information);
/* CPW_EDOMAIN where the digraph (n, n) of "was put above" falls apart: names the group that never loses. */
int32_t cpwi_strengths_connected(const unsigned char *above, int64_t n, const cpw_allocator *a,
                                 const char *where, cpw_error *err);
/* Adds what both models give to the result, with draws where there is a run. */
int32_t cpwi_strengths_result(cpwi_strengths *s, const cpw_run *run, cpw_result *result,
                              cpw_error *err);

#endif
