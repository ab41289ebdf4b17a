/* A chart with its heading, legend, text alternative and table, once wide and once for a phone.
 * WCAG 2.2: 1.1.1 text alternatives, 1.4.1 use of colour, 1.4.10 reflow.
 * Leaves drawing to charts.c and the page to report.c. */
#include "figure.h"

void add_key(figure *f, const char *colour, const char *dash, int area, const char *words) {
  if (f->key_count == MOST_KEYS) return;
  f->keys[f->key_count++] = (key_entry){colour, dash, area, phrased("%s", words)};
}

static void put_swatch(buffer *out, const key_entry *k) {
  put(out, "<svg class=\"key\" viewBox=\"0 0 26 12\" aria-hidden=\"true\">");
  if (k->area)
    putf(out, "<rect width=\"26\" height=\"12\" fill=\"%s\"/>", k->colour);
  else
    putf(out, "<path d=\"M0 6H26\" stroke=\"%s\" stroke-width=\"3\"%s/>", k->colour,
         k->dash ? phrased(" stroke-dasharray=\"%s\"", k->dash).text : "");
  put(out, "</svg>");
}

static void put_keys(buffer *out, const figure *f) {
  if (!f->key_count) return;
  put(out, "<ul class=\"legend\">");
  for (int i = 0; i < f->key_count; i++) {
    put(out, "<li>");
    put_swatch(out, &f->keys[i]);
    put_html(out, f->keys[i].words.text);
    put(out, "</li>");
  }
  put(out, "</ul>\n");
}

static void put_drawing(buffer *out, const figure *f, const view *v, int narrow) {
  plane p = {.out = out, .narrow = narrow, .width = narrow ? 360 : 760};
  p.height = f->rows > 0 ? bars_height((int64_t)f->rows, narrow) : narrow ? 280 : 360;
  if (f->height[0] > 0) p.height = f->height[narrow];
  p.left = 48;
  p.right = p.width - 12;
  p.top = f->rows > 0 ? 10 : 38;
  p.bottom = p.height - 40;
  putf(out, "<div class=\"%s\">", narrow ? "narrow" : "wide");
  phrase id = phrased("%s-%s", f->id, narrow ? "n" : "w");
  buffer words = {0};
  putf(&words, "%s %s", f->alternative[0].text, f->alternative[1].text);
  plane_begin(&p, id.text, f->title, words.bytes ? words.bytes : "");
  buffer_free(&words);
  f->draw(&p, v);
  plane_end(&p);
  put(out, "</div>\n");
}

static void put_table(buffer *out, const figure *f, const view *v) {
  grid g;
  f->tabulate(&g, v);
  put(out, "<details><summary>The figures as a table</summary>\n");
  grid_html(&g, out, f->caption);
  put(out, "</details>\n");
  grid_free(&g);
}

void put_figure(buffer *out, const figure *f, const view *v) {
  putf(out, "<section id=\"%s\">\n<h2>", f->id);
  put_html(out, f->title);
  put(out, "</h2>\n<p>");
  put_html(out, f->reading);
  put(out, "</p>\n<figure>\n");
  put_keys(out, f);
  put_drawing(out, f, v, 0);
  put_drawing(out, f, v, 1);
  put(out, "</figure>\n");
  put_table(out, f, v);
  put(out, "</section>\n");
}
