/* A list made ready for a policy: checked, with the overrides of persons applied.
 * Source: carepath/priority.h. Leaves facts to parts.c, which reads them all anyway. */
#include "priority/internal.h"

#include <stdio.h>
#include <string.h>

enum { MOST_COLUMNS = 100000, MOST_DAYS = 1826 };

cpwi_patient_name cpwi_name_patient(const cpw_priority_list *list, int64_t row) {
  cpwi_patient_name name;
  if (list->id && list->id[row])
    snprintf(name.text, sizeof name.text, "patient \"%.48s\"", list->id[row]);
  else
    snprintf(name.text, sizeof name.text, "patient %lld", (long long)row);
  return name;
}

static int32_t take_list(cpwi_ranker *r, const cpw_priority_list *given, cpw_error *err) {
  cpw_priority_list_init_sized(&r->list, sizeof r->list);
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, r->where, "list must be given");
  int32_t status = cpwi_take_options(&r->list, sizeof r->list, given, r->where, err);
  const cpw_priority_list *l = &r->list;
  if (status != CPW_OK) return status;
  if (l->patients < 0 || l->patients >= INT32_MAX)
    return cpwi_fail(err, CPW_EINVAL, -1, r->where,
                     "list.patients = %lld must be >= 0 and below 2^31 - 1",
                     (long long)l->patients);
  if (l->columns < 0 || l->columns > MOST_COLUMNS || l->override_count < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, r->where, "list.columns and override_count must be >= 0");
  if ((l->patients > 0 && !l->wait) || (l->override_count > 0 && !l->overrides))
    return cpwi_fail(err, CPW_EINVAL, -1, r->where, "list.wait and overrides must be given");
  return CPW_OK;
}

/* Every criterion has its column, and a protected one its day. */
static int32_t check_sources(const cpwi_ranker *r, cpw_error *err) {
  for (int64_t k = 0; k < r->policy.criterion_count; k++) {
    const cpw_priority_criterion *c = &r->policy.criteria[k];
    if (c->source >= r->list.columns)
      return cpwi_fail(err, CPW_EINVAL, k, r->where,
                       "criterion \"%s\" reads column %lld, but the list has %lld columns", c->name,
                       (long long)c->source, (long long)r->list.columns);
    if (c->source >= 0 && r->list.patients > 0 && (!r->list.fact || !r->list.fact[c->source]))
      return cpwi_fail(err, CPW_EINVAL, k, r->where, "criterion \"%s\": its facts must be given",
                       c->name);
    if (!c->characteristic) continue;
    if (r->list.today == CPW_DATE_NONE)
      return cpwi_fail(err, CPW_EINVAL, k, r->where,
                       "criterion \"%s\" uses a protected characteristic: list.today must be given",
                       c->name);
    if (r->list.today > c->until)
      return cpwi_fail(err, CPW_EINVAL, k, r->where,
                       "criterion \"%s\" uses a protected characteristic and its last day is past",
                       c->name);
    if ((int64_t)c->until - r->list.today > MOST_DAYS)
      return cpwi_fail(err, CPW_EINVAL, k, r->where,
                       "criterion \"%s\" uses a protected characteristic: its last day must be at "
                       "most five years after the list's",
                       c->name);
  }
  return CPW_OK;
}

static int32_t check_waits(const cpwi_ranker *r, cpw_error *err) {
  for (int64_t i = 0; i < r->list.patients; i++) {
    if (!(r->list.wait[i] >= 0.0 && isfinite(r->list.wait[i])))
      return cpwi_fail(err, CPW_EDOMAIN, i, r->where,
                       "days waited of %s = %s must be finite and >= 0",
                       cpwi_name_patient(&r->list, i).text, cpwi_number(r->list.wait[i]).text);
    int32_t tier = r->list.tier ? r->list.tier[i] : 0;
    if (tier < 0 || tier >= r->policy.tier_count)
      return cpwi_fail(
          err, CPW_EINVAL, i, r->where, "tier of %s = %d is unknown: the policy has %lld, from 0",
          cpwi_name_patient(&r->list, i).text, (int)tier, (long long)r->policy.tier_count);
  }
  return CPW_OK;
}

/* -------- overrides */

static int32_t no_memory(const cpwi_ranker *r, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, r->where, "no memory for overrides of %lld patients",
                   (long long)r->list.patients);
}

static int is_place(const cpwi_ranker *r, double value) {
  return value >= 0.0 && value <= (double)r->list.patients && value == floor(value);
}

static int32_t check_override(const cpwi_ranker *r, int64_t k, cpw_error *err) {
  const cpw_priority_override *o = &r->list.overrides[k];
  int tier = o->kind == CPW_OVERRIDE_TIER, place = o->kind == CPW_OVERRIDE_PLACE;
  if (o->row < 0 || o->row >= r->list.patients)
    return cpwi_fail(err, CPW_EINVAL, k, r->where, "overrides[%lld].row = %lld is no patient",
                     (long long)k, (long long)o->row);
  if (cpwi_is_blank(o->actor) || cpwi_is_blank(o->reason))
    return cpwi_fail(err, CPW_EINVAL, k, r->where, "override of %s needs an actor and a reason",
                     cpwi_name_patient(&r->list, o->row).text);
  if (o->kind < 0 || o->kind > CPW_OVERRIDE_FACT)
    return cpwi_fail(err, CPW_EINVAL, k, r->where, "overrides[%lld].kind = %d must be 0 to 2",
                     (long long)k, (int)o->kind);
  if (tier &&
      !(o->value >= 0.0 && o->value < (double)r->policy.tier_count && o->value == floor(o->value)))
    return cpwi_fail(err, CPW_EINVAL, k, r->where, "override of %s: tier %s is unknown",
                     cpwi_name_patient(&r->list, o->row).text, cpwi_number(o->value).text);
  if (place && !is_place(r, o->value))
    return cpwi_fail(err, CPW_EINVAL, k, r->where,
                     "override of %s: place %s must be 1 to %lld, or 0 to give it back",
                     cpwi_name_patient(&r->list, o->row).text, cpwi_number(o->value).text,
                     (long long)r->list.patients);
  if (o->kind == CPW_OVERRIDE_FACT &&
      (o->column < CPW_PRIORITY_WAIT || o->column >= r->list.columns ||
       (o->column >= 0 && (!r->list.fact || !r->list.fact[o->column]))))
    return cpwi_fail(err, CPW_EINVAL, k, r->where, "override of %s: there is no column %lld",
                     cpwi_name_patient(&r->list, o->row).text, (long long)o->column);
  return CPW_OK;
}

/* A copy that may be changed, made once. */
static int copy_once(const cpwi_ranker *r, void **copy, const void *from, size_t size) {
  size_t n = (size_t)r->list.patients;
  if (*copy) return 1;
  *copy = from ? cpwi_alloc(r->allocator, n, size) : cpwi_alloc_zero(r->allocator, n, size);
  if (*copy && from) memcpy(*copy, from, n * size);
  return *copy != NULL;
}

static int apply_tier(cpwi_ranker *r, const cpw_priority_override *o) {
  void *copy = r->tier;
  if (!copy_once(r, &copy, r->list.tier, sizeof *r->tier)) return 0;
  r->list.tier = r->tier = copy;
  r->tier[o->row] = (int32_t)o->value;
  return 1;
}

static int apply_wait(cpwi_ranker *r, const cpw_priority_override *o) {
  void *copy = r->wait;
  if (!copy_once(r, &copy, r->list.wait, sizeof *r->wait)) return 0;
  r->list.wait = r->wait = copy;
  r->wait[o->row] = o->value;
  return 1;
}

static int apply_fact(cpwi_ranker *r, const cpw_priority_override *o) {
  if (!r->patched)
    r->patched = cpwi_alloc_zero(r->allocator, (size_t)r->list.columns, sizeof *r->patched);
  if (!r->patched) return 0;
  void *copy = r->patched[o->column];
  if (!copy_once(r, &copy, r->fact[o->column], sizeof(double))) return 0;
  r->fact[o->column] = r->patched[o->column] = copy;
  r->patched[o->column][o->row] = o->value;
  return 1;
}

static int apply_place(cpwi_ranker *r, const cpw_priority_override *o) {
  void *copy = r->fixed;
  if (!copy_once(r, &copy, NULL, sizeof *r->fixed)) return 0;
  r->fixed = copy;
  r->fixed[o->row] = (int64_t)o->value;
  return 1;
}

static int apply(cpwi_ranker *r, const cpw_priority_override *o) {
  if (o->kind == CPW_OVERRIDE_TIER) return apply_tier(r, o);
  if (o->kind == CPW_OVERRIDE_PLACE) return apply_place(r, o);
  return o->column == CPW_PRIORITY_WAIT ? apply_wait(r, o) : apply_fact(r, o);
}

/* No place is kept by two. */
static int32_t check_places(const cpwi_ranker *r, cpw_error *err) {
  int64_t n = r->list.patients;
  int32_t *taken = cpwi_alloc_zero(r->allocator, (size_t)n + 1, sizeof *taken), status = CPW_OK;
  if (!taken) return no_memory(r, err);
  for (int64_t i = 0; i < n && status == CPW_OK; i++) {
    int64_t place = r->fixed[i];
    if (place && taken[place])
      status = cpwi_fail(err, CPW_EINVAL, i, r->where, "place %lld is kept by %s and by %s",
                         (long long)place, cpwi_name_patient(&r->list, taken[place] - 1).text,
                         cpwi_name_patient(&r->list, i).text);
    taken[place] = (int32_t)(i + 1);
  }
  cpwi_release(r->allocator, taken);
  return status;
}

static int32_t apply_overrides(cpwi_ranker *r, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t k = 0; k < r->list.override_count && status == CPW_OK; k++) {
    status = check_override(r, k, err);
    if (status == CPW_OK && !apply(r, &r->list.overrides[k])) status = no_memory(r, err);
  }
  return status == CPW_OK && r->fixed ? check_places(r, err) : status;
}

/* The caller's columns, in a table of our own that overrides may change. */
static int32_t take_columns(cpwi_ranker *r, cpw_error *err) {
  size_t columns = (size_t)r->list.columns;
  r->fact = cpwi_alloc_zero(r->allocator, columns, sizeof *r->fact);
  if (!r->fact)
    return cpwi_fail(err, CPW_ENOMEM, -1, r->where, "no memory for %zu columns", columns);
  if (r->list.fact && columns) memcpy((void *)r->fact, r->list.fact, columns * sizeof *r->fact);
  return CPW_OK;
}

double cpwi_greatest_equity(const cpw_priority_policy *p) {
  double sum = 0.0;
  for (int64_t k = 0; k < p->criterion_count; k++) {
    const cpw_priority_criterion *c = &p->criteria[k];
    double most = isnan(c->missing) ? 0.0 : c->missing;
    for (int64_t i = 0; i < c->knots; i++) {
      int unread = c->shape == CPW_PRIORITY_S_SHAPED && i == 1;
      if (!unread && c->value[i] > most) most = c->value[i];
    }
    /* without limits: what a protected characteristic may add at most stays a part of the whole */
    if (c->part == CPW_PRIORITY_EQUITY) sum += c->weight * most;
  }
  return sum;
}

int32_t cpwi_ranker_new(cpwi_ranker *r, const cpw_priority_policy *policy,
                        const cpw_priority_list *list, const cpw_allocator *allocator,
                        const char *where, cpw_error *err) {
  memset(r, 0, sizeof *r);
  r->where = where;
  int32_t status = cpwi_check_allocator(allocator, where, err);
  if (status == CPW_OK) r->allocator = allocator;
  if (status == CPW_OK) status = cpwi_priority_take_policy(&r->policy, policy, where, err);
  if (status == CPW_OK) status = take_list(r, list, err);
  if (status == CPW_OK) status = check_sources(r, err);
  if (status == CPW_OK) status = cpwi_check_ids(&r->list, allocator, where, err);
  if (status == CPW_OK) status = take_columns(r, err);
  if (status == CPW_OK) status = apply_overrides(r, err);
  if (status == CPW_OK) status = check_waits(r, err);
  if (status == CPW_OK) r->equity_most = cpwi_greatest_equity(&r->policy);
  return status;
}

void cpwi_ranker_free(cpwi_ranker *r) {
  for (int64_t k = 0; r->patched && k < r->list.columns; k++)
    cpwi_release(r->allocator, r->patched[k]);
  cpwi_release(r->allocator, r->patched);
  cpwi_release(r->allocator, (void *)r->fact);
  cpwi_release(r->allocator, r->fixed);
  cpwi_release(r->allocator, r->wait);
  cpwi_release(r->allocator, r->tier);
}
