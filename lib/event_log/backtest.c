/* What a log would have foretold at a moment, and how good that was: fitted on what was known then, held
 * against what followed.
 * Source: rolling origin, one of them (Tashman, International Journal of Forecasting 16:437-450, 2000);
 * scores of stats.
 * Leaves the people on their way to forecast.c, the fits to routes.c and durations.c. */
#include "event_log/forecast.h"

#include "carepath/stats.h"

#define LEVELS 3
static const double levels[LEVELS] = {0.5, 0.8, 0.95};

typedef struct backtest {
  const cpwi_log *all; /* the whole log */
  double split;
  int64_t periods;
  cpwi_forecast forecast;
  double *occupancy, *sd, *lower, *upper, *ended, *naive;
  double *error, *absolute, *naive_error, *crps, *score, *coverage;
  int64_t *seen, *ended_seen;
} backtest;

static double time_of(const backtest *b, int64_t period) {
  return b->split + (double)period * b->all->o.period;
}

/* ---------------------------------------------------------------- what came ----------------- */

/* The first period that ends after t; those that end at or before it come before. */
static int64_t period_after(const backtest *b, double t) {
  int64_t low = 0, high = b->periods;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    if (time_of(b, middle + 1) > t)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

/* In a stage just before a period ends: start < time <= end. */
static void count_seen(const backtest *b) {
  const cpwi_log *l = b->all;
  for (int64_t i = 0; i < l->n; i++) {
    const cpwi_stay *s = &l->stay[i];
    if (cpwi_stay_waits(s)) continue;
    int64_t first = period_after(b, s->start), last = period_after(b, s->end);
    if (first < last) {
      b->seen[s->stage * b->periods + first]++;
      if (last < b->periods) b->seen[s->stage * b->periods + last]--;
    }
    if (s->end >= b->split && last < b->periods) b->ended_seen[s->stage * b->periods + last]++;
  }
  for (int64_t j = 0; j < l->log.stages; j++)
    for (int64_t p = 1; p < b->periods; p++)
      b->seen[j * b->periods + p] += b->seen[j * b->periods + p - 1];
}

/* ---------------------------------------------------------------- scores -------------------- */

static double half_width(double sd, double level) {
  return cpw_normal_quantile(0.5 + 0.5 * level) * sd + 0.5; /* people are whole */
}

static void score_one(const backtest *b, int64_t stage, int64_t at) {
  double seen = (double)b->seen[at], mean = b->occupancy[at], level = b->all->o.level;
  double half = half_width(b->sd[at], level), n = (double)b->periods;
  b->lower[at] = mean > half ? mean - half : 0.0;
  b->upper[at] = mean + half;
  b->error[stage] += (mean - seen) / n;
  b->absolute[stage] += fabs(mean - seen) / n;
  b->naive_error[stage] += fabs(b->naive[stage] - seen) / n;
  b->crps[stage] += cpw_crps_normal(mean, b->sd[at], seen) / n;
  b->score[stage] += cpw_interval_score(b->lower[at], b->upper[at], level, seen) / n;
  for (int64_t k = 0; k < LEVELS; k++)
    b->coverage[stage * LEVELS + k] +=
        fabs(seen - mean) <= half_width(b->sd[at], levels[k]) ? 1.0 / n : 0.0;
}

/* The groups of a stage together, and the scores. */
static void finish_stage(const backtest *b, int64_t stage) {
  const cpwi_forecast *f = &b->forecast;
  int64_t stages = b->all->log.stages;
  for (int64_t p = 0; p < b->periods; p++) {
    int64_t at = stage * b->periods + p;
    double variance = 0.0;
    for (int64_t g = 0; g < b->all->log.groups; g++) {
      int64_t from = (g * stages + stage) * b->periods + p;
      b->occupancy[at] += f->occupancy[from];
      variance += f->variance[from];
      b->ended[at] += f->ended[from];
    }
    b->sd[at] = sqrt(variance);
  }
  for (int64_t i = 0; i < f->log->n; i++) {
    const cpwi_stay *s = &f->log->stay[i];
    if (s->stage == stage) b->naive[stage] += s->start <= b->split && s->end > b->split;
  }
  for (int64_t p = 0; p < b->periods; p++)
    score_one(b, stage, stage * b->periods + p);
}

/* ---------------------------------------------------------------- the result ---------------- */

static int32_t add_dimensions(const backtest *b, cpw_result *result, cpw_error *err) {
  static const char *const names[LEVELS] = {"0.5", "0.8", "0.95"};
  int32_t status = cpwi_log_add_stage(b->all, result, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(result, "period", b->periods, NULL, err);
  return status == CPW_OK ? cpw_result_add_dimension(result, "level", LEVELS, names, err) : status;
}

static int32_t add_arrays(backtest *b, cpw_result *result, cpw_error *err) {
  const char *at = "stage period";
  const cpwi_log_array arrays[] = {
      {"occupancy", "people", "foretold at the end of the period", at, &b->occupancy, NULL},
      {"occupancy_sd", "people", "its standard deviation", at, &b->sd, NULL},
      {"occupancy_lower", "people", "its lower limit", at, &b->lower, NULL},
      {"occupancy_upper", "people", "its upper limit", at, &b->upper, NULL},
      {"seen", "people", "in the stage at the end of the period", at, NULL, &b->seen},
      {"ended", "stays", "foretold to end in the period", at, &b->ended, NULL},
      {"ended_seen", "stays", "ended in the period", at, NULL, &b->ended_seen},
      {"naive", "people", "in the stage at the split", "stage", &b->naive, NULL},
      {"error", "people", "mean of foretold less seen", "stage", &b->error, NULL},
      {"absolute_error", "people", "mean size of the error", "stage", &b->absolute, NULL},
      {"naive_error", "people", "mean size of the error if nothing changed", "stage",
       &b->naive_error, NULL},
      {"crps", "people", "mean continuous ranked probability score", "stage", &b->crps, NULL},
      {"interval_score", "people", "mean interval score", "stage", &b->score, NULL},
      {"coverage", "share", "of the periods seen within the limits", "stage level", &b->coverage,
       NULL},
  };
  return cpwi_log_add_arrays(result, arrays, sizeof arrays / sizeof *arrays, err);
}

static int32_t build(backtest *b, const cpw_run *run, cpw_result *result, cpw_error *err) {
  int32_t status = add_dimensions(b, result, err);
  if (status == CPW_OK) status = add_arrays(b, result, err);
  if (status == CPW_OK) status = cpwi_forecast_make(&b->forecast, run, err);
  if (status != CPW_OK) return status;
  count_seen(b);
  for (int64_t j = 0; j < b->all->log.stages; j++)
    finish_stage(b, j);
  return CPW_OK;
}

/* All but the two logs, which the caller frees. */
static int32_t make(const cpwi_log *all, const cpwi_log *known, double split, const cpw_run *run,
                    cpw_result **out, cpw_error *err) {
  backtest b = {.all = all, .split = split};
  cpw_result *result = NULL;
  int32_t status = cpwi_log_count_periods(all, split, all->until, &b.periods, err);
  b.forecast.log = known;
  b.forecast.periods = b.periods;
  if (status == CPW_OK) status = cpw_result_new(all->o.allocator, &result, err);
  if (status == CPW_OK) status = build(&b, run, result, err);
  cpwi_forecast_free(&b.forecast);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}

int32_t cpw_event_log_backtest(const cpw_event_log *log, const cpw_event_log_options *options,
                               double split, const cpw_run *run, cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  if (!isfinite(split))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "split = %s must be finite",
                     cpwi_number(split).text);
  cpwi_log all, known;
  cpw_run taken;
  int32_t status = cpwi_log_take(&all, log, options, CPWI_NAN, __func__, err);
  if (status == CPW_OK) status = cpwi_take_run(&taken, run, __func__, err);
  if (status == CPW_OK) {
    status = cpwi_log_take(&known, log, options, split, __func__, err);
    if (status == CPW_OK) status = make(&all, &known, split, &taken, out, err);
    cpwi_log_free(&known);
  }
  cpwi_log_free(&all);
  return status;
}
