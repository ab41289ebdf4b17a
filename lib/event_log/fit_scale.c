/* Weibull and lognormal laws of durations, some not over yet, some seen only from an age on: the
 * logarithm of such a duration has a law of location and scale.
 * Source: Lawless, Statistical Models and Methods for Lifetime Data, 2003, chapter 5; parameters
 * z = b log t - a, in which the likelihood of censored data is concave (Burridge, J. R. Statist. Soc. B
 * 43:41-45, 1981).
 * Leaves the search to newton.c. */
#include "event_log/internal.h"

#include "carepath/random.h"
#include "carepath/stats.h"
#include "duration/internal.h"

#define EULER      0.57721566490153286061
#define ROOT_TWO   1.41421356237309504880
#define LOG_TWO_PI 1.83787706640934548356

/* log of a density or a tail of the standard law, and its first two derivatives */
typedef struct term {
  double value, first, second;
} term;

typedef struct likelihood {
  const cpwi_fitter *f;
  int32_t law;
} likelihood;

static term weibull_density(double z) {
  double e = cpw_math_exp(z);
  return (term){z - e, 1.0 - e, -e};
}

static term weibull_tail(double z) {
  double e = cpw_math_exp(z);
  return (term){-e, -e, -e};
}

/* log Q(z) and the hazard phi/Q; far out by Laplace's continued fraction. */
static term normal_tail(double z) {
  double hazard, value;
  if (z < 30.0) {
    double tail = cpw_normal_cdf(-z);
    hazard = cpw_normal_pdf(z) / tail;
    value = cpw_math_log(tail);
  } else {
    double fraction = z;
    for (int k = 12; k >= 1; k--)
      fraction = z + (double)k / fraction;
    hazard = fraction;
    value = -0.5 * z * z - 0.5 * LOG_TWO_PI - cpw_math_log(hazard);
  }
  return (term){value, -hazard, -hazard * (hazard - z)};
}

/* One row's part at z = b u - a, times a sign. */
static void add_term(cpwi_likelihood *out, term t, double u, double sign) {
  out->value += sign * t.value;
  out->g[0] -= sign * t.first;
  out->g[1] += sign * t.first * u;
  out->h[0] += sign * t.second;
  out->h[1] -= sign * t.second * u;
  out->h[2] += sign * t.second * u * u;
}

/* All that is over, of the lognormal law: sums are enough. */
static void add_normal_ended(const likelihood *l, const double at[2], cpwi_likelihood *out) {
  double n = (double)l->f->spread.ended, a = at[0], b = at[1];
  out->value -= 0.5 * (b * b * l->f->spread.log_square + n * a * a) + 0.5 * n * LOG_TWO_PI;
  out->g[0] -= n * a;
  out->g[1] -= b * l->f->spread.log_square;
  out->h[0] -= n;
  out->h[2] -= l->f->spread.log_square;
}

/* at = (a, b); the logs are centred, so that sums over what is over vanish */
static void evaluate(const void *context, const double at[2], cpwi_likelihood *out) {
  const likelihood *l = context;
  const cpwi_fitter *f = l->f;
  const cpwi_sample *s = &f->sample;
  const cpwi_spread *p = &f->spread;
  double a = at[0], b = at[1], n = (double)p->ended;
  int normal = l->law == CPW_DURATION_LOGNORMAL;
  *out = (cpwi_likelihood){n * cpw_math_log(b), {0.0, n / b}, {0.0, 0.0, -n / (b * b)}};
  if (normal) add_normal_ended(l, at, out);
  if (normal && p->plain) return;
  for (int64_t i = p->first; i < s->n; i++) {
    double u = f->log_time[i] - p->log_mean, z = b * u - a;
    if (s->ended[i] && !normal) add_term(out, weibull_density(z), u, 1.0);
    if (!s->ended[i]) add_term(out, normal ? normal_tail(z) : weibull_tail(z), u, 1.0);
    if (!s->entry || !(s->entry[i] > 0.0)) continue;
    u = f->log_entry[i] - p->log_mean;
    z = b * u - a;
    add_term(out, normal ? normal_tail(z) : weibull_tail(z), u, -1.0);
  }
}

/* Variance of the log of the mean, c its derivatives by a and b; at an edge b is given. */
static double variance_of(const cpwi_likelihood *l, int32_t state, const double c[2]) {
  double a = -l->h[0], b = -l->h[1], d = -l->h[2], determinant = a * d - b * b;
  if (state == CPW_EVENT_LOG_EDGE) return a > 0.0 ? c[0] * c[0] / a : CPWI_NAN;
  if (!(determinant > 0.0)) return CPWI_NAN;
  return (c[0] * c[0] * d - 2.0 * c[0] * c[1] * b + c[1] * c[1] * a) / determinant;
}

/* Mean and cv of the law at (a, b), and how exact the mean is. */
static void describe(const likelihood *l, const double at[2], const cpwi_likelihood *best,
                     cpwi_fitted *out) {
  double a = at[0], b = at[1], x = 1.0 / b, center = l->f->spread.log_mean;
  double c[2] = {x, 0.0};
  if (l->law == CPW_DURATION_LOGNORMAL) {
    out->mean = cpw_math_exp(a * x + center + 0.5 * x * x);
    out->cv = sqrt(cpw_math_expm1(x * x));
    c[1] = -a * x * x - x * x * x;
  } else {
    out->mean = cpw_math_exp(a * x + center + cpw_math_log_gamma(1.0 + x));
    out->cv = sqrt(cpw_math_expm1(cpwi_weibull_log_moment(x, 2)));
    c[1] = (-a - cpwi_digamma(1.0 + x)) * x * x;
  }
  out->log_likelihood = best->value - l->f->spread.log_sum;
  out->log_mean_variance = variance_of(best, out->state, c);
}

/* Limits of b, from those of the laws' cv. */
static void set_limits(cpwi_newton *p, int32_t law) {
  if (law == CPW_DURATION_LOGNORMAL) {
    p->lowest = 1.0 / sqrt(cpw_math_log1p(CPW_DURATION_MAX_CV * CPW_DURATION_MAX_CV));
    p->highest = 1.0 / sqrt(cpw_math_log1p(CPW_DURATION_MIN_CV * CPW_DURATION_MIN_CV));
  } else {
    p->lowest = 1.0 / cpwi_weibull_inverse_shape(CPW_DURATION_MAX_CV);
    p->highest = 1.0 / cpwi_weibull_inverse_shape(CPW_DURATION_MIN_CV);
  }
}

void cpwi_fit_scale(const cpwi_fitter *f, int32_t law, cpwi_fitted *out) {
  likelihood l = {f, law};
  double n = (double)f->spread.ended, sd = sqrt(f->spread.log_square / n);
  cpwi_newton p = {.of = evaluate, .context = &l, .people = n};
  set_limits(&p, law);
  double b = law == CPW_DURATION_LOGNORMAL ? 1.0 / sd : 1.2825498301618641 / sd;
  double at[2] = {0.0, b < p.lowest ? p.lowest : b < p.highest ? b : p.highest};
  if (law == CPW_DURATION_WEIBULL) at[0] = EULER;
  cpwi_likelihood best = {0};
  if (law == CPW_DURATION_LOGNORMAL && f->spread.plain) {
    evaluate(&l, at, &best);
    out->state = at[1] == b ? CPW_EVENT_LOG_FITTED : CPW_EVENT_LOG_EDGE;
    out->steps = 0;
  } else {
    double mean = f->spread.exposure / n;
    const double exponential[2] = {cpw_math_log(mean) - f->spread.log_mean, 1.0};
    /* for the lognormal law it is just another start */
    cpwi_newton_climb_from_both(&p, at, exponential, &best, out);
  }
  describe(&l, at, &best, out);
  cpwi_fit_edge(out);
}
