/* Kaplan-Meier, Nelson-Aalen and Aalen-Johansen curves of one group, with their variances and the areas
 * below them, one time after the other.
 * Source: Andersen, Borgan, Gill and Keiding, Statistical Models Based on Counting Processes, 1993, IV.3
 * and IV.4: each step is a linear map of (S, F, area) with multinomial noise, whose covariance follows
 * without a cancelling sum. Leaves limits to interval.c, percentiles to percentile.c. */
#include "survival/internal.h"

#include <string.h>

void cpwi_survival_walk_start(cpwi_walk *w, int32_t cause, int64_t causes, double from) {
  memset(w, 0, sizeof *w);
  w->own.survival = w->own.base = 1;
  w->any = w->own;
  w->cause = cause;
  w->causes = causes;
  w->time = from;
  w->only = -1;
}

/* Greenwood's variance as a part of (S, area) and (S, F, area): 0 once S is 0. */
static double variance(const cpwi_curve *c) {
  return c->survival > 0 ? c->survival * c->survival * c->greenwood : 0;
}

double cpwi_curve_variance(const cpwi_curve *c) {
  return c->survival > 0 ? variance(c) : CPWI_NAN;
}

void cpwi_walk_on(cpwi_walk *w, double time) {
  double dt = time - w->time, var = variance(&w->own);
  if (!(dt > 0)) return;
  w->time = time;
  w->area += w->own.survival * dt;
  w->var_area += dt * (2 * w->cov_area + dt * var);
  w->cov_area += dt * var;
  for (int64_t k = 0; k < w->causes && w->causes > 1; k++) {
    cpwi_cause *c = &w->cause_of[k];
    c->lost += c->incidence * dt;
    c->var_lost += dt * (2 * c->cov_lf + dt * c->var);
    c->cov_lf += dt * c->var;
    c->cov_ls += dt * c->cov_s;
  }
}

/* S (n - d)/n; over a stretch without censoring the quotients telescope, and S stays exact. */
void cpwi_curve_drop(cpwi_curve *c, double risk, double dead) {
  if (risk != c->left) {
    c->base = c->survival;
    c->base_risk = risk;
  }
  c->left = risk - dead;
  if (dead <= 0) return;
  c->survival = c->base * (c->left / c->base_risk);
  c->greenwood += dead / risk / c->left; /* infinite at the last: variance() looks at S */
}

/* The incidence of a cause over a step; S and its variance are those before it. */
static void rise(cpwi_cause *c, double s, double var_s, double risk, double own, double dead) {
  double h = own / risk, stay = (risk - dead) / risk;
  double noise = s * s * h / risk;
  c->incidence += s * h;
  c->var += h * (2 * c->cov_s + h * var_s) + noise * ((risk - own) / risk);
  c->cov_s = stay * (c->cov_s + h * var_s - noise);
  c->cov_lf += h * c->cov_ls;
  c->cov_ls *= stay;
}

void cpwi_walk_step(cpwi_walk *w, const cpwi_steps *s, int64_t j) {
  const double *dead = s->dead + j * s->causes;
  double risk = s->risk[j], all = 0;
  for (int64_t k = 0; k < s->causes; k++)
    all += dead[k];
  double own = w->cause == 0 ? all : dead[w->cause - 1];
  if (w->causes > 1) {
    double var = variance(&w->any);
    for (int64_t k = 0; k < w->causes && all > 0; k++) {
      rise(&w->cause_of[k], w->any.survival, var, risk, dead[k], all);
      if (dead[k] > 0) w->only = w->only == -1 || w->only == k ? k : -2;
    }
    cpwi_curve_drop(&w->any, risk, all);
  }
  cpwi_curve_drop(&w->own, risk, own);
  if (own <= 0) return;
  w->cov_area *= (risk - own) / risk;
  w->hazard += own / risk;
  w->var_hazard += own / risk / risk;
}

cpwi_share cpwi_walk_share(const cpwi_walk *w, int64_t cause, double from) {
  const cpwi_cause *c = &w->cause_of[cause];
  if (w->causes == 1) {
    cpwi_share r = {1 - w->own.survival, variance(&w->own), (w->time - from) - w->area,
                    w->var_area};
    return r;
  }
  cpwi_share r = {c->incidence, c->var > 0 ? c->var : 0, c->lost, c->var_lost};
  if (w->only == cause) { /* as if there were no other cause: exact, and 1 where S is 0 */
    r.incidence = 1 - w->any.survival;
    r.var = variance(&w->any);
  }
  return r;
}
