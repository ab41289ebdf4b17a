/* Shared by the test programs: the runner, allocation failure by the linker's --wrap, and the way to
 * the shared reference data. Not part of the product. */
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>

int cpwt_run(Suite *const *suites, int count) {
  SRunner *runner = srunner_create(suites[0]);
  for (int i = 1; i < count; i++)
    srunner_add_suite(runner, suites[i]);
  srunner_run_all(runner, CK_ENV);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t m);
void *__real_realloc(void *p, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t m);
void *__wrap_realloc(void *p, size_t n);

static long fail_at = -1, counted;
static int fail_sticky;

static int fails_now(void) {
  long k = __atomic_fetch_add(&counted, 1, __ATOMIC_RELAXED);
  long at = __atomic_load_n(&fail_at, __ATOMIC_RELAXED);
  return at >= 0 && (fail_sticky ? k >= at : k == at);
}

void *__wrap_malloc(size_t n) {
  return fails_now() ? NULL : __real_malloc(n);
}
void *__wrap_calloc(size_t n, size_t m) {
  return fails_now() ? NULL : __real_calloc(n, m);
}
void *__wrap_realloc(void *p, size_t n) {
  return fails_now() ? NULL : __real_realloc(p, n);
}

void cpwt_fail_at(long k, int sticky) {
  counted = 0;
  fail_sticky = sticky;
  fail_at = k;
}
void cpwt_fail_never(void) {
  fail_at = -1;
}
long cpwt_allocations(void) {
  return counted;
}

/* In a quick run the first FIRST_FAILURES allocations fail one by one and a growing stride takes the
 * others, unless CPWT_EVERY_ALLOCATION is set: a call with thousands of allocations costs the square. */
enum { FIRST_FAILURES = 64 };
static long next_failure(long k) {
  int thin = getenv("CAREPATH_QUICK") && !getenv("CPWT_EVERY_ALLOCATION");
  return thin && k >= FIRST_FAILURES ? k + k / 8 : k + 1;
}

void cpwt_each_allocation_fails(cpwt_body body, void *context) {
  for (int sticky = 0; sticky < 2; sticky++) {
    long k = 0;
    for (;; k = next_failure(k)) {
      cpwt_fail_at(k, sticky);
      int32_t status = body(context);
      long seen = cpwt_allocations();
      cpwt_fail_never();
      if (status == CPW_OK) {
        /* the call went through because it needs no more than k allocations */
        ck_assert_msg(seen <= k, "allocation %ld failed and the call still succeeded", k);
        break;
      }
      ck_assert_msg(status == CPW_ENOMEM, "allocation %ld failing gave status %d", k, (int)status);
      ck_assert_msg(k < 100000, "no end of allocations");
    }
  }
}

const char *cpwt_shared(const char *name) {
  static char path[1024];
  const char *folder = getenv("CAREPATH_SHARED");
  snprintf(path, sizeof path, "%s/%s", folder ? folder : "../shared", name);
  FILE *file = fopen(path, "rb");
  if (!file) {
    printf("skipped: %s is not there\n", path);
    return NULL;
  }
  fclose(file);
  return path;
}
