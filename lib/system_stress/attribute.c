/* What a loss is due to: all sets of factors under the same shocks, and the Shapley value.
 * Source: Shapley (1953) by cpw_coalition_shapley, of the mean and of each replication.
 * Leaves the runs to sample.c. */
#include "system_stress/internal.h"

#include "carepath/coalition.h"

#include <string.h>

typedef struct parts {
  const cpwi_stress *w;
  const cpw_system_measure *factor;
  int64_t n, sets;
  double *value;               /* (sets) room */
  double *share, *mean, *more; /* (n) room: of a replication; over all; sum of squares */
  double *shapley, *error, *alone, *last, *of_set;
  double none, all;
} parts;

/* ---------------------------------------------------------------- values --------------------- */

/* v of each set in one replication, or of the means. */
static void values_of(const parts *p, const cpwi_stress_sample *s, int64_t replication,
                      double *out) {
  for (int64_t set = 0; set < p->sets; set++)
    out[set] = s->loss[replication] - s->loss[set * s->n + replication];
}

static double mean_of(const double *x, int64_t n) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < n; i++)
    cpw_exact_sum_add(&sum, x[i]);
  return cpw_exact_sum_value(&sum) / (double)n;
}

/* The standard error of each part from its spread over the replications. */
static int32_t errors(const parts *p, const cpwi_stress_sample *s, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t i = 0; i < s->n && status == CPW_OK; i++) {
    values_of(p, s, i, p->value);
    status = cpw_coalition_shapley(p->value, p->n, p->share, err);
    for (int64_t k = 0; k < p->n && status == CPW_OK; k++) {
      double before = p->share[k] - p->mean[k];
      p->mean[k] += before / (double)(i + 1);
      p->more[k] += before * (p->share[k] - p->mean[k]);
    }
  }
  for (int64_t k = 0; k < p->n && status == CPW_OK; k++)
    p->error[k] = s->n > 1 ? sqrt(p->more[k] / (double)(s->n - 1) / (double)s->n) : CPWI_NAN;
  return status;
}

/* ---------------------------------------------------------------- sums that are exact -------- */

static double to_grid(double x, double grid) {
  return floor(x / grid + 0.5) * grid;
}

/* Rounds all figures to one grid, on which sums are exact, and gives what is left over to the greatest part. */
static double settle(parts *p) {
  double most = fabs(p->none) > fabs(p->all) ? fabs(p->none) : fabs(p->all), grid = 1, sum = 0;
  for (int64_t k = 0; k < p->n; k++)
    most = fabs(p->shapley[k]) > most ? fabs(p->shapley[k]) : most;
  if (most > 0) {
    while (grid <= most)
      grid *= 2;
    while (grid > 2 * most)
      grid /= 2;
  }
  grid *= 0x1p-46;
  p->none = to_grid(p->none, grid);
  p->all = to_grid(p->all, grid);
  double whole = p->none - p->all;
  int64_t greatest = 0;
  for (int64_t k = 0; k < p->n; k++) {
    p->shapley[k] = to_grid(p->shapley[k], grid);
    sum += p->shapley[k];
    if (fabs(p->shapley[k]) > fabs(p->shapley[greatest])) greatest = k;
  }
  p->shapley[greatest] += whole - sum;
  return whole;
}

/* ---------------------------------------------------------------- the result ----------------- */

static int32_t add_arrays(parts *p, cpw_result *r, cpw_error *err) {
  const struct {
    const char *name, *text, *dimensions;
    double **memory;
  } row[] = {{"shapley", "part of the whole", "factor", &p->shapley},
             {"shapley_error", "standard error over the replications", "factor", &p->error},
             {"alone", "loss saved by it alone", "factor", &p->alone},
             {"last", "loss saved by it after all others", "factor", &p->last},
             {"value", "loss saved by the set; bits: factor 0 is the lowest", "set", &p->of_set}};
  const char **label = cpwi_alloc_zero(p->w->allocator, (size_t)p->n, sizeof *label);
  if (!label) return cpwi_stress_no_memory(p->w, err);
  for (int64_t k = 0; k < p->n; k++)
    label[k] = p->factor[k].id;
  int32_t status = cpw_result_add_dimension(r, "factor", p->n, label, err);
  cpwi_release(p->w->allocator, label);
  if (status == CPW_OK) status = cpw_result_add_dimension(r, "set", p->sets, NULL, err);
  for (size_t k = 0; k < sizeof row / sizeof *row && status == CPW_OK; k++)
    status = cpwi_stress_array(r, row[k].name, "", row[k].text, row[k].dimensions, CPW_DOUBLE,
                               CPW_MERGE_SAME, row[k].memory, err);
  return status;
}

static int32_t add_numbers(const parts *p, double whole, cpw_result *r, cpw_error *err) {
  double alone = 0;
  for (int64_t k = 0; k < p->n; k++)
    alone += p->alone[k];
  const struct {
    const char *name, *text;
    double value;
  } row[] = {{"none", "mean loss without factors", p->none},
             {"all", "mean loss with all factors", p->all},
             {"whole", "none - all", whole},
             {"interplay", "whole - the sum of alone", whole - alone}};
  int32_t status = CPW_OK;
  for (size_t k = 0; k < sizeof row / sizeof *row && status == CPW_OK; k++)
    status = cpwi_stress_number(r, row[k].name, "", row[k].text, row[k].value, CPW_MERGE_SAME, err);
  return status;
}

static int32_t fill(parts *p, const cpwi_stress_sample *s, cpw_error *err) {
  p->none = mean_of(s->loss, s->n);
  p->all = mean_of(s->loss + (p->sets - 1) * s->n, s->n);
  for (int64_t set = 0; set < p->sets; set++)
    p->of_set[set] = set ? p->none - mean_of(s->loss + set * s->n, s->n) : 0;
  int32_t status = cpw_coalition_shapley(p->of_set, p->n, p->shapley, err);
  if (status == CPW_OK) status = errors(p, s, err);
  for (int64_t k = 0; k < p->n && status == CPW_OK; k++) {
    p->alone[k] = p->of_set[INT64_C(1) << k];
    p->last[k] = p->of_set[p->sets - 1] - p->of_set[(p->sets - 1) ^ (INT64_C(1) << k)];
  }
  return status;
}

static int32_t answer(parts *p, const cpwi_stress_sample *s, cpw_result **out, cpw_error *err) {
  cpw_result *r = NULL;
  int32_t status = cpw_result_new(p->w->allocator, &r, err);
  if (status == CPW_OK) status = add_arrays(p, r, err);
  if (status == CPW_OK) status = fill(p, s, err);
  if (status == CPW_OK) status = add_numbers(p, settle(p), r, err);
  if (status == CPW_OK) status = cpwi_stress_notes(p->w, r, err);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}

/* ---------------------------------------------------------------- the runs ------------------- */

static int32_t run_sets(parts *p, cpwi_stress_case *cases, cpw_result **out, cpw_error *err) {
  const cpwi_stress *w = p->w;
  cpwi_stress_sample s = {0};
  int32_t status = CPW_OK;
  for (int64_t set = 0; set < p->sets && status == CPW_OK; set++) {
    status = cpwi_stress_case_new(w, 1, 1, &cases[set], err);
    if (status == CPW_OK)
      status = cpwi_stress_case_measures(w, p->factor, p->n, set, &cases[set], err);
  }
  if (status == CPW_OK) status = cpwi_stress_sample_new(w, p->sets, 0, &s, err);
  if (status == CPW_OK) status = cpwi_stress_sample_run(w, cases, &s, err);
  if (status == CPW_OK) status = answer(p, &s, out, err);
  cpwi_stress_sample_free(w, &s);
  for (int64_t set = 0; set < p->sets; set++)
    cpwi_stress_case_free(w, &cases[set]);
  return status;
}

static int32_t attribute(parts *p, cpw_result **out, cpw_error *err) {
  const cpwi_stress *w = p->w;
  int32_t status = cpwi_stress_measures_check(w, p->factor, p->n, "factor", err);
  if (status != CPW_OK) return status;
  cpwi_stress_case *cases = cpwi_alloc_zero(w->allocator, (size_t)p->sets, sizeof *cases);
  p->value = cpwi_alloc_zero(w->allocator, (size_t)p->sets, sizeof *p->value);
  p->share = cpwi_alloc_zero(w->allocator, (size_t)p->n, 3 * sizeof *p->share);
  if (cases && p->value && p->share) {
    p->mean = p->share + p->n;
    p->more = p->mean + p->n;
    status = run_sets(p, cases, out, err);
  } else {
    status = cpwi_stress_no_memory(w, err);
  }
  cpwi_release(w->allocator, cases);
  cpwi_release(w->allocator, p->value);
  cpwi_release(w->allocator, p->share);
  return status;
}

int32_t cpw_system_stress_attribute(const cpw_system *system,
                                    const cpw_system_stress_options *options,
                                    const cpw_system_measure *factor, int64_t factors,
                                    const cpw_run *run, cpw_result **out, cpw_error *err) {
  cpwi_stress w;
  if (!out || !factor || factors < 1 || factors > CPW_STRESS_MOST_FACTORS)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out and 1 to %d factors must be given",
                     (int)CPW_STRESS_MOST_FACTORS);
  int32_t status = cpwi_stress_begin(&w, system, options, run, __func__, err);
  parts p = {.w = &w, .factor = factor, .n = factors, .sets = INT64_C(1) << factors};
  if (status == CPW_OK) status = attribute(&p, out, err);
  cpwi_stress_finish(&w);
  return status;
}
