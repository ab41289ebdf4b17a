/* Cost of targets, scores and points of a person. Prints plain lines, never judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/urgency.h"

#include <stdio.h>
#include <time.h>

#define PEOPLE 1000000
#define ITEMS  6

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double days[PEOPLE], out[PEOPLE];
static int32_t rows[PEOPLE], answers[PEOPLE * ITEMS];
static const char *names[PEOPLE];

static void show(const char *what, double t0, int32_t status) {
  printf("  %-22s %7.1f ns a person%s\n", what, 1e9 * (seconds() - t0) / PEOPLE,
         status == CPW_OK ? "" : "  refused");
}

int main(void) {
  static const char *const level[] = {"none", "some", "much"};
  static const double points[] = {0, 5.5, 20};
  static const char *const item[] = {"a", "b", "c", "d", "e", "f"};
  const cpw_urgency_scale *swalis = cpw_urgency_scale_find("swalis");
  cpw_points_item list[ITEMS];
  for (int j = 0; j < ITEMS; j++)
    list[j] = (cpw_points_item){item[j], 3, level, points};
  cpw_points_table table = {"made up", ITEMS, list};
  for (int i = 0; i < PEOPLE; i++) {
    names[i] = swalis->row[i % 6].name;
    days[i] = i % 400;
    for (int j = 0; j < ITEMS; j++)
      answers[i * ITEMS + j] = (i + j * j) % 3;
  }
  printf("urgency: %d people\n", PEOPLE);
  double t0 = seconds();
  show("classes by name", t0, cpw_urgency_classes(swalis, PEOPLE, names, rows, NULL));
  t0 = seconds();
  show("percentage scores", t0,
       cpw_urgency_scores(swalis, PEOPLE, rows, days, CPW_URGENCY_PERCENT, NULL, out, NULL));
  t0 = seconds();
  show("points of six items", t0, cpw_points_score(&table, PEOPLE, answers, out, NULL, NULL, NULL));
  return 0;
}
