/* Waits by class where classes have fixed priorities: the first one goes first, at one or more servers.
 * Source: Cobham, Oper. Res. 2 (1954); Davis, Oper. Res. 14 (1966); Conway, Maxwell and Miller,
 * Theory of Scheduling (1967). Leaves priorities that grow with the wait to accumulate.c. */
#include "queue/internal.h"

/* ---------------------------------------------------------------- what goes out ------------- */

typedef struct where_to {
  double *mean_wait, *mean_stay, *wait_second, *overall;
  int32_t *outcome;
} where_to;

static void give(const where_to *to, int64_t k, double wait, double stay, double second) {
  to->mean_wait[k] = wait;
  if (to->mean_stay) to->mean_stay[k] = stay;
  if (to->wait_second) to->wait_second[k] = second;
  if (to->outcome) to->outcome[k] = wait < (double)INFINITY ? CPW_OUTCOME_OK : CPW_OUTCOME_UNSTABLE;
}

static void give_never(const where_to *to, int64_t k) {
  give(to, k, (double)INFINITY, (double)INFINITY, (double)INFINITY);
}

/* Mean over all people; infinite where a class of which somebody comes never ends its wait. */
static void give_overall(const where_to *to, const double *arrivals, int64_t classes) {
  double sum = 0.0, all = 0.0;
  for (int64_t k = 0; k < classes; k++) {
    if (arrivals[k] > 0.0) sum += arrivals[k] * to->mean_wait[k];
    all += arrivals[k];
  }
  if (to->overall) *to->overall = all > 0.0 ? sum / all : 0.0;
}

/* ---------------------------------------------------------------- one server ---------------- */

typedef struct classes {
  const double *arrivals, *m1, *m2, *m3;
  int64_t count;
} classes;

/* The work that somebody who comes finds in service: where the load is 1 or more, what is left of the
 * server's time after the classes that keep up goes to the first that does not. */
static double residual(const classes *c, int64_t power) {
  double sum = 0.0;
  cpwi_pair left = {1.0, 0.0};
  for (int64_t k = 0; k < c->count; k++) {
    cpwi_pair after = cpwi_queue_less(left, c->arrivals[k], c->m1[k]);
    double rate = after.high > 0.0 ? c->arrivals[k] : left.high / c->m1[k];
    if (power == 2) sum += 0.5 * rate * c->m2[k];
    if (power == 3) sum += rate * c->m3[k] / 3.0;
    if (!(after.high > 0.0)) return sum;
    left = after;
  }
  return sum;
}

static void waiting_turns(const classes *c, const where_to *to) {
  double first = residual(c, 2), third = c->m3 ? residual(c, 3) : (double)NAN;
  cpwi_pair left = {1.0, 0.0}; /* 1 - load of the classes before */
  double work = 0.0;           /* and their sum of arrivals x m2 */
  for (int64_t k = 0; k < c->count; k++) {
    double before = left.high;
    left = cpwi_queue_less(left, c->arrivals[k], c->m1[k]);
    double after = left.high;
    if (!(after > 0.0)) {
      left.high = left.low = 0.0;
      give_never(to, k);
      continue;
    }
    double with = work + c->arrivals[k] * c->m2[k];
    double wait = first / (before * after);
    double second = third / (before * before * after) +
                    first * with / (before * before * after * after) +
                    first * work / (before * before * before * after);
    give(to, k, wait, wait + c->m1[k], second);
    work = with;
  }
}

static void interrupting(const classes *c, const where_to *to) {
  cpwi_pair left = {1.0, 0.0};
  double load = 0.0, work = 0.0; /* load: of the classes before, 1 - left */
  for (int64_t k = 0; k < c->count; k++) {
    double before = left.high;
    left = cpwi_queue_less(left, c->arrivals[k], c->m1[k]);
    double after = left.high;
    work += 0.5 * c->arrivals[k] * c->m2[k];
    if (!(after > 0.0)) {
      left.high = left.low = 0.0;
      give_never(to, k);
      continue;
    }
    double queue = work / (before * after), longer = c->m1[k] * load / before;
    give(to, k, queue + longer, queue + c->m1[k] / before, (double)NAN);
    load += c->arrivals[k] * c->m1[k];
  }
}

static int32_t check_classes(const classes *c, int32_t rule, const double *mean_wait,
                             const char *where, cpw_error *err) {
  if (!mean_wait || c->count < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "mean_wait is NULL or classes < 1");
  if (rule != CPW_QUEUE_WAITS_TURN && rule != CPW_QUEUE_INTERRUPTS)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "rule = %d is neither CPW_QUEUE_WAITS_TURN nor "
                     "CPW_QUEUE_INTERRUPTS",
                     rule);
  return cpwi_queue_each(c->arrivals, c->count, 1, "arrivals", where, err);
}

int32_t cpw_queue_priority_mg1(const double *arrivals, const double *m1, const double *m2,
                               const double *m3, int64_t count, int32_t rule, double *mean_wait,
                               double *mean_stay, double *wait_second, int32_t *outcome,
                               double *overall, cpw_error *err) {
  static const char where[] = "cpw_queue_priority_mg1";
  classes c = {arrivals, m1, m2, m3, count};
  where_to to = {mean_wait, mean_stay, wait_second, overall, outcome};
  int32_t status = check_classes(&c, rule, mean_wait, where, err);
  if (!status) status = cpwi_queue_moments(m1, m2, m3, count, where, err);
  if (status) return status;
  if (rule == CPW_QUEUE_INTERRUPTS)
    interrupting(&c, &to);
  else
    waiting_turns(&c, &to);
  give_overall(&to, arrivals, count);
  return CPW_OK;
}

/* ---------------------------------------------------------------- several servers ----------- */

typedef struct pool {
  const double *arrivals;
  int64_t count;
  double service_rate, servers;
} pool;

/* Davis: who waits does so as at one server of the rate of all, with exponential services. */
static void turns_at_pool(const pool *p, const where_to *to) {
  double all = 0.0, capacity = p->servers * p->service_rate, delay = 1.0, before = 1.0;
  const cpwi_pair full = cpwi_queue_capacity(p->service_rate, p->servers);
  cpwi_pair left = full;
  for (int64_t k = 0; k < p->count; k++) {
    all += p->arrivals[k];
    left = cpwi_queue_less(left, p->arrivals[k], 1.0);
  }
  if (left.high > 0.0)
    delay = cpwi_queue_delay(cpw_queue_erlang_b(all / p->service_rate, p->servers),
                             left.high / capacity);
  double first = delay / capacity;
  left = full;
  for (int64_t k = 0; k < p->count; k++) {
    left = cpwi_queue_less(left, p->arrivals[k], 1.0);
    double after = left.high / capacity;
    if (!(after > 0.0)) {
      before = 0.0;
      give_never(to, k);
      continue;
    }
    double both = before * after, wait = first / both;
    double second = 2.0 * first / capacity / (before * both) *
                    (1.0 + (1.0 - after) / after + (1.0 - before) / before);
    give(to, k, wait, wait + 1.0 / p->service_rate, second);
    before = after;
  }
}

/* Mean queue of M/M/c and its derivative by arrivals; spare = capacity - arrivals. */
static double queue_of(const pool *p, double arrivals, double spare) {
  double share = spare / (p->servers * p->service_rate);
  if (arrivals == 0.0) return 0.0;
  return arrivals / spare *
         cpwi_queue_delay(cpw_queue_erlang_b(arrivals / p->service_rate, p->servers), share);
}

static double queue_slope(const pool *p, double arrivals, double spare) {
  cpw_queue_wait_slopes s;
  if (arrivals == 0.0) return 0.0;
  cpwi_queue_wait_slopes(arrivals, p->service_rate, p->servers, spare, &s);
  return s.value + arrivals * s.by_arrivals;
}

/* (queue(from + added) - queue(from)) / added: by the derivative where the difference would cancel. before
 * and after: what is spare without and with those who are added. */
static double queue_added(const pool *p, double from, double added, double before, double after) {
  double to = from + added;
  if (added == 0.0) return queue_slope(p, to, after);
  if (added > 0.05 * fmin(after, to))
    return (queue_of(p, to, after) - queue_of(p, from, before)) / added;
  double sum = 0.0, weight;
  for (int i = 0; i < CPWI_NODES; i++) {
    double x = cpwi_queue_node(i, 0.0, 1.0, &weight);
    sum += weight * queue_slope(p, from + x * added, after + (1.0 - x) * added);
  }
  return sum;
}

static void interrupting_pool(const pool *p, const where_to *to) {
  double come = 0.0;
  cpwi_pair left = cpwi_queue_capacity(p->service_rate, p->servers);
  for (int64_t k = 0; k < p->count; k++) {
    double from = come, before = left.high;
    left = cpwi_queue_less(left, p->arrivals[k], 1.0);
    come += p->arrivals[k];
    if (!(left.high > 0.0)) {
      give_never(to, k);
      continue;
    }
    double wait = queue_added(p, from, p->arrivals[k], before, left.high);
    give(to, k, wait, wait + 1.0 / p->service_rate, (double)NAN);
  }
}

int32_t cpw_queue_priority_mmc(const double *arrivals, int64_t count, double service_rate,
                               double servers, int32_t rule, double *mean_wait, double *mean_stay,
                               double *wait_second, int32_t *outcome, double *overall,
                               cpw_error *err) {
  static const char where[] = "cpw_queue_priority_mmc";
  classes c = {arrivals, NULL, NULL, NULL, count};
  where_to to = {mean_wait, mean_stay, wait_second, overall, outcome};
  int32_t status = check_classes(&c, rule, mean_wait, where, err);
  if (!status) status = cpwi_queue_positive(service_rate, "service_rate", where, err);
  if (!status) status = cpwi_queue_positive(servers, "servers", where, err);
  if (status) return status;
  pool p = {arrivals, count, service_rate, servers};
  if (rule == CPW_QUEUE_INTERRUPTS)
    interrupting_pool(&p, &to);
  else
    turns_at_pool(&p, &to);
  give_overall(&to, arrivals, count);
  return CPW_OK;
}
