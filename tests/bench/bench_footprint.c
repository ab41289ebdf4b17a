/* Cost of footprints and reorganisations at the size of a country: carrying over small areas, fitting trusts to systems,
 * the nearest of many sites, a merger of many lists, a year's spend. Prints plain lines, never judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { SMALL = 33755, UNITS = 300, SYSTEMS = 42, TRUSTS = 150 };

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static cpw_footprint map_of(cpw_footprint_part *part, int64_t areas, int64_t units) {
  cpw_footprint f;
  cpw_footprint_init(&f);
  for (int64_t a = 0; a < areas; a++)
    part[a] = (cpw_footprint_part){a, a * units / areas, 1};
  f.areas = f.parts = areas;
  f.units = units;
  f.part = part;
  return f;
}

static void carry(void) {
  cpw_footprint_part *one = malloc(SMALL * sizeof *one), *other = malloc(SMALL * sizeof *other);
  double *people = malloc(SMALL * sizeof *people), measure[UNITS], out[SYSTEMS];
  if (one && other && people) {
    cpw_footprint from = map_of(one, SMALL, UNITS), to = map_of(other, SMALL, SYSTEMS);
    for (int i = 0; i < SMALL; i++)
      people[i] = 1000 + i % 997;
    for (int i = 0; i < UNITS; i++)
      measure[i] = 1e5 + i;
    double t = seconds();
    if (cpw_footprint_carry(&from, &to, people, measure, NULL, out, NULL) == CPW_OK)
      printf("  carry over %d areas, %d units to %d: %.4f s\n", SMALL, UNITS, SYSTEMS,
             seconds() - t);
  }
  free(one);
  free(other);
  free(people);
}

static void fit(void) {
  static double seed[TRUSTS * SYSTEMS], row[TRUSTS], column[SYSTEMS];
  cpw_footprint_margins m;
  cpw_footprint_fitted f;
  cpw_footprint_margins_init(&m);
  for (int i = 0; i < TRUSTS; i++)
    for (int j = 0; j < SYSTEMS; j++) {
      double x = (i * 7 + j * 13) % 11 < 3 ? 1 + (i * j) % 17 : 0;
      seed[i * SYSTEMS + j] = x;
      row[i] += x * (1 + 0.1 * (j % 3));
      column[j] += x * (1 + 0.1 * (j % 3));
    }
  m.rows = TRUSTS;
  m.columns = SYSTEMS;
  m.seed = seed;
  m.row = row;
  m.column = column;
  double t = seconds();
  if (cpw_footprint_fit(&m, seed, &f, NULL) == CPW_OK)
    printf("  fit %d x %d: %lld iterations, %.4f s\n", TRUSTS, SYSTEMS, (long long)f.iterations,
           seconds() - t);
}

static void reach(void) {
  double *x = malloc(SMALL * sizeof *x), *y = malloc(SMALL * sizeof *y), sx[TRUSTS], sy[TRUSTS];
  cpw_footprint_access a;
  cpw_result *r = NULL;
  cpw_footprint_access_init(&a);
  for (int i = 0; x && y && i < SMALL; i++) {
    x[i] = -5 + 7 * (i % 991) / 991.0;
    y[i] = 50 + 5 * (i % 1009) / 1009.0;
  }
  for (int i = 0; i < TRUSTS; i++) {
    sx[i] = -5 + 7 * (i % 13) / 13.0;
    sy[i] = 50 + 5 * (i % 17) / 17.0;
  }
  a.areas = SMALL;
  a.sites = TRUSTS;
  a.area_longitude = x;
  a.area_latitude = y;
  a.site_longitude = sx;
  a.site_latitude = sy;
  double t = seconds();
  if (x && y && cpw_footprint_reach(&a, &r, NULL) == CPW_OK)
    printf("  nearest of %d sites for %d areas: %.4f s\n", TRUSTS, SMALL, seconds() - t);
  cpw_result_free(r);
  free(x);
  free(y);
}

/* 2 x 42 organisations with 23 services and 5 groups: every other one gives half to the one before */
static void merge(void) {
  enum {
    SERVICES = 23,
    GROUPS = 5,
    ORGS = 2 * SYSTEMS,
    LISTS = ORGS * SERVICES * GROUPS,
    BANDS = 105
  };
  static cpw_system_organisation organisation[ORGS];
  static cpw_system_service service[SERVICES];
  static cpw_system_list list[LISTS];
  static cpw_system_move move[SYSTEMS];
  static double shape[BANDS];
  cpw_system s;
  cpw_result *r = NULL;
  cpw_system_change c;
  cpw_system_init(&s);
  cpw_system_change_init(&c);
  for (int i = 0; i < BANDS; i++)
    shape[i] = 1.0 / (1 + i);
  const cpw_system_profile profile = {"shape", shape, BANDS};
  for (int i = 0; i < ORGS; i++)
    cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, &organisation[i]);
  for (int i = 0; i < SERVICES; i++)
    cpw_system_row_init(CPW_SYSTEM_SERVICES, &service[i]);
  for (int i = 0; i < LISTS; i++)
    list[i] = (cpw_system_list){.organisation = i / (SERVICES * GROUPS),
                                .service = i / GROUPS % SERVICES,
                                .group = i % GROUPS,
                                .waiting = 100 + i % 4001,
                                .starts = 5};
  for (int i = 0; i < SYSTEMS; i++)
    move[i] = (cpw_system_move){2 * i + 1, 2 * i, 0.5};
  s.organisation = organisation;
  s.organisations = ORGS;
  s.service = service;
  s.services = SERVICES;
  s.groups = GROUPS;
  s.profile = &profile;
  s.profiles = 1;
  s.list = list;
  s.lists = LISTS;
  c.move = move;
  c.moves = SYSTEMS;
  double t = seconds();
  if (cpw_system_reorganise(&s, &c, &r, NULL) == CPW_OK)
    printf("  reorganise %d lists of %d bands: %.4f s\n", LISTS, BANDS, seconds() - t);
  cpw_result_free(r);
}

static void spend(double cases, int64_t costs) {
  double *cost = malloc((size_t)costs * sizeof *cost);
  cpw_system_risk k;
  cpw_system_risked m;
  cpw_system_risk_init(&k);
  for (int64_t j = 0; cost && j < costs; j++)
    cost[j] = 1.0 / (double)costs;
  k.people = cases;
  k.rate = 1;
  k.cost = cost;
  k.costs = costs;
  k.step = 1;
  double t = seconds();
  if (cost && cpw_system_spend_risk(&k, &m, NULL) == CPW_OK)
    printf("  spend of %.0f cases of up to %lld steps: %.4f s\n", cases, (long long)costs,
           seconds() - t);
  free(cost);
}

int main(void) {
  printf("footprints and organisations\n");
  carry();
  fit();
  reach();
  merge();
  spend(100, 100);
  spend(10000, 100);
  return 0;
}
