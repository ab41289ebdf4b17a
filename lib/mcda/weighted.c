/* Values on one scale, and their weighted sum and product.
 * Source: the formulas in carepath/mcda.h; Triantaphyllou, Multi-Criteria Decision Making Methods (2000).
 * Leaves the scale to columns.c. */
#include "carepath/random.h"
#include "mcda/internal.h"

typedef struct scores {
  cpwi_mcda *w;
  double *out;
} scores;

static int32_t normalise_rows(void *context, int64_t first, int64_t last, cpw_error *err) {
  const scores *s = context;
  const int64_t m = s->w->table.criteria;
  (void)err;
  for (int64_t i = first; i < last; i++)
    for (int64_t j = 0; j < m; j++)
      s->out[i * m + j] = cpwi_mcda_r(&s->w->columns[j], s->w->table.values[i * m + j]);
  return CPW_OK;
}

static int32_t add_rows(void *context, int64_t first, int64_t last, cpw_error *err) {
  const scores *s = context;
  const int64_t m = s->w->table.criteria;
  (void)err;
  for (int64_t i = first; i < last; i++)
    s->out[i] = 0;
  for (int64_t block = first; block < last; block += CPWI_MCDA_BLOCK) {
    int64_t end = last - block < CPWI_MCDA_BLOCK ? last : block + CPWI_MCDA_BLOCK;
    for (int64_t j = 0; j < m; j++) {
      const cpwi_mcda_column c = s->w->columns[j];
      const double weight = s->w->table.weights[j], *x = s->w->table.values + j;
      for (int64_t i = block; i < end; i++)
        s->out[i] += weight * cpwi_mcda_r(&c, x[i * m]);
    }
  }
  return CPW_OK;
}

/* r^weight; x^-weight for a cost that is not normalised. NaN where r is below 0. */
static double power(const cpwi_mcda *w, int64_t j, double x) {
  const double weight = w->table.weights[j];
  if (w->table.normalise != CPW_MCDA_NONE || cpwi_mcda_direction(w, j) > 0)
    return cpw_math_pow(cpwi_mcda_r(&w->columns[j], x), weight);
  return x > 0 ? cpw_math_pow(x, -weight) : CPWI_NAN;
}

static int32_t multiply_rows(void *context, int64_t first, int64_t last, cpw_error *err) {
  const scores *s = context;
  const int64_t m = s->w->table.criteria;
  for (int64_t i = first; i < last; i++) {
    double product = 1;
    for (int64_t j = 0; j < m; j++) {
      if (s->w->table.weights[j] == 0) continue;
      double term = power(s->w, j, s->w->table.values[i * m + j]);
      if (cpwi_is_nan(term))
        return cpwi_mcda_fail_value(s->w, i, j, "positive in a weighted product", err);
      product *= term;
    }
    s->out[i] = product;
  }
  return CPW_OK;
}

int32_t cpwi_mcda_sum_into(cpwi_mcda *w, double *score, cpw_error *err) {
  scores s = {w, score};
  int32_t status = cpwi_mcda_scale(w, w->table.normalise, err);
  if (status != CPW_OK) return status;
  return cpwi_parallel(&w->run, w->table.rows, CPWI_MCDA_GRAIN, add_rows, &s, w->where, err);
}

int32_t cpwi_mcda_product_into(cpwi_mcda *w, double *score, cpw_error *err) {
  scores s = {w, score};
  int32_t status = cpwi_mcda_scale(w, w->table.normalise, err);
  if (status != CPW_OK) return status;
  return cpwi_parallel(&w->run, w->table.rows, CPWI_MCDA_GRAIN / 8, multiply_rows, &s, w->where,
                       err);
}

static int32_t fail_output(const char *name, const char *where, cpw_error *err) {
  return cpwi_fail(err, CPW_EINVAL, -1, where, "%s must be given", name);
}

int32_t cpw_mcda_normalise(const cpw_mcda_table *table, const cpw_run *run, double *out,
                           cpw_error *err) {
  cpwi_mcda w;
  int32_t status = cpwi_mcda_take(&w, table, run, CPWI_MCDA_UNWEIGHTED, __func__, err);
  if (status == CPW_OK && !out && w.table.rows > 0) status = fail_output("out", __func__, err);
  if (status == CPW_OK) status = cpwi_mcda_scale(&w, w.table.normalise, err);
  double *work = NULL;
  if (status == CPW_OK && !(work = cpwi_mcda_numbers(&w, w.table.rows, w.table.criteria, err)))
    status = CPW_ENOMEM;
  if (status == CPW_OK) {
    scores s = {&w, work};
    status =
        cpwi_parallel(&w.run, w.table.rows, CPWI_MCDA_GRAIN, normalise_rows, &s, __func__, err);
  }
  if (status == CPW_OK) cpwi_mcda_hand_out(out, work, w.table.rows * w.table.criteria);
  cpwi_release(w.table.allocator, work);
  cpwi_mcda_free(&w);
  return status;
}

static int32_t score_by(int32_t (*into)(cpwi_mcda *, double *, cpw_error *),
                        const cpw_mcda_table *table, const cpw_run *run, double *score,
                        const char *where, cpw_error *err) {
  cpwi_mcda w;
  int32_t status = cpwi_mcda_take(&w, table, run, 0, where, err);
  if (status == CPW_OK && !score && w.table.rows > 0) status = fail_output("score", where, err);
  double *work = NULL;
  if (status == CPW_OK && !(work = cpwi_mcda_numbers(&w, w.table.rows, 1, err)))
    status = CPW_ENOMEM;
  if (status == CPW_OK) status = into(&w, work, err);
  if (status == CPW_OK) cpwi_mcda_hand_out(score, work, w.table.rows);
  cpwi_release(w.table.allocator, work);
  cpwi_mcda_free(&w);
  return status;
}

int32_t cpw_mcda_weighted_sum(const cpw_mcda_table *table, const cpw_run *run, double *score,
                              cpw_error *err) {
  return score_by(cpwi_mcda_sum_into, table, run, score, __func__, err);
}

int32_t cpw_mcda_weighted_product(const cpw_mcda_table *table, const cpw_run *run, double *score,
                                  cpw_error *err) {
  return score_by(cpwi_mcda_product_into, table, run, score, __func__, err);
}
