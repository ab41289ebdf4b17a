/* tests/mcda/check_mcda.h - what the files of this suite share. */
#ifndef CHECK_MCDA_H
#define CHECK_MCDA_H

#include "carepath/mcda.h"
#include "carepath/random.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

typedef struct cases {
  TCase *limits, *errors, *reference, *properties, *oom;
} cases;

/* eight patients: weeks waited, P code, IMD decile, symptom score, age, comorbidity */
extern const double patients[8 * 6], patient_weights[6];
extern const int32_t patient_directions[6];

cpw_mcda_table table_of(int64_t n, int64_t m, const double *values, const double *weights,
                        const int32_t *directions, int32_t normalise);
/* any table: values from `kinds` whole numbers (many ties) or reals (kinds 0), weights that sum to 1 */
typedef struct any_table {
  double values[64 * 5], weights[5], lower[5], upper[5];
  int32_t directions[5];
  cpw_mcda_table table;
} any_table;
void make_any(any_table *t, cpw_stream *s, int64_t n, int64_t m, uint64_t kinds);

void score_tests(const cases *c);
void electre_tests(const cases *c);
void error_tests(const cases *c);

#endif
