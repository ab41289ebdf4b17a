/* tests/impact/suites.h - what the files of this test program share. */
#ifndef CHECK_IMPACT_SUITES_H
#define CHECK_IMPACT_SUITES_H

#include "support/support.h"

typedef struct cases {
  TCase *limits, *errors, *properties, *oom;
} cases;

/* check_small.c */
void small_tests(const cases *c);

#endif
