/* lib/fair/room.h - how many places of every prefix are still free to be given by score alone.
 * A tree over rows whose nodes hold the least room below them. */
#ifndef CPWI_FAIR_ROOM_H
#define CPWI_FAIR_ROOM_H

#include "fair/internal.h"

typedef struct cpwi_room {
  int64_t size;   /* leaves in use: a power of two */
  int64_t *least; /* (2 size) of the leaves below, without what nodes above them add */
  int64_t *added; /* (size) to all leaves below an inner node */
} cpwi_room;

/* of up to `most` rows; 0 when memory is short (free it all the same) */
int32_t cpwi_room_new(cpwi_room *room, int64_t most, const cpw_allocator *a);
void cpwi_room_free(cpwi_room *room, const cpw_allocator *a);
/* begin, set every row, end */
void cpwi_room_begin(cpwi_room *room, int64_t rows);
void cpwi_room_set(cpwi_room *room, int64_t row, int64_t free);
void cpwi_room_end(cpwi_room *room);
/* the first row whose prefix has no room left, -1 where there is none */
int64_t cpwi_room_tight(const cpwi_room *room);
/* the place `row` is given to somebody for whom a place was kept from row `due` on (INT64_MAX: for whom
 * none was): prefixes before `due` have one less; that of `row` does not matter any more */
void cpwi_room_take(cpwi_room *room, int64_t row, int64_t due);

#endif
