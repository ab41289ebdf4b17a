/* The test program of table: one suite, and what its files share. */
#include "table/shared.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- sources and sinks --------- */

static int64_t read_piece(void *context, char *buffer, int64_t capacity) {
  cpwt_pieces *p = context;
  int64_t call = p->call++;
  if (call == p->fails) return -1;
  if (call == p->excess) return capacity + 1;
  int64_t count = p->piece < p->left ? p->piece : p->left;
  if (count > capacity) count = capacity;
  if (count > 0) memcpy(buffer, p->bytes, (size_t)count);
  p->bytes += count;
  p->left -= count;
  return count;
}

cpw_source cpwt_source_of(cpwt_pieces *pieces, const char *bytes, int64_t count, int64_t piece) {
  *pieces = (cpwt_pieces){bytes, count, piece, 0, -1, -1};
  return (cpw_source){pieces, read_piece, NULL};
}

static int write_paper(void *context, const char *bytes, int64_t count) {
  cpwt_paper *p = context;
  if (p->fails >= 0 && p->calls++ >= p->fails) return 1;
  ck_assert(p->count + count < (int64_t)sizeof p->text);
  memcpy(p->text + p->count, bytes, (size_t)count);
  p->count += count;
  p->text[p->count] = '\0';
  return 0;
}

void cpwt_paper_init(cpwt_paper *paper) {
  paper->count = paper->calls = 0;
  paper->fails = -1;
  paper->text[0] = '\0';
  paper->sink = (cpw_sink){paper, write_paper};
}

/* ---------------------------------------------------------------- memory -------------------- */

int64_t cpwt_blocks_out;

static void *counting_allocate(void *context, size_t bytes) {
  ck_assert_ptr_eq(context, &cpwt_blocks_out);
  cpwt_blocks_out++;
  return malloc(bytes);
}
static void *counting_resize(void *context, void *block, size_t bytes) {
  ck_assert_ptr_eq(context, &cpwt_blocks_out);
  cpwt_blocks_out += block == NULL;
  return realloc(block, bytes);
}
static void counting_release(void *context, void *block) {
  ck_assert_ptr_eq(context, &cpwt_blocks_out);
  cpwt_blocks_out -= block != NULL;
  free(block);
}
const cpw_allocator cpwt_counting = {&cpwt_blocks_out, counting_allocate, counting_resize,
                                     counting_release};

/* ---------------------------------------------------------------- a table as text ----------- */

static char shown[1 << 16];
static size_t used;

static void put(const char *bytes, size_t count) {
  for (size_t i = 0; i < count && used + 3 < sizeof shown; i++) {
    if (bytes[i] == '\n') {
      shown[used++] = '\\';
      shown[used++] = 'n';
    } else {
      shown[used++] = bytes[i];
    }
  }
  shown[used] = '\0';
}

static void put_row(const cpw_table *table) {
  for (int64_t i = 0; i < cpw_table_columns(table); i++) {
    const char *bytes;
    int64_t count;
    ck_assert_int_eq(cpw_table_text(table, i, &bytes, &count, NULL), CPW_OK);
    if (i) put("|", 1);
    put(bytes, (size_t)count);
  }
  put("/", 1);
}

const char *cpwt_all_of(cpw_table *table) {
  cpw_error err;
  int32_t got;
  used = 0;
  shown[0] = '\0';
  for (int64_t i = 0; cpw_table_name(table, i); i++) {
    if (i) put("|", 1);
    put(cpw_table_name(table, i), strlen(cpw_table_name(table, i)));
  }
  if (used) put("/", 1);
  while ((got = cpw_table_next(table, &err)) == 1)
    put_row(table);
  if (got < 0) {
    char text[400];
    int n = snprintf(text, sizeof text, "!%lld,%lld: %s", (long long)err.line,
                     (long long)err.column, err.message);
    put(text, (size_t)n);
  }
  return shown;
}

const char *cpwt_read(const char *text, const cpw_table_options *options) {
  cpw_table *table;
  cpw_error err;
  if (cpw_table_open_memory(text, (int64_t)strlen(text), "text", options, &table, &err) == CPW_OK) {
    cpwt_all_of(table);
    cpw_table_free(table);
  } else {
    snprintf(shown, sizeof shown, "!%lld,%lld: %s", (long long)err.line, (long long)err.column,
             err.message);
  }
  return shown;
}

int cpwt_rounds(int n) {
  return getenv("CAREPATH_QUICK") ? n / 20 + 1 : n;
}

/* ---------------------------------------------------------------- the suite ----------------- */

static TCase *add_case(Suite *suite, const char *name) {
  TCase *added = tcase_create(name);
  tcase_set_timeout(added, 600);
  suite_add_tcase(suite, added);
  return added;
}

int main(void) {
  Suite *suite = suite_create("table");
  cpwt_cases cases = {add_case(suite, "limits"), add_case(suite, "errors"),
                      add_case(suite, "reference"), add_case(suite, "properties"),
                      add_case(suite, "oom")};
  cpwt_add_reader(&cases);
  cpwt_add_cells(&cases);
  cpwt_add_writer(&cases);
  return cpwt_run(&suite, 1);
}
