/* The page of a vote: what is selected, what the others lacked, what came out for whom.
 * No source: figures of cpw_vote_run and cpw_voters_outcome.
 * Leaves bars to chart_bars.c and the frame to page.c. */
#include "vote.h"

#include "chart_axes.h"
#include "figure.h"
#include "page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PROJECTS = 60, MOST_SHOWN_GROUPS = 24 };

typedef struct vote_view {
  view common;
  const ballots *b;
  const cpw_result *run, *outcome;
  const vote_bars *bars;
  int64_t *order, rows;
} vote_view;

static const vote_view *of_vote(const view *v) {
  return (const vote_view *)(const void *)v;
}

static const int64_t *counts_of(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name)->integer;
}
static const double *numbers_of(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name)->real;
}

static const char *project_words(const ballots *b, int64_t p) {
  return b->name[p][0] ? b->name[p] : b->election.id[p];
}

/* ---------------------------------------------------------------- projects */

static void chart_projects(plane *p, const view *given) {
  const vote_view *v = of_vote(given);
  const int64_t *votes = counts_of(v->run, "votes"), *place = counts_of(v->run, "place");
  const int64_t *completed = counts_of(v->run, "completed");
  double most = 1;
  for (int64_t k = 0; k < v->rows; k++)
    most = fmax(most, (double)votes[v->order[k]]);
  bars_axis(p, 0, most, "Votes", whole);
  for (int64_t k = 0; k < v->rows; k++) {
    int64_t i = v->order[k];
    bar_row(p, k, (double)votes[i],
            place[i] < 0   ? COLOUR_NONE
            : completed[i] ? COLOUR_SKY
                           : COLOUR_BLUE,
            clipped(project_words(v->b, i), 40).text,
            phrased("%s votes, costs %s%s", people((double)votes[i]).text,
                    vote_money(v->b, v->b->election.cost[i]).text, place[i] < 0 ? "" : ", selected")
                .text);
  }
}

static void table_projects(grid *g, const view *given) {
  static const char *const headings[] = {"<Project", "<Selected",     "Votes",
                                         "Cost",     "Money lacking", "Votes lacking"};
  const vote_view *v = of_vote(given);
  const cpw_array *money = cpw_result_find(v->run, "missing_money");
  const cpw_array *votes = cpw_result_find(v->run, "missing_votes");
  grid_begin(g, headings, 6);
  for (int64_t k = 0; k < v->rows; k++) {
    int64_t i = v->order[k];
    grid_cell(g, project_words(v->b, i));
    grid_cell(g, counts_of(v->run, "place")[i] < 0 ? "" : "yes");
    grid_cell(g, people((double)counts_of(v->run, "votes")[i]).text);
    grid_cell(g, vote_money(v->b, v->b->election.cost[i]).text);
    grid_cell(g,
              !money || isnan(money->real[i]) ? "-" : vote_money_about(v->b, money->real[i]).text);
    grid_cell(g, !votes || isnan(votes->real[i]) ? "-"
                 : isinf(votes->real[i])         ? "no number"
                                                 : people(votes->real[i]).text);
  }
}

/* Selected ones in their order, then the others by votes. */
static void order_projects(vote_view *v) {
  const int64_t *place = counts_of(v->run, "place"), *votes = counts_of(v->run, "votes");
  int64_t n = v->b->election.projects, used = 0;
  for (int64_t k = 0; k < n; k++)
    for (int64_t p = 0; p < n; p++)
      if (place[p] == k) v->order[used++] = p;
  int64_t first = used;
  for (int64_t p = 0; p < n; p++) {
    if (place[p] >= 0) continue;
    int64_t at = used++;
    for (; at > first && votes[v->order[at - 1]] < votes[p]; at--)
      v->order[at] = v->order[at - 1];
    v->order[at] = p;
  }
  v->rows = n < MOST_PROJECTS ? n : MOST_PROJECTS;
}

static void figure_projects(buffer *out, const vote_view *v) {
  figure f = {.id = "projects",
              .title = "What is selected",
              .reading = "Selected projects in the order of selection, then the others by votes. "
                         "Under fair rules votes alone do not decide: who has had a project pays "
                         "for it, and has less for the next.",
              .draw = chart_projects,
              .rows = (double)v->rows,
              .tabulate = table_projects,
              .caption = "Projects, and what those not selected lacked"};
  f.alternative[0] = phrased("%lld projects are shown;", (long long)v->rows);
  f.alternative[1] = phrased("the first is %.60s.", project_words(v->b, v->order[0]));
  add_key(&f, COLOUR_BLUE, NULL, 1, "selected");
  add_key(&f, COLOUR_SKY, NULL, 1, "selected by the completion");
  add_key(&f, COLOUR_NONE, NULL, 1, "not selected");
  put_figure(out, &f, &v->common);
}

/* ---------------------------------------------------------------- groups of voters */

static int64_t shown_groups(const vote_view *v) {
  return v->b->groups < MOST_SHOWN_GROUPS ? v->b->groups : MOST_SHOWN_GROUPS;
}

static void chart_groups(plane *p, const view *given) {
  const vote_view *v = of_vote(given);
  const double *money = numbers_of(v->outcome, "group_money_share");
  const double *voters = numbers_of(v->outcome, "group_voter_share");
  double most = 0.01;
  for (int64_t g = 0; g < shown_groups(v); g++)
    most = fmax(most, fmax(isnan(money[g]) ? 0 : money[g], voters[g]));
  bars_axis(p, 0, 100 * most, "Share", per_cent);
  for (int64_t g = 0; g < shown_groups(v); g++) {
    bar_row(p, g, 100 * money[g], COLOUR_BLUE, clipped(v->b->group_name[g], 36).text,
            phrased("%s of the money, %s of the voters", percent(money[g], 1).text,
                    percent(voters[g], 1).text)
                .text);
    bar_dot(p, g, 100 * voters[g], (double)NAN, (double)NAN, COLOUR_INK);
  }
}

static void table_groups(grid *g, const view *given) {
  static const char *const headings[] = {"<Group", "Voters", "Share of the voters",
                                         "Share of the money", "Get none of theirs"};
  const vote_view *v = of_vote(given);
  grid_begin(g, headings, 5);
  for (int64_t k = 0; k < v->b->groups; k++) {
    grid_cell(g, v->b->group_name[k]);
    grid_cell(g, people((double)counts_of(v->outcome, "group_voters")[k]).text);
    grid_cell(g, percent(numbers_of(v->outcome, "group_voter_share")[k], 1).text);
    grid_cell(g, percent(numbers_of(v->outcome, "group_money_share")[k], 1).text);
    grid_cell(g, percent(numbers_of(v->outcome, "group_exclusion")[k], 1).text);
  }
}

static void figure_groups(buffer *out, const vote_view *v) {
  phrase title = phrased("What came out for whom, by %.50s", v->b->set->vote.by);
  figure f = {.id = "groups",
              .title = title.text,
              .reading = "Bars: the share of the money by whose choices it went to. Diamonds: the "
                         "share of the voters. Where both agree the outcome is proportional.",
              .draw = chart_groups,
              .rows = (double)shown_groups(v),
              .tabulate = table_groups,
              .caption = "Groups of voters"};
  f.alternative[0] = phrased("%lld groups.", (long long)v->b->groups);
  put_figure(out, &f, &v->common);
}

/* ---------------------------------------------------------------- the page */

static void put_tiles(buffer *out, const vote_view *v) {
  put(out, "<dl class=\"tiles\">\n");
  put_tile(out, "Voters", people((double)v->b->content->voters).text, "");
  put_tile(out, "Budget", vote_money(v->b, v->b->election.budget).text,
           phrased("%s spent", vote_money(v->b, counts_of(v->run, "spent")[0]).text).text);
  put_tile(out, "Voters who get none of theirs",
           percent(numbers_of(v->outcome, "exclusion")[0], 1).text, "");
  put(out, "</dl>\n");
}

/* Files with their digests, the command, the version, the seed. */
static void section_record(buffer *out, const ballots *b, int64_t drawn) {
  model *m = calloc(1, sizeof *m);
  if (!m) {
    out->failed = 1;
    return;
  }
  m->set = b->set;
  m->replications = drawn;
  for (m->sources = 0; m->sources < b->sources; m->sources++)
    m->source[m->sources] = b->source[m->sources];
  put_record(out, m);
  free(m);
}

int vote_page(ballots *b, const cpw_result *run) {
  size_t n = (size_t)b->election.projects + 1;
  vote_view v = {.b = b, .run = run};
  cpw_voters_options groups = voters_of(b);
  cpw_result *outcome = NULL;
  cpw_error err = {0};
  buffer out = {0};
  int32_t *place = calloc(n, sizeof *place);
  v.order = calloc(n, sizeof *v.order);
  if (!place || !v.order) {
    free(place);
    free(v.order);
    return no_memory();
  }
  for (int64_t p = 0; p < b->election.projects; p++)
    place[p] = (int32_t)counts_of(run, "place")[p];
  if (cpw_voters_outcome(&b->election, place, &groups, &outcome, &err)) {
    free(place);
    free(v.order);
    return fail_library(b->file, &err);
  }
  v.outcome = outcome;
  order_projects(&v);
  page_begin(&out, b->set->title ? b->set->title : "What citizens say matters");
  put(&out, "<p class=\"lead\">");
  put_rule(&out, b);
  put(&out, "</p>\n");
  put_tiles(&out, &v);
  put(&out, "</header>\n<main>\n");
  if (v.rows) figure_projects(&out, &v);
  if (b->groups) figure_groups(&out, &v);
  section_record(&out, b, 0);
  cpw_result_free(outcome);
  free(place);
  free(v.order);
  return page_end(&out, b->set->html);
}

/* ---------------------------------------------------------------- other pages */

static void page_start(buffer *out, const ballots *b, const answer *a, const char *title) {
  const char *line = a->head.bytes ? a->head.bytes : "";
  page_begin(out, b->set->title ? b->set->title : title);
  put(out, "<p class=\"lead\">");
  for (; *line && *line != '\n'; line++) { /* the first line says what it is about */
    char c[2] = {*line, '\0'};
    put_html(out, c);
  }
  put(out, "</p>\n</header>\n<main>\n");
}

static int page_finish(buffer *out, const ballots *b, const answer *a, const char *title,
                       int64_t drawn) {
  put(out,
      "<section id=\"table\">\n<h2>All figures</h2>\n<details><summary>As a table</summary>\n");
  put_answer(out, a, title);
  put(out, "</details>\n</section>\n");
  section_record(out, b, drawn);
  return page_end(out, b->set->html);
}

static void chart_of_bars(plane *p, const view *given) {
  const vote_view *v = of_vote(given);
  const vote_bars *bars = v->bars;
  double most = 0.01;
  for (int64_t k = 0; k < v->rows; k++)
    most = fmax(most, bars->upper ? bars->upper[k] : bars->value[k]);
  bars_axis(p, 0, 100 * most, bars->axis, per_cent);
  for (int64_t k = 0; k < v->rows; k++) {
    bar_row(p, k, 100 * bars->value[k], COLOUR_BLUE, clipped(bars->label[k], 40).text,
            bars->words[k].text);
    if (bars->upper)
      bar_dot(p, k, 100 * bars->value[k], 100 * bars->lower[k], 100 * bars->upper[k], COLOUR_INK);
  }
}

static void table_of_bars(grid *g, const view *given) {
  const vote_bars *bars = of_vote(given)->bars;
  grid_begin(g, bars->heading, 2);
  for (int64_t k = 0; k < bars->count; k++) {
    grid_cell(g, bars->label[k]);
    grid_cell(g, bars->words[k].text);
  }
}

int vote_bars_page(ballots *b, const answer *a, const vote_bars *bars) {
  vote_view v = {
      .b = b, .bars = bars, .rows = bars->count < MOST_PROJECTS ? bars->count : MOST_PROJECTS};
  buffer out = {0};
  figure f = {.id = "bars",
              .title = bars->title,
              .reading = bars->reading,
              .draw = chart_of_bars,
              .rows = (double)v.rows,
              .tabulate = table_of_bars,
              .caption = bars->title};
  page_start(&out, b, a, bars->title);
  if (v.rows) {
    f.alternative[0] = phrased("The first is %.60s:", bars->label[0]);
    f.alternative[1] = phrased("%.80s.", bars->words[0].text);
    put_figure(&out, &f, &v.common);
  }
  return page_finish(&out, b, a, bars->title, bars->drawn);
}

int vote_groups_page(ballots *b, const answer *a, const cpw_result *outcome) {
  vote_view v = {.b = b, .outcome = outcome};
  buffer out = {0};
  page_start(&out, b, a, "What came out for whom");
  figure_groups(&out, &v);
  return page_finish(&out, b, a, "What came out for whom", 0);
}
