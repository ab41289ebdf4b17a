/* What more or less equity would cost whom: the cap, or the weight, of equity swept over the list, each setting
 * simulated on the same people.
 * Source: carepath/frontier.h. Who joins has the facts of somebody on the list of the same group.
 * Leaves the policy as it is: this shows a choice and makes none. */
#include "chart_axes.h"
#include "figure.h"
#include "output.h"
#include "prioritise.h"
#include "results.h"
#include "say.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The groups of the column that inequality is measured over; a last one of those not known. */
typedef struct frontier_groups {
  int64_t count, unknown; /* unknown: -1 or the last */
  int32_t *index;         /* (patients) */
  double *share;          /* (count) of today's list: of who joins, too */
  const char **label;
} frontier_groups;

/* ---------------------------------------------------------------- groups */

static const watched *ordered_column(const ptl *p) {
  for (int i = 0; i < p->watched_count; i++)
    if (p->watched[i].ordered && p->watched[i].groups > 1) return &p->watched[i];
  return NULL;
}

static void groups_free(frontier_groups *g) {
  free(g->index);
  free(g->share);
  free(g->label);
}

static int groups_new(const ptl *p, const watched *w, frontier_groups *g) {
  g->unknown = -1;
  g->index = calloc(p->count > 0 ? (size_t)p->count : 1, sizeof *g->index);
  g->share = calloc((size_t)w->groups + 1, sizeof *g->share);
  g->label = calloc((size_t)w->groups + 1, sizeof *g->label);
  if (!g->index || !g->share || !g->label) return fail_memory();
  for (int64_t k = 0; k < w->groups; k++)
    g->label[k] = w->label[k];
  g->label[w->groups] = "not known";
  for (int64_t i = 0; i < p->count; i++) {
    g->index[i] = w->group[i] < 0 ? (int32_t)w->groups : w->group[i];
    if (w->group[i] < 0) g->unknown = w->groups;
    g->share[g->index[i]] += 1 / (double)p->count;
  }
  g->count = w->groups + (g->unknown >= 0);
  return DONE;
}

/* ---------------------------------------------------------------- simulating */

static int simulate(const ranked *r, const frontier_groups *g, cpw_result **out) {
  const settings *set = r->list->set;
  const prioritise_settings *s = &set->prioritise;
  const char *const name = "group";
  const char *const *const labels = g->label;
  const cpw_dimension dimension = {name, g->count, 1, &name, &labels};
  double arrivals = s->joining >= 0 ? s->joining : s->slots;
  cpw_priority_list list = ptl_list(r->list, 0);
  cpw_patients_list service;
  cpw_discipline_options who;
  cpw_frontier_options options;
  cpw_run run = watched_run((int32_t)set->threads, (uint64_t)set->seed, "simulating");
  cpw_error err;
  cpw_patients_list_init(&service);
  service.periods = s->weeks;
  service.groups = g->count;
  service.group_labels = &dimension;
  service.group_shares = g->share;
  service.arrivals = &arrivals;
  service.slots = &s->slots;
  cpw_discipline_options_init(&who);
  who.groups = g->count;
  who.group_index = g->index;
  cpw_frontier_options_init(&options);
  options.sweep = s->sweep;
  options.people = &who;
  options.unknown = g->unknown;
  if (s->caps.count) {
    options.settings = s->caps.value;
    options.setting_count = s->caps.count;
  }
  run.replications = set->replications > 0 ? set->replications : 10;
  if (!cpw_frontier_run(r->by->policy, &list, &service, &options, &run, out, &err)) return DONE;
  return strncmp(err.message, "options.", 8) == 0 ? fail_library(NULL, &err)
                                                  : fail_ptl(r->list, &err);
}

int measure_frontier(const ranked *r, cpw_result **out) {
  const watched *w = ordered_column(r->list);
  frontier_groups g = {0};
  if (!(r->list->set->prioritise.slots > 0))
    return fail(USAGE, "--frontier: say how many are treated a week, --slots=N");
  if (!w)
    return fail(USAGE,
                "--frontier: no column is watched that an equity criterion reads as a number "
                "(such as imd_decile)");
  if (!r->list->set->prioritise.sweep && r->by->policy->cap_kind == CPW_PRIORITY_CAP_NONE)
    return fail(USAGE,
                "--frontier: the policy %s has no cap on equity to vary; --sweep=weight varies "
                "the weights",
                r->by->name);
  int code = groups_new(r->list, w, &g);
  if (!code) code = simulate(r, &g, out);
  groups_free(&g);
  return code;
}

/* ---------------------------------------------------------------- as text */

static phrase setting_words(const cpw_result *f, int64_t i) {
  double value = result_figure(f, "setting_value", i);
  return isnan(value) ? phrased("%lld", (long long)i) : fixed(value, 3);
}

static int64_t dominator(const cpw_result *f, int64_t i) {
  return cpw_result_find(f, "dominated_by")->integer[i];
}

static void put_settings(buffer *b, const cpw_result *f, const char *what) {
  const char *headings[] = {"setting",     "slope",   "beyond target", "mean wait",
                            "95 % within", "delayed", "by days",       "<dominated by"};
  const cpw_array *sii = cpw_result_find(f, "sii");
  grid g;
  headings[0] = what;
  grid_begin(&g, headings, 8);
  for (int64_t i = 0; i < sii->size; i++) {
    double later = result_figure(f, "delay_mean", i);
    grid_cell(&g, setting_words(f, i).text);
    grid_cell(&g, fixed(sii->real[i], 1).text);
    grid_cell(&g, people(result_figure(f, "breaches", i)).text);
    grid_cell(&g, fixed(result_figure(f, "wait_mean", i), 1).text);
    grid_cell(&g, fixed(result_figure(f, "wait_p95", i), 0).text);
    grid_cell(&g, people(result_figure(f, "delayed", i)).text);
    grid_cell(&g, isnan(later) ? "-" : fixed(later, 1).text);
    grid_cell(&g, dominator(f, i) < 0 ? "" : setting_words(f, dominator(f, i)).text);
  }
  grid_print(&g, b, "");
  grid_free(&g);
}

static int print_frontier(const ranked *r, const cpw_result *f) {
  const settings *set = r->list->set;
  const prioritise_settings *s = &set->prioritise;
  buffer b = {0};
  putf(&b, "Today's list over %lld weeks at %s treatments a week, mean of %lld runs, seed %lld\n\n",
       (long long)s->weeks, fixed(s->slots, s->slots == floor(s->slots) ? 0 : 1).text,
       (long long)result_figure(f, "replications", 0), (long long)set->seed);
  put_settings(&b, f, s->sweep ? "factor" : "cap");
  put(&b, "\n");
  put_wrapped(
      &b,
      "Slope: slope index of inequality of the mean waits, in days; below 0 the most deprived wait "
      "longer. Delayed: people of today's list who wait longer than under the first setting, "
      "and by how many days on average. A setting is dominated where another is no worse in "
      "slope, breaches, mean, 95th percentile and people delayed, and better in one.",
      0, 98);
  if (result_figure(f, "waiting", 0) > 0)
    putf(&b,
         "Under the first setting %s people still wait at the end, counted with their wait so "
         "far.\n",
         people(result_figure(f, "waiting", 0)).text);
  return write_buffer(set->output, &b);
}

int show_frontier(const ranked *r, const cpw_result *f) {
  const settings *set = r->list->set;
  if (set->format <= FORMAT_TEXT) return print_frontier(r, f);
  return write_table(set->output, set->format == FORMAT_JSON, f,
                     set->format == FORMAT_JSON ? NULL : "sii");
}

/* ---------------------------------------------------------------- on the page */

typedef struct frontier_view {
  view common;
  const cpw_result *f;
} frontier_view;

static void chart_frontier(plane *p, const view *v) {
  const cpw_result *f = ((const frontier_view *)(const void *)v)->f;
  const cpw_array *sii = cpw_result_find(f, "sii"), *delayed = cpw_result_find(f, "delayed");
  double least = 0, most = 0, far = 1;
  for (int64_t i = 0; i < sii->size; i++) {
    if (sii->real[i] < least) least = sii->real[i];
    if (sii->real[i] > most) most = sii->real[i];
    if (delayed->real[i] > far) far = delayed->real[i];
  }
  if (most - least < 1) most = least + 1;
  y_axis(p, least, most, "Slope of the waits, days");
  double step = nice_step(0, far, p->narrow ? 3 : 5), x[16];
  phrase words[16];
  const char *labels[16];
  int64_t marks = 0;
  p->x0 = 0;
  p->x1 = ceil(far / step) * step;
  for (; marks < 16 && (double)marks * step <= p->x1 + step / 2; marks++) {
    x[marks] = (double)marks * step;
    words[marks] = people(x[marks]);
    labels[marks] = words[marks].text;
  }
  axis_x(p, marks, x, labels, "People delayed");
  draw_rule(p, p->x0, 0, p->x1, 0, (stroke){COLOUR_INK, 1, "2 3"});
  draw_line(p, sii->size, delayed->real, sii->real, (stroke){COLOUR_QUIET, 1.2, "4 4"});
  for (int64_t i = 0; i < sii->size; i++) {
    const char *colour = dominator(f, i) < 0 ? COLOUR_BLUE : COLOUR_NONE;
    draw_mark(p, delayed->real[i], sii->real[i], colour);
    draw_words(p, plane_x(p, delayed->real[i]) + 7, plane_y(p, sii->real[i]) - 6, "start",
               COLOUR_INK, 0, setting_words(f, i).text);
  }
}

static void table_frontier(grid *g, const view *v) {
  static const char *const headings[] = {"Setting", "Slope, days", "People delayed",
                                         "Beyond target", "Mean wait"};
  const cpw_result *f = ((const frontier_view *)(const void *)v)->f;
  int64_t count = cpw_result_find(f, "sii")->size;
  grid_begin(g, headings, 5);
  for (int64_t i = 0; i < count; i++) {
    grid_cell(g, setting_words(f, i).text);
    grid_cell(g, fixed(result_figure(f, "sii", i), 1).text);
    grid_cell(g, people(result_figure(f, "delayed", i)).text);
    grid_cell(g, people(result_figure(f, "breaches", i)).text);
    grid_cell(g, fixed(result_figure(f, "wait_mean", i), 1).text);
  }
}

void figure_frontier(buffer *out, const cpw_result *frontier) {
  frontier_view v = {.f = frontier};
  int64_t last = cpw_result_find(frontier, "sii")->size - 1;
  figure f = {.id = "frontier",
              .title = "What more or less equity would cost",
              .reading =
                  "Each mark is a setting, labelled with its cap or factor: people delayed against "
                  "the first setting (to the right), and the slope of the waits, which is fair at "
                  "the dotted line. Grey: another setting is no worse in anything and better in "
                  "something.",
              .draw = chart_frontier,
              .tabulate = table_frontier,
              .caption = "Settings of equity, simulated on the same people"};
  f.alternative[0] =
      phrased("From %s days of slope", fixed(result_figure(frontier, "sii", 0), 1).text);
  f.alternative[1] =
      phrased("to %s with %s people delayed.", fixed(result_figure(frontier, "sii", last), 1).text,
              people(result_figure(frontier, "delayed", last)).text);
  add_key(&f, COLOUR_BLUE, NULL, 1, "on the front");
  add_key(&f, COLOUR_NONE, NULL, 1, "dominated");
  put_figure(out, &f, &v.common);
}
