/* Published terms as data, options of any age, and the checks of a payment rule.
 * Source: carepath/payment.h; of each set of terms its own line.
 * Leaves what activity earns to income.c. */
#include "base/words.h"
#include "payment/internal.h"

#include <string.h>

static const cpw_payment_preset presets[] = {
    {"block", 0, 0, "a sum agreed for the year: neither more nor less activity changes it"},
    {"tariff", 1, 1, "every unit of activity at its price"},
    {"api_2022_23", 0, 0.75,
     "aligned payment and incentive 2022/23 as it was applied: 75 % of unit prices above plan, no "
     "clawback below (HFMA, January 2023)"},
    {"api_2022_23_clawback", 0.75, 0.75,
     "aligned payment and incentive 2022/23 with the clawback that was not applied: 75 % of unit "
     "prices above and below plan"},
    {"api_2023_25", 1, 1,
     "NHS payment scheme 2023/25: all elective activity at 100 % of unit prices (HFMA, January "
     "2023)"}};

#define PRESETS (sizeof presets / sizeof *presets)

const cpw_payment_preset *cpw_payment_preset_at(int64_t index) {
  return index >= 0 && index < (int64_t)PRESETS ? &presets[index] : NULL;
}

static cpw_payment defaults(void) {
  cpw_payment p;
  memset(&p, 0, sizeof p);
  p.struct_size = sizeof p;
  p.below = p.above = 1;
  p.floor = INT64_MIN;
  p.cap = INT64_MAX;
  return p;
}

void cpw_payment_init_sized(cpw_payment *payment, size_t size) {
  cpw_payment p = defaults();
  cpwi_init_sized(payment, size, &p, sizeof p);
}

int32_t cpw_payment_use(const char *name, cpw_payment *payment, cpw_error *err) {
  const char *known[PRESETS];
  cpw_payment p = defaults();
  if (!name || !payment)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", name ? "payment" : "name");
  int32_t status = cpwi_take_options(&p, sizeof p, payment, __func__, err);
  if (status != CPW_OK) return status;
  for (size_t k = 0; k < PRESETS; k++) {
    known[k] = presets[k].name;
    if (strcmp(name, presets[k].name) != 0) continue;
    size_t theirs = payment->struct_size;
    p.below = presets[k].below;
    p.above = presets[k].above;
    p.tiers = 0;
    p.tier_from = p.tier_rate = NULL;
    memcpy(payment, &p, theirs);
    payment->struct_size = theirs;
    return CPW_OK;
  }
  const char *near = cpwi_nearest(name, known, (int64_t)PRESETS);
  return cpwi_fail(err, CPW_ENOTFOUND, -1, __func__, "name = %.60s is no payment preset%s%s%s",
                   name, near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
}

/* ---------------------------------------------------------------- checks -------------------- */

static int is_share(double x) {
  return x >= 0 && x - x == 0;
}

static int32_t check_numbers(const cpw_payment *p, const char *what, const char *where,
                             cpw_error *err) {
  const struct {
    const char *name;
    double value;
  } fields[] = {{"plan", p->plan}, {"price", p->price}, {"above", p->above}};
  for (size_t k = 0; k < sizeof fields / sizeof *fields; k++)
    if (!is_share(fields[k].value))
      return cpwi_fail(err, CPW_EDOMAIN, -1, where, "%s.%s = %s must be finite and >= 0", what,
                       fields[k].name, cpwi_number(fields[k].value).text);
  if (!(p->below >= 0 && p->below <= 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "%s.below = %s must be in [0, 1]", what,
                     cpwi_number(p->below).text);
  if (p->floor > p->cap)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "%s.floor = %lld must not be above the cap, %lld",
                     what, (long long)p->floor, (long long)p->cap);
  return CPW_OK;
}

static int32_t check_tiers(const cpw_payment *p, const char *what, const char *where,
                           cpw_error *err) {
  if (p->tiers < 0 || (p->tiers > 0 && (!p->tier_from || !p->tier_rate)))
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "%s.tiers = %lld must be >= 0, with tier_from and tier_rate where it is not 0",
                     what, (long long)p->tiers);
  double least = p->plan > 0 ? 1 : 0;
  for (int64_t k = 0; k < p->tiers; k++) {
    double from = p->tier_from[k];
    if (!(k == 0 ? from >= least : from > p->tier_from[k - 1]) || !is_share(from) ||
        from * p->plan - from * p->plan != 0)
      return cpwi_fail(err, CPW_EDOMAIN, k, where,
                       "%s.tier_from[%lld] = %s must be finite and %s%s", what, (long long)k,
                       cpwi_number(from).text, k == 0 ? ">= " : "above the one before",
                       k > 0         ? ""
                       : p->plan > 0 ? "1 (of plan)"
                                     : "0");
    if (!is_share(p->tier_rate[k]))
      return cpwi_fail(err, CPW_EDOMAIN, k, where,
                       "%s.tier_rate[%lld] = %s must be finite and >= 0", what, (long long)k,
                       cpwi_number(p->tier_rate[k]).text);
  }
  return CPW_OK;
}

int32_t cpwi_payment_take(cpw_payment *known, const cpw_payment *given, const char *what,
                          const char *where, cpw_error *err) {
  *known = defaults();
  if (!what) what = "payment";
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", what);
  int32_t status = cpwi_take_options(known, sizeof *known, given, where, err);
  if (status == CPW_OK) status = check_numbers(known, what, where, err);
  return status == CPW_OK ? check_tiers(known, what, where, err) : status;
}

int32_t cpw_payment_check(const cpw_payment *payment, const char *what, cpw_error *err) {
  cpw_payment p;
  return cpwi_payment_take(&p, payment, what, __func__, err);
}
