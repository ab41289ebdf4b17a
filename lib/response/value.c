/* Benefit of a spend, what a change of the spend gains, and the slope.
 * Source: the formulae in carepath/response.h; gains by identities without cancellation (expm1, log1p; for
 * HILL the difference of two logistic functions).
 * Leaves inverses to inverse.c. */
#include "response/internal.h"

static double beyond(const cpw_response *r, double x) {
  return x > r->upfront ? x - r->upfront : 0.0;
}

/* z^shape / (t^shape + z^shape), and its complement */
static double share(const cpw_response *r, double z) {
  return 1.0 / (1.0 + cpw_math_pow(r->t / z, r->shape));
}

static double rest(const cpw_response *r, double z) {
  return 1.0 / (1.0 + cpw_math_pow(z / r->t, r->shape));
}

/* ---------------------------------------------------------------- points -------------------- */

int64_t cpwi_response_piece(const cpw_response *r, double z, int32_t side) {
  int64_t low = -1, high = r->points; /* x[low] is on or before z, x[high] beyond it */
  while (high - low > 1) {
    int64_t middle = low + (high - low) / 2;
    if (side < 0 ? r->x[middle] < z : r->x[middle] <= z)
      low = middle;
    else
      high = middle;
  }
  return low;
}

double cpwi_response_piece_slope(const cpw_response *r, int64_t piece) {
  if (piece < 0 || piece >= r->points - 1) return 0.0;
  return (r->y[piece + 1] - r->y[piece]) / (r->x[piece + 1] - r->x[piece]);
}

static double point_value(const cpw_response *r, double z) {
  int64_t p = cpwi_response_piece(r, z, 1);
  if (p < 0) return r->y[0];
  if (p >= r->points - 1) return r->y[r->points - 1];
  /* from the nearer end: the value at a point is that point's own */
  double slope = cpwi_response_piece_slope(r, p), from = z - r->x[p], to = r->x[p + 1] - z;
  return from <= to ? r->y[p] + slope * from : r->y[p + 1] - slope * to;
}

/* the gain of d from z on; within one piece it depends on d alone */
static double point_gain(const cpw_response *r, double from, double to, double d) {
  int64_t p = cpwi_response_piece(r, from, 1), q = cpwi_response_piece(r, to, -1);
  if (q <= p) return p < 0 || p >= r->points - 1 ? 0.0 : cpwi_response_piece_slope(r, p) * d;
  double first = p < 0 ? 0.0 : cpwi_response_piece_slope(r, p) * (r->x[p + 1] - from);
  double last = q >= r->points - 1 ? 0.0 : cpwi_response_piece_slope(r, q) * (to - r->x[q]);
  return first + (r->y[q] - r->y[p + 1]) + last;
}

/* ---------------------------------------------------------------- values -------------------- */

/* 1 - e^-u: where e^-u is below a half an ordinary difference keeps its digits */
static double one_less_exp(double u) {
  return u >= 0.7 ? 1.0 - cpw_math_exp(-u) : -cpw_math_expm1(-u);
}

static double power_gain(const cpw_response *r, double from, double d) {
  double base = from + r->t;
  if (r->shape == 1.0) return r->a * d;
  if (r->shape == 0.5) return r->a * (d / (sqrt(base + d) + sqrt(base)));
  if (!(base > 0)) return r->a * cpw_math_pow(d, r->shape);
  return r->a * cpw_math_pow(base, r->shape) * cpw_math_expm1(r->shape * cpw_math_log1p(d / base));
}

static double hill_gain(const cpw_response *r, double from, double to, double d) {
  if (!(from > 0)) return r->a * share(r, to);
  double ratio = r->shape * cpw_math_log1p(d / from);
  return r->a * share(r, to) * rest(r, from) * -cpw_math_expm1(-ratio);
}

/* from z = `from` to `to`, which is d more */
static double gain(const cpw_response *r, double from, double to, double d) {
  if (!(d > 0)) return 0.0;
  if (r->kind == CPW_RESPONSE_POINTS) return point_gain(r, from, to, d);
  if (!(r->a > 0)) return 0.0;
  switch (r->kind) {
  case CPW_RESPONSE_LINEAR:
    return r->a * d;
  case CPW_RESPONSE_EXPONENTIAL:
    return from > 0 ? r->a * cpw_math_exp(-from / r->t) * one_less_exp(d / r->t)
                    : r->a * one_less_exp(d / r->t);
  case CPW_RESPONSE_LOG:
    return r->a * cpw_math_log1p(d / (r->t + from));
  case CPW_RESPONSE_POWER:
    return power_gain(r, from, d);
  default:
    return hill_gain(r, from, to, d);
  }
}

double cpwi_response_value(const cpw_response *r, double x) {
  double z = beyond(r, x);
  return r->kind == CPW_RESPONSE_POINTS ? point_value(r, z) : gain(r, 0.0, z, z);
}

double cpwi_response_gain(const cpw_response *r, double x, double y) {
  if (x == y) return 0.0;
  if (x > y) return -cpwi_response_gain(r, y, x);
  double from = beyond(r, x), to = beyond(r, y);
  /* the difference of the spends has no rounding of the upfront part in it */
  return gain(r, from, to, x >= r->upfront ? y - x : to);
}

double cpwi_response_step(const cpw_response *r, double x, double d) {
  if (x >= r->upfront) return gain(r, x - r->upfront, x - r->upfront + d, d);
  return cpwi_response_gain(r, x, x + d);
}

/* ---------------------------------------------------------------- slopes -------------------- */

static double hill_slope(const cpw_response *r, double z) {
  if (z > 0) return r->a * r->shape * share(r, z) * (rest(r, z) / z);
  if (r->shape < 1) return (double)INFINITY;
  return r->shape > 1 ? 0.0 : r->a / r->t;
}

static double smooth_slope(const cpw_response *r, double z) {
  double base = z + r->t;
  switch (r->kind) {
  case CPW_RESPONSE_LINEAR:
    return r->a;
  case CPW_RESPONSE_EXPONENTIAL:
    return r->a / r->t * cpw_math_exp(-z / r->t);
  case CPW_RESPONSE_LOG:
    return r->a / base;
  case CPW_RESPONSE_POWER:
    if (r->shape == 1.0) return r->a;
    return r->a * r->shape *
           (r->shape == 0.5 ? 1.0 / sqrt(base) : cpw_math_pow(base, r->shape - 1.0));
  default:
    return z < (double)INFINITY ? hill_slope(r, z) : 0.0;
  }
}

double cpwi_response_slope(const cpw_response *r, double x, int32_t side) {
  if (x == 0.0) side = 1;
  if (x < r->upfront || (side < 0 && x == r->upfront)) return 0.0;
  double z = x - r->upfront;
  if (r->kind == CPW_RESPONSE_POINTS)
    return cpwi_response_piece_slope(r, cpwi_response_piece(r, z, side));
  return r->a > 0 ? smooth_slope(r, z) : 0.0;
}

/* ---------------------------------------------------------------- both at once -------------- */

/* where the value is 1 - e^-u by an ordinary difference, the slope has the same exponential */
static void exponential_both(const cpw_response *r, double z, double *value, double *slope) {
  double u = z / r->t, e = cpw_math_exp(-z / r->t);
  *slope = r->a / r->t * e;
  *value = r->a * (u >= 0.7 ? 1.0 - e : -cpw_math_expm1(-u));
}

void cpwi_response_both(const cpw_response *r, double x, double *value, double *slope) {
  double z = x - r->upfront;
  if (r->kind == CPW_RESPONSE_EXPONENTIAL && r->a > 0 && z > 0) {
    exponential_both(r, z, value, slope);
    return;
  }
  *value = cpwi_response_value(r, x);
  *slope = cpwi_response_slope(r, x, 1);
}
