/* Equal services at any number of servers (M/D/c): chance of waiting and mean wait as Spitzer's sums over
 * the skeleton at whole service times, and the law of the wait from the law of the queue.
 * Source: Crommelin 1932; Spitzer 1956; Franx, Oper. Res. Lett. 29 (2001) 221-229 (wait from queue).
 * Leaves the integrals behind a Poisson tail to integral.c. */
#include "queue/internal.h"

#define HALF_LOG_2PI 0x1.d67f1c864beb5p-1
#define DROP         46.0
#define STILL        8 /* so many ratios in a row must be the last one */

/* ---------------------------------------------------------------- sums over n --------------- */

/* A sum over n >= 1 of up to two terms that are smooth in n, from `start` on by the integral. */
typedef void (*term)(const void *context, double n, double *values);
typedef struct series {
  term at;
  const void *context;
  int count;
  double start, end; /* terms beyond end are nothing */
} series;

static void add(const series *s, double n, double factor, double *sums) {
  double values[2];
  s->at(s->context, n, values);
  for (int k = 0; k < s->count; k++)
    sums[k] += factor * values[k];
}

/* n = start exp(w): terms fall like a power of n, then exponentially */
static void add_integral(const series *s, double *sums) {
  double length = cpw_math_log(s->end / s->start), panels = ceil(length / 1.25);
  for (double p = 0.0; p < panels; p += 1.0)
    for (int i = 0; i < CPWI_NODES; i++) {
      double weight, w = cpwi_queue_node(i, p * length / panels, length / panels, &weight);
      double n = s->start * cpw_math_exp(w);
      add(s, n, weight * n, sums);
    }
}

/* Euler and Maclaurin with Gauss and Encke's central differences: terms at start +- 1 ... +- 4 */
static void add_ends(const series *s, double *sums) {
  static const double difference[4] = {-1.0 / 12.0, 11.0 / 720.0, -191.0 / 60480.0,
                                       2497.0 / 3628800.0};
  static const double odd[4][4] = {
      {0.5, 0.0, 0.0, 0.0}, {-1.0, 0.5, 0.0, 0.0}, {2.5, -2.0, 0.5, 0.0}, {-7.0, 7.0, -3.0, 0.5}};
  add(s, s->start, 0.5, sums);
  for (int j = 0; j < 4; j++) {
    double factor = 0.0;
    for (int k = j; k < 4; k++)
      factor += difference[k] * odd[k][j];
    add(s, s->start + (double)(j + 1), factor, sums);
    add(s, s->start - (double)(j + 1), -factor, sums);
  }
}

static void sum_series(const series *s, double *sums) {
  double last = s->end > s->start ? s->start - 1.0 : s->end;
  for (int k = 0; k < s->count; k++)
    sums[k] = 0.0;
  for (double n = 1.0; n <= fmax(last, 1.0); n += 1.0)
    add(s, n, 1.0, sums);
  if (s->end <= s->start) return;
  add_ends(s, sums);
  add_integral(s, sums);
}

/* ---------------------------------------------------------------- the queue ----------------- */

/* A service time is the unit of time: `load` people come in one, spare = servers - load. */
typedef struct skeleton {
  double servers, load, spare;
  double rate;  /* exp(-rate) is the ratio of the chances of long queues */
  double decay; /* log of load^c exp(-load) against c^c exp(-c): n of them for n service times */
  double more;  /* j of what is looked for, in overshoot() */
} skeleton;

/* log of the Poisson mass at x; apart = x - mean, as precise */
static double log_mass(double x, double apart, double mean) {
  if (x < 16.0) return cpwi_queue_log_poisson(x, mean);
  double top = HALF_LOG_2PI + 0.5 * cpw_math_log(x) + cpwi_stirling(x);
  return -(top + cpwi_deviance(apart, mean));
}

static void weigh(const void *context, double u, double *weights) {
  (void)context;
  weights[0] = 1.0;
  weights[1] = -cpw_math_expm1(-u);
}

/* Of n service times: chance that as many come as can be served or more, and how many come beyond that on
 * average, both by n */
static void excess(const void *context, double n, double *values) {
  const skeleton *k = context;
  double served = n * k->servers, come = n * k->load, sums[2];
  cpwi_hump hump = {n * k->spare, come, 0.0, -1, 0};
  cpwi_queue_integrate(&hump, weigh, NULL, 2, sums);
  double mass = cpw_math_exp(log_mass(served, n * k->spare, come)) * served / n;
  values[0] = mass * sums[0];
  values[1] = mass * come * sums[1];
}

/* So many terms matter beside the first, however small that is. */
static double terms_of(const skeleton *k) {
  return 1.0 + DROP / k->decay;
}

/* Chance that exactly `more` come beyond those who can be served in n service times, by n */
static void overshoot(const void *context, double n, double *values) {
  const skeleton *k = context;
  double apart = n * k->spare + k->more;
  values[0] = cpw_math_exp(log_mass(n * k->servers + k->more, apart, n * k->load)) / n;
}

static skeleton skeleton_of(double load, double spare, double servers) {
  skeleton k;
  k.servers = servers;
  k.load = load;
  k.spare = spare;
  k.rate = cpwi_queue_excess_root(spare / load);
  k.decay = cpwi_deviance(spare, load);
  k.more = 0.0;
  return k;
}

/* ---------------------------------------------------------------- measures ------------------ */

static int32_t check(double arrivals, double service_time, int64_t servers, const void *out,
                     const char *where, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, where, "a NULL for what comes out");
  int32_t status = cpwi_queue_not_negative(arrivals, "arrivals", where, err);
  if (!status) status = cpwi_queue_positive(service_time, "service_time", where, err);
  if (status) return status;
  if (servers >= 1 && servers <= CPW_QUEUE_MOST_SERVERS) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where, "servers = %lld must be from 1 to %lld",
                   (long long)servers, (long long)CPW_QUEUE_MOST_SERVERS);
}

/* servers less load, rounded once */
static double spare_of(double arrivals, double service_time, double servers) {
  cpwi_pair load = cpwi_two_product(arrivals, service_time);
  return (servers - load.high) - load.low;
}

int32_t cpw_queue_mdc(double arrivals, double service_time, int64_t servers,
                      cpw_queue_measures *out, cpw_error *err) {
  int32_t status = check(arrivals, service_time, servers, out, "cpw_queue_mdc", err);
  if (status) return status;
  double c = (double)servers, load = arrivals * service_time, sums[2];
  double spare = spare_of(arrivals, service_time, c);
  cpwi_queue_measures_clear(out);
  if (load == 0.0) {
    cpwi_queue_measures_empty(out, service_time);
    return CPW_OK;
  }
  out->load = load;
  if (!(spare > 0.0)) {
    cpwi_queue_measures_unstable(out, c / service_time);
    return CPW_OK;
  }
  skeleton k = skeleton_of(load, spare, c);
  series s = {excess, &k, 2, 64.0, terms_of(&k)};
  sum_series(&s, sums);
  out->utilisation = load / c;
  out->throughput = arrivals;
  out->wait_chance = -cpw_math_expm1(-sums[0]);
  out->block_chance = out->abandon_chance = 0.0;
  out->mean_queue = sums[1];
  out->mean_wait = sums[1] / arrivals;
  if (servers == 1) out->empty_chance = spare;
  out->mean_stay = out->mean_wait + service_time;
  out->mean_number = sums[1] + load;
  return CPW_OK;
}

/* ---------------------------------------------------------------- the law of the queue ------ */

/* Chances of more than m people in the queue, m = 0 ... last; beyond, each exp(-rate) of the one before. */
typedef struct tails {
  double *more;
  int64_t last;
} tails;

/* Turns chances of exactly m people, whose ratio has become constant, into chances of more than m. */
static void accumulate(const skeleton *k, tails *t) {
  double beyond = t->more[t->last] / cpw_math_expm1(k->rate);
  for (int64_t m = t->last; m >= 0; m--) {
    double exactly = t->more[m];
    t->more[m] = beyond;
    beyond += exactly;
  }
}

/* Has the ratio of neighbours been exp(-rate) for a while? Also where there is nothing left. */
static int is_still(const skeleton *k, const double *q, int64_t m, int *since) {
  double ratio = q[m - 1] > 0.0 ? q[m] / q[m - 1] * cpw_math_exp(k->rate) : 1.0;
  *since = fabs(ratio - 1.0) < 1e-14 ? *since + 1 : 0;
  return *since >= STILL || q[m] < 1e-306;
}

/* One server: a geometric number of steps of which the chance of j is P(more than j come) exp(load). */
static void single(const skeleton *k, tails *t, int64_t most) {
  double step[40], up = cpw_math_exp(k->load), *q = t->more;
  double mass = 0.0;
  for (int j = 39; j >= 0; j--) { /* P(more than j) from the far end */
    mass += cpw_math_exp(cpwi_queue_log_poisson((double)(j + 1), k->load));
    step[j] = mass * up;
  }
  int since = 0;
  q[0] = up * k->spare;
  for (int64_t m = 1; m < most; m++) {
    q[m] = 0.0;
    for (int64_t j = 1; j <= m && j < 40; j++)
      q[m] += step[j] * q[m - j];
    t->last = m;
    if (is_still(k, q, m, &since)) break;
  }
}

/* Any number of servers: the queue is a compound Poisson law whose j has the weight of overshoot(j). */
static void many(skeleton *k, tails *t, double *weight, int64_t most) {
  double none, *q = t->more;
  int since = 0;
  k->more = 0.0;
  double sums[2], scale = sqrt(k->servers);
  series s = {excess, k, 2, 64.0, terms_of(k)}, at = {overshoot, k, 1, 0.0, 0.0};
  sum_series(&s, sums);
  none = sums[0];
  for (int64_t m = 0; m < most; m++) {
    k->more = (double)m;
    at.start = 48.0 + ceil(3.0 * k->more / scale);
    at.end = 1.0 + 1.8 * DROP / k->decay + 4.0 * k->more / k->spare;
    sum_series(&at, sums);
    if (m == 0) {
      q[0] =
          cpw_math_exp(sums[0] - none); /* nobody beyond, but as many may come as can be served */
      continue;
    }
    weight[m] = k->more * sums[0];
    q[m] = 0.0;
    for (int64_t j = 1; j <= m; j++)
      q[m] += weight[j] * q[m - j];
    q[m] /= k->more;
    t->last = m;
    if (is_still(k, q, m, &since)) break;
  }
}

static double more_than(const skeleton *k, const tails *t, double m) {
  if (m < 0.0) return 1.0;
  if (m <= (double)t->last) return t->more[(int64_t)m];
  return t->more[t->last] * cpw_math_exp(-k->rate * (m - (double)t->last));
}

/* Who comes now waits longer than `time` where more than whole x servers - 1 - j are in the queue and j come
 * before the next whole service time. */
static double wait_tail(const skeleton *k, const tails *t, double time) {
  double whole = floor(time) + 1.0, come = k->load * (whole - time);
  double places = whole * k->servers - 1.0, sum = 0.0;
  double tilted = come * cpw_math_exp(fmin(k->rate, 40.0));
  double j = fmax(floor(come - 13.0 * sqrt(come) - 30.0), 0.0);
  double mass = cpw_math_exp(cpwi_queue_log_poisson(j, come));
  for (;; j += 1.0) {
    double part = mass * more_than(k, t, places - j);
    sum += part;
    if (j > come && (j > tilted || j > places) && part <= 1e-18 * sum) break;
    mass *= come / (j + 1.0);
    if (mass == 0.0) break;
  }
  return fmin(sum, 1.0);
}

/* ---------------------------------------------------------------- the law of the wait ------- */

#define SINGLE_MOST 1024

double cpw_queue_md1_wait_tail(double arrivals, double service_time, double time) {
  if (check(arrivals, service_time, 1, &time, "", NULL) || !(time >= 0.0)) return (double)NAN;
  double load = arrivals * service_time, spare = spare_of(arrivals, service_time, 1.0);
  if (load == 0.0) return 0.0;
  if (!(spare > 0.0)) return 1.0;
  double more[SINGLE_MOST], units = time / service_time;
  skeleton k = skeleton_of(load, spare, 1.0);
  if (k.rate * units > 760.0) return 0.0;
  tails t = {more, 0};
  single(&k, &t, SINGLE_MOST);
  accumulate(&k, &t);
  return wait_tail(&k, &t, units);
}

double cpw_queue_md1_wait_within(double arrivals, double service_time, double time) {
  return 1.0 - cpw_queue_md1_wait_tail(arrivals, service_time, time);
}

static int32_t check_times(const double *times, int64_t count, const double *tail, cpw_error *err) {
  static const char where[] = "cpw_queue_mdc_wait_tail";
  if (!times || !tail || count < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "times or tail is NULL, or count < 1");
  for (int64_t i = 0; i < count; i++)
    if (!(times[i] >= 0.0))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "times[%lld] = %s must be >= 0", (long long)i,
                       cpwi_number(times[i]).text);
  return CPW_OK;
}

/* No double above 0 for the chance of waiting: of any number of servers, without the law of the queue. */
static int anyone_waits(const skeleton *k) {
  double sums[2];
  series s = {excess, k, 2, 64.0, terms_of(k)};
  sum_series(&s, sums);
  return sums[0] > 0.0;
}

static int32_t queue_law(skeleton *k, const cpw_allocator *allocator, tails *t, cpw_error *err) {
  int64_t most = SINGLE_MOST + (int64_t)(60.0 * sqrt(k->servers));
  t->more = cpwi_alloc(allocator, (size_t)most, sizeof(double));
  double *weight = cpwi_alloc(allocator, (size_t)most, sizeof(double));
  if (!t->more || !weight) {
    cpwi_release(allocator, t->more);
    cpwi_release(allocator, weight);
    return cpwi_fail(err, CPW_ENOMEM, -1, "cpw_queue_mdc_wait_tail", "out of memory");
  }
  t->last = 0;
  if (k->servers > 1.0)
    many(k, t, weight, most);
  else
    single(k, t, most);
  accumulate(k, t);
  cpwi_release(allocator, weight);
  return CPW_OK;
}

int32_t cpw_queue_mdc_wait_tail(double arrivals, double service_time, int64_t servers,
                                const double *times, int64_t count, const cpw_allocator *allocator,
                                double *tail, cpw_error *err) {
  static const char where[] = "cpw_queue_mdc_wait_tail";
  int32_t status = check(arrivals, service_time, servers, tail, where, err);
  if (!status) status = check_times(times, count, tail, err);
  if (!status) status = cpwi_check_allocator(allocator, where, err);
  if (status) return status;
  double load = arrivals * service_time, c = (double)servers;
  double spare = spare_of(arrivals, service_time, c);
  if (load == 0.0 || !(spare > 0.0)) {
    for (int64_t i = 0; i < count; i++)
      tail[i] = load == 0.0 ? 0.0 : 1.0;
    return CPW_OK;
  }
  skeleton k = skeleton_of(load, spare, c);
  tails t;
  if (!anyone_waits(&k)) {
    for (int64_t i = 0; i < count; i++)
      tail[i] = 0.0;
    return CPW_OK;
  }
  status = queue_law(&k, allocator, &t, err);
  if (status) return status;
  for (int64_t i = 0; i < count; i++) {
    double units = times[i] / service_time;
    tail[i] = k.rate * c * units > 760.0 ? 0.0 : wait_tail(&k, &t, units);
  }
  cpwi_release(allocator, t.more);
  return CPW_OK;
}
