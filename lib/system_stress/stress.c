/* Outcomes of a system under its shocks: every replication, and what they sum up to.
 * Source: the names in carepath/system_stress.h.
 * Leaves replications to sample.c, means and tails to summary.c. */
#include "system_stress/internal.h"

#include <string.h>

typedef struct figure {
  const char *name, *unit, *text;
  size_t at; /* in the summary */
} figure;

#define AT(field) offsetof(cpwi_stress_summary, field)
static const figure FIGURE[] = {
    {"loss_mean", "", "mean loss", AT(mean)},
    {"loss_lower", "", "lower limit of the mean loss", AT(lower)},
    {"loss_upper", "", "upper limit of the mean loss", AT(upper)},
    {"loss_sd", "", "standard deviation of the loss between replications", AT(sd)},
    {"loss_var", "", "value at risk: not exceeded with the level's probability", AT(var)},
    {"loss_cvar", "", "conditional value at risk: mean of the worst 1 - level", AT(cvar)},
    {"loss_worst", "", "largest loss of all replications", AT(worst)},
    {"resilience_mean", "person-weeks", "mean resilience loss", AT(area_mean)},
    {"resilience_cvar", "person-weeks", "mean of the worst 1 - level", AT(area_cvar)},
    {"recovered", "share", "of replications that are within tolerance at the end", AT(recovered)},
    {"recovery_median", "weeks", "median recovery; inf: not by the end", AT(recovery_median)},
    {"collapse", "share", "of replications in which the system collapsed", AT(collapse)},
    {"collapse_lower", "share", "lower limit of the share", AT(collapse_lower)},
    {"collapse_upper", "share", "upper limit of the share", AT(collapse_upper)}};
enum { FIGURES = sizeof FIGURE / sizeof *FIGURE };

/* ---------------------------------------------------------------- derived -------------------- */

static void means(const double *x, int64_t n, int64_t width, double *out) {
  cpw_exact_sum sum;
  for (int64_t k = 0; k < width; k++) {
    cpw_exact_sum_init(&sum);
    for (int64_t i = 0; i < n; i++)
      cpw_exact_sum_add(&sum, x[i * width + k]);
    out[k] = cpw_exact_sum_value(&sum) / (double)n;
  }
}

static double number(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  return a && a->real ? a->real[0] : CPWI_NAN;
}

static int32_t write_summary(cpw_result *r, const cpwi_stress_summary *s, cpw_error *err) {
  double *quantile = cpwi_result_memory(r, "loss_quantile");
  int missing = quantile == NULL;
  for (int k = 0; k < FIGURES; k++) {
    double *out = cpwi_result_memory(r, FIGURE[k].name);
    if (out)
      memcpy(out, (const char *)s + FIGURE[k].at, sizeof *out);
    else
      missing = 1;
  }
  if (missing) return cpwi_fail(err, CPW_EINTERNAL, -1, "cpw_system_stress", "an array is missing");
  memcpy(quantile, s->quantile, sizeof s->quantile);
  return CPW_OK;
}

static int32_t derive(cpw_result *r, cpw_error *err) {
  const cpw_array *loss = cpw_result_find(r, "loss"), *unit = cpw_result_find(r, "unit_loss");
  const cpw_array *area = cpw_result_find(r, "resilience_loss");
  const cpw_array *back = cpw_result_find(r, "recovery"), *down = cpw_result_find(r, "collapsed");
  const cpw_array *group = cpw_result_find(r, "group_loss");
  double *unit_mean = cpwi_result_memory(r, "unit_mean");
  double *group_mean = cpwi_result_memory(r, "group_mean");
  cpwi_stress_summary s;
  if (!loss || !unit || !area || !back || !down || !group || !unit_mean || !group_mean)
    return cpwi_fail(err, CPW_EINTERNAL, -1, "cpw_system_stress", "an array is missing");
  int32_t status = cpwi_stress_summarise(loss->real, area->real, back->real, down->integer,
                                         loss->size, number(r, "level"), number(r, "confidence"),
                                         cpwi_result_allocator(r), &s, err);
  if (status != CPW_OK) return status;
  means(unit->real, loss->size, unit->size / loss->size, unit_mean);
  means(group->real, loss->size, group->size / loss->size, group_mean);
  return write_summary(r, &s, err);
}

/* ---------------------------------------------------------------- the result ----------------- */

static int32_t add_replications(const cpwi_stress *w, cpw_result *r, cpw_error *err) {
  int64_t n = w->run.replications;
  char(*text)[CPW_NUMBER_CHARS] = cpwi_alloc_zero(w->allocator, (size_t)n, sizeof *text);
  const char **label = cpwi_alloc_zero(w->allocator, (size_t)n, sizeof *label);
  int32_t status = text && label ? CPW_OK : cpwi_stress_no_memory(w, err);
  for (int64_t i = 0; status == CPW_OK && i < n; i++) {
    (void)cpw_format_int64(w->run.first_replication + i, text[i]);
    label[i] = text[i];
  }
  if (status == CPW_OK) status = cpw_result_add_dimension(r, "replication", n, label, err);
  cpwi_release(w->allocator, text);
  cpwi_release(w->allocator, label);
  return status;
}

static int32_t add_dimensions(const cpwi_stress *w, cpw_result *r, cpw_error *err) {
  static const char *const all[] = {"all"};
  static const char *const p[CPWI_STRESS_QUANTILES] = {"0.05", "0.25", "0.5", "0.75", "0.95"};
  int32_t status = add_replications(w, r, err);
  if (status == CPW_OK) status = cpwi_stress_units(w, r, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(r, "group", w->groups,
                                      w->system.group ? w->system.group : all, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(r, "probability", CPWI_STRESS_QUANTILES, p, err);
  return status;
}

static int32_t copy_doubles(cpw_result *r, const char *name, const char *unit, const char *text,
                            const char *dimensions, const double *from, int64_t count,
                            cpw_error *err) {
  double *to = NULL;
  int32_t status =
      cpwi_stress_array(r, name, unit, text, dimensions, CPW_DOUBLE, CPW_MERGE_APPEND, &to, err);
  if (status == CPW_OK && to) memcpy(to, from, (size_t)count * sizeof *to);
  return status;
}

static int32_t copy_integers(cpw_result *r, const char *name, const char *text, const int64_t *from,
                             int64_t count, cpw_error *err) {
  int64_t *to = NULL;
  int32_t status =
      cpwi_stress_array(r, name, "", text, "replication", CPW_INT64, CPW_MERGE_APPEND, &to, err);
  if (status == CPW_OK && to) memcpy(to, from, (size_t)count * sizeof *to);
  return status;
}

static int32_t add_sample(const cpwi_stress *w, const cpwi_stress_sample *s, cpw_result *r,
                          cpw_error *err) {
  int64_t n = s->n;
  const struct {
    const char *name, *unit, *text, *dimensions;
    const double *from;
    int64_t count;
  } row[] = {
      {"loss", "", "loss, as the note says", "replication", s->loss, n},
      {"resilience_loss", "person-weeks", "integral of the shortfall", "replication", s->area, n},
      {"recovery", "weeks", "from the first onset; inf: not by the end", "replication", s->recovery,
       n},
      {"peak", "ratio", "largest list over the undisturbed one", "replication", s->peak, n},
      {"unit_loss", "", "loss of the unit", "replication unit", s->unit_loss, n * w->units},
      {"group_loss", "", "loss of the group", "replication group", s->group_loss, n * w->groups}};
  int32_t status = CPW_OK;
  for (size_t k = 0; k < sizeof row / sizeof *row && status == CPW_OK; k++)
    status = copy_doubles(r, row[k].name, row[k].unit, row[k].text, row[k].dimensions, row[k].from,
                          row[k].count, err);
  if (status == CPW_OK)
    status = copy_integers(r, "collapsed", "1: the system collapsed", s->collapsed, n, err);
  if (status == CPW_OK)
    status = copy_integers(r, "happenings", "shocks that happened", s->happenings, n, err);
  int64_t *sum = NULL;
  if (status == CPW_OK)
    status = cpwi_stress_array(r, "unit_collapsed", "replications", "in which the unit collapsed",
                               "unit", CPW_INT64, CPW_MERGE_SUM, &sum, err);
  for (int64_t i = 0; status == CPW_OK && i < n * w->units; i++)
    sum[i % w->units] += s->unit_collapsed[i];
  return status;
}

static int32_t add_derived(cpw_result *r, cpw_error *err) {
  void *m = NULL;
  int32_t status = CPW_OK;
  for (int k = 0; k < FIGURES && status == CPW_OK; k++)
    status = cpwi_stress_number(r, FIGURE[k].name, FIGURE[k].unit, FIGURE[k].text, 0,
                                CPW_MERGE_DERIVE, err);
  if (status == CPW_OK)
    status = cpwi_stress_array(r, "loss_quantile", "", "quantiles of the loss", "probability",
                               CPW_DOUBLE, CPW_MERGE_DERIVE, &m, err);
  if (status == CPW_OK)
    status = cpwi_stress_array(r, "unit_mean", "", "mean loss of the unit", "unit", CPW_DOUBLE,
                               CPW_MERGE_DERIVE, &m, err);
  if (status == CPW_OK)
    status = cpwi_stress_array(r, "group_mean", "", "mean loss of the group", "group", CPW_DOUBLE,
                               CPW_MERGE_DERIVE, &m, err);
  return status;
}

static int32_t add_calm(const cpwi_stress *w, cpw_result *r, cpw_error *err) {
  double waited = 0;
  for (int64_t k = 0; k < w->units * w->groups; k++)
    waited += w->calm.totals[k].waited;
  const struct {
    const char *name, *unit, *text;
    double value;
  } row[] = {{"level", "", "of the conditional value at risk", w->o.level},
             {"confidence", "", "of the intervals", w->o.confidence},
             {"undisturbed_waited", "person-weeks", "on the lists of the undisturbed run", waited},
             {"undisturbed_closing", "people", "at the end of the undisturbed run",
              w->calm.all[w->periods - 1]}};
  int32_t status = CPW_OK;
  for (size_t k = 0; k < sizeof row / sizeof *row && status == CPW_OK; k++)
    status = cpwi_stress_number(r, row[k].name, row[k].unit, row[k].text, row[k].value,
                                CPW_MERGE_SAME, err);
  return status;
}

static int32_t answer(const cpwi_stress *w, const cpwi_stress_sample *s, cpw_result **out,
                      cpw_error *err) {
  cpw_result *r = NULL;
  int32_t status = cpw_result_new(w->allocator, &r, err);
  if (status == CPW_OK) status = add_dimensions(w, r, err);
  if (status == CPW_OK) status = add_sample(w, s, r, err);
  if (status == CPW_OK) status = add_calm(w, r, err);
  if (status == CPW_OK) status = add_derived(r, err);
  if (status == CPW_OK) status = cpwi_stress_notes(w, r, err);
  if (status == CPW_OK) status = derive(r, err);
  if (status == CPW_OK) {
    cpwi_result_set_derive(r, derive);
    *out = r;
  } else {
    cpw_result_free(r);
  }
  return status;
}

int32_t cpw_system_stress(const cpw_system *system, const cpw_system_stress_options *options,
                          const cpw_run *run, cpw_result **out, cpw_error *err) {
  cpwi_stress w;
  cpwi_stress_sample s = {0};
  cpwi_stress_case c = {0};
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out must be given");
  int32_t status = cpwi_stress_begin(&w, system, options, run, __func__, err);
  if (status == CPW_OK) status = cpwi_stress_case_new(&w, 1, 1, &c, err);
  if (status == CPW_OK) status = cpwi_stress_sample_new(&w, 1, 1, &s, err);
  if (status == CPW_OK) status = cpwi_stress_sample_run(&w, &c, &s, err);
  if (status == CPW_OK) status = answer(&w, &s, out, err);
  cpwi_stress_sample_free(&w, &s);
  cpwi_stress_case_free(&w, &c);
  cpwi_stress_finish(&w);
  return status;
}
