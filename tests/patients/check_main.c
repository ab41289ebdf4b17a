/* All suites of the module patients in one program. */
#include "patients/check_first_come.h"

int main(void) {
  Suite *suites[] = {first_come_suite()};
  return cpwt_run(suites, 1);
}
