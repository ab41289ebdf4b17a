/* lib/simulate/binomial.h - binomial numbers where very many are drawn. */
#ifndef CPWI_SIMULATE_BINOMIAL_H
#define CPWI_SIMULATE_BINOMIAL_H

#include "carepath/random.h"

/* The same number from the same words as cpw_random_binomial, for valid n and p. */
int64_t cpwi_binomial(cpw_stream *stream, int64_t n, double p);

#endif
