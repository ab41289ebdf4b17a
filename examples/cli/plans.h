/* plans.h - several standards at once: one path of capacity a list that reaches them all. */
#ifndef CAREPATH_CLI_PLANS_H
#define CAREPATH_CLI_PLANS_H

#include "assumptions.h"

typedef struct plan {
  cpw_goal goal[MOST_STANDARDS];
  phrase words[MOST_STANDARDS];    /* "92 % within 18 weeks" */
  phrase by_label[MOST_STANDARDS]; /* "2029-03" */
  int count;
  int64_t periods;
  cpw_result *result;
  cpw_result *course; /* the projection of the plan's capacity */
} plan;

/* The goals, dated, and the periods to the last of them: DONE or an exit code after saying why. */
int plan_goals(const model *m, plan *p);
int plan_solve(model *m, plan *p);
void plan_free(plan *p);

double plan_figure(const plan *p, const char *array, int64_t i);
int32_t plan_outcome(const plan *p, int64_t list);
int plan_is_out_of_reach(const plan *p);
/* "65.0 %", or people: the value of a goal, a slack or a level. */
phrase goal_value_words(const plan *p, int goal, double value);
const char *plan_profile_words(const settings *set);

int print_plan(const model *m, const plan *p, const assumptions *a);
int write_plan_page(const model *m, const plan *p, const assumptions *a);

#endif
