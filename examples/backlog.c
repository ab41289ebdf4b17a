/* England's waiting list: read the published figures, calibrate how people leave the list, project
 * a year at today's capacity, and print what a board would ask for.
 *
 *   cc examples/backlog.c $(pkg-config --cflags --libs carepath) && ./a.out england_rtt.csv */
#include <carepath.h>
#include <stdio.h>

static int fail(const cpw_error *err) {
  fprintf(stderr, "%s: %s\n", err->where, err->message);
  return 1;
}

static void print_year(const cpw_result *projection) {
  const double *people = cpw_result_find(projection, "total_closing")->real;
  const double *within = cpw_result_find(projection, "within_18")->real;
  const double *over52 = cpw_result_find(projection, "over_52")->real;
  printf("month  waiting  within 18 weeks  over 52 weeks\n");
  for (int month = 0; month < 12; month += month == 0 ? 2 : 3)
    printf("%5d %8.0f %14.1f %% %14.0f\n", month + 1, people[month], 100 * within[month],
           over52[month]);
}

int main(int argc, char **argv) {
  const char *path = argc > 1 ? argv[1] : "examples/data/england_rtt.csv";
  cpw_error err;
  cpw_result *data = NULL, *calibration = NULL, *projection = NULL;
  int failed = 1;

  /* 1. the history: rows of one list, "Total" (all specialties) */
  cpw_history_options which;
  cpw_history_options_init(&which);
  which.where = "specialty=Total";
  if (cpw_history_read_path(path, &which, &data, &err)) goto error;

  cpw_history history;
  cpw_bands bands;
  cpw_history_init(&history);
  cpw_bands_init(&bands);
  if (cpw_history_view(data, &history, &bands, &err)) goto error;

  /* 2. how people leave, by time waited */
  if (cpw_waitlist_calibrate(&history, NULL, NULL, &calibration, &err)) goto error;

  /* 3. a year ahead with the starts and the capacity of the recent past */
  cpw_backlog backlog;
  cpw_backlog_init(&backlog);
  if (cpw_backlog_view(calibration, &backlog, &bands, &err)) goto error;
  if (cpw_waitlist_project(&backlog, NULL, NULL, &projection, &err)) goto error;

  printf("per month: %.0f clock starts, %.0f treatments\n", backlog.starts[0], backlog.capacity[0]);
  print_year(projection);
  failed = 0;
error:
  if (failed) fail(&err);
  cpw_result_free(projection);
  cpw_result_free(calibration);
  cpw_result_free(data);
  return failed;
}
