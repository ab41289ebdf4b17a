/* carepath/survival.h - how long people wait, by group, when many are still waiting: survival curves,
 * percentiles, means up to a limit, the share treated when others leave untreated, and tests of
 * whether groups wait differently.
 * Floor 1: includes base.h only.
 *
 *   rows of people -> cpw_survival_curves   -> curves, percentiles, means, shares by 18 and 52 weeks
 *                  -> cpw_survival_compare  -> log-rank and its kin, k groups, strata, trend
 *                  -> cpw_survival_pairwise -> every pair of groups, with Holm's adjustment
 *                  -> cpw_survival_ratios   -> hazard ratios against one group, in one step
 *
 * Words. The time is how long somebody has waited, in any unit. An event ends the wait: 1 is
 * treatment, 2 and above are other causes (removed, died). Who has no event, 0, still waits: the wait
 * is known to be longer (censored). At a time at which events and censorings fall together, the events
 * come first: who is censored at t was at risk of the events at t.
 *
 * Two questions that must not be confused. `survival` with cause 1 treats removals as if those people
 * would have waited on like the others: how long would the wait be if nobody were removed. `incidence`
 * counts what happened: which share was treated, which removed, which still waits. 1 - survival is never
 * below the incidence, and far above it where many are removed.
 *
 * A list looked at between two dates sees those who waited already only from then on. `entry` says from
 * which wait on: without it the long waits would be counted twice over (left truncation). */
#ifndef CAREPATH_SURVIVAL_H
#define CAREPATH_SURVIVAL_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- people -------------------- */

/** Still waiting when last seen. */
#define CPW_SURVIVAL_WAITING 0
/** The wait ended by treatment. Higher codes are other causes. */
#define CPW_SURVIVAL_TREATED 1

/** The most causes that end a wait. */
#define CPW_SURVIVAL_MAX_CAUSES 64

/** Rows of people, borrowed. A row may stand for several people who are alike (`weight`). */
typedef struct cpw_survival_rows {
  size_t struct_size;   /**< sizeof(cpw_survival_rows) as the caller compiled it */
  int64_t rows;         /**< >= 0 */
  const double *time;   /**< (rows) time waited at the event or when last seen, finite, >= 0 */
  const int32_t *event; /**< (rows) CPW_SURVIVAL_WAITING, or the cause: 1 to causes */
  const int64_t *group; /**< (rows) 0 to groups - 1; NULL: all in one */
  const double *weight; /**< (rows) people of the row, finite, >= 0; NULL: one each. They count as
                             that many rows would */
  const double *entry;  /**< (rows) time waited when first seen, >= 0 and below time; 0: seen from
                             the start, time 0 included; NULL: all are */
  int64_t groups;       /**< >= 1; default 1. A group may have nobody */
  int64_t causes;       /**< 1 to CPW_SURVIVAL_MAX_CAUSES; default 1 */
} cpw_survival_rows;

/** Fill rows with nothing.
 *  @param[out] rows  no rows, one group, one cause
 *  @param[in]  size  sizeof(cpw_survival_rows) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_survival_rows_init_sized(cpw_survival_rows *rows, size_t size);

/** Fill rows with nothing (see cpw_survival_rows_init_sized).
 *  @param[out] rows  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_survival_rows_init(cpw_survival_rows *rows) {
  cpw_survival_rows_init_sized(rows, sizeof *rows);
}

/* ---------------------------------------------------------------- curves -------------------- */

/** Limits of a survival S: S -+ z se(S), cut at 0 and 1. */
#define CPW_SURVIVAL_PLAIN 0
/** Limits on the scale of log S, the upper one cut at 1: what R's survfit gives by default. */
#define CPW_SURVIVAL_LOG 1
/** Limits on the scale of log(-log S): within 0 and 1, and closest to the level for few people. */
#define CPW_SURVIVAL_LOG_LOG 2

/** What cpw_survival_curves gives. */
typedef struct cpw_survival_options {
  size_t struct_size; /**< sizeof(cpw_survival_options) as the caller compiled it */
  int32_t cause;      /**< cause of `survival`, 1 to causes, the others censor; 0: any. Default 1 */
  int32_t conf_type;  /**< CPW_SURVIVAL_PLAIN, ..._LOG, ..._LOG_LOG (default) */
  double level;       /**< of the limits, in (0, 1); default 0.95 */
  double from;   /**< who waited less is left out, and curves start here at 1: for lists on which
                           nobody is seen earlier; finite, >= 0; default 0 */
  double tau;    /**< end of the restricted means, finite, > from; NaN (default): the longest
                           time up to which every group with people is seen */
  int64_t times; /**< points of the grid of the curves, >= 0; default 0: no curves */
  const double *time; /**< (times) finite, rising; NULL where times is 0 */
  int32_t every;      /**< 1: the grid is every time at which anybody has an event or is last seen;
                           times must be 0 then. Default 0 */
  int32_t reserved;   /**< zero */
  int64_t probabilities;     /**< percentiles, >= 0; default 3 */
  const double *probability; /**< (probabilities) in (0, 1): 0.92 is the time by which 92 % have had
                                  it; NULL with the default number: 0.5, 0.92, 0.95 */
  int64_t limits;            /**< times to give shares at, >= 0; default 2 */
  const double *limit;       /**< (limits) finite, >= 0; NULL with the default number: 18, 52 */
  const cpw_dimension *labels;     /**< of the groups (length = groups), or NULL: 0, 1, ... */
  const char *const *cause_labels; /**< (causes) or NULL: "treated", "removed", "cause 3", ... */
  const cpw_allocator *allocator;  /**< NULL for malloc and free */
} cpw_survival_options;

/** Fill the options with the defaults.
 *  @param[out] options  cause 1, log-log limits of 95 %, no curves, percentiles 50, 92 and 95, shares
 *                       at 18 and 52
 *  @param[in]  size     sizeof(cpw_survival_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_survival_options_init_sized(cpw_survival_options *options, size_t size);

/** Fill the options with the defaults (see cpw_survival_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_survival_options_init(cpw_survival_options *options) {
  cpw_survival_options_init_sized(options, sizeof *options);
}

/** Survival curves, percentiles, restricted means and cumulative incidences of every group.
 *  With n(t) people at risk just before t, of whom d(t) have the event of `cause` at t:
 *    survival      Kaplan-Meier, S(t) = prod (1 - d/n) over times <= t
 *    its variance  Greenwood, S^2 sum d/(n (n - d)); limits by conf_type
 *    hazard        Nelson-Aalen, sum d/n, variance sum d/n^2
 *    incidence     Aalen-Johansen, F_k(t) = sum S(t-) d_k/n with S the survival of any cause; variance
 *                  by the delta method with multinomial steps ("Greenwood-type": Andersen, Borgan,
 *                  Gill and Keiding, Statistical Models Based on Counting Processes, 1993, IV.4), which
 *                  is Greenwood's for a single cause; limits of 1 - F by conf_type. Not Aalen's form,
 *                  of which Gray's cmprsk has a version: they differ at the order of 1/n
 *    quantile      the first t with S(t) <= 1 - p; where S equals 1 - p over a stretch (to 1.5e-8),
 *                  the middle of it; limits where those of S cross 1 - p (Brookmeyer and Crowley,
 *                  Biometrics 38:29-41, 1982), as R's quantile.survfit
 *    means         areas under S and under F_k from `from` to tau, with the variances that follow from
 *                  Greenwood's, and limits on the plain scale. The curves go on level beyond the last
 *                  time seen; note "beyond" says so where tau or a limit is there
 *  Where S is 1 both limits are 1; where it is 0, S has no variance and no limits (NaN), as in R.
 *  Result. Of groups: people, events [group cause], waiting [group] (last seen waiting), seen_until,
 *  restricted_mean, _se, _lower, _upper [group], time_lost, _se, _lower, _upper [group cause], tau.
 *  By percentile: quantile, _lower, _upper [group probability], incidence_quantile, _lower, _upper
 *  [group cause probability]: NaN where the curve does not come down so far, and the upper limit is inf
 *  where its own curve does not. By limit: still, _se, _lower, _upper [group limit], the survival; and
 *  share, _se, _lower, _upper [group cause limit], the incidence. Curves, if there is a grid: at_risk,
 *  survival, _se, _lower, _upper, hazard, hazard_se [group time], and new_events [group cause time],
 *  new_waiting [group time], the people since the time before in the grid, incidence, _se, _lower,
 *  _upper [group cause time]. A group with nobody has NaN everywhere but in its counts.
 *  @param[in]  rows     the people
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the result; untouched on error
 *  @param[out] err      nullable; its index is the row at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, a number of rows, groups, causes, times that is none, an option or
 *  label that is none, group or event of a row out of range); CPW_EDOMAIN ("time[3] = -1 must be finite
 *  and >= 0", weight, entry, a probability, limit, level, tau, grid); CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity and accuracy O(n + groups causes (n + times)), by radix sort, memory O(n); relative
 *  error <= 1e-12 for whole weights. @par Thread safety Safe. @par Example examples/python/survival.py
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_survival_curves(const cpw_survival_rows *rows,
                                                 const cpw_survival_options *options,
                                                 cpw_result **out, cpw_error *err);

/* ---------------------------------------------------------------- tests --------------------- */

/** Every event counts the same: best where one group's hazard is a multiple of the other's. */
#define CPW_SURVIVAL_LOGRANK 0
/** Weight S(t-), of all groups together: early differences (Peto and Peto; R's rho = 1). */
#define CPW_SURVIVAL_PETO 1
/** Weight S(t-)^rho (1 - S(t-))^gamma: early (rho) or late (gamma) differences. */
#define CPW_SURVIVAL_FLEMING_HARRINGTON 2
/** Weight n(t), Gehan's generalised Wilcoxon test: depends on the censoring, prefer PETO. */
#define CPW_SURVIVAL_GEHAN 3
/** Weight sqrt(n(t)), Tarone and Ware. */
#define CPW_SURVIVAL_TARONE_WARE 4

/** How groups are compared. */
typedef struct cpw_survival_test_options {
  size_t struct_size;     /**< sizeof(cpw_survival_test_options) as the caller compiled it */
  int32_t cause;          /**< cause compared, 1 to causes, the others censor; 0: any. Default 1 */
  int32_t test;           /**< CPW_SURVIVAL_LOGRANK (default), ..._PETO, ... */
  double rho;             /**< FLEMING_HARRINGTON: finite, >= 0; otherwise 0. Default 0 */
  double gamma;           /**< FLEMING_HARRINGTON: finite, >= 0; otherwise 0. Default 0 */
  int64_t strata;         /**< people are compared within strata only, >= 1; default 1 */
  const int64_t *stratum; /**< (rows) 0 to strata - 1; NULL: strata must be 1 */
  const double *score;    /**< (groups) finite: of the trend, such as the deprivation decile; NULL:
                               the number of the group */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_survival_test_options;

/** Fill the options with the defaults.
 *  @param[out] options  log-rank of cause 1, no strata, scores 0, 1, 2, ...
 *  @param[in]  size     sizeof(cpw_survival_test_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_survival_test_options_init_sized(cpw_survival_test_options *options, size_t size);

/** Fill the options with the defaults (see cpw_survival_test_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_survival_test_options_init(cpw_survival_test_options *options) {
  cpw_survival_test_options_init_sized(options, sizeof *options);
}

/** What a test of groups says. */
typedef struct cpw_survival_test {
  double statistic; /**< chi-square of the hypothesis that all groups wait alike */
  double p;         /**< chance of as much or more if they do; NaN without degrees of freedom */
  int64_t degrees; /**< degrees of freedom: groups compared less 1, less 1 more for each further set
                           of groups that never wait at the same time */
  double trend;   /**< standard normal: > 0 if the event comes sooner where the score is higher; NaN
                           where nothing is compared, or all scores are alike */
  double trend_p; /**< chance of as much or more either way, if there is no trend */
} cpw_survival_test;

/** Compare the waits of groups: log-rank test and the weighted tests of its family.
 *  At every event time, within every stratum, w d events are expected by n_g/n; O - E has the
 *  hypergeometric variance w^2 d (n - d)/(n - 1) (n_g/n) (1[g = h] - n_h/n), which is 0 where n <= 1;
 *  the statistic is (O - E)' V^- (O - E). Trend: s'(O - E)/sqrt(s'V s). Sources: Mantel, Cancer
 *  Chemother. Rep. 50:163-170 (1966); Peto and Peto, J. R. Statist. Soc. A 135:185-207 (1972); Harrington
 *  and Fleming, Biometrika 69:553-566 (1982); Tarone, Biometrika 62:679-682 (1975).
 *  @param[in]  rows      the people
 *  @param[in]  options   NULL for the defaults
 *  @param[out] test      untouched on error
 *  @param[out] observed  (groups) weighted events; may be NULL; untouched on error
 *  @param[out] expected  (groups) weighted events if all waited alike; may be NULL
 *  @param[out] variance  (groups, groups) of observed - expected; may be NULL
 *  @param[out] err       nullable; its index is the row or group at fault
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN; CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI, as
 *  cpw_survival_curves, also for a stratum or score.
 *  @par Complexity and accuracy O(n groups + groups^3), memory O(n + groups^2); relative error <= 1e-12
 *  for whole weights (of O - E: of the events); p to 1e-11 relative while p >= 1e-30.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_survival_compare(const cpw_survival_rows *rows,
                                                  const cpw_survival_test_options *options,
                                                  cpw_survival_test *test, double *observed,
                                                  double *expected, double *variance,
                                                  cpw_error *err);

/** Compare every pair of groups, by the people of the two alone.
 *  Holm's step-down adjustment (Scand. J. Statist. 6:65-70, 1979) over the pairs that have a p.
 *  @param[in]  rows       the people
 *  @param[in]  options    NULL for the defaults; scores are not used
 *  @param[out] statistic  (groups, groups) chi-square of 1 degree of freedom, symmetric; NaN on the
 *                         diagonal and for pairs that cannot be compared; untouched on error
 *  @param[out] p          (groups, groups) not adjusted; may be NULL
 *  @param[out] adjusted   (groups, groups) by Holm's method; may be NULL
 *  @param[out] err        nullable
 *  @return as cpw_survival_compare.
 *  @par Complexity and accuracy O(n groups), memory O(n + groups^2); as cpw_survival_compare.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_survival_pairwise(const cpw_survival_rows *rows,
                                                   const cpw_survival_test_options *options,
                                                   double *statistic, double *p, double *adjusted,
                                                   cpw_error *err);

/** Hazard ratios of groups against one of them, in one step from the log-rank test.
 *  exp(b), V b = O - E with the reference left out; limits exp(b -+ z se), se^2 the diagonal of V^-1. For
 *  two groups Peto's exp((O - E)/V) (Peto et al., Br. J. Cancer 35:1-39, 1977): close to Cox's estimate
 *  for ratios between 0.5 and 2, biased towards 1 beyond. Covariates beyond strata are left to other
 *  tools.
 *  @param[in]  rows       the people
 *  @param[in]  options    NULL for the defaults; test must be CPW_SURVIVAL_LOGRANK
 *  @param[in]  reference  group with the ratio 1, 0 to groups - 1
 *  @param[in]  level      of the limits, in (0, 1)
 *  @param[out] ratio      (groups) > 1: the event comes sooner than in the reference; NaN where a group
 *                         cannot be compared with it; untouched on error
 *  @param[out] lower      (groups) may be NULL
 *  @param[out] upper      (groups) may be NULL
 *  @param[out] err        nullable
 *  @return as cpw_survival_compare; CPW_EINVAL also for another test, a reference that is none;
 *  CPW_EDOMAIN for the level.
 *  @par Complexity and accuracy as cpw_survival_compare. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_survival_ratios(const cpw_survival_rows *rows,
                                                 const cpw_survival_test_options *options,
                                                 int64_t reference, double level, double *ratio,
                                                 double *lower, double *upper, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
