/* Back-test of the forecasts of waiting lists: the scores of each measure in one result.
 * Source: the contract of cpw_forecast_waitlist_backtest. Leaves the scores to backtest.c. */
#include "forecast/waitlist.h"

#include <string.h>

#define WHERE "cpw_forecast_waitlist_backtest"

static int32_t add_dimensions(const cpw_series *series, const cpw_forecast_options *options,
                              cpw_result *result, cpw_error *err) {
  static const char *const measures[CPWI_MEASURES] = {"total", "within_18", "over_52"};
  int32_t status = cpw_result_add_dimension(result, "measure", CPWI_MEASURES, measures, err);
  if (status == CPW_OK)
    status = cpwi_add_labelled(result, "group", series->groups, series->group_label, 0, err);
  if (status == CPW_OK)
    status = cpwi_add_numbered(result, "horizon", options->periods, options->allocator, err);
  return status;
}

static int32_t score_measure(const cpw_series *given, const cpw_forecast_options *options,
                             const cpw_run *run, const cpwi_scores *scores, int64_t offset,
                             cpw_error *err) {
  cpw_series series;
  cpwi_model m;
  int32_t status = cpwi_take_series(&series, given, WHERE, err);
  if (status != CPW_OK) return status;
  status = cpwi_model_init(&m, &series, options, run, WHERE, err);
  if (status == CPW_OK) status = cpwi_scores_fill(scores, offset, &m, run, WHERE, err);
  cpwi_model_free(&m);
  return status;
}

int32_t cpw_forecast_waitlist_backtest(const cpw_result *data, const cpw_forecast_options *options,
                                       const cpw_run *run, cpw_result **out, cpw_error *err) {
  cpw_forecast_options known;
  cpw_run known_run;
  cpwi_measured measured;
  cpwi_scores scores;
  cpw_result *result = NULL;
  int32_t status;
  if (!data || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "%s is NULL", data ? "out" : "data");
  if ((status = cpwi_take_forecast_options(&known, options, WHERE, err)) != CPW_OK ||
      (status = cpwi_take_run(&known_run, run, WHERE, err)) != CPW_OK ||
      (status = cpwi_measured_view(&measured, data, WHERE, err)) != CPW_OK ||
      (status = cpw_result_new(known.allocator, &result, err)) != CPW_OK)
    return status;
  status = add_dimensions(&measured.series[0], &known, result, err);
  if (status == CPW_OK) status = cpwi_scores_add(&scores, result, "measure group horizon", err);
  for (int k = 0; k < CPWI_MEASURES && status == CPW_OK; k++)
    status = score_measure(&measured.series[k], &known, &known_run, &scores,
                           k * measured.series[0].groups * known.periods, err);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}
