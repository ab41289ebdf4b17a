/* Two stations with blocking: Hunt's closed form, a dense solution, a long line against the saturated one;
 * formulae over time by name; errors, failing memory. */
#include "queue/time.h"

static cpw_queue_tandem line(double service1, double service2, int64_t servers1, int64_t servers2,
                             int64_t between) {
  cpw_queue_tandem t;
  cpw_queue_tandem_init(&t);
  t.service1 = service1;
  t.service2 = service2;
  t.servers1 = servers1;
  t.servers2 = servers2;
  t.room_between = between;
  return t;
}

START_TEST(hunts_formula)
{
  cpw_queue_tandem_measures m;
  for (int b = 0; b < 200; b++) {
    cpw_queue_tandem t = line(1.7, 1.7, 1, 1, b);
    ck_assert_int_eq(cpw_queue_tandem_saturated(&t, &m, NULL), CPW_OK);
    cpwt_near(m.throughput, 1.7 * (b + 2.0) / (b + 3.0), 1e-13);
    cpwt_near(m.blocked_chance, 1.0 / (b + 3.0), 1e-13);
    cpwt_near(m.starved_chance, 1.0 / (b + 3.0), 1e-13);
    ck_assert(isnan(m.loss_chance) && isnan(m.mean_wait1));
    t = line(0.9, 1.3, 1, 1, b); /* x1 x2 (x1^(b+2) - x2^(b+2)) / (x1^(b+3) - x2^(b+3)) */
    double x = 0.9 / 1.3, expected = 0.9 * (1.0 - pow(x, b + 2)) / (1.0 - pow(x, b + 3));
    ck_assert_int_eq(cpw_queue_tandem_saturated(&t, &m, NULL), CPW_OK);
    cpwt_near(m.throughput, expected, 1e-13);
  }
}
END_TEST

START_TEST(what_goes_in_comes_out)
{
  for (int k = 0; k < 60; k++) {
    cpw_queue_tandem t =
        line(0.1 + 0.3 * (k % 7), 2.0 - 0.3 * (k % 5), 1 + k % 4, 1 + k % 6, k % 9);
    cpw_queue_tandem_measures m;
    ck_assert_int_eq(cpw_queue_tandem_saturated(&t, &m, NULL), CPW_OK);
    cpwt_near(m.throughput, m.working1 * (double)t.servers1 * t.service1, 1e-13);
    cpwt_near(m.working1 + m.blocked1, 1.0, 1e-14);
    cpwt_near(m.mean_block_time * m.throughput, m.mean_blocked, 1e-14);
    t.arrivals = 0.5 + k % 3;
    t.room1 = t.servers1 + k % 5;
    ck_assert_int_eq(cpw_queue_tandem_open(&t, NULL, &m, NULL), CPW_OK);
    cpwt_near(m.throughput, m.working1 * (double)t.servers1 * t.service1, 1e-12);
    cpwt_near(m.throughput, t.arrivals * (1.0 - m.loss_chance), 1e-12);
  }
}
END_TEST

START_TEST(a_long_line_is_saturated)
{
  cpw_queue_tandem t = line(1.2, 1.0, 2, 1, 3);
  cpw_queue_tandem_measures open, full;
  t.arrivals = 30.0;
  t.room1 = 60;
  ck_assert_int_eq(cpw_queue_tandem_open(&t, NULL, &open, NULL), CPW_OK);
  ck_assert_int_eq(cpw_queue_tandem_saturated(&t, &full, NULL), CPW_OK);
  cpwt_near(open.throughput, full.throughput, 1e-10);
  cpwt_near(open.mean_blocked, full.mean_blocked, 1e-10);
  cpwt_near(open.starved_chance, full.starved_chance, 1e-10);
  /* no blocking with a long room between: the first station is M/M/2/60 */
  t = line(1.0, 50.0, 2, 3, 40);
  t.arrivals = 1.5;
  t.room1 = 60;
  ck_assert_int_eq(cpw_queue_tandem_open(&t, NULL, &open, NULL), CPW_OK);
  ck_assert_double_le(open.mean_blocked, 1e-30);
  double p = 1.0, all = 0.0, queue = 0.0;
  for (int n = 0; n <= 60; n++) {
    all += p;
    queue += fmax(n - 2, 0) * p;
    p *= 1.5 / fmin(n + 1, 2);
  }
  cpwt_near(open.mean_queue1, queue / all, 1e-12);
}
END_TEST

/* ---------------------------------------------------------------- dense --------------------- */

#define STATES 128

/* Solves p Q = 0 with sum 1 by Gauss with pivots. */
static void stationary(double q[STATES][STATES], int n, double *p) {
  static double a[STATES][STATES + 1];
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < n; j++)
      a[i][j] = i == 0 ? 1.0 : q[j][i];
    a[i][n] = i == 0;
  }
  for (int k = 0; k < n; k++) {
    int best = k;
    for (int i = k; i < n; i++)
      if (fabs(a[i][k]) > fabs(a[best][k])) best = i;
    for (int j = 0; j <= n; j++) {
      double swap = a[k][j];
      a[k][j] = a[best][j];
      a[best][j] = swap;
    }
    for (int i = 0; i < n; i++) {
      if (i == k) continue;
      double factor = a[i][k] / a[k][k];
      for (int j = k; j <= n; j++)
        a[i][j] -= factor * a[k][j];
    }
  }
  for (int k = 0; k < n; k++)
    p[k] = a[k][n] / a[k][k];
}

/* States (waiting or in service at 1, blocked, at 2 and between), numbered as they come. */
static void dense_line(const cpw_queue_tandem *t, cpw_queue_tandem_measures *m) {
  static double q[STATES][STATES], p[STATES];
  static int number[64][8][16], n1[STATES], blocked[STATES], n2[STATES];
  int n = 0, full = (int)(t->servers2 + t->room_between);
  memset(q, 0, sizeof q);
  for (int i = 0; i <= t->room1; i++)
    for (int b = 0; b <= t->servers1 && b + i <= t->room1; b++)
      for (int k = b > 0 ? full : 0; k <= full; k++) {
        n1[n] = i;
        blocked[n] = b;
        n2[n] = k;
        number[i][b][k] = n++;
      }
  ck_assert_int_le(n, STATES);
  for (int s = 0; s < n; s++) {
    int i = n1[s], b = blocked[s], k = n2[s];
    double work = fmin(i, (double)(t->servers1 - b)) * t->service1;
    double work2 = fmin(k, (double)t->servers2) * t->service2;
    if (i + b < t->room1) q[s][number[i + 1][b][k]] += t->arrivals;
    if (work > 0.0) q[s][k < full ? number[i - 1][b][k + 1] : number[i - 1][b + 1][k]] += work;
    if (work2 > 0.0) q[s][b > 0 ? number[i][b - 1][k] : number[i][b][k - 1]] += work2;
  }
  for (int s = 0; s < n; s++)
    for (int i = 0; i < n; i++)
      if (i != s) q[s][s] -= q[s][i];
  stationary(q, n, p);
  memset(m, 0, sizeof *m);
  for (int s = 0; s < n; s++) {
    m->throughput += p[s] * fmin(n2[s], (double)t->servers2) * t->service2;
    m->loss_chance += n1[s] + blocked[s] == t->room1 ? p[s] : 0.0;
    m->mean_queue1 += p[s] * fmax(n1[s] - (double)(t->servers1 - blocked[s]), 0.0);
    m->mean_blocked += p[s] * blocked[s];
    m->mean_queue2 += p[s] * fmax(n2[s] - (double)t->servers2, 0.0);
    m->blocked_chance += blocked[s] == t->servers1 ? p[s] : 0.0;
  }
}

START_TEST(against_a_dense_solution)
{
  const struct {
    double arrivals, service1, service2;
    int64_t servers1, servers2, between, room1;
  } cases[] = {{0.6, 1.0, 1.0, 1, 1, 0, 12}, {1.5, 1.0, 0.5, 2, 4, 0, 10},
               {3.0, 1.0, 0.7, 3, 2, 1, 5},  {0.9, 0.3, 2.0, 2, 1, 3, 9},
               {2.0, 1.0, 1.0, 1, 1, 9, 2},  {5.0, 1.0, 0.1, 2, 1, 6, 2}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    cpw_queue_tandem t = line(cases[k].service1, cases[k].service2, cases[k].servers1,
                              cases[k].servers2, cases[k].between);
    cpw_queue_tandem_measures m, d;
    t.arrivals = cases[k].arrivals;
    t.room1 = cases[k].room1;
    ck_assert_int_eq(cpw_queue_tandem_open(&t, NULL, &m, NULL), CPW_OK);
    dense_line(&t, &d);
    cpwt_near(m.throughput, d.throughput, 1e-11);
    cpwt_near(m.loss_chance, d.loss_chance, 1e-11);
    cpwt_near(m.mean_queue1, d.mean_queue1, 1e-10);
    cpwt_near(m.mean_blocked, d.mean_blocked, 1e-10);
    ck_assert_double_eq_tol(m.mean_queue2, d.mean_queue2, 1e-11);
    cpwt_near(m.blocked_chance, d.blocked_chance, 1e-10);
    cpwt_near(m.mean_wait1 * m.throughput, m.mean_queue1, 1e-14);
  }
}
END_TEST

/* Weights over more than the range of a double: nobody ever gets through in time. */
START_TEST(far_out_of_balance)
{
  cpw_queue_tandem t = line(1e-3, 1e3, 1, 1, 0);
  cpw_queue_tandem_measures m;
  t.arrivals = 1e6;
  t.room1 = 300;
  ck_assert_int_eq(cpw_queue_tandem_open(&t, NULL, &m, NULL), CPW_OK);
  cpwt_near(m.throughput, 1e-3 * (1.0 - m.blocked1), 1e-12);
  cpwt_near(m.mean_queue1, 299.0, 1e-8);
  t = line(1e3, 1e-3, 1, 1, 600);
  ck_assert_int_eq(cpw_queue_tandem_saturated(&t, &m, NULL), CPW_OK);
  cpwt_near(m.throughput, 1e-3, 1e-12);
  cpwt_near(m.blocked_chance, 1.0 - 1e-6, 1e-9);
}
END_TEST

/* ---------------------------------------------------------------- by name ------------------- */

static cpw_result *evaluate(const char *formula, const cpw_queue_value *values, int64_t count) {
  cpw_result *r = NULL;
  cpw_error e;
  int32_t status = cpw_queue_evaluate(formula, values, count, NULL, &r, &e);
  ck_assert_msg(status == CPW_OK, "%s: %s", formula, status == CPW_OK ? "" : e.message);
  return r;
}

static const double ONE[] = {1.0}, TWO[] = {2.0}, HALF[] = {0.5}, THREE[] = {3.0}, DAY[] = {24.0};
static const double SERIES[] = {2.0, 3.0}, WHOLE[] = {3.0, 2.0}, FEW[] = {0.1, 0.2};
static const cpw_queue_value TRANSIENT[] = {
    {"arrivals", TWO, 1}, {"service_rate", ONE, 1}, {"servers", THREE, 1}, {"times", SERIES, 2}};
static const cpw_queue_value SWING[] = {{"arrivals", TWO, 1},      {"amplitude", HALF, 1},
                                        {"period", DAY, 1},        {"service_rate", ONE, 1},
                                        {"servers", THREE, 1},     {"times", FEW, 2},
                                        {"patience_rate", HALF, 1}};
static const cpw_queue_value PERIODS[] = {{"length", SERIES, 2},
                                          {"arrivals", SERIES, 2},
                                          {"service_rate", WHOLE, 2},
                                          {"servers", WHOLE, 2}};
static const cpw_queue_value INFINITE[] = {{"stay", TWO, 1},
                                           {"times", SERIES, 2},
                                           {"length", SERIES, 2},
                                           {"arrivals", WHOLE, 2},
                                           {"start", THREE, 1}};
static const cpw_queue_value INFINITE_SWING[] = {
    {"law", TWO, 1},      {"stay", TWO, 1},       {"stages", THREE, 1}, {"times", SERIES, 2},
    {"arrivals", TWO, 1}, {"amplitude", HALF, 1}, {"period", DAY, 1},   {"since", ONE, 1}};
static const cpw_queue_value BEDS[] = {{"mean", DAY, 1}, {"share", HALF, 1}};
static const cpw_queue_value WARD[] = {
    {"arrivals", SERIES, 2}, {"survival", HALF, 1}, {"share", HALF, 1}};
static const cpw_queue_value WEEKLY[] = {
    {"arrivals", SERIES, 2}, {"capacity", WHOLE, 2}, {"removal", FEW, 2}, {"start", THREE, 1}};
static const cpw_queue_value SATURATED[] = {{"service_rate1", ONE, 1}, {"service_rate2", ONE, 1}};
static const cpw_queue_value OPEN[] = {{"service_rate1", ONE, 1},
                                       {"service_rate2", ONE, 1},
                                       {"arrivals", HALF, 1},
                                       {"room1", THREE, 1}};
static const struct {
  const char *name;
  const cpw_queue_value *values;
  int64_t count;
} FORMULAE[] = {{"transient", TRANSIENT, 4},
                {"sinusoid", SWING, 7},
                {"periods", PERIODS, 4},
                {"infinite", INFINITE, 5},
                {"infinite_sinusoid", INFINITE_SWING, 8},
                {"poisson_beds", BEDS, 2},
                {"ward", WARD, 3},
                {"weekly_batch", WEEKLY, 4},
                {"tandem_saturated", SATURATED, 2},
                {"tandem_open", OPEN, 4}};

/* The same figures as from the functions themselves. */
START_TEST(formulae_by_name)
{
  cpw_result *a = evaluate("transient", TRANSIENT, 4), *b = NULL;
  ck_assert_int_eq(cpw_queue_transient(2.0, 1.0, 3, SERIES, 2, NULL, NULL, &b, NULL), CPW_OK);
  ck_assert_double_eq(cpwt_series(a, "mean_number")[1], cpwt_series(b, "number")[1]);
  ck_assert_double_eq(cpwt_series(a, "mean_wait")[0], cpwt_series(b, "mean_wait")[0]);
  cpw_result_free(a);
  cpw_result_free(b);
  a = evaluate("tandem_saturated", SATURATED, 2);
  cpwt_near(cpwt_series(a, "throughput")[0], 2.0 / 3.0, 1e-15);
  cpw_result_free(a);
  a = evaluate("poisson_beds", BEDS, 2);
  ck_assert_double_eq(cpwt_series(a, "beds")[0], 24.0);
  cpw_result_free(a);
  a = evaluate("infinite", INFINITE, 5);
  cpwt_near(cpwt_series(a, "mean_number")[0], 3.0 * exp(-1.0) + 6.0 * (1.0 - exp(-1.0)), 1e-13);
  cpw_result_free(a);
  a = evaluate("weekly_batch", WEEKLY, 4);
  cpwt_near(cpwt_series(a, "removed")[0], 0.3, 1e-14);
  cpw_result_free(a);
  for (size_t k = 0; k < sizeof FORMULAE / sizeof *FORMULAE; k++) {
    const cpw_queue_formula *f = cpw_queue_formula_find(FORMULAE[k].name);
    ck_assert_ptr_nonnull(f);
    a = evaluate(FORMULAE[k].name, FORMULAE[k].values, FORMULAE[k].count);
    for (int64_t i = 0; i < f->outputs; i++) {
      const double *out = cpwt_series(a, f->output[i].name);
      ck_assert_msg(!isnan(out[0]), "%s: %s", f->name, f->output[i].name);
    }
    cpw_result_free(a);
  }
}
END_TEST

static int32_t all_formulae(void *context) {
  (void)context;
  for (size_t k = 0; k < sizeof FORMULAE / sizeof *FORMULAE; k++) {
    cpw_result *r = NULL;
    int32_t status =
        cpw_queue_evaluate(FORMULAE[k].name, FORMULAE[k].values, FORMULAE[k].count, NULL, &r, NULL);
    cpw_result_free(r);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(all_formulae, NULL); }
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

START_TEST(tandem_errors)
{
  cpw_error e;
  cpw_queue_tandem_measures m;
  memset(&m, 7, sizeof m);
  cpw_queue_tandem_measures before = m;
  cpw_queue_tandem t = line(0.0, 1.0, 1, 1, 0);
  cpwt_fails(cpw_queue_tandem_saturated(&t, &m, &e), CPW_EDOMAIN, &e, "service1 = 0");
  t = line(1.0, (double)INFINITY, 1, 1, 0);
  cpwt_fails(cpw_queue_tandem_saturated(&t, &m, &e), CPW_EDOMAIN, &e, "service2 = inf");
  t = line(1.0, 1.0, 0, 1, 0);
  cpwt_fails(cpw_queue_tandem_saturated(&t, &m, &e), CPW_EINVAL, &e, "servers1 = 0");
  t = line(1.0, 1.0, 1, 0, 0);
  cpwt_fails(cpw_queue_tandem_saturated(&t, &m, &e), CPW_EINVAL, &e, "servers2 = 0");
  t = line(1.0, 1.0, 1, 1, -1);
  cpwt_fails(cpw_queue_tandem_saturated(&t, &m, &e), CPW_EINVAL, &e, "room_between = -1");
  t = line(1.0, 1.0, 3, 1, 0);
  t.arrivals = 1.0;
  t.room1 = 2;
  cpwt_fails(cpw_queue_tandem_open(&t, NULL, &m, &e), CPW_EINVAL, &e, "room1 = 2");
  t.room1 = 3;
  t.arrivals = 0.0;
  cpwt_fails(cpw_queue_tandem_open(&t, NULL, &m, &e), CPW_EDOMAIN, &e, "arrivals = 0");
  cpwt_fails(cpw_queue_tandem_open(NULL, NULL, &m, &e), CPW_EINVAL, &e, "tandem is NULL");
  cpwt_fails(cpw_queue_tandem_open(&t, NULL, NULL, &e), CPW_EINVAL, &e, "measures is NULL");
  cpwt_fails(cpw_queue_tandem_saturated(&t, NULL, &e), CPW_EINVAL, &e, "measures is NULL");
  cpw_run run;
  int left = 0;
  cpw_run_init(&run);
  run.progress = cpwt_stop;
  run.progress_context = &left;
  t.arrivals = 1.0;
  cpwt_fails(cpw_queue_tandem_open(&t, &run, &m, &e), CPW_ECANCELLED, &e, "cancelled");
  left = 0;
  t.room1 = 40;
  cpwt_fails(cpw_queue_tandem_open(&t, &run, &m, &e), CPW_ECANCELLED, &e, "cancelled");
  ck_assert_mem_eq(&m, &before, sizeof m);
  const double far[] = {2.5};
  const cpw_queue_value bad[] = {{"arrivals", TWO, 1}, {"capacity", far, 1}, {"removal", HALF, 1}};
  cpw_result *r = NULL;
  cpwt_fails(cpw_queue_evaluate("weekly_batch", bad, 3, NULL, &r, &e), CPW_EDOMAIN, &e,
             "capacity[0] = 2.5");
  const cpw_queue_value worse[] = {{"mean", TWO, 1}, {"share", TWO, 1}};
  cpwt_fails(cpw_queue_evaluate("poisson_beds", worse, 2, NULL, &r, &e), CPW_EDOMAIN, &e,
             "share = 2");
}
END_TEST

Suite *cpwt_queue_time_tandem_suite(void) {
  const cpwt_test_case cases[] = {
      {"limits", {far_out_of_balance}},
      {"errors", {tandem_errors}},
      {"reference", {hunts_formula, against_a_dense_solution, formulae_by_name}},
      {"properties", {what_goes_in_comes_out, a_long_line_is_saturated}},
      {"oom", {memory_fails}}};
  return cpwt_suite("queue tandem", cases, sizeof cases / sizeof *cases);
}
