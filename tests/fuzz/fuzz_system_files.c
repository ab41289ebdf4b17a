/* Any bytes as the files of a system, parted by NULs, in the order of cpw_system_table_name: never a crash or a leak; there
 * is a system or there are errors; what is read is valid, and comes back to the bit from what is written. */
#include "carepath/system_files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int promise) {
  if (!promise) abort();
}

typedef struct text {
  char *bytes;
  size_t used;
} text;

static int append(void *context, const char *bytes, int64_t count) {
  text *t = context;
  char *grown = realloc(t->bytes, t->used + (size_t)count + 1);
  demand(grown != NULL);
  t->bytes = grown;
  memcpy(t->bytes + t->used, bytes, (size_t)count);
  t->used += (size_t)count;
  return 0;
}

/* Texts of no bytes are files that are not there. */
static int32_t read_all(const text *files, cpw_system_book **out, cpw_result **report) {
  static char names[CPW_SYSTEM_TABLES][32];
  cpw_text memory[CPW_SYSTEM_TABLES];
  cpw_source source[CPW_SYSTEM_TABLES];
  int64_t count = 0;
  for (int64_t t = 0; t < CPW_SYSTEM_TABLES; t++) {
    if (files[t].used == 0) continue;
    snprintf(names[t], sizeof names[t], "%s.csv", cpw_system_table_name(t));
    memory[count] = (cpw_text){files[t].bytes, (int64_t)files[t].used, 0};
    demand(cpw_text_source(&memory[count], names[t], &source[count]) == CPW_OK);
    count++;
  }
  return count ? cpw_system_read(source, count, NULL, out, report, NULL) : CPW_EINVAL;
}

static void write_all(const cpw_system *s, text *files) {
  for (int64_t t = 0; t < CPW_SYSTEM_TABLES; t++) {
    cpw_sink sink = {&files[t], append};
    files[t] = (text){NULL, 0};
    if (t == CPW_SYSTEM_GROUPS && !s->group) continue;
    demand(cpw_system_write(s, t, &sink, NULL) == CPW_OK);
  }
}

static void try_again(const cpw_system *s) {
  text once[CPW_SYSTEM_TABLES], twice[CPW_SYSTEM_TABLES];
  cpw_system_book *back = NULL;
  write_all(s, once);
  demand(read_all(once, &back, NULL) == CPW_OK);
  write_all(cpw_system_book_view(back), twice);
  for (int64_t t = 0; t < CPW_SYSTEM_TABLES; t++) {
    demand(once[t].used == twice[t].used &&
           (once[t].used == 0 || memcmp(once[t].bytes, twice[t].bytes, once[t].used) == 0));
    free(once[t].bytes);
    free(twice[t].bytes);
  }
  cpw_system_book_free(back);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  text files[CPW_SYSTEM_TABLES];
  cpw_system_book *book = NULL;
  cpw_result *report = NULL;
  size_t from = 0;
  char *copy = malloc(size + 1);
  demand(copy != NULL);
  memcpy(copy, data, size);
  for (int64_t t = 0; t < CPW_SYSTEM_TABLES; t++) {
    size_t to = from;
    while (to < size && copy[to])
      to++;
    files[t] = (text){copy + from, to - from};
    from = to < size ? to + 1 : size;
  }
  if (read_all(files, &book, &report) == CPW_OK) {
    demand((cpw_result_find(report, "errors")->integer[0] == 0) == (book != NULL));
    if (book) {
      demand(cpw_system_require(cpw_system_book_view(book), NULL, NULL) == CPW_OK);
      try_again(cpw_system_book_view(book));
    }
    cpw_system_book_free(book);
    cpw_result_free(report);
  }
  free(copy);
  return 0;
}
