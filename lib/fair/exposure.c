/* Attention of places, and how much of it groups get.
 * Source: Singh and Joachims, KDD 2018; Moffat and Zobel 2008 (rank-biased precision).
 * Leaves counts among the first to selection.c. */
#include "carepath/random.h"
#include "carepath/stats.h"
#include "fair/internal.h"

#include <string.h>

#define LOG_2 0.6931471805599453

static int is_parameter(int32_t discount, double parameter) {
  if (discount == CPW_FAIR_GEOMETRIC) return parameter > 0.0 && parameter < 1.0;
  return discount != CPW_FAIR_TOP || parameter >= 0.0;
}

static double discount_of(int32_t discount, double parameter, int64_t place) {
  switch (discount) {
  case CPW_FAIR_LOG2:
    return LOG_2 / cpw_math_log1p((double)place);
  case CPW_FAIR_RECIPROCAL:
    return 1.0 / (double)place;
  case CPW_FAIR_GEOMETRIC:
    return cpw_math_pow(parameter, (double)(place - 1));
  default:
    return (double)place <= parameter ? 1.0 : 0.0;
  }
}

double cpw_fair_discount(int32_t discount, double parameter, int64_t place) {
  if (discount < CPW_FAIR_LOG2 || discount > CPW_FAIR_TOP || place < 1 ||
      !is_parameter(discount, parameter))
    return CPWI_NAN;
  return discount_of(discount, parameter, place);
}

static cpw_fair_exposure_options defaults(void) {
  cpw_fair_exposure_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  return o;
}

void cpw_fair_exposure_options_init_sized(cpw_fair_exposure_options *options, size_t size) {
  cpw_fair_exposure_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

/* One group: exact sums of its exposure and merit. */
typedef struct sums {
  cpw_exact_sum exposure, merit;
} sums;

static int32_t check_values(const double *x, int64_t places, const char *name, const char *where,
                            cpw_error *err) {
  for (int64_t i = 0; x && i < places; i++)
    if (!(x[i] >= 0.0 && cpwi_fair_is_finite(x[i])))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "options.%s[%lld] = %s must be finite and >= 0",
                       name, (long long)i, cpwi_number(x[i]).text);
  return CPW_OK;
}

static int32_t check_options(const cpw_fair_exposure_options *o, int64_t places, const char *where,
                             cpw_error *err) {
  const cpwi_choice choices[] = {{"discount", o->discount, CPW_FAIR_TOP},
                                 {"reserved", o->reserved, 0}};
  int32_t status = cpwi_check_choices(choices, 2, where, err);
  if (status != CPW_OK) return status;
  if (!is_parameter(o->discount, o->parameter))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "options.parameter = %s must be %s",
                     cpwi_number(o->parameter).text,
                     o->discount == CPW_FAIR_TOP ? ">= 0" : "above 0 and below 1");
  status = check_values(o->attention, places, "attention", where, err);
  if (status == CPW_OK) status = check_values(o->merit, places, "merit", where, err);
  return status == CPW_OK ? cpwi_check_allocator(o->allocator, where, err) : status;
}

static double attention_of(const cpw_fair_exposure_options *o, int64_t i) {
  return o->attention ? o->attention[i] : discount_of(o->discount, o->parameter, i + 1);
}

/* the last of the sums is that of all places */
static void sum_up(const cpw_fair_exposure_options *o, int64_t places, int64_t groups,
                   const int32_t *group, sums *s) {
  for (int64_t g = 0; g <= groups; g++) {
    cpw_exact_sum_init(&s[g].exposure);
    cpw_exact_sum_init(&s[g].merit);
  }
  for (int64_t i = 0; i < places; i++) {
    double attention = attention_of(o, i);
    cpw_exact_sum_add(&s[groups].exposure, attention);
    if (group[i] < 0) continue;
    cpw_exact_sum_add(&s[group[i]].exposure, attention);
    if (o->merit) cpw_exact_sum_add(&s[group[i]].merit, o->merit[i]);
  }
}

static int32_t check_sums(int64_t groups, const sums *s, const char *where, cpw_error *err) {
  for (int64_t g = 0; g <= groups; g++)
    if (!cpwi_fair_is_finite(cpw_exact_sum_value(&s[g].exposure)) ||
        !cpwi_fair_is_finite(cpw_exact_sum_value(&s[g].merit)))
      return cpwi_fail(err, CPW_EOVERFLOW, g < groups ? g : -1, where,
                       "a sum of attention or merit is beyond the largest double");
  return CPW_OK;
}

/* exposure over merit of a group: the numbers of people cancel; 0 / 0 is NaN */
static double treatment_of(const sums *s, int has_merit) {
  if (!has_merit || s->exposure.count == 0) return CPWI_NAN;
  return cpw_exact_sum_value(&s->exposure) / cpw_exact_sum_value(&s->merit);
}

int32_t cpw_fair_exposure(int64_t places, int64_t groups, const int32_t *group,
                          const cpw_fair_exposure_options *options, double *mean, double *share,
                          double *per_merit, cpw_fair_spread *spread, cpw_fair_spread *treatment,
                          cpw_error *err) {
  cpw_fair_exposure_options o = defaults();
  int32_t status = cpwi_take_options(&o, sizeof o, options, __func__, err);
  if (status == CPW_OK) status = cpwi_fair_check_groups(places, groups, group, __func__, err);
  if (status == CPW_OK) status = check_options(&o, places, __func__, err);
  if (status != CPW_OK) return status;
  if (!mean) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "mean must be given");
  sums *s = cpwi_alloc(o.allocator, (size_t)groups + 1, sizeof *s);
  double *ratio = s ? cpwi_alloc(o.allocator, (size_t)groups, sizeof *ratio) : NULL;
  if (!s || !ratio) {
    if (s) cpwi_release(o.allocator, s);
    return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld groups", (long long)groups);
  }
  sum_up(&o, places, groups, group, s);
  status = check_sums(groups, s, __func__, err);
  double all = cpw_exact_sum_value(&s[groups].exposure);
  for (int64_t g = 0; status == CPW_OK && g < groups; g++) {
    double sum = cpw_exact_sum_value(&s[g].exposure);
    mean[g] = s[g].exposure.count > 0 ? sum / (double)s[g].exposure.count : CPWI_NAN;
    if (share) share[g] = all > 0.0 ? sum / all : CPWI_NAN;
    ratio[g] = treatment_of(&s[g], o.merit != NULL);
    if (per_merit) per_merit[g] = ratio[g];
  }
  if (status == CPW_OK && spread) *spread = cpwi_fair_spread(groups, mean);
  if (status == CPW_OK && treatment) *treatment = cpwi_fair_spread(groups, ratio);
  cpwi_release(o.allocator, s);
  cpwi_release(o.allocator, ratio);
  return status;
}
