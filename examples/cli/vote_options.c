/* The options of `carepath vote`.
 * No source: this is the command line's own interface.
 * Leaves reading the options to args.c. */
#include "option_groups.h"
#include "say.h"
#include "settings.h"

#include <carepath.h>

#include <string.h>

#define FIELD(name) offsetof(settings, vote.name)

vote_settings default_vote_settings(void) {
  return (vote_settings){.rule = CPW_VOTE_EQUAL_SHARES,
                         .satisfaction = CPW_VOTE_COST,
                         .convention = CPW_VOTE_PABUTOOLS,
                         .exhaustive = -1,
                         .vote_type = -1};
}

static const choice views[] = {{"projects", VOTE_PROJECTS},
                               {"rules", VOTE_RULES_BESIDE},
                               {"groups", VOTE_GROUPS},
                               {"weights", VOTE_WEIGHTS},
                               {0}};
static const choice rules[] = {{"equal-shares", CPW_VOTE_EQUAL_SHARES},
                               {"greedy", CPW_VOTE_GREEDY},
                               {"welfare", CPW_VOTE_WELFARE},
                               {"phragmen", CPW_VOTE_PHRAGMEN},
                               {"overspending", CPW_VOTE_OVERSPENDING},
                               {"exact-equal-shares", CPW_VOTE_EXACT_EQUAL_SHARES},
                               {0}};
static const choice satisfactions[] = {
    {"cost", CPW_VOTE_COST}, {"number", CPW_VOTE_CARDINALITY}, {"points", CPW_VOTE_POINTS}, {0}};
static const choice completions[] = {{"none", CPW_VOTE_ALONE},
                                     {"add1", CPW_VOTE_ADD1},
                                     {"add1u", CPW_VOTE_ADD1U},
                                     {"utilitarian", CPW_VOTE_UTILITARIAN},
                                     {"add-opt", CPW_VOTE_ADD_OPT},
                                     {"add-optu", CPW_VOTE_ADD_OPTU},
                                     {0}};
static const choice conventions[] = {
    {"pabutools", CPW_VOTE_PABUTOOLS}, {"equalshares.net", CPW_VOTE_EQUALSHARES_NET}, {0}};
static const choice yes_no[] = {{"yes", 1}, {"no", 0}, {0}};
static const choice ties[] = {{"max-votes", CPW_VOTE_TIE_MAX_VOTES},
                              {"min-cost", CPW_VOTE_TIE_MIN_COST},
                              {"max-cost", CPW_VOTE_TIE_MAX_COST},
                              {"id", CPW_VOTE_TIE_ID},
                              {"listed", CPW_VOTE_TIE_LISTED},
                              {"random", CPW_VOTE_TIE_RANDOM},
                              {0}};
static const choice vote_types[] = {{"approval", CPW_PABULIB_APPROVAL},
                                    {"cumulative", CPW_PABULIB_CUMULATIVE},
                                    {"scoring", CPW_PABULIB_SCORING},
                                    {"ordinal", CPW_PABULIB_ORDINAL},
                                    {0}};

/* "max-votes,min-cost,id": the first that tells two projects apart decides. */
static int take_ties(const option_spec *spec, const char *text, void *field) {
  settings *set = (settings *)(void *)((char *)field - spec->offset);
  vote_settings *v = &set->vote;
  const char *at = text;
  int32_t count = 0;
  for (;;) {
    size_t length = strcspn(at, ",");
    int32_t value = 0;
    for (const choice *c = ties; c->name; c++)
      if (strlen(c->name) == length && memcmp(c->name, at, length) == 0) value = c->value;
    if (!value || count == MOST_TIES)
      return bad_value(spec, text,
                       "max-votes, min-cost, max-cost, id, listed, random, joined by commas");
    v->tie[count++] = value;
    if (!at[length]) break;
    at += length + 1;
  }
  v->ties = count;
  return DONE;
}

static const option_spec rule_options[] = {
    {"rule", 0, "RULE",
     "equal-shares (default), greedy, welfare (the affordable set of the greatest satisfaction), "
     "phragmen, overspending (bounded) or exact-equal-shares",
     take_choice, FIELD(rule), rules, 0, 0},
    {"satisfaction", 0, "CHOICE",
     "of a voter with a project: its cost (default), 1 (number) or the points given", take_choice,
     FIELD(satisfaction), satisfactions, 0, 0},
    {"completion", 0, "CHOICE",
     "of equal shares, which leave money over: none (default), add1, add1u, utilitarian; of exact "
     "equal shares also add-opt, add-optu",
     take_choice, FIELD(completion), completions, 0, 0},
    {"convention", 0, "CHOICE",
     "where two published tools differ (ties, start and end of add1, order of completion): "
     "pabutools (default) or equalshares.net",
     take_choice, FIELD(convention), conventions, 0, 0},
    {"exhaustive", 0, "CHOICE",
     "add1 and add1u end where nothing that is left fits: yes or no; default: as the convention "
     "has it",
     take_choice, FIELD(exhaustive), yes_no, 0, 0},
    {"tie", 0, "RULE,...",
     "ties by max-votes, min-cost, max-cost, id, listed, random (--seed), in that order; default: "
     "as the convention has it",
     take_ties, FIELD(tie), NULL, 0, 0},
    {"budget", 'b', "MONEY", "in place of the file's budget: 250000, 250,000, 1000.50, 250k, 1.5m",
     take_text, FIELD(money), NULL, 0, 0},
    {0}};

static const option_spec ballot_options[] = {
    {"votes", 0, "FILE",
     "FILE given first is then a CSV of projects (project_id, cost), this one of choices: "
     "voter_id, project_id and, where there are any, points",
     take_text, FIELD(votes), NULL, 0, 0},
    {"voters", 0, "FILE", "and this one of voters: voter_id, and columns such as age", take_text,
     FIELD(voters), NULL, 0, 0},
    {"vote-type", 0, "CHOICE",
     "of such choices: approval (default where there are no points), cumulative, scoring, ordinal",
     take_choice, FIELD(vote_type), vote_types, 0, 0},
    {"by", 0, "COLUMN", "groups of the voters, such as neighbourhood", take_text, FIELD(by), NULL,
     0, 0},
    {"what", 0, "CHOICE",
     "projects (default), rules (what each rule would select, side by side), groups (what came out "
     "for whom; needs --by, at most " NUMBER(
         MOST_VOTE_GROUPS) " groups) or weights (what the voters hold important, with "
                           "intervals)",
     take_choice, FIELD(what), views, 0, 0},
    {"bootstrap", 0, NULL, "weights: intervals by drawing the voters again, not from a prior",
     take_flag, FIELD(bootstrap), NULL, 0, 0},
    {0}};

const option_group vote_rule_group = {"Rule", rule_options, 0};
const option_group ballot_group = {"Ballots", ballot_options, 0};
