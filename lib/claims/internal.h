/* lib/claims/internal.h - what the files of the module share: checked claims in order of size, the level at
 * which a rule cuts, and rounding to the pound.
 * Source: the rules in carepath/claims.h. */
#ifndef CPWI_CLAIMS_INTERNAL_H
#define CPWI_CLAIMS_INTERNAL_H

#include "carepath/claims.h"
#include "random/pair.h"

__extension__ typedef unsigned __int128 cpwi_u128;
__extension__ typedef __int128 cpwi_i128;

/* Claims above 0, rising (by what a unit of weight claims, then by claim, where there are weights), scaled by
 * a power of two so that the greatest is in [1, 2). */
typedef struct cpwi_claims {
  cpw_claims_options options;
  const char *where;
  int64_t n;        /* of the caller */
  int64_t count;    /* above 0 */
  double *claim;    /* (count) */
  double *weight;   /* (count), NULL: all 1 */
  int64_t *place;   /* (count) index in the caller's array */
  int32_t exponent; /* the caller's numbers are ours times 2^exponent */
  double estate;
  cpwi_pair total;
} cpwi_claims;

/* options.c: takes and checks the options, then the claims; cpwi_claims_free in any case. */
int32_t cpwi_claims_take_options(cpw_claims_options *known, const cpw_claims_options *given,
                                 int64_t n, const char *where, cpw_error *err);
int32_t cpwi_claims_take(cpwi_claims *p, double estate, const double *claims, int64_t n,
                         cpw_error *err);
void cpwi_claims_free(cpwi_claims *p);

/* level.c: the l for which sum of min(factor c_i, l w_i) is the estate; infinite where that is all of
 * them. */
cpwi_pair cpwi_claims_level(const cpwi_claims *p, double factor, cpwi_pair estate);
/* min(factor c_i, l w_i) */
double cpwi_claims_cut(const cpwi_claims *p, int64_t i, double factor, cpwi_pair level);

/* rules.c, overlap.c, arrival.c: awards (count) of claims above 0, for 0 < estate < total. */
void cpwi_claims_overlap(const cpwi_claims *p, double *awards);
int32_t cpwi_claims_arrival(const cpwi_claims *p, double *awards, cpw_error *err);
int32_t cpwi_claims_awards(const cpwi_claims *p, double *awards, cpw_error *err);

/* round.c: a share of money as a whole part and what is left, in any unit that is the same for all rows. */
typedef struct cpwi_share {
  int64_t whole; /* from least to most */
  int64_t most;  /* the greater goes first where rests are equal */
  cpwi_u128 rest;
  const char *id; /* then the lower, where both are there */
  int64_t place;  /* then the lower */
  int64_t least;  /* 0 but where losses are shared */
} cpwi_share;
/* Sorts the shares by who is first to get a pound more, and gives and takes single pounds until they sum to
 * the total: to the first ones, within least and most. CPW_ENOMEM; CPW_EINTERNAL where the total does not lie within
 * these. */
int32_t cpwi_round_shares(cpwi_share *shares, int64_t count, int64_t total,
                          const cpw_allocator *allocator, const char *where, cpw_error *err);
/* a double >= 0 as a share */
void cpwi_share_set(cpwi_share *share, double value);

#endif
