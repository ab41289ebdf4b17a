/* Services: people who wait for a way out, liaison, suppressed demand, Advice and Guidance. Values by hand. */
#include "suites.h"

/* ---------------------------------------------------------------- discharge ----------------- */

START_TEST(discharge_by_hand)
{
  /* ../shared/reference/pathway_cases.json, lindley_discharge */
  const double demand[] = {5, 7, 6, 8, 3, 2, 6, 7, 9, 5}, places[] = {6, 6, 6, 6, 4, 2, 6, 6, 6, 6};
  const double expected[] = {11, 12, 12, 14, 13, 13, 13, 14, 17, 16};
  double waiting[10], left[10], unused[10];
  ck_assert_int_eq(cpw_discharge_queue(12, demand, places, 10, waiting, left, unused, NULL),
                   CPW_OK);
  ck_assert_mem_eq(waiting, expected, sizeof waiting);
  ck_assert_mem_eq(left, places, sizeof left); /* there were always enough */
  const double few[] = {0, 3, 1}, many[] = {5, 2, (double)INFINITY};
  ck_assert_int_eq(cpw_discharge_queue(1, few, many, 3, waiting, left, unused, NULL), CPW_OK);
  ck_assert(waiting[0] == 0 && waiting[1] == 1 && waiting[2] == 0);
  ck_assert(left[0] == 1 && left[1] == 2 && left[2] == 2);
  ck_assert(unused[0] == 4 && unused[1] == 0 && isinf(unused[2]));
  /* in place */
  double own[] = {5, 7};
  ck_assert_int_eq(cpw_discharge_queue(12, own, places, 2, own, NULL, NULL, NULL), CPW_OK);
  ck_assert(own[0] == 11 && own[1] == 12);
  ck_assert_int_eq(cpw_discharge_queue(12, NULL, NULL, 0, NULL, NULL, NULL, NULL), CPW_OK);
}
END_TEST

START_TEST(discharge_refuses)
{
  cpw_error err;
  const double one[] = {1, -1}, places[] = {1, 1};
  double out[2] = {7, 7};
  refused(cpw_discharge_queue(0, one, places, 2, out, NULL, NULL, &err), CPW_EDOMAIN, &err,
          "demand[1] = -1 must be finite and >= 0");
  refused(cpw_discharge_queue(0, places, one, 2, out, NULL, NULL, &err), CPW_EDOMAIN, &err,
          "capacity[1] = -1 must be >= 0");
  refused(cpw_discharge_queue((double)NAN, places, places, 2, out, NULL, NULL, &err), CPW_EDOMAIN,
          &err, "opening = nan must be finite and >= 0");
  refused(cpw_discharge_queue(0, places, NULL, 2, out, NULL, NULL, &err), CPW_EINVAL, &err,
          "demand, capacity and waiting must be given");
  refused(cpw_discharge_queue(0, places, places, -1, out, NULL, NULL, &err), CPW_EINVAL, &err,
          "periods = -1 must be >= 0");
  ck_assert(out[0] == 7 && out[1] == 7);
}
END_TEST

/* ---------------------------------------------------------------- liaison ------------------- */

static cpw_liaison raid(void) {
  static const double days[] = {14500, 14500, 14500};
  static const int64_t cost[] = {800000, 800000, 800000};
  cpw_liaison l;
  cpw_liaison_init(&l);
  l.years = 1;
  l.bed_days = days;
  l.cost = cost;
  return l;
}

static cpw_result *liaison(const cpw_liaison *l) {
  cpw_result *r = NULL;
  cpw_error err;
  int32_t status = cpw_liaison_project(l, NULL, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

START_TEST(liaison_as_raid)
{
  cpw_liaison l = raid();
  cpw_result *r = liaison(&l);
  ck_assert_int_eq(*wholes(r, "saving"), 3552500);
  ck_assert_double_eq(*reals(r, "ratio"), 4.440625);
  ck_assert_double_eq(cpw_liaison_ratio(14500, 245, 800000), 4.440625);
  ck_assert_int_eq(*wholes(r, "total_net"), 2752500);
  close_to(*reals(r, "beds"), 14500 / 365.25, 1e-14);
  cpw_result_free(r);
}
END_TEST

START_TEST(liaison_by_hand)
{
  const double seen[] = {1000, 1000, 1000}, assessed[] = {200, 200, 200};
  cpw_liaison l = raid();
  l.years = 3;
  l.bed_days = NULL;
  l.inpatients = seen;
  l.emergency = assessed;
  l.stay_before = 9;
  l.stay_after = 8;
  l.admission_before = 0.5;
  l.admission_after = 0.25;
  l.admission_stay = 4;
  l.readmission_before = 0.3;
  l.readmission_after = 0.1;
  l.readmission_stay = 10;
  l.reached = 0.5;
  l.build_up = 2;
  l.cashable = 0.5;
  l.unit = 301;
  l.discount = 0.25;
  cpw_result *r = liaison(&l);
  const double reach[] = {0.5, 0.75, 1}; /* 1000 + 200 + 2000 days at full reach */
  double gained = 0, spent = 0, factor = 1;
  for (int t = 0; t < 3; t++, factor /= 1.25) {
    close_to(reals(r, "reach")[t], reach[t], 1e-15);
    close_to(reals(r, "bed_days_stay")[t], 1000 * reach[t], 1e-15);
    close_to(reals(r, "bed_days_admissions")[t], 200 * reach[t], 1e-15);
    close_to(reals(r, "bed_days_readmissions")[t], 2000 * reach[t], 1e-13);
    close_to(reals(r, "bed_days")[t], 3200 * reach[t], 1e-13);
    ck_assert_int_eq(wholes(r, "saving")[t], (int64_t)(3200 * reach[t] * 0.5 * 301 + 0.5));
    gained += factor * (double)wholes(r, "saving")[t];
    spent += factor * 800000;
    close_to(reals(r, "discounted_net")[t], gained - spent, 1e-12);
  }
  close_to(*reals(r, "total_ratio"), gained / spent, 1e-13);
  ck_assert_int_eq(*wholes(r, "total_saving") - *wholes(r, "total_cost"), *wholes(r, "total_net"));
  cpw_result_free(r);
  /* longer stays are a loss; no cost, no ratio */
  l.stay_after = 20;
  l.cost = NULL;
  r = liaison(&l);
  ck_assert(reals(r, "bed_days")[2] < 0 && wholes(r, "net")[2] < 0);
  ck_assert(isnan(reals(r, "ratio")[2]) && isnan(*reals(r, "total_ratio")));
  cpw_result_free(r);
}
END_TEST

START_TEST(liaison_refuses)
{
  cpw_error err;
  cpw_result *r = NULL;
  cpw_liaison l = raid();
  l.years = 0;
  refused(cpw_liaison_project(&l, NULL, &r, &err), CPW_EINVAL, &err, "years = 0 must be 1 to 1000");
  l = raid();
  l.admission_after = 1.5;
  refused(cpw_liaison_project(&l, NULL, &r, &err), CPW_EDOMAIN, &err,
          "admission_after = 1.5 must be 0 to 1");
  l = raid();
  l.discount = -1;
  refused(cpw_liaison_project(&l, NULL, &r, &err), CPW_EDOMAIN, &err,
          "discount = -1 must be finite and > -1");
  l = raid();
  l.occupancy = 0;
  refused(cpw_liaison_project(&l, NULL, &r, &err), CPW_EDOMAIN, &err,
          "occupancy = 0 must be above 0 to 1");
  const int64_t debt[] = {-5};
  l = raid();
  l.cost = debt;
  refused(cpw_liaison_project(&l, NULL, &r, &err), CPW_EINVAL, &err, "cost[0] = -5 must be >= 0");
  const double days[] = {1e9, 1};
  l = raid();
  l.bed_days = days;
  l.unit = INT64_MAX;
  refused(cpw_liaison_project(&l, NULL, &r, &err), CPW_EOVERFLOW, &err,
          "saving = 9.223372036854776e+27 pounds is beyond 2^62");
  const int64_t costs[] = {INT64_MAX, 1};
  l = raid();
  l.years = 2;
  l.bed_days = NULL;
  l.cost = costs;
  refused(cpw_liaison_project(&l, NULL, &r, &err), CPW_EOVERFLOW, &err,
          "total_cost is too large to add up");
  const double nan_days[] = {(double)NAN};
  l = raid();
  l.bed_days = nan_days;
  refused(cpw_liaison_project(&l, NULL, &r, &err), CPW_EDOMAIN, &err,
          "bed_days[0] = nan must be finite and >= 0");
  refused(cpw_liaison_project(NULL, NULL, &r, &err), CPW_EINVAL, &err, "liaison must be given");
  ck_assert_ptr_null(r);
}
END_TEST

/* ---------------------------------------------------------------- returns ------------------- */

START_TEST(returns_by_hand)
{
  const double gone[] = {100, 0, 50, 0, 0}, lags[] = {0.5, 0.25};
  const cpw_duration law = {CPW_DURATION_EXPONENTIAL, 0, 2, 0, 0.25, NULL};
  const cpw_duration fixed = {CPW_DURATION_FIXED, 0, 1.5, 0, 0, NULL};
  const cpw_returns_group groups[] = {{"lags", gone, 0.8, 1.5, lags, 2, NULL},
                                      {"law", gone, 0.5, 1, NULL, 0, &law},
                                      {"fixed", gone, 1, 1, NULL, 0, &fixed},
                                      {"at once", gone, 0.25, 0, NULL, 0, NULL}};
  cpw_returns w;
  cpw_returns_init(&w);
  w.periods = 5;
  w.group_count = 4;
  w.groups = groups;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_returns_project(&w, NULL, &r, NULL), CPW_OK);
  const double *back = reals(r, "returned"), *pending = reals(r, "pending");
  const double first[] = {40, 20, 20, 10, 0}, wait[] = {40, 20, 40, 30, 30};
  for (int t = 0; t < 5; t++) {
    close_to(back[t], first[t], 1e-15);
    close_to(pending[t], wait[t], 1e-14);
    close_to(reals(r, "workload")[t], 1.5 * first[t], 1e-15);
    /* P(D <= t), a quarter at once */
    double part = 1 - 0.75 * exp(-0.5 * t), later = t >= 2 ? 1 - 0.75 * exp(-0.5 * (t - 2)) : 0;
    double sum = 0;
    for (int k = 0; k <= t; k++)
      sum += back[5 + k];
    close_to(sum, 0.5 * (100 * part + 50 * later), 1e-13);
    close_to(back[15 + t], 0.25 * gone[t], 0);
    close_to(pending[15 + t], 0, 0);
  }
  /* 1.5 periods end in the second period after */
  ck_assert(back[10] == 0 && back[11] == 0 && back[12] == 100 && back[14] == 50);
  close_to(reals(r, "lost")[0], 20, 1e-15);
  cpw_result_free(r);
  double lag[4];
  ck_assert_int_eq(cpw_returns_lags(&fixed, 4, lag, NULL), CPW_OK);
  ck_assert(lag[0] == 0 && lag[1] == 0 && lag[2] == 1 && lag[3] == 0);
}
END_TEST

START_TEST(returns_refuse)
{
  cpw_error err;
  cpw_result *r = NULL;
  const double gone[] = {1, 2}, lags[] = {0.7, 0.7};
  cpw_duration law = {CPW_DURATION_EXPONENTIAL, 0, -1, 0, 0, NULL};
  cpw_returns_group group = {"a", gone, 2, 1, NULL, 0, NULL};
  cpw_returns w;
  cpw_returns_init(&w);
  w.periods = 2;
  w.group_count = 1;
  w.groups = &group;
  refused(cpw_returns_project(&w, NULL, &r, &err), CPW_EDOMAIN, &err,
          "groups[0].share = 2 must be 0 to 1");
  group.share = 1;
  group.lags = lags;
  group.lag_count = 2;
  refused(cpw_returns_project(&w, NULL, &r, &err), CPW_EDOMAIN, &err,
          "groups[0].lags sum to 1.4 and must be at most 1");
  group.lag_count = 0;
  refused(cpw_returns_project(&w, NULL, &r, &err), CPW_EINVAL, &err,
          "groups[0].lag_count = 0 must be >= 1");
  group.lags = NULL;
  group.lag_count = 1;
  refused(cpw_returns_project(&w, NULL, &r, &err), CPW_EINVAL, &err,
          "groups[0].lag_count = 1 must be 0 to 0");
  group.lag_count = 0;
  group.delay = &law;
  refused(cpw_returns_project(&w, NULL, &r, &err), CPW_EDOMAIN, &err,
          "groups[0].delay.mean = -1 must be finite and > 0 (exponential)");
  group.suppressed = NULL;
  refused(cpw_returns_project(&w, NULL, &r, &err), CPW_EINVAL, &err,
          "groups[0].suppressed must be given");
  double lag[1];
  law.mean = 1;
  refused(cpw_returns_lags(&law, 0, lag, &err), CPW_EINVAL, &err,
          "count = 0 must be >= 1, with room for the lags");
  ck_assert_int_eq(cpw_returns_lags(NULL, 1, lag, &err), CPW_EINVAL);
  ck_assert_ptr_null(r);
}
END_TEST

/* ---------------------------------------------------------------- advice -------------------- */

static const double REQUESTS[] = {100, 100, 100, 0, 0, 0};

static cpw_advice service(void) {
  cpw_advice v;
  cpw_advice_init(&v);
  v.periods = 6;
  v.requests = REQUESTS;
  v.diverted = 0.6;
  v.rebound = 0.25;
  return v;
}

START_TEST(advice_by_hand)
{
  const cpw_duration one = {CPW_DURATION_FIXED, 0, 1, 0, 0, NULL};
  const cpw_duration two = {CPW_DURATION_FIXED, 0, 2, 0, 0, NULL};
  cpw_advice v = service();
  v.would_refer = 0.9;
  v.reply = &one;
  v.return_delay = &two;
  v.gp_minutes = 6;
  v.gp_diverted_minutes = 10;
  v.consultant_minutes = 12;
  v.appointment_minutes = 30;
  v.appointment_cost = 150;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_advice_project(&v, NULL, &r, NULL), CPW_OK);
  const double replies[] = {0, 100, 100, 100, 0, 0}, open[] = {100, 100, 100, 0, 0, 0};
  const double late[] = {0, 0, 0, 15, 15, 15}, pending[] = {0, 15, 30, 30, 15, 0};
  for (int t = 0; t < 6; t++) {
    double diverted = 0.6 * replies[t], referrals = 0.4 * replies[t] + late[t];
    double avoided = 0.9 * REQUESTS[t] - referrals;
    close_to(reals(r, "replies")[t], replies[t], 0);
    close_to(reals(r, "open")[t], open[t], 0);
    close_to(reals(r, "rebounded")[t], late[t], 1e-14);
    close_to(reals(r, "pending")[t], pending[t], 1e-13);
    close_to(reals(r, "settled")[t], 0.75 * diverted, 1e-14);
    close_to(reals(r, "referrals")[t], referrals, 1e-14);
    close_to(reals(r, "avoided")[t], avoided, 1e-13);
    close_to(reals(r, "gp_hours")[t], 0.1 * REQUESTS[t] + diverted / 6, 1e-14);
    close_to(reals(r, "consultant_net_hours")[t], 0.2 * replies[t] - avoided / 2, 1e-13);
    ck_assert_int_eq(wholes(r, "fees")[t], (int64_t)(20 * REQUESTS[t]));
    close_to((double)wholes(r, "net")[t], 150 * avoided - 20 * REQUESTS[t], 0.5);
  }
  close_to(*reals(r, "total_avoided"), 270 - 120 - 45, 1e-13);
  cpw_result_free(r);
  /* at once: what is diverted and stays so is spared */
  v = service();
  ck_assert_int_eq(cpw_advice_project(&v, NULL, &r, NULL), CPW_OK);
  for (int t = 0; t < 6; t++)
    close_to(reals(r, "avoided")[t], 0.45 * REQUESTS[t], 1e-13);
  cpw_result_free(r);
}
END_TEST

START_TEST(advice_refuses)
{
  cpw_error err;
  cpw_result *r = NULL;
  cpw_advice v = service();
  v.requests = NULL;
  refused(cpw_advice_project(&v, NULL, &r, &err), CPW_EINVAL, &err, "requests must be given");
  v = service();
  v.diverted = -0.1;
  refused(cpw_advice_project(&v, NULL, &r, &err), CPW_EDOMAIN, &err,
          "diverted = -0.1 must be 0 to 1");
  v = service();
  v.fee = -1;
  refused(cpw_advice_project(&v, NULL, &r, &err), CPW_EINVAL, &err, "fee = -1 must be >= 0");
  v = service();
  const cpw_duration law = {99, 0, 1, 0, 0, NULL};
  v.reply = &law;
  ck_assert_int_eq(cpw_advice_project(&v, NULL, &r, &err), CPW_EINVAL);
  const double bad[] = {1, 2, 3, -1, 0, 0};
  v = service();
  v.requests = bad;
  refused(cpw_advice_project(&v, NULL, &r, &err), CPW_EDOMAIN, &err,
          "requests[3] = -1 must be finite and >= 0");
  v = service();
  v.fee = INT64_MAX;
  ck_assert_int_eq(cpw_advice_project(&v, NULL, &r, &err), CPW_EOVERFLOW);
  ck_assert_ptr_null(r);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t all_services(void *context) {
  (void)context;
  const cpw_duration law = {CPW_DURATION_EXPONENTIAL, 0, 2, 0, 0, NULL};
  const cpw_returns_group group = {"a", REQUESTS, 0.5, 1, NULL, 0, &law};
  cpw_result *r[3] = {NULL, NULL, NULL};
  cpw_liaison l = raid();
  cpw_advice v = service();
  cpw_returns w;
  cpw_returns_init(&w);
  w.periods = 2;
  w.group_count = 1;
  w.groups = &group;
  v.reply = &law;
  int32_t status = cpw_liaison_project(&l, NULL, &r[0], NULL);
  if (status == CPW_OK) status = cpw_advice_project(&v, NULL, &r[1], NULL);
  if (status == CPW_OK) status = cpw_returns_project(&w, NULL, &r[2], NULL);
  for (int k = 0; k < 3; k++)
    cpw_result_free(r[k]);
  return status;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(all_services, NULL); }
END_TEST

void service_tests(const cases *c) {
  tcase_add_test(c->reference, discharge_by_hand);
  tcase_add_test(c->reference, liaison_as_raid);
  tcase_add_test(c->limits, liaison_by_hand);
  tcase_add_test(c->limits, returns_by_hand);
  tcase_add_test(c->limits, advice_by_hand);
  tcase_add_test(c->errors, discharge_refuses);
  tcase_add_test(c->errors, liaison_refuses);
  tcase_add_test(c->errors, returns_refuse);
  tcase_add_test(c->errors, advice_refuses);
  tcase_add_test(c->oom, memory_fails);
}
