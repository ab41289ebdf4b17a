/* What a target takes: the least servers against trying every number, the least capacity against its neighbours,
 * pooling, the list of a demand. */
#include "queue/suites.h"

static double measure(int32_t goal, double arrivals, double rate, double servers, double time) {
  cpw_queue_measures m;
  switch (goal) {
  case CPW_QUEUE_GOAL_DELAY:
    return cpw_queue_erlang_c(arrivals / rate, servers);
  case CPW_QUEUE_GOAL_LOSS:
    return cpw_queue_erlang_b(arrivals / rate, servers);
  case CPW_QUEUE_GOAL_MEAN_WAIT:
    ck_assert_int_eq(cpw_queue_mmc(arrivals, rate, servers, &m, NULL), CPW_OK);
    return m.mean_wait;
  default:
    return cpw_queue_mmc_wait_tail(arrivals, rate, servers, time);
  }
}

START_TEST(least_by_trying_all)
{
  for (int32_t goal = CPW_QUEUE_GOAL_DELAY; goal <= CPW_QUEUE_GOAL_QUANTILE; goal++)
    for (int i = 0; i < 60; i++) {
      double arrivals = 0.3 * (1 + i % 12), rate = 0.25, share = i < 30 ? 0.05 : 0.4, time = 1.5;
      double limit = goal == CPW_QUEUE_GOAL_MEAN_WAIT  ? time
                     : goal == CPW_QUEUE_GOAL_QUANTILE ? 1.0 - share
                                                       : share;
      int servers = goal == CPW_QUEUE_GOAL_LOSS ? 0 : 1;
      while ((goal != CPW_QUEUE_GOAL_LOSS && servers * rate <= arrivals) ||
             measure(goal, arrivals, rate, servers, time) > limit)
        servers++;
      cpw_queue_need need, real;
      ck_assert_int_eq(cpw_queue_least_servers(goal, arrivals, rate, share, time, &need, NULL),
                       CPW_OK);
      ck_assert_double_eq(need.servers, servers);
      ck_assert(need.reached <= need.limit && !(need.before <= need.limit && need.servers > 1.0));
      ck_assert_int_eq(cpw_queue_least_capacity(goal, arrivals, rate, share, time, &real, NULL),
                       CPW_OK);
      ck_assert(real.servers <= need.servers && real.servers > need.servers - 1.0);
      ck_assert_double_le(real.reached, real.limit);
      double less = measure(goal, arrivals, rate, real.servers * (1.0 - 1e-9), time);
      ck_assert(less > real.limit || real.servers <= arrivals / rate * (1.0 + 1e-8));
    }
}
END_TEST

START_TEST(a_million_servers)
{
  cpw_queue_need need;
  ck_assert_int_eq(cpw_queue_least_servers(CPW_QUEUE_GOAL_DELAY, 1e6, 1.0, 0.2, 0.0, &need, NULL),
                   CPW_OK);
  ck_assert(need.servers > 1e6 && need.servers < 1.002e6);
  ck_assert(need.reached <= 0.2 && need.before > 0.2);
}
END_TEST

START_TEST(what_nothing_reaches)
{
  cpw_queue_need need;
  for (int32_t goal = CPW_QUEUE_GOAL_DELAY; goal <= CPW_QUEUE_GOAL_QUANTILE; goal++) {
    double share = goal == CPW_QUEUE_GOAL_QUANTILE ? 1.0 : 0.0;
    ck_assert_int_eq(cpw_queue_least_servers(goal, 2.0, 1.0, share, 0.0, &need, NULL), CPW_OK);
    ck_assert(need.outcome == CPW_OUTCOME_UNREACHABLE && isnan(need.servers));
    ck_assert_int_eq(cpw_queue_least_capacity(goal, 2.0, 1.0, share, 0.0, &need, NULL), CPW_OK);
    ck_assert(need.outcome == CPW_OUTCOME_UNREACHABLE && isnan(need.servers));
  }
  /* more people than there can be servers for */
  ck_assert_int_eq(cpw_queue_least_servers(CPW_QUEUE_GOAL_DELAY, 1e300, 1.0, 0.5, 0.0, &need, NULL),
                   CPW_OK);
  ck_assert_int_eq(need.outcome, CPW_OUTCOME_UNREACHABLE);
  /* nobody comes: one server, or no bed where being turned away does not matter */
  ck_assert_int_eq(cpw_queue_least_servers(CPW_QUEUE_GOAL_DELAY, 0.0, 1.0, 0.0, 0.0, &need, NULL),
                   CPW_OK);
  ck_assert(need.servers == 1.0 && need.before == 1.0); /* a chance, as Erlang C of 0 is */
  ck_assert_int_eq(
      cpw_queue_least_servers(CPW_QUEUE_GOAL_MEAN_WAIT, 0.0, 1.0, 0.0, 2.0, &need, NULL), CPW_OK);
  ck_assert(need.servers == 1.0 && isinf(need.before));
  ck_assert_int_eq(cpw_queue_least_servers(CPW_QUEUE_GOAL_LOSS, 4.0, 1.0, 1.0, 0.0, &need, NULL),
                   CPW_OK);
  ck_assert(need.servers == 0.0 && isnan(need.before));
  ck_assert_int_eq(cpw_queue_least_capacity(CPW_QUEUE_GOAL_LOSS, 0.0, 1.0, 0.1, 0.0, &need, NULL),
                   CPW_OK);
  ck_assert_double_eq(need.servers, 0.0);
}
END_TEST

START_TEST(lists_as_one)
{
  const double arrivals[] = {2.0, 3.5, 1.0}, servers[] = {3.0, 4.0, 2.0};
  cpw_queue_pooling p;
  cpw_queue_measures m;
  double wait = 0.0;
  ck_assert_int_eq(cpw_queue_pool(arrivals, servers, 3, 1.0, &p, NULL), CPW_OK);
  for (int i = 0; i < 3; i++) {
    ck_assert_int_eq(cpw_queue_mmc(arrivals[i], 1.0, servers[i], &m, NULL), CPW_OK);
    wait += m.mean_queue / 6.5;
  }
  cpwt_close(p.apart_wait, wait, 1e-13, "apart");
  ck_assert(p.pooled_wait < p.apart_wait);
  ck_assert_int_eq(cpw_queue_mmc(6.5, 1.0, p.same_servers, &m, NULL), CPW_OK);
  ck_assert_double_le(m.mean_wait, p.apart_wait);
  ck_assert_int_eq(cpw_queue_mmc(6.5, 1.0, p.same_servers - 1.0, &m, NULL), CPW_OK);
  ck_assert_double_gt(m.mean_wait, p.apart_wait);
  ck_assert_int_eq(cpw_queue_mmc(6.5, 1.0, p.same_capacity, &m, NULL), CPW_OK);
  cpwt_close(m.mean_wait, p.apart_wait, 1e-10, "the same wait");
  cpwt_close(p.saved_capacity, 9.0 - p.same_capacity, 1e-14, "saved");
  /* one list saves nothing */
  ck_assert_int_eq(cpw_queue_pool(arrivals, servers, 1, 1.0, &p, NULL), CPW_OK);
  ck_assert_double_eq(p.saved_servers, 0.0);
  cpwt_close(p.same_capacity, 3.0, 1e-10, "one list");
  /* nobody waits: there is nothing to save */
  const double nobody[] = {0.0, 0.0};
  ck_assert_int_eq(cpw_queue_pool(nobody, servers, 2, 1.0, &p, NULL), CPW_OK);
  ck_assert(p.apart_wait == 0.0 && p.pooled_wait == 0.0 && isnan(p.same_servers));
  const double tight[] = {1.0, 3.5, 1.0};
  ck_assert_int_eq(cpw_queue_pool(arrivals, tight, 3, 1.0, &p, NULL), CPW_OK);
  ck_assert(isinf(p.apart_wait) && isnan(p.saved_servers) && p.outcome == CPW_OUTCOME_UNSTABLE);
}
END_TEST

START_TEST(list_of_a_demand)
{
  cpw_queue_list l;
  ck_assert_int_eq(cpw_queue_list_for_share(50.0, 0.92, 18.0, 1.0, &l, NULL), CPW_OK);
  cpwt_close(cpw_queue_mmc_wait_tail(50.0, l.capacity, 1.0, 18.0), 0.08, 1e-9, "M/M/1");
  cpw_queue_measures m;
  ck_assert_int_eq(cpw_queue_mmc(50.0, l.capacity, 1.0, &m, NULL), CPW_OK);
  cpwt_close(l.size, m.mean_queue, 1e-9, "M/M/1 queue");
  cpwt_close(l.size, m.load * 50.0 / l.extra, 1e-12, "size");
  /* much demand: 7.127 weeks of it, as a list of exponential ages */
  ck_assert_int_eq(cpw_queue_list_for_share(1e7, 0.92, 18.0, 1.0, &l, NULL), CPW_OK);
  cpwt_close(l.size / 1e7, 7.12665631779689, 1e-6, "weeks of demand");
  ck_assert_int_eq(cpw_queue_list_for_share(1e7, 0.92, 18.0, 0.5, &l, NULL), CPW_OK);
  cpwt_close(l.extra, 0.5 * 2.5257286443082556 / 18.0, 1e-6, "half the variability");
  /* no time at all: only those who need not wait, rho <= 0.08 */
  ck_assert_int_eq(cpw_queue_list_for_share(2.0, 0.92, 0.0, 1.0, &l, NULL), CPW_OK);
  cpwt_close(l.utilisation, 0.08, 1e-13, "load");
  ck_assert_int_eq(cpw_queue_list_for_share(2.0, 1.0, 18.0, 1.0, &l, NULL), CPW_OK);
  ck_assert(l.outcome == CPW_OUTCOME_UNREACHABLE && isinf(l.capacity));
}
END_TEST

START_TEST(errors_name_the_value)
{
  cpw_error err;
  cpw_queue_need need;
  cpw_queue_pooling p;
  cpw_queue_list l;
  const double one = 1.0, none = 0.0, left_out = (double)NAN;
  cpwt_fails(cpw_queue_least_servers(9, 1.0, 1.0, 0.1, 1.0, &need, &err), CPW_EINVAL, &err,
             "goal = 9");
  cpwt_fails(cpw_queue_least_servers(0, 1.0, 1.0, 1.1, 1.0, &need, &err), CPW_EDOMAIN, &err,
             "share = 1.1");
  for (int32_t goal = CPW_QUEUE_GOAL_DELAY; goal <= CPW_QUEUE_GOAL_QUANTILE; goal++) {
    int shared = goal != CPW_QUEUE_GOAL_MEAN_WAIT;
    int timed = goal != CPW_QUEUE_GOAL_DELAY && goal != CPW_QUEUE_GOAL_LOSS;
    int32_t status = cpw_queue_least_servers(goal, 1.0, 1.0, left_out, 1.0, &need, &err);
    ck_assert_int_eq(status, shared ? CPW_EINVAL : CPW_OK);
    if (shared) ck_assert_ptr_nonnull(strstr(err.message, "share is missing"));
    status = cpw_queue_least_capacity(goal, 1.0, 1.0, 0.5, left_out, &need, &err);
    ck_assert_int_eq(status, timed ? CPW_EINVAL : CPW_OK);
    if (timed) ck_assert_ptr_nonnull(strstr(err.message, "time is missing"));
  }
  cpwt_fails(cpw_queue_least_servers(1, 1.0, 1.0, 0.1, -1.0, &need, &err), CPW_EDOMAIN, &err,
             "time = -1");
  cpwt_fails(cpw_queue_least_capacity(1, -1.0, 1.0, 0.1, 1.0, &need, &err), CPW_EDOMAIN, &err,
             "arrivals = -1");
  cpwt_fails(cpw_queue_least_capacity(1, 1.0, 1.0, 0.1, 1.0, NULL, &err), CPW_EINVAL, &err, "NULL");
  cpwt_fails(cpw_queue_pool(&one, &none, 1, 1.0, &p, &err), CPW_EDOMAIN, &err, "servers[0] = 0");
  cpwt_fails(cpw_queue_pool(&one, &one, 0, 1.0, &p, &err), CPW_EINVAL, &err, "lists");
  cpwt_fails(cpw_queue_list_for_share(0.0, 0.9, 1.0, 1.0, &l, &err), CPW_EDOMAIN, &err,
             "demand = 0");
  cpwt_fails(cpw_queue_list_for_share(1.0, 0.0, 1.0, 1.0, &l, &err), CPW_EDOMAIN, &err,
             "share = 0");
  cpwt_fails(cpw_queue_list_for_share(1.0, 0.9, 1.0, 0.0, &l, &err), CPW_EDOMAIN, &err,
             "variability = 0");
}
END_TEST

Suite *cpwt_steady_targets_suite(void) {
  Suite *suite = suite_create("queue: targets");
  TCase *limits = tcase_create("limits"), *errors = tcase_create("errors");
  TCase *reference = tcase_create("reference"), *properties = tcase_create("properties");
  tcase_add_test(limits, what_nothing_reaches);
  tcase_add_test(limits, a_million_servers);
  tcase_add_test(errors, errors_name_the_value);
  tcase_add_test(reference, list_of_a_demand);
  tcase_add_test(properties, least_by_trying_all);
  tcase_add_test(properties, lists_as_one);
  suite_add_tcase(suite, limits);
  suite_add_tcase(suite, errors);
  suite_add_tcase(suite, reference);
  suite_add_tcase(suite, properties);
  return suite;
}
