/* lib/smaa/internal.h - what the files of the module share: a call at work with its rows by tier, weights by
 * chance, values by chance, the threshold of the first K, and where the counts go.
 * Source: the rules in carepath/smaa.h. Leaves the scale of the values to lib/mcda. */
#ifndef CPWI_SMAA_INTERNAL_H
#define CPWI_SMAA_INTERNAL_H

#include "carepath/random.h"
#include "carepath/smaa.h"
#include "mcda/internal.h"
#include "priority/internal.h"

#include <pthread.h>

/* What is drawn, as the purpose of a stream. */
#define CPWI_DRAW_WEIGHTS 0x534d0001
#define CPWI_DRAW_VALUES  0x534d0002

/* Weights are added up as whole numbers of this. */
#define CPWI_SMAA_WEIGHT_UNIT 0x1p-36

/* More replications could not be added up. */
#define CPWI_SMAA_MOST_REPLICATIONS 100000000

/* The boundary of the first K: places [first, last) compete for the last `left` of them, all before are in. */
typedef struct cpwi_smaa_cut {
  int64_t first, last, left;
} cpwi_smaa_cut;

/* A policy at work. */
typedef struct cpwi_smaa_policy {
  cpwi_ranker ranker; /* the policy and the whole list */
  cpwi_ranker
      places; /* the same with the list in the order of cpwi_smaa.row, without who keeps a place */
  double *wait; /* its arrays */
  int32_t *tier;
  double **fact;       /* (columns), NULL where no criterion reads one */
  const double **read; /* the same, as a ranker takes them */
  double *weights;     /* (m) the policy's */
  int32_t
      by_rank; /* 1: each draw values all facts anew, by the policy's own code, since days waited move
                      or there is no score; 0: cpwi_smaa.value are the values once and for all */
} cpwi_smaa_policy;

typedef struct cpwi_smaa {
  cpwi_mcda mcda; /* table, scale, run */
  cpw_smaa_options options;
  const char *where;
  int64_t rows;             /* of the result */
  int64_t n, m;             /* rows that compete, criteria */
  cpwi_smaa_policy *policy; /* NULL: the score is a weighted sum and equals stand in their order */
  int64_t *row;             /* (n) the rows, tier by tier, in their order */
  int64_t *segment;         /* (segments + 1) where each tier begins */
  int64_t segments;         /* tiers that have rows */
  double *value;            /* (m, n) normalised, in the order of `row`, where values are exact */
  int64_t *important;       /* (m) criteria by importance, with an order */
  double *box; /* (2 m) tight bounds of the weights, least then greatest, where they are drawn from
                         these; else NULL */
  int64_t widest;     /* the criterion that takes what the others leave */
  cpwi_smaa_cut *cut; /* (tops) */
  /* of a result, under the lock */
  pthread_mutex_t lock;
  int64_t *top_count, *rank_count, *above_count, *weight_sum, *first_weight_sum, *first_count;
  const double *own; /* confidence: (n, m) weights of each row, NaN where it has none */
} cpwi_smaa;

/* -------- take.c */
int32_t cpwi_smaa_take(cpwi_smaa *s, const cpw_mcda_table *table, const cpw_smaa_options *options,
                       const cpw_run *run, int32_t confidence, const char *where, cpw_error *err);
void cpwi_smaa_free(cpwi_smaa *s);
/* The same in three parts: options of any age, K, and whose places are left open once those before are in; */
int32_t cpwi_smaa_take_options(cpwi_smaa *s, const cpw_smaa_options *options, int32_t confidence,
                               cpw_error *err);
int32_t cpwi_smaa_check_tops(const cpwi_smaa *s, int64_t rows, cpw_error *err);
void cpwi_smaa_make_cut(const cpwi_smaa *s, int64_t wanted, cpwi_smaa_cut *cut);
int32_t cpwi_smaa_check_replications(const cpwi_smaa *s, cpw_error *err);
/* FNV-1a over the words of an array */
uint64_t cpwi_smaa_mix(uint64_t hash, const void *x, int64_t count, size_t size);
/* the same number for the same table, options and seed */
int64_t cpwi_smaa_digest(const cpwi_smaa *s);

/* -------- weights.c: checks what is known of the weights; draws some, work (3 m). CPW_ENOCONV. */
int32_t cpwi_smaa_check_weights(cpwi_smaa *s, cpw_error *err);
int32_t cpwi_smaa_draw_weights(const cpwi_smaa *s, int64_t replication, double *weights,
                               double *work, cpw_error *err);

/* -------- values.c: normalised values of places [first, last) of a replication, value (m, n) */
void cpwi_smaa_draw_values(const cpwi_smaa *s, int64_t replication, int64_t first, int64_t last,
                           double *value);

/* A normalised value whose weighted sums stay within the doubles. */
static inline double cpwi_smaa_value(const cpwi_mcda_column *c, double x) {
  const double most = 1e300, r = cpwi_mcda_r(c, x);
  return r < -most ? -most : r > most ? most : r;
}

/* -------- select.c: thresholds of the largest of n numbers. */
#define CPWI_SMAA_BINS 1024
typedef struct cpwi_smaa_bins {
  const double *x;
  int64_t n;
  double least, scale;
  int32_t count[CPWI_SMAA_BINS];
} cpwi_smaa_bins;
void cpwi_smaa_bin(cpwi_smaa_bins *bins, const double *x, int64_t n);
/* The k-th largest, 1 <= k <= n, and how many are larger; work (n). */
double cpwi_smaa_threshold(const cpwi_smaa_bins *bins, int64_t k, double *work, int64_t *larger);

/* -------- policy.c: takes a policy and a list, after a zeroed cpwi_smaa with `where` and lock */
int32_t cpwi_smaa_take_policy(cpwi_smaa *s, const cpw_priority_policy *policy,
                              const cpw_priority_list *list, const cpw_smaa_options *options,
                              const cpw_run *run, cpw_error *err);
void cpwi_smaa_policy_free(cpwi_smaa *s);
uint64_t cpwi_smaa_policy_digest(const cpwi_smaa *s, uint64_t hash);
/* those who keep a place are in or out in every draw */
void cpwi_smaa_count_kept(cpwi_smaa *s);

/* -------- policy_score.c: the values of all places, once; scores (and with by_rank days that count) of
 * places [first, last) under weights. criteria: (m) a copy of the policy's that is the caller's to change. */
int32_t cpwi_smaa_policy_values(cpwi_smaa *s, cpw_error *err);
void cpwi_smaa_policy_scores(const cpwi_smaa *s, const double *weights,
                             cpw_priority_criterion *criteria, int64_t first, int64_t last,
                             double *score, double *wait);

/* -------- run.c: bodies of cpwi_parallel over replications */
int32_t cpwi_smaa_range(void *context, int64_t first, int64_t last, cpw_error *err);
int32_t cpwi_smaa_confidence_range(void *context, int64_t first, int64_t last, cpw_error *err);

/* -------- result.c: an empty result whose counts are at s; its figures from the counts */
int32_t cpwi_smaa_result(cpwi_smaa *s, int32_t confidence, cpw_result **out, cpw_error *err);
int32_t cpwi_smaa_derive(cpw_result *result, cpw_error *err);

#endif
