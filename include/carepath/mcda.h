/* carepath/mcda.h - methods that rank many patients by several criteria, for comparison with the
 * weighted score of fixed value functions: weighted sum and product, TOPSIS, VIKOR, PROMETHEE II,
 * SPOTIS, ELECTRE I, ranks with ties, and the check which of them reorders the others when one patient
 * leaves the list.
 * Floor 2: includes base.h.
 *
 *   one table (rows x criteria, weights, directions, bounds)  cpw_mcda_table
 *   -> values on one scale                                    cpw_mcda_normalise
 *   -> a score a row                                          cpw_mcda_weighted_sum, _weighted_product,
 *                                                             _topsis, _vikor, _promethee, _spotis
 *   -> any of these by number, larger = better                cpw_mcda_score
 *   -> who outranks whom                                      cpw_mcda_electre1
 *   -> places                                                 cpw_mcda_rank
 *   -> does a patient who leaves reorder the others?          cpw_mcda_reversals
 *
 * A normalisation that looks at the sample (all but CPW_MCDA_FIXED and CPW_MCDA_NONE) makes the score of
 * one patient depend on who else is on the list: the others may change places when one leaves. Fixed
 * bounds are the default. */
#ifndef CAREPATH_MCDA_H
#define CAREPATH_MCDA_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- the table ----------------- */

/** How values of different units come on one scale. x is a value, cost a criterion of direction -1. */
#define CPW_MCDA_FIXED  0 /**< (x - lower) / (upper - lower) of given bounds; cost 1 - that */
#define CPW_MCDA_MINMAX 1 /**< the same with the least and greatest value; 0 where all are equal */
#define CPW_MCDA_VECTOR 2 /**< x / sqrt(sum x^2); cost 1 - that; 0 (cost 1) where all are 0 */
#define CPW_MCDA_SUM    3 /**< x / sum x, x >= 0; cost (1/x) / sum(1/x), x > 0 */
#define CPW_MCDA_MAX    4 /**< x / max x, x >= 0; cost 1 - that */
#define CPW_MCDA_NONE   5 /**< x; cost -x (in the weighted product 1/x, x > 0) */

/** What becomes of values outside fixed bounds. */
#define CPW_MCDA_OUTSIDE_REFUSE 0 /**< an error that names the value */
#define CPW_MCDA_OUTSIDE_CLAMP  1 /**< the nearer bound stands in */

/** The most criteria of a table. */
#define CPW_MCDA_MAX_CRITERIA 1000

/** How far the sum of the weights may be from 1. */
#define CPW_MCDA_WEIGHT_TOLERANCE 1e-9

/** Rows and criteria with their weights; all arrays are borrowed for the call. */
typedef struct cpw_mcda_table {
  size_t struct_size;        /**< sizeof(cpw_mcda_table) as the caller compiled it */
  int64_t rows;              /**< n, >= 0 */
  int64_t criteria;          /**< m, 1 to CPW_MCDA_MAX_CRITERIA */
  const double *values;      /**< (n, m) row after row, finite */
  const double *weights;     /**< (m) finite, >= 0, sum 1 within CPW_MCDA_WEIGHT_TOLERANCE */
  const int32_t *directions; /**< (m) +1: more is better, -1: less is better (cost); NULL
                                    (default): all +1 */
  const double *lower;       /**< (m) fixed lower bounds, finite; or NULL (default) */
  const double *upper;       /**< (m) fixed upper bounds, finite, above lower; or NULL (default) */
  int32_t normalise;         /**< CPW_MCDA_FIXED (default: needs the bounds), ... */
  int32_t outside;           /**< CPW_MCDA_OUTSIDE_REFUSE (default) or CPW_MCDA_OUTSIDE_CLAMP */
  const cpw_allocator *allocator; /**< for work memory; NULL (default) for malloc and free */
} cpw_mcda_table;

/** Fill a table with the defaults.
 *  @param[out] table  no rows, no arrays, fixed bounds, values outside them refused
 *  @param[in]  size   sizeof(cpw_mcda_table) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_mcda_table_init_sized(cpw_mcda_table *table, size_t size);

/** Fill a table with the defaults (see cpw_mcda_table_init_sized).
 *  @param[out] table  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_mcda_table_init(cpw_mcda_table *table) {
  cpw_mcda_table_init_sized(table, sizeof *table);
}

/** The values on one scale, larger = better, by table->normalise. The weights are not used.
 *  @param[in]  table  rows, criteria, values; weights may be NULL
 *  @param[in]  run    threads, progress and cancel are used; NULL for the defaults
 *  @param[out] out    (n, m) row after row; must not overlap the values; untouched on error
 *  @param[out] err    nullable: its index is the element of the array at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, an option that is none); CPW_EDOMAIN (a value, bound or
 *  direction: "values[4] = 5 (row 2, criterion 0) must be from 0 to 4"); CPW_ENOMEM; CPW_EABI;
 *  CPW_ECANCELLED.
 *  @par Complexity and accuracy O(n m); sums over the sample are exact, so that a permutation of the
 *  rows permutes the results bit by bit; 4 roundings an element. The same bits for any number of
 *  threads. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_mcda_normalise(const cpw_mcda_table *table, const cpw_run *run,
                                                double *out, cpw_error *err);

/* ---------------------------------------------------------------- scores -------------------- */

/** Weighted sum: sum_j w_j r_ij of the normalised values r.
 *  @param[in]  table  the table
 *  @param[in]  run    threads, progress and cancel are used; NULL for the defaults
 *  @param[out] score  (n) larger is better; untouched on error
 *  @param[out] err    nullable
 *  @return as cpw_mcda_normalise; CPW_EDOMAIN also for weights ("weights sum to 1.1, must be 1").
 *  @par Complexity and accuracy O(n m); m + 4 roundings. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_mcda_weighted_sum(const cpw_mcda_table *table, const cpw_run *run,
                                                   double *score, cpw_error *err);

/** Weighted product: prod_j r_ij^w_j of the normalised values r, which must be >= 0.
 *  With CPW_MCDA_NONE x^w, and x^-w for a cost (Miller and Starr 1969; Triantaphyllou 2000). A value of
 *  0 with a weight above 0 makes the score 0: the scales CPW_MCDA_SUM and CPW_MCDA_NONE avoid that.
 *  @param[in]  table  the table
 *  @param[in]  run    threads, progress and cancel are used; NULL for the defaults
 *  @param[out] score  (n) larger is better; untouched on error
 *  @param[out] err    nullable
 *  @return as cpw_mcda_weighted_sum; CPW_EDOMAIN also for a normalised value below 0.
 *  @par Complexity and accuracy O(n m) powers; 2 m + 4 roundings, no underflow in between.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_mcda_weighted_product(const cpw_mcda_table *table,
                                                       const cpw_run *run, double *score,
                                                       cpw_error *err);

/** TOPSIS: closeness to the ideal, D- / (D+ + D-), with the Euclidean distances D+ of w_j r_ij from the
 *  best and D- from the worst of each criterion (Hwang and Yoon, Multiple Attribute Decision Making,
 *  1981, chapter III).
 *  With CPW_MCDA_FIXED the ideals are the bounds, so that nobody's score depends on the others.
 *  @param[in]  table     the table
 *  @param[in]  run       threads, progress and cancel are used; NULL for the defaults
 *  @param[out] score     (n) 0 to 1, larger is better; 0.5 where both distances are 0, that is where
 *                        nothing with a weight varies; untouched on error
 *  @param[out] to_best   (n) D+, or NULL; untouched on error
 *  @param[out] to_worst  (n) D-, or NULL; untouched on error
 *  @param[out] err       nullable
 *  @return as cpw_mcda_weighted_sum.
 *  @par Complexity and accuracy O(n m); about 10 roundings; no overflow or underflow in between.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_mcda_topsis(const cpw_mcda_table *table, const cpw_run *run,
                                             double *score, double *to_best, double *to_worst,
                                             cpw_error *err);

/** What VIKOR recommends. */
typedef struct cpw_mcda_compromise {
  int64_t best;         /**< row with the least Q (the first of equals) */
  int64_t second;       /**< the next; -1 where there is one row */
  int64_t count;        /**< rows in the compromise set */
  double advantage;     /**< Q(second) - Q(best) */
  double threshold;     /**< 1 / (n - 1), which the advantage should reach */
  int32_t advantage_ok; /**< condition 1: advantage >= threshold (with 4 ulp of Q for rounding) */
  int32_t stable_ok;    /**< condition 2: the best by Q is also best by S or by R */
} cpw_mcda_compromise;

/** VIKOR: compromise between the group's utility S and the worst regret R.
 *  S_i = sum_j w_j d_ij, R_i = max_j w_j d_ij, d_ij = (best_j - x_ij) / (best_j - worst_j) (0 where
 *  nothing varies), Q_i = v (S_i - S*) / (S- - S*) + (1 - v) (R_i - R*) / (R- - R*), * the least and -
 *  the greatest, a term being 0 where its range is (Opricovic and Tzeng, EJOR 156:445-455, 2004).
 *  The compromise set: the best row alone if both conditions hold; best and second if only the second
 *  condition fails; all rows with Q - Q(best) < 1/(n-1) if the first fails.
 *  @param[in]  table       normalise must be CPW_MCDA_FIXED (bounds are best and worst) or
 *                          CPW_MCDA_MINMAX (those of the sample)
 *  @param[in]  v           weight of the group's utility, 0 to 1; usual 0.5
 *  @param[in]  run         threads, progress and cancel are used; NULL for the defaults
 *  @param[out] utility     (n) S, less is better, or NULL; untouched on error
 *  @param[out] regret      (n) R, less is better, or NULL; untouched on error
 *  @param[out] q           (n) Q, less is better; untouched on error
 *  @param[out] in_set      (n) 1: in the compromise set, 0: not; or NULL; untouched on error
 *  @param[out] compromise  the conditions, or NULL; best = second = -1 where n = 0; untouched on error
 *  @param[out] err         nullable
 *  @return as cpw_mcda_weighted_sum; CPW_EINVAL also for another normalisation; CPW_EDOMAIN also for v.
 *  @par Complexity and accuracy O(n m); about m + 8 roundings. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_mcda_vikor(const cpw_mcda_table *table, double v,
                                            const cpw_run *run, double *utility, double *regret,
                                            double *q, int32_t *in_set,
                                            cpw_mcda_compromise *compromise, cpw_error *err);

/** Preference functions of PROMETHEE (Brans, Vincke and Mareschal, EJOR 24:228-238, 1986): how strongly
 *  a difference d > 0 in a criterion prefers one row. */
#define CPW_MCDA_USUAL    1 /**< 1 */
#define CPW_MCDA_U_SHAPE  2 /**< 1 if d > q */
#define CPW_MCDA_V_SHAPE  3 /**< d / p, at most 1 */
#define CPW_MCDA_LEVEL    4 /**< 0 if d <= q, 1/2 if d <= p, else 1 */
#define CPW_MCDA_LINEAR   5 /**< 0 if d <= q, (d - q) / (p - q) if d <= p, else 1 */
#define CPW_MCDA_GAUSSIAN 6 /**< 1 - exp(-d^2 / (2 s^2)) */

/** The most rows with a Gaussian criterion, which takes all pairs. */
#define CPW_MCDA_MAX_PAIRED 20000

/** The preference function of one criterion, in its own unit. */
typedef struct cpw_mcda_preference {
  int32_t shape;    /**< CPW_MCDA_USUAL, ... */
  int32_t reserved; /**< zero */
  double q; /**< U_SHAPE, LEVEL, LINEAR: indifference, 0 or more, below 2^900; else not used */
  double p; /**< V_SHAPE: > 0, LEVEL, LINEAR: full preference, > q; both below 2^900;
 else not used */
  double s; /**< GAUSSIAN: > 0, below 2^900; else not used */
} cpw_mcda_preference;

/** PROMETHEE: flows over all pairs of rows.
 *  pi(a,b) = sum_j w_j P_j(d_j), d_j = x_aj - x_bj (x_bj - x_aj for a cost); positive flow = mean over b
 *  of pi(a,b), negative flow = mean of pi(b,a), net flow (PROMETHEE II) = positive - negative. The
 *  values are taken as they are: table->normalise and the bounds are not used.
 *  @param[in]  table        the table
 *  @param[in]  preferences  (m) preference functions; NULL: CPW_MCDA_USUAL for all
 *  @param[in]  run          threads, progress and cancel are used; NULL for the defaults
 *  @param[out] positive     (n) or NULL; untouched on error
 *  @param[out] negative     (n) or NULL; untouched on error
 *  @param[out] net          (n) or NULL, larger is better, sum 0; 0 where n = 1; untouched on error
 *  @param[out] err          nullable
 *  @return as cpw_mcda_weighted_sum; CPW_EDOMAIN also for a preference
 *  ("preferences[1].p = 0 must be above q and below 2^900"); CPW_EOVERFLOW for too many rows with
 *  CPW_MCDA_GAUSSIAN.
 *  @par Complexity and accuracy O(m n log n) by ranks and by running sums in twice the working
 *  precision, memory O(n) a thread; O(n^2) for a Gaussian criterion. The same comparisons of d with q
 *  and p as over all pairs; about 10 roundings. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_mcda_promethee(const cpw_mcda_table *table,
                                                const cpw_mcda_preference *preferences,
                                                const cpw_run *run, double *positive,
                                                double *negative, double *net, cpw_error *err);

/** SPOTIS: weighted distance from an ideal on fixed bounds, free of rank reversal.
 *  d_i = sum_j w_j |x_ij - ideal_j| / (upper_j - lower_j) (Dezert, Tchamova, Han and Tacnet, FUSION
 *  2020). table->normalise is not used, the bounds are needed.
 *  @param[in]  table     the table with bounds
 *  @param[in]  ideal     (m) within the bounds; NULL: the upper bound, for a cost the lower one
 *  @param[in]  run       threads, progress and cancel are used; NULL for the defaults
 *  @param[out] distance  (n) 0 to 1, less is better; untouched on error
 *  @param[out] err       nullable
 *  @return as cpw_mcda_weighted_sum; CPW_EDOMAIN also for an ideal outside the bounds.
 *  @par Complexity and accuracy O(n m); m + 4 roundings. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_mcda_spotis(const cpw_mcda_table *table, const double *ideal,
                                             const cpw_run *run, double *distance, cpw_error *err);

/** The methods that give a score a row. */
#define CPW_MCDA_WEIGHTED_SUM     0
#define CPW_MCDA_WEIGHTED_PRODUCT 1
#define CPW_MCDA_TOPSIS           2
#define CPW_MCDA_VIKOR            3
#define CPW_MCDA_PROMETHEE        4
#define CPW_MCDA_SPOTIS           5

/** A method and what it needs beside the table. */
typedef struct cpw_mcda_method {
  size_t struct_size;                     /**< sizeof(cpw_mcda_method) as the caller compiled it */
  int32_t method;                         /**< CPW_MCDA_WEIGHTED_SUM (default), ... */
  int32_t reserved;                       /**< zero */
  double v;                               /**< VIKOR: 0 to 1, default 0.5 */
  const cpw_mcda_preference *preferences; /**< PROMETHEE: (m) or NULL (default) */
  const double *ideal;                    /**< SPOTIS: (m) or NULL (default) */
} cpw_mcda_method;

/** Fill a method with the defaults.
 *  @param[out] method  weighted sum, v 0.5, usual criteria
 *  @param[in]  size    sizeof(cpw_mcda_method) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_mcda_method_init_sized(cpw_mcda_method *method, size_t size);

/** Fill a method with the defaults (see cpw_mcda_method_init_sized).
 *  @param[out] method  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_mcda_method_init(cpw_mcda_method *method) {
  cpw_mcda_method_init_sized(method, sizeof *method);
}

/** The score of any method, turned so that larger is better: Q of VIKOR and the distance of SPOTIS with
 *  a minus, the net flow of PROMETHEE.
 *  @param[in]  table   the table
 *  @param[in]  method  NULL for the defaults
 *  @param[in]  run     threads, progress and cancel are used; NULL for the defaults
 *  @param[out] score   (n); untouched on error
 *  @param[out] err     nullable
 *  @return as the method's function; CPW_EINVAL for a method that is none.
 *  @par Complexity As the method's function. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_mcda_score(const cpw_mcda_table *table,
                                            const cpw_mcda_method *method, const cpw_run *run,
                                            double *score, cpw_error *err);

/* ---------------------------------------------------------------- ranks --------------------- */

/** The rank of rows with the same score. */
#define CPW_MCDA_TIES_MID   0 /**< the mean of the places that they share: 1, 2.5, 2.5, 4 */
#define CPW_MCDA_TIES_MIN   1 /**< the best of them: 1, 2, 2, 4 */
#define CPW_MCDA_TIES_DENSE 2 /**< without gaps: 1, 2, 2, 3 */
#define CPW_MCDA_TIES_ROW   3 /**< in the order of the rows: 1, 2, 3, 4 */

/** Places by a score.
 *  @param[in]  score       (n) no NaN; infinities are allowed
 *  @param[in]  n           rows, >= 0
 *  @param[in]  descending  1: the largest score has rank 1; 0: the smallest
 *  @param[in]  ties        CPW_MCDA_TIES_...
 *  @param[in]  allocator   NULL for malloc and free
 *  @param[out] rank        (n) from 1, or NULL; untouched on error
 *  @param[out] order       (n) the rows from the first place to the last, equals in the order of the
 *                          rows, or NULL; untouched on error
 *  @param[out] err         nullable: its index is the row
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 0, descending, ties); CPW_EDOMAIN (NaN); CPW_ENOMEM.
 *  @par Complexity O(n), memory O(n). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_mcda_rank(const double *score, int64_t n, int32_t descending,
                                           int32_t ties, const cpw_allocator *allocator,
                                           double *rank, int64_t *order, cpw_error *err);

/** A pair of rows that change places when a third leaves. */
typedef struct cpw_mcda_reversal {
  int64_t removed; /**< the row that leaves */
  int64_t above;   /**< this row was above ... */
  int64_t below;   /**< ... this one, and is below it without the row that leaves */
} cpw_mcda_reversal;

/** Which removals of one row reorder the others.
 *  For each row that leaves, the score of the others is computed without it. A reversal is a pair whose
 *  order by the scores is strict before and after, by more than 1e-12 of the largest absolute score,
 *  and opposite. Ties that appear or disappear are none.
 *  @param[in]  table     the table, n >= 1
 *  @param[in]  method    NULL for the defaults
 *  @param[in]  remove    (count) rows to remove one at a time; NULL: every row, count is then not used
 *  @param[in]  count     >= 0
 *  @param[in]  run       threads, progress and cancel are used; NULL for the defaults
 *  @param[in]  capacity  places in examples, >= 0
 *  @param[out] examples  (capacity) one a removal that reorders, in the order of the removals, the first
 *                        `capacity` of them; may be NULL if capacity is 0; untouched on error
 *  @param[out] found     number of removals that reorder; untouched on error
 *  @param[out] err       nullable
 *  @return as cpw_mcda_score; CPW_EINVAL also for a row to remove that is none.
 *  @par Complexity O(count) times that of the score, O(n) each for the comparison; memory O(n m) a
 *  thread. For a long list take a sample. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_mcda_reversals(const cpw_mcda_table *table,
                                                const cpw_mcda_method *method,
                                                const int64_t *remove, int64_t count,
                                                const cpw_run *run, int64_t capacity,
                                                cpw_mcda_reversal *examples, int64_t *found,
                                                cpw_error *err);

/* ---------------------------------------------------------------- ELECTRE I ----------------- */

/** What a disadvantage is measured against. */
#define CPW_MCDA_SCALE_CRITERION 0 /**< the range of its own criterion in the sample */
#define CPW_MCDA_SCALE_FIXED     1 /**< upper - lower of its own criterion */
#define CPW_MCDA_SCALE_LARGEST                                                                     \
  2 /**< the largest range of any criterion, as some programs do: depends
                                        on the units */

/** Which rows are the kernel. */
#define CPW_MCDA_KERNEL_UNBEATEN 0 /**< nobody outranks them */
#define CPW_MCDA_KERNEL_GRAPH                                                                      \
  1 /**< none outranks another and every other row is outranked by one of
                                        them, rows on a common circle counting as one */

/** The most rows of cpw_mcda_electre1. */
#define CPW_MCDA_MAX_OUTRANKED 10000

/** Thresholds of ELECTRE I. */
typedef struct cpw_mcda_electre_options {
  size_t struct_size; /**< sizeof(cpw_mcda_electre_options) as the caller compiled it */
  double concordance; /**< least concordance, 0 to 1, default 0.65 */
  double discordance; /**< most discordance, 0 to 1, default 0.35 */
  int32_t scale;      /**< CPW_MCDA_SCALE_..., default CPW_MCDA_SCALE_CRITERION */
  int32_t kernel;     /**< CPW_MCDA_KERNEL_..., default CPW_MCDA_KERNEL_UNBEATEN */
} cpw_mcda_electre_options;

/** Fill the options with the defaults.
 *  @param[out] options  0.65, 0.35, each criterion's own range, the rows that nobody outranks
 *  @param[in]  size     sizeof(cpw_mcda_electre_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_mcda_electre_options_init_sized(cpw_mcda_electre_options *options, size_t size);

/** Fill the options with the defaults (see cpw_mcda_electre_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_mcda_electre_options_init(cpw_mcda_electre_options *options) {
  cpw_mcda_electre_options_init_sized(options, sizeof *options);
}

/** ELECTRE I: who outranks whom, and who is left (Roy, RIRO 2:57-75, 1968).
 *  Concordance c(a,b) = sum of the weights of the criteria in which a is at least as good as b;
 *  discordance d(a,b) = greatest disadvantage of a over its scale (0 where that is 0). a outranks b if
 *  c(a,b) >= options->concordance (less 1e-12 for rounding) and d(a,b) <= options->discordance (plus
 *  1e-12). The values are taken as they are; table->normalise is not used.
 *  @param[in]  table        the table, n <= CPW_MCDA_MAX_OUTRANKED
 *  @param[in]  options      NULL for the defaults
 *  @param[in]  run          threads, progress and cancel are used; NULL for the defaults
 *  @param[out] concordance  (n, n) or NULL; NaN on the diagonal; untouched on error
 *  @param[out] discordance  (n, n) or NULL; NaN on the diagonal; untouched on error
 *  @param[out] outranks     (n, n) 1: row outranks column; or NULL; 0 on the diagonal; untouched on error
 *  @param[out] kernel       (n) 1: in the kernel; untouched on error
 *  @param[out] err          nullable
 *  @return as cpw_mcda_weighted_sum; CPW_EDOMAIN also for a threshold; CPW_EOVERFLOW (too many rows).
 *  @par Complexity and accuracy O(n^2 m), memory n^2 bytes; m roundings. @par Thread safety Safe.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_mcda_electre1(const cpw_mcda_table *table,
                                               const cpw_mcda_electre_options *options,
                                               const cpw_run *run, double *concordance,
                                               double *discordance, int32_t *outranks,
                                               int32_t *kernel, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
