/* Options of the money of a system, of any age, and the names of regimes.
 * Source: the header's fields; presets of payment.h.
 * Leaves the rows of the system to check.c. */
#include "base/words.h"
#include "system_money/internal.h"

#include <string.h>

#define COLLABORATIVE "collaborative"
#define MOST_REGIMES  16

cpw_system_money_options cpwi_money_defaults(void) {
  cpw_system_money_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.years = 1;
  o.overhead = 1;
  o.without = CPW_NONE;
  return o;
}

void cpw_system_money_options_init_sized(cpw_system_money_options *options, size_t size) {
  cpw_system_money_options o = cpwi_money_defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

const char *cpw_system_regime_name(int64_t index) {
  if (index < 0) return NULL;
  const cpw_payment_preset *preset = cpw_payment_preset_at(index);
  if (preset) return preset->name;
  return index > 0 && cpw_payment_preset_at(index - 1) ? COLLABORATIVE : NULL;
}

int64_t cpwi_money_regime(const char *name) {
  for (int64_t k = 0; cpw_system_regime_name(k); k++)
    if (strcmp(cpw_system_regime_name(k), name) == 0) return k;
  return -1;
}

/* `what` is such as "options.regime" or "payments[3].regime". */
static int32_t check_regime(const char *name, const char *what, int64_t index, const char *where,
                            cpw_error *err) {
  if (name[0] == '\0' || cpwi_money_regime(name) >= 0) return CPW_OK;
  const char *known[MOST_REGIMES] = {0};
  int64_t count = 0;
  for (; count < MOST_REGIMES && cpw_system_regime_name(count); count++)
    known[count] = cpw_system_regime_name(count);
  const char *near = cpwi_nearest(name, known, count);
  return cpwi_fail(err, CPW_ENOTFOUND, index, where, "%s = %s is no payment regime%s%s%s", what,
                   name, near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
}

static int32_t check_rows(const cpwi_money *m, cpw_error *err) {
  char what[64] = {0};
  for (int64_t p = 0; p < m->s->payments; p++) {
    const char *regime = cpwi_money_text(m->s->payment[p].regime);
    if (regime[0] == '\0') continue;
    cpwi_text number = {{0}};
    cpw_format_int64(p, number.text);
    memcpy(what, "payments[", 10);
    size_t used = strlen(what), digits = strlen(number.text);
    memcpy(what + used, number.text, digits);
    memcpy(what + used + digits, "].regime", 9);
    int32_t status = check_regime(regime, what, p, m->where, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

static int32_t check_values(const cpwi_money *m, cpw_error *err) {
  const cpw_system_money_options *o = &m->o;
  if (o->years < 1 || o->years > 100)
    return cpwi_fail(err, CPW_EDOMAIN, -1, m->where, "options.years = %d must be from 1 to 100",
                     o->years);
  if (o->without < CPW_NONE || o->without >= CPW_ORG_KINDS)
    return cpwi_fail(err, CPW_EDOMAIN, -1, m->where,
                     "options.without = %d must be a kind of organisations, 0 to %d, or -1",
                     o->without, CPW_ORG_KINDS - 1);
  if (!(o->absorbed >= 0 && o->absorbed <= 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, m->where, "options.absorbed = %s must be in [0, 1]",
                     cpwi_number(o->absorbed).text);
  if (!(o->transaction >= 0 && o->transaction < 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, m->where, "options.transaction = %s must be in [0, 1)",
                     cpwi_number(o->transaction).text);
  return CPW_OK;
}

static int32_t check_activity(const double *x, int64_t count, const char *name, const char *where,
                              cpw_error *err) {
  for (int64_t i = 0; x && i < count; i++)
    if (!(x[i] >= 0 && isfinite(x[i])))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "options.%s[%lld] = %s must be finite and >= 0",
                       name, (long long)i, cpwi_number(x[i]).text);
  return CPW_OK;
}

int32_t cpwi_money_take_options(cpwi_money *m, const cpw_system_money_options *given,
                                cpw_error *err) {
  m->o = cpwi_money_defaults();
  int32_t status = cpwi_take_options(&m->o, sizeof m->o, given, m->where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(m->o.allocator, m->where, err);
  if (status != CPW_OK) return status;
  const cpwi_choice choice[] = {{"overhead", m->o.overhead, 1}, {"reserved", m->o.reserved, 0}};
  status = cpwi_check_choices(choice, sizeof choice / sizeof *choice, m->where, err);
  if (status == CPW_OK) status = check_values(m, err);
  if (status == CPW_OK && m->o.regime)
    status = check_regime(m->o.regime, "options.regime", -1, m->where, err);
  if (status == CPW_OK) status = check_rows(m, err);
  if (status == CPW_OK)
    status =
        check_activity(m->o.activity, m->o.years * m->s->capacities, "activity", m->where, err);
  if (status == CPW_OK) status = check_activity(m->o.plan, m->s->capacities, "plan", m->where, err);
  return status;
}
