/* Rows of bars: what each standard takes, and lists side by side.
 * Form: horizontal bars with their words above them.
 * Leaves axes to chart_axes.c, marks to svg.c, figures to moments.c and summary.c. */
#include "chart_axes.h"

#include <math.h>
#include <stdlib.h>

/* ---------------------------------------------------------------- rows of bars */

enum { ROW_WIDE = 44, ROW_NARROW = 60, BAR = 16 };

double bars_height(int64_t rows, int narrow) {
  return 62 + (double)rows * (narrow ? ROW_NARROW : ROW_WIDE);
}

double bars_axis(plane *p, double low, double high, const char *words, phrase (*format)(double)) {
  double step = nice_step(low, high, p->narrow ? 3 : 6);
  p->x0 = floor(low / step + 1e-9) * step;
  p->x1 = ceil(high / step - 1e-9) * step;
  p->y0 = 0;
  p->y1 = 1;
  p->left = 2;
  p->right = p->width - 24;
  p->bottom = p->height - 42;
  for (double x = p->x0; x <= p->x1 + step / 2; x += step) {
    draw_rule(p, x, 0, x, 1, (stroke){fabs(x) < step / 2 ? COLOUR_INK : COLOUR_GRID, 1, NULL});
    phrase figure = format(fabs(x) < step / 2 ? 0 : x);
    int at_edge = plane_x(p, x) + 4 * (double)text_width(figure.text) > p->width;
    draw_words(p, at_edge ? p->width - 2 : plane_x(p, x), p->bottom + 16,
               x == p->x0 ? "start"
               : at_edge  ? "end"
                          : "middle",
               COLOUR_INK, 0, figure.text);
  }
  draw_words(p, p->right, p->bottom + 34, "end", COLOUR_QUIET, 0, words);
  return step;
}

static double row_top(const plane *p, int64_t row) {
  return p->top + (double)row * (p->narrow ? ROW_NARROW : ROW_WIDE);
}

void bar_words(plane *p, int64_t row, const char *what, const char *figure) {
  double words = row_top(p, row) + 14;
  draw_words(p, p->left + 5, words, "start", COLOUR_INK, 0, what);
  if (p->narrow)
    draw_words(p, p->left + 5, words + 16, "start", COLOUR_INK, 1, figure);
  else
    draw_words(p, p->right, words, "end", COLOUR_INK, 1, figure);
}

/* Where the bar of a row begins, in the units of the vertical axis (1 at the top). */
static double bar_top(const plane *p, int64_t row) {
  double top = row_top(p, row) + (p->narrow ? 36 : 20);
  return (p->bottom - top) / (p->bottom - p->top);
}

static double bar_depth(const plane *p) {
  return BAR / (p->bottom - p->top);
}

void bar_span(plane *p, int64_t row, double from, double to, const char *colour) {
  double top = bar_top(p, row);
  draw_bar(p, from, to, top, top - bar_depth(p), colour);
}

void bar_dot(plane *p, int64_t row, double value, double lower, double upper, const char *colour) {
  double y = bar_top(p, row) - bar_depth(p) / 2, end = bar_depth(p) / 4;
  stroke line = {colour, 2.5, NULL};
  if (!isnan(lower) && !isnan(upper)) {
    draw_rule(p, lower, y, upper, y, line);
    draw_rule(p, lower, y - end, lower, y + end, line);
    draw_rule(p, upper, y - end, upper, y + end, line);
  }
  if (!isnan(value)) draw_mark(p, value, y, colour);
}

void bar_row(plane *p, int64_t row, double value, const char *colour, const char *what,
             const char *figure) {
  bar_words(p, row, what, figure);
  if (!isnan(value)) bar_span(p, row, 0, value, colour);
}

static phrase case_title(const target_case *c) {
  return phrased("%s by %s, %s", c->standard_words.text, c->by_words.text,
                 profile_name(c->profile));
}

static phrase case_figure(const target_case *c, int64_t list) {
  int32_t outcome = target_outcome(c, list);
  if (is_out_of_reach(c, list)) return outcome_words(c, list);
  phrase figure = pace(target_number(c, "capacity", list)), on = change_words(c, list);
  if (outcome == CPW_OUTCOME_CLEARED)
    return phrased("%s (%s), leaving under a %s's starts", figure.text, on.text, c->noun);
  return phrased("%s (%s)", figure.text, on.text);
}

void chart_capacity(plane *p, const view *v) {
  double today = v->m->backlog.capacity[v->list], most = today;
  for (int i = 0; i < v->t->count; i++)
    most = fmax(most, target_number(&v->t->item[i], "capacity", v->list));
  unit u = people_unit(most);
  bars_axis(p, 0, most / u.size, phrased("Treated a %s, %s", period_noun(v->m), u.words).text,
            most / u.size < 5 ? tenths : whole);
  draw_rule(p, today / u.size, 0, today / u.size, 1, (stroke){COLOUR_INK, 1, "2 3"});
  bar_row(p, 0, today / u.size, COLOUR_INK, "Today's capacity", pace(today).text);
  for (int i = 0; i < v->t->count; i++) {
    const target_case *c = &v->t->item[i];
    const char *colour = is_out_of_reach(c, v->list) ? COLOUR_NONE : case_colour(c);
    bar_row(p, i + 1, target_number(c, "capacity", v->list) / u.size, colour, case_title(c).text,
            case_figure(c, v->list).text);
  }
}

/* ---------------------------------------------------------------- lists side by side */

static double list_change(const target_case *c, int64_t list) {
  return 100 * (target_number(c, "factor", list) - 1);
}

static phrase list_words(const target_case *c, int64_t list) {
  switch (target_outcome(c, list)) {
  case CPW_OUTCOME_UNREACHABLE:
  case CPW_OUTCOME_UNSTABLE:
    return outcome_words(c, list);
  case CPW_OUTCOME_OK:
    return change_words(c, list);
  default:
    return phrased("%s, %s", change_words(c, list).text, outcome_words(c, list).text);
  }
}

static const char *outcome_colour(int32_t outcome) {
  if (outcome >= CPW_OUTCOME_UNREACHABLE) return COLOUR_NONE;
  return outcome == CPW_OUTCOME_CLEARED ? COLOUR_AMBER : COLOUR_BLUE;
}

static void draw_list_rows(plane *p, const view *v, const int64_t *order, int64_t rows) {
  for (int64_t i = 0; i < rows; i++) {
    const char *colour = outcome_colour(target_outcome(v->c, order[i]));
    bar_row(p, i, list_change(v->c, order[i]), colour, v->m->list_names[order[i]],
            list_words(v->c, order[i]).text);
  }
}

void chart_lists(plane *p, const view *v) {
  int64_t *order = hardest_first(v->m, v->c);
  int64_t rows = v->m->lists < MOST_BARS ? v->m->lists : MOST_BARS;
  double least = 0, most = 1;
  if (!order) {
    p->out->failed = 1;
    return;
  }
  for (int64_t i = 0; i < rows; i++) {
    double value = list_change(v->c, order[i]);
    least = fmin(least, value);
    most = fmax(most, value);
  }
  bars_axis(p, least, most, "Change of capacity on today", per_cent);
  draw_list_rows(p, v, order, rows);
  free(order);
}
