/* Texts numbered in the order in which they first come (an open-addressing table over copied keys),
 * and the arena that holds them.
 * Source: D. E. Knuth, The Art of Computer Programming 3, 6.4 (linear probing); FNV-1a hash (Fowler,
 * Noll, Vo). Leaves what the texts mean to history_draft.c. */
#include "waitlist/history.h"

#include <string.h>

/* ---------------------------------------------------------------- arena --------------------- */

#define FIRST_CHUNK 16384
#define MOST_CHUNK  1048576

typedef struct cpwi_chunk {
  struct cpwi_chunk *before;
  size_t size, used;
  double bytes[]; /* for the alignment */
} cpwi_chunk;

static cpwi_chunk *add_chunk(cpwi_arena *arena, size_t bytes) {
  size_t size = arena->chunk ? 2 * arena->chunk->size : FIRST_CHUNK;
  if (size > MOST_CHUNK) size = MOST_CHUNK;
  if (size < bytes) size = bytes;
  cpwi_chunk *chunk = cpwi_alloc_zero(arena->allocator, sizeof *chunk + size, 1);
  if (!chunk) return NULL;
  chunk->before = arena->chunk;
  chunk->size = size;
  arena->chunk = chunk;
  return chunk;
}

void *cpwi_arena_take(cpwi_arena *arena, size_t count, size_t size) {
  if (count > (PTRDIFF_MAX - 64) / size) return NULL;
  size_t bytes = (count * size + 7) & ~(size_t)7;
  cpwi_chunk *chunk = arena->chunk;
  if (!chunk || chunk->size - chunk->used < bytes) chunk = add_chunk(arena, bytes);
  if (!chunk) return NULL;
  void *block = (char *)chunk->bytes + chunk->used;
  chunk->used += bytes;
  return block;
}

void cpwi_arena_free(cpwi_arena *arena) {
  while (arena->chunk) {
    cpwi_chunk *before = arena->chunk->before;
    cpwi_release(arena->allocator, arena->chunk);
    arena->chunk = before;
  }
}

/* ---------------------------------------------------------------- names --------------------- */

static uint64_t hash_of(const char *text, size_t length) {
  uint64_t hash = UINT64_C(0xcbf29ce484222325);
  for (size_t i = 0; i < length; i++)
    hash = (hash ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
  return hash ^ (hash >> 32); /* the low bits choose the slot */
}

void cpwi_names_init(cpwi_names *names, cpwi_arena *arena) {
  memset(names, 0, sizeof *names);
  names->arena = arena;
  names->last = -1;
}

void cpwi_names_free(cpwi_names *names) {
  cpwi_release(names->arena->allocator, names->name);
  cpwi_release(names->arena->allocator, names->slot);
}

static int is_name(const cpwi_name *name, const char *text, size_t length) {
  return name->length == length && (length == 0 || memcmp(name->text, text, length) == 0);
}

/* The slot that holds a text, or the free one where it belongs. */
static int64_t *find_slot(const cpwi_names *names, const char *text, size_t length, uint64_t hash) {
  uint64_t mask = (uint64_t)names->slots - 1, i = hash & mask;
  for (;; i = (i + 1) & mask) {
    int64_t *slot = &names->slot[i];
    if (*slot < 0) return slot;
    const cpwi_name *name = &names->name[*slot];
    if (name->hash == hash && is_name(name, text, length)) return slot;
  }
}

/* Twice the room, at most half of the slots taken. */
static int grow(cpwi_names *names) {
  int64_t room = names->room ? 2 * names->room : 16, slots = 2 * room;
  const cpw_allocator *a = names->arena->allocator;
  cpwi_name *name = cpwi_grow(a, names->name, (size_t)room, sizeof *name);
  if (!name) return 0;
  names->name = name;
  int64_t *slot = cpwi_alloc(a, (size_t)slots, sizeof *slot);
  if (!slot) return 0;
  memset(slot, 0xff, (size_t)slots * sizeof *slot); /* all -1 */
  cpwi_release(a, names->slot);
  names->slot = slot;
  names->slots = slots;
  names->room = room;
  for (int64_t i = 0; i < names->count; i++)
    *find_slot(names, name[i].text, name[i].length, name[i].hash) = i;
  return 1;
}

static int64_t add(cpwi_names *names, int64_t *slot, const char *text, size_t length,
                   uint64_t hash) {
  char *copy = cpwi_arena_take(names->arena, length + 1, 1);
  if (!copy) return -1;
  if (length) memcpy(copy, text, length);
  cpwi_name *name = &names->name[names->count];
  name->text = copy;
  name->length = length;
  name->hash = hash;
  *slot = names->count;
  return names->count++;
}

int64_t cpwi_names_take(cpwi_names *names, const char *text, size_t length) {
  /* files are sorted more often than not */
  if (names->last >= 0 && is_name(&names->name[names->last], text, length)) return names->last;
  if (names->count == names->room && !grow(names)) return -1;
  uint64_t hash = hash_of(text, length);
  int64_t *slot = find_slot(names, text, length, hash);
  int64_t number = *slot >= 0 ? *slot : add(names, slot, text, length, hash);
  if (number >= 0) names->last = number;
  return number;
}

/* ---------------------------------------------------------------- UTF-8 --------------------- */

/* Bytes of the character at `p`, 0 if there is none (RFC 3629, section 4). */
static size_t character(const unsigned char *p, size_t left) {
  if (p[0] < 0x80) return 1;
  size_t length = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;
  if (p[0] < 0xc2 || p[0] > 0xf4 || length > left) return 0;
  for (size_t i = 1; i < length; i++)
    if ((p[i] & 0xc0) != 0x80) return 0;
  /* overlong forms, surrogates, beyond U+10FFFF */
  if (p[0] == 0xe0 && p[1] < 0xa0) return 0;
  if (p[0] == 0xed && p[1] > 0x9f) return 0;
  if (p[0] == 0xf0 && p[1] < 0x90) return 0;
  if (p[0] == 0xf4 && p[1] > 0x8f) return 0;
  return length;
}

int cpwi_is_utf8(const char *bytes, size_t count) {
  const unsigned char *p = (const unsigned char *)bytes;
  while (count > 0) {
    size_t length = character(p, count);
    if (length == 0) return 0;
    p += length;
    count -= length;
  }
  return 1;
}
