/* Best-worst scaling: counts, and the logit of pairs.
 * Source: Marley and Louviere, Journal of Mathematical Psychology 49:464 (2005).
 * Leaves the maximum to strengths.c. */
#include "carepath/random.h"
#include "citizens/internal.h"

#include <string.h>

typedef struct choices {
  const cpw_citizens_tasks *t;
  int64_t n;
  double *best, *worst; /* (most shown) chances of being chosen in one task */
  double *pair;         /* (most shown, most shown) */
} choices;

static int64_t people_of(const cpw_citizens_tasks *t, int64_t k) {
  return t->people ? t->people[k] : 1;
}

/* ---------------------------------------------------------------- likelihood ---------------- */

/* Chances of every pair of a task; returns the logarithm of the sum below them. */
static double chances(const choices *c, const int64_t *item, int64_t m, const double *u) {
  double low = u[item[0]], high = u[item[0]], sum = 0.0;
  for (int64_t i = 1; i < m; i++) {
    if (u[item[i]] < low) low = u[item[i]];
    if (u[item[i]] > high) high = u[item[i]];
  }
  double scale = high - low;
  for (int64_t i = 0; i < m; i++)
    for (int64_t j = 0; j < m; j++) {
      double x = i == j ? 0.0 : cpw_math_exp(u[item[i]] - u[item[j]] - scale);
      c->pair[i * m + j] = x;
      sum += x;
    }
  for (int64_t i = 0; i < m; i++) {
    c->best[i] = c->worst[i] = 0.0;
    for (int64_t j = 0; j < m; j++) {
      c->pair[i * m + j] /= sum;
      c->best[i] += c->pair[i * m + j];
    }
  }
  for (int64_t i = 0; i < m; i++)
    for (int64_t j = 0; j < m; j++)
      c->worst[j] += c->pair[i * m + j];
  return scale + cpw_math_log(sum);
}

/* Adds one task: its information is the covariance of e_best - e_worst. */
static double add_task(const choices *c, int64_t k, const double *u, double *gradient,
                       double *information) {
  const cpw_citizens_tasks *t = c->t;
  const int64_t *item = t->item + t->start[k];
  int64_t m = t->start[k + 1] - t->start[k], n = c->n;
  double people = (double)people_of(t, k);
  double below = chances(c, item, m, u);
  gradient[t->best[k]] += people;
  gradient[t->worst[k]] -= people;
  for (int64_t i = 0; i < m; i++) {
    double mean = c->best[i] - c->worst[i];
    gradient[item[i]] -= people * mean;
    information[item[i] * n + item[i]] += people * (c->best[i] + c->worst[i]);
    for (int64_t j = 0; j < m; j++)
      information[item[i] * n + item[j]] -=
          people * (c->pair[i * m + j] + c->pair[j * m + i] + mean * (c->best[j] - c->worst[j]));
  }
  return people * (u[t->best[k]] - u[t->worst[k]] - below);
}

static double add(const void *context, const double *u, double *gradient, double *information) {
  const choices *c = context;
  double value = 0.0;
  for (int64_t k = 0; k < c->t->tasks; k++)
    if (people_of(c->t, k) > 0) value += add_task(c, k, u, gradient, information);
  return value;
}

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t check_task(const cpw_citizens_tasks *t, int64_t k, int64_t n, int64_t *seen,
                          const char *where, cpw_error *err) {
  int best = 0, worst = 0;
  if (t->start[k + 1] - t->start[k] < 2)
    return cpwi_fail(err, CPW_EINVAL, k, where, "task %lld shows %lld criteria: at least 2",
                     (long long)k, (long long)(t->start[k + 1] - t->start[k]));
  for (int64_t i = t->start[k]; i < t->start[k + 1]; i++) {
    int64_t j = t->item[i];
    if (j < 0 || j >= n)
      return cpwi_fail(err, CPW_EINVAL, k, where, "task %lld shows criterion %lld: 0 to %lld",
                       (long long)k, (long long)j, (long long)(n - 1));
    if (seen[j] == k + 1)
      return cpwi_fail(err, CPW_EINVAL, k, where, "task %lld shows criterion %lld twice",
                       (long long)k, (long long)j);
    seen[j] = k + 1;
    best |= j == t->best[k];
    worst |= j == t->worst[k];
  }
  if (!best || !worst || t->best[k] == t->worst[k])
    return cpwi_fail(err, CPW_EINVAL, k, where,
                     "task %lld: best %lld and worst %lld must be two of the criteria shown",
                     (long long)k, (long long)t->best[k], (long long)t->worst[k]);
  if (people_of(t, k) < 0 || people_of(t, k) > CPW_RANDOM_MAX_COUNT)
    return cpwi_fail(err, CPW_EDOMAIN, k, where, "people[%lld] = %lld must be from 0 to 2^53",
                     (long long)k, (long long)people_of(t, k));
  return CPW_OK;
}

static int32_t check(const cpw_citizens_tasks *t, int64_t n, const cpw_allocator *a, double *total,
                     const char *where, cpw_error *err) {
  *total = 0.0;
  if (!t->start || !t->item || !t->best || !t->worst || t->tasks < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     t->tasks < 1 ? "tasks = %lld must be >= 1" : "an array of the tasks is NULL",
                     (long long)t->tasks);
  int64_t *seen = cpwi_alloc_zero(a, (size_t)n, sizeof *seen);
  if (!seen) return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the criteria");
  int32_t status = CPW_OK;
  if (t->start[0] < 0)
    status = cpwi_fail(err, CPW_EINVAL, 0, where, "start[0] = %lld must be >= 0",
                       (long long)t->start[0]);
  for (int64_t k = 0; status == CPW_OK && k < t->tasks; k++) {
    status = check_task(t, k, n, seen, where, err);
    if (status == CPW_OK) *total += (double)people_of(t, k);
  }
  cpwi_release(a, seen);
  if (status == CPW_OK && *total == 0.0)
    status = cpwi_fail(err, CPW_EDOMAIN, -1, where, "nobody answered");
  return status;
}

/* The best of a task stands above all of it, the worst below. */
static int32_t check_connected(const cpw_citizens_tasks *t, int64_t n, const cpw_allocator *a,
                               const char *where, cpw_error *err) {
  unsigned char *above = cpwi_alloc_zero(a, (size_t)(n * n), 1);
  if (!above) return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the criteria");
  for (int64_t k = 0; k < t->tasks; k++)
    for (int64_t i = t->start[k]; people_of(t, k) > 0 && i < t->start[k + 1]; i++) {
      if (t->item[i] != t->best[k]) above[t->best[k] * n + t->item[i]] = 1;
      if (t->item[i] != t->worst[k]) above[t->item[i] * n + t->worst[k]] = 1;
    }
  int32_t status = cpwi_strengths_connected(above, n, a, where, err);
  cpwi_release(a, above);
  return status;
}

/* ---------------------------------------------------------------- counts -------------------- */

static int32_t add_counts(const choices *c, cpw_result *r, cpw_error *err) {
  int64_t *shown = NULL, *best = NULL, *worst = NULL;
  double *score = NULL;
  const cpw_citizens_tasks *t = c->t;
  const cpwi_citizens_array list[] = {
      {"shown", "", "how often the criterion was shown", "criterion", CPW_INT64, (void **)&shown},
      {"best", "", "how often it was chosen as most important", "criterion", CPW_INT64,
       (void **)&best},
      {"worst", "", "how often as least important", "criterion", CPW_INT64, (void **)&worst},
      {"score", "", "(best - worst) / shown", "criterion", CPW_DOUBLE, (void **)&score},
  };
  int32_t status = cpwi_citizens_add(r, list, 4, err);
  if (status != CPW_OK) return status;
  for (int64_t k = 0; k < t->tasks; k++) {
    best[t->best[k]] += people_of(t, k);
    worst[t->worst[k]] += people_of(t, k);
    for (int64_t i = t->start[k]; i < t->start[k + 1]; i++)
      shown[t->item[i]] += people_of(t, k);
  }
  for (int64_t j = 0; j < c->n; j++)
    score[j] = shown[j] > 0 ? (double)(best[j] - worst[j]) / (double)shown[j] : CPWI_NAN;
  return CPW_OK;
}

/* ---------------------------------------------------------------- all of it ----------------- */

static int32_t fit_choices(const choices *c, const cpw_citizens_fit *fit, double total,
                           const cpw_run *run, const char *where, cpw_result **out,
                           cpw_error *err) {
  cpwi_strengths s;
  cpw_result *r = NULL;
  memset(&s, 0, sizeof s);
  s.where = where;
  s.fit = fit;
  s.a = fit->allocator;
  s.n = c->n;
  s.total = total;
  s.add = add;
  s.context = c;
  int32_t status = cpwi_strengths_fit(&s, err);
  if (status == CPW_OK) status = cpw_result_new(s.a, &r, err);
  if (status == CPW_OK) status = cpwi_citizens_add_criteria(r, s.n, fit->criterion_names, err);
  if (status == CPW_OK) status = add_counts(c, r, err);
  if (status == CPW_OK) status = cpwi_strengths_result(&s, run, r, err);
  cpwi_strengths_free(&s);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}

int32_t cpw_citizens_best_worst(const cpw_citizens_tasks *tasks, int64_t criteria,
                                const cpw_citizens_fit *fit, const cpw_run *run, cpw_result **out,
                                cpw_error *err) {
  cpw_citizens_fit known;
  cpw_run draws;
  double total = 0.0;
  if (!tasks || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", tasks ? "out" : "tasks");
  int32_t status = cpwi_citizens_take_fit(&known, fit, __func__, err);
  if (status == CPW_OK) status = cpwi_citizens_take_run(&draws, run, __func__, err);
  if (status == CPW_OK) status = cpwi_citizens_check_criteria(criteria, 2, __func__, err);
  if (status == CPW_OK) status = check(tasks, criteria, known.allocator, &total, __func__, err);
  if (status == CPW_OK && known.prior == 0.0)
    status = check_connected(tasks, criteria, known.allocator, __func__, err);
  if (status != CPW_OK) return status;
  const cpw_allocator *a = known.allocator;
  size_t n = (size_t)criteria;
  choices c = {tasks, criteria, NULL, NULL, NULL};
  c.best = cpwi_alloc(a, n, sizeof *c.best);
  c.worst = cpwi_alloc(a, n, sizeof *c.worst);
  c.pair = cpwi_alloc(a, n * n, sizeof *c.pair);
  if (c.best && c.worst && c.pair)
    status = fit_choices(&c, &known, total, run ? &draws : NULL, __func__, out, err);
  else
    status = cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the choices");
  cpwi_release(a, c.best);
  cpwi_release(a, c.worst);
  cpwi_release(a, c.pair);
  return status;
}
