/* tests/stats/check_stats.h - what the files of this test program share: the cases of the suite, the
 * shapes of the reference values, a generator of test data and ways to compare. */
#ifndef CHECK_STATS_H
#define CHECK_STATS_H

#include "carepath/stats.h"
#include "stats/internal.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct cases {
  TCase *limits, *errors, *reference, *properties, *oom;
} cases;
void sum_tests(const cases *c);
void moments_tests(const cases *c);
void histogram_tests(const cases *c);
void sketch_tests(const cases *c);
void quantile_tests(const cases *c);
void weighted_tests(const cases *c);
void distribution_tests(const cases *c);
void tail_tests(const cases *c);
void interval_tests(const cases *c);
void bootstrap_tests(const cases *c);
void crps_tests(const cases *c);
void score_tests(const cases *c);
void merge_tests(const cases *c);

/* -------- reference_values.h */
typedef struct sum_case {
  const char *name;
  int first, count;
  double sum, mean, sample_variance, population_variance, sd, rms, minimum, maximum;
} sum_case;
typedef struct division_case {
  uint64_t high, low;
  int64_t exponent;
  uint64_t first, second;
  double expected;
} division_case;
typedef struct quantile_case {
  int first, count;
  double p, expected[9];
} quantile_case;
typedef struct weighted_case {
  int first, count;
  double p, expected[3];
} weighted_case;
typedef struct normal_case {
  double z, cdf, pdf;
} normal_case;
typedef struct point {
  double x, y;
} point;
typedef struct student_case {
  double df, x, y;
} student_case;
typedef struct crps_case {
  int first, count, equal;
  double observed, standard, fair;
} crps_case;
typedef struct crps_normal_case {
  double mean, sd, observed, score;
} crps_normal_case;
typedef struct wilson_case {
  double successes, trials, level, lower, upper;
} wilson_case;

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

/* -------- data: 64 random bits, a double in [0, 1), and arrays of several kinds */
uint64_t draw_bits(uint64_t *state);
double draw(uint64_t *state);
/* kind 0 to KINDS - 1: uniform, normal, skewed, with ties, heavy tails, any finite double, subnormal,
 * large cancelling numbers */
#define KINDS 8
double draw_kind(uint64_t *state, int kind);
void fill(double *x, int64_t n, int kind, uint64_t seed);
void shuffle(double *x, int64_t n, uint64_t *state);
/* `many`, or `few` when CAREPATH_QUICK is set */
int64_t rounds(int64_t many, int64_t few);

/* -------- comparing */
void same_bits(double value, double expected, const char *what, int64_t index);
void within(double value, double expected, double relative, const char *what, int64_t index);
void fails(int32_t status, int32_t expected, const cpw_error *err, const char *part);
/* CPW_OK with a message if not */
void fine(int32_t status, const cpw_error *err);
int compare_doubles(const void *a, const void *b);

#endif
