/* One file of a system, row by row, its columns by name; errors are gathered, not raised.
 * Source: the catalogue of lib/system; RFC 4180 by table.
 * Leaves fields to fields.c, rows to store.c. */
#include "system_files/internal.h"

#include <stdio.h>
#include <string.h>

/* A problem of the file itself, at a line and a field. */
static void file_problem(cpwi_book_reader *r, int32_t table, int32_t rule, int64_t line,
                         int64_t column, const char *text) {
  cpwi_problem *q = cpwi_wrong(&r->problems, (cpwi_place){table, rule, -1, ""}, "%s", text);
  if (!q) return;
  q->line = line;
  q->column = column;
}

void cpwi_page_fail(cpwi_page *page, int32_t column, int32_t rule, const char *fmt, ...) {
  char text[400];
  va_list args;
  va_start(args, fmt);
  vsnprintf(text, sizeof text, fmt, args);
  va_end(args);
  page->wrong = 1;
  cpwi_place at = {page->table, rule, page->row, column < 0 ? "" : page->kind->column[column].name};
  cpwi_problem *q = cpwi_wrong(&page->r->problems, at, "%s", text);
  if (!q) return;
  q->line = page->line;
  q->column = column < 0 ? 0 : page->r->file[page->table].at[column] + 1;
}

/* ---- columns */

static void unknown_column(const cpwi_page *page, int64_t field, const char *name) {
  const char *known[CPWI_SYSTEM_COLUMNS];
  char text[400];
  for (int32_t k = 0; k < page->kind->columns; k++)
    known[k] = page->kind->column[k].name;
  snprintf(text, sizeof text, "there is no column %s%s: it takes %.200s", cpwi_quote(name).text,
           cpwi_book_hint_for(name, known, page->kind->columns).text, page->kind->joined);
  file_problem(page->r, page->table, CPWI_RULE_COLUMN, 1, field + 1, text);
}

static void find_column(const cpwi_page *page, int64_t field) {
  char text[128];
  const char *name = cpw_table_name(page->csv, field);
  int32_t k = cpwi_system_column_of(page->table, name);
  int64_t *at = page->r->file[page->table].at;
  if (k < 0) {
    unknown_column(page, field, name);
  } else if (at[k] >= 0) {
    snprintf(text, sizeof text, "column %s is there twice", cpwi_quote(name).text);
    file_problem(page->r, page->table, CPWI_RULE_COLUMN, 1, field + 1, text);
  } else {
    at[k] = field;
  }
}

/* An empty name over an empty column is what spreadsheets leave: it is skipped. */
static void find_columns(const cpwi_page *page) {
  cpwi_book_file *file = &page->r->file[page->table];
  char text[128];
  for (int64_t c = 0; c < cpw_table_columns(page->csv); c++)
    if (cpw_table_name(page->csv, c)[0]) find_column(page, c);
  for (int32_t k = 0; k < page->kind->columns; k++) {
    if ((page->kind->column[k].needed & 3) == CPWI_MAY_LACK || file->at[k] >= 0) continue;
    snprintf(text, sizeof text, "column %s is missing",
             cpwi_quote(page->kind->column[k].name).text);
    file_problem(page->r, page->table, CPWI_RULE_COLUMN, 1, 0, text);
    file->broken = 1;
  }
}

/* ---- rows */

static int is_blank(const cpwi_page *page) {
  const char *bytes = NULL;
  int64_t count = 0;
  for (int64_t c = 0; c < cpw_table_columns(page->csv); c++)
    if (cpw_table_text(page->csv, c, &bytes, &count, NULL) == CPW_OK && count > 0) return 0;
  return 1;
}

static int32_t keep_line(cpwi_page *page) {
  cpwi_net_list *list = &page->r->file[page->table].line;
  if (page->row < list->count) return CPW_OK; /* another line of the same row */
  if (!cpwi_net_list_make_room(page->r->allocator, list, 1, sizeof(int64_t)))
    return cpwi_fail(page->r->err, CPW_ENOMEM, -1, page->r->where, "no memory for the rows");
  ((int64_t *)list->items)[list->count++] = page->line;
  return CPW_OK;
}

static void mark_wrong(const cpwi_page *page) {
  cpwi_book_file *file = &page->r->file[page->table];
  int64_t *line = file->line.items;
  file->wrong = 1;
  if (page->row < file->line.count && line[page->row] > 0) line[page->row] = -line[page->row];
}

static int32_t read_row(cpwi_page *page) {
  cpwi_any_row row;
  int32_t status = CPW_OK;
  if (is_blank(page)) return CPW_OK;
  page->line = cpw_table_line(page->csv);
  page->row = page->r->book->rows[page->table].count;
  page->wrong = 0;
  cpwi_page_defaults(page->table, &row);
  for (int32_t k = 0; k < page->kind->columns && status == CPW_OK; k++)
    status = cpwi_page_field(page, k, row.bytes);
  if (status == CPW_OK) status = cpwi_page_store(page, &row);
  if (status == CPW_OK && page->row < page->r->book->rows[page->table].count)
    status = keep_line(page);
  if (page->wrong) mark_wrong(page);
  return status;
}

/* ---- the file */

/* What the reader of CSV says, without the place, which is told again. */
static int32_t relay(cpwi_page *page, int32_t status, const cpw_error *inner) {
  if (status != CPW_EDATA)
    return cpwi_fail(page->r->err, status, -1, page->kind->file, "%s", inner->message);
  const char *text = inner->message;
  const char *colon = strstr(text, ": ");
  if (strncmp(text, "line ", 5) == 0 && colon) text = colon + 2;
  file_problem(page->r, page->table, CPWI_RULE_FORMAT, inner->line, inner->column, text);
  page->r->file[page->table].broken = 1;
  return CPW_OK;
}

static int32_t read_rows(cpwi_page *page) {
  cpw_error inner = {0};
  int32_t next = 0, status = CPW_OK;
  while (status == CPW_OK && (next = cpw_table_next(page->csv, &inner)) == 1)
    status = read_row(page);
  if (status == CPW_OK && next < 0) status = relay(page, next, &inner);
  if (status == CPW_OK) cpwi_page_resolve_later(page);
  return status;
}

int32_t cpwi_book_read_file(cpwi_book_reader *r, int32_t table) {
  cpwi_book_file *file = &r->file[table];
  cpwi_page page = {r, cpwi_system_table_of(table), NULL, table, 0, 0, 0};
  for (int32_t k = 0; k < CPWI_SYSTEM_COLUMNS; k++)
    file->at[k] = -1;
  if (!file->source || !page.kind) return CPW_OK;
  cpw_source source = *file->source;
  source.name = page.kind->file;
  cpw_table_options options;
  cpw_table_options_init(&options);
  options.allocator = r->allocator;
  options.ragged = CPW_TABLE_RAGGED_SHORT;
  cpw_error inner = {0};
  r->later.count = 0;
  int32_t status = cpw_table_open_source(&source, &options, &page.csv, &inner);
  if (status != CPW_OK) return relay(&page, status, &inner);
  find_columns(&page);
  if (!file->broken) status = read_rows(&page);
  if (file->broken) file->wrong = 1;
  cpw_table_free(page.csv);
  return status;
}
