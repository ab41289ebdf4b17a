/* Peers of each place: the places most like it.
 * Source: nearest neighbours over standardised features, as comparator tools for local areas have them.
 * Leaves the choice of features to the analyst. */
#include "system_people/internal.h"

#include <string.h>

static int32_t check(const double *feature, const double *weight, int64_t places, int64_t features,
                     int64_t peers, const char *where, cpw_error *err) {
  if (places < 2 || features < 1 || peers < 1 || peers >= places)
    return cpwi_fail(
        err, CPW_EINVAL, -1, where,
        "places = %lld, features = %lld, peers = %lld: at least 2, 1 and 1, and fewer peers "
        "than places",
        (long long)places, (long long)features, (long long)peers);
  for (int64_t k = 0; k < places * features; k++)
    if (!(fabs(feature[k]) <= 1e100))
      return cpwi_fail(
          err, CPW_EDOMAIN, k, where, "feature[%lld][%lld] = %s must be finite, at most 1e100",
          (long long)(k / features), (long long)(k % features), cpwi_number(feature[k]).text);
  for (int64_t k = 0; weight && k < features; k++)
    if (!(weight[k] >= 0 && weight[k] <= 1e100))
      return cpwi_fail(err, CPW_EDOMAIN, k, where, "weight[%lld] = %s must be 0 to 1e100",
                       (long long)k, cpwi_number(weight[k]).text);
  return CPW_OK;
}

/* weight over variance of each feature; 0 where all are alike */
static void scales(const double *feature, const double *weight, int64_t places, int64_t features,
                   double *scale) {
  for (int64_t f = 0; f < features; f++) {
    double mean = 0, squares = 0, low = feature[f], high = feature[f];
    for (int64_t p = 0; p < places; p++) {
      mean += feature[p * features + f] / (double)places;
      low = fmin(low, feature[p * features + f]);
      high = fmax(high, feature[p * features + f]);
    }
    for (int64_t p = 0; p < places; p++) {
      double from = feature[p * features + f] - mean;
      squares += from * from;
    }
    int alike = !(high > low) || !(squares > 0);
    scale[f] = alike ? 0 : (weight ? weight[f] : 1) * (double)(places - 1) / squares;
  }
}

static double apart(const double *x, const double *y, const double *scale, int64_t features) {
  double sum = 0;
  for (int64_t f = 0; f < features; f++)
    sum += scale[f] * (x[f] - y[f]) * (x[f] - y[f]);
  return sqrt(sum);
}

/* the nearest ones of one place, kept in order */
static void nearest(const double *feature, const double *scale, int64_t places, int64_t features,
                    int64_t place, int64_t peers, int64_t *peer, double *distance) {
  int64_t kept = 0;
  for (int64_t q = 0; q < places; q++) {
    if (q == place) continue;
    double far = apart(feature + place * features, feature + q * features, scale, features);
    if (kept == peers && !(far < distance[kept - 1])) continue;
    int64_t at = kept < peers ? kept++ : kept - 1;
    for (; at > 0 && distance[at - 1] > far; at--) {
      distance[at] = distance[at - 1];
      peer[at] = peer[at - 1];
    }
    distance[at] = far;
    peer[at] = q;
  }
}

int32_t cpw_system_peers(const double *feature, const double *weight, int64_t places,
                         int64_t features, int64_t peers, const cpw_allocator *allocator,
                         int64_t *peer, double *distance, cpw_error *err) {
  if (!feature || !peer)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", feature ? "peer" : "feature");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = check(feature, weight, places, features, peers, __func__, err);
  if (status != CPW_OK) return status;
  double *scale = cpwi_alloc(allocator, (size_t)features, sizeof *scale);
  double *row = cpwi_alloc(allocator, (size_t)peers, sizeof *row);
  if (scale && row) {
    scales(feature, weight, places, features, scale);
    for (int64_t p = 0; p < places; p++)
      nearest(feature, scale, places, features, p, peers, peer + p * peers,
              distance ? distance + p * peers : row);
  } else {
    status = cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for peers");
  }
  cpwi_release(allocator, scale);
  cpwi_release(allocator, row);
  return status;
}
