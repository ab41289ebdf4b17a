/* tests/support/support.h - what every test program shares: a main over suites, failing memory, and
 * the folder with shared reference data. */
#ifndef CPWT_SUPPORT_H
#define CPWT_SUPPORT_H

#include "carepath/base.h"

#include <check.h>

/* Runs the suites and returns what main returns. Totals and failures go to stdout. CK_FORK=no in
 * the environment keeps everything in one process (valgrind). */
int cpwt_run(Suite *const *suites, int count);

/* Failing memory: after cpwt_fail_at(k, sticky) the k-th allocation from now (0-based) returns NULL;
 * with sticky every later one as well. cpwt_fail_never() ends it. cpwt_allocations() counts those
 * since cpwt_fail_at. */
void cpwt_fail_at(long k, int sticky);
void cpwt_fail_never(void);
long cpwt_allocations(void);

/* Calls body(context) with each allocation failing once, alone and from there on, until it returns
 * CPW_OK; checks that every failure returns CPW_ENOMEM. body frees what it gets. A quick run
 * (CAREPATH_QUICK) thins out what follows the 64th, unless CPWT_EVERY_ALLOCATION is set (make check-oom). */
typedef int32_t (*cpwt_body)(void *context);
void cpwt_each_allocation_fails(cpwt_body body, void *context);

/* ../shared/<name> or $CAREPATH_SHARED/<name>: NULL where the file is not there (the test says that
 * it skips and returns). Static buffer. */
const char *cpwt_shared(const char *name);

#endif
