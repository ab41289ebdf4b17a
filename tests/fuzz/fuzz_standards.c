/* Any bytes as a table of standards, and as a date: never a crash or a leak; what is read is in order
 * and is found again by date; a date that is read is written back as it was. */
#include "carepath/standards.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int promise) {
  if (!promise) abort();
}

typedef struct rest {
  const uint8_t *data;
  size_t left;
} rest;

static int64_t read_rest(void *context, char *buffer, int64_t capacity) {
  rest *r = context;
  size_t count = r->left < (size_t)capacity ? r->left : (size_t)capacity;
  if (count > 0) memcpy(buffer, r->data, count);
  r->data += count;
  r->left -= count;
  return (int64_t)count;
}

static void as_date(const char *bytes, int64_t count) {
  int32_t date = 7;
  char text[CPW_DATE_CHARS];
  if (cpw_date_parse(bytes, count, &date) != CPW_OK) {
    demand(date == 7);
    return;
  }
  if (count == 10) demand(cpw_date_format(date, text) == 10 && memcmp(text, bytes, 10) == 0);
}

static void in_order(const cpw_result *r) {
  const cpw_array *share = cpw_result_find(r, "share"), *limit = cpw_result_find(r, "limit_days");
  const cpw_array *from = cpw_result_find(r, "from"), *due = cpw_result_find(r, "due");
  for (int64_t i = 0; i < share->size; i++) {
    demand(isnan(share->real[i]) || (share->real[i] >= 0.0 && share->real[i] <= 1.0));
    demand(limit->real[i] > 0.0);
    demand(due->integer[i] == CPW_DATE_NONE || from->integer[i] <= due->integer[i]);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  rest r = {data, size};
  cpw_source source = {&r, read_rest, "fuzz"};
  cpw_result *all, *some;
  cpw_error err;
  as_date((const char *)data, (int64_t)size);
  if (cpw_standards_read(&source, NULL, &all, &err) != CPW_OK) return 0;
  in_order(all);
  demand(cpw_standards(20000, all, NULL, &some, NULL) == CPW_OK);
  demand(cpw_result_find(some, "share")->size <= cpw_result_find(all, "share")->size);
  in_order(some);
  cpw_result_free(some);
  cpw_result_free(all);
  return 0;
}
