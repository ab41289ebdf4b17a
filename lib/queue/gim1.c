/* One server with exponential services and arrivals of any law (GI/M/1): the wait by the root of the
 * transform of the time between arrivals.
 * Source: Kendall 1953; Gross, Shortle, Thompson and Harris, 4th ed. (2008), 5.3.
 * Leaves more than one server to approximate.c. */
#include "queue/internal.h"

/* A law of times between arrivals with mean 1. All follows from the root w of A(w) = 1 - load w, A its
 * transform, in the form that keeps digits: (A(w) - 1 + w) / w, which grows from 0 to 1, is 1 - load; or
 * (1 - A(w)) / w, which falls from 1 to 0, is the load. */
typedef struct law {
  int32_t kind, reserved;
  double scv, rate;
  const cpw_queue_transform *transform;
} law;

/* sinh(x) / x - 1 */
static double sinh_ratio(double x) {
  if (x > 1.0) return (cpw_math_exp(x) - cpw_math_exp(-x)) / (2.0 * x) - 1.0;
  double term = 1.0, sum = 0.0;
  for (int k = 2; k < 22; k += 2)
    sum += term *= x * x / (double)(k * (k + 1));
  return sum;
}

/* From w (1 - half) to w (1 + half), half = sqrt(3 scv): 1 - half as a difference of squares. */
static double uniform_transform(double scv, double w) {
  double half = sqrt(3.0 * scv), k = w * half;
  cpwi_pair square = cpwi_two_product(3.0, scv);
  double least = fmax((1.0 - square.high) - square.low, 0.0) / (1.0 + half);
  if (k > 1.0) return (cpw_math_exp(-w * least) - cpw_math_exp(-k - w)) / (2.0 * k);
  return cpw_math_exp(-w) * (1.0 + sinh_ratio(k));
}

static double transform_of(const law *l, double w) {
  double k;
  switch (l->kind) {
  case CPW_QUEUE_LAW_DETERMINISTIC:
    return cpw_math_exp(-w);
  case CPW_QUEUE_LAW_GAMMA:
    k = 1.0 / l->scv;
    return cpw_math_exp(-k * cpw_math_log1p(w / k));
  case CPW_QUEUE_LAW_UNIFORM:
    return uniform_transform(l->scv, w);
  default:
    return l->transform->value(l->transform->context, w * l->rate);
  }
}

/* (A(w) - 1 + w) / w without cancellation */
static double ratio_of(const law *l, double w) {
  double a, k;
  switch (l->kind) {
  case CPW_QUEUE_LAW_DETERMINISTIC:
    return -cpwi_queue_excess_ratio(-w);
  case CPW_QUEUE_LAW_GAMMA:
    k = 1.0 / l->scv;
    a = k * cpw_math_log1p(w / k);
    return (cpwi_queue_excess(-a) - k * cpwi_log1p_minus(w / k)) / w;
  case CPW_QUEUE_LAW_UNIFORM:
    if (w > 1.0) return (transform_of(l, w) - 1.0 + w) / w;
    return -cpwi_queue_excess_ratio(-w) + cpw_math_exp(-w) * sinh_ratio(w * sqrt(3.0 * l->scv)) / w;
  default:
    return (transform_of(l, w) - 1.0 + w) / w;
  }
}

/* (1 - A(w)) / w; the root is where A is not next to 1 */
static double rest_of(const law *l, double w) {
  if (l->kind == CPW_QUEUE_LAW_DETERMINISTIC) return -cpw_math_expm1(-w) / w;
  if (l->kind != CPW_QUEUE_LAW_GAMMA) return (1.0 - transform_of(l, w)) / w;
  double k = 1.0 / l->scv;
  return -cpw_math_expm1(-k * cpw_math_log1p(w / k)) / w;
}

/* Bisected in the logarithm. */
static double root_of(const law *l, double load, double free) {
  double low = free * 1e-3, high = (1.0 + 1e-9) / load;
  if (l->kind != CPW_QUEUE_LAW_OTHER) low = 2.0 * free / (1.0 + fmax(l->scv, 1.0)) * (1.0 - 1e-9);
  while (l->kind == CPW_QUEUE_LAW_OTHER && low > 1e-300 && ratio_of(l, low) > free)
    low *= 1e-3;
  for (int i = 0; i < 200; i++) {
    double middle = sqrt(low) * sqrt(high);
    if (!(middle > low && middle < high)) break;
    int below = load < 0.5 ? rest_of(l, middle) > load : ratio_of(l, middle) < free;
    if (below)
      low = middle;
    else
      high = middle;
  }
  return high;
}

/* ---------------------------------------------------------------- roots and chances --------- */

/* w, and A(w), the chance of waiting */
typedef struct root {
  double w, wait;
} root;

static root by_bisection(const law *l, double load, double free) {
  root r;
  r.w = root_of(l, load, free);
  r.wait = transform_of(l, r.w);
  /* small chances are powers of w: once more from w = (1 - chance) / load, which is next to 1 / load */
  if (load < 0.5) r.wait = transform_of(l, (1.0 - r.wait) / load);
  return r;
}

/* Two exponentials of means a and b, each half of the time: load a b w^2 - (1/2 - load) (a + b) w = 1 - load. */
static root hyperexponential(double scv, double load, double free, double half_less) {
  double lean = sqrt((scv - 1.0) / (scv + 1.0));
  double a = 1.0 / (1.0 + lean), b = 0.5 * (scv + 1.0) * (1.0 + lean);
  double middle = half_less * (a + b), square = load * a * b;
  double size = sqrt(middle * middle + 4.0 * square * free) + fabs(middle);
  root r;
  r.w = middle > 0.0 ? size / (2.0 * square) : 2.0 * free / size;
  r.wait = 0.5 / (a * (1.0 + r.w * a)) + 0.5 / (b * (1.0 + r.w * b));
  return r;
}

static root solve_root(const law *l, double arrivals, double service_rate) {
  double spare = service_rate - arrivals, load = arrivals / service_rate;
  if (l->kind == CPW_QUEUE_LAW_EXPONENTIAL) return (root){spare / arrivals, load};
  if (l->kind != CPW_QUEUE_LAW_HYPEREXPONENTIAL) return by_bisection(l, load, spare / service_rate);
  double half_less = (0.5 * service_rate - arrivals) / service_rate;
  return hyperexponential(l->scv, load, spare / service_rate, half_less);
}

static int32_t solve(const law *l, double arrivals, double service_rate, cpw_queue_measures *out) {
  cpwi_queue_measures_clear(out);
  if (arrivals == 0.0) {
    cpwi_queue_measures_empty(out, 1.0 / service_rate);
    return CPW_OK;
  }
  double spare = service_rate - arrivals, load = arrivals / service_rate;
  out->load = load;
  if (!(spare > 0.0)) {
    cpwi_queue_measures_unstable(out, service_rate);
    return CPW_OK;
  }
  root r = solve_root(l, arrivals, service_rate);
  double rate = arrivals * r.w;
  out->utilisation = load;
  out->throughput = arrivals;
  out->wait_chance = r.wait;
  out->block_chance = out->abandon_chance = 0.0;
  out->empty_chance = spare / service_rate;
  out->mean_wait = r.wait / rate;
  out->wait_second = 2.0 * r.wait / (rate * rate);
  out->wait_variance = r.wait * (2.0 - r.wait) / (rate * rate);
  out->mean_queue = r.wait / r.w;
  out->mean_stay = 1.0 / rate;
  out->mean_number = 1.0 / r.w;
  return CPW_OK;
}

/* ---------------------------------------------------------------- the functions ------------- */

static int32_t check_scv(int32_t kind, double scv, const char *where, cpw_error *err) {
  const char *rule = NULL;
  if (kind == CPW_QUEUE_LAW_GAMMA && !(scv > 0.0 && scv < (double)INFINITY))
    rule = "finite and > 0 for the gamma law";
  if (kind == CPW_QUEUE_LAW_HYPEREXPONENTIAL && !(scv >= 1.0 && scv < (double)INFINITY))
    rule = "finite and >= 1 for the hyperexponential law";
  if (kind == CPW_QUEUE_LAW_UNIFORM && !(scv > 0.0 && scv <= 1.0 / 3.0 + 1e-15))
    rule = "above 0 and at most 1/3 for the uniform law";
  if (!rule) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where, "arrival_scv = %s must be %s",
                   cpwi_number(scv).text, rule);
}

static int32_t check(int32_t kind, double arrivals, double service_rate, const void *out,
                     const char *where, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, where, "a NULL for what comes out");
  if (kind < CPW_QUEUE_LAW_EXPONENTIAL || kind > CPW_QUEUE_LAW_OTHER)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "law = %d is not one of CPW_QUEUE_LAW_...", kind);
  int32_t status = cpwi_queue_not_negative(arrivals, "arrivals", where, err);
  if (!status) status = cpwi_queue_positive(service_rate, "service_rate", where, err);
  return status ? status
                : cpwi_queue_ratio(arrivals, service_rate, "arrivals / service_rate", where, err);
}

/* laws that have no scv of their own get theirs; very regular gamma and uniform laws are deterministic */
static law named_law(int32_t kind, double scv) {
  law l = {kind, 0, scv, 0.0, NULL};
  if (kind == CPW_QUEUE_LAW_EXPONENTIAL) l.scv = 1.0;
  if (kind == CPW_QUEUE_LAW_DETERMINISTIC) l.scv = 0.0;
  if (kind != CPW_QUEUE_LAW_HYPEREXPONENTIAL && l.scv < 1e-17) l.kind = CPW_QUEUE_LAW_DETERMINISTIC;
  return l;
}

int32_t cpw_queue_gim1(int32_t kind, double arrivals, double arrival_scv, double service_rate,
                       cpw_queue_measures *out, cpw_error *err) {
  static const char where[] = "cpw_queue_gim1";
  int32_t status = check(kind, arrivals, service_rate, out, where, err);
  if (!status && kind == CPW_QUEUE_LAW_OTHER)
    status = cpwi_fail(err, CPW_EINVAL, -1, where, "a law of your own: cpw_queue_gim1_transform");
  if (!status) status = check_scv(kind, arrival_scv, where, err);
  if (status) return status;
  law l = named_law(kind, arrival_scv);
  return solve(&l, arrivals, service_rate, out);
}

/* Between a mean that is typed and a transform's own. */
#define MEAN_TOLERANCE 0.01

/* The mean that a transform shows, in units of 1 / arrivals: its slope at 0 by a secant. Secants of a convex
 * function come from below; laws of a very large variance need a shorter one than rounding would ask for. */
static double mean_shown(const cpw_queue_transform *t, double arrivals) {
  double whole = t->value(t->context, 0.0), best = (double)NAN;
  for (double s = 1e-6; s > 1e-13; s *= 1e-3) {
    double mean = (whole - t->value(t->context, s * arrivals)) / s;
    if (!(fabs(mean - 1.0) >= fabs(best - 1.0))) best = mean;
  }
  return best;
}

/* Chances, 1 at s = 0, of the mean that goes with the arrivals. */
static int32_t check_transform(const cpw_queue_transform *t, double arrivals, double service_rate,
                               const char *where, cpw_error *err) {
  for (double s = 0.0; s <= 1.0; s += 0.5) {
    double a = t->value(t->context, s * service_rate);
    if (!(a >= 0.0 && a <= 1.0))
      return cpwi_fail(err, CPW_EDOMAIN, -1, where, "transform(%s) = %s must be in [0, 1]",
                       cpwi_number(s * service_rate).text, cpwi_number(a).text);
    if (arrivals == 0.0) continue; /* times between arrivals without end: no law */
    if (s == 0.0 && !(a >= 1.0 - 1e-9))
      return cpwi_fail(err, CPW_EDOMAIN, -1, where, "transform(0) = %s must be 1",
                       cpwi_number(a).text);
  }
  if (arrivals == 0.0) return CPW_OK;
  double mean = mean_shown(t, arrivals);
  if (fabs(mean - 1.0) <= MEAN_TOLERANCE) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                   "arrivals = %s must be 1 / mean of the transform's law within 1 %%, whose slope "
                   "at 0 is that of the mean %s",
                   cpwi_number(arrivals).text, cpwi_number(mean / arrivals).text);
}

int32_t cpw_queue_gim1_transform(const cpw_queue_transform *transform, double arrivals,
                                 double service_rate, cpw_queue_measures *out, cpw_error *err) {
  static const char where[] = "cpw_queue_gim1_transform";
  int32_t status = check(CPW_QUEUE_LAW_OTHER, arrivals, service_rate, out, where, err);
  if (status) return status;
  if (!transform || !transform->value)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "transform or its function is NULL");
  status = check_transform(transform, arrivals, service_rate, where, err);
  if (status) return status;
  law l = {CPW_QUEUE_LAW_OTHER, 0, (double)NAN, arrivals, transform};
  cpw_queue_measures m;
  status = solve(&l, arrivals, service_rate, &m);
  if (status) return status;
  if (!(m.wait_chance >= 0.0 && m.wait_chance <= 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                     "transform(%s) = %s must be in [0, 1], between those of smaller and larger s",
                     cpwi_number(service_rate * (1.0 - m.load)).text,
                     cpwi_number(m.wait_chance).text);
  *out = m;
  return CPW_OK;
}

double cpw_queue_gim1_wait_tail(int32_t kind, double arrivals, double arrival_scv,
                                double service_rate, double time) {
  cpw_queue_measures m;
  if (!(time >= 0.0) || cpw_queue_gim1(kind, arrivals, arrival_scv, service_rate, &m, NULL))
    return (double)NAN;
  if (m.outcome == CPW_OUTCOME_UNSTABLE || m.wait_chance == 0.0) return m.wait_chance;
  return m.wait_chance * cpw_math_exp(-time / m.mean_stay);
}
