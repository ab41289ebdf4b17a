/* Laws of lengths of stay: their mean, integrals of their survival, and its waves.
 * Source: survival of a mixture of Erlang laws as a sum over stages; Eick, Massey and Whitt (1993).
 * Leaves arrivals to infinite.c. */
#include "carepath/random.h"
#include "queue/chain.h"

#include <float.h>
#include <string.h>

#define TAU 6.283185307179586476925286766559

static cpw_queue_stay defaults(void) {
  cpw_queue_stay s;
  memset(&s, 0, sizeof s);
  s.struct_size = sizeof s;
  s.stages = 1;
  s.mean = 1.0;
  return s;
}

void cpw_queue_stay_init_sized(cpw_queue_stay *stay, size_t size) {
  cpw_queue_stay s = defaults();
  cpwi_init_sized(stay, size, &s, sizeof s);
}

static int32_t check_branches(const cpw_queue_stay *s, const char *where, cpw_error *err) {
  double sum = 0.0;
  if (s->branches < 1 || !s->branch_chance || !s->branch_mean)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "stay.branches = %lld must be >= 1, with branch_chance and branch_mean",
                     (long long)s->branches);
  for (int64_t k = 0; k < s->branches; k++) {
    int32_t status = cpwi_course_check("stay.branch_chance", k, s->branch_chance[k], 0.0, 2.0,
                                       "a chance", where, err);
    if (status == CPW_OK)
      status = cpwi_course_check("stay.branch_mean", k, s->branch_mean[k], DBL_MIN, 0x1p400,
                                 CPWI_POSITIVE, where, err);
    if (status != CPW_OK) return status;
    sum += s->branch_chance[k];
  }
  if (fabs(sum - 1.0) <= 1e-9) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where, "stay.branch_chance sums to %s, not to 1",
                   cpwi_number(sum).text);
}

int32_t cpwi_stay_take(cpw_queue_stay *known, const cpw_queue_stay *given, const char *where,
                       cpw_error *err) {
  *known = defaults();
  int32_t status = cpwi_take_options(known, sizeof *known, given, where, err);
  if (status != CPW_OK) return status;
  if (known->law < 0 || known->law > 3)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "stay.law = %d must be 0 to 3", (int)known->law);
  if (known->law == CPW_QUEUE_HYPEREXPONENTIAL) return check_branches(known, where, err);
  if (known->law == CPW_QUEUE_ERLANG && (known->stages < 1 || known->stages > 10000))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "stay.stages = %d must be 1 to 10000",
                     (int)known->stages);
  return cpwi_course_check("stay.mean", -1, known->mean, DBL_MIN, 0x1p400, CPWI_POSITIVE, where,
                           err);
}

double cpwi_stay_mean(const cpw_queue_stay *stay) {
  double mean = 0.0;
  if (stay->law != CPW_QUEUE_HYPEREXPONENTIAL) return stay->mean;
  for (int64_t k = 0; k < stay->branches; k++)
    mean += stay->branch_chance[k] * stay->branch_mean[k];
  return mean;
}

/* ---------------------------------------------------------------- integrals of the survival - */

static double exponential(double mean, double from, double to) {
  return -mean * cpw_math_exp(-from / mean) * cpw_math_expm1(-(to - from) / mean);
}

/* Poisson chances of k, exp(-x) x^k / k!, without underflow in between. */
static double poisson(double x, int32_t k) {
  if (!(x > 0.0)) return k == 0 ? 1.0 : 0.0;
  return cpw_math_exp((double)k * cpw_math_log(x) - x - cpw_math_log_gamma((double)k + 1.0));
}

/* P(Poisson(x) <= k) for k < x and P(Poisson(x) >= k) for k > x: terms fall from k on. */
static double lower_tail(double x, int32_t k) {
  double sum = 0.0, term = poisson(x, k);
  for (int32_t j = k; j >= 0 && term > 1e-18 * sum; j--) {
    sum += term;
    term *= (double)j / x;
  }
  return sum;
}

static double upper_tail(double x, int32_t k) {
  double sum = 0.0, term = poisson(x, k);
  for (int32_t j = k + 1; term > 1e-18 * sum; j++) {
    sum += term;
    term *= x / (double)j;
  }
  return sum;
}

static double at_most(double x, int32_t k) {
  return x > (double)k ? lower_tail(x, k) : 1.0 - upper_tail(x, k + 1);
}

static double at_least(double x, int32_t k) {
  if (isinf(x)) return 1.0;
  return x < (double)k ? upper_tail(x, k) : 1.0 - lower_tail(x, k - 1);
}

/* With i stages to go at most, a stage i from the end takes 1 / rate x P(i stages pass in time), where at
 * `from` it is not yet over with P(so many have passed at most). */
static double erlang(double mean, int32_t stages, double from, double to) {
  double rate = (double)stages / mean, x = rate * from, y = rate * (to - from), sum = 0.0;
  for (int32_t i = 1; i <= stages; i++)
    sum += at_most(x, stages - i) * at_least(y, i);
  return sum / rate;
}

double cpwi_stay_integral(const cpw_queue_stay *stay, double from, double to) {
  double sum = 0.0;
  if (!(to > from)) return 0.0;
  if (stay->law == CPW_QUEUE_DETERMINISTIC) return fmax(fmin(to, stay->mean) - from, 0.0);
  if (stay->law == CPW_QUEUE_ERLANG) return erlang(stay->mean, stay->stages, from, to);
  if (stay->law == CPW_QUEUE_EXPONENTIAL) return exponential(stay->mean, from, to);
  for (int64_t k = 0; k < stay->branches; k++)
    sum += stay->branch_chance[k] * exponential(stay->branch_mean[k], from, to);
  return sum;
}

/* ---------------------------------------------------------------- waves of the survival ------ */

/* Adds weight x integral of exp(-i w u) P(S > u) du, stage by stage: with z = 1 / (1 + i w / rate), that of
 * one more stage is z times that before less z exp(-i w to) P(Poisson(rate to) = j). */
static void add_stages(double weight, double rate, int32_t stages, double period, double to,
                       double *cosine, double *sine) {
  double x = TAU / (period * rate), re = 1.0 / (1.0 + x * x), im = -x / (1.0 + x * x);
  int ends = to < (double)INFINITY;
  double c = ends ? cpwi_cosine(to / period) : 0.0, s = ends ? -cpwi_sine(to / period) : 0.0;
  double a = 1.0, b = 0.0;
  for (int32_t j = 0; j < stages; j++) {
    double left = ends ? poisson(rate * to, j) : 0.0, p = a - c * left, q = b - s * left;
    a = p * re - q * im;
    b = p * im + q * re;
    *cosine += weight / rate * a;
    *sine -= weight / rate * b;
  }
}

void cpwi_stay_waves(const cpw_queue_stay *stay, double period, double to, double *cosine,
                     double *sine) {
  *cosine = *sine = 0.0;
  if (stay->law == CPW_QUEUE_DETERMINISTIC) {
    double end = fmin(to, stay->mean), half = cpwi_sine(end / period / 2.0);
    *cosine = cpwi_sine(end / period) * period / TAU;
    *sine = 2.0 * half * half * period / TAU;
    return;
  }
  if (stay->law == CPW_QUEUE_HYPEREXPONENTIAL) {
    for (int64_t k = 0; k < stay->branches; k++)
      add_stages(stay->branch_chance[k], 1.0 / stay->branch_mean[k], 1, period, to, cosine, sine);
    return;
  }
  int32_t stages = stay->law == CPW_QUEUE_ERLANG ? stay->stages : 1;
  add_stages(1.0, (double)stages / stay->mean, stages, period, to, cosine, sine);
}
