/* vote.h - the command `carepath vote`: ballots, a rule, what is selected and for whom. */
#ifndef CAREPATH_CLI_VOTE_H
#define CAREPATH_CLI_VOTE_H

#include "answer.h"
#include "say.h"
#include "settings.h"

#include <carepath.h>

/* What was read, and the rule. */
typedef struct ballots {
  const settings *set;
  const char *file;
  cpw_pabulib *pabulib;
  const cpw_pabulib_content *content;
  cpw_election election;
  cpw_vote_options options;
  int64_t unit;      /* money: so many to one unit of currency */
  int64_t *cost;     /* (projects) where the budget option has more decimals than the file */
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
phrase vote_money(const ballots *b, double amount_in_units);
/* What the rule is, in words. */
void put_rule(buffer *out, const ballots *b);
int vote_page(ballots *b, const cpw_result *run);

#endif
