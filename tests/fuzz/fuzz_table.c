/* Any bytes as CSV: never a crash or a leak; the same rows and the same error whatever the pieces in
 * which the bytes come and whichever scan looks at them; and what was read writes and reads back.
 * The first byte chooses the options. */
#include "table/internal.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int promise) {
  if (!promise) abort();
}

typedef struct pieces {
  const uint8_t *data;
  size_t left, piece;
} pieces;

static int64_t read_piece(void *context, char *buffer, int64_t capacity) {
  pieces *p = context;
  size_t count = p->piece < (size_t)capacity ? p->piece : (size_t)capacity;
  if (count > p->left) count = p->left;
  if (count > 0) memcpy(buffer, p->data, count);
  p->data += count;
  p->left -= count;
  return (int64_t)count;
}

static cpw_table_options options_of(uint8_t choice) {
  cpw_table_options o;
  cpw_table_options_init(&o);
  o.header = choice & 1;
  o.ragged = choice >> 1 & 1;
  o.delimiter = choice & 4 ? ';' : ',';
  o.trim_names = choice >> 3 & 1;
  if (choice & 16) o.max_row_bytes = 40;
  if (choice & 32) o.max_columns = 3;
  return o;
}

static void same_row(const cpw_table *a, const cpw_table *b) {
  demand(cpw_table_line(a) == cpw_table_line(b));
  for (int64_t i = 0; i < cpw_table_columns(a); i++) {
    const char *x, *y;
    int64_t n, m;
    double real;
    int64_t whole;
    cpw_error err;
    demand(cpw_table_text(a, i, &x, &n, NULL) == CPW_OK);
    demand(cpw_table_text(b, i, &y, &m, NULL) == CPW_OK);
    demand(n == m && memcmp(x, y, (size_t)n) == 0);
    demand(cpw_table_double(a, i, &real, &err) == cpw_table_double(b, i, &real, NULL));
    demand(cpw_table_int64(a, i, &whole, &err) == cpw_table_int64(b, i, &whole, NULL));
  }
}

static int write_away(void *context, const char *bytes, int64_t count) {
  (void)bytes;
  *(int64_t *)context += count;
  return 0;
}

static void write_row(cpw_table_writer *w, const cpw_table *t) {
  for (int64_t i = 0; i < cpw_table_columns(t); i++) {
    const char *text;
    int64_t count;
    demand(cpw_table_text(t, i, &text, &count, NULL) == CPW_OK);
    demand(cpw_table_writer_text(w, text, count, NULL) == CPW_OK);
  }
  demand(cpw_table_writer_end_row(w, NULL) == CPW_OK);
}

static cpw_table_writer *writer_of(const cpw_table *t, const cpw_sink *sink) {
  const char *names[64];
  int64_t columns = cpw_table_columns(t);
  cpw_table_writer *w = NULL;
  if (columns < 1 || columns > 64 || !cpw_table_name(t, 0)) return NULL;
  for (int64_t i = 0; i < columns; i++)
    names[i] = cpw_table_name(t, i);
  if (cpw_table_writer_new(sink, names, columns, NULL, &w, NULL) != CPW_OK) return NULL;
  return w;
}

/* Both to their ends, side by side. */
static void walk(cpw_table *a, cpw_table *b) {
  cpw_error x, y;
  int64_t written = 0;
  cpw_sink sink = {&written, write_away};
  cpw_table_writer *w = writer_of(a, &sink);
  int32_t got;
  memset(&x, 0, sizeof x);
  memset(&y, 0, sizeof y);
  demand(cpw_table_columns(a) == cpw_table_columns(b));
  for (int64_t i = 0; cpw_table_name(a, i); i++) {
    int64_t index;
    demand(strcmp(cpw_table_name(a, i), cpw_table_name(b, i)) == 0);
    demand(cpw_table_require(a, cpw_table_name(a, i), &index, &x) ==
           cpw_table_require(b, cpw_table_name(a, i), &index, &y));
  }
  do {
    got = cpw_table_next(a, &x);
    demand(got == cpw_table_next(b, &y));
    if (got == 1) same_row(a, b);
    if (got == 1 && w) write_row(w, a);
  } while (got == 1);
  demand(got == 0 || (x.line == y.line && x.column == y.column &&
                      strcmp(x.message, y.message) == 0 && x.code == got));
  if (w) demand(cpw_table_writer_finish(w, NULL) == CPW_OK && written > 0);
  cpw_table_writer_free(w);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  cpw_table_options o = options_of(data[0]);
  pieces p = {data + 1, size - 1, 1 + data[0] / 64 * 13u};
  cpw_source source = {&p, read_piece, "fuzz"};
  cpw_table *a = NULL, *b = NULL;
  cpw_error x, y;
  int32_t status =
      cpw_table_open_memory((const char *)data + 1, (int64_t)size - 1, "fuzz", &o, &a, &x);
  demand(cpw_table_open_source(&source, &o, &b, &y) == status);
  if (status == CPW_OK) {
    b->portable = 1;
    walk(a, b);
  } else {
    demand(x.line == y.line && strcmp(x.message, y.message) == 0);
  }
  cpw_table_free(a);
  cpw_table_free(b);
  return 0;
}
