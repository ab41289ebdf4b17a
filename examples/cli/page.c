/* What all pages share: their head and style, tiles, the assumptions and how they were made.
 * HTML5 that is also well-formed XML; no script, no network, no font but the reader's own.
 * Leaves what a page shows to report.c and backtest_page.c. */
#include "page.h"

#include "output.h"

#include <string.h>

static const char style[] =
    "body{margin:0 auto;max-width:62rem;padding:1rem;font:1rem/1.55 system-ui,sans-serif;"
    "color:#1b1b1b;background:#fff}\n"
    "h1{font-size:1.7rem;line-height:1.2;margin:.5rem 0}h2{font-size:1.25rem;margin:2.2rem 0 "
    ".4rem}\n"
    "p{max-width:46rem;margin:.5rem 0}.lead{font-size:1.12rem}\n"
    "dl.tiles{display:grid;grid-template-columns:repeat(4,1fr);gap:.7rem;margin:1.2rem 0}\n"
    "dl.tiles div{border:1px solid #c4c4c4;border-radius:.4rem;padding:.6rem .8rem}\n"
    "dl.tiles dt{font-size:.9rem;color:#4a4a4a}dl.tiles dd{margin:0;font-size:1.35rem;"
    "font-weight:600}dl.tiles dd small{display:block;font-size:.85rem;font-weight:400;"
    "color:#4a4a4a}\n"
    "figure{margin:.6rem 0}figure svg{display:block;width:100%;height:auto}\n"
    "svg text{font:13px system-ui,sans-serif;paint-order:stroke;stroke:#fff;stroke-width:3px;"
    "stroke-linejoin:round}\n"
    "ul.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;margin:.4rem 0;"
    "padding:0;font-size:.93rem}ul.legend li{display:flex;align-items:center;gap:.4rem}\n"
    "figure svg.key{width:26px;height:12px;flex:none}\n"
    ".narrow{display:none}\n"
    "@media(max-width:40rem){.wide{display:none}.narrow{display:block}"
    "dl.tiles{grid-template-columns:repeat(2,1fr)}dl.tiles dd{font-size:1.15rem}}\n"
    "details{margin:.6rem 0}summary{cursor:pointer;color:#00507a;padding:.3rem 0}\n"
    ".scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.9rem;"
    "font-variant-numeric:tabular-nums}\n"
    "caption{text-align:left;font-weight:600;padding:.4rem 0}\n"
    "th,td{padding:.25rem .7rem .25rem 0;text-align:right;border-bottom:1px solid #d8d8d8;"
    "vertical-align:top}td{white-space:nowrap}tbody th{overflow-wrap:anywhere;min-width:5rem;"
    "max-width:18rem}@media(max-width:40rem){tbody th{max-width:8rem}}\n"
    "tr>th:first-child,th.l,td.l{text-align:left}tbody th{font-weight:400}\n"
    "code,pre{font-size:.88rem;white-space:pre-wrap;overflow-wrap:anywhere}\n"
    "footer{margin-top:2.5rem;border-top:1px solid #c4c4c4;font-size:.9rem;color:#4a4a4a}\n"
    "@media print{details{display:block}}\n";

/* ---------------------------------------------------------------- head */

void page_begin(buffer *out, const char *title) {
  put(out, "<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n"
           "<meta charset=\"utf-8\"/>\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>");
  put_html(out, title);
  put(out, "</title>\n<style>\n");
  put(out, style);
  put(out, "</style>\n</head>\n<body>\n<header>\n<h1>");
  put_html(out, title);
  put(out, "</h1>\n");
}

void put_tile(buffer *out, const char *name, const char *amount_words, const char *more) {
  putf(out, "<div><dt>%s</dt><dd>%s", name, amount_words);
  if (*more) putf(out, "<small>%s</small>", more);
  put(out, "</dd></div>\n");
}

/* ---------------------------------------------------------------- foot of the page */

void put_page_assumptions(buffer *out, const assumptions *a) {
  put(out, "<section id=\"assumptions\">\n<h2>What this rests on</h2>\n<ul>\n");
  for (int i = 0; i < a->count; i++) {
    put(out, "<li>");
    put_html(out, a->text[i]);
    put(out, "</li>\n");
  }
  put(out, "</ul>\n</section>\n");
}

static void put_inputs(buffer *out, const model *m) {
  static const char *const headings[] = {"<Input", "<Kind", "Bytes", "<SHA-256"};
  grid g;
  grid_begin(&g, headings, 4);
  for (int i = 0; i < m->sources; i++) {
    grid_cell(&g, m->source[i].name);
    grid_cell(&g, source_kind(&m->source[i]));
    grid_cell(&g, people((double)m->source[i].bytes).text);
    grid_cell(&g, m->source[i].digest);
  }
  grid_html(&g, out, "Inputs");
  grid_free(&g);
}

void put_record(buffer *out, const model *m) {
  buffer typed = {0};
  put(out, "<section id=\"record\">\n<h2>Sources, and how this page was made</h2>\n");
  if (m->set->source) {
    put(out, "<p>Source: ");
    put_html(out, m->set->source);
    put(out, "</p>\n");
  }
  if (m->sources) put_inputs(out, m);
  put_command(&typed, m->set);
  put(out, "<p>Command, with everything that is not said at its default:</p>\n<pre>");
  put_html(out, typed.bytes ? typed.bytes : "");
  buffer_free(&typed);
  putf(out, "</pre>\n<p>Version: carepath %s. Seed: %lld; ", cpw_version(),
       (long long)m->set->seed);
  if (m->replications)
    putf(out, "%lld runs are drawn with it, and the same seed gives the same page.",
         (long long)m->replications);
  else
    put(out, "nothing here is drawn at random, so the same input gives the same page.");
  put(out, "</p>\n</section>\n");
}

int page_end(buffer *out, const char *path) {
  put(out, "</main>\n<footer><p>Made with carepath.</p></footer>\n</body>\n</html>\n");
  return write_buffer(path, out);
}
