/* Erlang A (M/M/c+M): people who wait leave at a rate; any load, any number of servers, whole or not.
 * Source: Palm 1946; Baccelli and Hebuterne 1981 (the offered wait); Mandelbaum and Zeltyn 2007.
 * Leaves the states with a free server to erlang.c, and the integrals to integral.c. */
#include "queue/internal.h"

/* The offered wait has a density proportional to exp(-x v - z (exp(-v) - 1)), v = patience_rate t,
 * x = servers service_rate / patience_rate, z = arrivals / patience_rate: a hump with its top at `peak`. */
typedef struct offered {
  double arrivals, service_rate, servers, patience_rate;
  double load, peak, height;
  cpwi_hump hump;
} offered;

static offered offered_wait(double arrivals, double service_rate, double servers,
                            double patience_rate) {
  offered o;
  double capacity = servers * service_rate;
  double spare = cpwi_queue_spare(arrivals, service_rate, servers);
  o.arrivals = arrivals;
  o.service_rate = service_rate;
  o.servers = servers;
  o.patience_rate = patience_rate;
  o.load = arrivals / service_rate;
  o.peak = o.height = 0.0;
  o.hump.sign = -1;
  o.hump.reserved = 0;
  o.hump.lower = o.hump.slope = 0.0;
  o.hump.curve = arrivals / patience_rate;
  if (spare >= 0.0) {
    o.hump.slope = spare / patience_rate;
  } else {
    double over = -spare / capacity;
    o.hump.curve = capacity / patience_rate;
    o.peak = cpw_math_log1p(over);
    o.height = -o.hump.curve * cpwi_log1p_minus(over);
    o.hump.lower = -o.peak;
  }
  return o;
}

/* 2 (1 - (1 + v) exp(-v)) = v^2 (1 - 2 v / 3 + v^2 / 4 - ...) */
static double second_weight(double v) {
  if (v > 0.3) return 2.0 * (-cpw_math_expm1(-v) - v * cpw_math_exp(-v));
  double term = v * v, sum = 0.0; /* 2 sum (-1)^k v^k (k - 1) / k!, k >= 2 */
  for (int k = 2; k < 16; k++) {
    sum += term * (double)(k - 1);
    term *= -v / (double)(k + 1);
  }
  return sum;
}

static void weigh(const void *context, double u, double *weights) {
  double v = fmax(*(const double *)context + u, 0.0);
  weights[0] = 1.0;
  weights[1] = -cpw_math_expm1(-v);
  weights[2] = second_weight(v);
}

/* Everything in logarithms, against the state with all servers busy: `free` the states with a server
 * free, `busy` the others. */
typedef struct sides {
  double free, busy, wait_chance, free_chance, left, second;
} sides;

static sides sides_of(const offered *o) {
  sides s;
  double sum[3];
  cpwi_queue_integrate(&o->hump, weigh, &o->peak, 3, sum);
  double rate = o->servers * o->service_rate / o->patience_rate;
  s.free = cpw_math_log(o->servers / o->load) + cpwi_queue_log_inverse_b(o->load, o->servers, NULL);
  s.busy = o->height + cpw_math_log(rate * sum[0]);
  s.wait_chance = 1.0 / (1.0 + cpw_math_exp(s.free - s.busy));
  s.free_chance = 1.0 / (1.0 + cpw_math_exp(s.busy - s.free));
  s.left = sum[1] / sum[0];
  s.second = sum[2] / sum[0];
  return s;
}

/* Nobody there, whole servers: against the states with a free server alone, and those against all. */
static double empty(const offered *o, const sides *s) {
  double more = s->busy - s->free;
  double log_all = fmax(more, 0.0) + cpw_math_log1p(cpw_math_exp(-fabs(more)));
  if (o->servers != floor(o->servers)) return (double)NAN;
  return cpw_math_exp(-(log_all + cpwi_queue_log_states(o->load, o->servers - 1.0)));
}

/* 1 - abandonment, precise where nearly everybody leaves: from the servers that are busy */
static double served(const offered *o, const sides *s, double abandon) {
  if (abandon < 0.5) return 1.0 - abandon;
  double b = cpw_math_exp(-cpwi_queue_log_inverse_b(o->load, o->servers, NULL));
  return (o->servers * s->wait_chance + s->free_chance * o->load * (1.0 - b)) / o->load;
}

static int32_t check(double arrivals, double service_rate, double servers, double patience_rate,
                     const void *out, cpw_error *err) {
  static const char where[] = "cpw_queue_abandon";
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, where, "a NULL for what comes out");
  int32_t status = cpwi_queue_not_negative(arrivals, "arrivals", where, err);
  if (!status) status = cpwi_queue_positive(service_rate, "service_rate", where, err);
  if (!status) status = cpwi_queue_positive(servers, "servers", where, err);
  if (!status)
    status = cpwi_queue_positive(servers * service_rate, "servers x service_rate", where, err);
  if (!status) status = cpwi_queue_not_negative(patience_rate, "patience_rate", where, err);
  if (!status)
    status = cpwi_queue_ratio(arrivals, service_rate, "arrivals / service_rate", where, err);
  if (status || patience_rate == 0.0) return status;
  status = cpwi_queue_ratio(arrivals, patience_rate, "arrivals / patience_rate", where, err);
  return status ? status
                : cpwi_queue_ratio(service_rate, patience_rate, "service_rate / patience_rate",
                                   where, err);
}

int32_t cpw_queue_abandon(double arrivals, double service_rate, double servers,
                          double patience_rate, cpw_queue_measures *out, cpw_error *err) {
  int32_t status = check(arrivals, service_rate, servers, patience_rate, out, err);
  if (status) return status;
  if (arrivals == 0.0 || patience_rate == 0.0)
    return cpw_queue_mmc(arrivals, service_rate, servers, out, err);
  offered o = offered_wait(arrivals, service_rate, servers, patience_rate);
  sides s = sides_of(&o);
  cpwi_queue_measures_clear(out);
  double abandon = s.wait_chance * s.left, stays = served(&o, &s, abandon);
  out->load = o.load;
  out->throughput = arrivals * stays;
  out->utilisation = out->throughput / (servers * service_rate);
  out->wait_chance = s.wait_chance;
  out->block_chance = 0.0;
  out->abandon_chance = abandon;
  out->empty_chance = empty(&o, &s);
  out->mean_wait = abandon / patience_rate;
  out->wait_second = s.wait_chance * s.second / patience_rate / patience_rate;
  out->wait_variance = fmax(out->wait_second - out->mean_wait * out->mean_wait, 0.0);
  out->mean_queue = arrivals * out->mean_wait;
  out->mean_stay = out->mean_wait + stays / service_rate;
  out->mean_number = arrivals * out->mean_stay;
  return CPW_OK;
}

/* ---------------------------------------------------------------- chances of waits ---------- */

/* Share of the offered wait beyond v, of what is beyond 0: the hump once more, from v on. */
static double beyond(const offered *o, double v) {
  double whole, rest;
  cpwi_queue_integrate(&o->hump, weigh, &o->peak, 1, &whole);
  cpwi_hump tail = o->hump;
  if (v < o->peak) {
    tail.lower = v - o->peak;
    cpwi_queue_integrate(&tail, weigh, &o->peak, 1, &rest);
    return rest / whole;
  }
  double past = v - o->peak;
  double drop = o->hump.slope * past + o->hump.curve * cpwi_queue_excess(-past);
  tail.lower = 0.0;
  tail.slope = o->hump.slope - o->hump.curve * cpw_math_expm1(-past);
  tail.curve = o->hump.curve * cpw_math_exp(-past);
  cpwi_queue_integrate(&tail, weigh, &o->peak, 1, &rest);
  return rest / whole * cpw_math_exp(-drop);
}

static double tail_of(double arrivals, double service_rate, double servers, double patience_rate,
                      double time, double leaving) {
  if (check(arrivals, service_rate, servers, patience_rate, &time, NULL) || !(time >= 0.0))
    return (double)NAN;
  if (arrivals == 0.0) return 0.0;
  if (patience_rate == 0.0) return cpw_queue_mmc_wait_tail(arrivals, service_rate, servers, time);
  if (time > 0x1p1000) return 0.0;
  offered o = offered_wait(arrivals, service_rate, servers, patience_rate);
  sides s = sides_of(&o);
  return s.wait_chance * beyond(&o, patience_rate * time) * cpw_math_exp(-leaving * time);
}

double cpw_queue_abandon_wait_tail(double arrivals, double service_rate, double servers,
                                   double patience_rate, double time) {
  return tail_of(arrivals, service_rate, servers, patience_rate, time, patience_rate);
}

double cpw_queue_abandon_offered_tail(double arrivals, double service_rate, double servers,
                                      double patience_rate, double time) {
  return tail_of(arrivals, service_rate, servers, patience_rate, time, 0.0);
}
