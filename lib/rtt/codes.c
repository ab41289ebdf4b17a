/* The codes of organisations, treatment functions, parts and months: each once, found by hash.
 * Source: the codes are those of the NHS Organisation Data Service and the NHS Data Dictionary.
 * Leaves what a code means for a row to layer.c. */
#include "rtt/internal.h"

#include <string.h>

/* ---------------------------------------------------------------- codes --------------------- */

/* A code padded with zeros, as two words: the same code gives the same words. */
typedef struct padded {
  uint64_t word[2];
} padded;

static padded pad(const char *bytes, size_t count) {
  padded p = {{0, 0}};
  char text[CPWI_CODE_BYTES] = {0};
  for (size_t i = 0; i < count; i++)
    text[i] = bytes[i];
  memcpy(p.word, text, sizeof text);
  return p;
}

static uint32_t start_of(const padded *p, uint32_t slots) {
  uint64_t h =
      p->word[0] * UINT64_C(0x9e3779b97f4a7c15) ^ p->word[1] * UINT64_C(0xc2b2ae3d27d4eb4f);
  h ^= h >> 29;
  h *= UINT64_C(0xbf58476d1ce4e5b9);
  return (uint32_t)(h >> 40) & (slots - 1);
}

/* The slot that holds the code, or the free one where it belongs. */
static uint32_t slot_of(const cpwi_codes *c, const padded *p) {
  uint32_t at = start_of(p, c->slots);
  while (c->slot[at] && memcmp(c->item[c->slot[at] - 1].text, p->word, CPWI_CODE_BYTES) != 0)
    at = (at + 1) & (c->slots - 1);
  return at;
}

/* Room for one code more: the items, and slots at most half full. */
static int make_room(cpwi_codes *c) {
  if (c->count == c->room) {
    int32_t room = c->room ? c->room * 2 : 16;
    cpwi_code *item = cpwi_grow(c->allocator, c->item, (size_t)room, sizeof *item);
    if (!item) return 0;
    c->item = item;
    c->room = room;
  }
  if ((uint32_t)c->count * 2 < c->slots) return 1;
  uint32_t slots = c->slots ? c->slots * 2 : 32;
  uint16_t *slot = cpwi_alloc_zero(c->allocator, slots, sizeof *slot);
  if (!slot) return 0;
  cpwi_release(c->allocator, c->slot);
  c->slot = slot;
  c->slots = slots;
  for (int32_t i = 0; i < c->count; i++) {
    padded p = pad(c->item[i].text, CPWI_CODE_BYTES);
    c->slot[slot_of(c, &p)] = (uint16_t)(i + 1);
  }
  return 1;
}

int32_t cpwi_codes_take(cpwi_codes *c, const char *bytes, size_t count, int32_t *added) {
  padded p = pad(bytes, count);
  *added = 0;
  if (c->slots) {
    uint32_t at = slot_of(c, &p);
    if (c->slot[at]) return c->slot[at];
  }
  if (c->count == CPWI_MAX_CODES) return -1;
  if (!make_room(c)) return 0;
  cpwi_code *code = &c->item[c->count++];
  memset(code, 0, sizeof *code);
  memcpy(code->text, bytes, count);
  c->slot[slot_of(c, &p)] = (uint16_t)c->count;
  *added = 1;
  return c->count;
}

void cpwi_codes_free(cpwi_codes *c) {
  for (int32_t i = 0; i < c->count; i++)
    cpwi_release(c->allocator, c->item[i].name);
  cpwi_release(c->allocator, c->item);
  cpwi_release(c->allocator, c->slot);
}

/* ---------------------------------------------------------------- names --------------------- */

int cpwi_name_before(const char *a, size_t a_count, int32_t a_month, const char *b, size_t b_count,
                     int32_t b_month) {
  if (!a || a_count == 0) return 0;
  if (!b || b_count == 0) return 1;
  if (a_month != b_month) return a_month > b_month;
  int order = memcmp(a, b, a_count < b_count ? a_count : b_count);
  return order ? order < 0 : a_count < b_count;
}

int32_t cpwi_codes_name(cpwi_codes *c, int32_t number, const char *bytes, size_t count,
                        int32_t month) {
  cpwi_code *code = &c->item[number - 1];
  size_t had = (size_t)code->name_length;
  if (code->name && had == count && memcmp(code->name, bytes, count) == 0) {
    if (month > code->name_period) code->name_period = month;
    return CPW_OK;
  }
  if (!cpwi_name_before(bytes, count, month, code->name, had, code->name_period)) return CPW_OK;
  char *name = cpwi_alloc(c->allocator, count + 1, 1);
  if (!name) return CPW_ENOMEM;
  memcpy(name, bytes, count);
  name[count] = '\0';
  cpwi_release(c->allocator, code->name);
  code->name = name;
  code->name_length = (int32_t)count;
  code->name_period = month;
  return CPW_OK;
}
