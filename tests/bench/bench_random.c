/* Cost of random numbers, one by one and in arrays, in nanoseconds of the processor a draw: the best of
 * many short runs. Beside them the 48-bit generator of POSIX. tests/bench/libstdcxx.cc prints the same
 * laws of the C++ library in the same form. Prints, never judges. */
#define _XOPEN_SOURCE 700 /* erand48 */
#include "random/wide.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define RUNS  400
#define DRAWS 4096

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static cpw_stream stream;
static volatile double kept;

typedef double (*one)(const double *p);

static double nothing(const double *p) {
  return p[0];
}
static double rand48(const double *p) {
  static unsigned short state[3] = {1, 2, 3};
  (void)p;
  return erand48(state);
}
static double bits(const double *p) {
  (void)p;
  return (double)(int64_t)(cpw_random_bits(&stream) >> 11);
}
static double rekeyed(const double *p) {
  static uint64_t entity;
  cpw_stream other = stream;
  (void)p;
  cpw_stream_entity(&other, entity++);
  return (double)(int64_t)(cpw_random_bits(&other) >> 11);
}
static double fresh(const double *p) {
  static uint64_t entity;
  cpw_stream other;
  (void)p;
  cpw_stream_init(&other, 1, 2, 3, entity++);
  return (double)(int64_t)(cpw_random_bits(&other) >> 11);
}
static double uniform(const double *p) {
  (void)p;
  return cpw_random_uniform(&stream);
}
static double uniform_open(const double *p) {
  (void)p;
  return cpw_random_uniform_open(&stream);
}
static double exponential(const double *p) {
  return cpw_random_exponential(&stream, p[0]);
}
static double normal(const double *p) {
  return cpw_random_normal(&stream, p[0], p[1]);
}
static double lognormal(const double *p) {
  return cpw_random_lognormal(&stream, p[0], p[1]);
}
static double gamma_variate(const double *p) {
  return cpw_random_gamma(&stream, p[0], p[1]);
}
static double beta(const double *p) {
  return cpw_random_beta(&stream, p[0], p[1]);
}
static double below(const double *p) {
  return (double)(int64_t)cpw_random_below(&stream, (uint64_t)p[0]);
}
static double poisson(const double *p) {
  return (double)cpw_random_poisson(&stream, p[0]);
}
static double binomial(const double *p) {
  return (double)cpw_random_binomial(&stream, (int64_t)p[0], p[1]);
}
static double hypergeometric(const double *p) {
  return (double)cpw_random_hypergeometric(&stream, (int64_t)p[0], (int64_t)p[1], (int64_t)p[2]);
}
static double geometric(const double *p) {
  return (double)cpw_random_geometric(&stream, p[0]);
}
static double negative_binomial(const double *p) {
  return (double)cpw_random_negative_binomial(&stream, p[0], p[1]);
}
static double math_log(const double *p) {
  return cpw_math_log(p[0] + (double)stream.position++);
}
static double math_exp(const double *p) {
  return cpw_math_exp(p[0] - (double)(stream.position++ & 511));
}

static cpw_alias *alias;
static double from_alias(const double *p) {
  (void)p;
  return (double)cpw_alias_draw(alias, &stream);
}

static double one_by_one(one draw, const double *p) {
  double best = 1e9;
  for (int run = 0; run < RUNS; run++) {
    double sum = 0, start = now();
    for (int i = 0; i < DRAWS; i++)
      sum += draw(p);
    double seconds = now() - start;
    if (seconds < best) best = seconds;
    kept = sum;
  }
  return 1e9 * best / DRAWS;
}

static double in_arrays(int32_t law, const double *p) {
  static double out[DRAWS];
  double best = 1e9;
  for (int run = 0; run < RUNS; run++) {
    double start = now();
    if (cpw_random_fill(&stream, law, p, 1, out, DRAWS, NULL) != CPW_OK) return -1;
    double seconds = now() - start;
    if (seconds < best) best = seconds;
    kept = out[DRAWS - 1];
  }
  return 1e9 * best / DRAWS;
}

static void report(const char *name, one draw, int32_t law, double a, double b, double c) {
  const double p[3] = {a, b, c};
  printf("random %-34s %7.2f ns a draw", name, one_by_one(draw, p));
  if (law) printf(", %7.2f in an array", in_arrays(law, p));
  printf("\n");
}

static void words_in_bulk(void) {
  static uint64_t words[DRAWS];
  double best = 1e9;
  for (int run = 0; run < RUNS; run++) {
    double start = now();
    cpw_random_fill_bits(&stream, words, DRAWS);
    double seconds = now() - start;
    if (seconds < best) best = seconds;
  }
  printf("random %-34s %7.2f ns a word\n", "64-bit words in bulk", 1e9 * best / DRAWS);
}

/* What every set of wide instructions of this machine makes of it, and what is done without. */
static void by_set(void) {
  static uint64_t words[DRAWS];
  static double out[DRAWS];
  for (int32_t set = 0, more = 1; more; set++) {
    const cpwi_wide *wide = cpwi_wide_at(set);
    double best[3] = {1e9, 1e9, 1e9};
    more = wide != NULL;
    for (int run = 0; run < RUNS; run++) {
      double times[4] = {now()};
      cpwi_stream_words_by(wide, &stream, words, DRAWS);
      times[1] = now();
      cpwi_exponentials_by(wide, &stream, 0, words, DRAWS, out);
      times[2] = now();
      cpwi_normals_by(wide, &stream, 0, words, DRAWS, out);
      times[3] = now();
      for (int i = 0; i < 3; i++) {
        if (times[i + 1] - times[i] < best[i]) best[i] = times[i + 1] - times[i];
      }
      kept = out[DRAWS - 1];
    }
    const char *name = wide ? wide->name : "no set";
    printf("random by %-8s %20.2f ns a word, %.2f more an exponential, %.2f a normal\n", name,
           1e9 * best[0] / DRAWS, 1e9 * best[1] / DRAWS, 1e9 * best[2] / DRAWS);
  }
}

int main(void) {
  cpw_stream_init(&stream, 1, 2, 3, 4);
  report("(the loop itself)", nothing, 0, 0, 0, 0);
  report("erand48 of the C library", rand48, 0, 0, 0, 0);
  report("64-bit word", bits, 0, 0, 0, 0);
  words_in_bulk();
  by_set();
  report("new stream and its first word", fresh, 0, 0, 0, 0);
  report("new entity and its first word", rekeyed, 0, 0, 0, 0);
  report("uniform", uniform, CPW_LAW_UNIFORM, 0, 0, 0);
  report("uniform_open", uniform_open, CPW_LAW_UNIFORM_OPEN, 0, 0, 0);
  report("below 1000", below, CPW_LAW_BELOW, 1000, 0, 0);
  report("exponential", exponential, CPW_LAW_EXPONENTIAL, 1, 0, 0);
  report("normal", normal, CPW_LAW_NORMAL, 0, 1, 0);
  report("lognormal", lognormal, CPW_LAW_LOGNORMAL, 0, 1, 0);
  report("gamma 0.5", gamma_variate, CPW_LAW_GAMMA, 0.5, 1, 0);
  report("gamma 2.5", gamma_variate, CPW_LAW_GAMMA, 2.5, 1, 0);
  report("beta 2 3", beta, CPW_LAW_BETA, 2, 3, 0);
  report("poisson 0.1", poisson, CPW_LAW_POISSON, 0.1, 0, 0);
  report("poisson 5", poisson, CPW_LAW_POISSON, 5, 0, 0);
  report("poisson 20", poisson, CPW_LAW_POISSON, 20, 0, 0);
  report("poisson 1000", poisson, CPW_LAW_POISSON, 1000, 0, 0);
  report("poisson 1e9", poisson, CPW_LAW_POISSON, 1e9, 0, 0);
  report("binomial 20 0.1", binomial, CPW_LAW_BINOMIAL, 20, 0.1, 0);
  report("binomial 10000 0.3", binomial, CPW_LAW_BINOMIAL, 10000, 0.3, 0);
  report("binomial 1e9 0.3", binomial, CPW_LAW_BINOMIAL, 1e9, 0.3, 0);
  report("hypergeometric 10 20 9", hypergeometric, CPW_LAW_HYPERGEOMETRIC, 10, 20, 9);
  report("hypergeometric 1e4 2e4 5e3", hypergeometric, CPW_LAW_HYPERGEOMETRIC, 1e4, 2e4, 5e3);
  report("geometric 0.1", geometric, CPW_LAW_GEOMETRIC, 0.1, 0, 0);
  report("negative_binomial 3 20", negative_binomial, CPW_LAW_NEGATIVE_BINOMIAL, 3, 20, 0);
  double weights[100];
  for (int i = 0; i < 100; i++)
    weights[i] = 1 + i % 7;
  if (cpw_alias_new(weights, 100, NULL, &alias, NULL) == CPW_OK)
    report("alias, 100 categories", from_alias, 0, 0, 0, 0);
  cpw_alias_free(alias);
  report("log", math_log, 0, 1, 0, 0);
  report("exp", math_exp, 0, 1, 0, 0);
  return 0;
}
