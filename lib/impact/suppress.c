/* Small numbers, as the last step: what must not be published becomes NaN, and the rest follows from it.
 * Source: carepath/impact.h. Leaves what is withheld to withhold.c and cross.c, what is shown to published.c, and
 * single counts to the module disclosure. */
#include "impact/suppress.h"

#include <stdio.h>

static void find_counts(cpw_result *result, cpwi_withheld *w) {
  w->people = cpwi_result_memory(result, "people");
  w->move[0] = cpwi_result_memory(result, "earlier");
  w->move[1] = cpwi_result_memory(result, "same");
  w->move[2] = cpwi_result_memory(result, "later");
  w->top[0] = cpwi_result_memory(result, "top_before");
  w->top[1] = cpwi_result_memory(result, "top_after");
  w->delayed = cpwi_result_memory(result, "delayed");
  w->bands = cpwi_result_memory(result, "delayed_by");
  w->breaches[0] = cpwi_result_memory(result, "breaches_before");
  w->breaches[1] = cpwi_result_memory(result, "breaches_after");
}

/* The list as one line: its people and how they move. */
static void withhold_list(const cpwi_impact *m, cpwi_withheld *w) {
  int64_t count[4] = {m->list.patients, 0, 0, 0};
  for (int64_t i = 0; i < m->list.patients; i++) {
    int64_t change = m->list.after[i] - m->list.before[i];
    count[change < 0 ? 1 : change == 0 ? 2 : 3]++;
  }
  for (int k = 0; k < 4; k++) {
    int gone = cpwi_disclosure_primary(&w->rule, count[k]) != CPW_DISCLOSURE_SHOWN;
    w->patients_gone |= gone && k == 0;
    w->moves_gone |= gone;
  }
  for (int64_t k = 0; k < m->list.characteristic_count && w->rule.secondary; k++)
    w->patients_gone |= cpwi_is_one_each(w, &m->traits[k]);
  w->moves_gone |= w->patients_gone;
}

static int32_t add_note(const cpwi_withheld *w, cpw_result *result, cpw_error *err) {
  const cpw_disclosure_options *rule = &w->rule;
  int rounded = rule->rounding != CPW_DISCLOSURE_ROUND_NONE && rule->base > 1;
  char text[256];
  int used = snprintf(text, sizeof text, "counts below %lld%s are withheld%s",
                      (long long)rule->least, rule->zeros ? " and of 0" : "",
                      rule->secondary ? " with what would give them away" : "");
  if (rounded && used > 0)
    snprintf(text + used, sizeof text - (size_t)used,
             "; counts are rounded to %lld, shares and ratios are made of these, means are rounded",
             (long long)rule->base);
  return cpw_result_add_note(result, "suppressed", text, err);
}

int32_t cpwi_impact_suppress(const cpwi_impact *m, cpw_result *result, cpw_error *err) {
  cpwi_withheld w = {.lines = m->lines};
  if (!m->options.suppress) return CPW_OK;
  int32_t status = cpwi_disclosure_take(&w.rule, m->options.suppress, CPWI_IMPACT, err);
  if (status != CPW_OK) return status;
  w.gone = cpwi_alloc_zero(m->allocator, (size_t)m->lines, CPWI_FAMILIES * sizeof *w.gone);
  if (!w.gone) return cpwi_impact_no_memory(err);
  find_counts(result, &w);
  for (int64_t k = 0; k < m->trait_count && status == CPW_OK; k++) {
    if (m->traits[k].other < 0)
      cpwi_withhold_trait(&w, &m->traits[k]);
    else
      status = cpwi_withhold_cross(m, &w, &m->traits[k], err);
  }
  withhold_list(m, &w);
  if (status == CPW_OK) status = cpwi_publish(m, &w, result, err);
  if (status == CPW_OK) status = add_note(&w, result, err);
  cpwi_release(m->allocator, w.gone);
  return status;
}
