/* How far each unit is from a list that grows without end.
 * Source: stability of a queue, rho = starts/capacity < 1.
 * Leaves shocks to breaking.c: these are margins of the undisturbed run. */
#include "system_stress/internal.h"

#include <string.h>

enum { STARTS, CAPACITY, RHO, RHO_PEAK, HEADROOM, SURGE, LOSS, CLEARING, FIGURES };

static const struct {
  const char *name, *unit, *text;
} FIGURE[FIGURES] = {
    {"starts", "people a week", "clock starts, with those moved in less those moved out"},
    {"capacity", "treatments a week", "mean over the horizon"},
    {"rho", "ratio", "starts over capacity"},
    {"rho_peak", "ratio", "largest of a period"},
    {"headroom", "treatments a week", "capacity - starts"},
    {"surge", "share", "largest lasting rise of starts"},
    {"loss", "share", "largest lasting loss of capacity"},
    {"clearing", "weeks", "in which the headroom clears the opening list"}};

static double ratio(double starts, double capacity) {
  if (capacity > 0) return starts / capacity;
  return starts > 0 ? (double)INFINITY : 0;
}

static void measure(const cpwi_stress *w, int64_t u, double *const *x) {
  double starts = 0, capacity = 0, opening = 0, peak = 0, weeks = (double)w->weeks;
  for (int64_t p = 0; p < w->periods; p++) {
    double s = w->calm.starts[u * w->periods + p], c = w->calm.capacity[u * w->periods + p];
    starts += s;
    capacity += c;
    if (ratio(s, c) > peak) peak = ratio(s, c);
  }
  for (int64_t g = 0; g < w->groups; g++)
    opening += w->calm.totals[u * w->groups + g].opening;
  double headroom = (capacity - starts) / weeks, inf = (double)INFINITY;
  x[STARTS][u] = starts / weeks;
  x[CAPACITY][u] = capacity / weeks;
  x[RHO][u] = ratio(starts, capacity);
  x[RHO_PEAK][u] = peak;
  x[HEADROOM][u] = headroom;
  x[SURGE][u] = starts > 0 ? (capacity - starts) / starts : inf;
  x[LOSS][u] = capacity > 0 ? (capacity - starts) / capacity : starts > 0 ? -inf : 0;
  x[CLEARING][u] = opening == 0 ? 0 : headroom > 0 ? opening / headroom : inf;
}

static int32_t add_all(const cpwi_stress *w, const double *const *x, cpw_result *r,
                       cpw_error *err) {
  cpw_exact_sum starts, capacity;
  int64_t unstable = 0, worse = 0;
  cpw_exact_sum_init(&starts);
  cpw_exact_sum_init(&capacity);
  for (int64_t u = 0; u < w->units; u++) {
    cpw_exact_sum_add(&starts, x[STARTS][u]);
    cpw_exact_sum_add(&capacity, x[CAPACITY][u]);
    unstable += x[RHO][u] >= 1;
    worse += x[RHO][u] > 1;
  }
  int32_t status = cpwi_stress_number(
      r, "rho_all", "ratio", "starts over capacity of all units",
      ratio(cpw_exact_sum_value(&starts), cpw_exact_sum_value(&capacity)), CPW_MERGE_SAME, err);
  if (status == CPW_OK)
    status = cpwi_stress_integer(r, "unstable", "units with rho >= 1", unstable, err);
  if (status == CPW_OK && worse > 0) status = cpw_result_set_outcome(r, CPW_OUTCOME_UNSTABLE);
  return status;
}

static int32_t answer(const cpwi_stress *w, cpw_result **out, cpw_error *err) {
  cpw_result *r = NULL;
  double *x[FIGURES] = {NULL};
  const double *seen[FIGURES] = {NULL};
  int64_t *rank = NULL;
  int32_t status = cpw_result_new(w->allocator, &r, err);
  if (status == CPW_OK) status = cpwi_stress_units(w, r, err);
  for (int k = 0; k < FIGURES && status == CPW_OK; k++) {
    status = cpwi_stress_array(r, FIGURE[k].name, FIGURE[k].unit, FIGURE[k].text, "unit",
                               CPW_DOUBLE, CPW_MERGE_SAME, &x[k], err);
    seen[k] = x[k];
  }
  if (status == CPW_OK)
    status = cpwi_stress_array(r, "fragility", "", "rank by rho, 0: the most fragile", "unit",
                               CPW_INT64, CPW_MERGE_SAME, &rank, err);
  for (int64_t u = 0; u < w->units && status == CPW_OK; u++)
    measure(w, u, x);
  if (status == CPW_OK) status = cpwi_stress_rank(w, r, "rho", 1, rank, err);
  if (status == CPW_OK) status = add_all(w, seen, r, err);
  if (status == CPW_OK)
    status = cpw_result_add_note(r, "margin",
                                 "means over the horizon; leaving untreated is not counted as "
                                 "relief",
                                 err);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}

int32_t cpw_system_stress_margin(const cpw_system *system, const cpw_system_stress_options *options,
                                 const cpw_run *run, cpw_result **out, cpw_error *err) {
  cpwi_stress w;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out must be given");
  int32_t status = cpwi_stress_begin(&w, system, options, run, __func__, err);
  if (status == CPW_OK) status = answer(&w, out, err);
  cpwi_stress_finish(&w);
  return status;
}
