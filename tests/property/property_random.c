/* Random numbers with parameters from anywhere in their domains, held against what must always be true:
 * an array is the draws one by one, a draw is a value of its law, people are conserved, tables use every
 * word once. One case a number: a failure names the seed and the case.
 *   property_random [count [seed]]     property_random --digest */
#include "random/digest.h"
#include "random/internal.h"

#include <stdio.h>
#include <stdlib.h>

static uint64_t seed = 1, number;

static void hold_at(int truth, const char *what, int line) {
  if (truth) return;
  printf("property_random: seed %llu, case %llu, line %d: %s\n", (unsigned long long)seed,
         (unsigned long long)number, line, what);
  exit(1);
}
#define HOLD(truth) hold_at((truth) ? 1 : 0, #truth, __LINE__)

/* a positive number of any size between two, each order of magnitude as likely as the next */
static double any_size(cpw_stream *s, double low, double high) {
  double x = low * cpw_math_pow(high / low, cpw_random_uniform(s));
  return x < low ? low : x > high ? high : x;
}

static int64_t any_count(cpw_stream *s) {
  uint64_t bits = cpw_random_below(s, 54);
  return (int64_t)cpw_random_below(s, (UINT64_C(1) << bits) + 1);
}

static double any_share(cpw_stream *s) {
  switch (cpw_random_below(s, 6)) {
  case 0:
    return 0;
  case 1:
    return 1;
  case 2:
    return any_size(s, 1e-300, 1);
  case 3:
    return 1 - any_size(s, 0x1p-53, 1);
  default:
    return cpw_random_uniform(s);
  }
}

/* -------- laws */

static void any_parameters(cpw_stream *s, int32_t law, double *p) {
  switch (law) {
  case CPW_LAW_EXPONENTIAL:
    p[0] = any_size(s, 1e-300, 1e300);
    break;
  case CPW_LAW_NORMAL:
  case CPW_LAW_LOGNORMAL:
    p[0] = cpw_random_normal(s, 0, any_size(s, 1e-3, 1e3));
    p[1] = any_size(s, 1e-6, 1e2);
    break;
  case CPW_LAW_GAMMA:
    p[0] = any_size(s, 1e-12, 1e15);
    p[1] = any_size(s, 1e-150, 1e150);
    break;
  case CPW_LAW_BETA:
    p[0] = any_size(s, 1e-12, 1e15);
    p[1] = any_size(s, 1e-12, 1e15);
    break;
  case CPW_LAW_BELOW:
    p[0] = (double)(any_count(s) | 1);
    break;
  case CPW_LAW_POISSON:
    p[0] = any_size(s, 1e-12, CPW_RANDOM_MAX_MEAN);
    break;
  case CPW_LAW_BINOMIAL:
    p[0] = (double)any_count(s);
    p[1] = any_share(s);
    break;
  case CPW_LAW_HYPERGEOMETRIC:
    p[0] = (double)(any_count(s) / 2);
    p[1] = (double)(any_count(s) / 2);
    p[2] = (double)cpw_random_below(s, (uint64_t)(p[0] + p[1]) + 1);
    break;
  case CPW_LAW_GEOMETRIC:
    p[0] = any_size(s, 1e-18, 1);
    break;
  case CPW_LAW_NEGATIVE_BINOMIAL:
    p[0] = any_size(s, 1e-9, 1e15);
    p[1] = any_size(s, 1e-12, 1e18);
    break;
  default:
    break;
  }
}

static void hold_in_support(int32_t law, const double *p, double x) {
  switch (law) {
  case CPW_LAW_UNIFORM:
    HOLD(x >= 0 && x < 1);
    break;
  case CPW_LAW_UNIFORM_OPEN:
    HOLD(x > 0 && x < 1);
    break;
  case CPW_LAW_EXPONENTIAL:
    HOLD(x > 0 && x < 134 * p[0]);
    break;
  case CPW_LAW_NORMAL:
    HOLD(x >= p[0] - 17 * p[1] && x <= p[0] + 17 * p[1]);
    break;
  case CPW_LAW_BETA:
    HOLD(x >= 0 && x <= 1);
    break;
  case CPW_LAW_BELOW:
    HOLD(x >= 0 && x < p[0]);
    break;
  case CPW_LAW_BINOMIAL:
    HOLD(x >= 0 && x <= p[0]);
    break;
  case CPW_LAW_HYPERGEOMETRIC:
    HOLD(x >= 0 && x <= p[0] && x <= p[2] && p[2] - x <= p[1]);
    break;
  default:
    HOLD(x >= 0);
    break;
  }
}

/* Within 12 standard deviations of the mean: half of all draws of a law are not far out by mistake. */
static void hold_near(int32_t law, const double *p, double x) {
  double mean, variance;
  if (law == CPW_LAW_POISSON) {
    mean = variance = p[0];
  } else if (law == CPW_LAW_BINOMIAL) {
    mean = p[0] * p[1];
    variance = mean * (1 - p[1]);
  } else if (law == CPW_LAW_HYPERGEOMETRIC && p[0] + p[1] > 1) {
    double all = p[0] + p[1];
    mean = p[0] * (p[2] / all);
    variance = mean * (p[1] / all) * ((all - p[2]) / (all - 1));
  } else {
    return;
  }
  if (variance > 100) HOLD(fabs(x - mean) <= 12 * sqrt(variance) + 1e-15 * mean);
}

static void hold_law(cpw_stream *s) {
  enum { SIZE = 37 };
  int32_t law = 1 + (int32_t)cpw_random_below(s, CPW_LAW_COUNT), size = cpw_law_parameters(law);
  double p[SIZE * CPW_LAW_MAX_PARAMETERS], x[SIZE], one;
  for (int i = 0; i < SIZE; i++) {
    double row[CPW_LAW_MAX_PARAMETERS] = {0, 0, 0};
    any_parameters(s, law, row);
    memcpy(p + i * size, row, (size_t)size * sizeof *row);
  }
  int64_t rows = cpw_random_below(s, 2) ? SIZE : 1;
  cpw_stream alone = *s;
  HOLD(cpw_random_fill(s, law, p, rows, x, SIZE, NULL) == CPW_OK);
  for (int i = 0; i < SIZE; i++) {
    const double *row = p + (rows == 1 ? 0 : i * size);
    HOLD(cpw_random_fill(&alone, law, row, 1, &one, 1, NULL) == CPW_OK);
    HOLD(memcmp(&one, &x[i], sizeof one) == 0);
    hold_in_support(law, row, one);
    hold_near(law, row, one);
  }
  HOLD(cpw_stream_position(s) == cpw_stream_position(&alone));
}

/* -------- streams */

static void hold_stream(cpw_stream *s) {
  uint64_t words[64], some[64];
  cpw_stream any, other;
  cpw_stream_init(&any, cpw_random_bits(s), cpw_random_bits(s), cpw_random_bits(s), 5);
  other = any;
  cpw_stream_entity(&other, cpw_random_bits(s));
  uint64_t start = cpw_random_bits(s) >> (1 + cpw_random_below(s, 60)),
           from = cpw_random_below(s, 32);
  cpw_stream_seek(&any, start);
  cpw_random_fill_bits(&any, words, 64);
  cpw_stream_seek(&any, start + from);
  cpw_random_fill_bits(&any, some, 32);
  HOLD(memcmp(words + from, some, sizeof *some * 32) == 0);
  cpw_stream_seek(&other, start);
  HOLD(cpw_random_bits(&other) != words[0]);
  uint64_t n = cpw_random_bits(s) >> cpw_random_below(s, 64);
  HOLD(n == 0 || cpw_random_below(s, n) < n);
}

/* -------- tables and sums */

static void hold_tables(cpw_stream *s) {
  double weights[50], values[51];
  int64_t out[50], sum = 0, k = 1 + (int64_t)cpw_random_below(s, 50), n = any_count(s);
  for (int64_t i = 0; i < k; i++) {
    weights[i] = cpw_random_below(s, 4) ? any_size(s, 1e-20, 1e20) : 0;
    values[i + 1] = cpw_random_normal(s, 0, 100);
  }
  weights[cpw_random_below(s, (uint64_t)k)] = 1;
  HOLD(cpw_random_multinomial(s, n, weights, k, out, NULL) == CPW_OK);
  for (int64_t i = 0; i < k; i++) {
    HOLD(out[i] >= 0 && (weights[i] > 0 || out[i] == 0));
    sum += out[i];
  }
  HOLD(sum == n);
  cpw_alias *alias = NULL;
  cpw_empirical *seen = NULL, *banded = NULL;
  HOLD(cpw_alias_new(weights, k, NULL, &alias, NULL) == CPW_OK);
  HOLD(cpw_empirical_new(values + 1, weights, k, NULL, &seen, NULL) == CPW_OK);
  values[0] = -1000;
  for (int64_t i = 1; i <= k; i++)
    values[i] = values[i - 1] + fabs(values[i]);
  HOLD(cpw_empirical_new_bands(values, weights, k, NULL, &banded, NULL) == CPW_OK);
  for (int i = 0; i < 100; i++) {
    int64_t category = cpw_alias_draw(alias, s);
    HOLD(category >= 0 && category < k && weights[category] > 0);
    double x = cpw_empirical_draw(banded, s);
    HOLD(x >= values[0] && x <= values[k]);
    (void)cpw_empirical_draw(seen, s);
  }
  cpw_alias_free(alias);
  cpw_empirical_free(seen);
  cpw_empirical_free(banded);
  int64_t items[50], found[50] = {0};
  for (int64_t i = 0; i < k; i++)
    items[i] = i;
  cpw_random_shuffle(s, items, k);
  for (int64_t i = 0; i < k; i++)
    found[items[i]]++;
  for (int64_t i = 0; i < k; i++)
    HOLD(found[i] == 1);
}

/* -------- functions */

static void hold_functions(cpw_stream *s) {
  double x = any_size(s, 1e-300, 1e300), y = x * (1 + any_size(s, 1e-15, 1e-3));
  HOLD(cpw_math_log(x) <= cpw_math_log(y));
  HOLD(cpw_math_log1p(x) <= cpw_math_log1p(y));
  HOLD(fabs(cpw_math_log(x) + cpw_math_log(1 / x)) <= 2e-13);
  double small = cpw_random_normal(s, 0, 50), more = small + fabs(small) * 1e-14;
  HOLD(cpw_math_exp(small) <= cpw_math_exp(more));
  HOLD(cpw_math_expm1(small) <= cpw_math_expm1(more));
  HOLD(fabs(cpw_math_log(cpw_math_exp(small)) - small) <= 1e-15 * (1 + fabs(small)));
  HOLD(fabs(cpw_math_log1p(cpw_math_expm1(small / 50)) - small / 50) <= 1e-13);
  double g = any_size(s, 1e-3, 1e10);
  double step = cpw_math_log_gamma(g + 1) - cpw_math_log_gamma(g) - cpw_math_log(g);
  HOLD(fabs(step) <= 1e-14 * (1 + fabs(cpw_math_log_gamma(g))) + 1e-15 * g);
}

int main(int argc, char **argv) {
  if (argc > 1 && strcmp(argv[1], "--digest") == 0) {
    printf("digest random %016llx\n", (unsigned long long)random_digest());
    return 0;
  }
  uint64_t count = argc > 1 ? strtoull(argv[1], NULL, 10) : 100000;
  if (argc > 2) seed = strtoull(argv[2], NULL, 10);
  for (number = 0; number < count; number++) {
    cpw_stream s;
    cpw_stream_init(&s, seed, number, 0, 0);
    hold_law(&s);
    hold_stream(&s);
    hold_tables(&s);
    hold_functions(&s);
  }
  printf("property_random: %llu cases from seed %llu hold\n", (unsigned long long)count,
         (unsigned long long)seed);
  return 0;
}
