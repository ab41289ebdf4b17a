/* carepath/system_shocks.h - what happens to a system: shocks drawn by chance, alone or together, and a library of
 * named shocks as rows.
 * Floor 4: includes base.h, system.h and system_run.h.
 *
 *   shock (a policy of kind CPW_POLICY_SHOCK: chance, loading, effects with a spread)
 *     -> happenings (onset, size), drawn for a replication -> cpw_system_run_options.happening
 *
 * Each shock alone is a marked Poisson process, exactly: its number in `weeks` weeks is Poisson with mean chance x weeks
 * / CPW_WEEKS_PER_YEAR, its onsets are uniform over the weeks, its sizes lognormal with mean 1. Shocks hang together
 * by one-factor Gaussian copulas (Vasicek, Probability of loss on loan portfolio, 1987; Li, Journal of Fixed Income 9,
 * 2000): with the loading l of a shock,
 *   number      the Poisson quantile of Phi(z),        z   = l F    + sqrt(1 - l^2) e
 *   onset k     weeks x Phi(z_k),                      z_k = l F_k  + sqrt(1 - l^2) e_k      k = 0, 1, 2, ...
 *   size k      exp(s z'_k - s^2/2), s^2 = ln(1 + v^2)  z'_k = l F'_k + sqrt(1 - l^2) e'_k
 * where F, F_k, F'_k (common to all shocks) and e, e_k, e'_k (the shock's own) are independent standard normals. Any z is
 * standard normal whatever the loading, so that the laws above hold exactly; of two shocks with loadings a and b the z
 * have the correlation a b. Loading 0: a shock is independent of all others. Loading 1 of both: the rarer shock
 * happens only when the more frequent one does, in the same moment, and their sizes rise together.
 *
 * Common random numbers: e belongs to (seed, replication, id of the shock), F to (seed, replication). What is drawn for a
 * shock depends neither on which other shocks there are, nor on the order of rows. */
#ifndef CAREPATH_SYSTEM_SHOCKS_H
#define CAREPATH_SYSTEM_SHOCKS_H

#include "carepath/base.h"
#include "carepath/system.h"
#include "carepath/system_run.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The greatest mean number of happenings of one shock in a replication. */
#define CPW_SHOCK_MOST_MEAN 1e6

/** Draw what happens in one replication.
 *  The spread of a size is the greatest `spread` of the shock's effects: one happening has one size, which multiplies
 *  the amounts of all of its effects. Happenings are in the order of onset, then of the id of the shock.
 *  @param[in]  system       a system; only its policies and effects are read
 *  @param[in]  policy       (policies) numbers of shocks, each once, in any order; may be NULL where there are none
 *  @param[in]  policies     >= 0
 *  @param[in]  weeks        horizon, finite, > 0; onsets are in [0, weeks)
 *  @param[in]  seed         any number
 *  @param[in]  replication  >= 0
 *  @param[out] out          (most) the first `count` are written; untouched on error; NULL where most is 0: only counted
 *  @param[in]  most         room in out, >= 0
 *  @param[out] count        how many happen; untouched on error
 *  @param[out] err          nullable; index: of the policy or effect at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, negative counts, not a shock, a shock twice, out too small); CPW_EDOMAIN (weeks,
 *  chance, loading, spread); CPW_EOVERFLOW (a mean over CPW_SHOCK_MOST_MEAN); CPW_EABI.
 *  @par Complexity O(happenings log happenings + effects x policies); no memory.
 *  @par Thread safety Safe. @par Example examples/system_stress.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_shocks_draw(const cpw_system *system, const int32_t *policy,
                                                    int64_t policies, double weeks, uint64_t seed,
                                                    int64_t replication, cpw_system_happening *out,
                                                    int64_t most, int64_t *count, cpw_error *err);

/* ---------------------------------------------------------------- named shocks -------------- */

/** A named shock: what it does to whom it meets. Static memory. All figures are assumptions, to be replaced by
 *  those of the place where there are any. */
typedef struct cpw_shock_preset {
  const char *id;       /**< such as "winter" */
  const char *name;     /**< for people */
  const char *note;     /**< what is assumed, in one line */
  double chance;        /**< times a year on average */
  double loading;       /**< on the common factor, in [0, 1] */
  double spread;        /**< coefficient of variation of its size */
  int64_t effects;      /**< rows of effects, 1 to CPW_SHOCK_MOST_EFFECTS */
  const int32_t *lever; /**< (effects) CPW_LEVER_...; all amounts are shares */
  const double *amount; /**< (effects) mean */
  const double *from;   /**< (effects) weeks after the onset */
  const double *until;  /**< (effects) weeks after the onset; inf: stays */
  const double *ramp;   /**< (effects) weeks until it is whole */
  const double *fade;   /**< (effects) weeks until it is over */
} cpw_shock_preset;

/** The most effects of a named shock. */
#define CPW_SHOCK_MOST_EFFECTS 4

/** The named shocks one after the other: winter, pandemic, staff_loss, strike, site_loss, care_exit, cyber.
 *  @param[in] index  0-based
 *  @return the shock in static memory; NULL past the end.
 *  @par Complexity O(1). @par Thread safety Safe. @par Example examples/system_stress.c @since 0.1 */
CPW_API const cpw_shock_preset *cpw_shock_preset_at(int64_t index);

/** A named shock by its id.
 *  @param[in] id  such as "winter"; may be NULL
 *  @return its number for cpw_shock_preset_at; -1: none of that id.
 *  @par Complexity O(presets). @par Thread safety Safe. @since 0.1 */
CPW_API int64_t cpw_shock_preset_find(const char *id);

/** The rows of a named shock, to be added to the policies and effects of a system.
 *  All rows are marked as assumed.
 *  @param[in]  id            such as "winter"
 *  @param[in]  number        number that the policy will have in the system, >= 0
 *  @param[in]  organisation  whom it meets, with all below; CPW_NONE: everybody
 *  @param[in]  service       which service; CPW_NONE: all
 *  @param[out] policy        one row; its id is the preset's own text: replace it where a system has it twice.
 *                            Untouched on error
 *  @param[out] effect        (CPW_SHOCK_MOST_EFFECTS) rows; untouched on error
 *  @param[out] effects       how many rows there are; untouched on error
 *  @param[out] err           nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a negative number); CPW_ENOTFOUND (no such shock: the ids there are).
 *  @par Complexity O(presets). @par Thread safety Safe. @par Example examples/system_stress.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_shock_preset_rows(const char *id, int32_t number,
                                                   int32_t organisation, int32_t service,
                                                   cpw_system_policy *policy,
                                                   cpw_system_effect *effect, int64_t *effects,
                                                   cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
