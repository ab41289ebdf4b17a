/* The chain of phases of a duration.
 * Source: exact where the law is one of phases, by moments otherwise (coxian.c, three.c).
 * Leaves the moments of a law to the duration module. */
#include "phases/internal.h"

#include "duration/internal.h"

/* E[X^2]/E[X]^2 and E[X^3]/E[X]^3 of what is not zero, and its mean */
typedef struct shape {
  double mean, second, third, zero;
} shape;

static int32_t shape_of(const cpw_duration *d, shape *s, const char *where, cpw_error *err) {
  cpw_duration unit = *d;
  int own = d->law == CPW_DURATION_EMPIRICAL || d->law == CPW_DURATION_GEOMETRIC;
  unit.zero = own ? d->zero : 0;
  if (!own) unit.mean = d->mean > 0 ? 1 : 0;
  cpwi_duration law;
  double m[3];
  cpwi_duration_prepare(&law, &unit);
  cpwi_duration_moments(&law, m);
  double there = cpwi_duration_survival(&law, 0);
  s->zero = own ? 1 - there : d->zero;
  if (!(m[0] > 0)) {
    *s = (shape){0, 1, 1, 1};
    return CPW_OK;
  }
  if (own) {
    for (int i = 0; i < 3; i++)
      m[i] /= there;
  }
  s->mean = own ? m[0] : d->mean;
  s->second = m[1] / m[0] / m[0];
  s->third = m[2] / m[0] / m[0] / m[0];
  if (s->mean <= DBL_MAX && s->second <= DBL_MAX && s->third <= DBL_MAX) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where, "the moments of the duration must be finite");
}

/* laws that are chains of phases themselves, and whose squared cv is exact */
static int of_its_own(const cpw_duration *d, int32_t max_phases, cpw_coxian *out) {
  double square = d->cv * d->cv;
  if (d->law == CPW_DURATION_EXPONENTIAL)
    square = 1;
  else if (d->law == CPW_DURATION_HYPEREXPONENTIAL) {
    if (square > 1 && max_phases < 2) return 0;
  } else if (d->law == CPW_DURATION_GAMMA) {
    double phases = floor(1 / square + 0.5);
    if (!(phases >= 1 && phases <= max_phases && fabs(phases * square - 1) < 1e-13)) return 0;
  } else {
    return 0;
  }
  cpwi_coxian_of_two(square, max_phases, out);
  out->matched = 3;
  return 1;
}

int32_t cpw_coxian_match(const cpw_duration *d, int32_t max_phases, cpw_coxian *out,
                         cpw_error *err) {
  int32_t status = cpwi_duration_check(d, "duration", -1, __func__, err);
  if (status != CPW_OK) return status;
  if (max_phases < 1 || max_phases > CPW_COXIAN_MAX)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "max_phases = %d must be from 1 to %d",
                     (int)max_phases, CPW_COXIAN_MAX);
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  if (d->law == CPW_DURATION_NEVER)
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__,
                     "duration.law = %d (never): what does not end has no phases",
                     CPW_DURATION_NEVER);
  shape s;
  status = shape_of(d, &s, __func__, err);
  if (status != CPW_OK) return status;
  cpw_coxian law;
  memset(&law, 0, sizeof law);
  law.matched = 3;
  if (s.mean > 0) {
    if (!of_its_own(d, max_phases, &law) &&
        !cpwi_coxian_of_three(s.second, s.third, max_phases, &law))
      cpwi_coxian_of_two(fmax(s.second - 1, 0), max_phases, &law);
    cpwi_coxian_scale(&law, s.mean);
  }
  law.zero = s.zero;
  status = cpwi_coxian_check(&law, "phases", __func__, err);
  if (status == CPW_OK) *out = law;
  return status;
}
