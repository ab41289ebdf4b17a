/* All suites of the module simulate in one program, and what their files share. */
#include "simulate/suites.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void cpwt_example_make(cpwt_example *e, int64_t replications) {
  static const double lower[] = {0, 10, 20}, waiting[] = {120, 80, 50};
  static const double treatment[] = {0.2, 0.3, 0.5}, removal[] = {0.05, 0.1, 0.02};
  memset(e, 0, sizeof *e);
  memcpy(e->lower, lower, sizeof lower);
  memcpy(e->waiting, waiting, sizeof waiting);
  memcpy(e->treatment, treatment, sizeof treatment);
  memcpy(e->removal, removal, sizeof removal);
  e->starts[0] = 70;
  e->capacity[0] = 60;
  cpw_bands_init(&e->bands);
  e->bands.count = EXAMPLE_BANDS;
  e->bands.lower = e->lower;
  e->bands.period = 10;
  cpw_backlog_init(&e->backlog);
  e->backlog.lists = 1;
  e->backlog.bands = &e->bands;
  e->backlog.waiting = e->waiting;
  e->backlog.treatment_hazard = e->treatment;
  e->backlog.removal_hazard = e->removal;
  e->backlog.starts = e->starts;
  e->backlog.capacity = e->capacity;
  cpw_simulate_options_init(&e->options);
  e->options.periods = 4;
  cpw_run_init(&e->run);
  e->run.replications = replications;
}

cpw_result *cpwt_simulate(const cpwt_example *e) {
  cpw_result *result = NULL;
  cpw_error err;
  int32_t status = cpw_simulate_waitlist(&e->backlog, &e->options, &e->run, &result, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return result;
}

const double *cpwt_real(const cpw_result *result, const char *name) {
  const cpw_array *array = cpw_result_find(result, name);
  ck_assert_msg(array && array->type == CPW_DOUBLE, "no array of doubles is called %s", name);
  return array->real;
}

const int64_t *cpwt_integer(const cpw_result *result, const char *name) {
  const cpw_array *array = cpw_result_find(result, name);
  ck_assert_msg(array && array->type == CPW_INT64, "no array of integers is called %s", name);
  return array->integer;
}

void cpwt_same_bytes(const cpw_result *a, const cpw_result *b) {
  int64_t i = 0;
  for (const cpw_array *x; (x = cpw_result_at(a, i)) != NULL; i++) {
    const cpw_array *y = cpw_result_find(b, x->name);
    ck_assert_msg(y && y->size == x->size && y->type == x->type, "%s differs in shape", x->name);
    const void *p = x->type == CPW_DOUBLE ? (const void *)x->real : (const void *)x->integer;
    const void *q = y->type == CPW_DOUBLE ? (const void *)y->real : (const void *)y->integer;
    ck_assert_msg(memcmp(p, q, (size_t)x->size * 8) == 0, "%s differs", x->name);
  }
  ck_assert_ptr_null(cpw_result_at(b, i));
  ck_assert_int_gt(i, 0);
}

void cpwt_near(double value, double expected, double allowed, const char *what) {
  ck_assert_msg(fabs(value - expected) <= allowed, "%s is %.10g, not %.10g within %.3g", what,
                value, expected, allowed);
}

int64_t cpwt_many(int64_t count) {
  return getenv("CAREPATH_QUICK") ? count / 10 : count;
}

int main(void) {
  Suite *suites[] = {cpwt_options_suite(), cpwt_law_suite(), cpwt_hazards_suite(),
                     cpwt_whole_suite()};
  return cpwt_run(suites, (int)(sizeof suites / sizeof *suites));
}
