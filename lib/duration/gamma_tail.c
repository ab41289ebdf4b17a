/* What is left of a gamma variate that is known to be larger than a number, by exact rejection.
 * Source: Dagpunar, J. Statist. Comput. Simul. 8, 1978: the exponential hat that is accepted most
 * often; for shapes below 1 a power law below 1 and an exponential above. Leaves nothing. */
#include "duration/internal.h"

/* shape >= 1, x above the shape: t = x + e/rate under f(t*) exp(-rate (t - t*)), t* = x + 1/rate */
static double far_out(double shape, double x, cpw_stream *s) {
  double less = x - shape, rate = x > 1e100 ? 1 : (less + sqrt(less * less + 4 * x)) / (2 * x);
  double touch = x + 1 / rate;
  for (;;) {
    double e = cpwi_exponential(s), u = cpwi_next_open(s);
    double off = (e - 1) / rate / touch;
    if (cpw_math_log(u) <= (shape - 1) * cpwi_log1p_minus(off)) return e / rate;
  }
}

/* shape < 1, x < 1: the density t^(shape-1) e^-t lies under t^(shape-1) e^-x up to 1, then e^-t */
static double near_zero(double shape, double x, cpw_stream *s) {
  double log = cpw_math_log(x);
  double first = cpw_math_exp(-x) * (-cpw_math_expm1(shape * log) / shape);
  double second = cpw_math_exp(-1), rise = cpw_math_expm1(-shape * log);
  for (;;) {
    double which = cpwi_next_open(s) * (first + second), left, chance;
    if (which < first) {
      double power = cpw_math_log1p(cpwi_next_open(s) * rise) / shape;
      left = power < 1 ? x * cpw_math_expm1(power) : cpw_math_exp(log + power) - x;
      chance = cpw_math_exp(-left);
    } else {
      double e = cpwi_exponential(s);
      left = (1 - x) + e;
      chance = cpw_math_exp((shape - 1) * cpw_math_log1p(e));
    }
    if (cpwi_next_open(s) <= chance) return left;
  }
}

double cpwi_gamma_beyond(const cpwi_gamma *gamma, double x, cpw_stream *s) {
  double shape = gamma->shape;
  while (shape >= 1 && x <= shape) {
    double t = cpwi_gamma_draw(gamma, s, 1);
    if (t > x) return t - x;
  }
  if (shape >= 1) return far_out(shape, x, s);
  if (x < 1) return near_zero(shape, x, s);
  for (;;) {
    double e = cpwi_exponential(s), u = cpwi_next_open(s);
    if (u <= cpw_math_exp((shape - 1) * cpw_math_log1p(e / x))) return e;
  }
}
