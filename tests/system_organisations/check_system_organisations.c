/* Organisations of a system: trees by hand, mergers and splits whose tables sum to the same to the last bit, votes by
 * counting, spend by convolution, and the merger of 106 commissioners into 42 systems. */
#include "carepath.h"
#include "support/support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EVER ((double)INFINITY)

static void says(int32_t status, int32_t code, const cpw_error *err, const char *message) {
  ck_assert_int_eq(status, code);
  ck_assert_str_eq(err->message, message);
}

static const double *real(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a && a->real, "no array %s", name);
  return a->real;
}

static const int64_t *whole(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a && a->integer, "no array %s", name);
  return a->integer;
}

static int64_t size(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a, "no array %s", name);
  return a->size;
}

/* ---------------------------------------------------------------- a small system ------------ */

enum { ENGLAND, QA, QB, RA, RB, RC, PA, PB, RM, ORGS };

typedef struct small {
  cpw_system s;
  cpw_system_organisation organisation[ORGS];
  cpw_system_alliance alliance[2];
  cpw_system_member member[5];
  cpw_system_area area[3];
  cpw_system_footprint footprint[4];
  cpw_system_people people[5];
  cpw_system_service service[2];
  cpw_system_profile profile[2];
  cpw_system_list list[7];
  cpw_system_capacity capacity[4];
  cpw_system_resource resource[1];
  cpw_system_limit limit[2];
  cpw_system_fund fund[4];
  cpw_system_payment payment[4];
} small;

static const double early[] = {4, 2, 1, 1}, late[] = {0, 0, 1, 1, 2};
static const char *const two_groups[] = {"poor", "rich"};

static void small_tree(small *m) {
  static const struct {
    const char *id;
    int32_t kind, parent;
    int64_t votes;
    double overhead;
  } o[ORGS] = {{"England", CPW_ORG_NATION, CPW_NONE, 0, 1000},
               {"QA", CPW_ORG_ICS, ENGLAND, 5, 100},
               {"QB", CPW_ORG_ICS, ENGLAND, 3, 80.5},
               {"RA", CPW_ORG_ACUTE, QA, 3, 10},
               {"RB", CPW_ORG_ACUTE, QA, 2, 20.1},
               {"RC", CPW_ORG_ACUTE, QB, 2, 30},
               {"PA", CPW_ORG_PLACE, QA, 1, 1},
               {"PB", CPW_ORG_PLACE, QB, 1, 2},
               {"RM", CPW_ORG_ACUTE, QA, 0, 0}};
  for (int i = 0; i < ORGS; i++) {
    cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, &m->organisation[i]);
    m->organisation[i].id = o[i].id;
    m->organisation[i].kind = o[i].kind;
    m->organisation[i].parent = o[i].parent;
    m->organisation[i].votes = o[i].votes;
    m->organisation[i].overhead = o[i].overhead;
  }
  m->organisation[RM].from = 10;
  static const char *const alliances[] = {"north", "all"};
  for (int i = 0; i < 2; i++)
    m->alliance[i] = (cpw_system_alliance){.id = alliances[i], .kind = CPW_ALLIANCE_SCALE};
  static const int32_t in[5][2] = {{0, RA}, {0, RC}, {1, RA}, {1, RB}, {1, RC}};
  for (int i = 0; i < 5; i++) {
    cpw_system_row_init(CPW_SYSTEM_MEMBERS, &m->member[i]);
    m->member[i].alliance = in[i][0];
    m->member[i].organisation = in[i][1];
  }
  m->member[4].service = 1;
}

static void small_people(small *m) {
  static const char *const areas[] = {"E01", "E02", "E03"};
  static const struct {
    int32_t area, organisation;
    double share;
  } f[4] = {{0, PA, 1}, {1, PA, 0.25}, {1, PB, 0.75}, {2, PB, 1}};
  static const struct {
    int32_t area, group;
    double people;
  } p[5] = {{0, 0, 100}, {0, 1, 50}, {1, 0, 40}, {1, 1, 8}, {2, CPW_NONE, 30}};
  for (int i = 0; i < 3; i++) {
    cpw_system_row_init(CPW_SYSTEM_AREAS, &m->area[i]);
    m->area[i].id = areas[i];
  }
  for (int i = 0; i < 4; i++) {
    cpw_system_row_init(CPW_SYSTEM_FOOTPRINTS, &m->footprint[i]);
    m->footprint[i].area = f[i].area;
    m->footprint[i].organisation = f[i].organisation;
    m->footprint[i].share = f[i].share;
  }
  for (int i = 0; i < 5; i++) {
    cpw_system_row_init(CPW_SYSTEM_PEOPLE, &m->people[i]);
    m->people[i].area = p[i].area;
    m->people[i].group = p[i].group;
    m->people[i].people = p[i].people;
  }
}

static void small_units(small *m) {
  static const char *const services[] = {"hips", "eyes"};
  static const struct {
    int32_t organisation, service, group, shape;
    double waiting, starts, removal;
  } l[7] = {{RA, 0, 0, 0, 101, 10, 0.01}, {RA, 0, 1, 0, 50, 6, 0.02}, {RB, 0, 0, 1, 33, 3.3, 0.03},
            {RB, 0, 1, 0, 7, 1, 0},       {RC, 0, 0, 1, 80, 8, 0},    {RC, 1, 0, 0, 12, 2, 0},
            {RB, 1, 1, CPW_NONE, 5, 1, 0}};
  static const struct {
    int32_t organisation, service;
    double treatments, most, cost;
  } c[4] = {{RA, 0, 15, 20, 5000},
            {RB, 0, 4.5, EVER, (double)NAN},
            {RB, 1, 2, 2, (double)NAN},
            {RC, 0, 8, 9, 4000}};
  m->profile[0] = (cpw_system_profile){"early", early, 4};
  m->profile[1] = (cpw_system_profile){"late", late, 5};
  for (int i = 0; i < 2; i++) {
    cpw_system_row_init(CPW_SYSTEM_SERVICES, &m->service[i]);
    m->service[i].id = services[i];
    m->service[i].unit_cost = 6000;
  }
  for (int i = 0; i < 7; i++)
    m->list[i] = (cpw_system_list){.organisation = l[i].organisation,
                                   .service = l[i].service,
                                   .group = l[i].group,
                                   .shape = l[i].shape,
                                   .waiting = l[i].waiting,
                                   .starts = l[i].starts,
                                   .removal = l[i].removal};
  for (int i = 0; i < 4; i++) {
    cpw_system_row_init(CPW_SYSTEM_CAPACITY, &m->capacity[i]);
    m->capacity[i].organisation = c[i].organisation;
    m->capacity[i].service = c[i].service;
    m->capacity[i].treatments = c[i].treatments;
    m->capacity[i].most = c[i].most;
    m->capacity[i].unit_cost = c[i].cost;
  }
  m->resource[0] = (cpw_system_resource){"theatre", NULL, "hours"};
  m->limit[0] = (cpw_system_limit){.resource = 0, .organisation = RA, .amount = 40};
  m->limit[1] = (cpw_system_limit){.resource = 0, .organisation = RB, .amount = 12.5};
}

static void small_money(small *m) {
  static const struct {
    const char *id;
    int32_t kind, organisation;
    int64_t minimum;
  } f[4] = {{"tax", CPW_FUND_SOURCE, CPW_NONE, 0},
            {"ra", CPW_FUND_ACCOUNT, RA, 100},
            {"rb", CPW_FUND_ACCOUNT, RB, 51},
            {"spent", CPW_FUND_SPEND, CPW_NONE, 0}};
  static const struct {
    int32_t from, to;
    int64_t amount;
    double share;
  } p[4] = {{0, 1, 1000001, (double)NAN},
            {0, 2, 500000, (double)NAN},
            {1, 3, 0, 1},
            {2, 3, 499, (double)NAN}};
  for (int i = 0; i < 4; i++) {
    cpw_system_row_init(CPW_SYSTEM_FUNDS, &m->fund[i]);
    m->fund[i].id = f[i].id;
    m->fund[i].kind = f[i].kind;
    m->fund[i].organisation = f[i].organisation;
    m->fund[i].minimum = f[i].minimum;
    cpw_system_row_init(CPW_SYSTEM_PAYMENTS, &m->payment[i]);
    m->payment[i].from = p[i].from;
    m->payment[i].to = p[i].to;
    m->payment[i].amount = p[i].amount;
    m->payment[i].share = p[i].share;
  }
}

static void small_make(small *m) {
  memset(m, 0, sizeof *m);
  small_tree(m);
  small_people(m);
  small_units(m);
  small_money(m);
  cpw_system_init(&m->s);
  m->s.groups = 2;
  m->s.group = two_groups;
  m->s.organisation = m->organisation;
  m->s.organisations = ORGS;
  m->s.alliance = m->alliance;
  m->s.alliances = 2;
  m->s.member = m->member;
  m->s.members = 5;
  m->s.area = m->area;
  m->s.areas = 3;
  m->s.footprint = m->footprint;
  m->s.footprints = 4;
  m->s.people = m->people;
  m->s.peoples = 5;
  m->s.service = m->service;
  m->s.services = 2;
  m->s.profile = m->profile;
  m->s.profiles = 2;
  m->s.list = m->list;
  m->s.lists = 7;
  m->s.capacity = m->capacity;
  m->s.capacities = 4;
  m->s.resource = m->resource;
  m->s.resources = 1;
  m->s.limit = m->limit;
  m->s.limits = 2;
  m->s.fund = m->fund;
  m->s.funds = 4;
  m->s.payment = m->payment;
  m->s.payments = 4;
}

static cpw_system_change change_of(double week, const cpw_system_move *move, int64_t moves) {
  cpw_system_change c;
  cpw_system_change_init(&c);
  c.week = week;
  c.move = move;
  c.moves = moves;
  return c;
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(nobody_at_all)
{
  cpw_system s;
  cpw_system_init(&s);
  cpw_result *r = NULL;
  int64_t count = -1;
  cpw_system_change c = change_of(0, NULL, 0);
  ck_assert_int_eq(cpw_system_alive(&s, 0, 0, NULL, &count, NULL), CPW_OK);
  ck_assert_int_eq(count, 0);
  ck_assert_int_eq(cpw_system_depths(&s, 0, NULL, &r, NULL), CPW_OK);
  cpw_result_free(r);
  ck_assert_int_eq(cpw_system_alliances(&s, 0, CPW_NONE, NULL, &r, NULL), CPW_OK);
  cpw_result_free(r);
  ck_assert_int_eq(cpw_system_holdings(&s, 0, NULL, &r, NULL), CPW_OK);
  cpw_result_free(r);
  ck_assert_int_eq(cpw_system_reorganise(&s, &c, &r, NULL), CPW_OK);
  ck_assert_int_eq(whole(r, "conserved")[0], 1);
  cpw_result_free(r);
  ck_assert_int_eq(cpw_system_plans(&s, 0, NULL, 0, NULL, &r, NULL), CPW_OK);
  ck_assert_int_eq(whole(r, "conflicts")[0], 0);
  cpw_result_free(r);
  ck_assert_int_eq(cpw_system_above(&s, 0, CPW_ORG_ICS), CPW_NONE);
}
END_TEST

START_TEST(no_change_changes_nothing)
{
  small m;
  small_make(&m);
  cpw_result *r = NULL;
  cpw_system_change c = change_of(0, NULL, 0);
  ck_assert_int_eq(cpw_system_reorganise(&m.s, &c, &r, NULL), CPW_OK);
  ck_assert_int_eq(size(r, "waiting"), 7);
  ck_assert_int_eq(size(r, "treatments"), 4);
  for (int64_t i = 0; i < 7; i++) { /* rows go by organisation, service and group */
    int found = 0;
    for (int64_t j = 0; j < 7; j++)
      found += m.list[j].organisation == whole(r, "list_organisation")[i] &&
               m.list[j].service == whole(r, "list_service")[i] &&
               m.list[j].group == whole(r, "list_group")[i] &&
               m.list[j].waiting == real(r, "waiting")[i] &&
               m.list[j].shape == whole(r, "list_shape")[i] &&
               m.list[j].removal == real(r, "removal")[i];
    ck_assert_int_eq(found, 1);
  }
  for (int i = 0; i < ORGS; i++) {
    ck_assert_int_eq(whole(r, "parent")[i], m.organisation[i].parent);
    ck_assert_double_eq(real(r, "overhead")[i], m.organisation[i].overhead);
  }
  for (int i = 0; i < 9; i++)
    ck_assert(real(r, "difference")[i] == 0 && real(r, "rounded")[i] == 0);
  for (int64_t i = 0; i < 4; i++)
    ck_assert_int_eq(whole(r, "payment_amount")[i], m.payment[i].amount);
  cpw_result_free(r);
}
END_TEST

START_TEST(spend_of_no_case)
{
  const double cost[] = {0.5, 0.5};
  cpw_system_risk k;
  cpw_system_risked m;
  cpw_system_risk_init(&k);
  k.cost = cost;
  k.costs = 2;
  k.step = 1000;
  ck_assert_int_eq(cpw_system_spend_risk(&k, &m, NULL), CPW_OK);
  ck_assert(m.expected == 0 && m.sd == 0 && m.overspend_chance == 0 && m.enough == 0);
  ck_assert(m.none_chance == 1 && m.premium == 0 && m.stop_price == 0);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

START_TEST(systems_that_are_wrong)
{
  small m;
  small_make(&m);
  int64_t out[ORGS], count = -7;
  cpw_result *r = NULL;
  cpw_error e;
  says(cpw_system_alive(NULL, 0, 0, NULL, &count, &e), CPW_EINVAL, &e, "system is NULL");
  says(cpw_system_alive(&m.s, (double)NAN, ORGS, out, &count, &e), CPW_EDOMAIN, &e,
       "week = nan must be finite");
  says(cpw_system_path(&m.s, 99, ORGS, out, &count, &e), CPW_EINVAL, &e,
       "organisation = 99: there are 9");
  says(cpw_system_descendants(&m.s, -1, 0, ORGS, out, &count, &e), CPW_EINVAL, &e,
       "organisation = -1: there are 9");
  m.organisation[QA].parent = RA;
  says(cpw_system_alive(&m.s, 0, ORGS, out, &count, &e), CPW_EINVAL, &e,
       "organisation QA stands above itself");
  m.organisation[QA].parent = 77;
  says(cpw_system_depths(&m.s, 0, NULL, &r, &e), CPW_EINVAL, &e,
       "organisations[1].parent = 77: there are 9 organisations");
  m.organisation[QA].parent = ENGLAND;
  m.list[3].waiting = (double)NAN;
  says(cpw_system_holdings(&m.s, 0, NULL, &r, &e), CPW_EDOMAIN, &e,
       "lists[3].waiting = nan must be finite and >= 0");
  m.list[3].waiting = 1;
  m.footprint[2].share = 1.25;
  says(cpw_system_holdings(&m.s, 0, NULL, &r, &e), CPW_EDOMAIN, &e,
       "footprints[2].share = 1.25 must be above 0 and at most 1");
  m.member[1].organisation = -1;
  says(cpw_system_alliances(&m.s, 0, CPW_NONE, NULL, &r, &e), CPW_EINVAL, &e,
       "members[1].organisation = -1: there are 9");
  ck_assert(r == NULL && count == -7);
}
END_TEST

START_TEST(changes_that_are_wrong)
{
  small m;
  small_make(&m);
  cpw_result *r = NULL;
  cpw_error e;
  const cpw_system_move same[] = {{RA, RA, 1}}, over[] = {{RA, RB, 0.7}, {RA, RC, 0.5}};
  const cpw_system_move twice[] = {{RA, RB, 0.5}, {RA, RB, 0.5}}, early_one[] = {{RA, RM, 1}};
  const cpw_system_move none[] = {{RA, RB, 0}}, lost[] = {{RA, 99, 1}}, up[] = {{QA, RA, 1}};
  cpw_system_change c = change_of(0, same, 1);
  says(cpw_system_reorganise(&m.s, &c, &r, &e), CPW_EINVAL, &e,
       "change.move[0] moves RA to itself");
  c = change_of(0, over, 2);
  says(cpw_system_reorganise(&m.s, &c, &r, &e), CPW_EDOMAIN, &e,
       "what organisation RA gives away sums to 1.2, over 1");
  c = change_of(0, twice, 2);
  says(cpw_system_reorganise(&m.s, &c, &r, &e), CPW_EINVAL, &e, "change moves RA to RB twice");
  c = change_of(0, early_one, 1);
  says(cpw_system_reorganise(&m.s, &c, &r, &e), CPW_EINVAL, &e,
       "change.move[0]: organisation RM, which receives, does not exist in week 0");
  c = change_of(0, none, 1);
  says(cpw_system_reorganise(&m.s, &c, &r, &e), CPW_EDOMAIN, &e,
       "change.move[0].share = 0 must be above 0 and at most 1");
  c = change_of(0, lost, 1);
  says(cpw_system_reorganise(&m.s, &c, &r, &e), CPW_EINVAL, &e,
       "change.move[0].to = 99: there are 9");
  const cpw_system_adoption circle[] = {{QA, RA}}, ended[] = {{PA, RB}};
  c = change_of(0, NULL, 0);
  c.adoption = circle;
  c.adoptions = 1;
  says(cpw_system_reorganise(&m.s, &c, &r, &e), CPW_EINVAL, &e,
       "after the change organisation QA stands above itself");
  const cpw_system_move away[] = {{RB, RA, 1}};
  c.move = away;
  c.moves = 1;
  c.adoption = ended;
  says(cpw_system_reorganise(&m.s, &c, &r, &e), CPW_EINVAL, &e,
       "change.adoption[0]: organisation RB, the new parent, ends in that week");
  const cpw_system_handover part[] = {{PB, 2, PA, 0, 0.5}}, none_such[] = {{PB, 9, PA, 0, 1}};
  const cpw_system_move closes[] = {{PB, PA, 1}};
  c = change_of(0, closes, 1);
  c.handover = part;
  c.handovers = 1;
  says(cpw_system_reorganise(&m.s, &c, &r, &e), CPW_EDOMAIN, &e,
       "what organisation PB hands over of area 2 sums to 0.5, and it gives all away");
  c.handover = none_such;
  says(cpw_system_reorganise(&m.s, &c, &r, &e), CPW_EINVAL, &e,
       "change.handover[0].area = 9: there are 3");
  m.payment[1].amount = -1;
  c = change_of(0, up, 1);
  says(cpw_system_reorganise(&m.s, &c, &r, &e), CPW_EDOMAIN, &e,
       "payments[1].amount = -1 must be >= 0");
  ck_assert_ptr_null(r);
}
END_TEST

START_TEST(others_that_are_wrong)
{
  small m;
  small_make(&m);
  cpw_result *r = NULL;
  cpw_error e;
  const cpw_system_promise none[] = {{RC, QA, 1, 0, 5}},
                           twice[] = {{RC, QA, 0, 0, 5}, {RC, QA, 0, 0, 5}};
  says(cpw_system_plans(&m.s, 0, none, 1, NULL, &r, &e), CPW_EINVAL, &e,
       "promise[0]: organisation RC has no capacity of service eyes in week 0");
  says(cpw_system_plans(&m.s, 0, twice, 2, NULL, &r, &e), CPW_EINVAL, &e,
       "provider RC promises system QA twice");
  cpw_system_ballot b;
  cpw_system_ballot_init(&b);
  says(cpw_system_vote(&m.s, &b, &r, &e), CPW_EINVAL, &e, "ballot.body = -1: there are 9");
  b.body = RA;
  says(cpw_system_vote(&m.s, &b, &r, &e), CPW_EINVAL, &e, "the ballot has no members in week 0");
  b.body = QA;
  b.quota = 0;
  says(cpw_system_vote(&m.s, &b, &r, &e), CPW_EDOMAIN, &e,
       "ballot.quota = 0 must be above 0 and at most 1");
  const double gain[] = {1, 2};
  b.quota = 0.5;
  b.options = 1;
  b.gain = gain;
  b.members = 2;
  says(cpw_system_vote(&m.s, &b, &r, &e), CPW_EINVAL, &e, "ballot.members = 2: there are 3");
  const double cost[] = {0.5, 0.4};
  cpw_system_risk k;
  cpw_system_risked d;
  cpw_system_risk_init(&k);
  k.cost = cost;
  k.costs = 2;
  k.step = 1;
  says(cpw_system_spend_risk(&k, &d, &e), CPW_EDOMAIN, &e, "risk.cost sums to 0.9, not to 1");
  k.costs = 1;
  k.people = 1e9;
  k.rate = 1;
  says(cpw_system_spend_risk(&k, &d, &e), CPW_EDOMAIN, &e,
       "risk: 1000000000 cases a year, at most 10^6");
  double steps[3];
  says(cpw_system_cost_steps(5, 1, 1, 3, steps, &e), CPW_EDOMAIN, &e,
       "a mean of 5 steps must be 1 to 3: take other steps");
  cpw_system_scale c;
  const cpw_system_tier tier[] = {{"place", 4, 1, 0, 0}, {"place", 1, 1, 0, 0}};
  cpw_system_scale_init(&c);
  c.level = tier;
  c.levels = 2;
  c.servers = c.stay = 1;
  c.risk = &k;
  says(cpw_system_best_scale(&c, &r, &e), CPW_EINVAL, &e, "scale.level[1].id place is there twice");
  ck_assert_ptr_null(r);
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

START_TEST(the_tree)
{
  small m;
  small_make(&m);
  int64_t out[ORGS], count = 0;
  ck_assert_int_eq(cpw_system_alive(&m.s, 0, ORGS, out, &count, NULL), CPW_OK);
  ck_assert(count == ORGS - 1 && out[7] == PB);
  ck_assert_int_eq(cpw_system_alive(&m.s, 10, 3, out, &count, NULL), CPW_OK);
  ck_assert(count == ORGS && out[2] == QB);
  ck_assert_int_eq(cpw_system_path(&m.s, RC, ORGS, out, &count, NULL), CPW_OK);
  ck_assert(count == 3 && out[0] == RC && out[1] == QB && out[2] == ENGLAND);
  ck_assert_int_eq(cpw_system_descendants(&m.s, QA, 10, ORGS, out, &count, NULL), CPW_OK);
  ck_assert(count == 5 && out[0] == QA && out[1] == RA && out[4] == RM);
  ck_assert_int_eq(cpw_system_above(&m.s, RC, CPW_ORG_ICS), QB);
  ck_assert_int_eq(cpw_system_above(&m.s, RC, CPW_ORG_REGION), CPW_NONE);
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_system_depths(&m.s, 0, NULL, &r, NULL), CPW_OK);
  ck_assert_int_eq(size(r, "organisations"), 3);
  ck_assert(whole(r, "organisations")[0] == 1 && whole(r, "organisations")[2] == 5);
  ck_assert_double_eq(real(r, "overhead")[1], 180.5);
  ck_assert_double_eq_tol(real(r, "total_overhead")[0], 1000 + 180.5 + 63.1, 1e-10);
  ck_assert_double_eq_tol(real(r, "overhead_below")[QA], 131.1, 1e-10);
  ck_assert(whole(r, "reports")[QA] == 3 && whole(r, "below")[ENGLAND] == 7);
  ck_assert(whole(r, "depth")[RM] == -1 && whole(r, "kinds")[2] == 2);
  ck_assert_double_eq_tol(real(r, "overhead_head")[0], 1243.6 / 228, 1e-12);
  cpw_result_free(r);
  ck_assert_int_eq(cpw_system_alliances(&m.s, 0, CPW_NONE, NULL, &r, NULL), CPW_OK);
  ck_assert(whole(r, "members")[0] == 2 && whole(r, "members")[1] == 3);
  ck_assert(whole(r, "systems")[0] == 2 && whole(r, "common")[1] == 2);
  ck_assert(whole(r, "memberships")[RA] == 2 && whole(r, "overlapping")[0] == 2);
  cpw_result_free(r);
  ck_assert_int_eq(cpw_system_alliances(&m.s, 0, 0, NULL, &r, NULL), CPW_OK);
  ck_assert(whole(r, "members")[1] == 2); /* RC brings the other service alone */
  cpw_result_free(r);
}
END_TEST

START_TEST(what_they_hold)
{
  small m;
  small_make(&m);
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_system_holdings(&m.s, 0, NULL, &r, NULL), CPW_OK);
  const double *p = real(r, "people");
  ck_assert(p[2 * PA] == 110 && p[2 * PA + 1] == 52 && p[2 * PB] == 45 && p[2 * PB + 1] == 21);
  ck_assert(p[2 * QA] == 110 && p[2 * QB + 1] == 21); /* those of its places */
  ck_assert(p[2 * ENGLAND] == 155 && p[2 * ENGLAND + 1] == 73 && p[2 * RA] == 0);
  ck_assert_double_eq(real(r, "people_all")[ENGLAND], 228);
  ck_assert_double_eq(real(r, "waiting_all")[QA], 196);
  ck_assert_double_eq(real(r, "waiting_all")[ENGLAND], 288);
  ck_assert_double_eq(real(r, "waiting")[(RB * 2 + 0) * 2 + 0], 33);
  ck_assert_double_eq(real(r, "waiting_below")[(QA * 2 + 0) * 2 + 1], 57);
  ck_assert_double_eq_tol(real(r, "starts")[(RB * 2 + 0) * 2 + 0], 3.3, 1e-15);
  ck_assert_double_eq(real(r, "treatments_below")[QA * 2], 19.5);
  ck_assert_double_eq(real(r, "treatments_all")[QA], 21.5);
  ck_assert_double_eq_tol(real(r, "spend_all")[QB], 8 * 4000 * CPW_WEEKS_PER_YEAR, 1e-6);
  ck_assert_int_eq(whole(r, "alive")[RM], 0);
  cpw_result_free(r);
}
END_TEST

static int64_t row_of(const cpw_result *r, int64_t organisation, int64_t service, int64_t group) {
  for (int64_t i = 0; i < size(r, "waiting"); i++)
    if (whole(r, "list_organisation")[i] == organisation &&
        whole(r, "list_service")[i] == service && whole(r, "list_group")[i] == group)
      return i;
  ck_abort_msg("no such list");
  return -1;
}

/* RA and RB become RM in week 10 */
START_TEST(a_merger)
{
  small m;
  small_make(&m);
  const cpw_system_move move[] = {{RA, RM, 1}, {RB, RM, 1}};
  cpw_system_change c = change_of(10, move, 2);
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_system_reorganise(&m.s, &c, &r, NULL), CPW_OK);
  ck_assert(whole(r, "ends")[RA] == 1 && whole(r, "ends")[RB] == 1 && whole(r, "ends")[RM] == 0);
  ck_assert(whole(r, "votes")[RM] == 5 && whole(r, "votes")[RA] == 0);
  ck_assert_double_eq_tol(real(r, "overhead")[RM], 30.1, 1e-12);
  ck_assert_int_eq(size(r, "waiting"), 5);
  int64_t i = row_of(r, RM, 0, 0), bands = size(r, "waited") / size(r, "waiting");
  ck_assert_int_eq(bands, 5);
  ck_assert_double_eq(real(r, "waiting")[i], 134);
  ck_assert_double_eq_tol(real(r, "starts")[i], 13.3, 1e-14);
  ck_assert_double_eq_tol(real(r, "removal")[i], (101 * 0.01 + 33 * 0.03) / 134, 1e-15);
  ck_assert_int_eq(whole(r, "list_shape")[i], CPW_NONE);
  /* by week waited: 101 x 4, 2, 1, 1 of 8 and 33 x 1, 1, 2 of 4 from week 2 */
  const double waited[] = {50.5, 25.25, 12.625 + 8.25, 12.625 + 8.25, 16.5};
  for (int b = 0; b < 5; b++)
    ck_assert_double_eq(real(r, "waited")[i * bands + b], waited[b]);
  i = row_of(r, RM, 0, 1); /* the same shape stays one */
  ck_assert(whole(r, "list_shape")[i] == 0 && real(r, "waiting")[i] == 57);
  ck_assert(real(r, "waiting")[row_of(r, RC, 0, 0)] == 80);
  ck_assert_int_eq(size(r, "treatments"), 3);
  int64_t u = whole(r, "capacity_organisation")[0] == RM ? 0 : 1;
  for (u = 0;
       !(whole(r, "capacity_organisation")[u] == RM && whole(r, "capacity_service")[u] == 0);)
    u++;
  ck_assert(real(r, "treatments")[u] == 19.5 && real(r, "most")[u] == EVER);
  ck_assert_double_eq_tol(real(r, "unit_cost")[u], (15 * 5000 + 4.5 * 6000) / 19.5, 1e-9);
  ck_assert_int_eq(whole(r, "capacity_from")[u], 0);
  ck_assert(size(r, "amount") == 1 && real(r, "amount")[0] == 52.5);
  ck_assert(whole(r, "fund_organisation")[1] == RM && whole(r, "fund_organisation")[2] == RM);
  ck_assert(whole(r, "payment_amount")[0] == 1000001 && real(r, "payment_share")[2] == 1);
  ck_assert_int_eq(whole(r, "conserved")[0], 1);
  for (int k = 0; k < 9; k++)
    ck_assert(real(r, "difference")[k] == 0);
  ck_assert(real(r, "before")[1] == 288 && real(r, "rounded")[1] == 0);
  ck_assert_double_eq(real(r, "after")[6], 1500500);
  ck_assert_ptr_nonnull(cpw_result_note(r, "left"));
  cpw_result_free(r);
}
END_TEST

/* PB is split: two thirds to PA, a third stays; QA and QB: QB's all go to QA, and RC is adopted by England */
START_TEST(splits_and_parents)
{
  small m;
  small_make(&m);
  const cpw_system_move move[] = {{PB, PA, 2.0 / 3}, {QB, QA, 1}, {RA, RB, 0.25}};
  const cpw_system_adoption adoption[] = {{RC, ENGLAND}};
  cpw_system_change c = change_of(5, move, 3);
  c.adoption = adoption;
  c.adoptions = 1;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_system_reorganise(&m.s, &c, &r, NULL), CPW_OK);
  ck_assert(whole(r, "parent")[PB] == QA && whole(r, "parent")[RC] == ENGLAND);
  ck_assert(whole(r, "ends")[QB] == 1 && whole(r, "ends")[PB] == 0 && whole(r, "votes")[QA] == 8);
  const double *before = real(r, "people_before"), *after = real(r, "people_after");
  ck_assert_double_eq_tol(after[2 * PA], 110 + 30, 1e-12);
  ck_assert_double_eq_tol(after[2 * PB], 15, 1e-12);
  ck_assert_double_eq_tol(after[2 * QA], 155, 1e-12);
  ck_assert(after[2 * QB] == 0 && before[2 * QB] == 45);
  ck_assert_double_eq_tol(after[2 * ENGLAND], before[2 * ENGLAND], 1e-12);
  ck_assert_double_eq_tol(real(r, "waiting")[row_of(r, RB, 0, 0)], 33 + 101 * 0.25, 1e-12);
  ck_assert_double_eq_tol(real(r, "waiting")[row_of(r, RA, 0, 0)], 101 * 0.75, 1e-12);
  ck_assert_double_eq(
      real(r, "waiting")[row_of(r, RB, 0, 0)] + real(r, "waiting")[row_of(r, RA, 0, 0)], 134);
  /* fund ra is two now: 1,000,001 = 750,001 + 250,000 */
  ck_assert_int_eq(size(r, "minimum"), 5);
  ck_assert(whole(r, "minimum")[1] == 75 && whole(r, "minimum")[2] == 25);
  ck_assert(whole(r, "payment_amount")[0] == 750001 && whole(r, "payment_amount")[1] == 250000);
  ck_assert_int_eq(whole(r, "conserved")[0], 1);
  cpw_result_free(r);
}
END_TEST

START_TEST(plans_on_shared_providers)
{
  small m;
  small_make(&m);
  /* RC has 8 hips a week: QA counts on 6 and QB on 5; QB could turn to RB for 4.5 */
  const cpw_system_promise promise[] = {{RC, QA, 0, 0, 6}, {RC, QB, 0, 0, 5}, {RB, QB, 0, 0, 0}};
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_system_plans(&m.s, 0, promise, 3, NULL, &r, NULL), CPW_OK);
  ck_assert(whole(r, "conflicts")[0] == 1 && whole(r, "shared")[0] == 1);
  ck_assert(real(r, "over")[3] == 3 && real(r, "promised")[3] == 11);
  ck_assert_int_eq(whole(r, "planners")[3], 2);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_OK);
  ck_assert_double_eq(real(r, "allocated")[0], 6);
  ck_assert_double_eq(real(r, "allocated")[1] + real(r, "allocated")[2], 5);
  ck_assert_str_eq(cpw_result_note(r, "conflicts"), "hips: RC");
  cpw_result_free(r);
  ck_assert_int_eq(cpw_system_plans(&m.s, 0, promise, 2, NULL, &r, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNREACHABLE);
  ck_assert_double_eq(real(r, "shortfall_total")[0], 3);
  ck_assert_str_eq(
      cpw_result_note(r, "cut"),
      "hips: systems QA, QB need 3 more than they can have: nothing is left at providers RC");
  cpw_result_free(r);
}
END_TEST

START_TEST(votes_by_counting)
{
  small m;
  small_make(&m);
  /* QA's members: RA 3 votes, RB 2, PA 1. A majority is 4: RA with anybody, or ... never without it */
  const double gain[] = {5,  -2, -1, /* great, by RA alone */
                         1,  1,  0,  /* nobody loses */
                         -3, 4,  3}; /* the others against RA */
  static const char *const ids[] = {"a", "b", "c"};
  cpw_system_ballot b;
  cpw_system_ballot_init(&b);
  b.body = QA;
  b.options = 3;
  b.gain = gain;
  b.members = 3;
  b.option_id = ids;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_system_vote(&m.s, &b, &r, NULL), CPW_OK);
  ck_assert_int_eq(whole(r, "quota_votes")[0], 4);
  const double power[] = {4.0 / 6, 1.0 / 6, 1.0 / 6}, banzhaf[] = {0.6, 0.2, 0.2};
  for (int i = 0; i < 3; i++) {
    ck_assert_double_eq_tol(real(r, "shapley_shubik")[i], power[i], 1e-13);
    ck_assert_double_eq_tol(real(r, "banzhaf")[i], banzhaf[i], 1e-13);
    ck_assert_int_eq(whole(r, "veto")[i], i == 0);
  }
  ck_assert(whole(r, "votes_for")[1] == 5 && whole(r, "heads_for")[2] == 2);
  const int64_t chosen[] = {1, 2, 1, 2}; /* voluntary, heads, votes, mandated */
  for (int k = 0; k < 4; k++)
    ck_assert_int_eq(whole(r, "chosen")[k], chosen[k]);
  ck_assert_double_eq(real(r, "member_gain")[3 * CPW_SYSTEM_HEADS], -3);
  ck_assert_double_eq(real(r, "rule_gain")[CPW_SYSTEM_MANDATED], 4);
  cpw_result_free(r);
  b.options = 0;
  b.body = CPW_NONE;
  b.alliance = 0;
  ck_assert_int_eq(cpw_system_vote(&m.s, &b, &r, NULL), CPW_OK);
  ck_assert(size(r, "votes") == 2 && whole(r, "number")[1] == RC && whole(r, "chosen")[0] == -1);
  cpw_result_free(r);
}
END_TEST

/* one step a case: Poisson */
START_TEST(spend_is_poisson)
{
  const double one[] = {1};
  cpw_system_risk k;
  cpw_system_risked m;
  cpw_system_risk_init(&k);
  k.cost = one;
  k.costs = 1;
  k.step = 250;
  for (double cases = 0.5; cases < 3000; cases *= 7) {
    k.people = cases * 100;
    k.rate = 0.01;
    k.budget = 250 * floor(cases * 1.1 + 1);
    ck_assert_int_eq(cpw_system_spend_risk(&k, &m, NULL), CPW_OK);
    double chance = 0, excess = 0, l = k.people * k.rate;
    for (int64_t n = (int64_t)floor(cases * 1.1 + 1) + 1; n < (int64_t)(l + 40 * sqrt(l) + 60);
         n++) {
      double p = exp((double)n * log(l) - l - lgamma((double)n + 1));
      chance += p;
      excess += p * ((double)n * 250 - k.budget);
    }
    ck_assert_double_eq_tol(m.overspend_chance, chance, 1e-11);
    ck_assert_double_eq_tol(m.overspend, excess, 1e-8 * (1 + excess));
    ck_assert_double_eq_tol(m.expected, l * 250, 1e-9 * l);
    ck_assert_double_eq_tol(m.sd, sqrt(l) * 250, 1e-9 * l + 1e-9);
    ck_assert_double_eq_tol(m.none_chance, exp(-l), 1e-14);
  }
}
END_TEST

/* several costs: the distribution by adding up n-fold convolutions; with a stop-loss */
START_TEST(spend_by_convolution)
{
  const double cost[] = {0.5, 0, 0.3, 0.15, 0.05};
  enum { MOST = 400 };
  double l = 6.5, all[MOST] = {0}, fold[MOST] = {1}, next[MOST], weight = exp(-l);
  for (int n = 0; n < 70; n++) {
    for (int s = 0; s < MOST; s++)
      all[s] += weight * fold[s];
    memset(next, 0, sizeof next);
    for (int s = 0; s < MOST; s++)
      for (int j = 0; j < 5 && s + j + 1 < MOST; j++)
        next[s + j + 1] += fold[s] * cost[j];
    memcpy(fold, next, sizeof fold);
    weight *= l / (n + 1);
  }
  cpw_system_risk k;
  cpw_system_risked m;
  cpw_system_risk_init(&k);
  k.people = 650;
  k.rate = 0.01;
  k.cost = cost;
  k.costs = 5;
  k.step = 10;
  k.budget = 155;
  k.stop = 300;
  ck_assert_int_eq(cpw_system_spend_risk(&k, &m, NULL), CPW_OK);
  double chance = 0, excess = 0, price = 0, sum = 0, enough = -1;
  for (int s = 0; s < MOST; s++) {
    double own = 10 * s < 300 ? 10 * s : 300;
    if (10 * s > 155) chance += all[s];
    if (10 * s > 155) excess += all[s] * (own - 155);
    if (10 * s > 300) price += all[s] * (10 * s - 300);
    sum += all[s];
    if (enough < 0 && sum >= 0.95) enough = 10 * s;
  }
  ck_assert_double_eq_tol(m.overspend_chance, chance, 1e-12);
  ck_assert_double_eq_tol(m.overspend, excess, 1e-10);
  ck_assert_double_eq_tol(m.stop_price, price, 1e-10);
  ck_assert_double_eq(m.enough, enough);
  ck_assert_double_eq_tol(m.premium, enough - (m.expected - price), 1e-9);
  k.stop = 100; /* below the budget: never over it */
  ck_assert_int_eq(cpw_system_spend_risk(&k, &m, NULL), CPW_OK);
  ck_assert(m.overspend_chance == 0 && m.overspend == 0 && m.enough == 100);
}
END_TEST

START_TEST(steps_of_a_cost)
{
  double cost[200];
  for (double cv = 0; cv < 2.6; cv += 0.5) {
    double sum = 0, mean = 0, square = 0;
    ck_assert_int_eq(cpw_system_cost_steps(1234, cv, 100, 200, cost, NULL), CPW_OK);
    for (int j = 0; j < 200; j++) {
      ck_assert(cost[j] >= 0);
      sum += cost[j];
      mean += 100 * (j + 1) * cost[j];
      square += 1e4 * (j + 1) * (j + 1) * cost[j];
    }
    ck_assert_double_eq_tol(sum, 1, 1e-12);
    ck_assert_double_eq_tol(mean, 1234, 1e-8);
    if (cv > 0 && cv < 1.1) ck_assert_double_eq_tol(sqrt(square - mean * mean) / mean, cv, 0.02);
  }
}
END_TEST

START_TEST(the_best_scale)
{
  const double cost[] = {0.2, 0.8};
  const cpw_system_tier tier[] = {
      {"place", 8, 3, 1000, 0}, {"system", 2, 12, 4000, 0.01}, {"region", 1, 40, 6000, 0.02}};
  cpw_system_risk k;
  cpw_system_scale c;
  cpw_result *r = NULL;
  cpw_system_risk_init(&k);
  cpw_system_scale_init(&c);
  k.people = 1e6;
  k.rate = 0.0004;
  k.cost = cost;
  k.costs = 2;
  k.step = 10000;
  c.level = tier;
  c.levels = 3;
  c.servers = 16;
  c.stay = 1.5;
  c.wait_cost = 300;
  c.travel_cost = 2;
  c.reserve_cost = 0.05;
  c.risk = &k;
  ck_assert_int_eq(cpw_system_best_scale(&c, &r, NULL), CPW_OK);
  int64_t best = -1;
  for (int i = 0; i < 3; i++) {
    double n = (double)tier[i].parts;
    cpw_queue_measures q;
    cpw_system_risk part = k;
    cpw_system_risked m;
    part.people /= n;
    ck_assert_int_eq(cpw_queue_mmc(400 / CPW_WEEKS_PER_YEAR / n, 1 / 1.5, 16 / n, &q, NULL),
                     CPW_OK);
    ck_assert_int_eq(cpw_system_spend_risk(&part, &m, NULL), CPW_OK);
    ck_assert_double_eq_tol(real(r, "wait")[i], q.mean_wait, 1e-12);
    ck_assert_double_eq_tol(real(r, "overspend_chance")[i], m.overspend_chance, 1e-14);
    double all = 400 * q.mean_wait * 300 + 400 * tier[i].distance * 2 + n * tier[i].fixed +
                 0.05 * n * m.premium + tier[i].fit * n * m.expected;
    ck_assert_double_eq_tol(real(r, "cost")[i], all, 1e-9 * all);
    if (best < 0 || real(r, "cost")[i] < real(r, "cost")[best]) best = i;
    ck_assert_int_eq(whole(r, "efficient")[i], 1);
  }
  ck_assert_int_eq(whole(r, "best")[0], best);
  for (int i = 1; i < 3; i++) { /* pooling: shorter waits, less in reserve */
    ck_assert(real(r, "wait")[i] < real(r, "wait")[i - 1]);
    ck_assert(real(r, "premium_all")[i] < real(r, "premium_all")[i - 1]);
  }
  cpw_result_free(r);
  c.servers = 5; /* no level keeps up */
  ck_assert_int_eq(cpw_system_best_scale(&c, &r, NULL), CPW_OK);
  ck_assert(cpw_result_outcome(r) == CPW_OUTCOME_UNSTABLE && whole(r, "best")[0] == -1);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- England ------------------- */

#define MOST 400

typedef struct england {
  cpw_system s;
  char id[MOST][16], area_id[MOST][8];
  cpw_system_organisation organisation[MOST];
  cpw_system_area area[MOST];
  cpw_system_footprint footprint[MOST];
  cpw_system_people people[MOST];
  cpw_system_service service[1];
  cpw_system_list list[MOST];
  cpw_system_move move[MOST];
  cpw_system_handover handover[MOST];
  int64_t rows, ccgs, giver[MOST], receiver[MOST], head[MOST];
} england;

static int64_t organisation_of(england *e, const char *id, int64_t length, int32_t kind) {
  for (int64_t i = 0; i < e->s.organisations; i++)
    if (e->organisation[i].kind == kind && (int64_t)strlen(e->id[i]) == length &&
        memcmp(e->id[i], id, (size_t)length) == 0)
      return i;
  int64_t i = e->s.organisations++;
  ck_assert(i < MOST && length < 16);
  memcpy(e->id[i], id, (size_t)length);
  cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, &e->organisation[i]);
  e->organisation[i].id = e->id[i];
  e->organisation[i].kind = kind;
  return i;
}

/* the fields of a line of quoted CSV without quotes inside */
static int fields(const char *line, const char **at, int64_t *length, int most) {
  int n = 0;
  for (const char *p = line; *p && *p != '\n' && n < most;) {
    int quoted = *p == '"';
    const char *end = p + quoted;
    while (*end && *end != '\n' && *end != '\r' && (quoted ? *end != '"' : *end != ','))
      end++;
    at[n] = p + quoted;
    length[n++] = end - p - quoted;
    p = end + quoted;
    if (*p == '\r') p++;
    if (*p == ',') p++;
  }
  return n;
}

/* an area a row; a commissioner has its areas, and a list of one in ten of its people */
static int read_england(england *e) {
  const char *path = cpwt_shared("data/ics/ics_ccg21_to_icb22.csv"), *at[8];
  char line[1024];
  int64_t length[8];
  FILE *f = path ? fopen(path, "r") : NULL;
  memset(e, 0, sizeof *e);
  cpw_system_init(&e->s);
  if (!f) return 0;
  ck_assert_ptr_nonnull(fgets(line, sizeof line, f));
  while (fgets(line, sizeof line, f)) {
    int64_t i = e->rows++, people = 0;
    ck_assert_int_eq(fields(line, at, length, 8), 8);
    ck_assert_int_eq(cpw_parse_int64(at[7], length[7], &people), CPW_OK);
    e->giver[i] = organisation_of(e, at[0], length[0], CPW_ORG_COMMISSIONER);
    e->receiver[i] = organisation_of(e, at[4], length[4], CPW_ORG_ICS);
    e->head[i] = people;
    (void)cpw_format_int64(i, e->area_id[i]);
    cpw_system_row_init(CPW_SYSTEM_AREAS, &e->area[i]);
    e->area[i].id = e->area_id[i];
    cpw_system_row_init(CPW_SYSTEM_FOOTPRINTS, &e->footprint[i]);
    e->footprint[i].area = (int32_t)i;
    e->footprint[i].organisation = (int32_t)e->giver[i];
    cpw_system_row_init(CPW_SYSTEM_PEOPLE, &e->people[i]);
    e->people[i].area = (int32_t)i;
    e->people[i].people = (double)people;
  }
  (void)fclose(f);
  return 1;
}

static void merge_england(england *e) {
  int64_t had[MOST] = {0}, lists = 0;
  for (int64_t i = 0; i < e->rows; i++)
    had[e->giver[i]] += e->head[i];
  for (int64_t i = 0; i < e->rows; i++)
    e->move[i] = (cpw_system_move){(int32_t)e->giver[i], (int32_t)e->receiver[i],
                                   (double)e->head[i] / (double)had[e->giver[i]]};
  for (int64_t o = 0; o < e->s.organisations; o++)
    if (had[o] > 0) {
      e->ccgs++;
      e->list[lists++] = (cpw_system_list){
          .organisation = (int32_t)o, .shape = CPW_NONE, .waiting = (double)(had[o] / 10)};
    }
  cpw_system_row_init(CPW_SYSTEM_SERVICES, &e->service[0]);
  e->service[0].id = "all";
  e->s.organisation = e->organisation;
  e->s.area = e->area;
  e->s.areas = e->rows;
  e->s.footprint = e->footprint;
  e->s.footprints = e->rows;
  e->s.people = e->people;
  e->s.peoples = e->rows;
  e->s.service = e->service;
  e->s.services = 1;
  e->s.list = e->list;
  e->s.lists = lists;
}

/* with the lines of the new map every system has its own people, to the last one */
static void england_by_area(england *e) {
  static int64_t all[MOST];
  cpw_result *r = NULL;
  cpw_system_change c = change_of(0, e->move, e->rows);
  memset(all, 0, sizeof all);
  for (int64_t i = 0; i < e->rows; i++) {
    e->handover[i] = (cpw_system_handover){.organisation = (int32_t)e->giver[i],
                                           .area = (int32_t)i,
                                           .to = (int32_t)e->receiver[i],
                                           .share = 1};
    all[e->receiver[i]] += e->head[i];
  }
  c.handover = e->handover;
  c.handovers = e->rows;
  ck_assert_int_eq(cpw_system_reorganise(&e->s, &c, &r, NULL), CPW_OK);
  ck_assert(real(r, "after")[0] == 56550138 && whole(r, "conserved")[0] == 1);
  for (int64_t o = 0; o < e->s.organisations; o++)
    ck_assert_double_eq(real(r, "people_after")[o], (double)all[o]);
  cpw_result_free(r);
}

START_TEST(the_merger_of_2022)
{
  static england e;
  static int64_t all[MOST], partly[MOST];
  if (!read_england(&e)) {
    printf("skipped: no shared data\n");
    return;
  }
  merge_england(&e);
  cpw_system_change c = change_of(0, e.move, e.rows);
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_system_reorganise(&e.s, &c, &r, NULL), CPW_OK);
  ck_assert_int_eq(e.ccgs, 106);
  england_by_area(&e);
  ck_assert_int_eq(size(r, "waiting"), 42);
  ck_assert(real(r, "before")[0] == 56550138 && real(r, "after")[0] == 56550138);
  double waiting = 0, was = 0;
  for (int64_t i = 0; i < 42; i++)
    waiting += real(r, "waiting")[i];
  for (int64_t i = 0; i < e.s.lists; i++)
    was += e.list[i].waiting;
  ck_assert_double_eq(waiting, was);
  for (int64_t i = 0; i < e.rows; i++) {
    all[e.receiver[i]] += e.head[i];
    if (e.move[i].share < 1) partly[e.receiver[i]] = 1;
  }
  for (int64_t o = 0; o < e.s.organisations; o++) {
    if (e.organisation[o].kind == CPW_ORG_COMMISSIONER) {
      ck_assert(whole(r, "ends")[o] == 1 && real(r, "people_after")[o] == 0);
    } else if (!partly[o])
      ck_assert_double_eq(real(r, "people_after")[o], (double)all[o]);
    else
      ck_assert_double_eq_tol(real(r, "people_after")[o], (double)all[o], 1e-6);
  }
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

/* any merger and split keeps everything, and the order of moves does not matter */
START_TEST(everything_is_kept)
{
  small m;
  cpw_stream s;
  cpw_system_move move[12], turned[12];
  int64_t n = 0;
  small_make(&m);
  cpw_stream_init(&s, (uint64_t)_i, 0, 0, 0);
  for (int64_t i = 0; i < 7; i++)
    m.list[i].waiting = cpw_random_exponential(&s, 100);
  for (int64_t i = 0; i < 4; i++)
    m.payment[i].amount = (int64_t)cpw_random_below(&s, 100000000);
  for (int32_t o = RA; o < ORGS; o++) {
    double left = 1;
    for (int32_t to = RA; to < ORGS && n < 12; to++)
      if (to != o && cpw_random_below(&s, 4) == 0) {
        double share = left * cpw_random_uniform(&s);
        if (cpw_random_below(&s, 3) == 0) share = left;
        if (!(share > 0)) continue;
        move[n++] = (cpw_system_move){o, to, share};
        left -= share;
        if (!(left > 0)) break;
      }
  }
  for (int64_t i = 0; i < n; i++)
    turned[i] = move[n - 1 - i];
  cpw_system_change c = change_of(12, move, n);
  cpw_result *r = NULL, *t = NULL;
  int32_t status = cpw_system_reorganise(&m.s, &c, &r, NULL);
  c.move = turned;
  ck_assert_int_eq(cpw_system_reorganise(&m.s, &c, &t, NULL), status);
  if (status != CPW_OK) return; /* parents that would stand above themselves */
  ck_assert_int_eq(whole(r, "conserved")[0], 1);
  double waiting = 0;
  for (int64_t i = 0; i < size(r, "waiting"); i++) {
    double bands = 0;
    int64_t count = size(r, "waited") / size(r, "waiting");
    for (int64_t b = 0; b < count; b++)
      bands += real(r, "waited")[i * count + b];
    ck_assert_double_eq_tol(bands, real(r, "waiting")[i], 1e-10);
    waiting += real(r, "waiting")[i];
  }
  ck_assert_double_eq_tol(waiting, real(r, "before")[1], 1e-10);
  ck_assert_double_eq_tol(real(r, "rounded")[1], 0, 1e-12);
  ck_assert_int_eq(size(r, "waiting"), size(t, "waiting"));
  ck_assert_mem_eq(real(r, "waiting"), real(t, "waiting"),
                   (size_t)size(r, "waiting") * sizeof(double));
  ck_assert_mem_eq(whole(r, "payment_amount"), whole(t, "payment_amount"),
                   (size_t)size(r, "payment_amount") * sizeof(int64_t));
  cpw_result_free(r);
  cpw_result_free(t);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t everything(void *context) {
  static small m;
  small_make(&m);
  (void)context;
  const cpw_system_move move[] = {{RA, RM, 0.5}, {RB, RM, 1}};
  const cpw_system_promise promise[] = {{RC, QA, 0, 0, 6}, {RC, QB, 0, 0, 5}};
  const double gain[] = {5, -2, -1}, cost[] = {0.5, 0.5};
  const cpw_system_tier tier[] = {{"place", 2, 3, 0, 0}};
  cpw_system_change c = change_of(10, move, 2);
  cpw_result *r[7] = {0};
  cpw_system_ballot b;
  cpw_system_ballot_init(&b);
  b.body = QA;
  b.options = 1;
  b.gain = gain;
  b.members = 3;
  cpw_system_risk k;
  cpw_system_risk_init(&k);
  k.people = k.rate = 1;
  k.step = 1;
  k.cost = cost;
  k.costs = 2;
  cpw_system_scale l;
  cpw_system_scale_init(&l);
  l.level = tier;
  l.levels = 1;
  l.servers = l.stay = 1;
  l.risk = &k;
  double steps[3];
  int32_t s = cpw_system_depths(&m.s, 0, NULL, &r[0], NULL);
  if (s == CPW_OK) s = cpw_system_alliances(&m.s, 0, CPW_NONE, NULL, &r[1], NULL);
  if (s == CPW_OK) s = cpw_system_holdings(&m.s, 0, NULL, &r[2], NULL);
  if (s == CPW_OK) s = cpw_system_reorganise(&m.s, &c, &r[3], NULL);
  if (s == CPW_OK) s = cpw_system_plans(&m.s, 0, promise, 2, NULL, &r[4], NULL);
  if (s == CPW_OK) s = cpw_system_vote(&m.s, &b, &r[5], NULL);
  if (s == CPW_OK) s = cpw_system_best_scale(&l, &r[6], NULL);
  if (s == CPW_OK)
    s = cpw_system_cost_steps(2, 1, 1, 3, steps, NULL) == CPW_ENOMEM ? CPW_ENOMEM : CPW_OK;
  for (int i = 0; i < 7; i++)
    cpw_result_free(r[i]);
  return s;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(everything, NULL); }
END_TEST

static Suite *organisations_suite(void) {
  Suite *suite = suite_create("system_organisations");
  const struct {
    const char *name;
    const TTest *tests[12];
  } cases[] = {{"limits", {nobody_at_all, no_change_changes_nothing, spend_of_no_case}},
               {"errors", {systems_that_are_wrong, changes_that_are_wrong, others_that_are_wrong}},
               {"reference",
                {the_tree, what_they_hold, a_merger, splits_and_parents, plans_on_shared_providers,
                 votes_by_counting, spend_is_poisson, spend_by_convolution, steps_of_a_cost,
                 the_best_scale, the_merger_of_2022}},
               {"properties", {NULL}},
               {"oom", {memory_fails}}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 120);
    for (int i = 0; cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    if (k == 3) tcase_add_loop_test(tcase, everything_is_kept, 0, 200);
    suite_add_tcase(suite, tcase);
  }
  return suite;
}

int main(void) {
  Suite *suites[] = {organisations_suite()};
  return cpwt_run(suites, 1);
}
