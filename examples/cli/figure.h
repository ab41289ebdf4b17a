/* figure.h - a chart with everything around it: heading, legend, two drawings, and its table. */
#ifndef CAREPATH_CLI_FIGURE_H
#define CAREPATH_CLI_FIGURE_H

#include "charts.h"

enum { MOST_KEYS = 2 * MOST_STANDARDS + 4 };

/* One entry of a legend. */
typedef struct key_entry {
  const char *colour;
  const char *dash; /* of the line, NULL: none */
  int area;         /* a patch, not a line */
  phrase words;
} key_entry;

typedef struct figure {
  const char *id; /* unique on the page */
  const char *title;
  const char *reading;   /* what it shows and how to read it */
  phrase alternative[2]; /* two sentences for those who do not see it */
  void (*draw)(plane *p, const view *v);
  double rows; /* bars: the drawing grows with them; 0: a plane of the usual height */
  key_entry keys[MOST_KEYS];
  int key_count;
  double height[2];                         /* wide and on a phone; 0: the usual one */
  void (*tabulate)(grid *g, const view *v); /* begins the grid and fills it */
  const char *caption;
} figure;

void add_key(figure *f, const char *colour, const char *dash, int area, const char *words);
void put_figure(buffer *out, const figure *f, const view *v);

#endif
