/* Changes while waiting as rates: exponential ones by their own, others by the rate that holds where people come and
 * begin steadily and wait alike.
 * Source: with a wait W everybody who waits saw F(W) leave of those who came, over a stock of integral S from 0 to W
 * (Little): h = F / I, y = I / S the stock over those who begin.
 * Leaves the law to duration. */
#include "pathway_fluid/internal.h"

#include <string.h>

#define ROWS 128

static void fill(const cpw_duration *d, double mean, double *pairs, int64_t *rows, double *total) {
  /* steps grow with time: from a thousandth of the mean to where nobody is left */
  double t = 0, s, area = 0;
  int64_t n = 0;
  for (int64_t k = 1; k <= ROWS; k++) {
    double u = (double)k / ROWS, next = mean * 20 * u * u * u, inner = 0;
    for (int q = 0; q < 8; q++) /* midpoints: laws may jump */
      inner += cpw_duration_survival(d, t + (next - t) * (q + 0.5) / 8);
    area += (next - t) * inner / 8;
    t = next;
    s = cpw_duration_survival(d, t);
    if (!(s > 1e-9)) break;
    pairs[2 * n] = area / s;
    pairs[2 * n + 1] = (1 - s) / area;
    n++;
  }
  *rows = n;
  *total = area > 0 ? area : mean;
}

static int32_t plain(const cpw_duration *d) {
  return d->law == CPW_DURATION_EXPONENTIAL && d->zero == 0;
}

int32_t cpwi_fluid_hazards(cpwi_fluid *f, const char *where, cpw_error *err) {
  int64_t tables = 0;
  for (int64_t i = 0; i < f->changes; i++)
    tables += !plain(f->net.change[i].after) && f->net.change[i].after->law != CPW_DURATION_NEVER;
  f->hazards = cpwi_alloc(f->allocator, (size_t)tables + 1, 2 * ROWS * sizeof *f->hazards);
  if (!f->hazards) return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for changes");
  int64_t at = 0;
  for (int64_t i = 0; i < f->changes; i++) {
    const cpw_duration *d = f->net.change[i].after;
    fluid_change *c = &f->change[i];
    c->hazard = -1;
    if (d->law == CPW_DURATION_NEVER) {
      c->hazard = 0;
      continue;
    }
    double m1 = 0;
    int32_t status = cpw_duration_moments(d, &m1, NULL, NULL, err);
    if (status != CPW_OK) return status;
    if (plain(d)) {
      c->hazard = 1 / d->mean;
      continue;
    }
    /* at once: as quick as a hundredth of a period */
    m1 = m1 > 0.01 * f->o.period ? m1 : 0.01 * f->o.period;
    c->table = at;
    fill(d, m1, f->hazards + at, &c->rows, &c->mean);
    at += 2 * c->rows;
    f->approximate |= FLUID_SAID_CHANGES;
  }
  return CPW_OK;
}
