/* Service by band as a linear programme: close to a profile, at a standard, with a share of removals.
 * Source: the steady-state programme of Wood and Worthington 2025, with W >= 0 imposed.
 * Leaves solving to base/simplex.c and checks to problem.c. */
#include "steady/internal.h"

#include <math.h>

/* Variables in people a clock start: W of all bands but the last, x, more and less than the profile. */
typedef struct layout {
  int64_t bands, columns, rows;
} layout;

static int64_t at_waiting(int64_t m) {
  return m;
}
static int64_t at_service(const layout *l, int64_t m) {
  return l->bands - 1 + m;
}
static int64_t at_more(const layout *l, int64_t m) {
  return 2 * l->bands - 1 + m;
}
static int64_t at_less(const layout *l, int64_t m) {
  return 3 * l->bands - 1 + m;
}

/* How much of band m lies within the limit. */
static double within(double limit, int64_t m) {
  return fmin(fmax(limit - (double)m, 0.0), 1.0);
}

static void fill(const cpw_steady_problem *p, const layout *l, double *a, double *b, double *c) {
  int64_t n = l->bands, width = l->columns;
  double *standard = a + 2 * n * width, *removals = a + (2 * n + 1) * width;
  for (int64_t m = 0; m < n; m++) {
    double *flow = a + m * width, *near = a + (n + m) * width;
    flow[at_service(l, m)] = 1.0;
    if (m < n - 1) flow[at_waiting(m)] = 1.0;
    if (m > 0) flow[at_waiting(m - 1)] = p->removal[m] - 1.0;
    b[m] = m == 0 ? 1.0 - p->removal[0] : 0.0;
    near[at_service(l, m)] = 1.0;
    near[at_more(l, m)] = -1.0;
    near[at_less(l, m)] = 1.0;
    b[n + m] = p->profile[m] * (1.0 - p->removed_share);
    c[at_more(l, m)] = c[at_less(l, m)] = 1.0;
    if (m < n - 1) {
      standard[at_waiting(m)] = within(p->limit, m) - p->share;
      removals[at_waiting(m)] = p->removal[m + 1];
    }
  }
  b[2 * n] = 0.0;
  b[2 * n + 1] = p->removed_share - p->removal[0];
}

/* What is left of a band to the last digit is treated there, not left over by rounding. */
static void take_service(const cpw_steady_problem *p, const layout *l, const double *x,
                         cpwi_steady *answer) {
  double before = p->starts;
  for (int64_t m = 0; m < l->bands; m++) {
    double left = before - before * p->removal[m], service = p->starts * x[at_service(l, m)];
    int empty = m == l->bands - 1 || x[at_waiting(m)] <= 1e-12;
    answer->service[m] = empty ? left : fmin(service, left);
    before = left - answer->service[m];
    answer->distance +=
        fabs(answer->service[m] - p->profile[m] * p->starts * (1.0 - p->removed_share));
  }
}

static int32_t solve(const cpw_steady_problem *p, cpwi_steady *answer, cpw_error *err) {
  static const char *const where = "cpw_steady_lp";
  layout l = {p->bands, 4 * p->bands - 1, 2 * p->bands + 2};
  const cpw_allocator *mem = p->allocator;
  double *a = cpwi_alloc_zero(mem, (size_t)l.rows, (size_t)l.columns * sizeof *a);
  double *rest = cpwi_alloc_zero(mem, (size_t)(l.rows + 2 * l.columns), sizeof *rest);
  int32_t status = CPW_ENOMEM;
  int64_t pivots = 0;
  if (a && rest) {
    double *b = rest, *c = b + l.rows, *x = c + l.columns;
    fill(p, &l, a, b, c);
    cpwi_programme programme = {l.rows, l.columns, a, b, c};
    status = cpwi_simplex(&programme, mem, x, &pivots);
    if (status == CPW_OK) take_service(p, &l, x, answer);
  }
  cpwi_release(mem, rest);
  cpwi_release(mem, a);
  answer->iterations = (double)pivots;
  answer->outcome = status == CPW_EDOMAIN ? CPW_OUTCOME_UNREACHABLE : CPW_OUTCOME_OK;
  if (status == CPW_OK || status == CPW_EDOMAIN) return CPW_OK;
  return cpwi_fail(err, status, -1, where,
                   status == CPW_ENOMEM ? "no memory for %lld bands"
                                        : "the simplex did not end for %lld bands",
                   (long long)p->bands);
}

int32_t cpw_steady_lp(const cpw_steady_problem *problem, cpw_result **out, cpw_error *err) {
  cpw_steady_problem p;
  cpwi_steady answer;
  cpw_result *result;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  int32_t status = cpwi_steady_take(&p, problem, 1, __func__, err);
  if (status == CPW_OK) status = cpwi_steady_begin(&p, &answer, &result, err);
  if (status != CPW_OK) return status;
  if ((status = solve(&p, &answer, err)) == CPW_OK) {
    cpwi_steady_settle(&p, &answer);
    answer.p = CPWI_NAN;
    if (answer.outcome == CPW_OUTCOME_UNREACHABLE)
      answer.distance = CPWI_NAN;
    else if (answer.size <= 1e-9 * p.starts)
      answer.outcome = CPW_OUTCOME_CLEARED;
    status = cpwi_steady_finish(&answer, result, err);
  }
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}
