/* Charts of inequality: slope, concentration curve, waits by group, funnel, series, groups, programmes.
 * Forms: points with limits, a fitted line, step curves, a funnel (Spiegelhalter 2005), an XmR chart.
 * Leaves axes to chart_axes.c and marks to svg.c; draws findings, so that what is withheld stays so. */
#include "chart_axes.h"
#include "equity.h"
#include "figure.h"
#include "results.h"
#include "say.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- what they share */

static phrase axis_number(double value) {
  return figure_words(fabs(value) < 1e-12 ? 0 : value, "");
}

static phrase share_number(double value) {
  return figure_words(fabs(value) < 1e-12 ? 0 : value, "share");
}

enum { MOST_TICKS = 24 };

/* Numbers below the plane, from x0 to x1. */
static void x_axis(plane *p, const char *words) {
  double step = nice_step(p->x0, p->x1, p->narrow ? 4 : 8), x[MOST_TICKS];
  phrase text[MOST_TICKS];
  const char *label[MOST_TICKS];
  int64_t count = 0;
  for (double at = ceil(p->x0 / step - 1e-9) * step;
       at <= p->x1 + step * 1e-9 && count < MOST_TICKS; at += step) {
    x[count] = at;
    text[count] = axis_number(at);
    label[count] = text[count].text;
    count++;
  }
  axis_x(p, count, x, label, words);
}

static void y_numbers(plane *p, double low, double high, const char *words) {
  double step;
  y_range(p, low, high, &step);
  axis_y(p, step, words, axis_number);
}

static void widen(double value, double *low, double *high) {
  if (!isfinite(value)) return;
  if (value < *low) *low = value;
  if (value > *high) *high = value;
}

/* From 0 where that takes little more room. */
static void settle_range(double *low, double *high) {
  if (*low > *high) *low = 0, *high = 1;
  if (*low > 0 && *low < 0.5 * *high) *low = 0;
  if (*high < 0 && *high > 0.5 * *low) *high = 0;
}

static const char *value_words(const equity *e) {
  return e->opt->unit ? e->opt->unit : "value";
}

static void whisker(plane *p, double x, const finding *f, const char *colour) {
  if (!f->limits || isnan(f->lower[0]) || isnan(f->upper[0])) return;
  draw_rule(p, x, f->lower[0], x, f->upper[0], (stroke){colour, 2, NULL});
}

static double estimate_of(const equity *e, int64_t area, int64_t row, const char *name) {
  const finding *f = find_finding(e, area, row, name);
  return f ? f->estimate : (double)NAN;
}

/* ---------------------------------------------------------------- slope */

static double on_scale(const equity *e, double v) {
  if (e->opt->transform == CPW_SCALE_LOG) return cpw_math_log(v);
  return e->opt->transform == CPW_SCALE_LOGIT ? cpw_math_log(v / (1 - v)) : v;
}

static double off_scale(const equity *e, double g) {
  if (e->opt->transform == CPW_SCALE_LOG) return cpw_math_exp(g);
  return e->opt->transform == CPW_SCALE_LOGIT ? 1 / (1 + cpw_math_exp(-g)) : g;
}

static void draw_fit(plane *p, const view *v, double from, double to) {
  double x[41], y[41];
  const equity *e = v->equity;
  for (int i = 0; i <= 40; i++) {
    x[i] = i / 40.0 * 100;
    y[i] = off_scale(e, on_scale(e, from) + i / 40.0 * (on_scale(e, to) - on_scale(e, from)));
  }
  draw_line(p, 41, x, y, (stroke){COLOUR_ORANGE, 2.5, NULL});
}

static double people_of(const equity *e, int64_t area, int64_t g) {
  if (!e->line[area * e->groups + g]) return 0;
  return e->has_population ? e->population[area * e->groups + g] : 1;
}

static void chart_slope(plane *p, const view *v) {
  const equity *e = v->equity;
  double scale = 1 / fabs(e->opt->multiplier), low = (double)INFINITY, high = -low, sum = 0, at = 0;
  double from = estimate_of(e, v->item, -1, "fit_most_deprived") * scale;
  double to = estimate_of(e, v->item, -1, "fit_least_deprived") * scale;
  widen(from, &low, &high);
  widen(to, &low, &high);
  for (int64_t g = 0; g < e->groups; g++) {
    const finding *f = find_finding(e, v->item, g, "value");
    sum += people_of(e, v->item, g);
    if (!f) continue;
    widen(f->estimate, &low, &high);
    widen(f->lower[0], &low, &high);
    widen(f->upper[0], &low, &high);
  }
  settle_range(&low, &high);
  p->x0 = 0;
  p->x1 = 100;
  y_numbers(p, low, high, value_words(e));
  x_axis(p, "share of people, the most deprived first, %");
  draw_fit(p, v, from, to);
  for (int64_t g = 0; g < e->groups; g++) {
    double share = 100 * people_of(e, v->item, g) / sum;
    const finding *f = find_finding(e, v->item, g, "value");
    if (f && !isnan(f->estimate)) {
      whisker(p, at + share / 2, f, COLOUR_BLUE);
      draw_dot(p, at + share / 2, f->estimate, COLOUR_BLUE);
      if (e->groups <= 10)
        draw_words(p, plane_x(p, at + share / 2) + 6, plane_y(p, f->estimate) - 6, "start",
                   COLOUR_INK, 0, clipped(e->row_label[g], 12).text);
    }
    at += share;
  }
}

static void table_values(grid *g, const view *v) {
  static const char *const headings[] = {"<Group", "Value", "Limits"};
  const equity *e = v->equity;
  grid_begin(g, headings, 3);
  for (int64_t i = 0; i < e->rows_labelled; i++) {
    const finding *f = find_finding(e, v->item, i, v->kind ? "rate" : "value");
    if (!f) continue;
    grid_cell(g, e->row_label[i]);
    grid_cell(g, figure_words(f->estimate, f->unit).text);
    grid_cell(g, limits_words(f, 0).text);
  }
}

static phrase with_area(const equity *e, int64_t area, const char *words) {
  if (!*area_label(e, area)) return phrased("%s", words);
  return phrased("%s: %s", clipped(area_label(e, area), 40).text, words);
}

static void figure_slope(buffer *out, const view *v) {
  const equity *e = v->equity;
  const finding *sii = find_finding(e, v->item, -1, "sii");
  if (!sii) return;
  phrase id = phrased("slope-%d", v->item), title = with_area(e, v->item, "slope of inequality");
  if (!*area_label(e, v->item)) title = phrased("Slope of inequality");
  figure f = {
      .id = id.text,
      .title = title.text,
      .reading =
          "Each point is a group at the middle of its share of the people, with its limits. The "
          "line is fitted by people; its two ends are what the slope index compares.",
      .draw = chart_slope,
      .tabulate = table_values,
      .caption = "Values of the groups"};
  f.alternative[0] =
      phrased("The fitted line goes from %s to %s;",
              figure_words(estimate_of(e, v->item, -1, "fit_most_deprived"), "").text,
              figure_words(estimate_of(e, v->item, -1, "fit_least_deprived"), "").text);
  f.alternative[1] =
      phrased("the slope index is %s, the relative index %s.", figure_words(sii->estimate, "").text,
              figure_words(estimate_of(e, v->item, -1, "rii"), "").text);
  add_key(&f, COLOUR_BLUE, NULL, 0, "groups with limits");
  add_key(&f, COLOUR_ORANGE, NULL, 0, "fitted line");
  put_figure(out, &f, v);
}

/* ---------------------------------------------------------------- concentration */

static void chart_curve(plane *p, const view *v) {
  const equity *e = v->equity;
  double x[CURVE_POINTS], y[CURVE_POINTS], low = 0, high = 100;
  for (int i = 0; i < CURVE_POINTS; i++) {
    x[i] = 100.0 * i / (CURVE_POINTS - 1);
    y[i] = 100 * e->curve[v->item * CURVE_POINTS + i];
    widen(y[i], &low, &high);
  }
  p->x0 = 0;
  p->x1 = 100;
  y_numbers(p, low, high, "share of the total, %");
  x_axis(p, "share of people, the worst off first, %");
  draw_rule(p, 0, 0, 100, 100, (stroke){COLOUR_INK, 1, "5 4"});
  draw_line(p, CURVE_POINTS, x, y, (stroke){COLOUR_BLUE, 2.5, NULL});
}

static void table_curve(grid *g, const view *v) {
  static const char *const headings[] = {"Share of people", "Share of the total"};
  grid_begin(g, headings, 2);
  for (int i = 0; i < CURVE_POINTS; i += 5) {
    grid_cell(g, percent((double)i / (CURVE_POINTS - 1), 0).text);
    grid_cell(g, percent(v->equity->curve[v->item * CURVE_POINTS + i], 1).text);
  }
}

static void figure_curve(buffer *out, const view *v) {
  const equity *e = v->equity;
  const finding *c = find_finding(e, v->item, -1, "concentration_index");
  if (!c || !e->curve || e->withheld || isnan(e->curve[v->item * CURVE_POINTS + 1])) return;
  phrase id = phrased("curve-%d", v->item), title = with_area(e, v->item, "concentration curve");
  if (!*area_label(e, v->item)) title = phrased("Concentration curve");
  figure f = {
      .id = id.text,
      .title = title.text,
      .reading =
          "The share of all that the worst off have. On the dashed diagonal everybody has the "
          "same; above it the worst off have more, below it the better off.",
      .draw = chart_curve,
      .tabulate = table_curve,
      .caption = "The curve"};
  f.alternative[0] = phrased("The concentration index is %s;", figure_words(c->estimate, "").text);
  f.alternative[1] = phrased("%s.", c->note.text);
  add_key(&f, COLOUR_BLUE, NULL, 0, "concentration curve");
  add_key(&f, COLOUR_INK, "5 4", 0, "everybody has the same");
  put_figure(out, &f, v);
}

/* ---------------------------------------------------------------- groups side by side */

static const char *group_value(const equity *e) {
  static const char *const names[] = {"rate", "direct", "value", "crude", "mean"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    for (int64_t k = 0; k < e->count; k++)
      if (e->item[k].row >= 0 && strcmp(e->item[k].name, names[i]) == 0) return names[i];
  return "value";
}

static void chart_groups(plane *p, const view *v) {
  const equity *e = v->equity;
  const char *name = group_value(e);
  double low = (double)INFINITY, high = -low;
  for (int64_t g = 0; g < e->rows_labelled; g++) {
    const finding *f = find_finding(e, v->item, g, name);
    if (!f) continue;
    widen(f->estimate, &low, &high);
    widen(f->lower[0], &low, &high);
    widen(f->upper[0], &low, &high);
  }
  settle_range(&low, &high);
  bars_axis(p, low, high, value_words(e), axis_number);
  for (int64_t g = 0; g < e->rows_labelled; g++) {
    const finding *f = find_finding(e, v->item, g, name);
    phrase words = f ? figure_words(f->estimate, f->unit) : phrased("-");
    bar_words(p, g, clipped(e->row_label[g], 40).text, words.text);
    if (f) bar_dot(p, g, f->estimate, f->lower[0], f->upper[0], COLOUR_BLUE);
  }
}

static void table_groups(grid *g, const view *v) {
  static const char *const headings[] = {"<Group", "Value", "Limits"};
  const equity *e = v->equity;
  grid_begin(g, headings, 3);
  for (int64_t i = 0; i < e->rows_labelled; i++) {
    const finding *f = find_finding(e, v->item, i, group_value(e));
    grid_cell(g, e->row_label[i]);
    grid_cell(g, f ? figure_words(f->estimate, f->unit).text : "-");
    grid_cell(g, f ? limits_words(f, 0).text : "-");
  }
}

static void figure_groups(buffer *out, const view *v) {
  const equity *e = v->equity;
  if (e->rows_labelled > 40) return;
  phrase id = phrased("groups-%d", v->item), title = with_area(e, v->item, "the groups");
  if (!*area_label(e, v->item)) title = phrased("The groups side by side");
  figure f = {.id = id.text,
              .title = title.text,
              .reading = "Each mark is a group's value; the bar through it are its limits.",
              .draw = chart_groups,
              .rows = (double)e->rows_labelled,
              .tabulate = table_groups,
              .caption = "Values of the groups"};
  f.alternative[0] = phrased("A row for each of %lld groups;", (long long)e->rows_labelled);
  f.alternative[1] = phrased("the table has their values and limits.");
  put_figure(out, &f, v);
}

/* ---------------------------------------------------------------- waits */

static const char *group_dash(int64_t g) {
  static const char *const dashes[] = {NULL, "8 4", "3 3", "10 3 2 3", "1 3"};
  return dashes[g % (int64_t)(sizeof dashes / sizeof *dashes)];
}

/* The lightest of the colours is too light for a line. */
static const char *group_colour(int64_t g, int64_t count) {
  return order_colour(g + 1, count + 1);
}

static int is_shown(const equity *e, int64_t g) {
  return !isnan(estimate_of(e, 0, g, "treated"));
}

/* A curve that goes down in steps: two points a time. */
static void draw_steps(plane *p, const cpw_array *s, int64_t g, const double *time, stroke line) {
  int64_t n = s->dimension[1]->length, count = 0;
  double *x = equity_array(2 * n, 2 * sizeof *x);
  if (!x) {
    p->out->failed = 1;
    return;
  }
  double *y = x + 2 * n;
  for (int64_t i = 0; i < n; i++) {
    if (i) {
      x[count] = time[i];
      y[count] = y[count - 1];
      count++;
    }
    x[count] = time[i];
    y[count++] = 100 * s->real[g * n + i];
  }
  draw_line(p, count, x, y, line);
  free(x);
}

static void chart_survival(plane *p, const view *v) {
  const equity *e = v->equity;
  const cpw_array *s = cpw_result_find(e->result, "survival");
  int64_t n = s->dimension[1]->length;
  double *time = equity_array(n, sizeof *time);
  double most = 0;
  for (int64_t i = 0; i < e->f.rows; i++)
    widen(e->f.number[COL_TIME][i], &(double){0}, &most);
  p->x0 = 0;
  p->x1 = most;
  for (int64_t i = 0; time && i < n; i++)
    time[i] = most * (double)i / (double)(n - 1);
  y_numbers(p, 0, 100, "still waiting, %");
  x_axis(p, phrased("waited%s%s", e->opt->unit ? ", " : "", e->opt->unit ? e->opt->unit : "").text);
  for (int64_t g = 0; time && g < e->rows_labelled; g++)
    if (is_shown(e, g))
      draw_steps(p, s, g, time, (stroke){group_colour(g, e->rows_labelled), 2.2, group_dash(g)});
  if (!time) p->out->failed = 1;
  free(time);
}

static void table_survival(grid *g, const view *v) {
  const equity *e = v->equity;
  const cpw_array *s = cpw_result_find(e->result, "survival");
  const char *headings[MOST_GRID_COLUMNS] = {"Waited"};
  int64_t n = s->dimension[1]->length, columns = 1;
  for (int64_t i = 0; i < e->rows_labelled && columns < MOST_GRID_COLUMNS; i++)
    headings[columns++] = e->row_label[i];
  grid_begin(g, headings, columns);
  double most = 0;
  for (int64_t i = 0; i < e->f.rows; i++)
    widen(e->f.number[COL_TIME][i], &(double){0}, &most);
  for (int64_t k = 0; k < n; k += 10) {
    grid_cell(g, figure_words(most * (double)k / (double)(n - 1), "").text);
    for (int64_t i = 0; i + 1 < columns; i++)
      grid_cell(g, is_shown(e, i) ? percent(s->real[i * n + k], 1).text : "withheld");
  }
}

static void figure_survival(buffer *out, const view *v) {
  const equity *e = v->equity;
  const cpw_array *s = e->result ? cpw_result_find(e->result, "survival") : NULL;
  if (!s || s->dimensions != 2 || s->dimension[1]->length < 2) return;
  figure f = {
      .id = "waiting",
      .title = "Who still waits",
      .reading =
          "The share of each group that would still wait after so long, if nobody were removed "
          "(Kaplan-Meier). A curve above the others is a group that waits longer.",
      .draw = chart_survival,
      .tabulate = table_survival,
      .caption = "Share still waiting"};
  const finding *test = find_finding(e, 0, -1, "logrank");
  f.alternative[0] =
      phrased("A falling curve for each of %lld groups;", (long long)e->rows_labelled);
  f.alternative[1] = test ? phrased("log-rank test p %s.", figure_words(test->estimate, "p").text)
                          : phrased("the table has their values.");
  for (int64_t g = 0; g < e->rows_labelled && g < 12; g++)
    if (is_shown(e, g))
      add_key(&f, group_colour(g, e->rows_labelled), group_dash(g), 0, e->row_label[g]);
  put_figure(out, &f, v);
}

/* ---------------------------------------------------------------- funnel */

enum { FUNNEL_POINTS = 160 };

/* Published limits of rates and ratios stand over the events, others over the size. */
static int over_events(const equity *e) {
  return e->opt->kind != CPW_RATES_FUNNEL_PROPORTION && !e->opt->dispersion &&
         !e->opt->variance_stable &&
         (e->opt->funnel_limits < 0 || e->opt->funnel_limits == CPW_RATES_LIMITS_PUBLISHED);
}

static double unit_size(const equity *e, int64_t i) {
  const char *size = e->opt->kind == CPW_RATES_FUNNEL_RATIO ? "expected" : "population";
  if (over_events(e)) size = e->opt->kind == CPW_RATES_FUNNEL_RATIO ? "observed" : "count";
  return estimate_of(e, 0, i, size);
}

typedef struct funnel_lines {
  double x[FUNNEL_POINTS], y[FUNNEL_POINTS];
  double lower[FUNNEL_POINTS * MOST_CONFIDENCES], upper[FUNNEL_POINTS * MOST_CONFIDENCES];
} funnel_lines;

static int make_lines(const equity *e, double least, double most, funnel_lines *l) {
  cpw_rates_funnel_options o;
  if (set_funnel(e, &o)) return 0;
  double target = result_figure(e->result, "target", 0) / o.multiplier;
  double more = o.dispersion == CPW_RATES_DISPERSION_ADD ? result_figure(e->result, "tau2", 0)
                                                         : result_figure(e->result, "phi", 0);
  double ratio = most / least;
  for (int i = 0; i < FUNNEL_POINTS; i++)
    l->x[i] = floor(least * cpw_math_pow(ratio, i / (FUNNEL_POINTS - 1.0)) + 0.5);
  for (int i = 0; i < FUNNEL_POINTS; i++)
    if (l->x[i] < 1) l->x[i] = 1;
  return !cpw_rates_funnel_lines(l->x, FUNNEL_POINTS, target, more, &o, l->lower, l->upper, NULL);
}

/* Where each unit stands, in the order of the rows: one walk over the findings. */
typedef struct dots {
  int64_t count;
  double *x, *y;
  int *class_of;
  int64_t *row;
} dots;

static void free_dots(dots *d) {
  free(d->x);
  free(d->y);
  free(d->class_of);
  free(d->row);
}

static int find_dots(const equity *e, dots *d) {
  int64_t n = e->rows_labelled;
  *d = (dots){0, equity_array(n, sizeof(double)), equity_array(n, sizeof(double)),
              equity_array(n, sizeof(int)), equity_array(n, sizeof(int64_t))};
  if (!d->x || !d->y || !d->class_of || !d->row) return 0;
  const char *size = e->opt->kind == CPW_RATES_FUNNEL_RATIO ? "expected" : "population";
  if (over_events(e)) size = e->opt->kind == CPW_RATES_FUNNEL_RATIO ? "observed" : "count";
  for (int64_t i = 0; i < n; i++)
    d->x[i] = d->y[i] = (double)NAN;
  for (int64_t k = 0; k < e->count; k++) {
    const finding *f = &e->item[k];
    if (f->row < 0) continue;
    if (strcmp(f->name, size) == 0) d->x[f->row] = f->estimate;
    if (strcmp(f->name, "value") == 0) d->y[f->row] = f->estimate;
    if (strcmp(f->name, "class") == 0 && !isnan(f->estimate))
      d->class_of[f->row] = (int)f->estimate;
  }
  return 1;
}

static void draw_units(plane *p, const equity *e, const dots *d) {
  int named = 0;
  for (int64_t i = 0; i < e->rows_labelled; i++) {
    if (isnan(d->x[i]) || isnan(d->y[i])) continue;
    int outer = d->class_of[i] >= e->levels || d->class_of[i] <= -e->levels;
    if (!d->class_of[i])
      draw_dot(p, d->x[i], d->y[i], COLOUR_QUIET);
    else
      draw_mark(p, d->x[i], d->y[i], outer ? COLOUR_ORANGE : COLOUR_BLUE);
    if (outer && !p->narrow && named++ < 12)
      draw_words(p, plane_x(p, d->x[i]) + 8, plane_y(p, d->y[i]) + 4,
                 plane_x(p, d->x[i]) > p->width - 140 ? "end" : "start", COLOUR_INK, 0,
                 clipped(e->row_label[i], 22).text);
  }
}

static void chart_funnel(plane *p, const view *v) {
  static const char *const dashes[] = {"6 4", NULL, "2 3", "8 3 2 3"};
  const equity *e = v->equity;
  double least = (double)INFINITY, most = 0, low = least, high = -low;
  dots d;
  funnel_lines *l = equity_array(1, sizeof *l);
  if (!find_dots(e, &d) || !l) p->out->failed = 1;
  for (int64_t i = 0; !p->out->failed && i < e->rows_labelled; i++) {
    if (!(d.x[i] > 0) || isnan(d.y[i])) continue;
    widen(d.x[i], &least, &most);
    widen(d.y[i], &low, &high);
  }
  if (!p->out->failed && least <= most && make_lines(e, fmax(least * 0.8, 1), most * 1.05, l)) {
    double target = result_figure(e->result, "target", 0);
    widen(target, &low, &high);
    settle_range(&low, &high);
    p->x0 = 0;
    p->x1 = most * 1.05;
    y_numbers(p, low, high, "value");
    x_axis(p, over_events(e) ? "events" : "size");
    draw_rule(p, 0, target, p->x1, target, (stroke){COLOUR_INK, 1.5, NULL});
    for (int k = 0; k < e->levels; k++)
      for (int upper = 0; upper < 2; upper++) {
        for (int i = 0; i < FUNNEL_POINTS; i++) {
          double y = (upper ? l->upper : l->lower)[i * e->levels + k];
          l->y[i] = y < p->y0 || y > p->y1 ? (double)NAN : y;
        }
        draw_line(p, FUNNEL_POINTS, l->x, l->y, (stroke){COLOUR_GREEN, 1.8, dashes[k]});
      }
    draw_units(p, e, &d);
  }
  free_dots(&d);
  free(l);
}

static void table_funnel(grid *g, const view *v) {
  static const char *const headings[] = {"<Unit", "Size", "Value"};
  const equity *e = v->equity;
  grid_begin(g, headings, 3);
  for (int64_t i = 0; i < e->rows_labelled && i < 500; i++) {
    grid_cell(g, e->row_label[i]);
    grid_cell(g, figure_words(unit_size(e, i), "people").text);
    grid_cell(g, figure_words(estimate_of(e, 0, i, "value"), "").text);
  }
}

static void figure_funnel(buffer *out, const view *v) {
  const equity *e = v->equity;
  figure f = {
      .id = "funnel",
      .title = "Funnel",
      .reading =
          "Each mark is a unit, by its size. Between the curved limits units differ no more than "
          "chance would have it; diamonds outside them ask for a reason.",
      .draw = chart_funnel,
      .tabulate = table_funnel,
      .caption = "The units"};
  f.alternative[0] = phrased("%lld units around a target of %s;", (long long)e->rows_labelled,
                             figure_words(result_figure(e->result, "target", 0), "").text);
  f.alternative[1] = phrased("the table below says who lies outside the limits.");
  add_key(&f, COLOUR_INK, NULL, 0, "target");
  for (int k = 0; k < e->levels; k++)
    add_key(&f, COLOUR_GREEN, k ? NULL : "6 4", 0,
            phrased("%s limits", level_words(e->level[k]).text).text);
  add_key(&f, COLOUR_QUIET, NULL, 1, "within (dots)");
  add_key(&f, COLOUR_ORANGE, NULL, 1, "outside (diamonds)");
  put_figure(out, &f, v);
}

/* ---------------------------------------------------------------- series */

static const char *type_colour(int type) {
  if (type == CPW_SPC_IMPROVEMENT_HIGH || type == CPW_SPC_IMPROVEMENT_LOW) return COLOUR_BLUE;
  if (type == CPW_SPC_CONCERN_HIGH || type == CPW_SPC_CONCERN_LOW) return COLOUR_ORANGE;
  return type == CPW_SPC_COMMON_CAUSE ? COLOUR_QUIET : COLOUR_PURPLE;
}

/* The points of one area, side by side. */
typedef struct chart_points {
  int64_t count;
  double *x, *value, *mean, *lower, *upper;
  int *type;
  const char **label;
} chart_points;

static void free_points(chart_points *c) {
  free(c->x);
  free(c->type);
  free(c->label);
}

static int find_points(const equity *e, int64_t area, chart_points *c) {
  int64_t n = e->rows_labelled;
  *c = (chart_points){.x = equity_array(5 * n, sizeof(double)),
                      .type = equity_array(n, sizeof(int)),
                      .label = equity_array(n, sizeof(char *))};
  if (!c->x || !c->type || !c->label) return 0;
  c->value = c->x + n;
  c->mean = c->x + 2 * n;
  c->lower = c->x + 3 * n;
  c->upper = c->x + 4 * n;
  for (int64_t k = 0; k < e->count; k++) {
    const finding *f = &e->item[k];
    if (f->area != area || f->row < 0) continue;
    int64_t i = c->count;
    if (strcmp(f->name, "value") == 0) {
      c->x[i] = (double)i;
      c->value[i] = f->estimate;
      c->lower[i] = f->lower[0];
      c->upper[i] = f->upper[0];
      c->label[i] = e->row_label[f->row];
    } else if (strcmp(f->name, "mean") == 0) {
      c->mean[i] = f->estimate;
    } else {
      c->type[i] = (int)f->estimate;
      c->count++;
    }
  }
  return 1;
}

/* Means and limits of each phase: a new phase begins where the mean changes. */
static void draw_phases(plane *p, const chart_points *c) {
  for (int64_t from = 0, end; from < c->count; from = end) {
    for (end = from + 1;
         end < c->count && !(c->mean[end] < c->mean[from]) && !(c->mean[end] > c->mean[from]);)
      end++;
    int64_t n = end - from;
    draw_line(p, n, c->x + from, c->mean + from, (stroke){COLOUR_INK, 1.5, NULL});
    draw_line(p, n, c->x + from, c->lower + from, (stroke){COLOUR_INK, 1.2, "5 4"});
    draw_line(p, n, c->x + from, c->upper + from, (stroke){COLOUR_INK, 1.2, "5 4"});
  }
}

static void draw_series(plane *p, const equity *e, const chart_points *c) {
  double low = (double)INFINITY, high = -low;
  for (int64_t i = 0; i < c->count; i++) {
    widen(c->value[i], &low, &high);
    widen(c->lower[i], &low, &high);
    widen(c->upper[i], &low, &high);
  }
  widen(e->opt->target, &low, &high);
  settle_range(&low, &high);
  p->x0 = 0;
  p->x1 = c->count > 1 ? (double)(c->count - 1) : 1;
  if (e->opt->kind == CPW_RATES_FUNNEL_PROPORTION) {
    double step;
    y_range(p, low, high, &step);
    axis_y(p, step, "share", share_number);
  } else {
    y_numbers(p, low, high, value_words(e));
  }
  axis_x(p, c->count, c->x, c->label, "");
  draw_phases(p, c);
  if (!isnan(e->opt->target))
    draw_rule(p, p->x0, e->opt->target, p->x1, e->opt->target, (stroke){COLOUR_PURPLE, 1.5, "2 3"});
  draw_line(p, c->count, c->x, c->value, (stroke){COLOUR_NONE, 1.5, NULL});
  for (int64_t i = 0; i < c->count; i++) {
    if (isnan(c->value[i])) continue;
    if (c->type[i] == CPW_SPC_COMMON_CAUSE)
      draw_dot(p, c->x[i], c->value[i], COLOUR_QUIET);
    else
      draw_mark(p, c->x[i], c->value[i], type_colour(c->type[i]));
  }
}

static void chart_xmr(plane *p, const view *v) {
  chart_points c;
  if (find_points(v->equity, v->item, &c))
    draw_series(p, v->equity, &c);
  else
    p->out->failed = 1;
  free_points(&c);
}

static void table_xmr(grid *g, const view *v) {
  static const char *const headings[] = {"<Point", "Value", "Mean", "Limits", "<What it shows"};
  const equity *e = v->equity;
  const char *in = e->opt->kind == CPW_RATES_FUNNEL_PROPORTION ? "share" : "";
  chart_points c;
  grid_begin(g, headings, 5);
  if (find_points(e, v->item, &c))
    for (int64_t i = 0; i < c.count; i++) {
      grid_cell(g, c.label[i]);
      grid_cell(g, figure_words(c.value[i], in).text);
      grid_cell(g, figure_words(c.mean[i], in).text);
      grid_cell(g, phrased("%s to %s", figure_words(c.lower[i], in).text,
                           figure_words(c.upper[i], in).text)
                       .text);
      grid_cell(g, cpw_spc_type_text(c.type[i]));
    }
  free_points(&c);
}

static void figure_xmr(buffer *out, const view *v) {
  const equity *e = v->equity;
  const finding *icon = find_finding(e, v->item, -1, "phase_mean");
  phrase id = phrased("chart-%d", v->item), title = with_area(e, v->item, "the series");
  if (!*area_label(e, v->item)) title = phrased("The series");
  figure f = {
      .id = id.text,
      .title = title.text,
      .reading =
          "Between the dashed limits values vary as they always do. Diamonds are special cause: "
          "something has changed, for better or for worse.",
      .draw = chart_xmr,
      .tabulate = table_xmr,
      .caption = "The points"};
  for (int64_t k = 0; k < e->count; k++) /* the last phase */
    if (e->item[k].area == v->item && strcmp(e->item[k].name, "phase_mean") == 0)
      icon = &e->item[k];
  f.alternative[0] = phrased("%s.", icon ? icon->note.text : "");
  f.alternative[1] = phrased("The table names every point of special cause.");
  add_key(&f, COLOUR_QUIET, NULL, 1, "common cause (dots)");
  add_key(&f, COLOUR_BLUE, NULL, 1, "improvement (diamonds)");
  add_key(&f, COLOUR_ORANGE, NULL, 1, "concern (diamonds)");
  add_key(&f, COLOUR_INK, NULL, 0, "mean");
  add_key(&f, COLOUR_INK, "5 4", 0, "limits");
  if (!isnan(e->opt->target)) add_key(&f, COLOUR_PURPLE, "2 3", 0, "target");
  put_figure(out, &f, v);
}

/* ---------------------------------------------------------------- programmes */

static void chart_plane(plane *p, const view *v) {
  const equity *e = v->equity;
  double low = 0, high = 0, left = 0, right = 0;
  for (int64_t k = 0; k < e->areas; k++) {
    widen(estimate_of(e, k, -1, "efficiency"), &low, &high);
    widen(estimate_of(e, k, -1, "plane_equity"), &left, &right);
  }
  double room = 0.15 * (right - left) + 1e-9;
  p->x0 = left - room;
  p->x1 = right + room;
  y_numbers(p, low, high, "health gained, QALYs");
  x_axis(p, "more equal to the right");
  draw_rule(p, 0, p->y0, 0, p->y1, (stroke){COLOUR_INK, 1, NULL});
  for (int64_t k = 0; k < e->areas; k++) {
    double x = estimate_of(e, k, -1, "plane_equity"), y = estimate_of(e, k, -1, "efficiency");
    draw_mark(p, x, y, kind_colour(k));
    int right_half = plane_x(p, x) > (p->left + p->right) / 2;
    draw_words(p, plane_x(p, x) + (right_half ? -9 : 9), plane_y(p, y) + 4,
               right_half ? "end" : "start", COLOUR_INK, 0,
               *area_label(e, k) ? clipped(area_label(e, k), 20).text : "the programme");
  }
}

static void table_plane(grid *g, const view *v) {
  static const char *const headings[] = {"<Programme", "Health gained", "Equity", "<Which means"};
  const equity *e = v->equity;
  grid_begin(g, headings, 4);
  for (int64_t k = 0; k < e->areas; k++) {
    const finding *f = find_finding(e, k, -1, "plane_equity");
    grid_cell(g, *area_label(e, k) ? area_label(e, k) : "the programme");
    grid_cell(g, figure_words(estimate_of(e, k, -1, "efficiency"), "").text);
    grid_cell(g, figure_words(f ? f->estimate : (double)NAN, "").text);
    grid_cell(g, f ? f->note.text : "");
  }
}

static void figure_plane(buffer *out, const view *v) {
  const finding *first = find_finding(v->equity, 0, -1, "plane_equity");
  figure f = {
      .id = "plane",
      .title = "The equity-impact plane",
      .reading =
          "Up: more health in all. Right: less inequality. At the upper right both are gained; at "
          "the upper left and lower right one is paid for with the other.",
      .draw = chart_plane,
      .tabulate = table_plane,
      .caption = "Programmes"};
  f.alternative[0] =
      phrased("A mark for each programme; the first means %s;", first ? first->note.text : "");
  f.alternative[1] = phrased("the table has all of them.");
  put_figure(out, &f, v);
}

/* ---------------------------------------------------------------- which a page has */

enum { MOST_AREAS_DRAWN = 8 };

static int has_rows_of(const equity *e, const char *name) {
  for (int64_t i = 0; i < e->count; i++)
    if (e->item[i].row >= 0 && strcmp(e->item[i].name, name) == 0) return 1;
  return 0;
}

void put_equity_figures(buffer *out, const equity *e) {
  view v = {.equity = e};
  int (*run)(equity *) = e->measure->run;
  if (run == run_equity_waits) figure_survival(out, &v);
  if (run == run_funnel) figure_funnel(out, &v);
  if (run == run_dcea) figure_plane(out, &v);
  if (run == run_adjusted || run == run_equity_rates) figure_groups(out, &v);
  for (v.item = 0; v.item < e->areas && v.item < MOST_AREAS_DRAWN; v.item++) {
    if (run == run_slope || run == run_all) figure_slope(out, &v);
    if (run == run_concentration || run == run_curve || run == run_all) figure_curve(out, &v);
    if (run == run_gaps && has_rows_of(e, "value")) figure_groups(out, &v);
    if (run == run_missing || run == run_decompose) figure_groups(out, &v);
    if (run == run_xmr) figure_xmr(out, &v);
  }
  if (e->areas > MOST_AREAS_DRAWN && v.item == MOST_AREAS_DRAWN)
    putf(out, "<p>The first %d of %lld areas are drawn; the tables have all.</p>\n",
         MOST_AREAS_DRAWN, (long long)e->areas);
}
