/* What many replications say: the arrays of the result, means and exact quantiles of every measure,
 * and the same again after a merge.
 * Source: exact moments and quantiles of stats.h. Leaves the replications to simulate.c. */
#include "simulate/internal.h"

#include <stdio.h>

typedef struct measure {
  const char *name, *unit, *description;
} measure;

static const measure MEASURES[CPWI_MEASURES] = {
    {"total_closing", "people", "waiting at the end of the period"},
    {"total_starts", "people", "clock starts in the period"},
    {"total_unrecorded", "people", "joined in the period without a recorded clock start"},
    {"total_treated", "people", "treated in the period"},
    {"total_removed", "people", "removed without treatment in the period"},
    {"unused_capacity", "people", "treatments that nobody was left for"},
    {"within_18", "share", "share of the list that has waited at most 18 weeks"},
    {"over_52", "people", "have waited more than 52 weeks"},
    {"over_65", "people", "have waited more than 65 weeks"},
    {"over_78", "people", "have waited more than 78 weeks"},
    {"over_104", "people", "have waited more than 104 weeks"},
    {"median_wait", "weeks", "wait that half of the list has not exceeded"},
    {"p92_wait", "weeks", "wait that 92 % of the list have not exceeded"},
};

typedef struct name {
  char text[48];
} name;

static name named(int k, const char *suffix) {
  name n;
  snprintf(n.text, sizeof n.text, "%s%s", MEASURES[k].name, suffix);
  return n;
}

/* ---------------------------------------------------------------- the arrays ---------------- */

static int32_t add_measure(cpwi_simulation *s, cpw_result *result, int k, int32_t merge,
                           double **path, cpw_error *err) {
  const measure *m = &MEASURES[k];
  char text[3][160];
  name names[4] = {named(k, "_mean"), named(k, "_sd"), named(k, ""), named(k, "_path")};
  static const char *const what[3] = {"mean", "standard deviation", "quantiles"};
  for (int i = 0; i < 3; i++)
    snprintf(text[i], sizeof text[i], "%s over the replications: %s", what[i], m->description);
  const cpwi_column columns[] = {
      {names[0].text, m->unit, text[0], "list period", &s->summary.mean[k]},
      {names[1].text, m->unit, text[1], "list period", &s->summary.sd[k]},
      {names[2].text, m->unit, text[2], "list period quantile", &s->summary.quantile[k]},
  };
  const cpwi_column kept = {names[3].text, m->unit, m->description, "replication list period",
                            path};
  int32_t status = cpwi_add_columns(result, columns, 3, merge, err);
  if (status != CPW_OK || !s->options.keep) return status;
  return cpwi_add_columns(result, &kept, 1, CPW_MERGE_APPEND, err);
}

static int32_t add_counts(cpw_result *result, const char *array, const char *description,
                          const char *dimensions, int32_t merge, int64_t **out, cpw_error *err) {
  void *memory = NULL;
  int32_t status = cpw_result_add_array(result, array, "", description, dimensions, CPW_INT64,
                                        merge, &memory, err);
  if (status == CPW_OK && out) *out = memory;
  return status;
}

static int32_t add_mean_list(cpwi_simulation *s, cpw_result *result, int32_t merge,
                             cpw_error *err) {
  const int32_t keep = s->options.keep;
  const cpwi_column mean = {"waiting_mean", "people",
                            "mean over the replications: waiting at the end of the period",
                            "list period band", &s->list.mean};
  const cpwi_column unit = {"waiting_unit", "people", "what waiting_sum counts", "list",
                            &s->list.unit};
  int32_t status = cpwi_add_columns(result, &mean, 1, merge, err);
  if (status == CPW_OK)
    status = cpwi_add_columns(result, &unit, 1, keep ? CPW_MERGE_SAME : merge, err);
  if (status != CPW_OK) return status;
  return add_counts(result, "waiting_sum", "waiting, added over the replications",
                    "list period band", keep ? CPW_MERGE_SUM : merge, &s->list.sum, err);
}

/* Labels start .. start + length - 1. */
static int32_t add_replications(const cpwi_simulation *s, cpw_result *result, cpw_error *err) {
  const int64_t length = s->run.replications;
  const cpw_allocator *allocator = s->options.allocator;
  char(*text)[CPW_NUMBER_CHARS] = cpwi_alloc(allocator, (size_t)length, sizeof *text);
  const char **pointer = cpwi_alloc(allocator, (size_t)length, sizeof *pointer);
  int32_t status = CPW_ENOMEM;
  if (text && pointer) {
    for (int64_t i = 0; i < length; i++) {
      cpw_format_int64(s->run.first_replication + i, text[i]);
      pointer[i] = text[i];
    }
    status = cpw_result_add_dimension(result, "replication", length, pointer, err);
  } else {
    status =
        cpwi_fail(err, status, -1, CPWI_SIMULATE, "no memory for %lld labels", (long long)length);
  }
  cpwi_release(allocator, text);
  cpwi_release(allocator, (void *)pointer);
  return status;
}

static int32_t add_probabilities(cpwi_simulation *s, cpw_result *result, cpw_error *err) {
  const cpw_simulate_options *o = &s->options;
  const cpw_allocator *allocator = o->allocator;
  const int64_t count = o->probability_count;
  char(*text)[CPW_NUMBER_CHARS] = cpwi_alloc(allocator, (size_t)count, sizeof *text);
  const char **pointer = cpwi_alloc(allocator, (size_t)count, sizeof *pointer);
  double *p = NULL;
  const cpwi_column column = {"probability", "",
                              "share of the replications at or below the quantile", "quantile", &p};
  int32_t status = text && pointer ? CPW_OK : CPW_ENOMEM;
  if (status != CPW_OK)
    status =
        cpwi_fail(err, status, -1, CPWI_SIMULATE, "no memory for %lld labels", (long long)count);
  for (int64_t i = 0; i < count && status == CPW_OK; i++) {
    cpw_format_double(o->probabilities[i], text[i]);
    pointer[i] = text[i];
  }
  if (status == CPW_OK) status = cpw_result_add_dimension(result, "quantile", count, pointer, err);
  if (status == CPW_OK) status = cpwi_add_columns(result, &column, 1, CPW_MERGE_SAME, err);
  if (status == CPW_OK) memcpy(p, o->probabilities, (size_t)count * sizeof *p);
  cpwi_release(allocator, text);
  cpwi_release(allocator, (void *)pointer);
  s->summary.p = p;
  s->summary.count = count;
  return status;
}

static int32_t add_dimensions(cpwi_simulation *s, cpw_result *result, cpw_error *err) {
  const cpw_simulate_options *o = &s->options;
  int32_t status = cpwi_add_labelled(result, "list", s->backlog.lists, s->backlog.list, 0, err);
  if (status == CPW_OK && o->period)
    status = cpwi_add_labelled(result, "period", o->periods, o->period, 0, err);
  else if (status == CPW_OK)
    status = cpwi_add_numbered(result, "period", o->periods, o->allocator, err);
  if (status == CPW_OK) status = cpwi_add_bands(result, &s->bands, o->allocator, err);
  if (status == CPW_OK) status = add_probabilities(s, result, err);
  if (status == CPW_OK && o->keep) status = add_replications(s, result, err);
  return status;
}

static int32_t derive(cpw_result *result, cpw_error *err);

int32_t cpwi_simulate_add_arrays(cpwi_simulation *s, cpw_result *result, double **paths,
                                 cpw_error *err) {
  const int32_t keep = s->options.keep;
  const int32_t merge = keep ? CPW_MERGE_DERIVE : cpwi_list_merge(s->backlog.list);
  int64_t *replications;
  int32_t status = add_dimensions(s, result, err);
  for (int k = 0; k < CPWI_MEASURES && status == CPW_OK; k++)
    status = add_measure(s, result, k, merge, &paths[k], err);
  if (status != CPW_OK ||
      (status = add_counts(result, "empty", "replications whose list is empty", "list period",
                           merge, &s->summary.empty, err)) != CPW_OK ||
      (status = add_counts(result, "unstable", "replications that have outgrown all bounds",
                           "list period", merge, &s->summary.unstable, err)) != CPW_OK ||
      (status = add_counts(result, "outcome",
                           "0: simulated to the end, 4: some replication outgrows all bounds and "
                           "there are no figures from then on",
                           "list", merge, NULL, err)) != CPW_OK ||
      (status = add_counts(result, "replications", "number of replications", "",
                           keep ? CPW_MERGE_SUM : CPW_MERGE_SAME, &replications, err)) != CPW_OK)
    return status;
  *replications = s->run.replications;
  if (keep) cpwi_result_set_derive(result, derive);
  return s->options.bands ? add_mean_list(s, result, merge, err) : CPW_OK;
}

/* ---------------------------------------------------------------- one cell ------------------ */

/* The replications in which a measure of a cell exists, and how many they are. */
static int64_t gather(const cpwi_figures *f, int k, int64_t cell, double *x) {
  const double *from = f->base[k] + cell * f->by_cell;
  int64_t count = 0;
  for (int64_t r = 0; r < f->replications; r++) {
    double value = from[r * f->by_replication];
    if (!isnan(value)) x[count++] = value;
  }
  return count;
}

static void no_values(const cpwi_summary *to, int k, int64_t row) {
  to->mean[k][row] = to->sd[k][row] = CPWI_NAN;
  for (int64_t i = 0; i < to->count; i++)
    to->quantile[k][row * to->count + i] = CPWI_NAN;
}

static int32_t summarise_measure(const cpwi_summary *to, int k, int64_t row, double *x,
                                 int64_t count, const cpw_allocator *allocator, cpw_error *err) {
  no_values(to, k, row);
  if (count == 0) return CPW_OK;
  cpw_moments moments;
  cpw_moments_init(&moments);
  int32_t status = cpw_moments_add_array(&moments, x, count, err);
  if (status != CPW_OK) return status;
  to->mean[k][row] = cpw_moments_mean(&moments);
  to->sd[k][row] = cpw_moments_sd(&moments, 1);
  return cpw_quantiles_in_place(x, count, to->p, to->count, CPW_QUANTILE_7, allocator,
                                to->quantile[k] + row * to->count, err);
}

int32_t cpwi_summarise(const cpwi_summary *to, const cpwi_figures *f, int64_t first, int64_t last,
                       int64_t row, const cpw_allocator *allocator, cpw_error *err) {
  double *x = cpwi_alloc(allocator, (size_t)f->replications, sizeof *x);
  int32_t status = CPW_OK;
  if (!x)
    return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_SIMULATE, "no memory for %lld replications",
                     (long long)f->replications);
  for (int64_t cell = first; cell < last && status == CPW_OK; cell++) {
    int64_t at = row + cell, count = gather(f, CPWI_CLOSING, cell, x), empty = 0;
    for (int64_t i = 0; i < count; i++)
      empty += x[i] == 0.0;
    to->empty[at] = empty;
    to->unstable[at] = f->replications - count;
    for (int k = 0; k < CPWI_MEASURES && status == CPW_OK; k++) {
      count = to->unstable[at] > 0 ? 0 : gather(f, k, cell, x);
      status = summarise_measure(to, k, at, x, count, allocator, err);
    }
  }
  cpwi_release(allocator, x);
  return status;
}

/* ---------------------------------------------------------------- all of them --------------- */

static int64_t integer_of(const cpw_result *result, const char *array) {
  return cpw_result_find(result, array)->integer[0];
}

static void fill_mean_list(cpw_result *result) {
  const cpw_array *sum = cpw_result_find(result, "waiting_sum");
  if (!sum) return;
  const int64_t *unstable = cpw_result_find(result, "unstable")->integer;
  const double *unit = cpw_result_find(result, "waiting_unit")->real;
  double *mean = cpwi_result_memory(result, "waiting_mean");
  double replications = (double)integer_of(result, "replications");
  int64_t periods = sum->dimension[1]->length, bands = sum->dimension[2]->length;
  for (int64_t i = 0; i < sum->size; i++) {
    double total = (double)sum->integer[i] * unit[i / bands / periods];
    mean[i] = unstable[i / bands] > 0 ? CPWI_NAN : total / replications;
  }
}

int32_t cpwi_simulate_conclude(cpw_result *result, cpw_error *err) {
  const cpw_array *unstable = cpw_result_find(result, "unstable");
  const cpw_dimension *list = unstable->dimension[0], *period = unstable->dimension[1];
  int64_t *outcome = cpwi_result_memory(result, "outcome");
  int64_t first = -1, lists = 0;
  fill_mean_list(result);
  for (int64_t i = unstable->size - 1; i >= 0; i--) {
    int64_t l = i / period->length;
    if (unstable->integer[i] == 0) continue;
    lists += outcome[l] != CPW_OUTCOME_UNSTABLE;
    outcome[l] = CPW_OUTCOME_UNSTABLE;
    first = i;
  }
  if (first < 0) return CPW_OK;
  char text[640];
  snprintf(text, sizeof text,
           "%lld of %lld lists have replications with a thousand times the people who were to be "
           "expected, and no figures from then on (look at the removal hazards): first %s in "
           "period %s, %lld of %lld replications",
           (long long)lists, (long long)list->length,
           cpwi_plain_label(list, "list", first / period->length, 0).text,
           cpwi_plain_label(period, "number", first % period->length, 1).text,
           (long long)unstable->integer[first], (long long)integer_of(result, "replications"));
  int32_t status = cpw_result_set_outcome(result, CPW_OUTCOME_UNSTABLE);
  return status == CPW_OK ? cpw_result_add_note(result, "unstable", text, err) : status;
}

/* After a merge: everything from the kept replications. */
static int32_t derive(cpw_result *result, cpw_error *err) {
  cpwi_summary to;
  cpwi_figures from;
  const cpw_array *p = cpw_result_find(result, "probability");
  const cpw_array *cells = cpw_result_find(result, "empty");
  for (int k = 0; k < CPWI_MEASURES; k++) {
    to.mean[k] = cpwi_result_memory(result, named(k, "_mean").text);
    to.sd[k] = cpwi_result_memory(result, named(k, "_sd").text);
    to.quantile[k] = cpwi_result_memory(result, named(k, "").text);
    from.base[k] = cpwi_result_memory(result, named(k, "_path").text);
  }
  to.empty = cpwi_result_memory(result, "empty");
  to.unstable = cpwi_result_memory(result, "unstable");
  to.p = p->real;
  to.count = p->size;
  from.by_cell = 1;
  from.by_replication = cells->size;
  from.replications = integer_of(result, "replications");
  int32_t status =
      cpwi_summarise(&to, &from, 0, cells->size, 0, cpwi_result_allocator(result), err);
  return status == CPW_OK ? cpwi_simulate_conclude(result, err) : status;
}
