/* Which pool a rule forms, and what is paid so that nobody is worse off.
 * Source: internal and external stability, d'Aspremont, Jacquemin, Gabszewicz and Weymark, Can. J. Econ. 16, 1983;
 * with side payments, Eyckmans and Finus 2004.
 * Leaves what each has in a coalition to pool.c. */
#include "system_govern/pool.h"

#include <string.h>

static double payoff(const cpwi_govern_pool *p, int64_t set, int64_t m) {
  return p->payoff[set * p->g->members + m];
}

int64_t cpwi_govern_pool_worse(const cpwi_govern_pool *p, const cpwi_govern_rule *rule, int paid) {
  int64_t count = 0;
  for (int64_t m = 0; m < p->g->members; m++) {
    double had = payoff(p, 0, m), has = payoff(p, rule->set, m);
    if (paid) has += rule->payment[m];
    count += has < had - cpwi_govern_pool_slack(p, had);
  }
  return count;
}

/* ---------------------------------------------------------------- stability ----------------- */

/* What a member must have to stay: what leaving gives, and with payments no less than with no pool at all. */
static double claim(const cpwi_govern_pool *p, int64_t set, int64_t m) {
  double leaving = payoff(p, set & ~(INT64_C(1) << m), m), alone = payoff(p, 0, m);
  return leaving > alone ? leaving : alone;
}

static void stability(cpwi_govern_pool *p, int64_t set) {
  double claims = 0;
  p->stable[0][set] = p->stable[1][set] = 1;
  for (int64_t m = 0; m < p->g->members; m++) {
    int64_t bit = INT64_C(1) << m;
    double here = payoff(p, set, m), there = payoff(p, set ^ bit, m);
    double slack = cpwi_govern_pool_slack(p, here);
    if (set & bit) claims += claim(p, set, m);
    if (set & bit && there > here + slack) p->stable[0][set] = 0;
    if (!(set & bit) && there > here + slack) p->stable[1][set] = 0;
  }
  p->stable[2][set] = claims <= p->value[set] + cpwi_govern_pool_slack(p, claims);
}

/* The pool of the greatest welfare among those of two or more that `holds`; of equals the one with fewest members, then
 * the lowest; 0: there is none. */
static int64_t choose(const cpwi_govern_pool *p,
                      int (*holds)(const cpwi_govern_pool *p, int64_t set)) {
  int64_t best = 0;
  for (int64_t set = 1; set < p->sets; set++) {
    if (cpwi_govern_pool_members(set) < 2 || !holds(p, set)) continue;
    double more = p->welfare[set] - p->welfare[best];
    double slack = cpwi_govern_pool_slack(p, p->welfare[best]);
    int smaller =
        fabs(more) <= slack && cpwi_govern_pool_members(set) < cpwi_govern_pool_members(best);
    if (best == 0 ? more >= -slack : more > slack || smaller) best = set;
  }
  return best;
}

static int voluntary(const cpwi_govern_pool *p, int64_t set) {
  for (int64_t m = 0; m < p->g->members; m++) {
    double alone = payoff(p, 0, m);
    if (set >> m & 1 && payoff(p, set, m) < alone - cpwi_govern_pool_slack(p, alone)) return 0;
  }
  return p->stable[0][set] && p->stable[1][set];
}

static int paid(const cpwi_govern_pool *p, int64_t set) {
  return p->stable[2][set];
}

static int majority(const cpwi_govern_pool *p) {
  const cpwi_commons *g = p->g;
  int64_t votes = 0, all = p->sets - 1;
  for (int64_t m = 0; m < g->members; m++) {
    double alone = payoff(p, 0, m);
    if (payoff(p, all, m) > alone + cpwi_govern_pool_slack(p, alone))
      votes += g->o.votes ? g->o.votes[g->member_row[m]] : 1;
  }
  return votes >= p->quota;
}

/* ---------------------------------------------------------------- payments ------------------ */

/* Everybody in the pool has its claim and an equal part of what is left. */
static void pay_claims(const cpwi_govern_pool *p, cpwi_govern_rule *rule) {
  int64_t members = p->g->members, size = cpwi_govern_pool_members(rule->set);
  double left = p->value[rule->set];
  for (int64_t m = 0; m < members; m++)
    if (rule->set >> m & 1) left -= claim(p, rule->set, m);
  for (int64_t m = 0; m < members; m++)
    if (rule->set >> m & 1)
      rule->payment[m] = claim(p, rule->set, m) + left / (double)size - payoff(p, rule->set, m);
}

/* Who gains lifts who loses to what it had alone, in proportion to the gains and as far as they reach. */
static void pay_losers(const cpwi_govern_pool *p, cpwi_govern_rule *rule) {
  double gains = 0, losses = 0;
  for (int64_t m = 0; m < p->g->members; m++) {
    double gain = payoff(p, rule->set, m) - payoff(p, 0, m);
    gains += gain > 0 ? gain : 0;
    losses += gain < 0 ? -gain : 0;
  }
  double paid_out = losses < gains ? losses : gains;
  for (int64_t m = 0; m < p->g->members && paid_out > 0; m++) {
    double gain = payoff(p, rule->set, m) - payoff(p, 0, m);
    rule->payment[m] = gain > 0 ? -paid_out * (gain / gains) : paid_out * (-gain / losses);
  }
}

/* Payments in whole pounds that sum to 0: rounded down, then a pound each to the greatest remainders. */
static void in_pounds(const cpwi_govern_pool *p, cpwi_govern_rule *rule) {
  double rest[CPW_GOVERN_MOST] = {0};
  int64_t sum = 0, members = p->g->members;
  if (!(p->price > 0)) return;
  for (int64_t m = 0; m < members; m++) {
    double money = rule->payment[m] / p->price;
    if (!(fabs(money) < 4e18 / CPW_GOVERN_MOST)) {
      memset(rule->pounds, 0, sizeof rule->pounds);
      return;
    }
    rule->pounds[m] = (int64_t)floor(money);
    rest[m] = money - floor(money);
    sum += rule->pounds[m];
  }
  for (; sum < 0; sum++) {
    int64_t most = 0;
    for (int64_t m = 1; m < members; m++)
      most = rest[m] > rest[most] ? m : most;
    rule->pounds[most]++;
    rest[most] = -1;
  }
  for (; sum > 0; sum--) { /* rounding of the payments themselves */
    int64_t most = 0;
    for (int64_t m = 1; m < members; m++)
      most = rule->pounds[m] > rule->pounds[most] ? m : most;
    rule->pounds[most]--;
  }
}

void cpwi_govern_pool_rules(cpwi_govern_pool *p) {
  for (int64_t set = 0; set < p->sets; set++)
    stability(p, set);
  memset(p->rule, 0, sizeof p->rule);
  p->rule[CPW_GOVERN_VOLUNTARY].set = choose(p, voluntary);
  p->rule[CPW_GOVERN_PAID].set = choose(p, paid);
  if (p->rule[CPW_GOVERN_PAID].set != 0) pay_claims(p, &p->rule[CPW_GOVERN_PAID]);
  if (majority(p)) p->rule[CPW_GOVERN_MAJORITY].set = p->sets - 1;
  p->rule[CPW_GOVERN_MANDATED].set = p->sets - 1;
  pay_losers(p, &p->rule[CPW_GOVERN_MANDATED]);
  for (int r = 0; r < CPW_GOVERN_RULES; r++)
    in_pounds(p, &p->rule[r]);
}
