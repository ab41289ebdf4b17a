/* tests/survival/check_survival.h - what the files of this test program share. */
#ifndef CHECK_SURVIVAL_H
#define CHECK_SURVIVAL_H

#include "support/support.h"
#include "survival/internal.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (int64_t)(sizeof(array) / sizeof *(array))

typedef struct cases {
  TCase *limits, *errors, *reference, *properties;
} cases;
void value_tests(const cases *c);
void second_method_tests(const cases *c);

/* Rows of one group and one cause; the rest is for the test to set. */
cpw_survival_rows rows_of(int64_t count, const double *time, const int32_t *event);
cpw_survival_options usual(void);
cpw_survival_test_options usual_test(void);
cpw_result *curves(const cpw_survival_rows *rows, const cpw_survival_options *o);
const double *real(const cpw_result *r, const char *name);
int64_t size_of(const cpw_result *r, const char *name);
/* Equal to so much of the larger; NaN equals NaN, inf equals inf. */
void same(double got, double expected, double relative);
void all_same(const double *got, const double *expected, int64_t count, double relative);

#endif
