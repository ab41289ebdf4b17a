/* All suites of the module queue in one program. */
#include "queue/suites.h"

int main(void) {
  Suite *suites[] = {
      cpwt_queue_time_course_suite(),
      cpwt_queue_time_beds_suite(),
      cpwt_queue_time_weekly_suite(),
      cpwt_queue_time_tandem_suite(),
  };
  return cpwt_run(suites, (int)(sizeof suites / sizeof *suites));
}
