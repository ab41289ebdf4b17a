/* A system from a folder, with all that is wrong in it at once.
 * Reader: carepath/system_files.h. Leaves running to system_cases.c. */
#include "systems.h"

#include "folder_files.h"
#include "input.h"
#include "results.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---------------------------------------------------------------- names --------------------- */

const char *organisation_name(const cpw_system *s, int32_t organisation) {
  const cpw_system_organisation *o = &s->organisation[organisation];
  return o->name && *o->name ? o->name : o->id;
}

const char *service_name(const cpw_system *s, int32_t service) {
  const cpw_system_service *v = &s->service[service];
  return v->name && *v->name ? v->name : v->id;
}

const char *group_name(const cpw_system *s, int64_t group) {
  return s->group ? s->group[group] : "all";
}

phrase system_date(const cpw_system *s, double week) {
  char text[CPW_DATE_CHARS];
  if (!isfinite(week) || fabs(week) > 1e6) return phrased("week %s", fixed(week, 0).text);
  cpw_date_format((int32_t)(s->start + 7 * (int32_t)floor(week)), text);
  return phrased("%s", text);
}

/* ---------------------------------------------------------------- problems ------------------ */

const char *label_of(const cpw_array *a, int64_t dimension, const char *coordinate, int64_t at) {
  const cpw_dimension *d = a && dimension < a->dimensions ? a->dimension[dimension] : NULL;
  for (int64_t c = 0; d && c < d->coordinates; c++)
    if (strcmp(d->coordinate_names[c], coordinate) == 0) return d->coordinate_labels[c][at];
  return "";
}

/* The message without the place that already stands before it: "lists.csv line 3, field 6 (starts): ". */
static const char *without_place(const char *message, const char *file) {
  size_t n = strlen(file);
  if (!n || strncmp(message, file, n) != 0) return message;
  const char *end = strstr(message + n, "): ");
  if (end) return end + 3;
  end = strstr(message + n, ": ");
  return end ? end + 2 : message;
}

void put_problem(buffer *b, const system_folder *f, int64_t problem) {
  const cpw_array *row = cpw_result_find(f->report, "row");
  const cpw_array *line = cpw_result_find(f->report, "line");
  const char *file = label_of(row, 0, "file", problem), *table = label_of(row, 0, "table", problem);
  const char *field = label_of(row, 0, "field", problem);
  put(b, f->path);
  if (*file)
    putf(b, "/%s", file);
  else if (*table)
    putf(b, "/%s.csv", table);
  if (line && line->integer && line->integer[problem] > 0)
    putf(b, ":%lld", (long long)line->integer[problem]);
  if (*field) putf(b, ": column %s", field);
  putf(b, ": %s", without_place(label_of(row, 0, "message", problem), file));
}

static void count_problems(system_folder *f) {
  double errors = result_figure(f->report, "errors", 0);
  double warnings = result_figure(f->report, "warnings", 0);
  f->errors = errors > 0 ? (int64_t)errors : 0;
  f->warnings = warnings > 0 ? (int64_t)warnings : 0;
}

/* Errors one a line, then how many: nothing is run. */
static int say_problems(const system_folder *f) {
  const cpw_array *severity = cpw_result_find(f->report, "severity");
  for (int64_t i = 0; severity && i < severity->size; i++) {
    buffer b = {0};
    if (severity->integer[i]) continue;
    put_problem(&b, f, i);
    if (b.failed) return no_memory();
    (void)fail(BAD_DATA, "%s", b.bytes);
    buffer_free(&b);
  }
  return fail(BAD_DATA, "%s: %lld %s; nothing was run", f->path, (long long)f->errors,
              f->errors == 1 ? "error" : "errors");
}

/* ---------------------------------------------------------------- the record ---------------- */

/* Every file of the folder with its digest, for the page. */
static int record_files(system_folder *f) {
  for (int64_t k = 0; k < CPW_SYSTEM_TABLES && f->sources < SYSTEM_FILES; k++) {
    const char *name = cpw_system_table_name(k);
    phrase file = phrased("%s.csv", name);
    int there = 0;
    int code = folder_record(f->path, file.text, name, "table of the system",
                             &f->source[f->sources], &there);
    if (code) return code;
    f->sources += there;
  }
  return DONE;
}

/* ---------------------------------------------------------------- in ------------------------ */

static int missing(const char *path) {
  struct stat there;
  folder_path file = {{0}};
  if (stat(path, &there)) return fail(NO_INPUT, "%s: no such folder", path);
  if (!S_ISDIR(there.st_mode))
    return fail(NO_INPUT, "%s: is not a folder; a system is a folder with organisations.csv in it",
                path);
  if (!folder_path_of(&file, path, "organisations.csv") || stat(file.text, &there))
    return fail(NO_INPUT, "%s: there is no organisations.csv in it", path);
  return DONE;
}

int system_open(system_folder *f, const char *path, int quietly, int digested) {
  cpw_error err = {0};
  f->path = path;
  int code = missing(path);
  if (code) return code;
  if (cpw_system_read_folder(path, NULL, &f->book, &f->report, &err))
    return fail_library(path, &err);
  f->s = cpw_system_book_view(f->book);
  count_problems(f);
  if (!quietly && (f->errors || !f->s)) return say_problems(f);
  return digested ? record_files(f) : DONE;
}

void system_close(system_folder *f) {
  cpw_result_free(f->report);
  cpw_system_book_free(f->book);
}
