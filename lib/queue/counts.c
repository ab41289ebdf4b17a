/* Laws of counts on the window where they are not below a floor: Poisson, binomial, sums.
 * Source: ratios of neighbouring chances from the mode on (Fox and Glynn 1988), then divided by the sum.
 * Leaves what is counted to weekly.c and ward.c. */
#include "queue/chain.h"

#include <string.h>

/* Steps from the mode on until ratios have brought the chance below the floor. */
typedef double (*ratio)(const void *context, int64_t k); /* P(k + 1) / P(k) */

static int32_t spread(ratio next, const void *context, int64_t mode, int64_t most, double floor,
                      const cpw_allocator *allocator, cpwi_law *law) {
  int64_t lo = mode, hi = mode;
  double p = 1.0, sum = 0.0;
  while (hi < most && (p *= next(context, hi)) >= floor)
    hi++;
  p = 1.0;
  while (lo > 0 && (p /= next(context, lo - 1)) >= floor)
    lo--;
  law->lo = lo;
  law->hi = hi;
  law->chance = cpwi_alloc(allocator, (size_t)(hi - lo + 1), sizeof *law->chance);
  if (!law->chance) return CPW_ENOMEM;
  double *at = law->chance + (mode - lo);
  *at = 1.0;
  for (int64_t k = mode; k < hi; k++)
    at[k + 1 - mode] = at[k - mode] * next(context, k);
  for (int64_t k = mode; k > lo; k--)
    at[k - 1 - mode] = at[k - mode] / next(context, k - 1);
  for (int64_t k = 0; k <= hi - lo; k++)
    sum += law->chance[k];
  for (int64_t k = 0; k <= hi - lo; k++)
    law->chance[k] /= sum;
  return CPW_OK;
}

static double poisson_ratio(const void *context, int64_t k) {
  const double *mean = context;
  return *mean / (double)(k + 1);
}

int32_t cpwi_law_poisson(double mean, double floor, const cpw_allocator *allocator, cpwi_law *law) {
  return spread(poisson_ratio, &mean, (int64_t)mean, INT64_MAX, floor, allocator, law);
}

typedef struct binomial {
  int64_t count;
  double chance;
} binomial;

static double binomial_ratio(const void *context, int64_t k) {
  const binomial *b = context;
  return (double)(b->count - k) / (double)(k + 1) * (b->chance / (1.0 - b->chance));
}

static int32_t certain(int64_t count, const cpw_allocator *allocator, cpwi_law *law) {
  law->lo = law->hi = count;
  law->chance = cpwi_alloc(allocator, 1, sizeof *law->chance);
  if (!law->chance) return CPW_ENOMEM;
  law->chance[0] = 1.0;
  return CPW_OK;
}

int32_t cpwi_law_binomial(int64_t count, double chance, double floor,
                          const cpw_allocator *allocator, cpwi_law *law) {
  const binomial b = {count, chance};
  int64_t mode = (int64_t)((double)(count + 1) * chance);
  if (!(chance > 0.0)) return certain(0, allocator, law);
  if (!(chance < 1.0)) return certain(count, allocator, law);
  return spread(binomial_ratio, &b, mode < count ? mode : count, count, floor, allocator, law);
}

int32_t cpwi_law_add(const cpwi_law *a, const cpwi_law *b, const cpw_allocator *allocator,
                     cpwi_law *out) {
  int64_t n = a->hi - a->lo + 1, m = b->hi - b->lo + 1;
  double *sum = cpwi_alloc_zero(allocator, (size_t)(n + m - 1), sizeof *sum);
  if (!sum) return CPW_ENOMEM;
  for (int64_t i = 0; i < n; i++) {
    double weight = a->chance[i], *to = sum + i;
    for (int64_t k = 0; k < m; k++)
      to[k] += weight * b->chance[k];
  }
  out->lo = a->lo + b->lo;
  out->hi = a->hi + b->hi;
  out->chance = sum;
  return CPW_OK;
}

double cpwi_law_trim(cpwi_law *law, double floor) {
  int64_t first = 0, last = law->hi - law->lo;
  double cut = 0.0;
  while (first < last && law->chance[first] < floor)
    cut += law->chance[first++];
  while (last > first && law->chance[last] < floor)
    cut += law->chance[last--];
  if (first > 0) memmove(law->chance, law->chance + first, (size_t)(last - first + 1) * sizeof cut);
  law->hi = law->lo + last;
  law->lo += first;
  return cut;
}

/* ---------------------------------------------------------------- rows of a binomial -------- */

double cpwi_rows_fill(cpwi_rows *rows, int64_t count, double floor, int64_t *lo, int64_t *hi) {
  double *row = rows->row, p = 1.0, sum = 1.0;
  int64_t mode = (int64_t)((double)(count + 1) * rows->chance);
  if (mode > count) mode = count;
  *lo = *hi = mode;
  row[mode] = 1.0;
  if (!(rows->chance > 0.0 && rows->chance < 1.0)) return 1.0;
  for (int64_t k = mode; k < count; k++) {
    p *= (double)(count - k) * rows->reciprocal[k + 1] * rows->odds;
    if (p < floor) break;
    row[ *hi = k + 1] = p;
    sum += p;
  }
  p = 1.0;
  for (int64_t k = mode; k > 0; k--) {
    p *= (double)k * rows->reciprocal[count - k + 1] * rows->against;
    if (p < floor) break;
    row[ *lo = k - 1] = p;
    sum += p;
  }
  return sum;
}
