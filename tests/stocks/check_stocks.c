/* Stocks and flows without a network: what the tests of all these models share, and their suite. */
#include "suites.h"

const double *reals(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->real) ck_abort_msg("%s is not there", name);
  return a->real;
}

const int64_t *wholes(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->integer) ck_abort_msg("%s is not there", name);
  return a->integer;
}

void close_to(double a, double b, double tolerance) {
  double scale = fabs(b) > 1.0 ? fabs(b) : 1.0;
  ck_assert_msg(fabs(a - b) <= tolerance * scale, "%.17g is not %.17g", a, b);
}

void refused(int32_t status, int32_t expected, const cpw_error *err, const char *message) {
  ck_assert_str_eq(cpw_status_name(status), cpw_status_name(expected));
  ck_assert_str_eq(err->message, message);
}

int same(const cpw_result *a, const cpw_result *b) {
  for (int64_t k = 0;; k++) {
    const cpw_array *x = cpw_result_at(a, k), *y = cpw_result_at(b, k);
    if (!x || !y) return x == y;
    if (x->size != y->size || strcmp(x->name, y->name)) return 0;
    const void *p = x->real ? (const void *)x->real : (const void *)x->integer;
    const void *q = y->real ? (const void *)y->real : (const void *)y->integer;
    if (memcmp(p, q, (size_t)x->size * 8)) return 0;
  }
}

int main(void) {
  Suite *suite = suite_create("stocks");
  cases c;
  TCase **each[] = {&c.limits, &c.errors, &c.reference, &c.properties, &c.oom};
  static const char *const name[] = {"limits", "errors", "reference", "properties", "oom"};
  for (int k = 0; k < 5; k++) {
    *each[k] = tcase_create(name[k]);
    tcase_set_timeout(*each[k], 120);
    suite_add_tcase(suite, *each[k]);
  }
  surge_tests(&c);
  service_tests(&c);
  people_tests(&c);
  activity_tests(&c);
  return cpwt_run(&suite, 1);
}
