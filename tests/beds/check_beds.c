/* Beds of one's own and shared beds. */
#include "carepath.h"
#include "support/support.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Methods, trap 4: the stroke network with 11 and 11 beds and 4 shared; and the same by all states. */
START_TEST(reference_stroke)
{
  const double load[] = {8.145492831541219, 9.718217562619024};
  const int64_t own[] = {11, 11};
  double blocking[2], number[2], sharing[2];
  cpw_error err;
  ck_assert_int_eq(cpw_beds_pooling(load, own, 2, 4, NULL, blocking, number, sharing, &err),
                   CPW_OK);
  ck_assert_double_eq_tol(blocking[0], 0.017, 0.0005);
  ck_assert_double_eq_tol(blocking[1], 0.036, 0.0005);
}
END_TEST

static void by_states(const double *load, const int64_t *own, int types, int64_t shared,
                      double *blocking, double *number, double *sharing) {
  int64_t x[3] = {0};
  double all = 0.0;
  for (int i = 0; i < types; i++)
    blocking[i] = number[i] = sharing[i] = 0.0;
  for (int at = 0; at < types;) {
    int64_t used = 0;
    double weight = 1.0;
    for (int i = 0; i < types; i++) {
      used += x[i] > own[i] ? x[i] - own[i] : 0;
      for (int64_t k = 1; k <= x[i]; k++)
        weight *= load[i] / (double)k;
    }
    if (used <= shared) {
      all += weight;
      for (int i = 0; i < types; i++) {
        if (used == shared && x[i] >= own[i]) blocking[i] += weight;
        number[i] += weight * (double)x[i];
        sharing[i] += x[i] > own[i] ? weight * (double)(x[i] - own[i]) : 0.0;
      }
    }
    for (at = 0; at < types && ++x[at] > own[at] + shared; at++)
      x[at] = 0;
  }
  for (int i = 0; i < types; i++) {
    blocking[i] /= all;
    number[i] /= all;
    sharing[i] /= all;
  }
}

START_TEST(reference_states)
{
  static const double load[][3] = {{3, 4, 5}, {0.1, 20, 2}, {0, 1, 7}, {50, 60, 0.5}};
  static const int64_t own[][3] = {{2, 5, 4}, {0, 12, 3}, {0, 2, 5}, {3, 0, 1}};
  for (int k = 0; k < 4; k++)
    for (int64_t shared = 0; shared < 8; shared += 3)
      for (int types = 1; types <= 3; types++) {
        double b[3], n[3], s[3], eb[3], en[3], es[3];
        cpw_error err;
        ck_assert_int_eq(cpw_beds_pooling(load[k], own[k], types, shared, NULL, b, n, s, &err),
                         CPW_OK);
        by_states(load[k], own[k], types, shared, eb, en, es);
        for (int i = 0; i < types; i++) {
          ck_assert_double_eq_tol(b[i], eb[i], 1e-13 * eb[i] + 1e-300);
          ck_assert_double_eq_tol(n[i], en[i], 1e-13 * en[i] + 1e-300);
          ck_assert_double_eq_tol(s[i], es[i], 1e-13 * es[i] + 1e-300);
        }
      }
}
END_TEST

/* Nothing shared: Erlang's B each; nothing of one's own: Erlang's B of all, for all. */
START_TEST(limits_erlang)
{
  const double load[] = {8, 900, 40000};
  const int64_t own[] = {11, 880, 20000}, none[] = {0, 0, 0};
  double b[3], n[3];
  cpw_error err;
  ck_assert_int_eq(cpw_beds_pooling(load, own, 3, 0, NULL, b, n, NULL, &err), CPW_OK);
  for (int i = 0; i < 3; i++) {
    double e = cpw_queue_erlang_b(load[i], (double)own[i]);
    ck_assert_double_eq_tol(b[i], e, 1e-12 * e);
    ck_assert_double_eq_tol(n[i], load[i] * (1 - e), 1e-10 * n[i]);
  }
  ck_assert_int_eq(cpw_beds_pooling(load, none, 3, 3000, NULL, b, NULL, n, &err), CPW_OK);
  double all = cpw_queue_erlang_b(40908, 3000);
  for (int i = 0; i < 3; i++) {
    ck_assert_double_eq_tol(b[i], all, 1e-11 * all);
    ck_assert_double_eq_tol(n[i], load[i] * (1 - all), 1e-9 * n[i]);
  }
}
END_TEST

/* Other order of types, other order of answers; more shared beds, fewer turned away. */
START_TEST(properties)
{
  const double load[] = {6, 9, 3, 14}, turned[] = {14, 3, 9, 6};
  const int64_t own[] = {5, 9, 2, 10}, back[] = {10, 2, 9, 5};
  double b[4], t[4], last[4] = {1, 1, 1, 1};
  for (int64_t shared = 0; shared < 30; shared++) {
    ck_assert_int_eq(cpw_beds_pooling(load, own, 4, shared, NULL, b, NULL, NULL, NULL), CPW_OK);
    ck_assert_int_eq(cpw_beds_pooling(turned, back, 4, shared, NULL, t, NULL, NULL, NULL), CPW_OK);
    for (int i = 0; i < 4; i++) {
      ck_assert_double_eq_tol(b[i], t[3 - i], 1e-13 * b[i]);
      ck_assert_double_lt(b[i], last[i]);
      last[i] = b[i];
    }
  }
}
END_TEST

/* pydesrap_stroke, table of 150 replications: 0.18 0.13 0.08 0.06 0.03 0.02 */
START_TEST(reference_delay)
{
  const double rate[] = {8.145492831541219 / 8, 0.0}, stay[] = {8, 3};
  const int64_t beds[] = {9, 10, 11, 12, 13, 14};
  const double expected[] = {0.1806494390660442,  0.128272801442051,    0.0867462527423271,
                             0.05560822576210779, 0.033669655256930955, 0.019213326198883218};
  double load = 0, chance[6];
  cpw_error err;
  ck_assert_int_eq(cpw_beds_delay(rate, stay, 2, beds, 6, &load, chance, &err), CPW_OK);
  ck_assert_double_eq_tol(load, 8.145492831541219, 1e-14);
  for (int i = 0; i < 6; i++)
    ck_assert_double_eq_tol(chance[i], expected[i], 1e-13);
}
END_TEST

static void fails(int32_t status, int32_t expected, const cpw_error *err, const char *message) {
  ck_assert_int_eq(status, expected);
  ck_assert_str_eq(err->message, message);
}

START_TEST(errors)
{
  const double one = 1, bad = -1, big = 1e300;
  const int64_t own = 1, wrong = -1;
  double out = 7;
  cpw_error e;
  fails(cpw_beds_pooling(NULL, &own, 1, 0, NULL, &out, NULL, NULL, &e), CPW_EINVAL, &e,
        "load must not be NULL");
  fails(cpw_beds_pooling(&one, NULL, 1, 0, NULL, &out, NULL, NULL, &e), CPW_EINVAL, &e,
        "own must not be NULL");
  fails(cpw_beds_pooling(&one, &own, 1, 0, NULL, NULL, NULL, NULL, &e), CPW_EINVAL, &e,
        "blocking must not be NULL");
  fails(cpw_beds_pooling(&one, &own, 0, 0, NULL, &out, NULL, NULL, &e), CPW_EINVAL, &e,
        "types = 0 must be from 1 to 10000");
  fails(cpw_beds_pooling(&one, &own, 1, -1, NULL, &out, NULL, NULL, &e), CPW_EINVAL, &e,
        "shared = -1 must be from 0 to 20000");
  fails(cpw_beds_pooling(&bad, &own, 1, 0, NULL, &out, NULL, NULL, &e), CPW_EDOMAIN, &e,
        "load[0] = -1 must be finite and >= 0");
  fails(cpw_beds_pooling(&one, &wrong, 1, 0, NULL, &out, NULL, NULL, &e), CPW_EINVAL, &e,
        "own[0] = -1 must be from 0 to 1000000000");
  fails(cpw_beds_delay(NULL, &one, 1, &own, 1, NULL, &out, &e), CPW_EINVAL, &e,
        "rate must not be NULL");
  fails(cpw_beds_delay(&one, NULL, 1, &own, 1, NULL, &out, &e), CPW_EINVAL, &e,
        "stay must not be NULL");
  fails(cpw_beds_delay(&one, &one, 1, NULL, 1, NULL, &out, &e), CPW_EINVAL, &e,
        "beds must not be NULL");
  fails(cpw_beds_delay(&one, &one, 1, &own, 1, NULL, NULL, &e), CPW_EINVAL, &e,
        "chance must not be NULL");
  fails(cpw_beds_delay(&one, &one, 0, &own, 1, NULL, &out, &e), CPW_EINVAL, &e,
        "streams = 0 must be >= 1");
  fails(cpw_beds_delay(&one, &one, 1, &own, -1, NULL, &out, &e), CPW_EINVAL, &e,
        "count = -1 must be >= 0");
  fails(cpw_beds_delay(&bad, &one, 1, &own, 1, NULL, &out, &e), CPW_EDOMAIN, &e,
        "rate[0] = -1 must be finite and >= 0");
  fails(cpw_beds_delay(&one, &bad, 1, &own, 1, NULL, &out, &e), CPW_EDOMAIN, &e,
        "stay[0] = -1 must be finite and >= 0");
  fails(cpw_beds_delay(&big, &big, 1, &own, 1, NULL, &out, &e), CPW_EDOMAIN, &e,
        "the offered load is not finite");
  fails(cpw_beds_delay(&one, &one, 1, &wrong, 1, NULL, &out, &e), CPW_EDOMAIN, &e,
        "beds[0] = -1 must be >= 0");
  ck_assert_double_eq(out, 7);
}
END_TEST

static int32_t run_pooling(void *context) {
  const double load[] = {1, 2};
  const int64_t own[] = {1, 2};
  double out[2];
  (void)context;
  return cpw_beds_pooling(load, own, 2, 3, NULL, out, NULL, NULL, NULL);
}

START_TEST(no_memory)
{ cpwt_each_allocation_fails(run_pooling, NULL); }
END_TEST

int main(void) {
  Suite *suite = suite_create("beds");
  static const char *const names[] = {"limits", "errors", "reference", "properties", "oom"};
  TCase *t[5];
  for (int i = 0; i < 5; i++) {
    t[i] = tcase_create(names[i]);
    suite_add_tcase(suite, t[i]);
  }
  tcase_add_test(t[0], limits_erlang);
  tcase_add_test(t[1], errors);
  tcase_add_test(t[2], reference_stroke);
  tcase_add_test(t[2], reference_states);
  tcase_add_test(t[2], reference_delay);
  tcase_add_test(t[3], properties);
  tcase_add_test(t[4], no_memory);
  return cpwt_run(&suite, 1);
}
