/* Pages of `carepath allocate`: fair shares and distances, the way from opening to closing, response curves.
 * Forms: dumbbells for before and after, a waterfall, curves with the chosen points, bars by group.
 * Leaves bars to chart_bars.c and the frame to page.c. */
#include "allocate_page.h"

#include "chart_axes.h"
#include "figure.h"
#include "page.h"
#include "results.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SHOWN = 60, MOST_STEPS = 8, MOST_CURVES = 5, CURVE_STEPS = 60, MOST_BY = 12 };

/* Money by a label of the rows. */
typedef struct by_label {
  int count;
  const char *label[MOST_BY];
  double before[MOST_BY], after[MOST_BY], people[MOST_BY];
} by_label;

/* What the charts of these pages look at; they get its first member and know. */
typedef struct allocate_view {
  view common;
  const answer *a;
  const char *const *id;
  int64_t rows;                    /* shown */
  const int64_t *order;            /* (rows) */
  const double *opening, *closing; /* distances; opening may be NULL */
  const char *words[2];            /* of the axis and of the marks */
  const double *step;              /* (steps) of the waterfall */
  const char *const *step_name;
  int64_t steps, years; /* of the way, one after the other */
  const cpw_budget_problem *problem;
  const double *spend;
  by_label by;
} allocate_view;

static const allocate_view *of_allocation(const view *v) {
  return (const allocate_view *)(const void *)v;
}

/* ---------------------------------------------------------------- distance from target */

static phrase distance_words(double x) {
  return isnan(x)   ? phrased("-")
         : isinf(x) ? phrased("any") /* something, where the fair share is nothing */
                    : phrased("%s%s", x > 0 ? "+" : "", percent(x, 2).text);
}

static double within_chart(double x) {
  return fmax(-1, fmin(1, x)); /* a target of 0 is infinitely far away */
}

static void chart_distances(plane *p, const view *given) {
  const allocate_view *v = of_allocation(given);
  double low = -0.001, high = 0.001;
  for (int64_t k = 0; k < v->rows; k++) {
    int64_t i = v->order[k];
    if (v->opening) low = fmin(low, within_chart(v->opening[i]));
    if (v->opening) high = fmax(high, within_chart(v->opening[i]));
    low = fmin(low, within_chart(v->closing[i]));
    high = fmax(high, within_chart(v->closing[i]));
  }
  bars_axis(p, 100 * low, 100 * high, "Distance from fair share", per_cent_tenths);
  for (int64_t k = 0; k < v->rows; k++) {
    int64_t i = v->order[k];
    double to = 100 * within_chart(v->closing[i]);
    phrase way = distance_words(v->closing[i]);
    if (v->opening)
      way = phrased("%s to %s", distance_words(v->opening[i]).text,
                    distance_words(v->closing[i]).text);
    bar_words(p, k, clipped(v->id[i], 36).text, way.text);
    if (v->opening) {
      double from = 100 * within_chart(v->opening[i]);
      bar_dot(p, k, from, fmin(from, to), fmax(from, to), COLOUR_NONE);
    }
    bar_dot(p, k, to, (double)NAN, (double)NAN, to < 0 ? COLOUR_ORANGE : COLOUR_BLUE);
  }
}

static void table_distances(grid *g, const view *given) {
  static const char *const headings[] = {"<", "Before", "After"};
  const allocate_view *v = of_allocation(given);
  grid_begin(g, headings, 3);
  for (int64_t k = 0; k < v->rows; k++) {
    int64_t i = v->order[k];
    grid_cell(g, clipped(v->id[i], 60).text);
    grid_cell(g, v->opening ? distance_words(v->opening[i]).text : "-");
    grid_cell(g, distance_words(v->closing[i]).text);
  }
}

typedef struct keyed {
  double key;
  int64_t index;
} keyed;

static int by_key(const void *a, const void *b) {
  const keyed *x = a, *y = b;
  if (x->key != y->key) return x->key < y->key ? -1 : 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

/* The furthest below target first; where there are many, the two ends. */
static int64_t *furthest(const double *distance, int64_t n, int64_t *shown) {
  keyed *all = malloc((size_t)n * sizeof *all);
  int64_t *order = calloc((size_t)n, sizeof *order);
  for (int64_t i = 0; all && i < n; i++)
    all[i] = (keyed){isnan(distance[i]) ? 0 : distance[i], i};
  if (all) qsort(all, (size_t)n, sizeof *all, by_key);
  *shown = n < MOST_SHOWN ? n : MOST_SHOWN;
  for (int64_t k = 0; all && order && k < *shown; k++)
    order[k] = all[k < *shown / 2 || n == *shown ? k : n - *shown + k].index;
  free(all);
  return order;
}

static void figure_distances(buffer *out, allocate_view *v, int64_t n) {
  int64_t *order = furthest(v->opening ? v->opening : v->closing, n, &v->rows);
  figure f = {.id = "distance",
              .title = "Distance from fair share",
              .reading =
                  v->opening
                      ? "One row each, the furthest below its fair share first: grey before, "
                        "coloured after, the line is the way between. Left of 0 has less than its "
                        "fair share."
                      : "One row each, the furthest below its fair share first. Left of 0 has less "
                        "than its fair share.",
              .draw = chart_distances,
              .rows = (double)v->rows,
              .tabulate = table_distances,
              .caption = "Distance from fair share"};
  if (!order) {
    out->failed = 1;
    return;
  }
  v->order = order;
  f.alternative[0] = phrased("Lowest: %.50s,", v->id[order[0]]);
  f.alternative[1] = phrased("%s.", distance_words(v->closing[order[0]]).text);
  if (v->opening)
    f.alternative[1] = phrased("from %s to %s.", distance_words(v->opening[order[0]]).text,
                               distance_words(v->closing[order[0]]).text);
  if (v->opening) add_key(&f, COLOUR_NONE, NULL, 1, "before");
  add_key(&f, COLOUR_ORANGE, NULL, 1, v->opening ? "after: below fair share" : "below fair share");
  add_key(&f, COLOUR_BLUE, NULL, 1, v->opening ? "after: above it" : "above it");
  put_figure(out, &f, &v->common);
  free(order);
}

/* ---------------------------------------------------------------- the way from opening to closing */

static phrase money_words(double x) {
  return phrased("%s%s", x > 0 ? "+" : "", short_pounds(x).text);
}

static int is_total(const allocate_view *v, int64_t k) {
  return k == 0 || k + 1 == v->steps;
}

static void chart_waterfall(plane *p, const view *given) {
  const allocate_view *v = of_allocation(given);
  double at = 0, low = v->step[0], high = v->step[0], scale = 1e6;
  for (int64_t k = 0; k < v->steps; k++) {
    at = is_total(v, k) ? v->step[k] : at + v->step[k];
    low = fmin(low, at);
    high = fmax(high, at);
  }
  double room = fmax((high - low) * 0.15, fabs(high) * 1e-6 + 1);
  bars_axis(p, (low - room) / scale, (high + room) / scale, "Million pounds",
            high - low < 2e7 ? tenths : whole);
  at = 0;
  for (int64_t k = 0; k < v->steps; k++) {
    double from = is_total(v, k) ? p->x0 * scale : at;
    double to = is_total(v, k) ? v->step[k] : at + v->step[k];
    bar_words(p, k, v->step_name[k],
              is_total(v, k) ? short_pounds(v->step[k]).text : money_words(v->step[k]).text);
    bar_span(p, k, fmin(from, to) / scale, fmax(from, to) / scale,
             is_total(v, k) ? COLOUR_INK
             : to < from    ? COLOUR_ORANGE
                            : COLOUR_BLUE);
    at = to;
  }
}

static void table_waterfall(grid *g, const view *given) {
  static const char *const headings[] = {"<Step", "Pounds"};
  const allocate_view *v = of_allocation(given);
  grid_begin(g, headings, 2);
  for (int64_t k = 0; k < v->steps; k++) {
    grid_cell(g, v->step_name[k]);
    grid_cell(g, grouped(v->step[k], 0).text);
  }
}

static void figure_waterfall(buffer *out, const allocate_view *v, const char *id, const char *who) {
  phrase title = phrased("From opening to closing: %.60s", who);
  if (v->years > 1)
    title = phrased("From opening to closing, years 1 to %d together: %.60s", (int)v->years, who);
  figure f = {
      .id = id,
      .title = title.text,
      .reading = v->years > 1
                     ? "The opening of the first year, then what each step adds or takes in all "
                       "the years: people, the common growth, the move towards the fair share, "
                       "floors and caps, rounding; then the closing of the last. The axis does "
                       "not begin at 0."
                     : "The opening, then what each step adds or takes: people, the common growth, "
                       "the move towards the fair share, floors and caps, rounding. The axis does "
                       "not begin at 0.",
      .draw = chart_waterfall,
      .rows = (double)v->steps,
      .tabulate = table_waterfall,
      .caption = "From opening to closing"};
  f.alternative[0] = phrased("From %s", short_pounds(v->step[0]).text);
  f.alternative[1] = phrased("to %s.", short_pounds(v->step[v->steps - 1]).text);
  put_figure(out, &f, &v->common);
}

/* ---------------------------------------------------------------- who gets what */

static void chart_by(plane *p, const view *given) {
  const by_label *b = &of_allocation(given)->by;
  double most = 1;
  for (int k = 0; k < b->count; k++)
    most = fmax(most, fmax(b->after[k], b->before[k]));
  double scale = most >= 2e9 ? 1e9 : most >= 2e6 ? 1e6 : 1;
  bars_axis(p, 0, most / scale,
            scale > 1e8 ? "Billion pounds"
            : scale > 1 ? "Million pounds"
                        : "Pounds",
            most / scale < 5 ? tenths : whole);
  for (int k = 0; k < b->count; k++) {
    phrase got = phrased("%s", short_pounds(b->after[k]).text);
    if (b->people[k] > 0)
      got = phrased("%s, %s a head", short_pounds(b->after[k]).text,
                    grouped(b->after[k] / b->people[k], 0).text);
    bar_row(p, k, b->after[k] / scale, COLOUR_BLUE, b->label[k], got.text);
    if (b->before[k] > 0) bar_dot(p, k, b->before[k] / scale, (double)NAN, (double)NAN, COLOUR_INK);
  }
}

static void table_by(grid *g, const view *given) {
  static const char *const headings[] = {"<", "Today", "After"};
  const by_label *b = &of_allocation(given)->by;
  grid_begin(g, headings, 3);
  for (int k = 0; k < b->count; k++) {
    grid_cell(g, b->label[k]);
    grid_cell(g, b->before[k] > 0 ? grouped(b->before[k], 0).text : "-");
    grid_cell(g, grouped(b->after[k], 0).text);
  }
}

/* 1: the labels are few enough for a chart; 0: there are none; -1: too many. */
static int gather(by_label *b, char *const *label, const double *before, const double *after,
                  const double *number, int64_t n) {
  *b = (by_label){0};
  for (int64_t i = 0; label && i < n; i++) {
    int k = 0;
    while (k < b->count && strcmp(b->label[k], label[i]) != 0)
      k++;
    if (k == MOST_BY) return -1;
    if (k == b->count) b->label[b->count++] = label[i];
    b->after[k] += after[i];
    if (before) b->before[k] += before[i];
    if (number) b->people[k] += number[i];
  }
  for (int k = 1; k < b->count; k++) /* few: in the order of their labels */
    for (int j = k; j > 0 && strcmp(b->label[j - 1], b->label[j]) > 0; j--) {
      by_label t = *b;
      b->label[j] = t.label[j - 1], b->label[j - 1] = t.label[j];
      b->after[j] = t.after[j - 1], b->after[j - 1] = t.after[j];
      b->before[j] = t.before[j - 1], b->before[j - 1] = t.before[j];
      b->people[j] = t.people[j - 1], b->people[j - 1] = t.people[j];
    }
  return b->count > 0;
}

static void figure_by(buffer *out, allocate_view *v, const char *id, const char *title,
                      int has_before) {
  figure f = {.id = id,
              .title = title,
              .reading = has_before ? "Bars: what they get. Diamonds: what they have today."
                                    : "Bars: what they get.",
              .draw = chart_by,
              .rows = (double)v->by.count,
              .tabulate = table_by,
              .caption = title};
  f.alternative[0] = phrased("%.40s: %s.", v->by.label[0], short_pounds(v->by.after[0]).text);
  put_figure(out, &f, &v->common);
}

static void put_too_many(buffer *out, const sheet_read_column *c) {
  put(out, "<p>By <q>");
  put_html(out, c->heading);
  putf(out, "</q> there are more than %d groups: too many for a chart.</p>\n", (int)MOST_BY);
}

/* By group and by deprivation, where the file has them. */
static void figures_by(buffer *out, allocate_view *v, const sheet *rows, const double *before,
                       const double *after) {
  const double *number = sheet_numbers(rows, FIELD_POPULATION);
  int fits = gather(&v->by, sheet_texts(rows, FIELD_GROUP), before, after, number, rows->rows);
  if (fits < 0) put_too_many(out, sheet_column(rows, FIELD_GROUP));
  if (fits > 0) figure_by(out, v, "by-group", "Who gets what, by group", before != NULL);
  fits = gather(&v->by, sheet_texts(rows, FIELD_DEPRIVATION), before, after, number, rows->rows);
  if (fits < 0) put_too_many(out, sheet_column(rows, FIELD_DEPRIVATION));
  if (fits > 0)
    figure_by(out, v, "by-deprivation", "Who gets what, by deprivation (1 is the most deprived)",
              before != NULL);
}

/* ---------------------------------------------------------------- response curves */

static double curve_end(const allocate_view *v, int64_t i) {
  double end = v->spend[i] * 1.6, upper = v->problem->upper[i];
  if (v->problem->baseline) end = fmax(end, v->problem->baseline[i] * 1.2);
  if (end <= 0) end = isinf(upper) ? v->problem->budget / 2 : upper;
  return end;
}

static void chart_curves(plane *p, const view *given) {
  const allocate_view *v = of_allocation(given);
  double most_x = 1, most_y = 1e-12, step;
  int64_t shown = v->rows;
  for (int64_t k = 0; k < shown; k++) {
    int64_t i = v->order[k];
    most_x = fmax(most_x, curve_end(v, i));
    most_y = fmax(most_y, cpw_response_value(&v->problem->response[i], curve_end(v, i)));
  }
  double scale = most_x >= 2e6 ? 1e6 : most_x >= 2e3 ? 1e3 : 1;
  p->x0 = 0;
  p->x1 = most_x / scale;
  y_range(p, 0, most_y, &step);
  axis_y(p, step, "Benefit", most_y < 5 ? hundredths : whole);
  const char *label[12];
  phrase text[12];
  double x[12], gap = nice_step(0, p->x1, p->narrow ? 3 : 6);
  int64_t count = 0;
  for (double at = 0; at <= p->x1 * (1 + 1e-9) && count < 12; at += gap) {
    x[count] = at;
    text[count] = gap < 1 ? tenths(at) : whole(at);
    label[count] = text[count].text;
    count++;
  }
  axis_x(p, count, x, label,
         scale > 1e5 ? "million pounds"
         : scale > 1 ? "thousand pounds"
                     : "pounds");
  for (int64_t k = 0; k < shown; k++) {
    int64_t i = v->order[k];
    double cx[CURVE_STEPS + 1], cy[CURVE_STEPS + 1], end = curve_end(v, i);
    const cpw_response *r = &v->problem->response[i];
    for (int s = 0; s <= CURVE_STEPS; s++) {
      cx[s] = end * s / CURVE_STEPS / scale;
      cy[s] = cpw_response_value(r, end * s / CURVE_STEPS);
    }
    draw_line(p, CURVE_STEPS + 1, cx, cy, (stroke){kind_colour(k), 2, NULL});
    if (v->problem->baseline)
      draw_dot(p, v->problem->baseline[i] / scale, cpw_response_value(r, v->problem->baseline[i]),
               COLOUR_QUIET);
    draw_mark(p, v->spend[i] / scale, cpw_response_value(r, v->spend[i]), kind_colour(k));
  }
}

static void table_curves(grid *g, const view *given) {
  static const char *const headings[] = {"<Option", "Spend", "Benefit"};
  const allocate_view *v = of_allocation(given);
  grid_begin(g, headings, 3);
  for (int64_t k = 0; k < v->rows; k++) {
    int64_t i = v->order[k];
    grid_cell(g, clipped(v->id[i], 60).text);
    grid_cell(g, grouped(v->spend[i], 0).text);
    grid_cell(g, grouped(cpw_response_value(&v->problem->response[i], v->spend[i]), 3).text);
  }
}

static void figure_curves(buffer *out, allocate_view *v, int64_t n) {
  keyed *all = malloc((size_t)n * sizeof *all);
  int64_t *order = calloc((size_t)(n > 0 ? n : 1), sizeof *order);
  figure f = {.id = "curves",
              .title = "What money buys, and where it stops",
              .reading =
                  "The curves of the options that get most. Diamonds: the spend chosen; grey "
                  "dots: today's. At the diamonds one more pound gains the same everywhere, "
                  "but where a limit holds.",
              .draw = chart_curves,
              .tabulate = table_curves,
              .caption = "Spend and benefit of the options that get most"};
  if (!all || !order) {
    free(all);
    free(order);
    out->failed = 1;
    return;
  }
  for (int64_t i = 0; i < n; i++)
    all[i] = (keyed){-v->spend[i], i};
  qsort(all, (size_t)n, sizeof *all, by_key);
  v->rows = n < MOST_CURVES ? n : MOST_CURVES;
  for (int64_t k = 0; k < v->rows; k++) {
    order[k] = all[k].index;
    add_key(&f, kind_colour(k), NULL, 0, clipped(v->id[order[k]], 40).text);
  }
  v->order = order;
  f.alternative[0] = phrased("Most goes to %.50s:", v->id[order[0]]);
  f.alternative[1] = phrased("%s.", short_pounds(v->spend[order[0]]).text);
  put_figure(out, &f, &v->common);
  free(all);
  free(order);
}

/* ---------------------------------------------------------------- the pages */

void section_table(buffer *out, const answer *a, const char *caption) {
  put(out,
      "<section id=\"table\">\n<h2>All figures</h2>\n<details><summary>As a table</summary>\n");
  put_answer(out, a, caption);
  put(out, "</details>\n</section>\n");
}

void section_records(buffer *out, const settings *set, const sheet *const *files, int count) {
  model *m = calloc(1, sizeof *m);
  if (m) m->set = set;
  for (int k = 0; m && k < count; k++) {
    char *name = strdup(files[k]->file);
    if (!name) out->failed = 1;
    m->source[k] = (source_record){.name = name, .kind = "rows", .bytes = files[k]->bytes};
    memcpy(m->source[k].digest, files[k]->digest, sizeof m->source[k].digest);
    m->sources = k + 1;
  }
  if (m && !out->failed)
    put_record(out, m);
  else
    out->failed = 1;
  for (int k = 0; m && k < count; k++)
    free(m->source[k].name);
  free(m);
}

static void section_record(buffer *out, const settings *set, const sheet *rows) {
  section_records(out, set, &rows, 1);
}

static void put_lead(buffer *out, const answer *a) {
  put(out, "<p class=\"lead\">");
  const char *line = a->head.bytes ? a->head.bytes : "";
  while (*line && *line != '\n') { /* the first line says what it is about */
    char c[2] = {*line++, '\0'};
    put_html(out, c);
  }
  put(out, "</p>\n");
}

void page_start(buffer *out, const settings *set, const answer *a, const char *title) {
  page_begin(out, set->title ? set->title : title);
  put_lead(out, a);
  put(out, "</header>\n<main>\n");
}

static double *as_reals(const int64_t *x, int64_t n) {
  double *y = malloc((size_t)n * sizeof *y);
  for (int64_t i = 0; x && y && i < n; i++)
    y[i] = (double)x[i];
  return y;
}

int shares_page(const settings *set, const answer *a, const sheet *rows, const int64_t *target,
                const double *distance) {
  allocate_view v = {.a = a, .id = a->id, .closing = distance};
  const int64_t *today = sheet_money(rows, FIELD_BASELINE);
  double *after = as_reals(target, rows->rows), *before = as_reals(today, rows->rows);
  buffer out = {0};
  if (!after || !before) {
    free(after);
    free(before);
    return no_memory();
  }
  page_start(&out, set, a, "Fair shares");
  if (distance) figure_distances(&out, &v, rows->rows);
  if (target) figures_by(&out, &v, rows, today ? before : NULL, after);
  section_table(&out, a, "Fair shares");
  section_record(&out, set, rows);
  free(after);
  free(before);
  return page_end(&out, set->html);
}

/* The steps of one row, or (row -1) of all together, over all the years. */
static void row_steps(const cpw_array *w, int64_t years, int64_t row, double *step) {
  int64_t rows = w->dimension[1]->length, steps = w->dimension[2]->length;
  memset(step, 0, MOST_STEPS * sizeof *step);
  for (int64_t t = 0; t < years; t++)
    for (int64_t i = row < 0 ? 0 : row; i < (row < 0 ? rows : row + 1); i++)
      for (int64_t k = 0; k < steps && k < MOST_STEPS; k++)
        if ((k || !t) && (k + 1 < steps || t + 1 == years)) /* one opening, one closing */
          step[k] += w->real[(t * rows + i) * steps + k];
}

static void figures_waterfall(buffer *out, allocate_view *v, const cpw_result *path, int64_t n,
                              int64_t years) {
  static const char *const words[MOST_STEPS] = {
      "Opening",         "People, a head as before", "Common growth", "Towards the fair share",
      "Floors and caps", "Rounding to pounds",       "Closing"};
  const cpw_array *w = cpw_result_find(path, "waterfall");
  double step[MOST_STEPS];
  int64_t below = 0, above = 0;
  if (!w || !w->real || w->dimensions != 3 || w->dimension[2]->length != 7) return;
  for (int64_t i = 1; i < n; i++) {
    if (v->opening[i] < v->opening[below]) below = i;
    if (v->opening[i] > v->opening[above]) above = i;
  }
  v->step = step;
  v->step_name = words;
  v->steps = w->dimension[2]->length;
  v->years = years;
  row_steps(w, years, -1, step);
  figure_waterfall(out, v, "all", "all together");
  row_steps(w, years, below, step);
  figure_waterfall(out, v, "below", v->id[below]);
  row_steps(w, years, above, step);
  if (above != below) figure_waterfall(out, v, "above", v->id[above]);
}

int pace_page(const settings *set, const answer *a, const sheet *rows, const cpw_result *path,
              int64_t n, int64_t years) {
  const double *opening = cpw_result_find(path, "opening_distance")->real;
  const double *closing = cpw_result_find(path, "closing_distance")->real;
  const int64_t *allocation = cpw_result_find(path, "allocation")->integer;
  /* from before the first year to after the last */
  allocate_view v = {.a = a, .id = a->id, .opening = opening, .closing = closing + (years - 1) * n};
  double *after = as_reals(allocation + (years - 1) * n, n);
  double *before = as_reals(sheet_money(rows, FIELD_BASELINE), n);
  buffer out = {0};
  if (!after || !before) {
    free(after);
    free(before);
    return no_memory();
  }
  page_start(&out, set, a, "Pace of change");
  figure_distances(&out, &v, n);
  figures_waterfall(&out, &v, path, n, years);
  figures_by(&out, &v, rows, before, after);
  section_table(&out, a, "Pace of change");
  section_record(&out, set, rows);
  free(after);
  free(before);
  return page_end(&out, set->html);
}

static void optimum_tiles(buffer *out, const cpw_budget_problem *problem,
                          const cpw_budget_answer *found) {
  char text[CPW_NUMBER_CHARS];
  put(out, "<dl class=\"tiles\">\n");
  put_tile(out, "Budget", short_pounds(problem->budget).text, "");
  if (found) {
    put_tile(out, "Benefit", grouped(found->value, 1).text,
             isnan(found->baseline_gain)
                 ? ""
                 : phrased("%s%s on today", found->baseline_gain > 0 ? "+" : "",
                           grouped(found->baseline_gain, 1).text)
                       .text);
    cpw_format_double(found->multiplier, text);
    put_tile(out, "One more pound buys", phrased("%.8s", text).text, "");
    put_tile(out, "Left", short_pounds(found->unspent).text, "");
  }
  put(out, "</dl>\n");
}

int optimise_page(const settings *set, const answer *a, const sheet *rows,
                  const cpw_budget_problem *problem, const double *spend,
                  const cpw_budget_answer *found) {
  allocate_view v = {.a = a, .id = a->id, .problem = problem, .spend = spend};
  buffer out = {0};
  page_begin(&out, set->title ? set->title : "Best use of a budget");
  put_lead(&out, a);
  optimum_tiles(&out, problem, found);
  put(&out, "</header>\n<main>\n");
  figure_curves(&out, &v, rows->rows);
  figures_by(&out, &v, rows, problem->baseline, spend);
  section_table(&out, a, "Spend and benefit");
  section_record(&out, set, rows);
  return page_end(&out, set->html);
}
