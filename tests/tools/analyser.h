/* tests/tools/analyser.h - for clang-tidy alone (make lint): the analyser looks at one file at a time
 * and cannot see that cpwi_fail returns the code that it is given, which is never CPW_OK; it would
 * follow every error path as if nothing had happened. Leaves the real thing to lib/base/error.c. */
#ifndef CPWT_ANALYSER_H
#define CPWT_ANALYSER_H

#include "base/internal.h"

void cpwt_use(const void *err, ...);
#define cpwi_fail(err, code, ...)      (cpwt_use(err, __VA_ARGS__), (int32_t)(code))
#define cpwi_fail_data(err, code, ...) (cpwt_use(err, __VA_ARGS__), (int32_t)(code))

#endif
