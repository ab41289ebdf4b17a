/* Where a curve is concave, and the chord by which its concave envelope begins.
 * Source: the line from a point of the convex part to where it touches the concave part: mean slope = slope;
 * of HILL from nothing in closed form, otherwise by false position (Illinois) with bisection behind it.
 * Leaves what is bought along an envelope to inverse.c and to budget. */
#include "response/internal.h"

/* ---------------------------------------------------------------- points -------------------- */

double cpwi_response_hull_step(const cpw_response *r, double from, double upper, double *slope) {
  double best = -1.0, to = upper;
  int64_t first = cpwi_response_piece(r, from > r->upfront ? from - r->upfront : 0.0, 1) + 1;
  for (int64_t i = first; i <= r->points; i++) {
    double x = i < r->points ? r->x[i] + r->upfront : upper;
    if (x > upper) x = upper;
    if (!(x > from)) continue;
    double mean = i == first && x < upper && from > r->upfront && i > 0
                      ? cpwi_response_piece_slope(r, i - 1)
                      : cpwi_response_gain(r, from, x) / (x - from);
    if (mean >= best) {
      best = mean;
      to = x;
    }
    if (x == upper) break;
  }
  *slope = best > 0 ? best : 0.0;
  return to;
}

static double point_inflection(const cpw_response *r) {
  double last = 0.0;
  int64_t from = r->points - 1;
  for (int64_t p = r->points - 1; p > 0; p--) {
    double slope = cpwi_response_piece_slope(r, p - 1);
    if (slope < last) break;
    last = slope;
    from = p - 1;
  }
  /* level from no spend up to the first point is convex, unless nothing rises afterwards */
  double x = r->x[from] + r->upfront;
  if (from == 0 && (x == 0 || last == 0.0)) return 0.0;
  return x;
}

double cpwi_response_inflection(const cpw_response *r) {
  if (r->kind == CPW_RESPONSE_POINTS) return point_inflection(r);
  if (!(r->a > 0)) return 0.0;
  if (r->kind != CPW_RESPONSE_HILL || !(r->shape > 1)) return r->upfront;
  return r->upfront + r->t * cpw_math_pow((r->shape - 1.0) / (r->shape + 1.0), 1.0 / r->shape);
}

/* ---------------------------------------------------------------- the chord ----------------- */

/* gain from lower to x less slope times distance: rises with x in the concave part, 0 where the line
 * touches */
static double touch(const cpw_response *r, double lower, double x) {
  double slope = cpwi_response_slope(r, x, 1);
  if (!(slope < (double)INFINITY)) return -(double)INFINITY;
  return cpwi_response_gain(r, lower, x) - slope * (x - lower);
}

static double find_touch(const cpw_response *r, double lower, double low, double high) {
  double f_low = touch(r, lower, low), f_high = touch(r, lower, high);
  int side = 0;
  for (int k = 0; k < 200 && high - low > 1e-15 * high; k++) {
    double x = high - f_high * (high - low) / (f_high - f_low);
    /* every third step halves, so that a bad scale costs little */
    if (k % 3 == 2 || !(x > low && x < high)) x = low + 0.5 * (high - low);
    if (!(x > low && x < high)) break;
    double f = touch(r, lower, x);
    if (f > 0) {
      high = x;
      f_high = f;
      if (side > 0) f_low *= 0.5;
      side = 1;
    } else {
      low = x;
      f_low = f;
      if (side < 0) f_high *= 0.5;
      side = -1;
    }
    if (f == 0) return x;
  }
  return high;
}

static double smooth_chord(const cpw_response *r, double lower, double upper) {
  double inflection = cpwi_response_inflection(r);
  if (lower >= inflection) return lower;
  if (upper <= inflection) return upper;
  int straight = r->kind == CPW_RESPONSE_LINEAR || (r->kind == CPW_RESPONSE_POWER && r->shape == 1);
  if (straight) return upper; /* the steepest line is to the end */
  if (r->kind == CPW_RESPONSE_HILL && r->upfront == 0 && lower == 0) {
    double to = r->t * cpw_math_pow(r->shape - 1.0, 1.0 / r->shape);
    return to < upper ? to : upper;
  }
  double low = inflection, step = r->t > 0 ? r->t : inflection - lower, high;
  for (;; step *= 2) {
    high = low + step < upper ? low + step : upper;
    if (touch(r, lower, high) > 0) break;
    if (high == upper) return upper;
    low = high;
  }
  return find_touch(r, lower, low, high);
}

/* whether no slope rises on [lower, upper] */
static int points_concave(const cpw_response *r, double lower, double upper) {
  if (cpwi_response_inflection(r) <= lower) return 1;
  double last = cpwi_response_slope(r, lower, 1);
  for (int64_t i = 0; i < r->points && r->x[i] + r->upfront < upper; i++) {
    if (r->x[i] + r->upfront <= lower) continue;
    double slope = cpwi_response_piece_slope(r, i);
    if (slope > last) return 0;
    last = slope;
  }
  return 1;
}

double cpwi_response_chord(const cpw_response *r, double lower, double upper, double *slope) {
  double to = lower;
  *slope = CPWI_NAN;
  if (!(upper > lower)) return lower;
  if (r->kind == CPW_RESPONSE_POINTS)
    return points_concave(r, lower, upper) ? lower
                                           : cpwi_response_hull_step(r, lower, upper, slope);
  if (!(r->a > 0)) return lower;
  to = smooth_chord(r, lower, upper);
  if (to > lower) *slope = cpwi_response_gain(r, lower, to) / (to - lower);
  return to;
}

/* ---------------------------------------------------------------- the public door ----------- */

double cpw_response_inflection(const cpw_response *r) {
  if (cpwi_response_check(r, NULL, -1, __func__, NULL) != CPW_OK) return CPWI_NAN;
  return cpwi_response_inflection(r);
}

int32_t cpw_response_envelope(const cpw_response *r, double lower, double upper, double *to,
                              double *slope, cpw_error *err) {
  int32_t status = cpwi_response_check(r, "response", -1, __func__, err);
  if (status != CPW_OK) return status;
  if (!to || !slope)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s must be given", to ? "slope" : "to");
  if (!(lower >= 0 && lower < (double)INFINITY))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "lower = %s must be finite and >= 0",
                     cpwi_number(lower).text);
  if (!(upper >= lower && upper < (double)INFINITY))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "upper = %s must be finite and >= lower = %s",
                     cpwi_number(upper).text, cpwi_number(lower).text);
  *to = cpwi_response_chord(r, lower, upper, slope);
  return CPW_OK;
}
