/* What draws of weights say: moments, intervals, ranks, and the Dirichlet law with the same moments.
 * Source: exact sums and quantiles of stats; ties share their ranks.
 * Leaves where the draws come from to others. */
#include "carepath/stats.h"
#include "citizens/internal.h"

#include <string.h>

/* A rank's share in whole numbers: 1 is 2^60, so that sums do not depend on their order. */
#define WHOLE ((cpwi_citizens_wide)1 << 60)

static int32_t one_criterion(const double *draws, int64_t count, int64_t n, int64_t j, double level,
                             double *column, const cpwi_description *o, double *mean,
                             double *variance, const cpw_allocator *a, cpw_error *err) {
  const double tails[2] = {0.5 * (1.0 - level), 0.5 * (1.0 + level)};
  double ends[2] = {0.0, 0.0};
  cpw_moments m;
  cpw_moments_init(&m);
  for (int64_t r = 0; r < count; r++) {
    column[r] = draws[r * n + j];
    cpw_moments_add(&m, column[r]);
  }
  *mean = cpw_moments_mean(&m);
  *variance = cpw_moments_variance(&m, 1);
  if (o->mean) o->mean[j] = *mean;
  if (o->sd) o->sd[j] = cpw_moments_sd(&m, 1);
  if (!o->lower) return CPW_OK;
  int32_t status = cpw_quantiles_in_place(column, count, tails, 2, CPW_QUANTILE_7, a, ends, err);
  if (status != CPW_OK) return status;
  o->lower[j] = ends[0];
  o->upper[j] = ends[1];
  return CPW_OK;
}

/* How many are above and how many are equal gives the ranks of a draw. */
static void count_ranks(const double *w, int64_t n, cpwi_citizens_wide *rank, int64_t *twice) {
  for (int64_t j = 0; j < n; j++) {
    int64_t above = 0, equal = 0;
    for (int64_t k = 0; k < n; k++) {
      above += w[k] > w[j];
      equal += w[k] == w[j];
      twice[j * n + k] += 2 * (w[j] > w[k]) + (w[k] == w[j]);
    }
    for (int64_t k = 0; k < equal; k++)
      rank[j * n + above + k] += WHOLE / equal;
  }
}

static void give_ranks(const cpwi_description *o, int64_t count, int64_t n,
                       const cpwi_citizens_wide *rank, const int64_t *twice) {
  double all = (double)count * (double)WHOLE;
  for (int64_t j = 0; j < n; j++) {
    double mean = 1.0;
    for (int64_t k = 0; k < n; k++) {
      double above = 0.5 * (double)twice[j * n + k] / (double)count;
      if (o->rank) o->rank[j * n + k] = (double)rank[j * n + k] / all;
      if (o->above) o->above[j * n + k] = j == k ? 0.0 : above;
      if (j != k) mean += 1.0 - above;
    }
    if (o->first) o->first[j] = (double)rank[j * n] / all;
    if (o->rank_mean) o->rank_mean[j] = mean;
  }
}

static int32_t ranks(const double *draws, int64_t count, int64_t n, const cpwi_description *o,
                     const cpw_allocator *a, const char *where, cpw_error *err) {
  cpwi_citizens_wide *rank = cpwi_alloc_zero(a, (size_t)(n * n), sizeof *rank);
  int64_t *twice = cpwi_alloc_zero(a, (size_t)(n * n), sizeof *twice);
  int32_t status = CPW_OK;
  if (rank && twice) {
    for (int64_t r = 0; r < count; r++)
      count_ranks(draws + r * n, n, rank, twice);
    give_ranks(o, count, n, rank, twice);
  } else {
    status = cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the ranks");
  }
  cpwi_release(a, rank);
  cpwi_release(a, twice);
  return status;
}

int32_t cpwi_citizens_describe(const double *draws, int64_t count, int64_t criteria, double level,
                               const cpwi_description *out, const cpw_allocator *a,
                               const char *where, cpw_error *err) {
  double *column = cpwi_alloc(a, (size_t)count, sizeof *column);
  double spread = 0.0, room = 0.0;
  int32_t status = CPW_OK;
  if (!column) return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the draws");
  for (int64_t j = 0; status == CPW_OK && j < criteria; j++) {
    double mean = 0.0, variance = 0.0;
    status = one_criterion(draws, count, criteria, j, level, column, out, &mean, &variance, a, err);
    room += mean * (1.0 - mean);
    spread += variance;
  }
  cpwi_release(a, column);
  if (status == CPW_OK && out->concentration) {
    double c = room / spread - 1.0;
    *out->concentration = criteria > 1 && spread > 0.0 && c > 0.0 ? c : CPWI_NAN;
  }
  if (status == CPW_OK && (out->rank || out->above || out->first || out->rank_mean))
    status = ranks(draws, count, criteria, out, a, where, err);
  return status;
}
