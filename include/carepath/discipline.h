/* carepath/discipline.h - a policy of priority as the rule by which lists are worked off: the score of the
 * patient-level list, and the order of treatment of the backlog by time waited.
 * Floor 4: includes patients.h, priority.h and waitlist.h.
 *
 *   policy + list + facts of who joins -> discipline -> cpw_patients_list.score (patients.h)
 *                                                    -> cpw_backlog: hazards, capacity (waitlist.h)
 *
 * One number for the whole key. The key of priority.h (tier, breach, score, days waited) is packed into 62 bits
 * that order the finite doubles, tier and breach uppermost: no score, however high, crosses a tier or a
 * breach. Which parts need bits depends on the policy:
 *   the score alone        whoever waited longer has joined before, and ties go by order of joining
 *   the days waited alone  LONGEST with a cap in days, and the other rules without a score with one, where tiers
 *                          are an order
 *   both                   SCORE with a cap in days, half the bits each; the other rules with one where
 *                          tiers are targets, two thirds to the score
 * With all the bits a score of criteria is as fine as the grid of priority.h and orders as it does. With half of
 * them scores within 2^-25 (4 tiers: 2^-29) and days waited within 0.002 (10 seconds) count as equal; under the
 * rules without a score a step is relative to the highest that can come up in `longest` days.
 * Scored again in every period (cpw_discipline_apply asks for it): waits and breaches move. Places that
 * persons keep (CPW_OVERRIDE_PLACE) are not known to a discipline; overrides of tiers and facts are. */
#ifndef CAREPATH_DISCIPLINE_H
#define CAREPATH_DISCIPLINE_H

#include "carepath/base.h"
#include "carepath/patients.h"
#include "carepath/priority.h"
#include "carepath/waitlist.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Who is who: the classes and groups of the patients, and the facts of those who join. Borrowed arrays,
 *  which cpw_discipline_new copies. */
typedef struct cpw_discipline_options {
  size_t struct_size; /**< sizeof(cpw_discipline_options) as the caller compiled it */
  double days;        /**< days of a period, finite and > 0; default 7 */
  double
      lead; /**< periods from the moment of decision to the time that the simulation says it is: 1
                           (default) with slots, which are given out in period t by the list at its
                           beginning, t - 1; 0 with servers. Finite and >= 0 */
  double longest;  /**< the longest wait in days that may come up, finite and > 0: longer ones are
                       ranked as this one; default 36525, a century */
  int64_t classes; /**< classes of the patient-level list, >= 1; default 1 */
  int64_t groups;  /**< groups of the patient-level list, >= 1; default 1 */
  const int32_t
      *class_index; /**< (patients) class of each patient of the list, from 0; NULL: all 0 */
  const int32_t *group_index; /**< (patients) group of each, from 0; NULL: all 0 */
  const int64_t *row; /**< (rows) the patient behind each of the rows of cpw_patient_rows, from 0;
                             NULL: patient and row are the same */
  int64_t rows;       /**< number of rows, >= 0, where row is given */
  const int32_t
      *tier; /**< (classes) tier of the policy of those who join; NULL (default): that of the
                             patient whose facts they have. Needed with joiner_fact */
  const double
      *joiner_fact;    /**< (classes, groups, columns) facts of those who join, NaN: missing; NULL
                                  (default): each has those of a patient of the same class and group who
                                  is on the list, drawn at random; of the same class where there is none in the
                                  group; of any where there is none in the class */
  uint64_t seed;       /**< of that draw, default 1 */
  int64_t replication; /**< of that draw, >= 0; default 0. In a run of several replications the n-th
                             person who joins has the same facts in each */
  const cpw_allocator *allocator; /**< NULL for malloc and free; must outlive the discipline */
} cpw_discipline_options;

/** Fill the options with the defaults.
 *  @param[out] options  weeks, slots, one class, one group, facts drawn from the list
 *  @param[in]  size     sizeof(cpw_discipline_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_discipline_options_init_sized(cpw_discipline_options *options, size_t size);

/** Fill the options with the defaults (see cpw_discipline_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_discipline_options_init(cpw_discipline_options *options) {
  cpw_discipline_options_init_sized(options, sizeof *options);
}

/** A policy made ready to score the patients of a simulation. */
typedef struct cpw_discipline cpw_discipline;

/** Make a policy ready to score the patients of a simulation.
 *  List and options are copied and need not outlive the discipline.
 *  @param[in]  policy   a policy; must outlive the discipline
 *  @param[in]  list     the patients who wait at the start, with days waited and facts of today
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the discipline; untouched on error. Free it with cpw_discipline_free
 *  @param[out] err      nullable; index is the patient, row or class at fault
 *  @return CPW_OK; what cpw_priority_rank returns; CPW_EINVAL (a class, group, row or tier that is none, facts of
 *  joiners without their tiers); CPW_EDOMAIN (days, lead, longest, a fact of joiners);
 *  CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(patients x criteria). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_discipline_new(const cpw_priority_policy *policy,
                                                const cpw_priority_list *list,
                                                const cpw_discipline_options *options,
                                                cpw_discipline **out, cpw_error *err);

/** Free a discipline.
 *  @param[in] discipline  a discipline or NULL
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API void cpw_discipline_free(cpw_discipline *discipline);

/** The score function of a patient-level list: cpw_patients_list.score, with a discipline as its context.
 *  Higher is treated first; equal scores go by order of joining. Days waited of a patient of the list:
 *  those of today + (now - lead) x days; of who joins: max(0, now - lead - joined) x days.
 *  @param[in]  context   a cpw_discipline
 *  @param[in]  patients  (count) as the simulation sees them
 *  @param[in]  count     >= 0
 *  @param[in]  now       time in periods
 *  @param[out] scores    (count) finite
 *  @return 0; 1, which stops the simulation, where a patient has a row that the discipline has not, or a class or
 *  group beyond its own, or there is nobody whose facts one who joins could have.
 *  @par Complexity O(criteria that read the wait) a patient. @par Thread safety Safe. @since 0.1 */
CPW_API int32_t cpw_discipline_score(void *context, const cpw_patient *patients, int64_t count,
                                     double now, double *scores);

/** Let a patient-level list be worked off by a discipline.
 *  Sets rule (CPW_PATIENTS_SCORE), score, score_context and rescore: every period, 0 where the order of two
 *  patients never changes with time.
 *  @param[in]     discipline  must outlive the list's simulations
 *  @param[in,out] list        initialised by cpw_patients_list_init; untouched on error
 *  @param[out]    err         nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EABI.
 *  @par Complexity O(1). @par Thread safety Safe for different lists. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_discipline_apply(cpw_discipline *discipline,
                                                  cpw_patients_list *list, cpw_error *err);

/** Whom a discipline treats next, by class, group and time waited: the order of treatment of
 *  cpw_waitlist_project.
 *  In each of `periods` periods the first `slots` people of those of the list who still wait, in the order of the
 *  policy at its beginning, are treated; nobody joins or leaves. Cells (class x group) become lists of the
 *  cohort engine, and their flows by band its treatment hazards (sum of people treated over sum of people
 *  who stand in the band at the end of a period, had nobody been treated).
 *  Exact: with one period, projecting that period from the result treats the same people, by cell and
 *  band, to the rounding of the cohort engine, if nobody joins. Approximate: beyond it the hazards are averages over
 *  the periods, the capacity of a cell no longer follows who is left in the others, and who has joined is
 *  treated by the hazards of those who were there; with tiers above longest waits a run of the patient-level list is
 *  to be preferred.
 *  Result: dimension list (coordinates class and group), period, band. waiting [list band], treated [list period
 *  band] (by time waited at the end of the period), treatment_hazard, removal_hazard (0) [list band],
 *  starts (0), start_uplift (0) [list], capacity [list] (people treated per period), share [list] (of all
 *  treated), capacity_path [list period], band_lower [band], unit_weeks, period_length: cpw_backlog_view reads
 *  it.
 *  @param[in]  discipline  the policy and the people
 *  @param[in]  bands       of time waited; its period must be the discipline's (days / 7 / unit_weeks units, to
 *                          1e-9)
 *  @param[in]  slots       treatments a period, >= 0
 *  @param[in]  periods     >= 1
 *  @param[in]  allocator   NULL for malloc and free
 *  @param[out] out         the result; untouched on error. Free it with cpw_result_free
 *  @param[out] err         nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, bands, another length of period, a discipline with rows of its own);
 *  CPW_EDOMAIN (slots, periods); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(periods x patients). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_discipline_shares(const cpw_discipline *discipline,
                                                   const cpw_bands *bands, int64_t slots,
                                                   int64_t periods, const cpw_allocator *allocator,
                                                   cpw_result **out, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
