/* Funnels: lines, z-scores, over-dispersion, classes. */
#include "rates/check_rates.h"
#include "rates/funnel.h"

static const double late[] = {65, 1, 3, 90, 9, 120}, seen[] = {200, 20, 30, 300, 100, 150};

static cpw_rates_funnel_options usual(int32_t measure, int32_t limits) {
  cpw_rates_funnel_options o;
  cpw_rates_funnel_options_init(&o);
  o.measure = measure;
  o.limits = limits;
  return o;
}

static cpw_result *funnel(const double *value, const double *size, int64_t n,
                          const cpw_rates_funnel_options *o) {
  cpw_result *r = NULL;
  cpw_error err;
  fine(cpw_rates_funnel(value, size, n, o, &r, &err), &err);
  return r;
}

static void lines(const double *size, int64_t n, double target, double dispersion,
                  const cpw_rates_funnel_options *o, const double *expected, double relative) {
  double lower[20], upper[20];
  cpw_error err;
  fine(cpw_rates_funnel_lines(size, n, target, dispersion, o, lower, upper, &err), &err);
  for (int64_t i = 0; i < 2 * n; i++) {
    near(lower[i], expected[2 * i], relative, "lower", i);
    near(upper[i], expected[2 * i + 1], relative, "upper", i);
  }
}

/* R: r <- qbinom(p, n, t); (r - (pbinom(r, n, t) - p)/dbinom(r, n, t))/n for p = .025, .975, .001, .999; the
 * same with qpois(p, E); a limit below 0 is 0. O/qgamma for the published lines of ratios. */
START_TEST(exact_and_published_lines)
{
  const double people[] = {10, 57, 300}, expected[] = {4, 25.5, 900}, observed[] = {1, 9, 50};
  const double binomial[] = {0.0207716327994844, 0.622463984931446, 0,
                             0.793971874179594,  0.229215510679094, 0.478466854314554,
                             0.16278827308274,   0.553947239671343, 0.304418650258611,
                             0.413073733732883,  0.274126773353865, 0.445238085602561};
  const double poisson[] = {0.0228096094267878, 1.9694613422507,   0,
                            2.73898814962917,   0.610131936346407, 1.38755989686383,
                            0.427958131331782,  1.645377078121,    0.934639095769349,
                            1.06530329039503,   0.89802832718808,  1.10403062987624};
  const double published[] = {0.179480259204365, 39.4978902052072,  0.108302309059412,
                              999.499916624974,  0.526783935536139, 2.18692200853754,
                              0.397221684845525, 3.66983788939046,  0.758509337023911,
                              1.34731073958953,  0.658398134262985, 1.61504083115216};
  cpw_rates_funnel_options o = usual(CPW_RATES_FUNNEL_PROPORTION, CPW_RATES_LIMITS_EXACT);
  lines(people, 3, 0.36, 0, &o, binomial, 1e-10);
  o.measure = CPW_RATES_FUNNEL_RATIO;
  lines(expected, 3, 1, 0, &o, poisson, 1e-10);
  o.measure = CPW_RATES_FUNNEL_RATE;
  o.multiplier = 2;
  const double ten[] = {40, 255,
                        9000}; /* a tenth of the rate, ten times the people, twice as large */
  double fifth[12];
  for (int i = 0; i < 12; i++)
    fifth[i] = poisson[i] / 5;
  lines(ten, 3, 0.1, 0, &o, fifth, 1e-10);
  o = usual(CPW_RATES_FUNNEL_RATIO, CPW_RATES_LIMITS_PUBLISHED);
  lines(observed, 3, 1, 0, &o, published, 1e-11);
}
END_TEST

/* target -+ z sqrt(phi t(1-t)/n), and with tau^2; ends are 0 and 1 */
START_TEST(normal_lines)
{
  cpw_rates_funnel_options o = usual(CPW_RATES_FUNNEL_PROPORTION, CPW_RATES_LIMITS_NORMAL);
  const double level[] = {0.95, 0.998}, size[] = {100, 1};
  o.dispersion = CPW_RATES_DISPERSION_MULTIPLY;
  double z1 = 1.959963984540054, z2 = 3.090232306167813, e = sqrt(2 * 0.25 / 100);
  const double twice[] = {0.5 - z1 * e, 0.5 + z1 * e, 0.5 - z2 * e, 0.5 + z2 * e, 0, 1, 0, 1};
  o.level = level;
  o.levels = 2;
  lines(size, 2, 0.5, 2, &o, twice, 1e-13);
  o.dispersion = CPW_RATES_DISPERSION_ADD;
  e = sqrt(0.25 / 100 + 0.001);
  const double more[] = {0.5 - z1 * e, 0.5 + z1 * e, 0.5 - z2 * e, 0.5 + z2 * e, 0, 1, 0, 1};
  lines(size, 2, 0.5, 0.001, &o, more, 1e-13);
  o.dispersion = CPW_RATES_DISPERSION_NONE;
  o.transform = 1;
  double c = asin(sqrt(0.3)), h = z1 / 20, g = z2 / 20;
  const double angle[] = {pow(sin(c - h), 2), pow(sin(c + h), 2), pow(sin(c - g), 2),
                          pow(sin(c + g), 2)};
  lines(size, 1, 0.3, 0, &o, angle, 1e-14);
  o.measure = CPW_RATES_FUNNEL_RATIO;
  const double root[] = {pow(1 - h, 2), pow(1 + h, 2), pow(1 - g, 2), pow(1 + g, 2)};
  lines(size, 1, 1, 0, &o, root, 1e-14);
}
END_TEST

START_TEST(angles)
{
  for (int i = 0; i <= 1000; i++) {
    double p = i / 1000.0, x = cpwi_arcsine_root(p);
    near(x, asin(sqrt(p)), 1e-15, "arcsine", i);
    near(cpwi_sine_square(x), p, 2e-15, "back", i);
  }
  ck_assert(cpwi_sine_square(-1) == 0 && cpwi_sine_square(2) == 1);
}
END_TEST

/* R: z <- (v/d - t)/sqrt(t*(1-t)/d), winsorised at quantile(z, c(.1, .9)); phi <- mean(wz^2);
 * tau <- (6*phi - 5)/(sum(w) - sum(w^2)/sum(w)), w <- d/(t*(1-t)); pchisq(sum(z^2), 5, lower = FALSE) */
START_TEST(over_dispersion)
{
  const double z[] = {
      -1.03119738923038, -2.88825447093723, -2.96683051981965, -2.1650635094611, -5.625,
      11.2268279877562};
  const double multiplied[] = {-0.307814232817728, -0.862149035130355, -0.885604123804157,
                               -0.646275262259741, -1.67907238486316,  3.35122788335117};
  const double added[] = {-0.220127323518545, -1.64187529768472, -1.45780941438878,
                          -0.380260154753516, -1.66070860923072, 2.7465343179506};
  const double angle[] = {-1.04336426124187, -3.73859566973019, -3.52460073065668,
                          -2.21222269521816, -6.77616909555774, 11.3570006251342};
  cpw_rates_funnel_options o = usual(CPW_RATES_FUNNEL_PROPORTION, CPW_RATES_LIMITS_NORMAL);
  o.dispersion = CPW_RATES_DISPERSION_MULTIPLY;
  cpw_result *r = funnel(late, seen, 6, &o);
  near(real(r, "target")[0], 0.36, 1e-15, "target", 0);
  near(real(r, "phi")[0], 11.2229290039172, 1e-12, "phi", 0);
  near(real(r, "tau2")[0], 0.0241286468794878, 1e-12, "tau2", 0);
  near(real(r, "heterogeneity")[0], 180.577256944444, 1e-12, "Q", 0);
  near(real(r, "heterogeneity_p")[0], 4.02860949166105e-37, 1e-11, "p", 0);
  for (int i = 0; i < 6; i++) {
    near(real(r, "z")[i], z[i], 1e-12, "z", i);
    near(real(r, "z_adjusted")[i], multiplied[i], 1e-12, "multiplied", i);
    near(real(r, "p_value")[i], erfc(fabs(multiplied[i]) / sqrt(2)), 1e-11, "p", i);
    ck_assert_int_eq(whole(r, "class")[i], i == 5 ? 2 : 0);
  }
  cpw_result_free(r);
  o.dispersion = CPW_RATES_DISPERSION_ADD;
  r = funnel(late, seen, 6, &o);
  for (int i = 0; i < 6; i++) {
    near(real(r, "z_adjusted")[i], added[i], 1e-12, "added", i);
    ck_assert_int_eq(whole(r, "class")[i], i == 5 ? 1 : 0);
  }
  cpw_result_free(r);
  o.dispersion = CPW_RATES_DISPERSION_NONE;
  o.transform = 1;
  r = funnel(late, seen, 6, &o);
  for (int i = 0; i < 6; i++)
    near(real(r, "z")[i], angle[i], 1e-12, "angle", i);
  cpw_result_free(r);
}
END_TEST

/* published classes of ratios are those of each unit's own limits; a unit without a size is left out */
START_TEST(classes_and_gaps)
{
  const double observed[] = {30, 0, 100, 12, 0}, expected[] = {10, 10, 100, 10, 0};
  cpw_rates_funnel_options o = usual(CPW_RATES_FUNNEL_RATIO, CPW_RATES_LIMITS_PUBLISHED);
  const char *const names[] = {"a", "b", "c", "d", "e"};
  o.units = names;
  cpw_result *r = funnel(observed, expected, 5, &o);
  const int64_t expected_class[] = {2, -2, 0, 0, 0};
  ck_assert_mem_eq(whole(r, "class"), expected_class, sizeof expected_class);
  ck_assert(isnan(real(r, "value")[4]) && isnan(real(r, "z")[4]) && isnan(real(r, "lower")[9]));
  ck_assert(isinf(real(r, "upper")[2]) && real(r, "lower")[2] == 0); /* at no event */
  ck_assert(whole(r, "units")[0] == 4 && real(r, "target")[0] == 1);
  ck_assert_str_eq(cpw_result_find(r, "z")->dimension[0]->coordinate_labels[0][3], "d");
  cpw_result_free(r);
  o.limits = CPW_RATES_LIMITS_EXACT;
  r = funnel(observed, expected, 5, &o);
  ck_assert_mem_eq(whole(r, "class"), expected_class, sizeof expected_class);
  cpw_result_free(r);
  /* one unit: nothing to compare, nothing to fail */
  o = usual(CPW_RATES_FUNNEL_RATE, CPW_RATES_LIMITS_PUBLISHED);
  r = funnel(observed, expected, 1, &o);
  ck_assert(real(r, "z")[0] == 0 && isnan(real(r, "heterogeneity_p")[0]) &&
            real(r, "tau2")[0] == 0);
  cpw_result_free(r);
}
END_TEST

START_TEST(funnel_refusals)
{
  cpw_rates_funnel_options o = usual(0, 0);
  cpw_result *r = NULL;
  cpw_error err;
  double lower[4] = {7}, upper[4];
  const double zero[] = {0, 0}, two[] = {1, 2}, half[] = {2.5, 3}, bad[] = {1, (double)NAN};
  fails(cpw_rates_funnel(NULL, seen, 6, NULL, &r, &err), CPW_EINVAL, &err, "value is NULL");
  fails(cpw_rates_funnel(late, NULL, 6, NULL, &r, &err), CPW_EINVAL, &err, "size is NULL");
  fails(cpw_rates_funnel(late, seen, 6, NULL, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  fails(cpw_rates_funnel(late, seen, 0, NULL, &r, &err), CPW_EINVAL, &err, "n = 0 must be >= 1");
  fails(cpw_rates_funnel(bad, two, 2, NULL, &r, &err), CPW_EDOMAIN, &err, "value[1] = nan");
  fails(cpw_rates_funnel(two, bad, 2, NULL, &r, &err), CPW_EDOMAIN, &err, "size[1] = nan");
  fails(cpw_rates_funnel(two, zero, 2, NULL, &r, &err), CPW_EDOMAIN, &err,
        "value[0] = 1 must be 0 where size is 0");
  fails(cpw_rates_funnel(half, two, 2, NULL, &r, &err), CPW_EDOMAIN, &err,
        "value[0] = 2.5 must be at most size = 1");
  fails(cpw_rates_funnel(zero, zero, 2, NULL, &r, &err), CPW_EDOMAIN, &err,
        "no unit has a size above 0");
  fails(cpw_rates_funnel(zero, two, 2, NULL, &r, &err), CPW_EDOMAIN, &err,
        "the target of all units together = 0 must be inside (0, 1)");
  fails(cpw_rates_funnel(two, two, 2, NULL, &r, &err), CPW_EDOMAIN, &err,
        "= 1 must be inside (0, 1)");
  o.target = 1.5;
  fails(cpw_rates_funnel(zero, two, 2, &o, &r, &err), CPW_EDOMAIN, &err, "options.target = 1.5");
  o = usual(CPW_RATES_FUNNEL_RATE, 0);
  fails(cpw_rates_funnel(zero, two, 2, &o, &r, &err), CPW_EDOMAIN, &err,
        "= 0 must be finite and > 0");
  o = usual(0, CPW_RATES_LIMITS_EXACT);
  fails(cpw_rates_funnel(zero, half, 2, &o, &r, &err), CPW_EDOMAIN, &err,
        "size[0] = 2.5 must be a whole number for exact limits");
  o.dispersion = CPW_RATES_DISPERSION_ADD;
  fails(cpw_rates_funnel(late, seen, 6, &o, &r, &err), CPW_EINVAL, &err,
        "options.dispersion = 2 needs options.limits = CPW_RATES_LIMITS_NORMAL");
  o.dispersion = 0;
  o.transform = 1;
  fails(cpw_rates_funnel(late, seen, 6, &o, &r, &err), CPW_EINVAL, &err,
        "options.transform = 1 needs");
  o = usual(3, 0);
  fails(cpw_rates_funnel(late, seen, 6, &o, &r, &err), CPW_EINVAL, &err, "measure");
  o = usual(0, 0);
  o.winsorise = 0.5;
  fails(cpw_rates_funnel(late, seen, 6, &o, &r, &err), CPW_EDOMAIN, &err,
        "options.winsorise = 0.5");
  o = usual(0, 0);
  o.multiplier = 0;
  fails(cpw_rates_funnel(late, seen, 6, &o, &r, &err), CPW_EDOMAIN, &err, "options.multiplier = 0");
  o = usual(0, 0);
  const double falling[] = {0.99, 0.95};
  o.level = falling;
  fails(cpw_rates_funnel(late, seen, 6, &o, &r, &err), CPW_EINVAL, &err, "options.levels = 0");
  o.levels = 2;
  fails(cpw_rates_funnel(late, seen, 6, &o, &r, &err), CPW_EDOMAIN, &err,
        "options.level[1] = 0.95 must be above the one before");
  o = usual(0, CPW_RATES_LIMITS_EXACT);
  fails(cpw_rates_funnel_lines(two, -1, 0.5, 0, NULL, lower, upper, &err), CPW_EINVAL, &err,
        "n = -1");
  fails(cpw_rates_funnel_lines(two, 2, 0.5, 0, NULL, NULL, upper, &err), CPW_EINVAL, &err,
        "lower is NULL");
  fails(cpw_rates_funnel_lines(zero, 2, 0.5, 0, NULL, lower, upper, &err), CPW_EDOMAIN, &err,
        "size[0] = 0");
  fails(cpw_rates_funnel_lines(two, 2, 1.5, 0, NULL, lower, upper, &err), CPW_EDOMAIN, &err,
        "target = 1.5 must be from 0 to 1");
  fails(cpw_rates_funnel_lines(half, 2, 0.5, 0, &o, lower, upper, &err), CPW_EDOMAIN, &err,
        "size[0] = 2.5 must be a whole number");
  o = usual(CPW_RATES_FUNNEL_RATIO, CPW_RATES_LIMITS_NORMAL);
  fails(cpw_rates_funnel_lines(two, 2, 0, 0, &o, lower, upper, &err), CPW_EDOMAIN, &err,
        "target = 0 must be finite and > 0");
  o.dispersion = CPW_RATES_DISPERSION_ADD;
  fails(cpw_rates_funnel_lines(two, 2, 1, -1, &o, lower, upper, &err), CPW_EDOMAIN, &err,
        "dispersion = -1 must be finite and >= 0");
  ck_assert(lower[0] == 7 && r == NULL);
  fine(cpw_rates_funnel_lines(NULL, 0, 0.5, 0, NULL, NULL, NULL, &err), &err);
}
END_TEST

/* lines close in as the size grows; units in another order are the same units */
START_TEST(order_and_size)
{
  const double size[] = {10, 20, 50, 200, 1000, 50000};
  for (int32_t limits = 0; limits < 3; limits++)
    for (int32_t measure = 0; measure < 3; measure++) {
      cpw_rates_funnel_options o = usual(measure, limits);
      double lower[12], upper[12];
      fine(cpw_rates_funnel_lines(size, 6, 0.4, 0, &o, lower, upper, NULL), NULL);
      for (int i = 0; i < 12; i++) {
        ck_assert(lower[i] <= 0.4 && upper[i] >= 0.4);
        if (i > 1) ck_assert(lower[i] >= lower[i - 2] && upper[i] <= upper[i - 2]);
      }
      ck_assert(lower[11] > 0.38 && upper[11] < 0.42);
    }
  cpw_rates_funnel_options o = usual(0, CPW_RATES_LIMITS_NORMAL);
  o.dispersion = CPW_RATES_DISPERSION_ADD;
  double value[6], people[6];
  for (int i = 0; i < 6; i++)
    value[i] = late[5 - i], people[i] = seen[5 - i];
  cpw_result *a = funnel(late, seen, 6, &o), *b = funnel(value, people, 6, &o);
  ck_assert(real(a, "phi")[0] == real(b, "phi")[0] && real(a, "tau2")[0] == real(b, "tau2")[0]);
  for (int i = 0; i < 6; i++)
    ck_assert(real(a, "z_adjusted")[i] == real(b, "z_adjusted")[5 - i]);
  cpw_result_free(a);
  cpw_result_free(b);
}
END_TEST

static int32_t memory_body(void *context) {
  cpw_result *r = NULL;
  (void)context;
  int32_t status = cpw_rates_funnel(late, seen, 6, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(funnel_memory)
{ cpwt_each_allocation_fails(memory_body, NULL); }
END_TEST

void funnel_tests(const cases *c) {
  tcase_add_test(c->reference, exact_and_published_lines);
  tcase_add_test(c->reference, normal_lines);
  tcase_add_test(c->reference, angles);
  tcase_add_test(c->reference, over_dispersion);
  tcase_add_test(c->limits, classes_and_gaps);
  tcase_add_test(c->errors, funnel_refusals);
  tcase_add_test(c->properties, order_and_size);
  tcase_add_test(c->oom, funnel_memory);
}
