/* Indices of queue disciplines: one person, many, who is next, arguments that are refused. */
#include "urgency/check_urgency.h"

START_TEST(generalised_index)
{
  const double mu[] = {2, 1, 0.5}, theta[] = {1, 3, 4}, wait[] = {10, 4, 6};
  double index[3];
  int64_t next = -1;
  ck_assert_int_eq(cpw_urgency_generalised_cmus(3, mu, theta, wait, 2, index, NULL), CPW_OK);
  ck_assert(index[0] == 20 && index[1] == 12 && index[2] == 12); /* case gcmu_index */
  ck_assert_int_eq(cpw_urgency_next(3, index, &next, NULL), CPW_OK);
  ck_assert_int_eq(next, 0);
  ck_assert_int_eq(cpw_urgency_next(2, index + 1, &next, NULL), CPW_OK);
  ck_assert_int_eq(next, 0); /* of equals the first */
  for (int i = 0; i < 3; i++) {
    ck_assert_double_eq(cpw_urgency_generalised_cmu(mu[i], theta[i], wait[i], 2), index[i]);
    /* exponent 1 is the c-mu index, whatever the wait; 3 is mu theta w^2; 1.5 mu theta sqrt(w) */
    ck_assert_double_eq(cpw_urgency_generalised_cmu(mu[i], theta[i], wait[i], 1),
                        cpw_urgency_cmu(mu[i], theta[i]));
    ck_assert_double_eq(cpw_urgency_generalised_cmu(mu[i], theta[i], wait[i], 3),
                        mu[i] * theta[i] * wait[i] * wait[i]);
    ck_assert_double_eq_tol(cpw_urgency_generalised_cmu(mu[i], theta[i], wait[i], 1.5),
                            mu[i] * theta[i] * sqrt(wait[i]), 1e-14);
  }
  ck_assert_double_eq(cpw_urgency_generalised_cmu(1, 1, 0, 1), 1);
  ck_assert_double_eq(cpw_urgency_generalised_cmu(1, 1, 0, 1.5), 0);
  ck_assert_int_eq(cpw_urgency_generalised_cmus(0, NULL, NULL, NULL, 2, NULL, NULL), CPW_OK);
}
END_TEST

START_TEST(accumulated_priority)
{
  const double rate[] = {1, 0.5, 0}, wait[] = {4, 10, 99}, start[] = {0, 2, -1};
  double out[3];
  ck_assert_int_eq(cpw_urgency_accumulate(3, NULL, rate, wait, out, NULL), CPW_OK);
  ck_assert(out[0] == 4 && out[1] == 5 && out[2] == 0);
  ck_assert_int_eq(cpw_urgency_accumulate(3, start, rate, wait, out, NULL), CPW_OK);
  ck_assert(out[0] == 4 && out[1] == 7 && out[2] == -1);
  ck_assert_double_eq(cpw_urgency_accumulated(2, 0.5, 10), 7);
  ck_assert_double_eq(cpw_urgency_max_weight(0.5, 30), 15);
}
END_TEST

START_TEST(arguments_that_are_refused)
{
  const double one[] = {1, 1}, bad[] = {1, -1}, nan[] = {0, (double)NAN};
  const double inf[] = {1, (double)INFINITY};
  double out[] = {-7, -7};
  int64_t next = -7;
  ck_refused(cpw_urgency_generalised_cmus(-1, one, one, one, 2, out, &err), CPW_EINVAL,
             "count = -1 must be >= 0");
  ck_refused(cpw_urgency_generalised_cmus(2, bad, one, one, 2, out, &err), CPW_EDOMAIN,
             "service_rate[1] = -1 must be finite and >= 0");
  ck_refused(cpw_urgency_generalised_cmus(2, one, inf, one, 2, out, &err), CPW_EDOMAIN,
             "theta[1] = inf must be finite and >= 0");
  ck_refused(cpw_urgency_generalised_cmus(2, one, one, nan, 2, out, &err), CPW_EDOMAIN,
             "wait[1] = nan must be finite and >= 0");
  ck_refused(cpw_urgency_generalised_cmus(2, one, one, one, 0.5, out, &err), CPW_EDOMAIN,
             "exponent = 0.5 must be finite and >= 1");
  ck_refused(cpw_urgency_generalised_cmus(2, NULL, one, one, 2, out, &err), CPW_EINVAL,
             "service_rate must be given");
  ck_refused(cpw_urgency_generalised_cmus(2, one, one, one, 2, NULL, &err), CPW_EINVAL,
             "index must be given");
  ck_refused(cpw_urgency_accumulate(-1, NULL, one, one, out, &err), CPW_EINVAL,
             "count = -1 must be >= 0");
  ck_refused(cpw_urgency_accumulate(2, NULL, bad, one, out, &err), CPW_EDOMAIN,
             "rate[1] = -1 must be finite and >= 0");
  ck_refused(cpw_urgency_accumulate(2, NULL, one, NULL, out, &err), CPW_EINVAL,
             "wait must be given");
  ck_refused(cpw_urgency_accumulate(2, inf, one, one, out, &err), CPW_EDOMAIN,
             "start[1] = inf must be finite");
  ck_refused(cpw_urgency_accumulate(2, NULL, one, one, NULL, &err), CPW_EINVAL,
             "out must be given");
  ck_refused(cpw_urgency_next(0, one, &next, &err), CPW_EINVAL, "count = 0 must be >= 1");
  ck_refused(cpw_urgency_next(2, nan, &next, &err), CPW_EDOMAIN, "index[1] must not be NaN");
  ck_refused(cpw_urgency_next(2, NULL, &next, &err), CPW_EINVAL, "index must be given");
  ck_refused(cpw_urgency_next(2, one, NULL, &err), CPW_EINVAL, "next must be given");
  ck_assert(out[0] == -7 && out[1] == -7 && next == -7);
  ck_assert(isnan(cpw_urgency_generalised_cmu(-1, 1, 1, 2)));
  ck_assert(isnan(cpw_urgency_generalised_cmu(1, (double)NAN, 1, 2)));
  ck_assert(isnan(cpw_urgency_generalised_cmu(1, 1, (double)INFINITY, 2)));
  ck_assert(isnan(cpw_urgency_generalised_cmu(1, 1, 1, 0.99)));
  ck_assert(isnan(cpw_urgency_generalised_cmu(1, 1, 1, (double)INFINITY)));
}
END_TEST

void index_tests(const cases *c) {
  tcase_add_test(c->reference, generalised_index);
  tcase_add_test(c->reference, accumulated_priority);
  tcase_add_test(c->errors, arguments_that_are_refused);
}
