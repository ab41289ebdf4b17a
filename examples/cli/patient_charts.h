/* patient_charts.h - the charts of a simulated list and the tables under them; view: cases, item, kind. */
#ifndef CAREPATH_CLI_PATIENT_CHARTS_H
#define CAREPATH_CLI_PATIENT_CHARTS_H

#include "charts.h"
#include "patient_text.h"

enum { MOST_LINES = 6, MOST_DOTS = 28 };

const char *case_line_colour(int item); /* of a case or of a class */
const char *case_line_dash(int item);

/* Classes that are drawn: their number (1: all) and the position of each. */
int drawn_classes(const patient_case *item);
int64_t drawn_class(const patient_case *item, int k);

/* The figures of a kind that are compared, a row each: their number, what each is, and how many
 * more there are. */
typedef struct dot {
  const patient_case *item;
  const compared *what;
  int64_t who, limit;
  double value, lower, upper;
} dot;
int dots_of(const view *v, dot *out, int *left_out);

void chart_waits(plane *p, const view *v);
void chart_list(plane *p, const view *v);
void chart_differences(plane *p, const view *v);
void chart_use(plane *p, const view *v);
void table_waits(grid *g, const view *v);
void table_list(grid *g, const view *v);
void table_differences(grid *g, const view *v);
void table_use(grid *g, const view *v);

#endif
