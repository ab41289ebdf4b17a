/* Lists, capacity, resources, need and networks: rows that say the same thing twice, lists without capacity, what
 * nothing comes of.
 * Source: cpw_system_check in carepath/system.h.
 * Leaves values to check_rows.c, alliances to check_promised.c. */
#include "system/check.h"

static const char *name_of(const cpwi_system_check *c, int64_t table, int32_t row,
                           cpwi_quoted *to) {
  *to = cpwi_quote_row(c->s, table, row);
  return to->text;
}

/* A row that is there already: both numbers in the words of their tables. */
typedef struct same {
  int32_t table, first_of, second_of;
  int32_t first, second;
  const char *field;
} same;

static void twice(const cpwi_system_check *c, const same *x, int64_t row, int64_t before) {
  cpwi_quoted a, b;
  const cpwi_system_table *first = cpwi_system_table_of(x->first_of);
  const cpwi_system_table *second = cpwi_system_table_of(x->second_of);
  if (!first || !second) return;
  cpwi_problem_with(cpwi_wrong(c->p, (cpwi_place){x->table, CPWI_RULE_TWICE, row, x->field},
                               "%s %s and %s %s are there already", first->noun,
                               x->first < 0 ? "all" : name_of(c, x->first_of, x->first, &a),
                               second->noun,
                               x->second < 0 ? "all" : name_of(c, x->second_of, x->second, &b)),
                    before);
}

/* ---- capacity and lists */

static void check_units(const cpwi_system_check *c, const cpwi_row_keys *units) {
  for (int64_t i = 0; i < c->s->capacities; i++) {
    const cpw_system_capacity *r = &c->s->capacity[i];
    int64_t first = cpwi_row_keys_find(units, cpwi_two_rows(r->organisation, r->service), 0);
    same x = {CPW_SYSTEM_CAPACITY, CPW_SYSTEM_ORGANISATIONS,
              CPW_SYSTEM_SERVICES, r->organisation,
              r->service,          "organisation"};
    if (first >= 0 && first != i) twice(c, &x, i, first);
  }
}

static int are_there(const cpw_system *s, const cpw_system_list *r) {
  return cpwi_is_row(r->organisation, s->organisations) && cpwi_is_row(r->service, s->services) &&
         cpwi_is_row(r->group, s->groups);
}

/* 1 where a profile says something; one with values that may not be is told of elsewhere. */
static int has_weight(const cpw_system_profile *r) {
  for (int64_t k = 0; k < r->count && r->values; k++)
    if (r->values[k] != 0) return 1;
  return r->count < 1 || !r->values;
}

static void check_list(const cpwi_system_check *c, int64_t i, const cpwi_row_keys *units,
                       cpwi_row_keys *seen) {
  const cpw_system *s = c->s;
  const cpw_system_list *r = &s->list[i];
  uint64_t unit = cpwi_two_rows(r->organisation, r->service);
  cpwi_quoted a, b, g;
  if (!are_there(s, r)) return;
  int64_t before = cpwi_row_keys_put(seen, unit, (uint64_t)r->group, i);
  if (before >= 0)
    cpwi_problem_with(cpwi_wrong(c->p, (cpwi_place){CPW_SYSTEM_LISTS, CPWI_RULE_TWICE, i, "group"},
                                 "organisation %s, service %s and group %s are there already",
                                 name_of(c, CPW_SYSTEM_ORGANISATIONS, r->organisation, &a),
                                 name_of(c, CPW_SYSTEM_SERVICES, r->service, &b),
                                 name_of(c, CPW_SYSTEM_GROUPS, r->group, &g)),
                      before);
  if (cpwi_row_keys_find(units, unit, 0) < 0)
    cpwi_wrong(c->p, (cpwi_place){CPW_SYSTEM_LISTS, CPWI_RULE_CAPACITY, i, "service"},
               "organisation %s has no capacity for service %s",
               name_of(c, CPW_SYSTEM_ORGANISATIONS, r->organisation, &a),
               name_of(c, CPW_SYSTEM_SERVICES, r->service, &b));
}

static int cannot_be_spread(const cpw_system *s, const cpw_system_list *r, const char *weight) {
  return cpwi_is_row(r->shape, s->profiles) && r->waiting > 0 && !weight[r->shape];
}

/* Services to which need brings people: 1 by number. */
static void find_needed(const cpw_system *s, char *needed) {
  for (int64_t i = 0; i < s->needs; i++)
    if (cpwi_is_row(s->need[i].service, s->services) && s->peoples > 0)
      needed[s->need[i].service] = 1;
}

/* People at time 0 of an organisation that is not there then. */
static void check_life(const cpwi_system_check *c, int64_t i) {
  const cpw_system_list *r = &c->s->list[i];
  const cpw_system_organisation *o = &c->s->organisation[r->organisation];
  if (r->waiting <= 0 || (o->from <= 0 && o->until > 0)) return;
  cpwi_oddity(c->p, (cpwi_place){CPW_SYSTEM_LISTS, CPWI_RULE_DATES, i, "waiting"},
              "%s people wait in week 0 at organisation %s, which %s in week %s",
              cpwi_number(r->waiting).text,
              cpwi_quote_row(c->s, CPW_SYSTEM_ORGANISATIONS, r->organisation).text,
              o->from > 0 ? "begins" : "ended", cpwi_number(o->from > 0 ? o->from : o->until).text);
}

static void check_lists_more(const cpwi_system_check *c, const char *weight, const char *needed) {
  const cpw_system *s = c->s;
  for (int64_t i = 0; i < s->lists; i++) {
    const cpw_system_list *r = &s->list[i];
    if (cannot_be_spread(s, r, weight))
      cpwi_wrong(c->p, (cpwi_place){CPW_SYSTEM_LISTS, CPWI_RULE_DOMAIN, i, "shape"},
                 "profile %s is all zeros: it does not say how long the %s people have waited",
                 cpwi_quote_row(s, CPW_SYSTEM_PROFILES, r->shape).text,
                 cpwi_number(r->waiting).text);
    if (are_there(s, r)) check_life(c, i);
    if (r->starts == 0 && are_there(s, r) && !needed[r->service])
      cpwi_oddity(c->p, (cpwi_place){CPW_SYSTEM_LISTS, CPWI_RULE_UNUSED, i, "starts"},
                  "nobody joins this list");
  }
}

/* Capacity that nobody can come to: no list, and no need of the service. */
static void check_idle(const cpwi_system_check *c, const cpwi_row_keys *units, const char *needed,
                       char *used) {
  const cpw_system *s = c->s;
  for (int64_t i = 0; i < s->lists; i++) {
    int64_t unit =
        cpwi_row_keys_find(units, cpwi_two_rows(s->list[i].organisation, s->list[i].service), 0);
    if (unit >= 0) used[unit] = 1;
  }
  for (int64_t i = 0; i < s->capacities; i++)
    if (!used[i] && cpwi_is_row(s->capacity[i].service, s->services) &&
        cpwi_row_keys_find(
            units, cpwi_two_rows(s->capacity[i].organisation, s->capacity[i].service), 0) == i &&
        !needed[s->capacity[i].service])
      cpwi_oddity(c->p, (cpwi_place){CPW_SYSTEM_CAPACITY, CPWI_RULE_UNUSED, i, "service"},
                  "nobody waits for it: there is no list, and no need");
}

static void check_lists(const cpwi_system_check *c) {
  const cpw_system *s = c->s;
  cpwi_row_keys units = {0}, seen = {0};
  char *weight = cpwi_alloc_zero(c->allocator, (size_t)s->profiles + 1, 1);
  char *needed = cpwi_alloc_zero(c->allocator, (size_t)s->services + 1, 1);
  char *used = cpwi_alloc_zero(c->allocator, (size_t)s->capacities + 1, 1);
  if (!weight || !needed || !used || !cpwi_units_make(&units, c) ||
      !cpwi_row_keys_make(&seen, s->lists, c->allocator)) {
    c->p->failed = 1;
  } else {
    for (int64_t i = 0; i < s->profiles; i++)
      weight[i] = (char)has_weight(&s->profile[i]);
    find_needed(s, needed);
    check_units(c, &units);
    for (int64_t i = 0; i < s->lists; i++)
      check_list(c, i, &units, &seen);
    check_lists_more(c, weight, needed);
    check_idle(c, &units, needed, used);
  }
  cpwi_row_keys_free(&units, c->allocator);
  cpwi_row_keys_free(&seen, c->allocator);
  cpwi_release(c->allocator, weight);
  cpwi_release(c->allocator, needed);
  cpwi_release(c->allocator, used);
}

/* ---- tables with one row for each pair */

static same pair_of(const cpw_system *s, int32_t table, int64_t i) {
  switch (table) {
  case CPW_SYSTEM_USES:
    return (same){
        table,     CPW_SYSTEM_RESOURCES, CPW_SYSTEM_SERVICES, s->use[i].resource, s->use[i].service,
        "resource"};
  case CPW_SYSTEM_LIMITS:
    return (same){table,
                  CPW_SYSTEM_RESOURCES,
                  CPW_SYSTEM_ORGANISATIONS,
                  s->limit[i].resource,
                  s->limit[i].organisation,
                  "resource"};
  case CPW_SYSTEM_CHOICE:
    return (same){
        table,    CPW_SYSTEM_SERVICES, CPW_SYSTEM_GROUPS, s->choice[i].service, s->choice[i].group,
        "service"};
  case CPW_SYSTEM_PATHWAYS:
    return (same){table,
                  CPW_SYSTEM_ORGANISATIONS,
                  CPW_SYSTEM_SERVICES,
                  s->pathway[i].organisation,
                  s->pathway[i].service,
                  "organisation"};
  default: /* CPW_SYSTEM_PICKS */
    return (same){
        table,   CPW_SYSTEM_SCENARIOS, CPW_SYSTEM_POLICIES, s->pick[i].scenario, s->pick[i].policy,
        "policy"};
  }
}

static void check_pairs(const cpwi_system_check *c, int32_t table) {
  int64_t count = cpwi_system_rows_of(c->s, table).count;
  cpwi_row_keys seen = {0};
  if (!cpwi_row_keys_make(&seen, count, c->allocator)) c->p->failed = 1;
  for (int64_t i = 0; i < count && seen.slots; i++) {
    same x = pair_of(c->s, table, i);
    int64_t before = cpwi_row_keys_put(&seen, cpwi_two_rows(x.first, x.second), 0, i);
    if (before >= 0) twice(c, &x, i, before);
  }
  cpwi_row_keys_free(&seen, c->allocator);
}

/* People of one area, age, group and segment in two rows add up: odd, and often a slip. */
static void check_people(const cpwi_system_check *c) {
  const cpw_system *s = c->s;
  cpwi_row_keys seen = {0};
  if (!cpwi_row_keys_make(&seen, s->peoples, c->allocator)) c->p->failed = 1;
  for (int64_t i = 0; i < s->peoples && seen.slots; i++) {
    const cpw_system_people *r = &s->people[i];
    int64_t before = cpwi_row_keys_put(&seen, cpwi_two_rows(r->area, r->age),
                                       cpwi_two_rows(r->group, r->segment), i);
    if (before >= 0)
      cpwi_problem_with(cpwi_oddity(c->p,
                                    (cpwi_place){CPW_SYSTEM_PEOPLE, CPWI_RULE_TWICE, i, "area"},
                                    "the same people of area %s are there already: they add up",
                                    cpwi_quote_row(s, CPW_SYSTEM_AREAS, r->area).text),
                        before);
  }
  cpwi_row_keys_free(&seen, c->allocator);
  if (s->needs > 0 && s->peoples == 0)
    cpwi_oddity(c->p, (cpwi_place){CPW_SYSTEM_NEED, CPWI_RULE_UNUSED, -1, ""},
                "there is need, but there are no people who have it");
}

/* ---- networks */

static void check_network(const cpwi_system_check *c, int64_t i, const cpwi_row_keys *units) {
  const cpw_system *s = c->s;
  const cpw_system_pathway *r = &s->pathway[i];
  cpwi_place at = {CPW_SYSTEM_PATHWAYS, CPWI_RULE_PATHWAY, i, "folder"};
  cpw_error inner = {0};
  if (!r->network) {
    cpwi_wrong(c->p, at, "there is no network");
    return;
  }
  int32_t status = cpw_pathway_check(r->network, c->allocator, &inner);
  if (status == CPW_ENOMEM) c->p->failed = 1;
  if (status != CPW_OK) {
    cpwi_wrong(c->p, at, "its network: %.250s", inner.message);
    return;
  }
  if (r->network->groups != 1 && r->network->groups != s->groups)
    cpwi_wrong(c->p, at, "its network has %lld groups, the system has %lld: one, or the same",
               (long long)r->network->groups, (long long)s->groups);
  at = (cpwi_place){CPW_SYSTEM_PATHWAYS, CPWI_RULE_UNUSED, i, "service"};
  if (r->lost > 0 && cpwi_row_keys_find(units, cpwi_two_rows(r->organisation, r->service), 0) < 0)
    cpwi_oddity(c->p, at,
                "blocked patients take treatments from lists, but the organisation has no capacity "
                "of the service");
}

static void check_networks(const cpwi_system_check *c) {
  cpwi_row_keys units = {0};
  if (c->s->pathways == 0) return;
  if (!cpwi_units_make(&units, c)) c->p->failed = 1;
  for (int64_t i = 0; i < c->s->pathways && units.slots; i++)
    check_network(c, i, &units);
  cpwi_row_keys_free(&units, c->allocator);
}

void cpwi_system_check_services(const cpwi_system_check *c) {
  check_lists(c);
  check_people(c);
  check_pairs(c, CPW_SYSTEM_USES);
  check_pairs(c, CPW_SYSTEM_LIMITS);
  check_pairs(c, CPW_SYSTEM_CHOICE);
  check_pairs(c, CPW_SYSTEM_PATHWAYS);
  check_pairs(c, CPW_SYSTEM_PICKS);
  check_networks(c);
}
