/* Which states can be reached from which.
 * Source: Warshall, J. ACM 9, 1962, on rows of bits.
 * Leaves what follows for absorption and passage to passage.c and longrun.c. */
#include "markov/internal.h"

void cpwi_markov_reach(const double *rates, int32_t n, uint64_t *reach) {
  size_t words = CPWI_WORDS(n);
  memset(reach, 0, (size_t)n * words * sizeof *reach);
  for (int32_t i = 0; i < n; i++)
    for (int32_t j = 0; j < n; j++)
      if (i == j || rates[(size_t)i * (size_t)n + (size_t)j] > 0)
        reach[(size_t)i * words + (size_t)j / 64] |= UINT64_C(1) << (j % 64);
  for (int32_t k = 0; k < n; k++)
    for (int32_t i = 0; i < n; i++) {
      if (i == k || !cpwi_markov_reaches(reach, n, i, k)) continue;
      for (size_t w = 0; w < words; w++)
        reach[(size_t)i * words + w] |= reach[(size_t)k * words + w];
    }
}

int cpwi_markov_closed(const uint64_t *reach, int32_t n, int32_t state) {
  for (int32_t j = 0; j < n; j++)
    if (cpwi_markov_reaches(reach, n, state, j) && !cpwi_markov_reaches(reach, n, j, state))
      return 0;
  return 1;
}
