/* PROMETHEE's flows of one criterion in one pass over its sorted values.
 * Source: Brans, Vincke and Mareschal, EJOR 24:228-238 (1986), for the preference functions. With values
 * sorted, the rows that lie more than p below form a prefix and those more than q below another; a sum of
 * what lies between runs along in twice the working precision (Dekker, Numer. Math. 18:224-242, 1971).
 * Leaves weights and threads to promethee.c. */
#include "carepath/random.h"
#include "mcda/internal.h"

/* A number as an unevaluated sum. */
typedef struct twin {
  double high, low;
} twin;

static twin add(twin a, double b) {
  double sum = a.high + b, part = sum - a.high;
  double low = a.low + ((a.high - (sum - part)) + (b - part));
  double high = sum + low;
  return (twin){high, low - (high - sum)};
}

/* The exact product of a whole number below 2^53 and a number below 2^900. */
static twin times(double count, double x) {
  const double split = 134217729.0; /* 2^27 + 1 */
  double a = split * count, b = split * x;
  double a1 = a - (a - count), a0 = count - a1, b1 = b - (b - x), b0 = x - b1;
  double product = count * x;
  return (twin){product, ((a1 * b1 - product) + a1 * b0 + a0 * b1) + a0 * b0};
}

/* One side at work: y rising; out[k] is the sum over the values below of P(y[k] - value). */
typedef struct side {
  const double *y;
  int64_t n;
  const cpw_mcda_preference *preference;
  const volatile int32_t *cancel;
  double *out;
} side;

/* how many lie more than `by` below each */
static void count_below(const side *s, double by, double times_each, int add_to) {
  int64_t below = 0;
  for (int64_t k = 0; k < s->n; k++) {
    while (s->y[k] - s->y[below] > by) /* stops at k: 0 > by never holds */
      below++;
    s->out[k] = (add_to ? s->out[k] : 0) + times_each * (double)below;
  }
}

/* 1 beyond p, a straight line from q to p: sum of (y_k - y_b - q) / (p - q) over those between */
static void line_below(const side *s, double q, double p) {
  int64_t beyond_p = 0, beyond_q = 0;
  twin between = {0, 0};
  for (int64_t k = 0; k < s->n; k++) {
    const double y = s->y[k];
    while (y - s->y[beyond_q] > q)
      between = add(between, s->y[beyond_q++]);
    while (y - s->y[beyond_p] > p)
      between = add(between, -s->y[beyond_p++]);
    double count = (double)(beyond_q - beyond_p);
    twin sum = times(count, y), threshold = times(count, q);
    sum = add(add(sum, -between.high), -between.low);
    sum = add(add(sum, -threshold.high), -threshold.low);
    double line = count > 0 ? (sum.high + sum.low) / (p - q) : 0;
    line = line < 0 ? 0 : line > count ? count : line;
    s->out[k] = (double)beyond_p + line;
    if (beyond_q == beyond_p) between = (twin){0, 0};
  }
}

/* all pairs: 1 - exp(-d^2 / (2 s^2)) */
static int32_t bell_below(const side *s, double width) {
  for (int64_t k = 0; k < s->n; k++) {
    twin sum = {0, 0};
    for (int64_t b = 0; b < k; b++) {
      double share = (s->y[k] - s->y[b]) / width;
      sum = add(sum, -cpw_math_expm1(-share * share / 2));
    }
    s->out[k] = sum.high;
    if (s->cancel && cpwi_read_flag(s->cancel)) return CPW_ECANCELLED;
  }
  return CPW_OK;
}

static int32_t all_below(const side *s) {
  const cpw_mcda_preference *f = s->preference;
  switch (f->shape) {
  case CPW_MCDA_USUAL:
    count_below(s, 0, 1, 0);
    return CPW_OK;
  case CPW_MCDA_U_SHAPE:
    count_below(s, f->q, 1, 0);
    return CPW_OK;
  case CPW_MCDA_LEVEL:
    count_below(s, f->q, 0.5, 0);
    count_below(s, f->p, 0.5, 1);
    return CPW_OK;
  case CPW_MCDA_V_SHAPE:
    line_below(s, 0, f->p);
    return CPW_OK;
  case CPW_MCDA_LINEAR:
    line_below(s, f->q, f->p);
    return CPW_OK;
  default:
    return bell_below(s, f->s);
  }
}

int32_t cpwi_mcda_flow(const double *y, const int64_t *order, int64_t n,
                       const cpw_mcda_preference *preference, const volatile int32_t *cancel,
                       double *work, double *plus, double *minus) {
  double *sorted = work, *out = work + n;
  side s = {sorted, n, preference, cancel, out};
  for (int64_t k = 0; k < n; k++)
    sorted[k] = y[order[k]];
  int32_t status = all_below(&s);
  if (status != CPW_OK) return status;
  for (int64_t k = 0; k < n; k++)
    plus[order[k]] = out[k];
  /* the same from the other end */
  for (int64_t k = 0; k < n; k++)
    sorted[n - 1 - k] = -y[order[k]];
  if ((status = all_below(&s)) != CPW_OK) return status;
  for (int64_t k = 0; k < n; k++)
    minus[order[n - 1 - k]] = out[k];
  return CPW_OK;
}
