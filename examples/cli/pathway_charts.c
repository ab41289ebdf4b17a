/* Charts of a network: queue, people in service and blocked over time; waits by group; the engines side by side.
 * Forms: lines of the stages that matter most; bars; dots with intervals.
 * Leaves axes to chart_axes.c and chart_bars.c. */
#include "chart_axes.h"
#include "figure.h"
#include "pathway.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LINES = 5, MOST_ROWS = 60 };

typedef struct pathway_view {
  view common;
  const runs *r;
  const cpw_result *result;
  const char *array, *words;
  int64_t stage[MOST_ROWS]; /* the ones that are shown */
  int64_t group[MOST_ROWS]; /* of the rows of the chart by group */
  int engine[MOST_ROWS];
  int64_t count;
} pathway_view;

static const pathway_view *of_pathway(const view *v) {
  return (const pathway_view *)(const void *)v;
}

/* ---------------------------------------------------------------- over time ----------------- */

static double at_time(const cpw_array *a, int64_t t, int64_t stage) {
  int64_t stages = a->dimension[1]->length, who = a->dimensions == 3 ? a->dimension[2]->length : 1;
  return a->real[(t * stages + stage) * who];
}

/* The stages with the most of it on average; nothing where there is none. */
static void choose_lines(pathway_view *v, const cpw_array *a) {
  v->count = 0;
  for (int64_t turn = 0; turn < MOST_LINES; turn++) {
    int64_t best = -1;
    double most = 0.005;
    for (int64_t i = 0; i < v->r->f.p->stages; i++) {
      double sum = 0;
      int taken = 0;
      for (int64_t k = 0; k < v->count; k++)
        taken |= v->stage[k] == i;
      for (int64_t t = 0; !taken && t < a->dimension[0]->length; t++)
        sum += fmax(at_time(a, t, i), 0) / (double)a->dimension[0]->length;
      if (sum > most) {
        most = sum;
        best = i;
      }
    }
    if (best < 0) return;
    v->stage[v->count++] = best;
  }
}

static void chart_time(plane *p, const view *given) {
  const pathway_view *v = of_pathway(given);
  const cpw_array *a = cpw_result_find(v->result, v->array);
  int64_t n = a->dimension[0]->length;
  double *x = calloc((size_t)n + 1, sizeof *x), *y = calloc((size_t)n + 1, sizeof *y), most = 0;
  const char **label = calloc((size_t)n + 1, sizeof *label);
  phrase *text = calloc((size_t)n + 1, sizeof *text);
  if (x && y && label && text) {
    for (int64_t k = 0; k < v->count; k++)
      for (int64_t t = 0; t < n; t++)
        most = fmax(most, at_time(a, t, v->stage[k]));
    for (int64_t t = 0; t < n; t++) {
      x[t] = (double)t * v->r->set->pathway.period;
      text[t] = grouped(x[t], x[t] == floor(x[t]) ? 0 : 2);
      label[t] = text[t].text;
    }
    p->x0 = 0;
    p->x1 = fmax(x[n - 1], 1e-9);
    y_axis(p, 0, fmax(most, 1e-9), v->words);
    axis_x(p, n, x, label, v->r->f.p->time_unit);
    for (int64_t k = 0; k < v->count; k++) {
      for (int64_t t = 0; t < n; t++)
        y[t] = at_time(a, t, v->stage[k]);
      draw_line(p, n, x, y, (stroke){kind_colour(k), 2, k >= 3 ? "6 3" : NULL});
    }
  } else {
    p->out->failed = 1;
  }
  free(x);
  free(y);
  free((void *)label);
  free(text);
}

static void table_time(grid *g, const view *given) {
  const pathway_view *v = of_pathway(given);
  const cpw_array *a = cpw_result_find(v->result, v->array);
  const char *headings[MOST_LINES + 1] = {"Time"};
  int64_t step = (a->dimension[0]->length + 51) / 52;
  for (int64_t k = 0; k < v->count; k++)
    headings[k + 1] = v->r->f.p->stage[v->stage[k]].name;
  grid_begin(g, headings, (int)v->count + 1);
  for (int64_t t = 0; t < a->dimension[0]->length; t += step) {
    grid_cell(g, grouped((double)t * v->r->set->pathway.period, 0).text);
    for (int64_t k = 0; k < v->count; k++)
      grid_cell(g, known_words(at_time(a, t, v->stage[k]), 1).text);
  }
}

static void figure_time(buffer *out, const runs *r, const char *array, const char *title,
                        const char *reading) {
  pathway_view v = {.r = r, .result = r->main, .array = array, .words = "People"};
  const cpw_array *a = cpw_result_find(r->main, array);
  if (!a || a->dimensions < 2 || !a->dimension[0]->length) return;
  choose_lines(&v, a);
  if (!v.count) return;
  figure f = {.id = array,
              .title = title,
              .reading = reading,
              .draw = chart_time,
              .tabulate = table_time,
              .caption = title};
  for (int64_t k = 0; k < v.count; k++)
    add_key(&f, kind_colour(k), k >= 3 ? "6 3" : "", 0,
            clipped(r->f.p->stage[v.stage[k]].name, 40).text);
  f.alternative[0] = phrased("Lines of %lld stages over %lld periods.", (long long)v.count,
                             (long long)a->dimension[0]->length);
  f.alternative[1] =
      phrased("%.40s ends with %s.", r->f.p->stage[v.stage[0]].name,
              known_words(at_time(a, a->dimension[0]->length - 1, v.stage[0]), 1).text);
  put_figure(out, &f, &v.common);
}

void figures_of_time(buffer *out, const runs *r) {
  figure_time(out, r, "queue", "People who wait",
              "The stages with the longest queues, at the start of each period.");
  figure_time(out, r, "inside", "People in the stages",
              "The stages with the most people in service: beds in use, visits, theatres.");
  figure_time(out, r, "blocked", "People who are blocked",
              "Patients who are through with a stage and hold their place because the next one is "
              "full.");
}

/* ---------------------------------------------------------------- engines side by side ------ */

static int has_wait(const cpw_stage *s) {
  return s->kind != CPW_STAGE_DELAY && s->kind != CPW_STAGE_DECISION && s->kind != CPW_STAGE_EXIT;
}

static double row_wait(const pathway_view *v, int64_t k, const char *name) {
  return stage_figure(v->r->of[v->engine[k]], name, v->stage[k], v->group[k]);
}

static void chart_waits(plane *p, const view *given) {
  static const char *const colour[ENGINES] = {COLOUR_ORANGE, COLOUR_GREEN, COLOUR_BLUE};
  const pathway_view *v = of_pathway(given);
  double most = 1e-9;
  for (int64_t k = 0; k < v->count; k++) {
    double w = row_wait(v, k, "wait_mean"), upper = row_wait(v, k, "wait_mean_upper");
    if (isfinite(w)) most = fmax(most, w);
    if (isfinite(upper)) most = fmax(most, upper);
  }
  bars_axis(p, 0, most, phrased("Mean wait, %s", v->r->f.p->time_unit).text,
            most < 2 ? hundredths : tenths);
  for (int64_t k = 0; k < v->count; k++) {
    const cpw_stage *s = &v->r->f.p->stage[v->stage[k]];
    double w = row_wait(v, k, "wait_mean");
    const char *second =
        v->group[k] > 0 ? who_name(v->r->main, v->group[k]) : engine_names[v->engine[k]];
    bar_words(p, k, phrased("%s, %s", clipped(s->name, 26).text, clipped(second, 20).text).text,
              known_words(w, 3).text);
    if (isfinite(w))
      bar_dot(p, k, w, row_wait(v, k, "wait_mean_lower"), row_wait(v, k, "wait_mean_upper"),
              colour[v->engine[k]]);
  }
}

static void table_waits(grid *g, const view *given) {
  static const char *const headings[] = {"<Stage", "<", "Mean wait", "from", "to"};
  const pathway_view *v = of_pathway(given);
  grid_begin(g, headings, 5);
  for (int64_t k = 0; k < v->count; k++) {
    grid_cell(g, v->r->f.p->stage[v->stage[k]].name);
    grid_cell(g, v->group[k] > 0 ? who_name(v->r->main, v->group[k]) : engine_names[v->engine[k]]);
    grid_cell(g, known_words(row_wait(v, k, "wait_mean"), 4).text);
    grid_cell(g, known_words(row_wait(v, k, "wait_mean_lower"), 4).text);
    grid_cell(g, known_words(row_wait(v, k, "wait_mean_upper"), 4).text);
  }
}

static void put_waits(buffer *out, pathway_view *v, const char *id, const char *title,
                      const char *reading) {
  if (!v->count) return;
  figure f = {.id = id,
              .title = title,
              .reading = reading,
              .draw = chart_waits,
              .rows = (double)v->count,
              .tabulate = table_waits,
              .caption = title};
  f.alternative[0] = phrased("%lld rows.", (long long)v->count);
  f.alternative[1] =
      phrased("%.30s: %s %.20s.", v->r->f.p->stage[v->stage[0]].name,
              known_words(row_wait(v, 0, "wait_mean"), 3).text, v->r->f.p->time_unit);
  put_figure(out, &f, &v->common);
}

void figure_engines(buffer *out, const runs *r) {
  pathway_view v = {.r = r, .result = r->main};
  for (int64_t i = 0; i < r->f.p->stages; i++)
    for (int e = 0; e < ENGINES && has_wait(&r->f.p->stage[i]); e++) {
      if (!r->of[e] || v.count == MOST_ROWS) continue;
      v.stage[v.count] = i;
      v.engine[v.count++] = e;
    }
  put_waits(out, &v, "waits", "Mean wait by stage",
            "One row for each stage and engine. The formulae (steady) look at the long run; flows "
            "(fluid) see no bad luck; events are patients one by one, with 95 % intervals.");
}

void figure_groups_wait(buffer *out, const runs *r) {
  pathway_view v = {.r = r, .result = r->main};
  int main_engine = 0;
  for (int e = 0; e < ENGINES; e++)
    if (r->of[e] == r->main) main_engine = e;
  if (r->f.p->groups < 2) return;
  for (int64_t i = 0; i < r->f.p->stages; i++)
    for (int64_t g = 1; g < who_count(r->main) && has_wait(&r->f.p->stage[i]); g++) {
      double come = stage_figure(r->main, "arrival_rate", i, g);
      if (v.count == MOST_ROWS || !(come > 0)) continue;
      v.stage[v.count] = i;
      v.group[v.count] = g;
      v.engine[v.count++] = main_engine;
    }
  put_waits(out, &v, "groups", "Mean wait by group",
            "One row for each stage and group of patients who come there.");
}
