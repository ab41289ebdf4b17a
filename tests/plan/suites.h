/* tests/plan/suites.h - the suites of the module, and what their files share. */
#ifndef CPWT_PLAN_SUITES_H
#define CPWT_PLAN_SUITES_H

#include "carepath/plan.h"
#include "support/support.h"

Suite *cpwt_capacity_suite(void);  /* plans against projections, brute force, other questions */
Suite *cpwt_parts_suite(void);     /* derivatives, programmes, limits */
Suite *cpwt_published_suite(void); /* the published search, step by step */

const double *cpwt_real(const cpw_result *result, const char *name);
const int64_t *cpwt_integer(const cpw_result *result, const char *name);

/* A call that must fail with a status and a message that contains a text. */
void cpwt_fails(int32_t status, int32_t expected, const cpw_error *err, const char *part);

/* 1 unless CAREPATH_QUICK is set; then tests take a tenth of their random cases. */
int cpwt_cases(int count);

/* England as the published case W129 gives it: 13 month bands. */
cpw_backlog cpwt_england(cpw_bands *bands);

/* England from examples/data, calibrated; *calibration is to be freed. NULL where the file is not there. */
cpw_result *cpwt_calibrated(const char *where, cpw_backlog *backlog, cpw_bands *bands);

/* One goal after the other. */
cpw_goal cpwt_goal(int32_t kind, double weeks, double level, int64_t period);

#endif
