/* The charts of a simulated list: waits of those treated, the list over time, differences, capacity.
 * Forms: lines, bands of a standard deviation, marks with intervals, bars.
 * Leaves axes to chart_axes.c, marks to svg.c and tables to patient_chart_tables.c. */
#include "patient_charts.h"

#include "chart_axes.h"
#include "results.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BINS = 60 };

const char *case_line_colour(int item) {
  return item == 0 ? COLOUR_BLUE : kind_colour(item - 1);
}

const char *case_line_dash(int item) {
  static const char *const dashes[] = {NULL, "8 4", "3 3", "10 3 2 3", "1 3"};
  return dashes[item % (int)(sizeof dashes / sizeof *dashes)];
}

static const char *case_tint(int item) {
  static const char *const tints[] = {"#d6e8f5", "#f9e0d0", "#cfe8dd",
                                      "#efdce8", "#f0e3c8", "#e2f2fb"};
  return tints[item % (int)(sizeof tints / sizeof *tints)];
}

int drawn_classes(const patient_case *item) {
  int64_t classes = item->list.list.classes;
  return classes < MOST_LINES ? (int)classes : MOST_LINES;
}

int64_t drawn_class(const patient_case *item, int k) {
  return item->list.list.classes > 1 ? k + 1 : 0;
}

/* ---------------------------------------------------------------- waits */

/* Points of one class: shares of those treated by wait, or the share treated within a wait. */
typedef struct shape {
  int64_t count;
  double x[MOST_BINS + 2], y[MOST_BINS + 2];
} shape;

/* With slots waits are whole periods, and every one is counted. */
static int by_period(const patient_case *item) {
  return !item->list.list.servers && cpw_result_find(item->result, "wait_counts");
}

static int64_t longest_wait(const patient_case *item) {
  const cpw_array *a = cpw_result_find(item->result, "wait_counts");
  int64_t buckets = a->dimension[1]->length, longest = 0;
  for (int64_t b = 0; b < buckets; b++)
    if (a->integer[b] > 0) longest = b;
  return longest;
}

/* Waits of a whole number of periods, in bins of as many as there must be. */
static void count_shape(const patient_case *item, int64_t who, int64_t width, shape *out) {
  const cpw_array *a = cpw_result_find(item->result, "wait_counts");
  int64_t buckets = a->dimension[1]->length;
  const int64_t *count = a->integer + who * buckets;
  double sum = 0;
  out->count = longest_wait(item) / width + 1;
  for (int64_t b = 0; b < buckets; b++)
    sum += (double)count[b];
  for (int64_t i = 0; i < out->count; i++) {
    out->x[i] = ((double)i + 0.5) * (double)width - 0.5;
    out->y[i] = 0;
    for (int64_t b = i * width; b < (i + 1) * width && b < buckets; b++)
      out->y[i] += sum > 0 ? 100 * (double)count[b] / sum : 0;
  }
}

static void quantile_shape(const patient_case *item, int64_t who, shape *out) {
  const cpw_array *p = cpw_result_find(item->result, "probability");
  out->count = p->size < MOST_BINS ? p->size : MOST_BINS;
  for (int64_t i = 0; i < out->count; i++) {
    out->x[i] = result_figure(item->result, "wait", who * p->size + i);
    out->y[i] = 100 * p->real[i];
  }
}

/* The shapes of all classes drawn; returns the width of a bin, 0: shares treated within a wait. */
static int64_t fill_shapes(const patient_case *item, shape *s) {
  int64_t width = by_period(item) ? longest_wait(item) / MOST_BINS + 1 : 0;
  for (int k = 0; k < drawn_classes(item); k++)
    if (width)
      count_shape(item, drawn_class(item, k), width, &s[k]);
    else
      quantile_shape(item, drawn_class(item, k), &s[k]);
  return width;
}

/* Figures along the horizontal axis: whole steps from 0. */
static void number_axis(plane *p, double most, const char *what) {
  enum { MOST_MARKS = 12 };
  double x[MOST_MARKS], step = nice_step(0, most, p->narrow ? 4 : 8);
  phrase text[MOST_MARKS];
  const char *labels[MOST_MARKS];
  int64_t count = 0;
  for (; count < MOST_MARKS && (double)count * step <= most + 1e-9; count++) {
    x[count] = (double)count * step;
    text[count] = step < 1 ? tenths(x[count]) : whole(x[count]);
    labels[count] = text[count].text;
  }
  axis_x(p, count, x, labels, what);
}

void chart_waits(plane *p, const view *v) {
  const patient_case *item = &v->cases->item[v->item];
  shape *s = calloc(MOST_LINES, sizeof *s);
  double most = 0, longest = 1;
  if (!s) {
    p->out->failed = 1;
    return;
  }
  int64_t width = fill_shapes(item, s);
  for (int k = 0; k < drawn_classes(item); k++)
    for (int64_t i = 0; i < s[k].count; i++) {
      most = fmax(most, s[k].y[i]);
      if (s[k].x[i] > longest) longest = s[k].x[i];
    }
  const char *noun = cases_period(v->cases);
  y_axis(p, 0, most,
         !width ? "Treated within, % of the class"
         : width == 1
             ? phrased("Treated after that wait, %% of the class").text
             : phrased("Treated, %% of the class in %lld %ss", (long long)width, noun).text);
  p->x0 = 0;
  p->x1 = longest * 1.02;
  number_axis(p, p->x1, phrased("%ss waited", noun).text);
  for (int k = drawn_classes(item); k-- > 0;)
    draw_line(p, s[k].count, s[k].x, s[k].y, (stroke){case_line_colour(k), 2.5, case_line_dash(k)});
  free(s);
}

/* ---------------------------------------------------------------- the list over time */

static double listed(const patient_case *item, const char *array, int64_t period) {
  return result_figure(item->result, array, period * case_whos(item));
}

static void list_range(const patient_cases *c, double *low, double *high) {
  *low = (double)INFINITY;
  *high = 0;
  for (int i = 0; i < c->count; i++)
    for (int64_t t = 0; t < c->set->patients.periods; t++) {
      double mean = listed(&c->item[i], "list", t), sd = listed(&c->item[i], "list_sd", t);
      if (isnan(sd)) sd = 0;
      *low = fmin(*low, mean - sd);
      *high = fmax(*high, mean + sd);
    }
  double room = 0.1 * (*high - *low);
  *low = *low - room < 0.4 * *high ? 0 : *low - room;
  *high += room;
}

/* Band first, so that no line is hidden: `lines` says which of them. */
static void draw_lists(plane *p, const patient_cases *c, double size, double *memory, int lines) {
  int64_t n = c->set->patients.periods;
  double *x = memory, *low = memory + n, *high = memory + 2 * n;
  for (int i = c->count; i-- > 0;) {
    for (int64_t t = 0; t < n; t++) {
      double mean = listed(&c->item[i], "list", t), sd = listed(&c->item[i], "list_sd", t);
      x[t] = (double)t + 1;
      low[t] = fmax(mean - (lines ? 0 : sd), 0) / size;
      high[t] = (mean + (lines ? 0 : sd)) / size;
    }
    if (lines)
      draw_line(p, n, x, high, (stroke){case_line_colour(i), 2.5, case_line_dash(i)});
    else
      draw_spread(p, n, x, low, high, case_tint(i));
  }
}

void chart_list(plane *p, const view *v) {
  const patient_cases *c = v->cases;
  double low, high, step;
  double *memory = calloc((size_t)(3 * c->set->patients.periods), sizeof *memory);
  if (!memory) {
    p->out->failed = 1;
    return;
  }
  list_range(c, &low, &high);
  unit u = people_unit(high);
  y_range(p, low / u.size, high / u.size, &step);
  axis_y(p, step, phrased("On the list, %s", u.words).text,
         step < 0.1 ? hundredths
         : step < 1 ? tenths
                    : whole);
  p->x0 = 0;
  p->x1 = (double)c->set->patients.periods;
  number_axis(p, p->x1, phrased("%ss from the start", cases_period(c)).text);
  draw_lists(p, c, u.size, memory, 0);
  draw_lists(p, c, u.size, memory, 1);
  free(memory);
}

/* ---------------------------------------------------------------- differences */

static dot dot_of(const patient_cases *c, const patient_case *item, const compared *what,
                  int64_t who, int64_t limit) {
  const cpw_result *d = item->difference;
  int64_t at = compared_at(c, what, who, limit);
  double scale = what->kind == FIGURE_SHARE ? 100 : 1;
  return (dot){item,
               what,
               who,
               limit,
               scale * result_figure(d, what->array, at),
               scale * result_figure(d, phrased("%s_lower", what->array).text, at),
               scale * result_figure(d, phrased("%s_upper", what->array).text, at)};
}

/* The dots of a figure and scenario behind those that are there already. */
static void add_dots(const patient_cases *c, const patient_case *item, const compared *what,
                     dot *out, int *count, int *left_out) {
  int64_t limits = compared_limits(c, what), whos = what->by_who ? case_whos(item) : 1;
  for (int64_t i = 0; i < whos * limits; i++) {
    if (!case_is_plain(item, i / limits)) continue;
    if (*count == MOST_DOTS)
      ++*left_out;
    else
      out[(*count)++] = dot_of(c, item, what, i / limits, i % limits);
  }
}

int dots_of(const view *v, dot *out, int *left_out) {
  const patient_cases *c = v->cases;
  int count = 0;
  *left_out = 0;
  for (int k = 0; k < COMPARED; k++) {
    const compared *what = &compared_figures[k];
    if (what->kind != v->kind || strcmp(what->array, "utilisation") == 0) continue;
    for (int i = 1; i < c->count; i++)
      add_dots(c, &c->item[i], what, out, &count, left_out);
  }
  return count;
}

static phrase dot_figure(const dot *d) {
  double scale = d->what->kind == FIGURE_SHARE ? 0.01 : 1;
  if (isnan(d->value)) return phrased("nobody");
  if (isnan(d->lower)) return difference_words(d->what, scale * d->value);
  return phrased("%s (%s to %s)", difference_words(d->what, scale * d->value).text,
                 difference_words(d->what, scale * d->lower).text,
                 difference_words(d->what, scale * d->upper).text);
}

/* More of something is neither good nor bad by itself: only whether the interval excludes 0 is told by
 * the colour. */
static const char *dot_colour(const dot *d) {
  return d->lower > 0 || d->upper < 0 ? COLOUR_BLUE : COLOUR_QUIET;
}

static void put_dot_name(buffer *b, const patient_cases *c, const dot *d, int narrow) {
  phrase what = compared_name(c, d->what, d->who, d->limit);
  if (c->count > 2) putf(b, "%s: ", clipped(d->item->name.text, narrow ? 16 : 36).text);
  put(b, clipped(what.text, c->count > 2 ? (narrow ? 28 : 50) : (narrow ? 46 : 80)).text);
}

static void put_dot(plane *p, const patient_cases *c, int row, const dot *d) {
  buffer name = {0};
  put_dot_name(&name, c, d, p->narrow);
  bar_words(p, row, name.bytes ? name.bytes : "", dot_figure(d).text);
  bar_dot(p, row, d->value, d->lower, d->upper, dot_colour(d));
  buffer_free(&name);
}

static phrase thousandths(double value) {
  return grouped(value, 3);
}

static const char *const kind_units[] = {"people", NULL, "percentage points"};

void chart_differences(plane *p, const view *v) {
  dot d[MOST_DOTS];
  int left_out, count = dots_of(v, d, &left_out);
  double least = 0, most = 0;
  for (int i = 0; i < count; i++) {
    least = fmin(least, isnan(d[i].lower) ? d[i].value : d[i].lower);
    most = fmax(most, isnan(d[i].upper) ? d[i].value : d[i].upper);
  }
  if (most == least) most = 1;
  double step = nice_step(least, most, p->narrow ? 3 : 6);
  phrase periods = phrased("%ss", cases_period(v->cases));
  bars_axis(
      p, least, most,
      phrased("Difference, %s", kind_units[v->kind] ? kind_units[v->kind] : periods.text).text,
      step < 0.01  ? thousandths
      : step < 0.1 ? hundredths
      : step < 1   ? tenths
                   : whole);
  for (int i = 0; i < count; i++)
    put_dot(p, v->cases, i, &d[i]);
}

/* ---------------------------------------------------------------- capacity */

void chart_use(plane *p, const view *v) {
  const patient_cases *c = v->cases;
  double most = 0;
  for (int i = 0; i < c->count; i++)
    most = fmax(most, case_figure(&c->item[i], "offered", 0));
  unit u = people_unit(most);
  bars_axis(p, 0, most / u.size,
            phrased("%s%s",
                    u.size >= 1e6   ? "Million "
                    : u.size >= 1e3 ? "Thousand "
                                    : "",
                    c->item[0].list.list.servers ? "server-periods" : "slots")
                .text,
            most / u.size < 5 ? tenths : whole);
  for (int i = 0; i < c->count; i++) {
    double used = case_figure(&c->item[i], "used", 0) / u.size;
    double unused = used + case_figure(&c->item[i], "unused", 0) / u.size;
    bar_words(p, i, c->item[i].name.text,
              phrased("%s used", percent(case_figure(&c->item[i], "utilisation", 0), 1).text).text);
    bar_span(p, i, 0, used, COLOUR_BLUE);
    bar_span(p, i, used, unused, COLOUR_NONE);
    bar_span(p, i, unused, unused + case_figure(&c->item[i], "lost", 0) / u.size, COLOUR_ORANGE);
  }
}
