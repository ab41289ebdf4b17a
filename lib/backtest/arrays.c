/* The dimensions and arrays of a back-test.
 * Source: the names in carepath/backtest.h. Leaves what is in them to score.c, summary.c, intervals.c. */
#include "backtest/internal.h"

static const char *const CELL = "list origin ahead";

/* Adds arrays of doubles, every figure NaN until it is known. */
static int32_t add_unknown(cpw_result *result, const cpwi_column *columns, int64_t count,
                           int32_t merge, cpw_error *err) {
  int32_t status = cpwi_add_columns(result, columns, count, merge, err);
  for (int64_t k = 0; k < count && status == CPW_OK; k++) {
    int64_t size = cpw_result_find(result, columns[k].name)->size;
    for (int64_t i = 0; i < size; i++)
      (*columns[k].memory)[i] = CPWI_NAN;
  }
  return status;
}

static int32_t add_integers(cpw_result *result, const char *name, const char *unit,
                            const char *words, const char *dimensions, int32_t merge,
                            int64_t **memory, cpw_error *err) {
  void *found = NULL;
  int32_t status =
      cpw_result_add_array(result, name, unit, words, dimensions, CPW_INT64, merge, &found, err);
  if (status == CPW_OK) *memory = found;
  return status;
}

static int32_t add_figures(cpwi_backtest *b, cpw_result *result, int32_t merge, cpw_error *err) {
  const cpwi_column columns[] = {
      {"predicted_total", "people", "waiting, as projected", CELL, &b->total.predicted},
      {"observed_total", "people", "waiting, as it came", CELL, &b->total.observed},
      {"predicted_within", "share", "share within the limit, as projected", CELL,
       &b->within.predicted},
      {"observed_within", "share", "share within the limit, as it came", CELL, &b->within.observed},
      {"predicted_over_52", "people", "waiting more than 52 weeks, as projected", CELL,
       &b->predicted_long},
      {"observed_over_52", "people", "waiting more than 52 weeks, as it came", CELL,
       &b->observed_long},
      {"band_error", "share", "mean absolute relative error over the bands", CELL, &b->band_error},
      {"total_crps", "people", "continuous ranked probability score of the list", CELL,
       &b->total.crps},
      {"within_crps", "share", "continuous ranked probability score of the share", CELL,
       &b->within.crps},
  };
  return add_unknown(result, columns, sizeof columns / sizeof *columns, merge, err);
}

static int32_t add_intervals(cpwi_backtest *b, cpw_result *result, int32_t merge, cpw_error *err) {
  static const char *const shape = "list origin ahead level";
  const cpwi_column columns[] = {
      {"total_lower", "people", "lower end of the list's band", shape, &b->total.lower},
      {"total_upper", "people", "upper end of the list's band", shape, &b->total.upper},
      {"within_lower", "share", "lower end of the share's band", shape, &b->within.lower},
      {"within_upper", "share", "upper end of the share's band", shape, &b->within.upper},
  };
  return add_unknown(result, columns, sizeof columns / sizeof *columns, merge, err);
}

static int32_t add_waiting(cpwi_backtest *b, cpw_result *result, int32_t merge, cpw_error *err) {
  static const char *const shape = "list origin ahead band";
  const cpwi_column columns[] = {
      {"predicted_waiting", "people", "waiting by band, as projected", shape,
       &b->predicted_waiting},
      {"observed_waiting", "people", "waiting by band, as it came", shape, &b->observed_waiting},
  };
  return b->options.bands ? add_unknown(result, columns, 2, merge, err) : CPW_OK;
}

static int32_t add_errors(cpwi_backtest *b, cpw_result *result, int32_t merge, cpw_error *err) {
  static const char *const shape = "list origin";
  const cpwi_column columns[] = {
      {"list_mape", "share", "mean absolute relative error of the list", shape,
       &b->error[CPWI_LIST_ERROR]},
      {"end_error", "share", "relative error of the list at the end", shape,
       &b->error[CPWI_END_ERROR]},
      {"band_mape", "share", "mean absolute relative error of the bands", shape,
       &b->error[CPWI_BAND_ERROR]},
      {"over_52_mape", "share", "mean absolute relative error of the waits over 52 weeks", shape,
       &b->error[CPWI_LONG_ERROR]},
      {"within_mae", "points", "mean absolute error of the share within the limit", shape,
       &b->error[CPWI_WITHIN_ERROR]},
  };
  int32_t status = add_unknown(result, columns, CPWI_ERRORS, merge, err);
  if (status == CPW_OK)
    status = add_integers(result, "used", "", "1: the list counts in the summaries", shape, merge,
                          &b->used, err);
  if (status == CPW_OK)
    status = add_integers(result, "breaks", "periods", "periods with a break of the series", shape,
                          merge, &b->breaks, err);
  return status;
}

static int32_t add_summaries(cpwi_backtest *b, cpw_result *result, cpw_error *err) {
  static const char *const shape = "origin";
  const cpwi_column columns[] = {
      {"median_list_mape", "share", "median over the lists", shape, &b->median[CPWI_LIST_ERROR]},
      {"median_end_error", "share", "median over the lists, signs aside", shape,
       &b->median[CPWI_END_ERROR]},
      {"median_band_mape", "share", "median over the lists", shape, &b->median[CPWI_BAND_ERROR]},
      {"median_over_52_mape", "share", "median over the lists", shape, &b->median[CPWI_LONG_ERROR]},
      {"median_within_mae", "points", "median over the lists", shape,
       &b->median[CPWI_WITHIN_ERROR]},
      {"sum_list_mape", "share", "of the sum of the lists", shape, &b->sum[CPWI_LIST_ERROR]},
      {"sum_end_error", "share", "of the sum of the lists", shape, &b->sum[CPWI_END_ERROR]},
      {"sum_band_mape", "share", "of the sum of the lists", shape, &b->sum[CPWI_BAND_ERROR]},
      {"sum_over_52_mape", "share", "of the sum of the lists", shape, &b->sum[CPWI_LONG_ERROR]},
      {"sum_within_mae", "points", "of the sum of the lists", shape, &b->sum[CPWI_WITHIN_ERROR]},
      {"ahead_list_mape", "share", "median over lists and origins", "ahead", &b->ahead_list},
      {"ahead_within_mae", "points", "median over lists and origins", "ahead", &b->ahead_within},
      {"coverage", "share", "lists inside their band", "level", &b->total.coverage},
      {"within_coverage", "share", "shares inside their band", "level", &b->within.coverage},
      {"ahead_coverage", "share", "lists inside their band", "ahead level",
       &b->total.ahead_coverage},
      {"ahead_within_coverage", "share", "shares inside their band", "ahead level",
       &b->within.ahead_coverage},
  };
  int32_t status =
      add_unknown(result, columns, sizeof columns / sizeof *columns, CPW_MERGE_SAME, err);
  if (status == CPW_OK)
    status = add_integers(result, "lists_used", "lists", "lists that count", shape, CPW_MERGE_SAME,
                          &b->lists_used, err);
  if (status == CPW_OK)
    status = add_integers(result, "ahead_count", "", "lists and origins that count", "ahead",
                          CPW_MERGE_SAME, &b->ahead_count, err);
  return status;
}

static int32_t add_dimensions(cpwi_backtest *b, cpw_result *result, cpw_error *err) {
  static const char *const levels[CPWI_LEVELS] = {"0.5", "0.8", "0.95"};
  const cpw_history *h = &b->history;
  int32_t status = cpwi_add_labelled(result, "list", b->lists, h->list, 0, err);
  if (status == CPW_OK)
    status =
        cpwi_add_labelled(result, "origin", b->origins, h->period, b->options.first_origin, err);
  if (status == CPW_OK)
    status = cpwi_add_numbered(result, "ahead", b->horizon, b->options.allocator, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(result, "level", CPWI_LEVELS, levels, err);
  return status == CPW_OK ? cpwi_add_bands(result, &b->bands, b->options.allocator, err) : status;
}

int32_t cpwi_backtest_add(cpwi_backtest *b, cpw_result *result, cpw_error *err) {
  int32_t status = add_dimensions(b, result, err);
  if (status == CPW_OK) status = add_figures(b, result, CPW_MERGE_SAME, err);
  if (status == CPW_OK) status = add_intervals(b, result, CPW_MERGE_SAME, err);
  if (status == CPW_OK) status = add_waiting(b, result, CPW_MERGE_SAME, err);
  if (status == CPW_OK) status = add_errors(b, result, CPW_MERGE_SAME, err);
  return status == CPW_OK ? add_summaries(b, result, err) : status;
}
