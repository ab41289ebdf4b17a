/* Categories by weight in constant time, and laws taken from data: values seen, or bands.
 * Source: Walker, ACM TOMS 3, 1977; Vose, IEEE Trans. Softw. Eng. 17(9), 1991; in integers, so that
 * every word of 64 bits belongs to exactly one category.
 * Leaves the words to philox.c and the checking of weights to weights.c. */
#include "random/internal.h"

#define MOST_CATEGORIES INT32_MAX

/* Column c holds the words from start(c) to before start(c + 1): those below the threshold are its
 * own, the others belong to another category. */
typedef struct column {
  uint64_t threshold;
  int64_t other;
} column;

struct cpw_alias {
  const cpw_allocator *allocator;
  int64_t size;
  column *columns;
};

/* ---------------------------------------------------------------- building ------------------ */

/* start(c) = ceil(c 2^64 / n), where the product with n of a word passes c 2^64; start(n) = 0 as 2^64 */
static uint64_t start_of(uint64_t c, uint64_t n) {
  uint64_t whole = UINT64_MAX / n, rest = UINT64_MAX % n + 1; /* 2^64 = whole n + rest */
  return c * whole + (c * rest + n - 1) / n;
}

static uint64_t width_of(uint64_t c, uint64_t n) {
  return start_of(c + 1, n) - start_of(c, n);
}

/* How many of the 2^64 words a weight is worth, 2^64 - 1 at most. */
static uint64_t words_worth(double weight, double sum) {
  double share = weight / sum;
  if (share >= 1) return UINT64_MAX;
  double words = share * 0x1p64;
  if (words < 0x1p52) return (uint64_t)(words + 0.5);
  return (uint64_t)words; /* whole already */
}

/* Gives each category its words (as thresholds, for now); what rounding leaves over goes to the
 * largest. Returns that one if it has all words, else -1. */
static int64_t share_out(cpw_alias *alias, const double *weights, double sum) {
  uint64_t given = 0;
  int64_t largest = 0, served = 0;
  for (int64_t i = 0; i < alias->size; i++) {
    uint64_t words = words_worth(weights[i], sum);
    alias->columns[i].threshold = words;
    alias->columns[i].other = i;
    given += words;
    served += words > 0;
    if (weights[i] > weights[largest]) largest = i;
  }
  if (served == 1) return largest;
  alias->columns[largest].threshold += 0 - given; /* 2^64 - given, modulo 2^64 */
  return -1;
}

/* Vose's two stacks in one array: categories that do not fill their columns from the left, the others
 * from the right. */
static void pair_up(cpw_alias *alias, int32_t *stack) {
  uint64_t n = (uint64_t)alias->size;
  int64_t few = 0, many = alias->size;
  for (int64_t i = 0; i < alias->size; i++) {
    if (alias->columns[i].threshold < width_of((uint64_t)i, n))
      stack[few++] = (int32_t)i;
    else
      stack[--many] = (int32_t)i;
  }
  while (few > 0) {
    int32_t small = stack[--few], large = stack[many];
    column *one = &alias->columns[small], *rich = &alias->columns[large];
    rich->threshold -= width_of((uint64_t)small, n) - one->threshold;
    one->threshold += start_of((uint64_t)small, n);
    one->other = large;
    if (rich->threshold < width_of((uint64_t)large, n)) {
      many++;
      stack[few++] = large;
    }
  }
  /* what is left fills its own column exactly: any threshold does */
}

static void build(cpw_alias *alias, const double *weights, double sum, int32_t *stack) {
  int64_t only = share_out(alias, weights, sum);
  if (only < 0) {
    pair_up(alias, stack);
    return;
  }
  for (int64_t i = 0; i < alias->size; i++) {
    alias->columns[i].threshold = 0;
    alias->columns[i].other = only;
  }
}

/* The table in one block; `sum` adds up the checked weights. */
static cpw_alias *make_alias(const double *weights, double sum, int64_t n,
                             const cpw_allocator *allocator) {
  cpw_alias *alias = cpwi_alloc(allocator, 1, sizeof *alias);
  column *columns = cpwi_alloc(allocator, (size_t)n, sizeof *columns);
  int32_t *stack = cpwi_alloc(allocator, (size_t)n, sizeof *stack);
  if (!alias || !columns || !stack) {
    cpwi_release(allocator, alias);
    cpwi_release(allocator, columns);
    cpwi_release(allocator, stack);
    return NULL;
  }
  alias->allocator = allocator;
  alias->size = n;
  alias->columns = columns;
  build(alias, weights, sum, stack);
  cpwi_release(allocator, stack);
  return alias;
}

static int32_t check_size(int64_t n, const char *name, const cpw_allocator *allocator,
                          const char *where, cpw_error *err) {
  if (n < 1 || n > MOST_CATEGORIES)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s = %lld must be from 1 to 2147483647", name,
                     (long long)n);
  return cpwi_check_allocator(allocator, where, err);
}

int32_t cpw_alias_new(const double *weights, int64_t n, const cpw_allocator *allocator,
                      cpw_alias **out, cpw_error *err) {
  if (!weights || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "weights and out must be given");
  int32_t status = check_size(n, "n", allocator, __func__, err);
  cpwi_weights known;
  if (status == CPW_OK) status = cpwi_take_weights(weights, n, __func__, &known, err);
  if (status != CPW_OK) return status;
  cpw_alias *alias = make_alias(weights, known.sum.high, n, allocator);
  if (!alias)
    return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld categories", (long long)n);
  *out = alias;
  return CPW_OK;
}

void cpw_alias_free(cpw_alias *alias) {
  if (!alias) return;
  cpwi_release(alias->allocator, alias->columns);
  cpwi_release(alias->allocator, alias);
}

/* ---------------------------------------------------------------- drawing ------------------- */

static inline int64_t category(const cpw_alias *alias, uint64_t word) {
  int64_t c = (int64_t)cpwi_product(word, (uint64_t)alias->size).high;
  const column *one = &alias->columns[c];
  return word < one->threshold ? c : one->other;
}

int64_t cpw_alias_draw(const cpw_alias *alias, cpw_stream *stream) {
  return category(alias, cpwi_next(stream));
}

void cpw_alias_fill(const cpw_alias *alias, cpw_stream *stream, int64_t *out, int64_t n) {
  for (int64_t i = 0; i < n; i++)
    out[i] = category(alias, cpwi_next(stream));
}

/* ---------------------------------------------------------------- laws from data ------------ */

struct cpw_empirical {
  const cpw_allocator *allocator;
  cpw_alias *alias;
  double *values;  /* (size) values, or (size + 1) edges */
  double *weights; /* (size) as given, or ones */
  int32_t bands;
  int32_t reserved;
};

/* `count` values or edges, and weights (n) that add up to sum; NULL when memory is short. */
static cpw_empirical *make_empirical(const double *values, int64_t count, int32_t bands,
                                     const double *weights, double sum, int64_t n,
                                     const cpw_allocator *allocator) {
  cpw_empirical *law = cpwi_alloc(allocator, 1, sizeof *law);
  double *copy = cpwi_alloc(allocator, (size_t)count, sizeof *copy);
  double *kept = cpwi_alloc(allocator, (size_t)n, sizeof *kept);
  cpw_alias *alias = law && copy && kept ? make_alias(weights, sum, n, allocator) : NULL;
  if (!alias) {
    cpwi_release(allocator, law);
    cpwi_release(allocator, copy);
    cpwi_release(allocator, kept);
    return NULL;
  }
  memcpy(copy, values, (size_t)count * sizeof *copy);
  memcpy(kept, weights, (size_t)n * sizeof *kept);
  cpw_empirical made = {allocator, alias, copy, kept, bands, 0};
  *law = made;
  return law;
}

/* Weights of one for those who give none: NULL when memory is short. */
static double *alike(int64_t n, const cpw_allocator *allocator) {
  double *weights = cpwi_alloc(allocator, (size_t)n, sizeof *weights);
  for (int64_t i = 0; weights && i < n; i++)
    weights[i] = 1;
  return weights;
}

static int32_t check_values(const double *values, int64_t n, const char *where, cpw_error *err) {
  for (int64_t i = 0; i < n; i++) {
    if (!cpwi_is_finite(values[i]))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "values[%lld] = %s must be finite", (long long)i,
                       cpwi_number(values[i]).text);
  }
  return CPW_OK;
}

int32_t cpw_empirical_new(const double *values, const double *weights, int64_t n,
                          const cpw_allocator *allocator, cpw_empirical **out, cpw_error *err) {
  if (!values || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "values and out must be given");
  int32_t status = check_size(n, "n", allocator, __func__, err);
  if (status == CPW_OK) status = check_values(values, n, __func__, err);
  cpwi_weights known = {{(double)n, 0}, n, n - 1};
  if (status == CPW_OK && weights) status = cpwi_take_weights(weights, n, __func__, &known, err);
  if (status != CPW_OK) return status;
  double *ones = weights ? NULL : alike(n, allocator);
  cpw_empirical *law = NULL;
  if (weights || ones)
    law = make_empirical(values, n, 0, weights ? weights : ones, known.sum.high, n, allocator);
  cpwi_release(allocator, ones);
  if (!law)
    return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld values", (long long)n);
  *out = law;
  return CPW_OK;
}

static int32_t check_edges(const double *edges, int64_t bands, const char *where, cpw_error *err) {
  for (int64_t i = 0; i <= bands; i++) {
    if (!cpwi_is_finite(edges[i]))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "edges[%lld] = %s must be finite", (long long)i,
                       cpwi_number(edges[i]).text);
    if (i > 0 && edges[i] < edges[i - 1])
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "edges[%lld] = %s must be >= edges[%lld] = %s",
                       (long long)i, cpwi_number(edges[i]).text, (long long)(i - 1),
                       cpwi_number(edges[i - 1]).text);
    if (i > 0 && !cpwi_is_finite(edges[i] - edges[i - 1]))
      return cpwi_fail(err, CPW_EOVERFLOW, i - 1, where,
                       "band %lld must not be wider than the largest double", (long long)(i - 1));
  }
  return CPW_OK;
}

int32_t cpw_empirical_new_bands(const double *edges, const double *weights, int64_t bands,
                                const cpw_allocator *allocator, cpw_empirical **out,
                                cpw_error *err) {
  if (!edges || !weights || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "edges, weights and out must be given");
  int32_t status = check_size(bands, "bands", allocator, __func__, err);
  if (status == CPW_OK) status = check_edges(edges, bands, __func__, err);
  cpwi_weights known;
  if (status == CPW_OK) status = cpwi_take_weights(weights, bands, __func__, &known, err);
  if (status != CPW_OK) return status;
  cpw_empirical *law =
      make_empirical(edges, bands + 1, 1, weights, known.sum.high, bands, allocator);
  if (!law)
    return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld bands", (long long)bands);
  *out = law;
  return CPW_OK;
}

void cpw_empirical_free(cpw_empirical *empirical) {
  if (!empirical) return;
  const cpw_allocator *allocator = empirical->allocator;
  cpw_alias_free(empirical->alias);
  cpwi_release(allocator, empirical->values);
  cpwi_release(allocator, empirical->weights);
  cpwi_release(allocator, empirical);
}

cpwi_seen cpwi_empirical_seen(const cpw_empirical *empirical) {
  cpwi_seen seen = {empirical->values, empirical->weights, empirical->alias->size,
                    empirical->bands};
  return seen;
}

double cpw_empirical_draw(const cpw_empirical *empirical, cpw_stream *stream) {
  int64_t i = category(empirical->alias, cpwi_next(stream));
  double value = empirical->values[i];
  if (!empirical->bands) return value;
  return value + (empirical->values[i + 1] - value) * cpwi_unit(cpwi_next(stream));
}

void cpw_empirical_fill(const cpw_empirical *empirical, cpw_stream *stream, double *out,
                        int64_t n) {
  for (int64_t i = 0; i < n; i++)
    out[i] = cpw_empirical_draw(empirical, stream);
}
