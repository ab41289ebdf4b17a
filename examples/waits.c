/* How long will I wait? England's hazards by month waited, for a patient who joins today and for
 * patients who have waited 12 and 40 weeks, and how that may end. */
#include <carepath.h>
#include <stdio.h>

int main(int argc, char **argv) {
  const char *path = argc > 1 ? argv[1] : "examples/data/england_rtt.csv";
  const double waited[] = {0, 12, 40};
  cpw_error err;
  cpw_result *data = NULL, *calibration = NULL, *waits = NULL;
  cpw_history history;
  cpw_backlog backlog;
  cpw_bands bands;
  cpw_history_options which;
  cpw_waits_options options;
  int failed = 1;

  cpw_history_init(&history);
  cpw_backlog_init(&backlog);
  cpw_bands_init(&bands);
  cpw_waits_options_init(&options);
  options.patients = 3;
  options.waited = waited;
  cpw_history_options_init(&which);
  which.where = "specialty=Total";
  if (cpw_history_read_path(path, &which, &data, &err) ||
      cpw_history_view(data, &history, &bands, &err) ||
      cpw_waitlist_calibrate(&history, NULL, NULL, &calibration, &err) ||
      cpw_backlog_view(calibration, &backlog, &bands, &err) ||
      cpw_waits_expected(&backlog, &options, &waits, &err))
    goto end;
  printf("waited  treated at last  by week 18  half of those treated by  92 %% by\n");
  for (int k = 0; k < 3; k++)
    printf("%3.0f wk  %13.1f %%  %8.1f %%  %19.1f wk  %5.1f wk\n", waited[k],
           100 * cpw_result_find(waits, "treated_ever")->real[k],
           100 * cpw_result_find(waits, "treated_within")->real[k],
           cpw_result_find(waits, "treated_median")->real[k],
           cpw_result_find(waits, "treated_p92")->real[k]);
  failed = 0;
end:
  if (failed) fprintf(stderr, "%s: %s\n", err.where, err.message);
  cpw_result_free(waits);
  cpw_result_free(calibration);
  cpw_result_free(data);
  return failed;
}
