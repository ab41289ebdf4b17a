/* Footprints of any age, checked: numbers that are there, shares in their domain, no part twice.
 * Source: the fields in carepath/footprint.h.
 * Leaves gaps and overlaps to partition.c and cross.c. */
#include "footprint/internal.h"

#include <string.h>

static cpw_footprint_options usual(void) {
  return (cpw_footprint_options){.struct_size = sizeof(cpw_footprint_options), .tolerance = 1e-9};
}

void cpw_footprint_init_sized(cpw_footprint *footprint, size_t size) {
  cpw_footprint f;
  memset(&f, 0, sizeof f);
  f.struct_size = sizeof f;
  cpwi_init_sized(footprint, size, &f, sizeof f);
}

void cpw_footprint_options_init_sized(cpw_footprint_options *options, size_t size) {
  cpw_footprint_options o = usual();
  cpwi_init_sized(options, size, &o, sizeof o);
}

int32_t cpwi_footprint_options_take(cpw_footprint_options *o, const cpw_footprint_options *given,
                                    const char *where, cpw_error *err) {
  *o = usual();
  int32_t status = cpwi_take_options(o, sizeof *o, given, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(o->allocator, where, err);
  if (status != CPW_OK) return status;
  const cpwi_choice choices[] = {{"gaps", o->gaps, CPW_FOOTPRINT_SPREAD}};
  status = cpwi_check_choices(choices, 1, where, err);
  if (status == CPW_OK && !(o->tolerance >= 0 && o->tolerance <= 0.5))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "options.tolerance = %s must be 0 to 0.5",
                     cpwi_number(o->tolerance).text);
  return status;
}

static int by_area(const void *context, const void *a, const void *b) {
  const cpw_footprint_part *p = a, *q = b;
  (void)context;
  if (p->area != q->area) return p->area > q->area ? 1 : -1;
  return (p->unit > q->unit) - (p->unit < q->unit);
}

static int32_t check_ids(const char *const *ids, int64_t n, const char *name, const char *field,
                         const char *where, cpw_error *err) {
  for (int64_t i = 0; ids && i < n; i++)
    if (!ids[i])
      return cpwi_fail(err, CPW_EINVAL, i, where, "%s.%s[%lld] is NULL", name, field, (long long)i);
  return CPW_OK;
}

static int32_t check_parts(const cpw_footprint *f, const char *name, const char *where,
                           cpw_error *err) {
  for (int64_t i = 0; i < f->parts; i++) {
    const cpw_footprint_part *p = &f->part[i];
    if (p->area < 0 || p->area >= f->areas || p->unit < 0 || p->unit >= f->units)
      return cpwi_fail(err, CPW_EINVAL, i, where,
                       "%s.part[%lld] is of area %lld and unit %lld: there are %lld and %lld", name,
                       (long long)i, (long long)p->area, (long long)p->unit, (long long)f->areas,
                       (long long)f->units);
    if (!(p->share > 0 && p->share <= 1))
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "%s.part[%lld].share = %s must be above 0 and at most 1", name, (long long)i,
                       cpwi_number(p->share).text);
  }
  return CPW_OK;
}

static int32_t check_shape(const cpw_footprint *f, const char *name, const char *where,
                           cpw_error *err) {
  if (f->areas < 0 || f->units < 0 || f->parts < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "%s has %lld areas, %lld units and %lld parts: none may be below 0", name,
                     (long long)f->areas, (long long)f->units, (long long)f->parts);
  if (f->parts > 0 && !f->part)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s.part is NULL", name);
  int32_t status = check_ids(f->area_id, f->areas, name, "area_id", where, err);
  if (status == CPW_OK) status = check_ids(f->unit_id, f->units, name, "unit_id", where, err);
  return status == CPW_OK ? check_parts(f, name, where, err) : status;
}

/* parts in order, and what each area's shares sum to */
static int32_t sort_parts(cpwi_footprint_taken *t, const cpw_allocator *allocator,
                          const char *where, cpw_error *err) {
  if (t->f.parts > 0) memcpy(t->part, t->f.part, (size_t)t->f.parts * sizeof *t->part);
  if (!cpwi_sort(allocator, t->part, t->f.parts, sizeof *t->part, by_area, NULL))
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld parts", (long long)t->f.parts);
  int64_t at = 0;
  for (int64_t a = 0; a < t->f.areas; a++) {
    cpw_exact_sum sum;
    cpw_exact_sum_init(&sum);
    t->first[a] = at;
    for (; at < t->f.parts && t->part[at].area == a; at++) {
      if (at > t->first[a] && t->part[at - 1].unit == t->part[at].unit)
        return cpwi_fail(err, CPW_EINVAL, -1, where, "%s gives area %s to unit %s twice", t->name,
                         cpwi_footprint_named(t->f.area_id, a).text,
                         cpwi_footprint_named(t->f.unit_id, t->part[at].unit).text);
      cpw_exact_sum_add(&sum, t->part[at].share);
    }
    t->covered[a] = cpw_exact_sum_value(&sum);
  }
  t->first[t->f.areas] = at;
  return CPW_OK;
}

int32_t cpwi_footprint_take(cpwi_footprint_taken *t, const cpw_footprint *given, const char *name,
                            const cpw_allocator *allocator, const char *where, cpw_error *err) {
  memset(t, 0, sizeof *t);
  t->name = name;
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", name);
  cpw_footprint_init_sized(&t->f, sizeof t->f);
  int32_t status = cpwi_take_options(&t->f, sizeof t->f, given, where, err);
  if (status == CPW_OK) status = check_shape(&t->f, name, where, err);
  if (status != CPW_OK) return status;
  t->part = cpwi_alloc(allocator, (size_t)t->f.parts, sizeof *t->part);
  t->first = cpwi_alloc(allocator, (size_t)t->f.areas + 1, sizeof *t->first);
  t->covered = cpwi_alloc(allocator, (size_t)t->f.areas, sizeof *t->covered);
  if (t->part && t->first && t->covered) return sort_parts(t, allocator, where, err);
  return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld parts of %lld areas",
                   (long long)t->f.parts, (long long)t->f.areas);
}

void cpwi_footprint_drop(cpwi_footprint_taken *t, const cpw_allocator *allocator) {
  cpwi_release(allocator, t->part);
  cpwi_release(allocator, t->first);
  cpwi_release(allocator, t->covered);
  t->part = NULL;
  t->first = NULL;
  t->covered = NULL;
}

int32_t cpwi_footprint_weights(const double *weight, int64_t areas, const char *where,
                               cpw_error *err) {
  for (int64_t a = 0; weight && a < areas; a++)
    if (!(weight[a] >= 0 && weight[a] <= 1e300))
      return cpwi_fail(err, CPW_EDOMAIN, a, where,
                       "weight[%lld] = %s must be >= 0 and at most 1e300", (long long)a,
                       cpwi_number(weight[a]).text);
  return CPW_OK;
}

cpw_exact_sum *cpwi_footprint_sums(int64_t n, const cpw_allocator *allocator) {
  return cpwi_alloc_zero(allocator, (size_t)n, sizeof(cpw_exact_sum)); /* all zero bytes: empty */
}
