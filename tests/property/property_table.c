/* Random tables and random bytes: what is written reads back byte for byte, and the pieces in which
 * bytes come, and the scan that finds the delimiters, change nothing: neither a field nor an error.
 *   property_table [count [seed]]     property_table --digest */
#include "table/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t seed = 1, number, state;

static void hold_at(int truth, const char *what, int line) {
  if (truth) return;
  printf("property_table: seed %llu, case %llu, line %d: %s\n", (unsigned long long)seed,
         (unsigned long long)number, line, what);
  exit(1);
}
#define HOLD(truth) hold_at((truth) ? 1 : 0, #truth, __LINE__)

/* splitmix64 (Steele, Lea and Flood, OOPSLA 2014) */
static uint64_t draw(void) {
  uint64_t z = (state += UINT64_C(0x9e3779b97f4a7c15));
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static size_t below(size_t n) {
  return (size_t)(draw() % n);
}

/* ---------------------------------------------------------------- bytes --------------------- */

typedef struct bytes {
  char *text;
  size_t count, room;
} bytes;

static void add(bytes *b, const char *text, size_t count) {
  if (b->count + count + 1 > b->room) {
    b->room = (b->room + count + 1) * 2;
    char *grown = realloc(b->text, b->room);
    if (!grown) exit(2);
    b->text = grown;
  }
  if (count > 0) memcpy(b->text + b->count, text, count);
  b->count += count;
}

static int take(void *context, const char *text, int64_t count) {
  add(context, text, (size_t)count);
  return 0;
}

/* A byte of a field: often one that means something in CSV. */
static char any_byte(char delimiter) {
  const char special[] = {delimiter, '"', '\n', '\r', ' ', '\t', '"', ','};
  return below(3) ? (char)(1 + below(255)) : special[below(sizeof special)];
}

/* Empty, short, about a block of the scan, or long; sometimes longer than the window. */
static void any_field(bytes *b, char delimiter) {
  static const size_t lengths[] = {1, 4, 12, 70, 300};
  size_t count = below(lengths[below(5)]);
  if (below(20000) == 0) count = CPWI_TABLE_BLOCK + below(1000);
  for (size_t i = 0; i < count; i++) {
    char c = any_byte(delimiter);
    add(b, &c, 1);
  }
}

/* ---------------------------------------------------------------- reading in pieces --------- */

typedef struct pieces {
  const char *text;
  size_t left, most;
} pieces;

static int64_t give(void *context, char *buffer, int64_t capacity) {
  pieces *p = context;
  size_t count = 1 + below(p->most);
  if (count > (size_t)capacity) count = (size_t)capacity;
  if (count > p->left) count = p->left;
  if (count > 0) memcpy(buffer, p->text, count);
  p->text += count;
  p->left -= count;
  return (int64_t)count;
}

/* Everything a table says: names, fields, lines, its error. Fields end with a NUL byte, which none of
 * them has. */
static void tell(cpw_table *t, bytes *out) {
  cpw_error err;
  int32_t got;
  memset(&err, 0, sizeof err);
  for (int64_t i = 0; cpw_table_name(t, i); i++)
    add(out, cpw_table_name(t, i), strlen(cpw_table_name(t, i)) + 1);
  while ((got = cpw_table_next(t, &err)) == 1) {
    int64_t line = cpw_table_line(t);
    add(out, (const char *)&line, sizeof line);
    for (int64_t i = 0; i < cpw_table_columns(t); i++) {
      const char *text;
      int64_t count;
      HOLD(cpw_table_text(t, i, &text, &count, NULL) == CPW_OK);
      add(out, text, (size_t)count);
      add(out, "", 1);
    }
  }
  add(out, (const char *)&got, sizeof got);
  add(out, (const char *)&err.line, sizeof err.line);
  add(out, err.message, strlen(err.message));
}

static bytes read_whole(const bytes *b, const cpw_table_options *o) {
  bytes out = {NULL, 0, 0};
  cpw_table *t;
  cpw_error err;
  int32_t status = cpw_table_open_memory(b->text, (int64_t)b->count, "x", o, &t, &err);
  if (status == CPW_OK) {
    tell(t, &out);
    cpw_table_free(t);
  } else {
    add(&out, err.message, strlen(err.message));
  }
  return out;
}

static bytes read_pieces(const bytes *b, const cpw_table_options *o) {
  static const size_t sizes[] = {1, 3, 65, 5000, 400000};
  bytes out = {NULL, 0, 0};
  pieces p = {b->text, b->count, sizes[below(5)]};
  cpw_source source = {&p, give, "x"};
  cpw_table *t;
  cpw_error err;
  int32_t status = cpw_table_open_source(&source, o, &t, &err);
  if (status == CPW_OK) {
    t->portable = 1;
    tell(t, &out);
    cpw_table_free(t);
  } else {
    add(&out, err.message, strlen(err.message));
  }
  return out;
}

static void pieces_do_not_matter(const bytes *b, const cpw_table_options *o) {
  bytes whole = read_whole(b, o), parts = read_pieces(b, o);
  HOLD(whole.count == parts.count && memcmp(whole.text, parts.text, whole.count) == 0);
  free(whole.text);
  free(parts.text);
}

/* ---------------------------------------------------------------- there and back ------------ */

enum { MOST = 9 };

typedef struct sheet {
  size_t columns, rows;
  bytes field[MOST * (MOST + 1)]; /* the first row are the names */
} sheet;

static void any_sheet(sheet *s, char delimiter) {
  memset(s, 0, sizeof *s);
  s->columns = 1 + below(MOST);
  s->rows = below(MOST);
  for (size_t i = 0; i < s->columns * (s->rows + 1); i++) {
    bytes *f = &s->field[i];
    any_field(f, delimiter);
    if (s->columns == 1 && i == 0 && f->count == 0) add(f, "x", 1);
    if (i < s->columns) add(f, "", 1); /* names are terminated */
  }
}

static void write_sheet(const sheet *s, const cpw_table_writer_options *o, bytes *out) {
  cpw_sink sink = {out, take};
  const char *names[MOST];
  for (size_t i = 0; i < s->columns; i++)
    names[i] = s->field[i].text;
  cpw_table_writer *w;
  HOLD(cpw_table_writer_new(&sink, names, (int64_t)s->columns, o, &w, NULL) == CPW_OK);
  for (size_t i = s->columns; i < s->columns * (s->rows + 1); i++) {
    const bytes *f = &s->field[i];
    HOLD(cpw_table_writer_text(w, f->text, (int64_t)f->count, NULL) == CPW_OK);
    if (i % s->columns == s->columns - 1) HOLD(cpw_table_writer_end_row(w, NULL) == CPW_OK);
  }
  HOLD(cpw_table_writer_finish(w, NULL) == CPW_OK);
  cpw_table_writer_free(w);
}

static void reads_back(const sheet *s, const bytes *b, const cpw_table_options *o) {
  cpw_table *t;
  HOLD(cpw_table_open_memory(b->text, (int64_t)b->count, "x", o, &t, NULL) == CPW_OK);
  HOLD(cpw_table_columns(t) == (int64_t)s->columns);
  for (size_t i = 0; i < s->columns; i++)
    HOLD(strcmp(cpw_table_name(t, (int64_t)i), s->field[i].text) == 0);
  for (size_t row = 1; row <= s->rows; row++) {
    HOLD(cpw_table_next(t, NULL) == 1);
    for (size_t i = 0; i < s->columns; i++) {
      const bytes *f = &s->field[row * s->columns + i];
      const char *text;
      int64_t count;
      HOLD(cpw_table_text(t, (int64_t)i, &text, &count, NULL) == CPW_OK);
      HOLD(count == (int64_t)f->count && (count == 0 || memcmp(text, f->text, f->count) == 0));
    }
  }
  HOLD(cpw_table_next(t, NULL) == 0);
  cpw_table_free(t);
}

/* ---------------------------------------------------------------- cases --------------------- */

static char any_delimiter(void) {
  return ",,,;\t|: a"[below(9)];
}

/* A table there and back; its text is appended to `out` if there is one. */
static void there_and_back(bytes *out) {
  cpw_table_options o;
  cpw_table_writer_options w;
  cpw_table_options_init(&o);
  cpw_table_writer_options_init(&w);
  o.delimiter = w.delimiter = any_delimiter();
  o.trim_names = 0;
  o.max_row_bytes = (int64_t)1 << 24;
  w.crlf = (int32_t)below(2);
  sheet s;
  bytes b = {NULL, 0, 0};
  any_sheet(&s, (char)o.delimiter);
  write_sheet(&s, &w, &b);
  reads_back(&s, &b, &o);
  pieces_do_not_matter(&b, &o);
  if (out) add(out, b.text, b.count);
  for (size_t i = 0; i < s.columns * (s.rows + 1); i++)
    free(s.field[i].text);
  free(b.text);
}

/* Bytes that are mostly not a table. */
static void any_bytes(void) {
  static const char usual[] = "ab,,\n\n\"\"1\r";
  cpw_table_options o;
  cpw_table_options_init(&o);
  o.header = (int32_t)below(2);
  o.ragged = (int32_t)below(2);
  o.delimiter = any_delimiter();
  if (below(3) == 0) o.max_row_bytes = 1 + (int64_t)below(80);
  if (below(9) == 0) o.max_columns = 1 + (int64_t)below(4);
  bytes b = {NULL, 0, 0};
  size_t count = below(200);
  for (size_t i = 0; i < count; i++) {
    char c = below(10) ? usual[below(sizeof usual - 1)] : any_byte((char)o.delimiter);
    add(&b, &c, 1);
  }
  pieces_do_not_matter(&b, &o);
  free(b.text);
}

/* Any double and any integer come back as they went. */
static void numbers(void) {
  uint64_t bits = draw();
  double real, back;
  memcpy(&real, &bits, sizeof real);
  int64_t whole = (int64_t)(draw() >> below(64)), again;
  static const char *const names[] = {"real", "whole"};
  bytes b = {NULL, 0, 0};
  cpw_sink sink = {&b, take};
  cpw_table_writer *w;
  cpw_table *t;
  HOLD(cpw_table_writer_new(&sink, names, 2, NULL, &w, NULL) == CPW_OK);
  HOLD(cpw_table_writer_double(w, real, NULL) == CPW_OK);
  HOLD(cpw_table_writer_int64(w, whole, NULL) == CPW_OK);
  HOLD(cpw_table_writer_end_row(w, NULL) == CPW_OK);
  HOLD(cpw_table_writer_finish(w, NULL) == CPW_OK);
  cpw_table_writer_free(w);
  HOLD(cpw_table_open_memory(b.text, (int64_t)b.count, NULL, NULL, &t, NULL) == CPW_OK);
  HOLD(cpw_table_next(t, NULL) == 1);
  HOLD(cpw_table_double_or(t, 0, 0.5, &back, NULL) == CPW_OK);
  HOLD(cpw_table_int64(t, 1, &again, NULL) == CPW_OK);
  HOLD(real != real ? back == 0.5 : memcmp(&real, &back, sizeof real) == 0);
  HOLD(whole == again);
  cpw_table_free(t);
  free(b.text);
}

/* ---------------------------------------------------------------- running ------------------- */

static void one_case(bytes *out) {
  state = seed * UINT64_C(0xd1342543de82ef95) + number;
  there_and_back(out);
  any_bytes();
  numbers();
}

/* FNV-1a (Fowler, Noll and Vo) */
static int digest(void) {
  bytes all = {NULL, 0, 0};
  for (number = 0; number < 500; number++)
    one_case(&all);
  uint64_t hash = UINT64_C(0xcbf29ce484222325);
  for (size_t i = 0; i < all.count; i++)
    hash = (hash ^ (unsigned char)all.text[i]) * UINT64_C(0x100000001b3);
  free(all.text);
  printf("digest table_written %016llx\n", (unsigned long long)hash);
  return 0;
}

int main(int argc, char **argv) {
  if (argc > 1 && strcmp(argv[1], "--digest") == 0) return digest();
  uint64_t count = argc > 1 ? strtoull(argv[1], NULL, 10) : 20000;
  if (argc > 2) seed = strtoull(argv[2], NULL, 10);
  for (number = 0; number < count; number++)
    one_case(NULL);
  printf("property_table: %llu cases, seed %llu\n", (unsigned long long)count,
         (unsigned long long)seed);
  return 0;
}
