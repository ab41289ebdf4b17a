/* tests/fair/check_fair.h - what the files of this test program share. */
#ifndef CHECK_FAIR_H
#define CHECK_FAIR_H

#include "carepath.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define NONE         ((double)NAN)

#define ck_refused(call, status, text)                                                             \
  do {                                                                                             \
    cpw_error err;                                                                                 \
    memset(&err, 0, sizeof err);                                                                   \
    int32_t got = (call);                                                                          \
    ck_assert_msg(got == (status), "status %d: %s", (int)got, err.message);                        \
    ck_assert_str_eq(err.message, text);                                                           \
  } while (0)

typedef struct cases {
  TCase *limits, *errors, *reference, *properties, *oom;
} cases;
void minimum_tests(const cases *c);
void rerank_tests(const cases *c);

/* an allocator without release: refused by everybody who takes one */
const cpw_allocator *half_an_allocator(void);
#define HALF_REFUSED "allocator lacks release: all three functions are needed"

#endif
