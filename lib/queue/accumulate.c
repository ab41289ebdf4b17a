/* Waits by class where priority grows with the time waited, at a rate of each class.
 * Source: Kleinrock, Nav. Res. Logist. Q. 11 (1964) 329-341; Stanford, Taylor and Ziedins, Queueing Syst. 77
 * (2014); Sharif et al., Oper. Res. Health Care 3 (2014) (several servers). Leaves fixed priorities to priority.c. */
#include "queue/internal.h"

/* Classes in the order of falling rates; loads as shares of the capacity. */
typedef struct classes {
  const double *arrivals, *m1, *rate; /* m1 NULL: all services alike */
  int64_t count;
  cpwi_pair capacity; /* in the unit of arrivals x m1 (1 without m1) */
  double work;        /* mean time until a server is free for the first of those who wait */
} classes;

static cpwi_pair less_class(const classes *c, cpwi_pair left, int64_t i) {
  return cpwi_queue_less(left, c->arrivals[i], c->m1 ? c->m1[i] : 1.0);
}

/* What the classes before p leave of the capacity, and what those they overtake would take of it: their
 * loads, each by how much slower p is. Both as shares. */
static double left_before(const classes *c, int64_t p, double *slower) {
  cpwi_pair left = c->capacity;
  double sum = 0.0;
  for (int64_t i = 0; i < p; i++) {
    left = less_class(c, left, i);
    sum += c->arrivals[i] * (c->m1 ? c->m1[i] : 1.0) * (c->rate[p] / c->rate[i]);
  }
  *slower = sum / c->capacity.high;
  return left.high / c->capacity.high;
}

/* Kleinrock's recursion from the class whose priority grows slowest, turned so that nothing is subtracted:
 * with l[p] the share left by the classes before p and b[p] that of those it is slower than,
 *   wait[p] = work / (f[p] (l[p] + b[p])),  f[last] = 1 - load,
 *   f[p - 1] = f[p] / (r + (1 - r) (f[p] + b[p]) / (l[p] + b[p])),  r = rate[p] / rate[p - 1].
 * His numerators are work / f; that the loads times waits sum to load x work / (1 - load) replaces the
 * waits of the slower classes in them by those of the faster ones. */
static void solve(const classes *c, double free, double *wait) {
  double f = free;
  for (int64_t p = c->count - 1; p >= 0; p--) {
    double slower, left = left_before(c, p, &slower), below = left + slower;
    wait[p] = c->work / (f * below);
    if (p == 0) break;
    double r = c->rate[p] / c->rate[p - 1];
    f /= r + (c->rate[p - 1] - c->rate[p]) / c->rate[p - 1] * ((f + slower) / below);
  }
}

/* What all classes leave of the capacity, as a share; not above 0: no steady state. */
static double free_of(const classes *c) {
  cpwi_pair left = c->capacity;
  for (int64_t i = 0; i < c->count; i++)
    left = less_class(c, left, i);
  return left.high / c->capacity.high;
}

static int32_t check(const double *arrivals, const double *rate, int64_t count,
                     const double *mean_wait, const char *where, cpw_error *err) {
  if (!mean_wait || count < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "mean_wait is NULL or classes < 1");
  int32_t status = cpwi_queue_each(arrivals, count, 1, "arrivals", where, err);
  if (!status) status = cpwi_queue_each(rate, count, 0, "growth", where, err);
  for (int64_t i = 1; !status && i < count; i++)
    if (rate[i] > rate[i - 1])
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "growth[%lld] = %s must not be above growth[%lld] = %s: fastest class first",
                       (long long)i, cpwi_number(rate[i]).text, (long long)(i - 1),
                       cpwi_number(rate[i - 1]).text);
  return status;
}

static void finish(const classes *c, double free, double *mean_wait, double *overall,
                   int32_t *outcome) {
  double sum = 0.0, all = 0.0;
  if (free > 0.0) solve(c, free, mean_wait);
  for (int64_t i = 0; i < c->count; i++) {
    if (!(free > 0.0)) mean_wait[i] = (double)INFINITY;
    if (c->arrivals[i] > 0.0) sum += c->arrivals[i] * mean_wait[i];
    all += c->arrivals[i];
  }
  if (overall) *overall = all > 0.0 ? sum / all : 0.0;
  if (outcome) *outcome = free > 0.0 ? CPW_OUTCOME_OK : CPW_OUTCOME_UNSTABLE;
}

int32_t cpw_queue_accumulating_mg1(const double *arrivals, const double *m1, const double *m2,
                                   const double *growth, int64_t count, double *mean_wait,
                                   double *overall, int32_t *outcome, cpw_error *err) {
  static const char where[] = "cpw_queue_accumulating_mg1";
  int32_t status = check(arrivals, growth, count, mean_wait, where, err);
  if (!status) status = cpwi_queue_moments(m1, m2, NULL, count, where, err);
  if (status) return status;
  classes c = {arrivals, m1, growth, count, {1.0, 0.0}, 0.0};
  for (int64_t i = 0; i < count; i++)
    c.work += 0.5 * arrivals[i] * m2[i];
  finish(&c, free_of(&c), mean_wait, overall, outcome);
  return CPW_OK;
}

int32_t cpw_queue_accumulating_mmc(const double *arrivals, const double *growth, int64_t count,
                                   double service_rate, double servers, double *mean_wait,
                                   double *overall, int32_t *outcome, cpw_error *err) {
  static const char where[] = "cpw_queue_accumulating_mmc";
  int32_t status = check(arrivals, growth, count, mean_wait, where, err);
  cpw_queue_measures m;
  double all = 0.0;
  for (int64_t i = 0; !status && i < count; i++)
    all += arrivals[i];
  if (!status) status = cpw_queue_mmc(all, service_rate, servers, &m, err);
  if (status) return status;
  classes c = {arrivals, NULL, growth, count, cpwi_queue_capacity(service_rate, servers), 0.0};
  double free = free_of(&c);
  c.work =
      cpwi_queue_delay(cpw_queue_erlang_b(all / service_rate, servers), free) / c.capacity.high;
  finish(&c, free, mean_wait, overall, outcome);
  return CPW_OK;
}
