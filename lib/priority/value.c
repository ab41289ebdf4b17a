/* Value functions: what a fact is worth on bounds that the policy fixes.
 * Sources: named with the shapes in carepath/priority.h. Leaves weights and caps to parts.c. */
#include "priority/value.h"

static double between(double v, double a, double b) {
  double low = a < b ? a : b, high = a < b ? b : a;
  return v < low ? low : (v > high ? high : v);
}

/* The knot at or before x, which lies between the first and the last. */
static int64_t segment(const double *at, int64_t knots, double x) {
  int64_t low = 0, high = knots - 1;
  while (high - low > 1) {
    int64_t middle = low + (high - low) / 2;
    if (x < at[middle])
      high = middle;
    else
      low = middle;
  }
  return low;
}

static double secant(const cpw_priority_criterion *c, int64_t k) {
  return (c->value[k + 1] - c->value[k]) / (c->at[k + 1] - c->at[k]);
}

static double linear(const cpw_priority_criterion *c, double x) {
  int64_t last = c->knots - 1, k;
  if (x <= c->at[0]) return c->value[0];
  if (x >= c->at[last]) return c->value[last];
  k = segment(c->at, c->knots, x);
  return between(c->value[k] + (x - c->at[k]) * secant(c, k), c->value[k], c->value[k + 1]);
}

/* Slope at an end: the parabola through three knots, held back so that the curve does not turn. */
static double end_slope(double near_step, double far_step, double near_secant, double far_secant) {
  double slope = ((2.0 * near_step + far_step) * near_secant - near_step * far_secant) /
                 (near_step + far_step);
  if (slope * near_secant <= 0.0) return 0.0;
  if (near_secant * far_secant <= 0.0 && fabs(slope) > 3.0 * fabs(near_secant))
    return 3.0 * near_secant;
  return slope;
}

/* Slope at an inner knot: the weighted harmonic mean of the secants beside it, 0 where the curve is level. */
static double slope_at(const cpw_priority_criterion *c, int64_t k) {
  int64_t last = c->knots - 1;
  if (last == 1) return secant(c, 0);
  if (k == 0)
    return end_slope(c->at[1] - c->at[0], c->at[2] - c->at[1], secant(c, 0), secant(c, 1));
  if (k == last)
    return end_slope(c->at[last] - c->at[last - 1], c->at[last - 1] - c->at[last - 2],
                     secant(c, last - 1), secant(c, last - 2));
  double before = secant(c, k - 1), after = secant(c, k);
  if (before * after <= 0.0) return 0.0;
  double h0 = c->at[k] - c->at[k - 1], h1 = c->at[k + 1] - c->at[k];
  double w0 = 2.0 * h1 + h0, w1 = h1 + 2.0 * h0;
  return (w0 + w1) / (w0 / before + w1 / after);
}

static double monotone(const cpw_priority_criterion *c, double x) {
  int64_t last = c->knots - 1, k;
  if (x <= c->at[0]) return c->value[0];
  if (x >= c->at[last]) return c->value[last];
  k = segment(c->at, c->knots, x);
  double h = c->at[k + 1] - c->at[k], t = (x - c->at[k]) / h;
  double from = c->value[k], to = c->value[k + 1];
  double bend = t * (1.0 - t) * ((1.0 - t) * slope_at(c, k) - t * slope_at(c, k + 1)) * h;
  return between(from + t * t * (3.0 - 2.0 * t) * (to - from) + bend, from, to);
}

static double s_shaped(const cpw_priority_criterion *c, double x) {
  double low = c->at[0], middle = c->at[1], high = c->at[2], share, u;
  double from = c->value[0], to = c->value[2];
  if (x <= low) return from;
  if (x >= high) return to;
  if (x < middle) {
    u = (x - low) / (middle - low);
    share = (middle - low) / (high - low) * u * u;
  } else {
    u = (high - x) / (high - middle);
    share = 1.0 - (high - middle) / (high - low) * u * u;
  }
  return between(from + share * (to - from), from, to);
}

static double category(const cpw_priority_criterion *c, double x) {
  if (!(x >= 0.0 && x < (double)c->knots)) return CPWI_NAN;
  int64_t code = (int64_t)x;
  return (double)code == x ? c->value[code] : CPWI_NAN;
}

double cpw_priority_value(const cpw_priority_criterion *c, double fact) {
  if (!c) return CPWI_NAN;
  if (isnan(fact)) return c->missing;
  if (!isfinite(fact)) return CPWI_NAN;
  switch (c->shape) {
  case CPW_PRIORITY_LINEAR:
    return linear(c, fact);
  case CPW_PRIORITY_MONOTONE:
    return monotone(c, fact);
  case CPW_PRIORITY_S_SHAPED:
    return s_shaped(c, fact);
  default:
    return category(c, fact);
  }
}

static int all_finite(const double *fact, int64_t n) {
  int bad = 0;
  for (int64_t i = 0; i < n; i++)
    bad |= !(fact[i] - fact[i] == 0.0);
  return !bad;
}

enum { FEW_LINES = 7 };

/* Few straight lines, with their slopes: no search that a processor could guess wrong. The same
 * arithmetic as `linear`. */
static void straight_lines(const cpw_priority_criterion *c, const double *fact, int64_t n,
                           double *v) {
  double slope[FEW_LINES] = {0.0};
  int64_t lines = c->knots - 1;
  for (int64_t k = 0; k < lines; k++)
    slope[k] = secant(c, k);
  for (int64_t i = 0; i < n; i++) {
    double x = fact[i] > c->at[0] ? fact[i] : c->at[0];
    int64_t line = 0;
    for (int64_t k = 1; k < lines; k++)
      line += x >= c->at[k];
    double from = c->value[line], to = c->value[line + 1];
    v[i] = x < c->at[lines] ? between(from + (x - c->at[line]) * slope[line], from, to)
                            : c->value[lines];
  }
}

void cpwi_values_of(const cpw_priority_criterion *c, const double *fact, int64_t n, double *v) {
  if (c->shape == CPW_PRIORITY_LINEAR && c->knots <= FEW_LINES + 1 && all_finite(fact, n)) {
    straight_lines(c, fact, n, v);
    return;
  }
  for (int64_t i = 0; i < n; i++)
    v[i] = cpw_priority_value(c, fact[i]);
}
