/* tests/urgency/check_urgency.h - what the files of this test program share. */
#ifndef CHECK_URGENCY_H
#define CHECK_URGENCY_H

#include "carepath.h"
#include "support/support.h"

#include <math.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define ck_refused(call, status, text)                                                             \
  do {                                                                                             \
    cpw_error err;                                                                                 \
    memset(&err, 0, sizeof err);                                                                   \
    int32_t got = (call);                                                                          \
    ck_assert_msg(got == (status), "status %d: %s", (int)got, err.message);                        \
    ck_assert_str_eq(err.message, text);                                                           \
  } while (0)

typedef struct cases {
  TCase *limits, *errors, *reference, *properties;
} cases;
void points_tests(const cases *c);
void index_tests(const cases *c);

#endif
