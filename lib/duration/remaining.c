/* How much longer something lasts that is still there at an age, by law.
 * Source: no memory; cut laws; cumulative hazards; the normal tail by Marsaglia, Technometrics 6, 1964.
 * Leaves gamma to gamma_tail.c and data to empirical.c. */
#include "duration/internal.h"

/* (log t - mu) / sigma, from t / mean where that is a number: fewer roundings */
static double standard_log(const cpwi_duration *p, double t) {
  double ratio = t / p->mean;
  if (!(ratio > 1e-300 && ratio < 1e300)) return (cpw_math_log(t) - p->a) / p->b;
  return (cpw_math_log(ratio) + 0.5 * p->b * p->b) / p->b;
}

double cpwi_lognormal_survival(const cpwi_duration *p, double t) {
  return cpw_normal_cdf(-standard_log(p, t));
}

/* age (exp(sigma step) - 1), also where age is tiny and the step large */
static double beyond(const cpwi_duration *p, double age, double z, double step) {
  double power = p->b * step;
  return power < 1 ? age * cpw_math_expm1(power) : cpw_math_exp(p->a + p->b * z) - age;
}

static double lognormal_remaining(const cpwi_duration *p, double age, cpw_stream *s) {
  if (age == 0) return cpw_math_exp(p->a + p->b * cpwi_normal(s));
  double from = standard_log(p, age);
  while (from <= 0.45) {
    double z = cpwi_normal(s);
    if (z > from) return beyond(p, age, z, z - from);
  }
  for (;;) {
    double e = cpwi_exponential(s), u = cpwi_next_open(s), z = sqrt(from * from + 2 * e);
    if (u * z <= from) return beyond(p, age, z, 2 * e / (z + from));
  }
}

static double weibull_remaining(const cpwi_duration *p, double age, double e) {
  double hazard = cpw_math_pow(age / p->a, 1 / p->b);
  if (!(hazard > 1e-300)) return fmax(p->a * cpw_math_pow(e, p->b) - age, 0);
  return age * cpw_math_expm1(p->b * cpw_math_log1p(e / hazard));
}

/* the odds of the branches move to the long one with every day */
static double branches_remaining(const cpwi_duration *p, double age, cpw_stream *s) {
  double odds = (1 - p->lengthy) / p->lengthy * cpw_math_exp(age / p->b - age / p->a);
  double share = 1 / (1 + odds);
  cpwi_part part = {~cpwi_next(s), 0};
  if (share < 1) {
    uint64_t split = (uint64_t)(share * 0x1p64);
    if (part.rank >= split) {
      cpwi_part rest = {part.rank - split, 0 - split};
      return p->a * cpwi_part_exponential(rest, s, s->position - 1);
    }
    part.size = split;
  }
  return p->b * cpwi_part_exponential(part, s, s->position - 1);
}

/* whole periods go on from the last one that is over */
static double geometric_remaining(const cpwi_duration *p, double age, double e) {
  double since = age - floor(age);
  if (p->mean <= 1 && age >= 1) return 0;
  return (1 - since) + floor(e / p->a);
}

static double uniform_remaining(const cpwi_duration *p, double age, double u) {
  double low = fmax(p->a, age), high = p->a + p->b;
  return high > age ? (low - age) + (high - low) * u : 0;
}

double cpwi_duration_remaining(const cpwi_duration *p, double age, cpw_stream *s) {
  double x = age / p->a;
  switch (p->law) {
  case CPW_DURATION_NEVER:
    return cpwi_from_bits(UINT64_C(0x7ff0000000000000));
  case CPW_DURATION_FIXED:
    return fmax(p->a - age, 0);
  case CPW_DURATION_GAMMA:
    return x > 0 ? p->a * cpwi_gamma_beyond(&p->gamma, x, s) : cpwi_gamma_draw(&p->gamma, s, p->a);
  case CPW_DURATION_LOGNORMAL:
    return lognormal_remaining(p, age, s);
  case CPW_DURATION_WEIBULL:
    return weibull_remaining(p, age, cpwi_exponential(s));
  case CPW_DURATION_UNIFORM:
    return uniform_remaining(p, age, cpwi_next_open(s));
  case CPW_DURATION_HYPEREXPONENTIAL:
    return branches_remaining(p, age, s);
  case CPW_DURATION_EMPIRICAL:
    return cpwi_seen_beyond(p->empirical, age, s);
  case CPW_DURATION_GEOMETRIC:
    return geometric_remaining(p, age, cpwi_exponential(s));
  default:
    return p->a * cpwi_exponential(s);
  }
}
