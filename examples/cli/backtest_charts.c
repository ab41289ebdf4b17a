/* The charts of a back-test: errors by periods ahead, coverage of the bands, courses from each origin.
 * Forms: lines, and bars for single lists.
 * Leaves axes to chart_axes.c, marks to svg.c, figures to backtests.c. */
#include "backtest_page.h"
#include "chart_axes.h"

#include <math.h>
#include <stdlib.h>

const char *method_colour(const backtests *t, int32_t method) {
  if (method == t->chosen) return COLOUR_BLUE;
  if (method == CPW_BACKTEST_NAIVE) return COLOUR_INK;
  return kind_colour(method);
}

/* ---------------------------------------------------------------- by periods ahead */

static int is_share(const view *v) {
  return v->weeks > 0;
}

/* The axis of periods ahead: 1, 2, ... */
static void ahead_axis(plane *p, const view *v) {
  int64_t count = v->b->horizon;
  phrase *text = calloc((size_t)count, sizeof *text);
  const char **labels = calloc((size_t)count, sizeof *labels);
  double *x = calloc((size_t)count, sizeof *x);
  p->x0 = 0.5;
  p->x1 = (double)count + 0.5;
  for (int64_t h = 0; text && labels && x && h < count; h++) {
    text[h] = phrased("%lld", (long long)(h + 1));
    labels[h] = text[h].text;
    x[h] = (double)(h + 1);
  }
  if (text && labels && x)
    axis_x(p, count, x, labels, phrased("%ss ahead", period_noun(v->m)).text);
  else
    p->out->failed = 1;
  free(text);
  free(labels);
  free(x);
}

static double error_figure(const view *v, int32_t method, int64_t ahead) {
  if (is_share(v)) return ahead_error(v->b, method, "ahead_within_mae", ahead);
  return 100 * ahead_error(v->b, method, "ahead_list_mape", ahead);
}

/* Draws figure(h) for h from 1 on, with a dot at each, so that a single one is seen. */
static void draw_by_ahead(plane *p, const view *v, const double *y, stroke s) {
  double *x = calloc((size_t)v->b->horizon, sizeof *x);
  if (!x) {
    p->out->failed = 1;
    return;
  }
  for (int64_t h = 0; h < v->b->horizon; h++)
    x[h] = (double)(h + 1);
  draw_line(p, v->b->horizon, x, y, s);
  for (int64_t h = 0; h < v->b->horizon; h++)
    if (!isnan(y[h])) draw_dot(p, x[h], y[h], s.colour);
  free(x);
}

static void draw_methods(plane *p, const view *v, double *y) {
  for (int32_t i = METHODS; i-- > 0;) {
    int32_t method = i == 0 ? v->b->chosen : i == v->b->chosen ? 0 : i; /* the chosen one on top */
    for (int64_t h = 1; h <= v->b->horizon; h++)
      y[h - 1] = error_figure(v, method, h);
    stroke s = {method_colour(v->b, method), method == v->b->chosen ? 3 : 1.8,
                method == CPW_BACKTEST_NAIVE ? "7 4" : NULL};
    draw_by_ahead(p, v, y, s);
  }
}

void chart_errors(plane *p, const view *v) {
  double most = 0, *y = calloc((size_t)v->b->horizon, sizeof *y);
  if (!y) {
    p->out->failed = 1;
    return;
  }
  for (int32_t method = 0; method < METHODS; method++)
    for (int64_t h = 1; h <= v->b->horizon; h++) {
      double figure = error_figure(v, method, h);
      if (figure > most) most = figure;
    }
  double step;
  y_range(p, 0, most > 0 ? most : 1, &step);
  if (is_share(v))
    axis_y(p, step, "Error, percentage points", step < 1 ? tenths : whole);
  else
    axis_y(p, step, "Error, % of the list", step < 1 ? per_cent_tenths : per_cent);
  ahead_axis(p, v);
  draw_methods(p, v, y);
  free(y);
}

void chart_coverage(plane *p, const view *v) {
  double *y = calloc((size_t)v->b->horizon, sizeof *y);
  if (!y) {
    p->out->failed = 1;
    return;
  }
  p->y0 = 0;
  p->y1 = 100;
  axis_y(p, 20, "Inside the band", per_cent);
  ahead_axis(p, v);
  for (int level = 0; level < LEVELS; level++) {
    const char *colour = order_colour(level + 3, 7);
    double nominal = 100 * level_shares[level];
    draw_rule(p, p->x0, nominal, p->x1, nominal, (stroke){colour, 1.2, "2 4"});
    for (int64_t h = 1; h <= v->b->horizon; h++)
      y[h - 1] = 100 * coverage_of(v->b, is_share(v), level, h);
    draw_by_ahead(p, v, y, (stroke){colour, 2.5, NULL});
  }
  free(y);
}

/* ---------------------------------------------------------------- courses */

static double counted(const view *v, int64_t period) {
  return real_array(v->m->past, "total_closing")[v->list * v->m->history.periods + period];
}

static void course_range(const view *v, double *low, double *high) {
  *low = *high = counted(v, 0);
  for (int64_t t = 0; t < v->m->history.periods; t++) {
    *low = fmin(*low, counted(v, t));
    *high = fmax(*high, counted(v, t));
  }
  for (int64_t o = 0; o < v->b->origins; o++)
    for (int64_t h = 1; h <= v->b->horizon; h++) {
      *low = fmin(*low, course_figure(v->b, "predicted_total", v->list, o, h));
      *high = fmax(*high, course_figure(v->b, "predicted_total", v->list, o, h));
    }
  double room = 0.1 * (*high - *low);
  *low = *low - room < 0.4 * *high ? 0 : *low - room;
  *high += room;
}

static void draw_course(plane *p, const view *v, series *s, int64_t origin, double size) {
  int64_t from = v->b->first_origin + origin;
  for (int64_t t = 0; t < s->count; t++) {
    int64_t h = t - from;
    s->high[t] = h == 0 ? counted(v, t) / size
                 : h > 0 && h <= v->b->horizon
                     ? course_figure(v->b, "predicted_total", v->list, origin, h) / size
                     : (double)NAN;
  }
  draw_line(p, s->count, s->x, s->high,
            (stroke){order_colour(origin + 2, v->b->origins + 3), 2, NULL});
}

void chart_courses(plane *p, const view *v) {
  series s = {0};
  double low, high, step;
  course_range(v, &low, &high);
  unit u = people_unit(high);
  if (series_begin(&s, v->m)) {
    y_range(p, low / u.size, high / u.size, &step);
    axis_y(p, step, phrased("Waiting, %s", u.words).text,
           step < 0.1 ? hundredths
           : step < 1 ? tenths
                      : whole);
    time_axis(p, &s);
    for (int64_t o = 0; o < v->b->origins; o++)
      draw_course(p, v, &s, o, u.size);
    for (int64_t t = 0; t < s.count; t++)
      s.high[t] = counted(v, t) / u.size;
    draw_line(p, s.count, s.x, s.high, (stroke){COLOUR_INK, 3, NULL});
  }
  series_end(&s, p);
}

/* ---------------------------------------------------------------- lists */

void chart_worst(plane *p, const view *v) {
  int64_t count, *order = worst_first(v->m, v->b, &count);
  if (!order) {
    p->out->failed = 1;
    return;
  }
  int64_t rows = count < 2 * BACKTEST_LISTS ? count : 2 * BACKTEST_LISTS;
  double most = count ? fmax(100 * mean_list_error(v->b, order[0]), 0.1) : 1;
  bars_axis(p, 0, most, "Mean error of the list", most < 5 ? per_cent_tenths : per_cent);
  for (int64_t i = 0; i < rows; i++) {
    int64_t list = order[i < rows / 2 ? i : count - rows + i];
    double error = mean_list_error(v->b, list);
    bar_row(p, i, 100 * error, i < rows / 2 ? COLOUR_ORANGE : COLOUR_GREEN, v->m->list_names[list],
            percent(error, 2).text);
  }
  free(order);
}
