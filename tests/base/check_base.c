/* The test program of the core: one suite, four cases, a file a topic. */
#include "base/check_base.h"

#include <stdlib.h>
#include <string.h>

static int collect(void *context, const char *bytes, int64_t count) {
  cpwt_text *text = context;
  text->calls++;
  if (text->used + (size_t)count > text->limit) return 1;
  char *grown = realloc(text->bytes, text->used + (size_t)count + 1);
  ck_assert_ptr_nonnull(grown);
  memcpy(grown + text->used, bytes, (size_t)count);
  text->bytes = grown;
  text->used += (size_t)count;
  grown[text->used] = '\0';
  return 0;
}

void cpwt_text_open(cpwt_text *text) {
  *text = (cpwt_text){.sink = {text, collect}, .limit = SIZE_MAX};
  text->bytes = calloc(1, 1);
}

void cpwt_text_close(cpwt_text *text) {
  free(text->bytes);
}

/* xorshift64*, Marsaglia 2003 and Vigna 2016 */
uint64_t cpwt_random(uint64_t *state) {
  *state ^= *state >> 12;
  *state ^= *state << 25;
  *state ^= *state >> 27;
  return *state * UINT64_C(2685821657736338717);
}

int cpwt_rounds(int many, int few) {
  return getenv("CAREPATH_QUICK") ? few : many;
}

static TCase *add_case(Suite *suite, const char *name) {
  TCase *added = tcase_create(name);
  tcase_set_timeout(added, 600);
  suite_add_tcase(suite, added);
  return added;
}

int main(void) {
  Suite *suite = suite_create("base");
  cpwt_cases cases = {add_case(suite, "limits"), add_case(suite, "errors"),
                      add_case(suite, "reference"), add_case(suite, "properties"),
                      add_case(suite, "oom")};
  cpwt_add_status(&cases);
  cpwt_add_memory(&cases);
  cpwt_add_options(&cases);
  cpwt_add_order(&cases);
  cpwt_add_parallel(&cases);
  cpwt_add_number(&cases);
  cpwt_add_portable(&cases);
  cpwt_add_stream(&cases);
  cpwt_add_writer(&cases);
  cpwt_add_result(&cases);
  cpwt_add_merge(&cases);
  cpwt_add_output(&cases);
  cpwt_add_digest(&cases);
  return cpwt_run(&suite, 1);
}
