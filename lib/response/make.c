/* Points of a curve from tiers of supply, and points made monotone and concave.
 * Source: cheapest capacity first; isotonic regression of the marginal slopes by pooling adjacent violators
 * (Barlow, Bartholomew, Bremner and Brunk 1972).
 * Leaves the curves with a formula to fit.c. */
#include "base/order.h"
#include "response/internal.h"

#include <string.h>

static int32_t check_tiers(const double *capacity, const double *price, int64_t n, double gain,
                           const char *where, cpw_error *err) {
  if (!(gain >= 0 && gain < (double)INFINITY))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "gain = %s must be finite and >= 0",
                     cpwi_number(gain).text);
  for (int64_t i = 0; i < n; i++) {
    if (!(capacity[i] >= 0 && capacity[i] < (double)INFINITY))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "capacity[%lld] = %s must be finite and >= 0",
                       (long long)i, cpwi_number(capacity[i]).text);
    if (!(price[i] > 0 && price[i] < (double)INFINITY))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "price[%lld] = %s must be finite and > 0",
                       (long long)i, cpwi_number(price[i]).text);
  }
  return CPW_OK;
}

/* The points in x and y (n + 1 each); 0 where a number leaves the doubles. */
static int lay_tiers(const double *capacity, const double *price, const int64_t *order, int64_t n,
                     double gain, double *x, double *y, int64_t *points) {
  double units = 0.0;
  int64_t k = 1;
  x[0] = y[0] = 0.0;
  for (int64_t i = 0; i < n; i++) {
    int64_t tier = order[i];
    double spend = x[k - 1] + capacity[tier] * price[tier];
    if (!(spend > x[k - 1])) continue;
    units += capacity[tier];
    x[k] = spend;
    y[k] = units * gain;
    if (!(spend < (double)INFINITY && y[k] < (double)INFINITY)) return 0;
    k++;
  }
  *points = k;
  return 1;
}

int32_t cpw_response_tiers(const double *capacity, const double *price, int64_t n, double gain,
                           double *x, double *y, int64_t *points, cpw_error *err) {
  const char *where = __func__;
  if (n < 1) return cpwi_fail(err, CPW_EINVAL, -1, where, "n = %lld must be >= 1", (long long)n);
  if (!capacity || !price || !x || !y || !points)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s must be given",
                     !capacity ? "capacity"
                     : !price  ? "price"
                     : !x      ? "x"
                     : !y      ? "y"
                               : "points");
  int32_t status = check_tiers(capacity, price, n, gain, where, err);
  if (status != CPW_OK) return status;
  size_t count = (size_t)n;
  int64_t *order = cpwi_alloc(NULL, count, sizeof *order), made = 0;
  double *room = cpwi_alloc(NULL, count + 1, 2 * sizeof *room);
  if (!order || !room)
    status = cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld tiers", (long long)n);
  if (status == CPW_OK) status = cpwi_order(price, n, 0, order, NULL, where, err);
  if (status == CPW_OK &&
      !lay_tiers(capacity, price, order, n, gain, room, room + count + 1, &made))
    status =
        cpwi_fail(err, CPW_EOVERFLOW, -1, where, "the spend or benefit of all tiers is too large");
  if (status == CPW_OK) {
    memcpy(x, room, (size_t)made * sizeof *x);
    memcpy(y, room + count + 1, (size_t)made * sizeof *y);
    *points = made;
  }
  cpwi_release(NULL, room);
  cpwi_release(NULL, order);
  return status;
}

/* ---------------------------------------------------------------- concave points ------------ */

/* A pool of segments: their length and their rise; its slope is the quotient. */
typedef struct pool {
  double length, rise;
  int64_t last; /* the point at its end */
} pool;

/* Pools of falling slopes from segments; returns how many. */
static int64_t pool_slopes(const double *x, const double *y, int64_t n, pool *p) {
  int64_t count = 0;
  for (int64_t i = 1; i < n; i++) {
    pool next = {x[i] - x[i - 1], y[i] - y[i - 1], i};
    while (count > 0 && p[count - 1].rise / p[count - 1].length <= next.rise / next.length) {
      count--;
      next.length += p[count].length;
      next.rise += p[count].rise;
    }
    p[count++] = next;
  }
  return count;
}

/* The benefits along the pools. A pool that no cut came before ends on its own point. */
static void lay_pools(const double *x, const double *y, const pool *p, int64_t count, double *out) {
  double first = y[0], level = first;
  int64_t i = 1;
  out[0] = first;
  for (int64_t k = 0; k < count; k++) {
    double slope = p[k].rise / p[k].length, start = x[i - 1], end = y[p[k].last];
    if (!(slope > 0)) slope = 0.0;
    for (; i <= p[k].last; i++)
      out[i] = slope > 0 ? level + slope * (x[i] - start) : level;
    level = slope > 0 ? end : level;
    out[i - 1] = level;
  }
}

int32_t cpw_response_concave(const double *x, const double *y, int64_t n, double *out,
                             cpw_error *err) {
  const char *where = __func__;
  if (n < 1) return cpwi_fail(err, CPW_EINVAL, -1, where, "n = %lld must be >= 1", (long long)n);
  if (!x || !y || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s must be given", !x ? "x" : !y ? "y" : "out");
  for (int64_t i = 0; i < n; i++) {
    if (!(x[i] >= 0 && x[i] <= 1e100))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "x[%lld] = %s must be finite and >= 0",
                       (long long)i, cpwi_number(x[i]).text);
    if (!(fabs(y[i]) <= 1e100))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "y[%lld] = %s must be finite", (long long)i,
                       cpwi_number(y[i]).text);
    if (i > 0 && !(x[i] > x[i - 1]))
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "x[%lld] = %s must be greater than the one before", (long long)i,
                       cpwi_number(x[i]).text);
  }
  pool *pools = cpwi_alloc(NULL, (size_t)n, sizeof *pools);
  double *room = cpwi_alloc(NULL, (size_t)n, sizeof *room);
  int32_t status = CPW_OK;
  if (!pools || !room) {
    status = cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld points", (long long)n);
  } else {
    lay_pools(x, y, pools, pool_slopes(x, y, n, pools), room);
    memcpy(out, room, (size_t)n * sizeof *out);
  }
  cpwi_release(NULL, room);
  cpwi_release(NULL, pools);
  return status;
}
