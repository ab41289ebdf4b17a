/* The back-test: from every origin calibrate, project, score; then medians, sums and bands.
 * Source: rolling-origin evaluation, Tashman, International Journal of Forecasting 16:437-450 (2000).
 * Leaves each step to its own file. */
#include "backtest/internal.h"

#include <string.h>

static int32_t test_origin(cpwi_backtest *b, int64_t origin, cpw_error *err) {
  int64_t cells = b->lists * cpwi_reach(b, origin) * b->n;
  double *waiting = cpwi_alloc(b->options.allocator, (size_t)cells, sizeof *waiting);
  if (!waiting)
    return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_BACKTEST, "no memory for the bands of %lld lists",
                     (long long)b->lists);
  int32_t status = cpwi_predict(b, origin, waiting, err);
  if (status == CPW_OK) {
    cpwi_score_origin(b, origin, waiting);
    status = cpwi_sum_up_origin(b, origin, waiting, err);
  }
  cpwi_release(b->options.allocator, waiting);
  return status;
}

static int32_t test_into(cpwi_backtest *b, cpw_result *result, cpw_error *err) {
  int32_t status = cpwi_backtest_add(b, result, err);
  for (int64_t origin = 0; origin < b->origins && status == CPW_OK; origin++)
    status = test_origin(b, origin, err);
  if (status == CPW_OK) status = cpwi_sum_up_ahead(b, err);
  if (status == CPW_OK) status = cpwi_intervals(b, err);
  return status == CPW_OK ? cpwi_backtest_notes(b, result, err) : status;
}

int32_t cpw_backtest(const cpw_history *history, const cpw_backtest_options *options,
                     const cpw_run *run, cpw_result **out, cpw_error *err) {
  cpwi_backtest b;
  cpw_result *result;
  memset(&b, 0, sizeof b);
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, CPWI_BACKTEST, "out is NULL");
  int32_t status = cpwi_backtest_take(&b, history, options, run, err);
  if (status != CPW_OK) return status;
  cpwi_recipe(&b);
  if ((status = cpw_result_new(b.options.allocator, &result, err)) != CPW_OK) return status;
  if ((status = test_into(&b, result, err)) != CPW_OK) {
    cpw_result_free(result);
    return status;
  }
  *out = result;
  return CPW_OK;
}
