/* Alliances in a week: how they overlap, and which systems they span.
 * Source: the definitions in carepath/system_organisations.h.
 * Leaves what alliances do together to the engine and to coalition.h. */
#include "system_organisations/internal.h"

#include <string.h>

typedef struct alliances {
  cpw_system s;
  double week;
  const char *where;
  const cpw_allocator *allocator;
  cpw_result *r;
  int64_t *belongs; /* (alliances, organisations) of the result */
} alliances;

static int32_t check_rows(const alliances *a, int32_t service, cpw_error *err) {
  const cpw_system *s = &a->s;
  if (service != CPW_NONE && (service < 0 || service >= s->services))
    return cpwi_fail(err, CPW_EINVAL, -1, a->where, "service = %d: there are %lld", (int)service,
                     (long long)s->services);
  if (s->alliances < 0 || s->members < 0 || (s->alliances > 0 && !s->alliance) ||
      (s->members > 0 && !s->member))
    return cpwi_fail(err, CPW_EINVAL, -1, a->where, "system.alliance or system.member is NULL");
  for (int64_t i = 0; i < s->members; i++) {
    int32_t status = cpwi_orgs_number(s->member[i].alliance, s->alliances, "members", i, "alliance",
                                      a->where, err);
    if (status == CPW_OK)
      status = cpwi_orgs_number(s->member[i].organisation, s->organisations, "members", i,
                                "organisation", a->where, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

static void find_members(alliances *a, int32_t service) {
  for (int64_t i = 0; i < a->s.members; i++) {
    const cpw_system_member *m = &a->s.member[i];
    if (!cpwi_orgs_holds(m->from, m->until, a->week)) continue;
    if (!cpwi_orgs_alive(&a->s, m->organisation, a->week)) continue;
    if (service != CPW_NONE && m->service != CPW_NONE && m->service != service) continue;
    a->belongs[m->alliance * a->s.organisations + m->organisation] = 1;
  }
}

static int64_t system_of(const cpw_system *s, int64_t i) {
  while (i >= 0 && s->organisation[i].kind != CPW_ORG_ICS)
    i = s->organisation[i].parent;
  return i;
}

/* of how many systems an alliance has members; `seen` (organisations) is work */
static int64_t spans(const alliances *a, int64_t alliance, int64_t *seen) {
  int64_t n = a->s.organisations, count = 0;
  if (n > 0) memset(seen, 0, (size_t)n * sizeof *seen);
  for (int64_t i = 0; i < n; i++) {
    int64_t system = a->belongs[alliance * n + i] ? system_of(&a->s, i) : -1;
    if (system >= 0 && !seen[system]) {
      seen[system] = 1;
      count++;
    }
  }
  return count;
}

static int32_t add_arrays(alliances *a, int64_t **m, cpw_error *err) {
  const struct {
    const char *name, *what, *dimensions;
  } t[6] = {{"members", "members of the alliance", "alliance"},
            {"systems", "integrated care systems that its members are of", "alliance"},
            {"common", "members of both", "alliance other"},
            {"memberships", "alliances that it is a member of", "organisation"},
            {"belongs", "1: a member", "alliance organisation"},
            {"overlapping", "organisations in two alliances of one kind or more", ""}};
  int32_t s = cpw_result_new(a->allocator, &a->r, err);
  if (s == CPW_OK)
    s = cpwi_orgs_dimension(a->r, &a->s, "alliance", CPW_SYSTEM_ALLIANCES, a->allocator, err);
  if (s == CPW_OK)
    s = cpwi_orgs_dimension(a->r, &a->s, "other", CPW_SYSTEM_ALLIANCES, a->allocator, err);
  if (s == CPW_OK)
    s = cpwi_orgs_dimension(a->r, &a->s, "organisation", CPW_SYSTEM_ORGANISATIONS, a->allocator,
                            err);
  for (int i = 0; s == CPW_OK && i < 6; i++)
    s = cpwi_orgs_whole(a->r, t[i].name, "", t[i].what, t[i].dimensions, &m[i], err);
  a->belongs = m[4];
  return s;
}

static int twice_in_a_kind(const alliances *a, int64_t organisation) {
  int64_t kinds[64] = {0};
  for (int64_t k = 0; k < a->s.alliances; k++) {
    int32_t kind = a->s.alliance[k].kind;
    if (a->belongs[k * a->s.organisations + organisation] && kind >= 0 && kind < 64 &&
        ++kinds[kind] > 1)
      return 1;
  }
  return 0;
}

static int32_t fill(alliances *a, int64_t **m, cpw_error *err) {
  int64_t n = a->s.organisations, *seen = cpwi_alloc(a->allocator, (size_t)n, sizeof *seen);
  if (!seen)
    return cpwi_fail(err, CPW_ENOMEM, -1, a->where, "no memory for %lld organisations",
                     (long long)n);
  for (int64_t k = 0; k < a->s.alliances; k++) {
    m[1][k] = spans(a, k, seen);
    for (int64_t i = 0; i < n; i++) {
      m[0][k] += a->belongs[k * n + i];
      m[3][i] += a->belongs[k * n + i];
      for (int64_t j = 0; j < a->s.alliances; j++)
        m[2][k * a->s.alliances + j] += a->belongs[k * n + i] & a->belongs[j * n + i];
    }
  }
  for (int64_t i = 0; i < n; i++)
    *m[5] += twice_in_a_kind(a, i);
  cpwi_release(a->allocator, seen);
  return CPW_OK;
}

int32_t cpw_system_alliances(const cpw_system *system, double week, int32_t service,
                             const cpw_allocator *allocator, cpw_result **out, cpw_error *err) {
  alliances a = {.week = week, .where = __func__, .allocator = allocator};
  int64_t *m[6] = {0};
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK && !out) status = cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  if (status == CPW_OK) status = cpwi_orgs_take(&a.s, system, __func__, err);
  if (status == CPW_OK) status = cpwi_orgs_week(week, __func__, err);
  if (status == CPW_OK) status = check_rows(&a, service, err);
  if (status == CPW_OK) status = add_arrays(&a, m, err);
  if (status == CPW_OK) {
    find_members(&a, service);
    status = fill(&a, m, err);
  }
  if (status == CPW_OK)
    *out = a.r;
  else
    cpw_result_free(a.r);
  return status;
}
