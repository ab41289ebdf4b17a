/* The walk from corner to corner: phase one until all bounds hold, phase two to the optimum, a last pass with
 * tighter tolerances.
 * Source: bounded primal simplex (Dantzig 1963; Maros 2003); bounds of basic variables moved a little where
 * nothing else moves, and Bland's rule (1977) after that.
 * Leaves pricing to price.c, ratios to ratio.c, answers to answer.c. */
#include "linear/internal.h"

#include <string.h>

#define TIGHT         1e-12
#define PATIENCE      100 /* steps without progress before bounds are moved */
#define CHECK_EVERY   64  /* pivots between looks at the cancel flag */
#define PERTURBATIONS 3   /* times that bounds are moved, at most */

/* The basic variables, rows first filled up where the statuses name too few. */
static void take_head(cpwi_linear *lp) {
  int64_t count = 0;
  for (int64_t j = lp->total; j-- > 0;) {
    if (lp->status[j] != CPW_LINEAR_BASIC) continue;
    if (count < lp->m) {
      lp->head[count++] = j;
    } else {
      lp->status[j] = CPW_LINEAR_AT_LOWER;
      cpwi_linear_place(lp, j);
    }
  }
  for (int64_t i = 0; count < lp->m; i++)
    if (lp->status[lp->n + i] != CPW_LINEAR_BASIC) {
      lp->status[lp->n + i] = CPW_LINEAR_BASIC;
      lp->head[count++] = lp->n + i;
    }
}

static void restore_bounds(cpwi_linear *lp) {
  memcpy(lp->lower, lp->true_lower, (size_t)lp->total * sizeof *lp->lower);
  memcpy(lp->upper, lp->true_upper, (size_t)lp->total * sizeof *lp->upper);
}

/* A number in [0.5, 1) for each variable. */
static double spread(int64_t j) {
  uint64_t h = ((uint64_t)j + 1u) * UINT64_C(0x9E3779B97F4A7C15);
  h ^= h >> 29;
  h *= UINT64_C(0xBF58476D1CE4E5B9);
  return 0.5 + (double)(h >> 40) * 0x1p-25;
}

/* Bounds of basic variables a little wider, each by its own, so that no two are met at once. */
static void perturb(cpwi_linear *lp) {
  lp->perturbed++;
  for (int64_t i = 0; i < lp->m; i++) {
    int64_t j = lp->head[i];
    double by = 1e3 * lp->asked * spread(j + 7919 * lp->perturbed);
    lp->lower[j] -= by * fmin(1.0 + fabs(lp->lower[j]), 1e3);
    lp->upper[j] += by * fmin(1.0 + fabs(lp->upper[j]), 1e3);
  }
  lp->moved = 1;
}

static int32_t check_run(const cpwi_linear *lp, const char *where, cpw_error *err) {
  const cpw_run *run = lp->run;
  if (!run || lp->iterations % CHECK_EVERY != 0) return CPW_OK;
  double done = fmin(1.0, (double)lp->iterations / (double)lp->limit);
  if ((run->cancel && cpwi_read_flag(run->cancel) != 0) ||
      (run->progress && run->progress(run->progress_context, done) != 0))
    return cpwi_fail(err, CPW_ECANCELLED, -1, where, "cancelled after %lld pivots",
                     (long long)lp->iterations);
  return CPW_OK;
}

/* The entering column through the basis; whether its reduced cost is what it was thought to be. */
static int column_agrees(cpwi_linear *lp) {
  int64_t q = lp->entering;
  double sum = lp->phase == 1 ? 0.0 : lp->cost[q], old = lp->d[q];
  memset(lp->alpha, 0, (size_t)lp->m * sizeof *lp->alpha);
  cpwi_linear_column(lp, q, lp->alpha);
  cpwi_factor_forward(&lp->factor, lp->alpha);
  for (int64_t i = 0; i < lp->m; i++) {
    if (lp->alpha[i] == 0.0) continue;
    int64_t j = lp->head[i];
    sum -= lp->alpha[i] * (lp->phase == 1 ? (double)cpwi_linear_outside(lp, j) : lp->cost[j]);
  }
  lp->d[q] = sum;
  return fabs(sum - old) <= 1e-7 * (lp->size[q] + fabs(old)) && sum * old > 0.0 &&
         fabs(sum) > 0.5 * lp->dual_tolerance * lp->size[q];
}

static void move(cpwi_linear *lp, double step) {
  double by = lp->direction * step;
  for (int64_t i = 0; i < lp->m; i++)
    if (lp->alpha[i] != 0.0) lp->x[lp->head[i]] -= by * lp->alpha[i];
  lp->x[lp->entering] += by;
}

static void flip(cpwi_linear *lp) {
  int64_t q = lp->entering;
  lp->status[q] = lp->status[q] == CPW_LINEAR_AT_LOWER ? CPW_LINEAR_AT_UPPER : CPW_LINEAR_AT_LOWER;
  cpwi_linear_place(lp, q);
}

static int32_t exchange(cpwi_linear *lp, int64_t row, int32_t at_upper) {
  int64_t out = lp->head[row];
  lp->status[out] = at_upper ? CPW_LINEAR_AT_UPPER : CPW_LINEAR_AT_LOWER;
  cpwi_linear_place(lp, out);
  lp->status[lp->entering] = CPW_LINEAR_BASIC;
  lp->head[row] = lp->entering;
  return cpwi_factor_exchange(&lp->factor, row, lp->alpha, lp->allocator);
}

/* Counts steps that move nothing; after many of them, other means. */
static void watch(cpwi_linear *lp, double step) {
  lp->iterations++;
  if (step * fabs(lp->d[lp->entering]) > 1e-14 * lp->size[lp->entering]) {
    lp->stalled = 0;
    lp->bland = lp->always_bland;
    return;
  }
  lp->stalled++;
  if (lp->stalled == PATIENCE && lp->perturbed < PERTURBATIONS) {
    perturb(lp);
    lp->stalled = 0;
  } else if (lp->stalled > 10 * PATIENCE + lp->m) {
    lp->bland = 1;
  }
}

/* One pivot with the chosen row. 1: done; 0: the numbers do not agree, try again with new factors. */
static int pivot(cpwi_linear *lp, int64_t row, double step, int32_t at_upper, int32_t *status) {
  int64_t touched = 0;
  double a = lp->alpha[row];
  if (fabs(a) < 1e-6 && lp->factor.exchanges > 0) return 0;
  cpwi_linear_row(lp, row, &touched);
  int agree = fabs(lp->across[lp->entering] - a) <= 1e-6 * (1.0 + fabs(a)) &&
              lp->across[lp->entering] != 0.0;
  if (!agree) {
    for (int64_t k = 0; k < touched; k++) {
      lp->across[lp->touched[k]] = 0.0;
      lp->mark[lp->touched[k]] = 0;
    }
    if (lp->factor.exchanges > 0) return 0;
    lp->banned[lp->entering] = 1;
    return 1;
  }
  watch(lp, step);
  cpwi_linear_update_costs(lp, row, touched);
  move(lp, step);
  *status = exchange(lp, row, at_upper);
  return 1;
}

/* No variable enters: the end of a phase, once the factors are fresh and the bounds the true ones. */
static int at_an_end(cpwi_linear *lp, int32_t *again) {
  *again = lp->factor.exchanges > 0 || lp->moved;
  if (lp->moved) {
    restore_bounds(lp);
    lp->moved = 0;
    lp->stalled = 0;
  }
  if (*again) return 0;
  lp->outcome = lp->phase == 1 ? CPW_LINEAR_INFEASIBLE : CPW_LINEAR_OPTIMAL;
  return 1;
}

/* One iteration. Sets *again where factors are to be made first; returns 1 at the end. */
static int iterate(cpwi_linear *lp, int32_t *again, int32_t *status) {
  double step = 0.0;
  int32_t at_upper = 0;
  *again = 0;
  if (lp->phase == 1) {
    lp->phase = 2;
    for (int64_t i = 0; i < lp->m && lp->phase == 2; i++)
      if (cpwi_linear_outside(lp, lp->head[i]) != 0) lp->phase = 1;
    lp->fresh_d = 0;
  }
  if (!lp->fresh_d) cpwi_linear_costs(lp);
  lp->entering = cpwi_linear_choose(lp);
  if (lp->entering < 0) return at_an_end(lp, again);
  lp->direction = lp->d[lp->entering] < 0.0 ? 1 : -1;
  if (!column_agrees(lp)) {
    *again = lp->factor.exchanges > 0;
    lp->banned[lp->entering] = !*again;
    return 0;
  }
  int64_t row = cpwi_linear_ratio(lp, &step, &at_upper);
  if (row == -2) {
    *again = lp->factor.exchanges > 0 || lp->moved;
    if (lp->moved) return at_an_end(lp, again);
    if (*again) return 0;
    if (lp->phase == 2) lp->outcome = CPW_LINEAR_UNBOUNDED;
    if (lp->phase == 1) lp->banned[lp->entering] = 1;
    return lp->phase == 2;
  }
  if (row == -1) {
    watch(lp, step);
    move(lp, step);
    flip(lp);
    return 0;
  }
  *again = !pivot(lp, row, step, at_upper, status);
  return 0;
}

static int32_t no_memory(const char *where, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for an exchange of the basis");
}

/* From the basis at hand to the end, at one tolerance. */
static int32_t walk(cpwi_linear *lp, double tolerance, int64_t limit, const char *where,
                    cpw_error *err) {
  int32_t again = 1, status = CPW_OK;
  lp->dual_tolerance = tolerance;
  lp->stalled = 0;
  lp->bland = lp->always_bland;
  for (;;) {
    if (again || lp->factor.exchanges >= CPWI_LINEAR_ETAS ||
        lp->factor.etas.count > 3 * lp->factor.base + 1000) {
      status = cpwi_linear_refactor(lp, where, err);
      if (status != CPW_OK) return status;
    }
    status = check_run(lp, where, err);
    if (status != CPW_OK) return status;
    if (lp->iterations >= limit) {
      lp->outcome = CPW_LINEAR_LIMIT;
      return CPW_OK;
    }
    int end = iterate(lp, &again, &status);
    if (status != CPW_OK) return no_memory(where, err);
    if (end) return CPW_OK;
  }
}

/* Again with tighter tolerances, where that ends in an optimum; otherwise back to the one there is. */
static int32_t polish(cpwi_linear *lp, const char *where, cpw_error *err) {
  size_t bytes = (size_t)lp->total * sizeof *lp->status;
  int32_t *kept = cpwi_alloc(lp->allocator, (size_t)lp->total + 1, sizeof *kept);
  if (!kept) return no_memory(where, err);
  memcpy(kept, lp->status, bytes);
  int64_t more = 200 + lp->total / 5, limit = lp->iterations + more;
  int32_t status = walk(lp, TIGHT, limit < lp->limit ? limit : lp->limit, where, err);
  if (status == CPW_OK && lp->outcome != CPW_LINEAR_OPTIMAL) {
    memcpy(lp->status, kept, bytes);
    restore_bounds(lp);
    lp->moved = 0;
    lp->dual_tolerance = lp->asked;
    take_head(lp);
    status = cpwi_linear_refactor(lp, where, err);
    lp->phase = 2;
    cpwi_linear_costs(lp);
    lp->outcome = CPW_LINEAR_OPTIMAL;
  }
  cpwi_release(lp->allocator, kept);
  return status;
}

int32_t cpwi_linear_run(cpwi_linear *lp, const char *where, cpw_error *err) {
  lp->perturbed = lp->moved = 0;
  restore_bounds(lp);
  if (lp->crossing >= 0) {
    lp->outcome = CPW_LINEAR_INFEASIBLE;
    return CPW_OK;
  }
  take_head(lp);
  cpwi_linear_reset_weights(lp);
  int32_t status = walk(lp, lp->asked, lp->limit, where, err);
  if (status == CPW_OK && lp->outcome == CPW_LINEAR_OPTIMAL && lp->asked > TIGHT)
    status = polish(lp, where, err);
  return status;
}
