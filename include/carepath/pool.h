/* carepath/pool.h - pooled funds of health bodies and local authorities (section 75 of the NHS Act 2006,
 * the Better Care Fund): who puts in what, who may spend it on what, and who pays and gains when spending
 * differs from plan.
 * Floor 2: includes base.h and ledger.h.
 *
 * The year of a pool, in whole pounds, every step an entry of a double-entry ledger:
 *  1. Money brought forward: `opening` of a line (a deficit is negative) and `fence_opening` of a
 *     ring-fence.
 *  2. Contributions are paid, less what is withheld because a condition is not met. A partner's ring-fences
 *     are placed in its own contributions to the lines they allow (a maximum flow); the rest of a
 *     contribution is general money of its line.
 *  3. Spend of each line is met from ring-fenced money brought forward, then from the ring-fences placed in
 *     the line (in proportion), then from its general money.
 *  4. Virement (unless switched off): ring-fenced money that is left goes to overspent lines it allows (a
 *     maximum flow), then general money that is left, in proportion to what is left, to lines in proportion
 *     to what they lack.
 *  5. What is still overspent or left follows `overspend` and `underspend`. Ring-fenced money that is left
 *     goes back to its own partner, or is carried forward with CPW_POOL_UNDER_CARRY; what was brought
 *     forward stays.
 * All proportions are rounded by largest remainders; ties and the order within a flow go by the ids, never
 * by position. */
#ifndef CAREPATH_POOL_H
#define CAREPATH_POOL_H

#include "carepath/base.h"
#include "carepath/ledger.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Overspends are met in proportion to the contributions paid. */
#define CPW_POOL_OVER_CONTRIBUTION 0
/** Overspends are met by fixed shares (`share`). */
#define CPW_POOL_OVER_SHARES 1
/** Overspends are met by the lead commissioner. */
#define CPW_POOL_OVER_LEAD 2
/** Overspends are met in proportion to the contributions paid as far as each partner's `limit`, the rest by the lead. */
#define CPW_POOL_OVER_LIMIT 3
/** Overspends are carried forward: the line closes below zero. */
#define CPW_POOL_OVER_CARRY 4

/** Underspends go back in proportion to all contributions paid to the pool. */
#define CPW_POOL_UNDER_CONTRIBUTION 0
/** Underspends go back by fixed shares (`share`). */
#define CPW_POOL_UNDER_SHARES 1
/** Underspends go to the lead commissioner. */
#define CPW_POOL_UNDER_LEAD 2
/** Underspends of a line go back to those who put general money into that line, in proportion to it. */
#define CPW_POOL_UNDER_CONTRIBUTORS 3
/** Underspends are carried forward. */
#define CPW_POOL_UNDER_CARRY 4

/** A pooled fund, borrowed for the call. Amounts are whole pounds. Matrices are row by row: [partner line]. */
typedef struct cpw_pool {
  size_t struct_size;               /**< sizeof(cpw_pool) as the caller compiled it */
  int64_t partners;                 /**< >= 1 */
  int64_t lines;                    /**< service lines or schemes, >= 1 */
  int64_t fences;                   /**< ring-fences, >= 0 */
  int64_t purposes;                 /**< purposes with a minimum spend, >= 0 */
  int64_t conditions;               /**< contributions that depend on a condition, >= 0 */
  const char *const *partner;       /**< (partners) unique, not empty */
  const char *const *partner_place; /**< (partners) place for statements; NULL: none */
  const char *const *line;          /**< (lines) unique, not empty */
  const char *const *line_place;    /**< (lines) place for statements; NULL: none */
  const char *const
      *provider; /**< (lines) organisation that spends the line; NULL: one, "providers" */
  const int64_t *contribution; /**< [partner line] agreed for the year, >= 0 */
  const int64_t *
      minimum; /**< (partners) least that each must contribute in all; NULL: none. See cpw_pool_minimums */
  const int64_t
      *opening; /**< (lines) general money brought forward, a deficit is negative; NULL: none */
  const char *const *fence;     /**< (fences) unique, not empty */
  const int64_t *fence_partner; /**< (fences) index of the partner whose money it is */
  const int64_t *fence_amount;  /**< (fences) of this year's contributions, >= 0 */
  const int64_t *fence_opening; /**< (fences) brought forward, >= 0; NULL: none */
  const int32_t
      *fence_allows; /**< [fence line] 1: may be spent there (for a provider: its lines), 0: not */
  const char *const *purpose;       /**< (purposes) unique, not empty */
  const int64_t *purpose_minimum;   /**< (purposes) least spend, >= 0 */
  const int32_t *purpose_counts;    /**< [purpose line] 1: spend there counts, 0: not */
  const int64_t *condition_partner; /**< (conditions) index of the partner */
  const int64_t *condition_line;    /**< (conditions) index of the line */
  const int64_t
      *condition_amount; /**< (conditions) part of that contribution that depends on it, >= 0 */
  const int32_t *condition_met; /**< (conditions) 1: met, 0: not, the partner keeps the amount */
  const double
      *leakage;       /**< (lines) share of the spend for people of other places, 0 to 1; NULL: 0 */
  int32_t overspend;  /**< CPW_POOL_OVER_..., default CPW_POOL_OVER_CONTRIBUTION */
  int32_t underspend; /**< CPW_POOL_UNDER_..., default CPW_POOL_UNDER_CONTRIBUTION */
  int32_t virement;   /**< 1 (default): lines help each other; 0: each for itself */
  int32_t reserved;   /**< zero */
  const double
      *share; /**< (partners) fixed shares, >= 0, sum 1 or 100; NULL unless a rule needs them */
  const int64_t
      *limit; /**< (partners) most that each adds under CPW_POOL_OVER_LIMIT, >= 0; NULL otherwise */
  int64_t lead;                   /**< index of the lead commissioner; default -1: none */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_pool;

/** Fill a pool with the defaults.
 *  @param[out] pool  nobody and nothing; by contributions, with virement, no lead
 *  @param[in]  size  sizeof(cpw_pool) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_pool_init_sized(cpw_pool *pool, size_t size);

/** Fill a pool with the defaults (see cpw_pool_init_sized).
 *  @param[out] pool  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_pool_init(cpw_pool *pool) {
  cpw_pool_init_sized(pool, sizeof *pool);
}

/** Run the year of a pool.
 *  Result, int64 unless said. [partner line]: contribution, withheld, paid (contribution - withheld), added
 *  (towards overspends), returned, net (paid + added - returned), alone (what the partner would have paid
 *  for this spend without pooling), effect (net - alone: above 0 the partner pays for others). [partner]:
 *  partner_paid, partner_added, partner_returned, partner_net, partner_alone, partner_effect. [line]:
 *  budget (paid to the line), brought_forward, spend, leaked (part of the spend), vired (money from other
 *  lines, less what was given), overspend, underspend (general, after virement), carried_forward (general).
 *  [fence]: fence_paid, fence_brought_forward, fence_used, fence_returned, fence_carried_forward. [fence
 *  line]: fence_use. [purpose]: purpose_minimum, purpose_spend, purpose_short. [condition]:
 *  condition_amount, condition_withheld.
 *  Always: sum of net = sum of spend + carried forward - brought forward, lines and fences together.
 *  Notes: overspend, underspend, virement.
 *  Ledger: accounts "partner X", "line X", "fence X", "provider X", "brought forward", "outside" (leakage);
 *  organisation of lines and fences is "pool". All in period 0. Its closing balances of lines and fences
 *  are what is carried forward.
 *  @param[in]  pool    the pool
 *  @param[in]  spend   (lines) what was spent, >= 0
 *  @param[in]  alone   [partner line] what each partner would have paid without pooling, >= 0; NULL: each
 *                      line's spend in proportion to the contributions agreed for it (none: to those of the
 *                      whole pool)
 *  @param[out] out     the year as a result; untouched on error
 *  @param[out] ledger  nullable: every step as an entry; untouched on error. Free it with cpw_ledger_free
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL where something is needed; ids empty or there twice; an index that is
 *  none; a rule without what it needs); CPW_EDOMAIN (a negative amount; a share out of range; contributions
 *  below the minimum: "partner 'Leeds' contributes 90, below its minimum 100: 10 short"; a ring-fence
 *  larger than its fund: "fence 'iBCF' of 500 does not fit in what 'Leeds' contributes to the lines it
 *  allows: 100 over"; a minimum spend larger than the money for the purpose; conditional amounts above the
 *  contribution); CPW_EOVERFLOW (sums beyond 2^63 - 1); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(partners x lines + fences^2 x lines^2) at worst, linear as a rule. @par Thread safety
 *  Safe.
 *  @par Example examples/pool.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_pool_year(const cpw_pool *pool, const int64_t *spend,
                                           const int64_t *alone, cpw_result **out,
                                           cpw_ledger **ledger, cpw_error *err);

/** A contribution with a uniform uplift: previous x (1 + rate).
 *  Source: NHS England, Better Care Fund policy framework 2022/23 (5.66 % for every health and wellbeing
 *  board).
 *  @param[in] previous  last year's minimum
 *  @param[in] rate      such as 0.0566
 *  @return previous + previous x rate.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE double cpw_pool_uplift(double previous, double rate) {
  return previous + previous * rate;
}

/** Minimum contributions in whole pounds: the least whole amount not below previous x (1 + rate), exactly,
 *  the rate
 *  being the decimal that was written.
 *  @param[in]  previous  (count) last year's minimums, >= 0
 *  @param[in]  count     >= 0
 *  @param[in]  rate      uniform uplift, >= -1
 *  @param[out] minimum   (count) may be previous itself; untouched on error
 *  @param[out] err       nullable; its index is the row at fault
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EDOMAIN (previous < 0, rate < -1 or not finite); CPW_EOVERFLOW.
 *  @par Complexity O(count). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_pool_minimums(const int64_t *previous, int64_t count, double rate,
                                               int64_t *minimum, cpw_error *err);

/** Split the cost of jointly funded packages by funder shares, to the pound.
 *  Each package is split by largest remainders (ties to the lower index), so its parts sum to its cost.
 *  @param[in]  cost       (packages) >= 0
 *  @param[in]  packages   >= 0
 *  @param[in]  share      (partners), or [package partner] if each is 1; >= 0, sum 1 or 100 (within 1e-9 of
 *                         it)
 *  @param[in]  partners   >= 1
 *  @param[in]  each       1: shares of its own for each package; 0: the same for all
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] part       [package partner] untouched on error
 *  @param[out] err        nullable; its index is the package at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, counts, each is neither 0 nor 1); CPW_EDOMAIN (a negative cost; a
 *  share that is negative or not finite; shares of another sum); CPW_ENOMEM; CPW_EOVERFLOW.
 *  @par Complexity O(packages x partners log partners). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_pool_packages(const int64_t *cost, int64_t packages,
                                               const double *share, int64_t partners, int32_t each,
                                               const cpw_allocator *allocator, int64_t *part,
                                               cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
