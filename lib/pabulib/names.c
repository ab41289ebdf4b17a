/* Ids that are looked up by their text: open addressing, linear probing.
 * Source: D. E. Knuth, The Art of Computer Programming 3, section 6.4.
 * Leaves it to the callers where the texts are kept. */
#include "pabulib/internal.h"

#include <string.h>

uint64_t cpwi_pb_mix(uint64_t hash, uint64_t word) {
  hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
  return hash ^ (hash >> 29);
}

static uint64_t hash_of(const char *text, int64_t count) {
  uint64_t hash = cpwi_pb_mix(UINT64_C(0x243f6a8885a308d3), (uint64_t)count);
  while (count >= 8) {
    uint64_t word;
    memcpy(&word, text, 8);
    hash = cpwi_pb_mix(hash, word);
    text += 8, count -= 8;
  }
  uint64_t last = 0;
  for (int64_t i = 0; i < count; i++)
    last = last << 8 | (unsigned char)text[i];
  hash = cpwi_pb_mix(hash, last);
  return hash ^ (hash >> 32);
}

static int64_t find(const cpwi_pb_names *n, uint64_t hash, const char *text, int64_t count) {
  if (n->slots == 0) return -1;
  uint64_t mask = (uint64_t)n->slots - 1;
  for (uint64_t at = hash & mask; n->slot[at] != 0; at = (at + 1) & mask) {
    int64_t i = n->slot[at] - 1;
    if (n->hash[i] == hash && strncmp(n->name[i], text, (size_t)count) == 0 &&
        n->name[i][count] == '\0')
      return i;
  }
  return -1;
}

int64_t cpwi_pb_names_find(const cpwi_pb_names *names, const char *text, int64_t count) {
  return find(names, hash_of(text, count), text, count);
}

static void put(const cpwi_pb_names *n, int64_t index) {
  uint64_t mask = (uint64_t)n->slots - 1, at = n->hash[index] & mask;
  while (n->slot[at] != 0)
    at = (at + 1) & mask;
  n->slot[at] = index + 1;
}

static int make_room(cpwi_pb_names *n) {
  if (n->count < n->room) return 1;
  int64_t room = n->room ? 2 * n->room : 64;
  const char **name = cpwi_grow(n->allocator, n->name, (size_t)room, sizeof *name);
  if (name) n->name = name;
  uint64_t *hash = name ? cpwi_grow(n->allocator, n->hash, (size_t)room, sizeof *hash) : NULL;
  if (hash) n->hash = hash;
  int64_t *slot = hash ? cpwi_alloc_zero(n->allocator, (size_t)room, 2 * sizeof *slot) : NULL;
  if (!slot) return 0;
  cpwi_release(n->allocator, n->slot);
  n->slot = slot;
  n->room = room;
  n->slots = 2 * room;
  for (int64_t i = 0; i < n->count; i++)
    put(n, i);
  return 1;
}

int64_t cpwi_pb_names_add(cpwi_pb_names *names, const char *text, int *is_new) {
  int64_t count = (int64_t)strlen(text);
  uint64_t hash = hash_of(text, count);
  int64_t known = find(names, hash, text, count);
  *is_new = known < 0;
  if (known >= 0) return known;
  if (!make_room(names)) return -1;
  names->name[names->count] = text;
  names->hash[names->count] = hash;
  put(names, names->count);
  return names->count++;
}

void cpwi_pb_names_free(cpwi_pb_names *names) {
  cpwi_release(names->allocator, names->name);
  cpwi_release(names->allocator, names->hash);
  cpwi_release(names->allocator, names->slot);
}
