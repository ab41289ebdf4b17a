/* What a unit has in a week: capacity, money, pooled share; what its lanes have: starts, removal, place in the order.
 * Source: the header's table of levers: shares multiply, amounts add after them, nothing falls below 0.
 * Leaves mergers (capacity and people that go over) to week.c, whose blocks see both sides. */
#include "system_run/internal.h"

/* Shares and amounts of one lever. */
typedef struct sum {
  double factor, amount;
} sum;

static void count_in(sum *s, int32_t mode, double now) {
  if (mode == CPW_EFFECT_ADD)
    s->amount += now;
  else
    s->factor *= now > -1 ? 1 + now : 0;
}

static double apply(const sum *s, double value) {
  double v = value * s->factor + s->amount;
  return v > 0 ? v : 0;
}

static double cost_of(const cpw_system *s, const cpw_system_capacity *u) {
  return u->unit_cost == u->unit_cost ? u->unit_cost : s->service[u->service].unit_cost;
}

/* What money buys in a week: by the unit's curve, else at its cost; nothing where a treatment has no cost. */
static double bought(const cpw_system_capacity *u, double money, double cost, double factor) {
  if (money <= 0) return 0;
  if (u->more) return cpw_response_value(u->more, factor > 0 ? money / factor : money);
  return cost > 0 ? money / cost : 0;
}

typedef struct unit_sums {
  sum capacity, cost;
  double money, taken, pooled;
  int32_t pool;
} unit_sums;

static void sum_act(const cpwi_act *a, double week, unit_sums *s) {
  const cpw_system_effect *e = a->effect;
  if (e->lever != CPW_LEVER_CAPACITY && e->lever != CPW_LEVER_COST && e->lever != CPW_LEVER_MONEY &&
      e->lever != CPW_LEVER_REINVEST && e->lever != CPW_LEVER_POOL)
    return;
  double now = cpwi_act_now(a, week);
  switch (e->lever) {
  case CPW_LEVER_CAPACITY:
    count_in(&s->capacity, e->mode, now);
    break;
  case CPW_LEVER_COST:
    count_in(&s->cost, CPW_EFFECT_SHARE, now);
    break;
  case CPW_LEVER_MONEY:
    s->money += now / CPW_WEEKS_PER_YEAR;
    break;
  case CPW_LEVER_REINVEST:
    if (a->arrives)
      s->money += now / CPW_WEEKS_PER_YEAR;
    else
      s->taken += now / CPW_WEEKS_PER_YEAR;
    break;
  default:
    if (e->alliance < 0 || now <= 0) break;
    s->pooled += now;
    s->pool = e->alliance;
  }
}

void cpwi_unit_figures(const cpw_system_plan *p, const cpwi_acts *acts, int64_t unit, int64_t week,
                       double money, cpwi_unit_week *out) {
  const cpw_system_capacity *u = &p->s->capacity[unit];
  unit_sums s = {.capacity = {1, 0}, .cost = {1, 0}, .pool = -1};
  for (int64_t k = acts->first[unit]; k < acts->first[unit + 1]; k++)
    sum_act(&acts->act[k], (double)week, &s);
  double base = u->treatments;
  if (u->calendar >= 0) {
    const cpw_system_profile *c = &p->s->profile[u->calendar];
    base *= c->values[week % c->count];
  }
  double cost = cost_of(p->s, u), factor = apply(&s.cost, 1);
  double own = apply(&s.capacity, base);
  if (s.taken > 0 && cost > 0) own -= own * cost > s.taken ? s.taken / cost : own;
  if (p->lost) own -= own < p->lost[unit * p->weeks + week] ? own : p->lost[unit * p->weeks + week];
  out->money = s.money + money + (p->o.money ? p->o.money[unit] : 0);
  double more = bought(u, out->money, cost, factor);
  double all = own + more;
  out->capacity = all > u->most && all > own ? (own > u->most ? own : u->most) : all;
  out->spend = own * cost * factor + out->money;
  out->pooled = s.pooled < 1 ? s.pooled : 1;
  out->pool = s.pool;
}

/* One lever upon one lane. */
static double lane_value(const cpw_system_plan *p, const cpwi_acts *acts, int64_t unit,
                         int64_t group, int64_t week, int32_t lever, double value) {
  sum s = {1, 0};
  (void)p;
  for (int64_t k = acts->first[unit]; k < acts->first[unit + 1]; k++) {
    const cpwi_act *a = &acts->act[k];
    if (a->effect->lever != lever || (a->effect->group >= 0 && a->effect->group != group)) continue;
    count_in(&s, a->effect->mode, cpwi_act_now(a, (double)week));
  }
  return apply(&s, value);
}

double cpwi_lane_starts(const cpw_system_plan *p, const cpwi_acts *acts, int64_t unit,
                        int64_t group, int64_t week) {
  int64_t lane = unit * p->groups + group;
  double starts = p->starts[lane];
  if (p->growth && p->growth[lane] != 0)
    starts *= cpw_math_pow(1 + p->growth[lane], ((double)week + 0.5) / CPW_WEEKS_PER_YEAR);
  return lane_value(p, acts, unit, group, week, CPW_LEVER_DEMAND, starts);
}

double cpwi_lane_removal(const cpw_system_plan *p, const cpwi_acts *acts, int64_t unit,
                         int64_t group, int64_t week) {
  double r = lane_value(p, acts, unit, group, week, CPW_LEVER_REMOVAL,
                        p->removal[unit * p->groups + group]);
  return r < 1 ? r : 1;
}

void cpwi_lane_order(const cpw_system_plan *p, const cpwi_acts *acts, int64_t unit, int64_t group,
                     int64_t week, double capacity, double step, cpwi_lane *lane) {
  sum order = {1, 0}, keep = {1, 0};
  double kept = 0;
  (void)p;
  for (int64_t k = acts->first[unit]; k < acts->first[unit + 1]; k++) {
    const cpwi_act *a = &acts->act[k];
    const cpw_system_effect *e = a->effect;
    if (e->group >= 0 && e->group != group) continue;
    if (e->lever == CPW_LEVER_PRIORITISE) count_in(&order, e->mode, cpwi_act_now(a, (double)week));
    if (e->lever != CPW_LEVER_GUARANTEE) continue;
    double now = cpwi_act_now(a, (double)week);
    if (e->mode == CPW_EFFECT_ADD)
      keep.amount += now;
    else
      kept += now;
  }
  lane->weight = order.factor;
  lane->ahead = order.amount;
  lane->keep = (kept < 1 ? kept : 1) * capacity + keep.amount / step;
}
