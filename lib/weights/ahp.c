/* The analytic hierarchy process: weights, how far judgements agree, and which agrees least.
 * Source: Saaty, The Analytic Hierarchy Process (1980); Tummala and Ling, Theory and Decision 44:221
 * (1998); Aguaron and Moreno-Jimenez, European Journal of Operational Research 147:137 (2003); Agoston
 * and Csato, Omega 108:102576 (2022). Leaves the weights to log_least.c and eigen.c. */
#include "carepath/random.h"
#include "weights/internal.h"

#include <string.h>

#define TABLE_MOST 15
#define AGREES     1e-9 /* a residual (logarithm) that is none */
#define BRIDGE     1e-9 /* 1 - leverage of a judgement without which criteria are not joined */

double cpw_weights_random_index(int32_t table, int64_t n) {
  static const double index[2][TABLE_MOST - 2] = {
      {0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59},
      {0.5799, 0.8921, 1.1159, 1.2358, 1.3322, 1.3952, 1.4537, 1.4882, 1.5117, 1.5356, 1.5571,
       1.5714, 1.5831}};
  if (table < CPW_WEIGHTS_SAATY || table > CPW_WEIGHTS_TUMMALA_LING) return CPWI_NAN;
  if (n < 1 || n > TABLE_MOST) return CPWI_NAN;
  return n < 3 ? 0.0 : index[table][n - 3];
}

double cpw_weights_gci_threshold(int64_t n) {
  if (n < 1) return CPWI_NAN;
  return n < 3 ? 0.0 : n == 3 ? 0.31 : n == 4 ? 0.35 : 0.37;
}

/* Judgements as logarithms with what is computed from them. */
typedef struct ahp {
  int64_t n;
  double *log, *resistance; /* (n, n) */
  double *y, *vector;       /* (n) logarithms of the weights of both methods */
  const cpw_allocator *allocator;
  const char *where;
} ahp;

/* CI / random index, less for each judgement that is missing. */
static double ratio(double index, int64_t n, int64_t missing, int32_t table) {
  double random = cpw_weights_random_index(table, n),
         free = 0.5 * (double)(n - 1) * (double)(n - 2);
  if (isnan(random)) return CPWI_NAN;
  if (n < 3 || (double)missing >= free) return 0.0;
  return index / (random * (1.0 - (double)missing / free));
}

static double geometric_index(const ahp *p, int64_t missing) {
  int64_t n = p->n;
  double sum = 0.0, free = 0.5 * (double)(n - 1) * (double)(n - 2) - (double)missing;
  if (free <= 0.0) return 0.0;
  for (int64_t i = 0; i < n; i++)
    for (int64_t j = i + 1; j < n; j++) {
      double e = p->log[i * n + j] - (p->y[i] - p->y[j]);
      if (!isnan(e)) sum += e * e;
    }
  return sum / free;
}

/* The judgement that is farthest from what all the others say of the pair: a residual of least squares
 * over 1 - leverage. Returns the logarithm of what they say. */
static double find_worst(const ahp *p, cpw_weights_consistency *c) {
  int64_t n = p->n;
  double most = AGREES, suggestion = CPWI_NAN;
  c->worst_row = c->worst_column = -1;
  for (int64_t i = 0; i < n; i++)
    for (int64_t j = i + 1; j < n; j++) {
      double free = 1.0 - p->resistance[i * n + j];
      double e = (p->log[i * n + j] - (p->y[i] - p->y[j])) / free;
      if (isnan(e) || free < BRIDGE || fabs(e) <= most) continue;
      most = fabs(e);
      suggestion = p->log[i * n + j] - e;
      c->worst_row = i;
      c->worst_column = j;
    }
  return suggestion;
}

static double index_of(double lambda, int64_t n) {
  return n < 3 ? 0.0 : fmax((lambda - (double)n) / (double)(n - 1), 0.0);
}

/* What the index would be with another judgement in the worst one's place. */
static int32_t change_worst(ahp *p, double log, cpw_weights_consistency *c, cpw_error *err) {
  int64_t i = c->worst_row, j = c->worst_column, n = p->n;
  double lambda = (double)n;
  c->worst_value = cpw_math_exp(p->log[i * n + j]);
  c->worst_suggestion = cpw_math_exp(log);
  p->log[i * n + j] = log;
  p->log[j * n + i] = -log;
  int32_t status = cpwi_log_least(p->log, n, p->y, NULL, p->allocator, p->where, err);
  if (status == CPW_OK)
    status = cpwi_principal(p->log, n, p->y, p->vector, &lambda, p->allocator, p->where, err);
  c->index_if_changed = index_of(lambda, n);
  return status;
}

/* Comes last: it changes the judgements. */
static int32_t judge(ahp *p, double lambda, cpw_weights_consistency *c, cpw_error *err) {
  int64_t n = p->n, missing = cpwi_judgements_missing(p->log, n);
  memset(c, 0, sizeof *c);
  c->lambda_max = lambda;
  c->consistency_index = c->index_if_changed = index_of(lambda, n);
  c->missing = missing;
  c->ratio_saaty = ratio(c->consistency_index, n, missing, CPW_WEIGHTS_SAATY);
  c->ratio_tummala_ling = ratio(c->consistency_index, n, missing, CPW_WEIGHTS_TUMMALA_LING);
  c->geometric_index = geometric_index(p, missing);
  c->geometric_threshold = cpw_weights_gci_threshold(n);
  c->worst_value = c->worst_suggestion = CPWI_NAN;
  double log = find_worst(p, c);
  return c->worst_row < 0 ? CPW_OK : change_worst(p, log, c, err);
}

static int32_t solve(ahp *p, const double *matrix, int32_t method, double *weights,
                     cpw_weights_consistency *c, cpw_error *err) {
  double lambda = (double)p->n, *w = p->vector + p->n;
  int32_t status = cpwi_judgements_take(matrix, p->n, -1, p->log, p->where, err);
  if (status == CPW_OK) status = cpwi_judgements_joined(p->log, p->n, p->allocator, p->where, err);
  if (status == CPW_OK)
    status = cpwi_log_least(p->log, p->n, p->y, p->resistance, p->allocator, p->where, err);
  if (status == CPW_OK)
    status = cpwi_principal(p->log, p->n, p->y, p->vector, &lambda, p->allocator, p->where, err);
  if (status != CPW_OK) return status;
  cpw_weights_consistency found;
  cpwi_weights_from_logs(method == CPW_WEIGHTS_GEOMETRIC ? p->y : p->vector, p->n, w);
  if (c && (status = judge(p, lambda, &found, err)) != CPW_OK) return status;
  memcpy(weights, w, (size_t)p->n * sizeof *weights);
  if (c) *c = found;
  return CPW_OK;
}

int32_t cpw_weights_ahp(const double *matrix, int64_t n, int32_t method, double *weights,
                        cpw_weights_consistency *consistency, const cpw_allocator *allocator,
                        cpw_error *err) {
  if (!matrix || !weights)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, matrix ? "weights is NULL" : "matrix is NULL");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK)
    status = cpwi_weights_count(n, CPW_WEIGHTS_MOST_CRITERIA, "n", __func__, err);
  if (status == CPW_OK)
    status = cpwi_weights_choice("method", method, CPW_WEIGHTS_GEOMETRIC, __func__, err);
  if (status != CPW_OK) return status;
  double *room = cpwi_weights_memory(allocator, 2 * n * n + 3 * n, sizeof *room, __func__, err);
  if (!room) return CPW_ENOMEM;
  ahp p = {n, room, room + n * n, room + 2 * n * n, room + 2 * n * n + n, allocator, __func__};
  status = solve(&p, matrix, method, weights, consistency, err);
  cpwi_release(allocator, room);
  return status;
}
