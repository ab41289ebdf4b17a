/* lib/queue/chain.h - what the files about queues over time share: a distribution over the number of
 * people there that moves under constant rates, laws of counts, and results by time.
 * Source: the rules in carepath/queue.h. Leaves formulae of the steady state to the other files. */
#ifndef CPWI_QUEUE_CHAIN_H
#define CPWI_QUEUE_CHAIN_H

#include "base/internal.h"
#include "carepath/queue.h"

#include <math.h>

#define CPWI_NO_VALUE ((double)NAN)
#define CPWI_POSITIVE "finite and > 0" /* a rule of cpwi_course_check */

/* -------- uniformise.c: the distribution of the number of people there, and a step of it. */

typedef struct cpwi_rates {
  double arrivals, service, patience;
  int64_t servers;
} cpwi_rates;

#define CPWI_EVENTS_A_STEP 128.0 /* the most mean events in a step */
#define CPWI_TERMS         1024  /* weights of that many events are below 1e-300 beyond */

/* chance[0 .. hi] is what is there; below lo it is zero. All arrays have a zero before 0 and two after
 * hi. `mean` is the integral over time since it was last cleared. */
typedef struct cpwi_chain {
  const cpw_allocator *allocator;
  cpw_run run;
  double *memory;
  double *chance, *mean, *power, *next, *down, *stay;
  int64_t lo, hi, size, room; /* room: the most people, or INT64_MAX */
  int64_t keep;               /* the upper tail is cut by what it adds beyond so many people */
  double cut;                 /* relative, in a step */
  double done, share;         /* progress: so much is done, and a call is so much of the whole */
  int64_t most, steps;
} cpwi_chain;

/* Holds the numbers 0 to hi, all at chance 0. CPW_EOVERFLOW or CPW_ENOMEM with a message. */
int32_t cpwi_chain_new(cpwi_chain *chain, int64_t hi, const char *where, cpw_error *err);
void cpwi_chain_free(cpwi_chain *chain);
/* The same distribution in memory of its own; the copy is initialised or already a chain. */
int32_t cpwi_chain_copy(const cpwi_chain *from, cpwi_chain *to, const char *where, cpw_error *err);
/* Moves the distribution on by `time`; adds the integral to `mean` where `integral` is set. */
int32_t cpwi_chain_move(cpwi_chain *chain, const cpwi_rates *rates, double time, int32_t integral,
                        const char *where, cpw_error *err);
/* Cancelled by the caller? Reports progress. CPW_OK or CPW_ECANCELLED with a message. */
int32_t cpwi_chain_report(const cpw_run *run, double done, const char *where, cpw_error *err);

/* -------- course.c: options, starts, and what a distribution shows. */

typedef struct cpwi_figures {
  double number, queue, busy, wait_chance, empty_chance, block_chance, mean_wait;
} cpwi_figures;

int32_t cpwi_course_options(cpw_queue_course_options *known, const cpw_queue_course_options *given,
                            const char *where, cpw_error *err);
/* A chain at its start, for at most `servers` servers; checks the run. */
int32_t cpwi_course_start(cpwi_chain *chain, const cpw_queue_course_options *options,
                          const cpw_run *run, int64_t servers, const char *where, cpw_error *err);
/* `chance` is the chain's or, over `whole` > 0, an integral of it that is divided by `whole`. */
void cpwi_course_figures(const cpwi_chain *chain, const double *chance, double whole,
                         const cpwi_rates *rates, cpwi_figures *figures);
int32_t cpwi_course_check(const char *name, int64_t index, double value, double least, double most,
                          const char *rule, const char *where, cpw_error *err);
int32_t cpwi_course_times(const double *times, int64_t count, const char *where, cpw_error *err);

/* Arrays of doubles of a result that is being made. */
typedef struct cpwi_series {
  const char *name, *unit, *description, *dimensions;
  double **memory;
} cpwi_series;
int32_t cpwi_course_series(cpw_result *result, const cpwi_series *series, size_t count,
                           cpw_error *err);

/* What is collected point by point: (points, level_count) levels and one distribution a point. */
typedef struct cpwi_points {
  const cpw_queue_course_options *options;
  const char *dimension;
  int64_t points;
  double *level;
  double **chance; /* (points) */
  int64_t *length; /* (points) */
} cpwi_points;
int32_t cpwi_points_new(cpwi_points *points, const char *where, cpw_error *err);
int32_t cpwi_points_take(cpwi_points *points, int64_t point, const cpwi_chain *chain,
                         const char *where, cpw_error *err);
/* Adds level_chance and chance where they were asked for, and notes on the chain. */
int32_t cpwi_points_finish(cpwi_points *points, const cpwi_chain *chain, cpw_result *result,
                           cpw_error *err);
void cpwi_points_free(cpwi_points *points);

/* -------- transient.c: what transient.c and sinusoid.c write at each time. */
typedef struct cpwi_course {
  double *time, *number, *queue, *busy, *wait_chance, *empty_chance, *block_chance, *utilisation,
      *throughput, *abandonments, *mean_wait, *arrivals;
} cpwi_course;
/* Moves the chain from one time to a later one. */
typedef int32_t (*cpwi_mover)(void *context, cpwi_chain *chain, double from, double to,
                              cpw_error *err);
/* The rates at a time. */
typedef cpwi_rates (*cpwi_rates_at)(const void *context, double time);
typedef struct cpwi_journey {
  void *context;
  cpwi_mover move;
  cpwi_rates_at rates;
  const double *times;
  int64_t count, servers;
  int32_t swings; /* write the arrivals too */
  const char *where;
} cpwi_journey;
int32_t cpwi_course_run(const cpwi_journey *journey, const cpw_queue_course_options *options,
                        const cpw_run *run, cpw_result **out, cpw_error *err);

/* -------- sine.c: sin and cos of 2 pi turns, absolute error <= 4e-16 after the rounding of turns. */
double cpwi_sine(double turns);
double cpwi_cosine(double turns);

/* -------- stay.c: a law of stays as a mixture. */
int32_t cpwi_stay_take(cpw_queue_stay *known, const cpw_queue_stay *given, const char *where,
                       cpw_error *err);
double cpwi_stay_mean(const cpw_queue_stay *stay);
/* Integral of P(S > u) over u from `from` to `to`, from <= to; no term is subtracted. */
double cpwi_stay_integral(const cpw_queue_stay *stay, double from, double to);
/* Integral of cos(w u) P(S > u) and sin(w u) P(S > u), w = 2 pi / period, from 0 to `to` (may be inf). */
void cpwi_stay_waves(const cpw_queue_stay *stay, double period, double to, double *cosine,
                     double *sine);

/* -------- counts.c: laws of counts on the window where they are not below a floor. */
typedef struct cpwi_law {
  int64_t lo, hi;
  double *chance; /* (hi - lo + 1) */
} cpwi_law;
/* The law's memory is the caller's to release. Chances are relative to the largest; they sum to 1. */
int32_t cpwi_law_poisson(double mean, double floor, const cpw_allocator *allocator, cpwi_law *law);
int32_t cpwi_law_binomial(int64_t count, double chance, double floor,
                          const cpw_allocator *allocator, cpwi_law *law);
/* out = a + b, of new memory. CPW_ENOMEM without a message. */
int32_t cpwi_law_add(const cpwi_law *a, const cpwi_law *b, const cpw_allocator *allocator,
                     cpwi_law *out);
/* Ends below the floor are moved away; returns what they held. */
double cpwi_law_trim(cpwi_law *law, double floor);

/* A row of Bin(count, chance): ratios from the mode, with reciprocals of whole numbers at hand. */
typedef struct cpwi_rows {
  const double *reciprocal; /* (largest count + 2): 1 / i */
  double *row;              /* (largest count + 1) */
  double chance, odds, against;
} cpwi_rows;
/* Fills rows->row[*lo .. *hi], not yet divided by the sum that it returns. */
double cpwi_rows_fill(cpwi_rows *rows, int64_t count, double floor, int64_t *lo, int64_t *hi);

#endif
