/* tests/knapsack/check_knapsack.h - what the files of this suite share. */
#ifndef CHECK_KNAPSACK_H
#define CHECK_KNAPSACK_H

#include "carepath/knapsack.h"
#include "carepath/random.h"
#include "support/support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void add_classes(Suite *suite);
void add_select(Suite *suite);

/* from low to high, both included */
static inline int64_t between(cpw_stream *s, int64_t low, int64_t high) {
  return low + (int64_t)cpw_random_below(s, (uint64_t)(high - low + 1));
}

static inline void add_cases(Suite *suite, const char *name, const TTest *const *tests) {
  TCase *tcase = tcase_create(name);
  tcase_set_timeout(tcase, 240);
  for (int i = 0; tests[i]; i++)
    tcase_add_test(tcase, tests[i]);
  suite_add_tcase(suite, tcase);
}

#endif
