/* Options, parameters by kind, and series: taken, completed and checked; labels of months ahead.
 * Source: the contract of carepath/forecast.h; the parameters come from the pooled back-test that
 * docs/explanation/forecast.md describes. Leaves the model to model.c. */
#include "forecast/internal.h"

#include "waitlist/history.h"

#include <stdio.h>
#include <string.h>

#define MOST_PERIODS 120

static cpw_forecast_options defaults(void) {
  cpw_forecast_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.periods = 12;
  o.recency = o.damping = o.own = o.season = o.season_prior = CPWI_NAN;
  o.reversion = o.reversion_top = o.cohort = o.fade = CPWI_NAN;
  return o;
}

void cpw_forecast_options_init_sized(cpw_forecast_options *options, size_t size) {
  cpw_forecast_options known = defaults();
  cpwi_init_sized(options, size, &known, sizeof known);
}

static cpw_series nothing(void) {
  cpw_series s;
  memset(&s, 0, sizeof s);
  s.struct_size = sizeof s;
  s.groups = 1;
  return s;
}

void cpw_series_init_sized(cpw_series *series, size_t size) {
  cpw_series known = nothing();
  cpwi_init_sized(series, size, &known, sizeof known);
}

/* ---------------------------------------------------------------- options ------------------- */

static int32_t check_parameters(const cpw_forecast_options *o, const char *where, cpw_error *err) {
  const struct {
    const char *name;
    double value, most;
  } all[] = {{"recency", o->recency, 1.0},
             {"damping", o->damping, 1.0},
             {"own", o->own, 1.0},
             {"season", o->season, 1.0},
             {"season_prior", o->season_prior, 1e6},
             {"reversion", o->reversion, 1.0},
             {"reversion_top", o->reversion_top, 1.0},
             {"cohort", o->cohort, 1.0},
             {"fade", o->fade, 1.0}};
  for (size_t k = 0; k < sizeof all / sizeof *all; k++)
    if (all[k].value < 0.0 || all[k].value > all[k].most || (k == 0 && all[k].value == 0.0))
      return cpwi_fail(err, CPW_EDOMAIN, -1, where, "options.%s = %s must be %s 0 and <= %s",
                       all[k].name, cpwi_number(all[k].value).text,
                       k == 0 ? ">" : ">=", cpwi_number(all[k].most).text);
  return CPW_OK;
}

static int32_t check_probabilities(const cpw_forecast_options *o, const char *where,
                                   cpw_error *err) {
  if (o->probabilities < 0 || (o->probabilities > 0) != (o->probability != NULL))
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "options.probabilities = %lld does not go with options.probability",
                     (long long)o->probabilities);
  double before = 0.0;
  for (int64_t k = 0; k < o->probabilities; before = o->probability[k++])
    if (!(o->probability[k] > before && o->probability[k] < 1.0))
      return cpwi_fail(err, CPW_EDOMAIN, k, where,
                       "options.probability[%lld] = %s must be above %s and below 1", (long long)k,
                       cpwi_number(o->probability[k]).text, cpwi_number(before).text);
  return CPW_OK;
}

int32_t cpwi_take_forecast_options(cpw_forecast_options *known, const cpw_forecast_options *given,
                                   const char *where, cpw_error *err) {
  *known = defaults();
  int32_t status = cpwi_take_options(known, sizeof *known, given, where, err);
  if (status != CPW_OK) return status;
  if (known->periods < 1 || known->periods > MOST_PERIODS)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "options.periods = %lld must be 1 to %d",
                     (long long)known->periods, MOST_PERIODS);
  status = check_parameters(known, where, err);
  if (status == CPW_OK) status = check_probabilities(known, where, err);
  return status == CPW_OK ? cpwi_check_allocator(known->allocator, where, err) : status;
}

static double given_or(double given, double otherwise) {
  return isnan(given) ? otherwise : given;
}

cpwi_parameters cpwi_parameters_of(const cpw_forecast_options *o, int32_t kind) {
  static const cpwi_parameters by_kind[] = {
      {0.5, 0.6, 0.4, 0.6, 2.0, 1.0, 1.0, 0.95},   /* count */
      {0.7, 0.5, 0.4, 0.75, 1.0, 0.99, 1.0, 0.9},  /* share */
      {0.7, 0.97, 0.15, 0.5, 2.0, 0.99, 1.0, 1.0}, /* rare */
  };
  cpwi_parameters p = by_kind[kind];
  p.recency = given_or(o->recency, p.recency);
  p.damping = given_or(o->damping, p.damping);
  p.own = given_or(o->own, p.own);
  p.season = given_or(o->season, p.season);
  p.prior = given_or(o->season_prior, p.prior);
  p.reversion = given_or(o->reversion, p.reversion);
  p.top = given_or(o->reversion_top, p.top);
  p.fade = given_or(o->fade, p.fade);
  return p;
}

const double *cpwi_probabilities(const cpw_forecast_options *options, int64_t *count) {
  static const double usual[] = {0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975};
  *count = options->probability ? options->probabilities : 7;
  return options->probability ? options->probability : usual;
}

/* ---------------------------------------------------------------- months -------------------- */

int32_t cpwi_month_labels(const cpw_dimension *period, int32_t *month, int64_t *last,
                          const char *where, cpw_error *err) {
  *month = 0;
  *last = 0;
  if (!period || period->coordinates < 1) return CPW_OK;
  for (int64_t t = 0; t < period->length; t++) {
    const char *label = period->coordinate_labels[0][t];
    cpwi_period p;
    if (!cpwi_period_parse(label, strlen(label), &p))
      return cpwi_fail(err, CPW_EINVAL, t, where, "period %lld is called %s, not a month (2025-05)",
                       (long long)t, label);
    int64_t number = 12 * (int64_t)p.year + p.month - 1;
    if (t == 0)
      *month = p.month;
    else if (number != *last + 1)
      return cpwi_fail(err, CPW_EINVAL, t, where, "period %s is not the month after %s", label,
                       period->coordinate_labels[0][t - 1]);
    *last = number;
  }
  return CPW_OK;
}

int32_t cpwi_add_months(cpw_result *result, const char *name, int64_t count, int32_t month,
                        int64_t last, const cpw_allocator *allocator, cpw_error *err) {
  if (month == 0 || last == 0) return cpwi_add_numbered(result, name, count, allocator, err);
  cpwi_text text[MOST_PERIODS];
  const char *label[MOST_PERIODS];
  memset(text, 0, sizeof text);
  for (int64_t h = 0; h < count; h++) {
    int64_t number = last + 1 + h;
    snprintf(text[h].text, sizeof text[h].text, "%04lld-%02d", (long long)(number / 12),
             (int)(number % 12) + 1);
    label[h] = text[h].text;
  }
  return cpw_result_add_dimension(result, name, count, label, err);
}

cpwi_text cpwi_quantile_name(const char *before, double probability) {
  char digits[CPW_NUMBER_CHARS];
  cpwi_text name;
  cpw_format_double(probability, digits);
  int plain = strncmp(digits, "0.", 2) == 0;
  snprintf(name.text, sizeof name.text, "%s%.24s%s", before, plain ? digits + 2 : digits,
           plain && strlen(digits) == 3 ? "0" : "");
  return name;
}

/* ---------------------------------------------------------------- series -------------------- */

static int32_t fail_value(const cpw_series *s, int64_t i, const char *name, double value,
                          const char *rule, const char *where, cpw_error *err) {
  return cpwi_fail(err, CPW_EDOMAIN, i, where, "%s[%lld][%lld] = %s (%s) must be %s", name,
                   (long long)(i / s->periods), (long long)(i % s->periods),
                   cpwi_number(value).text, cpwi_list_label(s->list, i / s->periods).text, rule);
}

static int32_t check_values(const cpw_series *s, const char *where, cpw_error *err) {
  for (int64_t i = 0; i < s->lists * s->periods; i++) {
    double x = s->values[i], whole = s->whole ? s->whole[i] : CPWI_NAN;
    if (x < 0.0 || isinf(x)) return fail_value(s, i, "values", x, "finite and >= 0", where, err);
    if (whole < 0.0 || isinf(whole))
      return fail_value(s, i, "whole", whole, "finite and >= 0", where, err);
    if (x > whole)
      return fail_value(s, i, "values", x, "at most the whole of which it is a part", where, err);
  }
  return CPW_OK;
}

static int32_t check_links(const cpw_series *s, const char *where, cpw_error *err) {
  for (int64_t i = 0; i < s->lists; i++) {
    if (s->parent && (s->parent[i] < -1 || s->parent[i] >= s->lists || s->parent[i] == i))
      return cpwi_fail(err, CPW_EINVAL, i, where, "parent[%lld] = %lld must be another list or -1",
                       (long long)i, (long long)s->parent[i]);
    if (s->group && (s->group[i] < 0 || s->group[i] >= s->groups))
      return cpwi_fail(err, CPW_EINVAL, i, where, "group[%lld] = %lld must be 0 to %lld",
                       (long long)i, (long long)s->group[i], (long long)s->groups - 1);
  }
  return CPW_OK;
}

static int32_t check_shape(const cpw_series *s, const char *where, cpw_error *err) {
  int64_t cells;
  if (s->lists < 1 || s->periods < 1 || s->groups < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "series: lists = %lld, periods = %lld, groups = %lld must be >= 1",
                     (long long)s->lists, (long long)s->periods, (long long)s->groups);
  if (!cpwi_multiply(s->lists, s->periods, &cells) || s->lists > INT64_MAX / 4096)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "series: %lld lists of %lld periods",
                     (long long)s->lists, (long long)s->periods);
  if (s->kind < CPW_SERIES_COUNT || s->kind > CPW_SERIES_RARE)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "series.kind = %d must be CPW_SERIES_...",
                     (int)s->kind);
  if (!s->values || (s->kind != CPW_SERIES_COUNT) != (s->whole != NULL))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "series: %s",
                     !s->values ? "values is NULL"
                     : s->whole ? "a count has no whole"
                                : "whole is NULL");
  if (s->month < 0 || s->month > 12)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "series.month = %d must be 0 to 12",
                     (int)s->month);
  int32_t status = cpwi_check_dimension(s->list, "list", s->lists, where, err);
  if (status == CPW_OK) status = cpwi_check_dimension(s->period, "period", s->periods, where, err);
  if (status == CPW_OK)
    status = cpwi_check_dimension(s->group_label, "group", s->groups, where, err);
  return status;
}

int32_t cpwi_take_series(cpw_series *known, const cpw_series *given, const char *where,
                         cpw_error *err) {
  *known = nothing();
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, where, "series is NULL");
  int32_t status = cpwi_take_options(known, sizeof *known, given, where, err);
  if (status == CPW_OK) status = check_shape(known, where, err);
  if (status == CPW_OK) status = check_links(known, where, err);
  if (status == CPW_OK) status = check_values(known, where, err);
  if (status != CPW_OK || known->month) return status;
  int64_t last;
  return cpwi_month_labels(known->period, &known->month, &last, where, err);
}
