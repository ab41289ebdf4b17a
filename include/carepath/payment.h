/* carepath/payment.h - what activity earns: block, tariff, payment for activity above plan at a share of
 * the price, tiers, floors and caps; income as a piecewise linear function of activity, its marginal rate
 * and its inverse.
 * Floor 1: includes base.h.
 *
 *   income(a) = fixed + price (plan - below max(0, plan - a)) + what is paid above plan,
 *   not less than floor, not more than cap
 *
 * Above plan each unit earns above x price; with tiers, tier_rate[k] x price from tier_from[k] x plan on
 * (where plan is 0: from tier_from[k] on). Examples:
 *   block                fixed, price 0: income does not depend on activity
 *   tariff               price; plan 0, above 1: every unit at the price
 *   aligned payment      fixed, plan, price; above 0.75 and below 0: 75 % above plan, no clawback
 *   blended              fixed and above = below = 0.4: 40 % of the price for each unit more or less
 *   cap on activity      a tier of rate 0 from 1.1: nothing above 110 % of plan
 *   collar on income     floor and cap
 * Money: the caller's currency unit; prices may have fractions, fixed parts, floors and caps are whole. */
#ifndef CAREPATH_PAYMENT_H
#define CAREPATH_PAYMENT_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A payment rule. Plain memory of the caller. */
typedef struct cpw_payment {
  size_t struct_size; /**< sizeof(cpw_payment) as the caller compiled it */
  int64_t fixed;      /**< paid whatever the activity; any sign, default 0 */
  double plan;        /**< planned activity, finite, >= 0; default 0 */
  double price;       /**< for one unit of activity, finite, >= 0; default 0 */
  double below;  /**< share of the price taken back for each unit below plan, in [0, 1]; default
                           1; 0: no clawback */
  double above;  /**< share of the price paid for each unit above plan, >= 0, finite; default 1 */
  int64_t tiers; /**< number of tiers that replace `above` from their start on; default 0 */
  const double *tier_from; /**< (tiers) start as a multiple of plan (as activity where plan is 0),
                                finite, >= 1 (>= 0 where plan is 0), rising */
  const double *tier_rate; /**< (tiers) share of the price from there on, finite, >= 0 */
  int64_t floor;           /**< least income; default INT64_MIN: none */
  int64_t cap;             /**< greatest income, >= floor; default INT64_MAX: none */
} cpw_payment;

/** Fill a payment rule with the defaults.
 *  @param[out] payment  a tariff of price 0 without plan, tiers, floor or cap
 *  @param[in]  size     sizeof(cpw_payment) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_payment_init_sized(cpw_payment *payment, size_t size);

/** Fill a payment rule with the defaults (see cpw_payment_init_sized).
 *  @param[out] payment  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_payment_init(cpw_payment *payment) {
  cpw_payment_init_sized(payment, sizeof *payment);
}

/** One set of published terms: data, not code. */
typedef struct cpw_payment_preset {
  const char *name;   /**< such as "api_2023_25" */
  double below;       /**< share of the price taken back below plan */
  double above;       /**< share of the price paid above plan */
  const char *source; /**< where that is written, in one line */
} cpw_payment_preset;

/** The published terms one after the other: block, tariff, api_2022_23, api_2022_23_clawback,
 *  api_2023_25.
 *  @param[in] index  0-based
 *  @return the terms in static memory; NULL past the end.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const cpw_payment_preset *cpw_payment_preset_at(int64_t index);

/** Set the shares of a payment rule to published terms: below, above, and no tiers.
 *  Fixed part, plan, price, floor and cap stay as they are.
 *  @param[in]     name     name of a preset
 *  @param[in,out] payment  an initialised rule; untouched on error
 *  @param[out]    err      nullable: "name = api_2022 is no payment preset; did you mean api_2022_23?"
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_ENOTFOUND; CPW_EABI.
 *  @par Complexity O(1). @par Thread safety Safe.
 *  @par Example examples/collaborative.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_payment_use(const char *name, cpw_payment *payment,
                                             cpw_error *err);

/** Check a payment rule, with a message that names the field at fault.
 *  @param[in]  payment  a rule
 *  @param[in]  what     how the message calls it, such as "options.payment"; NULL: "payment"
 *  @param[out] err      nullable: "payment.below = 1.5 must be in [0, 1]"
 *  @return CPW_OK; CPW_EINVAL (NULL, tiers without arrays); CPW_EDOMAIN (a value); CPW_EABI.
 *  @par Complexity O(tiers). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_payment_check(const cpw_payment *payment, const char *what,
                                               cpw_error *err);

/** Income of activities, in whole units.
 *  Computed in twice the precision of a double and rounded to the nearest whole unit, halves up.
 *  @param[in]  payment   the rule
 *  @param[in]  activity  (n) finite, >= 0
 *  @param[in]  n         >= 0
 *  @param[out] income    (n) untouched on error
 *  @param[out] err       nullable; its index is the activity at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 0) and what cpw_payment_check returns; CPW_EDOMAIN (an
 *  activity); CPW_EOVERFLOW (an income beyond an int64).
 *  @par Complexity O(n x tiers). @par Thread safety Safe.
 *  @par Example examples/collaborative.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_payment_income(const cpw_payment *payment, const double *activity,
                                                int64_t n, int64_t *income, cpw_error *err);

/** Income of one activity, not rounded: for optimisers and curves.
 *  @param[in] payment   a valid rule
 *  @param[in] activity  finite, >= 0
 *  @return the income; NaN if the rule or the activity is invalid; infinite beyond the largest double.
 *  @par Complexity O(tiers). @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_payment_value(const cpw_payment *payment, double activity);

/** Marginal rate: what a little more activity earns, a unit of it (the right-hand derivative).
 *  @param[in] payment   a valid rule
 *  @param[in] activity  finite, >= 0
 *  @return >= 0; 0 below the floor, at and above the cap; NaN if the rule or the activity is invalid.
 *  @par Complexity O(tiers). @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_payment_marginal(const cpw_payment *payment, double activity);

/** The least activity that earns an income.
 *  @param[in]  payment   the rule
 *  @param[in]  income    finite
 *  @param[out] activity  the least a >= 0 with income(a) >= income: 0 where even no activity earns it,
 *                        infinite where no activity does; untouched on error
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (NULL) and what cpw_payment_check returns; CPW_EDOMAIN (income).
 *  @par Complexity and accuracy O(tiers); relative error 1e-15 of the activity. @par Thread safety
 *  Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_payment_activity(const cpw_payment *payment, double income,
                                                  double *activity, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
