/* The maximum of a concave log-likelihood in u = log weight: Newton's method on the plane sum u = 0, with the
 * information's inverse there as covariance.
 * Source: Hunter, Annals of Statistics 32:384 (2004); Ford, American Mathematical Monthly 64(8):28 (1957).
 * Leaves the likelihood to pairs.c and best_worst.c. */
#include "carepath/random.h"
#include "carepath/stats.h"
#include "citizens/internal.h"

#include <stdio.h>
#include <string.h>

#define MOST_STEPS  200
#define MOST_HALVES 60
#define TOLERANCE   1e-13
#define SLACK       1e-14
#define FARTHEST    2.0 /* no step changes a log weight by more */

/* ---------------------------------------------------------------- linear algebra ------------ */

/* Cholesky's factor below the diagonal, in place; 0 where the matrix is not positive definite. */
static int factorise(double *m, int64_t n) {
  for (int64_t j = 0; j < n; j++) {
    double d = m[j * n + j];
    for (int64_t k = 0; k < j; k++)
      d -= m[j * n + k] * m[j * n + k];
    if (!(d > 0.0) || d > 1e300) return 0;
    m[j * n + j] = d = sqrt(d);
    for (int64_t i = j + 1; i < n; i++) {
      double x = m[i * n + j];
      for (int64_t k = 0; k < j; k++)
        x -= m[i * n + k] * m[j * n + k];
      m[i * n + j] = x / d;
    }
  }
  return 1;
}

static void solve(const double *l, int64_t n, double *x) {
  for (int64_t i = 0; i < n; i++) {
    for (int64_t k = 0; k < i; k++)
      x[i] -= l[i * n + k] * x[k];
    x[i] /= l[i * n + i];
  }
  for (int64_t i = n - 1; i >= 0; i--) {
    for (int64_t k = i + 1; k < n; k++)
      x[i] -= l[k * n + i] * x[k];
    x[i] /= l[i * n + i];
  }
}

/* The matrix with a multiple of the all-ones matrix: positive definite where the matrix is so on the plane
 * sum u = 0. Returns the multiple. */
static double fill_out(const double *from, int64_t n, double *to) {
  double most = 0.0;
  for (int64_t i = 0; i < n; i++)
    if (from[i * n + i] > most) most = from[i * n + i];
  for (int64_t i = 0; i < n * n; i++)
    to[i] = from[i] + most / (double)n;
  return most / (double)n;
}

/* ---------------------------------------------------------------- Newton -------------------- */

static int32_t no_maximum(const cpwi_strengths *s, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOCONV, -1, s->where,
                   "no maximum in %d steps: some criteria nearly always stand above the others; a "
                   "prior would help",
                   MOST_STEPS);
}

static double evaluate(cpwi_strengths *s, const double *u) {
  memset(s->gradient, 0, (size_t)s->n * sizeof *s->gradient);
  memset(s->information, 0, (size_t)(s->n * s->n) * sizeof *s->information);
  double value = s->add(s->context, u, s->gradient, s->information);
  double prior = s->fit->prior, extra = 0.0;
  for (int64_t i = 0; prior > 0.0 && i < s->n; i++)
    for (int64_t j = i + 1; j < s->n; j++)
      extra += cpwi_pair_add(s->n, i, j, 0.5 * prior, 0.5 * prior, u, s->gradient, s->information);
  s->log_likelihood = value;
  return value + extra;
}

static double largest(const double *x, int64_t n) {
  double most = 0.0;
  for (int64_t i = 0; i < n; i++)
    if (!(fabs(x[i]) <= most)) most = fabs(x[i]);
  return most;
}

/* A step that does not lower the likelihood by more than rounding; 0 where none does. */
static int try_step(cpwi_strengths *s, double *value) {
  double far = largest(s->step, s->n), size = far > FARTHEST ? FARTHEST / far : 1.0;
  for (int h = 0; h < MOST_HALVES; h++, size *= 0.5) {
    double sum = 0.0;
    for (int64_t i = 0; i < s->n; i++)
      sum += s->trial[i] = s->u[i] + size * s->step[i];
    for (int64_t i = 0; i < s->n; i++)
      s->trial[i] -= sum / (double)s->n;
    double found = evaluate(s, s->trial);
    if (found >= *value - SLACK * (1.0 + fabs(*value))) {
      *value = found;
      memcpy(s->u, s->trial, (size_t)s->n * sizeof *s->u);
      return 1;
    }
  }
  return 0;
}

static int32_t find_step(cpwi_strengths *s, cpw_error *err) {
  fill_out(s->information, s->n, s->factor);
  if (!factorise(s->factor, s->n)) return no_maximum(s, err);
  memcpy(s->step, s->gradient, (size_t)s->n * sizeof *s->step);
  solve(s->factor, s->n, s->step);
  return CPW_OK;
}

/* One more step where the likelihood is too flat to tell: it squares what is left of the error. */
static int32_t polish(cpwi_strengths *s, cpw_error *err) {
  int32_t status = find_step(s, err);
  double sum = 0.0;
  if (status != CPW_OK || !(largest(s->step, s->n) < 1e-3)) return status;
  for (int64_t i = 0; i < s->n; i++)
    sum += s->u[i] += s->step[i];
  for (int64_t i = 0; i < s->n; i++)
    s->u[i] -= sum / (double)s->n;
  (void)evaluate(s, s->u);
  return CPW_OK;
}

/* Ends where the gradient is rounding, or where no step goes up any more and it nearly is. */
static int32_t climb(cpwi_strengths *s, cpw_error *err) {
  double value = evaluate(s, s->u);
  for (s->iterations = 0; s->iterations < MOST_STEPS; s->iterations++) {
    if (largest(s->gradient, s->n) <= TOLERANCE * s->total) return polish(s, err);
    int32_t status = find_step(s, err);
    if (status != CPW_OK) return status;
    if (!try_step(s, &value)) break;
  }
  (void)evaluate(s, s->u);
  return largest(s->gradient, s->n) <= 1e-9 * s->total ? polish(s, err) : no_maximum(s, err);
}

static int32_t find_covariance(cpwi_strengths *s, cpw_error *err) {
  int64_t n = s->n;
  double more = fill_out(s->information, n, s->factor);
  if (!factorise(s->factor, n)) return no_maximum(s, err);
  for (int64_t j = 0; j < n; j++) {
    memset(s->step, 0, (size_t)n * sizeof *s->step);
    s->step[j] = 1.0;
    solve(s->factor, n, s->step);
    for (int64_t i = 0; i < n; i++)
      s->covariance[i * n + j] = s->step[i] - 1.0 / (more * (double)n * (double)n);
  }
  for (int64_t i = 0; i < n; i++)
    for (int64_t j = 0; j < i; j++) {
      double mean = 0.5 * (s->covariance[i * n + j] + s->covariance[j * n + i]);
      s->covariance[i * n + j] = s->covariance[j * n + i] = mean;
    }
  return CPW_OK;
}

int32_t cpwi_strengths_fit(cpwi_strengths *s, cpw_error *err) {
  size_t n = (size_t)s->n;
  s->u = cpwi_alloc_zero(s->a, n, sizeof *s->u);
  s->gradient = cpwi_alloc(s->a, n, sizeof *s->gradient);
  s->step = cpwi_alloc(s->a, n, sizeof *s->step);
  s->trial = cpwi_alloc(s->a, n, sizeof *s->trial);
  s->information = cpwi_alloc(s->a, n * n, sizeof *s->information);
  s->covariance = cpwi_alloc(s->a, n * n, sizeof *s->covariance);
  s->factor = cpwi_alloc(s->a, n * n, sizeof *s->factor);
  if (!s->u || !s->gradient || !s->step || !s->trial || !s->information || !s->covariance ||
      !s->factor)
    return cpwi_fail(err, CPW_ENOMEM, -1, s->where, "no memory for the fit");
  int32_t status = climb(s, err);
  return status == CPW_OK ? find_covariance(s, err) : status;
}

void cpwi_strengths_free(cpwi_strengths *s) {
  cpwi_release(s->a, s->u);
  cpwi_release(s->a, s->gradient);
  cpwi_release(s->a, s->step);
  cpwi_release(s->a, s->trial);
  cpwi_release(s->a, s->information);
  cpwi_release(s->a, s->covariance);
  cpwi_release(s->a, s->factor);
}

/* ---------------------------------------------------------------- pairs --------------------- */

double cpwi_pair_add(int64_t n, int64_t i, int64_t j, double over, double under, const double *u,
                     double *gradient, double *information) {
  double d = u[i] - u[j], small = cpw_math_exp(-fabs(d)), tail = cpw_math_log1p(small);
  double rare = small / (1.0 + small), common = 1.0 / (1.0 + small);
  double p = d >= 0.0 ? common : rare, q = d >= 0.0 ? rare : common;
  double log_p = d >= 0.0 ? -tail : d - tail, log_q = d >= 0.0 ? -d - tail : -tail;
  double slope = over * q - under * p, bend = (over + under) * p * q;
  gradient[i] += slope;
  gradient[j] -= slope;
  information[i * n + i] += bend;
  information[j * n + j] += bend;
  information[i * n + j] -= bend;
  information[j * n + i] -= bend;
  return over * log_p + under * log_q;
}

/* ---------------------------------------------------------------- connection ---------------- */

/* Marks what can be reached from 0 along the arrows, or against them. */
static void reach(const unsigned char *above, int64_t n, int against, unsigned char *seen,
                  int64_t *queue) {
  int64_t first = 0, last = 0;
  memset(seen, 0, (size_t)n);
  seen[0] = 1;
  queue[last++] = 0;
  while (first < last) {
    int64_t i = queue[first++];
    for (int64_t j = 0; j < n; j++)
      if (!seen[j] && (against ? above[j * n + i] : above[i * n + j])) {
        seen[j] = 1;
        queue[last++] = j;
      }
  }
}

/* The group of those with seen == which never stands below the others. */
static int32_t split_off(const unsigned char *above, int64_t n, const unsigned char *seen,
                         int which, const char *where, cpw_error *err) {
  char list[120] = "";
  int linked = 0;
  int64_t first = -1;
  for (int64_t i = 0; i < n; i++) {
    if (seen[i] != which) continue;
    if (first < 0) first = i;
    size_t used = strlen(list);
    if (used < 90)
      snprintf(list + used, sizeof list - used, "%s%lld", used ? ", " : "", (long long)i);
    else if (list[used - 1] != '.')
      snprintf(list + used, sizeof list - used, ", ...");
    for (int64_t j = 0; j < n; j++)
      linked |= seen[j] != which && above[i * n + j];
  }
  return cpwi_fail(err, CPW_EDOMAIN, first, where,
                   linked
                       ? "criteria %s never stand below the others: their weights have no finite "
                         "maximum; ask more, or give a prior"
                       : "no judgement links criteria %s to the others; ask more, or give a "
                         "prior",
                   list);
}

int32_t cpwi_strengths_connected(const unsigned char *above, int64_t n, const cpw_allocator *a,
                                 const char *where, cpw_error *err) {
  unsigned char *seen = cpwi_alloc(a, (size_t)n, 1);
  int64_t *queue = cpwi_alloc(a, (size_t)n, sizeof *queue);
  int32_t status = CPW_OK;
  if (!seen || !queue) status = cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the criteria");
  /* what 0 does not reach was never put below what it reaches; what does not reach 0 was never put above */
  for (int against = 0; status == CPW_OK && seen && queue && against < 2; against++) {
    reach(above, n, against, seen, queue);
    for (int64_t i = 0; i < n && status == CPW_OK; i++)
      if (!seen[i]) status = split_off(above, n, seen, against, where, err);
  }
  cpwi_release(a, seen);
  cpwi_release(a, queue);
  return status;
}
