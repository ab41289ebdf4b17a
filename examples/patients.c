/* Who waits how long under which rule? A weekly list of 2,000 people, a fifth of them urgent, with room
 * for 105 a week, 100 joining and one in fifty leaving each week: the longest wait first, the urgent
 * first, and every second slot by urgency; each compared with the first, patient by patient. */
#include <carepath.h>
#include <stdio.h>

static double figure(const cpw_result *r, const char *name, int who) {
  return cpw_result_find(r, name)->real[who];
}

int main(void) {
  static const int64_t waiting[2] = {400, 1600};
  static const double arrivals[2] = {20, 80}, slots[1] = {105};
  static const cpw_duration patience[2] = {{CPW_DURATION_GEOMETRIC, 0, 50, 0, 0, NULL},
                                           {CPW_DURATION_GEOMETRIC, 0, 50, 0, 0, NULL}};
  static const struct {
    int32_t rule;
    const char *name;
  } rules[] = {{CPW_PATIENTS_FIRST_COME, "longest wait first"},
               {CPW_PATIENTS_TIERS, "urgent first"},
               {CPW_PATIENTS_MIXTURE, "every second slot by urgency"}};
  cpw_patients_list list;
  cpw_patients_options options;
  cpw_run run;
  cpw_error err;
  cpw_result *base = NULL, *result = NULL, *change = NULL;
  int failed = 1;

  cpw_patients_list_init(&list);
  cpw_patients_options_init(&options);
  cpw_run_init(&run);
  list.periods = 104;
  list.classes = 2; /* urgent, routine */
  list.waiting = waiting;
  list.bands = 1;
  list.arrivals = arrivals;
  list.patience = patience;
  list.slots = slots;
  options.keep = 1; /* so that replications can be compared one by one */
  run.replications = 100;
  for (int k = 0; k < 3; k++) {
    list.rule = rules[k].rule;
    if (cpw_patients_simulate(&list, &options, &run, &result, &err)) goto end;
    printf("%-28s urgent %5.2f weeks, routine %5.2f; 92 %% of the routine within %.0f; %.0f of "
           "%.0f left\n",
           rules[k].name, figure(result, "wait_mean", 1), figure(result, "wait_mean", 2),
           figure(result, "wait", 2 * 3 + 1), figure(result, "closing", 0),
           figure(result, "opening", 0));
    if (k == 0) {
      base = result;
      continue;
    }
    if (cpw_patients_difference(base, result, 0.95, NULL, &change, &err)) goto end;
    printf("  against the longest wait first: urgent %+.2f [%+.2f, %+.2f], routine %+.2f [%+.2f, "
           "%+.2f]\n",
           figure(change, "wait_mean", 1), figure(change, "wait_mean_lower", 1),
           figure(change, "wait_mean_upper", 1), figure(change, "wait_mean", 2),
           figure(change, "wait_mean_lower", 2), figure(change, "wait_mean_upper", 2));
    cpw_result_free(change);
    cpw_result_free(result);
    change = result = NULL;
  }
  failed = 0;
end:
  if (failed) fprintf(stderr, "%s: %s\n", err.where, err.message);
  cpw_result_free(change);
  if (result != base) cpw_result_free(result);
  cpw_result_free(base);
  return failed;
}
