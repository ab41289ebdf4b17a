/* tests/queue/time.h - what the suites about queues over time share. */
#ifndef CPWT_QUEUE_TIME_H
#define CPWT_QUEUE_TIME_H

#include "carepath/queue.h"
#include "queue/suites.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static inline const double *cpwt_series(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a && a->type == CPW_DOUBLE, "no array of doubles is called %s", name);
  return a->real;
}

static inline void cpwt_near(double value, double expected, double relative) {
  ck_assert_msg(fabs(value - expected) <= relative * fabs(expected) + 1e-300,
                "%.17g is not %.17g (off by %.3g)", value, expected, fabs(value / expected - 1.0));
}

/* Stops at the call number that *context counts down to. */
static inline int cpwt_stop(void *context, double done) {
  int *left = context;
  ck_assert(done >= 0.0 && done <= 1.0);
  return --*left < 0;
}

typedef struct cpwt_test_case {
  const char *name;
  const TTest *tests[12];
} cpwt_test_case;

static inline Suite *cpwt_suite(const char *name, const cpwt_test_case *cases, size_t count) {
  Suite *suite = suite_create(name);
  for (size_t k = 0; k < count; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 120);
    for (int i = 0; i < 12 && cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    suite_add_tcase(suite, tcase);
  }
  return suite;
}

#endif
