/* Customers served in the order in which they come: traces by hand and against a search of all servers,
 * figures against the trace they stand for, means against closed forms, and that a result does not depend
 * on threads or on how replications are split. */
#include "patients/check_first_come.h"

#include "patients/first_come.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int64_t many(int64_t count) {
  return getenv("CAREPATH_QUICK") ? (count + 9) / 10 : count;
}

static cpw_duration law_of(int32_t law, double mean, double cv) {
  cpw_duration out = {law, 0, mean, cv, 0, NULL};
  return out;
}

static const cpw_duration EVERY_1 = {CPW_DURATION_EXPONENTIAL, 0, 1, 0, 0, NULL};
static const cpw_duration HALF = {CPW_DURATION_EXPONENTIAL, 0, 0.5, 0, 0, NULL};

static cpw_first_come_options simple(int64_t customers) {
  cpw_first_come_options o;
  cpw_first_come_options_init(&o);
  o.customers = customers;
  o.between = &EVERY_1;
  o.service = &HALF;
  return o;
}

static cpw_result *simulate(const cpw_first_come_options *o, uint64_t seed, int64_t first,
                            int64_t replications, int32_t threads) {
  cpw_run run;
  cpw_run_init(&run);
  run.seed = seed;
  run.first_replication = first;
  run.replications = replications;
  run.threads = threads;
  cpw_result *out = NULL;
  cpw_error err;
  int32_t status = cpw_first_come_simulate(o, &run, &out, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return out;
}

static const double *real(const cpw_result *result, const char *name) {
  const cpw_array *a = cpw_result_find(result, name);
  ck_assert_msg(a && a->real, "no array %s", name);
  return a->real;
}

static int64_t whole(const cpw_result *result, const char *name) {
  const cpw_array *a = cpw_result_find(result, name);
  ck_assert_msg(a && a->integer, "no array %s", name);
  return a->integer[0];
}

static void same_bytes(const cpw_result *a, const cpw_result *b) {
  int64_t i = 0;
  for (; cpw_result_at(a, i); i++) {
    const cpw_array *x = cpw_result_at(a, i), *y = cpw_result_at(b, i);
    ck_assert_msg(y && strcmp(x->name, y->name) == 0 && x->size == y->size, "%s", x->name);
    const void *p = x->real ? (const void *)x->real : x->integer;
    const void *q = y->real ? (const void *)y->real : y->integer;
    ck_assert_msg(memcmp(p, q, (size_t)x->size * 8) == 0, "%s differs", x->name);
  }
  ck_assert_ptr_null(cpw_result_at(b, i));
  ck_assert_int_gt(i, 10);
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(defaults)
{
  cpw_first_come_options o;
  cpw_first_come_options_init(&o);
  ck_assert_uint_eq(o.struct_size, sizeof o);
  ck_assert_int_eq(o.customers, 100000);
  ck_assert_int_eq(o.servers, 1);
  ck_assert_int_eq(o.batches, 20);
  ck_assert(o.level == 0.95 && o.precision == 0 && o.keep == 0 && o.warm_up == 0);
  ck_assert(!o.between && !o.service && !o.limits && !o.probabilities && !o.start);
}
END_TEST

START_TEST(no_customers)
{
  double wait = 7;
  ck_assert_int_eq(cpw_first_come_waits(NULL, NULL, 0, 1, NULL, &wait, NULL, NULL, NULL), CPW_OK);
  ck_assert(wait == 7);
}
END_TEST

/* one customer: no interval, one batch; nobody waits */
START_TEST(one_customer)
{
  cpw_first_come_options o = simple(1);
  o.keep = 1;
  cpw_result *r = simulate(&o, 1, 0, 1, 1);
  ck_assert(real(r, "wait_mean")[0] == 0 && real(r, "wait_max")[0] == 0);
  ck_assert(isnan(real(r, "wait_mean_sd")[0]) && isnan(real(r, "wait_mean_lower")[0]));
  ck_assert(real(r, "wait_chance")[0] == 0 && real(r, "utilisation")[0] < 1e-12);
  ck_assert_int_eq(cpw_result_find(r, "wait_batch")->size, 1);
  for (int i = 0; i < 5; i++)
    ck_assert(real(r, "wait_quantile")[i] == 0);
  cpw_result_free(r);
}
END_TEST

/* all at once: time does not pass, so there is no queue over time */
START_TEST(all_at_time_zero)
{
  const cpw_duration at_once = law_of(CPW_DURATION_FIXED, 0, 0),
                     one = law_of(CPW_DURATION_FIXED, 1, 0);
  cpw_first_come_options o = simple(7);
  o.between = &at_once;
  o.service = &one;
  o.servers = 2;
  cpw_result *r = simulate(&o, 1, 0, 2, 1);
  ck_assert(isnan(real(r, "queue_mean")[0]) && isnan(real(r, "utilisation")[0]));
  ck_assert_double_eq_tol(real(r, "wait_mean")[0], (0 + 0 + 1 + 1 + 2 + 2 + 3) / 7.0, 1e-15);
  ck_assert(real(r, "wait_mean_sd")[0] == 0);
  cpw_result_free(r);
  const cpw_duration nothing = law_of(CPW_DURATION_FIXED, 0, 0);
  o.service = &nothing; /* and no service takes time */
  r = simulate(&o, 1, 0, 2, 1);
  ck_assert(real(r, "wait_mean")[0] == 0 && real(r, "wait_quantile")[4] == 0);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

typedef struct broken {
  const char *text;
  int32_t status;
  int64_t index;
  double arrivals[3], services[3], start[2];
  int64_t n, servers;
} broken;

START_TEST(broken_traces)
{
  static const broken rows[] = {
      {"n = -1 must be >= 0", CPW_EINVAL, -1, {0, 1, 2}, {1, 1, 1}, {0, 0}, -1, 2},
      {"servers = 0 must be from 1 to 1000000",
       CPW_EDOMAIN,
       -1,
       {0, 1, 2},
       {1, 1, 1},
       {0, 0},
       3,
       0},
      {"servers = 1000001 must", CPW_EDOMAIN, -1, {0, 1, 2}, {1, 1, 1}, {0, 0}, 3, 1000001},
      {"arrivals[1] = -1 must be finite and >= 0",
       CPW_EDOMAIN,
       1,
       {0, -1, 2},
       {1, 1, 1},
       {0, 0},
       3,
       2},
      {"arrivals[2] = 1 must not be below the one before, 2",
       CPW_EDOMAIN,
       2,
       {0, 2, 1},
       {1, 1, 1},
       {0, 0},
       3,
       2},
      {"arrivals[2] = nan must", CPW_EDOMAIN, 2, {0, 2, (double)NAN}, {1, 1, 1}, {0, 0}, 3, 2},
      {"arrivals[2] = inf must", CPW_EDOMAIN, 2, {0, 2, (double)INFINITY}, {1, 1, 1}, {0, 0}, 3, 2},
      {"services[0] = -0.5 must", CPW_EDOMAIN, 0, {0, 2, 3}, {-0.5, 1, 1}, {0, 0}, 3, 2},
      {"services[1] = nan must", CPW_EDOMAIN, 1, {0, 2, 3}, {1, (double)NAN, 1}, {0, 0}, 3, 2},
      {"start[1] = -2 must", CPW_EDOMAIN, 1, {0, 2, 3}, {1, 1, 1}, {0, -2}, 3, 2},
      {"start[0] = inf must", CPW_EDOMAIN, 0, {0, 2, 3}, {1, 1, 1}, {(double)INFINITY, 0}, 3, 2},
  };
  const broken *b = &rows[_i];
  double wait[3] = {7, 7, 7}, departures[3] = {7, 7, 7};
  cpw_error err;
  int32_t status = cpw_first_come_waits(b->arrivals, b->services, b->n, b->servers, b->start, wait,
                                        departures, NULL, &err);
  ck_assert_int_eq(status, b->status);
  ck_assert_int_eq(err.index, b->index);
  ck_assert_msg(strstr(err.message, b->text), "%s", err.message);
  ck_assert_str_eq(err.where, "cpw_first_come_waits");
  for (int i = 0; i < 3; i++)
    ck_assert(wait[i] == 7 && departures[i] == 7);
}
END_TEST

START_TEST(missing_traces)
{
  const double times[] = {0, 1};
  const cpw_allocator none = {NULL, NULL, NULL, NULL};
  double wait[2];
  ck_assert_int_eq(cpw_first_come_waits(NULL, times, 2, 1, NULL, wait, NULL, NULL, NULL),
                   CPW_EINVAL);
  ck_assert_int_eq(cpw_first_come_waits(times, NULL, 2, 1, NULL, wait, NULL, NULL, NULL),
                   CPW_EINVAL);
  ck_assert_int_eq(cpw_first_come_waits(times, times, 2, 1, NULL, wait, NULL, &none, NULL),
                   CPW_EINVAL);
  ck_assert_int_eq(cpw_first_come_waits(times, times, 2, 1, NULL, NULL, NULL, NULL, NULL), CPW_OK);
}
END_TEST

static void hold_error(const cpw_first_come_options *o, int32_t status, const char *text) {
  cpw_result *out = NULL;
  cpw_error err;
  ck_assert_int_eq(cpw_first_come_simulate(o, NULL, &out, &err), status);
  ck_assert_msg(strstr(err.message, text), "%s, not %s", err.message, text);
  ck_assert_str_eq(err.where, "cpw_first_come_simulate");
  ck_assert_ptr_null(out);
}

#define HOLD_ERROR(change, status, text)                                                           \
  do {                                                                                             \
    cpw_first_come_options o = simple(10);                                                         \
    change;                                                                                        \
    hold_error(&o, status, text);                                                                  \
  } while (0)

START_TEST(broken_numbers)
{
  static const double falling[] = {2, 1}, negative[] = {-1, 1}, beyond[] = {0.5, 1.5};
  HOLD_ERROR(o.customers = 0, CPW_EDOMAIN, "options.customers = 0 must be from 1 to 1000000000000");
  HOLD_ERROR(o.warm_up = 10, CPW_EDOMAIN, "options.warm_up = 10 must be from 0 to 9");
  HOLD_ERROR(o.servers = 0, CPW_EDOMAIN, "options.servers = 0 must be from 1");
  HOLD_ERROR(o.batches = 1, CPW_EDOMAIN, "options.batches = 1 must be from 2 to 10000");
  HOLD_ERROR(o.level = 1, CPW_EDOMAIN, "options.level = 1 must be in (0, 1)");
  HOLD_ERROR(o.precision = -1, CPW_EDOMAIN, "options.precision = -1 must");
  HOLD_ERROR(o.precision = (double)NAN, CPW_EDOMAIN, "options.precision = nan must");
  HOLD_ERROR(o.keep = 2, CPW_EINVAL, "options.keep = 2 must be 0 to 1");
  HOLD_ERROR(o.reserved = 1, CPW_EINVAL, "options.reserved = 1");
  HOLD_ERROR(o.limit_count = 1, CPW_EINVAL, "options.limit_count = 1 must be 0");
  HOLD_ERROR((o.limits = falling, o.limit_count = 2), CPW_EDOMAIN, "options.limits[1] = 1 must");
  HOLD_ERROR((o.limits = negative, o.limit_count = 2), CPW_EDOMAIN, "options.limits[0] = -1 must");
  HOLD_ERROR(o.probabilities = beyond, CPW_EINVAL, "options.probability_count = 0 must be >= 1");
  HOLD_ERROR((o.probabilities = beyond, o.probability_count = 2), CPW_EDOMAIN,
             "options.probabilities[1] = 1.5 must be in [0, 1]");
  HOLD_ERROR(o.struct_size = sizeof o + 8, CPW_EABI, "struct_size");
}
END_TEST

START_TEST(broken_sources)
{
  static const double times[10] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 7}, starts[] = {-1};
  const cpw_duration never = law_of(CPW_DURATION_NEVER, 0, 0),
                     bad = law_of(CPW_DURATION_GAMMA, -1, 1);
  HOLD_ERROR(o.between = NULL, CPW_EINVAL,
             "options.between or options.arrival_times must be given");
  HOLD_ERROR(o.service_times = times, CPW_EINVAL, "options.service or options.service_times");
  HOLD_ERROR(o.service = &never, CPW_EDOMAIN, "options.service.law = never must end");
  HOLD_ERROR(o.between = &bad, CPW_EDOMAIN, "options.between.mean = -1 must");
  HOLD_ERROR((o.between = NULL, o.arrival_times = times), CPW_EDOMAIN,
             "options.arrival_times[9] = 7 must not be below the one before, 8");
  HOLD_ERROR(o.start = starts, CPW_EDOMAIN, "options.start[0] = -1 must");
  hold_error(NULL, CPW_EINVAL, "options.between");
  ck_assert_int_eq(cpw_first_come_simulate(NULL, NULL, NULL, NULL), CPW_EINVAL);
}
END_TEST

START_TEST(times_beyond_all_bounds)
{
  const cpw_duration vast = law_of(CPW_DURATION_FIXED, 1e308, 0);
  HOLD_ERROR(o.between = &vast, CPW_EOVERFLOW, "replication 0: times beyond the largest double");
  HOLD_ERROR(o.service = &vast, CPW_EOVERFLOW, "times beyond the largest double");
  HOLD_ERROR((o.between = &vast, o.warm_up = 9), CPW_EOVERFLOW, "times beyond");
}
END_TEST

static int stop_at_once(void *context, double done) {
  double *seen = context;
  ck_assert(done >= 0 && done <= 1);
  seen[0] += 1;
  return seen[0] >= seen[1];
}

START_TEST(cancelled)
{
  cpw_first_come_options o = simple(1000);
  volatile int32_t flag = 1;
  double calls[2] = {0, 3};
  cpw_result *out = NULL;
  cpw_run run;
  cpw_run_init(&run);
  run.replications = 100000;
  run.cancel = &flag;
  ck_assert_int_eq(cpw_first_come_simulate(&o, &run, &out, NULL), CPW_ECANCELLED);
  run.cancel = NULL;
  run.progress = stop_at_once;
  run.progress_context = calls;
  ck_assert_int_eq(cpw_first_come_simulate(&o, &run, &out, NULL), CPW_ECANCELLED);
  ck_assert(calls[0] == 3);
  calls[0] = 0;
  o.precision = 1e-9;
  ck_assert_int_eq(cpw_first_come_simulate(&o, &run, &out, NULL), CPW_ECANCELLED);
  ck_assert_ptr_null(out);
}
END_TEST

/* ---------------------------------------------------------------- traces -------------------- */

START_TEST(by_hand)
{
  double wait[4], departure[4];
  const double a[] = {0, 1, 2, 6}, s[] = {3, 1, 2, 1};
  ck_assert_int_eq(cpw_first_come_waits(a, s, 4, 1, NULL, wait, departure, NULL, NULL), CPW_OK);
  ck_assert(wait[0] == 0 && wait[1] == 2 && wait[2] == 2 && wait[3] == 0);
  ck_assert(departure[0] == 3 && departure[1] == 4 && departure[2] == 6 && departure[3] == 7);
  const double b[] = {0, 1, 2, 3}, t[] = {4, 5, 1, 1};
  ck_assert_int_eq(cpw_first_come_waits(b, t, 4, 2, NULL, wait, departure, NULL, NULL), CPW_OK);
  ck_assert(wait[0] == 0 && wait[1] == 0 && wait[2] == 2 && wait[3] == 2);
  ck_assert(departure[0] == 4 && departure[1] == 6 && departure[2] == 5 && departure[3] == 6);
  const double c[] = {0, 0, 2, 9}, u[] = {1, 1, 1, 1}, start[] = {5, 1};
  ck_assert_int_eq(cpw_first_come_waits(c, u, 4, 2, start, wait, departure, NULL, NULL), CPW_OK);
  ck_assert(wait[0] == 1 && wait[1] == 2 && wait[2] == 1 && wait[3] == 0);
  ck_assert(departure[0] == 2 && departure[1] == 3 && departure[2] == 4 && departure[3] == 10);
}
END_TEST

/* Every customer asks all servers who is free first: no order is kept, nothing is shared with the library. */
static void by_search(const double *a, const double *s, int64_t n, int64_t servers,
                      const double *start, double *wait, double *departure) {
  double *until = calloc((size_t)servers, sizeof *until);
  ck_assert_ptr_nonnull(until);
  if (start) memcpy(until, start, (size_t)servers * sizeof *until);
  for (int64_t i = 0; i < n; i++) {
    int64_t best = 0;
    for (int64_t k = 1; k < servers; k++)
      if (until[k] < until[best]) best = k;
    double begin = until[best] > a[i] ? until[best] : a[i];
    wait[i] = begin - a[i];
    departure[i] = until[best] = begin + s[i];
  }
  free(until);
}

enum { TRACE = 300 };

typedef struct trace {
  double arrivals[TRACE], services[TRACE], start[70];
} trace;

/* smooth times, or whole ones with many ties */
static void any_trace(trace *t, cpw_stream *s, int64_t servers, int whole_times) {
  double time = 0, pace = (double)servers * (0.5 + cpw_random_uniform(s));
  for (int i = 0; i < TRACE; i++) {
    time += cpw_random_exponential(s, 1) / pace;
    t->arrivals[i] = whole_times ? floor(time * 4) : time;
    t->services[i] = cpw_random_exponential(s, 1);
    if (whole_times) t->services[i] = floor(4 * t->services[i]);
  }
  for (int64_t k = 0; k < servers; k++)
    t->start[k] = whole_times ? (double)cpw_random_below(s, 9) : 3 * cpw_random_uniform(s);
}

/* sorted times and the heap: both against the search, bit for bit */
START_TEST(against_a_search)
{
  double wait[2][TRACE], departure[2][TRACE];
  trace t;
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, (uint64_t)_i);
  for (int64_t servers = 1; servers <= 70; servers++) {
    any_trace(&t, &s, servers, _i % 2);
    const double *start = _i % 4 < 2 ? t.start : NULL;
    by_search(t.arrivals, t.services, TRACE, servers, start, wait[0], departure[0]);
    ck_assert_int_eq(cpw_first_come_waits(t.arrivals, t.services, TRACE, servers, start, wait[1],
                                          departure[1], NULL, NULL),
                     CPW_OK);
    ck_assert_mem_eq(wait[0], wait[1], sizeof wait[0]);
    ck_assert_mem_eq(departure[0], departure[1], sizeof departure[0]);
    ck_assert_int_eq(cpw_first_come_waits(t.arrivals, t.services, TRACE, servers, start, NULL,
                                          departure[1], NULL, NULL),
                     CPW_OK);
    ck_assert_mem_eq(departure[0], departure[1], sizeof departure[0]);
  }
}
END_TEST

/* the same servers both ways */
START_TEST(heap_and_sorted_times_agree)
{
  double wait[2][TRACE];
  trace t;
  cpw_stream s;
  cpw_stream_init(&s, 2, 0, 0, 0);
  for (int64_t servers = 2; servers <= 60; servers++) {
    any_trace(&t, &s, servers, 0);
    double work[2];
    for (int32_t heap = 0; heap < 2; heap++) {
      cpwi_servers v;
      ck_assert_int_eq(cpwi_servers_init(&v, servers, NULL), CPW_OK);
      v.heap = heap;
      cpwi_servers_set(&v, t.start);
      cpwi_servers_serve(&v, t.arrivals, t.services, TRACE, wait[heap], NULL);
      work[heap] = cpwi_servers_work(&v, t.arrivals[TRACE - 1]);
      cpwi_servers_free(&v, NULL);
    }
    ck_assert_mem_eq(wait[0], wait[1], sizeof wait[0]);
    ck_assert_double_eq_tol(work[0], work[1], 1e-12 * work[0]);
  }
}
END_TEST

/* ---------------------------------------------------------------- figures of a trace -------- */

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* time of [start, end] within [from, to] */
static double overlap(double start, double end, double from, double to) {
  double first = start > from ? start : from, last = end < to ? end : to;
  return last > first ? last - first : 0;
}

static double share_within(const double *wait, int64_t from, double limit) {
  int64_t count = 0;
  for (int64_t i = from; i < TRACE; i++)
    count += wait[i] <= limit;
  return (double)count / (double)(TRACE - from);
}

static void hold_quantiles(const cpw_result *r, double *wait, int64_t n) {
  static const double p[] = {0.5, 0.75, 0.9, 0.95, 0.99};
  qsort(wait, (size_t)n, sizeof *wait, by_size);
  for (int k = 0; k < 5; k++) {
    double exact = wait[(int64_t)ceil(p[k] * (double)n) - 1];
    ck_assert_double_eq_tol(real(r, "wait_quantile")[k], exact, 0x1p-7 * exact + 1e-6);
  }
  ck_assert(real(r, "wait_max")[0] == wait[n - 1]);
}

/* Busy time and the queue by adding up every customer's own times. */
static void hold_times(const cpw_result *r, const trace *t, const double *wait, const double *end,
                       int64_t warm, int64_t servers, const double *start) {
  double from = warm ? t->arrivals[warm - 1] : 0, to = t->arrivals[TRACE - 1], busy = 0, sum = 0;
  for (int64_t i = 0; i < TRACE; i++) {
    busy += overlap(end[i] - t->services[i], end[i], from, to);
    if (i >= warm) sum += wait[i];
  }
  for (int64_t k = 0; start && k < servers; k++)
    busy += overlap(0, start[k], from, to);
  ck_assert_double_eq_tol(real(r, "utilisation")[0], busy / ((to - from) * (double)servers), 1e-11);
  ck_assert_double_eq_tol(real(r, "wait_mean")[0], sum / (double)(TRACE - warm), 1e-12);
  ck_assert_double_eq_tol(real(r, "queue_mean")[0], sum / (to - from), 1e-10);
}

START_TEST(figures_of_a_trace)
{
  static const double limits[] = {0, 0.25, 1.5};
  double wait[TRACE], end[TRACE];
  trace t;
  cpw_stream s;
  cpw_stream_init(&s, 3, 0, 0, (uint64_t)_i);
  int64_t servers = 1 + _i * 3, warm = _i % 3 * 40;
  any_trace(&t, &s, servers, 0);
  cpw_first_come_options o = simple(TRACE);
  o.between = o.service = NULL;
  o.arrival_times = t.arrivals;
  o.service_times = t.services;
  o.start = _i % 2 ? t.start : NULL;
  o.servers = servers;
  o.warm_up = warm;
  o.limits = limits;
  o.limit_count = 3;
  o.batches = 10;
  o.keep = 1;
  by_search(t.arrivals, t.services, TRACE, servers, o.start, wait, end);
  cpw_result *r = simulate(&o, 1, 0, 1, 1);
  hold_times(r, &t, wait, end, warm, servers, o.start);
  for (int k = 0; k < 3; k++)
    ck_assert_double_eq_tol(real(r, "within")[k], share_within(wait, warm, limits[k]), 1e-15);
  ck_assert_double_eq_tol(real(r, "wait_chance")[0], 1 - share_within(wait, warm, 0), 1e-15);
  int64_t counted = TRACE - warm, sum = 0;
  for (int64_t b = 0; b < 10; b++) {
    double batch = 0;
    for (int64_t i = counted * b / 10; i < counted * (b + 1) / 10; i++)
      batch += wait[warm + i];
    double size = (double)(counted * (b + 1) / 10 - counted * b / 10);
    ck_assert_double_eq_tol(real(r, "wait_batch")[b], batch / size, 1e-12);
  }
  const cpw_array *counts = cpw_result_find(r, "wait_count");
  for (int64_t k = 0; k < counts->size; k++)
    sum += counts->integer[k];
  ck_assert_int_eq(sum, counted);
  ck_assert_int_eq(whole(r, "customers"), counted);
  hold_quantiles(r, wait + warm, counted);
  cpw_result_free(r);
}
END_TEST

/* The interval of one replication is Student's of its batches, around the mean of all. */
START_TEST(interval_of_batches)
{
  cpw_first_come_options o = simple(1003);
  o.batches = 4;
  o.keep = 1;
  o.level = 0.9;
  cpw_result *r = simulate(&o, 5, 0, 1, 1);
  const double *x = real(r, "wait_batch"), mean = (x[0] + x[1] + x[2] + x[3]) / 4;
  double sum = 0;
  for (int i = 0; i < 4; i++)
    sum += (x[i] - mean) * (x[i] - mean);
  double sd = sqrt(sum / 3), half = 2.3533634348018264 * sd / 2; /* t of 0.95, 3 degrees: tables */
  ck_assert_double_eq_tol(real(r, "wait_mean_sd")[0], sd, 1e-12);
  ck_assert_double_eq_tol(real(r, "wait_mean_lower")[0], real(r, "wait_mean")[0] - half, 1e-11);
  ck_assert_double_eq_tol(real(r, "wait_mean_upper")[0], real(r, "wait_mean")[0] + half, 1e-11);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- draws --------------------- */

/* The documented words: one word a customer, or an entity a customer. */
static double documented(const cpw_duration *law, uint64_t purpose, uint64_t replication,
                         uint64_t customer, int own_entity) {
  cpw_stream s;
  cpw_stream_init(&s, 11, replication, purpose, own_entity ? customer + 1 : 0);
  if (!own_entity) cpw_stream_seek(&s, customer);
  return cpw_duration_draw(law, &s);
}

START_TEST(draws_are_as_documented)
{
  static const struct {
    int32_t law;
    double cv;
    int own_entity;
  } laws[] = {{CPW_DURATION_EXPONENTIAL, 0, 0}, {CPW_DURATION_LOGNORMAL, 1.5, 0},
              {CPW_DURATION_WEIBULL, 0.5, 0},   {CPW_DURATION_HYPEREXPONENTIAL, 2, 0},
              {CPW_DURATION_FIXED, 0, 0},       {CPW_DURATION_GAMMA, 0.5, 1}};
  enum { N = 2500 }; /* several blocks */
  static double a[N], s[N], wait[N];
  const cpw_duration between = law_of(laws[_i].law, 1, laws[_i].cv);
  const cpw_duration service = law_of(laws[(_i + 1) % 6].law, 1.9, laws[(_i + 1) % 6].cv);
  double time = 0, sum = 0;
  for (uint64_t i = 0; i < N; i++) {
    a[i] = time += documented(&between, 0x46434601, 3, i, laws[_i].own_entity);
    s[i] = documented(&service, 0x46434602, 3, i, laws[(_i + 1) % 6].own_entity);
  }
  ck_assert_int_eq(cpw_first_come_waits(a, s, N, 2, NULL, wait, NULL, NULL, NULL), CPW_OK);
  for (int i = 0; i < N; i++)
    sum += wait[i];
  cpw_first_come_options o = simple(N);
  o.between = &between;
  o.service = &service;
  o.servers = 2;
  cpw_result *r = simulate(&o, 11, 3, 1, 1);
  ck_assert_double_eq_tol(real(r, "wait_mean")[0], sum / N, 1e-12 * sum / N);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- closed forms -------------- */

/* Erlang's C formula by the recursion of his B formula */
static double erlang_c(int64_t servers, double load) {
  double b = 1;
  for (int64_t k = 1; k <= servers; k++)
    b = load * b / ((double)k + load * b);
  return b / (1 - load / (double)servers * (1 - b));
}

typedef struct known {
  cpw_duration between, service;
  int64_t servers;
  double wait, chance;
} known;

static known markov(int64_t servers, double load) {
  double c = erlang_c(servers, load);
  known k = {law_of(CPW_DURATION_EXPONENTIAL, 1 / load, 0), law_of(CPW_DURATION_EXPONENTIAL, 1, 0),
             servers, c / ((double)servers - load), c};
  return k;
}

/* Pollaczek and Khinchine: load E[S^2] / 2 (1 - load) with E[S] = 1 */
static known one_server(int32_t law, double cv, double load) {
  known k = {law_of(CPW_DURATION_EXPONENTIAL, 1 / load, 0), law_of(law, 1, cv), 1,
             load * (1 + cv * cv) / (2 * (1 - load)), load};
  return k;
}

/* arrivals every 1/load, exponential services: chance s = exp(-(1 - s)/load), wait s/(1 - s) */
static known by_appointment(double load) {
  double s = 0.5;
  for (int i = 0; i < 1000; i++)
    s = exp(-(1 - s) / load);
  known k = {law_of(CPW_DURATION_FIXED, 1 / load, 0), law_of(CPW_DURATION_EXPONENTIAL, 1, 0), 1,
             s / (1 - s), s};
  return k;
}

static known system_of(int number) {
  switch (number) {
  case 0:
    return markov(1, 0.7);
  case 1:
    return markov(3, 2.4);
  case 2:
    return markov(30, 27);
  case 3:
    return one_server(CPW_DURATION_FIXED, 0, 0.8);
  case 4:
    return one_server(CPW_DURATION_GAMMA, 0.5, 0.7);
  case 5:
    return one_server(CPW_DURATION_LOGNORMAL, 1.2, 0.5);
  case 6:
    return one_server(CPW_DURATION_HYPEREXPONENTIAL, 2, 0.5);
  default:
    return by_appointment(0.8);
  }
}

/* 20 seeds: hardly any interval of 99 % misses the exact mean wait */
START_TEST(means_are_exact)
{
  const known k = system_of(_i);
  cpw_first_come_options o = simple(many(40000));
  o.warm_up = o.customers / 5;
  o.between = &k.between;
  o.service = &k.service;
  o.servers = k.servers;
  o.level = 0.99;
  int misses = 0;
  double chance = 0, queue = 0;
  for (uint64_t seed = 1; seed <= 20; seed++) {
    cpw_result *r = simulate(&o, seed, 0, 20, 2);
    misses += real(r, "wait_mean_lower")[0] > k.wait || real(r, "wait_mean_upper")[0] < k.wait;
    chance += real(r, "wait_chance")[0] / 20;
    queue += real(r, "queue_mean")[0] / 20;
    cpw_result_free(r);
  }
  ck_assert_msg(misses <= 2, "system %d: %d of 20 intervals miss", _i, misses);
  double loose = getenv("CAREPATH_QUICK") ? 5 : 1;
  ck_assert_double_eq_tol(chance, k.chance, 0.004 * loose);
  ck_assert_double_eq_tol(queue, k.wait / k.between.mean, 0.03 * loose * queue);
}
END_TEST

/* Shares within a limit and quantiles of M/M/3: P(W > t) = C exp(-(c - a) t). */
START_TEST(tails_are_exact)
{
  const known k = markov(3, 2.4);
  static const double limits[] = {0, 0.5, 2, 5}, p[] = {0.3, 0.6, 0.9, 0.98};
  cpw_first_come_options o = simple(many(100000));
  o.warm_up = o.customers / 10;
  o.between = &k.between;
  o.service = &k.service;
  o.servers = 3;
  o.limits = limits;
  o.limit_count = 4;
  o.probabilities = p;
  o.probability_count = 4;
  cpw_result *r = simulate(&o, 1, 0, 40, 2);
  double loose = getenv("CAREPATH_QUICK") ? 5 : 1;
  for (int i = 0; i < 4; i++) {
    double within = 1 - k.chance * exp(-0.6 * limits[i]);
    double quantile = p[i] < 1 - k.chance ? 0 : -log((1 - p[i]) / k.chance) / 0.6;
    ck_assert_double_eq_tol(real(r, "within")[i], within, 0.004 * loose);
    ck_assert_double_eq_tol(real(r, "wait_quantile")[i], quantile, 0.03 * loose * quantile + 1e-12);
  }
  ck_assert_double_eq_tol(real(r, "utilisation")[0], 0.8, 0.004 * loose);
  cpw_result_free(r);
}
END_TEST

/* An interval of 90 % holds the exact mean in about 90 % of 200 seeds: within four binomial standard
 * deviations, over replications (0) and over batches (1). */
START_TEST(intervals_cover)
{
  const double exact = 0.5 * 0.5 / (1 - 0.5); /* M/M/1, mean service 1/2, load 1/2 */
  cpw_first_come_options o = simple(_i ? 40000 : 4000);
  o.warm_up = 200;
  o.level = 0.9;
  int covered = 0;
  for (uint64_t seed = 1; seed <= 200; seed++) {
    cpw_result *r = simulate(&o, seed, 0, _i ? 1 : 10, 1);
    covered += real(r, "wait_mean_lower")[0] <= exact && exact <= real(r, "wait_mean_upper")[0];
    cpw_result_free(r);
  }
  ck_assert_msg(covered >= 180 - 17 && covered <= 180 + 17, "%d of 200 cover", covered);
}
END_TEST

/* ---------------------------------------------------------------- always -------------------- */

/* Twice as much as can be done: nobody objects, and the n-th of a fixed day waits n. */
START_TEST(overload_is_allowed)
{
  const cpw_duration one = law_of(CPW_DURATION_FIXED, 1, 0), two = law_of(CPW_DURATION_FIXED, 2, 0);
  cpw_first_come_options o = simple(5001);
  o.between = &one;
  o.service = &two;
  cpw_result *r = simulate(&o, 1, 0, 1, 1);
  ck_assert(real(r, "wait_mean")[0] == 2500 && real(r, "wait_max")[0] == 5000);
  ck_assert_double_eq_tol(real(r, "utilisation")[0], 5000 / 5001.0, 1e-12);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_OK);
  cpw_result_free(r);
}
END_TEST

/* with everything on */
static cpw_first_come_options rich(void) {
  static const double limits[] = {0.1, 1}, start[] = {4, 0.5};
  static const cpw_duration gamma = {CPW_DURATION_GAMMA, 0, 1.7, 1.3, 0.1, NULL};
  cpw_first_come_options o = simple(3000);
  o.service = &gamma;
  o.servers = 2;
  o.start = start;
  o.warm_up = 100;
  o.limits = limits;
  o.limit_count = 2;
  o.keep = 1;
  return o;
}

START_TEST(threads_do_not_matter)
{
  static const int32_t threads[] = {2, 7};
  cpw_first_come_options o = rich();
  for (int keep = 0; keep < 2; keep++) {
    o.keep = keep;
    cpw_result *one = simulate(&o, 9, 5, 90, 1);
    for (int i = 0; i < 2; i++) {
      cpw_result *other = simulate(&o, 9, 5, 90, threads[i]);
      same_bytes(one, other);
      cpw_result_free(other);
    }
    cpw_result_free(one);
  }
}
END_TEST

/* any split, any order */
START_TEST(parts_merge)
{
  cpw_first_come_options o = rich();
  cpw_result *all = simulate(&o, 9, 5, 10, 2), *merged = NULL;
  cpw_result *parts[3] = {simulate(&o, 9, 8, 6, 1), simulate(&o, 9, 14, 1, 1),
                          simulate(&o, 9, 5, 3, 1)};
  cpw_error err;
  int32_t status = cpw_result_merge((const cpw_result *const *)parts, 3, NULL, &merged, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  same_bytes(all, merged);
  cpw_result *again = NULL; /* one part alone: its batches still tell */
  ck_assert_int_eq(cpw_result_merge((const cpw_result *const *)parts + 1, 1, NULL, &again, NULL),
                   CPW_OK);
  same_bytes(parts[1], again);
  ck_assert_int_eq(whole(merged, "replications"), 10);
  ck_assert_int_eq(whole(merged, "customers"), 10 * 2900);
  cpw_result_free(again);
  cpw_result_free(merged);
  cpw_result_free(all);
  for (int i = 0; i < 3; i++)
    cpw_result_free(parts[i]);
}
END_TEST

static double relative_width(const cpw_result *r) {
  return (real(r, "wait_mean_upper")[0] - real(r, "wait_mean_lower")[0]) / 2 /
         real(r, "wait_mean")[0];
}

START_TEST(precision_stops)
{
  cpw_first_come_options o = simple(2000);
  o.precision = 0.02;
  cpw_result *r = simulate(&o, 1, 0, 5000, 1), *other = simulate(&o, 1, 0, 5000, 7);
  same_bytes(r, other);
  int64_t done = whole(r, "replications");
  ck_assert_int_eq(done % CPW_FIRST_COME_ROUND, 0);
  ck_assert_int_gt(done, CPW_FIRST_COME_ROUND);
  ck_assert_int_lt(done, 5000);
  ck_assert(relative_width(r) <= 0.02);
  cpw_result_free(other);
  o.precision = 0;
  other = simulate(&o, 1, 0, done, 2); /* what was stopped is what would have come */
  same_bytes(r, other);
  cpw_result_free(other);
  other = simulate(&o, 1, 0, done - CPW_FIRST_COME_ROUND, 1); /* and a round before was too early */
  ck_assert(relative_width(other) > 0.02);
  cpw_result_free(other);
  cpw_result_free(r);
  o.precision = 1e-9;
  r = simulate(&o, 1, 0, 40, 1);
  ck_assert_int_eq(whole(r, "replications"), 40);
  cpw_result_free(r);
  o.precision = 10; /* already the first round is enough, where less than a round is left */
  r = simulate(&o, 1, 0, CPW_FIRST_COME_ROUND + 3, 1);
  ck_assert_int_eq(whole(r, "replications"), CPW_FIRST_COME_ROUND);
  cpw_result_free(r);
}
END_TEST

/* Common random numbers: another server shortens every wait, and changes nobody else's draws. */
START_TEST(more_servers_never_hurt)
{
  cpw_first_come_options o = rich();
  o.start = NULL;
  double before = (double)INFINITY;
  for (o.servers = 1; o.servers <= 30; o.servers++) {
    cpw_result *r = simulate(&o, 4, 0, 1, 1);
    ck_assert(real(r, "wait_mean")[0] <= before && real(r, "wait_max")[0] >= 0);
    before = real(r, "wait_mean")[0];
    cpw_result_free(r);
  }
  ck_assert(before == 0);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t once(void *context) {
  const cpw_first_come_options *o = context;
  cpw_run run;
  cpw_run_init(&run);
  run.replications = 20;
  cpw_result *out = NULL;
  cpw_error err;
  int32_t status = cpw_first_come_simulate(o, &run, &out, &err);
  cpw_result_free(out);
  return status;
}

START_TEST(memory_fails)
{
  cpw_first_come_options o = rich();
  o.customers = 200;
  o.precision = 1e-6;
  cpwt_each_allocation_fails(once, &o);
  o.keep = 0;
  o.limit_count = 0;
  cpwt_each_allocation_fails(once, &o);
}
END_TEST

static int32_t once_a_trace(void *context) {
  const double times[3] = {0, 1, 2};
  double wait[3] = {7, 7, 7};
  (void)context;
  int32_t status = cpw_first_come_waits(times, times, 3, 1000, NULL, wait, NULL, NULL, NULL);
  return wait[0] == (status == CPW_OK ? 0.0 : 7.0) ? status : CPW_EINTERNAL;
}

START_TEST(memory_of_a_trace_fails)
{ cpwt_each_allocation_fails(once_a_trace, NULL); }
END_TEST

static TCase *add_case(Suite *suite, const char *name) {
  TCase *out = tcase_create(name);
  tcase_set_timeout(out, 300);
  suite_add_tcase(suite, out);
  return out;
}

Suite *first_come_suite(void) {
  Suite *suite = suite_create("first_come");
  TCase *limits = add_case(suite, "limits"), *errors = add_case(suite, "errors");
  TCase *reference = add_case(suite, "reference"), *properties = add_case(suite, "properties");
  TCase *oom = add_case(suite, "oom");
  tcase_add_test(limits, defaults);
  tcase_add_test(limits, no_customers);
  tcase_add_test(limits, one_customer);
  tcase_add_test(limits, all_at_time_zero);
  tcase_add_loop_test(errors, broken_traces, 0, 11);
  tcase_add_test(errors, missing_traces);
  tcase_add_test(errors, broken_numbers);
  tcase_add_test(errors, broken_sources);
  tcase_add_test(errors, times_beyond_all_bounds);
  tcase_add_test(errors, cancelled);
  tcase_add_test(reference, by_hand);
  tcase_add_loop_test(reference, against_a_search, 0, 8);
  tcase_add_test(reference, heap_and_sorted_times_agree);
  tcase_add_loop_test(reference, figures_of_a_trace, 0, 12);
  tcase_add_test(reference, interval_of_batches);
  tcase_add_loop_test(reference, draws_are_as_documented, 0, 6);
  tcase_add_loop_test(reference, means_are_exact, 0, 8);
  tcase_add_test(reference, tails_are_exact);
  tcase_add_loop_test(reference, intervals_cover, 0, 2);
  tcase_add_test(properties, overload_is_allowed);
  tcase_add_test(properties, threads_do_not_matter);
  tcase_add_test(properties, parts_merge);
  tcase_add_test(properties, precision_stops);
  tcase_add_test(properties, more_servers_never_hurt);
  tcase_add_test(oom, memory_fails);
  tcase_add_test(oom, memory_of_a_trace_fails);
  return suite;
}
