/* The k-th largest of many numbers: counts in equal bins, then the same inside the bin that holds it.
 * Source: the bin of a number rises with it, whatever the rounding, so that no bin's number is above the
 * next one's. Leaves what a threshold means to run.c. */
#include "smaa/internal.h"

#define FEW 32

static int32_t bin_of(const cpwi_smaa_bins *bins, double x) {
  if (!(bins->scale > 0)) return 0;
  int32_t bin = (int32_t)((x - bins->least) * bins->scale);
  return bin < CPWI_SMAA_BINS - 1 ? bin : CPWI_SMAA_BINS - 1;
}

void cpwi_smaa_bin(cpwi_smaa_bins *bins, const double *x, int64_t n) {
  double least = n > 0 ? x[0] : 0, greatest = least;
  for (int64_t i = 1; i < n; i++) {
    least = x[i] < least ? x[i] : least;
    greatest = x[i] > greatest ? x[i] : greatest;
  }
  bins->x = x;
  bins->n = n;
  bins->least = least;
  bins->scale = greatest > least ? CPWI_SMAA_BINS / (greatest - least) : 0;
  if (!cpwi_is_finite(bins->scale)) bins->scale = 0; /* too close together to tell apart by bins */
  memset(bins->count, 0, sizeof bins->count);
  for (int64_t i = 0; i < n; i++)
    bins->count[bin_of(bins, x[i])]++;
}

/* falling */
static void sort_few(double *x, int64_t n) {
  for (int64_t i = 1; i < n; i++) {
    double moved = x[i];
    int64_t k = i;
    for (; k > 0 && x[k - 1] < moved; k--)
      x[k] = x[k - 1];
    x[k] = moved;
  }
}

/* Numbers that no bin tells apart: by halving around one of them. */
static double select_plain(double *x, int64_t n, int64_t k, int64_t *larger) {
  for (;;) {
    const double pivot = x[n / 2];
    int64_t above = 0, equal = 0, kept = 0;
    for (int64_t i = 0; i < n; i++) {
      above += x[i] > pivot;
      equal += x[i] == pivot;
    }
    if (k > above && k <= above + equal) {
      *larger += above;
      return pivot;
    }
    for (int64_t i = 0; i < n; i++)
      if (k <= above ? x[i] > pivot : x[i] < pivot) x[kept++] = x[i];
    if (k > above) {
      *larger += above + equal;
      k -= above + equal;
    }
    n = kept;
  }
}

double cpwi_smaa_threshold(const cpwi_smaa_bins *bins, int64_t k, double *work, int64_t *larger) {
  int32_t bin = CPWI_SMAA_BINS - 1;
  *larger = 0;
  while (*larger + bins->count[bin] < k)
    *larger += bins->count[bin--];
  int64_t n = 0;
  for (int64_t i = 0; i < bins->n; i++) {
    work[n] = bins->x[i];
    n += bin_of(bins, bins->x[i]) == bin;
    if (n == bins->count[bin]) break;
  }
  k -= *larger;
  if (n > FEW) return select_plain(work, n, k, larger);
  sort_few(work, n);
  int64_t above = 0;
  while (work[above] > work[k - 1])
    above++;
  *larger += above;
  return work[k - 1];
}
