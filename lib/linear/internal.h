/* lib/linear/internal.h - what the files of the module share: a loaded programme in scaled form with its
 * basis, the factors of the basis, and what plans asks of it (bounds that change, warm starts).
 * Source: Maros, Computational Techniques of the Simplex Method (2003). Leaves meaning to the caller. */
#ifndef CPWI_LINEAR_INTERNAL_H
#define CPWI_LINEAR_INTERNAL_H

#include "base/internal.h"
#include "carepath/linear.h"

#define CPWI_LINEAR      "cpw_linear_solve"
#define CPWI_LINEAR_ETAS 64 /* updates of the factors before they are made again */

/* Sparse vectors one after the other. */
typedef struct cpwi_sparse {
  int64_t *start; /* (count + 1) */
  int64_t *index;
  double *value;
  int64_t count, room;
} cpwi_sparse;

/* B = L U with rows as they are: pivot k is in row pivot[k]; then one eta for each exchange. */
typedef struct cpwi_factor {
  int64_t m;
  int64_t lower_pivots; /* columns of L that are not empty */
  int64_t *lower_row;   /* (m) their pivot rows */
  cpwi_sparse lower;    /* multipliers */
  int64_t *pivot;       /* (m) pivot rows in order */
  double *diagonal;     /* (m) of U, by order */
  cpwi_sparse upper;    /* columns of U above the diagonal, by order */
  cpwi_sparse across;   /* rows of U, by order of the pivot */
  cpwi_sparse etas;     /* columns of exchanges, without the pivot */
  int64_t *eta_row;     /* (CPWI_LINEAR_ETAS) */
  double *eta_pivot;    /* (CPWI_LINEAR_ETAS) */
  int64_t exchanges;    /* columns exchanged since the factors were made */
  int64_t base;         /* entries of L and U, to compare the etas with */
} cpwi_factor;

typedef struct cpwi_linear {
  const cpw_allocator *allocator;
  const cpw_run *run;
  int64_t m, n, total; /* rows, columns, both: variable n + i is the activity of row i */
  double sign;         /* 1 to minimise, -1 to maximise */
  double offset, cost_scale;
  /* blocks of memory that everything below lies in */
  double *reals;
  int64_t *integers;
  int32_t *smalls;
  /* the programme, scaled: A x - s = 0 */
  int64_t *start, *row; /* (n + 1), (entries) by columns */
  double *value;
  int64_t *across_start, *across_column; /* (m + 1), (entries) by rows */
  double *across_value;
  double *cost, *lower, *upper;    /* (total) as solved, perhaps perturbed */
  double *true_lower, *true_upper; /* (total) */
  double *scale;                   /* (total) x = scale x scaled */
  /* the basis */
  int32_t *status; /* (total) CPW_LINEAR_... */
  int32_t *banned; /* (total) not to enter for now */
  int64_t *head;   /* (m) the basic variable of each row */
  double *x;       /* (total) */
  double *d;       /* (total) reduced costs of the phase */
  double *size;    /* (total) of what they are made of: rounding is relative to it */
  double *weight;  /* (total) devex */
  cpwi_factor factor;
  /* room to work in */
  double *alpha, *rho, *y, *work, *across; /* (m), (m), (m), (m), (total) */
  int64_t *touched;                        /* (total) */
  int32_t *mark;                           /* (total), all 0 between uses */
  double *point;                           /* (2 m + 2) breakpoints */
  int64_t *point_row;                      /* (2 m + 2) */
  /* rules and progress */
  double tolerance, dual_tolerance, asked;
  int64_t iterations, limit, stalled;
  int32_t phase, fresh_d, perturbed, moved, bland, always_bland, unscaled;
  int32_t outcome; /* CPW_LINEAR_... */
  int64_t entering;
  int64_t crossing; /* a variable whose bounds cross, or -1 */
  int32_t direction;
} cpwi_linear;

/* load.c: checks a programme and its options and loads it; free in any case. `where` is the function to
 * name in errors. */
int32_t cpwi_linear_load(cpwi_linear *lp, const cpw_linear_program *program,
                         const cpw_linear_options *options, const char *where, cpw_error *err);
void cpwi_linear_free(cpwi_linear *lp);
/* Takes and checks a program's own struct and numbers. */
int32_t cpwi_linear_take(cpw_linear_program *known, const cpw_linear_program *given,
                         const char *where, cpw_error *err);
int32_t cpwi_linear_take_options(cpw_linear_options *known, const cpw_linear_options *given,
                                 const char *where, cpw_error *err);
void cpwi_linear_scale(cpwi_linear *lp); /* scale.c */
void cpwi_linear_scale_costs(cpwi_linear *lp);

/* simplex.c: solves from the basis at hand; outcome, x and d are then those of lp->outcome. */
int32_t cpwi_linear_run(cpwi_linear *lp, const char *where, cpw_error *err);
/* change.c: new bounds and costs, unscaled; the basis stays. */
void cpwi_linear_bound(cpwi_linear *lp, int64_t column, double lower, double upper);
void cpwi_linear_row_bound(cpwi_linear *lp, int64_t row, double lower, double upper);
void cpwi_linear_set_costs(cpwi_linear *lp, const double *cost, int32_t maximise);
void cpwi_linear_face(cpwi_linear *lp); /* after OPTIMAL: only its best solutions from now on */
double cpwi_linear_x(const cpwi_linear *lp, int64_t column);    /* unscaled */
double cpwi_linear_objective(const cpwi_linear *lp);            /* as written */
double cpwi_linear_dual(const cpwi_linear *lp, int64_t row);    /* after OPTIMAL */
double cpwi_linear_cost(const cpwi_linear *lp, int64_t column); /* reduced cost, after OPTIMAL */

/* answer.c: numbers of a solved programme */
void cpwi_linear_range(cpwi_linear *lp, int64_t row, double *from, double *to); /* of its price */
void cpwi_linear_conflict(cpwi_linear *lp, cpw_linear_answer *answer); /* after INFEASIBLE */

/* factor.c */
int32_t cpwi_factor_new(cpwi_factor *f, int64_t m, const cpw_allocator *allocator);
void cpwi_factor_free(cpwi_factor *f, const cpw_allocator *allocator);
/* Factorises the basis in head and puts head in the order of the pivot rows; puts in rows where columns
 * depend on each other and counts those in *repaired. CPW_OK or CPW_ENOMEM. */
int32_t cpwi_factor_make(cpwi_linear *lp, int64_t *repaired);
void cpwi_factor_forward(const cpwi_factor *f, double *x);  /* B z = x */
void cpwi_factor_backward(const cpwi_factor *f, double *x); /* B' y = x */
int32_t cpwi_factor_exchange(cpwi_factor *f, int64_t row, const double *alpha,
                             const cpw_allocator *allocator);
int cpwi_sparse_add(cpwi_sparse *s, int64_t index, double value, const cpw_allocator *allocator);

/* price.c */
void cpwi_linear_costs(cpwi_linear *lp); /* y and d of the phase */
int64_t cpwi_linear_choose(const cpwi_linear *lp);
void cpwi_linear_row(cpwi_linear *lp, int64_t row, int64_t *touched); /* across = row of B^-1 N */
void cpwi_linear_reset_weights(cpwi_linear *lp);
void cpwi_linear_update_costs(cpwi_linear *lp, int64_t row, int64_t count);

/* ratio.c: how far the entering variable goes and which row stops it: -1 its other bound, -2 nothing. */
int64_t cpwi_linear_ratio(cpwi_linear *lp, double *step, int32_t *at_upper);
/* In which sense a variable is out of its bounds: -1 below, 1 above, 0 within the tolerance. */
static inline int cpwi_linear_outside(const cpwi_linear *lp, int64_t j) {
  double v = lp->x[j];
  return v < lp->lower[j] - lp->tolerance ? -1 : (v > lp->upper[j] + lp->tolerance ? 1 : 0);
}

/* basis.c */
int32_t cpwi_linear_refactor(cpwi_linear *lp, const char *where, cpw_error *err);
void cpwi_linear_place(cpwi_linear *lp, int64_t j); /* x of a variable outside the basis */
void cpwi_linear_column(const cpwi_linear *lp, int64_t j, double *out); /* a_j added to out */
void cpwi_linear_values(cpwi_linear *lp); /* x of the basis, refined once */

#endif
