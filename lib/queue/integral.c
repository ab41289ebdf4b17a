/* Integrals over a hump exp(-(slope u + curve (exp(v) - 1 - v))), v = u or -u: what the Erlang formulae
 * for any number of servers and queues that people leave come down to.
 * Source: Gauss and Legendre's rule of 20 points on panels narrow against the hump (integrands are entire).
 * Leaves what is weighed, and the height of the hump, to erlang.c, abandon.c and overflow.c. */
#include "queue/internal.h"

/* ---------------------------------------------------------------- exp(x) - 1 - x ------------- */

double cpwi_queue_excess_ratio(double x) {
  static const double c[] = {0x1p-1,
                             0x1.5555555555555p-3,
                             0x1.5555555555555p-5,
                             0x1.1111111111111p-7,
                             0x1.6c16c16c16c17p-10,
                             0x1.a01a01a01a01ap-13,
                             0x1.a01a01a01a01ap-16,
                             0x1.71de3a556c734p-19,
                             0x1.27e4fb7789f5cp-22,
                             0x1.ae64567f544e4p-26,
                             0x1.1eed8eff8d898p-29,
                             0x1.6124613a86d09p-33,
                             0x1.93974a8c07c9dp-37};
  if (fabs(x) > 0.5) return (cpw_math_expm1(x) - x) / x;
  double sum = c[12];
  for (int i = 11; i >= 0; i--)
    sum = sum * x + c[i];
  return sum * x;
}

double cpwi_queue_excess(double x) {
  return fabs(x) > 0.5 ? cpw_math_expm1(x) - x : cpwi_queue_excess_ratio(x) * x;
}

/* Newton's steps on an increasing convex function come down to the root from above. */
double cpwi_queue_excess_root(double value) {
  double w = fmin(2.0 * value, 2.0 + 2.0 * cpw_math_log1p(value));
  for (int i = 0; i < 100; i++) {
    double r = cpwi_queue_excess_ratio(w);
    /* slope of (e^w - 1 - w) / w is (e^w - 1 - r) / w - 1 / ..., written without cancellation */
    double slope = (cpw_math_expm1(w) - r) / w;
    if (w < 1e-3) slope = 0.5 + w * (1.0 / 3.0 + w * 0.125);
    double next = w - (r - value) / slope;
    if (!(next < w) || !(next > 0.0)) break;
    w = next;
  }
  return w;
}

/* ---------------------------------------------------------------- the rule ------------------ */

static const double NODE[CPWI_NODES / 2] = {
    0x1.fc7b5a0c71ce0p-1, 0x1.ed8dba7bd769fp-1, 0x1.d31064173fd92p-1, 0x1.ada0bd5efd6e7p-1,
    0x1.7e1f37346a54ep-1, 0x1.45a8d3fa710dbp-1, 0x1.05905c13f7ff7p-1, 0x1.7eaccf15652c4p-2,
    0x1.d281636928bc0p-3, 0x1.3973df98b86b0p-4};
static const double WEIGHT[CPWI_NODES / 2] = {
    0x1.209680274e8afp-6, 0x1.4c9b5ea53b67fp-5, 0x1.00b467df7e475p-4, 0x1.5519fe196e24ap-4,
    0x1.a1817a317a821p-4, 0x1.e41ff31573b48p-4, 0x1.0db2c5db26dffp-3, 0x1.230348f34a535p-3,
    0x1.31819b52c5992p-3, 0x1.38d6c490a3370p-3};

double cpwi_queue_node(int i, double from, double width, double *weight) {
  int k = i < CPWI_NODES / 2 ? i : CPWI_NODES - 1 - i;
  double half = 0.5 * width, shift = half * NODE[k];
  *weight = half * WEIGHT[k];
  return from + half + (k == i ? -shift : shift);
}

/* ---------------------------------------------------------------- a hump -------------------- */

#define DROP 46.0 /* exp(-46) of the greatest value is left out on either side */

/* u > 0 by which curve (exp(u) - 1 - u) has reached the drop. */
static double steep_side(double curve) {
  double e = DROP / curve;
  return fmin(sqrt(2.0 * e), 1.0 + cpw_math_log1p(e));
}

/* u > 0 by which curve (exp(-u) - 1 + u) has reached the drop. */
static double flat_side(double curve) {
  double e = DROP / curve;
  return e + sqrt(2.0 * e);
}

static double upper_end(const cpwi_hump *h) {
  double end = h->sign > 0 ? steep_side(h->curve) : flat_side(h->curve);
  return h->slope > 0.0 ? fmin(end, DROP / h->slope) : end;
}

static double lower_end(const cpwi_hump *h) {
  if (h->lower >= 0.0) return 0.0;
  double end = h->sign > 0 ? flat_side(h->curve) : steep_side(h->curve);
  return fmax(h->lower, -end);
}

static void add_panel(const cpwi_hump *h, cpwi_weigh weigh, const void *context, int count,
                      const double *panel, double *sums) {
  for (int i = 0; i < CPWI_NODES; i++) {
    double weight, values[CPWI_HUMP_MOST];
    double u = cpwi_queue_node(i, panel[0], panel[1], &weight);
    double drop = h->slope * u + h->curve * cpwi_queue_excess(h->sign > 0 ? u : -u);
    weight *= cpw_math_exp(-drop);
    weigh(context, u, values);
    for (int k = 0; k < count; k++)
      sums[k] += weight * values[k];
  }
}

/* Where exp(-u) no longer matters the integrand is a plain exponential: panels may be as wide as its. */
static double panel_width(const cpwi_hump *h, double u) {
  double width = fmin(2.2 / sqrt(h->curve), 2.0);
  double flat = h->sign > 0 ? -u : u;
  if (flat > 2.0 && h->curve * cpw_math_exp(-flat) < 1e-18)
    width = fmax(width, 10.0 / (h->slope + h->curve));
  return width;
}

void cpwi_queue_integrate(const cpwi_hump *hump, cpwi_weigh weigh, const void *context, int count,
                          double *sums) {
  double from = lower_end(hump), end = upper_end(hump), least = (end - from) / 5.0;
  for (int k = 0; k < count; k++)
    sums[k] = 0.0;
  while (from < end) {
    double width = fmin(panel_width(hump, from), least);
    double panel[2] = {from, fmin(width, end - from)};
    add_panel(hump, weigh, context, count, panel, sums);
    if (!(from + width > from)) break;
    from += width;
  }
}
