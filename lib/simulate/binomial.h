/* lib/simulate/binomial.h - binomial numbers where very many are drawn. */
#ifndef CPWI_SIMULATE_BINOMIAL_H
#define CPWI_SIMULATE_BINOMIAL_H

#include "carepath/random.h"

/* out[i] ~ B(people[i], chance[i]), exact in law, independent; for 0 <= people < 2^53, chance in
 * [0, 1]. out may be people. The same numbers for the same arguments whatever the machine. */
void cpwi_binomials(cpw_stream *stream, int64_t count, const int64_t *people, const double *chance,
                    int64_t *out);

/* One of them. */
int64_t cpwi_binomial(cpw_stream *stream, int64_t people, double chance);

/* The hat of the law B(n, p), p <= 1/2, n p >= 10, for tests: of standard normal z, the candidate less
 * the mean, its derivative by z, and the level at which z is always taken. */
typedef struct cpwi_binomial_hat {
  double shift, slope, level;
} cpwi_binomial_hat;
cpwi_binomial_hat cpwi_binomial_hat_at(double n, double p, double z);

#endif
