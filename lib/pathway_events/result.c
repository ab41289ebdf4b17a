/* The result of a simulation: dimensions and arrays, filled from the figures and counts of all replications, and
 * the same again after a merge.
 * Source: names and shapes in carepath/pathway.h and pathway_events.h. Leaves means and quantiles to summary.c. */
#include "pathway_events/result.h"

#include <stdio.h>

/* ---------------------------------------------------------------- arrays -------------------- */

static int32_t add_figure(cpw_result *result, const cpwi_named *f, int32_t merge, cpw_error *err) {
  static const char *const suffix[4] = {"", "_sd", "_lower", "_upper"};
  static const char *const what[4] = {"mean", "standard deviation", "lower limit of the mean",
                                      "upper limit of the mean"};
  int32_t status = CPW_OK;
  for (int k = 0; k < 4 && status == CPW_OK; k++) {
    char text[160];
    void *memory;
    snprintf(text, sizeof text, "%s over the replications: %s", what[k], f->description);
    status = cpw_result_add_array(result, cpwi_suffixed(f->name, suffix[k]).text, f->unit, text,
                                  f->dimensions, CPW_DOUBLE, merge, &memory, err);
  }
  return status;
}

static int32_t add_path(cpw_result *result, const cpwi_named *f, cpw_error *err) {
  char dimensions[64];
  void *memory;
  snprintf(dimensions, sizeof dimensions, "replication%s%s", *f->dimensions ? " " : "",
           f->dimensions);
  return cpw_result_add_array(result, cpwi_suffixed(f->name, "_path").text, f->unit, f->description,
                              dimensions, CPW_DOUBLE, CPW_MERGE_APPEND, &memory, err);
}

int32_t cpwi_add_named(cpw_result *result, int64_t pools, int32_t kept, int32_t merge,
                       cpw_error *err) {
  int32_t status = CPW_OK;
  for (int k = 0; k < CPWI_GS && status == CPW_OK; k++) {
    if (pools == 0 && strcmp(CPWI_NAMED[k].dimensions, "pool") == 0) continue;
    status = add_figure(result, &CPWI_NAMED[k], merge, err);
    if (status == CPW_OK && kept) status = add_path(result, &CPWI_NAMED[k], err);
  }
  return status;
}

static const cpwi_named SERIES[] = {
    {"queue", "people", "waiting when the period begins", "time stage who"},
    {"inside", "people", "in service when the period begins", "time stage who"},
    {"blocked", "people", "blocked when the period begins", "time stage who"},
    {"arrived", "people", "who came to the stage in the period", "time stage who"},
    {"served", "people", "who left the stage after service in the period", "time stage who"},
    {"in_system", "people", "in the network when the period begins", "time who"},
};
#define SERIES_COUNT 6

static int32_t add_series(cpw_result *result, int32_t keep, int32_t merge, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int k = 0; k < SERIES_COUNT && status == CPW_OK; k++) {
    char text[120];
    void *memory;
    snprintf(text, sizeof text, "mean over the replications: %s", SERIES[k].description);
    status = cpw_result_add_array(result, SERIES[k].name, "people", text, SERIES[k].dimensions,
                                  CPW_DOUBLE, merge, &memory, err);
    if (status == CPW_OK && keep)
      status = cpw_result_add_array(result, cpwi_suffixed(SERIES[k].name, "_sum").text, "people",
                                    "added over the replications", SERIES[k].dimensions, CPW_INT64,
                                    CPW_MERGE_SUM, &memory, err);
  }
  return status;
}

static int32_t add_quantiles(cpw_result *result, int32_t keep, int32_t merge, cpw_error *err) {
  void *memory;
  int32_t status = cpw_result_add_array(result, "wait_quantile", "time",
                                        "quantiles of the waits of all replications together",
                                        "stage who quantile", CPW_DOUBLE, merge, &memory, err);
  if (status == CPW_OK)
    status = cpw_result_add_array(result, "system_quantile", "time",
                                  "quantiles of the time in the network of those who left",
                                  "who quantile", CPW_DOUBLE, merge, &memory, err);
  if (status != CPW_OK || !keep) return status;
  status = cpw_result_add_array(result, "wait_counts", "people",
                                "waits of those who began, in buckets of 1/128 octave",
                                "stage who bucket", CPW_INT64, CPW_MERGE_SUM, &memory, err);
  if (status != CPW_OK) return status;
  return cpw_result_add_array(result, "system_counts", "people",
                              "time in the network of those who left, in buckets of 1/128 octave",
                              "who bucket", CPW_INT64, CPW_MERGE_SUM, &memory, err);
}

static int32_t add_whole(cpw_result *result, const char *name, const char *text, int32_t merge,
                         int64_t value, cpw_error *err) {
  void *memory;
  int32_t status = cpw_result_add_array(result, name, "", text, "", CPW_INT64, merge, &memory, err);
  if (status == CPW_OK) memcpy(memory, &value, sizeof value);
  return status;
}

static int32_t add_real(cpw_result *result, const char *name, const char *text, int32_t merge,
                        double value, cpw_error *err) {
  void *memory;
  int32_t status =
      cpw_result_add_array(result, name, "", text, "", CPW_DOUBLE, merge, &memory, err);
  if (status == CPW_OK) memcpy(memory, &value, sizeof value);
  return status;
}

static int32_t add_singles(cpw_result *result, const cpwi_outcome *o, int32_t merge,
                           cpw_error *err) {
  const cpw_pathway_events_options *options = &o->p->options;
  int32_t sum = options->keep ? CPW_MERGE_SUM : CPW_MERGE_SAME;
  int64_t stopped = 0;
  for (const cpwi_engine *e = o->workers; e; e = e->rest)
    stopped += e->stopped_count;
  int32_t status =
      add_real(result, "level", "of the intervals", CPW_MERGE_SAME, options->level, err);
  if (status == CPW_OK)
    status = add_real(result, "precision",
                      "half-width of the interval of the mean time in the network, of that mean",
                      merge, 0.0, err);
  if (status == CPW_OK)
    status = add_real(result, "precision_asked", "that was asked for, 0: none", CPW_MERGE_SAME,
                      options->precision, err);
  if (status == CPW_OK)
    status = add_whole(result, "replications", "number of replications", sum, o->replications, err);
  if (status == CPW_OK)
    status =
        add_whole(result, "stopped", "replications that ended in a deadlock", sum, stopped, err);
  if (status == CPW_OK)
    status = add_whole(result, "network_digest",
                       "the same for the same network, options and seed: only those merge",
                       CPW_MERGE_SAME, cpwi_network_digest(o->p), err);
  return status;
}

/* ---------------------------------------------------------------- dimensions ---------------- */

typedef struct label {
  char text[CPW_NUMBER_CHARS];
} label;

static int32_t add_texts(cpw_result *result, const char *dimension, const label *text,
                         int64_t count, const cpw_allocator *a, cpw_error *err) {
  const char **pointer = cpwi_alloc(a, (size_t)count, sizeof *pointer);
  if (!pointer) return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the labels");
  for (int64_t i = 0; i < count; i++)
    pointer[i] = text[i].text;
  int32_t status = cpw_result_add_dimension(result, dimension, count, pointer, err);
  cpwi_release(a, (void *)pointer);
  return status;
}

int32_t cpwi_add_labels(cpw_result *result, const char *dimension, int64_t first, int64_t count,
                        const cpw_allocator *a, cpw_error *err) {
  label *text = cpwi_alloc(a, (size_t)count, sizeof *text);
  if (!text) return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the labels");
  for (int64_t i = 0; i < count; i++)
    cpw_format_int64(first + i, text[i].text);
  int32_t status = add_texts(result, dimension, text, count, a, err);
  cpwi_release(a, text);
  return status;
}

int32_t cpwi_add_probabilities(cpw_result *result, const double *p, int64_t count,
                               const cpw_allocator *a, cpw_error *err) {
  label *text = cpwi_alloc(a, (size_t)count, sizeof *text);
  void *memory;
  if (!text) return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the labels");
  for (int64_t i = 0; i < count; i++)
    cpw_format_double(p[i], text[i].text);
  int32_t status = add_texts(result, "quantile", text, count, a, err);
  cpwi_release(a, text);
  if (status == CPW_OK)
    status = cpw_result_add_array(result, "probability", "", "of the quantiles", "quantile",
                                  CPW_DOUBLE, CPW_MERGE_SAME, &memory, err);
  if (status == CPW_OK) memcpy(memory, p, (size_t)count * sizeof *p);
  return status;
}

static int32_t add_times(cpw_result *result, const cpwi_events *p, cpw_error *err) {
  const cpw_allocator *a = p->options.allocator;
  label *text = cpwi_alloc(a, (size_t)p->periods, sizeof *text);
  void *memory = NULL;
  if (!text) return cpwi_fail(err, CPW_ENOMEM, -1, p->where, "no memory for the labels");
  for (int64_t i = 0; i < p->periods; i++)
    cpw_format_double((double)i * p->options.period, text[i].text);
  int32_t status = add_texts(result, "time", text, p->periods, a, err);
  cpwi_release(a, text);
  if (status == CPW_OK)
    status = cpw_result_add_array(result, "time_end", "time", "end of the period", "time",
                                  CPW_DOUBLE, CPW_MERGE_SAME, &memory, err);
  for (int64_t i = 0; status == CPW_OK && i < p->periods; i++)
    ((double *)memory)[i] = (double)(i + 1) * p->options.period;
  return status;
}

static int32_t add_dimensions(cpw_result *result, const cpwi_outcome *o, cpw_error *err) {
  const cpwi_events *p = o->p;
  const cpw_allocator *a = p->options.allocator;
  int64_t who;
  int32_t status = cpwi_pathway_dimensions(&p->n, result, &who, err);
  if (status == CPW_OK)
    status = cpwi_add_probabilities(result, p->probabilities, p->probability_count, a, err);
  if (status == CPW_OK && p->periods > 0) status = add_times(result, p, err);
  if (status != CPW_OK || !p->options.keep) return status;
  status =
      cpwi_add_labels(result, "replication", p->run.first_replication, o->replications, a, err);
  return status == CPW_OK ? cpw_result_add_dimension(result, "bucket", CPWI_BUCKETS, NULL, err)
                          : status;
}

/* ---------------------------------------------------------------- counts -------------------- */

static void gather(const cpwi_engine *workers, int64_t cell, int64_t *to) {
  for (const cpwi_engine *e = workers; e; e = e->rest) {
    const cpwi_waits *w = &e->waits[cell];
    to[0] += w->zero;
    for (int o = 0; o < CPWI_OCTAVES; o++)
      for (int k = 0; w->page[o] && k < 128 && 1 + o * 128 + k < CPWI_BUCKETS; k++)
        to[1 + o * 128 + k] += e->page[w->page[o] - 1][k];
  }
}

/* Counts of slice `who` of the groups' cells from `first` on. */
static void gather_slice(const cpwi_outcome *o, int64_t first, int64_t who, int64_t *to) {
  memset(to, 0, CPWI_BUCKETS * sizeof *to);
  if (who > 0) gather(o->workers, first + who - 1, to);
  for (int64_t g = 0; who == 0 && g < o->p->n.groups; g++)
    gather(o->workers, first + g, to);
}

static int32_t put_quantiles(cpw_result *result, const cpwi_outcome *o, cpw_error *err) {
  const cpwi_events *p = o->p;
  double *out[2] = {cpwi_result_memory(result, "wait_quantile"),
                    cpwi_result_memory(result, "system_quantile")};
  int64_t *kept[2] = {cpwi_result_memory(result, "wait_counts"),
                      cpwi_result_memory(result, "system_counts")};
  int64_t *count = cpwi_alloc(p->options.allocator, CPWI_BUCKETS, sizeof *count);
  if (!count) return cpwi_fail(err, CPW_ENOMEM, -1, p->where, "no memory for the waits");
  for (int64_t s = 0; s <= p->n.stages; s++)
    for (int64_t w = 0; w < p->who; w++) {
      int of_system = s == p->n.stages;
      int64_t at = (of_system ? 0 : s * p->who) + w;
      gather_slice(o, s * p->n.groups, w, count);
      for (int64_t q = 0; q < p->probability_count; q++)
        out[of_system][at * p->probability_count + q] =
            cpwi_bucket_quantile(count, p->probabilities[q]);
      if (kept[of_system])
        memcpy(kept[of_system] + at * CPWI_BUCKETS, count, CPWI_BUCKETS * sizeof *count);
    }
  cpwi_release(p->options.allocator, count);
  return CPW_OK;
}

static void put_series(cpw_result *result, const cpwi_outcome *o) {
  const cpwi_events *p = o->p;
  for (int k = 0; k < SERIES_COUNT && p->periods > 0; k++) {
    int64_t size = p->periods * p->who * (k < 5 ? p->n.stages : 1);
    double *mean = cpwi_result_memory(result, SERIES[k].name);
    int64_t *sum = cpwi_result_memory(result, cpwi_suffixed(SERIES[k].name, "_sum").text);
    for (int64_t i = 0; i < size; i++) {
      int64_t total = 0;
      for (const cpwi_engine *e = o->workers; e; e = e->rest)
        total += k < 5 ? e->series[k][i] : e->present[i];
      mean[i] = (double)total / (double)o->replications;
      if (sum) sum[i] = total;
    }
  }
}

/* ---------------------------------------------------------------- after a merge ------------- */

static void derive_quantiles(cpw_result *result, const char *name, const char *counts) {
  const cpw_array *p = cpw_result_find(result, "probability");
  const cpw_array *c = cpw_result_find(result, counts);
  double *out = cpwi_result_memory(result, name);
  for (int64_t i = 0; i < c->size / CPWI_BUCKETS; i++)
    for (int64_t q = 0; q < p->size; q++)
      out[i * p->size + q] = cpwi_bucket_quantile(c->integer + i * CPWI_BUCKETS, p->real[q]);
}

static int32_t derive(cpw_result *result, cpw_error *err) {
  double n = (double)cpw_result_find(result, "replications")->integer[0];
  derive_quantiles(result, "wait_quantile", "wait_counts");
  derive_quantiles(result, "system_quantile", "system_counts");
  for (int k = 0; k < SERIES_COUNT; k++) {
    const cpw_array *sum = cpw_result_find(result, cpwi_suffixed(SERIES[k].name, "_sum").text);
    double *mean = cpwi_result_memory(result, SERIES[k].name);
    for (int64_t i = 0; sum && i < sum->size; i++)
      mean[i] = (double)sum->integer[i] / n;
  }
  return cpwi_summarise_kept(result, err);
}

/* ---------------------------------------------------------------- the result ---------------- */

static int32_t put_note(cpw_result *result, const cpwi_outcome *o, cpw_error *err) {
  const cpwi_engine *first = NULL;
  for (const cpwi_engine *e = o->workers; e; e = e->rest)
    if (e->stopped_count > 0 && (!first || e->first_stopped < first->first_stopped)) first = e;
  return first ? cpw_result_add_note(result, "deadlock", first->stopped_text, err) : CPW_OK;
}

static void put_figures(cpw_result *result, const cpwi_outcome *o) {
  const cpwi_row_places *l = o->layout;
  for (int k = 0; k < CPWI_GS; k++) {
    cpwi_put_spread(result, CPWI_NAMED[k].name, o->spread + l->at[k], l->size[k],
                    o->p->options.level);
    double *path = cpwi_result_memory(result, cpwi_suffixed(CPWI_NAMED[k].name, "_path").text);
    for (int64_t r = 0; path && r < o->replications; r++)
      memcpy(path + r * l->size[k], o->rows + r * l->row + l->at[k],
             (size_t)l->size[k] * sizeof *path);
  }
}

static int32_t fill(cpw_result *result, const cpwi_outcome *o, cpw_error *err) {
  int32_t keep = o->p->options.keep, merge = keep ? CPW_MERGE_DERIVE : CPW_MERGE_SAME;
  int32_t status = add_dimensions(result, o, err);
  if (status == CPW_OK) status = add_singles(result, o, merge, err);
  if (status == CPW_OK) status = cpwi_add_named(result, o->p->n.p.pools, keep, merge, err);
  if (status == CPW_OK) status = add_quantiles(result, keep, merge, err);
  if (status == CPW_OK && o->p->periods > 0) status = add_series(result, keep, merge, err);
  if (status == CPW_OK) status = put_quantiles(result, o, err);
  if (status == CPW_OK) status = put_note(result, o, err);
  if (status != CPW_OK) return status;
  put_series(result, o);
  put_figures(result, o);
  if (keep) cpwi_result_set_derive(result, derive);
  return cpwi_conclude(result, err);
}

int32_t cpwi_pathway_result(const cpwi_outcome *o, cpw_result **out, cpw_error *err) {
  cpw_result *result = NULL;
  int32_t status = cpw_result_new(o->p->options.allocator, &result, err);
  if (status == CPW_OK) status = fill(result, o, err);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}
