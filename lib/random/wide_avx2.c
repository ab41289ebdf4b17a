/* Words and draws by four lanes at once, with AVX2.
 * Source: wide.inc, which says what is computed.
 * Leaves to wide.c whether the machine can run this. */
#include "random/wide.h"

#if defined(CPWI_WIDE)
#include <immintrin.h>

#define TARGET   __attribute__((target("avx2")))
#define WIDE     TARGET static inline
#define SET      cpwi_wide_avx2
#define SET_NAME "AVX2"
#define LANES    4
#define ORDER                                                                                      \
  { 0, 2, 1, 3 }

typedef uint64_t words __attribute__((vector_size(32)));
typedef double reals __attribute__((vector_size(32)));

WIDE words times(words a, words b) {
  return (words)_mm256_mul_epu32((__m256i)a, (__m256i)b);
}
WIDE words left(words a, words count) {
  return (words)_mm256_sllv_epi64((__m256i)a, (__m256i)count);
}
WIDE words evens(words a, words b) {
  return (words)_mm256_unpacklo_epi64((__m256i)a, (__m256i)b);
}
WIDE words odds(words a, words b) {
  return (words)_mm256_unpackhi_epi64((__m256i)a, (__m256i)b);
}
WIDE reals look_up(const double *table, words index) {
  return (reals)_mm256_i64gather_pd(table, (__m256i)index, 8);
}
WIDE uint32_t zeros_among(words a) {
  __m256i equal = _mm256_cmpeq_epi64((__m256i)a, _mm256_setzero_si256());
  return (uint32_t)_mm256_movemask_pd(_mm256_castsi256_pd(equal));
}

#include "random/wide.inc"
#endif
