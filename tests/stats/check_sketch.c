/* Sketches: the bound against exact quantiles of many distributions, any order and any split, the flat
 * form and everything that can be wrong with it, memory that runs out. */
#include "stats/check_stats.h"

static cpw_sketch *new_sketch(double relative_error) {
  cpw_error err;
  cpw_sketch *s = NULL;
  fine(cpw_sketch_new(relative_error, NULL, &s, &err), &err);
  return s;
}

static cpw_sketch *sketch_of(const double *x, int64_t n, double relative_error) {
  cpw_error err;
  cpw_sketch *s = new_sketch(relative_error);
  fine(cpw_sketch_add_array(s, x, n, &err), &err);
  return s;
}

static cpw_sketch_info describe(const cpw_sketch *s) {
  cpw_error err;
  cpw_sketch_info info;
  fine(cpw_sketch_describe(s, &info, &err), &err);
  return info;
}

/* the words of a sketch, to be freed; *count is set */
static int64_t *words_of(const cpw_sketch *s, int64_t *count) {
  cpw_error err;
  *count = cpw_sketch_words(s);
  int64_t *words = malloc((size_t)*count * sizeof *words);
  fine(cpw_sketch_write(s, *count, words, &err), &err);
  return words;
}

static void same_sketch(const cpw_sketch *a, const cpw_sketch *b) {
  int64_t n, m, *x = words_of(a, &n), *y = words_of(b, &m);
  ck_assert_int_eq(n, m);
  ck_assert_mem_eq(x, y, (size_t)n * sizeof *x);
  free(x);
  free(y);
}

/* -------- the bound */

static const double asked[] = {0,   1e-9, 0.001, 0.01, 0.05, 0.1,   0.25,     1.0 / 3, 0.5,
                               0.7, 0.75, 0.9,   0.95, 0.99, 0.999, 1 - 1e-9, 1};

static void check_bound(const double *sorted, int64_t n, const cpw_sketch *s, double bound,
                        int32_t type) {
  cpw_error err;
  double exact[COUNT(asked)], found[COUNT(asked)];
  fine(cpw_quantiles_sorted(sorted, n, asked, COUNT(asked), type, exact, &err), &err);
  fine(cpw_sketch_quantiles(s, asked, COUNT(asked), type, found, &err), &err);
  for (size_t i = 0; i < COUNT(asked); i++) {
    cpwi_position at = cpwi_quantile_position(n, asked[i], type);
    double a = sorted[at.lower], b = sorted[at.upper];
    double size = (a < 0) == (b < 0) ? fabs(exact[i]) : fmax(fabs(a), fabs(b));
    double allowed = bound * size * (1 + 1e-12) + bound * 0x1p-1022;
    ck_assert_msg(fabs(found[i] - exact[i]) <= allowed,
                  "type %d, p = %g: %.17g, not %.17g within %.3g (bound %g)", (int)type, asked[i],
                  found[i], exact[i], allowed, bound);
  }
  same_bits(found[0], sorted[0] + 0.0, "least", 0);
  same_bits(found[COUNT(asked) - 1], sorted[n - 1] + 0.0, "greatest", 0);
}

START_TEST(bound_holds)
{
  const double errors[] = {0.25, 0.1, 0.01, 0, 0x1p-10, CPW_SKETCH_LEAST_ERROR};
  int64_t n = rounds(3001, 301);
  double *x = malloc((size_t)n * sizeof *x);
  fill(x, n, _i, 21);
  for (size_t e = 0; e < COUNT(errors); e++) {
    if (errors[e] == CPW_SKETCH_LEAST_ERROR && _i >= 5) continue; /* a page for every exponent */
    cpw_sketch *s = sketch_of(x, n, errors[e]);
    cpw_sketch_info info = describe(s);
    double wanted = errors[e] == 0 ? CPW_SKETCH_DEFAULT_ERROR : errors[e];
    ck_assert(info.relative_error <= wanted && info.relative_error > wanted / 2);
    ck_assert_int_eq(info.count, n);
    double *sorted = malloc((size_t)n * sizeof *sorted);
    memcpy(sorted, x, (size_t)n * sizeof *sorted);
    qsort(sorted, (size_t)n, sizeof *sorted, compare_doubles);
    for (int32_t type = 1; type <= 9; type++)
      check_bound(sorted, n, s, info.relative_error, type);
    free(sorted);
    cpw_sketch_free(s);
  }
  free(x);
}
END_TEST

/* numbers at and around the ends of buckets: the worst that a bucket can do */
START_TEST(bound_at_bucket_ends)
{
  cpw_error err;
  for (int k = 1; k <= 13; k += 3) {
    double bound = ldexp(1, -k - 1);
    for (int j = 0; j < 1 << (k < 5 ? k : 5); j++) {
      double lower = 1 + ldexp(j, -k), upper = 1 + ldexp(j + 1, -k) - 0x1p-52;
      double x[3] = {0.5, lower, 7}, p = 0.5, q;
      for (int end = 0; end < 2; end++) {
        x[1] = end ? upper : lower;
        cpw_sketch *s = sketch_of(x, 3, bound);
        fine(cpw_sketch_quantiles(s, &p, 1, CPW_QUANTILE_7, &q, &err), &err);
        ck_assert_double_le(fabs(q - x[1]), bound * x[1]);
        cpw_sketch_free(s);
      }
    }
  }
}
END_TEST

START_TEST(infinities_and_zero)
{
  cpw_error err;
  const double inf = (double)INFINITY;
  const double x[] = {-inf, -inf, -3, -0.0, 0.0, 0.0, 5, inf};
  cpw_sketch *s = sketch_of(x, 8, 0);
  const double p[] = {0, 0.125, 0.25, 0.3, 0.5, 0.75, 0.8, 0.875, 0.9, 1};
  const double expected[] = {-inf, -inf, -inf, -3, 0, 0, 5, 5, inf, inf};
  double q[COUNT(p)], lower[5], upper[5];
  int64_t counts[5];
  fine(cpw_sketch_quantiles(s, p, COUNT(p), CPW_QUANTILE_1, q, &err), &err);
  for (size_t i = 0; i < COUNT(p); i++) {
    if (cpwi_is_finite(expected[i]))
      ck_assert_double_le(fabs(q[i] - expected[i]), CPW_SKETCH_DEFAULT_ERROR * fabs(expected[i]));
    else
      same_bits(q[i], expected[i], "quantile", (int64_t)i);
  }
  ck_assert_int_eq(describe(s).buckets, 5);
  fine(cpw_sketch_buckets(s, 5, lower, upper, counts, &err), &err);
  const double lowers[] = {-inf, -0x1.82p1, 0, 0x1.4p2, inf};
  const double uppers[] = {-inf, -0x1.8p1, 0, 0x1.42p2, inf};
  const int64_t expected_counts[] = {2, 1, 3, 1, 1};
  for (int i = 0; i < 5; i++) {
    same_bits(lower[i], lowers[i], "lower", i);
    same_bits(upper[i], uppers[i], "upper", i);
    ck_assert_int_eq(counts[i], expected_counts[i]);
  }
  same_bits(describe(s).minimum, -inf, "minimum", 0);
  cpw_sketch_free(s);

  const double ends[] = {-inf, inf};
  const double half = 0.5, none = 0;
  s = sketch_of(ends, 2, 0);
  fails(cpw_sketch_quantiles(s, &half, 1, CPW_QUANTILE_7, q, &err), CPW_EDOMAIN, &err,
        "between -inf and inf");
  fine(cpw_sketch_quantiles(s, &none, 1, CPW_QUANTILE_7, q, &err), &err);
  same_bits(q[0], -inf, "least", 0);
  cpw_sketch_free(s);
}
END_TEST

START_TEST(nothing_and_nan)
{
  cpw_error err;
  cpw_sketch *s = new_sketch(0);
  double p = 0.5, q = 77;
  cpw_sketch_info info = describe(s);
  ck_assert_int_eq(info.count, 0);
  ck_assert_int_eq(info.buckets, 0);
  same_bits(info.minimum, (double)INFINITY, "minimum", 0);
  same_bits(info.maximum, -(double)INFINITY, "maximum", 0);
  fails(cpw_sketch_quantiles(s, &p, 1, CPW_QUANTILE_7, &q, &err), CPW_EDOMAIN, &err, "0 values");
  fine(cpw_sketch_buckets(s, 0, NULL, NULL, NULL, &err), &err);
  fine(cpw_sketch_add(s, (double)NAN, 2, &err), &err);
  fine(cpw_sketch_add(s, 4, 1, &err), &err);
  fine(cpw_sketch_add(s, 9, 0, &err), &err);
  fails(cpw_sketch_quantiles(s, &p, 1, CPW_QUANTILE_7, &q, &err), CPW_EDOMAIN, &err,
        "2 of them NaN");
  same_bits(q, 77, "untouched", 0);
  info = describe(s);
  ck_assert_int_eq(info.count, 3);
  ck_assert_int_eq(info.nan, 2);
  same_bits(info.maximum, 4, "maximum", 0);
  cpw_sketch_free(s);
  cpw_sketch_free(NULL);
}
END_TEST

/* -------- any order, any split, any way back and forth */

START_TEST(any_order_any_split)
{
  int64_t n = 900;
  double *x = malloc((size_t)n * sizeof *x);
  fill(x, n, _i, 22);
  x[1] = (double)INFINITY;
  x[2] = -0.0;
  x[3] = 0.0;
  uint64_t state = 5;
  cpw_sketch *whole = sketch_of(x, n, 0);
  for (int round = 0; round < rounds(10, 2); round++) {
    cpw_error err;
    shuffle(x, n, &state);
    cpw_sketch *one = new_sketch(0), *parts[3];
    for (int64_t i = 0; i < n; i++)
      fine(cpw_sketch_add(one, x[i], 1, &err), &err);
    same_sketch(one, whole);
    for (int k = 0; k < 3; k++)
      parts[k] = sketch_of(x + 300 * k, 300, 0);
    fine(cpw_sketch_merge(parts[round % 3], parts[(round + 1) % 3], &err), &err);
    fine(cpw_sketch_merge(parts[round % 3], parts[(round + 2) % 3], &err), &err);
    same_sketch(parts[round % 3], whole);
    fine(cpw_sketch_merge(one, one, &err), &err); /* twice everything */
    for (int64_t i = 0; i < n; i++)
      fine(cpw_sketch_add(whole, x[i], 1, &err), &err);
    same_sketch(one, whole);
    cpw_sketch_free(one);
    cpw_sketch_free(whole);
    whole = sketch_of(x, n, 0);
    for (int k = 0; k < 3; k++)
      cpw_sketch_free(parts[k]);
  }
  cpw_sketch_free(whole);
  free(x);
}
END_TEST

START_TEST(there_and_back)
{
  cpw_error err;
  double x[500];
  fill(x, 500, _i, 23);
  if (_i % 2) x[3] = (double)INFINITY;
  if (_i % 3 == 0) x[4] = -(double)INFINITY;
  if (_i == 2) x[5] = (double)NAN;
  for (int64_t n = 0; n <= 500; n += n < 3 ? 1 : 497) {
    cpw_sketch *s = sketch_of(x, n, _i < 5 ? 0.001 : 0), *back = NULL;
    int64_t count, *words = words_of(s, &count);
    fine(cpw_sketch_read(words, count, NULL, &back, &err), &err);
    same_sketch(s, back);
    fine(cpw_sketch_add(back, 4, 3, &err), &err);
    fine(cpw_sketch_add(s, 4, 3, &err), &err);
    same_sketch(s, back);
    cpw_sketch_free(back);
    cpw_sketch_free(s);
    free(words);
  }
}
END_TEST

/* buckets and counts add up, and every value lies in its bucket */
START_TEST(buckets_hold_their_values)
{
  cpw_error err;
  int64_t n = 400;
  double x[400];
  fill(x, n, _i, 24);
  cpw_sketch *s = sketch_of(x, n, 0.02);
  int64_t buckets = describe(s).buckets, left = n;
  double *lower = malloc((size_t)buckets * 8), *upper = malloc((size_t)buckets * 8);
  int64_t *counts = malloc((size_t)buckets * 8);
  fine(cpw_sketch_buckets(s, buckets, lower, upper, counts, &err), &err);
  for (int64_t b = 0; b < buckets; b++) {
    int64_t inside = 0;
    for (int64_t i = 0; i < n; i++)
      inside += lower[b] < 0           ? x[i] > lower[b] && x[i] <= upper[b] && x[i] < 0
                : lower[b] == upper[b] ? x[i] == lower[b]
                                       : x[i] >= lower[b] && x[i] < upper[b] && x[i] > 0;
    ck_assert_int_eq(inside, counts[b]);
    left -= counts[b];
    if (b > 0) ck_assert_double_ge(lower[b], upper[b - 1]);
  }
  ck_assert_int_eq(left, 0);
  free(lower);
  free(upper);
  free(counts);
  cpw_sketch_free(s);
}
END_TEST

/* -------- misuse */

START_TEST(misuse)
{
  cpw_error err;
  cpw_sketch *s = new_sketch(0), *other = new_sketch(0.1), *out = NULL;
  cpw_sketch_info info;
  cpw_allocator half = {0};
  double x = 1, p = 0.5, q, bad = 1.5;
  int64_t words[20], c;
  fails(cpw_sketch_new(0, NULL, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  fails(cpw_sketch_new(0, &half, &out, &err), CPW_EINVAL, &err, "alloc");
  const double wrong[] = {-1, 0.3, 1e-6, (double)NAN, (double)INFINITY};
  for (size_t i = 0; i < COUNT(wrong); i++)
    fails(cpw_sketch_new(wrong[i], NULL, &out, &err), CPW_EDOMAIN, &err, "relative_error = ");
  ck_assert_ptr_null(out);
  fails(cpw_sketch_add(NULL, 1, 1, &err), CPW_EINVAL, &err, "sketch is NULL");
  fails(cpw_sketch_add(s, 1, -1, &err), CPW_EDOMAIN, &err, "times = -1");
  fails(cpw_sketch_add_array(NULL, &x, 1, &err), CPW_EINVAL, &err, "sketch is NULL");
  fails(cpw_sketch_add_array(s, NULL, 1, &err), CPW_EINVAL, &err, "x is NULL");
  fails(cpw_sketch_add_array(s, &x, -1, &err), CPW_EINVAL, &err, "count = -1");
  fails(cpw_sketch_merge(NULL, s, &err), CPW_EINVAL, &err, "sketch is NULL");
  fails(cpw_sketch_merge(s, NULL, &err), CPW_EINVAL, &err, "other is NULL");
  fails(cpw_sketch_merge(s, other, &err), CPW_EINVAL, &err, "2^-4, not 2^-8");
  fails(cpw_sketch_describe(NULL, &info, &err), CPW_EINVAL, &err, "sketch is NULL");
  fails(cpw_sketch_describe(s, NULL, &err), CPW_EINVAL, &err, "info is NULL");
  fails(cpw_sketch_quantiles(NULL, &p, 1, 7, &q, &err), CPW_EINVAL, &err, "sketch is NULL");
  fine(cpw_sketch_add(s, 3, 2, &err), &err);
  fails(cpw_sketch_quantiles(s, NULL, 1, 7, &q, &err), CPW_EINVAL, &err, "p is NULL");
  fails(cpw_sketch_quantiles(s, &p, 1, 7, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  fails(cpw_sketch_quantiles(s, &p, -1, 7, &q, &err), CPW_EINVAL, &err, "count = -1");
  fails(cpw_sketch_quantiles(s, &p, 1, 0, &q, &err), CPW_EINVAL, &err, "type = 0");
  fails(cpw_sketch_quantiles(s, &p, 1, 10, &q, &err), CPW_EINVAL, &err, "type = 10");
  fails(cpw_sketch_quantiles(s, &bad, 1, 7, &q, &err), CPW_EDOMAIN, &err, "p[0] = 1.5");
  fails(cpw_sketch_buckets(NULL, 1, &x, &x, &c, &err), CPW_EINVAL, &err, "sketch is NULL");
  fails(cpw_sketch_buckets(s, 0, &x, &q, &c, &err), CPW_EINVAL, &err, "capacity = 0");
  fails(cpw_sketch_buckets(s, 1, NULL, &q, &c, &err), CPW_EINVAL, &err, "lower is NULL");
  fails(cpw_sketch_buckets(s, 1, &x, NULL, &c, &err), CPW_EINVAL, &err, "upper is NULL");
  fails(cpw_sketch_buckets(s, 1, &x, &q, NULL, &err), CPW_EINVAL, &err, "counts is NULL");
  fails(cpw_sketch_write(NULL, 20, words, &err), CPW_EINVAL, &err, "sketch is NULL");
  fails(cpw_sketch_write(s, 20, NULL, &err), CPW_EINVAL, &err, "words is NULL");
  fails(cpw_sketch_write(s, 10, words, &err), CPW_EINVAL, &err, "capacity = 10 must be >= 11");
  fails(cpw_sketch_read(NULL, 11, NULL, &out, &err), CPW_EINVAL, &err, "words is NULL");
  fails(cpw_sketch_read(words, 11, NULL, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  cpw_sketch_free(s);
  cpw_sketch_free(other);
}
END_TEST

START_TEST(too_many_values)
{
  cpw_error err;
  cpw_sketch *s = new_sketch(0);
  double x = 1;
  fine(cpw_sketch_add(s, 2, (int64_t)1 << 62, &err), &err);
  fails(cpw_sketch_add(s, 2, 1, &err), CPW_EOVERFLOW, &err, "2^62");
  fails(cpw_sketch_add_array(s, &x, 1, &err), CPW_EOVERFLOW, &err, "2^62");
  fails(cpw_sketch_merge(s, s, &err), CPW_EOVERFLOW, &err, "2^62");
  double p = 0.7, q;
  fine(cpw_sketch_quantiles(s, &p, 1, CPW_QUANTILE_8, &q, &err), &err);
  same_bits(q, 2, "quantile", 0);
  cpw_sketch_free(s);
}
END_TEST

/* words that cpw_sketch_write cannot have written: one change each */
START_TEST(broken_words)
{
  cpw_error err;
  const double x[] = {-7, -0.5, 0, 0.25, 3, 3, (double)NAN};
  cpw_sketch *s = sketch_of(x, 7, 0), *out = NULL;
  int64_t count, *good = words_of(s, &count), words[40];
  ck_assert_int_eq(count, 17);
  const struct {
    int64_t index, value;
    const char *message;
  } t[] = {{0, 2, "words[0]"},
           {1, 0, "words[1]"},
           {1, 14, "words[1]"},
           {2, -1, "words[2]"},
           {3, -1, "words[3]"},
           {4, -1, "words[4]"},
           {5, -1, "words[5]"},
           {2, INT64_MAX, "words[2] is too large"},
           {3, 1, "words[6]"},
           {5, 1, "words[7]"},
           {6, 0, "words[6]"},
           {7, 0, "words[7]"},
           {6, INT64_MIN, "words[6]"},
           {7, INT64_MIN, "words[7]"},
           {6, INT64_MAX, "words[6]"},
           {7, INT64_MAX, "words[7]"},
           {8, 3, "words[8]"},
           {8, 5, "words[8]"},
           {8, -1, "words[8]"},
           {8, INT64_MAX, "words[8]"},
           {9, 0, "words[9]"},
           {9, INT64_MIN, "words[9]"},
           {9, -((int64_t)2047 << 7) - 1, "words[9]"},
           {15, ((int64_t)2047 << 7) + 1, "words[15]"},
           {11, INT64_MIN + 5, "words[11]"},
           {15, 1, "words[15]"},
           {10, 0, "words[10]"},
           {12, -4, "words[12]"},
           {14, INT64_MAX, "words[14]"}};
  for (size_t i = 0; i < COUNT(t); i++) {
    memcpy(words, good, (size_t)count * sizeof *words);
    words[t[i].index] = t[i].value;
    fails(cpw_sketch_read(words, count, NULL, &out, &err), CPW_EDATA, &err, t[i].message);
  }
  memcpy(words, good, (size_t)count * sizeof *words);
  words[11] = words[9]; /* the same bucket twice */
  fails(cpw_sketch_read(words, count, NULL, &out, &err), CPW_EDATA, &err, "words[11]");
  for (int64_t fewer = -1; fewer < count; fewer++)
    ck_assert_int_eq(cpw_sketch_read(good, fewer, NULL, &out, &err), CPW_EDATA);
  ck_assert_ptr_null(out);
  free(good);
  cpw_sketch_free(s);

  /* least and greatest value of one bucket: in this order, and the same where it is one value */
  for (int64_t values = 1; values <= 2; values++) {
    double ends[2] = {1.001, 1.002};
    s = sketch_of(ends, 1, 0);
    good = words_of(s, &count);
    good[10] = values;
    for (int swapped = 0; swapped < 2; swapped++) {
      memcpy(&good[6], &ends[swapped], sizeof(double));
      memcpy(&good[7], &ends[1 - swapped], sizeof(double));
      int32_t status = cpw_sketch_read(good, count, NULL, &out, &err);
      if (values == 2 && !swapped) {
        fine(status, &err);
        cpw_sketch_free(out);
        out = NULL;
      } else {
        fails(status, CPW_EDATA, &err, "contradicts");
      }
    }
    free(good);
    cpw_sketch_free(s);
  }
}
END_TEST

/* -------- memory */

typedef struct oom_state {
  const int64_t *words;
  int64_t count;
} oom_state;

static int32_t make_and_feed(void *context) {
  (void)context;
  cpw_error err;
  cpw_sketch *s = NULL;
  const double x[] = {1, 1e9, -1, 1e-9, -1e10};
  int32_t status = cpw_sketch_new(0, NULL, &s, &err);
  if (status == CPW_OK) status = cpw_sketch_add(s, 5, 1, &err);
  if (status == CPW_OK) status = cpw_sketch_add_array(s, x, 5, &err);
  cpw_sketch_free(s);
  return status;
}

static int32_t read_words(void *context) {
  oom_state *o = context;
  cpw_error err;
  cpw_sketch *s = NULL;
  int32_t status = cpw_sketch_read(o->words, o->count, NULL, &s, &err);
  cpw_sketch_free(s);
  return status;
}

START_TEST(memory_runs_out)
{
  cpwt_each_allocation_fails(make_and_feed, NULL);
  const double x[] = {1, 1e9, -1, 1e-9, -1e10};
  cpw_sketch *s = sketch_of(x, 5, 0);
  oom_state o = {0};
  int64_t *words = words_of(s, &o.count);
  o.words = words;
  cpwt_each_allocation_fails(read_words, &o);
  free(words);
  cpw_sketch_free(s);
}
END_TEST

/* adding and merging that fail for want of memory leave the sketch saying what it said */
START_TEST(failures_change_nothing)
{
  cpw_error err;
  const double few[] = {4, -4}, more[] = {7, 0, -5, (double)NAN, 1e9, -1, 1e-9, -1e10};
  cpw_sketch *s = sketch_of(few, 2, 0), *same = sketch_of(few, 2, 0),
             *other = sketch_of(more, 8, 0);
  for (int merge = 0; merge < 2; merge++)
    for (long k = 0;; k++) {
      cpwt_fail_at(k, 0);
      int32_t status =
          merge ? cpw_sketch_merge(s, other, &err) : cpw_sketch_add_array(s, more, 8, &err);
      cpwt_fail_never();
      if (status == CPW_OK) break;
      fails(status, CPW_ENOMEM, &err, "memory");
      same_sketch(s, same);
      cpw_sketch_free(s); /* pages made by the failed call would make the next one easier */
      s = sketch_of(few, 2, 0);
    }
  cpw_sketch_free(s);
  cpw_sketch_free(same);
  cpw_sketch_free(other);
}
END_TEST

void sketch_tests(const cases *c) {
  tcase_add_loop_test(c->properties, bound_holds, 0, KINDS);
  tcase_add_test(c->properties, bound_at_bucket_ends);
  tcase_add_test(c->limits, infinities_and_zero);
  tcase_add_test(c->limits, nothing_and_nan);
  tcase_add_loop_test(c->properties, any_order_any_split, 0, KINDS);
  tcase_add_loop_test(c->properties, there_and_back, 0, KINDS);
  tcase_add_loop_test(c->properties, buckets_hold_their_values, 0, KINDS);
  tcase_add_test(c->errors, misuse);
  tcase_add_test(c->limits, too_many_values);
  tcase_add_test(c->errors, broken_words);
  tcase_add_test(c->oom, memory_runs_out);
  tcase_add_test(c->oom, failures_change_nothing);
}
