/* The network as a picture: stages from left to right (on a phone: downwards), how full each is, and how many go where.
 * Layers: the most steps from where people come in. Widths of the lines: people per time.
 * Leaves drawing to svg.c and the frame to figure.c. */
#include "figure.h"
#include "pathway.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DRAWN = 40 };

typedef struct diagram {
  view common;
  const runs *r;
  int64_t stages, layers, widest;
  int64_t *layer, *slot, *in_layer;
  uint8_t *back; /* (stages, stages) 1: leads back */
  double *flow;  /* (stages, stages) people per time */
  double most;
} diagram;

static const diagram *of_diagram(const view *v) {
  return (const diagram *)(const void *)v;
}

/* ---------------------------------------------------------------- where each stands --------- */

static int leads(const cpw_pathway *p, int64_t from, int64_t to) {
  for (int64_t k = 0; k < p->routes; k++)
    if (p->route[k].from == from && p->route[k].to == to && p->route[k].chance > 0) return 1;
  for (int64_t k = 0; k < p->changes; k++)
    if (p->change[k].stage == from && p->change[k].to == to && from != to) return 1;
  return p->stage[from].when_full == CPW_FULL_OVERFLOW && p->stage[from].overflow == to;
}

static int begins(const cpw_pathway *p, int64_t stage) {
  for (int64_t k = 0; k < p->arrivals; k++)
    if (p->arrival[k].stage == stage) return 1;
  for (int64_t k = 0; k < p->initials && !p->arrivals; k++)
    if (p->initial[k].stage == stage) return 1;
  return 0;
}

enum { NEW, OPEN, SEEN };

/* Depth first: a line to a stage that is still open leads back. */
static void find_back(diagram *d, const cpw_pathway *p, int64_t i, char *state) {
  state[i] = OPEN;
  for (int64_t j = 0; j < d->stages; j++) {
    if (j == i || !leads(p, i, j)) continue;
    if (state[j] == OPEN)
      d->back[i * d->stages + j] = 1;
    else if (state[j] == NEW)
      find_back(d, p, j, state);
  }
  state[i] = SEEN;
}

/* The longest way from where people come in, without the lines that lead back; exits stand at the end. */
static void place_stages(diagram *d, const cpw_pathway *p) {
  char state[MOST_DRAWN] = {0};
  for (int pass = 0; pass < 2; pass++)
    for (int64_t i = 0; i < d->stages; i++)
      if (state[i] == NEW && (pass || begins(p, i))) find_back(d, p, i, state);
  for (int64_t step = 0; step < d->stages; step++)
    for (int64_t i = 0; i < d->stages; i++)
      for (int64_t j = 0; j < d->stages; j++)
        if (i != j && leads(p, i, j) && !d->back[i * d->stages + j] && d->layer[j] <= d->layer[i])
          d->layer[j] = d->layer[i] + 1;
  for (int64_t i = 0; i < d->stages; i++)
    if (d->layer[i] + 1 > d->layers) d->layers = d->layer[i] + 1;
  for (int64_t i = 0; i < d->stages; i++)
    if (p->stage[i].kind == CPW_STAGE_EXIT) d->layer[i] = d->layers - 1;
  for (int64_t i = 0; i < d->stages; i++) {
    d->slot[i] = d->in_layer[d->layer[i]]++;
    if (d->slot[i] + 1 > d->widest) d->widest = d->slot[i] + 1;
  }
}

/* ---------------------------------------------------------------- how many go where --------- */

/* Chance of a route for a group: the group's own rows replace those for all. */
static double chance_of(const cpw_pathway *p, int64_t from, int64_t to, int64_t group) {
  double own = 0, all = 0;
  int named = 0;
  for (int64_t k = 0; k < p->routes; k++) {
    const cpw_route *x = &p->route[k];
    if (x->from != from) continue;
    if (x->group == group) {
      named = 1;
      own += x->to == to ? x->chance : 0;
    } else if (x->group < 0 && x->to == to) {
      all += x->chance;
    }
  }
  return named ? own : all;
}

static void find_flows(diagram *d, const cpw_pathway *p) {
  const cpw_result *result = d->r->main;
  int64_t who = who_count(result);
  for (int64_t i = 0; i < d->stages; i++)
    for (int64_t j = 0; j < d->stages; j++) {
      double *flow = &d->flow[i * d->stages + j];
      for (int64_t g = 0; g < p->groups; g++) {
        double out = stage_figure(result, "throughput", i, who > 1 ? g + 1 : 0);
        if (out > 0 && isfinite(out)) *flow += out * chance_of(p, i, j, g);
      }
      d->most = fmax(d->most, *flow);
    }
}

/* ---------------------------------------------------------------- drawing ------------------- */

typedef struct box {
  double x, y, w, h; /* middle and half sizes */
} box;

static box box_of(const plane *p, const diagram *d, int64_t i) {
  double across = ((double)d->slot[i] + 1) / ((double)d->in_layer[d->layer[i]] + 1);
  double along = ((double)d->layer[i] + 0.5) / (double)d->layers;
  double step = 1 / (double)d->layers, room = 1 / (double)(d->widest + 1);
  if (p->narrow) return (box){across, 1 - along, fmin(0.42 * room, 0.22), 0.30 * step};
  return (box){along, 1 - across, 0.36 * step, fmin(0.34 * room, 0.14)};
}

enum { CURVE = 24 };

/* From one box to the next; past other boxes in a bow: above (on a phone: at the left), back below. */
static void draw_bow(plane *p, double x0, double y0, double x1, double y1, double bow, stroke s) {
  double x[CURVE + 1], y[CURVE + 1];
  for (int k = 0; k <= CURVE; k++) {
    double t = (double)k / CURVE, up = 4 * t * (1 - t) * bow;
    x[k] = x0 + t * (x1 - x0) - (p->narrow ? up : 0);
    y[k] = y0 + t * (y1 - y0) + (p->narrow ? 0 : up);
  }
  draw_line(p, CURVE + 1, x, y, s);
  draw_dot(p, x1, y1, s.colour);
}

static void draw_flow(plane *p, const diagram *d, int64_t i, int64_t j) {
  double flow = d->flow[i * d->stages + j];
  if (!(flow > 0) || i == j) return;
  box a = box_of(p, d, i), b = box_of(p, d, j);
  int back = d->back[i * d->stages + j];
  int64_t steps = d->layer[j] - d->layer[i];
  double width = 1 + 5 * sqrt(flow / d->most),
         size = fmin(0.5, 0.16 + 0.045 * (double)llabs(steps));
  stroke s = {back ? COLOUR_AMBER : COLOUR_QUIET, width, back ? "5 4" : NULL};
  double bow = back ? -size : steps > 1 ? size : 0;
  if (p->narrow && bow != 0)
    draw_bow(p, a.x - a.w * (bow > 0 ? 1 : -1), a.y, b.x - b.w * (bow > 0 ? 1 : -1), b.y, bow / 2,
             s);
  else if (bow != 0)
    draw_bow(p, a.x, a.y + a.h * (bow > 0 ? 1 : -1), b.x, b.y + b.h * (bow > 0 ? 1 : -1), bow, s);
  else if (p->narrow)
    draw_bow(p, a.x, a.y - a.h, b.x, b.y + b.h, 0, s);
  else
    draw_bow(p, a.x + a.w, a.y, b.x - b.w, b.y, 0, s);
}

/* A light box whose lower part is as full as the stage. */
static void draw_stage(plane *p, const diagram *d, int64_t i) {
  box b = box_of(p, d, i);
  const cpw_stage *s = &d->r->f.p->stage[i];
  double use = stage_figure(d->r->main, "utilisation", i, 0);
  double wait = stage_figure(d->r->main, "wait_mean", i, 0);
  double blocked = stage_figure(d->r->main, "blocked_mean", i, 0);
  draw_bar(p, b.x - b.w, b.x + b.w, b.y - b.h, b.y + b.h, COLOUR_GRID);
  double foot = b.y - b.h, full = isnan(use) ? 0 : fmin(use, 1);
  if (full > 0)
    draw_bar(p, b.x - b.w, b.x - b.w + 2 * b.w * full, foot, foot + 0.22 * b.h,
             use >= 0.95 ? COLOUR_ORANGE : COLOUR_BLUE);
  double px = plane_x(p, b.x), py = plane_y(p, b.y);
  int room = p->narrow ? 14 : (int)fmax(8, 2 * b.w * p->width / 7.2);
  draw_words(p, px, py - 20, "middle", COLOUR_INK, 1, clipped(s->name, room).text);
  if (s->kind == CPW_STAGE_EXIT) return;
  if (!isnan(use))
    draw_words(p, px, py - 5, "middle", COLOUR_INK, 0,
               phrased("%s full", percent(use, 0).text).text);
  if (!isnan(wait) && s->kind != CPW_STAGE_DELAY && s->kind != CPW_STAGE_DECISION)
    draw_words(p, px, py + 9, "middle", COLOUR_QUIET, 0,
               phrased("wait %s", known_words(wait, 2).text).text);
  if (blocked > 0.005)
    draw_words(p, px, py + 23, "middle", COLOUR_ORANGE, 1,
               phrased("%s blocked", grouped(blocked, 1).text).text);
}

static void chart_diagram(plane *p, const view *given) {
  const diagram *d = of_diagram(given);
  p->left = p->narrow ? 4 : 8;
  p->right = p->width - (p->narrow ? 4 : 8);
  p->top = 8;
  p->bottom = p->height - 8;
  p->x0 = p->y0 = 0;
  p->x1 = p->y1 = 1;
  for (int64_t i = 0; i < d->stages; i++)
    for (int64_t j = 0; j < d->stages; j++)
      draw_flow(p, d, i, j);
  for (int64_t i = 0; i < d->stages; i++)
    draw_stage(p, d, i);
}

static void table_diagram(grid *g, const view *given) {
  static const char *const headings[] = {"<From", "<To", "People per time"};
  const diagram *d = of_diagram(given);
  grid_begin(g, headings, 3);
  for (int64_t i = 0; i < d->stages; i++)
    for (int64_t j = 0; j < d->stages; j++) {
      if (!(d->flow[i * d->stages + j] > 0)) continue;
      grid_cell(g, d->r->f.p->stage[i].name);
      grid_cell(g, d->r->f.p->stage[j].name);
      grid_cell(g, known_words(d->flow[i * d->stages + j], 2).text);
    }
}

static void put_diagram(buffer *out, diagram *d) {
  figure f = {.id = "network",
              .title = "The network",
              .reading = "Boxes are stages; the bar at the foot of a box says how full it is on "
                         "average (orange: 95 % or more). Lines are patients who go on, as wide as "
                         "they are many; broken lines lead back.",
              .draw = chart_diagram,
              .tabulate = table_diagram,
              .caption = "Patients from stage to stage"};
  f.alternative[1] = phrased("The table says how many go from which to which.");
  place_stages(d, d->r->f.p);
  find_flows(d, d->r->f.p);
  f.height[0] = 170 + 110 * (double)d->widest;
  f.height[1] = 40 + 104 * (double)d->layers;
  f.alternative[0] =
      phrased("%lld stages in %lld steps.", (long long)d->stages, (long long)d->layers);
  put_figure(out, &f, &d->common);
}

void figure_diagram(buffer *out, const runs *r) {
  size_t n = (size_t)r->f.p->stages;
  diagram d = {.r = r, .stages = r->f.p->stages};
  if (r->f.p->stages > MOST_DRAWN) return; /* nothing could be read */
  d.layer = calloc(n + 1, sizeof *d.layer);
  d.slot = calloc(n + 1, sizeof *d.slot);
  d.in_layer = calloc(n + 1, sizeof *d.in_layer);
  d.flow = calloc(n * n + 1, sizeof *d.flow);
  d.back = calloc(n * n + 1, sizeof *d.back);
  if (d.layer && d.slot && d.in_layer && d.flow && d.back)
    put_diagram(out, &d);
  else
    out->failed = 1;
  free(d.layer);
  free(d.slot);
  free(d.in_layer);
  free(d.flow);
  free(d.back);
}
