/* The crosswalk of two footprints: what each unit of the one and each unit of the other have in common.
 * Source: areal interpolation by a control variable (Goodchild and Lam, Geo-Processing 1, 1980).
 * Leaves measures carried over it to carry.c. */
#include "footprint/internal.h"

#include <string.h>

static int by_units(const void *context, const void *a, const void *b) {
  const cpwi_crossing *p = a, *q = b;
  (void)context;
  if (p->from != q->from) return p->from > q->from ? 1 : -1;
  return (p->to > q->to) - (p->to < q->to);
}

/* 1 where what lies in the area can go over; 0 where it is left out; -1 where that is an error. */
static int32_t goes_over(const cpwi_crosswalk *c, int64_t area) {
  double covered = c->to.covered[area];
  if (!(cpwi_footprint_weight(c->weight, area) > 0)) return 0;
  if (c->from.first[area] == c->from.first[area + 1]) return 0;
  if (covered >= 1 - c->o.tolerance && covered <= 1 + c->o.tolerance) return 1;
  if (c->o.gaps == CPW_FOOTPRINT_REFUSE) return -1;
  return covered > 0;
}

/* how many pairs of parts there are, and that every area can go over */
static int32_t count_pairs(const cpwi_crosswalk *c, int64_t *count, cpw_error *err) {
  *count = 0;
  for (int64_t a = 0; a < c->from.f.areas; a++) {
    int32_t goes = goes_over(c, a);
    if (goes < 0)
      return cpwi_fail(
          err, CPW_EDOMAIN, a, c->where,
          "area %s lies in unit %s but its shares in the other footprint sum to %s",
          cpwi_footprint_named(c->from.f.area_id, a).text,
          cpwi_footprint_named(c->from.f.unit_id, c->from.part[c->from.first[a]].unit).text,
          cpwi_number(c->to.covered[a]).text);
    int64_t pairs = 0;
    if (!cpwi_multiply(c->from.first[a + 1] - c->from.first[a], c->to.first[a + 1] - c->to.first[a],
                       &pairs) ||
        pairs > INT64_MAX / 64 - *count)
      return cpwi_fail(err, CPW_EOVERFLOW, a, c->where, "too many pairs of parts");
    if (goes > 0) *count += pairs;
  }
  return CPW_OK;
}

static void list_pairs(cpwi_crosswalk *c) {
  int64_t n = 0;
  for (int64_t a = 0; a < c->from.f.areas; a++) {
    if (goes_over(c, a) != 1) continue;
    double weight = cpwi_footprint_weight(c->weight, a);
    for (int64_t i = c->from.first[a]; i < c->from.first[a + 1]; i++)
      for (int64_t j = c->to.first[a]; j < c->to.first[a + 1]; j++) {
        double common = weight * c->from.part[i].share * (c->to.part[j].share / c->to.covered[a]);
        c->pair[n++] = (cpwi_crossing){c->from.part[i].unit, c->to.part[j].unit, common};
      }
  }
  c->pairs = n;
}

/* pairs of the same two units become one */
static void join_pairs(cpwi_crosswalk *c) {
  int64_t n = 0;
  for (int64_t i = 0, j; i < c->pairs; i = j) {
    cpw_exact_sum sum;
    cpw_exact_sum_init(&sum);
    for (j = i; j < c->pairs && by_units(NULL, &c->pair[i], &c->pair[j]) == 0; j++)
      cpw_exact_sum_add(&sum, c->pair[j].weight);
    double weight = cpw_exact_sum_value(&sum);
    if (weight > 0) c->pair[n++] = (cpwi_crossing){c->pair[i].from, c->pair[i].to, weight};
  }
  c->pairs = n;
}

static void sum_units(cpwi_crosswalk *c) {
  int64_t at = 0;
  for (int64_t u = 0; u < c->from.f.units; u++) {
    cpw_exact_sum sum;
    cpw_exact_sum_init(&sum);
    c->first[u] = at;
    for (; at < c->pairs && c->pair[at].from == u; at++)
      cpw_exact_sum_add(&sum, c->pair[at].weight);
    c->from_weight[u] = cpw_exact_sum_value(&sum);
  }
  c->first[c->from.f.units] = at;
}

static int32_t cross(cpwi_crosswalk *c, cpw_error *err) {
  const cpw_allocator *a = c->o.allocator;
  int64_t count = 0;
  int32_t status = count_pairs(c, &count, err);
  if (status != CPW_OK) return status;
  c->pair = cpwi_alloc(a, (size_t)count, sizeof *c->pair);
  c->first = cpwi_alloc(a, (size_t)c->from.f.units + 1, sizeof *c->first);
  c->from_weight = cpwi_alloc(a, (size_t)c->from.f.units, sizeof *c->from_weight);
  int done = c->pair && c->first && c->from_weight;
  if (done) {
    list_pairs(c);
    done = cpwi_sort(a, c->pair, c->pairs, sizeof *c->pair, by_units, NULL);
  }
  if (!done)
    return cpwi_fail(err, CPW_ENOMEM, -1, c->where, "no memory for %lld pairs", (long long)count);
  join_pairs(c);
  sum_units(c);
  return CPW_OK;
}

int32_t cpwi_crosswalk_begin(cpwi_crosswalk *c, const cpw_footprint *from, const cpw_footprint *to,
                             const double *weight, const cpw_footprint_options *options,
                             const char *where, cpw_error *err) {
  memset(c, 0, sizeof *c);
  c->where = where;
  c->weight = weight;
  int32_t status = cpwi_footprint_options_take(&c->o, options, where, err);
  if (status != CPW_OK) {
    c->o.allocator = NULL;
    return status;
  }
  status = cpwi_footprint_take(&c->from, from, "from", c->o.allocator, where, err);
  if (status == CPW_OK) status = cpwi_footprint_take(&c->to, to, "to", c->o.allocator, where, err);
  if (status != CPW_OK) return status;
  if (c->from.f.areas != c->to.f.areas)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "from has %lld areas and to has %lld: they must be the same areas",
                     (long long)c->from.f.areas, (long long)c->to.f.areas);
  status = cpwi_footprint_weights(weight, c->from.f.areas, where, err);
  return status == CPW_OK ? cross(c, err) : status;
}

void cpwi_crosswalk_end(cpwi_crosswalk *c) {
  const cpw_allocator *a = c->o.allocator;
  cpwi_footprint_drop(&c->from, a);
  cpwi_footprint_drop(&c->to, a);
  cpwi_release(a, c->pair);
  cpwi_release(a, c->first);
  cpwi_release(a, c->from_weight);
}

/* ---------------------------------------------------------------- as a result --------------- */

typedef struct labels {
  const char **from, **to, **pair_from, **pair_to;
  char *from_numbers, *to_numbers;
} labels;

static int make_labels(const cpwi_crosswalk *c, labels *l) {
  const cpw_allocator *a = c->o.allocator;
  l->pair_from = cpwi_alloc(a, (size_t)c->pairs, sizeof *l->pair_from);
  l->pair_to = cpwi_alloc(a, (size_t)c->pairs, sizeof *l->pair_to);
  if (!l->pair_from || !l->pair_to) return 0;
  if (!cpwi_footprint_labels(c->from.f.unit_id, c->from.f.units, &l->from, &l->from_numbers, a))
    return 0;
  if (!cpwi_footprint_labels(c->to.f.unit_id, c->to.f.units, &l->to, &l->to_numbers, a)) return 0;
  for (int64_t i = 0; i < c->pairs; i++) {
    l->pair_from[i] = l->from[c->pair[i].from];
    l->pair_to[i] = l->to[c->pair[i].to];
  }
  return 1;
}

static void free_labels(const cpw_allocator *a, labels *l) {
  cpwi_release(a, l->from);
  cpwi_release(a, l->to);
  cpwi_release(a, l->pair_from);
  cpwi_release(a, l->pair_to);
  cpwi_release(a, l->from_numbers);
  cpwi_release(a, l->to_numbers);
}

/* what units of the other footprint weigh, all of their areas */
static int32_t weigh_others(const cpwi_crosswalk *c, double **out, cpw_error *err) {
  const cpw_allocator *a = c->o.allocator;
  double *weight = cpwi_alloc(a, (size_t)c->to.f.units, sizeof *weight);
  cpw_exact_sum *sum = cpwi_footprint_sums(c->to.f.units, a);
  if (!weight || !sum) {
    cpwi_release(a, weight);
    cpwi_release(a, sum);
    return cpwi_fail(err, CPW_ENOMEM, -1, c->where, "no memory for %lld units",
                     (long long)c->to.f.units);
  }
  for (int64_t i = 0; i < c->to.f.parts; i++) {
    const cpw_footprint_part *p = &c->to.part[i];
    cpw_exact_sum_add(&sum[p->unit], cpwi_footprint_weight(c->weight, p->area) *
                                         (p->share / c->to.covered[p->area]));
  }
  for (int64_t u = 0; u < c->to.f.units; u++)
    weight[u] = cpw_exact_sum_value(&sum[u]);
  cpwi_release(a, sum);
  *out = weight;
  return CPW_OK;
}

static int32_t fill(const cpwi_crosswalk *c, cpw_result *r, const double *others, cpw_error *err) {
  const struct {
    const char *name, *unit, *what;
    int32_t type;
  } a[5] = {{"from_unit", "", "number of the unit of the one footprint", CPW_INT64},
            {"to_unit", "", "number of the unit of the other", CPW_INT64},
            {"weight", "people", "what they have in common", CPW_DOUBLE},
            {"share_of_from", "share", "of the weight of the unit of the one", CPW_DOUBLE},
            {"share_of_to", "share", "of the weight of the unit of the other", CPW_DOUBLE}};
  void *m[5] = {0};
  int32_t status = CPW_OK;
  for (int i = 0; status == CPW_OK && i < 5; i++)
    status = cpw_result_add_array(r, a[i].name, a[i].unit, a[i].what, "pair", a[i].type,
                                  CPW_MERGE_SAME, &m[i], err);
  for (int64_t i = 0; status == CPW_OK && i < c->pairs; i++) {
    const cpwi_crossing *p = &c->pair[i];
    ((int64_t *)m[0])[i] = p->from;
    ((int64_t *)m[1])[i] = p->to;
    ((double *)m[2])[i] = p->weight;
    ((double *)m[3])[i] = p->weight / c->from_weight[p->from];
    ((double *)m[4])[i] = others[p->to] > 0 ? p->weight / others[p->to] : CPWI_NAN;
  }
  return status;
}

static int32_t answer(const cpwi_crosswalk *c, const labels *l, cpw_result **out, cpw_error *err) {
  cpw_result *r = NULL;
  double *others = NULL;
  int32_t status = weigh_others(c, &others, err);
  if (status == CPW_OK) status = cpw_result_new(c->o.allocator, &r, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(r, "pair", c->pairs, NULL, err);
  if (status == CPW_OK) status = cpw_result_add_coordinate(r, "pair", "from", l->pair_from, err);
  if (status == CPW_OK) status = cpw_result_add_coordinate(r, "pair", "to", l->pair_to, err);
  if (status == CPW_OK) status = fill(c, r, others, err);
  cpwi_release(c->o.allocator, others);
  if (status != CPW_OK) {
    cpw_result_free(r);
    return status;
  }
  *out = r;
  return CPW_OK;
}

int32_t cpw_footprint_crosswalk(const cpw_footprint *from, const cpw_footprint *to,
                                const double *weight, const cpw_footprint_options *options,
                                cpw_result **out, cpw_error *err) {
  cpwi_crosswalk c;
  labels l = {0};
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  int32_t status = cpwi_crosswalk_begin(&c, from, to, weight, options, __func__, err);
  if (status == CPW_OK && !make_labels(&c, &l))
    status =
        cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld pairs", (long long)c.pairs);
  if (status == CPW_OK) status = answer(&c, &l, out, err);
  free_labels(c.o.allocator, &l);
  cpwi_crosswalk_end(&c);
  return status;
}
