/* chart_axes.h - what the charts share: units, figures on axes, series over time. */
#ifndef CAREPATH_CLI_CHART_AXES_H
#define CAREPATH_CLI_CHART_AXES_H

#include "charts.h"

/* People in units that keep the figures of an axis short. */
typedef struct unit {
  double size;
  const char *words;
} unit;

unit people_unit(double most);

/* Figures on an axis. */
phrase whole(double value);
phrase tenths(double value);
phrase hundredths(double value);
phrase per_cent(double value);
phrase per_cent_tenths(double value);

/* Rounds the range outwards to whole steps. */
void y_range(plane *p, double low, double high, double *step);
/* The same with its axis. */
void y_axis(plane *p, double low, double high, const char *words);

/* One value a moment, with the moments' labels. */
typedef struct series {
  int64_t count;
  double *x, *low, *high;
  const char **labels;
  phrase *label_text;
} series;

int series_begin(series *s, const model *m); /* 0: no memory; call series_end all the same */
void series_end(series *s, plane *p);
void time_axis(plane *p, const series *s);
/* The bands of the fan of v->what. */
void draw_fan(plane *p, const view *v, series *s, double scale);
void mark_today(plane *p, const model *m);
void mark_today_at(plane *p, double x); /* the words alone, at x */

#endif
