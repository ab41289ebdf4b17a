/* Cost of statistics in nanoseconds of the processor, beside the plain loops that give less: the best
 * of many short runs. Prints plain lines, never judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/random.h"
#include "carepath/stats.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define VALUES 65536
#define RUNS   60

static double data[VALUES], copy[VALUES], weights[VALUES];
static volatile double kept;
static cpw_sketch *sketch;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void must(int32_t status) {
  if (status == CPW_OK) return;
  fprintf(stderr, "bench_stats: %s\n", cpw_status_name(status));
  exit(1);
}

/* -------- one pass over the data each */

static void plain_sum(void) {
  double sum = 0;
  for (int i = 0; i < VALUES; i++)
    sum += data[i];
  kept = sum;
}
static void kahan_sum(void) {
  double sum = 0, lost = 0;
  for (int i = 0; i < VALUES; i++) {
    double y = data[i] - lost, t = sum + y;
    lost = (t - sum) - y;
    sum = t;
  }
  kept = sum;
}
static void exact_array(void) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  must(cpw_exact_sum_add_array(&sum, data, VALUES, NULL));
  kept = cpw_exact_sum_value(&sum);
}
static void exact_single(void) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int i = 0; i < VALUES; i++)
    cpw_exact_sum_add(&sum, data[i]);
  kept = cpw_exact_sum_value(&sum);
}
static void welford(void) {
  double mean = 0, m2 = 0;
  for (int i = 0; i < VALUES; i++) {
    double d = data[i] - mean;
    mean += d / (i + 1);
    m2 += d * (data[i] - mean);
  }
  kept = mean + m2;
}
static void moments_array(void) {
  cpw_moments m;
  cpw_moments_init(&m);
  must(cpw_moments_add_array(&m, data, VALUES, NULL));
  kept = cpw_moments_sd(&m, 1);
}
static void moments_single(void) {
  cpw_moments m;
  cpw_moments_init(&m);
  for (int i = 0; i < VALUES; i++)
    cpw_moments_add(&m, data[i]);
  kept = cpw_moments_sd(&m, 1);
}
static void sketch_array(void) {
  must(cpw_sketch_add_array(sketch, data, VALUES, NULL));
}
static void sketch_single(void) {
  for (int i = 0; i < VALUES; i++)
    must(cpw_sketch_add(sketch, data[i], 1, NULL));
}
static void histogram(void) {
  static double edges[101];
  static int64_t counts[100];
  cpw_histogram h;
  for (int i = 0; i <= 100; i++)
    edges[i] = i;
  must(cpw_histogram_init(&h, edges, counts, 100, NULL));
  must(cpw_histogram_add_array(&h, data, VALUES, NULL));
  kept = (double)counts[3];
}
static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}
static void sort_all(void) {
  memcpy(copy, data, sizeof copy);
  qsort(copy, VALUES, sizeof *copy, ascending);
  kept = copy[VALUES / 2];
}
static void quantiles(int count) {
  double p[99], q[99];
  for (int i = 0; i < count; i++)
    p[i] = (i + 1.0) / (count + 1);
  must(cpw_quantiles(data, VALUES, p, count, CPW_QUANTILE_DEFAULT, NULL, q, NULL));
  kept = q[0];
}
static void median(void) {
  quantiles(1);
}
static void percentiles(void) {
  quantiles(99);
}
static void weighted_percentiles(void) {
  double p = 0.5, q;
  must(cpw_weighted_quantiles(data, weights, VALUES, &p, 1, CPW_WEIGHTED_INTERPOLATED, NULL, &q,
                              NULL));
  kept = q;
}
static void crps_of_50(void) {
  static double y[VALUES / 50], out[VALUES / 50];
  for (int i = 0; i < VALUES / 50; i++)
    y[i] = data[i];
  must(cpw_crps_ensembles(data, NULL, y, VALUES / 50, 50, CPW_CRPS_FAIR, NULL, out, NULL));
  kept = out[0];
}
static void accuracy(void) {
  cpw_accuracy a;
  must(cpw_forecast_accuracy(data, weights, VALUES, 1, &a, NULL));
  kept = a.rmse;
}

/* -------- one call each */

static void normal_cdf(void) {
  for (int i = 0; i < VALUES; i++)
    kept = cpw_normal_cdf(weights[i] * 8 - 4);
}
static void libm_erfc(void) {
  for (int i = 0; i < VALUES; i++)
    kept = 0.5 * erfc((4 - weights[i] * 8) * 0x1.6a09e667f3bcdp-1);
}
static void normal_quantile(void) {
  for (int i = 0; i < VALUES; i++)
    kept = cpw_normal_quantile(weights[i]);
}
static void crps_normal(void) {
  for (int i = 0; i < VALUES; i++)
    kept = cpw_crps_normal(10, 5, data[i]);
}

static void per_value(const char *name, void (*pass)(void)) {
  double best = 1e9;
  for (int run = 0; run < RUNS; run++) {
    double begin = now();
    pass();
    double took = now() - begin;
    if (took < best) best = took;
  }
  printf("%-44s %8.2f ns a value\n", name, best / VALUES * 1e9);
}

/* -------- rarer things, by themselves */

static void per_call(const char *name, int calls, void (*call)(int)) {
  double best = 1e9;
  for (int run = 0; run < 20; run++) {
    double begin = now();
    for (int i = 0; i < calls; i++)
      call(i);
    double took = now() - begin;
    if (took < best) best = took;
  }
  printf("%-44s %8.0f ns a call\n", name, best / calls * 1e9);
}

static cpw_moments some;

static void read_sd(int i) {
  (void)i;
  kept = cpw_moments_sd(&some, 1);
}
static void read_sum(int i) {
  (void)i;
  kept = cpw_moments_sum(&some);
}
static void merge_moments(int i) {
  cpw_moments m = some;
  (void)i;
  must(cpw_moments_merge(&m, &some, NULL));
  kept = m.minimum;
}
static void student_few(int i) {
  kept = cpw_student_quantile(0.9 + 0.0999 * (i % 100) / 100, 5);
}
static void student_many(int i) {
  kept = cpw_student_quantile(0.9 + 0.0999 * (i % 100) / 100, 1e6);
}
static void sketch_median(int i) {
  double p = 0.5, q;
  (void)i;
  must(cpw_sketch_quantiles(sketch, &p, 1, CPW_QUANTILE_DEFAULT, &q, NULL));
  kept = q;
}
static void replicate_100(int i) {
  double out[100];
  cpw_run run;
  cpw_run_init(&run);
  run.first_replication = i;
  run.replications = 100;
  must(cpw_bootstrap_replicates(data, 100, 1, NULL, &run, NULL, out, NULL));
  kept = out[0];
}

int main(void) {
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  for (int i = 0; i < VALUES; i++) {
    data[i] = cpw_random_gamma(&s, 2, 9); /* weeks waited */
    weights[i] = cpw_random_uniform_open(&s);
  }
  must(cpw_sketch_new(0, NULL, &sketch, NULL));
  cpw_moments_init(&some);
  must(cpw_moments_add_array(&some, data, VALUES, NULL));
  per_value("sum, plain loop", plain_sum);
  per_value("sum, Kahan's loop", kahan_sum);
  per_value("cpw_exact_sum_add_array", exact_array);
  per_value("cpw_exact_sum_add", exact_single);
  per_value("mean and variance, Welford's loop", welford);
  per_value("cpw_moments_add_array", moments_array);
  per_value("cpw_moments_add", moments_single);
  per_value("cpw_sketch_add_array", sketch_array);
  per_value("cpw_sketch_add", sketch_single);
  per_value("cpw_histogram_add_array, 100 bins", histogram);
  per_value("qsort of a copy", sort_all);
  per_value("cpw_quantiles, the median", median);
  per_value("cpw_quantiles, 99 percentiles", percentiles);
  per_value("cpw_weighted_quantiles, one", weighted_percentiles);
  per_value("cpw_crps_ensembles, 50 members, a member", crps_of_50);
  per_value("cpw_forecast_accuracy", accuracy);
  per_value("cpw_normal_cdf", normal_cdf);
  per_value("erfc of the C library", libm_erfc);
  per_value("cpw_normal_quantile", normal_quantile);
  per_value("cpw_crps_normal", crps_normal);
  per_call("cpw_moments_sum", 1000, read_sum);
  per_call("cpw_moments_sd", 1000, read_sd);
  per_call("cpw_moments_merge", 1000, merge_moments);
  per_call("cpw_student_quantile, df 5", 1000, student_few);
  per_call("cpw_student_quantile, df 1e6", 1000, student_many);
  per_call("cpw_sketch_quantiles, one", 1000, sketch_median);
  per_call("cpw_bootstrap_replicates, 100 of 100 rows", 100, replicate_100);
  cpw_sketch_free(sketch);
  return 0;
}
