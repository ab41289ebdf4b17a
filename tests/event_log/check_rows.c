/* Rows of a log: what is counted, what is refused and in which words, routes by hand and against the
 * curves of survival, rows from CSV. */
#include "check_event_log.h"

static const int64_t people[] = {1, 1, 2, 3}, stages[] = {0, 1, 0, 0};
static const double starts[] = {0, 6, 1, 2}, ends[] = {4, 9, 3, NEVER};

static cpw_event_log three_people(void) {
  return log_of(4, people, stages, starts, ends, 2);
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(counts_by_hand)
{
  cpw_event_log log = three_people();
  cpw_event_log_options o = usual();
  cpw_event_log_counts c;
  cpw_error err;
  CHECKED(cpw_event_log_check(&log, NULL, &c, &err));
  ck_assert(c.patients == 3 && c.stays == 4 && c.ended == 3 && c.going_on == 1 && c.gaps == 1);
  ck_assert(c.returns == 0 && c.truncated == 0 && c.from == 0 && c.until == 9);
  o.gap = 1.5;
  o.until = 10;
  CHECKED(cpw_event_log_check(&log, &o, &c, &err));
  ck_assert(c.gaps == 0 && c.returns == 1 && c.until == 10);
  o.from = 3; /* the second patient leaves as it begins: nothing of it is seen */
  o.until = 7;
  o.outside = CPW_EVENT_LOG_ALLOW;
  CHECKED(cpw_event_log_check(&log, &o, &c, &err));
  ck_assert(c.patients == 2 && c.stays == 3 && c.ended == 1 && c.going_on == 2);
  ck_assert(c.truncated == 2 && c.outside == 1);
}
END_TEST

START_TEST(nobody)
{
  cpw_event_log log = log_of(0, NULL, NULL, NULL, NULL, 3);
  cpw_event_log_options o = usual();
  cpw_event_log_counts c;
  cpw_error err;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_event_log_check(&log, &o, &c, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "no rows: options.from and options.until must be given");
  o.from = 0;
  o.until = 4;
  CHECKED(cpw_event_log_check(&log, &o, &c, &err));
  ck_assert(c.patients == 0 && c.stays == 0);
  CHECKED(cpw_event_log_routes(&log, &o, &r, &err));
  ck_assert(isnan(real(r, "share")[0]) && whole(r, "moves")[3] == 0);
  cpw_result_free(r);
  CHECKED(cpw_event_log_durations(&log, &o, NULL, &r, &err));
  ck_assert(whole(r, "law")[0] == -1 && isnan(real(r, "mean")[0]) && isnan(real(r, "km_mean")[1]));
  cpw_duration d = {0};
  ck_assert_int_eq(cpw_event_log_duration(r, 0, 0, &d, &err), CPW_ENOTFOUND);
  ck_assert_str_eq(err.message, "no stay of stage 0 ended in the window");
  cpw_result_free(r);
  CHECKED(cpw_event_log_flows(&log, &o, &r, &err));
  ck_assert(real(r, "occupancy_mean")[2] == 0 && whole(r, "sustained")[1] == 0);
  ck_assert(real(r, "arrival_rate_lower")[0] == 0 && real(r, "arrival_rate_upper")[0] > 0.9);
  cpw_result_free(r);
  CHECKED(cpw_event_log_state(&log, &o, 2, &r, &err));
  ck_assert_int_eq(cpw_result_find(r, "patient")->size, 0);
  cpw_result_free(r);
  CHECKED(cpw_event_log_backtest(&log, &o, 2, NULL, &r, &err));
  ck_assert(real(r, "absolute_error")[0] == 0);
  cpw_result_free(r);
}
END_TEST

/* 0 -> 1 after 1, nothing by 0.5, 0 -> 1 after 2, nothing by 5: 1/3, then half of 2/3 */
START_TEST(routes_of_undecided_people)
{
  const int64_t who[] = {1, 1, 2, 3, 3, 4}, where[] = {0, 1, 0, 0, 1, 0};
  const double start[] = {0, 2, 8, 3, 6, 4}, end[] = {1, 3, 9.5, 4, 7, 5};
  cpw_event_log log = log_of(6, who, where, start, end, 2);
  cpw_event_log_options o = usual();
  cpw_error err;
  cpw_result *r = NULL;
  o.until = 10;
  CHECKED(cpw_event_log_routes(&log, &o, &r, &err));
  ck_assert_int_eq(whole(r, "moves")[1], 2);
  ck_assert_int_eq(whole(r, "moves")[2], 2);
  ck_assert_int_eq(whole(r, "undecided")[0], 1);
  ck_assert_double_eq_tol(real(r, "share")[1], 2.0 / 3, 1e-15);
  ck_assert_double_eq_tol(real(r, "share")[2], 1.0 / 3, 1e-15);
  ck_assert_double_eq_tol(real(r, "wait_mean")[1], 1.5, 1e-15);
  ck_assert_double_eq(real(r, "share")[5], 1);
  cpw_result_free(r);
  o.gap = 1; /* a gap of 2 is a return: of 2/3 who stay away, half are seen again, after 2 */
  CHECKED(cpw_event_log_routes(&log, &o, &r, &err));
  ck_assert_double_eq_tol(real(r, "share")[1], 1.0 / 3, 1e-15);
  ck_assert_double_eq_tol(real(r, "share")[2], 2.0 / 3, 1e-15);
  ck_assert_double_eq_tol(real(r, "return_share")[0], 0.5, 1e-15);
  ck_assert_double_eq_tol(real(r, "return_mean")[0], 2, 1e-15);
  ck_assert_double_eq_tol(real(r, "return_cv")[0], 0, 1e-7);
  ck_assert_int_eq(whole(r, "returns")[1], 1);
  ck_assert_double_eq(real(r, "return_to")[1], 1);
  cpw_result_free(r);
}
END_TEST

/* who is known to wait for a stage has moved */
START_TEST(routes_of_waiting_people)
{
  const int64_t who[] = {1, 1, 2}, where[] = {0, 1, 0};
  const double start[] = {0, NEVER, 1}, end[] = {4, NEVER, 3}, arrival[] = {NEVER, 4, NEVER};
  cpw_event_log log = log_of(3, who, where, start, end, 2);
  cpw_event_log_options o = usual();
  cpw_event_log_counts c;
  cpw_error err;
  cpw_result *r = NULL;
  log.arrival = arrival;
  o.until = 6;
  CHECKED(cpw_event_log_check(&log, &o, &c, &err));
  ck_assert(c.waiting == 1 && c.stays == 2 && c.patients == 2);
  CHECKED(cpw_event_log_routes(&log, &o, &r, &err));
  ck_assert(real(r, "share")[1] == 0.5 && real(r, "share")[2] == 0.5);
  cpw_result_free(r);
  CHECKED(cpw_event_log_state(&log, &o, 5, &r, &err));
  ck_assert(cpw_result_find(r, "patient")->size == 0 && whole(r, "waiter_patient")[0] == 1);
  ck_assert(real(r, "waited")[0] == 1 && whole(r, "waiting")[1] == 1);
  cpw_result_free(r);
}
END_TEST

START_TEST(priors_of_all_groups)
{
  const int64_t who[] = {1, 1, 2, 3}, where[] = {0, 1, 0, 0}, group[] = {0, 0, 0, 1};
  const double start[] = {0, 1, 0, 0}, end[] = {1, 2, 1, 1};
  cpw_event_log log = log_of(4, who, where, start, end, 2);
  cpw_event_log_options o = usual();
  cpw_error err;
  cpw_result *r = NULL;
  cpw_interval limits;
  log.group = group;
  log.groups = 3;
  o.prior = 2;
  CHECKED(cpw_event_log_routes(&log, &o, &r, &err));
  const double *share = real(r, "share"); /* [group stage to]: all 1/3; group 0 1/2 of 2 */
  ck_assert_double_eq_tol(real(r, "all_share")[1], 1.0 / 3, 1e-15);
  ck_assert_double_eq_tol(share[1], (1 + 2.0 / 3) / 4, 1e-15);
  ck_assert_double_eq_tol(share[6 + 1], 2.0 / 3 / 3, 1e-15);
  ck_assert_double_eq_tol(share[12 + 1], 1.0 / 3, 1e-15); /* nobody: all groups' */
  CHECKED(cpw_wilson_interval(1 + 2.0 / 3, 4, 0.95, &limits, &err));
  ck_assert_double_eq_tol(real(r, "share_lower")[1], limits.lower, 1e-14);
  ck_assert_double_eq_tol(real(r, "share_upper")[1], limits.upper, 1e-14);
  cpw_result_free(r);
}
END_TEST

START_TEST(overlaps_and_repeats)
{
  const int64_t who[] = {1, 1, 1}, where[] = {0, 1, 1};
  const double start[] = {0, 2, 2}, end[] = {5, 3, 3};
  cpw_event_log log = log_of(3, who, where, start, end, 2);
  cpw_event_log_options o = usual();
  cpw_event_log_counts c;
  cpw_error err;
  o.overlaps = o.repeats = CPW_EVENT_LOG_ALLOW;
  CHECKED(cpw_event_log_check(&log, &o, &c, &err));
  ck_assert(c.overlaps == 1 && c.repeats == 1 && c.stays == 2 && c.gaps == 0);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

START_TEST(rows_that_are_wrong)
{
  const struct {
    int64_t patient[2], stage[2];
    double start[2], end[2];
    int32_t code;
    const char *message;
  } cases[] = {
      {{1, 2}, {0, 2}, {0, 0}, {1, 1}, CPW_EINVAL, "stage[1] = 2 must be from 0 to 1"},
      {{1, 2}, {-1, 0}, {0, 0}, {1, 1}, CPW_EINVAL, "stage[0] = -1 must be from 0 to 1"},
      {{1, 2}, {0, 0}, {0, 5}, {1, 3}, CPW_EDOMAIN, "end[1] = 3 must not be before start[1] = 5"},
      {{1, 2},
       {0, 0},
       {(double)INFINITY, 5},
       {1, 7},
       CPW_EDOMAIN,
       "start[0] = inf must be within 1e15 of 0"},
      {{1, 2},
       {0, 0},
       {0, 5},
       {1, (double)INFINITY},
       CPW_EDOMAIN,
       "end[1] = inf must be within 1e15 of 0, or NaN"},
      {{1, 2},
       {0, 0},
       {NEVER, 5},
       {NEVER, 6},
       CPW_EDOMAIN,
       "start[0] = nan must be a time: only a patient with an arrival can still be waiting"},
      {{7, 7},
       {0, 1},
       {2, 0},
       {4, 3},
       CPW_EDOMAIN,
       "start[0] = 2 must not be before end[1] = 3: both of patient 7"},
      {{7, 7},
       {0, 1},
       {2, 0},
       {4, NEVER},
       CPW_EDOMAIN,
       "start[0] = 2 must not be before end[1] = NaN (still there): both of patient 7"},
      {{7, 7}, {1, 1}, {2, 2}, {4, 4}, CPW_EDOMAIN, "row 1 says the same as row 0"},
      {{1, 2},
       {0, 0},
       {2, 2},
       {2, 2},
       CPW_EDOMAIN,
       "the window from 2 to 2 must be within 1e15 of 0 and not empty"},
  };
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    cpw_event_log log =
        log_of(2, cases[k].patient, cases[k].stage, cases[k].start, cases[k].end, 2);
    cpw_event_log_counts c = {.patients = -7};
    cpw_error err;
    ck_assert_int_eq(cpw_event_log_check(&log, NULL, &c, &err), cases[k].code);
    ck_assert_str_eq(err.message, cases[k].message);
    ck_assert_int_eq(c.patients, -7);
  }
}
END_TEST

START_TEST(windows_that_are_wrong)
{
  cpw_event_log log = three_people();
  cpw_event_log_counts c;
  cpw_error err;
  cpw_event_log_options o = usual();
  o.until = 8;
  ck_assert_int_eq(cpw_event_log_check(&log, &o, &c, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "end[1] = 9 must be within the window from 0 to 8");
  o.until = 5;
  ck_assert_int_eq(cpw_event_log_check(&log, &o, &c, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "start[1] = 6 must be within the window from 0 to 5");
  o.until = 10;
  o.from = 3.5;
  ck_assert_int_eq(cpw_event_log_check(&log, &o, &c, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "end[2] = 3 must be within the window from 3.5 to 10");
  const int64_t group[] = {0, 0, 1, 0};
  log.group = group;
  ck_assert_int_eq(cpw_event_log_check(&log, NULL, &c, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "group[2] = 1 must be from 0 to 0");
  const double arrival[] = {1, NEVER, NEVER, NEVER}, far[] = {2e15, NEVER, NEVER, NEVER};
  log.group = NULL;
  log.arrival = arrival;
  ck_assert_int_eq(cpw_event_log_check(&log, NULL, &c, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "start[0] = 0 must not be before arrival[0] = 1");
  log.arrival = far;
  ck_assert_int_eq(cpw_event_log_check(&log, NULL, &c, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "arrival[0] = 2000000000000000 must be within 1e15 of 0, or NaN");
}
END_TEST

START_TEST(options_that_are_wrong)
{
  const struct {
    double gap, level, prior, period, day;
    int64_t least, laws;
    int32_t outside, weekday;
    const char *message;
  } cases[] = {
      {0, 0.95, 0, 1, 1, 1, 0, 0, 0, "options.gap = 0 must be > 0"},
      {1, 1, 0, 1, 1, 1, 0, 0, 0, "options.level = 1 must be in (0, 1)"},
      {1, 0, 0, 1, 1, 1, 0, 0, 0, "options.level = 0 must be in (0, 1)"},
      {1, 0.9, -1, 1, 1, 1, 0, 0, 0, "options.prior = -1 must be >= 0 and at most 1e15"},
      {1, 0.9, 0, 0, 1, 1, 0, 0, 0, "options.period = 0 must be finite and > 0"},
      {1, 0.9, 0, 1, NEVER, 1, 0, 0, 0, "options.day = nan must be finite and > 0"},
      {1, 0.9, 0, 1, 1, 0, 0, 0, 0, "options.least = 0 must be >= 1"},
      {1, 0.9, 0, 1, 1, 1, 17, 0, 0, "options.laws = 17 must be from 0 to 16"},
      {1, 0.9, 0, 1, 1, 1, 1, 0, 0,
       "options.law must be given where options.laws is above 0, and only there"},
      {1, 0.9, 0, 1, 1, 1, 0, 2, 0, "options.outside = 2 must be 0 to 1"},
      {1, 0.9, 0, 1, 1, 1, 0, 0, 7, "options.weekday = 7 must be 0 to 6"},
  };
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    cpw_event_log log = three_people();
    cpw_event_log_options o = usual();
    cpw_event_log_counts c;
    cpw_error err;
    o.gap = cases[k].gap;
    o.level = cases[k].level;
    o.prior = cases[k].prior;
    o.period = cases[k].period;
    o.day = cases[k].day;
    o.least = cases[k].least;
    o.laws = cases[k].laws;
    o.outside = cases[k].outside;
    o.weekday = cases[k].weekday;
    ck_assert_int_ne(cpw_event_log_check(&log, &o, &c, &err), CPW_OK);
    ck_assert_str_eq(err.message, cases[k].message);
  }
}
END_TEST

START_TEST(calls_that_are_wrong)
{
  cpw_event_log log = three_people();
  cpw_event_log_options o = usual();
  cpw_event_log_counts c;
  cpw_error err;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_event_log_check(&log, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "counts is NULL");
  ck_assert_int_eq(cpw_event_log_check(NULL, NULL, &c, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "log is NULL");
  ck_assert_int_eq(cpw_event_log_routes(&log, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_event_log_durations(&log, NULL, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_event_log_flows(&log, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_event_log_state(&log, NULL, 1, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_event_log_backtest(&log, NULL, 5, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_event_log_backtest(&log, NULL, 9, NULL, &r, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "split = 9 must be between 0 and 9");
  ck_assert_int_eq(cpw_event_log_backtest(&log, NULL, NEVER, NULL, &r, &err), CPW_EDOMAIN);
  ck_assert_int_eq(cpw_event_log_state(&log, NULL, 9.5, &r, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "time = 9.5 must be from 0 to 9");
  o.period = 20;
  ck_assert_int_eq(cpw_event_log_flows(&log, &o, &r, &err), CPW_EDOMAIN);
  log.start = NULL;
  ck_assert_int_eq(cpw_event_log_check(&log, NULL, &c, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "log.start is NULL");
  log.stages = 0;
  ck_assert_int_eq(cpw_event_log_check(&log, NULL, &c, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "log.stages = 0 must be from 1 to 1000000");
  log.struct_size = sizeof log + 8;
  ck_assert_int_eq(cpw_event_log_check(&log, NULL, &c, &err), CPW_EABI);
  o.struct_size = sizeof o + 8;
  log = three_people();
  ck_assert_int_eq(cpw_event_log_check(&log, &o, &c, &err), CPW_EABI);
  ck_assert_ptr_null(r);
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

/* the incidence of cpw_survival_curves, whose variance says how many people the limits are worth */
START_TEST(routes_as_competing_causes)
{
  world w = {.seed = 5, .people = 400, .rate = 10, .gap = 3};
  w.law[0] = (cpw_duration){CPW_DURATION_EXPONENTIAL, 0, 2, 0, 0, NULL};
  w.law[1] = (cpw_duration){CPW_DURATION_EXPONENTIAL, 0, 4, 0, 0, NULL};
  drawn d;
  cpw_error err;
  draw_log(&d, &w);
  watch_log(&d, 0, 25);
  double *gap = calloc((size_t)d.n, sizeof *gap);
  int32_t *event = calloc((size_t)d.n, sizeof *event);
  int64_t n = 0;
  for (int64_t i = 0; i < d.n; i++) {
    if (d.stage[i] != 0 || isnan(d.end[i])) continue;
    int next = i + 1 < d.n && d.patient[i + 1] == d.patient[i];
    event[n] = next;
    gap[n++] = (next ? d.start[i + 1] : 25) - d.end[i];
  }
  cpw_survival_rows rows;
  cpw_survival_rows_init(&rows);
  rows.rows = n;
  rows.time = gap;
  rows.event = event;
  cpw_survival_options so;
  cpw_survival_options_init(&so);
  const double limit = 1e6;
  so.limits = 1;
  so.limit = &limit;
  cpw_event_log_options o = usual();
  cpw_result *r = NULL, *curves = NULL;
  cpw_interval wilson;
  o.from = 0;
  o.until = 25;
  d.log.group = NULL;
  CHECKED(cpw_event_log_routes(&d.log, &o, &r, &err));
  CHECKED(cpw_survival_curves(&rows, &so, &curves, &err));
  double share = real(curves, "share")[0], se = real(curves, "share_se")[0];
  double people_worth = share * (1 - share) / (se * se);
  ck_assert(whole(r, "undecided")[0] > 50 && people_worth < (double)n);
  ck_assert_double_eq_tol(real(r, "share")[1], share, 1e-12);
  CHECKED(cpw_wilson_interval(share * people_worth, people_worth, 0.95, &wilson, &err));
  ck_assert_double_eq_tol(real(r, "share_lower")[1], wilson.lower, 1e-9);
  ck_assert_double_eq_tol(real(r, "share_upper")[1], wilson.upper, 1e-9);
  ck_assert_double_eq_tol(real(r, "share_lower")[2], 1 - wilson.upper, 1e-9);
  ck_assert(real(r, "share_lower")[1] < 0.6 && real(r, "share_upper")[1] > 0.6);
  cpw_result_free(r);
  cpw_result_free(curves);
  free(gap);
  free(event);
  free_log(&d);
}
END_TEST

/* ---------------------------------------------------------------- from CSV ------------------ */

static cpw_result *read_text(const char *text, cpw_error *err) {
  cpw_text memory = {text, (int64_t)strlen(text), 0};
  cpw_source source;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_text_source(&memory, "log.csv", &source), CPW_OK);
  int32_t status = cpw_event_log_read(&source, NULL, &r, err);
  ck_assert((status == CPW_OK) == (r != NULL));
  return r;
}

START_TEST(rows_from_csv)
{
  cpw_error err;
  cpw_event_log log;
  cpw_event_log_options o = usual();
  cpw_event_log_counts c;
  cpw_result *r = read_text("patient,stage,start,end,group\n"
                            "b,ward,2024-01-02,2024-01-05,young\n"
                            "a,theatre,2024-01-01T06:00,2024-01-01 18:00:00,old\n"
                            "a,ward,2024-01-01T18:00,,old\n",
                            &err);
  ck_assert_ptr_nonnull(r);
  CHECKED(cpw_event_log_view(r, &log, &o, &err));
  ck_assert(log.rows == 3 && log.stages == 2 && log.groups == 2);
  ck_assert(log.patient[0] == 1 && log.patient[1] == 0 && log.stage[0] == 1 && log.stage[1] == 0);
  ck_assert(log.group[0] == 1 && log.start[1] == 19723.25 && log.end[1] == 19723.75);
  ck_assert(isnan(log.end[2]) && isnan(log.arrival[0]) && whole(r, "stage_rows")[1] == 2);
  ck_assert_str_eq(o.stage_labels->coordinate_labels[0][0], "theatre");
  ck_assert_str_eq(cpw_result_note(r, "time"), "days since 1970-01-01");
  CHECKED(cpw_event_log_check(&log, &o, &c, &err));
  ck_assert(c.patients == 2 && c.going_on == 1);
  cpw_result *routes = NULL;
  CHECKED(cpw_event_log_routes(&log, &o, &routes, &err));
  ck_assert_str_eq(cpw_result_find(routes, "share")->dimension[2]->coordinate_labels[0][2], "exit");
  ck_assert_double_eq(real(routes, "share")[1], 1); /* old: theatre -> ward */
  cpw_result_free(routes);
  cpw_result_free(r);
  r = read_text("patient,stage,start,end,arrival\n10,2,,,1.5\n-9,10,1,2,\n", &err);
  CHECKED(cpw_event_log_view(r, &log, NULL, &err));
  ck_assert(log.patient[0] == 10 && log.patient[1] == -9 && log.stage[0] == 0 && log.stage[1] == 1);
  ck_assert(isnan(log.start[0]) && log.arrival[0] == 1.5 && !log.group && log.groups == 1);
  cpw_result_free(r);
}
END_TEST

START_TEST(csv_that_is_wrong)
{
  const struct {
    const char *text, *message;
  } cases[] = {
      {"patient,stage,start\n", "line 1: there is no column \"end\""},
      {"patient,stage,start,end\n1,a,x,3\n", "line 2, field 3 (\"start\"): found \"x\", expected a "
                                             "number or a date such as 2024-05-31 or "
                                             "2024-05-31T14:30"},
      {"patient,stage,start,end\n1,a,1,2024-01-01\n",
       "line 2, field 4 (\"end\"): found \"2024-01-01\", expected a number, as in the rows before"},
      {"patient,stage,start,end\n1,a,2024-01-01,\n1,a,2024-01-32,\n",
       "line 3, field 3 (\"start\"): found \"2024-01-32\", expected a date such as 2024-05-31 or "
       "2024-05-31T14:30"},
      {"patient,stage,start,end\n1,a,2024-01-01T25:00,\n",
       "line 2, field 3 (\"start\"): found \"2024-01-01T25:00\", expected a number or a date such "
       "as "
       "2024-05-31 or 2024-05-31T14:30"},
      {"patient,stage,start,end\n,a,1,2\n",
       "line 2, field 1 (\"patient\"): found \"\", expected a patient"},
      {"patient,stage,start,end\n1,,1,2\n",
       "line 2, field 2 (\"stage\"): found \"\", expected a stage"},
      {"patient,stage,start,end\n1,\xff,1,2\n",
       "line 2, field 2 (\"stage\"): found \"\\xff\", expected text in UTF-8"},
      {"patient,stage,start,end\n1,a,3,2\n",
       "line 2, field 4 (\"end\"): found \"2\", expected a time that is not before the start"},
      {"patient,stage,start,end\n1,a,,2\n",
       "line 2, field 3 (\"start\"): found \"\", expected a time: the stay has an end"},
      {"patient,stage,start,end\n1,a,,\n",
       "line 2, field 3 (\"start\"): found \"\", expected a time, or an arrival beside it"},
      {"patient,stage,start,end,arrival\n1,a,1,,2\n",
       "line 2, field 3 (\"start\"): found \"1\", expected a time that is not before the arrival"},
      {"patient,stage,start,end\n1,a,inf,\n", "line 2, field 3 (\"start\"): found \"inf\", "
                                              "expected a number or a date such as 2024-05-31 or "
                                              "2024-05-31T14:30"},
  };
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    cpw_error err;
    ck_assert_ptr_null(read_text(cases[k].text, &err));
    ck_assert_int_eq(err.code, CPW_EDATA);
    ck_assert_msg(strstr(err.message, cases[k].message) != NULL, "%s", err.message);
  }
  cpw_error err;
  cpw_event_log log;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_event_log_read(NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_event_log_view(NULL, &log, NULL, &err), CPW_EINVAL);
  CHECKED(cpw_result_new(NULL, &r, &err));
  ck_assert_int_eq(cpw_event_log_view(r, &log, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "result is not one of cpw_event_log_read");
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t read_and_check(void *context) {
  (void)context;
  const char *text = "patient,stage,start,end,group\nx,a,1,2,g\nx,b,1,1,g\nx,c,1,1,g\ny,a,1,4,h\n";
  cpw_text memory = {text, (int64_t)strlen(text), 0};
  cpw_source source;
  cpw_result *r = NULL, *routes = NULL;
  cpw_event_log log;
  cpw_event_log_options o = usual();
  if (cpw_text_source(&memory, "log.csv", &source) != CPW_OK) return CPW_EINVAL;
  int32_t status = cpw_event_log_read(&source, NULL, &r, NULL);
  if (status == CPW_OK) status = cpw_event_log_view(r, &log, &o, NULL);
  if (status == CPW_OK) status = cpw_event_log_routes(&log, &o, &routes, NULL);
  cpw_result_free(r);
  cpw_result_free(routes);
  return status;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(read_and_check, NULL); }
END_TEST

Suite *rows_suite(void) {
  Suite *suite = suite_create("event_log rows");
  const struct {
    const char *name;
    const TTest *tests[9];
  } cases[] = {{"limits",
                {counts_by_hand, nobody, routes_of_undecided_people, routes_of_waiting_people,
                 priors_of_all_groups, overlaps_and_repeats, rows_from_csv}},
               {"errors",
                {rows_that_are_wrong, windows_that_are_wrong, options_that_are_wrong,
                 calls_that_are_wrong, csv_that_is_wrong}},
               {"reference", {routes_as_competing_causes}},
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
