/* Who joins in which period: the mean numbers by class times a profile by period and times the days of
 * a week that are not closed.
 * Days: cpw_patients_slots.
 * Leaves the mean numbers to patient_list.c. */
#include "patient_list.h"

#include "say.h"

static int64_t common_rows(const patient_list *l, const patient_settings *set) {
  if (set->arrival_week.count) return l->list.periods;
  return set->arrival_profile.count ? set->arrival_profile.count : 1;
}

static int check_joining(const patient_settings *set) {
  int code = check_no_names(&set->arrival_profile, "arrival-profile");
  if (!code) code = check_no_names(&set->arrival_week, "arrival-week");
  if (code) return code;
  if ((set->arrival_profile.count || set->arrival_week.count) && !set->arrivals.count)
    return fail(USAGE, "--arrival-%s needs --arrivals: nobody joins",
                set->arrival_week.count ? "week" : "profile");
  if (set->arrival_week.count && set->arrival_week.count != 7)
    return fail(USAGE, "--arrival-week: seven numbers joined by commas are expected, Monday first");
  return DONE;
}

/* The share of an ordinary period's people that joins in each: 1 on average without closed days. */
static int week_shares(const patient_list *l, const patient_settings *set, double *out) {
  cpw_error err;
  cpw_patients_calendar c;
  double sum = 0;
  for (int day = 0; day < 7; day++)
    sum += set->arrival_week.value[day];
  if (!(sum > 0)) return fail(USAGE, "--arrival-week: 0 on every day: nobody would ever join");
  list_calendar(set, &set->arrival_week,
                change_of(&set->arrival_week) * 7 / (sum * (double)set->period_days), &c);
  return cpw_patients_slots(&c, l->list.periods, out, &err) ? fail(USAGE, "%s", err.message) : DONE;
}

int list_joining(patient_list *l, const patient_settings *set) {
  const by_kind *profile = &set->arrival_profile;
  int64_t n = l->list.classes, rows = common_rows(l, set);
  int code = check_joining(set);
  if (code || (!profile->count && !set->arrival_week.count)) return code;
  double *share = list_memory(l, rows, sizeof *share), *all = list_memory(l, n * rows, sizeof *all);
  if (!share || !all) return fail_memory();
  for (int64_t t = 0; t < rows; t++)
    share[t] = 1;
  if (set->arrival_week.count) code = week_shares(l, set, share);
  for (int64_t t = 0; profile->count && t < rows; t++)
    share[t] *= profile->value[t % profile->count] * change_of(profile);
  for (int64_t i = 0; i < n * rows; i++)
    all[i] = l->list.arrivals[i % n] * share[i / n];
  l->list.arrivals = all;
  l->list.arrival_rows = rows;
  return code;
}
