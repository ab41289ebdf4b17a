/* What a guarantee or a target costs: the welfare of the best spend without it less that with it.
 * Source: the shadow price of a rule by solving again; by the engine where there are few rules.
 * Leaves the tables to refine.c. */
#include "system_allocate/internal.h"

#include <string.h>

/* as many rules at most have tables refined around the best spend without them */
#define REFINE 8

typedef struct pricing {
  cpwi_allocate *s;
  double *x, *with, *weight; /* (n), (n), (groups) */
  double welfare;            /* with every rule */
} pricing;

static int32_t on_tables(pricing *p, double *x, double *welfare, cpw_error *err) {
  cpwi_allocate_best best = {.x = x};
  int32_t status = cpwi_allocate_climb(p->s, &best, p->weight, err);
  *welfare = best.value;
  return status;
}

static int32_t solve(pricing *p, double *x, double *welfare, cpw_error *err) {
  cpwi_allocate *s = p->s;
  cpwi_allocate_least(s);
  if (s->sets + s->targets > REFINE) return on_tables(p, x, welfare, err);
  cpwi_allocate_answer answer;
  int32_t status = cpwi_allocate_answer_new(s, &answer, err);
  if (status == CPW_OK) status = cpwi_allocate_optimise(s, &answer, err);
  for (int64_t i = 0; status == CPW_OK && i < s->n; i++)
    x[i] = (double)answer.spend[i];
  *welfare = answer.welfare;
  cpwi_allocate_answer_free(s, &answer);
  return status;
}

static double forgone(const pricing *p, double without) {
  double cost = without - p->welfare;
  return cost > 1e-9 * fabs(without) ? cost : 0.0;
}

static int32_t price_rules(pricing *p, cpwi_allocate_report *r, cpw_error *err) {
  cpwi_allocate *s = p->s;
  double without = 0.0;
  int32_t status = solve(p, p->with, &p->welfare, err);
  for (int64_t j = 0; status == CPW_OK && j < s->sets; j++) {
    s->skip_set = j;
    status = solve(p, p->x, &without, err);
    r->set_cost[j] = forgone(p, without);
  }
  s->skip_set = -1;
  for (int64_t k = 0; status == CPW_OK && k < s->targets; k++) {
    s->skip_target = k;
    status = solve(p, p->x, &without, err);
    r->target_cost[k] = forgone(p, without);
    r->target_nearer[k] = cpwi_allocate_surplus(s, p->with, k) - cpwi_allocate_surplus(s, p->x, k);
  }
  s->skip_target = -1;
  cpwi_allocate_least(s);
  return status;
}

int32_t cpwi_allocate_prices(cpwi_allocate_report *r, cpw_error *err) {
  cpwi_allocate *s = r->s;
  int32_t status = CPW_OK;
  for (int64_t k = 0; status == CPW_OK && k < s->targets; k++)
    status = cpwi_allocate_target_money(s, k, &r->target_money[k], err);
  if (status != CPW_OK || !s->options.prices || s->sets + s->targets == 0) return status;
  double *room = cpwi_alloc_zero(s->a, (size_t)(2 * s->n + s->groups), sizeof *room);
  if (!room) return cpwi_allocate_no_memory(s, err);
  pricing p = {s, room, room + s->n, room + 2 * s->n, 0.0};
  status = price_rules(&p, r, err);
  cpwi_release(s->a, room);
  return status;
}
