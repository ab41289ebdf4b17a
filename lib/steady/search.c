/* Service by band in a geometric profile, by halving its ratio: the published search.
 * Source: the binary search of the NHSRtt R package, from the mathematics.
 * Leaves checks and measuring to problem.c. */
#include "steady/internal.h"

#include <math.h>
#include <string.h>

#define FIRST_SERVICES 400

/* Halves p for one service of the first band. 1 where the limit is met. */
static int halve(const cpw_steady_problem *p, double first, cpwi_steady *answer) {
  double lower = p->p_lower, upper = p->p_upper;
  for (int64_t i = 1; i <= p->iterations; i++) {
    double ratio = (lower + upper) / 2.0;
    int32_t status = cpw_steady_geometric(ratio, p->bands, p->terms, answer->service, NULL);
    if (status != CPW_OK) return 0;
    for (int64_t m = 0; m < p->bands; m++)
      answer->service[m] *= first / (1.0 - ratio);
    cpwi_steady_settle(p, answer);
    answer->p = ratio;
    answer->iterations = (double)i;
    answer->distance = fabs(answer->limit_wait - p->limit);
    if (answer->distance < p->tolerance) return 1;
    if (answer->limit_wait > p->limit)
      lower = ratio;
    else
      upper = ratio; /* an empty list too: less service will do */
  }
  return 0;
}

static void look_for_first_service(const cpw_steady_problem *p, cpwi_steady *answer) {
  double most = p->starts * (1.0 - p->removed_share), nearest = (double)INFINITY, best = 0.2 * most;
  for (int k = 0; k < FIRST_SERVICES; k++) {
    double first = most * (0.2 + 0.5 * (double)k / (FIRST_SERVICES - 1));
    if (!halve(p, first, answer)) continue;
    double off = fabs(answer->removed_share - p->removed_share);
    if (off < nearest) {
      nearest = off;
      best = first;
    }
  }
  int met = halve(p, best, answer) && nearest <= 0.05 * p->removed_share;
  answer->outcome = met ? CPW_OUTCOME_OK : CPW_OUTCOME_UNREACHABLE;
}

int32_t cpw_steady_search(const cpw_steady_problem *problem, cpw_result **out, cpw_error *err) {
  cpw_steady_problem p;
  cpwi_steady answer;
  cpw_result *result;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  int32_t status = cpwi_steady_take(&p, problem, 0, __func__, err);
  if (status == CPW_OK) status = cpwi_steady_begin(&p, &answer, &result, err);
  if (status != CPW_OK) return status;
  if (p.first_service > 0.0)
    answer.outcome = halve(&p, p.first_service, &answer) ? CPW_OUTCOME_OK : CPW_OUTCOME_UNREACHABLE;
  else
    look_for_first_service(&p, &answer);
  status = cpwi_steady_finish(&answer, result, err);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}
