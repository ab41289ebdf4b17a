/* Accumulators inside results: written as integers, merged by cpw_result_merge in any order and
 * grouping, read back - the same bytes as one accumulator fed with everything. */
#include "stats/check_stats.h"

static const cpwi_window window = {.k = 7, .low = -8, .high = 12};

/* what a model would do: settle the words, then derive the mean */
static int32_t derive(cpw_result *result, cpw_error *err) {
  int64_t *words = cpwi_result_memory(result, "moments");
  int64_t *sums = cpwi_result_memory(result, "sum");
  double *mean = cpwi_result_memory(result, "mean");
  const double *least = cpwi_result_memory(result, "least");
  const double *greatest = cpwi_result_memory(result, "greatest");
  int32_t status = cpwi_moments_settle(words, 1, __func__, err);
  if (status == CPW_OK) status = cpwi_exact_sums_settle(sums, 1, __func__, err);
  cpw_moments m;
  if (status == CPW_OK) status = cpwi_moments_load(&m, words, *least, *greatest, __func__, err);
  if (status == CPW_OK) *mean = cpw_moments_mean(&m);
  return status;
}

static void *add(cpw_result *r, const char *name, const char *dimensions, int32_t type,
                 int32_t merge) {
  cpw_error err;
  void *memory = NULL;
  fine(cpw_result_add_array(r, name, "", "", dimensions, type, merge, &memory, &err), &err);
  return memory;
}

static cpw_result *result_of(const double *x, int64_t n) {
  cpw_error err;
  cpw_result *r = NULL;
  cpw_sketch *s = NULL;
  cpw_moments m;
  cpw_exact_sum sum;
  cpw_moments_init(&m);
  cpw_exact_sum_init(&sum);
  fine(cpw_sketch_new(0, NULL, &s, &err), &err);
  fine(cpw_moments_add_array(&m, x, n, &err), &err);
  fine(cpw_exact_sum_add_array(&sum, x, n, &err), &err);
  fine(cpw_sketch_add_array(s, x, n, &err), &err);
  fine(cpw_result_new(NULL, &r, &err), &err);
  fine(cpw_result_add_dimension(r, "word", CPWI_MOMENTS_WORDS, NULL, &err), &err);
  fine(cpw_result_add_dimension(r, "sum_word", CPWI_EXACT_SUM_WORDS, NULL, &err), &err);
  fine(cpw_result_add_dimension(r, "bucket", cpwi_window_words(window), NULL, &err), &err);
  double *least = add(r, "least", "", CPW_DOUBLE, CPW_MERGE_MIN);
  double *greatest = add(r, "greatest", "", CPW_DOUBLE, CPW_MERGE_MAX);
  double *mean = add(r, "mean", "", CPW_DOUBLE, CPW_MERGE_DERIVE);
  int64_t *words = add(r, "moments", "word", CPW_INT64, CPW_MERGE_SUM);
  int64_t *sums = add(r, "sum", "sum_word", CPW_INT64, CPW_MERGE_SUM);
  int64_t *buckets = add(r, "buckets", "bucket", CPW_INT64, CPW_MERGE_SUM);
  cpwi_moments_store(&m, words, least, greatest);
  cpwi_exact_sum_store(&sum, sums);
  fine(cpwi_window_store(s, window, buckets, least, greatest, "cpw_", &err), &err);
  *mean = cpw_moments_mean(&m);
  cpwi_result_set_derive(r, derive);
  cpw_sketch_free(s);
  return r;
}

static cpw_result *merge(cpw_result *const *parts, int64_t count) {
  cpw_error err;
  cpw_result *out = NULL;
  fine(cpw_result_merge((const cpw_result *const *)parts, count, NULL, &out, &err), &err);
  return out;
}

static void same_results(const cpw_result *a, const cpw_result *b) {
  for (int64_t i = 0; cpw_result_at(a, i); i++) {
    const cpw_array *x = cpw_result_at(a, i), *y = cpw_result_at(b, i);
    const void *p = x->real ? (const void *)x->real : (const void *)x->integer;
    const void *q = y->real ? (const void *)y->real : (const void *)y->integer;
    ck_assert_msg(memcmp(p, q, (size_t)x->size * 8) == 0, "%s differs", x->name);
  }
}

/* values inside the window; signs, zeros and all */
static double draw_value(uint64_t *state) {
  double x = draw_kind(state, (int)(draw_bits(state) % 5));
  return fabs(x) < 4000 ? x : 5;
}

START_TEST(any_order_any_grouping)
{
  enum { N = 600, PARTS = 6 };
  double x[N];
  uint64_t state = 60;
  for (int i = 0; i < N; i++)
    x[i] = draw_value(&state);
  for (int round = 0; round < rounds(20, 3); round++) {
    shuffle(x, N, &state);
    cpw_result *whole = result_of(x, N), *parts[PARTS], *groups[3], *flat, *nested;
    for (int k = 0; k < PARTS; k++) /* one part may be empty */
      parts[k] = result_of(x + N * (k - (k > 0)) / (PARTS - 1), k == 0 ? 0 : N / (PARTS - 1));
    for (int k = PARTS - 1; k > 0; k--) {
      int j = (int)(draw_bits(&state) % (uint64_t)(k + 1));
      cpw_result *swap = parts[k];
      parts[k] = parts[j];
      parts[j] = swap;
    }
    flat = merge(parts, PARTS);
    same_results(flat, whole);
    for (int g = 0; g < 3; g++)
      groups[g] = merge(parts + 2 * g, 2);
    nested = merge(groups, 3);
    same_results(nested, whole);
    cpw_result_free(flat);
    cpw_result_free(nested);
    cpw_result_free(whole);
    for (int k = 0; k < PARTS; k++)
      cpw_result_free(parts[k]);
    for (int g = 0; g < 3; g++)
      cpw_result_free(groups[g]);
  }
}
END_TEST

/* the window gives back the sketch, but for values around 0 that it counts as 0 */
START_TEST(through_the_window)
{
  cpw_error err;
  const double x[] = {-4095, -2, -0x1p-8, 0, 0x1p-8, 0x1.8p-3, 3, 3, 4095.9},
               inf = (double)INFINITY;
  const double small[] = {-0x1p-9, 1e-300, 0x1.fffp-9};
  cpw_sketch *s = NULL, *back = NULL;
  int64_t *words = malloc((size_t)cpwi_window_words(window) * sizeof *words);
  double least, greatest;
  fine(cpw_sketch_new(0, NULL, &s, &err), &err);
  fine(cpw_sketch_add_array(s, x, (int64_t)COUNT(x), &err), &err);
  fine(cpw_sketch_add(s, inf, 2, &err), &err);
  fine(cpw_sketch_add(s, -inf, 3, &err), &err);
  fine(cpw_sketch_add(s, (double)NAN, 4, &err), &err);
  fine(cpwi_window_store(s, window, words, &least, &greatest, "cpw_", &err), &err);
  fine(cpwi_window_load(words, window, least, greatest, NULL, &back, "cpw_", &err), &err);
  int64_t n = cpw_sketch_words(s), *a = malloc((size_t)n * 8), *b = malloc((size_t)n * 8);
  ck_assert_int_eq(cpw_sketch_words(back), n);
  fine(cpw_sketch_write(s, n, a, &err), &err);
  fine(cpw_sketch_write(back, n, b, &err), &err);
  ck_assert_mem_eq(a, b, (size_t)n * 8);
  cpw_sketch_free(back);
  back = NULL;
  fine(cpw_sketch_add_array(s, small, 3, &err), &err);
  fine(cpwi_window_store(s, window, words, &least, &greatest, "cpw_", &err), &err);
  int64_t zero = cpwi_window_words(window) / 2;
  ck_assert_int_eq(words[zero], 1 + 3);
  fine(cpw_sketch_add(s, 4096, 1, &err), &err);
  fails(cpwi_window_store(s, window, words, &least, &greatest, "cpw_", &err), CPW_EDOMAIN, &err,
        "4096 lies outside");
  words[5] = -1;
  fails(cpwi_window_load(words, window, 0, 1, NULL, &back, "cpw_", &err), CPW_EDATA, &err,
        "words[5]");
  words[5] = 0;
  fails(cpwi_window_load(words, window, (double)NAN, 1, NULL, &back, "cpw_", &err), CPW_EDATA, &err,
        "nan");
  ck_assert_ptr_null(back);
  cpw_sketch_free(s);
  free(words);
  free(a);
  free(b);
}
END_TEST

START_TEST(words_that_are_none)
{
  cpw_error err;
  int64_t words[CPWI_MOMENTS_WORDS] = {0}, most = (int64_t)1 << 62;
  cpw_moments m;
  cpw_exact_sum sum;
  fine(cpwi_moments_load(&m, words, 0, 0, "cpw_", &err), &err);
  fine(cpwi_exact_sum_load(&sum, words, "cpw_", &err), &err);
  const struct {
    int index;
    int64_t value;
  } t[] = {{0, -1},   {0, INT64_MAX}, {1, 1},
           {4, most}, {5, -most},     {CPWI_EXACT_SUM_WORDS - 1, (int64_t)1 << 40}};
  for (size_t i = 0; i < COUNT(t); i++) {
    words[t[i].index] = t[i].value;
    fails(cpwi_moments_load(&m, words, 0, 0, "cpw_", &err), CPW_EDATA, &err, "moments");
    fails(cpwi_exact_sum_load(&sum, words, "cpw_", &err), CPW_EDATA, &err, "exact sum");
    fails(cpwi_moments_settle(words, 1, "cpw_", &err), CPW_EDATA, &err, "moments");
    fails(cpwi_exact_sums_settle(words, 1, "cpw_", &err), CPW_EDATA, &err, "exact sum");
    words[t[i].index] = 0;
  }
  words[CPWI_MOMENTS_WORDS - 1] = (int64_t)1 << 40;
  fails(cpwi_moments_load(&m, words, 0, 0, "cpw_", &err), CPW_EDATA, &err, "moments");
}
END_TEST

typedef struct loading {
  const int64_t *words;
} loading;

static int32_t load_window(void *context) {
  cpw_error err;
  cpw_sketch *s = NULL;
  const loading *l = context;
  int32_t status = cpwi_window_load(l->words, window, -2, 2, NULL, &s, "cpw_", &err);
  cpw_sketch_free(s);
  return status;
}

START_TEST(memory_runs_out)
{
  int64_t *words = calloc((size_t)cpwi_window_words(window), sizeof *words);
  int64_t middle = cpwi_window_words(window) / 2;
  words[middle + 1000] = words[middle - 1000] = words[middle + 1] = 3;
  loading l = {words};
  cpwt_each_allocation_fails(load_window, &l);
  free(words);
}
END_TEST

void merge_tests(const cases *c) {
  tcase_add_test(c->properties, any_order_any_grouping);
  tcase_add_test(c->limits, through_the_window);
  tcase_add_test(c->errors, words_that_are_none);
  tcase_add_test(c->oom, memory_runs_out);
}
