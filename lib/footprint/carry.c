/* A measure carried from the units of one footprint to those of another, nobody lost: real numbers on one grid,
 * whole ones by largest remainders.
 * Source: carepath/footprint.h; leaves rounding to apportion.h, what units have in common to cross.c. */
#include "carepath/apportion.h"
#include "footprint/internal.h"

#include <math.h>
#include <string.h>

/* ---------------------------------------------------------------- real numbers -------------- */

typedef struct carrying {
  const cpwi_crosswalk *c;
  const double *measure;
  double *quota[2];  /* (units of to) of what is above and what is below 0 */
  int64_t *parts[2]; /* (units of to) on the grid */
  double whole[2];
  int exponent; /* the grid is 2^exponent */
} carrying;

static int32_t check_measure(const cpwi_crosswalk *c, const double *measure, cpw_error *err) {
  if (!measure) return cpwi_fail(err, CPW_EINVAL, -1, c->where, "measure is NULL");
  for (int64_t u = 0; u < c->from.f.units; u++) {
    if (!isfinite(measure[u]))
      return cpwi_fail(err, CPW_EDOMAIN, u, c->where, "measure[%lld] = %s must be finite",
                       (long long)u, cpwi_number(measure[u]).text);
    if (measure[u] != 0 && !(c->from_weight[u] > 0))
      return cpwi_fail(err, CPW_EDOMAIN, u, c->where,
                       "measure[%lld] = %s of unit %s has nowhere to go: no weight lies in it",
                       (long long)u, cpwi_number(measure[u]).text,
                       cpwi_footprint_named(c->from.f.unit_id, u).text);
  }
  return CPW_OK;
}

/* the quotas of what is above (sign 1) or below (sign -1) 0, and the whole of it */
static int32_t sum_quotas(carrying *k, int side, cpw_error *err) {
  const cpwi_crosswalk *c = k->c;
  double sign = side ? -1 : 1;
  cpw_exact_sum whole, *sum = cpwi_footprint_sums(c->to.f.units, c->o.allocator);
  if (!sum)
    return cpwi_fail(err, CPW_ENOMEM, -1, c->where, "no memory for %lld units",
                     (long long)c->to.f.units);
  cpw_exact_sum_init(&whole);
  for (int64_t u = 0; u < c->from.f.units; u++) {
    double amount = sign * k->measure[u];
    if (!(amount > 0)) continue;
    cpw_exact_sum_add(&whole, amount);
    for (int64_t i = c->first[u]; i < c->first[u + 1]; i++)
      cpw_exact_sum_add(&sum[c->pair[i].to], amount * (c->pair[i].weight / c->from_weight[u]));
  }
  k->whole[side] = cpw_exact_sum_value(&whole);
  for (int64_t v = 0; v < c->to.f.units; v++)
    k->quota[side][v] = cpw_exact_sum_value(&sum[v]);
  cpwi_release(c->o.allocator, sum);
  if (isfinite(k->whole[side])) return CPW_OK;
  return cpwi_fail(err, CPW_EOVERFLOW, -1, c->where, "the measures sum to more than a double");
}

/* a grid on which the whole has 53 bits */
static int grid_of(double whole) {
  int exponent = 0;
  (void)frexp(whole, &exponent);
  return exponent - 53 < -1074 ? -1074 : exponent - 53;
}

static int32_t share_out(carrying *k, int side, cpw_error *err) {
  const cpwi_crosswalk *c = k->c;
  cpw_apportion_options o;
  cpw_apportion_options_init(&o);
  o.allocator = c->o.allocator;
  o.ids = c->to.f.unit_id;
  int64_t steps = (int64_t)rint(ldexp(k->whole[side], -k->exponent));
  if (steps == 0) {
    if (c->to.f.units > 0) memset(k->parts[side], 0, (size_t)c->to.f.units * sizeof(int64_t));
    return CPW_OK;
  }
  return cpw_apportion(steps, k->quota[side], c->to.f.units, &o, k->parts[side], err);
}

static int32_t carry(carrying *k, double *carried, cpw_error *err) {
  int32_t status = sum_quotas(k, 0, err);
  if (status == CPW_OK) status = sum_quotas(k, 1, err);
  if (status != CPW_OK) return status;
  k->exponent = grid_of(k->whole[0] > k->whole[1] ? k->whole[0] : k->whole[1]);
  status = share_out(k, 0, err);
  if (status == CPW_OK) status = share_out(k, 1, err);
  for (int64_t v = 0; status == CPW_OK && v < k->c->to.f.units; v++)
    carried[v] = ldexp((double)(k->parts[0][v] - k->parts[1][v]), k->exponent);
  return status;
}

static int32_t carry_real(const cpwi_crosswalk *c, const double *measure, double *carried,
                          cpw_error *err) {
  carrying k = {.c = c, .measure = measure};
  int32_t status = check_measure(c, measure, err);
  int have = 1;
  if (status != CPW_OK) return status;
  for (int side = 0; side < 2; side++) {
    k.quota[side] = cpwi_alloc(c->o.allocator, (size_t)c->to.f.units, sizeof(double));
    k.parts[side] = cpwi_alloc(c->o.allocator, (size_t)c->to.f.units, sizeof(int64_t));
    have = have && k.quota[side] && k.parts[side];
  }
  status = have ? carry(&k, carried, err)
                : cpwi_fail(err, CPW_ENOMEM, -1, c->where, "no memory for %lld units",
                            (long long)c->to.f.units);
  for (int side = 0; side < 2; side++) {
    cpwi_release(c->o.allocator, k.quota[side]);
    cpwi_release(c->o.allocator, k.parts[side]);
  }
  return status;
}

int32_t cpw_footprint_carry(const cpw_footprint *from, const cpw_footprint *to,
                            const double *weight, const double *measure,
                            const cpw_footprint_options *options, double *carried, cpw_error *err) {
  cpwi_crosswalk c;
  if (!carried) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "carried is NULL");
  int32_t status = cpwi_crosswalk_begin(&c, from, to, weight, options, __func__, err);
  if (status == CPW_OK) status = carry_real(&c, measure, carried, err);
  cpwi_crosswalk_end(&c);
  return status;
}

/* ---------------------------------------------------------------- whole numbers ------------- */

static int32_t check_whole(const cpwi_crosswalk *c, const int64_t *measure, cpw_error *err) {
  int64_t sum = 0;
  if (!measure) return cpwi_fail(err, CPW_EINVAL, -1, c->where, "measure is NULL");
  for (int64_t u = 0; u < c->from.f.units; u++) {
    if (measure[u] < 0)
      return cpwi_fail(err, CPW_EDOMAIN, u, c->where, "measure[%lld] = %lld must be >= 0",
                       (long long)u, (long long)measure[u]);
    if (measure[u] > INT64_MAX - sum)
      return cpwi_fail(err, CPW_EOVERFLOW, u, c->where, "the measures sum to 2^63 or more");
    sum += measure[u];
    if (measure[u] != 0 && !(c->from_weight[u] > 0))
      return cpwi_fail(err, CPW_EDOMAIN, u, c->where,
                       "measure[%lld] = %lld of unit %s has nowhere to go: no weight lies in it",
                       (long long)u, (long long)measure[u],
                       cpwi_footprint_named(c->from.f.unit_id, u).text);
  }
  return CPW_OK;
}

/* work for the receivers of one unit */
typedef struct receivers {
  double *weight;   /* (units of to) */
  int64_t *parts;   /* (units of to) */
  const char **ids; /* (units of to) or NULL */
  int64_t *sum;     /* (units of to) */
  int64_t *flow;    /* (units of from, units of to) or NULL */
} receivers;

static int32_t share_unit(const cpwi_crosswalk *c, int64_t u, int64_t amount, receivers *r,
                          cpw_error *err) {
  int64_t n = c->first[u + 1] - c->first[u];
  cpw_apportion_options o;
  cpw_apportion_options_init(&o);
  o.allocator = c->o.allocator;
  o.ids = r->ids;
  for (int64_t i = 0; i < n; i++) {
    const cpwi_crossing *p = &c->pair[c->first[u] + i];
    r->weight[i] = p->weight;
    if (r->ids) r->ids[i] = c->to.f.unit_id[p->to];
  }
  if (amount == 0) return CPW_OK;
  int32_t status = cpw_apportion(amount, r->weight, n, &o, r->parts, err);
  for (int64_t i = 0; status == CPW_OK && i < n; i++) {
    int64_t v = c->pair[c->first[u] + i].to;
    r->sum[v] += r->parts[i];
    if (r->flow) r->flow[u * c->to.f.units + v] = r->parts[i];
  }
  return status;
}

static int32_t carry_units(const cpwi_crosswalk *c, const int64_t *measure, receivers *r,
                           int64_t *carried, int64_t *flow, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t u = 0; status == CPW_OK && u < c->from.f.units; u++)
    status = share_unit(c, u, measure[u], r, err);
  if (status != CPW_OK || c->to.f.units == 0) return status;
  memcpy(carried, r->sum, (size_t)c->to.f.units * sizeof *carried);
  if (flow && r->flow && c->from.f.units > 0)
    memcpy(flow, r->flow, (size_t)(c->from.f.units * c->to.f.units) * sizeof *flow);
  return CPW_OK;
}

static int32_t carry_whole(const cpwi_crosswalk *c, const int64_t *measure, int64_t *carried,
                           int64_t *flow, cpw_error *err) {
  const cpw_allocator *a = c->o.allocator;
  size_t n = (size_t)c->to.f.units;
  int64_t cells = 0;
  int32_t status = check_whole(c, measure, err);
  if (status != CPW_OK) return status;
  if (!cpwi_multiply(c->from.f.units, c->to.f.units, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, c->where, "too many units");
  receivers r = {cpwi_alloc(a, n, sizeof(double)), cpwi_alloc(a, n, sizeof(int64_t)),
                 c->to.f.unit_id ? cpwi_alloc(a, n, sizeof(char *)) : NULL,
                 cpwi_alloc_zero(a, n, sizeof(int64_t)),
                 flow ? cpwi_alloc_zero(a, (size_t)cells, sizeof(int64_t)) : NULL};
  int have = r.weight && r.parts && r.sum && (r.ids || !c->to.f.unit_id) && (r.flow || !flow);
  status = have ? carry_units(c, measure, &r, carried, flow, err)
                : cpwi_fail(err, CPW_ENOMEM, -1, c->where, "no memory for %lld units",
                            (long long)c->to.f.units);
  cpwi_release(a, r.weight);
  cpwi_release(a, r.parts);
  cpwi_release(a, r.ids);
  cpwi_release(a, r.sum);
  cpwi_release(a, r.flow);
  return status;
}

int32_t cpw_footprint_carry_whole(const cpw_footprint *from, const cpw_footprint *to,
                                  const double *weight, const int64_t *measure,
                                  const cpw_footprint_options *options, int64_t *carried,
                                  int64_t *flow, cpw_error *err) {
  cpwi_crosswalk c;
  if (!carried) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "carried is NULL");
  int32_t status = cpwi_crosswalk_begin(&c, from, to, weight, options, __func__, err);
  if (status == CPW_OK) status = carry_whole(&c, measure, carried, flow, err);
  cpwi_crosswalk_end(&c);
  return status;
}
