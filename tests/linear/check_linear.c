/* Linear programmes: closed forms, the textbook's prices and ranges, what is in the way, rays, cycling, bad
 * input, failing memory. Random ones are held against all their corners in property_linear, and against GLPK
 * and HiGHS in tests/bench/linear_solvers.py. */
#include "carepath.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NONE ((double)INFINITY)

static cpw_linear_program program(int64_t rows, int64_t columns, int64_t entries,
                                  const double *cost, const int64_t *row, const int64_t *column,
                                  const double *value) {
  cpw_linear_program p;
  cpw_linear_program_init(&p);
  p.rows = rows;
  p.columns = columns;
  p.entries = entries;
  p.cost = cost;
  p.row = row;
  p.column = column;
  p.value = value;
  return p;
}

static cpw_linear_answer solve(const cpw_linear_program *p, const cpw_linear_options *o,
                               cpw_linear_answer answer) {
  cpw_error err;
  int32_t status = cpw_linear_solve(p, o, &answer, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return answer;
}

static cpw_linear_answer wanted(double *x, double *dual) {
  cpw_linear_answer a;
  cpw_linear_answer_init(&a);
  a.x = x;
  a.dual = dual;
  return a;
}

/* Wyndor Glass: Hillier and Lieberman, Introduction to Operations Research, ch. 3 and 4 */
static const int64_t GLASS_ROW[] = {0, 1, 2, 2}, GLASS_COLUMN[] = {0, 1, 0, 1};
static const double GLASS_COST[] = {3, 5}, GLASS_VALUE[] = {1, 2, 3, 2},
                    GLASS_UPPER[] = {4, 12, 18};

static cpw_linear_program glass(void) {
  cpw_linear_program p = program(3, 2, 4, GLASS_COST, GLASS_ROW, GLASS_COLUMN, GLASS_VALUE);
  p.row_upper = GLASS_UPPER;
  p.maximise = 1;
  return p;
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(nothing)
{
  cpw_linear_program p = program(0, 0, 0, NULL, NULL, NULL, NULL);
  p.offset = 7;
  cpw_linear_answer a = solve(&p, NULL, wanted(NULL, NULL));
  ck_assert_int_eq(a.status, CPW_LINEAR_OPTIMAL);
  ck_assert_double_eq(a.objective, 7);
  ck_assert_double_eq(a.bound, 7);
}
END_TEST

START_TEST(no_rows)
{
  const double cost[] = {2, -1, 0}, upper[] = {5, 3, 4}, lower[] = {1, -2, 0};
  double x[3];
  cpw_linear_program p = program(0, 3, 0, cost, NULL, NULL, NULL);
  p.column_lower = lower;
  p.column_upper = upper;
  cpw_linear_answer a = solve(&p, NULL, wanted(x, NULL));
  ck_assert_double_eq(a.objective, -1); /* 2 x 1 - 3 */
  ck_assert_double_eq(x[0], 1);
  ck_assert_double_eq(x[1], 3);
  p.column_upper = NULL; /* -x1 for ever */
  double ray[3];
  cpw_linear_answer u = wanted(x, NULL);
  u.ray = ray;
  u = solve(&p, NULL, u);
  ck_assert_int_eq(u.status, CPW_LINEAR_UNBOUNDED);
  ck_assert_double_eq(ray[1], 1);
  ck_assert_double_eq(ray[0], 0);
}
END_TEST

START_TEST(no_columns)
{
  const double lower[] = {-1, 0}, far[] = {-1, 2};
  double conflict[2], activity[2];
  cpw_linear_program p = program(2, 0, 0, NULL, NULL, NULL, NULL);
  p.row_lower = lower;
  cpw_linear_answer a = wanted(NULL, NULL);
  a.activity = activity;
  a.conflict = conflict;
  a = solve(&p, NULL, a);
  ck_assert_int_eq(a.status, CPW_LINEAR_OPTIMAL);
  ck_assert_double_eq(activity[0], 0);
  p.row_lower = far; /* 0 >= 2 */
  a = solve(&p, NULL, a);
  ck_assert_int_eq(a.status, CPW_LINEAR_INFEASIBLE);
  ck_assert_int_eq(a.conflict_row, 1);
  ck_assert_double_eq(conflict[0], 0);
  ck_assert_double_eq(conflict[1], 1);
  ck_assert_double_eq(a.shortfall, 2);
}
END_TEST

START_TEST(one_variable_everywhere)
{
  /* min x, x free, 2 <= x <= 5 by the row: at 2; max: at 5; fixed: at 3 */
  const int64_t zero[] = {0};
  const double one[] = {1}, low[] = {-NONE}, high[] = {5}, row_low[] = {2}, three[] = {3};
  double x[1], dual[1];
  cpw_linear_program p = program(1, 1, 1, one, zero, zero, one);
  p.column_lower = low;
  p.row_lower = row_low;
  p.row_upper = high;
  cpw_linear_answer a = solve(&p, NULL, wanted(x, dual));
  ck_assert_double_eq(x[0], 2);
  ck_assert_double_eq(dual[0], 1);
  p.maximise = 1;
  a = solve(&p, NULL, wanted(x, dual));
  ck_assert_double_eq(x[0], 5);
  ck_assert_double_eq(dual[0], 1);
  p.column_lower = p.column_upper = three;
  a = solve(&p, NULL, wanted(x, dual));
  ck_assert_double_eq(a.objective, 3);
  ck_assert_double_eq(dual[0], 0);
}
END_TEST

START_TEST(entries_in_one_place_add_up)
{
  const int64_t row[] = {0, 0, 0}, column[] = {0, 0, 0}, start[] = {0, 3};
  const double value[] = {1, 2, -1}, cost[] = {1}, least[] = {6};
  double x[1];
  cpw_linear_program p = program(1, 1, 3, cost, row, column, value);
  p.row_lower = least;
  (void)solve(&p, NULL, wanted(x, NULL));
  ck_assert_double_eq(x[0], 3);
  p.column = NULL;
  p.start = start; /* the same by columns */
  (void)solve(&p, NULL, wanted(x, NULL));
  ck_assert_double_eq(x[0], 3);
}
END_TEST

START_TEST(money_of_any_size)
{
  /* options of 1e9 pounds and more under 5e12: max b x, c x <= B, 0 <= x <= 1, by benefit per pound */
  const int64_t row[] = {0, 0, 0}, column[] = {0, 1, 2};
  const double cost[] = {2e-3, 1e-3, 5e-3}, pounds[] = {3e12, 1e12, 8e12}, budget[] = {5e12};
  const double one[] = {1, 1, 1};
  double x[3], dual[1];
  cpw_linear_program p = program(1, 3, 3, cost, row, column, pounds);
  p.row_upper = budget;
  p.column_upper = one;
  p.maximise = 1;
  cpw_linear_answer a = solve(&p, NULL, wanted(x, dual));
  ck_assert_double_eq_tol(x[0], 1, 1e-14); /* 2e-3 / 3e12 is the best but one */
  ck_assert_double_eq_tol(x[1], 1, 1e-14); /* 1e-3 / 1e12 the best */
  ck_assert_double_eq_tol(x[2], 0.125, 1e-14);
  ck_assert_double_eq_tol(dual[0] * 1e15, 0.625, 1e-12);
  ck_assert_double_eq_tol(a.objective, 3.625e-3, 1e-16);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static int32_t refused(const cpw_linear_program *p, const cpw_linear_options *o, cpw_error *err) {
  double x[4] = {-7, -7, -7, -7};
  cpw_linear_answer a = wanted(x, NULL);
  a.objective = -7;
  int32_t status = cpw_linear_solve(p, o, &a, err);
  ck_assert_double_eq(x[0], -7);
  ck_assert_double_eq(a.objective, -7);
  return status;
}

START_TEST(bad_programmes)
{
  cpw_error err;
  const double bad[] = {1, (double)NAN, 1}, up[] = {NONE, 1, 1}, down[] = {1, -NONE, 1};
  const int64_t row[] = {0, 1, 3, 2}, column[] = {0, 2, 0, 1}, start[] = {0, 2, 3},
                back[] = {0, 5, 4};
  const double infinite[] = {1, 2, NONE, 1};
  for (int which = 0; which < 17; which++) {
    cpw_linear_program p = glass();
    int32_t code = CPW_EINVAL;
    const char *message = NULL;
    switch (which) {
    case 0:
      p.rows = -1;
      message = "rows = -1 must be >= 0";
      break;
    case 1:
      p.columns = INT64_C(1) << 40;
      code = CPW_EOVERFLOW;
      message = "columns = 1099511627776 must be at most 2147483647";
      break;
    case 2:
      p.row = NULL;
      message = "row is NULL";
      break;
    case 3:
      p.value = NULL;
      message = "value is NULL";
      break;
    case 4:
      p.column = NULL;
      message = "start or column is NULL";
      break;
    case 5:
      p.start = start;
      message = "start and column are both given: by columns or by triplets, not both";
      break;
    case 6:
      p.column = NULL;
      p.start = start;
      message = "start[2] = 3 must rise from 0 to entries = 4";
      break;
    case 7:
      p.column = NULL;
      p.start = back;
      message = "start[1] = 5 must rise from 0 to entries = 4";
      break;
    case 8:
      p.row = row;
      message = "row[2] = 3 must be 0 to 2";
      break;
    case 9:
      p.column = column;
      message = "column[1] = 2 must be 0 to 1";
      break;
    case 10:
      p.value = infinite;
      code = CPW_EDOMAIN;
      message = "value[2] = inf must be finite";
      break;
    case 11:
      p.cost = bad;
      code = CPW_EDOMAIN;
      message = "cost[1] = nan must be finite";
      break;
    case 12:
      p.row_lower = bad;
      code = CPW_EDOMAIN;
      message = "row_lower[1] = nan must be a number";
      break;
    case 13:
      p.column_lower = up;
      code = CPW_EDOMAIN;
      message = "column_lower[0] = inf must be below inf";
      break;
    case 14:
      p.row_upper = down;
      code = CPW_EDOMAIN;
      message = "row_upper[1] = -inf must be above -inf";
      break;
    case 15:
      p.maximise = 2;
      message = NULL;
      break;
    default:
      p.offset = (double)NAN;
      code = CPW_EDOMAIN;
      message = "offset = nan must be finite";
    }
    ck_assert_msg(refused(&p, NULL, &err) == code, "case %d", which);
    if (message) ck_assert_str_eq(err.message, message);
    ck_assert_str_eq(err.where, "cpw_linear_solve");
  }
}
END_TEST

START_TEST(bad_options)
{
  cpw_error err;
  cpw_linear_options o;
  const int32_t two[] = {0, 4}, three[] = {2, 2, 2};
  cpw_linear_program p = glass();
  ck_assert_int_eq(refused(NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "program is NULL");
  ck_assert_int_eq(cpw_linear_solve(&p, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "answer is NULL");
  cpw_linear_options_init(&o);
  o.tolerance = 0;
  ck_assert_int_eq(refused(&p, &o, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "options.tolerance = 0 must be 1e-12 to 1e-3");
  cpw_linear_options_init(&o);
  o.iterations = -1;
  ck_assert_int_eq(refused(&p, &o, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "options.iterations = -1 must be >= 0");
  cpw_linear_options_init(&o);
  o.column_status = two;
  ck_assert_int_eq(refused(&p, &o, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message,
                   "options.column_status and options.row_status go together, one is NULL");
  o.row_status = three;
  ck_assert_int_eq(refused(&p, &o, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "options.column_status[1] = 4 must be 0 to 3");
  cpw_linear_options_init(&o);
  o.struct_size += 8;
  ck_assert_int_eq(refused(&p, &o, &err), CPW_EABI);
}
END_TEST

/* an optimum that is no double is not one */
START_TEST(infinite_objective)
{
  const int64_t row[] = {0, 0}, column[] = {0, 1};
  const double cost[] = {1e308, 1e308}, one[] = {1, 1}, least[] = {1e308};
  cpw_linear_program p = program(1, 2, 2, cost, row, column, one);
  p.row_lower = least;
  cpw_error err;
  ck_assert_int_eq(refused(&p, NULL, &err), CPW_EOVERFLOW);
  ck_assert_str_eq(err.message,
                   "the objective is beyond the greatest double: give the costs in greater units");
}
END_TEST

START_TEST(cancelled)
{
  cpw_error err;
  cpw_run run;
  cpw_linear_options o;
  volatile int32_t flag = 1;
  cpw_run_init(&run);
  run.cancel = &flag;
  cpw_linear_options_init(&o);
  o.run = &run;
  cpw_linear_program p = glass();
  ck_assert_int_eq(refused(&p, &o, &err), CPW_ECANCELLED);
  ck_assert_str_eq(err.message, "cancelled after 0 pivots");
}
END_TEST

/* ---------------------------------------------------------------- references ---------------- */

START_TEST(textbook)
{
  double x[2], reduced[2], activity[3], dual[3], from[3], to[3];
  int32_t columns[2], rows[3];
  cpw_linear_program p = glass();
  cpw_linear_answer a = wanted(x, dual);
  a.reduced_cost = reduced;
  a.activity = activity;
  a.dual_from = from;
  a.dual_to = to;
  a.column_status = columns;
  a.row_status = rows;
  a = solve(&p, NULL, a);
  ck_assert_double_eq(a.objective, 36);
  ck_assert_double_eq(a.bound, 36);
  const double best[] = {2, 6}, prices[] = {0, 1.5, 1}, used[] = {2, 12, 18};
  for (int i = 0; i < 2; i++)
    ck_assert_double_eq_tol(x[i], best[i], 1e-14);
  for (int i = 0; i < 3; i++) {
    ck_assert_double_eq_tol(dual[i], prices[i], 1e-14);
    ck_assert_double_eq_tol(activity[i], used[i], 1e-13);
  }
  ck_assert(isnan(from[0]) && isnan(to[0])); /* allowable ranges: 6 to 18, 12 to 24 */
  ck_assert_double_eq_tol(from[1], 6, 1e-13);
  ck_assert_double_eq_tol(to[1], 18, 1e-13);
  ck_assert_double_eq_tol(from[2], 12, 1e-13);
  ck_assert_double_eq_tol(to[2], 24, 1e-13);
  ck_assert(rows[0] == CPW_LINEAR_BASIC && rows[1] == CPW_LINEAR_AT_UPPER);
  ck_assert_double_eq(reduced[0], 0);
  /* from its own basis nothing is left to do */
  cpw_linear_options o;
  cpw_linear_options_init(&o);
  o.column_status = columns;
  o.row_status = rows;
  a = solve(&p, &o, wanted(x, dual));
  ck_assert_int_eq(a.iterations, 0);
  ck_assert_double_eq(a.objective, 36);
}
END_TEST

/* Any basis, also one that is none, leads to the same optimum, and so do all rules. */
START_TEST(every_way_leads_there)
{
  double x[2];
  cpw_linear_program p = glass();
  for (int code = 0; code < 1024; code++) {
    int32_t columns[2] = {code & 3, code >> 2 & 3};
    int32_t rows[3] = {code >> 4 & 3, code >> 6 & 3, code >> 8 & 3};
    cpw_linear_options o;
    cpw_linear_options_init(&o);
    o.column_status = columns;
    o.row_status = rows;
    o.bland = code % 2;
    o.unscaled = code % 3 == 0;
    cpw_linear_answer a = solve(&p, &o, wanted(x, NULL));
    ck_assert_int_eq(a.status, CPW_LINEAR_OPTIMAL);
    ck_assert_double_eq_tol(a.objective, 36, 1e-12);
  }
}
END_TEST

/* Klee and Minty (1972): a cube bent so that Dantzig's rule visits every corner. max sum 2^(n-j) x_j subject to
 * sum_(j<i) 2^(i-j+1) x_j + x_i <= 5^i; optimum 5^n. */
START_TEST(klee_minty)
{
  enum { N = 12 };
  double cost[N], upper[N], value[N * N], x[N], power = 1;
  int64_t row[N * N], column[N * N], entries = 0;
  for (int i = 0; i < N; i++) {
    cost[i] = ldexp(1.0, N - 1 - i);
    power *= 5;
    upper[i] = power;
    for (int j = 0; j <= i; j++) {
      row[entries] = i;
      column[entries] = j;
      value[entries++] = j == i ? 1.0 : ldexp(1.0, i - j + 1);
    }
  }
  cpw_linear_program p = program(N, N, entries, cost, row, column, value);
  p.row_upper = upper;
  p.maximise = 1;
  cpw_linear_answer a = solve(&p, NULL, wanted(x, NULL));
  ck_assert_double_eq(a.objective, power);
  ck_assert_double_eq(x[N - 1], power);
  ck_assert_double_eq(x[0], 0);
  ck_assert_int_lt(a.iterations, 4095);
}
END_TEST

/* Beale's example (1955), on which Dantzig's rule goes round in a circle: optimum -5/4. */
START_TEST(beale)
{
  const int64_t row[] = {0, 0, 0, 0, 1, 1, 1, 1, 2};
  const int64_t column[] = {0, 1, 2, 3, 0, 1, 2, 3, 2};
  const double value[] = {0.25, -8, -1, 9, 0.5, -12, -0.5, 3, 1}, cost[] = {-0.75, 20, -0.5, 6};
  const double upper[] = {0, 0, 1};
  double x[4];
  cpw_linear_program p = program(3, 4, 9, cost, row, column, value);
  p.row_upper = upper;
  cpw_linear_options o;
  cpw_linear_options_init(&o);
  for (o.bland = 0; o.bland < 2; o.bland++) {
    cpw_linear_answer a = solve(&p, &o, wanted(x, NULL));
    ck_assert_double_eq_tol(a.objective, -1.25, 1e-15);
    ck_assert_double_eq_tol(x[0], 1, 1e-15);
    ck_assert_double_eq_tol(x[2], 1, 1e-15);
  }
}
END_TEST

/* Rows and columns of a transport problem. */
static cpw_linear_program transport(int64_t n, double *cost, int64_t *row, int64_t *column,
                                    double *value) {
  for (int64_t i = 0; i < n; i++)
    for (int64_t j = 0; j < n; j++)
      for (int64_t side = 0; side < 2; side++) {
        int64_t k = 2 * (i * n + j) + side;
        row[k] = side ? n + j : i;
        column[k] = i * n + j;
        value[k] = 1;
      }
  return program(2 * n, n * n, 2 * n * n, cost, row, column, value);
}

/* Costs (i - j)^2 are a Monge array: the north-west corner is the best (Hoffman 1963). */
START_TEST(monge)
{
  enum { N = 15 };
  static double cost[N * N], value[2 * N * N], sides[2 * N], x[N * N], supply[N], need[N];
  static int64_t row[2 * N * N], column[2 * N * N];
  double total = 0, best = 0;
  for (int i = 0; i < N; i++) {
    supply[i] = sides[i] = 3 + i * 7 % 11;
    total += supply[i];
    for (int j = 0; j < N; j++)
      cost[i * N + j] = (i - j) * (i - j);
  }
  for (int j = 0; j < N; j++) {
    need[j] = sides[N + j] = total / N;
  }
  for (int i = 0, j = 0; i < N && j < N;) {
    double some = fmin(supply[i], need[j]);
    best += some * cost[i * N + j];
    supply[i] -= some;
    need[j] -= some;
    if (supply[i] <= 1e-12)
      i++;
    else
      j++;
  }
  cpw_linear_program p = transport(N, cost, row, column, value);
  p.row_lower = p.row_upper = sides;
  cpw_linear_answer a = solve(&p, NULL, wanted(x, NULL));
  ck_assert_int_eq(a.status, CPW_LINEAR_OPTIMAL);
  ck_assert_double_eq_tol(a.objective, best, 1e-11 * best);
  ck_assert_double_eq_tol(a.bound, best, 1e-11 * best);
}
END_TEST

/* Pairs at cost i j: best the other way round, n (n - 1) (n - 2) / 6; highly degenerate. */
START_TEST(assignment)
{
  enum { N = 25 };
  static double cost[N * N], value[2 * N * N], ones[2 * N], x[N * N];
  static int64_t row[2 * N * N], column[2 * N * N];
  for (int i = 0; i < N * N; i++)
    cost[i] = (i / N) * (i % N);
  for (int i = 0; i < 2 * N; i++)
    ones[i] = 1;
  cpw_linear_program p = transport(N, cost, row, column, value);
  p.row_lower = p.row_upper = ones;
  cpw_linear_answer a = solve(&p, NULL, wanted(x, NULL));
  ck_assert_double_eq_tol(a.objective, N * (N - 1) * (N - 2) / 6.0, 1e-9);
  for (int i = 0; i < N; i++)
    ck_assert_double_eq_tol(x[i * N + N - 1 - i], 1, 1e-12);
}
END_TEST

START_TEST(who_is_in_the_way)
{
  /* x + y >= 10, x <= 4, y <= 5 by rows, and a row that has nothing to do with it */
  const int64_t row[] = {0, 0, 1, 2, 3}, column[] = {0, 1, 0, 1, 0};
  const double value[] = {1, 1, 1, 1, 1}, lower[] = {10, -NONE, -NONE, 0};
  const double upper[] = {NONE, 4, 5, NONE};
  double conflict[4], x[2], dual[4];
  cpw_linear_program p = program(4, 2, 5, NULL, row, column, value);
  p.row_lower = lower;
  p.row_upper = upper;
  cpw_linear_answer a = wanted(x, dual);
  a.conflict = conflict;
  a = solve(&p, NULL, a);
  ck_assert_int_eq(a.status, CPW_LINEAR_INFEASIBLE);
  const double multipliers[] = {1, -1, -1, 0};
  for (int i = 0; i < 4; i++)
    ck_assert_double_eq_tol(conflict[i], multipliers[i], 1e-14);
  ck_assert_double_eq_tol(a.shortfall, 1, 1e-14);
  ck_assert_int_eq(a.conflict_row, 0);
  ck_assert_int_eq(a.conflict_column, -1);
  ck_assert(isnan(dual[0]) && isnan(a.bound));
}
END_TEST

START_TEST(bounds_that_cross)
{
  const int64_t zero[] = {0};
  const double one[] = {1}, five[] = {5}, three[] = {3};
  cpw_linear_program p = program(1, 1, 1, one, zero, zero, one);
  p.column_lower = five;
  p.column_upper = three;
  cpw_linear_answer a = solve(&p, NULL, wanted(NULL, NULL));
  ck_assert_int_eq(a.status, CPW_LINEAR_INFEASIBLE);
  ck_assert_int_eq(a.conflict_column, 0);
  ck_assert_double_eq(a.shortfall, 2);
  p.column_lower = p.column_upper = NULL;
  p.row_lower = five;
  p.row_upper = three;
  double conflict[1];
  a.conflict = conflict;
  a = solve(&p, NULL, a);
  ck_assert_int_eq(a.conflict_row, 0);
  ck_assert_int_eq(a.conflict_column, -1);
  ck_assert_double_eq(conflict[0], 1);
}
END_TEST

START_TEST(limit_of_pivots)
{
  cpw_linear_program p = glass();
  cpw_linear_options o;
  double x[2];
  cpw_linear_options_init(&o);
  o.iterations = 1;
  cpw_linear_answer a = solve(&p, &o, wanted(x, NULL));
  ck_assert_int_eq(a.status, CPW_LINEAR_LIMIT);
  ck_assert_int_eq(a.iterations, 1);
  ck_assert(isnan(a.bound));
  ck_assert_double_le(a.objective, 36);
}
END_TEST

/* A shorter answer of an older caller is filled as far as it goes. */
START_TEST(older_callers)
{
  cpw_linear_program p = glass();
  cpw_linear_answer a;
  double x[2];
  memset(&a, 0x5a, sizeof a);
  cpw_linear_answer_init_sized(&a, offsetof(cpw_linear_answer, bound));
  a.x = x;
  double before = a.bound;
  ck_assert_int_eq(cpw_linear_solve(&p, NULL, &a, NULL), CPW_OK);
  ck_assert_double_eq(a.objective, 36);
  ck_assert_mem_eq(&a.bound, &before, sizeof before);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

/* A price is what the optimum gains where the bound moves within its range. */
START_TEST(prices_are_derivatives)
{
  double upper[3], dual[3], from[3], to[3];
  cpw_linear_program p = glass();
  p.row_upper = upper;
  memcpy(upper, GLASS_UPPER, sizeof upper);
  cpw_linear_answer a = wanted(NULL, dual);
  a.dual_from = from;
  a.dual_to = to;
  a = solve(&p, NULL, a);
  for (int i = 1; i < 3; i++) {
    const double ends[] = {from[i], to[i]};
    for (int k = 0; k < 2; k++) {
      upper[i] = ends[k];
      cpw_linear_answer b = solve(&p, NULL, wanted(NULL, NULL));
      double moved = dual[i] * (ends[k] - GLASS_UPPER[i]);
      ck_assert_double_eq_tol(b.objective - a.objective, moved, 1e-12);
    }
    upper[i] = GLASS_UPPER[i];
  }
}
END_TEST

/* Rows in other units: the same plan, prices in those units. */
START_TEST(units_do_not_matter)
{
  double value[4], upper[3], x[2], dual[3];
  const double units[] = {1e6, 1e-7, 3e3};
  for (int k = 0; k < 4; k++)
    value[k] = GLASS_VALUE[k] * units[GLASS_ROW[k]];
  for (int i = 0; i < 3; i++)
    upper[i] = GLASS_UPPER[i] * units[i];
  cpw_linear_program p = glass();
  p.value = value;
  p.row_upper = upper;
  cpw_linear_answer a = solve(&p, NULL, wanted(x, dual));
  ck_assert_double_eq_tol(a.objective, 36, 1e-12);
  ck_assert_double_eq_tol(dual[1] * 1e-7, 1.5, 1e-12);
  ck_assert_double_eq_tol(dual[2] * 3e3, 1, 1e-12);
}
END_TEST

/* A small gain beside a large one is not lost: 1e9 x, and 1e-6 y of which a row allows 3, and 1 more for each z
 * at a cost of 1e-7. */
START_TEST(small_gains_count)
{
  const int64_t row[] = {0, 1, 1}, column[] = {0, 1, 2};
  const double cost[] = {1e9, 1e-6, -1e-7}, value[] = {1, 1e-5, -1e-5}, upper[] = {1, 3e-5};
  const double most[] = {NONE, 5, 10};
  double x[3], dual[2];
  cpw_linear_program p = program(2, 3, 3, cost, row, column, value);
  p.row_upper = upper;
  p.column_upper = most;
  p.maximise = 1;
  cpw_linear_answer a = solve(&p, NULL, wanted(x, dual));
  ck_assert_int_eq(a.status, CPW_LINEAR_OPTIMAL);
  ck_assert_double_eq_tol(x[0], 1, 1e-14);
  ck_assert_double_eq_tol(x[1], 5, 1e-13);
  ck_assert_double_eq_tol(x[2], 2, 1e-12);
  ck_assert_double_eq_tol(dual[1], 0.01, 1e-14);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t solve_glass(void *context) {
  double x[2];
  cpw_linear_answer a = wanted(x, NULL);
  cpw_linear_program p = glass();
  (void)context;
  return cpw_linear_solve(&p, NULL, &a, NULL);
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(solve_glass, NULL); }
END_TEST

/* The caller's allocator gives and gets back everything. */
static int64_t blocks;
static void *take(void *context, size_t bytes) {
  (void)context;
  blocks++;
  return malloc(bytes);
}
static void *change(void *context, void *block, size_t bytes) {
  (void)context;
  blocks += block == NULL;
  return realloc(block, bytes);
}
static void give_back(void *context, void *block) {
  (void)context;
  blocks -= block != NULL;
  free(block);
}

START_TEST(callers_memory)
{
  const cpw_allocator a = {NULL, take, change, give_back};
  cpw_linear_program p = glass();
  cpw_linear_options o;
  cpw_linear_options_init(&o);
  o.allocator = &a;
  (void)solve(&p, &o, wanted(NULL, NULL));
  ck_assert_int_eq(blocks, 0);
}
END_TEST

static Suite *linear_suite(void) {
  Suite *suite = suite_create("linear");
  const struct {
    const char *name;
    const TTest *tests[12];
  } cases[] = {{"limits",
                {nothing, no_rows, no_columns, one_variable_everywhere, entries_in_one_place_add_up,
                 money_of_any_size}},
               {"errors", {bad_programmes, bad_options, infinite_objective, cancelled}},
               {"reference",
                {textbook, every_way_leads_there, klee_minty, beale, monge, assignment,
                 who_is_in_the_way, bounds_that_cross, limit_of_pivots, older_callers}},
               {"properties",
                {prices_are_derivatives, units_do_not_matter, small_gains_count, callers_memory}},
               {"oom", {memory_fails}}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 120);
    for (int i = 0; cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    suite_add_tcase(suite, tcase);
  }
  return suite;
}

int main(void) {
  Suite *suites[] = {linear_suite()};
  return cpwt_run(suites, 1);
}
