/* Bradley and Terry's model for "this matters more than that".
 * Source: Bradley and Terry, Biometrika 39:324 (1952).
 * Leaves the maximum to strengths.c. */
#include "carepath/random.h"
#include "carepath/stats.h"
#include "citizens/internal.h"

#include <string.h>

typedef struct judgements {
  const double *wins;
  int64_t n;
} judgements;

static double add(const void *context, const double *u, double *gradient, double *information) {
  const judgements *g = context;
  double value = 0.0;
  for (int64_t i = 0; i < g->n; i++)
    for (int64_t j = i + 1; j < g->n; j++) {
      double over = g->wins[i * g->n + j], under = g->wins[j * g->n + i];
      if (over + under > 0.0)
        value += cpwi_pair_add(g->n, i, j, over, under, u, gradient, information);
    }
  return value;
}

static int32_t check(const double *wins, int64_t n, double *total, const char *where,
                     cpw_error *err) {
  *total = 0.0;
  for (int64_t i = 0; i < n * n; i++) {
    int diagonal = i / n == i % n;
    if (!(wins[i] >= 0.0 && wins[i] - wins[i] == 0.0) || (diagonal && wins[i] != 0.0))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "wins[%lld, %lld] = %s must be %s",
                       (long long)(i / n), (long long)(i % n), cpwi_number(wins[i]).text,
                       diagonal ? "0: a criterion is not compared with itself" : "finite and >= 0");
    *total += wins[i];
  }
  if (*total > 0.0 && *total <= 1e300) return CPW_OK;
  return cpwi_fail(err, *total > 0.0 ? CPW_EOVERFLOW : CPW_EDOMAIN, -1, where,
                   *total > 0.0 ? "the judgements sum to more than 1e300"
                                : "there is no judgement");
}

static int32_t check_connected(const double *wins, int64_t n, const cpw_allocator *a,
                               const char *where, cpw_error *err) {
  unsigned char *above = cpwi_alloc(a, (size_t)(n * n), 1);
  if (!above) return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the criteria");
  for (int64_t i = 0; i < n * n; i++)
    above[i] = wins[i] > 0.0;
  int32_t status = cpwi_strengths_connected(above, n, a, where, err);
  cpwi_release(a, above);
  return status;
}

/* ---------------------------------------------------------------- fit of the model ---------- */

static double term(double seen, double expected) {
  return seen > 0.0 ? seen * cpw_math_log(seen / expected) : 0.0;
}

/* Against a model in which every pair that was judged has its own probability. */
static int32_t add_fit(const judgements *g, const double *u, cpw_result *r, cpw_error *err) {
  double *took = NULL, *deviance = NULL, *p_value = NULL;
  int64_t *degrees = NULL, pairs = 0, n = g->n;
  const cpwi_citizens_array list[] = {
      {"judgements", "", "in which the criterion took part", "criterion", CPW_DOUBLE,
       (void **)&took},
      {"deviance", "", "against a probability of its own for each pair", "", CPW_DOUBLE,
       (void **)&deviance},
      {"degrees", "", "of freedom of the deviance", "", CPW_INT64, (void **)&degrees},
      {"p_value", "probability", "of this deviance or more if the model holds", "", CPW_DOUBLE,
       (void **)&p_value},
  };
  int32_t status = cpwi_citizens_add(r, list, 4, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < n; i++)
    for (int64_t j = i + 1; j < n; j++) {
      double over = g->wins[i * n + j], under = g->wins[j * n + i], all = over + under;
      if (all == 0.0) continue;
      double small = cpw_math_exp(-fabs(u[i] - u[j])), p = 1.0 / (1.0 + small);
      double q = small / (1.0 + small);
      took[i] += all;
      took[j] += all;
      *deviance += 2.0 * (term(over, all * (u[i] >= u[j] ? p : q)) +
                          term(under, all * (u[i] >= u[j] ? q : p)));
      pairs++;
    }
  if (*deviance < 0.0) *deviance = 0.0;
  *degrees = pairs - (n - 1);
  *p_value = *degrees > 0 ? cpw_chi_square_upper(*deviance, (double)*degrees) : CPWI_NAN;
  return CPW_OK;
}

/* ---------------------------------------------------------------- all of it ----------------- */

static int32_t fit_pairs(const judgements *g, const cpw_citizens_fit *fit, double total,
                         const cpw_run *run, const char *where, cpw_result **out, cpw_error *err) {
  cpwi_strengths s;
  cpw_result *r = NULL;
  memset(&s, 0, sizeof s);
  s.where = where;
  s.fit = fit;
  s.a = fit->allocator;
  s.n = g->n;
  s.total = total;
  s.add = add;
  s.context = g;
  int32_t status = cpwi_strengths_fit(&s, err);
  if (status == CPW_OK) status = cpw_result_new(s.a, &r, err);
  if (status == CPW_OK) status = cpwi_citizens_add_criteria(r, s.n, fit->criterion_names, err);
  if (status == CPW_OK) status = cpwi_strengths_result(&s, run, r, err);
  if (status == CPW_OK) status = add_fit(g, s.u, r, err);
  cpwi_strengths_free(&s);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}

int32_t cpw_citizens_pairs(const double *wins, int64_t criteria, const cpw_citizens_fit *fit,
                           const cpw_run *run, cpw_result **out, cpw_error *err) {
  cpw_citizens_fit known;
  cpw_run draws;
  double total = 0.0;
  if (!wins || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", wins ? "out" : "wins");
  int32_t status = cpwi_citizens_take_fit(&known, fit, __func__, err);
  if (status == CPW_OK) status = cpwi_citizens_take_run(&draws, run, __func__, err);
  if (status == CPW_OK) status = cpwi_citizens_check_criteria(criteria, 2, __func__, err);
  if (status == CPW_OK) status = check(wins, criteria, &total, __func__, err);
  if (status == CPW_OK && known.prior == 0.0)
    status = check_connected(wins, criteria, known.allocator, __func__, err);
  if (status != CPW_OK) return status;
  const judgements g = {wins, criteria};
  return fit_pairs(&g, &known, total, run ? &draws : NULL, __func__, out, err);
}
