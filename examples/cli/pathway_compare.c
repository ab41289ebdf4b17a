/* `carepath pathway compare`: networks beside one another with the same chances, as differences from the first.
 * Source: paired differences, cpw_pathway_difference. Leaves the runs to pathway_run.c. */
#include "pathway.h"

#include "output.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct comparison {
  const settings *set;
  runs of[MOST_FOLDERS];
  cpw_result *difference[MOST_FOLDERS]; /* from the first; events alone */
  int64_t *stage_of[MOST_FOLDERS];      /* stage of the first -> stage here, -1: not there */
  int count;
} comparison;

static const cpw_result *result_of(const comparison *c, int k) {
  return c->of[k].main;
}

/* Stages are matched by name. */
static int match_stages(comparison *c, int k) {
  const cpw_pathway *base = c->of[0].f.p, *other = c->of[k].f.p;
  c->stage_of[k] = calloc((size_t)base->stages + 1, sizeof **c->stage_of);
  if (!c->stage_of[k]) return no_memory();
  for (int64_t i = 0; i < base->stages; i++) {
    c->stage_of[k][i] = -1;
    for (int64_t j = 0; j < other->stages; j++)
      if (strcmp(base->stage[i].name, other->stage[j].name) == 0) c->stage_of[k][i] = j;
  }
  return DONE;
}

static int same_shape(const comparison *c, int k) {
  const cpw_pathway *base = c->of[0].f.p, *other = c->of[k].f.p;
  int same = base->stages == other->stages && base->groups == other->groups;
  for (int64_t i = 0; same && i < base->stages; i++)
    same = c->stage_of[k][i] == i;
  return same;
}

static int difference_of(comparison *c, int k) {
  cpw_error err = {0};
  if (!c->of[k].of[2] || !same_shape(c, k) || c->set->pathway.runs < 2) return DONE;
  if (cpw_pathway_difference(c->of[0].of[2], c->of[k].of[2], 0.95, NULL, &c->difference[k], &err))
    return fail_library(NULL, &err);
  return DONE;
}

static int open_all(comparison *c) {
  const settings *set = c->set;
  int change = set->pathway.changes != NULL;
  if (set->file_count == 1 && !change)
    return fail(USAGE,
                "pathway compare: a second folder, or --change=STAGE.FIELD=VALUE, is missing");
  if (set->file_count > 1 && change)
    return fail(USAGE, "pathway compare: --change is for one folder alone");
  c->count = change ? 2 : set->file_count;
  for (int k = 0; k < c->count; k++) {
    const char *path = set->files[change ? 0 : k];
    int code = folder_open(&c->of[k].f, path, k && change ? set->pathway.changes : NULL, 0);
    if (!code) code = match_stages(c, k);
    if (!code) code = run_engines(&c->of[k], set, 1);
    if (!code && k) code = difference_of(c, k);
    if (code) return code;
  }
  return DONE;
}

/* ---------------------------------------------------------------- rows ---------------------- */

typedef struct measure_row {
  const char *name, *words;
} measure_row;

static const measure_row measured[] = {{"wait_mean", "wait"},
                                       {"queue_mean", "waiting"},
                                       {"utilisation", "use"},
                                       {"blocked_mean", "blocked"},
                                       {"throughput", "through/time"}};
enum { MEASURED = sizeof measured / sizeof *measured };

typedef struct table {
  int64_t rows;
  const char **stage, **figure, **label;
  double *base, *changed, *change, *lower, *upper;
} table;

static int table_begin(table *t, int64_t room) {
  size_t n = (size_t)room + 1;
  t->stage = calloc(n, sizeof *t->stage);
  t->figure = calloc(n, sizeof *t->figure);
  t->label = calloc(n, sizeof *t->label);
  t->base = calloc(n, sizeof *t->base);
  t->changed = calloc(n, sizeof *t->changed);
  t->change = calloc(n, sizeof *t->change);
  t->lower = calloc(n, sizeof *t->lower);
  t->upper = calloc(n, sizeof *t->upper);
  return t->stage && t->figure && t->label && t->base && t->changed && t->change && t->lower &&
         t->upper;
}

static void table_end(table *t) {
  free((void *)t->stage);
  free((void *)t->figure);
  free((void *)t->label);
  free(t->base);
  free(t->changed);
  free(t->change);
  free(t->lower);
  free(t->upper);
}

static void add_row(const comparison *c, table *t, int k, int64_t stage, int m) {
  int64_t there = c->stage_of[k][stage];
  double before = stage_figure(result_of(c, 0), measured[m].name, stage, 0);
  double after =
      there < 0 ? (double)NAN : stage_figure(result_of(c, k), measured[m].name, there, 0);
  if (isnan(before) && isnan(after)) return;
  int64_t row = t->rows++;
  const cpw_result *d = c->difference[k];
  t->stage[row] = c->of[0].f.p->stage[stage].name;
  t->figure[row] = measured[m].name;
  t->label[row] = c->set->pathway.changes ? c->set->pathway.changes : c->of[k].f.path;
  t->base[row] = before;
  t->changed[row] = after;
  t->change[row] = d ? stage_figure(d, measured[m].name, stage, 0) : after - before;
  t->lower[row] = stage_figure(d, phrased("%s_lower", measured[m].name).text, stage, 0);
  t->upper[row] = stage_figure(d, phrased("%s_upper", measured[m].name).text, stage, 0);
}

static void fill_table(const comparison *c, table *t) {
  for (int k = 1; k < c->count; k++)
    for (int64_t i = 0; i < c->of[0].f.p->stages; i++)
      for (int m = 0; m < MEASURED && c->of[0].f.p->stage[i].kind != CPW_STAGE_EXIT; m++)
        add_row(c, t, k, i, m);
}

static int digits(double x) {
  return fabs(x) >= 100 ? 1 : fabs(x) >= 1 ? 2 : 4;
}

static int print_table(const comparison *c, const table *t) {
  static const char *const headings[] = {"<stage",     "<figure", "now", "then",
                                         "difference", "from",    "to"};
  buffer out = {0};
  grid g;
  const char *label = "";
  putf(&out, "differences from %s; time in %s\n", c->of[0].f.path, c->of[0].f.p->time_unit);
  if (c->difference[1])
    putf(&out, "the same chances in all, %s runs; from, to: 95 %% interval of the difference\n",
         people((double)c->set->pathway.runs).text);
  for (int64_t k = 0; k < t->rows;) {
    label = t->label[k];
    putf(&out, "\n%s\n", label);
    grid_begin(&g, headings, 7);
    for (; k < t->rows && t->label[k] == label; k++) {
      int d = digits(t->base[k]);
      grid_cell(&g, clipped(t->stage[k], 28).text);
      grid_cell(&g, t->figure[k]);
      grid_cell(&g, known_words(t->base[k], d).text);
      grid_cell(&g, known_words(t->changed[k], d).text);
      grid_cell(&g, known_words(t->change[k], d).text);
      grid_cell(&g, known_words(t->lower[k], d).text);
      grid_cell(&g, known_words(t->upper[k], d).text);
    }
    grid_print(&g, &out, "");
    grid_free(&g);
  }
  return write_buffer(c->set->output, &out);
}

static int machine_table(const comparison *c, const table *t) {
  answer a = {.dimension = "row", .heading = "stage", .rows = t->rows, .id = t->stage};
  answer_word(&a, "changed_by", NULL, t->label);
  answer_word(&a, "figure", NULL, t->figure);
  answer_real(&a, "now", NULL, "In the first network.", "", SHOW_FINE, t->base);
  answer_real(&a, "then", NULL, "In the other.", "", SHOW_FINE, t->changed);
  answer_real(&a, "difference", NULL, "The other less the first.", "", SHOW_FINE, t->change);
  answer_real(&a, "lower", NULL, "Lower end of its 95 % interval.", "", SHOW_FINE, t->lower);
  answer_real(&a, "upper", NULL, "Upper end of its 95 % interval.", "", SHOW_FINE, t->upper);
  return show_answer(c->set, &a);
}

static int show_table(const comparison *c) {
  table t = {0};
  int64_t room = (int64_t)c->count * c->of[0].f.p->stages * MEASURED;
  int code = table_begin(&t, room) ? DONE : no_memory();
  if (!code) {
    fill_table(c, &t);
    code = c->set->format == FORMAT_CSV || c->set->format == FORMAT_JSON ? machine_table(c, &t)
                                                                         : print_table(c, &t);
  }
  table_end(&t);
  return code;
}

int run_pathway_compare(const settings *set) {
  comparison *c = calloc(1, sizeof *c);
  if (!c) return no_memory();
  c->set = set;
  int code = DONE;
  if (set->html)
    code =
        fail(USAGE,
             "pathway compare: --html is for 'carepath pathway run'; --format=csv is for machines");
  if (!code && (set->pathway.engines & (set->pathway.engines - 1)))
    code = fail(USAGE, "pathway compare: one engine at a time");
  if (!code) code = open_all(c);
  if (!code && c->of[0].f.p) code = show_table(c);
  for (int k = 0; k < MOST_FOLDERS; k++) {
    free(c->stage_of[k]);
    cpw_result_free(c->difference[k]);
    free_runs(&c->of[k]);
  }
  free(c);
  return code;
}
