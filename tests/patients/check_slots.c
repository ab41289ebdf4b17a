#include "patients/suites.h"
Suite *cpwt_patients_slots_suite(void) {
  Suite *s = suite_create("patients slots");
  suite_add_tcase(s, tcase_create("reference"));
  return s;
}
