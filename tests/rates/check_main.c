/* The suite of rates, and what its files share. */
#include "rates/check_rates.h"

void near(double found, double expected, double relative, const char *what, int64_t index) {
  if (isnan(expected) && isnan(found)) return;
  ck_assert_msg(found == expected || fabs(found - expected) <= relative * fabs(expected),
                "%s[%lld] = %.17g, expected %.17g", what, (long long)index, found, expected);
}

void fails(int32_t status, int32_t expected, const cpw_error *err, const char *part) {
  ck_assert_msg(status == expected && err->code == expected, "status %d, expected %d: %s", status,
                expected, err->message);
  ck_assert_msg(strstr(err->message, part) != NULL, "\"%s\" lacks \"%s\"", err->message, part);
}

void fine(int32_t status, const cpw_error *err) {
  ck_assert_msg(status == CPW_OK, "%d: %s", status, status == CPW_OK ? "" : err->message);
}

const double *real(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->real) ck_abort_msg("%s is not there", name);
  return a->real;
}

const int64_t *whole(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->integer) ck_abort_msg("%s is not there", name);
  return a->integer;
}

static TCase *tcase(Suite *suite, const char *name) {
  TCase *made = tcase_create(name);
  tcase_set_timeout(made, 120);
  suite_add_tcase(suite, made);
  return made;
}

int main(void) {
  Suite *suite = suite_create("rates");
  cases c = {.limits = tcase(suite, "limits"),
             .errors = tcase(suite, "errors"),
             .reference = tcase(suite, "reference"),
             .properties = tcase(suite, "properties"),
             .oom = tcase(suite, "oom")};
  interval_tests(&c);
  standard_tests(&c);
  wait_tests(&c);
  funnel_tests(&c);
  return cpwt_run(&suite, 1);
}
