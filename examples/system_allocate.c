/* Ten million pounds a year for two systems: who gets what, what holds it, what a guarantee and a national target cost,
 * and what people who care for different outcomes would do. The figures are illustrative. */
#include <carepath.h>
#include <stdio.h>

#define BUDGET 10000000

static int fail(const cpw_error *err) {
  fprintf(stderr, "%s: %s\n", err->where, err->message);
  return 1;
}

static double real(const cpw_result *r, const char *name, int64_t at) {
  return cpw_result_find(r, name)->real[at];
}

static int64_t whole(const cpw_result *r, const char *name, int64_t at) {
  return cpw_result_find(r, name)->integer[at];
}

/* who gets what, and what holds it */
static void show_spend(const cpw_system *system, const cpw_result *r) {
  printf("%-12s %-6s %10s %10s %12s %9s\n", "provider", "what", "pounds", "by need", "per week",
         "weeks");
  for (int64_t u = 0; u < system->capacities; u++) {
    const cpw_system_capacity *c = &system->capacity[u];
    double before = 0, after = 0;
    for (int64_t g = 0; g < system->groups; g++) {
      before += real(r, "waited_before", u * system->groups + g);
      after += real(r, "waited_after", u * system->groups + g);
    }
    printf("%-12s %-6s %10lld %10lld %+12.1f %8.1f%%\n", system->organisation[c->organisation].id,
           system->service[c->service].id, (long long)whole(r, "spend", u),
           (long long)whole(r, "capitation", u), real(r, "capacity_more", u),
           before > 0 ? 100 * (after - before) / before : 0);
  }
}

static void show_limits(const cpw_system *system, const cpw_result *r) {
  const cpw_array *price = cpw_result_find(r, "limit_price");
  for (int64_t l = 0; price && l < price->size; l++)
    printf("theatre hours at %s: %.0f of %.0f used, one more a week is worth %.0f person-weeks\n",
           system->organisation[system->limit[l].organisation].id, real(r, "limit_used", l),
           real(r, "limit_amount", l), price->real[l]);
}

static int with_rules(const cpw_system_plan *plan, cpw_system_allocate_options o, cpw_error *err) {
  const cpw_system_guarantee least = {CPW_NONE, 0, 4000000, -1};
  const cpw_system_target target = {CPW_NONE, 0, 0, 0, 0.5};
  cpw_result *r = NULL;
  o.guarantee = &least;
  o.guarantees = 1;
  if (cpw_system_allocate(plan, &o, NULL, &r, err) != CPW_OK) return fail(err);
  printf("a guarantee of 4 million for orthopaedics costs %.0f person-weeks\n",
         real(r, "guarantee_cost", 0));
  cpw_result_free(r);
  r = NULL;
  o.guarantees = 0;
  o.target = &target;
  o.targets = 1;
  if (cpw_system_allocate(plan, &o, NULL, &r, err) != CPW_OK) return fail(err);
  printf("orthopaedics within 18 weeks: %.1f%% without money, %.1f%% with it (target 50%%: %s)\n",
         100 * real(r, "target_before", 0), 100 * real(r, "target_after", 0),
         whole(r, "target_met", 0) ? "met" : "not met");
  printf("the target costs %.0f person-weeks, %.1f for each person brought within it\n",
         real(r, "target_cost", 0), real(r, "target_price", 0));
  cpw_result_free(r);
  return 0;
}

static int with_opinions(const cpw_system_plan *plan, cpw_system_allocate_options o,
                         cpw_error *err) {
  static const char *const name[3] = {"waiting", "health", "nobody over a year"};
  const double mix[3 * CPW_ALLOCATE_OUTCOMES] = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1};
  cpw_system_panel panel;
  cpw_system_panel_init(&panel);
  panel.opinions = 3;
  panel.name = name;
  panel.mix = mix;
  cpw_result *r = NULL;
  if (cpw_system_allocate_panel(plan, &o, &panel, NULL, &r, err) != CPW_OK) return fail(err);
  for (int64_t i = 0; i < 3; i++)
    printf("by %-18s %10.0f of their own gained; others would lose at most %.0f%% by it\n", name[i],
           real(r, "outcome_total", i), 100 * real(r, "regret_most", i));
  printf("compromise: %s; %.0f%% of the money is common to it and the others\n",
         name[whole(r, "compromise", 0)], 100 * real(r, "agreement", 0));
  cpw_result_free(r);
  return 0;
}

static int run(const cpw_system *system, const cpw_system_plan *plan, cpw_error *err) {
  cpw_system_allocate_options o;
  cpw_system_allocate_options_init(&o);
  o.budget = BUDGET;
  cpw_result *r = NULL;
  if (cpw_system_allocate(plan, &o, NULL, &r, err) != CPW_OK) return fail(err);
  show_spend(system, r);
  printf("person-weeks of waiting avoided: %.0f (by need: %.0f), at most %.0f: gap %.2f%%\n",
         real(r, "welfare", 0), real(r, "capitation_welfare", 0), real(r, "upper_bound", 0),
         100 * real(r, "gap", 0));
  printf("the next 1,000 pounds: %.1f person-weeks; unspent: %lld\n", 1000 * real(r, "price", 0),
         (long long)whole(r, "unspent", 0));
  show_limits(system, r);
  cpw_result_free(r);
  int status = with_rules(plan, o, err);
  return status ? status : with_opinions(plan, o, err);
}

int main(void) {
  cpw_error err;
  cpw_system_book *book = NULL;
  cpw_system_plan *plan = NULL;
  cpw_result *report = NULL;
  if (cpw_system_read_folder("examples/data/system", NULL, &book, &report, &err) != CPW_OK)
    return fail(&err);
  const cpw_system *system = cpw_system_book_view(book);
  int status = 1;
  if (cpw_system_plan_new(system, NULL, &plan, &err) != CPW_OK)
    fail(&err);
  else
    status = run(system, plan, &err);
  cpw_system_plan_free(plan);
  cpw_system_book_free(book);
  cpw_result_free(report);
  return status;
}
