/* Weighted populations: normalised columns blended, cost factors, unmet need.
 * Source: NHS England, Allocations 2025/26, sheets B to J; the rules in carepath/capitation.h.
 * Leaves money to assess.c. */
#include "capitation/internal.h"

#include <stdio.h>
#include <string.h>

#define BLEND_TOLERANCE 1e-9

static cpw_capitation_options defaults(void) {
  cpw_capitation_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  return o;
}

void cpw_capitation_options_init_sized(cpw_capitation_options *options, size_t size) {
  cpw_capitation_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

/* ---------------------------------------------------------------- checks -------------------- */

/* what a message calls a column: need[2] (mental_health) */
typedef struct column_name {
  char text[96];
} column_name;

static column_name name_of(const char *what, int64_t k, const char *const *names) {
  column_name n;
  if (names && names[k])
    snprintf(n.text, sizeof n.text, "%s[%lld] (%.48s)", what, (long long)k, names[k]);
  else
    snprintf(n.text, sizeof n.text, "%s[%lld]", what, (long long)k);
  return n;
}

static int32_t check_counts(const cpwi_capitation *c, cpw_error *err) {
  const cpw_capitation *d = c->data;
  if (d->rows < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, c->where, "rows = %lld must be >= 1", (long long)d->rows);
  if (d->components < 1 || d->factors < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, c->where, "%s = %lld must be >= %d",
                     d->components < 1 ? "components" : "factors",
                     (long long)(d->components < 1 ? d->components : d->factors),
                     d->components < 1);
  if (!d->need || !d->blend || (d->factors && !d->factor))
    return cpwi_fail(err, CPW_EINVAL, -1, c->where, "%s is NULL",
                     !d->need    ? "need"
                     : !d->blend ? "blend"
                                 : "factor");
  int64_t cells = 0;
  if (!cpwi_multiply(d->rows, d->components, &cells) || !cpwi_multiply(d->rows, d->factors, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, c->where, "too many cells");
  for (int64_t i = 0; d->codes && i < d->rows; i++)
    if (!d->codes[i])
      return cpwi_fail(err, CPW_EINVAL, i, c->where, "codes[%lld] is NULL", (long long)i);
  return CPW_OK;
}

static int32_t check_blend(const cpwi_capitation *c, cpw_error *err) {
  const cpw_capitation *d = c->data;
  double sum = 0.0;
  int32_t status = cpwi_capitation_check(d->blend, d->components, 1, "blend", c->where, err);
  if (status == CPW_OK) status = cpwi_capitation_sum(d->blend, d->components, &sum, c->where, err);
  if (status == CPW_OK && !(fabs(sum - 1.0) <= BLEND_TOLERANCE))
    status = cpwi_fail(err, CPW_EDOMAIN, -1, c->where, "blend sums to %s, must be 1",
                       cpwi_number(sum).text);
  for (int64_t k = 0; status == CPW_OK && k < d->components; k++)
    status = cpwi_capitation_check(d->need + k * d->rows, d->rows, 1,
                                   name_of("need", k, d->component_names).text, c->where, err);
  return status;
}

static int32_t check_factors(const cpwi_capitation *c, cpw_error *err) {
  const cpw_capitation *d = c->data;
  for (int64_t f = 0; f < d->factors; f++) {
    if (d->factor_component &&
        (d->factor_component[f] < -1 || d->factor_component[f] >= d->components))
      return cpwi_fail(err, CPW_EDOMAIN, f, c->where,
                       "factor_component[%lld] = %lld must be -1 to %lld", (long long)f,
                       (long long)d->factor_component[f], (long long)(d->components - 1));
    for (int64_t i = 0; i < d->rows; i++) {
      double x = d->factor[f * d->rows + i];
      if (!(x > 0.0 && x <= 1.7976931348623157e308))
        return cpwi_fail(err, CPW_EDOMAIN, i, c->where,
                         "factor[%lld][%lld] = %s must be finite and > 0", (long long)f,
                         (long long)i, cpwi_number(x).text);
    }
  }
  return CPW_OK;
}

static int32_t check_options(const cpwi_capitation *c, cpw_error *err) {
  const cpw_capitation_options *o = &c->options;
  if (o->quantum < 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, c->where, "options.quantum = %lld must be >= 0",
                     (long long)o->quantum);
  if (!(o->unmet_share >= 0.0 && o->unmet_share <= 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, c->where, "options.unmet_share = %s must be 0 to 1",
                     cpwi_number(o->unmet_share).text);
  if (o->unmet_share > 0.0 && !o->unmet_index)
    return cpwi_fail(err, CPW_EINVAL, -1, c->where,
                     "options.unmet_index is NULL, but options.unmet_share = %s",
                     cpwi_number(o->unmet_share).text);
  if (o->unmet_index)
    return cpwi_capitation_check(o->unmet_index, c->data->rows, 1, "options.unmet_index", c->where,
                                 err);
  return CPW_OK;
}

int32_t cpwi_capitation_take(cpwi_capitation *c, const cpw_capitation *data,
                             const cpw_capitation_options *options, const char *where,
                             cpw_error *err) {
  memset(c, 0, sizeof *c);
  c->where = where;
  c->data = data;
  c->options = defaults();
  if (!data) return cpwi_fail(err, CPW_EINVAL, -1, where, "data is NULL");
  int32_t status = cpwi_take_options(&c->options, sizeof c->options, options, where, err);
  if (status != CPW_OK) return status;
  const cpwi_choice choices[] = {{"rounding", c->options.rounding, CPW_APPORTION_COUNT - 1},
                                 {"reserved", c->options.reserved, 0}};
  status = cpwi_check_choices(choices, 2, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(c->options.allocator, where, err);
  if (status == CPW_OK) status = check_counts(c, err);
  if (status == CPW_OK)
    status = cpwi_capitation_check(data->population, data->rows, 1, "population", where, err);
  if (status == CPW_OK) status = check_blend(c, err);
  if (status == CPW_OK) status = check_factors(c, err);
  return status == CPW_OK ? check_options(c, err) : status;
}

/* ---------------------------------------------------------------- the blend ----------------- */

/* x times every factor of a component (-1: of all); whether there was one */
static int apply_factors(const cpw_capitation *d, int64_t component, double *x) {
  int any = 0;
  for (int64_t f = 0; f < d->factors; f++) {
    if ((d->factor_component ? d->factor_component[f] : -1) != component) continue;
    any = 1;
    for (int64_t i = 0; i < d->rows; i++)
      x[i] *= d->factor[f * d->rows + i];
  }
  return any;
}

/* need[k], normalised to the registered total, after its own factors */
static int32_t normalise(cpwi_capitation *c, int64_t k, double people, cpw_error *err) {
  const cpw_capitation *d = c->data;
  double *x = c->normalised + k * d->rows, sum = 0.0;
  memcpy(x, d->need + k * d->rows, (size_t)d->rows * sizeof *x);
  int32_t status = cpwi_capitation_sum(x, d->rows, &sum, c->where, err);
  if (status != CPW_OK) return status;
  if (c->imbalance) c->imbalance[k] = (sum - people) / people;
  (void)apply_factors(d, k, x);
  return cpwi_capitation_scale(x, d->rows, people, c->where, err);
}

/* weighted = (1 - share) weighted + share x the column of unmet need */
static int32_t add_unmet(cpwi_capitation *c, double people, double *scratch, cpw_error *err) {
  int64_t n = c->data->rows;
  double share = c->options.unmet_share;
  int any = 0;
  for (int64_t i = 0; i < n; i++) {
    scratch[i] = c->data->population[i] * c->options.unmet_index[i];
    any |= scratch[i] > 0.0;
  }
  if (!any)
    return cpwi_fail(err, CPW_EDOMAIN, -1, c->where,
                     "options.unmet_index is 0 wherever there are people");
  int32_t status = cpwi_capitation_scale(scratch, n, people, c->where, err);
  for (int64_t i = 0; status == CPW_OK && i < n; i++)
    c->weighted[i] = (1.0 - share) * c->weighted[i] + share * scratch[i];
  return status;
}

int32_t cpwi_capitation_blend(cpwi_capitation *c, cpw_error *err) {
  const cpw_capitation *d = c->data;
  int64_t n = d->rows;
  double people = 0.0;
  int32_t status = cpwi_capitation_sum(d->population, n, &people, c->where, err);
  memset(c->weighted, 0, (size_t)n * sizeof *c->weighted);
  for (int64_t k = 0; status == CPW_OK && k < d->components; k++) {
    status = normalise(c, k, people, err);
    for (int64_t i = 0; status == CPW_OK && i < n; i++) {
      double x = d->blend[k] * c->normalised[k * n + i];
      if (c->contribution) c->contribution[k * n + i] = x;
      c->weighted[i] += x;
    }
  }
  if (status == CPW_OK) (void)apply_factors(d, -1, c->weighted);
  if (status == CPW_OK) status = cpwi_capitation_scale(c->weighted, n, people, c->where, err);
  if (status != CPW_OK || !(c->options.unmet_share > 0.0)) return status;
  double *scratch = cpwi_alloc(c->options.allocator, (size_t)n, sizeof *scratch);
  if (!scratch)
    return cpwi_fail(err, CPW_ENOMEM, -1, c->where, "no memory for %lld rows", (long long)n);
  status = add_unmet(c, people, scratch, err);
  cpwi_release(c->options.allocator, scratch);
  return status;
}

int32_t cpw_capitation_weighted(const cpw_capitation *data, const cpw_capitation_options *options,
                                double *weighted, cpw_error *err) {
  if (!weighted) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "weighted is NULL");
  cpwi_capitation c;
  int32_t status = cpwi_capitation_take(&c, data, options, __func__, err);
  if (status != CPW_OK) return status;
  const cpw_allocator *a = c.options.allocator;
  size_t rows = (size_t)data->rows;
  c.normalised = cpwi_alloc(a, rows * (size_t)data->components, sizeof *c.normalised);
  c.weighted = cpwi_alloc(a, rows, sizeof *c.weighted);
  if (!c.normalised || !c.weighted)
    status = cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %zu rows", rows);
  else
    status = cpwi_capitation_blend(&c, err);
  if (status == CPW_OK) memcpy(weighted, c.weighted, rows * sizeof *weighted);
  if (c.normalised) cpwi_release(a, c.normalised);
  if (c.weighted) cpwi_release(a, c.weighted);
  return status;
}
