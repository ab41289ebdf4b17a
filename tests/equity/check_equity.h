/* tests/equity/check_equity.h - what the files of this test program share. */
#ifndef CHECK_EQUITY_H
#define CHECK_EQUITY_H

#include "carepath/equity.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef struct cases {
  TCase *limits, *errors, *reference, *properties, *oom;
} cases;
void people_tests(const cases *c);
void ede_tests(const cases *c);
void group_tests(const cases *c);
void slope_tests(const cases *c);
void bounds_tests(const cases *c);

/* relative, and absolute where the number is 0 */
#define CLOSE(got, wanted, tolerance)                                                              \
  do {                                                                                             \
    double got_ = (got), wanted_ = (wanted),                                                       \
           bound_ = (tolerance) * (wanted_ == 0 ? 1 : fabs(wanted_));                              \
    ck_assert_msg(fabs(got_ - wanted_) <= bound_, "%s = %.17g, expected %.17g (%g off)", #got,     \
                  got_, wanted_, got_ - wanted_);                                                  \
  } while (0)

/* a call that must fail with this code and message */
#define FAILS(code_wanted, text, call)                                                             \
  do {                                                                                             \
    cpw_error err;                                                                                 \
    memset(&err, 0, sizeof err);                                                                   \
    int32_t status_ = (call);                                                                      \
    ck_assert_msg(status_ == (code_wanted), "%s: status %d, message %s", text, (int)status_,       \
                  err.message);                                                                    \
    ck_assert_str_eq(err.message, text);                                                           \
    ck_assert_int_eq(err.code, code_wanted);                                                       \
  } while (0)

#define WORKS(call)                                                                                \
  do {                                                                                             \
    cpw_error err;                                                                                 \
    memset(&err, 0, sizeof err);                                                                   \
    int32_t status_ = (call);                                                                      \
    ck_assert_msg(status_ == CPW_OK, "%s", err.message);                                           \
  } while (0)

#endif
