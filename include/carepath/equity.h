/* carepath/equity.h - how unequal: gaps between groups, the slope and relative index of inequality,
 * concentration, dispersion (Gini, Theil, Atkinson, Kolm), what lies between and within groups, and
 * how far people of unknown group could move each of them.
 * Floor 1: includes base.h, random.h and stats.h.
 *
 * Conventions. Groups and rows stand from the most deprived to the least deprived; positions and
 * ranks rise with being better off. Values are anything that is measured for a person or a group (a
 * wait, a rate, years of health). Weights are people; NULL is one each. A row of weight 0 does not
 * count, whatever its value. Sums are exact or carried in 128 bits, so that permuting rows leaves
 * every bit as it was, and equal positions share the middle of their ranks.
 *
 * What is not defined. A measure that has no value for the data (a logarithm of a negative value, a
 * ratio to a mean of 0) is NaN, and an infinite one infinite; that is an outcome, not an error. NaN
 * and infinities among the inputs are errors and are named. */
#ifndef CAREPATH_EQUITY_H
#define CAREPATH_EQUITY_H

#include "carepath/base.h"
#include "carepath/random.h"
#include "carepath/stats.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- ratios -------------------- */

/** What Fieller's limits of a ratio mean: the ratio lies between them. */
#define CPW_FIELLER_BOUNDED 0
/** The ratio lies at or below the lower limit or at or above the upper one, not between: the
 *  denominator may be 0, the numerator may not. One of the limits may be infinite. */
#define CPW_FIELLER_EXCLUSIVE 1
/** The data exclude no ratio: the limits are -inf and inf. */
#define CPW_FIELLER_UNBOUNDED 2

/** Limits of a ratio of two normal estimates. */
typedef struct cpw_fieller {
  double estimate;  /**< numerator / denominator */
  double lower;     /**< lower limit; how to read it says kind */
  double upper;     /**< upper limit, >= lower */
  double level;     /**< confidence, such as 0.95 */
  int32_t kind;     /**< CPW_FIELLER_... */
  int32_t reserved; /**< zero */
} cpw_fieller;

/** Confidence limits of a ratio by Fieller's theorem: all r for which numerator - r denominator is
 *  within z standard errors of 0.
 *  Exact for jointly normal estimates of known covariance. Source: Fieller, "Some problems in
 *  interval estimation", JRSS B 16 (1954); the discriminant is computed without cancellation.
 *  @param[in]  numerator      estimate, finite
 *  @param[in]  denominator    estimate, finite
 *  @param[in]  variance_n     of the numerator, finite and >= 0
 *  @param[in]  variance_d     of the denominator, finite and >= 0
 *  @param[in]  covariance     of both, |covariance| <= sqrt(variance_n variance_d)
 *  @param[in]  level          confidence in (0, 1)
 *  @param[out] out            the limits; untouched on error. 0/0 has the estimate NaN
 *  @param[out] err            nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EDOMAIN (a number outside its domain).
 *  @par Complexity and accuracy O(1); relative error <= 1e-12 away from the change of kind, for
 *  numbers of any size.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_equity_fieller(double numerator, double denominator,
                                                double variance_n, double variance_d,
                                                double covariance, double level, cpw_fieller *out,
                                                cpw_error *err);

/* ---------------------------------------------------------------- gaps ---------------------- */

/** How groups are compared. */
typedef struct cpw_gaps_options {
  size_t struct_size; /**< sizeof(cpw_gaps_options) as the caller compiled it */
  int64_t compared;   /**< index of the group that is compared, default 0: the most deprived;
                           -1: the last */
  int64_t reference;  /**< index of the group compared with; -1 (default): the last */
  const double *se;   /**< (groups) standard errors of the values, finite and >= 0; NULL (default):
                            not known, and all limits are NaN */
  double level;       /**< confidence of the limits, default 0.95 */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_gaps_options;

/** Fill the options with the defaults.
 *  @param[out] options  first group against the last, no standard errors, level 0.95
 *  @param[in]  size     sizeof(cpw_gaps_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_gaps_options_init_sized(cpw_gaps_options *options, size_t size);

/** Fill the options with the defaults (see cpw_gaps_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_gaps_options_init(cpw_gaps_options *options) {
  cpw_gaps_options_init_sized(options, sizeof *options);
}

/** Gaps between groups. Limits are NaN where no standard errors were given. */
typedef struct cpw_gaps {
  double mean;          /**< of the whole population: sum p v, with shares p of the population */
  double gap;           /**< compared - reference */
  double gap_lower;     /**< normal limits */
  double gap_upper;     /**< normal limits */
  double ratio;         /**< compared / reference */
  double ratio_lower;   /**< limits by the logarithm (Katz); NaN unless both values are > 0 */
  double ratio_upper;   /**< limits by the logarithm */
  double fieller_lower; /**< the ratio's limits by Fieller */
  double fieller_upper; /**< the ratio's limits by Fieller */
  int32_t fieller_kind; /**< CPW_FIELLER_...: how they are to be read; 0 without standard errors */
  int32_t reserved;     /**< zero */
  double par;           /**< population attributable risk: mean - reference */
  double par_lower;     /**< normal limits */
  double par_upper;     /**< normal limits */
  double paf;           /**< population attributable fraction: par / mean */
  double paf_lower;     /**< limits by Fieller; NaN where they are not bounded */
  double paf_upper;     /**< limits by Fieller */
  double disparity;     /**< index of disparity (Pearcy and Keppel 2002), a share: the mean over the
                               other groups of |v - reference| / |reference| */
  double disparity_weighted; /**< the same, weighted by the population of the other groups */
  double deviation;          /**< mean over groups of |v - mean| / |mean| */
  double deviation_weighted; /**< the same, weighted by population */
  double variance;           /**< between groups: sum p (v - mean)^2 */
  double theil_t;  /**< between groups: sum p (v/mean) log(v/mean); NaN if a value is < 0 */
  double theil_l;  /**< mean log deviation: sum p log(mean/v); inf if a value is 0 */
  int64_t highest; /**< index of the highest value (the first of equals) */
  int64_t lowest;  /**< index of the lowest value (the first of equals) */
  double range;    /**< highest - lowest value */
} cpw_gaps;

/** Gaps and ratios between groups, and what the whole population owes to them.
 *  Source: WHO Handbook on health inequality monitoring (2013); Pearcy and Keppel, "A summary measure
 *  of health disparity", Public Health Reports 117 (2002); limits of the ratio by Katz and by Fieller,
 *  values taken as independent.
 *  @param[in]  value       (groups) finite
 *  @param[in]  population  (groups) finite and >= 0, not all 0; NULL: one each. A group without
 *                          people counts in gap and ratio if it is named, not in sums over people
 *  @param[in]  groups      >= 1
 *  @param[in]  options     NULL for the defaults
 *  @param[out] out         the measures; untouched on error
 *  @param[out] err         nullable; its index is the group at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, groups < 1, no such group); CPW_EDOMAIN (a value, population,
 *  standard error or level); CPW_EOVERFLOW (a sum beyond the largest double); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity and accuracy O(groups); relative error <= 1e-14 of the terms.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_equity_gaps(const double *value, const double *population,
                                             int64_t groups, const cpw_gaps_options *options,
                                             cpw_gaps *out, cpw_error *err);

/* ---------------------------------------------------------------- slope --------------------- */

/** Scales of values: as they are; logarithm (rates); log odds (proportions). */
#define CPW_SCALE_NONE  0
#define CPW_SCALE_LOG   1
#define CPW_SCALE_LOGIT 2

/** Limits of a slope: none. */
#define CPW_SLOPE_NONE 0
/** Closed form, from the groups' standard errors: normal for the SII, Fieller for the RII. Takes no
 *  simulation; with a transform the slope's normal limits are carried through it, pivoted at the
 *  fitted middle. */
#define CPW_SLOPE_EXACT 1
/** Simulated from the groups' standard errors, as published (PHEindicatormethods phe_sii). */
#define CPW_SLOPE_SIMULATED 2
/** From the scatter about the line, as a weighted regression reports it: Student's t with groups - 2
 *  degrees of freedom. For values without standard errors. */
#define CPW_SLOPE_RESIDUAL 3

/** How a slope is fitted and what limits it has. */
typedef struct cpw_slope_options {
  size_t struct_size;  /**< sizeof(cpw_slope_options) as the caller compiled it */
  int32_t transform;   /**< CPW_SCALE_...: the scale on which the line is fitted; default NONE */
  int32_t scale;       /**< CPW_SCALE_...: the scale on which values are normal, and on which their
                            standard errors are: LOG for rates, LOGIT for proportions; default NONE.
                            With a transform it must be that transform, or NONE for "the same" */
  int32_t method;      /**< CPW_SLOPE_NONE (default), ...: where limits come from */
  int32_t reserved;    /**< zero */
  double multiplier;   /**< the SII is multiplied by it, default 1; not 0. Below 0 (values for which
                            high is bad, shown so that positive is worse for the most deprived) the
                            RII is inverted too */
  const double *se;    /**< (areas, groups) standard errors on `scale`, finite and >= 0; NULL: from
                            lower and upper */
  const double *lower; /**< (areas, groups) confidence limits of the values; NULL if se is given */
  const double *upper; /**< (areas, groups), >= lower */
  double limit_level;  /**< the confidence of lower and upper, default 0.95 */
  const double *level; /**< (levels) confidences asked for, in (0, 1); NULL (default): 0.95 */
  int64_t levels;      /**< >= 1; default 1 */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_slope_options;

/** Fill the options with the defaults.
 *  @param[out] options  no transform, no limits, multiplier 1, level 0.95
 *  @param[in]  size     sizeof(cpw_slope_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_slope_options_init_sized(cpw_slope_options *options, size_t size);

/** Fill the options with the defaults (see cpw_slope_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_slope_options_init(cpw_slope_options *options) {
  cpw_slope_options_init_sized(options, sizeof *options);
}

/** The line of one area. Standard errors are NaN with CPW_SLOPE_NONE. */
typedef struct cpw_slope {
  double sii;       /**< slope index of inequality, times the multiplier */
  double rii;       /**< relative index of inequality: fitted value of the least deprived end over
                            that of the most deprived end; its inverse if multiplier < 0 */
  double intercept; /**< fitted value at the most deprived end, on the scale of the values, times
                            |multiplier| */
  double end;       /**< fitted value at the least deprived end, likewise */
  double slope;     /**< of the line on the scale of the transform, without multiplier */
  double sii_se;    /**< standard error of the SII, without a transform; NaN with one */
  double slope_se;  /**< standard error of slope */
  double intercept_se; /**< standard error of the line's intercept on the scale of the transform */
  double covariance;   /**< of intercept and slope there */
  double mean;         /**< weighted mean of the values */
  double
      residual_sd; /**< sqrt(sum a (y - fit)^2 / (groups - 2)) with the shares a of the population
                            as weights, as a weighted regression reports it; NaN for 2 groups */
} cpw_slope;

/** Limits of one area at one level. */
typedef struct cpw_slope_limits {
  double level;     /**< confidence */
  double sii_lower; /**< of the SII, times the multiplier */
  double sii_upper; /**< >= sii_lower */
  double rii_lower; /**< of the RII */
  double rii_upper; /**< >= rii_lower */
  int32_t rii_kind; /**< CPW_FIELLER_...: how the RII's limits are to be read */
  int32_t reserved; /**< zero */
} cpw_slope_limits;

/** Slope index and relative index of inequality, for one area or many.
 *  Least squares of the values on the cumulative mid-rank b of the groups, weighted by their shares a
 *  of the population: SII = fit(1) - fit(0), RII = fit(1) / fit(0). With a transform g the line is
 *  fitted to g(value) and its ends carried back. Groups without people do not count.
 *  Limits. EXACT: var(SII) = sum (c se)^2 over the line's linear coefficients c (first order where
 *  `scale` is not the transform's), RII by Fieller. SIMULATED: run.replications (100,000 without
 *  a run) draws of the values from normal laws on their scale; refitted, sorted; positions
 *  round(R (1-level)/2) and round(R (1+level)/2) without interpolation; with a transform the limits of
 *  the slope are pivoted at the fitted middle, as published. Limits always contain what they are limits
 *  of in the right order: a multiplier below 0 swaps and inverts, one between 0 and 1 does not (a
 *  published program swaps there). Where the line is linear in the drawn values, two normals a
 *  replication stand for all of its groups: the law of the pair is the same.
 *  Streams are keyed by (run.seed, 0, 'eqtslope', area), replication r begins at word r x (2, or groups
 *  where the line is not linear in what is drawn): the same bits for any number of threads, and
 *  for an area whatever areas follow it.
 *  Sources: Mackenbach and Kunst, Soc. Sci. Med. 44 (1997); PHEindicatormethods phe_sii; Fieller
 *  (1954).
 *  @param[in]  value       (areas, groups) groups from the most to the least deprived; finite; > 0
 *                          with LOG, in (0, 1) with LOGIT
 *  @param[in]  population  (areas, groups) finite and >= 0; NULL: one each
 *  @param[in]  areas       >= 1
 *  @param[in]  groups      >= 2, at least two of which have people in every area
 *  @param[in]  options     NULL for the defaults
 *  @param[in]  run         seed, replications, threads, progress and cancel of SIMULATED; NULL: seed 1,
 *                          100,000 replications, one thread
 *  @param[out] out         (areas) untouched on error
 *  @param[out] limits      (areas, levels) NULL if method is NONE or they are not wanted
 *  @param[out] err         nullable; its index is the flat index of the value at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, areas, groups, levels, no standard errors, a choice that is
 *  none); CPW_EDOMAIN (a value, population, standard error, limit, level, multiplier; people in fewer
 *  than 2 groups, 3 with RESIDUAL, or all in one to the last digit of their share; replications too few
 *  for a level); CPW_EOVERFLOW (a line that ends beyond the largest double); CPW_ENOMEM; CPW_ECANCELLED;
 *  CPW_EABI.
 *  @par Complexity and accuracy O(areas x groups), simulated O(areas x replications x groups);
 *  relative error <= 1e-12 for values and errors of any size; a covariance beyond the doubles is inf or 0. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_equity_slope(const double *value, const double *population,
                                              int64_t areas, int64_t groups,
                                              const cpw_slope_options *options, const cpw_run *run,
                                              cpw_slope *out, cpw_slope_limits *limits,
                                              cpw_error *err);

/* ---------------------------------------------------------------- concentration ------------- */

/** The number that the variance is divided by: rows, as published (Kakwani, Wagstaff and van
 *  Doorslaer 1997, weights as shares). */
#define CPW_VARIANCE_ROWS 0
/** Weights are how many people each row stands for: divided by their sum. */
#define CPW_VARIANCE_COUNTS 1
/** Weights are of a sample: sum(w^2 influence^2) / sum(w)^2, linearisation with replacement. */
#define CPW_VARIANCE_SAMPLE 2

/** Where a curve lies: on the diagonal, everywhere. */
#define CPW_CURVE_EQUAL 0
/** On or below it: the better off have more, at any share of the population. */
#define CPW_CURVE_BELOW 1
/** On or above it: the worse off have more. */
#define CPW_CURVE_ABOVE 2
/** It crosses: an index of 0 may hide this. */
#define CPW_CURVE_CROSSES 3

/** How concentration is measured. */
typedef struct cpw_concentration_options {
  size_t struct_size; /**< sizeof(cpw_concentration_options) as the caller compiled it */
  int32_t variance;   /**< CPW_VARIANCE_..., default ROWS */
  int32_t reserved;   /**< zero */
  double lowest;      /**< the least value that there can be, for Wagstaff's and Erreygers' indices;
                            NaN (default): not bounded, those are NaN. Never the sample's own */
  double highest;     /**< the greatest value that there can be, > lowest; NaN (default) */
  double aversion;    /**< v of the extended index, finite and >= 1, default 2: the usual index */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_concentration_options;

/** Fill the options with the defaults.
 *  @param[out] options  variance by rows, no bounds, aversion 2
 *  @param[in]  size     sizeof(cpw_concentration_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_concentration_options_init_sized(cpw_concentration_options *options, size_t size);

/** Fill the options with the defaults (see cpw_concentration_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_concentration_options_init(cpw_concentration_options *options) {
  cpw_concentration_options_init_sized(options, sizeof *options);
}

/** Concentration of a value by social position. Above 0: more of it among the better off. */
typedef struct cpw_concentration {
  int64_t rows;          /**< rows of positive weight */
  double population;     /**< sum of the weights */
  double mean;           /**< of the values */
  double index;          /**< concentration index C; NaN for a mean of 0 */
  double index_se;       /**< its standard error */
  double generalised;    /**< mean x C: in units of the value; defined for a mean of 0 */
  double generalised_se; /**< standard error */
  double wagstaff;       /**< C mean (b - a) / ((b - mean) (mean - a)) with the bounds a and b */
  double wagstaff_se;    /**< standard error */
  double erreygers;      /**< 4 mean C / (b - a) */
  double erreygers_se;   /**< standard error */
  double extended;       /**< C(v) = 1 - sum y [(1-F')^v - (1-F)^v] / mean, over blocks of equal
                              position between cumulative shares F' and F: the integral over the
                              curve; for v = 2 it is C */
  double
      extended_middle; /**< 1 - v sum w y (1-R)^(v-1) / mean at the middle ranks R, as it is often
                               written; the same for v = 1 and 2 and many rows */
  double achievement;  /**< mean (1 - C(v)): the EDE for a good, by position */
  double slope;        /**< of the least squares line of y on R: SII of single people */
  int32_t curve;       /**< CPW_CURVE_... : which side of the diagonal; of no meaning for a mean
                               that is not > 0 (then EQUAL) */
  int32_t reserved;    /**< zero */
} cpw_concentration;

/** Concentration index of single people, with its standard error and its kin.
 *  C = 2 cov(y, R) / mean, R the cumulative share of the weight below plus half one's own; equal
 *  positions share the middle of theirs. Standard errors from the influence function
 *  (y/mean)(2R - 1 - C) + 2 - q' - q of Kakwani, Wagstaff and van Doorslaer (J. Econometrics 77, 1997),
 *  with the mean's own where an index depends on it; equal positions: q' and q bound their block, and
 *  within it its mean is taken for 2 - q' - q. Wagstaff, Health Economics 14 (2005); Erreygers,
 *  J. Health Economics 28 (2009); extended: Wagstaff, J. Health Economics 21 (2002).
 *  @param[in]  value     (n) finite
 *  @param[in]  position  (n) social position, rising with being better off, finite; NULL: the rows stand
 *                        in order, the worst off first, without ties
 *  @param[in]  weight    (n) finite and >= 0, not all 0; NULL: one each
 *  @param[in]  n         >= 1
 *  @param[in]  options   NULL for the defaults
 *  @param[out] out       untouched on error
 *  @param[out] err       nullable; its index is the row at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 1, a choice that is none, one bound without the other);
 *  CPW_EDOMAIN (a value, position, weight, bound or aversion; a value outside the bounds);
 *  CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity and accuracy O(n), some 70 n bytes; error <= 1e-13 of the sum of |terms|; the same bits
 *  for any order of rows if positions are given. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_equity_concentration(const double *value, const double *position,
                                                      const double *weight, int64_t n,
                                                      const cpw_concentration_options *options,
                                                      cpw_concentration *out, cpw_error *err);

/** Concentration index of groups: C = sum_t (P_t L_{t+1} - P_{t+1} L_t).
 *  The same numbers as of single people who all have their group's mean and the middle rank of their
 *  group. Standard error (Kakwani, Wagstaff and van Doorslaer 1997, section 4): with the variances of
 *  the values within groups, that of all people, whose number the population is; without, that of as
 *  many observations as there are groups. options.variance is not used.
 *  @param[in]  mean        (groups) means of the value, the worst off first; finite
 *  @param[in]  population  (groups) people, finite and >= 0, not all 0; NULL: one each
 *  @param[in]  variance    (groups) of the value within each group, finite and >= 0; NULL: not known
 *  @param[in]  groups      >= 1
 *  @param[in]  options     NULL for the defaults
 *  @param[out] out         untouched on error
 *  @param[out] err         nullable; its index is the group at fault
 *  @return as cpw_equity_concentration: CPW_OK; CPW_EINVAL; CPW_EDOMAIN; CPW_EOVERFLOW; CPW_ENOMEM;
 *  CPW_EABI.
 *  @par Complexity and accuracy O(groups); as cpw_equity_concentration. @par Thread safety Safe.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_equity_concentration_grouped(
    const double *mean, const double *population, const double *variance, int64_t groups,
    const cpw_concentration_options *options, cpw_concentration *out, cpw_error *err);

/** Concentration curve, or Lorenz curve, at given shares of the population.
 *  L(p): the share of all value that the worst off share p of the population has; straight between
 *  people, and between blocks of equal position. With position = value it is the Lorenz curve.
 *  @param[in]  value      (n) finite, their weighted sum not 0
 *  @param[in]  position   (n) as in cpw_equity_concentration; NULL: rows in order
 *  @param[in]  weight     (n) NULL: one each
 *  @param[in]  n          >= 1
 *  @param[in]  share      (points) shares of the population in [0, 1], any order
 *  @param[in]  points     >= 0
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] curve      (points) L at each share; may be share; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 1, points < 0); CPW_EDOMAIN (a value, position, weight or
 *  share; a sum of 0); CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity and accuracy O(n + points log n); error <= 1e-14 of the sum of |terms|.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_equity_curve(const double *value, const double *position,
                                              const double *weight, int64_t n, const double *share,
                                              int64_t points, const cpw_allocator *allocator,
                                              double *curve, cpw_error *err);

/* ---------------------------------------------------------------- dispersion ---------------- */

/** Inequality within one distribution. */
typedef struct cpw_dispersion {
  int64_t rows;          /**< rows of positive weight */
  double population;     /**< sum of the weights */
  double mean;           /**< weighted mean */
  double minimum;        /**< least value */
  double maximum;        /**< greatest value */
  double variance;       /**< sum p (y - mean)^2, of a whole population */
  double cv;             /**< coefficient of variation: sqrt(variance) / |mean| */
  double gini;           /**< mean difference over twice the mean; NaN for a mean of 0 */
  double gini_corrected; /**< gini x n/(n-1), n rows; NaN for one row */
  double gini_se;        /**< standard error by the influence function (as CPW_VARIANCE_ROWS) */
  double
      gini_jackknife; /**< standard error by the jackknife (each row left out), exact; NaN below 3
                              rows */
  double theil_t;     /**< sum p (y/mean) log(y/mean), 0 log 0 = 0; NaN if a value is < 0 */
  double theil_t_se;  /**< standard error by the influence function */
  double theil_l;     /**< mean log deviation: sum p log(mean/y); inf if a value is 0 */
  double theil_l_se;  /**< standard error by the influence function; NaN where theil_l is inf */
} cpw_dispersion;

/** Inequality of a distribution: coefficient of variation, Gini, Theil's T and L.
 *  Source: Cowell, Measuring Inequality (3rd ed., 2011); standard error of the Gini as that of the
 *  concentration index by its own rank; jackknife in O(n) (Karagiannis and Kovacevic, Oxf. Bull. Econ.
 *  Stat. 62, 2000).
 *  @param[in]  value      (n) finite
 *  @param[in]  weight     (n) finite and >= 0, not all 0; NULL: one each
 *  @param[in]  n          >= 1
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        untouched on error
 *  @param[out] err        nullable; its index is the row at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 1); CPW_EDOMAIN (a value or weight); CPW_EOVERFLOW;
 *  CPW_ENOMEM.
 *  @par Complexity and accuracy O(n), some 70 n bytes; relative error <= 1e-12 (values no further apart
 *  than in cpw_equity_ede); the same bits for any order of rows. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_equity_dispersion(const double *value, const double *weight,
                                                   int64_t n, const cpw_allocator *allocator,
                                                   cpw_dispersion *out, cpw_error *err);

/** Generalised entropy GE(a) for any number of a.
 *  [sum p (y/mean)^a - 1] / (a (a - 1)); Theil's L at a = 0 and T at a = 1, reached without
 *  cancellation. Zeros: inf for a <= 0. Values < 0: NaN, but for a = 2 (half the squared cv).
 *  @param[in]  value   (n) finite
 *  @param[in]  weight  (n) NULL: one each
 *  @param[in]  n       >= 1
 *  @param[in]  a       (count) finite
 *  @param[in]  count   >= 0
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out     (count) untouched on error; must not overlap a
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 1, count < 0); CPW_EDOMAIN (a value, weight or a);
 *  CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity and accuracy O(n x count), 16 n bytes; relative error <= 1e-12 (values no further
 *  apart than in cpw_equity_ede).
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_equity_entropy(const double *value, const double *weight,
                                                int64_t n, const double *a, int64_t count,
                                                const cpw_allocator *allocator, double *out,
                                                cpw_error *err);

/** Equally distributed equivalents: Atkinson, (sum p y^(1-e))^(1/(1-e)); e >= 0, the geometric mean at
 *  e = 1, relative. Values must be >= 0 (otherwise NaN unless e = 0); a zero makes it 0 for e >= 1. */
#define CPW_EDE_ATKINSON 0
/** Kolm, -log(sum p exp(-a y)) / a; a >= 0, the mean at a = 0, absolute. Any values. */
#define CPW_EDE_KOLM 1
/** Extended Gini, sum y [(1-F')^v - (1-F)^v] over the rows in ascending order; v >= 1, the mean at
 *  v = 1, mean (1 - Gini) at v = 2, relative and absolute. Any values. */
#define CPW_EDE_GINI 2

/** Equally distributed equivalents for any number of aversions, and the inequality each implies.
 *  The value that, had by everybody, would be as good as the distribution, for a good (health). For a
 *  bad such as a wait turn it round first (target - wait). Computed from y over its least or its
 *  mean (Atkinson) and y less its least (Kolm), so that nothing overflows or underflows; the indices
 *  keep their digits where they are small.
 *  Sources: Atkinson, J. Econ. Theory 2 (1970); Kolm, J. Econ. Theory 12-13 (1976); Donaldson and
 *  Weymark, J. Econ. Theory 22 (1980); Asaria, Griffin and Cookson, Med. Decis. Making 36 (2016).
 *  @param[in]  value      (n) finite; groups' means with their people as weights, or single people
 *  @param[in]  weight     (n) finite and >= 0, not all 0; NULL: one each
 *  @param[in]  n          >= 1
 *  @param[in]  kind       CPW_EDE_...
 *  @param[in]  aversion   (count) finite, >= 0 (GINI: >= 1)
 *  @param[in]  count      >= 0
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] ede        (count) in units of the value; untouched on error
 *  @param[out] index      (count) ATKINSON and GINI: 1 - ede/mean (NaN for a mean of 0); KOLM: mean -
 *                         ede; NULL if not wanted
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 1, count < 0, no such kind); CPW_EDOMAIN (a value, weight or
 *  aversion); CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity and accuracy O(n x count); relative error <= 1e-12 of the EDE
 *  while the greatest value is not 2^1022 (4e307) times the least that is not 0: values are brought near
 *  1, and what is smaller loses digits, and counts as 0 from 2^1074 times.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_equity_ede(const double *value, const double *weight, int64_t n,
                                            int32_t kind, const double *aversion, int64_t count,
                                            const cpw_allocator *allocator, double *ede,
                                            double *index, cpw_error *err);

/* ---------------------------------------------------------------- decomposition ------------- */

/** What is decomposed: Theil's T; Theil's L (mean log deviation); GE(2), half the squared coefficient
 *  of variation; the variance; the Gini, whose groups overlap. */
#define CPW_PARTS_THEIL_T  0
#define CPW_PARTS_THEIL_L  1
#define CPW_PARTS_GE2      2
#define CPW_PARTS_VARIANCE 3
#define CPW_PARTS_GINI     4

/** Inequality between and within groups. */
typedef struct cpw_decomposition {
  double total;   /**< between + within + overlap, in this order, to the last bit */
  double between; /**< of the groups' means, everybody having their group's mean */
  double within;  /**< weighted sum of the inequality within groups */
  double overlap; /**< GINI: what is left because the groups' ranges overlap, >= 0; otherwise 0 */
} cpw_decomposition;

/** One group of a decomposition. */
typedef struct cpw_decomposition_group {
  double population; /**< share of the population */
  double share;      /**< share of all value */
  double mean;       /**< of the value; NaN of nobody */
  double inequality; /**< the measure within the group; 0 of one row; NaN of nobody */
  double within;     /**< what it adds to `within` */
  double between;    /**< what it adds to `between`; NaN for GINI, which has no such parts */
} cpw_decomposition_group;

/** Decompose inequality by groups.
 *  T: between sum s log(s/p), within sum s T_g; L: sum p log(p/s), sum p L_g; GE(2): sum s^2/p GE_g;
 *  variance: sum p (mean_g - mean)^2, sum p V_g; with the shares p of people and s of value. Gini:
 *  that of the groups' means, sum p s G_g, and the rest. Sources: Shorrocks, Econometrica 48 (1980);
 *  Lambert and Aronson, Economic Journal 103 (1993).
 *  @param[in]  value      (n) finite
 *  @param[in]  weight     (n) finite and >= 0, not all 0; NULL: one each
 *  @param[in]  group      (n) 0 to groups - 1
 *  @param[in]  n          >= 1
 *  @param[in]  groups     >= 1
 *  @param[in]  kind       CPW_PARTS_...
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        untouched on error; NaN or inf where the measure is
 *  @param[out] each       (groups) NULL if not wanted
 *  @param[out] err        nullable; its index is the row at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 1, groups < 1, no such kind, a group out of range);
 *  CPW_EDOMAIN (a value or weight); CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity and accuracy O(n + groups), GINI O(n) with sorting; relative error <= 1e-12 of the
 *  total (values no further apart than in cpw_equity_ede). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_equity_decompose(const double *value, const double *weight,
                                                  const int64_t *group, int64_t n, int64_t groups,
                                                  int32_t kind, const cpw_allocator *allocator,
                                                  cpw_decomposition *out,
                                                  cpw_decomposition_group *each, cpw_error *err);

/** Inequality by two crossed groupings. */
typedef struct cpw_crossed_decomposition {
  double total;       /**< first + second + interaction + within, in this order, to the last bit */
  double first;       /**< between the groups of the first grouping alone */
  double second;      /**< between the groups of the second grouping alone */
  double interaction; /**< between the cells of both, less first and second. Below 0: the groupings
                            say partly the same; above 0: their combination says more than both */
  double within;      /**< within the cells */
  double cells;       /**< between the cells: first + second + interaction */
} cpw_crossed_decomposition;

/** Decompose inequality by two crossed groupings, such as deprivation and specialty.
 *  @param[in]  value          (n) finite
 *  @param[in]  weight         (n) finite and >= 0, not all 0; NULL: one each
 *  @param[in]  first          (n) 0 to first_groups - 1
 *  @param[in]  second         (n) 0 to second_groups - 1
 *  @param[in]  n              >= 1
 *  @param[in]  first_groups   >= 1
 *  @param[in]  second_groups  >= 1
 *  @param[in]  kind           CPW_PARTS_... but GINI
 *  @param[in]  allocator      NULL for malloc and free
 *  @param[out] out            untouched on error
 *  @param[out] err            nullable; its index is the row at fault
 *  @return as cpw_equity_decompose: CPW_OK; CPW_EINVAL; CPW_EDOMAIN; CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity and accuracy O(n + first_groups x second_groups); as cpw_equity_decompose.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_equity_decompose_crossed(
    const double *value, const double *weight, const int64_t *first, const int64_t *second,
    int64_t n, int64_t first_groups, int64_t second_groups, int32_t kind,
    const cpw_allocator *allocator, cpw_crossed_decomposition *out, cpw_error *err);

/* ---------------------------------------------------------------- missing groups ------------ */

/** The usual number of blocks that people of unknown group are assigned in. */
#define CPW_BOUNDS_BLOCKS 400

/** How bounds are sought. */
typedef struct cpw_bounds_options {
  size_t struct_size; /**< sizeof(cpw_bounds_options) as the caller compiled it */
  int64_t compared;   /**< index of the group that is compared, default 0: the most deprived;
                           -1: the last */
  int64_t reference;  /**< index of the group compared with; -1 (default): the last */
  int64_t
      blocks; /**< people of unknown group are assigned one by one if they are no more than this,
                       else in so many blocks of neighbours by value; 2 to 10,000, default
                       CPW_BOUNDS_BLOCKS. For SII, RII and C: gap and ratio are always exact */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_bounds_options;

/** Fill the options with the defaults.
 *  @param[out] options  first group against the last, CPW_BOUNDS_BLOCKS
 *  @param[in]  size     sizeof(cpw_bounds_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_bounds_options_init_sized(cpw_bounds_options *options, size_t size);

/** Fill the options with the defaults (see cpw_bounds_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_bounds_options_init(cpw_bounds_options *options) {
  cpw_bounds_options_init_sized(options, sizeof *options);
}

/** The measures that are bounded, as places in the arrays of cpw_bounds: the mean of the compared
 *  group. */
#define CPW_BOUNDS_COMPARED 0
/** The mean of the reference group. */
#define CPW_BOUNDS_REFERENCE 1
/** compared - reference. */
#define CPW_BOUNDS_GAP 2
/** compared / reference; NaN unless all values are >= 0 and the reference's mean stays > 0. */
#define CPW_BOUNDS_RATIO 3
/** Slope index of inequality. */
#define CPW_BOUNDS_SII 4
/** Relative index of inequality; NaN where the fitted line can reach 0. */
#define CPW_BOUNDS_RII 5
/** Grouped concentration index; NaN for a mean that is not > 0. */
#define CPW_BOUNDS_CONCENTRATION 6
/** How many measures there are. */
#define CPW_BOUNDS_COUNT 7

/** Measures of the people whose group is known, and their least and greatest values over every way in
 *  which the others could belong to the groups. */
typedef struct cpw_bounds {
  double missing;                    /**< people of unknown group */
  double missing_share;              /**< their share of all */
  double mean;                       /**< of everybody: it does not depend on who belongs where */
  double known[CPW_BOUNDS_COUNT];    /**< of those whose group is known */
  double least[CPW_BOUNDS_COUNT];    /**< over all assignments of the others */
  double greatest[CPW_BOUNDS_COUNT]; /**< over all assignments of the others */
  int32_t exact;    /**< 1: SII, RII and concentration are exact; 0: they are attained, but another
                         assignment that divides the blocks may go a little further */
  int32_t reserved; /**< zero */
} cpw_bounds;

/** How far people of unknown group could move a measure: best and worst case, nothing imputed.
 *  Each unknown person has a known value and could belong to any group. Gap and ratio: one group takes
 *  the highest, the other the lowest, as many as help; exact in O(m log m). SII: for given numbers in
 *  the groups the values go to them in order (rearrangement), so that numerator and denominator are sums
 *  along a path; the ratio's extreme is found by Dinkelbach's iteration (Management Science 13, 1967)
 *  over dynamic programming. The fitted line passes through (1/2, mean), which makes RII a function of
 *  SII; C has a fixed denominator. With more people than options.blocks neighbours move together.
 *  Source of the idea: Manski, Partial Identification of Probability Distributions (2003).
 *  @param[in]  mean        (groups) means of the people whose group is known, most deprived first; finite
 *  @param[in]  population  (groups) how many they are, finite and > 0
 *  @param[in]  groups      >= 2
 *  @param[in]  unknown     (missing) values of the people whose group is not known, finite
 *  @param[in]  missing     >= 0
 *  @param[in]  options     NULL for the defaults
 *  @param[out] out         untouched on error
 *  @param[out] err         nullable; its index is the group or person at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, groups < 2, missing < 0, no such group, compared = reference);
 *  CPW_EDOMAIN (a mean, population, value or blocks); CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity and accuracy O(missing log missing + groups x blocks^2); relative error <= 1e-11.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_equity_bounds(const double *mean, const double *population,
                                               int64_t groups, const double *unknown,
                                               int64_t missing, const cpw_bounds_options *options,
                                               cpw_bounds *out, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
