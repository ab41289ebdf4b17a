/* What would it take? The least capacity, flat or ramped, that brings England to 65 % within
 * 18 weeks in 10 months, and to 92 % in 46. */
#include <carepath.h>
#include <stdio.h>

static int solve(const cpw_backlog *backlog, double share, int64_t months, int32_t profile,
                 cpw_error *err) {
  cpw_target_options options;
  cpw_target_options_init(&options);
  options.share = share;
  options.periods = months;
  options.profile = profile;
  cpw_result *answer;
  int32_t status = cpw_waitlist_target(backlog, &options, NULL, &answer, err);
  if (status) return status;
  printf("%.0f %% in %2d months, %s: %9.0f a month, %+5.1f %% on today (reaches %.2f %%)\n",
         100 * share, (int)months, profile == CPW_PROFILE_RAMP ? "ramped to" : "flat     ",
         cpw_result_find(answer, "capacity")->real[0],
         100 * (cpw_result_find(answer, "factor")->real[0] - 1),
         100 * cpw_result_find(answer, "share_reached")->real[0]);
  cpw_result_free(answer);
  return CPW_OK;
}

int main(int argc, char **argv) {
  const char *path = argc > 1 ? argv[1] : "examples/data/england_rtt.csv";
  cpw_error err;
  cpw_result *data = NULL, *calibration = NULL;
  cpw_history history;
  cpw_backlog backlog;
  cpw_bands bands;
  cpw_history_options which;
  int failed = 1;

  cpw_history_init(&history);
  cpw_backlog_init(&backlog);
  cpw_bands_init(&bands);
  cpw_history_options_init(&which);
  which.where = "specialty=Total";
  if (cpw_history_read_path(path, &which, &data, &err) ||
      cpw_history_view(data, &history, &bands, &err) ||
      cpw_waitlist_calibrate(&history, NULL, NULL, &calibration, &err) ||
      cpw_backlog_view(calibration, &backlog, &bands, &err))
    goto end;
  if (solve(&backlog, 0.65, 10, CPW_PROFILE_FLAT, &err) ||
      solve(&backlog, 0.65, 10, CPW_PROFILE_RAMP, &err) ||
      solve(&backlog, 0.92, 46, CPW_PROFILE_FLAT, &err) ||
      solve(&backlog, 0.92, 46, CPW_PROFILE_RAMP, &err))
    goto end;
  failed = 0;
end:
  if (failed) fprintf(stderr, "%s: %s\n", err.where, err.message);
  cpw_result_free(calibration);
  cpw_result_free(data);
  return failed;
}
