/* SHA-256: the digest by which a report names its input and a record of a ranking its data.
 * FIPS 180-4, sections 4.1.2, 5.1.1, 5.3.3 and 6.2.
 * Leaves what is digested, and in which order, to the callers. */
#include "base/internal.h"

#include <string.h>

static const uint32_t round_constant[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static inline uint32_t turn(uint32_t x, int n) {
  return (x >> n) | (x << (32 - n));
}

static inline uint32_t word_at(const unsigned char *p) {
  return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* The message schedule: 16 words of the block, 48 made of them. */
static void spread(uint32_t w[64], const unsigned char *block) {
  for (int t = 0; t < 16; t++)
    w[t] = word_at(block + 4 * (size_t)t);
  for (int t = 16; t < 64; t++) {
    uint32_t a = w[t - 15], b = w[t - 2];
    w[t] = (turn(b, 17) ^ turn(b, 19) ^ (b >> 10)) + w[t - 7] +
           (turn(a, 7) ^ turn(a, 18) ^ (a >> 3)) + w[t - 16];
  }
}

/* One round: d and h change, and the letters move on by one at the caller's. */
#define ROUND(a, b, c, d, e, f, g, h, t)                                                           \
  do {                                                                                             \
    uint32_t one = (h) + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (((e) & (f)) ^ (~(e) & (g))) + \
                   round_constant[t] + w[t];                                                       \
    uint32_t two =                                                                                 \
        (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (((a) & (b)) ^ ((a) & (c)) ^ ((b) & (c)));      \
    (d) += one;                                                                                    \
    (h) = one + two;                                                                               \
  } while (0)

static void mix_block(uint64_t word[8], const unsigned char *block) {
  uint32_t w[64], v[8];
  spread(w, block);
  for (int i = 0; i < 8; i++)
    v[i] = (uint32_t)word[i];
  uint32_t a = v[0], b = v[1], c = v[2], d = v[3], e = v[4], f = v[5], g = v[6], h = v[7];
  for (int t = 0; t < 64; t += 8) {
    ROUND(a, b, c, d, e, f, g, h, t);
    ROUND(h, a, b, c, d, e, f, g, t + 1);
    ROUND(g, h, a, b, c, d, e, f, t + 2);
    ROUND(f, g, h, a, b, c, d, e, t + 3);
    ROUND(e, f, g, h, a, b, c, d, t + 4);
    ROUND(d, e, f, g, h, a, b, c, t + 5);
    ROUND(c, d, e, f, g, h, a, b, t + 6);
    ROUND(b, c, d, e, f, g, h, a, t + 7);
  }
  const uint32_t turned[8] = {a, b, c, d, e, f, g, h};
  for (int i = 0; i < 8; i++)
    word[i] = (uint32_t)(v[i] + turned[i]);
}

void cpw_sha256_init(cpw_sha256_state *state) {
  static const uint64_t first[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  memset(state, 0, sizeof *state);
  memcpy(state->word, first, sizeof first);
}

void cpw_sha256_add(cpw_sha256_state *state, const void *bytes, int64_t count) {
  const unsigned char *p = bytes;
  size_t left = count > 0 ? (size_t)count : 0;
  while (left) {
    size_t at = (size_t)(state->bytes % 64), n = 64 - at < left ? 64 - at : left;
    if (n == 64) { /* a whole block needs no copy */
      mix_block(state->word, p);
    } else {
      memcpy(state->block + at, p, n);
      if (at + n == 64) mix_block(state->word, (const unsigned char *)state->block);
    }
    state->bytes += n;
    p += n;
    left -= n;
  }
}

void cpw_sha256_text(const cpw_sha256_state *state, char *text) {
  cpw_sha256_state last = *state;
  unsigned char tail[72] = {0x80};
  size_t zeros = (119 - (size_t)(state->bytes % 64)) % 64; /* up to 8 bytes before a block's end */
  for (int i = 0; i < 8; i++)
    tail[1 + zeros + (size_t)i] = (unsigned char)((state->bytes * 8) >> (56 - 8 * i));
  cpw_sha256_add(&last, tail, (int64_t)zeros + 9);
  for (int i = 0; i < 64; i++)
    text[i] = "0123456789abcdef"[(last.word[i / 8] >> (28 - 4 * (i % 8))) & 15];
  text[64] = '\0';
}

int32_t cpw_sha256(const void *bytes, int64_t count, char *text) {
  if (!text || count < 0 || (!bytes && count > 0)) return CPW_EINVAL;
  cpw_sha256_state state;
  cpw_sha256_init(&state);
  cpw_sha256_add(&state, bytes, count);
  cpw_sha256_text(&state, text);
  return CPW_OK;
}
