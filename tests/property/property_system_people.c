/* Random systems: clock starts sum to demand with ==, whatever the order of rows; nobody goes where nothing is
 * offered; people by organisation are those of the areas. Usage: property_system_people [COUNT] [SEED], or --digest. */
#include "carepath/system_people.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define AREAS    6
#define ORGS     9
#define ROWS     24
#define SERVICES 3
#define GROUPS   3

typedef struct world {
  cpw_system s;
  char id[ORGS + AREAS + SERVICES][4];
  cpw_system_organisation org[ORGS];
  cpw_system_area area[AREAS];
  cpw_system_footprint foot[2 * AREAS];
  cpw_system_people people[ROWS];
  cpw_system_service service[SERVICES];
  cpw_system_capacity capacity[ORGS * SERVICES];
  cpw_system_need need[8];
  cpw_system_choice choice[2];
  double wait[ORGS * SERVICES];
} world;

static int32_t pick(cpw_stream *s, int64_t n) {
  return (int32_t)cpw_random_below(s, (uint64_t)n);
}

static const char *name(world *w, int64_t at, char kind, int64_t number) {
  w->id[at][0] = kind;
  w->id[at][1] = (char)('A' + number);
  return w->id[at];
}

static void place(cpw_stream *s, double *longitude, double *latitude) {
  *longitude = -1 + 2 * cpw_random_uniform(s);
  *latitude = 51 + cpw_random_uniform(s);
}

/* two systems at the top, the others below one another */
static void organise(world *w, cpw_stream *s) {
  int known = pick(s, 3) > 0;
  w->s.organisations = ORGS;
  for (int32_t k = 0; k < ORGS; k++) {
    cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, &w->org[k]);
    w->org[k].id = name(w, k, 'o', k);
    w->org[k].parent = k < 2 ? CPW_NONE : pick(s, k);
    w->org[k].quality = cpw_random_uniform(s);
    if (known && pick(s, 8) > 0) place(s, &w->org[k].longitude, &w->org[k].latitude);
  }
  for (int32_t k = 0; k < AREAS; k++) {
    cpw_system_row_init(CPW_SYSTEM_AREAS, &w->area[k]);
    w->area[k].id = name(w, ORGS + k, 'a', k);
    if (known && pick(s, 8) > 0) place(s, &w->area[k].longitude, &w->area[k].latitude);
    double share = cpw_random_uniform_open(s);
    for (int32_t j = 0; j < 2; j++) {
      cpw_system_row_init(CPW_SYSTEM_FOOTPRINTS, &w->foot[2 * k + j]);
      w->foot[2 * k + j].area = k;
      w->foot[2 * k + j].organisation = j;
      w->foot[2 * k + j].share = j ? 1 - share : share;
    }
  }
  w->s.areas = AREAS;
  w->s.footprints = 2 * AREAS;
}

static void offer(world *w, cpw_stream *s) {
  for (int32_t v = 0; v < SERVICES; v++) {
    cpw_system_row_init(CPW_SYSTEM_SERVICES, &w->service[v]);
    w->service[v].id = name(w, ORGS + AREAS + v, 's', v);
    for (int32_t k = 0; k < ORGS; k++)
      if (k < 2 || pick(s, 2)) { /* both systems offer everything: everybody has a home */
        cpw_system_capacity *c = &w->capacity[w->s.capacities];
        cpw_system_row_init(CPW_SYSTEM_CAPACITY, c);
        c->organisation = k;
        c->service = v;
        c->treatments = pick(s, 4);
        w->wait[w->s.capacities++] = 30 * cpw_random_uniform(s);
      }
  }
  w->s.services = SERVICES;
}

static void populate(world *w, cpw_stream *s) {
  for (int32_t k = 0; k < ROWS; k++) {
    cpw_system_row_init(CPW_SYSTEM_PEOPLE, &w->people[k]);
    w->people[k].area = k % AREAS;
    w->people[k].group = pick(s, GROUPS + 1) - 1;
    w->people[k].people = pick(s, 3) ? 1e5 * cpw_random_uniform(s) : (double)pick(s, 1000);
  }
  w->s.peoples = ROWS;
  w->s.needs = 1 + pick(s, 8);
  for (int32_t k = 0; k < w->s.needs; k++) {
    cpw_system_row_init(CPW_SYSTEM_NEED, &w->need[k]);
    w->need[k].service = pick(s, SERVICES);
    w->need[k].group = pick(s, GROUPS + 1) - 1;
    w->need[k].rate = 300 * cpw_random_uniform(s);
    w->need[k].growth = 0.1 * cpw_random_uniform(s) - 0.05;
  }
  w->s.choices = pick(s, 3);
  for (int32_t k = 0; k < w->s.choices; k++) {
    cpw_system_row_init(CPW_SYSTEM_CHOICE, &w->choice[k]);
    w->choice[k].service = k ? pick(s, SERVICES) : CPW_NONE;
    w->choice[k].distance = pick(s, 5) ? -0.2 * cpw_random_uniform(s) : 0;
    w->choice[k].wait = -0.1 * cpw_random_uniform(s);
    w->choice[k].quality = cpw_random_uniform(s);
    w->choice[k].free = pick(s, 4) ? cpw_random_uniform(s) : (double)pick(s, 2);
  }
}

static void make(world *w, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  memset(w, 0, sizeof *w);
  cpw_system_init(&w->s);
  w->s.groups = GROUPS;
  w->s.organisation = w->org;
  w->s.area = w->area;
  w->s.footprint = w->foot;
  w->s.people = w->people;
  w->s.service = w->service;
  w->s.capacity = w->capacity;
  w->s.need = w->need;
  w->s.choice = w->choice;
  organise(w, &s);
  offer(w, &s);
  populate(w, &s);
}

static double at(const cpw_result *r, const char *array, int64_t k) {
  const cpw_array *a = cpw_result_find(r, array);
  return a && a->real && k < a->size ? a->real[k] : (double)NAN;
}

/* starts of a service and group over units against demand over areas, with ==, both ways round */
static const char *adds_up(const world *w, const double *starts, const cpw_result *r) {
  for (int64_t v = 0; v < SERVICES; v++)
    for (int64_t g = 0; g < GROUPS; g++) {
      double sum = 0, back = 0, demand = 0;
      for (int64_t k = 0; k < w->s.capacities; k++) {
        if (!(starts[k * GROUPS + g] >= 0)) return "a start is below 0";
        if (w->capacity[k].service == v) sum += starts[k * GROUPS + g];
      }
      for (int64_t k = w->s.capacities; k-- > 0;)
        if (w->capacity[k].service == v) back += starts[k * GROUPS + g];
      for (int64_t a = 0; a < AREAS; a++)
        demand += at(r, "demand", (v * AREAS + a) * GROUPS + g);
      if (sum != demand || back != demand) return "starts do not sum to demand";
    }
  return NULL;
}

#define TURN(rows, n)                                                                              \
  for (int64_t i = 0, j = (n)-1; i < j; i++, j--) {                                                \
    memcpy(&keep, &(rows)[i], sizeof *(rows));                                                     \
    (rows)[i] = (rows)[j];                                                                         \
    memcpy(&(rows)[j], &keep, sizeof *(rows));                                                     \
  }

/* all tables that may stand in any order, turned round */
static void turn(world *w) {
  union {
    cpw_system_footprint f;
    cpw_system_people p;
    cpw_system_capacity c;
    cpw_system_need n;
    cpw_system_choice h;
    double d;
  } keep;
  TURN(w->foot, w->s.footprints)
  TURN(w->people, w->s.peoples)
  TURN(w->capacity, w->s.capacities)
  TURN(w->wait, w->s.capacities)
  TURN(w->need, w->s.needs)
  TURN(w->choice, w->s.choices)
}

static const char *order_holds(const world *w, const double *starts, const double *growth) {
  world other = *w;
  double again[ORGS * SERVICES * GROUPS], rising[ORGS * SERVICES * GROUPS];
  other.s.footprint = other.foot;
  other.s.people = other.people;
  other.s.capacity = other.capacity;
  other.s.need = other.need;
  other.s.choice = other.choice;
  turn(&other);
  if (cpw_system_demand(&other.s, other.wait, NULL, again, rising, NULL) != CPW_OK)
    return "the same rows in another order are refused";
  for (int64_t k = 0; k < w->s.capacities; k++)
    for (int64_t g = 0; g < GROUPS; g++) {
      int64_t there = (w->s.capacities - 1 - k) * GROUPS + g;
      if (starts[k * GROUPS + g] != again[there] || growth[k * GROUPS + g] != rising[there])
        return "the order of rows changes the answer";
    }
  return NULL;
}

static const char *people_hold(const world *w) {
  double people[ORGS * GROUPS], all = 0, sum = 0;
  if (cpw_system_people_by(&w->s, 0, NULL, people, NULL) != CPW_OK) return "people are refused";
  for (int64_t k = 0; k < ROWS; k++)
    all += w->people[k].people;
  for (int64_t k = 0; k < 2 * GROUPS; k++)
    sum += people[k];
  return fabs(sum - all) <= 1e-12 * all ? NULL : "people of the systems are not those of the areas";
}

static const char *problem(uint64_t seed) {
  world w;
  make(&w, seed);
  double starts[ORGS * SERVICES * GROUPS], growth[ORGS * SERVICES * GROUPS];
  cpw_result *r = NULL;
  if (cpw_system_demand(&w.s, w.wait, NULL, starts, growth, NULL) != CPW_OK)
    return "demand is refused";
  if (cpw_system_demand_describe(&w.s, 0, w.wait, NULL, &r, NULL) != CPW_OK)
    return "the tables are refused";
  const char *found = adds_up(&w, starts, r);
  cpw_result_free(r);
  if (!found) found = order_holds(&w, starts, growth);
  return found ? found : people_hold(&w);
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  make(&w, seed);
  cpw_result *r = NULL;
  if (cpw_system_demand_describe(&w.s, 26, w.wait, NULL, &r, NULL) != CPW_OK) return 0;
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"system_people", "random systems", 1000, 200, problem, digest};
  return worlds_main(&w, argc, argv);
}
