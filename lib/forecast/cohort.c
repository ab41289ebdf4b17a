/* What a history by time waited says of the months ahead: flows forecast, hazards calibrated, lists
 * projected.
 * Source: Wood and Worthington, Health Care Management Science 28:259-273 (2025), as in waitlist.h.
 * Leaves the cohort engine to waitlist, series to model.c and the joining to waitlist.c. */
#include "forecast/waitlist.h"

#include <string.h>

#define FLOWS        3
#define USUAL_DAYS   21.0 /* working days to which the flows of a month are brought */
#define FLOW_STARTS  0
#define FLOW_TREATED 1
#define FLOW_REMOVED 2

static const char *const flow_names[FLOWS] = {"starts", "treated", "removed"};

/* ---------------------------------------------------------------- the history --------------- */

static int32_t check_block(const cpw_history *h, const cpw_bands *bands, const char *name,
                           const double *values, int by_band, const char *where, cpw_error *err) {
  const cpwi_block block = {name,       h->lists,
                            h->periods, by_band ? bands->count : 0,
                            values,     by_band ? bands->lower : NULL,
                            h->list,    h->period};
  if (!values) return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", name);
  return cpwi_check_counts(&block, where, err);
}

static int32_t take_history(cpwi_cohort *c, const cpw_history *given, const char *where,
                            cpw_error *err) {
  cpw_history *h = &c->history;
  cpw_history_init(h);
  int32_t status = cpwi_take_options(h, sizeof *h, given, where, err);
  if (status == CPW_OK && (h->lists < 1 || h->periods < 2 || h->lists > INT64_MAX / 4096))
    status = cpwi_fail(err, CPW_EINVAL, -1, where,
                       "history: lists = %lld must be >= 1 and periods = %lld >= 2",
                       (long long)h->lists, (long long)h->periods);
  if (status == CPW_OK) status = cpwi_take_bands(&c->bands, h->bands, where, err);
  if (status == CPW_OK)
    status = cpwi_check_dimension(h->list, "history.list", h->lists, where, err);
  if (status == CPW_OK)
    status = cpwi_check_dimension(h->period, "history.period", h->periods, where, err);
  if (status == CPW_OK) status = check_block(h, &c->bands, "starts", h->starts, 0, where, err);
  if (status == CPW_OK) status = check_block(h, &c->bands, "treated", h->treated, 1, where, err);
  if (status == CPW_OK) status = check_block(h, &c->bands, "waiting", h->waiting, 1, where, err);
  return status;
}

/* (lists + 1, width): the lists and their sum. NULL when memory is short. */
static double *with_sum(const cpwi_cohort *c, const double *from, int64_t lists, int64_t width) {
  double *to = cpwi_alloc(c->allocator, (size_t)(lists + 1), (size_t)width * sizeof *to);
  if (!to) return NULL;
  memcpy(to, from, (size_t)(lists * width) * sizeof *to);
  double *sum = to + lists * width;
  for (int64_t k = 0; k < width; k++) {
    sum[k] = 0.0;
    for (int64_t i = 0; i < lists; i++)
      sum[k] += from[i * width + k];
  }
  return to;
}

static int32_t append_sum(cpwi_cohort *c, const char *where, cpw_error *err) {
  cpw_history *h = &c->history;
  int64_t row, cells, lists = h->lists;
  if (!cpwi_multiply(h->periods, c->bands.count, &row) || !cpwi_multiply(row, lists + 1, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "history: too many lists, periods and bands");
  c->starts = with_sum(c, h->starts, lists, h->periods);
  c->treated = with_sum(c, h->treated, lists, row);
  c->waiting = with_sum(c, h->waiting, lists, row);
  if (!c->starts || !c->treated || !c->waiting)
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the history");
  h->starts = c->starts;
  h->treated = c->treated;
  h->waiting = c->waiting;
  h->bands = &c->bands;
  h->list = NULL; /* the labels have been used for errors; the sum has none */
  h->lists = c->lists = lists + 1;
  c->periods = h->periods;
  return CPW_OK;
}

/* ---------------------------------------------------------------- flows --------------------- */

/* 21 over the working days of each month, the history's first; 1 where months or their bank holidays
 * are not known. */
static double per_usual_days(int32_t month, int64_t number) {
  int32_t days = month ? cpw_working_days((int32_t)(number / 12), (int32_t)(number % 12 + 1)) : 0;
  return days ? USUAL_DAYS / (double)days : 1.0;
}

static void fill_flows(cpwi_cohort *c, int32_t month, int64_t last) {
  int64_t n = c->bands.count;
  for (int64_t row = 0; row < c->lists * c->periods; row++) {
    int64_t t = row % c->periods;
    double factor = per_usual_days(month, last - c->periods + 1 + t);
    double treated = cpwi_sum(n, c->treated + row * n), starts = c->starts[row];
    double removed = CPWI_NAN;
    if (t > 0) {
      removed = cpwi_sum(n, c->waiting + (row - 1) * n) + starts - treated -
                cpwi_sum(n, c->waiting + row * n);
      if (removed < 0.0) removed = 0.0;
    }
    /* the flows of the first period may be missing */
    c->flow[FLOW_STARTS][row] = t > 0 || starts > 0.0 ? starts * factor : CPWI_NAN;
    c->flow[FLOW_TREATED][row] = t > 0 || treated > 0.0 ? treated * factor : CPWI_NAN;
    c->flow[FLOW_REMOVED][row] = removed * factor;
  }
}

static int allocate_flows(cpwi_cohort *c, int64_t probabilities) {
  const cpw_allocator *a = c->allocator;
  size_t lists = (size_t)c->lists, ahead = (size_t)c->horizon * sizeof(double);
  int fine = 1;
  for (int k = 0; k < FLOWS; k++) {
    c->flow[k] = cpwi_alloc(a, lists, (size_t)c->periods * sizeof *c->flow[k]);
    c->flow_mean[k] = cpwi_alloc(a, lists, ahead);
    c->flow_quantile[k] = cpwi_alloc(a, lists * (size_t)probabilities, ahead);
    fine = fine && c->flow[k] && c->flow_mean[k] && c->flow_quantile[k];
  }
  return fine;
}

/* A flow has no momentum: its level is the mean of the last year, by working days. */
static int32_t forecast_flow(cpwi_cohort *c, int flow, const cpw_forecast_options *options,
                             int32_t month, int64_t last, const cpw_run *run, const char *where,
                             cpw_error *err) {
  cpwi_model m;
  cpw_series series;
  cpw_forecast_options flows = *options;
  int64_t n;
  const double *probability = cpwi_probabilities(options, &n);
  flows.damping = flows.reversion_top = flows.season = 0.0;
  cpw_series_init(&series);
  series.lists = c->lists;
  series.periods = c->periods;
  series.values = c->flow[flow];
  int32_t status = cpwi_model_init(&m, &series, &flows, run, where, err);
  cpwi_outlook outlook = {c->flow_mean[flow], c->flow_quantile[flow], 0};
  if (status == CPW_OK && cpwi_outlook_fill(&outlook, &m, probability, n) != CPW_OK)
    status = cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the flows");
  for (int64_t row = 0; row < c->lists * c->horizon && status == CPW_OK; row++) {
    double factor = per_usual_days(month, last + 1 + row % c->horizon);
    c->flow_mean[flow][row] /= factor;
    for (int64_t k = 0; k < n; k++)
      c->flow_quantile[flow][row * n + k] /= factor;
  }
  cpwi_model_free(&m);
  return status;
}

/* ---------------------------------------------------------------- projection ---------------- */

/* A list without flows has none to come. */
static void zero_unknown(double *x, int64_t count) {
  for (int64_t i = 0; i < count; i++)
    if (isnan(x[i])) x[i] = 0.0;
}

static int32_t project(cpwi_cohort *c, const cpw_run *run, cpw_error *err) {
  cpw_result *calibration = NULL;
  cpw_calibrate_options calibrate;
  cpw_project_options options;
  cpw_backlog backlog;
  cpw_bands bands;
  cpw_calibrate_options_init(&calibrate);
  cpw_project_options_init(&options);
  cpw_backlog_init(&backlog);
  cpw_bands_init(&bands);
  calibrate.allocator = options.allocator = c->allocator;
  options.periods = c->horizon;
  options.bands = 0;
  options.starts = c->flow_mean[FLOW_STARTS];
  options.capacity = c->flow_mean[FLOW_TREATED];
  zero_unknown(c->flow_mean[FLOW_STARTS], c->lists * c->horizon);
  zero_unknown(c->flow_mean[FLOW_TREATED], c->lists * c->horizon);
  int32_t status = cpw_waitlist_calibrate(&c->history, &calibrate, run, &calibration, err);
  if (status == CPW_OK) status = cpw_backlog_view(calibration, &backlog, &bands, err);
  if (status == CPW_OK) status = cpw_waitlist_project(&backlog, &options, run, &c->projection, err);
  cpw_result_free(calibration);
  return status;
}

int32_t cpwi_cohort_init(cpwi_cohort *c, const cpw_history *history,
                         const cpw_forecast_options *options, const cpw_run *run, const char *where,
                         cpw_error *err) {
  int32_t month;
  int64_t last, probabilities;
  memset(c, 0, sizeof *c);
  c->allocator = options->allocator;
  c->horizon = options->periods;
  cpwi_probabilities(options, &probabilities);
  int32_t status = take_history(c, history, where, err);
  if (status == CPW_OK) status = cpwi_month_labels(c->history.period, &month, &last, where, err);
  if (status == CPW_OK) status = append_sum(c, where, err);
  if (status == CPW_OK && !allocate_flows(c, probabilities))
    status = cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the flows");
  if (status != CPW_OK) return status;
  fill_flows(c, month, last);
  for (int k = 0; k < FLOWS && status == CPW_OK; k++)
    status = forecast_flow(c, k, options, month, last, run, where, err);
  if (status == CPW_OK) status = project(c, run, err);
  if (status == CPW_OK)
    status = cpw_waitlist_measures(&c->bands, c->lists, c->periods, c->waiting, NULL, NULL, 0,
                                   c->allocator, &c->measures, err);
  return status;
}

void cpwi_cohort_free(cpwi_cohort *c) {
  for (int k = 0; k < FLOWS; k++) {
    cpwi_release(c->allocator, c->flow[k]);
    cpwi_release(c->allocator, c->flow_mean[k]);
    cpwi_release(c->allocator, c->flow_quantile[k]);
  }
  cpwi_release(c->allocator, c->starts);
  cpwi_release(c->allocator, c->treated);
  cpwi_release(c->allocator, c->waiting);
  cpwi_release(c->allocator, c->within);
  cpwi_release(c->allocator, c->list_of);
  cpw_result_free(c->measures);
  cpw_result_free(c->projection);
}

/* ---------------------------------------------------------------- measures ------------------ */

static const double *real(const cpw_result *result, const char *name) {
  return cpw_result_find(result, name)->real;
}

/* A measure on its scale at a row of a result of measures or of a projection. */
static double scaled(const cpw_result *from, int measure, int64_t row) {
  double total = real(from, "total_closing")[row];
  if (measure == CPWI_TOTAL) return cpwi_to_scale(CPW_SERIES_COUNT, total, 0.0);
  if (measure == CPWI_WITHIN)
    return cpwi_to_scale(CPW_SERIES_SHARE, real(from, "within_18")[row] * total, total);
  return cpwi_to_scale(CPW_SERIES_RARE, real(from, "over_52")[row], total);
}

double cpwi_cohort_change(const cpwi_cohort *c, int64_t list, int measure, int64_t ahead) {
  return scaled(c->projection, measure, list * c->horizon + ahead - 1) -
         scaled(c->measures, measure, (list + 1) * c->periods - 1);
}

int32_t cpwi_cohort_measured(cpwi_cohort *c, cpwi_measured *measured, const char *where,
                             cpw_error *err) {
  int64_t rows = c->lists * c->periods;
  const double *total = real(c->measures, "total_closing");
  c->within = cpwi_alloc(c->allocator, (size_t)rows, sizeof *c->within);
  if (!c->within) return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the measures");
  for (int64_t row = 0; row < rows; row++) {
    double within = real(c->measures, "within_18")[row] * total[row];
    c->within[row] = within > total[row] ? total[row] : within;
  }
  const double *const values[CPWI_MEASURES] = {total, c->within, real(c->measures, "over_52")};
  for (int k = 0; k < CPWI_MEASURES; k++) {
    cpw_series *s = &measured->series[k];
    cpw_series_init(s);
    s->lists = c->lists - 1;
    s->periods = c->periods;
    s->kind = k;
    s->values = values[k];
    s->whole = k ? total : NULL;
  }
  return CPW_OK;
}

/* ---------------------------------------------------------------- whose list is whose ------- */

/* The labels by which lists of data and history are told: org, or the first ones. */
static const char *const *labels_of(const cpw_dimension *d) {
  if (!d || d->coordinates < 1) return NULL;
  for (int64_t k = 0; k < d->coordinates; k++)
    if (strcmp(d->coordinate_names[k], "org") == 0) return d->coordinate_labels[k];
  return d->coordinate_labels[0];
}

/* The only list of that label; -1 where there is none or more than one. */
static int64_t find_label(const char *const *labels, int64_t count, const char *label) {
  int64_t found = -1;
  for (int64_t i = 0; i < count; i++) {
    if (strcmp(labels[i], label) != 0) continue;
    if (found >= 0) return -1;
    found = i;
  }
  return found;
}

/* The parent of lists that are in the history is their sum, where it is not there itself. */
static void match_parents(cpwi_cohort *c, const int64_t *parent, int64_t lists) {
  for (int64_t i = 0; parent && i < lists; i++)
    if (c->list_of[i] >= 0 && parent[i] >= 0 && c->list_of[parent[i]] < 0)
      c->list_of[parent[i]] = c->lists - 1;
}

static int32_t check_ends(const cpw_dimension *history, const cpw_dimension *data,
                          const char *where, cpw_error *err) {
  int32_t month = 0, other = 0;
  int64_t last = 0, end = 0;
  int32_t status = cpwi_month_labels(history, &month, &last, where, err);
  if (status == CPW_OK) status = cpwi_month_labels(data, &other, &end, where, err);
  if (status != CPW_OK || !month || !other || last == end) return status;
  return cpwi_fail(err, CPW_EINVAL, -1, where, "the history ends in %s and the data in %s",
                   history->coordinate_labels[0][history->length - 1],
                   data->coordinate_labels[0][data->length - 1]);
}

static int32_t match_lists(cpwi_cohort *c, const cpw_dimension *history, const cpwi_measured *data,
                           const char *where, cpw_error *err) {
  const char *const *theirs = labels_of(history), *const *ours = labels_of(data->list);
  int64_t lists = data->series[0].lists;
  for (int64_t i = 0; i < lists && theirs && ours; i++)
    c->list_of[i] = find_label(theirs, c->lists - 1, ours[i]);
  match_parents(c, data->series[0].parent, lists);
  return check_ends(c->history.period, data->period, where, err);
}

int32_t cpwi_cohort_match(cpwi_cohort *c, const cpw_dimension *list, const cpwi_measured *measured,
                          int alone, const char *where, cpw_error *err) {
  int64_t lists = measured->series[0].lists;
  c->list_of = cpwi_alloc(c->allocator, (size_t)lists, sizeof *c->list_of);
  if (!c->list_of) return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the lists");
  for (int64_t i = 0; i < lists; i++)
    c->list_of[i] = alone ? i : -1;
  return alone ? CPW_OK : match_lists(c, list, measured, where, err);
}

/* ---------------------------------------------------------------- flows in the result ------- */

/* Copies values (lists, horizon, width) at k of width into [flow_list flow flow_period]. */
static void copy_flow(const cpwi_cohort *c, double *to, int flow, const double *from, int64_t width,
                      int64_t k) {
  for (int64_t i = 0; i + 1 < c->lists; i++)
    for (int64_t h = 0; h < c->horizon; h++)
      to[(i * FLOWS + flow) * c->horizon + h] = from[(i * c->horizon + h) * width + k];
}

static int32_t add_flow_array(const cpwi_cohort *c, cpw_result *result, const char *name,
                              int64_t width, int64_t k, cpw_error *err) {
  double *memory = NULL;
  const cpwi_column column = {name, "people", "people a month", "flow_list flow flow_period",
                              &memory};
  int32_t status = cpwi_add_columns(result, &column, 1, CPW_MERGE_SAME, err);
  for (int flow = 0; flow < FLOWS && status == CPW_OK; flow++)
    copy_flow(c, memory, flow, width ? c->flow_quantile[flow] : c->flow_mean[flow],
              width ? width : 1, k);
  return status;
}

/* Labels of the history's lists under names of their own. */
static int32_t add_flow_lists(const cpwi_cohort *c, const cpw_dimension *list, cpw_result *result,
                              cpw_error *err) {
  int32_t status = cpw_result_add_dimension(result, "flow_list", c->lists - 1, NULL, err);
  for (int64_t k = 0; list && k < list->coordinates && status == CPW_OK; k++) {
    char name[128] = "flow_";
    strncat(name, list->coordinate_names[k], sizeof name - 8);
    status = cpw_result_add_coordinate(result, "flow_list", name, list->coordinate_labels[k], err);
  }
  return status;
}

int32_t cpwi_cohort_add_flows(const cpwi_cohort *c, const cpw_dimension *list, cpw_result *result,
                              const cpw_forecast_options *options, int32_t month, int64_t last,
                              cpw_error *err) {
  int64_t n;
  const double *probability = cpwi_probabilities(options, &n);
  int32_t status = add_flow_lists(c, list, result, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(result, "flow", FLOWS, flow_names, err);
  if (status == CPW_OK)
    status = cpwi_add_months(result, "flow_period", c->horizon, month, last, c->allocator, err);
  if (status == CPW_OK) status = add_flow_array(c, result, "flow_mean", 0, 0, err);
  for (int64_t k = 0; k < n && status == CPW_OK; k++)
    status =
        add_flow_array(c, result, cpwi_quantile_name("flow_q", probability[k]).text, n, k, err);
  return status;
}
