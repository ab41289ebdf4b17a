/* The public simulations: checks, an empty result, replications on several threads, figures.
 * Source: carepath/smaa.h. Leaves a replication to run.c and the arrays to result.c. */
#include "smaa/internal.h"

/* Counts are added up once a range: few enough to be cheap, many enough for progress. */
static int64_t grain_of(const cpwi_smaa *s) {
  return 1 + (s->mcda.run.replications - 1) / 64;
}

static int32_t simulate(cpwi_smaa *s, int32_t confidence, cpw_result **out, cpw_error *err) {
  cpw_result *result = NULL;
  int32_t status = cpwi_smaa_result(s, confidence, &result, err);
  if (status != CPW_OK) return status;
  status =
      cpwi_parallel(&s->mcda.run, s->mcda.run.replications, grain_of(s),
                    confidence ? cpwi_smaa_confidence_range : cpwi_smaa_range, s, s->where, err);
  if (status == CPW_OK && s->policy) cpwi_smaa_count_kept(s);
  if (status == CPW_OK) status = cpwi_smaa_derive(result, err);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}

int32_t cpw_smaa_simulate(const cpw_mcda_table *table, const cpw_smaa_options *options,
                          const cpw_run *run, cpw_result **out, cpw_error *err) {
  cpwi_smaa s;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out must be given");
  int32_t status = cpwi_smaa_take(&s, table, options, run, 0, __func__, err);
  if (status == CPW_OK) status = simulate(&s, 0, out, err);
  cpwi_smaa_free(&s);
  return status;
}

int32_t cpw_smaa_policy(const cpw_priority_policy *policy, const cpw_priority_list *list,
                        const cpw_smaa_options *options, const cpw_run *run, cpw_result **out,
                        cpw_error *err) {
  cpwi_smaa s;
  memset(&s, 0, sizeof s);
  s.where = __func__;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out must be given");
  pthread_mutex_init(&s.lock, NULL);
  int32_t status = cpwi_smaa_take_policy(&s, policy, list, options, run, err);
  if (status == CPW_OK) status = simulate(&s, 0, out, err);
  cpwi_smaa_free(&s);
  return status;
}

/* each row: weights, or NaN throughout */
static int32_t check_own(const cpwi_smaa *s, cpw_error *err) {
  if (!s->own && s->n > 0) return cpwi_fail(err, CPW_EINVAL, -1, s->where, "weights must be given");
  for (int64_t i = 0; i < s->n; i++) {
    int64_t missing = 0;
    for (int64_t j = 0; j < s->m; j++)
      missing += cpwi_is_nan(s->own[i * s->m + j]);
    if (missing == s->m) continue;
    char name[2 * CPW_NUMBER_CHARS] = "weights of row ";
    cpw_format_int64(i, name + strlen(name));
    int32_t status = cpwi_mcda_check_weights(s->own + i * s->m, s->m, name, s->where, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

int32_t cpw_smaa_confidence(const cpw_mcda_table *table, const cpw_smaa_options *options,
                            const double *weights, const cpw_run *run, cpw_result **out,
                            cpw_error *err) {
  cpwi_smaa s;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out must be given");
  int32_t status = cpwi_smaa_take(&s, table, options, run, 1, __func__, err);
  s.own = weights;
  if (status == CPW_OK) status = check_own(&s, err);
  if (status == CPW_OK) status = simulate(&s, 1, out, err);
  cpwi_smaa_free(&s);
  return status;
}
