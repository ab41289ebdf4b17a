/* The answer in the caller's units, and the proof: residuals and duals from the data themselves.
 * Source: the conditions of Karush, Kuhn and Tucker for bounds.
 * Leaves finding it to active.c. */
#include "least_squares/internal.h"

#include <string.h>

/* exactly the bound where it is at one, within the bounds otherwise */
static double value_of(const cpwi_least_squares *p, int64_t j) {
  const cpw_least_squares *q = &p->problem;
  double low = q->lower ? q->lower[j] : 0, high = q->upper ? q->upper[j] : (double)INFINITY;
  double x = p->x[j] * p->scale[j];
  if (p->state[j] == CPW_LEAST_SQUARES_AT_LOWER && cpwi_ls_finite(low)) return low;
  if (p->state[j] == CPW_LEAST_SQUARES_AT_UPPER && cpwi_ls_finite(high)) return high;
  return x < low ? low : x > high ? high : x;
}

typedef struct proof {
  double *x, *dual, *size; /* (n) */
  double *residual;        /* (rows) */
  double misfit, pulled, target;
} proof;

/* dual so far: -A' W r; size: the length of each column */
static void take_rows(const cpwi_least_squares *p, proof *f) {
  const cpw_least_squares *q = &p->problem;
  for (int64_t i = 0; i < q->rows; i++) {
    const double *row = q->matrix + i * p->n;
    double w = q->weights ? q->weights[i] : 1, root = sqrt(w), b = q->target[i], sum = b;
    for (int64_t j = 0; j < p->n; j++)
      sum -= row[j] * f->x[j];
    f->residual[i] = sum;
    f->misfit += (root * sum) * (root * sum);
    f->target += (root * b) * (root * b);
    for (int64_t j = 0; j < p->n; j++) {
      double e = root * row[j];
      f->dual[j] -= e * (root * sum);
      f->size[j] += (e * p->scale[j]) * (e * p->scale[j]);
    }
  }
}

/* how wrong a dual is: of the wrong sign at a bound, or not 0 between */
static double wrong(const cpwi_least_squares *p, int64_t j, double dual) {
  const cpw_least_squares *q = &p->problem;
  double low = q->lower ? q->lower[j] : 0, high = q->upper ? q->upper[j] : (double)INFINITY;
  if (low >= high) return 0;
  if (p->state[j] == CPW_LEAST_SQUARES_AT_LOWER && cpwi_ls_finite(low)) return dual < 0 ? -dual : 0;
  if (p->state[j] == CPW_LEAST_SQUARES_AT_UPPER && cpwi_ls_finite(high)) return dual > 0 ? dual : 0;
  return fabs(dual);
}

static void finish(const cpwi_least_squares *p, proof *f, cpw_least_squares_answer *out) {
  const cpw_least_squares *q = &p->problem;
  double all = sqrt(f->target), ridge = sqrt(q->ridge);
  for (int64_t j = 0; j < p->n; j++) {
    double away = f->x[j] - (q->towards ? q->towards[j] : 0), pull = ridge * away;
    f->dual[j] += ridge * pull;
    f->pulled += pull * pull;
    /* lengths in scaled units, with the ridge's part */
    double own = ridge * p->scale[j];
    f->size[j] = sqrt(f->size[j] + own * own);
    all += f->size[j] * fabs(f->x[j] / p->scale[j]) + ridge * fabs(q->towards ? q->towards[j] : 0);
  }
  out->kkt = 0;
  for (int64_t j = 0; j < p->n; j++) {
    double scale = f->size[j] * all, e = wrong(p, j, f->dual[j]) * p->scale[j];
    if (scale > 0 && e / scale > out->kkt) out->kkt = e / scale;
  }
  out->misfit = f->misfit;
  out->objective = f->misfit + f->pulled;
  out->between = p->between;
  out->dependent = p->dependent;
  out->iterations = p->iterations;
}

static double spread_of(const cpwi_least_squares *p) {
  double least = 0, most = 0;
  for (int64_t c = 0; c < p->between; c++) {
    int64_t j = p->order[c];
    double d = fabs(p->triangle[j * p->rows + c]) / p->length[j];
    least = c == 0 || d < least ? d : least;
    most = d > most ? d : most;
  }
  return p->between ? most / least : 1;
}

static void copy(double *to, const double *from, int64_t n) {
  if (to && n > 0) memcpy(to, from, (size_t)n * sizeof *to);
}

static int32_t put(const cpwi_least_squares *p, proof *f, cpw_least_squares_answer *answer,
                   cpw_error *err) {
  cpw_least_squares_answer known;
  cpw_least_squares_answer_init(&known);
  int32_t status = cpwi_take_options(&known, sizeof known, answer, p->where, err);
  if (status != CPW_OK) return status;
  for (int64_t j = 0; j < p->n; j++)
    f->x[j] = value_of(p, j);
  take_rows(p, f);
  finish(p, f, &known);
  known.spread = spread_of(p);
  if (!cpwi_ls_finite(known.objective))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, p->where,
                     "the sum of squares is beyond the largest double");
  copy(known.x, f->x, p->n);
  copy(known.dual, f->dual, p->n);
  copy(known.residual, f->residual, p->problem.rows);
  if (known.state) memcpy(known.state, p->state, (size_t)p->n * sizeof *known.state);
  size_t size = answer->struct_size;
  known.struct_size = size;
  memcpy(answer, &known, size);
  return CPW_OK;
}

int32_t cpwi_ls_answer(const cpwi_least_squares *p, cpw_least_squares_answer *answer,
                       cpw_error *err) {
  proof f;
  memset(&f, 0, sizeof f);
  f.x = cpwi_alloc_zero(p->allocator, (size_t)p->n, 3 * sizeof *f.x);
  f.residual = cpwi_alloc(p->allocator, (size_t)p->problem.rows, sizeof *f.residual);
  int32_t status = CPW_OK;
  if (!f.x || !f.residual) {
    status = cpwi_fail(err, CPW_ENOMEM, -1, p->where, "no memory for the answer");
  } else {
    f.dual = f.x + p->n;
    f.size = f.dual + p->n;
    status = put(p, &f, answer, err);
  }
  cpwi_release(p->allocator, f.x);
  cpwi_release(p->allocator, f.residual);
  return status;
}
