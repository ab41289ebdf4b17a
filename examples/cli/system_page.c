/* The page of `carepath system`: scenarios over time, who waits, places, what it rests on.
 * Charts are drawn by system_charts.c, the frame by page.c.
 * Leaves the tables for people to system_run.c and system_compare.c. */
#include "page.h"
#include "systems.h"

#include "results.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- head ---------------------- */

static void put_tiles(buffer *out, const system_runs *r) {
  tallies t = {0};
  double gap = like_gap(r, r->of[0].result);
  if (!tallies_of(&t, r, r->of[0].result, BY_WHOLE)) {
    out->failed = 1;
  } else {
    put(out, "<dl class=\"tiles\">\n");
    put_tile(out, "Waiting now", crowd(t.all.opening).text, "people on the lists");
    put_tile(out, "At the end", crowd(t.all.closing).text, "people on the lists");
    put_tile(out, "Within the standard", percent(tally_share(&t.all), 1).text, "at the end");
    put_tile(out, "Treated", crowd(t.all.treated).text, "people over the whole time");
    put_tile(out, "Spend", short_pounds(t.all.spend).text, "pounds, at the unit costs given");
    if (!isnan(gap))
      put_tile(out, "Gap between groups", phrased("%s weeks", grouped(gap, 2).text).text,
               "mean wait, first less last group, same place and service");
    put(out, "</dl>\n");
  }
  tallies_end(&t);
}

static void put_lead(buffer *out, const system_runs *r) {
  const cpw_system *s = r->f.s;
  buffer words = {0};
  put_run_heading(&words, r, &r->of[0]);
  put(out, "<p class=\"lead\">");
  if (words.bytes) words.bytes[words.count - 1] = '\0'; /* its new line */
  put_html(out, words.bytes ? words.bytes : "");
  putf(out, ". %lld units of %lld services for %lld %s.</p>\n", (long long)s->capacities,
       (long long)s->services, (long long)s->groups, s->groups == 1 ? "group" : "groups");
  out->failed |= words.failed;
  buffer_free(&words);
}

/* ---------------------------------------------------------------- sections ------------------ */

static void section_scenarios(buffer *out, const system_runs *r) {
  const char *headings[SYSTEM_FIGURES + 1] = {"<Scenario"};
  grid g;
  for (int k = 0; k < SYSTEM_FIGURES; k++)
    headings[k + 1] = system_figures[k].heading;
  put(out, "<section id=\"scenarios\">\n<h2>The scenarios side by side</h2>\n");
  grid_begin(&g, headings, SYSTEM_FIGURES + 1);
  for (int i = 0; i < r->count; i++) {
    tallies t = {0};
    if (!tallies_of(&t, r, r->of[i].result, BY_WHOLE)) out->failed = 1;
    grid_cell(&g, r->of[i].name);
    for (int k = 0; k < SYSTEM_FIGURES; k++)
      grid_cell(&g, tally_words(&system_figures[k], system_figures[k].of(&t.all)).text);
    tallies_end(&t);
  }
  put(out, "<div class=\"scroll\">");
  grid_html(&g, out, "Everybody, over the whole time");
  put(out, "</div>\n");
  grid_free(&g);
  put(out, "<p>In time: of those who wait at the end, within their service's standard. Mean wait: "
           "of the treated, weeks. Health: what treatments give less what waiting takes.</p>\n"
           "</section>\n");
}

static void put_source(buffer *out, const cpw_system_source *o) {
  put(out, "<li><strong>");
  put_html(out, o->table);
  if (o->field && *o->field) {
    put(out, ".");
    put_html(out, o->field);
  }
  put(out, "</strong>");
  if (o->note && *o->note) {
    put(out, ": ");
    put_html(out, o->note);
  }
  if (o->source && *o->source) {
    put(out, " <small>");
    put_html(out, o->source);
    put(out, "</small>");
  }
  put(out, "</li>\n");
}

static void section_basis(buffer *out, const system_runs *r) {
  static const struct {
    int32_t basis;
    const char *heading;
  } order[] = {{CPW_BASIS_ASSUMED, "Assumed"},
               {CPW_BASIS_DERIVED, "Worked out from published figures"},
               {CPW_BASIS_REAL, "Published figures"}};
  const cpw_system *s = r->f.s;
  put(out, "<section id=\"basis\">\n<h2>What this rests on</h2>\n");
  const char *bases = cpw_result_note(r->of[0].result, "bases");
  if (bases && *bases) {
    put(out, "<p>");
    put_html(out, bases);
    put(out, "</p>\n");
  }
  for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
    int said = 0;
    for (int64_t i = 0; i < s->sources; i++) {
      if (s->source[i].basis != order[k].basis) continue;
      if (!said++) putf(out, "<h3>%s</h3>\n<ul>\n", order[k].heading);
      put_source(out, &s->source[i]);
    }
    if (said) put(out, "</ul>\n");
  }
  put(out, "</section>\n");
}

static void section_notes(buffer *out, const system_runs *r) {
  put(out, "<section id=\"notes\">\n<h2>How it was computed</h2>\n<ul>\n");
  for (int64_t k = 0;; k++) {
    const char *key = cpw_result_note_key(r->of[0].result, k);
    if (!key) break;
    if (strcmp(key, "bases") == 0) continue;
    put(out, "<li>");
    put_html(out, cpw_result_note(r->of[0].result, key));
    put(out, "</li>\n");
  }
  put(out,
      "<li>It is a model, not a forecast of any hospital: what follows from the figures in the "
      "folder if nothing else changes.</li>\n</ul>\n</section>\n");
}

static void section_record(buffer *out, const system_runs *r) {
  model *m = calloc(1, sizeof *m);
  if (!m) {
    out->failed = 1;
    return;
  }
  m->set = r->set;
  for (m->sources = 0; m->sources < r->f.sources && m->sources < MOST_SOURCES; m->sources++)
    m->source[m->sources] = r->f.source[m->sources];
  put_record(out, m);
  free(m);
}

int system_page(const system_runs *r, const char *path) {
  buffer out = {0};
  page_begin(&out, r->set->title ? r->set->title : "An integrated care system");
  put_lead(&out, r);
  put_tiles(&out, r);
  put(&out, "</header>\n<main>\n");
  section_scenarios(&out, r);
  figures_over_time(&out, r);
  figure_by_group(&out, r);
  figure_by_place(&out, r);
  section_basis(&out, r);
  section_notes(&out, r);
  section_record(&out, r);
  return page_end(&out, path);
}

int run_system_report(const settings *set) {
  system_runs *r = calloc(1, sizeof *r);
  if (!r) return no_memory();
  int code = system_open(&r->f, set->files[0], 0, 1);
  if (!code) code = choose_cases(r, set, 1);
  if (!code) code = run_cases(r);
  if (!code) code = system_page(r, set->html ? set->html : set->output);
  free_cases(r);
  free(r);
  return code;
}
