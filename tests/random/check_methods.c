/* How the laws are drawn, beyond what samples can show: inversions word by word against the exact
 * distribution, tails that no sample reaches, and the hats and squeezes of the rejection methods. */
#include "random/check_random.h"

#include <float.h>

/* -------- inversions */

/* A word whose top bits are any number of zeros or ones, so that tails come up as often as the rest. */
static uint64_t tail_word(cpw_stream *stream) {
  uint64_t word = cpw_random_bits(stream) >> cpw_random_below(stream, 64);
  return cpw_random_below(stream, 2) ? word : ~word;
}

/* survival probability of the stream's word 1, with all of its extension */
static real survival_of(const cpw_stream *stream, uint64_t word) {
  cpwi_words below = cpwi_stream_extension(stream, 1);
  real rest = (real)below.high * 0x1p-64L + (real)below.low * 0x1p-128L;
  return ((real)~word + rest) * 0x1p-64L;
}

START_TEST(exponential_is_the_inverse)
{
  cpw_stream any;
  cpw_stream_init(&any, 41, 0, 0, 0);
  double worst = 0;
  uint64_t moved = 0, draws = 0;
  for (int64_t i = rounds(1000000, 20000); i > 0; i--) {
    uint64_t word = i % 4 ? tail_word(&any) : cpw_random_bits(&any);
    cpw_stream stream = forced(word);
    real survival = survival_of(&stream, word), exact = -logl(survival);
    if (survival > 0.5L) /* what is small is 1 - survival, with its own extension */
      exact = -log1pl(-(survival_of(&stream, ~word)));
    double x = cpw_random_exponential(&stream, 1);
    /* away from the ends the extension is not looked at: half a unit of the word either way */
    real slack = word >> 53 && ~word >> 53 ? 0x1p-53L : 0;
    double error = (double)(fabsl(x - exact) / exact - slack);
    if (error > worst) worst = error;
    moved += cpw_stream_position(&stream) - 1;
    draws++;
  }
  ck_assert_uint_eq(moved, draws); /* one word each */
  if (!can_judge()) return;
  ck_assert_msg(worst < 2.3e-16, "relative error %g", worst);
}
END_TEST

START_TEST(normal_is_the_inverse)
{
  cpw_stream any;
  cpw_stream_init(&any, 42, 0, 0, 0);
  double worst = 0;
  int64_t wrong_side = 0;
  for (int64_t i = rounds(1000000, 20000); i > 0; i--) {
    uint64_t word = i % 4 ? tail_word(&any) : cpw_random_bits(&any);
    cpw_stream stream = forced(word);
    int upper = (int)(word >> 63);
    real tail = survival_of(&stream, upper ? word : ~word);
    double x = cpw_random_normal(&stream, 0, 1);
    wrong_side += (x > 0) != upper;
    real miss = (erfcl((real)fabs(x) / sqrtl(2)) / 2 - tail) / exact_normal_density(x);
    double error = (double)(fabsl(miss) / (1 + fabs(x)));
    if (error > worst) worst = error;
  }
  if (getenv("CAREPATH_VERBOSE")) printf("normal: %g\n", worst);
  ck_assert_int_eq(wrong_side, 0);
  if (!can_judge()) return;
  ck_assert_msg(worst < 3e-16, "error %g (1 + |x|)", worst);
}
END_TEST

/* Tails that no word of this test's streams leads to. */
START_TEST(far_quantiles)
{
  if (!can_judge()) return;
  for (double tail = 0x1p-7; tail >= 0x1p-182; tail *= 0.99) {
    double x = cpwi_far_quantile(tail);
    real miss = (erfcl((real)x / sqrtl(2)) / 2 - tail) / exact_normal_density(x);
    ck_assert_ldouble_le(fabsl(miss), 3e-16L * (1 + x));
  }
}
END_TEST

START_TEST(ends_of_the_inversions)
{
  cpw_stream least = forced(0), most = forced(UINT64_MAX);
  double x = cpw_random_exponential(&least, 1);
  ck_assert(x > 0 && x < 0x1p-63);
  x = cpw_random_exponential(&most, 1);
  ck_assert(x > 44 && x < 134);
  least = forced(0);
  most = forced(UINT64_MAX);
  double a = cpw_random_normal(&least, 0, 1), b = cpw_random_normal(&most, 0, 1);
  ck_assert_double_eq(a, -b);
  ck_assert(b > 9 && b < 15.7);
}
END_TEST

/* More word, more draw: what common random numbers need. */
START_TEST(inversions_rise_with_the_word)
{
  cpw_stream any;
  cpw_stream_init(&any, 43, 0, 0, 0);
  int64_t falls[5] = {0};
  for (int64_t i = rounds(200000, 10000); i > 0; i--) {
    uint64_t a = tail_word(&any), b = i % 2 ? tail_word(&any) : a + 1 + (tail_word(&any) >> 54);
    const cpw_stream low = forced(a < b ? a : b), high = forced(a < b ? b : a);
    cpw_stream s = low, t = high;
    falls[0] += cpw_random_uniform_open(&s) > cpw_random_uniform_open(&t);
    s = low, t = high;
    falls[1] += cpw_random_exponential(&s, 1) > cpw_random_exponential(&t, 1) * (1 + 1e-15);
    s = low, t = high;
    double x = cpw_random_normal(&s, 0, 1), y = cpw_random_normal(&t, 0, 1);
    falls[2] += x > y + 1e-15 * (1 + fabs(x));
    s = low, t = high;
    falls[3] += cpw_random_poisson(&s, 3.5) > cpw_random_poisson(&t, 3.5);
    s = low, t = high;
    falls[4] += cpw_random_geometric(&s, 0.01) > cpw_random_geometric(&t, 0.01);
  }
  for (int i = 0; i < 5; i++)
    ck_assert_int_eq(falls[i], 0);
}
END_TEST

/* -------- ladders: at which word does each count begin? */

typedef struct ladder_case {
  int32_t law;
  double p[3];
} ladder_case;

static const ladder_case ladders[] = {
    {CPW_LAW_POISSON, {1e-12}},
    {CPW_LAW_POISSON, {1e-6}},
    {CPW_LAW_POISSON, {0.01}},
    {CPW_LAW_POISSON, {0.4999}},
    {CPW_LAW_POISSON, {0.5001}},
    {CPW_LAW_POISSON, {4}},
    {CPW_LAW_POISSON, {9.999}},
    {CPW_LAW_BINOMIAL, {1, 1e-18}},
    {CPW_LAW_BINOMIAL, {1, 0.999999999}},
    {CPW_LAW_BINOMIAL, {3, 0.5}},
    {CPW_LAW_BINOMIAL, {30, 0.03}},
    {CPW_LAW_BINOMIAL, {19, 0.5}},
    {CPW_LAW_BINOMIAL, {19, 0.75}},
    {CPW_LAW_BINOMIAL, {9007199254740992.0, 1e-18}},
    {CPW_LAW_BINOMIAL, {9007199254740992.0, 1e-15}},
    {CPW_LAW_BINOMIAL, {9007199254740992.0, 1 - 0x1p-53}},
    {CPW_LAW_HYPERGEOMETRIC, {1, 9007199254740991.0, 1}},
    {CPW_LAW_HYPERGEOMETRIC, {3, 5, 2}},
    {CPW_LAW_HYPERGEOMETRIC, {18, 18, 18}},
    {CPW_LAW_HYPERGEOMETRIC, {18, 19, 18}},
    {CPW_LAW_HYPERGEOMETRIC, {19, 18, 19}},
    {CPW_LAW_HYPERGEOMETRIC, {100, 1000000, 100}},
    {CPW_LAW_HYPERGEOMETRIC, {1e7, 1e15, 3e8}},
    {CPW_LAW_HYPERGEOMETRIC, {1e7, 1e12, 5}},
    {CPW_LAW_HYPERGEOMETRIC, {18, 9007199254740970.0, 4503599627370494.0}},
};
#define LADDERS ((int)(sizeof ladders / sizeof *ladders))

static int64_t draw_forced(const ladder_case *c, uint64_t word) {
  cpw_stream stream = forced(word);
  int64_t out = -1;
  if (cpw_random_fill_int64(&stream, c->law, c->p, 1, &out, 1, NULL) != CPW_OK) return -1;
  return cpw_stream_position(&stream) == 2 ? out : -1; /* one word */
}

/* the first word at which the draw is different from that of word 0 by at least `steps` */
static uint64_t first_word(const ladder_case *c, int64_t start, int64_t steps) {
  uint64_t low = 0, high = UINT64_MAX;
  while (high - low > 1) {
    uint64_t middle = low + (high - low) / 2;
    if (llabs(draw_forced(c, middle) - start) >= steps)
      high = middle;
    else
      low = middle;
  }
  return high;
}

START_TEST(ladders_are_exact)
{
  const ladder_case *c = &ladders[_i];
  if (!can_judge()) return;
  masses m = exact_masses(c->law, c->p);
  int64_t start = draw_forced(c, 0), last = draw_forced(c, UINT64_MAX);
  int falls = last < start; /* failures are counted: the least of them is the greatest count */
  if (last == start) falls = start > m.first;
  /* chances of being more than k steps from the start, from the far end for precision */
  int64_t steps = 0;
  real above[512] = {0}, sum = 0;
  for (int64_t i = m.size - 1; i > 0; i--) {
    int64_t step = falls ? m.size - 1 - i : i;
    (void)step;
    sum += m.mass[falls ? m.size - 1 - i : i];
    if (i - 1 < 512) above[i - 1] = sum;
  }
  ck_assert_int_eq(start, falls ? m.first + m.size - 1 : m.first);
  for (; steps < 512 && steps < m.size - 1 && above[steps] > 0x1p-56L; steps++) {
    real words = ((real)UINT64_MAX - (real)first_word(c, start, steps + 1) + 1) * 0x1p-64L;
    real miss = fabsl(words - above[steps]);
    real most = above[steps] * 1e-12L + above[0] * 4e-15L + 0x1p-63L;
    ck_assert_msg(miss <= most, "%s case %d: P(more than %lld) = %.18Lg, should be %.18Lg",
                  cpw_law_name(c->law), _i, (long long)steps, words, above[steps]);
  }
  masses_free(&m);
}
END_TEST

/* Counts so far out that a word and all of its extension are needed. */
START_TEST(far_counts)
{
  static const double means[] = {1e-12, 1e-3, 0.7, 5, 9.5};
  double mean = means[_i];
  for (int zeros = 20; zeros <= 64; zeros++) {
    uint64_t survival = zeros == 64 ? 0 : UINT64_MAX >> zeros;
    cpw_stream stream = forced(~survival);
    real s = survival_of(&stream, ~survival), above = 0, mass = expl(-(real)mean);
    /* masses first, then their sums from the far end */
    real masses_of[400], tails[400];
    for (int k = 0; k < 400; k++) {
      masses_of[k] = mass;
      mass *= mean / (k + 1);
    }
    for (int k = 399; k >= 0; k--) {
      tails[k] = above;
      above += masses_of[k];
    }
    int64_t k = 0;
    while (tails[k] > s)
      k++;
    ck_assert_int_eq(cpw_random_poisson(&stream, mean), k);
  }
}
END_TEST

/* -------- rejection: hats above, squeezes below */

/* Where the hat's transformation of u >= 0 takes the value y >= 0: 1/2 - u. */
static double room_at(const cpwi_hat *h, double y) {
  double linear = y + 2 * h->a - h->b / 2;
  return (sqrt(linear * linear + 4 * h->b * h->a) - linear) / (2 * h->b);
}

/* For each count the whole interval that stands for it, at the ends where the hat is closest. */
static void hold_hat(cpwi_count_law *law, const char *name) {
  ck_assert_int_eq(law->method, CPWI_HAT);
  cpwi_cells *c = &law->cells;
  const cpwi_hat *h = &law->hat;
  int64_t reach = (int64_t)(60 + 6 * h->b), low = -reach, high = reach;
  if (low < c->lowest) low = c->lowest;
  if (high > c->highest) high = c->highest;
  int64_t step = (high - low) / rounds(1500, 200) + 1;
  double highest = 0, least = 9; /* of the law, as a multiple of the hat; above the squeeze */
  for (int64_t j = low; j <= high; j += step) {
    double mass = exp(cpwi_cells_log_ratio(c, j, 1)), left = (double)j - h->centre;
    for (int side = 0; side < 2; side++) {
      double outer = side ? left + 1 : -left, inner = outer - 1;
      if (outer <= 0) continue;
      double near = room_at(h, outer), far = room_at(h, inner > 0 ? inner : 0);
      highest = fmax(highest, mass * (h->a / (near * near) + h->b) / h->level);
      double there = mass * (h->a / (far * far) + h->b) / h->level;
      if (far >= 0.07) least = fmin(least, there - h->squeeze);
    }
  }
  ck_assert_msg(highest <= 1, "%s %.17g: %g times its hat", name, c->expected[0], highest);
  ck_assert_msg(least >= 0, "%s %.17g: %g below its squeeze", name, c->expected[0], -least);
}

START_TEST(poisson_hats)
{
  double factor = getenv("CAREPATH_QUICK") ? 1.2 : 1.002;
  for (double mean = 10; mean < 1e4; mean *= factor) {
    cpwi_count_law law;
    cpwi_poisson_prepare(&law, mean);
    hold_hat(&law, "poisson");
  }
  for (double mean = 1e4; mean < CPW_RANDOM_MAX_MEAN; mean *= 7) {
    cpwi_count_law law;
    cpwi_poisson_prepare(&law, mean);
    hold_hat(&law, "poisson");
  }
}
END_TEST

START_TEST(binomial_hats)
{
  double factor = getenv("CAREPATH_QUICK") ? 1.7 : 1.05;
  for (double p = 0.5; p > 1e-12; p *= p > 0.01 ? 0.9 : 0.3) {
    for (double mean = 10; mean < 1e5 && mean / p < 9e15; mean *= factor) {
      cpwi_count_law law;
      cpwi_binomial_prepare(&law, (int64_t)(mean / p) + 2, p);
      hold_hat(&law, "binomial");
    }
  }
}
END_TEST

/* (x - a)^2 f(x) stays below the square of half the width, for all x of each count. */
START_TEST(hypergeometric_ratios)
{
  cpw_stream any;
  cpw_stream_init(&any, 44, 0, 0, 0);
  int64_t held = 0;
  for (int64_t i = rounds(4000, 200); i > 0; i--) {
    int64_t most = (int64_t)1 << (6 + cpw_random_below(&any, 46));
    int64_t marked = 10 + (int64_t)cpw_random_below(&any, (uint64_t)most);
    int64_t unmarked = 10 + (int64_t)cpw_random_below(&any, (uint64_t)most);
    int64_t drawn = (int64_t)cpw_random_below(&any, (uint64_t)(marked + unmarked));
    cpwi_count_law law;
    cpwi_hypergeometric_prepare(&law, marked, unmarked, drawn);
    if (law.method != CPWI_RATIO) continue;
    held++;
    cpwi_cells *c = &law.cells;
    double width = law.ratio.width, centre = law.ratio.centre, worst = 0;
    int64_t low = (int64_t)(-12 * width), high = (int64_t)(12 * width);
    if (low < c->lowest) low = c->lowest;
    if (high > c->highest) high = c->highest;
    for (int64_t j = low; j <= high; j += (high - low) / 500 + 1) {
      double distance = fmax(fabs((double)j - centre), fabs((double)j + 1 - centre));
      double v = distance * exp(cpwi_cells_log_ratio(c, j, 1) / 2) * 2 / width;
      if (v > worst) worst = v;
    }
    ck_assert_msg(worst <= 1 + 1e-9, "%lld %lld %lld: %.12g", (long long)marked,
                  (long long)unmarked, (long long)drawn, worst);
    /* the reference is the mode */
    ck_assert(c->reference <= c->lowest || cpwi_cells_log_ratio(c, c->reference - 1, 1) <= 1e-9);
    ck_assert(c->reference >= c->highest || cpwi_cells_log_ratio(c, c->reference + 1, 1) <= 1e-9);
  }
  ck_assert_int_gt(held, 50);
}
END_TEST

START_TEST(gamma_squeeze)
{
  double factor = getenv("CAREPATH_QUICK") ? 3 : 1.1;
  for (double shape = 1; shape < 1e12; shape *= factor) {
    cpwi_gamma g = cpwi_gamma_prepare(shape);
    double worst = -1;
    for (double x = -2.344; x < 2.344; x += 0.001) {
      double y = g.c * x;
      if (y <= -1) continue;
      double squeeze = 1 - 0.0331 * x * x * x * x;
      double log = 0.5 * x * x + g.d * (3 * cpwi_log1p_minus(y) - y * y * (3 + y));
      worst = fmax(worst, squeeze - exp(log) * (1 + 1e-12));
    }
    ck_assert_msg(worst <= 0, "shape %g: squeeze %g too high", shape, worst);
  }
}
END_TEST

/* What is accepted follows the gamma law exactly: the normal density times the chance of acceptance is,
 * up to a constant, the gamma density of d (1 + c x)^3 times its derivative. */
START_TEST(gamma_acceptance)
{
  if (!can_judge()) return; /* valgrind has no long double */
  for (double shape = 1; shape < 1e6; shape *= 3) {
    cpwi_gamma g = cpwi_gamma_prepare(shape);
    real d = shape - 1 / 3.0L, c = 1 / sqrtl(9 * d), lowest = 1e9L, highest = -1e9L;
    ck_assert_ldouble_eq_tol(g.d / d, 1, 3e-16L);
    ck_assert_ldouble_eq_tol(g.c / c, 1, 5e-16L);
    for (double x = -0.95 / g.c > -6 ? -0.95 / g.c : -6; x < 6; x += 0.01) {
      double y = g.c * x;
      double accepted = 0.5 * x * x + g.d * (3 * cpwi_log1p_minus(y) - y * y * (3 + y));
      real cube = (1 + c * x) * (1 + c * x) * (1 + c * x);
      real wanted = (shape - 1) * logl(cube) - d * (cube - 1) + 2 * logl(1 + c * x);
      real constant = accepted - 0.5L * x * x - wanted;
      lowest = fminl(lowest, constant);
      highest = fmaxl(highest, constant);
    }
    ck_assert_ldouble_le(highest - lowest, 1e-12L);
  }
}
END_TEST

/* Mass ratios of the cells against products of the exact ratios of neighbours. */
START_TEST(cells_know_the_masses)
{
  static const ladder_case rows[] = {{CPW_LAW_POISSON, {10}},
                                     {CPW_LAW_POISSON, {123.4}},
                                     {CPW_LAW_POISSON, {1e6}},
                                     {CPW_LAW_BINOMIAL, {20, 0.5}},
                                     {CPW_LAW_BINOMIAL, {1000, 0.3}},
                                     {CPW_LAW_BINOMIAL, {100000, 0.01}},
                                     {CPW_LAW_HYPERGEOMETRIC, {20, 20, 20}},
                                     {CPW_LAW_HYPERGEOMETRIC, {60, 300, 100}},
                                     {CPW_LAW_HYPERGEOMETRIC, {10000, 30000, 5000}}};
  const ladder_case *c = &rows[_i];
  cpwi_count_law law;
  if (c->law == CPW_LAW_POISSON)
    cpwi_poisson_prepare(&law, c->p[0]);
  else if (c->law == CPW_LAW_BINOMIAL)
    cpwi_binomial_prepare(&law, (int64_t)c->p[0], c->p[1]);
  else
    cpwi_hypergeometric_prepare(&law, (int64_t)c->p[0], (int64_t)c->p[1], (int64_t)c->p[2]);
  masses m = exact_masses(c->law, c->p);
  int64_t centre = law.cells.base + law.cells.reference;
  if (c->law == CPW_LAW_POISSON) centre = law.cells.base;
  real middle = c->law == CPW_LAW_POISSON ? 1 : m.mass[centre - m.first], worst = 0;
  for (int64_t i = 0; i < m.size; i++) {
    double ours = cpwi_cells_log_ratio(&law.cells, m.first + i - law.cells.base, 1);
    real miss = fabsl(ours - logl(m.mass[i] / middle)) / (3e-14L + 1e-13L * fabsl(ours));
    if (!(miss <= worst)) worst = miss;
  }
  ck_assert_ldouble_le(worst, 1);
  masses_free(&m);
}
END_TEST

/* -------- the far ends of the parameters */

START_TEST(far_parameters)
{
  cpw_stream s;
  cpw_stream_init(&s, 45, 0, 0, 0);
  for (int i = 0; i < 2000; i++) {
    ck_assert_int_eq(cpw_random_poisson(&s, 0), 0);
    ck_assert_int_eq(cpw_random_poisson(&s, 5e-324), 0);
    ck_assert_int_ge(cpw_random_poisson(&s, CPW_RANDOM_MAX_MEAN), INT64_C(4611685000000000000));
    ck_assert_int_eq(cpw_random_binomial(&s, 0, 0.5), 0);
    ck_assert_int_eq(cpw_random_binomial(&s, 100, 0), 0);
    ck_assert_int_eq(cpw_random_binomial(&s, 100, 1), 100);
    ck_assert_int_eq(cpw_random_binomial(&s, CPW_RANDOM_MAX_COUNT, 1), CPW_RANDOM_MAX_COUNT);
    ck_assert_int_eq(cpw_random_binomial(&s, CPW_RANDOM_MAX_COUNT, 5e-324), 0);
    ck_assert_int_eq(cpw_random_hypergeometric(&s, 0, 0, 0), 0);
    ck_assert_int_eq(cpw_random_hypergeometric(&s, 9, 0, 4), 4);
    ck_assert_int_eq(cpw_random_hypergeometric(&s, 0, 9, 4), 0);
    ck_assert_int_eq(cpw_random_hypergeometric(&s, 9, 5, 14), 9);
    ck_assert_int_eq(cpw_random_hypergeometric(&s, 9, 5, 0), 0);
    ck_assert_int_eq(cpw_random_hypergeometric(&s, CPW_RANDOM_MAX_COUNT, 0, 7), 7);
    ck_assert_int_eq(cpw_random_geometric(&s, 1), 0);
    ck_assert_int_eq(cpw_random_geometric(&s, 1e-300), INT64_MAX);
    ck_assert_int_eq(cpw_random_negative_binomial(&s, 2, 0), 0);
    ck_assert_int_eq(cpw_random_negative_binomial(&s, 1e-320, 1e10), 0);
    ck_assert_int_ge(cpw_random_negative_binomial(&s, 1e300, 5), 0);
    ck_assert_int_ge(cpw_random_negative_binomial(&s, 0.5, CPW_RANDOM_MAX_MEAN), 0);
    ck_assert_double_eq(cpw_random_exponential(&s, 0), 0);
    ck_assert_double_eq(cpw_random_normal(&s, 3, 0), 3);
    ck_assert_double_eq(cpw_random_lognormal(&s, 0, 0), 1);
    ck_assert_double_eq(cpw_random_gamma(&s, 2, 0), 0);
    ck_assert_double_eq(cpw_random_gamma(&s, 0.01, 0), 0);
    ck_assert_double_eq(cpw_random_gamma(&s, 1e-320, 1), 0);
    double x = cpw_random_gamma(&s, 1e300, 1e-300);
    ck_assert(x > 0.999 && x < 1.001);
    x = cpw_random_gamma(&s, 1e-5, DBL_MAX);
    ck_assert(x >= 0); /* no NaN */
    x = cpw_random_beta(&s, 1e-320, 1e-320);
    ck_assert(x == 0 || x == 1);
    x = cpw_random_beta(&s, 1e-320, 1e300);
    ck_assert(x == 0);
    x = cpw_random_beta(&s, 1e300, 1e300);
    ck_assert(x > 0.499 && x < 0.501);
    x = cpw_random_beta(&s, 1e-5, 3);
    ck_assert(x >= 0 && x <= 1);
  }
}
END_TEST

/* Tiny shapes give 0 and 1 as often as the exact law does: a / (a + b). */
START_TEST(tiny_beta_shapes)
{
  static const double shapes[][2] = {
      {1e-320, 3e-320}, {1e-310, 1e-310}, {1e-100, 3e-100}, {1e-9, 2e-9}};
  double a = shapes[_i][0], b = shapes[_i][1];
  int64_t n = rounds(200000, 20000), ones = 0;
  cpw_stream s;
  cpw_stream_init(&s, 46, (uint64_t)_i, 0, 0);
  for (int64_t i = 0; i < n; i++)
    ones += cpw_random_beta(&s, a, b) > 0.5;
  real share = a / ((real)a + b);
  real z = ((real)ones - (real)n * share) / sqrtl((real)n * share * (1 - share));
  ck_assert_msg(fabsl(z) < 5.5L, "%lld ones of %lld", (long long)ones, (long long)n);
}
END_TEST

void method_tests(const cases *c) {
  tcase_add_test(c->reference, exponential_is_the_inverse);
  tcase_add_test(c->reference, normal_is_the_inverse);
  tcase_add_test(c->reference, far_quantiles);
  tcase_add_test(c->limits, ends_of_the_inversions);
  tcase_add_test(c->properties, inversions_rise_with_the_word);
  tcase_add_loop_test(c->reference, ladders_are_exact, 0, LADDERS);
  tcase_add_loop_test(c->limits, far_counts, 0, 5);
  tcase_add_test(c->properties, poisson_hats);
  tcase_add_test(c->properties, binomial_hats);
  tcase_add_test(c->properties, hypergeometric_ratios);
  tcase_add_test(c->properties, gamma_squeeze);
  tcase_add_test(c->reference, gamma_acceptance);
  tcase_add_loop_test(c->reference, cells_know_the_masses, 0, 9);
  tcase_add_test(c->limits, far_parameters);
  tcase_add_loop_test(c->limits, tiny_beta_shapes, 0, 4);
}
