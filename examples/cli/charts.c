/* The charts of the page, drawn for a wide screen and again for a phone.
 * Forms: stacked areas, lines, bars, steps and a waterfall; one question each.
 * Leaves axes and marks to svg.c, figures to moments.c and summary.c. */
#include "charts.h"

#include "summary.h"

#include <math.h>
#include <stdlib.h>

static const stroke ahead_line = {COLOUR_BLUE, 2.5, NULL};

/* ---------------------------------------------------------------- axes */

/* People in units that keep the figures of an axis short. */
typedef struct unit {
  double size;
  const char *words;
} unit;

static unit people_unit(double most) {
  if (most >= 2e6) return (unit){1e6, "million people"};
  if (most >= 2e4) return (unit){1e3, "thousand people"};
  return (unit){1, "people"};
}

static phrase whole(double value) {
  return grouped(value, 0);
}

static phrase tenths(double value) {
  return grouped(value, 1);
}

static phrase per_cent(double value) {
  return phrased("%s %%", grouped(value, 0).text);
}

static phrase per_cent_tenths(double value) {
  return phrased("%s %%", grouped(value, 1).text);
}

static void y_range(plane *p, double low, double high, double *step) {
  *step = nice_step(low, high, p->narrow ? 5 : 6);
  p->y0 = floor(low / *step + 1e-9) * *step;
  p->y1 = ceil(high / *step - 1e-9) * *step;
  if (p->y1 <= p->y0) p->y1 = p->y0 + *step;
}

static void y_axis(plane *p, double low, double high, const char *words) {
  double step;
  y_range(p, low, high, &step);
  axis_y(p, step, words, step < 1 ? tenths : whole);
}

/* ---------------------------------------------------------------- series over time */

typedef struct series {
  int64_t count;
  double *x, *low, *high;
  const char **labels;
  phrase *label_text;
} series;

static int series_begin(series *s, const model *m) {
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

static void series_end(series *s, plane *p) {
  if (!s->x || !s->labels || !s->label_text) p->out->failed = 1;
  free(s->x);
  free(s->labels);
  free(s->label_text);
}

static void time_axis(plane *p, const series *s) {
  p->x0 = 0;
  p->x1 = s->count > 1 ? (double)(s->count - 1) : 1;
  axis_x(p, s->count, s->x, s->labels, "");
}

static void mark_today(plane *p, const model *m) {
  static const stroke line = {COLOUR_INK, 1, "2 3"};
  double now = (double)moment_now(m);
  draw_rule(p, now, p->y0, now, p->y1, line);
  draw_words(p, plane_x(p, now) + 4, p->top - 5, "start", COLOUR_INK, 0, "projected from here");
}

/* ---------------------------------------------------------------- the list by time waited */

static double most_waiting(const view *v) {
  double most = 0;
  for (int64_t i = 0; i < moments(v->m); i++)
    most = fmax(most, moment_waiting(v->m, v->list, i, 0, v->m->bands_count - 1));
  return most;
}

/* Longest waits at the bottom: that they vanish is what the standards are about. */
static void draw_groups(plane *p, const view *v, const series *s, double scale) {
  band_groups g = group_bands(&v->m->bands);
  for (int64_t group = g.count; group-- > 0;) {
    for (int64_t i = 0; i < s->count; i++) {
      s->low[i] = s->high[i];
      s->high[i] +=
          moment_waiting(v->m, v->list, i, g.first[group], g.first[group + 1] - 1) / scale;
    }
    draw_area(p, s->count, s->x, s->low, s->high, order_colour(group, g.count));
  }
}

void chart_bands(plane *p, const view *v) {
  series s = {0};
  double most = most_waiting(v);
  unit u = people_unit(most);
  if (series_begin(&s, v->m)) {
    y_axis(p, 0, most / u.size, phrased("Waiting, %s", u.words).text);
    time_axis(p, &s);
    draw_groups(p, v, &s, u.size);
    mark_today(p, v->m);
  }
  series_end(&s, p);
}

/* ---------------------------------------------------------------- the share within a limit */

static double least_share(const view *v) {
  double least = 1;
  for (int64_t i = 0; i < moments(v->m); i++)
    least = fmin(least, moment_within(v, i));
  for (int i = 0; v->t && i < v->t->count; i++)
    if (v->t->item[i].standard.weeks == v->weeks) least = fmin(least, v->t->item[i].standard.share);
  return least;
}

static void draw_share(plane *p, const series *s, stroke line) {
  draw_line(p, s->count, s->x, s->high, line);
}

static void draw_past_and_ahead(plane *p, const view *v, const series *s) {
  int64_t now = moment_now(v->m);
  for (int half = 0; half < 2; half++) {
    for (int64_t i = 0; i < s->count; i++) {
      int shown = half ? i >= now : i <= now;
      s->high[i] = shown ? 100 * moment_within(v, i) : (double)NAN;
    }
    draw_share(p, s, half ? ahead_line : (stroke){COLOUR_INK, 2.5, NULL});
  }
}

static void draw_case(plane *p, const view *v, const series *s, const target_case *c) {
  int64_t now = moment_now(v->m);
  for (int64_t i = 0; i < s->count; i++)
    s->high[i] = 100 * (i == now ? moment_within(v, i) : case_within(c, v->m, v->list, i));
  draw_share(p, s, (stroke){case_colour(c), 2, case_dash(c)});
}

static void draw_standard(plane *p, const view *v, const target_case *c) {
  double share = 100 * c->standard.share, at = (double)(moment_now(v->m) + c->periods);
  const char *colour = case_colour(c);
  draw_rule(p, p->x0, share, p->x1, share, (stroke){colour, 1, "1 3"});
  draw_mark(p, at, share, colour);
  phrase words = percent(c->standard.share, 0);
  if (!p->narrow) words = phrased("%s by %s", words.text, period_short(c->by_label.text).text);
  draw_words(p, p->left + 4, plane_y(p, share) - 4, "start", colour, 1, words.text);
}

static void draw_cases(plane *p, const view *v, const series *s) {
  for (int i = 0; v->t && i < v->t->count; i++) {
    const target_case *c = &v->t->item[i];
    if (c->standard.weeks != v->weeks) continue;
    draw_case(p, v, s, c);
    if (is_first_of_standard(v->t, c)) draw_standard(p, v, c);
  }
}

void chart_within(plane *p, const view *v) {
  series s = {0};
  if (series_begin(&s, v->m)) {
    double step = 10, least = 100 * least_share(v);
    p->y0 = fmax(0, floor((least - 1) / step) * step);
    p->y1 = 100;
    axis_y(p, step, phrased("Share waiting up to %s weeks", fixed(v->weeks, 0).text).text,
           per_cent);
    time_axis(p, &s);
    draw_cases(p, v, &s);
    draw_past_and_ahead(p, v, &s);
    mark_today(p, v->m);
  }
  series_end(&s, p);
}

/* ---------------------------------------------------------------- rows of bars */

enum { ROW_WIDE = 44, ROW_NARROW = 60, BAR = 16 };

double bars_height(int64_t rows, int narrow) {
  return 62 + (double)rows * (narrow ? ROW_NARROW : ROW_WIDE);
}

static double bars_axis(plane *p, double low, double high, const char *words,
                        phrase (*format)(double)) {
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
    const char *anchor = x == p->x0 ? "start" : "middle";
    draw_words(p, plane_x(p, x), p->bottom + 16, anchor, COLOUR_INK, 0,
               format(fabs(x) < step / 2 ? 0 : x).text);
  }
  draw_words(p, p->right, p->bottom + 34, "end", COLOUR_QUIET, 0, words);
  return step;
}

/* One bar with its words above it: at the left what it is, at the right (on a phone: below) the
 * figure. */
static void bar_row(plane *p, int64_t row, double value, const char *colour, const char *what,
                    const char *figure) {
  double height = p->narrow ? ROW_NARROW : ROW_WIDE, top = p->top + (double)row * height;
  double words = top + 14, bar = top + (p->narrow ? 36 : 20);
  draw_words(p, p->left + 5, words, "start", COLOUR_INK, 0, what);
  if (p->narrow)
    draw_words(p, p->left + 5, words + 16, "start", COLOUR_INK, 1, figure);
  else
    draw_words(p, p->right, words, "end", COLOUR_INK, 1, figure);
  if (isnan(value)) return;
  double scale = p->bottom - p->top;
  draw_bar(p, 0, value, (p->bottom - bar) / scale, (p->bottom - bar - BAR) / scale, colour);
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

/* ---------------------------------------------------------------- how people leave */

static const double *hazards(const view *v, int removal) {
  const double *all = removal ? v->m->backlog.removal_hazard : v->m->backlog.treatment_hazard;
  return all + v->list * v->m->bands_count;
}

/* A step for each band: its hazard holds over the whole band. */
static void draw_steps(plane *p, const view *v, int removal, double *x, double *y) {
  const double *hazard = hazards(v, removal);
  int64_t bands = v->m->bands_count;
  for (int64_t b = 0; b < bands; b++) {
    x[2 * b] = (double)b;
    x[2 * b + 1] = (double)(b + 1);
    y[2 * b] = y[2 * b + 1] = 100 * hazard[b];
  }
  draw_line(p, 2 * bands, x, y,
            removal ? (stroke){COLOUR_ORANGE, 2.5, "7 4"} : (stroke){COLOUR_BLUE, 2.5, NULL});
}

static void band_axis(plane *p, const view *v) {
  int64_t bands = v->m->bands_count;
  double *x = calloc((size_t)bands, sizeof *x);
  phrase *text = calloc((size_t)bands, sizeof *text);
  const char **labels = calloc((size_t)bands, sizeof *labels);
  for (int64_t b = 0; x && text && labels && b < bands; b++) {
    x[b] = (double)b;
    text[b] = phrased("%s%s", grouped(v->m->bands.lower[b], 0).text, b + 1 == bands ? "+" : "");
    labels[b] = text[b].text;
  }
  if (x && text && labels)
    axis_x(p, bands, x, labels, phrased("%ss waited", unit_noun(&v->m->bands)).text);
  else
    p->out->failed = 1;
  free(x);
  free(text);
  free(labels);
}

void chart_hazards(plane *p, const view *v) {
  int64_t bands = v->m->bands_count;
  double low = 0, high = 0.01, step, *x = calloc(4 * (size_t)bands, sizeof *x);
  if (!x) {
    p->out->failed = 1;
    return;
  }
  for (int removal = 0; removal < 2; removal++)
    for (int64_t b = 0; b < bands; b++) {
      low = fmin(low, hazards(v, removal)[b]);
      high = fmax(high, hazards(v, removal)[b]);
    }
  y_range(p, 100 * low, 100 * high, &step);
  p->x0 = 0;
  p->x1 = (double)bands;
  axis_y(p, step, phrased("Share that leaves in a %s", period_noun(v->m)).text,
         step < 1 ? per_cent_tenths : per_cent);
  band_axis(p, v);
  draw_steps(p, v, 0, x, x + 2 * bands);
  draw_steps(p, v, 1, x, x + 2 * bands);
  free(x);
}

/* ---------------------------------------------------------------- how people came and went */

typedef struct step {
  const char *name;
  double from, to;
  double figure;
  const char *colour;
} step;

/* On a phone every other name stands a line lower, or they would run into each other. */
static void draw_step(plane *p, const step *s, int64_t i, double size) {
  double below = p->narrow && i % 2 ? 34 : 18;
  double x = (double)i + 0.5;
  draw_bar(p, (double)i + 0.12, (double)i + 0.88, s->from / size, s->to / size, s->colour);
  double top = plane_y(p, fmax(s->from, s->to) / size);
  draw_words(p, plane_x(p, x), top - 5, "middle", COLOUR_INK, 1,
             phrased("%s%s", s->from > 0 && s->to > s->from ? "+" : "",
                     grouped(s->figure / size, size > 1e3 ? 2
                                               : size > 1 ? 1
                                                          : 0)
                         .text)
                 .text);
  draw_words(p, plane_x(p, x), p->bottom + below, "middle", COLOUR_INK, 0, s->name);
}

void chart_balance(plane *p, const view *v) {
  flows f = past_flows(v->m, v->list, 0);
  double joined = f.opening + f.starts, seen = joined + f.unrecorded, left = seen - f.treated;
  const step steps[] = {
      {"Opening", 0, f.opening, f.opening, COLOUR_INK},
      {"Starts", f.opening, joined, f.starts, COLOUR_ORANGE},
      {p->narrow ? "Unrec." : "Unrecorded", joined, seen, f.unrecorded, COLOUR_AMBER},
      {"Treated", seen, left, -f.treated, COLOUR_BLUE},
      {"Removed", left, f.closing, -f.removed, COLOUR_SKY},
      {"Closing", 0, f.closing, f.closing, COLOUR_INK}};
  const int64_t count = sizeof steps / sizeof *steps;
  unit u = people_unit(seen);
  y_axis(p, 0, seen / u.size * 1.05, phrased("%c%s", u.words[0] - 32, u.words + 1).text);
  p->x0 = 0;
  p->x1 = (double)count;
  for (int64_t i = 0; i < count; i++)
    draw_step(p, &steps[i], i, u.size);
}
