/* What the basis says, in the units of the programme: variables, prices, ranges, rays, and how exact it is.
 * Source: duality of linear programmes (Dantzig 1963); Farkas's lemma for programmes without a solution.
 * Leaves the walk to simplex.c. */
#include "linear/internal.h"

#include <string.h>

double cpwi_linear_x(const cpwi_linear *lp, int64_t column) {
  double x = lp->x[column];
  if (lp->outcome == CPW_LINEAR_OPTIMAL)
    x = fmin(fmax(x, lp->true_lower[column]), lp->true_upper[column]);
  return x * lp->scale[column] + 0.0;
}

/* Reduced costs of a variable in the units of the programme; those of rows are their prices. */
static double price(const cpwi_linear *lp, int64_t j) {
  return lp->sign * (lp->d[j] / lp->scale[j]) / lp->cost_scale + 0.0;
}

double cpwi_linear_dual(const cpwi_linear *lp, int64_t row) {
  return lp->status[lp->n + row] == CPW_LINEAR_BASIC ? 0.0 : price(lp, lp->n + row);
}

double cpwi_linear_cost(const cpwi_linear *lp, int64_t column) {
  return lp->status[column] == CPW_LINEAR_BASIC ? 0.0 : price(lp, column);
}

double cpwi_linear_objective(const cpwi_linear *lp) {
  double sum = 0.0;
  for (int64_t j = 0; j < lp->n; j++)
    if (lp->cost[j] != 0.0)
      sum += (lp->cost[j] / lp->scale[j] / lp->cost_scale) * cpwi_linear_x(lp, j);
  return lp->offset + lp->sign * sum;
}

static double lower_of(const cpwi_linear *lp, int64_t j) {
  return lp->true_lower[j] * lp->scale[j];
}
static double upper_of(const cpwi_linear *lp, int64_t j) {
  return lp->true_upper[j] * lp->scale[j];
}

/* Activities of the rows, from the variables as they are given. */
static void activities(const cpwi_linear *lp, double *activity) {
  for (int64_t i = 0; i < lp->m; i++) {
    double sum = 0.0;
    for (int64_t k = lp->across_start[i]; k < lp->across_start[i + 1]; k++) {
      int64_t j = lp->across_column[k];
      sum += lp->across_value[k] * (cpwi_linear_x(lp, j) / lp->scale[j]);
    }
    activity[i] = sum * lp->scale[lp->n + i] + 0.0;
  }
}

static double beyond(const cpwi_linear *lp, int64_t j, double value) {
  return fmax(0.0, fmax(lower_of(lp, j) - value, value - upper_of(lp, j)));
}

static void take_primal(const cpwi_linear *lp, const double *activity, cpw_linear_answer *a) {
  for (int64_t j = 0; j < lp->n; j++) {
    double x = cpwi_linear_x(lp, j);
    a->primal_error = fmax(a->primal_error, beyond(lp, j, x));
    if (a->x) a->x[j] = x;
  }
  for (int64_t i = 0; i < lp->m; i++) {
    a->primal_error = fmax(a->primal_error, beyond(lp, lp->n + i, activity[i]));
    if (a->activity) a->activity[i] = activity[i];
  }
  a->objective = cpwi_linear_objective(lp);
}

/* The dual solution: its objective, and the furthest that a reduced cost has the wrong sign. A price that
 * would need a bound that is not there counts as an error of its own size. */
static void take_dual(const cpwi_linear *lp, cpw_linear_answer *a) {
  double bound = 0.0;
  for (int64_t j = 0; j < lp->total; j++) {
    double d = lp->sign * (j < lp->n ? cpwi_linear_cost(lp, j) : cpwi_linear_dual(lp, j - lp->n));
    double at = d > 0.0 ? lower_of(lp, j) : upper_of(lp, j);
    int fixed = lp->true_lower[j] == lp->true_upper[j];
    if (d == 0.0) continue;
    int wrong = (d > 0.0 && lp->status[j] != CPW_LINEAR_AT_LOWER) ||
                (d < 0.0 && lp->status[j] != CPW_LINEAR_AT_UPPER);
    if (wrong && !fixed) a->dual_error = fmax(a->dual_error, fabs(d));
    if (wrong && !fixed) at = lp->x[j] * lp->scale[j]; /* rounding: where it stands */
    bound += d * at;
  }
  a->bound = lp->offset + lp->sign * bound;
}

/* How far a row's bound may go either way before the basis changes. */
static void range_of(cpwi_linear *lp, int64_t i, double *from, double *to) {
  double down = (double)INFINITY, up = (double)INFINITY, *z = lp->alpha;
  memset(z, 0, (size_t)lp->m * sizeof *z);
  z[i] = 1.0; /* values of the basis move by +z for one more */
  cpwi_factor_forward(&lp->factor, z);
  for (int64_t k = 0; k < lp->m; k++) {
    int64_t j = lp->head[k];
    if (fabs(z[k]) < 1e-11) continue;
    double above = fmax(lp->true_upper[j] - lp->x[j], 0.0) / fabs(z[k]);
    double below = fmax(lp->x[j] - lp->true_lower[j], 0.0) / fabs(z[k]);
    up = fmin(up, z[k] > 0.0 ? above : below);
    down = fmin(down, z[k] > 0.0 ? below : above);
  }
  double at = lp->x[lp->n + i], scale = lp->scale[lp->n + i];
  *from = (at - down) * scale;
  *to = (at + up) * scale;
}

void cpwi_linear_range(cpwi_linear *lp, int64_t row, double *from, double *to) {
  *from = *to = CPWI_NAN;
  if (lp->outcome == CPW_LINEAR_OPTIMAL && lp->status[lp->n + row] != CPW_LINEAR_BASIC)
    range_of(lp, row, from, to);
}

static void take_ranges(cpwi_linear *lp, cpw_linear_answer *a) {
  double from, to;
  for (int64_t i = 0; (a->dual_from || a->dual_to) && i < lp->m; i++) {
    cpwi_linear_range(lp, i, &from, &to);
    if (a->dual_from) a->dual_from[i] = from;
    if (a->dual_to) a->dual_to[i] = to;
  }
}

/* Adds coefficient x the range of a variable to the range of the sum. */
static void widen(const cpwi_linear *lp, int64_t j, double c, double *least, double *most) {
  double low = lower_of(lp, j), high = upper_of(lp, j);
  if (fabs(c) < 1e-9 && (low == -(double)INFINITY || high == (double)INFINITY)) return;
  if (c == 0.0) return;
  *least += c > 0.0 ? c * low : c * high;
  *most += c > 0.0 ? c * high : c * low;
}

/* Multipliers of phase one: sum_i y_i (a_i x - s_i) is 0 for every x and its activities s, but has a range
 * without 0. Signed so that a positive one has its row's lower bound in the way. */
static void take_conflict(cpwi_linear *lp, cpw_linear_answer *a) {
  double *y = lp->rho, most = 0.0, low = 0.0, high = 0.0;
  for (int64_t i = 0; i < lp->m; i++) {
    y[i] = lp->y[i] / lp->scale[lp->n + i];
    most = fmax(most, fabs(y[i]));
  }
  for (int64_t i = 0; i < lp->m; i++) {
    y[i] = most > 0.0 && fabs(y[i]) > 1e-11 * most ? y[i] / most : 0.0;
    widen(lp, lp->n + i, -y[i], &low, &high);
  }
  for (int64_t j = 0; j < lp->n; j++) {
    double c = 0.0;
    for (int64_t k = lp->start[j]; k < lp->start[j + 1]; k++)
      c += y[lp->row[k]] * (lp->value[k] * lp->scale[lp->n + lp->row[k]]) / lp->scale[j];
    widen(lp, j, c, &low, &high);
  }
  double sign = low > 0.0 ? -1.0 : 1.0;
  a->shortfall = fmax(0.0, fmax(low, -high));
  for (int64_t i = 0; i < lp->m; i++) {
    double v = sign * y[i] + 0.0;
    if (a->conflict) a->conflict[i] = v;
    if (v != 0.0 && (a->conflict_row < 0 || fabs(v) > fabs(y[a->conflict_row]) + 1e-9))
      a->conflict_row = i;
  }
}

static void take_crossing(const cpwi_linear *lp, cpw_linear_answer *a) {
  int64_t j = lp->crossing;
  a->shortfall = lower_of(lp, j) - upper_of(lp, j);
  if (j < lp->n)
    a->conflict_column = j;
  else
    a->conflict_row = j - lp->n;
  if (a->conflict && j >= lp->n) a->conflict[j - lp->n] = 1.0;
}

void cpwi_linear_conflict(cpwi_linear *lp, cpw_linear_answer *answer) {
  answer->shortfall = 0.0;
  answer->conflict_row = answer->conflict_column = -1;
  if (lp->crossing >= 0)
    take_crossing(lp, answer);
  else
    take_conflict(lp, answer);
}

static void take_ray(const cpwi_linear *lp, double *ray) {
  double along = lp->direction;
  if (lp->entering < lp->n) ray[lp->entering] = along * lp->scale[lp->entering];
  for (int64_t i = 0; i < lp->m; i++)
    if (lp->head[i] < lp->n)
      ray[lp->head[i]] = -along * lp->alpha[i] * lp->scale[lp->head[i]] + 0.0;
}

static void take_statuses(const cpwi_linear *lp, cpw_linear_answer *a) {
  for (int64_t j = 0; j < lp->n; j++) {
    if (a->column_status) a->column_status[j] = lp->status[j];
    if (a->reduced_cost)
      a->reduced_cost[j] = lp->outcome == CPW_LINEAR_OPTIMAL ? cpwi_linear_cost(lp, j) : CPWI_NAN;
    if (a->ray) a->ray[j] = 0.0;
  }
  for (int64_t i = 0; i < lp->m; i++) {
    if (a->row_status) a->row_status[i] = lp->status[lp->n + i];
    if (a->dual)
      a->dual[i] = lp->outcome == CPW_LINEAR_OPTIMAL ? cpwi_linear_dual(lp, i) : CPWI_NAN;
    if (a->conflict) a->conflict[i] = 0.0;
  }
}

static void take_answer(cpwi_linear *lp, cpw_linear_answer *a) {
  double *activity = lp->work;
  a->status = lp->outcome;
  a->iterations = lp->iterations;
  a->primal_error = a->dual_error = a->shortfall = 0.0;
  a->bound = CPWI_NAN;
  a->conflict_row = a->conflict_column = -1;
  activities(lp, activity);
  take_primal(lp, activity, a);
  take_statuses(lp, a);
  take_ranges(lp, a);
  if (lp->outcome == CPW_LINEAR_OPTIMAL) take_dual(lp, a);
  if (lp->outcome == CPW_LINEAR_UNBOUNDED && a->ray) take_ray(lp, a->ray);
  if (lp->outcome == CPW_LINEAR_INFEASIBLE) cpwi_linear_conflict(lp, a);
}

/* An answer of an older caller is shorter: what it has is filled, its size stays. */
static int32_t solve(const cpw_linear_program *program, const cpw_linear_options *options,
                     cpw_linear_answer *known, cpw_error *err) {
  cpw_linear_program p;
  cpw_linear_options o;
  cpwi_linear lp;
  int32_t status = cpwi_linear_take(&p, program, CPWI_LINEAR, err);
  if (status == CPW_OK) status = cpwi_linear_take_options(&o, options, CPWI_LINEAR, err);
  if (status != CPW_OK) return status;
  status = cpwi_linear_load(&lp, &p, &o, CPWI_LINEAR, err);
  if (status == CPW_OK) status = cpwi_linear_run(&lp, CPWI_LINEAR, err);
  if (status == CPW_OK && lp.outcome == CPW_LINEAR_OPTIMAL && !isfinite(cpwi_linear_objective(&lp)))
    status =
        cpwi_fail(err, CPW_EOVERFLOW, -1, CPWI_LINEAR,
                  "the objective is beyond the greatest double: give the costs in greater units");
  if (status == CPW_OK) take_answer(&lp, known);
  cpwi_linear_free(&lp);
  return status;
}

int32_t cpw_linear_solve(const cpw_linear_program *program, const cpw_linear_options *options,
                         cpw_linear_answer *answer, cpw_error *err) {
  if (!answer) return cpwi_fail(err, CPW_EINVAL, -1, CPWI_LINEAR, "answer is NULL");
  cpw_linear_answer known;
  memset(&known, 0, sizeof known);
  int32_t status = cpwi_take_options(&known, sizeof known, answer, CPWI_LINEAR, err);
  if (status == CPW_OK) status = solve(program, options, &known, err);
  if (status != CPW_OK) return status;
  size_t size = answer->struct_size;
  memcpy(answer, &known, size < sizeof known ? size : sizeof known);
  answer->struct_size = size;
  return CPW_OK;
}
