/* Draws against survival (Kolmogorov's distance), against moments, against each other word by word;
 * what is left against ratios of survival and against the equilibrium law by numerical integration. */
#include "duration/check_duration.h"

/* sqrt(n) D of a law passes 2.4 once in 50000 samples (2 exp(-2 x^2)); these are samples of one seed */
#define FAR 2.4

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* 1 where the next value is the same: only the last of equals has the whole step below it */
static int repeated(const double *x, int64_t i, int64_t n) {
  return i + 1 < n && x[i + 1] == x[i];
}

/* of draws (age < 0), or of what is left at an age; age + x is rounded, which steps must not notice */
static double distance(double *x, int64_t n, const cpw_duration *d, double age) {
  double worst = 0, alive = cpw_duration_survival(d, age), from = age < 0 ? 0 : age;
  qsort(x, (size_t)n, sizeof *x, by_size);
  for (int64_t i = 0; i < n; i++) {
    if (repeated(x, i, n)) continue;
    double share = 1 - cpw_duration_survival(d, (from + x[i]) * (1 + 1e-14)) / alive;
    worst = fmax(worst, fabs(share - (double)(i + 1) / (double)n));
  }
  return worst * sqrt((double)n);
}

static double *memory(int64_t n) {
  double *x = malloc((size_t)n * sizeof *x);
  ck_assert_ptr_nonnull(x);
  return x;
}

START_TEST(draws_follow_survival_and_moments)
{
  cpw_duration laws[40];
  int count = sample_laws(laws, 40);
  int64_t n = rounds(100000);
  double *x = memory(n);
  for (int i = 0; i < count; i++) {
    cpw_stream s;
    cpw_stream_init(&s, 11, (uint64_t)i, 0, 0);
    double m1, m2, m3, sum = 0, zeros = 0;
    ck_assert_int_eq(cpw_duration_fill(&laws[i], &s, x, n, NULL), CPW_OK);
    ck_assert_int_eq(cpw_duration_moments(&laws[i], &m1, &m2, &m3, NULL), CPW_OK);
    for (int64_t k = 0; k < n; k++) {
      sum += x[k];
      zeros += x[k] == 0;
    }
    double sd = sqrt(fmax(m2 - m1 * m1, 0) / (double)n);
    ck_assert_msg(fabs(sum / (double)n - m1) <= 4.5 * sd + 1e-12, "law %d: mean %g, not %g -+ %g",
                  i, sum / (double)n, m1, sd);
    double zero = 1 - cpw_duration_survival(&laws[i], 0);
    ck_assert(fabs(zeros - zero * (double)n) <= 4.5 * sqrt((double)n * zero * (1 - zero)) + 1e-9);
    double far = distance(x, n, &laws[i], -1);
    ck_assert_msg(far < FAR, "law %d (%s): distance %g", i, cpw_duration_name(laws[i].law), far);
  }
  free(x);
}
END_TEST

START_TEST(remaining_follows_ratios_of_survival)
{
  cpw_duration laws[40];
  int count = sample_laws(laws, 40);
  int64_t n = rounds(20000);
  double *x = memory(n);
  for (int i = 0; i < count; i++) {
    const double parts[] = {0, 0.001, 0.3, 0.96, 1.1, 2.2};
    double m1;
    ck_assert_int_eq(cpw_duration_moments(&laws[i], &m1, NULL, NULL, NULL), CPW_OK);
    m1 /= 1 - laws[i].zero;
    for (size_t k = 0; k < COUNT(parts); k++) {
      double age = parts[k] * m1;
      if (cpw_duration_survival(&laws[i], age) <= 1e-30) continue;
      cpw_stream s;
      cpw_stream_init(&s, 12, (uint64_t)i, k, 0);
      for (int64_t j = 0; j < n; j++)
        x[j] = cpw_duration_remaining(&laws[i], age, &s);
      double far = distance(x, n, &laws[i], age);
      ck_assert_msg(far < FAR, "law %d (%s, cv %g), age %g: distance %g", i,
                    cpw_duration_name(laws[i].law), laws[i].cv, age, far);
      ck_assert(x[0] > 0);
    }
  }
  free(x);
}
END_TEST

/* shapes far from 1, where every branch of the rejection has its turn */
START_TEST(remaining_of_wide_and_narrow_laws)
{
  const int32_t varied[] = {CPW_DURATION_GAMMA, CPW_DURATION_LOGNORMAL, CPW_DURATION_WEIBULL};
  const double cvs[] = {0.002, 0.03, 5, 60}, spread[] = {-2, 0, 0.3, 0.6, 1.5, 4};
  int64_t n = rounds(8000);
  double *x = memory(n);
  for (size_t i = 0; i < COUNT(varied) * COUNT(cvs) * COUNT(spread); i++) {
    double cv = cvs[i / COUNT(spread) % COUNT(cvs)], far = spread[i % COUNT(spread)];
    cpw_duration d = duration(varied[i / (COUNT(spread) * COUNT(cvs))], 3, cv, 0);
    double age = cv < 1 ? 3 * (1 + cv * far) : 3 * exp(5 * far - 5);
    if (cpw_duration_survival(&d, age) < 1e-30) continue;
    cpw_stream s;
    cpw_stream_init(&s, 13, i, 0, 0);
    for (int64_t j = 0; j < n; j++)
      x[j] = cpw_duration_remaining(&d, age, &s);
    far = distance(x, n, &d, age);
    ck_assert_msg(far < FAR, "%s, cv %g, age %g: distance %g", cpw_duration_name(d.law), cv, age,
                  far);
  }
  free(x);
}
END_TEST

/* sorted residuals against the integral of P(T > x) up to each of them, by trapezia between them */
static double distance_from_equilibrium(double *x, int64_t n, const cpw_duration *d, double m1) {
  double worst = 0, area = 0, at = 0, height = cpw_duration_survival(d, 0);
  qsort(x, (size_t)n, sizeof *x, by_size);
  for (int64_t i = 0; i < n; i++) {
    double next = cpw_duration_survival(d, x[i]);
    area += (x[i] - at) * 0.5 * (height + next) / m1;
    worst = fmax(worst, fabs(area - (double)(i + 1) / (double)n));
    at = x[i];
    height = next;
  }
  return worst * sqrt((double)n);
}

START_TEST(residuals_follow_the_equilibrium_law)
{
  cpw_duration laws[40];
  int count = sample_laws(laws, 40);
  int64_t n = rounds(50000);
  double *x = memory(n);
  for (int i = 0; i < count; i++) {
    cpw_stream s;
    cpw_stream_init(&s, 14, (uint64_t)i, 0, 0);
    double m1, m2, m3, sum = 0;
    ck_assert_int_eq(cpw_duration_moments(&laws[i], &m1, &m2, &m3, NULL), CPW_OK);
    for (int64_t j = 0; j < n; j++)
      sum += x[j] = cpw_duration_residual(&laws[i], &s);
    double mean = m2 / (2 * m1), sd = sqrt((m3 / (3 * m1) - mean * mean) / (double)n);
    ck_assert_msg(fabs(sum / (double)n - mean) < 4.5 * sd, "law %d (%s): %g, not %g -+ %g", i,
                  cpw_duration_name(laws[i].law), sum / (double)n, mean, sd);
    double far = distance_from_equilibrium(x, n, &laws[i], m1);
    ck_assert_msg(far < FAR, "law %d (%s): distance %g", i, cpw_duration_name(laws[i].law), far);
  }
  free(x);
}
END_TEST

/* the words that the header promises; an array is the draws one by one; draw i is word i */
START_TEST(words_are_taken_as_promised)
{
  enum { N = 700 };
  cpw_duration laws[40];
  int count = sample_laws(laws, 40);
  for (int i = 0; i < count; i++) {
    cpw_stream s, t;
    double x[N], one;
    cpwi_duration p;
    cpwi_duration_prepare(&p, &laws[i]);
    cpw_stream_init(&s, 15, (uint64_t)i, 0, 0);
    t = s;
    ck_assert_int_eq(cpw_duration_fill(&laws[i], &s, x, N, NULL), CPW_OK);
    for (int k = 0; k < N; k++) {
      one = cpw_duration_draw(&laws[i], &t);
      ck_assert_mem_eq(&one, &x[k], sizeof one);
    }
    ck_assert_uint_eq(cpw_stream_position(&s), cpw_stream_position(&t));
    if (p.words < 0) continue;
    ck_assert_uint_eq(cpw_stream_position(&s), (uint64_t)(N * p.words));
    for (int k = 0; k < N; k += 13) {
      cpw_stream_seek(&t, (uint64_t)k);
      one = cpw_duration_draw(&laws[i], &t);
      ck_assert_mem_eq(&one, &x[k], sizeof one);
    }
  }
}
END_TEST

/* two words in order are two draws in order, but for the branches of the hyperexponential */
START_TEST(draws_rise_with_the_word)
{
  cpw_duration laws[40];
  int count = sample_laws(laws, 40);
  for (int i = 0; i < count; i++) {
    cpwi_duration p;
    cpwi_duration_prepare(&p, &laws[i]);
    if (p.words != 1 || p.law == CPW_DURATION_HYPEREXPONENTIAL) continue;
    cpw_stream s;
    cpw_stream_init(&s, 16, (uint64_t)i, 0, 0);
    for (uint64_t k = 0; k < 2000; k++) {
      uint64_t words[2];
      double x[2];
      cpw_stream_seek(&s, 2 * k);
      cpw_random_fill_bits(&s, words, 2);
      cpw_stream_seek(&s, 2 * k);
      cpwi_duration_fill(&p, &s, x, 2);
      ck_assert(words[0] < words[1] ? x[0] <= x[1] : x[0] >= x[1]);
    }
  }
}
END_TEST

/* laws that random.h has as well are the same bits */
START_TEST(same_draws_as_random)
{
  cpw_stream s, t;
  cpw_stream_init(&s, 17, 0, 0, 0);
  t = s;
  cpw_duration e = duration(CPW_DURATION_EXPONENTIAL, 3, 0, 0);
  cpw_duration g = duration(CPW_DURATION_GAMMA, 3, 0.5, 0);
  cpw_duration once = duration(CPW_DURATION_GEOMETRIC, 8, 0, 0);
  for (int i = 0; i < 1000; i++) {
    ck_assert_double_eq(cpw_duration_draw(&e, &s), cpw_random_exponential(&t, 3));
    ck_assert_double_eq(cpw_duration_draw(&g, &s), cpw_random_gamma(&t, 4, 0.75));
    ck_assert_double_eq(cpw_duration_draw(&once, &s), 1 + (double)cpw_random_geometric(&t, 0.125));
  }
}
END_TEST

void draw_tests(const cases *c) {
  tcase_add_test(c->properties, draws_follow_survival_and_moments);
  tcase_add_test(c->properties, remaining_follows_ratios_of_survival);
  tcase_add_test(c->properties, remaining_of_wide_and_narrow_laws);
  tcase_add_test(c->properties, residuals_follow_the_equilibrium_law);
  tcase_add_test(c->properties, words_are_taken_as_promised);
  tcase_add_test(c->properties, draws_rise_with_the_word);
  tcase_add_test(c->properties, same_draws_as_random);
}
