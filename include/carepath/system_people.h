/* carepath/system_people.h - the people of a system: how many live where, what they need, where they go for it, and how
 * access compares with need.
 * Floor 4: includes base.h, choice.h, projection.h and system.h.
 *
 *   people x need -> demand by area and group -> choice -> clock starts by unit and group -> the run (system_run.h)
 *
 * Need. A row of people takes, for a service, the need rows that fit it: each field that the need row gives is the
 * person's. Of those that fit, the rows that give the most fields count, and add up. People whose group is not told
 * apart are first spread over the groups as the others of their area are; where the area has none, as those of the
 * system; where it has none, alike. Demand a week = people / 1000 x rate / CPW_WEEKS_PER_YEAR x (1 + growth)^years.
 *
 * Where they go. Home of an area are the units of organisations that have the area in their footprint, or stand below
 * one that has; a footprint further up counts only for what the ones further down, with units of the service, leave over. With a
 * row of choice (that of the service and group, else of the service, else of the group, else of all) and coordinates
 * the share `free` chooses among all units of the service by conditional logit (choice.h), and the others go to the nearest unit
 * at home (where there is none, the nearest of all; of equals, the lowest id). Without a row of choice, or where the
 * area's place is not known, everybody goes to the units at home, by footprint share and within one footprint by their
 * treatments. A unit whose place is not known gets what it would get so, and the others choose among the rest.
 *
 * Exactness. Demand of an area, service and group is a whole multiple of a power of two (2^-51 of the service's demand,
 * at most), and is parted in such multiples: starts over units sum to demand with ==, in any order of rows. */
#ifndef CAREPATH_SYSTEM_PEOPLE_H
#define CAREPATH_SYSTEM_PEOPLE_H

#include "carepath/base.h"
#include "carepath/choice.h"
#include "carepath/projection.h"
#include "carepath/system.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Clock starts a week that need brings to each unit, at the start of the system.
 *  @param[in]  system     a valid system
 *  @param[in]  wait       (capacities) mean wait in weeks, finite; NULL: waits do not count
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] starts     (capacities, groups) a week; all 0 where there are no rows of need; untouched on error
 *  @param[out] growth     (capacities, groups) of the starts, per year: the mean of the need rows' by what each brings, 0
 *                         where nobody starts; NULL if not wanted
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL; a number of a row that is none; a row of people that does not tell apart what every
 *  need row of a service asks); CPW_EDOMAIN (a number; people who need a service that nobody offers them: area and
 *  service are named); CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(people x needs of a service + areas x capacities x (groups + depth)). @par Thread safety Safe.
 *  @par Example examples/system_people.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_demand(const cpw_system *system, const double *wait,
                                               const cpw_allocator *allocator, double *starts,
                                               double *growth, cpw_error *err);

/** Demand of a week, and where it goes, in full.
 *  Result, dimensions service, area, group, unit (coordinates organisation, offers): demand [service area group] (clock
 *  starts a week); starts, starts_growth [unit group]; by [service group]: travel (mean km of those whose way is known, NaN:
 *  none), away (share who go to a unit that is not at home), wait (mean weeks), surplus_km (log-sum of those who choose,
 *  in kilometres; NaN: none chooses or no disutility of distance); by [service]: total, hhi (of the units' starts; NaN:
 *  nobody). Note: spread (people whose group was not told apart, and how they were spread).
 *  @param[in]  system     a valid system
 *  @param[in]  week       0 or later: footprints and organisations of that week, need with its growth
 *  @param[in]  wait       (capacities) as cpw_system_demand
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        the result; untouched on error
 *  @param[out] err        nullable
 *  @return as cpw_system_demand; CPW_EDOMAIN (week).
 *  @par Complexity as cpw_system_demand. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_demand_describe(const cpw_system *system, double week,
                                                        const double *wait,
                                                        const cpw_allocator *allocator,
                                                        cpw_result **out, cpw_error *err);

/** People by organisation and group in a week: those of its footprint; of an organisation without any, those of the
 *  organisations right below it, of the kind that has most people (places and councils cover the same people; ties: the
 *  lower kind).
 *  @param[in]  system     a valid system
 *  @param[in]  week       finite; footprints and organisations that hold then
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] people     (organisations, groups) untouched on error; 0 for an organisation that is not there
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a number of a row that is none); CPW_EDOMAIN (a number); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(people + footprints x groups + organisations^2 in the worst case). @par Thread safety Safe.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_people_by(const cpw_system *system, double week,
                                                  const cpw_allocator *allocator, double *people,
                                                  cpw_error *err);

/** Project the people of every area, and what they need.
 *  Strata of the law are age x group (age slowest; ages or groups not told apart in the system: one), its segments the
 *  system's (none: one). The law's transitions, deaths, ageing, births by rate and scalings hold for each area; its people
 *  are not read. Births in numbers and migration are of the whole system and are spread over the areas by their
 *  people in the stratum (nobody there: by all their people).
 *  Result, dimensions period (0 to periods), area, age, group, segment, service: people [period area age group segment];
 *  demand [period service group] (clock starts a week at the system's need rates, `growth` of them by period);
 *  total [period].
 *  @param[in]  system     a valid system in which every row of people tells ages and segments apart (where it has any)
 *  @param[in]  law        EXPECTED; strata = max(ages, 1) x groups, segments = max(segments, 1)
 *  @param[in]  years      of one period, finite, > 0: for the growth of the need rates
 *  @param[out] out        the result; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes of the law, a law that is DRAWN, people not told apart); what
 *  cpw_projection_project and cpw_system_demand return; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity areas x that of cpw_projection_project. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_project(const cpw_system *system, const cpw_projection *law,
                                                double years, cpw_result **out, cpw_error *err);

/* ---------------------------------------------------------------- who is entitled ----------- */

/** A need that differs between people, lognormally, and a threshold from which there is an entitlement. */
typedef struct cpw_system_entitlement {
  double people;    /**< who could have the need, finite, >= 0 */
  double mean;      /**< mean need (such as hours of care a week), finite, > 0 */
  double variation; /**< its coefficient of variation, finite, >= 0 (0: all alike) */
  double uptake;    /**< share of the entitled who ask, in [0, 1] */
  double unit_cost; /**< money for one unit of need met, finite, >= 0 */
  double
      covered; /**< share of the cost that is paid publicly, in [0, 1]; 1: free at the point of use */
} cpw_system_entitlement;

/** What a threshold means. */
typedef struct cpw_system_eligible {
  double threshold; /**< need from which there is an entitlement */
  double entitled;  /**< people above it */
  double demand;    /**< people who are entitled and ask */
  double met;       /**< need that is met, in units of need */
  double unmet;     /**< need that is not: below the threshold, and of those who do not ask */
  double cost;      /**< money paid publicly */
  double charges;   /**< money paid by those who ask */
  double
      marginal; /**< public money for a threshold lower by one unit: minus the derivative of cost */
} cpw_system_eligible;

/** Demand, cost and unmet need for thresholds of eligibility.
 *  Need X is lognormal with s^2 = log(1 + variation^2), m = log(mean) - s^2/2: P(X >= t) = Phi(-z), E[X; X >= t] = mean
 *  Phi(s - z) with z = (log t - m)/s. met + unmet = people x mean.
 *  @param[in]  rule       the need and the rule
 *  @param[in]  threshold  (count) finite, >= 0; 0: everybody is entitled
 *  @param[in]  count      >= 0
 *  @param[out] out        (count) untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, count < 0); CPW_EDOMAIN (a number).
 *  @par Complexity and accuracy O(count); relative error <= 1e-12. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_eligibility(const cpw_system_entitlement *rule,
                                                    const double *threshold, int64_t count,
                                                    cpw_system_eligible *out, cpw_error *err);

/** The lowest threshold that a budget pays for.
 *  @param[in]  rule       the need and the rule
 *  @param[in]  budget     public money, finite, >= 0
 *  @param[out] threshold  0: everybody can be entitled; inf: nobody (a budget of 0); untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EDOMAIN (a number).
 *  @par Complexity and accuracy O(1): by the normal quantile; relative error <= 1e-9 of the cost.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_affordable(const cpw_system_entitlement *rule,
                                                   double budget, double *threshold,
                                                   cpw_error *err);

/* ---------------------------------------------------------------- local rates --------------- */

/** Local rates, partly pooled across places: empirical Bayes.
 *  Counts are Poisson with mean exposure x rate, rates gamma between places with shape a and rate b; a and b maximise the
 *  likelihood of the counts (negative binomial; Clayton and Kaldor, Biometrics 43:671-681, 1987; Marshall, JRSS C
 *  40:283-294, 1991 for the start). A place's estimate is (a + count)/(b + exposure) = w count/exposure + (1 - w) a/b,
 *  w = exposure/(exposure + b): the smaller the place, the nearer to all. Limits are quantiles of its gamma law. Where the
 *  places differ no more than chance would have them, all are pooled (w = 0).
 *  Result, dimension place: crude, pooled, weight (w), lower, upper, rank (int64, 1: the highest pooled) [place]; single
 *  numbers: mean (a/b), variance (a/b^2, 0: pooled), shape (inf: pooled), dispersion (Pearson's chi-square over its
 *  degrees of freedom; NaN for one place).
 *  @param[in]  count      (places) events, 0 to 1e8; need not be whole
 *  @param[in]  exposure   (places) people or person-time, > 0, at most 1e100
 *  @param[in]  places     >= 1
 *  @param[in]  level      confidence of the limits, in (0, 1)
 *  @param[in]  names      (places) or NULL
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        the result; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, places < 1); CPW_EDOMAIN (a number, no event at all); CPW_ENOMEM.
 *  @par Complexity O(places x steps). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_shrink(const double *count, const double *exposure,
                                               int64_t places, double level,
                                               const char *const *names,
                                               const cpw_allocator *allocator, cpw_result **out,
                                               cpw_error *err);

/** Peers of each place: the places most like it.
 *  Distance is Euclidean over features in units of their standard deviations (a feature in which all are alike does not
 *  count), each times the root of its weight.
 *  @param[in]  feature   (places, features) finite
 *  @param[in]  weight    (features) finite and >= 0; NULL: one each
 *  @param[in]  places    >= 2
 *  @param[in]  features  >= 1
 *  @param[in]  peers     1 to places - 1
 *  @param[in]  allocator NULL for malloc and free
 *  @param[out] peer      (places, peers) nearest first, the lower number of equals; untouched on error
 *  @param[out] distance  (places, peers) NULL if not wanted
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes); CPW_EDOMAIN (a number); CPW_ENOMEM.
 *  @par Complexity O(places^2 (features + peers)). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_peers(const double *feature, const double *weight,
                                              int64_t places, int64_t features, int64_t peers,
                                              const cpw_allocator *allocator, int64_t *peer,
                                              double *distance, cpw_error *err);

/* ---------------------------------------------------------------- access against need ------- */

/** Access against need by group, with limits.
 *  A group's access is used / need, what it gets of what it needs; its standard error that of a Poisson count. Gap
 *  and ratio (first group against the last), slope and relative index of inequality, and the concentration index are those of
 *  equity.h (cpw_equity_gaps, cpw_equity_slope with exact limits, cpw_equity_concentration_grouped).
 *  Result, dimension group: used, need, access, lower, upper (Byar's or exact limits of the count), relative (access / that
 *  of all), se, people [group]; single numbers: all, gap, gap_lower, gap_upper, ratio, ratio_lower, ratio_upper, sii, sii_lower,
 *  sii_upper, rii, rii_lower, rii_upper, concentration. rii is the fitted access of the least deprived over that of the
 *  most deprived. NaN where limits are not bounded, or nobody gets anything.
 *  @param[in]  used       (groups) treatments or people seen, most deprived first, finite, >= 0
 *  @param[in]  need       (groups) what would be in proportion to need (cases, weighted people), finite, > 0
 *  @param[in]  people     (groups) finite, > 0
 *  @param[in]  groups     >= 2
 *  @param[in]  level      confidence in (0, 1)
 *  @param[in]  labels     (groups) or NULL
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        the result; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, groups < 2); CPW_EDOMAIN (a number); CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity O(groups). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_access(const double *used, const double *need,
                                               const double *people, int64_t groups, double level,
                                               const char *const *labels,
                                               const cpw_allocator *allocator, cpw_result **out,
                                               cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
