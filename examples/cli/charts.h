/* charts.h - the charts of the page: each draws one question's answer on a plane. */
#ifndef CAREPATH_CLI_CHARTS_H
#define CAREPATH_CLI_CHARTS_H

#include "svg.h"
#include "targets.h"

/* A measure that is counted, projected and run many times over. */
typedef struct measure {
  const char *array; /* its name in the measures, the projection and the simulation */
  const char *id, *title, *words;
  int share; /* 1: a share, 0: people */
} measure;
enum { FAN_MEASURES = 3 };
extern const measure fan_measures[];

/* What a chart is about: one list of the model, and where it matters a limit in weeks or a case. */
typedef struct view {
  const model *m;
  const targets *t; /* NULL: no standard was asked for */
  const target_case *c;
  int64_t list;
  double weeks;
  const measure *what;
  const struct backtests *b;
  const struct plan *plan;
  const struct patient_cases *cases;
  const struct equity *equity;
  int item; /* which of them */
  int kind; /* of the figures that are compared */
} view;

/* The bands of a list in at most six groups, so that they can be told apart. */
enum { MOST_GROUPS_OF_BANDS = 6 };
typedef struct band_groups {
  int64_t count;
  int64_t first[MOST_GROUPS_OF_BANDS + 1]; /* group g: bands first[g] to first[g + 1] - 1 */
  phrase name[MOST_GROUPS_OF_BANDS];
} band_groups;
band_groups group_bands(const cpw_bands *bands);

/* Time: the history's periods, then the projected ones. */
int64_t moments(const model *m);
int64_t moment_now(const model *m);
const char *moment_label(const model *m, int64_t moment);
/* People in some bands at a moment. */
double moment_waiting(const model *m, int64_t list, int64_t moment, int64_t first, int64_t last);
/* Share within a limit: of the history and the projection, and of a case (NaN before and after). */
double moment_within(const view *v, int64_t moment);
double case_within(const target_case *c, const model *m, int64_t list, int64_t moment);
/* A measure at a moment, and whether the axis of its chart begins at zero. */
double measure_figure(const view *v, int64_t moment);
int fan_starts_at_zero(const view *v);
/* The rows of the map: their number, the first band of each, the people in it. */
int64_t heat_rows(const cpw_bands *bands);
int64_t heat_row_first(const cpw_bands *bands, int64_t row);
double heat_figure(const view *v, int64_t row, int64_t moment);

const char *unit_noun(const cpw_bands *bands); /* "month", "week" or "unit" */
/* The most rows of the chart of lists. */
enum { MOST_BARS = 24 };

/* Colour of a case: its standard's; its dash: its profile's. */
const char *case_colour(const target_case *c);
const char *case_dash(const target_case *c);
int is_first_of_standard(const targets *t, const target_case *c);

/* How high a drawing must be that grows with its rows. */
double bars_height(int64_t rows, int narrow);
double bars_axis(plane *p, double low, double high, const char *words, phrase (*format)(double));
/* The words of a row, a bar between two values, a mark with its interval. */
void bar_words(plane *p, int64_t row, const char *what, const char *figure);
void bar_span(plane *p, int64_t row, double from, double to, const char *colour);
void bar_dot(plane *p, int64_t row, double value, double lower, double upper, const char *colour);
/* One bar with its words above it: at the left what it is, at the right (on a phone: below) the
 * figure. */
void bar_row(plane *p, int64_t row, double value, const char *colour, const char *what,
             const char *figure);

void chart_fan(plane *p, const view *v);
void chart_heat(plane *p, const view *v);
void chart_bands(plane *p, const view *v);
void chart_within(plane *p, const view *v);
void chart_capacity(plane *p, const view *v);
void chart_lists(plane *p, const view *v);
void chart_hazards(plane *p, const view *v);
void chart_balance(plane *p, const view *v);

#endif
