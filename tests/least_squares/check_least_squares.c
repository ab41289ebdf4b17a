/* Least squares with bounds: by hand, against every active set of small problems, and by the conditions that
 * prove an answer. */
#include "carepath.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST 6

static cpw_least_squares problem_of(int64_t rows, int64_t columns, const double *matrix,
                                    const double *target) {
  cpw_least_squares p;
  cpw_least_squares_init(&p);
  p.rows = rows;
  p.columns = columns;
  p.matrix = matrix;
  p.target = target;
  return p;
}

static cpw_least_squares_answer answer_to(double *x, double *dual, int32_t *state) {
  cpw_least_squares_answer a;
  cpw_least_squares_answer_init(&a);
  a.x = x;
  a.dual = dual;
  a.state = state;
  return a;
}

static void solve(const cpw_least_squares *p, cpw_least_squares_answer *a) {
  cpw_error err;
  int32_t status = cpw_least_squares_solve(p, NULL, NULL, a, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(by_hand)
{
  /* x0 = 2 alone, the second would be -1 */
  const double matrix[] = {1, 0, 0, 1, 0, 0}, target[] = {2, -1, 3};
  double x[2], dual[2], residual[3];
  int32_t state[2];
  cpw_least_squares p = problem_of(3, 2, matrix, target);
  cpw_least_squares_answer a = answer_to(x, dual, state);
  a.residual = residual;
  solve(&p, &a);
  ck_assert(x[0] == 2 && x[1] == 0 && dual[0] == 0 && dual[1] == 1);
  ck_assert(residual[0] == 0 && residual[1] == -1 && residual[2] == 3 && a.misfit == 10);
  ck_assert(state[0] == CPW_LEAST_SQUARES_BETWEEN && state[1] == CPW_LEAST_SQUARES_AT_LOWER);
  ck_assert(a.between == 1 && a.kkt == 0 && a.dependent == 0 && a.objective == 10);
  const double upper[] = {1, (double)INFINITY}, lower[] = {-(double)INFINITY, -(double)INFINITY};
  p.upper = upper;
  p.lower = lower;
  solve(&p, &a);
  ck_assert(x[0] == 1 && fabs(x[1] + 1) < 1e-15 && dual[0] == -1);
  ck_assert(state[0] == CPW_LEAST_SQUARES_AT_UPPER && state[1] == CPW_LEAST_SQUARES_BETWEEN);
  /* weights: three times 1 and once 5 */
  const double ones[] = {1, 1}, two[] = {1, 5}, w[] = {3, 1};
  p = problem_of(2, 1, ones, two);
  p.weights = w;
  solve(&p, &a);
  ck_assert(fabs(x[0] - 2) < 1e-15 && fabs(a.misfit - 12) < 1e-14);
  /* ridge: (8 + 4 r t) / (4 + r) */
  const double towards[] = {10};
  p.ridge = 4;
  solve(&p, &a);
  ck_assert(fabs(x[0] - 1) < 1e-15);
  p.towards = towards;
  solve(&p, &a);
  ck_assert(fabs(x[0] - 6) < 1e-14 && fabs(a.objective - (75 + 1 + 64)) < 1e-12);
}
END_TEST

START_TEST(at_the_ends)
{
  double x[3], dual[3];
  int32_t state[3];
  cpw_least_squares_answer a = answer_to(x, dual, state);
  cpw_least_squares p = problem_of(0, 2, NULL, NULL); /* nothing is known */
  solve(&p, &a);
  ck_assert(x[0] == 0 && x[1] == 0 && a.objective == 0 && a.between == 0 && a.spread == 1);
  /* the same column twice: the first is let in, the answer is one of many */
  const double twice[] = {1, 1, 0, 2, 2, 0}, target[] = {1, 2};
  p = problem_of(2, 3, twice, target);
  solve(&p, &a);
  ck_assert(fabs(x[0] - 1) < 1e-15 && x[1] == 0 && x[2] == 0 && a.misfit < 1e-30);
  ck_assert_int_eq(a.dependent, 1);
  /* a variable that is fixed, and one that starts at its upper bound */
  const double matrix[] = {1, 0, 1, 1}, one[] = {5, 3}, lower[] = {2, -(double)INFINITY},
               upper[] = {2, 0.5};
  p = problem_of(2, 2, matrix, one);
  p.lower = lower;
  p.upper = upper;
  solve(&p, &a);
  ck_assert(x[0] == 2 && x[1] == 0.5 && state[1] == CPW_LEAST_SQUARES_AT_UPPER && a.kkt == 0);
  const double low[] = {-1, 0}; /* 3 - 2 = 1 above the bound; from above */
  p.target = low;
  solve(&p, &a);
  ck_assert(fabs(x[1] + 2) < 1e-15 && state[1] == CPW_LEAST_SQUARES_BETWEEN);
  /* weights of 0 leave a row out */
  const double w[] = {0, 1};
  p = problem_of(2, 1, target, one);
  p.weights = w;
  solve(&p, &a);
  ck_assert(fabs(x[0] - 1.5) < 1e-15);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static int never(void *context, double done) {
  (void)context;
  return done >= 0;
}

START_TEST(problems_that_are_none)
{
  double matrix[] = {1, 2, 3, 4}, target[] = {1, 2}, weights[] = {1, 1}, x[2] = {9, 9};
  double lower[] = {0, 0}, upper[] = {1, 1}, towards[] = {0, 0};
  cpw_least_squares_answer a = answer_to(x, NULL, NULL);
  cpw_error err;
  static const struct {
    int which;
    double value;
    int32_t code;
    const char *message;
  } cases[] = {
      {0, (double)NAN, CPW_EDOMAIN, "matrix[1][1] = nan must be finite"},
      {1, (double)INFINITY, CPW_EDOMAIN, "target[1] = inf must be finite"},
      {2, -1, CPW_EDOMAIN, "weights[1] = -1 must be finite and >= 0"},
      {3, (double)INFINITY, CPW_EDOMAIN, "lower[1] = inf must be below inf"},
      {3, 3, CPW_EDOMAIN, "lower[1] = 3 must not be above upper[1] = 1"},
      {4, -(double)INFINITY, CPW_EDOMAIN, "upper[1] = -inf must be above -inf"},
      {5, (double)NAN, CPW_EDOMAIN, "towards[1] = nan must be finite"},
      {0, 1e300, CPW_EOVERFLOW, "column 1 has the length 1e+300: beyond what can be squared"},
      {1, 1e200, CPW_EOVERFLOW, "the sum of weight x target^2 is beyond the largest double"}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    cpw_least_squares p = problem_of(2, 2, matrix, target);
    double *const at[] = {&matrix[3], &target[1], &weights[1], &lower[1], &upper[1], &towards[1]};
    double old = *at[cases[k].which];
    p.weights = weights;
    p.lower = lower;
    p.upper = upper;
    p.towards = towards;
    *at[cases[k].which] = cases[k].value;
    ck_assert_int_eq(cpw_least_squares_solve(&p, NULL, NULL, &a, &err), cases[k].code);
    ck_assert_str_eq(err.message, cases[k].message);
    ck_assert_str_eq(err.where, "cpw_least_squares_solve");
    *at[cases[k].which] = old;
  }
  cpw_least_squares p = problem_of(2, 2, matrix, target);
  cpw_run run;
  cpw_run_init(&run);
  run.progress = never;
  ck_assert_int_eq(cpw_least_squares_solve(&p, &run, NULL, &a, &err), CPW_ECANCELLED);
  p.ridge = -1;
  ck_assert_int_eq(cpw_least_squares_solve(&p, NULL, NULL, &a, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "ridge = -1 must be finite and >= 0");
  p = problem_of(-1, 2, matrix, target);
  ck_assert_int_eq(cpw_least_squares_solve(&p, NULL, NULL, &a, &err), CPW_EINVAL);
  p = problem_of(2, 0, matrix, target);
  ck_assert_int_eq(cpw_least_squares_solve(&p, NULL, NULL, &a, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "columns = 0 must be 1 to 20000");
  p = problem_of(2, 2, NULL, target);
  ck_assert_int_eq(cpw_least_squares_solve(&p, NULL, NULL, &a, &err), CPW_EINVAL);
  p = problem_of(INT64_MAX, 2, matrix, target);
  ck_assert_int_eq(cpw_least_squares_solve(&p, NULL, NULL, &a, &err), CPW_EOVERFLOW);
  ck_assert_int_eq(cpw_least_squares_solve(NULL, NULL, NULL, &a, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_least_squares_solve(&p, NULL, NULL, NULL, &err), CPW_EINVAL);
  a.struct_size += 8;
  ck_assert_int_eq(cpw_least_squares_solve(&p, NULL, NULL, &a, &err), CPW_EABI);
  ck_assert(x[0] == 9 && x[1] == 9);
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

/* min |A x - b| over the columns of a set by normal equations and elimination; 0 if they are singular */
static int least_of(const double *a, const double *b, int m, int n, int set, double *x) {
  double g[MOST][MOST + 1] = {{0}};
  int of[MOST], k = 0;
  for (int j = 0; j < n; j++)
    if (set >> j & 1) of[k++] = j;
  for (int p = 0; p < k; p++)
    for (int i = 0; i < m; i++) {
      for (int q = 0; q < k; q++)
        g[p][q] += a[i * n + of[p]] * a[i * n + of[q]];
      g[p][k] += a[i * n + of[p]] * b[i];
    }
  for (int p = 0; p < k; p++) {
    if (fabs(g[p][p]) < 1e-9) return 0;
    for (int r = 0; r < k; r++)
      for (int c = k; r != p && c >= p; c--)
        g[r][c] -= g[r][p] / g[p][p] * g[p][c];
  }
  memset(x, 0, (size_t)n * sizeof *x);
  for (int p = 0; p < k; p++)
    x[of[p]] = g[p][k] / g[p][p];
  return 1;
}

static double misfit_of(const double *a, const double *b, int m, int n, const double *x) {
  double sum = 0;
  for (int i = 0; i < m; i++) {
    double e = b[i];
    for (int j = 0; j < n; j++)
      e -= a[i * n + j] * x[j];
    sum += e * e;
  }
  return sum;
}

/* the best of all sets of columns whose answer is not negative */
START_TEST(every_active_set)
{
  cpw_stream s;
  cpw_stream_init(&s, 11, 0, 0, (uint64_t)_i);
  for (int round = 0; round < 40; round++) {
    int n = 1 + (int)cpw_random_below(&s, MOST), m = (int)cpw_random_below(&s, 10);
    double a[10 * MOST], b[10], x[MOST], other[MOST], dual[MOST], best = (double)INFINITY;
    int32_t state[MOST];
    for (int i = 0; i < m * n; i++) /* small whole numbers: ties and dependent columns */
      a[i] = _i ? cpw_random_normal(&s, 0.5, 1) : (double)cpw_random_below(&s, 4) - 1;
    for (int i = 0; i < m; i++)
      b[i] = cpw_random_normal(&s, 0, 2);
    cpw_least_squares p = problem_of(m, n, a, b);
    cpw_least_squares_answer answer = answer_to(x, dual, state);
    solve(&p, &answer);
    for (int set = 0; set < 1 << n; set++) {
      int fits = least_of(a, b, m, n, set, other);
      for (int j = 0; j < n; j++)
        fits = fits && other[j] >= -1e-9;
      if (fits) best = fmin(best, misfit_of(a, b, m, n, other));
    }
    ck_assert_msg(fabs(answer.misfit - best) <= 1e-11 * (1 + best), "%d: %g, %g", round,
                  answer.misfit, best);
    ck_assert(answer.kkt < 1e-14 && fabs(answer.misfit - misfit_of(a, b, m, n, x)) < 1e-12);
  }
}
END_TEST

/* Hilbert's matrix of 8 columns (condition 1.5e10) with an answer of ones: what normal equations lose */
START_TEST(badly_conditioned)
{
  double a[12 * 8], b[12], x[8];
  for (int i = 0; i < 12; i++) {
    b[i] = 0;
    for (int j = 0; j < 8; j++) {
      a[8 * i + j] = 1.0 / (i + j + 1);
      b[i] += a[8 * i + j];
    }
  }
  cpw_least_squares p = problem_of(12, 8, a, b);
  cpw_least_squares_answer answer = answer_to(x, NULL, NULL);
  solve(&p, &answer);
  for (int j = 0; j < 8; j++)
    ck_assert_msg(fabs(x[j] - 1) < 1e-6, "%g", x[j] - 1);
  ck_assert(answer.between == 8 && answer.spread > 1e6 && answer.kkt < 1e-15);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

#define TALL 300
#define WIDE 20

/* with bounds: units of rows, columns and target; the order of columns; duals prove it */
START_TEST(units_and_order)
{
  static double a[TALL * WIDE], other[TALL * WIDE], b[TALL], c[TALL];
  double x[WIDE], y[WIDE], dual[WIDE], low[WIDE], high[WIDE], low2[WIDE], high2[WIDE];
  int32_t state[WIDE];
  cpw_stream s;
  cpw_stream_init(&s, 12, 0, 0, (uint64_t)_i);
  for (int i = 0; i < TALL * WIDE; i++)
    a[i] = cpw_random_normal(&s, 1, 1);
  for (int j = 0; j < WIDE; j++) {
    low[j] = _i ? j % 3 - 0.7 - cpw_random_exponential(&s, 0.5) : 0;
    high[j] = _i ? low[j] + cpw_random_exponential(&s, 1.5) : (double)INFINITY;
  }
  for (int i = 0; i < TALL; i++) {
    b[i] = cpw_random_normal(&s, 0, 3);
    for (int j = 0; j < WIDE; j++)
      b[i] += a[i * WIDE + j] * (j % 3 - 0.7);
    c[i] = 1e3 * b[i];
  }
  cpw_least_squares p = problem_of(TALL, WIDE, a, b);
  cpw_least_squares_answer answer = answer_to(x, dual, state);
  p.lower = low;
  p.upper = high;
  solve(&p, &answer);
  ck_assert_msg(answer.kkt < 1e-15 && answer.between > 0 && answer.between < WIDE, "%g %d",
                answer.kkt, (int)answer.between);
  for (int j = 0; j < WIDE; j++) {
    ck_assert(x[j] >= low[j] && x[j] <= high[j]);
    if (state[j] == CPW_LEAST_SQUARES_AT_LOWER) ck_assert(x[j] == low[j] && dual[j] > -1e-9);
    if (state[j] == CPW_LEAST_SQUARES_AT_UPPER) ck_assert(x[j] == high[j] && dual[j] < 1e-9);
    if (state[j] == CPW_LEAST_SQUARES_BETWEEN) ck_assert(fabs(dual[j]) < 1e-9);
  }
  for (int j = 0; j < WIDE;
       j++) { /* columns backwards, each in another unit; 1000 times the target */
    double unit = cpw_math_exp((double)(j - 10));
    for (int i = 0; i < TALL; i++)
      other[i * WIDE + WIDE - 1 - j] = a[i * WIDE + j] * unit;
    low2[WIDE - 1 - j] = 1e3 * low[j] / unit;
    high2[WIDE - 1 - j] = 1e3 * high[j] / unit;
  }
  p.matrix = other;
  p.target = c;
  p.lower = low2;
  p.upper = high2;
  answer = answer_to(y, NULL, NULL);
  solve(&p, &answer);
  for (int j = 0; j < WIDE; j++)
    ck_assert(fabs(y[WIDE - 1 - j] * cpw_math_exp((double)(j - 10)) / 1e3 - x[j]) < 1e-11);
}
END_TEST

/* a row that weighs 1e12 is an equation */
START_TEST(heavy_rows)
{
  const double matrix[] = {1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1}, target[] = {1, 0.9, 0.4, -0.2};
  const double weights[] = {1e12, 1, 1, 1};
  double x[3];
  cpw_least_squares p = problem_of(4, 3, matrix, target);
  cpw_least_squares_answer a = answer_to(x, NULL, NULL);
  p.weights = weights;
  solve(&p, &a); /* the nearest point of the simplex to (0.9, 0.4, -0.2) is (0.75, 0.25, 0) */
  ck_assert(fabs(x[0] - 0.75) < 1e-10 && fabs(x[1] - 0.25) < 1e-10 && x[2] == 0);
}
END_TEST

static int32_t once(void *context) {
  const double matrix[] = {1, 2, 3, 4}, target[] = {1, 2};
  double x[2];
  cpw_least_squares p = problem_of(2, 2, matrix, target);
  cpw_least_squares_answer a = answer_to(x, NULL, NULL);
  (void)context;
  return cpw_least_squares_solve(&p, NULL, NULL, &a, NULL);
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(once, NULL); }
END_TEST

int main(void) {
  Suite *suite = suite_create("least_squares");
  TCase *limits = tcase_create("limits"), *errors = tcase_create("errors");
  TCase *reference = tcase_create("reference"), *properties = tcase_create("properties");
  TCase *oom = tcase_create("oom");
  TCase *const all[] = {limits, errors, reference, properties, oom};
  tcase_add_test(limits, by_hand);
  tcase_add_test(limits, at_the_ends);
  tcase_add_test(errors, problems_that_are_none);
  tcase_add_loop_test(reference, every_active_set, 0, 4);
  tcase_add_test(reference, badly_conditioned);
  tcase_add_loop_test(properties, units_and_order, 0, 4);
  tcase_add_test(properties, heavy_rows);
  tcase_add_test(oom, memory_fails);
  for (int k = 0; k < 5; k++) {
    tcase_set_timeout(all[k], 120);
    suite_add_tcase(suite, all[k]);
  }
  return cpwt_run(&suite, 1);
}
