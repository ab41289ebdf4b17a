/* carepath/choice.h - where people go: conditional logit of distance, wait and quality, the flows and waits that
 * follow from it, who travels how far, how concentrated a market is, and the coefficients from counts.
 * Floor 1: includes base.h only.
 *
 *   cpw_choice_distance        kilometres between two places
 *   cpw_choice_shares          utilities -> shares and log-sum, with an outside option
 *   cpw_choice_effects         marginal effects and elasticities of shares
 *   cpw_choice_flows           people by origin -> providers, some free to choose, the others captive
 *   cpw_choice_describe        the same with travel, waits, surplus by group, market shares, concentration
 *   cpw_choice_equilibrium     the same where waits depend on who comes
 *   cpw_choice_concentration   Herfindahl-Hirschman index and the like
 *   cpw_choice_estimate        coefficients and standard errors from counts of choices
 *
 * The utility of provider j for somebody of origin i and group g is
 *   constant_j + distance_g d_ij + wait_g w_j + quality_g q_j
 * and the share of those free to choose who go there is exp(V_ij) / (exp(outside) + sum_k exp(V_ik)) (McFadden,
 * "Conditional logit analysis of qualitative choice behavior", in Zarembka (ed.), Frontiers in Econometrics, 1974).
 * The ratio of two shares does not depend on what else is there (independence of irrelevant alternatives): a new
 * provider takes from all the others in proportion. */
#ifndef CAREPATH_CHOICE_H
#define CAREPATH_CHOICE_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Mean radius of the Earth in kilometres: (2a + b)/3 of the ellipsoid GRS 80 (Moritz, "Geodetic Reference System
 *  1980", Journal of Geodesy 74, 2000). */
#define CPW_CHOICE_EARTH 6371.0088

/** Great-circle distance in kilometres, as the crow flies, on a sphere of radius CPW_CHOICE_EARTH.
 *  2 R asin(sqrt(h)), h = sin^2(dlat/2) + cos(lat1) cos(lat2) sin^2(dlon/2) (haversine; Sinnott, Sky and Telescope
 *  68:158, 1984). The Earth is not a sphere: up to 0.6 % from the distance on the ellipsoid; roads are longer.
 *  @param[in] longitude_a  degrees, finite, -360 to 360
 *  @param[in] latitude_a   degrees, -90 to 90
 *  @param[in] longitude_b  degrees of the other place
 *  @param[in] latitude_b   degrees of the other place
 *  @return kilometres, >= 0; NaN where a coordinate is not known (NaN) or outside its range.
 *  @par Complexity and accuracy O(1); relative error <= 1e-12 up to a quarter of the way round.
 *  @par Thread safety Safe. @par Example examples/choice.c @since 0.1 */
CPW_API double cpw_choice_distance(double longitude_a, double latitude_a, double longitude_b,
                                   double latitude_b);

/** Shares of options by their utilities: the softmax, with an outside option.
 *  The greatest utility is taken off before anything is raised, so that no utility overflows.
 *  @param[in]  utility        (options) finite, or -inf: not to be had
 *  @param[in]  options        >= 1
 *  @param[in]  outside        utility of going nowhere, finite; -inf: everybody goes somewhere
 *  @param[out] share          (options) sum to 1 - outside_share; may alias utility; untouched on error
 *  @param[out] outside_share  nullable
 *  @param[out] surplus        nullable: the log-sum log(exp(outside) + sum exp(utility)), the expected utility of the
 *                             best option but for a constant (Williams 1977; Small and Rosen 1981); divided by the
 *                             utility of a kilometre or week it is in kilometres or weeks
 *  @param[out] err            nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, options < 1); CPW_EDOMAIN (NaN or inf, nothing to be had).
 *  @par Complexity and accuracy O(options); relative error <= 1e-14 of each share.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_choice_shares(const double *utility, int64_t options,
                                               double outside, double *share, double *outside_share,
                                               double *surplus, cpw_error *err);

/** How shares change with an attribute of an option: marginal effects and elasticities.
 *  d share_j / d x_k = coefficient share_j ([j = k] - share_k); elasticity: times x_k / share_j, so that it is
 *  coefficient x_k ([j = k] - share_k) also where share_j is 0.
 *  @param[in]  share        (options) each in [0, 1], in all at most 1 (what is left goes nowhere)
 *  @param[in]  attribute    (options) the attribute x, finite; NULL where elasticity is NULL
 *  @param[in]  options      >= 1
 *  @param[in]  coefficient  utility of one unit of the attribute, finite
 *  @param[out] effect       (options, options) row j, column k; NULL if not wanted; untouched on error
 *  @param[out] elasticity   (options, options) NULL if not wanted
 *  @param[out] err          nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, options < 1); CPW_EDOMAIN (a share, attribute or coefficient).
 *  @par Complexity O(options^2). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_choice_effects(const double *share, const double *attribute,
                                                int64_t options, double coefficient, double *effect,
                                                double *elasticity, cpw_error *err);

/** What a group makes of distance, wait and quality. */
typedef struct cpw_choice_taste {
  double distance; /**< utility of a kilometre, finite, usually < 0 */
  double wait;     /**< utility of a week of wait, finite, usually < 0 */
  double quality;  /**< utility of a unit of quality, finite */
  double free;     /**< share of people who choose, in [0, 1]; the others are captive */
} cpw_choice_taste;

/** People who choose among providers. Borrowed arrays. An origin is a place and a group of people there. */
typedef struct cpw_choice {
  size_t struct_size;     /**< sizeof(cpw_choice) as the caller compiled it */
  int64_t origins;        /**< >= 1 */
  int64_t providers;      /**< >= 1 */
  int64_t groups;         /**< >= 1; default 1 */
  const int64_t *group;   /**< (origins) 0 to groups - 1; NULL: all in group 0 */
  const double *people;   /**< (origins) people a week or year, finite, >= 0 */
  const double *distance; /**< (origins, providers) km, finite, >= 0; inf: not to be had; NULL: 0 */
  const double *wait;     /**< (providers) weeks, finite; NULL: 0 */
  const double *quality;  /**< (providers) finite; NULL: 0 */
  const double *constant; /**< (providers) what else draws people, finite; NULL: 0 */
  const cpw_choice_taste *taste; /**< (groups) */
  const int64_t *
      captive; /**< (origins) provider of those who do not choose; -1 or NULL: the nearest (lowest number of equals) */
  double outside;           /**< utility of going nowhere; default -inf: everybody goes somewhere */
  const char *const *names; /**< (providers) or NULL */
  const char *const *labels;      /**< (groups) or NULL */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_choice;

/** Fill a choice with the defaults.
 *  @param[out] choice  nobody; one group, no outside option
 *  @param[in]  size    sizeof(cpw_choice) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_choice_init_sized(cpw_choice *choice, size_t size);

/** Fill a choice with the defaults (see cpw_choice_init_sized).
 *  @param[out] out  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_choice_init(cpw_choice *out) {
  cpw_choice_init_sized(out, sizeof *out);
}

/** Flows from origins to providers.
 *  @param[in]  choice   the people and providers
 *  @param[out] flows    (origins, providers) people: each row sums to the people of the origin less those who go
 *                       nowhere; untouched on error
 *  @param[out] outside  (origins) people who go nowhere; NULL if not wanted
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes, a group or captive provider that is none); CPW_EDOMAIN (a number, an origin
 *  with people and nowhere to go); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(origins x providers). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_choice_flows(const cpw_choice *choice, double *flows,
                                              double *outside, cpw_error *err);

/** Flows and what follows from them.
 *  Result, dimensions origin, provider, group: flows [origin provider], outside [origin] (people); by provider: demand
 *  (people), market_share (of those who go somewhere); by group: people, gone (people who go somewhere), travel (mean km of
 *  those), wait (their mean weeks), stay (share of those who could choose who go to their captive provider or the
 *  nearest), hhi (the Herfindahl-Hirschman index that they face: of the provider shares of each origin, averaged over its
 *  people), surplus (log-sum of those who choose, in units of utility), surplus_km (divided by -distance; NaN where that
 *  is not < 0); single numbers: hhi_market, effective (1/hhi_market), travel_mean. NaN where there is nobody.
 *  @param[in]  choice  the people and providers
 *  @param[out] out     the result; untouched on error. Free it with cpw_result_free
 *  @param[out] err     nullable
 *  @return as cpw_choice_flows.
 *  @par Complexity O(origins x providers). @par Thread safety Safe. @par Example examples/choice.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_choice_describe(const cpw_choice *choice, cpw_result **out,
                                                 cpw_error *err);

/** How concentrated amounts are. */
typedef struct cpw_choice_market {
  double total;     /**< of the amounts */
  double hhi;       /**< sum of squared shares, 1/n to 1 (times 10,000 where shares are percents) */
  double effective; /**< 1/hhi: as many of equal size are as concentrated */
  double highest;   /**< the greatest share */
  int64_t leader;   /**< whose that is, the lowest of equals */
  double largest;   /**< share of the four largest together (concentration ratio CR4) */
  double entropy;   /**< sum of share log(1/share): 0 (one) to log n */
} cpw_choice_market;

/** Concentration of a market, of money or of power.
 *  Sources: Herfindahl (1950), Hirschman (1945): hhi = sum of squared shares.
 *  @param[in]  amount  (n) finite, >= 0, not all 0
 *  @param[in]  n       >= 1
 *  @param[out] out     untouched on error
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 1); CPW_EDOMAIN (an amount, nothing at all).
 *  @par Complexity O(n); relative error <= 1e-14 n. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_choice_concentration(const double *amount, int64_t n,
                                                      cpw_choice_market *out, cpw_error *err);

/** Waits that follow from who comes: least + slope x flow. */
#define CPW_CHOICE_LINEAR 0
/** Waits that follow from who comes: least + slope x (flow / capacity)^power, as roads fill up (Bureau of Public
 *  Roads). */
#define CPW_CHOICE_POWER 1
/** Waits that follow from who comes, by a function of the caller. */
#define CPW_CHOICE_FUNCTION 2

/** How waits depend on who comes. Borrowed arrays. */
typedef struct cpw_choice_response {
  size_t struct_size;     /**< sizeof(cpw_choice_response) as the caller compiled it */
  int32_t kind;           /**< CPW_CHOICE_LINEAR (default), POWER or FUNCTION */
  int32_t most;           /**< steps at most, >= 1; default 1000 */
  const double *least;    /**< (providers) weeks, finite; NULL: 0; not read by FUNCTION */
  const double *slope;    /**< (providers) finite, >= 0; NULL: 0; not read by FUNCTION */
  const double *capacity; /**< (providers) finite, > 0; POWER only */
  double power;           /**< >= 1; POWER only; default 4 */
  double tolerance;       /**< people, as a share of all, in (0, 1); default 1e-10 */
  void *context;          /**< handed to wait_of */
  /** Weeks of wait at a provider for a flow >= 0: sets *wait (finite, not falling in flow) and returns CPW_OK, or a
   *  negative status that ends the call. FUNCTION only. */
  int32_t (*wait_of)(void *context, int64_t provider, double flow, double *wait);
} cpw_choice_response;

/** Fill a response with the defaults.
 *  @param[out] response  linear, no slope, 1000 steps, tolerance 1e-10
 *  @param[in]  size      sizeof(cpw_choice_response) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_choice_response_init_sized(cpw_choice_response *response, size_t size);

/** Fill a response with the defaults (see cpw_choice_response_init_sized).
 *  @param[out] response  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_choice_response_init(cpw_choice_response *response) {
  cpw_choice_response_init_sized(response, sizeof *response);
}

/** Flows and waits that agree with each other: people choose by waits, and waits follow from who comes.
 *  A damped fixed point: flow <- flow + step (flows chosen at its waits - flow); the step follows from what the last
 *  one did, and is halved where it would lead away. Where no group likes waits (all wait coefficients <= 0) and no wait falls with
 *  its flow there is exactly one answer: demand is then the gradient, in the waits, of a concave function (the log-sums of
 *  all origins divided by their wait coefficients), so that the answer is the least point of a strictly convex one
 *  (Beckmann, McGuire and Winsten 1956; Sheffi 1985, chapter 12), and steps that are small enough always lead there.
 *  Where people follow the crowd there may be several; `unique` says 0, and the one found is that near the given waits.
 *  Result: as cpw_choice_describe, and wait_at [provider] (weeks), iterations, converged (1 or 0: then the last), unique
 *  (int64), residual (greatest distance between flow and choice, share of all people). The outcome is
 *  CPW_OUTCOME_UNREACHABLE where it did not converge.
 *  @param[in]  choice    people and providers; its waits are those that it begins with
 *  @param[in]  response  how waits follow
 *  @param[out] out       the result; untouched on error
 *  @param[out] err       nullable
 *  @return as cpw_choice_flows, and CPW_EINVAL, CPW_EDOMAIN (the response), or what wait_of returned.
 *  @par Complexity O(steps x origins x providers). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_choice_equilibrium(const cpw_choice *choice,
                                                    const cpw_choice_response *response,
                                                    cpw_result **out, cpw_error *err);

/** Counts of choices from which coefficients are estimated. Borrowed arrays. */
typedef struct cpw_choice_counts {
  size_t struct_size;  /**< sizeof(cpw_choice_counts) as the caller compiled it */
  int64_t cases;       /**< kinds of choosers, >= 1 */
  int64_t options;     /**< >= 2 */
  int64_t attributes;  /**< 1 to 64 */
  const double *count; /**< (cases, options) how many chose it, finite, >= 0; need not be whole */
  const double *attribute; /**< (cases, options, attributes) finite */
  const uint8_t
      *available; /**< (cases, options) 0: not to be had, and nobody chose it; NULL: all */
  const char *const *names; /**< (attributes) or NULL */
  double
      ridge; /**< of the squared coefficients / 2, taken from the log-likelihood, >= 0; default 0 */
  double
      tolerance; /**< Newton's decrement a chooser at which it ends, in (0, 1e-9]; default 1e-12 */
  double level;  /**< confidence of the limits, in (0, 1); default 0.95 */
  int32_t most;  /**< steps at most, >= 1; default 100 */
  int32_t reserved;               /**< zero */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_choice_counts;

/** Fill counts with the defaults.
 *  @param[out] counts  none; no ridge, 100 steps, level 0.95
 *  @param[in]  size    sizeof(cpw_choice_counts) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_choice_counts_init_sized(cpw_choice_counts *counts, size_t size);

/** Fill counts with the defaults (see cpw_choice_counts_init_sized).
 *  @param[out] counts  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_choice_counts_init(cpw_choice_counts *counts) {
  cpw_choice_counts_init_sized(counts, sizeof *counts);
}

/** Coefficients of utilities from counts of choices, by maximum likelihood.
 *  The log-likelihood sum n_ij log P_ij is concave in the coefficients (McFadden 1974): Newton's steps, halved where they
 *  would lead down, end in the one maximum; standard errors are those of the inverse of the information there.
 *  Result, dimension attribute: coefficient, se, z, p_value, lower, upper [attribute]; covariance [attribute
 *  attribute_too]; gradient [attribute] (0 at the maximum); single numbers: log_likelihood, null_log_likelihood (all alike),
 *  rho_squared (McFadden's 1 - ratio), chooses (people), iterations (int64). With a ridge the
 *  standard errors are those of the penalised information.
 *  @param[in]  counts  the choices
 *  @param[out] out     the result; untouched on error
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes); CPW_EDOMAIN (a number; nobody chose; a case without options; attributes that
 *  do not differ within cases or depend on one another, named); CPW_ENOCONV (an attribute tells without exception who is
 *  chosen: no finite maximum; a ridge gives one); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(steps x cases x options x attributes^2). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_choice_estimate(const cpw_choice_counts *counts, cpw_result **out,
                                                 cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
