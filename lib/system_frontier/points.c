/* The runs of a sweep: the system as it is, then with the money at every share that is targeted.
 * Source: levers GUARANTEE and PRIORITISE of carepath/system.h.
 * Leaves what is counted to count.c, the weeks to the engine. */
#include "system_frontier/internal.h"

double cpwi_targeting_share(const cpwi_targeting *f, int64_t point) {
  return point == 0 ? CPWI_NAN : (double)(point - 1) / (double)f->o.steps;
}

static cpw_system_effect *next_effect(cpwi_targeting *f, int32_t lever, int32_t mode, int64_t g,
                                      double amount) {
  cpw_system_effect *e = &f->effects[f->changed.effects++];
  cpw_system_row_init(CPW_SYSTEM_EFFECTS, e);
  e->policy = (int32_t)f->s->policies;
  e->lever = lever;
  e->mode = mode;
  e->group = (int32_t)g;
  e->amount = amount;
  e->from = 0;
  e->until = (double)INFINITY;
  return e;
}

/* Treatments a week kept for group g at a unit at share 1: by who of the groups meant comes there. */
static double kept(const cpwi_targeting *f, int64_t unit, int64_t g) {
  double all = 0;
  for (int64_t k = 0; k < f->o.targeted; k++)
    all += f->who[unit * f->groups + k];
  return all > 0 ? f->added[unit] * (f->who[unit * f->groups + g] / all) : 0;
}

/* The unit of the same service at the nearest organisation above; -1: none. An effect holds for all below it too. */
static int64_t unit_above(const cpwi_targeting *f, int64_t unit) {
  const cpw_system_capacity *c = &f->s->capacity[unit];
  for (int32_t o = f->s->organisation[c->organisation].parent; o >= 0;
       o = f->s->organisation[o].parent)
    for (int64_t u = 0; u < f->units; u++)
      if (f->s->capacity[u].organisation == o && f->s->capacity[u].service == c->service) return u;
  return -1;
}

static void keep_for_groups(cpwi_targeting *f, double share) {
  for (int64_t u = 0; u < f->units; u++) {
    int64_t above = unit_above(f, u);
    for (int64_t g = 0; g < f->o.targeted; g++) {
      double amount = share * (kept(f, u, g) - (above >= 0 ? kept(f, above, g) : 0));
      if (!(fabs(amount) > 0)) continue;
      cpw_system_effect *e = next_effect(f, CPW_LEVER_GUARANTEE, CPW_EFFECT_ADD, g, amount);
      e->organisation = f->s->capacity[u].organisation;
      e->service = f->s->capacity[u].service;
    }
  }
}

static void put_forward(cpwi_targeting *f, double share) {
  for (int64_t g = 0; g < f->o.targeted && share > 0 && f->o.weight > 0; g++)
    next_effect(f, CPW_LEVER_PRIORITISE, CPW_EFFECT_SHARE, g, share * f->o.weight);
}

/* Treatments a week that the money buys, on average over the horizon. */
static int32_t find_added(cpwi_targeting *f, const cpw_system_plan *plan, cpw_error *err) {
  int64_t weeks = f->base.weeks > 0 ? f->base.weeks : f->s->weeks;
  for (int64_t u = 0; u < f->units; u++) {
    double sum = 0;
    for (int64_t w = 0; w < weeks && f->more[u] > 0; w++)
      sum += cpw_system_plan_capacity(plan, u, w, f->more[u]) -
             cpw_system_plan_capacity(plan, u, w, 0);
    if (sum - sum != 0)
      return cpwi_fail(err, CPW_EINTERNAL, u, f->where, "no capacity of unit %lld", (long long)u);
    f->added[u] = sum / (double)weeks;
  }
  return CPW_OK;
}

static int32_t run_point(cpwi_targeting *f, int64_t point, cpw_error *err) {
  cpw_system_run_options o = f->base;
  const cpw_system *system = f->s;
  o.every = f->o.rise ? 1 : o.every;
  o.waits = 0;
  if (point > 0) {
    f->changed.effects = f->s->effects;
    if (f->o.target == CPW_SYSTEM_TARGET_KEEP)
      keep_for_groups(f, cpwi_targeting_share(f, point));
    else
      put_forward(f, cpwi_targeting_share(f, point));
    system = &f->changed;
    o.money = f->money;
    o.policy = f->policy;
    o.policies = f->base.policies + 1;
  }
  cpw_system_plan *plan = NULL;
  int32_t status = cpw_system_plan_new(system, &o, &plan, err);
  if (status == CPW_OK) status = cpwi_targeting_count(f, plan, point, err);
  if (status == CPW_OK && point == 0) status = find_added(f, plan, err);
  cpw_system_plan_free(plan);
  return status;
}

int32_t cpwi_targeting_run(cpwi_targeting *f, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t point = 0; point < f->points && status == CPW_OK; point++) {
    status = run_point(f, point, err);
    const cpw_run *r = &f->given;
    if (status == CPW_OK && r->progress &&
        r->progress(r->progress_context, (double)(point + 1) / (double)f->points) != 0)
      status = cpwi_fail(err, CPW_ECANCELLED, -1, f->where, "cancelled by the caller");
  }
  return status;
}
