/* An integrated care system from a folder: the baseline against an elective hub, who waits by deprivation, and how long
 * one patient still waits. */
#include <carepath.h>
#include <stdio.h>

static double number(const cpw_result *result, const char *name) {
  return *cpw_result_find(result, name)->real;
}

/* Share of each group's lists within the standard at the end, over all units. */
static void print_groups(const cpw_system *system, const cpw_result *run) {
  const cpw_array *closing = cpw_result_find(run, "closing"),
                  *beyond = cpw_result_find(run, "beyond");
  int64_t periods = closing->dimension[2]->length;
  for (int64_t g = 0; g < system->groups; g++) {
    double all = 0, late = 0;
    for (int64_t u = 0; u < system->capacities; u++) {
      int64_t at = (u * system->groups + g) * periods + periods - 1;
      all += closing->real[at];
      late += beyond->real[at];
    }
    printf("  %-16s %6.0f waiting, %4.1f %% within the standard\n", system->group[g], all,
           100 * (1 - late / all));
  }
}

static int run_scenario(const cpw_system *system, int32_t scenario, cpw_error *err) {
  cpw_system_run_options options;
  cpw_result *run = NULL;
  cpw_system_run_options_init(&options);
  options.scenario = scenario;
  if (cpw_system_run(system, &options, NULL, &run, err)) return 1;
  printf("%s\n", scenario < 0 ? "As today" : system->scenario[scenario].name);
  print_groups(system, run);
  double difference = number(run, "total_opening") + number(run, "total_starts") -
                      number(run, "total_treated") - number(run, "total_removed") -
                      number(run, "total_closing");
  printf("  spend %.1f million; people lost on the way: %g\n", number(run, "total_spend") / 1e6,
         difference);
  cpw_result_free(run);
  return 0;
}

static int one_patient(const cpw_system *system, cpw_error *err) {
  cpw_system_plan *plan = NULL;
  cpw_result *forecast = NULL;
  if (cpw_system_plan_new(system, NULL, &plan, err)) return 1;
  int failed = cpw_system_plan_forecast(plan, 0, 0, 12, &forecast, err);
  if (!failed) {
    const double *weeks = cpw_result_find(forecast, "quantile")->real;
    printf("Somebody who has waited 12 weeks at %s for %s: half are through after %.0f more weeks, "
           "nine in ten after %.0f\n",
           system->organisation[system->capacity[0].organisation].name,
           system->service[system->capacity[0].service].name, weeks[2], weeks[4]);
    cpw_result_free(forecast);
  }
  cpw_system_plan_free(plan);
  return failed;
}

int main(void) {
  cpw_error err = {0};
  cpw_system_book *book = NULL;
  int failed = cpw_system_read_folder("examples/data/system", NULL, &book, NULL, &err);
  const cpw_system *system = cpw_system_book_view(book);
  failed = failed || run_scenario(system, CPW_NONE, &err) || run_scenario(system, 0, &err) ||
           one_patient(system, &err);
  if (failed) fprintf(stderr, "%s: %s\n", err.where, err.message);
  cpw_system_book_free(book);
  return failed;
}
