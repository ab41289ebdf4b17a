/* Rows that were read before: the same period, provider, commissioner, part and treatment function
 * twice, in one file or in two (a revised month beside the first one).
 * A row is known by a 64-bit mark of its codes: of two million different rows any two share one with
 * a probability of about 1e-7. Leaves what is done about it to the caller of cpw_rtt_result. */
#include "rtt/internal.h"

#include <string.h>

uint64_t cpwi_mark_mix(uint64_t mark, uint64_t word) {
  uint64_t h = (mark ^ word) + UINT64_C(0x9e3779b97f4a7c15);
  h = (h ^ (h >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  h = (h ^ (h >> 27)) * UINT64_C(0x94d049bb133111eb);
  return h ^ (h >> 31);
}

/* The place of a mark, or the free one where it belongs (a mark of 0 is taken as 1). */
static uint32_t place_of(const cpwi_marks *m, uint64_t mark) {
  uint32_t at = (uint32_t)(mark >> 32) & (m->slots - 1);
  while (m->slot[at] && m->slot[at] != mark)
    at = (at + 1) & (m->slots - 1);
  return at;
}

static int make_room(cpwi_marks *m) {
  if (m->count < m->slots / 4 * 3) return 1;
  cpwi_marks larger = {m->allocator, NULL, m->slots ? m->slots * 2 : 256, m->count};
  larger.slot = cpwi_alloc_zero(m->allocator, larger.slots, sizeof *larger.slot);
  if (!larger.slot || larger.slots < m->slots) {
    cpwi_release(m->allocator, larger.slot);
    return 0;
  }
  for (uint32_t i = 0; i < m->slots; i++)
    if (m->slot[i]) larger.slot[place_of(&larger, m->slot[i])] = m->slot[i];
  cpwi_release(m->allocator, m->slot);
  *m = larger;
  return 1;
}

int32_t cpwi_marks_take(cpwi_marks *m, uint64_t mark) {
  if (mark == 0) mark = 1;
  if (!make_room(m)) return -1;
  uint32_t at = place_of(m, mark);
  if (m->slot[at]) return 0;
  m->slot[at] = mark;
  m->count++;
  return 1;
}

int64_t cpwi_marks_shared(const cpwi_marks *a, const cpwi_marks *b) {
  int64_t shared = 0;
  for (uint32_t i = 0; a->slots && i < b->slots; i++)
    shared += b->slot[i] != 0 && a->slot[place_of(a, b->slot[i])] != 0;
  return shared;
}

void cpwi_marks_free(cpwi_marks *m) {
  cpwi_release(m->allocator, m->slot);
}
