/* M/M/c, M/M/c/K and Erlang A against a birth and death chain that is solved state by state, waits against sums
 * over the states that a person finds, derivatives against differences. */
#include "queue/suites.h"

#define STATES 6000

/* A chain up to `top` people: chances of each number. */
typedef struct chain {
  double p[STATES];
  int top;
} chain;

static void solve(chain *k, double arrivals, double rate, int servers, double patience, int top) {
  double sum = 0.0;
  k->top = top;
  k->p[0] = 1.0;
  for (int n = 1; n <= top; n++) {
    double busy = n < servers ? n : servers;
    k->p[n] = k->p[n - 1] * (arrivals / (busy * rate + (n - busy) * patience));
    for (int m = 0; k->p[n] > 1e250 && m <= n; m++) /* only the ratios count */
      k->p[m] *= m < n ? 1e-250 : 1.0;
    if (k->p[n] > 1e250) k->p[n] *= 1e-250;
  }
  for (int n = top; n >= 0; n--)
    sum += k->p[n];
  for (int n = 0; n <= top; n++)
    k->p[n] /= sum;
}

static double sum_from(const chain *k, int first, int last) {
  double sum = 0.0;
  for (int n = last; n >= first; n--)
    sum += k->p[n];
  return sum;
}

static double queue_of(const chain *k, int servers) {
  double sum = 0.0;
  for (int n = k->top; n > servers; n--)
    sum += (n - servers) * k->p[n];
  return sum;
}

START_TEST(rooms_against_the_chain)
{
  static const int servers[] = {1, 2, 7, 40}, more[] = {0, 1, 5, 200};
  static const double rho[] = {0.05, 0.5, 0.99, 1.0, 1.01, 1.7};
  static chain k;
  for (int i = 0; i < 4 * 4 * 6; i++) {
    int c = servers[i % 4], top = c + more[i / 4 % 4];
    double mu = 0.5, lam = c * mu * rho[i / 16];
    cpw_queue_measures m;
    solve(&k, lam, mu, c, 0.0, top);
    ck_assert_int_eq(cpw_queue_mmck(lam, mu, c, top, &m, NULL), CPW_OK);
    if (k.p[top] > 1e-200) cpwt_close(m.block_chance, k.p[top], 1e-12, "full");
    cpwt_close(m.empty_chance, k.p[0], 1e-12, "empty");
    cpwt_close(m.wait_chance, sum_from(&k, c, top - 1), 1e-12, "waits");
    cpwt_close(m.mean_queue, queue_of(&k, c), 1e-12, "queue");
    cpwt_close(m.throughput, lam * sum_from(&k, 0, top - 1), 1e-12, "throughput");
    cpwt_close(m.mean_number, m.throughput * m.mean_stay, 1e-13, "Little");
    double second = 0.0;
    for (int n = top - 1; n >= c; n--)
      second += (n - c + 1.0) * (n - c + 2.0) * k.p[n];
    cpwt_close(m.wait_second, second / (c * mu * c * mu) / sum_from(&k, 0, top - 1), 1e-12,
               "second moment");
  }
}
END_TEST

START_TEST(rooms_without_end)
{
  cpw_queue_measures wide, open;
  ck_assert_int_eq(cpw_queue_mmck(19.0, 1.0, 20, (int64_t)1 << 40, &wide, NULL), CPW_OK);
  ck_assert_int_eq(cpw_queue_mmc(19.0, 1.0, 20, &open, NULL), CPW_OK);
  cpwt_close(wide.mean_wait, open.mean_wait, 1e-12, "a wide room");
  cpwt_close(wide.wait_second, open.wait_second, 1e-12, "a wide room");
  ck_assert_double_eq(wide.block_chance, 0.0);
  /* load 1: every state above c has the same chance */
  ck_assert_int_eq(cpw_queue_mmck(1.0, 1.0, 1, 1000000, &wide, NULL), CPW_OK);
  cpwt_close(wide.block_chance, 1.0 / 1000001.0, 1e-12, "a million places");
  cpwt_close(wide.mean_queue, 1000000.0 * 999999.0 / 2.0 / 1000001.0, 1e-12, "a million places");
  ck_assert_int_eq(cpw_queue_mmck(1e9, 1.0, 1, 10, &wide, NULL), CPW_OK);
  cpwt_close(wide.throughput, 1.0, 1e-8, "nothing but overload");
}
END_TEST

START_TEST(patience_against_the_chain)
{
  static const int servers[] = {1, 3, 20, 100};
  static const double rho[] = {0.2, 0.9, 1.0, 1.2, 3.0}, patience[] = {0.02, 0.5, 1.0, 8.0};
  static chain k;
  for (int i = 0; i < 4 * 5 * 4; i++) {
    int c = servers[i % 4];
    double mu = 0.5, lam = c * mu * rho[i / 4 % 5], theta = patience[i / 20];
    cpw_queue_measures m;
    solve(&k, lam, mu, c, theta, STATES - 1);
    ck_assert_int_eq(cpw_queue_abandon(lam, mu, c, theta, &m, NULL), CPW_OK);
    cpwt_close(m.mean_queue, queue_of(&k, c), 1e-12, "queue");
    cpwt_close(m.abandon_chance, theta * queue_of(&k, c) / lam, 1e-12, "abandon");
    cpwt_close(m.wait_chance, sum_from(&k, c, k.top), 1e-12, "waits");
    if (k.p[0] > 1e-200) cpwt_close(m.empty_chance, k.p[0], 2e-12, "empty");
    cpwt_close(m.throughput, lam - theta * queue_of(&k, c), 1e-11, "throughput");
    /* the wait of one who finds j waiting, until served or gone: first and second moments step by step */
    double first = 0.0, second = 0.0, mean = 0.0, mean2 = 0.0;
    for (int j = 0; c + j <= k.top; j++) {
      double rate = c * mu + (j + 1) * theta, stay = (c * mu + j * theta) / rate;
      double e1 = 1.0 / rate + stay * mean;
      double e2 = 2.0 / rate / rate + 2.0 / rate * stay * mean + stay * mean2;
      mean = e1;
      mean2 = e2;
      first += k.p[c + j] * e1;
      second += k.p[c + j] * e2;
    }
    cpwt_close(m.mean_wait, first, 1e-12, "wait");
    cpwt_close(m.wait_second, second, 1e-12, "second moment");
  }
}
END_TEST

START_TEST(patience_and_time)
{
  /* the tail integrates to the mean wait: Simpson's rule */
  cpw_queue_measures m;
  ck_assert_int_eq(cpw_queue_abandon(12.0, 1.0, 10.0, 0.7, &m, NULL), CPW_OK);
  double sum = 0.0, h = 0.005;
  for (int i = 0; i <= 1200; i++) {
    double weight = i == 0 || i == 1200 ? 1.0 : i % 2 ? 4.0 : 2.0;
    sum += weight * cpw_queue_abandon_wait_tail(12.0, 1.0, 10.0, 0.7, i * h);
  }
  cpwt_close(sum * h / 3.0, m.mean_wait, 1e-9, "area under the tail");
  cpwt_close(cpw_queue_abandon_wait_tail(12.0, 1.0, 10.0, 0.7, 0.0), m.wait_chance, 1e-14, "at 0");
  for (double t = 0.1; t < 3.0; t += 0.1) {
    double offered = cpw_queue_abandon_offered_tail(12.0, 1.0, 10.0, 0.7, t);
    cpwt_close(cpw_queue_abandon_wait_tail(12.0, 1.0, 10.0, 0.7, t),
               offered * cpw_math_exp(-0.7 * t), 1e-13, "and still there");
  }
  /* hardly any patience to lose: M/M/c */
  for (double t = 0.0; t < 2.0; t += 0.25)
    cpwt_close(cpw_queue_abandon_wait_tail(9.0, 1.0, 10.0, 1e-14, t),
               cpw_queue_mmc_wait_tail(9.0, 1.0, 10.0, t), 1e-11, "patience without end");
  ck_assert(isnan(cpw_queue_abandon_wait_tail(9.0, 1.0, 10.0, -1.0, 1.0)));
  ck_assert_double_eq(cpw_queue_abandon_wait_tail(9.0, 1.0, 10.0, 1.0, 1e305), 0.0);
}
END_TEST

START_TEST(patience_as_service)
{
  /* patience_rate = service_rate: everybody leaves at that rate, M/M/infinity, a Poisson number of people */
  cpw_queue_measures m;
  ck_assert_int_eq(cpw_queue_abandon(1e6, 1.0, 1e6 + 500.0, 1.0, &m, NULL), CPW_OK);
  cpwt_close(m.mean_number, 1e6, 1e-12, "people");
  double free = cpw_math_exp(cpwi_queue_log_poisson(1e6 + 500.0, 1e6)), sum = 0.0;
  for (double n = 1e6 + 500.0, p = free; p > 1e-20 * free; n += 1.0, p *= 1e6 / n)
    sum += p;
  cpwt_close(m.wait_chance, sum, 1e-11, "a million servers");
  ck_assert_int_eq(cpw_queue_abandon(3e6, 1.0, 1e6, 1e-3, &m, NULL), CPW_OK);
  cpwt_close(m.abandon_chance, 2.0 / 3.0, 1e-12, "three times too many");
  cpwt_close(m.utilisation, 1.0, 1e-15, "always busy");
}
END_TEST

START_TEST(open_queue)
{
  cpw_queue_measures m, one;
  ck_assert_int_eq(cpw_queue_mmc(2.8, 1.0, 3.0, &m, NULL), CPW_OK);
  cpwt_close(m.mean_wait, 4.3833865814696485623, 1e-13, "M/M/3 of the shared cases");
  cpwt_close(m.mean_number, 2.8 * m.mean_stay, 1e-15, "Little");
  cpwt_close(m.wait_variance, m.wait_second - m.mean_wait * m.mean_wait, 1e-12, "variance");
  ck_assert_int_eq(cpw_queue_mmc(0.6, 1.0, 1.0, &one, NULL), CPW_OK);
  cpwt_close(one.empty_chance, 0.4, 1e-14, "M/M/1 empty");
  cpwt_close(one.mean_stay, 2.5, 1e-14, "M/M/1 stay");
  for (double t = 0.0; t < 20.0; t += 0.5)
    cpwt_close(cpw_queue_mmc_stay_tail(0.6, 1.0, 1.0, t), cpw_math_exp(-0.4 * t), 1e-13,
               "M/M/1 stays are exponential");
  double q = cpw_queue_mmc_wait_quantile(2.8, 1.0, 3.0, 0.92);
  cpwt_close(cpw_queue_mmc_wait_tail(2.8, 1.0, 3.0, q), 0.08, 1e-13, "quantile and tail");
}
END_TEST

START_TEST(stays_where_both_rates_meet)
{
  /* servers x service_rate - arrivals = service_rate: 1 - C + C (1 + mu t), times exp(-mu t) */
  double c = cpw_queue_erlang_c(2.0, 3.0);
  for (double t = 0.0; t < 9.0; t += 0.3) {
    double exact = cpw_math_exp(-t) * (1.0 + c * t);
    cpwt_close(cpw_queue_mmc_stay_tail(2.0, 1.0, 3.0, t), exact, 1e-13, "where they meet");
    double near = cpw_queue_mmc_stay_tail(2.0 + 1e-9, 1.0, 3.0, t);
    cpwt_close(near, exact, 1e-7, "next to it");
  }
}
END_TEST

START_TEST(slopes_of_the_wait)
{
  static const double at[][3] = {{2.8, 1.0, 3.0}, {20.0, 0.25, 88.0}, {7.0, 2.0, 3.6}};
  for (int i = 0; i < 3; i++) {
    double a = at[i][0], r = at[i][1], c = at[i][2], h = 1e-6;
    cpw_queue_wait_slopes s;
    cpw_queue_measures up, down;
    ck_assert_int_eq(cpw_queue_mmc_wait_slopes(a, r, c, &s, NULL), CPW_OK);
    ck_assert_int_eq(cpw_queue_mmc(a * (1 + h), r, c, &up, NULL), CPW_OK);
    ck_assert_int_eq(cpw_queue_mmc(a * (1 - h), r, c, &down, NULL), CPW_OK);
    cpwt_close(s.by_arrivals, (up.mean_wait - down.mean_wait) / (2 * h * a), 1e-6, "arrivals");
    ck_assert_int_eq(cpw_queue_mmc(a, r * (1 + h), c, &up, NULL), CPW_OK);
    ck_assert_int_eq(cpw_queue_mmc(a, r * (1 - h), c, &down, NULL), CPW_OK);
    cpwt_close(s.by_service_rate, (up.mean_wait - down.mean_wait) / (2 * h * r), 1e-6, "rate");
    ck_assert_int_eq(cpw_queue_mmc(a, r, c * (1 + h), &up, NULL), CPW_OK);
    ck_assert_int_eq(cpw_queue_mmc(a, r, c * (1 - h), &down, NULL), CPW_OK);
    cpwt_close(s.by_servers, (up.mean_wait - down.mean_wait) / (2 * h * c), 1e-6, "servers");
    /* time by another unit: W has one degree in time, so a W_a + r W_r = -W (Euler) */
    cpwt_close(a * s.by_arrivals + r * s.by_service_rate, -s.value, 1e-11, "Euler");
  }
}
END_TEST

START_TEST(no_steady_state_and_nobody)
{
  cpw_queue_measures m;
  cpw_queue_wait_slopes s;
  ck_assert_int_eq(cpw_queue_mmc(3.0, 1.0, 3.0, &m, NULL), CPW_OK);
  ck_assert_int_eq(m.outcome, CPW_OUTCOME_UNSTABLE);
  ck_assert(isinf(m.mean_wait) && isinf(m.mean_number) && m.wait_chance == 1.0);
  ck_assert_double_eq(m.throughput, 3.0);
  ck_assert_int_eq(cpw_queue_mmc_wait_slopes(3.0, 1.0, 3.0, &s, NULL), CPW_OK);
  ck_assert(s.outcome == CPW_OUTCOME_UNSTABLE && isinf(s.value) && isnan(s.by_servers));
  ck_assert_double_eq(cpw_queue_mmc_wait_tail(4.0, 1.0, 3.0, 7.0), 1.0);
  ck_assert_double_eq(cpw_queue_mmc_stay_tail(4.0, 1.0, 3.0, 7.0), 1.0);
  ck_assert_double_eq(cpw_queue_mmc_stay_tail(1.0, 1.0, 2.0, (double)INFINITY), 0.0);
  ck_assert(isinf(cpw_queue_mmc_wait_quantile(4.0, 1.0, 3.0, 0.1)));
  ck_assert_double_eq(cpw_queue_mmc_wait_quantile(0.1, 1.0, 3.0, 0.5), 0.0);
  ck_assert_int_eq(cpw_queue_mmc(0.0, 2.0, 3.0, &m, NULL), CPW_OK);
  ck_assert(m.empty_chance == 1.0 && m.mean_wait == 0.0 && m.mean_stay == 0.5);
  ck_assert_int_eq(cpw_queue_mmck(0.0, 2.0, 3, 3, &m, NULL), CPW_OK);
  ck_assert(m.empty_chance == 1.0 && m.block_chance == 0.0);
  ck_assert_int_eq(cpw_queue_abandon(0.0, 2.0, 3.0, 1.0, &m, NULL), CPW_OK);
  ck_assert_double_eq(m.abandon_chance, 0.0);
  ck_assert_int_eq(cpw_queue_abandon(4.0, 1.0, 3.0, 0.0, &m, NULL), CPW_OK);
  ck_assert_int_eq(m.outcome, CPW_OUTCOME_UNSTABLE);
  ck_assert_int_eq(cpw_queue_mmc(2.5, 1.0, 2.75, &m, NULL), CPW_OK);
  ck_assert(isnan(m.empty_chance) && m.mean_wait > 0.0);
}
END_TEST

START_TEST(errors_name_the_value)
{
  cpw_error err;
  cpw_queue_measures m = {.load = 7.0};
  cpwt_fails(cpw_queue_mmc(-2.0, 1.0, 1.0, &m, &err), CPW_EDOMAIN, &err, "arrivals = -2");
  cpwt_fails(cpw_queue_mmc(2.0, 0.0, 1.0, &m, &err), CPW_EDOMAIN, &err, "service_rate = 0");
  cpwt_fails(cpw_queue_mmc(2.0, 1.0, (double)NAN, &m, &err), CPW_EDOMAIN, &err, "servers = nan");
  cpwt_fails(cpw_queue_mmc(2.0, 1.0, 1.0, NULL, &err), CPW_EINVAL, &err, "NULL");
  cpwt_fails(cpw_queue_mmck(2.0, 1.0, 0, 1, &m, &err), CPW_EDOMAIN, &err, "servers = 0");
  cpwt_fails(cpw_queue_mmck(2.0, 1.0, 3, 2, &m, &err), CPW_EDOMAIN, &err, "room = 2");
  cpwt_fails(cpw_queue_abandon(2.0, 1.0, 3.0, -0.5, &m, &err), CPW_EDOMAIN, &err,
             "patience_rate = -0.5");
  cpwt_fails(cpw_queue_mmc(1e-200, 1e200, 3.0, &m, &err), CPW_EDOMAIN, &err, "from 1e-280");
  cpwt_fails(cpw_queue_abandon(1.0, 1.0, 3.0, 1e300, &m, &err), CPW_EDOMAIN, &err,
             "patience_rate =");
  cpwt_fails(cpw_queue_mmck(1e300, 1e300, 1000000000, 1000000000, &m, &err), CPW_EDOMAIN, &err,
             "servers x service_rate = inf");
  ck_assert_double_eq(m.load, 7.0);
  ck_assert(isnan(cpw_queue_mmc_wait_tail(1.0, 1.0, 2.0, -1.0)));
  ck_assert(isnan(cpw_queue_mmc_wait_quantile(1.0, 1.0, 2.0, 1.5)));
  ck_assert(isnan(cpw_queue_mmc_stay_tail(1.0, -1.0, 2.0, 1.0)));
}
END_TEST

Suite *cpwt_steady_models_suite(void) {
  Suite *suite = suite_create("queue: M/M/...");
  TCase *limits = tcase_create("limits"), *errors = tcase_create("errors");
  TCase *reference = tcase_create("reference"), *properties = tcase_create("properties");
  tcase_add_test(limits, no_steady_state_and_nobody);
  tcase_add_test(limits, rooms_without_end);
  tcase_add_test(errors, errors_name_the_value);
  tcase_add_test(reference, open_queue);
  tcase_add_test(reference, rooms_against_the_chain);
  tcase_add_test(reference, patience_against_the_chain);
  tcase_add_test(reference, patience_as_service);
  tcase_add_test(properties, patience_and_time);
  tcase_add_test(properties, stays_where_both_rates_meet);
  tcase_add_test(properties, slopes_of_the_wait);
  suite_add_tcase(suite, limits);
  suite_add_tcase(suite, errors);
  suite_add_tcase(suite, reference);
  suite_add_tcase(suite, properties);
  return suite;
}
