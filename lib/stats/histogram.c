/* Counts of values by the caller's bins.
 * Source: bin i holds edges[i] <= x < edges[i + 1]; binary search, integers throughout.
 * Leaves bins that nobody chose, and quantiles, to sketch.c. */
#include "stats/internal.h"

int32_t cpw_histogram_init(cpw_histogram *histogram, const double *edges, int64_t *counts,
                           int64_t bins, cpw_error *err) {
  if (!histogram || !edges || !counts)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !histogram ? "histogram"
                     : !edges   ? "edges"
                                : "counts");
  if (bins < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "bins = %lld must be >= 1", (long long)bins);
  for (int64_t i = 0; i <= bins; i++) {
    if (!cpwi_is_finite(edges[i]))
      return cpwi_fail(err, CPW_EDOMAIN, i, __func__, "edges[%lld] = %s must be finite",
                       (long long)i, cpwi_number(edges[i]).text);
    if (i > 0 && edges[i] <= edges[i - 1])
      return cpwi_fail(err, CPW_EINVAL, i, __func__, "edges[%lld] = %s must be > edges[%lld] = %s",
                       (long long)i, cpwi_number(edges[i]).text, (long long)i - 1,
                       cpwi_number(edges[i - 1]).text);
  }
  memset(counts, 0, (size_t)bins * sizeof *counts);
  *histogram = (cpw_histogram){.edges = edges, .counts = counts, .bins = bins};
  return CPW_OK;
}

/* the last edge at or below x, which is at or above the first and below the last of all: halves the
 * range without a branch on the data */
static int64_t find_bin(const double *edges, int64_t bins, double x) {
  const double *base = edges;
  for (int64_t left = bins; left > 1;) {
    int64_t half = left / 2;
    base = base[half] <= x ? base + half : base;
    left -= half;
  }
  return base - edges;
}

static int64_t *place(cpw_histogram *h, double x) {
  if (cpwi_is_nan(x)) return &h->nan;
  if (x < h->edges[0]) return &h->below;
  if (x >= h->edges[h->bins]) return &h->above;
  return &h->counts[find_bin(h->edges, h->bins, x)];
}

int32_t cpw_histogram_add(cpw_histogram *histogram, double x, int64_t times, cpw_error *err) {
  if (!histogram) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "histogram is NULL");
  if (times < 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "times = %lld must be >= 0", (long long)times);
  int64_t *count = place(histogram, x);
  if (*count > INT64_MAX - times)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, __func__, "the count of the bin of x = %s overflows",
                     cpwi_number(x).text);
  *count += times;
  return CPW_OK;
}

/* the largest count: no bin can pass int64_t while this one and what is added fit */
static int64_t largest(const cpw_histogram *h) {
  int64_t most = h->below > h->above ? h->below : h->above;
  if (h->nan > most) most = h->nan;
  for (int64_t i = 0; i < h->bins; i++)
    if (h->counts[i] > most) most = h->counts[i];
  return most;
}

static int32_t fail_full(const char *where, cpw_error *err) {
  return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "a count of the histogram would pass 2^63 - 1");
}

int32_t cpw_histogram_add_array(cpw_histogram *histogram, const double *x, int64_t count,
                                cpw_error *err) {
  if (!histogram) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "histogram is NULL");
  int32_t status = cpwi_check_values(x, count, __func__, err);
  if (status != CPW_OK) return status;
  if (largest(histogram) > INT64_MAX - count) return fail_full(__func__, err);
  for (int64_t i = 0; i < count; i++)
    ++*place(histogram, x[i]);
  return CPW_OK;
}

int32_t cpw_histogram_merge(cpw_histogram *histogram, const cpw_histogram *other, cpw_error *err) {
  if (!histogram || !other)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !histogram ? "histogram" : "other");
  size_t edges = ((size_t)histogram->bins + 1) * sizeof *histogram->edges;
  if (histogram->bins != other->bins || memcmp(histogram->edges, other->edges, edges) != 0)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "other has other edges");
  if (largest(histogram) > INT64_MAX - largest(other)) return fail_full(__func__, err);
  for (int64_t i = 0; i < histogram->bins; i++)
    histogram->counts[i] += other->counts[i];
  histogram->below += other->below;
  histogram->above += other->above;
  histogram->nan += other->nan;
  return CPW_OK;
}
