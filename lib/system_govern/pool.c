/* Who pools with whom: the equilibrium of every coalition against the others, as a game.
 * Source: gamma characteristic function, Chander and Tulkens, Int. J. Game Theory 26, 1997; values and core by
 * coalition.h.
 * Leaves the equilibrium of one coalition to players.c, which pool a rule forms to rules.c. */
#include "system_govern/pool.h"

#include "carepath/coalition.h"

#include <string.h>

double cpwi_govern_pool_slack(const cpwi_govern_pool *p, double value) {
  return 1e-9 * (fabs(value) > p->scale ? fabs(value) : p->scale);
}

/* ---------------------------------------------------------------- one coalition ------------- */

static double compliance(const cpwi_commons *g, int64_t m) {
  return g->o.compliance ? g->o.compliance[g->member_row[m]] : 1;
}

/* The pool of a set as player 0: what its members value and may, and the money that they hand over. */
static void pool_player(cpwi_players *p, const cpwi_commons *g, int64_t set) {
  memset(p->money, 0, (size_t)g->lines * sizeof *p->money);
  memset(p->value, 0, (size_t)g->options * sizeof *p->value);
  memset(p->may, 0, (size_t)g->options);
  for (int64_t m = 0; m < g->members; m++) {
    if (!(set >> m & 1)) continue;
    for (int64_t l = 0; l < g->lines; l++)
      p->money[l] += compliance(g, m) * (double)g->budget[m * g->lines + l];
    for (int64_t o = 0; o < g->options; o++) {
      p->value[o] += g->weight[m] * g->share[o * g->members + m];
      p->may[o] |= g->owner[o] == m || g->owner[o] < 0;
    }
  }
}

/* Members for themselves: all of their money, or what they hold back from the pool. */
static void single_players(cpwi_players *p, const cpwi_commons *g, int64_t set, double *money) {
  for (int64_t m = 0; m < g->members; m++) {
    double kept = set >> m & 1 ? 1 - compliance(g, m) : 1;
    if (!(kept > 0)) continue;
    for (int64_t l = 0; l < g->lines; l++)
      money[l] = kept * (double)g->budget[m * g->lines + l];
    cpwi_players_single(p, g, p->count++, m, money);
  }
}

static void keep(cpwi_govern_pool *p, int64_t set, const double *spend, double *benefit) {
  const cpwi_commons *g = p->g;
  int64_t size = cpwi_govern_pool_members(set);
  double cost = size > 1 ? g->o.cost_pool / (double)size + g->o.cost_member : 0;
  cpwi_commons_benefit(g, spend, benefit);
  for (int64_t m = 0; m < g->members; m++)
    p->payoff[set * g->members + m] =
        g->weight[m] * benefit[m] - (set >> m & 1 && size > 1 ? cost : 0);
  p->spent[set] = cpwi_commons_sum(spend, g->options);
}

static int32_t play(cpwi_govern_pool *p, cpwi_players *players, cpwi_bench *b, int64_t set,
                    double *room, cpw_error *err) {
  const cpwi_commons *g = p->g;
  memset(players->own, 0, (size_t)((g->members + 1) * g->options) * sizeof *players->own);
  players->count = 0;
  if (cpwi_govern_pool_members(set) > 1) {
    pool_player(players, g, set);
    players->count = 1;
  }
  single_players(players, g, cpwi_govern_pool_members(set) > 1 ? set : 0, room + g->members);
  int32_t status = cpwi_players_settle(players, g, b, err);
  if (status == CPW_OK && !players->settled)
    status = cpwi_fail(err, CPW_ENOCONV, set, g->where,
                       "coalition %lld and the others find no equilibrium within %lld rounds",
                       (long long)set, (long long)g->o.rounds);
  if (status == CPW_OK) keep(p, set, players->spend, room);
  return status;
}

/* Coalitions first to last - 1, on one thread. A coalition of one is nobody's pool: coalition 0. */
static int32_t play_range(void *context, int64_t first, int64_t last, cpw_error *err) {
  cpwi_govern_pool *p = context;
  const cpwi_commons *g = p->g;
  cpwi_players players = {0};
  cpwi_bench b = {0};
  double *room = cpwi_alloc(g->o.allocator, (size_t)(g->members + g->lines), sizeof *room);
  int32_t status = room ? CPW_OK : cpwi_fail(err, CPW_ENOMEM, -1, g->where, "out of memory");
  if (status == CPW_OK) status = cpwi_bench_init(&b, g, err);
  if (status == CPW_OK) status = cpwi_players_init(&players, g, g->members + 1, err);
  for (int64_t set = first; set < last && status == CPW_OK; set++)
    if (cpwi_govern_pool_members(set) != 1) status = play(p, &players, &b, set, room, err);
  cpwi_players_free(&players, g);
  cpwi_bench_free(&b);
  cpwi_release(g->o.allocator, room);
  return status;
}

static int32_t play_all(cpwi_govern_pool *p, cpw_error *err) {
  const cpwi_commons *g = p->g;
  int32_t status = cpwi_parallel(&g->run, p->sets, 4, play_range, p, g->where, err);
  if (status != CPW_OK) return status;
  for (int64_t set = 1; set < p->sets; set++)
    if (cpwi_govern_pool_members(set) == 1) {
      memcpy(p->payoff + set * g->members, p->payoff, (size_t)g->members * sizeof *p->payoff);
      p->spent[set] = p->spent[0];
    }
  for (int64_t set = 0; set < p->sets; set++) {
    const double *x = p->payoff + set * g->members;
    p->welfare[set] = cpwi_commons_sum(x, g->members);
    p->value[set] = 0;
    for (int64_t m = 0; m < g->members; m++) {
      if (set >> m & 1) p->value[set] += x[m];
      p->scale = fabs(x[m]) > p->scale ? fabs(x[m]) : p->scale;
    }
  }
  return CPW_OK;
}

/* ---------------------------------------------------------------- the result ---------------- */

/* The caller's number of a coalition. */
static int64_t outside(const cpwi_commons *g, int64_t set) {
  int64_t out = 0;
  for (int64_t m = 0; m < g->members; m++)
    if (set >> m & 1) out |= INT64_C(1) << g->member_row[m];
  return out;
}

static void write_coalitions(const cpwi_govern_pool *p, cpwi_sheet *s) {
  const cpwi_commons *g = p->g;
  double *payoff = cpwi_sheet_real(s, "payoff", "", "welfare of each member", "coalition member");
  double *value = cpwi_sheet_real(s, "value", "", "of the coalition to its members", "coalition");
  double *welfare = cpwi_sheet_real(s, "welfare", "", "of all members", "coalition");
  double *spent = cpwi_sheet_real(s, "spent", "money", "by all", "coalition");
  static const char *const names[] = {"stable_internal", "stable_external", "stable_paid"};
  static const char *const texts[] = {"1: no member has more by leaving",
                                      "1: nobody outside has more by joining",
                                      "1: its value covers what its members have by leaving"};
  int64_t *stable[3] = {NULL, NULL, NULL};
  for (int k = 0; k < 3; k++)
    stable[k] = cpwi_sheet_whole(s, names[k], "", texts[k], "coalition");
  for (int64_t set = 0; set < p->sets && s->status == CPW_OK; set++) {
    int64_t at = outside(g, set);
    value[at] = p->value[set];
    welfare[at] = p->welfare[set];
    spent[at] = p->spent[set];
    for (int k = 0; k < 3; k++)
      stable[k][at] = p->stable[k][set];
    for (int64_t m = 0; m < g->members; m++)
      payoff[at * g->members + g->member_row[m]] = p->payoff[set * g->members + m];
  }
}

static void write_rules(const cpwi_govern_pool *p, cpwi_sheet *s) {
  const cpwi_commons *g = p->g;
  int64_t *formed = cpwi_sheet_whole(s, "formed", "", "the pool of a rule; 0: none", "rule");
  double *welfare = cpwi_sheet_real(s, "rule_welfare", "", "of all members", "rule");
  int64_t *size = cpwi_sheet_whole(s, "rule_members", "", "in the pool", "rule");
  int64_t *worse = cpwi_sheet_whole(s, "worse_off", "", "members with less than alone", "rule");
  int64_t *after = cpwi_sheet_whole(s, "worse_off_paid", "", "after payments", "rule");
  double *payoff = cpwi_sheet_real(s, "rule_payoff", "", "before payments", "rule member");
  double *gain = cpwi_sheet_real(s, "rule_gain", "", "against alone, unpaid", "rule member");
  double *paid = cpwi_sheet_real(s, "rule_payment", "", "received, in welfare", "rule member");
  int64_t *pounds = cpwi_sheet_whole(s, "rule_payment_money", "money",
                                     "received, at the joint price", "rule member");
  for (int r = 0; r < CPW_GOVERN_RULES && s->status == CPW_OK; r++) {
    const cpwi_govern_rule *rule = &p->rule[r];
    formed[r] = outside(g, rule->set);
    welfare[r] = p->welfare[rule->set];
    size[r] = cpwi_govern_pool_members(rule->set);
    worse[r] = cpwi_govern_pool_worse(p, rule, 0);
    after[r] = cpwi_govern_pool_worse(p, rule, 1);
    for (int64_t m = 0; m < g->members; m++) {
      int64_t at = r * g->members + g->member_row[m];
      payoff[at] = p->payoff[rule->set * g->members + m];
      gain[at] = payoff[at] - p->payoff[m];
      paid[at] = rule->payment[m];
      pounds[at] = rule->pounds[m];
    }
  }
}

/* Values of the game, by the caller's numbers. */
typedef struct solved {
  double shapley[CPW_GOVERN_MOST], nucleolus[CPW_GOVERN_MOST], least[CPW_GOVERN_MOST];
  double power[CPW_GOVERN_MOST], complaint;
  cpw_coalition_facts facts;
  cpw_coalition_core core;
} solved;

static int32_t solve_votes(const cpwi_govern_pool *p, solved *v, cpw_error *err) {
  const cpwi_commons *g = p->g;
  int64_t votes[CPW_GOVERN_MOST] = {0};
  for (int64_t m = 0; m < g->members; m++)
    votes[m] = g->o.votes ? g->o.votes[m] : 1;
  return cpw_coalition_power(votes, g->members, p->quota, NULL, g->o.allocator, v->power, NULL,
                             err);
}

static int32_t solve(const cpwi_govern_pool *p, double *values, solved *v, cpw_error *err) {
  const cpwi_commons *g = p->g;
  cpw_coalition_options o;
  cpw_coalition_options_init(&o);
  o.allocator = g->o.allocator;
  double alone = 0;
  for (int64_t set = 0; set < p->sets; set++)
    values[outside(g, set)] = p->value[set];
  for (int64_t m = 0; m < g->members; m++)
    alone += values[INT64_C(1) << m];
  /* a pool that costs more than it gains: somebody must be worse off */
  o.preimputations = !(values[p->sets - 1] >= alone + cpwi_govern_pool_slack(p, alone));
  int32_t status = cpw_coalition_describe(values, g->members, &o, &v->facts, err);
  if (status == CPW_OK) status = cpw_coalition_shapley(values, g->members, v->shapley, err);
  if (status == CPW_OK) status = cpw_coalition_nucleolus(values, g->members, &o, v->nucleolus, err);
  if (status == CPW_OK)
    status = cpw_coalition_least_core(values, g->members, &o, &v->complaint, v->least, err);
  if (status == CPW_OK)
    status = cpw_coalition_test_core(values, g->members, v->shapley, &o, &v->core, err);
  return status == CPW_OK ? solve_votes(p, v, err) : status;
}

static void write_game(const cpwi_govern_pool *p, const solved *v, cpwi_sheet *s) {
  const struct {
    const char *name, *text;
    const double *from;
  } rows[] = {{"shapley", "Shapley value of the game of pools", v->shapley},
              {"nucleolus", "nucleolus", v->nucleolus},
              {"least_core", "shares of the least core", v->least},
              {"power", "Shapley-Shubik index of the votes", v->power}};
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
    double *to = cpwi_sheet_real(s, rows[k].name, "", rows[k].text, "member");
    for (int64_t m = 0; to && m < p->g->members; m++)
      to[m] = rows[k].from[m];
  }
  cpwi_sheet_number(s, "core_complaint", "", "<= 0: the pool of all has a core", v->complaint);
  cpwi_sheet_count(s, "superadditive", "1: pools together are worth no less",
                   v->facts.superadditive);
  cpwi_sheet_count(s, "convex", "1: a member adds no less to a greater pool", v->facts.convex);
  cpwi_sheet_count(s, "essential", "1: all together gain", v->facts.essential);
  cpwi_sheet_count(s, "shapley_in_core", "1: no coalition would leave it", v->core.in_core);
  cpwi_sheet_note(s, "value",
                  "of a coalition: the benefit of its members where it spends as one and "
                  "all others act alone, costs of the pool taken off");
}

static int32_t write_all(const cpwi_govern_pool *p, cpw_result **out, cpw_error *err) {
  static const char *const rules[CPW_GOVERN_RULES] = {"alone", "voluntary", "paid", "majority",
                                                      "mandated"};
  const cpwi_commons *g = p->g;
  solved v;
  memset(&v, 0, sizeof v);
  double *values = cpwi_alloc(g->o.allocator, (size_t)p->sets, sizeof *values);
  if (!values) return cpwi_fail(err, CPW_ENOMEM, -1, g->where, "out of memory for coalitions");
  int32_t status = solve(p, values, &v, err);
  cpwi_release(g->o.allocator, values);
  if (status != CPW_OK) return status;
  cpwi_sheet s;
  cpwi_sheet_new(&s, g->o.allocator, err);
  cpwi_sheet_axis(&s, "coalition", p->sets, NULL);
  cpwi_sheet_axis(&s, "rule", CPW_GOVERN_RULES, rules);
  cpwi_sheet_axis(&s, "member", g->members, g->c.member);
  write_coalitions(p, &s);
  write_rules(p, &s);
  write_game(p, &v, &s);
  return cpwi_sheet_close(&s, CPW_OK, out);
}

/* ---------------------------------------------------------------- the call ------------------ */

static int32_t pool_init(cpwi_govern_pool *p, const cpwi_commons *g, cpw_error *err) {
  if (g->members < 2 || g->members > CPW_GOVERN_MOST)
    return cpwi_fail(err, CPW_EINVAL, -1, g->where, "commons.members = %lld must be 2 to %d",
                     (long long)g->members, CPW_GOVERN_MOST);
  const cpw_allocator *a = g->o.allocator;
  p->g = g;
  p->sets = INT64_C(1) << g->members;
  int64_t votes = 0;
  for (int64_t m = 0; m < g->members; m++)
    votes += g->o.votes ? g->o.votes[m] : 1;
  p->quota = g->o.quota > 0 ? g->o.quota : votes / 2 + 1;
  p->payoff = cpwi_alloc_zero(a, (size_t)(p->sets * g->members), sizeof *p->payoff);
  p->value = cpwi_alloc_zero(a, (size_t)p->sets, sizeof *p->value);
  p->welfare = cpwi_alloc_zero(a, (size_t)p->sets, sizeof *p->welfare);
  p->spent = cpwi_alloc_zero(a, (size_t)p->sets, sizeof *p->spent);
  int32_t status = p->payoff && p->value && p->welfare && p->spent ? CPW_OK : CPW_ENOMEM;
  for (int k = 0; k < 3; k++) {
    p->stable[k] = cpwi_alloc_zero(a, (size_t)p->sets, 1);
    if (!p->stable[k]) status = CPW_ENOMEM;
  }
  return status == CPW_OK ? CPW_OK
                          : cpwi_fail(err, CPW_ENOMEM, -1, g->where,
                                      "out of memory for %lld coalitions", (long long)p->sets);
}

static void pool_free(cpwi_govern_pool *p, const cpwi_commons *g) {
  void *const blocks[] = {p->payoff,    p->value,     p->welfare,  p->spent,
                          p->stable[0], p->stable[1], p->stable[2]};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
    cpwi_release(g->o.allocator, blocks[k]);
}

/* Welfare of a pound in the joint optimum, the mean over lines by their money. */
static int32_t find_price(cpwi_govern_pool *p, cpw_error *err) {
  const cpwi_commons *g = p->g;
  const cpw_allocator *a = g->o.allocator;
  cpwi_bench b = {0};
  double *spend = cpwi_alloc_zero(a, (size_t)g->options, sizeof *spend);
  double *price = cpwi_alloc_zero(a, (size_t)g->lines, sizeof *price);
  int32_t status =
      spend && price ? CPW_OK : cpwi_fail(err, CPW_ENOMEM, -1, g->where, "out of memory");
  if (status == CPW_OK) status = cpwi_bench_init(&b, g, err);
  if (status == CPW_OK) status = cpwi_commons_joint(g, &b, spend, price, err);
  double sum = 0, money = 0;
  for (int64_t l = 0; l < g->lines && status == CPW_OK; l++) {
    sum += price[l] * (double)g->line_money[l];
    money += (double)g->line_money[l];
  }
  p->price = money > 0 ? sum / money : 0;
  cpwi_bench_free(&b);
  cpwi_release(a, spend);
  cpwi_release(a, price);
  return status;
}

int32_t cpw_system_govern_pool(const cpw_system_commons *commons,
                               const cpw_system_govern_options *options, const cpw_run *run,
                               cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpwi_commons g;
  cpwi_govern_pool p;
  memset(&p, 0, sizeof p);
  int32_t status = cpwi_commons_init(&g, commons, options, run, __func__, err);
  if (status == CPW_OK) status = pool_init(&p, &g, err);
  if (status == CPW_OK) status = find_price(&p, err);
  if (status == CPW_OK) status = play_all(&p, err);
  if (status == CPW_OK) cpwi_govern_pool_rules(&p);
  if (status == CPW_OK) status = write_all(&p, out, err);
  pool_free(&p, &g);
  cpwi_commons_free(&g);
  return status;
}
