/* Pages of `carepath allocate` that are bars by row: money down a tree, a pool, claims, chosen options.
 * Form: a bar for each amount, a diamond for what it is held against, the whole table below.
 * Leaves the bars to chart_bars.c and the frame to page.c. */
#include "allocate_page.h"

#include "chart_axes.h"
#include "figure.h"
#include "page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 60 };

/* What a chart looks at; it gets the first member and knows. */
typedef struct bars_view {
  view common;
  const bars *b;
  int64_t shown;
  const int64_t *order; /* (shown) */
} bars_view;

static const bars_view *of_bars(const view *v) {
  return (const bars_view *)(const void *)v;
}

static double amount_of(const int64_t *money, int64_t row) {
  return money && money[row] != NO_MONEY ? (double)money[row] : (double)NAN;
}

/* ---------------------------------------------------------------- which rows, in which order */

typedef struct ranked {
  int64_t amount, row;
} ranked;

static int by_amount(const void *a, const void *b) {
  const ranked *x = a, *y = b;
  if (x->amount != y->amount) return x->amount > y->amount ? -1 : 1;
  return x->row < y->row ? -1 : x->row > y->row;
}

static int64_t *order_of(const bars *b) {
  size_t n = (size_t)(b->rows > 0 ? b->rows : 1);
  int64_t *order = calloc(n, sizeof *order);
  ranked *all = calloc(n, sizeof *all);
  if (!order || !all) {
    free(order);
    free(all);
    return NULL;
  }
  for (int64_t i = 0; i < b->rows; i++)
    all[i] = (ranked){b->amount[i], i};
  if (b->ranked) qsort(all, (size_t)b->rows, sizeof *all, by_amount);
  for (int64_t i = 0; i < b->rows; i++)
    order[i] = all[i].row;
  free(all);
  return order;
}

/* ---------------------------------------------------------------- the chart */

static void chart_amounts(plane *p, const view *given) {
  const bars_view *v = of_bars(given);
  const bars *b = v->b;
  double low = 0, high = 1;
  for (int64_t k = 0; k < v->shown; k++) {
    double got = amount_of(b->amount, v->order[k]), mark = amount_of(b->mark, v->order[k]);
    low = fmin(low, fmin(got, mark)); /* neither is a NaN where the other is not */
    high = fmax(high, fmax(got, mark));
  }
  double most = fmax(high, -low), scale = most >= 2e9 ? 1e9 : most >= 2e6 ? 1e6 : 1;
  bars_axis(p, low / scale, high / scale,
            scale > 1e8 ? "Billion pounds"
            : scale > 1 ? "Million pounds"
                        : "Pounds",
            most / scale < 5 ? tenths : whole);
  for (int64_t k = 0; k < v->shown; k++) {
    int64_t i = v->order[k];
    double got = amount_of(b->amount, i), mark = amount_of(b->mark, i);
    const char *colour = !b->chosen || b->chosen[i] ? COLOUR_BLUE : COLOUR_NONE;
    bar_row(p, k, got / scale, colour, clipped(b->name[i], 36).text,
            isnan(got) ? "-" : short_pounds(got).text);
    if (!isnan(mark)) bar_dot(p, k, mark / scale, (double)NAN, (double)NAN, COLOUR_INK);
  }
}

static void table_amounts(grid *g, const view *given) {
  static const char *const headings[] = {"<", "Bar", "Diamond"};
  const bars_view *v = of_bars(given);
  const bars *b = v->b;
  grid_begin(g, headings, b->mark ? 3 : 2);
  for (int64_t k = 0; k < v->shown; k++) {
    int64_t i = v->order[k];
    grid_cell(g, clipped(b->name[i], 60).text);
    grid_cell(g, b->amount[i] == NO_MONEY ? "-" : pounds(b->amount[i]).text);
    if (b->mark) grid_cell(g, b->mark[i] == NO_MONEY ? "-" : pounds(b->mark[i]).text);
  }
}

static void put_bars(buffer *out, const bars *b) {
  int64_t *order = order_of(b);
  bars_view v = {.b = b, .shown = b->rows < MOST_ROWS ? b->rows : MOST_ROWS, .order = order};
  figure f = {.id = b->id,
              .title = b->title,
              .reading = b->reading,
              .draw = chart_amounts,
              .rows = (double)v.shown,
              .tabulate = table_amounts,
              .caption = b->title};
  if (!order) {
    out->failed = 1;
    return;
  }
  if (b->rows > 0)
    f.alternative[0] =
        phrased("%.40s: %s.", b->name[order[0]],
                b->amount[order[0]] == NO_MONEY ? "-" : pounds(b->amount[order[0]]).text);
  if (b->rows > v.shown)
    f.alternative[1] = phrased("The first %d of %lld rows.", MOST_ROWS, (long long)b->rows);
  put_figure(out, &f, &v.common);
  free(order);
}

/* ---------------------------------------------------------------- the page */

int bars_page(const settings *set, const answer *a, const sheet *const *files, int file_count,
              const char *title, const bars *chart, int count) {
  buffer out = {0};
  page_start(&out, set, a, title);
  for (int k = 0; k < count; k++)
    put_bars(&out, &chart[k]);
  section_table(&out, a, title);
  for (int k = 0; k < count; k++)
    if (chart[k].table) {
      putf(&out, "<section id=\"table-%s\">\n<details><summary>%s</summary>\n", chart[k].id,
           chart[k].title);
      put_answer(&out, chart[k].table, chart[k].title);
      put(&out, "</details>\n</section>\n");
    }
  section_records(&out, set, files, file_count);
  return page_end(&out, set->html);
}
