/* Problems and options of any age, with their defaults, checked.
 * Source: the rules in carepath/plans.h.
 * Leaves lists to lists.c. */
#include "plans/internal.h"

#include <string.h>

static cpw_plans_problem defaults(void) {
  cpw_plans_problem p;
  memset(&p, 0, sizeof p);
  p.struct_size = sizeof p;
  p.scenarios = p.budgets = 1;
  p.level = 0.9;
  return p;
}

static cpw_plans_options option_defaults(void) {
  cpw_plans_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.nodes = 100000;
  return o;
}

void cpw_plans_problem_init_sized(cpw_plans_problem *problem, size_t size) {
  cpw_plans_problem p = defaults();
  cpwi_init_sized(problem, size, &p, sizeof p);
}

void cpw_plans_options_init_sized(cpw_plans_options *options, size_t size) {
  cpw_plans_options o = option_defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

int32_t cpwi_plans_take_options(cpw_plans_options *known, const cpw_plans_options *given,
                                const char *where, cpw_error *err) {
  *known = option_defaults();
  int32_t status = cpwi_take_options(known, sizeof *known, given, where, err);
  if (status != CPW_OK) return status;
  if (known->nodes < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "options.nodes = %lld must be >= 1",
                     (long long)known->nodes);
  return cpwi_check_allocator(known->allocator, where, err);
}

/* A matrix or vector of numbers within a range. */
typedef struct numbers {
  const char *name;
  const double *value;
  int64_t rows, columns; /* rows 1: a vector */
  double least, most;    /* most inf: no limit, and inf is allowed */
  const char *rule;
} numbers;

static int32_t check(const numbers *n, cpw_error *err) {
  for (int64_t i = 0; n->value && i < n->rows * n->columns; i++) {
    double v = n->value[i];
    if (v >= n->least && v <= n->most) continue;
    int32_t code = v > n->most && n->most == CPWI_PLANS_MONEY ? CPW_EOVERFLOW : CPW_EDOMAIN;
    if (n->rows == 1)
      return cpwi_fail(err, code, i, CPWI_PLANS_CHOOSE, "%s[%lld] = %s must be %s", n->name,
                       (long long)i, cpwi_number(v).text, n->rule);
    return cpwi_fail(err, code, i, CPWI_PLANS_CHOOSE, "%s[%lld][%lld] = %s must be %s", n->name,
                     (long long)(i / n->columns), (long long)(i % n->columns), cpwi_number(v).text,
                     n->rule);
  }
  return CPW_OK;
}

static int32_t check_counts(const cpw_plans_problem *p, cpw_error *err) {
  const struct {
    const char *name;
    int64_t value, least;
    int missing; /* an array that such a count needs */
  } counts[] = {
      {"options", p->options, 1, !p->benefit},
      {"scenarios", p->scenarios, 1, 0},
      {"budgets", p->budgets, 0, p->budgets > 0 && (!p->cost || !p->budget)},
      {"precedences", p->precedences, 0, p->precedences > 0 && (!p->later || !p->earlier)},
      {"exclusions", p->exclusions, 0,
       p->exclusions > 0 && (!p->exclusion_start || !p->exclusion_option)},
      {"guarantees", p->guarantees, 0,
       p->guarantees > 0 && (!p->guarantee_weight || !p->guarantee)},
  };
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
    if (counts[i].value < counts[i].least || counts[i].value > INT32_MAX)
      return cpwi_fail(err, CPW_EINVAL, -1, CPWI_PLANS_CHOOSE, "%s = %lld must be %lld to %lld",
                       counts[i].name, (long long)counts[i].value, (long long)counts[i].least,
                       (long long)INT32_MAX);
    if (counts[i].missing)
      return cpwi_fail(err, CPW_EINVAL, -1, CPWI_PLANS_CHOOSE, "the arrays of %s are NULL",
                       counts[i].name);
  }
  return CPW_OK;
}

static int32_t check_numbers(const cpw_plans_problem *p, cpw_error *err) {
  double most = CPWI_PLANS_MONEY, all = (double)INFINITY;
  int64_t n = p->options;
  const numbers rules[] = {
      {"benefit", p->benefit, p->scenarios, n, -1e300, 1e300, "finite and at most 1e300 in size"},
      {"probability", p->probability, 1, p->scenarios, 0.0, 1.0, "0 to 1"},
      {"cost", p->cost, p->budgets, n, 0.0, most, ">= 0 and at most 2^53"},
      {"lower", p->lower, 1, n, 0.0, most, ">= 0 and at most 2^53"},
      {"upper", p->upper, 1, n, 0.0, most, ">= 0 and at most 2^53"},
      {"guarantee_weight", p->guarantee_weight, p->guarantees, n, 0.0, most,
       ">= 0 and at most 2^53"},
      {"guarantee", p->guarantee, 1, p->guarantees, 0.0, most, ">= 0 and at most 2^53"},
      {"baseline", p->baseline, 1, n, -1e300, 1e300, "finite and at most 1e300 in size"},
  };
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
    int32_t status = check(&rules[i], err);
    if (status != CPW_OK) return status;
  }
  for (int64_t b = 0; b < p->budgets; b++)
    if (!(p->budget[b] >= 0.0 && (p->budget[b] <= most || p->budget[b] == all)))
      return cpwi_fail(err, p->budget[b] > most ? CPW_EOVERFLOW : CPW_EDOMAIN, b, CPWI_PLANS_CHOOSE,
                       "budget[%lld] = %s must be 0 to 2^53, or inf", (long long)b,
                       cpwi_number(p->budget[b]).text);
  if (!(p->level >= 0.0 && p->level < 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_PLANS_CHOOSE, "level = %s must be in [0, 1)",
                     cpwi_number(p->level).text);
  double sum = 0.0;
  for (int64_t s = 0; p->probability && s < p->scenarios; s++)
    sum += p->probability[s];
  if (p->probability && fabs(sum - 1.0) > 1e-9)
    return cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_PLANS_CHOOSE, "probability sums to %s, must be 1",
                     cpwi_number(sum).text);
  return CPW_OK;
}

static int32_t check_amounts(const cpw_plans_problem *p, cpw_error *err) {
  for (int64_t i = 0; i < p->options; i++) {
    double lower = p->lower ? p->lower[i] : 0.0, upper = p->upper ? p->upper[i] : 1.0;
    if (lower > upper)
      return cpwi_fail(err, CPW_EDOMAIN, i, CPWI_PLANS_CHOOSE,
                       "lower[%lld] = %s must not be above its upper = %s", (long long)i,
                       cpwi_number(lower).text, cpwi_number(upper).text);
    if (p->whole && (lower != floor(lower) || upper != floor(upper)))
      return cpwi_fail(err, CPW_EDOMAIN, i, CPWI_PLANS_CHOOSE,
                       "%s[%lld] = %s must be whole where options are",
                       lower != floor(lower) ? "lower" : "upper", (long long)i,
                       cpwi_number(lower != floor(lower) ? lower : upper).text);
  }
  return CPW_OK;
}

static int32_t check_index(const char *name, const int64_t *index, int64_t count, int64_t options,
                           cpw_error *err) {
  for (int64_t k = 0; k < count; k++)
    if (index[k] < 0 || index[k] >= options)
      return cpwi_fail(err, CPW_EINVAL, k, CPWI_PLANS_CHOOSE, "%s[%lld] = %lld must be 0 to %lld",
                       name, (long long)k, (long long)index[k], (long long)(options - 1));
  return CPW_OK;
}

static int32_t check_rules(const cpw_plans_problem *p, cpw_error *err) {
  int32_t status = check_index("later", p->later, p->precedences, p->options, err);
  if (status == CPW_OK)
    status = check_index("earlier", p->earlier, p->precedences, p->options, err);
  if (status != CPW_OK || p->exclusions == 0) return status;
  for (int64_t k = 0; k <= p->exclusions; k++)
    if (p->exclusion_start[k] < (k ? p->exclusion_start[k - 1] : 0) ||
        (k == 0 && p->exclusion_start[0] != 0))
      return cpwi_fail(err, CPW_EINVAL, k, CPWI_PLANS_CHOOSE,
                       "exclusion_start[%lld] = %lld must rise from 0", (long long)k,
                       (long long)p->exclusion_start[k]);
  return check_index("exclusion_option", p->exclusion_option, p->exclusion_start[p->exclusions],
                     p->options, err);
}

/* Takes out options that need nobody who is left until none is to be had: who is left is in a circle or
 * needs one. O(options + precedences) but for the rounds, of which there are as many as the longest chain. */
static int32_t check_circle(const cpw_plans_problem *p, const cpw_allocator *allocator,
                            cpw_error *err) {
  if (p->precedences == 0) return CPW_OK;
  int64_t *needs = cpwi_alloc_zero(allocator, 2 * (size_t)p->options, sizeof *needs), top = 0;
  if (!needs) return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_PLANS_CHOOSE, "no memory for precedences");
  int64_t *queue = needs + p->options, taken = 0, circle = -1;
  for (int64_t k = 0; k < p->precedences; k++)
    needs[p->later[k]]++;
  for (int64_t i = 0; i < p->options; i++)
    if (needs[i] == 0) queue[top++] = i;
  for (; taken < top; taken++)
    for (int64_t k = 0; k < p->precedences; k++)
      if (p->earlier[k] == queue[taken] && --needs[p->later[k]] == 0) queue[top++] = p->later[k];
  for (int64_t i = p->options; i-- > 0;)
    if (needs[i] > 0) circle = i;
  /* back along the needs as often as there are options: that is surely in the circle */
  for (int64_t turn = 0; circle >= 0 && turn < p->options; turn++)
    for (int64_t k = 0; k < p->precedences; k++)
      if (p->later[k] == circle && needs[p->earlier[k]] > 0) {
        circle = p->earlier[k];
        break;
      }
  cpwi_release(allocator, needs);
  if (circle < 0) return CPW_OK;
  char room[CPW_NUMBER_CHARS];
  return cpwi_fail(err, CPW_EINVAL, circle, CPWI_PLANS_CHOOSE,
                   "precedences: option %s needs itself through others",
                   cpwi_plans_name(p->option_names, circle, room, sizeof room));
}

int32_t cpwi_plans_take(cpw_plans_problem *known, const cpw_plans_problem *given,
                        const cpw_allocator *allocator, cpw_error *err) {
  *known = defaults();
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, CPWI_PLANS_CHOOSE, "problem is NULL");
  int32_t status = cpwi_take_options(known, sizeof *known, given, CPWI_PLANS_CHOOSE, err);
  if (status != CPW_OK) return status;
  const cpwi_choice choices[] = {{"measure", known->measure, CPW_PLANS_REGRET},
                                 {"whole", known->whole, 1}};
  status = cpwi_check_choices(choices, 2, CPWI_PLANS_CHOOSE, err);
  if (status == CPW_OK) status = check_counts(known, err);
  if (status == CPW_OK) status = check_numbers(known, err);
  if (status == CPW_OK) status = check_amounts(known, err);
  if (status == CPW_OK) status = check_rules(known, err);
  return status == CPW_OK ? check_circle(known, allocator, err) : status;
}
