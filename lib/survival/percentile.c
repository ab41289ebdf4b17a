/* Percentiles of a curve, and their limits where those of the curve come down to the same level.
 * Source: Brookmeyer and Crowley, Biometrics 38:29-41, 1982; the middle of a level stretch as R's
 * quantile.survfit takes it. Leaves the curve to walk.c, its limits to interval.c. */
#include "survival/internal.h"

#include <string.h>

enum { CURVE, LOWER, UPPER };

#define TOLERANCE 0x1p-26 /* of a survival: sqrt of the unit of rounding, as in R */

int32_t cpwi_percentiles_init(cpwi_percentiles *q, const double *p, int64_t count, cpwi_band band,
                              const cpw_allocator *allocator, const char *where, cpw_error *err) {
  memset(q, 0, sizeof *q);
  q->band = band;
  q->count = count;
  for (int k = CURVE; k <= UPPER; k++) {
    q->at[k] = cpwi_alloc(allocator, (size_t)count, sizeof **q->at);
    if (!q->at[k])
      return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld percentiles",
                       (long long)count);
    for (int64_t i = 0; i < count; i++) {
      cpwi_crossing *c = &q->at[k][i];
      c->level = 1 - p[i];
      c->above = c->level + TOLERANCE;
      c->below = c->level - TOLERANCE;
      if (k == CURVE) continue;
      c->above = cpwi_band_of(&q->band, c->above);
      c->below = cpwi_band_of(&q->band, c->below);
    }
  }
  return CPW_OK;
}

void cpwi_percentiles_free(cpwi_percentiles *q, const cpw_allocator *allocator) {
  for (int k = CURVE; k <= UPPER; k++)
    cpwi_release(allocator, q->at[k]);
}

/* What is still to come. */
static void look_ahead(cpwi_percentiles *q) {
  q->level = 0;
  for (int k = CURVE; k <= UPPER; k++) {
    q->next[k] = -(double)INFINITY;
    for (int64_t i = 0; i < q->count; i++) {
      const cpwi_crossing *c = &q->at[k][i];
      double wanted = isnan(c->first) ? c->above : c->below;
      if (!isnan(c->second)) continue;
      if (wanted > q->next[k]) q->next[k] = wanted;
      if (k != CURVE && c->level + TOLERANCE > q->level) q->level = c->level + TOLERANCE;
    }
  }
}

void cpwi_percentiles_start(cpwi_percentiles *q) {
  for (int k = CURVE; k <= UPPER; k++) {
    q->last[k] = CPWI_NAN;
    for (int64_t i = 0; i < q->count; i++)
      q->at[k][i].first = q->at[k][i].second = CPWI_NAN;
  }
  look_ahead(q);
}

static void cross(cpwi_percentiles *q, int k, double time, double value) {
  q->last[k] = value;
  if (!(value <= q->next[k])) return;
  for (int64_t i = 0; i < q->count; i++) {
    cpwi_crossing *c = &q->at[k][i];
    if (isnan(c->first) && value <= c->above) c->first = time;
    if (isnan(c->second) && value <= c->below) c->second = time;
  }
  look_ahead(q);
}

void cpwi_percentiles_step(cpwi_percentiles *q, double time, double s, double relative) {
  cross(q, CURVE, time, s);
  q->last[LOWER] = q->last[UPPER] = CPWI_NAN; /* there are no limits at 0 */
  if (!(s > 0) || cpwi_band_is_above(&q->band, s, relative, q->level)) return;
  if (q->next[LOWER] < -1e300 && q->next[UPPER] < -1e300) return;
  double m, h;
  cpwi_band_scale(&q->band, s, relative, &m, &h);
  cross(q, LOWER, time, m - h);
  cross(q, UPPER, time, m + h);
}

/* The middle of a stretch at the very level; it may go on to the last time seen. */
static double middle(const cpwi_crossing *c, double last, double until, double none) {
  if (isnan(c->first)) return none;
  if (!isnan(c->second)) return c->first + (c->second - c->first) / 2;
  return last > c->below && last <= c->above ? c->first + (until - c->first) / 2 : none;
}

void cpwi_percentiles_end(const cpwi_percentiles *q, double until, double *quantile, double *lower,
                          double *upper) {
  for (int64_t i = 0; i < q->count; i++) {
    quantile[i] = middle(&q->at[CURVE][i], q->last[CURVE], until, CPWI_NAN);
    lower[i] = middle(&q->at[LOWER][i], q->last[LOWER], until, CPWI_NAN);
    upper[i] = middle(&q->at[UPPER][i], q->last[UPPER], until, (double)INFINITY);
  }
}
