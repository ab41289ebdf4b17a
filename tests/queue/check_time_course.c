/* Queues over time: transient, period by period and swinging, against the exponential of the whole matrix,
 * the infinite-server law, Runge and Kutta's method, steady states; conservation; errors, failing memory. */
#include "queue/chain.h"
#include "queue/time.h"

/* ---------------------------------------------------------------- a second method ----------- */

#define MOST 41

typedef struct matrix {
  double a[MOST][MOST];
} matrix;

static double down(const cpwi_rates *r, int n) {
  double c = (double)r->servers;
  return fmin(n, c) * r->service + fmax(n - c, 0.0) * r->patience;
}

static void multiply(const matrix *a, const matrix *b, matrix *out, int size) {
  matrix c;
  for (int i = 0; i < size; i++)
    for (int j = 0; j < size; j++) {
      c.a[i][j] = 0.0;
      for (int k = 0; k < size; k++)
        c.a[i][j] += a->a[i][k] * b->a[k][j];
    }
  *out = c;
}

/* exp(Q time) for people from 0 to size - 1: Taylor of exp(s (Q + rate)) exp(-s rate), then squared. */
static void exponential(const cpwi_rates *r, int size, double time, matrix *out) {
  matrix q, term;
  double rate = r->arrivals + down(r, size - 1);
  int halves = 0;
  while (rate * time / ldexp(1.0, halves) > 0.25)
    halves++;
  double step = time / ldexp(1.0, halves);
  memset(&q, 0, sizeof q);
  memset(&term, 0, sizeof term);
  for (int n = 0; n < size; n++) {
    if (n + 1 < size) q.a[n][n + 1] = r->arrivals * step;
    if (n > 0) q.a[n][n - 1] = down(r, n) * step;
    q.a[n][n] = (rate - down(r, n) - (n + 1 < size ? r->arrivals : 0.0)) * step;
    term.a[n][n] = exp(-rate * step);
  }
  *out = term;
  for (int k = 1; k < 24; k++) {
    multiply(&term, &q, &term, size);
    for (int i = 0; i < size; i++)
      for (int j = 0; j < size; j++)
        out->a[i][j] += term.a[i][j] /= k;
  }
  for (int k = 0; k < halves; k++)
    multiply(out, out, out, size);
}

static cpw_queue_course_options options_for(int64_t start, int64_t room, double patience) {
  cpw_queue_course_options o;
  cpw_queue_course_options_init(&o);
  o.start = start;
  o.room = room;
  o.patience = patience;
  o.distribution = 1;
  return o;
}

START_TEST(against_the_whole_matrix)
{
  const struct {
    cpwi_rates rates;
    int64_t start;
    int room;
    double time;
  } cases[] = {{{2.8, 1.0, 0.0, 3}, 0, 40, 0.3},   {{2.8, 1.0, 0.0, 3}, 7, 40, 5.0},
               {{5.0, 1.0, 0.4, 4}, 0, 30, 2.0},   {{0.0, 1.0, 0.0, 4}, 20, 30, 1.0},
               {{6.0, 0.5, 0.0, 0}, 2, 12, 0.7},   {{6.0, 0.5, 0.3, 0}, 2, 25, 4.0},
               {{1.0, 2.0, 0.0, 50}, 10, 20, 3.0}, {{30.0, 2.0, 0.0, 3}, 40, 40, 12.0}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    const cpwi_rates *r = &cases[k].rates;
    cpw_queue_course_options o = options_for(cases[k].start, cases[k].room, r->patience);
    cpw_result *result = NULL;
    matrix m;
    exponential(r, cases[k].room + 1, cases[k].time, &m);
    ck_assert_int_eq(cpw_queue_transient(r->arrivals, r->service, r->servers, &cases[k].time, 1, &o,
                                         NULL, &result, NULL),
                     CPW_OK);
    const cpw_array *chance = cpw_result_find(result, "chance");
    double number = 0.0, queue = 0.0, wait = 0.0, block = m.a[cases[k].start][cases[k].room];
    for (int n = 0; n <= cases[k].room; n++) {
      double p = m.a[cases[k].start][n], c = (double)r->servers;
      number += n * p;
      queue += fmax(n - c, 0.0) * p;
      if (n >= c && n < cases[k].room) wait += p;
    }
    for (int n = 0; n <= cases[k].room; n++) {
      double p = m.a[cases[k].start][n], more = n - (double)r->servers;
      /* beyond what adds to the queue the upper end is cut off */
      if (p > 1e-200 && (more <= 0.0 || more * p > 1e-12 * queue))
        cpwt_near(chance->size > n ? chance->real[n] : 0.0, p, 2e-12);
    }
    cpwt_near(cpwt_series(result, "number")[0], number, 1e-12);
    cpwt_near(cpwt_series(result, "queue")[0], queue, 2e-11);
    cpwt_near(cpwt_series(result, "wait_chance")[0], wait, 2e-11);
    cpwt_near(cpwt_series(result, "block_chance")[0], block, 2e-11);
    cpw_result_free(result);
  }
}
END_TEST

/* ---------------------------------------------------------------- laws that are known ------- */

START_TEST(as_many_servers_as_it_takes)
{
  cpw_queue_course_options o = options_for(0, 0, 0.0);
  cpw_queue_stay stay;
  const double times[] = {0.0, 0.01, 1.0, 5.0, 5.0, 30.0}, length = 100.0, rate = 95.0;
  double mean[6];
  cpw_result *r = NULL;
  cpw_queue_stay_init(&stay);
  ck_assert_int_eq(cpw_queue_infinite(&stay, &length, &rate, 1, 0.0, times, 6, mean, NULL), CPW_OK);
  ck_assert_int_eq(cpw_queue_transient(rate, 1.0, 400, times, 6, &o, NULL, &r, NULL), CPW_OK);
  for (int k = 0; k < 6; k++) {
    cpwt_near(cpwt_series(r, "number")[k], mean[k], 1e-12);
    cpwt_near(cpwt_series(r, "empty_chance")[k], exp(-mean[k]), 2e-12);
    cpwt_near(cpwt_series(r, "throughput")[k], mean[k], 1e-12);
    /* the Poisson chance of 300 people, down to 1e-196 */
    const cpw_array *chance = cpw_result_find(r, "chance");
    int64_t numbers = chance->dimension[1]->length;
    double expected = k > 0 ? exp(300.0 * log(mean[k]) - mean[k] - lgamma(301.0)) : 0.0;
    if (expected > 1e-240) cpwt_near(chance->real[k * numbers + 300], expected, 1e-11);
  }
  ck_assert_double_eq(cpwt_series(r, "number")[3], cpwt_series(r, "number")[4]);
  cpw_result_free(r);
}
END_TEST

/* Servers that nobody needs cost nothing: two thousand million of them, of which about 2000 are at work. The Poisson
 * sums by mpmath at 50 digits. */
START_TEST(more_servers_than_it_takes)
{
  cpw_queue_course_options o = options_for(0, 0, 0.0);
  const int64_t levels[] = {1500, 2000};
  const double time = 0.5;
  cpw_result *r = NULL;
  o.level = levels;
  o.level_count = 2;
  ck_assert_int_eq(
      cpw_queue_transient(5000.0, 1.0, INT64_C(2000000000), &time, 1, &o, NULL, &r, NULL), CPW_OK);
  cpwt_near(cpwt_series(r, "number")[0], 1967.346701436832882, 1e-14);
  cpwt_near(cpwt_series(r, "level_chance")[0], 2.2518061077819736127e-28, 1e-11);
  cpwt_near(cpwt_series(r, "level_chance")[1], 0.7731074803519844187, 1e-12);
  ck_assert_double_eq(cpwt_series(r, "wait_chance")[0], 0.0);
  cpw_result_free(r);
  r = NULL;
  /* the list starts in sight of the servers and falls out of it: with 1300 and with 3000 servers the same */
  o.start = 1200;
  double number[2];
  for (int k = 0; k < 2; k++) {
    ck_assert_int_eq(cpw_queue_transient(100.0, 1.0, k ? 3000 : 1300, &time, 1, &o, NULL, &r, NULL),
                     CPW_OK);
    number[k] = cpwt_series(r, "number")[0];
    cpw_result_free(r);
    r = NULL;
  }
  cpwt_near(number[1], 100.0 + 1100.0 * exp(-0.5), 1e-13);
  cpwt_near(number[0], number[1], 1e-13);
}
END_TEST

/* From many people to nobody: the chance of an empty place, a thousand exponential times of rate 1. */
START_TEST(from_many_to_nobody)
{
  cpw_queue_course_options o = options_for(60, 0, 0.0);
  const double time = 2.0;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_queue_transient(0.0, 1.0, 60, &time, 1, &o, NULL, &r, NULL), CPW_OK);
  cpwt_near(cpwt_series(r, "empty_chance")[0], pow(-expm1(-2.0), 60.0), 1e-12);
  cpw_result_free(r);
  r = NULL;
  o.start = 400; /* one server: Erlang(400) within 20, 1e-319 or so is nothing */
  ck_assert_int_eq(cpw_queue_transient(0.0, 20.0, 1, &time, 1, &o, NULL, &r, NULL), CPW_OK);
  ck_assert(cpwt_series(r, "empty_chance")[0] < 1e-240);
  cpwt_near(cpwt_series(r, "number")[0], 360.0, 1e-13);
  cpw_result_free(r);
  r = NULL;
  o.start = 100; /* P(Poisson(40) >= 100) */
  double tail = 0.0, term = exp(100.0 * log(40.0) - 40.0 - lgamma(101.0));
  for (int k = 101; k < 300; k++) {
    tail += term;
    term *= 40.0 / k;
  }
  ck_assert_int_eq(cpw_queue_transient(0.0, 20.0, 1, &time, 1, &o, NULL, &r, NULL), CPW_OK);
  cpwt_near(cpwt_series(r, "empty_chance")[0], tail, 1e-11);
  cpw_result_free(r);
}
END_TEST

/* Never idle, a long list falls by what is served less what joins; with other servers by period too. */
START_TEST(a_long_list_falls)
{
  const double times[] = {1.0, 30.0, 100.0}, length[] = {20.0, 50.0}, rate[] = {10.0, 30.0};
  const double service[] = {1.0, 2.0};
  const int64_t servers[] = {50, 20};
  cpw_queue_course_options o = options_for(5000, 0, 0.0);
  cpw_queue_schedule s;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_queue_transient(10.0, 1.0, 50, times, 3, &o, NULL, &r, NULL), CPW_OK);
  for (int k = 0; k < 3; k++) {
    cpwt_near(cpwt_series(r, "number")[k], 5000.0 - 40.0 * times[k], 1e-12);
    const cpw_array *chance = cpw_result_find(r, "chance");
    int64_t numbers = chance->dimension[1]->length;
    double variance = 0.0;
    for (int64_t n = 0; n < numbers; n++) {
      double off = (double)n - 5000.0 + 40.0 * times[k];
      variance += off * off * chance->real[k * numbers + n];
    }
    cpwt_near(variance, 60.0 * times[k], 1e-10);
  }
  cpw_result_free(r);
  r = NULL;
  cpw_queue_schedule_init(&s);
  s.periods = 2;
  s.length = length;
  s.arrivals = rate;
  s.service = service;
  s.servers = servers;
  ck_assert_int_eq(cpw_queue_periods(&s, &o, NULL, &r, NULL), CPW_OK);
  cpwt_near(cpwt_series(r, "number")[0], 4200.0, 1e-12);
  cpwt_near(cpwt_series(r, "number")[1], 3700.0, 1e-12);
  cpwt_near(cpwt_series(r, "mean_number")[1], 3950.0, 1e-12);
  cpw_result_free(r);
}
END_TEST

static double erlang_a_queue(double arrivals, double service, int servers, double patience,
                             double *wait, double *leave) {
  double p = 1.0, all = 0.0, queue = 0.0, waits = 0.0;
  for (int n = 0; n < 4000; n++) {
    all += p;
    if (n >= servers) waits += p;
    queue += fmax(n - servers, 0.0) * p;
    p *= arrivals / (fmin(n + 1, servers) * service + fmax(n + 1 - servers, 0.0) * patience);
  }
  *wait = waits / all;
  *leave = patience * queue / all;
  return queue / all;
}

START_TEST(comes_to_rest)
{
  const double patience[] = {0.0, 0.02, 1.0}, time = 3000.0;
  for (int k = 0; k < 3; k++) {
    double wait, leave, queue = erlang_a_queue(9.0, 1.0, 10, patience[k], &wait, &leave);
    cpw_queue_course_options o = options_for(30, 0, patience[k]);
    cpw_result *r = NULL;
    ck_assert_int_eq(cpw_queue_transient(9.0, 1.0, 10, &time, 1, &o, NULL, &r, NULL), CPW_OK);
    cpwt_near(cpwt_series(r, "queue")[0], queue, 1e-11);
    cpwt_near(cpwt_series(r, "wait_chance")[0], wait, 1e-12);
    cpwt_near(cpwt_series(r, "abandonments")[0], leave, 1e-11);
    cpwt_near(cpwt_series(r, "throughput")[0] + cpwt_series(r, "abandonments")[0], 9.0, 1e-11);
    /* Little's law for the time in the queue, until service or leaving */
    cpwt_near(cpwt_series(r, "mean_wait")[0], queue / 9.0, 1e-11);
    cpw_result_free(r);
  }
}
END_TEST

START_TEST(a_start_by_chance)
{
  const double chance[] = {0.25, 0.0, 0.5, 0.0, 0.0, 0.25, 0.0}, time = 1.5;
  const int64_t starts[] = {0, 2, 5}, levels[] = {0, 4, 1000};
  const double weights[] = {0.25, 0.5, 0.25};
  double number = 0.0, empty = 0.0, within = 0.0;
  cpw_queue_course_options o = options_for(0, 0, 0.0);
  o.level = levels;
  o.level_count = 3;
  for (int k = 0; k < 3; k++) {
    cpw_result *r = NULL;
    o.start = starts[k];
    ck_assert_int_eq(cpw_queue_transient(3.0, 1.0, 2, &time, 1, &o, NULL, &r, NULL), CPW_OK);
    number += weights[k] * cpwt_series(r, "number")[0];
    empty += weights[k] * cpwt_series(r, "empty_chance")[0];
    within += weights[k] * cpwt_series(r, "level_chance")[1];
    cpwt_near(cpwt_series(r, "level_chance")[0], cpwt_series(r, "empty_chance")[0], 1e-15);
    cpwt_near(cpwt_series(r, "level_chance")[2], 1.0, 1e-14);
    cpw_result_free(r);
  }
  cpw_result *r = NULL;
  o.start = 0;
  o.start_chance = chance;
  o.start_count = 7;
  ck_assert_int_eq(cpw_queue_transient(3.0, 1.0, 2, &time, 1, &o, NULL, &r, NULL), CPW_OK);
  cpwt_near(cpwt_series(r, "number")[0], number, 1e-13);
  cpwt_near(cpwt_series(r, "empty_chance")[0], empty, 1e-12);
  cpwt_near(cpwt_series(r, "level_chance")[1], within, 1e-13);
  cpw_result_free(r);
  /* what is certain may be given as a law */
  const double two[] = {0.0, 0.0, 1.0};
  cpw_result *a = NULL, *b = NULL;
  o.start_chance = two;
  o.start_count = 3;
  ck_assert_int_eq(cpw_queue_transient(3.0, 1.0, 2, &time, 1, &o, NULL, &a, NULL), CPW_OK);
  o = options_for(2, 0, 0.0);
  ck_assert_int_eq(cpw_queue_transient(3.0, 1.0, 2, &time, 1, &o, NULL, &b, NULL), CPW_OK);
  ck_assert_double_eq(cpwt_series(a, "number")[0], cpwt_series(b, "number")[0]);
  cpw_result_free(a);
  cpw_result_free(b);
}
END_TEST

/* Nothing moves; closed without patience waits are endless. */
START_TEST(nothing_happens)
{
  cpw_queue_course_options o = options_for(3, 5, 0.0);
  const double times[] = {0.0, 9.0};
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_queue_transient(0.0, 1.0, 0, times, 2, &o, NULL, &r, NULL), CPW_OK);
  for (int k = 0; k < 2; k++) {
    ck_assert_double_eq(cpwt_series(r, "number")[k], 3.0);
    ck_assert_double_eq(cpwt_series(r, "queue")[k], 3.0);
    ck_assert(isinf(cpwt_series(r, "mean_wait")[k]));
    ck_assert(isnan(cpwt_series(r, "utilisation")[k]));
  }
  cpw_result_free(r);
  r = NULL;
  o.start = 5; /* full: nobody comes in, so nobody has a wait */
  ck_assert_int_eq(cpw_queue_transient(4.0, 1.0, 0, times, 2, &o, NULL, &r, NULL), CPW_OK);
  ck_assert_double_eq(cpwt_series(r, "block_chance")[1], 1.0);
  ck_assert(isnan(cpwt_series(r, "mean_wait")[1]));
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- periods ------------------- */

static cpw_queue_schedule schedule_of(int64_t periods, const double *length, const double *arrivals,
                                      const double *service, const int64_t *servers,
                                      const double *patience) {
  cpw_queue_schedule s;
  cpw_queue_schedule_init(&s);
  s.periods = periods;
  s.length = length;
  s.arrivals = arrivals;
  s.service = service;
  s.servers = servers;
  s.patience = patience;
  return s;
}

START_TEST(equal_periods_are_one)
{
  const double length[] = {1.0, 2.5, 0.5, 3.0}, end = 7.0, arrivals[] = {5.0, 5.0, 5.0, 5.0};
  const double service[] = {1.0, 1.0, 1.0, 1.0};
  const int64_t servers[] = {4, 4, 4, 4};
  cpw_queue_schedule s = schedule_of(4, length, arrivals, service, servers, NULL);
  cpw_queue_schedule one = schedule_of(1, &end, arrivals, service, servers, NULL);
  cpw_queue_course_options o = options_for(2, 0, 0.1);
  cpw_result *a = NULL, *b = NULL, *c = NULL;
  ck_assert_int_eq(cpw_queue_periods(&s, &o, NULL, &a, NULL), CPW_OK);
  ck_assert_int_eq(cpw_queue_periods(&one, &o, NULL, &b, NULL), CPW_OK);
  ck_assert_int_eq(cpw_queue_transient(5.0, 1.0, 4, &end, 1, &o, NULL, &c, NULL), CPW_OK);
  static const char *const names[] = {"number", "queue", "wait_chance", "empty_chance",
                                      "mean_wait"};
  for (int k = 0; k < 5; k++) {
    cpwt_near(cpwt_series(a, names[k])[3], cpwt_series(c, names[k])[0], 1e-12);
    cpwt_near(cpwt_series(b, names[k])[0], cpwt_series(c, names[k])[0], 1e-12);
  }
  static const char *const sums[] = {"joined", "served", "abandoned"};
  for (int k = 0; k < 3; k++) {
    double sum = 0.0;
    for (int i = 0; i < 4; i++)
      sum += cpwt_series(a, sums[k])[i];
    cpwt_near(sum, cpwt_series(b, sums[k])[0], 1e-12);
  }
  ck_assert_double_eq(cpwt_series(a, "end")[3], 7.0);
  cpw_result_free(a);
  cpw_result_free(b);
  cpw_result_free(c);
}
END_TEST

START_TEST(staff_come_and_go)
{
  const double length[] = {2.0, 2.0, 1.0, 4.0}, arrivals[] = {12.0, 3.0, 0.0, 6.0};
  const double service[] = {1.0, 1.0, 2.0, 1.0}, patience[] = {0.0, 0.3, 0.0, 0.1};
  const int64_t servers[] = {10, 2, 0, 6};
  cpw_queue_schedule s = schedule_of(4, length, arrivals, service, servers, patience);
  cpw_queue_course_options o = options_for(0, 40, 9.0); /* the schedule's patience counts */
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_queue_periods(&s, &o, NULL, &r, NULL), CPW_OK);
  double p[MOST] = {1.0}, before = 0.0;
  for (int k = 0; k < 4; k++) {
    cpwi_rates rates = {arrivals[k], service[k], patience[k], servers[k]};
    matrix m;
    double next[MOST] = {0.0}, number = 0.0;
    exponential(&rates, 41, length[k], &m);
    for (int i = 0; i < 41; i++)
      for (int n = 0; n < 41; n++)
        next[n] += p[i] * m.a[i][n];
    for (int n = 0; n < 41; n++)
      number += n * (p[n] = next[n]);
    cpwt_near(cpwt_series(r, "number")[k], number, 1e-12);
    cpwt_near(cpwt_series(r, "empty_chance")[k], p[0], 1e-11);
    /* people: before + joined = served + abandoned + after */
    double in = before + cpwt_series(r, "joined")[k];
    double out = cpwt_series(r, "served")[k] + cpwt_series(r, "abandoned")[k] + number;
    cpwt_near(in, out, 1e-12);
    cpwt_near(cpwt_series(r, "joined")[k] + cpwt_series(r, "turned_away")[k],
              arrivals[k] * length[k], 1e-13);
    before = number;
  }
  ck_assert(isnan(cpwt_series(r, "utilisation")[2]));
  ck_assert_double_eq(cpwt_series(r, "served")[2], 0.0);
  cpw_result_free(r);
}
END_TEST

/* Averages over a period against Simpson's rule over the transient. */
START_TEST(averages_are_integrals)
{
  enum { POINTS = 401 };
  static double times[POINTS];
  const double length = 2.0, arrivals = 5.0, service = 1.0;
  const int64_t servers = 4;
  cpw_queue_schedule s = schedule_of(1, &length, &arrivals, &service, &servers, NULL);
  cpw_queue_course_options o = options_for(1, 9, 0.2);
  cpw_result *r = NULL, *t = NULL;
  for (int k = 0; k < POINTS; k++)
    times[k] = length * k / (POINTS - 1);
  ck_assert_int_eq(cpw_queue_periods(&s, &o, NULL, &r, NULL), CPW_OK);
  ck_assert_int_eq(cpw_queue_transient(5.0, 1.0, 4, times, POINTS, &o, NULL, &t, NULL), CPW_OK);
  static const char *const pairs[][2] = {{"mean_number", "number"},
                                         {"mean_queue", "queue"},
                                         {"mean_busy", "busy"},
                                         {"mean_wait_chance", "wait_chance"},
                                         {"mean_block_chance", "block_chance"},
                                         {"utilisation", "utilisation"}};
  for (int k = 0; k < 6; k++) {
    double sum = 0.0;
    for (int i = 0; i < POINTS; i++)
      sum += cpwt_series(t, pairs[k][1])[i] * (i == 0 || i == POINTS - 1 ? 1 : i % 2 ? 4 : 2);
    cpwt_near(cpwt_series(r, pairs[k][0])[0], sum / 3.0 / (POINTS - 1), 1e-8);
  }
  double wait = 0.0, in = 0.0;
  for (int i = 0; i < POINTS; i++) {
    double weight = i == 0 || i == POINTS - 1 ? 1 : i % 2 ? 4 : 2;
    double enter = weight * (1.0 - cpwt_series(t, "block_chance")[i]);
    wait += enter * cpwt_series(t, "mean_wait")[i];
    in += enter;
  }
  cpwt_near(cpwt_series(r, "arrival_wait")[0], wait / in, 1e-8);
  cpw_result_free(r);
  cpw_result_free(t);
}
END_TEST

/* ---------------------------------------------------------------- swinging ------------------ */

START_TEST(sine_and_cosine)
{
  ck_assert_double_eq(cpwi_sine(0.0), 0.0);
  ck_assert_double_eq(cpwi_sine(0.25), 1.0);
  ck_assert_double_eq(cpwi_sine(0.5), 0.0);
  ck_assert_double_eq(cpwi_sine(-0.25), -1.0);
  ck_assert_double_eq(cpwi_cosine(0.5), -1.0);
  ck_assert_double_eq(cpwi_cosine(12345678.25), 0.0);
  const double tau = 2.0 * acos(-1.0);
  for (int k = -4000; k <= 4000; k++) {
    double turns = k / 1531.0, part = turns - floor(turns);
    ck_assert_double_eq_tol(cpwi_sine(turns), sin(tau * part), 1e-15);
    ck_assert_double_eq_tol(cpwi_cosine(turns), cos(tau * part), 1e-15);
  }
}
END_TEST

START_TEST(without_amplitude)
{
  cpw_queue_course_options o = options_for(0, 0, 0.05);
  const double times[] = {0.5, 3.0, 11.0};
  cpw_result *a = NULL, *b = NULL;
  ck_assert_int_eq(cpw_queue_sinusoid(4.0, 0.0, 24.0, 1.0, 5, times, 3, &o, NULL, &a, NULL),
                   CPW_OK);
  ck_assert_int_eq(cpw_queue_transient(4.0, 1.0, 5, times, 3, &o, NULL, &b, NULL), CPW_OK);
  for (int k = 0; k < 3; k++) {
    cpwt_near(cpwt_series(a, "number")[k], cpwt_series(b, "number")[k], 1e-12);
    cpwt_near(cpwt_series(a, "queue")[k], cpwt_series(b, "queue")[k], 1e-12);
    cpwt_near(cpwt_series(a, "empty_chance")[k], cpwt_series(b, "empty_chance")[k], 1e-12);
    ck_assert_double_eq(cpwt_series(a, "arrivals")[k], 4.0);
  }
  cpw_result_free(a);
  cpw_result_free(b);
}
END_TEST

START_TEST(swings_with_many_servers)
{
  cpw_queue_course_options o = options_for(0, 0, 0.0);
  cpw_queue_stay stay;
  const double times[] = {0.2, 6.0, 12.0, 18.0, 24.0, 31.0};
  double mean[6];
  cpw_result *r = NULL;
  cpw_queue_stay_init(&stay);
  stay.mean = 2.0;
  ck_assert_int_eq(cpw_queue_infinite_sinusoid(&stay, 6.0, 1.0, 24.0, 1, times, 6, mean, NULL),
                   CPW_OK);
  ck_assert_int_eq(cpw_queue_sinusoid(6.0, 1.0, 24.0, 0.5, 150, times, 6, &o, NULL, &r, NULL),
                   CPW_OK);
  for (int k = 0; k < 6; k++) {
    cpwt_near(cpwt_series(r, "number")[k], mean[k], 1e-10);
    cpwt_near(cpwt_series(r, "empty_chance")[k], exp(-mean[k]), 1e-9);
  }
  cpw_result_free(r);
}
END_TEST

/* dp/dt of M(t)/M/c/K, for Runge and Kutta. */
static void slope(const double *p, double arrivals, const cpwi_rates *r, int size, double *out) {
  for (int n = 0; n < size; n++) {
    double up = n + 1 < size ? arrivals : 0.0;
    out[n] = -(up + down(r, n)) * p[n];
    if (n > 0) out[n] += arrivals * p[n - 1];
    if (n + 1 < size) out[n] += down(r, n + 1) * p[n + 1];
  }
}

START_TEST(against_runge_and_kutta)
{
  enum { SIZE = 21, STEPS = 6000 };
  const cpwi_rates rates = {0.0, 1.0, 0.25, 4};
  const double time = 6.0, h = time / STEPS, tau = 2.0 * acos(-1.0);
  double p[SIZE] = {1.0}, k[4][SIZE], q[SIZE];
  for (int i = 0; i < STEPS; i++) {
    const double at[] = {0.0, 0.5, 0.5, 1.0};
    for (int s = 0; s < 4; s++) {
      for (int n = 0; n < SIZE; n++)
        q[n] = p[n] + (s > 0 ? at[s] * h * k[s - 1][n] : 0.0);
      double arrivals = 4.0 * (1.0 + 0.8 * sin(tau * (i + at[s]) * h / 5.0));
      slope(q, arrivals, &rates, SIZE, k[s]);
    }
    for (int n = 0; n < SIZE; n++)
      p[n] += h / 6.0 * (k[0][n] + 2.0 * k[1][n] + 2.0 * k[2][n] + k[3][n]);
  }
  cpw_queue_course_options o = options_for(0, SIZE - 1, 0.25);
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_queue_sinusoid(4.0, 0.8, 5.0, 1.0, 4, &time, 1, &o, NULL, &r, NULL), CPW_OK);
  for (int n = 0; n < SIZE; n++)
    cpwt_near(cpwt_series(r, "chance")[n], p[n], 1e-9);
  cpw_result_free(r);
}
END_TEST

/* Nobody leaves: a Poisson number has come, whose mean is the integral of the rate. */
START_TEST(swings_with_nobody_to_serve)
{
  cpw_queue_course_options o = options_for(0, 0, 0.0);
  const double time = 20.0, tau = 2.0 * acos(-1.0);
  double mean = 3.0 * (20.0 + (1.0 - cos(tau * 20.0 / 7.0)) * 7.0 / tau);
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_queue_sinusoid(3.0, 1.0, 7.0, 1.0, 0, &time, 1, &o, NULL, &r, NULL), CPW_OK);
  cpwt_near(cpwt_series(r, "number")[0], mean, 1e-11);
  cpwt_near(cpwt_series(r, "empty_chance")[0], exp(-mean), 1e-9);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static int32_t ask(double arrivals, double service, int64_t servers, double time,
                   const cpw_queue_course_options *o, cpw_error *err) {
  cpw_result *r = NULL;
  int32_t status = cpw_queue_transient(arrivals, service, servers, &time, 1, o, NULL, &r, err);
  ck_assert(status == CPW_OK || r == NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(transient_errors)
{
  cpw_error e;
  cpw_queue_course_options o = options_for(0, 0, 0.0);
  const double times[] = {2.0, 1.0}, chances[] = {0.5, 0.6}, below[] = {-0.5, 1.5};
  const int64_t level = -1;
  cpw_result *r = NULL;
  cpwt_fails(ask(-1.0, 1.0, 1, 1.0, NULL, &e), CPW_EDOMAIN, &e, "arrivals = -1");
  cpwt_fails(ask(1.0, 0.0, 1, 1.0, NULL, &e), CPW_EDOMAIN, &e, "service = 0");
  cpwt_fails(ask(1.0, 1.0, -1, 1.0, NULL, &e), CPW_EDOMAIN, &e, "servers = -1");
  cpwt_fails(ask(1.0, 1.0, 1, (double)NAN, NULL, &e), CPW_EDOMAIN, &e, "times[0] = nan");
  cpwt_fails(ask(1e9, 1.0, 1, 1e9, NULL, &e), CPW_EOVERFLOW, &e, "more than 1e12");
  cpwt_fails(ask(1.0, 1.0, 1, 1e300, NULL, &e), CPW_EDOMAIN, &e,
             "times[0] = 1e+300 must be at most 3.27");
  cpwt_fails(ask(1e200, 1.0, 1, 1.0, NULL, &e), CPW_EDOMAIN, &e,
             "arrivals = 1e+200 must be at most 2.58");
  cpwt_fails(ask(1.0, 1e-320, 1, 1.0, NULL, &e), CPW_EDOMAIN, &e, "must be at least 2.2");
  cpwt_fails(ask(1.0, (double)INFINITY, 1, 1.0, NULL, &e), CPW_EDOMAIN, &e,
             "must be finite and > 0");
  cpwt_fails(cpw_queue_transient(1.0, 1.0, 1, times, 2, NULL, NULL, &r, &e), CPW_EDOMAIN, &e,
             "times[1] = 1");
  cpwt_fails(cpw_queue_transient(1.0, 1.0, 1, times, 0, NULL, NULL, &r, &e), CPW_EINVAL, &e,
             "count = 0");
  cpwt_fails(cpw_queue_transient(1.0, 1.0, 1, times, 1, NULL, NULL, NULL, &e), CPW_EINVAL, &e,
             "out is NULL");
  o.room = 3;
  o.start = 4;
  cpwt_fails(ask(1.0, 1.0, 1, 1.0, &o, &e), CPW_EDOMAIN, &e, "do not fit into 3");
  o.room = -1;
  cpwt_fails(ask(1.0, 1.0, 1, 1.0, &o, &e), CPW_EDOMAIN, &e, "options.room");
  o = options_for(INT64_C(1) << 26, 0, 0.0);
  cpwt_fails(ask(1.0, 1.0, 1, 1.0, &o, &e), CPW_EOVERFLOW, &e, "2^26");
  o = options_for(-1, 0, 0.0);
  cpwt_fails(ask(1.0, 1.0, 1, 1.0, &o, &e), CPW_EDOMAIN, &e, "options.start");
  o = options_for(0, 0, -0.5);
  cpwt_fails(ask(1.0, 1.0, 1, 1.0, &o, &e), CPW_EDOMAIN, &e, "options.patience");
  o = options_for(0, 0, 0.0);
  o.tolerance = 0.0;
  cpwt_fails(ask(1.0, 1.0, 1, 1.0, &o, &e), CPW_EDOMAIN, &e, "options.tolerance");
  o = options_for(0, 0, 0.0);
  o.reserved = 3;
  cpwt_fails(ask(1.0, 1.0, 1, 1.0, &o, &e), CPW_EINVAL, &e, "options.reserved = 3");
  o = options_for(0, 0, 0.0);
  o.distribution = 2;
  cpwt_fails(ask(1.0, 1.0, 1, 1.0, &o, &e), CPW_EINVAL, &e, "options.distribution");
  o = options_for(0, 0, 0.0);
  o.start_count = 2;
  cpwt_fails(ask(1.0, 1.0, 1, 1.0, &o, &e), CPW_EINVAL, &e, "start_count");
  o.start_chance = chances;
  cpwt_fails(ask(1.0, 1.0, 1, 1.0, &o, &e), CPW_EDOMAIN, &e, "sums to 1.1");
  o.start_chance = below;
  cpwt_fails(ask(1.0, 1.0, 1, 1.0, &o, &e), CPW_EDOMAIN, &e, "start_chance[0]");
  o = options_for(0, 0, 0.0);
  o.level_count = 1;
  cpwt_fails(ask(1.0, 1.0, 1, 1.0, &o, &e), CPW_EINVAL, &e, "level_count");
  o.level = &level;
  cpwt_fails(ask(1.0, 1.0, 1, 1.0, &o, &e), CPW_EDOMAIN, &e, "level[0] = -1");
  o.struct_size = sizeof o + 8;
  cpwt_fails(ask(1.0, 1.0, 1, 1.0, &o, &e), CPW_EABI, &e, "");
}
END_TEST

START_TEST(schedule_errors)
{
  cpw_error e;
  const double good[] = {1.0}, bad[] = {-1.0}, nought[] = {0.0};
  const int64_t servers[] = {1}, none[] = {-1};
  cpw_result *r = NULL;
  const struct {
    cpw_queue_schedule s;
    int32_t status;
    const char *part;
  } cases[] = {{schedule_of(0, good, good, good, servers, NULL), CPW_EINVAL, "periods"},
               {schedule_of(1, NULL, good, good, servers, NULL), CPW_EINVAL, "must be given"},
               {schedule_of(1, nought, good, good, servers, NULL), CPW_EDOMAIN, "length[0]"},
               {schedule_of(1, good, bad, good, servers, NULL), CPW_EDOMAIN, "arrivals[0]"},
               {schedule_of(1, good, good, nought, servers, NULL), CPW_EDOMAIN, "service[0]"},
               {schedule_of(1, good, good, good, none, NULL), CPW_EDOMAIN, "servers[0]"},
               {schedule_of(1, good, good, good, servers, bad), CPW_EDOMAIN, "patience[0]"}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
    cpwt_fails(cpw_queue_periods(&cases[k].s, NULL, NULL, &r, &e), cases[k].status, &e,
               cases[k].part);
  cpwt_fails(cpw_queue_periods(NULL, NULL, NULL, &r, &e), CPW_EINVAL, &e, "schedule is NULL");
  cpwt_fails(cpw_queue_periods(&cases[0].s, NULL, NULL, NULL, &e), CPW_EINVAL, &e, "out is NULL");
  const double time = 1.0;
  cpwt_fails(cpw_queue_sinusoid(-1.0, 0.5, 1.0, 1.0, 1, &time, 1, NULL, NULL, &r, &e), CPW_EDOMAIN,
             &e, "base");
  cpwt_fails(cpw_queue_sinusoid(1.0, 1.5, 1.0, 1.0, 1, &time, 1, NULL, NULL, &r, &e), CPW_EDOMAIN,
             &e, "amplitude");
  cpwt_fails(cpw_queue_sinusoid(1.0, 0.5, 0.0, 1.0, 1, &time, 1, NULL, NULL, &r, &e), CPW_EDOMAIN,
             &e, "period");
  cpwt_fails(cpw_queue_sinusoid(1.0, 0.5, 1.0, 0.0, 1, &time, 1, NULL, NULL, &r, &e), CPW_EDOMAIN,
             &e, "service");
  cpwt_fails(cpw_queue_sinusoid(1.0, 0.5, 1.0, 1.0, -2, &time, 1, NULL, NULL, &r, &e), CPW_EDOMAIN,
             &e, "servers");
  cpwt_fails(cpw_queue_sinusoid(1.0, 0.5, 1.0, 1.0, 1, NULL, 1, NULL, NULL, &r, &e), CPW_EINVAL, &e,
             "times");
  cpwt_fails(cpw_queue_sinusoid(1.0, 0.5, 1.0, 1.0, 1, &time, 1, NULL, NULL, NULL, &e), CPW_EINVAL,
             &e, "out is NULL");
  ck_assert_ptr_null(r);
}
END_TEST

START_TEST(can_be_cancelled)
{
  cpw_error e;
  cpw_run run;
  volatile int32_t flag = 1;
  int left = 1;
  const double time = 500.0, length = 500.0, rate = 9.0, service = 1.0;
  const int64_t servers = 10;
  cpw_queue_schedule s = schedule_of(1, &length, &rate, &service, &servers, NULL);
  cpw_result *r = NULL;
  cpw_run_init(&run);
  run.progress = cpwt_stop;
  run.progress_context = &left;
  cpwt_fails(cpw_queue_transient(9.0, 1.0, 10, &time, 1, NULL, &run, &r, &e), CPW_ECANCELLED, &e,
             "cancelled");
  left = 1;
  cpwt_fails(cpw_queue_periods(&s, NULL, &run, &r, &e), CPW_ECANCELLED, &e, "cancelled");
  left = 1;
  cpwt_fails(cpw_queue_sinusoid(9.0, 0.5, 24.0, 1.0, 10, &time, 1, NULL, &run, &r, &e),
             CPW_ECANCELLED, &e, "cancelled");
  run.progress = NULL;
  run.cancel = &flag;
  cpwt_fails(cpw_queue_transient(9.0, 1.0, 10, &time, 1, NULL, &run, &r, &e), CPW_ECANCELLED, &e,
             "cancelled");
  ck_assert_ptr_null(r);
}
END_TEST

static int32_t all_courses(void *context) {
  const double times[] = {1.0, 2.0}, length[] = {1.0, 4.0}, rate[] = {3.0, 20.0};
  const double service[] = {1.0, 1.0};
  const int64_t servers[] = {2, 4}, level = 3;
  cpw_queue_schedule s = schedule_of(2, length, rate, service, servers, NULL);
  cpw_queue_course_options o = options_for(1, 0, 0.0);
  cpw_result *r = NULL;
  (void)context;
  o.level = &level;
  o.level_count = 1;
  int32_t status = cpw_queue_transient(3.0, 1.0, 2, times, 2, &o, NULL, &r, NULL);
  cpw_result_free(r);
  r = NULL;
  if (status == CPW_OK) status = cpw_queue_periods(&s, &o, NULL, &r, NULL);
  cpw_result_free(r);
  r = NULL;
  if (status == CPW_OK)
    status = cpw_queue_sinusoid(3.0, 0.5, 1.0, 1.0, 2, times, 1, &o, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(all_courses, NULL); }
END_TEST

Suite *cpwt_queue_time_course_suite(void) {
  const cpwt_test_case cases[] = {
      {"limits", {nothing_happens, from_many_to_nobody, sine_and_cosine}},
      {"errors", {transient_errors, schedule_errors, can_be_cancelled}},
      {"reference",
       {against_the_whole_matrix, as_many_servers_as_it_takes, more_servers_than_it_takes,
        against_runge_and_kutta, averages_are_integrals, swings_with_many_servers,
        swings_with_nobody_to_serve}},
      {"properties",
       {a_long_list_falls, comes_to_rest, a_start_by_chance, equal_periods_are_one,
        staff_come_and_go, without_amplitude}},
      {"oom", {memory_fails}}};
  return cpwt_suite("queue over time", cases, sizeof cases / sizeof *cases);
}
