/* The rules: guarantees as sets of units, the system's limits as rows of treatments, targets as sets.
 * Source: cpw_system_guarantee, cpw_system_target and the resources, uses and limits of carepath/system.h.
 * Leaves the search to best.c and rows.c, and what targets of each unit cost to targets.c. */
#include "system_allocate/internal.h"

#include <string.h>

double cpwi_allocate_capacity(const cpwi_allocate *s, int64_t place, double pounds) {
  double sum = 0.0;
  for (int64_t w = 0; w < s->engine.weeks; w++)
    sum += s->engine.capacity(s->engine.context, s->unit[place], w, pounds / CPW_WEEKS_PER_YEAR);
  return sum / (double)s->engine.weeks;
}

/* ---------------------------------------------------------------- sets ---------------------- */

static int32_t fill_in(const cpwi_allocate *s, int32_t organisation, int32_t service,
                       const char *what, int64_t row, char *in, int64_t *units, cpw_error *err) {
  if (organisation < CPW_NONE || organisation >= s->system->organisations)
    return cpwi_fail(err, CPW_EINVAL, row, s->where,
                     "options.%s[%lld].organisation = %d is no organisation", what, (long long)row,
                     (int)organisation);
  if (service < CPW_NONE || service >= s->system->services)
    return cpwi_fail(err, CPW_EINVAL, row, s->where, "options.%s[%lld].service = %d is no service",
                     what, (long long)row, (int)service);
  *units = 0;
  for (int64_t p = 0; p < s->n; p++) {
    const cpw_system_capacity *c = &s->system->capacity[s->unit[p]];
    in[p] = (char)((service == CPW_NONE || c->service == service) &&
                   cpwi_allocate_under(s->system, c->organisation, organisation));
    *units += in[p];
  }
  return CPW_OK;
}

static int32_t take_set(cpwi_allocate *s, int64_t i, cpw_error *err) {
  const cpw_system_guarantee *g = &s->options.guarantee[i];
  cpwi_allocate_set *set = &s->set[i];
  set->in = cpwi_alloc_zero(s->a, (size_t)s->n, sizeof *set->in);
  if (!set->in) return cpwi_allocate_no_memory(s, err);
  int32_t status =
      fill_in(s, g->organisation, g->service, "guarantee", i, set->in, &set->units, err);
  if (status != CPW_OK) return status;
  if (g->least < 0 || g->least > INT64_C(1) << 52)
    return cpwi_fail(err, CPW_EDOMAIN, i, s->where,
                     "options.guarantee[%lld].least = %lld must be 0 to 2^52", (long long)i,
                     (long long)g->least);
  if (g->most != -1 && g->most < g->least)
    return cpwi_fail(err, CPW_EDOMAIN, i, s->where,
                     "options.guarantee[%lld].most = %lld must be >= least = %lld, or -1 for none",
                     (long long)i, (long long)g->most, (long long)g->least);
  if (set->units == 0 && g->least > 0)
    return cpwi_fail(err, CPW_EDOMAIN, i, s->where,
                     "options.guarantee[%lld] is for units of which there are none", (long long)i);
  set->least = (double)g->least;
  set->most = g->most < 0 ? (double)INFINITY : (double)g->most;
  return CPW_OK;
}

/* -1: apart, 0: crossing, 1: a within b, 2: b within a, 3: the same */
static int compare(const cpwi_allocate *s, const char *a, const char *b) {
  int both = 0, only_a = 0, only_b = 0;
  for (int64_t p = 0; p < s->n; p++) {
    both |= a[p] && b[p];
    only_a |= a[p] && !b[p];
    only_b |= b[p] && !a[p];
  }
  if (!both) return -1;
  if (only_a && only_b) return 0;
  return only_a ? 2 : only_b ? 1 : 3;
}

/* Parents of nested sets: the smallest around it; of equal ones the next. */
static void find_parents(cpwi_allocate *s) {
  s->nested = 1;
  for (int64_t i = 0; i < s->sets; i++) {
    s->set[i].parent = -1;
    for (int64_t j = 0; j < s->sets; j++) {
      if (j == i || s->set[i].units == 0 || s->set[j].units == 0) continue;
      int how = compare(s, s->set[i].in, s->set[j].in);
      if (how == 0) s->nested = 0;
      if (how != 1 && !(how == 3 && j > i)) continue;
      int64_t now = s->set[i].parent;
      if (now < 0 || s->set[j].units < s->set[now].units ||
          (j < now && s->set[j].units == s->set[now].units))
        s->set[i].parent = j;
    }
  }
}

/* ---------------------------------------------------------------- whether there is a way ---- */

/* what a set and all within it must get */
static double must_have(const cpwi_allocate *s, int64_t set, int64_t depth) {
  double sum = 0.0;
  for (int64_t p = 0; p < s->n; p++) {
    int inner = 0;
    if (set >= 0 && !s->set[set].in[p]) continue;
    for (int64_t j = 0; j < s->sets; j++)
      if (s->set[j].parent == set && s->set[j].units > 0 && s->set[j].in[p]) inner = 1;
    if (!inner) sum += s->lower[p];
  }
  for (int64_t j = 0; j < s->sets && depth <= s->sets; j++)
    if (s->set[j].parent == set && s->set[j].units > 0) sum += must_have(s, j, depth + 1);
  return set >= 0 && s->set[set].least > sum ? s->set[set].least : sum;
}

static double may_have(const cpwi_allocate *s, int64_t set) {
  double sum = 0.0;
  for (int64_t p = 0; p < s->n; p++)
    if (s->set[set].in[p]) sum += s->upper[p];
  return sum;
}

int32_t cpwi_allocate_feasible(const cpwi_allocate *s, cpw_error *err) {
  double budget = (double)s->options.budget, sum = 0.0;
  for (int64_t p = 0; p < s->n; p++)
    sum += s->lower[p];
  if (sum > budget)
    return cpwi_fail(err, CPW_EDOMAIN, -1, s->where,
                     "options.lower sums to %s, %s more than the budget %s", cpwi_number(sum).text,
                     cpwi_number(sum - budget).text, cpwi_number(budget).text);
  for (int64_t i = 0; s->nested && i < s->sets; i++) {
    if (s->set[i].units == 0) continue;
    double need = must_have(s, i, 0), may = may_have(s, i);
    if (need > s->set[i].most)
      return cpwi_fail(err, CPW_EDOMAIN, i, s->where,
                       "options.guarantee[%lld].most = %s is below the %s that its units must get",
                       (long long)i, cpwi_number(s->set[i].most).text, cpwi_number(need).text);
    if (need > may)
      return cpwi_fail(err, CPW_EDOMAIN, i, s->where,
                       "options.guarantee[%lld].least = %s is above the %s that its units may get",
                       (long long)i, cpwi_number(need).text, cpwi_number(may).text);
  }
  sum = s->nested ? must_have(s, -1, 0) : 0.0;
  if (sum > budget)
    return cpwi_fail(err, CPW_EDOMAIN, -1, s->where,
                     "guarantees and least pounds sum to %s, %s more than the budget %s",
                     cpwi_number(sum).text, cpwi_number(sum - budget).text,
                     cpwi_number(budget).text);
  return CPW_OK;
}

/* ---------------------------------------------------------------- limits -------------------- */

static double take_of(const cpw_system *system, int32_t resource, int32_t service) {
  double sum = 0.0;
  for (int64_t i = 0; i < system->uses; i++)
    if (system->use[i].resource == resource && system->use[i].service == service)
      sum += system->use[i].amount;
  return sum;
}

static int32_t take_limit(cpwi_allocate *s, int64_t row, cpw_error *err) {
  const cpw_system_limit *l = &s->system->limit[row];
  cpwi_allocate_limit *limit = &s->limit[s->limits];
  double most = 0.0;
  limit->take = cpwi_alloc_zero(s->a, (size_t)s->n, sizeof *limit->take);
  if (!limit->take) return cpwi_allocate_no_memory(s, err);
  limit->row = row;
  limit->used = 0.0;
  for (int64_t p = 0; p < s->n; p++) {
    const cpw_system_capacity *c = &s->system->capacity[s->unit[p]];
    if (c->organisation != l->organisation) continue;
    limit->take[p] = take_of(s->system, l->resource, c->service);
    limit->used += limit->take[p] * s->idle[p];
    most = limit->take[p] > most ? limit->take[p] : most;
  }
  limit->room = l->amount > limit->used ? l->amount - limit->used : 0.0;
  s->limits++;
  if (most > 0) return CPW_OK;
  s->limits--; /* it holds for nobody */
  cpwi_release(s->a, limit->take);
  limit->take = NULL;
  return CPW_OK;
}

int cpwi_allocate_limited(const cpwi_allocate *s, int64_t place) {
  for (int64_t i = 0; i < s->limits; i++)
    if (s->limit[i].take[place] > 0) return 1;
  return 0;
}

double cpwi_allocate_limit_use(const cpwi_allocate *s, int64_t limit, const double *x) {
  double sum = 0.0;
  for (int64_t p = 0; p < s->n; p++)
    if (s->limit[limit].take[p] > 0 && x[p] > 0)
      sum += s->limit[limit].take[p] * (cpwi_allocate_capacity(s, p, x[p]) - s->idle[p]);
  return sum;
}

/* ---------------------------------------------------------------- targets ------------------- */

static int32_t take_target(cpwi_allocate *s, int64_t i, cpw_error *err) {
  const cpw_system_target *t = &s->options.target[i];
  cpwi_allocate_target *target = &s->target[i];
  int64_t units = 0;
  double closing = 0.0, within = 0.0;
  target->in = cpwi_alloc_zero(s->a, (size_t)s->n, sizeof *target->in);
  if (!target->in) return cpwi_allocate_no_memory(s, err);
  int32_t status = fill_in(s, t->organisation, t->service, "target", i, target->in, &units, err);
  if (status != CPW_OK) return status;
  if (t->share < 0 || t->share > 1)
    return cpwi_fail(err, CPW_EDOMAIN, i, s->where,
                     "options.target[%lld].share = %s must be in [0, 1], or NaN", (long long)i,
                     cpwi_number(t->share).text);
  if (t->each != 0 && t->each != 1)
    return cpwi_fail(err, CPW_EINVAL, i, s->where, "options.target[%lld].each = %d must be 0 or 1",
                     (long long)i, (int)t->each);
  target->needed = 0.0;
  target->enough = (double)INFINITY;
  for (int64_t p = 0; p < s->n; p++) {
    if (!target->in[p]) continue;
    const cpw_system_service *service =
        &s->system->service[s->system->capacity[s->unit[p]].service];
    double share = t->share >= 0 ? t->share : service->standard;
    for (int64_t g = 0; g < s->groups; g++) {
      const cpw_system_totals *b = &s->base[s->unit[p] * s->groups + g];
      target->needed += share * b->closing - b->within;
      closing += b->closing;
      within += b->within;
    }
  }
  target->needed -= 1e-9 * closing; /* rounding */
  target->before = closing > 0 ? within / closing : CPWI_NAN;
  target->after = CPWI_NAN;
  return CPW_OK;
}

int cpwi_allocate_asks(const cpwi_allocate *s, int64_t target) {
  return !s->options.target[target].each && target != s->skip_target && !s->loose;
}

int32_t cpwi_allocate_rules(cpwi_allocate *s, cpw_error *err) {
  int32_t status = CPW_OK;
  int64_t sets = s->options.guarantees, rows = s->options.limits ? s->system->limits : 0;
  s->set = cpwi_alloc_zero(s->a, (size_t)sets, sizeof *s->set);
  s->limit = cpwi_alloc_zero(s->a, (size_t)rows, sizeof *s->limit);
  s->target = cpwi_alloc_zero(s->a, (size_t)s->targets, sizeof *s->target);
  if (!s->set || !s->limit || !s->target) return cpwi_allocate_no_memory(s, err);
  s->sets = sets;
  for (int64_t i = 0; status == CPW_OK && i < sets; i++)
    status = take_set(s, i, err);
  for (int64_t i = 0; status == CPW_OK && i < rows; i++)
    status = take_limit(s, i, err);
  for (int64_t i = 0; status == CPW_OK && i < s->targets; i++)
    status = take_target(s, i, err);
  if (status != CPW_OK) return status;
  find_parents(s);
  return cpwi_allocate_feasible(s, err);
}

void cpwi_allocate_rules_free(cpwi_allocate *s) {
  for (int64_t i = 0; s->set && i < s->sets; i++)
    cpwi_release(s->a, s->set[i].in);
  for (int64_t i = 0; s->limit && i < s->limits; i++)
    cpwi_release(s->a, s->limit[i].take);
  if (s->limit && s->limits < (s->options.limits ? s->system->limits : 0))
    cpwi_release(s->a, s->limit[s->limits].take);
  for (int64_t i = 0; s->target && i < s->targets; i++) {
    cpwi_release(s->a, s->target[i].in);
    cpwi_release(s->a, s->target[i].least);
  }
  cpwi_release(s->a, s->set);
  cpwi_release(s->a, s->limit);
  cpwi_release(s->a, s->target);
}

/* ---------------------------------------------------------------- a given spend ------------- */

int cpwi_allocate_keeps(const cpwi_allocate *s, const int64_t *spend) {
  int64_t sum = 0;
  for (int64_t p = 0; p < s->n; p++) {
    if ((double)spend[p] < s->lower[p] || (double)spend[p] > s->upper[p]) return 0;
    sum += spend[p];
  }
  if (sum > s->options.budget) return 0;
  for (int64_t i = 0; i < s->sets; i++) {
    double of = 0.0;
    if (i == s->skip_set) continue;
    for (int64_t p = 0; p < s->n; p++)
      if (s->set[i].in[p]) of += (double)spend[p];
    if (of < s->set[i].least || of > s->set[i].most) return 0;
  }
  for (int64_t i = 0; i < s->limits; i++) {
    double use = 0.0;
    for (int64_t p = 0; p < s->n; p++)
      if (s->limit[i].take[p] > 0 && spend[p] > 0)
        use += s->limit[i].take[p] * (cpwi_allocate_capacity(s, p, (double)spend[p]) - s->idle[p]);
    if (use > s->limit[i].room + 1e-9 * (s->limit[i].room + s->limit[i].used)) return 0;
  }
  return 1;
}
