/* The test program of the random module: one suite, its cases filled by a file a topic. */
#include "random/check_random.h"

static TCase *add_case(Suite *suite, const char *name) {
  TCase *out = tcase_create(name);
  tcase_set_timeout(out, 1200);
  suite_add_tcase(suite, out);
  return out;
}

int main(void) {
  Suite *suite = suite_create("random");
  cases c = {add_case(suite, "limits"), add_case(suite, "errors"), add_case(suite, "reference"),
             add_case(suite, "properties"), add_case(suite, "oom")};
  stream_tests(&c);
  math_tests(&c);
  law_tests(&c);
  method_tests(&c);
  table_tests(&c);
  fill_tests(&c);
  wide_tests(&c);
  return cpwt_run(&suite, 1);
}
