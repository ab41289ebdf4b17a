/* The command `carepath allocate`: a part of it, the file it reads, what is shared by the parts.
 * Models: the library's modules capitation, pace, pool, devolve, claims, budget, knapsack and plans.
 * Leaves options to allocate_options.c, the file to sheet.c, each part to a file of its own. */
#include "allocate.h"

#include "output.h"

#include <math.h>
#include <string.h>

/* ---------------------------------------------------------------- the list of parts */

int run_allocate(const void *given) {
  const settings *set = given;
  static const char *const headings[] = {"<part", "<what it does"};
  buffer b = {0};
  if (set->file_count)
    return fail(USAGE,
                "allocate: '%s' is not expected: a part stands before its options, as in 'carepath "
                "allocate shares'",
                set->files[0]);
  if (set->format == FORMAT_TEXT || set->format < 0) {
    grid g;
    grid_begin(&g, headings, 2);
    for (int i = 0; i < allocate_part_count; i++) {
      grid_cell(&g, allocate_parts[i].name);
      grid_cell(&g, allocate_parts[i].summary);
    }
    grid_print(&g, &b, "");
    grid_free(&g);
    put(&b, "\n'carepath allocate PART --help' says which columns it reads.\n");
    return write_buffer(set->output, &b);
  }
  int json = set->format == FORMAT_JSON;
  put(&b, json ? "[\n" : "part,summary\n");
  for (int i = 0; i < allocate_part_count; i++) {
    const allocate_part *p = &allocate_parts[i];
    if (json)
      putf(&b, "  {\"part\": \"%s\", \"summary\": \"%s\"}%s\n", p->name, p->summary,
           i + 1 < allocate_part_count ? "," : "");
    else
      putf(&b, "%s,\"%s\"\n", p->name, p->summary);
  }
  if (json) put(&b, "]\n");
  return write_buffer(set->output, &b);
}

/* ---------------------------------------------------------------- one part */

int run_allocate_part(const void *given) {
  const settings *set = given;
  const allocate_part *part = NULL;
  for (int i = 0; i < allocate_part_count; i++)
    if (strcmp(set->command + strlen("allocate "), allocate_parts[i].name) == 0)
      part = &allocate_parts[i];
  if (!part) return INTERNAL;
  if (set->file_count > 1)
    return fail(USAGE, "%s: '%s' is one file too many: it reads one", set->command, set->files[1]);
  sheet rows = {.kinds = allocate_kinds,
                .aliases = allocate_aliases,
                .uses = part->uses,
                .count = part->use_count,
                .named = set->allocate.column,
                .digested = set->html != NULL};
  for (int i = 0; i < set->allocate.blend.count; i++)
    rows.extra[rows.extras++] = set->allocate.blend.name[i];
  int code = sheet_read(&rows, set->files[0]);
  if (!code && sheet_texts(&rows, FIELD_ID)) code = sheet_check_ids(&rows, FIELD_ID);
  if (!code) code = part->run(set, &rows);
  sheet_free(&rows);
  return code;
}

/* ---------------------------------------------------------------- shared by the parts */

int need_budget(const settings *set, const char *what) {
  if (set->allocate.budget != NO_MONEY) return DONE;
  return fail(USAGE, "%s: --budget=MONEY is missing: %s", set->command, what);
}

int need_positive(const settings *set) {
  if (set->allocate.budget >= 0) return DONE;
  return fail(USAGE, "%s: --budget must not be negative", set->command);
}
