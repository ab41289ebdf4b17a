/* Alliances: members that bring what they have, and capacity that is promised to several alliances at one time, within
 * one scenario.
 * Source: CPW_LEVER_POOL in carepath/system.h.
 * Leaves amounts of single effects to check_policies.c. */
#include "system/check.h"

#include "base/order.h"

#define SLACK   1e-9
#define DEEPEST 64

/* ---- members */

static int by_member(const void *context, const void *a, const void *b) {
  const cpw_system_member *all = context, *x = all + *(const int64_t *)a,
                          *y = all + *(const int64_t *)b;
  if (x->alliance != y->alliance) return x->alliance < y->alliance ? -1 : 1;
  if (x->organisation != y->organisation) return x->organisation < y->organisation ? -1 : 1;
  if (x->service != y->service) return x->service < y->service ? -1 : 1;
  return (x->from > y->from) - (x->from < y->from);
}

static void check_twice(const cpwi_system_check *c) {
  const cpw_system *s = c->s;
  int64_t *order = cpwi_alloc(c->allocator, (size_t)s->members + 1, sizeof *order);
  for (int64_t i = 0; i < s->members && order; i++)
    order[i] = i;
  if (!order || (s->members > 1 &&
                 !cpwi_sort(c->allocator, order, s->members, sizeof *order, by_member, s->member)))
    c->p->failed = 1;
  for (int64_t k = 1; k < s->members && !c->p->failed && order; k++) {
    const cpw_system_member *x = &s->member[order[k - 1]], *y = &s->member[order[k]];
    if (x->alliance == y->alliance && x->organisation == y->organisation &&
        x->service == y->service && y->from < x->until)
      cpwi_problem_with(
          cpwi_wrong(c->p,
                     (cpwi_place){CPW_SYSTEM_MEMBERS, CPWI_RULE_TWICE, order[k], "organisation"},
                     "organisation %s is in alliance %s already for that time",
                     cpwi_quote_row(s, CPW_SYSTEM_ORGANISATIONS, y->organisation).text,
                     cpwi_quote_row(s, CPW_SYSTEM_ALLIANCES, y->alliance).text),
          order[k - 1]);
  }
  cpwi_release(c->allocator, order);
}

static void check_bringing(const cpwi_system_check *c, const cpwi_row_keys *units, char *used) {
  const cpw_system *s = c->s;
  for (int64_t i = 0; i < s->members; i++) {
    const cpw_system_member *r = &s->member[i];
    if (cpwi_is_row(r->alliance, s->alliances)) used[r->alliance] = 1;
    if (!cpwi_is_row(r->organisation, s->organisations) || !cpwi_is_row(r->service, s->services) ||
        cpwi_row_keys_find(units, cpwi_two_rows(r->organisation, r->service), 0) >= 0)
      continue;
    cpwi_wrong(c->p, (cpwi_place){CPW_SYSTEM_MEMBERS, CPWI_RULE_CAPACITY, i, "service"},
               "organisation %s brings service %s, of which it has no capacity",
               cpwi_quote_row(s, CPW_SYSTEM_ORGANISATIONS, r->organisation).text,
               cpwi_quote_row(s, CPW_SYSTEM_SERVICES, r->service).text);
  }
  for (int64_t i = 0; i < s->alliances; i++)
    if (!used[i])
      cpwi_oddity(c->p, (cpwi_place){CPW_SYSTEM_ALLIANCES, CPWI_RULE_UNUSED, i, "id"},
                  "it has no members");
}

void cpwi_system_check_alliances(const cpwi_system_check *c) {
  cpwi_row_keys units = {0};
  char *used = cpwi_alloc_zero(c->allocator, (size_t)c->s->alliances + 1, 1);
  if (!used || !cpwi_units_make(&units, c))
    c->p->failed = 1;
  else
    check_bringing(c, &units, used);
  cpwi_row_keys_free(&units, c->allocator);
  cpwi_release(c->allocator, used);
  if (!c->p->failed) check_twice(c);
}

/* ---- promises */

/* From `time` on, `share` more of a unit is promised. A set is a scenario, or a policy that is in none. */
typedef struct promise {
  int64_t set, unit, effect;
  double time, share;
} promise;

static int by_unit(const void *context, const void *a, const void *b) {
  const promise *x = a, *y = b;
  (void)context;
  if (x->set != y->set) return x->set < y->set ? -1 : 1;
  if (x->unit != y->unit) return x->unit < y->unit ? -1 : 1;
  if (x->time != y->time) return x->time < y->time ? -1 : 1;
  return (x->share > y->share) - (x->share < y->share);
}

typedef struct promises {
  const cpwi_system_check *c;
  int64_t *first, *unit; /* units of organisation k: unit[first[k] .. first[k + 1]) */
  promise *item;
  int64_t count, room;
} promises;

static int make(promises *x) {
  const cpw_system *s = x->c->s;
  x->first = cpwi_alloc_zero(x->c->allocator, (size_t)s->organisations + 2, sizeof *x->first);
  x->unit = cpwi_alloc_zero(x->c->allocator, (size_t)s->capacities + 1, sizeof *x->unit);
  if (!x->first || !x->unit) return 0;
  for (int64_t i = 0; i < s->capacities; i++)
    if (cpwi_is_row(s->capacity[i].organisation, s->organisations))
      x->first[s->capacity[i].organisation + 2]++;
  for (int64_t k = 2; k < s->organisations + 2; k++)
    x->first[k] += x->first[k - 1];
  for (int64_t i = 0; i < s->capacities; i++)
    if (cpwi_is_row(s->capacity[i].organisation, s->organisations))
      x->unit[x->first[s->capacity[i].organisation + 1]++] = i;
  return 1;
}

static int is_below(const cpw_system *s, int64_t organisation, int32_t above) {
  for (int depth = 0; cpwi_is_row(organisation, s->organisations) && depth < DEEPEST; depth++) {
    if (organisation == above) return 1;
    organisation = s->organisation[organisation].parent;
  }
  return above == CPW_NONE;
}

static void add(promises *x, const promise *from, double until) {
  if (x->room - x->count < 2) {
    int64_t room = x->room ? 2 * x->room : 64;
    promise *item = cpwi_grow(x->c->allocator, x->item, (size_t)room, sizeof *item);
    if (!item) {
      x->c->p->failed = 1;
      return;
    }
    x->item = item;
    x->room = room;
  }
  x->item[x->count] = *from;
  x->item[x->count + 1] = *from;
  x->item[x->count + 1].time = until;
  x->item[x->count + 1].share = -from->share;
  x->count += 2;
}

/* What an effect promises of the units of one member. */
static void add_member(promises *x, int64_t set, int64_t effect, const cpw_system_member *m) {
  const cpw_system *s = x->c->s;
  const cpw_system_effect *e = &s->effect[effect];
  double from = e->from + e->lag, until = e->until;
  if (m->from > from) from = m->from;
  if (m->until < until) until = m->until;
  if (!cpwi_is_row(m->organisation, s->organisations) || !(from < until)) return;
  if (!is_below(s, m->organisation, e->organisation)) return;
  for (int64_t k = x->first[m->organisation]; k < x->first[m->organisation + 1]; k++) {
    int32_t service = s->capacity[x->unit[k]].service;
    promise p = {set, x->unit[k], effect, from, e->amount};
    if ((m->service == CPW_NONE || m->service == service) &&
        (e->service == CPW_NONE || e->service == service))
      add(x, &p, until);
  }
}

static int is_promise(const cpw_system *s, const cpw_system_effect *e) {
  return e->lever == CPW_LEVER_POOL && e->mode == CPW_EFFECT_SHARE && e->amount > 0 &&
         e->amount <= 1 && cpwi_is_row(e->alliance, s->alliances);
}

static void add_policy(promises *x, int64_t set, int32_t policy) {
  const cpw_system *s = x->c->s;
  for (int64_t i = 0; i < s->effects; i++) {
    if (s->effect[i].policy != policy || !is_promise(s, &s->effect[i])) continue;
    for (int64_t k = 0; k < s->members && !x->c->p->failed; k++)
      if (s->member[k].alliance == s->effect[i].alliance) add_member(x, set, i, &s->member[k]);
  }
}

/* Policies that promise, and whether a scenario has them: 0 none, 1 promises, 2 is in a scenario. */
static void add_all(promises *x, char *promising) {
  const cpw_system *s = x->c->s;
  for (int64_t i = 0; i < s->effects; i++)
    if (cpwi_is_row(s->effect[i].policy, s->policies) && is_promise(s, &s->effect[i]))
      promising[s->effect[i].policy] = 1;
  for (int64_t i = 0; i < s->picks; i++) {
    const cpw_system_pick *r = &s->pick[i];
    if (!cpwi_is_row(r->policy, s->policies) || !promising[r->policy] ||
        !cpwi_is_row(r->scenario, s->scenarios))
      continue;
    promising[r->policy] = 2;
    add_policy(x, r->scenario, r->policy);
  }
  for (int32_t k = 0; k < s->policies; k++)
    if (promising[k] == 1) add_policy(x, s->scenarios + k, k);
}

static void tell(const promises *x, const promise *at, double sum) {
  const cpw_system *s = x->c->s;
  const cpw_system_capacity *unit = &s->capacity[at->unit];
  int in_scenario = at->set < s->scenarios;
  double percent = (double)(int64_t)(sum * 1e6 + 0.5) / 1e4;
  cpwi_wrong(x->c->p, (cpwi_place){CPW_SYSTEM_EFFECTS, CPWI_RULE_PROMISED, at->effect, "amount"},
             "%s %s promises %s %% of the capacity of organisation %s for service %s in week %s",
             in_scenario ? "scenario" : "policy",
             cpwi_quote_row(s, in_scenario ? CPW_SYSTEM_SCENARIOS : CPW_SYSTEM_POLICIES,
                            in_scenario ? at->set : at->set - s->scenarios)
                 .text,
             cpwi_number(percent).text,
             cpwi_quote_row(s, CPW_SYSTEM_ORGANISATIONS, unit->organisation).text,
             cpwi_quote_row(s, CPW_SYSTEM_SERVICES, unit->service).text,
             cpwi_number(at->time).text);
}

/* The first week in which more than all of a unit is promised is told. */
static void add_up(const promises *x) {
  double sum = 0;
  int told = 0;
  for (int64_t k = 0; k < x->count; k++) {
    const promise *at = &x->item[k];
    if (k == 0 || at->set != at[-1].set || at->unit != at[-1].unit) {
      sum = 0;
      told = 0;
    }
    sum += at->share;
    if (sum <= 1 + SLACK || told) continue;
    tell(x, at, sum);
    told = 1;
  }
}

void cpwi_system_check_promised(const cpwi_system_check *c) {
  promises x = {.c = c};
  char *promising = cpwi_alloc_zero(c->allocator, (size_t)c->s->policies + 1, 1);
  if (promising && make(&x))
    add_all(&x, promising);
  else
    c->p->failed = 1;
  if (x.count > 1 && !cpwi_sort(c->allocator, x.item, x.count, sizeof *x.item, by_unit, NULL))
    c->p->failed = 1;
  if (!c->p->failed) add_up(&x);
  cpwi_release(c->allocator, promising);
  cpwi_release(c->allocator, x.first);
  cpwi_release(c->allocator, x.unit);
  cpwi_release(c->allocator, x.item);
}
