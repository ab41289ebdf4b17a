/* Weights from data, against NumPy by hand (the formulae written out over numpy.corrcoef, std, log, arccos;
 * scipy.stats.rankdata), double loops in this file, and what must hold whatever the data. */
#include "check_weights.h"

static cpw_error err;

/* the last column is constant; less is better in the second */
static const double seven[] = {3,   10, 0.2, 7,  1,   40, 0.9, 7,  4,   20, 0.5, 7,  1,   80,
                               0.1, 7,  5,   15, 0.4, 7,  9,   30, 0.7, 7,  2,   60, 0.3, 7};
static const int32_t direction[] = {1, -1, 1, 1};

static cpw_weights_objective_options with(int32_t method) {
  cpw_weights_objective_options o;
  cpw_weights_objective_options_init(&o);
  o.method = method;
  return o;
}

static void weigh(const double *x, int64_t rows, int64_t columns,
                  const cpw_weights_objective_options *o, double *w) {
  int32_t status = cpw_weights_objective(x, rows, columns, o, w, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(one_varying_column)
{
  const double x[] = {1, 5, 2, 5, 4, 5}, expected[] = {1, 0};
  double w[2];
  for (int32_t method = 0; method <= CPW_WEIGHTS_ANGLE; method++) {
    cpw_weights_objective_options o = with(method);
    weigh(x, 3, 2, &o, w);
    cpwt_near(w, expected, 2, 0, "alone");
    weigh(x, 2, 2, &o, w); /* two rows */
    cpwt_near(w, expected, 2, 0, "alone");
  }
  weigh(x, 3, 2, NULL, w);
  ck_assert_double_eq(w[0], 1);
}
END_TEST

/* zeros where they may be: 0 ln 0 is 0; a column of shares 1, 0, 0 has no entropy */
START_TEST(zeros)
{
  const double x[] = {1, 1, 0, 1, 0, 2};
  double w[2];
  cpw_weights_objective_options o = with(CPW_WEIGHTS_ENTROPY);
  weigh(x, 3, 2, &o, w);
  double e = -(0.25 * log(0.25) * 2 + 0.5 * log(0.5)) / log(3);
  ck_assert(fabs(w[1] - (1 - e) / (2 - e)) < 1e-15);
  o = with(CPW_WEIGHTS_GINI); /* 2/3 and 2 (0 + 1 + 1 ... ) = 1/6 */
  weigh(x, 3, 2, &o, w);
  ck_assert(fabs(w[0] - (2 / 3.0) / (2 / 3.0 + 1 / 6.0)) < 1e-15);
  o = with(CPW_WEIGHTS_ANGLE); /* arccos(1 / sqrt 3), arccos(4 / sqrt 18) */
  weigh(x, 3, 2, &o, w);
  double a = acos(1 / sqrt(3)), b = acos(4 / sqrt(18));
  ck_assert(fabs(w[0] - a / (a + b)) < 1e-15);
}
END_TEST

/* a column far from 0, and values at the ends of the range of numbers */
START_TEST(digits_are_kept)
{
  double x[] = {1e9 + 1, 1, 1e9 + 2, 2, 1e9 + 4, 4}, w[2];
  for (int32_t method = CPW_WEIGHTS_SD; method <= CPW_WEIGHTS_VARIANCE; method++) {
    cpw_weights_objective_options o = with(method);
    o.scale = CPW_WEIGHTS_RAW;
    weigh(x, 3, 2, &o, w);
    ck_assert_msg(fabs(w[0] - 0.5) < 1e-15, "%.17g", w[0]);
  }
  /* 1 - e is v / (2 m^2 ln n) of a column that hardly varies: 14/9 over 1e18 */
  cpw_weights_objective_options o = with(CPW_WEIGHTS_ENTROPY);
  weigh(x, 3, 2, &o, w);
  double mean = 7 / 3.0, gain = 0, tiny = 14 / 9.0 / 2 / (1e9 + mean) / (1e9 + mean);
  for (int i = 0; i < 3; i++)
    gain += x[2 * i + 1] / mean * log(x[2 * i + 1] / mean) / 3;
  ck_assert_msg(fabs(w[0] / (tiny / gain) - 1) < 1e-6, "%.17g", w[0] / (tiny / gain) - 1);
  const double large[] = {1e308, 1, 5e307, 3, 7e307, 9},
               small[] = {1e-308, 1, 5e-309, 3, 7e-309, 9};
  const double plain[] = {10, 1, 5, 3, 7, 9};
  for (int32_t method = 0; method <= CPW_WEIGHTS_ANGLE; method++) {
    double expected[2];
    o = with(method);
    weigh(plain, 3, 2, &o, expected);
    weigh(large, 3, 2, &o, w);
    cpwt_near(w, expected, 2, 1e-13, "large");
    weigh(small, 3, 2, &o, w);
    cpwt_near(w, expected, 2, 1e-13, "small");
  }
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void refuses(const double *x, int64_t rows, int64_t columns,
                    const cpw_weights_objective_options *o, int32_t code, const char *message) {
  double w[4] = {7, 7, 7, 7};
  cpwt_failed(cpw_weights_objective(x, rows, columns, o, w, &err), code, &err, message);
  ck_assert_str_eq(err.where, "cpw_weights_objective");
  ck_assert(w[0] == 7 && w[3] == 7);
}

START_TEST(data_that_are_none)
{
  const double nan[] = {1, 2, 3, NONE}, inf[] = {1, 2, -ENDLESS, 3}, low[] = {1, 2, 3, -2};
  const double zero[] = {1, 2, 3, 0}, same[] = {1, 2, 1, 2}, wide[] = {-1e308, 1, 1e308, 2};
  const double along[] = {1, 10, 2, 20, 4, 40};
  const int32_t both[] = {1, -1}, none[] = {1, 0};
  cpw_weights_objective_options o = with(CPW_WEIGHTS_CRITIC);
  refuses(nan, 2, 2, NULL, CPW_EDOMAIN, "x[1][1] = nan must be finite");
  ck_assert_int_eq(err.index, 3);
  refuses(inf, 2, 2, NULL, CPW_EDOMAIN, "x[1][0] = -inf must be finite");
  refuses(same, 2, 2, NULL, CPW_EDOMAIN, "every column of x is constant");
  refuses(wide, 2, 2, NULL, CPW_EOVERFLOW, "the range of column 0 of x is too large");
  refuses(along, 3, 2, NULL, CPW_EDOMAIN, "no two criteria conflict: every correlation is 1");
  o.direction = both; /* less of the second is better: nothing but conflict */
  double w[2];
  weigh(along, 3, 2, &o, w);
  ck_assert(fabs(w[0] - 0.5) < 1e-15);
  o.direction = none;
  refuses(along, 3, 2, &o, CPW_EINVAL, "options.direction[1] = 0 must be 1 or -1");
  const struct {
    int32_t method;
    const double *x;
    const char *message;
  } signs[] = {{CPW_WEIGHTS_ENTROPY, low, "x[1][1] = -2 must be >= 0 for entropy weights"},
               {CPW_WEIGHTS_GINI, low, "x[1][1] = -2 must be >= 0 for Gini weights"},
               {CPW_WEIGHTS_ANGLE, low, "x[1][1] = -2 must be >= 0 for angle weights"},
               {CPW_WEIGHTS_MEREC, zero, "x[1][1] = 0 must be > 0 for MEREC weights"}};
  for (size_t k = 0; k < sizeof signs / sizeof *signs; k++) {
    o = with(signs[k].method);
    refuses(signs[k].x, 2, 2, &o, CPW_EDOMAIN, signs[k].message);
  }
}
END_TEST

START_TEST(options_that_are_none)
{
  cpw_weights_objective_options o = with(7);
  refuses(seven, 7, 4, &o, CPW_EINVAL, "options.method = 7 must be 0 to 6");
  o = with(0);
  o.scale = 2;
  refuses(seven, 7, 4, &o, CPW_EINVAL, "options.scale = 2 must be 0 to 1");
  o = with(0);
  o.correlation = -1;
  refuses(seven, 7, 4, &o, CPW_EINVAL, "options.correlation = -1 must be 0 to 1");
  o = with(0);
  o.threads = -1;
  refuses(seven, 7, 4, &o, CPW_EINVAL, "options.threads = -1 must be >= 0");
  o = with(0);
  o.struct_size = sizeof o + 8;
  ck_assert_int_eq(cpw_weights_objective(seven, 7, 4, &o, (double[4]){0}, &err), CPW_EABI);
  refuses(seven, 1, 4, NULL, CPW_EINVAL, "rows = 1 must be >= 2");
  refuses(seven, 7, 0, NULL, CPW_EINVAL, "columns = 0 must be 1 to 1000");
  refuses(NULL, 7, 4, NULL, CPW_EINVAL, "x is NULL");
  cpwt_failed(cpw_weights_objective(seven, 7, 4, NULL, NULL, &err), CPW_EINVAL, &err,
              "weights is NULL");
  refuses(seven, INT64_MAX / 2, 4, NULL, CPW_EOVERFLOW, "4611686018427387903 x 4 is too large");
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

START_TEST(by_numpy)
{
  const struct {
    int32_t method, scale, correlation;
    double weights[3];
  } cases[] = {
      {CPW_WEIGHTS_CRITIC, 0, 1, {0.2725556761455368, 0.329531425001784, 0.3979128988526793}},
      {CPW_WEIGHTS_CRITIC, 0, 0, {0.30828186222355763, 0.32640412258643103, 0.36531401519001133}},
      {CPW_WEIGHTS_SD, 0, 0, {0.32916854307340615, 0.3416629138531877, 0.32916854307340615}},
      {CPW_WEIGHTS_VARIANCE,
       1,
       0,
       {0.011976760781056923, 0.9879034716111325, 0.00011976760781056919}},
      {CPW_WEIGHTS_ENTROPY, 0, 0, {0.3928558183771991, 0.3251793738309173, 0.28196480779188365}},
      {CPW_WEIGHTS_ANGLE, 0, 0, {0.36258723650281505, 0.3314359827166816, 0.3059767807805032}},
      {CPW_WEIGHTS_MEREC, 0, 0, {0.28851421791333565, 0.30108116238333626, 0.4104046197033281}},
      {CPW_WEIGHTS_GINI, 0, 0, {0.36015115172792683, 0.3323194018250767, 0.30752944644699637}}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    double w[4];
    cpw_weights_objective_options o = with(cases[k].method);
    o.scale = cases[k].scale;
    o.correlation = cases[k].correlation;
    o.direction = direction;
    weigh(seven, 7, 4, &o, w);
    cpwt_near(w, cases[k].weights, 3, 2e-15, "by NumPy");
    ck_assert_double_eq(w[3], 0); /* the constant column has no part in it */
  }
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

static void random_data(uint64_t *state, double *x, int64_t rows, int64_t columns) {
  for (int64_t i = 0; i < rows; i++)
    for (int64_t j = 0; j < columns; j++) {
      double u = cpwt_next(state);
      x[i * columns + j] = j % 2 ? exp(3 * u) : 1 + floor(6 * u); /* ties in every other column */
    }
}

/* rows in another order, another number of threads: the same bits; columns in another order, or in
 * another unit, and the signs turned with the directions: the same weights */
START_TEST(what_does_not_matter)
{
  enum { ROWS = 3000, COLUMNS = 5 };
  double *x = malloc(sizeof *x * ROWS * COLUMNS), *y = malloc(sizeof *y * ROWS * COLUMNS);
  const int32_t signs[] = {1, -1, 1, -1, -1}, back[] = {-1, -1, 1, -1, 1};
  uint64_t state = 9;
  random_data(&state, x, ROWS, COLUMNS);
  for (int32_t kind = 0; kind <= CPW_WEIGHTS_ANGLE + 1; kind++) {
    double w[COLUMNS], v[COLUMNS];
    cpw_weights_objective_options o = with(kind > CPW_WEIGHTS_ANGLE ? CPW_WEIGHTS_CRITIC : kind);
    o.correlation = kind > CPW_WEIGHTS_ANGLE;
    o.direction = signs;
    weigh(x, ROWS, COLUMNS, &o, w);
    for (int i = 0; i < ROWS; i++)
      memcpy(y + i * COLUMNS, x + (ROWS - 1 - i) * COLUMNS, COLUMNS * sizeof *y);
    o.threads = 3;
    weigh(y, ROWS, COLUMNS, &o, v);
    ck_assert_mem_eq(w, v, sizeof w);
    for (int i = 0; i < ROWS; i++)
      for (int j = 0; j < COLUMNS; j++)
        y[i * COLUMNS + j] = (j + 1) * x[i * COLUMNS + COLUMNS - 1 - j];
    o.direction = back;
    weigh(y, ROWS, COLUMNS, &o, v);
    for (int j = 0; j < COLUMNS; j++)
      ck_assert(fabs(v[COLUMNS - 1 - j] - w[j]) < 1e-13);
  }
  cpw_weights_objective_options o = with(CPW_WEIGHTS_CRITIC);
  double w[COLUMNS], v[COLUMNS];
  o.direction = signs;
  weigh(x, ROWS, COLUMNS, &o, w);
  for (int i = 0; i < ROWS * COLUMNS; i++)
    y[i] = signs[i % COLUMNS] * x[i];
  o.direction = NULL;
  weigh(y, ROWS, COLUMNS, &o, v);
  cpwt_near(v, w, COLUMNS, 1e-14, "signs turned");
  free(x);
  free(y);
}
END_TEST

/* double loops over a few rows */
START_TEST(against_double_loops)
{
  enum { ROWS = 40, COLUMNS = 4 };
  double x[ROWS * COLUMNS], gini[COLUMNS], critic[COLUMNS], w[COLUMNS], total = 0, all = 0;
  uint64_t state = 21;
  random_data(&state, x, ROWS, COLUMNS);
  for (int j = 0; j < COLUMNS; j++) {
    double sum = 0, apart = 0;
    for (int i = 0; i < ROWS; i++) {
      sum += x[i * COLUMNS + j];
      for (int k = 0; k < ROWS; k++)
        apart += fabs(x[i * COLUMNS + j] - x[k * COLUMNS + j]);
    }
    total += gini[j] = apart / (2 * ROWS * sum);
  }
  for (int j = 0; j < COLUMNS; j++)
    gini[j] /= total;
  cpw_weights_objective_options o = with(CPW_WEIGHTS_GINI);
  weigh(x, ROWS, COLUMNS, &o, w);
  cpwt_near(w, gini, COLUMNS, 1e-14, "gini");
  double mean[COLUMNS] = {0}, sd[COLUMNS], low[COLUMNS], high[COLUMNS];
  for (int j = 0; j < COLUMNS; j++) {
    double squares = 0;
    low[j] = high[j] = x[j];
    for (int i = 0; i < ROWS; i++) {
      mean[j] += x[i * COLUMNS + j] / ROWS;
      low[j] = fmin(low[j], x[i * COLUMNS + j]);
      high[j] = fmax(high[j], x[i * COLUMNS + j]);
    }
    for (int i = 0; i < ROWS; i++)
      squares += pow(x[i * COLUMNS + j] - mean[j], 2) / ROWS;
    sd[j] = sqrt(squares);
  }
  for (int j = 0; j < COLUMNS; j++) {
    double conflict = 0;
    for (int k = 0; k < COLUMNS; k++) {
      double r = 0;
      for (int i = 0; i < ROWS; i++)
        r += (x[i * COLUMNS + j] - mean[j]) * (x[i * COLUMNS + k] - mean[k]) / ROWS / sd[j] / sd[k];
      conflict += 1 - r;
    }
    all += critic[j] = sd[j] / (high[j] - low[j]) * conflict;
  }
  for (int j = 0; j < COLUMNS; j++)
    critic[j] /= all;
  weigh(x, ROWS, COLUMNS, NULL, w);
  cpwt_near(w, critic, COLUMNS, 1e-13, "critic");
}
END_TEST

static int32_t everything(void *context) {
  double w[4];
  (void)context;
  for (int32_t method = 0; method <= CPW_WEIGHTS_ANGLE; method++) {
    cpw_weights_objective_options o = with(method);
    o.correlation = CPW_WEIGHTS_SPEARMAN;
    int32_t status = cpw_weights_objective(seven, 7, 4, &o, w, NULL);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(everything, NULL); }
END_TEST

Suite *cpwt_weights_objective_suite(void) {
  static const char *const cases[] = {"limits", "errors", "reference", "properties", "oom"};
  const TTest *tests[][16] = {{one_varying_column, zeros, digits_are_kept},
                              {data_that_are_none, options_that_are_none},
                              {by_numpy},
                              {what_does_not_matter, against_double_loops},
                              {memory_fails}};
  return cpwt_suite("weights: from data", cases, tests, sizeof cases / sizeof *cases);
}
