/* Random arrival exactly: the average over all orders by counting who came before, in two halves that meet in
 * the middle.
 * Source: O'Neill, Math. Soc. Sci. 2 (1982); halves after Horowitz and Sahni, J. ACM 21 (1974). Leaves
 * more claims to arrival_sample.c, whole pounds to whole.c. */
#include "claims/internal.h"

#include <string.h>

/* All sums of parts of a half of the others, by how many they are: rising within each number. */
typedef struct half {
  int64_t members;
  double *sum, *spare;
  double *running; /* running[i]: sum of the first i, within each number */
  int64_t start[CPW_CLAIMS_MOST_EXACT + 2];
} half;

static int64_t merge(const double *a, int64_t na, const double *b, int64_t nb, double more,
                     double *out) {
  int64_t i = 0, j = 0, k = 0;
  while (i < na || j < nb) {
    if (j == nb || (i < na && a[i] <= b[j] + more))
      out[k++] = a[i++];
    else
      out[k++] = b[j++] + more;
  }
  return k;
}

static void add_member(half *h, double claim) {
  int64_t at = 0, start[CPW_CLAIMS_MOST_EXACT + 2], m = h->members;
  for (int64_t k = 0; k <= m + 1; k++) {
    int64_t a = k <= m ? h->start[k + 1] - h->start[k] : 0;
    int64_t b = k > 0 ? h->start[k] - h->start[k - 1] : 0;
    start[k] = at;
    at += merge(h->sum + (k <= m ? h->start[k] : 0), a, h->sum + (k > 0 ? h->start[k - 1] : 0), b,
                claim, h->spare + at);
  }
  start[m + 2] = at;
  memcpy(h->start, start, (size_t)(m + 3) * sizeof *start);
  double *swap = h->sum;
  h->sum = h->spare;
  h->spare = swap;
  h->members++;
}

/* the claims of [first, last) without the one at `without`, none above the estate */
static void fill_half(half *h, const cpwi_claims *p, int64_t first, int64_t last, int64_t without) {
  h->members = 0;
  h->sum[0] = 0;
  h->start[0] = 0;
  h->start[1] = 1;
  for (int64_t i = first; i < last; i++)
    if (i != without) add_member(h, p->claim[i] < p->estate ? p->claim[i] : p->estate);
  int64_t at = 0;
  for (int64_t k = 0; k <= h->members; k++) {
    cpwi_pair sum = cpwi_pair_of(0);
    h->running[at++] = 0;
    for (int64_t i = h->start[k]; i < h->start[k + 1]; i++) {
      sum = cpwi_pair_plus(sum, h->sum[i]);
      h->running[at++] = cpwi_pair_value(sum);
    }
  }
}

/* sum over a of the first half and b of the second, ka and kb of them, of what is left for the claim */
static cpwi_pair left_over(const half *a, int64_t ka, const half *b, int64_t kb, double estate,
                           double claim) {
  const double *s = b->sum + b->start[kb], *running = b->running + b->start[kb] + kb;
  int64_t lo = b->start[kb + 1] - b->start[kb], hi = lo;
  cpwi_pair out = cpwi_pair_of(0);
  for (int64_t i = a->start[ka]; i < a->start[ka + 1]; i++) {
    double left = estate - a->sum[i];
    if (left <= 0) break;
    while (hi > 0 && s[hi - 1] >= left)
      hi--;
    while (lo > 0 && s[lo - 1] > left - claim)
      lo--;
    double part = (double)(hi - lo) * left - (running[hi] - running[lo]);
    out = cpwi_pair_plus(out, claim * (double)lo + (hi > lo ? part : 0));
  }
  return out;
}

static double award_of(const cpwi_claims *p, half *a, half *b, int64_t i) {
  int64_t m = p->count, others = m - 1;
  double claim = p->claim[i] < p->estate ? p->claim[i] : p->estate;
  fill_half(a, p, 0, m / 2, i);
  fill_half(b, p, m / 2, m, i);
  cpwi_pair sum = cpwi_pair_of(0);
  double sets = 1; /* of k others: each of the orders has one */
  for (int64_t k = 0; k <= others; k++) {
    cpwi_pair part = cpwi_pair_of(0);
    for (int64_t ka = 0; ka <= k && ka <= a->members; ka++)
      if (k - ka <= b->members)
        part = cpwi_pair_add(part, left_over(a, ka, b, k - ka, p->estate, claim));
    sum = cpwi_pair_add(sum, cpwi_pair_divide(part, cpwi_pair_of(sets)));
    sets = sets * (double)(others - k) / (double)(k + 1);
  }
  return cpwi_pair_value(sum) / (double)m;
}

static int take_half(half *h, int64_t members, const cpw_allocator *a) {
  size_t sets = (size_t)1 << members;
  memset(h, 0, sizeof *h);
  h->sum = cpwi_alloc(a, sets, sizeof *h->sum);
  h->spare = cpwi_alloc(a, sets, sizeof *h->spare);
  h->running = cpwi_alloc(a, sets + (size_t)members + 1, sizeof *h->running);
  return h->sum && h->spare && h->running;
}

static void free_half(half *h, const cpw_allocator *a) {
  cpwi_release(a, h->sum);
  cpwi_release(a, h->spare);
  cpwi_release(a, h->running);
}

int32_t cpwi_claims_arrival(const cpwi_claims *p, double *awards, cpw_error *err) {
  const cpw_allocator *a = p->options.allocator;
  half one, two;
  int first = take_half(&one, p->count / 2, a),
      second = take_half(&two, p->count - p->count / 2, a);
  int32_t status = CPW_OK;
  if (!first || !second)
    status = cpwi_fail(err, CPW_ENOMEM, -1, p->where, "no memory for the orders of %lld claims",
                       (long long)p->count);
  for (int64_t i = 0; status == CPW_OK && i < p->count; i++) {
    int same = i > 0 && (p->claim[i] <= p->claim[i - 1] || p->claim[i - 1] >= p->estate);
    awards[i] = same ? awards[i - 1] : award_of(p, &one, &two, i);
  }
  free_half(&one, a);
  free_half(&two, a);
  return status;
}
