/* Exposure, selection, skew and divergence of rankings: closed forms, formulae in other words, what is
 * refused. */
#include "fair/check_fair.h"

static void *no_memory(void *context, size_t bytes) {
  (void)context;
  (void)bytes;
  return NULL;
}
static void *no_more(void *context, void *block, size_t bytes) {
  (void)context;
  (void)block;
  (void)bytes;
  return NULL;
}

const cpw_allocator *half_an_allocator(void) {
  static const cpw_allocator half = {NULL, no_memory, no_more, NULL};
  return &half;
}

/* twenty places, five of them of the group 0 */
static const int32_t twenty[] = {0, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1};

/* ---------------------------------------------------------------- exposure ------------------ */

START_TEST(discounts)
{
  /* Python: 1 / math.log2(1 + place) */
  ck_assert_double_eq(cpw_fair_discount(CPW_FAIR_LOG2, 0, 1), 1);
  ck_assert_double_eq_tol(cpw_fair_discount(CPW_FAIR_LOG2, 0, 2), 0.6309297535714575, 1e-15);
  ck_assert_double_eq_tol(cpw_fair_discount(CPW_FAIR_LOG2, 0, 20), 0.227670248696953, 1e-15);
  ck_assert_double_eq_tol(cpw_fair_discount(CPW_FAIR_LOG2, 0, (1LL << 40) - 1), 1.0 / 40, 1e-16);
  ck_assert_double_eq(cpw_fair_discount(CPW_FAIR_RECIPROCAL, 0, 8), 0.125);
  ck_assert_double_eq(cpw_fair_discount(CPW_FAIR_GEOMETRIC, 0.5, 1), 1);
  ck_assert_double_eq_tol(cpw_fair_discount(CPW_FAIR_GEOMETRIC, 0.5, 4), 0.125, 1e-15);
  ck_assert_double_eq(cpw_fair_discount(CPW_FAIR_TOP, 3, 3), 1);
  ck_assert_double_eq(cpw_fair_discount(CPW_FAIR_TOP, 3, 4), 0);
  ck_assert(isnan(cpw_fair_discount(-1, 0, 1)) && isnan(cpw_fair_discount(4, 0, 1)));
  ck_assert(isnan(cpw_fair_discount(CPW_FAIR_LOG2, 0, 0)));
  ck_assert(isnan(cpw_fair_discount(CPW_FAIR_GEOMETRIC, 1, 1)));
  ck_assert(isnan(cpw_fair_discount(CPW_FAIR_TOP, NONE, 1)));
}
END_TEST

START_TEST(published_exposure)
{
  /* case exposure_dcg_20: six of twenty, at the places 15 to 20, then at 9 and 16 to 20 */
  int32_t group[20];
  double mean[2], share[2], treatment[2];
  cpw_fair_spread spread;
  for (int i = 0; i < 20; i++)
    group[i] = i < 14;
  ck_assert_int_eq(cpw_fair_exposure(20, 2, group, NULL, mean, NULL, NULL, &spread, NULL, NULL),
                   CPW_OK);
  ck_assert_double_eq_tol(mean[1], 0.4008105712867002, 1e-15);
  ck_assert_double_eq_tol(mean[0], 0.23815339731828467, 1e-15);
  ck_assert_double_eq_tol(spread.gap, 0.4008105712867002 - 0.23815339731828467, 1e-15);
  ck_assert_double_eq_tol(spread.ratio, 0.23815339731828467 / 0.4008105712867002, 1e-15);
  ck_assert(spread.largest == 1 && spread.smallest == 0);
  group[8] = 0;
  group[14] = 1;
  ck_assert_int_eq(cpw_fair_exposure(20, 2, group, NULL, mean, share, treatment, NULL, NULL, NULL),
                   CPW_OK);
  ck_assert_double_eq_tol(mean[1], 0.3971655715964159, 1e-15);
  ck_assert_double_eq_tol(mean[0], 0.24665839659561484, 1e-15);
  ck_assert_double_eq_tol(share[0] + share[1], 1, 1e-15);
  ck_assert(isnan(treatment[0]) && isnan(treatment[1]));
}
END_TEST

START_TEST(exposure_and_merit)
{
  const int32_t group[] = {0, 1, -1, 1, 2};
  const double attention[] = {4, 3, 3, 1, 5}, merit[] = {2, 1, 9, 1, 0};
  double mean[4], share[4], treatment[4];
  cpw_fair_spread spread, treated;
  cpw_fair_exposure_options o;
  cpw_fair_exposure_options_init(&o);
  o.attention = attention;
  o.merit = merit;
  ck_assert_int_eq(
      cpw_fair_exposure(5, 4, group, &o, mean, share, treatment, &spread, &treated, NULL), CPW_OK);
  ck_assert(mean[0] == 4 && mean[1] == 2 && mean[2] == 5 && isnan(mean[3]));
  ck_assert(share[0] == 0.25 && share[1] == 0.25 && share[2] == 0.3125 && share[3] == 0);
  ck_assert(treatment[0] == 2 && treatment[1] == 2 && isinf(treatment[2]) && isnan(treatment[3]));
  ck_assert(spread.gap == 3 && spread.ratio == 0.4 && spread.largest == 2 && spread.smallest == 1);
  ck_assert(isinf(treated.gap) && treated.ratio == 0 && treated.largest == 2 &&
            treated.smallest == 0);
  /* nobody; nobody in a group; one group; nothing at all to see */
  ck_assert_int_eq(cpw_fair_exposure(0, 1, NULL, NULL, mean, share, treatment, &spread, NULL, NULL),
                   CPW_OK);
  ck_assert(isnan(mean[0]) && isnan(share[0]) && isnan(spread.gap) && spread.largest == -1);
  ck_assert_int_eq(cpw_fair_exposure(1, 1, group, NULL, mean, share, NULL, &spread, NULL, NULL),
                   CPW_OK);
  ck_assert(mean[0] == 1 && share[0] == 1 && spread.gap == 0 && spread.ratio == 1);
  o.attention = NULL;
  o.merit = NULL;
  o.discount = CPW_FAIR_TOP;
  ck_assert_int_eq(cpw_fair_exposure(5, 3, group, &o, mean, share, NULL, &spread, NULL, NULL),
                   CPW_OK);
  ck_assert(mean[0] == 0 && isnan(share[0]) && spread.gap == 0 && spread.ratio == 1);
}
END_TEST

/* the top K of exposure is the selection */
START_TEST(selections)
{
  int64_t selected[2];
  double mean[2], share[2], rate[2];
  cpw_fair_spread spread;
  cpw_fair_exposure_options o;
  cpw_fair_exposure_options_init(&o);
  o.discount = CPW_FAIR_TOP;
  for (int64_t k = 0; k <= 20; k++) {
    o.parameter = (double)k;
    ck_assert_int_eq(
        cpw_fair_selection(20, 2, twenty, k, NULL, selected, share, rate, &spread, NULL), CPW_OK);
    ck_assert_int_eq(cpw_fair_exposure(20, 2, twenty, &o, mean, NULL, NULL, NULL, NULL, NULL),
                     CPW_OK);
    ck_assert_int_eq(selected[0] + selected[1], k);
    ck_assert(rate[0] == mean[0] && rate[1] == mean[1]);
    ck_assert(k ? share[0] == (double)selected[0] / (double)k : isnan(share[0]));
  }
  ck_assert_int_eq(cpw_fair_selection(20, 2, twenty, 8, NULL, selected, NULL, rate, &spread, NULL),
                   CPW_OK);
  ck_assert(selected[0] == 3 && rate[0] == 0.6 && rate[1] == 5.0 / 15);
  ck_assert(spread.ratio == 5.0 / 15 / 0.6 && spread.largest == 0); /* below four fifths */
  const int32_t odd[] = {-1, 2, -1};
  int64_t three[3];
  ck_assert_int_eq(cpw_fair_selection(3, 3, odd, 3, NULL, three, NULL, NULL, &spread, NULL),
                   CPW_OK);
  ck_assert(three[2] == 1 && three[0] == 0 && spread.largest == 2 && spread.ratio == 1);
}
END_TEST

START_TEST(skews)
{
  double skew[2];
  const double wished[] = {0.5, 0.5};
  cpw_fair_spread spread;
  ck_assert_int_eq(cpw_fair_skew(20, 2, twenty, 8, NULL, NULL, skew, &spread, NULL), CPW_OK);
  ck_assert_double_eq_tol(skew[0], log(3.0 / 8 / 0.25), 1e-15);
  ck_assert_double_eq_tol(skew[1], log(5.0 / 8 / 0.75), 1e-15);
  ck_assert(spread.largest == 0 && spread.smallest == 1 && isnan(spread.ratio));
  ck_assert_int_eq(cpw_fair_skew(20, 2, twenty, 20, NULL, NULL, skew, NULL, NULL), CPW_OK);
  ck_assert(skew[0] == 0 && skew[1] == 0);
  ck_assert_int_eq(cpw_fair_skew(20, 2, twenty, 20, wished, NULL, skew, NULL, NULL), CPW_OK);
  ck_assert_double_eq_tol(skew[0], -log(2), 1e-15);
  const int32_t others[] = {-1, 1, 0};
  ck_assert_int_eq(cpw_fair_skew(3, 2, others, 2, NULL, NULL, skew, &spread, NULL), CPW_OK);
  ck_assert(isinf(skew[0]) && skew[0] < 0 && spread.smallest == 0 && isinf(spread.gap));
  ck_assert_int_eq(cpw_fair_skew(2, 2, others, 2, NULL, NULL, skew, NULL, NULL), CPW_OK);
  ck_assert(isnan(skew[0]));
}
END_TEST

/* ---------------------------------------------------------------- divergence ---------------- */

static double measure(int64_t places, const int32_t *group, int32_t kind, int64_t step) {
  double value = -7;
  int32_t one[64];
  for (int64_t i = 0; i < places; i++)
    one[i] = group[i] == 0 ? 0 : -1;
  ck_assert_int_eq(cpw_fair_divergence(places, 1, one, kind, step, NULL, &value, NULL), CPW_OK);
  return value;
}

START_TEST(divergences)
{
  /* from the formulae in Python, the worst ranking of rRD by going through all 15504 */
  ck_assert_double_eq_tol(measure(20, twenty, CPW_FAIR_RND, 5), 0.2, 1e-15);
  ck_assert_double_eq_tol(measure(20, twenty, CPW_FAIR_RKL, 5), 0.03942379433013337, 1e-15);
  ck_assert_double_eq_tol(measure(20, twenty, CPW_FAIR_RRD, 5), 0.09875736660677095, 1e-15);
  ck_assert_double_eq_tol(measure(20, twenty, CPW_FAIR_NDKL, 1), 0.2279897510015339, 1e-15);
  double two;
  ck_assert_int_eq(cpw_fair_divergence(20, 2, twenty, CPW_FAIR_NDKL, 1, NULL, &two, NULL), CPW_OK);
  ck_assert_double_eq(two, measure(20, twenty, CPW_FAIR_NDKL, 1)); /* -1 is a group there */
}
END_TEST

START_TEST(divergences_at_their_edges)
{
  const int32_t none[] = {1, 1, 1, 1}, all[] = {0, 0, 0, 0}, half[] = {0, 1, 0, 1};
  for (int32_t kind = CPW_FAIR_RND; kind <= CPW_FAIR_NDKL; kind++) {
    ck_assert_double_eq(measure(4, none, kind, 2), 0);
    ck_assert_double_eq(measure(4, all, kind, 2), 0);
    ck_assert_double_eq(measure(4, half, kind, 2), 0); /* both prefixes are as the whole */
    ck_assert_double_eq(measure(1, all, kind, 2), 0);
    ck_assert_double_eq(measure(4, half, kind, 5), 0); /* no prefix */
  }
}
END_TEST

/* every ranking of up to eleven places: 0 to 1, and 1 is reached */
START_TEST(worst_rankings)
{
  int32_t group[11];
  for (int64_t n = 2; n <= 11; n++)
    for (int32_t kind = CPW_FAIR_RND; kind <= CPW_FAIR_RRD; kind++)
      for (int64_t step = 2; step <= 4; step++) {
        double most[12] = {0};
        int64_t informed = 0;
        for (uint32_t set = 0; set < 1U << n; set++) {
          int count = 0;
          for (int64_t i = 0; i < n; i++) {
            group[i] = set >> i & 1 ? 0 : 1;
            count += group[i] == 0;
          }
          double value = measure(n, group, kind, step);
          ck_assert(value >= 0 && value <= 1 + 1e-12);
          if (value > most[count]) most[count] = value;
        }
        for (int64_t w = 0; w <= n; w++) {
          ck_assert(most[w] == 0 || fabs(most[w] - 1) < 1e-12);
          informed += most[w] > 0;
        }
        ck_assert(informed > 0 || n <= step);
      }
}
END_TEST

/* ---------------------------------------------------------------- what is refused ----------- */

START_TEST(measures_that_are_refused)
{
  const int32_t group[] = {0, 1, 2};
  const double bad[] = {1, -1, 1}, huge[] = {1e308, 1e308, 1e308}, wished[] = {0.5, 0, 0.5};
  const double many[] = {0.5, 0.5, 0.5};
  double mean[3] = {-7, -7, -7};
  int64_t selected[3] = {-7, -7, -7};
  cpw_fair_exposure_options o;
  cpw_fair_exposure_options_init(&o);
#define EXPOSURE(places, groups, out)                                                              \
  cpw_fair_exposure(places, groups, group, &o, out, NULL, NULL, NULL, NULL, &err)
  ck_refused(EXPOSURE(3, 2, mean), CPW_EINVAL, "group[2] = 2 must be -1 to 1");
  ck_refused(EXPOSURE(-3, 3, mean), CPW_EINVAL, "places = -3 must be >= 0");
  ck_refused(EXPOSURE(3, 3, NULL), CPW_EINVAL, "mean must be given");
  o.attention = bad;
  ck_refused(EXPOSURE(3, 3, mean), CPW_EDOMAIN,
             "options.attention[1] = -1 must be finite and >= 0");
  o.attention = huge;
  ck_refused(EXPOSURE(3, 3, mean), CPW_EOVERFLOW,
             "a sum of attention or merit is beyond the largest double");
  o.attention = NULL;
  o.merit = bad;
  ck_refused(EXPOSURE(3, 3, mean), CPW_EDOMAIN, "options.merit[1] = -1 must be finite and >= 0");
  o.merit = NULL;
  o.discount = 4;
  ck_refused(EXPOSURE(3, 3, mean), CPW_EINVAL, "options.discount = 4 must be 0 to 3");
  o.discount = CPW_FAIR_GEOMETRIC;
  ck_refused(EXPOSURE(3, 3, mean), CPW_EDOMAIN,
             "options.parameter = 0 must be above 0 and below 1");
  o.discount = CPW_FAIR_TOP;
  o.parameter = -1;
  ck_refused(EXPOSURE(3, 3, mean), CPW_EDOMAIN, "options.parameter = -1 must be >= 0");
  o.discount = CPW_FAIR_LOG2;
  o.allocator = half_an_allocator();
  ck_refused(EXPOSURE(3, 3, mean), CPW_EINVAL, HALF_REFUSED);
  o.struct_size = 1;
  ck_assert_int_eq(cpw_fair_exposure(3, 3, group, &o, mean, NULL, NULL, NULL, NULL, NULL),
                   CPW_EABI);

  ck_refused(cpw_fair_selection(3, 3, group, 4, NULL, selected, NULL, NULL, NULL, &err), CPW_EINVAL,
             "first = 4 must be 0 to places, 3");
  ck_refused(cpw_fair_selection(3, 3, group, 3, NULL, NULL, NULL, NULL, NULL, &err), CPW_EINVAL,
             "selected must be given");
  ck_refused(
      cpw_fair_selection(3, 3, group, 3, half_an_allocator(), selected, NULL, NULL, NULL, &err),
      CPW_EINVAL, HALF_REFUSED);
  ck_refused(cpw_fair_selection(3, 0, group, 3, NULL, selected, NULL, NULL, NULL, &err), CPW_EINVAL,
             "groups = 0 must be 1 to 2147483647");
  ck_refused(cpw_fair_skew(3, 3, group, 0, NULL, NULL, mean, NULL, &err), CPW_EINVAL,
             "first = 0 must be 1 to places, 3");
  ck_refused(cpw_fair_skew(3, 3, group, 3, wished, NULL, mean, NULL, &err), CPW_EDOMAIN,
             "wished[1] = 0 must be above 0, at most 1");
  ck_refused(cpw_fair_skew(3, 3, group, 3, many, NULL, mean, NULL, &err), CPW_EDOMAIN,
             "the wished shares sum to 1.5, which must be at most 1");
  ck_refused(cpw_fair_skew(3, 3, group, 3, NULL, NULL, NULL, NULL, &err), CPW_EINVAL,
             "skew must be given");
  ck_refused(cpw_fair_divergence(3, 3, group, CPW_FAIR_RKL, 2, NULL, mean, &err), CPW_EINVAL,
             "groups = 3 must be 1: this measure compares the group 0 with all others");
  ck_refused(cpw_fair_divergence(3, 3, group, CPW_FAIR_NDKL, 0, NULL, mean, &err), CPW_EINVAL,
             "step = 0 must be >= 1");
  ck_refused(cpw_fair_divergence(1, 1, group, CPW_FAIR_RND, 1, NULL, mean, &err), CPW_EINVAL,
             "step = 1 must be >= 2");
  ck_refused(cpw_fair_divergence(3, 3, group, 4, 2, NULL, mean, &err), CPW_EINVAL,
             "measure = 4 must be 0 to 3");
  ck_refused(cpw_fair_divergence(0, 3, group, 3, 2, NULL, mean, &err), CPW_EINVAL,
             "places = 0 must be >= 1");
  ck_refused(cpw_fair_divergence(3, 3, group, 3, 2, NULL, NULL, &err), CPW_EINVAL,
             "value must be given");
  ck_refused(cpw_fair_divergence(3, 3, group, 3, 2, half_an_allocator(), mean, &err), CPW_EINVAL,
             HALF_REFUSED);
  ck_assert(mean[0] == -7 && selected[0] == -7);
}
END_TEST

static int32_t measure_all(void *context) {
  double out[2];
  int64_t selected[2];
  (void)context;
  int32_t status = cpw_fair_exposure(20, 2, twenty, NULL, out, NULL, NULL, NULL, NULL, NULL);
  if (status == CPW_OK)
    status = cpw_fair_selection(20, 2, twenty, 8, NULL, selected, NULL, NULL, NULL, NULL);
  if (status == CPW_OK) status = cpw_fair_skew(20, 2, twenty, 8, NULL, NULL, out, NULL, NULL);
  if (status == CPW_OK) status = cpw_fair_divergence(20, 2, twenty, 3, 1, NULL, out, NULL);
  return status;
}

START_TEST(measures_without_memory)
{ cpwt_each_allocation_fails(measure_all, NULL); }
END_TEST

int main(void) {
  Suite *suite = suite_create("fair");
  const char *names[] = {"limits", "errors", "reference", "properties", "oom"};
  TCase *tcases[5];
  for (int i = 0; i < 5; i++) {
    tcases[i] = tcase_create(names[i]);
    tcase_set_timeout(tcases[i], 300);
    suite_add_tcase(suite, tcases[i]);
  }
  cases c = {tcases[0], tcases[1], tcases[2], tcases[3], tcases[4]};
  minimum_tests(&c);
  rerank_tests(&c);
  tcase_add_test(c.limits, discounts);
  tcase_add_test(c.reference, published_exposure);
  tcase_add_test(c.limits, exposure_and_merit);
  tcase_add_test(c.properties, selections);
  tcase_add_test(c.reference, skews);
  tcase_add_test(c.reference, divergences);
  tcase_add_test(c.limits, divergences_at_their_edges);
  tcase_add_test(c.properties, worst_rankings);
  tcase_add_test(c.errors, measures_that_are_refused);
  tcase_add_test(c.oom, measures_without_memory);
  return cpwt_run(&suite, 1);
}
