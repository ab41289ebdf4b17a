/* Rows of counts that take as few whole bytes a band as their largest count needs: most lists are
 * short, and a national file by provider and treatment function then fits into a few megabytes.
 * Source: none; sums of non-negative integers, checked.
 * Leaves which row belongs to what to layer.c. */
#include "rtt/internal.h"

#include <string.h>

/* rows of one width are cut from slabs, so that growing never moves or doubles what is there */
#define SLAB_ROWS 128u

void cpwi_counts_init(cpwi_counts *c, const cpw_allocator *allocator, int64_t bands) {
  memset(c, 0, sizeof *c);
  c->allocator = allocator;
  c->bands = bands;
  for (int w = 0; w < 4; w++)
    c->pool[w].row_bytes = (((size_t)bands << w) + 7) & ~(size_t)7;
}

void cpwi_counts_free(cpwi_counts *c) {
  for (int w = 0; w < 4; w++) {
    for (uint32_t i = 0; i < c->pool[w].slabs; i++)
      cpwi_release(c->allocator, c->pool[w].slab[i]);
    cpwi_release(c->allocator, c->pool[w].slab);
  }
}

/* ---------------------------------------------------------------- rows of one width --------- */

static char *memory_of(const cpwi_pool *p, uint32_t number) {
  return p->slab[number / SLAB_ROWS] + (size_t)(number % SLAB_ROWS) * p->row_bytes;
}

static int add_slab(cpwi_pool *p, const cpw_allocator *a) {
  if (p->slabs == p->room) {
    uint32_t room = p->room ? p->room * 2 : 8;
    char **slab = cpwi_grow(a, p->slab, room, sizeof *slab);
    if (!slab) return 0;
    p->slab = slab;
    p->room = room;
  }
  char *memory = cpwi_alloc(a, SLAB_ROWS, p->row_bytes);
  if (!memory) return 0;
  p->slab[p->slabs++] = memory;
  return 1;
}

/* A row of zeros of 1 << width bytes a band; 0: no memory. */
static cpwi_counts_row take(cpwi_counts *c, uint32_t width) {
  cpwi_pool *p = &c->pool[width];
  uint32_t number;
  if (p->free) {
    number = p->free - 1;
    memcpy(&p->free, memory_of(p, number), sizeof p->free);
  } else {
    /* the number shares 32 bits with the width; so many rows are beyond any memory */
    if (p->used == UINT32_MAX / 4 - 1) return 0;
    if (p->used == p->slabs * SLAB_ROWS && !add_slab(p, c->allocator)) return 0;
    number = p->used++;
  }
  memset(memory_of(p, number), 0, p->row_bytes);
  return ((number + 1) << 2) | width;
}

void cpwi_counts_drop(cpwi_counts *c, cpwi_counts_row *row) {
  if (*row == 0) return;
  cpwi_pool *p = &c->pool[*row & 3];
  uint32_t number = (*row >> 2) - 1;
  memcpy(memory_of(p, number), &p->free, sizeof p->free);
  p->free = number + 1;
  *row = 0;
}

/* ---------------------------------------------------------------- one count ----------------- */

static uint64_t get(const char *memory, uint32_t width, int64_t band) {
  switch (width) {
  case 0:
    return ((const uint8_t *)memory)[band];
  case 1:
    return ((const uint16_t *)(const void *)memory)[band];
  case 2:
    return ((const uint32_t *)(const void *)memory)[band];
  default:
    return ((const uint64_t *)(const void *)memory)[band];
  }
}

static void put(char *memory, uint32_t width, int64_t band, uint64_t value) {
  switch (width) {
  case 0:
    ((uint8_t *)memory)[band] = (uint8_t)value;
    break;
  case 1:
    ((uint16_t *)(void *)memory)[band] = (uint16_t)value;
    break;
  case 2:
    ((uint32_t *)(void *)memory)[band] = (uint32_t)value;
    break;
  default:
    ((uint64_t *)(void *)memory)[band] = value;
    break;
  }
}

/* bytes a count needs, as a power of two */
static uint32_t width_for(uint64_t value) {
  return value <= UINT8_MAX ? 0 : (value <= UINT16_MAX ? 1 : (value <= UINT32_MAX ? 2 : 3));
}

/* ---------------------------------------------------------------- adding -------------------- */

/* Moves a row to where its counts have more bytes. */
static int widen(cpwi_counts *c, cpwi_counts_row *row, uint32_t width) {
  cpwi_counts_row wider = take(c, width);
  if (!wider) return 0;
  const char *from = memory_of(&c->pool[*row & 3], (*row >> 2) - 1);
  char *to = memory_of(&c->pool[width], (wider >> 2) - 1);
  for (int64_t i = 0; i < c->bands; i++)
    put(to, width, i, get(from, *row & 3, i));
  cpwi_counts_drop(c, row);
  *row = wider;
  return 1;
}

int32_t cpwi_counts_add(cpwi_counts *c, cpwi_counts_row *row, int64_t n, const int32_t *band,
                        const int64_t *value) {
  if (n == 0) return CPW_OK;
  if (*row == 0 && (*row = take(c, 0)) == 0) return CPW_ENOMEM;
  uint32_t width = *row & 3;
  char *memory = memory_of(&c->pool[width], (*row >> 2) - 1);
  for (int64_t i = 0; i < n; i++) {
    uint64_t sum = get(memory, width, band[i]) + (uint64_t)value[i];
    if (sum > INT64_MAX) return CPW_EOVERFLOW;
    uint32_t needed = width_for(sum);
    if (needed > width) {
      if (!widen(c, row, needed)) return CPW_ENOMEM;
      width = needed;
      memory = memory_of(&c->pool[width], (*row >> 2) - 1);
    }
    put(memory, width, band[i], sum);
  }
  return CPW_OK;
}

int32_t cpwi_counts_read(const cpwi_counts *c, cpwi_counts_row row, int64_t *out) {
  if (row == 0) return CPW_OK;
  const char *memory = memory_of(&c->pool[row & 3], (row >> 2) - 1);
  for (int64_t i = 0; i < c->bands; i++)
    if (!cpwi_add(out[i], (int64_t)get(memory, row & 3, i), &out[i])) return CPW_EOVERFLOW;
  return CPW_OK;
}
