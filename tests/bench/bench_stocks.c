/* Cost of the models of stocks and flows at the size of a health system. Prints plain lines, never judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void show(const char *what, double took, double units, const char *unit) {
  printf("  %-44s %9.3f ms  %7.1f ns a %s\n", what, 1e3 * took, 1e9 * took / units, unit);
}

/* 10 groups, 6 conditions, 4 services each, three years of fifths of months */
static void surge(int32_t method, const char *what) {
  enum { GROUPS = 10, SERVICES = 4, EACH = 24, MONTHS = 37, STEPS = 5 };
  static double curve[MONTHS];
  static char names[GROUPS][4];
  cpw_surge_group groups[GROUPS];
  cpw_surge_service services[SERVICES];
  static cpw_surge_flow flows[GROUPS * EACH];
  cpw_surge u;
  cpw_surge_init(&u);
  for (int t = 0; t < MONTHS; t++)
    curve[t] = t < 12 ? 0.08 : 0;
  for (int g = 0; g < GROUPS; g++) {
    snprintf(names[g], sizeof names[g], "%d", g);
    groups[g] = (cpw_surge_group){names[g], 1e5, 0.1, curve};
  }
  for (int k = 0; k < SERVICES; k++)
    services[k] = (cpw_surge_service){names[k], 0.5, 2 + k, 0.5, 0.8, 2, 0, 0};
  for (int i = 0; i < GROUPS * EACH; i++)
    flows[i] = (cpw_surge_flow){i / EACH, i % SERVICES, "any", 0.03, 0, 0};
  u.months = MONTHS;
  u.group_count = GROUPS;
  u.groups = groups;
  u.service_count = SERVICES;
  u.services = services;
  u.flow_count = GROUPS * EACH;
  u.flows = flows;
  u.method = method;
  cpw_result *r = NULL;
  double t0 = seconds();
  if (cpw_surge_project(&u, NULL, &r, NULL) == CPW_OK)
    show(what, seconds() - t0, (double)GROUPS * EACH * (MONTHS - 1) * STEPS, "flow and step");
  cpw_result_free(r);
}

/* 40 staff groups, ten years by month */
static void workforce(void) {
  enum { GROUPS = 40, BANDS = 31, MONTHS = 120 };
  static double staff[BANDS], leave[BANDS], intake[MONTHS], drop[3];
  static char names[GROUPS][4];
  static cpw_workforce_group groups[GROUPS];
  cpw_workforce w;
  cpw_workforce_init(&w);
  for (int b = 0; b < BANDS; b++) {
    staff[b] = 20;
    leave[b] = 0.15 / (1 + 0.2 * b);
  }
  for (int t = 0; t < MONTHS; t++)
    intake[t] = 5;
  for (int g = 0; g < GROUPS; g++) {
    snprintf(names[g], sizeof names[g], "%d", g);
    cpw_workforce_group_init(&groups[g]);
    groups[g].name = names[g];
    groups[g].bands = BANDS;
    groups[g].staff = staff;
    groups[g].leave = leave;
    groups[g].training_years = 3;
    groups[g].intake = intake;
    groups[g].dropout = drop;
  }
  w.periods = MONTHS;
  w.group_count = GROUPS;
  w.groups = groups;
  cpw_result *r = NULL;
  double t0 = seconds();
  if (cpw_workforce_project(&w, NULL, &r, NULL) == CPW_OK)
    show("workforce: 40 groups, ten years by month", seconds() - t0, (double)GROUPS * MONTHS * 397,
         "cell and month");
  cpw_result_free(r);
}

/* 100 strata, 5 segments, 20 years; expected, and 20 draws */
static void projection(int32_t method, int64_t draws, const char *what) {
  enum { STRATA = 100, SEGMENTS = 5, YEARS = 20 };
  static double people[STRATA * SEGMENTS], moves[STRATA * SEGMENTS * SEGMENTS],
      deaths[STRATA * SEGMENTS], ageing[STRATA];
  static int64_t into[STRATA];
  cpw_projection p;
  cpw_run run;
  cpw_run_init(&run);
  run.replications = draws;
  cpw_projection_init(&p);
  for (int i = 0; i < STRATA * SEGMENTS; i++) {
    people[i] = 2000;
    deaths[i] = 0.01;
    for (int j = 0; j < SEGMENTS; j++)
      moves[i * SEGMENTS + j] = i % SEGMENTS == j ? 0.9 : 0.025;
  }
  for (int k = 0; k < STRATA; k++) {
    into[k] = k + 1 < STRATA ? k + 1 : -1;
    ageing[k] = 0.2;
  }
  p.periods = YEARS;
  p.strata = STRATA;
  p.segments = SEGMENTS;
  p.people = people;
  p.transitions = moves;
  p.deaths = deaths;
  p.ages_into = into;
  p.ageing = ageing;
  p.method = method;
  cpw_result *r = NULL;
  double t0 = seconds();
  if (cpw_projection_project(&p, &run, &r, NULL) == CPW_OK)
    show(what, seconds() - t0, (double)(STRATA * SEGMENTS * YEARS * draws), "cell and year");
  cpw_result_free(r);
}

/* 2,000 rows of activity, 50 mitigators, 256 draws */
static void mitigators(void) {
  enum { ROWS = 2000, COUNT = 50, DRAWS = 256 };
  static double admissions[ROWS], stay[ROWS];
  static char names[COUNT][4];
  cpw_mitigator factors[COUNT];
  cpw_mitigators m;
  cpw_run run;
  cpw_run_init(&run);
  run.replications = DRAWS;
  cpw_mitigators_init(&m);
  for (int i = 0; i < ROWS; i++) {
    admissions[i] = 50 + i % 100;
    stay[i] = 1 + i % 9;
  }
  for (int k = 0; k < COUNT; k++) {
    snprintf(names[k], sizeof names[k], "%d", k);
    factors[k] = (cpw_mitigator){names[k], 0.97, 1, NULL, k % 3, 0};
  }
  m.rows = ROWS;
  m.admissions = admissions;
  m.stay = stay;
  m.count = COUNT;
  m.mitigators = factors;
  cpw_result *r = NULL;
  double t0 = seconds();
  if (cpw_mitigators_project(&m, &run, &r, NULL) == CPW_OK)
    show("mitigators: 2,000 rows, 50 factors, 256 draws", seconds() - t0, (double)ROWS * DRAWS,
         "row and draw");
  cpw_result_free(r);
}

int main(void) {
  printf("stocks: one run each\n");
  surge(CPW_SURGE_EXACT, "surge: 240 flows, 36 months, exact");
  surge(CPW_SURGE_EULER, "surge: the same, as published");
  workforce();
  projection(CPW_PROJECTION_EXPECTED, 1, "projection: 500 cells, 20 years, expected");
  projection(CPW_PROJECTION_DRAWN, 20, "projection: the same, 20 draws");
  mitigators();
  return 0;
}
