/* The words of the extract: parts and months; the counts in few bytes; keys and their hash. */
#include "rtt/shared.h"

#include <stdio.h>
#include <string.h>

START_TEST(types_of_parts)
{
  static const char *const pairs[][2] = {
      {"Part_1A", "completed_admitted"}, {"Part_1B", "completed_nonadmitted"},
      {"Part_2", "incomplete"},          {"Part_2A", "incomplete_dta"},
      {"Part_3", "new_clock_starts"},    {"PART_2a", "incomplete_dta"},
      {"part_3", "new_clock_starts"}};
  for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
    ck_assert_str_eq(cpw_rtt_part_type(pairs[i][0]), pairs[i][1]);
  static const char *const none[] = {"", "Part_", "Part_4", "Part_2B", "Part_2 ", "Part-2"};
  for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
    ck_assert_ptr_null(cpw_rtt_part_type(none[i]));
  ck_assert_ptr_null(cpw_rtt_part_type(NULL));
}
END_TEST

START_TEST(bits_of_treatment_functions)
{
  static const char *const codes[] = {"C_100", "C_502", "C_999", "X01", "X06"};
  uint64_t seen = 1; /* no function has bit 0 */
  for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
    uint8_t bit = cpwi_function_bit(codes[i]);
    ck_assert(bit < 64 && !(seen >> bit & 1));
    seen |= (uint64_t)1 << bit;
  }
  ck_assert_int_eq(cpwi_function_bit("C_103"), 0);
  ck_assert_int_eq(cpwi_function_bit(""), 0);
}
END_TEST

START_TEST(parts_that_are_not_known)
{
  cpw_rtt_options o = cpwt_by(0);
  ck_assert_str_eq(cpwt_figures_of(&o, HEAD NOV("R1", "C1", "Part_9", "C_999", "1,0,0,,,1")
                                           NOV("R1", "C1", "PART_3", "C_999", ",,,,,4")
                                               NOV("R1", "C1", "Part_3", "C_100", ",,,,,3")),
                   "2024-11 Part_3 new_clock_starts: 0 0 0 a4 s-1/"
                   "2024-11 Part_9 Part_9: 1 0 0 a1/");
}
END_TEST

START_TEST(months)
{
  static const struct {
    const char *text;
    int32_t year, month;
  } cases[] = {
      {"RTT-November-2024", 2024, 11}, {"November-2024", 2024, 11},     {"2024-11", 2024, 11},
      {"2024-11-30", 2024, 11},        {"rtt-NOVEMBER-2024", 2024, 11}, {"RTT-Apr-2019", 2019, 4},
      {"RTT-May-2019", 2019, 5},       {"RTT March 2011", 2011, 3},     {"RTT_Sep_2020", 2020, 9},
      {"january 1900", 1900, 1},       {"December-9999", 9999, 12},     {"feb-2020", 2020, 2},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    ck_assert_msg(cpwi_parse_month(cases[i].text, strlen(cases[i].text)) ==
                      cases[i].year * 12 + cases[i].month - 1,
                  "%s", cases[i].text);
  static const char *const none[] = {"",           "RTT-",       "RTT-2024",     "2024-13",
                                     "2024-00",    "1899-12",    "2024/11",      "20241130",
                                     "Novem-2024", "Nov-24",     "November",     "2024-11-00",
                                     "2024-11-32", "2024-11-3x", "2024-1x",      "RTT-Mayo-2024",
                                     "Jux-2024",   "-2024",      "November2024", "20x4-11"};
  for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
    ck_assert_msg(cpwi_parse_month(none[i], strlen(none[i])) == 0, "%s", none[i]);
  char text[CPWI_CODE_BYTES + 1];
  for (int32_t month = 1900 * 12; month < 10000 * 12; month++) {
    cpwi_format_month(month, text);
    ck_assert_int_eq(cpwi_parse_month(text, strlen(text)), month);
  }
}
END_TEST

/* rows of counts against a plain table of 64-bit numbers */
START_TEST(counts_against_a_plain_table)
{
  enum { ROWS = 300, WIDTH = 13 };
  static int64_t plain[ROWS][WIDTH];
  cpwi_counts_row row[ROWS] = {0};
  cpwi_counts c;
  memset(plain, 0, sizeof plain);
  cpwi_counts_init(&c, NULL, WIDTH);
  uint64_t state = 7;
  for (int round = 0; round < cpwt_rounds(200000); round++) {
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    uint64_t r = state >> 16;
    int i = (int)(r % ROWS);
    int32_t band[2] = {(int32_t)(r / ROWS % WIDTH), (int32_t)(r / ROWS / WIDTH % WIDTH)};
    int64_t value[2] = {(int64_t)((state >> 20) >> (state >> 58)), 1};
    if (r % 11 == 0) {
      cpwi_counts_drop(&c, &row[i]);
      memset(plain[i], 0, sizeof plain[i]);
    }
    ck_assert_int_eq(cpwi_counts_add(&c, &row[i], 2, band, value), CPW_OK);
    plain[i][band[0]] += value[0];
    plain[i][band[1]] += value[1];
  }
  for (int i = 0; i < ROWS; i++) {
    int64_t out[WIDTH] = {0};
    ck_assert_int_eq(cpwi_counts_read(&c, row[i], out), CPW_OK);
    ck_assert_int_eq(memcmp(out, plain[i], sizeof out), 0);
  }
  cpwi_counts_free(&c);
}
END_TEST

START_TEST(counts_take_few_bytes)
{
  cpwi_counts c;
  cpwi_counts_init(&c, NULL, 105);
  cpwi_counts_row row = 0;
  int32_t band = 3;
  static const int64_t steps[] = {255, 1, 65279, 1, 4294901759, 1};
  static const uint32_t widths[] = {0, 1, 1, 2, 2, 3};
  for (int i = 0; i < 6; i++) {
    ck_assert_int_eq(cpwi_counts_add(&c, &row, 1, &band, &steps[i]), CPW_OK);
    ck_assert_uint_eq(row & 3, widths[i]);
  }
  cpwi_counts_drop(&c, &row);
  cpwi_counts_drop(&c, &row);
  ck_assert_uint_eq(row, 0);
  ck_assert_int_eq(cpwi_counts_add(&c, &row, 0, NULL, NULL), CPW_OK);
  ck_assert_uint_eq(row, 0);
  cpwi_counts_free(&c);
}
END_TEST

START_TEST(sums_that_fit)
{
  int64_t sum = 7;
  ck_assert(cpwi_add(INT64_MAX, INT64_MIN, &sum) && sum == -1);
  ck_assert(cpwi_add(INT64_MAX - 1, 1, &sum) && sum == INT64_MAX);
  ck_assert(cpwi_add(INT64_MIN, 0, &sum) && sum == INT64_MIN);
  ck_assert(cpwi_add(INT64_MIN + 1, -1, &sum) && sum == INT64_MIN);
  ck_assert(!cpwi_add(INT64_MAX, 1, &sum) && !cpwi_add(INT64_MIN, -1, &sum));
  ck_assert(sum == INT64_MIN);
}
END_TEST

void cpwt_add_parts(cpwt_cases *cases) {
  tcase_add_test(cases->reference, types_of_parts);
  tcase_add_test(cases->reference, parts_that_are_not_known);
  tcase_add_test(cases->reference, bits_of_treatment_functions);
  tcase_add_test(cases->reference, months);
  tcase_add_test(cases->properties, counts_against_a_plain_table);
  tcase_add_test(cases->limits, counts_take_few_bytes);
  tcase_add_test(cases->limits, sums_that_fit);
}
