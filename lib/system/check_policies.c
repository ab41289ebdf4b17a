/* Policies, shocks and their effects: amounts that a lever takes, where people and money go to, effects upon nothing.
 * Source: the levers of carepath/system.h.
 * Leaves capacity that is promised to several to check_promised.c. */
#include "system/check.h"

/* What a lever takes. */
enum { BOTH, SHARES_ALONE, ADDS_ALONE };
typedef struct lever {
  int32_t modes;    /* BOTH, ... */
  int32_t unit;     /* 1: amounts of SHARE are shares in [0, 1], not changes >= -1 */
  int32_t positive; /* 1: amounts of ADD below 0 only take from others */
  int32_t to;       /* 1: it needs another organisation; 2: it may have another service too */
  int32_t units;    /* 1: it acts upon lists and capacity */
} lever;

static const lever levers[CPW_LEVERS] = {[CPW_LEVER_CAPACITY] = {BOTH, 0, 0, 0, 1},
                                         [CPW_LEVER_DEMAND] = {BOTH, 0, 0, 0, 1},
                                         [CPW_LEVER_STAY] = {SHARES_ALONE, 0, 0, 0, 0},
                                         [CPW_LEVER_DIVERT] = {BOTH, 1, 1, 1, 1},
                                         [CPW_LEVER_POOL] = {SHARES_ALONE, 1, 0, 0, 0},
                                         [CPW_LEVER_PRIORITISE] = {BOTH, 0, 0, 0, 1},
                                         [CPW_LEVER_DEVOLVE] = {SHARES_ALONE, 1, 0, 0, 0},
                                         [CPW_LEVER_GUARANTEE] = {BOTH, 1, 1, 0, 1},
                                         [CPW_LEVER_REINVEST] = {ADDS_ALONE, 0, 1, 2, 1},
                                         [CPW_LEVER_REORGANISE] = {SHARES_ALONE, 1, 0, 1, 0},
                                         [CPW_LEVER_REMOVAL] = {BOTH, 0, 0, 0, 1},
                                         [CPW_LEVER_COST] = {SHARES_ALONE, 0, 0, 0, 1},
                                         [CPW_LEVER_MONEY] = {ADDS_ALONE, 0, 0, 0, 1},
                                         [CPW_LEVER_OVERHEAD] = {SHARES_ALONE, 0, 0, 0, 0}};

static cpwi_place at_effect(int64_t row, const char *field) {
  return (cpwi_place){CPW_SYSTEM_EFFECTS, CPWI_RULE_EFFECT, row, field};
}

static void check_amount(const cpwi_system_check *c, int64_t i, const lever *l) {
  const cpw_system_effect *r = &c->s->effect[i];
  const char *name = cpw_system_lever_name(r->lever);
  cpwi_place at = {CPW_SYSTEM_EFFECTS, CPWI_RULE_DOMAIN, i, "amount"};
  int is_share = r->mode == CPW_EFFECT_SHARE;
  if (l->modes != BOTH && is_share != (l->modes == SHARES_ALONE))
    cpwi_wrong(c->p, at_effect(i, "mode"), "lever %s takes mode %s alone", name,
               is_share ? "add" : "share");
  else if (is_share && l->unit && !(r->amount >= 0 && r->amount <= 1))
    cpwi_wrong(c->p, at, "amount = %s of lever %s must be a share: 0 to 1",
               cpwi_number(r->amount).text, name);
  else if (is_share && !(r->amount >= -1))
    cpwi_wrong(c->p, at, "amount = %s of lever %s must be >= -1: there is x (1 + amount)",
               cpwi_number(r->amount).text, name);
  else if (!is_share && l->positive && r->amount < 0)
    cpwi_oddity(c->p, (cpwi_place){CPW_SYSTEM_EFFECTS, CPWI_RULE_UNUSED, i, "amount"},
                "amount = %s of lever %s takes from what other effects add, and does nothing alone",
                cpwi_number(r->amount).text, name);
}

static void check_target(const cpwi_system_check *c, int64_t i, const lever *l,
                         const cpwi_row_keys *units) {
  const cpw_system *s = c->s;
  const cpw_system_effect *r = &s->effect[i];
  const char *name = cpw_system_lever_name(r->lever);
  if (l->to && r->to == CPW_NONE)
    cpwi_wrong(c->p, at_effect(i, "to"), "lever %s needs another organisation: to is empty", name);
  if (!l->to && r->to != CPW_NONE)
    cpwi_wrong(c->p, at_effect(i, "to"), "lever %s takes no other organisation: to must be empty",
               name);
  if (l->to != 2 && r->to_service != CPW_NONE)
    cpwi_wrong(c->p, at_effect(i, "to_service"),
               "lever %s takes no other service: to_service must be empty", name);
  if (l->to == 1 && r->to != CPW_NONE && r->to == r->organisation)
    cpwi_wrong(c->p, at_effect(i, "to"), "lever %s of organisation %s leads to itself", name,
               cpwi_quote_row(s, CPW_SYSTEM_ORGANISATIONS, r->to).text);
  int32_t service = l->to == 2 && r->to_service != CPW_NONE ? r->to_service : r->service;
  if (l->to && r->lever != CPW_LEVER_REORGANISE && cpwi_is_row(r->to, s->organisations) &&
      cpwi_is_row(service, s->services) &&
      cpwi_row_keys_find(units, cpwi_two_rows(r->to, service), 0) < 0)
    cpwi_wrong(c->p, (cpwi_place){CPW_SYSTEM_EFFECTS, CPWI_RULE_CAPACITY, i, "to"},
               "organisation %s has no capacity for service %s",
               cpwi_quote_row(s, CPW_SYSTEM_ORGANISATIONS, r->to).text,
               cpwi_quote_row(s, CPW_SYSTEM_SERVICES, service).text);
}

static void check_place(const cpwi_system_check *c, int64_t i) {
  const cpw_system *s = c->s;
  const cpw_system_effect *r = &s->effect[i];
  cpwi_place odd = {CPW_SYSTEM_EFFECTS, CPWI_RULE_UNUSED, i, "group"};
  if (r->lever == CPW_LEVER_POOL && r->alliance == CPW_NONE)
    cpwi_wrong(c->p, at_effect(i, "alliance"), "lever pool needs an alliance");
  if (r->lever == CPW_LEVER_REORGANISE && r->organisation == CPW_NONE)
    cpwi_wrong(c->p, at_effect(i, "organisation"), "lever reorganise needs an organisation");
  if (r->lever == CPW_LEVER_PRIORITISE && r->group == CPW_NONE && s->groups > 1)
    cpwi_oddity(c->p, odd, "it moves all groups alike: the order stays as it is");
  odd.field = "spread";
  if (r->spread > 0 && cpwi_is_row(r->policy, s->policies) &&
      s->policy[r->policy].kind == CPW_POLICY_DECIDED)
    cpwi_oddity(c->p, odd, "its spread is not used: the policy is decided, not a shock");
}

/* A date with the wrong year is a common slip. */
static void check_horizon(const cpwi_system_check *c, int64_t i) {
  const cpw_system_effect *r = &c->s->effect[i];
  double from = r->from + r->lag;
  if (!cpwi_is_row(r->policy, c->s->policies) || !(from >= c->s->weeks)) return;
  if (c->s->weeks < 1) return;
  if (c->s->policy[r->policy].kind != CPW_POLICY_DECIDED) return;
  cpwi_oddity(c->p, (cpwi_place){CPW_SYSTEM_EFFECTS, CPWI_RULE_UNUSED, i, "from"},
              "it begins in week %s, after the %d weeks that are run", cpwi_number(from).text,
              (int)c->s->weeks);
}

/* ---- effects upon nothing */

#define DEEPEST 64

/* Units by every organisation above them: what an effect at that organisation acts upon. */
static int make_reach(cpwi_row_keys *reach, const cpwi_system_check *c) {
  const cpw_system *s = c->s;
  int64_t count = 0;
  for (int pass = 0; pass < 2; pass++) {
    if (pass == 1 && !cpwi_row_keys_make(reach, count, c->allocator)) return 0;
    for (int64_t i = 0; i < s->capacities; i++) {
      const cpw_system_capacity *r = &s->capacity[i];
      int64_t at = r->organisation;
      for (int depth = 0; cpwi_is_row(at, s->organisations) && depth < DEEPEST; depth++) {
        if (pass == 1) {
          cpwi_row_keys_put(reach, cpwi_two_rows((int32_t)at, r->service), 0, i);
          cpwi_row_keys_put(reach, cpwi_two_rows((int32_t)at, CPW_NONE), 0, i);
        }
        count += 2;
        at = s->organisation[at].parent;
      }
    }
  }
  return 1;
}

static void check_reach(const cpwi_system_check *c, int64_t i, const lever *l,
                        const cpwi_row_keys *reach) {
  const cpw_system *s = c->s;
  const cpw_system_effect *r = &s->effect[i];
  if (!l->units || !cpwi_is_row(r->organisation, s->organisations)) return;
  if (r->service != CPW_NONE && !cpwi_is_row(r->service, s->services)) return;
  if (cpwi_row_keys_find(reach, cpwi_two_rows(r->organisation, r->service), 0) >= 0) return;
  cpwi_oddity(c->p, (cpwi_place){CPW_SYSTEM_EFFECTS, CPWI_RULE_UNUSED, i, "organisation"},
              "it acts upon nothing: neither organisation %s nor any below it has such capacity",
              cpwi_quote_row(s, CPW_SYSTEM_ORGANISATIONS, r->organisation).text);
}

static void check_effects(const cpwi_system_check *c) {
  cpwi_row_keys units = {0}, reach = {0};
  if (!cpwi_units_make(&units, c) || !make_reach(&reach, c)) c->p->failed = 1;
  for (int64_t i = 0; i < c->s->effects && reach.slots; i++) {
    int32_t number = c->s->effect[i].lever;
    if (!cpwi_is_row(number, CPW_LEVERS)) continue;
    check_amount(c, i, &levers[number]);
    check_target(c, i, &levers[number], &units);
    check_place(c, i);
    check_horizon(c, i);
    check_reach(c, i, &levers[number], &reach);
  }
  cpwi_row_keys_free(&units, c->allocator);
  cpwi_row_keys_free(&reach, c->allocator);
}

/* ---- policies without effect */

static void check_idle(const cpwi_system_check *c) {
  const cpw_system *s = c->s;
  char *used = cpwi_alloc_zero(c->allocator, (size_t)s->policies + 1, 1);
  if (!used) c->p->failed = 1;
  for (int64_t i = 0; i < s->effects && used; i++)
    if (cpwi_is_row(s->effect[i].policy, s->policies)) used[s->effect[i].policy] = 1;
  for (int64_t i = 0; i < s->policies && used; i++)
    if (!used[i] && s->policy[i].cost == 0 && s->policy[i].once == 0)
      cpwi_oddity(c->p, (cpwi_place){CPW_SYSTEM_POLICIES, CPWI_RULE_UNUSED, i, "id"},
                  "it has no effects and no cost");
  cpwi_release(c->allocator, used);
}

void cpwi_system_check_policies(const cpwi_system_check *c) {
  check_effects(c);
  check_idle(c);
}
