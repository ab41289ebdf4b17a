/* Names of rules, satisfactions, completions and tie-breaking rules, and their numbers.
 * Source: the lists in carepath/vote.h.
 * Leaves what they mean to the rules. */
#include "vote/internal.h"

#include <string.h>

static const char *const RULE[CPW_VOTE_RULES] = {
    "equal_shares", "greedy", "welfare", "phragmen", "overspending", "exact_equal_shares"};
static const char *const SATISFACTION[CPW_VOTE_SATISFACTIONS] = {"cost", "cardinality", "points"};
static const char *const COMPLETION[CPW_VOTE_COMPLETIONS] = {"alone",       "add1",    "add1u",
                                                             "utilitarian", "add_opt", "add_optu"};
static const char *const TIE[CPW_VOTE_TIES] = {"max_votes", "min_cost", "max_cost",
                                               "id",        "listed",   "random"};

static const char *name_of(const char *const *names, int32_t count, int32_t number) {
  return number >= 0 && number < count ? names[number] : NULL;
}

static int32_t number_of(const char *const *names, int32_t count, const char *name) {
  for (int32_t i = 0; name && i < count; i++)
    if (strcmp(names[i], name) == 0) return i;
  return CPW_ENOTFOUND;
}

const char *cpw_vote_rule_name(int32_t rule) {
  return name_of(RULE, CPW_VOTE_RULES, rule);
}

int32_t cpw_vote_rule_number(const char *name) {
  return number_of(RULE, CPW_VOTE_RULES, name);
}

const char *cpw_vote_satisfaction_name(int32_t satisfaction) {
  return name_of(SATISFACTION, CPW_VOTE_SATISFACTIONS, satisfaction);
}

int32_t cpw_vote_satisfaction_number(const char *name) {
  return number_of(SATISFACTION, CPW_VOTE_SATISFACTIONS, name);
}

const char *cpw_vote_completion_name(int32_t completion) {
  return name_of(COMPLETION, CPW_VOTE_COMPLETIONS, completion);
}

int32_t cpw_vote_completion_number(const char *name) {
  return number_of(COMPLETION, CPW_VOTE_COMPLETIONS, name);
}

const char *cpw_vote_tie_name(int32_t tie) {
  return tie < 1 ? NULL : name_of(TIE, CPW_VOTE_TIES, tie - 1);
}

int32_t cpw_vote_tie_number(const char *name) {
  int32_t number = number_of(TIE, CPW_VOTE_TIES, name);
  return number < 0 ? number : number + 1;
}
