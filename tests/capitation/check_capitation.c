/* Columns, blends, targets and distances: closed forms by hand, what is refused, memory. */
#include "carepath.h"
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define ck_refused(call, status, text)                                                             \
  do {                                                                                             \
    cpw_error err;                                                                                 \
    memset(&err, 0, sizeof err);                                                                   \
    int32_t got = (call);                                                                          \
    ck_assert_msg(got == (status), "status %d: %s", (int)got, err.message);                        \
    ck_assert_str_eq(err.message, text);                                                           \
  } while (0)

static void check_near(const double *got, const double *wanted, int64_t n) {
  for (int64_t i = 0; i < n; i++)
    ck_assert_double_eq_tol(got[i], wanted[i], 1e-13 * (1 + fabs(wanted[i])));
}

/* four practices in two places */
static const double people[] = {1000, 3000, 2000, 4000};
static const double acute[] = {60, 120, 40, 180};       /* sums to 400: x 25 */
static const double drugs[] = {1000, 2000, 3000, 4000}; /* sums to 10000 */
static const double need[] = {60, 120, 40, 180, 1000, 2000, 3000, 4000};
static const int64_t place[] = {0, 0, 1, 1};
static const char *const codes[] = {"A", "B", "C", "D"};
static const char *const components[] = {"acute", "drugs"};

/* ---------------------------------------------------------------- columns ------------------- */

START_TEST(columns)
{
  double x = 7, out[4];
  ck_assert_int_eq(cpw_capitation_imbalance(people, drugs, 4, &x, NULL), CPW_OK);
  ck_assert_double_eq(x, 0);
  ck_assert_int_eq(cpw_capitation_imbalance(people, acute, 4, &x, NULL), CPW_OK);
  ck_assert_double_eq_tol(x, -0.96, 1e-15);
  static const double wanted[] = {1500, 3000, 1000, 4500};
  ck_assert_int_eq(cpw_capitation_normalise(people, acute, 4, out, NULL), CPW_OK);
  check_near(out, wanted, 4);
  double same[4];
  memcpy(same, acute, sizeof same);
  ck_assert_int_eq(cpw_capitation_normalise(people, same, 4, same, NULL), CPW_OK);
  ck_assert_mem_eq(same, out, sizeof out);
}
END_TEST

START_TEST(groups_and_indices)
{
  double sums[3], index[4];
  ck_assert_int_eq(cpw_capitation_group(people, place, 4, 3, sums, NULL, NULL), CPW_OK);
  ck_assert(sums[0] == 4000 && sums[1] == 6000 && sums[2] == 0);
  ck_assert_int_eq(cpw_capitation_group(NULL, NULL, 0, 2, sums, NULL, NULL), CPW_OK);
  ck_assert(sums[0] == 0 && sums[1] == 0);
  /* place 0: 180/4000 = 0.045; practice A 0.06, B 0.04. Place 1: 220/6000 */
  static const double in_place[] = {0.06 / 0.045, 0.04 / 0.045, 0.02 * 6000 / 220,
                                    0.045 * 6000 / 220};
  static const double in_all[] = {1.5, 1, 0.5, 1.125};
  ck_assert_int_eq(cpw_capitation_index(people, acute, place, 4, 2, index, NULL, NULL), CPW_OK);
  check_near(index, in_place, 4);
  ck_assert_int_eq(cpw_capitation_index(people, acute, NULL, 4, 1, index, NULL, NULL), CPW_OK);
  check_near(index, in_all, 4);
  static const double nobody[] = {0, 3000, 2000, 4000}, nothing[] = {1, 2, 0, 0};
  ck_assert_int_eq(cpw_capitation_index(nobody, nothing, place, 4, 2, index, NULL, NULL), CPW_OK);
  ck_assert(isnan(index[0]) && isnan(index[2]) && isnan(index[3]));
  ck_assert_double_eq_tol(index[1], 2.0 / 3.0, 1e-15);
}
END_TEST

/* 1e16, 1 and -1e16 sum to 1 in any order; a chain of indices multiplies to the whole */
START_TEST(exact_sums)
{
  static const double x[] = {1e16, 1, -1e16};
  static const int64_t one[] = {0, 0, 0};
  double sum;
  ck_assert_int_eq(cpw_capitation_group(x, one, 3, 1, &sum, NULL, NULL), CPW_OK);
  ck_assert_double_eq(sum, 1);
  double p[2], w[2], upper[2], lower[4], all[4];
  ck_assert_int_eq(cpw_capitation_group(people, place, 4, 2, p, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_capitation_group(drugs, place, 4, 2, w, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_capitation_index(p, w, NULL, 2, 1, upper, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_capitation_index(people, drugs, place, 4, 2, lower, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_capitation_index(people, drugs, NULL, 4, 1, all, NULL, NULL), CPW_OK);
  for (int i = 0; i < 4; i++)
    ck_assert_double_eq_tol(lower[i] * upper[place[i]], all[i], 1e-15);
}
END_TEST

START_TEST(targets_and_distances)
{
  static const double w[] = {1, 3}, given[] = {30, 70}, zero[] = {0, 4}, none[] = {0, 1};
  double t[2], d[2];
  ck_assert_int_eq(cpw_capitation_targets(200, w, 2, t, NULL), CPW_OK);
  ck_assert(t[0] == 50 && t[1] == 150);
  ck_assert_int_eq(cpw_capitation_distance(given, t, 2, 0, d, NULL), CPW_OK);
  ck_assert_double_eq_tol(d[0], -0.4, 1e-16);
  ck_assert_double_eq_tol(d[1], 70.0 / 150 - 1, 1e-16);
  ck_assert_int_eq(cpw_capitation_distance(given, t, 2, 1, d, NULL), CPW_OK);
  ck_assert_double_eq_tol(d[0], 0.2, 1e-16);
  ck_assert_double_eq_tol(d[1], -5.0 / 75, 1e-16);
  ck_assert_int_eq(cpw_capitation_distance(given, zero, 2, 0, d, NULL), CPW_OK);
  ck_assert(isinf(d[0]) && d[0] > 0);
  ck_assert_int_eq(cpw_capitation_distance(none, zero, 2, 0, d, NULL), CPW_OK);
  ck_assert_double_eq(d[0], 0);
}
END_TEST

/* ---------------------------------------------------------------- the formula --------------- */

static cpw_capitation data_of(const double *blend) {
  cpw_capitation d;
  memset(&d, 0, sizeof d);
  d.rows = 4;
  d.codes = codes;
  d.population = people;
  d.components = 2;
  d.component_names = components;
  d.need = need;
  d.blend = blend;
  return d;
}

static const double blend[] = {0.75, 0.25};

START_TEST(a_blend)
{
  /* 0.75 (1500 3000 1000 4500) + 0.25 (1000 2000 3000 4000) */
  static const double plain[] = {1375, 2750, 1500, 4375};
  cpw_capitation d = data_of(blend);
  double w[4];
  ck_assert_int_eq(cpw_capitation_weighted(&d, NULL, w, NULL), CPW_OK);
  check_near(w, plain, 4);
  /* a factor of all: 1375 x 2 + the others = 11375, back to 10000 */
  static const double factor[] = {2, 1, 1, 1};
  static const double all[] = {2750 / 1.1375, 2750 / 1.1375, 1500 / 1.1375, 4375 / 1.1375};
  d.factors = 1;
  d.factor = factor;
  ck_assert_int_eq(cpw_capitation_weighted(&d, NULL, w, NULL), CPW_OK);
  check_near(w, all, 4);
  /* of the drugs alone: (2000 2000 3000 4000) / 1.1 */
  static const int64_t which[] = {1};
  static const double one[] = {1125 + 500 / 1.1, 2250 + 500 / 1.1, 750 + 750 / 1.1,
                               3375 + 1000 / 1.1};
  d.factor_component = which;
  ck_assert_int_eq(cpw_capitation_weighted(&d, NULL, w, NULL), CPW_OK);
  check_near(w, one, 4);
}
END_TEST

START_TEST(unmet_need)
{
  /* 1 a head in A alone: all of that column is A's 10000 */
  static const double index[] = {5, 0, 0, 0};
  static const double wanted[] = {0.9 * 1375 + 1000, 0.9 * 2750, 0.9 * 1500, 0.9 * 4375};
  cpw_capitation d = data_of(blend);
  cpw_capitation_options o;
  cpw_capitation_options_init(&o);
  o.unmet_share = 0.1;
  o.unmet_index = index;
  double w[4];
  ck_assert_int_eq(cpw_capitation_weighted(&d, &o, w, NULL), CPW_OK);
  check_near(w, wanted, 4);
}
END_TEST

static const double *real(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a && a->real, "no array %s", name);
  return a ? a->real : NULL;
}

START_TEST(fair_shares)
{
  static const double given[] = {100, 300, 200, 400};
  cpw_capitation d = data_of(blend);
  cpw_capitation_options o;
  cpw_capitation_options_init(&o);
  o.quantum = 2001;
  o.allocation = given;
  o.parent = place;
  o.parents = 2;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_capitation_assess(&d, &o, &r, NULL), CPW_OK);
  /* 2001 x 0.1375 = 275.1375, 550.275, 300.15, 875.4375: the last has the odd pound */
  static const double target[] = {275.1375, 550.275, 300.15, 875.4375};
  static const int64_t pounds[] = {275, 550, 300, 876};
  static const double index[] = {1.375, 2750.0 / 3000, 0.75, 4375.0 / 4000};
  static const double in_place[] = {1.375 / (4125.0 / 4000), 2750.0 / 3000 / (4125.0 / 4000),
                                    0.75 / (5875.0 / 6000), 4375.0 / 4000 / (5875.0 / 6000)};
  static const double distance[] = {100 / 137.5 - 1, 300.0 / 275 - 1, 200.0 / 150 - 1,
                                    400 / 437.5 - 1};
  static const double cash[] = {-37.5, 25, 50, -37.5}, imbalance[] = {-0.96, 0};
  check_near(real(r, "target"), target, 4);
  check_near(real(r, "need_index"), index, 4);
  check_near(real(r, "index_in_parent"), in_place, 4);
  check_near(real(r, "distance"), distance, 4);
  check_near(real(r, "distance_cash"), cash, 4);
  check_near(real(r, "imbalance"), imbalance, 2);
  ck_assert_double_eq_tol(real(r, "distance_per_head")[1], 25.0 / 3000, 1e-15);
  ck_assert_double_eq_tol(real(r, "target_per_head")[0], 0.2751375, 1e-15);
  ck_assert_double_eq_tol(real(r, "closing_gap")[0], 175.1375, 1e-12);
  ck_assert_double_eq_tol(real(r, "contribution")[0], 1125, 1e-12);
  ck_assert_double_eq_tol(real(r, "normalised")[3], 4500, 1e-12);
  ck_assert_mem_eq(cpw_result_find(r, "target_pounds")->integer, pounds, sizeof pounds);
  cpw_result_free(r);
}
END_TEST

/* rows turned round: the same bits, turned round */
START_TEST(order_does_not_matter)
{
  enum { N = 500 };
  static double p[2][N], table[2][2 * N], w[2][N];
  cpw_stream s;
  cpw_stream_init(&s, 30, 0, 0, 0);
  for (int64_t i = 0; i < N; i++) {
    int64_t j = N - 1 - i;
    p[0][i] = p[1][j] = 1e4 * cpw_random_uniform(&s);
    table[0][i] = table[1][j] = cpw_random_uniform(&s);
    table[0][N + i] = table[1][N + j] = 1e9 * cpw_random_uniform(&s);
  }
  for (int k = 0; k < 2; k++) {
    cpw_capitation d = data_of(blend);
    d.rows = N;
    d.codes = NULL;
    d.population = p[k];
    d.need = table[k];
    ck_assert_int_eq(cpw_capitation_weighted(&d, NULL, w[k], NULL), CPW_OK);
  }
  for (int64_t i = 0; i < N; i++)
    ck_assert(w[0][i] == w[1][N - 1 - i]);
}
END_TEST

/* ---------------------------------------------------------------- refused ------------------- */

START_TEST(columns_that_are_refused)
{
  double x[4] = {1, 2, 3, 4}, out[4] = {7, 7, 7, 7};
  static const double zeros[4] = {0}, huge[] = {DBL_MAX, DBL_MAX, 1, 1};
  static const int64_t wrong[] = {0, 2, 0, 0};
  ck_refused(cpw_capitation_imbalance(people, x, 0, out, &err), CPW_EINVAL, "n = 0 must be >= 1");
  ck_refused(cpw_capitation_imbalance(people, x, 4, NULL, &err), CPW_EINVAL, "imbalance is NULL");
  ck_refused(cpw_capitation_imbalance(NULL, x, 4, out, &err), CPW_EINVAL, "population is NULL");
  ck_refused(cpw_capitation_imbalance(zeros, x, 4, out, &err), CPW_EDOMAIN,
             "population is 0 in every row");
  ck_refused(cpw_capitation_normalise(people, zeros, 4, out, &err), CPW_EDOMAIN,
             "weighted is 0 in every row");
  ck_refused(cpw_capitation_normalise(people, huge, 4, out, &err), CPW_EOVERFLOW,
             "a sum is beyond the largest number");
  ck_refused(cpw_capitation_normalise(people, x, 4, NULL, &err), CPW_EINVAL, "out is NULL");
  x[2] = -3;
  ck_refused(cpw_capitation_normalise(people, x, 4, out, &err), CPW_EDOMAIN,
             "weighted[2] = -3 must be finite and >= 0");
  ck_refused(cpw_capitation_targets(5, x, 4, out, &err), CPW_EDOMAIN,
             "weighted[2] = -3 must be finite and >= 0");
  x[2] = 3;
  ck_refused(cpw_capitation_targets(-5, x, 4, out, &err), CPW_EDOMAIN, "quantum = -5 must be >= 0");
  ck_refused(cpw_capitation_targets(5, x, 4, NULL, &err), CPW_EINVAL, "target is NULL");
  ck_refused(cpw_capitation_distance(x, people, 4, 2, out, &err), CPW_EINVAL,
             "scaled = 2 must be 0 or 1");
  ck_refused(cpw_capitation_distance(zeros, people, 4, 1, out, &err), CPW_EDOMAIN,
             "allocation is 0 in every row");
  ck_refused(cpw_capitation_distance(x, people, 4, 0, NULL, &err), CPW_EINVAL, "distance is NULL");
  ck_refused(cpw_capitation_group(x, wrong, 4, 2, out, NULL, &err), CPW_EDOMAIN,
             "group[1] = 2 must be 0 to 1");
  ck_refused(cpw_capitation_group(x, wrong, 4, 0, out, NULL, &err), CPW_EINVAL,
             "groups = 0 must be >= 1");
  ck_refused(cpw_capitation_group(x, NULL, 4, 1, out, NULL, &err), CPW_EINVAL, "group is NULL");
  ck_refused(cpw_capitation_group(x, wrong, -1, 1, out, NULL, &err), CPW_EINVAL,
             "n = -1 must be >= 0");
  ck_refused(cpw_capitation_group(x, wrong, 4, 3, NULL, NULL, &err), CPW_EINVAL, "sums is NULL");
  ck_refused(cpw_capitation_index(people, x, wrong, 4, 2, out, NULL, &err), CPW_EDOMAIN,
             "parent[1] = 2 must be 0 to 1");
  ck_refused(cpw_capitation_index(people, x, NULL, 4, 1, NULL, NULL, &err), CPW_EINVAL,
             "index is NULL");
  x[0] = (double)NAN;
  ck_refused(cpw_capitation_group(x, wrong, 4, 3, out, NULL, &err), CPW_EDOMAIN,
             "values[0] = nan must be finite");
  for (int i = 0; i < 4; i++)
    ck_assert_double_eq(out[i], 7);
}
END_TEST

START_TEST(data_that_are_refused)
{
  static const double short_[] = {0.75, 0.15}, negative[] = {1.5, -0.5}, bad[] = {1, 0, 1, 1},
                      nil[] = {0, 0, 0, 0, 1, 2, 3, 4}, ones[] = {1, 1, 1, 1};
  static const int64_t wrong[] = {2};
  const char *some[] = {"A", NULL, "C", "D"};
  double w[4] = {7};
  cpw_result *r = NULL;
  cpw_capitation d = data_of(short_);
  cpw_capitation_options o;
  cpw_capitation_options_init(&o);
  ck_refused(cpw_capitation_weighted(&d, NULL, w, &err), CPW_EDOMAIN,
             "blend sums to 0.9, must be 1");
  d.blend = negative;
  ck_refused(cpw_capitation_weighted(&d, NULL, w, &err), CPW_EDOMAIN,
             "blend[1] = -0.5 must be finite and >= 0");
  d = data_of(blend);
  d.need = nil;
  ck_refused(cpw_capitation_weighted(&d, NULL, w, &err), CPW_EDOMAIN,
             "need[0] (acute) is 0 in every row");
  d = data_of(blend);
  d.factors = 1;
  ck_refused(cpw_capitation_weighted(&d, NULL, w, &err), CPW_EINVAL, "factor is NULL");
  d.factor = bad;
  ck_refused(cpw_capitation_weighted(&d, NULL, w, &err), CPW_EDOMAIN,
             "factor[0][1] = 0 must be finite and > 0");
  d.factor = ones;
  d.factor_component = wrong;
  ck_refused(cpw_capitation_weighted(&d, NULL, w, &err), CPW_EDOMAIN,
             "factor_component[0] = 2 must be -1 to 1");
  d = data_of(blend);
  d.codes = some;
  ck_refused(cpw_capitation_assess(&d, NULL, &r, &err), CPW_EINVAL, "codes[1] is NULL");
  d = data_of(NULL);
  ck_refused(cpw_capitation_assess(&d, NULL, &r, &err), CPW_EINVAL, "blend is NULL");
  d.rows = 0;
  ck_refused(cpw_capitation_assess(&d, NULL, &r, &err), CPW_EINVAL, "rows = 0 must be >= 1");
  d = data_of(blend);
  d.components = 0;
  ck_refused(cpw_capitation_assess(&d, NULL, &r, &err), CPW_EINVAL, "components = 0 must be >= 1");
  d = data_of(blend);
  o.unmet_share = 1.5;
  ck_refused(cpw_capitation_weighted(&d, &o, w, &err), CPW_EDOMAIN,
             "options.unmet_share = 1.5 must be 0 to 1");
  o.unmet_share = 0.5;
  ck_refused(cpw_capitation_weighted(&d, &o, w, &err), CPW_EINVAL,
             "options.unmet_index is NULL, but options.unmet_share = 0.5");
  o.unmet_share = 0;
  o.quantum = -1;
  ck_refused(cpw_capitation_assess(&d, &o, &r, &err), CPW_EDOMAIN,
             "options.quantum = -1 must be >= 0");
  o.quantum = 1;
  o.rounding = 9;
  ck_refused(cpw_capitation_assess(&d, &o, &r, &err), CPW_EINVAL,
             "options.rounding = 9 must be 0 to 4");
  o.rounding = 0;
  o.allocation = nil;
  ck_refused(cpw_capitation_assess(&d, &o, &r, &err), CPW_EDOMAIN,
             "options.allocation is 0 in every row");
  ck_refused(cpw_capitation_assess(NULL, &o, &r, &err), CPW_EINVAL, "data is NULL");
  ck_refused(cpw_capitation_assess(&d, &o, NULL, &err), CPW_EINVAL, "out is NULL");
  ck_refused(cpw_capitation_weighted(&d, &o, NULL, &err), CPW_EINVAL, "weighted is NULL");
  ck_assert(r == NULL && w[0] == 7);
}
END_TEST

static int32_t everything(void *context) {
  (void)context;
  static const double index[] = {5, 0, 0, 0}, given[] = {100, 300, 200, 400};
  cpw_capitation d = data_of(blend);
  cpw_capitation_options o;
  cpw_capitation_options_init(&o);
  o.quantum = 1000;
  o.unmet_share = 0.1;
  o.unmet_index = index;
  o.allocation = given;
  o.parent = place;
  o.parents = 2;
  double x[4];
  int32_t status = cpw_capitation_weighted(&d, &o, x, NULL);
  if (status == CPW_OK) status = cpw_capitation_group(people, place, 4, 2, x, NULL, NULL);
  cpw_result *r = NULL;
  if (status == CPW_OK) status = cpw_capitation_assess(&d, &o, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(without_memory)
{ cpwt_each_allocation_fails(everything, NULL); }
END_TEST

int main(void) {
  Suite *suite = suite_create("capitation");
  const char *names[] = {"limits", "errors", "reference", "properties", "oom"};
  TCase *t[5];
  for (int i = 0; i < 5; i++) {
    t[i] = tcase_create(names[i]);
    tcase_set_timeout(t[i], 300);
    suite_add_tcase(suite, t[i]);
  }
  tcase_add_test(t[0], exact_sums);
  tcase_add_test(t[1], columns_that_are_refused);
  tcase_add_test(t[1], data_that_are_refused);
  tcase_add_test(t[2], columns);
  tcase_add_test(t[2], groups_and_indices);
  tcase_add_test(t[2], targets_and_distances);
  tcase_add_test(t[2], a_blend);
  tcase_add_test(t[2], unmet_need);
  tcase_add_test(t[2], fair_shares);
  tcase_add_test(t[3], order_does_not_matter);
  tcase_add_test(t[4], without_memory);
  return cpwt_run(&suite, 1);
}
