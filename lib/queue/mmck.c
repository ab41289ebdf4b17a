/* The queue M/M/c/K: so many servers, room for so many people, the others are turned away; any load.
 * Source: Gross, Shortle, Thompson and Harris, Fundamentals of Queueing Theory, 4th ed. (2008), 2.5.
 * Leaves Erlang's loss formula (the states with a free server) to erlang.c. */
#include "queue/internal.h"

/* Sums over j = 0 ... m - 1 of r^j, j r^j and j^2 r^j. */
typedef struct sums {
  double s0, s1, s2;
} sums;

/* By doubling m, so that every term is positive and nothing cancels near r = 1; log_r <= 0. */
static sums geometric(double log_r, int64_t m) {
  sums s = {0.0, 0.0, 0.0};
  int64_t done = 0;
  for (int bit = 62; bit >= 0; bit--) {
    double n = (double)done, p = cpw_math_exp(n * log_r);
    sums t = s;
    s.s0 = t.s0 + p * t.s0;
    s.s1 = t.s1 + p * (t.s1 + n * t.s0);
    s.s2 = t.s2 + p * (t.s2 + 2.0 * n * t.s1 + n * n * t.s0);
    done *= 2;
    if (!(m >> bit & 1)) continue;
    n = (double)done;
    p = cpw_math_exp(n * log_r);
    s.s0 += p;
    s.s1 += n * p;
    s.s2 += n * n * p;
    done++;
  }
  return s;
}

/* States from "all servers busy, nobody waits" (c) to "full" (K), in units of all states. */
typedef struct upper {
  double full;     /* chance of K */
  double room;     /* chance of all below K, as precise */
  double waits;    /* of c to K - 1 */
  double queue;    /* sum of j times the chance of c + j */
  double square;   /* sum of (j + 1)(j + 2) times the chance of c + j, j < K - c */
  double log_rest; /* log of what the chances of 0 to c are against those without a place to wait */
} upper;

/* rho <= 1: in units of the state c */
static upper below_capacity(double b, double free, double log_rho, int64_t m) {
  upper u;
  sums s = geometric(log_rho, m), inner = geometric(log_rho, m > 0 ? m - 1 : 0);
  double rho = cpw_math_exp(log_rho), last = cpw_math_exp((double)m * log_rho);
  double all = 1.0 + b * rho * s.s0;
  u.full = b * last / all;
  u.room = m > 0 ? (1.0 + b * rho * inner.s0) / all : free;
  u.waits = b * s.s0 / all;
  u.queue = b * (s.s1 + (double)m * last) / all;
  u.square = b * (s.s2 + 3.0 * s.s1 + 2.0 * s.s0) / all;
  u.log_rest = -cpw_math_log(all);
  return u;
}

/* rho > 1: in units of the state K, ratio 1 / rho downwards */
static upper above_capacity(double b, double free, double log_rho, int64_t m) {
  upper u;
  sums s = geometric(-log_rho, m), inner = geometric(-log_rho, m > 0 ? m - 1 : 0);
  double n = (double)m, q = cpw_math_exp(-log_rho), last = cpw_math_exp(-n * log_rho);
  double all = last + b * s.s0;
  if (m == 0) all = 1.0;
  u.full = b / all;
  u.room = m > 0 ? (last + b * q * inner.s0) / all : free;
  u.waits = b * q * s.s0 / all;
  u.queue = b * (n * s.s0 - s.s1) / all;
  u.square = b * q * (n * (n + 1.0) * s.s0 - (2.0 * n + 1.0) * s.s1 + s.s2) / all;
  u.log_rest = -n * log_rho - cpw_math_log(all);
  return u;
}

static upper upper_states(double arrivals, double service_rate, int64_t servers, int64_t room) {
  double c = (double)servers, load = arrivals / service_rate, capacity = c * service_rate;
  double b = cpw_queue_erlang_b(load, c);
  double free = c / load * (b / cpw_queue_erlang_b(load, c - 1.0)); /* 1 - b, as precise */
  if (!(free <= 1.0)) free = 1.0 - b;
  double over = -cpwi_queue_spare(arrivals, service_rate, c) / capacity;
  double log_rho = fabs(over) < 0.5 ? cpw_math_log1p(over) : cpw_math_log(arrivals / capacity);
  if (log_rho > 0.0) return above_capacity(b, free, log_rho, room - servers);
  return below_capacity(b, free, log_rho, room - servers);
}

static int32_t check(double arrivals, double service_rate, int64_t servers, int64_t room,
                     const void *out, cpw_error *err) {
  static const char where[] = "cpw_queue_mmck";
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, where, "a NULL for what comes out");
  int32_t status = cpwi_queue_not_negative(arrivals, "arrivals", where, err);
  if (!status) status = cpwi_queue_positive(service_rate, "service_rate", where, err);
  if (!status)
    status = cpwi_queue_ratio(arrivals, service_rate, "arrivals / service_rate", where, err);
  if (status) return status;
  if (servers < 1 || servers > CPW_QUEUE_MOST_SERVERS)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "servers = %lld must be from 1 to %lld",
                     (long long)servers, (long long)CPW_QUEUE_MOST_SERVERS);
  if (room < servers || room > CPW_QUEUE_MOST_SERVERS)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "room = %lld must be from servers = %lld to %lld",
                     (long long)room, (long long)servers, (long long)CPW_QUEUE_MOST_SERVERS);
  return cpwi_queue_positive((double)servers * service_rate, "servers x service_rate", where, err);
}

int32_t cpw_queue_mmck(double arrivals, double service_rate, int64_t servers, int64_t room,
                       cpw_queue_measures *out, cpw_error *err) {
  int32_t status = check(arrivals, service_rate, servers, room, out, err);
  if (status) return status;
  cpwi_queue_measures_clear(out);
  if (arrivals == 0.0) {
    cpwi_queue_measures_empty(out, 1.0 / service_rate);
    return CPW_OK;
  }
  double c = (double)servers, load = arrivals / service_rate, capacity = c * service_rate;
  upper u = upper_states(arrivals, service_rate, servers, room);
  out->load = load;
  out->throughput = arrivals * u.room;
  out->utilisation = out->throughput / capacity;
  out->wait_chance = u.waits;
  out->block_chance = u.full;
  out->abandon_chance = 0.0;
  out->empty_chance = cpw_math_exp(u.log_rest - cpwi_queue_log_states(load, c));
  out->mean_queue = u.queue;
  out->mean_wait = u.queue / out->throughput;
  out->wait_second = u.square / u.room / (capacity * capacity);
  out->wait_variance = fmax(out->wait_second - out->mean_wait * out->mean_wait, 0.0);
  out->mean_stay = out->mean_wait + 1.0 / service_rate;
  out->mean_number = u.queue + load * u.room;
  return CPW_OK;
}
