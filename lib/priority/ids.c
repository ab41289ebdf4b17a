/* Whether ids name patients: there, not empty, no two the same.
 * Source: open addressing with linear probing, Knuth, The Art of Computer Programming 3, section 6.4, over FNV-1a.
 * Leaves what ids decide to order.c. */
#include "priority/internal.h"

#include <string.h>

static uint64_t hash_of(const char *text) {
  uint64_t hash = UINT64_C(0xcbf29ce484222325);
  for (; *text; text++)
    hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
  return hash ^ (hash >> 29);
}

static int64_t room_for(int64_t n) {
  int64_t room = 16;
  while (room < 2 * n)
    room *= 2;
  return room;
}

static int32_t enter(const cpw_priority_list *list, int64_t row, int32_t *slots, int64_t room,
                     const char *where, cpw_error *err) {
  const char *id = list->id[row];
  if (!id || !*id)
    return cpwi_fail(err, CPW_EINVAL, row, where, "id[%lld] must not be empty", (long long)row);
  uint64_t mask = (uint64_t)room - 1, at = hash_of(id) & mask;
  for (; slots[at]; at = (at + 1) & mask)
    if (!strcmp(list->id[slots[at] - 1], id))
      return cpwi_fail(err, CPW_EINVAL, row, where, "id \"%.100s\" comes twice: rows %lld and %lld",
                       id, (long long)slots[at] - 1, (long long)row);
  slots[at] = (int32_t)(row + 1);
  return CPW_OK;
}

int32_t cpwi_check_ids(const cpw_priority_list *list, const cpw_allocator *allocator,
                       const char *where, cpw_error *err) {
  if (!list->id) return CPW_OK;
  int64_t room = room_for(list->patients);
  int32_t *slots = cpwi_alloc_zero(allocator, (size_t)room, sizeof *slots), status = CPW_OK;
  if (!slots)
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld ids",
                     (long long)list->patients);
  for (int64_t row = 0; row < list->patients && status == CPW_OK; row++)
    status = enter(list, row, slots, room, where, err);
  cpwi_release(allocator, slots);
  return status;
}
