/* The people of a small system: who needs what, where they go, who is entitled, and what a small place can say. */
#include <carepath.h>

#include <math.h>
#include <stdio.h>

enum { AREAS = 3, ORGS = 4, GROUPS = 2 };

static int failed(const cpw_error *err) {
  fprintf(stderr, "%s: %s\n", cpw_status_name(err->code), err->message);
  return 1;
}

static double number(const cpw_result *r, const char *name, int64_t at) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || at >= a->size) return (double)NAN;
  return a->real ? a->real[at] : (double)a->integer[at];
}

static cpw_system_organisation org[ORGS];
static cpw_system_area area[AREAS];
static cpw_system_footprint foot[AREAS];
static cpw_system_people people[AREAS * GROUPS];
static cpw_system_service service;
static cpw_system_capacity capacity[2];
static cpw_system_need need[2];
static cpw_system_choice choice;
static const char *const groups[] = {"most deprived", "least deprived"};

/* two systems with a trust each */
static void organise(void) {
  static const char *const ids[] = {"east", "west", "east-trust", "west-trust"};
  for (int k = 0; k < ORGS; k++) {
    cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, &org[k]);
    org[k].id = ids[k];
    if (k >= 2) org[k].parent = k - 2;
    if (k >= 2) org[k].latitude = 51;
    if (k >= 2) org[k].longitude = k == 2 ? -2.0 : -2.8;
  }
  org[3].quality = 1;
}

/* three areas and who lives there */
static void settle(void) {
  static const char *const areas[] = {"harbour", "market", "moor"};
  const double where[] = {-2.1, -2.4, -2.9}, many[] = {90e3, 60e3, 80e3, 70e3, 20e3, 80e3};
  for (int k = 0; k < AREAS; k++) {
    cpw_system_row_init(CPW_SYSTEM_AREAS, &area[k]);
    area[k].id = areas[k];
    area[k].longitude = where[k];
    area[k].latitude = 51;
    cpw_system_row_init(CPW_SYSTEM_FOOTPRINTS, &foot[k]);
    foot[k].area = k;
    foot[k].organisation = k == 2;
  }
  for (int k = 0; k < AREAS * GROUPS; k++) {
    cpw_system_row_init(CPW_SYSTEM_PEOPLE, &people[k]);
    people[k].area = k / GROUPS;
    people[k].group = k % GROUPS;
    people[k].people = many[k];
  }
}

/* one service: what the trusts can do, what people need, how they choose */
static void serve(void) {
  cpw_system_row_init(CPW_SYSTEM_SERVICES, &service);
  service.id = "orthopaedics";
  for (int k = 0; k < 2; k++) {
    cpw_system_row_init(CPW_SYSTEM_CAPACITY, &capacity[k]);
    capacity[k].organisation = 2 + k;
    capacity[k].treatments = 80;
    cpw_system_row_init(CPW_SYSTEM_NEED, &need[k]);
    need[k].group = k;
    need[k].rate = k == 0 ? 26 : 20; /* per 1,000 and year */
  }
  cpw_system_row_init(CPW_SYSTEM_CHOICE, &choice);
  choice.distance = -0.1;
  choice.wait = -0.05;
  choice.quality = 0.5;
  choice.free = 0.5;
}

static void build(cpw_system *s) {
  organise();
  settle();
  serve();
  cpw_system_init(s);
  s->group = groups;
  s->groups = GROUPS;
  s->organisation = org;
  s->organisations = ORGS;
  s->area = area;
  s->areas = AREAS;
  s->footprint = foot;
  s->footprints = AREAS;
  s->people = people;
  s->peoples = AREAS * GROUPS;
  s->service = &service;
  s->services = 1;
  s->capacity = capacity;
  s->capacities = 2;
  s->need = need;
  s->needs = 2;
  s->choice = &choice;
  s->choices = 1;
}

static int where_they_go(const cpw_system *s) {
  const double wait[] = {18, 10};
  cpw_result *r = NULL;
  cpw_error err;
  if (cpw_system_demand_describe(s, 0, wait, NULL, &r, &err) != CPW_OK) return failed(&err);
  printf("clock starts a week: %.2f\n", number(r, "total", 0));
  for (int k = 0; k < 2; k++)
    printf("  %-11s %6.2f of the most deprived, %6.2f of the least\n", org[2 + k].id,
           number(r, "starts", 2 * k), number(r, "starts", 2 * k + 1));
  for (int g = 0; g < GROUPS; g++)
    printf("  %-15s travel %4.1f km, %4.1f %% away from home\n", groups[g], number(r, "travel", g),
           100 * number(r, "away", g));
  cpw_result_free(r);
  return 0;
}

static int who_lives_where(const cpw_system *s) {
  double by[ORGS * GROUPS];
  cpw_error err;
  if (cpw_system_people_by(s, 0, NULL, by, &err) != CPW_OK) return failed(&err);
  printf("people\n");
  for (int k = 0; k < 2; k++)
    printf("  %-11s %7.0f of the most deprived, %7.0f of the least\n", org[k].id, by[2 * k],
           by[2 * k + 1]);
  return 0;
}

/* treatments against need, group by group */
static int access_by_group(void) {
  const double used[] = {4200, 4300}, cases[] = {4940, 4200}, many[] = {190e3, 210e3};
  cpw_result *r = NULL;
  cpw_error err;
  if (cpw_system_access(used, cases, many, 2, 0.95, groups, NULL, &r, &err) != CPW_OK)
    return failed(&err);
  printf("treatments for each case of need: %.3f and %.3f, ratio %.3f (%.3f to %.3f)\n",
         number(r, "access", 0), number(r, "access", 1), number(r, "ratio", 0),
         number(r, "ratio_lower", 0), number(r, "ratio_upper", 0));
  cpw_result_free(r);
  return 0;
}

/* hours of care a week: who is entitled from which need on, and what it costs */
static int entitlement(void) {
  const cpw_system_entitlement rule = {10000, 10, 1, 0.8, 20 * CPW_WEEKS_PER_YEAR, 1};
  const double threshold[] = {0, 10, 20};
  cpw_system_eligible e[3];
  double affordable = 0;
  cpw_error err;
  if (cpw_system_eligibility(&rule, threshold, 3, e, &err) != CPW_OK ||
      cpw_system_affordable(&rule, 50e6, &affordable, &err) != CPW_OK)
    return failed(&err);
  printf("care from so many hours a week on\n");
  for (int k = 0; k < 3; k++)
    printf("  %2.0f: %5.0f people, %5.1f m a year, %4.1f %% of need unmet\n", threshold[k],
           e[k].demand, e[k].cost / 1e6, 100 * e[k].unmet / (e[k].met + e[k].unmet));
  printf("  50 m pays from %.2f hours on\n", affordable);
  return 0;
}

/* small places borrow from all */
static int local_rates(void) {
  const double events[] = {3, 40, 210, 9, 95}, many[] = {1, 8, 50, 4, 12};
  cpw_result *r = NULL;
  cpw_error err;
  if (cpw_system_shrink(events, many, 5, 0.95, NULL, NULL, &r, &err) != CPW_OK) return failed(&err);
  printf("rates per 1,000: own, partly pooled\n");
  for (int k = 0; k < 5; k++)
    printf("  %5.2f -> %5.2f (%5.2f to %5.2f), own weight %.2f\n", number(r, "crude", k),
           number(r, "pooled", k), number(r, "lower", k), number(r, "upper", k),
           number(r, "weight", k));
  cpw_result_free(r);
  return 0;
}

/* which places are like which: age, deprivation, sparsity */
static int peers(void) {
  const double like[] = {41, 0.3, 2, 38, 0.5, 1, 44, 0.2, 9, 40, 0.4, 2, 45, 0.2, 8};
  int64_t nearest[5];
  cpw_error err;
  if (cpw_system_peers(like, NULL, 5, 3, 1, NULL, nearest, NULL, &err) != CPW_OK)
    return failed(&err);
  printf("nearest peers:");
  for (int k = 0; k < 5; k++)
    printf(" %d-%d", k, (int)nearest[k]);
  printf("\n");
  return 0;
}

/* twenty years on: the system grows older (here: its groups, in one age band) */
static int projected(const cpw_system *s) {
  const double deaths[] = {0.012, 0.008}, births[] = {0.013, 0.009};
  cpw_projection law;
  cpw_result *r = NULL;
  cpw_error err;
  cpw_projection_init(&law);
  law.periods = 20;
  law.strata = GROUPS;
  law.segments = 1;
  law.deaths = deaths;
  law.birth_rates = births;
  if (cpw_system_project(s, &law, 1, &r, &err) != CPW_OK) return failed(&err);
  printf("people %.0f now, %.0f in twenty years; clock starts a week %.1f, %.1f\n",
         number(r, "total", 0), number(r, "total", 20),
         number(r, "demand", 0) + number(r, "demand", 1),
         number(r, "demand", 40) + number(r, "demand", 41));
  cpw_result_free(r);
  return 0;
}

int main(void) {
  cpw_system s;
  build(&s);
  return where_they_go(&s) || who_lives_where(&s) || projected(&s) || access_by_group() ||
         entitlement() || local_rates() || peers();
}
