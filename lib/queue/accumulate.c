/* Waits by class where priority grows with the time waited, at a rate of each class.
 * Source: Kleinrock, Nav. Res. Logist. Q. 11 (1964) 329-341; Stanford, Taylor and Ziedins, Queueing Syst. 77
 * (2014); Sharif et al., Oper. Res. Health Care 3 (2014) (several servers). Leaves fixed priorities to priority.c. */
#include "queue/internal.h"

/* Classes in the order of falling rates; loads as shares of the capacity. */
typedef struct classes {
  const double *arrivals, *m1, *rate; /* m1 NULL: `service` for all */
  int64_t count;
  double service; /* mean service time over servers */
  double common;  /* mean wait of all who come, were they served in the order in which they come */
} classes;

static double load_of(const classes *c, int64_t i) {
  return c->arrivals[i] * (c->m1 ? c->m1[i] : c->service);
}

/* Kleinrock's recursion from the class whose priority grows slowest: a class waits for what all wait,
 * less what the slower ones leave it, plus what the faster ones take. */
static void solve(const classes *c, double *wait) {
  for (int64_t p = c->count - 1; p >= 0; p--) {
    double above = c->common, below = 1.0;
    for (int64_t i = p + 1; i < c->count; i++)
      above -= load_of(c, i) * wait[i] * (1.0 - c->rate[i] / c->rate[p]);
    for (int64_t i = 0; i < p; i++)
      below -= load_of(c, i) * (1.0 - c->rate[p] / c->rate[i]);
    wait[p] = above / below;
  }
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

static void finish(const classes *c, int32_t outcome, double *mean_wait, double *overall,
                   int32_t *out) {
  double sum = 0.0, all = 0.0;
  for (int64_t i = 0; i < c->count; i++) {
    if (outcome == CPW_OUTCOME_UNSTABLE) mean_wait[i] = (double)INFINITY;
    if (c->arrivals[i] > 0.0) sum += c->arrivals[i] * mean_wait[i];
    all += c->arrivals[i];
  }
  if (overall) *overall = all > 0.0 ? sum / all : 0.0;
  if (out) *out = outcome;
}

int32_t cpw_queue_accumulating_mg1(const double *arrivals, const double *m1, const double *m2,
                                   const double *growth, int64_t count, double *mean_wait,
                                   double *overall, int32_t *outcome, cpw_error *err) {
  static const char where[] = "cpw_queue_accumulating_mg1";
  int32_t status = check(arrivals, growth, count, mean_wait, where, err);
  if (!status) status = cpwi_queue_each(m1, count, 0, "m1", where, err);
  if (!status) status = cpwi_queue_each(m2, count, 0, "m2", where, err);
  if (status) return status;
  double work = 0.0, free = 1.0;
  for (int64_t i = 0; i < count; i++) {
    work += 0.5 * arrivals[i] * m2[i];
    free -= arrivals[i] * m1[i];
  }
  classes c = {arrivals, m1, growth, count, 0.0, work / free};
  int stable = free > 0.0;
  if (stable) solve(&c, mean_wait);
  finish(&c, stable ? CPW_OUTCOME_OK : CPW_OUTCOME_UNSTABLE, mean_wait, overall, outcome);
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
  classes c = {arrivals, NULL, growth, count, 1.0 / (servers * service_rate), m.mean_wait};
  if (m.outcome == CPW_OUTCOME_OK) solve(&c, mean_wait);
  finish(&c, m.outcome, mean_wait, overall, outcome);
  return CPW_OK;
}
