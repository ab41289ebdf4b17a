/* Who decides: three places with patients who cross borders; each for itself against together, money decided at place,
 * who pools, whose votes count, who pays for joint packages, and whether reorganising pays. Figures are made up. */
#include <carepath.h>

#include <math.h>
#include <stdio.h>

enum { PLACES = 3 };

static const char *const places[] = {"Coast", "Vale", "Town"};

static double number(const cpw_result *r, const char *name, int64_t at) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || at >= a->size) return (double)NAN;
  return a->real ? a->real[at] : (double)a->integer[at];
}

/* each place runs one hospital; Town's serves a third of the people of the others as well */
static const cpw_response curves[] = {{CPW_RESPONSE_POWER, 0, 1, 0, 0.5, 0, 0, NULL, NULL},
                                      {CPW_RESPONSE_POWER, 0, 1.2, 0, 0.5, 0, 0, NULL, NULL},
                                      {CPW_RESPONSE_POWER, 0, 2, 0, 0.5, 0, 0, NULL, NULL}};
static const double share[] = {1, 0, 0, 0, 0.9, 0.1, 0.3, 0.3, 0.4};
static const int64_t owner[] = {0, 1, 2}, budget[] = {4000000, 5000000, 6000000};

static cpw_system_commons commons(void) {
  cpw_system_commons c;
  cpw_system_commons_init(&c);
  c.members = PLACES;
  c.options = PLACES;
  c.member = places;
  c.option = places;
  c.response = curves;
  c.owner = owner;
  c.share = share;
  c.budget = budget;
  return c;
}

static int32_t together(cpw_error *err) {
  cpw_system_commons c = commons();
  cpw_result *r = NULL;
  int32_t status = cpw_system_govern_equilibrium(&c, NULL, NULL, &r, err);
  if (status != CPW_OK) return status;
  printf("together / each for itself: %.4f\n", number(r, "anarchy", 0));
  for (int m = 0; m < PLACES; m++)
    printf("  %-6s gains %7.1f by one purse\n", places[m], number(r, "gain", m));
  cpw_result_free(r);
  return CPW_OK;
}

/* the centre knows the average curve only; places know their own */
static int32_t devolved(cpw_error *err) {
  cpw_system_commons c = commons();
  cpw_system_govern_options o;
  cpw_result *r = NULL;
  cpw_system_govern_options_init(&o);
  o.knowledge = CPW_GOVERN_AVERAGE;
  int32_t status = cpw_system_govern_devolve(&c, &o, NULL, &r, err);
  if (status != CPW_OK) return status;
  printf(
      "decided at place: best share %.1f, lost by all at the centre %.1f, by all at place %.1f\n",
      number(r, "best", 0), number(r, "loss_central", 0), number(r, "loss_local", 0));
  cpw_result_free(r);
  return CPW_OK;
}

static int32_t pooled(cpw_error *err) {
  static const char *const rules[] = {"alone", "voluntary", "paid", "majority", "mandated"};
  cpw_system_commons c = commons();
  cpw_result *r = NULL;
  int32_t status = cpw_system_govern_pool(&c, NULL, NULL, &r, err);
  if (status != CPW_OK) return status;
  for (int k = 0; k < CPW_GOVERN_RULES; k++)
    printf("  %-9s %.0f in the pool, welfare %.1f, worse off %.0f (%.0f after payments)\n",
           rules[k], number(r, "rule_members", k), number(r, "rule_welfare", k),
           number(r, "worse_off", k), number(r, "worse_off_paid", k));
  cpw_result_free(r);
  return CPW_OK;
}

/* 4, 3 and 2 votes, 5 decide: any two are enough, whatever their votes */
static int32_t power(cpw_error *err) {
  const int64_t votes[] = {4, 3, 2};
  double shapley[PLACES], banzhaf[PLACES];
  int32_t status = cpw_coalition_power(votes, PLACES, 5, NULL, NULL, shapley, banzhaf, err);
  if (status != CPW_OK) return status;
  printf("power of 4, 3 and 2 votes: %.3f, %.3f, %.3f\n", shapley[0], shapley[1], shapley[2]);
  return CPW_OK;
}

/* care packages of a health body and a council, split to the pound */
static int32_t packages(cpw_error *err) {
  const int64_t cost[] = {1001, 2500};
  const double shares[] = {0.6, 0.4};
  int64_t part[4];
  int32_t status = cpw_pool_packages(cost, 2, shares, 2, 0, NULL, part, err);
  if (status != CPW_OK) return status;
  printf("packages: %d + %d, %d + %d pounds\n", (int)part[0], (int)part[1], (int)part[2],
         (int)part[3]);
  return CPW_OK;
}

/* a reorganisation: 3 m once, a year's dip, a promised 2 m a year of which a third is optimism */
static int32_t breakeven(cpw_error *err) {
  cpw_system_govern_change change;
  cpw_run run;
  cpw_result *r = NULL;
  cpw_run_init(&run);
  run.replications = 1000;
  cpw_system_govern_change_init(&change);
  change.once = 3e6;
  change.dip = 1e6;
  change.gain = 2e6;
  change.gain_bias = 1.0 / 3;
  change.cost_bias = 0.2;
  change.gain_spread = 0.4;
  change.cost_spread = 0.2;
  int32_t status = cpw_system_govern_breakeven(&change, &run, &r, err);
  if (status != CPW_OK) return status;
  printf("reorganising: promised month %.0f, likely month %.0f, gains in %.0f %% of cases\n",
         number(r, "promised_breakeven", 0), number(r, "breakeven", 0),
         100 * number(r, "chance_gain", 0));
  cpw_result_free(r);
  return CPW_OK;
}

int main(void) {
  cpw_error err;
  int32_t (*const all[])(cpw_error *) = {together, devolved, pooled, power, packages, breakeven};
  for (size_t k = 0; k < sizeof all / sizeof *all; k++)
    if (all[k](&err) != CPW_OK) {
      fprintf(stderr, "%s: %s\n", err.where, err.message);
      return 1;
    }
  return 0;
}
