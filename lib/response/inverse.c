/* The spend that gives a benefit, and the spend at which the slope has come down to a price.
 * Source: the inverses of the formulae in carepath/response.h; HILL's slope by Newton's method, monotone from
 * the upper bound that ln(1 + e^u) >= u gives.
 * Leaves envelopes to envelope.c. */
#include "response/internal.h"

/* ---------------------------------------------------------------- of the value -------------- */

static double point_spend(const cpw_response *r, double value) {
  int64_t n = r->points;
  if (value <= r->y[0]) return 0.0;
  if (value > r->y[n - 1]) return (double)INFINITY;
  int64_t low = 0, high = n - 1; /* y[low] < value <= y[high] */
  while (high - low > 1) {
    int64_t middle = low + (high - low) / 2;
    if (r->y[middle] < value)
      low = middle;
    else
      high = middle;
  }
  return r->x[high] - (r->y[high] - value) / cpwi_response_piece_slope(r, low) + r->upfront;
}

static double smooth_spend(const cpw_response *r, double v) {
  double a = r->a, t = r->t;
  switch (r->kind) {
  case CPW_RESPONSE_LINEAR:
    return v / a;
  case CPW_RESPONSE_EXPONENTIAL:
    return v >= a ? (double)INFINITY : -t * cpw_math_log1p(-v / a);
  case CPW_RESPONSE_LOG:
    return t * cpw_math_expm1(v / a);
  case CPW_RESPONSE_POWER:
    if (r->shape == 1.0) return v / a;
    if (t == 0) return cpw_math_pow(v / a, 1.0 / r->shape);
    return t * cpw_math_expm1(cpw_math_log1p(v / (a * cpw_math_pow(t, r->shape))) / r->shape);
  default:
    return v >= a ? (double)INFINITY : t * cpw_math_pow(v / (a - v), 1.0 / r->shape);
  }
}

double cpwi_response_spend(const cpw_response *r, double value) {
  if (r->kind == CPW_RESPONSE_POINTS) return point_spend(r, value);
  if (value <= 0) return 0.0;
  if (!(r->a > 0)) return (double)INFINITY;
  return smooth_spend(r, value) + r->upfront;
}

/* ---------------------------------------------------------------- of the slope -------------- */

/* With u = shape ln(z/t), the logarithm of the slope is ln(a shape / t) + g(u), where
 * g(u) = (1 - 1/shape) u - 2 ln(1 + e^u) is concave: from any point right of its root on the falling side
 * Newton's steps go left and never pass it. g(u) <= -(1 + 1/shape) u gives such a point. */
static double hill_bound(double shape, double c) {
  return -c / (1.0 + 1.0 / shape);
}

/* A start left of the root but right of the top sends the first step to the right, beyond the root at most. */
double cpwi_response_hill_inverse_from(double shape, double c, double start) {
  double rise = 1.0 - 1.0 / shape, top = -(double)INFINITY, bound = hill_bound(shape, c);
  if (shape > 1) top = cpw_math_log((shape - 1) / (shape + 1));
  if (shape > 1 && bound < top) return top;
  double u = start > top && start < bound ? start : bound;
  for (int k = 0; k < 100; k++) {
    /* e^-u where u is great: nothing overflows */
    double e = cpw_math_exp(-fabs(u)), s = u > 0 ? 1.0 / (1.0 + e) : e / (1.0 + e);
    double g = rise * u - 2.0 * ((u > 0 ? u : 0.0) + cpw_math_log1p(e));
    double next = u - (g - c) / (rise - 2.0 * s);
    if (k == 0 && next > u && next > bound) next = bound;
    if (!(next < u) && k > 0) break;
    if (next <= top) return top;
    double step = u - next, bend = s * (1.0 - s) / fabs(rise - 2.0 * s);
    u = next;
    /* what is left is of second order in a step, and the bend is much the same along a short one */
    if (fabs(step) < 1 && bend * step * step <= 1e-17 * (fabs(u) + 1e-3)) break;
  }
  return u;
}

double cpwi_response_hill_inverse(double shape, double c) {
  return cpwi_response_hill_inverse_from(shape, c, (double)INFINITY);
}

double cpwi_response_inverse_slope(const cpw_response *r, double theta) {
  double a = r->a, t = r->t;
  switch (r->kind) {
  case CPW_RESPONSE_EXPONENTIAL:
    return t * (cpw_math_log(a / t) - theta);
  case CPW_RESPONSE_LOG:
    return a * cpw_math_exp(-theta) - t;
  case CPW_RESPONSE_POWER:
    return cpw_math_exp((cpw_math_log(a * r->shape) - theta) / (1.0 - r->shape)) - t;
  default: {
    double u = cpwi_response_hill_inverse(r->shape, theta - cpw_math_log(a * r->shape / t));
    return t * cpw_math_exp(u / r->shape);
  }
  }
}

/* ---------------------------------------------------------------- what is bought ------------ */

static double between(double x, double lower, double upper) {
  return x > lower ? x < upper ? x : upper : lower;
}

/* along the straight pieces of the envelope */
static void point_demand(const cpw_response *r, double price, double lower, double upper,
                         double *least, double *most) {
  double from = lower, low = lower, high = lower;
  while (from < upper) {
    double slope = 0.0, to = cpwi_response_hull_step(r, from, upper, &slope);
    if (slope < price) break;
    high = to;
    if (slope > price) low = to;
    from = to;
  }
  *least = low;
  *most = high;
}

static void smooth_demand(const cpw_response *r, double price, double lower, double upper,
                          double *least, double *most) {
  double slope = 0.0, low = lower, chord = cpwi_response_chord(r, lower, upper, &slope);
  double high = chord;
  if (chord > lower) {
    if (slope < price) high = lower;
    if (slope > price) low = chord;
  }
  if (high < upper && (chord == lower || slope >= price)) {
    double from = chord;
    if (r->kind == CPW_RESPONSE_LINEAR || (r->kind == CPW_RESPONSE_POWER && r->shape == 1.0)) {
      if (r->a >= price) high = upper;
      if (r->a > price) low = upper;
    } else if (r->a > 0 && price < (double)INFINITY) {
      double z = cpwi_response_inverse_slope(r, cpw_math_log(price));
      high = between(z + r->upfront, from, upper);
      if (chord == lower || slope > price) low = high;
    }
  }
  *least = low;
  *most = high;
}

void cpwi_response_demand(const cpw_response *r, double price, double lower, double upper,
                          double *least, double *most) {
  if (r->kind == CPW_RESPONSE_POINTS)
    point_demand(r, price, lower, upper, least, most);
  else
    smooth_demand(r, price, lower, upper, least, most);
}

int32_t cpw_response_demand(const cpw_response *r, double price, double lower, double upper,
                            double *least, double *most, cpw_error *err) {
  int32_t status = cpwi_response_check(r, "response", -1, __func__, err);
  if (status != CPW_OK) return status;
  if (!least) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "least must be given");
  if (!(price > 0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "price = %s must be > 0",
                     cpwi_number(price).text);
  if (!(lower >= 0 && lower < (double)INFINITY))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "lower = %s must be finite and >= 0",
                     cpwi_number(lower).text);
  if (!(upper >= lower))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "upper = %s must be >= lower = %s",
                     cpwi_number(upper).text, cpwi_number(lower).text);
  double low = lower, high = lower;
  cpwi_response_demand(r, price, lower, upper, &low, &high);
  *least = low;
  if (most) *most = high;
  return CPW_OK;
}
