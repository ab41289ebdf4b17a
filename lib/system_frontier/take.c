/* What is swept, as the caller gives it: domains, who the people are, room for all of it.
 * Source: the domains in carepath/system_frontier.h.
 * Leaves the system itself to cpw_system_plan_new, the runs to points.c. */
#include "system_frontier/internal.h"

#include "carepath/stats.h"

#include <stdio.h>
#include <string.h>

static cpw_system_frontier_options defaults(void) {
  cpw_system_frontier_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.steps = 10;
  o.targeted = 1;
  o.weight = 4;
  o.aversion = 1;
  return o;
}

void cpw_system_frontier_options_init_sized(cpw_system_frontier_options *options, size_t size) {
  cpw_system_frontier_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t wrong(const cpwi_targeting *f, const char *field, int64_t row, double value,
                     const char *rule, cpw_error *err) {
  return cpwi_fail(err, CPW_EDOMAIN, row, f->where, "options.%s[%lld] = %s must be %s", field,
                   (long long)row, cpwi_number(value).text, rule);
}

static int32_t check_row(const cpwi_targeting *f, const char *field, const double *x, int64_t n,
                         int positive, cpw_error *err) {
  for (int64_t i = 0; x && i < n; i++)
    if (!(positive ? x[i] > 0 : x[i] >= 0) || x[i] - x[i] != 0)
      return wrong(f, field, i, x[i], positive ? "finite and > 0" : "finite and >= 0", err);
  return CPW_OK;
}

static int32_t check_rise(const cpwi_targeting *f, cpw_error *err) {
  const double *rise = f->o.rise;
  int32_t status = check_row(f, "rise", rise, CPW_SYSTEM_RISE_PIECES, 0, err);
  for (int64_t k = 1; rise && status == CPW_OK && k < CPW_SYSTEM_RISE_PIECES; k++)
    if (rise[k] < rise[k - 1]) return wrong(f, "rise", k, rise[k], "no less than before", err);
  if (status == CPW_OK && rise && f->base.bands < 105)
    return cpwi_fail(err, CPW_EDOMAIN, -1, f->where,
                     "options.run.bands = %d must be >= 105 for a loss that rises to 104 weeks",
                     (int)f->base.bands);
  return status;
}

static int32_t check_numbers(const cpwi_targeting *f, cpw_error *err) {
  const cpw_system_frontier_options *o = &f->o;
  const struct {
    const char *name;
    double value;
  } rows[] = {{"money", o->money}, {"weight", o->weight}, {"aversion", o->aversion}};
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
    if (!(rows[k].value >= 0) || rows[k].value - rows[k].value != 0)
      return cpwi_fail(err, CPW_EDOMAIN, -1, f->where, "options.%s = %s must be finite and >= 0",
                       rows[k].name, cpwi_number(rows[k].value).text);
  if (o->steps < 1 || o->steps > 1000)
    return cpwi_fail(err, CPW_EDOMAIN, -1, f->where, "options.steps = %d must be 1 to 1000",
                     (int)o->steps);
  if (o->targeted < 1 || o->targeted >= f->groups)
    return cpwi_fail(err, CPW_EDOMAIN, -1, f->where, "options.targeted = %lld must be 1 to %lld",
                     (long long)o->targeted, (long long)f->groups - 1);
  return CPW_OK;
}

static int32_t check(const cpwi_targeting *f, cpw_error *err) {
  const cpwi_choice choice = {"target", f->o.target, CPW_SYSTEM_TARGET_ORDER};
  if (f->groups < 2)
    return cpwi_fail(err, CPW_EINVAL, -1, f->where, "the system has one group: nobody to target");
  int32_t status = cpwi_check_choices(&choice, 1, f->where, err);
  if (status == CPW_OK) status = check_numbers(f, err);
  if (status == CPW_OK) status = check_row(f, "split", f->o.split, f->units, 0, err);
  if (status == CPW_OK) status = check_row(f, "people", f->o.people, f->groups, 1, err);
  if (status == CPW_OK) status = check_row(f, "health", f->o.health, f->groups, 1, err);
  if (status == CPW_OK) status = check_row(f, "benefit", f->o.benefit, f->groups, 0, err);
  return status == CPW_OK ? check_rise(f, err) : status;
}

/* ---------------------------------------------------------------- money --------------------- */

static double weight_of(const cpwi_targeting *f, int64_t unit) {
  const cpw_system_capacity *c = &f->s->capacity[unit];
  if (f->o.split) return f->o.split[unit];
  double cost = c->unit_cost;
  if (cost - cost != 0) cost = f->s->service[c->service].unit_cost;
  return c->treatments * cost;
}

static int32_t split_money(cpwi_targeting *f, cpw_error *err) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t u = 0; u < f->units; u++)
    cpw_exact_sum_add(&sum, weight_of(f, u));
  double all = cpw_exact_sum_value(&sum);
  if (f->o.money > 0 && !(all > 0 && all - all == 0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, f->where,
                     f->o.split ? "options.split sums to %s: money goes nowhere"
                                : "units spend %s now: options.split must say where money goes",
                     cpwi_number(all).text);
  for (int64_t u = 0; u < f->units; u++) {
    double own = f->base.money ? f->base.money[u] : 0;
    f->more[u] = f->o.money > 0 ? f->o.money * (weight_of(f, u) / all) : 0;
    f->money[u] = own + f->more[u];
  }
  return CPW_OK;
}

/* People by group from the options or the system; 0: to be taken from the lists. */
static void find_people(cpwi_targeting *f) {
  int known = f->s->peoples > 0;
  for (int64_t k = 0; !f->o.people && k < f->s->peoples; k++)
    if (f->s->people[k].group >= 0) f->people[f->s->people[k].group] += f->s->people[k].people;
  for (int64_t g = 0; g < f->groups; g++) {
    if (f->o.people) f->people[g] = f->o.people[g];
    known &= f->people[g] > 0;
  }
  f->source = f->o.people ? "as given" : known ? "of the system" : "clock starts and opening lists";
  if (!f->o.people && !known) memset(f->people, 0, (size_t)f->groups * sizeof *f->people);
}

/* ---------------------------------------------------------------- room ---------------------- */

static int32_t room(cpwi_targeting *f, cpw_error *err) {
  const cpw_allocator *a = f->allocator;
  size_t u = (size_t)f->units, g = (size_t)f->groups;
  size_t most = u * (size_t)f->o.targeted + 1;
  f->money = cpwi_alloc_zero(a, u, sizeof *f->money);
  f->more = cpwi_alloc_zero(a, u, sizeof *f->more);
  f->added = cpwi_alloc_zero(a, u, sizeof *f->added);
  f->who = cpwi_alloc_zero(a, u * g, sizeof *f->who);
  f->people = cpwi_alloc_zero(a, g, sizeof *f->people);
  f->policy = cpwi_alloc_zero(a, (size_t)f->base.policies + 1, sizeof *f->policy);
  f->policies = cpwi_alloc_zero(a, (size_t)f->s->policies + 1, sizeof *f->policies);
  f->effects = cpwi_alloc_zero(a, (size_t)f->s->effects + most, sizeof *f->effects);
  f->group = cpwi_alloc_zero(a, (size_t)f->points * g, sizeof *f->group);
  if (!f->money || !f->more || !f->added || !f->who || !f->people || !f->policy || !f->policies ||
      !f->effects || !f->group)
    return cpwi_fail(err, CPW_ENOMEM, -1, f->where, "out of memory for %lld units",
                     (long long)f->units);
  return CPW_OK;
}

/* A name that no policy has. */
static void find_name(cpwi_targeting *f) {
  for (int64_t n = 0, taken = 1; taken && n <= f->s->policies; n++) {
    snprintf(f->name, sizeof f->name, "target %lld", (long long)n);
    taken = 0;
    for (int64_t k = 0; k < f->s->policies; k++)
      taken |= f->s->policy[k].id && strcmp(f->s->policy[k].id, f->name) == 0;
  }
}

/* The system with one policy more, whose effects points.c fills in. */
static void copy_system(cpwi_targeting *f) {
  const cpw_system *s = f->s;
  for (int64_t k = 0; k < s->policies; k++)
    f->policies[k] = s->policy[k];
  for (int64_t k = 0; k < s->effects; k++)
    f->effects[k] = s->effect[k];
  for (int64_t k = 0; k < f->base.policies; k++)
    f->policy[k] = f->base.policy[k];
  f->policy[f->base.policies] = (int32_t)s->policies;
  find_name(f);
  cpw_system_policy *own = &f->policies[s->policies];
  cpw_system_row_init(CPW_SYSTEM_POLICIES, own);
  own->id = f->name;
  f->changed = *s;
  f->changed.policy = f->policies;
  f->changed.policies = s->policies + 1;
  f->changed.effect = f->effects;
}

static int32_t take(cpwi_targeting *f, const cpw_system_frontier_options *options,
                    const cpw_run *run, cpw_error *err) {
  f->o = defaults();
  int32_t status = cpwi_take_options(&f->o, sizeof f->o, options, f->where, err);
  cpw_system_run_options_init(&f->base);
  if (status == CPW_OK)
    status = cpwi_take_options(&f->base, sizeof f->base, f->o.run, f->where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(f->base.allocator, f->where, err);
  if (status == CPW_OK) status = cpwi_take_run(&f->given, run, f->where, err);
  f->run = f->given;
  f->run.progress = NULL;
  f->allocator = f->base.allocator;
  return status;
}

int32_t cpwi_targeting_init(cpwi_targeting *f, const cpw_system *system,
                            const cpw_system_frontier_options *options, const cpw_run *run,
                            const char *where, cpw_error *err) {
  memset(f, 0, sizeof *f);
  f->where = where;
  if (!system) return cpwi_fail(err, CPW_EINVAL, -1, where, "system is NULL");
  f->s = system;
  int32_t status = take(f, options, run, err);
  if (status == CPW_OK) status = cpw_system_require(system, f->allocator, err);
  if (status != CPW_OK) return status;
  f->units = system->capacities;
  f->groups = system->groups;
  f->points = (int64_t)f->o.steps + 2;
  f->conserved = 1;
  status = check(f, err);
  if (status == CPW_OK) status = room(f, err);
  if (status == CPW_OK) status = split_money(f, err);
  if (status != CPW_OK) return status;
  find_people(f);
  copy_system(f);
  return CPW_OK;
}

void cpwi_targeting_free(cpwi_targeting *f) {
  void *const blocks[] = {f->money,  f->more,     f->added,   f->who,  f->people,
                          f->policy, f->policies, f->effects, f->group};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
    cpwi_release(f->allocator, blocks[k]);
}
