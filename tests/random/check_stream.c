/* Streams and uniform draws: the published vectors, the derivation from the keys, seeking, and whole
 * numbers below a bound. */
#include "random/check_random.h"

/* tests/kat_vectors of the Random123 distribution, the lines "philox4x32 10" */
START_TEST(published_vectors)
{
  static const struct {
    uint32_t counter[4], key[2], out[4];
  } vectors[] = {
      {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
      {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
       {0xffffffff, 0xffffffff},
       {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
      {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
       {0xa4093822, 0x299f31d0},
       {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
  };
  uint32_t out[4];
  cpwi_philox(vectors[_i].counter, vectors[_i].key, out);
  ck_assert_mem_eq(out, vectors[_i].out, sizeof out);
}
END_TEST

/* The first vector through the public functions: a stream of zeros has key 0 and counter 0. */
START_TEST(stream_of_zeros)
{
  cpw_stream stream;
  memset(&stream, 0, sizeof stream);
  ck_assert_uint_eq(cpw_random_bits(&stream), UINT64_C(0xe169c58d6627e8d5));
  ck_assert_uint_eq(cpw_random_bits(&stream), UINT64_C(0x9b00dbd8bc57ac4c));
  ck_assert_uint_eq(sizeof stream, 64);
}
END_TEST

static uint64_t half(uint64_t key, uint64_t low, uint64_t high, int upper) {
  uint32_t k[2] = {(uint32_t)key, (uint32_t)(key >> 32)}, out[4];
  uint32_t c[4] = {(uint32_t)low, (uint32_t)(low >> 32), (uint32_t)high, (uint32_t)(high >> 32)};
  cpwi_philox(c, k, out);
  return upper ? (uint64_t)out[3] << 32 | out[2] : (uint64_t)out[1] << 32 | out[0];
}

/* The documented construction, word by word, for keys with bits everywhere. */
START_TEST(words_are_as_documented)
{
  cpw_stream any;
  cpw_stream_init(&any, 99, 0, 0, 0);
  for (int i = 0; i < 2000; i++) {
    uint64_t seed = cpw_random_bits(&any), rep = cpw_random_bits(&any);
    uint64_t purpose = cpw_random_bits(&any), entity = cpw_random_bits(&any);
    uint64_t n = cpw_random_bits(&any) >> (1 + i % 63);
    uint64_t mask = UINT64_C(0x6361726570617468);
    uint64_t key = half(seed ^ mask, rep, purpose, 0), tweak = half(seed ^ mask, rep, purpose, 1);
    cpw_stream stream;
    cpw_stream_init(&stream, seed, rep, purpose, entity);
    ck_assert_uint_eq(cpw_stream_position(&stream), 0);
    ck_assert_uint_eq(cpw_random_bits(&stream), half(key, 0, entity ^ tweak, 0));
    cpw_stream_seek(&stream, n);
    for (uint64_t w = n; w < n + 9; w++)
      ck_assert_uint_eq(cpw_random_bits(&stream), half(key, w / 2, entity ^ tweak, w % 2));
    ck_assert_uint_eq(cpw_stream_position(&stream), n + 9);
    cpwi_words extension = cpwi_stream_extension(&stream, n);
    ck_assert_uint_eq(extension.low, half(key, n | UINT64_C(1) << 63, entity ^ tweak, 0));
    ck_assert_uint_eq(extension.high, half(key, n | UINT64_C(1) << 63, entity ^ tweak, 1));
  }
}
END_TEST

START_TEST(seeking_and_bulk)
{
  enum { SIZE = 200 };
  uint64_t words[SIZE], some[SIZE];
  cpw_stream stream, other;
  cpw_stream_init(&stream, 1, 2, 3, 4);
  for (int i = 0; i < SIZE; i++)
    words[i] = cpw_random_bits(&stream);
  for (uint64_t from = 0; from < 40; from++) {
    for (uint64_t n = 0; n <= 60; n++) {
      cpw_stream_init(&other, 1, 2, 3, 4);
      cpw_stream_seek(&other, from);
      cpw_random_fill_bits(&other, some, (int64_t)n);
      ck_assert_mem_eq(some, words + from, n * sizeof *some);
      ck_assert_uint_eq(cpw_stream_position(&other), from + n);
      ck_assert_uint_eq(cpw_random_bits(&other), words[from + n]);
    }
  }
  cpw_random_fill_bits(&other, NULL, 0);
  cpw_random_fill_bits(&other, NULL, -1);
  for (int i = SIZE - 1; i >= 0; i--) { /* backwards */
    cpw_stream_seek(&stream, (uint64_t)i);
    ck_assert_uint_eq(cpw_random_bits(&stream), words[i]);
  }
}
END_TEST

START_TEST(entities)
{
  cpw_stream stream, fresh;
  cpw_stream_init(&stream, 5, 6, 7, 8);
  for (uint64_t entity = 0; entity < 100; entity++) {
    cpw_stream_entity(&stream, entity);
    cpw_stream_init(&fresh, 5, 6, 7, entity);
    for (int i = 0; i < 7; i++)
      ck_assert_uint_eq(cpw_random_bits(&stream), cpw_random_bits(&fresh));
  }
}
END_TEST

/* First words over neighbouring keys: every byte uniform, no two alike, and no correlation between
 * neighbours. */
START_TEST(neighbouring_keys_are_independent)
{
  int64_t n = rounds(400000, 20000), seen[256];
  real share[256];
  for (int i = 0; i < 256; i++)
    share[i] = 1 / 256.0L;
  for (int byte = 0; byte < 8; byte += 7) {
    memset(seen, 0, sizeof seen);
    double before = 0, products = 0;
    for (int64_t i = 0; i < n; i++) {
      uint64_t k[4] = {1, 1, 1, 1};
      k[_i] = (uint64_t)i;
      cpw_stream stream;
      cpw_stream_init(&stream, k[0], k[1], k[2], k[3]);
      uint64_t word = cpw_random_bits(&stream);
      double u = cpwi_unit(word) - 0.5;
      seen[(word >> (8 * byte)) & 255]++;
      products += u * before;
      before = u;
    }
    double p = chi_square_p(seen, share, 256, n);
    ck_assert_msg(p > 1e-6 && p < 1 - 1e-6, "key %d, byte %d: p = %g", _i, byte, p);
    double z = products * 12 / sqrt((double)n);
    ck_assert_msg(fabs(z) < 5.5, "key %d: neighbours correlate, z = %g", _i, z);
  }
}
END_TEST

/* -------- uniform draws */

START_TEST(uniform_of_a_word)
{
  static const struct {
    uint64_t word;
    double uniform, open;
  } rows[] = {
      {UINT64_MAX, 1 - 0x1p-53, 1 - 0x1p-53},
      {UINT64_C(1) << 63, 0.5, 0.5},
      {UINT64_C(3) << 60, 0.1875, 0.1875},
      {(UINT64_C(1) << 53) + 2, 0x1p-11, (0x1p53 + 2) * 0x1p-64},
      {UINT64_MAX - 2047, 1 - 0x1p-53, 1 - 0x1p-53},
  };
  cpw_stream stream = forced(rows[_i].word);
  ck_assert_double_eq(cpw_random_uniform(&stream), rows[_i].uniform);
  stream = forced(rows[_i].word);
  ck_assert_double_eq(cpw_random_uniform_open(&stream), rows[_i].open);
}
END_TEST

/* Below 2^53 a word has fewer than 53 bits: the rest comes from its own extension, in order. */
START_TEST(open_uniform_looks_below_the_word)
{
  for (int shift = 0; shift <= 53; shift++) {
    uint64_t word = shift == 53 ? 0 : UINT64_C(1) << (52 - shift);
    cpw_stream stream = forced(word);
    cpwi_words below = cpwi_stream_extension(&stream, 1);
    real exact =
        ((real)word + (real)below.high * 0x1p-64L + (real)below.low * 0x1p-128L) * 0x1p-64L;
    double u = cpw_random_uniform_open(&stream);
    ck_assert_ldouble_eq_tol(u / exact, 1, 1.2e-16L);
    ck_assert_uint_eq(cpw_stream_position(&stream), 2);
  }
}
END_TEST

/* The words that stand for a value are equally many for every value. */
START_TEST(below_is_exact)
{
  /* n = 3 2^62: two words of three would be too many for a quarter of the values, and are drawn again */
  uint64_t n = UINT64_C(3) << 62;
  uint64_t surplus = (0 - n) % n;
  ck_assert_uint_eq(surplus, UINT64_C(1) << 62);
  cpw_stream stream = forced(0); /* product 0: below the surplus */
  (void)cpw_random_below(&stream, n);
  ck_assert_uint_gt(cpw_stream_position(&stream), 2);
  stream = forced(1); /* low half of the product is n itself */
  ck_assert_uint_eq(cpw_random_below(&stream, n), 0);
  ck_assert_uint_eq(cpw_stream_position(&stream), 2);
  stream = forced(UINT64_C(0x123456789abcdef0));
  ck_assert_uint_eq(cpw_random_below(&stream, 0), UINT64_C(0x123456789abcdef0));
  stream = forced(UINT64_MAX);
  ck_assert_uint_eq(cpw_random_below(&stream, 1), 0);
  stream = forced(UINT64_MAX);
  ck_assert_uint_eq(cpw_random_below(&stream, 10), 9);
}
END_TEST

START_TEST(below_large)
{
  /* thirds of a bound where most words must be turned away */
  uint64_t n = (UINT64_C(1) << 63) + 1;
  int64_t seen[3] = {0}, draws = rounds(300000, 20000);
  const real share[3] = {1 / 3.0L, 1 / 3.0L, 1 / 3.0L};
  cpw_stream stream;
  cpw_stream_init(&stream, 3, 1, 4, 1);
  for (int64_t i = 0; i < draws; i++) {
    uint64_t x = cpw_random_below(&stream, n);
    if (x >= n) ck_abort();
    seen[x / (n / 3 + 1)]++;
  }
  double p = chi_square_p(seen, share, 3, draws);
  ck_assert_msg(p > 1e-6, "p = %g", p);
}
END_TEST

START_TEST(shuffles_are_uniform)
{
  int64_t seen[120] = {0}, draws = rounds(600000, 20000);
  real share[120];
  for (int i = 0; i < 120; i++)
    share[i] = 1 / 120.0L;
  cpw_stream stream;
  cpw_stream_init(&stream, 3, 1, 4, 2);
  for (int64_t i = 0; i < draws; i++) {
    int64_t items[5] = {0, 1, 2, 3, 4}, code = 0;
    cpw_random_shuffle(&stream, items, 5);
    for (int a = 0; a < 5; a++) { /* the number of the permutation (Lehmer) */
      int64_t smaller = 0;
      for (int b = a + 1; b < 5; b++)
        smaller += items[b] < items[a];
      code = code * (5 - a) + smaller;
    }
    seen[code]++;
  }
  double p = chi_square_p(seen, share, 120, draws);
  ck_assert_msg(p > 1e-6 && p < 1 - 1e-6, "p = %g", p);
  int64_t one = 7;
  cpw_random_shuffle(&stream, &one, 1);
  cpw_random_shuffle(&stream, NULL, 0);
  ck_assert_int_eq(one, 7);
}
END_TEST

void stream_tests(const cases *c) {
  tcase_add_loop_test(c->reference, published_vectors, 0, 3);
  tcase_add_test(c->reference, stream_of_zeros);
  tcase_add_test(c->reference, words_are_as_documented);
  tcase_add_test(c->properties, seeking_and_bulk);
  tcase_add_test(c->properties, entities);
  tcase_add_loop_test(c->properties, neighbouring_keys_are_independent, 0, 4);
  tcase_add_loop_test(c->limits, uniform_of_a_word, 0, 5);
  tcase_add_test(c->limits, open_uniform_looks_below_the_word);
  tcase_add_test(c->limits, below_is_exact);
  tcase_add_test(c->properties, below_large);
  tcase_add_test(c->properties, shuffles_are_uniform);
}
