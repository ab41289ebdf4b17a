/* `carepath system compare`: scenarios side by side, as differences from the first.
 * All scenarios are run by the same engine on the same people; differences are of sums, not of rounded figures.
 * Leaves runs to system_cases.c and sums to system_tally.c. */
#include "systems.h"

#include "output.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct comparison {
  const system_runs *r;
  tallies of[MOST_CASES];
} comparison;

static int add_up(comparison *c, const system_runs *r, int by) {
  c->r = r;
  for (int k = 0; k < r->count; k++)
    if (!tallies_of(&c->of[k], r, r->of[k].result, by)) return no_memory();
  return DONE;
}

/* ---------------------------------------------------------------- whole systems ------------- */

enum { COMPARED = 7 };
static const int compared[COMPARED] = {1, 2, 3, 4, 6, 11, 12};

static void put_whole(buffer *out, const comparison *c, int differences) {
  const char *headings[COMPARED + 2] = {"<"};
  grid g;
  for (int k = 0; k < COMPARED; k++)
    headings[k + 1] = system_figures[compared[k]].heading;
  headings[COMPARED + 1] = "gap";
  grid_begin(&g, headings, COMPARED + 2);
  double first_gap = like_gap(c->r, c->r->of[0].result);
  for (int k = differences; k < c->r->count; k++) {
    double gap = like_gap(c->r, c->r->of[k].result);
    grid_cell(&g, clipped(c->r->of[k].name, 48).text);
    for (int j = 0; j < COMPARED; j++) {
      const system_figure *f = &system_figures[compared[j]];
      double value = f->of(&c->of[k].all), first = f->of(&c->of[0].all);
      grid_cell(&g, differences ? tally_change(f, value - first).text : tally_words(f, value).text);
    }
    const system_figure *weeks = &system_figures[4];
    grid_cell(&g, differences ? tally_change(weeks, gap - first_gap).text
                              : tally_words(weeks, gap).text);
  }
  grid_print(&g, out, "");
  grid_free(&g);
}

static void put_wholes(buffer *out, const comparison *c) {
  const cpw_system *s = c->r->f.s;
  put_whole(out, c, 0);
  if (c->r->count > 1) {
    putf(out, "\nDifferences from %s\n", c->r->of[0].name);
    put_whole(out, c, 1);
  }
  put(out, "\nat the end: people who wait then; in time: share of them within their service's "
           "standard; over 52:\nof them, weeks; mean wait: of the treated, weeks; health: gain of "
           "treatments less harm of waiting;\n");
  if (s->groups > 1)
    putf(out,
         "gap: mean wait of \"%s\" less that of \"%s\" at the same place for the same\nservice, "
         "weeks\n",
         group_name(s, 0), group_name(s, s->groups - 1));
  else
    put(out, "gap: between groups, of which there is one\n");
}

/* ---------------------------------------------------------------- row by row ---------------- */

static void put_rows(buffer *out, const comparison *c) {
  const system_figure *f = &system_figures[c->r->set->system.figure];
  const char *headings[MOST_CASES + 1] = {"<"};
  grid g;
  for (int k = 0; k < c->r->count; k++)
    headings[k + 1] = c->r->of[k].id;
  putf(out, "%s: the first as it is, of the others the difference from it\n\n", f->heading);
  grid_begin(&g, headings, c->r->count + 1);
  for (int64_t i = 0; i <= c->of[0].rows; i++) {
    int all = i == c->of[0].rows;
    double first = f->of(all ? &c->of[0].all : &c->of[0].of[i]);
    grid_cell(&g, all ? "all" : clipped(c->of[0].name[i], 44).text);
    for (int k = 0; k < c->r->count; k++) {
      double value = f->of(all ? &c->of[k].all : &c->of[k].of[i]);
      grid_cell(&g, k ? tally_change(f, value - first).text : tally_words(f, value).text);
    }
  }
  grid_print(&g, out, "");
  grid_free(&g);
}

static int print_comparison(const comparison *c, int by) {
  buffer out = {0};
  put_run_heading(&out, c->r, &c->r->of[0]);
  put(&out, "\n");
  if (by == BY_WHOLE)
    put_wholes(&out, c);
  else
    put_rows(&out, c);
  put_basis(&out, c->r);
  return write_buffer(c->r->set->output, &out);
}

/* ---------------------------------------------------------------- machines ------------------ */

typedef struct long_table {
  int64_t rows;
  const char **row, **scenario, **figure;
  double *value, *difference;
} long_table;

static int table_begin(long_table *t, int64_t room) {
  size_t n = (size_t)room + 1;
  t->row = calloc(n, sizeof *t->row);
  t->scenario = calloc(n, sizeof *t->scenario);
  t->figure = calloc(n, sizeof *t->figure);
  t->value = calloc(n, sizeof *t->value);
  t->difference = calloc(n, sizeof *t->difference);
  return t->row && t->scenario && t->figure && t->value && t->difference;
}

static void table_end(long_table *t) {
  free((void *)t->row);
  free((void *)t->scenario);
  free((void *)t->figure);
  free(t->value);
  free(t->difference);
}

static int write_comparison(const comparison *c) {
  long_table t = {0};
  int64_t rows = c->of[0].rows;
  int code = table_begin(&t, rows * c->r->count * SYSTEM_FIGURES) ? DONE : no_memory();
  for (int k = 0; !code && k < c->r->count; k++)
    for (int64_t i = 0; i < rows; i++)
      for (int j = 0; j < SYSTEM_FIGURES; j++) {
        int64_t at = t.rows++;
        t.row[at] = c->of[0].name[i];
        t.scenario[at] = c->r->of[k].id;
        t.figure[at] = system_figures[j].name;
        t.value[at] = system_figures[j].of(&c->of[k].of[i]);
        t.difference[at] = t.value[at] - system_figures[j].of(&c->of[0].of[i]);
      }
  answer a = {.dimension = "row", .heading = "row", .rows = t.rows, .id = t.row};
  answer_word(&a, "scenario", NULL, t.scenario);
  answer_word(&a, "figure", NULL, t.figure);
  answer_real(&a, "value", NULL, "The figure.", "", SHOW_FINE, t.value);
  answer_real(&a, "difference", NULL, "Less that of the first scenario.", "", SHOW_FINE,
              t.difference);
  if (!code) code = show_answer(c->r->set, &a);
  table_end(&t);
  return code;
}

int run_system_compare(const settings *set) {
  system_runs *r = calloc(1, sizeof *r);
  comparison *c = calloc(1, sizeof *c);
  int by = set->system.by < 0 ? BY_WHOLE : set->system.by;
  int machine = set->format == FORMAT_CSV || set->format == FORMAT_JSON;
  int code = r && c ? system_open(&r->f, set->files[0], 0, set->html != NULL) : no_memory();
  if (!code) code = choose_cases(r, set, 1);
  if (!code && r->count < 2)
    code = fail(USAGE, "system compare: two or more scenarios are needed: --scenario=A,B");
  if (!code) code = run_cases(r);
  if (!code) code = add_up(c, r, by);
  if (!code && set->html)
    code = system_page(r, set->html);
  else if (!code)
    code = machine ? write_comparison(c) : print_comparison(c, by);
  for (int k = 0; c && k < MOST_CASES; k++)
    tallies_end(&c->of[k]);
  if (r) free_cases(r);
  free(c);
  free(r);
  return code;
}
