/* What the counts say: shares, their standard errors, central weights, and the same again after a merge.
 * Source: the figures named in carepath/smaa.h; sqrt(p (1 - p) / R) of a share of R draws.
 * Leaves the counting to run.c. */
#include "smaa/internal.h"

/* ---------------------------------------------------------------- from the counts ----------- */

static const int64_t *counts_of(const cpw_result *result, const char *name, int64_t *size) {
  const cpw_array *array = cpw_result_find(result, name);
  *size = array ? array->size : 0;
  return array ? array->integer : NULL;
}

/* shares of the draws and their standard errors, where the result has them */
static void derive_shares(cpw_result *result, const char *count, const char *share, const char *se,
                          double draws) {
  int64_t size;
  const int64_t *from = counts_of(result, count, &size);
  double *to = cpwi_result_memory(result, share);
  double *error = se ? cpwi_result_memory(result, se) : NULL;
  for (int64_t k = 0; from && to && k < size; k++) {
    to[k] = (double)from[k] / draws;
    if (error) error[k] = sqrt(to[k] * ((draws - (double)from[k]) / draws) / draws);
  }
}

/* means of weights over the draws in which they were counted: shares of their sum */
static void derive_weights(const int64_t *sum, int64_t m, double *mean) {
  double all = 0;
  for (int64_t j = 0; j < m; j++)
    all += (double)sum[j];
  for (int64_t j = 0; j < m; j++)
    mean[j] = all > 0 ? (double)sum[j] / all : CPWI_NAN;
}

static void derive_ranks(cpw_result *result, double draws) {
  int64_t size, sums;
  const int64_t *count = counts_of(result, "rank_count", &size);
  const int64_t *sum = counts_of(result, "first_weight_sum", &sums);
  double *rank_mean = cpwi_result_memory(result, "rank_mean");
  double *first_weight = cpwi_result_memory(result, "first_weight");
  if (!count || !sum || !rank_mean || !first_weight) return;
  const int64_t n = cpw_result_find(result, "rank_mean")->size, m = n > 0 ? sums / n : 0;
  for (int64_t i = 0; i < n; i++) {
    double total = 0;
    for (int64_t r = 0; r < n; r++)
      total += (double)(r + 1) * (double)count[i * n + r];
    rank_mean[i] = total / draws;
    derive_weights(sum + i * m, m, first_weight + i * m);
  }
}

/* a row without weights of its own has no confidence */
static void derive_confidence(cpw_result *result) {
  int64_t size;
  const int64_t *has = counts_of(result, "has_weights", &size);
  double *share = cpwi_result_memory(result, "confidence");
  double *error = cpwi_result_memory(result, "confidence_se");
  for (int64_t i = 0; has && share && error && i < size; i++)
    if (!has[i]) share[i] = error[i] = CPWI_NAN;
}

/* More draws than there are numbers from the first to the last: some were counted twice. */
static int32_t check_different(const cpw_result *result, int64_t replications, cpw_error *err) {
  int64_t size;
  const int64_t *first = counts_of(result, "replication_first", &size);
  const int64_t *last = counts_of(result, "replication_last", &size);
  if (!first || !last || replications - 1 <= *last - *first) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, "cpw_result_merge",
                   "%lld replications from %lld to %lld: some of them are in more than one result",
                   (long long)replications, (long long)*first, (long long)*last);
}

int32_t cpwi_smaa_derive(cpw_result *result, cpw_error *err) {
  int64_t size;
  const int64_t *replications = counts_of(result, "replications", &size);
  const int64_t *sum = counts_of(result, "weight_sum", &size);
  double *mean = cpwi_result_memory(result, "weight_mean");
  if (!replications)
    return cpwi_fail(err, CPW_EINTERNAL, -1, "cpw_smaa_simulate", "replications are missing");
  if (*replications > CPWI_SMAA_MOST_REPLICATIONS)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, "cpw_smaa_simulate",
                     "replications = %lld must be at most %d", (long long)*replications,
                     CPWI_SMAA_MOST_REPLICATIONS);
  int32_t status = check_different(result, *replications, err);
  if (status != CPW_OK) return status;
  const double draws = (double)*replications;
  if (sum && mean) derive_weights(sum, size, mean);
  derive_shares(result, "top_count", "top_probability", "top_se", draws);
  derive_shares(result, "rank_count", "rank_acceptability", "rank_se", draws);
  derive_shares(result, "above_count", "above_probability", NULL, draws);
  derive_shares(result, "first_count", "confidence", "confidence_se", draws);
  derive_ranks(result, draws);
  derive_confidence(result);
  return CPW_OK;
}

/* ---------------------------------------------------------------- the arrays ---------------- */

typedef struct array {
  const char *name, *unit, *description, *dimensions;
  int32_t type, merge;
  int64_t **counts; /* where the memory is wanted, or NULL */
} array;

static int32_t add_arrays(cpw_result *result, const array *arrays, size_t count, cpw_error *err) {
  int32_t status = CPW_OK;
  for (size_t k = 0; k < count && status == CPW_OK; k++) {
    const array *a = &arrays[k];
    void *memory = NULL;
    status = cpw_result_add_array(result, a->name, a->unit, a->description, a->dimensions, a->type,
                                  a->merge, &memory, err);
    if (status == CPW_OK && a->counts) *a->counts = memory;
  }
  return status;
}
#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

static int32_t add_tops(cpwi_smaa *s, cpw_result *result, cpw_error *err) {
  int64_t *top = NULL;
  const array arrays[] = {
      {"top", "places", "how many are first", "top", CPW_INT64, CPW_MERGE_SAME, &top},
      {"top_count", "draws", "draws that put the row among the first so many", "row top", CPW_INT64,
       CPW_MERGE_SUM, &s->top_count},
      {"top_probability", "share", "share of the draws", "row top", CPW_DOUBLE, CPW_MERGE_DERIVE,
       NULL},
      {"top_se", "share", "standard error of that share", "row top", CPW_DOUBLE, CPW_MERGE_DERIVE,
       NULL},
  };
  int32_t status = cpw_result_add_dimension(result, "top", s->options.tops, NULL, err);
  if (status == CPW_OK) status = add_arrays(result, arrays, COUNT_OF(arrays), err);
  if (status == CPW_OK) memcpy(top, s->options.top, (size_t)s->options.tops * sizeof *top);
  return status;
}

static int32_t add_ranks(cpwi_smaa *s, cpw_result *result, cpw_error *err) {
  const array arrays[] = {
      {"rank_count", "draws", "draws that give the row the rank", "row rank", CPW_INT64,
       CPW_MERGE_SUM, &s->rank_count},
      {"rank_acceptability", "share", "share of the draws that give the row the rank", "row rank",
       CPW_DOUBLE, CPW_MERGE_DERIVE, NULL},
      {"rank_se", "share", "standard error of that share", "row rank", CPW_DOUBLE, CPW_MERGE_DERIVE,
       NULL},
      {"rank_mean", "places", "mean rank", "row", CPW_DOUBLE, CPW_MERGE_DERIVE, NULL},
      {"first_weight", "share", "central weights: mean of those that put the row first",
       "row criterion", CPW_DOUBLE, CPW_MERGE_DERIVE, NULL},
      {"first_weight_sum", "2^-36", "sum of the weights that put the row first", "row criterion",
       CPW_INT64, CPW_MERGE_SUM, &s->first_weight_sum},
  };
  int32_t status = cpw_result_add_dimension(result, "rank", s->n, NULL, err);
  return status == CPW_OK ? add_arrays(result, arrays, COUNT_OF(arrays), err) : status;
}

static int32_t add_pairs(cpwi_smaa *s, cpw_result *result, cpw_error *err) {
  const array arrays[] = {
      {"above_count", "draws", "draws that put the row above the other", "row other", CPW_INT64,
       CPW_MERGE_SUM, &s->above_count},
      {"above_probability", "share", "share of the draws that put the row above the other",
       "row other", CPW_DOUBLE, CPW_MERGE_DERIVE, NULL},
  };
  int32_t status = cpw_result_add_dimension(result, "other", s->n, NULL, err);
  return status == CPW_OK ? add_arrays(result, arrays, COUNT_OF(arrays), err) : status;
}

static int32_t add_confidence(cpwi_smaa *s, cpw_result *result, cpw_error *err) {
  int64_t *has = NULL;
  const array arrays[] = {
      {"first_count", "draws", "draws that put the row first under its own weights", "row",
       CPW_INT64, CPW_MERGE_SUM, &s->first_count},
      {"has_weights", "", "1 where the row has weights of its own", "row", CPW_INT64,
       CPW_MERGE_SAME, &has},
      {"confidence", "share", "share of the draws that put the row first under its own weights",
       "row", CPW_DOUBLE, CPW_MERGE_DERIVE, NULL},
      {"confidence_se", "share", "standard error of that share", "row", CPW_DOUBLE,
       CPW_MERGE_DERIVE, NULL},
  };
  int32_t status = add_arrays(result, arrays, COUNT_OF(arrays), err);
  for (int64_t i = 0; status == CPW_OK && i < s->n; i++)
    has[i] = !cpwi_is_nan(s->own[i * s->m]);
  return status;
}

static int32_t add_common(cpwi_smaa *s, int32_t confidence, cpw_result *result, cpw_error *err) {
  int64_t *replications = NULL, *digest = NULL, *first = NULL, *last = NULL;
  const array always[] = {
      {"replications", "", "number of draws", "", CPW_INT64, CPW_MERGE_SUM, &replications},
      {"options_digest", "", "the same for the same table, options and seed: only those merge", "",
       CPW_INT64, CPW_MERGE_SAME, &digest},
      {"replication_first", "", "smallest number of a replication", "", CPW_INT64, CPW_MERGE_MIN,
       &first},
      {"replication_last", "", "greatest number of a replication", "", CPW_INT64, CPW_MERGE_MAX,
       &last},
  };
  const array drawn[] = {
      {"weight_mean", "share", "mean of the weights drawn", "criterion", CPW_DOUBLE,
       CPW_MERGE_DERIVE, NULL},
      {"weight_sum", "2^-36", "sum of the weights drawn", "criterion", CPW_INT64, CPW_MERGE_SUM,
       &s->weight_sum},
  };
  int32_t status = add_arrays(result, always, COUNT_OF(always), err);
  if (status == CPW_OK && !confidence) status = add_arrays(result, drawn, COUNT_OF(drawn), err);
  if (status != CPW_OK) return status;
  *replications = s->mcda.run.replications;
  *digest = cpwi_smaa_digest(s);
  *first = s->mcda.run.first_replication;
  *last = *first + (*replications - 1);
  return CPW_OK;
}

/* rows by their ids and criteria by their names, where there is a policy */
static int32_t add_dimensions(const cpwi_smaa *s, cpw_result *result, cpw_error *err) {
  const cpwi_ranker *r = s->policy ? &s->policy->ranker : NULL;
  int32_t status = cpw_result_add_dimension(result, "row", s->rows, r ? r->list.id : NULL, err);
  if (status != CPW_OK || !r)
    return status == CPW_OK ? cpw_result_add_dimension(result, "criterion", s->m, NULL, err)
                            : status;
  const char **name = cpwi_alloc(s->options.allocator, (size_t)s->m, sizeof *name);
  if (!name)
    return cpwi_fail(err, CPW_ENOMEM, -1, s->where, "no memory for %lld criteria", (long long)s->m);
  for (int64_t k = 0; k < s->m; k++)
    name[k] = r->policy.criteria[k].name;
  status = cpw_result_add_dimension(result, "criterion", s->m, name, err);
  cpwi_release(s->options.allocator, name);
  return status;
}

static int32_t fill(cpwi_smaa *s, int32_t confidence, cpw_result *result, cpw_error *err) {
  int32_t status = add_dimensions(s, result, err);
  if (status == CPW_OK) status = add_common(s, confidence, result, err);
  if (status == CPW_OK && s->options.tops > 0) status = add_tops(s, result, err);
  if (status == CPW_OK && s->options.ranks) status = add_ranks(s, result, err);
  if (status == CPW_OK && s->options.pairs) status = add_pairs(s, result, err);
  if (status == CPW_OK && confidence) status = add_confidence(s, result, err);
  if (status == CPW_OK) cpwi_result_set_derive(result, cpwi_smaa_derive);
  return status;
}

int32_t cpwi_smaa_result(cpwi_smaa *s, int32_t confidence, cpw_result **out, cpw_error *err) {
  cpw_result *result = NULL;
  int32_t status = cpw_result_new(s->options.allocator, &result, err);
  if (status != CPW_OK) return status;
  status = fill(s, confidence, result, err);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}
