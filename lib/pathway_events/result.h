/* lib/pathway_events/result.h - what the files that make a result share: figures added up over replications, counts
 * of all workers, the arrays. */
#ifndef CPWI_PATHWAY_EVENTS_RESULT_H
#define CPWI_PATHWAY_EVENTS_RESULT_H

#include "pathway_events/internal.h"

/* Mean and spread of one figure over the replications, in their order (Welford). */
typedef struct cpwi_spread {
  int64_t count;
  double mean, squares, infinite; /* infinite: the value that it has, 0: none */
} cpwi_spread;

void cpwi_spread_add(cpwi_spread *s, const double *values, int64_t count);
/* X, X_sd, X_lower, X_upper from spreads (size) */
void cpwi_put_spread(cpw_result *result, const char *figure, const cpwi_spread *s, int64_t size,
                     double level);
double cpwi_half_width_of(const cpwi_spread *s, double level);
int32_t cpwi_conclude(cpw_result *result, cpw_error *err);

/* Least value that a share p have not exceeded, by counts of buckets; NaN where there are none. */
double cpwi_bucket_quantile(const int64_t *count, double p);

/* Adds X, X_sd, X_lower, X_upper of every figure; with `kept` X_path too. */
int32_t cpwi_add_named(cpw_result *result, int64_t pools, int32_t kept, int32_t merge,
                       cpw_error *err);
/* "X_path" and the like */
typedef struct cpwi_name {
  char text[64];
} cpwi_name;
cpwi_name cpwi_suffixed(const char *figure, const char *suffix);
int32_t cpwi_add_labels(cpw_result *result, const char *dimension, int64_t first, int64_t count,
                        const cpw_allocator *a, cpw_error *err);
int32_t cpwi_add_probabilities(cpw_result *result, const double *p, int64_t count,
                               const cpw_allocator *a, cpw_error *err);
int32_t cpwi_summarise_kept(cpw_result *result, cpw_error *err);

/* what all replications made */
typedef struct cpwi_outcome {
  const cpwi_events *p;
  const cpwi_row_places *layout;
  const cpwi_spread *spread;  /* (row) */
  const double *rows;         /* (replications, row) with keep */
  const cpwi_engine *workers; /* linked by rest */
  int64_t replications;
} cpwi_outcome;
int32_t cpwi_pathway_result(const cpwi_outcome *o, cpw_result **out, cpw_error *err);
int64_t cpwi_network_digest(const cpwi_events *p);

#endif
