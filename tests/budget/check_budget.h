/* tests/budget/check_budget.h - what the files of this test program share. */
#ifndef CHECK_BUDGET_H
#define CHECK_BUDGET_H

#include "budget/internal.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define INF          ((double)INFINITY)

typedef struct cases {
  TCase *limits, *errors, *reference, *properties, *oom;
} cases;
void allocation_tests(const cases *c);
void analysis_tests(const cases *c);

void close_to(double got, double wanted, double relative);
cpw_response curve(int32_t kind, double a, double t, double shape);
cpw_budget_problem problem_of(const cpw_response *r, int64_t n, double budget);
cpw_budget_units units_of(const cpw_response *r, int64_t n, int64_t budget);

#endif
