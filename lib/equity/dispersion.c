/* Inequality of one distribution: spread, Gini with its standard errors, Theil's T and L.
 * Source: Cowell, Measuring Inequality (2011); Karagiannis and Kovacevic (2000) for the jackknife.
 * Leaves logarithms to entropy.c and equally distributed equivalents to ede.c. */
#include "equity/internal.h"

/* -------- Gini */

/* The Gini without row k differs from all rows' by p (G - h + gini (1-p) y) / ((1-p) (mean - p y)), with
 * G = mean x gini, p the row's share and h = z (2R-1) - (Z'+Z), the row's mean distance from the rest. */
static double jackknife(const cpwi_line *line, double generalised) {
  const cpwi_rows *rows = &line->rows;
  double mean = rows->mean, gini = generalised / mean, n = (double)rows->n;
  if (rows->n < 3) return CPWI_NAN;
  cpwi_bag sum, squares;
  for (int32_t pass = 0; pass < 2; pass++) {
    double centre = pass ? cpwi_bag_value(&sum) / n : 0;
    cpwi_bag_start(pass ? &squares : &sum);
    for (int64_t b = 0; b < line->blocks; b++)
      for (int64_t i = line->start[b]; i < line->start[b + 1]; i++) {
        double y = rows->y[i], p = rows->w[i] / rows->total, rest = (1 - p) * (mean - p * y);
        double h = (y - mean) * line->middle[b] - line->around[b];
        double moved = p * (generalised - h + gini * (1 - p) * y) / rest - centre;
        cpwi_bag_add(pass ? &squares : &sum, pass ? moved * moved : moved);
      }
  }
  double spread = cpwi_bag_value(&squares);
  return spread - spread == 0 ? sqrt((n - 1) / n * spread) : CPWI_NAN;
}

static void set_gini(const cpwi_line *line, cpw_dispersion *d) {
  double g = line->generalised, mean = line->rows.mean, n = (double)line->rows.n, se;
  cpwi_influence moves = {1 / mean, -g / mean / mean};
  int defined = mean != 0;
  d->gini = defined ? g / mean : CPWI_NAN;
  d->gini_corrected = line->rows.n > 1 ? d->gini * (n / (n - 1)) : CPWI_NAN;
  cpwi_line_se(line, &moves, 1, CPW_VARIANCE_ROWS, NULL, &se);
  d->gini_se = defined ? se : CPWI_NAN;
  d->gini_jackknife = defined ? jackknife(line, g) : CPWI_NAN;
}

static cpw_dispersion measure(const cpwi_line *line) {
  const cpwi_rows *rows = &line->rows;
  double variance = cpwi_rows_variance(rows);
  cpwi_theil theil = cpwi_theil_of(rows);
  cpw_dispersion d;
  memset(&d, 0, sizeof d);
  d.rows = rows->n;
  d.population = rows->population;
  d.mean = cpwi_rows_unit(rows, rows->mean);
  d.minimum = cpwi_rows_unit(rows, rows->least);
  d.maximum = cpwi_rows_unit(rows, rows->greatest);
  d.variance = ldexp(variance, 2 * rows->exponent);
  d.cv = rows->mean != 0 ? sqrt(variance) / fabs(rows->mean) : CPWI_NAN;
  set_gini(line, &d);
  d.theil_t = theil.t;
  d.theil_t_se = theil.t_se;
  d.theil_l = theil.l;
  d.theil_l_se = theil.l_se;
  return d;
}

int32_t cpw_equity_dispersion(const double *value, const double *weight, int64_t n,
                              const cpw_allocator *allocator, cpw_dispersion *out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpwi_line line;
  cpwi_data data = {"value", "weight", "n", value, weight, n};
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  status = cpwi_line_take(&line, &data, value, "value", allocator, __func__, err);
  if (status == CPW_OK) *out = measure(&line);
  cpwi_line_free(&line);
  return status;
}
