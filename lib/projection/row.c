/* Rows of transitions that are scaled over time and still sum to 1.
 * Source: the dynamic population model of BNSSG ICB (scalar from, to): the difference is taken from those who do
 * not change, or the others are scaled in proportion. Leaves who moves to expected.c and drawn.c. */
#include "projection/internal.h"

#include <stdio.h>

#define NEAR 1e-9 /* by which a row may miss 1 */

double cpw_projection_phase(double scale, int64_t period, int64_t start, int64_t over) {
  if (over < 0) return CPWI_NAN;
  if (period <= start) return 1.0;
  if (period - start >= over) return scale;
  return 1.0 + (scale - 1.0) * ((double)(period - start) / (double)over);
}

/* Why a scale is too much for a row: NULL where it is not. `others` is what the rest of the row has. */
static const char *fault(double now, double before, double stays, double others, int32_t method) {
  if (method == CPW_PROJECTION_FROM_NO_CHANGE)
    return now - before > stays + NEAR ? "takes more than the part that does not change" : NULL;
  if (now > 1.0 + NEAR) return "is more than all";
  return others <= 0.0 && now < 1.0 - NEAR ? "leaves a part that no other can take" : NULL;
}

int32_t cpwi_projection_scale(const char *where, const char *name, const double *row, int64_t n,
                              int64_t from, int64_t to, double scale, int32_t method, double *out,
                              cpw_error *err) {
  double before = row[to], now = before * scale, others = 0.0;
  for (int64_t j = 0; j < n; j++)
    if (j != to) others += row[j];
  const char *why = fault(now, before, row[from], others, method);
  if (why)
    return cpwi_fail(err, CPW_EDOMAIN, to, where, "%s[%lld] = %s x %s %s", name, (long long)to,
                     cpwi_number(before).text, cpwi_number(scale).text, why);
  if (out != row) memmove(out, row, (size_t)n * sizeof *out);
  if (now > 1.0) now = 1.0; /* by rounding alone */
  if (method == CPW_PROJECTION_FROM_NO_CHANGE) {
    double stays = out[from] - (now - before);
    out[from] = stays > 0.0 ? stays : 0.0;
  } else {
    for (int64_t j = 0; j < n && others > 0.0; j++)
      out[j] *= (1.0 - now) / others;
  }
  out[to] = now;
  return CPW_OK;
}

static int32_t check_row(const double *row, int64_t n, cpw_error *err) {
  static const char where[] = "cpw_projection_scale_row";
  double sum = 0.0;
  for (int64_t j = 0; j < n; j++) {
    if (!(row[j] >= 0.0 && row[j] <= 1.0))
      return cpwi_fail(err, CPW_EDOMAIN, j, where, "row[%lld] = %s must be 0 to 1", (long long)j,
                       cpwi_number(row[j]).text);
    sum += row[j];
  }
  if (fabs(sum - 1.0) > NEAR)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "row sums to %s and must sum to 1",
                     cpwi_number(sum).text);
  return CPW_OK;
}

int32_t cpw_projection_scale_row(const double *row, int64_t segments, int64_t from, int64_t to,
                                 double scale, int32_t method, double *out, cpw_error *err) {
  static const char where[] = "cpw_projection_scale_row";
  if (!row || !out || segments < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "row and out must be given, of >= 1 segments");
  if (from < 0 || from >= segments || to < 0 || to >= segments)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "from = %lld and to = %lld must be 0 to %lld",
                     (long long)from, (long long)to, (long long)segments - 1);
  if (method < 0 || method > CPW_PROJECTION_PROPORTIONAL)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "method = %d must be 0 to 1", (int)method);
  if (method == CPW_PROJECTION_FROM_NO_CHANGE && from == to)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "to = %lld is those who do not change: scale it in proportion", (long long)to);
  if (!(scale >= 0.0 && isfinite(scale)))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "scale = %s must be finite and >= 0",
                     cpwi_number(scale).text);
  int32_t status = check_row(row, segments, err);
  return status == CPW_OK
             ? cpwi_projection_scale(where, "row", row, segments, from, to, scale, method, out, err)
             : status;
}

int32_t cpwi_projection_row(const cpwi_projection *p, int64_t period, int64_t stratum, int64_t from,
                            double *row, cpw_error *err) {
  int64_t n = p->model.segments;
  if (!p->model.transitions) {
    memset(row, 0, (size_t)n * sizeof *row);
    row[from] = 1.0;
  } else {
    memcpy(row, p->model.transitions + (stratum * n + from) * n, (size_t)n * sizeof *row);
  }
  for (int64_t k = p->first[from]; k < p->first[from + 1]; k++) {
    const cpw_projection_scaling *c = &p->scaling[k];
    if (c->stratum >= 0 && c->stratum != stratum) continue;
    char name[64];
    snprintf(name, sizeof name, "transitions[%lld][%lld]", (long long)stratum, (long long)from);
    double scale = cpw_projection_phase(c->scale, period, c->start, c->over);
    int32_t status = cpwi_projection_scale(CPWI_PROJECTION, name, row, n, from, c->to, scale,
                                           c->method, row, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

double cpwi_projection_births(const cpwi_projection *p, int64_t period, int64_t stratum,
                              int64_t segment, double born_by_rate) {
  const cpw_projection *m = &p->model;
  double born = m->births ? m->births[period * p->cells + stratum * m->segments + segment] : 0.0;
  if (stratum != m->birth_stratum || !m->birth_rates) return born;
  double part = m->birth_segments ? m->birth_segments[segment] : segment == 0 ? 1.0 : 0.0;
  return born + born_by_rate * part;
}
