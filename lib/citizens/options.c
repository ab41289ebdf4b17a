/* Panels and options of any age, and draws, checked.
 * Source: the rules in carepath/citizens.h.
 * Leaves the ballots to voices.c. */
#include "citizens/internal.h"

#include <string.h>

#define SUM_TOLERANCE 1e-9

static cpw_citizens_panel panel_defaults(void) {
  cpw_citizens_panel p;
  memset(&p, 0, sizeof p);
  p.struct_size = sizeof p;
  p.classes = 1;
  p.prior = 1.0;
  p.level = 0.95;
  p.keep_draws = 1;
  return p;
}

static cpw_citizens_fit fit_defaults(void) {
  cpw_citizens_fit f;
  memset(&f, 0, sizeof f);
  f.struct_size = sizeof f;
  f.level = 0.95;
  return f;
}

void cpw_citizens_panel_init_sized(cpw_citizens_panel *panel, size_t size) {
  cpw_citizens_panel p = panel_defaults();
  cpwi_init_sized(panel, size, &p, sizeof p);
}

void cpw_citizens_fit_init_sized(cpw_citizens_fit *fit, size_t size) {
  cpw_citizens_fit f = fit_defaults();
  cpwi_init_sized(fit, size, &f, sizeof f);
}

int32_t cpwi_citizens_check_criteria(int64_t criteria, int64_t least, const char *where,
                                     cpw_error *err) {
  if (criteria >= least && criteria <= CPW_CITIZENS_MOST_CRITERIA) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, where, "criteria = %lld must be from %lld to %d",
                   (long long)criteria, (long long)least, CPW_CITIZENS_MOST_CRITERIA);
}

static int32_t check_level(double level, const char *where, cpw_error *err) {
  if (level > 0.0 && level < 1.0) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where, "level = %s must be above 0 and below 1",
                   cpwi_number(level).text);
}

static int32_t check_prior(double prior, int zero, const char *where, cpw_error *err) {
  if ((prior > 0.0 || (zero && prior == 0.0)) && prior <= 1e6) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where, "prior = %s must be %s 0 and at most 1e6",
                   cpwi_number(prior).text, zero ? "at least" : "above");
}

static int32_t check_classes(const cpw_citizens_panel *p, const char *where, cpw_error *err) {
  double sum = 0.0;
  if (p->classes < 1 || (p->classes > 1 && !p->class_of))
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "classes = %lld must be >= 1, and 1 without class_of", (long long)p->classes);
  for (int64_t r = 0; p->class_of && r < p->rows; r++)
    if (p->class_of[r] < 0 || p->class_of[r] >= p->classes)
      return cpwi_fail(err, CPW_EINVAL, r, where, "class_of[%lld] = %lld must be 0 to %lld",
                       (long long)r, (long long)p->class_of[r], (long long)(p->classes - 1));
  for (int64_t c = 0; p->class_weight && c < p->classes; c++) {
    if (!(p->class_weight[c] >= 0.0 && p->class_weight[c] <= 1e300))
      return cpwi_fail(err, CPW_EDOMAIN, c, where,
                       "class_weight[%lld] = %s must be from 0 to 1e300", (long long)c,
                       cpwi_number(p->class_weight[c]).text);
    sum += p->class_weight[c];
  }
  if (p->class_weight && sum == 0.0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "class_weight is 0 for every class");
  return CPW_OK;
}

int32_t cpwi_citizens_take(cpw_citizens_panel *known, const cpw_citizens_panel *given,
                           const char *where, cpw_error *err) {
  *known = panel_defaults();
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, where, "panel is NULL");
  int32_t status = cpwi_take_options(known, sizeof *known, given, where, err);
  if (status != CPW_OK) {
    known->allocator = NULL; /* nothing was taken from it */
    return status;
  }
  const cpwi_choice choices[] = {{"kind", known->kind, CPW_CITIZENS_RANKS},
                                 {"method", known->method, CPW_CITIZENS_BOOTSTRAP},
                                 {"keep_draws", known->keep_draws, 1}};
  status = cpwi_check_choices(choices, 3, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(known->allocator, where, err);
  if (status == CPW_OK) status = cpwi_citizens_check_criteria(known->criteria, 1, where, err);
  if (status == CPW_OK && (known->rows < 1 || !known->ballots))
    status = cpwi_fail(err, CPW_EINVAL, -1, where,
                       known->ballots ? "rows = %lld must be >= 1" : "ballots is NULL",
                       (long long)known->rows);
  if (status == CPW_OK) status = check_level(known->level, where, err);
  if (status == CPW_OK) status = check_prior(known->prior, 0, where, err);
  return status == CPW_OK ? check_classes(known, where, err) : status;
}

int32_t cpwi_citizens_take_fit(cpw_citizens_fit *known, const cpw_citizens_fit *given,
                               const char *where, cpw_error *err) {
  *known = fit_defaults();
  int32_t status = cpwi_take_options(known, sizeof *known, given, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(known->allocator, where, err);
  if (status == CPW_OK) status = check_level(known->level, where, err);
  return status == CPW_OK ? check_prior(known->prior, 1, where, err) : status;
}

int32_t cpwi_citizens_take_run(cpw_run *known, const cpw_run *given, const char *where,
                               cpw_error *err) {
  int32_t status = cpwi_take_run(known, given, where, err);
  if (status == CPW_OK && !given) known->replications = CPWI_CITIZENS_DRAWS;
  if (status == CPW_OK && known->replications > CPWI_CITIZENS_MOST_DRAWS)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "run.replications = %lld must be at most %d",
                     (long long)known->replications, CPWI_CITIZENS_MOST_DRAWS);
  return status;
}

int32_t cpwi_citizens_check_draws(const double *draws, int64_t count, int64_t criteria,
                                  const char *where, cpw_error *err) {
  for (int64_t r = 0; r < count; r++) {
    double sum = 0.0;
    for (int64_t j = 0; j < criteria; j++) {
      double w = draws[r * criteria + j];
      if (!(w >= 0.0 && w <= 1.0 + SUM_TOLERANCE))
        return cpwi_fail(err, CPW_EDOMAIN, r * criteria + j, where,
                         "draws[%lld, %lld] = %s must be from 0 to 1", (long long)r, (long long)j,
                         cpwi_number(w).text);
      sum += w;
    }
    if (!(sum >= 1.0 - SUM_TOLERANCE && sum <= 1.0 + SUM_TOLERANCE))
      return cpwi_fail(err, CPW_EDOMAIN, r * criteria, where,
                       "draws[%lld] sums to %s: weights must sum to 1", (long long)r,
                       cpwi_number(sum).text);
  }
  return CPW_OK;
}

int32_t cpwi_citizens_add(cpw_result *result, const cpwi_citizens_array *arrays, size_t count,
                          cpw_error *err) {
  int32_t status = CPW_OK;
  for (size_t k = 0; status == CPW_OK && k < count; k++)
    status = cpw_result_add_array(result, arrays[k].name, arrays[k].unit, arrays[k].description,
                                  arrays[k].dimensions, arrays[k].type, CPW_MERGE_SAME,
                                  arrays[k].to, err);
  return status;
}

int32_t cpwi_citizens_add_criteria(cpw_result *result, int64_t criteria, const char *const *names,
                                   cpw_error *err) {
  int32_t status = cpw_result_add_dimension(result, "criterion", criteria, names, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(result, "other", criteria, names, err);
  return status == CPW_OK ? cpw_result_add_dimension(result, "rank", criteria, NULL, err) : status;
}
