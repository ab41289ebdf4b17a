/* A system that owns its rows.
 * Source: carepath/system_files.h.
 * Leaves filling it to read.c. */
#include "system_files/internal.h"

#include <string.h>

#define BLOCK 65536

void *cpwi_book_keep(cpw_system_book *book, size_t bytes) {
  size_t doubles = bytes / sizeof(double) + 1;
  cpwi_book_block *b = book->block;
  if (!b || b->size - b->used < doubles) {
    size_t size = doubles > BLOCK / sizeof(double) ? doubles : BLOCK / sizeof(double);
    b = cpwi_alloc(book->allocator, 1, sizeof *b + size * sizeof(double));
    if (!b) return NULL;
    b->before = book->block;
    b->used = 0;
    b->size = size;
    book->block = b;
  }
  void *memory = b->bytes + b->used;
  b->used += doubles;
  return memory;
}

/* Where the values of profiles stand is known once all have been read. */
static void lay_profiles(cpw_system_book *book) {
  cpw_system_profile *profile = book->rows[CPW_SYSTEM_PROFILES].items;
  const double *values = book->values.items;
  for (int64_t i = 0; i < book->rows[CPW_SYSTEM_PROFILES].count; i++) {
    profile[i].values = values;
    values += profile[i].count;
  }
}

void cpwi_book_lay(cpw_system_book *book) {
  for (int64_t t = 0; t < CPW_SYSTEM_TABLES; t++) {
    const cpwi_system_table *kind = cpwi_system_table_of(t);
    const void *items = book->rows[t].items;
    if (!kind || kind->size == 0) continue;
    if (t == CPW_SYSTEM_GROUPS && book->rows[t].count == 0) continue; /* one group, all */
    if (book->rows[t].count == 0) items = NULL;
    memcpy((char *)&book->system + kind->rows, &items, sizeof items);
    memcpy((char *)&book->system + kind->count, &book->rows[t].count, sizeof(int64_t));
  }
  lay_profiles(book);
}

const cpw_system *cpw_system_book_view(const cpw_system_book *book) {
  return book ? &book->system : NULL;
}

void cpw_system_book_free(cpw_system_book *book) {
  if (!book) return;
  const cpw_allocator *a = book->allocator;
  for (int64_t i = 0; i < book->network.count; i++)
    cpw_network_free(((cpwi_book_network *)book->network.items)[i].network);
  cpwi_release(a, book->network.items);
  cpwi_release(a, book->values.items);
  for (int64_t t = 0; t < CPW_SYSTEM_TABLES; t++)
    cpwi_release(a, book->rows[t].items);
  while (book->block) {
    cpwi_book_block *before = book->block->before;
    cpwi_release(a, book->block);
    book->block = before;
  }
  cpwi_release(a, book);
}

const char *cpw_system_table_columns(int64_t table) {
  const cpwi_system_table *kind = cpwi_system_table_of(table);
  return kind ? kind->joined : NULL;
}
