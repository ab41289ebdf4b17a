/* Words and draws by many lanes at once: every set of instructions of this machine against the draws one
 * by one, bit for bit. A machine without any of them holds the plain way against itself. */
#include "random/check_random.h"
#include "random/wide.h"

enum { SIZE = 300, SHIFTS = 9 };

/* Every set, and none: number 0, 1, ... until this is 0. */
static int set_at(int32_t number, const cpwi_wide **set) {
  *set = number == 0 ? NULL : cpwi_wide_at(number - 1);
  return number == 0 || *set;
}

START_TEST(sets_are_known)
{
  int32_t number = 0;
  while (cpwi_wide_at(number))
    number++;
  ck_assert_int_le(number, 2);
  ck_assert_ptr_null(cpwi_wide_at(number + 1));
  ck_assert_ptr_null(cpwi_wide_at(-1));
}
END_TEST

/* -------- words */

static void hold_words(const cpwi_wide *set, uint64_t from, size_t n, size_t shift) {
  uint64_t memory[SIZE + SHIFTS + 1], *some = memory + shift;
  cpw_stream stream, one;
  cpw_stream_init(&stream, 1, 2, 3, UINT64_C(0x123456789abcdef0));
  one = stream;
  cpw_stream_seek(&stream, from);
  cpw_stream_seek(&one, from);
  memset(memory, 0xa5, sizeof memory);
  cpwi_stream_words_by(set, &stream, some, n);
  for (size_t i = 0; i < n; i++)
    ck_assert_uint_eq(some[i], cpw_random_bits(&one));
  ck_assert_uint_eq(some[n], UINT64_C(0xa5a5a5a5a5a5a5a5));
  ck_assert_uint_eq(cpw_stream_position(&stream), cpw_stream_position(&one));
  ck_assert_uint_eq(cpw_random_bits(&stream), cpw_random_bits(&one));
}

/* positions where a counter carries into its upper half, and where it begins again */
START_TEST(words_of_every_set)
{
  static const uint64_t bases[] = {0, (UINT64_C(1) << 33) - 20, UINT64_MAX - 49};
  const cpwi_wide *set;
  for (int32_t number = 0; set_at(number, &set); number++) {
    for (uint64_t from = bases[_i]; from != bases[_i] + 41; from++) {
      for (size_t n = 0; n <= 110; n++)
        hold_words(set, from, n, n % SHIFTS);
      hold_words(set, from, SIZE, (size_t)(from % SHIFTS));
    }
  }
}
END_TEST

/* -------- draws */

typedef void (*draws)(const cpwi_wide *wide, const cpw_stream *stream, uint64_t first,
                      const uint64_t *words, size_t n, double *out);

static void hold_draws(draws draw, const uint64_t *word, size_t n, size_t shift) {
  double memory[SIZE + SHIFTS + 1], one[SIZE], *many = memory + shift;
  const cpwi_wide *set;
  cpw_stream stream;
  cpw_stream_init(&stream, 4, 3, 2, 1);
  for (size_t i = 0; i < n; i++) /* a single word is below the step of any set */
    draw(NULL, &stream, 77 + i, word + i, 1, one + i);
  for (int32_t number = 0; set_at(number, &set); number++) {
    for (size_t i = 0; i < SIZE + SHIFTS + 1; i++)
      memory[i] = -1e9;
    draw(set, &stream, 77, word, n, many);
    ck_assert_mem_eq(many, one, n * sizeof *one);
    ck_assert(many[n] == -1e9);
    if (shift) ck_assert(many[-1] == -1e9);
  }
}

static void hold_both(const uint64_t *word, size_t n, size_t shift) {
  hold_draws(cpwi_exponentials_by, word, n, shift);
  hold_draws(cpwi_normals_by, word, n, shift);
}

/* any length, from any address, words of any size */
START_TEST(draws_of_every_set)
{
  uint64_t word[SIZE + SHIFTS];
  cpw_stream any;
  cpw_stream_init(&any, 8, 0, 0, 0);
  for (int64_t round = 0, many = rounds(200, 20); round < many; round++) {
    for (size_t i = 0; i < SIZE + SHIFTS; i++) {
      word[i] = cpw_random_bits(&any);
      if (round % 4 == 1) word[i] >>= cpw_random_below(&any, 64);
      if (round % 4 == 2) word[i] = ~(word[i] >> cpw_random_below(&any, 64));
    }
    for (size_t n = 0; n <= 40; n++)
      hold_both(word + n % SHIFTS, n, (size_t)round % SHIFTS);
    hold_both(word + (size_t)round % SHIFTS, SIZE, SHIFTS);
  }
}
END_TEST

/* Where something changes: ends of the range, powers of 2, cells of the tables, each among words that
 * are like it and among words that are not. */
START_TEST(draws_at_every_edge)
{
  uint64_t word[SIZE], step = (uint64_t)rounds(1, 8);
  for (uint32_t shift = 0; shift < 64; shift++) {
    for (uint64_t cell = 128; cell <= 256; cell += step) {
      uint64_t edge = shift >= 56 ? cell << (shift - 8) >> 48 << 48 : cell << 56 >> shift;
      for (size_t i = 0; i < 32; i++)
        word[i] = (i & 1 ? ~edge : edge) + i / 2 - 8;
      hold_both(word, 32, 0);
      for (size_t i = 0; i < 32; i++)
        word[i] = i % 9 == 4 ? edge - (cell & 1) : UINT64_C(0x6b8b4567327b23c6) * (i + 1);
      hold_both(word, 32, 1);
    }
  }
  memset(word, 0, sizeof word);
  hold_both(word, SIZE, 0);
  memset(word, 0xff, sizeof word);
  hold_both(word, SIZE, 0);
}
END_TEST

/* The public arrays, whichever set they use. */
START_TEST(arrays_are_draws_one_by_one)
{
  static const double p[2] = {3, 0.25};
  double many[SIZE * 5];
  for (size_t n = 1; n <= SIZE * 5; n += 101) {
    cpw_stream a, b;
    cpw_stream_init(&a, n, 0, 0, 0);
    cpw_stream_seek(&a, n);
    b = a;
    ck_assert_int_eq(cpw_random_fill(&a, CPW_LAW_EXPONENTIAL, p, 1, many, (int64_t)n, NULL),
                     CPW_OK);
    for (size_t i = 0; i < n; i++)
      ck_assert(many[i] == cpw_random_exponential(&b, p[0]));
    ck_assert_int_eq(cpw_random_fill(&a, CPW_LAW_NORMAL, p, 1, many, (int64_t)n, NULL), CPW_OK);
    for (size_t i = 0; i < n; i++)
      ck_assert(many[i] == cpw_random_normal(&b, p[0], p[1]));
  }
}
END_TEST

void wide_tests(const cases *c) {
  tcase_add_test(c->limits, sets_are_known);
  tcase_add_loop_test(c->reference, words_of_every_set, 0, 3);
  tcase_add_test(c->reference, draws_of_every_set);
  tcase_add_test(c->reference, draws_at_every_edge);
  tcase_add_test(c->properties, arrays_are_draws_one_by_one);
}
