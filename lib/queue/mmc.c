/* The queue M/M/c: measures, chances of waits and stays, the quantile of the wait, derivatives of its mean.
 * Source: Gross, Shortle, Thompson and Harris, Fundamentals of Queueing Theory, 4th ed. (2008), 2.3.
 * Leaves Erlang's formulae to erlang.c and rooms to mmck.c. */
#include "queue/internal.h"

/* What all of them need: spare = servers x service_rate - arrivals, and the chance of waiting. */
typedef struct state {
  double load, spare, delay, b;
} state;

static int is_valid(double arrivals, double service_rate, double servers) {
  return arrivals >= 0.0 && arrivals < (double)INFINITY && service_rate > 0.0 &&
         service_rate < (double)INFINITY && servers > 0.0 && servers < (double)INFINITY;
}

static state state_of(double arrivals, double service_rate, double servers) {
  state s;
  s.load = arrivals / service_rate;
  s.spare = cpwi_queue_spare(arrivals, service_rate, servers);
  s.b = cpw_queue_erlang_b(s.load, servers);
  s.delay = 1.0;
  if (s.spare > 0.0) s.delay = cpwi_queue_delay(s.b, s.spare / (servers * service_rate));
  return s;
}

/* Nobody there, whole servers: 1 / (sum of the states in units of an empty system). */
static double empty(const state *s, double servers, double capacity) {
  if (servers != floor(servers)) return (double)NAN;
  /* those who wait against all others: B rho / (1 - rho) */
  double log_all = cpw_math_log1p(s->b * ((capacity - s->spare) / s->spare));
  return cpw_math_exp(-(log_all + cpwi_queue_log_states(s->load, servers)));
}

static int32_t check(double arrivals, double service_rate, double servers, const void *out,
                     const char *where, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, where, "a NULL for what comes out");
  int32_t status = cpwi_queue_not_negative(arrivals, "arrivals", where, err);
  if (!status) status = cpwi_queue_positive(service_rate, "service_rate", where, err);
  if (!status) status = cpwi_queue_positive(servers, "servers", where, err);
  if (!status)
    status = cpwi_queue_positive(servers * service_rate, "servers x service_rate", where, err);
  return status ? status
                : cpwi_queue_ratio(arrivals, service_rate, "arrivals / service_rate", where, err);
}

int32_t cpw_queue_mmc(double arrivals, double service_rate, double servers, cpw_queue_measures *out,
                      cpw_error *err) {
  int32_t status = check(arrivals, service_rate, servers, out, "cpw_queue_mmc", err);
  if (status) return status;
  double capacity = servers * service_rate;
  cpwi_queue_measures_clear(out);
  if (arrivals == 0.0) {
    cpwi_queue_measures_empty(out, 1.0 / service_rate);
    return CPW_OK;
  }
  state s = state_of(arrivals, service_rate, servers);
  out->load = s.load;
  if (!(s.spare > 0.0)) {
    cpwi_queue_measures_unstable(out, capacity);
    return CPW_OK;
  }
  out->utilisation = arrivals / capacity;
  out->throughput = arrivals;
  out->wait_chance = s.delay;
  out->block_chance = out->abandon_chance = 0.0;
  out->empty_chance = empty(&s, servers, capacity);
  out->mean_wait = s.delay / s.spare;
  out->wait_second = 2.0 * out->mean_wait / s.spare;
  out->wait_variance = s.delay * (2.0 - s.delay) / (s.spare * s.spare);
  out->mean_queue = arrivals * out->mean_wait;
  out->mean_stay = out->mean_wait + 1.0 / service_rate;
  out->mean_number = out->mean_queue + s.load;
  return CPW_OK;
}

double cpw_queue_mmc_wait_tail(double arrivals, double service_rate, double servers, double time) {
  if (!is_valid(arrivals, service_rate, servers) || !(time >= 0.0)) return (double)NAN;
  if (arrivals == 0.0) return 0.0;
  state s = state_of(arrivals, service_rate, servers);
  return s.spare > 0.0 ? s.delay * cpw_math_exp(-s.spare * time) : 1.0;
}

double cpw_queue_mmc_wait_quantile(double arrivals, double service_rate, double servers,
                                   double share) {
  if (!is_valid(arrivals, service_rate, servers) || !(share >= 0.0 && share <= 1.0))
    return (double)NAN;
  if (arrivals == 0.0) return 0.0;
  state s = state_of(arrivals, service_rate, servers);
  double beyond = 1.0 - share;
  if (!(s.spare > 0.0)) return share > 0.0 ? (double)INFINITY : 0.0;
  return s.delay <= beyond ? 0.0 : cpw_math_log(s.delay / beyond) / s.spare;
}

/* (1 - exp(-z)) / z */
static double mean_decay(double z) {
  return z == 0.0 ? 1.0 : -cpw_math_expm1(-z) / z;
}

double cpw_queue_mmc_stay_tail(double arrivals, double service_rate, double servers, double time) {
  if (!is_valid(arrivals, service_rate, servers) || !(time >= 0.0)) return (double)NAN;
  double served = cpw_math_exp(-service_rate * time);
  if (arrivals == 0.0 || time == 0.0) return served;
  state s = state_of(arrivals, service_rate, servers);
  if (!(s.spare > 0.0)) return 1.0;
  if (time == (double)INFINITY) return 0.0;
  /* who waits stays an exponential wait and an exponential service: the slower of the two outside */
  double apart = (s.spare - service_rate) * time;
  double slow = cpw_math_exp(-fmin(s.spare, service_rate) * time);
  return served + s.delay * service_rate * time * slow * mean_decay(fabs(apart));
}

void cpwi_queue_wait_slopes(double arrivals, double service_rate, double servers, double spare,
                            cpw_queue_wait_slopes *out) {
  double load = arrivals / service_rate, means[2];
  double capacity = servers * service_rate, share = spare / capacity, rho = arrivals / capacity;
  cpwi_queue_log_inverse_b(load, servers + 1.0, means);
  double b = cpw_queue_erlang_b(load, servers), q = 1.0 / (share + rho * b), c = b * q;
  double by_load = c * q * ((1.0 - b) / servers + share * (servers / load) * means[1]);
  double by_servers = -c * q * (rho / servers * (1.0 - b) + share * means[0]);
  double mean = c / spare;
  out->outcome = CPW_OUTCOME_OK;
  out->reserved = 0;
  out->value = mean;
  out->by_arrivals = by_load / service_rate / spare + mean / spare;
  out->by_service_rate = -(by_load * load / service_rate / spare + mean * servers / spare);
  out->by_servers = by_servers / spare - mean * service_rate / spare;
}

int32_t cpw_queue_mmc_wait_slopes(double arrivals, double service_rate, double servers,
                                  cpw_queue_wait_slopes *out, cpw_error *err) {
  static const char where[] = "cpw_queue_mmc_wait_slopes";
  int32_t status = check(arrivals, service_rate, servers, out, where, err);
  if (!status) status = cpwi_queue_positive(arrivals, "arrivals", where, err);
  if (status) return status;
  const double none = (double)NAN;
  cpw_queue_wait_slopes w = {CPW_OUTCOME_UNSTABLE, 0, (double)INFINITY, none, none, none};
  double spare = cpwi_queue_spare(arrivals, service_rate, servers);
  if (spare > 0.0) cpwi_queue_wait_slopes(arrivals, service_rate, servers, spare, &w);
  *out = w;
  return CPW_OK;
}
