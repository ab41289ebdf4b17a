/* From a log of who was where and when: how long stages take when some stays still go on, and what comes next. */
#include <carepath.h>
#include <math.h>
#include <stdio.h>

int main(void) {
  /* six patients on an admissions unit (0) and a ward (1), watched for ten days; NaN: still there */
  static const int64_t patient[] = {1, 1, 2, 2, 3, 4, 5, 6, 6},
                       stage[] = {0, 1, 0, 1, 0, 0, 0, 0, 1};
  const double gone_on = (double)NAN;
  const double start[] = {0, 1.5, 1, 3, 2, 4, 7, 8, 8.5},
               end[] = {1.5, 6, 2, gone_on, 2.5, 5, 9, 8.5, gone_on};
  cpw_event_log log;
  cpw_event_log_options options;
  cpw_event_log_counts counts;
  cpw_result *durations = NULL, *routes = NULL;
  cpw_error err = {0};
  cpw_event_log_init(&log);
  cpw_event_log_options_init(&options);
  log.rows = 9;
  log.patient = patient;
  log.stage = stage;
  log.start = start;
  log.end = end;
  log.stages = 2;
  options.until = 10;
  if (cpw_event_log_check(&log, &options, &counts, &err) ||
      cpw_event_log_durations(&log, &options, NULL, &durations, &err) ||
      cpw_event_log_routes(&log, &options, &routes, &err)) {
    fprintf(stderr, "%s\n", err.message);
    return 1;
  }
  printf("%lld stays of %lld patients, %lld go on\n", (long long)counts.stays,
         (long long)counts.patients, (long long)counts.going_on);
  for (int j = 0; j < 2; j++)
    printf("stage %d: %s, mean %.3f; plain mean of those that ended %.3f\n", j,
           cpw_duration_name((int32_t)cpw_result_find(durations, "law")->integer[j]),
           cpw_result_find(durations, "mean")->real[j],
           cpw_result_find(durations, "seen_mean")->real[j]);
  printf("from the admissions unit to the ward: %.3f\n", cpw_result_find(routes, "share")->real[1]);
  cpw_result_free(durations);
  cpw_result_free(routes);
  return 0;
}
