/* Curves fitted to data points by weighted least squares.
 * Source: the size is linear in the data and exact; the other parameters by a scan and golden section of what is
 * left of the squares (a profile).
 * Leaves curves through points to make.c. */
#include "response/internal.h"

typedef struct fitting {
  const double *x, *y, *weight;
  int64_t n;
  int32_t kind;
  double low, high; /* logarithms of t to look at */
  double shape;     /* given, or 0 */
} fitting;

/* The best size for t and shape, and the squares that are left. */
static double left_over(const fitting *f, cpw_response *r) {
  double cross = 0.0, square = 0.0, left = 0.0;
  r->a = 1.0;
  for (int64_t i = 0; i < f->n; i++) {
    double w = f->weight ? f->weight[i] : 1.0, v = cpwi_response_value(r, f->x[i]);
    cross += w * v * f->y[i];
    square += w * v * v;
  }
  double a = square > 0 ? cross / square : 0.0;
  for (int64_t i = 0; i < f->n; i++) {
    double w = f->weight ? f->weight[i] : 1.0, v = cpwi_response_value(r, f->x[i]);
    double miss = f->y[i] - (a > 0 ? a * v : 0.0);
    left += w * miss * miss;
  }
  r->a = a >= 1e-100 && a <= 1e100 ? a : 0.0;
  return left;
}

/* what is left at a value of the parameter that is searched for: ln t (which = 0) or ln shape (1) */
static double trial(const fitting *f, cpw_response *r, int which, double u);

/* Scans [low, high], then narrows down around the best. */
static double profile(const fitting *f, cpw_response *r, int which, double low, double high,
                      int steps) {
  const double golden = 0.6180339887498949;
  double best = (double)INFINITY, at = low, step = (high - low) / (double)steps;
  for (int k = 0; k <= steps; k++) {
    double u = low + step * (double)k, left = trial(f, r, which, u);
    if (left < best) {
      best = left;
      at = u;
    }
  }
  double a = at - step > low ? at - step : low, b = at + step < high ? at + step : high;
  double c = b - golden * (b - a), d = a + golden * (b - a);
  double fc = trial(f, r, which, c), fd = trial(f, r, which, d);
  for (int k = 0; k < 60 && b - a > 1e-10; k++) {
    if (fc <= fd) {
      b = d;
      d = c;
      fd = fc;
      c = b - golden * (b - a);
      fc = trial(f, r, which, c);
    } else {
      a = c;
      c = d;
      fc = fd;
      d = a + golden * (b - a);
      fd = trial(f, r, which, d);
    }
  }
  double u = fc <= fd ? c : d, left = fc <= fd ? fc : fd;
  return trial(f, r, which, left < best ? u : at);
}

static double fit_bend(const fitting *f, cpw_response *r) {
  double left = profile(f, r, 0, f->low, f->high, 60);
  if (f->kind != CPW_RESPONSE_POWER) return left;
  cpw_response root = *r; /* a pure power of the spend */
  root.t = 0.0;
  double other = left_over(f, &root);
  if (!(other < left)) return left;
  *r = root;
  return other;
}

static double trial(const fitting *f, cpw_response *r, int which, double u) {
  if (which == 0) {
    r->t = cpw_math_exp(u);
    return left_over(f, r);
  }
  r->shape = cpw_math_exp(u);
  if (f->kind == CPW_RESPONSE_POWER && r->shape > 1) r->shape = 1.0;
  return fit_bend(f, r);
}

static int32_t check_data(const fitting *f, double *least, double *most, const char *where,
                          cpw_error *err) {
  double weights = 0.0;
  *least = (double)INFINITY;
  *most = 0.0;
  for (int64_t i = 0; i < f->n; i++) {
    double w = f->weight ? f->weight[i] : 1.0, x = f->x[i];
    if (!(x >= 0 && x <= 1e90))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "x[%lld] = %s must be finite and >= 0",
                       (long long)i, cpwi_number(x).text);
    if (!(fabs(f->y[i]) <= 1e90))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "y[%lld] = %s must be finite", (long long)i,
                       cpwi_number(f->y[i]).text);
    if (!(w >= 0 && w <= 1e90))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "weight[%lld] = %s must be finite and >= 0",
                       (long long)i, cpwi_number(w).text);
    if (!(w > 0) || !(x > 0)) continue;
    weights += w;
    if (x < *least) *least = x;
    if (x > *most) *most = x;
  }
  if (!(weights > 0) || *least < 1e-90)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                     "x must have a spend > 0 (>= 1e-90) of a weight > 0");
  return CPW_OK;
}

static double fit(const fitting *f, cpw_response *r) {
  r->kind = f->kind;
  if (f->kind == CPW_RESPONSE_LINEAR) return left_over(f, r);
  if (f->kind != CPW_RESPONSE_POWER && f->kind != CPW_RESPONSE_HILL) return fit_bend(f, r);
  r->shape = f->shape;
  if (f->shape > 0) return fit_bend(f, r);
  int power = f->kind == CPW_RESPONSE_POWER;
  return profile(f, r, 1, cpw_math_log(power ? 0.05 : 0.2), cpw_math_log(power ? 1.0 : 20.0), 16);
}

int32_t cpw_response_fit(int32_t kind, const double *x, const double *y, const double *weight,
                         int64_t n, double shape, cpw_response *out, double *error,
                         cpw_error *err) {
  const char *where = __func__;
  if (kind < CPW_RESPONSE_LINEAR || kind > CPW_RESPONSE_HILL)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "kind = %d must be from CPW_RESPONSE_LINEAR to CPW_RESPONSE_HILL", (int)kind);
  if (n < 1) return cpwi_fail(err, CPW_EINVAL, -1, where, "n = %lld must be >= 1", (long long)n);
  if (!x || !y || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s must be given", !x ? "x" : !y ? "y" : "out");
  int shaped = kind == CPW_RESPONSE_POWER || kind == CPW_RESPONSE_HILL;
  double most_shape = kind == CPW_RESPONSE_POWER ? 1.0 : CPW_RESPONSE_MAX_SHAPE;
  if (shaped ? !(shape == 0 || (shape >= 0.01 && shape <= most_shape)) : shape != 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "shape = %s must be %s%s",
                     cpwi_number(shape).text, shaped ? "0 or from 0.01 to " : "0",
                     !shaped ? "" : cpwi_number(most_shape).text);
  fitting f = {x, y, weight, n, kind, 0.0, 0.0, shape};
  double least = 0.0, most = 0.0;
  int32_t status = check_data(&f, &least, &most, where, err);
  if (status != CPW_OK) return status;
  f.low = cpw_math_log(least * 0.01);
  f.high = cpw_math_log(most * 100.0);
  cpw_response r = {0};
  double left = fit(&f, &r);
  *out = r;
  if (error) *error = left;
  return CPW_OK;
}
