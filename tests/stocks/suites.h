/* tests/stocks/suites.h - what the files of this test program share. */
#ifndef CHECK_STOCKS_SUITES_H
#define CHECK_STOCKS_SUITES_H

#include "carepath.h"
#include "support/support.h"

#include <math.h>
#include <string.h>

typedef struct cases {
  TCase *limits, *errors, *reference, *properties, *oom;
} cases;

void surge_tests(const cases *c);
void service_tests(const cases *c);
void people_tests(const cases *c);
void activity_tests(const cases *c);

/* Arrays of a result; the test fails where there is none of that name. */
const double *reals(const cpw_result *r, const char *name);
const int64_t *wholes(const cpw_result *r, const char *name);
/* |a - b| <= tolerance x max(1, |b|) */
void close_to(double a, double b, double tolerance);
/* A status, and the message that goes with it. */
void refused(int32_t status, int32_t expected, const cpw_error *err, const char *message);
/* Whether two results have the same arrays, bit by bit. */
int same(const cpw_result *a, const cpw_result *b);

#endif
