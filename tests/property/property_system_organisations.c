/* Random systems that merge, split and move: every table sums to the same to the last bit, nobody lives twice or
 * nowhere, and trees stay trees. Usage: property_system_organisations [COUNT] [SEED], or --digest. */
#include "carepath/system_organisations.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define ORGS   14
#define LISTS  40
#define AREAS  8
#define TABLES 9

typedef struct world {
  cpw_stream s;
  cpw_system system;
  char id[ORGS][4];
  cpw_system_organisation organisation[ORGS];
  cpw_system_area area[AREAS];
  cpw_system_footprint footprint[2 * AREAS];
  cpw_system_people people[AREAS];
  cpw_system_service service[2];
  cpw_system_profile profile;
  double shape[6];
  cpw_system_list list[LISTS];
  cpw_system_capacity capacity[2 * ORGS];
  cpw_system_fund fund[ORGS];
  cpw_system_payment payment[ORGS];
  cpw_system_move move[ORGS];
  cpw_system_change change;
} world;

static void make_tree(world *w) {
  int64_t n = 3 + (int64_t)cpw_random_below(&w->s, ORGS - 3);
  for (int64_t i = 0; i < n; i++) {
    cpw_system_organisation *o = &w->organisation[i];
    w->id[i][0] = (char)('A' + (int)((i * 5) % ORGS));
    cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, o);
    o->id = w->id[i];
    o->kind = (int32_t)cpw_random_below(&w->s, CPW_ORG_KINDS);
    o->parent = i ? (int32_t)cpw_random_below(&w->s, (uint64_t)i) : CPW_NONE;
    o->votes = (int64_t)cpw_random_below(&w->s, 20);
    o->overhead = cpw_random_exponential(&w->s, 1e6);
  }
  w->system.organisation = w->organisation;
  w->system.organisations = n;
}

static void make_people(world *w) {
  uint64_t n = (uint64_t)w->system.organisations;
  cpw_system *s = &w->system;
  s->areas = 1 + (int64_t)cpw_random_below(&w->s, AREAS);
  for (int64_t a = 0; a < s->areas; a++) {
    double share = cpw_random_uniform(&w->s);
    int32_t one = (int32_t)cpw_random_below(&w->s, n);
    cpw_system_row_init(CPW_SYSTEM_PEOPLE, &w->people[a]);
    w->people[a].area = (int32_t)a;
    w->people[a].people = cpw_random_exponential(&w->s, 1e5);
    for (int k = 0; k < 2; k++) {
      cpw_system_footprint *f = &w->footprint[s->footprints++];
      cpw_system_row_init(CPW_SYSTEM_FOOTPRINTS, f);
      f->area = (int32_t)a;
      f->organisation = (int32_t)((uint64_t)(one + k) % n);
      f->share = k ? share : 1 - share;
    }
  }
  s->area = w->area;
  s->footprint = w->footprint;
  s->people = w->people;
  s->peoples = s->areas;
}

static void make_units(world *w) {
  cpw_system *s = &w->system;
  for (int b = 0; b < 6; b++)
    w->shape[b] = cpw_random_uniform(&w->s);
  w->profile = (cpw_system_profile){"shape", w->shape, 6};
  for (int64_t i = 0; i < s->organisations; i++)
    for (int32_t v = 0; v < 2; v++) {
      if (cpw_random_below(&w->s, 3) == 0) continue;
      cpw_system_capacity *c = &w->capacity[s->capacities++];
      cpw_system_row_init(CPW_SYSTEM_CAPACITY, c);
      c->organisation = (int32_t)i;
      c->service = v;
      c->treatments = cpw_random_exponential(&w->s, 100);
      c->most = cpw_random_below(&w->s, 2) ? (double)INFINITY : 2 * c->treatments;
      if (s->lists < LISTS)
        w->list[s->lists++] = (cpw_system_list){.organisation = (int32_t)i,
                                                .service = v,
                                                .shape = cpw_random_below(&w->s, 2) ? 0 : CPW_NONE,
                                                .waiting = cpw_random_exponential(&w->s, 1000),
                                                .starts = cpw_random_exponential(&w->s, 100),
                                                .removal = 0.1 * cpw_random_uniform(&w->s)};
    }
  s->service = w->service;
  s->services = 2;
  s->profile = &w->profile;
  s->profiles = 1;
  s->list = w->list;
  s->capacity = w->capacity;
}

static void make_money(world *w) {
  cpw_system *s = &w->system;
  for (int64_t i = 0; i < s->organisations; i++) {
    cpw_system_row_init(CPW_SYSTEM_FUNDS, &w->fund[i]);
    w->fund[i].organisation = i ? (int32_t)i : CPW_NONE;
    w->fund[i].minimum = (int64_t)cpw_random_below(&w->s, 1000);
    if (i == 0) continue;
    cpw_system_payment *p = &w->payment[s->payments++];
    cpw_system_row_init(CPW_SYSTEM_PAYMENTS, p);
    p->from = (int32_t)cpw_random_below(&w->s, (uint64_t)i);
    p->to = (int32_t)i;
    p->amount = (int64_t)cpw_random_below(&w->s, 1000000000);
    p->share = cpw_random_below(&w->s, 4) ? (double)NAN : cpw_random_uniform(&w->s);
  }
  s->fund = w->fund;
  s->funds = s->organisations;
  s->payment = w->payment;
}

static void make_change(world *w) {
  uint64_t n = (uint64_t)w->system.organisations;
  cpw_system_change_init(&w->change);
  w->change.move = w->move;
  for (uint64_t i = 0; i < n; i++) {
    uint64_t to = cpw_random_below(&w->s, n);
    if (to == i || cpw_random_below(&w->s, 2)) continue;
    double share = cpw_random_below(&w->s, 2) ? 1 : cpw_random_uniform(&w->s);
    if (share > 0) w->move[w->change.moves++] = (cpw_system_move){(int32_t)i, (int32_t)to, share};
  }
}

static void make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream_init(&w->s, seed, 0, 0, 0);
  cpw_system_init(&w->system);
  make_tree(w);
  make_people(w);
  make_units(w);
  make_money(w);
  make_change(w);
}

static const char *report_holds(const world *w, const cpw_result *r) {
  const double *difference = cpw_result_find(r, "difference")->real;
  const cpw_array *amount = cpw_result_find(r, "payment_amount");
  int64_t paid = 0;
  for (int k = 0; k < TABLES; k++)
    if (difference[k] < 0 || difference[k] > 0) return "a table is not kept";
  for (int64_t i = 0; i < amount->size; i++)
    paid += amount->integer[i];
  for (int64_t i = 0; i < w->system.payments; i++)
    if (!(w->payment[i].share >= 0)) paid -= w->payment[i].amount;
  if (paid != 0) return "pounds are not kept";
  const cpw_array *waiting = cpw_result_find(r, "waiting");
  double sum = 0, was = 0;
  for (int64_t i = 0; i < waiting->size; i++)
    sum += waiting->real[i];
  for (int64_t i = 0; i < w->system.lists; i++)
    was += w->list[i].waiting;
  return fabs(sum - was) <= 1e-9 * (was + 1) ? NULL : "people are not kept";
}

static const char *problem(uint64_t seed) {
  world w;
  cpw_result *r = NULL;
  make(&w, seed);
  int32_t status = cpw_system_reorganise(&w.system, &w.change, &r, NULL);
  if (status == CPW_EINVAL) return NULL;  /* somebody would stand above itself */
  if (status == CPW_EDOMAIN) return NULL; /* an area twice */
  if (status != CPW_OK) return "a change fails";
  const char *found = report_holds(&w, r);
  cpw_result_free(r);
  return found;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  cpw_result *r = NULL;
  make(&w, seed);
  if (cpw_system_reorganise(&w.system, &w.change, &r, NULL) != CPW_OK) return hash;
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"system_organisations", "random reorganisations", 1000, 200, problem, digest};
  return worlds_main(&w, argc, argv);
}
