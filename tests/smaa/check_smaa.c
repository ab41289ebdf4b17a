/* Acceptability by chance and exactly: limits, what is refused, known answers, merges and threads. */
#include "check_smaa.h"
#include "carepath/random.h"
#include "carepath/smaa.h"
#include "carepath/stats.h"
#include "smaa/internal.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

static const double three[] = {0.9, 0.2, 0.5, 0.6, 0.1, 0.95};

static cpw_mcda_table table_of(int64_t n, int64_t m, const double *values) {
  cpw_mcda_table t;
  cpw_mcda_table_init(&t);
  t.rows = n;
  t.criteria = m;
  t.values = values;
  t.normalise = CPW_MCDA_NONE;
  return t;
}

static cpw_smaa_options options(void) {
  cpw_smaa_options o;
  cpw_smaa_options_init(&o);
  return o;
}

static cpw_run draws(int64_t replications) {
  cpw_run run;
  cpw_run_init(&run);
  run.replications = replications;
  run.seed = 7;
  return run;
}

static cpw_result *simulate(const cpw_mcda_table *t, const cpw_smaa_options *o,
                            const cpw_run *run) {
  cpw_result *r = NULL;
  cpw_error err;
  int32_t status = cpw_smaa_simulate(t, o, run, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", err.message);
  return r;
}

static const double *real(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_ptr_nonnull(a);
  return a->real;
}

static const int64_t *integer(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_ptr_nonnull(a);
  return a->integer;
}

/* within 5 standard errors */
static void near(double share, double expected, int64_t n) {
  double se = sqrt(expected * (1 - expected) / (double)n);
  ck_assert_msg(fabs(share - expected) <= 5 * se + 1e-12, "%.17g, expected %.17g", share, expected);
}

static void same_bits(const cpw_result *a, const cpw_result *b) {
  const cpw_array *x, *y;
  for (int64_t k = 0; (x = cpw_result_at(a, k)); k++) {
    y = cpw_result_at(b, k);
    ck_assert_ptr_nonnull(y);
    ck_assert_str_eq(x->name, y->name);
    ck_assert_int_eq(x->size, y->size);
    const void *from = x->type == CPW_DOUBLE ? (const void *)x->real : (const void *)x->integer;
    const void *to = y->type == CPW_DOUBLE ? (const void *)y->real : (const void *)y->integer;
    ck_assert_msg(memcmp(from, to, (size_t)x->size * 8) == 0, "%s differs", x->name);
  }
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(nobody_and_one)
{
  const int64_t top[] = {0};
  const double row[] = {1, 2};
  cpw_mcda_table t = table_of(0, 2, NULL);
  cpw_smaa_options o = options();
  o.ranks = o.pairs = 1;
  o.top = top;
  o.tops = 1;
  cpw_run run = draws(10);
  cpw_result *r = simulate(&t, &o, &run);
  ck_assert_int_eq(cpw_result_find(r, "rank_count")->size, 0);
  ck_assert_int_eq(integer(r, "replications")[0], 10);
  cpw_result_free(r);
  const int64_t tops[] = {0, 1};
  t = table_of(1, 2, row);
  o.top = tops;
  o.tops = 2;
  r = simulate(&t, &o, &run);
  ck_assert(real(r, "rank_acceptability")[0] == 1 && real(r, "rank_mean")[0] == 1);
  ck_assert(real(r, "top_probability")[0] == 0 && real(r, "top_probability")[1] == 1);
  ck_assert(real(r, "top_se")[0] == 0 && real(r, "top_se")[1] == 0);
  ck_assert(real(r, "above_probability")[0] == 0);
  ck_assert_double_eq_tol(real(r, "first_weight")[0] + real(r, "first_weight")[1], 1, 1e-15);
  cpw_result_free(r);
  ck_assert_int_eq(cpw_smaa_two_criteria(NULL, 0, NULL, NULL, NULL, NULL), CPW_OK);
  double share = 7, central = 7;
  ck_assert_int_eq(cpw_smaa_two_criteria(row, 1, NULL, &share, &central, NULL), CPW_OK);
  ck_assert(share == 1 && central == 0.5);
}
END_TEST

/* equals stand in the order of the rows, whatever is drawn */
START_TEST(equals_by_row)
{
  enum { ROWS = 2000 };
  double values[2 * ROWS];
  const int64_t top[] = {1, 700, 1999};
  for (int i = 0; i < 2 * ROWS; i++)
    values[i] = 3;
  cpw_mcda_table t = table_of(ROWS, 2, values);
  cpw_smaa_options o = options();
  o.top = top;
  o.tops = 3;
  cpw_run run = draws(5);
  for (int pass = 0; pass < 2; pass++) {
    o.ranks = pass;
    cpw_result *r = simulate(&t, &o, &run);
    for (int i = 0; i < ROWS; i++)
      for (int k = 0; k < 3; k++)
        ck_assert_int_eq(integer(r, "top_count")[3 * i + k], i < top[k] ? 5 : 0);
    for (int i = 0; pass && i < ROWS; i++)
      ck_assert_double_eq(real(r, "rank_mean")[i], i + 1);
    cpw_result_free(r);
  }
}
END_TEST

/* spreads beyond all sense: every draw still ranks everybody */
START_TEST(wild_values)
{
  const double values[] = {1e308, -1e307, 5, 1e-300}, spread[] = {1e308};
  const int64_t top[] = {2};
  cpw_mcda_table t = table_of(4, 1, values);
  cpw_smaa_options o = options();
  o.uncertainty = CPW_SMAA_NORMAL;
  o.spread = spread;
  o.top = top;
  o.tops = o.ranks = 1;
  cpw_run run = draws(200);
  cpw_result *r = simulate(&t, &o, &run);
  for (int rank = 0; rank < 4; rank++) {
    int64_t sum = 0;
    for (int i = 0; i < 4; i++)
      sum += integer(r, "rank_count")[4 * i + rank];
    ck_assert_int_eq(sum, 200);
  }
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void refuses(const cpw_mcda_table *t, const cpw_smaa_options *o, const cpw_run *run,
                    int32_t code, const char *message) {
  cpw_error err;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_smaa_simulate(t, o, run, &r, &err), code);
  ck_assert_str_eq(err.message, message);
  ck_assert_str_eq(err.where, "cpw_smaa_simulate");
  ck_assert_int_eq(cpw_smaa_simulate(t, o, run, &r, NULL), code);
  ck_assert_ptr_null(r);
}

START_TEST(options_that_are_refused)
{
  const cpw_mcda_table t = table_of(3, 2, three);
  const int64_t top[] = {1, 3}, far[] = {1, 4}, falling[] = {2, 2};
  const double spread[] = {0.1, 0.1}, wrong[] = {0.1, -1}, half[] = {0.5, 0.6}, low[] = {0.3, 0.4};
  const double beyond[] = {0.5, 1.5}, little[] = {0.4, 0.3}, heavy[] = {0.5, 0.6};
  cpw_smaa_options o = options(), w;
  cpw_mcda_table u;
  o.top = top;
  o.tops = 2;
#define WITH(change) (w = o, w.change, &w)
  refuses(NULL, &o, NULL, CPW_EINVAL, "table must be given");
  refuses(&t, NULL, NULL, CPW_EINVAL, "options must be given");
  refuses(&t, WITH(tops = 0), NULL, CPW_EINVAL,
          "nothing is wanted: options.top, ranks or pairs must be given");
  refuses(&t, WITH(law = 2), NULL, CPW_EINVAL, "options.law = 2 must be 0 to 1");
  refuses(&t, WITH(uncertainty = 3), NULL, CPW_EINVAL, "options.uncertainty = 3 must be 0 to 2");
  refuses(&t, WITH(ranks = 2), NULL, CPW_EINVAL, "options.ranks = 2 must be 0 to 1");
  refuses(&t, WITH(pairs = -1), NULL, CPW_EINVAL, "options.pairs = -1 must be 0 to 1");
  refuses(&t, WITH(tops = 101), NULL, CPW_EINVAL,
          "options.tops = 101 must be 0 to 100, with options.top");
  refuses(&t, WITH(top = NULL), NULL, CPW_EINVAL,
          "options.tops = 2 must be 0 to 100, with options.top");
  refuses(&t, WITH(top = far), NULL, CPW_EDOMAIN,
          "options.top[1] = 4 must be 0 to 3 and above the one before");
  refuses(&t, WITH(top = falling), NULL, CPW_EDOMAIN,
          "options.top[1] = 2 must be 0 to 3 and above the one before");
  refuses(&t, WITH(spread = spread), NULL, CPW_EINVAL,
          "options.spread must not be given with CPW_SMAA_EXACT");
  refuses(&t, WITH(uncertainty = 1), NULL, CPW_EINVAL, "options.spread must be given");
  w = o;
  w.uncertainty = CPW_SMAA_NORMAL;
  w.spread = wrong;
  refuses(&t, &w, NULL, CPW_EDOMAIN, "options.spread[1] = -1 must be finite and >= 0");
  w.spread_rows = 2;
  refuses(&t, &w, NULL, CPW_EINVAL, "options.spread_rows = 2 must be 1 or 3");
  w.spread_rows = 1;
  w.spread = spread;
  u = t;
  u.normalise = CPW_MCDA_SUM;
  refuses(&u, &w, NULL, CPW_EINVAL,
          "table.normalise must not be CPW_MCDA_SUM with uncertain values");
  refuses(&t, WITH(weight_lower = half), NULL, CPW_EDOMAIN,
          "options.weight_lower sums to 1.1, must be at most 1");
  refuses(&t, WITH(weight_upper = low), NULL, CPW_EDOMAIN,
          "options.weight_upper sums to 0.7, must be at least 1");
  refuses(&t, WITH(weight_upper = beyond), NULL, CPW_EDOMAIN,
          "options.weight_upper[1] = 1.5 must be from 0 to 1");
  w = o;
  w.weight_lower = low;
  w.weight_upper = heavy;
  refuses((u = t, u.values = NULL, &u), &w, NULL, CPW_EINVAL, "table.values must be given");
  w.weight_lower = little;
  const double under[] = {0.3, 0.8};
  w.weight_upper = under;
  refuses(&t, &w, NULL, CPW_EDOMAIN,
          "options.weight_lower[0] = 0.4 must not be above weight_upper[0] = 0.3");
  w = o;
  w.law = CPW_SMAA_DIRICHLET;
  refuses(&t, &w, NULL, CPW_EINVAL, "weights must be given");
  u = t;
  u.weights = heavy;
  refuses(&u, &w, NULL, CPW_EDOMAIN, "weights sum to 1.1, must be 1");
  w.concentration = 0.5;
  refuses(&u, &w, NULL, CPW_EDOMAIN, "options.concentration = 0.5 must be from 1 to 1e9");
  cpw_run run = draws(100000001);
  refuses(&t, &o, &run, CPW_EOVERFLOW, "run.replications = 100000001 must be at most 100000000");
  u = table_of(4097, 0, three);
  u.criteria = 1;
  double *many = calloc(4097, sizeof *many);
  u.values = many;
  refuses(&u, WITH(pairs = 1), NULL, CPW_EOVERFLOW,
          "table.rows = 4097 must be at most 4096 for ranks, pairs and confidence");
  free(many);
  cpw_error err;
  ck_assert_int_eq(cpw_smaa_simulate(&t, &o, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "out must be given");
  static const cpw_allocator broken = {0};
  refuses(&t, WITH(allocator = &broken), NULL, CPW_EINVAL,
          "allocator lacks allocate: all three functions are needed");
  w = o;
  w.struct_size += 8;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_smaa_simulate(&t, &w, NULL, &r, &err), CPW_EABI);
}
END_TEST

/* an order that the bounds rule out */
START_TEST(weights_that_are_not_found)
{
  const cpw_mcda_table t = table_of(3, 2, three);
  const int32_t order[] = {1, 2};
  const double upper[] = {0.4, 1};
  const int64_t top[] = {1};
  cpw_smaa_options o = options();
  o.top = top;
  o.tops = 1;
  o.order = order;
  o.weight_upper = upper;
  refuses(&t, &o, NULL, CPW_ENOCONV,
          "weights within the order and the bounds were not found in 1000000 draws");
}
END_TEST

START_TEST(calls_that_are_refused)
{
  const cpw_mcda_table t = table_of(3, 2, three);
  const double bad[] = {1, 2, 3, (double)INFINITY};
  const double own[] = {0.5, 0.5, (double)NAN, (double)NAN, 0.5, 0.6};
  cpw_error err;
  cpw_result *r = NULL;
  double share[4] = {7, 7, 7, 7};
  ck_assert_int_eq(cpw_smaa_confidence(&t, NULL, NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "weights must be given");
  ck_assert_int_eq(cpw_smaa_confidence(&t, NULL, own, NULL, &r, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "weights of row 2 sum to 1.1, must be 1");
  ck_assert_int_eq(cpw_smaa_confidence(&t, NULL, own, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "out must be given");
  ck_assert_int_eq(cpw_smaa_two_criteria(bad, 2, NULL, share, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "scores[3] = inf must be finite");
  ck_assert_int_eq(err.index, 3);
  ck_assert_int_eq(cpw_smaa_two_criteria(bad, -1, NULL, share, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "n = -1 must be >= 0");
  ck_assert_int_eq(cpw_smaa_two_criteria(NULL, 2, NULL, share, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "scores must be given");
  ck_assert_int_eq(cpw_smaa_two_criteria(three, 2, NULL, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "acceptability must be given");
  ck_assert_int_eq(cpw_smaa_two_criteria(three, INT64_MAX / 2, NULL, share, NULL, &err),
                   CPW_EOVERFLOW);
  ck_assert_str_eq(err.message, "n = 4611686018427387903 is too large");
  ck_assert(share[0] == 7 && !r);
}
END_TEST

static int stop(void *context, double done) {
  (void)context;
  return done > 0;
}

START_TEST(calls_that_are_cancelled)
{
  const cpw_mcda_table t = table_of(3, 2, three);
  cpw_smaa_options o = options();
  o.ranks = 1;
  int32_t flag = 1;
  cpw_run run = draws(1000);
  run.cancel = &flag;
  refuses(&t, &o, &run, CPW_ECANCELLED, "cancelled by the caller");
  run.cancel = NULL;
  run.progress = stop;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_smaa_simulate(&t, &o, &run, &r, NULL), CPW_ECANCELLED);
  ck_assert_ptr_null(r);
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

/* by hand: 1/2, 1/30, 14/30 of the first places */
START_TEST(two_criteria_exactly)
{
  double share[9], central[3];
  ck_assert_int_eq(cpw_smaa_two_criteria(three, 3, NULL, share, central, NULL), CPW_OK);
  /* swaps at 14/30 (1, 2), 15/31 (0, 2), 1/2 (0, 1) */
  const double a = 14.0 / 30, b = 15.0 / 31, c = 0.5;
  const double expected[] = {1 - c, c - b, b, c - a, (1 - c) + a, 0, a, b - a, 1 - b};
  for (int k = 0; k < 9; k++)
    ck_assert_double_eq_tol(share[k], expected[k], 1e-15);
  ck_assert_double_eq_tol(central[0], (1 + c) / 2, 1e-15);
  ck_assert_double_eq_tol(central[1], (a + c) / 2, 1e-15);
  ck_assert_double_eq_tol(central[2], a / 2, 1e-15);
  ck_assert_double_eq_tol(cpw_smaa_threshold(0.9, 0.2, 0.5, 0.6), c, 1e-15);
  ck_assert_double_eq_tol(cpw_smaa_threshold(0.5, 0.6, 0.1, 0.95), a, 1e-15);
  ck_assert_double_eq_tol(cpw_smaa_threshold(0.9, 0.2, 0.1, 0.95), b, 1e-15);
  ck_assert(isnan(cpw_smaa_threshold(1, 1, 0, 0)) && isnan(cpw_smaa_threshold(1, 1, 1, 1)));
  ck_assert(isnan(cpw_smaa_threshold(1, 1, 0.9, 0.2)));
}
END_TEST

/* against the ranks at the middle of all stretches between swaps, many rows, ties among them */
START_TEST(two_criteria_by_stretches)
{
  enum { ROWS = 45 };
  cpw_stream s;
  cpw_stream_init(&s, 2, (uint64_t)_i, 0, 0);
  const int64_t n = 1 + (int64_t)cpw_random_below(&s, ROWS);
  double x[2 * ROWS], *at = malloc((ROWS * ROWS + 2) * sizeof *at);
  double share[ROWS * ROWS], sum[ROWS * ROWS] = {0};
  int64_t cuts = 0;
  for (int64_t k = 0; k < 2 * n; k++)
    x[k] = _i % 2 ? cpw_random_uniform(&s) : (double)cpw_random_below(&s, 6);
  at[cuts++] = 0;
  at[cuts++] = 1;
  for (int64_t a = 0; a < n; a++)
    for (int64_t b = 0; b < a; b++) {
      double w = cpw_smaa_threshold(x[2 * a], x[2 * a + 1], x[2 * b], x[2 * b + 1]);
      if (w > 0 && w < 1) at[cuts++] = w;
    }
  for (int64_t i = 1; i < cuts; i++)
    for (int64_t k = i; k > 0 && at[k - 1] > at[k]; k--) {
      double swap = at[k];
      at[k] = at[k - 1];
      at[k - 1] = swap;
    }
  for (int64_t k = 1; k < cuts; k++) {
    const double w = (at[k - 1] + at[k]) / 2;
    if (at[k] - at[k - 1] < 1e-12) continue;
    for (int64_t a = 0; a < n; a++) {
      int64_t above = 0;
      for (int64_t b = 0; b < n; b++) {
        double d = w * (x[2 * b] - x[2 * a]) + (1 - w) * (x[2 * b + 1] - x[2 * a + 1]);
        above += d > 1e-15 || (fabs(d) <= 1e-15 && b < a);
      }
      sum[a * n + above] += at[k] - at[k - 1];
    }
  }
  ck_assert_int_eq(cpw_smaa_two_criteria(x, n, NULL, share, NULL, NULL), CPW_OK);
  for (int64_t k = 0; k < n * n; k++)
    ck_assert_double_eq_tol(share[k], sum[k], 1e-8);
  free(at);
}
END_TEST

/* chance against the exact answer, counts that belong together */
START_TEST(chance_agrees_with_two_criteria)
{
  enum { ROWS = 40, DRAWS = 20000 };
  cpw_stream s;
  cpw_stream_init(&s, 4, 0, 0, 0);
  double x[2 * ROWS], share[ROWS * ROWS];
  const int64_t top[] = {1, 10, 25};
  for (int k = 0; k < 2 * ROWS; k++)
    x[k] = cpw_random_uniform(&s);
  ck_assert_int_eq(cpw_smaa_two_criteria(x, ROWS, NULL, share, NULL, NULL), CPW_OK);
  cpw_mcda_table t = table_of(ROWS, 2, x);
  cpw_smaa_options o = options();
  o.ranks = o.pairs = 1;
  o.top = top;
  o.tops = 3;
  cpw_run run = draws(DRAWS);
  run.threads = 2;
  cpw_result *r = simulate(&t, &o, &run);
  const int64_t *rank = integer(r, "rank_count"), *tops = integer(r, "top_count");
  for (int i = 0; i < ROWS; i++) {
    int64_t sum = 0, k = 0, above = 0;
    double mean = 0;
    for (int p = 0; p < ROWS; p++) {
      near(real(r, "rank_acceptability")[i * ROWS + p], share[i * ROWS + p], DRAWS);
      sum += rank[i * ROWS + p];
      mean += (p + 1) * share[i * ROWS + p];
      above += integer(r, "above_count")[i * ROWS + p];
      if (k < 3 && p + 1 == top[k]) ck_assert_int_eq(tops[3 * i + k++], sum);
    }
    ck_assert_int_eq(sum, DRAWS);
    ck_assert_double_eq_tol(real(r, "rank_mean")[i], mean, 0.5);
    /* who is above others is as often above as places are left below */
    ck_assert_double_eq_tol((double)above / DRAWS, ROWS - real(r, "rank_mean")[i], 1e-9);
    double p = (double)tops[3 * i + 1] / DRAWS;
    ck_assert_double_eq_tol(real(r, "top_se")[3 * i + 1], sqrt(p * (1 - p) / DRAWS), 1e-15);
  }
  cpw_result_free(r);
}
END_TEST

/* three criteria, each of them one row's own: the first place goes to the largest weight, a third each, with
 * central weights (11/18, 7/36, 7/36) (Lahdelma and Salminen 2001: the centroid of each part of the
 * simplex) */
START_TEST(corners_of_the_simplex)
{
  const double corner[] = {1, 0, 0, 0, 1, 0, 0, 0, 1};
  cpw_mcda_table t = table_of(3, 3, corner);
  cpw_smaa_options o = options();
  o.ranks = 1;
  cpw_run run = draws(60000);
  cpw_result *r = simulate(&t, &o, &run);
  for (int i = 0; i < 9; i++) {
    near(real(r, "rank_acceptability")[i], 1.0 / 3, 60000);
    ck_assert_double_eq_tol(real(r, "first_weight")[i], i % 4 ? 7.0 / 36 : 11.0 / 18, 0.006);
  }
  cpw_result_free(r);
}
END_TEST

/* the laws of the weights by their means: w_j is the score of row j */
START_TEST(laws_of_weights)
{
  enum { DRAWS = 40000 };
  const double corner[] = {1, 0, 0, 0, 1, 0, 0, 0, 1};
  const double centre[] = {0.5, 0.3, 0.2}, lower[] = {0.2, 0.1, 0}, upper[] = {0.5, 1, 0.4};
  const int32_t first[] = {1, 2, 3}, pair[] = {2, 1, 2};
  static const double centroid[] = {11.0 / 18, 5.0 / 18, 2.0 / 18};
  cpw_mcda_table t = table_of(3, 3, corner);
  cpw_smaa_options o = options();
  cpw_run run = draws(DRAWS);
  o.ranks = 1;
  t.weights = centre;
  for (int law = 0; law < 6; law++) {
    o.law = law == 1 || law == 5;
    o.concentration = 8;
    o.order = law == 2 || law == 5 ? first : law == 3 ? pair : NULL;
    o.weight_lower = law == 4 ? lower : NULL;
    o.weight_upper = NULL;
    cpw_result *r = simulate(&t, &o, &run);
    const double *mean = real(r, "weight_mean"), *rank = real(r, "rank_acceptability");
    for (int j = 0; j < 3; j++) {
      const double expected[] = {1.0 / 3, centre[j], centroid[j], j == 1 ? 11.0 / 18 : 3.5 / 18,
                                 lower[j] + 0.7 / 3};
      if (law < 5) ck_assert_double_eq_tol(mean[j], expected[law], 0.006);
    }
    if (o.order == first) ck_assert(rank[0] == 1 && rank[4] == 1 && rank[8] == 1);
    if (o.order == pair) { /* the second is first, the two others in any order */
      ck_assert(rank[3] == 1);
      near(rank[1], 0.5, DRAWS);
    }
    cpw_result_free(r);
  }
  o = options();
  o.ranks = 1;
  o.weight_lower = lower;
  o.weight_upper = upper;
  run.replications = 2000;
  cpw_result *r = simulate(&t, &o, &run);
  const double *mean = real(r, "weight_mean");
  for (int j = 0; j < 3; j++)
    ck_assert(mean[j] > lower[j] && mean[j] < upper[j]);
  cpw_result_free(r);
}
END_TEST

/* P(w_0 > t) by a row that is worth w_0 and one that is worth t */
static double chance_above(const cpw_smaa_options *given, int64_t m, double t) {
  double values[2 * 6] = {1};
  for (int64_t j = 0; j < m; j++)
    values[m + j] = t;
  cpw_mcda_table table = table_of(2, m, values);
  cpw_smaa_options o = *given;
  o.pairs = 1;
  cpw_run run = draws(40000);
  cpw_result *r = simulate(&table, &o, &run);
  double chance = real(r, "above_probability")[1];
  cpw_result_free(r);
  return chance;
}

/* weights within bounds, tight and wide, are uniform there: chances by integration */
START_TEST(weights_within_bounds)
{
  cpw_smaa_options o = options();
  double lower[6], upper[6];
  const double widths[] = {1e-6, 0.01, 0.3};
  o.weight_lower = lower;
  o.weight_upper = upper;
  for (size_t k = 0; k < COUNT(widths); k++) { /* w_0 = 1/3 + a: density of a ~ 2 d - |a| */
    for (int j = 0; j < 3; j++) {
      lower[j] = 1.0 / 3 - widths[k];
      upper[j] = 1.0 / 3 + widths[k];
    }
    near(chance_above(&o, 3, 1.0 / 3 + widths[k] / 2), 5.0 / 24, 40000);
  }
  o.weight_lower = NULL; /* the simplex without its three tips of 0.9 and more */
  for (int j = 0; j < 3; j++)
    upper[j] = 0.9;
  near(chance_above(&o, 3, 0.5), 0.24 / 0.97, 40000);
  o.weight_lower = lower; /* six criteria, each a tenth off at most: symmetric */
  for (int j = 0; j < 6; j++) {
    lower[j] = 0.9 / 6;
    upper[j] = 1.1 / 6;
  }
  near(chance_above(&o, 6, 1.0 / 6), 0.5, 40000);
  o.weight_lower = NULL; /* a single point */
  for (int j = 0; j < 4; j++)
    upper[j] = 0.25;
  ck_assert(chance_above(&o, 4, 0.2499999) == 1 && chance_above(&o, 4, 0.2500001) == 0);
}
END_TEST

/* order and tight bounds together: two weights from 0.4 to 0.6, the first at least the second, is w_0 from
 * 0.5 to 0.6; of three, symmetric ones are in each of six orders alike */
START_TEST(weights_in_order_within_bounds)
{
  const double lower[] = {0.4, 0.4}, upper[] = {0.6, 0.6};
  const double low[] = {0.3, 0.3, 0.3}, high[] = {0.4, 0.4, 0.4};
  const int32_t order[] = {1, 2, 3};
  cpw_smaa_options o = options();
  o.order = order;
  o.weight_lower = lower;
  o.weight_upper = upper;
  near(chance_above(&o, 2, 0.575), 0.25, 40000);
  ck_assert_double_eq(chance_above(&o, 2, 0.4999), 1);
  o.weight_lower = low;
  o.weight_upper = high;
  ck_assert_double_eq(chance_above(&o, 3, 1.0 / 3 - 1e-12), 1);
  o.weight_lower = NULL; /* the bound is not felt: as the simplex, sorted: P(max > 1/2) = 3/4 */
  const double wide[] = {0.999999, 1, 1};
  o.weight_upper = wide;
  near(chance_above(&o, 3, 0.5), 0.75, 40000);
}
END_TEST

/* one criterion, values with a normal error: P(a above b) = Phi((a - b) / sqrt(2 sd^2)) */
START_TEST(values_that_are_not_sure)
{
  enum { DRAWS = 40000 };
  const double values[] = {10, 11, 14}, sd[] = {2}, each[] = {0, 3, 1}, half[] = {2};
  cpw_mcda_table t = table_of(3, 1, values);
  cpw_smaa_options o = options();
  o.pairs = 1;
  o.uncertainty = CPW_SMAA_NORMAL;
  o.spread = sd;
  cpw_run run = draws(DRAWS);
  cpw_result *r = simulate(&t, &o, &run);
  for (int a = 0; a < 3; a++)
    for (int b = 0; b < 3; b++)
      if (a != b)
        near(real(r, "above_probability")[3 * a + b],
             cpw_normal_cdf((values[a] - values[b]) / sqrt(8)), DRAWS);
  cpw_result_free(r);
  o.spread = each;
  o.spread_rows = 3;
  r = simulate(&t, &o, &run);
  near(real(r, "above_probability")[1], cpw_normal_cdf(-1.0 / 3), DRAWS);
  near(real(r, "above_probability")[5], cpw_normal_cdf(-3 / sqrt(10)), DRAWS);
  cpw_result_free(r);
  /* uniform, both 2 off at most: 1 apart, P = (4 - 1)^2 / (2 * 16) */
  o.uncertainty = CPW_SMAA_UNIFORM_OFF;
  o.spread = half;
  o.spread_rows = 1;
  r = simulate(&t, &o, &run);
  near(real(r, "above_probability")[1], 9.0 / 32, DRAWS);
  ck_assert(real(r, "above_probability")[2] == 0); /* 4 apart */
  cpw_result_free(r);
}
END_TEST

/* the first under one's own weights: sure or not */
START_TEST(confidence_of_central_weights)
{
  const double own[] = {0.75, 0.25, 0.48, 0.52, 0.2, 0.8}, none[] = {(double)NAN, (double)NAN};
  double some[6];
  memcpy(some, own, sizeof own);
  memcpy(some + 2, none, sizeof none);
  cpw_mcda_table t = table_of(3, 2, three);
  cpw_run run = draws(50);
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_smaa_confidence(&t, NULL, some, &run, &r, NULL), CPW_OK);
  ck_assert(real(r, "confidence")[0] == 1 && real(r, "confidence")[2] == 1);
  ck_assert(isnan(real(r, "confidence")[1]) && isnan(real(r, "confidence_se")[1]));
  ck_assert_int_eq(integer(r, "first_count")[0], 50);
  cpw_result_free(r);
  /* tiers: row 2 alone in the first */
  const int32_t tier[] = {2, 2, 1};
  cpw_smaa_options o = options();
  o.tier = tier;
  ck_assert_int_eq(cpw_smaa_confidence(&t, &o, own, &run, &r, NULL), CPW_OK);
  ck_assert(real(r, "confidence")[0] == 0 && real(r, "confidence")[2] == 1);
  cpw_result_free(r);
  /* one criterion against one other, normal errors */
  const double values[] = {10, 11}, weights[] = {1, 1}, sd[] = {2};
  t = table_of(2, 1, values);
  o = options();
  o.uncertainty = CPW_SMAA_NORMAL;
  o.spread = sd;
  run.replications = 40000;
  run.threads = 2;
  ck_assert_int_eq(cpw_smaa_confidence(&t, &o, weights, &run, &r, NULL), CPW_OK);
  near(real(r, "confidence")[0], cpw_normal_cdf(-1 / sqrt(8)), 40000);
  near(real(r, "confidence")[1], cpw_normal_cdf(1 / sqrt(8)), 40000);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

enum { MANY = 900 };

typedef struct any_list {
  double values[MANY * 4], spread[MANY * 4];
  int32_t tier[MANY];
  int64_t top[3];
  cpw_mcda_table table;
  cpw_smaa_options options;
} any_list;

static void make_any(any_list *l, int number) {
  cpw_stream s;
  cpw_stream_init(&s, 21, (uint64_t)number, 0, 0);
  const int64_t n = 1 + (int64_t)cpw_random_below(&s, number % 2 ? 30 : MANY);
  for (int64_t k = 0; k < n * 4; k++) {
    l->values[k] = number % 3 ? cpw_random_uniform(&s) : (double)cpw_random_below(&s, 3);
    l->spread[k] = 0.3 * cpw_random_uniform(&s);
  }
  for (int64_t i = 0; i < n; i++)
    l->tier[i] = number % 5 == 4 ? (int32_t)(1 + cpw_random_below(&s, 2) * 100000)
                                 : 1 + (int32_t)cpw_random_below(&s, 4);
  l->table = table_of(n, 4, l->values);
  l->options = options();
  l->options.tier = number % 4 ? l->tier : NULL;
  l->options.uncertainty = number % 3 == 2 ? 1 + number % 2 : 0;
  l->options.spread = l->options.uncertainty ? l->spread : NULL;
  l->options.spread_rows = l->options.uncertainty ? n : 1;
  l->options.top = l->top;
  int64_t last = -1;
  for (l->options.tops = 0; l->options.tops < 3 && last < n; l->options.tops++)
    last = l->top[l->options.tops] = last + 1 + (int64_t)cpw_random_below(&s, (uint64_t)(n - last));
}

/* the first K from thresholds are those of the ranks; K places are filled in every draw; a tier is never
 * crossed */
START_TEST(tops_are_those_of_the_ranks)
{
  any_list *l = malloc(sizeof *l);
  make_any(l, _i);
  const int64_t n = l->table.rows, tops = l->options.tops;
  cpw_run run = draws(30);
  cpw_result *plain = simulate(&l->table, &l->options, &run);
  l->options.ranks = l->options.pairs = 1;
  cpw_result *ranked = simulate(&l->table, &l->options, &run);
  const int64_t *count = integer(plain, "top_count"), *rank = integer(ranked, "rank_count");
  ck_assert_mem_eq(count, integer(ranked, "top_count"), (size_t)(n * tops) * sizeof *count);
  for (int64_t k = 0; k < tops; k++) {
    int64_t filled = 0;
    for (int64_t i = 0; i < n; i++) {
      int64_t sum = 0;
      for (int64_t p = 0; p < l->top[k]; p++)
        sum += rank[i * n + p];
      ck_assert_int_eq(count[i * tops + k], sum);
      filled += sum;
    }
    ck_assert_int_eq(filled, 30 * l->top[k]);
  }
  for (int64_t a = 0; l->options.tier && a < n; a++)
    for (int64_t b = 0; b < n; b++)
      if (l->tier[a] > l->tier[b]) ck_assert_int_eq(integer(ranked, "above_count")[a * n + b], 0);
  cpw_result_free(plain);
  cpw_result_free(ranked);
  free(l);
}
END_TEST

/* any threads, any split, any order: the same bits; of something else they do not merge */
START_TEST(splits_merge_to_the_same_bits)
{
  any_list *l = malloc(sizeof *l);
  make_any(l, _i);
  l->options.ranks = l->options.pairs = l->table.rows < 100;
  cpw_run run = draws(37);
  cpw_result *whole = simulate(&l->table, &l->options, &run), *part[3], *merged = NULL;
  run.threads = 3;
  cpw_result *threads = simulate(&l->table, &l->options, &run);
  same_bits(whole, threads);
  const int64_t first[] = {20, 0, 13}, length[] = {17, 13, 7};
  for (int k = 0; k < 3; k++) {
    run.first_replication = first[k];
    run.replications = length[k];
    part[k] = simulate(&l->table, &l->options, &run);
  }
  ck_assert_int_eq(cpw_result_merge((const cpw_result *const *)part, 3, NULL, &merged, NULL),
                   CPW_OK);
  same_bits(whole, merged);
  cpw_result_free(merged);
  cpw_result_free(part[2]);
  run.seed++;
  part[2] = simulate(&l->table, &l->options, &run);
  ck_assert_int_eq(cpw_result_merge((const cpw_result *const *)part, 3, NULL, &merged, NULL),
                   CPW_EDOMAIN);
  for (int k = 0; k < 3; k++)
    cpw_result_free(part[k]);
  cpw_result_free(whole);
  cpw_result_free(threads);
  free(l);
}
END_TEST

/* a replication in two results: refused, where the counts say it */
START_TEST(overlaps_are_refused)
{
  cpw_mcda_table t = table_of(3, 2, three);
  cpw_smaa_options o = options();
  cpw_error err;
  o.ranks = 1;
  const int64_t first[][2] = {{0, 200}, {0, 0}, {5, 4}, {0, 300}, {0, 1000}};
  for (size_t k = 0; k < COUNT(first); k++) {
    cpw_result *part[2], *merged = NULL;
    for (int i = 0; i < 2; i++) {
      cpw_run run = draws(300);
      run.first_replication = first[k][i];
      part[i] = simulate(&t, &o, &run);
      ck_assert_int_eq(integer(part[i], "replication_first")[0], first[k][i]);
      ck_assert_int_eq(integer(part[i], "replication_last")[0], first[k][i] + 299);
    }
    int32_t status = cpw_result_merge((const cpw_result *const *)part, 2, NULL, &merged, &err);
    ck_assert_int_eq(status, k < 3 ? CPW_EDOMAIN : CPW_OK);
    if (k == 0) {
      ck_assert_str_eq(err.where, "cpw_result_merge");
      ck_assert_str_eq(err.message,
                       "600 replications from 0 to 499: some of them are in more than one result");
    }
    cpw_result_free(merged);
    cpw_result_free(part[0]);
    cpw_result_free(part[1]);
  }
}
END_TEST

/* tiers are any numbers, the lowest first */
START_TEST(tiers_of_any_number)
{
  const double values[] = {0.9, 0.8, 0.1, 0.2, 0.3};
  const int32_t tier[] = {INT32_MAX, 0, INT32_MIN, -1, 65536};
  const double rank[] = {5, 3, 1, 2, 4};
  cpw_mcda_table t = table_of(5, 1, values);
  cpw_smaa_options o = options();
  cpw_run run = draws(3);
  o.ranks = 1;
  o.tier = tier;
  cpw_result *r = simulate(&t, &o, &run);
  ck_assert_mem_eq(real(r, "rank_mean"), rank, sizeof rank);
  cpw_result_free(r);
}
END_TEST

START_TEST(confidence_merges)
{
  const double own[] = {0.75, 0.25, (double)NAN, (double)NAN, 0.2, 0.8}, sd[] = {0.2, 0.3};
  cpw_mcda_table t = table_of(3, 2, three);
  cpw_smaa_options o = options();
  o.uncertainty = CPW_SMAA_NORMAL;
  o.spread = sd;
  cpw_run run = draws(500);
  cpw_result *whole = NULL, *part[2] = {NULL, NULL}, *merged = NULL;
  ck_assert_int_eq(cpw_smaa_confidence(&t, &o, own, &run, &whole, NULL), CPW_OK);
  run.replications = 123;
  ck_assert_int_eq(cpw_smaa_confidence(&t, &o, own, &run, &part[1], NULL), CPW_OK);
  run.first_replication = 123;
  run.replications = 377;
  ck_assert_int_eq(cpw_smaa_confidence(&t, &o, own, &run, &part[0], NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_merge((const cpw_result *const *)part, 2, NULL, &merged, NULL),
                   CPW_OK);
  const int64_t *a = integer(whole, "first_count"), *b = integer(merged, "first_count");
  ck_assert_mem_eq(a, b, 3 * sizeof *a);
  ck_assert(real(whole, "confidence")[0] == real(merged, "confidence")[0]);
  ck_assert(isnan(real(merged, "confidence")[1]));
  cpw_result_free(part[0]);
  cpw_result_free(part[1]);
  cpw_result_free(merged);
  cpw_result_free(whole);
}
END_TEST

static int falling(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x < y) - (x > y);
}

/* the k-th largest of numbers of any kind, against sorting them */
START_TEST(thresholds_are_those_of_sorting)
{
  enum { MOST = 5000 };
  double *x = malloc(MOST * sizeof *x), *work = malloc(MOST * sizeof *work);
  double *sorted = malloc(MOST * sizeof *sorted);
  cpwi_smaa_bins *bins = malloc(sizeof *bins);
  cpw_stream s;
  cpw_stream_init(&s, 31, (uint64_t)_i, 0, 0);
  const int64_t n = 1 + (int64_t)cpw_random_below(&s, _i % 2 ? MOST : 40);
  for (int64_t i = 0; i < n; i++)
    switch (_i % 6) {
    case 0:
      x[i] = cpw_random_uniform(&s);
      break;
    case 1: /* most of them in the lowest bin */
      x[i] = exp(1400 * cpw_random_uniform(&s) - 700);
      break;
    case 2:
      x[i] = (double)cpw_random_below(&s, 3);
      break;
    case 3:
      x[i] = 1 + 1e-15 * cpw_random_uniform(&s);
      break;
    case 4:
      x[i] = cpw_random_normal(&s, 0, 1e300);
      break;
    default:
      x[i] = 5e-324 * (double)cpw_random_below(&s, 9);
      break;
    }
  memcpy(sorted, x, (size_t)n * sizeof *x);
  qsort(sorted, (size_t)n, sizeof *x, falling);
  cpwi_smaa_bin(bins, x, n);
  for (int64_t k = 1; k <= n; k += 1 + n / 50) {
    int64_t larger = -1, expected = 0;
    ck_assert_double_eq(cpwi_smaa_threshold(bins, k, work, &larger), sorted[k - 1]);
    while (sorted[expected] > sorted[k - 1])
      expected++;
    ck_assert_int_eq(larger, expected);
  }
  free(x);
  free(work);
  free(sorted);
  free(bins);
}
END_TEST

/* another K, or rows that come after, leave the draws as they were */
START_TEST(common_random_numbers)
{
  any_list *l = malloc(sizeof *l);
  make_any(l, 8);
  const int64_t n = l->table.rows / 2;
  const int64_t one[] = {1};
  ck_assert_int_gt(n, 3);
  cpw_run run = draws(200);
  l->options.tier = NULL;
  l->options.top = one;
  l->options.tops = 1;
  l->options.pairs = 1;
  cpw_result *all = simulate(&l->table, &l->options, &run);
  l->table.rows = n;
  l->options.spread_rows = l->options.uncertainty ? n : 1;
  cpw_result *some = simulate(&l->table, &l->options, &run);
  ck_assert_mem_eq(real(all, "weight_mean"), real(some, "weight_mean"), 4 * sizeof(double));
  const cpw_array *wide = cpw_result_find(all, "above_count");
  const int64_t columns = wide->dimension[1]->length;
  for (int64_t a = 0; a < n; a++)
    for (int64_t b = 0; b < n; b++)
      ck_assert_int_eq(wide->integer[a * columns + b], integer(some, "above_count")[a * n + b]);
  cpw_result_free(all);
  cpw_result_free(some);
  free(l);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t everything(void *context) {
  const int64_t top[] = {1, 3};
  const int32_t tier[] = {1, 2, 1, 1}, order[] = {1, 2};
  const double most[] = {0.7, 0.7};
  const double values[] = {1, 4, 2, 3, 3, 3, 4, 1}, spread[] = {1, 1},
               own[] = {1, 0, 1, 0, 0, 1, 0, 1};
  cpw_mcda_table t = table_of(4, 2, values);
  cpw_smaa_options o = options();
  (void)context;
  o.top = top;
  o.tops = 2;
  o.ranks = o.pairs = 1;
  o.tier = tier;
  o.order = order;
  o.weight_upper = most;
  cpw_result *r = NULL;
  double share[16];
  int32_t status = cpw_smaa_simulate(&t, &o, NULL, &r, NULL);
  cpw_result_free(r);
  r = NULL;
  o.uncertainty = CPW_SMAA_NORMAL;
  o.spread = spread;
  if (status == CPW_OK) status = cpw_smaa_confidence(&t, &o, own, NULL, &r, NULL);
  cpw_result_free(r);
  return status == CPW_OK ? cpw_smaa_two_criteria(values, 4, NULL, share, NULL, NULL) : status;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(everything, NULL); }
END_TEST

int main(void) {
  Suite *suite = suite_create("smaa");
  const char *names[] = {"limits", "errors", "reference", "properties", "oom"};
  TCase *t[5];
  for (int i = 0; i < 5; i++) {
    t[i] = tcase_create(names[i]);
    tcase_set_timeout(t[i], 300);
    suite_add_tcase(suite, t[i]);
  }
  tcase_add_test(t[0], nobody_and_one);
  tcase_add_test(t[0], equals_by_row);
  tcase_add_test(t[0], wild_values);
  tcase_add_test(t[1], options_that_are_refused);
  tcase_add_test(t[1], weights_that_are_not_found);
  tcase_add_test(t[1], calls_that_are_refused);
  tcase_add_test(t[1], calls_that_are_cancelled);
  tcase_add_test(t[2], two_criteria_exactly);
  tcase_add_loop_test(t[2], two_criteria_by_stretches, 0, 20);
  tcase_add_test(t[2], chance_agrees_with_two_criteria);
  tcase_add_test(t[2], corners_of_the_simplex);
  tcase_add_test(t[2], laws_of_weights);
  tcase_add_test(t[2], weights_within_bounds);
  tcase_add_test(t[2], weights_in_order_within_bounds);
  tcase_add_test(t[2], values_that_are_not_sure);
  tcase_add_test(t[2], confidence_of_central_weights);
  tcase_add_loop_test(t[3], tops_are_those_of_the_ranks, 0, 40);
  tcase_add_loop_test(t[3], splits_merge_to_the_same_bits, 0, 12);
  tcase_add_test(t[3], overlaps_are_refused);
  tcase_add_test(t[0], tiers_of_any_number);
  tcase_add_test(t[3], confidence_merges);
  tcase_add_test(t[3], common_random_numbers);
  tcase_add_loop_test(t[3], thresholds_are_those_of_sorting, 0, 48);
  tcase_add_test(t[4], memory_fails);
  cpwt_add_policy(t);
  return cpwt_run(&suite, 1);
}
