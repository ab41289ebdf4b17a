/* A law made ready for any number of draws: shapes and scales from mean and coefficient of variation.
 * Source: moments of the laws; balanced means: Tijms, A First Course in Stochastic Models, 2003, B.2.
 * Leaves the shape of a Weibull law to weibull.c, the draws to draw.c. */
#include "duration/internal.h"

/* how many of the 2^64 words a share below 1 is worth */
static uint64_t words_worth(double share) {
  double words = share * 0x1p64;
  return words < 0x1p52 ? (uint64_t)(words + 0.5) : (uint64_t)words;
}

static uint64_t words_of_all(double share, uint64_t all) {
  return all == 0 ? words_worth(share) : (uint64_t)(share * (double)all);
}

/* Two exponentials, each with half of the time: p1 m1 = p2 m2 = mean/2. The share of the long one is
 * (1 - r)/2, r^2 = (c^2 - 1)/(c^2 + 1), written so that nothing cancels. */
static void prepare_branches(cpwi_duration *p) {
  double square = p->cv * p->cv;
  double r = sqrt((square - 1) / (square + 1));
  p->lengthy = 1 / ((square + 1) * (1 + r));
  p->a = p->mean / (2 * (1 - p->lengthy));
  p->b = p->mean / (2 * p->lengthy);
  p->split = words_of_all(p->lengthy, p->there);
}

static void prepare_law(cpwi_duration *p) {
  const double root_three = 0x1.bb67ae8584caap+0;
  double square = p->cv * p->cv;
  switch (p->law) {
  case CPW_DURATION_GAMMA:
    p->b = 1 / square;
    p->a = p->mean * square;
    p->gamma = cpwi_gamma_prepare(p->b);
    break;
  case CPW_DURATION_LOGNORMAL:
    p->b = sqrt(cpw_math_log1p(square));
    p->a = cpw_math_log(p->mean) - 0.5 * cpw_math_log1p(square);
    break;
  case CPW_DURATION_WEIBULL:
    p->b = cpwi_weibull_inverse_shape(p->cv);
    p->a = p->mean * cpw_math_exp(-cpw_math_log_gamma(1 + p->b));
    break;
  case CPW_DURATION_UNIFORM:
    p->a = fmax(p->mean * (1 - root_three * p->cv), 0);
    p->b = 2 * (p->mean - p->a);
    break;
  case CPW_DURATION_HYPEREXPONENTIAL:
    prepare_branches(p);
    break;
  case CPW_DURATION_GEOMETRIC:
    p->a = -cpw_math_log1p(-1 / p->mean);
    break;
  default:
    p->a = p->mean;
    break;
  }
}

static int32_t words_of(const cpw_duration *d) {
  switch (d->law) {
  case CPW_DURATION_NEVER:
  case CPW_DURATION_FIXED:
    return d->zero > 0;
  case CPW_DURATION_GAMMA:
  case CPW_DURATION_EMPIRICAL:
    return -1;
  default:
    return 1;
  }
}

void cpwi_duration_prepare(cpwi_duration *p, const cpw_duration *d) {
  memset(p, 0, sizeof *p);
  p->law = d->law;
  p->words = words_of(d);
  p->mean = d->mean;
  p->cv = d->law == CPW_DURATION_EXPONENTIAL ? 1 : d->cv;
  p->zero = d->zero;
  p->there = 0 - words_worth(d->zero);
  p->empirical = d->empirical;
  prepare_law(p);
}
