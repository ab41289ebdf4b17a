/* Random members, curves and money: the joint optimum is the best of many ways to spend, no member gains by another
 * choice, devolved pounds sum to the whole, payments to nothing. Usage: property_system_govern [COUNT] [SEED], or
 * --digest. */
#include "carepath/coalition.h"
#include "carepath/system_govern.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define MEMBERS 4
#define OPTIONS 7
#define LINES   2

typedef struct world {
  cpw_system_commons c;
  cpw_system_govern_options o;
  cpw_response curve[OPTIONS];
  int64_t owner[OPTIONS], line[OPTIONS], budget[MEMBERS * LINES];
  double share[OPTIONS * MEMBERS], weight[MEMBERS], compliance[MEMBERS];
  int64_t votes[MEMBERS];
  cpw_stream s;
} world;

static cpw_response curve(cpw_stream *s) {
  static const int32_t kinds[] = {CPW_RESPONSE_LINEAR, CPW_RESPONSE_EXPONENTIAL, CPW_RESPONSE_LOG,
                                  CPW_RESPONSE_POWER, CPW_RESPONSE_POWER};
  cpw_response r;
  memset(&r, 0, sizeof r);
  int k = (int)cpw_random_below(s, 5);
  r.kind = kinds[k];
  r.a = k == 0 ? 0.01 * cpw_random_uniform(s) : 0.1 + 3 * cpw_random_uniform(s);
  if (k != 0) r.t = 1 + 200 * cpw_random_uniform(s);
  if (k >= 3) r.shape = 0.3 + 0.6 * cpw_random_uniform(s);
  return r;
}

static void make_options(world *w) {
  cpw_system_govern_options_init(&w->o);
  w->o.steps = 3;
  w->o.tolerance = 1e-7;
  w->o.rounds = 2000;
  w->o.compliance = w->compliance;
  w->o.votes = w->votes;
  w->o.knowledge = (int32_t)cpw_random_below(&w->s, 3);
  w->o.noise = cpw_random_uniform(&w->s);
  w->o.cost_pool = cpw_random_below(&w->s, 3) ? 0 : cpw_random_uniform(&w->s);
}

static void make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream_init(&w->s, seed, 0, 0, 0);
  cpw_system_commons_init(&w->c);
  w->c.members = 2 + (int64_t)cpw_random_below(&w->s, MEMBERS - 1);
  w->c.options = 1 + (int64_t)cpw_random_below(&w->s, OPTIONS);
  w->c.lines = 1 + (int64_t)cpw_random_below(&w->s, LINES);
  w->c.response = w->curve;
  w->c.line = w->line;
  w->c.owner = w->owner;
  w->c.share = w->share;
  w->c.weight = w->weight;
  w->c.budget = w->budget;
  int owned = (int)cpw_random_below(&w->s, 3);
  for (int64_t o = 0; o < w->c.options; o++) {
    w->curve[o] = curve(&w->s);
    w->line[o] = (int64_t)cpw_random_below(&w->s, (uint64_t)w->c.lines);
    w->owner[o] = (int64_t)cpw_random_below(&w->s, (uint64_t)w->c.members);
    if (!owned && cpw_random_below(&w->s, 3) == 0) w->owner[o] = -1;
    for (int64_t m = 0; m < w->c.members; m++)
      w->share[o * w->c.members + m] = cpw_random_below(&w->s, 3) ? cpw_random_uniform(&w->s) : 0;
  }
  for (int64_t m = 0; m < w->c.members; m++) {
    w->weight[m] = 0.5 + cpw_random_uniform(&w->s);
    w->compliance[m] = cpw_random_below(&w->s, 2) ? 1 : cpw_random_uniform(&w->s);
    w->votes[m] = 1 + (int64_t)cpw_random_below(&w->s, 9);
    for (int64_t l = 0; l < w->c.lines; l++)
      w->budget[m * w->c.lines + l] = (int64_t)cpw_random_below(&w->s, 2000);
  }
  make_options(w);
}

static const double *real(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name)->real;
}

static double welfare(const world *w, const double *spend) {
  double sum = 0;
  for (int64_t o = 0; o < w->c.options; o++)
    for (int64_t m = 0; m < w->c.members; m++)
      sum += w->weight[m] * w->share[o * w->c.members + m] *
             cpw_response_value(&w->curve[o], spend[o]);
  return sum;
}

/* money of a line, of all members */
static double money(const world *w, int64_t line) {
  double sum = 0;
  for (int64_t m = 0; m < w->c.members; m++)
    sum += (double)w->budget[m * w->c.lines + line];
  return sum;
}

/* a random way to spend all of it */
static void random_spend(world *w, double *spend) {
  double sum[LINES] = {0, 0};
  for (int64_t o = 0; o < w->c.options; o++)
    sum[w->line[o]] += spend[o] = cpw_random_exponential(&w->s, 1);
  for (int64_t o = 0; o < w->c.options; o++)
    spend[o] *= money(w, w->line[o]) / sum[w->line[o]];
}

static const char *ways_hold(world *w, const cpw_result *r) {
  const double *all = real(r, "welfare"), *spent = real(r, "spent"), *unspent = real(r, "unspent");
  double slack = 1e-9 * (1 + all[3]), total = 0;
  for (int64_t l = 0; l < w->c.lines; l++)
    total += money(w, l);
  for (int way = 0; way < 4; way++) {
    if (all[way] > all[3] + slack) return "a way beats the joint optimum";
    if (unspent[way] < -1e-8 * (1 + total)) return "more is spent than there is";
    if (fabs(spent[way] + unspent[way] - total) > 1e-9 * (1 + total)) return "money is lost";
  }
  if (all[0] > all[1] + slack) return "each for itself beats the same money spent for all";
  if (all[2] < all[3] - 1e-6 * (1 + all[3])) return "prices do not bring the optimum about";
  for (int k = 0; k < 50; k++) {
    double spend[OPTIONS];
    random_spend(w, spend);
    if (welfare(w, spend) > all[3] + slack) return "a random spend beats the joint optimum";
  }
  return NULL;
}

static const char *equilibrium_holds(world *w) {
  cpw_result *r = NULL;
  if (cpw_system_govern_equilibrium(&w->c, &w->o, NULL, &r, NULL) != CPW_OK)
    return "an equilibrium is refused";
  const char *found = ways_hold(w, r);
  const double *regret = real(r, "regret"), *benefit = real(r, "benefit");
  int64_t settled = cpw_result_find(r, "converged")->integer[0];
  for (int64_t m = 0; m < w->c.members && !found && settled; m++)
    if (regret[m] > 1.01e-7 * (w->weight[m] * benefit[m] + 1e-12))
      found = "a member would choose otherwise";
  if (!found && !settled) found = "no equilibrium was found";
  cpw_result_free(r);
  return found;
}

static const char *levels_hold(const world *w, const cpw_result *r) {
  const int64_t *local = cpw_result_find(r, "money_local")->integer;
  const int64_t *central = cpw_result_find(r, "money_central")->integer;
  const double *loss = real(r, "total_loss"), *joint = real(r, "joint");
  int owned = 1;
  double scale = 1e-9;
  for (int64_t o = 0; o < w->c.options; o++)
    owned &= w->owner[o] >= 0;
  for (int64_t l = 0; l < w->c.lines; l++)
    scale += 1e-9 * joint[l];
  for (int64_t k = 0; k <= w->o.steps; k++) {
    for (int64_t l = 0; l < w->c.lines; l++) {
      int64_t sum = central[k * w->c.lines + l];
      for (int64_t m = 0; m < w->c.members; m++)
        sum += local[(k * w->c.members + m) * w->c.lines + l];
      if ((double)sum < money(w, l) || (double)sum > money(w, l)) return "a pound is lost";
    }
    if (loss[k] < -scale) return "devolution beats the joint optimum";
    if (w->o.knowledge != CPW_GOVERN_PERFECT || !owned) continue;
    if (k == 0 && loss[0] > scale) return "a centre that knows all is not the optimum";
    /* floor(d x money) may shift a pound between members: the loss of one pound each is let pass */
    if (k > 0 && loss[k] < loss[k - 1] - scale - 4 * (double)w->c.members)
      return "the loss falls with devolution";
  }
  return NULL;
}

static const char *devolution_holds(const world *w) {
  cpw_result *r = NULL;
  cpw_run run;
  cpw_run_init(&run);
  run.replications = 5;
  int32_t status = cpw_system_govern_devolve(&w->c, &w->o, &run, &r, NULL);
  if (status == CPW_ENOCONV) return NULL;
  if (status != CPW_OK) return "a sweep is refused";
  const char *found = levels_hold(w, r);
  cpw_result_free(r);
  return found;
}

static const char *rules_hold(const world *w, const cpw_result *r) {
  const double *payoff = real(r, "payoff"), *paid = real(r, "rule_payment"),
               *value = real(r, "value");
  const int64_t *pounds = cpw_result_find(r, "rule_payment_money")->integer;
  const int64_t *formed = cpw_result_find(r, "formed")->integer;
  int64_t n = w->c.members, all = (INT64_C(1) << n) - 1;
  double scale = 1e-6, alone = 0;
  for (int64_t m = 0; m < n; m++) {
    scale += 1e-6 * fabs(payoff[m]) + 1e-6 * fabs(payoff[all * n + m]);
    alone += payoff[m];
  }
  for (int rule = 0; rule < CPW_GOVERN_RULES; rule++) {
    double sum = 0;
    int64_t money_paid = 0;
    for (int64_t m = 0; m < n; m++) {
      double has = payoff[formed[rule] * n + m] + paid[rule * n + m];
      sum += paid[rule * n + m];
      money_paid += pounds[rule * n + m];
      int out = rule == CPW_GOVERN_PAID || rule == CPW_GOVERN_VOLUNTARY ||
                (rule == CPW_GOVERN_MANDATED && value[all] >= alone);
      if (out && (formed[rule] >> m & 1) && has < payoff[m] - scale)
        return "a member is worse off than alone";
    }
    if (fabs(sum) > scale) return "payments do not sum to 0";
    if (money_paid != 0) return "pounds paid do not sum to 0";
  }
  return NULL;
}

static const char *pool_holds(const world *w) {
  cpw_result *r = NULL;
  int32_t status = cpw_system_govern_pool(&w->c, &w->o, NULL, &r, NULL);
  if (status == CPW_ENOCONV) return NULL;
  if (status != CPW_OK) return "a pool is refused";
  const char *found = rules_hold(w, r);
  const double *shapley = real(r, "shapley"), *value = real(r, "value");
  int64_t n = w->c.members, all = (INT64_C(1) << n) - 1;
  double sum = 0;
  for (int64_t m = 0; m < n; m++)
    sum += shapley[m];
  if (!found && fabs(sum - value[all]) > 1e-9 * (1 + fabs(value[all])))
    found = "Shapley shares do not sum to the whole";
  cpw_result_free(r);
  return found;
}

static const char *problem(uint64_t seed) {
  world w;
  make(&w, seed);
  const char *found = equilibrium_holds(&w);
  if (!found) found = devolution_holds(&w);
  return found ? found : pool_holds(&w);
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  make(&w, seed);
  cpw_result *r[4] = {NULL, NULL, NULL, NULL};
  cpw_run run;
  cpw_run_init(&run);
  run.replications = 3;
  cpw_system_govern_change c;
  cpw_system_govern_change_init(&c);
  c.once = 10;
  c.gain = 20 * cpw_random_uniform(&w.s);
  c.gain_spread = 0.5;
  if (cpw_system_govern_equilibrium(&w.c, &w.o, NULL, &r[0], NULL) == CPW_OK &&
      cpw_system_govern_devolve(&w.c, &w.o, &run, &r[1], NULL) == CPW_OK &&
      cpw_system_govern_pool(&w.c, &w.o, NULL, &r[2], NULL) == CPW_OK &&
      cpw_system_govern_breakeven(&c, &run, &r[3], NULL) == CPW_OK)
    hash ^= 1;
  for (int k = 0; k < 4; k++) {
    hash = worlds_digest(r[k], hash);
    cpw_result_free(r[k]);
  }
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"system_govern", "random commons", 300, 60, problem, digest};
  return worlds_main(&w, argc, argv);
}
