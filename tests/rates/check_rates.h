/* tests/rates/check_rates.h - what the files of this test program share.
 * Expected numbers come from R 4 (poisson.test, binom.test, t.test, qgamma, qbinom, qpois and arithmetic; the
 * commands stand beside them) and from cases worked out by hand. */
#ifndef CHECK_RATES_H
#define CHECK_RATES_H

#include "carepath/rates.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct cases {
  TCase *limits, *errors, *reference, *properties, *oom;
} cases;
void interval_tests(const cases *c);
void standard_tests(const cases *c);
void wait_tests(const cases *c);
void funnel_tests(const cases *c);

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

void near(double found, double expected, double relative, const char *what, int64_t index);
void fails(int32_t status, int32_t expected, const cpw_error *err, const char *part);
void fine(int32_t status, const cpw_error *err);
const double *real(const cpw_result *r, const char *name);
const int64_t *whole(const cpw_result *r, const char *name);

#endif
