/* What happens in one replication: numbers, onsets and sizes of shocks under one-factor Gaussian copulas.
 * Source: the laws in carepath/system_shocks.h; Vasicek (1987) and Li (2000) for the copula.
 * Leaves what shocks do to lib/system_run, and named shocks to presets.c. */
#include "base/internal.h"
#include "carepath/random.h"
#include "carepath/stats.h"
#include "carepath/system_shocks.h"
#include "system/internal.h"

#include <string.h>

static const char WHERE[] = "cpw_system_shocks_draw";

/* 'shockown' and 'shockall' in ASCII */
#define PURPOSE_OWN UINT64_C(0x73686f636b6f776e)
#define PURPOSE_ALL UINT64_C(0x73686f636b616c6c)
/* the square of a greater spread is not a double */
#define MOST_SPREAD 1e150

/* What is common to the shocks of one replication. */
typedef struct chance {
  uint64_t seed, replication;
  double weeks;
} chance;

/* A shock and its own stream. */
typedef struct shock {
  double mean, loading, rest, sigma;
  int64_t count;
  cpw_stream own;
} shock;

/* ---------------------------------------------------------------- laws ----------------------- */

/* FNV-1a: the same number for an id wherever the row stands. */
static uint64_t hash(const char *id) {
  uint64_t h = UINT64_C(0xcbf29ce484222325);
  for (; *id; id++)
    h = (h ^ (uint64_t)(unsigned char)*id) * UINT64_C(0x100000001b3);
  return h;
}

/* 1 where P(N <= n) >= Phi(z), read in the tail where it is accurate. */
static int reached(double n, double mean, double z) {
  if (z <= 0) return cpw_poisson_cdf(n, mean) >= cpw_normal_cdf(z);
  return cpw_poisson_upper(n, mean) <= cpw_normal_cdf(-z);
}

/* The Poisson quantile of Phi(z). */
static int64_t poisson_quantile(double mean, double z) {
  if (mean == 0) return 0;
  double low = -1, high = floor(mean), step = 1 + floor(sqrt(mean));
  while (!reached(high, mean, z)) {
    low = high;
    high += step;
    step *= 2;
  }
  while (high - low > 1) {
    double middle = floor(low + (high - low) / 2);
    if (reached(middle, mean, z))
      high = middle;
    else
      low = middle;
  }
  return (int64_t)high;
}

static double mixed(shock *s, double common) {
  double own = cpw_random_normal(&s->own, 0, 1);
  return s->loading * common + s->rest * own;
}

/* ---------------------------------------------------------------- a shock -------------------- */

static int32_t check_shock(const cpw_system *s, int32_t number, cpw_error *err) {
  if (number < 0 || number >= s->policies)
    return cpwi_fail(err, CPW_EINVAL, number, WHERE, "policy %d is none: the system has %lld",
                     (int)number, (long long)s->policies);
  const cpw_system_policy *p = &s->policy[number];
  if (!p->id) return cpwi_fail(err, CPW_EINVAL, number, WHERE, "policy %d has no id", (int)number);
  if (p->kind != CPW_POLICY_SHOCK)
    return cpwi_fail(err, CPW_EINVAL, number, WHERE, "policy %d (%s) is decided, not a shock",
                     (int)number, p->id);
  if (!(p->chance >= 0 && p->chance - p->chance == 0))
    return cpwi_fail(err, CPW_EDOMAIN, number, WHERE, "chance of %s = %s must be finite and >= 0",
                     p->id, cpwi_number(p->chance).text);
  if (!(p->loading >= 0 && p->loading <= 1))
    return cpwi_fail(err, CPW_EDOMAIN, number, WHERE, "loading of %s = %s must be in [0, 1]", p->id,
                     cpwi_number(p->loading).text);
  return CPW_OK;
}

/* The greatest spread of the effects of a shock. */
static int32_t find_spread(const cpw_system *s, int32_t number, double *spread, cpw_error *err) {
  double most = 0;
  for (int64_t e = 0; e < s->effects; e++) {
    if (s->effect[e].policy != number) continue;
    double v = s->effect[e].spread;
    if (!(v >= 0 && v <= MOST_SPREAD))
      return cpwi_fail(err, CPW_EDOMAIN, e, WHERE, "effect[%lld].spread = %s must be in [0, %s]",
                       (long long)e, cpwi_number(v).text, cpwi_number(MOST_SPREAD).text);
    most = v > most ? v : most;
  }
  *spread = most;
  return CPW_OK;
}

/* The shock with its number of happenings; its stream stands before the first of them. */
static int32_t begin(const cpw_system *s, int32_t number, const chance *c, shock *out,
                     cpw_error *err) {
  double spread = 0;
  int32_t status = check_shock(s, number, err);
  if (status == CPW_OK) status = find_spread(s, number, &spread, err);
  if (status != CPW_OK) return status;
  const cpw_system_policy *p = &s->policy[number];
  double mean = p->chance * (c->weeks / CPW_WEEKS_PER_YEAR);
  if (!(mean <= CPW_SHOCK_MOST_MEAN))
    return cpwi_fail(err, CPW_EOVERFLOW, number, WHERE,
                     "%s happens %s times on average, more than %s", p->id, cpwi_number(mean).text,
                     cpwi_number(CPW_SHOCK_MOST_MEAN).text);
  cpw_stream all;
  cpw_stream_init(&all, c->seed, c->replication, PURPOSE_ALL, 0);
  shock k = {.mean = mean,
             .loading = p->loading,
             .rest = sqrt(1 - p->loading * p->loading),
             .sigma = sqrt(cpw_math_log1p(spread * spread))};
  cpw_stream_init(&k.own, c->seed, c->replication, PURPOSE_OWN, hash(p->id));
  k.count = poisson_quantile(mean, mixed(&k, cpw_random_normal(&all, 0, 1)));
  *out = k;
  return CPW_OK;
}

static void happen(const chance *c, int32_t number, shock *k, cpw_system_happening *out) {
  cpw_stream all;
  cpw_stream_init(&all, c->seed, c->replication, PURPOSE_ALL, 0);
  for (int64_t i = 0; i < k->count; i++) {
    cpw_stream_entity(&all, (uint64_t)i + 1);
    double when = mixed(k, cpw_random_normal(&all, 0, 1));
    double size = mixed(k, cpw_random_normal(&all, 0, 1));
    double onset = c->weeks * cpw_normal_cdf(when);
    /* Phi rounds to 1 far out: the last double before the end instead */
    if (onset >= c->weeks) onset = c->weeks * (1 - 0x1p-53);
    out[i] =
        (cpw_system_happening){.policy = number,
                               .onset = onset,
                               .size = cpw_math_exp(k->sigma * size - 0.5 * k->sigma * k->sigma)};
  }
}

/* ---------------------------------------------------------------- order ---------------------- */

static int before(const cpw_system *s, const cpw_system_happening *a,
                  const cpw_system_happening *b) {
  if (a->onset != b->onset) return a->onset < b->onset;
  int names = strcmp(s->policy[a->policy].id, s->policy[b->policy].id);
  return names != 0 ? names < 0 : a->size < b->size;
}

static void sink(const cpw_system *s, cpw_system_happening *h, int64_t at, int64_t count) {
  cpw_system_happening top = h[at];
  for (int64_t child = 2 * at + 1; child < count; at = child, child = 2 * at + 1) {
    if (child + 1 < count && before(s, &h[child], &h[child + 1])) child++;
    if (!before(s, &top, &h[child])) break;
    h[at] = h[child];
  }
  h[at] = top;
}

/* Heapsort: no memory is needed. */
static void sort(const cpw_system *s, cpw_system_happening *h, int64_t count) {
  for (int64_t i = count / 2; i-- > 0;)
    sink(s, h, i, count);
  for (int64_t i = count; i-- > 1;) {
    cpw_system_happening first = h[0];
    h[0] = h[i];
    h[i] = first;
    sink(s, h, 0, i);
  }
}

/* ---------------------------------------------------------------- all shocks ----------------- */

static int32_t check_call(const cpw_system *s, const int32_t *policy, int64_t policies,
                          double weeks, int64_t replication, cpw_error *err) {
  if (policies < 0 || (policies > 0 && !policy))
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "policies = %lld need an array",
                     (long long)policies);
  if (s->policies < 0 || s->effects < 0 || (s->policies > 0 && !s->policy) ||
      (s->effects > 0 && !s->effect))
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "the system's policies or effects are missing");
  if (replication < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "replication = %lld must be >= 0",
                     (long long)replication);
  if (!(weeks > 0 && weeks - weeks == 0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "weeks = %s must be finite and > 0",
                     cpwi_number(weeks).text);
  for (int64_t i = 0; i < policies; i++)
    for (int64_t j = 0; j < i; j++)
      if (policy[i] == policy[j])
        return cpwi_fail(err, CPW_EINVAL, policy[i], WHERE, "policy %d is named twice",
                         (int)policy[i]);
  return CPW_OK;
}

static int32_t count_all(const cpw_system *s, const int32_t *policy, int64_t policies,
                         const chance *c, int64_t *count, cpw_error *err) {
  int64_t sum = 0;
  for (int64_t i = 0; i < policies; i++) {
    shock k;
    int32_t status = begin(s, policy[i], c, &k, err);
    if (status != CPW_OK) return status;
    sum += k.count;
  }
  *count = sum;
  return CPW_OK;
}

static void write_all(const cpw_system *s, const int32_t *policy, int64_t policies, const chance *c,
                      cpw_system_happening *out) {
  int64_t done = 0;
  for (int64_t i = 0; i < policies; i++) {
    shock k;
    if (begin(s, policy[i], c, &k, NULL) != CPW_OK) return;
    happen(c, policy[i], &k, out + done);
    done += k.count;
  }
  sort(s, out, done);
}

int32_t cpw_system_shocks_draw(const cpw_system *system, const int32_t *policy, int64_t policies,
                               double weeks, uint64_t seed, int64_t replication,
                               cpw_system_happening *out, int64_t most, int64_t *count,
                               cpw_error *err) {
  if (!system || !count || most < 0 || (most > 0 && !out))
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "system and count must be given, and out where most > 0");
  cpw_system s = cpwi_system_defaults();
  int32_t status = cpwi_take_options(&s, sizeof s, system, WHERE, err);
  if (status == CPW_OK) status = check_call(&s, policy, policies, weeks, replication, err);
  if (status != CPW_OK) return status;
  const chance c = {.seed = seed, .replication = (uint64_t)replication, .weeks = weeks};
  int64_t all = 0;
  status = count_all(&s, policy, policies, &c, &all, err);
  if (status == CPW_OK && most > 0 && all > most)
    status = cpwi_fail(err, CPW_EINVAL, -1, WHERE, "%lld happenings do not fit into most = %lld",
                       (long long)all, (long long)most);
  if (status != CPW_OK) return status;
  if (most > 0) write_all(&s, policy, policies, &c, out);
  *count = all;
  return CPW_OK;
}
