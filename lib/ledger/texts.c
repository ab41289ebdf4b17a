/* The texts of a ledger, each kept once and found by its hash.
 * Source: FNV-1a (Fowler, Noll, Vo); linear probing, Knuth, The Art of Computer Programming 3, section 6.4.
 * Leaves what the texts mean to accounts.c and post.c. */
#include "ledger/internal.h"

#include "base/words.h"

#include <string.h>

#define FIRST_ROOM 16

void *cpwi_ledger_grow(const cpw_allocator *a, void *block, int64_t *room, int64_t needed,
                       size_t size) {
  if (needed <= *room) return block;
  int64_t wanted = *room < FIRST_ROOM ? FIRST_ROOM : *room + *room / 2;
  void *grown = cpwi_grow(a, block, (size_t)wanted, size);
  if (grown) *room = wanted;
  return grown;
}

static uint64_t hash_of(const char *text) {
  uint64_t hash = 14695981039346656037U;
  for (; *text; text++)
    hash = (hash ^ (unsigned char)*text) * 1099511628211U;
  return hash ^ hash >> 32;
}

/* The slot in which a text stands, or the empty one in which it would. */
static int64_t slot_of(const cpw_ledger *l, const int64_t *slot, int64_t slots, const char *text) {
  uint64_t mask = (uint64_t)slots - 1, at = hash_of(text) & mask;
  while (slot[at] >= 0 && strcmp(l->text[slot[at]], text) != 0)
    at = (at + 1) & mask;
  return (int64_t)at;
}

static int grow_slots(cpw_ledger *l) {
  if (l->slots > 2 * (l->texts + 1)) return 1;
  int64_t slots = l->slots ? 2 * l->slots : 4 * FIRST_ROOM;
  int64_t *slot = cpwi_alloc(l->allocator, (size_t)slots, sizeof *slot);
  if (!slot) return 0;
  for (int64_t i = 0; i < slots; i++)
    slot[i] = -1;
  for (int64_t t = 0; t < l->texts; t++)
    slot[slot_of(l, slot, slots, l->text[t])] = t;
  cpwi_release(l->allocator, l->slot);
  l->slot = slot;
  l->slots = slots;
  return 1;
}

/* The two arrays of texts grow together: the room counts when both have it. */
static int grow_texts(cpw_ledger *l) {
  if (l->texts < l->text_room) return 1;
  int64_t room = l->text_room;
  char **text = cpwi_ledger_grow(l->allocator, l->text, &room, l->texts + 1, sizeof *l->text);
  if (!text) return 0;
  l->text = text;
  int64_t *account_of = cpwi_grow(l->allocator, l->account_of, (size_t)room, sizeof *l->account_of);
  if (!account_of) return 0;
  l->account_of = account_of;
  l->text_room = room;
  return 1;
}

int64_t cpwi_ledger_known(const cpw_ledger *l, const char *text) {
  if (!l->slots) return -1;
  return l->slot[slot_of(l, l->slot, l->slots, text)];
}

int64_t cpwi_ledger_text(cpw_ledger *l, const char *text) {
  if (!text) text = "";
  int64_t known = cpwi_ledger_known(l, text);
  if (known >= 0) return known;
  if (!grow_texts(l) || !grow_slots(l)) return -1;
  char *copy = cpwi_copy_text(l->allocator, text);
  if (!copy) return -1;
  l->slot[slot_of(l, l->slot, l->slots, copy)] = l->texts;
  l->text[l->texts] = copy;
  l->account_of[l->texts] = -1;
  return l->texts++;
}

int32_t cpwi_ledger_check_text(const char *text, const char *place, const char *what,
                               const char *where, cpw_error *err) {
  if (!text || cpwi_is_wordable(text)) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, where,
                   "%s%s must be UTF-8 of at most %d bytes without control characters other than "
                   "line breaks and tabs",
                   place, what, CPWI_MOST_WORD);
}
