/* Any method by its number, turned so that a larger score is better.
 * Source: the rules in carepath/mcda.h. Leaves the formulas to the methods' own files. */
#include "mcda/internal.h"

static cpw_mcda_method method_defaults(void) {
  cpw_mcda_method m;
  memset(&m, 0, sizeof m);
  m.struct_size = sizeof m;
  m.v = 0.5;
  return m;
}

void cpw_mcda_method_init_sized(cpw_mcda_method *method, size_t size) {
  cpw_mcda_method m = method_defaults();
  cpwi_init_sized(method, size, &m, sizeof m);
}

int32_t cpwi_mcda_take_method(cpw_mcda_method *known, const cpw_mcda_method *given,
                              const char *where, cpw_error *err) {
  *known = method_defaults();
  int32_t status = cpwi_take_options(known, sizeof *known, given, where, err);
  if (status != CPW_OK) return status;
  if (known->method < CPW_MCDA_WEIGHTED_SUM || known->method > CPW_MCDA_SPOTIS)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "method.method = %d must be 0 to %d",
                     (int)known->method, CPW_MCDA_SPOTIS);
  if (known->reserved != 0)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "method.reserved = %d must be 0",
                     (int)known->reserved);
  return CPW_OK;
}

static void turn(double *x, int64_t n) {
  for (int64_t i = 0; i < n; i++)
    x[i] = 0.0 - x[i]; /* never -0 */
}

static int32_t vikor_score(cpwi_mcda *w, double v, double *score, cpw_error *err) {
  const int64_t n = w->table.rows;
  double *work = cpwi_mcda_numbers(w, n, 2, err);
  if (!work) return CPW_ENOMEM;
  int32_t status = cpwi_mcda_vikor_into(w, v, work, work + n, score, err);
  cpwi_release(w->table.allocator, work);
  return status;
}

int32_t cpwi_mcda_score_into(cpwi_mcda *w, const cpw_mcda_method *method, double *score,
                             cpw_error *err) {
  int32_t status = CPW_OK;
  switch (method->method) {
  case CPW_MCDA_WEIGHTED_SUM:
    return cpwi_mcda_sum_into(w, score, err);
  case CPW_MCDA_WEIGHTED_PRODUCT:
    return cpwi_mcda_product_into(w, score, err);
  case CPW_MCDA_TOPSIS:
    return cpwi_mcda_topsis_into(w, score, NULL, NULL, err);
  case CPW_MCDA_PROMETHEE:
    return cpwi_mcda_flows_into(w, method->preferences, NULL, NULL, score, err);
  case CPW_MCDA_VIKOR:
    status = vikor_score(w, method->v, score, err);
    break;
  default:
    status = cpwi_mcda_spotis_into(w, method->ideal, score, err);
    break;
  }
  if (status == CPW_OK) turn(score, w->table.rows);
  return status;
}

int32_t cpw_mcda_score(const cpw_mcda_table *table, const cpw_mcda_method *method,
                       const cpw_run *run, double *score, cpw_error *err) {
  cpwi_mcda w;
  cpw_mcda_method known;
  int32_t status = cpwi_mcda_take(&w, table, run, 0, __func__, err);
  if (status == CPW_OK) status = cpwi_mcda_take_method(&known, method, __func__, err);
  if (status == CPW_OK && !score && w.table.rows > 0)
    status = cpwi_fail(err, CPW_EINVAL, -1, __func__, "score must be given");
  double *work = status == CPW_OK ? cpwi_mcda_numbers(&w, w.table.rows, 1, err) : NULL;
  if (status == CPW_OK && !work) status = CPW_ENOMEM;
  if (work) status = cpwi_mcda_score_into(&w, &known, work, err);
  if (work && status == CPW_OK) cpwi_mcda_hand_out(score, work, w.table.rows);
  cpwi_release(w.table.allocator, work);
  cpwi_mcda_free(&w);
  return status;
}
