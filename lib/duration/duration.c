/* The public functions of this module: check a law, make it ready, ask.
 * Source: the other files of this folder.
 * Leaves everything to them. */
#include "duration/internal.h"

/* whether a law and a stream may be used */
static int ready(cpwi_duration *p, const cpw_duration *d, const void *stream) {
  if (!stream || cpwi_duration_check(d, "duration", -1, __func__, NULL) != CPW_OK) return 0;
  cpwi_duration_prepare(p, d);
  return 1;
}

double cpw_duration_draw(const cpw_duration *d, cpw_stream *stream) {
  cpwi_duration p;
  return ready(&p, d, stream) ? cpwi_duration_draw(&p, stream) : CPWI_NAN;
}

int32_t cpw_duration_fill(const cpw_duration *d, cpw_stream *stream, double *out, int64_t n,
                          cpw_error *err) {
  int32_t status = cpwi_duration_check(d, "duration", -1, __func__, err);
  if (status != CPW_OK) return status;
  if (!stream) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "stream must be given");
  if (n < 0) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "n = %lld must be >= 0", (long long)n);
  if (n > 0 && !out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out must be given");
  cpwi_duration p;
  cpwi_duration_prepare(&p, d);
  cpwi_duration_fill(&p, stream, out, (size_t)n);
  return CPW_OK;
}

double cpw_duration_remaining(const cpw_duration *d, double age, cpw_stream *stream) {
  cpwi_duration p;
  if (!cpwi_is_nonnegative(age) || !ready(&p, d, stream)) return CPWI_NAN;
  return cpwi_duration_remaining(&p, age, stream);
}

double cpw_duration_residual(const cpw_duration *d, cpw_stream *stream) {
  cpwi_duration p;
  return ready(&p, d, stream) ? cpwi_duration_residual(&p, stream) : CPWI_NAN;
}

int32_t cpw_duration_moments(const cpw_duration *d, double *m1, double *m2, double *m3,
                             cpw_error *err) {
  int32_t status = cpwi_duration_check(d, "duration", -1, __func__, err);
  if (status != CPW_OK) return status;
  cpwi_duration p;
  double moments[3];
  cpwi_duration_prepare(&p, d);
  cpwi_duration_moments(&p, moments);
  if (m1) *m1 = moments[0];
  if (m2) *m2 = moments[1];
  if (m3) *m3 = moments[2];
  return CPW_OK;
}

double cpw_duration_survival(const cpw_duration *d, double t) {
  cpwi_duration p;
  return t == t && ready(&p, d, d) ? cpwi_duration_survival(&p, t) : CPWI_NAN;
}
