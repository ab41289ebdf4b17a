/* lib/mcda/internal.h - what the files of the module share: a checked table, what each criterion needs to
 * come on one scale, loops over rows, flows of one criterion, and scores of any method.
 * Source: the rules in carepath/mcda.h. Leaves weights drawn by chance to lib/smaa. */
#ifndef CPWI_MCDA_INTERNAL_H
#define CPWI_MCDA_INTERNAL_H

#include "carepath/mcda.h"
#include "stats/internal.h"

#include <math.h>
#include <string.h>

/* -------- columns.c: how a value x of one criterion comes on the scale. y is x held within its bounds,
 * or 1/x of that where `inverse`; r = add + sign ((y - offset) / scale). */
typedef struct cpwi_mcda_column {
  int32_t inverse;
  double lower, upper; /* what x is held within; infinite where it is not */
  double sign, offset, scale, add;
  double best, worst; /* y of the ideals */
} cpwi_mcda_column;

static inline double cpwi_mcda_y(const cpwi_mcda_column *c, double x) {
  double y = x < c->lower ? c->lower : x > c->upper ? c->upper : x;
  return c->inverse ? 1.0 / y : y;
}
static inline double cpwi_mcda_r(const cpwi_mcda_column *c, double x) {
  return c->add + c->sign * ((cpwi_mcda_y(c, x) - c->offset) / c->scale);
}

/* -------- table.c: a call at work */
typedef struct cpwi_mcda {
  cpw_mcda_table table;
  cpw_run run;
  const char *where;
  cpwi_mcda_column *columns; /* (criteria) after cpwi_mcda_scale */
} cpwi_mcda;

#define CPWI_MCDA_UNWEIGHTED 1 /* the weights are not looked at */

/* Takes and checks all but the values; free it in any case. */
int32_t cpwi_mcda_take(cpwi_mcda *w, const cpw_mcda_table *table, const cpw_run *run,
                       int32_t unweighted, const char *where, cpw_error *err);
void cpwi_mcda_free(cpwi_mcda *w);
/* weights: finite, >= 0, sum 1; `name` for errors */
int32_t cpwi_mcda_check_weights(const double *weights, int64_t count, const char *name,
                                const char *where, cpw_error *err);
static inline int32_t cpwi_mcda_direction(const cpwi_mcda *w, int64_t j) {
  return w->table.directions ? w->table.directions[j] : 1;
}
/* Names an element of the values: fills err and returns the code. */
int32_t cpwi_mcda_fail_value(const cpwi_mcda *w, int64_t row, int64_t j, const char *rule,
                             cpw_error *err);

/* -------- columns.c: looks at the values and fills the columns for a normalisation */
int32_t cpwi_mcda_scale(cpwi_mcda *w, int32_t normalise, cpw_error *err);

/* -------- loops over rows: body as of cpwi_parallel, w first in its context */
#define CPWI_MCDA_GRAIN 8192
#define CPWI_MCDA_BLOCK 256 /* rows whose sums stay in the cache */

/* -------- scores without the checks of the table: each fills (rows) outputs that are its own memory */
int32_t cpwi_mcda_sum_into(cpwi_mcda *w, double *score, cpw_error *err);
int32_t cpwi_mcda_product_into(cpwi_mcda *w, double *score, cpw_error *err);
int32_t cpwi_mcda_topsis_into(cpwi_mcda *w, double *score, double *best, double *worst,
                              cpw_error *err);
int32_t cpwi_mcda_vikor_into(cpwi_mcda *w, double v, double *utility, double *regret, double *q,
                             cpw_error *err);
int32_t cpwi_mcda_flows_into(cpwi_mcda *w, const cpw_mcda_preference *preferences, double *positive,
                             double *negative, double *net, cpw_error *err);
int32_t cpwi_mcda_spotis_into(cpwi_mcda *w, const double *ideal, double *distance, cpw_error *err);
/* method.c: any of them, larger = better */
int32_t cpwi_mcda_take_method(cpw_mcda_method *known, const cpw_mcda_method *given,
                              const char *where, cpw_error *err);
int32_t cpwi_mcda_score_into(cpwi_mcda *w, const cpw_mcda_method *method, double *score,
                             cpw_error *err);

/* Work memory of `count` numbers for the outputs: NULL with an error if there is none. */
double *cpwi_mcda_numbers(const cpwi_mcda *w, int64_t rows, int64_t each, cpw_error *err);
/* copies n numbers where somebody wants them */
static inline void cpwi_mcda_hand_out(double *to, const double *from, int64_t n) {
  if (to && n > 0) memcpy(to, from, (size_t)n * sizeof *to);
}

/* -------- flows.c: sum over b of P(y_a - y_b) and of P(y_b - y_a) for every row a of one criterion,
 * y (n) with larger = better, order (n) that of y rising, work (2 n). */
int32_t cpwi_mcda_flow(const double *y, const int64_t *order, int64_t n,
                       const cpw_mcda_preference *preference, const volatile int32_t *cancel,
                       double *work, double *plus, double *minus);

/* -------- kernel.c: kernel (n) of a graph, outranks (n, n) bytes */
int32_t cpwi_mcda_graph_kernel(const unsigned char *outranks, int64_t n, int32_t *kernel,
                               const cpw_allocator *allocator, const char *where, cpw_error *err);

#endif
