#include "patients/suites.h"
Suite *cpwt_patients_whole_suite(void) {
  Suite *s = suite_create("patients whole");
  suite_add_tcase(s, tcase_create("reference"));
  return s;
}
