/* vote.h - the command `carepath vote`: ballots, a rule, what is selected and for whom. */
#ifndef CAREPATH_CLI_VOTE_H
#define CAREPATH_CLI_VOTE_H

#include "answer.h"
#include "model.h"
#include "say.h"
#include "settings.h"

#include <carepath.h>

/* What was read, and the rule. */
typedef struct ballots {
  const settings *set;
  const char *file;
  source_record source[3]; /* files that were read, for the record of the page */
  int sources;
  cpw_pabulib *pabulib;
  const cpw_pabulib_content *content;
  cpw_election election;
  cpw_vote_options options;
  int64_t unit;      /* money: so many to one unit of currency */
  const char **name; /* (projects) what they are called; "" where it is not known */
  /* groups of the voters by --by; groups 0: none */
  int64_t groups, *group_of;
  const char **group_name;
} ballots;

int run_vote_projects(ballots *b);
int run_vote_rules(ballots *b);
int run_vote_groups(ballots *b);
int run_vote_weights(ballots *b);
/* The groups of the voters: DONE, or a code after saying why. */
int ballots_by_group(ballots *b);
cpw_voters_options voters_of(const ballots *b);
/* What the rule is, in words. */
void put_rule(buffer *out, const ballots *b);
/* Whether an option was given on the command line. */
int vote_given(const ballots *b, const char *option);

/* vote_money.c: amounts in 1/unit */
enum { VOTE_MONEY_FITS, VOTE_MONEY_FINE, VOTE_MONEY_LARGE };
/* What people write, such as 2m, as plain digits with at most one point: 1, or 0 where it is no amount. */
int vote_plain_money(const char *text, char *plain, size_t room);
/* Such digits in 1/unit: VOTE_MONEY_FITS, or why not. */
int vote_units(const char *plain, int64_t unit, int64_t *out);
phrase vote_money_of(int64_t sum, int64_t unit);        /* 1,234.50 */
phrase vote_money(const ballots *b, int64_t sum);       /* the same */
phrase vote_money_about(const ballots *b, double sum);  /* the same, of no whole units */
phrase vote_money_plain(const ballots *b, int64_t sum); /* 1234.5, for machines */

/* vote_page.c */
int vote_page(ballots *b, const cpw_result *run);
/* A bar for each of some things, with words beside it; then the whole table of the answer. */
typedef struct vote_bars {
  const char *title, *reading, *axis;
  const char *heading[2]; /* of the table below the bars: what a bar is, its figure */
  int64_t count;
  const char *const *label;    /* (count) */
  const double *value;         /* (count) shares */
  const double *lower, *upper; /* (count) or NULL */
  const phrase *words;         /* (count) figures in words */
  int64_t drawn;               /* at random, so often; 0: nothing */
} vote_bars;
int vote_bars_page(ballots *b, const answer *a, const vote_bars *bars);
int vote_groups_page(ballots *b, const answer *a, const cpw_result *outcome);

#endif
