/* People of unknown group: every assignment tried, and what bounds must do whatever the data. */
#include "check_equity.h"

enum { MOST_GROUPS = 5, MOST = 7 };

typedef struct list {
  double mean[MOST_GROUPS], people[MOST_GROUPS], unknown[MOST];
  int64_t groups, missing;
} list;

static list draw(uint64_t seed) {
  list l;
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  l.groups = 2 + (int64_t)cpw_random_below(&s, 3);
  l.missing = (int64_t)cpw_random_below(&s, 6);
  for (int64_t g = 0; g < l.groups; g++) {
    l.mean[g] = (double)cpw_random_below(&s, 60) / 3;
    l.people[g] = 0.5 + (double)cpw_random_below(&s, 8);
  }
  for (int64_t i = 0; i < l.missing; i++)
    l.unknown[i] = (double)cpw_random_below(&s, 80) / 4;
  return l;
}

static cpw_bounds bounds(const list *l, const cpw_bounds_options *o) {
  cpw_bounds b;
  WORKS(cpw_equity_bounds(l->mean, l->people, l->groups, l->unknown, l->missing, o, &b, &err));
  return b;
}

/* every measure of a list whose groups are all known */
static void measures(const double *mean, const double *people, int64_t groups, double *out) {
  double total = 0, all = 0, before = 0, xy = 0, xx = 0;
  for (int64_t g = 0; g < groups; g++) {
    total += people[g];
    all += people[g] * mean[g];
  }
  for (int64_t g = 0; g < groups; g++) {
    double p = people[g] / total, rank = before + p / 2 - 0.5;
    xy += p * rank * (mean[g] - all / total);
    xx += p * rank * rank;
    before += p;
  }
  double average = all / total, slope = xy / xx;
  out[CPW_BOUNDS_COMPARED] = mean[0];
  out[CPW_BOUNDS_REFERENCE] = mean[groups - 1];
  out[CPW_BOUNDS_GAP] = mean[0] - mean[groups - 1];
  out[CPW_BOUNDS_RATIO] = mean[0] / mean[groups - 1];
  out[CPW_BOUNDS_SII] = slope;
  out[CPW_BOUNDS_RII] = (average + slope / 2) / (average - slope / 2);
  out[CPW_BOUNDS_CONCENTRATION] = 2 * xy / average;
}

/* extremes over groups^missing assignments; `reaches` where a fitted line comes to 0 or below */
static int brute(const list *l, double *least, double *greatest) {
  int64_t ways = 1;
  int reaches = 0;
  for (int64_t i = 0; i < l->missing; i++)
    ways *= l->groups;
  for (int64_t way = 0; way < ways; way++) {
    double people[MOST_GROUPS], sum[MOST_GROUPS], mean[MOST_GROUPS], m[CPW_BOUNDS_COUNT];
    for (int64_t g = 0; g < l->groups; g++) {
      people[g] = l->people[g];
      sum[g] = l->people[g] * l->mean[g];
    }
    int64_t rest = way;
    for (int64_t i = 0; i < l->missing; i++, rest /= l->groups) {
      people[rest % l->groups] += 1;
      sum[rest % l->groups] += l->unknown[i];
    }
    for (int64_t g = 0; g < l->groups; g++)
      mean[g] = sum[g] / people[g];
    measures(mean, people, l->groups, m);
    reaches |= !(m[CPW_BOUNDS_RII] > 0);
    for (int k = 0; k < CPW_BOUNDS_COUNT; k++) {
      if (way == 0 || m[k] < least[k]) least[k] = m[k];
      if (way == 0 || m[k] > greatest[k]) greatest[k] = m[k];
    }
  }
  return reaches;
}

START_TEST(bounds_are_the_extremes_of_all_assignments)
{
  int ratios = 0, relative = 0;
  for (uint64_t seed = 1; seed <= 300; seed++) {
    list l = draw(seed);
    double least[CPW_BOUNDS_COUNT], greatest[CPW_BOUNDS_COUNT], known[CPW_BOUNDS_COUNT];
    int reaches = brute(&l, least, greatest);
    cpw_bounds b = bounds(&l, NULL);
    measures(l.mean, l.people, l.groups, known);
    ck_assert_int_eq(b.exact, 1);
    ck_assert_double_eq(b.missing, (double)l.missing);
    for (int k = 0; k < CPW_BOUNDS_COUNT; k++) {
      int undefined =
          k == CPW_BOUNDS_RATIO ? least[CPW_BOUNDS_REFERENCE] <= 0 : k == CPW_BOUNDS_RII && reaches;
      if (undefined) continue;
      ratios += k == CPW_BOUNDS_RATIO;
      relative += k == CPW_BOUNDS_RII;
      ck_assert_msg(fabs(b.least[k] - least[k]) <= 1e-9 * (1 + fabs(least[k])),
                    "seed %d, measure %d: least %.15g, expected %.15g", (int)seed, k, b.least[k],
                    least[k]);
      ck_assert_msg(fabs(b.greatest[k] - greatest[k]) <= 1e-9 * (1 + fabs(greatest[k])),
                    "seed %d, measure %d: greatest %.15g, expected %.15g", (int)seed, k,
                    b.greatest[k], greatest[k]);
      ck_assert_msg(fabs(b.known[k] - known[k]) <= 1e-10 * (1 + fabs(known[k])),
                    "seed %d, measure %d: known %.15g, expected %.15g", (int)seed, k, b.known[k],
                    known[k]);
    }
  }
  ck_assert(ratios > 200 && relative > 100);
}
END_TEST

/* other groups than the ends, by renaming them */
START_TEST(any_two_groups_are_compared)
{
  list l = {{7, 4, 12}, {3, 2, 4}, {1, 9, 20}, 3, 3},
       swapped = {{12, 4, 7}, {4, 2, 3}, {1, 9, 20}, 3, 3};
  cpw_bounds_options o;
  cpw_bounds_options_init(&o);
  o.compared = 2;
  o.reference = 0;
  cpw_bounds a = bounds(&l, &o), b = bounds(&swapped, NULL);
  for (int k = CPW_BOUNDS_COMPARED; k <= CPW_BOUNDS_RATIO; k++) {
    ck_assert_double_eq(a.least[k], b.least[k]);
    ck_assert_double_eq(a.greatest[k], b.greatest[k]);
  }
}
END_TEST

START_TEST(nobody_unknown)
{
  list l = {{7, 4, 12}, {3, 2, 4}, {0}, 3, 0};
  cpw_bounds b;
  WORKS(cpw_equity_bounds(l.mean, l.people, 3, NULL, 0, NULL, &b, &err));
  ck_assert_double_eq(b.missing_share, 0);
  for (int k = 0; k < CPW_BOUNDS_COUNT; k++) {
    CLOSE(b.least[k], b.known[k], 1e-14);
    CLOSE(b.greatest[k], b.known[k], 1e-14);
  }
}
END_TEST

START_TEST(what_has_no_bound)
{
  list l = {{1, 0}, {1, 1}, {3}, 2, 1};
  cpw_bounds b = bounds(&l, NULL);
  ck_assert_double_nan(b.known[CPW_BOUNDS_RATIO]);
  ck_assert_double_nan(b.least[CPW_BOUNDS_RATIO]);
  list negative = {{-1, 2}, {5, 5}, {3}, 2, 1};
  b = bounds(&negative, NULL);
  ck_assert_double_nan(b.least[CPW_BOUNDS_RATIO]);
  ck_assert_double_nan(b.least[CPW_BOUNDS_RII]);
  list none = {{-5, 2}, {1, 1}, {-3}, 2, 1};
  b = bounds(&none, NULL);
  ck_assert_double_nan(b.greatest[CPW_BOUNDS_CONCENTRATION]);
  CLOSE(b.mean, -2, 1e-15);
}
END_TEST

/* Many unknown people: coarser blocks never claim more than finer ones, and come close; gap and ratio do
 * not depend on blocks; the order of the unknown does not matter. */
START_TEST(blocks_are_attained_and_close)
{
  enum { MANY = 600 };
  double mean[] = {20, 18, 17, 16, 12}, people[] = {900, 1000, 1100, 950, 1050}, u[MANY], v[MANY];
  cpw_stream s;
  cpw_stream_init(&s, 8, 0, 0, 0);
  for (int i = 0; i < MANY; i++)
    v[MANY - 1 - i] = u[i] = cpw_random_gamma(&s, 2, 8);
  cpw_bounds_options o;
  cpw_bounds_options_init(&o);
  cpw_bounds exact, coarse, again;
  o.blocks = MANY;
  WORKS(cpw_equity_bounds(mean, people, 5, u, MANY, &o, &exact, &err));
  WORKS(cpw_equity_bounds(mean, people, 5, v, MANY, &o, &again, &err));
  ck_assert_mem_eq(&exact, &again, sizeof exact);
  ck_assert_int_eq(exact.exact, 1);
  CLOSE(exact.missing_share, 600.0 / 5600, 1e-15);
  for (o.blocks = 300; o.blocks >= 20; o.blocks /= 3) {
    WORKS(cpw_equity_bounds(mean, people, 5, u, MANY, &o, &coarse, &err));
    ck_assert_int_eq(coarse.exact, 0);
    for (int k = CPW_BOUNDS_SII; k <= CPW_BOUNDS_CONCENTRATION; k++) {
      double width = exact.greatest[k] - exact.least[k];
      ck_assert(coarse.least[k] >= exact.least[k] - 1e-12);
      ck_assert(coarse.greatest[k] <= exact.greatest[k] + 1e-12);
      ck_assert(coarse.greatest[k] - coarse.least[k] > 0.99 * width);
    }
    ck_assert_double_eq(coarse.greatest[CPW_BOUNDS_GAP], exact.greatest[CPW_BOUNDS_GAP]);
    ck_assert_double_eq(coarse.least[CPW_BOUNDS_RATIO], exact.least[CPW_BOUNDS_RATIO]);
  }
  for (int k = 0; k < CPW_BOUNDS_COUNT; k++)
    ck_assert(exact.least[k] < exact.known[k] && exact.known[k] < exact.greatest[k]);
}
END_TEST

START_TEST(bad_calls_are_named)
{
  double mean[] = {3, 2}, people[] = {1, 1}, none[] = {1, 0}, bad[] = {1, (double)NAN}, u[] = {1};
  double huge[] = {1e308, 1e308};
  cpw_bounds b;
  cpw_bounds_options o;
  cpw_allocator half = {NULL, NULL, NULL, NULL};
  memset(&b, 7, sizeof b);
  cpw_bounds before = b;
  cpw_bounds_options_init(&o);
  FAILS(CPW_EINVAL, "out is NULL", cpw_equity_bounds(mean, people, 2, u, 1, NULL, NULL, &err));
  FAILS(CPW_EINVAL, "mean is NULL", cpw_equity_bounds(NULL, people, 2, u, 1, NULL, &b, &err));
  FAILS(CPW_EINVAL, "population is NULL", cpw_equity_bounds(mean, NULL, 2, u, 1, NULL, &b, &err));
  FAILS(CPW_EINVAL, "unknown is NULL", cpw_equity_bounds(mean, people, 2, NULL, 1, NULL, &b, &err));
  FAILS(CPW_EINVAL, "groups = 1 must be >= 2 and missing = 1 >= 0",
        cpw_equity_bounds(mean, people, 1, u, 1, NULL, &b, &err));
  FAILS(CPW_EINVAL, "groups = 2 must be >= 2 and missing = -1 >= 0",
        cpw_equity_bounds(mean, people, 2, u, -1, NULL, &b, &err));
  FAILS(CPW_EDOMAIN, "population[1] = 0 must be finite and > 0",
        cpw_equity_bounds(mean, none, 2, u, 1, NULL, &b, &err));
  FAILS(CPW_EDOMAIN, "mean[1] = nan must be finite",
        cpw_equity_bounds(bad, people, 2, u, 1, NULL, &b, &err));
  FAILS(CPW_EDOMAIN, "unknown[1] = nan must be finite",
        cpw_equity_bounds(mean, people, 2, bad, 2, NULL, &b, &err));
  FAILS(CPW_EOVERFLOW, "a sum over the people is beyond the largest double",
        cpw_equity_bounds(mean, huge, 2, u, 1, NULL, &b, &err));
  o.compared = -1; /* the last */
  FAILS(CPW_EINVAL, "options.compared and options.reference are both 1: must be two groups",
        cpw_equity_bounds(mean, people, 2, u, 1, &o, &b, &err));
  o.compared = 2;
  FAILS(CPW_EINVAL, "options.compared = 2 must be 0 to 1",
        cpw_equity_bounds(mean, people, 2, u, 1, &o, &b, &err));
  o.compared = 0;
  o.reference = 5;
  FAILS(CPW_EINVAL, "options.reference = 5 must be 0 to 1",
        cpw_equity_bounds(mean, people, 2, u, 1, &o, &b, &err));
  o.reference = -1;
  o.blocks = 1;
  FAILS(CPW_EDOMAIN, "options.blocks = 1 must be 2 to 10000",
        cpw_equity_bounds(mean, people, 2, u, 1, &o, &b, &err));
  o.blocks = 10;
  o.allocator = &half;
  ck_assert_int_eq(cpw_equity_bounds(mean, people, 2, u, 1, &o, &b, NULL), CPW_EINVAL);
  cpw_bounds_options_init(&o);
  o.struct_size = sizeof o + 8;
  ck_assert_int_eq(cpw_equity_bounds(mean, people, 2, u, 1, &o, &b, NULL), CPW_EABI);
  ck_assert_mem_eq(&b, &before, sizeof b);
}
END_TEST

static int32_t once(void *context) {
  const list *l = context;
  cpw_bounds b;
  return cpw_equity_bounds(l->mean, l->people, l->groups, l->unknown, l->missing, NULL, &b, NULL);
}

START_TEST(failing_memory_is_an_error)
{
  list l = draw(4);
  cpwt_each_allocation_fails(once, &l);
}
END_TEST

void bounds_tests(const cases *c) {
  tcase_add_test(c->limits, nobody_unknown);
  tcase_add_test(c->limits, what_has_no_bound);
  tcase_add_test(c->errors, bad_calls_are_named);
  tcase_add_test(c->reference, bounds_are_the_extremes_of_all_assignments);
  tcase_add_test(c->properties, any_two_groups_are_compared);
  tcase_add_test(c->properties, blocks_are_attained_and_close);
  tcase_add_test(c->oom, failing_memory_is_an_error);
}
