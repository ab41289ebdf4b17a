/* A scenario made ready to run: units, the lists of their groups on one grid of people, what happens.
 * Source: the header; the grid as in lib/waitlist (people are whole multiples of a power of two).
 * Leaves which effect meets whom to acts.c, demand by need to lib/system_people, networks to networks.c. */
#include "system_run/internal.h"
#include "system_run/prepare.h"

#include <string.h>

static const char *const at_new = "cpw_system_plan_new";

static int32_t no_memory(cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, at_new, "out of memory");
}

/* ---------------------------------------------------------------- options -------------------- */

static int32_t check_options(const cpw_system *s, const cpw_system_run_options *o, cpw_error *err) {
  if (o->scenario < CPW_NONE || o->scenario >= s->scenarios)
    return cpwi_fail(err, CPW_EINVAL, -1, at_new,
                     "options.scenario = %d must be a scenario, 0 to %lld, or -1", (int)o->scenario,
                     (long long)s->scenarios - 1);
  if (o->weeks < 0 || o->weeks > CPW_SYSTEM_MOST_WEEKS)
    return cpwi_fail(err, CPW_EDOMAIN, -1, at_new,
                     "options.weeks = %d must be 0 (the system's) to 5200", (int)o->weeks);
  if (o->bands < 2 || o->bands > 1045)
    return cpwi_fail(err, CPW_EDOMAIN, -1, at_new, "options.bands = %d must be 2 to 1045",
                     (int)o->bands);
  if (o->every < 1)
    return cpwi_fail(err, CPW_EDOMAIN, -1, at_new, "options.every = %d must be >= 1 week",
                     (int)o->every);
  if (o->waits < 0 || o->waits > 1 || o->reserved)
    return cpwi_fail(err, CPW_EINVAL, -1, at_new,
                     "options.waits must be 0 or 1, options.reserved 0");
  if (o->policies < 0 || o->happenings < 0 || (o->policies && !o->policy) ||
      (o->happenings && !o->happening))
    return cpwi_fail(err, CPW_EINVAL, -1, at_new,
                     "options.policy and options.happening must be as long as they say");
  return CPW_OK;
}

static int32_t check_acts(const cpw_system *s, const cpw_system_run_options *o, cpw_error *err) {
  for (int64_t k = 0; k < o->policies; k++)
    if (o->policy[k] < 0 || o->policy[k] >= s->policies)
      return cpwi_fail(err, CPW_EINVAL, k, at_new,
                       "options.policy[%lld] = %d must be a policy, 0 to %lld", (long long)k,
                       (int)o->policy[k], (long long)s->policies - 1);
  for (int64_t k = 0; k < o->happenings; k++) {
    const cpw_system_happening *h = &o->happening[k];
    if (h->policy < 0 || h->policy >= s->policies)
      return cpwi_fail(err, CPW_EINVAL, k, at_new,
                       "options.happening[%lld].policy = %d must be a policy, 0 to %lld",
                       (long long)k, (int)h->policy, (long long)s->policies - 1);
    if (!isfinite(h->onset) || !isfinite(h->size) || h->size < 0)
      return cpwi_fail(err, CPW_EDOMAIN, k, at_new,
                       "options.happening[%lld]: onset %s must be finite, size %s finite and >= 0",
                       (long long)k, cpwi_number(h->onset).text, cpwi_number(h->size).text);
  }
  for (int64_t u = 0; o->money && u < s->capacities; u++)
    if (!isfinite(o->money[u]) || o->money[u] < 0)
      return cpwi_fail(err, CPW_EDOMAIN, u, at_new,
                       "options.money[%lld] = %s must be finite and >= 0", (long long)u,
                       cpwi_number(o->money[u]).text);
  return CPW_OK;
}

/* ---------------------------------------------------------------- what happens --------------- */

/* A policy of the scenario: shocks stand apart, since replications draw them. */
static void add_policy(cpw_system_plan *p, int32_t policy) {
  const cpw_system_policy *r = &p->s->policy[policy];
  if (r->kind == CPW_POLICY_SHOCK)
    p->shock[p->shocks++] = policy;
  else
    p->sure[p->sures++] = (cpw_system_happening){.policy = policy, .size = 1};
}

static int32_t gather(cpw_system_plan *p, cpw_error *err) {
  const cpw_system *s = p->s;
  const cpw_system_run_options *o = &p->o;
  int64_t most = o->policies + o->happenings + s->picks + 1;
  p->sure = cpwi_alloc_zero(p->allocator, (size_t)most, sizeof *p->sure);
  p->shock = cpwi_alloc_zero(p->allocator, (size_t)most, sizeof *p->shock);
  if (!p->sure || !p->shock) return no_memory(err);
  for (int64_t k = 0; k < s->picks && o->scenario >= 0; k++)
    if (s->pick[k].scenario == o->scenario) add_policy(p, s->pick[k].policy);
  for (int64_t k = 0; k < o->policies; k++)
    add_policy(p, o->policy[k]);
  for (int64_t k = 0; k < o->happenings; k++)
    p->sure[p->sures++] = o->happening[k];
  return CPW_OK;
}

int32_t cpwi_plan_happenings(const cpw_system_plan *p, cpw_system_happening **out, int64_t *count,
                             const char *where, cpw_error *err) {
  cpw_system_happening *h =
      cpwi_alloc_zero(p->allocator, (size_t)(p->sures + p->shocks) + 1, sizeof *h);
  if (!h) return cpwi_fail(err, CPW_ENOMEM, -1, where, "out of memory");
  if (p->sures) memcpy(h, p->sure, (size_t)p->sures * sizeof *h);
  for (int64_t k = 0; k < p->shocks; k++)
    h[p->sures + k] = (cpw_system_happening){
        .policy = p->shock[k], .onset = p->s->policy[p->shock[k]].from, .size = 1};
  *out = h;
  *count = p->sures + p->shocks;
  return CPW_OK;
}

/* ---------------------------------------------------------------- lists ---------------------- */

static int32_t units_and_lists(cpw_system_plan *p, cpw_error *err) {
  const cpw_system *s = p->s;
  int64_t pairs, lanes = p->units * p->groups;
  if (!cpwi_multiply(s->organisations, s->services, &pairs) || pairs > ((int64_t)1 << 31) ||
      lanes > ((int64_t)1 << 31))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, at_new,
                     "organisations x services, or units x groups, are too many");
  p->unit_of = cpwi_alloc(p->allocator, (size_t)pairs + 1, sizeof *p->unit_of);
  p->starts = cpwi_alloc_zero(p->allocator, (size_t)lanes, sizeof *p->starts);
  p->growth = cpwi_alloc_zero(p->allocator, (size_t)lanes, sizeof *p->growth);
  p->removal = cpwi_alloc_zero(p->allocator, (size_t)lanes, sizeof *p->removal);
  if (!p->unit_of || !p->starts || !p->growth || !p->removal) return no_memory(err);
  for (int64_t k = 0; k < pairs; k++)
    p->unit_of[k] = -1;
  for (int64_t u = 0; u < p->units; u++)
    p->unit_of[(int64_t)s->capacity[u].organisation * s->services + s->capacity[u].service] =
        (int32_t)u;
  for (int64_t k = 0; k < s->lists; k++) {
    const cpw_system_list *l = &s->list[k];
    int64_t unit = p->unit_of[(int64_t)l->organisation * s->services + l->service];
    if (unit < 0) continue; /* cpw_system_check says so */
    p->starts[unit * p->groups + l->group] += l->starts;
    p->removal[unit * p->groups + l->group] = l->removal;
  }
  return CPW_OK;
}

/* Clock starts of a unit over the horizon, were all that raises them at its full level all the time. */
static double starts_bound(const cpw_system_plan *p, int64_t unit) {
  double factor = 1, add = 0, sum = 0, years = (double)p->weeks / CPW_WEEKS_PER_YEAR;
  for (int64_t k = p->acts.first[unit]; k < p->acts.first[unit + 1]; k++) {
    const cpwi_act *a = &p->acts.act[k];
    if (a->effect->lever != CPW_LEVER_DEMAND || !(a->amount > 0)) continue;
    if (a->effect->mode == CPW_EFFECT_ADD)
      add += a->amount;
    else
      factor *= 1 + a->amount;
  }
  for (int64_t k = unit * p->groups; k < (unit + 1) * p->groups; k++) {
    double grow = p->growth[k] > 0 ? cpw_math_pow(1 + p->growth[k], years) : 1;
    sum += (p->starts[k] * grow * factor + add) * (double)p->weeks;
  }
  return sum;
}

/* Everybody who can ever be on a list, generously: what the grid must hold. */
static double people_bound(const cpw_system_plan *p) {
  double sum = 1;
  for (int64_t k = 0; k < p->s->lists; k++)
    sum += p->s->list[k].waiting;
  for (int64_t u = 0; u < p->units; u++)
    sum += starts_bound(p, u);
  return sum;
}

static int32_t choose_step(cpw_system_plan *p, cpw_error *err) {
  double bound = people_bound(p), step = 1;
  if (!(bound < 1099511627776.0))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, at_new,
                     "%s people over the horizon are more than 2^40", cpwi_number(bound).text);
  while (bound / step > 1)
    step *= 2;
  p->step = step / 1125899906842624.0; /* 2^50: a bit is left for sums that come back */
  return CPW_OK;
}

/* The people of a list by band: in proportion to the shape, rounded so that the sum is right. */
static void spread(const cpw_system_plan *p, const cpw_system_list *l, double step, double *out) {
  double all = cpwi_whole_near(l->waiting / step), sum = 0, run = 0.5, left = all;
  if (l->shape < 0) {
    out[0] += all;
    return;
  }
  const cpw_system_profile *f = &p->s->profile[l->shape];
  for (int64_t k = 0; k < f->count; k++)
    sum += f->values[k];
  if (!(sum > 0)) {
    out[0] += all;
    return;
  }
  int64_t last = 0;
  for (int64_t k = 0; k < f->count; k++) {
    int64_t m = k < p->bands ? k : p->bands - 1;
    double before = cpwi_whole_down(run);
    run += all * (f->values[k] / sum);
    double t = cpwi_whole_down(run) - before;
    t = t > left ? left : t;
    if (f->values[k] > 0) last = m;
    out[m] += t;
    left -= t;
  }
  out[last] += left;
}

int32_t cpwi_plan_opening(const cpw_system_plan *p, double step, double **out, const char *where,
                          cpw_error *err) {
  int64_t cells;
  if (!cpwi_multiply(p->units * p->groups, p->stride, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "units x groups x bands are too many");
  double *opening = cpwi_alloc_zero(p->allocator, (size_t)cells, sizeof *opening);
  if (!opening) return cpwi_fail(err, CPW_ENOMEM, -1, where, "out of memory");
  for (int64_t k = 0; k < p->s->lists; k++) {
    const cpw_system_list *l = &p->s->list[k];
    int64_t unit = p->unit_of[(int64_t)l->organisation * p->s->services + l->service];
    if (unit >= 0) spread(p, l, step, opening + (unit * p->groups + l->group) * p->stride);
  }
  *out = opening;
  return CPW_OK;
}

static int32_t curves(cpw_system_plan *p, cpw_error *err) {
  const cpw_system *s = p->s;
  p->curve = cpwi_alloc_zero(p->allocator, (size_t)(s->services * p->stride) + 1, sizeof *p->curve);
  if (!p->curve) return no_memory(err);
  for (int64_t v = 0; v < s->services; v++)
    for (int64_t m = 0; m < p->bands; m++) {
      const cpw_system_profile *f =
          s->service[v].curve < 0 ? NULL : &s->profile[s->service[v].curve];
      p->curve[v * p->stride + m] = !f ? 1 : f->values[m < f->count ? m : f->count - 1];
    }
  return CPW_OK;
}

/* ---------------------------------------------------------------- the plan ------------------- */

static int32_t copy_options(cpw_system_plan *p, cpw_error *err) {
  cpw_system_run_options *o = &p->o;
  const double *money = o->money;
  p->groups = p->s->groups;
  p->units = p->s->capacities;
  p->weeks = o->weeks ? o->weeks : p->s->weeks;
  p->bands = o->bands;
  p->stride = CPWI_CELLS_STRIDE(p->bands);
  p->cells = cpwi_cells_here();
  o->money = NULL;
  if (money) {
    double *own = cpwi_alloc(p->allocator, (size_t)p->units, sizeof *own);
    if (!own) return no_memory(err);
    memcpy(own, money, (size_t)p->units * sizeof *own);
    o->money = own;
  }
  return CPW_OK;
}

static int32_t make(cpw_system_plan *p, cpw_error *err) {
  int32_t status = copy_options(p, err);
  if (status == CPW_OK) status = gather(p, err);
  p->o.policy = NULL;
  p->o.happening = NULL;
  if (status == CPW_OK) status = units_and_lists(p, err);
  if (status == CPW_OK) status = cpwi_plan_need(p, at_new, err);
  cpw_system_happening *all = NULL;
  int64_t count = 0;
  if (status == CPW_OK) status = cpwi_plan_happenings(p, &all, &count, at_new, err);
  if (status == CPW_OK) status = cpwi_acts_make(p, all, count, &p->acts, at_new, err);
  if (status == CPW_OK) status = cpwi_plan_networks(p, all, count, at_new, err);
  cpwi_release(p->allocator, all);
  if (status == CPW_OK) status = choose_step(p, err);
  if (status == CPW_OK) status = curves(p, err);
  if (status == CPW_OK) status = cpwi_plan_opening(p, p->step, &p->opening, at_new, err);
  return status;
}

int32_t cpw_system_plan_new(const cpw_system *system, const cpw_system_run_options *options,
                            cpw_system_plan **out, cpw_error *err) {
  cpw_system_run_options o = cpwi_system_run_defaults();
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, at_new, "out is NULL");
  int32_t status = cpwi_take_options(&o, sizeof o, options, at_new, err);
  if (status == CPW_OK) status = cpwi_check_allocator(o.allocator, at_new, err);
  if (status == CPW_OK) status = cpw_system_require(system, o.allocator, err);
  if (status == CPW_OK && system->capacities < 1)
    status =
        cpwi_fail(err, CPW_EINVAL, -1, at_new, "the system has no capacity: nothing can be run");
  if (status == CPW_OK) status = check_options(system, &o, err);
  if (status == CPW_OK) status = check_acts(system, &o, err);
  if (status != CPW_OK) return status;
  cpw_system_plan *p = cpwi_alloc_zero(o.allocator, 1, sizeof *p);
  if (!p) return no_memory(err);
  p->s = system;
  p->o = o;
  if (o.allocator) {
    p->own = *o.allocator;
    p->allocator = &p->own;
  }
  status = make(p, err);
  if (status == CPW_OK)
    *out = p;
  else
    cpw_system_plan_free(p);
  return status;
}

void cpw_system_plan_free(cpw_system_plan *p) {
  if (!p) return;
  cpw_allocator own = p->own;
  const cpw_allocator *a = p->allocator ? &own : NULL;
  void *const all[] = {p->opening, p->starts,  p->growth,  p->removal, p->curve,
                       p->lost,    p->network, p->unit_of, p->sure,    p->shock};
  for (size_t k = 0; k < sizeof all / sizeof *all; k++)
    cpwi_release(a, all[k]);
  double *money = NULL;
  memcpy(&money, &p->o.money, sizeof money);
  cpwi_release(a, money);
  cpwi_acts_free(&p->acts);
  cpwi_release(a, p);
}

int64_t cpw_system_plan_block(const cpw_system_plan *plan, int64_t unit) {
  return plan && unit >= 0 && unit < plan->units ? plan->acts.block[unit] : -1;
}

double cpw_system_plan_capacity(const cpw_system_plan *plan, int64_t unit, int64_t week,
                                double money) {
  if (!plan || unit < 0 || unit >= plan->units || week < 0 || week >= plan->weeks ||
      !(money >= 0) || !isfinite(money))
    return CPWI_NAN;
  cpwi_unit_week w;
  cpwi_unit_figures(plan, &plan->acts, unit, week, money, &w);
  return w.capacity;
}
