/* The check of a system: a valid one has no problems; each thing that is wrong is told where it is, in words, with all
 * the others at once. */
#include "carepath.h"
#include "support/support.h"
#include "system/catalogue.h"

#include <math.h>
#include <string.h>

#define EVER      ((double)INFINITY)
#define NOT_KNOWN ((double)NAN)

/* ---------------------------------------------------------------- a small system ------------ */

typedef struct world {
  cpw_system s;
  cpw_system_organisation organisation[7];
  cpw_system_alliance alliance[2];
  cpw_system_member member[4];
  cpw_system_area area[2];
  cpw_system_footprint footprint[5];
  cpw_system_people people[3];
  cpw_system_service service[2];
  cpw_system_profile profile[2];
  cpw_system_list list[5];
  cpw_system_capacity capacity[4];
  cpw_response curve;
  cpw_system_resource resource[2];
  cpw_system_use use[2];
  cpw_system_limit limit[2];
  cpw_system_need need[2];
  cpw_system_choice choice[2];
  cpw_system_fund fund[4];
  cpw_system_payment payment[5];
  cpw_system_policy policy[3];
  cpw_system_effect effect[4];
  cpw_system_scenario scenario[2];
  cpw_system_pick pick[3];
  cpw_system_source source[1];
} world;

static const double shape[] = {3, 2, 1}, season[] = {1, 0.5};
static const char *const groups[] = {"poor", "rich"};

/* Organisations: 0 east, 1 west, 2 a place, 3 general, 4 infirmary. */
static void make_organisations(world *w) {
  static const char *const ids[] = {"EAST", "WEST", "PLACE", "GENERAL", "INFIRMARY"};
  static const int32_t kinds[] = {CPW_ORG_ICS, CPW_ORG_ICS, CPW_ORG_PLACE, CPW_ORG_ACUTE,
                                  CPW_ORG_ACUTE};
  static const int32_t parents[] = {CPW_NONE, CPW_NONE, 0, 2, 1};
  for (int i = 0; i < 7; i++)
    cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, &w->organisation[i]);
  for (int i = 0; i < 5; i++) {
    w->organisation[i].id = ids[i];
    w->organisation[i].kind = kinds[i];
    w->organisation[i].parent = parents[i];
  }
  w->alliance[0] = (cpw_system_alliance){.id = "CHAIN"};
  for (int i = 0; i < 2; i++)
    w->member[i] = (cpw_system_member){0, 3 + i, 0, 0, -EVER, EVER};
  w->s.organisation = w->organisation, w->s.organisations = 5;
  w->s.alliance = w->alliance, w->s.alliances = 1;
  w->s.member = w->member, w->s.members = 2;
}

/* Area 0 is in the east, a quarter of area 1 too until week 10, from then on all of it. */
static void make_people(world *w) {
  for (int i = 0; i < 2; i++)
    cpw_system_row_init(CPW_SYSTEM_AREAS, &w->area[i]);
  w->area[0].id = "HILL", w->area[1].id = "VALE";
  w->footprint[0] = (cpw_system_footprint){0, 0, 1, -EVER, EVER};
  w->footprint[1] = (cpw_system_footprint){1, 0, 0.25, -EVER, 10};
  w->footprint[2] = (cpw_system_footprint){1, 1, 0.75, -EVER, 10};
  w->footprint[3] = (cpw_system_footprint){1, 0, 1, 10, EVER};
  for (int i = 0; i < 3; i++)
    cpw_system_row_init(CPW_SYSTEM_PEOPLE, &w->people[i]);
  w->people[0].people = 1000, w->people[0].group = 0;
  w->people[1].people = 500, w->people[1].area = 1;
  w->s.area = w->area, w->s.areas = 2;
  w->s.footprint = w->footprint, w->s.footprints = 4;
  w->s.people = w->people, w->s.peoples = 2;
}

static void make_services(world *w) {
  static const int32_t lists[][3] = {{3, 0, 0}, {3, 0, 1}, {4, 0, 0}, {3, 1, 0}};
  for (int i = 0; i < 2; i++)
    cpw_system_row_init(CPW_SYSTEM_SERVICES, &w->service[i]);
  w->service[0].id = "HIP", w->service[1].id = "EYE";
  w->profile[0] = (cpw_system_profile){"shape", shape, 3};
  w->profile[1] = (cpw_system_profile){"season", season, 2};
  for (int i = 0; i < 4; i++) {
    cpw_system_row_init(CPW_SYSTEM_LISTS, &w->list[i]);
    w->list[i].organisation = lists[i][0];
    w->list[i].service = lists[i][1];
    w->list[i].group = lists[i][2];
    w->list[i].shape = 0;
    w->list[i].waiting = 100;
    w->list[i].starts = 5;
  }
  w->curve = (cpw_response){.kind = CPW_RESPONSE_LOG, .a = 1, .t = 100};
  for (int i = 0; i < 4; i++) {
    cpw_system_row_init(CPW_SYSTEM_CAPACITY, &w->capacity[i]);
    w->capacity[i].organisation = i == 1 ? 4 : 3;
    w->capacity[i].service = i == 2;
    w->capacity[i].treatments = 10;
    w->capacity[i].calendar = 1;
    w->capacity[i].more = i == 1 ? &w->curve : NULL;
  }
  w->s.service = w->service, w->s.services = 2;
  w->s.profile = w->profile, w->s.profiles = 2;
  w->s.list = w->list, w->s.lists = 4;
  w->s.capacity = w->capacity, w->s.capacities = 3;
}

static void make_resources(world *w) {
  w->resource[0] = (cpw_system_resource){"THEATRE", NULL, "hours"};
  w->use[0] = (cpw_system_use){0, 0, 2};
  w->limit[0] = (cpw_system_limit){.organisation = 3, .amount = 10};
  cpw_system_row_init(CPW_SYSTEM_NEED, &w->need[0]);
  cpw_system_row_init(CPW_SYSTEM_CHOICE, &w->choice[0]);
  w->s.resource = w->resource, w->s.resources = 1;
  w->s.use = w->use, w->s.uses = 1;
  w->s.limit = w->limit, w->s.limits = 1;
  w->s.need = w->need, w->s.needs = 1;
  w->s.choice = w->choice, w->s.choices = 1;
}

/* TAX -> EAST -> POOL -> WARD */
static void make_money(world *w) {
  static const char *const ids[] = {"TAX", "ALL", "POOL", "WARD"};
  static const int32_t kinds[] = {CPW_FUND_SOURCE, CPW_FUND_ACCOUNT, CPW_FUND_POOL, CPW_FUND_SPEND};
  for (int i = 0; i < 4; i++) {
    cpw_system_row_init(CPW_SYSTEM_FUNDS, &w->fund[i]);
    w->fund[i].id = ids[i];
    w->fund[i].kind = kinds[i];
  }
  for (int i = 0; i < 5; i++) {
    cpw_system_row_init(CPW_SYSTEM_PAYMENTS, &w->payment[i]);
    w->payment[i].from = i, w->payment[i].to = i + 1;
    w->payment[i].share = i ? 0.6 : NOT_KNOWN;
    w->payment[i].amount = 1000;
  }
  w->s.fund = w->fund, w->s.funds = 4;
  w->s.payment = w->payment, w->s.payments = 3;
}

static void make_policies(world *w) {
  static const char *const ids[] = {"HUB", "MERGE", "FLU"};
  for (int i = 0; i < 3; i++) {
    cpw_system_row_init(CPW_SYSTEM_POLICIES, &w->policy[i]);
    w->policy[i].id = ids[i];
  }
  w->policy[2].kind = CPW_POLICY_SHOCK;
  for (int i = 0; i < 4; i++)
    cpw_system_row_init(CPW_SYSTEM_EFFECTS, &w->effect[i]);
  w->effect[0].lever = CPW_LEVER_POOL, w->effect[0].alliance = 0, w->effect[0].amount = 0.6;
  w->effect[1].policy = 1, w->effect[1].lever = CPW_LEVER_DIVERT, w->effect[1].amount = 0.1;
  w->effect[1].organisation = 3, w->effect[1].to = 4, w->effect[1].service = 0;
  w->effect[2].policy = 2, w->effect[2].amount = -0.2, w->effect[2].spread = 0.5;
  w->scenario[0] = (cpw_system_scenario){.id = "both"};
  w->scenario[1] = (cpw_system_scenario){.id = "hub"};
  w->pick[0] = (cpw_system_pick){0, 0}, w->pick[1] = (cpw_system_pick){0, 1};
  w->pick[2] = (cpw_system_pick){1, 0};
  w->source[0] = (cpw_system_source){.table = "lists", .field = "starts"};
  w->s.policy = w->policy, w->s.policies = 3;
  w->s.effect = w->effect, w->s.effects = 3;
  w->s.scenario = w->scenario, w->s.scenarios = 2;
  w->s.pick = w->pick, w->s.picks = 3;
  w->s.source = w->source, w->s.sources = 1;
}

static void make_world(world *w) {
  memset(w, 0, sizeof *w);
  cpw_system_init(&w->s);
  w->s.group = groups, w->s.groups = 2;
  make_organisations(w);
  make_people(w);
  make_services(w);
  make_resources(w);
  make_money(w);
  make_policies(w);
}

/* ---------------------------------------------------------------- what is told -------------- */

static const char *label_of(const cpw_result *r, const char *coordinate, int64_t at) {
  const cpw_dimension *d = cpw_result_find(r, "row")->dimension[0];
  for (int64_t k = 0; k < d->coordinates; k++)
    if (strcmp(d->coordinate_names[k], coordinate) == 0) return d->coordinate_labels[k][at];
  return "";
}

static int64_t number(const cpw_result *r, const char *name, int64_t at) {
  return cpw_result_find(r, name)->integer[at];
}

static cpw_result *check_of(const world *w) {
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_system_check(&w->s, NULL, &r, NULL), CPW_OK);
  return r;
}

START_TEST(a_valid_system)
{
  world w;
  make_world(&w);
  cpw_result *r = check_of(&w);
  ck_assert_msg(number(r, "errors", 0) == 0, "%s", label_of(r, "message", 0));
  ck_assert_int_eq(number(r, "warnings", 0), 0);
  ck_assert_int_eq(cpw_result_find(r, "row")->size, 0);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_OK);
  ck_assert_int_eq(cpw_system_require(&w.s, NULL, NULL), CPW_OK);
  cpw_result_free(r);
}
END_TEST

START_TEST(an_empty_system)
{
  cpw_system s;
  cpw_result *r = NULL;
  cpw_system_init(&s);
  ck_assert_int_eq(cpw_system_check(&s, NULL, &r, NULL), CPW_OK);
  ck_assert_int_eq(number(r, "errors", 0), 0);
  ck_assert_int_eq(number(r, "warnings", 0), 0);
  cpw_result_free(r);
}
END_TEST

/* One thing that is wrong, and the one problem that is told. */
typedef struct wrong {
  void (*spoil)(world *w);
  const char *table, *field, *rule;
  int64_t row, severity;
  const char *message;
} wrong;

#define SPOIL(name, ...)                                                                           \
  static void name(world *w) {                                                                     \
    __VA_ARGS__;                                                                                   \
  }

SPOIL(no_weeks, w->s.weeks = 0)
SPOIL(no_id, w->organisation[2].id = "")
SPOIL(same_id, w->organisation[4].id = "GENERAL")
SPOIL(odd_kind, w->organisation[2].kind = 18)
SPOIL(no_parent, w->organisation[2].parent = 9)
SPOIL(cycle, w->organisation[0].parent = 3)
SPOIL(own_parent, w->organisation[1].parent = 1)
SPOIL(no_tree, w->organisation[4].parent = CPW_NONE)
SPOIL(backwards, w->policy[1].from = 5; w->policy[1].until = 5)
SPOIL(orphan, w->organisation[2].until = 50)
SPOIL(compliance, w->organisation[3].compliance = 1.5)
SPOIL(north, w->area[0].latitude = 91)
SPOIL(two_systems, w->footprint[2].share = 0.8)
SPOIL(no_system, w->footprint[1].share = 0.2)
SPOIL(later_two, w->footprint[2].until = 12)
SPOIL(later_none, w->footprint[3].from = 11)
SPOIL(nobody, w->s.footprints = 3; w->footprint[0].area = 1; w->footprint[0].share = 0.5;
      w->footprint[1].share = w->footprint[2].share = 0.25; w->footprint[1].until = 160;
      w->footprint[2].until = 160; w->footprint[1].organisation = 1;
      w->footprint[2].organisation = 1; w->footprint[2].from = 160; w->footprint[2].until = 200;
      w->footprint[1].share = 0.5)
SPOIL(places, w->s.footprints = 5; w->footprint[4] = w->footprint[0];
      w->organisation[5] = w->organisation[2]; w->organisation[5].id = "OTHER";
      w->s.organisations = 6; w->footprint[4].organisation = 2;
      w->organisation[0].kind = CPW_ORG_PLACE; w->organisation[0].parent = 1; w->s.footprints = 5;
      w->footprint[1].organisation = 1; w->footprint[1].share = 1;
      w->footprint[2] = w->footprint[1]; w->footprint[2].area = 0; w->footprint[2].until = EVER;
      w->footprint[1].until = EVER; w->footprint[3].share = 1; w->footprint[3].organisation = 5)
SPOIL(same_footprint, w->s.footprints = 5; w->footprint[0].share = 0.5;
      w->footprint[4] = w->footprint[0])
SPOIL(share, w->footprint[0].share = 1.5; w->s.footprints = 1; w->s.areas = 0; w->s.peoples = 0;
      w->s.needs = 0)
SPOIL(people, w->people[0].people = -1)
SPOIL(same_people, w->s.peoples = 3; w->people[2] = w->people[1])
SPOIL(no_group, w->people[0].group = 2)
SPOIL(no_values, w->profile[1].count = 0)
SPOIL(bad_value, static const double bad[] = {1, -1}; w->profile[1].values = bad)
SPOIL(all_zeros, static const double zeros[] = {0, 0}; w->profile[0].values = zeros;
      w->profile[0].count = 2; for (int i = 1; i < 4; i++) w->list[i].shape = CPW_NONE)
SPOIL(no_capacity, w->list[2].service = 1)
SPOIL(same_list, w->list[1].group = 0)
SPOIL(same_unit, w->s.capacities = 4)
SPOIL(nobody_joins, w->list[3].starts = 0)
SPOIL(not_yet, w->organisation[4].from = 4)
SPOIL(nobody_waits, w->s.lists = 3; w->s.needs = 0)
SPOIL(too_late, w->effect[2].from = 200; w->effect[2].spread = 0; w->policy[2].kind = 0)
SPOIL(most, w->capacity[0].most = 9)
SPOIL(curve, w->curve.t = -1)
SPOIL(same_use, w->s.uses = 2; w->use[1] = w->use[0])
SPOIL(no_amount, w->use[0].amount = 0)
SPOIL(same_limit, w->s.limits = 2; w->limit[1] = w->limit[0])
SPOIL(same_choice, w->s.choices = 2; w->choice[1] = w->choice[0])
SPOIL(need_alone, w->s.peoples = 0)
SPOIL(growth, w->need[0].growth = -1)
SPOIL(pays_itself, w->s.payments = 4; w->payment[3].from = 2; w->payment[3].to = 2;
      w->payment[3].share = 0.1)
SPOIL(goes_round, w->s.payments = 4; w->payment[3].from = 2; w->payment[3].to = 1;
      w->payment[3].share = 0.1)
SPOIL(too_much, w->s.payments = 4; w->payment[3] = w->payment[2])
SPOIL(no_contributor, w->payment[1].to = 3)
SPOIL(paid_source, w->payment[0].from = 1; w->payment[0].to = 0; w->payment[0].share = 0.1)
SPOIL(ringfence, w->payment[0].ringfenced = 2)
SPOIL(leak, w->fund[0].leak = 1)
SPOIL(minimum, w->fund[0].minimum = -5)
SPOIL(no_alliance, w->effect[0].alliance = CPW_NONE)
SPOIL(pool_adds, w->effect[0].mode = CPW_EFFECT_ADD)
SPOIL(over_one, w->effect[1].amount = 1.5)
SPOIL(under_none, w->effect[2].amount = -1.5)
SPOIL(takes_alone, w->effect[1].mode = CPW_EFFECT_ADD; w->effect[1].amount = -2)
SPOIL(no_target, w->effect[1].to = CPW_NONE)
SPOIL(own_target, w->effect[1].to = 3)
SPOIL(odd_target, w->effect[2].to = 3)
SPOIL(odd_service, w->effect[1].to_service = 1)
SPOIL(no_such_unit, w->effect[1].service = 1)
SPOIL(upon_nothing, w->effect[2].organisation = 1; w->effect[2].service = 1)
SPOIL(no_spread, w->policy[2].kind = CPW_POLICY_DECIDED)
SPOIL(odd_lever, w->effect[2].lever = 14; w->effect[2].mode = 0)
SPOIL(idle, w->s.effects = 2)
SPOIL(no_members, w->s.alliances = 2; w->alliance[1].id = "EMPTY")
SPOIL(brings, w->member[1].service = 1)
SPOIL(same_member, w->s.members = 3; w->member[2] = w->member[1]; w->effect[0].amount = 0.5)
SPOIL(promised, w->s.effects = 4; w->effect[3] = w->effect[0]; w->effect[3].policy = 1;
      w->effect[3].from = 20; w->effect[3].amount = 0.7; w->member[1].until = 20)
SPOIL(promised_alone, w->s.effects = 4; w->effect[3] = w->effect[0]; w->effect[3].policy = 2;
      w->effect[0].policy = 2; w->member[1].until = 0; w->policy[0].cost = 1)
SPOIL(same_pick, w->pick[2] = w->pick[1])
SPOIL(odd_source, w->source[0].table = "list")
SPOIL(odd_regime, w->payment[0].regime = "blok")
SPOIL(odd_field, w->source[0].field = "wating")

static const wrong wrongs[] = {
    {no_weeks, "settings", "weeks", "domain", -1, 0, "settings: weeks = 0 must be 1 to 5200"},
    {no_id, "organisations", "id", "needed", 2, 0, "organisations row 3: id is empty"},
    {same_id, "organisations", "id", "unique", 4, 0,
     "organisations row 5: id \"GENERAL\" is there already (row 4)"},
    {odd_kind, "organisations", "kind", "domain", 2, 0, "\"PLACE\": kind = 18 must be 0 to 17"},
    {no_parent, "organisations", "parent", "reference", 2, 0,
     "parent = 9 must be -1 (none) or 0 to 4 (organisations)"},
    {cycle, "organisations", "parent", "cycle", 0, 0,
     "organisations row 1 \"EAST\": its parents lead back to it, by way of \"GENERAL\""},
    {own_parent, "organisations", "parent", "cycle", 1, 0, "by way of \"WEST\""},
    {no_tree, "organisations", "parent", "tree", 4, 1, "it belongs to no system"},
    {backwards, "policies", "until", "dates", 1, 0,
     "it ends (until = 5) before it begins (from = 5)"},
    {orphan, "organisations", "parent", "tree", 3, 1,
     "it is an orphan from week 50 on, in which its parent \"PLACE\" ends"},
    {compliance, "organisations", "compliance", "domain", 3, 0,
     "compliance = 1.5 must be a share: 0 to 1"},
    {north, "areas", "latitude", "domain", 0, 0, "latitude = 91 must be -90 to 90 degrees"},
    {two_systems, "areas", "id", "footprint", 1, 0,
     "people of area \"VALE\" live in two systems: its shares of systems sum to 1.05 in week 0"},
    {no_system, "areas", "id", "footprint", 1, 0,
     "people of area \"VALE\" live in no system: its shares of systems sum to 0.95 in week 0"},
    {later_two, "areas", "id", "footprint", 1, 0, "sum to 1.75 in week 10, not 1"},
    {later_none, "areas", "id", "footprint", 1, 0, "sum to 0 in week 10, not 1"},
    {nobody, "areas", "id", "footprint", 0, 0, "sum to 0 in week 0, not 1"},
    {places, "footprints", "share", "shares", 4, 0,
     "the shares of area \"HILL\" over organisations of kind place sum to 2 in week 0: at most 1"},
    {same_footprint, "footprints", "organisation", "twice", 4, 0,
     "area \"HILL\" and organisation \"EAST\" are there already for that time (row 1)"},
    {people, "people", "people", "domain", 0, 0, "people = -1 must be finite and >= 0"},
    {same_people, "people", "area", "twice", 2, 1, "they add up (row 2)"},
    {no_group, "people", "group", "reference", 0, 0,
     "group = 2 must be -1 (none) or 0 to 1 (groups)"},
    {no_values, "profiles", "value", "domain", 1, 0, "\"season\": it has no values"},
    {bad_value, "profiles", "value", "domain", 1, 0, "value 1 = -1 must be finite and >= 0"},
    {all_zeros, "lists", "shape", "domain", 0, 0, "profile \"shape\" is all zeros"},
    {no_capacity, "lists", "service", "capacity", 2, 0,
     "lists row 3: organisation \"INFIRMARY\" has no capacity for service \"EYE\""},
    {same_list, "lists", "group", "twice", 1, 0,
     "organisation \"GENERAL\", service \"HIP\" and group \"poor\" are there already (row 1)"},
    {same_unit, "capacity", "organisation", "twice", 3, 0,
     "organisation \"GENERAL\" and service \"HIP\" are there already (row 1)"},
    {nobody_joins, "lists", "starts", "unused", 3, 1, "nobody joins this list"},
    {not_yet, "lists", "waiting", "dates", 2, 1,
     "100 people wait in week 0 at organisation \"INFIRMARY\", which begins in week 4"},
    {nobody_waits, "capacity", "service", "unused", 2, 1, "nobody waits for it"},
    {too_late, "effects", "from", "unused", 2, 1,
     "it begins in week 200, after the 156 weeks that are run"},
    {most, "capacity", "most", "domain", 0, 0, "most = 9 is below treatments = 10"},
    {curve, "capacity", "curve", "domain", 1, 0, "curve.t = -1 must be > 0"},
    {same_use, "uses", "resource", "twice", 1, 0,
     "resource \"THEATRE\" and service \"HIP\" are there already (row 1)"},
    {no_amount, "uses", "amount", "domain", 0, 0, "amount = 0 must be finite and > 0"},
    {same_limit, "limits", "resource", "twice", 1, 0, "organisation \"GENERAL\""},
    {same_choice, "choice", "service", "twice", 1, 0, "service all and group all"},
    {need_alone, "need", "", "unused", -1, 1, "there are no people who have it"},
    {growth, "need", "growth", "domain", 0, 0, "growth = -1 must be finite and > -1"},
    {pays_itself, "payments", "to", "cycle", 3, 0, "fund \"POOL\" pays itself"},
    {goes_round, "payments", "to", "cycle", 3, 0,
     "the money goes round: \"ALL\" -> \"POOL\" -> \"ALL\""},
    {too_much, "funds", "id", "shares", 2, 0, "the shares of its payments sum to 1.2: at most 1"},
    {no_contributor, "funds", "kind", "contributor", 2, 0, "nobody pays into this pool"},
    {paid_source, "payments", "to", "unused", 0, 1, "fund \"TAX\" is a source, and is paid"},
    {odd_regime, "payments", "regime", "reference", 0, 0,
     "there is no payment regime \"blok\" (did you mean \"block\"?)"},
    {ringfence, "payments", "ringfenced", "domain", 0, 0, "ringfenced = 2 must be 0 to 1"},
    {leak, "funds", "leak", "domain", 0, 0, "leak = 1 must be a share: 0 to below 1"},
    {minimum, "funds", "minimum", "domain", 0, 0, "minimum = -5 must be >= 0"},
    {no_alliance, "effects", "alliance", "effect", 0, 0, "lever pool needs an alliance"},
    {pool_adds, "effects", "mode", "effect", 0, 0, "lever pool takes mode share alone"},
    {over_one, "effects", "amount", "domain", 1, 0,
     "amount = 1.5 of lever divert must be a share: 0 to 1"},
    {under_none, "effects", "amount", "domain", 2, 0,
     "amount = -1.5 of lever capacity must be >= -1"},
    {takes_alone, "effects", "amount", "unused", 1, 1,
     "amount = -2 of lever divert takes from what other effects add"},
    {no_target, "effects", "to", "effect", 1, 0, "lever divert needs another organisation"},
    {own_target, "effects", "to", "effect", 1, 0,
     "lever divert of organisation \"GENERAL\" leads to itself"},
    {odd_target, "effects", "to", "effect", 2, 0, "lever capacity takes no other organisation"},
    {odd_service, "effects", "to_service", "effect", 1, 0, "lever divert takes no other service"},
    {no_such_unit, "effects", "to", "capacity", 1, 0,
     "organisation \"INFIRMARY\" has no capacity for service \"EYE\""},
    {upon_nothing, "effects", "organisation", "unused", 2, 1,
     "it acts upon nothing: neither organisation \"WEST\""},
    {no_spread, "effects", "spread", "unused", 2, 1, "its spread is not used"},
    {odd_lever, "effects", "lever", "domain", 2, 0, "lever = 14 must be 0 to 13"},
    {idle, "policies", "id", "unused", 2, 1, "\"FLU\": it has no effects and no cost"},
    {no_members, "alliances", "id", "unused", 1, 1, "it has no members"},
    {brings, "members", "service", "capacity", 1, 0,
     "organisation \"INFIRMARY\" brings service \"EYE\", of which it has no capacity"},
    {same_member, "members", "organisation", "twice", 2, 0,
     "organisation \"INFIRMARY\" is in alliance \"CHAIN\" already for that time (row 2)"},
    {promised, "effects", "amount", "promised", 3, 0,
     "scenario \"both\" promises 130 % of the capacity of organisation \"GENERAL\" for service "
     "\"HIP\" in week 20"},
    {promised_alone, "effects", "amount", "promised", 3, 0, "policy \"FLU\" promises 120 %"},
    {same_pick, "picks", "policy", "twice", 2, 0,
     "scenario \"both\" and policy \"MERGE\" are there already (row 2)"},
    {odd_source, "sources", "table", "reference", 0, 1, "there is no table \"list\""},
    {odd_field, "sources", "field", "reference", 0, 1, "lists has no column \"wating\""}};
#define WRONGS ((int)(sizeof wrongs / sizeof *wrongs))

START_TEST(one_thing_is_wrong)
{
  const wrong *x = &wrongs[_i];
  world w;
  make_world(&w);
  x->spoil(&w);
  cpw_result *r = check_of(&w);
  int64_t count = cpw_result_find(r, "row")->size;
  ck_assert_int_ge(count, 1);
  ck_assert_msg(count == 1, "%s | %s | %s", x->message, label_of(r, "message", 0),
                label_of(r, "message", 1));
  const char *message = label_of(r, "message", 0);
  ck_assert_msg(strstr(message, x->message) != NULL, "%s, not %s", message, x->message);
  ck_assert_str_eq(label_of(r, "table", 0), x->table);
  ck_assert_str_eq(label_of(r, "field", 0), x->field);
  ck_assert_str_eq(label_of(r, "rule", 0), x->rule);
  ck_assert_int_eq(number(r, "row", 0), x->row);
  ck_assert_int_eq(number(r, "severity", 0), x->severity);
  ck_assert_int_eq(number(r, "errors", 0), 1 - x->severity);
  ck_assert_int_eq(number(r, "warnings", 0), x->severity);
  ck_assert_int_eq(cpw_result_outcome(r), x->severity ? CPW_OUTCOME_OK : CPW_OUTCOME_UNREACHABLE);
  cpw_error err;
  int32_t status = cpw_system_require(&w.s, NULL, &err);
  if (x->severity)
    ck_assert_int_eq(status, CPW_OK);
  else
    ck_assert(status != CPW_OK && strstr(err.message, x->message) && err.index == x->row);
  cpw_result_free(r);
}
END_TEST

START_TEST(all_errors_at_once)
{
  world w;
  cpw_error err;
  make_world(&w);
  share(&w);
  cpw_result *r = check_of(&w);
  ck_assert_int_eq(number(r, "errors", 0), 2);
  ck_assert_str_eq(label_of(r, "message", 0), "footprints row 1: area = 0, but there are no areas");
  ck_assert_str_eq(label_of(r, "message", 1),
                   "footprints row 1: share = 1.5 must be a share: above 0, at most 1");
  cpw_result_free(r);
  ck_assert_int_eq(cpw_system_require(&w.s, NULL, &err), CPW_EINVAL);
  ck_assert_ptr_nonnull(strstr(err.message, "(and 1 more error)"));
}
END_TEST

/* Every number that a row can hold wrongly, in every column: told, and nothing worse. */
START_TEST(any_number_of_a_row)
{
  static const int32_t odd[] = {INT32_MIN, -2, 1000, INT32_MAX};
  int64_t told = 0;
  for (int64_t t = 0; t < CPW_SYSTEM_TABLES; t++) {
    const cpwi_system_table *kind = cpwi_system_table_of(t);
    for (int32_t k = 0; k < kind->columns; k++)
      for (int i = 0; i < 4; i++) {
        const cpwi_system_column *c = &kind->column[k];
        if (c->needed >= CPWI_FILE_ONLY || kind->size == 0) continue;
        if (c->type != CPWI_FIELD_ROW && c->type != CPWI_FIELD_WORD) continue;
        world w;
        make_world(&w);
        cpwi_system_rows rows = cpwi_system_rows_of(&w.s, t);
        if (rows.count == 0) continue;
        char *row = (char *)&w + (rows.row - (const char *)&w);
        memcpy(row + c->at, &odd[i], sizeof odd[i]);
        cpw_result *r = check_of(&w);
        ck_assert_int_ge(number(r, "errors", 0), 1);
        told++;
        cpw_result_free(r);
      }
  }
  ck_assert_int_ge(told, 100);
}
END_TEST

START_TEST(nan_and_infinities)
{
  const double odd[] = {NOT_KNOWN, EVER, -EVER};
  for (int64_t t = 0; t < CPW_SYSTEM_TABLES; t++) {
    const cpwi_system_table *kind = cpwi_system_table_of(t);
    for (int32_t k = 0; k < kind->columns; k++)
      for (int i = 0; i < 3; i++) {
        const cpwi_system_column *c = &kind->column[k];
        int32_t rule = c->rule % CPWI_OR_NAN;
        if (c->needed >= CPWI_FILE_ONLY || kind->size == 0) continue;
        if (c->type != CPWI_FIELD_NUMBER && c->type != CPWI_FIELD_WEEK) continue;
        if (i == 0 && c->rule >= CPWI_OR_NAN) continue;
        if (i == 1 && (rule == CPWI_MAY_BE_MOST || rule == CPWI_MAY_BE_UNTIL)) continue;
        if (i == 2 && rule == CPWI_MAY_BE_FROM) continue;
        world w;
        make_world(&w);
        cpwi_system_rows rows = cpwi_system_rows_of(&w.s, t);
        if (rows.count == 0) continue;
        char *row = (char *)&w + (rows.row - (const char *)&w);
        memcpy(row + c->at, &odd[i], sizeof odd[i]);
        ck_assert_msg(cpw_system_require(&w.s, NULL, NULL) != CPW_OK, "%s %s %d", kind->file,
                      c->name, i);
      }
  }
}
END_TEST

START_TEST(very_many_errors)
{
  static cpw_system_list lists[5000];
  world w;
  make_world(&w);
  for (int i = 0; i < 5000; i++) {
    cpw_system_row_init(CPW_SYSTEM_LISTS, &lists[i]);
    lists[i].starts = -1;
    lists[i].organisation = 77;
  }
  w.s.list = lists, w.s.lists = 5000;
  cpw_result *r = check_of(&w);
  ck_assert_int_eq(number(r, "errors", 0), 10000);
  ck_assert_int_eq(cpw_result_find(r, "row")->size, 2003);
  ck_assert_str_eq(label_of(r, "message", 2001),
                   "lists: and 4000 more of the same kind (reference)");
  cpw_result_free(r);
}
END_TEST

/* A network of one stage that patients leave. */
START_TEST(networks)
{
  world w;
  cpw_pathway p;
  cpw_stage stage;
  cpw_duration stay = {.law = CPW_DURATION_EXPONENTIAL, .mean = 2, .cv = 1};
  cpw_arrivals arrival;
  cpw_stay stays = {.stage = 0, .group = CPW_NONE, .duration = &stay};
  cpw_system_pathway row;
  make_world(&w);
  cpw_pathway_init(&p);
  cpw_stage_init(&stage);
  cpw_arrivals_init(&arrival);
  stage.name = "ward", stage.kind = CPW_STAGE_BEDS, stage.servers = 5;
  arrival.rate = 1;
  p.stage = &stage, p.stages = 1;
  p.arrival = &arrival, p.arrivals = 1;
  p.stay = &stays, p.stays = 1;
  cpw_system_row_init(CPW_SYSTEM_PATHWAYS, &row);
  row.organisation = 3;
  w.s.pathway = &row, w.s.pathways = 1;
  cpw_error err;
  ck_assert_int_eq(cpw_system_require(&w.s, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "pathways row 1: there is no network");
  row.network = &p;
  ck_assert_int_eq(cpw_system_require(&w.s, NULL, &err), CPW_OK);
  stage.servers = -1;
  ck_assert_int_eq(cpw_system_require(&w.s, NULL, &err), CPW_EINVAL);
  ck_assert_ptr_nonnull(strstr(err.message, "pathways row 1: its network: "));
  ck_assert_ptr_nonnull(strstr(err.message, "ward"));
  stage.servers = 5;
  row.lost = 1, row.service = 1, row.organisation = 4;
  cpw_result *r = check_of(&w);
  ck_assert_int_eq(number(r, "warnings", 0), 1);
  cpw_result_free(r);
  static const char *const three[] = {"a", "b", "c"};
  p.group = three, p.groups = 3;
  ck_assert_int_eq(cpw_system_require(&w.s, NULL, &err), CPW_EINVAL);
  ck_assert_ptr_nonnull(strstr(err.message, "its network has 3 groups, the system has 2"));
}
END_TEST

START_TEST(calls_that_are_wrong)
{
  world w;
  cpw_error err;
  cpw_result *r = NULL;
  make_world(&w);
  ck_assert_int_eq(cpw_system_check(NULL, NULL, &r, NULL), CPW_EINVAL);
  ck_assert_int_eq(cpw_system_check(&w.s, NULL, NULL, NULL), CPW_EINVAL);
  ck_assert_int_eq(cpw_system_require(NULL, NULL, NULL), CPW_EINVAL);
  w.s.list = NULL;
  ck_assert_int_eq(cpw_system_check(&w.s, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "system: 4 rows of lists, but no array");
  w.s.lists = -1;
  ck_assert_int_eq(cpw_system_check(&w.s, NULL, &r, &err), CPW_EINVAL);
  make_world(&w);
  w.s.group = NULL;
  ck_assert_int_eq(cpw_system_check(&w.s, NULL, &r, &err), CPW_EINVAL);
  make_world(&w);
  w.s.struct_size += 8;
  ck_assert_int_eq(cpw_system_check(&w.s, NULL, &r, &err), CPW_EABI);
  cpw_allocator lame = {NULL, NULL, NULL, NULL};
  ck_assert_int_eq(cpw_system_require(&w.s, &lame, NULL), CPW_EINVAL);
  ck_assert_ptr_null(r);
}
END_TEST

/* ---------------------------------------------------------------- by brute force ------------ */

#define DRAWN 12

static int64_t below(cpw_stream *s, int64_t most) {
  return (int64_t)cpw_random_below(s, (uint64_t)most);
}

/* Sum of the shares of an area over systems in a week. */
static double sum_of(const cpw_system *s, int32_t area, double week) {
  double sum = 0;
  for (int64_t i = 0; i < s->footprints; i++) {
    const cpw_system_footprint *f = &s->footprint[i];
    const cpw_system_organisation *o = &s->organisation[f->organisation];
    if (f->area == area && f->from <= week && week < f->until && o->from <= week && week < o->until)
      sum += f->share;
  }
  return sum;
}

static int is_right(const cpw_system *s, int32_t area) {
  for (double week = 0; week < s->weeks; week += 0.5)
    if (fabs(sum_of(s, area, week) - 1) > 1e-9) return 0;
  return 1;
}

/* Footprints that change at half weeks: an area is told of if and only if its shares do not sum to 1 in every one. */
START_TEST(who_lives_where)
{
  cpw_stream s;
  int64_t right = 0, wrong_ones = 0;
  for (uint64_t seed = 0; seed < 400; seed++) {
    static const char *const ids[] = {"A", "B", "C"};
    cpw_system_organisation o[3];
    cpw_system_area areas[2];
    cpw_system_footprint f[DRAWN];
    cpw_system all;
    cpw_system_init(&all);
    cpw_stream_init(&s, seed, 0, 0, 0);
    for (int i = 0; i < 3; i++) {
      cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, &o[i]);
      o[i].id = ids[i], o[i].kind = CPW_ORG_ICS;
      if (i < 2) cpw_system_row_init(CPW_SYSTEM_AREAS, &areas[i]), areas[i].id = ids[i];
    }
    if (below(&s, 4) == 0) o[2].until = 3;
    all.weeks = 6, all.footprint = f;
    /* whole areas handed over at half weeks, now and then with a gap or an overlap */
    for (int32_t area = 0; area < 2; area++) {
      double from = -(double)below(&s, 2);
      while (from < 8 && all.footprints < DRAWN) {
        double until = from + 0.5 * (double)(1 + below(&s, 12));
        int32_t whose = (int32_t)below(&s, 2);
        double part = below(&s, 2) ? 1 : 0.4;
        f[all.footprints++] = (cpw_system_footprint){area, whose, part, from, until};
        if (part < 1 && all.footprints < DRAWN)
          f[all.footprints++] = (cpw_system_footprint){area, whose + 1, 0.6, from, until};
        from = until + (below(&s, 12) == 0 ? 0.5 : 0) - (below(&s, 12) == 0 ? 0.5 : 0);
      }
    }
    all.organisation = o, all.organisations = 3, all.area = areas, all.areas = 2;
    cpw_result *r = NULL;
    ck_assert_int_eq(cpw_system_check(&all, NULL, &r, NULL), CPW_OK);
    for (int32_t area = 0; area < 2; area++) {
      int64_t told = 0;
      for (int64_t i = 0; i < cpw_result_find(r, "row")->size; i++)
        told += strcmp(label_of(r, "rule", i), "footprint") == 0 && number(r, "row", i) == area;
      ck_assert_msg(told == !is_right(&all, area), "seed %d area %d", (int)seed, (int)area);
      right += !told, wrong_ones += told;
    }
    cpw_result_free(r);
  }
  ck_assert(right > 50 && wrong_ones > 50);
}
END_TEST

/* Money that goes round: told if and only if some fund can be reached from itself. */
START_TEST(money_that_goes_round)
{
  enum { FUNDS = 5 };
  static const char *const ids[] = {"A", "B", "C", "D", "E"};
  cpw_stream s;
  int64_t round = 0;
  for (uint64_t seed = 0; seed < 600; seed++) {
    cpw_system all;
    cpw_system_fund fund[FUNDS];
    cpw_system_payment payment[DRAWN];
    int reach[FUNDS][FUNDS] = {{0}}, cycle = 0;
    cpw_system_init(&all);
    cpw_stream_init(&s, seed, 1, 0, 0);
    for (int i = 0; i < FUNDS; i++) {
      cpw_system_row_init(CPW_SYSTEM_FUNDS, &fund[i]);
      fund[i].id = ids[i];
    }
    all.payments = 1 + below(&s, 7);
    for (int64_t i = 0; i < all.payments; i++) {
      cpw_system_row_init(CPW_SYSTEM_PAYMENTS, &payment[i]);
      payment[i].from = (int32_t)below(&s, FUNDS);
      payment[i].to = (int32_t)below(&s, FUNDS);
      reach[payment[i].from][payment[i].to] = 1;
    }
    for (int k = 0; k < FUNDS; k++)
      for (int i = 0; i < FUNDS; i++)
        for (int j = 0; j < FUNDS; j++)
          reach[i][j] |= reach[i][k] && reach[k][j];
    for (int i = 0; i < FUNDS; i++)
      cycle |= reach[i][i];
    all.fund = fund, all.funds = FUNDS, all.payment = payment;
    int32_t status = cpw_system_require(&all, NULL, NULL);
    ck_assert_msg((status == CPW_EINVAL) == cycle, "seed %d", (int)seed);
    round += cycle;
  }
  ck_assert(round > 100 && round < 500);
}
END_TEST

/* What all pool effects of the scenario promise of a unit in a week, added up. */
static double promised_of(const world *w, int64_t unit, double week) {
  double sum = 0;
  for (int64_t e = 0; e < w->s.effects; e++)
    for (int64_t m = 0; m < w->s.members; m++) {
      const cpw_system_effect *x = &w->effect[e];
      const cpw_system_member *y = &w->member[m];
      const cpw_system_capacity *u = &w->capacity[unit];
      if (y->alliance == x->alliance && y->organisation == u->organisation && y->from <= week &&
          week < y->until && x->from + x->lag <= week && week < x->until &&
          (y->service == CPW_NONE || y->service == u->service) &&
          (x->service == CPW_NONE || x->service == u->service))
        sum += x->amount;
    }
  return sum;
}

START_TEST(promises)
{
  cpw_stream s;
  int64_t told = 0;
  for (uint64_t seed = 0; seed < 400; seed++) {
    world w;
    int over = 0, is_told = 0;
    make_world(&w);
    cpw_stream_init(&s, seed, 2, 0, 0);
    w.alliance[1].id = "OTHER", w.s.alliances = 2;
    w.s.members = 3, w.s.effects = 4;
    for (int i = 0; i < 3; i++)
      w.member[i] = (cpw_system_member){
          i == 2, 3, below(&s, 2) ? 0 : CPW_NONE, 0, i == 1 ? 6 : -EVER, i == 0 ? 6 : EVER};
    for (int i = 0; i < 4; i++) {
      cpw_system_row_init(CPW_SYSTEM_EFFECTS, &w.effect[i]);
      w.effect[i].policy = i % 2, w.effect[i].lever = CPW_LEVER_POOL;
      w.effect[i].alliance = (int32_t)below(&s, 2);
      w.effect[i].amount = 0.125 * (double)(1 + below(&s, 5));
      w.effect[i].from = (double)below(&s, 8), w.effect[i].lag = (double)below(&s, 3);
      w.effect[i].until = w.effect[i].from + 1 + (double)below(&s, 9);
      w.effect[i].service = below(&s, 2) ? 1 : CPW_NONE;
    }
    for (int64_t unit = 0; unit < w.s.capacities; unit++)
      for (double week = 0; week < 30; week++)
        over |= promised_of(&w, unit, week) > 1 + 1e-9;
    cpw_result *r = check_of(&w);
    for (int64_t i = 0; i < cpw_result_find(r, "row")->size; i++)
      is_told |= strcmp(label_of(r, "rule", i), "promised") == 0;
    ck_assert_msg(is_told == over, "seed %d", (int)seed);
    told += is_told;
    cpw_result_free(r);
  }
  ck_assert(told > 40 && told < 360);
}
END_TEST

/* ---------------------------------------------------------------- names and levels ---------- */

START_TEST(names)
{
  ck_assert_str_eq(cpw_system_table_name(CPW_SYSTEM_PEOPLE), "people");
  ck_assert_ptr_null(cpw_system_table_name(CPW_SYSTEM_TABLES));
  ck_assert_str_eq(cpw_system_kind_name(CPW_ORG_ACUTE), "acute");
  ck_assert_ptr_null(cpw_system_kind_name(-1));
  ck_assert_str_eq(cpw_system_lever_name(CPW_LEVER_DIVERT), "divert");
  ck_assert_str_eq(cpw_system_basis_name(CPW_BASIS_ASSUMED), "assumed");
  for (int32_t k = 0; k < CPW_RESPONSE_COUNT; k++)
    ck_assert_str_eq(cpwi_system_words_of(CPWI_WORDS_CURVE).word[k], cpw_response_name(k));
  ck_assert_int_eq(cpwi_system_words_of(CPWI_WORDS_CURVE).count, CPW_RESPONSE_COUNT);
  ck_assert_int_eq(cpwi_system_words_of(99).count, 0);
}
END_TEST

/* Columns stand once, inside their rows, and the text that lists them is theirs. */
START_TEST(the_catalogue)
{
  for (int64_t t = 0; t < CPW_SYSTEM_TABLES; t++) {
    const cpwi_system_table *kind = cpwi_system_table_of(t);
    char joined[512] = "", file[64];
    size_t used = 0;
    for (int32_t k = 0; k < kind->columns; k++) {
      size_t length = strlen(kind->column[k].name);
      if (k) joined[used++] = ',';
      memcpy(joined + used, kind->column[k].name, length + 1);
      used += length;
      ck_assert_int_eq(cpwi_system_column_of(t, kind->column[k].name), k);
    }
    ck_assert_str_eq(joined, kind->joined);
    used = strlen(cpw_system_table_name(t));
    memcpy(file, cpw_system_table_name(t), used);
    memcpy(file + used, ".csv", 5);
    ck_assert_str_eq(file, kind->file);
  }
  ck_assert_ptr_null(cpwi_system_table_of(-1));
}
END_TEST

START_TEST(levels)
{
  cpw_system_effect e;
  cpw_system_row_init(CPW_SYSTEM_EFFECTS, &e);
  e.from = 2, e.lag = 3, e.ramp = 4, e.until = 20, e.fade = 2;
  ck_assert_double_eq(cpw_system_level(&e, 4), 0);
  ck_assert_double_eq(cpw_system_level(&e, 5), 0.125);
  ck_assert_double_eq(cpw_system_level(&e, 8), 0.875);
  ck_assert_double_eq(cpw_system_level(&e, 9), 1);
  ck_assert_double_eq(cpw_system_level(&e, 19), 1);
  ck_assert_double_eq(cpw_system_level(&e, 20), 0.75);
  ck_assert_double_eq(cpw_system_level(&e, 22), 0);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t everything(void *context) {
  world w;
  cpw_result *r = NULL;
  (void)context;
  make_world(&w);
  w.list[2].service = 1;
  w.organisation[4].id = "GENERAL";
  int32_t status = cpw_system_check(&w.s, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(everything, NULL); }
END_TEST

static Suite *system_suite(void) {
  Suite *suite = suite_create("system");
  const struct {
    const char *name;
    const TTest *tests[6];
  } cases[] = {
      {"limits", {a_valid_system, an_empty_system, names, the_catalogue, levels}},
      {"errors", {all_errors_at_once, very_many_errors, networks, calls_that_are_wrong}},
      {"properties",
       {any_number_of_a_row, nan_and_infinities, who_lives_where, money_that_goes_round, promises}},
      {"oom", {memory_fails}}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 120);
    for (int i = 0; cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    if (k == 1) tcase_add_loop_test(tcase, one_thing_is_wrong, 0, WRONGS);
    suite_add_tcase(suite, tcase);
  }
  return suite;
}

int main(void) {
  Suite *suites[] = {system_suite()};
  return cpwt_run(suites, 1);
}
