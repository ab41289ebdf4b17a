/* `carepath system check`: all that is wrong in a folder at once, or what is in it and what it rests on.
 * Rules: cpw_system_check and the reader of system_files.h. Leaves reading to system_open.c. */
#include "systems.h"

#include "output.h"
#include "results.h"

#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- problems ------------------ */

static void put_problems(buffer *b, const system_folder *f, int64_t severity) {
  const cpw_array *of = cpw_result_find(f->report, "severity");
  for (int64_t i = 0; of && i < of->size; i++) {
    if (of->integer[i] != severity) continue;
    put(b, severity ? "warning: " : "error: ");
    put_problem(b, f, i);
    put(b, "\n");
  }
}

static void put_counts(buffer *b, const system_folder *f) {
  putf(b, "%s: %lld %s, %lld %s\n", f->path, (long long)f->errors,
       f->errors == 1 ? "error" : "errors", (long long)f->warnings,
       f->warnings == 1 ? "warning" : "warnings");
}

/* ---------------------------------------------------------------- what is there ------------- */

typedef struct basis_counts {
  int64_t of[CPW_BASES];
} basis_counts;

#define COUNT_BASES(rows, count)                                                                   \
  for (int64_t i = 0; i < (count); i++)                                                            \
    if ((rows)[i].basis >= 0 && (rows)[i].basis < CPW_BASES) n.of[(rows)[i].basis]++

static basis_counts bases_of(const cpw_system *s, int64_t table) {
  basis_counts n = {{0}};
  if (table == CPW_SYSTEM_ORGANISATIONS) COUNT_BASES(s->organisation, s->organisations);
  if (table == CPW_SYSTEM_PEOPLE) COUNT_BASES(s->people, s->peoples);
  if (table == CPW_SYSTEM_SERVICES) COUNT_BASES(s->service, s->services);
  if (table == CPW_SYSTEM_LISTS) COUNT_BASES(s->list, s->lists);
  if (table == CPW_SYSTEM_CAPACITY) COUNT_BASES(s->capacity, s->capacities);
  if (table == CPW_SYSTEM_LIMITS) COUNT_BASES(s->limit, s->limits);
  if (table == CPW_SYSTEM_NEED) COUNT_BASES(s->need, s->needs);
  if (table == CPW_SYSTEM_PAYMENTS) COUNT_BASES(s->payment, s->payments);
  if (table == CPW_SYSTEM_POLICIES) COUNT_BASES(s->policy, s->policies);
  if (table == CPW_SYSTEM_EFFECTS) COUNT_BASES(s->effect, s->effects);
  return n;
}

static int64_t rows_of(const cpw_system *s, int64_t table) {
  const int64_t rows[CPW_SYSTEM_TABLES] = {0,
                                           s->groups,
                                           s->ages,
                                           s->segments,
                                           s->organisations,
                                           s->alliances,
                                           s->members,
                                           s->areas,
                                           s->footprints,
                                           s->peoples,
                                           s->services,
                                           s->profiles,
                                           s->lists,
                                           s->capacities,
                                           s->resources,
                                           s->uses,
                                           s->limits,
                                           s->needs,
                                           s->choices,
                                           s->pathways,
                                           s->funds,
                                           s->payments,
                                           s->policies,
                                           s->effects,
                                           s->scenarios,
                                           s->picks,
                                           s->sources};
  return rows[table];
}

static void put_tables(buffer *b, const cpw_system *s) {
  static const char *const headings[] = {"<table", "rows", "real", "derived", "assumed", "unsaid"};
  grid g;
  grid_begin(&g, headings, 6);
  for (int64_t k = 1; k < CPW_SYSTEM_TABLES; k++) {
    if (!rows_of(s, k)) continue;
    basis_counts n = bases_of(s, k);
    int64_t any = n.of[0] + n.of[1] + n.of[2] + n.of[3];
    const int32_t order[] = {CPW_BASIS_REAL, CPW_BASIS_DERIVED, CPW_BASIS_ASSUMED,
                             CPW_BASIS_UNSAID};
    grid_cell(&g, cpw_system_table_name(k));
    grid_cell(&g, people((double)rows_of(s, k)).text);
    for (int j = 0; j < 4; j++)
      grid_cell(&g, any ? people((double)n.of[order[j]]).text : "-");
  }
  grid_print(&g, b, "");
  grid_free(&g);
}

static void put_summary(buffer *b, const cpw_system *s) {
  double waiting = 0, starts = 0, treatments = 0;
  for (int64_t i = 0; i < s->lists; i++) {
    waiting += s->list[i].waiting;
    starts += s->list[i].starts;
  }
  for (int64_t i = 0; i < s->capacities; i++)
    treatments += s->capacity[i].treatments;
  putf(b, "\n%s: %s people wait; a week %s join and %s can be treated\n",
       s->name && *s->name ? s->name : "the system", people(waiting).text, pace(starts).text,
       pace(treatments).text);
  putf(b, "%d weeks from %s\n", (int)s->weeks, system_date(s, 0).text);
}

static int print_check(const settings *set, const system_folder *f) {
  buffer b = {0};
  put_problems(&b, f, 0);
  put_problems(&b, f, 1);
  put_counts(&b, f);
  if (f->s) {
    put(&b, "\n");
    put_tables(&b, f->s);
    put_summary(&b, f->s);
  }
  return write_buffer(set->output, &b);
}

int run_system_check(const settings *set) {
  system_folder f = {0};
  int code = system_open(&f, set->files[0], 1, 0);
  int machine = set->format == FORMAT_CSV || set->format == FORMAT_JSON;
  if (!code && machine)
    code = write_table(set->output, set->format == FORMAT_JSON, f.report, "row");
  else if (!code)
    code = print_check(set, &f);
  if (!code && (f.errors || !f.s)) code = BAD_DATA;
  system_close(&f);
  return code;
}
