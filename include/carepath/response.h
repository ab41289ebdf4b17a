/* carepath/response.h - what money buys: curves from spend to benefit, with their slopes, their inverses
 * and their concave envelopes.
 * Floor 1: includes base.h.
 *
 * One plain struct a curve. Spend x is in any unit of money, benefit in any unit of gain; both are >= 0 and
 * the benefit never falls as the spend rises. `upfront` is spend that must be met before anything is
 * gained: the one-off beside the recurring part. With z = max(0, x - upfront):
 *   LINEAR       a z
 *   EXPONENTIAL  a (1 - exp(-z/t))
 *   LOG          a ln(1 + z/t)
 *   POWER        a ((z + t)^shape - t^shape), 0 < shape <= 1: a square root where shape is 1/2
 *   HILL         a z^shape / (t^shape + z^shape): S-shaped where shape > 1, half of a at z = t
 *   POINTS       straight between given points, level before the first and after the last
 * A curve is concave but for HILL with shape > 1, POINTS whose slopes rise, and whatever has an upfront
 * part; those have a concave envelope on any interval, by which the bounds of an optimisation are made. */
#ifndef CAREPATH_RESPONSE_H
#define CAREPATH_RESPONSE_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- curves -------------------- */

#define CPW_RESPONSE_LINEAR      0 /**< a z; t and shape must be 0 */
#define CPW_RESPONSE_EXPONENTIAL 1 /**< a (1 - exp(-z/t)); shape must be 0 */
#define CPW_RESPONSE_LOG         2 /**< a ln(1 + z/t); shape must be 0 */
#define CPW_RESPONSE_POWER       3 /**< a ((z + t)^shape - t^shape), t >= 0, 0 < shape <= 1 */
#define CPW_RESPONSE_HILL        4 /**< a z^shape / (t^shape + z^shape), shape from 0.01 */
#define CPW_RESPONSE_POINTS      5 /**< (points) of x and y; a, t and shape must be 0 */

/** The number of kinds: they are numbered from 0 without gaps. */
#define CPW_RESPONSE_COUNT 6

/** The greatest shape of a HILL curve. */
#define CPW_RESPONSE_MAX_SHAPE 100.0

/** A response curve. Plain memory of the caller: all zeros is a curve that gains nothing. */
typedef struct cpw_response {
  int32_t kind;     /**< CPW_RESPONSE_... */
  int32_t reserved; /**< zero */
  double a;         /**< size of the benefit, >= 0: 0, or from 1e-100 to 1e100 */
  double t;         /**< spend by which the curve bends, > 0 (POWER: >= 0): from 1e-100 to 1e100 */
  double shape;     /**< exponent of POWER and HILL; otherwise 0 */
  double upfront;   /**< spend before anything is gained, finite and >= 0 */
  int64_t points;   /**< number of points, >= 1 for POINTS; otherwise 0 */
  const double *x;  /**< (points) spend, >= 0, strictly rising; borrowed; otherwise NULL */
  const double *y;  /**< (points) benefit, finite, never falling; borrowed; otherwise NULL */
} cpw_response;

/** Name of a kind, for tables and command lines.
 *  @param[in] kind  CPW_RESPONSE_...
 *  @return such as "exponential"; NULL for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_response_name(int32_t kind);

/** Number of a kind by its name.
 *  @param[in] name  as cpw_response_name gives it; may be NULL
 *  @return CPW_RESPONSE_..., >= 0; CPW_ENOTFOUND if no kind has that name.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API int32_t cpw_response_number(const char *name);

/** Check a curve, with a message that names the field at fault.
 *  @param[in]  r     a curve
 *  @param[in]  what  how the message calls it, such as "response[2]"; NULL: "response"
 *  @param[out] err   nullable: "response[2].t = -1 must be > 0: from 1e-100 to 1e100 (log)"
 *  @return CPW_OK; CPW_EINVAL (NULL, no such kind, a field given that the kind does not take, points
 *  missing); CPW_EDOMAIN (a number out of its domain).
 *  @par Complexity O(1), O(points) for POINTS. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_response_check(const cpw_response *r, const char *what,
                                                cpw_error *err);

/* ---------------------------------------------------------------- values and slopes --------- */

/** Benefit of a spend.
 *  @param[in] r  a valid curve
 *  @param[in] x  spend, >= 0; inf is allowed
 *  @return the benefit; NaN if the curve or x is invalid.
 *  @par Complexity and accuracy O(1), O(points) for POINTS, which are checked; relative error <= 1e-14
 *  where z is exact, <= 1e-13 for HILL. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_response_value(const cpw_response *r, double x);

/** What is gained by spending y in place of x: the value of y less that of x, without cancellation.
 *  Each kind by its own identity: for one pound among billions it keeps all its digits.
 *  @param[in] r  a valid curve
 *  @param[in] x  spend, >= 0
 *  @param[in] y  another spend, >= 0; below x the gain is negative
 *  @return the gain; NaN if the curve, x or y is invalid.
 *  @par Complexity and accuracy O(1), O(points) for POINTS; relative error <= 1e-13 where y - x is exact.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_response_gain(const cpw_response *r, double x, double y);

/** Slope of the curve at a spend: what the next, or the last, unit of money gives there.
 *  @param[in] r     a valid curve
 *  @param[in] x     spend, >= 0
 *  @param[in] side  < 0: the slope to the left (the last unit; at 0 that of the right); otherwise to the
 *                   right. The two differ at a kink alone
 *  @return the slope, infinite where the curve rises steeply from z = 0; NaN if the curve or x is invalid.
 *  @par Complexity and accuracy O(1), O(points) for POINTS; relative error <= 1e-13.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_response_slope(const cpw_response *r, double x, int32_t side);

/** Values and slopes of many spends at once; cpw_response_value and cpw_response_slope, checked once.
 *  @param[in]  r      a curve
 *  @param[in]  x      (n) spends, >= 0; inf is allowed
 *  @param[in]  n      >= 0
 *  @param[out] value  (n) may be NULL; may be x
 *  @param[out] slope  (n) to the right; may be NULL
 *  @param[out] err    nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 0); CPW_EDOMAIN (x[i]); what cpw_response_check returns.
 *  @par Complexity O(n), O(n log points) for POINTS. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_response_fill(const cpw_response *r, const double *x, int64_t n,
                                               double *value, double *slope, cpw_error *err);

/* ---------------------------------------------------------------- inverses ------------------ */

/** The least spend that gives a benefit: the inverse of the value.
 *  @param[in] r      a valid curve
 *  @param[in] value  a benefit; at or below that of no spend the answer is 0
 *  @return the spend; infinite where the curve never comes to that benefit (its limit included); NaN if
 *  the curve or the value is invalid.
 *  @par Complexity and accuracy O(1), O(points) for POINTS; the value of the answer is `value` to 1e-13
 *  relative. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_response_spend(const cpw_response *r, double value);

/** What would be bought at a price: the spends x in [lower, upper] that maximise value - price x on the
 *  concave envelope. The inverse of the slope; an interval where the envelope is straight at that price.
 *  @param[in]  r      a curve
 *  @param[in]  price  benefit that a unit of money must give, > 0; inf gives lower
 *  @param[in]  lower  least spend, finite, >= 0
 *  @param[in]  upper  most, >= lower; inf is allowed
 *  @param[out] least  the least such spend; may be infinite; untouched on error
 *  @param[out] most   the greatest; may be NULL
 *  @param[out] err    nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EDOMAIN (price, lower, upper); what
 *  cpw_response_check returns.
 *  @par Complexity and accuracy O(1), O(points) for POINTS; closed forms but for HILL (Newton, a few
 *  steps); relative error <= 1e-12 of z + t. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_response_demand(const cpw_response *r, double price, double lower,
                                                 double upper, double *least, double *most,
                                                 cpw_error *err);

/* ---------------------------------------------------------------- shape --------------------- */

/** The spend from which on a curve is concave: its inflection.
 *  0 for a concave curve; upfront + t ((shape - 1)/(shape + 1))^(1/shape) for an S-shaped one; upfront for
 *  the others with an upfront part; for POINTS the first point after which no slope rises (0 if none does).
 *  @param[in] r  a valid curve
 *  @return the spend; NaN if the curve is invalid.
 *  @par Complexity O(1), O(points) for POINTS. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_response_inflection(const cpw_response *r);

/** The first chord of the concave envelope of a curve on an interval: the straight line from `lower` to
 *  `to`, beyond which the envelope is the curve itself (POINTS: the next straight pieces).
 *  From a point in the part that is not concave, the line to where it touches the concave part: the slope
 *  there is the mean slope from `lower`. This is what the money must be spent in one go for.
 *  @param[in]  r      a curve
 *  @param[in]  lower  least spend, finite, >= 0
 *  @param[in]  upper  most, finite, >= lower
 *  @param[out] to     end of the chord; lower where the curve is concave on the interval
 *  @param[out] slope  of the chord, >= 0; NaN where there is none
 *  @param[out] err    nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EDOMAIN; what cpw_response_check returns.
 *  @par Complexity and accuracy O(1), O(points) for POINTS; relative error <= 1e-12.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_response_envelope(const cpw_response *r, double lower,
                                                   double upper, double *to, double *slope,
                                                   cpw_error *err);

/* ---------------------------------------------------------------- making curves ------------- */

/** Points of a curve from tiers of supply: the cheapest capacity is used first.
 *  The core tariff, then overtime and weekends at a premium, then the independent sector: spend rises by
 *  capacity x price and benefit by capacity x gain of one unit. Convex cost is concave benefit.
 *  @param[in]  capacity  (n) units that the tier can give, finite, >= 0
 *  @param[in]  price     (n) of a unit, finite, > 0; equal prices keep their order
 *  @param[in]  n         >= 1
 *  @param[in]  gain      benefit of one unit, finite, >= 0
 *  @param[out] x         (n + 1) spend, from 0; tiers without capacity make no point; untouched on error
 *  @param[out] y         (n + 1) benefit
 *  @param[out] points    how many points were made, 1 to n + 1
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 1); CPW_EDOMAIN; CPW_EOVERFLOW (a spend or benefit beyond
 *  the largest double); CPW_ENOMEM.
 *  @par Complexity O(n log n). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_response_tiers(const double *capacity, const double *price,
                                                int64_t n, double gain, double *x, double *y,
                                                int64_t *points, cpw_error *err);

/** Benefits made monotone and concave: the slopes that are nearest to the slopes seen.
 *  Isotonic regression of the marginal slopes by pooling adjacent violators, each weighted by the length
 *  of its segment, cut at 0 from below (Barlow, Bartholomew, Bremner and Brunk, Statistical Inference under
 *  Order Restrictions, 1972). The first point stays; so does the last where no slope was cut.
 *  @param[in]  x    (n) spend, finite, >= 0, strictly rising
 *  @param[in]  y    (n) benefit, finite, in any order
 *  @param[in]  n    >= 1
 *  @param[out] out  (n) benefit, concave and never falling; may be y; untouched on error
 *  @param[out] err  nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 1); CPW_EDOMAIN; CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity O(n). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_response_concave(const double *x, const double *y, int64_t n,
                                                  double *out, cpw_error *err);

/** Fit a curve to data points by weighted least squares: minimise sum w (y - f(x))^2.
 *  The size `a` exactly, given the rest; t and the shape by nested search of the profile (golden section
 *  after a scan of their logarithms from a hundredth of the least to a hundred times the greatest spend).
 *  @param[in]  kind    CPW_RESPONSE_LINEAR to CPW_RESPONSE_HILL
 *  @param[in]  x       (n) spend, finite, >= 0, at least one > 0
 *  @param[in]  y       (n) benefit, finite
 *  @param[in]  weight  (n) finite, >= 0; NULL: 1 each
 *  @param[in]  n       >= 1
 *  @param[in]  shape   > 0: the shape of POWER (<= 1) or HILL is given; 0: it is fitted, POWER in
 *                      [0.05, 1], HILL in [0.2, 20]
 *  @param[out] out     the curve, without upfront part; untouched on error
 *  @param[out] error   weighted sum of squares that is left; may be NULL
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, kind, n < 1); CPW_EDOMAIN (x, y, weight, shape; nothing to fit).
 *  @par Complexity and accuracy O(n) a trial, 100 trials a parameter; a local optimum of the profile to
 *  1e-8 relative in t. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_response_fit(int32_t kind, const double *x, const double *y,
                                              const double *weight, int64_t n, double shape,
                                              cpw_response *out, double *error, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
