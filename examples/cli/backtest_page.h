/* backtest_page.h - the page of a back-test, its charts and what it rests on. */
#ifndef CAREPATH_CLI_BACKTEST_PAGE_H
#define CAREPATH_CLI_BACKTEST_PAGE_H

#include "assumptions.h"
#include "backtests.h"
#include "charts.h"

void backtest_assumptions(const model *m, const backtests *t, assumptions *out);
/* Writes the page to --html: DONE or an exit code after saying why. */
int write_backtest_page(const model *m, const backtests *t, const assumptions *a);

/* How many of the worst and of the best lists the page shows. */
enum { BACKTEST_LISTS = 8 };

void chart_errors(plane *p, const view *v);   /* v->weeks: 0 the list, else the share */
void chart_coverage(plane *p, const view *v); /* the same */
void chart_courses(plane *p, const view *v);
void chart_worst(plane *p, const view *v);
void table_errors(grid *g, const view *v);
void table_coverage(grid *g, const view *v);
void table_courses(grid *g, const view *v);
void table_worst(grid *g, const view *v);
const char *method_colour(const backtests *t, int32_t method);

#endif
