/* Does a footprint cover every area exactly once? Gaps, overlaps, and who is in them.
 * Source: the definition in carepath/footprint.h.
 * Leaves what is done about gaps to whoever reads the answer. */
#include "footprint/internal.h"

#define NAMES 20

typedef struct partition {
  const char *where;
  cpw_footprint_options o;
  cpwi_footprint_taken t;
  const double *weight;
  int64_t *mark; /* (areas) for lists of names */
  cpw_result *r;
  double *covered, *unit_weight;
  int64_t *holders, *state, *unit_areas;
  int64_t *gaps, *overlaps;
  double *uncovered, *doubled;
} partition;

static int32_t add(partition *p, const char *name, const char *unit, const char *what,
                   const char *dimensions, int32_t type, void *memory, cpw_error *err) {
  return cpw_result_add_array(p->r, name, unit, what, dimensions, type, CPW_MERGE_SAME, memory,
                              err);
}

static int32_t add_arrays(partition *p, cpw_error *err) {
  void *m[9] = {0};
  int32_t s = cpw_result_add_dimension(p->r, "area", p->t.f.areas, p->t.f.area_id, err);
  if (s == CPW_OK) s = cpw_result_add_dimension(p->r, "unit", p->t.f.units, p->t.f.unit_id, err);
  const struct {
    const char *name, *unit, *what, *dimensions;
    int32_t type;
  } a[9] = {{"covered", "share", "sum of the shares of the area", "area", CPW_DOUBLE},
            {"holders", "units", "units that have a part of the area", "area", CPW_INT64},
            {"state", "", "-1 a gap, 0 covered once, 1 an overlap", "area", CPW_INT64},
            {"weight", "people", "weight of the unit", "unit", CPW_DOUBLE},
            {"areas", "areas", "areas of which the unit has a part", "unit", CPW_INT64},
            {"gaps", "areas", "areas that are covered less than once", "", CPW_INT64},
            {"overlaps", "areas", "areas that are covered more than once", "", CPW_INT64},
            {"uncovered", "people", "weight that no unit has", "", CPW_DOUBLE},
            {"doubled", "people", "weight that units have too often", "", CPW_DOUBLE}};
  for (int i = 0; s == CPW_OK && i < 9; i++)
    s = add(p, a[i].name, a[i].unit, a[i].what, a[i].dimensions, a[i].type, &m[i], err);
  p->covered = m[0];
  p->holders = m[1];
  p->state = m[2];
  p->unit_weight = m[3];
  p->unit_areas = m[4];
  p->gaps = m[5];
  p->overlaps = m[6];
  p->uncovered = m[7];
  p->doubled = m[8];
  return s;
}

static void fill_areas(partition *p) {
  cpw_exact_sum missing, twice;
  cpw_exact_sum_init(&missing);
  cpw_exact_sum_init(&twice);
  for (int64_t a = 0; a < p->t.f.areas; a++) {
    double covered = p->t.covered[a], over = covered - 1;
    double weight = cpwi_footprint_weight(p->weight, a);
    p->covered[a] = covered;
    p->holders[a] = p->t.first[a + 1] - p->t.first[a];
    p->state[a] = over < -p->o.tolerance ? -1 : over > p->o.tolerance ? 1 : 0;
    *p->gaps += p->state[a] < 0;
    *p->overlaps += p->state[a] > 0;
    if (p->state[a] < 0) cpw_exact_sum_add(&missing, weight * -over);
    if (p->state[a] > 0) cpw_exact_sum_add(&twice, weight * over);
  }
  *p->uncovered = cpw_exact_sum_value(&missing);
  *p->doubled = cpw_exact_sum_value(&twice);
}

static int32_t fill_units(partition *p, cpw_error *err) {
  cpw_exact_sum *sum = cpwi_footprint_sums(p->t.f.units, p->o.allocator);
  if (!sum)
    return cpwi_fail(err, CPW_ENOMEM, -1, p->where, "no memory for %lld units",
                     (long long)p->t.f.units);
  for (int64_t i = 0; i < p->t.f.parts; i++) {
    const cpw_footprint_part *part = &p->t.part[i];
    cpw_exact_sum_add(&sum[part->unit], cpwi_footprint_weight(p->weight, part->area) * part->share);
    p->unit_areas[part->unit]++;
  }
  for (int64_t u = 0; u < p->t.f.units; u++)
    p->unit_weight[u] = cpw_exact_sum_value(&sum[u]);
  cpwi_release(p->o.allocator, sum);
  return CPW_OK;
}

static int32_t note(partition *p, const char *key, int64_t state, cpw_error *err) {
  char text[2048];
  for (int64_t a = 0; a < p->t.f.areas; a++)
    p->mark[a] = p->state[a] == state;
  cpwi_footprint_list(text, sizeof text, p->t.f.area_id, p->mark, p->t.f.areas, NAMES);
  return text[0] ? cpw_result_add_note(p->r, key, text, err) : CPW_OK;
}

static int32_t answer(partition *p, cpw_error *err) {
  p->mark = cpwi_alloc(p->o.allocator, (size_t)p->t.f.areas, sizeof *p->mark);
  if (!p->mark)
    return cpwi_fail(err, CPW_ENOMEM, -1, p->where, "no memory for %lld areas",
                     (long long)p->t.f.areas);
  int32_t status = cpw_result_new(p->o.allocator, &p->r, err);
  if (status == CPW_OK) status = add_arrays(p, err);
  if (status != CPW_OK) return status;
  fill_areas(p);
  status = fill_units(p, err);
  if (status == CPW_OK) status = note(p, "gaps", -1, err);
  if (status == CPW_OK) status = note(p, "overlaps", 1, err);
  if (*p->gaps > 0 || *p->overlaps > 0) (void)cpw_result_set_outcome(p->r, CPW_OUTCOME_UNREACHABLE);
  return status;
}

int32_t cpw_footprint_check(const cpw_footprint *footprint, const double *weight,
                            const cpw_footprint_options *options, cpw_result **out,
                            cpw_error *err) {
  partition p = {.where = __func__, .weight = weight};
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  int32_t status = cpwi_footprint_options_take(&p.o, options, __func__, err);
  if (status != CPW_OK) return status;
  status = cpwi_footprint_take(&p.t, footprint, "footprint", p.o.allocator, __func__, err);
  if (status == CPW_OK) status = cpwi_footprint_weights(weight, p.t.f.areas, __func__, err);
  if (status == CPW_OK) status = answer(&p, err);
  if (status == CPW_OK) {
    *out = p.r;
    p.r = NULL;
  }
  cpw_result_free(p.r);
  cpwi_release(p.o.allocator, p.mark);
  cpwi_footprint_drop(&p.t, p.o.allocator);
  return status;
}
