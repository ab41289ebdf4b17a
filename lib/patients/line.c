/* The containers of people who wait: lines that keep an order, heaps of scores.
 * Source: four-ary heaps (Johnson, Information Processing Letters 4:53-57, 1975): four children lie in one
 * line of the cache. Leaves who is next to waiting.c. */
#include "patients/internal.h"

#include <string.h>

int32_t cpwi_line_reserve(cpwi_line *line, int64_t more, const cpw_allocator *allocator) {
  int64_t needed = line->count + more, room = line->room ? line->room : 64;
  if (line->first + needed <= line->room) return CPW_OK;
  if (2 * needed <= line->room) { /* at least as much in front is free as has to be moved */
    memmove(line->item, line->item + line->first, (size_t)line->count * sizeof *line->item);
    line->first = 0;
    return CPW_OK;
  }
  while (room < 2 * needed)
    room *= 2;
  cpwi_person *item = cpwi_alloc(allocator, (size_t)room, sizeof *item);
  if (!item) return CPW_ENOMEM;
  if (line->count) memcpy(item, line->item + line->first, (size_t)line->count * sizeof *item);
  cpwi_release(allocator, line->item);
  line->item = item;
  line->room = room;
  line->first = 0;
  return CPW_OK;
}

/* ---------------------------------------------------------------- heaps --------------------- */

int32_t cpwi_heap_reserve(cpwi_heap *heap, int64_t count, const cpw_allocator *allocator) {
  if (count <= heap->room) return CPW_OK;
  int64_t room = heap->room ? heap->room : 64;
  while (room < count)
    room *= 2;
  cpwi_entry *entry = cpwi_grow(allocator, heap->entry, (size_t)room, sizeof *entry);
  if (!entry) return CPW_ENOMEM;
  heap->entry = entry;
  heap->room = room;
  return CPW_OK;
}

static inline int before(const cpwi_entry *a, const cpwi_entry *b) {
  return a->score > b->score || (a->score == b->score && a->number < b->number);
}

void cpwi_heap_push(cpwi_heap *heap, cpwi_entry entry) {
  cpwi_entry *e = heap->entry;
  int64_t i = heap->count++;
  while (i > 0 && before(&entry, &e[(i - 1) / 4])) {
    e[i] = e[(i - 1) / 4];
    i = (i - 1) / 4;
  }
  e[i] = entry;
}

/* Lets an entry sink from place i to where it belongs. */
static void sink(cpwi_entry *e, int64_t count, int64_t i, cpwi_entry entry) {
  for (;;) {
    int64_t child = 4 * i + 1, last = child + 4 < count ? child + 4 : count, best = child;
    if (child >= count) break;
    for (int64_t c = child + 1; c < last; c++)
      if (before(&e[c], &e[best])) best = c;
    if (!before(&e[best], &entry)) break;
    e[i] = e[best];
    i = best;
  }
  e[i] = entry;
}

void cpwi_heap_pop(cpwi_heap *heap) {
  int64_t count = --heap->count;
  if (count > 0) sink(heap->entry, count, 0, heap->entry[count]);
}

void cpwi_heap_order(cpwi_heap *heap) {
  for (int64_t i = (heap->count - 2) / 4; i >= 0 && heap->count > 1; i--)
    sink(heap->entry, heap->count, i, heap->entry[i]);
}
