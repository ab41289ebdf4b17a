/* lib/vote/internal.h - what the rules share: an election made ready (supporters by project), the order
 * of tied projects, purchases with exact prices, and the outcome they all fill.
 * Includes natural.h for exact prices. */
#ifndef CPWI_VOTE_INTERNAL_H
#define CPWI_VOTE_INTERNAL_H

#include "carepath/vote.h"
#include "vote/natural.h"

/* -------- election.c: an election, checked, with the supporters of each project. Entries without points and
 * ballots that nobody gave are left out; a ballot's entries are in the order of the projects. */
typedef struct cpwi_election {
  cpw_election given;
  const cpw_allocator *a;
  int64_t projects, ballots, voters;
  int64_t *row;     /* (ballots + 1) entries of a ballot */
  int32_t *project; /* (entries) */
  int64_t *weight;  /* (entries) points; NULL: 1 each */
  int64_t *start;   /* (projects + 1) supporters of a project */
  int32_t *ballot;  /* (entries) */
  int64_t *points;  /* (entries) beside ballot; NULL: 1 each */
  int64_t *votes;   /* (projects) voters who support it */
  int64_t
      *total; /* (projects) sum of their points; the same array as votes where points are NULL */
  int32_t *ranked; /* (projects) in the order that breaks ties: ties.c */
  int32_t *rank;   /* (projects) place in that order */
} cpwi_election;

int32_t cpwi_election_take(cpw_election *known, const cpw_election *given, const char *where,
                           cpw_error *err);
/* weights: whether points count; else a supporter is a supporter */
int32_t cpwi_election_prepare(cpwi_election *v, const cpw_election *given, int weights,
                              const cpw_allocator *a, const char *where, cpw_error *err);
void cpwi_election_free(cpwi_election *v);
static inline int64_t cpwi_multiplicity(const cpwi_election *v, int64_t ballot) {
  return v->given.multiplicity ? v->given.multiplicity[ballot] : 1;
}
/* how a message calls a project: ` (project "p4")`, or nothing where there are no ids */
typedef struct cpwi_called {
  char text[80];
} cpwi_called;
cpwi_called cpwi_call_project(const cpw_election *e, int64_t project);

/* -------- options.c, ties.c */
int32_t cpwi_vote_options_take(cpw_vote_options *o, const cpw_vote_options *given,
                               const char *where, cpw_error *err);
int32_t cpwi_vote_rank(cpwi_election *v, const cpw_vote_options *o, const char *where,
                       cpw_error *err);

/* -------- what came out of a rule: the projects in order of selection. */
typedef struct cpwi_outcome {
  int64_t selected, by_rule, steps;
  int32_t *order; /* (projects) */
  int32_t *place; /* (projects) -1: not selected */
  double *
      price; /* (projects) by place: what a unit of satisfaction cost, or the load; NaN by greedy */
  cpwi_wide cost;
  double share; /* money a voter began with; NaN where there is none */
  double *
      left; /* (ballots) money (or load) of a voter at the end of the rule; NULL where not wanted */
} cpwi_outcome;

/* One run of a rule. */
typedef struct cpwi_vote {
  cpwi_election v;
  cpw_vote_options o;
  cpw_run run;
  cpwi_outcome out;
  const char *where;
} cpwi_vote;

void cpwi_outcome_clear(cpwi_vote *t);
void cpwi_outcome_add(cpwi_vote *t, int32_t project, double price);
/* what costs nothing and has a supporter, in the order of ties */
void cpwi_vote_take_free(cpwi_vote *t);
/* CPW_ECANCELLED where the caller wants to stop */
int32_t cpwi_vote_progress(const cpwi_vote *t, double done, cpw_error *err);
int32_t cpwi_vote_no_memory(const cpwi_vote *t, cpw_error *err);
/* whether the satisfaction of a project grows with its cost: the scale that a price is divided by */
static inline int64_t cpwi_scale(const cpwi_vote *t, int64_t project) {
  return t->o.satisfaction == CPW_VOTE_COST ? t->v.given.cost[project] : 1;
}

/* -------- run.c: begin takes and checks everything (left: money left by ballot is wanted), go runs rule and
 * completion, end frees, after an error of begin too. */
int32_t cpwi_vote_begin(cpwi_vote *t, const cpw_election *election, const cpw_vote_options *options,
                        const cpw_run *run, int left, const char *where, cpw_error *err);
int32_t cpwi_vote_go(cpwi_vote *t, cpw_error *err);
void cpwi_vote_end(cpwi_vote *t);
double cpwi_vote_satisfaction(const cpwi_vote *t);

/* -------- the rules: each fills t->out */
int32_t cpwi_vote_shares(cpwi_vote *t, cpw_error *err);
int32_t cpwi_vote_phragmen(cpwi_vote *t, cpw_error *err);
int32_t cpwi_vote_greedy(cpwi_vote *t, cpw_error *err); /* goes on from what is selected */
int32_t cpwi_vote_welfare(cpwi_vote *t, cpw_error *err);
int32_t cpwi_vote_overspending(cpwi_vote *t, cpw_error *err);
int32_t cpwi_vote_equal(cpwi_vote *t, cpw_error *err);

/* -------- share.c: what each voter has to begin with: whole + rest / voters units of money */
typedef struct cpwi_share {
  cpwi_wide whole;
  int64_t rest; /* 0 to voters - 1 */
} cpwi_share;
cpwi_share cpwi_share_start(const cpwi_vote *t, int whole);
double cpwi_share_value(const cpwi_vote *t, cpwi_share share);
/* all projects with supporters are bought, whatever the share, once it is at least this */
cpwi_wide cpwi_all_cost(const cpwi_vote *t);
/* Whether nothing that is left fits: of projects with supporters (1), of all (2). */
int cpwi_exhaustive(const cpwi_vote *t, int32_t of);
/* Add1: raises the share while the outcome of once() is affordable; t->out is the last affordable one. */
typedef int32_t (*cpwi_once)(void *engine, cpwi_share share, cpw_error *err);
int32_t cpwi_add1(cpwi_vote *t, cpwi_once once, void *engine, cpw_error *err);

/* -------- exact.c: prices of purchases as exact fractions N_j / D_j, D_j = D_(j-1) den_j, made when they are
 * asked for. A price is a whole combination of the share and of earlier prices, over den_j. */
typedef struct cpwi_exact {
  const cpw_allocator *a;
  int64_t rounds;       /* purchases so far */
  int64_t made;         /* of which the numerators are there */
  int64_t *den;         /* (projects) */
  cpwi_natural *number; /* (projects) N_j */
  int64_t room;         /* projects */
  cpwi_natural share;   /* N_0 */
  cpwi_natural unit;    /* D_0 */
  int64_t *coef;        /* (projects) coefficients of the prices */
  int64_t count;        /* of the share */
  cpwi_natural minus;   /* scratch */
} cpwi_exact;
int32_t cpwi_exact_init(cpwi_exact *x, int64_t projects, const cpw_allocator *a);
void cpwi_exact_free(cpwi_exact *x);
int32_t cpwi_exact_begin(cpwi_exact *x, cpwi_share share, uint64_t voters); /* no purchases */
void cpwi_exact_clear(cpwi_exact *x);                                       /* coef, count = 0 */
/* The number of the next purchase is there: number and den without their common factor. */
void cpwi_exact_made(cpwi_exact *x);
/* The numerator over D_level of: cost - count share + sum coef price; its sign is returned by *sign, its
 * size by value. level <= made. */
int32_t cpwi_exact_lack(cpwi_exact *x, int64_t cost, int64_t level, cpwi_natural *value, int *sign);
/* of share - sum coef price, which is >= 0 */
int32_t cpwi_exact_money(cpwi_exact *x, int64_t level, cpwi_natural *value);

#endif
