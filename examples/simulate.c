/* England's waiting list with its uncertainty: calibrate, run a year 500 times, and print the range in
 * which the list and the 18-week share may be expected.
 *
 *   cc examples/simulate.c $(pkg-config --cflags --libs carepath) && ./a.out england_rtt.csv */
#include <carepath.h>
#include <stdio.h>

static void print_year(const cpw_result *runs) {
  const double *people = cpw_result_find(runs, "total_closing")->real; /* (1, 12, 3) */
  const double *within = cpw_result_find(runs, "within_18")->real;
  printf("month  waiting: 10 %%, median, 90 %%       within 18 weeks: 10 %%, median, 90 %%\n");
  for (int month = 2; month < 12; month += 3)
    printf("%5d %11.0f %9.0f %9.0f %18.1f %7.1f %6.1f\n", month + 1, people[month * 3],
           people[month * 3 + 1], people[month * 3 + 2], 100 * within[month * 3],
           100 * within[month * 3 + 1], 100 * within[month * 3 + 2]);
}

int main(int argc, char **argv) {
  cpw_error err;
  cpw_result *data = NULL, *calibration = NULL, *runs = NULL;
  cpw_history history;
  cpw_bands bands;
  cpw_backlog backlog;
  cpw_history_options which;
  cpw_history_options_init(&which);
  which.where = "specialty=Total";
  if (cpw_history_read_path(argc > 1 ? argv[1] : "examples/data/england_rtt.csv", &which, &data,
                            &err))
    goto error;
  cpw_history_init(&history);
  cpw_bands_init(&bands);
  cpw_backlog_init(&backlog);
  if (cpw_history_view(data, &history, &bands, &err) ||
      cpw_waitlist_calibrate(&history, NULL, NULL, &calibration, &err) ||
      cpw_backlog_view(calibration, &backlog, &bands, &err))
    goto error;

  static const double probabilities[] = {0.1, 0.5, 0.9};
  cpw_simulate_options doubts;
  cpw_simulate_options_init(&doubts);
  doubts.history = &history; /* hazards from blocks of three months */
  doubts.starts_cv = doubts.capacity_cv = 0.03;
  doubts.starts_persistence = doubts.capacity_persistence = 0.8;
  doubts.probabilities = probabilities;
  doubts.probability_count = 3;
  cpw_run run;
  cpw_run_init(&run);
  run.replications = 500;
  if (cpw_simulate_waitlist(&backlog, &doubts, &run, &runs, &err)) goto error;
  print_year(runs);
error:
  if (!runs) fprintf(stderr, "%s: %s\n", err.where, err.message);
  int failed = !runs;
  cpw_result_free(runs);
  cpw_result_free(calibration);
  cpw_result_free(data);
  return failed;
}
