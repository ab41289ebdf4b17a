/* How many places of every prefix are still free: additions to prefixes, and the first row without room.
 * Source: a segment tree with sums left at the nodes. Leaves what room means to rerank.c. */
#include "fair/room.h"

/* more than any number of places; a row with it is never tight */
#define PLENTY (INT64_MAX / 4)

int32_t cpwi_room_new(cpwi_room *room, int64_t most, const cpw_allocator *a) {
  int64_t size = 1;
  while (size < most && size < INT64_MAX / 4)
    size *= 2;
  room->size = size;
  room->least = cpwi_alloc(a, (size_t)size, 2 * sizeof *room->least);
  room->added = cpwi_alloc(a, (size_t)size, sizeof *room->added);
  return room->least && room->added;
}

void cpwi_room_free(cpwi_room *room, const cpw_allocator *a) {
  if (room->least) cpwi_release(a, room->least);
  if (room->added) cpwi_release(a, room->added);
}

void cpwi_room_begin(cpwi_room *room, int64_t rows) {
  room->size = 1;
  while (room->size < rows)
    room->size *= 2;
  for (int64_t i = rows; i < room->size; i++)
    room->least[room->size + i] = PLENTY;
}

void cpwi_room_set(cpwi_room *room, int64_t row, int64_t free) {
  room->least[room->size + row] = free;
}

static void settle(cpwi_room *room, int64_t node) {
  int64_t left = room->least[2 * node], right = room->least[2 * node + 1];
  room->least[node] = (left < right ? left : right) + room->added[node];
}

void cpwi_room_end(cpwi_room *room) {
  for (int64_t node = room->size - 1; node >= 1; node--) {
    room->added[node] = 0;
    settle(room, node);
  }
}

int64_t cpwi_room_tight(const cpwi_room *room) {
  if (room->least[1] > 0) return -1;
  int64_t node = 1, sum = 0;
  while (node < room->size) {
    sum += room->added[node];
    node *= 2;
    if (room->least[node] + sum > 0) node++;
  }
  return node - room->size;
}

static void add_to_node(cpwi_room *room, int64_t node, int64_t value) {
  room->least[node] += value;
  if (node < room->size) room->added[node] += value;
}

static void settle_above(cpwi_room *room, int64_t node) {
  for (node /= 2; node >= 1; node /= 2)
    settle(room, node);
}

void cpwi_room_take(cpwi_room *room, int64_t row, int64_t due) {
  int64_t leaf = room->size + row;
  room->least[leaf] = PLENTY;
  settle_above(room, leaf);
  if (due >= room->size) {
    add_to_node(room, 1, -1);
    return;
  }
  for (int64_t node = room->size + due; node > 1; node /= 2)
    if (node % 2 == 1) add_to_node(room, node - 1, -1);
  settle_above(room, room->size + due);
}
