/* What would several standards take? A path of capacity for England that reaches 65 % within 18 weeks,
 * less than 1 % beyond a year, then 92 %, and changes as little as it can from month to month. */
#include <carepath.h>
#include <stdio.h>

static void show(const cpw_result *plan) {
  const cpw_array *met = cpw_result_find(plan, "goal_met");
  const double *path = cpw_result_find(plan, "capacity_path")->real;
  for (int k = 0; k < met->size; k++)
    printf("%-50s %s, one harder: %+6.0f a month, one month later: %+6.0f\n",
           met->dimension[1]->coordinate_labels[0][k], met->integer[k] ? "met" : "missed",
           cpw_result_find(plan, "per_level")->real[k],
           cpw_result_find(plan, "per_later")->real[k]);
  printf("treatments a month: %.0f at first, %.0f in month 23, %.0f in month 46\n", path[0],
         path[22], path[45]);
  printf("largest change: %.0f; 1 %% more clock starts: %+.0f a month\n",
         cpw_result_find(plan, "largest_change")->real[0],
         cpw_result_find(plan, "per_demand")->real[0]);
}

int main(int argc, char **argv) {
  const char *path = argc > 1 ? argv[1] : "examples/data/england_rtt.csv";
  const double level[] = {0.65, 0.01, 0.92}, weeks[] = {18, 52, 18};
  const int64_t period[] = {10, 22, 46};
  const int32_t kind[] = {CPW_GOAL_WITHIN, CPW_GOAL_LONG_SHARE, CPW_GOAL_WITHIN};
  cpw_error err;
  cpw_result *data = NULL, *calibration = NULL, *plan = NULL;
  cpw_history_options which;
  cpw_history history;
  cpw_backlog backlog;
  cpw_bands bands;
  cpw_plan_options options;
  cpw_goal goals[3];

  cpw_history_options_init(&which);
  cpw_history_init(&history);
  cpw_backlog_init(&backlog);
  cpw_bands_init(&bands);
  cpw_plan_options_init(&options);
  which.where = "specialty=Total";
  for (int k = 0; k < 3; k++) {
    cpw_goal_init(&goals[k]);
    goals[k].kind = kind[k], goals[k].weeks = weeks[k];
    goals[k].level = level[k], goals[k].period = period[k];
  }
  options.goals = goals;
  options.goal_count = 3;
  options.profile = CPW_PROFILE_PERIODS;
  options.objective = CPW_PLAN_SMOOTH_SQUARES;
  options.longest_first = 0.3; /* today's order alone cannot reach 92 % */
  int failed = cpw_history_read_path(path, &which, &data, &err) ||
               cpw_history_view(data, &history, &bands, &err) ||
               cpw_waitlist_calibrate(&history, NULL, NULL, &calibration, &err) ||
               cpw_backlog_view(calibration, &backlog, &bands, &err) ||
               cpw_plan_capacity(&backlog, &options, NULL, &plan, &err);
  if (failed)
    fprintf(stderr, "%s: %s\n", err.where, err.message);
  else
    show(plan);
  cpw_result_free(plan);
  cpw_result_free(calibration);
  cpw_result_free(data);
  return failed;
}
