/* How people leave by time waited, and how they came and went.
 * Forms: steps by band, and a waterfall.
 * Leaves axes to chart_axes.c, marks to svg.c, figures to moments.c and summary.c. */
#include "chart_axes.h"

#include "summary.h"

#include <math.h>
#include <stdlib.h>

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
