/* The greatest likelihood in two numbers: Newton's method, made to climb where the likelihood is not
 * concave, and kept within limits of the second number.
 * Source: Levenberg, Quarterly of Applied Mathematics 2:164-168 (1944); step halving.
 * Leaves the likelihoods to fit_scale.c and fit_gamma.c. */
#include "event_log/internal.h"

#define MOST_STEPS 200

/* The step (-H + ridge D) s = g; `at_limit`: the second number stays. Returns g's, the climb that it
 * promises, twice over, or -1 where there is no such step. */
static double find_step(const cpwi_likelihood *l, double ridge, int at_limit, double s[2]) {
  double a = -l->h[0], b = -l->h[1], c = -l->h[2];
  a += ridge * (fabs(a) + 1e-300);
  c += ridge * (fabs(c) + 1e-300);
  if (at_limit) {
    if (!(a > 0.0)) return -1.0;
    s[0] = l->g[0] / a;
    s[1] = 0.0;
    return s[0] * l->g[0];
  }
  double determinant = a * c - b * b;
  if (!(a > 0.0 && determinant > 0.0)) return -1.0;
  s[0] = (c * l->g[0] - b * l->g[1]) / determinant;
  s[1] = (a * l->g[1] - b * l->g[0]) / determinant;
  return s[0] * l->g[0] + s[1] * l->g[1];
}

static double safe_step(const cpwi_likelihood *l, int at_limit, double s[2]) {
  double climb = -1.0;
  for (double ridge = 0.0; ridge<1e12; ridge = ridge> 0.0 ? 10.0 * ridge : 1e-3) {
    climb = find_step(l, ridge, at_limit, s);
    if (climb >= 0.0 && isfinite(s[0]) && isfinite(s[1])) return climb;
  }
  return -1.0;
}

static double within(double x, const cpwi_newton *p) {
  return x < p->lowest ? p->lowest : x > p->highest ? p->highest : x;
}

/* Whether the second number stands at a limit and would go beyond. */
static int pressed(const cpwi_newton *p, const double at[2], const cpwi_likelihood *l) {
  return (at[1] <= p->lowest && l->g[1] < 0.0) || (at[1] >= p->highest && l->g[1] > 0.0);
}

/* Takes the step, or as much of it as does not lower the likelihood; 0 if none of it does. */
static int take_step(const cpwi_newton *p, double at[2], const double s[2], cpwi_likelihood *best) {
  double slack = 1e-13 * (1.0 + fabs(best->value));
  for (double part = 1.0; part > 1e-18; part *= 0.5) {
    double next[2] = {at[0] + part * s[0], within(at[1] + part * s[1], p)};
    cpwi_likelihood l = {0};
    p->of(p->context, next, &l);
    if (!(l.value >= best->value - slack)) continue;
    at[0] = next[0];
    at[1] = next[1];
    *best = l;
    return 1;
  }
  return 0;
}

int32_t cpwi_newton_climb(const cpwi_newton *p, double at[2], cpwi_likelihood *best,
                          int64_t *steps) {
  double before = (double)INFINITY;
  p->of(p->context, at, best);
  for (*steps = 0; *steps < MOST_STEPS; ++*steps) {
    double s[2] = {0.0, 0.0};
    int at_limit = pressed(p, at, best);
    double climb = safe_step(best, at_limit, s);
    if (climb < 0.0) return CPW_EVENT_LOG_LOST;
    /* a climb that shrinks no more is rounding; steps that cannot be seen any more neither */
    int small = climb <= 1e-18 * p->people || (climb < 1e-9 && climb >= 0.25 * before);
    int moved = take_step(p, at, s, best);
    if (small || !moved)
      return climb > 1e-6 ? CPW_EVENT_LOG_LOST
             : at_limit   ? CPW_EVENT_LOG_EDGE
                          : CPW_EVENT_LOG_FITTED;
    before = climb;
  }
  return CPW_EVENT_LOG_LOST;
}

/* At an edge of the laws' cv that edge itself, and never beyond by rounding. */
void cpwi_fit_edge(cpwi_fitted *x) {
  int low = x->cv < 1.0;
  if (x->state == CPW_EVENT_LOG_EDGE) x->cv = low ? CPW_DURATION_MIN_CV : CPW_DURATION_MAX_CV;
  if (x->cv < CPW_DURATION_MIN_CV) x->cv = CPW_DURATION_MIN_CV;
  if (x->cv > CPW_DURATION_MAX_CV) x->cv = CPW_DURATION_MAX_CV;
}

/* With late entry the likelihood may have more than one summit: the exponential law, which is one of
 * these, is the other place to start from. */
void cpwi_newton_climb_from_both(const cpwi_newton *p, double at[2], const double exponential[2],
                                 cpwi_likelihood *best, cpwi_fitted *out) {
  out->state = cpwi_newton_climb(p, at, best, &out->steps);
  cpwi_likelihood other = {0};
  double second[2] = {exponential[0], exponential[1]};
  int64_t steps = 0;
  p->of(p->context, second, &other);
  if (out->state != CPW_EVENT_LOG_LOST &&
      best->value >= other.value - 1e-9 * (1.0 + fabs(other.value)))
    return;
  int32_t state = cpwi_newton_climb(p, second, &other, &steps);
  out->steps += steps;
  if (!(other.value > best->value) && isfinite(best->value)) return;
  out->state = state;
  at[0] = second[0];
  at[1] = second[1];
  *best = other;
}
