/* A table of a system as CSV, by the catalogue: what comes back is the same to the bit.
 * Source: docs/reference/system-folder.md.
 * Leaves files to folder.c. */
#include "system_files/write.h"

#include "carepath/dates.h"

#include <stdio.h>
#include <string.h>

typedef struct writer {
  const cpw_system *s;
  const cpwi_system_table *kind;
  cpw_table_writer *csv;
  int64_t table;
  int32_t status; /* of the first that failed; nothing is written after it */
  cpw_error *err;
} writer;

static void put_text(writer *w, const char *text) {
  if (w->status != CPW_OK) return;
  w->status = cpw_table_writer_text(w->csv, text, text ? (int64_t)strlen(text) : 0, w->err);
}

static void put_whole(writer *w, int64_t value) {
  if (w->status == CPW_OK) w->status = cpw_table_writer_int64(w->csv, value, w->err);
}

static void put_number(writer *w, double value) {
  if (w->status == CPW_OK) w->status = cpw_table_writer_double(w->csv, value, w->err);
}

static void end_row(writer *w) {
  if (w->status == CPW_OK) w->status = cpw_table_writer_end_row(w->csv, w->err);
}

static void put_id(writer *w, int64_t table, int32_t number) {
  put_text(w, number == CPW_NONE ? NULL : cpwi_system_id(w->s, table, number));
}

/* An infinity that is the default is left out: a spreadsheet knows none. */
static void put_double(writer *w, double value, double empty) {
  if (isinf(value) && value == empty)
    put_text(w, NULL);
  else
    put_number(w, value);
}

static void put_field(writer *w, const cpwi_system_column *c, const char *row,
                      const char *defaults) {
  const char *text = NULL;
  double real = 0, empty = 0;
  int64_t whole = 0;
  int32_t small = 0;
  switch (c->type) {
  case CPWI_FIELD_TEXT:
    memcpy(&text, row + c->at, sizeof text);
    put_text(w, text);
    break;
  case CPWI_FIELD_NUMBER:
  case CPWI_FIELD_WEEK:
    memcpy(&real, row + c->at, sizeof real);
    memcpy(&empty, defaults + c->at, sizeof empty);
    put_double(w, real, empty);
    break;
  case CPWI_FIELD_WHOLE:
    memcpy(&whole, row + c->at, sizeof whole);
    put_whole(w, whole);
    break;
  default:
    memcpy(&small, row + c->at, sizeof small);
    if (c->type == CPWI_FIELD_FLAG)
      put_whole(w, small);
    else if (c->type == CPWI_FIELD_ROW)
      put_id(w, c->of, small);
    else
      put_text(w, cpwi_system_words_of(c->of).word[small]);
    break;
  }
}

static void put_row(writer *w, const char *row) {
  cpwi_any_row defaults;
  memset(&defaults, 0, sizeof defaults);
  cpw_system_row_init(w->table, &defaults);
  for (int32_t k = 0; k < w->kind->columns; k++)
    put_field(w, &w->kind->column[k], row, defaults.bytes);
  end_row(w);
}

/* ---- tables that are not rows */

static void write_settings(writer *w) {
  char start[CPW_DATE_CHARS];
  cpw_date_format(w->s->start, start);
  if (w->s->name && w->s->name[0]) {
    put_text(w, "name");
    put_text(w, w->s->name);
    end_row(w);
  }
  put_text(w, "start");
  put_text(w, start);
  end_row(w);
  put_text(w, "weeks");
  put_whole(w, w->s->weeks);
  end_row(w);
}

static void write_profiles(writer *w) {
  for (int64_t i = 0; i < w->s->profiles; i++)
    for (int64_t k = 0; k < w->s->profile[i].count; k++) {
      put_text(w, w->s->profile[i].id);
      put_whole(w, k);
      put_number(w, w->s->profile[i].values[k]);
      end_row(w);
    }
}

static void put_points(writer *w, const double *values, int64_t count) {
  char number[CPW_NUMBER_CHARS];
  size_t used = 0;
  char *text = count > 0 ? cpwi_alloc(NULL, (size_t)count, sizeof number) : NULL;
  if (count > 0 && !text) {
    if (w->status == CPW_OK)
      w->status = cpwi_fail(w->err, CPW_ENOMEM, -1, __func__, "no memory for a curve");
    return;
  }
  for (int64_t k = 0; k < count; k++) {
    size_t length = (size_t)cpw_format_double(values[k], number);
    if (used > 0) text[used++] = ' ';
    memcpy(text + used, number, length);
    used += length;
  }
  if (w->status == CPW_OK) w->status = cpw_table_writer_text(w->csv, text, (int64_t)used, w->err);
  cpwi_release(NULL, text);
}

/* Columns of the curve: empty where there is none. */
static void put_curve(writer *w, const cpw_response *r) {
  if (!r) {
    for (int k = 0; k < 7; k++)
      put_text(w, NULL);
    return;
  }
  put_text(w, cpw_response_name(r->kind));
  put_number(w, r->a);
  put_number(w, r->t);
  put_number(w, r->shape);
  put_number(w, r->upfront);
  put_points(w, r->x, r->points);
  put_points(w, r->y, r->points);
}

static void write_capacity(writer *w) {
  for (int64_t i = 0; i < w->s->capacities; i++) {
    const cpw_system_capacity *r = &w->s->capacity[i];
    put_id(w, CPW_SYSTEM_ORGANISATIONS, r->organisation);
    put_id(w, CPW_SYSTEM_SERVICES, r->service);
    put_number(w, r->treatments);
    put_double(w, r->most, (double)INFINITY);
    put_number(w, r->unit_cost);
    put_curve(w, r->more);
    put_id(w, CPW_SYSTEM_PROFILES, r->calendar);
    put_text(w, cpw_system_basis_name(r->basis));
    end_row(w);
  }
}

cpwi_folder_name cpwi_pathway_folder(const cpw_system *s, int64_t row) {
  cpwi_folder_name out = {NULL, ""};
  out.given = s->pathway[row].folder;
  if (out.given && out.given[0]) return out;
  out.given = NULL;
  snprintf(out.made, sizeof out.made, "pathway_%lld", (long long)row + 1);
  return out;
}

static void write_pathways(writer *w) {
  for (int64_t i = 0; i < w->s->pathways; i++) {
    const cpw_system_pathway *r = &w->s->pathway[i];
    cpwi_folder_name folder = cpwi_pathway_folder(w->s, i);
    put_id(w, CPW_SYSTEM_ORGANISATIONS, r->organisation);
    put_id(w, CPW_SYSTEM_SERVICES, r->service);
    put_text(w, folder.given ? folder.given : folder.made);
    put_number(w, r->lost);
    end_row(w);
  }
}

static void write_rows(writer *w) {
  cpwi_system_rows rows = cpwi_system_rows_of(w->s, w->table);
  switch (w->table) {
  case CPW_SYSTEM_SETTINGS:
    write_settings(w);
    break;
  case CPW_SYSTEM_PROFILES:
    write_profiles(w);
    break;
  case CPW_SYSTEM_CAPACITY:
    write_capacity(w);
    break;
  case CPW_SYSTEM_PATHWAYS:
    write_pathways(w);
    break;
  default:
    for (int64_t i = 0; i < rows.count && rows.row && w->status == CPW_OK; i++)
      put_row(w, rows.row + (size_t)i * rows.size);
    break;
  }
}

int32_t cpwi_system_write_table(const cpw_system *s, int64_t table, const cpw_allocator *a,
                                const cpw_sink *sink, cpw_error *err) {
  const char *names[CPWI_SYSTEM_COLUMNS];
  writer w = {s, cpwi_system_table_of(table), NULL, table, CPW_OK, err};
  cpw_table_writer_options options;
  cpw_table_writer_options_init(&options);
  options.allocator = a;
  for (int32_t k = 0; k < w.kind->columns; k++)
    names[k] = w.kind->column[k].name;
  w.status = cpw_table_writer_new(sink, names, w.kind->columns, &options, &w.csv, err);
  if (w.status != CPW_OK) return w.status;
  write_rows(&w);
  if (w.status == CPW_OK) w.status = cpw_table_writer_finish(w.csv, err);
  cpw_table_writer_free(w.csv);
  return w.status;
}

int32_t cpw_system_write(const cpw_system *system, int64_t table, const cpw_sink *sink,
                         cpw_error *err) {
  cpw_system s;
  if (!sink) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "sink is NULL");
  if (!cpwi_system_table_of(table))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "table = %lld must be 0 to %d",
                     (long long)table, CPW_SYSTEM_TABLES - 1);
  int32_t status = cpwi_system_take(system, &s, __func__, err);
  if (status != CPW_OK) return status;
  /* values that cannot be written: numbers of rows and words that are not there */
  cpwi_problems p = {.system = &s};
  cpwi_system_check check = {&s, &p, NULL};
  cpwi_system_check_rows(&check);
  cpwi_problems_finish(&p);
  status = p.failed ? cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the check")
                    : cpwi_problems_first(&p, __func__, err);
  cpwi_problems_free(&p);
  return status == CPW_OK ? cpwi_system_write_table(&s, table, NULL, sink, err) : status;
}
