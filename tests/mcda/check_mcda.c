/* Methods for comparison: tables of every size, ranks, memory; the main program. */
#include "mcda/check_mcda.h"

const double patients[8 * 6] = {
    52, 3, 2, 34.5, 67, 4, 18, 2, 5, 71.2, 45, 7, 78, 4, 1, 22,   58, 2, 26, 3, 9,  55,   81, 9,
    5,  2, 3, 88,   72, 6, 64, 4, 7, 41.3, 39, 1, 40, 3, 1, 63.7, 77, 8, 31, 4, 10, 15.9, 50, 3};
const double patient_weights[6] = {0.25, 0.25, 0.15, 0.15, 0.1, 0.1};
const int32_t patient_directions[6] = {1, -1, -1, 1, 1, 1};

cpw_mcda_table table_of(int64_t n, int64_t m, const double *values, const double *weights,
                        const int32_t *directions, int32_t normalise) {
  cpw_mcda_table t;
  cpw_mcda_table_init(&t);
  t.rows = n;
  t.criteria = m;
  t.values = values;
  t.weights = weights;
  t.directions = directions;
  t.normalise = normalise;
  return t;
}

void make_any(any_table *t, cpw_stream *s, int64_t n, int64_t m, uint64_t kinds) {
  double sum = 0;
  for (int64_t k = 0; k < n * m; k++)
    t->values[k] = kinds ? (double)cpw_random_below(s, kinds) : 0.001 + 100 * cpw_random_uniform(s);
  for (int64_t j = 0; j < m; j++)
    sum += t->weights[j] = cpw_random_exponential(s, 1);
  for (int64_t j = 0; j < m; j++) {
    t->weights[j] /= sum;
    t->directions[j] = cpw_random_below(s, 2) ? 1 : -1;
    t->lower[j] = -1;
    t->upper[j] = 101;
  }
  t->table = table_of(n, m, t->values, t->weights, t->directions, CPW_MCDA_FIXED);
  t->table.lower = t->lower;
  t->table.upper = t->upper;
}

/* ---------------------------------------------------------------- limits -------------------- */

static const int32_t methods[] = {CPW_MCDA_WEIGHTED_SUM, CPW_MCDA_WEIGHTED_PRODUCT,
                                  CPW_MCDA_TOPSIS,       CPW_MCDA_VIKOR,
                                  CPW_MCDA_PROMETHEE,    CPW_MCDA_SPOTIS};

/* no row, one row */
START_TEST(no_row_and_one_row)
{
  const double weights[] = {0.5, 0.5}, lower[] = {0, 0}, upper[] = {4, 8}, row[] = {1, 2};
  const int32_t directions[] = {1, -1};
  const double expected[] = {0.5, sqrt(0.1875), 0, 0, 0, 0.5 - 1};
  for (size_t k = 0; k < COUNT(methods); k++) {
    cpw_mcda_table t = table_of(0, 2, NULL, weights, directions, CPW_MCDA_FIXED);
    cpw_mcda_method method;
    cpw_mcda_method_init(&method);
    method.method = methods[k];
    t.lower = lower;
    t.upper = upper;
    ck_assert_int_eq(cpw_mcda_score(&t, &method, NULL, NULL, NULL), CPW_OK);
    t.rows = 1;
    t.values = row;
    double score = 7;
    ck_assert_int_eq(cpw_mcda_score(&t, &method, NULL, &score, NULL), CPW_OK);
    if (methods[k] == CPW_MCDA_TOPSIS) /* D- = |(.25, .75)| / 2, D+ = |(.75, .25)| / 2 */
      ck_assert_double_eq_tol(score, 0.5, 1e-15);
    else
      ck_assert_double_eq_tol(score, expected[k], 1e-15);
  }
}
END_TEST

/* where nothing varies: no range, no preference, no nearer ideal */
START_TEST(nothing_varies)
{
  const double values[] = {3, 0, 3, 0, 3, 0}, weights[] = {0.5, 0.5};
  const int32_t scales[] = {CPW_MCDA_MINMAX, CPW_MCDA_VECTOR, CPW_MCDA_MAX, CPW_MCDA_NONE};
  double score[3], s[3], r[3], q[3];
  int32_t in_set[3];
  cpw_mcda_compromise found;
  for (size_t k = 0; k < COUNT(scales); k++) {
    cpw_mcda_table t = table_of(3, 2, values, weights, NULL, scales[k]);
    ck_assert_int_eq(cpw_mcda_topsis(&t, NULL, score, NULL, NULL, NULL), CPW_OK);
    for (int i = 0; i < 3; i++)
      ck_assert_double_eq(score[i], 0.5);
  }
  cpw_mcda_table t = table_of(3, 2, values, weights, NULL, CPW_MCDA_MINMAX);
  ck_assert_int_eq(cpw_mcda_weighted_sum(&t, NULL, score, NULL), CPW_OK);
  ck_assert_int_eq(cpw_mcda_vikor(&t, 0.5, NULL, s, r, q, in_set, &found, NULL), CPW_OK);
  for (int i = 0; i < 3; i++)
    ck_assert(score[i] == 0 && s[i] == 0 && r[i] == 0 && q[i] == 0 && in_set[i] == 1);
  ck_assert(found.best == 0 && found.second == 1 && found.count == 3 && !found.advantage_ok);
  ck_assert_int_eq(cpw_mcda_promethee(&t, NULL, NULL, s, r, q, NULL), CPW_OK);
  for (int i = 0; i < 3; i++)
    ck_assert(s[i] == 0 && r[i] == 0 && q[i] == 0);
  t.normalise = CPW_MCDA_VECTOR; /* zeros have no direction: 0, and 1 for a cost */
  const int32_t costs[] = {1, -1};
  double out[6];
  t.directions = costs;
  ck_assert_int_eq(cpw_mcda_normalise(&t, NULL, out, NULL), CPW_OK);
  ck_assert_double_eq_tol(out[0], 1 / sqrt(3), 2e-16);
  ck_assert_double_eq(out[1], 1);
}
END_TEST

/* scores do not overflow or underflow where the answer does not */
START_TEST(ends_of_the_doubles)
{
  const double units[] = {1e-307, 1e-160, 1e160, 1e306};
  const double base[] = {1, 5, 2, 9, 4, 4, 8, 1}, weights[] = {0.3, 0.7};
  const int32_t scales[] = {CPW_MCDA_MINMAX, CPW_MCDA_VECTOR, CPW_MCDA_SUM, CPW_MCDA_MAX,
                            CPW_MCDA_NONE};
  cpw_mcda_preference linear[2] = {{CPW_MCDA_LINEAR, 0, 1, 5, 0}, {CPW_MCDA_V_SHAPE, 0, 0, 3, 0}};
  double values[8], plain[4], score[4], net[4];
  for (size_t k = 0; k < COUNT(scales) * COUNT(units); k++) {
    const double unit = units[k % COUNT(units)];
    for (int i = 0; i < 8; i++)
      values[i] = base[i] * unit;
    cpw_mcda_table t = table_of(4, 2, base, weights, NULL, scales[k / COUNT(units)]);
    ck_assert_int_eq(cpw_mcda_topsis(&t, NULL, plain, NULL, NULL, NULL), CPW_OK);
    t.values = values;
    ck_assert_int_eq(cpw_mcda_topsis(&t, NULL, score, NULL, NULL, NULL), CPW_OK);
    for (int i = 0; i < 4; i++)
      ck_assert_double_eq_tol(score[i], plain[i], 1e-14);
  }
  for (size_t k = 0; k < COUNT(units) - 1; k++) { /* thresholds end at 2^900 */
    cpw_mcda_table t = table_of(4, 2, base, weights, NULL, CPW_MCDA_NONE);
    cpw_mcda_preference scaled[2] = {linear[0], linear[1]};
    ck_assert_int_eq(cpw_mcda_promethee(&t, linear, NULL, NULL, NULL, plain, NULL), CPW_OK);
    for (int i = 0; i < 8; i++)
      values[i] = base[i] * units[k];
    for (int j = 0; j < 2; j++) {
      scaled[j].q *= units[k];
      scaled[j].p *= units[k];
    }
    t.values = values;
    ck_assert_int_eq(cpw_mcda_promethee(&t, scaled, NULL, NULL, NULL, net, NULL), CPW_OK);
    for (int i = 0; i < 4; i++)
      ck_assert_double_eq_tol(net[i], plain[i], 1e-14);
  }
}
END_TEST

/* values of 1e300 beside thresholds of 1: shrunk, but not lost */
START_TEST(huge_values_and_small_thresholds)
{
  const double values[] = {1e300, -1e300, 0, 0.25}, weights[] = {1};
  const cpw_mcda_preference line = {CPW_MCDA_LINEAR, 0, 0, 1, 0};
  cpw_mcda_table t = table_of(4, 1, values, weights, NULL, CPW_MCDA_NONE);
  double plus[4], minus[4], net[4];
  ck_assert_int_eq(cpw_mcda_promethee(&t, &line, NULL, plus, minus, net, NULL), CPW_OK);
  ck_assert_double_eq(plus[0], 1);
  ck_assert_double_eq(minus[1], 1);
  ck_assert_double_eq_tol(plus[3], 1.25 / 3, 1e-15);
  ck_assert_double_eq_tol(minus[2], 1.25 / 3, 1e-15);
}
END_TEST

START_TEST(ranks_of_equals)
{
  const double score[] = {0.5, 2, 0.5, -1, 2, 0.5, (double)INFINITY, -0.0, 0.0};
  const double mid[] = {5, 2.5, 5, 9, 2.5, 5, 1, 7.5, 7.5}, least[] = {4, 2, 4, 9, 2, 4, 1, 7, 7};
  const double dense[] = {3, 2, 3, 5, 2, 3, 1, 4, 4}, row[] = {4, 2, 5, 9, 3, 6, 1, 7, 8};
  const double up[] = {5, 7.5, 5, 1, 7.5, 5, 9, 2.5, 2.5};
  const int64_t places[] = {6, 1, 4, 0, 2, 5, 7, 8, 3};
  const double *expected[] = {mid, least, dense, row};
  double rank[9];
  int64_t order[9];
  for (int32_t ties = 0; ties < 4; ties++) {
    ck_assert_int_eq(cpw_mcda_rank(score, 9, 1, ties, NULL, rank, order, NULL), CPW_OK);
    ck_assert_mem_eq(rank, expected[ties], sizeof rank);
    ck_assert_mem_eq(order, places, sizeof order);
  }
  ck_assert_int_eq(cpw_mcda_rank(score, 9, 0, CPW_MCDA_TIES_MID, NULL, rank, NULL, NULL), CPW_OK);
  ck_assert_mem_eq(rank, up, sizeof rank);
  ck_assert_int_eq(cpw_mcda_rank(NULL, 0, 1, 0, NULL, NULL, NULL, NULL), CPW_OK);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

/* every function that takes memory, over an allocator of the process */
static int32_t everything(void *context) {
  const cpw_mcda_table *t = context;
  cpw_mcda_method method;
  cpw_mcda_electre_options graph;
  cpw_mcda_electre_options_init(&graph);
  graph.kernel = CPW_MCDA_KERNEL_GRAPH;
  double out[48], a[8], b[8];
  int64_t found;
  int32_t kernel[8], status = cpw_mcda_normalise(t, NULL, out, NULL);
  cpw_mcda_method_init(&method);
  for (; status == CPW_OK && method.method <= CPW_MCDA_SPOTIS; method.method++)
    status = cpw_mcda_score(t, &method, NULL, a, NULL);
  method.method = CPW_MCDA_VIKOR;
  if (status == CPW_OK)
    status = cpw_mcda_reversals(t, &method, NULL, 0, NULL, 0, NULL, &found, NULL);
  if (status == CPW_OK) status = cpw_mcda_topsis(t, NULL, out, a, b, NULL);
  if (status == CPW_OK) status = cpw_mcda_vikor(t, 0.5, NULL, NULL, NULL, a, NULL, NULL, NULL);
  if (status == CPW_OK) status = cpw_mcda_promethee(t, NULL, NULL, a, NULL, NULL, NULL);
  if (status == CPW_OK) status = cpw_mcda_spotis(t, NULL, NULL, a, NULL);
  if (status == CPW_OK) status = cpw_mcda_electre1(t, &graph, NULL, NULL, NULL, NULL, kernel, NULL);
  if (status == CPW_OK) status = cpw_mcda_rank(a, 8, 1, 0, NULL, b, NULL, NULL);
  return status;
}

START_TEST(memory_fails)
{
  const double lower[] = {0, 1, 1, 0, 0, 0}, upper[] = {104, 4, 10, 100, 120, 10};
  cpw_mcda_table t = table_of(8, 6, patients, patient_weights, patient_directions, CPW_MCDA_FIXED);
  t.lower = lower;
  t.upper = upper;
  cpwt_each_allocation_fails(everything, &t);
}
END_TEST

static int32_t sums(void *context) {
  double score[8];
  return cpw_mcda_weighted_sum(context, NULL, score, NULL);
}

START_TEST(memory_for_sums_fails)
{
  cpw_mcda_table t = table_of(8, 6, patients, patient_weights, patient_directions, CPW_MCDA_SUM);
  cpwt_each_allocation_fails(sums, &t);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("mcda");
  const char *names[] = {"limits", "errors", "reference", "properties", "oom"};
  TCase *tcases[5];
  for (int i = 0; i < 5; i++) {
    tcases[i] = tcase_create(names[i]);
    tcase_set_timeout(tcases[i], 300);
    suite_add_tcase(suite, tcases[i]);
  }
  cases c = {tcases[0], tcases[1], tcases[2], tcases[3], tcases[4]};
  tcase_add_test(c.limits, no_row_and_one_row);
  tcase_add_test(c.limits, nothing_varies);
  tcase_add_test(c.limits, ends_of_the_doubles);
  tcase_add_test(c.limits, huge_values_and_small_thresholds);
  tcase_add_test(c.limits, ranks_of_equals);
  tcase_add_test(c.oom, memory_fails);
  tcase_add_test(c.oom, memory_for_sums_fails);
  score_tests(&c);
  electre_tests(&c);
  error_tests(&c);
  return cpwt_run(&suite, 1);
}
