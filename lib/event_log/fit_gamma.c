/* The gamma law of durations, some not over yet, some seen only from an age on.
 * Source: Choi and Wette, Technometrics 11:683-690 (1969), where all is over; the tail and its derivative
 * by the shape from the series and the continued fraction of DLMF 8.11.4 and 8.9.2, differentiated term
 * by term; digamma and trigamma: DLMF 5.5.2, 5.11.2, 5.15.8.
 * Leaves the search to newton.c. */
#include "event_log/internal.h"

#include "carepath/random.h"
#include "carepath/stats.h"
#include "stats/internal.h"

/* ---------------------------------------------------------------- digamma ------------------- */

double cpwi_digamma(double x) {
  double sum = 0.0;
  for (; x < 12.0; x += 1.0)
    sum -= 1.0 / x;
  double y = 1.0 / (x * x);
  double tail =
      y * (1.0 / 12 - y * (1.0 / 120 -
                           y * (1.0 / 252 -
                                y * (1.0 / 240 - y * (1.0 / 132 - y * (691.0 / 32760 - y / 12))))));
  return sum + cpw_math_log(x) - 0.5 / x - tail;
}

double cpwi_trigamma(double x) {
  double sum = 0.0;
  for (; x < 12.0; x += 1.0)
    sum += 1.0 / (x * x);
  double y = 1.0 / (x * x);
  double tail =
      y *
      (1.0 / 6 -
       y * (1.0 / 30 -
            y * (1.0 / 42 - y * (1.0 / 30 - y * (5.0 / 66 - y * (691.0 / 2730 - y * 7.0 / 6))))));
  return sum + 1.0 / x + 0.5 * y + tail / x;
}

/* log k - digamma(k), without loss where k is large, and its derivative. */
static double log_less_digamma(double k) {
  double sum = 0.0, x = k;
  if (x >= 12.0) {
    double y = 1.0 / (x * x);
    return 0.5 / x + y * (1.0 / 12 - y * (1.0 / 120 - y * (1.0 / 252 - y * (1.0 / 240 - y / 132))));
  }
  sum = cpw_math_log(k) - cpwi_digamma(k);
  return sum;
}

/* ---------------------------------------------------------------- the tail ------------------ */

/* log Q(k, x) and its derivative by k. */
typedef struct tail {
  double value, by_shape;
} tail;

/* What does not depend on x. */
typedef struct shape {
  double k, log_gamma, digamma;
} shape;

static shape shape_of(double k) {
  return (shape){k, cpw_math_log_gamma(k), cpwi_digamma(k)};
}

/* P by its series, all of whose terms are positive. */
static tail tail_by_series(const shape *s, double x) {
  double term = 1.0, slope = 0.0, sum = 1.0, slopes = 0.0, log_x = cpw_math_log(x);
  for (double j = 1.0; j < 1e7; j += 1.0) {
    term *= x / (s->k + j);
    slope -= 1.0 / (s->k + j);
    sum += term;
    slopes += term * slope;
    if (term <= 1e-17 * sum) break;
  }
  double log_p = s->k * log_x - x - s->log_gamma - cpw_math_log(s->k) + cpw_math_log(sum);
  double p = cpw_math_exp(log_p);
  double by_shape = log_x - s->digamma - 1.0 / s->k + slopes / sum;
  return (tail){cpw_math_log1p(-p), -p * by_shape / (1.0 - p)};
}

/* Q by its continued fraction (Lentz), with the derivatives of its parts beside them. */
static tail tail_by_fraction(const shape *s, double x) {
  double b = x + 1.0 - s->k, c = 1e300, d = 1.0 / b, h = d;
  double by_c = 0.0, by_d = d * d, log_h = d; /* b' = -1: d' = d^2, h'/h = d */
  for (double i = 1.0; i < 1e7; i += 1.0) {
    double a = -i * (i - s->k), by_a = i;
    b += 2.0;
    double next_d = 1.0 / (a * d + b);
    by_d = -next_d * next_d * (by_a * d + a * by_d - 1.0);
    double next_c = b + a / c;
    by_c = -1.0 + by_a / c - a * by_c / (c * c);
    d = next_d;
    c = next_c;
    h *= c * d;
    log_h += by_c / c + by_d / d;
    double more = by_c / c + by_d / d;
    if (fabs(c * d - 1.0) <= 4e-16 && fabs(more) <= 4e-16 * (1.0 + fabs(by_d / d))) break;
  }
  double log_x = cpw_math_log(x);
  return (tail){s->k * log_x - x - s->log_gamma + cpw_math_log(h), log_x - s->digamma + log_h};
}

static tail tail_of(const shape *s, double x) {
  return x < s->k + 1.0 ? tail_by_series(s, x) : tail_by_fraction(s, x);
}

/* ---------------------------------------------------------------- likelihood ---------------- */

/* Times are in units of `unit`, the mean of what is over. */
typedef struct likelihood {
  const cpwi_fitter *f;
  double unit, spread; /* mean of r - log(1 + r), r = t/unit - 1: log of mean less mean of log */
} likelihood;

#define STEP 1e-5 /* of the shape, relative, for second derivatives */

/* One tail at x, with its derivatives by (log scale, log shape), times a sign. */
static void add_tail(cpwi_likelihood *out, const shape *s, const shape *near, double x,
                     double sign) {
  tail t = tail_of(s, x), beside = tail_of(near, x);
  double k = s->k, log_x = cpw_math_log(x);
  double hazard = cpw_math_exp((k - 1.0) * log_x - x - s->log_gamma - t.value);
  double by_x = hazard * ((k - 1.0) / x - 1.0 + hazard);
  double by_shape = hazard * (log_x - s->digamma - t.by_shape);
  double second = (beside.by_shape - t.by_shape) / (near->k - k);
  out->value += sign * t.value;
  out->g[0] += sign * x * hazard;
  out->g[1] += sign * k * t.by_shape;
  out->h[0] -= sign * x * (hazard + x * by_x);
  out->h[1] += sign * x * k * by_shape;
  out->h[2] += sign * (k * k * second + k * t.by_shape);
}

/* at = (log scale, log shape) */
static void evaluate(const void *context, const double at[2], cpwi_likelihood *out) {
  const likelihood *l = context;
  const cpwi_sample *s = &l->f->sample;
  const cpwi_spread *p = &l->f->spread;
  double k = cpw_math_exp(at[1]), scale = cpw_math_exp(at[0]), n = (double)p->ended;
  shape here = shape_of(k), near = shape_of(k * (1.0 + STEP));
  double logs = -l->spread, times = 1.0 / scale; /* means of log t and t/scale */
  out->value = n * ((k - 1.0) * logs - times - k * at[0] - here.log_gamma);
  out->g[0] = n * (times - k);
  out->g[1] = n * k * (logs - at[0] - here.digamma);
  out->h[0] = -n * times;
  out->h[1] = -n * k;
  out->h[2] = -n * k * k * cpwi_trigamma(k) + out->g[1];
  if (p->plain) return;
  for (int64_t i = p->first; i < s->n; i++) {
    double unit = l->unit * scale;
    if (!s->ended[i]) add_tail(out, &here, &near, s->time[i] / unit, 1.0);
    if (s->entry && s->entry[i] > 0.0) add_tail(out, &here, &near, s->entry[i] / unit, -1.0);
  }
}

static double spread_of(const cpwi_fitter *f, double unit) {
  cpwi_twice sum = {0.0, 0.0};
  for (int64_t i = f->spread.first; i < f->sample.n; i++) {
    double r = (f->sample.time[i] - unit) / unit;
    if (f->sample.ended[i]) cpwi_twice_add(&sum, r - cpw_math_log1p(r));
  }
  return (sum.high + sum.low) / (double)f->spread.ended;
}

/* log k - digamma(k) = spread: Minka's start, then Newton's method for 1/k. */
static double solve_shape(double spread, int64_t *steps) {
  double k =
      (3.0 - spread + sqrt((spread - 3.0) * (spread - 3.0) + 24.0 * spread)) / (12.0 * spread);
  for (*steps = 0; *steps < 50; ++*steps) {
    double miss = log_less_digamma(k) - spread, slope = 1.0 / k - cpwi_trigamma(k);
    double next = 1.0 / (1.0 / k - miss / (-slope * k * k));
    if (!(next > 0.0)) next = 0.5 * k;
    double moved = fabs(next - k);
    k = next;
    if (moved <= 4e-16 * k) break;
  }
  return k;
}

static void describe(const likelihood *l, const double at[2], const cpwi_likelihood *best,
                     cpwi_fitted *out) {
  double k = cpw_math_exp(at[1]), n = (double)l->f->spread.ended;
  double a = -best->h[0], b = -best->h[1], d = -best->h[2], determinant = a * d - b * b;
  out->mean = l->unit * cpw_math_exp(at[0] + at[1]);
  out->cv = 1.0 / sqrt(k);
  out->log_likelihood = best->value - n * cpw_math_log(l->unit);
  /* log mean = log scale + log shape */
  out->log_mean_variance = determinant > 0.0 ? (d - 2.0 * b + a) / determinant : CPWI_NAN;
  if (out->state == CPW_EVENT_LOG_EDGE) out->log_mean_variance = 1.0 / a;
}

void cpwi_fit_gamma(const cpwi_fitter *f, cpwi_fitted *out) {
  double n = (double)f->spread.ended, unit = f->spread.sum / n;
  likelihood l = {f, unit, spread_of(f, unit)};
  cpwi_newton p = {.of = evaluate, .context = &l, .people = n};
  p.lowest = cpw_math_log(1.0 / (CPW_DURATION_MAX_CV * CPW_DURATION_MAX_CV));
  p.highest = cpw_math_log(1.0 / (CPW_DURATION_MIN_CV * CPW_DURATION_MIN_CV));
  double k = l.spread > 0.0 ? solve_shape(l.spread, &out->steps) : (double)INFINITY;
  double log_shape = cpw_math_log(k);
  double inside = log_shape < p.lowest ? p.lowest : log_shape < p.highest ? log_shape : p.highest;
  double at[2] = {-inside, inside};
  cpwi_likelihood best = {0};
  if (f->spread.plain) {
    evaluate(&l, at, &best);
    out->state = inside == log_shape ? CPW_EVENT_LOG_FITTED : CPW_EVENT_LOG_EDGE;
  } else {
    const double exponential[2] = {cpw_math_log(f->spread.exposure / (n * unit)), 0.0};
    cpwi_newton_climb_from_both(&p, at, exponential, &best, out);
  }
  describe(&l, at, &best, out);
  if (f->spread.plain) {
    out->mean = unit;
    if (out->state == CPW_EVENT_LOG_FITTED) out->cv = 1.0 / sqrt(k);
  }
  cpwi_fit_edge(out);
}
