/* The order of many numbers against a comparison of every pair. */
#include "base/check_base.h"
#include "base/order.h"

#include <stdlib.h>

/* place of i: how many come before it, by the definition */
static int64_t place_of(const double *x, int64_t n, int64_t i, int32_t descending) {
  int64_t place = 0;
  for (int64_t j = 0; j < n; j++) {
    int before = descending ? x[j] > x[i] : x[j] < x[i];
    place += before || (x[j] == x[i] && j < i);
  }
  return place;
}

static void expect_order(const double *x, int64_t n) {
  int64_t *order = malloc((size_t)(n + 1) * sizeof *order);
  ck_assert_ptr_nonnull(order);
  for (int32_t descending = 0; descending < 2; descending++) {
    ck_assert_int_eq(cpwi_order(x, n, descending, order, NULL, "f", NULL), CPW_OK);
    for (int64_t k = 0; k < n; k++)
      ck_assert_int_eq(place_of(x, n, order[k], descending), k);
  }
  free(order);
}

START_TEST(special_numbers)
{
  const double x[] = {0.0,
                      -0.0,
                      1.0,
                      -1.0,
                      (double)INFINITY,
                      -(double)INFINITY,
                      5e-324,
                      -5e-324,
                      1.7e308,
                      -0.0,
                      0.0,
                      -1.7e308,
                      1.0,
                      (double)INFINITY,
                      2.0,
                      1e-300};
  for (int64_t n = 0; n <= 16; n++)
    expect_order(x, n);
}
END_TEST

START_TEST(random_numbers)
{
  uint64_t state = (uint64_t)_i + 1;
  int64_t n = _i < 8 ? 40 * _i + 1 : 5000; /* both sizes of digit */
  double *x = malloc((size_t)n * sizeof *x);
  ck_assert_ptr_nonnull(x);
  for (int64_t i = 0; i < n; i++) {
    uint64_t word = (cpwt_random(&state) >> 11);
    x[i] = _i % 2 ? (double)(word % 50) - 20.0 : (double)word * 1e-3 - 3e11;
    /* numbers that differ in their last bits alone, beside some that are far away */
    if (_i > 9) x[i] = i % 100 ? 1.0 + (double)(word % 4096) * 0x1p-52 : (double)word * 1e280;
  }
  expect_order(x, n);
  free(x);
}
END_TEST

static int32_t order_two(void *context) {
  const double x[] = {2.0, 1.0};
  return cpwi_order(x, 2, 0, context, NULL, "f", NULL);
}

START_TEST(no_memory_for_an_order)
{
  int64_t order[2] = {7, 7};
  cpwt_each_allocation_fails(order_two, order);
  ck_assert_int_eq(order[0], 1);
  ck_assert_int_eq(order[1], 0);
}
END_TEST

void cpwt_add_order(const cpwt_cases *cases) {
  tcase_add_test(cases->limits, special_numbers);
  tcase_add_loop_test(cases->properties, random_numbers, 0, 12);
  tcase_add_test(cases->oom, no_memory_for_an_order);
}
