/* Charts of a system: lists and waits over time by scenario, waits by group, places side by side.
 * Forms: a line a scenario; dots by group; dumbbells from the first scenario to the others.
 * Leaves axes to chart_axes.c and chart_bars.c, sums to system_tally.c. */
#include "chart_axes.h"
#include "figure.h"
#include "systems.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LINES = 5, MOST_ROWS = 60 };

typedef struct system_view {
  view common;
  const system_runs *r;
  tallies of[MOST_CASES];
  const system_figure *what;
  int count;         /* scenarios shown */
  int64_t row_count; /* of the rows of bars */
} system_view;

static const system_view *of_system(const view *v) {
  return (const system_view *)(const void *)v;
}

static const char *dash_of(int k) {
  return k >= 3 ? "6 3" : NULL;
}

static int view_begin(system_view *v, const system_runs *r, int by, int which) {
  *v = (system_view){.r = r, .what = &system_figures[which]};
  v->count = r->count < MOST_LINES ? r->count : MOST_LINES;
  for (int k = 0; k < v->count; k++)
    if (!tallies_of(&v->of[k], r, r->of[k].result, by)) return 0;
  return 1;
}

static void view_end(system_view *v) {
  for (int k = 0; k < MOST_CASES; k++)
    tallies_end(&v->of[k]);
}

static double scaled(const system_view *v, double value) {
  return v->what->show == SHOW_SHARE ? 100 * value : value;
}

/* What of the folder's own sources these figures take for granted. */
static void put_assumed(buffer *b, const cpw_system *s, const char *tables) {
  int said = 0;
  for (int64_t i = 0; i < s->sources; i++) {
    const cpw_system_source *o = &s->source[i];
    if (o->basis != CPW_BASIS_ASSUMED || !o->table || !strstr(tables, o->table)) continue;
    putf(b, "%s%s%s%s", said++ ? ", " : " Assumed: ", o->table, o->field && *o->field ? "." : "",
         o->field ? o->field : "");
  }
  if (said) put(b, " (what, stands under What this rests on).");
}

/* ---------------------------------------------------------------- over time ----------------- */

static void chart_over_time(plane *p, const view *given) {
  const system_view *v = of_system(given);
  int64_t n = v->of[0].rows;
  double *x = calloc((size_t)n + 1, sizeof *x), *y = calloc((size_t)n + 1, sizeof *y), most = 0;
  if (x && y) {
    for (int k = 0; k < v->count; k++)
      for (int64_t t = 0; t < n; t++) {
        double value = scaled(v, v->what->of(&v->of[k].of[t]));
        if (!isnan(value)) most = fmax(most, value);
      }
    unit u = v->what->show == SHOW_PEOPLE ? people_unit(most) : (unit){1, v->what->heading};
    if (v->what->show == SHOW_SHARE) u.words = "Per cent";
    p->x0 = 0;
    p->x1 = fmax((double)(n - 1), 1e-9);
    y_axis(p, 0, fmax(most / u.size, 1e-9), u.words);
    for (int64_t t = 0; t < n; t++)
      x[t] = (double)t;
    axis_x(p, n, x, v->of[0].name, "");
    for (int k = 0; k < v->count; k++) {
      for (int64_t t = 0; t < n; t++)
        y[t] = scaled(v, v->what->of(&v->of[k].of[t])) / u.size;
      draw_line(p, n, x, y, (stroke){kind_colour(k), 2, dash_of(k)});
    }
  } else {
    p->out->failed = 1;
  }
  free(x);
  free(y);
}

static void table_rows(grid *g, const view *given) {
  const system_view *v = of_system(given);
  const char *headings[MOST_LINES + 1] = {"<"};
  for (int k = 0; k < v->count; k++)
    headings[k + 1] = v->r->of[k].name;
  grid_begin(g, headings, v->count + 1);
  for (int64_t t = 0; t < v->of[0].rows; t++) {
    grid_cell(g, v->of[0].name[t]);
    for (int k = 0; k < v->count; k++)
      grid_cell(g, tally_words(v->what, v->what->of(&v->of[k].of[t])).text);
  }
}

static void add_keys(figure *f, const system_view *v, int area) {
  for (int k = 0; k < v->count; k++)
    add_key(f, kind_colour(k),
            area         ? NULL
            : dash_of(k) ? dash_of(k)
                         : "",
            area, clipped(v->r->of[k].name, 60).text);
}

/* A figure with what it assumes; the last of the alternatives is about the first row. */
static void put_view(buffer *out, figure *f, system_view *v, const char *reading,
                     const char *tables) {
  buffer words = {0};
  put(&words, reading);
  put_assumed(&words, v->r->f.s, tables);
  if (!words.bytes || words.failed) {
    out->failed = 1;
    return;
  }
  f->reading = words.bytes;
  f->caption = f->title;
  f->tabulate = f->tabulate ? f->tabulate : table_rows;
  put_figure(out, f, &v->common);
  buffer_free(&words);
}

static void figure_of_time(buffer *out, const system_runs *r, int which, const char *id,
                           const char *title, const char *reading) {
  system_view v;
  if (view_begin(&v, r, BY_TIME, which) && v.of[0].rows > 1) {
    figure f = {.id = id, .title = title, .draw = chart_over_time};
    int64_t last = v.of[0].rows - 1;
    add_keys(&f, &v, 0);
    f.alternative[0] =
        phrased("Lines of %d scenarios over %lld periods.", v.count, (long long)v.of[0].rows);
    f.alternative[1] = phrased("%s ends at %s.", clipped(r->of[0].name, 40).text,
                               tally_words(v.what, v.what->of(&v.of[0].of[last])).text);
    put_view(out, &f, &v, reading, "lists profiles capacity effects");
  }
  view_end(&v);
}

void figures_over_time(buffer *out, const system_runs *r) {
  figure_of_time(out, r, 1, "waiting", "People who wait",
                 "Everybody on a list at the end of each period, one line a scenario. Dates are "
                 "the beginnings of the periods.");
  figure_of_time(out, r, 2, "in-time", "Share within the standard",
                 "Of those who wait at the end of each period, how many have waited no longer than "
                 "their service's standard.");
  figure_of_time(out, r, 3, "over-52", "People who wait over a year",
                 "At the end of each period, one line a scenario.");
}

/* ---------------------------------------------------------------- by group, by place -------- */

static double row_figure(const system_view *v, int k, int64_t row) {
  return scaled(v, v->what->of(&v->of[k].of[row]));
}

static void chart_rows(plane *p, const view *given) {
  const system_view *v = of_system(given);
  double low = (double)INFINITY, high = -(double)INFINITY;
  for (int k = 0; k < v->count; k++)
    for (int64_t i = 0; i < v->row_count; i++) {
      double value = row_figure(v, k, i);
      if (isnan(value)) continue;
      low = fmin(low, value);
      high = fmax(high, value);
    }
  if (!(high >= low)) low = high = 0;
  double room = fmax(0.15 * (high - low), 1e-3 * fabs(high) + 1e-9);
  bars_axis(p, low - room, high + room, v->what->show == SHOW_SHARE ? "Per cent" : v->what->heading,
            high - low < 0.2 ? hundredths : tenths);
  for (int64_t i = 0; i < v->row_count; i++) {
    double first = row_figure(v, 0, i);
    phrase a = tally_words(v->what, v->what->of(&v->of[0].of[i]));
    bar_words(p, i, clipped(v->of[0].name[i], 40).text, a.text);
    for (int k = 0; k < v->count; k++) {
      double value = row_figure(v, k, i);
      if (isnan(value)) continue;
      bar_dot(p, i, value, isnan(first) ? value : fmin(first, value),
              isnan(first) ? value : fmax(first, value), kind_colour(k));
    }
  }
}

static void figure_of_rows(buffer *out, const system_runs *r, int by, int which, const char *id,
                           const char *title, const char *reading) {
  system_view v;
  if (view_begin(&v, r, by, which) && v.of[0].rows > 1) {
    v.row_count = v.of[0].rows < MOST_ROWS ? v.of[0].rows : MOST_ROWS;
    figure f = {.id = id, .title = title, .draw = chart_rows, .rows = (double)v.row_count};
    add_keys(&f, &v, 1);
    f.alternative[0] =
        phrased("%lld rows, a mark for each of %d scenarios.", (long long)v.row_count, v.count);
    f.alternative[1] = phrased("%s: %s.", clipped(v.of[0].name[0], 40).text,
                               tally_words(v.what, v.what->of(&v.of[0].of[0])).text);
    put_view(out, &f, &v, reading, "lists profiles services effects");
  }
  view_end(&v);
}

void figure_by_group(buffer *out, const system_runs *r) {
  figure_of_rows(
      out, r, BY_GROUP, 4, "groups", "How long each group had waited",
      "Mean wait of those who were treated, weeks, wherever they live; a mark a scenario. Figures "
      "at the right: the first scenario.");
}

void figure_by_place(buffer *out, const system_runs *r) {
  figure_of_rows(out, r, BY_ORGANISATION, 2, "places", "Within the standard, place by place",
                 "Share of those who wait at the end, a mark a scenario. Figures at the right: the "
                 "first scenario.");
}
