/* Other laws: M/G/1, M/D/1, M/D/c, GI/M/1 against roots by mpmath, Erlang's alternating sum where it is precise, a
 * chain over whole service times, laws that are each other's special cases; approximations against exact queues. */
#include "queue/suites.h"

static cpw_queue_measures mdc(double arrivals, double time, int64_t servers) {
  cpw_queue_measures m;
  ck_assert_int_eq(cpw_queue_mdc(arrivals, time, servers, &m, NULL), CPW_OK);
  return m;
}

static cpw_queue_measures gim1(int32_t law, double arrivals, double scv, double rate) {
  cpw_queue_measures m;
  ck_assert_int_eq(cpw_queue_gim1(law, arrivals, scv, rate, &m, NULL), CPW_OK);
  return m;
}

/* Erlang 1909: (1 - rho) sum of (-x)^j exp(x) / j!, x = load (t - j): loses digits for long times */
static double alternating(double load, double t) {
  double sum = 0.0;
  for (int j = 0; j <= t; j++) {
    double x = load * (t - j), term = cpw_math_exp(x);
    for (int i = 1; i <= j; i++)
      term *= -x / i;
    sum += term;
  }
  return (1.0 - load) * sum;
}

START_TEST(equal_services_at_one_server)
{
  static const double load[] = {0.05, 0.3, 0.7, 0.9, 0.99};
  for (int i = 0; i < 5; i++)
    for (double t = 0.0; t <= 6.0; t += 0.25)
      cpwt_close(cpw_queue_md1_wait_within(load[i], 1.0, t), alternating(load[i], t), 1e-11,
                 "Erlang's sum");
  cpwt_close(cpw_queue_md1_wait_within(0.9, 1.0, 3.5), 0.54799192226665167790, 1e-13, "3.5");
  cpwt_close(cpw_queue_md1_wait_within(0.9, 1.0, 10.0), 0.88240302042971954369, 1e-13, "10");
  /* the same sum with 200 digits (mpmath) where doubles fail */
  cpwt_close(cpw_queue_md1_wait_tail(0.5, 1.0, 100.0), 1.79509106837387e-55, 1e-13, "100");
  cpwt_close(cpw_queue_md1_wait_tail(0.1, 1.0, 100.0), 3.351030043771747e-158, 1e-13, "100");
  cpwt_close(cpw_queue_md1_wait_tail(0.01, 1.0, 30.25), 1.5740664339307128e-86, 1e-13, "30.25");
  /* in other units */
  cpwt_close(cpw_queue_md1_wait_tail(0.45, 2.0, 7.0), cpw_queue_md1_wait_tail(0.9, 1.0, 3.5), 1e-14,
             "units");
  /* next to load 1 waits are exponential around 1 / (2 (1 - rho)) */
  double high = 1.0 - 1e-9, mean = high / (2.0 * (1.0 - high));
  cpwt_close(cpw_queue_md1_wait_tail(high, 1.0, mean), 0.36787944117, 1e-8, "heavy traffic");
}
END_TEST

/* Chances of each number in the system at whole service times: iterated until they stand still. */
#define SIZE 400
static void skeleton(double load, int servers, double *p) {
  static double next[SIZE], come[SIZE];
  for (int k = 0; k < SIZE; k++)
    come[k] = cpw_math_exp(cpwi_queue_log_poisson(k, load));
  for (int k = 0; k < SIZE; k++)
    p[k] = k == 0;
  double change = 1.0;
  while (change > 1e-16) {
    change = 0.0;
    for (int k = 0; k < SIZE; k++) {
      double stay = 0.0;
      for (int q = 0; q <= servers; q++)
        stay += p[q];
      next[k] = stay * come[k];
      for (int q = servers + 1; q < SIZE && q - servers <= k; q++)
        next[k] += p[q] * come[k - (q - servers)];
    }
    for (int k = 0; k < SIZE; k++) {
      change = fmax(change, fabs(next[k] - p[k]));
      p[k] = next[k];
    }
  }
}

START_TEST(equal_services_against_a_chain)
{
  static const int servers[] = {1, 2, 5};
  static double p[SIZE];
  for (int i = 0; i < 3; i++) {
    int c = servers[i];
    double load = 0.75 * c, queue = 0.0, free = 0.0, zero = 0.0, tail;
    skeleton(load, c, p);
    for (int k = SIZE - 1; k >= 0; k--) {
      if (k > c) queue += (k - c) * p[k];
      if (k < c) free += p[k];
    }
    cpw_queue_measures m = mdc(load, 1.0, c);
    cpwt_close(m.mean_queue, queue, 1e-11, "queue");
    cpwt_close(m.wait_chance, 1.0 - free, 1e-11, "waits");
    ck_assert_int_eq(cpw_queue_mdc_wait_tail(load, 1.0, c, &zero, 1, NULL, &tail, NULL), CPW_OK);
    cpwt_close(tail, 1.0 - free, 1e-11, "waits by the law of the queue");
  }
}
END_TEST

START_TEST(equal_services_by_roots)
{
  /* Crommelin's roots (shared cases; mpmath) */
  cpwt_close(mdc(2.8, 1.0, 3).mean_queue, 6.1832343485646845761, 1e-13, "M/D/3");
  cpwt_close(mdc(95.0, 1.0, 100).mean_queue, 5.0773737166658900586, 1e-13, "M/D/100");
  /* Pollaczek and Khintchine at one server, from light to heavy traffic */
  for (double free = 0.9; free > 1e-9; free *= 0.1)
    cpwt_close(mdc(1.0 - free, 1.0, 1).mean_wait, (1.0 - free) / (2.0 * free), 1e-6, "M/D/1");
  for (double free = 0.9; free > 1e-4; free *= 0.7) {
    double load = 1.0 - free, exact = load / (2.0 * (1.0 - load));
    cpwt_close(mdc(load, 1.0, 1).mean_wait, exact, 1e-12, "M/D/1");
    cpwt_close(mdc(load, 1.0, 1).wait_chance, load, 1e-12, "M/D/1 waits");
  }
}
END_TEST

START_TEST(waits_of_equal_services)
{
  /* the area under the tail is the mean wait; kinks at whole service times stand on ends of panels */
  static const int servers[] = {1, 2, 10, 300};
  static double times[20 * 640], tail[20 * 640];
  for (int i = 0; i < 4; i++) {
    int64_t c = servers[i];
    double load = (double)c - sqrt((double)c) * 0.6, sum = 0.0, weight;
    int panels = 640;
    for (int k = 0; k < 20 * panels; k++)
      times[k] = cpwi_queue_node(k % 20, (k / 20) * 0.0625, 0.0625, &weight);
    ck_assert_int_eq(cpw_queue_mdc_wait_tail(load, 1.0, c, times, 20 * panels, NULL, tail, NULL),
                     CPW_OK);
    for (int k = 0; k < 20 * panels; k++) {
      cpwi_queue_node(k % 20, (k / 20) * 0.0625, 0.0625, &weight);
      sum += weight * tail[k];
      if (k > 0) ck_assert_double_le(tail[k], tail[k - 1] * (1.0 + 1e-12));
    }
    cpwt_close(sum, mdc(load, 1.0, c).mean_wait, 1e-10, "area under the tail");
  }
}
END_TEST

START_TEST(moments_of_services)
{
  cpw_queue_measures m;
  ck_assert_int_eq(cpw_queue_mg1(0.9, 1.0, 2.0, 8.0, &m, NULL), CPW_OK); /* lognormal, sd 1 */
  cpwt_close(m.mean_wait, 9.0, 1e-14, "mean");
  cpwt_close(m.wait_second, 186.0, 1e-13, "second moment");
  cpw_queue_measures e;
  ck_assert_int_eq(cpw_queue_mg1(0.6, 1.0, 2.0, 6.0, &m, NULL), CPW_OK); /* exponential */
  ck_assert_int_eq(cpw_queue_mmc(0.6, 1.0, 1.0, &e, NULL), CPW_OK);
  cpwt_close(m.mean_wait, e.mean_wait, 1e-14, "as M/M/1");
  cpwt_close(m.wait_second, e.wait_second, 1e-14, "as M/M/1");
  cpwt_close(m.wait_variance, e.wait_variance, 1e-14, "as M/M/1");
  ck_assert_int_eq(cpw_queue_mg1(0.6, 1.0, 2.0, (double)NAN, &m, NULL), CPW_OK);
  ck_assert(isnan(m.wait_second) && m.mean_wait > 0.0);
  ck_assert_int_eq(cpw_queue_mg1(1.0, 1.0, 2.0, 6.0, &m, NULL), CPW_OK);
  ck_assert_int_eq(m.outcome, CPW_OUTCOME_UNSTABLE);
}
END_TEST

static double erlang_three(void *context, double s) {
  double rate = 3.0 * *(double *)context, one = rate / (rate + s);
  return one * one * one;
}

START_TEST(arrivals_of_any_law)
{
  /* roots of sigma = A*(1 - sigma) at 0.75 arrivals with mpmath, 40 digits */
  cpwt_close(gim1(CPW_QUEUE_LAW_DETERMINISTIC, 0.75, 0.0, 1.0).wait_chance, 0.54560501656074974486,
             1e-14, "D/M/1");
  cpwt_close(gim1(CPW_QUEUE_LAW_GAMMA, 0.75, 1.0 / 3.0, 1.0).wait_chance, 0.64250834526305896072,
             1e-14, "E3/M/1");
  cpwt_close(gim1(CPW_QUEUE_LAW_UNIFORM, 0.75, 1.0 / 3.0, 1.0).wait_chance, 0.65037318347171194007,
             1e-14, "U/M/1");
  cpwt_close(gim1(CPW_QUEUE_LAW_HYPEREXPONENTIAL, 0.75, 4.0, 1.0).wait_chance,
             0.87919007564521685256, 1e-14, "H2/M/1");
  double rate = 0.75;
  cpw_queue_transform transform = {&rate, erlang_three};
  cpw_queue_measures m;
  ck_assert_int_eq(cpw_queue_gim1_transform(&transform, 0.75, 1.0, &m, NULL), CPW_OK);
  cpwt_close(m.wait_chance, 0.64250834526305896072, 1e-13, "by its transform");
  cpwt_close(m.mean_wait, gim1(CPW_QUEUE_LAW_GAMMA, 0.75, 1.0 / 3.0, 1.0).mean_wait, 1e-13, "wait");
  ck_assert_int_eq(cpw_queue_gim1_transform(&transform, 0.75, 0.5, &m, NULL), CPW_OK);
  ck_assert_int_eq(m.outcome, CPW_OUTCOME_UNSTABLE);
}
END_TEST

/* two exponentials of mean 1 together, one in a million of them with half of all time */
static double two_exponentials(void *context, double s) {
  (void)context;
  double rare = 5e-7, first = 0.5 / (1.0 - rare), second = 0.5 / rare;
  return (1.0 - rare) / (1.0 + s * first) + rare / (1.0 + s * second);
}

START_TEST(very_irregular_arrivals)
{
  /* share of the rare part (1 - sqrt((scv - 1) / (scv + 1))) / 2 = 5e-7 */
  double root = 1.0 - 1e-6, scv = (1.0 + root * root) / (1.0 - root * root);
  cpw_queue_transform transform = {NULL, two_exponentials};
  cpw_queue_measures own, named = gim1(CPW_QUEUE_LAW_HYPEREXPONENTIAL, 1.0, scv, 1.0 / 0.7);
  ck_assert_int_eq(cpw_queue_gim1_transform(&transform, 1.0, 1.0 / 0.7, &own, NULL), CPW_OK);
  cpwt_close(own.mean_wait, named.mean_wait, 1e-6, "wait");
  ck_assert_double_gt(named.mean_wait, 1e4);
}
END_TEST

START_TEST(laws_that_meet)
{
  for (double load = 0.001; load < 1.0; load = load < 0.9 ? load * 2.7 : 1.0 - (1.0 - load) / 9.0) {
    if (1.0 - load < 1e-10) break;
    cpw_queue_measures m = gim1(CPW_QUEUE_LAW_EXPONENTIAL, load, 0.0, 1.0);
    cpwt_close(m.mean_wait, load / (1.0 - load), 1e-13, "M/M/1");
    cpwt_close(gim1(CPW_QUEUE_LAW_GAMMA, load, 1.0, 1.0).mean_wait, m.mean_wait, 1e-12, "gamma");
    cpwt_close(gim1(CPW_QUEUE_LAW_HYPEREXPONENTIAL, load, 1.0, 1.0).mean_wait, m.mean_wait, 1e-12,
               "two exponentials");
    double d = gim1(CPW_QUEUE_LAW_DETERMINISTIC, load, 0.0, 1.0).mean_wait;
    if (load > 0.01) {
      cpwt_close(gim1(CPW_QUEUE_LAW_GAMMA, load, 1e-12, 1.0).mean_wait, d, 1e-8, "regular");
      cpwt_close(gim1(CPW_QUEUE_LAW_UNIFORM, load, 1e-12, 1.0).mean_wait, d, 1e-8, "regular");
    }
    if (load > 0.999)
      cpwt_close(d, 0.5 / (1.0 - load), 3.0 * (1.0 - load), "heavy traffic: half of M/M/1");
  }
  cpw_queue_measures m = gim1(CPW_QUEUE_LAW_GAMMA, 0.8, 0.25, 1.0);
  double t = 3.0, tail = cpw_queue_gim1_wait_tail(CPW_QUEUE_LAW_GAMMA, 0.8, 0.25, 1.0, t);
  cpwt_close(tail, m.wait_chance * cpw_math_exp(-(1.0 - m.wait_chance) * t), 1e-13, "tail");
}
END_TEST

START_TEST(approximations)
{
  /* at one server all are Pollaczek and Khintchine */
  double exact = 0.8 * 1.25 / (2.0 * 0.2);
  cpwt_close(cpw_queue_allen_cunneen(0.8, 1.0, 1.0, 1.0, 0.25), exact, 1e-13, "Allen, Cunneen");
  cpwt_close(cpw_queue_kraemer(0.8, 1.0, 1.0, 1.0, 0.25), exact, 1e-13, "Kraemer");
  cpwt_close(cpw_queue_cosmetatos_mgc(0.8, 1.0, 1.0, 0.25), exact, 1e-13, "Cosmetatos");
  cpwt_close(cpw_queue_kimura_mgc(0.8, 1.0, 1.0, 0.25), exact, 1e-13, "Kimura");
  /* near the exact M/D/c in the range it is made for */
  cpwt_close(cpw_queue_cosmetatos_mdc(2.4, 1.0, 3.0), mdc(2.4, 1.0, 3).mean_wait, 0.02, "M/D/3");
  cpwt_close(cpw_queue_cosmetatos_mdc(9.0, 1.0, 10.0), mdc(9.0, 1.0, 10).mean_wait, 0.02, "M/D/10");
  /* near the exact D/M/1, where Allen and Cunneen are too long */
  double d = gim1(CPW_QUEUE_LAW_DETERMINISTIC, 0.8, 0.0, 1.0).mean_wait;
  cpwt_close(cpw_queue_kraemer(0.8, 1.0, 1.0, 0.0, 1.0), d, 0.06, "D/M/1");
  ck_assert(cpw_queue_allen_cunneen(0.8, 1.0, 1.0, 0.0, 1.0) > 1.1 * d);
  double h = gim1(CPW_QUEUE_LAW_HYPEREXPONENTIAL, 0.8, 4.0, 1.0).mean_wait;
  cpwt_close(cpw_queue_kraemer(0.8, 1.0, 1.0, 4.0, 1.0), h, 0.1, "H2/M/1");
  ck_assert(isinf(cpw_queue_kimura_mgc(3.0, 1.0, 3.0, 0.5)));
  ck_assert(isinf(cpw_queue_cosmetatos_mgc(3.0, 1.0, 3.0, 2.0)));
  ck_assert(isinf(cpw_queue_kraemer(3.0, 1.0, 3.0, 1.0, 0.5)));
  ck_assert(isnan(cpw_queue_kimura_mgc(2.0, 1.0, 3.0, -0.5)));
  ck_assert(isnan(cpw_queue_cosmetatos_mdc(2.0, -1.0, 3.0)));
  ck_assert_double_eq(cpw_queue_kimura_mgc(0.0, 1.0, 3.0, 0.5), 0.0);
}
END_TEST

static double no_transform(void *context, double s) {
  (void)context;
  return s > 0.0 ? 2.0 : 1.0;
}

static double flat_transform(void *context, double s) {
  (void)context;
  (void)s;
  return 0.3;
}

/* 1 / (1 + mean s): exponential */
static double exponential_of_mean(void *context, double s) {
  return 1.0 / (1.0 + s * *(const double *)context);
}

/* a convex start and then a value that is none */
static double broken_inside(void *context, double s) {
  (void)context;
  return s > 0.1 && s < 0.45 ? (double)NAN : 1.0 / (1.0 + 2.0 * s);
}

/* 1 / (1 + f(s)) of the Bernstein function f(s) = 2 s / (1 + sqrt(s)): a law of mean 2 without a variance */
static double without_variance(void *context, double s) {
  (void)context;
  return 1.0 / (1.0 + 2.0 * s / (1.0 + sqrt(s)));
}

START_TEST(laws_that_do_not_go_with_the_arrivals)
{
  cpw_error err;
  cpw_queue_measures m = {0};
  double mean = 20.0;
  cpw_queue_transform flat = {NULL, flat_transform}, slow = {&mean, exponential_of_mean};
  cpw_queue_transform broken = {NULL, broken_inside};
  m.mean_wait = -7.0;
  cpwt_fails(cpw_queue_gim1_transform(&flat, 0.5, 1.0, &m, &err), CPW_EDOMAIN, &err,
             "transform(0) = 0.3 must be 1");
  cpwt_fails(cpw_queue_gim1_transform(&slow, 0.5, 1.0, &m, &err), CPW_EDOMAIN, &err,
             "arrivals = 0.5 must be 1 / mean");
  cpwt_fails(cpw_queue_gim1_transform(&broken, 0.5, 0.6, &m, &err), CPW_EDOMAIN, &err, "must be");
  ck_assert_double_eq(m.mean_wait, -7.0);
  /* the mean may be typed with three digits, not with one */
  mean = 3.0;
  ck_assert_int_eq(cpw_queue_gim1_transform(&slow, 0.333, 1.0, &m, NULL), CPW_OK);
  cpwt_fails(cpw_queue_gim1_transform(&slow, 0.3, 1.0, &m, &err), CPW_EDOMAIN, &err, "arrivals");
  cpw_queue_transform wide = {NULL, without_variance};
  ck_assert_int_eq(cpw_queue_gim1_transform(&wide, 0.5, 1.0, &m, NULL), CPW_OK);
  cpwt_fails(cpw_queue_gim1_transform(&wide, 0.6, 1.0, &m, &err), CPW_EDOMAIN, &err, "arrivals");
  ck_assert_int_eq(cpw_queue_gim1_transform(&flat, 0.0, 1.0, &m, NULL), CPW_OK);
  ck_assert_double_eq(m.mean_wait, 0.0);
}
END_TEST

START_TEST(errors_name_the_value)
{
  cpw_error err;
  cpw_queue_measures m;
  double t = -1.0, tail;
  cpw_queue_transform wrong = {NULL, no_transform}, none = {NULL, NULL};
  cpwt_fails(cpw_queue_mg1(0.5, 1.0, 0.5, 1.0, &m, &err), CPW_EDOMAIN, &err, "m2 = 0.5");
  cpwt_fails(cpw_queue_mg1(0.5, 1.0, 2.0, 3.0, &m, &err), CPW_EDOMAIN, &err, "m3 = 3");
  cpwt_fails(cpw_queue_mg1(0.5, 1.0, 2.0, 9.0, NULL, &err), CPW_EINVAL, &err, "NULL");
  cpwt_fails(cpw_queue_mdc(0.5, 1.0, 0, &m, &err), CPW_EDOMAIN, &err, "servers = 0");
  cpwt_fails(cpw_queue_mdc(0.5, 0.0, 2, &m, &err), CPW_EDOMAIN, &err, "service_time = 0");
  cpwt_fails(cpw_queue_mdc_wait_tail(0.5, 1.0, 2, &t, 1, NULL, &tail, &err), CPW_EDOMAIN, &err,
             "times[0] = -1");
  const double soon = 3.5;
  ck_assert_int_eq(
      cpw_queue_mdc_wait_tail(0.5, 2.0, CPW_QUEUE_MOST_SERVERS, &soon, 1, NULL, &tail, &err),
      CPW_OK);
  ck_assert_double_eq(tail, 0.0); /* without memory for the square root of as many */
  cpwt_fails(cpw_queue_mdc_wait_tail(0.5, 1.0, 2, &t, 0, NULL, &tail, &err), CPW_EINVAL, &err,
             "count");
  cpwt_fails(cpw_queue_gim1(9, 0.5, 1.0, 1.0, &m, &err), CPW_EINVAL, &err, "law = 9");
  cpwt_fails(cpw_queue_gim1(CPW_QUEUE_LAW_OTHER, 0.5, 1.0, 1.0, &m, &err), CPW_EINVAL, &err,
             "transform");
  cpwt_fails(cpw_queue_gim1(CPW_QUEUE_LAW_UNIFORM, 0.5, 0.5, 1.0, &m, &err), CPW_EDOMAIN, &err,
             "arrival_scv = 0.5");
  cpwt_fails(cpw_queue_gim1(CPW_QUEUE_LAW_GAMMA, 0.5, 0.0, 1.0, &m, &err), CPW_EDOMAIN, &err,
             "arrival_scv = 0");
  cpwt_fails(cpw_queue_gim1(CPW_QUEUE_LAW_HYPEREXPONENTIAL, 0.5, 0.9, 1.0, &m, &err), CPW_EDOMAIN,
             &err, "arrival_scv = 0.9");
  cpwt_fails(cpw_queue_gim1_transform(&wrong, 0.5, 1.0, &m, &err), CPW_EDOMAIN, &err, "= 2 must");
  cpwt_fails(cpw_queue_gim1_transform(&none, 0.5, 1.0, &m, &err), CPW_EINVAL, &err, "NULL");
  ck_assert(isnan(cpw_queue_md1_wait_tail(0.5, 1.0, -1.0)));
  ck_assert(isnan(cpw_queue_gim1_wait_tail(CPW_QUEUE_LAW_GAMMA, 0.5, 0.0, 1.0, 1.0)));
}
END_TEST

START_TEST(ends_of_the_domain)
{
  cpw_queue_measures m = mdc(4.0, 1.0, 4);
  double times[2] = {0.0, 1e300}, tail[2];
  ck_assert_int_eq(m.outcome, CPW_OUTCOME_UNSTABLE);
  ck_assert_int_eq(cpw_queue_mg1(0.0, 2.0, 4.0, 8.0, &m, NULL), CPW_OK);
  ck_assert(m.empty_chance == 1.0 && m.mean_stay == 2.0);
  ck_assert_double_eq(mdc(0.0, 1.0, 4).mean_stay, 1.0);
  ck_assert_int_eq(cpw_queue_mdc_wait_tail(4.0, 1.0, 4, times, 2, NULL, tail, NULL), CPW_OK);
  ck_assert(tail[0] == 1.0 && tail[1] == 1.0);
  ck_assert_int_eq(cpw_queue_mdc_wait_tail(0.0, 1.0, 4, times, 2, NULL, tail, NULL), CPW_OK);
  ck_assert(tail[0] == 0.0 && tail[1] == 0.0);
  ck_assert_int_eq(cpw_queue_mdc_wait_tail(3.0, 1.0, 4, times, 2, NULL, tail, NULL), CPW_OK);
  ck_assert(tail[0] > 0.0 && tail[1] == 0.0);
  ck_assert_double_eq(cpw_queue_md1_wait_tail(1.5, 1.0, 3.0), 1.0);
  ck_assert_double_eq(cpw_queue_md1_wait_tail(0.0, 1.0, 3.0), 0.0);
  ck_assert_double_eq(cpw_queue_md1_wait_within(0.5, 1.0, 1e9), 1.0);
  m = mdc(5e5, 1.0, 1000000);
  ck_assert(m.outcome == CPW_OUTCOME_OK && m.mean_queue >= 0.0 && m.mean_queue < 1e-300);
  m = mdc(1e6 - 100.0, 1.0,
          1000000); /* many servers: the limit of heavy traffic, Erlang C as a guide */
  ck_assert(m.mean_wait > 0.0 && m.mean_wait < cpw_queue_cosmetatos_mdc(1e6 - 100.0, 1.0, 1e6));
  ck_assert(gim1(CPW_QUEUE_LAW_GAMMA, 1.0, 0.5, 1.0).outcome == CPW_OUTCOME_UNSTABLE);
  ck_assert_double_eq(gim1(CPW_QUEUE_LAW_GAMMA, 0.0, 0.5, 2.0).mean_stay, 0.5);
  ck_assert_double_eq(gim1(CPW_QUEUE_LAW_DETERMINISTIC, 1e-5, 0.0, 1.0).wait_chance, 0.0);
  ck_assert_double_eq(cpw_queue_gim1_wait_tail(CPW_QUEUE_LAW_DETERMINISTIC, 1e-5, 0.0, 1.0, 1.0),
                      0.0);
}
END_TEST

static int32_t tails(void *context) {
  double time = 0.5, *tail = context;
  return cpw_queue_mdc_wait_tail(8.0, 1.0, 10, &time, 1, NULL, tail, NULL);
}

START_TEST(failing_memory)
{
  double tail = 7.0;
  cpwt_each_allocation_fails(tails, &tail);
  ck_assert(tail > 0.0 && tail < 1.0);
}
END_TEST

Suite *cpwt_steady_laws_suite(void) {
  Suite *suite = suite_create("queue: other laws");
  TCase *limits = tcase_create("limits"), *errors = tcase_create("errors");
  TCase *reference = tcase_create("reference"), *properties = tcase_create("properties");
  TCase *oom = tcase_create("oom");
  tcase_set_timeout(reference, 60);
  tcase_add_test(limits, ends_of_the_domain);
  tcase_add_test(errors, errors_name_the_value);
  tcase_add_test(errors, laws_that_do_not_go_with_the_arrivals);
  tcase_add_test(reference, equal_services_at_one_server);
  tcase_add_test(reference, equal_services_against_a_chain);
  tcase_add_test(reference, equal_services_by_roots);
  tcase_add_test(reference, moments_of_services);
  tcase_add_test(reference, arrivals_of_any_law);
  tcase_add_test(properties, waits_of_equal_services);
  tcase_add_test(properties, very_irregular_arrivals);
  tcase_add_test(properties, laws_that_meet);
  tcase_add_test(properties, approximations);
  tcase_add_test(oom, failing_memory);
  suite_add_tcase(suite, limits);
  suite_add_tcase(suite, errors);
  suite_add_tcase(suite, reference);
  suite_add_tcase(suite, properties);
  suite_add_tcase(suite, oom);
  return suite;
}
