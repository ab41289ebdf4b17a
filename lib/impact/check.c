/* What can be wrong with two orders of the same people, and the crossings of characteristics.
 * Source: carepath/impact.h. Leaves measuring to lines.c, waits.c and totals.c. */
#include "impact/internal.h"

#include <stdio.h>
#include <string.h>

enum { MOST_GROUPS = 10000, MOST_CHARACTERISTICS = 1000 };

void cpw_impact_list_init_sized(cpw_impact_list *list, size_t size) {
  cpw_impact_list l;
  memset(&l, 0, sizeof l);
  l.struct_size = sizeof l;
  cpwi_init_sized(list, size, &l, sizeof l);
}

void cpw_impact_options_init_sized(cpw_impact_options *options, size_t size) {
  cpw_impact_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.most = 10;
  cpwi_init_sized(options, size, &o, sizeof o);
}

int32_t cpwi_impact_no_memory(cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_IMPACT, "no memory for the groups of all patients");
}

static int32_t check_sizes(const cpwi_impact *m, cpw_error *err) {
  const cpw_impact_list *l = &m->list;
  const cpw_impact_options *o = &m->options;
  if (l->patients < 0 || l->patients >= INT32_MAX || (l->patients && (!l->before || !l->after)))
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_IMPACT,
                     "list.patients = %lld must be >= 0 and below 2^31 - 1, with places before and "
                     "after",
                     (long long)l->patients);
  if (l->characteristic_count < 0 || l->characteristic_count > MOST_CHARACTERISTICS ||
      (l->characteristic_count && !l->characteristics))
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_IMPACT,
                     "list.characteristic_count = %lld must be 0 to %d, with the characteristics",
                     (long long)l->characteristic_count, (int)MOST_CHARACTERISTICS);
  if (!(o->slots >= 0.0 && isfinite(o->slots)))
    return cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_IMPACT,
                     "options.slots = %s must be finite and >= 0", cpwi_number(o->slots).text);
  if (o->top < 0 || o->most < 0 || o->crossing_count < 0 ||
      o->crossing_count > MOST_CHARACTERISTICS || (o->crossing_count && !o->crossing))
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_IMPACT,
                     "options.top, most and crossing_count must be >= 0, with the crossings");
  return CPW_OK;
}

/* Every place from 1 to the number of patients once. */
static int32_t check_places(const cpwi_impact *m, const int64_t *place, const char *name,
                            unsigned char *seen, cpw_error *err) {
  int64_t n = m->list.patients;
  if (n) memset(seen, 0, (size_t)n);
  for (int64_t i = 0; i < n; i++) {
    if (place[i] < 1 || place[i] > n)
      return cpwi_fail(err, CPW_EINVAL, i, CPWI_IMPACT, "%s[%lld] = %lld must be 1 to %lld", name,
                       (long long)i, (long long)place[i], (long long)n);
    if (seen[place[i] - 1])
      return cpwi_fail(err, CPW_EINVAL, i, CPWI_IMPACT, "%s[%lld] = %lld: the place comes twice",
                       name, (long long)i, (long long)place[i]);
    seen[place[i] - 1] = 1;
  }
  return CPW_OK;
}

static int32_t check_days(const cpwi_impact *m, cpw_error *err) {
  const cpw_impact_list *l = &m->list;
  for (int64_t i = 0; i < l->patients; i++) {
    if (l->wait && !(l->wait[i] >= 0.0 && isfinite(l->wait[i])))
      return cpwi_fail(err, CPW_EDOMAIN, i, CPWI_IMPACT, "wait[%lld] = %s must be finite and >= 0",
                       (long long)i, cpwi_number(l->wait[i]).text);
    if (l->target && !(l->target[i] > 0.0))
      return cpwi_fail(err, CPW_EDOMAIN, i, CPWI_IMPACT,
                       "target[%lld] = %s must be > 0 days, or infinite for none", (long long)i,
                       cpwi_number(l->target[i]).text);
  }
  return CPW_OK;
}

static int32_t check_characteristic(const cpwi_impact *m, int64_t k, cpw_error *err) {
  const cpw_impact_characteristic *c = &m->list.characteristics[k];
  if (!c->name || !*c->name)
    return cpwi_fail(err, CPW_EINVAL, k, CPWI_IMPACT,
                     "characteristics[%lld].name must not be empty", (long long)k);
  for (int64_t i = 0; i < k; i++)
    if (!strcmp(m->list.characteristics[i].name, c->name))
      return cpwi_fail(err, CPW_EINVAL, k, CPWI_IMPACT, "characteristic \"%.100s\" comes twice",
                       c->name);
  if (c->groups < 1 || c->groups > MOST_GROUPS || c->ordered < 0 || c->ordered > 1 ||
      (m->list.patients && !c->group))
    return cpwi_fail(err, CPW_EINVAL, k, CPWI_IMPACT,
                     "characteristic \"%.100s\": groups = %lld must be 1 to %d, with the group of "
                     "every patient; ordered 0 or 1",
                     c->name, (long long)c->groups, (int)MOST_GROUPS);
  for (int64_t g = 0; c->labels && g < c->groups; g++)
    if (!c->labels[g])
      return cpwi_fail(err, CPW_EINVAL, k, CPWI_IMPACT,
                       "characteristic \"%.100s\": label %lld must be given", c->name,
                       (long long)g);
  for (int64_t i = 0; i < m->list.patients; i++)
    if (c->group[i] < -1 || c->group[i] >= c->groups)
      return cpwi_fail(err, CPW_EINVAL, i, CPWI_IMPACT,
                       "characteristic \"%.100s\": group[%lld] = %d must be 0 to %lld, or -1 when "
                       "it is not known",
                       c->name, (long long)i, (int)c->group[i], (long long)c->groups - 1);
  return CPW_OK;
}

/* -------- traits */

static void plain_trait(const cpwi_impact *m, int64_t k, cpwi_trait *t) {
  const cpw_impact_characteristic *c = &m->list.characteristics[k];
  *t = (cpwi_trait){.name = c->name,
                    .groups = c->groups,
                    .group = c->group,
                    .ordered = c->ordered,
                    .one = (int32_t)k,
                    .other = -1};
}

static int32_t crossed_trait(const cpwi_impact *m, int64_t k, cpwi_trait *t, cpw_error *err) {
  const int32_t *pair = m->options.crossing + 2 * k;
  int64_t count = m->list.characteristic_count, n = m->list.patients;
  if (pair[0] < 0 || pair[0] >= count || pair[1] < 0 || pair[1] >= count || pair[0] == pair[1])
    return cpwi_fail(err, CPW_EINVAL, k, CPWI_IMPACT,
                     "crossing %lld of %d and %d must be of two characteristics from 0 to %lld",
                     (long long)k, (int)pair[0], (int)pair[1], (long long)count - 1);
  const cpw_impact_characteristic *a = &m->list.characteristics[pair[0]];
  const cpw_impact_characteristic *b = &m->list.characteristics[pair[1]];
  if (a->groups * b->groups > MOST_GROUPS)
    return cpwi_fail(err, CPW_EINVAL, k, CPWI_IMPACT, "crossing %lld has more than %d groups",
                     (long long)k, (int)MOST_GROUPS);
  size_t room = strlen(a->name) + strlen(b->name) + 4;
  t->own = cpwi_alloc(m->allocator, (size_t)n, sizeof *t->own);
  t->own_name = cpwi_alloc(m->allocator, room, 1);
  if (!t->own || !t->own_name) return cpwi_impact_no_memory(err);
  snprintf(t->own_name, room, "%s x %s", a->name, b->name);
  for (int64_t i = 0; i < n; i++) {
    int known = a->group[i] >= 0 && b->group[i] >= 0;
    t->own[i] = known ? (int32_t)(a->group[i] * b->groups + b->group[i]) : -1;
  }
  t->name = t->own_name;
  t->group = t->own;
  t->groups = a->groups * b->groups;
  t->one = pair[0];
  t->other = pair[1];
  return CPW_OK;
}

static int32_t make_traits(cpwi_impact *m, cpw_error *err) {
  int64_t plain = m->list.characteristic_count;
  m->trait_count = plain + m->options.crossing_count;
  m->traits = cpwi_alloc_zero(m->allocator, (size_t)m->trait_count, sizeof *m->traits);
  int32_t status = m->traits ? CPW_OK : cpwi_impact_no_memory(err);
  for (int64_t k = 0; k < m->trait_count && status == CPW_OK; k++) {
    cpwi_trait *t = &m->traits[k];
    if (k < plain)
      plain_trait(m, k, t);
    else
      status = crossed_trait(m, k - plain, t, err);
    for (int64_t i = 0; i < m->list.patients && status == CPW_OK; i++)
      t->unknown += t->group[i] < 0;
    t->first_line = m->lines;
    m->lines += t->groups + (t->unknown > 0);
  }
  return status;
}

static int32_t check(cpwi_impact *m, cpw_error *err) {
  int32_t status = check_sizes(m, err);
  if (status != CPW_OK) return status;
  unsigned char *seen = cpwi_alloc(m->allocator, (size_t)m->list.patients, 1);
  if (!seen) return cpwi_impact_no_memory(err);
  status = check_places(m, m->list.before, "before", seen, err);
  if (status == CPW_OK) status = check_places(m, m->list.after, "after", seen, err);
  cpwi_release(m->allocator, seen);
  if (status == CPW_OK) status = check_days(m, err);
  for (int64_t k = 0; k < m->list.characteristic_count && status == CPW_OK; k++)
    status = check_characteristic(m, k, err);
  return status == CPW_OK ? make_traits(m, err) : status;
}

int32_t cpwi_impact_new(cpwi_impact *m, const cpw_impact_list *list,
                        const cpw_impact_options *options, cpw_error *err) {
  memset(m, 0, sizeof *m);
  cpw_impact_list_init_sized(&m->list, sizeof m->list);
  cpw_impact_options_init_sized(&m->options, sizeof m->options);
  if (!list) return cpwi_fail(err, CPW_EINVAL, -1, CPWI_IMPACT, "list must be given");
  int32_t status = cpwi_take_options(&m->list, sizeof m->list, list, CPWI_IMPACT, err);
  if (status == CPW_OK)
    status = cpwi_take_options(&m->options, sizeof m->options, options, CPWI_IMPACT, err);
  if (status == CPW_OK) status = cpwi_check_allocator(m->options.allocator, CPWI_IMPACT, err);
  if (status != CPW_OK) return status;
  m->allocator = m->options.allocator;
  m->has_waits = m->options.slots > 0.0 && m->list.wait;
  return check(m, err);
}

void cpwi_impact_free(cpwi_impact *m) {
  for (int64_t k = 0; m->traits && k < m->trait_count; k++) {
    cpwi_release(m->allocator, m->traits[k].own);
    cpwi_release(m->allocator, m->traits[k].own_name);
  }
  cpwi_release(m->allocator, m->traits);
}
