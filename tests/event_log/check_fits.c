/* Laws of durations: against scores set to zero in 40 digits, closed forms, and logs drawn from laws that
 * are known. */
#include "check_event_log.h"

enum { N = 16, LAWS = 4 };
static const int32_t all_laws[LAWS] = {CPW_DURATION_EXPONENTIAL, CPW_DURATION_GAMMA,
                                       CPW_DURATION_LOGNORMAL, CPW_DURATION_WEIBULL};
static const double times[N] = {0.4, 0.9, 1.3, 1.7, 2.2, 2.6, 3.1, 3.5,
                                4.2, 4.8, 5.5, 6.1, 7.4, 8.0, 9.3, 12.5};
static const int32_t over[N] = {1, 1, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1};
static const double entries[N] = {0, 0, 0.5, 0, 0, 1.0, 0, 2.0, 0, 0, 3.0, 0, 0, 0, 0, 6.0};

static void fit_all(const double *time, const int32_t *ended, const double *entry, int64_t n,
                    cpw_event_log_fit *fits) {
  cpw_error err;
  CHECKED(cpw_event_log_fit_laws(time, ended, entry, n, all_laws, LAWS, 0.95, NULL, fits, &err));
}

/* ---------------------------------------------------------------- reference ----------------- */

/* mpmath, 40 digits: findroot of both derivatives of log L by (log scale, log shape), (mu, log sigma);
 * variance of log mean by second derivatives there */
START_TEST(laws_against_forty_digits)
{
  const struct {
    double mean, cv, likelihood, variance;
  } expected[3][LAWS] = {
      {{4.59375, 1, -40.395146943664156, 1.0 / 16},
       {4.59375, 0.76620688003275016, -39.228705758812066, 0.036692061438095074},
       {4.9688896274596252, 1.106823570251782, -40.168576568265307, 0.069975608038543886},
       {4.5948098457169593, 0.72111958603168151, -39.138704068641083, 0.032430780672543381}},
      {{5.6538461538461539, 1, -35.520368633844306, 1.0 / 13},
       {5.4044991779987734, 0.81311341847950382, -34.874416150259915, 0.050426487172407177},
       {6.4004926910010464, 1.3223657938687826, -35.564017929774279, 0.12131137645271763},
       {5.3350528183980837, 0.75946215539821474, -34.802875383867269, 0.043653328190307278}},
      {{4.6923076923076924, 1, -33.097018587253069, 1.0 / 13},
       {4.7242094525756604, 0.85503016129166074, -32.780539083348447, 0.05625226085024509},
       {5.2995437727437232, 1.3245912902597033, -33.306342539866743, 0.11634972299151395},
       {4.7083059756465725, 0.82042187274036252, -32.757133502689044, 0.051768221778152267}}};
  for (int c = 0; c < 3; c++) {
    cpw_event_log_fit fits[LAWS];
    fit_all(times, c > 0 ? over : NULL, c > 1 ? entries : NULL, N, fits);
    for (int k = 0; k < LAWS; k++) {
      double half = cpw_normal_quantile(0.975) * sqrt(expected[c][k].variance);
      ck_assert_int_eq(fits[k].state, CPW_EVENT_LOG_FITTED);
      ck_assert_int_eq(fits[k].law, all_laws[k]);
      ck_assert_double_eq_tol(fits[k].mean / expected[c][k].mean, 1, 1e-12);
      ck_assert_double_eq_tol(fits[k].cv / expected[c][k].cv, 1, 1e-12);
      ck_assert_double_eq_tol(fits[k].log_likelihood, expected[c][k].likelihood, 1e-12);
      ck_assert_double_eq_tol(fits[k].mean_upper / fits[k].mean, exp(half), 1e-4);
      ck_assert_double_eq_tol(fits[k].mean_lower / fits[k].mean, exp(-half), 1e-4);
      ck_assert_double_eq_tol(fits[k].aic, 2 * (k ? 2 : 1) - 2 * fits[k].log_likelihood, 1e-12);
      ck_assert_double_eq_tol(
          fits[k].bic, (k ? 2 : 1) * log(c ? 13.0 : 16.0) - 2 * fits[k].log_likelihood, 1e-12);
    }
  }
}
END_TEST

/* the greatest difference to a Kaplan-Meier curve that is looked up at every step */
START_TEST(distance_against_every_step)
{
  double time[400], most = 0;
  int32_t ended[400];
  cpw_stream s;
  cpw_stream_init(&s, 11, 0, 0, 0);
  for (int i = 0; i < 400; i++) {
    double t = cpw_random_gamma(&s, 3, 1), c = cpw_random_exponential(&s, 6);
    time[i] = t < c ? t : c;
    ended[i] = t < c;
  }
  cpw_event_log_fit fits[LAWS];
  fit_all(time, ended, NULL, 400, fits);
  cpw_survival_rows rows;
  cpw_survival_rows_init(&rows);
  rows.rows = 400;
  rows.time = time;
  rows.event = ended;
  cpw_survival_options o;
  cpw_survival_options_init(&o);
  o.every = 1;
  cpw_result *r = NULL;
  cpw_error err;
  CHECKED(cpw_survival_curves(&rows, &o, &r, &err));
  const cpw_array *curve = cpw_result_find(r, "survival");
  for (int k = 0; k < LAWS; k++) {
    cpw_duration d = {all_laws[k], 0, fits[k].mean, fits[k].cv, 0, NULL};
    most = 0;
    for (int i = 0; i < 400; i++) {
      if (!ended[i]) continue;
      double now = 1, before = 1, law = cpw_duration_survival(&d, time[i]);
      for (int64_t j = 0; j < curve->size; j++) {
        double at = cpw_parse_double(curve->dimension[1]->coordinate_labels[0][j],
                                     (int64_t)strlen(curve->dimension[1]->coordinate_labels[0][j]),
                                     &now) == CPW_OK
                        ? now
                        : 0;
        if (at < time[i]) before = curve->real[j];
        if (at > time[i]) break;
        now = curve->real[j];
        if (at == time[i]) break;
      }
      most = fmax(most, fmax(fabs(now - law), fabs(before - law)));
    }
    ck_assert_double_eq_tol(fits[k].distance, most, 1e-12);
  }
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(few_and_equal_durations)
{
  const double none[] = {3, 4}, one[] = {5}, equal[] = {2, 2, 2}, zeros[] = {0, 0, 3, 1};
  const int32_t going[] = {0, 0};
  cpw_event_log_fit fits[LAWS];
  fit_all(NULL, NULL, NULL, 0, fits);
  ck_assert(fits[0].state == CPW_EVENT_LOG_NOTHING && isnan(fits[0].mean) && isnan(fits[3].aic));
  fit_all(none, going, NULL, 2, fits);
  ck_assert(fits[1].state == CPW_EVENT_LOG_NOTHING && isnan(fits[1].mean));
  fit_all(one, NULL, NULL, 1, fits);
  ck_assert(fits[0].state == CPW_EVENT_LOG_FITTED && fits[0].mean == 5);
  for (int k = 1; k < LAWS; k++)
    ck_assert(fits[k].state == CPW_EVENT_LOG_EDGE && fits[k].cv == CPW_DURATION_MIN_CV);
  fit_all(equal, NULL, NULL, 3, fits);
  for (int k = 1; k < LAWS; k++) {
    ck_assert(fits[k].state == CPW_EVENT_LOG_EDGE && fits[k].cv == CPW_DURATION_MIN_CV);
    ck_assert_double_eq_tol(fits[k].mean, 2, 2e-3);
  }
  fit_all(zeros, NULL, NULL, 4, fits);
  ck_assert(fits[0].zero == 0.5 && fits[0].mean == 2);
  ck_assert_double_eq_tol(fits[0].log_likelihood, 4 * log(0.5) - 2 * log(2) - 2, 1e-14);
  ck_assert_double_eq_tol(fits[0].aic, 4 - 2 * fits[0].log_likelihood, 1e-14);
}
END_TEST

/* the unit of time changes nothing but the unit */
START_TEST(any_unit_of_time)
{
  for (int e = -9; e <= 9; e += 3) {
    double t[N], from[N], unit = pow(10, e);
    cpw_event_log_fit fits[LAWS], plain[LAWS];
    for (int i = 0; i < N; i++) {
      t[i] = times[i] * unit;
      from[i] = entries[i] * unit;
    }
    fit_all(times, over, entries, N, plain);
    fit_all(t, over, from, N, fits);
    for (int k = 0; k < LAWS; k++) {
      ck_assert_double_eq_tol(fits[k].mean / unit / plain[k].mean, 1, 1e-11);
      ck_assert_double_eq_tol(fits[k].cv / plain[k].cv, 1, 1e-11);
    }
  }
}
END_TEST

START_TEST(laws_of_stages_and_groups)
{
  enum { ROWS = 64 };
  int64_t who[ROWS], where[ROWS], group[ROWS];
  double start[ROWS], end[ROWS];
  for (int i = 0; i < ROWS; i++) {
    who[i] = i;
    where[i] = i % 4 == 3; /* stage 1: always 7 */
    group[i] = i >= 60;    /* 3 of stage 0, 1 of stage 1 */
    start[i] = i;
    end[i] = where[i] ? i + 7.0 : i + times[i % N];
  }
  cpw_event_log log = log_of(ROWS, who, where, start, end, 3);
  cpw_event_log_options o = usual();
  cpw_error err;
  cpw_result *r = NULL;
  log.group = group;
  log.groups = 2;
  CHECKED(cpw_event_log_durations(&log, &o, NULL, &r, &err));
  ck_assert(whole(r, "own")[0] == 1 && whole(r, "own")[3] == 0 && whole(r, "ended")[3] == 3);
  ck_assert_int_eq(whole(r, "law")[3], whole(r, "all_law")[0]);
  ck_assert_double_eq(real(r, "mean")[3], real(r, "all_mean")[0]);
  ck_assert_int_eq(whole(r, "all_law")[1], CPW_DURATION_FIXED);
  ck_assert(real(r, "mean")[1] == 7 && real(r, "cv")[1] == 0 && whole(r, "law")[2] == -1);
  for (int64_t j = 0; j < 2; j++)
    for (int64_t g = 0; g < 2; g++) {
      cpw_duration d;
      CHECKED(cpw_event_log_duration(r, j, g, &d, &err));
      CHECKED(cpw_duration_check(&d, "law", &err));
    }
  cpw_duration d = {0};
  ck_assert_int_eq(cpw_event_log_duration(r, 3, 0, &d, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "stage = 3, group = 0 must be below 3 and 2");
  ck_assert_int_eq(cpw_event_log_duration(r, 0, 2, &d, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_event_log_duration(NULL, 0, 0, &d, &err), CPW_EINVAL);
  cpw_result_free(r);
  CHECKED(cpw_event_log_routes(&log, &o, &r, &err));
  ck_assert_int_eq(cpw_event_log_duration(r, 0, 0, &d, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "result is not one of cpw_event_log_durations");
  cpw_result_free(r);
}
END_TEST

/* one stay that ended among others that go on: no narrow law, however likely */
START_TEST(one_stay_that_ended)
{
  const int64_t who[] = {1, 2, 3}, where[] = {0, 0, 0};
  const double start[] = {0, 4, 5}, end[] = {7, NEVER, NEVER};
  cpw_event_log log = log_of(3, who, where, start, end, 1);
  cpw_event_log_options o = usual();
  cpw_error err;
  cpw_result *r = NULL;
  o.until = 10;
  CHECKED(cpw_event_log_durations(&log, &o, NULL, &r, &err));
  ck_assert_int_eq(whole(r, "all_law")[0], CPW_DURATION_EXPONENTIAL);
  ck_assert_double_eq(real(r, "all_mean")[0], 18);
  ck_assert(whole(r, "fit_state")[1] == CPW_EVENT_LOG_EDGE && whole(r, "own")[0] == 0);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

START_TEST(durations_that_are_wrong)
{
  const struct {
    double time, entry, level;
    int32_t ended, law;
    int32_t code;
    const char *message;
  } cases[] = {
      {-1, 0, 0.9, 1, 2, CPW_EDOMAIN, "time[0] = -1 must be >= 0 and at most 1e15"},
      {NEVER, 0, 0.9, 1, 2, CPW_EDOMAIN, "time[0] = nan must be >= 0 and at most 1e15"},
      {1, 0, 0.9, 2, 2, CPW_EINVAL, "ended[0] = 2 must be 0 or 1"},
      {1, 1, 0.9, 1, 2, CPW_EDOMAIN, "entry[0] = 1 must be >= 0 and below time = 1"},
      {1, 1.5, 0.9, 0, 2, CPW_EDOMAIN, "entry[0] = 1.5 must be >= 0 and not above time = 1"},
      {1, 0, 1, 1, 2, CPW_EDOMAIN, "level = 1 must be inside (0, 1)"},
      {1, 0, 0.9, 1, 1, CPW_EINVAL,
       "law[0] = 1 (fixed) must be exponential, gamma, lognormal or weibull"},
      {1, 0, 0.9, 1, 99, CPW_EINVAL,
       "law[0] = 99 (none) must be exponential, gamma, lognormal or weibull"},
  };
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    cpw_error err;
    cpw_event_log_fit fit = {.law = -7};
    ck_assert_int_eq(cpw_event_log_fit_laws(&cases[k].time, &cases[k].ended, &cases[k].entry, 1,
                                            &cases[k].law, 1, cases[k].level, NULL, &fit, &err),
                     cases[k].code);
    ck_assert_msg(strncmp(err.message, cases[k].message, strlen(cases[k].message)) == 0, "%s",
                  err.message);
    ck_assert_int_eq(fit.law, -7);
  }
  cpw_error err;
  cpw_event_log_fit fit;
  ck_assert_int_eq(cpw_event_log_fit_laws(NULL, NULL, NULL, 1, all_laws, 1, 0.9, NULL, &fit, &err),
                   CPW_EINVAL);
  ck_assert_str_eq(err.message, "time is NULL");
  ck_assert_int_eq(
      cpw_event_log_fit_laws(times, NULL, NULL, -1, all_laws, 1, 0.9, NULL, &fit, &err),
      CPW_EINVAL);
  ck_assert_int_eq(
      cpw_event_log_fit_laws(times, NULL, NULL, 1, all_laws, 17, 0.9, NULL, &fit, &err),
      CPW_EINVAL);
  ck_assert_int_eq(cpw_event_log_fit_laws(times, NULL, NULL, 1, NULL, 1, 0.9, NULL, &fit, &err),
                   CPW_EINVAL);
  ck_assert_int_eq(cpw_event_log_fit_laws(times, NULL, NULL, 1, all_laws, 1, 0.9, NULL, NULL, &err),
                   CPW_EINVAL);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

/* 20000 people of a network that is known, seen through a window: the truth is within 99.9 % limits, the
 * right laws are chosen */
START_TEST(a_known_network_comes_back)
{
  world w = {.seed = 4, .people = 20000, .rate = 100, .gap = 2};
  w.law[0] = (cpw_duration){CPW_DURATION_GAMMA, 0, 60, 0.5, 0, NULL};
  w.law[1] = (cpw_duration){CPW_DURATION_LOGNORMAL, 0, 50, 1.2, 0.2, NULL};
  drawn d;
  cpw_error err;
  draw_log(&d, &w);
  watch_log(&d, 60, 180);
  cpw_event_log_options o = usual();
  cpw_result *r = NULL, *again = NULL;
  cpw_run run;
  cpw_run_init(&run);
  run.threads = 2;
  o.from = 60;
  o.until = 180;
  o.level = 0.999;
  CHECKED(cpw_event_log_durations(&d.log, &o, NULL, &r, &err));
  for (int64_t c = 0; c < 4; c++) {
    const cpw_duration *law = &w.law[c % 2];
    ck_assert_int_eq(whole(r, "law")[c], law->law);
    ck_assert(real(r, "mean_lower")[c] < law->mean && real(r, "mean_upper")[c] > law->mean);
    ck_assert_double_eq_tol(real(r, "cv")[c] / law->cv, 1, 0.1);
    ck_assert_double_eq_tol(real(r, "zero")[c], law->zero, 0.02);
    ck_assert(whole(r, "going_on")[c] > 1000 && real(r, "distance")[c] < 0.03);
  }
  shuffle_log(&d, 8);
  CHECKED(cpw_event_log_durations(&d.log, &o, &run, &again, &err));
  same_results(r, again);
  cpw_result_free(r);
  cpw_result_free(again);
  CHECKED(cpw_event_log_routes(&d.log, &o, &r, &err));
  for (int64_t g = 0; g < 2; g++) {
    const double *share = real(r, "share") + 6 * g, *lower = real(r, "share_lower") + 6 * g;
    const double *upper = real(r, "share_upper") + 6 * g;
    ck_assert(lower[1] < 0.6 && upper[1] > 0.6 && lower[3] < 0.1 && upper[3] > 0.1);
    ck_assert_double_eq_tol(share[0] + share[1] + share[2], 1, 1e-12);
    ck_assert_double_eq(share[0], 0);
  }
  ck_assert_double_eq_tol(real(r, "wait_mean")[1], 2, 0.1);
  cpw_result_free(r);
  free_log(&d);
}
END_TEST

/* the area under the curve is that of cpw_survival_curves, late entries and all */
START_TEST(kaplan_meier_means)
{
  world w = {.seed = 4, .people = 500, .rate = 10, .gap = 0};
  w.law[0] = (cpw_duration){CPW_DURATION_WEIBULL, 0, 10, 0.7, 0, NULL};
  w.law[1] = w.law[0];
  drawn d;
  cpw_error err;
  draw_log(&d, &w);
  watch_log(&d, 10, 40);
  double *time = calloc((size_t)d.n, sizeof *time), *entry = calloc((size_t)d.n, sizeof *entry);
  int32_t *event = calloc((size_t)d.n, sizeof *event);
  double tau = 0;
  for (int64_t i = 0; i < d.n; i++) {
    event[i] = !isnan(d.end[i]);
    time[i] = (event[i] ? d.end[i] : 40) - d.start[i];
    entry[i] = d.start[i] < 10 ? 10 - d.start[i] : 0;
    tau = fmax(tau, time[i]);
  }
  cpw_survival_rows rows;
  cpw_survival_rows_init(&rows);
  rows.rows = d.n;
  rows.time = time;
  rows.event = event;
  rows.entry = entry;
  cpw_survival_options so;
  cpw_survival_options_init(&so);
  so.tau = tau;
  cpw_event_log_options o = usual();
  cpw_result *r = NULL, *curves = NULL;
  o.from = 10;
  o.until = 40;
  d.log.group = NULL;
  d.log.groups = 1;
  d.log.stages = CELL;
  for (int64_t i = 0; i < d.n; i++)
    d.stage[i] = 0;
  CHECKED(cpw_event_log_durations(&d.log, &o, NULL, &r, &err));
  CHECKED(cpw_survival_curves(&rows, &so, &curves, &err));
  ck_assert(whole(r, "truncated")[0] > 20);
  ck_assert_double_eq_tol(real(r, "km_mean")[0], real(curves, "restricted_mean")[0], 1e-10);
  cpw_result_free(r);
  cpw_result_free(curves);
  free(time);
  free(entry);
  free(event);
  free_log(&d);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t fit_everything(void *context) {
  (void)context;
  cpw_event_log_fit fits[LAWS];
  const int64_t who[] = {1, 2, 3}, where[] = {0, 0, 0};
  const double start[] = {0, 1, 2}, end[] = {3, 7, NEVER};
  cpw_event_log log = log_of(3, who, where, start, end, 1);
  cpw_result *r = NULL;
  int32_t status =
      cpw_event_log_fit_laws(times, over, entries, N, all_laws, LAWS, 0.9, NULL, fits, NULL);
  if (status == CPW_OK) status = cpw_event_log_durations(&log, NULL, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(fit_everything, NULL); }
END_TEST

Suite *fits_suite(void) {
  Suite *suite = suite_create("event_log fits");
  const struct {
    const char *name;
    const TTest *tests[9];
  } cases[] = {
      {"limits",
       {few_and_equal_durations, any_unit_of_time, laws_of_stages_and_groups, one_stay_that_ended}},
      {"errors", {durations_that_are_wrong}},
      {"reference", {laws_against_forty_digits, distance_against_every_step}},
      {"properties", {a_known_network_comes_back, kaplan_meier_means}},
      {"oom", {memory_fails}}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 120);
    for (int i = 0; cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    suite_add_tcase(suite, tcase);
  }
  return suite;
}
