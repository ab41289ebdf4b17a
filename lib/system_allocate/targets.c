/* Least money for targets: of each unit by itself, found on the engine by halving the interval, and of several together,
 * on the tables.
 * Source: more money never lowers the share within the standard of a fluid list; secant steps with bisection behind.
 * Leaves targets of several units in the allocation to rows.c. */
#include "system_allocate/internal.h"

#include <string.h>

typedef struct search {
  cpwi_allocate *s;
  int64_t target;
  cpwi_allocate_job *job; /* (n) */
} search;

/* surplus that the unit lacks without money */
static double lacks(const search *f, int64_t p) {
  const cpwi_allocate *s = f->s;
  const cpw_system_service *service = &s->system->service[s->system->capacity[s->unit[p]].service];
  double share = s->options.target[f->target].share, sum = 0.0;
  if (!(share >= 0)) share = service->standard;
  for (int64_t g = 0; g < s->groups; g++) {
    const cpw_system_totals *b = &s->base[s->unit[p] * s->groups + g];
    sum += share * b->closing - b->within - 1e-9 * b->closing; /* rounding */
  }
  return sum;
}

static double gains(const search *f, int64_t p, int64_t i) {
  const cpwi_allocate *s = f->s;
  return s->table[p].value[i * s->width + s->groups * CPW_ALLOCATE_OUTCOMES + f->target];
}

/* The next spend to be tried for a unit; -1: its least is known (in target.least). */
static double next_trial(search *f, int64_t p, int step) {
  cpwi_allocate *s = f->s;
  const cpwi_allocate_table *t = &s->table[p];
  double lack = lacks(f, p);
  int64_t *least = &s->target[f->target].least[p], i = 0;
  while (i < t->count && gains(f, p, i) < lack)
    i++;
  *least = -1;
  if (i == t->count) return -1.0;
  *least = (int64_t)t->x[i];
  if (i == 0) return -1.0;
  double low = t->x[i - 1], wide = t->x[i] - low;
  if (wide <= 1.0 || wide <= 1e-4 * t->x[i]) return -1.0;
  double part = 0.5;
  if (step % 2 == 0) part = (lack - gains(f, p, i - 1)) / (gains(f, p, i) - gains(f, p, i - 1));
  double at = ceil(low + part * wide);
  if (!(at > low)) at = low + 1.0;
  return at < t->x[i] ? at : floor(low + 0.5 * wide);
}

static int32_t find_least(search *f, cpw_error *err) {
  cpwi_allocate *s = f->s;
  cpwi_allocate_target *t = &s->target[f->target];
  for (int step = 0; step < 60; step++) {
    int64_t jobs = 0;
    for (int64_t p = 0; p < s->n; p++) {
      if (!t->in[p]) continue;
      double at = next_trial(f, p, step);
      if (at >= 0 && !cpwi_allocate_has(&s->table[p], at))
        f->job[jobs++] = (cpwi_allocate_job){p, at};
    }
    if (jobs == 0) return CPW_OK;
    int32_t status = cpwi_allocate_evaluate(s, f->job, jobs, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

void cpwi_allocate_least(cpwi_allocate *s) {
  for (int64_t p = 0; p < s->n; p++) {
    int64_t least = s->options.lower ? s->options.lower[s->unit[p]] : 0;
    for (int64_t k = 0; k < s->targets && !s->dropped; k++)
      if (s->target[k].least && k != s->skip_target && s->target[k].least[p] > least)
        least = s->target[k].least[p];
    if ((double)least > s->upper[p]) least = (int64_t)s->upper[p];
    s->least[p] = least;
    s->lower[p] = (double)least;
  }
}

int32_t cpwi_allocate_each(cpwi_allocate *s, cpw_error *err) {
  int32_t status = CPW_OK;
  search f = {s, 0, cpwi_alloc_zero(s->a, (size_t)s->n, sizeof *f.job)};
  if (!f.job) return cpwi_allocate_no_memory(s, err);
  for (int64_t k = 0; status == CPW_OK && k < s->targets; k++) {
    if (!s->options.target[k].each) continue;
    int64_t *least = cpwi_alloc_zero(s->a, (size_t)s->n, sizeof *least);
    s->target[k].least = least;
    f.target = k;
    if (!least)
      status = cpwi_allocate_no_memory(s, err);
    else
      status = find_least(&f, err);
  }
  cpwi_release(s->a, f.job);
  if (status != CPW_OK) return status;
  cpwi_allocate_least(s);
  if (cpwi_allocate_feasible(s, NULL) == CPW_OK) return CPW_OK;
  s->dropped = 1;
  cpwi_allocate_least(s);
  return CPW_OK;
}

/* ---------------------------------------------------------------- money for one target ------ */

static int32_t money_of_each(const cpwi_allocate *s, int64_t target, int64_t *pounds) {
  int64_t sum = 0;
  for (int64_t p = 0; p < s->n; p++) {
    if (!s->target[target].in[p]) continue;
    if (s->target[target].least[p] < 0) sum = s->options.budget + 1;
    if (sum <= s->options.budget) sum += s->target[target].least[p];
  }
  *pounds = sum <= s->options.budget ? sum : -1;
  return CPW_OK;
}

static int32_t surplus_of(cpwi_allocate *s, double budget, double *x, double *value,
                          cpw_error *err) {
  cpw_budget_problem p;
  cpw_budget_options options;
  cpw_budget_answer answer;
  cpw_budget_problem_init(&p);
  cpw_budget_options_init(&options);
  options.allocator = s->a;
  p.n = s->n;
  p.response = s->curve;
  p.upper = s->upper;
  p.budget = budget;
  int32_t status = cpw_budget_allocate(&p, &options, NULL, x, &answer, err);
  if (status == CPW_OK) *value = answer.value;
  return status;
}

int32_t cpwi_allocate_target_money(cpwi_allocate *s, int64_t target, int64_t *pounds,
                                   cpw_error *err) {
  if (s->options.target[target].each) return money_of_each(s, target, pounds);
  double high = (double)s->options.budget, value = 0.0;
  double *x = cpwi_alloc_zero(s->a, 2 * (size_t)s->n, sizeof *x);
  if (!x) return cpwi_allocate_no_memory(s, err);
  memcpy(x + s->n, s->lower, (size_t)s->n * sizeof *x);
  for (int64_t p = 0; p < s->n; p++)
    s->lower[p] = 0.0;
  int32_t status = cpwi_allocate_curves(s, s->weight, target, 0, err);
  memcpy(s->lower, x + s->n, (size_t)s->n * sizeof *x);
  if (status == CPW_OK) status = surplus_of(s, high, x, &value, err);
  *pounds = -1;
  if (status == CPW_OK && value >= s->target[target].needed) {
    double low = 0.0;
    if (s->target[target].needed <= 0) high = 0.0;
    for (int k = 0; status == CPW_OK && k < 60 && high - low > 0.5; k++) {
      double middle = 0.5 * (low + high);
      status = surplus_of(s, middle, x, &value, err);
      if (value >= s->target[target].needed)
        high = middle;
      else
        low = middle;
    }
    *pounds = (int64_t)ceil(high);
  }
  cpwi_release(s->a, x);
  return status;
}
