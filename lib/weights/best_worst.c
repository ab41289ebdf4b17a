/* Weights by the best-worst method: a linear programme over the criteria.
 * Source: Rezaei, Omega 64:126 (2016), the linear model; Rezaei, Omega 53:49 (2015), the consistency
 * index; Liang, Brunelli and Rezaei, Omega 96:102175 (2020), the input ratio.
 * Leaves the model of ratios to best_worst_bounds.c, solving to base/simplex.c. */
#include "base/simplex.h"
#include "weights/internal.h"

#include <string.h>

#define MOST  100
#define EQUAL 1e-9

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t check_array(const double *a, const char *name, int64_t n, int64_t self, double most,
                           const char *where, cpw_error *err) {
  for (int64_t j = 0; j < n; j++) {
    if (!(a[j] >= 1.0) || !isfinite(a[j]))
      return cpwi_fail(err, CPW_EDOMAIN, j, where, "%s[%lld] = %s must be finite and >= 1", name,
                       (long long)j, cpwi_number(a[j]).text);
    if (j == self && a[j] > 1.0)
      return cpwi_fail(err, CPW_EDOMAIN, j, where, "%s[%lld] = %s must be 1", name, (long long)j,
                       cpwi_number(a[j]).text);
    if (a[j] > most * (1.0 + EQUAL))
      return cpwi_fail(err, CPW_EDOMAIN, j, where,
                       "%s[%lld] = %s must not be above best_to_others[worst] = %s", name,
                       (long long)j, cpwi_number(a[j]).text, cpwi_number(most).text);
  }
  return CPW_OK;
}

static int32_t check_index(const char *name, int64_t k, int64_t n, const char *where,
                           cpw_error *err) {
  if (k >= 0 && k < n) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, k, where, "%s = %lld must be 0 to %lld", name, (long long)k,
                   (long long)(n - 1));
}

static int32_t check(const cpwi_best_worst *p, const char *where, cpw_error *err) {
  if (p->n < 2 || p->n > MOST)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "n = %lld must be 2 to %d", (long long)p->n, MOST);
  int32_t status = check_index("best", p->b, p->n, where, err);
  if (status == CPW_OK) status = check_index("worst", p->w, p->n, where, err);
  if (status != CPW_OK) return status;
  if (p->b == p->w)
    return cpwi_fail(err, CPW_EINVAL, p->b, where, "best and worst are both %lld", (long long)p->b);
  double most = p->best[p->w];
  status = check_array(p->best, "best_to_others", p->n, p->b,
                       isfinite(most) ? most : (double)INFINITY, where, err);
  if (status == CPW_OK)
    status = check_array(p->worst, "others_to_worst", p->n, p->w, most, where, err);
  if (status != CPW_OK) return status;
  if (fabs(p->worst[p->b] - most) <= EQUAL * most) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, p->b, where,
                   "others_to_worst[best] = %s must be best_to_others[worst] = %s",
                   cpwi_number(p->worst[p->b]).text, cpwi_number(most).text);
}

/* ---------------------------------------------------------------- the programme ------------- */

/* Columns: the weights, xi, a slack a row. Adds the two rows of |w_plus - times w_minus| <= xi. */
typedef struct rows {
  double *a;
  int64_t columns, xi, next;
} rows;

static void add_pair(rows *r, int64_t plus, int64_t minus, double times) {
  for (int sign = 1; sign >= -1; sign -= 2, r->next++) {
    double *row = r->a + r->next * r->columns;
    row[plus] = sign;
    row[minus] = -sign * times;
    row[r->xi] = -1.0;
    row[r->xi + 1 + r->next] = 1.0;
  }
}

static void fill(const cpwi_best_worst *p, rows *r) {
  for (int64_t j = 0; j < p->n; j++)
    if (j != p->b) add_pair(r, p->b, j, p->best[j]);
  for (int64_t j = 0; j < p->n; j++)
    if (j != p->b && j != p->w) add_pair(r, j, p->w, p->worst[j]);
  for (int64_t j = 0; j < p->n; j++)
    r->a[r->next * r->columns + j] = 1.0;
}

static int32_t solve(const cpwi_best_worst *p, double *weights, const cpw_allocator *mem,
                     const char *where, cpw_error *err) {
  int64_t n = p->n, count = 4 * n - 5, columns = n + 1 + count - 1, pivots = 0;
  double *a = cpwi_alloc_zero(mem, (size_t)(count * columns + count + 2 * columns), sizeof *a);
  if (!a) return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld criteria", (long long)n);
  double *b = a + count * columns, *c = b + count, *x = c + columns;
  rows r = {a, columns, n, 0};
  fill(p, &r);
  b[count - 1] = 1.0;
  c[n] = 1.0;
  const cpwi_programme programme = {count, columns, a, b, c};
  int32_t status = cpwi_simplex(&programme, mem, x, &pivots);
  if (status == CPW_OK) {
    memcpy(weights, x, (size_t)n * sizeof *weights);
    (void)cpwi_weights_scale(weights, n);
  }
  cpwi_release(mem, a);
  if (status == CPW_OK) return CPW_OK;
  if (status != CPW_ENOMEM) status = CPW_ENOCONV;
  return cpwi_fail(err, status, -1, where,
                   status == CPW_ENOMEM ? "no memory for %lld criteria"
                                        : "the simplex did not end for %lld criteria",
                   (long long)n);
}

/* ---------------------------------------------------------------- consistency --------------- */

static double linear_xi(const cpwi_best_worst *p, const double *w) {
  double xi = 0.0;
  for (int64_t j = 0; j < p->n; j++) {
    xi = fmax(xi, fabs(w[p->b] - p->best[j] * w[j]));
    xi = fmax(xi, fabs(w[j] - p->worst[j] * w[p->w]));
  }
  return xi;
}

static void judge(const cpwi_best_worst *p, const double *w, double xi_ratio,
                  cpw_weights_best_worst_consistency *c) {
  double most = p->best[p->w];
  /* the ratio model's xi where a_Bj = a_jW = a_BW: (a - xi)^2 = a + xi, the smaller root */
  double index = 2.0 * (most * most - most) / (1.0 + 2.0 * most + sqrt(1.0 + 8.0 * most));
  memset(c, 0, sizeof *c);
  c->xi = linear_xi(p, w);
  c->xi_ratio = xi_ratio;
  c->output_ratio = index > 0.0 ? xi_ratio / index : 0.0;
  c->worst = -1;
  for (int64_t j = 0; j < p->n && most > 1.0; j++) {
    if (j == p->b || j == p->w) continue;
    double ratio = fabs(p->best[j] * p->worst[j] - most) / (most * most - most);
    if (ratio <= c->input_ratio) continue;
    c->input_ratio = ratio;
    c->worst = j;
  }
}

int32_t cpw_weights_best_worst(const double *best_to_others, const double *others_to_worst,
                               int64_t n, int64_t best, int64_t worst, double *weights,
                               double *lower, double *upper,
                               cpw_weights_best_worst_consistency *consistency,
                               const cpw_allocator *allocator, cpw_error *err) {
  const cpwi_best_worst p = {best_to_others, others_to_worst, n, best, worst};
  if (!best_to_others || !others_to_worst || !weights)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !best_to_others    ? "best_to_others"
                     : !others_to_worst ? "others_to_worst"
                                        : "weights");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = check(&p, __func__, err);
  if (status != CPW_OK) return status;
  double *room = cpwi_weights_memory(allocator, 5 * n, sizeof *room, __func__, err);
  if (!room) return CPW_ENOMEM;
  if ((status = solve(&p, room, allocator, __func__, err)) == CPW_OK) {
    double xi = cpwi_best_worst_xi(&p), *low = room + n, *high = low + n;
    cpwi_best_worst_bounds(&p, xi, high + n, low, high);
    if (consistency) judge(&p, room, xi, consistency);
    memcpy(weights, room, (size_t)n * sizeof *weights);
    if (lower) memcpy(lower, low, (size_t)n * sizeof *lower);
    if (upper) memcpy(upper, high, (size_t)n * sizeof *upper);
  }
  cpwi_release(allocator, room);
  return status;
}
