/* Values by time: steps, integrals, what is reached when, means and the largest value. Values by hand. */
#include "pathway/check_pathway.h"

#define INF       ((double)INFINITY)
#define TOLERANCE 1e-12

static const double five_two[] = {1, 1, 1, 1, 1, 0, 0}, ramp[] = {0, 1, 3}, closed[] = {2, 0};
static const cpw_calendar calendars[] = {
    {"week", 1, five_two, 7, 1, 0},    {"ramp", 10, ramp, 3, 0, 0},
    {"closing", 4, closed, 2, 0, 0},   {"odd", 1, closed, 2, 1, 0},
    {"even", 1, ramp, 2, 1, 0},        {"tenths", 0.1, five_two, 7, 1, 0},
    {"fortnight", 14, closed, 2, 1, 0}};

static cpwi_profile profile(int32_t calendar, int32_t factor) {
  static cpw_pathway p;
  p.calendar = calendars;
  p.calendars = 7;
  return cpwi_profile_of(&p, calendar, factor);
}

START_TEST(steps_are_counted)
{
  cpwi_profile f = profile(5, CPW_NONE);
  /* 0.1 x k as it is rounded begins step k, wherever that is */
  for (int64_t k = 0; k < 100000; k++) {
    double t = (double)k * 0.1;
    ck_assert_double_eq(cpwi_profile_at(&f, t), five_two[k % 7]);
    if (k > 0) ck_assert_double_eq(cpwi_profile_at(&f, nextafter(t, 0)), five_two[(k - 1) % 7]);
  }
  ck_assert_double_eq(cpwi_profile_next(&f, 0), 5 * 0.1);
  ck_assert_double_eq(cpwi_profile_next(&f, 5 * 0.1), 7 * 0.1);
  ck_assert(cpwi_profile_next(&f, 1e300) > 1e300);
  f = profile(CPW_NONE, CPW_NONE);
  ck_assert_double_eq(cpwi_profile_at(&f, 3), 1);
  ck_assert_double_eq(cpwi_profile_next(&f, 3), INF);
  ck_assert_int_eq(cpwi_profile_constant(&f), 1);
  f = profile(1, CPW_NONE);
  ck_assert_int_eq(cpwi_profile_constant(&f), 0);
  ck_assert_double_eq(cpwi_profile_at(&f, 1e9), 3);
  ck_assert_double_eq(cpwi_profile_next(&f, 20), INF);
}
END_TEST

START_TEST(integrals_by_hand)
{
  cpwi_profile f = profile(0, CPW_NONE);
  ck_assert_double_eq(cpwi_profile_integral(&f, 3, 3), 0);
  ck_assert_double_eq_tol(cpwi_profile_integral(&f, 0.5, 7.5), 5, TOLERANCE);
  ck_assert_double_eq_tol(cpwi_profile_integral(&f, 0.5, 0.5 + 7e6), 5e6, 1e-6);
  ck_assert_double_eq_tol(cpwi_profile_mean(&f, 0, 0), 5.0 / 7, TOLERANCE);
  f = profile(0, 1); /* a week times a ramp: 0 for 10 days, 1 for 10, 3 after it */
  ck_assert_double_eq_tol(cpwi_profile_integral(&f, 10, 20), 2 + 0 + 5 + 0, TOLERANCE);
  ck_assert_double_eq_tol(cpwi_profile_mean(&f, 0, INF), 3 * 5.0 / 7, TOLERANCE);
  ck_assert_double_eq_tol(cpwi_profile_mean(&f, 10, 20), 0.7, TOLERANCE);
  ck_assert_double_eq(cpwi_profile_mean(&f, 10, 10), 1);
  f = profile(0, 6); /* open 5 days of 7, doubled in every other fortnight */
  ck_assert_double_eq_tol(cpwi_profile_mean(&f, 0, 0), 5.0 / 7, TOLERANCE);
  ck_assert_double_eq(cpwi_profile_most(&f, 20), 2);
}
END_TEST

START_TEST(what_is_reached_when)
{
  cpwi_profile f = profile(0, CPW_NONE);
  ck_assert_double_eq(cpwi_profile_reach(&f, 2, 0), 2);
  ck_assert_double_eq(cpwi_profile_reach(&f, 4.5, 1), 7.5);
  ck_assert_double_eq_tol(cpwi_profile_reach(&f, 0.25, 5e6), 7e6 + 0.25, 1e-6);
  f = profile(2, CPW_NONE); /* 8 in all, then nothing */
  ck_assert_double_eq(cpwi_profile_reach(&f, 0, 8), 4);
  ck_assert_double_eq(cpwi_profile_reach(&f, 0, 8.01), INF);
  ck_assert_double_eq(cpwi_profile_reach(&f, 5, 1), INF);
  f = profile(2, 0); /* the same on weekdays: it ends while the week goes on */
  ck_assert_double_eq(cpwi_profile_reach(&f, 0, 9), INF);
  f = profile(3, 4); /* never open together */
  ck_assert_double_eq(cpwi_profile_reach(&f, 0, 1), INF);
  ck_assert_double_eq(cpwi_profile_most(&f, 0), 0);
  f = profile(1, CPW_NONE);
  ck_assert_double_eq(cpwi_profile_reach(&f, 0, 13), 21);
  ck_assert_double_eq(cpwi_profile_most(&f, 0), 3);
  f = profile(2, CPW_NONE);
  ck_assert_double_eq(cpwi_profile_most(&f, 3.9), 2);
  ck_assert_double_eq(cpwi_profile_most(&f, 4), 0);
}
END_TEST

void profile_tests(TCase *limits, TCase *reference) {
  tcase_add_test(limits, steps_are_counted);
  tcase_add_test(reference, integrals_by_hand);
  tcase_add_test(reference, what_is_reached_when);
}
