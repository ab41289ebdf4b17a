/* tests/duration/check_duration.h - what the files of this test program share. */
#ifndef CHECK_DURATION_H
#define CHECK_DURATION_H

#include "duration/internal.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef struct cases {
  TCase *limits, *errors, *reference, *properties;
} cases;
void value_tests(const cases *c);
void draw_tests(const cases *c);

/* Laws with shapes of every kind: the empirical ones borrow laws that are freed at exit. */
int sample_laws(cpw_duration *laws, int most);
cpw_duration duration(int32_t law, double mean, double cv, double zero);

/* `many`, or a tenth of it when CAREPATH_QUICK is set */
int64_t rounds(int64_t many);

#endif
