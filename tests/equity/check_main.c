/* Inequality measures: one suite over the files of this folder. */
#include "check_equity.h"

int main(void) {
  Suite *suite = suite_create("equity");
  cases c = {tcase_create("limits"), tcase_create("errors"), tcase_create("reference"),
             tcase_create("properties"), tcase_create("oom")};
  TCase *all[] = {c.limits, c.errors, c.reference, c.properties, c.oom};
  for (size_t k = 0; k < COUNT(all); k++) {
    tcase_set_timeout(all[k], 120);
    suite_add_tcase(suite, all[k]);
  }
  people_tests(&c);
  ede_tests(&c);
  group_tests(&c);
  slope_tests(&c);
  bounds_tests(&c);
  return cpwt_run(&suite, 1);
}
