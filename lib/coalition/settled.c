/* The span of settled coalitions by elimination modulo the prime 2^61 - 1.
 * Source: linear algebra; the random test of a product after Freivalds (1977).
 * Leaves which coalitions are settled to nucleolus.c. */
#include "coalition/settled.h"

#include <string.h>

#define PRIME ((UINT64_C(1) << 61) - 1)

uint64_t cpwi_prime_add(uint64_t a, uint64_t b) {
  uint64_t sum = a + b;
  return sum >= PRIME ? sum - PRIME : sum;
}

static uint64_t less(uint64_t a, uint64_t b) {
  return a >= b ? a - b : a + PRIME - b;
}

static uint64_t times(uint64_t a, uint64_t b) {
  cpwi_words p = cpwi_product(a, b);
  return cpwi_prime_add(p.low & PRIME, (p.low >> 61 | p.high << 3) % PRIME);
}

static uint64_t inverse(uint64_t a) {
  uint64_t out = 1;
  for (uint64_t power = PRIME - 2; power != 0; power >>= 1, a = times(a, a))
    if (power & 1) out = times(out, a);
  return out;
}

/* a - factor b */
static void take_away(uint64_t *a, const uint64_t *b, uint64_t factor, int64_t n) {
  for (int64_t i = 0; factor != 0 && i < n; i++)
    a[i] = less(a[i], times(factor, b[i]));
}

int cpwi_settle(cpwi_settled *s, int64_t set, double share) {
  uint64_t row[CPWI_MOST_SETTLED] = {0};
  int64_t pivot = 0;
  if (s->rank >= s->n) return 0;
  for (int64_t i = 0; i < s->n; i++)
    row[i] = (uint64_t)(set >> i & 1);
  for (int64_t k = 0; k < s->rank; k++)
    take_away(row, s->row[k], row[s->pivot[k]], s->n);
  while (pivot < s->n && row[pivot] == 0)
    pivot++;
  if (pivot == s->n) return 0;
  uint64_t unit = inverse(row[pivot]);
  for (int64_t i = 0; i < s->n; i++)
    row[i] = times(row[i], unit);
  for (int64_t k = 0; k < s->rank; k++)
    take_away(s->row[k], row, s->row[k][pivot], s->n);
  memcpy(s->row[s->rank], row, (size_t)s->n * sizeof *row);
  s->pivot[s->rank] = pivot;
  s->set[s->rank] = set;
  s->share[s->rank++] = share;
  return 1;
}

void cpwi_settled_probe(const cpwi_settled *s, uint64_t *probe) {
  cpw_stream stream;
  cpw_stream_init(&stream, 1, 0, UINT64_C(0x6e75636c656f6c75), (uint64_t)s->rank);
  for (int64_t i = 0; i < s->n; i++)
    probe[i] = cpw_random_below(&stream, PRIME);
  for (int64_t k = 0; k < s->rank; k++)
    probe[s->pivot[k]] = 0;
  for (int64_t k = 0; k < s->rank; k++) { /* free places are drawn, pivots follow */
    uint64_t sum = 0;
    for (int64_t i = 0; i < s->n; i++) {
      int is_pivot = 0;
      for (int64_t j = 0; j < s->rank; j++)
        is_pivot |= s->pivot[j] == i;
      if (!is_pivot) sum = cpwi_prime_add(sum, times(s->row[k][i], probe[i]));
    }
    probe[s->pivot[k]] = less(0, sum);
  }
}
