/* One measure over time: counted, projected, and how far the runs spread around it.
 * Form: the fan chart of the Bank of England (Britton, Fisher and Whitley, Quarterly Bulletin 1998).
 * Leaves axes to chart_axes.c, marks to svg.c, figures to uncertainty.c and summary.c. */
#include "chart_axes.h"
#include "summary.h"
#include "uncertainty.h"

#include <math.h>
#include <stdlib.h>

const measure fan_measures[] = {
    {"total_closing", "size", "How many wait", "Waiting", 0},
    {"within_18", "share", "The share that waits up to 18 weeks", "Share waiting up to 18 weeks",
     1},
    {"over_52", "over52", "How many have waited over 52 weeks", "Over 52 weeks", 0},
};

double measure_figure(const view *v, int64_t moment) {
  const model *m = v->m;
  int64_t past = m->history.periods;
  const double *counted = real_array(m->past, v->what->array);
  if (moment < past) return counted ? counted[v->list * past + moment] : (double)NAN;
  return ahead_figure(m, v->what->array, v->list, moment - past);
}

/* The quantile of a moment; of the last one counted the figure itself, where the fan opens. */
static double spread_figure(const view *v, int64_t moment, int quantile) {
  if (moment < moment_now(v->m)) return (double)NAN;
  if (moment == moment_now(v->m)) return measure_figure(v, moment);
  return fan_figure(v->m, v->what->array, v->list, moment - v->m->history.periods, quantile);
}

void draw_fan(plane *p, const view *v, series *s, double scale) {
  if (!v->m->simulation) return;
  for (int band = 0; band < 3; band++) {
    for (int64_t i = 0; i < s->count; i++) {
      s->low[i] = spread_figure(v, i, band) / scale;
      s->high[i] = spread_figure(v, i, FAN_QUANTILES - 1 - band) / scale;
    }
    draw_spread(p, s->count, s->x, s->low, s->high, fan_colour(band));
  }
}

static void draw_middle(plane *p, const view *v, series *s, double scale) {
  int64_t now = moment_now(v->m);
  int runs = v->m->simulation != NULL;
  for (int ahead = 0; ahead < 2; ahead++) {
    for (int64_t i = 0; i < s->count; i++) {
      double figure = runs && i > now ? spread_figure(v, i, FAN_50) : measure_figure(v, i);
      s->high[i] = (ahead ? i >= now : i <= now) ? figure / scale : (double)NAN;
    }
    stroke line = {ahead ? COLOUR_BLUE : COLOUR_INK, 2.5, NULL};
    draw_line(p, s->count, s->x, s->high, line);
  }
}

static void range_of(const view *v, int64_t count, double *low, double *high) {
  *low = (double)INFINITY;
  *high = -(double)INFINITY;
  for (int64_t i = 0; i < count; i++) {
    const double figures[] = {measure_figure(v, i), spread_figure(v, i, FAN_025),
                              spread_figure(v, i, FAN_975)};
    for (int k = 0; k < 3; k++) {
      if (figures[k] < *low) *low = figures[k];
      if (figures[k] > *high) *high = figures[k];
    }
  }
  if (*low > *high) *low = *high = 0;
  double room = 0.15 * (*high - *low);
  *low = *low - room < 0.4 * *high ? 0 : *low - room;
  *high += room;
}

int fan_starts_at_zero(const view *v) {
  double low, high;
  range_of(v, moments(v->m), &low, &high);
  return low == 0;
}

void chart_fan(plane *p, const view *v) {
  series s = {0};
  if (series_begin(&s, v->m)) {
    double low, high, step, scale = v->what->share ? 0.01 : 1;
    range_of(v, s.count, &low, &high);
    unit u = people_unit(high);
    if (!v->what->share) scale = u.size;
    if (v->what->share) high = fmin(high, 1);
    y_range(p, low / scale, high / scale, &step);
    phrase words =
        v->what->share ? phrased("%s", v->what->words) : phrased("%s, %s", v->what->words, u.words);
    phrase (*format)(double) = step < 0.1 ? hundredths : step < 1 ? tenths : whole;
    if (v->what->share) format = step < 1 ? per_cent_tenths : per_cent;
    axis_y(p, step, words.text, format);
    time_axis(p, &s);
    draw_fan(p, v, &s, scale);
    draw_middle(p, v, &s, scale);
    mark_today(p, v->m);
  }
  series_end(&s, p);
}
