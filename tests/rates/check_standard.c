/* Direct and indirect standardisation. */
#include "rates/check_rates.h"

static const double x[] = {2, 3, 1, 4, 6, 9, 12};
static const double n[] = {5200, 5400, 5500, 5800, 6400, 6900, 7100};
static const double s[] = {5000, 5500, 5500, 5500, 6000, 6000, 6500};

static cpw_rates_options usual(void) {
  cpw_rates_options o;
  cpw_rates_options_init(&o);
  return o;
}

static cpw_result *direct(const double *count, const double *people, const double *standard,
                          int64_t groups, int64_t strata, const cpw_rates_options *o) {
  cpw_result *r = NULL;
  cpw_error err;
  fine(cpw_rates_direct(count, people, standard, groups, strata, o, &r, &err), &err);
  return r;
}

/* R, with w <- s/sum(s)/n, y <- sum(w*x), v <- sum(w^2*x), X <- 37: y, v; y + sqrt(v/X)*(byar - X) and the
 * same with poisson.test(X)$conf.int; qgamma(.025, y^2/v, scale = v/y), qgamma(.975, (y + wm)^2/(v + wm^2),
 * scale = (v + wm^2)/(y + wm)), wm <- max(w) */
START_TEST(direct_values)
{
  cpw_rates_options o = usual();
  cpw_result *r = direct(x, n, s, 1, 7, NULL);
  near(real(r, "rate")[0], 85.5218459409696, 1e-13, "rate", 0);
  near(real(r, "variance")[0], 198.090122249584, 1e-13, "variance", 0);
  near(real(r, "lower")[0], 60.1807501681537, 1e-13, "lower", 0);
  near(real(r, "upper")[0], 117.917936161924, 1e-13, "upper", 0);
  near(real(r, "crude")[0], 87.4704491725768, 1e-13, "crude", 0);
  ck_assert(real(r, "count")[0] == 37 && real(r, "population")[0] == 42300);
  ck_assert(whole(r, "flags")[0] == 0 && real(r, "empty_share")[0] == 0);
  ck_assert(real(r, "least")[0] == real(r, "rate")[0] && real(r, "level")[0] == 0.95);
  cpw_result_free(r);
  o.method = CPW_RATES_EXACT;
  r = direct(x, n, s, 1, 7, &o);
  near(real(r, "lower")[0], 60.1887329870547, 1e-12, "lower", 1);
  near(real(r, "upper")[0], 117.914533794561, 1e-12, "upper", 1);
  cpw_result_free(r);
  o.method = CPW_RATES_GAMMA;
  r = direct(x, n, s, 1, 7, &o);
  near(real(r, "lower")[0], 60.1911533850026, 1e-12, "lower", 2);
  near(real(r, "upper")[0], 118.23277106261, 1e-12, "upper", 2);
  cpw_result_free(r);
}
END_TEST

/* no event: 1e5*wm*qchisq(.975, 2)/2; fewer than ten: flagged */
START_TEST(few_events)
{
  const double none[7] = {0}, few[7] = {0, 0, 0, 0, 0, 4, 5};
  cpw_result *r = direct(none, n, s, 1, 7, NULL);
  ck_assert(real(r, "rate")[0] == 0 && real(r, "lower")[0] == 0);
  near(real(r, "upper")[0], 9.39298009149382, 1e-13, "upper", 0);
  ck_assert(whole(r, "flags")[0] == (CPW_RATES_FLAG_FEW | CPW_RATES_FLAG_NONE));
  cpw_result_free(r);
  r = direct(few, n, s, 1, 7, NULL);
  ck_assert(whole(r, "flags")[0] == CPW_RATES_FLAG_FEW);
  cpw_result_free(r);
}
END_TEST

/* one event that stands for a thousand people of the standard, 99 for none: Dobson's lower limit is far below 0 */
START_TEST(no_negative_limit)
{
  const double count[] = {1, 99}, people[] = {1, 1e6}, standard[] = {1000, 1};
  cpw_rates_options o = usual();
  for (o.method = CPW_RATES_AUTO; o.method <= CPW_RATES_EXACT; o.method++) {
    cpw_result *r = direct(count, people, standard, 1, 2, &o);
    ck_assert(real(r, "lower")[0] == 0 && real(r, "upper")[0] > real(r, "rate")[0]);
    cpw_result_free(r);
  }
}
END_TEST

/* bounds are those of the groups that have somebody there, whichever they are */
START_TEST(between_the_rates)
{
  const double count[] = {4, 0, 6, 10, 3, 8, 5, 4},
               people[] = {100, 0, 100, 100, 100, 100, 100, 100};
  const double standard[] = {1, 3};
  cpw_rates_options o = usual();
  o.multiplier = 1;
  o.empty = CPW_RATES_EMPTY_DROP;
  cpw_result *r = direct(count, people, standard, 4, 2, &o);
  near(real(r, "least")[0], (0.04 + 3 * 0.04) / 4, 1e-15, "least", 0);
  near(real(r, "most")[0], (0.04 + 3 * 0.1) / 4, 1e-15, "most", 0);
  cpw_result_free(r);
}
END_TEST

/* by hand: two groups, three strata, nobody in one of them */
START_TEST(empty_strata)
{
  const double count[] = {4, 0, 6, 10, 8, 20}, people[] = {100, 0, 200, 50, 40, 100};
  const double standard[] = {100, 100, 200};
  cpw_rates_options o = usual();
  o.multiplier = 1;
  cpw_error err;
  cpw_result *r = NULL;
  fails(cpw_rates_direct(count, people, standard, 2, 3, &o, &r, &err), CPW_EDOMAIN, &err,
        "population[1] = 0: group 0 has nobody in stratum 1, which the standard counts");
  ck_assert(r == NULL && err.index == 1);
  o.empty = CPW_RATES_EMPTY_DROP;
  r = direct(count, people, standard, 2, 3, &o);
  near(real(r, "rate")[0], (100 * 0.04 + 200 * 0.03) / 300, 1e-15, "rate", 0);
  near(real(r, "empty_share")[0], 0.25, 1e-15, "empty", 0);
  near(real(r, "least")[0], (100 * 0.04 + 200 * 0.03 + 100 * 0.2) / 400, 1e-15, "least", 0);
  near(real(r, "most")[0], (100 * 0.04 + 200 * 0.03 + 100 * 0.2) / 400, 1e-15, "most", 0);
  ck_assert(whole(r, "flags")[0] == CPW_RATES_FLAG_EMPTY && whole(r, "flags")[1] == 0);
  near(real(r, "rate")[1], (100 * 0.2 + 100 * 0.2 + 200 * 0.2) / 400, 1e-15, "rate", 1);
  cpw_result_free(r);
  /* a stratum that the standard does not count may be empty */
  const double other[] = {100, 0, 200};
  o.empty = CPW_RATES_EMPTY_ERROR;
  r = direct(count, people, other, 2, 3, &o);
  ck_assert(whole(r, "flags")[0] == 0);
  cpw_result_free(r);
  /* nobody anywhere */
  const double nobody[] = {100, 0, 200, 50, 0, 100}, events[] = {4, 0, 6, 10, 0, 20};
  o.empty = CPW_RATES_EMPTY_DROP;
  fails(cpw_rates_direct(events, nobody, standard, 2, 3, &o, &r, &err), CPW_EDOMAIN, &err,
        "stratum 1, which the standard counts, has nobody in any group");
  const double gone[] = {0, 0, 0, 50, 40, 100}, without[] = {0, 0, 0, 10, 8, 20};
  fails(cpw_rates_direct(without, gone, standard, 2, 3, &o, &r, &err), CPW_EDOMAIN, &err,
        "group 0 has nobody in any stratum that the standard counts");
}
END_TEST

/* the reference cases have one of 19 bands; here by hand, with two levels and two groups */
START_TEST(indirect_values)
{
  const double observed[] = {30, 4}, people[] = {100, 200, 50, 0}, above[] = {10, 40},
               below[] = {100, 100}, level[] = {0.95, 0.998};
  const char *const names[] = {"north", "south"};
  cpw_rates_options o = usual();
  o.multiplier = 1000;
  o.level = level;
  o.levels = 2;
  o.groups = names;
  o.method = CPW_RATES_EXACT;
  cpw_result *r = NULL;
  cpw_error err;
  fine(cpw_rates_indirect(observed, people, above, below, 2, 2, &o, &r, &err), &err);
  near(real(r, "expected")[0], 90, 1e-15, "expected", 0);
  near(real(r, "expected")[1], 5, 1e-15, "expected", 1);
  near(real(r, "ratio")[0], 1 / 3.0, 1e-15, "ratio", 0);
  near(real(r, "standard_rate")[0], 250, 1e-15, "standard", 0);
  near(real(r, "rate")[1], 200, 1e-15, "rate", 1);
  /* R: poisson.test(4)$conf.int is 1.08986537 to 10.2415888 */
  near(real(r, "ratio_lower")[2], 1.08986537 / 5, 1e-8, "lower", 2);
  near(real(r, "ratio_upper")[2], 10.2415888 / 5, 1e-7, "upper", 2);
  near(real(r, "upper")[2], 10.2415888 * 50, 1e-7, "rate upper", 2);
  ck_assert(whole(r, "flags")[0] == 0 && whole(r, "flags")[1] == CPW_RATES_FLAG_FEW);
  ck_assert_str_eq(cpw_result_find(r, "rate")->dimension[0]->coordinate_labels[0][1], "south");
  cpw_result_free(r);
}
END_TEST

START_TEST(standard_refusals)
{
  cpw_rates_options o = usual();
  cpw_result *r = NULL;
  cpw_error err;
  const double zero[7] = {0}, bad[] = {2, 3, 1, 4, 6, 9, (double)NAN};
  double level[] = {0.95, 1.5};
  fails(cpw_rates_direct(x, n, s, 1, 7, NULL, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  fails(cpw_rates_direct(NULL, n, s, 1, 7, NULL, &r, &err), CPW_EINVAL, &err, "count is NULL");
  fails(cpw_rates_direct(x, n, s, 0, 7, NULL, &r, &err), CPW_EINVAL, &err, "groups = 0");
  fails(cpw_rates_direct(x, n, s, 1, 0, NULL, &r, &err), CPW_EINVAL, &err, "strata = 0");
  fails(cpw_rates_direct(bad, n, s, 1, 7, NULL, &r, &err), CPW_EDOMAIN, &err, "count[6] = nan");
  fails(cpw_rates_direct(x, bad, s, 1, 7, NULL, &r, &err), CPW_EDOMAIN, &err,
        "population[6] = nan");
  fails(cpw_rates_direct(x, n, bad, 1, 7, NULL, &r, &err), CPW_EDOMAIN, &err, "standard[6] = nan");
  fails(cpw_rates_direct(x, n, zero, 1, 7, NULL, &r, &err), CPW_EDOMAIN, &err,
        "standard must not be 0 in every stratum");
  fails(cpw_rates_direct(x, zero, s, 1, 7, NULL, &r, &err), CPW_EDOMAIN, &err,
        "count[0] = 2 must be 0 where population is 0");
  fails(cpw_rates_direct(x, n, s, INT64_MAX, INT64_MAX, NULL, &r, &err), CPW_EOVERFLOW, &err,
        "groups x strata is too large");
  o.method = 4;
  fails(cpw_rates_direct(x, n, s, 1, 7, &o, &r, &err), CPW_EINVAL, &err, "method");
  o = usual();
  o.empty = 2;
  fails(cpw_rates_direct(x, n, s, 1, 7, &o, &r, &err), CPW_EINVAL, &err, "empty");
  o = usual();
  o.multiplier = -1;
  fails(cpw_rates_direct(x, n, s, 1, 7, &o, &r, &err), CPW_EDOMAIN, &err,
        "options.multiplier = -1 must be finite and > 0");
  o = usual();
  o.levels = 2;
  fails(cpw_rates_direct(x, n, s, 1, 7, &o, &r, &err), CPW_EINVAL, &err, "options.levels = 2");
  o.level = level;
  fails(cpw_rates_direct(x, n, s, 1, 7, &o, &r, &err), CPW_EDOMAIN, &err,
        "options.level[1] = 1.5 must be inside (0, 1)");
  o = usual();
  o.over = (double)INFINITY;
  fails(cpw_rates_direct(x, n, s, 1, 7, &o, &r, &err), CPW_EDOMAIN, &err, "options.over = inf");
  o = usual();
  o.struct_size = sizeof o + 8;
  fails(cpw_rates_direct(x, n, s, 1, 7, &o, &r, &err), CPW_EABI, &err, "");
  const double tiny[] = {1e-300, 1, 1, 1, 1, 1, 1};
  fails(cpw_rates_direct(x, tiny, s, 1, 7, NULL, &r, &err), CPW_EOVERFLOW, &err,
        "a rate of group 0 is beyond any double");
  fails(cpw_rates_indirect(x, n, x, n, 1, 7, NULL, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  fails(cpw_rates_indirect(x, NULL, x, n, 1, 7, NULL, &r, &err), CPW_EINVAL, &err,
        "population is NULL");
  fails(cpw_rates_indirect(x, n, x, n, 1, 0, NULL, &r, &err), CPW_EINVAL, &err, "strata = 0");
  fails(cpw_rates_indirect(bad + 6, n, x, n, 1, 7, NULL, &r, &err), CPW_EDOMAIN, &err,
        "observed[0] = nan");
  fails(cpw_rates_indirect(x, n, bad, n, 1, 7, NULL, &r, &err), CPW_EDOMAIN, &err,
        "standard_count[6]");
  fails(cpw_rates_indirect(x, n, x, zero, 1, 7, NULL, &r, &err), CPW_EDOMAIN, &err,
        "standard_population[0] = 0 must be > 0 where a group has people");
  fails(cpw_rates_indirect(x, zero, x, zero, 1, 7, NULL, &r, &err), CPW_EDOMAIN, &err,
        "standard_count[0] = 2 must be 0 where standard_population is 0");
  fails(cpw_rates_indirect(x, zero, x, n, 1, 7, NULL, &r, &err), CPW_EDOMAIN, &err,
        "group 0 expects 0 events: there is no ratio to that");
  fails(cpw_rates_indirect(x, n, x, n, INT64_MAX, 7, NULL, &r, &err), CPW_EOVERFLOW, &err,
        "too large");
  o = usual();
  o.method = CPW_RATES_GAMMA;
  fails(cpw_rates_indirect(x, n, x, n, 1, 7, &o, &r, &err), CPW_EINVAL, &err, "method");
  ck_assert(r == NULL);
}
END_TEST

/* with its own mix as the standard a group's rate is its crude one; relabelled groups are the same groups */
START_TEST(own_mix_and_order)
{
  const double count[] = {4, 9, 6, 10, 8, 20}, people[] = {100, 50, 200, 50, 40, 100};
  const double turned[] = {10, 8, 20, 4, 9, 6}, those[] = {50, 40, 100, 100, 50, 200};
  cpw_result *a = direct(count, people, people, 2, 3, NULL);
  near(real(a, "rate")[0], real(a, "crude")[0], 1e-14, "own mix", 0);
  near(real(a, "lower")[0], real(a, "crude_lower")[0], 1e-12, "own mix", 1);
  cpw_result *b = direct(turned, those, people, 2, 3, NULL);
  for (int g = 0; g < 2; g++) {
    ck_assert(real(a, "rate")[g] == real(b, "rate")[1 - g]);
    ck_assert(real(a, "upper")[g] == real(b, "upper")[1 - g]);
  }
  cpw_result_free(a);
  cpw_result_free(b);
}
END_TEST

static int32_t memory_body(void *context) {
  cpw_result *r = NULL;
  (void)context;
  int32_t status = cpw_rates_direct(x, n, s, 1, 7, NULL, &r, NULL);
  cpw_result_free(r);
  r = NULL;
  if (status == CPW_OK) status = cpw_rates_indirect(x, n, x, n, 1, 7, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(standard_memory)
{ cpwt_each_allocation_fails(memory_body, NULL); }
END_TEST

void standard_tests(const cases *c) {
  tcase_add_test(c->reference, direct_values);
  tcase_add_test(c->limits, few_events);
  tcase_add_test(c->limits, empty_strata);
  tcase_add_test(c->limits, no_negative_limit);
  tcase_add_test(c->limits, between_the_rates);
  tcase_add_test(c->reference, indirect_values);
  tcase_add_test(c->errors, standard_refusals);
  tcase_add_test(c->properties, own_mix_and_order);
  tcase_add_test(c->oom, standard_memory);
}
