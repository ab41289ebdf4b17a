/* Who decides about the money of three places: the centre, each place for itself, or all together? What money buys is
 * worked out by the engine: each place's list is run for two years at nine amounts of more money, and the person-weeks of
 * waiting that are saved make the curve. A tenth to a fifth of a place's patients live in the next one. All figures are made up. */
#include <carepath.h>
#include <stdio.h>

#define PLACES 3
#define GRID   9

static const char *const places[PLACES] = {"Northby", "Easton", "Westham"};
/* people a week, on the list, treated a week, pounds for one, pounds more a year */
static const double starts[PLACES] = {100, 60, 150}, waiting[PLACES] = {900, 1100, 1200},
                    treated[PLACES] = {97, 54, 144}, cost[PLACES] = {2000, 2400, 1800};
static const int64_t budget[PLACES] = {1200000, 400000, 600000};
/* whose people are treated there: rows are places, columns where they live */
static const double share[PLACES * PLACES] = {0.85, 0.1, 0.05, 0.2, 0.8, 0, 0.05, 0.05, 0.9};

typedef struct region {
  cpw_system system;
  cpw_system_organisation organisation[PLACES];
  cpw_system_service service;
  cpw_system_list list[PLACES];
  cpw_system_capacity capacity[PLACES];
  double spend[PLACES][GRID], saved[PLACES][GRID];
  cpw_response curve[PLACES];
} region;

static void make_region(region *r) {
  cpw_system_init(&r->system);
  r->system.weeks = 104;
  cpw_system_row_init(CPW_SYSTEM_SERVICES, &r->service);
  r->service.id = "hips and knees";
  for (int p = 0; p < PLACES; p++) {
    cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, &r->organisation[p]);
    cpw_system_row_init(CPW_SYSTEM_LISTS, &r->list[p]);
    cpw_system_row_init(CPW_SYSTEM_CAPACITY, &r->capacity[p]);
    r->organisation[p].id = places[p];
    r->organisation[p].kind = CPW_ORG_PLACE;
    r->list[p].organisation = r->capacity[p].organisation = p;
    r->list[p].service = r->capacity[p].service = 0;
    r->list[p].group = 0;
    r->list[p].waiting = waiting[p];
    r->list[p].starts = starts[p];
    r->capacity[p].treatments = treated[p];
    r->capacity[p].unit_cost = cost[p];
  }
  r->system.organisation = r->organisation;
  r->system.organisations = PLACES;
  r->system.service = &r->service;
  r->system.services = 1;
  r->system.list = r->list;
  r->system.lists = PLACES;
  r->system.capacity = r->capacity;
  r->system.capacities = PLACES;
}

/* Person-weeks saved by place at a grid of yearly spends, as straight pieces. */
static int make_curves(region *r, cpw_error *err) {
  cpw_system_plan *plan = NULL;
  cpw_system_totals none[PLACES], some[PLACES];
  double money[PLACES] = {0};
  int32_t status = cpw_system_plan_new(&r->system, NULL, &plan, err);
  for (int k = 0; k < GRID && status == CPW_OK; k++) {
    for (int p = 0; p < PLACES; p++) {
      r->spend[p][k] = 300000.0 * k;
      money[p] = r->spend[p][k] / CPW_WEEKS_PER_YEAR;
    }
    status = cpw_system_plan_totals(plan, NULL, PLACES, money, NULL, some, err);
    for (int p = 0; p < PLACES && status == CPW_OK; p++) {
      if (k == 0) none[p] = some[p];
      r->saved[p][k] = none[p].waited - some[p].waited;
    }
  }
  for (int p = 0; p < PLACES && status == CPW_OK; p++) {
    status = cpw_response_concave(r->spend[p], r->saved[p], GRID, r->saved[p], err);
    r->curve[p] = (cpw_response){.kind = CPW_RESPONSE_POINTS, .points = GRID};
    r->curve[p].x = r->spend[p];
    r->curve[p].y = r->saved[p];
  }
  cpw_system_plan_free(plan);
  return status;
}

static double at(const cpw_result *r, const char *name, int k) {
  return cpw_result_find(r, name)->real[k];
}

static int show_ways(const cpw_system_commons *c, cpw_error *err) {
  static const char *const ways[] = {"each for itself", "own money, for all", "at one price",
                                     "one purse"};
  cpw_result *r = NULL;
  int32_t status = cpw_system_govern_equilibrium(c, NULL, NULL, &r, err);
  if (status != CPW_OK) return status;
  printf("weeks of waiting saved for the people of\n%-20s %10s %10s %10s %10s\n", "", places[0],
         places[1], places[2], "all");
  for (int way = 0; way < 4; way++)
    printf("%-20s %10.0f %10.0f %10.0f %10.0f\n", ways[way], at(r, "benefit", way * PLACES),
           at(r, "benefit", way * PLACES + 1), at(r, "benefit", way * PLACES + 2),
           at(r, "welfare", way));
  printf("price of anarchy %.3f; one more pound saves %.4f weeks\n", at(r, "anarchy", 0),
         at(r, "price", 0));
  cpw_result_free(r);
  return CPW_OK;
}

static int show_devolution(const cpw_system_commons *c, cpw_error *err) {
  static const char *const knows[] = {"every curve", "the average curve"};
  cpw_system_govern_options o;
  cpw_system_govern_options_init(&o);
  o.steps = 4;
  printf("\nlost by devolving      0 %%     25 %%     50 %%     75 %%    100 %%\n");
  for (int32_t k = CPW_GOVERN_PERFECT; k <= CPW_GOVERN_AVERAGE; k++) {
    cpw_result *r = NULL;
    o.knowledge = k;
    o.size = starts;
    int32_t status = cpw_system_govern_devolve(c, &o, NULL, &r, err);
    if (status != CPW_OK) return status;
    printf("%-17s", knows[k]);
    for (int d = 0; d <= 4; d++)
      printf("%8.0f ", at(r, "total_loss", d));
    printf(" best %.0f %%\n", 100 * at(r, "best", 0));
    cpw_result_free(r);
  }
  return CPW_OK;
}

static int show_pools(const cpw_system_commons *c, cpw_error *err) {
  static const char *const rules[] = {"alone", "voluntary", "paid", "majority", "mandated"};
  cpw_result *r = NULL;
  int32_t status = cpw_system_govern_pool(c, NULL, NULL, &r, err);
  if (status != CPW_OK) return status;
  printf("\nrule        in the pool   weeks saved  worse off   pounds received by each\n");
  for (int k = 0; k < CPW_GOVERN_RULES; k++) {
    const int64_t *pounds = cpw_result_find(r, "rule_payment_money")->integer + (long)k * PLACES;
    int64_t set = cpw_result_find(r, "formed")->integer[k];
    printf("%-12s", rules[k]);
    for (int p = 0; p < PLACES; p++)
      printf("%c", set >> p & 1 ? places[p][0] : '-');
    printf(" %21.0f %10lld  %9lld %9lld %9lld\n", at(r, "rule_welfare", k),
           (long long)cpw_result_find(r, "worse_off")->integer[k], (long long)pounds[0],
           (long long)pounds[1], (long long)pounds[2]);
  }
  cpw_result_free(r);
  return CPW_OK;
}

/* What the pool of all saves where members hand over only a part of what is asked. */
static int show_compliance(const cpw_system_commons *c, cpw_error *err) {
  cpw_system_govern_options o;
  cpw_system_govern_options_init(&o);
  printf("\nhanded over, and weeks saved:");
  for (int k = 0; k <= 4; k++) {
    const double does[PLACES] = {k / 4.0, k / 4.0, k / 4.0};
    cpw_result *r = NULL;
    o.compliance = does;
    int32_t status = cpw_system_govern_pool(c, &o, NULL, &r, err);
    if (status != CPW_OK) return status;
    printf("  %d %% %.0f", 25 * k, at(r, "rule_welfare", CPW_GOVERN_MANDATED));
    cpw_result_free(r);
  }
  printf("\n");
  return CPW_OK;
}

/* Pounds: a merger of the three back offices, as promised and with what promises are usually out by. */
static int show_break_even(cpw_error *err) {
  cpw_system_govern_change change;
  cpw_system_govern_change_init(&change);
  change.once = 900000;
  change.running = 120000;
  change.gain = 600000;
  change.dip = 300000;
  change.gain_bias = 0.3;
  change.cost_bias = 0.2;
  change.gain_spread = 0.4;
  change.cost_spread = 0.2;
  cpw_run run;
  cpw_run_init(&run);
  run.replications = 2000;
  cpw_result *r = NULL;
  int32_t status = cpw_system_govern_breakeven(&change, &run, &r, err);
  if (status != CPW_OK) return status;
  printf("\na merger       pays from month   worth in ten years\n");
  printf("as promised  %17.0f %20.0f\n", at(r, "promised_breakeven", 0), at(r, "promised_npv", 0));
  printf("corrected    %17.0f %20.0f\n", at(r, "breakeven", 0), at(r, "npv", 0));
  printf("it gains with a chance of %.2f; the promise must be %.0f a year to pay\n",
         at(r, "chance_gain", 0), at(r, "gain_needed", 0));
  cpw_result_free(r);
  return CPW_OK;
}

/* A year in which budgets stay where they are, or are a fifth less, or both: what each takes. */
static int show_causes(const cpw_system_commons *c, cpw_error *err) {
  static const char *const causes[] = {"boundaries", "less money"};
  int64_t less[PLACES];
  double lost[4];
  cpw_result *r = NULL;
  for (int set = 0; set < 4; set++) {
    cpw_system_commons now = *c;
    for (int p = 0; p < PLACES; p++)
      less[p] = set & 2 ? budget[p] * 4 / 5 : budget[p];
    now.budget = less;
    int32_t status = cpw_system_govern_equilibrium(&now, NULL, NULL, &r, err);
    if (status != CPW_OK) return status;
    lost[set] = -at(r, "welfare", set & 1 ? 0 : 3);
    cpw_result_free(r);
    r = NULL;
  }
  int32_t status = cpw_system_govern_attribute(lost, 2, causes, NULL, &r, err);
  if (status != CPW_OK) return status;
  printf("\nweeks lost by boundaries %.0f, by a fifth less money %.0f, together %.0f\n",
         at(r, "shapley", 0), at(r, "shapley", 1), at(r, "total", 0));
  cpw_result_free(r);
  return CPW_OK;
}

int main(void) {
  static region r;
  cpw_error err;
  const int64_t owner[PLACES] = {0, 1, 2};
  cpw_system_commons c;
  cpw_system_commons_init(&c);
  make_region(&r);
  int failed = make_curves(&r, &err) != CPW_OK;
  c.members = c.options = PLACES;
  c.member = c.option = places;
  c.response = r.curve;
  c.owner = owner;
  c.share = share;
  c.budget = budget;
  failed = failed || show_ways(&c, &err) || show_devolution(&c, &err) || show_pools(&c, &err) ||
           show_compliance(&c, &err) || show_break_even(&err) || show_causes(&c, &err);
  if (failed) fprintf(stderr, "%s: %s\n", err.where, err.message);
  return failed;
}
