/* The shape of the Weibull law of a coefficient of variation, and its moments.
 * Source: E[T^n] = scale^n Gamma(1 + n/shape); log Gamma(1 + t) by its series in zeta (DLMF 5.7.3),
 * where the difference of two logarithms would leave few digits. Leaves log Gamma itself to random. */
#include "duration/internal.h"

/* zeta(2), zeta(3), ... */
static const double zeta[] = {0x1.a51a6625307d3p+0, 0x1.33ba004f00621p+0, 0x1.151322ac7d848p+0,
                              0x1.097418eca7ccep+0, 0x1.0470984c09245p+0, 0x1.02232da14cf39p+0,
                              0x1.010b36af86397p+0, 0x1.00839f3d816b5p+0, 0x1.00412e33a5bb9p+0,
                              0x1.0020631be48b3p+0, 0x1.001020a5b2cd3p+0, 0x1.00080ac9d08bcp+0,
                              0x1.00040392bcad4p+0, 0x1.0002012f797e2p+0, 0x1.00010064cdeb2p+0,
                              0x1.00008021839b4p+0, 0x1.0000400b2654ep+0, 0x1.00002003b611fp+0};

double cpwi_weibull_log_moment(double x, int32_t n) {
  if (n * x >= 0.125) return cpw_math_log_gamma(1 + n * x) - n * cpw_math_log_gamma(1 + x);
  double sum = 0, power = -x, scaled = -x * n;
  for (int k = 0; k < (int)(sizeof zeta / sizeof *zeta); k++) {
    power *= -x;
    scaled *= -x * n;
    sum += zeta[k] * (scaled - n * power) / (k + 2);
  }
  return sum;
}

/* 1 + cv^2 = Gamma(1 + 2x)/Gamma(1 + x)^2 rises with x: halving the ratio of two bounds, which ends
 * after some 60 steps at two neighbours */
double cpwi_weibull_inverse_shape(double cv) {
  double target = cpw_math_log1p(cv * cv), low = 0x1p-12, high = 16;
  for (int i = 0; i < 100; i++) {
    double middle = sqrt(low * high);
    if (!(middle > low && middle < high)) break;
    if (cpwi_weibull_log_moment(middle, 2) < target)
      low = middle;
    else
      high = middle;
  }
  return low;
}
