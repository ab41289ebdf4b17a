/* A list as a hospital keeps it, one row a patient: how many wait, how hard the list is pressed, and
 * who gets the next slots when priority counts and a patient has withdrawn. */
#include <carepath.h>
#include <stdio.h>
#include <string.h>

int main(void) {
  const char *const referred[] = {"2026-01-02", "2026-01-05", "2026-01-05", "2026-01-12",
                                  "2026-01-20"};
  const char *const removed[] = {"2026-01-15", "", "", "", ""};
  const char *const withdrew[] = {"", "2026-02-01", "", "", ""};
  const int32_t priority[] = {3, 2, 4, 2, 3};
  const char *const free_slots[] = {"2026-02-02", "2026-02-03", "2026-02-09"};
  int32_t referral[5], removal[5], withdrawal[5], slot[3];
  int64_t patient[3];
  for (int i = 0; i < 5; i++)
    if (cpw_date_parse(referred[i], 10, &referral[i]) ||
        cpw_date_parse(removed[i], (int64_t)strlen(removed[i]), &removal[i]) ||
        cpw_date_parse(withdrew[i], (int64_t)strlen(withdrew[i]), &withdrawal[i]))
      return 1;
  for (int k = 0; k < 3; k++)
    if (cpw_date_parse(free_slots[k], 10, &slot[k])) return 1;

  cpw_date_rows rows;
  cpw_date_rows_init(&rows);
  rows.rows = 5;
  rows.referral = referral;
  rows.removal = removal;
  rows.withdrawal = withdrawal;
  rows.priority = priority;
  cpw_error err;
  cpw_result *stats;
  if (cpw_dates_stats(&rows, NULL, &stats, &err) ||
      cpw_dates_schedule(&rows, 3, slot, NULL, removal, patient, &err)) {
    fprintf(stderr, "%s: %s\n", err.where, err.message);
    return 1;
  }
  printf("waiting on the day of the last referral: %.0f, on average for %.2f days\n",
         cpw_result_find(stats, "queue_size")->real[0],
         cpw_result_find(stats, "mean_wait")->real[0]);
  printf("pressure %.3f\n", cpw_result_find(stats, "pressure")->real[0]);
  for (int k = 0; k < 3; k++)
    printf("%s: patient %d, priority %d\n", free_slots[k], (int)patient[k] + 1,
           (int)priority[patient[k]]);
  cpw_result_free(stats);
  return 0;
}
