/* Rows by two numbers: which row says something of this organisation and that service.
 * Source: open addressing, Knuth, The Art of Computer Programming 3, section 6.4; the mixing step of SplitMix64.
 * Leaves what the numbers mean to check*.c. */
#include "system/check.h"

int cpwi_row_keys_make(cpwi_row_keys *keys, int64_t count, const cpw_allocator *a) {
  int64_t slots = 16;
  while (slots < 2 * count)
    slots *= 2;
  keys->slot = cpwi_alloc(a, (size_t)slots, sizeof *keys->slot);
  keys->slots = keys->slot ? slots : 0;
  for (int64_t i = 0; i < keys->slots; i++)
    keys->slot[i] = (struct cpwi_row_key){0, 0, -1};
  return keys->slot != NULL;
}

void cpwi_row_keys_free(cpwi_row_keys *keys, const cpw_allocator *a) {
  cpwi_release(a, keys->slot);
  keys->slot = NULL;
  keys->slots = 0;
}

static uint64_t mix(uint64_t x) {
  x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
  x = (x ^ x >> 27) * 0x94d049bb133111ebu;
  return x ^ x >> 31;
}

static int64_t slot_of(const cpwi_row_keys *keys, uint64_t a, uint64_t b) {
  uint64_t mask = (uint64_t)keys->slots - 1;
  uint64_t at = mix(mix(a + 0x9e3779b97f4a7c15u) + b) & mask;
  while (keys->slot[at].row >= 0 && (keys->slot[at].a != a || keys->slot[at].b != b))
    at = (at + 1) & mask;
  return (int64_t)at;
}

int64_t cpwi_row_keys_find(const cpwi_row_keys *keys, uint64_t a, uint64_t b) {
  return keys->slots ? keys->slot[slot_of(keys, a, b)].row : -1;
}

int64_t cpwi_row_keys_put(cpwi_row_keys *keys, uint64_t a, uint64_t b, int64_t row) {
  int64_t at = slot_of(keys, a, b);
  if (keys->slot[at].row >= 0) return keys->slot[at].row;
  keys->slot[at] = (struct cpwi_row_key){a, b, row};
  return -1;
}

int cpwi_units_make(cpwi_row_keys *units, const cpwi_system_check *c) {
  const cpw_system *s = c->s;
  if (!cpwi_row_keys_make(units, s->capacities, c->allocator)) return 0;
  for (int64_t i = 0; i < s->capacities; i++) {
    const cpw_system_capacity *r = &s->capacity[i];
    if (cpwi_is_row(r->organisation, s->organisations) && cpwi_is_row(r->service, s->services))
      cpwi_row_keys_put(units, cpwi_two_rows(r->organisation, r->service), 0, i);
  }
  return 1;
}
