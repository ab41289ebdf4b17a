/* lib/table/scan.h - where the bytes are that mean something in CSV: a mask of 64 bytes at a time.
 * Delimiters have a mask of their own, because most special bytes are delimiters and nothing more has
 * to be known about them. The others are quotes and all bytes up to 13 (LF, CR and NUL among them;
 * the rest is looked at and found to be text). SSE2 where the compiler has it, otherwise eight
 * bytes at a time in a 64-bit word; both give the same mask. */
#ifndef CPWI_TABLE_SCAN_H
#define CPWI_TABLE_SCAN_H

#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* index of the lowest set bit; mask is not 0 */
static inline unsigned cpwi_lowest_bit(uint64_t mask) {
#if defined(__GNUC__)
  return (unsigned)__builtin_ctzll(mask);
#else
  unsigned n = 0;
  while (!(mask & 1)) {
    mask >>= 1;
    n++;
  }
  return n;
#endif
}

/* 0x80 in every byte of the result whose byte in `x` equals that of `y`; exact, no carries */
static inline uint64_t cpwi_equal_bytes(uint64_t x, uint64_t y) {
  const uint64_t low = UINT64_C(0x7f7f7f7f7f7f7f7f);
  uint64_t d = x ^ y;
  return ~(((d & low) + low) | d | low);
}

/* 0x80 in every byte of the result whose byte in `x` is at most 13 */
static inline uint64_t cpwi_low_bytes(uint64_t x) {
  const uint64_t low = UINT64_C(0x7f7f7f7f7f7f7f7f);
  return ~(((x & low) + UINT64_C(0x7272727272727272)) | x | low);
}

/* The word whose lowest byte is bytes[0], whatever the order of the machine. */
static inline uint64_t cpwi_load_word(const char *bytes) {
  const unsigned char *b = (const unsigned char *)bytes;
  return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24 |
         (uint64_t)b[4] << 32 | (uint64_t)b[5] << 40 | (uint64_t)b[6] << 48 | (uint64_t)b[7] << 56;
}

/* Bit i of one of them: bytes[i] is special. */
typedef struct cpwi_mask {
  uint64_t delimiters, others;
} cpwi_mask;

/* 64 bytes are read. */
static inline cpwi_mask cpwi_special_portable(const char *bytes, char delimiter) {
  const uint64_t ones = UINT64_C(0x0101010101010101), gather = UINT64_C(0x0102040810204080);
  const uint64_t delimiters = ones * (unsigned char)delimiter, quotes = ones * '"';
  cpwi_mask mask = {0, 0};
  for (unsigned i = 0; i < 8; i++) {
    uint64_t x = cpwi_load_word(bytes + 8 * i);
    uint64_t d = cpwi_equal_bytes(x, delimiters),
             o = cpwi_equal_bytes(x, quotes) | cpwi_low_bytes(x);
    /* the product puts each of the eight high bits on its own bit of the top byte */
    mask.delimiters |= (((d >> 7) * gather) >> 56) << (8 * i);
    mask.others |= (((o >> 7) * gather) >> 56) << (8 * i);
  }
  mask.others &= ~mask.delimiters; /* a tab may be one */
  return mask;
}

static inline cpwi_mask cpwi_special(const char *bytes, char delimiter) {
#if defined(__SSE2__)
  const __m128i delimiters = _mm_set1_epi8(delimiter), quotes = _mm_set1_epi8('"'),
                low = _mm_set1_epi8(13);
  cpwi_mask mask = {0, 0};
  for (unsigned i = 0; i < 4; i++) {
    __m128i x = _mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * i));
    __m128i d = _mm_cmpeq_epi8(x, delimiters);
    __m128i o = _mm_or_si128(_mm_cmpeq_epi8(x, quotes), _mm_cmpeq_epi8(_mm_min_epu8(x, low), x));
    mask.delimiters |= (uint64_t)(unsigned)_mm_movemask_epi8(d) << (16 * i);
    mask.others |= (uint64_t)(unsigned)_mm_movemask_epi8(o) << (16 * i);
  }
  mask.others &= ~mask.delimiters; /* a tab may be one */
  return mask;
#else
  return cpwi_special_portable(bytes, delimiter);
#endif
}

#endif
