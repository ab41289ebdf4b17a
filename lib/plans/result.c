/* The result of a choice: named arrays and notes.
 * Source: carepath/plans.h says what each is.
 * Leaves the numbers to choose.c. */
#include "plans/internal.h"

#include <string.h>

typedef struct column {
  const char *name, *unit, *description, *dimensions;
  const double *real;
  const int64_t *integer;
} column;

static int32_t add(cpw_result *r, const column *columns, size_t count, cpw_error *err) {
  for (size_t k = 0; k < count; k++) {
    const column *c = &columns[k];
    void *memory = NULL;
    int32_t status =
        cpw_result_add_array(r, c->name, c->unit, c->description, c->dimensions,
                             c->real ? CPW_DOUBLE : CPW_INT64, CPW_MERGE_SAME, &memory, err);
    if (status != CPW_OK) return status;
    const cpw_array *a = cpw_result_find(r, c->name);
    const void *from = c->real ? (const void *)c->real : c->integer;
    if (a && from && a->size > 0) memcpy(memory, from, sizeof(int64_t) * (size_t)a->size);
  }
  return CPW_OK;
}

static int32_t add_dimensions(cpw_result *r, const cpw_plans_problem *p, cpw_error *err) {
  const struct {
    const char *name;
    int64_t length;
    const char *const *labels;
  } all[] = {{"option", p->options, p->option_names},
             {"scenario", p->scenarios, p->scenario_names},
             {"budget", p->budgets, p->budget_names},
             {"guarantee", p->guarantees, p->guarantee_names}};
  int32_t status = CPW_OK;
  for (int i = 0; i < 4 && status == CPW_OK; i++)
    status = cpw_result_add_dimension(r, all[i].name, all[i].length, all[i].labels, err);
  return status;
}

static int32_t add_plan(cpw_result *r, const cpwi_chosen *c, const double *spend,
                        const double *unspent, const double *met, cpw_error *err) {
  const column columns[] = {
      {"amount", "", "how much of each option", "option", c->x, NULL},
      {"scenario_benefit", "benefit", "of the plan in each future", "scenario", c->benefit, NULL},
      {"scenario_best", "benefit", "the best of each future alone", "scenario", c->best, NULL},
      {"spend", "money", "of each budget", "budget", spend, NULL},
      {"unspent", "money", "of each budget", "budget", unspent, NULL},
      {"price", "benefit", "for one more unit of the budget", "budget", c->price, NULL},
      {"price_from", "money", "the budget from which the price holds", "budget", c->price_from,
       NULL},
      {"price_to", "money", "the budget to which the price holds", "budget", c->price_to, NULL},
      {"short_by", "money", "more of this budget alone that a plan needs", "budget", c->short_by,
       NULL},
      {"guarantee_met", "", "the sum that is guaranteed", "guarantee", met, NULL},
      {"guarantee_price", "benefit", "what one more of the minimum costs", "guarantee",
       c->guarantee_price, NULL},
  };
  return add(r, columns, sizeof columns / sizeof *columns, err);
}

static int32_t add_numbers(cpw_result *r, const cpwi_chosen *c, cpw_error *err) {
  int64_t proven = c->proven;
  double gap = fabs(c->bound - c->worth.value);
  int regret = c->problem->measure == CPW_PLANS_REGRET;
  double gain = regret ? c->baseline_value - c->worth.value : c->worth.value - c->baseline_value;
  const column columns[] = {
      {"value", "benefit", "of the measure", "", &c->worth.value, NULL},
      {"bound", "benefit", "nothing is better", "", &c->bound, NULL},
      {"relaxation", "benefit", "the best with parts of options", "", &c->relaxation, NULL},
      {"gap", "benefit", "between value and bound", "", &gap, NULL},
      {"expected", "benefit", "mean over the futures", "", &c->worth.expected, NULL},
      {"cvar", "benefit", "mean of the worst futures", "", &c->worth.cvar, NULL},
      {"worst", "benefit", "in the worst future", "", &c->worth.worst, NULL},
      {"regret", "benefit", "largest of all futures", "", &c->worth.regret, NULL},
      {"baseline_value", "benefit", "of the baseline", "", &c->baseline_value, NULL},
      {"gain", "benefit", "better than the baseline by", "", &gain, NULL},
      {"next_option", "", "what more of the first budget would buy; -1: nothing", "", NULL,
       &c->next_option},
      {"next_cost", "money", "that the next option lacks", "", &c->next_cost, NULL},
      {"next_gain", "benefit", "of the next option", "", &c->next_gain, NULL},
      {"proven", "", "1: no plan is better", "", NULL, &proven},
      {"nodes", "", "linear programmes solved", "", NULL, &c->nodes},
      {"iterations", "", "pivots of the simplex method", "", NULL, &c->iterations},
  };
  return add(r, columns, sizeof columns / sizeof *columns, err);
}

/* Where there is no plan nothing has a value but how much is short. */
static void blank(const cpwi_chosen *c, double *spend, double *unspent, double *met) {
  const cpw_plans_problem *p = c->problem;
  for (int64_t i = 0; i < p->options; i++)
    c->x[i] = CPWI_NAN;
  for (int64_t s = 0; s < p->scenarios; s++)
    c->benefit[s] = c->best[s] = CPWI_NAN;
  for (int64_t b = 0; b < p->budgets; b++)
    spend[b] = unspent[b] = c->price[b] = c->price_from[b] = c->price_to[b] = CPWI_NAN;
  for (int64_t g = 0; g < p->guarantees; g++)
    met[g] = c->guarantee_price[g] = CPWI_NAN;
}

static void take_sums(const cpwi_chosen *c, double *spend, double *unspent, double *met) {
  const cpw_plans_problem *p = c->problem;
  cpw_plans_problem as_cost = *p;
  as_cost.cost = p->guarantee_weight;
  for (int64_t b = 0; b < p->budgets; b++) {
    spend[b] = cpwi_plans_spend(p, b, c->x);
    double left = p->budget[b] - spend[b];
    if (left < 0.0 && !p->whole) { /* rounding of parts */
      spend[b] = p->budget[b];
      left = 0.0;
    }
    unspent[b] = left;
  }
  for (int64_t g = 0; g < p->guarantees; g++)
    met[g] = cpwi_plans_spend(&as_cost, g, c->x);
  for (int64_t s = 0; s < p->scenarios && p->measure != CPW_PLANS_REGRET; s++)
    c->best[s] = CPWI_NAN;
}

static int32_t add_notes(cpw_result *r, const cpwi_chosen *c, cpw_error *err) {
  static const char *const measures[] = {"expected benefit", "conditional value at risk",
                                         "worst future", "largest regret"};
  int32_t status = cpw_result_add_note(r, "measure", measures[c->problem->measure], err);
  if (status == CPW_OK && c->baseline[0])
    status = cpw_result_add_note(r, "baseline", c->baseline, err);
  if (status == CPW_OK && !c->feasible)
    status = cpw_result_add_note(
        r, "conflict", c->proven ? c->conflict : "no plan was found before the search ended", err);
  if (status == CPW_OK && c->feasible && !c->proven)
    status = cpw_result_add_note(r, "search", "ended at its limit of programmes: see gap", err);
  return status;
}

int32_t cpwi_plans_result(const cpwi_chosen *c, const cpw_allocator *allocator, cpw_result **out,
                          cpw_error *err) {
  const cpw_plans_problem *p = c->problem;
  size_t budgets = (size_t)p->budgets;
  cpwi_chosen known = *c;
  cpw_result *r = NULL;
  double *sums = cpwi_alloc_zero(allocator, 2 * budgets + (size_t)p->guarantees + 1, sizeof *sums);
  if (!sums) return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_PLANS_CHOOSE, "no memory for the result");
  double *spend = sums, *unspent = spend + budgets, *met = unspent + budgets;
  if (c->feasible) {
    take_sums(c, spend, unspent, met);
  } else {
    const cpwi_worth none = {CPWI_NAN, CPWI_NAN, CPWI_NAN, CPWI_NAN, CPWI_NAN};
    blank(c, spend, unspent, met);
    known.worth = none;
    known.bound = known.relaxation = known.next_cost = known.next_gain = CPWI_NAN;
    known.next_option = -1;
  }
  int32_t status = cpw_result_new(allocator, &r, err);
  if (status == CPW_OK) status = add_dimensions(r, p, err);
  if (status == CPW_OK) status = add_plan(r, &known, spend, unspent, met, err);
  if (status == CPW_OK) status = add_numbers(r, &known, err);
  if (status == CPW_OK) status = add_notes(r, &known, err);
  cpwi_release(allocator, sums);
  if (status != CPW_OK) {
    cpw_result_free(r);
    return status;
  }
  (void)cpw_result_set_outcome(r, c->feasible ? CPW_OUTCOME_OK : CPW_OUTCOME_UNREACHABLE);
  *out = r;
  return CPW_OK;
}
