/* How long may the list be for good? England's clock starts and hazards by month waited, 92 % within
 * 18 weeks: worked strictly longest wait first, and in today's proportions. */
#include <carepath.h>
#include <stdio.h>

int main(int argc, char **argv) {
  const char *path = argc > 1 ? argv[1] : "examples/data/england_rtt.csv";
  cpw_error err;
  cpw_result *data = NULL, *calibration = NULL, *held = NULL;
  cpw_history history;
  cpw_backlog backlog;
  cpw_bands bands;
  cpw_history_options which;
  cpw_steady_options options;
  int failed = 1;

  cpw_history_init(&history);
  cpw_backlog_init(&backlog);
  cpw_bands_init(&bands);
  cpw_steady_options_init(&options);
  cpw_history_options_init(&which);
  which.where = "specialty=Total";
  if (cpw_history_read_path(path, &which, &data, &err) ||
      cpw_history_view(data, &history, &bands, &err) ||
      cpw_waitlist_calibrate(&history, NULL, NULL, &calibration, &err) ||
      cpw_backlog_view(calibration, &backlog, &bands, &err))
    goto end;
  for (int32_t order = CPW_STEADY_FIRST_COME; order <= CPW_STEADY_HAZARDS; order++) {
    options.order = order;
    if (cpw_steady_standard(&backlog, &options, &held, &err)) goto end;
    printf("%s: %9.0f waiting, %8.0f treated a month (%+.0f on today)\n",
           order == CPW_STEADY_HAZARDS ? "in today's proportions" : "longest wait first    ",
           cpw_result_find(held, "size")->real[0], cpw_result_find(held, "capacity")->real[0],
           cpw_result_find(held, "extra")->real[0]);
    cpw_result_free(held);
  }
  printf("exponential waits, nobody removed: %.3f weeks of clock starts\n",
         cpw_steady_exponential_size(1.0, 0.92, CPW_RTT_WEEKS));
  failed = 0;
end:
  if (failed) fprintf(stderr, "%s: %s\n", err.where, err.message);
  cpw_result_free(calibration);
  cpw_result_free(data);
  return failed;
}
