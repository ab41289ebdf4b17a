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
  return cost * factor > 0 ? money / (cost * factor) : 0;
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
    if (!a->arrives && now > 0) s->taken += now / CPW_WEEKS_PER_YEAR;
    break;
  default:
    if (e->alliance < 0 || now <= 0) break;
    s->pooled += now;
    s->pool = e->alliance;
  }
}

/* Capacity of its own and what a treatment costs, before money is taken or added. */
typedef struct own_figures {
  unit_sums s;
  double own, price;
  double factor; /* of the price */
} own_figures;

static own_figures own_of(const cpw_system_plan *p, const cpwi_acts *acts, int64_t unit,
                          int64_t week) {
  const cpw_system_capacity *u = &p->s->capacity[unit];
  own_figures f = {.s = {.capacity = {1, 0}, .cost = {1, 0}, .pool = -1}};
  for (int64_t k = acts->first[unit]; k < acts->first[unit + 1]; k++)
    sum_act(&acts->act[k], (double)week, &f.s);
  double base = u->treatments;
  if (u->calendar >= 0) {
    const cpw_system_profile *c = &p->s->profile[u->calendar];
    base *= c->values[week % c->count];
  }
  f.factor = apply(&f.s.cost, 1);
  f.price = cost_of(p->s, u) * f.factor;
  f.own = apply(&f.s.capacity, base);
  return f;
}

/* Share of what is to be taken from a unit that it spends at all: nobody can give more than that. */
static double payable(const own_figures *f) {
  double spend = f->own * f->price;
  return f->s.taken > spend ? spend / f->s.taken : 1;
}

/* Money that other units give up for this one. */
static double given(const cpw_system_plan *p, const cpwi_acts *acts, int64_t unit, int64_t week) {
  double all = 0;
  for (int64_t k = acts->first[unit]; k < acts->first[unit + 1]; k++) {
    const cpwi_act *a = &acts->act[k];
    if (a->effect->lever != CPW_LEVER_REINVEST || !a->arrives) continue;
    double now = cpwi_act_now(a, (double)week) / CPW_WEEKS_PER_YEAR;
    if (now <= 0) continue;
    own_figures from = own_of(p, acts, a->to, week);
    all += now * payable(&from);
  }
  return all;
}

void cpwi_unit_figures(const cpw_system_plan *p, const cpwi_acts *acts, int64_t unit, int64_t week,
                       double money, cpwi_unit_week *out) {
  const cpw_system_capacity *u = &p->s->capacity[unit];
  own_figures f = own_of(p, acts, unit, week);
  double own = f.own;
  if (f.s.taken > 0 && f.price > 0) {
    double part = f.s.taken * payable(&f) / f.price;
    own -= part < own ? part : own;
  }
  double lost = p->lost ? p->lost[unit * p->weeks + week] : 0;
  own -= lost < own ? lost : own;
  out->money = f.s.money + given(p, acts, unit, week) + money + (p->o.money ? p->o.money[unit] : 0);
  double all = own + bought(u, out->money, cost_of(p->s, u), f.factor);
  out->capacity = all > u->most && all > own ? (own > u->most ? own : u->most) : all;
  out->spend = own * f.price + out->money;
  out->pooled = f.s.pooled < 1 ? f.s.pooled : 1;
  out->pool = f.s.pool;
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
