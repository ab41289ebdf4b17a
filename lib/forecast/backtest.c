/* How well the model of series would have forecast at every earlier month, beside simple forecasts.
 * Source: rolling origins (Tashman 2000); scores: Gneiting and Raftery, JASA 102:359-378 (2007).
 * Leaves the model to model.c and the bands to pool.c. */
#include "forecast/internal.h"

#include <string.h>

#define WHERE "cpw_forecast_backtest"

/* Shares of past errors: the quantiles 0.05, ... 0.95 and the bands of 50, 80 and 95 %. */
static const double shares[] = {0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95};
#define SHARES  11
#define AT_50   5
#define AT_80   8
#define AT_95   10
#define DECILES 10 /* shares behind the quantiles of the score */

/* Sums over the forecasts of a group at one horizon. */
typedef struct sums {
  double error, naive, seasonal;
  double people, people_naive, people_seasonal; /* sizes of error in people */
  double actual, actual_seasonal;               /* people */
  double crps, within_50, within_80, within_95;
  double forecasts, scored, seasonals;
} sums;

typedef struct job {
  const cpwi_model *model;
  sums *sum; /* (origins, groups, horizon) */
} job;

/* ---------------------------------------------------------------- one forecast -------------- */

/* What is known of a list at a month: people, or a share and its whole. */
static double value_at(const cpwi_model *m, int64_t list, int64_t period, double *whole) {
  const cpw_series *s = &m->series;
  int64_t cell = list * s->periods + period;
  *whole = 1.0;
  if (period < 0) return CPWI_NAN;
  if (!s->whole) return s->values[cell];
  *whole = s->whole[cell];
  return *whole > 0.0 ? s->values[cell] / *whole : CPWI_NAN;
}

typedef struct target {
  const cpwi_model *model;
  double actual, whole;    /* what came */
  double unit;             /* by which errors are divided */
  double centre, movement; /* of the forecast, on the scale */
  double last_whole;
} target;

static double value_of(const target *t, double y) {
  return cpwi_from_scale(t->model->series.kind, y, t->last_whole);
}

static int is_within(const target *t, double width) {
  double half = cpwi_half_width(width, t->movement);
  return value_of(t, t->centre - half) <= t->actual && t->actual <= value_of(t, t->centre + half);
}

static double quantile_loss(const target *t, double probability, double y) {
  double distance = t->actual - value_of(t, y);
  return distance >= 0.0 ? probability * distance : (probability - 1.0) * distance;
}

/* Twice the mean quantile loss over 0.05, ... 0.95. */
static double score(const target *t, const double *width) {
  double loss = quantile_loss(t, 0.5, t->centre);
  for (int k = 1; k < DECILES; k++) {
    double half = cpwi_half_width(width[k], t->movement);
    loss += quantile_loss(t, 0.5 - 0.5 * shares[k], t->centre - half);
    loss += quantile_loss(t, 0.5 + 0.5 * shares[k], t->centre + half);
  }
  return 2.0 * loss / (2 * DECILES - 1);
}

static void add_bands(sums *s, const target *t, const double *width) {
  s->scored += 1.0;
  s->crps += score(t, width) / t->unit;
  s->within_50 += is_within(t, width[AT_50]);
  s->within_80 += is_within(t, width[AT_80]);
  s->within_95 += is_within(t, width[AT_95]);
}

static void add_simple(sums *s, const target *t, double naive, double seasonal) {
  double people = t->actual * t->whole;
  s->naive += fabs(naive - t->actual) / t->unit;
  s->people_naive += fabs(naive - t->actual) * t->whole;
  s->actual += people;
  if (isnan(seasonal)) return;
  s->seasonals += 1.0;
  s->seasonal += fabs(seasonal - t->actual) / t->unit;
  s->people_seasonal += fabs(seasonal - t->actual) * t->whole;
  s->actual_seasonal += people;
}

static void add_forecast(sums *s, const target *t, double naive, double seasonal) {
  double error = fabs(value_of(t, t->centre) - t->actual);
  s->forecasts += 1.0;
  s->error += error / t->unit;
  s->people += error * t->whole;
  add_simple(s, t, naive, seasonal);
}

/* ---------------------------------------------------------------- one month ----------------- */

static void score_list(const job *j, const cpwi_pool *pool, int64_t origin, int64_t list) {
  const cpwi_model *m = j->model;
  const cpwi_stand *stand = cpwi_stand_at(m, origin, list);
  if (isnan(stand->level)) return;
  int64_t now = m->first + origin, p = pool->of[list];
  int64_t group = m->series.group ? m->series.group[list] : 0;
  sums *row = j->sum + (origin * m->series.groups + group) * m->horizon;
  double unused, naive = value_at(m, list, now - stand->age, &unused);
  for (int64_t h = 1; h <= m->horizon && now + h < m->series.periods; h++) {
    target t = {.model = m, .movement = stand->movement};
    t.actual = value_at(m, list, now + h, &t.whole);
    if (isnan(t.actual)) continue;
    t.unit = m->series.kind != CPW_SERIES_COUNT || t.actual < 1.0 ? 1.0 : t.actual;
    t.centre = cpwi_forecast_at(m, origin, list)[h - 1];
    t.last_whole = cpwi_last_whole(m, origin, list);
    add_forecast(&row[h - 1], &t, naive, value_at(m, list, now + h - 12, &unused));
    if (pool->known[p] > 0)
      add_bands(&row[h - 1], &t, pool->width + (p * m->horizon + h - 1) * SHARES);
  }
}

static int32_t score_range(void *context, int64_t first, int64_t last, cpw_error *err) {
  const job *j = context;
  for (int64_t origin = first; origin < last; origin++) {
    cpwi_pool pool;
    int32_t status = cpwi_pool_init(&pool, j->model, origin, shares, SHARES);
    for (int64_t i = 0; i < j->model->series.lists && status == CPW_OK; i++)
      score_list(j, &pool, origin, i);
    cpwi_pool_free(&pool, j->model->allocator);
    if (status != CPW_OK) return cpwi_fail(err, status, -1, WHERE, "no memory for the bands");
  }
  return CPW_OK;
}

/* ---------------------------------------------------------------- the sums ------------------ */

static void add_sums(sums *total, const sums *part) {
  double *to = (double *)(void *)total;
  const double *from = (const double *)(const void *)part;
  for (size_t k = 0; k < sizeof *total / sizeof *to; k++)
    to[k] += from[k];
}

static double ratio(double part, double whole) {
  return whole > 0.0 ? part / whole : CPWI_NAN;
}

static void write_scores(const cpwi_scores *scores, int64_t row, const sums *s) {
  const double value[] = {
      ratio(s->error, s->forecasts),     ratio(s->naive, s->forecasts),
      ratio(s->seasonal, s->seasonals),  ratio(s->people, s->actual),
      ratio(s->people_naive, s->actual), ratio(s->people_seasonal, s->actual_seasonal),
      ratio(s->crps, s->scored),         ratio(s->within_50, s->scored),
      ratio(s->within_80, s->scored),    ratio(s->within_95, s->scored)};
  for (size_t k = 0; k < sizeof value / sizeof *value; k++)
    scores->real[k][row] = value[k];
  scores->integer[0][row] = (int64_t)s->forecasts;
  scores->integer[1][row] = (int64_t)s->scored;
  scores->integer[2][row] = (int64_t)s->seasonals;
}

int32_t cpwi_scores_fill(const cpwi_scores *scores, int64_t offset, const cpwi_model *m,
                         const cpw_run *run, const char *where, cpw_error *err) {
  int64_t rows = m->series.groups * m->horizon, cells;
  if (!cpwi_multiply(rows, m->origins, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "too many groups and months");
  job j = {m, cpwi_alloc_zero(m->allocator, (size_t)cells, sizeof *j.sum)};
  if (!j.sum) return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the scores");
  int32_t status = cpwi_parallel(run, m->origins, 1, score_range, &j, where, err);
  for (int64_t row = 0; row < rows && status == CPW_OK; row++) {
    sums total = {0};
    for (int64_t origin = 0; origin < m->origins; origin++)
      add_sums(&total, &j.sum[origin * rows + row]);
    write_scores(scores, offset + row, &total);
  }
  cpwi_release(m->allocator, j.sum);
  return status;
}

int32_t cpwi_scores_add(cpwi_scores *scores, cpw_result *result, const char *dimensions,
                        cpw_error *err) {
  static const struct {
    const char *name, *unit, *description;
  } real[] = {
      {"error", "share", "mean size of error"},
      {"error_naive", "share", "the same of the last value"},
      {"error_seasonal", "share", "the same of the value a year before"},
      {"weighted", "share", "sum of the sizes of error over the sum of the actual, people"},
      {"weighted_naive", "share", "the same of the last value"},
      {"weighted_seasonal", "share", "the same of the value a year before"},
      {"crps", "share", "continuous ranked probability score, in the unit of error"},
      {"coverage_50", "share", "actuals within the band of 50 %"},
      {"coverage_80", "share", "actuals within the band of 80 %"},
      {"coverage_95", "share", "actuals within the band of 95 %"},
  };
  static const char *const integer[][2] = {{"forecasts", "forecasts that had an actual"},
                                           {"scored", "of those, with bands from errors"},
                                           {"seasonal", "of those, with a value a year before"}};
  int32_t status = CPW_OK;
  for (size_t k = 0; k < sizeof real / sizeof *real && status == CPW_OK; k++) {
    const cpwi_column column = {real[k].name, real[k].unit, real[k].description, dimensions,
                                &scores->real[k]};
    status = cpwi_add_columns(result, &column, 1, CPW_MERGE_SAME, err);
  }
  for (size_t k = 0; k < sizeof integer / sizeof *integer && status == CPW_OK; k++) {
    void *memory = NULL;
    status = cpw_result_add_array(result, integer[k][0], "", integer[k][1], dimensions, CPW_INT64,
                                  CPW_MERGE_SAME, &memory, err);
    scores->integer[k] = memory;
  }
  return status;
}

/* ---------------------------------------------------------------- the public one ------------ */

static int32_t backtest_into(const cpw_series *series, const cpw_forecast_options *options,
                             const cpw_run *run, cpw_result *result, cpw_error *err) {
  cpwi_scores scores;
  cpwi_model model;
  int32_t status = cpwi_add_labelled(result, "group", series->groups, series->group_label, 0, err);
  if (status == CPW_OK)
    status = cpwi_add_numbered(result, "horizon", options->periods, options->allocator, err);
  if (status == CPW_OK) status = cpwi_scores_add(&scores, result, "group horizon", err);
  if (status != CPW_OK) return status;
  status = cpwi_model_init(&model, series, options, run, WHERE, err);
  if (status == CPW_OK) status = cpwi_scores_fill(&scores, 0, &model, run, WHERE, err);
  cpwi_model_free(&model);
  return status;
}

int32_t cpw_forecast_backtest(const cpw_series *series, const cpw_forecast_options *options,
                              const cpw_run *run, cpw_result **out, cpw_error *err) {
  cpw_series known_series;
  cpw_forecast_options known;
  cpw_run known_run;
  int32_t status;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "out is NULL");
  if ((status = cpwi_take_forecast_options(&known, options, WHERE, err)) != CPW_OK ||
      (status = cpwi_take_run(&known_run, run, WHERE, err)) != CPW_OK ||
      (status = cpwi_take_series(&known_series, series, WHERE, err)) != CPW_OK)
    return status;
  cpw_result *result;
  if ((status = cpw_result_new(known.allocator, &result, err)) != CPW_OK) return status;
  status = backtest_into(&known_series, &known, &known_run, result, err);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}
