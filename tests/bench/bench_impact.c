/* Cost of who gains and who is delayed: 10^6 patients, five characteristics. Prints plain lines, never judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/impact.h"
#include "carepath/random.h"

#include <stdio.h>
#include <time.h>

#define PATIENTS 1000000
#define TRAITS   5

static int64_t before[PATIENTS], after[PATIENTS];
static double wait[PATIENTS], target[PATIENTS];
static int32_t group[TRAITS][PATIENTS];

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void shuffle(int64_t *place, cpw_stream *s) {
  for (int64_t i = 0; i < PATIENTS; i++)
    place[i] = i + 1;
  for (int64_t i = PATIENTS - 1; i > 0; i--) {
    int64_t j = (int64_t)cpw_random_below(s, (uint64_t)i + 1), kept = place[i];
    place[i] = place[j];
    place[j] = kept;
  }
}

static void run(const char *name, const cpw_impact_list *list, const cpw_impact_options *options) {
  cpw_result *out = NULL;
  double t0 = seconds();
  if (cpw_impact_measure(list, options, &out, NULL) != CPW_OK) return;
  printf("  %-34s %7.0f ns a patient\n", name, 1e9 * (seconds() - t0) / PATIENTS);
  cpw_result_free(out);
}

int main(void) {
  static const char *const NAMES[TRAITS] = {"deprivation", "sex", "ethnicity", "age", "disability"};
  static const int32_t CROSS[] = {0, 1};
  cpw_impact_characteristic traits[TRAITS];
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  shuffle(before, &s);
  shuffle(after, &s);
  for (int k = 0; k < TRAITS; k++) {
    int64_t groups = k == 0 ? 10 : 2 + 3 * k;
    for (int64_t i = 0; i < PATIENTS; i++)
      group[k][i] = (int32_t)cpw_random_below(&s, (uint64_t)groups + 1) - 1;
    traits[k] = (cpw_impact_characteristic){NAMES[k], groups, NULL, group[k], k == 0, 0};
  }
  for (int64_t i = 0; i < PATIENTS; i++) {
    wait[i] = (double)cpw_random_below(&s, 700);
    target[i] = 126.0;
  }
  cpw_impact_list list;
  cpw_impact_options options;
  cpw_disclosure_options rule;
  cpw_impact_list_init(&list);
  cpw_impact_options_init(&options);
  cpw_disclosure_options_init(&rule);
  list.patients = PATIENTS;
  list.before = before;
  list.after = after;
  list.characteristics = traits;
  list.characteristic_count = TRAITS;
  printf("impact: %d patients, %d characteristics\n", PATIENTS, TRAITS);
  run("places", &list, &options);
  options.slots = 5000.0;
  options.top = PATIENTS / 10;
  run("and weeks, the next", &list, &options);
  list.wait = wait;
  list.target = target;
  run("and waits, targets", &list, &options);
  options.crossing = CROSS;
  options.crossing_count = 1;
  run("and a crossing", &list, &options);
  options.suppress = &rule;
  run("and small numbers withheld", &list, &options);
  return 0;
}
