/* Who is still there at a time: P(T > t), by law.
 * Source: closed forms of the laws.
 * Leaves the tails of gamma and normal laws to stats, data to empirical.c. */
#include "duration/internal.h"

#include "carepath/stats.h"

static double uniform_survival(const cpwi_duration *p, double t) {
  if (t <= p->a) return 1;
  return fmax((p->a - t) + p->b, 0) / p->b;
}

static double branches_survival(const cpwi_duration *p, double t) {
  return p->lengthy * cpw_math_exp(-t / p->b) + (1 - p->lengthy) * cpw_math_exp(-t / p->a);
}

/* of the law without its zeros, t >= 0 */
static double survival(const cpwi_duration *p, double t) {
  switch (p->law) {
  case CPW_DURATION_NEVER:
    return 1;
  case CPW_DURATION_FIXED:
    return t < p->a;
  case CPW_DURATION_GAMMA:
    return cpw_gamma_upper(t / p->a, p->b);
  case CPW_DURATION_LOGNORMAL:
    return t > 0 ? cpwi_lognormal_survival(p, t) : 1;
  case CPW_DURATION_WEIBULL:
    return cpw_math_exp(-cpw_math_pow(t / p->a, 1 / p->b));
  case CPW_DURATION_UNIFORM:
    return uniform_survival(p, t);
  case CPW_DURATION_HYPEREXPONENTIAL:
    return branches_survival(p, t);
  case CPW_DURATION_EMPIRICAL:
    return cpwi_seen_survival(p->empirical, t);
  case CPW_DURATION_GEOMETRIC:
    return t < 1 ? 1 : cpw_math_exp(-p->a * floor(t));
  default:
    return cpw_math_exp(-t / p->a);
  }
}

double cpwi_duration_survival(const cpwi_duration *p, double t) {
  if (t < 0) return 1;
  if (t > DBL_MAX && p->law != CPW_DURATION_NEVER) return 0;
  return (1 - p->zero) * survival(p, t);
}
