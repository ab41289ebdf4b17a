/* The page of `carepath pathway`: the network, people over time, waits, all figures.
 * Charts are drawn by pathway_diagram.c and pathway_charts.c, the frame by page.c.
 * Leaves the table for people to pathway_run.c. */
#include "page.h"
#include "pathway.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double whole_figure(const cpw_result *result, const char *name) {
  const cpw_array *a = cpw_result_find(result, name);
  return a ? a->real[0] : (double)NAN;
}

static void put_tiles(buffer *out, const runs *r) {
  const cpw_result *m = r->main;
  int64_t busiest = -1, longest = -1;
  double most = -1, wait = -1, blocked = 0;
  for (int64_t i = 0; i < r->f.p->stages; i++) {
    double use = stage_figure(m, "utilisation", i, 0), w = stage_figure(m, "wait_mean", i, 0);
    double b = stage_figure(m, "blocked_mean", i, 0);
    if (use > most) {
      most = use;
      busiest = i;
    }
    if (w > wait) {
      wait = w;
      longest = i;
    }
    if (b > 0) blocked += b;
  }
  put(out, "<dl class=\"tiles\">\n");
  put_tile(out, "People in the network", known_words(whole_figure(m, "number_in_system"), 1).text,
           "on average");
  put_tile(out, "From coming to leaving", known_words(whole_figure(m, "time_in_system"), 1).text,
           r->f.p->time_unit);
  if (busiest >= 0)
    put_tile(out, "Fullest stage", clipped(r->f.p->stage[busiest].name, 40).text,
             phrased("%s full", percent(most, 1).text).text);
  if (longest >= 0)
    put_tile(out, "Longest wait", clipped(r->f.p->stage[longest].name, 40).text,
             phrased("%s %.40s on average", known_words(wait, 2).text, r->f.p->time_unit).text);
  put_tile(out, "Blocked", known_words(blocked, 2).text,
           "people who hold a place that they do not need");
  put(out, "</dl>\n");
}

static void section_figures(buffer *out, const runs *r) {
  static const char *const headings[] = {"<Stage", "<Engine", "Capacity", "Come",   "Full",
                                         "Wait",   "Waiting", "In it",    "Blocked"};
  grid g;
  grid_begin(&g, headings, 9);
  for (int64_t i = 0; i < r->f.p->stages; i++)
    for (int e = 0; e < ENGINES; e++) {
      if (!r->of[e] || r->f.p->stage[i].kind == CPW_STAGE_EXIT) continue;
      double use = stage_figure(r->of[e], "utilisation", i, 0);
      grid_cell(&g, r->f.p->stage[i].name);
      grid_cell(&g, engine_names[e]);
      double capacity = stage_figure(r->of[e], "capacity_mean", i, 0);
      grid_cell(&g, isinf(capacity) ? "-" : known_words(capacity, 1).text);
      grid_cell(&g, known_words(stage_figure(r->of[e], "arrival_rate", i, 0), 3).text);
      grid_cell(&g, isnan(use) ? "-" : percent(use, 1).text);
      grid_cell(&g, known_words(stage_figure(r->of[e], "wait_mean", i, 0), 4).text);
      grid_cell(&g, known_words(stage_figure(r->of[e], "queue_mean", i, 0), 3).text);
      grid_cell(&g, known_words(stage_figure(r->of[e], "inside_mean", i, 0), 3).text);
      grid_cell(&g, known_words(stage_figure(r->of[e], "blocked_mean", i, 0), 3).text);
    }
  put(out,
      "<section id=\"table\">\n<h2>All figures</h2>\n<details><summary>As a table</summary>\n");
  grid_html(&g, out, "Figures by stage and engine");
  grid_free(&g);
  put(out, "</details>\n</section>\n");
}

static void section_notes(buffer *out, const runs *r) {
  put(out, "<section id=\"notes\">\n<h2>How it was computed</h2>\n<ul>\n");
  for (int e = 0; e < ENGINES; e++)
    for (int64_t k = 0; r->of[e]; k++) {
      const char *key = cpw_result_note_key(r->of[e], k);
      if (!key) break;
      if (!strchr(cpw_result_note(r->of[e], key), ' ')) continue; /* sentences */
      putf(out, "<li>%s: ", engine_names[e]);
      put_html(out, cpw_result_note(r->of[e], key));
      put(out, "</li>\n");
    }
  put(out, "<li>What is in the folder is taken as it is: rates, durations and capacities are "
           "assumptions "
           "of whoever made it.</li>\n</ul>\n</section>\n");
}

static void section_record(buffer *out, const runs *r) {
  model *m = calloc(1, sizeof *m);
  if (!m) {
    out->failed = 1;
    return;
  }
  m->set = r->set;
  m->replications = r->of[2] ? r->set->pathway.runs : 0;
  for (m->sources = 0; m->sources < r->f.sources && m->sources < MOST_SOURCES; m->sources++)
    m->source[m->sources] = r->f.source[m->sources];
  put_record(out, m);
  free(m);
}

int pathway_page(const runs *r) {
  buffer out = {0};
  page_begin(&out, r->set->title ? r->set->title : "A care pathway");
  putf(&out, "<p class=\"lead\">%lld stages", (long long)r->f.p->stages);
  if (r->f.p->groups > 1) putf(&out, ", %lld groups of patients", (long long)r->f.p->groups);
  put(&out, "; figures of ");
  put(&out, r->main == r->of[2]   ? "patients one by one"
            : r->main == r->of[1] ? "flows over time"
                                  : "the long run");
  putf(&out, ", time in %s.</p>\n", r->f.p->time_unit);
  put_tiles(&out, r);
  put(&out, "</header>\n<main>\n");
  figure_diagram(&out, r);
  figures_of_time(&out, r);
  figure_engines(&out, r);
  figure_groups_wait(&out, r);
  section_figures(&out, r);
  section_notes(&out, r);
  section_record(&out, r);
  return page_end(&out, r->set->html);
}
