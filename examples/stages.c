/* Two stages of one list, from the official extract: who waits for a decision, who for admission, and what
 * a theatre that closes for two months does to both. One month of figures is taken as in balance. */
#include <carepath.h>
#include <stdio.h>

static int project(const cpw_backlog *backlog, cpw_transfer *decisions, double theatre,
                   cpw_error *err) {
  double capacity[2 * 12];
  for (int t = 0; t < 24; t++)
    capacity[t] = backlog->capacity[t / 12] * (t == 14 || t == 15 ? theatre : 1.0);
  cpw_project_options options;
  cpw_project_options_init(&options);
  options.capacity = capacity;
  options.transfers = decisions;
  options.transfer_count = 1;
  cpw_result *plan;
  int32_t status = cpw_waitlist_project(backlog, &options, NULL, &plan, err);
  if (status) return status;
  const double *waiting = cpw_result_find(plan, "total_closing")->real;
  const double *moved = cpw_result_find(plan, "transfer_done")->real;
  for (int t = 1; t < 12; t += 5)
    printf("month %2d: %6.0f wait for a decision, %5.0f for admission; %4.0f decisions\n", t + 1,
           waiting[t], waiting[12 + t], moved[t]);
  cpw_result_free(plan);
  return CPW_OK;
}

int main(int argc, char **argv) {
  const char *path = argc > 1 ? argv[1] : "examples/data/dorset_rtt_2024-11.csv";
  cpw_error err;
  cpw_rtt *rtt = NULL;
  cpw_result *extract = NULL, *data = NULL, *calibration = NULL;
  cpw_history history;
  cpw_backlog backlog;
  cpw_bands bands;
  cpw_history_options two_stages;
  cpw_calibrate_options in_balance;
  cpw_transfer decisions;
  cpw_history_init(&history);
  cpw_backlog_init(&backlog);
  cpw_bands_init(&bands);
  cpw_history_options_init(&two_stages);
  cpw_calibrate_options_init(&in_balance);
  two_stages.stages = 1;
  in_balance.steady = 1;
  int failed = cpw_rtt_new(NULL, &rtt, &err) || cpw_rtt_read_path(rtt, path, &err) ||
               cpw_rtt_result(rtt, &extract, &err) ||
               cpw_history_from_rtt(extract, 13, &two_stages, &data, &err) ||
               cpw_history_view(data, &history, &bands, &err) ||
               cpw_waitlist_stages(&history, &in_balance, NULL, &calibration, &err) ||
               cpw_backlog_view(calibration, &backlog, &bands, &err) ||
               cpw_stages_view(calibration, 1, &decisions, &err);
  if (!failed) {
    puts("as it is");
    failed = project(&backlog, &decisions, 1.0, &err);
  }
  if (!failed) {
    puts("no theatre in months 3 and 4");
    failed = project(&backlog, &decisions, 0.0, &err);
  }
  if (failed) fprintf(stderr, "%s: %s\n", err.where, err.message);
  cpw_rtt_free(rtt);
  cpw_result_free(extract);
  cpw_result_free(data);
  cpw_result_free(calibration);
  return failed != 0;
}
