/* Strengths as weights with standard errors, intervals and draws of their normal law.
 * Source: delta method; normal approximation of the maximum.
 * Leaves the maximum to strengths.c, what draws say to describe.c. */
#include "carepath/random.h"
#include "carepath/stats.h"
#include "citizens/internal.h"

#include <string.h>

typedef struct arrays {
  double *weight, *weight_se, *utility, *utility_se, *lower, *upper, *covariance, *log_likelihood;
  int64_t *iterations;
  double *draws, *first, *rank;
} arrays;

static int32_t add_arrays(cpw_result *r, arrays *o, cpw_error *err) {
  const cpwi_citizens_array list[] = {
      {"weight", "share", "exp(utility), sum 1", "criterion", CPW_DOUBLE, (void **)&o->weight},
      {"weight_se", "share", "standard error of the weight", "criterion", CPW_DOUBLE,
       (void **)&o->weight_se},
      {"utility", "", "log weight, sum 0", "criterion", CPW_DOUBLE, (void **)&o->utility},
      {"utility_se", "", "standard error of the utility", "criterion", CPW_DOUBLE,
       (void **)&o->utility_se},
      {"lower", "share", "lower end of the weight's interval", "criterion", CPW_DOUBLE,
       (void **)&o->lower},
      {"upper", "share", "upper end of the weight's interval", "criterion", CPW_DOUBLE,
       (void **)&o->upper},
      {"covariance", "", "of the utilities", "criterion other", CPW_DOUBLE,
       (void **)&o->covariance},
      {"log_likelihood", "", "at the maximum, without the prior", "", CPW_DOUBLE,
       (void **)&o->log_likelihood},
      {"iterations", "", "steps of Newton's method", "", CPW_INT64, (void **)&o->iterations},
  };
  return cpwi_citizens_add(r, list, sizeof list / sizeof *list, err);
}

/* exp(u) over its sum */
static void soften(const double *u, int64_t n, double *w) {
  double most = u[0], sum = 0.0;
  for (int64_t i = 1; i < n; i++)
    if (u[i] > most) most = u[i];
  for (int64_t i = 0; i < n; i++)
    sum += w[i] = cpw_math_exp(u[i] - most);
  for (int64_t i = 0; i < n; i++)
    w[i] /= sum;
}

/* dw_i = w_i (du_i - sum_k w_k du_k) */
static void give_errors(const cpwi_strengths *s, const arrays *o) {
  int64_t n = s->n;
  double mean = 0.0, z = cpw_normal_quantile(0.5 * (1.0 + s->fit->level));
  for (int64_t i = 0; i < n; i++) {
    s->step[i] = 0.0; /* covariance of u_i with the weighted mean of u */
    for (int64_t k = 0; k < n; k++)
      s->step[i] += s->covariance[i * n + k] * o->weight[k];
    mean += o->weight[i] * s->step[i];
  }
  for (int64_t i = 0; i < n; i++) {
    double v = s->covariance[i * n + i], w = o->weight[i], rest = 0.0;
    double spread = v - 2.0 * s->step[i] + mean;
    double relative = spread > 0.0 ? sqrt(spread) : 0.0;
    for (int64_t k = 0; k < n; k++)
      if (k != i) rest += o->weight[k];
    o->utility_se[i] = v > 0.0 ? sqrt(v) : 0.0;
    o->weight_se[i] = w * relative;
    /* se of log(w / (1 - w)) is se(w) / (w (1 - w)) */
    double odds = w / rest, far = cpw_math_exp(z * relative / rest);
    o->lower[i] = odds / far / (1.0 + odds / far);
    o->upper[i] = rest > 0.0 && odds * far < 1e300 ? odds * far / (1.0 + odds * far) : 1.0;
  }
}

/* ---------------------------------------------------------------- draws --------------------- */

typedef struct drawing {
  const cpwi_strengths *s;
  const cpw_run *run;
  double *draws;
} drawing;

/* u + L z, L L' = covariance + a multiple of ones: a constant added to all u is no other weight. */
static int32_t some_draws(void *context, int64_t first, int64_t last, cpw_error *err) {
  const drawing *d = context;
  const cpwi_strengths *s = d->s;
  int64_t n = s->n;
  double z[CPW_CITIZENS_MOST_CRITERIA];
  (void)err;
  for (int64_t r = first; r < last; r++) {
    double *w = d->draws + r * n;
    cpw_stream stream;
    cpw_stream_init(&stream, d->run->seed, (uint64_t)(d->run->first_replication + r),
                    CPWI_CITIZENS_STRENGTHS, 0);
    for (int64_t i = 0; i < n; i++) {
      z[i] = cpw_random_normal(&stream, 0.0, 1.0);
      w[i] = s->u[i];
      for (int64_t k = 0; k <= i; k++)
        w[i] += s->factor[i * n + k] * z[k];
    }
    soften(w, n, w);
  }
  return CPW_OK;
}

/* Cholesky of the covariance filled out, in s->factor. */
static int32_t prepare(cpwi_strengths *s, cpw_error *err) {
  int64_t n = s->n;
  double most = 0.0;
  for (int64_t i = 0; i < n; i++)
    if (s->covariance[i * n + i] > most) most = s->covariance[i * n + i];
  for (int64_t j = 0; j < n; j++)
    for (int64_t i = j; i < n; i++) {
      double x = s->covariance[i * n + j] + most;
      for (int64_t k = 0; k < j; k++)
        x -= s->factor[i * n + k] * s->factor[j * n + k];
      if (i == j && !(x > 0.0))
        return cpwi_fail(err, CPW_ENOCONV, i, s->where, "the covariance is not positive definite");
      s->factor[i * n + j] = i == j ? sqrt(x) : x / s->factor[j * n + j];
    }
  return CPW_OK;
}

static int32_t add_draws(cpwi_strengths *s, const cpw_run *run, cpw_result *r, arrays *o,
                         cpw_error *err) {
  const cpwi_citizens_array list[] = {
      {"draws", "share", "weights from the normal law of the utilities", "draw criterion",
       CPW_DOUBLE, (void **)&o->draws},
      {"first", "probability", "of being the most important", "criterion", CPW_DOUBLE,
       (void **)&o->first},
      {"rank", "probability", "of each rank", "criterion rank", CPW_DOUBLE, (void **)&o->rank},
  };
  int32_t status = cpw_result_add_dimension(r, "draw", run->replications, NULL, err);
  if (status == CPW_OK) status = cpwi_citizens_add(r, list, 3, err);
  if (status == CPW_OK) status = prepare(s, err);
  drawing d = {s, run, o->draws};
  if (status == CPW_OK)
    status = cpwi_parallel(run, run->replications, 256, some_draws, &d, s->where, err);
  const cpwi_description all = {NULL, NULL, NULL, NULL, o->first, NULL, o->rank, NULL, NULL};
  if (status == CPW_OK)
    status = cpwi_citizens_describe(o->draws, run->replications, s->n, s->fit->level, &all, s->a,
                                    s->where, err);
  return status;
}

int32_t cpwi_strengths_result(cpwi_strengths *s, const cpw_run *run, cpw_result *result,
                              cpw_error *err) {
  arrays o;
  memset(&o, 0, sizeof o);
  int32_t status = add_arrays(result, &o, err);
  if (status != CPW_OK) return status;
  size_t n = (size_t)s->n;
  soften(s->u, s->n, o.weight);
  memcpy(o.utility, s->u, n * sizeof *s->u);
  memcpy(o.covariance, s->covariance, n * n * sizeof *s->covariance);
  give_errors(s, &o);
  *o.log_likelihood = s->log_likelihood;
  *o.iterations = s->iterations;
  return run ? add_draws(s, run, result, &o, err) : CPW_OK;
}
