/* The best plan under every budget and rule: the programme of a problem, solved for its measure, its prices,
 * the next-best option, and what is in the way where there is no plan.
 * Source: carepath/plans.h; Rockafellar and Uryasev (2000), Savage (1951), Wald (1950).
 * Leaves whole options to search.c and the result to result.c. */
#include "plans/internal.h"

#include <stdio.h>
#include <string.h>

typedef struct work {
  cpw_plans_problem p;
  cpw_plans_options o;
  cpwi_choice_model m;
  cpwi_linear lp;
  int32_t loaded;
  cpwi_chosen c;
  double *room;   /* (scenarios + options) */
  int64_t *order; /* (scenarios) */
  double *reals;  /* what the answer lies in */
  double *costs;  /* (columns) of another objective */
} work;

/* ---------------------------------------------------------------- the programme ------------- */

static double probability(const cpw_plans_problem *p, int64_t s) {
  return p->probability ? p->probability[s] : 1.0 / (double)p->scenarios;
}

static double expected_benefit(const cpw_plans_problem *p, int64_t i) {
  double sum = 0.0;
  for (int64_t s = 0; s < p->scenarios; s++)
    sum += probability(p, s) * p->benefit[s * p->options + i];
  return sum;
}

static void add_options(const cpw_plans_problem *p, cpwi_choice_model *m) {
  for (int64_t i = 0; i < p->options; i++)
    (void)cpwi_plans_model_column(&m->model, p->lower ? p->lower[i] : 0.0,
                                  p->upper ? p->upper[i] : 1.0,
                                  p->measure == CPW_PLANS_EXPECTED ? expected_benefit(p, i) : 0.0);
}

/* Budgets, with money beyond them that is there only when it is asked how much is short. */
static void add_budgets(const cpw_plans_problem *p, cpwi_choice_model *m) {
  m->budget_row = m->model.rows;
  m->extra = m->model.columns;
  for (int64_t b = 0; b < p->budgets; b++) {
    int64_t row = cpwi_plans_model_row(&m->model, -(double)INFINITY, p->budget[b]);
    int64_t extra = cpwi_plans_model_column(&m->model, 0.0, 0.0, 0.0);
    for (int64_t i = 0; i < p->options; i++)
      cpwi_plans_model_add(&m->model, row, i, p->cost[b * p->options + i]);
    cpwi_plans_model_add(&m->model, row, extra, -1.0);
  }
}

static void add_rules(const cpw_plans_problem *p, cpwi_choice_model *m) {
  double none = (double)INFINITY;
  m->guarantee_row = m->model.rows;
  for (int64_t g = 0; g < p->guarantees; g++) {
    int64_t row = cpwi_plans_model_row(&m->model, p->guarantee[g], none);
    for (int64_t i = 0; i < p->options; i++)
      cpwi_plans_model_add(&m->model, row, i, p->guarantee_weight[g * p->options + i]);
  }
  for (int64_t k = 0; k < p->precedences; k++) {
    int64_t row = cpwi_plans_model_row(&m->model, -none, 0.0);
    cpwi_plans_model_add(&m->model, row, p->later[k], 1.0);
    cpwi_plans_model_add(&m->model, row, p->earlier[k], -1.0);
  }
  for (int64_t k = 0; k < p->exclusions; k++) {
    int64_t row = cpwi_plans_model_row(&m->model, -none, 1.0);
    for (int64_t q = p->exclusion_start[k]; q < p->exclusion_start[k + 1]; q++)
      cpwi_plans_model_add(&m->model, row, p->exclusion_option[q], 1.0);
  }
}

/* The rows of the futures: what the measure asks of each. Those of regrets get their bests later. */
static void add_measure(const cpw_plans_problem *p, cpwi_choice_model *m) {
  double none = (double)INFINITY;
  m->scenario_row = m->model.rows;
  if (p->measure == CPW_PLANS_EXPECTED) return;
  double sign = p->measure == CPW_PLANS_REGRET ? -1.0 : 1.0;
  int64_t t = cpwi_plans_model_column(&m->model, -none, none, sign);
  for (int64_t s = 0; s < p->scenarios; s++) {
    int64_t row =
        cpwi_plans_model_row(&m->model, p->measure == CPW_PLANS_REGRET ? -none : 0.0, none);
    for (int64_t i = 0; i < p->options; i++)
      cpwi_plans_model_add(&m->model, row, i, p->benefit[s * p->options + i]);
    cpwi_plans_model_add(&m->model, row, t, -sign);
    if (p->measure != CPW_PLANS_CVAR) continue;
    int64_t z =
        cpwi_plans_model_column(&m->model, 0.0, none, -probability(p, s) / (1.0 - p->level));
    cpwi_plans_model_add(&m->model, row, z, 1.0);
  }
}

static int32_t build(work *w, cpw_error *err) {
  w->m.model.allocator = w->o.allocator;
  add_options(&w->p, &w->m);
  add_budgets(&w->p, &w->m);
  add_rules(&w->p, &w->m);
  add_measure(&w->p, &w->m);
  int32_t status = cpwi_plans_model_load(&w->m.model, 1, w->o.run, &w->lp, CPWI_PLANS_CHOOSE, err);
  w->loaded = !w->m.model.failed;
  if (status != CPW_OK) return status;
  w->costs = cpwi_alloc_zero(w->o.allocator, (size_t)w->m.model.columns, sizeof *w->costs);
  return w->costs ? CPW_OK
                  : cpwi_fail(err, CPW_ENOMEM, -1, CPWI_PLANS_CHOOSE, "no memory for the plan");
}

/* ---------------------------------------------------------------- solving ------------------- */

/* Solves the programme as it stands. *found: 0 where nothing keeps the rules. Value and x of it. */
static int32_t solve_parts(work *w, double *x, double *value, int32_t *found, cpw_error *err) {
  w->lp.limit = w->lp.iterations + 100 * w->lp.total + 10000;
  int32_t status = cpwi_linear_run(&w->lp, CPWI_PLANS_CHOOSE, err);
  if (status != CPW_OK) return status;
  w->c.nodes++;
  *found = w->lp.outcome == CPW_LINEAR_OPTIMAL;
  if (w->lp.outcome == CPW_LINEAR_UNBOUNDED || w->lp.outcome == CPW_LINEAR_LIMIT)
    return cpwi_fail(err, CPW_ENOCONV, -1, CPWI_PLANS_CHOOSE,
                     "the linear programme does not end within %lld pivots",
                     (long long)w->lp.limit);
  *value = cpwi_linear_objective(&w->lp);
  for (int64_t i = 0; x && i < w->p.options; i++)
    x[i] = cpwi_linear_x(&w->lp, i);
  return CPW_OK;
}

static cpwi_search searching(work *w, double *x) {
  cpwi_search s;
  memset(&s, 0, sizeof s);
  s.problem = &w->p;
  s.options = &w->o;
  s.lp = &w->lp;
  s.overspent = s.only = -1;
  s.x = x;
  s.nodes = w->c.nodes;
  return s;
}

/* What would be best in each future alone. */
static int32_t find_bests(work *w, cpw_error *err) {
  const cpw_plans_problem *p = &w->p;
  for (int64_t s = 0; s < p->scenarios; s++) {
    int32_t found = 0, status;
    memcpy(w->costs, p->benefit + s * p->options, (size_t)p->options * sizeof *w->costs);
    cpwi_linear_set_costs(&w->lp, w->costs, 1);
    if (p->whole) {
      cpwi_search search = searching(w, w->c.x);
      search.only = s;
      status = cpwi_plans_search(&search, err);
      w->c.nodes = search.nodes;
      w->c.best[s] = search.value;
      found = search.found;
      w->c.proven = w->c.proven && search.proven;
    } else {
      status = solve_parts(w, NULL, &w->c.best[s], &found, err);
    }
    if (status != CPW_OK || !found) return status; /* the caller finds that nothing does */
  }
  for (int64_t s = 0; s < p->scenarios; s++)
    cpwi_linear_row_bound(&w->lp, w->m.scenario_row + s, w->c.best[s], (double)INFINITY);
  cpwi_linear_set_costs(&w->lp, w->m.model.cost, 1);
  return CPW_OK;
}

/* Prices of the programme that was solved last. */
static void take_prices(work *w) {
  const cpw_plans_problem *p = &w->p;
  for (int64_t b = 0; b < p->budgets; b++) {
    int64_t row = w->m.budget_row + b;
    w->c.price[b] = cpwi_linear_dual(&w->lp, row);
    cpwi_linear_range(&w->lp, row, &w->c.price_from[b], &w->c.price_to[b]);
  }
  for (int64_t g = 0; g < p->guarantees; g++)
    w->c.guarantee_price[g] = 0.0 - cpwi_linear_dual(&w->lp, w->m.guarantee_row + g);
}

/* Parts: the best value, then the plan of that value that spends least of the first budget. */
static int32_t choose_parts(work *w, cpw_error *err) {
  double value = 0.0;
  int32_t found = 0, status = solve_parts(w, w->c.x, &value, &found, err);
  w->c.feasible = found;
  if (status != CPW_OK || !found) return status;
  w->c.relaxation = w->c.bound = value;
  take_prices(w);
  if (w->p.budgets == 0) return CPW_OK;
  memset(w->costs, 0, (size_t)w->m.model.columns * sizeof *w->costs);
  memcpy(w->costs, w->p.cost, (size_t)w->p.options * sizeof *w->costs);
  cpwi_linear_face(&w->lp);
  cpwi_linear_set_costs(&w->lp, w->costs, 0);
  status = solve_parts(w, w->room, &value, &found, err);
  if (status == CPW_OK && found) memcpy(w->c.x, w->room, (size_t)w->p.options * sizeof *w->c.x);
  return status;
}

static int32_t choose_whole(work *w, cpw_error *err) {
  double value = 0.0;
  int32_t found = 0, status = solve_parts(w, NULL, &value, &found, err);
  w->c.feasible = 0;
  if (status != CPW_OK || !found) return status;
  w->c.relaxation = value;
  take_prices(w);
  cpwi_search s = searching(w, w->c.x);
  s.best_of = w->p.measure == CPW_PLANS_REGRET ? w->c.best : NULL;
  if (w->p.baseline && !cpwi_plans_breaks(&w->p, w->p.baseline, -1, NULL, 0)) {
    memcpy(w->c.x, w->p.baseline, (size_t)w->p.options * sizeof *w->c.x);
    s.found = 1;
  }
  status = cpwi_plans_search(&s, err);
  w->c.nodes = s.nodes;
  w->c.bound = s.bound;
  w->c.feasible = s.found;
  w->c.proven = w->c.proven && s.proven;
  return status;
}

/* ---------------------------------------------------------------- no plan ------------------- */

static void add_words(char *text, size_t size, const char *kind, const char *name) {
  size_t used = strlen(text);
  (void)snprintf(text + used, size - used, "%s%s %s", used ? ", " : "", kind, name);
}

/* The rules with a multiplier in the proof that nothing keeps them all. */
static int32_t name_rules(work *w, cpw_error *err) {
  cpw_linear_answer a;
  char name[CPW_NUMBER_CHARS];
  memset(&a, 0, sizeof a);
  a.conflict = cpwi_alloc_zero(w->o.allocator, (size_t)w->lp.m, sizeof *a.conflict);
  if (!a.conflict)
    return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_PLANS_CHOOSE, "no memory for the rules");
  cpwi_linear_conflict(&w->lp, &a);
  const cpw_plans_problem *p = &w->p;
  char *text = w->c.conflict;
  size_t size = sizeof w->c.conflict;
  int64_t rules = w->m.guarantee_row + p->guarantees;
  for (int64_t g = 0; g < p->guarantees; g++)
    if (a.conflict[w->m.guarantee_row + g] != 0.0)
      add_words(text, size, "guarantee", cpwi_plans_name(p->guarantee_names, g, name, sizeof name));
  for (int64_t b = 0; b < p->budgets; b++)
    if (a.conflict[w->m.budget_row + b] != 0.0)
      add_words(text, size, "budget", cpwi_plans_name(p->budget_names, b, name, sizeof name));
  for (int64_t k = 0; k < p->precedences; k++)
    if (a.conflict[rules + k] != 0.0)
      add_words(text, size, "need of option",
                cpwi_plans_name(p->option_names, p->later[k], name, sizeof name));
  for (int64_t k = 0; k < p->exclusions; k++)
    if (a.conflict[rules + p->precedences + k] != 0.0) {
      (void)snprintf(name, sizeof name, "%lld", (long long)k);
      add_words(text, size, "exclusion", name);
    }
  if (text[0] == '\0') (void)snprintf(text, size, "the least of each option");
  cpwi_release(w->o.allocator, a.conflict);
  return CPW_OK;
}

/* The least more of budget b alone with which there is a plan. */
static int32_t find_short(work *w, int64_t b, cpw_error *err) {
  int32_t found = 0, status = CPW_OK;
  double value = 0.0;
  memset(w->costs, 0, (size_t)w->m.model.columns * sizeof *w->costs);
  w->costs[w->m.extra + b] = -1.0;
  cpwi_linear_set_costs(&w->lp, w->costs, 1);
  cpwi_linear_bound(&w->lp, w->m.extra + b, 0.0, (double)INFINITY);
  if (w->p.whole) {
    cpwi_search s = searching(w, w->c.x);
    s.overspent = b;
    status = cpwi_plans_search(&s, err);
    w->c.nodes = s.nodes;
    found = s.found;
    value = s.value;
  } else {
    status = solve_parts(w, NULL, &value, &found, err);
  }
  w->c.short_by[b] = found ? 0.0 - value : (double)INFINITY;
  cpwi_linear_bound(&w->lp, w->m.extra + b, 0.0, 0.0);
  return status;
}

static int32_t explain(work *w, cpw_error *err) {
  const cpw_plans_problem *p = &w->p;
  double value = 0.0;
  int32_t found = 0;
  memset(w->costs, 0, (size_t)w->m.model.columns * sizeof *w->costs);
  cpwi_linear_set_costs(&w->lp, w->costs, 1);
  for (int64_t s = 0; s < p->scenarios && p->measure == CPW_PLANS_REGRET; s++)
    cpwi_linear_row_bound(&w->lp, w->m.scenario_row + s, -(double)INFINITY, (double)INFINITY);
  int32_t status = solve_parts(w, NULL, &value, &found, err);
  if (status == CPW_OK && !found) status = name_rules(w, err);
  if (found)
    (void)snprintf(w->c.conflict, sizeof w->c.conflict, "no plan of whole options keeps all rules");
  for (int64_t b = 0; b < p->budgets && status == CPW_OK; b++)
    status = find_short(w, b, err);
  for (int64_t b = 0; b < p->budgets && status == CPW_OK; b++) {
    char name[CPW_NUMBER_CHARS];
    size_t used = strlen(w->c.conflict);
    if (w->c.short_by[b] == (double)INFINITY) continue;
    (void)snprintf(w->c.conflict + used, sizeof w->c.conflict - used,
                   ": %s more of budget %s is needed", cpwi_number(w->c.short_by[b]).text,
                   cpwi_plans_name(p->budget_names, b, name, sizeof name));
    break;
  }
  return status;
}

/* ---------------------------------------------------------------- what comes next ----------- */

/* Of the options that fit but for the first budget, the one with most gain for the money that it lacks. */
static void find_next(work *w) {
  const cpw_plans_problem *p = &w->p;
  double sign = p->measure == CPW_PLANS_REGRET ? -1.0 : 1.0, best = 0.0, *x = w->c.x;
  double *benefit = w->room + p->options;
  const double *bests = p->measure == CPW_PLANS_REGRET ? w->c.best : NULL;
  w->c.next_option = -1;
  w->c.next_cost = w->c.next_gain = CPWI_NAN;
  if (p->budgets == 0 || p->budget[0] == (double)INFINITY) return;
  double left = p->budget[0] - cpwi_plans_spend(p, 0, x);
  for (int64_t i = 0; i < p->options; i++) {
    double before = x[i], most = p->upper ? p->upper[i] : 1.0;
    double by = p->whole ? 1.0 : fmin(1.0, most - before);
    cpwi_worth now;
    if (!(by > 1e-9) || before + by > most) continue;
    x[i] = before + by;
    int broken = cpwi_plans_breaks(p, x, 0, NULL, 0);
    cpwi_plans_worth(p, x, bests, benefit, w->order, &now);
    x[i] = before;
    double money = p->cost[i] * by - fmax(left, 0.0), gain = sign * (now.value - w->c.worth.value);
    if (broken || !(money > 0.0) || !(gain > 0.0) || gain / money <= best) continue;
    best = gain / money;
    w->c.next_option = i;
    w->c.next_cost = money;
    w->c.next_gain = gain;
  }
}

static void take_worth(work *w) {
  const cpw_plans_problem *p = &w->p;
  const double *bests = p->measure == CPW_PLANS_REGRET ? w->c.best : NULL;
  cpwi_worth baseline;
  w->c.baseline_value = CPWI_NAN;
  if (p->baseline && !cpwi_plans_breaks(p, p->baseline, -1, w->c.baseline, sizeof w->c.baseline)) {
    cpwi_plans_worth(p, p->baseline, bests, w->c.benefit, w->order, &baseline);
    w->c.baseline_value = baseline.value;
  }
  if (!w->c.feasible) return;
  cpwi_plans_worth(p, w->c.x, bests, w->c.benefit, w->order, &w->c.worth);
  if (!p->whole) w->c.worth.value = w->c.relaxation;
  if (p->measure == CPW_PLANS_REGRET) { /* the programme has it with the other sign */
    w->c.relaxation = 0.0 - w->c.relaxation;
    w->c.bound = 0.0 - w->c.bound;
    if (!p->whole) w->c.worth.value = w->c.relaxation;
  }
  if (p->whole && w->c.proven) w->c.bound = w->c.worth.value;
  find_next(w);
}

static int32_t allocate(work *w, cpw_error *err) {
  size_t n = (size_t)w->p.options, s = (size_t)w->p.scenarios, b = (size_t)w->p.budgets;
  w->reals = cpwi_alloc_zero(w->o.allocator, 2 * n + 3 * s + 4 * b + (size_t)w->p.guarantees,
                             sizeof *w->reals);
  w->order = cpwi_alloc_zero(w->o.allocator, s, sizeof *w->order);
  if (!w->reals || !w->order)
    return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_PLANS_CHOOSE, "no memory for %lld options",
                     (long long)w->p.options);
  w->c.problem = &w->p;
  w->c.proven = 1;
  w->c.x = w->reals;
  w->room = w->c.x + n;
  w->c.benefit = w->room + n + s;
  w->c.best = w->c.benefit + s;
  w->c.price = w->c.best + s;
  w->c.price_from = w->c.price + b;
  w->c.price_to = w->c.price_from + b;
  w->c.short_by = w->c.price_to + b;
  w->c.guarantee_price = w->c.short_by + b;
  return CPW_OK;
}

static int32_t choose(work *w, cpw_error *err) {
  int32_t status = allocate(w, err);
  if (status == CPW_OK) status = build(w, err);
  if (status == CPW_OK && w->p.measure == CPW_PLANS_REGRET) status = find_bests(w, err);
  if (status == CPW_OK) status = w->p.whole ? choose_whole(w, err) : choose_parts(w, err);
  if (status == CPW_OK && !w->c.feasible && w->c.proven) status = explain(w, err);
  if (status == CPW_OK) take_worth(w);
  w->c.iterations = w->lp.iterations;
  return status;
}

int32_t cpw_plans_choose(const cpw_plans_problem *problem, const cpw_plans_options *options,
                         cpw_result **out, cpw_error *err) {
  work w;
  memset(&w, 0, sizeof w);
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, CPWI_PLANS_CHOOSE, "out is NULL");
  int32_t status = cpwi_plans_take_options(&w.o, options, CPWI_PLANS_CHOOSE, err);
  if (status != CPW_OK) return status;
  status = cpwi_plans_take(&w.p, problem, w.o.allocator, err);
  if (status != CPW_OK) return status;
  status = choose(&w, err);
  if (status == CPW_OK) status = cpwi_plans_result(&w.c, w.o.allocator, out, err);
  cpwi_plans_model_free(&w.m.model);
  if (w.loaded) cpwi_linear_free(&w.lp);
  void *const blocks[] = {w.reals, w.order, w.costs};
  for (int i = 0; i < 3; i++)
    if (blocks[i]) cpwi_release(w.o.allocator, blocks[i]);
  return status;
}
