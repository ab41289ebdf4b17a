/* check_dcea.h - what the tests of module dcea share: the fifths of England, cases by name. */
#ifndef CPWT_DCEA_H
#define CPWT_DCEA_H

#include "carepath.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(x) (sizeof(x) / sizeof(x)[0])

#define NO_NUMBER   ((double)NAN)
#define WITHOUT_END ((double)INFINITY)

enum { LIMITS, ERRORS, REFERENCE, PROPERTIES, OOM, CASES };

/* five groups of unequal size, from the most to the least deprived */
extern const double health[5], people[5];
cpw_dcea_population fifths(void);

/* within a share of the expected value */
#define ck_near(got, expected, share)                                                              \
  ck_assert_double_eq_tol(got, expected, (share)*fabs((double)(expected)) + 1e-300)

const double *real(const cpw_result *r, const char *name);
const int64_t *integer(const cpw_result *r, const char *name);

void add_welfare(TCase *const *cases);
void add_programmes(TCase *const *cases);
void add_waiting(TCase *const *cases);

#endif
