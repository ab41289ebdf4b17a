/* carepath/dcea.h - who gains health and who loses it: distributional cost-effectiveness by group, and
 * the health that waiting costs each group.
 * Floor 2: includes base.h only.
 *
 *   counts by band waited -> cpw_dcea_wait_cost, cpw_dcea_wait_gain -> gain per recipient by group
 *   recipients, gain, cost by group -> cpw_dcea_evaluate -> net benefit, welfare, plane, sensitivity
 *
 * Groups are any groups; where an order matters (slope, gap, tables by fifth) they stand from the most
 * to the least deprived. Health is in quality-adjusted life years (QALYs) per head, such as quality-
 * adjusted life expectancy at birth. Discounting is the caller's. Method: Asaria, Griffin and Cookson,
 * "Distributional cost-effectiveness analysis: a tutorial", Medical Decision Making 36:8-19 (2016);
 * Cookson, Griffin, Norheim and Culyer, "Distributional Cost-Effectiveness Analysis" (2020). */
#ifndef CAREPATH_DCEA_H
#define CAREPATH_DCEA_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- welfare ------------------- */

/* The three measures are numbered as those of cpw_equity_ede, which has the EDE of any distribution. */

/** Relative aversion e >= 0: EDE = (mean h^(1-e))^(1/(1-e)), the geometric mean at e = 1. Health > 0. */
#define CPW_DCEA_ATKINSON 0
/** Absolute aversion a >= 0: EDE = -log(mean exp(-a h))/a, the mean at a = 0. */
#define CPW_DCEA_KOLM 1
/** Rank-based aversion v >= 1: EDE = sum h_i ((1 - F_(i-1))^v - (1 - F_i)^v), groups by rising health,
 *  F the cumulative share of people; the mean at v = 1, mean x (1 - Gini) at v = 2. */
#define CPW_DCEA_EXTENDED_GINI 2

/** People and their health before anything is done. Plain memory of the caller. */
typedef struct cpw_dcea_population {
  int64_t groups;       /**< >= 1 */
  const double *people; /**< (groups) >= 0, some > 0 */
  const double *health; /**< (groups) QALYs per head; > 0 for ATKINSON */
} cpw_dcea_population;

/** What a change of health is worth. Everything in QALYs. */
typedef struct cpw_dcea_change {
  double mean_before;       /**< health per head */
  double mean_after;        /**< after the change */
  double ede_before;        /**< equally distributed equivalent, per head */
  double ede_after;         /**< after the change */
  double inequality_before; /**< 1 - EDE/mean (ATKINSON, EXTENDED_GINI), mean - EDE (KOLM) */
  double inequality_after;  /**< after the change */
  double ede_change;        /**< per head, accurate however small: not the difference of the two */
  double ede_benefit;       /**< of all people: efficiency + equity, exactly */
  double efficiency;        /**< change of the mean x people: the total health gained */
  double equity;            /**< what is left: > 0 for less inequality, < 0 for more, in QALYs */
  double slope_before;      /**< slope index across groups, least less most deprived, per head */
  double gap_before;        /**< last less first group, per head */
  double slope_change; /**< of the slope index, least less most deprived: fairer below 0 where those
                            better off are healthier */
  double gap_change;   /**< of the last less the first group, per head */
} cpw_dcea_change;

/** What a change of health by group is worth, split into efficiency and equity.
 *  With h' = h + net benefit/people: efficiency = sum of net benefits; ede_benefit = people x change of
 *  the EDE; equity = the rest. The change is computed as such (log1p and expm1 of the changes), because
 *  a programme moves health per head by parts in a million. The slope is that of the least squares line
 *  of health on the mid-points of the groups' shares of people, weighted by people. What is left over of
 *  net benefits within 1e-14 of their sizes is rounding: efficiency, equity and the changes of slope and
 *  gap are 0 there (in cpw_dcea_evaluate and cpw_dcea_draws 1e-14 of gains and opportunity cost), so that
 *  no quadrant, rank or flip hangs on a last digit.
 *  @param[in]  population   people and health
 *  @param[in]  net_benefit  (groups) QALYs to each whole group; finite; 0 where there are no people
 *  @param[in]  measure      CPW_DCEA_...
 *  @param[in]  aversion     e >= 0, a >= 0 or v >= 1; finite
 *  @param[in]  allocator    NULL for malloc and free
 *  @param[out] out          untouched on error
 *  @param[out] err          nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, groups < 1, no such measure); CPW_EDOMAIN (people, health, change or
 *  aversion outside their domains; health after the change that is not > 0, with ATKINSON);
 *  CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity and accuracy O(groups) (EXTENDED_GINI sorts); the change to 1e-13 relative of the
 *  larger of efficiency and ede_benefit where no signs cancel. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_dcea_assess(const cpw_dcea_population *population,
                                             const double *net_benefit, int32_t measure,
                                             double aversion, const cpw_allocator *allocator,
                                             cpw_dcea_change *out, cpw_error *err);

/** Weights relative to one group, usually the least deprived: (h_ref/h_g)^e, exp(a (h_ref - h_g)), or
 *  the ratio of the derivatives (EXTENDED_GINI). */
#define CPW_DCEA_WEIGHT_RELATIVE 0
/** Weights whose mean over people is 1. */
#define CPW_DCEA_WEIGHT_NORMALISED 1
/** What one more QALY in a group adds to ede_benefit, the exact derivative: (EDE/h_g)^e (ATKINSON),
 *  exp(-a (h_g - EDE)) (KOLM), ((1 - F_(g-1))^v - (1 - F_g)^v)/f_g with groups of equal health as one
 *  (EXTENDED_GINI). The latter two have a mean of 1, the first does not. */
#define CPW_DCEA_WEIGHT_MARGINAL 2

/** Equity weights of the groups at their health.
 *  @param[in]  population  people and health; a group without people has a weight too, but for
 *                          EXTENDED_GINI, where it has that of its health's rank
 *  @param[in]  measure     CPW_DCEA_...
 *  @param[in]  aversion    as in cpw_dcea_assess
 *  @param[in]  form        CPW_DCEA_WEIGHT_...
 *  @param[in]  reference   RELATIVE: index of the group whose weight is 1, -1: the last; otherwise not used
 *  @param[in]  allocator   NULL for malloc and free
 *  @param[out] weight      (groups) untouched on error
 *  @param[out] err         nullable
 *  @return as cpw_dcea_assess; CPW_EINVAL also for no such form or reference; CPW_EDOMAIN for RELATIVE to a
 *  group whose own weight is 0; CPW_EOVERFLOW for a weight beyond the largest double.
 *  @par Complexity and accuracy O(groups) (EXTENDED_GINI sorts); relative error <= 1e-13 while the
 *  exponent is below 100. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_dcea_weights(const cpw_dcea_population *population,
                                              int32_t measure, double aversion, int32_t form,
                                              int64_t reference, const cpw_allocator *allocator,
                                              double *weight, cpw_error *err);

/** Aversions at which a change of health turns from better to worse or back.
 *  The zeros of ede_change over [lower, upper]: the range is searched in 1024 steps and around every
 *  least |change| between them, and each crossing is bisected down to neighbouring doubles. A change
 *  that is 0, or 0 within rounding (see cpw_dcea_assess), at every aversion has no crossing. The aversion
 *  of somebody to whom two distributions are equally good, as surveys ask, is the crossing of the change
 *  from the one to the other.
 *  @param[in]  population   people and health
 *  @param[in]  net_benefit  (groups) as in cpw_dcea_assess
 *  @param[in]  measure      CPW_DCEA_...
 *  @param[in]  lower        least aversion, as in cpw_dcea_assess
 *  @param[in]  upper        greatest, > lower
 *  @param[in]  capacity     how many `aversion` takes, >= 0
 *  @param[in]  allocator    NULL for malloc and free
 *  @param[out] aversion     (capacity) the crossings found, rising, as many as fit; untouched on error
 *  @param[out] count        how many there are, which may be more than capacity
 *  @param[out] err          nullable
 *  @return as cpw_dcea_assess; CPW_EDOMAIN also for upper <= lower.
 *  @par Complexity and accuracy 1024 assessments and some 60 for each crossing; crossings closer to
 *  each other than the range / 1024 may be missed in pairs. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_dcea_flips(const cpw_dcea_population *population,
                                            const double *net_benefit, int32_t measure,
                                            double lower, double upper, int64_t capacity,
                                            const cpw_allocator *allocator, double *aversion,
                                            int64_t *count, cpw_error *err);

/* ---------------------------------------------------------------- cited tables -------------- */

/** An aversion: one value. */
#define CPW_DCEA_TABLE_AVERSION 0
/** Shares of the health opportunity cost by group, from the most deprived; they sum to 1. */
#define CPW_DCEA_TABLE_SHARES 1
/** Health per head by group, from the most deprived. */
#define CPW_DCEA_TABLE_HEALTH 2

/** Published figures by name. Static memory. */
typedef struct cpw_dcea_table {
  const char *name;    /**< such as "robson-2017-atkinson" */
  int32_t kind;        /**< CPW_DCEA_TABLE_... */
  int32_t measure;     /**< AVERSION: CPW_DCEA_...; otherwise -1 */
  int64_t count;       /**< number of values */
  const double *value; /**< (count) */
  double low;         /**< AVERSION: least of the published range; NaN where no source that was read
                            has one, which is so in every table of this version */
  double high;        /**< its greatest */
  const char *source; /**< where it is published */
  const char *about;  /**< what it is, and what to beware of */
} cpw_dcea_table;

/** The cited tables one after the other.
 *  @param[in] index  0-based
 *  @return the table in static memory; NULL past the end.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const cpw_dcea_table *cpw_dcea_table_at(int64_t index);

/** A cited table by its name.
 *  @param[in] name  such as "love-koh-2020-steep"; may be NULL
 *  @return the table in static memory; NULL if there is none of that name.
 *  @par Complexity O(tables). @par Thread safety Safe. @since 0.1 */
CPW_API const cpw_dcea_table *cpw_dcea_table_find(const char *name);

/** Shares by fifth, or by any other equal parts, carried over to other groups.
 *  Within a part every person has the same share, so a tenth has half of its fifth, and a group that
 *  lies across two parts has some of each. As many groups as parts of equal size: the table itself.
 *  @param[in]  table   (parts) shares of equal parts of the people, from the most deprived; >= 0; sum 1
 *  @param[in]  parts   >= 1
 *  @param[in]  people  (groups) from the most deprived, >= 0, some > 0; NULL: groups of equal size
 *  @param[in]  groups  >= 1
 *  @param[out] shares  (groups) sum 1; untouched on error; must not overlap the inputs
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, parts or groups < 1); CPW_EDOMAIN (a share or people outside their
 *  domains; shares that do not sum to 1 within 1e-9: "table sums to 0.98, not to 1").
 *  @par Complexity and accuracy O(parts + groups); error <= 1e-15 of 1. @par Thread safety Safe.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_dcea_shares(const double *table, int64_t parts,
                                             const double *people, int64_t groups, double *shares,
                                             cpw_error *err);

/* ---------------------------------------------------------------- programmes ---------------- */

/** What is done for whom: one option to decide on, against doing nothing. Memory of the caller. */
typedef struct cpw_dcea_programme {
  const double *recipients; /**< (groups) people who are reached, >= 0 */
  const double *gain;       /**< (groups) QALYs gained per recipient; may be negative */
  const double *cost;       /**< (groups) cost per recipient; may be negative; NULL: none */
  double fixed_cost;        /**< beside that: of the programme as a whole; may be negative */
} cpw_dcea_programme;

/** Net health benefit of a programme by group.
 *  recipients x gain - (total cost/threshold) x share: what the money would have done elsewhere falls
 *  on everybody by the shares, not on the treated group. Source: Love-Koh, Cookson, Claxton and Griffin,
 *  "Estimating social variation in the health effects of changes in health care expenditure", Medical
 *  Decision Making 40:170-182 (2020).
 *  @param[in]  population   people (health is not read and may be NULL)
 *  @param[in]  programme    recipients, gain, cost
 *  @param[in]  threshold    cost at which the last money spent elsewhere gains one QALY, > 0; inf: what
 *                           it costs harms nobody
 *  @param[in]  shares       (groups) of the opportunity cost: >= 0, sum 1 within 1e-9; NULL: by people
 *  @param[out] net_benefit  (groups) QALYs; untouched on error; must not overlap the inputs
 *  @param[out] total_cost   may be NULL
 *  @param[out] err          nullable: "shares sums to 0.9, not to 1"
 *  @return CPW_OK; CPW_EINVAL (NULL, groups < 1); CPW_EDOMAIN (a value outside its domain, shares that do
 *  not sum to 1, recipients or a share where there are no people); CPW_EOVERFLOW.
 *  @par Complexity and accuracy O(groups); total cost is the exact sum of the rounded products, rounded
 *  once. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_dcea_net_benefit(const cpw_dcea_population *population,
                                                  const cpw_dcea_programme *programme,
                                                  double threshold, const double *shares,
                                                  double *net_benefit, double *total_cost,
                                                  cpw_error *err);

/** Neither health nor inequality changes. */
#define CPW_DCEA_NEUTRAL 0
/** More health, more equal. A 0 on one axis takes the sign of the other. */
#define CPW_DCEA_WIN_WIN 1
/** More health, less equal: a trade-off. */
#define CPW_DCEA_WIN_LOSE 2
/** Less health, more equal: a trade-off. */
#define CPW_DCEA_LOSE_WIN 3
/** Less health, less equal. */
#define CPW_DCEA_LOSE_LOSE 4
/** The number of quadrants, NEUTRAL included. */
#define CPW_DCEA_QUADRANTS 5

/** Equity of the plane: `equity`, in QALYs, at the aversion chosen. */
#define CPW_DCEA_AXIS_EDE 0
/** Equity of the plane: fall of the absolute slope index of health; no aversion enters. */
#define CPW_DCEA_AXIS_SLOPE 1
/** Equity of the plane: fall of the absolute gap between the last and the first group. */
#define CPW_DCEA_AXIS_GAP 2

/** In which quadrant of the equity-impact plane something lies.
 *  Source: Cookson et al., "Using cost-effectiveness analysis to address health equity concerns", Value
 *  in Health 20:206-212 (2017).
 *  @param[in] efficiency  health gained
 *  @param[in] equity      > 0: more equal
 *  @return CPW_DCEA_NEUTRAL to CPW_DCEA_LOSE_LOSE; NEUTRAL where either is NaN.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE int32_t cpw_dcea_quadrant(double efficiency, double equity) {
  int32_t win = efficiency > 0.0 || (efficiency == 0.0 && equity > 0.0);
  int32_t fair = equity > 0.0 || (equity == 0.0 && efficiency > 0.0);
  if (efficiency != efficiency || equity != equity || (efficiency == 0.0 && equity == 0.0))
    return CPW_DCEA_NEUTRAL;
  if (win) return fair ? CPW_DCEA_WIN_WIN : CPW_DCEA_WIN_LOSE;
  return fair ? CPW_DCEA_LOSE_WIN : CPW_DCEA_LOSE_LOSE;
}

/** On the frontier of efficiency and equity. */
#define CPW_DCEA_EFFICIENT 0
/** Worse than a mixture of two others on both axes together. */
#define CPW_DCEA_EXTENDED_DOMINATED 1
/** Another option, or doing nothing, is no worse on either axis and better on one. */
#define CPW_DCEA_DOMINATED 2

/** How programmes are valued. */
typedef struct cpw_dcea_options {
  size_t struct_size; /**< sizeof(cpw_dcea_options) as the caller compiled it */
  int32_t measure;    /**< CPW_DCEA_..., default CPW_DCEA_ATKINSON */
  int32_t axis;       /**< CPW_DCEA_AXIS_..., default CPW_DCEA_AXIS_EDE */
  double aversion;  /**< NaN (default): 10.95 for ATKINSON, 0.15 for KOLM (robson-2017); needed for
                           EXTENDED_GINI */
  double threshold; /**< cost of a QALY elsewhere, > 0; no default: it must be set */
  const double *shares; /**< (groups) of the opportunity cost, sum 1; NULL (default): by people */
  const double *weight; /**< (groups) direct equity weights, >= 0; NULL (default): the derivatives,
                             CPW_DCEA_WEIGHT_MARGINAL */
  int64_t aversions;    /**< grid of aversions, default 0 */
  const double *aversion_grid; /**< (aversions) */
  double
      flip_lower; /**< from where aversions at which the decision flips are sought; NaN (default):
                          0, 1 for EXTENDED_GINI */
  double flip_upper;                     /**< up to where; NaN (default): 30, 1 for KOLM */
  int64_t thresholds;                    /**< grid of thresholds, default 0 */
  const double *threshold_grid;          /**< (thresholds) > 0 */
  int64_t gradients;                     /**< grid of opportunity-cost shares, default 0 */
  const double *gradient_shares;         /**< (gradients, groups) each sums to 1 */
  const cpw_dimension *group_labels;     /**< (length = groups), or NULL */
  const cpw_dimension *programme_labels; /**< (length = count), or NULL */
  const cpw_dimension *gradient_labels;  /**< (length = gradients), or NULL */
  const cpw_allocator *allocator;        /**< NULL for malloc and free */
} cpw_dcea_options;

/** Fill the options with the defaults.
 *  @param[out] options  Atkinson, no threshold yet, opportunity cost by people, no grids
 *  @param[in]  size     sizeof(cpw_dcea_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_dcea_options_init_sized(cpw_dcea_options *options, size_t size);

/** Fill the options with the defaults (see cpw_dcea_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_dcea_options_init(cpw_dcea_options *options) {
  cpw_dcea_options_init_sized(options, sizeof *options);
}

/** Value programmes by group and as a whole, rank them, and show what the answer hangs on.
 *  Each programme stands against doing nothing. Result:
 *    net_benefit, gain, opportunity_cost, health_after [programme group]; weight [group];
 *    total_cost, mean_before, ede_before, inequality_before and what cpw_dcea_change has, but for what is
 *    the same for all, [programme]; weighted_benefit (sum of weight x net benefit) [programme];
 *    quadrant (CPW_DCEA_..., int64), plane_equity (the axis chosen) [programme];
 *    rank (by ede_benefit, from 1; ties the same), rank_efficiency, status (CPW_DCEA_EFFICIENT, ...,
 *    doing nothing being one of the options), all int64 [programme];
 *    flips (int64) and flip (the first of them; NaN: none) [programme]: aversions at which ede_benefit
 *    changes its sign;
 *    break_even_threshold [programme]: the threshold at which ede_benefit is 0, NaN where there is none;
 *    by_aversion [programme aversion], by_threshold [programme threshold], by_gradient
 *    [programme gradient]: ede_benefit over the grids given; aversion, threshold: the grids.
 *  Notes: aversion, threshold, shares.
 *  @param[in]  population  people and health
 *  @param[in]  programmes  (count) options
 *  @param[in]  count       >= 1
 *  @param[in]  options     threshold must be set
 *  @param[out] out         the result; untouched on error. Free it with cpw_result_free
 *  @param[out] err         nullable; messages say "programmes[1].gain[2] = nan must be finite"
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (any value outside its domain; shares that do not sum to 1;
 *  health after a programme that is not > 0 with ATKINSON); CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(count x (groups x (1100 + grids) + log count)), sorting for EXTENDED_GINI.
 *  @par Thread safety Safe. @par Example examples/dcea.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_dcea_evaluate(const cpw_dcea_population *population,
                                               const cpw_dcea_programme *programmes, int64_t count,
                                               const cpw_dcea_options *options, cpw_result **out,
                                               cpw_error *err);

/** What uncertain gains and costs make of a programme.
 *  Each draw (of a probabilistic sensitivity analysis, made elsewhere) is valued as cpw_dcea_evaluate
 *  does. Result:
 *    probability [quadrant]: share of the draws in each; probability_better: share with ede_benefit > 0;
 *    mean, lower, upper, sd [quantity] of efficiency, ede_benefit, equity, plane_equity, total_cost,
 *    slope_change, gap_change, ede_after; net_benefit_mean, _lower, _upper [group];
 *    draw_efficiency, draw_equity (the plane's axis), draw_ede_benefit [draw] if keep is set.
 *  Limits are quantiles (1 - level)/2 and (1 + level)/2 of type 7. Grids of the options are not used.
 *  @param[in]  population  people and health
 *  @param[in]  programme   recipients and fixed cost; cost where costs is NULL; gain is not read
 *  @param[in]  gains       (draws, groups) QALYs per recipient
 *  @param[in]  costs       (draws, groups) cost per recipient; NULL: programme->cost in every draw
 *  @param[in]  draws       >= 1
 *  @param[in]  level       of the limits, in (0, 1), such as 0.95
 *  @param[in]  keep        1: every draw is in the result; 0: not
 *  @param[in]  options     threshold must be set
 *  @param[in]  run         threads, progress and cancel are used; NULL for one thread
 *  @param[out] out         the result; untouched on error. Free it with cpw_result_free
 *  @param[out] err         nullable; its index is the draw at fault
 *  @return as cpw_dcea_evaluate; CPW_ECANCELLED.
 *  @par Complexity O(draws x groups), memory O(draws x groups); the same bits for any number of threads.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_dcea_draws(const cpw_dcea_population *population,
                                            const cpw_dcea_programme *programme,
                                            const double *gains, const double *costs, int64_t draws,
                                            double level, int32_t keep,
                                            const cpw_dcea_options *options, const cpw_run *run,
                                            cpw_result **out, cpw_error *err);

/* ---------------------------------------------------------------- what waiting costs -------- */

/** Harms do not end the wait and may come again: H(t) of them are expected by week t. */
#define CPW_DCEA_HARM_REPEATED 0
/** A harm ends the wait, as death does: its chance by week t is 1 - exp(-H(t)), and who still waits has
 *  had none. */
#define CPW_DCEA_HARM_ONCE 1

/** What a week of waiting costs: QALYs lost per week and hazard of harm, constant between weeks waited.
 *  One piece is the linear law, more of them any convex or concave one. Nothing has a default: there is
 *  no loss per week that is right for every list. */
typedef struct cpw_dcea_wait_law {
  int64_t pieces;       /**< >= 1 */
  const double *start;  /**< (pieces) weeks waited at which each begins, from 0, rising */
  const double *loss;   /**< (pieces) QALYs lost per week waited, finite */
  const double *hazard; /**< (pieces) harms per week waited, >= 0; NULL: none */
  double harm_loss;     /**< QALYs lost by a harm, finite */
  int32_t harm;         /**< CPW_DCEA_HARM_REPEATED or CPW_DCEA_HARM_ONCE */
  int32_t reserved;     /**< zero */
} cpw_dcea_wait_law;

/** QALYs and harms that somebody who has waited some weeks is expected to lose up to a later week.
 *  With R the integral of loss and H that of hazard: R(to) - R(from) + harm_loss (H(to) - H(from)) for
 *  HARM_REPEATED; for HARM_ONCE, with S(t) = exp(-(H(t) - H(from))), the integral of loss(t) S(t) +
 *  harm_loss (1 - S(to)).
 *  @param[in]  law    loss and hazard
 *  @param[in]  from   weeks waited now, >= 0
 *  @param[in]  to     weeks waited at treatment, >= from, finite
 *  @param[out] loss   QALYs, harms included; may be NULL; untouched on error
 *  @param[out] harms  expected number; may be NULL
 *  @param[out] err    nullable: "law.hazard[1] = -1 must be finite and >= 0"
 *  @return CPW_OK; CPW_EINVAL (NULL, pieces < 1, no such harm, reserved); CPW_EDOMAIN.
 *  @par Complexity and accuracy O(pieces); relative error <= 1e-14 of what does not cancel.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_dcea_wait_loss(const cpw_dcea_wait_law *law, double from,
                                                double to, double *loss, double *harms,
                                                cpw_error *err);

/** People by group, list and band waited. Within a band they are spread evenly. */
typedef struct cpw_dcea_waiting {
  int64_t groups;      /**< >= 1 */
  int64_t lists;       /**< >= 1: specialties, urgencies or both */
  int64_t bands;       /**< >= 1 */
  const double *lower; /**< (bands) weeks, from >= 0, rising */
  double
      last_width; /**< weeks that the open last band is taken to be wide; 0: everybody in it stands at
                          its lower edge, and the loss is a floor */
  const double *people; /**< (groups, lists, bands) >= 0 */
} cpw_dcea_waiting;

/** What is known beside the counts. */
typedef struct cpw_dcea_wait_options {
  size_t struct_size; /**< sizeof(cpw_dcea_wait_options) as the caller compiled it */
  const double
      *weight; /**< (lists) factors on the QALYs lost and the hazard is that of the law: such as
                             1 routine, 2 urgent; >= 0; NULL (default): 1 */
  const double *hazard_weight; /**< (lists) factors on the hazard, >= 0; NULL (default): 1 */
  const double *remaining; /**< (groups, lists, bands) weeks until treatment, >= 0; NULL (default):
                                what has been lost so far alone */
  const double
      *group_people; /**< (groups) people of whom those waiting are part, for rates per head;
                                   NULL (default): no rates */
  const cpw_dimension *group_labels; /**< (length = groups), or NULL */
  const cpw_dimension *list_labels;  /**< (length = lists), or NULL */
  const cpw_allocator *allocator;    /**< NULL for malloc and free */
} cpw_dcea_wait_options;

/** Fill the options with the defaults.
 *  @param[out] options  weights of 1, what has been lost so far, no rates
 *  @param[in]  size     sizeof(cpw_dcea_wait_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_dcea_wait_options_init_sized(cpw_dcea_wait_options *options, size_t size);

/** Fill the options with the defaults (see cpw_dcea_wait_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_dcea_wait_options_init(cpw_dcea_wait_options *options) {
  cpw_dcea_wait_options_init_sized(options, sizeof *options);
}

/** Health that waiting has cost and will cost the people on lists, by group.
 *  The law of cpw_dcea_wait_loss, averaged over each band. So far: R(t), and with HARM_REPEATED H(t)
 *  harms; with HARM_ONCE those who wait have had none. To come, where remaining waits are given: from t
 *  to t + remaining. Result: accrued, accrued_harms, and if remaining is given expected,
 *  expected_harms [group list]; the same with _group [group] and _total; people_waiting [group list];
 *  people_weeks (weeks waited so far) [group list]; if group_people is given accrued_per_head,
 *  expected_per_head [group].
 *  @param[in]  waiting  people who wait now
 *  @param[in]  law      what a week costs
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the result; untouched on error. Free it with cpw_result_free
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN; CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity and accuracy O(groups x lists x bands x pieces^2); integrals over bands by
 *  Gauss-Legendre quadrature between the law's edges, exact without hazard, to 1e-13 with it.
 *  @par Thread safety Safe. @par Example examples/dcea.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_dcea_wait_cost(const cpw_dcea_waiting *waiting,
                                                const cpw_dcea_wait_law *law,
                                                const cpw_dcea_wait_options *options,
                                                cpw_result **out, cpw_error *err);

/** Health that shorter waits gain, by group: what cpw_dcea_evaluate takes as recipients and gain.
 *  `before` and `after` hold the same people by how long they wait in all, from the start to treatment,
 *  such as completed pathways by band. In each list the loss per person falls from its mean before to
 *  its mean after; the gain of a group is that fall times the people after, over the lists, so that
 *  more or fewer treatments are no gain of time.
 *  @param[in]  before      people by whole wait as things are
 *  @param[in]  after       the same groups, lists and bands under the policy; everybody in `after` needs
 *                          somebody of the same group and list in `before`
 *  @param[in]  law         what a week costs
 *  @param[in]  options     weights are used; NULL for the defaults
 *  @param[out] recipients  (groups) people after; untouched on error
 *  @param[out] gain        (groups) QALYs per recipient; 0 where there are none
 *  @param[out] harms       (groups) harms avoided in all; may be NULL
 *  @param[out] err         nullable
 *  @return CPW_OK; CPW_EINVAL (also different shapes or bands); CPW_EDOMAIN; CPW_EOVERFLOW; CPW_ENOMEM;
 *  CPW_EABI.
 *  @par Complexity and accuracy as cpw_dcea_wait_cost. @par Thread safety Safe.
 *  @par Example examples/dcea.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_dcea_wait_gain(const cpw_dcea_waiting *before,
                                                const cpw_dcea_waiting *after,
                                                const cpw_dcea_wait_law *law,
                                                const cpw_dcea_wait_options *options,
                                                double *recipients, double *gain, double *harms,
                                                cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
