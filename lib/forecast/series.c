/* The forecast of many series with bands, as a result.
 * Source: the contract of cpw_forecast_series. Leaves the model to model.c, the bands' width to pool.c. */
#include "forecast/internal.h"

#include <stdio.h>
#include <string.h>

#define WHERE "cpw_forecast_series"

/* ---------------------------------------------------------------- figures ------------------- */

static void fill_list(cpwi_outlook *outlook, const cpwi_model *m, const cpwi_pool *pool,
                      int64_t list, const double *probability, int64_t n) {
  int64_t last = m->origins - 1;
  const cpwi_stand *s = cpwi_stand_at(m, last, list);
  const double *forecast = cpwi_forecast_at(m, last, list);
  double whole = cpwi_last_whole(m, last, list);
  for (int64_t h = 0; h < m->horizon; h++) {
    int64_t row = list * m->horizon + h;
    outlook->mean[row] = cpwi_from_scale(m->series.kind, forecast[h], whole);
    for (int64_t k = 0; k < n; k++) {
      double width = CPWI_NAN;
      if (pool->of[list] >= 0)
        width =
            cpwi_half_width(pool->width[(pool->of[list] * m->horizon + h) * n + k], s->movement);
      double y = probability[k] < 0.5 ? forecast[h] - width : forecast[h] + width;
      outlook->quantile[row * n + k] = cpwi_from_scale(m->series.kind, y, whole);
    }
  }
}

int32_t cpwi_outlook_fill(cpwi_outlook *outlook, const cpwi_model *m, const double *probability,
                          int64_t n) {
  cpwi_pool pool = {0};
  double *share = cpwi_alloc(m->allocator, (size_t)n, sizeof *share);
  for (int64_t k = 0; share && k < n; k++)
    share[k] = fabs(2.0 * probability[k] - 1.0);
  int32_t status = CPW_ENOMEM;
  if (share) status = cpwi_pool_init(&pool, m, m->origins - 1, share, n);
  outlook->unknown = 0;
  for (int64_t p = 0; p < pool.pools && status == CPW_OK; p++)
    outlook->unknown += pool.known[p] == 0;
  for (int64_t i = 0; i < m->series.lists && status == CPW_OK; i++)
    fill_list(outlook, m, &pool, i, probability, n);
  cpwi_pool_free(&pool, m->allocator);
  cpwi_release(m->allocator, share);
  return status;
}

/* ---------------------------------------------------------------- the result ---------------- */

typedef struct job {
  cpw_series series;
  cpw_forecast_options options;
  const double *probability;
  int64_t probabilities;
  int64_t last; /* month of the last label */
  cpwi_model model;
  double *quantile;       /* (lists, horizon, probabilities) */
  double *mean, **column; /* of the result */
  double *trend, *movement, *season;
  int64_t *closed;
} job;

static int32_t add_quantiles(job *j, cpw_result *result, const char *unit, int32_t merge,
                             cpw_error *err) {
  for (int64_t k = 0; k < j->probabilities; k++) {
    cpwi_text name = cpwi_quantile_name("q", j->probability[k]);
    const cpwi_column column = {name.text, unit, "quantile of the forecast", "list period",
                                &j->column[k]};
    int32_t status = cpwi_add_columns(result, &column, 1, merge, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

static int32_t add_arrays(job *j, cpw_result *result, cpw_error *err) {
  const char *unit = j->series.kind == CPW_SERIES_COUNT ? "people" : "share";
  int32_t merge = cpwi_list_merge(j->series.list);
  const cpwi_column mean = {"mean", unit, "central forecast", "list period", &j->mean};
  const cpwi_column rest[] = {
      {"trend", "", "change a month on the model's scale", "list", &j->trend},
      {"movement", "", "mean size of a monthly change on the model's scale", "list", &j->movement},
      {"season", "", "month-of-year effect on the model's scale", "list month", &j->season},
  };
  void *memory = NULL;
  int32_t status = cpwi_add_labelled(result, "list", j->series.lists, j->series.list, 0, err);
  if (status == CPW_OK)
    status = cpwi_add_months(result, "period", j->options.periods, j->series.month, j->last,
                             j->options.allocator, err);
  if (status == CPW_OK) status = cpwi_add_numbered(result, "month", 12, j->options.allocator, err);
  if (status == CPW_OK) status = cpwi_add_columns(result, &mean, 1, merge, err);
  if (status == CPW_OK) status = add_quantiles(j, result, unit, merge, err);
  if (status == CPW_OK) status = cpwi_add_columns(result, rest, 3, merge, err);
  if (status == CPW_OK)
    status =
        cpw_result_add_array(result, "closed", "", "1: no figures, the last months are missing",
                             "list", CPW_INT64, merge, &memory, err);
  j->closed = memory;
  return status;
}

static void fill_stands(const job *j) {
  const cpwi_model *m = &j->model;
  int64_t last = m->origins - 1, lists = m->series.lists;
  for (int64_t i = 0; i < lists; i++) {
    const cpwi_stand *s = cpwi_stand_at(m, last, i);
    const double *season = m->season + (last * lists + m->root[i]) * 12;
    j->closed[i] = isnan(s->level);
    j->trend[i] = s->trend;
    j->movement[i] = j->closed[i] ? CPWI_NAN : s->movement;
    for (int k = 0; k < 12; k++)
      j->season[i * 12 + k] = m->parameters.season * season[k];
  }
}

static int32_t note_bands(const cpwi_outlook *outlook, cpw_result *result, cpw_error *err) {
  if (outlook->unknown == 0) return CPW_OK;
  return cpw_result_add_note(
      result, "bands",
      "too few months for errors of the past: bands are Laplace's around the "
      "monthly changes",
      err);
}

static int32_t fill(job *j, cpw_result *result, cpw_error *err) {
  cpwi_outlook outlook = {j->mean, j->quantile, 0};
  int32_t status = cpwi_outlook_fill(&outlook, &j->model, j->probability, j->probabilities);
  if (status != CPW_OK) return cpwi_fail(err, status, -1, WHERE, "no memory for the bands");
  int64_t n = j->probabilities;
  for (int64_t i = 0; i < j->series.lists * j->options.periods; i++)
    for (int64_t k = 0; k < n; k++)
      j->column[k][i] = j->quantile[i * n + k];
  fill_stands(j);
  return note_bands(&outlook, result, err);
}

static int32_t forecast_into(job *j, cpw_result *result, const cpw_run *run, cpw_error *err) {
  int32_t status = add_arrays(j, result, err);
  if (status == CPW_OK)
    status = cpwi_model_init(&j->model, &j->series, &j->options, run, WHERE, err);
  if (status == CPW_OK) status = fill(j, result, err);
  return status;
}

static int32_t allocate(job *j, cpw_error *err) {
  int64_t cells;
  if (!cpwi_multiply(j->series.lists * j->options.periods, j->probabilities, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, WHERE, "too many lists and probabilities");
  j->column = cpwi_alloc_zero(j->options.allocator, (size_t)j->probabilities, sizeof *j->column);
  j->quantile = cpwi_alloc(j->options.allocator, (size_t)cells, sizeof *j->quantile);
  if (j->column && j->quantile) return CPW_OK;
  return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld lists",
                   (long long)j->series.lists);
}

int32_t cpw_forecast_series(const cpw_series *series, const cpw_forecast_options *options,
                            const cpw_run *run, cpw_result **out, cpw_error *err) {
  job j;
  cpw_run known;
  int32_t status, month;
  memset(&j, 0, sizeof j);
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "out is NULL");
  if ((status = cpwi_take_forecast_options(&j.options, options, WHERE, err)) != CPW_OK ||
      (status = cpwi_take_run(&known, run, WHERE, err)) != CPW_OK ||
      (status = cpwi_take_series(&j.series, series, WHERE, err)) != CPW_OK ||
      (status = cpwi_month_labels(j.series.period, &month, &j.last, WHERE, err)) != CPW_OK)
    return status;
  j.probability = cpwi_probabilities(&j.options, &j.probabilities);
  cpw_result *result = NULL;
  status = allocate(&j, err);
  if (status == CPW_OK) status = cpw_result_new(j.options.allocator, &result, err);
  if (status == CPW_OK) status = forecast_into(&j, result, &known, err);
  cpwi_model_free(&j.model);
  cpwi_release(j.options.allocator, j.quantile);
  cpwi_release(j.options.allocator, (void *)j.column);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}
