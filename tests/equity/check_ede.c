/* Generalised entropy and equally distributed equivalents: to 60 digits where everybody is nearly equal
 * and where values are far apart, at their edges, and against published figures. */
#include "check_equity.h"

static double entropy(const double *y, const double *w, int64_t n, double a) {
  double out = 0;
  WORKS(cpw_equity_entropy(y, w, n, &a, 1, NULL, &out, &err));
  return out;
}

typedef struct answer {
  double ede, index;
} answer;
static answer ede(const double *y, const double *w, int64_t n, int32_t kind, double aversion) {
  answer a = {0, 0};
  WORKS(cpw_equity_ede(y, w, n, kind, &aversion, 1, NULL, &a.ede, &a.index, &err));
  return a;
}

/* ---------------------------------------------------------------- reference ----------------- */

/* Python's decimal to 60 digits, from the definitions:
 * ge = (sum(w*(a*ln(y/mu)).exp())/W - 1)/(a*(a-1)); atkinson = ((sum(w*((1-e)*ln y).exp())/W).ln()/(1-e)).exp();
 * kolm = -(sum(w*(-a*y).exp())/W).ln()/a; index = 1 - ede/mu, and mu - ede for kolm */
static const double near_y[] = {1.0, 1 + 1e-6, 1 + 3e-6, 1 - 2e-6}, near_w[] = {1, 2, 3, 4};
static const double wide_y[] = {1e-3, 2.0, 500.0};

START_TEST(entropy_to_sixty_digits)
{
  const struct {
    double a, near, wide;
  } table[] = {
      {-2, 2.2049979409431131e-12, 1555586833.186784},
      {-1e-9, 2.2049983089269237e-12, 5.1199898455104806},
      {0, 2.2049983089269237e-12, 5.1199898230535075},
      {1e-9, 2.2049983089269241e-12, 5.1199898005965352},
      {0.25, 2.2049983549255373e-12, 2.320269745503956},
      {0.5, 2.2049984009242922e-12, 1.5461787817616275},
      {0.75, 2.2049984469231889e-12, 1.2285192593781951},
      {0.999999999, 2.204998492922227e-12, 1.0725943272493075},
      {1, 2.2049984929222274e-12, 1.0725943268126015},
      {1.000000001, 2.2049984929222274e-12, 1.0725943263758955},
      {2, 2.2049986769197962e-12, 0.98808949841334071},
      {4, 2.2049990449217305e-12, 2.1310061630731525},
  };
  for (size_t k = 0; k < COUNT(table); k++) {
    CLOSE(entropy(near_y, near_w, 4, table[k].a), table[k].near, 1e-9);
    CLOSE(entropy(wide_y, NULL, 3, table[k].a), table[k].wide, 1e-13);
  }
}
END_TEST

START_TEST(atkinson_to_sixty_digits)
{
  const struct {
    double e, near, near_index, wide, wide_index;
  } table[] = {
      {0.5, 1.0000002999988975, 1.1024992004618422e-12, 62.97224549831563, 0.62367258930769687},
      {0.999999999, 1.0000002999977951, 2.2049983067194945e-12, 1.0000000144698147,
       0.99402391620054653},
      {1, 1.0000002999977951, 2.2049983089244926e-12, 1, 0.99402391628701936},
      {1.000000001, 1.0000002999977951, 2.2049983111294912e-12, 0.99999998553018399,
       0.99402391637349219},
      {2, 1.0000002999955899, 4.4099962498483233e-12, 0.0029984947556326723, 0.99998208074432737},
      {10.95, 1.0000002999758553, 2.414471143416115e-11, 0.0011167395183380366,
       0.99999332627115278},
      {100, 1.0000002997795019, 2.2049800802961271e-10, 0.0010111588949633943, 0.99999395722979656},
  };
  for (size_t k = 0; k < COUNT(table); k++) {
    answer near = ede(near_y, near_w, 4, CPW_EDE_ATKINSON, table[k].e);
    answer wide = ede(wide_y, NULL, 3, CPW_EDE_ATKINSON, table[k].e);
    CLOSE(near.ede, table[k].near, 1e-15);
    CLOSE(near.index, table[k].near_index, 1e-9);
    CLOSE(wide.ede, table[k].wide, 1e-13);
    CLOSE(wide.index, table[k].wide_index, 1e-14);
  }
}
END_TEST

START_TEST(kolm_to_sixty_digits)
{
  const struct {
    double a, near, near_index, wide, wide_index;
  } table[] = {
      {1e-9, 1.0000003, 2.2049999999192008e-21, 167.33363899961287, 2.766705379953513e-05},
      {0.15, 1.0000002999996693, 3.3074999584787571e-13, 3.6289547188461859, 163.70471194782047},
      {3, 1.000000299993385, 6.6149983437225484e-12, 0.36637639151685497, 166.96729027514982},
      {40, 1.0000002999118003, 8.8199705513679051e-11, 0.028465307216702741, 167.30520135944997},
  };
  for (size_t k = 0; k < COUNT(table); k++) {
    answer near = ede(near_y, near_w, 4, CPW_EDE_KOLM, table[k].a);
    answer wide = ede(wide_y, NULL, 3, CPW_EDE_KOLM, table[k].a);
    CLOSE(near.ede, table[k].near, 1e-15);
    CLOSE(near.index, table[k].near_index, 1e-9);
    CLOSE(wide.ede, table[k].wide, 1e-12);
    CLOSE(wide.index, table[k].wide_index, 1e-12);
  }
}
END_TEST

/* york_nrt_DECISION_NO_NRT (DCEA @0f3dd04) and inequality_8waits (Cowell 2011) of
 * ../shared/reference/equity_cases.json */
START_TEST(published_equivalents)
{
  const double health[] = {61.925214, 65.953455, 66.816952, 68.975036, 70.344928,
                           72.213544, 72.648215, 74.561156, 75.597859, 77.323144};
  const double people[] = {7279927, 3959316, 5050982, 4616011, 6331048,
                           6474305, 4701015, 4159448, 6194904, 6501111};
  const struct {
    int32_t kind;
    double aversion, ede;
  } table[] = {{CPW_EDE_ATKINSON, 0, 70.6261972078653},  {CPW_EDE_ATKINSON, 1, 70.4600584040144},
               {CPW_EDE_ATKINSON, 7, 69.4034021923918},  {CPW_EDE_ATKINSON, 10, 68.8586591944007},
               {CPW_EDE_ATKINSON, 15, 67.9782465151216}, {CPW_EDE_KOLM, 0.02, 70.3938413082192},
               {CPW_EDE_KOLM, 0.1, 69.4266751687344},    {CPW_EDE_KOLM, 0.2, 68.2302846324651},
               {CPW_EDE_GINI, 1, 70.6261972078653},      {CPW_EDE_GINI, 2, 67.9163577833723},
               {CPW_EDE_GINI, 5, 64.7664225096903}};
  for (size_t k = 0; k < COUNT(table); k++)
    CLOSE(ede(health, people, 10, table[k].kind, table[k].aversion).ede, table[k].ede, 1e-14);
  const double x[] = {52, 18, 78, 26, 5, 64, 40, 31};
  CLOSE(ede(x, NULL, 8, CPW_EDE_ATKINSON, 0.5).index, 0.10132295454960594, 1e-14);
  CLOSE(ede(x, NULL, 8, CPW_EDE_ATKINSON, 1).index, 0.2223668396644597, 1e-14);
  CLOSE(ede(x, NULL, 8, CPW_EDE_ATKINSON, 2).index, 0.4891066046726499, 1e-14);
  CLOSE(ede(x, NULL, 8, CPW_EDE_KOLM, 0.05).index, 10.922794983271942, 1e-14);
  CLOSE(entropy(x, NULL, 8, -1), 0.47867775268386414, 1e-14);
}
END_TEST

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(zeros_and_negative_values)
{
  double y[] = {0, 1, 3}, negative[] = {-1, 2, 5}, zero[] = {0, 0};
  ck_assert_double_eq(ede(y, NULL, 3, CPW_EDE_ATKINSON, 1).ede, 0);
  ck_assert_double_eq(ede(y, NULL, 3, CPW_EDE_ATKINSON, 1).index, 1);
  ck_assert_double_eq(ede(y, NULL, 3, CPW_EDE_ATKINSON, 5).ede, 0);
  CLOSE(ede(y, NULL, 3, CPW_EDE_ATKINSON, 0.5).ede, (1 + sqrt(3)) * (1 + sqrt(3)) / 9, 1e-14);
  ck_assert_double_nan(ede(negative, NULL, 3, CPW_EDE_ATKINSON, 0.5).ede);
  ck_assert_double_eq(ede(negative, NULL, 3, CPW_EDE_ATKINSON, 0).ede, 2);
  ck_assert_double_eq(ede(negative, NULL, 3, CPW_EDE_ATKINSON, 0).index, 0);
  ck_assert_double_eq(ede(zero, NULL, 2, CPW_EDE_ATKINSON, 0.5).ede, 0);
  ck_assert_double_nan(ede(zero, NULL, 2, CPW_EDE_ATKINSON, 0.5).index);
  ck_assert_double_nan(ede(zero, NULL, 2, CPW_EDE_ATKINSON, 0).index);
  ck_assert_double_eq(ede(zero, NULL, 2, CPW_EDE_KOLM, 2).ede, 0);
  ck_assert_double_nan(ede(zero, NULL, 2, CPW_EDE_GINI, 2).index);
  CLOSE(ede(negative, NULL, 3, CPW_EDE_KOLM, 1).ede, -log((exp(1) + exp(-2) + exp(-5)) / 3), 1e-14);
  CLOSE(ede(negative, NULL, 3, CPW_EDE_GINI, 2).ede, 2 * (1 - 2.0 / 3), 1e-14);
  ck_assert(isinf(entropy(y, NULL, 3, 0)) && isinf(entropy(y, NULL, 3, -1)));
  CLOSE(entropy(y, NULL, 3, 0.5), ((sqrt(0.75) + 1.5) / 3 - 1) / -0.25, 1e-14);
  ck_assert_double_nan(entropy(negative, NULL, 3, 0.5));
  CLOSE(entropy(negative, NULL, 3, 2), 0.75, 1e-15);
  ck_assert_double_nan(entropy(zero, NULL, 2, 2));
}
END_TEST

START_TEST(equality_is_exactly_none)
{
  double y[] = {0.1, 0.1, 0.1}, w[] = {0.7, 1.3, 2.9};
  for (int32_t kind = CPW_EDE_ATKINSON; kind <= CPW_EDE_GINI; kind++)
    for (double aversion = kind == CPW_EDE_GINI; aversion < 40; aversion += 3.5) {
      answer a = ede(y, w, 3, kind, aversion);
      ck_assert_double_eq(a.ede, 0.1);
      ck_assert_double_eq(a.index, 0);
    }
  for (double a = -3; a < 4; a += 0.5)
    ck_assert_double_eq(entropy(y, w, 3, a), 0);
}
END_TEST

/* Infinite aversion looks at the least value alone; nothing overflows on the way, at any scale. */
START_TEST(great_aversion_and_great_values)
{
  double y[] = {3, 4, 9}, scales[] = {1, 1e300, 1e-300};
  for (size_t k = 0; k < COUNT(scales); k++) {
    double x[] = {3 * scales[k], 4 * scales[k], 9 * scales[k]};
    CLOSE(ede(x, NULL, 3, CPW_EDE_ATKINSON, 1e6).ede, 3 * scales[k], 1e-5);
    CLOSE(ede(x, NULL, 3, CPW_EDE_ATKINSON, 1e308).ede, 3 * scales[k], 1e-14);
    CLOSE(ede(x, NULL, 3, CPW_EDE_ATKINSON, 2).ede,
          ede(y, NULL, 3, CPW_EDE_ATKINSON, 2).ede * scales[k], 1e-14);
    CLOSE(ede(x, NULL, 3, CPW_EDE_KOLM, 2 / scales[k]).ede,
          ede(y, NULL, 3, CPW_EDE_KOLM, 2).ede * scales[k], 1e-14);
    CLOSE(ede(x, NULL, 3, CPW_EDE_GINI, 1e9).ede, 3 * scales[k], 1e-14);
  }
  CLOSE(ede(y, NULL, 3, CPW_EDE_KOLM, 1e308).ede, 3, 1e-15);
  CLOSE(ede(y, NULL, 3, CPW_EDE_KOLM, 1e-300).ede, 16.0 / 3, 1e-15);
  double large[] = {1e308, 1e307};
  CLOSE(ede(large, NULL, 2, CPW_EDE_KOLM, 1e10).ede, 1e307, 1e-14);
}
END_TEST

START_TEST(nothing_asked)
{
  double y[] = {1, 2};
  WORKS(cpw_equity_ede(y, NULL, 2, CPW_EDE_KOLM, NULL, 0, NULL, NULL, NULL, &err));
  WORKS(cpw_equity_entropy(y, NULL, 2, NULL, 0, NULL, NULL, &err));
  double e[] = {1, 2}, out[2];
  WORKS(cpw_equity_ede(y, NULL, 2, CPW_EDE_ATKINSON, e, 2, NULL, out, NULL, &err));
  CLOSE(out[0], sqrt(2), 1e-15);
  CLOSE(out[1], 4.0 / 3, 1e-15);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

START_TEST(bad_calls_are_named)
{
  double y[] = {1, 2}, bad[] = {1, (double)NAN}, e[] = {1, -1}, out[] = {9, 9}, v[] = {0.5};
  cpw_allocator half = {NULL, NULL, NULL, NULL};
  FAILS(CPW_EINVAL, "kind = 3 must be one of CPW_EDE_...",
        cpw_equity_ede(y, NULL, 2, 3, e, 1, NULL, out, NULL, &err));
  FAILS(CPW_EINVAL, "count = -1 must be >= 0",
        cpw_equity_ede(y, NULL, 2, 0, e, -1, NULL, out, NULL, &err));
  FAILS(CPW_EINVAL, "aversion is NULL",
        cpw_equity_ede(y, NULL, 2, 0, NULL, 1, NULL, out, NULL, &err));
  FAILS(CPW_EINVAL, "ede is NULL", cpw_equity_ede(y, NULL, 2, 0, e, 1, NULL, NULL, NULL, &err));
  FAILS(CPW_EDOMAIN, "aversion[1] = -1 must be finite and >= 0",
        cpw_equity_ede(y, NULL, 2, 0, e, 2, NULL, out, NULL, &err));
  FAILS(CPW_EDOMAIN, "aversion[0] = 0.5 must be finite and >= 1",
        cpw_equity_ede(y, NULL, 2, CPW_EDE_GINI, v, 1, NULL, out, NULL, &err));
  FAILS(CPW_EDOMAIN, "value[1] = nan must be finite",
        cpw_equity_ede(bad, NULL, 2, 0, e, 1, NULL, out, NULL, &err));
  FAILS(CPW_EDOMAIN, "value[1] = nan must be finite",
        cpw_equity_ede(bad, NULL, 2, CPW_EDE_GINI, e, 1, NULL, out, NULL, &err));
  ck_assert_int_eq(cpw_equity_ede(y, NULL, 2, 0, e, 1, &half, out, NULL, NULL), CPW_EINVAL);
  FAILS(CPW_EINVAL, "count = -1 must be >= 0",
        cpw_equity_entropy(y, NULL, 2, e, -1, NULL, out, &err));
  FAILS(CPW_EINVAL, "a is NULL", cpw_equity_entropy(y, NULL, 2, NULL, 1, NULL, out, &err));
  FAILS(CPW_EINVAL, "out is NULL", cpw_equity_entropy(y, NULL, 2, e, 1, NULL, NULL, &err));
  FAILS(CPW_EDOMAIN, "a[1] = nan must be finite",
        cpw_equity_entropy(y, NULL, 2, bad, 2, NULL, out, &err));
  FAILS(CPW_EINVAL, "value is NULL", cpw_equity_entropy(NULL, NULL, 2, e, 1, NULL, out, &err));
  ck_assert_int_eq(cpw_equity_entropy(y, NULL, 2, e, 1, &half, out, NULL), CPW_EINVAL);
  ck_assert_double_eq(out[0], 9);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

/* More aversion, less equivalent: from the mean to the least value; relative and absolute invariance. */
START_TEST(equivalents_fall_with_aversion)
{
  cpw_stream stream;
  cpw_stream_init(&stream, 3, 0, 0, 0);
  for (int round = 0; round < 50; round++) {
    double y[20], w[20], scaled[20], moved[20], least = 1e9;
    for (int i = 0; i < 20; i++) {
      y[i] = 0.01 + cpw_random_gamma(&stream, 2, 5);
      w[i] = cpw_random_exponential(&stream, 1);
      scaled[i] = 4 * y[i];
      moved[i] = y[i] + 7;
      least = fmin(least, y[i]);
    }
    for (int32_t kind = CPW_EDE_ATKINSON; kind <= CPW_EDE_GINI; kind++) {
      double last = ede(y, w, 20, CPW_EDE_ATKINSON, 0).ede;
      for (double x = 0.0625; x < 300; x *= 1.7) {
        double aversion = kind == CPW_EDE_GINI ? 1 + x : x;
        answer a = ede(y, w, 20, kind, aversion);
        ck_assert_msg(a.ede <= last * (1 + 1e-13) && a.ede >= least * (1 - 1e-13),
                      "kind %d, aversion %g: %g after %g", (int)kind, aversion, a.ede, last);
        last = a.ede;
        if (kind != CPW_EDE_KOLM) CLOSE(ede(scaled, w, 20, kind, aversion).index, a.index, 1e-12);
        if (kind != CPW_EDE_ATKINSON)
          CLOSE(ede(moved, w, 20, kind, aversion).ede, a.ede + 7, 1e-12);
      }
    }
  }
}
END_TEST

/* the two ways to each number meet where one takes over from the other */
START_TEST(no_jump_between_forms)
{
  double y[] = {1, 2, 4, 9, 30}, last_e = 0, last_a = 0, last_k = 0;
  for (int i = 0; i <= 4000; i++) {
    double x = i * 1e-3, e = ede(y, NULL, 5, CPW_EDE_ATKINSON, x).ede;
    double a = entropy(y, NULL, 5, x - 1.5), k = ede(y, NULL, 5, CPW_EDE_KOLM, 3 * x).ede;
    if (i > 0) {
      ck_assert(fabs(e - last_e) < 0.02 && e < last_e);
      ck_assert(fabs(a / last_a - 1) < 0.01);
      ck_assert(fabs(k - last_k) < 1 && k < last_k);
    }
    last_e = e;
    last_a = a;
    last_k = k;
  }
}
END_TEST

static int32_t once(void *context) {
  double y[] = {1, 2, 5}, e[] = {0.5, 2}, out[2];
  (void)context;
  int32_t status = cpw_equity_ede(y, NULL, 3, CPW_EDE_ATKINSON, e, 2, NULL, out, NULL, NULL);
  if (status == CPW_OK)
    status = cpw_equity_ede(y, y, 3, CPW_EDE_GINI, e + 1, 1, NULL, out, out, NULL);
  if (status == CPW_OK) status = cpw_equity_entropy(y, NULL, 3, e, 2, NULL, out, NULL);
  return status;
}

START_TEST(failing_memory_is_an_error)
{ cpwt_each_allocation_fails(once, NULL); }
END_TEST

void ede_tests(const cases *c) {
  const TTest *limits[] = {zeros_and_negative_values, equality_is_exactly_none,
                           great_aversion_and_great_values, nothing_asked};
  const TTest *reference[] = {entropy_to_sixty_digits, atkinson_to_sixty_digits,
                              kolm_to_sixty_digits, published_equivalents};
  for (size_t i = 0; i < COUNT(limits); i++)
    tcase_add_test(c->limits, limits[i]);
  for (size_t i = 0; i < COUNT(reference); i++)
    tcase_add_test(c->reference, reference[i]);
  tcase_add_test(c->errors, bad_calls_are_named);
  tcase_add_test(c->properties, equivalents_fall_with_aversion);
  tcase_add_test(c->properties, no_jump_between_forms);
  tcase_add_test(c->oom, failing_memory_is_an_error);
}
