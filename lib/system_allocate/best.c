/* The spend of the greatest weighted gain, on the tables: one price of money for all.
 * Source: cpw_budget_allocate (Everett 1963; nested groups: Hochbaum 1994).
 * Leaves limits, targets and sets that are not nested to rows.c. */
#include "system_allocate/internal.h"

#include <string.h>

void cpwi_allocate_problem(cpwi_allocate *s, cpw_budget_problem *p, int64_t *room, double *bounds) {
  int64_t *group = room, *parent = room + s->n;
  cpw_budget_problem_init(p);
  p->n = s->n;
  p->response = s->curve;
  p->lower = s->lower;
  p->upper = s->upper;
  p->budget = (double)s->options.budget;
  if (s->sets == 0 || !s->nested) return;
  for (int64_t i = 0; i < s->n; i++) {
    group[i] = -1;
    for (int64_t j = 0; j < s->sets; j++) {
      if (!s->set[j].in[i]) continue;
      int64_t now = group[i];
      if (now < 0 || s->set[j].units < s->set[now].units ||
          (j < now && s->set[j].units == s->set[now].units))
        group[i] = j;
    }
  }
  for (int64_t j = 0; j < s->sets; j++) {
    parent[j] = s->set[j].parent;
    bounds[j] = j == s->skip_set ? 0.0 : s->set[j].least;
    bounds[s->sets + j] = j == s->skip_set ? (double)INFINITY : s->set[j].most;
  }
  p->groups = s->sets;
  p->group = group;
  p->parent = parent;
  p->floor = bounds;
  p->cap = bounds + s->sets;
}

/* By a price alone, limits and targets left aside. */
static int32_t by_price(cpwi_allocate *s, cpwi_allocate_best *best, cpw_error *err) {
  cpw_budget_problem p;
  cpw_budget_options options;
  cpw_budget_answer answer;
  memset(&answer, 0, sizeof answer);
  cpw_budget_options_init(&options);
  options.allocator = s->a;
  int64_t *room = cpwi_alloc_zero(s->a, (size_t)(s->n + s->sets), sizeof *room);
  double *bounds = cpwi_alloc_zero(s->a, 2 * (size_t)s->sets, sizeof *bounds);
  int32_t status = CPW_OK;
  if (!room || !bounds)
    status = cpwi_allocate_no_memory(s, err);
  else {
    cpwi_allocate_problem(s, &p, room, bounds);
    status = cpw_budget_allocate(&p, &options, NULL, best->x, &answer, err);
  }
  cpwi_release(s->a, room);
  cpwi_release(s->a, bounds);
  best->value = answer.value;
  best->price = answer.multiplier;
  return status;
}

/* Whether limits and targets hold by themselves; with chords prolonged only where nobody has any. */
static int rows_hold(const cpwi_allocate *s, const double *x, int above) {
  for (int64_t i = 0; i < s->limits; i++)
    if (cpwi_allocate_limit_use(s, i, x) > s->limit[i].room) return 0;
  for (int64_t k = 0; k < s->targets; k++) {
    const cpwi_allocate_target *t = &s->target[k];
    if (!cpwi_allocate_asks(s, k)) continue;
    if (cpwi_allocate_surplus(s, x, k) < t->needed + (above ? 0.0 : t->margin)) return 0;
  }
  return 1;
}

int32_t cpwi_allocate_solve(cpwi_allocate *s, const double *weight, int above,
                            cpwi_allocate_best *best, cpw_error *err) {
  for (int64_t i = 0; best->limit_price && i < s->limits; i++)
    best->limit_price[i] = 0.0;
  best->short_of = 0;
  if (!s->nested) return cpwi_allocate_solve_rows(s, weight, above, best, err);
  int32_t status = cpwi_allocate_curves(s, weight, -1, above, err);
  if (status == CPW_OK) status = by_price(s, best, err);
  if (status != CPW_OK || rows_hold(s, best->x, above)) return status;
  return cpwi_allocate_solve_rows(s, weight, above, best, err);
}
