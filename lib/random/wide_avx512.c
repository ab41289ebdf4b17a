/* Words and draws by eight lanes at once, with AVX-512F.
 * Source: wide.inc, which says what is computed.
 * Leaves to wide.c whether the machine can run this. */
#include "random/wide.h"

#if defined(CPWI_WIDE)
#include <immintrin.h>

#define TARGET   __attribute__((target("avx512f")))
#define WIDE     TARGET static inline
#define SET      cpwi_wide_avx512
#define SET_NAME "AVX-512"
#define LANES    8
#define ORDER                                                                                      \
  { 0, 4, 1, 5, 2, 6, 3, 7 }

typedef uint64_t words __attribute__((vector_size(64)));
typedef double reals __attribute__((vector_size(64)));

WIDE words times(words a, words b) {
  return (words)_mm512_mul_epu32((__m512i)a, (__m512i)b);
}
WIDE words left(words a, words count) {
  return (words)_mm512_sllv_epi64((__m512i)a, (__m512i)count);
}
WIDE words evens(words a, words b) {
  return (words)_mm512_unpacklo_epi64((__m512i)a, (__m512i)b);
}
WIDE words odds(words a, words b) {
  return (words)_mm512_unpackhi_epi64((__m512i)a, (__m512i)b);
}
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wsign-conversion" /* in the macro that gcc -O0 has for it */
WIDE reals look_up(const double *table, words index) {
  return (reals)_mm512_i64gather_pd((__m512i)index, table, 8);
}
#pragma GCC diagnostic pop
WIDE uint32_t zeros_among(words a) {
  return _mm512_testn_epi64_mask((__m512i)a, (__m512i)a);
}

#include "random/wide.inc"
#endif
