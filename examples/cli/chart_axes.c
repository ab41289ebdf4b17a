/* What the charts share: units of people, figures on axes, and series over time.
 * No source: layout only.
 * Leaves marks and lines to svg.c. */
#include "chart_axes.h"

#include <math.h>
#include <stdlib.h>

/* ---------------------------------------------------------------- axes */

unit people_unit(double most) {
  if (most >= 2e6) return (unit){1e6, "million people"};
  if (most >= 2e4) return (unit){1e3, "thousand people"};
  return (unit){1, "people"};
}

phrase whole(double value) {
  return grouped(value, 0);
}

phrase tenths(double value) {
  return grouped(value, 1);
}

phrase hundredths(double value) {
  return grouped(value, 2);
}

phrase per_cent(double value) {
  return phrased("%s %%", grouped(value, 0).text);
}

phrase per_cent_tenths(double value) {
  return phrased("%s %%", grouped(value, 1).text);
}

void y_range(plane *p, double low, double high, double *step) {
  *step = nice_step(low, high, p->narrow ? 5 : 6);
  p->y0 = floor(low / *step + 1e-9) * *step;
  p->y1 = ceil(high / *step - 1e-9) * *step;
  if (p->y1 <= p->y0) p->y1 = p->y0 + *step;
}

void y_axis(plane *p, double low, double high, const char *words) {
  double step;
  y_range(p, low, high, &step);
  axis_y(p, step, words, step < 1 ? tenths : whole);
}

/* ---------------------------------------------------------------- series over time */

int series_begin(series *s, const model *m) {
  s->count = moments(m);
  size_t n = (size_t)s->count;
  s->x = calloc(3 * n, sizeof *s->x);
  s->labels = calloc(n, sizeof *s->labels);
  s->label_text = calloc(n, sizeof *s->label_text);
  if (!s->x || !s->labels || !s->label_text) return 0;
  s->low = s->x + n;
  s->high = s->x + 2 * n;
  for (size_t i = 0; i < n; i++) {
    s->x[i] = (double)i;
    s->label_text[i] = period_short(moment_label(m, (int64_t)i));
    s->labels[i] = s->label_text[i].text;
  }
  return 1;
}

void series_end(series *s, plane *p) {
  if (!s->x || !s->labels || !s->label_text) p->out->failed = 1;
  free(s->x);
  free(s->labels);
  free(s->label_text);
}

void time_axis(plane *p, const series *s) {
  p->x0 = 0;
  p->x1 = s->count > 1 ? (double)(s->count - 1) : 1;
  axis_x(p, s->count, s->x, s->labels, "");
}

void mark_today_at(plane *p, double x) {
  draw_words(p, plane_x(p, x) + 4, p->top - 5, "start", COLOUR_INK, 0, "projected from here");
}

void mark_today(plane *p, const model *m) {
  static const stroke line = {COLOUR_INK, 1, "2 3"};
  double now = (double)moment_now(m);
  draw_rule(p, now, p->y0, now, p->y1, line);
  mark_today_at(p, now);
}
