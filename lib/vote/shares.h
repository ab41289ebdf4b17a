/* lib/vote/shares.h - one run of the Method of Equal Shares, shared by price.c (what a project costs its
 * supporters) and shares.c (which is bought, who pays). */
#ifndef CPWI_VOTE_SHARES_H
#define CPWI_VOTE_SHARES_H

#include "vote/internal.h"

/* Money of a voter of one ballot: within `error` of `value`, whatever was rounded on the way. */
typedef struct cpwi_money {
  double value, error;
} cpwi_money;

/* A supporter with money, gathered for the project that is looked at. */
typedef struct cpwi_supporter {
  double value, error; /* money */
  double weight;       /* of one voter */
  double people;       /* voters */
  int32_t ballot;
  int32_t mark; /* CPWI_PAYS_..., what is known of him at the price */
  int64_t at;   /* where he is among the project's supporters */
} cpwi_supporter;

#define CPWI_PAYS_PRICE  0 /* has more than the price, or (not known yet) enough */
#define CPWI_PAYS_ALL    1 /* has less than the price: pays all he has */
#define CPWI_PAYS_LAST   2 /* has the price exactly: has nothing left */
#define CPWI_PAYS_UNSURE 3 /* within rounding of the price */

/* What a project costs a supporter per unit of weight: the least price at which its supporters, each paying
 * at most what he has, pay for it. */
typedef struct cpwi_offer {
  double price, error;
  double low, high; /* price / scale, what projects are compared by, lies between them */
  int32_t clean;    /* 1: no supporter has paid since */
  int32_t sure;     /* 1: nobody is within rounding of the price */
  int64_t group;    /* projects of one group, > 0, were found to tie exactly and are clean */
} cpwi_offer;

typedef struct cpwi_shares {
  cpwi_vote *t;
  const cpwi_election *v;
  cpwi_exact x;
  cpwi_share share;
  cpwi_money *money; /* (ballots) */
  int32_t *gone;  /* (ballots) 0: has money; j + 1: paid all he had in purchase j; -(j + 1): had the
                        price of purchase j exactly */
  int32_t *round; /* (projects) purchase it was, or -1 */
  int32_t *bought;           /* (projects) project of a purchase */
  cpwi_offer *offer;         /* (projects) */
  int32_t *list;             /* (entries) supporters who have money, by project */
  int64_t *listed;           /* (entries) their points, NULL where all are 1 */
  int64_t *length;           /* (projects) of its list */
  int32_t *heap;             /* (projects) open projects by offer.low */
  int32_t *looked;           /* (projects) looked at in this round */
  cpwi_supporter *supporter; /* (most supporters of a project) */
  int64_t supporters;
  int64_t heaped, groups;
  int64_t rich; /* weight of those who pay the price, set with the exact price */
  cpwi_natural best, other, left, right, lack;
} cpwi_shares;

/* price.c. Looks at a project: gathers its supporters with money and fills its offer; *affordable is 0
 * where they have too little. exact: doubts are settled, and marks are final. */
int32_t cpwi_look(cpwi_shares *s, int32_t project, int exact, int *affordable);
/* The numerator of the exact price over D_rounds s->rich, after cpwi_look of that project with exact. */
int32_t cpwi_exact_price(cpwi_shares *s, int32_t project, cpwi_natural *number);
/* Prices of all purchases so far as exact fractions. */
int32_t cpwi_shares_make(cpwi_shares *s);

#endif
