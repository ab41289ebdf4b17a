/* The forecast of waiting lists: size, within 18 weeks and over 52 weeks, from series and a history.
 * Source: the contract of cpw_forecast_waitlist. Leaves series to model.c and pool.c, the projection by
 * time waited to cohort.c. */
#include "forecast/waitlist.h"

#include "carepath/random.h"

#include <stdio.h>
#include <string.h>

#define WHERE "cpw_forecast_waitlist"
#define ROWS  4 /* measures in the result: total, within_18, within_18wk, over_52 */

typedef struct job {
  cpw_forecast_options options;
  cpwi_measured measured;
  cpwi_cohort cohort;
  int has_cohort, alone;             /* alone: the history is all there is */
  const cpw_dimension *history_list; /* labels of the history's lists */
  int32_t month;
  int64_t last; /* month of the last label */
  int64_t lists, horizon, probabilities;
  const double *probability;
  cpwi_outlook outlook[CPWI_MEASURES];
  double *mean, **column; /* of the result, [list measure period] */
  int64_t *closed, *with_cohort;
  int64_t unknown; /* pools without errors */
} job;

/* ---------------------------------------------------------------- the data ------------------ */

static const cpw_array *find(const cpw_result *data, const char *name, int32_t type,
                             int64_t dimensions) {
  const cpw_array *a = cpw_result_find(data, name);
  return a && a->type == type && a->dimensions == dimensions ? a : NULL;
}

int32_t cpwi_measured_view(cpwi_measured *measured, const cpw_result *data, const char *where,
                           cpw_error *err) {
  static const char *const names[CPWI_MEASURES] = {"total", "within_18wk", "over_52"};
  const cpw_array *values[CPWI_MEASURES];
  const cpw_array *parent = find(data, "parent", CPW_INT64, 1);
  const cpw_array *group = find(data, "group", CPW_INT64, 1);
  const cpw_array *groups = find(data, "group_lists", CPW_INT64, 1);
  for (int k = 0; k < CPWI_MEASURES; k++) {
    values[k] = find(data, names[k], CPW_DOUBLE, 2);
    if (!values[k] || values[k]->size != values[0]->size)
      return cpwi_fail(err, CPW_EINVAL, -1, where, "data: there is no array %s [list period]",
                       names[k]);
  }
  measured->list = values[0]->dimension[0];
  measured->period = values[0]->dimension[1];
  if (!parent || !group || !groups || parent->size != measured->list->length ||
      group->size != measured->list->length)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "data: there are no arrays parent, group [list] and group_lists [group]");
  for (int k = 0; k < CPWI_MEASURES; k++) {
    cpw_series *s = &measured->series[k];
    cpw_series_init(s);
    s->lists = measured->list->length;
    s->periods = measured->period->length;
    s->kind = k; /* count, share, rare */
    s->values = values[k]->real;
    s->whole = k ? values[0]->real : NULL;
    s->parent = parent->integer;
    s->group = group->integer;
    s->groups = groups->size;
    s->list = measured->list;
    s->period = measured->period;
    s->group_label = groups->dimension[0];
  }
  return CPW_OK;
}

/* ---------------------------------------------------------------- series -------------------- */

static int32_t allocate(job *j, cpw_error *err) {
  int64_t rows, cells;
  const cpw_allocator *a = j->options.allocator;
  if (!cpwi_multiply(j->lists, j->horizon * ROWS, &rows) ||
      !cpwi_multiply(rows, j->probabilities, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, WHERE, "too many lists and probabilities");
  j->column = cpwi_alloc_zero(a, (size_t)j->probabilities, sizeof *j->column);
  int fine = j->column != NULL;
  for (int k = 0; k < CPWI_MEASURES; k++) {
    cpwi_outlook *o = &j->outlook[k];
    o->mean = cpwi_alloc(a, (size_t)(j->lists * j->horizon), sizeof *o->mean);
    o->quantile = cpwi_alloc(a, (size_t)cells / ROWS, sizeof *o->quantile);
    fine = fine && o->mean && o->quantile;
  }
  return fine ? CPW_OK : cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for the forecasts");
}

/* Weights of the history that did best in a back-test of 390 providers (docs/explanation/forecast.md). */
static const double usual_weight[CPWI_MEASURES] = {0.2, 0.1, 0.3};

/* Moves the central forecasts towards those of the history, in place on the scale. */
static void join_cohort(const job *j, cpwi_model *m, int measure) {
  double weight = isnan(j->options.cohort) ? usual_weight[measure] : j->options.cohort;
  int64_t last = m->origins - 1;
  for (int64_t i = 0; i < j->lists; i++) {
    double *forecast = m->forecast + (last * j->lists + i) * m->horizon;
    double level = cpwi_stand_at(m, last, i)->level;
    if (j->cohort.list_of[i] < 0) continue;
    for (int64_t h = 0; h < m->horizon; h++) {
      double change = cpwi_cohort_change(&j->cohort, j->cohort.list_of[i], measure, h + 1);
      if (!isnan(change)) forecast[h] += weight * (level + change - forecast[h]);
    }
  }
}

static int32_t forecast_measure(job *j, int measure, const cpw_run *run, cpw_error *err) {
  cpwi_model m;
  cpw_series series;
  int32_t status = cpwi_take_series(&series, &j->measured.series[measure], WHERE, err);
  if (status != CPW_OK) return status;
  status = cpwi_model_init(&m, &series, &j->options, run, WHERE, err);
  if (status == CPW_OK && j->has_cohort) join_cohort(j, &m, measure);
  if (status == CPW_OK &&
      cpwi_outlook_fill(&j->outlook[measure], &m, j->probability, j->probabilities) != CPW_OK)
    status = cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for the bands");
  for (int64_t i = 0; i < j->lists && status == CPW_OK && measure == CPWI_TOTAL; i++)
    j->closed[i] = isnan(cpwi_stand_at(&m, m.origins - 1, i)->level);
  j->unknown += j->outlook[measure].unknown;
  cpwi_model_free(&m);
  return status;
}

/* ---------------------------------------------------------------- measures ------------------ */

/* How far a quantile lies from the centre in logarithms; NaN where one of them is 0. */
static double distance(double quantile, double centre) {
  return quantile > 0.0 && centre > 0.0 ? cpw_math_log(quantile / centre) : CPWI_NAN;
}

/* Quantile of people of a part: the errors of the share and of the whole are taken as independent. */
static double part_quantile(double centre, double share, double share_q, double total,
                            double total_q) {
  double s = distance(share_q, share), t = distance(total_q, total);
  if (isnan(s) || isnan(t)) return share_q * total;
  double both = sqrt(s * s + t * t);
  return centre * cpw_math_exp(s + t < 0.0 ? -both : both);
}

static void put(const job *j, int64_t list, int row, int64_t h, double mean) {
  j->mean[(list * ROWS + row) * j->horizon + h] = mean;
}

static void put_quantile(const job *j, int64_t list, int row, int64_t h, int64_t k, double value) {
  j->column[k][(list * ROWS + row) * j->horizon + h] = value;
}

static void fill_quantiles(const job *j, int64_t list, int64_t h, double within, double over) {
  int64_t at = list * j->horizon + h, n = j->probabilities;
  double total = j->outlook[CPWI_TOTAL].mean[at];
  for (int64_t k = 0; k < n; k++) {
    double total_q = j->outlook[CPWI_TOTAL].quantile[at * n + k];
    double share_q = j->outlook[CPWI_WITHIN].quantile[at * n + k];
    double over_q = j->outlook[CPWI_OVER].quantile[at * n + k];
    put_quantile(j, list, 0, h, k, total_q);
    put_quantile(j, list, 1, h, k, share_q);
    put_quantile(j, list, 2, h, k,
                 part_quantile(within, j->outlook[CPWI_WITHIN].mean[at], share_q, total, total_q));
    put_quantile(j, list, 3, h, k,
                 part_quantile(over, j->outlook[CPWI_OVER].mean[at], over_q, total, total_q));
  }
}

static void fill_measures(const job *j, int64_t list) {
  for (int64_t h = 0; h < j->horizon; h++) {
    int64_t at = list * j->horizon + h;
    double total = j->outlook[CPWI_TOTAL].mean[at], share = j->outlook[CPWI_WITHIN].mean[at];
    double within = share * total, over = j->outlook[CPWI_OVER].mean[at] * total;
    if (over > total - within) over = total - within;
    put(j, list, 0, h, total);
    put(j, list, 1, h, share);
    put(j, list, 2, h, within);
    put(j, list, 3, h, over);
    fill_quantiles(j, list, h, within, over);
  }
}

/* ---------------------------------------------------------------- notes --------------------- */

/* How far the central forecasts of the lists of each group lie from their parent's in the last month. */
static int32_t note_coherence(const job *j, cpw_result *result, cpw_error *err) {
  const cpw_series *s = &j->measured.series[CPWI_TOTAL];
  char text[512];
  size_t used = 0;
  for (int64_t g = 0; g < s->groups && s->parent; g++) {
    double now = 0.0, then = 0.0;
    int64_t parent = -1;
    for (int64_t i = 0; i < s->lists; i++) {
      double value = s->values[i * s->periods + s->periods - 1];
      if (s->group[i] != g || s->parent[i] < 0 || j->closed[i] || isnan(value)) continue;
      parent = s->parent[i];
      now += value;
      then += j->mean[(i * ROWS + 1) * j->horizon - 1];
    }
    if (parent < 0 || !(now > 0.0)) continue;
    double change = s->values[(parent + 1) * s->periods - 1];
    change = j->mean[(parent * ROWS + 1) * j->horizon - 1] / change;
    double apart = rint(1e4 * (then / now - change)) / 100.0;
    if (isnan(apart) || used > sizeof text - 96) continue;
    used += (size_t)snprintf(text + used, sizeof text - used, "%s%.40s: %s %%", used ? "; " : "",
                             cpwi_plain_label(s->group_label, "group", g, 0).text,
                             cpwi_number(apart).text);
  }
  if (used == 0) return CPW_OK;
  char note[640];
  snprintf(note, sizeof note,
           "growth of the lists together less that of their parent, to the last month: %s", text);
  return cpw_result_add_note(result, "coherence", note, err);
}

static int32_t note_bands(const job *j, cpw_result *result, cpw_error *err) {
  if (j->unknown == 0) return CPW_OK;
  return cpw_result_add_note(
      result, "bands",
      "too few months for errors of the past: some bands are Laplace's around "
      "the monthly changes",
      err);
}

static int32_t note_unmatched(const job *j, cpw_result *result, cpw_error *err) {
  int64_t count = 0;
  char text[96];
  for (int64_t i = 0; i < j->lists && j->has_cohort; i++)
    count += j->cohort.list_of[i] < 0 && !j->closed[i];
  if (count == 0) return CPW_OK;
  snprintf(text, sizeof text, "%lld lists are not in the history and have series alone",
           (long long)count);
  return cpw_result_add_note(result, "unmatched", text, err);
}

/* ---------------------------------------------------------------- the result ---------------- */

static int32_t add_integers(cpw_result *result, const char *name, const char *description,
                            int32_t merge, int64_t **out, cpw_error *err) {
  void *memory = NULL;
  int32_t status =
      cpw_result_add_array(result, name, "", description, "list", CPW_INT64, merge, &memory, err);
  *out = memory;
  return status;
}

static int32_t add_arrays(job *j, cpw_result *result, cpw_error *err) {
  static const char *const measures[ROWS] = {"total", "within_18", "within_18wk", "over_52"};
  static const char *const shape = "list measure period";
  int32_t merge = cpwi_list_merge(j->measured.list);
  const cpwi_column mean = {"mean", "people", "central forecast; within_18 is a share", shape,
                            &j->mean};
  int32_t status = cpwi_add_labelled(result, "list", j->lists, j->measured.list, 0, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(result, "measure", ROWS, measures, err);
  if (status == CPW_OK)
    status =
        cpwi_add_months(result, "period", j->horizon, j->month, j->last, j->options.allocator, err);
  if (status == CPW_OK) status = cpwi_add_columns(result, &mean, 1, merge, err);
  for (int64_t k = 0; k < j->probabilities && status == CPW_OK; k++) {
    cpwi_text name = cpwi_quantile_name("q", j->probability[k]);
    const cpwi_column column = {name.text, "people", "quantile of the forecast", shape,
                                &j->column[k]};
    status = cpwi_add_columns(result, &column, 1, merge, err);
  }
  if (status == CPW_OK)
    status = add_integers(result, "closed", "1: no figures, the last months are missing", merge,
                          &j->closed, err);
  if (status == CPW_OK)
    status = add_integers(result, "cohort", "1: the history by time waited had a part in it", merge,
                          &j->with_cohort, err);
  return status;
}

static int32_t fill(job *j, cpw_result *result, const cpw_run *run, cpw_error *err) {
  int32_t status = add_arrays(j, result, err);
  for (int k = 0; k < CPWI_MEASURES && status == CPW_OK; k++)
    status = forecast_measure(j, k, run, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < j->lists; i++) {
    fill_measures(j, i);
    j->with_cohort[i] = j->has_cohort && j->cohort.list_of[i] >= 0;
  }
  if (j->has_cohort)
    status = cpwi_cohort_add_flows(&j->cohort, j->history_list, result, &j->options, j->month,
                                   j->last, err);
  if (status == CPW_OK) status = note_coherence(j, result, err);
  if (status == CPW_OK) status = note_bands(j, result, err);
  return status == CPW_OK ? note_unmatched(j, result, err) : status;
}

static int32_t prepare(job *j, const cpw_result *data, const cpw_history *history,
                       const cpw_run *run, cpw_error *err) {
  int32_t status = CPW_OK;
  j->alone = data == NULL;
  j->has_cohort = history != NULL;
  j->history_list = history ? history->list : NULL;
  if (data) status = cpwi_measured_view(&j->measured, data, WHERE, err);
  if (status == CPW_OK && history)
    status = cpwi_cohort_init(&j->cohort, history, &j->options, run, WHERE, err);
  if (status == CPW_OK && j->alone)
    status = cpwi_cohort_measured(&j->cohort, &j->measured, WHERE, err);
  if (status == CPW_OK && j->alone && history) {
    j->measured.list = history->list;
    j->measured.period = history->period;
  }
  if (status == CPW_OK && history)
    status = cpwi_cohort_match(&j->cohort, j->history_list, &j->measured, j->alone, WHERE, err);
  if (status == CPW_OK)
    status = cpwi_month_labels(j->measured.period, &j->month, &j->last, WHERE, err);
  if (status != CPW_OK) return status;
  j->lists = j->measured.series[0].lists;
  j->horizon = j->options.periods;
  j->probability = cpwi_probabilities(&j->options, &j->probabilities);
  return allocate(j, err);
}

static void release(job *j) {
  for (int k = 0; k < CPWI_MEASURES; k++) {
    cpwi_release(j->options.allocator, j->outlook[k].mean);
    cpwi_release(j->options.allocator, j->outlook[k].quantile);
  }
  cpwi_release(j->options.allocator, (void *)j->column);
  if (j->has_cohort) cpwi_cohort_free(&j->cohort);
}

int32_t cpw_forecast_waitlist(const cpw_result *data, const cpw_history *history,
                              const cpw_forecast_options *options, const cpw_run *run,
                              cpw_result **out, cpw_error *err) {
  job j;
  cpw_run known;
  int32_t status;
  memset(&j, 0, sizeof j);
  if (!out || (!data && !history))
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "%s",
                     out ? "data and history are NULL" : "out is NULL");
  if ((status = cpwi_take_forecast_options(&j.options, options, WHERE, err)) != CPW_OK ||
      (status = cpwi_take_run(&known, run, WHERE, err)) != CPW_OK)
    return status;
  cpw_result *result = NULL;
  status = prepare(&j, data, history, &known, err);
  if (status == CPW_OK) status = cpw_result_new(j.options.allocator, &result, err);
  if (status == CPW_OK) status = fill(&j, result, &known, err);
  release(&j);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}
