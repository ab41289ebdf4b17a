/* `carepath system run`: one scenario week by week, by organisation, service, group or time.
 * Engine: carepath/system_run.h. Leaves sums to system_tally.c and several scenarios to system_compare.c. */
#include "systems.h"

#include "output.h"
#include "results.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- words around the table ---- */

static double whole_sum(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  double sum = 0;
  for (int64_t i = 0; a && a->real && i < a->size; i++)
    sum += isnan(a->real[i]) ? 0 : a->real[i];
  return sum;
}

void put_run_heading(buffer *b, const system_runs *r, const system_case *c) {
  const cpw_system *s = r->f.s;
  int64_t weeks = r->set->system.weeks ? r->set->system.weeks : s->weeks;
  putf(b, "%s: %s", s->name && *s->name ? s->name : r->f.path, c->name);
  for (int i = 0; i < r->more_count; i++)
    putf(b, " + %s", s->policy[r->more[i]].id);
  putf(b, "; %lld weeks from %s\n", (long long)weeks, system_date(s, 0).text);
}

static void put_basis_of(buffer *b, const cpw_system *s, int32_t basis, const char *words) {
  int said = 0;
  for (int64_t i = 0; i < s->sources; i++) {
    const cpw_system_source *o = &s->source[i];
    if (o->basis != basis) continue;
    if (!said++) putf(b, "\n%s\n", words);
    buffer line = {0};
    putf(&line, "%s%s%s", o->table, o->field && *o->field ? "." : "", o->field ? o->field : "");
    if (o->note && *o->note) putf(&line, ": %s", o->note);
    put(b, "  - ");
    if (line.bytes) put_wrapped(b, line.bytes, 4, 98);
    b->failed |= line.failed;
    buffer_free(&line);
  }
}

void put_basis(buffer *b, const system_runs *r) {
  const char *bases = cpw_result_note(r->of[0].result, "bases");
  if (bases && *bases) {
    put(b, "\n");
    put_wrapped(b, bases, 0, 98);
  }
  put_basis_of(b, r->f.s, CPW_BASIS_ASSUMED, "Assumed");
}

static void put_gap(buffer *b, const system_runs *r, const cpw_result *result) {
  const cpw_system *s = r->f.s;
  double gap = wait_gap(r, result);
  if (isnan(gap)) return;
  double like = like_gap(r, result);
  putf(b, "Mean wait of \"%s\" less that of \"%s\": %s weeks;", group_name(s, 0),
       group_name(s, s->groups - 1), tally_change(&system_figures[4], gap).text);
  putf(b, " at the same place for\nthe same service: %s weeks\n",
       tally_change(&system_figures[4], like).text);
}

static void put_money(buffer *b, const system_runs *r, const cpw_result *result, const tally *all) {
  double policies = whole_sum(result, "policy_spend"), overhead = whole_sum(result, "overhead");
  (void)r;
  putf(b, "Spend: %s on treatments", short_pounds(all->spend).text);
  if (policies > 0) putf(b, ", %s on policies", short_pounds(policies).text);
  if (overhead > 0) putf(b, ", %s on organisations themselves", short_pounds(overhead).text);
  put(b, "\n");
}

/* ---------------------------------------------------------------- the table ----------------- */

enum { RUN_COLUMNS = 8 };
static const int run_columns[RUN_COLUMNS] = {0, 1, 2, 3, 4, 6, 7, 12};

static void put_row(grid *g, const char *name, const tally *t) {
  grid_cell(g, clipped(name, 44).text);
  for (int k = 0; k < RUN_COLUMNS; k++) {
    const system_figure *f = &system_figures[run_columns[k]];
    grid_cell(g, tally_words(f, f->of(t)).text);
  }
}

static int print_run(const system_runs *r, const tallies *t) {
  const char *headings[RUN_COLUMNS + 1] = {"<"};
  const cpw_result *result = r->of[0].result;
  buffer out = {0};
  grid g;
  for (int k = 0; k < RUN_COLUMNS; k++)
    headings[k + 1] = system_figures[run_columns[k]].heading;
  put_run_heading(&out, r, &r->of[0]);
  put(&out, "\n");
  grid_begin(&g, headings, RUN_COLUMNS + 1);
  for (int64_t i = 0; i < t->rows && t->by != BY_WHOLE; i++)
    put_row(&g, t->name[i], &t->of[i]);
  put_row(&g, "all", &t->all);
  grid_print(&g, &out, "");
  grid_free(&g);
  put(&out,
      "\nwaiting: at the beginning; in time: share of those who wait at the end, within their "
      "service's\nstandard; mean wait: of the treated, weeks\n");
  put_gap(&out, r, result);
  put_money(&out, r, result, &t->all);
  put_basis(&out, r);
  return write_buffer(r->set->output, &out);
}

/* ---------------------------------------------------------------- machines ------------------ */

static int write_run(const system_runs *r, const tallies *t) {
  answer a = {.dimension = "row", .heading = "row", .rows = t->rows, .id = t->name};
  double *values = calloc((size_t)(SYSTEM_FIGURES * (t->rows + 1)), sizeof *values);
  if (!values) return no_memory();
  for (int k = 0; k < SYSTEM_FIGURES; k++) {
    const system_figure *f = &system_figures[k];
    double *column = values + k * (t->rows + 1);
    for (int64_t i = 0; i < t->rows; i++)
      column[i] = f->of(&t->of[i]);
    answer_real(&a, f->name, f->heading, f->heading, f->unit, SHOW_FINE, column);
  }
  answer_note(&a, "scenario", r->of[0].id);
  int code = show_answer(r->set, &a);
  free(values);
  return code;
}

static int show_run(const system_runs *r) {
  tallies t = {0};
  int by = r->set->system.by < 0 ? BY_PARENT : r->set->system.by;
  int machine = r->set->format == FORMAT_CSV || r->set->format == FORMAT_JSON;
  int code = DONE;
  if (!tallies_of(&t, r, r->of[0].result, by)) code = no_memory();
  if (!code) code = machine ? write_run(r, &t) : print_run(r, &t);
  tallies_end(&t);
  return code;
}

int run_system_run(const settings *set) {
  system_runs *r = calloc(1, sizeof *r);
  if (!r) return no_memory();
  int code = system_open(&r->f, set->files[0], 0, set->html != NULL);
  if (!code) code = choose_cases(r, set, 0);
  if (!code && r->count > 1 && !set->html)
    code =
        fail(USAGE, "system run: one scenario at a time; 'carepath system compare' shows several");
  if (!code) code = run_cases(r);
  if (!code) code = set->html ? system_page(r, set->html) : show_run(r);
  free_cases(r);
  free(r);
  return code;
}
