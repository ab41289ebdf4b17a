/* Options of any age, checked against a population: the aversion that counts, the shares, the grids.
 * Source: the rules in carepath/dcea.h; defaults of the aversion: Robson et al. 2017.
 * Leaves the values of programmes to evaluate.c and draws.c. */
#include "dcea/internal.h"

#include <stdio.h>
#include <string.h>

static cpw_dcea_options defaults(void) {
  cpw_dcea_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.aversion = o.threshold = o.flip_lower = o.flip_upper = CPWI_NAN;
  return o;
}

void cpw_dcea_options_init_sized(cpw_dcea_options *options, size_t size) {
  cpw_dcea_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

static int32_t check_grid(const double *grid, int64_t count, const char *name, const char *where,
                          cpw_error *err) {
  if (count < 0 || count > INT64_MAX / 128)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "options.%ss = %lld must be >= 0 and no more than fit", name,
                     (long long)count);
  if ((count > 0) == (grid != NULL)) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, where, "options.%ss = %lld, but its grid is %s", name,
                   (long long)count, grid ? "given" : "NULL");
}

static int32_t check_grids(const cpwi_dcea *d, const cpw_dcea_population *p, cpw_error *err) {
  const cpw_dcea_options *o = &d->options;
  char name[48];
  int32_t status = check_grid(o->aversion_grid, o->aversions, "aversion", d->where, err);
  if (status == CPW_OK)
    status = check_grid(o->threshold_grid, o->thresholds, "threshold", d->where, err);
  if (status == CPW_OK)
    status = check_grid(o->gradient_shares, o->gradients, "gradient", d->where, err);
  for (int64_t k = 0; status == CPW_OK && k < o->aversions; k++) {
    snprintf(name, sizeof name, "options.aversion_grid[%lld]", (long long)k);
    status = cpwi_dcea_check_aversion(o->measure, o->aversion_grid[k], name, d->where, err);
  }
  for (int64_t k = 0; status == CPW_OK && k < o->thresholds; k++) {
    snprintf(name, sizeof name, "options.threshold_grid[%lld]", (long long)k);
    status = cpwi_dcea_check_threshold(o->threshold_grid[k], name, d->where, err);
  }
  for (int64_t k = 0; status == CPW_OK && k < o->gradients; k++)
    status = cpwi_dcea_check_shares(o->gradient_shares + k * p->groups, p->people, p->groups,
                                    "options.gradient_shares", k, d->where, err);
  return status;
}

static int32_t take_aversion(cpwi_dcea *d, cpw_error *err) {
  cpw_dcea_options *o = &d->options;
  static const double usual[] = {10.95, 0.15, (double)NAN};
  d->aversion = o->aversion != o->aversion ? usual[o->measure] : o->aversion;
  if (d->aversion != d->aversion)
    return cpwi_fail(
        err, CPW_EDOMAIN, -1, d->where,
        "options.aversion must be set for the extended Gini: no value was published for it");
  int32_t status =
      cpwi_dcea_check_aversion(o->measure, d->aversion, "options.aversion", d->where, err);
  if (o->flip_lower != o->flip_lower) o->flip_lower = cpwi_dcea_neutral(o->measure);
  if (o->flip_upper != o->flip_upper) o->flip_upper = o->measure == CPW_DCEA_KOLM ? 1.0 : 30.0;
  if (status == CPW_OK)
    status =
        cpwi_dcea_check_aversion(o->measure, o->flip_lower, "options.flip_lower", d->where, err);
  if (status == CPW_OK)
    status =
        cpwi_dcea_check_aversion(o->measure, o->flip_upper, "options.flip_upper", d->where, err);
  if (status == CPW_OK && !(o->flip_upper > o->flip_lower))
    status = cpwi_fail(err, CPW_EDOMAIN, -1, d->where,
                       "options.flip_upper = %s must be > options.flip_lower = %s",
                       cpwi_number(o->flip_upper).text, cpwi_number(o->flip_lower).text);
  return status;
}

static int32_t check_weight(const cpwi_dcea *d, const cpw_dcea_population *p, cpw_error *err) {
  const double *w = d->options.weight;
  for (int64_t i = 0; w && i < p->groups; i++)
    if (!(w[i] >= 0.0 && cpwi_dcea_finite(w[i])))
      return cpwi_fail(err, CPW_EDOMAIN, i, d->where,
                       "options.weight[%lld] = %s must be finite and >= 0", (long long)i,
                       cpwi_number(w[i]).text);
  return CPW_OK;
}

static int32_t check_labels(const cpwi_dcea *d, const cpw_dcea_population *p, int64_t programmes,
                            cpw_error *err) {
  const cpw_dcea_options *o = &d->options;
  int32_t status =
      cpwi_dcea_check_labels(o->group_labels, "options.group_labels", p->groups, d->where, err);
  if (status == CPW_OK)
    status = cpwi_dcea_check_labels(o->programme_labels, "options.programme_labels", programmes,
                                    d->where, err);
  if (status == CPW_OK)
    status = cpwi_dcea_check_labels(o->gradient_labels, "options.gradient_labels", o->gradients,
                                    d->where, err);
  return status;
}

static int32_t check_threshold(const cpwi_dcea *d, cpw_error *err) {
  if (d->options.threshold == d->options.threshold)
    return cpwi_dcea_check_threshold(d->options.threshold, "options.threshold", d->where, err);
  return cpwi_fail(err, CPW_EDOMAIN, -1, d->where,
                   "options.threshold must be set: what a QALY costs elsewhere has no default");
}

int32_t cpwi_dcea_take(cpwi_dcea *d, const cpw_dcea_population *p, int64_t programmes,
                       const cpw_dcea_options *options, const char *where, cpw_error *err) {
  memset(d, 0, sizeof *d);
  d->where = where;
  d->options = defaults();
  int32_t status = cpwi_take_options(&d->options, sizeof d->options, options, where, err);
  if (status != CPW_OK) {
    d->options.allocator = NULL; /* nothing was taken from it */
    return status;
  }
  const cpwi_choice choices[] = {{"measure", d->options.measure, CPW_DCEA_EXTENDED_GINI},
                                 {"axis", d->options.axis, CPW_DCEA_AXIS_GAP}};
  status = cpwi_check_choices(choices, 2, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(d->options.allocator, where, err);
  if (status == CPW_OK) status = cpwi_dcea_check_population(p, 1, where, err);
  if (status == CPW_OK) status = take_aversion(d, err);
  if (status == CPW_OK) status = check_threshold(d, err);
  if (status == CPW_OK) status = check_weight(d, p, err);
  if (status == CPW_OK) status = check_grids(d, p, err);
  if (status == CPW_OK) status = check_labels(d, p, programmes, err);
  if (status != CPW_OK) return status;
  d->shares = cpwi_alloc(d->options.allocator, (size_t)p->groups, sizeof *d->shares);
  if (!d->shares)
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld groups", (long long)p->groups);
  return cpwi_dcea_take_shares(p, d->options.shares, "options.shares", where, d->shares, err);
}

void cpwi_dcea_free(cpwi_dcea *d) {
  if (d->shares) cpwi_release(d->options.allocator, d->shares);
}

static double fall(double before, double change) {
  double after = before + change;
  return (before < 0.0 ? -before : before) - (after < 0.0 ? -after : after);
}

/* The fall of a distance; the change itself where it does not cross 0, so that no digit is lost. */
static double nearer(double before, double change) {
  if (before > 0.0 && before + change >= 0.0) return 0.0 - change;
  if (before < 0.0 && before + change <= 0.0) return change;
  return fall(before, change);
}

double cpwi_dcea_axis(const cpw_dcea_change *c, int32_t axis) {
  if (axis == CPW_DCEA_AXIS_SLOPE) return nearer(c->slope_before, c->slope_change);
  if (axis == CPW_DCEA_AXIS_GAP) return nearer(c->gap_before, c->gap_change);
  return c->equity;
}
