/* Classes and networks: Cobham's and Kleinrock's waits against shared cases, conservation of work, M/M/c of the
 * classes together, a Markov chain of two classes; Jackson networks against iteration and flows. */
#include "queue/suites.h"

#include <string.h>

static const int32_t TURN = CPW_QUEUE_WAITS_TURN, INTERRUPT = CPW_QUEUE_INTERRUPTS;

START_TEST(shared_cases)
{
  const double two[] = {20.0, 80.0};
  double wait[2], second[2], overall;
  ck_assert_int_eq(
      cpw_queue_priority_mmc(two, 2, 1.0, 105.0, TURN, wait, NULL, second, NULL, &overall, NULL),
      CPW_OK);
  cpwt_close(wait[0], 0.0060671461977918680487, 1e-13, "first");
  cpwt_close(wait[1], 0.12741007015362922902, 1e-13, "second");
  cpwt_close(overall, 0.10314148536246175683, 1e-13, "all");
  cpwt_close(second[0], 0.00014275638112451454232, 1e-13, "second moment");
  const double lam[] = {0.3, 0.3}, m1[] = {0.5, 2.0}, m2[] = {0.5, 8.0};
  double stay[2];
  ck_assert_int_eq(
      cpw_queue_priority_mg1(lam, m1, m2, NULL, 2, INTERRUPT, wait, stay, NULL, NULL, NULL, NULL),
      CPW_OK);
  cpwt_close(stay[0], 0.58823529411764705882, 1e-14, "first stay");
  cpwt_close(stay[1], 8.3529411764705882353, 1e-14, "second stay");
}
END_TEST

START_TEST(classes_together_are_one_queue)
{
  /* one service rate: the mean over classes is that of M/M/c under either rule */
  const double lam[] = {3.0, 0.0, 1e-7, 5.0, 1.5};
  cpw_queue_measures m;
  ck_assert_int_eq(cpw_queue_mmc(9.5 + 1e-7, 1.0, 12.0, &m, NULL), CPW_OK);
  for (int32_t rule = TURN; rule <= INTERRUPT; rule++) {
    double wait[5], stay[5], second[5], overall;
    int32_t outcome[5];
    ck_assert_int_eq(cpw_queue_priority_mmc(lam, 5, 1.0, 12.0, rule, wait, stay, second, outcome,
                                            &overall, NULL),
                     CPW_OK);
    cpwt_close(overall, m.mean_wait, 1e-12, "mean over classes");
    for (int k = 0; k < 5; k++) {
      if (k > 0) ck_assert_double_ge(wait[k], wait[k - 1]);
      cpwt_close(stay[k], wait[k] + 1.0, 1e-14, "stay");
      ck_assert_int_eq(outcome[k], CPW_OUTCOME_OK);
      ck_assert(rule == TURN ? second[k] >= wait[k] * wait[k] : isnan(second[k]));
    }
  }
  /* exponential services at one server: M/G/1 and M/M/1 agree in both moments */
  const double few[] = {0.2, 0.3, 0.1}, one[] = {1.0, 1.0, 1.0}, two[] = {2.0, 2.0, 2.0},
               six[] = {6.0, 6.0, 6.0};
  for (int32_t rule = TURN; rule <= INTERRUPT; rule++) {
    double a[3], b[3], a2[3], b2[3];
    ck_assert_int_eq(cpw_queue_priority_mmc(few, 3, 1.0, 1.0, rule, a, NULL, a2, NULL, NULL, NULL),
                     CPW_OK);
    ck_assert_int_eq(
        cpw_queue_priority_mg1(few, one, two, six, 3, rule, b, NULL, b2, NULL, NULL, NULL), CPW_OK);
    for (int k = 0; k < 3; k++) {
      cpwt_close(a[k], b[k], 1e-13, "M/M/1 and M/G/1");
      if (rule == TURN) cpwt_close(a2[k], b2[k], 1e-13, "second moments");
    }
  }
}
END_TEST

START_TEST(one_class)
{
  const double lam = 0.8, m1 = 1.0, m2 = 1.5, m3 = 3.0;
  double wait, second, grown;
  cpw_queue_measures m;
  ck_assert_int_eq(cpw_queue_mg1(lam, m1, m2, m3, &m, NULL), CPW_OK);
  ck_assert_int_eq(
      cpw_queue_priority_mg1(&lam, &m1, &m2, &m3, 1, TURN, &wait, NULL, &second, NULL, NULL, NULL),
      CPW_OK);
  cpwt_close(wait, m.mean_wait, 1e-14, "one class");
  cpwt_close(second, m.wait_second, 1e-14, "one class");
  ck_assert_int_eq(cpw_queue_accumulating_mg1(&lam, &m1, &m2, &m1, 1, &grown, NULL, NULL, NULL),
                   CPW_OK);
  cpwt_close(grown, m.mean_wait, 1e-13, "one class");
}
END_TEST

/* Two classes at `servers` exponential servers where the first interrupts: the chain of both numbers, by
 * iteration; the mean number of the second class. */
#define LEVELS 70
static double second_class(double first, double second, int servers) {
  static double p[LEVELS][LEVELS];
  double change = 1.0;
  for (int i = 0; i < LEVELS * LEVELS; i++)
    p[i / LEVELS][i % LEVELS] = 1.0;
  while (change > 1e-13) {
    change = 0.0;
    for (int i = 0; i < LEVELS; i++)
      for (int j = 0; j < LEVELS; j++) {
        int own = i < servers ? i : servers, other = servers - own < j ? servers - own : j;
        int up_own = i + 1 < servers ? i + 1 : servers;
        int up_other = servers - own < j + 1 ? servers - own : j + 1;
        double out = (i < LEVELS - 1 ? first : 0.0) + (j < LEVELS - 1 ? second : 0.0) + own + other;
        double in = (i > 0 ? p[i - 1][j] * first : 0.0) + (j > 0 ? p[i][j - 1] * second : 0.0) +
                    (i < LEVELS - 1 ? p[i + 1][j] * up_own : 0.0) +
                    (j < LEVELS - 1 ? p[i][j + 1] * up_other : 0.0);
        double next = p[i][j] + (in - p[i][j] * out) / out;
        change = fmax(change, fabs(next - p[i][j]));
        p[i][j] = next;
      }
  }
  double sum = 0.0, people = 0.0;
  for (int i = 0; i < LEVELS; i++)
    for (int j = 0; j < LEVELS; j++) {
      sum += p[i][j];
      people += j * p[i][j];
    }
  return people / sum;
}

START_TEST(interrupting_against_a_chain)
{
  const double lam[] = {0.7, 0.5};
  double wait[2], stay[2];
  ck_assert_int_eq(
      cpw_queue_priority_mmc(lam, 2, 1.0, 2.0, INTERRUPT, wait, stay, NULL, NULL, NULL, NULL),
      CPW_OK);
  cpwt_close(lam[1] * stay[1], second_class(0.7, 0.5, 2), 1e-7, "people of the second class");
}
END_TEST

START_TEST(overload_of_the_last_class)
{
  const double lam[] = {1.0, 1.5, 2.0}, m1[] = {1.0, 1.0, 1.0}, m2[] = {2.0, 2.0, 2.0};
  double wait[3], stay[3], overall;
  int32_t outcome[3];
  ck_assert_int_eq(
      cpw_queue_priority_mmc(lam, 3, 1.0, 3.0, TURN, wait, stay, NULL, outcome, &overall, NULL),
      CPW_OK);
  /* all servers are always busy: W0 = 1/3 */
  cpwt_close(wait[0], 1.0 / 3.0 / (2.0 / 3.0), 1e-14, "first");
  cpwt_close(wait[1], 1.0 / 3.0 / (2.0 / 3.0) / (0.5 / 3.0), 1e-13, "second");
  ck_assert(isinf(wait[2]) && isinf(stay[2]) && isinf(overall));
  ck_assert(outcome[1] == CPW_OUTCOME_OK && outcome[2] == CPW_OUTCOME_UNSTABLE);
  /* where it interrupts, the first class does not know of the others */
  cpw_queue_measures m;
  ck_assert_int_eq(cpw_queue_mmc(1.0, 1.0, 3.0, &m, NULL), CPW_OK);
  ck_assert_int_eq(
      cpw_queue_priority_mmc(lam, 3, 1.0, 3.0, INTERRUPT, wait, NULL, NULL, outcome, NULL, NULL),
      CPW_OK);
  cpwt_close(wait[0], m.mean_wait, 1e-13, "first");
  ck_assert(isinf(wait[2]));
  /* one server, exponential services: the server is always busy, 1 of them in service on average */
  const double one[] = {0.3, 0.5, 0.9};
  ck_assert_int_eq(
      cpw_queue_priority_mg1(one, m1, m2, NULL, 3, TURN, wait, NULL, NULL, outcome, NULL, NULL),
      CPW_OK);
  cpwt_close(wait[0], 1.0 / 0.7, 1e-14, "first");
  cpwt_close(wait[1], 1.0 / (0.7 * 0.2), 1e-13, "second");
  ck_assert_int_eq(outcome[2], CPW_OUTCOME_UNSTABLE);
  ck_assert_int_eq(cpw_queue_priority_mg1(one, m1, m2, NULL, 3, INTERRUPT, wait, stay, NULL,
                                          outcome, NULL, NULL),
                   CPW_OK);
  cpwt_close(stay[0], 1.0 / 0.7, 1e-14, "M/M/1 of the first class");
  ck_assert(isinf(stay[2]));
}
END_TEST

START_TEST(priority_that_grows)
{
  const double lam[] = {0.2, 0.3, 0.25}, m1[] = {1.0, 0.8, 1.2}, m2[] = {2.0, 1.28, 2.88};
  const double same[] = {2.0, 2.0, 2.0}, steep[] = {1e9, 1.0, 1e-9}, mild[] = {3.0, 2.0, 1.0};
  double wait[3], fixed[3], work = 0.0, free = 1.0, sum = 0.0, load = 0.0;
  for (int k = 0; k < 3; k++) {
    work += 0.5 * lam[k] * m2[k];
    free -= lam[k] * m1[k];
  }
  ck_assert_int_eq(cpw_queue_accumulating_mg1(lam, m1, m2, same, 3, wait, NULL, NULL, NULL),
                   CPW_OK);
  for (int k = 0; k < 3; k++)
    cpwt_close(wait[k], work / free, 1e-13, "first come, first served");
  ck_assert_int_eq(
      cpw_queue_priority_mg1(lam, m1, m2, NULL, 3, TURN, fixed, NULL, NULL, NULL, NULL, NULL),
      CPW_OK);
  ck_assert_int_eq(cpw_queue_accumulating_mg1(lam, m1, m2, steep, 3, wait, NULL, NULL, NULL),
                   CPW_OK);
  for (int k = 0; k < 3; k++)
    cpwt_close(wait[k], fixed[k], 1e-6, "a fixed priority");
  ck_assert_int_eq(cpw_queue_accumulating_mg1(lam, m1, m2, mild, 3, wait, NULL, NULL, NULL),
                   CPW_OK);
  for (int k = 0; k < 3; k++) { /* Kleinrock's conservation law */
    sum += lam[k] * m1[k] * wait[k];
    load += lam[k] * m1[k];
    ck_assert(wait[k] > (k ? wait[k - 1] : 0.0));
  }
  cpwt_close(sum, load * work / free, 1e-13, "conservation");
  /* several servers: the mean over classes is that of M/M/c */
  double overall;
  int32_t outcome;
  cpw_queue_measures m;
  ck_assert_int_eq(cpw_queue_mmc(0.75, 0.3, 3.0, &m, NULL), CPW_OK);
  ck_assert_int_eq(
      cpw_queue_accumulating_mmc(lam, mild, 3, 0.3, 3.0, wait, &overall, &outcome, NULL), CPW_OK);
  cpwt_close(overall, m.mean_wait, 1e-12, "mean over classes");
  ck_assert_int_eq(
      cpw_queue_accumulating_mmc(lam, mild, 3, 0.2, 3.0, wait, &overall, &outcome, NULL), CPW_OK);
  ck_assert(outcome == CPW_OUTCOME_UNSTABLE && isinf(wait[0]) && isinf(overall));
}
END_TEST

/* ---------------------------------------------------------------- networks ------------------ */

START_TEST(network_of_the_shared_cases)
{
  const double gamma[] = {1.0, 0.5, 0.0}, mu[] = {1.0, 1.0, 1.5}, c[] = {2.0, 2.0, 2.0};
  const double p[] = {0.0, 0.6, 0.3, 0.1, 0.0, 0.5, 0.0, 0.2, 0.0};
  double rate[3];
  cpw_queue_measures node[3], total;
  ck_assert_int_eq(cpw_queue_jackson(gamma, p, mu, c, 3, NULL, rate, node, &total, NULL), CPW_OK);
  cpwt_close(rate[0], 1.1390887290167865707, 1e-14, "rate");
  cpwt_close(rate[2], 1.0371702637889688249, 1e-14, "rate");
  cpwt_close(node[1].mean_wait, 0.93664034569936183720, 1e-13, "wait");
  cpwt_close(total.mean_number, 5.1649515182561788413, 1e-13, "people");
  cpwt_close(total.mean_stay, 3.4433010121707858942, 1e-13, "stay");
}
END_TEST

START_TEST(traffic_by_iteration)
{
  enum { N = 9 };
  double gamma[N], p[N * N], mu[N], c[N], rate[N], flow[N], next[N];
  cpw_queue_measures node[N], total;
  cpw_stream s;
  cpw_stream_init(&s, 5, 0, 0, 0);
  for (int trial = 0; trial < 50; trial++) {
    for (int i = 0; i < N; i++) {
      gamma[i] = cpw_random_uniform(&s);
      mu[i] = 0.2 + cpw_random_uniform(&s);
      c[i] = 1.0 + (double)cpw_random_below(&s, 5);
      flow[i] = 0.0;
      for (int j = 0; j < N; j++)
        p[i * N + j] = cpw_random_uniform(&s) * 1.9 / N;
    }
    for (int step = 0; step < 4000; step++) {
      for (int j = 0; j < N; j++) {
        next[j] = gamma[j];
        for (int i = 0; i < N; i++)
          next[j] += fmin(flow[i], c[i] * mu[i]) * p[i * N + j];
      }
      memcpy(flow, next, sizeof flow);
    }
    int32_t status = cpw_queue_jackson(gamma, p, mu, c, N, NULL, rate, node, &total, NULL);
    if (status) continue; /* rows that sum to more than 1 */
    int unstable = 0;
    for (int i = 0; i < N; i++) {
      cpwt_close(rate[i], flow[i], 1e-11, "rate");
      unstable |= node[i].outcome == CPW_OUTCOME_UNSTABLE;
      ck_assert_int_eq(node[i].outcome == CPW_OUTCOME_UNSTABLE, flow[i] >= c[i] * mu[i]);
    }
    ck_assert_int_eq(total.outcome, unstable ? CPW_OUTCOME_UNSTABLE : CPW_OUTCOME_OK);
  }
}
END_TEST

START_TEST(a_stage_that_cannot_keep_up)
{
  const double gamma[] = {2.0, 0.0}, mu[] = {1.0, 2.0}, c[] = {1.0, 1.0};
  const double p[] = {0.0, 1.0, 0.0, 0.0};
  double rate[2];
  cpw_queue_measures node[2], total;
  ck_assert_int_eq(cpw_queue_jackson(gamma, p, mu, c, 2, NULL, rate, node, &total, NULL), CPW_OK);
  ck_assert_double_eq(rate[1], 1.0); /* what the first stage serves */
  ck_assert(node[0].outcome == CPW_OUTCOME_UNSTABLE && node[1].outcome == CPW_OUTCOME_OK);
  cpwt_close(node[1].mean_wait, 0.5, 1e-13, "M/M/1 of what comes through");
  ck_assert(isinf(total.mean_stay) && total.outcome == CPW_OUTCOME_UNSTABLE);
  cpwt_close(total.throughput, 1.0, 1e-14, "people who get through");
}
END_TEST

START_TEST(errors_name_the_value)
{
  cpw_error err;
  const double gamma[] = {1.0, 1.0}, mu[] = {3.0, 3.0}, c[] = {1.0, 1.0}, bad[] = {1.0, -1.0};
  const double loop[] = {0.0, 1.0, 1.0, 0.0}, wide[] = {0.6, 0.6, 0.0, 0.0},
               neg[] = {0.5, -0.1, 0, 0};
  const double low[] = {1.0, 0.5}, rising[] = {1.0, 2.0};
  double wait[2] = {7.0, 7.0};
  cpw_queue_measures node[2];
  cpwt_fails(cpw_queue_jackson(gamma, loop, mu, c, 2, NULL, NULL, node, NULL, &err), CPW_EDOMAIN,
             &err, "ever leave");
  cpwt_fails(cpw_queue_jackson(gamma, wide, mu, c, 2, NULL, NULL, node, NULL, &err), CPW_EDOMAIN,
             &err, "sums to 1.2");
  cpwt_fails(cpw_queue_jackson(gamma, neg, mu, c, 2, NULL, NULL, node, NULL, &err), CPW_EDOMAIN,
             &err, "routing[0][1] = -0.1");
  cpwt_fails(cpw_queue_jackson(bad, wide, mu, c, 2, NULL, NULL, node, NULL, &err), CPW_EDOMAIN,
             &err, "arrivals[1] = -1");
  cpwt_fails(cpw_queue_jackson(gamma, wide, mu, c, 0, NULL, NULL, node, NULL, &err), CPW_EINVAL,
             &err, "nodes");
  cpwt_fails(cpw_queue_priority_mmc(gamma, 2, 1.0, 1.0, TURN, NULL, NULL, NULL, NULL, NULL, &err),
             CPW_EINVAL, &err, "mean_wait is NULL");
  cpwt_fails(cpw_queue_priority_mmc(bad, 2, 1.0, 1.0, TURN, wait, NULL, NULL, NULL, NULL, &err),
             CPW_EDOMAIN, &err, "arrivals[1] = -1");
  cpwt_fails(cpw_queue_priority_mmc(gamma, 2, 1.0, 1.0, 5, wait, NULL, NULL, NULL, NULL, &err),
             CPW_EINVAL, &err, "rule = 5");
  cpwt_fails(
      cpw_queue_priority_mg1(gamma, mu, c, NULL, 2, TURN, wait, NULL, NULL, NULL, NULL, &err),
      CPW_EDOMAIN, &err, "m2[0] = 1");
  cpwt_fails(
      cpw_queue_priority_mg1(gamma, NULL, c, NULL, 2, TURN, wait, NULL, NULL, NULL, NULL, &err),
      CPW_EINVAL, &err, "m1 is NULL");
  cpwt_fails(cpw_queue_accumulating_mmc(gamma, rising, 2, 1.0, 9.0, wait, NULL, NULL, &err),
             CPW_EDOMAIN, &err, "growth[1] = 2");
  const double in = 0.5, unit = 1.0, tenth = 0.1, two = 2.0;
  cpwt_fails(cpw_queue_accumulating_mg1(&in, &unit, &tenth, &unit, 1, wait, NULL, NULL, &err),
             CPW_EDOMAIN, &err, "m2[0] = 0.1 must be at least m1^2 = 1");
  cpwt_fails(
      cpw_queue_priority_mg1(&in, &unit, &two, &tenth, 1, TURN, wait, NULL, NULL, NULL, NULL, &err),
      CPW_EDOMAIN, &err, "m3[0] = 0.1 must be at least m2^2 / m1 = 4");
  cpwt_fails(cpw_queue_accumulating_mg1(gamma, mu, mu, low, 0, wait, NULL, NULL, &err), CPW_EINVAL,
             &err, "classes");
  ck_assert(wait[0] == 7.0 && wait[1] == 7.0);
}
END_TEST

static int32_t network(void *context) {
  const double gamma[] = {1.0, 0.5}, mu[] = {3.0, 3.0}, c[] = {1.0, 1.0},
               p[] = {0.1, 0.5, 0.2, 0.0};
  return cpw_queue_jackson(gamma, p, mu, c, 2, NULL, NULL, context, NULL, NULL);
}

START_TEST(failing_memory)
{
  cpw_queue_measures node[2];
  cpwt_each_allocation_fails(network, node);
  ck_assert_int_eq(node[1].outcome, CPW_OUTCOME_OK);
}
END_TEST

Suite *cpwt_steady_classes_suite(void) {
  Suite *suite = suite_create("queue: classes and networks");
  TCase *limits = tcase_create("limits"), *errors = tcase_create("errors");
  TCase *reference = tcase_create("reference"), *properties = tcase_create("properties");
  TCase *oom = tcase_create("oom");
  tcase_add_test(limits, one_class);
  tcase_add_test(limits, overload_of_the_last_class);
  tcase_add_test(limits, a_stage_that_cannot_keep_up);
  tcase_add_test(errors, errors_name_the_value);
  tcase_add_test(reference, shared_cases);
  tcase_add_test(reference, interrupting_against_a_chain);
  tcase_add_test(reference, network_of_the_shared_cases);
  tcase_add_test(properties, classes_together_are_one_queue);
  tcase_add_test(properties, priority_that_grows);
  tcase_add_test(properties, traffic_by_iteration);
  tcase_add_test(oom, failing_memory);
  suite_add_tcase(suite, limits);
  suite_add_tcase(suite, errors);
  suite_add_tcase(suite, reference);
  suite_add_tcase(suite, properties);
  suite_add_tcase(suite, oom);
  return suite;
}
