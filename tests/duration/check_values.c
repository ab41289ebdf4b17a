/* Survival and moments against 100 digits, sums that are known, and numerical integrals. */
#include "duration/check_duration.h"

typedef struct tail {
  double cv, t, survival; /* of a law of mean 1 */
} tail;

static const tail gamma_tails[] = {
    {100.0, 1e-06, 0.0022423539106233233},  {100.0, 0.5, 0.00093220563857428761},
    {100.0, 3000.0, 9.0569284696597837e-5}, {100.0, 20000.0, 4.8908149539872512e-6},
    {30.0, 0.001, 0.0144872012227117},      {10.0, 0.01, 0.082785652907745909},
    {10.0, 20.0, 0.012215590543245809},     {10.0, 1000.0, 4.2817049774099388e-8},
    {3.0, 0.001, 0.61602689287220899},      {3.0, 1.0, 0.18167539116879225},
    {3.0, 50.0, 8.6644397049478145e-5},     {1.5, 0.3, 0.55710769235190802},
    {1.5, 8.0, 0.0062762768219193717},      {1.001, 1.0, 0.36775175133066476},
    {0.9, 0.1, 0.93710417049827566},        {0.9, 4.0, 0.011938299670966602},
    {0.5, 0.2, 0.99092014219984601},        {0.5, 1.5, 0.15120388277664786},
    {0.5, 8.0, 7.6065199676375984e-11},     {0.3, 0.5, 0.97538526315985759},
    {0.3, 1.6, 0.03627656539450831},        {0.25, 1.0, 0.46674489138772075},
    {0.2, 1.8, 0.0004492462205860376},      {0.1, 0.9, 0.84177901081356976},
    {0.1, 1.5, 5.9245403354839223e-6},      {0.03, 1.05, 0.049509202298280876},
    {0.01, 0.97, 0.99876582441553152},      {0.01, 1.001, 0.45886253710749442},
    {0.01, 1.08, 3.1098199621686824e-15},   {0.001, 0.998, 0.97730388599326329},
    {0.001, 1.0, 0.49986701923912741},      {0.001, 1.0005, 0.3084495242285222},
    {0.001, 1.008, 7.3702785796048437e-16}};

static const tail lognormal_tails[] = {
    {0.001, 1.002, 0.022831068734495774},  {0.1, 0.8, 0.9856331994401168},
    {0.5, 1.0, 0.40664247839654991},       {1.0, 30.0, 3.3732750597172081e-6},
    {3.0, 0.001, 0.99992575097745945},     {100.0, 100000.0, 5.4517871636200717e-8},
    {1.0, 2000.0, 6.7470916257998771e-22},
};

static const struct {
  double cv, shape, third;
} weibull_laws[] = {
    {0.001, 1281.8196610080399, 1.0000029988651002},
    {0.05, 24.949775176655669, 1.007385244847205},
    {0.1, 12.153434194956145, 1.0292845290316422},
    {0.3, 3.7137723664296049, 1.2692976795220827},
    {0.5, 2.1013490946885437, 1.8208004068274416},
    {1.0, 1.0, 6.0},
    {1.5, 0.68477255323341567, 20.005234148964005},
    {3.0, 0.41134026902074572, 312.51974426346567},
    {10.0, 0.23320675891629671, 83831.147113716478},
    {100.0, 0.1280466299225738, 5174349416.4747834},
};

static void hold_tails(int32_t law, const tail *rows, size_t count) {
  for (size_t i = 0; i < count; i++) {
    cpw_duration d = duration(law, 1, rows[i].cv, 0);
    double found = cpw_duration_survival(&d, rows[i].t);
    ck_assert_msg(fabs(found / rows[i].survival - 1) <= 1e-11,
                  "law %d, cv %g, t %g: %.17g is %.3g off", (int)law, rows[i].cv, rows[i].t, found,
                  found / rows[i].survival - 1);
    d.mean = 4; /* a power of two: nothing but the unit changes */
    d.zero = 0.25;
    found = cpw_duration_survival(&d, 4 * rows[i].t);
    ck_assert(fabs(found / (0.75 * rows[i].survival) - 1) <= 1e-11);
  }
}

START_TEST(tails_to_many_digits)
{
  hold_tails(CPW_DURATION_GAMMA, gamma_tails, COUNT(gamma_tails));
  hold_tails(CPW_DURATION_LOGNORMAL, lognormal_tails, COUNT(lognormal_tails));
}
END_TEST

/* Erlang: P(T > t) is the chance of fewer than k arrivals, by its recurrence */
START_TEST(erlang_is_a_poisson_sum)
{
  for (int k = 1; k <= 400; k += k < 20 ? 1 : 19)
    for (int i = 1; i <= 30; i++) {
      cpw_duration d = duration(CPW_DURATION_GAMMA, k, 1 / sqrt(k), 0);
      long double x = (long double)k * ((long double)i / 10), term = expl(-x), sum = term;
      for (int n = 1; n < k; n++)
        sum += term *= x / n;
      double found = cpw_duration_survival(&d, (double)x);
      if (sum > 1e-30L)
        ck_assert_msg(fabsl((long double)found / sum - 1) <= 1e-11L, "k %d, x %g: %.17g, not %.17g",
                      k, (double)x, found, (double)sum);
    }
}
END_TEST

START_TEST(weibull_shapes_and_moments)
{
  for (size_t i = 0; i < COUNT(weibull_laws); i++) {
    cpw_duration d = duration(CPW_DURATION_WEIBULL, 2, weibull_laws[i].cv, 0);
    cpwi_duration p;
    double m3 = 0;
    cpwi_duration_prepare(&p, &d);
    ck_assert_double_eq_tol(1 / p.b, weibull_laws[i].shape, 1e-12 * weibull_laws[i].shape);
    ck_assert_int_eq(cpw_duration_moments(&d, NULL, NULL, &m3, NULL), CPW_OK);
    ck_assert_double_eq_tol(m3, 8 * weibull_laws[i].third, 1e-12 * m3);
  }
}
END_TEST

/* E[T^n] = n times the integral of t^(n-1) P(T > t): by Simpson's rule over t = mean v^4/(1 - v) */
START_TEST(moments_are_integrals_of_survival)
{
  cpw_duration laws[40];
  int count = sample_laws(laws, 40);
  for (int i = 0; i < count; i++) {
    if (laws[i].law == CPW_DURATION_EMPIRICAL || laws[i].law == CPW_DURATION_GEOMETRIC ||
        laws[i].law == CPW_DURATION_FIXED)
      continue;
    double m[3], sum[3] = {0, 0, 0};
    const int steps = 40000;
    ck_assert_int_eq(cpw_duration_moments(&laws[i], &m[0], &m[1], &m[2], NULL), CPW_OK);
    for (int k = 1; k < steps; k++) {
      double v = (double)k / steps, t = laws[i].mean * v * v * v * v / (1 - v);
      double speed = laws[i].mean * v * v * v * (4 - 3 * v) / ((1 - v) * (1 - v));
      double w = (k % 2 ? 4.0 : 2.0) / (3 * steps) * speed * cpw_duration_survival(&laws[i], t);
      sum[0] += w;
      sum[1] += 2 * t * w;
      sum[2] += 3 * t * t * w;
    }
    for (int n = 0; n < 3; n++)
      ck_assert_msg(fabs(sum[n] / m[n] - 1) < 1e-6, "law %d (%d), moment %d: %.12g, not %.12g", i,
                    (int)laws[i].law, n + 1, sum[n], m[n]);
  }
}
END_TEST

/* laws of whole numbers and of data: sums over everything there is */
START_TEST(moments_of_laws_with_steps)
{
  cpw_duration d = duration(CPW_DURATION_GEOMETRIC, 6.5, 0, 0.2);
  double m[3], sum[3] = {0, 0, 0}, p = 1 / 6.5, left = 0.8;
  ck_assert_int_eq(cpw_duration_moments(&d, &m[0], &m[1], &m[2], NULL), CPW_OK);
  for (int k = 1; k < 2000; k++) {
    ck_assert_double_eq_tol(cpw_duration_survival(&d, k - 0.5), left, 1e-12);
    ck_assert_double_eq_tol(cpw_duration_survival(&d, k), left * (1 - p), 1e-12);
    sum[0] += left * p * k;
    sum[1] += left * p * k * k;
    sum[2] += left * p * k * k * k;
    left *= 1 - p;
  }
  for (int n = 0; n < 3; n++)
    ck_assert_double_eq_tol(m[n], sum[n], 1e-12 * sum[n]);
  const double values[] = {2, 6}, weights[] = {3, 1}, edges[] = {0, 2, 2, 6}, shares[] = {2, 4, 2};
  cpw_empirical *seen = NULL, *banded = NULL;
  ck_assert_int_eq(cpw_empirical_new(values, weights, 2, NULL, &seen, NULL), CPW_OK);
  ck_assert_int_eq(cpw_empirical_new_bands(edges, shares, 3, NULL, &banded, NULL), CPW_OK);
  d = duration(CPW_DURATION_EMPIRICAL, 0, 0, 0);
  d.empirical = seen;
  ck_assert_int_eq(cpw_duration_moments(&d, &m[0], &m[1], &m[2], NULL), CPW_OK);
  ck_assert(m[0] == 3 && m[1] == 12 && m[2] == 60);
  ck_assert_double_eq(cpw_duration_survival(&d, 2), 0.25);
  ck_assert_double_eq(cpw_duration_survival(&d, 1.99), 1);
  d.empirical = banded; /* a quarter on 0 to 2, half at 2, a quarter on 2 to 6 */
  ck_assert_int_eq(cpw_duration_moments(&d, &m[0], &m[1], &m[2], NULL), CPW_OK);
  ck_assert_double_eq_tol(m[0], 0.25 * 1 + 0.5 * 2 + 0.25 * 4, 1e-14);
  ck_assert_double_eq_tol(m[1], 0.25 * 4 / 3 + 0.5 * 4 + 0.25 * 52 / 3, 1e-13);
  ck_assert_double_eq_tol(m[2], 0.25 * 2 + 0.5 * 8 + 0.25 * 80, 1e-13);
  ck_assert_double_eq_tol(cpw_duration_survival(&d, 1), 0.875, 1e-15);
  ck_assert_double_eq_tol(cpw_duration_survival(&d, 2), 0.25, 1e-15);
  ck_assert_double_eq_tol(cpw_duration_survival(&d, 5), 0.0625, 1e-15);
  cpw_empirical_free(seen);
  cpw_empirical_free(banded);
  d = duration(CPW_DURATION_NEVER, 0, 0, 0.5);
  ck_assert_int_eq(cpw_duration_moments(&d, &m[0], &m[1], &m[2], NULL), CPW_OK);
  ck_assert(isinf(m[0]) && isinf(m[1]) && isinf(m[2]));
  d = duration(CPW_DURATION_FIXED, 3, 0, 0.5);
  ck_assert_int_eq(cpw_duration_moments(&d, &m[0], &m[1], &m[2], NULL), CPW_OK);
  ck_assert(m[0] == 1.5 && m[1] == 4.5 && m[2] == 13.5);
}
END_TEST

void value_tests(const cases *c) {
  tcase_add_test(c->reference, tails_to_many_digits);
  tcase_add_test(c->reference, erlang_is_a_poisson_sum);
  tcase_add_test(c->reference, weibull_shapes_and_moments);
  tcase_add_test(c->reference, moments_are_integrals_of_survival);
  tcase_add_test(c->reference, moments_of_laws_with_steps);
}
