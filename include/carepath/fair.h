/* carepath/fair.h - a ranking in which no group is left out of its beginning: minimum numbers for
 * every prefix, re-ranking that meets them, the test of a given ranking, and measures of how much
 * attention each group gets.
 * Floor 2: includes base.h.
 *
 *   share, significance -> cpw_fair_adjusted -> minimum numbers -> cpw_fair_rerank, cpw_fair_test
 *   shares of groups    -> cpw_fair_quota    -> minimum numbers -> cpw_fair_rerank, cpw_fair_test
 *
 * Groups with a minimum are numbered from 0; whoever belongs to none of them has the group -1. So the
 * one protected group of FA*IR is 0 and everybody else -1.
 *
 * Tiers: where people have an urgency tier, each tier is a ranking of its own, whose places are counted
 * from its first; nobody is moved from one tier to another, whatever the minimum numbers say.
 *
 * Places are counted from 1 in formulae and from 0 in arrays: minimum[i] is for the first i + 1. */
#ifndef CAREPATH_FAIR_H
#define CAREPATH_FAIR_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- minimum numbers ----------- */

/** Minimum numbers of FA*IR: of the first i places at least the alpha quantile of Binomial(i, share).
 *  minimum[i-1] is the smallest t with P(Binomial(i, share) <= t) >= alpha. Source: Zehlike, Bonchi,
 *  Castillo, Hajian, Megahed and Baeza-Yates, "FA*IR: a fair top-k ranking algorithm", CIKM 2017, section 4.
 *  A distribution function within i x 4.4e-16 of alpha (relative) counts as equal to it: that much the
 *  rounding of share and alpha to doubles may do.
 *  @param[in]  places   k, >= 1
 *  @param[in]  share    of the protected, in (0, 1)
 *  @param[in]  alpha    significance of one place, in (0, 1)
 *  @param[out] minimum  (places) never falls, rises by at most 1; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN.
 *  @par Complexity and accuracy O(places) in double-double arithmetic: exact but for the ties above.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_fair_minimum(int64_t places, double share, double alpha,
                                              int64_t *minimum, cpw_error *err);

/** Chance that a ranking drawn without regard to the group fails a table of minimum numbers.
 *  Each place is protected with chance `share`, by itself; the chance that some prefix has fewer than its
 *  minimum, all places included (the published package leaves the last one out). By the recursion over
 *  places and counts, of which those without any mass that matters (1e-60) are skipped.
 *  @param[in]  places     k, >= 1
 *  @param[in]  share      in [0, 1]
 *  @param[in]  minimum    (places) any numbers; one above its place is failed for sure
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] chance     in [0, 1]; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN; CPW_ENOMEM.
 *  @par Complexity and accuracy O(places x sqrt(places)) for tables of cpw_fair_minimum, at worst
 *  O(places^2); relative error <= places x 4e-16 down to 1e-30. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_fair_failure(int64_t places, double share, const int64_t *minimum,
                                              const cpw_allocator *allocator, double *chance,
                                              cpw_error *err);

/** How the significance of one place is adjusted to that of all of them. */
#define CPW_FAIR_NEAREST                                                                           \
  0 /**< as published: the chance of failing nearest to alpha, maybe above it */
#define CPW_FAIR_CONSERVATIVE 1 /**< the greatest chance of failing that is not above alpha */
#define CPW_FAIR_UNADJUSTED   2 /**< alpha at every place: the chance of failing is far above it */

/** Minimum numbers whose chance of failing, over all places together, is alpha.
 *  The significance of a place is lowered from alpha by bisection. The chance is a step function of it, so
 *  alpha itself is rarely met: the two steps around it are found, and the rule chooses. The significance
 *  that is returned is, for CONSERVATIVE, the greatest that gives its table, and for NEAREST the point at
 *  which the bisection of [0, alpha] stops, as published. Where alpha unadjusted fails with a chance of at
 *  most alpha it is taken as it is.
 *  @param[in]  places     k, >= 1
 *  @param[in]  share      in (0, 1)
 *  @param[in]  alpha      significance of the whole ranking, in (0, 1)
 *  @param[in]  rule       CPW_FAIR_NEAREST, CPW_FAIR_CONSERVATIVE or CPW_FAIR_UNADJUSTED
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] minimum    (places) untouched on error
 *  @param[out] adjusted   significance of one place, <= alpha; with NEAREST 0 where every other is farther (the
 *                         minimum is then 0 everywhere); nullable; untouched on error
 *  @param[out] chance     chance of failing the table (cpw_fair_failure); nullable; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN; CPW_ENOMEM.
 *  @par Complexity at most 60 times cpw_fair_failure. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_fair_adjusted(int64_t places, double share, double alpha,
                                               int32_t rule, const cpw_allocator *allocator,
                                               int64_t *minimum, double *adjusted, double *chance,
                                               cpw_error *err);

/** Rounding of a quota. */
#define CPW_FAIR_FLOOR 0 /**< never more than the share: always feasible */
#define CPW_FAIR_CEIL                                                                              \
  1 /**< never less than the share: feasible for one group, hardly ever for several */

/** Minimum numbers of several groups from their shares: floor or ceil of share x i of the first i.
 *  A product within 4.4e-16 (relative) of a whole number is that number (0.29 x 100 is 29). With FLOOR a
 *  ranking that meets the table has every group within one person of its share or above it, at every prefix.
 *  @param[in]  places    k, >= 1
 *  @param[in]  groups    >= 1
 *  @param[in]  share     (groups) in [0, 1], sum at most 1 (to groups x 4.4e-16)
 *  @param[in]  rounding  CPW_FAIR_FLOOR or CPW_FAIR_CEIL
 *  @param[out] minimum   (places, groups) untouched on error
 *  @param[out] err       nullable: "of the first 2 places the groups need 3: rounding up asks for too many"
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (a share, their sum, minimum numbers that no ranking can meet).
 *  @par Complexity O(places x groups). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_fair_quota(int64_t places, int64_t groups, const double *share,
                                            int32_t rounding, int64_t *minimum, cpw_error *err);

/* ---------------------------------------------------------------- re-ranking and testing ---- */

/** People to be ranked: borrowed arrays. */
typedef struct cpw_fair_people {
  size_t struct_size;   /**< sizeof(cpw_fair_people) as the caller compiled it */
  int64_t count;        /**< number of people, >= 0 */
  const double *score;  /**< (count) finite, first the largest */
  const int32_t *group; /**< (count) 0 to groups - 1, or -1: none of the groups with a minimum */
  const int32_t *tier;  /**< (count) the smallest first, never crossed; NULL (default): one tier */
  int64_t groups;       /**< number of groups with a minimum, >= 1; default 1 */
} cpw_fair_people;

/** Fill people with nothing.
 *  @param[out] people  nobody, one group, no tiers
 *  @param[in]  size    sizeof(cpw_fair_people) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_fair_people_init_sized(cpw_fair_people *people, size_t size);

/** Fill people with nothing (see cpw_fair_people_init_sized).
 *  @param[out] people  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_fair_people_init(cpw_fair_people *people) {
  cpw_fair_people_init_sized(people, sizeof *people);
}

/** How a ranking stands against minimum numbers. Places are 0-based places of the whole ranking. */
typedef struct cpw_fair_verdict {
  int32_t passes; /**< 1 where every prefix of every tier has its minimum, otherwise 0 */
  int32_t
      group; /**< the group that falls short first (of several the lowest); -1 where none does */
  int64_t place;     /**< the first place at which one falls short; -1 where none does */
  int64_t shortfall; /**< how many of that group are missing there; 0 where none */
  int64_t failures;  /**< number of places at which any group falls short */
  int64_t worst;     /**< most people of any group missing at any place */
  int64_t moved; /**< re-ranking only: places that the best of their tier by score did not get */
} cpw_fair_verdict;

/** Test a given ranking against minimum numbers.
 *  @param[in]  places   length of the ranking, >= 0
 *  @param[in]  groups   >= 1
 *  @param[in]  group    (places) the group of who stands there, 0 to groups - 1, or -1
 *  @param[in]  tier     (places) their tier, never falling; NULL: one tier
 *  @param[in]  rows     number of rows of minimum, >= 1; beyond them a tier has no minimum of its own: the
 *                       last row holds
 *  @param[in]  minimum  (rows, groups) of the first 1, 2, ... of a tier
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] verdict  untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes, a group that is none, tiers that fall); CPW_ENOMEM.
 *  @par Complexity O(places x groups). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_fair_test(int64_t places, int64_t groups, const int32_t *group,
                                           const int32_t *tier, int64_t rows,
                                           const int64_t *minimum, const cpw_allocator *allocator,
                                           cpw_fair_verdict *verdict, cpw_error *err);

/** Rank people by score within tiers so that every prefix has its minimum of every group.
 *  At each place stands the person of the highest score whose choice leaves the minimum numbers within
 *  reach, at this and at every later place (for one group, FA*IR: the best of the protected where their
 *  number would fall short, otherwise the best of all). Of equal scores a person of a group with a minimum
 *  goes first, then the one who comes first in the arrays. Within a group the order by score is kept.
 *  Guarantee: the ranking passes cpw_fair_test wherever any ranking of these people within their tiers does, and
 *  no ranking that passes has a higher score at the first place where they differ. Where a tier has too few
 *  people of a group for its minimum, the minimum is what there are, they stand as early as it asks, the rest
 *  goes by score, and the verdict says what is missing: an outcome, not an error.
 *  @param[in]  people     who they are
 *  @param[in]  places     k, 0 to people.count: how many are ranked
 *  @param[in]  rows       number of rows of minimum, >= 1; as in cpw_fair_test
 *  @param[in]  minimum    (rows, groups) of the first 1, 2, ... of a tier
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] order      (places) indices of people, first to last; untouched on error
 *  @param[out] verdict    as cpw_fair_test of the result gives it, and who was moved; nullable; untouched on
 *                         error
 *  @param[out] err        nullable: "minimum[3] asks for more than the first 4: no ranking could have them"
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes, a group that is none); CPW_EDOMAIN (a score; minimum numbers that
 *  no ranking could meet, however many people there were); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(count + rows x groups + places (groups + log places)). @par Thread safety Safe.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_fair_rerank(const cpw_fair_people *people, int64_t places,
                                             int64_t rows, const int64_t *minimum,
                                             const cpw_allocator *allocator, int64_t *order,
                                             cpw_fair_verdict *verdict, cpw_error *err);

/** What a ranking costs those who would stand earlier by score alone, within their tier. */
typedef struct cpw_fair_cost {
  int64_t delayed;  /**< people who stand at a later place than by score, or at none any more */
  int64_t advanced; /**< people who stand at an earlier place than by score, or at one at last */
  int64_t
      left_out; /**< of the delayed: those who would be among the first k by score and are not */
  int64_t most_places;  /**< the most places that anybody in the ranking lost; 0 where nobody did */
  int64_t most_delayed; /**< who that is (the first of several), or -1 */
  double
      ordering_loss; /**< largest difference of score by which somebody stands behind a lower one */
  int64_t ordering_who; /**< who stands behind, or -1 */
  double
      selection_loss; /**< largest difference of score by which somebody is left out for a lower one */
  int64_t selection_who; /**< who is left out, or -1 */
} cpw_fair_cost;

/** Who is delayed by a ranking, and by how much.
 *  Against the order by score within tiers (cpw_fair_rerank without minimum numbers). The losses are the
 *  ordering and the selection utility losses of Zehlike et al. 2017, section 3; within tiers.
 *  @param[in]  people     who they are
 *  @param[in]  places     length of the ranking, 0 to people.count
 *  @param[in]  order      (places) indices of people, each at most once, tiers never falling
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] lost       (people.count) places lost (negative: gained) by those who are among the first k in
 *                         both; for somebody who is left out k - place by score, for somebody who got in
 *                         place - k (places from 0); 0 for everybody else; nullable; untouched on error
 *  @param[out] cost       untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes, an index that is none or comes twice, tiers that fall);
 *  CPW_EDOMAIN (a score); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(count). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_fair_costs(const cpw_fair_people *people, int64_t places,
                                            const int64_t *order, const cpw_allocator *allocator,
                                            int64_t *lost, cpw_fair_cost *cost, cpw_error *err);

/* ---------------------------------------------------------------- exposure and selection ---- */

/** How much attention a place gets. */
#define CPW_FAIR_LOG2       0 /**< 1 / log2(1 + place) (Singh and Joachims 2018) */
#define CPW_FAIR_RECIPROCAL 1 /**< 1 / place */
#define CPW_FAIR_GEOMETRIC                                                                         \
  2                    /**< parameter^(place - 1), parameter in (0, 1) (rank-biased precision) */
#define CPW_FAIR_TOP 3 /**< 1 up to the place `parameter`, 0 beyond it */

/** Attention that a place gets.
 *  @param[in] discount   CPW_FAIR_LOG2, ..., CPW_FAIR_TOP
 *  @param[in] parameter  of GEOMETRIC (in (0, 1)) and TOP (>= 0); not used otherwise
 *  @param[in] place      from 1
 *  @return in [0, 1]; NaN outside the domain.
 *  @par Complexity and accuracy O(1), relative error <= 1e-15. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_fair_discount(int32_t discount, double parameter, int64_t place);

/** What exposure is. */
typedef struct cpw_fair_exposure_options {
  size_t struct_size; /**< sizeof(cpw_fair_exposure_options) as the caller compiled it */
  int32_t discount;   /**< CPW_FAIR_LOG2 (default), ..., CPW_FAIR_TOP */
  int32_t reserved;   /**< zero */
  double parameter;   /**< of GEOMETRIC and TOP; default 0 */
  const double
      *attention; /**< (places) attention of each place instead, finite and >= 0; NULL (default): by
                                discount */
  const double
      *merit; /**< (places) merit of who stands there, finite and >= 0; NULL (default): none */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_fair_exposure_options;

/** Fill the options with the defaults.
 *  @param[out] options  CPW_FAIR_LOG2, no merit
 *  @param[in]  size     sizeof(cpw_fair_exposure_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_fair_exposure_options_init_sized(cpw_fair_exposure_options *options, size_t size);

/** Fill the options with the defaults (see cpw_fair_exposure_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_fair_exposure_options_init(cpw_fair_exposure_options *options) {
  cpw_fair_exposure_options_init_sized(options, sizeof *options);
}

/** How far groups lie apart. Groups without people, and NaN, count in neither. */
typedef struct cpw_fair_spread {
  double gap; /**< largest - smallest; NaN where there is no group; 0 for one */
  double
      ratio; /**< smallest / largest, 1 where all are equal (0 / 0 too); NaN where there is no group */
  int64_t largest;  /**< the group that has the largest (the lowest of several), or -1 */
  int64_t smallest; /**< the group that has the smallest (the lowest of several), or -1 */
} cpw_fair_spread;

/** Exposure of groups in a ranking.
 *  Demographic parity of exposure: equal means; disparate treatment: equal means over mean merit. Source:
 *  Singh and Joachims, "Fairness of exposure in rankings", KDD 2018.
 *  @param[in]  places     length of the ranking, >= 0
 *  @param[in]  groups     >= 1
 *  @param[in]  group      (places) the group of who stands there, 0 to groups - 1, or -1: in no group, but in
 *                         a place
 *  @param[in]  options    NULL for the defaults
 *  @param[out] mean       (groups) mean exposure; NaN for a group without people; untouched on error
 *  @param[out] share      (groups) share of the exposure of all places; NaN where that is 0; nullable
 *  @param[out] per_merit  (groups) mean exposure over mean merit; NaN without merit, for a group without
 *                         people, for 0 / 0; inf for merit 0; nullable
 *  @param[out] spread     of the means; nullable
 *  @param[out] treatment  spread of per_merit; nullable
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes, a group that is none, discount); CPW_EDOMAIN (attention, merit,
 *  parameter); CPW_EOVERFLOW (a sum); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity and accuracy O(places + groups); sums are exact and rounded once, relative error <= 1e-15.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_fair_exposure(int64_t places, int64_t groups, const int32_t *group,
                                               const cpw_fair_exposure_options *options,
                                               double *mean, double *share, double *per_merit,
                                               cpw_fair_spread *spread, cpw_fair_spread *treatment,
                                               cpw_error *err);

/** Who is among the first: counts, shares and selection rates of groups.
 *  The ratio of the spread is the smallest selection rate over the largest (the "four fifths" of the United
 *  States' Uniform Guidelines 1978).
 *  @param[in]  places    everybody who could have been selected, in their order, >= 0
 *  @param[in]  groups    >= 1
 *  @param[in]  group     (places) 0 to groups - 1, or -1
 *  @param[in]  first     K, how many are selected, 0 to places
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] selected  (groups) how many of the first K; untouched on error
 *  @param[out] share     (groups) of the first K; NaN for K = 0; nullable
 *  @param[out] rate      (groups) selected over people of the group; NaN for a group without people; nullable
 *  @param[out] spread    of the rates; nullable
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_ENOMEM.
 *  @par Complexity O(places + groups), one rounding. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_fair_selection(int64_t places, int64_t groups,
                                                const int32_t *group, int64_t first,
                                                const cpw_allocator *allocator, int64_t *selected,
                                                double *share, double *rate,
                                                cpw_fair_spread *spread, cpw_error *err);

/** Skew of groups among the first: log of their share over the share that was wished.
 *  Source: Geyik, Ambler and Kenthapadi, "Fairness-aware ranking in search and recommendation systems", KDD
 *  2019, section 3: MinSkew@K and MaxSkew@K are the ends of the spread.
 *  @param[in]  places    length of the ranking, >= 1
 *  @param[in]  groups    >= 1
 *  @param[in]  group     (places) 0 to groups - 1, or -1
 *  @param[in]  first     K, 1 to places
 *  @param[in]  wished    (groups) in (0, 1], sum at most 1; NULL: the shares of the whole ranking
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] skew      (groups) natural logarithm; -inf for a group that is not there; NaN for one whose wished
 *                        share, that of the whole ranking, is 0; untouched on error
 *  @param[out] spread    smallest and largest skew; its ratio is NaN; nullable; untouched on error
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (a wished share, their sum); CPW_ENOMEM.
 *  @par Complexity O(places + groups). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_fair_skew(int64_t places, int64_t groups, const int32_t *group,
                                           int64_t first, const double *wished,
                                           const cpw_allocator *allocator, double *skew,
                                           cpw_fair_spread *spread, cpw_error *err);

/** Measures of a whole ranking against the shares of its groups, over prefixes. */
#define CPW_FAIR_RND 0 /**< difference of share (Yang and Stoyanovich 2017), 0 to 1 */
#define CPW_FAIR_RKL 1 /**< Kullback-Leibler divergence (Yang and Stoyanovich 2017), 0 to 1 */
#define CPW_FAIR_RRD                                                                               \
  2 /**< difference of the ratio to the others (Yang and Stoyanovich 2017), 0 to 1 */
#define CPW_FAIR_NDKL 3 /**< discounted Kullback-Leibler divergence (Geyik et al. 2019), >= 0 */

/** How far the prefixes of a ranking are from the shares of its groups.
 *  RND, RKL, RRD: sum over the prefixes of step, 2 step, ... places (and the whole, where it is divided) of
 *  the distance between the share of the group in the prefix and in the whole, over log2 of the length,
 *  divided by the same sum of the worst ranking: all of the group first or all last, or, for RRD, first but
 *  for one.
 *  RKL in bits; RRD compares the ratio of the group to the others, which is 0 where one of them is not there.
 *  NDKL: sum over every prefix of the divergence (natural logarithm) over log2(1 + length), divided by the sum of
 *  1 / log2(1 + length). Source: Yang and Stoyanovich, "Measuring fairness in ranked outputs", SSDBM 2017;
 *  Geyik, Ambler and Kenthapadi, KDD 2019, section 3.
 *  @param[in]  places   length of the ranking, >= 1
 *  @param[in]  groups   RND, RKL, RRD: 1, the protected group 0 against everybody else; NDKL: >= 1, and
 *                       whoever has the group -1 is one group more
 *  @param[in]  group    (places) 0 to groups - 1, or -1
 *  @param[in]  measure  CPW_FAIR_RND, ..., CPW_FAIR_NDKL
 *  @param[in]  step     >= 2 (published: 10); NDKL: 1 (every prefix) or more
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] value    0: every prefix is as the whole; 0 where there is only one group; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_ENOMEM.
 *  @par Complexity O(places + places / step x groups). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_fair_divergence(int64_t places, int64_t groups,
                                                 const int32_t *group, int32_t measure,
                                                 int64_t step, const cpw_allocator *allocator,
                                                 double *value, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
