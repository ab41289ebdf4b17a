/* Survival, density, quantiles and people in the phases at later times.
 * Source: Neuts, Matrix-Geometric Solutions, 1981, chapter 2; the chain with those who have left as one more
 * state, so that few who have left are as precise as few who are left. Leaves the chain to markov. */
#include "phases/internal.h"

#include "base/order.h"

/* A law as a chain of count + 1 states, and people in it at a time. */
typedef struct chain {
  const cpw_phases *law;
  int32_t n;
  double now, zero;
  double *rates, *people, *work;
  const cpw_allocator *allocator;
} chain;

static void chain_restart(chain *c, const double *start) {
  int32_t k = c->law->count;
  double sum = 0;
  for (int32_t i = 0; i < k; i++) {
    c->people[i] = start[i];
    sum += start[i];
  }
  c->people[k] = 0;
  c->now = 0;
  c->zero = 1 - sum > 1e-12 ? 1 - sum : 0;
}

static int32_t chain_new(chain *c, const cpw_phases *law, const cpw_allocator *a, const char *where,
                         cpw_error *err) {
  int32_t status = cpwi_phases_check(law, NULL, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(a, where, err);
  if (status != CPW_OK) return status;
  int32_t k = law->count, n = k + 1;
  *c = (chain){.law = law, .n = n, .allocator = a};
  c->rates = cpwi_alloc(a, cpwi_square(n) + (size_t)n + CPWI_PROPAGATE_WORK(n), sizeof *c->rates);
  if (!c->rates) return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %d phases", (int)k);
  c->people = c->rates + cpwi_square(n);
  c->work = c->people + n;
  memset(c->rates, 0, cpwi_square(n) * sizeof *c->rates);
  for (int32_t i = 0; i < k; i++) {
    double *row = c->rates + (size_t)i * (size_t)n;
    memcpy(row, law->rates + (size_t)i * (size_t)k, (size_t)k * sizeof *row);
    row[i] = 0;
    row[k] = law->exits[i];
  }
  chain_restart(c, law->initial);
  return CPW_OK;
}

static void chain_free(chain *c) {
  cpwi_release(c->allocator, c->rates);
}

static void chain_to(chain *c, double time) {
  cpwi_move_on(c->rates, c->n, time - c->now, c->people, c->work);
  c->now = time;
}

static double still_there(const chain *c) {
  double sum = 0;
  for (int32_t i = 0; i < c->law->count; i++)
    sum += c->people[i];
  return sum;
}

static double density_now(const chain *c) {
  double sum = 0;
  for (int32_t i = 0; i < c->law->count; i++)
    sum += c->people[i] * c->law->exits[i];
  return sum;
}

static double value_at(chain *c, double time, int density) {
  if (time < 0) return density ? 0 : 1;
  if (time > DBL_MAX) return 0;
  chain_to(c, time);
  return density ? density_now(c) : fmin(still_there(c), 1);
}

static int32_t check_numbers(const double *x, int64_t n, const double *out, const char *name,
                             const char *where, cpw_error *err) {
  if (n < 0) return cpwi_fail(err, CPW_EINVAL, -1, where, "n = %lld must be >= 0", (long long)n);
  if (n && !x) return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", name);
  if (n && !out) return cpwi_fail(err, CPW_EINVAL, -1, where, "out is NULL");
  for (int64_t i = 0; i < n; i++)
    if (x[i] != x[i])
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "%s[%lld] = nan must be a number", name,
                       (long long)i);
  return CPW_OK;
}

static int32_t values(const cpw_phases *law, const double *times, int64_t n, const cpw_allocator *a,
                      int density, double *out, const char *where, cpw_error *err) {
  int32_t status = check_numbers(times, n, out, "times", where, err);
  chain c;
  if (status == CPW_OK) status = chain_new(&c, law, a, where, err);
  if (status != CPW_OK) return status;
  int64_t *order = cpwi_alloc(a, (size_t)n, sizeof *order);
  if (!order)
    status = cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld times", (long long)n);
  else
    status = cpwi_order(times, n, 0, order, a, where, err);
  for (int64_t i = 0; status == CPW_OK && i < n; i++)
    out[order[i]] = value_at(&c, times[order[i]], density);
  cpwi_release(a, order);
  chain_free(&c);
  return status;
}

int32_t cpw_phases_survival(const cpw_phases *law, const double *times, int64_t n,
                            const cpw_allocator *allocator, double *out, cpw_error *err) {
  return values(law, times, n, allocator, 0, out, __func__, err);
}

int32_t cpw_phases_density(const cpw_phases *law, const double *times, int64_t n,
                           const cpw_allocator *allocator, double *out, cpw_error *err) {
  return values(law, times, n, allocator, 1, out, __func__, err);
}

/* How far a time is from the quantile, on a scale on which the law is nearly straight: log of those who have
 * left over log time below the median, log of those who are left over time above it. */
typedef struct miss {
  double error,
      step; /* log of the share over the one wanted; what Newton adds to log time or time */
} miss;

static miss miss_at(chain *c, double time, double p) {
  chain_restart(c, c->law->initial);
  chain_to(c, time);
  double f = density_now(c), share, wanted, error;
  if (p <= 0.5) {
    share = c->zero + c->people[c->law->count];
    wanted = p;
  } else {
    share = still_there(c);
    wanted = 1 - p;
  }
  error = share > 0 ? cpw_math_log(share / wanted) : -DBL_MAX;
  double step = p <= 0.5 ? -error * share / (time * f) : error * share / f;
  return (miss){p <= 0.5 ? error : -error, step};
}

static double quantile(chain *c, double p, double mean) {
  if (p <= c->zero) return 0;
  if (p == 1) return (double)INFINITY;
  double low = 0, high = (double)INFINITY, time = mean;
  for (int32_t s = 0; s < 400; s++) {
    miss m = miss_at(c, time, p);
    if (m.error == 0) break;
    if (m.error < 0)
      low = time;
    else
      high = time;
    double next = p <= 0.5 ? time * cpw_math_exp(fmin(fmax(m.step, -5), 5)) : time + m.step;
    if (!(next > low && next < high && next < 1e6 * time))
      next = high > DBL_MAX ? 4 * time : low > 0 ? 0.5 * (low + high) : 0.125 * high;
    double moved = fabs(next - time);
    time = next;
    if (moved <= 4e-16 * time || high - low <= 4e-16 * time) break;
  }
  return time;
}

int32_t cpw_phases_quantile(const cpw_phases *law, const double *probabilities, int64_t n,
                            const cpw_allocator *allocator, double *out, cpw_error *err) {
  int32_t status = check_numbers(probabilities, n, out, "probabilities", __func__, err);
  for (int64_t i = 0; status == CPW_OK && i < n; i++)
    if (!(probabilities[i] >= 0 && probabilities[i] <= 1))
      status =
          cpwi_fail(err, CPW_EDOMAIN, i, __func__, "probabilities[%lld] = %s must be >= 0 and <= 1",
                    (long long)i, cpwi_number(probabilities[i]).text);
  chain c;
  double mean = 0;
  if (status == CPW_OK) status = chain_new(&c, law, allocator, __func__, err);
  if (status != CPW_OK) return status;
  status = cpw_phases_moments(law, &mean, NULL, NULL, err);
  double zero = c.zero;
  for (int64_t i = 0; status == CPW_OK && i < n; i++) {
    c.zero = zero;
    out[i] = quantile(&c, probabilities[i], mean);
  }
  chain_free(&c);
  return status;
}

int32_t cpw_phases_propagate(const cpw_phases *law, const double *start, double t,
                             const cpw_allocator *allocator, double *out, double *gone,
                             cpw_error *err) {
  if (!(t >= 0 && t <= DBL_MAX))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "t = %s must be finite and >= 0",
                     cpwi_number(t).text);
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  chain c;
  int32_t status = chain_new(&c, law, allocator, __func__, err);
  if (status != CPW_OK) return status;
  for (int32_t i = 0; start && status == CPW_OK && i < law->count; i++)
    if (!(start[i] >= 0 && start[i] <= DBL_MAX))
      status = cpwi_fail(err, CPW_EDOMAIN, i, __func__, "start[%d] = %s must be finite and >= 0",
                         (int)i, cpwi_number(start[i]).text);
  if (status == CPW_OK) {
    if (start) chain_restart(&c, start);
    chain_to(&c, t);
    memcpy(out, c.people, (size_t)law->count * sizeof *out);
    if (gone) *gone = c.people[law->count];
  }
  chain_free(&c);
  return status;
}
