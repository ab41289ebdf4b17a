/* What a fit says of the periods that were held back, and how good that was.
 * Source: the model run on from the last stock; scores of stats.
 * Leaves the fit to fit.c and capacity.c. */
#include "flow_fit/internal.h"

#include <string.h>

typedef struct step {
  double arrivals, start, done;
} step;

/* completions at stage j of an earlier period: forecast, or as they were before the forecast begins */
static double earlier(const cpwi_flow *f, const cpwi_flow_model *m, const cpwi_flow_forecast *o,
                      int64_t t, int64_t j) {
  if (t < 0) return CPWI_NAN;
  return t < m->learn ? f->completed[t * f->s + j] : o->completed[(t - m->learn) * f->s + j];
}

static double arrivals_of(const cpwi_flow *f, const cpwi_flow_model *m, const cpwi_flow_forecast *o,
                          const step *now, int64_t t, int64_t k) {
  int64_t lag = f->options.lag;
  double sum = cpwi_flow_days(f, t) * m->demand[k * m->season + t % m->season];
  for (int64_t j = 0; j < f->s; j++) {
    double share = m->share[j * f->s + k];
    if (share > 0) sum += share * (lag > 0 ? earlier(f, m, o, t - lag, j) : now[j].done);
  }
  return sum;
}

/* Within a period people may go round: completions rise from those without arrivals until nothing moves. */
static void one_period(const cpwi_flow *f, const cpwi_flow_model *m, cpwi_flow_forecast *o,
                       step *now, int64_t t) {
  for (int64_t k = 0; k < f->s; k++)
    now[k].done = now[k].arrivals = 0;
  for (int64_t round = 0; round < f->s + 50; round++) {
    int moved = 0;
    for (int64_t k = 0; k < f->s; k++) {
      double most = m->capacity[k] * cpwi_flow_days(f, t);
      now[k].arrivals = arrivals_of(f, m, o, now, t, k);
      double there = now[k].start * (1 - m->leaving[k]) + now[k].arrivals;
      double done = m->known[k] && most < there ? most : there;
      moved |= !(fabs(done - now[k].done) <= 1e-9 * fabs(done));
      now[k].done = done;
    }
    if (!moved) break;
  }
}

static void run_on(const cpwi_flow *f, const cpwi_flow_model *m, cpwi_flow_forecast *o, step *now) {
  double z = cpw_normal_quantile(0.5 + 0.5 * f->options.level);
  for (int64_t k = 0; k < f->s; k++)
    now[k].start = f->stock[(m->learn - 1) * f->s + k];
  for (int64_t h = 0; h < f->options.test; h++) {
    one_period(f, m, o, now, m->learn + h);
    for (int64_t k = 0; k < f->s; k++) {
      int64_t i = h * f->s + k;
      double half = z * m->sd[k] * sqrt((double)(h + 1));
      double end = now[k].start * (1 - m->leaving[k]) + now[k].arrivals - now[k].done;
      now[k].start = end < 0 ? 0 : end;
      o->completed[i] = now[k].done;
      o->stock[i] = now[k].start;
      o->lower[i] = now[k].start - half < 0 ? 0 : now[k].start - half;
      o->upper[i] = now[k].start + half;
    }
  }
}

/* means over the test periods in which there is something to compare */
static void score_stage(const cpwi_flow *f, const cpwi_flow_model *m, cpwi_flow_forecast *o,
                        int64_t k) {
  double sum[6] = {0}, last = f->stock[(m->learn - 1) * f->s + k];
  int64_t stocks = 0, flows = 0;
  for (int64_t h = 0; h < f->options.test; h++) {
    int64_t i = h * f->s + k, at = (m->learn + h) * f->s + k;
    double seen = f->stock[at], done = f->completed[at];
    if (cpwi_flow_known(done) && cpwi_flow_known(o->completed[i])) {
      sum[5] += fabs(o->completed[i] - done);
      flows++;
    }
    if (!cpwi_flow_known(seen) || !cpwi_flow_known(o->stock[i])) continue;
    stocks++;
    sum[0] += fabs(o->stock[i] - seen);
    sum[1] += fabs(last - seen);
    sum[2] += cpw_crps_normal(o->stock[i], m->sd[k] * sqrt((double)(h + 1)), seen);
    sum[3] += cpw_interval_score(o->lower[i], o->upper[i], f->options.level, seen);
    sum[4] += o->lower[i] <= seen && seen <= o->upper[i];
  }
  double *const out[6] = {o->stock_mae, o->naive_mae, o->crps,
                          o->interval,  o->coverage,  o->completed_mae};
  for (int a = 0; a < 6; a++) {
    int64_t n = a < 5 ? stocks : flows;
    out[a][k] = n ? sum[a] / (double)n : CPWI_NAN;
  }
}

int32_t cpwi_flow_predict(const cpwi_flow *f, const cpwi_flow_model *m, cpwi_flow_forecast *o,
                          cpw_error *err) {
  step *now = cpwi_alloc_zero(f->options.allocator, (size_t)f->s, sizeof *now);
  if (!now)
    return cpwi_fail(err, CPW_ENOMEM, -1, f->where, "no memory for %lld stages", (long long)f->s);
  run_on(f, m, o, now);
  for (int64_t k = 0; k < f->s; k++)
    score_stage(f, m, o, k);
  cpwi_release(f->options.allocator, now);
  return CPW_OK;
}
