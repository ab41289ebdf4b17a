/* Local rates, partly pooled across places.
 * Source: Clayton and Kaldor, Biometrics 43 (1987): Poisson counts, gamma rates, by maximum likelihood.
 * Leaves who is like whom to peers.c. */
#include "system_people/internal.h"

#include "carepath/random.h"
#include "carepath/stats.h"
#include "event_log/internal.h"

#include <stdlib.h>
#include <string.h>

#define LEAST 1e-4 /* shapes of the gamma law that are tried */
#define MOST  1e9
#define GRID  80

typedef struct places {
  const double *count, *exposure;
  int64_t n;
  double mean;  /* all counts over all exposure */
  double shape; /* inf: pooled */
} places;

/* log Gamma(a + y) - log Gamma(a) - y log a, without cancellation for large a */
static double gammas(double a, double y) {
  if (a < 50) return cpw_math_log_gamma(a + y) - cpw_math_log_gamma(a) - y * cpw_math_log(a);
  double b = a + y, rest = 1 / (12 * b) - 1 / (12 * a);
  rest -= 1 / (360 * b * b * b) - 1 / (360 * a * a * a);
  return (b - 0.5) * cpw_math_log1p(y / a) - y + rest;
}

/* the mean at which the likelihood of a shape is greatest: what rises in it has one root */
static double mean_of(const places *p, double shape) {
  double low = (double)INFINITY, high = 0, mean = p->mean;
  for (int64_t k = 0; k < p->n; k++) {
    low = fmin(low, p->count[k] / p->exposure[k]);
    high = fmax(high, p->count[k] / p->exposure[k]);
  }
  for (int step = 0; step < 200; step++) {
    double score = 0, slope = 0;
    for (int64_t k = 0; k < p->n; k++) {
      double load = 1 + mean * p->exposure[k] / shape;
      score += (p->count[k] - mean * p->exposure[k]) / load;
      slope += p->exposure[k] * (1 + p->count[k] / shape) / (load * load);
    }
    if (score > 0)
      low = mean;
    else
      high = mean;
    double next = mean + score / slope;
    if (!(next > low && next < high)) next = low + (high - low) / 2;
    if (fabs(next - mean) <= 1e-15 * mean) return next;
    mean = next;
  }
  return mean;
}

/* log-likelihood of a shape at its best mean, but for what depends on the counts alone */
static double likelihood(const places *p, double shape) {
  double mean = mean_of(p, shape), sum = 0;
  for (int64_t k = 0; k < p->n; k++) {
    double y = p->count[k], expected = mean * p->exposure[k];
    sum += gammas(shape, y) - (shape + y) * cpw_math_log1p(expected / shape);
    if (y > 0) sum += y * cpw_math_log(expected);
  }
  return sum;
}

/* do the places differ more than chance would have them? the slope of the likelihood in 1/shape at 0 */
static int differ(const places *p) {
  double sum = 0;
  for (int64_t k = 0; k < p->n; k++) {
    double from = p->count[k] - p->mean * p->exposure[k];
    sum += from * from - p->count[k];
  }
  return p->n > 1 && sum > 0;
}

/* slope of the likelihood in the shape, at its best mean: nothing large cancels in it */
static double slope_at(const places *p, double shape) {
  double mean = mean_of(p, shape), sum = 0;
  for (int64_t k = 0; k < p->n; k++) {
    double y = p->count[k], expected = mean * p->exposure[k];
    sum += cpwi_digamma(shape + y) - cpwi_digamma(shape) - cpw_math_log1p(expected / shape) +
           (expected - y) / (shape + expected);
  }
  return sum;
}

/* the shape of the greatest likelihood: a grid in its logarithm, then its slope's root by halving */
static double best_shape(const places *p) {
  const double least = cpw_math_log(LEAST), width = cpw_math_log(MOST / LEAST) / GRID;
  int best = 0;
  double most = -(double)INFINITY;
  for (int k = 0; k <= GRID; k++) {
    double here = likelihood(p, cpw_math_exp(least + width * k));
    if (here > most) best = k;
    most = fmax(most, here);
  }
  double low = least + width * (best > 0 ? best - 1 : 0);
  double high = least + width * (best < GRID ? best + 1 : GRID);
  for (int step = 0; step < 60; step++) {
    double middle = low + (high - low) / 2;
    if (slope_at(p, cpw_math_exp(middle)) > 0)
      low = middle;
    else
      high = middle;
  }
  return cpw_math_exp(low + (high - low) / 2);
}

typedef struct answer {
  double *crude, *pooled, *weight, *lower, *upper;
  int64_t *rank;
} answer;

static int32_t check(const places *p, double level, const char *where, cpw_error *err) {
  double all = 0;
  for (int64_t k = 0; k < p->n; k++) {
    if (!(p->count[k] >= 0 && p->count[k] <= 1e8))
      return cpwi_fail(err, CPW_EDOMAIN, k, where, "count[%lld] = %s must be 0 to 1e8",
                       (long long)k, cpwi_number(p->count[k]).text);
    if (!(p->exposure[k] > 0 && p->exposure[k] <= 1e100))
      return cpwi_fail(err, CPW_EDOMAIN, k, where, "exposure[%lld] = %s must be > 0, at most 1e100",
                       (long long)k, cpwi_number(p->exposure[k]).text);
    all += p->count[k];
  }
  if (!(all > 0)) return cpwi_fail(err, CPW_EDOMAIN, -1, where, "there is no event at all");
  if (level > 0 && level < 1) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where, "level = %s must be in (0, 1)",
                   cpwi_number(level).text);
}

static void pool(places *p, cpw_exact_sum *counts, cpw_exact_sum *people) {
  for (int64_t k = 0; k < p->n; k++) {
    cpw_exact_sum_add(counts, p->count[k]);
    cpw_exact_sum_add(people, p->exposure[k]);
  }
  p->mean = cpw_exact_sum_value(counts) / cpw_exact_sum_value(people);
  p->shape = differ(p) ? best_shape(p) : (double)INFINITY;
  if (p->shape > MOST / 2) p->shape = (double)INFINITY;
}

/* rates and their limits; mean and shape of the law between places; counts and exposure of all */
static void fill(const places *p, double mean, double level, double events, double people,
                 const answer *a) {
  double tail = (1 - level) / 2;
  for (int64_t k = 0; k < p->n; k++) {
    int one = p->shape > MOST;
    double rate = p->shape / mean;
    double events_here = one ? events : p->shape + p->count[k];
    double people_here = one ? people : rate + p->exposure[k];
    a->crude[k] = p->count[k] / p->exposure[k];
    a->pooled[k] = events_here / people_here;
    a->weight[k] = one ? 0 : p->exposure[k] / people_here;
    a->lower[k] = cpw_gamma_quantile(tail, events_here) / people_here;
    a->upper[k] = cpw_gamma_upper_quantile(tail, events_here) / people_here;
  }
}

static int upwards(const void *left, const void *right) {
  double x = *(const double *)left, y = *(const double *)right;
  return (x > y) - (x < y);
}

/* 1 + how many are higher: sorted copies, by halving */
static void rank(const double *pooled, int64_t n, double *sorted, int64_t *out) {
  memcpy(sorted, pooled, (size_t)n * sizeof *sorted);
  qsort(sorted, (size_t)n, sizeof *sorted, upwards);
  for (int64_t k = 0; k < n; k++) {
    int64_t low = 0, high = n; /* the first that is higher */
    while (low < high) {
      int64_t middle = low + (high - low) / 2;
      if (sorted[middle] > pooled[k])
        high = middle;
      else
        low = middle + 1;
    }
    out[k] = 1 + n - low;
  }
}

static double dispersion(const places *p) {
  double sum = 0;
  for (int64_t k = 0; k < p->n; k++) {
    double expected = p->mean * p->exposure[k], from = p->count[k] - expected;
    sum += from * from / expected;
  }
  return p->n > 1 ? sum / (double)(p->n - 1) : CPWI_NAN;
}

static int32_t lay_out(cpw_result *r, int64_t n, const char *const *names, answer *a,
                       double *single[4], cpw_error *err) {
  const struct {
    const char *name, *text, *dimensions;
    double **at;
  } columns[] = {
      {"crude", "count / exposure", "place", &a->crude},
      {"pooled", "partly pooled rate", "place", &a->pooled},
      {"weight", "of the place's own rate", "place", &a->weight},
      {"lower", "lower limit", "place", &a->lower},
      {"upper", "upper limit", "place", &a->upper},
      {"mean", "of the rates between places", "", &single[0]},
      {"variance", "of the rates between places; 0: pooled", "", &single[1]},
      {"shape", "of their gamma law; inf: pooled", "", &single[2]},
      {"dispersion", "Pearson's chi-square over its degrees of freedom", "", &single[3]}};
  int32_t status = cpw_result_add_dimension(r, "place", n, names, err);
  void *memory = NULL;
  for (size_t k = 0; status == CPW_OK && k < sizeof columns / sizeof *columns; k++) {
    status = cpw_result_add_array(r, columns[k].name, NULL, columns[k].text, columns[k].dimensions,
                                  CPW_DOUBLE, CPW_MERGE_SAME, &memory, err);
    *columns[k].at = memory;
  }
  if (status == CPW_OK)
    status = cpw_result_add_array(r, "rank", NULL, "1: the highest pooled rate", "place", CPW_INT64,
                                  CPW_MERGE_SAME, &memory, err);
  a->rank = memory;
  return status;
}

int32_t cpw_system_shrink(const double *count, const double *exposure, int64_t n, double level,
                          const char *const *names, const cpw_allocator *allocator,
                          cpw_result **out, cpw_error *err) {
  places p = {count, exposure, n, 0, 0};
  if (n < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "places = %lld must be >= 1", (long long)n);
  if (!count || !exposure || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !count      ? "count"
                     : !exposure ? "exposure"
                                 : "out");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = check(&p, level, __func__, err);
  if (status != CPW_OK) return status;
  cpw_result *r = NULL;
  answer a = {0};
  double *single[4] = {0};
  status = cpw_result_new(allocator, &r, err);
  if (status == CPW_OK) status = lay_out(r, n, names, &a, single, err);
  double *sorted = cpwi_alloc(allocator, (size_t)n, sizeof *sorted);
  if (status == CPW_OK && !sorted)
    status = cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for ranks");
  if (status == CPW_OK) {
    cpw_exact_sum events, people;
    cpw_exact_sum_init(&events);
    cpw_exact_sum_init(&people);
    pool(&p, &events, &people);
    double mean = p.shape > MOST ? p.mean : mean_of(&p, p.shape);
    fill(&p, mean, level, cpw_exact_sum_value(&events), cpw_exact_sum_value(&people), &a);
    rank(a.pooled, n, sorted, a.rank);
    *single[0] = mean;
    *single[1] = p.shape > MOST ? 0 : mean * mean / p.shape;
    *single[2] = p.shape;
    *single[3] = dispersion(&p);
    *out = r;
  } else {
    cpw_result_free(r);
  }
  cpwi_release(allocator, sorted);
  return status;
}
