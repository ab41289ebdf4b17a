/* Streams: the Philox4x32-10 block function, the derivation of a stream from its four keys, words one
 * by one and in bulk.
 * Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11, 2011.
 * Leaves to uniform.c and the laws what is made of the words. */
#include "random/wide.h"

#if defined(__SSE2__) && !defined(CPWI_PORTABLE)
#include <emmintrin.h>
#endif

#define MULTIPLIER_0 UINT32_C(0xD2511F53)
#define MULTIPLIER_1 UINT32_C(0xCD9E8D57)
#define WEYL_0       UINT32_C(0x9E3779B9)
#define WEYL_1       UINT32_C(0xBB67AE85)

/* So that deriving a stream and drawing from one do not use the same key for small seeds: "carepath"
 * in ASCII. */
#define DERIVATION UINT64_C(0x6361726570617468)
/* Blocks of words are numbered below this bit; the extension of word n is block n with it set. */
#define EXTENSION (UINT64_C(1) << 63)

/* -------- two 64-bit numbers side by side: one register where the machine has such, else a struct */

#if defined(__SSE2__) && !defined(CPWI_PORTABLE)
typedef __m128i both;

static inline both both_of(uint64_t first, uint64_t second) {
  return _mm_set_epi64x((long long)second, (long long)first);
}
/* the products of the lower halves with a number of 32 bits */
static inline both times(both a, uint32_t factor) {
  return _mm_mul_epu32(a, _mm_set1_epi32((int)factor));
}
static inline both upper(both a) {
  return _mm_srli_epi64(a, 32);
}
static inline both differ(both a, both b) {
  return _mm_xor_si128(a, b);
}
/* lower halves of a below those of b */
static inline both halves(both a, both b) {
  return differ(_mm_srli_epi64(_mm_slli_epi64(a, 32), 32), _mm_slli_epi64(b, 32));
}
/* out[0], out[2] = a; out[1], out[3] = b */
static inline void store(uint64_t *out, both a, both b) {
  _mm_storeu_si128((__m128i *)(void *)out, _mm_unpacklo_epi64(a, b));
  _mm_storeu_si128((__m128i *)(void *)(out + 2), _mm_unpackhi_epi64(a, b));
}
#else
typedef struct both {
  uint64_t first, second;
} both;

static inline both both_of(uint64_t first, uint64_t second) {
  both out = {first, second};
  return out;
}
static inline both times(both a, uint32_t factor) {
  return both_of((a.first & 0xffffffff) * factor, (a.second & 0xffffffff) * factor);
}
static inline both upper(both a) {
  return both_of(a.first >> 32, a.second >> 32);
}
static inline both differ(both a, both b) {
  return both_of(a.first ^ b.first, a.second ^ b.second);
}
static inline both halves(both a, both b) {
  return both_of((a.first & 0xffffffff) | b.first << 32, (a.second & 0xffffffff) | b.second << 32);
}
static inline void store(uint64_t *out, both a, both b) {
  out[0] = a.first;
  out[1] = b.first;
  out[2] = a.second;
  out[3] = b.second;
}
#endif

/* -------- Philox4x32-10 on two blocks at once; only the lower 32 bits of each number count */

typedef struct blocks {
  both x0, x1, x2, x3;
} blocks;

static inline blocks one_round(blocks c, uint64_t key, uint32_t number) {
  uint32_t k0 = (uint32_t)(key & 0xffffffff) + number * WEYL_0;
  uint32_t k1 = (uint32_t)(key >> 32) + number * WEYL_1;
  both p0 = times(c.x0, MULTIPLIER_0), p1 = times(c.x2, MULTIPLIER_1);
  blocks out = {differ(upper(p1), differ(c.x1, both_of(k0, k0))), p1,
                differ(upper(p0), differ(c.x3, both_of(k1, k1))), p0};
  return out;
}

/* blocks `first` and `first` + 1 of the counters with that upper half */
static inline blocks counters(uint64_t first, uint64_t high) {
  uint64_t second = first + 1;
  blocks out = {both_of(first, second), both_of(first >> 32, second >> 32), both_of(high, high),
                both_of(high >> 32, high >> 32)};
  return out;
}

static inline blocks all_rounds(blocks c, uint64_t key) {
  c = one_round(one_round(c, key, 0), key, 1);
  c = one_round(one_round(c, key, 2), key, 3);
  c = one_round(one_round(c, key, 4), key, 5);
  c = one_round(one_round(c, key, 6), key, 7);
  return one_round(one_round(c, key, 8), key, 9);
}

static inline void store_words(uint64_t *out, blocks c) {
  store(out, halves(c.x0, c.x1), halves(c.x2, c.x3));
}

/* -------- the same on one block */

static inline uint64_t joined(uint32_t low, uint32_t high) {
  return (uint64_t)high << 32 | low;
}

void cpwi_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]) {
  uint32_t x0 = counter[0], x1 = counter[1], x2 = counter[2], x3 = counter[3];
  for (uint32_t round = 0; round < 10; round++) {
    uint64_t p0 = (uint64_t)MULTIPLIER_0 * x0, p1 = (uint64_t)MULTIPLIER_1 * x2;
    x0 = (uint32_t)(p1 >> 32) ^ x1 ^ (key[0] + round * WEYL_0);
    x1 = (uint32_t)(p1 & 0xffffffff);
    x2 = (uint32_t)(p0 >> 32) ^ x3 ^ (key[1] + round * WEYL_1);
    x3 = (uint32_t)(p0 & 0xffffffff);
  }
  out[0] = x0;
  out[1] = x1;
  out[2] = x2;
  out[3] = x3;
}

/* the two words of one block, the first as .low */
static cpwi_words encrypt(uint64_t key, uint64_t low, uint64_t high) {
  uint32_t k[2] = {(uint32_t)(key & 0xffffffff), (uint32_t)(key >> 32)}, out[4];
  uint32_t counter[4] = {(uint32_t)(low & 0xffffffff), (uint32_t)(low >> 32),
                         (uint32_t)(high & 0xffffffff), (uint32_t)(high >> 32)};
  cpwi_philox(counter, k, out);
  cpwi_words words = {joined(out[2], out[3]), joined(out[0], out[1])};
  return words;
}

/* -------- streams */

void cpwi_stream_refill(cpw_stream *stream, uint64_t number) {
  uint64_t first = number >> 2 << 1, high = stream->entity ^ stream->tweak;
  store_words(stream->word, all_rounds(counters(first, high), stream->key));
}

cpwi_words cpwi_stream_extension(const cpw_stream *stream, uint64_t number) {
  return encrypt(stream->key, EXTENSION | number, stream->entity ^ stream->tweak);
}

double cpwi_stream_fraction(const cpw_stream *stream, uint64_t number) {
  cpwi_words w = cpwi_stream_extension(stream, number);
  double upper = (double)(int64_t)(w.high >> 11), lower = (double)(int64_t)(w.high & 2047);
  double rest = ((double)(int64_t)(w.low >> 11) + 0.5) * 0x1p-53;
  double fraction = upper * 0x1p-53 + (lower + rest) * 0x1p-64;
  return fraction < 1 ? fraction : 1 - 0x1p-53;
}

void cpw_stream_init(cpw_stream *stream, uint64_t seed, uint64_t replication, uint64_t purpose,
                     uint64_t entity) {
  cpwi_words derived = encrypt(seed ^ DERIVATION, replication, purpose);
  memset(stream, 0, sizeof *stream);
  stream->key = derived.low;
  stream->tweak = derived.high;
  stream->entity = entity;
}

void cpw_stream_entity(cpw_stream *stream, uint64_t entity) {
  stream->entity = entity;
  stream->position = 0;
}

void cpw_stream_seek(cpw_stream *stream, uint64_t n) {
  stream->position = n;
  if (n & 3) cpwi_stream_refill(stream, n);
}

uint64_t cpw_stream_position(const cpw_stream *stream) {
  return stream->position;
}

/* -------- words in bulk: four blocks side by side, which hide one another's latency */

#define BULK 8

/* Counters wrap as positions do. */
static void bulk(uint64_t key, uint64_t first, uint64_t high, uint64_t *out) {
  blocks a = counters(first, high), b = counters((first + 2) & ~EXTENSION, high);
  for (uint32_t round = 0; round < 10; round += 2) {
    a = one_round(a, key, round);
    b = one_round(b, key, round);
    a = one_round(a, key, round + 1);
    b = one_round(b, key, round + 1);
  }
  store_words(out, a);
  store_words(out + 4, b);
}

void cpwi_stream_words_by(const cpwi_wide *wide, cpw_stream *stream, uint64_t *out, size_t n) {
  while (n && (stream->position & 3)) {
    *out++ = cpwi_next(stream);
    n--;
  }
  uint64_t high = stream->entity ^ stream->tweak;
  size_t done = wide ? wide->words(stream->key, stream->position >> 1, high, out, n) : 0;
  stream->position += done;
  for (; n - done >= BULK; done += BULK) {
    bulk(stream->key, stream->position >> 1, high, out + done);
    stream->position += BULK;
  }
  for (; done < n; done++)
    out[done] = cpwi_next(stream);
}

void cpwi_stream_words(cpw_stream *stream, uint64_t *out, size_t n) {
  cpwi_stream_words_by(cpwi_wide_for(n), stream, out, n);
}

void cpw_random_fill_bits(cpw_stream *stream, uint64_t *out, int64_t n) {
  if (n > 0) cpwi_stream_words(stream, out, (size_t)n);
}
