/* carepath/least_squares.h - the nearest that non-negative or bounded numbers come to data: least squares
 * with bounds, weights and a ridge, with the proof that no other answer is nearer.
 * Floor 1: includes base.h. */
#ifndef CAREPATH_LEAST_SQUARES_H
#define CAREPATH_LEAST_SQUARES_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The most columns of a problem. */
#define CPW_LEAST_SQUARES_COLUMNS 20000

#define CPW_LEAST_SQUARES_AT_LOWER 0 /**< the variable is at its lower bound */
#define CPW_LEAST_SQUARES_AT_UPPER 1 /**< at its upper bound */
#define CPW_LEAST_SQUARES_BETWEEN  2 /**< between its bounds */

/** Find x between bounds so that A x is nearest to b. */
typedef struct cpw_least_squares {
  size_t struct_size;    /**< sizeof(cpw_least_squares) as the caller compiled it */
  int64_t rows;          /**< equations, >= 0 */
  int64_t columns;       /**< variables, 1 to CPW_LEAST_SQUARES_COLUMNS */
  const double *matrix;  /**< (rows, columns) A, finite, row by row */
  const double *target;  /**< (rows) b, finite */
  const double *weights; /**< (rows) of the squares, finite and >= 0; NULL: all 1 */
  const double *lower;   /**< (columns) below inf, -inf for none; NULL: all 0 */
  const double *upper;   /**< (columns) >= lower, inf for none; NULL: none */
  double ridge;          /**< weight of the squares of x - towards, >= 0; default 0 */
  const double *towards; /**< (columns) what the ridge pulls to; NULL: 0 */
} cpw_least_squares;

/** Fill a problem with the defaults.
 *  @param[out] problem  lower bounds 0, no upper bounds, no ridge
 *  @param[in]  size     sizeof(cpw_least_squares) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_least_squares_init_sized(cpw_least_squares *problem, size_t size);

/** Fill a problem with the defaults (see cpw_least_squares_init_sized).
 *  @param[out] problem  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_least_squares_init(cpw_least_squares *problem) {
  cpw_least_squares_init_sized(problem, sizeof *problem);
}

/** What came out. The caller sets the arrays that are wanted (NULL: not wanted), the call fills them and
 *  the numbers. */
typedef struct cpw_least_squares_answer {
  size_t struct_size; /**< sizeof(cpw_least_squares_answer) as the caller compiled it */
  double *x;          /**< (columns) out: the variables, within their bounds exactly, or NULL */
  double *dual;       /**< (columns) out: half the derivative of the objective by x_j,
                           -A_j' W (b - A x) + ridge (x_j - towards_j): >= 0 at a lower bound, <= 0 at an
                           upper one, 0 between, to rounding; or NULL */
  double *residual;   /**< (rows) out: b - A x, without weights, or NULL */
  int32_t *state;     /**< (columns) out: CPW_LEAST_SQUARES_..., or NULL */
  double objective;   /**< out: sum of weight x residual^2, plus the ridge's part */
  double misfit;      /**< out: sum of weight x residual^2 */
  double kkt;    /**< out: the largest wrong dual, each relative to |A_j| (|b| + |A_j x_j| summed):
                           0 would be exact, about 1e-15 is rounding */
  double spread; /**< out: largest / smallest diagonal of the triangle of the columns between
                           bounds, scaled to length 1: x loses about log10 of it in figures */
  int64_t between;    /**< out: variables between their bounds */
  int64_t dependent;  /**< out: columns that were left at a bound because they depend on others: the
                           answer is then one of many. Where a variable between its bounds stands
                           at one to rounding it may depend on the order of the columns */
  int64_t iterations; /**< out: columns let in or sent back */
} cpw_least_squares_answer;

/** Fill an answer with the defaults: no arrays wanted.
 *  @param[out] answer  NULL arrays
 *  @param[in]  size    sizeof(cpw_least_squares_answer) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_least_squares_answer_init_sized(cpw_least_squares_answer *answer, size_t size);

/** Fill an answer with the defaults (see cpw_least_squares_answer_init_sized).
 *  @param[out] answer  NULL arrays
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_least_squares_answer_init(cpw_least_squares_answer *answer) {
  cpw_least_squares_answer_init_sized(answer, sizeof *answer);
}

/** Solve a least squares problem with bounds.
 *  min sum_i w_i (b_i - sum_j a_ij x_j)^2 + ridge sum_j (x_j - towards_j)^2, lower <= x <= upper. With the
 *  default bounds non-negative least squares. The rows are reduced to a triangle by Householder
 *  reflections, never by the normal equations, whose accuracy is the square of the condition; then the
 *  active set method of Lawson and Hanson, Solving Least Squares Problems, 1974, chapter 23, with bounds
 *  on both sides (Stark and Parker, "Bounded-variable least-squares", Computational Statistics 10,
 *  129-141, 1995) on columns scaled to length 1: answers do not depend on units. A column that depends on
 *  those between their bounds to rounding stays where it is. Of columns that pull equally the first is
 *  let in. Permuting columns permutes the answer where that is unique; the order of rows changes rounding
 *  alone. Very different weights are allowed (1e12 times heavier rows act as equations).
 *  @param[in]     problem    borrowed
 *  @param[in]     run        progress and cancel; NULL: none
 *  @param[in]     allocator  NULL for malloc and free
 *  @param[in,out] answer     arrays that are wanted; filled, untouched on error
 *  @param[out]    err        nullable; index: of the row, column or entry at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, counts); CPW_EDOMAIN (a number outside its domain: "matrix[3][1] =
 *  nan must be finite", bounds that cross: "lower[2] = 3 must not be above upper[2] = 1"); CPW_EOVERFLOW
 *  (sizes; sums of squares beyond the largest double after scaling); CPW_ENOCONV (no end after 30 x
 *  columns + 1000 changes: never seen); CPW_ECANCELLED; CPW_EABI; CPW_ENOMEM.
 *  @par Complexity and accuracy O(rows columns^2) once, then O(columns^2) a change of the set, in practice
 *  about one a column; memory columns^2 + 128 columns doubles. Backward stable: kkt says how well it went.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_least_squares_solve(const cpw_least_squares *problem,
                                                     const cpw_run *run,
                                                     const cpw_allocator *allocator,
                                                     cpw_least_squares_answer *answer,
                                                     cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
