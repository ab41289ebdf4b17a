/* One policy a setting: with another cap, with other weights of equity, or the caller's own; and the people as rows.
 * Source: carepath/frontier.h. Leaves what a policy means to lib/priority, and its key to lib/discipline. */
#include "frontier/internal.h"
#include "priority/internal.h"

#include <string.h>

enum { USUAL_SETTINGS = 11 };

/* ---------------------------------------------------------------- what is swept ------------- */

static double equity_weight(const cpw_priority_policy *p) {
  double sum = 0.0;
  for (int64_t k = 0; k < p->criterion_count; k++)
    if (p->criteria[k].part == CPW_PRIORITY_EQUITY) sum += p->criteria[k].weight;
  return sum;
}

static int32_t check_swept(const cpwi_frontier *f, const cpw_priority_policy *p, cpw_error *err) {
  int weights = f->options.sweep == CPW_FRONTIER_WEIGHT;
  if (!(equity_weight(p) > 0.0))
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_FRONTIER,
                     "the policy must have equity criteria with weights above 0");
  if (!weights && p->cap_kind == CPW_PRIORITY_CAP_NONE)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_FRONTIER,
                     "policy.cap_kind must be CPW_PRIORITY_CAP_SCORE or CPW_PRIORITY_CAP_DAYS: no "
                     "cap could be swept");
  if (weights && p->cap_kind == CPW_PRIORITY_CAP_DAYS)
    return cpwi_fail(
        err, CPW_EINVAL, -1, CPWI_FRONTIER,
        "with a cap in days the weights of equity as a whole change nothing: sweep the "
        "cap");
  return CPW_OK;
}

/* 0, 0.1, ..., 1 times the most. */
static int32_t usual_settings(cpwi_frontier *f, const cpw_priority_policy *p, cpw_error *err) {
  double most = 1.0;
  if (f->options.sweep == CPW_FRONTIER_CAP)
    most = p->cap_kind == CPW_PRIORITY_CAP_DAYS ? p->cap : cpwi_greatest_equity(p);
  if (!(most > 0.0))
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_FRONTIER,
                     "options.settings must be given where the policy's own cap is 0");
  f->usual = cpwi_alloc(f->allocator, USUAL_SETTINGS, sizeof *f->usual);
  if (!f->usual) return cpwi_frontier_no_memory(err);
  for (int64_t k = 0; k < USUAL_SETTINGS; k++)
    f->usual[k] = most * (double)k / 10.0;
  f->options.settings = f->usual;
  f->options.setting_count = USUAL_SETTINGS;
  return CPW_OK;
}

/* ---------------------------------------------------------------- one setting --------------- */

static int32_t set_cap(cpwi_setting *s, int64_t k, cpw_error *err) {
  double most = s->policy.cap_kind == CPW_PRIORITY_CAP_SCORE ? 1.0 : (double)INFINITY;
  if (!(s->value >= 0.0 && s->value <= most && isfinite(s->value)))
    return cpwi_fail(err, CPW_EDOMAIN, k, CPWI_FRONTIER,
                     isfinite(most)
                         ? "options.settings[%lld] = %s must be a cap in [0, 1]"
                         : "options.settings[%lld] = %s must be a cap in days, finite and "
                           ">= 0",
                     (long long)k, cpwi_number(s->value).text);
  s->policy.cap = s->value;
  return CPW_OK;
}

static int32_t set_weights(const cpwi_frontier *f, cpwi_setting *s, int64_t k, cpw_error *err) {
  const cpw_priority_policy *p = &s->policy;
  double factor = s->value, equity = equity_weight(p), clinical = 0.0;
  for (int64_t c = 0; c < p->criterion_count; c++)
    if (p->criteria[c].part != CPW_PRIORITY_EQUITY) clinical += p->criteria[c].weight;
  double left = 1.0 - factor * equity;
  if (left < 0.0 && left > -1e-12) left = 0.0;
  if (!(factor >= 0.0 && isfinite(factor)) || !(left >= 0.0) || !(clinical > 0.0))
    return cpwi_fail(err, CPW_EDOMAIN, k, CPWI_FRONTIER,
                     "options.settings[%lld] = %s must be a factor >= 0 that leaves the clinical "
                     "weights something: equity weighs %s",
                     (long long)k, cpwi_number(factor).text, cpwi_number(equity).text);
  s->criteria = cpwi_alloc(f->allocator, (size_t)p->criterion_count, sizeof *s->criteria);
  if (!s->criteria) return cpwi_frontier_no_memory(err);
  memcpy(s->criteria, p->criteria, (size_t)p->criterion_count * sizeof *s->criteria);
  for (int64_t c = 0; c < p->criterion_count; c++) {
    int fair = s->criteria[c].part == CPW_PRIORITY_EQUITY;
    if (factor < 1.0 || factor > 1.0) s->criteria[c].weight *= fair ? factor : left / clinical;
  }
  s->policy.criteria = s->criteria;
  return CPW_OK;
}

static int32_t make_setting(cpwi_frontier *f, const cpw_priority_policy *policy, int64_t k,
                            cpw_error *err) {
  cpwi_setting *s = &f->setting[k];
  int32_t sweep = f->options.sweep, status = CPW_OK;
  s->value = sweep == CPW_FRONTIER_POLICIES ? CPWI_NAN : f->options.settings[k];
  if (sweep == CPW_FRONTIER_POLICIES)
    status = cpwi_priority_take_policy(&s->policy, f->options.policies[k], CPWI_FRONTIER, err);
  else
    s->policy = *policy;
  if (sweep == CPW_FRONTIER_CAP) status = set_cap(s, k, err);
  if (sweep == CPW_FRONTIER_WEIGHT) status = set_weights(f, s, k, err);
  if (status == CPW_OK)
    status = cpw_discipline_new(&s->policy, f->list, &f->joining, &s->discipline, err);
  return status;
}

/* ---------------------------------------------------------------- rows ---------------------- */

/* Days waited today by group, exactly. */
static int32_t sum_days(cpwi_frontier *f, cpw_error *err) {
  const cpw_discipline *d = f->setting[0].discipline;
  cpw_exact_sum *sum = cpwi_alloc(f->allocator, (size_t)f->groups, sizeof *sum);
  f->group_days = cpwi_alloc(f->allocator, (size_t)f->groups, sizeof *f->group_days);
  int32_t status = sum && f->group_days ? CPW_OK : cpwi_frontier_no_memory(err);
  for (int64_t g = 0; status == CPW_OK && g < f->groups; g++)
    cpw_exact_sum_init(&sum[g]);
  for (int64_t i = 0; status == CPW_OK && i < d->patients; i++)
    cpw_exact_sum_add(&sum[d->standing[i].cell % f->groups], d->standing[i].wait);
  for (int64_t g = 0; status == CPW_OK && g < f->groups; g++)
    f->group_days[g] = cpw_exact_sum_value(&sum[g]);
  cpwi_release(f->allocator, sum);
  return status;
}

/* Row i of the simulation is the i-th of the list in order of joining, under every setting. */
static int32_t make_rows(cpwi_frontier *f, cpw_error *err) {
  const cpw_discipline *d = f->setting[0].discipline;
  size_t n = (size_t)d->patients;
  f->patients = d->patients;
  f->joined = cpwi_alloc(f->allocator, n, sizeof *f->joined);
  f->row_class = cpwi_alloc(f->allocator, n, sizeof *f->row_class);
  f->row_group = cpwi_alloc(f->allocator, n, sizeof *f->row_group);
  if (!f->joined || !f->row_class || !f->row_group) return cpwi_frontier_no_memory(err);
  for (int64_t i = 0; i < f->patients; i++) {
    const cpwi_standing *s = &d->standing[d->joining[i]];
    f->joined[i] = -s->wait / d->options.days;
    f->row_class[i] = (int32_t)(s->cell / f->groups);
    f->row_group[i] = (int32_t)(s->cell % f->groups);
  }
  cpw_patient_rows_init(&f->rows);
  f->rows.rows = f->patients;
  f->rows.joined = f->joined;
  f->rows.class_index = f->row_class;
  f->rows.group_index = f->row_group;
  f->service.rows = &f->rows;
  for (int64_t k = 0; k < f->settings; k++) { /* the order of joining is the rows' own */
    cpw_discipline *one = f->setting[k].discipline;
    one->row = one->joining;
    one->joining = NULL;
    one->options.rows = f->patients;
  }
  return sum_days(f, err);
}

int32_t cpwi_frontier_settings(cpwi_frontier *f, const cpw_priority_policy *policy,
                               cpw_error *err) {
  cpw_priority_policy known;
  int32_t status = CPW_OK;
  cpw_priority_policy_init(&known);
  if (f->options.sweep != CPW_FRONTIER_POLICIES) {
    status = cpwi_priority_take_policy(&known, policy, CPWI_FRONTIER, err);
    if (status == CPW_OK) status = check_swept(f, &known, err);
    if (status == CPW_OK && !f->options.settings) status = usual_settings(f, &known, err);
  }
  if (status != CPW_OK) return status;
  f->settings = f->options.setting_count;
  f->joining.classes = f->service.classes;
  f->joining.groups = f->service.groups;
  f->joining.row = NULL;
  f->joining.rows = 0;
  f->joining.lead = 1.0;
  f->joining.allocator = f->allocator;
  f->setting = cpwi_alloc_zero(f->allocator, (size_t)f->settings, sizeof *f->setting);
  if (!f->setting) return cpwi_frontier_no_memory(err);
  for (int64_t k = 0; k < f->settings && status == CPW_OK; k++)
    status = make_setting(f, &known, k, err);
  return status == CPW_OK ? make_rows(f, err) : status;
}
