/* Reading a CSV into columns by name.
 * No source: headings are the command's own and options say the rest.
 * Leaves what the columns mean to the parts of the command. */
#include "sheet.h"

#include "input.h"
#include "say.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct reader {
  sheet *s;
  input in;
  cpw_table *table;
} reader;

static const sheet_kind *kind_of(const sheet *s, int i) {
  return &s->kinds[s->uses[i].column];
}

/* ---------------------------------------------------------------- which columns */

static int no_column(const reader *r, int i) {
  const sheet_kind *k = kind_of(r->s, i);
  buffer b = {0};
  for (int64_t c = 0; c < cpw_table_columns(r->table); c++)
    putf(&b, "%s'%s'", c ? ", " : "", cpw_table_name(r->table, c));
  int code = b.failed ? no_memory()
                      : fail(BAD_DATA,
                             "%s:1: there is no column '%s' (%s); --%s=COLUMN says which it is, "
                             "of %s",
                             r->in.name, k->names[0], k->meaning, k->option, b.bytes);
  buffer_free(&b);
  return code ? code : INTERNAL;
}

/* A column that was taken for something else by its option is not taken by its name as well. */
static int taken_already(const reader *r, int64_t at) {
  for (int i = 0; i < r->s->count; i++)
    if (r->s->column[i].at == at && r->s->named[r->s->uses[i].column]) return 1;
  return 0;
}

static int64_t usual_column(const reader *r, const sheet_kind *k) {
  for (size_t i = 0; i < sizeof k->names / sizeof *k->names && k->names[i]; i++) {
    int64_t at = cpw_table_find(r->table, k->names[i]);
    if (at >= 0 && !taken_already(r, at)) return at;
  }
  return -1;
}

static int find_column(reader *r, int i) {
  sheet_read_column *c = &r->s->column[i];
  const char *name = r->s->named[r->s->uses[i].column];
  cpw_error err = {0};
  if (name)
    return cpw_table_require(r->table, name, &c->at, &err) ? fail_library(r->in.name, &err) : DONE;
  if (r->s->uses[i].need != SHEET_NAMED) c->at = usual_column(r, kind_of(r->s, i));
  return c->at < 0 && r->s->uses[i].need == SHEET_MUST ? no_column(r, i) : DONE;
}

/* First those that were named, then the others. */
static int find_columns(reader *r) {
  sheet *s = r->s;
  int code = DONE;
  for (int i = 0; i < s->count; i++)
    s->column[i].at = -1;
  for (int named = 1; named >= 0; named--)
    for (int i = 0; !code && i < s->count; i++)
      if ((s->named[s->uses[i].column] != NULL) == named) code = find_column(r, i);
  for (int i = 0; !code && i < s->count; i++) {
    if (s->column[i].at < 0) continue;
    s->column[i].heading = strdup(cpw_table_name(r->table, s->column[i].at));
    if (!s->column[i].heading) code = no_memory();
  }
  for (int i = 0; !code && i < s->extras; i++) {
    cpw_error err = {0};
    if (cpw_table_require(r->table, s->extra[i], &s->extra_at[i], &err))
      code = fail_library(r->in.name, &err);
  }
  return code;
}

/* ---------------------------------------------------------------- rows */

/* The block with room for so many, or NULL after which the old one is still there. */
static int grow(void **block, int64_t room, size_t size) {
  void *more = realloc(*block, (size_t)room * size);
  if (!more) return no_memory();
  *block = more;
  return DONE;
}

static int grow_column(sheet_read_column *c, int kind, int64_t room) {
  void *block = kind == SHEET_TEXT     ? (void *)c->text
                : kind == SHEET_NUMBER ? (void *)c->number
                                       : (void *)c->money;
  int code = grow(&block, room, sizeof(int64_t));
  if (kind == SHEET_TEXT) c->text = block;
  if (kind == SHEET_NUMBER) c->number = block;
  if (kind == SHEET_MONEY) c->money = block;
  return code;
}

static int reserve(sheet *s) {
  if (s->rows < s->room) return DONE;
  int64_t room = s->room ? 2 * s->room : 256;
  void *line = s->line;
  int code = grow(&line, room, sizeof *s->line);
  s->line = line;
  for (int i = 0; !code && i < s->count; i++)
    if (s->column[i].at >= 0) code = grow_column(&s->column[i], kind_of(s, i)->kind, room);
  for (int i = 0; !code && i < s->extras; i++) {
    void *number = s->extra_number[i];
    code = grow(&number, room, sizeof *s->extra_number[i]);
    s->extra_number[i] = number;
  }
  if (!code) s->room = room;
  return code;
}

static int read_field(reader *r, int i, int64_t row) {
  sheet_read_column *c = &r->s->column[i];
  cpw_error err = {0};
  const char *bytes;
  int64_t count;
  if (cpw_table_text(r->table, c->at, &bytes, &count, &err)) return fail_library(r->in.name, &err);
  switch (kind_of(r->s, i)->kind) {
  case SHEET_TEXT:
    c->text[row] = strndup(bytes, (size_t)count);
    return c->text[row] ? DONE : no_memory();
  case SHEET_NUMBER:
    return cpw_table_double_or(r->table, c->at, (double)NAN, &c->number[row], &err)
               ? fail_library(r->in.name, &err)
               : DONE;
  default:
    c->money[row] = NO_MONEY;
    return count && cpw_table_int64(r->table, c->at, &c->money[row], &err)
               ? fail_library(r->in.name, &err)
               : DONE;
  }
}

static int read_row(reader *r) {
  sheet *s = r->s;
  int code = reserve(s);
  if (code) return code;
  s->line[s->rows] = cpw_table_line(r->table);
  int i = 0;
  for (; !code && i < s->count; i++)
    if (s->column[i].at >= 0) code = read_field(r, i, s->rows);
  for (int k = 0; !code && k < s->extras; k++) {
    cpw_error err = {0};
    if (cpw_table_double(r->table, s->extra_at[k], &s->extra_number[k][s->rows], &err)) {
      code = fail_library(r->in.name, &err);
      i++; /* all texts of the row are there */
    }
  }
  if (!code) {
    s->rows++;
    return DONE;
  }
  /* the texts of a row that is not counted */
  for (int k = 0; k < i - 1; k++)
    if (s->column[k].at >= 0 && s->column[k].text) free(s->column[k].text[s->rows]);
  return code;
}

static int read_all(reader *r) {
  cpw_error err = {0};
  int32_t more = 0;
  int code = find_columns(r);
  while (!code && (more = cpw_table_next(r->table, &err)) == 1)
    code = read_row(r);
  if (!code && more < 0) code = fail_library(r->in.name, &err);
  if (!code && !r->s->rows) code = fail(BAD_DATA, "%s: has no rows below its header", r->in.name);
  if (!code && input_is_open_ended(&r->in))
    say("%s: ends within a line: it may have been cut off", r->in.name);
  return code;
}

int sheet_read(sheet *s, const char *path) {
  reader r = {.s = s};
  cpw_error err = {0};
  int code = input_open(&r.in, path, s->digested);
  if (code) return code;
  s->file = strcmp(path, "-") == 0 ? "<stdin>" : path;
  cpw_source source = input_source(&r.in);
  code = cpw_table_open_source(&source, NULL, &r.table, &err) ? fail_library(r.in.name, &err)
                                                              : read_all(&r);
  if (s->digested) cpw_sha256_text(&r.in.digest, s->digest);
  s->bytes = r.in.bytes;
  cpw_table_free(r.table);
  input_close(&r.in);
  return code;
}

void sheet_free(sheet *s) {
  for (int i = 0; i < s->count; i++) {
    sheet_read_column *c = &s->column[i];
    for (int64_t row = 0; c->text && row < s->rows; row++)
      free(c->text[row]);
    free(c->text);
    free(c->number);
    free(c->money);
    free(c->heading);
  }
  for (int i = 0; i < s->extras; i++)
    free(s->extra_number[i]);
  free(s->line);
  s->rows = s->room = 0;
}

/* ---------------------------------------------------------------- what was read */

const sheet_read_column *sheet_column(const sheet *s, int kind) {
  for (int i = 0; i < s->count; i++)
    if (s->uses[i].column == kind) return s->column[i].at >= 0 ? &s->column[i] : NULL;
  return NULL;
}

double *sheet_numbers(const sheet *s, int kind) {
  const sheet_read_column *c = sheet_column(s, kind);
  return c ? c->number : NULL;
}

int64_t *sheet_money(const sheet *s, int kind) {
  const sheet_read_column *c = sheet_column(s, kind);
  return c ? c->money : NULL;
}

char **sheet_texts(const sheet *s, int kind) {
  const sheet_read_column *c = sheet_column(s, kind);
  return c ? c->text : NULL;
}

int sheet_fail(const sheet *s, int64_t row, int kind, const char *format, ...) {
  char words[512];
  const sheet_read_column *c = sheet_column(s, kind);
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(words, sizeof words, format, arguments);
  va_end(arguments);
  return fail(BAD_DATA, "%s:%lld: column %s: %s", s->file, (long long)s->line[row],
              c ? c->heading : s->kinds[kind].names[0], words);
}

/* ---------------------------------------------------------------- the library's words */

static int is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.';
}

/* The column that the library calls so; NULL: it is none of this file. */
static const sheet_read_column *column_called(const sheet *s, const char *name, size_t length) {
  for (const sheet_alias *a = s->aliases; a && a->library; a++) {
    const sheet_read_column *c = sheet_column(s, a->column);
    if (c && strlen(a->library) == length && strncmp(a->library, name, length) == 0) return c;
  }
  return NULL;
}

/* "upper[3]" -> column and row, and how long that is; 0: it is no such. */
static size_t read_place(const sheet *s, const char *at, const sheet_read_column **c,
                         int64_t *row) {
  size_t name = 0, digits = 0;
  while (is_name(at[name]))
    name++;
  if (!name || at[name] != '[') return 0;
  *row = 0;
  for (digits = name + 1; at[digits] >= '0' && at[digits] <= '9' && *row < s->rows; digits++)
    *row = 10 * *row + (at[digits] - '0');
  if (at[digits] != ']' || digits == name + 1 || *row >= s->rows) return 0;
  *c = column_called(s, at, name);
  return *c ? digits + 1 : 0;
}

/* Headings in place of the library's names; a row that is not the one at fault keeps its line. */
static void put_columns(const sheet *s, buffer *b, const cpw_error *err) {
  char before = ' ';
  for (const char *at = err->message; *at;) {
    const sheet_read_column *c = NULL;
    int64_t row = 0;
    size_t length = is_name(before) ? 0 : read_place(s, at, &c, &row);
    if (length) {
      put(b, at == err->message ? "column " : "");
      put(b, c->heading);
      if (row != err->index) putf(b, " (line %lld)", (long long)s->line[row]);
      at += length;
      before = ']';
    } else {
      put_bytes(b, at, 1);
      before = *at++;
    }
  }
}

/* Whether err->index counts the rows, and not rules, years, limits or lines of another file. */
static int is_of_a_row(const sheet *s, const cpw_error *err) {
  static const char *const others[] = {"total[", "rule[",  "year[",  "spend[",
                                       "cap[",   "floor[", "blend[", "options."};
  const sheet_read_column *c;
  int64_t row;
  if (err->code == CPW_ENOMEM || err->index < 0 || err->index >= s->rows) return 0;
  if (read_place(s, err->message, &c, &row)) return 1;
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (strncmp(err->message, others[i], strlen(others[i])) == 0) return 0;
  return 1;
}

int sheet_fail_as(const sheet *s, int code, const cpw_error *err) {
  buffer b = {0};
  put_columns(s, &b, err);
  const char *words = b.bytes && !b.failed ? b.bytes : err->message;
  if (is_of_a_row(s, err))
    fail(code, "%s:%lld: %s", s->file, (long long)s->line[err->index], words);
  else
    fail(code, "%s: %s", s->file, words);
  buffer_free(&b);
  return code;
}

int sheet_fail_library(const sheet *s, const cpw_error *err) {
  return is_of_a_row(s, err) ? sheet_fail_as(s, BAD_DATA, err) : fail_library(s->file, err);
}

int sheet_check_full(const sheet *s, int kind) {
  const sheet_read_column *c = sheet_column(s, kind);
  for (int64_t row = 0; c && row < s->rows; row++) {
    int empty = c->text     ? !c->text[row][0]
                : c->number ? isnan(c->number[row])
                            : c->money[row] == NO_MONEY;
    if (empty) return sheet_fail(s, row, kind, "is empty");
  }
  return DONE;
}

typedef struct named_row {
  const char *name;
  int64_t row;
} named_row;

static int by_name(const void *a, const void *b) {
  const named_row *x = a, *y = b;
  int order = strcmp(x->name, y->name);
  if (order) return order;
  return x->row < y->row ? -1 : x->row > y->row;
}

int sheet_check_ids(const sheet *s, int kind) {
  char **text = sheet_texts(s, kind);
  int code = sheet_check_full(s, kind);
  if (code || !text) return code;
  named_row *all = malloc((size_t)s->rows * sizeof *all);
  if (!all) return no_memory();
  for (int64_t row = 0; row < s->rows; row++)
    all[row] = (named_row){text[row], row};
  qsort(all, (size_t)s->rows, sizeof *all, by_name);
  for (int64_t k = 1; !code && k < s->rows; k++)
    if (strcmp(all[k].name, all[k - 1].name) == 0)
      code = sheet_fail(s, all[k].row, kind, "'%s' stands on line %lld already", all[k].name,
                        (long long)s->line[all[k - 1].row]);
  free(all);
  return code;
}
