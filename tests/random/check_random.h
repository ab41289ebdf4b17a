/* tests/random/check_random.h - what the files of this test program share: the cases of the suite,
 * exact distribution functions in long double, and tests of fit. None of it uses the library's own
 * elementary functions. */
#ifndef CHECK_RANDOM_H
#define CHECK_RANDOM_H

#if defined(__clang__)
/* what is tested becomes a long double wherever it meets the exact value: that is the point */
#pragma clang diagnostic ignored "-Wdouble-promotion"
#endif

#include "carepath/random.h"
#include "random/internal.h"
#include "support/support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct cases {
  TCase *limits, *errors, *reference, *properties, *oom;
} cases;
void stream_tests(const cases *c);
void math_tests(const cases *c);
void law_tests(const cases *c);
void method_tests(const cases *c);
void table_tests(const cases *c);
void fill_tests(const cases *c);
void wide_tests(const cases *c);

/* `many`, or `few` when CAREPATH_QUICK is set */
int64_t rounds(int64_t many, int64_t few);
/* Long double must be wider than double to judge the last bits: under valgrind it is not, and the tests
 * that need it only run the library then. */
int can_judge(void);
/* a stream whose next word is the given one; its extension is that of word 1 */
cpw_stream forced(uint64_t word);

/* -------- exact distribution functions (check_exact.c) */
typedef long double real;
real exact_normal(real x);
real exact_normal_density(real x);
real exact_gamma_lower(real shape, real x); /* regularised P(a, x) */
real exact_gamma_upper(real shape, real x);
real exact_beta(real a, real b, real x); /* regularised I_x(a, b) */
/* P(X <= x) of a law of cpw_random_fill; the parameters as there. Poisson, binomial and hypergeometric
 * laws only where they are wide: a standard deviation of 1e4 and more (see exact_masses) */
real exact_cdf(int32_t law, const double *p, real x);

/* the masses of a law of counts, from its recurrence started at the mode and added up: no factorial,
 * no logarithm. first is the lowest count with a mass that matters. */
typedef struct masses {
  int64_t first, size;
  real *mass;
} masses;
masses exact_masses(int32_t law, const double *p);
void masses_free(masses *m);

/* mean, variance and excess kurtosis */
typedef struct moments {
  real mean, variance, kurtosis, skewness;
} moments;
moments exact_moments(int32_t law, const double *p);

/* -------- tests of fit: the probability of a worse fit than this */
double chi_square_p(const int64_t *seen, const real *share, int64_t bins, int64_t n);

#endif
