/* Quantile sketch, second third: what it says - quantiles, buckets, description.
 * Source: Hyndman and Fan (1996) on order statistics known to a relative 2^-(k+1).
 * Leaves counting to sketch.c and the positions of quantiles to quantile.c. */
#include "stats/sketch.h"

#include <math.h>

static int visit_page(const int64_t *page, int64_t base, int32_t k, int sign, cpwi_visit visit,
                      void *context) {
  int64_t size = (int64_t)1 << k;
  for (int64_t i = 0; i < size; i++) {
    int64_t j = sign < 0 ? size - 1 - i : i;
    int stop = page[j] > 0 ? visit(context, sign, base + j, page[j]) : 0;
    if (stop != 0) return stop;
  }
  return 0;
}

static int visit_side(const cpwi_side *side, int32_t k, int sign, cpwi_visit visit, void *context) {
  for (int64_t i = 0; i < side->length; i++) {
    int64_t row = sign < 0 ? side->length - 1 - i : i;
    if (!side->page[row]) continue;
    int stop = visit_page(side->page[row], (side->first + row) << k, k, sign, visit, context);
    if (stop != 0) return stop;
  }
  return 0;
}

int cpwi_sketch_visit(const cpw_sketch *sketch, cpwi_visit visit, void *context) {
  int stop = visit_side(&sketch->negative, sketch->k, -1, visit, context);
  if (stop == 0 && sketch->zero > 0) stop = visit(context, 0, 0, sketch->zero);
  return stop != 0 ? stop : visit_side(&sketch->positive, sketch->k, 1, visit, context);
}

/* -------- order statistics */

typedef struct search {
  int64_t left; /* values still to pass */
  int32_t k;
  double value;
} search;

static int find_rank(void *context, int sign, int64_t bucket, int64_t count) {
  search *s = context;
  if (s->left >= count) {
    s->left -= count;
    return 0;
  }
  s->value = sign == 0 ? 0.0 : sign * cpwi_bucket_middle(bucket, s->k);
  return 1;
}

/* the 0-based rank-th value: exact at both ends, the middle of its bucket between them */
static double order_statistic(const void *context, int64_t rank) {
  const cpw_sketch *sketch = context;
  const cpwi_counters *c = &sketch->counters;
  if (rank < c->down || rank == 0) return sketch->minimum;
  if (rank >= c->count - c->up || rank == c->count - 1) return sketch->maximum;
  search s = {.left = rank - c->down, .k = sketch->k};
  cpwi_sketch_visit(sketch, find_rank, &s);
  if (s.value < sketch->minimum) return sketch->minimum;
  return s.value > sketch->maximum ? sketch->maximum : s.value;
}

int32_t cpw_sketch_quantiles(const cpw_sketch *sketch, const double *p, int64_t count, int32_t type,
                             double *out, cpw_error *err) {
  if (!sketch) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "sketch is NULL");
  int32_t status = cpwi_check_probabilities(p, count, out, __func__, err);
  if (status == CPW_OK) status = cpwi_check_type(type, __func__, err);
  if (status != CPW_OK) return status;
  if (sketch->counters.count == 0 || sketch->counters.nan > 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__,
                     "the sketch holds %lld values, %lld of them NaN: it has no quantiles",
                     (long long)sketch->counters.count, (long long)sketch->counters.nan);
  int64_t n = sketch->counters.count;
  status =
      cpwi_check_gap(n, sketch->counters.down, sketch->counters.up, p, count, type, __func__, err);
  if (status != CPW_OK) return status;
  cpwi_quantiles(order_statistic, sketch, n, p, count, type, out);
  return CPW_OK;
}

/* -------- description and buckets */

typedef struct listing {
  int64_t count;
  int32_t k;
  double *lower, *upper; /* NULL: only count */
  int64_t *counts;
} listing;

static void list(listing *l, double lower, double upper, int64_t count) {
  if (l->lower) {
    l->lower[l->count] = lower;
    l->upper[l->count] = upper;
    l->counts[l->count] = count;
  }
  l->count++;
}

static int list_bucket(void *context, int sign, int64_t bucket, int64_t count) {
  listing *l = context;
  double near = cpwi_bucket_lower(bucket, l->k), far = cpwi_bucket_lower(bucket + 1, l->k);
  if (sign == 0)
    list(l, 0.0, 0.0, count);
  else if (sign > 0)
    list(l, near, far, count);
  else
    list(l, -far, 0.0 - near, count);
  return 0;
}

static void list_all(const cpw_sketch *sketch, listing *l) {
  l->k = sketch->k;
  if (sketch->counters.down > 0)
    list(l, -(double)INFINITY, -(double)INFINITY, sketch->counters.down);
  cpwi_sketch_visit(sketch, list_bucket, l);
  if (sketch->counters.up > 0) list(l, (double)INFINITY, (double)INFINITY, sketch->counters.up);
}

int32_t cpw_sketch_describe(const cpw_sketch *sketch, cpw_sketch_info *info, cpw_error *err) {
  if (!sketch || !info)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", !sketch ? "sketch" : "info");
  listing l = {0};
  list_all(sketch, &l);
  *info = (cpw_sketch_info){.count = sketch->counters.count,
                            .nan = sketch->counters.nan,
                            .buckets = l.count,
                            .relative_error = 0.5 / (double)((int64_t)1 << sketch->k),
                            .minimum = sketch->minimum,
                            .maximum = sketch->maximum};
  return CPW_OK;
}

int32_t cpw_sketch_buckets(const cpw_sketch *sketch, int64_t capacity, double *lower, double *upper,
                           int64_t *counts, cpw_error *err) {
  if (!sketch) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "sketch is NULL");
  listing needed = {0};
  list_all(sketch, &needed);
  if (capacity < needed.count)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "capacity = %lld must be >= %lld",
                     (long long)capacity, (long long)needed.count);
  if (needed.count == 0) return CPW_OK;
  if (!lower || !upper || !counts)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !lower   ? "lower"
                     : !upper ? "upper"
                              : "counts");
  listing l = {.lower = lower, .upper = upper, .counts = counts};
  list_all(sketch, &l);
  return CPW_OK;
}
