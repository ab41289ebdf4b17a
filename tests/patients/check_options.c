#include "patients/suites.h"
Suite *cpwt_patients_options_suite(void) {
  Suite *s = suite_create("patients options");
  suite_add_tcase(s, tcase_create("reference"));
  return s;
}
