/* The rows that money needs, each with the first thing that is wrong with it, and what a unit costs and plans.
 * Source: the fields of carepath/system.h.
 * Leaves every other row to cpw_system_check, circles of funds to order.c. */
#include "system_money/internal.h"

#include <string.h>

/* A number of a row is one of `count` rows, or where `none` is set CPW_NONE. */
static int32_t in_table(int32_t value, int64_t count, int none, const char *table, int64_t row,
                        const char *field, const char *what, const char *where, cpw_error *err) {
  if ((value >= 0 && value < count) || (none && value == CPW_NONE)) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, row, where, "%s[%lld].%s = %d must be %s, 0 to %lld", table,
                   (long long)row, field, value, what, (long long)(count - 1));
}

static int32_t check_id(const char *id, const char *table, int64_t row, const char *where,
                        cpw_error *err) {
  if (id && id[0] != '\0') return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, row, where, "%s[%lld].id must not be empty", table,
                   (long long)row);
}

static int32_t check_organisations(const cpw_system *s, const char *where, cpw_error *err) {
  for (int64_t i = 0; i < s->organisations; i++) {
    const cpw_system_organisation *r = &s->organisation[i];
    int32_t status = check_id(r->id, "organisations", i, where, err);
    if (status == CPW_OK)
      status = in_table(r->parent, s->organisations, 1, "organisations", i, "parent",
                        "an organisation", where, err);
    if (status != CPW_OK) return status;
    if (r->kind < 0 || r->kind >= CPW_ORG_KINDS)
      return cpwi_fail(err, CPW_EINVAL, i, where, "organisations[%lld].kind = %d must be 0 to %d",
                       (long long)i, r->kind, CPW_ORG_KINDS - 1);
    if (!(r->overhead >= 0 && r->overhead <= (double)CPWI_MONEY_MOST))
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "organisations[%lld].overhead = %s must be finite and >= 0", (long long)i,
                       cpwi_number(r->overhead).text);
    int64_t up = i;
    for (int64_t steps = 0; up != CPW_NONE && s->organisation[up].parent != CPW_NONE; steps++) {
      up = s->organisation[up].parent;
      if (up < 0 || up >= s->organisations) break; /* named when its turn comes */
      if (steps > s->organisations)
        return cpwi_fail(err, CPW_EINVAL, i, where,
                         "organisations[%lld].parent: %s stands above itself", (long long)i, r->id);
    }
  }
  return CPW_OK;
}

static int32_t check_fund(const cpw_system *s, int64_t i, const char *where, cpw_error *err) {
  const cpw_system_fund *r = &s->fund[i];
  int32_t status = check_id(r->id, "funds", i, where, err);
  if (status == CPW_OK)
    status = in_table(r->organisation, s->organisations, 1, "funds", i, "organisation",
                      "an organisation", where, err);
  if (status != CPW_OK) return status;
  if (r->kind < 0 || r->kind >= CPW_FUND_KINDS)
    return cpwi_fail(err, CPW_EINVAL, i, where, "funds[%lld].kind = %d must be 0 to %d",
                     (long long)i, r->kind, CPW_FUND_KINDS - 1);
  if (r->minimum < 0)
    return cpwi_fail(err, CPW_EDOMAIN, i, where, "funds[%lld].minimum = %lld must be >= 0",
                     (long long)i, (long long)r->minimum);
  if (!(r->leak >= 0 && r->leak < 1))
    return cpwi_fail(err, CPW_EDOMAIN, i, where, "funds[%lld].leak = %s must be in [0, 1)",
                     (long long)i, cpwi_number(r->leak).text);
  return CPW_OK;
}

static int32_t check_ends(const cpw_system *s, int64_t i, const char *where, cpw_error *err) {
  const cpw_system_payment *r = &s->payment[i];
  int32_t status = in_table(r->from, s->funds, 0, "payments", i, "from", "a fund", where, err);
  if (status == CPW_OK)
    status = in_table(r->to, s->funds, 0, "payments", i, "to", "a fund", where, err);
  if (status != CPW_OK) return status;
  const cpw_system_fund *from = &s->fund[r->from], *to = &s->fund[r->to];
  if (r->from == r->to)
    return cpwi_fail(err, CPW_EINVAL, i, where, "payments[%lld]: %s pays itself", (long long)i,
                     from->id);
  if (from->kind == CPW_FUND_SPEND)
    return cpwi_fail(err, CPW_EINVAL, i, where,
                     "payments[%lld].from = %s is where money is spent: it pays nobody",
                     (long long)i, from->id);
  if (to->kind == CPW_FUND_SOURCE)
    return cpwi_fail(err, CPW_EINVAL, i, where,
                     "payments[%lld].to = %s is a source: nobody pays it", (long long)i, to->id);
  if (r->ringfenced && cpwi_money_text(to->line)[0] == '\0')
    return cpwi_fail(err, CPW_EINVAL, i, where,
                     "payments[%lld] is ring-fenced for the line of %s, which has none",
                     (long long)i, to->id);
  return CPW_OK;
}

static int32_t check_payment(const cpw_system *s, int64_t i, const char *where, cpw_error *err) {
  const cpw_system_payment *r = &s->payment[i];
  int32_t status = check_ends(s, i, where, err);
  if (status != CPW_OK) return status;
  if (r->ringfenced != 0 && r->ringfenced != 1)
    return cpwi_fail(err, CPW_EINVAL, i, where, "payments[%lld].ringfenced = %d must be 0 or 1",
                     (long long)i, r->ringfenced);
  if (r->basis < 0 || r->basis >= CPW_BASES)
    return cpwi_fail(err, CPW_EINVAL, i, where, "payments[%lld].basis = %d must be 0 to %d",
                     (long long)i, r->basis, CPW_BASES - 1);
  if (isnan(r->share)) {
    if (r->amount < 0)
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "payments[%lld].amount = %lld must be >= 0",
                       (long long)i, (long long)r->amount);
  } else if (!(r->share >= 0 && r->share <= 1)) {
    return cpwi_fail(err, CPW_EDOMAIN, i, where, "payments[%lld].share = %s must be in [0, 1]",
                     (long long)i, cpwi_number(r->share).text);
  }
  return CPW_OK;
}

static int32_t check_arrays(const cpw_system *s, const char *where, cpw_error *err) {
  if (s->funds < 1) return cpwi_fail(err, CPW_EINVAL, -1, where, "the system has no funds");
  if (!s->fund) return cpwi_fail(err, CPW_EINVAL, -1, where, "system.fund is NULL");
  if (s->payments < 0 || (s->payments && !s->payment))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "system.payment is NULL");
  if (s->organisations < 0 || (s->organisations && !s->organisation))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "system.organisation is NULL");
  return CPW_OK;
}

int32_t cpwi_money_check_system(const cpw_system *s, const char *where, cpw_error *err) {
  int32_t status = check_arrays(s, where, err);
  if (status == CPW_OK) status = check_organisations(s, where, err);
  if (status == CPW_OK) status = cpwi_money_check_units(s, where, err);
  for (int64_t i = 0; status == CPW_OK && i < s->funds; i++)
    status = check_fund(s, i, where, err);
  for (int64_t i = 0; status == CPW_OK && i < s->payments; i++)
    status = check_payment(s, i, where, err);
  return status;
}

/* ---------------------------------------------------------------- units ---------------------- */

static int32_t check_unit(const cpw_system *s, int64_t i, const char *where, cpw_error *err) {
  const cpw_system_capacity *r = &s->capacity[i];
  int32_t status = in_table(r->organisation, s->organisations, 0, "capacity", i, "organisation",
                            "an organisation", where, err);
  if (status == CPW_OK)
    status =
        in_table(r->service, s->services, 0, "capacity", i, "service", "a service", where, err);
  if (status == CPW_OK)
    status =
        in_table(r->calendar, s->profiles, 1, "capacity", i, "calendar", "a profile", where, err);
  if (status != CPW_OK) return status;
  if (!(r->treatments >= 0 && isfinite(r->treatments)))
    return cpwi_fail(err, CPW_EDOMAIN, i, where,
                     "capacity[%lld].treatments = %s must be finite and >= 0", (long long)i,
                     cpwi_number(r->treatments).text);
  double cost = cpwi_money_unit_cost(s, i);
  if (!(cost >= 0 && isfinite(cost)))
    return cpwi_fail(err, CPW_EDOMAIN, i, where,
                     "capacity[%lld].unit_cost = %s must be finite and >= 0", (long long)i,
                     cpwi_number(cost).text);
  return CPW_OK;
}

int32_t cpwi_money_check_units(const cpw_system *s, const char *where, cpw_error *err) {
  if (s->capacities < 0 || (s->capacities && !s->capacity))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "system.capacity is NULL");
  if (s->services < 0 || (s->services && !s->service))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "system.service is NULL");
  if (s->profiles < 0 || (s->profiles && !s->profile))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "system.profile is NULL");
  for (int64_t k = 0; k < s->services; k++) {
    const cpw_system_service *r = &s->service[k];
    int32_t status = check_id(r->id, "services", k, where, err);
    if (status != CPW_OK) return status;
    if (r->setting < 0 || r->setting >= CPW_SETTINGS)
      return cpwi_fail(err, CPW_EINVAL, k, where, "services[%lld].setting = %d must be 0 to %d",
                       (long long)k, r->setting, CPW_SETTINGS - 1);
  }
  for (int64_t i = 0; i < s->capacities; i++) {
    int32_t status = check_unit(s, i, where, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

double cpwi_money_unit_cost(const cpw_system *s, int64_t unit) {
  const cpw_system_capacity *r = &s->capacity[unit];
  return isnan(r->unit_cost) ? s->service[r->service].unit_cost : r->unit_cost;
}

double cpwi_money_planned(const cpw_system *s, int64_t unit) {
  const cpw_system_capacity *r = &s->capacity[unit];
  double mean = 1;
  if (r->calendar != CPW_NONE) {
    const cpw_system_profile *profile = &s->profile[r->calendar];
    mean = 0;
    for (int64_t k = 0; profile->values && k < profile->count; k++)
      mean += profile->values[k];
    mean /= profile->count > 0 ? (double)profile->count : 1;
  }
  return r->treatments * mean * CPW_WEEKS_PER_YEAR;
}
