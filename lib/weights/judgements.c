/* Pairwise judgements: a reciprocal matrix checked, as logarithms, with gaps, joined or not.
 * Source: Saaty, Journal of Mathematical Psychology 15:234 (1977); Harker, Mathematical Modelling
 * 9:353 (1987), on missing judgements. Leaves weights to log_least.c and eigen.c. */
#include "carepath/random.h"
#include "weights/internal.h"

#include <stdio.h>

#define RECIPROCAL 1e-6 /* how far a[i, j] a[j, i] may be from 1 */

typedef struct cell {
  char text[80];
} cell;

/* "matrix[1][2]", or "matrices[0][1][2]" of a member */
static cell cell_of(int64_t member, int64_t i, int64_t j) {
  cell c;
  if (member < 0)
    (void)snprintf(c.text, sizeof c.text, "matrix[%lld][%lld]", (long long)i, (long long)j);
  else
    (void)snprintf(c.text, sizeof c.text, "matrices[%lld][%lld][%lld]", (long long)member,
                   (long long)i, (long long)j);
  return c;
}

static int32_t check_cell(const double *matrix, int64_t n, int64_t member, int64_t i, int64_t j,
                          const char *where, cpw_error *err) {
  int64_t index = (member < 0 ? 0 : member * n * n) + i * n + j;
  double a = matrix[i * n + j], b = matrix[j * n + i];
  if (i == j && !(fabs(a - 1.0) <= RECIPROCAL))
    return cpwi_fail(err, CPW_EDOMAIN, index, where, "%s = %s must be 1",
                     cell_of(member, i, j).text, cpwi_number(a).text);
  if (!isnan(a) && (!(a > 0.0) || !isfinite(a)))
    return cpwi_fail(err, CPW_EDOMAIN, index, where, "%s = %s must be finite and > 0, or NaN",
                     cell_of(member, i, j).text, cpwi_number(a).text);
  if (i < j && !isnan(a) && b > 0.0 && !(fabs(a * b - 1.0) <= RECIPROCAL))
    return cpwi_fail(err, CPW_EDOMAIN, index, where, "%s * %s = %s must be 1",
                     cell_of(member, i, j).text, cell_of(member, j, i).text,
                     cpwi_number(a * b).text);
  return CPW_OK;
}

int32_t cpwi_judgements_take(const double *matrix, int64_t n, int64_t member, double *log,
                             const char *where, cpw_error *err) {
  for (int64_t i = 0; i < n; i++)
    for (int64_t j = 0; j < n; j++) {
      int32_t status = check_cell(matrix, n, member, i, j, where, err);
      if (status != CPW_OK) return status;
    }
  for (int64_t i = 0; i < n; i++) {
    log[i * n + i] = 0.0;
    for (int64_t j = i + 1; j < n; j++) {
      double up = cpw_math_log(matrix[i * n + j]), down = -cpw_math_log(matrix[j * n + i]);
      double both = isnan(up) ? down : isnan(down) ? up : 0.5 * (up + down);
      log[i * n + j] = both;
      log[j * n + i] = -both;
    }
  }
  return CPW_OK;
}

int64_t cpwi_judgements_missing(const double *log, int64_t n) {
  int64_t missing = 0;
  for (int64_t i = 0; i < n * n; i++)
    missing += isnan(log[i]) ? 1 : 0;
  return missing / 2;
}

int32_t cpwi_judgements_joined(const double *log, int64_t n, const cpw_allocator *a,
                               const char *where, cpw_error *err) {
  int64_t *seen = cpwi_weights_memory(a, n, 2 * sizeof *seen, where, err), found = 1;
  if (!seen) return CPW_ENOMEM;
  int64_t *queue = seen + n, lost = -1;
  for (int64_t j = 0; j < n; j++)
    seen[j] = j == 0;
  queue[0] = 0;
  for (int64_t k = 0; k < found; k++)
    for (int64_t j = 0; j < n; j++) {
      if (seen[j] || isnan(log[queue[k] * n + j])) continue;
      seen[j] = 1;
      queue[found++] = j;
    }
  for (int64_t j = n - 1; j >= 0; j--)
    if (!seen[j]) lost = j;
  cpwi_release(a, seen);
  if (lost < 0) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, lost, where,
                   "no judgement joins criterion %lld with criterion 0", (long long)lost);
}
