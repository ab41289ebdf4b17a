/* The list as a map: time along, time waited up, people as colour.
 * Colours: viridis (van der Walt and Smith, 2015) by the logarithm of the people in a cell.
 * Leaves axes to chart_axes.c, marks to svg.c, figures to moments.c. */
#include "chart_axes.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_HEAT_ROWS = 26, HEAT_STEPS = 32 };

/* The rows of the map: each band, or so many even groups of closed bands and the open one. */
int64_t heat_rows(const cpw_bands *bands) {
  return bands->count <= MOST_HEAT_ROWS ? bands->count : MOST_HEAT_ROWS;
}

int64_t heat_row_first(const cpw_bands *bands, int64_t row) {
  int64_t rows = heat_rows(bands);
  if (row >= rows) return bands->count;
  if (bands->count <= rows) return row;
  return row == rows - 1 ? bands->count - 1 : row * (bands->count - 1) / (rows - 1);
}

double heat_figure(const view *v, int64_t row, int64_t moment) {
  const cpw_bands *bands = &v->m->bands;
  return moment_waiting(v->m, v->list, moment, heat_row_first(bands, row),
                        heat_row_first(bands, row + 1) - 1);
}

/* From how many people to how many the colours reach: at most four powers of ten. */
typedef struct colour_range {
  double low, high; /* logarithms to base 10 */
} colour_range;

static colour_range range_of(const view *v) {
  double least = (double)INFINITY, most = 0;
  for (int64_t row = 0; row < heat_rows(&v->m->bands); row++)
    for (int64_t t = 0; t < moments(v->m); t++) {
      double count = heat_figure(v, row, t);
      if (count >= 0.5 && count < least) least = count;
      if (count > most) most = count;
    }
  if (!(most >= 0.5)) return (colour_range){0, 1};
  colour_range r = {fmax(log10(fmax(least, 1)), log10(most) - 4), log10(most)};
  if (r.high - r.low < 0.1) r = (colour_range){r.high - 0.05, r.high + 0.05};
  return r;
}

/* Step of the colours, or -1 for nobody (or no figure). */
static int step_of(const colour_range *r, double count) {
  if (!(count >= 0.5)) return -1;
  double share = (log10(count) - r->low) / (r->high - r->low);
  int step = (int)floor(share * HEAT_STEPS);
  return step < 0 ? 0 : step >= HEAT_STEPS ? HEAT_STEPS - 1 : step;
}

static phrase step_colour(int step) {
  return heat_colour(((double)step + 0.5) / HEAT_STEPS);
}

/* ---------------------------------------------------------------- cells */

/* Cells of one colour that stand side by side are one rectangle. */
static void draw_row(plane *p, const view *v, const colour_range *r, int64_t row) {
  int64_t count = moments(v->m), from = 0;
  for (int64_t t = 1; t <= count; t++) {
    int step = step_of(r, heat_figure(v, row, from));
    if (t < count && step_of(r, heat_figure(v, row, t)) == step) continue;
    if (step >= 0)
      draw_cell(p, (double)from, (double)t, (double)row, (double)row + 1, step_colour(step).text);
    from = t;
  }
}

static void row_axis(plane *p, const view *v) {
  const cpw_bands *bands = &v->m->bands;
  int64_t rows = heat_rows(bands), stride = rows > 14 ? 4 : rows > 7 && p->narrow ? 2 : 1;
  for (int64_t row = 0; row < rows; row++) {
    int open = row == rows - 1;
    if (row % stride && !open) continue;
    if (!open && rows - 1 - row < stride) continue;
    phrase edge =
        phrased("%s%s", grouped(bands->lower[heat_row_first(bands, row)], 0).text, open ? "+" : "");
    double y = plane_y(p, (double)row + (open ? 0.5 : 0));
    draw_words(p, p->left - 6, y + 4, "end", COLOUR_INK, 0, edge.text);
  }
  draw_words(p, 0, 13, "start", COLOUR_QUIET, 0, phrased("%ss waited", unit_noun(bands)).text);
}

static void period_axis(plane *p, series *s) {
  p->x0 = 0;
  p->x1 = (double)s->count;
  for (int64_t i = 0; i < s->count; i++)
    s->x[i] = (double)i + 0.5;
  axis_x(p, s->count, s->x, s->labels, "");
}

/* ---------------------------------------------------------------- the key */

/* Figures that are easily read: 1, 2 or 5 times a power of ten, as many as the key has room for. */
static void draw_key_figures(plane *p, const colour_range *r, double left, double right, double y) {
  static const double leading[] = {1, 2, 5};
  int every = r->high - r->low < 1.6;
  for (int power = 0; power < 10; power++)
    for (int i = 0; i < (every ? 3 : 1); i++) {
      double figure = leading[i] * pow(10, power),
             at = (log10(figure) - r->low) / (r->high - r->low);
      if (at < 0 || at > 1) continue;
      draw_words(p, left + at * (right - left), y, "middle", COLOUR_INK, 0, whole(figure).text);
    }
}

static void draw_key(plane *p, const colour_range *r) {
  double left = p->left, right = p->narrow ? p->right - 16 : p->left + 360;
  double top = p->bottom + 48, wide = (right - left) / HEAT_STEPS;
  plane key = *p;
  key.left = key.x0 = left;
  key.right = key.x1 = right;
  key.top = top;
  key.bottom = top + 12;
  key.y0 = 0;
  key.y1 = 1;
  for (int i = 0; i < HEAT_STEPS; i++)
    draw_cell(&key, left + i * wide, left + (i + 1) * wide, 0, 1, step_colour(i).text);
  draw_words(p, left, top - 7, "start", COLOUR_QUIET, 0, "People in a cell (blank: nobody)");
  draw_key_figures(p, r, left, right, top + 27);
}

void chart_heat(plane *p, const view *v) {
  series s = {0};
  p->bottom -= 46;
  if (series_begin(&s, v->m)) {
    colour_range r = range_of(v);
    p->y0 = 0;
    p->y1 = (double)heat_rows(&v->m->bands);
    period_axis(p, &s);
    for (int64_t row = 0; row < heat_rows(&v->m->bands); row++)
      draw_row(p, v, &r, row);
    draw_key(p, &r);
    row_axis(p, v);
    static const stroke line = {"#ffffff", 2, NULL};
    double now = (double)moment_now(v->m) + 1;
    draw_rule(p, now, p->y0, now, p->y1, line);
    mark_today_at(p, now);
  }
  series_end(&s, p);
}
