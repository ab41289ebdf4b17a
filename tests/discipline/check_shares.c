/* Whom a policy treats next, and the cohort engine against the patients one by one. */
#include "discipline/check_discipline.h"

enum { BANDS = 40, CELLS = CPWT_CLASSES * CPWT_GROUPS };

static cpw_discipline *made(const cpwt_people *w) {
  cpw_discipline *d = NULL;
  cpw_error err;
  int32_t status = cpw_discipline_new(&w->policy, &w->list, &w->options, &d, &err);
  ck_assert_msg(status == CPW_OK, "%s", err.message);
  return d;
}

static cpw_bands week_bands(double *lower, int64_t count) {
  cpw_bands bands;
  cpw_bands_init(&bands);
  for (int64_t m = 0; m < count; m++)
    lower[m] = (double)m;
  bands.count = count;
  bands.lower = lower;
  return bands;
}

static cpw_result *shares_of(const cpwt_people *w, const cpw_bands *bands, int64_t slots,
                             int64_t periods) {
  cpw_discipline *d = made(w);
  cpw_result *result = NULL;
  cpw_error err;
  int32_t status = cpw_discipline_shares(d, bands, slots, periods, NULL, &result, &err);
  ck_assert_msg(status == CPW_OK, "%s", err.message);
  cpw_discipline_free(d);
  return result;
}

static const double *real(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_ptr_nonnull(a);
  return a->real;
}

/* Counted from the ranking: the first K, by class, group and week at the end of the period. */
START_TEST(the_next_by_the_ranking)
{
  cpwt_people w;
  double lower[BANDS], expected[CELLS * BANDS] = {0}, waiting[CELLS * BANDS] = {0};
  int64_t order[CPWT_PEOPLE], n = 150, slots = 10 + 9 * _i;
  cpw_priority_ranking ranking;
  cpw_bands bands = week_bands(lower, _i % 2 ? BANDS : 6);
  int64_t count = bands.count;
  cpwt_make_people(&w, 200 + (uint64_t)_i, n);
  cpw_priority_ranking_init(&ranking);
  ranking.order = order;
  ck_assert_int_eq(cpw_priority_rank(&w.policy, &w.list, &ranking, NULL), CPW_OK);
  for (int64_t i = 0; i < n; i++) {
    int64_t p = order[i], cell = w.class_index[p] * CPWT_GROUPS + w.group[p];
    int64_t week = (int64_t)(w.wait[p] / 7.0), last = count - 1;
    waiting[cell * count + (week < last ? week : last)] += 1;
    if (i < slots) expected[cell * count + (week + 1 < last ? week + 1 : last)] += 1;
  }
  cpw_result *r = shares_of(&w, &bands, slots, 1);
  const double *treated = real(r, "treated"), *now = real(r, "waiting"), *share = real(r, "share");
  double sum = 0.0;
  for (int64_t k = 0; k < CELLS * count; k++) {
    ck_assert_double_eq(treated[k], expected[k]);
    ck_assert_double_eq(now[k], waiting[k]);
  }
  for (int64_t c = 0; c < CELLS; c++)
    sum += share[c];
  ck_assert_double_eq_tol(sum, 1.0, 1e-15);
  cpw_result_free(r);
}
END_TEST

/* One period from the shares: the cohort engine treats the same people, by cell and week. */
START_TEST(one_period_of_the_cohort_engine)
{
  cpwt_people w;
  double lower[BANDS];
  cpw_bands bands = week_bands(lower, BANDS), seen;
  cpw_backlog backlog;
  cpw_project_options options;
  cpw_result *projection = NULL;
  cpw_error err;
  cpwt_make_people(&w, 300 + (uint64_t)_i, 200);
  cpw_result *r = shares_of(&w, &bands, 30, 1);
  cpw_bands_init(&seen);
  cpw_backlog_init(&backlog);
  ck_assert_int_eq(cpw_backlog_view(r, &backlog, &seen, &err), CPW_OK);
  ck_assert_int_eq(backlog.lists, CELLS);
  cpw_project_options_init(&options);
  options.periods = 1;
  int32_t status = cpw_waitlist_project(&backlog, &options, NULL, &projection, &err);
  ck_assert_msg(status == CPW_OK, "%s", err.message);
  const double *mine = real(r, "treated"), *theirs = real(projection, "treated");
  for (int64_t k = 0; k < CELLS * BANDS; k++)
    ck_assert_double_eq_tol(mine[k], theirs[k], 1e-11);
  cpw_result_free(projection);
  cpw_result_free(r);
}
END_TEST

/* Several periods: approximate. Who is treated in all, by cell, agrees as capacity does; the weeks waited of those
 * who are treated agree on average to a week on this list. */
START_TEST(several_periods_of_the_cohort_engine)
{
  enum { PERIODS = 6 };
  cpwt_people w;
  double lower[BANDS], mine = 0.0, theirs = 0.0, people = 0.0;
  cpw_bands bands = week_bands(lower, BANDS), seen;
  cpw_backlog backlog;
  cpw_project_options options;
  cpw_result *projection = NULL;
  cpwt_make_people(&w, 310 + (uint64_t)_i, 300);
  cpw_result *r = shares_of(&w, &bands, 20, PERIODS);
  cpw_bands_init(&seen);
  cpw_backlog_init(&backlog);
  ck_assert_int_eq(cpw_backlog_view(r, &backlog, &seen, NULL), CPW_OK);
  cpw_project_options_init(&options);
  options.periods = PERIODS;
  options.capacity = real(r, "capacity_path");
  ck_assert_int_eq(cpw_waitlist_project(&backlog, &options, NULL, &projection, NULL), CPW_OK);
  const double *a = real(r, "treated"), *b = real(projection, "treated");
  for (int64_t c = 0; c < CELLS; c++) {
    double first = 0.0, second = 0.0;
    for (int64_t t = 0; t < PERIODS; t++)
      for (int64_t m = 0; m < BANDS; m++) {
        int64_t at = (c * PERIODS + t) * BANDS + m;
        first += a[at];
        second += b[at];
        mine += a[at] * (double)m;
        theirs += b[at] * (double)m;
      }
    ck_assert_double_eq_tol(first, second, 1e-9);
    people += first;
  }
  ck_assert_double_eq_tol(people, 20.0 * PERIODS, 1e-9);
  ck_assert_double_le(fabs(mine - theirs) / people, 1.0);
  cpw_result_free(projection);
  cpw_result_free(r);
}
END_TEST

/* Three people, one slot a period, by hand: P2 at once, then the one beyond the target of P3, then the other. */
START_TEST(three_people_by_hand)
{
  static const double wait[] = {70, 85, 0}, targets[] = {28, 84};
  static const int32_t tier[] = {1, 1, 0}, group[] = {1, 0, 1};
  const cpw_priority_tier tiers[] = {{"P2", targets[0], 0}, {"P3", targets[1], 0}};
  double lower[20];
  cpw_bands bands = week_bands(lower, 20);
  cpw_priority_policy policy;
  cpw_priority_list list;
  cpw_discipline_options options;
  cpw_discipline *d = NULL;
  cpw_result *r = NULL;
  cpw_priority_policy_init(&policy);
  policy.tiers = tiers;
  policy.tier_count = 2;
  policy.rule = CPW_PRIORITY_LONGEST;
  cpw_priority_list_init(&list);
  list.patients = 3;
  list.wait = wait;
  list.tier = tier;
  cpw_discipline_options_init(&options);
  options.groups = 2;
  options.group_index = group;
  ck_assert_int_eq(cpw_discipline_new(&policy, &list, &options, &d, NULL), CPW_OK);
  ck_assert_int_eq(cpw_discipline_shares(d, &bands, 1, 3, NULL, &r, NULL), CPW_OK);
  const double *treated = real(r, "treated"), *hazard = real(r, "treatment_hazard");
  /* group 1, period 1, band 1 (7 days); group 0, period 2, band 14 (85 + 14 days); group 1, period 3, band 13 (91) */
  ck_assert_double_eq(treated[(1 * 3 + 0) * 20 + 1], 1);
  ck_assert_double_eq(treated[(0 * 3 + 1) * 20 + 14], 1);
  ck_assert_double_eq(treated[(1 * 3 + 2) * 20 + 13], 1);
  ck_assert_double_eq(hazard[20 + 1], 1);
  ck_assert_double_eq(hazard[20 + 11], 0);
  ck_assert_double_eq(real(r, "capacity")[0], 1.0 / 3);
  ck_assert_double_eq(real(r, "share")[1], 2.0 / 3);
  cpw_result_free(r);
  r = NULL;
  ck_assert_int_eq(cpw_discipline_shares(d, &bands, 0, 2, NULL, &r, NULL), CPW_OK);
  ck_assert_double_eq(real(r, "share")[1], 0);
  cpw_result_free(r);
  cpw_discipline_free(d);
}
END_TEST

/* Bands of other widths: people are put where their days belong. */
START_TEST(uneven_bands)
{
  cpwt_people w;
  double lower[] = {0, 1, 4, 18, 26}, sum = 0.0;
  cpw_bands bands = week_bands(lower, 1);
  lower[1] = 1;
  bands.count = 5;
  cpwt_make_people(&w, 17, 100);
  cpw_result *r = shares_of(&w, &bands, 100, 1);
  const double *treated = real(r, "treated"), *waiting = real(r, "waiting");
  double expected[5] = {0}, got[5] = {0};
  for (int64_t i = 0; i < 100; i++) {
    double weeks = (w.wait[i] + 7.0) / 7.0;
    expected[weeks >= 26 ? 4 : weeks >= 18 ? 3 : weeks >= 4 ? 2 : weeks >= 1 ? 1 : 0] += 1;
  }
  for (int64_t k = 0; k < CELLS * 5; k++) {
    got[k % 5] += treated[k];
    sum += waiting[k];
  }
  for (int m = 0; m < 5; m++)
    ck_assert_double_eq(got[m], expected[m]);
  ck_assert_double_eq(sum, 100);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors and memory --------- */

static void refuse(const cpw_discipline *d, const cpw_bands *bands, int64_t slots, int64_t periods,
                   int32_t code, const char *message) {
  cpw_result *r = NULL;
  cpw_error err;
  ck_assert_int_eq(cpw_discipline_shares(d, bands, slots, periods, NULL, &r, &err), code);
  ck_assert_str_eq(err.message, message);
  ck_assert_ptr_null(r);
}

START_TEST(shares_that_are_refused)
{
  cpwt_people w;
  double lower[BANDS];
  cpw_bands bands = week_bands(lower, BANDS);
  cpw_error err;
  cpwt_make_people(&w, 1, 5);
  cpw_discipline *d = made(&w);
  refuse(d, &bands, -1, 1, CPW_EDOMAIN, "slots = -1 must be >= 0");
  refuse(d, &bands, 1, 0, CPW_EDOMAIN, "periods = 0 must be 1 to 2147483647");
  refuse(NULL, &bands, 1, 1, CPW_EINVAL, "discipline and out must be given");
  bands.period = 2;
  refuse(d, &bands, 1, 1, CPW_EINVAL,
         "bands.period = 2 must be the discipline's period of 7 days, 1 units");
  ck_assert_int_eq(cpw_discipline_shares(d, NULL, 1, 1, NULL, &(cpw_result *){NULL}, &err),
                   CPW_EINVAL);
  cpw_discipline_free(d);
  bands.period = 1;
  cpwt_sort_rows(&w);
  w.options.row = w.row;
  w.options.rows = 5;
  d = made(&w);
  refuse(d, &bands, 1, 1, CPW_EINVAL, "the discipline must have been made without options.row");
  cpw_discipline_free(d);
}
END_TEST

static int32_t share_all(void *context) {
  double lower[5];
  cpw_bands bands = week_bands(lower, 5);
  cpw_result *r = NULL;
  int32_t status = cpw_discipline_shares(context, &bands, 2, 2, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(no_memory_for_shares)
{
  cpwt_people w;
  cpwt_make_people(&w, 1, 6);
  cpw_discipline *d = made(&w);
  cpwt_each_allocation_fails(share_all, d);
  cpw_discipline_free(d);
}
END_TEST

void cpwt_add_shares(const cpwt_cases *cases) {
  tcase_add_loop_test(cases->reference, the_next_by_the_ranking, 0, 10);
  tcase_add_loop_test(cases->reference, one_period_of_the_cohort_engine, 0, 10);
  tcase_add_loop_test(cases->reference, several_periods_of_the_cohort_engine, 0, 6);
  tcase_add_test(cases->reference, three_people_by_hand);
  tcase_add_test(cases->limits, uneven_bands);
  tcase_add_test(cases->errors, shares_that_are_refused);
  tcase_add_test(cases->oom, no_memory_for_shares);
}
