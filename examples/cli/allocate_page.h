/* allocate_page.h - pages with charts of what `carepath allocate` found. */
#ifndef CAREPATH_CLI_ALLOCATE_PAGE_H
#define CAREPATH_CLI_ALLOCATE_PAGE_H

#include "allocate.h"

/* Fair shares: a bar for each, and (distance != NULL) how far each is from its own. */
int shares_page(const settings *set, const answer *a, const sheet *rows, const int64_t *target,
                const double *distance);
/* Pace of change: the waterfall from opening to closing, distances before and after. */
int pace_page(const settings *set, const answer *a, const sheet *rows, const cpw_result *path,
              int64_t n, int64_t years);
/* Response curves with the chosen points; who gets what by group and deprivation. */
int optimise_page(const settings *set, const answer *a, const sheet *rows,
                  const cpw_budget_problem *problem, const double *spend,
                  const cpw_budget_answer *found);

#endif
