/* Drawing on a plane with axes, as SVG that needs no script and no network.
 * W3C, SVG 1.1 and SVG accessibility API mappings (role img, title, desc).
 * Leaves what is drawn to charts.c. */
#include "svg.h"

#include <math.h>
#include <string.h>

const char *kind_colour(int64_t index) {
  static const char *const colours[] = {COLOUR_ORANGE, COLOUR_GREEN, COLOUR_PURPLE, COLOUR_AMBER,
                                        COLOUR_SKY};
  return colours[index % (int64_t)(sizeof colours / sizeof *colours)];
}

const char *order_colour(int64_t index, int64_t count) {
  static const char *const steps[] = {"#fde725", "#8fd744", "#35b779", "#21908d",
                                      "#31688e", "#443a83", "#440154"};
  const int64_t last = (int64_t)(sizeof steps / sizeof *steps) - 1;
  return steps[count > 1 ? index * last / (count - 1) : 0];
}

phrase heat_colour(double share) {
  static const int steps[][3] = {{68, 1, 84},    {71, 44, 122},  {59, 81, 139},
                                 {44, 113, 142}, {33, 144, 141}, {39, 173, 129},
                                 {92, 200, 99},  {170, 220, 50}, {253, 231, 37}};
  const int last = (int)(sizeof steps / sizeof *steps) - 1;
  double at = fmin(fmax(share, 0), 1) * last;
  int i = at >= last ? last - 1 : (int)at;
  unsigned rgb[3];
  for (int c = 0; c < 3; c++)
    rgb[c] = (unsigned)lround(steps[i][c] + (at - i) * (steps[i + 1][c] - steps[i][c]));
  return phrased("#%02x%02x%02x", rgb[0], rgb[1], rgb[2]);
}

const char *fan_colour(int64_t index) {
  static const char *const shades[] = {"#d6e8f5", "#a9cfea", "#74b0dc"};
  return shades[index];
}

/* ---------------------------------------------------------------- the plane */

void plane_begin(plane *p, const char *id, const char *title, const char *description) {
  putf(p->out,
       "<svg viewBox=\"0 0 %s %s\" role=\"img\" aria-labelledby=\"%s-t %s-d\" "
       "xmlns=\"http://www.w3.org/2000/svg\">\n<title id=\"%s-t\">",
       fixed(p->width, 0).text, fixed(p->height, 0).text, id, id, id);
  put_html(p->out, title);
  putf(p->out, "</title>\n<desc id=\"%s-d\">", id);
  put_html(p->out, description);
  put(p->out, "</desc>\n");
}

void plane_end(plane *p) {
  put(p->out, "</svg>\n");
}

double plane_x(const plane *p, double x) {
  return p->left + (x - p->x0) / (p->x1 - p->x0) * (p->right - p->left);
}

double plane_y(const plane *p, double y) {
  return p->bottom - (y - p->y0) / (p->y1 - p->y0) * (p->bottom - p->top);
}

/* ---------------------------------------------------------------- axes */

double nice_step(double low, double high, int steps) {
  double raw = (high - low) / steps, step = 1;
  if (!(raw > 0) || !isfinite(raw)) return 1;
  while (step > raw)
    step /= 10;
  while (step * 10 <= raw)
    step *= 10;
  if (raw > 5 * step) return 10 * step;
  if (raw > 2 * step) return 5 * step;
  return raw > step ? 2 * step : step;
}

static void put_attribute(buffer *out, const char *name, double value) {
  putf(out, " %s=\"%s\"", name, fixed(value, 1).text);
}

static void put_stroke(buffer *out, stroke s) {
  putf(out, " fill=\"none\" stroke=\"%s\"", s.colour);
  put_attribute(out, "stroke-width", s.width);
  if (s.dash) putf(out, " stroke-dasharray=\"%s\"", s.dash);
}

static void put_segment(buffer *out, double x0, double y0, double x1, double y1, stroke s) {
  put(out, "<line");
  put_attribute(out, "x1", x0);
  put_attribute(out, "y1", y0);
  put_attribute(out, "x2", x1);
  put_attribute(out, "y2", y1);
  put_stroke(out, s);
  put(out, "/>\n");
}

void draw_words(plane *p, double px, double py, const char *anchor, const char *colour, int bold,
                const char *words) {
  put(p->out, "<text");
  put_attribute(p->out, "x", px);
  put_attribute(p->out, "y", py);
  putf(p->out, " text-anchor=\"%s\" fill=\"%s\"%s>", anchor, colour,
       bold ? " font-weight=\"600\"" : "");
  put_html(p->out, words);
  put(p->out, "</text>\n");
}

static const stroke grid_line = {COLOUR_GRID, 1, NULL};
static const stroke base_line = {COLOUR_INK, 1, NULL};

void axis_y(plane *p, double step, const char *unit, phrase (*format)(double value)) {
  int64_t first = (int64_t)ceil(p->y0 / step - 1e-9), last = (int64_t)floor(p->y1 / step + 1e-9);
  for (int64_t i = first; i <= last; i++) {
    double y = plane_y(p, (double)i * step);
    put_segment(p->out, p->left, y, p->right, y, i == 0 ? base_line : grid_line);
    draw_words(p, p->left - 6, y + 4, "end", COLOUR_INK, 0, format((double)i * step).text);
  }
  draw_words(p, 0, 13, "start", COLOUR_QUIET, 0, unit);
}

/* Every how many labels one fits, given the widest of them. */
static int64_t label_stride(const plane *p, int64_t count, const char *const *labels) {
  size_t widest = 0;
  for (int64_t i = 0; i < count; i++)
    if (text_width(labels[i]) > widest) widest = text_width(labels[i]);
  double room = (p->right - p->left) / (7.2 * (double)widest + 14);
  int64_t fits = room < 1 ? 1 : (int64_t)room;
  int64_t stride = (count + fits - 1) / fits;
  if (stride > 2) /* whole quarters and years read better than every fifth month */
    stride = stride <= 3 ? 3 : stride <= 6 ? 6 : (stride + 11) / 12 * 12;
  return stride;
}

void axis_x(plane *p, int64_t count, const double *x, const char *const *labels, const char *unit) {
  int64_t stride = label_stride(p, count, labels);
  for (int64_t i = 0; i < count; i++) {
    double px = plane_x(p, x[i]);
    if (i % stride) continue;
    put_segment(p->out, px, p->bottom, px, p->bottom + 4, base_line);
    int at_edge = px + 4 * (double)text_width(labels[i]) > p->width;
    draw_words(p, at_edge ? p->width - 2 : px, p->bottom + 18, at_edge ? "end" : "middle",
               COLOUR_INK, 0, labels[i]);
  }
  draw_words(p, p->right, p->bottom + 35, "end", COLOUR_QUIET, 0, unit);
}

/* ---------------------------------------------------------------- marks */

static void put_point(plane *p, double x, double y, const char *letter) {
  putf(p->out, "%s%s %s", letter, fixed(plane_x(p, x), 1).text, fixed(plane_y(p, y), 1).text);
}

void draw_line(plane *p, int64_t count, const double *x, const double *y, stroke s) {
  int down = 0;
  put(p->out, "<path d=\"");
  for (int64_t i = 0; i < count; i++) {
    if (isnan(y[i])) {
      down = 0;
      continue;
    }
    put_point(p, x[i], y[i], down ? "L" : "M");
    down = 1;
  }
  put(p->out, "\"");
  put_stroke(p->out, s);
  put(p->out, "/>\n");
}

void draw_area(plane *p, int64_t count, const double *x, const double *low, const double *high,
               const char *colour) {
  put(p->out, "<path d=\"");
  for (int64_t i = 0; i < count; i++)
    put_point(p, x[i], high[i], i ? "L" : "M");
  for (int64_t i = count; i-- > 0;)
    put_point(p, x[i], low[i], "L");
  putf(p->out, "Z\" fill=\"%s\" stroke=\"#fff\" stroke-width=\"0.8\"/>\n", colour);
}

void draw_spread(plane *p, int64_t count, const double *x, const double *low, const double *high,
                 const char *colour) {
  int down = 0;
  put(p->out, "<path d=\"");
  for (int64_t i = 0; i < count; i++)
    if (!isnan(low[i]) && !isnan(high[i])) put_point(p, x[i], high[i], down++ ? "L" : "M");
  for (int64_t i = count; i-- > 0;)
    if (!isnan(low[i]) && !isnan(high[i])) put_point(p, x[i], low[i], "L");
  putf(p->out, "%s\" fill=\"%s\"/>\n", down ? "Z" : "", colour);
}

static void put_rectangle(plane *p, double x0, double x1, double y0, double y1, double more,
                          const char *colour) {
  double ax = plane_x(p, x0), bx = plane_x(p, x1), ay = plane_y(p, y0), by = plane_y(p, y1);
  put(p->out, "<rect");
  put_attribute(p->out, "x", fmin(ax, bx));
  put_attribute(p->out, "y", fmin(ay, by));
  put_attribute(p->out, "width", fabs(bx - ax) + more);
  put_attribute(p->out, "height", fabs(by - ay) + more);
  putf(p->out, " fill=\"%s\"/>\n", colour);
}

void draw_bar(plane *p, double x0, double x1, double y0, double y1, const char *colour) {
  put_rectangle(p, x0, x1, y0, y1, 0, colour);
}

void draw_cell(plane *p, double x0, double x1, double y0, double y1, const char *colour) {
  put_rectangle(p, x0, x1, y0, y1, 0.4, colour);
}

void draw_rule(plane *p, double x0, double y0, double x1, double y1, stroke s) {
  put_segment(p->out, plane_x(p, x0), plane_y(p, y0), plane_x(p, x1), plane_y(p, y1), s);
}

void draw_mark(plane *p, double x, double y, const char *colour) {
  double px = plane_x(p, x), py = plane_y(p, y);
  putf(p->out, "<path d=\"M%s %s", fixed(px, 1).text, fixed(py - 6, 1).text);
  putf(p->out, "L%s %s", fixed(px + 6, 1).text, fixed(py, 1).text);
  putf(p->out, "L%s %s", fixed(px, 1).text, fixed(py + 6, 1).text);
  putf(p->out, "L%s %sZ\" fill=\"%s\" stroke=\"#fff\"/>\n", fixed(px - 6, 1).text,
       fixed(py, 1).text, colour);
}

void draw_dot(plane *p, double x, double y, const char *colour) {
  put(p->out, "<circle");
  put_attribute(p->out, "cx", plane_x(p, x));
  put_attribute(p->out, "cy", plane_y(p, y));
  putf(p->out, " r=\"3.5\" fill=\"%s\"/>\n", colour);
}
