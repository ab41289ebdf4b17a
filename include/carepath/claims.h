/* carepath/claims.h - dividing what is not enough: an estate (a budget, a recovery, a saving) among claims
 * that together are above it.
 * Floor 1: includes base.h.
 *
 * Every rule gives nobody more than the claim and nobody less than nothing, gives out the whole estate,
 * gives equal claims the same, a greater claim no less, and takes nothing from anybody when the estate
 * grows (in pounds: see cpw_claims_divide_whole). With C the sum of the claims c and E <= C the estate:
 *   PROPORTIONAL           E c_i / C
 *   EQUAL_AWARDS           min(c_i, l): constrained equal awards (Maimonides)
 *   EQUAL_LOSSES           max(0, c_i - l): constrained equal losses
 *   TALMUD                 EQUAL_AWARDS of c/2 up to E = C/2, then c/2 and EQUAL_LOSSES of c/2: the
 *                          nucleolus of the claims game (Aumann and Maschler, J. Econ. Theory 36, 1985)
 *   ADJUSTED_PROPORTIONAL  what the others concede, max(0, E - their claims), then the rest in
 *                          proportion to claims cut at the rest (Curiel, Maschler and Tijs, Zeitschrift
 *                          fuer Operations Research 31, 1987)
 *   RANDOM_ARRIVAL         paid in full until the money runs out, on average over all orders of arrival:
 *                          the Shapley value of the claims game (O'Neill, Math. Soc. Sci. 2, 1982)
 *   PINILES                EQUAL_AWARDS of c/2, and of c/2 again for what is above C/2
 *   MINIMAL_OVERLAP        claims laid over the estate so that as much as possible is claimed by one
 *                          alone, then by two, ...; each part equally among those who claim it (O'Neill
 *                          1982; Chun and Thomson, Games and Economic Behavior 51, 2005)
 * Survey: Thomson, Math. Soc. Sci. 45 (2003) and 74 (2015). EQUAL_AWARDS and EQUAL_LOSSES are duals (one
 * divides the loss as the other the estate); PROPORTIONAL, TALMUD, ADJUSTED_PROPORTIONAL and
 * RANDOM_ARRIVAL are their own duals.
 *
 * The order of the claims never changes anybody's award, not by a bit. */
#ifndef CAREPATH_CLAIMS_H
#define CAREPATH_CLAIMS_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CPW_CLAIMS_PROPORTIONAL          0 /**< in proportion to the claims */
#define CPW_CLAIMS_EQUAL_AWARDS          1 /**< constrained equal awards */
#define CPW_CLAIMS_EQUAL_LOSSES          2 /**< constrained equal losses */
#define CPW_CLAIMS_TALMUD                3 /**< contested garment, consistently */
#define CPW_CLAIMS_ADJUSTED_PROPORTIONAL 4 /**< minimal rights, then in proportion */
#define CPW_CLAIMS_RANDOM_ARRIVAL        5 /**< first come, on average over all orders */
#define CPW_CLAIMS_PINILES               6 /**< equal awards of half claims, twice */
#define CPW_CLAIMS_MINIMAL_OVERLAP       7 /**< by how many claim the same pound */

/** The number of rules: they are numbered from 0 without gaps. */
#define CPW_CLAIMS_COUNT 8

/** The most claims above 0 for which RANDOM_ARRIVAL is computed exactly; beyond, sample it by
 *  cpw_claims_random_arrival. */
#define CPW_CLAIMS_MOST_EXACT 36

/** How claims are divided. */
typedef struct cpw_claims_options {
  size_t struct_size; /**< sizeof(cpw_claims_options) as the caller compiled it */
  int32_t rule;       /**< CPW_CLAIMS_..., default CPW_CLAIMS_PROPORTIONAL */
  int32_t reserved;   /**< zero */
  const double
      *weights; /**< (n) > 0 and within a factor of 1e100 of each other, or NULL (default): all
                              the same. Claimant i counts as weights[i] people: EQUAL_AWARDS
                              min(c_i, l w_i), EQUAL_LOSSES max(0, c_i - l w_i), PROPORTIONAL
                              min(c_i, l w_i c_i); TALMUD and PINILES by these (Hokari and Thomson,
                              Economic Theory 21, 2003). Not for the other rules */
  const char *const *ids;         /**< (n) names by which ties of pounds are broken: the lowest in
                              byte order first, then, and with NULL (default), the lowest index.
                              An id that is there twice is taken: between the two it is the index
                              that decides, and with it the order of the rows */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_claims_options;

/** Fill the options with the defaults.
 *  @param[out] options  proportional, no weights, ties by index
 *  @param[in]  size     sizeof(cpw_claims_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_claims_options_init_sized(cpw_claims_options *options, size_t size);

/** Fill the options with the defaults (see cpw_claims_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_claims_options_init(cpw_claims_options *options) {
  cpw_claims_options_init_sized(options, sizeof *options);
}

/** Name of a rule, for tables and command lines.
 *  @param[in] rule  CPW_CLAIMS_...
 *  @return such as "equal_awards"; NULL for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_claims_name(int32_t rule);

/** Number of a rule by its name.
 *  @param[in] name  as cpw_claims_name gives it, or cea, cel, random_arrival_shapley; may be NULL
 *  @return CPW_CLAIMS_..., >= 0; CPW_ENOTFOUND if no rule has that name.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API int32_t cpw_claims_number(const char *name);

/** Divide an estate among claims.
 *  The rules are at the head of this header. Claims of 0 get 0; an estate of 0 gives 0 to all, one
 *  equal to the sum of the claims gives every claim in full, exactly; above the sum by rounding alone
 *  (1e-12 of it) it counts as the sum.
 *  @param[in]  estate   E, finite, >= 0 and not above the sum of the claims
 *  @param[in]  claims   (n) finite, >= 0
 *  @param[in]  n        >= 0
 *  @param[in]  options  NULL for the defaults
 *  @param[out] awards   (n) may be the claims' own memory; untouched on error
 *  @param[out] err      nullable; its index is the claim at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 0, no such rule, weights or more than CPW_CLAIMS_MOST_EXACT
 *  claims for a rule that does not take them); CPW_EDOMAIN (a claim, a weight, the estate: "estate =
 *  700 must not be above the claims, 600 together (short by 100)"); CPW_EABI; CPW_ENOMEM.
 *  @par Complexity and accuracy O(n); O(n log n) with weights. Sums in twice the precision of a double:
 *  awards to an error of 1e-15 E while E is not
 *  below 1e-14 of the claims. RANDOM_ARRIVAL O(2^(m/2) m^2) for m claims above 0 (0.1 s for 28,
 *  seconds for 36), error <= 1e-12 E.
 *  @par Thread safety Safe.
 *  @par Example examples/collaborative.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_claims_divide(double estate, const double *claims, int64_t n,
                                               const cpw_claims_options *options, double *awards,
                                               cpw_error *err);

/** Divide an estate among claims to the pound.
 *  The rule's own awards, as exact fractions, then largest remainders: nobody is a whole pound away
 *  from the rule, nobody has more than the claim, the awards sum to the estate exactly. Where remainders
 *  are equal the greater claim goes first, then the lower id or index; so a greater claim has no less
 *  here too. Not monotone in the estate to the pound: a pound more to give out may take a pound from
 *  somebody (the paradox of largest remainders), e.g. TALMUD of the claims 9, 3, 6 gives 2, 2, 2 of 6 and
 *  3, 1, 3 of 7. The awards of cpw_claims_divide never fall, and the pounds lie within one of them; with
 *  EQUAL_AWARDS and EQUAL_LOSSES without weights the pounds never fall either. Remainders are
 *  compared exactly (128 bits) for PROPORTIONAL, EQUAL_AWARDS, EQUAL_LOSSES, TALMUD, PINILES,
 *  ADJUSTED_PROPORTIONAL and, to 20 claims, RANDOM_ARRIVAL; otherwise and with weights as doubles, and
 *  awards above 2^53 may then be further from the rule than a pound, by rounding.
 *  @param[in]  estate   E in whole units, >= 0 and not above the sum of the claims, which may be beyond
 *                       an int64
 *  @param[in]  claims   (n) whole units, >= 0
 *  @param[in]  n        >= 0, at most 2^31
 *  @param[in]  options  NULL for the defaults
 *  @param[out] awards   (n) may be the claims' own memory; untouched on error
 *  @param[out] err      nullable; its index is the claim at fault
 *  @return as cpw_claims_divide: CPW_OK; CPW_EINVAL; CPW_EDOMAIN; CPW_EABI; CPW_ENOMEM; CPW_EOVERFLOW
 *  (n).
 *  @par Complexity O(n log n); RANDOM_ARRIVAL as cpw_claims_divide, O(2^m m) to 20 claims.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_claims_divide_whole(int64_t estate, const int64_t *claims,
                                                     int64_t n, const cpw_claims_options *options,
                                                     int64_t *awards, cpw_error *err);

/** RANDOM_ARRIVAL for any number of claims, by drawing orders of arrival.
 *  A replication is an order and its reverse, whose mean has less spread; equal claims share what
 *  their like were given. Replication i comes from the stream of (run->seed, run->first_replication + i)
 *  alone, over claims sorted by size. The awards sum to the estate up to rounding.
 *  @param[in]  estate          as for cpw_claims_divide
 *  @param[in]  claims          (n) finite, >= 0
 *  @param[in]  n               >= 0
 *  @param[in]  run             seed, replications >= 2, first_replication, threads, progress, cancel;
 *                              NULL: seed 1, 10,000 replications
 *  @param[in]  allocator       NULL for malloc and free
 *  @param[out] awards          (n) untouched on error
 *  @param[out] standard_error  (n) of the awards, or NULL
 *  @param[out] err             nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 0, fewer than 2 replications); CPW_EDOMAIN; CPW_EOVERFLOW;
 *  CPW_ENOMEM; CPW_EABI; CPW_ECANCELLED.
 *  @par Complexity O(replications x n). The same bits for any number of threads.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_claims_random_arrival(double estate, const double *claims,
                                                       int64_t n, const cpw_run *run,
                                                       const cpw_allocator *allocator,
                                                       double *awards, double *standard_error,
                                                       cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
