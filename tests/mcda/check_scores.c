/* Scores against hand-made examples, published ones and the formulas over all pairs. */
#include "mcda/check_mcda.h"

/* ---------------------------------------------------------------- reference ----------------- */

/* each scale by hand: column 0 a benefit, column 1 a cost */
START_TEST(scales_by_hand)
{
  const double values[] = {3, 1, 4, 2, 5, 4}, weights[] = {0.5, 0.5};
  const double lower[] = {0, 0}, upper[] = {10, 5}, norm = sqrt(50), costs = sqrt(21);
  const int32_t directions[] = {1, -1};
  const double expected[6][6] = {
      {0.3, 0.8, 0.4, 0.6, 0.5, 0.2},
      {0, 1, 0.5, 2.0 / 3, 1, 0},
      {3 / norm, 1 - 1 / costs, 4 / norm, 1 - 2 / costs, 5 / norm, 1 - 4 / costs},
      {0.25, 1 / 1.75, 4.0 / 12, 0.5 / 1.75, 5.0 / 12, 0.25 / 1.75},
      {0.6, 0.75, 0.8, 0.5, 1, 0},
      {3, -1, 4, -2, 5, -4}};
  double out[6];
  for (int32_t scale = 0; scale < 6; scale++) {
    cpw_mcda_table t = table_of(3, 2, values, weights, directions, scale);
    t.lower = lower;
    t.upper = upper;
    ck_assert_int_eq(cpw_mcda_normalise(&t, NULL, out, NULL), CPW_OK);
    for (int k = 0; k < 6; k++)
      ck_assert_double_eq_tol(out[k], expected[scale][k], 1e-15);
  }
}
END_TEST

/* Hwang and Yoon (1981), chapter III, the fighter aircraft, as printed */
START_TEST(aircraft)
{
  const double values[] = {2.0, 1500, 20000, 5.5, 5, 9, 2.5, 2700, 18000, 6.5, 3, 5,
                           1.8, 2000, 21000, 4.5, 7, 7, 2.2, 1800, 20000, 5.0, 5, 5};
  const double weights[] = {0.2, 0.1, 0.1, 0.1, 0.2, 0.3};
  const int32_t directions[] = {1, 1, 1, -1, 1, 1};
  const double printed[] = {0.643, 0.268, 0.613, 0.312};
  double score[4], best[4], worst[4];
  cpw_mcda_table t = table_of(4, 6, values, weights, directions, CPW_MCDA_VECTOR);
  ck_assert_int_eq(cpw_mcda_topsis(&t, NULL, score, best, worst, NULL), CPW_OK);
  for (int i = 0; i < 4; i++) {
    ck_assert_double_eq_tol(score[i], printed[i], 6e-4);
    ck_assert_double_eq_tol(score[i], worst[i] / (best[i] + worst[i]), 1e-15);
  }
}
END_TEST

/* one benefit on fixed bounds: the nearest line between the ideals */
START_TEST(topsis_on_fixed_bounds)
{
  const double values[] = {2, 9, 15, -3}, weights[] = {1}, lower[] = {0}, upper[] = {10};
  const int32_t cost[] = {-1};
  const double expected[] = {0.2, 0.9, 1, 0};
  cpw_mcda_table t = table_of(4, 1, values, weights, NULL, CPW_MCDA_FIXED);
  double score[4];
  t.lower = lower;
  t.upper = upper;
  t.outside = CPW_MCDA_OUTSIDE_CLAMP;
  for (int turned = 0; turned < 2; turned++) {
    t.directions = turned ? cost : NULL;
    ck_assert_int_eq(cpw_mcda_topsis(&t, NULL, score, NULL, NULL, NULL), CPW_OK);
    for (int i = 0; i < 4; i++)
      ck_assert_double_eq_tol(score[i], turned ? 1 - expected[i] : expected[i], 1e-15);
    double distance[4];
    ck_assert_int_eq(cpw_mcda_spotis(&t, NULL, NULL, distance, NULL), CPW_OK);
    for (int i = 0; i < 4; i++)
      ck_assert_double_eq_tol(distance[i], 1 - score[i], 1e-15);
  }
}
END_TEST

/* SPOTIS by hand, with an ideal inside the bounds */
START_TEST(spotis_by_hand)
{
  const double values[] = {10, 2, 30, 4}, weights[] = {0.4, 0.6}, lower[] = {0, 0};
  const double upper[] = {40, 5}, ideal[] = {20, 2};
  const int32_t directions[] = {1, -1};
  cpw_mcda_table t = table_of(2, 2, values, weights, directions, CPW_MCDA_VECTOR);
  double distance[2];
  t.lower = lower;
  t.upper = upper;
  ck_assert_int_eq(cpw_mcda_spotis(&t, NULL, NULL, distance, NULL), CPW_OK);
  ck_assert_double_eq_tol(distance[0], 0.4 * 30 / 40 + 0.6 * 2 / 5, 1e-15);
  ck_assert_double_eq_tol(distance[1], 0.4 * 10 / 40 + 0.6 * 4 / 5, 1e-15);
  ck_assert_int_eq(cpw_mcda_spotis(&t, ideal, NULL, distance, NULL), CPW_OK);
  ck_assert_double_eq_tol(distance[0], 0.4 * 10 / 40, 1e-15);
  ck_assert_double_eq_tol(distance[1], 0.4 * 10 / 40 + 0.6 * 2 / 5, 1e-15);
}
END_TEST

/* the weighted product of what is not normalised: x^w, x^-w for a cost */
START_TEST(products_by_hand)
{
  const double values[] = {4, 16, 9, 81, 0, 1}, weights[] = {0.5, 0.5};
  const int32_t directions[] = {1, -1};
  cpw_mcda_table t = table_of(3, 2, values, weights, directions, CPW_MCDA_NONE);
  double score[3];
  ck_assert_int_eq(cpw_mcda_weighted_product(&t, NULL, score, NULL), CPW_OK);
  ck_assert_double_eq_tol(score[0], 0.5, 1e-15);
  ck_assert_double_eq_tol(score[1], 1.0 / 3, 1e-15);
  ck_assert_double_eq(score[2], 0);
  const double only[] = {0, 1}; /* a criterion without weight is not looked at */
  const double negative[] = {-4, 16, -9, 25};
  t = table_of(2, 2, negative, only, NULL, CPW_MCDA_NONE);
  ck_assert_int_eq(cpw_mcda_weighted_product(&t, NULL, score, NULL), CPW_OK);
  ck_assert(score[0] == 16 && score[1] == 25);
}
END_TEST

/* VIKOR's conditions by hand: S = R = d for one criterion, so that Q = d */
START_TEST(compromises)
{
  static const struct {
    int64_t n;
    double values[5];
    int32_t advantage_ok, in_set[5];
    int64_t count;
  } rows[] = {{3, {10, 4, 0}, 1, {1, 0, 0}, 1},             /* 0.6 >= 1/2 */
              {3, {10, 6, 0}, 0, {1, 1, 0}, 2},             /* 0.4 < 1/2 */
              {3, {0, 5, 10}, 1, {0, 0, 1}, 1},             /* 0.5 = 1/2 */
              {5, {9, 10, 8, 7, 0}, 0, {1, 1, 1, 0, 0}, 3}, /* 0.1, 0.2 < 1/4, 0.3 not */
              {2, {1, 3, 0, 0, 0}, 1, {0, 1}, 1}};          /* 1 >= 1 */
  const double weights[] = {1};
  for (size_t k = 0; k < COUNT(rows); k++) {
    double q[5];
    int32_t in_set[5];
    cpw_mcda_compromise found;
    cpw_mcda_table t = table_of(rows[k].n, 1, rows[k].values, weights, NULL, CPW_MCDA_MINMAX);
    ck_assert_int_eq(cpw_mcda_vikor(&t, 0.5, NULL, NULL, NULL, q, in_set, &found, NULL), CPW_OK);
    ck_assert_int_eq(found.advantage_ok, rows[k].advantage_ok);
    ck_assert_int_eq(found.stable_ok, 1);
    ck_assert_int_eq(found.count, rows[k].count);
    for (int64_t i = 0; i < rows[k].n; i++)
      ck_assert_int_eq(in_set[i], rows[k].in_set[i]);
  }
}
END_TEST

/* the best by Q that is best neither by S nor by R: with v = 0.5 row 1 lies between */
START_TEST(unstable_compromise)
{
  /* S and R of rows 0 to 3: .15 .15, .165 .09, .3 .075, .5 .125 */
  const double values[] = {1, 1, 1, -0.2, 0.8, 0.8, 0.8, 0.28, 0.4, 0.4, 0.4, 0.4, 0, 0, 0, 0};
  const double weights[] = {0.25, 0.25, 0.25, 0.25}, lower[] = {-1, -1, -1, -1};
  const double upper[] = {1, 1, 1, 1};
  double s[4], r[4], q[4];
  int32_t in_set[4];
  cpw_mcda_compromise found;
  cpw_mcda_table t = table_of(4, 4, values, weights, NULL, CPW_MCDA_FIXED);
  t.lower = lower;
  t.upper = upper;
  ck_assert_int_eq(cpw_mcda_vikor(&t, 0.5, NULL, s, r, q, in_set, &found, NULL), CPW_OK);
  ck_assert_double_eq_tol(s[0], 0.15, 1e-15);
  ck_assert_double_eq_tol(r[0], 0.15, 1e-15);
  ck_assert_double_eq_tol(s[1], 0.165, 1e-15);
  ck_assert_double_eq_tol(r[1], 0.09, 1e-15);
  ck_assert_double_eq_tol(r[2], 0.075, 1e-15);
  ck_assert_double_eq_tol(q[1], 0.5 * 0.015 / 0.35 + 0.5 * 0.015 / 0.075, 1e-14);
  ck_assert(found.best == 1 && found.second == 2 && found.stable_ok == 0);
  ck_assert_double_eq_tol(found.threshold, 1.0 / 3, 1e-16);
  /* q: 0.5, 0.121, 0.214, 1: no advantage, and those within 1/3 are the set */
  ck_assert(!found.advantage_ok && found.count == 2 && in_set[1] && in_set[2]);
}
END_TEST

/* ---------------------------------------------------------------- all pairs ----------------- */

static double preferred(const cpw_mcda_preference *f, double d) {
  if (!(d > 0)) return 0;
  switch (f->shape) {
  case CPW_MCDA_USUAL:
    return 1;
  case CPW_MCDA_U_SHAPE:
    return d > f->q;
  case CPW_MCDA_V_SHAPE:
    return d > f->p ? 1 : d / f->p;
  case CPW_MCDA_LEVEL:
    return d > f->p ? 1 : d > f->q ? 0.5 : 0;
  case CPW_MCDA_LINEAR:
    return d > f->p ? 1 : d > f->q ? (d - f->q) / (f->p - f->q) : 0;
  default:
    return 1 - exp(-d * d / (2 * f->s * f->s));
  }
}

static void flows_of_pairs(const any_table *t, const cpw_mcda_preference *f, double *plus,
                           double *minus) {
  const int64_t n = t->table.rows, m = t->table.criteria;
  for (int64_t a = 0; a < n; a++) {
    plus[a] = minus[a] = 0;
    for (int64_t b = 0; b < n; b++)
      for (int64_t j = 0; j < m; j++) {
        double d = (t->values[a * m + j] - t->values[b * m + j]) * t->directions[j];
        plus[a] += t->weights[j] * preferred(&f[j], d) / (double)(n - 1);
        minus[a] += t->weights[j] * preferred(&f[j], -d) / (double)(n - 1);
      }
  }
}

START_TEST(flows_are_those_of_all_pairs)
{
  cpw_stream s;
  cpw_stream_init(&s, 11, (uint64_t)_i, 0, 0);
  any_table t;
  double plus[64], minus[64], p[64], q[64], net[64], sum = 0;
  cpw_mcda_preference f[5];
  const int64_t n = 2 + (int64_t)cpw_random_below(&s, 63), m = 1 + (int64_t)cpw_random_below(&s, 5);
  make_any(&t, &s, n, m, _i % 2 ? 0 : 7);
  for (int64_t j = 0; j < m; j++) {
    double least = (double)cpw_random_below(&s, 4) * (_i % 2 ? 5.5 : 1);
    f[j] = (cpw_mcda_preference){1 + (int32_t)cpw_random_below(&s, 6), 0, least,
                                 least + 1 + (double)cpw_random_below(&s, 20),
                                 1 + 10 * cpw_random_uniform(&s)};
  }
  flows_of_pairs(&t, f, plus, minus);
  cpw_run run;
  cpw_run_init(&run);
  run.threads = 1 + _i % 3;
  ck_assert_int_eq(cpw_mcda_promethee(&t.table, f, &run, p, q, net, NULL), CPW_OK);
  for (int64_t i = 0; i < n; i++) {
    ck_assert_double_eq_tol(p[i], plus[i], 1e-13);
    ck_assert_double_eq_tol(q[i], minus[i], 1e-13);
    ck_assert_double_eq_tol(net[i], plus[i] - minus[i], 1e-13);
    sum += net[i];
  }
  ck_assert_double_eq_tol(sum, 0, 1e-12);
}
END_TEST

/* a window of a millionth of the range among 20,000 rows: the running sum keeps its digits */
START_TEST(narrow_windows_among_many_rows)
{
  enum { ROWS = 20000 };
  double *x = malloc(ROWS * sizeof *x), *plus = malloc(ROWS * sizeof *plus);
  double *minus = malloc(ROWS * sizeof *minus);
  const double weights[] = {1};
  const cpw_mcda_preference f = {CPW_MCDA_LINEAR, 0, 1e-4, 3e-3, 0};
  cpw_stream s;
  cpw_stream_init(&s, 5, 0, 0, 0);
  for (int i = 0; i < ROWS; i++)
    x[i] = 1e6 + 1000 * cpw_random_uniform(&s);
  cpw_mcda_table t = table_of(ROWS, 1, x, weights, NULL, CPW_MCDA_NONE);
  ck_assert_int_eq(cpw_mcda_promethee(&t, &f, NULL, plus, minus, NULL, NULL), CPW_OK);
  for (int a = 0; a < ROWS; a += 997) {
    double sum = 0;
    for (int b = 0; b < ROWS; b++)
      sum += preferred(&f, x[a] - x[b]);
    ck_assert_double_eq_tol(plus[a], sum / (ROWS - 1), 1e-15);
  }
  free(x);
  free(plus);
  free(minus);
}
END_TEST

/* TOPSIS and VIKOR from normalised values, as the formulas have them */
START_TEST(scores_are_those_of_the_formulas)
{
  cpw_stream s;
  cpw_stream_init(&s, 12, (uint64_t)_i, 0, 0);
  any_table t;
  double r[64 * 5], score[64];
  const int64_t n = 1 + (int64_t)cpw_random_below(&s, 64), m = 1 + (int64_t)cpw_random_below(&s, 5);
  make_any(&t, &s, n, m, _i % 3 ? 0 : 5);
  t.table.normalise = _i % 5;
  if (t.table.normalise == CPW_MCDA_SUM) /* costs must be above 0 */
    for (int64_t k = 0; k < n * m; k++)
      t.values[k] += 1;
  ck_assert_int_eq(cpw_mcda_normalise(&t.table, NULL, r, NULL), CPW_OK);
  ck_assert_int_eq(cpw_mcda_weighted_sum(&t.table, NULL, score, NULL), CPW_OK);
  for (int64_t i = 0; i < n; i++) {
    double sum = 0;
    for (int64_t j = 0; j < m; j++)
      sum += t.weights[j] * r[i * m + j];
    ck_assert_double_eq_tol(score[i], sum, 1e-14);
  }
  ck_assert_int_eq(cpw_mcda_topsis(&t.table, NULL, score, NULL, NULL, NULL), CPW_OK);
  for (int64_t i = 0; i < n; i++) {
    double best = 0, worst = 0;
    for (int64_t j = 0; j < m; j++) {
      double most = t.table.normalise ? -9e9 : 1, least = t.table.normalise ? 9e9 : 0;
      for (int64_t k = 0; t.table.normalise && k < n; k++) {
        most = fmax(most, r[k * m + j]);
        least = fmin(least, r[k * m + j]);
      }
      best += pow(t.weights[j] * (most - r[i * m + j]), 2);
      worst += pow(t.weights[j] * (r[i * m + j] - least), 2);
    }
    double both = sqrt(best) + sqrt(worst);
    ck_assert_double_eq_tol(score[i], both > 0 ? sqrt(worst) / both : 0.5, 1e-12);
  }
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

/* the same bits for any number of threads and any order of the rows */
START_TEST(threads_and_order_do_not_show)
{
  enum { ROWS = 30000, CRITERIA = 3 };
  double *x = malloc(ROWS * CRITERIA * sizeof *x), *turned = malloc(ROWS * CRITERIA * sizeof *x);
  double *one = malloc(ROWS * sizeof *one), *other = malloc(ROWS * sizeof *other);
  const double weights[] = {0.5, 0.2, 0.3}, lower[] = {0, 0, 0}, upper[] = {200, 200, 200};
  const int32_t directions[] = {1, -1, 1};
  cpw_stream s;
  cpw_stream_init(&s, 3, 0, 0, 0);
  for (int i = 0; i < ROWS * CRITERIA; i++)
    x[i] = 1 + 100 * cpw_random_uniform(&s);
  for (int i = 0; i < ROWS; i++)
    memcpy(turned + i * CRITERIA, x + (ROWS - 1 - i) * CRITERIA, CRITERIA * sizeof *x);
  cpw_run run;
  cpw_run_init(&run);
  run.threads = 3;
  cpw_mcda_method method;
  cpw_mcda_method_init(&method);
  for (method.method = 0; method.method <= CPW_MCDA_SPOTIS; method.method++)
    for (int32_t scale = 0; scale < 4; scale++) {
      cpw_mcda_table t = table_of(ROWS, CRITERIA, x, weights, directions, scale);
      if (method.method == CPW_MCDA_VIKOR && scale > 1) continue;
      t.lower = lower;
      t.upper = upper;
      ck_assert_int_eq(cpw_mcda_score(&t, &method, NULL, one, NULL), CPW_OK);
      ck_assert_int_eq(cpw_mcda_score(&t, &method, &run, other, NULL), CPW_OK);
      ck_assert_mem_eq(one, other, ROWS * sizeof *one);
      t.values = turned;
      ck_assert_int_eq(cpw_mcda_score(&t, &method, &run, other, NULL), CPW_OK);
      for (int i = 0; i < ROWS; i++)
        ck_assert_double_eq(one[i], other[ROWS - 1 - i]);
    }
  free(x);
  free(turned);
  free(one);
  free(other);
}
END_TEST

/* the case of the methods' notes: 4, 1, 0 in this order become 0, 1, 4 without row 2 */
START_TEST(topsis_reorders)
{
  cpw_mcda_table t = table_of(8, 6, patients, patient_weights, patient_directions, CPW_MCDA_MINMAX);
  cpw_mcda_method method;
  cpw_mcda_method_init(&method);
  method.method = CPW_MCDA_TOPSIS;
  cpw_mcda_reversal all[8], one[1];
  const int64_t remove[] = {2};
  int64_t found = 0, count = 0;
  ck_assert_int_eq(cpw_mcda_reversals(&t, &method, remove, 1, NULL, 1, one, &found, NULL), CPW_OK);
  ck_assert_int_eq(found, 1);
  ck_assert(one[0].removed == 2 && one[0].above == 4 && one[0].below == 1);
  ck_assert_int_eq(cpw_mcda_reversals(&t, &method, NULL, 0, NULL, 8, all, &count, NULL), CPW_OK);
  ck_assert_int_ge(count, 1);
  for (int64_t k = 0; k < count; k++) { /* each example is one */
    double before[8], after[7], rest[7 * 6];
    const cpw_mcda_reversal e = all[k];
    int64_t kept = 0;
    for (int64_t i = 0; i < 8; i++)
      if (i != e.removed) memcpy(rest + 6 * kept++, patients + 6 * i, 6 * sizeof *rest);
    cpw_mcda_table less =
        table_of(7, 6, rest, patient_weights, patient_directions, CPW_MCDA_MINMAX);
    ck_assert_int_eq(cpw_mcda_topsis(&t, NULL, before, NULL, NULL, NULL), CPW_OK);
    ck_assert_int_eq(cpw_mcda_topsis(&less, NULL, after, NULL, NULL, NULL), CPW_OK);
    ck_assert(before[e.above] > before[e.below]);
    ck_assert(after[e.above - (e.above > e.removed)] < after[e.below - (e.below > e.removed)]);
  }
}
END_TEST

/* as all pairs say; and never on fixed bounds */
START_TEST(reversals_are_those_of_all_pairs)
{
  cpw_stream s;
  cpw_stream_init(&s, 13, (uint64_t)_i, 0, 0);
  any_table t;
  const int64_t n = 2 + (int64_t)cpw_random_below(&s, 12), m = 1 + (int64_t)cpw_random_below(&s, 4);
  make_any(&t, &s, n, m, _i % 2 ? 0 : 5);
  cpw_mcda_method method;
  cpw_mcda_method_init(&method);
  cpw_mcda_reversal example[16];
  int64_t found = 0, expected = 0, none = 0;
  for (method.method = 0; method.method <= CPW_MCDA_SPOTIS; method.method++) {
    int relative = method.method == CPW_MCDA_PROMETHEE || method.method == CPW_MCDA_VIKOR;
    t.table.normalise = CPW_MCDA_FIXED;
    ck_assert_int_eq(cpw_mcda_reversals(&t.table, &method, NULL, 0, NULL, 16, example, &none, NULL),
                     CPW_OK);
    if (!relative) ck_assert_int_eq(none, 0);
  }
  method.method = _i % 3 ? CPW_MCDA_TOPSIS : CPW_MCDA_VIKOR;
  t.table.normalise = CPW_MCDA_MINMAX;
  double before[16], after[16], rest[64];
  ck_assert_int_eq(cpw_mcda_score(&t.table, &method, NULL, before, NULL), CPW_OK);
  for (int64_t out = 0; out < n; out++) {
    any_table less = t;
    memcpy(rest, t.values, (size_t)(out * m) * sizeof *rest);
    memcpy(rest + out * m, t.values + (out + 1) * m, (size_t)((n - 1 - out) * m) * sizeof *rest);
    less.table.values = rest;
    less.table.rows = n - 1;
    ck_assert_int_eq(cpw_mcda_score(&less.table, &method, NULL, after, NULL), CPW_OK);
    int turned = 0;
    for (int64_t a = 0; a < n; a++)
      for (int64_t b = 0; b < n; b++)
        turned |= a != out && b != out && before[a] > before[b] + 1e-12 &&
                  after[a - (a > out)] < after[b - (b > out)] - 1e-12;
    expected += turned;
  }
  cpw_run run;
  cpw_run_init(&run);
  run.threads = 2;
  ck_assert_int_eq(cpw_mcda_reversals(&t.table, &method, NULL, 0, &run, 16, example, &found, NULL),
                   CPW_OK);
  ck_assert_int_eq(found, expected);
}
END_TEST

void score_tests(const cases *c) {
  tcase_add_test(c->reference, scales_by_hand);
  tcase_add_test(c->reference, aircraft);
  tcase_add_test(c->reference, topsis_on_fixed_bounds);
  tcase_add_test(c->reference, spotis_by_hand);
  tcase_add_test(c->reference, products_by_hand);
  tcase_add_test(c->reference, compromises);
  tcase_add_test(c->reference, unstable_compromise);
  tcase_add_loop_test(c->reference, flows_are_those_of_all_pairs, 0, 60);
  tcase_add_test(c->reference, narrow_windows_among_many_rows);
  tcase_add_loop_test(c->reference, scores_are_those_of_the_formulas, 0, 60);
  tcase_add_test(c->properties, threads_and_order_do_not_show);
  tcase_add_test(c->properties, topsis_reorders);
  tcase_add_loop_test(c->properties, reversals_are_those_of_all_pairs, 0, 40);
}
