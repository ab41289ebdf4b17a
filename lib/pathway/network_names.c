/* Lists that grow and names that are found: open addressing by FNV-1a (Fowler, Noll and Vo).
 * Source: Knuth, The Art of Computer Programming, volume 3, section 6.4.
 * Leaves what is listed to network.c. */
#include "pathway/network.h"

#include <string.h>

int cpwi_net_list_make_room(const cpw_allocator *a, cpwi_net_list *list, int64_t more,
                            size_t size) {
  if (more <= list->room - list->count) return 1;
  if (more > INT32_MAX - list->count) return 0;
  int64_t room = list->room < 8 ? 8 : list->room * 2;
  if (room < list->count + more) room = list->count + more;
  void *items = cpwi_grow(a, list->items, (size_t)room, size);
  if (!items) return 0;
  list->items = items;
  list->room = room;
  return 1;
}

static uint64_t hash_of(const char *name) {
  uint64_t hash = 0xcbf29ce484222325u;
  for (; *name; name++)
    hash = (hash ^ (unsigned char)*name) * 0x100000001b3u;
  return hash ^ hash >> 29;
}

/* The slot of a name, or the free one where it would go. */
static int64_t slot_of(const cpwi_net_names *names, const char *name) {
  int64_t mask = names->slots - 1, at = (int64_t)(hash_of(name) & (uint64_t)mask);
  while (names->slot[at] && strcmp(names->name[names->slot[at] - 1], name) != 0)
    at = (at + 1) & mask;
  return at;
}

int32_t cpwi_net_names_find(const cpwi_net_names *names, const char *name) {
  return names->slots ? names->slot[slot_of(names, name)] - 1 : -1;
}

static int widen(const cpw_allocator *a, cpwi_net_names *names) {
  int64_t slots = names->slots ? names->slots * 2 : 16;
  int32_t *slot = cpwi_alloc_zero(a, (size_t)slots, sizeof *slot);
  if (!slot) return 0;
  cpwi_release(a, names->slot);
  names->slot = slot;
  names->slots = slots;
  for (int64_t i = 0; i < names->count; i++)
    names->slot[slot_of(names, names->name[i])] = (int32_t)i + 1;
  return 1;
}

int32_t cpwi_net_names_add(const cpw_allocator *a, cpwi_net_names *names, const char *name) {
  cpwi_net_list list = {names->name, names->count, names->room};
  if (names->count * 2 + 2 > names->slots && !widen(a, names)) return -1;
  if (!cpwi_net_list_make_room(a, &list, 1, sizeof *names->name)) return -1;
  names->name = list.items;
  names->room = list.room;
  char *copy = cpwi_copy_text(a, name);
  if (!copy) return -1;
  names->slot[slot_of(names, name)] = (int32_t)names->count + 1;
  names->name[names->count] = copy;
  return (int32_t)names->count++;
}

void cpwi_net_names_free(const cpw_allocator *a, cpwi_net_names *names) {
  for (int64_t i = 0; i < names->count; i++)
    cpwi_release(a, names->name[i]);
  cpwi_release(a, names->name);
  cpwi_release(a, names->slot);
  memset(names, 0, sizeof *names);
}
