/* lib/queue/internal.h - what the files of this module share: how a formula registers itself.
 * The registry (registry.c) checks names and lengths and makes the result; a formula reads its inputs
 * by position and writes its outputs. */
#ifndef CPWI_QUEUE_INTERNAL_H
#define CPWI_QUEUE_INTERNAL_H

#include "base/internal.h"
#include "carepath/queue.h"
#include "random/internal.h"

/* ---------------------------------------------------------------- registering formulae ------- */

#define CPWI_QUEUE_MOST_INPUTS  16
#define CPWI_QUEUE_MOST_OUTPUTS 32

/* One evaluation: inputs in the order of the formula's table (a list that was left out has length 0),
 * numbers out in the order of its outputs (NaN on entry). Lists of one dimension have one length. */
typedef struct cpwi_queue_call {
  const cpw_queue_formula *formula;
  const cpw_allocator *allocator;
  const cpw_run *run; /* NULL, or progress and cancel for what takes long */
  const double *in[CPWI_QUEUE_MOST_INPUTS];
  int64_t length[CPWI_QUEUE_MOST_INPUTS];
  double *spread[CPWI_QUEUE_MOST_INPUTS]; /* memory of lists for which one value was given */
  double number[CPWI_QUEUE_MOST_OUTPUTS];
  int32_t outcome; /* CPW_OUTCOME_OK on entry */
  int32_t reserved;
  cpw_result *result;
} cpwi_queue_call;

typedef struct cpwi_queue_entry {
  cpw_queue_formula formula;
  int32_t (*evaluate)(cpwi_queue_call *call, cpw_error *err);
} cpwi_queue_entry;

typedef struct cpwi_queue_table {
  const cpwi_queue_entry *entries;
  int64_t count;
} cpwi_queue_table;

extern const cpwi_queue_table cpwi_queue_steady_formulae; /* formulae_steady.c */
extern const cpwi_queue_table cpwi_queue_class_formulae;  /* formulae_classes.c */
extern const cpwi_queue_table cpwi_queue_time_formulae;   /* formulae_time.c */

/* The value of a number or a choice. */
static inline double cpwi_queue_in(const cpwi_queue_call *call, int64_t input) {
  return call->in[input][0];
}

/* An input that counts something, as an integer: whole and from `least` to 2^53, or CPW_EDOMAIN. */
int32_t cpwi_queue_whole(const cpwi_queue_call *call, int64_t input, int64_t least, int64_t *out,
                         cpw_error *err);

/* The memory of output number `output`, a list: `length` is that of each of its dimensions which no
 * input has given. */
int32_t cpwi_queue_list(cpwi_queue_call *call, int64_t output, int64_t length, double **memory,
                        cpw_error *err);

/* Rows of the tables. */
#define CPWI_QUEUE_IN(name, unit, meaning, domain)                                                 \
  { name, unit, meaning, domain, NULL, NULL, CPW_QUEUE_NUMBER, 1, 0.0 }
#define CPWI_QUEUE_IN_OR(name, unit, meaning, domain, missing)                                     \
  { name, unit, meaning, domain, NULL, NULL, CPW_QUEUE_NUMBER, 0, missing }
#define CPWI_QUEUE_IN_LIST(name, unit, meaning, domain, dimension)                                 \
  { name, unit, meaning, domain, dimension, NULL, CPW_QUEUE_LIST, 1, 0.0 }
#define CPWI_QUEUE_IN_LIST_OR(name, unit, meaning, domain, dimension)                              \
  { name, unit, meaning, domain, dimension, NULL, CPW_QUEUE_LIST, 0, 0.0 }
#define CPWI_QUEUE_IN_TABLE(name, unit, meaning, domain, dimension)                                \
  { name, unit, meaning, domain, dimension, NULL, CPW_QUEUE_TABLE, 1, 0.0 }
#define CPWI_QUEUE_IN_CHOICE(name, meaning, choices, missing)                                      \
  { name, "", meaning, choices, NULL, choices, CPW_QUEUE_CHOICE, 0, missing }
#define CPWI_QUEUE_OUT(name, unit, meaning)                                                        \
  { name, unit, meaning, NULL }
#define CPWI_QUEUE_OUT_LIST(name, unit, meaning, dimension)                                        \
  { name, unit, meaning, dimension }
#define CPWI_QUEUE_COUNT(array) ((int64_t)(sizeof(array) / sizeof *(array)))
#define CPWI_QUEUE_FORMULA(name, summary, source, inputs, outputs, evaluate)                       \
  {                                                                                                \
    {name, summary, source, CPWI_QUEUE_COUNT(inputs), CPWI_QUEUE_COUNT(outputs), inputs, outputs}, \
        evaluate                                                                                   \
  }

/* ---------------------------------------------------------------- integral.c ---------------- */

/* exp(x) - 1 - x, precise near 0. */
double cpwi_queue_excess(double x);
/* The same divided by x: increases from -1 over 0 at x = 0 to infinity. */
double cpwi_queue_excess_ratio(double x);
/* w > 0 with (exp(w) - 1 - w) / w = value > 0. */
double cpwi_queue_excess_root(double value);

/* exp(-(slope u + curve (exp(v) - 1 - v))), v = sign u, for u from lower (<= 0) on; its greatest value
 * is 1, at u = 0. lower < 0 only where slope is 0. */
typedef struct cpwi_hump {
  double slope, curve, lower;
  int32_t sign, reserved;
} cpwi_hump;
#define CPWI_HUMP_MOST 4
/* Integrals of up to CPWI_HUMP_MOST weights over a hump: weigh(context, u, weights). Relative error about
 * 1e-15 where the weights are positive and smooth on the scale of the hump. */
typedef void (*cpwi_weigh)(const void *context, double u, double *weights);
void cpwi_queue_integrate(const cpwi_hump *hump, cpwi_weigh weigh, const void *context, int count,
                          double *sums);
/* A panel of the rule by itself: nodes and weights for any smooth function on [from, from + width]. */
#define CPWI_NODES 20
double cpwi_queue_node(int i, double from, double width, double *weight);

/* ---------------------------------------------------------------- erlang.c ------------------ */

/* log of the Poisson mass with mean m at x, whole or not: x log m - m - log Gamma(x + 1); x >= 0, m > 0. */
double cpwi_queue_log_poisson(double x, double m);
/* a integral over x >= 0 of exp(p x - a (exp(x) - 1)): 1 / B(a, p - 1); p > 0. By its logarithm; means
 * (nullable, 2): of x and of 1 - exp(-x) under the integrand. */
double cpwi_queue_log_inverse_b(double a, double p, double *means);
/* Erlang C by B and the share of capacity that is not asked for, (servers - load) / servers. */
double cpwi_queue_delay(double b, double spare);
/* log of the sum of load^k / k!, k = 0 ... c, c whole; load > 0: 1 / chance of nobody there in M/M/c/c. */
double cpwi_queue_log_states(double load, double c);
/* What is left of capacity: sum - a b in two doubles, so that loads next to 1 lose nothing; and servers x
 * service_rate to begin with. */
cpwi_pair cpwi_queue_less(cpwi_pair sum, double a, double b);
cpwi_pair cpwi_queue_capacity(double service_rate, double servers);
/* servers x service_rate - arrivals, rounded once. */
double cpwi_queue_spare(double arrivals, double service_rate, double servers);

/* ---------------------------------------------------------------- mmc.c --------------------- */

/* The mean wait and its derivatives where spare = servers x service_rate - arrivals > 0; arrivals > 0. */
void cpwi_queue_wait_slopes(double arrivals, double service_rate, double servers, double spare,
                            cpw_queue_wait_slopes *out);

/* ---------------------------------------------------------------- measures.c ---------------- */

/* All NaN, outcome OK. */
void cpwi_queue_measures_clear(cpw_queue_measures *m);
/* No steady state: waits and lists infinite; everybody waits and all servers are busy. */
void cpwi_queue_measures_unstable(cpw_queue_measures *m, double capacity);
/* Nobody comes. */
void cpwi_queue_measures_empty(cpw_queue_measures *m, double service_time);
/* CPW_EDOMAIN where a value is not finite and > 0 (>= 0). */
int32_t cpwi_queue_positive(double value, const char *name, const char *where, cpw_error *err);
int32_t cpwi_queue_not_negative(double value, const char *name, const char *where, cpw_error *err);
/* CPW_EDOMAIN where above / below, above not 0, leaves the range in which the formulae are precise. */
int32_t cpwi_queue_ratio(double above, double below, const char *what, const char *where,
                         cpw_error *err);
int32_t cpwi_queue_each(const double *values, int64_t count, int zero, const char *name,
                        const char *where, cpw_error *err);
/* Moments of times by class, m3 nullable: > 0, m2 >= m1^2, m3 >= m2^2 / m1, or CPW_EDOMAIN. */
int32_t cpwi_queue_moments(const double *m1, const double *m2, const double *m3, int64_t count,
                           const char *where, cpw_error *err);

#endif
