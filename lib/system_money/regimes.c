/* The same money under every payment regime: what each organisation earns, what transactions take, what is short.
 * Source: the rule of cpw_system_regimes.
 * Leaves one regime to regime.c and flow.c; what choice does to activity to a run of the system. */
#include "system_money/internal.h"

typedef struct table {
  cpw_result *r;
  int64_t *earned, *paid, *transactions, *shortfall;
  double *cost, *margin, *activity;
  int64_t regimes;
} table;

static int32_t dimensions(const cpw_system *s, table *t, const cpw_allocator *a, cpw_error *err) {
  const char *regime[16] = {0};
  for (; t->regimes < 16 && cpw_system_regime_name(t->regimes); t->regimes++)
    regime[t->regimes] = cpw_system_regime_name(t->regimes);
  const char **label = cpwi_alloc_zero(a, (size_t)s->organisations, sizeof *label);
  if (!label)
    return cpwi_fail(err, CPW_ENOMEM, -1, "cpw_system_regimes", "no memory for the labels");
  for (int64_t i = 0; i < s->organisations; i++)
    label[i] = s->organisation[i].id;
  int32_t status = cpw_result_add_dimension(t->r, "regime", t->regimes, regime, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(t->r, "organisation", s->organisations, label, err);
  cpwi_release(a, label);
  return status;
}

static int32_t arrays(table *t, cpw_error *err) {
  static const char *const name[7] = {"earned",       "cost",  "margin",  "paid",
                                      "transactions", "short", "activity"};
  static const char *const unit[7] = {"pounds", "pounds", "pounds",    "pounds",
                                      "pounds", "pounds", "treatments"};
  static const char *const about[7] = {"Paid to the organisation under the regime.",
                                       "Cost of its activity.",
                                       "Earned less cost; no value without a payment by regime.",
                                       "Paid under the regime, transactions included.",
                                       "Taken by transactions.",
                                       "Owed and not paid, by any payment.",
                                       "Treatments of all units."};
  void *memory[7] = {0};
  for (int k = 0; k < 7; k++) {
    int real = k == 1 || k == 2 || k == 6;
    int32_t status = cpw_result_add_array(
        t->r, name[k], unit[k], about[k], k < 3 ? "regime organisation" : "regime",
        real ? CPW_DOUBLE : CPW_INT64, CPW_MERGE_SAME, &memory[k], err);
    if (status != CPW_OK) return status;
  }
  t->earned = memory[0];
  t->cost = memory[1];
  t->margin = memory[2];
  t->paid = memory[3];
  t->transactions = memory[4];
  t->shortfall = memory[5];
  t->activity = memory[6];
  return CPW_OK;
}

/* All years of one regime. */
static void fill(const table *t, int64_t k, const cpwi_money *m) {
  int64_t n = m->organisations;
  for (int64_t i = 0; i < n; i++) {
    int64_t under = 0, at = k * n + i;
    for (int64_t y = 0; y < m->years; y++) {
      const cpwi_money_organisation *b = &m->body[y * n + i];
      t->earned[at] += b->earned;
      t->cost[at] += b->cost;
      under += b->regimes;
    }
    t->margin[at] = under ? (double)t->earned[at] - t->cost[at] : CPWI_NAN;
  }
  for (int64_t y = 0; y < m->years; y++) {
    cpwi_money_totals sum;
    cpwi_money_year(m, y, &sum);
    t->transactions[k] += sum.transactions;
    t->shortfall[k] = sum.shortfall > CPWI_MONEY_MOST - t->shortfall[k]
                          ? CPWI_MONEY_MOST
                          : t->shortfall[k] + sum.shortfall;
    for (int64_t p = 0; p < m->payments; p++)
      if (cpwi_money_regime_of(m, p)[0]) t->paid[k] += m->payment[y * m->payments + p].paid;
    for (int64_t u = 0; u < m->units; u++)
      t->activity[k] += cpwi_money_treatments(m, u, y);
  }
}

static int32_t one_regime(const table *t, int64_t k, const cpw_system *s,
                          const cpw_system_money_options *o, const double *activity,
                          cpw_error *err) {
  cpw_system_money_options mine = *o;
  mine.regime = cpw_system_regime_name(k);
  if (activity) mine.activity = activity + k * o->years * s->capacities;
  cpwi_money m;
  int32_t status = cpwi_money_run(&m, s, &mine, "cpw_system_regimes", err);
  if (status == CPW_OK) fill(t, k, &m);
  cpwi_money_free(&m);
  return status;
}

/* Checks all once, and that there is something to switch. */
static int32_t check(const cpw_system *s, const cpw_system_money_options *o, cpw_system *known,
                     cpw_system_money_options *mine, cpw_error *err) {
  cpwi_money m;
  int32_t status = cpwi_money_take(&m, s, o, "cpw_system_regimes", err);
  int64_t under = 0;
  for (int64_t p = 0; status == CPW_OK && p < m.payments; p++)
    under += cpwi_money_text(m.s->payment[p].regime)[0] != '\0';
  if (status == CPW_OK && !under)
    status = cpwi_fail(err, CPW_EINVAL, -1, "cpw_system_regimes", "no payment has a regime");
  *known = m.given;
  *mine = m.o;
  cpwi_money_free(&m);
  return status;
}

int32_t cpw_system_regimes(const cpw_system *system, const cpw_system_money_options *options,
                           const double *activity, cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpw_system known;
  cpw_system_money_options mine;
  int32_t status = check(system, options, &known, &mine, err);
  if (status != CPW_OK) return status;
  table t = {0};
  status = cpw_result_new(mine.allocator, &t.r, err);
  if (status == CPW_OK) status = dimensions(&known, &t, mine.allocator, err);
  if (status == CPW_OK) status = arrays(&t, err);
  for (int64_t k = 0; status == CPW_OK && k < t.regimes; k++)
    status = one_regime(&t, k, &known, &mine, activity, err);
  if (status == CPW_OK)
    *out = t.r;
  else
    cpw_result_free(t.r);
  return status;
}
