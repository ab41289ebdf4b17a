/* Two criteria and a first weight that is uniform on (0, 1): everything exactly, from the weights at which
 * pairs of rows swap.
 * Source: a weighted sum of two criteria is a straight line over the first weight; two lines cross once.
 * Leaves more criteria to run.c. */
#include "base/order.h"
#include "smaa/internal.h"

double cpw_smaa_threshold(double a1, double a2, double b1, double b2) {
  double first = a1 - b1, second = b2 - a2;
  double w = second / (first + second);
  return w >= 0 && w <= 1 ? w : CPWI_NAN;
}

/* One row against all others. */
typedef struct crossings {
  const double *scores;
  int64_t n;
  double *at;           /* (n) where another crosses */
  double *change;       /* (n) how many more are above the row then: 1 or -1 */
  int64_t *order;       /* (n) */
  int64_t count, above; /* crossings; rows above at a weight next to 0 */
} crossings;

/* halves, so that no difference is beyond the doubles */
static double ahead(const double *scores, int64_t a, int64_t b, int k) {
  return scores[2 * a + k] / 2 - scores[2 * b + k] / 2;
}

static void find_crossings(crossings *c, int64_t row) {
  c->count = c->above = 0;
  for (int64_t b = 0; b < c->n; b++) {
    if (b == row) continue;
    const double first = ahead(c->scores, row, b, 0), second = ahead(c->scores, row, b, 1);
    const int behind = second < 0 || (second == 0 && first < 0);
    c->above += behind || (second == 0 && first == 0 && b < row);
    if ((second < 0 && first > 0) || (second > 0 && first < 0)) {
      c->at[c->count] = second / (second - first);
      c->change[c->count++] = behind ? -1 : 1;
    }
  }
}

/* Adds the stretch of weights [from, to) to what the row's rank in it gets. */
static void add_stretch(double from, double to, int64_t above, double *acceptability,
                        double *central) {
  acceptability[above] += to - from;
  if (above == 0) *central += (to - from) * (from + (to - from) / 2);
}

static void sweep(const crossings *c, double *acceptability, double *central) {
  int64_t above = c->above;
  double from = 0, moment = 0;
  for (int64_t r = 0; r < c->n; r++)
    acceptability[r] = 0;
  for (int64_t k = 0; k < c->count; k++) {
    const double to = c->at[c->order[k]];
    add_stretch(from, to, above, acceptability, &moment);
    above += c->change[c->order[k]] > 0 ? 1 : -1;
    from = to;
  }
  add_stretch(from, 1, above, acceptability, &moment);
  *central = acceptability[0] > 0 ? moment / acceptability[0] : CPWI_NAN;
}

static int32_t check(const double *scores, int64_t n, const double *acceptability,
                     const char *where, cpw_error *err) {
  int64_t cells;
  if (n < 0) return cpwi_fail(err, CPW_EINVAL, -1, where, "n = %lld must be >= 0", (long long)n);
  if (n > 0 && (!scores || !acceptability))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s must be given",
                     scores ? "acceptability" : "scores");
  if (!cpwi_multiply(n, n, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "n = %lld is too large", (long long)n);
  for (int64_t k = 0; k < 2 * n; k++)
    if (!cpwi_is_finite(scores[k]))
      return cpwi_fail(err, CPW_EDOMAIN, k, where, "scores[%lld] = %s must be finite", (long long)k,
                       cpwi_number(scores[k]).text);
  return CPW_OK;
}

/* the crossings of a row in the order of their weights, by insertion where they are few */
static int32_t sort_crossings(crossings *c, const cpw_allocator *a, const char *where,
                              cpw_error *err) {
  if (c->count > 32) return cpwi_order(c->at, c->count, 0, c->order, a, where, err);
  for (int64_t i = 0; i < c->count; i++) {
    int64_t k = i;
    for (; k > 0 && c->at[c->order[k - 1]] > c->at[i]; k--)
      c->order[k] = c->order[k - 1];
    c->order[k] = i;
  }
  return CPW_OK;
}

int32_t cpw_smaa_two_criteria(const double *scores, int64_t n, const cpw_allocator *allocator,
                              double *acceptability, double *central, cpw_error *err) {
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = check(scores, n, acceptability, __func__, err);
  if (status != CPW_OK || n == 0) return status;
  const size_t rows = (size_t)n;
  double *share = cpwi_alloc(allocator, rows, rows * sizeof *share);
  double *work = cpwi_alloc(allocator, rows, 3 * sizeof *work);
  int64_t *order = cpwi_alloc(allocator, rows, sizeof *order);
  if (!share || !work || !order)
    status = cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld rows", (long long)n);
  for (int64_t i = 0; status == CPW_OK && i < n; i++) {
    crossings c = {scores, n, work, work + n, order, 0, 0};
    find_crossings(&c, i);
    status = sort_crossings(&c, allocator, __func__, err);
    if (status == CPW_OK) sweep(&c, share + i * n, work + 2 * n + i);
  }
  if (status == CPW_OK) memcpy(acceptability, share, rows * rows * sizeof *share);
  if (status == CPW_OK && central) memcpy(central, work + 2 * n, rows * sizeof *central);
  cpwi_release(allocator, order);
  cpwi_release(allocator, work);
  cpwi_release(allocator, share);
  return status;
}
