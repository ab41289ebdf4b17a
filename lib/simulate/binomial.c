/* Binomial numbers where very many are drawn.
 * Source: random.h.
 * Leaves the law to random/binomial.c. */
#include "simulate/internal.h"

int64_t cpwi_binomial(cpw_stream *stream, int64_t n, double p) {
  return cpw_random_binomial(stream, n, p);
}
