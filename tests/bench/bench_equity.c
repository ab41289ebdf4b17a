/* Cost of inequality measures: of a million people, of the lines of 42 areas, of people of unknown group.
 * Prints plain lines, never judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/equity.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { PEOPLE = 1000000, AREAS = 42, GROUPS = 10, UNKNOWN = 2000 };

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double *value, *position, *weight;
static int64_t *group;

static int32_t make(void) {
  static const double law[2] = {2, 9}, normal[2] = {0, 1}, mean[1] = {1};
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  value = malloc(PEOPLE * sizeof *value);
  position = malloc(PEOPLE * sizeof *position);
  weight = malloc(PEOPLE * sizeof *weight);
  group = malloc(PEOPLE * sizeof *group);
  if (!value || !position || !weight || !group) return CPW_ENOMEM;
  int32_t status = cpw_random_fill(&s, CPW_LAW_GAMMA, law, 1, value, PEOPLE, NULL);
  if (status == CPW_OK)
    status = cpw_random_fill(&s, CPW_LAW_NORMAL, normal, 1, position, PEOPLE, NULL);
  if (status == CPW_OK)
    status = cpw_random_fill(&s, CPW_LAW_EXPONENTIAL, mean, 1, weight, PEOPLE, NULL);
  for (int64_t i = 0; i < PEOPLE; i++)
    group[i] = (int64_t)cpw_random_below(&s, GROUPS);
  return status;
}

static double started;
static void begin(void) {
  started = seconds();
}
static void show(const char *what, int32_t status, double each, const char *unit) {
  double t = seconds() - started;
  printf("  %-44s %9.3f ms %9.1f ns a %s%s\n", what, 1e3 * t, 1e9 * t / each, unit,
         status == CPW_OK ? "" : "  failed");
}

static void people(void) {
  cpw_concentration c;
  cpw_dispersion d;
  cpw_decomposition parts;
  double a[3] = {-1, 0.5, 2}, e[2] = {1, 10.95}, found[3];
  begin();
  show("concentration", cpw_equity_concentration(value, position, NULL, PEOPLE, NULL, &c, NULL),
       PEOPLE, "person");
  begin();
  show("concentration, weighted",
       cpw_equity_concentration(value, position, weight, PEOPLE, NULL, &c, NULL), PEOPLE, "person");
  begin();
  show("dispersion", cpw_equity_dispersion(value, weight, PEOPLE, NULL, &d, NULL), PEOPLE,
       "person");
  begin();
  show("generalised entropy, one of three",
       cpw_equity_entropy(value, weight, PEOPLE, a, 3, NULL, found, NULL), 3.0 * PEOPLE, "person");
  begin();
  show("Atkinson's equivalent, one of two",
       cpw_equity_ede(value, weight, PEOPLE, CPW_EDE_ATKINSON, e, 2, NULL, found, NULL, NULL),
       2.0 * PEOPLE, "person");
  begin();
  show("Theil's T by 10 groups",
       cpw_equity_decompose(value, weight, group, PEOPLE, GROUPS, CPW_PARTS_THEIL_T, NULL, &parts,
                            NULL, NULL),
       PEOPLE, "person");
}

static void lines(void) {
  double y[AREAS * GROUPS], n[AREAS * GROUPS], se[AREAS * GROUPS];
  cpw_slope out[AREAS];
  cpw_slope_limits limits[AREAS];
  for (int i = 0; i < AREAS * GROUPS; i++) {
    y[i] = 60 + value[i] / 4;
    n[i] = 1000 + 1000 * weight[i];
    se[i] = 0.02;
  }
  cpw_slope_options o;
  cpw_slope_options_init(&o);
  o.se = se;
  o.method = CPW_SLOPE_EXACT;
  begin();
  show("slope, 42 x 10, exact", cpw_equity_slope(y, n, AREAS, GROUPS, &o, NULL, out, limits, NULL),
       AREAS, "area");
  o.method = CPW_SLOPE_SIMULATED;
  begin();
  show("slope, 42 x 10, 100,000 replications",
       cpw_equity_slope(y, n, AREAS, GROUPS, &o, NULL, out, limits, NULL), AREAS * 1e5,
       "replication");
  o.scale = CPW_SCALE_LOG;
  begin();
  show("the same with errors of logarithms",
       cpw_equity_slope(y, n, AREAS, GROUPS, &o, NULL, out, limits, NULL), AREAS * 1e5,
       "replication");
}

static void unknown(void) {
  double mean[GROUPS], n[GROUPS];
  cpw_bounds b;
  for (int i = 0; i < GROUPS; i++) {
    mean[i] = 20 - i;
    n[i] = 1000 + 100 * i;
  }
  begin();
  show("bounds, 10 groups, 2,000 of unknown group",
       cpw_equity_bounds(mean, n, GROUPS, value, UNKNOWN, NULL, &b, NULL), UNKNOWN, "person");
}

int main(void) {
  printf("equity: %d people\n", PEOPLE);
  if (make() == CPW_OK) {
    people();
    lines();
    unknown();
  }
  free(value);
  free(position);
  free(weight);
  free(group);
  return 0;
}
