/* The tree of a system in a week: who exists, who is above and below whom, what each depth costs to run.
 * Source: the fields in carepath/system.h.
 * Leaves all other errors of a system to cpw_system_check. */
#include "system_organisations/internal.h"

#include <math.h>
#include <string.h>

/* ---------------------------------------------------------------- shared -------------------- */

cpwi_orgs_name cpwi_orgs_named(const cpw_system *s, int64_t i) {
  cpwi_orgs_name name = {{0}};
  const char *id = s->organisation[i].id;
  if (!id || !id[0]) {
    name.text[0] = '#';
    (void)cpw_format_int64(i, name.text + 1);
    return name;
  }
  size_t length = strlen(id);
  if (length >= sizeof name.text) length = sizeof name.text - 1;
  while (length > 0 && ((unsigned char)id[length] & 0xc0) == 0x80)
    length--; /* never half of a character */
  memcpy(name.text, id, length);
  return name;
}

int32_t cpwi_orgs_number(int64_t value, int64_t count, const char *table, int64_t row,
                         const char *field, const char *where, cpw_error *err) {
  if (value >= 0 && value < count) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, row, where, "%s[%lld].%s = %lld: there are %lld", table,
                   (long long)row, field, (long long)value, (long long)count);
}

int32_t cpwi_orgs_amount(double value, const char *table, int64_t row, const char *field,
                         const char *where, cpw_error *err) {
  if (value >= 0 && value <= 1e290) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, row, where, "%s[%lld].%s = %s must be finite and >= 0", table,
                   (long long)row, field, cpwi_number(value).text);
}

int32_t cpwi_orgs_week(double week, const char *where, cpw_error *err) {
  if (isfinite(week)) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where, "week = %s must be finite", cpwi_number(week).text);
}

cpw_exact_sum *cpwi_orgs_sums(int64_t n, const cpw_allocator *allocator) {
  return cpwi_alloc_zero(allocator, (size_t)n, sizeof(cpw_exact_sum)); /* all zero bytes: empty */
}

int32_t cpwi_orgs_real(cpw_result *r, const char *name, const char *unit, const char *what,
                       const char *dimensions, double **out, cpw_error *err) {
  void *m = NULL;
  int32_t status =
      cpw_result_add_array(r, name, unit, what, dimensions, CPW_DOUBLE, CPW_MERGE_SAME, &m, err);
  *out = m;
  return status;
}

int32_t cpwi_orgs_whole(cpw_result *r, const char *name, const char *unit, const char *what,
                        const char *dimensions, int64_t **out, cpw_error *err) {
  void *m = NULL;
  int32_t status =
      cpw_result_add_array(r, name, unit, what, dimensions, CPW_INT64, CPW_MERGE_SAME, &m, err);
  *out = m;
  return status;
}

static const char *id_of(const cpw_system *s, int32_t table, int64_t i) {
  if (table == CPW_SYSTEM_ORGANISATIONS) return s->organisation[i].id;
  if (table == CPW_SYSTEM_ALLIANCES) return s->alliance[i].id;
  if (table == CPW_SYSTEM_SERVICES) return s->service[i].id;
  return s->group ? s->group[i] : "all";
}

int32_t cpwi_orgs_dimension(cpw_result *r, const cpw_system *s, const char *name, int32_t table,
                            const cpw_allocator *allocator, cpw_error *err) {
  int64_t n = table == CPW_SYSTEM_ORGANISATIONS ? s->organisations
              : table == CPW_SYSTEM_ALLIANCES   ? s->alliances
              : table == CPW_SYSTEM_SERVICES    ? s->services
                                                : s->groups;
  const char **label = cpwi_alloc(allocator, (size_t)n, sizeof *label);
  if (!label)
    return cpwi_fail(err, CPW_ENOMEM, -1, "cpw_system", "no memory for %lld labels", (long long)n);
  for (int64_t i = 0; i < n; i++) {
    const char *id = id_of(s, table, i);
    label[i] = id ? id : "";
  }
  int32_t status = cpw_result_add_dimension(r, name, n, label, err);
  cpwi_release(allocator, label);
  return status;
}

/* ---------------------------------------------------------------- parents ------------------- */

/* From each organisation upwards: more steps than organisations are a cycle. */
static int32_t check_parents(const cpw_system *s, const char *where, cpw_error *err) {
  for (int64_t i = 0; i < s->organisations; i++) {
    int32_t parent = s->organisation[i].parent;
    if (parent != CPW_NONE && (parent < 0 || parent >= s->organisations))
      return cpwi_fail(err, CPW_EINVAL, i, where,
                       "organisations[%lld].parent = %d: there are %lld organisations",
                       (long long)i, (int)parent, (long long)s->organisations);
  }
  for (int64_t i = 0; i < s->organisations; i++) {
    int64_t at = i, steps = 0;
    while (at >= 0 && steps <= s->organisations) {
      at = s->organisation[at].parent;
      steps++;
    }
    if (at >= 0)
      return cpwi_fail(err, CPW_EINVAL, i, where, "organisation %s stands above itself",
                       cpwi_orgs_named(s, i).text);
  }
  return CPW_OK;
}

int32_t cpwi_orgs_take(cpw_system *s, const cpw_system *given, const char *where, cpw_error *err) {
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, where, "system is NULL");
  cpw_system_init_sized(s, sizeof *s);
  int32_t status = cpwi_take_options(s, sizeof *s, given, where, err);
  if (status != CPW_OK) return status;
  if (s->organisations < 0 || s->groups < 1 || s->groups > 64 || s->services < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "a system of %lld organisations, %lld services and %lld groups",
                     (long long)s->organisations, (long long)s->services, (long long)s->groups);
  if ((s->organisations > 0 && !s->organisation) || (s->services > 0 && !s->service))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "system.%s is NULL",
                     s->organisations > 0 && !s->organisation ? "organisation" : "service");
  return check_parents(s, where, err);
}

int64_t cpwi_orgs_parent(const cpw_system *s, int64_t i, double week) {
  int64_t at = s->organisation[i].parent;
  while (at >= 0 && !cpwi_orgs_alive(s, at, week))
    at = s->organisation[at].parent;
  return at;
}

/* ---------------------------------------------------------------- lists --------------------- */

static int32_t check_room(int64_t capacity, const int64_t *out, const int64_t *count,
                          const char *where, cpw_error *err) {
  if (count && capacity >= 0 && (out || capacity == 0)) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, where,
                   !count          ? "count is NULL"
                   : capacity >= 0 ? "out is NULL"
                                   : "capacity is below 0");
}

static void put(int64_t i, int64_t capacity, int64_t *out, int64_t *count) {
  if (*count < capacity) out[*count] = i;
  ++*count;
}

int32_t cpw_system_alive(const cpw_system *system, double week, int64_t capacity, int64_t *out,
                         int64_t *count, cpw_error *err) {
  cpw_system s;
  int64_t n = 0;
  int32_t status = check_room(capacity, out, count, __func__, err);
  if (status == CPW_OK) status = cpwi_orgs_take(&s, system, __func__, err);
  if (status == CPW_OK) status = cpwi_orgs_week(week, __func__, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < s.organisations; i++)
    if (cpwi_orgs_alive(&s, i, week)) put(i, capacity, out, &n);
  *count = n;
  return CPW_OK;
}

int32_t cpw_system_path(const cpw_system *system, int64_t organisation, int64_t capacity,
                        int64_t *out, int64_t *count, cpw_error *err) {
  cpw_system s;
  int64_t n = 0;
  int32_t status = check_room(capacity, out, count, __func__, err);
  if (status == CPW_OK) status = cpwi_orgs_take(&s, system, __func__, err);
  if (status != CPW_OK) return status;
  if (organisation < 0 || organisation >= s.organisations)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "organisation = %lld: there are %lld",
                     (long long)organisation, (long long)s.organisations);
  for (int64_t at = organisation; at >= 0; at = s.organisation[at].parent)
    put(at, capacity, out, &n);
  *count = n;
  return CPW_OK;
}

static int is_below(const cpw_system *s, int64_t i, int64_t above) {
  while (i >= 0 && i != above)
    i = s->organisation[i].parent;
  return i == above;
}

int32_t cpw_system_descendants(const cpw_system *system, int64_t organisation, double week,
                               int64_t capacity, int64_t *out, int64_t *count, cpw_error *err) {
  cpw_system s;
  int64_t n = 0;
  int32_t status = check_room(capacity, out, count, __func__, err);
  if (status == CPW_OK) status = cpwi_orgs_take(&s, system, __func__, err);
  if (status == CPW_OK) status = cpwi_orgs_week(week, __func__, err);
  if (status != CPW_OK) return status;
  if (organisation < 0 || organisation >= s.organisations)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "organisation = %lld: there are %lld",
                     (long long)organisation, (long long)s.organisations);
  for (int64_t i = 0; i < s.organisations; i++)
    if (cpwi_orgs_alive(&s, i, week) && is_below(&s, i, organisation)) put(i, capacity, out, &n);
  *count = n;
  return CPW_OK;
}

int64_t cpw_system_above(const cpw_system *system, int64_t organisation, int32_t kind) {
  cpw_system s;
  if (cpwi_orgs_take(&s, system, __func__, NULL) != CPW_OK) return CPW_NONE;
  if (organisation < 0 || organisation >= s.organisations) return CPW_NONE;
  while (organisation >= 0 && s.organisation[organisation].kind != kind)
    organisation = s.organisation[organisation].parent;
  return organisation >= 0 ? organisation : CPW_NONE;
}
