/* Waits adjusted for the mix of strata. */
#include "rates/check_rates.h"

/* two groups, two strata; R: m, v/n by stratum, D <- sum(mix*m), V <- sum(mix^2*v/n), Satterthwaite's df,
 * D -+ qt(.975, df)*sqrt(V); t.test of all of a group; 9/16 and 7/16 of the people are in the strata */
static const double wait[] = {3, 5, 8, 13, 21, 2, 2, 7, 1, 4, 6, 9, 10, 12, 30, 31};
static const int64_t group[] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1};
static const int64_t stratum[] = {0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1};

static cpw_result *compare(const double *w, const int64_t *g, const int64_t *s, int64_t n,
                           int64_t groups, int64_t strata, const double *standard,
                           const cpw_rates_options *o) {
  cpw_result *r = NULL;
  cpw_error err;
  fine(cpw_rates_waits(w, g, s, n, groups, strata, standard, o, &r, &err), &err);
  return r;
}

START_TEST(mean_waits)
{
  cpw_result *r = compare(wait, group, stratum, 16, 2, 2, NULL, NULL);
  const struct {
    const char *name;
    double first, second;
  } t[] = {{"direct", 7.22916666666667, 11.890625},
           {"variance", 3.82230902777778, 7.00154622395833},
           {"lower", 2.24133561962729, 4.43969814714312},
           {"upper", 12.216997713706, 19.3415518528569},
           {"crude", 7.625, 12.875},
           {"crude_lower", 2.15309868447249, 3.32784919354851},
           {"crude_upper", 13.0969013155275, 22.4221508064515},
           {"expected", 9.8968253968254, 10.6031746031746},
           {"ratio", 0.770449077786688, 1.21425898203593},
           {"people", 8, 8},
           {"mix", 9 / 16.0, 7 / 16.0}};
  for (size_t i = 0; i < COUNT(t); i++) {
    near(real(r, t[i].name)[0], t[i].first, 1e-12, t[i].name, 0);
    near(real(r, t[i].name)[1], t[i].second, 1e-12, t[i].name, 1);
  }
  near(real(r, "ratio_lower")[0], 0.447889848504727, 1e-12, "ratio", 1);
  near(real(r, "ratio_upper")[0], 1.32530751354168, 1e-12, "ratio", 2);
  near(real(r, "standard_mean")[0], 10.25, 1e-14, "standard", 0);
  near(real(r, "difference")[1], 12.875 - 10.6031746031746, 1e-12, "difference", 1);
  ck_assert(whole(r, "flags")[0] == 0 && real(r, "least")[1] == real(r, "direct")[1]);
  cpw_result_free(r);
}
END_TEST

/* share who wait longer than 8: group 0 has 2/5 and 0/3, group 1 has 1/4 and 4/4 */
START_TEST(share_waits)
{
  cpw_rates_options o;
  cpw_rates_options_init(&o);
  o.over = 8;
  const double standard[] = {3, 1};
  cpw_result *r = compare(wait, group, stratum, 16, 2, 2, standard, &o);
  near(real(r, "direct")[0], 0.75 * 0.4, 1e-15, "direct", 0);
  near(real(r, "direct")[1], 0.75 * 0.25 + 0.25, 1e-15, "direct", 1);
  /* nobody of 3: as if 2 of 7 */
  double none = 2 / 7.0 * 5 / 7 / 3;
  near(real(r, "variance")[0], 0.75 * 0.75 * 0.4 * 0.6 / 5 + none / 16, 1e-14, "variance", 0);
  near(real(r, "crude")[1], 5 / 8.0, 1e-15, "crude", 1);
  cpw_interval w;
  fine(cpw_wilson_interval(5, 8, 0.95, &w, NULL), NULL);
  near(real(r, "crude_lower")[1], w.lower, 1e-14, "wilson", 1);
  near(real(r, "crude_upper")[1], w.upper, 1e-14, "wilson", 1);
  /* Wilson's limits for as many people as give the variance */
  double p = 0.3, people = p * (1 - p) / real(r, "variance")[0];
  fine(cpw_wilson_interval(p * people, people, 0.95, &w, NULL), NULL);
  near(real(r, "lower")[0], w.lower, 1e-13, "lower", 0);
  near(real(r, "upper")[0], w.upper, 1e-13, "upper", 0);
  cpw_result_free(r);
  o.over = 100; /* nobody: limits as for so many people in all */
  r = compare(wait, group, stratum, 16, 2, 2, standard, &o);
  ck_assert(real(r, "direct")[0] == 0 && real(r, "lower")[0] == 0 && real(r, "upper")[0] > 0.2);
  ck_assert(isnan(real(r, "ratio")[0]));
  cpw_result_free(r);
}
END_TEST

/* Half of a's share rests on one person: limits of about 4 people, not of 11000. The variance by hand; limits in
 * Python: p, n = .55, p*(1-p)/v; Wilson's, with z = statistics.NormalDist().inv_cdf(.975). */
START_TEST(share_of_one_person)
{
  double w[1201];
  int64_t g[1201], s[1201];
  for (int i = 0; i < 1201; i++) {
    g[i] = i > 1000;
    s[i] = i > 0 && i <= 1100;
    w[i] = i == 0 || (i <= 1000 && i % 10 == 0) || (i > 1000 && i % 2) ? 60 : 1;
  }
  cpw_rates_options o;
  cpw_rates_options_init(&o);
  o.over = 52;
  const double standard[] = {1, 1};
  cpw_result *r = compare(w, g, s, 1201, 2, 2, standard, &o);
  double variance = 0.25 * (0.6 * 0.4 + 0.1 * 0.9 / 1000);
  near(real(r, "direct")[0], 0.55, 1e-15, "direct", 0);
  near(real(r, "variance")[0], variance, 1e-14, "variance", 0);
  near(real(r, "lower")[0], 0.1795468377093157, 1e-12, "lower", 0);
  near(real(r, "upper")[0], 0.872223394438632, 1e-12, "upper", 0);
  near(real(r, "variance")[1], 0.25 * 0.25 / 100 * 2, 1e-14, "variance", 1);
  cpw_result_free(r);
}
END_TEST

/* what the least and the greatest group wait in an empty stratum, whichever group it is */
START_TEST(between_the_groups)
{
  const double w[] = {5, 2, 9, 1, 4, 6, 8};
  const int64_t g[] = {0, 1, 1, 2, 2, 3, 3}, s[] = {0, 0, 1, 0, 1, 0, 1};
  const double standard[] = {1, 3};
  cpw_rates_options o;
  cpw_rates_options_init(&o);
  o.empty = CPW_RATES_EMPTY_DROP;
  cpw_result *r = compare(w, g, s, 7, 4, 2, standard, &o);
  ck_assert(real(r, "least")[0] == 0.25 * 5 + 0.75 * 4);
  ck_assert(real(r, "most")[0] == 0.25 * 5 + 0.75 * 9);
  ck_assert(real(r, "least")[1] == real(r, "direct")[1]);
  cpw_result_free(r);
}
END_TEST

START_TEST(small_and_empty)
{
  /* one person in a stratum takes the stratum's variance; alone everywhere there is none */
  const double w[] = {4, 1, 3, 5, 2, 8};
  const int64_t g[] = {0, 1, 1, 1, 0, 1}, s[] = {0, 0, 0, 0, 1, 1}, same[] = {0, 0, 0, 0, 0, 0};
  const double standard[] = {1, 0};
  cpw_result *r = compare(w, g, s, 6, 2, 2, standard, NULL);
  near(real(r, "variance")[0], 4, 1e-15, "borrowed", 0); /* variance of 1, 3, 5 over one person */
  near(real(r, "variance")[1], 4 / 3.0, 1e-15, "own", 1);
  cpw_result_free(r);
  const double two[] = {4, 9};
  const int64_t apart[] = {0, 1};
  r = compare(two, apart, NULL, 2, 2, 1, NULL, NULL);
  ck_assert(isnan(real(r, "variance")[0]) && isnan(real(r, "lower")[0]) &&
            real(r, "direct")[1] == 9);
  cpw_result_free(r);
  /* nobody of group 0 in stratum 1 */
  const int64_t gap[] = {0, 0, 0, 1, 1, 1}, kinds[] = {0, 0, 0, 0, 1, 1};
  cpw_rates_options o;
  cpw_error err;
  cpw_rates_options_init(&o);
  cpw_result *none = NULL;
  fails(cpw_rates_waits(w, gap, kinds, 6, 2, 2, NULL, &o, &none, &err), CPW_EDOMAIN, &err,
        "group 0 has nobody in stratum 1, which the standard counts");
  o.empty = CPW_RATES_EMPTY_DROP;
  r = compare(w, gap, kinds, 6, 2, 2, NULL, &o);
  near(real(r, "direct")[0], 8 / 3.0, 1e-15, "direct", 0);
  near(real(r, "empty_share")[0], 1 / 3.0, 1e-15, "empty", 0);
  near(real(r, "least")[0], 2 / 3.0 * 8 / 3 + 5 / 3.0, 1e-14, "least", 0);
  ck_assert(real(r, "most")[0] == real(r, "least")[0]); /* one group there alone */
  ck_assert(whole(r, "flags")[0] == CPW_RATES_FLAG_EMPTY);
  cpw_result_free(r);
  /* all wait alike: no error at all */
  const double alike[] = {7, 7, 7, 7, 7, 7};
  r = compare(alike, g, same, 6, 2, 1, NULL, NULL);
  ck_assert(real(r, "lower")[0] == 7 && real(r, "upper")[1] == 7 && real(r, "ratio")[0] == 1);
  ck_assert(real(r, "ratio_lower")[0] == 1);
  cpw_result_free(r);
}
END_TEST

START_TEST(wait_refusals)
{
  cpw_result *r = NULL;
  cpw_error err;
  const double bad[] = {1, -1}, standard[] = {0, 0}, third[] = {1, 1, 1};
  const int64_t g[] = {0, 2}, ok[] = {0, 1}, zero[] = {0, 0};
  fails(cpw_rates_waits(wait, ok, NULL, 2, 2, 1, NULL, NULL, NULL, &err), CPW_EINVAL, &err,
        "out is NULL");
  fails(cpw_rates_waits(NULL, ok, NULL, 2, 2, 1, NULL, NULL, &r, &err), CPW_EINVAL, &err,
        "wait is NULL");
  fails(cpw_rates_waits(wait, NULL, NULL, 2, 2, 1, NULL, NULL, &r, &err), CPW_EINVAL, &err,
        "group is NULL");
  fails(cpw_rates_waits(wait, ok, NULL, 0, 2, 1, NULL, NULL, &r, &err), CPW_EINVAL, &err,
        "must be >= 1");
  fails(cpw_rates_waits(wait, ok, NULL, 2, 2, 2, NULL, NULL, &r, &err), CPW_EINVAL, &err,
        "stratum is NULL, but there are 2 strata");
  fails(cpw_rates_waits(bad, ok, NULL, 2, 2, 1, NULL, NULL, &r, &err), CPW_EDOMAIN, &err,
        "wait[1] = -1 must be from 0 to");
  fails(cpw_rates_waits(wait, g, NULL, 2, 2, 1, NULL, NULL, &r, &err), CPW_EINVAL, &err,
        "group[1] = 2 must be 0 to 1");
  fails(cpw_rates_waits(wait, ok, g, 2, 2, 2, NULL, NULL, &r, &err), CPW_EINVAL, &err,
        "stratum[1] = 2 must be 0 to 1");
  fails(cpw_rates_waits(wait, zero, NULL, 2, 2, 1, NULL, NULL, &r, &err), CPW_EDOMAIN, &err,
        "group 1 has nobody");
  fails(cpw_rates_waits(wait, zero, ok, 2, 1, 2, standard, NULL, &r, &err), CPW_EDOMAIN, &err,
        "standard must not be 0 in every stratum");
  fails(cpw_rates_waits(wait, zero, ok, 2, 1, 3, third, NULL, &r, &err), CPW_EDOMAIN, &err,
        "stratum 2, which the standard counts, has nobody in any group");
  fails(cpw_rates_waits(wait, zero, ok, 2, 1, 2, bad, NULL, &r, &err), CPW_EDOMAIN, &err,
        "standard[1] = -1");
  fails(cpw_rates_waits(wait, zero, ok, 2, INT64_MAX, 2, NULL, NULL, &r, &err), CPW_EOVERFLOW, &err,
        "groups x strata is too large");
  cpw_rates_options o;
  cpw_rates_options_init(&o);
  o.empty = 9;
  fails(cpw_rates_waits(wait, zero, ok, 2, 1, 2, NULL, &o, &r, &err), CPW_EINVAL, &err, "empty");
  o.empty = CPW_RATES_EMPTY_DROP;
  const double last[] = {0, 1};
  fails(cpw_rates_waits(wait, ok, ok, 2, 2, 2, last, &o, &r, &err), CPW_EDOMAIN, &err,
        "group 0 has nobody in any stratum that the standard counts");
  ck_assert(r == NULL);
}
END_TEST

/* the order of the rows leaves no trace; scaling the waits scales what has units and leaves the ratios */
START_TEST(order_and_scale)
{
  double turned[16], longer[16];
  int64_t g[16], s[16];
  for (int i = 0; i < 16; i++) {
    int from = (i * 5 + 3) % 16;
    turned[i] = wait[from], g[i] = group[from], s[i] = stratum[from];
    longer[i] = 4 * wait[i];
  }
  cpw_result *a = compare(wait, group, stratum, 16, 2, 2, NULL, NULL);
  cpw_result *b = compare(turned, g, s, 16, 2, 2, NULL, NULL);
  cpw_result *c = compare(longer, group, stratum, 16, 2, 2, NULL, NULL);
  const char *const names[] = {"direct", "variance", "lower",   "upper",
                               "ratio",  "crude",    "expected"};
  for (size_t i = 0; i < COUNT(names); i++)
    ck_assert_mem_eq(real(a, names[i]), real(b, names[i]), 2 * sizeof(double));
  for (int k = 0; k < 2; k++) {
    ck_assert(real(c, "direct")[k] == 4 * real(a, "direct")[k]);
    near(real(c, "upper")[k], 4 * real(a, "upper")[k], 1e-13, "scaled", k);
    near(real(c, "ratio")[k], real(a, "ratio")[k], 1e-14, "scaled", k);
  }
  cpw_result_free(a);
  cpw_result_free(b);
  cpw_result_free(c);
}
END_TEST

static int32_t memory_body(void *context) {
  cpw_result *r = NULL;
  (void)context;
  int32_t status = cpw_rates_waits(wait, group, stratum, 16, 2, 2, NULL, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(wait_memory)
{ cpwt_each_allocation_fails(memory_body, NULL); }
END_TEST

void wait_tests(const cases *c) {
  tcase_add_test(c->reference, mean_waits);
  tcase_add_test(c->reference, share_waits);
  tcase_add_test(c->reference, share_of_one_person);
  tcase_add_test(c->limits, small_and_empty);
  tcase_add_test(c->limits, between_the_groups);
  tcase_add_test(c->errors, wait_refusals);
  tcase_add_test(c->properties, order_and_scale);
  tcase_add_test(c->oom, wait_memory);
}
