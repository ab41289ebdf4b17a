/* Forecasts of waiting lists: from series, from a history, from both. */
#include "forecast/suites.h"

#include "forecast/waitlist.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LISTS   3
#define PERIODS 24
#define BANDS   13
#define MONTHS  13 /* of the history */

/* A nation of two trusts, with a history by time waited of its last 13 months. */
typedef struct world {
  cpwt_months months, recent;
  char text[16384];
  double starts[2 * MONTHS], treated[2 * MONTHS * BANDS], waiting[2 * MONTHS * BANDS];
  const char *names[1], *trust[2];
  const char *const *labels[1];
  cpw_dimension list;
  cpw_bands bands;
  cpw_history history;
} world;

static const double lower[BANDS] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

static void write_sizes(world *w) {
  size_t used = (size_t)snprintf(w->text, sizeof w->text, "period,org,level,measure,count\n");
  static const char *const orgs[LISTS] = {"ENG,nation", "A,trust", "B,trust"};
  static const int sizes[LISTS] = {3000, 1000, 2000};
  for (int i = 0; i < LISTS; i++)
    for (int t = 0; t < PERIODS; t++) {
      int total = sizes[i] + 5 * t * (i + 1) + 7 * (t % 3);
      used +=
          (size_t)snprintf(w->text + used, sizeof w->text - used,
                           "%s,%s,total,%d\n%s,%s,within_18wk,%d\n%s,%s,w52,%d\n",
                           w->months.text[t], orgs[i], total, w->months.text[t], orgs[i],
                           total * 6 / 10 + t % 5, w->months.text[t], orgs[i], total / 30 - t / 4);
    }
}

static void fill_history(world *w) {
  for (int i = 0; i < 2; i++)
    for (int t = 0; t < MONTHS; t++) {
      w->starts[i * MONTHS + t] = 200 * (i + 1) + 3 * t;
      for (int m = 0; m < BANDS; m++) {
        int64_t at = (i * MONTHS + t) * BANDS + m;
        w->waiting[at] = (150.0 * (i + 1) + t) * pow(0.8, m);
        w->treated[at] = 30.0 * (i + 1) * pow(0.8, m);
      }
    }
}

static void world_init(world *w) {
  cpwt_months_init(&w->months, PERIODS);
  cpwt_months_init(&w->recent, PERIODS);
  write_sizes(w);
  fill_history(w);
  w->names[0] = "org";
  w->trust[0] = "A";
  w->trust[1] = "B";
  w->labels[0] = w->trust;
  w->list = (cpw_dimension){"list", 2, 1, w->names, w->labels};
  for (int t = 0; t < MONTHS; t++)
    w->recent.label[t] = w->recent.text[PERIODS - MONTHS + t];
  w->recent.dimension.length = MONTHS;
  cpw_bands_init(&w->bands);
  w->bands.count = BANDS;
  w->bands.lower = lower;
  w->bands.unit_weeks = CPW_WEEKS_PER_MONTH;
  cpw_history_init(&w->history);
  w->history.lists = 2;
  w->history.periods = MONTHS;
  w->history.bands = &w->bands;
  w->history.starts = w->starts;
  w->history.treated = w->treated;
  w->history.waiting = w->waiting;
  w->history.list = &w->list;
  w->history.period = &w->recent.dimension;
}

static world *world_new(cpw_result **data) {
  world *w = calloc(1, sizeof *w);
  ck_assert_ptr_nonnull(w);
  world_init(w);
  if (data) ck_assert_int_eq(cpwt_read(w->text, NULL, data, NULL), CPW_OK);
  return w;
}

static cpw_result *forecast(const cpw_result *data, const cpw_history *history,
                            const cpw_forecast_options *options) {
  cpw_result *r = NULL;
  cpw_error err;
  int32_t status = cpw_forecast_waitlist(data, history, options, NULL, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

/* within = share x total, over 52 weeks <= the rest, quantiles rise. */
static void check_people(const cpw_result *r, int64_t lists, int64_t ahead) {
  static const char *const names[] = {"q025", "q10", "q25", "mean", "q75", "q90", "q975"};
  const double *mean = cpwt_real(r, "mean");
  for (int64_t i = 0; i < lists; i++)
    for (int64_t h = 0; h < ahead; h++) {
      double total = mean[(i * 4 + 0) * ahead + h], share = mean[(i * 4 + 1) * ahead + h];
      double within = mean[(i * 4 + 2) * ahead + h], over = mean[(i * 4 + 3) * ahead + h];
      ck_assert_double_eq_tol(within, share * total, 1e-9);
      ck_assert(share >= 0 && share <= 1 && over >= 0 && over <= total - within);
      for (int k = 1; k < 7; k++)
        for (int m = 0; m < 4; m++)
          ck_assert_double_ge(cpwt_real(r, names[k])[(i * 4 + m) * ahead + h],
                              cpwt_real(r, names[k - 1])[(i * 4 + m) * ahead + h] - 1e-9);
    }
}

START_TEST(series_alone)
{
  cpw_result *data = NULL;
  world *w = world_new(&data);
  cpw_result *r = forecast(data, NULL, NULL);
  check_people(r, LISTS, 12);
  ck_assert_ptr_nonnull(cpw_result_note(r, "coherence"));
  ck_assert_ptr_null(cpw_result_find(r, "flow_mean"));
  ck_assert_int_eq(cpwt_integer(r, "cohort")[1], 0);
  const cpw_array *mean = cpw_result_find(r, "mean");
  ck_assert_str_eq(mean->dimension[2]->coordinate_labels[0][0], "2024-04");
  ck_assert_str_eq(mean->dimension[1]->coordinate_labels[0][3], "over_52");
  cpw_result_free(r);
  cpw_result_free(data);
  free(w);
}
END_TEST

/* The total is the series' own forecast, and with weight 0 the history changes nothing of it. */
START_TEST(agrees_with_the_series)
{
  cpw_result *data = NULL;
  world *w = world_new(&data);
  cpw_forecast_options o;
  cpw_forecast_options_init(&o);
  o.cohort = 0;
  cpw_result *r = forecast(data, &w->history, &o), *s = NULL;
  cpw_series series;
  cpw_series_init(&series);
  series.lists = LISTS;
  series.periods = PERIODS;
  series.values = cpwt_real(data, "total");
  series.parent = cpwt_integer(data, "parent");
  series.period = &w->months.dimension;
  ck_assert_int_eq(cpw_forecast_series(&series, &o, NULL, &s, NULL), CPW_OK);
  for (int i = 0; i < LISTS; i++)
    for (int h = 0; h < 12; h++) {
      ck_assert_double_eq(cpwt_real(r, "mean")[i * 48 + h], cpwt_real(s, "mean")[i * 12 + h]);
      ck_assert_double_eq(cpwt_real(r, "q90")[i * 48 + h], cpwt_real(s, "q90")[i * 12 + h]);
    }
  cpw_result_free(r);
  cpw_result_free(s);
  cpw_result_free(data);
  free(w);
}
END_TEST

START_TEST(both_are_joined)
{
  cpw_result *data = NULL;
  world *w = world_new(&data);
  cpw_forecast_options o;
  cpw_forecast_options_init(&o);
  cpw_result *r = forecast(data, &w->history, NULL);
  o.cohort = 0;
  cpw_result *none = forecast(data, &w->history, &o);
  o.cohort = 1;
  cpw_result *all = forecast(data, &w->history, &o);
  check_people(r, LISTS, 12);
  for (int i = 0; i < LISTS; i++)
    ck_assert_int_eq(cpwt_integer(r, "cohort")[i], 1); /* the nation by the sum of its trusts */
  double a = log(cpwt_real(none, "mean")[11] + 0.5), b = log(cpwt_real(all, "mean")[11] + 0.5);
  ck_assert_double_gt(fabs(a - b), 1e-6);
  ck_assert_double_eq_tol(log(cpwt_real(r, "mean")[11] + 0.5), a + 0.2 * (b - a), 1e-10);
  const cpw_array *flow = cpw_result_find(r, "flow_mean");
  ck_assert_int_eq(flow->size, 2 * 3 * 12);
  ck_assert_str_eq(flow->dimension[0]->coordinate_names[0], "flow_org");
  ck_assert_double_ge(cpwt_real(r, "flow_q90")[0], flow->real[0]);
  cpw_result_free(r);
  cpw_result_free(none);
  cpw_result_free(all);
  cpw_result_free(data);
  free(w);
}
END_TEST

START_TEST(history_alone)
{
  world *w = world_new(NULL);
  cpw_result *r = forecast(NULL, &w->history, NULL);
  check_people(r, 2, 12);
  ck_assert_int_eq(cpwt_integer(r, "cohort")[0], 1);
  w->history.list = NULL;
  w->history.period = NULL;
  cpw_result *plain = forecast(NULL, &w->history, NULL);
  check_people(plain, 2, 12);
  cpw_result_free(r);
  cpw_result_free(plain);
  free(w);
}
END_TEST

START_TEST(backtest_of_measures)
{
  cpw_result *data = NULL, *r = NULL, *s = NULL;
  world *w = world_new(&data);
  ck_assert_int_eq(cpw_forecast_waitlist_backtest(data, NULL, NULL, &r, NULL), CPW_OK);
  cpw_series series;
  cpw_series_init(&series);
  series.kind = CPW_SERIES_RARE;
  series.lists = LISTS;
  series.periods = PERIODS;
  series.values = cpwt_real(data, "over_52");
  series.whole = cpwt_real(data, "total");
  series.parent = cpwt_integer(data, "parent");
  series.group = cpwt_integer(data, "group");
  series.groups = 2;
  series.period = &w->months.dimension;
  ck_assert_int_eq(cpw_forecast_backtest(&series, NULL, NULL, &s, NULL), CPW_OK);
  for (int k = 0; k < 24; k++)
    ck_assert_int_eq(cpwt_integer(r, "forecasts")[48 + k], cpwt_integer(s, "forecasts")[k]);
  ck_assert_double_eq(cpwt_real(r, "error")[48], cpwt_real(s, "error")[0]);
  cpw_result_free(r);
  cpw_result_free(s);
  cpw_result_free(data);
  free(w);
}
END_TEST

START_TEST(errors)
{
  cpw_result *data = NULL, *r = NULL;
  cpw_error err;
  world *w = world_new(&data);
  cpwt_fails(cpw_forecast_waitlist(NULL, NULL, NULL, NULL, &r, &err), CPW_EINVAL, &err,
             "data and history are NULL");
  cpwt_fails(cpw_forecast_waitlist(data, NULL, NULL, NULL, NULL, &err), CPW_EINVAL, &err,
             "out is NULL");
  cpwt_fails(cpw_forecast_waitlist_backtest(NULL, NULL, NULL, &r, &err), CPW_EINVAL, &err,
             "data is NULL");
  w->recent.dimension.length = MONTHS - 1;
  w->history.periods = MONTHS - 1;
  cpwt_fails(cpw_forecast_waitlist(data, &w->history, NULL, NULL, &r, &err), CPW_EINVAL, &err,
             "the history ends in 2024-02 and the data in 2024-03");
  w->history.periods = 1;
  cpwt_fails(cpw_forecast_waitlist(data, &w->history, NULL, NULL, &r, &err), CPW_EINVAL, &err,
             "periods = 1");
  world_init(w);
  w->waiting[3] = -1;
  cpwt_fails(cpw_forecast_waitlist(NULL, &w->history, NULL, NULL, &r, &err), CPW_EDOMAIN, &err,
             "waiting[0][0][3] = -1");
  w->history.starts = NULL;
  cpwt_fails(cpw_forecast_waitlist(NULL, &w->history, NULL, NULL, &r, &err), CPW_EINVAL, &err,
             "starts is NULL");
  cpw_result *empty = NULL;
  ck_assert_int_eq(cpw_result_new(NULL, &empty, NULL), CPW_OK);
  cpwt_fails(cpw_forecast_waitlist(empty, NULL, NULL, NULL, &r, &err), CPW_EINVAL, &err,
             "there is no array total");
  cpwt_fails(cpw_forecast_waitlist_backtest(empty, NULL, NULL, &r, &err), CPW_EINVAL, &err,
             "there is no array total");
  ck_assert_ptr_null(r);
  cpw_result_free(empty);
  cpw_result_free(data);
  free(w);
}
END_TEST

typedef struct both {
  const cpw_result *data;
  const cpw_history *history;
} both;

static int32_t forecast_all(void *context) {
  const both *b = context;
  cpw_result *r = NULL;
  int32_t status = cpw_forecast_waitlist(b->data, b->history, NULL, NULL, &r, NULL);
  cpw_result_free(r);
  if (status != CPW_OK || !b->data) return status;
  r = NULL;
  status = cpw_forecast_waitlist_backtest(b->data, NULL, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(memory_fails)
{
  cpw_result *data = NULL;
  world *w = world_new(&data);
  both b = {_i ? data : NULL, &w->history};
  cpwt_each_allocation_fails(forecast_all, &b);
  cpw_result_free(data);
  free(w);
}
END_TEST

Suite *cpwt_waitlist_forecast_suite(void) {
  Suite *suite = suite_create("forecast: waiting lists");
  TCase *reference = tcase_create("reference"), *properties = tcase_create("properties");
  TCase *error = tcase_create("errors"), *oom = tcase_create("oom");
  tcase_add_test(reference, agrees_with_the_series);
  tcase_add_test(reference, backtest_of_measures);
  tcase_add_test(properties, series_alone);
  tcase_add_test(properties, both_are_joined);
  tcase_add_test(properties, history_alone);
  tcase_add_test(error, errors);
  tcase_add_loop_test(oom, memory_fails, 0, 2);
  tcase_set_timeout(oom, 120);
  suite_add_tcase(suite, reference);
  suite_add_tcase(suite, properties);
  suite_add_tcase(suite, error);
  suite_add_tcase(suite, oom);
  return suite;
}
