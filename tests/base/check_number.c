/* Numbers to text and back: against a table of known texts, and against the C library's printf and
 * strtod (which round correctly in glibc) in the C locale and in one with a decimal comma. */
#include "base/check_base.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double from_bits(uint64_t bits) {
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static uint64_t to_bits(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

static double parse(const char *text) {
  double value = -77;
  ck_assert_msg(cpw_parse_double(text, (int64_t)strlen(text), &value) == CPW_OK, "\"%s\"", text);
  return value;
}

/* ---- writing --------------------------------------------------------------------------------- */

START_TEST(known_texts)
{
  static const struct {
    double value;
    const char *text;
  } table[] = {{0, "0"},
               {-0.0, "-0"},
               {1, "1"},
               {-1, "-1"},
               {10, "10"},
               {7400000, "7400000"},
               {99999999, "99999999"},
               {100000000, "100000000"},
               {123456789, "123456789"},
               {9007199254740991, "9007199254740991"},
               {9007199254740992, "9007199254740992"},
               {9007199254740994, "9007199254740994"},
               {1e15, "1000000000000000"},
               {1e17, "100000000000000000"},
               {123456789012345680000.0, "123456789012345680000"},
               {1e20, "100000000000000000000"},
               {999999999999999900000.0, "999999999999999900000"},
               {1e21, "1e+21"},
               {-1e21, "-1e+21"},
               {1.5e21, "1.5e+21"},
               {1e22, "1e+22"},
               {1e23, "1e+23"},
               {1.2345678901234567e100, "1.2345678901234567e+100"},
               {0.5, "0.5"},
               {0.1, "0.1"},
               {0.30000000000000004, "0.30000000000000004"},
               {1.0 / 3, "0.3333333333333333"},
               {2.0 / 3, "0.6666666666666666"},
               {100.25, "100.25"},
               {-12345.678, "-12345.678"},
               {123456789.12345678, "123456789.12345678"},
               {1234567890123456.7, "1234567890123456.8"},
               {4.35, "4.35"},
               {0.000001, "0.000001"},
               {0.0000012345678901234567, "0.0000012345678901234567"},
               {0.0000001, "1e-7"},
               {-0.00000012, "-1.2e-7"},
               {1e-10, "1e-10"},
               {9.5367431640625e-7, "9.5367431640625e-7"},
               {5e-324, "5e-324"},
               {-1e-323, "-1e-323"},
               {2.2250738585072011e-308, "2.225073858507201e-308"},
               {2.2250738585072014e-308, "2.2250738585072014e-308"},
               {1.7976931348623157e308, "1.7976931348623157e+308"},
               {0x1p-44, "5.684341886080802e-14"},
               {9.109383701528e-31, "9.109383701528e-31"},
               {(double)INFINITY, "inf"},
               {-(double)INFINITY, "-inf"},
               {(double)NAN, "nan"},
               {-(double)NAN, "nan"}};
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    char text[CPW_NUMBER_CHARS];
    memset(text, 'x', sizeof text);
    int32_t length = cpw_format_double(table[i].value, text);
    ck_assert_str_eq(text, table[i].text);
    ck_assert_int_eq(length, (int32_t)strlen(table[i].text));
    ck_assert_str_eq(cpwi_number(table[i].value).text, table[i].text);
    double back = parse(text);
    ck_assert(isnan(back) ? isnan(table[i].value) : to_bits(back) == to_bits(table[i].value));
  }
}
END_TEST

/* Digits without sign, point, leading and trailing zeros and exponent; returns their number. */
static int significant(const char *text, char *digits) {
  int count = 0;
  for (; *text && *text != 'e'; text++)
    if (*text >= '0' && *text <= '9' && (count > 0 || *text != '0')) digits[count++] = *text;
  while (count > 1 && digits[count - 1] == '0')
    count--;
  digits[count] = '\0';
  return count;
}

static int is_power_of_two(double value) {
  int exponent;
  return fabs(frexp(value, &exponent)) == 0.5;
}

/* The text reads back (by both readers), is as short as printf's shortest that does, and the nearest
 * of that length. Below a power of two the gap is half as wide: there a text may be shorter, or
 * farther and inside all the same. */
static void check_shortest(double value) {
  char text[CPW_NUMBER_CHARS], other[64], ours[40], theirs[40];
  ck_assert_int_eq(cpw_format_double(value, text), (int32_t)strlen(text));
  ck_assert_msg(to_bits(strtod(text, NULL)) == to_bits(value), "%a gives %s", value, text);
  ck_assert_msg(to_bits(parse(text)) == to_bits(value), "%s does not read back as %a", text, value);
  int digits = 1;
  for (; digits < 17; digits++) {
    snprintf(other, sizeof other, "%.*e", digits - 1, value);
    if (strtod(other, NULL) == value) break;
  }
  snprintf(other, sizeof other, "%.*e", digits - 1, value);
  int length = significant(text, ours), expected = significant(other, theirs);
  if (is_power_of_two(value))
    ck_assert_msg(length <= expected, "%s against %s", text, other);
  else
    ck_assert_msg(strcmp(ours, theirs) == 0, "%s against %s", text, other);
}

static void check_around(uint64_t bits) {
  for (uint64_t b = bits < 3 ? 0 : bits - 3; b <= bits + 3; b++)
    if (isfinite(from_bits(b)) && b != 0) check_shortest(from_bits(b));
}

START_TEST(every_power_of_two_and_its_neighbours)
{
  for (int e = -1074; e < 1024; e += cpwt_rounds(1, 7))
    check_around(to_bits(ldexp(1, e)));
}
END_TEST

START_TEST(every_power_of_ten_and_its_neighbours)
{
  for (int e = -324; e <= 308; e += cpwt_rounds(1, 7)) {
    char text[16];
    snprintf(text, sizeof text, "1e%d", e);
    check_around(to_bits(strtod(text, NULL)));
    snprintf(text, sizeof text, "5e%d", e);
    check_around(to_bits(strtod(text, NULL)));
  }
}
END_TEST

START_TEST(the_smallest_and_the_largest)
{
  for (uint64_t bits = 1; bits < 3000; bits += (uint64_t)cpwt_rounds(1, 31))
    check_shortest(from_bits(bits));
  check_around(to_bits(DBL_MIN));
  check_around(to_bits(DBL_MAX) - 3);
  check_shortest(DBL_EPSILON);
}
END_TEST

START_TEST(shortest_of_random_bits)
{
  uint64_t state = 20240601;
  for (int i = 0; i < cpwt_rounds(100000, 1000); i++) {
    double value = from_bits(cpwt_random(&state));
    if (isfinite(value)) check_shortest(value);
    uint64_t few = cpwt_random(&state); /* few bits set: many zeros in the significand */
    value = from_bits(few & cpwt_random(&state) & cpwt_random(&state));
    if (isfinite(value) && value != 0) check_shortest(value);
    check_shortest((double)(1 + (cpwt_random(&state) >> 40)) / 1000);
  }
}
END_TEST

START_TEST(random_bits_round_trip)
{
  uint64_t state = 7;
  for (int i = 0; i < cpwt_rounds(1000000, 10000); i++) {
    double value = from_bits(cpwt_random(&state));
    char text[CPW_NUMBER_CHARS];
    int32_t length = cpw_format_double(value, text);
    ck_assert_int_lt(length, CPW_NUMBER_CHARS);
    double back = parse(text), theirs = strtod(text, NULL);
    if (isnan(value))
      ck_assert(isnan(back) && isnan(theirs));
    else
      ck_assert_msg(to_bits(back) == to_bits(value) && to_bits(theirs) == to_bits(value), "%s",
                    text);
  }
}
END_TEST

START_TEST(whole_numbers_as_such)
{
  static const struct {
    int64_t value;
    const char *text;
  } table[] = {{0, "0"},
               {-1, "-1"},
               {9, "9"},
               {10, "10"},
               {12345678, "12345678"},
               {123456789, "123456789"},
               {100000000, "100000000"},
               {-1000000000000000, "-1000000000000000"},
               {99999999999999999, "99999999999999999"},
               {INT64_MAX, "9223372036854775807"},
               {INT64_MIN, "-9223372036854775808"}};
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    char text[CPW_NUMBER_CHARS];
    int32_t length = cpw_format_int64(table[i].value, text);
    ck_assert_str_eq(text, table[i].text);
    ck_assert_int_eq(length, (int32_t)strlen(text));
    int64_t back = 0;
    ck_assert_int_eq(cpw_parse_int64(text, length, &back), CPW_OK);
    ck_assert_int_eq(back, table[i].value);
  }
  uint64_t state = 3;
  for (int i = 0; i < cpwt_rounds(200000, 2000); i++) {
    uint64_t bits = cpwt_random(&state);
    int64_t value, back = 0;
    memcpy(&value, &bits, sizeof value);
    value /= INT64_C(1) << (bits & 63) % 62;
    char text[CPW_NUMBER_CHARS], other[32];
    int32_t length = cpw_format_int64(value, text);
    snprintf(other, sizeof other, "%lld", (long long)value);
    ck_assert_str_eq(text, other);
    ck_assert_int_eq(cpw_parse_int64(text, length, &back), CPW_OK);
    ck_assert_int_eq(back, value);
    double real = (double)(value >> 11);
    cpw_format_double(real, text);
    snprintf(other, sizeof other, "%.0f", real);
    ck_assert_str_eq(text, other);
  }
}
END_TEST

/* ---- reading --------------------------------------------------------------------------------- */

static void check_parse(const char *text) {
  double ours = parse(text), theirs = strtod(text, NULL);
  ck_assert_msg(to_bits(ours) == to_bits(theirs), "\"%.60s\": %a, strtod says %a", text, ours,
                theirs);
}

START_TEST(known_numbers)
{
  static const char *const texts[] = {
      "0",
      "-0",
      "+0.0",
      "0e999999999999999999999",
      "0.0000e-999",
      "1",
      "+1",
      "-1.5e3",
      "1E3",
      "1e+3",
      "1e0000000000000000000003",
      "00000000000000000000000000001",
      "0.00000000000000000000000000000000000000001e41",
      "9007199254740992",
      "9007199254740993",
      "9007199254740993.0",
      "9007199254740993.00000000000000000000000000000000000001",
      "9007199254740992.99999999999999999999999999999999999999",
      "9007199254740994.99999",
      "9007199254740995",
      "9007199254740995e0",
      "90071992547409950e-1",
      "900719925474099500000000000e-11",
      "1e22",
      "1e23",
      "8.5e22",
      "123456789012345678",
      "1234567890123456789",
      "12345678901234567890",
      "18446744073709551615",
      "18446744073709551616",
      "99999999999999999999",
      "100000000000000000000000000000000000000000000000000000000000000000000000000000000",
      "1.7976931348623157e308",
      "1.7976931348623158e308",
      "1.7976931348623159e308",
      "17976931348623158079372897140530341507993413271003782693617377898044496829276475094664901797"
      "7"
      "58720709633028641669288791094655554785194040263065748867150582068190890200070838367627385484"
      "5"
      "81771153176447573027006985557136695962284291481986083493647529271907416844436551070434271155"
      "9"
      "699508093042880177904174497791.999999999999",
      "17976931348623158079372897140530341507993413271003782693617377898044496829276475094664901797"
      "7"
      "58720709633028641669288791094655554785194040263065748867150582068190890200070838367627385484"
      "5"
      "81771153176447573027006985557136695962284291481986083493647529271907416844436551070434271155"
      "9"
      "699508093042880177904174497792",
      "1e308",
      "1e309",
      "1e310",
      "1e99999999999999999999999999",
      "-1e400",
      "0.1e310",
      "123456789012345678901234567890e300",
      "4.9e-324",
      "5e-324",
      "2.5e-324",
      "2.4703282292062327e-324",
      "2.4703282292062328e-324",
      "2.47032822920623272e-324",
      "1e-323",
      "1e-324",
      "1e-330",
      "1e-342",
      "1e-343",
      "9999999999999999999e-343",
      "9999999999999999999e-342",
      "123456789012345678901234567890e-360",
      "1e-99999999999999999999999999",
      "2.2250738585072011e-308",
      "2.2250738585072012e-308",
      "2.2250738585072013e-308",
      "2.2250738585072014e-308",
      "2."
      "22507385850720113605740979670913197593481954635164564802342610972482222202107694551652952390"
      "8"
      "13508791414915891303962110687008643869459464552765720740782062174337998814106326732925355228"
      "688"
      "13721490129811224514518898490572223072852551331557550159143974763979834118019993239625482890"
      "17"
      "10708185069063066665599493827577257201576306269066333264756530000924588831643303777979186961"
      "20"
      "49497390377829704905051080609940730262937128958950003583799967207254304360284078895771796150"
      "94"
      "55167482434710307026091446215722898802581825451803257070188608721131280795122334262883686223"
      "21"
      "50377566662250398253433597456888442390026549819838548794829220689472168983109969836584681402"
      "285"
      "42454359206304400016750010000e-308",
      "6.9294956446009195e15",
      "3.7455744005952583e15",
      "0.000000000000000000000000000000000000000000000000000000000000000000000000000000000001",
      "1090544144181609348671888949248",
      "1090544144181609348835077142190",
      "8.44291197326099e-309",
      "104110013277974872254e-225",
      "12345e-5",
      "7.2057594037927933e16",
      "3.2378839133029012895883524125015321748630094499e-44"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    check_parse(texts[i]);
}
END_TEST

START_TEST(names_of_what_is_no_number)
{
  static const char *const nans[] = {"nan", "NaN", "NAN", "+nan", "-nan"};
  for (size_t i = 0; i < sizeof nans / sizeof *nans; i++)
    ck_assert(isnan(parse(nans[i])));
  static const char *const infinities[] = {"inf", "INF", "Inf", "infinity", "Infinity", "INFINITY"};
  for (size_t i = 0; i < sizeof infinities / sizeof *infinities; i++) {
    char text[16];
    ck_assert(parse(infinities[i]) == (double)INFINITY);
    snprintf(text, sizeof text, "-%s", infinities[i]);
    ck_assert(parse(text) == -(double)INFINITY);
    text[0] = '+';
    ck_assert(parse(text) == (double)INFINITY);
  }
}
END_TEST

START_TEST(what_is_not_a_number)
{
  static const char *const texts[] = {
      "",      "+",    "-",         ".",       ".5",    "5.",           "-.5",   "1e",
      "1e+",   "1e-",  "e5",        "1 ",      " 1",    "1,5",          "1,000", "0x10",
      "1_000", "nanx", "in",        "infinit", "--1",   "+-1",          "1e5.5", "1.5.2",
      "1..2",  "1.e5", "inf1",      "na",      "1e5e5", "one",          "1\n",   "\t1",
      "1f",    "1d5",  "infinityy", "nan(1)",  "-",     "\xef\xbc\x91", "1-",    "1+1"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    double value = 42;
    ck_assert_msg(cpw_parse_double(texts[i], (int64_t)strlen(texts[i]), &value) == CPW_EDATA, "%s",
                  texts[i]);
    ck_assert(value == 42);
  }
  double value = 42;
  ck_assert_int_eq(cpw_parse_double("1\0", 2, &value), CPW_EDATA);
  ck_assert_int_eq(cpw_parse_double(NULL, 0, &value), CPW_EINVAL);
  ck_assert_int_eq(cpw_parse_double("1", 1, NULL), CPW_EINVAL);
  ck_assert_int_eq(cpw_parse_double("1", -1, &value), CPW_EINVAL);
  ck_assert(value == 42);
}
END_TEST

START_TEST(no_byte_beyond_the_count_is_read)
{
  double value = 0;
  ck_assert_int_eq(cpw_parse_double("12345", 3, &value), CPW_OK);
  ck_assert(value == 123);
  ck_assert_int_eq(cpw_parse_double("1.5e10", 3, &value), CPW_OK);
  ck_assert(value == 1.5);
  ck_assert_int_eq(cpw_parse_double("1.5", 2, &value), CPW_EDATA);
  int64_t whole = 0;
  ck_assert_int_eq(cpw_parse_int64("12345", 3, &whole), CPW_OK);
  ck_assert_int_eq(whole, 123);
  static const char number[] = "-12.5e-2"; /* in a block of exactly that size: asan would tell */
  char *exact = malloc(sizeof number - 1);
  memcpy(exact, number, sizeof number - 1);
  ck_assert_int_eq(cpw_parse_double(exact, sizeof number - 1, &value), CPW_OK);
  ck_assert(value == -0.125);
  free(exact);
}
END_TEST

START_TEST(whole_numbers_are_read_without_loss)
{
  static const struct {
    const char *text;
    int32_t status;
    int64_t value;
  } table[] = {{"0", CPW_OK, 0},
               {"-0", CPW_OK, 0},
               {"+7", CPW_OK, 7},
               {"007", CPW_OK, 7},
               {"9223372036854775807", CPW_OK, INT64_MAX},
               {"-9223372036854775807", CPW_OK, -INT64_MAX},
               {"-9223372036854775808", CPW_OK, INT64_MIN},
               {"0000000000000000000000000000009223372036854775807", CPW_OK, INT64_MAX},
               {"9223372036854775808", CPW_EOVERFLOW, 42},
               {"-9223372036854775809", CPW_EOVERFLOW, 42},
               {"9223372036854775810", CPW_EOVERFLOW, 42},
               {"18446744073709551616", CPW_EOVERFLOW, 42},
               {"99999999999999999999999999", CPW_EOVERFLOW, 42},
               {"99999999999999999999999999x", CPW_EDATA, 42},
               {"", CPW_EDATA, 42},
               {"+", CPW_EDATA, 42},
               {"-", CPW_EDATA, 42},
               {"1.0", CPW_EDATA, 42},
               {"1e3", CPW_EDATA, 42},
               {" 1", CPW_EDATA, 42},
               {"1 ", CPW_EDATA, 42},
               {"--1", CPW_EDATA, 42},
               {"0x1", CPW_EDATA, 42},
               {"/", CPW_EDATA, 42},
               {":", CPW_EDATA, 42}};
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    int64_t value = 42;
    ck_assert_msg(cpw_parse_int64(table[i].text, (int64_t)strlen(table[i].text), &value) ==
                      table[i].status,
                  "\"%s\"", table[i].text);
    ck_assert_int_eq(value, table[i].value);
  }
  int64_t value = 42;
  ck_assert_int_eq(cpw_parse_int64(NULL, 0, &value), CPW_EINVAL);
  ck_assert_int_eq(cpw_parse_int64("1", 1, NULL), CPW_EINVAL);
  ck_assert_int_eq(cpw_parse_int64("1", -1, &value), CPW_EINVAL);
  ck_assert_int_eq(value, 42);
}
END_TEST

START_TEST(random_decimals)
{
  uint64_t state = 99;
  for (int i = 0; i < cpwt_rounds(1000000, 10000); i++) {
    char text[80], *p = text;
    uint64_t r = cpwt_random(&state);
    int whole = 1 + (int)(r % 22), fraction = (int)(r >> 8 & 15) - 4;
    if (r >> 20 & 1) *p++ = '-';
    for (int d = 0; d < whole; d++)
      *p++ = (char)('0' + cpwt_random(&state) % 10);
    if (fraction > 0) *p++ = '.';
    for (int d = 0; d < fraction; d++)
      *p++ = (char)('0' + cpwt_random(&state) % 10);
    int exponent = (int)(r >> 32 & 0x3ff) - 400;
    if (r >> 21 & 1) exponent /= 16;
    snprintf(p, 16, "e%d", exponent);
    check_parse(text);
  }
}
END_TEST

/* Very long texts, near a double or anywhere. */
START_TEST(long_decimals)
{
  uint64_t state = 5;
  static char text[2000];
  for (int i = 0; i < cpwt_rounds(20000, 200); i++) {
    uint64_t r = cpwt_random(&state);
    int length = 18 + (int)(r % 1200), zeros = r >> 40 & 3 ? 0 : (int)(r >> 48 & 255);
    char *p = text;
    for (int d = 0; d < zeros; d++)
      *p++ = '0';
    for (int d = 0; d < length; d++)
      *p++ = (char)('0' + cpwt_random(&state) % 10);
    if (r >> 20 & 1) { /* a point somewhere in it */
      int at = 1 + (int)(cpwt_random(&state) % (uint64_t)(zeros + length - 1));
      memmove(text + at + 1, text + at, (size_t)(p - text - at));
      text[at] = '.';
      p++;
    }
    snprintf(p, 16, "e%d", (int)(r >> 24 & 0x3ff) - 512 - length / 2);
    check_parse(text);
  }
}
END_TEST

#if LDBL_MANT_DIG >= 64
/* The exact decimal of a number half-way between two doubles, and of those next to it. */
static void check_halfway(uint64_t bits) {
  static char text[2000];
  double low = from_bits(bits), high = from_bits(bits + 1);
  if (!isfinite(high)) return;
  long double middle = ((long double)low + (long double)high) / 2;
  snprintf(text, sizeof text, "%.1100Le", middle);
  char *e = strchr(text, 'e'), exponent[16];
  snprintf(exponent, sizeof exponent, "%s", e);
  while (e[-1] == '0' && e[-2] != '.') /* all its digits, and no more */
    e--;
  snprintf(e, 16, "%s", exponent);
  check_parse(text);
  ck_assert_msg(to_bits(parse(text)) == bits + (bits & 1), "%s", text);
  snprintf(e, 600, "%030d1%s", 0, exponent); /* a few digits more: above */
  ck_assert_msg(to_bits(parse(text)) == bits + 1, "%llx %s", (unsigned long long)bits, text);
  snprintf(e, 600, "%0500d1%s", 0, exponent); /* far behind */
  ck_assert_msg(to_bits(parse(text)) == bits + 1, "%llx %s", (unsigned long long)bits, text);
  check_parse(text);
  if (e[-1] == '.' || e[-1] == '0') return;
  e[-1]--;
  snprintf(
      e, 600, "%.*s%s", 500,
      "99999999999999999999999999999999999999999999999999999999999999999999999999999999999999999",
      exponent); /* hardly below */
  ck_assert(to_bits(parse(text)) == bits);
  check_parse(text);
}

START_TEST(half_way_between_doubles)
{
  volatile long double one = 1, next = one + LDBL_EPSILON;
  if (next == one) {
    printf("skipped: long doubles are emulated by doubles here\n");
    return;
  }
  uint64_t state = 11;
  for (int i = 0; i < cpwt_rounds(20000, 100); i++)
    check_halfway(cpwt_random(&state) >> 1);
  for (uint64_t bits = 0; bits < (uint64_t)cpwt_rounds(1000, 50); bits++)
    check_halfway(bits);
  for (int e = -1074; e < 1023; e += cpwt_rounds(1, 37)) {
    check_halfway(to_bits(ldexp(1, e)));
    check_halfway(to_bits(ldexp(1, e)) - 1);
  }
  for (int e = 53; e < 80; e++) /* whole numbers half-way: exact products */
    for (int i = 0; i < 200; i++)
      check_halfway(((uint64_t)(1023 + e) << 52) + (cpwt_random(&state) >> 12));
}
END_TEST
#endif

START_TEST(a_decimal_comma_elsewhere_does_not_matter)
{
  static const char *const names[] = {"de_DE.UTF-8", "de_DE.utf8",  "fr_FR.UTF-8",
                                      "nl_NL.UTF-8", "da_DK.UTF-8", "de_DE"};
  const char *set = NULL;
  for (size_t i = 0; i < sizeof names / sizeof *names && !set; i++)
    set = setlocale(LC_ALL, names[i]);
  if (!set) {
    printf("skipped: no locale with a decimal comma is installed\n");
    return;
  }
  char text[CPW_NUMBER_CHARS];
  snprintf(text, sizeof text, "%.1f", 1.5);
  ck_assert_str_eq(text, "1,5"); /* it is such a locale */
  cpw_format_double(1234567.5, text);
  ck_assert_str_eq(text, "1234567.5");
  ck_assert(parse("1234567.5") == 1234567.5);
  double value = 42;
  ck_assert_int_eq(cpw_parse_double("1,5", 3, &value), CPW_EDATA);
  cpw_error err;
  ck_assert_int_eq(cpwi_fail(&err, CPW_EDOMAIN, 0, "f", "x = %s", cpwi_number(-2.5).text),
                   CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "x = -2.5");
  setlocale(LC_ALL, "C");
}
END_TEST

void cpwt_add_number(const cpwt_cases *cases) {
  tcase_add_test(cases->reference, known_texts);
  tcase_add_test(cases->reference, known_numbers);
  tcase_add_test(cases->reference, names_of_what_is_no_number);
  tcase_add_test(cases->reference, whole_numbers_as_such);
  tcase_add_test(cases->reference, whole_numbers_are_read_without_loss);
  tcase_add_test(cases->errors, what_is_not_a_number);
  tcase_add_test(cases->errors, no_byte_beyond_the_count_is_read);
  tcase_add_test(cases->limits, every_power_of_two_and_its_neighbours);
  tcase_add_test(cases->limits, every_power_of_ten_and_its_neighbours);
  tcase_add_test(cases->limits, the_smallest_and_the_largest);
  tcase_add_test(cases->limits, a_decimal_comma_elsewhere_does_not_matter);
  tcase_add_test(cases->properties, shortest_of_random_bits);
  tcase_add_test(cases->properties, random_bits_round_trip);
  tcase_add_test(cases->properties, random_decimals);
  tcase_add_test(cases->properties, long_decimals);
#if LDBL_MANT_DIG >= 64
  tcase_add_test(cases->properties, half_way_between_doubles);
#endif
}
