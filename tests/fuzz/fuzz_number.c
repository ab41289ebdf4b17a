/* Any bytes as a number: what is read is what the C library reads, its text reads back to the same
 * bits, and the same text comes out again. */
#include "carepath/base.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int promise) {
  if (!promise) abort();
}

/* A text in a block of exactly its size: a byte too far is found. */
static char *exact_copy(const uint8_t *data, size_t size) {
  char *copy = malloc(size ? size : 1);
  demand(copy != NULL);
  if (size) memcpy(copy, data, size);
  return copy;
}

static void check_double(const char *text, size_t size, const char *terminated) {
  double value = 42, back;
  int32_t status = cpw_parse_double(text, (int64_t)size, &value);
  demand(status == CPW_OK || status == CPW_EDATA);
  if (status != CPW_OK) {
    demand(value == 42);
    return;
  }
  char *end, first[CPW_NUMBER_CHARS], second[CPW_NUMBER_CHARS];
  double theirs = strtod(terminated, &end);
  demand(end == terminated + size);
  int32_t length = cpw_format_double(value, first);
  demand(length > 0 && length < CPW_NUMBER_CHARS && strlen(first) == (size_t)length);
  demand(cpw_parse_double(first, length, &back) == CPW_OK);
  demand(cpw_format_double(back, second) == length && strcmp(first, second) == 0);
  if (value != value) {
    demand(back != back && theirs != theirs);
    return;
  }
  demand(memcmp(&value, &back, sizeof value) == 0);
  demand(memcmp(&value, &theirs, sizeof value) == 0);
}

static void check_int64(const char *text, size_t size) {
  int64_t value = 42, back = 0;
  int32_t status = cpw_parse_int64(text, (int64_t)size, &value);
  demand(status == CPW_OK || status == CPW_EDATA || status == CPW_EOVERFLOW);
  if (status != CPW_OK) {
    demand(value == 42);
    return;
  }
  char first[CPW_NUMBER_CHARS];
  double real;
  demand(cpw_parse_int64(first, cpw_format_int64(value, first), &back) == CPW_OK);
  demand(back == value);
  demand(cpw_parse_double(text, (int64_t)size, &real) == CPW_OK && real == (double)value);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text = exact_copy(data, size), *terminated = malloc(size + 1);
  demand(terminated != NULL);
  if (size) memcpy(terminated, data, size);
  terminated[size] = '\0';
  check_double(text, size, terminated);
  check_int64(text, size);
  if (size == sizeof(double)) { /* the bytes are also some double */
    double value, back;
    char first[CPW_NUMBER_CHARS];
    memcpy(&value, data, sizeof value);
    demand(cpw_parse_double(first, cpw_format_double(value, first), &back) == CPW_OK);
    demand(value != value ? back != back : memcmp(&value, &back, sizeof value) == 0);
  }
  free(text);
  free(terminated);
  return 0;
}
