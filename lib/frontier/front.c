/* Which of some points another one dominates.
 * Source: Pareto, Manuale di economia politica (1906), chapter VI; efficient points as in Keeney and Raiffa, Decisions with
 * Multiple Objectives (1976), section 3.2. Leaves what is measured to measure.c. */
#include "frontier/internal.h"

static int dominates(const double *a, const double *b, int64_t measures) {
  int better = 0;
  for (int64_t k = 0; k < measures; k++) {
    if (a[k] > b[k]) return 0; /* never where one is NaN */
    better |= a[k] < b[k];
  }
  return better;
}

/* The first that dominates point i, of those that nobody dominates where `front` is given; -1: none. */
static int64_t first_above(const double *values, int64_t points, int64_t measures, int64_t i,
                           const int64_t *front) {
  for (int64_t j = 0; j < points; j++)
    if (j != i && (!front || front[j] < 0) &&
        dominates(values + j * measures, values + i * measures, measures))
      return j;
  return -1;
}

int32_t cpw_frontier_dominated(const double *values, int64_t points, int64_t measures,
                               int64_t *dominated_by, cpw_error *err) {
  int64_t size = 0;
  if (points < 0 || measures < 0 || !cpwi_multiply(points, measures, &size))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__,
                     "points = %lld and measures = %lld must be >= 0 and not too many",
                     (long long)points, (long long)measures);
  if ((size > 0 && !values) || (points > 0 && !dominated_by))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s must be given",
                     points > 0 && !dominated_by ? "dominated_by" : "values");
  for (int64_t i = 0; i < points; i++)
    dominated_by[i] = first_above(values, points, measures, i, NULL);
  for (int64_t i = 0; i < points; i++) {
    int64_t best =
        dominated_by[i] < 0 ? -1 : first_above(values, points, measures, i, dominated_by);
    if (best >= 0) dominated_by[i] = best;
  }
  return CPW_OK;
}
