/* report_tables.h - the tables that stand under the charts of the page. */
#ifndef CAREPATH_CLI_REPORT_TABLES_H
#define CAREPATH_CLI_REPORT_TABLES_H

#include "charts.h"

void table_fan(grid *g, const view *v);
void table_heat(grid *g, const view *v);
void table_bands(grid *g, const view *v);
void table_within(grid *g, const view *v);
void table_capacity(grid *g, const view *v);
/* The `rows` longest lists, longest first; MOST_ROWS is what a reader looks through. */
enum { MOST_ROWS = 25 };
void table_longest(grid *g, const view *v, int64_t rows);
void table_lists(grid *g, const view *v);
void table_hazards(grid *g, const view *v);
void table_balance(grid *g, const view *v);

/* "65 % by March 2026, flat": a case in a heading or a legend. */
phrase case_words(const target_case *c);

#endif
