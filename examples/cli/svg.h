/* svg.h - a plane with axes to draw on, as inline SVG. */
#ifndef CAREPATH_CLI_SVG_H
#define CAREPATH_CLI_SVG_H

#include "text.h"

/* Colours that people with any colour vision tell apart: Okabe and Ito (2008) for kinds, five steps
 * of viridis (van der Walt and Smith, 2015) for what has an order. */
#define COLOUR_BLUE   "#0072b2"
#define COLOUR_ORANGE "#d55e00"
#define COLOUR_GREEN  "#007d5a"
#define COLOUR_PURPLE "#b0558b"
#define COLOUR_AMBER  "#a86c00"
#define COLOUR_SKY    "#56b4e9"
#define COLOUR_INK    "#1b1b1b"
#define COLOUR_QUIET  "#5a5a5a"
#define COLOUR_GRID   "#d8d8d8"
#define COLOUR_NONE   "#a8a8a8" /* what is out of reach */

const char *kind_colour(int64_t index);
const char *order_colour(int64_t index, int64_t count); /* from light (first) to dark (last) */
phrase heat_colour(double share);                       /* viridis: 0 dark, 1 light */
const char *
fan_colour(int64_t index); /* the bands of a fan, from the widest (0) to the narrowest */

typedef struct plane {
  buffer *out;
  double width, height;            /* of the drawing */
  double left, right, top, bottom; /* the rectangle of the data, in the drawing */
  double x0, x1, y0, y1;           /* what its edges stand for */
  int narrow;                      /* 1: for a phone */
} plane;

/* Opens the drawing. `id` must be unique on the page; title and description are what a reader who
 * does not see it gets. */
void plane_begin(plane *p, const char *id, const char *title, const char *description);
void plane_end(plane *p);

double plane_x(const plane *p, double x);
double plane_y(const plane *p, double y);

/* Rounds the upper end of an axis up, and the lower end down, to whole steps; returns the step. */
double nice_step(double low, double high, int steps);

/* Horizontal lines with figures at the left and what they mean above them. `format` writes one. */
void axis_y(plane *p, double step, const char *unit, phrase (*format)(double value));
/* Marks below the plane: label i at x[i], thinned out to what fits. */
void axis_x(plane *p, int64_t count, const double *x, const char *const *labels, const char *unit);

typedef struct stroke {
  const char *colour;
  double width;
  const char *dash; /* NULL: drawn through */
} stroke;

void draw_line(plane *p, int64_t count, const double *x, const double *y, stroke s);
void draw_area(plane *p, int64_t count, const double *x, const double *low, const double *high,
               const char *colour);
/* The same without a border, over those points where both are known: a band of a fan. */
void draw_spread(plane *p, int64_t count, const double *x, const double *low, const double *high,
                 const char *colour);
/* A cell of a map, wider and higher by a hair: cells then meet without a seam. */
void draw_cell(plane *p, double x0, double x1, double y0, double y1, const char *colour);
/* A bar between two corners in data units. */
void draw_bar(plane *p, double x0, double x1, double y0, double y1, const char *colour);
void draw_rule(plane *p, double x0, double y0, double x1, double y1, stroke s); /* data units */
/* A mark in the shape of a diamond, so that it is not told by its colour alone. */
void draw_mark(plane *p, double x, double y, const char *colour);
void draw_dot(plane *p, double x, double y, const char *colour);
/* Words at a point of the drawing; anchor is start, middle or end. */
void draw_words(plane *p, double px, double py, const char *anchor, const char *colour, int bold,
                const char *words);

#endif
