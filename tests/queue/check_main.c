/* All suites of the module queue in one program, and what their files share. */
#include "queue/suites.h"

#include <string.h>

void cpwt_close(double value, double expected, double relative, const char *what) {
  int same = isinf(expected) ? value == expected
                             : fabs(value - expected) <= relative * fabs(expected) + 1e-300;
  ck_assert_msg(same, "%s is %.17g, not %.17g within %.3g", what, value, expected, relative);
}

void cpwt_fails(int32_t status, int32_t expected, const cpw_error *err, const char *part) {
  ck_assert_int_eq(status, expected);
  ck_assert_msg(strstr(err->message, part) != NULL, "\"%s\" does not say \"%s\"", err->message,
                part);
}

int main(void) {
  Suite *suites[] = {
      cpwt_steady_erlang_suite(),     cpwt_steady_models_suite(),     cpwt_steady_laws_suite(),
      cpwt_steady_classes_suite(),    cpwt_steady_targets_suite(),    cpwt_steady_registry_suite(),
      cpwt_steady_digits_suite(),     cpwt_queue_time_course_suite(), cpwt_queue_time_beds_suite(),
      cpwt_queue_time_weekly_suite(), cpwt_queue_time_tandem_suite(),
  };
  return cpwt_run(suites, (int)(sizeof suites / sizeof *suites));
}
