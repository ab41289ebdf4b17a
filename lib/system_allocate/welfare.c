/* What gains are worth: their weighted sum, or people x the fall of the equally distributed equivalent of what a person
 * of each group bears; and the spend of the greatest worth.
 * Source: Atkinson, J. Econ. Theory 2 (1970), and Kolm, J. Econ. Theory 12 (1976), of something that is borne; steps by
 * Frank and Wolfe (1956), all earlier ones mixed anew (simplicial decomposition: von Hohenbalken, Math. Prog. 13, 1977).
 * Leaves the best step to best.c. */
#include "system_allocate/internal.h"

#include <string.h>

#define STEPS 24

static double bear(const cpwi_allocate *s, const double *gain, int64_t g) {
  double left = (s->bears[g] - gain[g]) / s->people[g];
  return s->options.welfare == CPW_ALLOCATE_ATKINSON && left < 0 ? 0.0 : left;
}

/* the equivalent; scaled by the greatest, so that no power leaves the doubles */
static double equivalent(const cpwi_allocate *s, const double *gain, double *heads) {
  double most = -(double)INFINITY, people = 0.0, sum = 0.0, e = s->options.aversion;
  for (int64_t g = 0; g < s->groups; g++) {
    if (!(s->people[g] > 0 && s->weight[g] > 0)) continue;
    double b = bear(s, gain, g);
    most = b > most ? b : most;
    people += s->people[g] * s->weight[g];
  }
  *heads = people;
  if (!(people > 0)) return 0.0;
  int kolm = s->options.welfare == CPW_ALLOCATE_KOLM;
  if (!kolm && !(most > 0)) return 0.0;
  for (int64_t g = 0; g < s->groups; g++) {
    if (!(s->people[g] > 0 && s->weight[g] > 0)) continue;
    double b = bear(s, gain, g), head = s->people[g] * s->weight[g];
    sum += head * (kolm ? cpw_math_exp(e * (b - most)) : cpw_math_pow(b / most, 1.0 + e));
  }
  return kolm ? most + cpw_math_log(sum / people) / e
              : most * cpw_math_pow(sum / people, 1.0 / (1.0 + e));
}

static int plain(const cpwi_allocate *s) {
  return s->options.welfare == CPW_ALLOCATE_SUM || !(s->options.aversion > 0);
}

double cpwi_allocate_welfare(const cpwi_allocate *s, const double *gain) {
  double people = 0.0;
  if (plain(s)) {
    double sum = 0.0;
    for (int64_t g = 0; g < s->groups; g++)
      sum += s->weight[g] * gain[g];
    return sum;
  }
  double none[64] = {0};
  double first = equivalent(s, none, &people);
  return people * (first - equivalent(s, gain, &people));
}

void cpwi_allocate_marginal(const cpwi_allocate *s, const double *gain, double *weight) {
  double people = 0.0, e = s->options.aversion;
  double middle = plain(s) ? 0.0 : equivalent(s, gain, &people);
  for (int64_t g = 0; g < s->groups; g++) {
    weight[g] = s->people[g] > 0 || plain(s) ? s->weight[g] : 0.0;
    if (plain(s) || !(weight[g] > 0)) continue;
    double b = bear(s, gain, g);
    if (s->options.welfare == CPW_ALLOCATE_KOLM)
      weight[g] *= cpw_math_exp(e * (b - middle));
    else if (middle > 0)
      weight[g] *= b > 0 ? cpw_math_pow(b / middle, e) : 0.0;
  }
}

/* ---------------------------------------------------------------- mixing steps -------------- */

typedef struct steps {
  cpwi_allocate *s;
  int64_t count;
  double *x, *gain;    /* (STEPS, n), (STEPS, groups) */
  double share[STEPS]; /* of each step */
  double *at, *weight; /* (groups) gains of the mixture, marginal weights */
  double *trial;       /* (groups) */
} steps;

static double inner(const double *a, const double *b, int64_t n) {
  double sum = 0.0;
  for (int64_t i = 0; i < n; i++)
    sum += a[i] * b[i];
  return sum;
}

static void mix_up(steps *m) {
  int64_t groups = m->s->groups;
  for (int64_t g = 0; g < groups; g++) {
    m->at[g] = 0.0;
    for (int64_t k = 0; k < m->count; k++)
      m->at[g] += m->share[k] * m->gain[k * groups + g];
  }
}

static double moved(steps *m, int64_t to, int64_t from, double part) {
  int64_t groups = m->s->groups;
  for (int64_t g = 0; g < groups; g++)
    m->trial[g] = m->at[g] + part * (m->gain[to * groups + g] - m->gain[from * groups + g]);
  return cpwi_allocate_welfare(m->s, m->trial);
}

/* how much of `from` goes over to `to`: golden section of a concave function */
static double how_much(steps *m, int64_t to, int64_t from) {
  const double golden = 0.6180339887498949;
  double a = 0.0, b = m->share[from], c = b - golden * b, d = golden * b;
  double fc = moved(m, to, from, c), fd = moved(m, to, from, d), all = moved(m, to, from, b);
  if (all >= fd && all >= fc) return b;
  for (int k = 0; k < 40; k++) {
    if (fc >= fd) {
      b = d;
      d = c;
      fd = fc;
      c = b - golden * (b - a);
      fc = moved(m, to, from, c);
    } else {
      a = c;
      c = d;
      fc = fd;
      d = a + golden * (b - a);
      fd = moved(m, to, from, d);
    }
  }
  return fc >= fd ? c : d;
}

/* the best mixture of the steps so far: from the worst in use to the best, until they are as good */
static void mix_best(steps *m, double enough) {
  int64_t groups = m->s->groups;
  for (int round = 0; round < 200; round++) {
    int64_t best = 0, worst = -1;
    double high = -(double)INFINITY, low = (double)INFINITY;
    mix_up(m);
    cpwi_allocate_marginal(m->s, m->at, m->weight);
    for (int64_t k = 0; k < m->count; k++) {
      double worth = inner(m->weight, m->gain + k * groups, groups);
      if (worth > high) {
        high = worth;
        best = k;
      }
      if (m->share[k] > 0 && worth < low) {
        low = worth;
        worst = k;
      }
    }
    if (worst < 0 || best == worst || !(high - low > enough)) return;
    double part = how_much(m, best, worst);
    if (!(part > 0)) return;
    m->share[best] += part;
    m->share[worst] = part < m->share[worst] ? m->share[worst] - part : 0.0;
  }
}

/* where a new step stands: the next free place, or that of the step least used */
static int64_t free_place(steps *m) {
  if (m->count < STEPS) return m->count++;
  int64_t least = 0;
  for (int64_t k = 1; k < STEPS; k++)
    if (m->share[k] < m->share[least]) least = k;
  double gone = m->share[least];
  m->share[least] = 0.0;
  for (int64_t k = 0; k < STEPS && gone < 1.0; k++)
    m->share[k] /= 1.0 - gone;
  return least;
}

static int32_t climb(steps *m, cpwi_allocate_best *best, cpw_error *err) {
  cpwi_allocate *s = m->s;
  int64_t n = s->n, groups = s->groups;
  memset(m->at, 0, (size_t)groups * sizeof *m->at);
  for (int step = 0; step < 60; step++) {
    cpwi_allocate_marginal(s, m->at, m->weight);
    int32_t status = cpwi_allocate_solve(s, m->weight, 0, best, err);
    if (status != CPW_OK) return status;
    int64_t k = free_place(m);
    memcpy(m->x + k * n, best->x, (size_t)n * sizeof *best->x);
    cpwi_allocate_gains(s, best->x, m->gain + k * groups);
    double promise =
        inner(m->weight, m->gain + k * groups, groups) - inner(m->weight, m->at, groups);
    double worth = cpwi_allocate_welfare(s, m->at);
    m->share[k] = step == 0 ? 1.0 : 0.0;
    if (step > 0 && !(promise > 0.02 * s->options.gap * worth)) break;
    mix_best(m, 1e-3 * s->options.gap * (worth > 0 ? worth : promise));
    mix_up(m);
    if (plain(s)) break;
  }
  return CPW_OK;
}

static int32_t with_room(cpwi_allocate *s, cpwi_allocate_best *best, double *weight, double *room,
                         cpw_error *err) {
  steps m;
  memset(&m, 0, sizeof m);
  size_t n = (size_t)s->n, groups = (size_t)s->groups;
  m.s = s;
  m.x = room;
  m.gain = m.x + STEPS * n;
  m.at = m.gain + STEPS * groups;
  m.weight = m.at + groups;
  m.trial = m.weight + groups;
  int32_t status = climb(&m, best, err);
  if (status != CPW_OK) return status;
  for (size_t i = 0; i < n; i++) {
    double sum = 0.0;
    for (int64_t k = 0; k < m.count; k++)
      sum += m.share[k] * m.x[(size_t)k * n + i];
    best->x[i] = sum;
  }
  mix_up(&m);
  cpwi_allocate_marginal(s, m.at, weight);
  best->value = cpwi_allocate_welfare(s, m.at);
  return CPW_OK;
}

int32_t cpwi_allocate_climb(cpwi_allocate *s, cpwi_allocate_best *best, double *weight,
                            cpw_error *err) {
  if (plain(s)) {
    for (int64_t g = 0; g < s->groups; g++)
      weight[g] = s->weight[g];
    return cpwi_allocate_solve(s, weight, 0, best, err);
  }
  double *room = cpwi_alloc_zero(s->a, (STEPS * (size_t)(s->n + s->groups)) + 3 * (size_t)s->groups,
                                 sizeof *room);
  if (!room) return cpwi_allocate_no_memory(s, err);
  int32_t status = with_room(s, best, weight, room, err);
  cpwi_release(s->a, room);
  return status;
}
