/* carepath/system_money.h - the money of a system: every pound from its source to where it is spent, by a double-entry
 * ledger; pools, ring-fences, minimums, leaks; payment regimes; overheads by layer; spend by setting.
 * Floor 4: includes base.h, ledger.h, pool.h and system.h.
 *
 *   funds and payments -> year by year in the order of the flows -> ledger, report, trace
 *
 * A year of a fund, in whole pounds:
 *  1. In. A source brings what `income` says, else the larger of its minimum and of the amounts that it pays. Any other
 *     fund gets what is paid to it, less its leak, rounded down, which goes to the account "leak ID".
 *  2. Overhead. What an organisation itself costs a year, rounded down, goes to the account "overhead ID", first of
 *  all,
 *     from the money of its funds that is not ring-fenced, fund by fund in the order of the flows. What they do not
 *  have
 *     is unpaid, and named.
 *  3. Due. A payment with an amount owes that; with a share, that share of what came in this year less leak and
 *     overhead, rounded down: the rest stays with the payer. Shares mean the decimal that was written. A payment
 *  under a
 *     regime owes what the activity earns: see below.
 *  4. Paid. Ring-fenced money first, for its own line alone, in proportion to what is owed to the line; then other
 *     money, whatever was left from years before included. Where that is too little, it is shared in proportion to what
 *     is still owed, by largest remainders (ties by id), and the rest is short. Money that came by a ring-fenced
 *     payment to a fund of line L leaves it only by payments to funds of line L, and stays ring-fenced there.
 *  5. What is left is retained for the next year. A fund of kind SPEND keeps all: it is spent.
 * Always: sources + opening = spend + overhead + leak + transactions + retained, to the pound; the trial balance is 0.
 * Order of the flows: payers before payees, ties by id, so that the order of rows never matters.
 *
 * Regimes. The activity of a payment is that of the units of the payee's organisation whose service has the payee's
 * line as id (all of its units where no line is given or none has that id), each treatment weighed by its unit cost. At
 * the planned activity every regime earns the amount (or share) of the payment: activity is priced at amount / planned.
 * Beside the presets of payment.h there is "collaborative": what one fund pays by it is one sum, shared out in
 * proportion to what a tariff would pay, whatever the activity of all together. */
#ifndef CAREPATH_SYSTEM_MONEY_H
#define CAREPATH_SYSTEM_MONEY_H

#include "carepath/base.h"
#include "carepath/ledger.h"
#include "carepath/pool.h"
#include "carepath/system.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How money flows. */
typedef struct cpw_system_money_options {
  size_t struct_size; /**< sizeof(cpw_system_money_options) as the caller compiled it */
  int32_t years;      /**< 1 to 100; default 1 */
  int32_t overhead;   /**< 1 (default): overheads are paid; 0: not */
  int32_t without;    /**< kind of organisations that is removed as a layer: no overhead but the
                               part `absorbed`; CPW_NONE (default): none */
  int32_t reserved;   /**< zero */
  double absorbed; /**< share of the removed layer's overhead that others must still pay, in [0, 1];
                               default 0 */
  const char *regime; /**< regime of all payments that have one; NULL (default): as the rows say */
  double transaction; /**< share of what is paid under a regime that counts activity that billing,
                               tendering and checking take, in [0, 1); default 0 */
  const double *activity; /**< (years, capacities) treatments in each year; NULL: as planned */
  const double
      *plan; /**< (capacities) planned treatments a year; NULL: those of the capacity rows */
  const int64_t
      *income; /**< (funds) what each source brings a year, < 0: as it says itself; read at
                               sources alone; NULL: all as they say */
  const cpw_allocator *allocator; /**< NULL for malloc and free; must outlive what is made */
} cpw_system_money_options;

/** Fill the options with the defaults.
 *  @param[out] options  one year, overheads paid, regimes as the rows say, activity as planned
 *  @param[in]  size     sizeof(cpw_system_money_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_system_money_options_init_sized(cpw_system_money_options *options, size_t size);

/** Fill the options with the defaults (see cpw_system_money_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_system_money_options_init(cpw_system_money_options *options) {
  cpw_system_money_options_init_sized(options, sizeof *options);
}

/** The money of a system as a ledger.
 *  The rules stand at the head of this header.
 *  Ledger: accounts "outside", "fund ID", "leak ID", "overhead ID" (of an organisation), "transactions ID" (of the
 *  payee),
 *  with organisation, place (the nearest organisation of kind PLACE from the owner up, else of kind ICS) and line: so
 *  cpw_ledger_statement gives the statements by account, organisation, place and line. Periods are years.
 *  Report: dimensions year, fund (coordinates fund, fund_name, fund_kind, fund_organisation, fund_line), payment
 *  (from, to,
 *  regime), organisation. Whole pounds by [year fund]: opening, in, leaked, overhead, out, closing, minimum,
 *  minimum_short
 *  (what came in below the minimum), fenced (ring-fenced part of the closing). By [year payment]: due, paid, short,
 *  from_fence
 *  (part of the paid that was ring-fenced), transaction. By [year organisation]: received (into its funds, from funds
 *  of
 *  others or from outside), spent (in its SPEND funds), overhead_due, overhead_paid, overhead_unpaid; and cost (money,
 *  double: of its activity, treatments x unit cost), earned (paid to it under regimes), margin (earned - cost; NaN
 *  without regime). By [year]: total_opening, total_in, total_spend, total_overhead, total_leak, total_transactions,
 *  total_retained, total_short, difference (0). Notes: short, minimum, overhead (who is named; none: no note), regime,
 *  bases (share of the money paid that rests on real, derived, assumed rows). The outcome is CPW_OUTCOME_UNREACHABLE
 *  where
 *  anything is short, below its minimum or unpaid.
 *  @param[in]  system   a system; read are organisations, services, capacity, funds and payments
 *  @param[in]  options  NULL for the defaults
 *  @param[out] ledger   nullable; untouched on error. Free it with cpw_ledger_free
 *  @param[out] out      the report; untouched on error
 *  @param[out] err      nullable; its index is the row
 *  @return CPW_OK; CPW_EINVAL (NULL, no funds, a row that names what is not there, funds that pay one another in a
 *  circle: all
 *  named); CPW_EDOMAIN (an amount, share, leak, activity or option; shares of a fund over 1); CPW_ENOTFOUND (no such
 *  regime);
 *  CPW_EOVERFLOW (sums beyond 2^62); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(years x (payments x sources + funds log funds)). @par Thread safety Safe.
 *  @par Example examples/system_money.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_ledger(const cpw_system *system,
                                               const cpw_system_money_options *options,
                                               cpw_ledger **ledger, cpw_result **out,
                                               cpw_error *err);

/** Every pound from a source to where it ends.
 *  In each fund the pounds of all sources are mixed, ring-fenced money apart; what leaves takes of each in proportion
 *  to
 *  what is there, by largest remainders (ties by id). So the traced parts of a source sum to what it brought, and
 *  those of an ending to what it got, to the pound.
 *  Result: dimensions source (coordinates source, source_name) and ending (ending: an account of the ledger,
 *  ending_kind:
 *  spend, overhead, leak, transactions, retained; ending_organisation, ending_place, ending_line); traced (int64
 *  [source
 *  ending]: over all years), brought (int64 [source]), ended (int64 [ending]).
 *  @param[in]  system   a system
 *  @param[in]  options  NULL for the defaults
 *  @param[in]  fund     a source alone, by its number; CPW_NONE: all of them
 *  @param[out] out      the trace; untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_system_ledger; CPW_EINVAL (fund is no source).
 *  @par Complexity as cpw_system_ledger. @par Thread safety Safe. @par Example examples/system_money.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_trace(const cpw_system *system,
                                              const cpw_system_money_options *options, int32_t fund,
                                              cpw_result **out, cpw_error *err);

/** The same money and activity under every payment regime: the switch of regime as a scenario.
 *  The activity of each regime may be its own (a run of the system under it), as a tariff with choice moves people.
 *  Result: dimension regime (the presets of payment.h and "collaborative"), organisation; by [regime organisation]:
 *  earned
 *  (int64), cost, margin (double); by [regime]: paid, transactions, short (int64, all years), activity (double,
 *  treatments).
 *  @param[in]  system    a system with at least one payment that has a regime
 *  @param[in]  options   NULL for the defaults; options.regime is not read
 *  @param[in]  activity  (regimes, years, capacities), regimes in the order of cpw_system_regime_name; NULL:
 *                    options.activity
 *                        for all of them
 *  @param[out] out       untouched on error
 *  @param[out] err       nullable
 *  @return as cpw_system_ledger; CPW_EINVAL (no payment has a regime).
 *  @par Complexity regimes x that of cpw_system_ledger. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_regimes(const cpw_system *system,
                                                const cpw_system_money_options *options,
                                                const double *activity, cpw_result **out,
                                                cpw_error *err);

/** The regimes one after the other: the presets of payment.h, then "collaborative".
 *  @param[in] index  0-based
 *  @return the name in static memory; NULL past the end.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_system_regime_name(int64_t index);

/** What each layer of the tree costs, and what removing it would release.
 *  Every kind of organisation in turn is removed (options.without) and the money flows anew: what is not paid as its
 *  overhead reaches spending, stays somewhere, or leaks.
 *  Result: dimension kind (those that are there, in the order of CPW_ORG_...): organisations, overhead (paid in the
 *  years
 *  asked for), released (overhead no longer paid), to_spend, to_retained, to_leak (where it goes, transactions
 *  included in
 *  to_leak; they sum to released), all int64 [kind]; dimension depth (from the top of the tree, 0):
 *  depth_organisations,
 *  depth_overhead.
 *  @param[in]  system   a system
 *  @param[in]  options  NULL for the defaults; options.without is not read
 *  @param[out] out      untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_system_ledger.
 *  @par Complexity kinds x that of cpw_system_ledger. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_layers(const cpw_system *system,
                                               const cpw_system_money_options *options,
                                               cpw_result **out, cpw_error *err);

/** How a pooled fund is settled at the end of its year. */
typedef struct cpw_system_pool_options {
  size_t struct_size;  /**< sizeof(cpw_system_pool_options) as the caller compiled it */
  int32_t overspend;   /**< CPW_POOL_OVER_..., default CPW_POOL_OVER_CONTRIBUTION */
  int32_t underspend;  /**< CPW_POOL_UNDER_..., default CPW_POOL_UNDER_CONTRIBUTION */
  int32_t virement;    /**< 1 (default): lines help each other */
  int32_t lead;        /**< number of the organisation that leads; CPW_NONE (default): none */
  const double *share; /**< (organisations) fixed shares, read at the partners; NULL: none */
  const int64_t
      *limit; /**< (organisations) most that each adds, read at the partners; NULL: none */
  const int64_t
      *minimum; /**< (organisations) least contribution of each, read at the partners; NULL: none */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_system_pool_options;

/** Fill the options with the defaults.
 *  @param[out] options  by contributions, with virement, no lead
 *  @param[in]  size     sizeof(cpw_system_pool_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_system_pool_options_init_sized(cpw_system_pool_options *options, size_t size);

/** Fill the options with the defaults (see cpw_system_pool_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_system_pool_options_init(cpw_system_pool_options *options) {
  cpw_system_pool_options_init_sized(options, sizeof *options);
}

/** The year of a pooled fund of the system by the rules of pool.h.
 *  Partners are the organisations whose funds pay into it (contributions of the first year, as they flow; a fund
 *  without an
 *  organisation is a partner of its own). Lines are the funds that it pays, with what it pays them as budget: each
 *  partner's contribution, less the leak, is spread over the lines in proportion to the budgets, by largest
 *  remainders; what the pool keeps and what it costs itself are the lines "retained" and "overhead". A ring-fenced
 *  contribution allows the lines of the pool's own line.
 *  @param[in]  system   a system
 *  @param[in]  money    NULL for the defaults: how the money flows
 *  @param[in]  fund     number of a fund of kind POOL
 *  @param[in]  spend    (funds) what was spent at each fund that the pool pays, >= 0; others are not read
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      as cpw_pool_year; untouched on error
 *  @param[out] ledger   nullable: as cpw_pool_year; untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_system_ledger and cpw_pool_year; CPW_EINVAL (fund is no pool, nobody pays in, it pays nobody).
 *  @par Complexity as both. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_pool_year(const cpw_system *system,
                                                  const cpw_system_money_options *money,
                                                  int32_t fund, const int64_t *spend,
                                                  const cpw_system_pool_options *options,
                                                  cpw_result **out, cpw_ledger **ledger,
                                                  cpw_error *err);

/** Spend and activity of the units out of a run: what cpw_system_ledger and cpw_system_pyramid take.
 *  @param[in]  system    the system that was run
 *  @param[in]  run       a result of cpw_system_plan_run
 *  @param[in]  years     years of the ledger, >= 1: weeks of a period that a year begins or ends in are shared by days
 *  @param[out] activity  (years, capacities) treatments; nullable; untouched on error
 *  @param[out] spend     (years, capacities) money; nullable; untouched on error
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a result without treated or spend, of other units); CPW_EDOMAIN (years: the run is
 *  shorter).
 *  @par Complexity O(units x groups x periods). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_money_units(const cpw_system *system, const cpw_result *run,
                                                    int64_t years, double *activity, double *spend,
                                                    cpw_error *err);

/** What moves between settings: care closer to home. */
typedef struct cpw_system_shift {
  int32_t from; /**< CPW_SETTING_... */
  int32_t to;   /**< CPW_SETTING_..., another one */
  double
      share; /**< of the activity of `from` that moves, in [0, 1]; all shifts from one setting at most 1 */
  double substitution; /**< activity at `to` for one at `from`, finite, >= 0 */
  double unit_cost;    /**< money for one at `to`, finite, >= 0; NaN: what one costs there now */
  double
      released; /**< share of the cost at `from` that is really saved, in [0, 1]; the rest is stranded */
  double double_running; /**< years for which both are paid, finite, >= 0 */
} cpw_system_shift;

/** The pyramid: spend and activity by setting, today and after a shift.
 *  Result: dimension setting; [setting]: spend, activity, spend_share, activity_share (NaN of nothing), and after the
 *  shifts: spend_after, activity_after, spend_share_after, activity_share_after, stranded (cost that stays though the
 *  activity has
 *  left); single numbers: change (spend after - before, a year), transition (double running, once), payback (years
 *  until the transition is earned back; inf: never; 0: it costs nothing).
 *  @param[in]  system     a system
 *  @param[in]  activity   (capacities) treatments a year, finite, >= 0; NULL: those of the capacity rows
 *  @param[in]  spend      (capacities) money a year, finite, >= 0; NULL: activity x unit cost
 *  @param[in]  shift      (shifts)
 *  @param[in]  shifts     >= 0
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        untouched on error
 *  @param[out] err        nullable; its index is the row
 *  @return CPW_OK; CPW_EINVAL (NULL, a row that names what is not there); CPW_EDOMAIN; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(capacities + shifts). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_pyramid(const cpw_system *system, const double *activity,
                                                const double *spend, const cpw_system_shift *shift,
                                                int64_t shifts, const cpw_allocator *allocator,
                                                cpw_result **out, cpw_error *err);

/** What spending is worth to the place beside what it buys: spend x local share x weight.
 *  A parameter of the analyst, not a finding: `weight` is what one pound that stays is thought to be worth more.
 *  @param[in] spend   money
 *  @param[in] local   share that is spent in the place, in [0, 1]
 *  @param[in] weight  value of a pound that stays there
 *  @return spend x local x weight.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE double cpw_system_local_value(double spend, double local, double weight) {
  return spend * local * weight;
}

#ifdef __cplusplus
}
#endif
#endif
