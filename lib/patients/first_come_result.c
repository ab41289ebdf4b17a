/* What the replications say: means, intervals and quantiles, and the same again after a merge.
 * Source: Student's interval over replications or batches (stats.h); quantiles from counts in bins.
 * Leaves the replications to first_come_run.c. */
#include "patients/digest.h"
#include "patients/first_come.h"
#include "waitlist/internal.h"

/* Where everything of a result stands. The paths are rows of the call, or the kept arrays. */
typedef struct summary {
  double *mean, *sd, *lower, *upper, *quantile, *longest, *chance, *within, *queue, *utilisation;
  int64_t *customers, *replications;
  const double *level, *probability, *bin_lower;
  int64_t probabilities, limits;
} summary;

typedef struct paths {
  const double *figure[CPWI_FIGURES], *within, *batch;
  const int64_t *counts; /* (bins) */
  int64_t replications, step, within_step, batch_step, batches;
} paths;

/* ---------------------------------------------------------------- from the figures ---------- */

static int32_t moments_of(const double *x, int64_t n, int64_t step, cpw_moments *out,
                          cpw_error *err) {
  cpw_moments_init(out);
  int32_t status = CPW_OK;
  for (int64_t i = 0; i < n && status == CPW_OK; i++)
    status = cpw_moments_add_times(out, x[i * step], 1, err);
  return status;
}

int32_t cpwi_first_come_interval(const cpwi_waits_of *w, double level, double *sd,
                                 cpw_interval *out, cpw_error *err) {
  cpw_moments moments;
  const int alone = w->replications == 1;
  const int64_t n = alone ? w->batches : w->replications;
  int32_t status = moments_of(alone ? w->batch : w->wait, n, alone ? 1 : w->step, &moments, err);
  if (status != CPW_OK) return status;
  *out = (cpw_interval){w->wait[0], CPWI_NAN, CPWI_NAN, level};
  *sd = CPWI_NAN;
  if (!alone) out->estimate = cpw_moments_mean(&moments);
  if (n < 2) return CPW_OK;
  *sd = cpw_moments_sd(&moments, 1);
  double half = cpw_student_quantile(0.5 + level / 2, (double)(n - 1)) * *sd / sqrt((double)n);
  out->lower = out->estimate - half;
  out->upper = out->estimate + half;
  return CPW_OK;
}

/* the mean over the replications in which there is a value */
static double mean_of(const double *x, int64_t n, int64_t step) {
  cpw_moments moments;
  cpw_moments_init(&moments);
  for (int64_t i = 0; i < n; i++)
    if (!isnan(x[i * step])) cpw_moments_add(&moments, x[i * step]);
  return cpw_moments_mean(&moments);
}

/* The wait that a share p of `all` has not exceeded. */
static double quantile_of(const paths *from, const double *lower, double longest, double p,
                          int64_t all) {
  double wanted = p * (double)all, before = 0;
  int64_t bin = 0;
  while (bin < CPWI_BINS - 1 &&
         (from->counts[bin] == 0 || before + (double)from->counts[bin] < wanted))
    before += (double)from->counts[bin++];
  if (bin == 0) return 0;
  if (bin == CPWI_BINS - 1 && from->counts[bin] == 0) return longest;
  double upper = bin < CPWI_BINS - 1 ? lower[bin + 1] : longest;
  double share = (wanted - before) / (double)from->counts[bin];
  double out = lower[bin] + (share > 0 ? share : 0) * (upper - lower[bin]);
  return out < longest ? out : longest;
}

static int32_t summarise(const summary *to, const paths *from, int64_t customers, cpw_error *err) {
  const cpwi_waits_of waits = {from->figure[CPWI_FIGURE_WAIT], from->batch, from->replications,
                               from->step, from->batches};
  const int64_t n = from->replications;
  cpw_interval interval;
  int32_t status = cpwi_first_come_interval(&waits, *to->level, to->sd, &interval, err);
  if (status != CPW_OK) return status;
  *to->mean = interval.estimate;
  *to->lower = interval.lower;
  *to->upper = interval.upper;
  *to->queue = mean_of(from->figure[CPWI_FIGURE_QUEUE], n, from->step);
  *to->utilisation = mean_of(from->figure[CPWI_FIGURE_UTILISATION], n, from->step);
  *to->chance = mean_of(from->figure[CPWI_FIGURE_CHANCE], n, from->step);
  for (int64_t k = 0; k < to->limits; k++)
    to->within[k] = mean_of(from->within + k, n, from->within_step);
  for (int64_t k = 0; k < to->probabilities; k++)
    to->quantile[k] = quantile_of(from, to->bin_lower, *to->longest, to->probability[k], customers);
  return CPW_OK;
}

/* ---------------------------------------------------------------- the arrays ---------------- */

static int32_t add_labels(cpw_result *result, const char *name, int64_t length, int64_t first,
                          const double *numbers, const cpw_allocator *allocator, cpw_error *err) {
  char(*text)[CPW_NUMBER_CHARS] = cpwi_alloc(allocator, (size_t)length, sizeof *text);
  const char **pointer = cpwi_alloc(allocator, (size_t)length, sizeof *pointer);
  int32_t status = CPW_ENOMEM;
  if (text && pointer) {
    for (int64_t i = 0; i < length; i++) {
      if (numbers)
        cpw_format_double(numbers[i], text[i]);
      else
        cpw_format_int64(first + i, text[i]);
      pointer[i] = text[i];
    }
    status = cpw_result_add_dimension(result, name, length, pointer, err);
  } else {
    status =
        cpwi_fail(err, status, -1, CPWI_FIRST_COME, "no memory for %lld labels", (long long)length);
  }
  cpwi_release(allocator, text);
  cpwi_release(allocator, (void *)pointer);
  return status;
}

static int32_t add_dimensions(const cpwi_first_come *f, cpw_result *result, cpw_error *err) {
  const cpw_first_come_options *o = &f->options;
  const cpw_allocator *a = o->allocator;
  int32_t status =
      add_labels(result, "quantile", o->probability_count, 0, o->probabilities, a, err);
  if (status == CPW_OK && o->limit_count > 0)
    status = add_labels(result, "limit", o->limit_count, 0, o->limits, a, err);
  if (status != CPW_OK || !o->keep) return status;
  status = add_labels(result, "replication", f->done, f->run.first_replication, NULL, a, err);
  if (status == CPW_OK) status = add_labels(result, "batch", f->batches, 1, NULL, a, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(result, "bin", CPWI_BINS, NULL, err);
  return status;
}

static int32_t add_integers(cpw_result *result, const char *name, const char *unit,
                            const char *description, const char *dimensions, int32_t merge,
                            int64_t **out, cpw_error *err) {
  void *memory = NULL;
  int32_t status = cpw_result_add_array(result, name, unit, description, dimensions, CPW_INT64,
                                        merge, &memory, err);
  if (status == CPW_OK) *out = memory;
  return status;
}

static int32_t add_figures(const cpwi_first_come *f, cpw_result *result, summary *to,
                           cpw_error *err) {
  const int32_t merge = f->options.keep ? CPW_MERGE_DERIVE : CPW_MERGE_SAME;
  const cpwi_column columns[] = {
      {"wait_mean", "time", "mean wait of the customers counted", "", &to->mean},
      {"wait_mean_sd", "time", "standard deviation of the means of replications, or of batches", "",
       &to->sd},
      {"wait_mean_lower", "time", "lower limit of the mean wait", "", &to->lower},
      {"wait_mean_upper", "time", "upper limit of the mean wait", "", &to->upper},
      {"wait_quantile", "time", "wait that this share of the customers has not exceeded",
       "quantile", &to->quantile},
      {"wait_chance", "share", "share of the customers who wait", "", &to->chance},
      {"queue_mean", "people", "mean number waiting, over time", "", &to->queue},
      {"utilisation", "share", "share of the time that servers are busy", "", &to->utilisation},
      {"within", "share", "share of the customers who wait at most this long", "limit",
       &to->within},
  };
  const cpwi_column longest = {"wait_max", "time", "longest wait", "", &to->longest};
  int32_t status =
      cpwi_add_columns(result, columns, f->options.limit_count > 0 ? 9 : 8, merge, err);
  if (status == CPW_OK)
    status = cpwi_add_columns(result, &longest, 1, f->options.keep ? CPW_MERGE_MAX : merge, err);
  const int32_t added = f->options.keep ? CPW_MERGE_SUM : CPW_MERGE_SAME;
  if (status == CPW_OK)
    status = add_integers(result, "customers", "people", "customers counted, of all replications",
                          "", added, &to->customers, err);
  if (status == CPW_OK)
    status = add_integers(result, "replications", "", "number of replications", "", added,
                          &to->replications, err);
  return status;
}

/* The same for the same options and seed; an empirical law by its place in memory cannot be told. */
static int64_t digest_of(const cpwi_first_come *f) {
  const cpw_first_come_options *o = &f->options;
  const int64_t whole[] = {(int64_t)f->run.seed, o->customers, o->warm_up, o->servers};
  uint64_t h = cpwi_digest_bytes(CPWI_DIGEST, whole, sizeof whole);
  h = cpwi_digest_laws(h, o->arrival_times ? NULL : o->between, 1);
  h = cpwi_digest_laws(h, o->service_times ? NULL : o->service, 1);
  h = cpwi_digest_array(h, o->arrival_times, o->customers, sizeof *o->arrival_times);
  h = cpwi_digest_array(h, o->service_times, o->customers, sizeof *o->service_times);
  return cpwi_digest_end(cpwi_digest_array(h, o->start, o->servers, sizeof *o->start));
}

/* What was asked for, for the reader and for a merge. */
static int32_t add_questions(const cpwi_first_come *f, cpw_result *result, summary *to,
                             cpw_error *err) {
  const cpw_first_come_options *o = &f->options;
  double *level = NULL, *probability = NULL, *limit = NULL;
  const cpwi_column columns[] = {
      {"level", "", "confidence of the interval of the mean wait", "", &level},
      {"probability", "", "share of the customers at or below the quantile", "quantile",
       &probability},
      {"limit", "time", "wait that `within` looks at", "limit", &limit},
  };
  int32_t status =
      cpwi_add_columns(result, columns, o->limit_count > 0 ? 3 : 2, CPW_MERGE_SAME, err);
  if (status != CPW_OK) return status;
  *level = o->level;
  memcpy(probability, o->probabilities, (size_t)o->probability_count * sizeof *probability);
  if (limit) memcpy(limit, o->limits, (size_t)o->limit_count * sizeof *limit);
  to->level = level;
  to->probability = probability;
  to->probabilities = o->probability_count;
  to->limits = o->limit_count;
  int64_t *digest = NULL;
  status = add_integers(result, "options_digest", "",
                        "the same for the same options and seed: only those merge", "",
                        CPW_MERGE_SAME, &digest, err);
  if (status == CPW_OK) *digest = digest_of(f);
  return status;
}

/* Columns `from` to `from + width` of the rows. */
static void copy_rows(const cpwi_first_come *f, int64_t from, int64_t width, double *to) {
  for (int64_t r = 0; r < f->done; r++)
    memcpy(to + r * width, f->rows + r * f->width + from, (size_t)width * sizeof *to);
}

static void fill_edges(const cpwi_first_come *f, double *lower) {
  lower[0] = 0;
  for (int64_t i = 1; i < CPWI_BINS; i++)
    lower[i] = cpwi_from_bits((uint64_t)(f->lowest + i - 1) << (52 - CPWI_BIN_BITS));
}

static int32_t add_paths(const cpwi_first_come *f, cpw_result *result, cpw_error *err) {
  double *path[CPWI_FIGURES] = {NULL}, *batch = NULL, *within = NULL, *lower = NULL;
  int64_t *counts;
  const cpwi_column columns[] = {
      {"wait_path", "time", "mean wait of the replication", "replication", &path[0]},
      {"queue_path", "people", "mean number waiting", "replication", &path[1]},
      {"utilisation_path", "share", "share of the time that servers are busy", "replication",
       &path[2]},
      {"wait_chance_path", "share", "share who wait", "replication", &path[3]},
      {"wait_batch", "time", "mean wait of the batch", "replication batch", &batch},
      {"within_path", "share", "share who wait at most this long", "replication limit", &within},
  };
  const cpwi_column edges = {"bin_lower", "time", "lower edge of the bin", "bin", &lower};
  int32_t status =
      cpwi_add_columns(result, columns, f->options.limit_count > 0 ? 6 : 5, CPW_MERGE_APPEND, err);
  if (status == CPW_OK) status = cpwi_add_columns(result, &edges, 1, CPW_MERGE_SAME, err);
  if (status == CPW_OK)
    status = add_integers(result, "wait_count", "people", "waits in the bin", "bin", CPW_MERGE_SUM,
                          &counts, err);
  if (status != CPW_OK) return status;
  for (int64_t k = 0; k < CPWI_FIGURES; k++)
    copy_rows(f, k, 1, path[k]);
  if (within) copy_rows(f, CPWI_FIGURES, f->options.limit_count, within);
  copy_rows(f, f->width - f->batches, f->batches, batch);
  fill_edges(f, lower);
  memcpy(counts, f->counts, CPWI_BINS * sizeof *counts);
  return CPW_OK;
}

/* ---------------------------------------------------------------- after a merge ------------- */

static int32_t derive(cpw_result *result, cpw_error *err) {
  static const char *const path[CPWI_FIGURES] = {"wait_path", "queue_path", "utilisation_path",
                                                 "wait_chance_path"};
  const cpw_array *p = cpw_result_find(result, "probability");
  const cpw_array *limit = cpw_result_find(result, "limit");
  const cpw_array *batch = cpw_result_find(result, "wait_batch");
  summary to = {.limits = limit ? limit->size : 0};
  paths from = {.step = 1, .within_step = to.limits, .batches = batch->dimension[1]->length};
  to.mean = cpwi_result_memory(result, "wait_mean");
  to.sd = cpwi_result_memory(result, "wait_mean_sd");
  to.lower = cpwi_result_memory(result, "wait_mean_lower");
  to.upper = cpwi_result_memory(result, "wait_mean_upper");
  to.quantile = cpwi_result_memory(result, "wait_quantile");
  to.longest = cpwi_result_memory(result, "wait_max");
  to.chance = cpwi_result_memory(result, "wait_chance");
  to.queue = cpwi_result_memory(result, "queue_mean");
  to.utilisation = cpwi_result_memory(result, "utilisation");
  to.level = cpw_result_find(result, "level")->real;
  to.bin_lower = cpw_result_find(result, "bin_lower")->real;
  to.probability = p->real;
  to.probabilities = p->size;
  if (limit) to.within = cpwi_result_memory(result, "within");
  if (limit) from.within = cpw_result_find(result, "within_path")->real;
  for (int k = 0; k < CPWI_FIGURES; k++)
    from.figure[k] = cpw_result_find(result, path[k])->real;
  from.batch = batch->real;
  from.counts = cpw_result_find(result, "wait_count")->integer;
  from.replications = cpw_result_find(result, "replications")->integer[0];
  return summarise(&to, &from, cpw_result_find(result, "customers")->integer[0], err);
}

/* ---------------------------------------------------------------- a new one ----------------- */

static int32_t fill(const cpwi_first_come *f, cpw_result *result, double *edges, cpw_error *err) {
  summary to;
  memset(&to, 0, sizeof to);
  int32_t status = add_dimensions(f, result, err);
  if (status != CPW_OK || (status = add_figures(f, result, &to, err)) != CPW_OK ||
      (status = add_questions(f, result, &to, err)) != CPW_OK ||
      (f->options.keep && (status = add_paths(f, result, err)) != CPW_OK))
    return status;
  fill_edges(f, edges);
  to.bin_lower = edges;
  *to.replications = f->done;
  *to.customers = f->done * f->counted;
  *to.longest = f->longest;
  const paths from = {.figure = {f->rows, f->rows + 1, f->rows + 2, f->rows + 3},
                      .within = f->rows + CPWI_FIGURES,
                      .batch = f->rows + f->width - f->batches,
                      .counts = f->counts,
                      .replications = f->done,
                      .step = f->width,
                      .within_step = f->width,
                      .batches = f->batches};
  if (f->options.keep) cpwi_result_set_derive(result, derive);
  return summarise(&to, &from, *to.customers, err);
}

int32_t cpwi_first_come_result(const cpwi_first_come *f, cpw_result **out, cpw_error *err) {
  double *edges = cpwi_alloc(f->options.allocator, CPWI_BINS, sizeof *edges);
  if (!edges) return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_FIRST_COME, "no memory for bins");
  cpw_result *result = NULL;
  int32_t status = cpw_result_new(f->options.allocator, &result, err);
  if (status == CPW_OK && (status = fill(f, result, edges, err)) == CPW_OK) *out = result;
  if (status != CPW_OK) cpw_result_free(result);
  cpwi_release(f->options.allocator, edges);
  return status;
}
