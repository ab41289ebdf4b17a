/* People of a system: demand by hand, homes by hand, choice against the logistic, conservation with ==. */
#include "carepath.h"
#include "measures.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MANY 16

/* A small system in memory, every row with its defaults. */
typedef struct town {
  cpw_system s;
  cpw_system_organisation org[MANY];
  cpw_system_area area[MANY];
  cpw_system_footprint foot[MANY];
  cpw_system_people people[MANY];
  cpw_system_service service[MANY];
  cpw_system_capacity capacity[MANY];
  cpw_system_need need[MANY];
  cpw_system_choice choice[MANY];
} town;

static const char *const names[MANY] = {"a", "b", "c", "d", "e", "f", "g", "h",
                                        "i", "j", "k", "l", "m", "n", "o", "p"};
static const char *const ages[] = {"young", "old"};
static const char *const segments[] = {"well", "ill"};

static void begin(town *t, int64_t groups) {
  memset(t, 0, sizeof *t);
  cpw_system_init(&t->s);
  t->s.groups = groups;
  t->s.organisation = t->org;
  t->s.area = t->area;
  t->s.footprint = t->foot;
  t->s.people = t->people;
  t->s.service = t->service;
  t->s.capacity = t->capacity;
  t->s.need = t->need;
  t->s.choice = t->choice;
  for (int k = 0; k < MANY; k++) {
    cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, &t->org[k]);
    cpw_system_row_init(CPW_SYSTEM_AREAS, &t->area[k]);
    cpw_system_row_init(CPW_SYSTEM_FOOTPRINTS, &t->foot[k]);
    cpw_system_row_init(CPW_SYSTEM_PEOPLE, &t->people[k]);
    cpw_system_row_init(CPW_SYSTEM_SERVICES, &t->service[k]);
    cpw_system_row_init(CPW_SYSTEM_CAPACITY, &t->capacity[k]);
    cpw_system_row_init(CPW_SYSTEM_NEED, &t->need[k]);
    cpw_system_row_init(CPW_SYSTEM_CHOICE, &t->choice[k]);
    t->org[k].id = t->area[k].id = t->service[k].id = names[k];
  }
}

static int32_t add_org(town *t, int32_t parent) {
  t->org[t->s.organisations].parent = parent;
  return (int32_t)t->s.organisations++;
}

static void add_foot(town *t, int32_t area, int32_t organisation, double share) {
  cpw_system_footprint *f = &t->foot[t->s.footprints++];
  f->area = area;
  f->organisation = organisation;
  f->share = share;
}

static cpw_system_people *add_people(town *t, int32_t area, int32_t group, double people) {
  cpw_system_people *p = &t->people[t->s.peoples++];
  p->area = area;
  p->group = group;
  p->people = people;
  return p;
}

static void add_unit(town *t, int32_t organisation, int32_t service, double treatments) {
  cpw_system_capacity *c = &t->capacity[t->s.capacities++];
  c->organisation = organisation;
  c->service = service;
  c->treatments = treatments;
}

static cpw_system_need *add_need(town *t, int32_t service, int32_t age, int32_t group,
                                 double rate) {
  cpw_system_need *n = &t->need[t->s.needs++];
  n->service = service;
  n->age = age;
  n->group = group;
  n->rate = rate;
  return n;
}

static void send(const town *t, const double *wait, double *starts, double *growth) {
  cpw_error e;
  memset(&e, 0, sizeof e);
  int32_t status = cpw_system_demand(&t->s, wait, NULL, starts, growth, &e);
  ck_assert_msg(status == CPW_OK, "%s", e.message);
}

static double weekly(double people, double rate) {
  return people / 1000 * rate / CPW_WEEKS_PER_YEAR;
}

/* one system, one trust below it, one area of 1000 people, one service */
static void simple(town *t, int64_t groups) {
  begin(t, groups);
  int32_t ics = add_org(t, CPW_NONE), trust = add_org(t, ics);
  t->s.areas = 1;
  t->s.services = 1;
  add_foot(t, 0, ics, 1);
  add_unit(t, trust, 0, 5);
}

static double number(const cpw_result *r, const char *name, int64_t at) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a != NULL && at < a->size, "%s", name);
  if (!a || at >= a->size) return 0;
  return a->real ? a->real[at] : (double)a->integer[at];
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(nobody_and_nothing)
{
  town t;
  double starts[MANY] = {-7, -7}, growth[MANY] = {-7, -7};
  begin(&t, 1);
  send(&t, NULL, starts, growth); /* nothing at all */
  ck_assert_double_eq(starts[0], -7);
  simple(&t, 2);
  send(&t, NULL, starts, growth); /* nobody */
  ck_assert(starts[0] == 0 && starts[1] == 0 && growth[0] == 0 && growth[1] == 0);
  add_people(&t, 0, 0, 1000);
  send(&t, NULL, starts, NULL); /* no need */
  ck_assert(starts[0] == 0 && starts[1] == 0);
  add_need(&t, 0, CPW_NONE, CPW_NONE, 0);
  t.people[0].people = 1e-300;
  send(&t, NULL, starts, NULL);
  ck_assert(starts[0] == 0);
  t.need[0].rate = 52;
  send(&t, NULL, starts, NULL); /* next to nobody */
  ck_assert(starts[0] > 0 && starts[0] < 1e-299);
}
END_TEST

/* ---------------------------------------------------------------- need ---------------------- */

START_TEST(need_by_hand)
{
  town t;
  double starts[2], growth[2];
  simple(&t, 2);
  t.s.age = ages;
  t.s.ages = 2;
  t.s.segment = segments;
  t.s.segments = 2;
  cpw_system_people *p = add_people(&t, 0, 0, 1000);
  p->age = 0;
  p->segment = 0;
  p = add_people(&t, 0, 1, 3000);
  p->age = 1;
  p->segment = 1;
  add_need(&t, 0, CPW_NONE, CPW_NONE, 100)->growth = 0.02;
  send(&t, NULL, starts, growth);
  ck_assert_double_eq_tol(starts[0], weekly(1000, 100), 1e-13);
  ck_assert_double_eq_tol(starts[1], weekly(3000, 100), 1e-13);
  ck_assert_double_eq_tol(growth[0], 0.02, 1e-12);
  add_need(&t, 0, 1, CPW_NONE, 300); /* the old: instead of the row of all */
  send(&t, NULL, starts, growth);
  ck_assert_double_eq_tol(starts[0], weekly(1000, 100), 1e-13);
  ck_assert_double_eq_tol(starts[1], weekly(3000, 300), 1e-13);
  ck_assert_double_eq_tol(growth[1], 0, 1e-12);
  add_need(&t, 0, CPW_NONE, 1, 50)->growth = 0.07; /* as many fields: both add up */
  send(&t, NULL, starts, growth);
  ck_assert_double_eq_tol(starts[1], weekly(3000, 350), 1e-13);
  ck_assert_double_eq_tol(growth[1], 0.01, 1e-12);
  add_need(&t, 0, 1, 1, 7)->segment = 1; /* the most fields */
  send(&t, NULL, starts, growth);
  ck_assert_double_eq_tol(starts[1], weekly(3000, 7), 1e-13);
}
END_TEST

START_TEST(people_not_told_apart)
{
  town t;
  double starts[4];
  simple(&t, 2);
  t.s.areas = 2;
  add_foot(&t, 1, 0, 1);
  add_need(&t, 0, CPW_NONE, CPW_NONE, 1000);
  add_people(&t, 0, CPW_NONE, 100);
  send(&t, NULL, starts, NULL); /* nothing known anywhere: alike */
  ck_assert_double_eq_tol(starts[0], weekly(50, 1000), 1e-13);
  add_people(&t, 1, 0, 30);
  add_people(&t, 1, 1, 10);
  send(&t, NULL, starts, NULL); /* as the system */
  ck_assert_double_eq_tol(starts[0], weekly(75 + 30, 1000), 1e-12);
  ck_assert_double_eq_tol(starts[1], weekly(25 + 10, 1000), 1e-12);
  add_people(&t, 0, 1, 60);
  send(&t, NULL, starts, NULL); /* as the rest of the area */
  ck_assert_double_eq_tol(starts[0], weekly(30, 1000), 1e-12);
  ck_assert_double_eq_tol(starts[1], weekly(100 + 60 + 10, 1000), 1e-12);
}
END_TEST

/* ---------------------------------------------------------------- homes --------------------- */

START_TEST(homes_by_footprint)
{
  town t;
  double starts[4];
  begin(&t, 1);
  t.s.areas = 1;
  t.s.services = 1;
  int32_t a = add_org(&t, CPW_NONE), b = add_org(&t, CPW_NONE);
  int32_t a1 = add_org(&t, a), a2 = add_org(&t, a), b1 = add_org(&t, b),
          far = add_org(&t, CPW_NONE);
  add_foot(&t, 0, a, 0.6);
  add_foot(&t, 0, b, 0.4);
  add_unit(&t, a1, 0, 10);
  add_unit(&t, a2, 0, 30);
  add_unit(&t, b1, 0, 1);
  add_unit(&t, far, 0, 100);
  add_need(&t, 0, CPW_NONE, CPW_NONE, 1000);
  add_people(&t, 0, 0, 1000);
  double all = weekly(1000, 1000);
  send(&t, NULL, starts, NULL);
  ck_assert_double_eq_tol(starts[0], all * 0.6 / 4, 1e-12);
  ck_assert_double_eq_tol(starts[1], all * 0.6 * 3 / 4, 1e-12);
  ck_assert_double_eq_tol(starts[2], all * 0.4, 1e-12);
  ck_assert_double_eq(starts[3], 0);
  t.capacity[0].treatments = t.capacity[1].treatments = 0; /* no treatments: alike */
  send(&t, NULL, starts, NULL);
  ck_assert_double_eq_tol(starts[0], all * 0.3, 1e-12);
  t.org[b1].until = 0; /* gone: a takes all */
  send(&t, NULL, starts, NULL);
  ck_assert_double_eq_tol(starts[0] + starts[1], all, 1e-12);
  ck_assert_double_eq(starts[2], 0);
}
END_TEST

/* a place within a system: what it covers is the place's, the rest the system's; and a nation above all */
START_TEST(homes_within_homes)
{
  town t;
  double starts[3];
  begin(&t, 1);
  t.s.areas = 1;
  t.s.services = 1;
  int32_t nation = add_org(&t, CPW_NONE), ics = add_org(&t, nation), place = add_org(&t, ics);
  int32_t local = add_org(&t, place), wide = add_org(&t, ics);
  add_foot(&t, 0, nation, 1);
  add_foot(&t, 0, ics, 1);
  add_foot(&t, 0, place, 0.25);
  add_unit(&t, local, 0, 1);
  add_unit(&t, wide, 0, 1);
  add_unit(&t, nation, 0, 1);
  add_need(&t, 0, CPW_NONE, CPW_NONE, 1000);
  add_people(&t, 0, 0, 1000);
  send(&t, NULL, starts, NULL);
  double all = weekly(1000, 1000);
  ck_assert_double_eq_tol(starts[0], all * 0.25, 1e-12);
  ck_assert_double_eq_tol(starts[1], all * 0.75, 1e-12);
  ck_assert_double_eq(starts[2], 0);
}
END_TEST

/* ---------------------------------------------------------------- choice -------------------- */

static void two_hospitals(town *t) {
  begin(t, 1);
  t->s.areas = 1;
  t->s.services = 1;
  int32_t a = add_org(t, CPW_NONE), b = add_org(t, CPW_NONE);
  t->area[0].longitude = t->area[0].latitude = 0;
  t->org[a].longitude = 0.1;
  t->org[a].latitude = 0;
  t->org[b].longitude = -0.3;
  t->org[b].latitude = 0;
  t->org[b].quality = 2;
  add_foot(t, 0, a, 1);
  add_unit(t, a, 0, 1);
  add_unit(t, b, 0, 1);
  add_need(t, 0, CPW_NONE, CPW_NONE, 1000);
  add_people(t, 0, 0, 1000);
}

/* two hospitals: the logistic */
START_TEST(choice_by_hand)
{
  town t;
  double starts[2], wait[] = {10, 4}, all = weekly(1000, 1000);
  two_hospitals(&t);
  t.s.choices = 1;
  t.choice[0].distance = -0.05;
  t.choice[0].wait = -0.1;
  t.choice[0].quality = 0.3;
  t.choice[0].free = 0.4;
  double degree = CPW_CHOICE_EARTH * 3.14159265358979323846 / 180;
  double u = -0.05 * degree * (0.1 - 0.3) - 0.1 * (10 - 4) + 0.3 * (0 - 2);
  send(&t, wait, starts, NULL);
  ck_assert_double_eq_tol(starts[0] / all, 0.6 + 0.4 / (1 + exp(-u)), 1e-12);
  ck_assert_double_eq(starts[0] + starts[1], starts[1] + starts[0]);
  send(&t, NULL, starts, NULL);
  u += 0.1 * (10 - 4);
  ck_assert_double_eq_tol(starts[0] / all, 0.6 + 0.4 / (1 + exp(-u)), 1e-12);
  t.choice[0].free = 0;
  send(&t, NULL, starts, NULL);
  ck_assert_double_eq(starts[1], 0);
  t.foot[0].organisation = 1; /* home is the other one */
  send(&t, NULL, starts, NULL);
  ck_assert_double_eq(starts[0], 0);
  t.s.footprints = 0; /* no home: the nearest of all */
  send(&t, NULL, starts, NULL);
  ck_assert_double_eq(starts[1], 0);
  t.org[1].longitude = -0.1; /* as near: the lower id */
  send(&t, NULL, starts, NULL);
  ck_assert_double_eq(starts[1], 0);
  t.org[1].id = "A";
  send(&t, NULL, starts, NULL);
  ck_assert_double_eq(starts[0], 0);
}
END_TEST

START_TEST(rows_of_choice)
{
  town t;
  double starts[2], all = weekly(1000, 1000);
  two_hospitals(&t);
  t.choice[0].free = 1; /* everything else 0: half and half */
  t.choice[1].free = 0;
  t.choice[1].group = 0;
  t.choice[2].free = 0.5;
  t.choice[2].service = 0;
  t.choice[3].free = 0.2;
  t.choice[3].group = t.choice[3].service = 0;
  const double first[] = {0.5, 1, 0.75, 0.9};
  for (int64_t k = 0; k < 4; k++) { /* each more particular than those before it */
    t.s.choices = k + 1;
    send(&t, NULL, starts, NULL);
    ck_assert_double_eq_tol(starts[0] / all, first[k], 1e-12);
  }
}
END_TEST

/* a hospital without coordinates takes what its footprint says, and the others choose among the rest */
START_TEST(places_not_known)
{
  town t;
  double starts[3], all = weekly(1000, 1000);
  two_hospitals(&t);
  int32_t c = add_org(&t, CPW_NONE);
  add_unit(&t, c, 0, 1);
  t.foot[0].share = 0.7;
  add_foot(&t, 0, c, 0.3);
  t.s.choices = 1;
  t.choice[0].free = 1;
  t.choice[0].distance = -1e-300; /* distance counts, and makes no difference */
  send(&t, NULL, starts, NULL);
  ck_assert_double_eq_tol(starts[0] / all, 0.35, 1e-12);
  ck_assert_double_eq_tol(starts[1] / all, 0.35, 1e-12);
  ck_assert_double_eq_tol(starts[2] / all, 0.3, 1e-12);
  t.choice[0].distance = 0; /* it does not count: all can be chosen */
  send(&t, NULL, starts, NULL);
  for (int k = 0; k < 3; k++)
    ck_assert_double_eq_tol(starts[k] / all, 1 / 3.0, 1e-12);
  t.choice[0].distance = -1;
  t.area[0].latitude = (double)NAN; /* nobody's way is known: by footprint */
  send(&t, NULL, starts, NULL);
  ck_assert_double_eq_tol(starts[0] / all, 0.7, 1e-12);
  ck_assert_double_eq(starts[1], 0);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void fails(const town *t, const double *wait, int32_t code, const char *message) {
  double starts[MANY] = {-7};
  cpw_error e;
  memset(&e, 0, sizeof e);
  ck_assert_int_eq(cpw_system_demand(&t->s, wait, NULL, starts, NULL, &e), code);
  ck_assert_str_eq(e.message, message);
  ck_assert_double_eq(starts[0], -7);
}

START_TEST(demand_that_is_wrong)
{
  town t;
  double starts[MANY], wait[] = {(double)NAN};
  cpw_error e;
  ck_assert_int_eq(cpw_system_demand(NULL, NULL, NULL, starts, NULL, &e), CPW_EINVAL);
  ck_assert_str_eq(e.message, "system is NULL");
  simple(&t, 1);
  ck_assert_int_eq(cpw_system_demand(&t.s, NULL, NULL, NULL, NULL, &e), CPW_EINVAL);
  ck_assert_str_eq(e.message, "starts is NULL");
  add_people(&t, 0, 0, 1000);
  add_need(&t, 0, CPW_NONE, CPW_NONE, 100);
  fails(&t, wait, CPW_EDOMAIN, "wait[0] = nan must be finite");
  t.people[0].people = -1;
  fails(&t, NULL, CPW_EDOMAIN, "people[0].people = -1 must be finite and >= 0");
  t.people[0].people = 1000;
  t.people[0].area = 3;
  fails(&t, NULL, CPW_EINVAL, "people[0].area = 3: there are 1");
  t.people[0].area = 0;
  t.need[0].rate = (double)INFINITY;
  fails(&t, NULL, CPW_EDOMAIN, "need[0].rate = inf must be finite and >= 0");
  t.need[0].rate = 1e308;
  t.people[0].people = 1e308;
  fails(&t, NULL, CPW_EOVERFLOW, "the demand for service 0 is more than a double holds");
  t.need[0].rate = 1;
  t.people[0].people = 1;
  t.org[0].parent = 1;
  fails(&t, NULL, CPW_EINVAL, "organisations[0].parent leads round in a circle");
  t.org[0].parent = CPW_NONE;
  t.s.footprints = 0;
  fails(&t, NULL, CPW_EDOMAIN,
        "people of area a need a, which nobody offers them: no organisation with capacity has the "
        "area in "
        "its footprint, and without coordinates and choice none can be chosen");
  t.s.capacities = 0;
  fails(&t, NULL, CPW_EDOMAIN, "people of area a need a, which nobody offers them");
}
END_TEST

START_TEST(rows_that_are_wrong)
{
  town t;
  two_hospitals(&t);
  t.s.choices = 2;
  fails(&t, NULL, CPW_EINVAL, "choice[1] is a second row for the same service and group");
  t.s.choices = 1;
  t.choice[0].free = 1.5;
  fails(&t, NULL, CPW_EDOMAIN, "choice[0].free = 1.5 must be in [0, 1]");
  t.choice[0].free = 1;
  t.choice[0].quality = 1e308;
  t.org[1].quality = 100;
  fails(&t, NULL, CPW_EDOMAIN, "people of area a cannot choose for a: a utility is not finite");
  t.s.choices = 0;
  t.org[1].latitude = 91;
  fails(&t, NULL, CPW_EDOMAIN, "organisations[1].latitude = 91 must be -90 to 90");
  t.org[1].latitude = 0;
  t.s.age = ages;
  t.s.ages = 2;
  t.need[0].age = 1;
  fails(&t, NULL, CPW_EINVAL,
        "people[0] does not tell ages apart, and every row of need for a asks for it");
  t.foot[0].share = 0;
  fails(&t, NULL, CPW_EDOMAIN, "footprints[0].share = 0 must be in (0, 1]");
  t.s.people = NULL;
  fails(&t, NULL, CPW_EINVAL, "system.people is NULL");
}
END_TEST

/* ---------------------------------------------------------------- tables -------------------- */

START_TEST(demand_in_full)
{
  town t;
  cpw_result *r = NULL;
  double wait[] = {10, 4}, starts[2], all = weekly(1000, 1000);
  two_hospitals(&t);
  t.s.choices = 1;
  t.choice[0].distance = -0.05;
  t.choice[0].wait = -0.1;
  t.choice[0].free = 0.4;
  t.need[0].growth = 0.1;
  send(&t, wait, starts, NULL);
  ck_assert_int_eq(cpw_system_demand_describe(&t.s, 0, wait, NULL, &r, NULL), CPW_OK);
  double near = cpw_choice_distance(0, 0, 0.1, 0), far = cpw_choice_distance(0, 0, -0.3, 0);
  ck_assert_double_eq_tol(number(r, "demand", 0), all, 1e-12);
  ck_assert(number(r, "demand", 0) == starts[0] + starts[1]);
  ck_assert(number(r, "starts", 0) == starts[0] && number(r, "starts", 1) == starts[1]);
  ck_assert_double_eq_tol(number(r, "travel", 0), (near * starts[0] + far * starts[1]) / all,
                          1e-11);
  ck_assert_double_eq_tol(number(r, "away", 0), starts[1] / all, 1e-12);
  ck_assert_double_eq_tol(number(r, "wait", 0), (10 * starts[0] + 4 * starts[1]) / all, 1e-12);
  double logsum = log(exp(-0.05 * near - 1) + exp(-0.05 * far - 0.4));
  ck_assert_double_eq_tol(number(r, "surplus_km", 0), logsum / 0.05, 1e-11);
  ck_assert_double_eq_tol(number(r, "hhi", 0),
                          (starts[0] * starts[0] + starts[1] * starts[1]) / (all * all), 1e-12);
  ck_assert_double_eq_tol(number(r, "starts_growth", 0), 0.1, 1e-12);
  ck_assert(cpw_result_note(r, "spread") == NULL);
  cpw_result_free(r);
  t.people[0].group = CPW_NONE;
  ck_assert_int_eq(cpw_system_demand_describe(&t.s, 2 * CPW_WEEKS_PER_YEAR, NULL, NULL, &r, NULL),
                   CPW_OK);
  ck_assert_double_eq_tol(number(r, "total", 0), all * 1.21, 1e-11); /* grown by two years */
  ck_assert_str_eq(
      cpw_result_note(r, "spread"),
      "1000 people whose group is not told apart were spread over the groups as the others "
      "of their area, or of the system, are");
  cpw_result_free(r);
}
END_TEST

START_TEST(people_by_organisation)
{
  town t;
  double people[MANY];
  begin(&t, 2);
  t.s.areas = 2;
  int32_t nation = add_org(&t, CPW_NONE), a = add_org(&t, nation), b = add_org(&t, nation);
  int32_t trust = add_org(&t, a);
  add_foot(&t, 0, a, 0.75);
  add_foot(&t, 0, b, 0.25);
  add_foot(&t, 1, b, 1);
  add_people(&t, 0, 0, 100);
  add_people(&t, 0, 1, 60);
  add_people(&t, 1, 1, 40);
  t.org[b].until = 10;
  ck_assert_int_eq(cpw_system_people_by(&t.s, 0, NULL, people, NULL), CPW_OK);
  const double expected[] = {100, 100, 75, 45, 25, 55, 0, 0};
  for (int k = 0; k < 8; k++)
    ck_assert_double_eq_tol(people[k], expected[k], 1e-12);
  ck_assert_int_eq(cpw_system_people_by(&t.s, 10, NULL, people, NULL), CPW_OK); /* b is gone */
  ck_assert_double_eq(people[nation * 2], 75);
  ck_assert_double_eq(people[b * 2], 0);
  add_foot(&t, 0, trust, 0.5); /* a footprint of its own: not counted twice above it */
  ck_assert_int_eq(cpw_system_people_by(&t.s, 0, NULL, people, NULL), CPW_OK);
  ck_assert_double_eq(people[trust * 2], 50);
  ck_assert_double_eq(people[a * 2], 75);
  int32_t council = add_org(&t, nation); /* covers people of the places once more */
  t.org[council].kind = CPW_ORG_COUNCIL;
  add_foot(&t, 0, council, 1);
  ck_assert_int_eq(cpw_system_people_by(&t.s, 0, NULL, people, NULL), CPW_OK);
  ck_assert_double_eq(people[council * 2], 100);
  ck_assert_double_eq(people[nation * 2] + people[nation * 2 + 1], 200);
  cpw_error e;
  ck_assert_int_eq(cpw_system_people_by(&t.s, (double)NAN, NULL, people, &e), CPW_EDOMAIN);
  ck_assert_str_eq(e.message, "week must be finite");
  ck_assert_int_eq(cpw_system_people_by(&t.s, 0, NULL, NULL, &e), CPW_EINVAL);
}
END_TEST

/* ---------------------------------------------------------------- projection ---------------- */

static void growing_town(town *t) {
  begin(t, 2);
  t->s.age = ages;
  t->s.ages = 2;
  t->s.areas = 2;
  t->s.services = 1;
  for (int32_t k = 0; k < 8; k++)
    add_people(t, k / 4, k % 2, 100 * (k + 1))->age = k / 2 % 2;
  add_need(t, 0, 0, CPW_NONE, 100)->growth = 0.05;
  add_need(t, 0, 1, CPW_NONE, 400);
}

START_TEST(projection_by_hand)
{
  town t;
  growing_town(&t);
  /* strata: young 0, young 1, old 0, old 1; a tenth of the young age, a fifth of the old die, 80 are born to group 0 */
  const double deaths[] = {0, 0, 0.2, 0.2}, ageing[] = {0.1, 0.1, 0, 0};
  const double births[] = {80, 0, 0, 0, 80, 0, 0, 0};
  const int64_t into[] = {2, 3, -1, -1};
  cpw_projection law;
  cpw_projection_init(&law);
  law.periods = 2;
  law.strata = 4;
  law.segments = 1;
  law.deaths = deaths;
  law.ageing = ageing;
  law.ages_into = into;
  law.births = births;
  cpw_result *r = NULL, *whole = NULL;
  cpw_error e;
  int32_t status = cpw_system_project(&t.s, &law, 1, &r, &e);
  ck_assert_msg(status == CPW_OK, "%s", e.message);
  ck_assert_double_eq(number(r, "total", 0), 3600);
  const double all[] = {600, 800, 1000, 1200};
  law.people = all; /* the sum of the areas is the projection of their sum */
  ck_assert_int_eq(cpw_projection_project(&law, NULL, &whole, NULL), CPW_OK);
  for (int p = 0; p < 3; p++) {
    double need = 0, rate[] = {100 * pow(1.05, p), 400};
    for (int c = 0; c < 4; c++) {
      double sum =
          number(r, "people", (p * 2 + 0) * 4 + c) + number(r, "people", (p * 2 + 1) * 4 + c);
      ck_assert_double_eq_tol(sum, number(whole, "people", p * 4 + c), 1e-9);
      need += weekly(sum, rate[c / 2]);
    }
    ck_assert_double_eq_tol(number(r, "total", p), number(whole, "total", p), 1e-9);
    ck_assert_double_eq_tol(number(r, "demand", p * 2) + number(r, "demand", p * 2 + 1), need,
                            1e-10);
  }
  cpw_result_free(whole);
  cpw_result_free(r);
}
END_TEST

START_TEST(projection_that_is_wrong)
{
  town t;
  growing_town(&t);
  cpw_projection law;
  cpw_projection_init(&law);
  law.periods = 1;
  law.strata = 3;
  law.segments = 1;
  cpw_result *r = NULL;
  cpw_error e;
  ck_assert_int_eq(cpw_system_project(&t.s, &law, 1, &r, &e), CPW_EINVAL);
  ck_assert_str_eq(e.message, "law: 3 strata and 1 segments must be 4 (ages x groups) and 1");
  law.strata = 4;
  ck_assert_int_eq(cpw_system_project(&t.s, &law, 0, &r, &e), CPW_EDOMAIN);
  ck_assert_int_eq(cpw_system_project(&t.s, NULL, 1, &r, &e), CPW_EINVAL);
  ck_assert_int_eq(cpw_system_project(&t.s, &law, 1, NULL, &e), CPW_EINVAL);
  law.method = CPW_PROJECTION_DRAWN;
  ck_assert_int_eq(cpw_system_project(&t.s, &law, 1, &r, &e), CPW_EINVAL);
  law.method = CPW_PROJECTION_EXPECTED;
  t.people[3].age = CPW_NONE;
  ck_assert_int_eq(cpw_system_project(&t.s, &law, 1, &r, &e), CPW_EINVAL);
  ck_assert_str_eq(e.message, "people[3] does not tell ages apart");
  ck_assert(r == NULL);
}
END_TEST

static int32_t everything(void *context) {
  town *t = context, g;
  double people[MANY];
  cpw_result *r = NULL;
  int32_t status = cpw_system_demand_describe(&t->s, 0, NULL, NULL, &r, NULL);
  cpw_result_free(r);
  if (status == CPW_OK) status = cpw_system_people_by(&t->s, 0, NULL, people, NULL);
  growing_town(&g);
  cpw_projection law;
  cpw_projection_init(&law);
  law.periods = 1;
  law.strata = 4;
  law.segments = 1;
  r = NULL;
  if (status == CPW_OK) status = cpw_system_project(&g.s, &law, 1, &r, NULL);
  cpw_result_free(r);
  return status;
}

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t demand_of(void *context) {
  double starts[MANY], growth[MANY];
  return cpw_system_demand(&((town *)context)->s, NULL, NULL, starts, growth, NULL);
}

START_TEST(memory_fails)
{
  town t;
  two_hospitals(&t);
  t.s.choices = 1;
  t.choice[0].free = 1;
  cpwt_each_allocation_fails(demand_of, &t);
  cpwt_each_allocation_fails(everything, &t);
}
END_TEST

static Suite *system_people_suite(void) {
  Suite *suite = suite_create("system_people");
  const struct {
    const char *name;
    const TTest *tests[12];
  } cases[] = {{"limits", {nobody_and_nothing}},
               {"errors", {demand_that_is_wrong, rows_that_are_wrong, projection_that_is_wrong}},
               {"reference",
                {need_by_hand, people_not_told_apart, homes_by_footprint, homes_within_homes,
                 choice_by_hand, rows_of_choice, places_not_known, demand_in_full,
                 people_by_organisation, projection_by_hand}},
               {"oom", {memory_fails}}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 120);
    for (int i = 0; cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    suite_add_tcase(suite, tcase);
  }
  return suite;
}

int main(void) {
  Suite *suites[] = {system_people_suite(), measures_suite()};
  return cpwt_run(suites, 2);
}
