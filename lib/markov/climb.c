/* The maximum of a likelihood whose gradient is exact.
 * Source: scoring by the outer product of the scores (Berndt, Hall, Hall and Hausman 1974) with Levenberg's
 * damping, then Newton's steps by differences of gradients. Leaves the likelihood to likelihood.c. */
#include "markov/panel.h"

#define FARTHEST 2.0 /* that a log rate may move in a step */

/* Cholesky's factor of a symmetric table in the lower half; parameters whose pivot is nothing are left out: row
 * and column of zeros, 0 on the diagonal. Their number is returned. */
static int32_t factor(const double *table, int32_t n, double *l) {
  int32_t left_out = 0;
  size_t width = (size_t)n;
  for (size_t j = 0; j < width; j++) {
    double own = table[j * width + j], pivot = own;
    for (size_t k = 0; k < j; k++)
      pivot -= l[j * width + k] * l[j * width + k];
    int nothing = !(own > 1e-10) || !(pivot > 1e-9 * own);
    left_out += nothing;
    l[j * width + j] = nothing ? 0 : sqrt(pivot);
    for (size_t i = j + 1; i < width; i++) {
      double sum = table[i * width + j];
      for (size_t k = 0; k < j; k++)
        sum -= l[i * width + k] * l[j * width + k];
      l[i * width + j] = nothing ? 0 : sum / l[j * width + j];
    }
    for (size_t k = 0; nothing && k < j; k++)
      l[j * width + k] = 0;
  }
  return left_out;
}

static void solve(const double *l, int32_t n, double *x) {
  size_t width = (size_t)n;
  for (size_t i = 0; i < width; i++) {
    for (size_t k = 0; k < i; k++)
      x[i] -= l[i * width + k] * x[k];
    x[i] = l[i * width + i] > 0 ? x[i] / l[i * width + i] : 0;
  }
  for (size_t i = width; i-- > 0;) {
    for (size_t k = i + 1; k < width; k++)
      x[i] -= l[k * width + i] * x[k];
    x[i] = l[i * width + i] > 0 ? x[i] / l[i * width + i] : 0;
  }
}

int32_t cpwi_markov_covariance(const double *information, int32_t p, double *out, double *work) {
  size_t width = (size_t)p;
  double *column = work + width * width;
  int32_t left_out = factor(information, p, work);
  for (size_t j = 0; j < width; j++) {
    memset(column, 0, width * sizeof *column);
    column[j] = 1;
    solve(work, p, column);
    for (size_t i = 0; i < width; i++) {
      int known = work[i * width + i] > 0 && work[j * width + j] > 0;
      out[i * width + j] = known ? column[i] : CPWI_NAN;
    }
  }
  return left_out;
}

/* Memory of a climb. */
typedef struct path {
  cpwi_climb *c;
  int32_t p;
  double *at, *there, *step, *outer, *damped, *l, *up, *down;
} path;

static int32_t look(path *w, const double *at, double *value, double *gradient, double *outer) {
  return cpwi_panel_likelihood(w->c->data, at, w->c->run, value, gradient, outer, w->c->where,
                               w->c->err);
}

/* how far a parameter may move: an effect less, the larger its covariate is */
static double scale_of(const path *w, int32_t parameter) {
  const cpwi_moves *m = &w->c->data->moves;
  for (int64_t k = 0; k < m->moves * m->covariates; k++)
    if (m->slot[k] == parameter) return 1 / w->c->data->scale[k % m->covariates];
  return 1;
}

/* the step that a table promises, cut where it goes too far; what it would gain */
static double plan_step(path *w) {
  double promise = 0, longest = 0;
  memcpy(w->step, w->c->gradient, (size_t)w->p * sizeof *w->step);
  solve(w->l, w->p, w->step);
  for (int32_t i = 0; i < w->p; i++) {
    promise += 0.5 * w->step[i] * w->c->gradient[i];
    longest = fmax(longest, fabs(w->step[i]) / scale_of(w, i));
  }
  for (int32_t i = 0; longest > FARTHEST && i < w->p; i++)
    w->step[i] *= FARTHEST / longest;
  return promise;
}

/* goes the step, or a part of it that gains; 0 in *gained where nothing does */
static int32_t go(path *w, double *gained) {
  *gained = 0;
  for (double part = 1; part > 1e-4; part *= 0.25) {
    double value = 0;
    for (int32_t i = 0; i < w->p; i++)
      w->there[i] = w->at[i] + part * w->step[i];
    int32_t status = look(w, w->there, &value, NULL, NULL);
    if (status != CPW_OK) return status;
    if (!(value > w->c->value)) continue;
    *gained = value - w->c->value;
    memcpy(w->at, w->there, (size_t)w->p * sizeof *w->at);
    return look(w, w->at, &w->c->value, w->c->gradient, w->outer);
  }
  return CPW_OK;
}

/* minus the Hessian by central differences of the gradient, made symmetric */
static int32_t information(path *w) {
  size_t p = (size_t)w->p;
  double value = 0, *table = w->c->information;
  for (size_t j = 0; j < p; j++) {
    double h = 1e-4 * scale_of(w, (int32_t)j), old = w->at[j];
    w->at[j] = old + h;
    int32_t status = look(w, w->at, &value, w->up, w->damped);
    w->at[j] = old - h;
    if (status == CPW_OK) status = look(w, w->at, &value, w->down, w->damped);
    w->at[j] = old;
    if (status != CPW_OK) return status;
    for (size_t i = 0; i < p; i++)
      table[i * p + j] = (w->down[i] - w->up[i]) / (2 * h);
  }
  for (size_t i = 0; i < p; i++)
    for (size_t j = 0; j < i; j++)
      table[i * p + j] = table[j * p + i] = 0.5 * (table[i * p + j] + table[j * p + i]);
  return CPW_OK;
}

static int32_t tell(path *w) {
  const cpw_run *run = w->c->run;
  w->c->steps++;
  double share = (double)w->c->steps / (double)(w->c->iterations + 1);
  if (run->progress && run->progress(run->progress_context, share) != 0)
    return cpwi_fail(w->c->err, CPW_ECANCELLED, -1, w->c->where, "cancelled by the caller");
  return CPW_OK;
}

/* steps by the outer product of the scores while they gain */
static int32_t by_scores(path *w) {
  double damping = 1e-3;
  size_t p = (size_t)w->p;
  while (w->c->steps < w->c->iterations) {
    for (size_t i = 0; i < p * p; i++)
      w->damped[i] = w->outer[i];
    for (size_t i = 0; i < p; i++)
      w->damped[i * p + i] = w->outer[i * p + i] * (1 + damping) + 1e-9;
    factor(w->damped, w->p, w->l);
    double promise = plan_step(w), gained = 0;
    if (promise < 1e-3) return CPW_OK;
    int32_t status = go(w, &gained);
    if (status == CPW_OK) status = tell(w);
    if (status != CPW_OK) return status;
    if (gained < 1e-3) return CPW_OK;
    damping = gained > 0.5 * promise ? damping * 0.2 : fmin(damping * 4, 1e3);
  }
  return CPW_OK;
}

/* The last step, whose gain is below what the sum can show: gone where the gradient falls by it. */
static int32_t last_step(path *w) {
  double value = 0, before = 0, after = 0;
  for (int32_t i = 0; i < w->p; i++)
    w->there[i] = w->at[i] + w->step[i];
  int32_t status = look(w, w->there, &value, w->up, w->damped);
  if (status != CPW_OK) return status;
  for (int32_t i = 0; i < w->p; i++) {
    before += fabs(w->c->gradient[i] * w->step[i]);
    after += fabs(w->up[i] * w->step[i]);
  }
  if (!(after < before) || !(value >= w->c->value - 1e-12 * fabs(w->c->value))) return CPW_OK;
  w->c->value = value;
  memcpy(w->at, w->there, (size_t)w->p * sizeof *w->at);
  memcpy(w->c->gradient, w->up, (size_t)w->p * sizeof *w->up);
  return information(w);
}

/* one step by the Hessian, or by the scores where that is no hill top */
static int32_t by_hessian(path *w, int *there) {
  int32_t status = information(w);
  if (status != CPW_OK) return status;
  double gained = 0;
  factor(w->c->information, w->p, w->l);
  double promise = plan_step(w);
  *there = promise < w->c->tolerance;
  if (*there) return w->c->iterations > 0 ? last_step(w) : CPW_OK;
  if (w->c->steps >= w->c->iterations) return CPW_OK;
  status = go(w, &gained);
  if (status == CPW_OK && gained == 0) {
    factor(w->outer, w->p, w->l);
    promise = plan_step(w);
    status = go(w, &gained);
  }
  if (status == CPW_OK) status = tell(w);
  /* nothing gains any more: at the top, but for the last digits of the sum */
  if (gained == 0 && promise < 1e-11 * (1 + fabs(w->c->value))) *there = 1;
  return status;
}

static int32_t climb(path *w) {
  int32_t status = look(w, w->at, &w->c->value, w->c->gradient, w->outer);
  if (status != CPW_OK) return status;
  if (!(fabs(w->c->value) <= DBL_MAX))
    return cpwi_fail(w->c->err, CPW_EDOMAIN, -1, w->c->where,
                     "the data cannot happen by the rates to begin from: give options.start");
  if (w->c->iterations > 0) status = by_scores(w);
  int there = 0;
  while (status == CPW_OK && !there) {
    int32_t before = w->c->steps;
    status = by_hessian(w, &there);
    if (w->c->iterations == 0 || w->c->steps == before) break;
  }
  if (status == CPW_OK && !there && w->c->iterations > 0)
    return cpwi_fail(w->c->err, CPW_ENOCONV, -1, w->c->where,
                     "no maximum within %d steps: the log likelihood is %s", (int)w->c->iterations,
                     cpwi_number(w->c->value).text);
  return status;
}

int32_t cpwi_climb_to_top(cpwi_climb *c, double *parameters) {
  path w = {.c = c, .p = c->data->moves.parameters};
  size_t p = (size_t)w.p;
  double *memory = cpwi_alloc(c->data->allocator, p, (5 + 3 * p) * sizeof *memory);
  if (!memory)
    return cpwi_fail(c->err, CPW_ENOMEM, -1, c->where, "no memory for %d parameters", (int)p);
  w.at = memory;
  w.there = w.at + p;
  w.step = w.there + p;
  w.up = w.step + p;
  w.down = w.up + p;
  w.outer = w.down + p;
  w.damped = w.outer + p * p;
  w.l = w.damped + p * p;
  memcpy(w.at, parameters, p * sizeof *parameters);
  int32_t status = climb(&w);
  if (status == CPW_OK) memcpy(parameters, w.at, p * sizeof *parameters);
  cpwi_release(c->data->allocator, memory);
  return status;
}
