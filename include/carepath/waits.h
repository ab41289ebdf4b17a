/* carepath/waits.h - how long patients will wait: completed waits with removal as a competing risk,
 * for whoever joins today or has waited for some weeks, and the time it takes to clear a list.
 * Floor 3: includes waitlist.h, whose bands and hazards it uses.
 *
 * A band's hazards c (treated) and r (removed) are shares of those who could leave it in a period, the
 * life-table hazards T/I and D/I that cpw_waitlist_calibrate gives. Over a band of w units, of
 * those who enter it e = 1 - (1 - c - r)^(w / period) leave, c/(c + r) of them treated: Aalen and
 * Johansen, Scandinavian Journal of Statistics 5:141-150 (1978), on bands. Within a band leaving
 * is even. The open band goes on with its own hazards for ever, period by period: a geometric tail.
 * For a patient a negative removal hazard (net transfers in) is no risk: 0. c is at most 1, r at most
 * 1 - c. */
#ifndef CAREPATH_WAITS_H
#define CAREPATH_WAITS_H

#include "carepath/base.h"
#include "carepath/waitlist.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- clearance ----------------- */

/** Clearance time of a list: people over treatments a week.
 *  How long the list would last if nobody joined and nobody was removed; the usual figure for the
 *  wait in a simple queue.
 *  @param[in] size      people waiting, >= 0
 *  @param[in] capacity  treatments a week, >= 0
 *  @return weeks; inf for capacity 0, NaN for 0 / 0.
 *  @par Complexity O(1), one rounding. @par Thread safety Safe. @since 0.1 */
CPW_INLINE double cpw_waits_clearance(double size, double capacity) {
  return size / capacity;
}

/** Time until a list is empty while people go on joining and being removed.
 *  dQ/dt = starts - capacity - removal Q from Q(0) = size: with a = capacity - starts > 0,
 *  ln(1 + removal size / a) / removal, which is size / a where nobody is removed. Source: the fluid
 *  limit of a queue with reneging (Wood, Health Care Management Science 25:521-525, 2022).
 *  @param[in] size      people waiting, >= 0
 *  @param[in] starts    clock starts a week, >= 0
 *  @param[in] capacity  treatments a week, >= 0
 *  @param[in] removal   share of the list that is removed in a week, >= 0
 *  @return weeks; 0 for an empty list; inf where capacity is not above the starts; NaN outside the
 *  domain.
 *  @par Complexity and accuracy O(1), relative error <= 1e-15. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_waits_time_to_clear(double size, double starts, double capacity, double removal);

/* ---------------------------------------------------------------- a patient's wait ---------- */

/** Whose wait is looked at. */
typedef struct cpw_waits_options {
  size_t struct_size;   /**< sizeof(cpw_waits_options) as the caller compiled it */
  int64_t patients;     /**< number of patients looked at, >= 0; default 0: one who joins today */
  const double *waited; /**< (patients) weeks each has waited, finite and >= 0; NULL where 0 */
  double weeks;         /**< limit for treated_within, > 0; default 18 */
  int64_t periods;      /**< periods whose hazards are given, >= 1; default 1: steady */
  const double *treatment; /**< (lists, periods, bands) treatment hazards by period, >= 0, such as
                                treated / (waiting + treated + removed) of a projection; NULL: the
                                backlog's */
  const double
      *removal; /**< (lists, periods, bands) removal hazards by period, in [-1, 1]; NULL: the
                              backlog's */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_waits_options;

/** Fill the options with the defaults.
 *  @param[out] options  a patient who joins today, steady hazards, 18 weeks
 *  @param[in]  size     sizeof(cpw_waits_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_waits_options_init_sized(cpw_waits_options *options, size_t size);

/** Fill the options with the defaults (see cpw_waits_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_waits_options_init(cpw_waits_options *options) {
  cpw_waits_options_init_sized(options, sizeof *options);
}

/** How long patients will wait, and how it ends.
 *  Steady hazards: with c = min(treatment, 1) and r = max(removal, 0), at most 1 - c (who appears is no
 *  risk to a patient), the chance to leave in a band of width w, or in what is left of it, is
 *  1 - (1 - c - r)^(w / period), c to r for treatment against removal, and even within it; the open band
 *  goes on so for ever. Hazards by period: the patient is in the first
 *  period now and grows older with time, so that the diagonal counts (band m at age m, in period
 *  m): change of band and of period both cut the way; after the last period its hazards stay.
 *  A patient who has waited some weeks is known to have stayed till then.
 *  All waits are in weeks from the clock start, those weeks included. Percentiles are of completed
 *  waits of those who are treated (treated_...), or of all, treated or removed; NaN where no such end
 *  comes, inf where a hazard of 0 lets some wait for ever.
 *  Result, by list and patient: treated_ever, removed_ever (chance), treated_within (chance to be
 *  treated within the limit), mean_wait, sd_wait, median_wait, p92_wait, p95_wait (until the end,
 *  whichever it is; inf where some never leave), treated_mean, treated_sd, treated_median, treated_p92,
 *  treated_p95 (weeks, if treated) [list patient]; weeks_waited [patient]. Of a patient who joins
 *  today, by list: survival (still waiting), treated_by, removed_by (chance) at the upper edge of each closed
 *  band, the last one at the end of all time [list band]; they sum to 1.
 *  @param[in]  backlog  bands and hazards; lists, starts and capacity as in projections
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the waits; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, shapes); CPW_EDOMAIN (hazards, waits); CPW_EOVERFLOW (sizes);
 *  CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(lists x patients x (bands + periods)). @par Thread safety Safe.
 *  @par Example examples/waits.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_waits_expected(const cpw_backlog *backlog,
                                                const cpw_waits_options *options, cpw_result **out,
                                                cpw_error *err);

/* ---------------------------------------------------------------- from counts --------------- */

/** Cumulative incidence of treatment and removal from counts, with standard errors.
 *  In band m n_m people could leave, T_m were treated, D_m removed: S_m = S_{m-1} (1 - (T_m + D_m) / n_m),
 *  F_m = F_{m-1} + S_{m-1} T_m / n_m (Aalen and Johansen 1978). Standard errors: Greenwood's of S
 *  (Reports on Public Health 33, 1926), and the delta method of the cumulative incidences (Marubini
 *  and Valsecchi, Analysing Survival Data from Clinical Trials and Observational Studies, 1995,
 *  section 10.3), both for counts of people; counts that are not (weights, shares) give errors
 *  of their own scale.
 *  Result, all [list band], at the end of the band: survival, treated_by, removed_by, survival_se,
 *  treated_by_se, removed_by_se. A band with nobody at risk leaves everything as it is.
 *  @param[in]  bands      how the lists are cut, a period wide
 *  @param[in]  lists      >= 1
 *  @param[in]  at_risk    (lists, bands) people who could leave, finite and >= 0
 *  @param[in]  treated    (lists, bands) people, finite and >= 0
 *  @param[in]  removed    (lists, bands) people, finite and >= 0; treated + removed <= at_risk
 *  @param[in]  list       labels of the lists, or NULL
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        the incidences; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, bands, shapes); CPW_EDOMAIN (counts, more leaving than at risk);
 *  CPW_EOVERFLOW (sizes); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(lists x bands^2). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_waits_incidence(const cpw_bands *bands, int64_t lists,
                                                 const double *at_risk, const double *treated,
                                                 const double *removed, const cpw_dimension *list,
                                                 const cpw_allocator *allocator, cpw_result **out,
                                                 cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
