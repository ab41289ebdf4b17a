/* What payments owe by activity: presets of payment.h around the planned activity, and one sum for a collaborative.
 * Source: the head of carepath/system_money.h; carepath/payment.h.
 * Leaves what is really paid to flow.c. */
#include "carepath/apportion.h"
#include "system_money/internal.h"

#include <string.h>

const char *cpwi_money_regime_of(const cpwi_money *m, int64_t payment) {
  const char *regime = cpwi_money_text(m->s->payment[payment].regime);
  return regime[0] && m->o.regime ? m->o.regime : regime;
}

static const cpw_payment_preset *preset_of(const char *regime) {
  int64_t k = regime[0] ? cpwi_money_regime(regime) : -1;
  return k < 0 ? NULL : cpw_payment_preset_at(k);
}

int cpwi_money_counts(const char *regime) {
  const cpw_payment_preset *preset = preset_of(regime);
  return preset && (preset->below > 0 || preset->above > 0);
}

double cpwi_money_treatments(const cpwi_money *m, int64_t unit, int64_t year) {
  if (year >= 0 && m->o.activity) return m->o.activity[year * m->units + unit];
  return m->o.plan ? m->o.plan[unit] : cpwi_money_planned(m->s, unit);
}

/* Cost of the activity that a payment is for. */
static double activity_cost(const cpwi_money *m, int64_t payment, int64_t year) {
  const cpw_system_fund *to = &m->s->fund[m->s->payment[payment].to];
  const char *line = cpwi_money_text(to->line);
  int64_t service = -1;
  for (int64_t k = 0; line[0] && service < 0 && k < m->s->services; k++)
    if (strcmp(m->s->service[k].id, line) == 0) service = k;
  double sum = 0;
  for (int64_t u = 0; u < m->units && to->organisation != CPW_NONE; u++) {
    const cpw_system_capacity *unit = &m->s->capacity[u];
    if (unit->organisation != to->organisation) continue;
    if (service >= 0 && unit->service != service) continue;
    sum += cpwi_money_treatments(m, u, year) * cpwi_money_unit_cost(m->s, u);
  }
  return sum;
}

int32_t cpwi_money_plan(cpwi_money *m, cpw_error *err) {
  for (int64_t p = 0; p < m->payments; p++) {
    if (cpwi_money_regime_of(m, p)[0] == '\0') continue;
    m->planned[p] = activity_cost(m, p, -1);
    if (!isfinite(m->planned[p]))
      return cpwi_fail(err, CPW_EOVERFLOW, p, m->where,
                       "payments[%lld]: the cost of the planned activity is infinite",
                       (long long)p);
  }
  return CPW_OK;
}

/* What a preset pays for an activity of this cost, where the planned one earns `amount`. */
static int32_t income(const cpwi_money *m, int64_t payment, const cpw_payment_preset *preset,
                      double cost, int64_t *amount, cpw_error *err) {
  double planned = m->planned[payment];
  if (planned <= 0 || cost == planned || *amount == 0) return CPW_OK;
  cpw_payment rule;
  cpw_payment_init(&rule);
  int32_t status = cpw_payment_use(preset->name, &rule, err);
  if (status != CPW_OK) return status;
  rule.plan = planned;
  rule.price = (double)*amount / planned;
  if (preset->below <= 0 && preset->above <= 0) return CPW_OK;
  status = cpw_payment_income(&rule, &cost, 1, amount, err);
  if (status == CPW_OK && *amount > CPWI_MONEY_MOST) status = CPW_EOVERFLOW;
  if (status == CPW_OK) return CPW_OK;
  return cpwi_fail(err, status, payment, m->where,
                   "payments[%lld]: what the activity earns is beyond 2^62", (long long)payment);
}

/* One sum for all payments of a collaborative. */
static int32_t share_sum(cpwi_money *m, int64_t fund, int64_t year, cpw_error *err) {
  int64_t begin = m->first[fund], n = 0, sum = 0;
  for (int64_t j = begin; j < m->first[fund + 1]; j++) {
    int64_t p = m->row[j], amount = m->due[j - begin];
    const char *regime = cpwi_money_regime_of(m, p);
    if (regime[0] == '\0' || preset_of(regime)) continue;
    double planned = m->planned[p], cost = activity_cost(m, p, year);
    m->weight[n] = (double)amount * (planned > 0 ? cost / planned : 1);
    if (!isfinite(m->weight[n]))
      return cpwi_fail(err, CPW_EOVERFLOW, p, m->where,
                       "payments[%lld]: the cost of the activity is infinite", (long long)p);
    m->lack[n] = j - begin;
    m->general[n] = 0;
    if (amount > CPWI_MONEY_MOST - sum)
      return cpwi_fail(err, CPW_EOVERFLOW, fund, m->where, "funds[%lld]: %s owes more than 2^62",
                       (long long)fund, m->s->fund[fund].id);
    sum += amount;
    n++;
  }
  double all = 0;
  for (int64_t i = 0; i < n; i++)
    all += m->weight[i];
  if (n < 2 || !(all > 0)) return CPW_OK;
  cpw_apportion_options how;
  cpw_apportion_options_init(&how);
  how.allocator = m->a;
  int32_t status = cpw_apportion(sum, m->weight, n, &how, m->general, err);
  for (int64_t i = 0; status == CPW_OK && i < n; i++)
    m->due[m->lack[i]] = m->general[i];
  return status;
}

int32_t cpwi_money_earn(cpwi_money *m, int64_t fund, int64_t year, cpw_error *err) {
  int64_t begin = m->first[fund], under = 0;
  for (int64_t j = begin; j < m->first[fund + 1]; j++) {
    int64_t p = m->row[j];
    const char *regime = cpwi_money_regime_of(m, p);
    const cpw_payment_preset *preset = preset_of(regime);
    under += regime[0] && !preset;
    if (!preset) continue;
    double cost = activity_cost(m, p, year);
    int32_t status = income(m, p, preset, cost, &m->due[j - begin], err);
    if (status != CPW_OK) return status;
  }
  return under && m->o.activity ? share_sum(m, fund, year, err) : CPW_OK;
}
