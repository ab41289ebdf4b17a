/* How much longer something lasts that is found on the way: the equilibrium law P(T > x)/E[T].
 * Source: Cox, Renewal Theory, 1962: a uniform part of a duration that is drawn with chances by length.
 * Leaves walks over data to empirical.c. */
#include "duration/internal.h"

/* each of the balanced branches has half of the time */
static double branches_residual(const cpwi_duration *p, cpw_stream *s) {
  const uint64_t half = UINT64_C(1) << 63;
  uint64_t rank = ~cpwi_next(s);
  cpwi_part part = {rank & (half - 1), half};
  return (rank < half ? p->b : p->a) * cpwi_part_exponential(part, s, s->position - 1);
}

/* a draw with chances by length */
static double lengthy_draw(const cpwi_duration *p, cpw_stream *s) {
  cpwi_gamma gamma;
  switch (p->law) {
  case CPW_DURATION_FIXED:
    return p->a;
  case CPW_DURATION_GAMMA:
    gamma = cpwi_gamma_prepare(p->b + 1);
    return cpwi_gamma_draw(&gamma, s, p->a);
  case CPW_DURATION_LOGNORMAL:
    return cpw_math_exp(p->a + p->b * (p->b + cpwi_normal(s)));
  case CPW_DURATION_WEIBULL:
    gamma = cpwi_gamma_prepare(1 + p->b);
    return p->a * cpw_math_pow(cpwi_gamma_draw(&gamma, s, 1), p->b);
  case CPW_DURATION_UNIFORM:
    return sqrt(p->a * p->a + cpwi_next_open(s) * (p->b * (2 * p->a + p->b)));
  default:
    return cpwi_seen_lengthy(p->empirical, s);
  }
}

double cpwi_duration_residual(const cpwi_duration *p, cpw_stream *s) {
  switch (p->law) {
  case CPW_DURATION_NEVER:
    return cpwi_from_bits(UINT64_C(0x7ff0000000000000));
  case CPW_DURATION_EXPONENTIAL:
    return p->a * cpwi_exponential(s);
  case CPW_DURATION_HYPEREXPONENTIAL:
    return branches_residual(p, s);
  case CPW_DURATION_GEOMETRIC: {
    double whole = floor(cpwi_exponential(s) / p->a); /* periods still to come, then part of one */
    return whole + cpwi_next_open(s);
  }
  default: {
    double length = lengthy_draw(p, s);
    return length * cpwi_next_open(s);
  }
  }
}
