/* Every law against its exact distribution, over a million draws a case: chi-square over bins, mean and
 * variance. The seeds are fixed, so these tests pass or fail for good. */
#include "random/check_random.h"

#define MANY 1048576
#define FEW  20000

/* With a few hundred tests a p-value below this is a fault, not chance. */
#define LEAST_P 1e-6

typedef struct law_case {
  int32_t law;
  double p[3];
} law_case;

static const law_case law_cases[] = {
    {CPW_LAW_UNIFORM, {0}},
    {CPW_LAW_UNIFORM_OPEN, {0}},
    {CPW_LAW_EXPONENTIAL, {1}},
    {CPW_LAW_EXPONENTIAL, {1e-300}},
    {CPW_LAW_EXPONENTIAL, {37}},
    {CPW_LAW_NORMAL, {0, 1}},
    {CPW_LAW_NORMAL, {-20, 3}},
    {CPW_LAW_LOGNORMAL, {0, 0.25}},
    {CPW_LAW_LOGNORMAL, {2, 1.5}},
    {CPW_LAW_LOGNORMAL, {-5, 60}},
    {CPW_LAW_GAMMA, {1e-3, 1}},
    {CPW_LAW_GAMMA, {0.01, 2}},
    {CPW_LAW_GAMMA, {0.3, 1}},
    {CPW_LAW_GAMMA, {0.999, 1}},
    {CPW_LAW_GAMMA, {1, 5}},
    {CPW_LAW_GAMMA, {1.5, 1e-300}},
    {CPW_LAW_GAMMA, {4, 0.5}},
    {CPW_LAW_GAMMA, {33.3, 1}},
    {CPW_LAW_GAMMA, {1e3, 1}},
    {CPW_LAW_GAMMA, {1e6, 1e-6}},
    {CPW_LAW_GAMMA, {1e9, 1}},
    {CPW_LAW_GAMMA, {1e15, 1}},
    {CPW_LAW_BETA, {1e-3, 1e-3}},
    {CPW_LAW_BETA, {1e-3, 2e-3}},
    {CPW_LAW_BETA, {0.05, 3}},
    {CPW_LAW_BETA, {0.5, 0.5}},
    {CPW_LAW_BETA, {1, 1}},
    {CPW_LAW_BETA, {2, 7}},
    {CPW_LAW_BETA, {7, 0.4}},
    {CPW_LAW_BETA, {30, 45}},
    {CPW_LAW_BETA, {1e4, 3}},
    {CPW_LAW_BETA, {1e6, 2e6}},
    {CPW_LAW_BELOW, {6}},
    {CPW_LAW_BELOW, {1000}},
    {CPW_LAW_BELOW, {9007199254740992.0}},
    {CPW_LAW_POISSON, {1e-3}},
    {CPW_LAW_POISSON, {0.5}},
    {CPW_LAW_POISSON, {5}},
    {CPW_LAW_POISSON, {9.99}},
    {CPW_LAW_POISSON, {10}},
    {CPW_LAW_POISSON, {11}},
    {CPW_LAW_POISSON, {14.0483}},
    {CPW_LAW_POISSON, {24.788}},
    {CPW_LAW_POISSON, {30}},
    {CPW_LAW_POISSON, {100.5}},
    {CPW_LAW_POISSON, {1e3}},
    {CPW_LAW_POISSON, {1e6}},
    {CPW_LAW_POISSON, {1e9}},
    {CPW_LAW_POISSON, {1e12}},
    {CPW_LAW_POISSON, {1e15}},
    {CPW_LAW_POISSON, {CPW_RANDOM_MAX_MEAN}},
    {CPW_LAW_BINOMIAL, {1, 0.3}},
    {CPW_LAW_BINOMIAL, {2, 0.5}},
    {CPW_LAW_BINOMIAL, {10, 0.999}},
    {CPW_LAW_BINOMIAL, {19, 0.5}},
    {CPW_LAW_BINOMIAL, {20, 0.5}},
    {CPW_LAW_BINOMIAL, {21, 0.48}},
    {CPW_LAW_BINOMIAL, {40, 0.25}},
    {CPW_LAW_BINOMIAL, {100, 0.1}},
    {CPW_LAW_BINOMIAL, {100, 0.9}},
    {CPW_LAW_BINOMIAL, {1000, 0.01}},
    {CPW_LAW_BINOMIAL, {1000, 1e-5}},
    {CPW_LAW_BINOMIAL, {10000, 0.3}},
    {CPW_LAW_BINOMIAL, {1e6, 0.5}},
    {CPW_LAW_BINOMIAL, {1e9, 1.05e-8}},
    {CPW_LAW_BINOMIAL, {1e9, 0.75}},
    {CPW_LAW_BINOMIAL, {9007199254740992.0, 0.5}},
    {CPW_LAW_BINOMIAL, {9007199254740991.0, 0.3}},
    {CPW_LAW_BINOMIAL, {9007199254740992.0, 1e-7}},
    {CPW_LAW_BINOMIAL, {9007199254740992.0, 1e-15}},
    {CPW_LAW_BINOMIAL, {9007199254740992.0, 2e-15}},
    {CPW_LAW_BINOMIAL, {9007199254740992.0, 0.9999999999999988}},
    {CPW_LAW_HYPERGEOMETRIC, {5, 10, 7}},
    {CPW_LAW_HYPERGEOMETRIC, {19, 19, 19}},
    {CPW_LAW_HYPERGEOMETRIC, {21, 21, 21}},
    {CPW_LAW_HYPERGEOMETRIC, {21, 21, 30}},
    {CPW_LAW_HYPERGEOMETRIC, {50, 50, 50}},
    {CPW_LAW_HYPERGEOMETRIC, {200, 30, 50}},
    {CPW_LAW_HYPERGEOMETRIC, {200, 30, 210}},
    {CPW_LAW_HYPERGEOMETRIC, {30, 200, 210}},
    {CPW_LAW_HYPERGEOMETRIC, {500, 100, 300}},
    {CPW_LAW_HYPERGEOMETRIC, {1000, 100000, 2000}},
    {CPW_LAW_HYPERGEOMETRIC, {100000, 1000000, 50}},
    {CPW_LAW_HYPERGEOMETRIC, {1e6, 3e6, 1.5e6}},
    {CPW_LAW_HYPERGEOMETRIC, {12, 9007199254740980.0, 4503599627370496.0}},
    {CPW_LAW_HYPERGEOMETRIC, {40, 9007199254740952.0, 4503599627370497.0}},
    {CPW_LAW_HYPERGEOMETRIC, {1e8, 9007199154740992.0, 5e8}},
    {CPW_LAW_HYPERGEOMETRIC, {3e15, 6e15, 4e15}},
    {CPW_LAW_GEOMETRIC, {0.999}},
    {CPW_LAW_GEOMETRIC, {0.3}},
    {CPW_LAW_GEOMETRIC, {0.001}},
    {CPW_LAW_GEOMETRIC, {1e-9}},
    {CPW_LAW_GEOMETRIC, {1e-15}},
    {CPW_LAW_NEGATIVE_BINOMIAL, {0.01, 0.5}},
    {CPW_LAW_NEGATIVE_BINOMIAL, {0.2, 1000}},
    {CPW_LAW_NEGATIVE_BINOMIAL, {1, 10}},
    {CPW_LAW_NEGATIVE_BINOMIAL, {7.5, 3}},
    {CPW_LAW_NEGATIVE_BINOMIAL, {40, 200}},
    {CPW_LAW_NEGATIVE_BINOMIAL, {1e6, 1e6}},
};
#define LAW_CASES ((int)(sizeof law_cases / sizeof *law_cases))

static void name_case(const law_case *c, char *text, size_t size) {
  int used = snprintf(text, size, "%s", cpw_law_name(c->law));
  for (int i = 0; i < cpw_law_parameters(c->law); i++)
    used += snprintf(text + used, size - (size_t)used, " %.17g", c->p[i]);
}

static double *draws_of(const law_case *c, uint64_t purpose, int64_t n) {
  double *x = malloc((size_t)n * sizeof *x);
  ck_assert_ptr_nonnull(x);
  cpw_stream stream;
  cpw_stream_init(&stream, 20240229, (uint64_t)(c - law_cases), purpose, 0);
  ck_assert_int_eq(cpw_random_fill(&stream, c->law, c->p, 1, x, n, NULL), CPW_OK);
  return x;
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* -------- bins: bin i holds edges[i-1] < x <= edges[i], the last one what is above all edges */

typedef struct bins {
  double edge[1024];
  real share[1024];
  int64_t count; /* of bins: edges + 1 */
} bins;

/* Edges from a pilot sample, finer in the tails; their exact shares from the distribution function. */
static void continuous_bins(const law_case *c, bins *b) {
  int64_t n = rounds(100000, 4000), cells = rounds(200, 40), edges = 0;
  double *x = draws_of(c, 1, n);
  qsort(x, (size_t)n, sizeof *x, by_size);
  for (int64_t i = -1; i <= cells + 1; i++) {
    double q = i < 1           ? 0.001 / (2 - (double)i)
               : i > cells - 1 ? 1 - 0.001 / (double)(2 + i - cells)
                               : (double)i / (double)cells;
    double edge = x[(int64_t)(q * (double)(n - 1))];
    if (edges == 0 || edge > b->edge[edges - 1]) b->edge[edges++] = edge;
  }
  real before = 0;
  for (int64_t i = 0; i < edges; i++) {
    /* where doubles are rare they stand for half a step more: 0 for all below half of the smallest */
    int rare = c->law < CPW_LAW_BELOW && fabs(b->edge[i]) < 0x1p-1022;
    real at = rare ? b->edge[i] + 0x1p-1075L : b->edge[i];
    real below = exact_cdf(c->law, c->p, at);
    b->share[i] = below - before;
    before = below;
  }
  b->share[edges] = 1 - before;
  b->count = edges + 1;
  if (b->share[edges] < 1e-12L) b->count--; /* the last edge is the end of the law */
  free(x);
}

/* Counts together until a bin has 25 draws to expect and a share that adds something. */
static void count_bins(const law_case *c, int64_t n, bins *b) {
  masses m = exact_masses(c->law, c->p);
  int64_t bin = 0;
  real share = 0, done = 0;
  for (int64_t i = 0; i < m.size; i++) {
    share += m.mass[i];
    real left = 1 - done - share;
    real nearer = done < left ? done : left;
    int full = share * (real)n >= 25 && (share >= nearer * 0.05L || share >= 0.003L);
    if (full && left * (real)n >= 25) {
      b->edge[bin] = (double)(m.first + i);
      b->share[bin++] = share;
      done += share;
      share = 0;
    }
  }
  b->share[bin] = 1 - done;
  b->count = bin + 1;
  masses_free(&m);
}

static int64_t bin_of(const bins *b, double x) {
  int64_t low = 0, high = b->count - 1;
  while (low < high) {
    int64_t middle = (low + high) / 2;
    if (x <= b->edge[middle])
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

static int has_masses(const law_case *c) {
  switch (c->law) {
  case CPW_LAW_POISSON:
  case CPW_LAW_BINOMIAL:
  case CPW_LAW_HYPERGEOMETRIC:
    return exact_moments(c->law, c->p).variance < 2e9L;
  case CPW_LAW_GEOMETRIC:
    return c->p[0] > 1e-4;
  case CPW_LAW_NEGATIVE_BINOMIAL:
    return c->p[1] < 1e5;
  default:
    return 0;
  }
}

static double fit(const law_case *c, const double *x, int64_t n) {
  static bins b;
  if (has_masses(c))
    count_bins(c, n, &b);
  else
    continuous_bins(c, &b);
  static int64_t seen[1024];
  for (int64_t i = 0; i < b.count; i++)
    seen[i] = 0;
  for (int64_t i = 0; i < n; i++)
    seen[bin_of(&b, x[i])]++;
  return chi_square_p(seen, b.share, b.count, n);
}

/* Mean and variance within 5.5 standard errors, which the fourth moment gives. */
static void hold_moments(const law_case *c, const char *name, const double *x, int64_t n) {
  moments m = exact_moments(c->law, c->p);
  if (!(m.kurtosis < 500) || m.variance < 1e-290L) return; /* a million draws say nothing then */
  real sum = 0, squares = 0, sd = sqrtl(m.variance);
  for (int64_t i = 0; i < n; i++) {
    real z = (x[i] - m.mean) / sd;
    sum += z;
    squares += z * z;
  }
  real z_mean = sum / sqrtl((real)n);
  real z_variance = (squares / (real)n - 1) * sqrtl((real)n / (m.kurtosis + 2));
  ck_assert_msg(fabsl(z_mean) < 5.5L, "%s: mean is off by %.2Lf standard errors", name, z_mean);
  if (m.kurtosis > -1.99L)
    ck_assert_msg(fabsl(z_variance) < 5.5L, "%s: variance is off by %.2Lf", name, z_variance);
}

START_TEST(laws_are_exact)
{
  const law_case *c = &law_cases[_i];
  char name[128];
  name_case(c, name, sizeof name);
  int64_t n = rounds(MANY, FEW);
  double *x = draws_of(c, 0, n);
  double p = can_judge() ? fit(c, x, n) : 0.5;
  if (getenv("CAREPATH_VERBOSE")) printf("%-60s p = %.4f\n", name, p);
  ck_assert_msg(p > LEAST_P && p < 1 - LEAST_P, "%s: chi-square p = %g", name, p);
  hold_moments(c, name, x, n);
  free(x);
}
END_TEST

/* The tests above can fail: laws that are a little off are found out. */
START_TEST(small_faults_are_found)
{
  static const struct {
    law_case drawn, tested;
  } pairs[] = {
      {{CPW_LAW_POISSON, {10.05}}, {CPW_LAW_POISSON, {10}}},
      {{CPW_LAW_POISSON, {1.0005e9}}, {CPW_LAW_POISSON, {1e9}}},
      {{CPW_LAW_BINOMIAL, {100, 0.101}}, {CPW_LAW_BINOMIAL, {100, 0.1}}},
      {{CPW_LAW_HYPERGEOMETRIC, {51, 50, 50}}, {CPW_LAW_HYPERGEOMETRIC, {50, 50, 50}}},
      {{CPW_LAW_NORMAL, {0.02, 1}}, {CPW_LAW_NORMAL, {0, 1}}},
      {{CPW_LAW_GAMMA, {0.303, 1}}, {CPW_LAW_GAMMA, {0.3, 1}}},
      {{CPW_LAW_BETA, {2.03, 7}}, {CPW_LAW_BETA, {2, 7}}},
  };
  if (!can_judge()) return;
  int64_t n = MANY;
  double *x = malloc((size_t)n * sizeof *x);
  ck_assert_ptr_nonnull(x);
  cpw_stream stream;
  cpw_stream_init(&stream, 1, (uint64_t)_i, 0, 0);
  ck_assert_int_eq(cpw_random_fill(&stream, pairs[_i].drawn.law, pairs[_i].drawn.p, 1, x, n, NULL),
                   0);
  static law_case tested;
  tested = pairs[_i].tested;
  /* the pilot sample wants a case of the list */
  const law_case *c = law_cases;
  while (c->law != tested.law || memcmp(c->p, tested.p, sizeof tested.p) != 0)
    c++;
  double p = fit(c, x, n);
  ck_assert_msg(p < LEAST_P, "p = %g", p);
  free(x);
}
END_TEST

/* Where both ways of computing an exact distribution are open they agree: the expansion for wide laws
 * against masses added up. */
START_TEST(exact_ways_agree)
{
  static const law_case wide[] = {{CPW_LAW_POISSON, {2e8}},
                                  {CPW_LAW_BINOMIAL, {1e9, 0.3}},
                                  {CPW_LAW_HYPERGEOMETRIC, {3e9, 5e9, 1e9}},
                                  {CPW_LAW_NEGATIVE_BINOMIAL, {40, 200}},
                                  {CPW_LAW_GEOMETRIC, {0.01}}};
  const law_case *c = &wide[_i];
  masses m = exact_masses(c->law, c->p);
  real sum = 0;
  for (int64_t i = 0; i < m.size; i++) {
    sum += m.mass[i];
    if (i % (m.size / 50 + 1) == 0) {
      real other = exact_cdf(c->law, c->p, (real)(m.first + i));
      ck_assert_ldouble_eq_tol(sum, other, 1e-9L);
    }
  }
  masses_free(&m);
}
END_TEST

void law_tests(const cases *c) {
  tcase_add_loop_test(c->reference, laws_are_exact, 0, LAW_CASES);
  tcase_add_loop_test(c->reference, small_faults_are_found, 0, 7);
  tcase_add_loop_test(c->reference, exact_ways_agree, 0, 5);
}
