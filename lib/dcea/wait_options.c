/* Counts of people by group, list and band, with options of any age, all checked.
 * Source: the rules in carepath/dcea.h.
 * Leaves the law to wait_law.c, the sums to wait_cost.c and wait_gain.c. */
#include "dcea/internal.h"

#include <string.h>

static cpw_dcea_wait_options defaults(void) {
  cpw_dcea_wait_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  return o;
}

void cpw_dcea_wait_options_init_sized(cpw_dcea_wait_options *options, size_t size) {
  cpw_dcea_wait_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

static int32_t check_bands(const cpw_dcea_waiting *w, const char *name, const char *where,
                           cpw_error *err) {
  for (int64_t m = 0; m < w->bands; m++) {
    double edge = w->lower[m];
    if (!(cpwi_dcea_finite(edge) && (m == 0 ? edge >= 0.0 : edge > w->lower[m - 1])))
      return cpwi_fail(err, CPW_EDOMAIN, m, where, "%s.lower[%lld] = %s must be finite and %s",
                       name, (long long)m, cpwi_number(edge).text,
                       m ? "above the one before" : ">= 0");
  }
  if (w->last_width >= 0.0 && cpwi_dcea_finite(w->lower[w->bands - 1] + w->last_width))
    return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where, "%s.last_width = %s must be finite and >= 0", name,
                   cpwi_number(w->last_width).text);
}

int32_t cpwi_wait_check(const cpw_dcea_waiting *w, const char *name, const char *where,
                        cpw_error *err) {
  if (!w || !w->lower || !w->people)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s%s is NULL", name,
                     !w         ? ""
                     : w->lower ? ".people"
                                : ".lower");
  int64_t rows = 0, cells = 0;
  if (w->groups < 1 || w->lists < 1 || w->bands < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "%s has %lld groups, %lld lists, %lld bands: each "
                     "must be >= 1",
                     name, (long long)w->groups, (long long)w->lists, (long long)w->bands);
  if (!cpwi_multiply(w->groups, w->lists, &rows) || !cpwi_multiply(rows, w->bands, &cells) ||
      cells > INT64_MAX / 64)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "%s has too many cells", name);
  int32_t status = check_bands(w, name, where, err);
  for (int64_t i = 0; status == CPW_OK && i < cells; i++)
    if (!(w->people[i] >= 0.0 && cpwi_dcea_finite(w->people[i])))
      status = cpwi_fail(err, CPW_EDOMAIN, i, where,
                         "%s.people[%lld, %lld, %lld] = %s must be finite and >= 0", name,
                         (long long)(i / w->bands / w->lists), (long long)(i / w->bands % w->lists),
                         (long long)(i % w->bands), cpwi_number(w->people[i]).text);
  return status;
}

static int32_t check_array(const double *x, int64_t n, const char *name, const char *where,
                           cpw_error *err) {
  for (int64_t i = 0; x && i < n; i++)
    if (!(x[i] >= 0.0 && cpwi_dcea_finite(x[i])))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "options.%s[%lld] = %s must be finite and >= 0",
                       name, (long long)i, cpwi_number(x[i]).text);
  return CPW_OK;
}

/* Where nobody waits, nothing is asked. */
static int32_t check_remaining(const cpwi_wait *w, cpw_error *err) {
  const cpw_dcea_waiting *c = w->waiting;
  const double *x = w->options.remaining;
  for (int64_t i = 0; x && i < c->groups * c->lists * c->bands; i++)
    if (c->people[i] > 0.0 && !(x[i] >= 0.0 && cpwi_dcea_finite(x[i])))
      return cpwi_fail(err, CPW_EDOMAIN, i, w->where,
                       "options.remaining[%lld, %lld, %lld] = %s must be finite and >= 0",
                       (long long)(i / c->bands / c->lists), (long long)(i / c->bands % c->lists),
                       (long long)(i % c->bands), cpwi_number(x[i]).text);
  return CPW_OK;
}

int32_t cpwi_wait_take(cpwi_wait *w, const cpw_dcea_waiting *waiting, const char *name,
                       const cpw_dcea_wait_law *law, const cpw_dcea_wait_options *options,
                       const char *where, cpw_error *err) {
  memset(w, 0, sizeof *w);
  w->waiting = waiting;
  w->law = law;
  w->where = where;
  w->options = defaults();
  cpw_dcea_wait_options *o = &w->options;
  int32_t status = cpwi_take_options(o, sizeof *o, options, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(o->allocator, where, err);
  if (status == CPW_OK) status = cpwi_wait_check(waiting, name, where, err);
  if (status == CPW_OK) status = cpwi_wait_check_law(law, where, err);
  if (status != CPW_OK) return status;
  status = check_array(o->weight, waiting->lists, "weight", where, err);
  if (status == CPW_OK)
    status = check_array(o->hazard_weight, waiting->lists, "hazard_weight", where, err);
  if (status == CPW_OK)
    status = check_array(o->group_people, waiting->groups, "group_people", where, err);
  if (status == CPW_OK) status = check_remaining(w, err);
  if (status == CPW_OK)
    status = cpwi_dcea_check_labels(o->group_labels, "options.group_labels", waiting->groups, where,
                                    err);
  if (status == CPW_OK)
    status =
        cpwi_dcea_check_labels(o->list_labels, "options.list_labels", waiting->lists, where, err);
  return status;
}

void cpwi_wait_table(const cpwi_wait *w, int32_t part, double *loss, double *harms) {
  const cpw_dcea_waiting *c = w->waiting;
  for (int64_t l = 0; l < c->lists; l++)
    for (int64_t m = 0; m < c->bands; m++) {
      int64_t at = l * c->bands + m;
      cpwi_wait_band(w->law, w->options.hazard_weight ? w->options.hazard_weight[l] : 1.0, part,
                     c->lower[m], cpwi_wait_upper(c, m), 0.0, &loss[at], &harms[at]);
      if (w->options.weight) loss[at] *= w->options.weight[l];
    }
}
