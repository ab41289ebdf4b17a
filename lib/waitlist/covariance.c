/* How sure a calibration is: variances and the covariance of a list's hazards, and of its flows.
 * Source: linearisation of a ratio over periods, Cochran, Sampling Techniques (1977), ch. 6; weighted
 * sample moments. Leaves the estimates themselves to calibrate_list.c. */
#include "waitlist/calibrate.h"

/* What a period contributes to an estimate beyond its expectation. */
static double deviation(const cpwi_calibration *c, double weight, double left, double base,
                        double hazard, double all) {
  if (!(all > 0.0)) return 0.0;
  if (c->options.estimator == CPW_ESTIMATE_POOLED) return weight * (left - hazard * base) / all;
  return weight * ((base > 0.0 ? left / base : 0.0) - hazard) / all;
}

/* The denominator of an estimate: weighted people, or the weights. */
static double denominator(const cpwi_calibration *c, const cpwi_kept *kept, const double *weight,
                          double weights, int64_t m) {
  double all = 0.0;
  if (c->options.estimator != CPW_ESTIMATE_POOLED) return weights;
  for (int64_t k = 0; k < c->flows; k++)
    all += weight[k] * kept->base[k * c->bands.count + m];
  return all;
}

static void of_band(const cpwi_calibration *c, const cpwi_kept *kept, int64_t list, int64_t m) {
  const double *weight = c->weight, *removal_weight = c->weight + c->flows;
  int64_t n = c->bands.count, at = list * n + m;
  double all = denominator(c, kept, weight, c->weights, m);
  double all_removal = denominator(c, kept, removal_weight, c->removal_weights, m);
  double treated = 0.0, removed = 0.0, both = 0.0;
  for (int64_t k = 0; k < c->flows; k++) {
    int64_t i = k * n + m;
    double t =
        deviation(c, weight[k], kept->treated[i], kept->base[i], c->treatment.hazard[at], all);
    double r = deviation(c, removal_weight[k], kept->gone[i], kept->base[i], c->removal.hazard[at],
                         all_removal);
    treated += t * t;
    removed += r * r;
    both += t * r;
  }
  double factor = c->flows > 1 ? (double)c->flows / (double)(c->flows - 1) : CPWI_NAN;
  c->treatment_variance[at] = factor * treated;
  c->removal_variance[at] = factor * removed;
  c->covariance[at] = factor * both;
}

/* The spread of single periods about the weighted level. */
static void of_flows(const cpwi_calibration *c, int64_t list) {
  double squares = 0.0, starts = 0.0, capacity = 0.0, both = 0.0;
  for (int64_t k = 0; k < c->flows; k++) {
    double w = c->weight[k] / c->weights;
    double s = c->total_starts[list * c->flows + k] - c->starts[list];
    double t = c->total_treated[list * c->flows + k] - c->capacity[list];
    squares += w * w;
    starts += w * s * s;
    capacity += w * t * t;
    both += w * s * t;
  }
  double left = c->flows > 1 ? 1.0 - squares : CPWI_NAN;
  c->starts_variance[list] = starts / left;
  c->capacity_variance[list] = capacity / left;
  c->flow_covariance[list] = both / left;
}

void cpwi_covariance(const cpwi_calibration *c, const cpwi_kept *kept, int64_t list) {
  for (int64_t m = 0; m < c->bands.count; m++)
    of_band(c, kept, list, m);
  of_flows(c, list);
}
