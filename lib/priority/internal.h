/* lib/priority/internal.h - a policy and a list made ready for ranking, and the key of a patient. */
#ifndef CPWI_PRIORITY_INTERNAL_H
#define CPWI_PRIORITY_INTERNAL_H

#include "base/internal.h"

#include "carepath/priority.h"

/* A policy and a list, complete and checked, with the overrides of facts and tiers applied. */
typedef struct cpwi_ranker {
  cpw_priority_policy policy;
  cpw_priority_list list; /* wait, tier and fact point at the patched copies where there are any */
  const cpw_allocator *allocator;
  const char *where; /* public function, for errors */
  double
      equity_most;  /* the greatest equity part: sum over its criteria of weight x greatest value */
  int64_t *fixed;   /* (patients) the place that somebody keeps, 0: none; NULL: nobody does */
  double *wait;     /* (patients) patched copy, or NULL */
  int32_t *tier;    /* (patients) patched copy, or NULL */
  double **patched; /* (columns) patched copies, or NULL */
  const double **fact; /* (columns) patched or the caller's */
} cpwi_ranker;

/* What a patient is compared by. */
typedef struct cpwi_key {
  int32_t block; /* 2 x tier + (not breached), as far as the policy orders by them */
  int32_t breached;
  double score, wait; /* wait with the equity's days */
} cpwi_key;

/* check.c */
int cpwi_is_blank(const char *text); /* nothing but spaces */
int32_t cpwi_priority_take_policy(cpw_priority_policy *known, const cpw_priority_policy *given,
                                  const char *where, cpw_error *err);
int32_t cpwi_priority_check_weights(const cpw_priority_policy *policy, const double *weight,
                                    int64_t member, const char *where, cpw_error *err);

/* list.c: takes and checks both; release with cpwi_ranker_free whatever came out. */
int32_t cpwi_ranker_new(cpwi_ranker *r, const cpw_priority_policy *policy,
                        const cpw_priority_list *list, const cpw_allocator *allocator,
                        const char *where, cpw_error *err);
void cpwi_ranker_free(cpwi_ranker *r);
/* The greatest equity part that a patient can have. */
double cpwi_greatest_equity(const cpw_priority_policy *p);
/* "patient 3" or `patient "A17"`, for messages. */
typedef struct cpwi_patient_name {
  char text[64];
} cpwi_patient_name;
cpwi_patient_name cpwi_name_patient(const cpw_priority_list *list, int64_t row);

/* ids.c: CPW_EINVAL names the first id that is missing, empty or there already. */
int32_t cpwi_check_ids(const cpw_priority_list *list, const cpw_allocator *allocator,
                       const char *where, cpw_error *err);

/* -------- parts.c: the parts of the score, for a block of rows at a time */
enum { CPWI_BLOCK = 256 };

typedef struct cpwi_block {
  double score[CPWI_BLOCK], clinical[CPWI_BLOCK], equity[CPWI_BLOCK]; /* equity as it counts: in
                                                                         the score, or in days */
  double uncapped[CPWI_BLOCK]; /* equity part without cap and limits */
  double wait[CPWI_BLOCK];     /* days waited that count */
  int32_t tier[CPWI_BLOCK], breached[CPWI_BLOCK], missing[CPWI_BLOCK], capped[CPWI_BLOCK];
} cpwi_block;

/* What if: one patient with another fact in a column (-1: none), for all criteria that read it, and with
 * other days waited. */
typedef struct cpwi_trial {
  int64_t column;
  double fact, wait;
} cpwi_trial;

/* Works out `count` <= CPWI_BLOCK rows from `first`; a trial changes them all. Fails, with the row, on facts
 * that are not finite, missing where that is refused, or of no known category. */
int32_t cpwi_work_block(const cpwi_ranker *r, int64_t first, int64_t count, const cpwi_trial *trial,
                        cpwi_block *block, cpw_error *err);
/* The fact of a patient under a criterion, as it is. `wait` are the days that count there. */
double cpwi_fact_of(const cpwi_ranker *r, const cpw_priority_criterion *c, int64_t row,
                    double wait);
/* Part of the key before the score: lower first. */
int32_t cpwi_block_of(const cpwi_ranker *r, int32_t tier, int32_t breached);
/* The key of one patient whose facts are known to be in order, as it is or on trial. */
cpwi_key cpwi_key_of(const cpwi_ranker *r, int64_t row, const cpwi_trial *trial);

/* order.c: which of two comes first: < 0 the first. Rows decide between equal keys, ids where there
 * are any. */
int cpwi_compare_keys(const cpw_priority_list *list, const cpwi_key *a, int64_t row_a,
                      const cpwi_key *b, int64_t row_b);
int cpwi_compare_ids(const cpw_priority_list *list, int64_t row_a, int64_t row_b);

/* Everybody's key, as arrays. */
typedef struct cpwi_keys {
  double *score, *wait;
  int32_t *block;
  int32_t *notes; /* 4 x missing + 2 x capped + breached */
} cpwi_keys;
int32_t cpwi_keys_new(cpwi_keys *k, int64_t n, const cpwi_ranker *r, cpw_error *err);
void cpwi_keys_free(cpwi_keys *k, const cpwi_ranker *r);
/* rank.c: works out the keys of all; clinical and equity may be NULL. */
int32_t cpwi_work_out_keys(const cpwi_ranker *r, const cpwi_keys *k, double *clinical,
                           double *equity, const cpw_run *run, cpw_error *err);
/* order.c: the rows in order of their keys, those who keep a place there. */
int32_t cpwi_order_rows(const cpwi_ranker *r, const cpwi_keys *k, int64_t *order, cpw_error *err);

#endif
