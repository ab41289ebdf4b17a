/* The page of a ranking: who is next and what puts them there, who gains and who is delayed by equity.
 * No source: figures of cpw_priority_rank and cpw_impact_measure.
 * Leaves bars to chart_bars.c and the frame to page.c. */
#include "chart_axes.h"
#include "figure.h"
#include "page.h"
#include "prioritise.h"
#include "results.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN = 12, LISTED = 100 };

/* What the charts of this page look at; they get its first member and know. */
typedef struct ranking_view {
  view common;
  const ranked *r;
  const cpw_result *impact;
  const char *watched; /* characteristic of the chart */
} ranking_view;

static const ranking_view *of_ranking(const view *v) {
  return (const ranking_view *)(const void *)v;
}

static int64_t shown_rows(const ranked *r) {
  return r->list->count < SHOWN ? r->list->count : SHOWN;
}

/* ---------------------------------------------------------------- who is next */

static void chart_next(plane *p, const view *v) {
  const ranked *r = of_ranking(v)->r;
  const cpw_priority_policy *policy = r->by->policy;
  double most = 1e-6;
  for (int64_t k = 0; k < shown_rows(r); k++)
    most = fmax(most, r->score[r->order[k]]);
  bars_axis(p, 0, most, "Score", hundredths);
  for (int64_t k = 0; k < shown_rows(r); k++) {
    int64_t i = r->order[k];
    double from = 0;
    bar_words(p, k,
              phrased("%lld  %.24s, %.20s%s", (long long)(k + 1), r->list->id[i], tier_name(r, i),
                      r->breached[i] ? ", beyond target" : "")
                  .text,
              score_words(r->score[i]).text);
    for (int64_t c = 0; c < policy->criterion_count; c++) {
      double adds = r->share[i * policy->criterion_count + c];
      if (adds > 0) bar_span(p, k, from, from + adds, kind_colour(c));
      from += adds;
    }
  }
}

static void table_next(grid *g, const view *v) {
  const ranked *r = of_ranking(v)->r;
  const cpw_priority_policy *policy = r->by->policy;
  const char *headings[MOST_GRID_COLUMNS] = {"Place", "<Patient", "<Tier", "Days waited", "Score"};
  int64_t shown = policy->criterion_count < 20 ? policy->criterion_count : 20;
  for (int64_t c = 0; c < shown; c++)
    headings[5 + c] = policy->criteria[c].name;
  grid_begin(g, headings, 5 + shown);
  for (int64_t k = 0; k < shown_rows(r); k++) {
    int64_t i = r->order[k];
    grid_cell(g, people((double)(k + 1)).text);
    grid_cell(g, clipped(r->list->id[i], 40).text);
    grid_cell(g, tier_name(r, i));
    grid_cell(g, fixed(r->list->wait[i], 0).text);
    grid_cell(g, fixed(r->score[i], 3).text);
    for (int64_t c = 0; c < shown; c++)
      grid_cell(g, fixed(r->share[i * policy->criterion_count + c], 3).text);
  }
}

static void figure_next(buffer *out, const ranking_view *v) {
  const cpw_priority_policy *policy = v->r->by->policy;
  figure f = {.id = "next",
              .title = "Who is next, and what puts them there",
              .reading =
                  "The first on the list. Tiers come first, then who has waited beyond the target, "
                  "then the score: its parts are what each criterion adds.",
              .draw = chart_next,
              .rows = (double)shown_rows(v->r),
              .tabulate = table_next,
              .caption = "What each criterion adds to the score"};
  if (!v->r->list->count || policy->rule != CPW_PRIORITY_SCORE) return;
  f.alternative[0] = phrased("First is %.60s,", v->r->list->id[v->r->order[0]]);
  f.alternative[1] = phrased("with a score of %s.", score_words(v->r->score[v->r->order[0]]).text);
  for (int64_t c = 0; c < policy->criterion_count; c++)
    add_key(&f, kind_colour(c), NULL, 1, policy->criteria[c].name);
  put_figure(out, &f, &v->common);
}

/* ---------------------------------------------------------------- who gains, who is delayed */

/* The lines of one characteristic: the first and how many. */
static int64_t find_lines(const ranking_view *v, int64_t *first) {
  const cpw_array *people_array = cpw_result_find(v->impact, "people");
  int64_t count = 0;
  *first = 0;
  if (!people_array) return 0;
  const cpw_dimension *d = people_array->dimension[0];
  for (int64_t i = 0; i < people_array->size; i++)
    if (strcmp(d->coordinate_labels[0][i], v->watched) == 0) {
      if (!count) *first = i;
      count++;
    }
  return count;
}

static const char *group_label(const ranking_view *v, int64_t line) {
  return cpw_result_find(v->impact, "people")->dimension[0]->coordinate_labels[1][line];
}

static double gain_of(const ranking_view *v, int64_t line) {
  return result_figure(v->impact, "mean_before", line) -
         result_figure(v->impact, "mean_after", line);
}

static void chart_gain(plane *p, const view *common) {
  const ranking_view *v = of_ranking(common);
  int64_t first, count = find_lines(v, &first);
  double least = 0, most = 0;
  for (int64_t i = first; i < first + count; i++) {
    double gain = gain_of(v, i);
    if (gain < least) least = gain;
    if (gain > most) most = gain;
  }
  if (most - least < 1) most = least + 1;
  bars_axis(p, least, most, "Places gained on average", most - least < 5 ? tenths : whole);
  for (int64_t i = first; i < first + count; i++) {
    double gain = gain_of(v, i);
    phrase words = isnan(gain) ? phrased("withheld")
                               : phrased("%s%s", gain > 0 ? "+" : "", grouped(gain, 1).text);
    bar_row(p, i - first, gain, gain < 0 ? COLOUR_ORANGE : COLOUR_BLUE, group_label(v, i),
            words.text);
  }
}

static phrase withheld_or(double value, int decimals) {
  return isnan(value) ? phrased("withheld") : grouped(value, decimals);
}

static void table_gain(grid *g, const view *common) {
  static const char *const headings[] = {
      "<Group", "People", "Earlier", "Later", "Mean place before", "After", "Most places lost"};
  const ranking_view *v = of_ranking(common);
  int64_t first, count = find_lines(v, &first);
  grid_begin(g, headings, 7);
  for (int64_t i = first; i < first + count; i++) {
    grid_cell(g, group_label(v, i));
    grid_cell(g, withheld_or(result_figure(v->impact, "people", i), 0).text);
    grid_cell(g, withheld_or(result_figure(v->impact, "earlier", i), 0).text);
    grid_cell(g, withheld_or(result_figure(v->impact, "later", i), 0).text);
    grid_cell(g, withheld_or(result_figure(v->impact, "mean_before", i), 1).text);
    grid_cell(g, withheld_or(result_figure(v->impact, "mean_after", i), 1).text);
    grid_cell(g, withheld_or(result_figure(v->impact, "most_lost", i), 0).text);
  }
}

static void figure_gain(buffer *out, ranking_view v, const watched *w, int number) {
  v.watched = w->name;
  int64_t first, count = find_lines(&v, &first);
  phrase id = phrased("group-%d", number);
  phrase title = phrased("By %.60s: who gains and who is delayed by equity", w->name);
  figure f = {.id = id.text,
              .title = title.text,
              .reading =
                  "Mean places gained with equity against the same policy without it, by group: "
                  "right of zero the group moves up, left of it others pass. People whose group "
                  "is not known are a line of their own.",
              .draw = chart_gain,
              .rows = (double)count,
              .tabulate = table_gain,
              .caption = "Places without equity (before) and with it (after)"};
  if (!count || count > 60) return;
  f.alternative[0] = phrased("%.40s moves by %s places on average,", group_label(&v, first),
                             withheld_or(gain_of(&v, first), 1).text);
  f.alternative[1] = phrased("%.40s by %s.", group_label(&v, first + count - 1),
                             withheld_or(gain_of(&v, first + count - 1), 1).text);
  put_figure(out, &f, &v.common);
}

/* ---------------------------------------------------------------- the page */

static void put_lead(buffer *out, const ranked *r) {
  const cpw_priority_policy *policy = r->by->policy;
  put(out, "<p class=\"lead\">");
  putf(out, "%s patients under the policy <strong>", people((double)r->list->count).text);
  put_html(out, policy->name ? policy->name : r->by->name);
  put(out, "</strong>");
  if (policy->version) {
    put(out, ", version ");
    put_html(out, policy->version);
  }
  put(out,
      ". What follows is a recommendation: clinicians decide, and every decision can be recorded."
      "</p>\n");
}

static void put_tiles(buffer *out, const ranked *r, const cpw_result *impact) {
  double n = (double)r->list->count;
  put(out, "<dl class=\"tiles\">\n");
  put_tile(out, "Patients", people(n).text, "");
  put_tile(out, "Waited beyond their target", people((double)r->breaches).text,
           n > 0 ? percent((double)r->breaches / n, 1).text : "");
  put_tile(out, "Later by equity", people(result_figure(impact, "later_all", 0)).text,
           phrased("of %s who move", people(result_figure(impact, "moved", 0)).text).text);
  put_tile(out, "Decisions of persons", people((double)r->list->override_count).text, "");
  put(out, "</dl>\n");
}

static void section_list(buffer *out, const ranked *r) {
  static const char *const headings[] = {"Place", "<Patient", "<Why"};
  grid g;
  int64_t rows = r->list->count < LISTED ? r->list->count : LISTED;
  putf(out,
       "<section id=\"reasons\">\n<h2>Reasons</h2>\n<details><summary>The first %lld</summary>\n",
       (long long)rows);
  grid_begin(&g, headings, 3);
  for (int64_t k = 0; k < rows; k++) {
    grid_cell(&g, people((double)(k + 1)).text);
    grid_cell(&g, r->list->id[r->order[k]]);
    grid_cell(&g, short_reason(r, r->order[k]).text);
  }
  grid_html(&g, out, "Why each stands there");
  grid_free(&g);
  put(out, "</details>\n</section>\n");
}

static void section_record(buffer *out, const ranked *r) {
  model *m = calloc(1, sizeof *m);
  char *name = strdup(r->list->file);
  if (m && name) {
    m->set = r->list->set;
    m->source[0] =
        (source_record){.name = name, .kind = "list of patients", .bytes = r->list->bytes};
    memcpy(m->source[0].digest, r->list->digest, sizeof m->source[0].digest);
    m->sources = 1;
    put_record(out, m);
  } else {
    out->failed = 1;
  }
  free(name);
  free(m);
}

int write_priority_page(const ranked *r, const cpw_result *frontier) {
  const settings *set = r->list->set;
  cpw_result *impact = NULL;
  buffer out = {0};
  int code = measure_impact(r, r->without_equity, r->place, &impact);
  if (code) return code;
  ranking_view v = {.r = r, .impact = impact};
  page_begin(&out, set->title ? set->title : "Who is next, and who waits");
  put_lead(&out, r);
  put_tiles(&out, r, impact);
  put(&out, "</header>\n<main>\n");
  figure_next(&out, &v);
  for (int i = 0; i < r->list->watched_count; i++)
    figure_gain(&out, v, &r->list->watched[i], i + 1);
  if (frontier) figure_frontier(&out, frontier);
  section_list(&out, r);
  section_record(&out, r);
  cpw_result_free(impact);
  return page_end(&out, set->html);
}
