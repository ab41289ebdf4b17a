/* The other way round: the least servers, whole or not, with which a queue keeps to a limit.
 * Source: all measures fall with servers (Jagers and van Doorn, Oper. Res. Lett. 5 (1986)), so a doubling search
 * and a bisection find the least. Leaves the measures to erlang.c and mmc.c. */
#include "queue/internal.h"

typedef struct search {
  int32_t goal, reserved;
  double arrivals, service_rate, load, time;
  double limit; /* what the measure must not exceed */
} search;

/* ---------------------------------------------------------------- the measure --------------- */

static double measure(const search *s, double servers) {
  cpw_queue_measures m;
  if (s->goal == CPW_QUEUE_GOAL_LOSS) return cpw_queue_erlang_b(s->load, servers);
  if (servers <= 0.0) return s->goal == CPW_QUEUE_GOAL_MEAN_WAIT ? (double)INFINITY : 1.0;
  if (s->goal == CPW_QUEUE_GOAL_MEAN_WAIT) {
    int32_t status = cpw_queue_mmc(s->arrivals, s->service_rate, servers, &m, NULL);
    return status ? (double)NAN : m.mean_wait;
  }
  return cpw_queue_mmc_wait_tail(s->arrivals, s->service_rate, servers, s->time);
}

/* A limit on waits asks for a steady state as well. */
static int is_met(const search *s, double servers) {
  if (s->goal != CPW_QUEUE_GOAL_LOSS && s->arrivals > 0.0 &&
      !(cpwi_queue_spare(s->arrivals, s->service_rate, servers) > 0.0))
    return 0;
  return measure(s, servers) <= s->limit;
}

/* ---------------------------------------------------------------- searches ------------------ */

/* A number of servers that meets the limit, upwards from one that does not (`low`, moved up); NaN: none. */
static double upwards(const search *s, double *low, double step) {
  for (;; step *= 2.0) {
    double high = *low + step;
    if (!(high <= (double)CPW_QUEUE_MOST_SERVERS)) return (double)NAN;
    if (is_met(s, high)) return high;
    *low = high;
  }
}

static double least_whole(const search *s) {
  double low = s->goal == CPW_QUEUE_GOAL_LOSS ? -1.0 : floor(s->load);
  if (s->goal == CPW_QUEUE_GOAL_LOSS && is_met(s, 0.0)) return 0.0;
  if (low > 0.0 && is_met(s, low)) low -= 1.0; /* the load was rounded up to a whole number */
  double high = upwards(s, &low, 1.0);
  while (high - low > 1.0) {
    double middle = floor(low + 0.5 * (high - low));
    if (is_met(s, middle))
      high = middle;
    else
      low = middle;
  }
  return high;
}

static double least_real(const search *s) {
  double low = s->goal == CPW_QUEUE_GOAL_LOSS ? 0.0 : s->load;
  if (s->goal == CPW_QUEUE_GOAL_LOSS && is_met(s, 0.0)) return 0.0;
  double high = upwards(s, &low, fmax(0x1p-30, 0x1p-30 * s->load));
  for (;;) {
    double middle = low + 0.5 * (high - low);
    if (!(middle > low && middle < high)) return high;
    if (is_met(s, middle))
      high = middle;
    else
      low = middle;
  }
}

/* ---------------------------------------------------------------- the functions ------------- */

/* NaN stands for what was left out: a question that is not whole has no answer, not even "unreachable". */
static int32_t check_given(int32_t goal, double value, const char *name, const char *where,
                           cpw_error *err) {
  static const char *const goals[] = {"delay", "wait_tail", "mean_wait", "loss", "quantile"};
  if (!isnan(value)) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is missing: the goal %s needs it", name,
                   goals[goal]);
}

static int32_t check(int32_t goal, double arrivals, double service_rate, double share, double time,
                     const void *out, const char *where, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, where, "a NULL for what comes out");
  if (goal < CPW_QUEUE_GOAL_DELAY || goal > CPW_QUEUE_GOAL_QUANTILE)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "goal = %d is not one of CPW_QUEUE_GOAL_...",
                     goal);
  int32_t status = cpwi_queue_not_negative(arrivals, "arrivals", where, err);
  if (!status) status = cpwi_queue_positive(service_rate, "service_rate", where, err);
  if (status) return status;
  int timed = goal == CPW_QUEUE_GOAL_WAIT_TAIL || goal == CPW_QUEUE_GOAL_MEAN_WAIT ||
              goal == CPW_QUEUE_GOAL_QUANTILE;
  int shared = goal != CPW_QUEUE_GOAL_MEAN_WAIT;
  if (shared) status = check_given(goal, share, "share", where, err);
  if (!status && timed) status = check_given(goal, time, "time", where, err);
  if (status) return status;
  if (shared && !(share >= 0.0 && share <= 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "share = %s must be in [0, 1]",
                     cpwi_number(share).text);
  return timed ? cpwi_queue_not_negative(time, "time", where, err) : CPW_OK;
}

static search search_of(int32_t goal, double arrivals, double service_rate, double share,
                        double time) {
  search s = {goal, 0, arrivals, service_rate, arrivals / service_rate, 0.0, share};
  if (goal == CPW_QUEUE_GOAL_WAIT_TAIL || goal == CPW_QUEUE_GOAL_QUANTILE) s.time = time;
  if (goal == CPW_QUEUE_GOAL_QUANTILE) s.limit = 1.0 - share;
  if (goal == CPW_QUEUE_GOAL_MEAN_WAIT) s.limit = time;
  return s;
}

static void finish(const search *s, double servers, double one, cpw_queue_need *out) {
  out->outcome = servers >= 0.0 ? CPW_OUTCOME_OK : CPW_OUTCOME_UNREACHABLE;
  out->reserved = 0;
  out->servers = servers;
  out->limit = s->limit;
  out->reached = servers >= 0.0 ? measure(s, servers) : (double)NAN;
  out->before = servers - one >= 0.0 && one > 0.0 ? measure(s, servers - one) : (double)NAN;
}

int32_t cpw_queue_least_servers(int32_t goal, double arrivals, double service_rate, double share,
                                double time, cpw_queue_need *out, cpw_error *err) {
  int32_t status =
      check(goal, arrivals, service_rate, share, time, out, "cpw_queue_least_servers", err);
  if (status) return status;
  search s = search_of(goal, arrivals, service_rate, share, time);
  int never = !(s.limit > 0.0) && arrivals > 0.0; /* doubles reach 0, chances do not */
  double servers = never ? (double)NAN : least_whole(&s);
  finish(&s, servers, 1.0, out);
  return CPW_OK;
}

int32_t cpw_queue_least_capacity(int32_t goal, double arrivals, double service_rate, double share,
                                 double time, cpw_queue_need *out, cpw_error *err) {
  int32_t status =
      check(goal, arrivals, service_rate, share, time, out, "cpw_queue_least_capacity", err);
  if (status) return status;
  search s = search_of(goal, arrivals, service_rate, share, time);
  double servers = (double)NAN;
  if (arrivals == 0.0)
    servers = 0.0;
  else if (s.limit > 0.0)
    servers = least_real(&s);
  finish(&s, servers, 0.0, out);
  return CPW_OK;
}
