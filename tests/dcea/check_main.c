/* The suite of module dcea: welfare, programmes, waiting. */
#include "dcea/check_dcea.h"

const double health[5] = {63.19885892, 67.67622058, 69.99007964, 73.18449964, 75.07027193};
const double people[5] = {9e6, 1.1e7, 1.05e7, 1e7, 1.2e7};

cpw_dcea_population fifths(void) {
  cpw_dcea_population p = {5, people, health};
  return p;
}

const double *real(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->real) ck_abort_msg("%s is not there", name);
  return a->real;
}

const int64_t *integer(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->integer) ck_abort_msg("%s is not there", name);
  return a->integer;
}

int main(void) {
  static const char *const names[CASES] = {"limits", "errors", "reference", "properties", "oom"};
  Suite *suite = suite_create("dcea");
  TCase *cases[CASES];
  for (int k = 0; k < CASES; k++) {
    cases[k] = tcase_create(names[k]);
    tcase_set_timeout(cases[k], 120);
    suite_add_tcase(suite, cases[k]);
  }
  add_welfare(cases);
  add_programmes(cases);
  add_waiting(cases);
  return cpwt_run(&suite, 1);
}
