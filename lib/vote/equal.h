/* lib/vote/equal.h - exact equal shares: equal.c (a run with one share) and add_opt.c (the least larger share
 * that changes the outcome). */
#ifndef CPWI_VOTE_EQUAL_H
#define CPWI_VOTE_EQUAL_H

#include "vote/internal.h"

typedef struct cpwi_has { /* money of a voter, within error of value */
  double value, error;
} cpwi_has;

typedef struct cpwi_equal {
  cpwi_vote *t;
  const cpwi_election *v;
  cpwi_exact x;       /* prices are cost / payers: number j over D_j */
  cpwi_natural whole; /* D of the purchases made */
  double share, share_error;
  cpwi_has *has;   /* (ballots) */
  int32_t *round;  /* (projects) purchase it was, or -1 */
  int32_t *bought; /* (projects) project of a purchase */
  int64_t *
      payers; /* (projects) who would pay: of an open project an upper bound; of a bought one who did */
  int32_t *clean; /* (projects) 1: no supporter has paid since */
  char *paid;     /* (entries by ballot) 1: paid for the project */
  char *out;      /* (most supporters) 1: cannot pay the price */
  int64_t most;   /* supporters of a project, at most */
  cpwi_natural left, right;
} cpwi_equal;

/* -1, 0, 1 as the deal cost / payers of a project is better than, like, or worse than another's, per unit of
 * satisfaction */
int cpwi_deal_compare(const cpwi_equal *s, int32_t p, int64_t payers_p, int32_t q,
                      int64_t payers_q);
/* numerator of what a voter of the ballot has left, over D of all purchases */
int32_t cpwi_equal_left(cpwi_equal *s, int32_t ballot, cpwi_natural *number);
int cpwi_same_paid(const cpwi_equal *s, int32_t a, int32_t b);
/* add_opt.c: sets the share (x.share / x.unit) to the least larger one that changes the outcome; *more is 0
 * where there is none. */
int32_t cpwi_equal_raise(cpwi_equal *s, int *more);

#endif
