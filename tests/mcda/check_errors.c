/* What is refused, how it is said, and that outputs stay as they were. */
#include "mcda/check_mcda.h"

static const double good[] = {1, 2, 3, 4}, even[] = {0.5, 0.5};
static const double low[] = {0, 0}, high[] = {10, 10};

static void expect(int32_t status, int32_t code, const cpw_error *err, const char *message) {
  ck_assert_int_eq(status, code);
  ck_assert_str_eq(err->message, message);
}

/* every table that is refused is refused by all */
static void refuses(const cpw_mcda_table *t, int32_t code, int64_t index, const char *message) {
  cpw_error err = {.index = -7};
  double score[2] = {7, 7}, best[2] = {7, 7};
  expect(cpw_mcda_weighted_sum(t, NULL, score, &err), code, &err, message);
  ck_assert_int_eq(err.index, index);
  ck_assert_str_eq(err.where, "cpw_mcda_weighted_sum");
  expect(cpw_mcda_topsis(t, NULL, score, best, NULL, &err), code, &err, message);
  expect(cpw_mcda_weighted_product(t, NULL, score, &err), code, &err, message);
  expect(cpw_mcda_score(t, NULL, NULL, score, &err), code, &err, message);
  ck_assert_int_eq(cpw_mcda_weighted_sum(t, NULL, score, NULL), code);
  ck_assert(score[0] == 7 && score[1] == 7 && best[0] == 7);
}

START_TEST(tables_that_are_refused)
{
  const double bad[] = {1, 2, (double)NAN, 4}, far[] = {1, 2, 3, 40}, minus[] = {1, 2, -3, 4};
  const double heavy[] = {0.5, 0.6}, negative[] = {1.5, -0.5}, missing[] = {(double)NAN, 1};
  const int32_t directions[] = {1, 2};
  const double same[] = {0, 10}, open[] = {0, (double)INFINITY}, wide[] = {-1e308, 0, 1e308, 1};
  const cpw_mcda_table t = table_of(2, 2, good, even, NULL, CPW_MCDA_MINMAX);
  cpw_mcda_table w;
#define WITH(change) (w = t, w.change, &w)
  refuses(NULL, CPW_EINVAL, -1, "table must be given");
  refuses(WITH(rows = -1), CPW_EINVAL, -1, "table.rows = -1 must be >= 0");
  refuses(WITH(rows = INT64_MAX / 8), CPW_EOVERFLOW, -1,
          "table.rows = 1152921504606846975 are too many");
  refuses(WITH(criteria = 0), CPW_EINVAL, -1, "table.criteria = 0 must be 1 to 1000");
  refuses(WITH(criteria = 1001), CPW_EINVAL, -1, "table.criteria = 1001 must be 1 to 1000");
  refuses(WITH(values = NULL), CPW_EINVAL, -1, "table.values must be given");
  refuses(WITH(weights = NULL), CPW_EINVAL, -1, "weights must be given");
  refuses(WITH(normalise = 6), CPW_EINVAL, -1, "table.normalise = 6 must be 0 to 5");
  refuses(WITH(outside = 2), CPW_EINVAL, -1, "table.outside = 2 must be 0 to 1");
  refuses(WITH(values = bad), CPW_EDOMAIN, 2,
          "values[2] = nan (row 1, criterion 0) must be finite");
  refuses(WITH(weights = heavy), CPW_EDOMAIN, -1, "weights sum to 1.1, must be 1");
  refuses(WITH(weights = negative), CPW_EDOMAIN, 1, "weights[1] = -0.5 must be finite and >= 0");
  refuses(WITH(weights = missing), CPW_EDOMAIN, 0, "weights[0] = nan must be finite and >= 0");
  refuses(WITH(directions = directions), CPW_EDOMAIN, 1, "directions[1] = 2 must be 1 or -1");
  refuses(WITH(lower = low), CPW_EINVAL, -1, "table.upper must be given with table.lower");
  refuses(WITH(upper = low), CPW_EINVAL, -1, "table.lower must be given with table.upper");
  refuses((w = t, w.lower = low, w.upper = same, &w), CPW_EDOMAIN, 0,
          "upper[0] = 0 must be above lower[0] = 0 by a finite range");
  refuses((w = t, w.lower = open, w.upper = high, &w), CPW_EDOMAIN, 1,
          "lower[1] = inf must be finite");
  refuses(WITH(normalise = CPW_MCDA_FIXED), CPW_EINVAL, -1,
          "table.lower and table.upper must be given for CPW_MCDA_FIXED");
  w = t;
  w.normalise = CPW_MCDA_FIXED;
  w.lower = low;
  w.upper = high;
  w.values = far;
  refuses(&w, CPW_EDOMAIN, 3, "values[3] = 40 (row 1, criterion 1) must be from 0 to 10");
  refuses((w = t, w.values = minus, w.normalise = CPW_MCDA_MAX, &w), CPW_EDOMAIN, 2,
          "values[2] = -3 (row 1, criterion 0) must be at least 0 with this normalisation");
  refuses((w = t, w.values = wide, &w), CPW_EDOMAIN, 0,
          "the values of criterion 0 must have a range, sum and norm within the doubles");
  const int32_t costs[] = {-1, -1};
  const double zero[] = {1, 0, 2, 5};
  refuses((w = t, w.values = zero, w.directions = costs, w.normalise = CPW_MCDA_SUM, &w),
          CPW_EDOMAIN, 1,
          "values[1] = 0 (row 0, criterion 1) must be > 0 (and not subnormal) for a cost");
  static const cpw_allocator broken = {0};
  refuses(WITH(allocator = &broken), CPW_EINVAL, -1,
          "allocator lacks allocate: all three functions are needed");
  w = t;
  w.struct_size = sizeof w + 8;
  cpw_error err;
  double score[2];
  ck_assert_int_eq(cpw_mcda_weighted_sum(&w, NULL, score, &err), CPW_EABI);
}
END_TEST

START_TEST(calls_that_are_refused)
{
  cpw_mcda_table t = table_of(2, 2, good, even, NULL, CPW_MCDA_MINMAX);
  cpw_error err;
  double q[2] = {7, 7};
  int32_t kernel[2];
  int64_t found = 7;
  const int64_t remove[] = {0, 2};
  const double ideal[] = {5, 11}, scores[] = {1, (double)NAN};
  expect(cpw_mcda_weighted_sum(&t, NULL, NULL, &err), CPW_EINVAL, &err, "score must be given");
  expect(cpw_mcda_normalise(&t, NULL, NULL, &err), CPW_EINVAL, &err, "out must be given");
  expect(cpw_mcda_topsis(&t, NULL, NULL, q, q, &err), CPW_EINVAL, &err, "score must be given");
  expect(cpw_mcda_score(&t, NULL, NULL, NULL, &err), CPW_EINVAL, &err, "score must be given");
  expect(cpw_mcda_vikor(&t, 0.5, NULL, q, q, NULL, NULL, NULL, &err), CPW_EINVAL, &err,
         "q must be given");
  expect(cpw_mcda_vikor(&t, 1.5, NULL, NULL, NULL, q, NULL, NULL, &err), CPW_EDOMAIN, &err,
         "v = 1.5 must be from 0 to 1");
  expect(cpw_mcda_promethee(&t, NULL, NULL, NULL, NULL, NULL, &err), CPW_EINVAL, &err,
         "one of positive, negative and net must be given");
  expect(cpw_mcda_spotis(&t, NULL, NULL, NULL, &err), CPW_EINVAL, &err, "distance must be given");
  expect(cpw_mcda_spotis(&t, NULL, NULL, q, &err), CPW_EINVAL, &err,
         "table.lower and table.upper must be given for CPW_MCDA_FIXED");
  expect(cpw_mcda_electre1(&t, NULL, NULL, NULL, NULL, NULL, NULL, &err), CPW_EINVAL, &err,
         "kernel must be given");
  cpw_mcda_electre_options o;
  cpw_mcda_electre_options_init(&o);
  o.concordance = 1.5;
  expect(cpw_mcda_electre1(&t, &o, NULL, NULL, NULL, NULL, kernel, &err), CPW_EDOMAIN, &err,
         "options.concordance = 1.5 must be from 0 to 1");
  o.concordance = 0.5;
  o.discordance = (double)NAN;
  expect(cpw_mcda_electre1(&t, &o, NULL, NULL, NULL, NULL, kernel, &err), CPW_EDOMAIN, &err,
         "options.discordance = nan must be from 0 to 1");
  o.scale = 3;
  expect(cpw_mcda_electre1(&t, &o, NULL, NULL, NULL, NULL, kernel, &err), CPW_EINVAL, &err,
         "options.scale = 3 must be 0 to 2");
  expect(cpw_mcda_reversals(&t, NULL, remove, 2, NULL, 0, NULL, &found, &err), CPW_EINVAL, &err,
         "remove[1] = 2 must be 0 to 1");
  expect(cpw_mcda_reversals(&t, NULL, remove, -1, NULL, 0, NULL, &found, &err), CPW_EINVAL, &err,
         "count = -1 must be >= 0");
  expect(cpw_mcda_reversals(&t, NULL, NULL, 0, NULL, -1, NULL, &found, &err), CPW_EINVAL, &err,
         "capacity = -1 must be >= 0");
  expect(cpw_mcda_reversals(&t, NULL, NULL, 0, NULL, 1, NULL, &found, &err), CPW_EINVAL, &err,
         "examples must be given");
  expect(cpw_mcda_reversals(&t, NULL, NULL, 0, NULL, 0, NULL, NULL, &err), CPW_EINVAL, &err,
         "found must be given");
  cpw_mcda_method m;
  cpw_mcda_method_init(&m);
  m.method = 6;
  expect(cpw_mcda_score(&t, &m, NULL, q, &err), CPW_EINVAL, &err,
         "method.method = 6 must be 0 to 5");
  m.method = 0;
  m.reserved = 1;
  expect(cpw_mcda_score(&t, &m, NULL, q, &err), CPW_EINVAL, &err, "method.reserved = 1 must be 0");
  t.lower = low;
  t.upper = high;
  expect(cpw_mcda_spotis(&t, ideal, NULL, q, &err), CPW_EDOMAIN, &err,
         "ideal[1] = 11 must be from 0 to 10");
  t.normalise = CPW_MCDA_VECTOR;
  expect(cpw_mcda_vikor(&t, 0.5, NULL, NULL, NULL, q, NULL, NULL, &err), CPW_EINVAL, &err,
         "table.normalise = 2 must be CPW_MCDA_FIXED or CPW_MCDA_MINMAX for VIKOR");
  t.rows = 0;
  expect(cpw_mcda_reversals(&t, NULL, NULL, 0, NULL, 0, NULL, &found, &err), CPW_EINVAL, &err,
         "table.rows = 0 must be >= 1");
  t.rows = 10001;
  expect(cpw_mcda_electre1(&t, NULL, NULL, NULL, NULL, NULL, kernel, &err), CPW_EOVERFLOW, &err,
         "table.rows = 10001 must be at most 10000");
  expect(cpw_mcda_rank(scores, 2, 1, 0, NULL, q, NULL, &err), CPW_EDOMAIN, &err,
         "score[1] = nan must be a number");
  expect(cpw_mcda_rank(scores, -1, 1, 0, NULL, q, NULL, &err), CPW_EINVAL, &err,
         "n = -1 must be >= 0");
  expect(cpw_mcda_rank(NULL, 1, 1, 0, NULL, q, NULL, &err), CPW_EINVAL, &err,
         "score must be given");
  expect(cpw_mcda_rank(low, 2, 2, 0, NULL, q, NULL, &err), CPW_EINVAL, &err,
         "descending = 2 must be 0 or 1");
  expect(cpw_mcda_rank(low, 2, 1, 4, NULL, q, NULL, &err), CPW_EINVAL, &err,
         "ties = 4 must be 0 to 3");
  expect(cpw_mcda_rank(low, 2, 1, 0, NULL, NULL, NULL, &err), CPW_EINVAL, &err,
         "one of rank and order must be given");
  ck_assert(q[0] == 7 && q[1] == 7 && found == 7);
}
END_TEST

START_TEST(products_that_are_refused)
{
  const double values[] = {1, 2, -3, 4};
  const int32_t costs[] = {1, -1};
  const double zero[] = {1, 0, 2, 3};
  cpw_mcda_table t = table_of(2, 2, values, even, NULL, CPW_MCDA_NONE);
  cpw_error err;
  double score[2] = {7, 7};
  expect(cpw_mcda_weighted_product(&t, NULL, score, &err), CPW_EDOMAIN, &err,
         "values[2] = -3 (row 1, criterion 0) must be positive in a weighted product");
  t.values = zero;
  t.directions = costs;
  expect(cpw_mcda_weighted_product(&t, NULL, score, &err), CPW_EDOMAIN, &err,
         "values[1] = 0 (row 0, criterion 1) must be positive in a weighted product");
  ck_assert(score[0] == 7 && score[1] == 7);
}
END_TEST

START_TEST(preferences_that_are_refused)
{
  static const struct {
    cpw_mcda_preference f;
    int32_t code;
    const char *message;
  } wrong[] = {
      {{0, 0, 0, 0, 0}, CPW_EINVAL, "preferences[1].shape = 0 must be 1 to 6"},
      {{7, 0, 0, 0, 0}, CPW_EINVAL, "preferences[1].shape = 7 must be 1 to 6"},
      {{1, 1, 0, 0, 0}, CPW_EINVAL, "preferences[1].reserved = 1 must be 0"},
      {{2, 0, -1, 0, 0}, CPW_EDOMAIN, "preferences[1].q = -1 must be 0 or more and below 2^900"},
      {{3, 0, 0, 0, 0}, CPW_EDOMAIN, "preferences[1].p = 0 must be above 0 and below 2^900"},
      {{4, 0, 2, 2, 0}, CPW_EDOMAIN, "preferences[1].p = 2 must be above q and below 2^900"},
      {{5, 0, (double)NAN, 2, 0},
       CPW_EDOMAIN,
       "preferences[1].q = nan must be 0 or more and below 2^900"},
      {{5, 0, 0, (double)INFINITY, 0},
       CPW_EDOMAIN,
       "preferences[1].p = inf must be above q and below 2^900"},
      {{6, 0, 0, 0, 0}, CPW_EDOMAIN, "preferences[1].s = 0 must be above 0 and below 2^900"},
      {{3, 0, 0, 1e308, 0},
       CPW_EDOMAIN,
       "preferences[1].p = 1e+308 must be above 0 and below 2^900"},
  };
  const cpw_mcda_table t = table_of(2, 2, good, even, NULL, CPW_MCDA_NONE);
  for (size_t k = 0; k < COUNT(wrong); k++) {
    cpw_mcda_preference f[] = {{CPW_MCDA_USUAL, 0, 0, 0, 0}, wrong[k].f};
    cpw_error err;
    double net[2] = {7, 7};
    expect(cpw_mcda_promethee(&t, f, NULL, NULL, NULL, net, &err), wrong[k].code, &err,
           wrong[k].message);
    ck_assert(net[0] == 7);
  }
  double *many = calloc(20001, sizeof *many), net[1] = {7};
  const double one[] = {1};
  const cpw_mcda_preference bell = {CPW_MCDA_GAUSSIAN, 0, 0, 0, 1};
  const cpw_mcda_table large = table_of(20001, 1, many, one, NULL, CPW_MCDA_NONE);
  cpw_error err;
  expect(cpw_mcda_promethee(&large, &bell, NULL, NULL, NULL, net, &err), CPW_EOVERFLOW, &err,
         "table.rows = 20001 must be at most 20000 with CPW_MCDA_GAUSSIAN");
  free(many);
}
END_TEST

static int stop(void *context, double done) {
  (void)context;
  return done > 0;
}

/* cancelled: outputs as they were */
START_TEST(calls_that_are_cancelled)
{
  cpw_mcda_table t = table_of(2, 2, good, even, NULL, CPW_MCDA_MINMAX);
  cpw_run run;
  int32_t flag = 1;
  cpw_run_init(&run);
  cpw_error err;
  double out[4] = {7, 7, 7, 7};
  int32_t kernel[2] = {7, 7};
  cpw_mcda_reversal example;
  int64_t found = 7;
  for (int pass = 0; pass < 2; pass++) {
    run.cancel = pass ? NULL : &flag;
    run.progress = pass ? stop : NULL;
    ck_assert_int_eq(cpw_mcda_weighted_sum(&t, &run, out, &err), CPW_ECANCELLED);
    ck_assert_str_eq(err.message, "cancelled by the caller");
    ck_assert_int_eq(cpw_mcda_normalise(&t, &run, out, &err), CPW_ECANCELLED);
    ck_assert_int_eq(cpw_mcda_promethee(&t, NULL, &run, out, NULL, NULL, &err), CPW_ECANCELLED);
    ck_assert_int_eq(cpw_mcda_electre1(&t, NULL, &run, out, NULL, NULL, kernel, &err),
                     CPW_ECANCELLED);
    ck_assert_int_eq(cpw_mcda_reversals(&t, NULL, NULL, 0, &run, 1, &example, &found, &err),
                     CPW_ECANCELLED);
  }
  ck_assert(out[0] == 7 && kernel[0] == 7 && found == 7);
}
END_TEST

void error_tests(const cases *c) {
  tcase_add_test(c->errors, tables_that_are_refused);
  tcase_add_test(c->errors, calls_that_are_refused);
  tcase_add_test(c->errors, products_that_are_refused);
  tcase_add_test(c->errors, preferences_that_are_refused);
  tcase_add_test(c->errors, calls_that_are_cancelled);
}
