/* The organisations of a system: layers, collaboratives, what each holds, a merger that loses nobody, whose plans
 * contradict, who decides, and what size a service and a budget need. */
#include <carepath.h>

#include <math.h>
#include <stdio.h>

static double number(const cpw_result *r, const char *name, int64_t at) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || at >= a->size) return (double)NAN;
  return a->real ? a->real[at] : (double)a->integer[at];
}

static int32_t layers(const cpw_system *s, cpw_error *err) {
  cpw_result *r = NULL;
  int64_t alive[16], count = 0;
  int32_t status = cpw_system_alive(s, 0, 16, alive, &count, err);
  if (status == CPW_OK) status = cpw_system_depths(s, 0, NULL, &r, err);
  if (status != CPW_OK) return status;
  printf("%d organisations; overhead of the whole %.2f million, %.2f a head\n", (int)count,
         number(r, "total_overhead", 0) / 1e6, number(r, "overhead_head", 0));
  cpw_result_free(r);
  r = NULL;
  status = cpw_system_alliances(s, 0, CPW_NONE, NULL, &r, err);
  if (status != CPW_OK) return status;
  printf("%s: %.0f members in %.0f systems\n", s->alliance[0].name, number(r, "members", 0),
         number(r, "systems", 0));
  cpw_result_free(r);
  return CPW_OK;
}

static int32_t holdings(const cpw_system *s, const char *title, cpw_error *err) {
  cpw_result *r = NULL;
  int32_t status = cpw_system_holdings(s, 0, NULL, &r, err);
  if (status != CPW_OK) return status;
  printf("%s\n", title);
  for (int64_t k = 0; k < s->organisations; k++)
    if (s->organisation[k].kind == CPW_ORG_ICS || s->organisation[k].kind == CPW_ORG_INDEPENDENT)
      printf("  %-14s %-11s %7.0f people, %6.0f waiting, %.1f million a year\n",
             s->organisation[k].name, cpw_system_kind_name(s->organisation[k].kind),
             number(r, "people_all", k), number(r, "waiting_all", k),
             number(r, "spend_all", k) / 1e6);
  cpw_result_free(r);
  return CPW_OK;
}

/* West goes over to East in week 52 */
static int32_t merger(const cpw_system *s, cpw_error *err) {
  const cpw_system_move move = {1, 0, 1};
  cpw_system_change change;
  cpw_result *r = NULL;
  cpw_system_change_init(&change);
  change.week = 52;
  change.move = &move;
  change.moves = 1;
  int32_t status = cpw_system_reorganise(s, &change, &r, err);
  if (status != CPW_OK) return status;
  printf("West into East in week 52: waiting %.0f before, %.0f after; all conserved: %s\n",
         number(r, "before", 1), number(r, "after", 1),
         number(r, "conserved", 0) > 0 ? "yes" : "no");
  cpw_result_free(r);
  return CPW_OK;
}

/* both systems count on the clinic's 42 treatments a week */
static int32_t plans(const cpw_system *s, cpw_error *err) {
  const cpw_system_promise promise[] = {{8, 0, 1, 0, 25}, {8, 1, 1, 0, 30}};
  cpw_result *r = NULL;
  int32_t status = cpw_system_plans(s, 0, promise, 2, NULL, &r, err);
  if (status != CPW_OK) return status;
  printf("plans: %.0f conflict, %.0f treatments a week promised too much\n",
         number(r, "conflicts", 0), number(r, "shortfall_total", 0));
  cpw_result_free(r);
  return CPW_OK;
}

/* East's places have 2 votes and 1: shall money go to the hub, or to clinics? */
static int32_t votes(const cpw_system *s, cpw_error *err) {
  static const char *const options[] = {"hub", "clinics"};
  static const char *const rules[] = {"voluntary", "heads", "votes", "mandated"};
  const double gain[] = {5, -1, 1, 2};
  cpw_system_ballot b;
  cpw_result *r = NULL;
  cpw_system_ballot_init(&b);
  b.body = 0;
  b.options = 2;
  b.option_id = options;
  b.gain = gain;
  b.members = 2;
  int32_t status = cpw_system_vote(s, &b, &r, err);
  if (status != CPW_OK) return status;
  for (int k = 0; k < CPW_SYSTEM_RULES; k++) {
    int chosen = (int)number(r, "chosen", k);
    printf("  %-9s %s\n", rules[k], chosen < 0 ? "nothing" : options[chosen]);
  }
  cpw_result_free(r);
  return CPW_OK;
}

/* a rare and dear treatment: whose budget can bear it, and at which level is it best given? */
static int32_t scale(cpw_error *err) {
  double cost[40];
  int32_t status = cpw_system_cost_steps(60000, 0.8, 10000, 40, cost, err);
  if (status != CPW_OK) return status;
  const double people[] = {50000, 500000, 5000000};
  cpw_system_risk risk;
  cpw_system_risked out;
  cpw_system_risk_init(&risk);
  risk.rate = 4e-5;
  risk.cost = cost;
  risk.costs = 40;
  risk.step = 10000;
  for (int k = 0; k < 3; k++) {
    risk.people = people[k];
    status = cpw_system_spend_risk(&risk, &out, err);
    if (status != CPW_OK) return status;
    printf("  %7.0f people: %.2f million expected, %3.0f %% more in reserve for 19 years of 20\n",
           people[k], out.expected / 1e6, 100 * out.premium / out.expected);
  }
  const cpw_system_tier tiers[] = {
      {"place", 20, 8, 50000, 0}, {"system", 4, 25, 80000, 0.01}, {"region", 1, 70, 120000, 0.03}};
  cpw_system_scale choice;
  cpw_result *r = NULL;
  cpw_system_scale_init(&choice);
  choice.level = tiers;
  choice.levels = 3;
  choice.servers = 40;
  choice.stay = 4;
  choice.wait_cost = 500;
  choice.travel_cost = 2;
  choice.reserve_cost = 0.05;
  choice.risk = &risk;
  status = cpw_system_best_scale(&choice, &r, err);
  if (status != CPW_OK) return status;
  printf("best level: %s\n", tiers[(int)number(r, "best", 0)].id);
  cpw_result_free(r);
  return CPW_OK;
}

int main(void) {
  cpw_error err = {0};
  cpw_system_book *book = NULL;
  int32_t status = cpw_system_read_folder("examples/data/system", NULL, &book, NULL, &err);
  const cpw_system *s = cpw_system_book_view(book);
  if (status == CPW_OK) status = layers(s, &err);
  if (status == CPW_OK) status = holdings(s, "what they hold", &err);
  if (status == CPW_OK) status = merger(s, &err);
  if (status == CPW_OK) status = plans(s, &err);
  if (status == CPW_OK) status = votes(s, &err);
  if (status == CPW_OK) status = scale(&err);
  if (status != CPW_OK) fprintf(stderr, "%s: %s\n", err.where, err.message);
  cpw_system_book_free(book);
  return status != CPW_OK;
}
