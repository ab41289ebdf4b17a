/* The page of a measure: what was found in words, charts, tables, what it rests on.
 * No source: the figures are those of the text and the tables.
 * Leaves charts to equity_charts.c. */
#include "equity.h"
#include "model.h"
#include "page.h"
#include "say.h"

#include <string.h>

static void put_lines_html(buffer *out, const char *lines, const char *before, const char *after) {
  while (lines && *lines) {
    size_t length = strcspn(lines, "\n");
    buffer one = {0};
    put_bytes(&one, lines, length);
    put(out, before);
    put_html(out, one.failed || !one.bytes ? "" : one.bytes);
    put(out, after);
    buffer_free(&one);
    lines += length + (lines[length] != '\0');
  }
}

static phrase page_title(const equity *e) {
  if (e->set->title) return phrased("%s", e->set->title);
  phrase p = phrased("Inequality: %s", e->measure->summary);
  return p;
}

int write_equity_page(const equity *e) {
  buffer out = {0};
  page_begin(&out, page_title(e).text);
  put_lines_html(&out, e->says.bytes, "<p class=\"lead\">", "</p>\n");
  put(&out, "</header>\n<main>\n");
  put_equity_figures(&out, e);
  put(&out, "<section id=\"figures\">\n<h2>All figures</h2>\n");
  put_whole(&out, e, "As a whole");
  put_rows(&out, e, phrased("By %s", e->row_word ? e->row_word : "group").text);
  put(&out, "</section>\n<section id=\"assumptions\">\n<h2>What this rests on</h2>\n<ul>\n");
  put_lines_html(&out, e->notes.bytes, "<li>", "</li>\n");
  put(&out, "</ul>\n</section>\n");
  put_record(&out, e->record);
  return page_end(&out, e->set->html);
}
