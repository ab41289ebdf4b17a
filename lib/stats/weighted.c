/* Weighted quantiles: the inverse of the weighted distribution function, and the mean of that inverse
 * over a window, which is type 7 for equal weights. Source: Akinshin, arXiv:2304.07265 (2023).
 * Leaves values without weights to quantile.c. */
#include "stats/internal.h"

#include <math.h>

typedef struct weighted {
  const cpwi_pair *pair; /* ascending, weights > 0 */
  const double *reach;   /* weight up to and with each pair, correctly rounded but for 1e-32 */
  int64_t n;
  double total;
  double size; /* how many equal weights these stand for */
} weighted;

/* -------- checks */

static int32_t check_pair(const double *x, const double *w, int64_t i, const char *where,
                          cpw_error *err) {
  if (!cpwi_is_finite(x[i]))
    return cpwi_fail(err, CPW_EDOMAIN, i, where, "x[%lld] = %s must be finite", (long long)i,
                     cpwi_number(x[i]).text);
  if (!cpwi_is_finite(w[i]) || w[i] < 0)
    return cpwi_fail(err, CPW_EDOMAIN, i, where, "w[%lld] = %s must be finite and >= 0",
                     (long long)i, cpwi_number(w[i]).text);
  return CPW_OK;
}

static int32_t check_data(const double *x, const double *w, int64_t n, int32_t method,
                          const char *where, cpw_error *err) {
  if (!x || !w) return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", !x ? "x" : "w");
  if (n < 1) return cpwi_fail(err, CPW_EINVAL, -1, where, "n = %lld must be >= 1", (long long)n);
  if (method < CPW_WEIGHTED_INVERSE || method > CPW_WEIGHTED_COUNTS)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "method = %d must be 1 to 3", (int)method);
  for (int64_t i = 0; i < n; i++) {
    int32_t status = check_pair(x, w, i, where, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

/* -------- preparation */

int64_t cpwi_gather_pairs(const double *x, const double *w, int64_t n, cpwi_pair *pairs) {
  int64_t kept = 0;
  for (int64_t i = 0; i < n; i++)
    if (!w || w[i] > 0) pairs[kept++] = (cpwi_pair){x[i] + 0.0, w ? w[i] : 1.0};
  return kept;
}

static void running_weights(const cpwi_pair *pairs, int64_t n, double *reach) {
  cpwi_twice sum = {0, 0};
  for (int64_t i = 0; i < n; i++) {
    cpwi_twice_add(&sum, pairs[i].w);
    reach[i] = sum.high;
  }
}

/* Kish: sum(w)^2 / sum(w^2), as n (mean/root mean square)^2: n itself for equal weights */
static double effective_size(const cpwi_pair *pairs, int64_t n) {
  cpw_moments weights;
  cpw_moments_init(&weights);
  for (int64_t i = 0; i < n; i++)
    cpw_moments_add(&weights, pairs[i].w);
  double ratio = cpw_moments_mean(&weights) / cpw_moments_rms(&weights);
  return (double)n * (ratio * ratio);
}

/* -------- quantiles */

/* the first pair whose weight so far is at least `target` */
static int64_t first_reaching(const weighted *d, double target) {
  int64_t low = 0, high = d->n - 1;
  while (low < high) {
    int64_t mid = low + (high - low) / 2;
    if (d->reach[mid] >= target)
      high = mid;
    else
      low = mid + 1;
  }
  return low;
}

static double inverse(const weighted *d, double p) {
  return d->pair[first_reaching(d, p * d->total * (1 - 4 * 0x1p-52))].x;
}

/* where pair i ends, counted in equal weights: i + 1 if they are equal */
static double end_of(const weighted *d, int64_t i) {
  return cpwi_snap(d->reach[i] / d->total * d->size);
}

/* the mean of the inverse over [begin, begin + 1] in these units */
static double interpolated(const weighted *d, double p) {
  double begin = cpwi_snap(p * (d->size - 1)), end = begin + 1;
  int64_t i = first_reaching(d, begin / d->size * d->total * (1 - 4 * 0x1p-52));
  while (i < d->n - 1 && end_of(d, i) <= begin)
    i++;
  double done = end_of(d, i), value = d->pair[i].x;
  for (; done < end && i < d->n - 1; i++) {
    double next = end_of(d, i + 1), stop = next < end ? next : end;
    /* the mean over [begin, stop] from the mean over [begin, done] and the next value */
    value = cpwi_between(value, d->pair[i + 1].x, (stop - done) / (stop - begin));
    done = next;
  }
  return value;
}

int32_t cpw_weighted_quantiles(const double *x, const double *w, int64_t n, const double *p,
                               int64_t count, int32_t method, const cpw_allocator *allocator,
                               double *out, cpw_error *err) {
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = check_data(x, w, n, method, __func__, err);
  if (status == CPW_OK) status = cpwi_check_probabilities(p, count, out, __func__, err);
  if (status != CPW_OK) return status;

  cpwi_pair *pairs = cpwi_alloc(allocator, (size_t)n, 2 * sizeof *pairs);
  if (!pairs) return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "out of memory");
  cpwi_pair *scratch = pairs + n;
  weighted d = {.pair = pairs, .reach = (double *)scratch, .n = cpwi_gather_pairs(x, w, n, pairs)};
  cpwi_sort_pairs(pairs, scratch, d.n);
  running_weights(pairs, d.n, (double *)scratch); /* the scratch is free again */
  if (d.n > 0) d.total = d.reach[d.n - 1];

  if (d.n == 0)
    status = cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "all weights are 0");
  else if (!cpwi_is_finite(d.total))
    status = cpwi_fail(err, CPW_EOVERFLOW, -1, __func__, "the weights sum beyond any double");
  else if (method == CPW_WEIGHTED_COUNTS && d.total < 1)
    status = cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "the counts sum to %s, which must be >= 1",
                       cpwi_number(d.total).text);
  if (status == CPW_OK && method != CPW_WEIGHTED_INVERSE)
    d.size = method == CPW_WEIGHTED_COUNTS ? d.total : effective_size(pairs, d.n);
  for (int64_t i = 0; i < count && status == CPW_OK; i++)
    out[i] = method == CPW_WEIGHTED_INVERSE ? inverse(&d, p[i]) : interpolated(&d, p[i]);
  cpwi_release(allocator, pairs);
  return status;
}
