/* Atkinson's welfare over groups of people who share the benefits of the options.
 * Source: Atkinson 1970; the equally distributed equivalent is concave in what people have, so that the best step by
 * its gradient bounds how much is left to gain (Frank and Wolfe 1956).
 * Leaves the best step to search.c. */
#include "budget/internal.h"

#include <string.h>

typedef struct welfare {
  cpwi_problem *b;
  cpw_budget_people p;
  double heads;         /* people in all */
  double *weight;       /* (n) of a unit of benefit, as given */
  double *spend, *step; /* (n) now, and the best by the gradient */
  double *trial;        /* (n) */
  double *have, *other; /* (groups) what each person has */
  double ede;
} welfare;

/* the equally distributed equivalent, scaled by the least so that nothing leaves the doubles */
static double equivalent(const welfare *w, const double *y) {
  double e = w->p.aversion, least = y[0];
  for (int64_t g = 1; g < w->p.groups; g++)
    if (y[g] < least) least = y[g];
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t g = 0; g < w->p.groups; g++) {
    double ratio = y[g] / least;
    cpw_exact_sum_add(&sum,
                      w->p.people[g] * (e == 1 ? cpw_math_log(ratio) : cpw_math_pow(ratio, 1 - e)));
  }
  double mean = cpw_exact_sum_value(&sum) / w->heads;
  return least * (e == 1 ? cpw_math_exp(mean) : cpw_math_pow(mean, 1 / (1 - e)));
}

static void people_have(const welfare *w, const double *spend, double *y) {
  int64_t n = w->b->p.n, groups = w->p.groups;
  for (int64_t g = 0; g < groups; g++) {
    cpw_exact_sum sum;
    cpw_exact_sum_init(&sum);
    for (int64_t i = 0; i < n; i++) {
      double part = w->p.share[i * groups + g] * w->weight[i];
      if (part > 0)
        cpw_exact_sum_add(&sum, part * cpwi_response_value(&w->b->p.response[i], spend[i]));
    }
    y[g] = w->p.before[g] + cpw_exact_sum_value(&sum) / w->p.people[g];
  }
}

/* The step that gains most by the gradient, and how much it promises. */
static int32_t best_step(welfare *w, double *promise, cpw_error *err) {
  cpwi_problem *b = w->b;
  int64_t groups = w->p.groups;
  cpw_run run;
  cpw_run_init(&run);
  for (int64_t i = 0; i < b->p.n; i++) {
    double worth = 0.0;
    for (int64_t g = 0; g < groups; g++)
      worth += w->p.share[i * groups + g] * cpw_math_pow(w->ede / w->have[g], w->p.aversion);
    worth *= w->weight[i];
    b->weight[i] = worth >= 1e-100 ? worth : 0.0;
  }
  int32_t status = cpwi_relax(b, -1.0, &run, w->step, NULL, err);
  if (status != CPW_OK) return status;
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < b->p.n; i++)
    if (b->weight[i] > 0)
      cpw_exact_sum_add(&sum, b->weight[i] *
                                  cpwi_response_gain(&b->p.response[i], w->spend[i], w->step[i]));
  *promise = cpw_exact_sum_value(&sum) / w->heads;
  if (*promise < 0) *promise = 0.0;
  return CPW_OK;
}

static double at(const welfare *w, double part) {
  for (int64_t i = 0; i < w->b->p.n; i++)
    w->trial[i] = w->spend[i] + part * (w->step[i] - w->spend[i]);
  people_have(w, w->trial, w->other);
  return equivalent(w, w->other);
}

/* how far to go: golden section of a concave function; 0 where nothing is gained */
static double line_search(const welfare *w) {
  const double golden = 0.6180339887498949;
  double a = 0.0, b = 1.0, c = 1.0 - golden, d = golden, fc = at(w, c), fd = at(w, d);
  double whole = at(w, 1.0);
  if (whole >= fd && whole >= w->ede) return 1.0;
  for (int k = 0; k < 40 && b - a > 1e-9; k++) {
    if (fc >= fd) {
      b = d;
      d = c;
      fd = fc;
      c = b - golden * (b - a);
      fc = at(w, c);
    } else {
      a = c;
      c = d;
      fc = fd;
      d = a + golden * (b - a);
      fd = at(w, d);
    }
  }
  double part = fc >= fd ? c : d;
  return (fc >= fd ? fc : fd) > w->ede ? part : 0.0;
}

static int32_t climb(welfare *w, cpw_budget_wellbeing *out, cpw_error *err) {
  double promise = 0.0;
  out->ede_bound = (double)INFINITY;
  for (out->steps = 0; out->steps < 1000; out->steps++) {
    people_have(w, w->spend, w->have);
    w->ede = equivalent(w, w->have);
    int32_t status = best_step(w, &promise, err);
    if (status != CPW_OK) return status;
    if (w->ede + promise < out->ede_bound) out->ede_bound = w->ede + promise;
    if (promise <= 1e-12 * w->ede) break;
    double part = line_search(w);
    if (!(part > 0)) break;
    for (int64_t i = 0; i < w->b->p.n; i++)
      w->spend[i] = part < 1 ? w->spend[i] + part * (w->step[i] - w->spend[i]) : w->step[i];
  }
  people_have(w, w->spend, w->have);
  w->ede = equivalent(w, w->have);
  out->ede_after = w->ede;
  if (out->ede_bound < w->ede) out->ede_bound = w->ede;
  out->proven = out->ede_bound - w->ede <= 1e-9 * w->ede;
  return CPW_OK;
}

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t check_numbers(const double *x, int64_t n, int zero, const char *name,
                             const char *where, cpw_error *err) {
  if (!x) return cpwi_fail(err, CPW_EINVAL, -1, where, "people.%s must be given", name);
  for (int64_t i = 0; i < n; i++)
    if (!((x[i] > 0 || (zero && x[i] == 0)) && x[i] <= 1e100))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "people.%s[%lld] = %s must be finite and %s",
                       name, (long long)i, cpwi_number(x[i]).text, zero ? ">= 0" : "> 0");
  return CPW_OK;
}

static int32_t take_people(welfare *w, const cpw_budget_people *given, cpw_error *err) {
  const char *where = w->b->where;
  int64_t size = 0;
  cpw_budget_people_init(&w->p);
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, where, "people must be given");
  int32_t status = cpwi_take_options(&w->p, sizeof w->p, given, where, err);
  if (status != CPW_OK) return status;
  if (w->p.groups < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "people.groups = %lld must be >= 1",
                     (long long)w->p.groups);
  if (!cpwi_multiply(w->b->p.n, w->p.groups, &size))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "n x people.groups is too large");
  status = check_numbers(w->p.people, w->p.groups, 0, "people", where, err);
  if (status == CPW_OK) status = check_numbers(w->p.before, w->p.groups, 0, "before", where, err);
  if (status == CPW_OK && size > 0)
    status = check_numbers(w->p.share, size, 1, "share", where, err);
  if (status != CPW_OK) return status;
  if (!(w->p.aversion >= 0 && w->p.aversion <= 100))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "people.aversion = %s must be from 0 to 100",
                     cpwi_number(w->p.aversion).text);
  int64_t i = cpwi_problem_convex(w->b);
  if (i >= 0)
    return cpwi_fail(err, CPW_EDOMAIN, i, where,
                     "response[%lld] must be concave above its lower bound %s (it is from %s on)",
                     (long long)i, cpwi_number(w->b->lower[i]).text,
                     cpwi_number(cpwi_response_inflection(&w->b->p.response[i])).text);
  w->heads = cpwi_exact_total(w->p.people, w->p.groups);
  return CPW_OK;
}

/* ---------------------------------------------------------------- the public door ----------- */

static double plain_total(const welfare *w, const double *spend) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < w->b->p.n; i++)
    cpw_exact_sum_add(&sum, cpwi_response_value(&w->b->p.response[i], spend[i]));
  return cpw_exact_sum_value(&sum);
}

/* room: (4n + 2 groups) */
static int32_t solve(welfare *w, double *room, cpw_budget_wellbeing *out, cpw_error *err) {
  size_t n = (size_t)w->b->p.n;
  memset(out, 0, sizeof *out);
  w->weight = room;
  w->spend = room + n;
  w->step = w->spend + n;
  w->trial = w->step + n;
  w->have = w->trial + n;
  w->other = w->have + w->p.groups;
  cpw_run run;
  cpw_run_init(&run);
  for (size_t i = 0; i < n; i++) {
    w->weight[i] = w->b->weight[i];
    w->b->weight[i] = 1.0;
  }
  out->ede_before = equivalent(w, w->p.before);
  int32_t status = cpwi_relax(w->b, -1.0, &run, w->spend, NULL, err);
  if (status != CPW_OK) return status;
  out->system = plain_total(w, w->spend);
  status = climb(w, out, err);
  if (status != CPW_OK) return status;
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t g = 0; g < w->p.groups; g++)
    cpw_exact_sum_add(&sum, w->p.people[g] * w->have[g]);
  out->mean_after = cpw_exact_sum_value(&sum) / w->heads;
  out->total = plain_total(w, w->spend);
  out->spent = cpwi_exact_total(w->spend, w->b->p.n);
  return CPW_OK;
}

int32_t cpw_budget_welfare(const cpw_budget_problem *problem, const cpw_budget_people *people,
                           const cpw_budget_options *options, double *spend, double *after,
                           cpw_budget_wellbeing *answer, cpw_error *err) {
  cpwi_problem b;
  welfare w;
  cpw_budget_wellbeing a;
  double *room = NULL;
  memset(&w, 0, sizeof w);
  w.b = &b;
  int32_t status = cpwi_problem_init(&b, problem, options, NULL, __func__, err);
  if (status == CPW_OK) status = take_people(&w, people, err);
  if (status == CPW_OK && b.p.n > 0 && !spend)
    status = cpwi_fail(err, CPW_EINVAL, -1, __func__, "spend must be given");
  if (status == CPW_OK) {
    size_t groups = (size_t)w.p.groups < SIZE_MAX / 4 ? (size_t)w.p.groups : SIZE_MAX / 4;
    room = cpwi_alloc(b.options.allocator, 2 * (size_t)b.p.n + groups, 2 * sizeof *room);
    if (!room) status = cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the answer");
  }
  if (status == CPW_OK) status = solve(&w, room, &a, err);
  if (status == CPW_OK) {
    if (b.p.n > 0) memcpy(spend, w.spend, (size_t)b.p.n * sizeof *spend);
    if (after) memcpy(after, w.have, (size_t)w.p.groups * sizeof *after);
    if (answer) *answer = a;
  }
  cpwi_release(b.options.allocator, room);
  cpwi_problem_free(&b);
  return status;
}
