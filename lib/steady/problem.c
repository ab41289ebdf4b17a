/* Closed forms of steady lists, and problems with service by band: checks, settling, answers.
 * Source: the formulae in carepath/steady.h. Leaves finding a service to lp.c and search.c. */
#include "carepath/random.h"
#include "steady/internal.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* ---------------------------------------------------------------- closed forms -------------- */

double cpw_steady_exponential_rate(double share, double weeks) {
  if (!(share >= 0.0 && share <= 1.0 && weeks > 0.0)) return CPWI_NAN;
  return -cpw_math_log1p(-share) / weeks;
}

double cpw_steady_exponential_size(double starts, double share, double weeks) {
  if (!(starts >= 0.0)) return CPWI_NAN;
  return starts / cpw_steady_exponential_rate(share, weeks);
}

double cpw_steady_exponential_capacity(double starts, double removal, double share, double weeks) {
  double rate = cpw_steady_exponential_rate(share, weeks);
  if (!(starts >= 0.0 && removal >= 0.0 && rate > 0.0)) return CPWI_NAN;
  return removal < rate ? starts * (1.0 - removal / rate) : 0.0;
}

int32_t cpw_steady_geometric(double p, int64_t bands, int64_t terms, double *share,
                             cpw_error *err) {
  if (!share) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "share is NULL");
  if (bands < 1 || terms < 0 || (terms > 0 && terms < bands))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__,
                     "bands = %lld must be >= 1, terms = %lld 0 or >= bands", (long long)bands,
                     (long long)terms);
  if (!(p >= 0.0 && p < 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "p = %s must be in [0, 1)",
                     cpwi_number(p).text);
  double left = 1.0, rest = 1.0;
  for (int64_t m = 0; m < bands - 1; m++) {
    share[m] = (1.0 - p) * left;
    left *= p;
  }
  for (int64_t k = bands - 1; k < terms && rest > 0.0; k++)
    rest *= p; /* p^(terms - bands + 1) */
  share[bands - 1] = terms > 0 ? left * (1.0 - rest) : left;
  return CPW_OK;
}

/* ---------------------------------------------------------------- checks -------------------- */

static cpw_steady_problem defaults(void) {
  cpw_steady_problem p;
  memset(&p, 0, sizeof p);
  p.struct_size = sizeof p;
  p.limit = CPW_RTT_WEEKS / CPW_WEEKS_PER_MONTH;
  p.share = 0.92;
  p.removed_share = 0.2;
  p.p_lower = 0.1;
  p.p_upper = 0.85;
  p.tolerance = 0.001;
  p.iterations = 15;
  p.terms = 25;
  return p;
}

void cpw_steady_problem_init_sized(cpw_steady_problem *problem, size_t size) {
  cpw_steady_problem p = defaults();
  cpwi_init_sized(problem, size, &p, sizeof p);
}

static int32_t check_numbers(const cpw_steady_problem *p, const char *where, cpw_error *err) {
  const struct {
    const char *name;
    double value, least, most;
    const char *rule;
  } rules[] = {{"starts", p->starts, DBL_MIN, 0x1p500, "> 0"},
               {"limit", p->limit, DBL_MIN, DBL_MAX, "finite and > 0"},
               {"share", p->share, DBL_MIN, 1.0 - 0x1p-53, "in (0, 1)"},
               {"removed_share", p->removed_share, 0.0, 1.0, "in [0, 1]"},
               {"first_service", p->first_service, 0.0, 0x1p500, "finite and >= 0"},
               {"p_lower", p->p_lower, 0.0, p->p_upper, "in [0, p_upper]"},
               {"p_upper", p->p_upper, 0.0, 1.0 - 0x1p-53, "in [0, 1)"},
               {"tolerance", p->tolerance, 0.0, DBL_MAX, "finite and >= 0"}};
  for (size_t k = 0; k < sizeof rules / sizeof *rules; k++)
    if (!(rules[k].value >= rules[k].least && rules[k].value <= rules[k].most))
      return cpwi_fail(err, CPW_EDOMAIN, -1, where, "problem.%s = %s must be %s", rules[k].name,
                       cpwi_number(rules[k].value).text, rules[k].rule);
  return CPW_OK;
}

static int32_t check_bands(const cpw_steady_problem *p, int32_t profile, const char *where,
                           cpw_error *err) {
  if (p->bands < 1 || p->bands > 1000)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "problem.bands = %lld must be 1 to 1000",
                     (long long)p->bands);
  if (p->iterations < 1 || p->terms < 0 || (p->terms > 0 && p->terms < p->bands && !profile))
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "problem.iterations = %lld must be >= 1, terms = %lld 0 or >= bands",
                     (long long)p->iterations, (long long)p->terms);
  if (!p->removal || (profile && !p->profile))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "problem.%s is NULL",
                     p->removal ? "profile" : "removal");
  for (int64_t m = 0; m < p->bands; m++) {
    if (!(p->removal[m] >= 0.0 && p->removal[m] <= 1.0))
      return cpwi_fail(err, CPW_EDOMAIN, m, where, "removal[%lld] = %s must be in [0, 1]",
                       (long long)m, cpwi_number(p->removal[m]).text);
    if (profile && !(p->profile[m] >= 0.0 && p->profile[m] <= 0x1p500))
      return cpwi_fail(err, CPW_EDOMAIN, m, where, "profile[%lld] = %s must be finite and >= 0",
                       (long long)m, cpwi_number(p->profile[m]).text);
  }
  return CPW_OK;
}

int32_t cpwi_steady_take(cpw_steady_problem *known, const cpw_steady_problem *given,
                         int32_t profile, const char *where, cpw_error *err) {
  *known = defaults();
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, where, "problem is NULL");
  int32_t status = cpwi_take_options(known, sizeof *known, given, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(known->allocator, where, err);
  if (status == CPW_OK) status = check_numbers(known, where, err);
  return status == CPW_OK ? check_bands(known, profile, where, err) : status;
}

/* ---------------------------------------------------------------- answers ------------------- */

double cpwi_steady_wait(int64_t bands, const double *waiting, double share) {
  double all = 0.0, below = 0.0;
  for (int64_t m = 0; m < bands; m++)
    all += waiting[m];
  if (!(all > 0.0)) return CPWI_NAN;
  for (int64_t m = 0; m < bands; m++) {
    if (waiting[m] > 0.0 && below + waiting[m] >= share * all)
      return (double)m + (share * all - below) / waiting[m];
    below += waiting[m];
  }
  return (double)bands;
}

void cpwi_steady_settle(const cpw_steady_problem *problem, cpwi_steady *answer) {
  double before = problem->starts, removed = 0.0;
  answer->capacity = answer->size = 0.0;
  for (int64_t m = 0; m < problem->bands; m++) {
    double gone = before * problem->removal[m], left = before - gone;
    removed += gone;
    answer->treated[m] = answer->service[m] < left ? answer->service[m] : left;
    before = answer->waiting[m] = left - answer->treated[m];
    answer->capacity += answer->treated[m];
    answer->size += before;
  }
  double departed = removed + answer->capacity;
  answer->removed_share = departed > 0.0 ? removed / departed : CPWI_NAN;
  answer->limit_wait = cpwi_steady_wait(problem->bands, answer->waiting, problem->share);
}

int32_t cpwi_steady_begin(const cpw_steady_problem *problem, cpwi_steady *answer,
                          cpw_result **result, cpw_error *err) {
  memset(answer, 0, sizeof *answer);
  int32_t status = cpw_result_new(problem->allocator, result, err);
  if (status != CPW_OK) return status;
  const cpwi_column columns[] = {
      {"service", "people", "treatments offered in the band in a period", "band", &answer->service},
      {"treated", "people", "treated in the band in a period", "band", &answer->treated},
      {"waiting", "people", "waiting at the end of the band", "band", &answer->waiting}};
  status = cpw_result_add_dimension(*result, "band", problem->bands, NULL, err);
  if (status == CPW_OK) status = cpwi_add_columns(*result, columns, 3, CPW_MERGE_SAME, err);
  if (status != CPW_OK) cpw_result_free(*result);
  return status;
}

int32_t cpwi_steady_finish(const cpwi_steady *answer, cpw_result *result, cpw_error *err) {
  const struct {
    const char *name, *unit, *description;
    double value;
  } figures[] = {{"capacity", "people", "treated in a period", answer->capacity},
                 {"size", "people", "waiting", answer->size},
                 {"limit_wait", "bands", "wait that the standard's share has not exceeded",
                  answer->limit_wait},
                 {"removed_share", "share", "removed among those who leave", answer->removed_share},
                 {"distance", "", "what was made small", answer->distance},
                 {"p", "", "ratio of the service of a band to that of the one before", answer->p},
                 {"iterations", "", "pivots or halvings", answer->iterations}};
  int32_t status = CPW_OK;
  for (size_t k = 0; k < sizeof figures / sizeof *figures && status == CPW_OK; k++) {
    void *memory = NULL;
    status = cpw_result_add_array(result, figures[k].name, figures[k].unit, figures[k].description,
                                  "", CPW_DOUBLE, CPW_MERGE_SAME, &memory, err);
    if (status == CPW_OK) *(double *)memory = figures[k].value;
  }
  return status == CPW_OK ? cpw_result_set_outcome(result, answer->outcome) : status;
}
