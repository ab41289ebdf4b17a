/* The words of the extract: kinds of keys, parts of the RTT return, treatment functions,
 * months.
 * Source: NHS England, RTT full extract (header); guidance on RTT, section 10 (the five parts).
 * Leaves the columns of a given file to layout.c. */
#include "rtt/internal.h"

#include <string.h>

const cpwi_kind cpwi_kinds[CPWI_KINDS] = {
    {"period", NULL, "Period", NULL, 0},
    {"provider", "provider_name", "Provider Org Code", "Provider Org Name", CPW_RTT_BY_PROVIDER},
    {"provider_icb", "provider_icb_name", "Provider Parent Org Code", "Provider Parent Name",
     CPW_RTT_BY_PROVIDER_ICB},
    {"commissioner", "commissioner_name", "Commissioner Org Code", "Commissioner Org Name",
     CPW_RTT_BY_COMMISSIONER},
    {"commissioner_icb", "commissioner_icb_name", "Commissioner Parent Org Code",
     "Commissioner Parent Name", CPW_RTT_BY_COMMISSIONER_ICB},
    {"treatment_function", "treatment_function_name", "Treatment Function Code",
     "Treatment Function Name", CPW_RTT_BY_TREATMENT_FUNCTION},
    {"part", NULL, "RTT Part Type", NULL, 0},
};

/* ---------------------------------------------------------------- parts --------------------- */

static const struct {
  const char *part;
  const char *type;
} parts[] = {
    {"Part_1A", "completed_admitted"}, {"Part_1B", "completed_nonadmitted"},
    {"Part_2", "incomplete"},          {"Part_2A", "incomplete_dta"},
    {"Part_3", "new_clock_starts"},
};

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* capitals aside, `bytes` is the whole of `word` */
static int same(const char *bytes, size_t count, const char *word) {
  if (strlen(word) != count) return 0;
  for (size_t i = 0; i < count; i++)
    if (lower(bytes[i]) != lower(word[i])) return 0;
  return 1;
}

const char *cpwi_part_known(const char *bytes, size_t count) {
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
    if (same(bytes, count, parts[i].part)) return parts[i].part;
  return NULL;
}

const char *cpw_rtt_part_type(const char *part) {
  size_t count = part ? strlen(part) : 0;
  for (size_t i = 0; part && i < sizeof parts / sizeof parts[0]; i++)
    if (same(part, count, parts[i].part)) return parts[i].type;
  return NULL;
}

/* ---------------------------------------------------------------- treatment functions ------- */

uint8_t cpwi_function_bit(const char *code) {
  /* those of the return; X01 (other) stands in files from before X02 to X06 */
  static const char *const functions[] = {
      "C_100", "C_101", "C_110", "C_120", "C_130", "C_140", "C_150", "C_160", "C_170",
      "C_300", "C_301", "C_320", "C_330", "C_340", "C_400", "C_410", "C_430", "C_502",
      "C_999", "X01",   "X02",   "X03",   "X04",   "X05",   "X06"};
  for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++)
    if (strcmp(code, functions[i]) == 0) return (uint8_t)(i + 1);
  return 0;
}

/* ---------------------------------------------------------------- months -------------------- */

/* 1 to 12 for a month's name or its first three letters, else 0 */
static int32_t month_named(const char *bytes, size_t count) {
  static const char *const months[] = {"January",   "February", "March",    "April",
                                       "May",       "June",     "July",     "August",
                                       "September", "October",  "November", "December"};
  for (int32_t i = 0; i < 12; i++)
    if (same(bytes, count, months[i]) ||
        (count == 3 && strncmp(months[i], "May", 3) != 0 &&
         lower(bytes[0]) == lower(months[i][0]) && lower(bytes[1]) == months[i][1] &&
         lower(bytes[2]) == months[i][2]))
      return i + 1;
  return 0;
}

/* a number of exactly `count` digits, or -1 */
static int32_t digits(const char *bytes, size_t count) {
  int32_t value = 0;
  for (size_t i = 0; i < count; i++) {
    if (bytes[i] < '0' || bytes[i] > '9') return -1;
    value = value * 10 + (bytes[i] - '0');
  }
  return value;
}

static int separates(char c) {
  return c == '-' || c == ' ' || c == '_';
}

static int32_t month_of(int32_t year, int32_t month) {
  return year >= 1900 && month >= 1 && month <= 12 ? year * 12 + month - 1 : 0;
}

int32_t cpwi_parse_month(const char *bytes, size_t count) {
  if (count > 4 && same(bytes, 3, "rtt") && separates(bytes[3])) {
    bytes += 4;
    count -= 4;
  }
  /* 2024-11, 2024-11-30 */
  if ((count == 7 || count == 10) && bytes[4] == '-' && digits(bytes, 4) >= 0) {
    if (count == 10 && (bytes[7] != '-' || digits(bytes + 8, 2) < 1 || digits(bytes + 8, 2) > 31))
      return 0;
    return month_of(digits(bytes, 4), digits(bytes + 5, 2));
  }
  /* November-2024 */
  if (count < 8 || !separates(bytes[count - 5])) return 0;
  return month_of(digits(bytes + count - 4, 4), month_named(bytes, count - 5));
}

void cpwi_format_month(int32_t month, char *text) {
  int32_t year = month / 12, number = month % 12 + 1;
  for (int i = 3; i >= 0; i--) {
    text[i] = (char)('0' + year % 10);
    year /= 10;
  }
  text[4] = '-';
  text[5] = (char)('0' + number / 10);
  text[6] = (char)('0' + number % 10);
  text[7] = '\0';
}
