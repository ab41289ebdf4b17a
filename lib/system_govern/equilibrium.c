/* Each for itself against all together: four ways to decide about the same money, and what lies between them.
 * Source: price of anarchy, Koutsoupias and Papadimitriou, STACS 1999; potential games, Monderer and Shapley 1996;
 * prices for subsidiarity, Arrow and Hurwicz 1960.
 * Leaves best responses to players.c, allocations to bench.c. */
#include "system_govern/internal.h"

#include <string.h>

typedef struct ways {
  const cpwi_commons *g;
  cpwi_bench *bench;
  cpwi_players players;
  double *spend;   /* (ways, options) */
  double *benefit; /* (ways, members) */
  double *price;   /* (lines) */
} ways;

static double *spend_of(const ways *w, int way) {
  return w->spend + way * w->g->options;
}

static int32_t alone(ways *w, cpw_error *err) {
  const cpwi_commons *g = w->g;
  for (int64_t m = 0; m < g->members; m++)
    cpwi_players_single(&w->players, g, m, m, NULL);
  int32_t status = cpwi_players_settle(&w->players, g, w->bench, err);
  memcpy(spend_of(w, CPWI_ALONE), w->players.spend, (size_t)g->options * sizeof(double));
  return status;
}

static int32_t coordinated(ways *w, cpw_error *err) {
  const cpwi_commons *g = w->g;
  int32_t status = CPW_OK;
  for (int64_t l = 0; l < g->lines && status == CPW_OK; l++) {
    cpwi_purse purse = {.line = l, .value = g->worth, .own = g->budget, .response = g->response};
    purse.budget = (double)g->line_money[l];
    status = cpwi_bench_solve(w->bench, &purse, spend_of(w, CPWI_COORDINATED), NULL, err);
  }
  return status;
}

/* What an owner buys at the price, which is known to 1e-9: where many spends are as good, the one of the joint optimum. */
static int32_t buy(const cpwi_commons *g, int64_t o, double price, double joint, double *spend,
                   cpw_error *err) {
  double least = 0, most = 0, at = price / g->worth[o];
  *spend = joint;
  if (!(at > 0) || at - at != 0) return CPW_OK;
  int32_t status =
      cpw_response_demand(&g->response[o], at * (1 + 1e-9), 0, g->upper[o], &least, NULL, err);
  if (status == CPW_OK)
    status = cpw_response_demand(&g->response[o], at * (1 - 1e-9), 0, g->upper[o], &at, &most, err);
  if (status == CPW_OK) *spend = joint < least ? least : joint > most ? most : joint;
  return status;
}

static int32_t priced(ways *w, cpw_error *err) {
  const cpwi_commons *g = w->g;
  const double *joint = spend_of(w, CPWI_JOINT);
  double *spend = spend_of(w, CPWI_PRICED);
  int32_t status = CPW_OK;
  for (int64_t o = 0; o < g->options && status == CPW_OK; o++)
    status = buy(g, o, w->price[g->line[o]], joint[o], &spend[o], err);
  return status;
}

static int32_t decide(ways *w, cpw_error *err) {
  int32_t status = alone(w, err);
  if (status == CPW_OK) status = coordinated(w, err);
  if (status == CPW_OK)
    status = cpwi_commons_joint(w->g, w->bench, spend_of(w, CPWI_JOINT), w->price, err);
  return status == CPW_OK ? priced(w, err) : status;
}

/* ---------------------------------------------------------------- the result ---------------- */

static void write_ways(const ways *w, cpwi_sheet *s, double *welfare) {
  const cpwi_commons *g = w->g;
  double *spend = cpwi_sheet_real(s, "spend", "money", "spent on each option", "way option");
  double *benefit = cpwi_sheet_real(s, "benefit", "", "of each member's people", "way member");
  double *total = cpwi_sheet_real(s, "welfare", "", "weighted sum of the benefits", "way");
  double *spent = cpwi_sheet_real(s, "spent", "money", "sum of the spend", "way");
  double *unspent = cpwi_sheet_real(s, "unspent", "money", "budgets less what is spent", "way");
  double *line = cpwi_sheet_real(s, "line_welfare", "", "welfare from each line", "way line");
  double *gini = cpwi_sheet_real(s, "gini", "", "of the benefits a head", "way");
  double *least = cpwi_sheet_real(s, "least", "", "least benefit a head", "way");
  double money = 0;
  for (int64_t l = 0; l < g->lines; l++)
    money += (double)g->line_money[l];
  for (int way = 0; way < CPWI_WAYS && s->status == CPW_OK; way++) {
    const double *x = spend_of(w, way), *b = w->benefit + way * g->members;
    for (int64_t o = 0; o < g->options; o++)
      spend[way * g->options + g->option_row[o]] = x[o];
    for (int64_t m = 0; m < g->members; m++)
      benefit[way * g->members + g->member_row[m]] = b[m];
    for (int64_t l = 0; l < g->lines; l++)
      line[way * g->lines + l] = cpwi_commons_line_welfare(g, x, l);
    total[way] = welfare[way];
    spent[way] = cpwi_commons_sum(x, g->options);
    unspent[way] = money - spent[way];
    s->status = cpwi_commons_spread(g, b, &gini[way], &least[way], s->err);
  }
}

static void write_members(const ways *w, cpwi_sheet *s) {
  const cpwi_commons *g = w->g;
  double *price = cpwi_sheet_real(s, "price", "", "welfare of one more pound, joint", "line");
  double *transfer =
      cpwi_sheet_real(s, "transfer", "money", "received at the system's price", "member line");
  double *own = cpwi_sheet_real(s, "contribution", "money", "who spends what, each for itself",
                                "member option");
  double *regret = cpwi_sheet_real(s, "regret", "", "what each could still gain alone", "member");
  double *gain = cpwi_sheet_real(s, "gain", "", "benefit, joint less alone", "member");
  if (s->status != CPW_OK) return;
  memcpy(price, w->price, (size_t)g->lines * sizeof *price);
  for (int64_t m = 0; m < g->members; m++) {
    int64_t row = g->member_row[m];
    regret[row] = w->players.regret[m];
    gain[row] = w->benefit[CPWI_JOINT * g->members + m] - w->benefit[CPWI_ALONE * g->members + m];
    for (int64_t l = 0; l < g->lines; l++)
      transfer[row * g->lines + l] = -(double)g->budget[m * g->lines + l];
    for (int64_t o = 0; o < g->options; o++) {
      own[row * g->options + g->option_row[o]] = w->players.own[m * g->options + o];
      if (g->owner[o] == m) transfer[row * g->lines + g->line[o]] += spend_of(w, CPWI_PRICED)[o];
    }
  }
}

static double share_lost(double best, double had) {
  return best > 0 ? (best - had) / best : 0;
}

static void write_numbers(const ways *w, cpwi_sheet *s, const double *welfare) {
  const cpwi_commons *g = w->g;
  double joint = welfare[CPWI_JOINT], own = welfare[CPWI_ALONE];
  cpwi_sheet_number(s, "anarchy", "", "joint over alone: price of anarchy",
                    own > 0 ? joint / own : CPWI_NAN);
  cpwi_sheet_number(s, "efficiency_loss", "share", "joint less alone over joint",
                    share_lost(joint, own));
  cpwi_sheet_number(s, "boundaries_loss", "share", "joint less coordinated over joint",
                    share_lost(joint, welfare[CPWI_COORDINATED]));
  cpwi_sheet_count(s, "rounds", "of best responses", w->players.rounds);
  cpwi_sheet_count(s, "converged", "1: nobody gains by another choice", w->players.settled);
  cpwi_sheet_count(s, "potential", "1: shares in proportion over members", g->alike);
  cpwi_sheet_count(s, "dominant", "1: every option has one owner", g->owned);
  cpwi_sheet_note(s, "uniqueness",
                  g->owned ? "every option has one owner: each choice is the best whatever the "
                             "others do, and the equilibrium is unique"
                  : g->alike
                      ? "shares in the same proportion: all want the same, a potential game; "
                        "the totals are those of its maximum"
                      : "options that several may pay for: an equilibrium exists, there may "
                        "be more than this one; regret shows that it is one");
  if (s->status == CPW_OK && !w->players.settled)
    s->status = cpw_result_set_outcome(s->result, CPW_OUTCOME_UNREACHABLE);
}

static int32_t write_all(ways *w, cpw_result **out, cpw_error *err) {
  static const char *const names[CPWI_WAYS] = {"alone", "coordinated", "priced", "joint"};
  const cpwi_commons *g = w->g;
  double welfare[CPWI_WAYS] = {0};
  for (int way = 0; way < CPWI_WAYS; way++)
    welfare[way] = cpwi_commons_benefit(g, spend_of(w, way), w->benefit + way * g->members);
  cpwi_sheet s;
  cpwi_sheet_new(&s, g->o.allocator, err);
  cpwi_sheet_axis(&s, "way", CPWI_WAYS, names);
  cpwi_sheet_axis(&s, "member", g->members, g->c.member);
  cpwi_sheet_axis(&s, "option", g->options, g->c.option);
  cpwi_sheet_axis(&s, "line", g->lines, g->c.line_name);
  write_ways(w, &s, welfare);
  write_members(w, &s);
  write_numbers(w, &s, welfare);
  return cpwi_sheet_close(&s, CPW_OK, out);
}

static int32_t ways_init(ways *w, const cpwi_commons *g, cpwi_bench *b, cpw_error *err) {
  memset(w, 0, sizeof *w);
  w->g = g;
  w->bench = b;
  const cpw_allocator *a = g->o.allocator;
  w->spend = cpwi_alloc_zero(a, (size_t)(CPWI_WAYS * g->options), sizeof *w->spend);
  w->benefit = cpwi_alloc_zero(a, (size_t)(CPWI_WAYS * g->members), sizeof *w->benefit);
  w->price = cpwi_alloc_zero(a, (size_t)g->lines, sizeof *w->price);
  if (!w->spend || !w->benefit || !w->price)
    return cpwi_fail(err, CPW_ENOMEM, -1, g->where, "out of memory for %lld options",
                     (long long)g->options);
  return CPW_OK;
}

int32_t cpw_system_govern_equilibrium(const cpw_system_commons *commons,
                                      const cpw_system_govern_options *options, const cpw_run *run,
                                      cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpwi_commons g;
  cpwi_bench bench = {0};
  ways w = {0};
  int32_t status = cpwi_commons_init(&g, commons, options, run, __func__, err);
  if (status == CPW_OK) status = cpwi_bench_init(&bench, &g, err);
  if (status == CPW_OK) status = ways_init(&w, &g, &bench, err);
  if (status == CPW_OK) status = cpwi_players_init(&w.players, &g, g.members, err);
  if (status == CPW_OK) status = decide(&w, err);
  if (status == CPW_OK) status = write_all(&w, out, err);
  cpwi_players_free(&w.players, &g);
  cpwi_release(g.o.allocator, w.spend);
  cpwi_release(g.o.allocator, w.benefit);
  cpwi_release(g.o.allocator, w.price);
  cpwi_bench_free(&bench);
  cpwi_commons_free(&g);
  return status;
}
