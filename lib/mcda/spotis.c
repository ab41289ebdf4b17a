/* SPOTIS: weighted distance of each row from an ideal on fixed bounds.
 * Source: Dezert, Tchamova, Han and Tacnet, "The SPOTIS rank reversal free method for multi-criteria
 * decision-making support", FUSION (2020). Leaves the bounds to table.c and columns.c. */
#include "mcda/internal.h"

typedef struct distances {
  cpwi_mcda *w;
  const double *ideal;
  double *out;
} distances;

static int32_t measure_rows(void *context, int64_t first, int64_t last, cpw_error *err) {
  const distances *d = context;
  const int64_t m = d->w->table.criteria;
  (void)err;
  for (int64_t i = first; i < last; i++) {
    const double *x = d->w->table.values + i * m;
    double sum = 0;
    for (int64_t j = 0; j < m; j++) {
      const cpwi_mcda_column *c = &d->w->columns[j];
      double ideal = d->ideal ? d->ideal[j] : c->best;
      sum += d->w->table.weights[j] * (fabs(cpwi_mcda_y(c, x[j]) - ideal) / c->scale);
    }
    d->out[i] = sum;
  }
  return CPW_OK;
}

static int32_t check_ideal(const cpwi_mcda *w, const double *ideal, cpw_error *err) {
  for (int64_t j = 0; ideal && j < w->table.criteria; j++)
    if (!(ideal[j] >= w->table.lower[j] && ideal[j] <= w->table.upper[j]))
      return cpwi_fail(err, CPW_EDOMAIN, j, w->where, "ideal[%lld] = %s must be from %s to %s",
                       (long long)j, cpwi_number(ideal[j]).text,
                       cpwi_number(w->table.lower[j]).text, cpwi_number(w->table.upper[j]).text);
  return CPW_OK;
}

int32_t cpwi_mcda_spotis_into(cpwi_mcda *w, const double *ideal, double *distance, cpw_error *err) {
  distances d = {w, ideal, distance};
  int32_t status = cpwi_mcda_scale(w, CPW_MCDA_FIXED, err);
  if (status == CPW_OK) status = check_ideal(w, ideal, err);
  if (status != CPW_OK) return status;
  return cpwi_parallel(&w->run, w->table.rows, CPWI_MCDA_GRAIN, measure_rows, &d, w->where, err);
}

int32_t cpw_mcda_spotis(const cpw_mcda_table *table, const double *ideal, const cpw_run *run,
                        double *distance, cpw_error *err) {
  cpwi_mcda w;
  int32_t status = cpwi_mcda_take(&w, table, run, 0, __func__, err);
  if (status == CPW_OK && !distance && w.table.rows > 0)
    status = cpwi_fail(err, CPW_EINVAL, -1, __func__, "distance must be given");
  double *work = status == CPW_OK ? cpwi_mcda_numbers(&w, w.table.rows, 1, err) : NULL;
  if (status == CPW_OK && !work) status = CPW_ENOMEM;
  if (work) status = cpwi_mcda_spotis_into(&w, ideal, work, err);
  if (work && status == CPW_OK) cpwi_mcda_hand_out(distance, work, w.table.rows);
  cpwi_release(w.table.allocator, work);
  cpwi_mcda_free(&w);
  return status;
}
