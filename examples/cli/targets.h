/* targets.h - what the standards take: one case a standard and shape of the capacity. */
#ifndef CAREPATH_CLI_TARGETS_H
#define CAREPATH_CLI_TARGETS_H

#include "model.h"

/* One standard, one shape of the capacity. */
typedef struct target_case {
  standard standard;
  int32_t profile; /* CPW_PROFILE_... */
  int number;      /* of the standard, from 0: cases of one standard stand together */
  int64_t periods;
  const char *noun;      /* "month", "week" or "period" */
  phrase standard_words; /* "92 % within 18 weeks" */
  phrase by_words;       /* "March 2029" */
  phrase by_label;       /* "2029-03" */
  cpw_result *result;
} target_case;

typedef struct targets {
  target_case item[2 * MOST_STANDARDS];
  int count;
  int64_t longest; /* periods to the last date */
} targets;

/* DONE or an exit code after saying why. */
int targets_plan(const model *m, targets *out);
int targets_solve(const model *m, targets *t);
void targets_free(targets *t);

double target_number(const target_case *c, const char *array, int64_t list);
int32_t target_outcome(const target_case *c, int64_t list);
/* 1: no capacity reaches the standard. */
int is_out_of_reach(const target_case *c, int64_t list);
const char *profile_name(int32_t profile);
const char *outcome_name(int32_t outcome);
/* "reached", "out of reach: 61.2 % at best", ... */
phrase outcome_words(const target_case *c, int64_t list);
/* "+4.2 %", or what there is to say where today's capacity is 0. */
phrase change_words(const target_case *c, int64_t list);
/* "92.0 %", or "empty" where nobody is left at the date: of nobody there is no share. */
phrase reached_words(const target_case *c, int64_t list);
/* Tells, for each case that has a list out of reach, the first such list and why. */
void unreachable_reasons(const targets *t, void (*tell)(void *context, const char *reason),
                         void *context);
int any_unreachable(const model *m, const targets *t);
/* How much a case asks of a list: the factor on today's capacity; infinite where out of reach,
 * negative where today's capacity is none or already enough. */
double hardness(const target_case *c, int64_t list);
/* Lists by the change that a case asks for, hardest first; out of reach comes before all others,
 * lists without capacity today and then those that already meet it behind them.
 * NULL: no memory; free() it. */
int64_t *hardest_first(const model *m, const target_case *c);

/* All cases in one result: dimensions case, list and period. */
int targets_result(const model *m, const targets *t, cpw_result **out);

#endif
