/* tests/smaa/check_smaa.h - tests of other files, by the five cases limits, errors, reference, properties,
 * oom. */
#ifndef CPWT_CHECK_SMAA_H
#define CPWT_CHECK_SMAA_H

#include "support/support.h"

void cpwt_add_policy(TCase *const *cases);

#endif
