/* carepath/linear.h - linear programmes: the best plan under rules that add up, its shadow prices, and
 * who is in the way when there is none.
 * Floor 1: includes base.h.
 *
 *   minimise or maximise  offset + sum_j cost_j x_j
 *   subject to            row_lower_i <= sum_j a_ij x_j <= row_upper_i
 *                         column_lower_j <= x_j <= column_upper_j
 *
 * Any bound may be infinite, equal to its partner (an equation, a fixed variable) or of any sign. The
 * method is the bounded-variable revised simplex (Dantzig and Orchard-Hays 1954; Maros, Computational
 * Techniques of the Simplex Method, 2003) from any basis, on a sparse LU factorisation. */
#ifndef CAREPATH_LINEAR_H
#define CAREPATH_LINEAR_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Status of a programme: solved. */
#define CPW_LINEAR_OPTIMAL 0
/** Status of a programme: no x keeps all rules; see `conflict`. */
#define CPW_LINEAR_INFEASIBLE 1
/** Status of a programme: the objective has no bound; see `ray`. */
#define CPW_LINEAR_UNBOUNDED 2
/** Status of a programme: stopped at the limit of iterations, x is the last one tried. */
#define CPW_LINEAR_LIMIT 3

/** Where a variable or row stands: at its lower bound. */
#define CPW_LINEAR_AT_LOWER 0
/** Where a variable or row stands: at its upper bound. */
#define CPW_LINEAR_AT_UPPER 1
/** Where a variable or row stands: in the basis, between its bounds as a rule. */
#define CPW_LINEAR_BASIC 2
/** Where a variable or row stands: without bounds and outside the basis, at 0. */
#define CPW_LINEAR_FREE 3

/** A linear programme. Matrix by columns (start) or by triplets (column); several entries in one place
 *  are added up. */
typedef struct cpw_linear_program {
  size_t struct_size;         /**< sizeof(cpw_linear_program) as the caller compiled it */
  int64_t rows;               /**< >= 0 */
  int64_t columns;            /**< >= 0 */
  int64_t entries;            /**< of the matrix, >= 0 */
  const double *cost;         /**< (columns) finite; NULL: all 0 */
  const double *column_lower; /**< (columns) NULL: all 0; -inf for none */
  const double *column_upper; /**< (columns) NULL: none; inf for none */
  const double *row_lower;    /**< (rows) NULL: none; -inf for none */
  const double *row_upper;    /**< (rows) NULL: none; inf for none */
  const int64_t *start;       /**< (columns + 1) entries of column j are start[j] to start[j+1] - 1;
                                   NULL: triplets */
  const int64_t *row;         /**< (entries) 0-based */
  const int64_t *column;      /**< (entries) 0-based, for triplets; NULL with `start` */
  const double *value;        /**< (entries) finite */
  double offset;              /**< added to the objective, default 0 */
  int32_t maximise;           /**< 0 (default): least objective, 1: greatest */
  int32_t reserved;           /**< zero */
} cpw_linear_program;

/** Fill a programme with the defaults.
 *  @param[out] program  no rows, no columns, minimise
 *  @param[in]  size     sizeof(cpw_linear_program) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_linear_program_init_sized(cpw_linear_program *program, size_t size);

/** Fill a programme with the defaults (see cpw_linear_program_init_sized).
 *  @param[out] program  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_linear_program_init(cpw_linear_program *program) {
  cpw_linear_program_init_sized(program, sizeof *program);
}

/** How a programme is solved. */
typedef struct cpw_linear_options {
  size_t struct_size; /**< sizeof(cpw_linear_options) as the caller compiled it */
  double tolerance;   /**< of bounds after scaling, and of reduced costs relative to what they are
                           made of, in [1e-12, 1e-3]; default 1e-9. A last pass tightens it to
                           1e-12 where rounding allows */
  int64_t iterations; /**< at most so many pivots; 0 (default): 100 x (rows + columns) + 10000 */
  int32_t unscaled;   /**< 1: solve without scaling rows and columns; default 0 */
  int32_t bland;      /**< 1: Bland's rule from the first pivot, slow and never cycling; default 0:
                             devex pricing, Bland's rule where it stalls */
  const int32_t
      *column_status;        /**< (columns) CPW_LINEAR_... to start from, with row_status; NULL: the
                                     rows are the basis */
  const int32_t *row_status; /**< (rows) CPW_LINEAR_... to start from; repaired where singular */
  const cpw_run *run;        /**< progress and cancel flag; NULL: none */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_linear_options;

/** Fill the options with the defaults.
 *  @param[out] options  tolerance 1e-9, scaled, from the basis of rows
 *  @param[in]  size     sizeof(cpw_linear_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_linear_options_init_sized(cpw_linear_options *options, size_t size);

/** Fill the options with the defaults (see cpw_linear_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_linear_options_init(cpw_linear_options *options) {
  cpw_linear_options_init_sized(options, sizeof *options);
}

/** What came out. The caller sets the arrays that are wanted (NULL: not wanted), the call fills them
 *  and the numbers. */
typedef struct cpw_linear_answer {
  size_t struct_size;   /**< sizeof(cpw_linear_answer) as the caller compiled it */
  double *x;            /**< (columns) out: the variables, or NULL */
  double *reduced_cost; /**< (columns) out: change of the objective for one more of x_j (NaN unless
                               OPTIMAL), or NULL */
  int32_t *column_status; /**< (columns) out: CPW_LINEAR_AT_... of the basis, or NULL */
  double *ray;          /**< (columns) out: UNBOUNDED: a direction that keeps all rules and betters
                               the objective for ever; otherwise zeros; or NULL */
  double *activity;     /**< (rows) out: sum_j a_ij x_j, or NULL */
  double *dual;         /**< (rows) out: shadow price: change of the objective when the bound at
                               which the row stands goes up by one (NaN unless OPTIMAL), or NULL */
  int32_t *row_status;  /**< (rows) out: CPW_LINEAR_AT_... of the basis, or NULL */
  double *dual_from;    /**< (rows) out: the shadow price holds while that bound is from here, or
                               NULL; NaN where the row is basic (its price is 0) */
  double *dual_to;      /**< (rows) out: to here, or NULL */
  double *conflict;     /**< (rows) out: INFEASIBLE: multipliers of the rows that cannot all hold
                               (Farkas), largest 1: positive where the row's lower bound is in the
                               way, negative where its upper one is, 0 for rows that are in nobody's
                               way; zeros where feasible; or NULL */
  double objective;     /**< out: offset + cost x; OPTIMAL: the best */
  double bound;         /**< out: OPTIMAL: the objective of the dual solution, by weak duality no x
                               is better; otherwise NaN */
  double primal_error;  /**< out: the furthest that a row or variable is beyond a bound */
  double dual_error;    /**< out: OPTIMAL: the furthest that a reduced cost has the wrong sign */
  double shortfall;     /**< out: INFEASIBLE: by how much the weighted rows of `conflict` miss each
                               other; otherwise 0 */
  int64_t conflict_row; /**< out: INFEASIBLE: the row of the largest multiplier, lowest index first;
                               -1 where no row is involved or the programme is feasible */
  int64_t conflict_column; /**< out: INFEASIBLE: the first column whose bounds cross, or -1 */
  int64_t iterations;      /**< out: pivots and bound flips */
  int32_t status;          /**< out: CPW_LINEAR_OPTIMAL, ..._INFEASIBLE, ..._UNBOUNDED, ..._LIMIT */
  int32_t reserved;        /**< zero */
} cpw_linear_answer;

/** Fill an answer with the defaults: no arrays wanted.
 *  @param[out] answer  NULL arrays
 *  @param[in]  size    sizeof(cpw_linear_answer) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_linear_answer_init_sized(cpw_linear_answer *answer, size_t size);

/** Fill an answer with the defaults (see cpw_linear_answer_init_sized).
 *  @param[out] answer  NULL arrays
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_linear_answer_init(cpw_linear_answer *answer) {
  cpw_linear_answer_init_sized(answer, sizeof *answer);
}

/** Solve a linear programme.
 *  Bounded primal simplex: phase one lowers the sum of violations in long steps through the
 *  breakpoints, phase two the objective, with Harris's two-pass ratio test, devex pricing (Forrest and
 *  Goldfarb 1992), scaling by powers of two, and Bland's rule (1977) where nothing moves. The basis is
 *  factorised as a sparse LU, updated in product form, factorised again before it loses accuracy. A
 *  status is an outcome, not an error. Signs: dual and reduced_cost are derivatives of the objective
 *  as written, to be minimised or maximised; at a minimum a price is >= 0 at a lower bound and <= 0 at
 *  an upper one, at a maximum the other way round. objective = offset + sum of dual x bound +
 *  sum of reduced_cost x bound at the optimum. Where the optimum is not unique one corner of it is
 *  given, always the same for the same rows and columns in the same order; the objective does not
 *  depend on the order beyond rounding.
 *  @param[in]     program  the programme; borrowed
 *  @param[in]     options  NULL for the defaults
 *  @param[in,out] answer   arrays that are wanted; filled, untouched on error
 *  @param[out]    err      nullable; its index is the row, column or entry at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, counts, an index out of range: "row[3] = 7 must be 0 to 4"; a status
 *  that is none); CPW_EDOMAIN (a cost, value, bound or tolerance: "value[2] = nan must be finite",
 *  "row_lower[1] = inf must be below inf"; bounds that cross are infeasible, not an error);
 *  CPW_ECANCELLED; CPW_ENOCONV (the basis cannot be factorised to any accuracy); CPW_EOVERFLOW
 *  (also where the best objective is beyond the greatest double); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity and accuracy O(rows + entries) a pivot beyond the fill of the factors, in practice
 *  O(rows + columns) pivots. Objective to a relative 1e-12 where the basis is well conditioned;
 *  primal_error, dual_error and objective - bound say how well it went.
 *  @par Thread safety Safe. @par Example examples/linear.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_linear_solve(const cpw_linear_program *program,
                                              const cpw_linear_options *options,
                                              cpw_linear_answer *answer, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
