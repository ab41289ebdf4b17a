/* Histograms: bins by definition, edges, any split, misuse, counts that overflow. */
#include "stats/check_stats.h"

static const double edges[] = {-2.5, 0, 1, 1.5, 4, 100};
#define BINS 5

START_TEST(bins_by_definition)
{
  cpw_error err;
  int64_t counts[BINS];
  cpw_histogram h;
  fine(cpw_histogram_init(&h, edges, counts, BINS, &err), &err);
  const struct {
    double x;
    int bin; /* -1 below, BINS above, BINS + 1 NaN */
  } t[] = {{-2.5, 0},
           {-2.6, -1},
           {-0.0, 1},
           {0.0, 1},
           {-5e-324, 0},
           {1, 2},
           {0x1.fffffffffffffp-1, 1},
           {3.999, 3},
           {4, 4},
           {99.9, 4},
           {100, BINS},
           {(double)INFINITY, BINS},
           {-(double)INFINITY, -1},
           {(double)NAN, BINS + 1}};
  for (size_t i = 0; i < COUNT(t); i++) {
    fine(cpw_histogram_init(&h, edges, counts, BINS, &err), &err);
    fine(cpw_histogram_add(&h, t[i].x, 3, &err), &err);
    ck_assert_int_eq(h.below, t[i].bin == -1 ? 3 : 0);
    ck_assert_int_eq(h.above, t[i].bin == BINS ? 3 : 0);
    ck_assert_int_eq(h.nan, t[i].bin == BINS + 1 ? 3 : 0);
    for (int b = 0; b < BINS; b++)
      ck_assert_int_eq(counts[b], t[i].bin == b ? 3 : 0);
  }
}
END_TEST

/* every number of bins from 1 to 40: the search against looking at each bin */
START_TEST(search)
{
  cpw_error err;
  double some[41];
  int64_t counts[40];
  uint64_t state = 3;
  for (int i = 0; i <= 40; i++)
    some[i] = i * i - 20.0;
  for (int bins = 1; bins <= 40; bins++) {
    cpw_histogram h;
    fine(cpw_histogram_init(&h, some, counts, bins, &err), &err);
    for (int i = 0; i < 200; i++) {
      double x = i % 3 == 0 ? some[draw_bits(&state) % 41] : 1700 * draw(&state) - 40;
      int64_t before = h.below + h.above;
      int inside = x >= some[0] && x < some[bins];
      int expected = 0;
      while (inside && !(x >= some[expected] && x < some[expected + 1]))
        expected++;
      int64_t old = counts[expected];
      fine(cpw_histogram_add(&h, x, 1, &err), &err);
      ck_assert_int_eq(counts[expected], old + inside);
      ck_assert_int_eq(h.below + h.above, before + !inside);
    }
  }
}
END_TEST

START_TEST(misuse)
{
  cpw_error err;
  int64_t counts[BINS] = {7, 7, 7, 7, 7}, more[BINS];
  cpw_histogram h, other;
  const double flat[] = {0, 1, 1}, open[] = {0, (double)INFINITY}, x = 0.5;
  fails(cpw_histogram_init(NULL, edges, counts, BINS, &err), CPW_EINVAL, &err, "histogram is NULL");
  fails(cpw_histogram_init(&h, NULL, counts, BINS, &err), CPW_EINVAL, &err, "edges is NULL");
  fails(cpw_histogram_init(&h, edges, NULL, BINS, &err), CPW_EINVAL, &err, "counts is NULL");
  fails(cpw_histogram_init(&h, edges, counts, 0, &err), CPW_EINVAL, &err, "bins = 0");
  fails(cpw_histogram_init(&h, flat, counts, 2, &err), CPW_EINVAL, &err, "edges[2] = 1 must be >");
  ck_assert_int_eq(err.index, 2);
  fails(cpw_histogram_init(&h, open, counts, 1, &err), CPW_EDOMAIN, &err, "edges[1] = inf");
  for (int b = 0; b < BINS; b++)
    ck_assert_int_eq(counts[b], 7);
  fine(cpw_histogram_init(&h, edges, counts, BINS, &err), &err);
  fine(cpw_histogram_init(&other, edges, more, BINS - 1, &err), &err);
  fails(cpw_histogram_add(NULL, 1, 1, &err), CPW_EINVAL, &err, "NULL");
  fails(cpw_histogram_add(&h, 1, -2, &err), CPW_EDOMAIN, &err, "times = -2");
  fails(cpw_histogram_add_array(NULL, &x, 1, &err), CPW_EINVAL, &err, "histogram is NULL");
  fails(cpw_histogram_add_array(&h, NULL, 1, &err), CPW_EINVAL, &err, "x is NULL");
  fails(cpw_histogram_add_array(&h, &x, -1, &err), CPW_EINVAL, &err, "count = -1");
  fails(cpw_histogram_merge(NULL, &h, &err), CPW_EINVAL, &err, "histogram is NULL");
  fails(cpw_histogram_merge(&h, NULL, &err), CPW_EINVAL, &err, "other is NULL");
  fails(cpw_histogram_merge(&h, &other, &err), CPW_EINVAL, &err, "other edges");
}
END_TEST

START_TEST(full_counts)
{
  cpw_error err;
  int64_t counts[BINS];
  cpw_histogram h;
  const double x = 0.5, places[] = {0.5, -9, 900, (double)NAN};
  for (size_t i = 0; i < COUNT(places); i++) {
    fine(cpw_histogram_init(&h, edges, counts, BINS, &err), &err);
    fine(cpw_histogram_add(&h, places[i], INT64_MAX, &err), &err);
    fails(cpw_histogram_add(&h, places[i], 1, &err), CPW_EOVERFLOW, &err, "overflows");
    fails(cpw_histogram_add_array(&h, &x, 1, &err), CPW_EOVERFLOW, &err, "2^63");
    fails(cpw_histogram_merge(&h, &h, &err), CPW_EOVERFLOW, &err, "2^63");
    fine(cpw_histogram_add_array(&h, &x, 0, &err), &err);
    ck_assert_int_eq(h.below + h.above + h.nan + counts[1], INT64_MAX);
  }
}
END_TEST

START_TEST(any_split)
{
  cpw_error err;
  int64_t n = 2000, whole_counts[BINS], part_counts[4][BINS];
  double *x = malloc((size_t)n * sizeof *x);
  fill(x, n, _i, 4);
  x[3] = (double)NAN;
  cpw_histogram whole, part[4];
  fine(cpw_histogram_init(&whole, edges, whole_counts, BINS, &err), &err);
  fine(cpw_histogram_add_array(&whole, x, n, &err), &err);
  for (int64_t k = 0; k < 4; k++) {
    fine(cpw_histogram_init(&part[k], edges, part_counts[k], BINS, &err), &err);
    fine(cpw_histogram_add_array(&part[k], x + 500 * k, 500, &err), &err);
  }
  for (int k = 3; k > 0; k--)
    fine(cpw_histogram_merge(&part[0], &part[k], &err), &err);
  ck_assert_mem_eq(part_counts[0], whole_counts, sizeof whole_counts);
  ck_assert_int_eq(part[0].below, whole.below);
  ck_assert_int_eq(part[0].above, whole.above);
  ck_assert_int_eq(part[0].nan, 1);
  int64_t total = whole.below + whole.above + whole.nan;
  for (int b = 0; b < BINS; b++)
    total += whole_counts[b];
  ck_assert_int_eq(total, n);
  free(x);
}
END_TEST

void histogram_tests(const cases *c) {
  tcase_add_test(c->reference, bins_by_definition);
  tcase_add_test(c->properties, search);
  tcase_add_test(c->errors, misuse);
  tcase_add_test(c->limits, full_counts);
  tcase_add_loop_test(c->properties, any_split, 0, KINDS);
}
