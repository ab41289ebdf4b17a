/* Sobol' indices of answers on a full grid: the analysis of variance of a factorial design.
 * Source: Efron and Stein, Annals of Statistics 9 (1981).
 * Leaves designs that are samples to sobol_indices.c. */
#include "sensitivity/internal.h"

/* what rounding alone may leave of a share of the variance */
#define ROUNDING 1e-28

typedef struct grid {
  const double *y;
  const int64_t *levels;
  int64_t p, cells, most; /* most: the most levels of a parameter */
  double *chance;         /* of each parameter's levels, one parameter after the other */
  double *cell;           /* (cells) chance of each */
  const char *where;
} grid;

static int32_t count_cells(grid *g, int64_t *places, cpw_error *err) {
  g->cells = 1;
  g->most = 1;
  *places = 0;
  for (int64_t i = 0; i < g->p; i++) {
    if (g->levels[i] < 1)
      return cpwi_fail(err, CPW_EINVAL, i, g->where, "levels[%lld] = %lld must be >= 1",
                       (long long)i, (long long)g->levels[i]);
    if (!cpwi_multiply(g->cells, g->levels[i], &g->cells) || g->cells > INT64_MAX / 16)
      return cpwi_fail(err, CPW_EOVERFLOW, i, g->where, "the product of the levels is too large");
    g->most = g->levels[i] > g->most ? g->levels[i] : g->most;
    *places += g->levels[i];
  }
  return CPW_OK;
}

static int32_t take_chances(grid *g, const double *weights, cpw_error *err) {
  for (int64_t i = 0, at = 0; i < g->p; at += g->levels[i++]) {
    double sum = 0;
    for (int64_t l = at; l < at + g->levels[i]; l++) {
      g->chance[l] = weights ? weights[l] : 1;
      sum += g->chance[l];
      if (!(g->chance[l] >= 0 && cpwi_finite(g->chance[l])))
        return cpwi_fail(err, CPW_EDOMAIN, l, g->where,
                         "weights[%lld] = %s must be finite and >= 0", (long long)l,
                         cpwi_number(g->chance[l]).text);
    }
    if (!(sum > 0) || !cpwi_finite(sum))
      return cpwi_fail(err, sum > 0 ? CPW_EOVERFLOW : CPW_EDOMAIN, at, g->where,
                       "the weights of parameter %lld must have a finite sum > 0", (long long)i);
    for (int64_t l = at; l < at + g->levels[i]; l++)
      g->chance[l] /= sum;
  }
  return CPW_OK;
}

/* chances of cells, the last parameter fastest */
static void spread_chances(grid *g) {
  g->cell[0] = 1;
  for (int64_t i = 0, made = 1, at = 0; i < g->p; at += g->levels[i], made *= g->levels[i], i++)
    for (int64_t c = made - 1; c >= 0; c--)
      for (int64_t l = g->levels[i] - 1; l >= 0; l--)
        g->cell[c * g->levels[i] + l] = g->cell[c] * g->chance[at + l];
}

static double variance_of(const grid *g, double *mean) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t c = 0; c < g->cells; c++)
    cpw_exact_sum_add(&sum, g->cell[c] * g->y[c]);
  *mean = cpw_exact_sum_value(&sum);
  cpw_exact_sum_init(&sum);
  for (int64_t c = 0; c < g->cells; c++)
    cpw_exact_sum_add(&sum, g->cell[c] * (g->y[c] - *mean) * (g->y[c] - *mean));
  return cpw_exact_sum_value(&sum);
}

/* variance of the means given the parameter; `step` cells from one of its levels to the next */
static double explained(const grid *g, int64_t i, int64_t step, const double *chance, double mean,
                        cpw_exact_sum *sums) {
  double out = 0;
  for (int64_t l = 0; l < g->levels[i]; l++)
    cpw_exact_sum_init(&sums[l]);
  for (int64_t c = 0; c < g->cells; c++)
    cpw_exact_sum_add(&sums[c / step % g->levels[i]], g->cell[c] * (g->y[c] - mean));
  for (int64_t l = 0; l < g->levels[i]; l++) {
    double d = cpw_exact_sum_value(&sums[l]);
    if (chance[l] > 0) out += d / chance[l] * d;
  }
  return out;
}

/* mean of the variances given all others */
static double left_over(const grid *g, int64_t i, int64_t step, const double *chance) {
  cpw_exact_sum sum, line;
  int64_t n = g->levels[i];
  cpw_exact_sum_init(&sum);
  for (int64_t c = 0; c < g->cells; c++) {
    if (c / step % n != 0) continue;
    cpw_exact_sum_init(&line);
    for (int64_t l = 0; l < n; l++)
      cpw_exact_sum_add(&line, chance[l] * g->y[c + l * step]);
    double mean = cpw_exact_sum_value(&line);
    for (int64_t l = 0; l < n; l++) {
      double d = g->y[c + l * step] - mean;
      cpw_exact_sum_add(&sum, g->cell[c + l * step] * d * d);
    }
  }
  return cpw_exact_sum_value(&sum);
}

static double share_of(double part, double variance) {
  double share = part / variance;
  return share < ROUNDING ? 0 : share;
}

static void put(const grid *g, double mean, double variance, cpw_exact_sum *sums, double *first,
                double *total) {
  int64_t step = g->cells;
  const double *chance = g->chance;
  for (int64_t i = 0; i < g->p; chance += g->levels[i++]) {
    step /= g->levels[i];
    int varies = variance > 0;
    if (first)
      first[i] = varies ? share_of(explained(g, i, step, chance, mean, sums), variance) : CPWI_NAN;
    if (total) total[i] = varies ? share_of(left_over(g, i, step, chance), variance) : CPWI_NAN;
  }
}

int32_t cpw_sobol_grid(const double *y, const int64_t *levels, int64_t parameters,
                       const double *weights, const cpw_allocator *allocator, double *first,
                       double *total, double *mean, double *variance, cpw_error *err) {
  grid g = {.y = y, .levels = levels, .p = parameters, .where = __func__};
  int64_t places = 0;
  double centre = 0, all = 0;
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = cpwi_check_size("parameters", parameters, 64, __func__, err);
  if (status != CPW_OK) return status;
  if (!levels) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "levels is NULL");
  if ((status = count_cells(&g, &places, err)) != CPW_OK ||
      (status = cpwi_check_numbers("y", y, g.cells, 1, __func__, err)) != CPW_OK)
    return status;
  g.chance = cpwi_alloc(allocator, (size_t)places, sizeof *g.chance);
  g.cell = cpwi_alloc(allocator, (size_t)g.cells, sizeof *g.cell);
  cpw_exact_sum *sums = cpwi_alloc(allocator, (size_t)g.most, sizeof *sums);
  if (!g.chance || !g.cell || !sums)
    status =
        cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld answers", (long long)g.cells);
  if (status == CPW_OK) status = take_chances(&g, weights, err);
  if (status == CPW_OK) {
    spread_chances(&g);
    all = variance_of(&g, &centre);
    if (!cpwi_finite(all))
      status =
          cpwi_fail(err, CPW_EOVERFLOW, -1, __func__, "the variance is beyond the largest double");
  }
  if (status == CPW_OK) {
    put(&g, centre, all, sums, first, total);
    if (mean) *mean = centre;
    if (variance) *variance = all;
  }
  cpwi_release(allocator, g.chance);
  cpwi_release(allocator, g.cell);
  cpwi_release(allocator, sums);
  return status;
}
