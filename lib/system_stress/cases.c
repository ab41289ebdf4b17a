/* Variants of a system: what holds, what measures and reserve add, shocks whose rows are made here.
 * Source: the definitions in carepath/system_stress.h.
 * Leaves what is drawn and what answers it to sample.c. */
#include "system_stress/internal.h"

#include <string.h>

/* rows that are made here: a reserve, a strain */
enum { MOST_MADE = 2 };

int32_t cpwi_stress_case_new(const cpwi_stress *w, int32_t disturbed, int32_t drawn,
                             cpwi_stress_case *c, cpw_error *err) {
  memset(c, 0, sizeof *c);
  c->system = w->system;
  c->response = CPW_NONE;
  c->drawn = drawn;
  c->holds = w->holds;
  c->sures = disturbed ? w->o.happenings : 0;
  c->held =
      cpwi_alloc_zero(w->allocator, (size_t)(w->holds + w->system.policies) + 1, sizeof *c->held);
  c->sure = cpwi_alloc_zero(w->allocator, (size_t)c->sures + MOST_MADE, sizeof *c->sure);
  if (!c->held || !c->sure) {
    cpwi_stress_case_free(w, c);
    return cpwi_stress_no_memory(w, err);
  }
  if (w->holds > 0) memcpy(c->held, w->held, (size_t)w->holds * sizeof *c->held);
  if (c->sures > 0) memcpy(c->sure, w->o.happening, (size_t)c->sures * sizeof *c->sure);
  return CPW_OK;
}

void cpwi_stress_case_free(const cpwi_stress *w, cpwi_stress_case *c) {
  cpwi_release(w->allocator, c->policy);
  cpwi_release(w->allocator, c->effect);
  cpwi_release(w->allocator, c->held);
  cpwi_release(w->allocator, c->sure);
  memset(c, 0, sizeof *c);
}

/* ---------------------------------------------------------------- rows of its own ------------ */

static int32_t copy_rows(const cpwi_stress *w, int64_t effects, cpwi_stress_case *c,
                         cpw_error *err) {
  const cpw_system *s = &c->system;
  cpw_system_policy *policy =
      cpwi_alloc_zero(w->allocator, (size_t)s->policies + 1, sizeof *policy);
  cpw_system_effect *effect =
      cpwi_alloc_zero(w->allocator, (size_t)(s->effects + effects), sizeof *effect);
  if (!policy || !effect) {
    cpwi_release(w->allocator, policy);
    cpwi_release(w->allocator, effect);
    return cpwi_stress_no_memory(w, err);
  }
  if (s->policies > 0) memcpy(policy, s->policy, (size_t)s->policies * sizeof *policy);
  if (s->effects > 0) memcpy(effect, s->effect, (size_t)s->effects * sizeof *effect);
  cpwi_release(w->allocator, c->policy);
  cpwi_release(w->allocator, c->effect);
  c->policy = policy;
  c->effect = effect;
  return CPW_OK;
}

int32_t cpwi_stress_case_shock(const cpwi_stress *w, int64_t effects, cpwi_stress_case *c,
                               cpw_system_effect **rows, cpw_error *err) {
  static const char *const id[MOST_MADE] = {"(stress test)", "(stress test, second)"};
  int32_t status = copy_rows(w, effects, c, err);
  if (status != CPW_OK) return status;
  int64_t at = c->system.policies;
  cpw_system_row_init(CPW_SYSTEM_POLICIES, &c->policy[at]);
  c->policy[at].id = id[at - w->system.policies];
  c->policy[at].kind = CPW_POLICY_SHOCK; /* no compliance: it is what it says */
  c->policy[at].from = 0;
  for (int64_t e = 0; e < effects; e++) {
    cpw_system_effect *row = &c->effect[c->system.effects + e];
    cpw_system_row_init(CPW_SYSTEM_EFFECTS, row);
    row->policy = (int32_t)at;
    row->lever = CPW_LEVER_CAPACITY;
    row->mode = CPW_EFFECT_SHARE;
  }
  *rows = &c->effect[c->system.effects];
  c->sure[c->sures++] = (cpw_system_happening){.policy = (int32_t)at, .size = 1};
  c->system.policy = c->policy;
  c->system.policies++;
  c->system.effect = c->effect;
  c->system.effects += effects;
  return CPW_OK;
}

/* ---------------------------------------------------------------- measures ------------------- */

static int holds(const int32_t *list, int64_t count, int32_t number) {
  for (int64_t k = 0; k < count; k++)
    if (list[k] == number) return 1;
  return 0;
}

static int32_t check_policies(const cpwi_stress *w, const cpw_system_measure *m, int64_t index,
                              const char *what, cpw_error *err) {
  if (m->policies < 0 || (m->policies > 0 && !m->policy))
    return cpwi_fail(err, CPW_EINVAL, index, w->where,
                     "%s \"%s\": %lld policies need an array, and not fewer than 0", what, m->id,
                     (long long)m->policies);
  for (int64_t k = 0; k < m->policies; k++) {
    int32_t p = m->policy[k];
    if (p < 0 || p >= w->system.policies || w->system.policy[p].kind != CPW_POLICY_DECIDED)
      return cpwi_fail(err, CPW_EINVAL, index, w->where,
                       "%s \"%s\": %d is not a policy that can be decided", what, m->id, (int)p);
    if (holds(w->held, w->holds, p) || holds(m->policy, k, p))
      return cpwi_fail(err, CPW_EINVAL, index, w->where, "%s \"%s\": %s holds already", what, m->id,
                       w->system.policy[p].id);
  }
  return CPW_OK;
}

int32_t cpwi_stress_measures_check(const cpwi_stress *w, const cpw_system_measure *m, int64_t count,
                                   const char *what, cpw_error *err) {
  for (int64_t i = 0; i < count; i++) {
    if (!m[i].id || !*m[i].id)
      return cpwi_fail(err, CPW_EINVAL, i, w->where, "%s %lld has no id", what, (long long)i);
    for (int64_t j = 0; j < i; j++)
      if (strcmp(m[i].id, m[j].id) == 0)
        return cpwi_fail(err, CPW_EINVAL, i, w->where, "%s \"%s\" is there twice", what, m[i].id);
    if (!(m[i].reserve >= 0 && m[i].reserve - m[i].reserve == 0))
      return cpwi_fail(err, CPW_EDOMAIN, i, w->where,
                       "%s \"%s\": reserve = %s must be finite and >= 0", what, m[i].id,
                       cpwi_number(m[i].reserve).text);
    if (m[i].cost < 0 || (m[i].cost == m[i].cost && m[i].cost - m[i].cost != 0))
      return cpwi_fail(err, CPW_EDOMAIN, i, w->where,
                       "%s \"%s\": cost = %s must be finite and >= 0, or NaN: worked out", what,
                       m[i].id, cpwi_number(m[i].cost).text);
    int32_t status = check_policies(w, &m[i], i, what, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

int32_t cpwi_stress_case_measures(const cpwi_stress *w, const cpw_system_measure *m, int64_t count,
                                  int64_t set, cpwi_stress_case *c, cpw_error *err) {
  double reserve = 1;
  for (int64_t i = 0; i < count; i++) {
    if (!(set >> i & 1)) continue;
    reserve *= 1 + m[i].reserve;
    for (int64_t k = 0; k < m[i].policies; k++)
      if (!holds(c->held, c->holds, m[i].policy[k])) c->held[c->holds++] = m[i].policy[k];
  }
  if (reserve == 1) return CPW_OK;
  cpw_system_effect *row = NULL;
  int32_t status = cpwi_stress_case_shock(w, 1, c, &row, err);
  if (status == CPW_OK) row->amount = reserve - 1;
  return status;
}
