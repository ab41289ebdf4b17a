/* carepath/weights.h - how important each criterion is: weights from points, from ranks, from pairwise
 * judgements, from the data themselves, and from a panel whose members differ.
 * Floor 2: includes base.h.
 *
 * Weights are finite, >= 0 and sum to 1. A matrix of judgements is (n, n), of data (rows, columns), of
 * a panel (members, n), all of them row by row. Permuting criteria or members permutes the answers. */
#ifndef CAREPATH_WEIGHTS_H
#define CAREPATH_WEIGHTS_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How far a sum of weights may be from 1. */
#define CPW_WEIGHTS_SUM_TOLERANCE 1e-9

/** Most criteria of one call, but for those that say less. */
#define CPW_WEIGHTS_MOST_CRITERIA 1000

/* ---------------------------------------------------------------- checks -------------------- */

/** Check that weights are weights.
 *  @param[in]  weights  (n) finite, >= 0, sum within CPW_WEIGHTS_SUM_TOLERANCE of 1
 *  @param[in]  n        >= 1
 *  @param[in]  where    name of the caller, for the error; NULL: this function
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 1); CPW_EDOMAIN ("weights[2] = -1 must be finite and >= 0",
 *  "the weights sum to 0.9, must be 1").
 *  @par Complexity and accuracy O(n), the sum exact. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_weights_check(const double *weights, int64_t n, const char *where,
                                               cpw_error *err);

/* ---------------------------------------------------------------- points and ranks ---------- */

/** The same weight for every criterion.
 *  @param[in]  n        >= 1
 *  @param[out] weights  (n) each 1 / n
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 1).
 *  @par Complexity O(n). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_weights_equal(int64_t n, double *weights, cpw_error *err);

/** Points shared out directly: any scale. */
#define CPW_WEIGHTS_DIRECT 0
/** Swing points: the swing from worst to best that matters most has 100, the others 0 to 100. */
#define CPW_WEIGHTS_SWING 1

/** Weights from points: points / sum of the points.
 *  Source: von Winterfeldt and Edwards, Decision Analysis and Behavioral Research (1986), ch. 8.
 *  @param[in]  points   (n) finite, >= 0, not all 0; with CPW_WEIGHTS_SWING the largest is 100
 *  @param[in]  n        >= 1
 *  @param[in]  kind     CPW_WEIGHTS_DIRECT or CPW_WEIGHTS_SWING
 *  @param[out] weights  (n); may be points
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (a point that is none, all 0, the largest swing is not 100).
 *  @par Complexity and accuracy O(n), 1e-15; no overflow. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_weights_from_points(const double *points, int64_t n, int32_t kind,
                                                     double *weights, cpw_error *err);

/** Rank-order centroid: w_i = (1/n) sum_{k=i..n} 1/k (Barron and Barrett 1996). */
#define CPW_WEIGHTS_RANK_CENTROID 0
/** Rank sum: w_i ~ n + 1 - i (Stillwell, Seaver and Edwards 1981). */
#define CPW_WEIGHTS_RANK_SUM 1
/** Rank reciprocal: w_i ~ 1/i (Stillwell, Seaver and Edwards 1981). */
#define CPW_WEIGHTS_RANK_RECIPROCAL 2
/** Rank exponent: w_i ~ (n + 1 - i)^exponent; 0 is equal weights, 1 the rank sum. */
#define CPW_WEIGHTS_RANK_EXPONENT 3

/** Weights from an order of importance.
 *  Only the order of the ranks counts. Criteria of the same rank share the weights of the places
 *  which they take together in equal parts: the mean over all ways to break the tie.
 *  Source: Barron and Barrett, Management Science 42:1515 (1996); Stillwell, Seaver and Edwards,
 *  Organizational Behavior and Human Performance 28:62 (1981).
 *  @param[in]  ranks      (n) finite, the least is the most important; NULL: 1, 2, ..., n
 *  @param[in]  n          >= 1
 *  @param[in]  method     CPW_WEIGHTS_RANK_...
 *  @param[in]  exponent   >= 0, finite; read with CPW_WEIGHTS_RANK_EXPONENT only
 *  @param[out] weights    (n); may be ranks
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (a rank that is not finite, an exponent below 0);
 *  CPW_ENOMEM.
 *  @par Complexity and accuracy O(n log n), 1e-14. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_weights_from_ranks(const double *ranks, int64_t n, int32_t method,
                                                    double exponent, double *weights,
                                                    const cpw_allocator *allocator, cpw_error *err);

/* ---------------------------------------------------------------- pairwise judgements ------- */

/** Weights by the principal eigenvector (Saaty 1977; Harker 1987 where judgements are missing). */
#define CPW_WEIGHTS_EIGENVECTOR 0
/** Weights by the row geometric mean (Crawford and Williams 1985), which is logarithmic least squares
 *  (over the judgements that are there, where some are missing). */
#define CPW_WEIGHTS_GEOMETRIC 1

/** Random index of Saaty, The Analytic Hierarchy Process (1980), n = 3 to 15. */
#define CPW_WEIGHTS_SAATY 0
/** Random index of Tummala and Ling (1998), n = 3 to 15. */
#define CPW_WEIGHTS_TUMMALA_LING 1

/** The mean consistency index of random judgements of n criteria.
 *  @param[in] table  CPW_WEIGHTS_SAATY or CPW_WEIGHTS_TUMMALA_LING
 *  @param[in] n      number of criteria
 *  @return the index; 0 for n = 1, 2; NaN where the table has none (n < 1, n > 15, no such table).
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_weights_random_index(int32_t table, int64_t n);

/** The geometric consistency index up to which judgements are taken as consistent: it answers to a
 *  consistency ratio of 0.1. Source: Aguaron and Moreno-Jimenez, European Journal of Operational
 *  Research 147:137 (2003).
 *  @param[in] n  number of criteria
 *  @return 0.31 for n = 3, 0.35 for n = 4, 0.37 for n > 4; 0 for n = 1, 2; NaN for n < 1.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_weights_gci_threshold(int64_t n);

/** How far judgements agree with each other, and the one that agrees least. */
typedef struct cpw_weights_consistency {
  double lambda_max;         /**< principal eigenvalue; n where all agree */
  double consistency_index;  /**< CI = (lambda_max - n) / (n - 1), >= 0; 0 for n = 1, 2 */
  double ratio_saaty;        /**< CI / random index of Saaty; 0 for n = 1, 2; NaN for n > 15. Usual
                                    limit 0.1 */
  double ratio_tummala_ling; /**< CI / random index of Tummala and Ling, likewise */
  double geometric_index; /**< GCI = sum ln^2(a_ij w_j / w_i) / ((n-1)(n-2)/2 - missing), w by the
                                    row geometric mean; 0 where nothing can disagree */
  double geometric_threshold; /**< cpw_weights_gci_threshold(n) */
  int64_t missing;            /**< judgements (pairs) that are not there */
  int64_t worst_row;          /**< row of the judgement that agrees least, and ... */
  int64_t worst_column;       /**< ... its column, above the row; -1, -1: all agree */
  double worst_value;         /**< what it is (NaN: there is none) */
  double worst_suggestion;    /**< what all the other judgements say that it should be (by
                                    logarithmic least squares) */
  double index_if_changed;    /**< consistency index with the suggestion in its place */
} cpw_weights_consistency;

/** Weights of the analytic hierarchy process from pairwise judgements.
 *  matrix[i, j] says how many times as important criterion i is as j. NaN is a judgement that is not
 *  there; one of a pair is enough. With missing judgements the eigenvector is Harker's (each row's
 *  diagonal is 1 + the number that it lacks); the random index is that of Agoston and Csato (2022),
 *  (1 - 2 missing / ((n-1)(n-2))) times the one of the complete matrix.
 *  Source: Saaty, Journal of Mathematical Psychology 15:234 (1977); Crawford and Williams, ibid.
 *  29:387 (1985); Harker, Mathematical Modelling 9:353 (1987); Agoston and Csato, Omega 108:102576
 *  (2022).
 *  @param[in]  matrix       (n, n) finite and > 0, or NaN; matrix[i, j] matrix[j, i] = 1 within 1e-6,
 *                           diagonal 1
 *  @param[in]  n            1 to CPW_WEIGHTS_MOST_CRITERIA
 *  @param[in]  method       CPW_WEIGHTS_EIGENVECTOR or CPW_WEIGHTS_GEOMETRIC
 *  @param[out] weights      (n)
 *  @param[out] consistency  nullable
 *  @param[in]  allocator    NULL for malloc and free
 *  @param[out] err          nullable; its index is the cell (row * n + column)
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN ("matrix[1][2] * matrix[2][1] = 0.9 must be 1", a judgement
 *  that is none, "no judgement joins criterion 3 with criterion 0"); CPW_EOVERFLOW (judgements
 *  of some 1e300 that contradict each other); CPW_ENOMEM.
 *  @par Complexity and accuracy O(n^3); weights 1e-12. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_weights_ahp(const double *matrix, int64_t n, int32_t method,
                                             double *weights, cpw_weights_consistency *consistency,
                                             const cpw_allocator *allocator, cpw_error *err);

/** How far the judgements of the best-worst method agree with each other. */
typedef struct cpw_weights_best_worst_consistency {
  double xi;       /**< of the linear model: the largest |w_B - a_Bj w_j|, |w_j - a_jW w_W|; 0: all
                            agree */
  double xi_ratio; /**< of the first model (ratios): the largest |w_B / w_j - a_Bj|,
                            |w_j / w_W - a_jW| that cannot be avoided */
  double
      output_ratio; /**< xi_ratio / what it is for the worst judgements with this a_BW (Rezaei 2015, table 1, by
its formula): 0 to 1; up to 1.5 where a_BW < 3, as criteria may then contradict each other more */
  double
      input_ratio; /**< max_j |a_Bj a_jW - a_BW| / (a_BW^2 - a_BW) (Liang, Brunelli and Rezaei 2020);
                            0 where a_BW = 1 */
  int64_t worst;   /**< the criterion of the input ratio; -1: all agree */
} cpw_weights_best_worst_consistency;

/** Weights by the best-worst method.
 *  The linear model: min xi subject to |w_B - a_Bj w_j| <= xi, |w_j - a_jW w_W| <= xi, sum w = 1,
 *  w >= 0. lower and upper are the bounds of each weight over all weights which are optimal in the
 *  first model (ratios); the linear weights need not lie within them.
 *  Source: Rezaei, Omega 53:49 (2015) and 64:126 (2016); Liang, Brunelli and Rezaei, Omega 96:102175
 *  (2020).
 *  @param[in]  best_to_others   (n) how many times as important the best is as each: finite, >= 1, 1 at
 *                               the best
 *  @param[in]  others_to_worst  (n) how many times as important each is as the worst: finite, >= 1, 1
 *                               at the worst
 *  @param[in]  n                2 to 100
 *  @param[in]  best             index of the best (most important) criterion
 *  @param[in]  worst            index of the worst, another one; best_to_others[worst] =
 *                               others_to_worst[best], the largest of both arrays
 *  @param[out] weights          (n) of the linear model
 *  @param[out] lower            (n) nullable: least optimal weight, model of ratios
 *  @param[out] upper            (n) nullable: largest optimal weight, model of ratios
 *  @param[out] consistency      nullable
 *  @param[in]  allocator        NULL for malloc and free
 *  @param[out] err              nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (a judgement that breaks a rule above); CPW_ENOCONV (the
 *  simplex did not end); CPW_ENOMEM.
 *  @par Complexity and accuracy A linear programme of 4 n - 6 rows; 1e-9. @par Thread safety Safe.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_weights_best_worst(const double *best_to_others,
                                                    const double *others_to_worst, int64_t n,
                                                    int64_t best, int64_t worst, double *weights,
                                                    double *lower, double *upper,
                                                    cpw_weights_best_worst_consistency *consistency,
                                                    const cpw_allocator *allocator, cpw_error *err);

/* ---------------------------------------------------------------- from the data ------------- */

/** Entropy: w_j ~ 1 - e_j, e = -sum p ln p / ln(rows), p = x / sum. Values >= 0. */
#define CPW_WEIGHTS_ENTROPY 0
/** CRITIC: w_j ~ sd_j sum_k (1 - r_jk), on values scaled to 0..1 in their direction. */
#define CPW_WEIGHTS_CRITIC 1
/** MEREC: w_j ~ the effect of leaving criterion j out. Values > 0; directions. */
#define CPW_WEIGHTS_MEREC 2
/** Gini: w_j ~ the Gini coefficient. Values >= 0. */
#define CPW_WEIGHTS_GINI 3
/** Standard deviation. */
#define CPW_WEIGHTS_SD 4
/** Variance. */
#define CPW_WEIGHTS_VARIANCE 5
/** Angle: w_j ~ the angle between the column and a constant one, arctan(sd / mean). Values >= 0. */
#define CPW_WEIGHTS_ANGLE 6

/** Spread on values scaled to 0..1 over each column's own range: without a unit. */
#define CPW_WEIGHTS_SCALED 0
/** Spread in the units of the data: a column in days weighs more than in weeks. */
#define CPW_WEIGHTS_RAW 1

/** Correlation of the values. */
#define CPW_WEIGHTS_PEARSON 0
/** Correlation of the ranks, ties at their mid-rank. */
#define CPW_WEIGHTS_SPEARMAN 1

/** How weights are taken from data. */
typedef struct cpw_weights_objective_options {
  size_t struct_size;       /**< sizeof(cpw_weights_objective_options) as the caller compiled it */
  int32_t method;           /**< CPW_WEIGHTS_ENTROPY, ...; default CPW_WEIGHTS_CRITIC */
  int32_t scale;            /**< SD, VARIANCE: CPW_WEIGHTS_SCALED (default) or CPW_WEIGHTS_RAW */
  int32_t correlation;      /**< CRITIC: CPW_WEIGHTS_PEARSON (default) or CPW_WEIGHTS_SPEARMAN */
  int32_t threads;          /**< default 1; 0 = one a processor; never changes the weights */
  const int32_t *direction; /**< (columns) CRITIC, MEREC: 1 more is better, -1 less is better; NULL
                                   (default): all 1 */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_weights_objective_options;

/** Fill the options with the defaults.
 *  @param[out] options  CRITIC, scaled, Pearson, one thread, more is better
 *  @param[in]  size     sizeof(cpw_weights_objective_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_weights_objective_options_init_sized(cpw_weights_objective_options *options,
                                                      size_t size);

/** Fill the options with the defaults (see cpw_weights_objective_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_weights_objective_options_init(cpw_weights_objective_options *options) {
  cpw_weights_objective_options_init_sized(options, sizeof *options);
}

/** Weights from the data: criteria that tell the rows apart weigh more.
 *  A constant column tells nothing: it has the weight 0 and no part in the others' weights. Where
 *  every column is constant, or (CRITIC) no two criteria conflict, there are no such weights: an error.
 *  Source: Shannon 1948 as in Zeleny, Multiple Criteria Decision Making (1982), entropy; Diakoulaki,
 *  Mavrotas and Papayannakis, Computers and Operations Research 22:763 (1995), CRITIC;
 *  Keshavarz-Ghorabaee et al., Symmetry 13:525 (2021), MEREC.
 *  @param[in]  x        (rows, columns) finite; sign as the method says
 *  @param[in]  rows     >= 2
 *  @param[in]  columns  1 to CPW_WEIGHTS_MOST_CRITERIA
 *  @param[in]  options  NULL for the defaults
 *  @param[out] weights  (columns)
 *  @param[out] err      nullable; its index is the cell (row * columns + column)
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN ("x[3][1] = -2 must be >= 0 for entropy weights",
 *  "every column of x is constant", "no two criteria conflict: ..."); CPW_EOVERFLOW
 *  (the range or the sum of a column is no finite number); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity and accuracy O(rows columns), CRITIC O(rows columns^2), GINI and SPEARMAN sort; 1e-12.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_weights_objective(const double *x, int64_t rows, int64_t columns,
                                                   const cpw_weights_objective_options *options,
                                                   double *weights, cpw_error *err);

/* ---------------------------------------------------------------- panels: weights ----------- */

/** One matrix from the judgements of many (AIJ): element by element the weighted geometric mean.
 *  A judgement that is not there (NaN) is taken from those who gave it; NaN where nobody did.
 *  Source: Forman and Peniwati, European Journal of Operational Research 108:165 (1998).
 *  @param[in]  matrices        (members, n, n) each as in cpw_weights_ahp
 *  @param[in]  members         >= 1
 *  @param[in]  n               1 to CPW_WEIGHTS_MOST_CRITERIA
 *  @param[in]  member_weights  (members) finite, >= 0, not all 0, any sum; NULL: all the same
 *  @param[out] matrix          (n, n) exactly reciprocal; untouched on error
 *  @param[in]  allocator       NULL for malloc and free
 *  @param[out] err             nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (as cpw_weights_ahp, with the member; a member's weight);
 *  CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity and accuracy O(members n^2), 1e-14. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_weights_combine_judgements(const double *matrices, int64_t members,
                                                            int64_t n, const double *member_weights,
                                                            double *matrix,
                                                            const cpw_allocator *allocator,
                                                            cpw_error *err);

/** The (weighted) mean of the members' weights. */
#define CPW_WEIGHTS_MEAN 0
/** AIP: the (weighted) geometric mean. One member's 0 makes the criterion's weight 0. */
#define CPW_WEIGHTS_GEOMETRIC_MEAN 1
/** The median. */
#define CPW_WEIGHTS_MEDIAN 2
/** The mean without the share `trim` of members at each end (floor(trim members), whole members). */
#define CPW_WEIGHTS_TRIMMED_MEAN 3

/** One set of weights from those of many, criterion by criterion, then scaled to the sum 1.
 *  @param[in]  weights         (members, n) each row weights as cpw_weights_check wants them
 *  @param[in]  members         >= 1
 *  @param[in]  n               >= 1
 *  @param[in]  method          CPW_WEIGHTS_MEAN, ...
 *  @param[in]  member_weights  (members) finite, >= 0, not all 0, any sum; NULL: all the same. MEAN and
 *                              GEOMETRIC_MEAN only
 *  @param[in]  trim            0 to below 0.5; read with CPW_WEIGHTS_TRIMMED_MEAN only
 *  @param[out] combined        (n) sum 1; may be the first row of weights
 *  @param[out] unscaled        (n) nullable: before scaling
 *  @param[in]  allocator       NULL for malloc and free
 *  @param[out] err             nullable; its index is the cell (member * n + criterion)
 *  @return CPW_OK; CPW_EINVAL (also: member_weights with a method that has none); CPW_EDOMAIN (weights
 *  that are none; nothing left: "every criterion has the combined weight 0"); CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity and accuracy O(members n), medians O(n members log members); 1e-14.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_weights_combine(const double *weights, int64_t members, int64_t n,
                                                 int32_t method, const double *member_weights,
                                                 double trim, double *combined, double *unscaled,
                                                 const cpw_allocator *allocator, cpw_error *err);

/** Regret of a member: the largest change of one of the member's weights, max_j |w_j - w_kj|. */
#define CPW_WEIGHTS_REGRET_LARGEST 0
/** Regret of a member: the weight that is moved away from where the member put it,
 *  sum_j |w_j - w_kj| / 2, from 0 to 1. */
#define CPW_WEIGHTS_REGRET_MOVED 1

/** The compromise: the weights for which the largest regret of any member is least.
 *  LARGEST: of all such weights, the nearest (Euclid) to the members' mean: one answer, exact.
 *  MOVED: a linear programme; where several weights have the same largest regret it finds one of
 *  them, which may depend on the order of the criteria.
 *  @param[in]  weights         (members, n) each row weights as cpw_weights_check wants them
 *  @param[in]  members         >= 1
 *  @param[in]  n               >= 1; MOVED: to 40
 *  @param[in]  measure         CPW_WEIGHTS_REGRET_...
 *  @param[out] compromise      (n) sum 1
 *  @param[out] regret          (members) nullable: of each member
 *  @param[out] largest_regret  nullable: the least largest regret
 *  @param[in]  allocator       NULL for malloc and free
 *  @param[out] err             nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (weights that are none); CPW_EOVERFLOW; CPW_ENOCONV (the simplex did not end); CPW_ENOMEM.
 *  @par Complexity and accuracy LARGEST O(members n + n log n), 1e-14; MOVED a linear programme
 *  of one row a cutting plane, some tens of them, 1e-9. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_weights_compromise(const double *weights, int64_t members,
                                                    int64_t n, int32_t measure, double *compromise,
                                                    double *regret, double *largest_regret,
                                                    const cpw_allocator *allocator, cpw_error *err);

/** How far one member of a panel is from the panel's weights. */
typedef struct cpw_weights_distance {
  double moved;      /**< sum_j |w_j - w_kj| / 2: the weight that would have to move, 0 to 1 */
  double largest;    /**< max_j |w_j - w_kj| */
  int64_t criterion; /**< the first j of which that is so */
  double euclid;     /**< sqrt(sum_j (w_j - w_kj)^2) */
  double spearman; /**< rank correlation with the panel, ties at mid-ranks; NaN where all weights of
                          either are equal */
  double kendall;  /**< Kendall's tau-b with the panel; NaN likewise */
} cpw_weights_distance;

/** How far each member of a panel is from the panel's weights.
 *  @param[in]  weights    (members, n) each row weights as cpw_weights_check wants them
 *  @param[in]  members    >= 1
 *  @param[in]  n          >= 1
 *  @param[in]  panel      (n) weights: those of the panel, such as cpw_weights_combine gives
 *  @param[out] distances  (members)
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (weights that are none); CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity and accuracy O(members n^2), 1e-14. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_weights_distances(const double *weights, int64_t members,
                                                   int64_t n, const double *panel,
                                                   cpw_weights_distance *distances,
                                                   const cpw_allocator *allocator, cpw_error *err);

/** Spearman's rank correlation of every two rows, ties at mid-ranks.
 *  @param[in]  values        (members, n) finite: weights, or ranks
 *  @param[in]  members       >= 1
 *  @param[in]  n             >= 1
 *  @param[out] correlations  (members, members); NaN where all values of a row are equal, its own too
 *  @param[in]  allocator     NULL for malloc and free
 *  @param[out] err           nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (a value that is not finite); CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity and accuracy O(members^2 n), 1e-14. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_weights_rank_correlations(const double *values, int64_t members,
                                                           int64_t n, double *correlations,
                                                           const cpw_allocator *allocator,
                                                           cpw_error *err);

/** How far classes of stakeholders (patients, clinicians, managers, ...) differ from each other, against
 *  how far the members of a class differ. Criterion by criterion
 *    between = sum_c members_c (mean_c - mean)^2 / members, within = sum_k (w_kj - mean_c(k))^2 / members,
 *  and their sum is the variance over all members.
 *  @param[in]  weights    (members, n) each row weights as cpw_weights_check wants them
 *  @param[in]  members    >= 1
 *  @param[in]  n          >= 1
 *  @param[in]  class_of   (members) class of each member, 0 to classes - 1
 *  @param[in]  classes    >= 1; none may be without a member
 *  @param[out] means      (classes, n) nullable: mean weight of each class
 *  @param[out] between    (n) variance between classes
 *  @param[out] within     (n) variance within classes
 *  @param[out] share      (n) nullable: between / (between + within); 0 where all members agree
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (a class out of range or without members); CPW_EDOMAIN (weights that are
 *  none); CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity and accuracy O(members n), 1e-14. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_weights_disagreement(const double *weights, int64_t members,
                                                      int64_t n, const int64_t *class_of,
                                                      int64_t classes, double *means,
                                                      double *between, double *within,
                                                      double *share, const cpw_allocator *allocator,
                                                      cpw_error *err);

/* ---------------------------------------------------------------- panels: orders ------------ */

/** Borda's points: for each criterion how many it stands above, a tie counts 1/2, over all members.
 *  @param[in]  ranks      (members, n) finite, the least is the most important; only their order counts
 *  @param[in]  members    >= 1
 *  @param[in]  n          >= 1
 *  @param[in]  counts     (members) how many people hold each order, >= 0; NULL: one each
 *  @param[out] points     (n) more is more important
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (a rank that is not finite, a count below 0);
 *  CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity and accuracy O(members n log n), exact. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_weights_borda(const double *ranks, int64_t members, int64_t n,
                                               const int64_t *counts, double *points,
                                               const cpw_allocator *allocator, cpw_error *err);

/** Copeland's points: for each criterion the others which more people put below it than above it; as
 *  many on both sides counts 1/2.
 *  @param[in]  ranks      (members, n) as in cpw_weights_borda
 *  @param[in]  members    >= 1
 *  @param[in]  n          1 to CPW_WEIGHTS_MOST_CRITERIA
 *  @param[in]  counts     (members) how many people hold each order, >= 0; NULL: one each
 *  @param[out] points     (n) more is more important; n - 1: it beats all others (Condorcet winner)
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN; CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity and accuracy O(members n^2), exact. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_weights_copeland(const double *ranks, int64_t members, int64_t n,
                                                  const int64_t *counts, double *points,
                                                  const cpw_allocator *allocator, cpw_error *err);

/** Most criteria of cpw_weights_kemeny. */
#define CPW_WEIGHTS_KEMENY_MOST 20

/** Kemeny's order: the order with the fewest pairs on which people disagree with it, exactly.
 *  A pair that somebody ties counts 1/2 whichever way it is put. All optimal orders are counted and
 *  listed in lexicographic order as far as there is room.
 *  Source: Kemeny, Daedalus 88:577 (1959); dynamic programming over subsets.
 *  @param[in]  ranks      (members, n) as in cpw_weights_borda
 *  @param[in]  members    >= 1
 *  @param[in]  n          1 to CPW_WEIGHTS_KEMENY_MOST
 *  @param[in]  counts     (members) how many people hold each order, >= 0; NULL: one each
 *  @param[in]  room       how many orders `orders` has room for, >= 0
 *  @param[out] orders     (room, n) criteria, most important first; rows beyond the number of optimal
 *                         orders are untouched; may be NULL where room is 0
 *  @param[out] optimal    nullable: how many orders are optimal
 *  @param[out] distance   nullable: the number of disagreements
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN; CPW_EOVERFLOW (counts); CPW_ENOMEM.
 *  @par Complexity and accuracy O(members n^2 + n 2^n + n^2 orders), memory 16 bytes x 2^n (16 MiB for
 *  20); exact. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_weights_kemeny(const double *ranks, int64_t members, int64_t n,
                                                const int64_t *counts, int64_t room,
                                                int64_t *orders, int64_t *optimal, double *distance,
                                                const cpw_allocator *allocator, cpw_error *err);

/** Kendall's coefficient of concordance and its test. */
typedef struct cpw_weights_concordance_test {
  double w;          /**< 0 no agreement to 1 all the same; ties corrected */
  double chi_square; /**< members (n - 1) w */
  int64_t df;        /**< n - 1 */
  double p; /**< chance of this chi square or more without any agreement (approximate for few
                             members) */
  double
      mean_spearman; /**< (members w - 1) / (members - 1): mean rank correlation of two members (exact
                             without ties); NaN for one */
} cpw_weights_concordance_test;

/** Kendall's coefficient of concordance, W = 12 S / (k^2 (n^3 - n) - k sum(t^3 - t)).
 *  Source: Kendall and Babington Smith, Annals of Mathematical Statistics 10:275 (1939), with the
 *  correction for ties of Kendall, Rank Correlation Methods.
 *  @param[in]  ranks      (members, n) as in cpw_weights_borda
 *  @param[in]  members    >= 1
 *  @param[in]  n          >= 2
 *  @param[out] test       the coefficient and its test
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (a rank that is not finite; every member ties all criteria);
 *  CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity and accuracy O(members n log n); 1e-13. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_weights_concordance(const double *ranks, int64_t members,
                                                     int64_t n, cpw_weights_concordance_test *test,
                                                     const cpw_allocator *allocator,
                                                     cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
