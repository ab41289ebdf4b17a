/* What a projection is worth: errors of the list, its bands, the share within the standard and the
 * long waits, and which lists count. Source: definitions in carepath/backtest.h (mean absolute
 * percentage error and its kin). Leaves medians to summary.c, bands to intervals.c. */
#include "backtest/internal.h"

double cpwi_band_error(int64_t bands, const double *predicted, const double *observed) {
  double sum = 0.0;
  int64_t some = 0;
  for (int64_t m = 0; m < bands; m++)
    if (observed[m] > 0.0) {
      sum += fabs(predicted[m] - observed[m]) / observed[m];
      some++;
    }
  return some > 0 ? sum / (double)some : CPWI_NAN;
}

static double beyond(const cpwi_backtest *b, const double *waiting) {
  cpwi_limit limit = b->long_limit;
  if (limit.band < 0) return CPWI_NAN;
  double people = (1.0 - limit.share) * waiting[limit.band];
  for (int64_t m = limit.band + 1; m < b->n; m++)
    people += waiting[m];
  return people;
}

/* NaN where there is nobody to compare with */
static double relative(double predicted, double observed) {
  return observed > 0.0 ? (predicted - observed) / observed : CPWI_NAN;
}

void cpwi_errors(const cpwi_backtest *b, int64_t reach, const double *predicted,
                 const double *observed, double errors[CPWI_ERRORS]) {
  double sum[CPWI_ERRORS] = {0.0};
  for (int64_t t = 0; t < reach; t++) {
    const double *p = predicted + t * b->n, *o = observed + t * b->n;
    double of_list = relative(cpwi_sum(b->n, p), cpwi_sum(b->n, o));
    double within = cpwi_within(b->n, p, b->within_limit),
           was = cpwi_within(b->n, o, b->within_limit);
    sum[CPWI_LIST_ERROR] += fabs(of_list);
    sum[CPWI_END_ERROR] = of_list * (double)reach;
    sum[CPWI_BAND_ERROR] += cpwi_band_error(b->n, p, o);
    sum[CPWI_LONG_ERROR] += fabs(relative(beyond(b, p), beyond(b, o)));
    sum[CPWI_WITHIN_ERROR] += 100.0 * fabs(within - was);
  }
  for (int k = 0; k < CPWI_ERRORS; k++)
    errors[k] = sum[k] / (double)reach;
}

/* Periods in which the people without explanation are too many: starts, treated and lists disagree. */
static int64_t count_breaks(const cpwi_backtest *b, int64_t list, int64_t last) {
  const cpw_history *h = &b->history;
  int64_t breaks = 0;
  for (int64_t t = 1; t <= last; t++) {
    int64_t row = list * h->periods + t;
    double could = cpwi_sum(b->n, cpwi_observed(b, list, t - 1)) + h->starts[row];
    double gap =
        could - cpwi_sum(b->n, h->treated + row * b->n) - cpwi_sum(b->n, cpwi_observed(b, list, t));
    breaks += fabs(gap) > b->options.break_share * could;
  }
  return breaks;
}

static int64_t counts_in_summaries(const cpwi_backtest *b, int64_t list, int64_t origin) {
  int64_t at = cpwi_origin_period(b, origin), reach = cpwi_reach(b, origin);
  if (!(cpwi_sum(b->n, cpwi_observed(b, list, at)) >= b->options.least)) return 0;
  for (int64_t t = 1; t <= reach; t++)
    if (!(cpwi_sum(b->n, cpwi_observed(b, list, at + t)) > 0.0)) return 0;
  return 1;
}

static void score_period(cpwi_backtest *b, int64_t cell, const double *predicted,
                         const double *observed) {
  b->total.predicted[cell] = cpwi_sum(b->n, predicted);
  b->total.observed[cell] = cpwi_sum(b->n, observed);
  b->within.predicted[cell] = cpwi_within(b->n, predicted, b->within_limit);
  b->within.observed[cell] = cpwi_within(b->n, observed, b->within_limit);
  b->predicted_long[cell] = beyond(b, predicted);
  b->observed_long[cell] = beyond(b, observed);
  b->band_error[cell] = cpwi_band_error(b->n, predicted, observed);
  for (int64_t m = 0; b->predicted_waiting && m < b->n; m++) {
    b->predicted_waiting[cell * b->n + m] = predicted[m];
    b->observed_waiting[cell * b->n + m] = observed[m];
  }
}

void cpwi_score_origin(cpwi_backtest *b, int64_t origin, const double *waiting) {
  int64_t at = cpwi_origin_period(b, origin), reach = cpwi_reach(b, origin);
  for (int64_t list = 0; list < b->lists; list++) {
    const double *predicted = waiting + list * reach * b->n;
    const double *observed = cpwi_observed(b, list, at + 1);
    int64_t row = list * b->origins + origin;
    double errors[CPWI_ERRORS];
    for (int64_t t = 0; t < reach; t++)
      score_period(b, cpwi_cell(b, list, origin, t), predicted + t * b->n, observed + t * b->n);
    cpwi_errors(b, reach, predicted, observed, errors);
    for (int k = 0; k < CPWI_ERRORS; k++)
      b->error[k][row] = errors[k];
    b->used[row] = counts_in_summaries(b, list, origin);
    b->breaks[row] = count_breaks(b, list, at + reach);
  }
}
