/* A list of your own, with bands of your own: no file, no months, plain arrays.
 * A clinic counts its list every week in four uneven bands: under 2 weeks, 2 to 6, 6 to 12, and over
 * 12. What happens over ten weeks if it treats 30 a week, strictly longest wait first? */
#include <carepath.h>
#include <stdio.h>

int main(void) {
  const double lower[] = {0, 2, 6, 12};             /* weeks; the last band is open */
  const double waiting[] = {80, 120, 90, 40};       /* people today */
  const double treatment[] = {0.05, 0.1, 0.2, 0.3}; /* share of each band treated in a week */
  const double removal[] = {0.02, 0.01, 0.01, 0.01};
  const double starts = 42, capacity = 30; /* a week */

  cpw_bands bands;
  cpw_bands_init(&bands);
  bands.count = 4;
  bands.lower = lower;

  cpw_backlog backlog;
  cpw_backlog_init(&backlog);
  backlog.lists = 1;
  backlog.bands = &bands;
  backlog.waiting = waiting;
  backlog.treatment_hazard = treatment;
  backlog.removal_hazard = removal;
  backlog.starts = &starts;
  backlog.capacity = &capacity;

  cpw_project_options options;
  cpw_project_options_init(&options);
  options.periods = 10;
  options.longest_first = 1;

  cpw_error err;
  cpw_result *projection;
  if (cpw_waitlist_project(&backlog, &options, NULL, &projection, &err)) {
    fprintf(stderr, "%s: %s\n", err.where, err.message);
    return 1;
  }
  const double *by_band = cpw_result_find(projection, "waiting")->real;
  const double *opening = cpw_result_find(projection, "total_opening")->real;
  const double *joined = cpw_result_find(projection, "total_starts")->real;
  const double *treated = cpw_result_find(projection, "total_treated")->real;
  const double *removed = cpw_result_find(projection, "total_removed")->real;
  const double *closing = cpw_result_find(projection, "total_closing")->real;
  printf("week   <2w  2-6w 6-12w  >12w    all  balance\n");
  for (int week = 0; week < 10; week += 3) {
    const double *n = by_band + 4 * week;
    double balance = opening[week] + joined[week] - treated[week] - removed[week] - closing[week];
    printf("%4d %5.1f %5.1f %5.1f %5.1f  %5.1f  %g\n", week + 1, n[0], n[1], n[2], n[3],
           closing[week], balance);
  }
  cpw_result_free(projection);
  return 0;
}
