/* The worst tail of many scenarios: value at risk and conditional value at risk.
 * Source: Rockafellar and Uryasev, J. Banking and Finance 26 (2002): the scenario at the edge counts in part.
 * Leaves the order to base/order.c. */
#include "base/order.h"
#include "sensitivity/internal.h"

#include <float.h>

static int32_t check_weights(const double *weights, int64_t count, double *sum, const char *where,
                             cpw_error *err) {
  cpw_exact_sum all;
  cpw_exact_sum_init(&all);
  for (int64_t i = 0; weights && i < count; i++) {
    if (!(weights[i] >= 0 && cpwi_finite(weights[i])))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "weights[%lld] = %s must be finite and >= 0",
                       (long long)i, cpwi_number(weights[i]).text);
    cpw_exact_sum_add(&all, weights[i]);
  }
  *sum = weights ? cpw_exact_sum_value(&all) : (double)count;
  if (*sum <= 0) return cpwi_fail(err, CPW_EDOMAIN, -1, where, "weights must not all be 0");
  if (!cpwi_finite(*sum))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "the sum of the weights is too large");
  return CPW_OK;
}

typedef struct scenarios {
  const double *loss, *weights;
  const int64_t *order;
  int64_t count;
  double sum;
} scenarios;

static double share_of(const scenarios *s, int64_t k) {
  return s->weights ? s->weights[s->order[k]] / s->sum : 1 / s->sum;
}

/* the first place, in rising order, up to which a share of at least `level` lies; of equal losses the
 * last, so that `above` is the share of strictly larger losses */
static int64_t edge_of(const scenarios *s, double level, double *upto, double *above) {
  cpw_exact_sum low, high;
  int64_t k = 0;
  cpw_exact_sum_init(&low);
  cpw_exact_sum_init(&high);
  *upto = 0;
  for (; k < s->count; k++) {
    double w = s->weights ? s->weights[s->order[k]] : 1;
    cpw_exact_sum_add(&low, w);
    int last = k + 1 == s->count || s->loss[s->order[k + 1]] > s->loss[s->order[k]];
    *upto = cpw_exact_sum_value(&low) / s->sum;
    if (last && *upto > 0 && *upto >= level * (1 - 4 * DBL_EPSILON)) break;
  }
  if (k == s->count) k--;
  for (int64_t h = k + 1; h < s->count; h++)
    cpw_exact_sum_add(&high, s->weights ? s->weights[s->order[h]] : 1);
  *above = cpw_exact_sum_value(&high) / s->sum;
  return k;
}

static void describe(const scenarios *s, double level, cpw_tail *t) {
  cpw_exact_sum sum, mean;
  double upto, above, tail = 1 - level;
  int64_t edge = edge_of(s, level, &upto, &above);
  cpw_exact_sum_init(&sum);
  cpw_exact_sum_init(&mean);
  double v = s->loss[s->order[edge]];
  t->value_at_risk = t->worst = v;
  if (fabs(upto - level) <= 4 * DBL_EPSILON * level && above > 0) tail = above;
  for (int64_t k = 0; k < s->count; k++) {
    double share = share_of(s, k), loss = s->loss[s->order[k]];
    cpw_exact_sum_add(&mean, share * loss);
    if (k > edge) cpw_exact_sum_add(&sum, share / tail * loss - share / tail * v);
    if (share > 0 && loss > t->worst) t->worst = loss;
  }
  t->mean = cpw_exact_sum_value(&mean);
  t->conditional = v + cpw_exact_sum_value(&sum);
  if (t->conditional > t->worst) t->conditional = t->worst;
}

int32_t cpw_tail_risk(const double *loss, const double *weights, int64_t count, double level,
                      const cpw_allocator *allocator, cpw_tail *out, cpw_error *err) {
  scenarios s = {loss, weights, NULL, count, 0};
  cpw_tail t;
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = cpwi_check_size("count", count, INT64_MAX, __func__, err);
  if (status != CPW_OK) return status;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  if (!(level >= 0 && level < 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "level = %s must be >= 0 and below 1",
                     cpwi_number(level).text);
  if ((status = cpwi_check_numbers("loss", loss, count, 1, __func__, err)) != CPW_OK ||
      (status = check_weights(weights, count, &s.sum, __func__, err)) != CPW_OK)
    return status;
  int64_t *order = cpwi_alloc(allocator, (size_t)count, sizeof *order);
  if (!order)
    return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld scenarios",
                     (long long)count);
  status = cpwi_order(loss, count, 0, order, allocator, __func__, err);
  s.order = order;
  if (status == CPW_OK) {
    describe(&s, level, &t);
    *out = t;
  }
  cpwi_release(allocator, order);
  return status;
}
