/* Numbers of an input that stand in a file: @FILE with one a line (rows of a table), @FILE:COLUMN of a CSV.
 * No source: this is the command line's own interface.
 * Leaves CSV and numbers to the library, what is typed to queue_values.c. */
#include "input.h"
#include "queue.h"
#include "say.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct listed {
  const char *option; /* what it is called in messages */
  int is_table;
  input in;
  cpw_table *table;
  int64_t column; /* -1: all of them */
  input_values *out;
  int64_t room, rows;
} listed;

static int keep(listed *l, double value) {
  if (l->out->count == l->room) {
    int64_t room = l->room ? 2 * l->room : 64;
    double *more = realloc(l->out->values, (size_t)room * sizeof *more);
    if (!more) return fail_memory();
    l->out->values = more;
    l->room = room;
  }
  l->out->values[l->out->count++] = value;
  return DONE;
}

static int read_row(listed *l) {
  cpw_error err;
  int64_t first = l->column < 0 ? 0 : l->column;
  int64_t end = l->column < 0 ? cpw_table_columns(l->table) : first + 1;
  for (int64_t c = first; c < end; c++) {
    double value;
    if (cpw_table_double(l->table, c, &value, &err)) return fail_library(l->in.name, &err);
    int code = keep(l, value);
    if (code) return code;
  }
  l->rows++;
  return DONE;
}

/* A list without a column's name has one number a line, a table as many lines as numbers in each. */
static int check_shape(const listed *l) {
  int64_t columns = l->column < 0 ? cpw_table_columns(l->table) : 1;
  if (!l->rows) return fail(BAD_DATA, "%s: holds no numbers for --%s", l->in.name, l->option);
  if (l->is_table && columns != l->rows)
    return fail(BAD_DATA, "%s: %lld lines of %lld numbers: --%s needs as many lines as columns",
                l->in.name, (long long)l->rows, (long long)columns, l->option);
  return DONE;
}

static int read_rows(listed *l, const char *column) {
  cpw_error err;
  int32_t more = 0;
  int code = DONE;
  l->column = -1;
  if (column && cpw_table_require(l->table, column, &l->column, &err))
    return fail_library(l->in.name, &err);
  if (!column && !l->is_table && cpw_table_columns(l->table) > 1)
    return fail(BAD_DATA, "%s: has %lld columns; --%s=@FILE:COLUMN takes one of them by its name",
                l->in.name, (long long)cpw_table_columns(l->table), l->option);
  while (!code && (more = cpw_table_next(l->table, &err)) == 1)
    code = read_row(l);
  clear_progress();
  if (!code && more < 0) code = fail_library(l->in.name, &err);
  return code ? code : check_shape(l);
}

static int is_file(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file) fclose(file);
  return file != NULL;
}

/* The name of the column behind the last colon of "FILE:COLUMN", which is cut off; NULL: there is none. */
static const char *split(buffer *path) {
  char *colon = strrchr(path->bytes, ':');
  if (!colon || is_file(path->bytes)) return NULL;
  *colon = '\0';
  return colon + 1;
}

int read_listed(const cpw_queue_input *of, const char *text, input_values *out) {
  phrase option = option_of(of->name);
  listed l = {.option = option.text, .is_table = of->kind == CPW_QUEUE_TABLE, .out = out};
  cpw_error err;
  buffer path = {0};
  put(&path, text);
  if (path.failed) return fail_memory();
  const char *column = split(&path);
  int code = input_open(&l.in, path.bytes, 0);
  if (!code) {
    cpw_source source = input_source(&l.in);
    cpw_table_options o;
    cpw_table_options_init(&o);
    o.header = column != NULL;
    if (cpw_table_open_source(&source, &o, &l.table, &err)) code = fail_library(l.in.name, &err);
  }
  if (!code) code = read_rows(&l, column);
  cpw_table_free(l.table);
  input_close(&l.in);
  buffer_free(&path);
  return code;
}
