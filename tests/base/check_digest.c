/* SHA-256 against the vectors of FIPS 180-4 and its earlier editions; words of a line; errors stay UTF-8. */
#include "base/check_base.h"
#include "base/words.h"

#include <stdlib.h>
#include <string.h>

/* https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values, SHA256.pdf and
 * SHA2_Additional.pdf */
START_TEST(published_digests)
{
  static const struct {
    const char *text, *digest;
  } rows[] = {{"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
              {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
              {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
               "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
              {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklm"
               "nopqrlmnopqrs"
               "mnopqrstnopqrstu",
               "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"}};
  char digest[CPW_SHA256_CHARS];
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
    ck_assert_int_eq(cpw_sha256(rows[k].text, (int64_t)strlen(rows[k].text), digest), CPW_OK);
    ck_assert_str_eq(digest, rows[k].digest);
  }
  ck_assert_int_eq(cpw_sha256(NULL, 0, digest), CPW_OK);
  ck_assert_str_eq(digest, rows[0].digest);
}
END_TEST

/* SHA2_Additional.pdf: 1 byte, 4 bytes, and 55 to 64, 1000 zeros or letters around the ends of blocks */
START_TEST(published_digests_of_runs)
{
  static const struct {
    int byte, count;
    const char *digest;
  } rows[] = {{0xbd, 1, "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b"},
              {0, 55, "02779466cdec163811d078815c633f21901413081449002f24aa3e80f0b88ef7"},
              {0, 56, "d4817aa5497628e7c77e6b606107042bbba3130888c5f47a375e6179be789fbb"},
              {0, 57, "65a16cb7861335d5ace3c60718b5052e44660726da4cd13bb745381b235a1785"},
              {0, 64, "f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b"},
              {0, 1000, "541b3e9daa09b20bf85fa273e5cbd3e80185aa4ec298e765db87742b70138a53"},
              {'A', 1000, "c2e686823489ced2017f6059b8b239318b6364f6dcd835d0a519105a1eadd6e4"},
              {'a', 1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"}};
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
    size_t count = (size_t)rows[k].count;
    char digest[CPW_SHA256_CHARS], *bytes = malloc(count);
    ck_assert_ptr_nonnull(bytes);
    memset(bytes, rows[k].byte, count);
    ck_assert_int_eq(cpw_sha256(bytes, rows[k].count, digest), CPW_OK);
    ck_assert_str_eq(digest, rows[k].digest);
    free(bytes);
  }
}
END_TEST

START_TEST(digests_in_pieces)
{
  char bytes[300], whole[CPW_SHA256_CHARS], pieces[CPW_SHA256_CHARS], again[CPW_SHA256_CHARS];
  uint64_t state = 7;
  for (size_t k = 0; k < sizeof bytes; k++)
    bytes[k] = (char)(unsigned char)(cpwt_random(&state) >> 56);
  for (int64_t count = 0; count <= (int64_t)sizeof bytes; count++) {
    cpw_sha256_state s;
    ck_assert_int_eq(cpw_sha256(bytes, count, whole), CPW_OK);
    cpw_sha256_init(&s);
    for (int64_t at = 0; at < count;) {
      int64_t most = count - at, step = (int64_t)(cpwt_random(&state) % 130);
      step = step < most ? step : most;
      cpw_sha256_add(&s, bytes + at, step);
      at += step;
    }
    cpw_sha256_add(&s, NULL, 0);
    cpw_sha256_add(&s, bytes, -1);
    cpw_sha256_text(&s, pieces);
    cpw_sha256_text(&s, again); /* which leaves it as it was */
    ck_assert_str_eq(whole, pieces);
    ck_assert_str_eq(whole, again);
  }
}
END_TEST

START_TEST(digests_refused)
{
  char digest[CPW_SHA256_CHARS] = "untouched";
  ck_assert_int_eq(cpw_sha256(NULL, 1, digest), CPW_EINVAL);
  ck_assert_int_eq(cpw_sha256("x", -1, digest), CPW_EINVAL);
  ck_assert_int_eq(cpw_sha256("x", 1, NULL), CPW_EINVAL);
  ck_assert_str_eq(digest, "untouched");
}
END_TEST

START_TEST(nearest_words)
{
  static const char *const known[] = {"score", "longest", "due", "a"};
  ck_assert_str_eq(cpwi_nearest("scroe", known, 4), "score");
  ck_assert_str_eq(cpwi_nearest("longets", known, 4), "longest");
  ck_assert_str_eq(cpwi_nearest("dua", known, 4), "due");
  ck_assert_ptr_null(cpwi_nearest("zzzz", known, 4));
  ck_assert_ptr_null(cpwi_nearest("b", known, 4)); /* a word of one letter is near to nothing */
  ck_assert_ptr_null(cpwi_nearest("a_word_that_is_longer_than_31_letters", known, 4));
  ck_assert_ptr_null(cpwi_nearest("x", known, 0));
}
END_TEST

START_TEST(words_come_back)
{
  static const char *const words[] = {
      "plain",     "two words", "",      "a\"b\\c",  "tab\tline\nfeed\r",
      "# comment", "a:b",       "n:r:t", "\xc3\xa9", "0.5"};
  cpwt_text text;
  cpwi_words split;
  cpwi_writer w;
  memset(&split, 0, sizeof split);
  split.where = "here";
  split.line = 1;
  cpwt_text_open(&text);
  cpwi_writer_init(&w, &text.sink);
  for (size_t k = 0; k < 10; k++) {
    ck_assert(cpwi_is_wordable(words[k]));
    cpwi_put_word(&w, words[k]);
    cpwi_put_text(&w, k % 2 ? " " : "\t ");
  }
  ck_assert_int_eq(cpwi_writer_finish(&w, "here", NULL), CPW_OK);
  ck_assert_ptr_null(strchr(text.bytes, '\n'));
  ck_assert_int_eq(cpwi_words_split(&split, text.bytes, (int64_t)text.used, NULL), CPW_OK);
  ck_assert_int_eq(split.count, 10);
  for (size_t k = 0; k < 10; k++) {
    ck_assert_str_eq(split.word[k].text, words[k]);
    ck_assert_int_eq(split.word[k].length, (int64_t)strlen(words[k]));
    ck_assert_int_eq(split.word[k].joined, 0);
  }
  ck_assert(!cpwi_is_wordable(NULL));
  ck_assert(!cpwi_is_wordable("bell\a"));
  ck_assert(!cpwi_is_wordable("\xff"));
  cpwi_words_free(&split);
  cpwt_text_close(&text);
}
END_TEST

START_TEST(errors_stay_utf8)
{
  char long_text[700];
  cpw_error err;
  for (size_t k = 0; k + 1 < sizeof long_text; k += 2) /* e acute throughout: cut within one */
    memcpy(long_text + k, "\xc3\xa9", 2);
  long_text[698] = '\0';
  cpwi_fail(&err, CPW_EINVAL, -1, "x", "a%s", long_text);
  size_t length = strlen(err.message);
  ck_assert_uint_eq(length, sizeof err.message - 1);
  for (const unsigned char *p = (const unsigned char *)err.message; *p;) {
    int width = cpwi_utf8_sequence(p);
    ck_assert_int_gt(width, 0);
    p += width;
  }
  cpwi_fail(&err, CPW_EINVAL, -1, "\xff", "b\xe2\x82|\xf0\x9f\x98\x80");
  ck_assert_str_eq(err.message, "b??|\xf0\x9f\x98\x80");
  ck_assert_str_eq(err.where, "?");
}
END_TEST

void cpwt_add_digest(const cpwt_cases *cases) {
  tcase_add_test(cases->reference, published_digests);
  tcase_add_test(cases->reference, published_digests_of_runs);
  tcase_add_test(cases->properties, digests_in_pieces);
  tcase_add_test(cases->properties, words_come_back);
  tcase_add_test(cases->errors, digests_refused);
  tcase_add_test(cases->errors, nearest_words);
  tcase_add_test(cases->errors, errors_stay_utf8);
}
