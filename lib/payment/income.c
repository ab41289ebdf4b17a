/* What activity earns: income, its marginal rate, and the activity that earns an income.
 * Source: the formula in carepath/payment.h, in twice the precision of a double.
 * Leaves the checks and the published terms to terms.c. */
#include "payment/internal.h"
#include "random/pair.h"

#include <math.h>

/* Where tier k begins; before the first tier plan counts as -1. */
static double start_of(const cpw_payment *p, int64_t tier) {
  if (tier < 0) return p->plan;
  return p->plan > 0 ? p->tier_from[tier] * p->plan : p->tier_from[tier];
}

static double rate_of(const cpw_payment *p, int64_t tier) {
  return tier < 0 ? p->above : p->tier_rate[tier];
}

static cpwi_pair money_pair(int64_t money) {
  int64_t low = money % (INT64_C(1) << 32);
  return cpwi_two_sum((double)(money - low), (double)low);
}

/* price x rate x units */
static cpwi_pair earned(const cpw_payment *p, double rate, cpwi_pair units) {
  return cpwi_pair_times(cpwi_pair_times(units, rate), p->price);
}

/* the last tier that begins at or before an activity above plan; -1: none */
static int64_t tier_of(const cpw_payment *p, double activity) {
  int64_t k = -1;
  while (k + 1 < p->tiers && start_of(p, k + 1) <= activity)
    k++;
  return k;
}

/* income before floor and cap */
static cpwi_pair raw_income(const cpw_payment *p, double activity) {
  cpwi_pair sum = money_pair(p->fixed);
  if (activity < p->plan) {
    cpwi_pair back = cpwi_pair_times(cpwi_two_sum(p->plan, -activity), -p->below);
    return cpwi_pair_add(sum, earned(p, 1, cpwi_pair_plus(back, p->plan)));
  }
  sum = cpwi_pair_add(sum, earned(p, 1, cpwi_pair_of(p->plan)));
  for (int64_t k = -1; k < p->tiers; k++) {
    double from = start_of(p, k);
    double to = k + 1 < p->tiers ? start_of(p, k + 1) : activity;
    if (to > activity) to = activity;
    if (to > from) sum = cpwi_pair_add(sum, earned(p, rate_of(p, k), cpwi_two_sum(to, -from)));
  }
  return sum;
}

static cpwi_pair clamped(const cpw_payment *p, cpwi_pair raw) {
  cpwi_pair least = money_pair(p->floor), most = money_pair(p->cap);
  if (raw.high != raw.high || raw.low != raw.low) /* beyond the largest double */
    raw = cpwi_pair_of((double)INFINITY);
  if (p->floor != INT64_MIN && cpwi_pair_below(raw, least)) return least;
  if (p->cap != INT64_MAX && cpwi_pair_below(most, raw)) return most;
  return raw;
}

static int is_activity(double activity) {
  return activity >= 0 && activity - activity == 0;
}

/* ---------------------------------------------------------------- income -------------------- */

/* the nearest whole number, halves up; 0 where it is beyond an int64 */
static int nearest(cpwi_pair x, int64_t *out) {
  x = cpwi_pair_plus(x, 0.5);
  double high = floor(x.high), low = high < x.high ? 0 : floor(x.low);
  if (!(fabs(high) <= 0x1p63)) return 0;
  if (high >= 0x1p63) { /* 2^63 itself is too much, but not what lies a little below */
    if (low >= 0) return 0;
    *out = INT64_MAX + (int64_t)(low + 1);
    return 1;
  }
  if (high <= -0x1p63 && low < 0) return 0;
  *out = (int64_t)high + (int64_t)low;
  return 1;
}

int32_t cpw_payment_income(const cpw_payment *payment, const double *activity, int64_t n,
                           int64_t *income, cpw_error *err) {
  cpw_payment p;
  int32_t status = cpwi_payment_take(&p, payment, NULL, __func__, err);
  if (status != CPW_OK) return status;
  if (n < 0) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "n = %lld must be >= 0", (long long)n);
  if (n > 0 && (!activity || !income))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", activity ? "income" : "activity");
  int64_t found;
  for (int64_t i = 0; i < n; i++) {
    if (!is_activity(activity[i]))
      return cpwi_fail(err, CPW_EDOMAIN, i, __func__, "activity[%lld] = %s must be finite and >= 0",
                       (long long)i, cpwi_number(activity[i]).text);
    if (!nearest(clamped(&p, raw_income(&p, activity[i])), &found))
      return cpwi_fail(err, CPW_EOVERFLOW, i, __func__,
                       "the income of activity[%lld] = %s is too large", (long long)i,
                       cpwi_number(activity[i]).text);
  }
  for (int64_t i = 0; i < n; i++)
    if (nearest(clamped(&p, raw_income(&p, activity[i])), &found)) income[i] = found;
  return CPW_OK;
}

double cpw_payment_value(const cpw_payment *payment, double activity) {
  cpw_payment p;
  if (cpwi_payment_take(&p, payment, NULL, __func__, NULL) != CPW_OK || !is_activity(activity))
    return CPWI_NAN;
  return cpwi_pair_value(clamped(&p, raw_income(&p, activity)));
}

double cpw_payment_marginal(const cpw_payment *payment, double activity) {
  cpw_payment p;
  if (cpwi_payment_take(&p, payment, NULL, __func__, NULL) != CPW_OK || !is_activity(activity))
    return CPWI_NAN;
  cpwi_pair raw = raw_income(&p, activity);
  if (p.floor != INT64_MIN && cpwi_pair_below(raw, money_pair(p.floor))) return 0;
  if (p.cap != INT64_MAX && !cpwi_pair_below(raw, money_pair(p.cap))) return 0;
  return p.price * (activity < p.plan ? p.below : rate_of(&p, tier_of(&p, activity)));
}

/* ---------------------------------------------------------------- inverse ------------------- */

/* the least activity from `from` on that earns `more` at a rate */
static double reach(const cpw_payment *p, double from, double rate, cpwi_pair more) {
  cpwi_pair unit = cpwi_two_product(p->price, rate);
  return cpwi_pair_value(cpwi_pair_plus(cpwi_pair_divide(more, unit), from));
}

/* Whether an activity earns an income, as cpw_payment_value has it: on a flat part the rounded income is that of
 * all of it. */
static int earns(const cpw_payment *p, double activity, double income) {
  return cpwi_pair_value(clamped(p, raw_income(p, activity))) >= income;
}

/* in a tier, at the end of which the income is earned or which has no end */
static double in_tier(const cpw_payment *p, int64_t tier, double end, cpwi_pair wanted) {
  double from = start_of(p, tier), rate = rate_of(p, tier);
  if (!(rate * p->price > 0)) return end;
  double at = reach(p, from, rate, cpwi_pair_subtract(wanted, raw_income(p, from)));
  return at < from ? from : at > end ? end : at;
}

static double least_activity(const cpw_payment *p, double income) {
  cpwi_pair wanted = cpwi_pair_of(income);
  if (earns(p, 0, income)) return 0;
  if (p->cap != INT64_MAX && cpwi_pair_value(money_pair(p->cap)) < income) return (double)INFINITY;
  if (earns(p, p->plan, income)) { /* found from plan downwards: there the rest is least */
    double at = reach(p, p->plan, p->below, cpwi_pair_subtract(wanted, raw_income(p, p->plan)));
    return at < 0 ? 0 : at > p->plan ? p->plan : at;
  }
  int64_t tier = -1;
  while (tier + 1 < p->tiers && !earns(p, start_of(p, tier + 1), income))
    tier++;
  double end = tier + 1 < p->tiers ? start_of(p, tier + 1) : (double)INFINITY;
  return in_tier(p, tier, end, wanted);
}

int32_t cpw_payment_activity(const cpw_payment *payment, double income, double *activity,
                             cpw_error *err) {
  cpw_payment p;
  int32_t status = cpwi_payment_take(&p, payment, NULL, __func__, err);
  if (status != CPW_OK) return status;
  if (!activity) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "activity is NULL");
  if (!(income - income == 0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "income = %s must be finite",
                     cpwi_number(income).text);
  *activity = least_activity(&p, income);
  return CPW_OK;
}
