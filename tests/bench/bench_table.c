/* Cost of reading and writing CSV: rows of short fields, of quoted ones, numbers, and the writer; with
 * and without the SSE2 scan. Prints, never judges.
 *   bench_table         synthetic tables in memory
 *   bench_table FILE    rows, fields and bytes a second of a file */
#include "table/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* seconds of the processor: what else runs on the machine does not count */
static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

enum { TEXT, INTEGERS, DOUBLES };

typedef struct pass {
  double seconds;
  int64_t rows, fields;
} pass;

static int take_cell(const cpw_table *t, int64_t column, int what) {
  const char *bytes;
  int64_t whole;
  double number;
  if (what == INTEGERS) return cpw_table_int64(t, column, &whole, NULL);
  if (what == DOUBLES) return cpw_table_double(t, column, &number, NULL);
  return cpw_table_text(t, column, &bytes, &whole, NULL);
}

static pass read_all(cpw_table *t, int what) {
  pass p = {now(), 0, 0};
  int64_t columns = cpw_table_columns(t);
  int bad = 0;
  while (cpw_table_next(t, NULL) == 1) {
    for (int64_t i = 0; i < columns && what != TEXT; i++)
      bad |= take_cell(t, i, what);
    p.rows++;
    p.fields += columns;
  }
  p.seconds = now() - p.seconds;
  if (bad) puts("a field was no number");
  return p;
}

static void report(const char *name, const pass *p, double bytes) {
  printf("table %-34s %7.2f ns a field, %7.0f MB/s, %lld rows\n", name,
         1e9 * p->seconds / (double)p->fields, bytes / 1e6 / p->seconds, (long long)p->rows);
}

static void measure(const char *name, const char *text, size_t count, int what, int portable) {
  pass best = {1e9, 0, 0};
  for (int i = 0; i < 5; i++) {
    cpw_table *t;
    if (cpw_table_open_memory(text, (int64_t)count, NULL, NULL, &t, NULL) != CPW_OK) return;
    t->portable = portable;
    pass p = read_all(t, what);
    cpw_table_free(t);
    if (p.seconds < best.seconds) best = p;
  }
  report(name, &best, (double)count);
}

typedef struct growing {
  char *text;
  size_t count, room;
} growing;

static int grow(void *context, const char *bytes, int64_t count) {
  growing *g = context;
  if (g->count + (size_t)count > g->room) {
    char *text = realloc(g->text, g->room = (g->room + (size_t)count) * 2);
    if (!text) return 1;
    g->text = text;
  }
  memcpy(g->text + g->count, bytes, (size_t)count);
  g->count += (size_t)count;
  return 0;
}

enum { COLUMNS = 20, ROWS = 100000 };

static int write_rows(cpw_table_writer *w, int what) {
  static const char quoted[] = "St. Mary's, \"new\" site";
  int bad = 0;
  for (int64_t i = 0; i < ROWS; i++) {
    for (int64_t j = 0; j < COLUMNS; j++)
      bad |= what == INTEGERS  ? cpw_table_writer_int64(w, i * j % 1000, NULL)
             : what == DOUBLES ? cpw_table_writer_double(w, (double)(i * j % 1000) / 7.0, NULL)
                               : cpw_table_writer_text(w, quoted, sizeof quoted - 1, NULL);
    bad |= cpw_table_writer_end_row(w, NULL);
  }
  return bad | cpw_table_writer_finish(w, NULL);
}

static growing write_table(const char *name, int what) {
  growing g = {NULL, 0, 0};
  cpw_sink sink = {&g, grow};
  const char *names[COLUMNS];
  for (int i = 0; i < COLUMNS; i++)
    names[i] = "column";
  cpw_table_writer *w;
  if (cpw_table_writer_new(&sink, names, COLUMNS, NULL, &w, NULL) != CPW_OK) return g;
  pass p = {now(), ROWS, (int64_t)ROWS * COLUMNS};
  if (write_rows(w, what)) puts("writing failed");
  p.seconds = now() - p.seconds;
  cpw_table_writer_free(w);
  report(name, &p, (double)g.count);
  return g;
}

static void measure_file(const char *path) {
  cpw_error err;
  cpw_table *t;
  if (cpw_table_open_path(path, NULL, &t, &err) != CPW_OK) {
    printf("%s: %s\n", err.where, err.message);
    return;
  }
  pass p = read_all(t, TEXT);
  double bytes = (double)t->file.bytes;
  cpw_table_free(t);
  report("file", &p, bytes);
}

int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++)
    measure_file(argv[i]);
  if (argc > 1) return 0;
  growing integers = write_table("write integers", INTEGERS);
  growing doubles = write_table("write doubles", DOUBLES);
  growing quoted = write_table("write quoted text", TEXT);
  measure("rows of integers", integers.text, integers.count, TEXT, 0);
  measure("rows of integers, portable scan", integers.text, integers.count, TEXT, 1);
  measure("integers, parsed", integers.text, integers.count, INTEGERS, 0);
  measure("rows of doubles", doubles.text, doubles.count, TEXT, 0);
  measure("doubles, parsed", doubles.text, doubles.count, DOUBLES, 0);
  measure("rows of quoted text", quoted.text, quoted.count, TEXT, 0);
  free(integers.text);
  free(doubles.text);
  free(quoted.text);
  return 0;
}
