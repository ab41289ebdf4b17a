/* What one file adds up to: groups, which become rows of the result, and blocks, in which C_999 is
 * set against the treatment functions of which it is the total.
 * Source: NHS England, RTT statistics (C_999 is the total; commissioner NONC is left out).
 * Leaves putting the files together to result.c. */
#include "rtt/internal.h"

#include <string.h>

/* ---------------------------------------------------------------- records by key ------------ */

static cpwi_key *key_of(const cpwi_keyed *k, uint32_t number) {
  return cpwi_keyed_at(k, number);
}

static uint32_t slot_of(const cpwi_keyed *k, const cpwi_key *key) {
  uint64_t word[2];
  memcpy(word, key, sizeof word);
  uint64_t h = word[0] * UINT64_C(0x9e3779b97f4a7c15) ^ word[1] * UINT64_C(0xc2b2ae3d27d4eb4f);
  h ^= h >> 29;
  h *= UINT64_C(0xbf58476d1ce4e5b9);
  uint32_t at = (uint32_t)(h >> 32) & (k->slots - 1);
  while (k->slot[at] && memcmp(key_of(k, k->slot[at] - 1), key, sizeof *key) != 0)
    at = (at + 1) & (k->slots - 1);
  return at;
}

static int add_slab(cpwi_keyed *k) {
  if (k->slabs == k->room) {
    uint32_t room = k->room ? k->room * 2 : 8;
    char **slab = cpwi_grow(k->allocator, k->slab, room, sizeof *slab);
    if (!slab) return 0;
    k->slab = slab;
    k->room = room;
  }
  char *memory = cpwi_alloc(k->allocator, CPWI_KEYED_SLAB, k->size);
  if (!memory) return 0;
  k->slab[k->slabs++] = memory;
  return 1;
}

static int add_slots(cpwi_keyed *k) {
  uint32_t slots = k->slots ? k->slots * 2 : 128;
  uint32_t *slot = cpwi_alloc_zero(k->allocator, slots, sizeof *slot);
  if (!slot) return 0;
  cpwi_release(k->allocator, k->slot);
  k->slot = slot;
  k->slots = slots;
  for (uint32_t i = 0; i < k->count; i++)
    k->slot[slot_of(k, key_of(k, i))] = i + 1;
  return 1;
}

/* Room for one record more, and slots at most three quarters full. */
static int make_room(cpwi_keyed *k) {
  if (k->count == INT32_MAX) return 0;
  if (k->count == k->slabs * CPWI_KEYED_SLAB && !add_slab(k)) return 0;
  return k->count < k->slots / 4 * 3 || add_slots(k);
}

int64_t cpwi_keyed_take(cpwi_keyed *k, const cpwi_key *key) {
  if (k->slots) {
    uint32_t at = slot_of(k, key);
    if (k->slot[at]) return k->slot[at] - 1;
  }
  if (!make_room(k)) return -1;
  uint32_t number = k->count++;
  memset(cpwi_keyed_at(k, number), 0, k->size);
  *key_of(k, number) = *key;
  k->slot[slot_of(k, key)] = number + 1;
  return number;
}

static void keyed_init(cpwi_keyed *k, const cpw_allocator *allocator, size_t size) {
  k->allocator = allocator;
  k->size = size;
}

static void keyed_free(cpwi_keyed *k) {
  for (uint32_t i = 0; i < k->slabs; i++)
    cpwi_release(k->allocator, k->slab[i]);
  cpwi_release(k->allocator, (void *)k->slab);
  cpwi_release(k->allocator, k->slot);
}

/* ---------------------------------------------------------------- a layer ------------------- */

cpwi_layer *cpwi_layer_new(const cpw_allocator *allocator, const int32_t grouped[CPWI_KINDS],
                           int64_t bands, const int64_t *lower) {
  cpwi_layer *l = cpwi_alloc_zero(allocator, 1, sizeof *l);
  if (!l) return NULL;
  l->allocator = allocator;
  l->bands = bands;
  l->last_block = -1;
  memcpy(l->grouped, grouped, sizeof l->grouped);
  for (int k = 0; k < CPWI_KINDS; k++)
    l->codes[k].allocator = allocator;
  cpwi_counts_init(&l->counts, allocator, bands);
  keyed_init(&l->groups, allocator, sizeof(cpwi_group));
  keyed_init(&l->blocks, allocator, sizeof(cpwi_block));
  keyed_init(&l->rare, allocator, sizeof(cpwi_key));
  l->lower = cpwi_alloc(allocator, (size_t)bands, sizeof *lower);
  if (!l->lower) {
    cpwi_layer_free(l);
    return NULL;
  }
  memcpy(l->lower, lower, (size_t)bands * sizeof *lower);
  return l;
}

void cpwi_layer_free(cpwi_layer *layer) {
  if (!layer) return;
  for (int k = 0; k < CPWI_KINDS; k++)
    cpwi_codes_free(&layer->codes[k]);
  cpwi_counts_free(&layer->counts);
  keyed_free(&layer->groups);
  keyed_free(&layer->blocks);
  keyed_free(&layer->rare);
  cpwi_release(layer->allocator, layer->lower);
  cpwi_release(layer->allocator, layer);
}

/* ---------------------------------------------------------------- adding a row -------------- */

/* What the codes of a row say about it, together. */
static int32_t flags_of(const cpwi_layer *l, const cpwi_row *row) {
  int32_t flags = 0;
  for (int k = 0; k < CPWI_KINDS; k++)
    if (row->id[k]) flags |= l->codes[k].item[row->id[k] - 1].flags;
  return flags;
}

/* The people of a row as sums. */
static cpwi_sums people_of(const cpwi_row *row, int32_t flags) {
  cpwi_sums s = {0, 0, 0, 0};
  s.unknown = row->unknown;
  /* each is below 2^63 - 1 and none is negative, so the differences fit */
  s.total_all = row->total_all >= 0 ? row->total_all : row->total + row->unknown;
  if (!(flags & CPWI_STARTS)) s.difference = s.total_all - row->total - row->unknown;
  return s;
}

static int32_t add_people(cpwi_counts *c, cpwi_sums *to, const cpwi_sums *people,
                          const cpwi_row *row) {
  if (!cpwi_add(to->total_all, people->total_all, &to->total_all) ||
      !cpwi_add(to->unknown, people->unknown, &to->unknown) ||
      !cpwi_add(to->difference, people->difference, &to->difference))
    return CPW_EOVERFLOW;
  return cpwi_counts_add(c, &to->counts, row->n, row->band, row->value);
}

/* The group of a row; -1: no memory. Not grouped kinds are 0 in its key. */
static int64_t group_of(cpwi_layer *l, const cpwi_row *row) {
  cpwi_key key = {{0}};
  for (int k = 0; k < CPWI_KINDS; k++)
    if (l->grouped[k]) key.id[k] = row->id[k];
  return cpwi_keyed_take(&l->groups, &key);
}

static cpwi_group *group_at(const cpwi_layer *l, uint32_t number) {
  return cpwi_keyed_at(&l->groups, number);
}

/* All organisations tell blocks apart, whatever is grouped by. */
static cpwi_key block_key(const cpwi_row *row) {
  cpwi_key key = {{0}};
  for (int k = 0; k < CPWI_KINDS; k++)
    if (k != CPWI_TREATMENT_FUNCTION) key.id[k] = row->id[k];
  return key;
}

/* The block of a row, mostly that of the row before; NULL: no memory. */
static cpwi_block *block_of(cpwi_layer *l, const cpwi_row *row) {
  cpwi_key key = block_key(row);
  if (l->last_block < 0 || memcmp(&key, &l->last_key, sizeof key) != 0) {
    uint32_t before = l->blocks.count;
    l->last_block = cpwi_keyed_take(&l->blocks, &key);
    if (l->last_block < 0) return NULL;
    l->last_key = key;
    if (l->blocks.count > before && !l->grouped[CPWI_TREATMENT_FUNCTION]) {
      int64_t group = group_of(l, row);
      if (group < 0) return NULL;
      cpwi_block *fresh = cpwi_keyed_at(&l->blocks, (uint32_t)l->last_block);
      fresh->group = (uint32_t)group;
    }
  }
  return cpwi_keyed_at(&l->blocks, (uint32_t)l->last_block);
}

/* Grouped by treatment function: every row is a figure, C_999 and the others are only compared. */
static int32_t add_by_function(cpwi_layer *l, const cpwi_row *row, const cpwi_sums *people,
                               cpwi_block *block, int32_t all) {
  int64_t group = group_of(l, row);
  if (group < 0) return CPW_ENOMEM;
  int64_t *side = all ? &block->all_total_all : &block->waiting.total_all;
  if (!cpwi_add(*side, people->total_all, side)) return CPW_EOVERFLOW;
  if (all) {
    block->has_all = 1;
    block->group = (uint32_t)group;
  }
  return add_people(&l->counts, &group_at(l, (uint32_t)group)->sums, people, row);
}

/* Otherwise C_999 is the figure of its block, and the treatment functions wait in case it does not
 * come. */
static int32_t add_to_block(cpwi_layer *l, const cpwi_row *row, const cpwi_sums *people,
                            cpwi_block *block, int32_t all) {
  if (!all && !block->has_all) return add_people(&l->counts, &block->waiting, people, row);
  int64_t *side = all ? &block->all_total_all : &block->waiting.total_all;
  if (!cpwi_add(*side, people->total_all, side)) return CPW_EOVERFLOW;
  if (!all) return CPW_OK;
  block->has_all = 1;
  cpwi_counts_drop(&l->counts, &block->waiting.counts);
  return add_people(&l->counts, &group_at(l, block->group)->sums, people, row);
}

static void note_unreconciled(cpwi_layer *l, const cpwi_row *row, int32_t flags,
                              int64_t difference) {
  int64_t off = difference;
  if (off == 0 && !(flags & CPWI_STARTS) && row->published >= 0) off = row->published - row->total;
  if (off == 0) return;
  if (l->rows_unreconciled++ == 0) l->first_unreconciled = l->rows_read;
  if (!cpwi_add(l->people_unreconciled, off < 0 ? -off : off, &l->people_unreconciled))
    l->people_unreconciled = INT64_MAX;
}

/* Was this row read before? Only where the file says whose row it is. CPW_OK or CPW_ENOMEM. */
static int32_t note_repeat(cpwi_layer *l, const cpwi_row *row, cpwi_block *block) {
  uint16_t function = row->id[CPWI_TREATMENT_FUNCTION];
  if (!row->id[CPWI_PROVIDER] || !row->id[CPWI_COMMISSIONER] || !function) return CPW_OK;
  uint8_t bit = l->codes[CPWI_TREATMENT_FUNCTION].item[function - 1].bit;
  if (bit) {
    l->rows_repeated += (int64_t)(block->seen >> bit & 1);
    block->seen |= (uint64_t)1 << bit;
    return CPW_OK;
  }
  cpwi_key key = block->key;
  uint32_t before = l->rare.count;
  key.id[CPWI_TREATMENT_FUNCTION] = function;
  if (cpwi_keyed_take(&l->rare, &key) < 0) return CPW_ENOMEM;
  l->rows_repeated += l->rare.count == before;
  return CPW_OK;
}

int32_t cpwi_layer_add(cpwi_layer *layer, const cpwi_row *row) {
  int32_t flags = flags_of(layer, row);
  layer->rows_read++;
  layer->rows_nonc += (flags & CPWI_NONC) != 0;
  if (flags & CPWI_LEFT_OUT) return CPW_OK;
  layer->rows_kept++;
  cpwi_sums people = people_of(row, flags);
  note_unreconciled(layer, row, flags, people.difference);
  cpwi_block *block = block_of(layer, row);
  if (!block || note_repeat(layer, row, block) != CPW_OK) return CPW_ENOMEM;
  int32_t all = (flags & CPWI_ALL) != 0;
  if (!all) block->has_functions = 1;
  return layer->grouped[CPWI_TREATMENT_FUNCTION] ? add_by_function(layer, row, &people, block, all)
                                                 : add_to_block(layer, row, &people, block, all);
}
