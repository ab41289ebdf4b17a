/* The number code once more, compiled without the compiler's wide integers: the same texts and the
 * same doubles as the library's own. */
#define CPWI_PORTABLE_MULTIPLY
#define cpw_format_double portable_format_double
#define cpw_format_int64  portable_format_int64
#define cpw_parse_double  portable_parse_double
#define cpw_parse_int64   portable_parse_int64
#include "base/number_format.c"
#include "base/number_parse.c"
#undef cpw_format_double
#undef cpw_format_int64
#undef cpw_parse_double
#undef cpw_parse_int64

#include "base/check_base.h"

int32_t cpw_format_double(double value, char *text);
int32_t cpw_format_int64(int64_t value, char *text);
int32_t cpw_parse_double(const char *text, int64_t count, double *value);
int32_t cpw_parse_int64(const char *text, int64_t count, int64_t *value);

START_TEST(products_by_hand)
{
  uint64_t state = 17;
  const uint64_t edges[] = {0, 1, UINT32_MAX, UINT64_C(1) << 32, UINT64_MAX, UINT64_MAX - 1};
  for (size_t i = 0; i < 6; i++)
    for (size_t k = 0; k < 6; k++) {
      cpwi_wide p = cpwi_multiply_wide(edges[i], edges[k]);
      ck_assert_uint_eq(p.low, edges[i] * edges[k]);
      if (edges[i] == UINT64_MAX && edges[k] == UINT64_MAX)
        ck_assert_uint_eq(p.high, UINT64_MAX - 1);
      if (edges[i] == UINT64_C(1) << 32) ck_assert_uint_eq(p.high, edges[k] >> 32);
    }
  for (int i = 0; i < 1000; i++) { /* (2^32 a + b) * 2^32 c = 2^64 a c + 2^32 b c */
    uint64_t x = cpwt_random(&state), c = cpwt_random(&state) >> 32;
    cpwi_wide p = cpwi_multiply_wide(x, c << 32);
    uint64_t low = (x & UINT32_MAX) * c;
    ck_assert_uint_eq(p.high, (x >> 32) * c + (low >> 32));
    ck_assert_uint_eq(p.low, low << 32);
  }
  for (int n = 0; n < 64; n++)
    ck_assert_int_eq(cpwi_leading_zeros(UINT64_MAX >> n), n);
}
END_TEST

START_TEST(the_same_without_wide_integers)
{
  uint64_t state = 23;
  for (int i = 0; i < cpwt_rounds(300000, 3000); i++) {
    uint64_t bits = cpwt_random(&state);
    double value, back;
    memcpy(&value, &bits, sizeof value);
    char text[CPW_NUMBER_CHARS], other[CPW_NUMBER_CHARS];
    int32_t length = portable_format_double(value, text);
    ck_assert_int_eq(length, cpw_format_double(value, other));
    ck_assert_str_eq(text, other);
    ck_assert_int_eq(portable_parse_double(text, length, &back), CPW_OK);
    if (value != value) continue;
    ck_assert_mem_eq(&back, &value, sizeof value);
    int64_t whole = (int64_t)(bits >> 1), again;
    length = portable_format_int64(whole, text);
    ck_assert_int_eq(length, cpw_format_int64(whole, other));
    ck_assert_str_eq(text, other);
    ck_assert_int_eq(portable_parse_int64(text, length, &again), CPW_OK);
    ck_assert_int_eq(whole, again);
  }
}
END_TEST

void cpwt_add_portable(const cpwt_cases *cases) {
  tcase_add_test(cases->reference, products_by_hand);
  tcase_add_test(cases->properties, the_same_without_wide_integers);
}
