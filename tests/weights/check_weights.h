/* tests/weights/check_weights.h - the suites of the module, and what their files share. */
#ifndef CPWT_CHECK_WEIGHTS_H
#define CPWT_CHECK_WEIGHTS_H

#include "carepath.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

Suite *cpwt_weights_elicit_suite(void);    /* points, ranks, judgements, best-worst */
Suite *cpwt_weights_objective_suite(void); /* from data */
Suite *cpwt_weights_panel_suite(void);     /* of many: weights and orders */

#define NONE    ((double)NAN)
#define ENDLESS ((double)INFINITY)

static inline void cpwt_near(const double *got, const double *expected, int64_t n, double within,
                             const char *what) {
  for (int64_t i = 0; i < n; i++)
    ck_assert_msg(fabs(got[i] - expected[i]) <= within, "%s[%lld] is %.17g, expected %.17g", what,
                  (long long)i, got[i], expected[i]);
}

static inline void cpwt_failed(int32_t status, int32_t expected, const cpw_error *err,
                               const char *message) {
  ck_assert_int_eq(status, expected);
  ck_assert_str_eq(err->message, message);
}

/* numbers between 0 and 1, the same everywhere */
static inline double cpwt_next(uint64_t *state) {
  *state = *state * 6364136223846793005U + 1442695040888963407U;
  return ((double)(*state >> 11) + 0.5) / 9007199254740992.0;
}

static inline void cpwt_random_weights(uint64_t *state, double *w, int64_t n) {
  double sum = 0;
  for (int64_t j = 0; j < n; j++)
    sum += w[j] = cpwt_next(state);
  for (int64_t j = 0; j < n; j++)
    w[j] /= sum;
}

static inline Suite *cpwt_suite(const char *name, const char *const *cases,
                                const TTest *(*tests)[16], size_t count) {
  Suite *suite = suite_create(name);
  for (size_t k = 0; k < count; k++) {
    TCase *tcase = tcase_create(cases[k]);
    tcase_set_timeout(tcase, 120);
    for (int i = 0; tests[k][i]; i++)
      tcase_add_test(tcase, tests[k][i]);
    suite_add_tcase(suite, tcase);
  }
  return suite;
}

#endif
