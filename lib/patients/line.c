/* The containers of people who wait: rings that keep an order, heaps of scores.
 * Source: four-ary heaps (Johnson, Information Processing Letters 4:53-57, 1975): four children lie in one
 * line of the cache. Leaves who is next to waiting.c. */
#include "patients/internal.h"

#include <string.h>

static int32_t line_grow(cpwi_line *line, const cpw_allocator *allocator) {
  int64_t room = line->room ? 2 * line->room : 64;
  cpwi_person *item = cpwi_alloc(allocator, (size_t)room, sizeof *item);
  if (!item) return CPW_ENOMEM;
  int64_t head = line->room - line->first; /* up to the end of the ring */
  if (head > line->count) head = line->count;
  if (line->count) {
    memcpy(item, line->item + line->first, (size_t)head * sizeof *item);
    memcpy(item + head, line->item, (size_t)(line->count - head) * sizeof *item);
  }
  cpwi_release(allocator, line->item);
  line->item = item;
  line->room = room;
  line->first = 0;
  return CPW_OK;
}

int32_t cpwi_line_push(cpwi_line *line, const cpwi_person *x, const cpw_allocator *allocator) {
  if (line->count == line->room && line_grow(line, allocator) != CPW_OK) return CPW_ENOMEM;
  line->item[(line->first + line->count) & (line->room - 1)] = *x;
  line->count++;
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
