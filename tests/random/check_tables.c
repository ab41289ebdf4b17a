/* Alias tables, laws taken from data, and multinomials. */
#include "random/check_random.h"

#include <float.h>

/* -------- alias tables */

static cpw_alias *alias_of(const double *weights, int64_t n) {
  cpw_alias *alias = NULL;
  ck_assert_int_eq(cpw_alias_new(weights, n, NULL, &alias, NULL), CPW_OK);
  return alias;
}

static int64_t alias_at(const cpw_alias *alias, uint64_t word) {
  cpw_stream stream = forced(word);
  return cpw_alias_draw(alias, &stream);
}

/* the first word whose product with n reaches c 2^64 */
static uint64_t column_start(uint64_t c, uint64_t n) {
  uint64_t low = 0, high = UINT64_MAX;
  while (low < high) {
    uint64_t middle = low + (high - low) / 2;
    if (cpwi_product(middle, n).high >= c)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

/* How many of the 2^64 words each category has: column by column, in which there is one change at most. */
static void count_words(const cpw_alias *alias, int64_t n, uint64_t *words) {
  for (int64_t i = 0; i < n; i++)
    words[i] = 0;
  for (int64_t c = 0; c < n; c++) {
    uint64_t first = column_start((uint64_t)c, (uint64_t)n);
    uint64_t last = c == n - 1 ? UINT64_MAX : column_start((uint64_t)c + 1, (uint64_t)n) - 1;
    int64_t here = alias_at(alias, first), there = alias_at(alias, last);
    uint64_t low = first, high = last;
    while (low < high) { /* the first word that is not `here` */
      uint64_t middle = low + (high - low) / 2;
      if (alias_at(alias, middle) != here)
        high = middle;
      else
        low = middle + 1;
    }
    if (here == there) {
      words[here] += last - first + 1;
    } else {
      words[here] += low - first;
      words[there] += last - low + 1;
    }
  }
}

START_TEST(alias_words_are_counted)
{
  static const struct {
    int64_t n;
    double weights[9];
  } rows[] = {
      {2, {1, 1}},
      {2, {1, 3}},
      {3, {1, 1, 1}},
      {4, {0, 5, 0, 1e-3}},
      {5, {1, 2, 3, 4, 5}},
      {7, {1e-300, 2e-300, 1e-300, 7e-300, 0, 3e-300, 1e-300}},
      {8, {1e300, 2e299, 3e298, 4e297, 5e296, 6e295, 7e294, 8e293}},
      {9, {1, 1e-18, 1e-19, 0.5, 1e-25, 0.25, 0, 1e-5, 3}},
      {3, {0x1p-63, 1, 0x1p-64}},
  };
  int64_t n = rows[_i].n;
  const double *weights = rows[_i].weights;
  cpw_alias *alias = alias_of(weights, n);
  uint64_t words[9], all = 0;
  count_words(alias, n, words);
  real sum = 0;
  int64_t largest = 0;
  for (int64_t i = 0; i < n; i++) {
    sum += weights[i];
    if (weights[i] > weights[largest]) largest = i;
  }
  for (int64_t i = 0; i < n; i++) {
    real share = weights[i] / sum * 0x1p64L;
    /* a rounded division is 2^-52 off, the largest takes what rounding leaves over */
    real most = i == largest ? 0x1p13L : share * 0x1p-52L + 1;
    ck_assert_ldouble_eq_tol((real)words[i], share, most);
    if (weights[i] == 0) ck_assert_uint_eq(words[i], 0);
    all += words[i];
  }
  ck_assert_uint_eq(all, 0); /* 2^64 of them */
  cpw_alias_free(alias);
}
END_TEST

START_TEST(alias_with_one_answer)
{
  static const double alone[] = {0, 0, 3, 0}, hidden[] = {1e-30, 1, 0};
  const double one = 5e-324;
  cpw_alias *a = alias_of(alone, 4), *b = alias_of(hidden, 3), *c = alias_of(&one, 1);
  cpw_stream s;
  cpw_stream_init(&s, 51, 0, 0, 0);
  for (int i = 0; i < 1000; i++) {
    ck_assert_int_eq(cpw_alias_draw(a, &s), 2);
    ck_assert_int_eq(cpw_alias_draw(b, &s), 1);
    ck_assert_int_eq(cpw_alias_draw(c, &s), 0);
  }
  cpw_alias_free(a);
  cpw_alias_free(b);
  cpw_alias_free(c);
  cpw_alias_free(NULL);
}
END_TEST

START_TEST(alias_draws)
{
  enum { SIZE = 1000 };
  double weights[SIZE];
  real share[SIZE], sum = 0;
  static int64_t seen[SIZE], draws[1 << 20];
  cpw_stream s, t;
  cpw_stream_init(&s, 52, 0, 0, 0);
  for (int i = 0; i < SIZE; i++) {
    weights[i] = i % 7 == 3 ? 0 : cpw_random_gamma(&s, 0.7, 1) + 0.05;
    sum += weights[i];
  }
  for (int i = 0; i < SIZE; i++)
    share[i] = weights[i] / sum;
  cpw_alias *alias = alias_of(weights, SIZE);
  int64_t n = rounds(1 << 20, 100000), different = 0;
  t = s;
  cpw_alias_fill(alias, &s, draws, n);
  for (int64_t i = 0; i < n; i++) {
    different += draws[i] != cpw_alias_draw(alias, &t);
    seen[draws[i]]++;
  }
  ck_assert_int_eq(different, 0);
  double p = chi_square_p(seen, share, SIZE, n);
  /* the zeros are no degrees of freedom: with 143 of them p may be high, not low */
  ck_assert_msg(p > 1e-6, "p = %g", p);
  cpw_alias_free(alias);
}
END_TEST

/* -------- laws from data */

START_TEST(values_seen)
{
  const double values[] = {3, -1, 8, 2.5, 0}, weights[] = {1, 2, 0, 4, 3};
  const real share[] = {0.1L, 0.2L, 0, 0.4L, 0.3L}, alike[] = {0.2L, 0.2L, 0.2L, 0.2L, 0.2L};
  for (int weighted = 0; weighted < 2; weighted++) {
    cpw_empirical *law = NULL;
    ck_assert_int_eq(cpw_empirical_new(values, weighted ? weights : NULL, 5, NULL, &law, NULL), 0);
    cpw_stream s;
    cpw_stream_init(&s, 53, (uint64_t)weighted, 0, 0);
    int64_t seen[5] = {0}, n = rounds(1000000, 20000);
    for (int64_t i = 0; i < n; i++) {
      double x = cpw_empirical_draw(law, &s);
      int found = -1;
      for (int j = 0; j < 5; j++)
        if (x == values[j]) found = j;
      if (found >= 0) seen[found]++;
    }
    ck_assert_int_eq(seen[0] + seen[1] + seen[2] + seen[3] + seen[4], n);
    double p = chi_square_p(seen, weighted ? share : alike, 5, n);
    ck_assert_msg(p > 1e-6 && p < 1 - 1e-6, "p = %g", p);
    ck_assert_uint_eq(cpw_stream_position(&s), (uint64_t)n);
    cpw_empirical_free(law);
  }
}
END_TEST

START_TEST(bands)
{
  /* weeks waiting: ragged bands, one of a single value, an empty one */
  const double edges[] = {0, 1, 4, 4, 18, 26, 52, 104}, people[] = {10, 25, 5, 40, 15, 0, 5};
  cpw_empirical *law = NULL;
  ck_assert_int_eq(cpw_empirical_new_bands(edges, people, 7, NULL, &law, NULL), CPW_OK);
  cpw_stream s, t;
  cpw_stream_init(&s, 54, 0, 0, 0);
  t = s;
  int64_t n = rounds(1000000, 20000), at_four = 0, wrong = 0, seen[70] = {0};
  real share[70];
  double *x = malloc((size_t)n * sizeof *x);
  ck_assert_ptr_nonnull(x);
  cpw_empirical_fill(law, &s, x, n);
  for (int64_t i = 0; i < n; i++) {
    wrong += x[i] != cpw_empirical_draw(law, &t);
    wrong += !(x[i] >= 0 && x[i] < 104) || (x[i] > 26 && x[i] < 52);
    if (x[i] == 4) {
      at_four++;
      continue;
    }
    int band = 0;
    while (x[i] >= edges[band + 1])
      band++;
    int tenth = (int)((x[i] - edges[band]) / (edges[band + 1] - edges[band]) * 10);
    seen[10 * band + (tenth > 9 ? 9 : tenth)]++;
  }
  ck_assert_int_eq(wrong, 0);
  for (int i = 0; i < 70; i++)
    share[i] = (real)people[i / 10] / 950;
  share[20] = 0; /* the single value, counted by itself */
  for (int i = 20; i < 30; i++)
    share[i] = 0;
  double p = chi_square_p(seen, share, 70, n - at_four);
  ck_assert_msg(p > 1e-6, "p = %g", p);
  real z = ((real)at_four - 0.05L * (real)n) / sqrtl(0.0475L * (real)n);
  ck_assert(fabsl(z) < 5.5L);
  cpw_empirical_free(law);
  cpw_empirical_free(NULL);
  free(x);
}
END_TEST

/* -------- multinomials */

START_TEST(multinomial_margins)
{
  /* each margin is binomial, and so is the sum of two */
  const double weights[] = {5, 0, 1, 3, 1};
  enum { PEOPLE = 40 };
  const double shares[] = {0.5, 0, 0.1, 0.3, 0.1, 0.4};
  int64_t n = rounds(300000, 10000);
  static int64_t seen[6][PEOPLE + 1], lost;
  memset(seen, 0, sizeof seen);
  cpw_stream s;
  cpw_stream_init(&s, 55, 0, 0, 0);
  for (int64_t i = 0; i < n; i++) {
    int64_t out[5], sum = 0;
    if (cpw_random_multinomial(&s, PEOPLE, weights, 5, out, NULL) != CPW_OK) ck_abort();
    for (int j = 0; j < 5; j++) {
      sum += out[j];
      if (out[j] < 0) ck_abort_msg("out[%d] = %lld", j, (long long)out[j]);
      seen[j][out[j]]++;
    }
    lost += sum != PEOPLE;
    seen[5][out[2] + out[3]]++;
  }
  ck_assert_int_eq(lost, 0);
  for (int j = 0; j < 6; j++) {
    if (shares[j] == 0) {
      ck_assert_int_eq(seen[j][0], n);
      continue;
    }
    const double p[] = {PEOPLE, shares[j]};
    masses m = exact_masses(CPW_LAW_BINOMIAL, p);
    /* both tails to one bin each */
    int64_t few[PEOPLE + 1] = {0};
    real expected[PEOPLE + 1] = {0};
    int64_t bin = 0;
    for (int64_t k = 0; k <= PEOPLE; k++) {
      real mass = k >= m.first && k < m.first + m.size ? m.mass[k - m.first] : 0;
      if (expected[bin] * (real)n > 20) bin++;
      expected[bin] += mass;
      few[bin] += seen[j][k];
    }
    if (expected[bin] * (real)n < 20) {
      expected[bin - 1] += expected[bin];
      few[bin - 1] += few[bin];
      bin--;
    }
    double fit = chi_square_p(few, expected, bin + 1, n);
    ck_assert_msg(fit > 1e-6 && fit < 1 - 1e-6, "margin %d: p = %g", j, fit);
    masses_free(&m);
  }
}
END_TEST

/* Late categories far below the rounding of the first one keep their chances. */
START_TEST(multinomial_small_categories)
{
  const double weights[] = {1, 1e-15, 3e-15, 1e-15};
  int64_t n = rounds(20000, 2000), sums[4] = {0};
  cpw_stream s;
  cpw_stream_init(&s, 56, 0, 0, 0);
  for (int64_t i = 0; i < n; i++) {
    int64_t out[4];
    ck_assert_int_eq(cpw_random_multinomial(&s, CPW_RANDOM_MAX_COUNT, weights, 4, out, NULL), 0);
    ck_assert_int_eq(out[0] + out[1] + out[2] + out[3], CPW_RANDOM_MAX_COUNT);
    for (int j = 1; j < 4; j++)
      sums[j] += out[j];
  }
  for (int j = 1; j < 4; j++) {
    real expected = (real)n * CPW_RANDOM_MAX_COUNT * weights[j];
    ck_assert_ldouble_lt(fabsl((real)sums[j] - expected) / sqrtl(expected), 5.5L);
  }
}
END_TEST

START_TEST(multinomial_limits)
{
  cpw_stream s;
  cpw_stream_init(&s, 57, 0, 0, 0);
  int64_t out[4];
  const double extreme[] = {1e-40, DBL_MAX / 4, 5e-324, 1e300}, last[] = {0, 0, 2, 0};
  for (int i = 0; i < 1000; i++) {
    ck_assert_int_eq(cpw_random_multinomial(&s, 1000, extreme, 4, out, NULL), CPW_OK);
    ck_assert_int_eq(out[0] + out[1] + out[2] + out[3], 1000);
    ck_assert_int_eq(out[1], 1000);
    ck_assert_int_eq(cpw_random_multinomial(&s, 9, last, 4, out, NULL), CPW_OK);
    ck_assert_int_eq(out[2], 9);
    ck_assert_int_eq(cpw_random_multinomial(&s, 0, last, 4, out, NULL), CPW_OK);
    ck_assert_int_eq(out[2], 0);
  }
}
END_TEST

/* -------- errors and memory */

static void expect(int32_t status, int32_t code, const cpw_error *err, const char *message) {
  ck_assert_int_eq(status, code);
  ck_assert_int_eq(err->code, code);
  ck_assert_msg(strstr(err->message, message) != NULL, "'%s' is not in '%s'", message,
                err->message);
}

START_TEST(table_errors)
{
  const double good[] = {1, 2}, bad[] = {1, -2}, nan[] = {CPWI_NAN, 1}, none[] = {0, 0};
  const double huge[] = {DBL_MAX, DBL_MAX}, wide[] = {-DBL_MAX, DBL_MAX, DBL_MAX};
  const double falling[] = {0, 5, 4}, rising[] = {0, 5, 6}, open[] = {0, 1, (double)INFINITY};
  cpw_error err;
  cpw_alias *alias = (cpw_alias *)&err;
  cpw_empirical *law = (cpw_empirical *)&err;
  cpw_allocator partial = {NULL, NULL, NULL, NULL};
  expect(cpw_alias_new(NULL, 2, NULL, &alias, &err), CPW_EINVAL, &err, "must be given");
  expect(cpw_alias_new(good, 2, NULL, NULL, &err), CPW_EINVAL, &err, "must be given");
  expect(cpw_alias_new(good, 0, NULL, &alias, &err), CPW_EINVAL, &err, "n = 0 must be from 1");
  expect(cpw_alias_new(good, INT64_C(1) << 31, NULL, &alias, &err), CPW_EINVAL, &err, "2147483647");
  expect(cpw_alias_new(good, 2, &partial, &alias, &err), CPW_EINVAL, &err, "");
  expect(cpw_alias_new(bad, 2, NULL, &alias, &err), CPW_EDOMAIN, &err,
         "weights[1] = -2 must be finite and >= 0");
  ck_assert_int_eq(err.index, 1);
  ck_assert_str_eq(err.where, "cpw_alias_new");
  expect(cpw_alias_new(nan, 2, NULL, &alias, &err), CPW_EDOMAIN, &err, "weights[0] = nan");
  expect(cpw_alias_new(none, 2, NULL, &alias, &err), CPW_EDOMAIN, &err, "must not all be 0");
  expect(cpw_alias_new(huge, 2, NULL, &alias, &err), CPW_EOVERFLOW, &err, "finite sum");
  expect(cpw_empirical_new(NULL, NULL, 2, NULL, &law, &err), CPW_EINVAL, &err, "must be given");
  expect(cpw_empirical_new(good, NULL, 2, NULL, NULL, &err), CPW_EINVAL, &err, "must be given");
  expect(cpw_empirical_new(good, NULL, 0, NULL, &law, &err), CPW_EINVAL, &err, "n = 0");
  expect(cpw_empirical_new(nan, NULL, 2, NULL, &law, &err), CPW_EDOMAIN, &err, "values[0] = nan");
  expect(cpw_empirical_new(good, bad, 2, NULL, &law, &err), CPW_EDOMAIN, &err, "weights[1] = -2");
  expect(cpw_empirical_new_bands(NULL, good, 2, NULL, &law, &err), CPW_EINVAL, &err, "edges");
  expect(cpw_empirical_new_bands(rising, NULL, 2, NULL, &law, &err), CPW_EINVAL, &err, "weights");
  expect(cpw_empirical_new_bands(rising, good, 2, NULL, NULL, &err), CPW_EINVAL, &err, "out");
  expect(cpw_empirical_new_bands(rising, good, -1, NULL, &law, &err), CPW_EINVAL, &err,
         "bands = -1");
  expect(cpw_empirical_new_bands(falling, good, 2, NULL, &law, &err), CPW_EDOMAIN, &err,
         "edges[2] = 4 must be >= edges[1] = 5");
  expect(cpw_empirical_new_bands(open, good, 2, NULL, &law, &err), CPW_EDOMAIN, &err,
         "edges[2] = inf must be finite");
  expect(cpw_empirical_new_bands(wide, good, 2, NULL, &law, &err), CPW_EOVERFLOW, &err, "band 0");
  expect(cpw_empirical_new_bands(rising, none, 2, NULL, &law, &err), CPW_EDOMAIN, &err, "all be 0");
  ck_assert_ptr_eq(alias, (cpw_alias *)&err);
  ck_assert_ptr_eq(law, (cpw_empirical *)&err);
}
END_TEST

START_TEST(multinomial_errors)
{
  const double good[] = {1, 2}, bad[] = {1, -2}, none[] = {0, 0}, huge[] = {DBL_MAX, DBL_MAX};
  cpw_error err;
  int64_t out[2] = {-7, -8};
  cpw_stream s, before;
  cpw_stream_init(&s, 58, 0, 0, 0);
  before = s;
  expect(cpw_random_multinomial(NULL, 5, good, 2, out, &err), CPW_EINVAL, &err, "stream");
  expect(cpw_random_multinomial(&s, 5, NULL, 2, out, &err), CPW_EINVAL, &err, "weights");
  expect(cpw_random_multinomial(&s, 5, good, 2, NULL, &err), CPW_EINVAL, &err, "out");
  expect(cpw_random_multinomial(&s, 5, good, 0, out, &err), CPW_EINVAL, &err, "k = 0 must be >= 1");
  expect(cpw_random_multinomial(&s, -5, good, 2, out, &err), CPW_EDOMAIN, &err, "n = -5");
  expect(cpw_random_multinomial(&s, CPW_RANDOM_MAX_COUNT + 1, good, 2, out, &err), CPW_EDOMAIN,
         &err, "2^53");
  expect(cpw_random_multinomial(&s, 5, bad, 2, out, &err), CPW_EDOMAIN, &err, "weights[1] = -2");
  expect(cpw_random_multinomial(&s, 5, none, 2, out, &err), CPW_EDOMAIN, &err, "all be 0");
  expect(cpw_random_multinomial(&s, 5, huge, 2, out, &err), CPW_EOVERFLOW, &err, "finite sum");
  ck_assert_int_eq(out[0], -7);
  ck_assert_int_eq(out[1], -8);
  ck_assert_mem_eq(&s, &before, sizeof s);
}
END_TEST

static const double oom_values[] = {1, 2, 3, 4}, oom_weights[] = {3, 1, 1};

static int32_t make_alias_once(void *context) {
  (void)context;
  cpw_alias *alias = NULL;
  int32_t status = cpw_alias_new(oom_weights, 3, NULL, &alias, NULL);
  cpw_alias_free(alias);
  return status;
}

static int32_t make_empirical_once(void *context) {
  cpw_empirical *law = NULL;
  int32_t status = context ? cpw_empirical_new_bands(oom_values, oom_weights, 3, NULL, &law, NULL)
                           : cpw_empirical_new(oom_values, NULL, 3, NULL, &law, NULL);
  cpw_empirical_free(law);
  return status;
}

START_TEST(allocations_fail)
{
  int banded = 1;
  cpwt_each_allocation_fails(make_alias_once, NULL);
  cpwt_each_allocation_fails(make_empirical_once, NULL);
  cpwt_each_allocation_fails(make_empirical_once, &banded);
}
END_TEST

/* -------- the caller's memory */

static void *count_allocate(void *context, size_t bytes) {
  ++*(int64_t *)context;
  return malloc(bytes);
}
static void *count_resize(void *context, void *block, size_t bytes) {
  *(int64_t *)context += block == NULL;
  return realloc(block, bytes);
}
static void count_release(void *context, void *block) {
  *(int64_t *)context -= block != NULL;
  free(block);
}

START_TEST(callers_memory)
{
  int64_t blocks = 0;
  cpw_allocator own = {&blocks, count_allocate, count_resize, count_release};
  cpw_alias *alias = NULL;
  cpw_empirical *law = NULL, *banded = NULL;
  ck_assert_int_eq(cpw_alias_new(oom_weights, 3, &own, &alias, NULL), CPW_OK);
  ck_assert_int_eq(blocks, 2);
  ck_assert_int_eq(cpw_empirical_new(oom_values, oom_weights, 3, &own, &law, NULL), CPW_OK);
  ck_assert_int_eq(cpw_empirical_new_bands(oom_values, oom_weights, 3, &own, &banded, NULL),
                   CPW_OK);
  ck_assert_int_eq(blocks, 12);
  cpw_alias_free(alias);
  cpw_empirical_free(law);
  cpw_empirical_free(banded);
  ck_assert_int_eq(blocks, 0);
}
END_TEST

void table_tests(const cases *c) {
  tcase_add_loop_test(c->reference, alias_words_are_counted, 0, 9);
  tcase_add_test(c->limits, alias_with_one_answer);
  tcase_add_test(c->reference, alias_draws);
  tcase_add_test(c->reference, values_seen);
  tcase_add_test(c->reference, bands);
  tcase_add_test(c->reference, multinomial_margins);
  tcase_add_test(c->reference, multinomial_small_categories);
  tcase_add_test(c->limits, multinomial_limits);
  tcase_add_test(c->errors, table_errors);
  tcase_add_test(c->errors, multinomial_errors);
  tcase_add_test(c->oom, allocations_fail);
  tcase_add_test(c->properties, callers_memory);
}
