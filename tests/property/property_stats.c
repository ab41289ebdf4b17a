/* Random cases against what the module stats promises: accumulators that are the same bytes in any
 * order and split, quantiles within their bound, inverse functions, scores by definition, and words
 * from anywhere that never do harm.
 *   property_stats [COUNT [SEED]]   COUNT cases from SEED on; prints the seed of a case that fails
 *   property_stats --digest         a digest of many results: the same for every build */
#include "carepath/random.h"
#include "carepath/stats.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t seed;
static cpw_error err;

static void stop(const char *what, int line) {
  fprintf(stderr, "property_stats: seed %llu, line %d: %s (%s)\n", (unsigned long long)seed, line,
          what, err.message);
  exit(1);
}
#define HOLDS(condition)                                                                           \
  do {                                                                                             \
    if (!(condition)) stop(#condition, __LINE__);                                                  \
  } while (0)
#define FINE(call) HOLDS((call) == CPW_OK)

/* -------- data: no function of the C library decides a bit */

static double draw(cpw_stream *s, int kind) {
  uint64_t bits;
  double x;
  switch (kind) {
  case 0:
    return cpw_random_uniform(s);
  case 1:
    return cpw_random_normal(s, 30, 8);
  case 2:
    return cpw_random_lognormal(s, 1, 1.5);
  case 3:
    return (double)cpw_random_below(s, 12) - 4;
  case 4:
    return cpw_random_normal(s, 0, 1) / cpw_random_uniform_open(s);
  case 5:
    return (cpw_random_below(s, 2) ? 1e16 : -1e16) + cpw_random_uniform(s);
  default:
    bits = cpw_random_bits(s);
    memcpy(&x, &bits, sizeof x);
    return isfinite(x) ? x : 1;
  }
}
#define KINDS 7

static double *draw_array(cpw_stream *s, int64_t n, int kind) {
  double *x = malloc((size_t)(n + 1) * sizeof *x);
  HOLDS(x);
  for (int64_t i = 0; i < n; i++)
    x[i] = draw(s, kind);
  return x;
}

static void shuffle(cpw_stream *s, double *x, int64_t n) {
  for (int64_t i = n - 1; i > 0; i--) {
    int64_t j = (int64_t)cpw_random_below(s, (uint64_t)i + 1);
    double v = x[i];
    x[i] = x[j];
    x[j] = v;
  }
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static int same(double a, double b) {
  return memcmp(&a, &b, sizeof a) == 0;
}

/* -------- accumulators: three parts of a shuffled array, merged, against the array itself */

typedef struct parts {
  double *x;
  int64_t n, cut[4];
} parts;

static parts shuffled_parts(cpw_stream *s, const double *x, int64_t n) {
  parts p = {malloc((size_t)(n + 1) * sizeof *x), n, {0, 0, 0, n}};
  HOLDS(p.x);
  memcpy(p.x, x, (size_t)n * sizeof *x);
  shuffle(s, p.x, n);
  p.cut[1] = (int64_t)cpw_random_below(s, (uint64_t)n + 1);
  p.cut[2] = p.cut[1] + (int64_t)cpw_random_below(s, (uint64_t)(n - p.cut[1]) + 1);
  return p;
}

static void sums_merge(const double *x, const parts *p) {
  cpw_exact_sum whole, merged, part;
  cpw_exact_sum_init(&whole);
  cpw_exact_sum_init(&merged);
  for (int64_t i = 0; i < p->n; i++)
    cpw_exact_sum_add(&whole, x[i]);
  for (int k = 2; k >= 0; k--) {
    cpw_exact_sum_init(&part);
    FINE(cpw_exact_sum_add_array(&part, p->x + p->cut[k], p->cut[k + 1] - p->cut[k], &err));
    FINE(cpw_exact_sum_merge(&merged, &part, &err));
  }
  HOLDS(memcmp(&whole, &merged, sizeof whole) == 0);
  for (int64_t i = 0; i < p->n; i++) /* take everything away again */
    cpw_exact_sum_add(&merged, -x[i]);
  HOLDS(same(cpw_exact_sum_value(&merged), 0));
}

static void moments_merge(const double *x, const parts *p) {
  cpw_moments whole, merged, part;
  cpw_moments_init(&whole);
  cpw_moments_init(&merged);
  for (int64_t i = 0; i < p->n; i++)
    cpw_moments_add(&whole, x[i]);
  for (int k = 0; k < 3; k++) {
    cpw_moments_init(&part);
    FINE(cpw_moments_add_array(&part, p->x + p->cut[k], p->cut[k + 1] - p->cut[k], &err));
    FINE(cpw_moments_merge(&merged, &part, &err));
  }
  HOLDS(memcmp(&whole, &merged, sizeof whole) == 0);
  double mean = cpw_moments_mean(&whole), variance = cpw_moments_variance(&whole, 0);
  HOLDS(mean >= whole.minimum && mean <= whole.maximum && variance >= 0);
  HOLDS((whole.minimum == whole.maximum) == (cpw_moments_sd(&whole, 0) == 0));
  HOLDS(cpw_moments_rms(&whole) >= cpw_moments_sd(&whole, 0));
}

static int64_t *words_of(const cpw_sketch *sketch, int64_t *count) {
  *count = cpw_sketch_words(sketch);
  int64_t *words = malloc((size_t)*count * sizeof *words);
  HOLDS(words);
  FINE(cpw_sketch_write(sketch, *count, words, &err));
  return words;
}

static void sketches_merge(cpw_stream *s, const double *x, const parts *p) {
  cpw_sketch *whole = NULL, *merged = NULL, *part = NULL, *back = NULL;
  double bound = cpw_random_below(s, 2) ? 0 : 0.001 + 0.2 * cpw_random_uniform(s);
  FINE(cpw_sketch_new(bound, NULL, &whole, &err));
  FINE(cpw_sketch_new(bound, NULL, &merged, &err));
  for (int64_t i = 0; i < p->n; i++)
    FINE(cpw_sketch_add(whole, x[i], 1, &err));
  for (int k = 0; k < 3; k++) {
    FINE(cpw_sketch_new(bound, NULL, &part, &err));
    FINE(cpw_sketch_add_array(part, p->x + p->cut[k], p->cut[k + 1] - p->cut[k], &err));
    FINE(cpw_sketch_merge(merged, part, &err));
    cpw_sketch_free(part);
  }
  int64_t n, m, *a = words_of(whole, &n), *b = words_of(merged, &m);
  HOLDS(n == m && memcmp(a, b, (size_t)n * sizeof *a) == 0);
  free(b);
  FINE(cpw_sketch_read(a, n, NULL, &back, &err));
  b = words_of(back, &m);
  HOLDS(n == m && memcmp(a, b, (size_t)n * sizeof *a) == 0);
  /* one word changed: refused, or a sketch that can be used */
  b[cpw_random_below(s, (uint64_t)n)] ^= (int64_t)1 << cpw_random_below(s, 63);
  cpw_sketch *odd = NULL;
  if (cpw_sketch_read(b, n, NULL, &odd, &err) == CPW_OK) {
    double q, half = 0.5;
    int32_t status = cpw_sketch_quantiles(odd, &half, 1, CPW_QUANTILE_DEFAULT, &q, &err);
    HOLDS(status == CPW_OK || status == CPW_EDOMAIN);
    cpw_sketch_free(odd);
  }
  free(a);
  free(b);
  cpw_sketch_free(whole);
  cpw_sketch_free(merged);
  cpw_sketch_free(back);
}

/* -------- quantiles: exact against sorting by qsort, sketches within their bound */

static void quantiles_agree(cpw_stream *s, const double *x, int64_t n) {
  enum { M = 12 };
  double p[M], exact[M], found[M], sorted_answer[M], *sorted = malloc((size_t)n * sizeof *sorted);
  int32_t type = 1 + (int32_t)cpw_random_below(s, 9);
  HOLDS(sorted);
  memcpy(sorted, x, (size_t)n * sizeof *x);
  qsort(sorted, (size_t)n, sizeof *sorted, ascending);
  for (int i = 0; i < M; i++)
    p[i] = i < 3 ? i / 2.0 : cpw_random_uniform(s);
  FINE(cpw_quantiles(x, n, p, M, type, NULL, exact, &err));
  FINE(cpw_quantiles_sorted(sorted, n, p, M, type, sorted_answer, &err));
  HOLDS(memcmp(exact, sorted_answer, sizeof exact) == 0);
  cpw_sketch *sketch = NULL;
  cpw_sketch_info info;
  FINE(cpw_sketch_new(0, NULL, &sketch, &err));
  FINE(cpw_sketch_add_array(sketch, x, n, &err));
  FINE(cpw_sketch_describe(sketch, &info, &err));
  FINE(cpw_sketch_quantiles(sketch, p, M, type, found, &err));
  double most = fmax(fabs(sorted[0]), fabs(sorted[n - 1]));
  for (int i = 0; i < M; i++) {
    int one_sign = sorted[0] >= 0 || sorted[n - 1] <= 0;
    double size = one_sign ? fabs(exact[i]) : most;
    HOLDS(fabs(found[i] - exact[i]) <= info.relative_error * size * (1 + 1e-12) + 0x1p-1022);
    HOLDS(exact[i] >= sorted[0] && exact[i] <= sorted[n - 1]);
  }
  cpw_sketch_free(sketch);
  free(sorted);
}

static void weights_agree(cpw_stream *s, const double *x, int64_t n) {
  double *w = malloc((size_t)n * sizeof *w), p[5], q[5], least = x[0], greatest = x[0];
  HOLDS(w);
  for (int64_t i = 0; i < n; i++) {
    w[i] = i == 0 ? 1 : (double)cpw_random_below(s, 4) * cpw_random_uniform(s);
    least = fmin(least, x[i]);
    greatest = fmax(greatest, x[i]);
  }
  for (int i = 0; i < 5; i++)
    p[i] = i / 4.0;
  for (int32_t method = 1; method <= 3; method++) {
    FINE(cpw_weighted_quantiles(x, w, n, p, 5, method, NULL, q, &err));
    for (int i = 0; i < 5; i++)
      HOLDS(q[i] >= least && q[i] <= greatest && (i == 0 || q[i] >= q[i - 1]));
  }
  free(w);
}

/* -------- distributions and scores */

static void inverses_agree(cpw_stream *s) {
  double p = cpw_random_uniform_open(s), df = exp(30 * cpw_random_uniform(s) - 2.3);
  double t = cpw_student_quantile(p, df), back = cpw_student_cdf(t, df);
  HOLDS(fabs(back - p) <= 4e-12 * p);
  double z = cpw_normal_quantile(p);
  HOLDS(fabs(cpw_normal_cdf(z) - p) <= 1e-13 * p);
  HOLDS(fabs(t) >= fabs(z) * (1 - 1e-11));
}

static void scores_agree(cpw_stream *s, double *x, int64_t n, double y) {
  double fair, standard, first = 0, second = 0;
  (void)s;
  if (n > 60) n = 60;
  FINE(cpw_crps_ensembles(x, NULL, &y, 1, n, CPW_CRPS_STANDARD, NULL, &standard, &err));
  for (int64_t i = 0; i < n; i++) {
    first += fabs(x[i] - y) / (double)n;
    for (int64_t j = 0; j < n; j++)
      second += fabs(x[i] - x[j]) / (double)n / (double)n / 2;
  }
  HOLDS(fabs(standard - (first - second)) <= 1e-12 * (first + second));
  HOLDS(standard >= 0);
  if (n < 2) return;
  FINE(cpw_crps_ensembles(x, NULL, &y, 1, n, CPW_CRPS_FAIR, NULL, &fair, &err));
  HOLDS(fair <= standard * (1 + 1e-14) && fair >= -1e-12 * standard);
}

static void bootstraps_agree(cpw_stream *s, const double *x, int64_t rows) {
  double a[200], b[200];
  cpw_run run;
  cpw_run_init(&run);
  run.seed = cpw_random_bits(s);
  run.replications = 200;
  FINE(cpw_bootstrap_replicates(x, rows, 1, NULL, &run, NULL, a, &err));
  int64_t cut = 1 + (int64_t)cpw_random_below(s, 198);
  run.threads = 2;
  run.first_replication = cut;
  run.replications = 200 - cut;
  FINE(cpw_bootstrap_replicates(x, rows, 1, NULL, &run, NULL, b + cut, &err));
  run.first_replication = 0;
  run.replications = cut;
  FINE(cpw_bootstrap_replicates(x, rows, 1, NULL, &run, NULL, b, &err));
  HOLDS(memcmp(a, b, sizeof a) == 0);
}

static void one_case(void) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  memset(&err, 0, sizeof err);
  int64_t n = 1 + (int64_t)cpw_random_below(&s, cpw_random_below(&s, 20) ? 100 : 3000);
  int kind = (int)cpw_random_below(&s, KINDS);
  double *x = draw_array(&s, n, kind);
  parts p = shuffled_parts(&s, x, n);
  sums_merge(x, &p);
  moments_merge(x, &p);
  sketches_merge(&s, x, &p);
  quantiles_agree(&s, x, n);
  weights_agree(&s, x, n);
  inverses_agree(&s);
  if (kind < KINDS - 1) scores_agree(&s, x, n, draw(&s, kind));
  if (kind < KINDS - 1 && seed % 8 == 0) bootstraps_agree(&s, x, n < 50 ? n : 50);
  free(p.x);
  free(x);
}

/* -------- digests */

static uint64_t state;

static void take(const void *bytes, size_t count) { /* FNV-1a */
  const unsigned char *b = bytes;
  for (size_t i = 0; i < count; i++)
    state = (state ^ b[i]) * 0x100000001b3u;
}
static void take_double(double x) {
  take(&x, sizeof x);
}
static void show(const char *name) {
  printf("digest stats_%s %016llx\n", name, (unsigned long long)state);
  state = 0xcbf29ce484222325u;
}

static void digest_accumulators(double *x[KINDS], int64_t n) {
  for (int kind = 0; kind < KINDS; kind++) {
    cpw_moments m;
    cpw_sketch *sketch = NULL;
    cpw_interval interval;
    cpw_moments_init(&m);
    FINE(cpw_moments_add_array(&m, x[kind], n, &err));
    take(&m, sizeof m);
    take_double(cpw_moments_mean(&m));
    take_double(cpw_moments_sd(&m, 1));
    if (cpw_mean_interval(&m, 0.9, &interval, &err) == CPW_OK) take(&interval, sizeof interval);
    FINE(cpw_sketch_new(0, NULL, &sketch, &err));
    FINE(cpw_sketch_add_array(sketch, x[kind], n, &err));
    int64_t count, *words = words_of(sketch, &count);
    take(words, (size_t)count * sizeof *words);
    free(words);
    cpw_sketch_free(sketch);
  }
  show("accumulators");
}

static void digest_quantiles(double *x[KINDS], int64_t n) {
  double p[101], q[101];
  for (int i = 0; i <= 100; i++)
    p[i] = i / 100.0;
  for (int kind = 0; kind < KINDS; kind++) {
    for (int32_t type = 1; type <= 9; type++) {
      FINE(cpw_quantiles(x[kind], n, p, 101, type, NULL, q, &err));
      take(q, sizeof q);
    }
    for (int32_t method = 1; method <= 2; method++) {
      FINE(cpw_weighted_quantiles(x[kind], x[0], n, p, 101, method, NULL, q, &err));
      take(q, sizeof q);
    }
  }
  show("quantiles");
}

static void digest_distributions(void) {
  const double df[] = {0.1, 0.5, 1, 2, 3.5, 10, 100, 1e6, 1e12};
  for (int i = 1; i < 1000; i++) {
    double p = i / 1000.0, z = i / 40.0 - 12;
    take_double(cpw_normal_quantile(p));
    take_double(cpw_normal_cdf(z));
    take_double(cpw_normal_pdf(z));
    take_double(cpw_crps_normal(1, 2, z));
    for (size_t k = 0; k < sizeof df / sizeof df[0]; k++) {
      take_double(cpw_student_quantile(p, df[k]));
      take_double(cpw_student_cdf(z, df[k]));
    }
  }
  show("distributions");
}

static void digest_bootstrap(const double *x, int64_t n) {
  for (int32_t method = 1; method <= 3; method++)
    for (int32_t threads = 1; threads <= 2; threads++) {
      cpw_bootstrap_options options;
      cpw_bootstrap_limits limits;
      cpw_run run;
      cpw_bootstrap_options_init(&options);
      options.method = method;
      cpw_run_init(&run);
      run.replications = 999;
      run.threads = threads;
      FINE(cpw_bootstrap(x, n / 2, 2, NULL, &options, &run, NULL, &limits, &err));
      take(&limits, sizeof limits);
    }
  show("bootstrap");
}

static void digest_scores(double *x[KINDS], int64_t n) {
  for (int kind = 0; kind < KINDS - 1; kind++) {
    double score[10], p[10], y[10];
    cpw_accuracy accuracy;
    for (int i = 0; i < 10; i++) {
      p[i] = (i + 0.5) / 10;
      y[i] = x[(kind + 1) % (KINDS - 1)][i];
    }
    for (int32_t form = 1; form <= 2; form++) {
      FINE(cpw_crps_ensembles(x[kind], NULL, y, 10, n / 10, form, NULL, score, &err));
      take(score, sizeof score);
    }
    FINE(cpw_crps_ensembles(x[kind], x[0], y, 10, n / 10, CPW_CRPS_FAIR, NULL, score, &err));
    take(score, sizeof score);
    FINE(cpw_crps_quantiles(x[kind], p, y, 10, 10, score, &err));
    take(score, sizeof score);
    FINE(cpw_forecast_accuracy(x[kind], x[0], n, 2, &accuracy, &err));
    take(&accuracy, sizeof accuracy);
  }
  show("scores");
}

static void digest(void) {
  double *x[KINDS];
  int64_t n = 2000;
  cpw_stream s;
  state = 0xcbf29ce484222325u;
  for (int kind = 0; kind < KINDS; kind++) {
    cpw_stream_init(&s, 7, 0, 0, (uint64_t)kind);
    x[kind] = draw_array(&s, n, kind);
  }
  digest_accumulators(x, n);
  digest_quantiles(x, n);
  digest_distributions();
  digest_bootstrap(x[2], 200);
  digest_scores(x, n);
  for (int kind = 0; kind < KINDS; kind++)
    free(x[kind]);
}

int main(int argc, char **argv) {
  if (argc > 1 && strcmp(argv[1], "--digest") == 0) {
    digest();
    return 0;
  }
  uint64_t first = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
  uint64_t count = argc > 1 ? strtoull(argv[1], NULL, 10) : getenv("CAREPATH_QUICK") ? 100 : 10000;
  for (seed = first; seed < first + count; seed++)
    one_case();
  printf("%llu passed, 0 failed\n", (unsigned long long)count);
  return 0;
}
